//! What keys, clicks, pastes and the passing of time do.

use std::sync::Arc;
use std::time::Duration;

use evenfall::domain::settings::Theme;
use evenfall::session::guide::Route;
use evenfall::store::RealDisk;
use evenfall::ui::Leaving;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::style::Color;

use crate::house::House;
use crate::screen::Screen;
use crate::watched::{Fault, Watched};

fn mara_and_jo() -> House {
    House::set_up(&["Mara", "Jo"])
}

fn first_name(house: &mut House) -> Screen<'_> {
    let mut screen = Screen::new(&mut house.session);
    screen.keys("<Enter> <Enter>").shows("What may Evenfall call you?");
    screen
}

#[test]
fn an_empty_folder_begins_with_set_up() {
    let mut house = House::new();
    Screen::new(&mut house.session).shows("First, let us make this comfortable to read.");
}

#[test]
fn letters_and_arrows_lead_to_the_same_places() {
    let places = [
        ("c", "Who takes a turn now?"),
        (",", "kept at once"),
        ("t", "The quiet ending"),
        ("y", "Who is it?"),
    ];
    for (letter, words) in places {
        let mut house = mara_and_jo();
        Screen::new(&mut house.session)
            .keys(letter)
            .shows(words)
            .keys("<Esc>")
            .shows("Good evening, Mara and Jo.");
    }
    let mut house = mara_and_jo();
    Screen::new(&mut house.session).keys("<Down> <Down> <Up> <Up> <Enter>").shows("Who takes a turn now?");
}

#[test]
fn esc_at_the_beginning_only_says_how_to_close() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("<Esc> <Esc>").shows("q closes").shows("Good evening");
    assert_eq!(screen.app.leaving(), None);
}

#[test]
fn an_arrow_split_by_a_slow_line_does_no_harm() {
    let mut house = first_name_typed();
    let mut screen = first_name(&mut house);
    screen.types("Mara").keys("<Esc> [ A").shows("Evenfall is for two people");
    assert_eq!(screen.app.leaving(), None);
}

fn first_name_typed() -> House {
    House::new()
}

#[test]
fn closing_is_asked_with_staying_chosen() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("q").shows("Close for tonight?").shows("► Stay here").keys("<Enter>");
    assert_eq!(screen.app.leaving(), None);
    screen.keys("q <Down> <Enter>");
    assert_eq!(screen.app.leaving(), Some(Leaving::Closed));
}

#[test]
fn control_c_twice_closes_even_while_writing() {
    let mut house = House::new();
    let mut screen = first_name(&mut house);
    screen.keys("<C-c>").shows("Close for tonight?").keys("<C-c>");
    assert_eq!(screen.app.leaving(), Some(Leaving::Closed));
}

#[test]
fn while_writing_every_character_is_a_character() {
    let mut house = House::new();
    let mut screen = first_name(&mut house);
    screen.types("qm?jkhlgG, 1éß本").shows("qm?jkhlgG, 1éß本");
    screen.keys("<C-l>").shows("Press Enter to open.").keys("<Enter>").shows("qm?jkhlgG, 1éß本");
    screen.keys("<F1>").shows("Help").keys("<Esc>").shows("qm?jkhlgG, 1éß本");
}

#[test]
fn the_cursor_stands_after_wide_characters() {
    let mut house = House::new();
    let mut screen = first_name(&mut house);
    let before = screen.cursor().expect("a cursor");
    screen.types("美玲");
    let after = screen.cursor().expect("a cursor");
    assert_eq!((after.x, after.y), (before.x + 4, before.y));
    screen.keys("<Bksp>");
    assert_eq!(screen.cursor().expect("a cursor").x, before.x + 2);
    screen.types("נועה e\u{301}👩‍🦽").shows("נועה");
}

#[test]
fn a_pasted_line_end_never_confirms() {
    let mut house = House::new();
    let mut screen = first_name(&mut house);
    screen.event(Event::Paste("Ma\rra\n".into()));
    screen.shows("What may Evenfall call you?").shows("Ma ra");
    screen.event(Event::Paste("x".repeat(2_000_000)));
    screen.shows("The field is full. What was there before is all still there.").shows("Ma ra");
}

