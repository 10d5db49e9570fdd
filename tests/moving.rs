//! What takes more than one file, cut off at every operation: sharing a note, taking it back, and
//! erasing a person. A note is never in neither place, and after the next start in one alone.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use evenfall::domain::archive::{Access, Archive, MonthKind, OwnKind, Slot};
use evenfall::domain::change::Change;
use evenfall::domain::note::NoteChange;
use evenfall::domain::people::{Each, Person};
use evenfall::domain::record::Id;
use evenfall::domain::time::Now;
use evenfall::session::{NotKept, Session};
use evenfall::store::{self, Disk, FileName, Store};
use support::cut::disks_left_by;
use support::memory::Memory;
use support::watched::{Fault, Watched};
use support::{Seeded, applied, everything, finished, note, november, now};

mod support;

const ENOSPC: i32 = 28;

fn root() -> &'static Path {
    Path::new("/evenfall")
}

fn open(disk: Arc<dyn Disk>) -> (Store, Archive) {
    let (store, archive, _) = support::writing(store::open(disk, root(), november()).expect("it opens"));
    (store, archive)
}

fn session(disk: Arc<dyn Disk>, seed: u64) -> Session {
    Session::open(root(), disk, Box::new(Seeded(seed << 40)), now()).expect("it opens")
}

/// Two people, each with a note of their own and one that is shared.
fn two() -> Archive {
    let mut archive = everything(&mut Seeded(5));
    archive.access = Each { a: Access::Open, b: Access::Open };
    let notes = [
        note(Person::A, true, "only Mara's"),
        note(Person::A, false, "Mara's, shared"),
        note(Person::B, true, "only Jo's"),
        note(Person::B, false, "Jo's, shared"),
    ];
    let mut mint = Seeded(9 << 40);
    notes.iter().fold(archive, |archive, change| applied(&archive, change, &mut mint))
}

fn own(archive: &Archive, person: Person) -> Vec<(Id, String)> {
    let records = archive.drawers().0[person].records.known();
    let words = |kind: &OwnKind| match kind {
        OwnKind::Note(note) => Some(note.words.clone()),
        _ => None,
    };
    records.filter_map(|record| Some((record.id.clone(), words(&record.what)?))).collect()
}

fn shared(archive: &Archive) -> Vec<(Id, String)> {
    let month = archive.month(november()).expect("a month that is here");
    let words = |kind: &MonthKind| match kind {
        MonthKind::Note(note) => Some(note.words.clone()),
        _ => None,
    };
    month.records.known().filter_map(|record| Some((record.id.clone(), words(&record.what)?))).collect()
}

fn named(notes: &[(Id, String)], words: &str) -> Id {
    notes.iter().find(|(_, one)| one == words).expect("a note").0.clone()
}

fn words(notes: Vec<(Id, String)>) -> Vec<String> {
    let mut words: Vec<String> = notes.into_iter().map(|(_, words)| words).collect();
    words.sort();
    words
}

/// Where the two notes of Mara and those of Jo are.
fn places(archive: &Archive) -> [Vec<String>; 3] {
    [words(own(archive, Person::A)), words(own(archive, Person::B)), words(shared(archive))]
}

fn share() -> (Archive, Archive) {
    let before = two();
    let change = NoteChange::Share(named(&own(&before, Person::A), "only Mara's"));
    let after = applied(&before, &Change::Note(Person::A, change), &mut Seeded(11 << 40));
    (before, after)
}

fn take_back() -> (Archive, Archive) {
    let before = two();
    let change = NoteChange::TakeBack(november(), named(&shared(&before), "Mara's, shared"));
    let after = applied(&before, &Change::Note(Person::A, change), &mut Seeded(11 << 40));
    (before, after)
}

/// What every file says, without the files themselves.
fn files(memory: &Memory) -> Vec<(String, Vec<u8>)> {
    let path = |file: FileName| root().join(file.path());
    let files = [
        FileName::Couple,
        FileName::Month(november()),
        FileName::Own(Person::A),
        FileName::Own(Person::B),
        FileName::Tonight(Person::A),
        FileName::Tonight(Person::B),
    ];
    files.into_iter().filter_map(|file| Some((format!("{file:?}"), memory.bytes(&path(file))?))).collect()
}

