//! Every page as it looks, in four sizes, and its styles in two themes.

use std::fmt::Write as _;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use evenfall::domain::settings::Theme;
use ratatui::buffer::Cell;
use ratatui::crossterm::event::Event;
use ratatui::style::{Color, Modifier};

use crate::house::House;
use crate::screen::{Screen, styles};

const SIZES: [(u16, u16); 4] = [(80, 24), (60, 20), (100, 30), (40, 12)];

type Stop<'s> = &'s mut dyn FnMut(&str, &mut Screen<'_>);

/// First run, as far as the first name.
fn set_up(screen: &mut Screen<'_>, stop: Stop<'_>) {
    stop("themes", screen);
    screen.keys("<Enter>");
    stop("both want it", screen);
    screen.keys("<Enter>").types("美玲 Mara");
    stop("a name", screen);
    screen.keys("<Enter> <Enter>").types("Jo").keys("<Enter> <Enter> <Enter>");
    stop("from what", screen);
}

/// A whole evening of Mara and Jo, from Tonight to the lamp.
fn evening(screen: &mut Screen<'_>, stop: Stop<'_>) {
    stop("tonight", screen);
    screen.keys("m");
    stop("menu", screen);
    screen.keys("<Esc> ?");
    stop("help", screen);
    screen.keys("<Esc> q");
    stop("close", screen);
    screen.keys("<Esc> ,");
    stop("settings", screen);
    screen.keys("<Esc> x");
    stop("the plan", screen);
    screen.keys("<Enter> <Enter>").types("a hand held").keys("<Enter> <Enter> <Down> <Down> <Enter>");
    stop("small steps", screen);
    screen.keys("<Enter>");
    stop("a small step", screen);
    screen.keys("<Esc> <Esc> <Esc> c");
    stop("who", screen);
    screen.keys("<Enter>");
    stop("first turn", screen);
    to_the_numbers(screen);
    stop("scale, nothing chosen", screen);
    screen.keys("4");
    stop("scale, 4", screen);
    screen.keys("<Enter> 10");
    stop("scale, 10", screen);
    screen.keys("<Enter> 6 <Enter> <Down> <Space> <Down> <Space> <Space> <Down> 3");
    stop("wishes", screen);
    screen.keys("<Enter>");
    stop("a should", screen);
    screen.keys("<Enter>").types("a blanket");
    stop("a line", screen);
    screen.keys("<Enter>").types("you made the soup").keys("<Enter>");
    stop("what to show", screen);
    screen.keys("<Enter>");
    stop("my evening", screen);
    screen.keys("<Enter>");
    stop("hand-over", screen);
    screen.keys("<Up> <Enter>");
    to_the_numbers(screen);
    screen.keys("7 <Enter> 2 <Enter> 8 <Enter> <Down> <Space> <Enter> <Enter>").types("the light at four");
    screen.keys("<Enter> <Enter> <Enter>");
    stop("both keys", screen);
    screen.keys("8 1");
    stop("side by side", screen);
    screen.keys("<Enter>");
    stop("after", screen);
    screen.keys("<Down> <Enter>");
    stop("a quiet while", screen);
    screen.keys("<C-l>");
    stop("hidden", screen);
}

/// The calendar, with something of nearly every kind on it.
fn calendar(screen: &mut Screen<'_>, stop: Stop<'_>) {
    screen.keys("d");
    stop("month, open", screen);
    screen.keys("a");
    stop("what to add", screen);
    screen.keys("<Enter>").types("physio").keys("<Enter> <Enter>").types("14:00").keys("<Enter>");
    stop("how often", screen);
    screen.keys("<Down> <Down> <Down> <Down> <Enter>");
    stop("weekdays", screen);
    screen.keys("<Enter> <Enter>");
    stop("day", screen);
    screen.keys("<Enter>");
    stop("one of many", screen);
    screen.keys("<Esc> <Esc>");
    screen.keys("<Right> a <Down> <Enter> <Enter> <Esc>");
    screen.keys("<Right> a <Down> <Down> <Enter>").types("20:00").keys("<Enter>");
    screen.types("a slow bath for the feet").keys("<Enter> <Down> <Enter>");
    stop("gentler twin", screen);
    screen.types("feet in the lap").keys("<Enter> <Enter>").types("the sofa").keys("<Enter>");
    stop("have ready", screen);
    screen.keys("<Space> <Enter> <Enter> <Enter>");
    stop("time for us", screen);
    screen.keys("<Esc>");
    stop("month", screen);
    screen.keys("e");
    stop("month with numbers", screen);
    screen.keys("e w");
    stop("week", screen);
    screen.keys("d");
    stop("go to a day", screen);
}

/// Time for touch, to the pause it begins with and the page after a stop.
fn sitting(screen: &mut Screen<'_>, stop: Stop<'_>) {
    screen.keys("g");
    stop("time for touch", screen);
    screen.keys("<Enter>");
    stop("at hand", screen);
    screen.keys("<Enter> <End> <Enter> <Enter>");
    stop("where touch", screen);
    screen.keys("<Enter>");
    stop("how it stands", screen);
    screen.keys("<End> <Enter>");
    stop("whom it is for", screen);
    screen.keys("<Enter> <Home> <Enter>");
    stop("signals, paused", screen);
    screen.keys("c");
    stop("what may calm", screen);
    screen.keys("<Enter> u");
    stop("what a body could be saying", screen);
    screen.keys("<Enter> r <Enter>");
    stop("how is the body", screen);
    screen.keys("1");
    stop("swap, stay or stop", screen);
    screen.keys("<C-x>");
    stop("after a stop", screen);
}

/// What there is to mind: one thing that is added, and the page that tells what holds.
fn ledger(screen: &mut Screen<'_>, stop: Stop<'_>) {
    screen.keys("f");
    stop("to mind, open", screen);
    screen.keys("<Enter> <Enter>").types("no lifting until 20 December").keys("<Enter>");
    stop("ticked by the words", screen);
    screen.keys("<Enter>").types("Dr K.").keys("<Enter> <Enter>");
    stop("when to ask again", screen);
    screen.keys("<Down> <Enter>");
    stop("to mind", screen);
    screen.keys("<Enter>");
    stop("one thing to mind", screen);
}

/// The page to write on: empty, written on in several scripts, with something selected, stopped.
fn journal(screen: &mut Screen<'_>, stop: Stop<'_>) {
    screen.keys("w <Down> <Enter> <Enter> <Enter>");
    stop("what it is about", screen);
    screen.keys("<Enter>");
    stop("a page", screen);
    screen.event(Event::Paste(WRITTEN.into()));
    screen.wait(std::time::Duration::from_millis(400));
    stop("a page, written on", screen);
    screen.keys("<Up> <Up> <S-C-Up>");
    stop("a page, selected", screen);
    screen.keys("<Right> <Esc>");
    stop("a page, stopped", screen);
    screen.keys("<Esc> <Home> <Down> <Down> <Down> <Down> <Down> <Enter>");
    stop("a thought", screen);
    screen.keys("<Enter>");
    stop("three ways to be with it", screen);
    screen.keys("<Down> <Enter>");
    stop("a kinder sentence", screen);
    screen.keys("<Esc> <Esc> <Esc> <Home> <Down> <Down> <Down> <Down> <Enter>");
    stop("what a harder patch is about", screen);
    screen.keys("<Enter> <Enter>");
    stop("gentler now", screen);
    screen.keys("<Enter> <Esc> <Enter> <Down> <Enter>");
    stop("words for a team", screen);
}

const WRITTEN: &str = "We walked to the bakery and back. I was slow and Jo did not mind. \
    The sun came out on the bridge.\n\n美玲 came along, 一起走了很久。 We counted boats.\n\n\
    Things that helped:\n - going before lunch\n - no plan for after";

/// Past what is asked once, to the first number.
fn to_the_numbers(screen: &mut Screen<'_>) {
    for _ in 0..5 {
        if screen.has(" of 5") {
            break;
        }
        screen.keys(if screen.has("► Go on") { "<Enter>" } else { "<End> <Enter>" });
    }
}

pub fn sizes(screen: &mut Screen<'_>) -> String {
    let mut out = String::new();
    for (width, height) in SIZES {
        screen.event(Event::Resize(width, height));
        writeln!(out, "{width}x{height}\n{}\n", screen.text()).expect("a string");
    }
    back_to_the_reference(screen);
    out
}

fn back_to_the_reference(screen: &mut Screen<'_>) {
    let (width, height) = SIZES[0];
    screen.event(Event::Resize(width, height));
}

/// Every page there is, one after another, in a window of the reference size.
fn every_page(theme: Theme, variables: &[(&str, &str)], stop: Stop<'_>) {
    let mut house = House::new();
    set_up(&mut Screen::of(&mut house.session, SIZES[0], None, variables, None), stop);
    let mut house = House::set_up(&["Mara", "Jo"]);
    evening(&mut Screen::of(&mut house.session, SIZES[0], Some(theme), variables, None), stop);
    let mut house = House::set_up(&["Mara", "Jo"]);
    calendar(&mut Screen::of(&mut house.session, SIZES[0], Some(theme), variables, None), stop);
    let mut house = House::set_up(&["Mara", "Jo"]);
    ledger(&mut Screen::of(&mut house.session, SIZES[0], Some(theme), variables, None), stop);
    let mut house = House::set_up(&["Mara", "Jo"]);
    sitting(&mut Screen::of(&mut house.session, SIZES[0], Some(theme), variables, None), stop);
    let mut house = House::set_up(&["Mara", "Jo"]);
    journal(&mut Screen::of(&mut house.session, SIZES[0], Some(theme), variables, None), stop);
}

const COLOURS: &[(&str, &str)] = &[("COLORTERM", "truecolor")];

#[test]
fn as_they_look_in_four_sizes() {
    every_page(Theme::Dusk, COLOURS, &mut |name, screen| {
        insta::assert_snapshot!(name.replace([' ', ','], "_"), sizes(screen));
    });
}

#[test]
fn what_their_cells_mean() {
    let shown = [
        "tonight",
        "menu",
        "scale, 4",
        "wishes",
        "a line",
        "what to show",
        "side by side",
        "month",
        "signals, paused",
        "a page, selected",
    ];
    for theme in [Theme::Dusk, Theme::Linen] {
        every_page(theme, COLOURS, &mut |name, screen| {
            if shown.contains(&name) {
                let name = format!("styles {} {name}", theme.name()).replace([' ', ','], "_");
                insta::assert_snapshot!(name, styles(screen.buffer()));
            }
        });
    }
}

#[test]
fn drawn_twice_they_are_the_same() {
    every_page(Theme::Dusk, COLOURS, &mut |name, screen| {
        let first = (screen.buffer().clone(), screen.cursor());
        screen.draw();
        assert_eq!(first, (screen.buffer().clone(), screen.cursor()), "{name}");
    });
}

#[test]
fn the_program_itself_uses_only_signs_that_every_font_has() {
    const OWN: &str = "美玲一起走了很久。";
    const SIGNS: &str = "─│┌┐└┘═║╔╗╚╝►◄●○▲■□·↑↓←→░▒▓█▄▀…";
    every_page(Theme::Dusk, COLOURS, &mut |name, screen| {
        let known =
            |c: char| c.is_ascii_graphic() || c.is_whitespace() || SIGNS.contains(c) || OWN.contains(c);
        let strange: String = screen.text().chars().filter(|c| !known(*c)).collect();
        assert_eq!(strange, "", "{name}");
    });
}

#[test]
fn the_real_cursor_is_on_the_focus_and_hiding_is_always_offered() {
    every_page(Theme::Dusk, COLOURS, &mut |name, screen| {
        for (width, height) in SIZES {
            screen.event(Event::Resize(width, height));
            let lines = screen.lines();
            if name == "hidden" {
                assert!(!screen.has("Ctrl+L"), "{name}");
                continue;
            }
            assert!(lines.iter().any(|line| line.ends_with("Ctrl+L hide")), "{name} {width}x{height}");
            let more = screen.has("↓ more");
            let row = &lines[usize::from(screen.cursor().expect("a cursor").y)];
            // The words of a page have no frame where there is little room.
            let field = row.contains('│') || screen.has("stop writing");
            let scale = row.contains("0     1") || row.contains("0    1") || row.contains('◄');
            assert!(row.contains('►') || field || scale || more, "{name} {width}x{height}: {row}");
        }
        back_to_the_reference(screen);
    });
}

#[test]
fn without_colours_the_focus_is_a_sign_and_bold() {
    for variables in [&[("NO_COLOR", "1"), ("TERM", "xterm-256color")][..], &[("TERM", "vt100")][..]] {
        let mut house = House::set_up(&["Mara", "Jo"]);
        let theme = Theme::Plain;
        let mut screen = Screen::of(&mut house.session, SIZES[0], Some(theme), variables, None);
        evening(&mut screen, &mut |name, screen| {
            let buffer = screen.buffer();
            assert!(
                buffer.content().iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset),
                "{name}"
            );
            let focus = |cell: &Cell| cell.symbol() == "►" && cell.modifier.contains(Modifier::BOLD);
            let cursor = screen.cursor().expect("a cursor");
            let field = screen.lines()[usize::from(cursor.y)].contains("│ ");
            let open_scale = name == "scale, nothing chosen";
            assert!(buffer.content().iter().any(focus) || field || open_scale || name == "hidden", "{name}");
        });
    }
}