#[test]
fn old_backspaces_and_new_lines_are_harmless() {
    let mut house = House::new();
    let mut screen = first_name(&mut house);
    screen
        .types("Marta")
        .keys("<C-h> <C-h> a <C-j> <A-Enter>")
        .shows("Mara")
        .shows("What may Evenfall call you?");
}

#[test]
fn only_presses_and_repeats_count() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    for kind in [KeyEventKind::Press, KeyEventKind::Release] {
        screen.press(KeyEvent::new_with_kind(KeyCode::Down, KeyModifiers::NONE, kind));
    }
    screen.shows("► What tonight could hold");
    screen.press(KeyEvent::new_with_kind(KeyCode::Down, KeyModifiers::NONE, KeyEventKind::Repeat));
    screen.shows("► Breathe");
}

#[test]
fn a_theme_shows_itself_before_it_is_chosen() {
    let mut house = House::new();
    let mut screen = Screen::new(&mut house.session);
    assert_eq!(screen.buffer()[(0, 0)].bg, Color::Rgb(0x1B, 0x1A, 0x24));
    screen.keys("<Down>");
    assert_eq!(screen.buffer()[(0, 0)].bg, Color::Rgb(0xFA, 0xF6, 0xEF));
    screen.keys("<Up>");
    assert_eq!(screen.buffer()[(0, 0)].bg, Color::Rgb(0x1B, 0x1A, 0x24));
    assert_eq!(screen.app.session().archive().settings.theme, None);
    screen.keys("<Down> <Enter>");
    assert_eq!(screen.app.session().archive().settings.theme, Some(Theme::Linen));
    assert_eq!(screen.buffer()[(0, 0)].bg, Color::Rgb(0xFA, 0xF6, 0xEF));
}

#[test]
fn set_up_begins_with_the_theme_that_is_on_the_screen() {
    let bright = &[("COLORTERM", "truecolor")][..];
    for (theme, variables, words) in [
        (Some(Theme::Linen), bright, "► Linen"),
        (None, bright, "► Dusk"),
        (None, &[("NO_COLOR", "1"), ("COLORTERM", "truecolor")][..], "► Plain"),
    ] {
        let mut house = House::new();
        let mut screen = Screen::of(&mut house.session, (80, 24), theme, variables, None);
        let before = screen.buffer()[(0, 0)].bg;
        screen.shows(words).keys("<Enter>");
        assert_eq!(screen.buffer()[(0, 0)].bg, before);
    }
}

#[test]
fn line_by_line_is_one_key_away() {
    let mut house = House::new();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("x");
    assert_eq!(screen.app.leaving(), Some(Leaving::Lines));
    assert!(screen.app.session().archive().settings.lines);
}

#[test]
fn settings_are_kept_at_once_and_can_be_taken_back() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.keys(", <Right>").shows("◄ Linen ►");
    assert_eq!(screen.buffer()[(0, 0)].bg, Color::Rgb(0xFA, 0xF6, 0xEF));
    screen.keys("<C-z>").shows("◄ Dusk ►").shows("The last change is taken back. Ctrl+Y does it again.");
    screen.keys("<C-y>").shows("◄ Linen ►");
    screen.keys("<Down> <Enter>").shows("◄ off ►");
    assert!(!screen.app.session().archive().settings.motion);
}

#[test]
fn the_neutral_word_can_be_anything_but_nothing() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen
        .keys(", <Down> <Down> <Down> <Down> <Enter> <Bksp> <Bksp> <Bksp> <Bksp> <Bksp> <Enter>")
        .shows("Notes");
    screen.keys("<Enter> <C-w>").types("Recipes").keys("<Enter> <C-l>").shows("Recipes");
    assert!(!screen.has("Notes"));
}

