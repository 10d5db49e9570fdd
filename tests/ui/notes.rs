//! Notes on the screen.

use std::time::Duration;

use chrono::Days;
use evenfall::domain::change::Change;
use evenfall::domain::note::{EntryKind, NewNote, NoteChange};
use evenfall::domain::people::Person;
use evenfall::domain::time::{BoundaryHour, Evening};
use evenfall::session::guide::Route;
use ratatui::crossterm::event::Event;

use crate::house::House;
use crate::screen::Screen;

fn mara_and_jo() -> House {
    House::set_up(&["Mara", "Jo"])
}

/// Mara's turn, at the open field.
fn at_the_field(house: &mut House) -> Screen<'_> {
    let mut screen = Screen::new(&mut house.session);
    screen.keys("w").shows("Write, or look at mine").keys("<Down> <Enter> <Enter> <Enter> <Enter>");
    screen.shows("What would you like to write?").shows("Mara is answering");
    screen
}

#[test]
fn a_note_is_written_shared_and_read() {
    let mut house = mara_and_jo();
    let mut screen = at_the_field(&mut house);
    screen.types("the lake, next summer").keys("<Esc> <Enter>").shows("Where would you like to keep it?");
    screen.shows("► Leave it half written for now").shows("Only mine comes with a passphrase.");
    screen.keys("<Down> <Enter>").shows("It is kept.").shows("the lake, next summer");
    screen.keys("<Enter>").shows("Mara, Friday 20 November 2026.").shows("Put it in the bin");
    screen.keys("<Esc> <Esc> <Esc>").shows("Good evening, Mara and Jo.");
    assert!(!screen.everything_held().contains("lake"), "a turn leaves nothing on the screen");
    screen.keys("w <Enter>").shows("November 2026").keys("<Enter>").shows("the lake, next summer");
    screen.keys("<Enter> <Esc> <Esc>").shows("Good evening, Mara and Jo.");
}

#[test]
fn esc_loses_no_words_and_a_cut_neither() {
    let mut house = mara_and_jo();
    let mut screen = at_the_field(&mut house);
    screen.types("the la").keys("<Esc> <Esc> <Esc>").shows("Go on with the note you began");
    screen.keys("<Enter>").shows("the la").types("ke").pass(Duration::from_millis(400));
    drop(screen);
    house.cut_and_start_again();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("w <Down> <Enter> <Enter>").shows("Go on with the note you began").keys("<Enter>");
    screen.shows("the lake").keys("<C-l>");
    assert!(!screen.everything_held().contains("the lake"), "hidden is hidden");
    screen.keys("<Enter>").shows("Good evening, Mara and Jo.");
    screen.keys("w <Down> <Enter> <Down> <Enter>").shows("Jo is answering").shows("Write something");
    assert!(!screen.has("Go on with"), "the other's page says nothing of it");
}

#[test]
fn what_is_put_away_is_undone_with_a_key_until_the_turn_is_over() {
    let mut house = mara_and_jo();
    let mut screen = at_the_field(&mut house);
    screen.types("one").keys("<Esc> <Enter> <Down> <Enter> <Enter> <End> <Enter>");
    screen.shows("It is in the bin.").shows("Nothing here yet").keys("<C-z>").shows("one");
    screen.keys("<C-y>").shows("Nothing here yet").keys("<Esc> <Esc> <C-z>").shows("nothing to take back");
}

#[test]
fn a_long_note_can_be_read_in_any_window() {
    let mut house = mara_and_jo();
    let words: Vec<String> = (0..300).map(|at| format!("word{at}")).collect();
    let mut screen = at_the_field(&mut house);
    screen.event(Event::Paste(words.join(" ")));
    screen.keys("<Esc> <Enter> <Down> <Enter> <Enter>").shows("word0 word1");
    for (width, height) in [(80, 24), (60, 20), (40, 12)] {
        screen.event(Event::Resize(width, height));
        let mut seen = String::new();
        for key in ["<Up>", "<Down>"] {
            for _ in 0..60 {
                screen.keys(key);
                seen.push_str(&screen.text());
            }
        }
        let whole = text(&seen);
        for word in words.iter().filter(|word| !whole.contains(&format!(" {word} "))) {
            // What did not fit into a note was said when it was pasted.
            let at = words.iter().position(|one| one == word).expect("one of them");
            assert!(at > 240, "{word} in {width} by {height}");
        }
        screen.shows("Put it in the bin");
    }
}

