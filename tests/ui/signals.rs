//! The page of the signals: what pauses it, what ends it, and what it takes for both to go.

use std::fmt::Write as _;
use std::time::Duration;

use evenfall::domain::change::Change;
use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::domain::safety::{Part, SafetyChange};
use evenfall::domain::settings::Theme;
use evenfall::domain::vocabulary::{Meaning, SignalWords, Way};
use evenfall::session::guide::Route;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::house::{House, files};
use crate::screen::{Screen, styles};

/// What only stands there while both go.
const GOES: &str = "or any other key";
const PAUSED: &str = "Paused. Hands still.";
const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";
const OVER: &str = "It is over for tonight.";

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn mara_and_jo() -> House {
    House::set_up(&["Mara", "Jo"])
}

/// At the signals alone, paused for a moment already.
fn at_the_signals(house: &mut House) -> Screen<'_> {
    let mut screen = Screen::of(&mut house.session, (80, 24), None, &[], Some(Route::Touch));
    screen.keys("<Down> <Enter>").shows(PAUSED);
    screen.wait(seconds(1));
    screen
}

/// Both have said go.
fn going(house: &mut House) -> Screen<'_> {
    let mut screen = at_the_signals(house);
    screen.keys("1 8").shows(GOES);
    screen
}

/// At a sitting with turns, right before it begins.
fn about_to_begin(house: &mut House) -> Screen<'_> {
    let mut screen = Screen::of(&mut house.session, (80, 24), None, &[], Some(Route::Touch));
    screen.keys("<Enter> <Enter> <End> <Enter> <Enter> <Enter>").shows("This is how it stands");
    screen
}

fn press(code: KeyCode, with: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, with))
}

fn mouse(kind: MouseEventKind) -> Event {
    Event::Mouse(MouseEvent { kind, column: 10, row: 10, modifiers: KeyModifiers::NONE })
}

#[test]
fn it_goes_only_where_each_pressed_their_own_key_once_the_pause_was_seen() {
    let mut house = mara_and_jo();
    let mut screen = Screen::of(&mut house.session, (80, 24), None, &[], Some(Route::Touch));
    screen.keys("<Down> <Enter> 1 8").shows(PAUSED);
    screen.wait(seconds(1));
    let before = screen.text();
    screen.keys("1");
    assert_eq!(screen.text(), before, "nothing shows that one of them has said go");
    screen.keys("8").shows(GOES).shows("● Mara  keep going").shows("● Jo  keep going");
}

#[test]
fn one_key_is_never_enough_however_it_is_pressed() {
    for key in ['1', '8'] {
        let mut house = mara_and_jo();
        let mut screen = at_the_signals(&mut house);
        for at in 0..400 {
            screen.types(&key.to_string()).shows(PAUSED);
            screen.pass(Duration::from_millis(30 + 40 * (at % 40)));
        }
    }
}

#[test]
fn keys_that_are_held_down_or_stuck_say_nothing() {
    let mut house = mara_and_jo();
    let mut screen = at_the_signals(&mut house);
    screen.keys("x").pass(Duration::from_millis(10));
    for _ in 0..300 {
        for code in ['1', '8'] {
            let repeated =
                KeyEvent::new_with_kind(KeyCode::Char(code), KeyModifiers::NONE, KeyEventKind::Repeat);
            screen.event(Event::Key(repeated));
        }
        screen.pass(Duration::from_millis(33));
        screen.shows(PAUSED);
    }
}