const NOT_HIDDEN: [&str; 5] = ["menu", "help", "close", "hidden", "a quiet while"];

fn in_a_turn(screen: &Screen<'_>) -> bool {
    screen.has("answering") || screen.has("Mara, kept")
}

fn hides(name: &str, screen: &mut Screen<'_>) {
    screen.keys("<C-l>");
    let held: String = screen.everything_held().split_whitespace().collect();
    assert_eq!(held, "NotesPressEntertoopen.", "{name}");
    screen.types("x").keys("<Esc> <F1> m q");
    assert!(screen.has("Press Enter to open."), "{name}");
    screen.keys("<Enter>");
}

#[test]
fn hiding_leaves_nothing_anywhere_and_coming_back_loses_nothing() {
    every_page(Theme::Dusk, COLOURS, &mut |name, screen| {
        if !NOT_HIDDEN.contains(&name) && !in_a_turn(screen) {
            let before = screen.text();
            hides(name, screen);
            assert_eq!(screen.text(), before, "{name}");
        }
    });
}

/// Whoever uncovers the screen names themselves before a turn goes on.
#[test]
fn hiding_ends_a_turn_and_leaves_nothing_of_it() {
    let mut hidden: Vec<String> = Vec::new();
    loop {
        let before = hidden.len();
        let walk = catch_unwind(AssertUnwindSafe(|| {
            every_page(Theme::Dusk, COLOURS, &mut |name, screen| {
                let open = hidden.iter().all(|one| one != name);
                if open && !NOT_HIDDEN.contains(&name) && in_a_turn(screen) {
                    hidden.push(name.to_owned());
                    hides(name, screen);
                    screen.shows("Good evening");
                    // The rest of this walk was inside the turn.
                    resume_unwind(Box::new(()));
                }
            });
        }));
        if let Err(cause) = walk
            && hidden.len() == before
        {
            resume_unwind(cause);
        } else if hidden.len() == before {
            break;
        }
    }
    assert!(hidden.len() > 5, "{hidden:?}");
}