/// Everything that was on a screen, with one space between words.
fn text(screens: &str) -> String {
    format!(" {} ", screens.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn erasing_is_asked_twice_and_leaves_the_other_at_home() {
    let mut house = mara_and_jo();
    let mut screen =
        Screen::of(&mut house.session, (80, 24), None, &[("COLORTERM", "truecolor")], Some(Route::Ways));
    screen.keys("<Enter> <End>").click("What is mine").keys("<Enter>").shows("► Leave it all as it is");
    screen.click("Erase everything of mine").keys("<Enter>").shows("Erase everything of yours?");
    screen.shows("our words, keepsakes, what is from both of you.");
    screen
        .shows("► Leave it all as it is")
        .click("Go on")
        .keys("<Enter>")
        .shows("It cannot be brought back.");
    screen.shows("► Leave it all as it is").click("Erase everything of mine").keys("<Enter>");
    screen.shows("Everything of yours is erased.").shows("Good evening, Jo.");
    assert!(!screen.everything_held().contains("Mara"));
}

const SIZES: [((u16, u16), &str); 3] = [((80, 24), "beside"), ((60, 20), "below"), ((40, 12), "small")];

/// An entry of Mara's, where both read it.
fn with_entry(words: &str) -> House {
    let mut house = mara_and_jo();
    let evening = house.now.evening(BoundaryHour::default());
    let note = NewNote { tags: vec!["walk".into()], ..NewNote::free(false, evening, words) };
    keeps(&mut house, Person::A, note);
    house
}

#[test]
fn an_entry_stands_as_it_was_written() {
    let words = "We walked to the bakery and back.\n\nThings that helped:\n - going before lunch, and slowly\n - no plan for after";
    for (size, name) in SIZES {
        let mut house = with_entry(words);
        let mut screen = Screen::of(&mut house.session, size, None, &[("COLORTERM", "truecolor")], None);
        screen.keys("w <Enter> <Enter>").shows("We walked to the bakery");
        insta::assert_snapshot!(format!("entry_{name}"), screen.text());
    }
}

#[test]
fn twenty_thousand_lines_are_read_a_page_at_a_time() {
    let words = (0..20_000).map(|at| format!("line {at},")).collect::<Vec<_>>().join("\n");
    let mut house = with_entry(&words);
    for (size, _) in SIZES {
        let mut screen = Screen::of(&mut house.session, size, None, &[("COLORTERM", "truecolor")], None);
        screen.keys("w <Down> <Enter> <Enter> <Down> <Enter> <Enter>").shows("line 0,").shows("↓ more");
        for key in ["<PgDn>", "<Down>"] {
            let mut seen = screen.text();
            for _ in 0..20 {
                screen.keys(key);
                seen.push_str(&screen.text());
            }
            let read = (0..20_000).take_while(|at| seen.contains(&format!("line {at},"))).count();
            assert!(read >= 20 * 5, "{read} in {size:?}");
            screen.keys(&"<PgUp> ".repeat(20)).shows("line 0,");
        }
        // The choices are a key away.
        screen.keys("<End>");
        assert!(!screen.has("Put it in the bin"), "a page at a time, whichever key leads down");
        screen.keys("<Tab>").shows("line 19999,").shows("► Change it");
        screen.keys("<Up> <Enter>").shows("November 2026").keys("<Esc> <Esc> <Esc>");
    }
}

/// One entry is kept in the turn of this person.
fn keeps(house: &mut House, person: Person, note: NewNote) {
    house.session.open_turn(person, house.now).expect("a turn");
    let write = Change::Note(person, NoteChange::Write(note));
    house.session.commit(&[write], house.now).expect("it is kept");
    house.session.end_turn();
}

/// A few entries of both, some tagged, one long.
fn written(house: &mut House) {
    let evening = house.now.evening(BoundaryHour::default());
    let note = |days: u64, words: &str| NewNote::free(false, Evening(evening.0 - Days::new(days)), words);
    let long = "We walked to the bakery and back. I was slow and Jo did not mind.\n\nThings that helped:\n - going before lunch\n - no plan for after";
    let entries = [
        (Person::A, NewNote { tags: vec!["walk".into()], ..note(5, long) }),
        (Person::B, NewNote { kind: EntryKind::Win, ..note(9, "Slept until six") }),
        (Person::A, NewNote { both: true, ..note(13, "First bath, and the radio on") }),
    ];
    for (person, note) in entries {
        keeps(house, person, note);
    }
}

#[test]
fn the_entry_in_focus_stands_beside_the_list_where_there_is_room() {
    for (size, name) in SIZES {
        let mut house = mara_and_jo();
        written(&mut house);
        let mut screen = Screen::of(&mut house.session, size, None, &[("COLORTERM", "truecolor")], None);
        screen.keys("w <Enter>").shows("November 2026").shows("Slept until six");
        insta::assert_snapshot!(format!("journal_{name}"), screen.text());
        screen.keys("<Down>");
        assert_eq!(screen.has("A win."), size.0 >= 80, "the text follows the focus");
        screen.keys("<Enter>").shows("Jo, Wednesday 11 November 2026, a win.").shows("Slept until six");
    }
}
