//! A plain file that a sync brings back, where what it is of is locked here.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;

use evenfall::domain::archive::{Archive, CoupleKind};
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::domain::restriction::Restriction;
use evenfall::domain::secret::Secret;
use evenfall::session::Session;
use evenfall::session::copies::PutTogether;
use evenfall::store::{RealDisk, Work};
use support::{Place, Seeded, now};

mod support;

const WORDS: [(Person, &str); 2] = [(Person::A, "the lamp at nine"), (Person::B, "soup on the stairs")];

fn secret(words: &str) -> Secret {
    Secret::new(words).expect("words")
}

fn on(root: &Path, seed: u64) -> Session {
    let session = Session::open(root, Arc::new(RealDisk), Box::new(Seeded(seed << 40)), now());
    session.expect("a session").working(Work::of(1))
}

fn mind(words: &str) -> Change {
    Change::Restrict(Restriction {
        what: Some(words.into()),
        ..Restriction::of(Person::A, support::evening())
    })
}

fn minds(archive: &Archive, words: &str) -> bool {
    archive.couple.records.known().any(|record| match &record.what {
        CoupleKind::Restriction(one) => one.what.as_deref() == Some(words),
        _ => false,
    })
}

/// A folder in which all is locked since, with couple.json as it was just before that.
fn locked() -> (Place, Vec<u8>) {
    let place = Place::new();
    place.fill();
    let before = place.bytes("couple.json");
    let mut session = on(&place.root(), 1);
    for (person, words) in WORDS {
        session.open_turn(person, now()).expect("a turn");
        session.lock_for(person, &secret(words), now()).expect("it is locked");
        session.end_turn();
    }
    drop(session);
    assert!(!place.file("couple.json").exists());
    (place, before)
}

fn opened(place: &Place, seed: u64) -> Session {
    let mut session = on(&place.root(), seed);
    session.unlock(&secret(WORDS[0].1), now()).expect("it opens");
    session
}

#[test]
fn what_holds_nothing_more_goes_without_a_word() {
    let (place, before) = locked();
    place.put("couple.json", &before);
    let session = opened(&place, 2);
    assert!(!session.has_copies() && !place.file("couple.json").exists());
}

#[test]
fn what_another_computer_went_on_with_is_seen_and_comes_in() {
    let (place, before) = locked();
    let there = Place::new();
    there.fill();
    there.put("couple.json", &before);
    on(&there.root(), 3).commit(&[mind("long walks")], now()).expect("it is kept");
    place.put("couple.json", &there.bytes("couple.json"));

    let mut session = opened(&place, 4);
    assert!(session.has_copies() && place.file("couple.json").exists());
    session.open_turn(Person::A, now()).expect("a turn");
    let files = place.files();
    session.unlock_for_good(Person::A).expect_err("it would be written over");
    assert!(place.files() == files, "nothing is written before somebody looked");
    session.end_turn();
    let preview = session.conflicts(now()).expect("a preview");
    assert_eq!((preview.copies, preview.tally.came_in), (1, 1));
    assert_eq!(session.merge(&preview, now()).expect("it is kept"), PutTogether::Kept { removed: true });
    assert!(!session.has_copies() && !place.file("couple.json").exists());
    drop(session);
    assert!(minds(opened(&place, 5).archive(), "long walks"));
}
