//! What a sync leaves where two machines wrote one file: seen, put together, and only then removed.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use evenfall::domain::archive::{Archive, CoupleKind, HowItIs, Slot};
use evenfall::domain::change::Change;
use evenfall::domain::limits::Limits;
use evenfall::domain::merge::{Aside, Preview, Tally};
use evenfall::domain::note::{Note, NoteChange};
use evenfall::domain::people::Person;
use evenfall::domain::restriction::Restriction;
use evenfall::domain::time::Now;
use evenfall::session::Session;
use evenfall::session::copies::PutTogether;
use evenfall::store::{Damage, Disk, FileName, RealDisk, Why};
use support::cut::disks_left_by;
use support::memory::Memory;
use support::watched::{Fault, Op, Watched};
use support::{Place, Seeded, evening, note, november, now, profile};

mod support;

/// The names that three sync tools give, of every file that they may find written twice.
const NAMES: [(&str, &str); 6] = [
    ("couple.json", "couple.sync-conflict-20261120-210000-ABCDEFG.json"),
    ("months/2026-11.json", "months/2026-11 (conflicted copy 2026-11-20 210000).json"),
    ("a.json", "a (Mara's conflicted copy 2026-11-20).json"),
    ("b.json", "b.sync-conflict-20261120-210000-ABCDEFG.json"),
    ("now-a.json", "now-a.sync-conflict-20261120-210000-ABCDEFG.json"),
    ("now-b.json", "now-b (conflicted copy 2026-11-20).json"),
];

fn session(root: &Path, disk: Arc<dyn Disk>, seed: u64) -> Session {
    Session::open(root, disk, Box::new(Seeded(seed << 40)), now()).expect("a session")
}

fn on(place: &Place, seed: u64) -> Session {
    session(&place.root(), Arc::new(RealDisk), seed)
}

fn mind(words: &str) -> Change {
    Change::Restrict(Restriction { what: Some(words.into()), ..Restriction::of(Person::A, evening()) })
}

fn keep(session: &mut Session, changes: &[Change]) {
    session.commit(changes, now()).expect("it is kept");
}

/// A folder as it was on two machines before they went apart.
fn twins() -> [Place; 2] {
    let places = [Place::new(), Place::new()];
    places[0].fill();
    for (path, bytes) in places[0].files() {
        places[1].put(path.to_str().expect("text"), &bytes);
    }
    places
}

/// Mine, where theirs lies beside it under the names that sync tools give.
fn conflict() -> Place {
    let [mine, theirs] = twins();
    let mut here = on(&mine, 1);
    keep(&mut here, &[mind("stairs"), Change::Liked("near-song".into(), true)]);
    here.open_turn(Person::A, now()).expect("a turn");
    keep(&mut here, &[Change::Limits(Person::A, Limits { careful: 3, ..Limits::default() })]);
    drop(here);
    let mut there = on(&theirs, 2);
    keep(&mut there, &[mind("long walks"), Change::Liked("near-song".into(), true)]);
    keep(&mut there, &[Change::Person(profile(Person::B, "Joanna"))]);
    there.open_turn(Person::A, now()).expect("a turn");
    keep(&mut there, &[Change::Limits(Person::A, Limits { careful: 1, ..Limits::default() })]);
    keep(&mut there, &[Change::How(Person::A, HowItIs::Easier), Change::Draft(Person::A, None)]);
    there.open_turn(Person::B, now()).expect("a turn");
    keep(&mut there, &[Change::Cover(Person::B, evening())]);
    drop(there);
    for (file, copy) in NAMES {
        mine.put(copy, &theirs.bytes(file));
    }
    mine
}

fn copies_in(place: &Place) -> usize {
    NAMES.iter().filter(|(_, copy)| place.file(copy).exists()).count()
}

fn minded(archive: &Archive) -> Vec<String> {
    let words = archive.couple.records.known().filter_map(|record| match &record.what {
        CoupleKind::Restriction(one) => one.what.clone(),
        _ => None,
    });
    let mut words: Vec<String> = words.collect();
    words.sort();
    words
}

