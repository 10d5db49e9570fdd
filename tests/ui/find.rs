//! Finding an entry again, on the screen.

use std::fmt::Write as _;

use chrono::NaiveDate;
use evenfall::domain::change::Change;
use evenfall::domain::note::EntryKind;
use evenfall::domain::settings::Theme;
use evenfall::domain::time::Evening;
use evenfall::session::guide::Route;
use ratatui::crossterm::event::Event;

use crate::house::House;
use crate::screen::Screen;

const SIZES: [(u16, u16); 4] = [(80, 24), (60, 20), (100, 30), (40, 12)];

/// The house of two with entries of both, of this year and the last.
fn a_journal() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.leave();
    let entries = [
        (
            (2025, 4, 12),
            EntryKind::Free,
            "The first warm evening. We sat on the step until the street lamps came on.",
        ),
        ((2025, 11, 2), EntryKind::Win, "Up the stairs without a rest, and tea at the top."),
        ((2026, 4, 9), EntryKind::Kindness, "A blanket by the lake, before either of us was cold."),
        ((2026, 5, 30), EntryKind::Free, "Crème brûlée, burnt, and we laughed.\nThen rain on the roof."),
        (
            (2026, 10, 3),
            EntryKind::Keepsake,
            "The letter came. We read it twice and put it away until Monday.",
        ),
    ];
    for ((year, month, day), kind, words) in entries {
        let evening = Evening(NaiveDate::from_ymd_opt(year, month, day).expect("a date"));
        let change = Change::WriteTogether { evening, kind, words: words.into() };
        house.session.commit(&[change], house.now).expect("it is kept");
    }
    house
}

/// The page among what is shared.
fn looking(house: &mut House) -> Screen<'_> {
    let mut screen = Screen::of(
        &mut house.session,
        SIZES[0],
        Some(Theme::Dusk),
        &[("COLORTERM", "truecolor")],
        Some(Route::Notes),
    );
    screen.click("Find something").keys("<Enter>").shows("What would you like to find?");
    screen
}

fn sizes(screen: &mut Screen<'_>) -> String {
    let mut out = String::new();
    for (width, height) in SIZES {
        screen.event(Event::Resize(width, height));
        writeln!(out, "{width}x{height}\n{}\n", screen.text()).expect("a string");
        let row = &screen.lines()[usize::from(screen.cursor().expect("a cursor").y)];
        let more = screen.has("↓ more");
        assert!(row.contains('►') || row.contains('│') || more, "{width}x{height}: {row}");
    }
    screen.event(Event::Resize(SIZES[0].0, SIZES[0].1));
    out
}

#[test]
fn as_it_looks_in_four_sizes() {
    let mut house = a_journal();
    let mut screen = looking(&mut house);
    insta::assert_snapshot!("find_open", sizes(&mut screen));
    screen.types("creme");
    insta::assert_snapshot!("find_one", sizes(&mut screen));
    screen.keys("<Bksp> <Bksp> <Bksp> <Bksp> <Bksp>").types("we").keys("<Down> <Down>");
    insta::assert_snapshot!("find_in_what_is_found", sizes(&mut screen));
    screen.keys("<Esc>").types(" zebra");
    insta::assert_snapshot!("find_nothing", sizes(&mut screen));
    screen.keys("<Down> <Enter>");
    insta::assert_snapshot!("find_what_can_be_typed", sizes(&mut screen));
}

#[test]
fn last_spring_is_found_in_one_search() {
    for size in [SIZES[0], SIZES[3]] {
        let mut house = a_journal();
        let mut screen = looking(&mut house);
        screen.event(Event::Resize(size.0, size.1));
        screen.types("april 2026").shows("A blanket by the lake");
        assert!(!screen.has("The letter") && !screen.has("warm evening"), "{}", screen.text());
        screen.keys("<Enter>").shows("9 April 2026").shows("A blanket by the lake, before either");
        screen.keys("<Esc>").shows("april 2026").shows("A blanket");
    }
}

