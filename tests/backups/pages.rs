//! Earlier copies as two people meet them: on the screen, line by line, and answer by answer.

use std::path::Path;
use std::sync::Arc;

use evenfall::domain::content::Content;
use evenfall::domain::flow::{Answer, Ask};
use evenfall::domain::people::Person;
use evenfall::line;
use evenfall::session::Session;
use evenfall::session::guide::{Outcome, Route, Stage};
use evenfall::store::RealDisk;

use crate::house::House;
use crate::moment::{Seeded, friday};
use crate::screen::Screen;

fn open(folder: &Path, seed: u64) -> Session {
    Session::open(folder, Arc::new(RealDisk), Box::new(Seeded(seed << 30)), friday()).expect("a session")
}

/// What is said when this is typed.
pub fn line_by_line(session: &mut Session, typed: &str) -> String {
    let content = Content::embedded();
    let stage = Stage { content: &content, desktop: false, incoming: None };
    let opening = line::Opening { stage, clock: &friday, begin: None, notice: None };
    crate::lines::line_by_line(session, opening, typed)
}

/// Mara and Jo; an earlier copy still calls Mara Marie.
fn with_a_copy() -> tempfile::TempDir {
    let house = House::set_up(&["Marie", "Jo"]);
    let folder = house.close();
    let mut session = open(folder.path(), 3);
    let mara = evenfall::domain::people::Profile { person: Person::A, name: "Mara".into(), pronouns: None };
    session.commit(&[evenfall::domain::change::Change::Person(mara)], friday()).expect("another name");
    folder
}

fn labels(house: &House) -> Vec<String> {
    match house.prompt().map(|prompt| prompt.ask) {
        Some(Ask::OneOf(one_of)) => one_of.choices.into_iter().map(|choice| choice.label).collect(),
        _ => panic!("no choice here"),
    }
}

#[test]
fn settings_lead_there_on_the_screen_and_the_safe_choice_comes_first() {
    let folder = with_a_copy();
    let mut session = open(folder.path(), 4);
    let mut screen = Screen::new(&mut session);
    screen.keys(", <End> <Up>");
    screen.shows("Earlier copies").keys("<Enter>");
    screen.shows("What would you like to look into?").shows("What you keep together");
    screen.keys("<Enter>").shows("Friday 20 November 2026").keys("<Enter>");
    screen.shows("2 names, ").shows("What stands now is kept as a copy first.");
    let first = screen.lines().into_iter().find(|line| line.contains('►')).expect("a focus");
    assert!(first.contains("Leave everything as it is"), "{first}");
    screen.keys("<Down> <Enter>").shows("That copy is back. What stood there is a copy now.");
    screen.shows("Good evening, Marie and Jo.");
}

#[test]
fn settings_lead_there_line_by_line() {
    let folder = with_a_copy();
    let said = line_by_line(&mut open(folder.path(), 4), "12\n11\n1\n1\n1\nq\n");
    assert!(said.contains("Earlier copies"), "{said}");
    assert!(said.contains("In it: "), "{said}");
    assert!(said.contains("Good evening, Mara and Jo.\n"), "left as it was:\n{said}");
}

#[test]
fn ones_own_copies_take_ones_own_turn_and_it_ends_with_them() {
    let folder = with_a_copy();
    let mut house = House::at(folder, Arc::new(RealDisk));
    house.begin(Route::Earlier);
    assert_eq!(
        labels(&house),
        ["What you keep together", "Only for Mara", "Only for Jo", "Leave everything as it is"]
    );
    house.answers([Answer::Pick(1)]);
    assert_eq!(house.session.turn(), Some(Person::A));
    assert_eq!(house.prompt().and_then(|prompt| prompt.who), Some(Person::A));
    assert_eq!(house.question(), "There is no earlier copy of this yet.");
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.session.turn(), None);
}

#[test]
fn a_copy_that_does_not_open_can_only_be_left() {
    let folder = with_a_copy();
    let backups = folder.path().join("backups");
    for entry in std::fs::read_dir(&backups).expect("backups") {
        let path = entry.expect("an entry").path();
        std::fs::remove_file(&path).expect("removed");
        std::io::Write::write_all(&mut std::fs::File::create(&path).expect("a file"), b"half")
            .expect("written");
    }
    let mut house = House::at(folder, Arc::new(RealDisk));
    house.begin(Route::Earlier);
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    assert!(house.question().starts_with("That copy is not whole."), "{}", house.question());
    assert_eq!(labels(&house), ["Leave everything as it is"]);
    assert!(matches!(house.answer(Answer::Pick(1)), Outcome::Again(_)));
    house.answers([Answer::Pick(0)]);
}

#[test]
fn a_copy_taken_away_meanwhile_keeps_the_page() {
    let folder = with_a_copy();
    let mut house = House::at(folder, Arc::new(RealDisk));
    house.begin(Route::Earlier);
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    assert!(house.prompt().expect("a page").lines[0].starts_with("In it: "));
    std::fs::remove_dir_all(house.root().join("backups")).expect("removed");
    let outcome = house.answer(Answer::Pick(1));
    assert!(matches!(&outcome, Outcome::NotKept(why) if why.contains("not there any more")), "{outcome:?}");
    assert!(house.prompt().is_some(), "the page stays");
}