fn generation(bytes: &[u8]) -> u64 {
    let value: serde_json::Value = serde_json::from_slice(bytes).expect("it reads");
    value["generation"].as_u64().expect("a number")
}

#[test]
fn both_sides_come_together_once_they_were_seen() {
    let place = conflict();
    let before = place.files();
    let mut session = on(&place, 3);
    assert!(session.has_copies());
    assert!(session.notices().iter().any(|notice| notice.contains("from a sync")));
    let preview = session.conflicts(now()).expect("a preview");
    assert_eq!(place.files(), before, "looking changes nothing");
    assert_eq!((preview.copies, preview.own, preview.left.len()), (6, true, 0));
    let tally = Tally { came_in: 1, renewed: 1, taken_out: 1, ..Tally::default() };
    assert_eq!(preview.tally, tally, "long walks, Joanna, and what was covered");

    keep(&mut session, &[Change::Asked("a step")]);
    assert_eq!(session.merge(&preview, now()).expect("it is kept"), PutTogether::Kept { removed: true });
    assert!(!session.undo(now()).expect("there is nothing to undo"));
    let archive = session.archive().clone();
    assert_eq!(minded(&archive), ["long walks", "stairs", "the left side"]);
    assert_eq!(archive.name(Person::B), "Joanna");
    let turn = session.open_turn(Person::A, now()).expect("a turn");
    assert_eq!(archive.limits(&turn).set.careful, 3, "the tighter limit");
    assert!(archive.how_it_is(&turn) == Some(HowItIs::Easier));
    assert_eq!(archive.memory().liked.len(), 2);
    let month = archive.month(november()).expect("it is here");
    assert!(!month.records.known().any(|record| record.what.is_shown_by(Person::B, evening())));
    assert!(month.gone.len() == 1 && month.purge.is_empty(), "backups are clean of what was covered");
    assert_eq!(copies_in(&place), 0);
    assert!(!session.has_copies());
    drop(session);
    let again = on(&place, 4);
    assert_eq!(again.archive(), &archive);
    assert!(!again.notices().iter().any(|notice| notice.contains("sync") || notice.contains("older")));
}

#[test]
fn what_is_saved_is_newer_than_both() {
    let [mine, theirs] = twins();
    keep(&mut on(&mine, 1), &[mind("stairs")]);
    let mut there = on(&theirs, 2);
    for _ in 0..9 {
        keep(&mut there, &[mind("long walks")]);
    }
    drop(there);
    mine.put(NAMES[0].1, &theirs.bytes("couple.json"));
    let mut session = on(&mine, 3);
    let preview = session.conflicts(now()).expect("a preview");
    session.merge(&preview, now()).expect("it is kept");
    let [here, there] = [&mine, &theirs].map(|place| generation(&place.bytes("couple.json")));
    assert!(here > there, "{here} {there}");
}

#[test]
fn nothing_is_removed_before_everything_is_saved_and_confirmed() {
    let place = conflict();
    let disk = Watched::new(Arc::new(RealDisk));
    let mut session = session(&place.root(), disk.clone(), 3);
    let preview = session.conflicts(now()).expect("a preview");
    disk.begin(None);
    session.merge(&preview, now()).expect("it is kept");
    let log = disk.log();
    let last_saved = log.iter().rposition(|(op, _)| *op == Op::Rename).expect("it saves");
    let first_removed = log.iter().position(|(op, _)| *op == Op::Remove).expect("it removes");
    assert_eq!(log[last_saved + 1].0, Op::SyncFolder);
    assert!(first_removed > last_saved + 1);
    let removed = log.iter().filter(|(op, _)| *op == Op::Remove);
    assert!(removed.clone().all(|(_, path)| NAMES.iter().any(|(_, copy)| path.ends_with(copy))));
    assert_eq!(removed.count(), NAMES.len());
    let last_removed = log.iter().rposition(|(op, _)| *op == Op::Remove).expect("it removes");
    assert!(log[last_removed..].iter().any(|(op, path)| *op == Op::SyncFolder && *path == place.root()));
}

