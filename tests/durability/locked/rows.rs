//! What may happen where there are passphrases, one row each.

use std::sync::Arc;

use evenfall::domain::archive::{Archive, HowItIs};
use evenfall::domain::change::Change;
use evenfall::domain::earlier::Part;
use evenfall::domain::limits::Limits;
use evenfall::domain::people::{Each, Person};
use evenfall::domain::time::Now;
use evenfall::session::Session;

use super::scene::{ANOTHER, JOS, MARAS, Opens, Row, Stage, secret, session, unlocked};
use crate::scene::{open, root, sound};
use crate::support::memory::Memory;
use crate::support::{Seeded, applied, evening, everything, now, profile, with_notes};

const NOBODY: Opens = Each { a: None, b: None };
const MARA: Opens = Each { a: Some(MARAS), b: None };
pub const BOTH: Opens = Each { a: Some(MARAS), b: Some(JOS) };

/// Everything that locks, unlocks, or happens where something is locked.
pub const ROWS: &[Row] = &[
    Row {
        name: "one of two locks what is theirs",
        before: plain,
        act: |stage| locks(stage, Person::A, MARAS),
    },
    Row {
        name: "the second locks, and with it what both share",
        before: one_of_two,
        act: |stage| locks(stage, Person::B, JOS),
    },
    Row {
        name: "both lock, with nothing said yet",
        before: named,
        act: |stage| {
            locks(stage, Person::A, MARAS);
            locks(stage, Person::B, JOS);
        },
    },
    Row {
        name: "one person alone locks everything",
        before: alone,
        act: |stage| locks(stage, Person::A, MARAS),
    },
    Row {
        name: "another joins where it is locked",
        before: alone_locked,
        act: |stage| {
            stage.changes(&[Change::Person(profile(Person::B, "Jo"))]);
            locks(stage, Person::B, JOS);
        },
    },
    Row { name: "one unlocks for good", before: both_locked, act: |stage| unlocks(stage, Person::A) },
    Row {
        name: "both unlock for good",
        before: both_locked,
        act: |stage| {
            unlocks(stage, Person::A);
            unlocks(stage, Person::B);
        },
    },
    Row { name: "another passphrase", before: both_locked, act: another_passphrase },
    Row {
        name: "one file, locked",
        before: both_locked,
        act: |stage| {
            stage.changes(&[Change::Liked("near-song".into(), true)]);
        },
    },
    Row { name: "many files, locked", before: both_locked, act: many_files },
    Row {
        name: "somebody leaves in their own turn",
        before: both_locked,
        act: |stage| leaves(stage, Person::A),
    },
    Row { name: "somebody leaves whose passphrase alone is here", before: both_locked, act: leaves_alone },
    Row {
        name: "somebody leaves who alone has a passphrase",
        before: one_of_two,
        act: |stage| leaves(stage, Person::A),
    },
    Row {
        name: "covering what earlier copies hold",
        before: both_locked,
        act: |stage| {
            stage.in_turn(Person::B);
            stage.changes(&[Change::Cover(Person::B, evening())]);
        },
    },
    Row {
        name: "an earlier copy comes back",
        before: both_locked,
        act: |stage| brought_back(stage, Part::Couple),
    },
    Row {
        name: "an earlier copy of one's own comes back",
        before: both_locked,
        act: |stage| {
            stage.in_turn(Person::A);
            brought_back(stage, Part::Own(Person::A));
        },
    },
    Row {
        name: "copies of a sync are put together",
        before: with_locked_copies,
        act: |stage| {
            stage.does(|session| {
                let seen = session.conflicts(now())?;
                session.merge(&seen, now()).map(drop)
            });
        },
    },
];

fn later(minutes: u64) -> Now {
    let passed = std::time::Duration::from_secs(60 * minutes);
    Now { wall: now().wall + passed, mono: passed }
}

/// Keeps all of this in a new folder, and then once more, so that there are earlier copies.
fn kept(archive: &Archive) -> Arc<Memory> {
    let memory = Memory::new();
    let mut mint = Seeded(5);
    let (mut store, empty) = open(memory.clone());
    store.save(&empty, archive, now(), &mut mint).expect("it saves");
    drop(store);
    let mut session = session(memory.clone(), 4);
    let limits = |careful| Change::Limits(Person::A, Limits { careful, ..Limits::default() });
    for (minutes, careful) in [(20, 2), (40, 3)] {
        session.commit(&[Change::Liked(format!("near-{careful}"), true)], later(minutes)).expect("kept");
        session.open_turn(Person::A, later(minutes)).expect("a turn");
        session.commit(&[limits(careful)], later(minutes)).expect("kept");
        session.end_turn();
    }
    drop(session);
    memory.copy()
}

/// One of everything with notes of every sort, earlier copies of it, a file set aside, and what a sync left.
pub fn plain() -> (Arc<Memory>, Opens) {
    let mut mint = Seeded(5);
    let archive = with_notes(&everything(&mut mint), "the rain", &mut mint);
    let memory = kept(&archive);
    let copy = |from: &str, to: &str| {
        let bytes = memory.bytes(&root().join(from)).expect("it is there");
        memory.put(&root().join(to), &bytes);
    };
    memory.overwrite(&root().join("README.txt"), b"words of another program").expect("it is there");
    let folder = root().join("damaged");
    evenfall::store::Disk::make_folder(&*memory, &folder).expect("a folder");
    copy("couple.json", "damaged/couple.0123456789abcdef.json");
    copy("a.json", "damaged/a.0123456789abcdef.json");
    copy("couple.json", "couple.sync-conflict-20261120-210000-ABCDEFG.json");
    copy("months/2026-11.json", "months/2026-11 (conflicted copy 2026-11-20).json");
    copy("a.json", "a (conflicted copy 2026-11-20).json");
    copy("b.json", "b.sync-conflict-20261120-210000-ABCDEFG.json");
    (memory.copy(), NOBODY)
}

