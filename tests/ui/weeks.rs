//! Weeks as pictures, with and without colours, and a month of small wins, in four sizes.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use evenfall::demo;
use evenfall::domain::change::Change;
use evenfall::domain::content::Content;
use evenfall::domain::note::{EntryKind, NewNote, NoteChange};
use evenfall::domain::people::Person;
use evenfall::session::Session;
use evenfall::session::guide::Route;
use evenfall::store::RealDisk;
use ratatui::crossterm::event::Event;
use tempfile::TempDir;

use crate::moment::{Seeded, friday};
use crate::screen::{Screen, styles};

const SIZES: [(u16, u16); 4] = [(80, 24), (60, 20), (100, 30), (40, 12)];
const COLOURS: &[(&str, &str)] = &[("COLORTERM", "truecolor")];
/// No colours, and perhaps few signs.
const FEW: &[(&str, &str)] = &[("NO_COLOR", "1"), ("TERM", "linux")];

/// Six weeks of Mara and Jo, with days that are open.
fn weeks() -> TempDir {
    demo::begin(&Content::embedded(), friday()).expect("a demo")
}

fn open(folder: &Path) -> Session {
    Session::open(folder, Arc::new(RealDisk), Box::new(Seeded(7)), friday()).expect("a session")
}

fn at<'a>(session: &'a mut Session, variables: &[(&str, &str)]) -> Screen<'a> {
    Screen::of(session, SIZES[0], None, variables, Some(Route::Notes))
}

fn in_four_sizes(name: &str, screen: &mut Screen<'_>) {
    let mut out = String::new();
    for (width, height) in SIZES {
        screen.event(Event::Resize(width, height));
        writeln!(out, "{width}x{height}\n{}\n", screen.text()).expect("a string");
    }
    screen.event(Event::Resize(SIZES[0].0, SIZES[0].1));
    insta::assert_snapshot!(name.replace(' ', "_"), out);
}

/// Mara's turn, at how far back to look.
const MINE: &str = "<Down> <Enter> <Enter> <End> <Up> <Enter>";
/// The same for both, with a key from each.
const OURS: &str = "<Home> <Down> <Down> <Down> <Down> <Enter> 8 1";

#[test]
fn ones_own_weeks_as_they_look() {
    let folder = weeks();
    let mut session = open(folder.path());
    let mut screen = at(&mut session, COLOURS);
    screen.keys(MINE).shows("How far back would you like to look?").shows("Mara is answering");
    in_four_sizes("how far back", &mut screen);
    screen.keys("<Enter>");
    in_four_sizes("four weeks", &mut screen);
    insta::assert_snapshot!("styles_four_weeks", styles(screen.buffer()));
    screen.keys("<Esc> <Down> <Enter>");
    in_four_sizes("six months", &mut screen);
    screen
        .keys("<Enter> <Home> <Down> <Down> <Enter>")
        .shows("ticked; where both look, too")
        .keys("<Home> <Enter>");
    screen.shows("Calm");
    in_four_sizes("four weeks with calm", &mut screen);
}

#[test]
fn without_colours_they_are_plain_signs() {
    let folder = weeks();
    let mut session = open(folder.path());
    let mut screen = at(&mut session, FEW);
    screen.keys(MINE).keys("<Enter>").shows("#");
    for sign in ['▁', '▂', '▃', '▅', '▆', '█'] {
        assert!(!screen.text().contains(sign), "{sign} is no plain sign");
    }
    in_four_sizes("four weeks in plain signs", &mut screen);
}

#[test]
fn both_ask_and_each_ones_stand_apart() {
    let folder = weeks();
    let mut session = open(folder.path());
    let mut screen = at(&mut session, COLOURS);
    screen.keys("<Down> <Down> <Down> <Down> <Enter>").shows("When both of you like, look at your weeks.");
    let before = screen.text();
    screen.keys("8");
    assert_eq!(screen.text(), before, "nobody is told who is waited for");
    screen.keys("8");
    assert_eq!(screen.text(), before, "one key twice is one key");
    screen.keys("1").shows("How far back").keys("<Enter>").shows("Mara").shows("Jo");
    in_four_sizes("four weeks of both", &mut screen);
    screen.keys("<Enter> <Down> <Enter>");
    in_four_sizes("six months of both", &mut screen);
    screen.keys("<Esc> <End> <Enter>").shows("Our weeks, drawn side by side");
    screen.keys(OURS).shows("How far back").keys("<Esc>").shows("What would you like?");
    assert!(!screen.has("calm"), "only its owner ticks it");
}

#[test]
fn a_month_of_small_wins_as_it_looks() {
    let folder = weeks();
    let mut session = open(folder.path());
    let evening = session.evening(friday());
    for (person, kind, words) in [
        (Person::A, EntryKind::Win, "the stairs, all of them, without a stop"),
        (Person::B, EntryKind::Kindness, "you made the soup before I knew that I was hungry"),
        (Person::B, EntryKind::Free, "no win, and no kindness"),
    ] {
        let one = NewNote { kind, ..NewNote::free(false, evening, words) };
        session.open_turn(person, friday()).expect("a turn");
        session.commit(&[Change::Note(person, NoteChange::Write(one))], friday()).expect("it is kept");
    }
    session.end_turn();
    let mut screen = at(&mut session, COLOURS);
    screen.keys("<End> <Up> <Enter>").shows("you met here").shows("the stairs, all of them");
    assert!(!screen.has("no win"));
    in_four_sizes("a month of small wins", &mut screen);
    screen.keys("<Down> <Enter>").shows("October 2026").keys("<Esc>").shows("What would you like?");
}