#[test]
fn a_copy_that_says_nothing_else_goes_and_nothing_is_written() {
    let place = Place::new();
    let kept = place.fill();
    for (file, copy) in NAMES {
        place.put(copy, &place.bytes(file));
    }
    let disk = Watched::new(Arc::new(RealDisk));
    let mut session = session(&place.root(), disk.clone(), 3);
    let preview = session.conflicts(now()).expect("a preview");
    assert_eq!((preview.tally, preview.own, preview.copies), (Tally::default(), false, 6));
    disk.begin(None);
    session.merge(&preview, now()).expect("it is kept");
    assert!(disk.log().iter().all(|(op, _)| *op != Op::WriteNew && *op != Op::Rename));
    assert_eq!((copies_in(&place), session.archive()), (0, &kept));
}

#[test]
fn what_is_not_to_be_put_together_is_told_and_left_alone() {
    let place = Place::new();
    let kept = place.fill();
    let whole = place.bytes("couple.json");
    let newer = String::from_utf8(whole.clone()).expect("text").replacen("\"schema\": 1", "\"schema\": 9", 1);
    let copy = |at: u32| format!("couple.sync-conflict-20261120-21000{at}-ABCDEFG.json");
    place.put(&copy(0), &whole[..whole.len() / 2]);
    place.put(&copy(1), b"");
    place.put(&copy(2), newer.as_bytes());
    place.put(&copy(3), &place.bytes("a.json"));
    place.put("couple.json.sync-conflict-20261120-210000-ABCDEFG.age", b"age-encryption.org/v1\n-> ...");
    place.put("settings (conflicted copy 2026-11-20).json", &place.bytes("settings.json"));
    place.put("vault (conflicted copy 2026-11-20).json", &place.bytes("vault.json"));
    fs::create_dir(place.file(&copy(5))).expect("a folder");
    place.put_beside("elsewhere.json", &whole);
    symlink(place.beside("elsewhere.json"), place.file(&copy(6))).expect("a link");
    let hostile = "couple (\u{1b}[31m\u{202e}conflicted copy 2026-11-20).json";
    place.put(hostile, b"torn");
    let before = place.files();

    let mut session = on(&place, 3);
    let preview = session.conflicts(now()).expect("a preview");
    let count = |why| preview.left.iter().filter(|left| left.why == why).count();
    assert_eq!((preview.copies, preview.left.len()), (0, 10));
    let sorts = [Aside::Unreadable, Aside::Newer, Aside::Locked, Aside::Machine].map(count);
    assert_eq!(sorts, [6, 1, 1, 2]);
    assert!(preview.left.iter().any(|left| left.name == "couple ([31mconflicted copy 2026-11-20).json"));
    session.merge(&preview, now()).expect("there is nothing to do");
    assert_eq!((place.files(), session.archive()), (before, &kept));
    assert!(fs::symlink_metadata(place.file(&copy(6))).expect("it stays").is_symlink());
}

#[test]
fn every_prefix_of_a_copy_is_left_alone() {
    let place = conflict();
    let whole = place.bytes(NAMES[0].1);
    let mut session = on(&place, 3);
    for length in (0..whole.len() - 1).step_by(7) {
        place.put(NAMES[0].1, &whole[..length]);
        let preview = session.conflicts(now()).expect("a preview");
        assert_eq!((preview.copies, preview.left.len()), (5, 1), "{length}");
    }
}

#[test]
fn the_folder_of_another_couple_stays_apart() {
    let place = conflict();
    let others = Place::new();
    let mut theirs = on(&others, 9);
    keep(&mut theirs, &[Change::Person(profile(Person::A, "Ada")), mind("nothing of yours")]);
    drop(theirs);
    place.put("couple (conflicted copy 2026-11-19).json", &others.bytes("couple.json"));
    let before = place.files();
    let mut session = on(&place, 3);
    let preview = session.conflicts(now()).expect("a preview");
    assert_eq!((preview.copies, preview.tally), (0, Tally::default()));
    assert!(preview.left.len() == 7 && preview.left.iter().all(|left| left.why == Aside::Others));
    session.merge(&preview, now()).expect("there is nothing to do");
    assert_eq!(place.files(), before);
}