fn named() -> (Arc<Memory>, Opens) {
    let memory = Memory::new();
    let mut session = session(memory.clone(), 3);
    let people = [Change::Person(profile(Person::A, "Mara")), Change::Person(profile(Person::B, "Jo"))];
    session.commit(&people, now()).expect("kept");
    drop(session);
    (memory.copy(), NOBODY)
}

fn alone() -> (Arc<Memory>, Opens) {
    let mut mint = Seeded(5);
    let mara = applied(&Archive::default(), &Change::Person(profile(Person::A, "Mara")), &mut mint);
    let here = applied(&mara, &Change::Here(evening()), &mut mint);
    (kept(&here), NOBODY)
}

/// The same folder after these have locked it, one after the other.
fn after(before: (Arc<Memory>, Opens), then: Opens) -> (Arc<Memory>, Opens) {
    let (memory, opens) = before;
    let mut session = session(memory.clone(), 2);
    unlocked(&mut session, &opens);
    for (person, words) in then.iter() {
        if let Some(words) = words.filter(|_| opens[person].is_none()) {
            session.open_turn(person, now()).expect("a turn");
            session.lock_for(person, &secret(words), now()).expect("it is locked");
            session.end_turn();
        }
    }
    drop(session);
    (memory.copy(), then)
}

fn one_of_two() -> (Arc<Memory>, Opens) {
    after(plain(), MARA)
}

pub fn both_locked() -> (Arc<Memory>, Opens) {
    after(plain(), BOTH)
}

fn alone_locked() -> (Arc<Memory>, Opens) {
    after(alone(), MARA)
}

/// Both, with what a sync left of a change made elsewhere, as locked as the files.
fn with_locked_copies() -> (Arc<Memory>, Opens) {
    let (memory, opens) = both_locked();
    let elsewhere = memory.copy();
    let mut there = session(elsewhere.clone(), 7);
    unlocked(&mut there, &opens);
    there.commit(&[Change::Liked("their-song".into(), true)], now()).expect("kept");
    there.prove(Person::A, &secret(MARAS), now()).expect("it is hers");
    there.open_turn(Person::A, now()).expect("a turn");
    there.commit(&[Change::How(Person::A, HowItIs::Easier)], now()).expect("kept");
    drop(there);
    for (from, to) in [
        ("couple.json.age", "couple.sync-conflict-20261120-220000-ABCDEFG.json.age"),
        ("a.json.age", "a.json (conflicted copy 2026-11-21).age"),
    ] {
        memory.put(&root().join(to), &elsewhere.bytes(&root().join(from)).expect("it is there"));
    }
    (memory.copy(), opens)
}

fn locks(stage: &mut Stage, person: Person, words: &'static str) {
    stage.in_turn(person);
    let mut then = stage.opens;
    then[person] = Some(words);
    stage.does_and_opens(then, |session| session.lock_for(person, &secret(words), now()).map(drop));
    stage.session.end_turn();
}

fn unlocks(stage: &mut Stage, person: Person) {
    stage.in_turn(person);
    let mut then = stage.opens;
    then[person] = None;
    stage.does_and_opens(then, |session| session.unlock_for_good(person));
    stage.session.end_turn();
}

fn another_passphrase(stage: &mut Stage) {
    stage.in_turn(Person::A);
    let then = Opens { a: Some(ANOTHER), ..stage.opens };
    stage.does_and_opens(then, |session| session.change_passphrase(Person::A, &secret(ANOTHER)));
    stage.session.end_turn();
}

fn many_files(stage: &mut Stage) {
    stage.in_turn(Person::A);
    stage.changes(&[
        Change::Person(profile(Person::A, "Marie")),
        Change::Here(evening()),
        Change::How(Person::A, HowItIs::UpAndDown),
        Change::Draft(Person::A, None),
    ]);
    stage.changes(&[Change::Liked("near-walk".into(), true), Change::How(Person::A, HowItIs::Easier)]);
}

fn leaves(stage: &mut Stage, person: Person) {
    stage.in_turn(person);
    let mut then = stage.opens;
    then[person] = None;
    stage.does_and_opens(then, |session| session.erase_mine(person, now()));
}

/// Only Mara has opened her own things and what is shared; Jo's stay closed, and once she has left
/// everything is. What is left is what it is where both are open.
fn leaves_alone(stage: &mut Stage) {
    stage.session.hide();
    let opens = |session: &mut Session| session.unlock(&secret(MARAS), now());
    opens(&mut stage.session).or_else(|_| opens(&mut stage.session)).expect("it opens");
    leaves(stage, Person::A);
    assert!(stage.session.is_locked() || !stage.failed.is_empty(), "nothing is left to see");
    let (begun, opens) = both_locked();
    let mut open = Row::stage(&begun, opens, sound);
    leaves(&mut open, Person::A);
    let last = stage.versions.last_mut().expect("a version");
    last.clone_from(open.versions.last().expect("a version"));
}

fn brought_back(stage: &mut Stage, part: Part) {
    stage.does(|session| {
        let copies = session.backups().map_err(evenfall::session::NotKept::NotRead)?;
        let copy = copies.into_iter().find(|copy| copy.part == part).expect("an earlier copy");
        session.restore(&copy, now())
    });
}