#[test]
fn already_kept_is_all_there_is_to_say() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("<C-s>").shows("Already kept.").keys("<Down>");
    assert!(!screen.has("Already kept."), "a notice stays until the next action");
}

#[test]
fn the_menu_narrows_and_does_what_it_says() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("m").types("sett").shows("► Settings");
    assert!(!screen.has("The quiet ending"));
    screen.keys("<Enter>").shows("kept at once");
    screen
        .keys("<Esc> m")
        .types("zzz")
        .shows("Nothing of that name here.")
        .keys("<Enter> <Bksp> <Bksp> <Bksp>");
    screen.shows("► Check in").keys("<Esc>").shows("Good evening");
    screen.keys("?").types("undo").keys("<Enter>").shows("The last change is taken back.");
}

#[test]
fn an_extra_of_the_page_is_in_the_menu_too() {
    let mut house = mara_and_jo();
    let mut screen = to_first_number(&mut house);
    screen.keys("m").types("rather").keys("<Enter>").shows("How hard is the body right now?");
}

fn to_first_number(house: &mut House) -> Screen<'_> {
    let mut screen = Screen::new(&mut house.session);
    screen.keys("c <Enter> <Enter> <Enter> <End> <Enter>");
    if !screen.has("How much energy") {
        screen.keys("<End> <Enter>");
    }
    screen.shows("How much energy is there right now?");
    screen
}

#[test]
fn a_click_does_what_a_key_does() {
    let mut house = mara_and_jo();
    let mut screen = to_first_number(&mut house);
    screen.click("7").shows("Enter next").click("Enter next").shows("How hard is the body");
    screen.click("rather not say").shows("How calm");
    screen.click("Ctrl+L hide").shows("Press Enter to open.").click("Notes").shows("Press Enter to open.");
    screen.click("Press Enter").shows("Good evening").keys("c <Enter> <Enter>").shows("How calm");
}

#[test]
fn a_click_on_a_theme_tries_it_and_another_chooses_it() {
    let mut house = House::new();
    let mut screen = Screen::new(&mut house.session);
    screen.click("Strong light");
    assert_eq!(screen.buffer()[(0, 0)].bg, Color::Rgb(0xFF, 0xFF, 0xFF));
    screen.click("Strong light").shows("two people who both want it");
}

#[test]
fn going_back_keeps_what_was_said() {
    let mut house = mara_and_jo();
    let mut screen = to_first_number(&mut house);
    screen.keys("7 <Enter>").shows("How hard is the body").keys("<Esc>").shows("How much energy");
    screen.keys("<Esc> <Esc> <Esc>").shows("Good evening, Mara and Jo.");
    assert_eq!(screen.app.session().turn(), None);
}

/// Mara's turn up to the last line of words.
fn to_the_noticed_line(house: &mut House) -> Screen<'_> {
    let mut screen = to_first_number(house);
    screen.keys("7 <Enter> 2 <Enter> 8 <Enter> <Enter> <Enter>").shows("One thing you noticed");
    screen
}

#[test]
fn words_are_kept_once_typing_rests_and_come_back() {
    let mut house = mara_and_jo();
    {
        let mut screen = to_the_noticed_line(&mut house);
        screen.types("the light");
        assert_eq!(screen.app.next_wake(), Some(screen.now.mono + Duration::from_millis(300)));
        screen.pass(Duration::from_millis(299));
        assert!(screen.app.next_wake().is_some());
        screen.pass(Duration::from_millis(1));
        assert_eq!(screen.app.next_wake(), None);
    }
    house.cut_and_start_again();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("c <Enter>").shows("not finished yet");
    assert!(!screen.has("the light"));
    screen.keys("<Enter>").shows("One thing you noticed").shows("the light");
}

#[test]
fn words_are_kept_after_two_seconds_of_typing_without_rest() {
    let mut house = mara_and_jo();
    let mut screen = to_the_noticed_line(&mut house);
    let first = screen.now.mono;
    for _ in 0..9 {
        screen.types("a");
        screen.pass(Duration::from_millis(200));
    }
    screen.types("b");
    assert_eq!(screen.app.next_wake(), Some(first + Duration::from_secs(2)));
}