#[test]
fn what_comes_in_is_cleaned_whatever_its_header_says() {
    let [mine, theirs] = twins();
    let (mut store, archive, _) = theirs.writing();
    let mut mint = Seeded(4);
    let hostile = support::applied(&archive, &mind("a\u{1b}[31mb\u{202e}c\u{e0041}"), &mut mint);
    store.save(&archive, &hostile, now(), &mut mint).expect("it saves");
    mine.put(NAMES[0].1, &theirs.bytes("couple.json"));
    let mut session = on(&mine, 3);
    let preview = session.conflicts(now()).expect("a preview");
    session.merge(&preview, now()).expect("it is kept");
    assert_eq!(minded(session.archive()), ["a[31mbc", "the left side"]);
}

#[test]
fn what_was_seen_is_what_is_put_together() {
    let place = conflict();
    let mut session = on(&place, 3);
    let seen = session.conflicts(now()).expect("a preview");
    place.put("couple (conflicted copy 2026-11-21).json", b"torn");
    let before = place.files();
    let PutTogether::Changed(there) = session.merge(&seen, now()).expect("it looks") else {
        panic!("it did it")
    };
    assert_eq!(there.left.len(), 1);
    assert_eq!(place.files(), before, "nothing is changed");
    assert_eq!(session.merge(&there, now()).expect("it is kept"), PutTogether::Kept { removed: true });
    assert_eq!(copies_in(&place), 0);
    assert!(session.has_copies(), "the torn one stays");
}

#[test]
fn a_file_that_another_program_wrote_meanwhile_is_read_again() {
    let place = conflict();
    let [_, other] = twins();
    let mut session = on(&place, 3);
    let seen = session.conflicts(now()).expect("a preview");
    // The main file comes anew from the other machine while the preview is on the screen.
    let copy = place.bytes(NAMES[0].1);
    drop(other);
    place.put("couple.json", &copy);
    assert_eq!(session.merge(&seen, now()).expect("it is kept"), PutTogether::Kept { removed: true });
    assert_eq!(minded(session.archive()), ["long walks", "the left side"]);
    assert_eq!(session.archive().name(Person::B), "Joanna");
}

#[test]
fn a_copy_stays_until_the_file_beside_it_holds_what_it_says() {
    let [mine, _] = twins();
    let older = mine.bytes("couple.json");
    let mut session = on(&mine, 1);
    keep(&mut session, &[mind("stairs")]);
    mine.put(NAMES[0].1, &mine.bytes("couple.json"));
    let seen = session.conflicts(now()).expect("a preview");
    assert_eq!(seen.tally, Tally::default());
    // A sync brings the older file back while the preview is on the screen.
    mine.put("couple.json", &older);
    assert_eq!(session.merge(&seen, now()).expect("it is kept"), PutTogether::Kept { removed: true });
    drop(session);
    assert_eq!(minded(on(&mine, 2).archive()), ["stairs", "the left side"]);
}

#[test]
fn a_window_for_looking_only_leaves_copies_alone() {
    let place = conflict();
    let first = on(&place, 3);
    let mut second = on(&place, 4);
    assert!(!second.has_copies());
    assert!(second.conflicts(now()).is_err() && second.merge(&Preview::default(), now()).is_err());
    drop(first);
    assert_eq!(copies_in(&place), NAMES.len());
}

#[test]
fn answers_of_an_evening_that_is_over_are_not_brought_back() {
    let [mine, theirs] = twins();
    let mut here = on(&mine, 1);
    let later = Now::at(now().wall + TimeDelta::days(1));
    assert!(here.tick(later), "the evening is over");
    for file in ["now-a.json", "now-b.json"] {
        let copy = file.replace(".json", " (conflicted copy 2026-11-20).json");
        mine.put(&copy, &theirs.bytes(file));
    }
    let before = mine.bytes("now-a.json");
    let preview = here.conflicts(later).expect("a preview");
    assert_eq!((preview.copies, preview.own), (2, false));
    here.merge(&preview, later).expect("it is kept");
    assert_eq!(mine.bytes("now-a.json"), before);
    assert!(!here.has_copies());
}