#[test]
fn every_key_but_a_signal_pauses() {
    let named = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Insert,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Null,
        KeyCode::CapsLock,
        KeyCode::Menu,
    ];
    let letters = (' '..='~').chain("äß本é１".chars()).filter(|c| !"123890".contains(*c)).map(KeyCode::Char);
    let plain =
        named.into_iter().chain(letters).chain((1..=12).filter(|f| !matches!(f, 1 | 9)).map(KeyCode::F));
    let with_digits = ['1', '2', '3', '8', '9', '0'].map(KeyCode::Char);
    let events = plain
        .map(|code| press(code, KeyModifiers::NONE))
        .chain(with_digits.map(|code| press(code, KeyModifiers::ALT)))
        .chain(with_digits.map(|code| press(code, KeyModifiers::CONTROL)))
        .chain(['z', 'y', 's', 'a'].map(|c| press(KeyCode::Char(c), KeyModifiers::CONTROL)));
    let mut house = mara_and_jo();
    for event in events {
        let mut screen = going(&mut house);
        screen.event(event.clone());
        assert!(screen.has(PAUSED), "{event:?}:\n{}", screen.text());
        screen.shows("► Stay paused").shows("b  breathe together");
    }
}

#[test]
fn every_other_event_pauses_too() {
    let events = [
        Event::Paste("1".into()),
        Event::Paste("18".into()),
        Event::Paste(String::new()),
        Event::Resize(80, 24),
        Event::Resize(60, 20),
        Event::FocusGained,
        Event::FocusLost,
        mouse(MouseEventKind::Down(MouseButton::Left)),
        mouse(MouseEventKind::Up(MouseButton::Right)),
        mouse(MouseEventKind::Moved),
        mouse(MouseEventKind::ScrollUp),
        mouse(MouseEventKind::ScrollDown),
    ];
    let mut house = mara_and_jo();
    for event in events {
        let mut screen = going(&mut house);
        screen.event(event.clone());
        assert!(screen.has(PAUSED), "{event:?}:\n{}", screen.text());
    }
}

#[test]
fn what_pauses_does_nothing_else_but_hiding_closing_and_help() {
    let mut house = mara_and_jo();
    for (keys, also) in
        [("<C-l>", "Press Enter to open."), ("<C-c>", "Close for tonight?"), ("<F1>", "type to search")]
    {
        let mut screen = going(&mut house);
        screen.keys(keys).shows(also);
        screen.keys(if keys == "<C-l>" { "<Enter>" } else { "<Esc>" }).shows(PAUSED);
    }
    for keys in ["q", "m", "?", "b", "f", "<Esc>"] {
        going(&mut house).keys(keys).shows(PAUSED).shows("Mara   1 ● keep going");
    }
}

#[test]
fn slower_is_lifted_only_by_whoever_asked_for_it() {
    let mut house = mara_and_jo();
    let mut screen = going(&mut house);
    screen.keys("9").shows("▲ Jo  slower").shows("● Mara  keep going");
    screen.wait(seconds(5));
    screen.keys("1").shows("▲ Jo  slower");
    screen.keys("x").shows("▲ Jo slower");
    screen.wait(seconds(5));
    screen.keys("1 8").shows(GOES).shows("▲ Jo  slower");
    screen.wait(seconds(5));
    screen.keys("8").shows("● Jo  keep going");
}

#[test]
fn a_stop_ends_it_at_once_and_nothing_leads_back() {
    for keys in ["3", "0", "<C-x>"] {
        let mut house = mara_and_jo();
        let mut screen = going(&mut house);
        screen.keys(keys).shows(OVER).shows("A blanket, some water.").shows("Stopping is always right.");
        let text = screen.everything_held();
        assert!(!text.contains("keep going"), "{text}");
        screen.keys("1 8 <Esc>").shows("Good evening, Mara and Jo.");
    }
}

#[test]
fn what_stands_beside_the_page_after_a_stop_belongs_to_no_sitting() {
    let mut house = mara_and_jo();
    let mut screen = going(&mut house);
    screen.keys("3 c").shows("Something that may calm").keys("? stop");
    assert!(!screen.has("stop time for touch at once"), "{}", screen.text());
    screen.keys("<Esc> <Esc>").shows(OVER).keys("p w").shows("In an emergency");
    assert!(!screen.has("Ctrl+X stop"), "{}", screen.text());
    screen.keys("<Esc> <Esc>").shows(OVER).keys("<Enter>").shows("Good evening");
}