fn text(memory: &Memory) -> String {
    files(memory).into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

#[test]
fn a_note_on_its_way_is_never_in_neither_place() {
    let mut states = 0;
    for (before, after) in [share(), take_back()] {
        let begun = Memory::new();
        let (mut store, empty) = open(begun.clone());
        store.save(&empty, &before, now(), &mut Seeded(6)).expect("it saves");
        drop(store);
        let save = |fault| {
            let memory = begun.copy();
            let disk = Watched::new(memory.clone());
            let (mut store, _) = open(disk.clone());
            disk.begin(fault);
            let saved = store.save(&before, &after, now(), &mut Seeded(7));
            (memory, saved.is_ok(), disk.log().len())
        };
        let (_, _, operations) = save(None);
        assert!(operations > 10, "{operations}");
        for at in 0..=operations {
            let (memory, saved, _) = save(Some(Fault::Cut(at)));
            for memory in disks_left_by(&memory, 60) {
                states += 1;
                let started = session(memory.clone(), 20);
                let found = places(started.archive());
                let told = format!("operation {at}");
                assert!(found == places(&after) || (found == places(&before) && !saved), "{told}: {found:?}");
                drop(started);
                // It is so on the disk, too, and nothing is left to be done.
                let (_, read) = open(memory.clone());
                assert_eq!(places(&read), found, "{told}");
                assert!(read.settled() == read, "{told}");
            }
        }
    }
    assert!(states > 60, "{states}");
}

#[test]
fn what_was_taken_back_is_named_for_every_backup() {
    let (before, after) = take_back();
    let name = named(&shared(&before), "Mara's, shared");
    let month = after.month(november()).expect("a month");
    assert!(month.gone.contains(&name) && month.purge.contains(&name));
}

#[test]
fn a_cut_before_the_month_was_read_is_finished_once_it_is() {
    let (before, after) = share();
    let memory = Memory::new();
    let (mut store, empty) = open(memory.clone());
    let mut half = before.clone();
    half.months.clone_from(&after.months);
    store.save(&empty, &half, now(), &mut Seeded(6)).expect("it saves");
    drop(store);
    let later = Now { wall: now().wall + TimeDelta::days(90), ..now() };
    let disk: Arc<dyn Disk> = memory.clone();
    let mut session = Session::open(root(), disk, Box::new(Seeded(8)), later).expect("it opens");
    assert!(matches!(session.archive().months.get(&november()), Some(Slot::Unread)));
    assert_eq!(own(session.archive(), Person::A).len(), 1, "not known yet");
    session.open_turn(Person::A, now()).expect("her turn");
    let id = named(&own(session.archive(), Person::A), "only Mara's");
    let again = Change::Note(Person::A, NoteChange::Share(id));
    let refused = session.commit(&[again], later).expect_err("it is shared already");
    assert!(refused.to_string().starts_with("That is not there any more"), "{refused}");
    assert_eq!(places(session.archive()), places(&after));
    drop(session);
    assert_eq!(places(&open(memory).1).first(), Some(&Vec::new()));
}

/// Mara and Jo with a folder of their own, and a check-in of Mara's that waits.
fn at_home() -> Arc<Memory> {
    let memory = Memory::new();
    let (mut store, empty) = open(memory.clone());
    let before = applied(
        &two(),
        &Change::CheckIn(Box::new(finished(Person::A, "Mara saw the light"))),
        &mut Seeded(13 << 40),
    );
    store.save(&empty, &before, now(), &mut Seeded(6)).expect("it saves");
    memory
}

#[test]
fn whoever_leaves_is_all_there_or_gone_after_a_cut_anywhere() {
    let begun = at_home();
    for leaves in Person::BOTH {
        let name = if leaves == Person::A { "Mara" } else { "Jo" };
        let other = if leaves == Person::A { "Jo" } else { "Mara" };
        let erase = |fault| {
            let memory = begun.copy();
            let disk = Watched::new(memory.clone());
            let mut session = session(disk.clone(), 30);
            session.open_turn(leaves, now()).expect("a turn");
            disk.begin(fault);
            let erased = session.erase_mine(leaves, now());
            (memory, erased.is_ok(), disk.log().len())
        };
        let (whole, done, operations) = erase(None);
        assert!(done && !text(&whole).contains(name) && text(&whole).contains(other));
        let (mut there, mut gone) = (0, 0);
        for at in 0..=operations {
            let (memory, done, _) = erase(Some(Fault::Cut(at)));
            for memory in disks_left_by(&memory, 60) {
                let started = session(memory.clone(), 40);
                let left = started.archive().profile(leaves).is_none();
                drop(started);
                let kept = text(&memory);
                assert!(left || !done, "operation {at}: it was said to be done");
                assert!(kept.contains(other), "operation {at}");
                if left {
                    gone += 1;
                    assert!(!kept.contains(name) && !kept.contains("leaving"), "operation {at}");
                } else {
                    there += 1;
                    let same = files(&memory) == files(&begun);
                    assert!(same, "operation {at}: before anything is said to be done it is as it was");
                }
            }
        }
        assert!(there > 3 && gone > 20, "{there} {gone}");
    }
}

#[test]
fn a_fault_while_somebody_leaves_is_told_and_gone_over() {
    let begun = at_home();
    let operations = {
        let disk = Watched::new(begun.copy());
        let mut session = session(disk.clone(), 30);
        session.open_turn(Person::A, now()).expect("her turn");
        disk.begin(None);
        session.erase_mine(Person::A, now()).expect("it goes");
        disk.log().len()
    };
    let (mut told, mut half) = (0, 0);
    for at in 0..operations {
        let memory = begun.copy();
        let disk = Watched::new(memory.clone());
        let mut session = session(disk.clone(), 30);
        session.open_turn(Person::A, now()).expect("her turn");
        disk.begin(Some(Fault::Once(at, ENOSPC)));
        let first = session.erase_mine(Person::A, now());
        disk.begin(None);
        if let Err(error) = first {
            told += 1;
            let begun = session.archive().leaving().is_some();
            assert_eq!(matches!(error, NotKept::NotAllErased), begun, "operation {at}: {error}");
            half += usize::from(begun);
            session.erase_mine(Person::A, now()).expect("the second time it goes");
        }
        assert_eq!(session.turn(), None, "operation {at}");
        drop(session);
        assert!(!text(&memory).contains("Mara"), "operation {at}");
    }
    assert!(told > 10 && half > 10, "{told} {half}");
}

#[test]
fn a_start_that_cannot_finish_a_departure_leaves_it_to_the_next() {
    let begun = at_home();
    let mut half = 0;
    for at in (0..).step_by(3) {
        let memory = begun.copy();
        let disk = Watched::new(memory.clone());
        let mut leaving = session(disk.clone(), 30);
        leaving.open_turn(Person::A, now()).expect("her turn");
        disk.begin(Some(Fault::Once(at, ENOSPC)));
        if leaving.erase_mine(Person::A, now()).is_ok() && at > 30 {
            break;
        }
        if leaving.archive().leaving().is_none() {
            continue;
        }
        drop(leaving);
        for fault in 0..60 {
            let memory = memory.copy();
            let disk = Watched::new(memory.clone());
            disk.begin(Some(Fault::Once(fault, ENOSPC)));
            let mint = Box::new(Seeded(41 << 40));
            let Ok(mut started) = Session::open(root(), disk.clone(), mint, now()) else { continue };
            half += usize::from(started.archive().leaving().is_some());
            disk.begin(None);
            // It is kept or told; either way nothing is forgotten.
            let _ = started.commit(&[Change::Liked("near-song".into(), true)], now());
            drop(started);
            drop(session(memory.clone(), 42));
            assert!(!text(&memory).contains("Mara"), "operation {at}, then {fault}");
        }
    }
    assert!(half > 10, "{half}");
}