#[test]
fn a_folder_with_a_copy_alone_is_no_first_run() {
    let [mine, theirs] = [Place::new(), Place::new()];
    theirs.fill();
    mine.put(NAMES[0].1, &theirs.bytes("couple.json"));
    let (_, why) = mine.looking();
    assert!(matches!(why, Why::NeedsChoice(damages) if damages == [Damage::Missing(FileName::Couple)]));
}

#[test]
fn a_thousand_copies_come_together() {
    let [mine, theirs] = twins();
    let mut there = on(&theirs, 2);
    for at in 0..1_000 {
        if at % 20 == 0 {
            keep(&mut there, &[mind(&format!("words {at:03}"))]);
        }
        mine.put(
            &format!("couple.sync-conflict-20261120-{at:06}-ABCDEFG.json"),
            &theirs.bytes("couple.json"),
        );
    }
    let mut session = on(&mine, 3);
    let preview = session.conflicts(now()).expect("a preview");
    assert_eq!((preview.copies, preview.tally.came_in), (1_000, 50));
    session.merge(&preview, now()).expect("it is kept");
    assert_eq!(minded(session.archive()).len(), 51);
    assert!(!session.has_copies());
}

/// The folder of [`conflict`] on a disk in memory, and what comes of it.
fn in_memory() -> (Arc<Memory>, Archive) {
    let place = conflict();
    let memory = Memory::new();
    for folder in ["/evenfall", "/evenfall/months"] {
        memory.make_folder(Path::new(folder)).expect("a folder");
    }
    for (path, bytes) in place.files() {
        memory.put(&root().join(path), &bytes);
    }
    // All of it was there before, on the disk.
    for folder in ["/", "/evenfall", "/evenfall/months"] {
        memory.sync_folder(Path::new(folder)).expect("a folder");
    }
    let after = memory.copy();
    let mut session = session(root(), after, 3);
    let preview = session.conflicts(now()).expect("a preview");
    session.merge(&preview, now()).expect("it is kept");
    (memory, session.archive().clone())
}

fn root() -> &'static Path {
    Path::new("/evenfall")
}

fn copies_on(memory: &Memory) -> Vec<&'static str> {
    let there = |copy: &&str| memory.bytes(&root().join(copy)).is_some();
    NAMES.iter().map(|(_, copy)| *copy).filter(there).collect()
}

fn part(archive: &Archive, copy: &str) -> String {
    let body = match copy {
        _ if copy.starts_with("couple") => serde_json::to_value(&*archive.couple),
        _ if copy.starts_with("months") => match archive.months.get(&november()) {
            Some(Slot::Here(month)) => serde_json::to_value(&**month),
            _ => panic!("the month is here"),
        },
        _ if copy.starts_with("a ") => serde_json::to_value(&*archive.drawers().0.a),
        _ if copy.starts_with("b.") => serde_json::to_value(&*archive.drawers().0.b),
        _ if copy.starts_with("now-a") => serde_json::to_value(&*archive.drawers().1.a),
        _ => serde_json::to_value(&*archive.drawers().1.b),
    };
    let mut body = body.expect("it serializes");
    // Whether every backup is clean already says nothing of what is kept.
    body.as_object_mut().expect("a body").remove("purge");
    body.to_string()
}

/// Whatever stopped it: a copy that is gone is in its file, nothing is damaged, and doing it once
/// more ends where it would have ended.
fn ends_well(memory: &Arc<Memory>, expected: &Archive, told: &str) {
    let mut session = session(root(), memory.clone(), 4);
    assert_eq!(session.looking_only(), None, "{told}");
    let left = copies_on(memory);
    for (_, copy) in NAMES {
        let same = part(session.archive(), copy) == part(expected, copy);
        assert!(left.contains(&copy) || same, "{told}: {copy} is gone and not in its file");
    }
    let preview = session.conflicts(now()).expect("a preview");
    session.merge(&preview, now()).expect("it is kept");
    assert!(copies_on(memory).is_empty(), "{told}");
    for (_, copy) in NAMES {
        assert_eq!(part(session.archive(), copy), part(expected, copy), "{told}: {copy}");
    }
}