#[test]
fn keys_lead_from_the_words_to_what_is_found_and_back() {
    let mut house = a_journal();
    let mut screen = looking(&mut house);
    screen
        .types("we")
        .keys("<Down> <Down>")
        .shows("► 30 May 2026")
        .keys("<Enter>")
        .shows("Then rain on the roof.");
    // As it stood: the words, and what had the focus.
    screen.keys("<Enter>").shows("│ we").shows("► 30 May 2026");
    screen.keys("<Esc>").types("t").shows("│ wet").shows("Nothing here has all of that.");
    screen.keys("<Enter>").shows("Fewer words find more.").keys("<C-w>").shows("The letter came.");
    screen.keys("<Tab>").shows("►  3 Oct").keys("<Tab>").shows("► i  what can be typed").keys("<S-Tab>");
    screen.shows("►  3 Oct").keys("<S-Tab>").types("m").shows("│ m");
    // Among what is found letters mean what they mean everywhere.
    screen.keys("<Down> m").shows("What would you like to do?").keys("<Esc> i").shows("What can be typed.");
    screen.keys("<Enter>").shows("│ m").keys("<Esc> <Esc>").shows("Write, or look at mine");
    screen.keys("<Home> <Enter>").shows("October 2026").keys("<Esc>").click("Find something").keys("<Enter>");
    screen.shows("The letter").keys("<Enter>").shows("The letter came.");
}

#[test]
fn a_click_finds_and_opens() {
    let mut house = a_journal();
    let mut screen = looking(&mut house);
    screen.click("Up the stairs").shows("►  2 Nov 2025").click("Up the stairs").shows("2 November 2025");
    screen.keys("<Esc>").shows("►  2 Nov 2025").click("What would").click("│").types("lake");
    screen.shows("│ lake").shows("A blanket by the");
}

#[test]
fn a_long_list_keeps_the_words_in_sight() {
    let mut house = a_journal();
    for at in 0..230_u64 {
        let evening = Evening(house.session.evening(house.now).0 - chrono::Days::new(at % 200));
        let words = format!("entry {at} of many");
        let change = Change::WriteTogether { evening, kind: EntryKind::Free, words };
        house.session.commit(&[change], house.now).expect("it is kept");
    }
    for (width, height) in SIZES {
        let mut screen = looking(&mut house);
        screen.event(Event::Resize(width, height));
        screen.types("many").shows("↓ more");
        for _ in 0..60 {
            screen.keys("<Down>").shows("│ many").shows("►");
        }
        screen.keys("<End>").shows("►").shows("│ many");
        if height > 12 {
            screen.shows("Another word narrows it.");
        }
    }
}

/// What was looked for is nobody's to find who uncovers the screen, or whose turn comes next.
#[test]
fn hiding_leaves_nothing_of_a_search() {
    let mut house = a_journal();
    for keys in ["", "<Down>", "<Enter>", "<Tab> i"] {
        let mut screen = looking(&mut house);
        screen.types("lake").keys(keys).keys("<C-l>");
        let held: String = screen.everything_held().split_whitespace().collect();
        assert_eq!(held, "NotesPressEntertoopen.", "{keys}");
        screen.keys("<Enter>").shows("Good evening, Mara and Jo.");
        screen.keys("w").click("Find something").keys("<Enter>").shows("The letter");
        assert!(!screen.has("│ lake"), "{}", screen.text());
    }
}

#[test]
fn a_search_of_one_turn_is_not_there_in_the_next() {
    let mut house = a_journal();
    let mut screen = looking(&mut house);
    screen.types("lake").keys("<Esc> <Home> <Down> <Enter> <Enter>").shows("Mara is answering");
    screen.click("Find something").keys("<Enter>").shows("What would you like to find?").shows("The letter");
    assert!(!screen.has("│ lake"), "{}", screen.text());
    screen.types("stairs").keys("<Enter>").shows("Up the stairs").keys("<Esc>").shows("│ stairs");
    screen.keys("<Esc> <Esc>").shows("Good evening");
    assert!(!screen.everything_held().contains("stairs"), "a turn leaves nothing on the screen");
    for person in ["<Enter>", "<Down> <Enter>"] {
        screen.keys("w <Down> <Enter>").keys(person).click("Find something").keys("<Enter>");
        screen.shows("The letter");
        assert!(!screen.has("│ stairs"), "{}", screen.text());
        screen.keys("<Esc> <Esc>");
    }
}

#[test]
fn what_is_put_away_goes_from_what_is_found_and_comes_back_when_it_is_undone() {
    let mut house = a_journal();
    let mut screen = looking(&mut house);
    screen.keys("<Esc> <Home> <Down> <Enter> <Enter>").click("Find something").keys("<Enter>").types("rain");
    screen.keys("<Enter>").shows("Put it in the bin").keys("<End> <Enter>");
    screen.shows("It is in the bin.").shows("│ rain").shows("Nothing here has all of that.");
    screen.keys("<Down> <C-z>").shows("│ rain").shows("on the roof");
    assert!(!screen.has("It is in the bin."), "{}", screen.text());
}