#[test]
fn words_are_kept_by_every_way_of_leaving() {
    let ways: [fn(&mut Screen<'_>); 4] = [
        |screen| {
            screen.keys("<C-l>");
        },
        |screen| {
            screen.keys("<C-c> <C-c>");
        },
        |screen| screen.app.stop(screen.now),
        |screen| assert!(screen.app.keep_draft(screen.now)),
    ];
    for way in ways {
        let mut house = mara_and_jo();
        let mut screen = to_the_noticed_line(&mut house);
        screen.types("the light at four");
        way(&mut screen);
        house.cut_and_start_again();
        let mut screen = Screen::new(&mut house.session);
        screen.keys("c <Enter>");
        if !screen.has("One thing you noticed") {
            screen.keys("<Enter>");
        }
        screen.shows("the light at four");
    }
    let mut house = mara_and_jo();
    let mut screen = to_the_noticed_line(&mut house);
    screen.types("the light at four").keys("<Esc>").shows("one small thing");
    screen.keys("<Enter>").shows("the light at four");
}

#[test]
fn losing_the_window_hides_only_where_it_was_wished_and_known() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.event(Event::FocusLost);
    screen.shows("Good evening");
    screen.keys(", <Down> <Down> <Down> <Right> <Esc>");
    screen.event(Event::FocusLost);
    screen.shows("Press Enter to open.");
}

#[test]
fn a_loss_that_comes_first_means_nothing() {
    let mut house = mara_and_jo();
    {
        let mut screen = Screen::new(&mut house.session);
        screen.keys(", <Down> <Down> <Down> <Right>");
    }
    let mut screen = Screen::new(&mut house.session);
    screen.event(Event::FocusLost);
    screen.shows("Good evening");
    screen.event(Event::FocusGained);
    screen.event(Event::FocusLost);
    screen.shows("Press Enter to open.");
}

#[test]
fn nothing_is_redrawn_while_nothing_changes() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    assert!(!screen.app.is_stale());
    screen.app.wake(screen.now);
    assert!(!screen.app.is_stale());
    assert_eq!(screen.app.next_wake(), None);
}

#[test]
fn a_lamp_wakes_once_a_second_or_once_a_minute() {
    for (variables, step) in [(&[][..], 1), (&[("REDUCE_MOTION", "1")][..], 60)] {
        let mut house = mara_and_jo();
        let begin = Some(Route::Twilight);
        let mut screen = Screen::of(&mut house.session, (80, 24), None, variables, begin);
        for _ in 0..4 {
            if screen.has("The lamp dims") {
                break;
            }
            screen.keys("<Enter>");
        }
        screen.shows("The lamp dims by itself.");
        assert_eq!(screen.app.next_wake(), Some(Duration::from_secs(step)));
        screen.keys("<Space>").shows("Paused. It waits for you.");
        assert_eq!(screen.app.next_wake(), None);
        screen.keys("<Space>");
        screen.pass(Duration::from_secs(600));
        screen.shows("The lamp has dimmed.");
        assert_eq!(screen.app.next_wake(), None);
    }
}

#[test]
fn breathing_goes_by_the_clock_and_any_other_key_pauses_it() {
    let mut house = mara_and_jo();
    let mut screen = Screen::of(&mut house.session, (80, 24), None, &[], Some(Route::Breathe));
    screen.keys("<Enter>").shows("breathe in   4").shows("in 4, out 6. Minute 1 of 2.");
    assert_eq!(screen.app.next_wake(), Some(Duration::from_millis(125)));
    screen.pass(Duration::from_secs(2));
    screen.shows("breathe in   2").shows("▓▓█").pass(Duration::from_secs(2));
    screen
        .shows("breathe out  6")
        .keys("<Left>")
        .shows("in 5, out 7.")
        .keys("<Right> <Right>")
        .shows("in 3, out 5.");
    screen.keys("v").shows("breathe out  5");
    assert!(!screen.has("▓"), "{}", screen.text());
    assert_eq!(screen.app.next_wake(), Some(Duration::from_secs(5)));
}