#[test]
fn either_can_stop_out_of_a_pause_too() {
    for keys in ["3", "0", "<C-x>"] {
        let mut house = mara_and_jo();
        at_the_signals(&mut house).keys(keys).shows(OVER);
    }
}

#[test]
fn a_go_fades_and_that_interrupts_nothing() {
    let mut house = mara_and_jo();
    let mut screen = going(&mut house);
    screen.wait(seconds(600));
    screen.shows("still good? ask in words").shows(GOES);
    screen.keys("1").shows("● Mara  keep going").shows("● Jo  still good?");
}

#[test]
fn a_lid_that_was_closed_pauses() {
    let mut house = mara_and_jo();
    let mut screen = going(&mut house);
    screen.wait(seconds(1));
    screen.shows(GOES).pass(seconds(120));
    screen.shows(PAUSED);
    let mut screen = going(&mut house);
    screen.now.mono += seconds(3_600);
    screen.keys("8").shows(PAUSED);
}

#[test]
fn what_cannot_be_seen_never_goes_and_can_still_be_stopped() {
    let mut house = mara_and_jo();
    let mut screen = going(&mut house);
    screen.event(Event::Resize(39, 11));
    for _ in 0..10 {
        screen.wait(seconds(1));
        screen.keys("1 8");
    }
    screen.event(Event::Resize(80, 24));
    screen.shows(PAUSED).event(Event::Resize(39, 11));
    screen.keys("3");
    screen.event(Event::Resize(80, 24));
    screen.shows(OVER);
}

#[test]
fn under_a_panel_nothing_goes() {
    let mut house = mara_and_jo();
    for panel in ["<C-l>", "<C-c>", "<F1>"] {
        let mut screen = going(&mut house);
        screen.keys(panel);
        for _ in 0..5 {
            screen.wait(seconds(1));
            screen.keys("1 8");
        }
        screen.keys(if panel == "<C-l>" { "<Enter>" } else { "<Esc>" }).shows(PAUSED);
    }
}

#[test]
fn stop_comes_from_anywhere_in_a_sitting() {
    let mut house = mara_and_jo();
    // The fields for own words, the breaths, a panel over the page, and the hiding screen.
    for keys in [
        "<Down> <Down> <Enter> <End> <Enter> knee",
        "<Enter> b",
        "<Enter> c",
        "<Enter> w",
        "<Enter> r",
        "<Enter> f",
        "<C-c>",
        "m",
        "<End> <Enter>",
    ] {
        let mut screen = about_to_begin(&mut house);
        screen.keys(keys);
        assert!(!screen.has(OVER), "{keys}");
        screen.keys("<C-x>").shows(OVER).keys("<Enter>").shows("Good evening");
    }
    let mut screen = about_to_begin(&mut house);
    screen.keys("<Enter> <C-l> <C-x>").shows("Press Enter to open.").keys("<Enter>").shows(OVER);
}

#[test]
fn outside_a_sitting_the_key_does_nothing() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("<C-x>").shows("Good evening").keys("n <C-x>");
    assert!(!screen.has(OVER), "{}", screen.text());
}

#[test]
fn a_turn_has_a_lamp_that_asks_nothing() {
    let mut house = mara_and_jo();
    let mut screen = about_to_begin(&mut house);
    screen.keys("<Enter>").wait(seconds(1));
    screen.keys("1 8").shows("Mara touches, Jo receives: hands.").shows("▓▓█");
    screen.wait(seconds(301));
    screen.shows(GOES).shows("The lamp has dimmed. Swap, stay, or stop.");
    screen.keys("x r").shows("Rest, side by side.").keys("<Enter>").shows("compared with before?");
    screen
        .keys("<Enter>")
        .shows("Its number chooses it.")
        .keys("1")
        .shows("► Rest a little longer")
        .shows("Jo touches, Mara receives: hands.");
    screen.keys("<Down> <Enter>").shows("This is how it stands").shows("Who touches first    Jo");
    screen.keys("<Enter>").shows(PAUSED).shows("Jo touches, Mara receives: hands.").wait(seconds(1));
    screen.keys("1 8").shows("Jo touches, Mara receives: hands.").shows("▓▓█");
}