/// The operations of putting it together where nothing goes wrong.
fn operations(memory: &Memory) -> usize {
    let disk = Watched::new(memory.copy());
    let mut session = session(root(), disk.clone(), 3);
    let preview = session.conflicts(now()).expect("a preview");
    disk.begin(None);
    session.merge(&preview, now()).expect("it is kept");
    disk.log().len()
}

#[test]
fn a_cut_anywhere_loses_nothing_and_it_can_be_done_again() {
    let (memory, expected) = in_memory();
    let mut states = 0;
    for at in 0..=operations(&memory) {
        let cut = memory.copy();
        let disk = Watched::new(cut.clone());
        let mut session = session(root(), disk.clone(), 3);
        let preview = session.conflicts(now()).expect("a preview");
        disk.begin(Some(Fault::Cut(at)));
        let _ = session.merge(&preview, now());
        drop(session);
        for left in disks_left_by(&cut, 40) {
            states += 1;
            ends_well(&left, &expected, &format!("operation {at}"));
        }
    }
    assert!(states > 100, "{states}");
}

#[test]
fn a_fault_anywhere_loses_nothing_and_it_can_be_done_again() {
    let (memory, expected) = in_memory();
    let mut cases = 0;
    for at in 0..operations(&memory) {
        for errno in [5, 28] {
            let faulty = memory.copy();
            let disk = Watched::new(faulty.clone());
            let mut session = session(root(), disk.clone(), 3);
            let preview = session.conflicts(now()).expect("a preview");
            disk.begin(Some(Fault::Once(at, errno)));
            let first = session.merge(&preview, now());
            let told = format!("operation {at}, errno {errno}: {first:?}");
            disk.begin(None);
            let preview = session.conflicts(now()).expect("a preview");
            session.merge(&preview, now()).expect(&told);
            assert!(copies_on(&faulty).is_empty(), "{told}");
            drop(session);
            ends_well(&faulty, &expected, &told);
            cases += 1;
        }
    }
    assert!(cases > 80, "{cases}");
}

#[test]
fn an_entry_that_was_written_anew_on_both_sides_stands_twice() {
    let [mine, theirs] = twins();
    let mut first = on(&mine, 4);
    first.open_turn(Person::A, now()).expect("a turn");
    keep(&mut first, &[note(Person::A, false, "by the water")]);
    drop(first);
    theirs.put("months/2026-11.json", &mine.bytes("months/2026-11.json"));
    let edited = |place: &Place, seed, words: &str| {
        let mut session = on(place, seed);
        session.open_turn(Person::A, now()).expect("a turn");
        let notes = session.archive().shared_notes(november()).expect("a month that is here");
        let (at, _) = notes.into_iter().find(|(_, note)| note.words == "by the water").expect("an entry");
        keep(&mut session, &[Change::Note(Person::A, NoteChange::Edit(at.clone(), words.into()))]);
        keep(&mut session, &[Change::Note(Person::A, NoteChange::Tag(at, vec![words.into()]))]);
    };
    edited(&mine, 1, "by the sea");
    edited(&theirs, 2, "by the lake");
    mine.put("months/2026-11 (conflicted copy 2026-11-20 210000).json", &theirs.bytes("months/2026-11.json"));
    let mut session = on(&mine, 3);
    let preview = session.conflicts(now()).expect("a preview");
    session.merge(&preview, now()).expect("it is kept");
    let notes = session.archive().shared_notes(november()).expect("a month that is here");
    for words in ["by the sea", "by the lake"] {
        let stands = |note: &Note| note.words == words && note.tags == [words];
        assert_eq!(notes.iter().filter(|(_, note)| stands(note)).count(), 1, "{words}");
    }
}