#[test]
fn whatever_else_happens_pauses_the_breathing_first() {
    let paused = |act: &dyn Fn(&mut Screen<'_>)| {
        let mut house = mara_and_jo();
        let mut screen = Screen::of(&mut house.session, (80, 24), None, &[], Some(Route::Breathe));
        screen.keys("<Enter>").pass(Duration::from_secs(5));
        screen.shows("breathe out  5");
        act(&mut screen);
        screen.shows("Paused. It waits for you.");
        assert_eq!(screen.app.next_wake(), None);
        screen.pass(Duration::from_secs(300));
        screen.keys("<Space>").shows("breathe in   4").shows("Minute 1 of 2.");
    };
    for keys in ["<Space>", "x", "7", "<Up>", "<Tab>", "m <Esc>", "? <Esc>", "q <Esc>"] {
        paused(&|screen| {
            screen.keys(keys);
        });
    }
    paused(&|screen| screen.event(Event::Paste("soup".into())));
}

#[test]
fn what_cannot_be_seen_cannot_be_meant() {
    let mut house = mara_and_jo();
    let mut screen = to_first_number(&mut house);
    screen.event(Event::Resize(39, 10));
    screen.keys("7 <Enter> n s ? m <Esc>").shows("This window is a little small.");
    screen.keys("q").shows("Close for tonight?").keys("<Esc>");
    screen.event(Event::Resize(80, 24));
    screen.shows("How much energy is there right now?").shows("press any number");
}

#[test]
fn words_that_could_not_be_kept_stay_on_the_page_and_are_tried_again() {
    let disk = Watched::new(Arc::new(RealDisk));
    let mut house = House::set_up_on(disk.clone(), &["Mara", "Jo"]);
    let mut screen = to_the_noticed_line(&mut house);
    disk.begin(Some(Fault::Cut(0)));
    screen.types("the soup").pass(Duration::from_millis(300));
    screen.keys("<Esc>").shows("the soup").keys("<C-l>").shows("Press Enter to open.");
    screen.keys("<Enter>").shows("the soup");
    disk.begin(None);
    screen.pass(Duration::from_secs(2));
    screen.keys("<C-c> <C-c>");
    house.cut_and_start_again();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("c <Enter> <Enter>").shows("the soup");
}

#[test]
fn one_enter_too_many_answers_for_nobody() {
    let mut house = mara_and_jo();
    let mut screen = to_the_noticed_line(&mut house);
    screen.keys("<Enter> <Enter>").shows("How far may your own evening go?");
    screen.keys("? <Enter>").shows("How far may your own evening go?");
    screen.keys("<Enter>").shows("Thank you, Mara.").keys("<Enter>").shows("Good evening, Mara and Jo.");

    screen.keys("c <Down> <Enter> <Enter> <Enter> <End> <Enter>");
    if !screen.has("How much energy") {
        screen.keys("<End> <Enter>");
    }
    screen.keys("5 <Enter> 5 <Enter> 5 <Enter> <Enter> <Enter> <Enter> <Enter> <Enter>");
    screen.shows("When both of you like, look together.");
    screen.keys("<Enter>").shows("Each presses their own: 1, and 8.");
    screen.click("each your own").keys("8").shows("When both of you like, look together.");
    screen.keys("1").shows("You do not have to match.");
}

#[test]
fn what_is_undone_is_undone_on_the_page_too() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("o y").shows("you both like it").keys("<C-z>").shows("taken back");
    assert!(!screen.has("you both like it"));
    screen.keys("<C-y>").shows("you both like it");
}

#[test]
fn a_new_evening_is_drawn_when_it_begins() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.shows("Friday 20 November");
    screen.now.wall += chrono::TimeDelta::hours(9);
    screen.app.wake(screen.now);
    assert!(screen.app.is_stale());
    screen.draw();
    screen.shows("Saturday 21 November");
}