#[test]
fn a_body_that_is_harder_by_two_pauses_first() {
    let mut house = mara_and_jo();
    let mut screen = about_to_begin(&mut house);
    screen.keys("<Enter> r <Enter> 3").shows("► Pause, and rest a little");
    screen.keys("<Down> <Down> <Enter>").shows(PAUSED).wait(seconds(1));
    screen.keys("1 8").shows("hands.");
}

#[test]
fn other_keys_can_be_set_by_pressing_them_once() {
    let mut house = mara_and_jo();
    let mut screen = Screen::of(&mut house.session, (80, 24), None, &[], Some(Route::Touch));
    screen.keys("<Down> <Down> <Enter>").shows("Mara, which key is keep going?");
    screen.types("é").shows("Mara, which key is slower?").types("é").shows("says something else already");
    screen.keys("<Space>").shows("always pauses").types("\"'").shows("Jo, which key is keep going?");
    screen.types("jkl").shows("The signals alone").keys("<Home> <Down> <Enter>").wait(seconds(1));
    screen.shows("é ● keep going").shows("l ■ stop").keys("1 8").shows(PAUSED).wait(seconds(1));
    screen.types("éJ").shows(GOES).types("1").shows(PAUSED).types("l").shows(OVER);
}

#[test]
fn the_usual_keys_come_back_with_one_choice() {
    let mut house = mara_and_jo();
    let mut screen = Screen::of(&mut house.session, (80, 24), None, &[], Some(Route::Touch));
    screen.keys("<Down> <Down> <Enter>").shows("Now they are 1 2 3 and 8 9 0.").types("asdjkl");
    screen.keys("<Home> <Down> <Down> <Enter>").shows("Your keys are a s d and j k l.").shows("► Leave them");
    screen.keys("<Enter>").shows("The signals alone").keys("<Home> <Down> <Down> <Enter> <End> <Enter>");
    screen.keys("<Home> <Down> <Enter>").wait(seconds(1)).shows("1 ● keep going").keys("1 8").shows(GOES);
}

#[test]
fn every_size_shows_the_pause_the_keys_and_what_else_is_a_pause() {
    for size in [(80, 24), (60, 20), (40, 12), (100, 30)] {
        let mut house = House::set_up(&["Margarethe-Sophie von und zu", "Jo"]);
        let mut screen = Screen::of(&mut house.session, size, None, &[], Some(Route::Touch));
        screen.keys("<Down> <Enter>").wait(seconds(1));
        screen.shows(PAUSED).shows("► Stay paused").keys("1 8");
        let text = screen.text();
        for words in ["any other key", "Going quiet", "1 ● ", "2 ▲ ", "3 ■ ", "8 ● ", "9 ▲ ", "0 ■ "]
        {
            assert!(text.contains(words), "{words} at {size:?}:\n{text}");
        }
        assert!(!text.contains("more"), "{text}");
    }
}

/// Both of them have a passphrase.
fn with_passphrases() -> House {
    let mut house = mara_and_jo();
    for (person, words) in [MARAS, JOS].into_iter().enumerate() {
        house.begin(Route::Lock);
        house.answers([Answer::Pick(person)]);
        house.locks_with(words);
    }
    house
}

fn unlock(screen: &mut Screen<'_>, words: &str) {
    screen.draw();
    screen.shows("Passphrase").types(words).keys("<Enter>");
    screen.draw();
}

#[test]
fn nothing_locks_by_itself_for_an_hour() {
    let mut house = with_passphrases();
    let mut screen = going(&mut house);
    screen.wait(seconds(59 * 60));
    screen.shows(GOES);
    screen.wait(seconds(7 * 60));
    unlock(&mut screen, MARAS);
    screen.shows(PAUSED);
}

