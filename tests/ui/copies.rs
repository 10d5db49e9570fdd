//! What a sync left, on the screen.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use evenfall::domain::archive::CoupleKind;
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::domain::restriction::Restriction;

use crate::house::House;
use crate::screen::Screen;

const COPY: &str = "couple (Mara's conflicted copy 2026-11-20).json";

fn put(path: &Path, bytes: &[u8]) {
    fs::File::create(path).and_then(|mut file| file.write_all(bytes)).expect("a file");
}

fn mind(house: &mut House, words: &str) {
    let what = Some(words.into());
    let change = Change::Restrict(Restriction {
        what,
        ..Restriction::of(Person::A, house.session.evening(house.now))
    });
    house.session.commit(&[change], house.now).expect("it is kept");
}

/// Mara's machine, with what a sync brought from Jo's.
fn mara_and_jo() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let couple = house.root().join("couple.json");
    let before = fs::read(&couple).expect("a file");
    mind(&mut house, "long walks");
    let theirs = fs::read(&couple).expect("a file");
    put(&couple, &before);
    house.cut_and_start_again();
    mind(&mut house, "stairs");
    put(&house.root().join(COPY), &theirs);
    house.cut_and_start_again();
    house
}

fn minded(house: &House) -> usize {
    let minded = |kind: &CoupleKind| kind.restricts(Person::A);
    house.session.archive().couple.records.known().filter(|record| minded(&record.what)).count()
}

#[test]
fn without_copies_nothing_leads_there() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = Screen::new(&mut house.session);
    assert!(!screen.has("Copies from a sync"));
    screen.keys("s").shows("Good evening, Mara and Jo.");
}

#[test]
fn copies_are_told_quietly_and_left_alone_by_itself() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.shows("There is another copy of some things here, from a sync.");
    screen.keys("s").shows("1 thing is only in the copy, and comes in.").shows("► Leave it as it is");
    screen.keys("<Enter>").shows("It is left as it is. Nothing is changed.").shows("Good evening");
    screen.keys("s <Esc>").shows("Good evening");
    assert_eq!(minded(&house), 1);
    assert!(house.root().join(COPY).exists());
}

#[test]
fn copies_are_put_together_once_somebody_chose_it() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("s <Down> <Enter>").shows("It is put together and kept.").shows("Good evening");
    assert!(!screen.has("Copies from a sync"));
    screen.keys("<C-z>").shows("There is nothing to take back here.");
    assert_eq!(minded(&house), 2);
    assert!(!house.root().join(COPY).exists());
    house.cut_and_start_again();
    assert!(!Screen::new(&mut house.session).has("from a sync"));
}

#[test]
fn other_copies_than_those_on_the_screen_are_shown_first() {
    let mut house = mara_and_jo();
    let root = house.root().to_owned();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("s");
    put(&root.join("couple (conflicted copy 2026-11-21).json"), b"torn");
    screen.keys("<Down> <Enter>").shows("It changed just now. This is how it is.");
    screen.shows("This could not be read. It stays as it is:").shows("► Leave it as it is");
    screen.keys("<Down> <Enter>").shows("It is put together and kept.");
    screen.keys("s").shows("There is a copy here that stays as it is.").keys("<Enter>").shows("Good evening");
    assert_eq!(minded(&house), 2);
}

#[test]
fn copies_that_went_away_by_themselves_are_no_trouble() {
    let mut house = mara_and_jo();
    let copy = house.root().join(COPY);
    let mut screen = Screen::new(&mut house.session);
    screen.keys("s");
    fs::remove_file(copy).expect("removed");
    screen.keys("<Down> <Enter>").shows("There is no other copy here.").keys("<Enter>").shows("Good evening");
    assert!(!screen.has("Copies from a sync"));
}

#[test]
fn where_it_cannot_be_saved_the_page_and_the_copy_stay() {
    let mut house = mara_and_jo();
    let root = house.root().to_owned();
    let away = root.with_extension("away");
    let mut screen = Screen::new(&mut house.session);
    screen.keys("s");
    fs::rename(&root, &away).expect("the disk goes");
    screen.keys("<Down> <Enter>").shows("1 thing is only in the copy, and comes in.");
    fs::rename(&away, &root).expect("the disk is back");
    assert!(root.join(COPY).exists());
    screen.keys("<Enter>").shows("It is put together and kept.");
}