#[test]
fn a_hand_over_leaves_nothing_of_the_turn_anywhere() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = Screen::new(&mut house.session);
    evening(&mut screen, &mut |name, screen| {
        if name == "hand-over" {
            let held = screen.everything_held();
            assert!(held.contains("Thank you, Mara."));
            for private in ["soup", "blanket", "Energy", "rest", "answering"] {
                assert!(!held.contains(private), "{private}");
            }
        }
    });
}

#[test]
fn asking_to_close_uncovers_nothing() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = Screen::new(&mut house.session);
    screen.keys("c <C-l> <C-c>").shows("Close for tonight?");
    screen.keys("<F1> <C-s>").shows("Close for tonight?");
    assert!(!screen.has("Check") && !screen.has("Help"), "{}", screen.text());
    screen.keys("<Esc>").shows("Press Enter to open.").keys("<Enter>").shows("Who takes a turn now?");
}

#[test]
fn a_panel_is_gone_once_the_screen_was_hidden() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = Screen::new(&mut house.session);
    screen.keys("m <F9>");
    assert!(!screen.has("What would you like"));
    screen.keys("<Enter>").shows("Good evening, Mara and Jo.");
    assert!(!screen.has("What would you like"));
}

#[test]
fn a_notice_never_lies_over_the_focus() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    for (width, height) in SIZES {
        let mut screen = Screen::new(&mut house.session);
        screen.event(Event::Resize(width, height));
        screen.keys("<End> <Esc>").shows("You are at the beginning. q closes.");
        screen.shows("► Settings");
    }
}

#[test]
fn a_small_window_says_so_kindly_and_recovers() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = Screen::new(&mut house.session);
    let before = screen.text();
    for (width, height) in [(39, 12), (40, 11), (39, 8), (20, 5), (5, 5), (2, 2), (1, 1), (1, 40), (200, 1)] {
        screen.event(Event::Resize(width, height));
        screen.keys("<C-l> <Enter> m <Esc> ? <Esc> q <Esc>");
    }
    screen.event(Event::Resize(39, 8));
    screen.shows("This window is a little small.").shows("Nothing is").shows("Ctrl+L hide");
    screen.keys("<C-l>").shows("Notes");
    assert!(!screen.has("small"));
    screen.keys("<Enter>");
    back_to_the_reference(&mut screen);
    assert_eq!(screen.text(), before);
}