#[test]
fn a_lock_in_the_middle_keeps_who_asked_for_slower_and_either_finds_the_pause_again() {
    for words in [MARAS, JOS] {
        let mut house = with_passphrases();
        let mut screen = going(&mut house);
        screen.keys("9 <C-l>");
        let held = screen.everything_held();
        assert!(!held.contains("slower") && !held.contains("Mara"), "{held}");
        unlock(&mut screen, words);
        screen.shows(PAUSED).shows("▲ Jo slower").wait(seconds(1));
        screen.keys("1 8").shows(GOES).shows("▲ Jo  slower");
    }
}

#[test]
fn it_can_be_stopped_while_it_is_locked() {
    let mut house = with_passphrases();
    let mut screen = going(&mut house);
    screen.keys("<C-l> <C-x>");
    unlock(&mut screen, JOS);
    screen.shows(OVER);
    assert!(!screen.everything_held().contains("keep going"));
}

#[test]
fn what_was_done_before_is_not_turned_back_in_the_middle_of_it() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.keys(", <Down> <Right> <Esc> g <Down> <Enter> <C-z>").shows("There is nothing to take back here.");
}

#[test]
fn as_both_go_in_four_sizes_and_what_the_cells_mean() {
    let mut sizes = String::new();
    for size in [(80, 24), (60, 20), (100, 30), (40, 12)] {
        let mut house = mara_and_jo();
        let mut screen = Screen::of(&mut house.session, size, None, &[], Some(Route::Touch));
        screen.keys("<Enter> <Enter> <End> <Enter> <Enter> <Enter> <Enter>").wait(seconds(1));
        screen.keys("1 8 9");
        writeln!(sizes, "{}x{}\n{}\n", size.0, size.1, screen.text()).expect("a string");
    }
    insta::assert_snapshot!("signals_both_go", sizes);
    for theme in [Theme::Dusk, Theme::Linen] {
        let mut house = mara_and_jo();
        let colours = [("COLORTERM", "truecolor")];
        let mut screen = Screen::of(&mut house.session, (80, 24), Some(theme), &colours, Some(Route::Touch));
        screen.keys("<Down> <Enter>").wait(seconds(1));
        screen.keys("1 8 9");
        insta::assert_snapshot!(format!("styles_{}_signals_both_go", theme.name()), styles(screen.buffer()));
    }
}

/// One of the couple's own words or gestures is kept.
fn says(house: &mut House, meaning: Meaning, way: Way, words: &str) {
    let sign = SignalWords { meaning, way, words: words.into() };
    house.session.commit(&[Change::Sign(sign)], house.now).expect("kept");
}

#[test]
fn the_couples_own_signs_stand_beside_the_plain_words() {
    let mut house = mara_and_jo();
    says(&mut house, Meaning::Go, Way::Word, "sun");
    says(&mut house, Meaning::Go, Way::Gesture, "a squeeze");
    says(&mut house, Meaning::Pause, Way::Word, "blue");
    going(&mut house)
        .shows("● keep going")
        .shows("● sun, a squeeze")
        .shows("blue")
        .keys("x")
        .shows("● sun, a squeeze");
    says(&mut house, Meaning::Go, Way::GestureOf(Person::B), "humming");
    going(&mut house).shows("Mara   ● sun, a squeeze").shows("Jo   ● sun, humming");
}

#[test]
fn the_plan_is_one_key_away_in_a_pause() {
    let mut house = mara_and_jo();
    let add = SafetyChange::Add(Part::Pain, "A cushion, and a while.".into());
    house.session.commit(&[Change::Safety(add)], house.now).expect("kept");
    let mut screen = at_the_signals(&mut house);
    screen.keys("p").shows("If there is pain").shows("A cushion, and a while.");
    screen.keys("<Esc>").shows(PAUSED).keys("p <C-x>").shows(OVER);
}

#[test]
fn after_a_night_with_the_lid_closed_it_is_locked() {
    let mut house = with_passphrases();
    for keys in ["", "x"] {
        let mut screen = going(&mut house);
        screen.keys(keys).pass(seconds(8 * 3_600));
        screen.draw();
        screen.shows("Passphrase");
        unlock(&mut screen, MARAS);
        screen.shows(PAUSED).keys("3");
    }
}

#[test]
fn a_click_on_stop_stops() {
    let mut house = mara_and_jo();
    at_the_signals(&mut house).click("0 stop").shows(OVER);
}

#[test]
fn a_pause_that_is_scrolled_away_was_not_seen() {
    let mut house = mara_and_jo();
    let mut screen = Screen::of(&mut house.session, (40, 12), None, &[], Some(Route::Touch));
    screen.keys("<Down> <Enter> <End> <Tab>");
    for _ in 0..12 {
        screen.keys("<Down>");
    }
    assert!(!screen.has("Paused."), "{}", screen.text());
    screen.wait(seconds(3)).keys("1 8");
    assert!(!screen.has("any other key"), "{}", screen.text());
}

#[test]
fn what_to_watch_for_is_one_key_away_on_every_page_of_it() {
    let mut house = mara_and_jo();
    let ways = ["", "<Enter>", "<Enter> <End> <Enter>", "<Enter> <End> <Enter> <Enter>"];
    let after = ["", "r", "r <Enter>", "r <Enter> 3", "r <Enter> 1", "f"];
    for keys in ways {
        let mut screen = Screen::of(&mut house.session, (80, 24), None, &[], Some(Route::Touch));
        screen.keys("<Enter>").keys(keys).keys("w").shows("In an emergency").keys("<Esc>");
        assert!(!screen.has("In an emergency") && screen.has("Time for touch"), "{}", screen.text());
    }
    for keys in after {
        let mut screen = about_to_begin(&mut house);
        screen.keys("<Enter>").keys(keys).keys("w").shows("In an emergency");
    }
}

#[test]
fn esc_goes_back_page_by_page_and_loses_nothing_that_was_said() {
    let mut house = mara_and_jo();
    let mut screen = about_to_begin(&mut house);
    screen.keys("<Down> <Down> <Down> <Enter> <Home> <Enter>").shows("2 minutes");
    screen.keys("<Esc>").shows("Where would touch be good?").keys("<Enter>").shows("2 minutes");
    screen.keys("<Esc> <Esc> <Esc> <Esc>").shows("Is everything at hand?");
}

#[test]
fn words_that_were_typed_in_it_reach_no_file_whatever_covers_it() {
    let mut house = with_passphrases();
    let before = files(house.root());
    let root = house.root().to_owned();
    let mut screen = about_to_begin(&mut house);
    screen.keys("<Down> <Down> <Enter> <End> <Enter>").types("behind the knee").wait(seconds(3));
    screen.keys("<C-l>");
    unlock(&mut screen, MARAS);
    screen.keys("<Esc>").wait(seconds(3)).keys("<C-x> <Enter>");
    assert!(files(&root) == before, "a file changed");
}

#[test]
fn a_pause_begins_at_its_top_with_nothing_chosen() {
    let mut house = mara_and_jo();
    for size in [(80, 24), (60, 20), (40, 12)] {
        let mut screen = Screen::of(&mut house.session, size, None, &[], Some(Route::Touch));
        screen.keys("<Down> <Enter> <Down> <Down> <Down> <Down> <Home> <Up> <Up> <Up> <Up>").wait(seconds(2));
        screen.keys("1 8").shows("any other key").keys("x").shows("Paused.").shows("► Stay paused");
        screen.keys("<Enter>").shows("Paused.");
    }
}

#[test]
fn a_go_that_nobody_answered_is_soon_forgotten() {
    let mut house = mara_and_jo();
    let mut screen = at_the_signals(&mut house);
    screen.keys("1").wait(seconds(16)).keys("8").shows(PAUSED);
    screen.wait(seconds(2)).keys("1").shows(GOES);
}

#[test]
fn closing_in_the_middle_of_it_says_that_nothing_of_it_is_kept() {
    let mut house = mara_and_jo();
    going(&mut house).keys("<C-c>").shows("Of this time nothing is kept.");
    Screen::new(&mut house.session).keys("<C-c>").shows("Everything is kept.");
}
