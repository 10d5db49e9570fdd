//! Bringing an earlier copy back, and looking into it first.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use evenfall::domain::archive::{Archive, Slot, TeamSaid};
use evenfall::domain::change::Change;
use evenfall::domain::content::Tag;
use evenfall::domain::earlier::{EarlierCopy, Part, Unopened};
use evenfall::domain::limits::Limits;
use evenfall::domain::people::Person;
use evenfall::domain::restriction::Restriction;
use evenfall::domain::time::{Evening, Now};
use evenfall::session::{NotKept, Session};
use evenfall::store::Disk;

use crate::support::cut::disks_left_by;
use crate::support::memory::Memory;
use crate::support::watched::{Fault, Watched};
use crate::support::{Seeded, evening, finished, november, now, profile};

fn root() -> &'static Path {
    Path::new("/evenfall")
}

fn at(minutes: u32) -> Now {
    let passed = Duration::from_secs(60 * u64::from(minutes));
    Now { wall: now().wall + passed, mono: passed }
}

fn open(disk: Arc<dyn Disk>) -> Session {
    Session::open(root(), disk, Box::new(Seeded(9)), now()).expect("a folder that opens")
}

fn name(session: &Session, person: Person) -> &str {
    session.archive().name(person)
}

fn like(id: &str) -> Change {
    Change::Liked(id.into(), true)
}

fn commit(session: &mut Session, change: Change, minutes: u32) {
    session.commit(&[change], at(minutes)).expect("it is kept");
}

/// Mara and Jo, with an earlier copy from when Mara was called Marie.
fn renamed() -> (Arc<Memory>, Session, EarlierCopy) {
    let memory = Memory::new();
    let mut session = open(memory.clone());
    let named = [Change::Person(profile(Person::A, "Marie")), Change::Person(profile(Person::B, "Jo"))];
    session.commit(&named, at(0)).expect("two names");
    commit(&mut session, Change::Person(profile(Person::A, "Mara")), 1);
    commit(&mut session, like("near-song"), 2);
    let copies = session.backups().expect("they are listed");
    assert_eq!(copies.len(), 1);
    (memory, session, copies[0].clone())
}

fn likes(archive: &Archive) -> usize {
    archive.memory().liked.len()
}

#[test]
fn copies_are_listed_and_looked_into_in_plain_words() {
    let (_memory, session, copy) = renamed();
    assert_eq!((copy.name.as_str(), copy.part), ("couple.2026-11-20.1.json", Part::Couple));
    assert_eq!((copy.day, copy.pinned), (evening().0, false));
    assert_eq!(session.look_into(&copy).expect("it opens").to_string(), "2 names");
}

#[test]
fn one_comes_back_and_what_stood_there_can_come_back_after_it() {
    let (memory, mut session, copy) = renamed();
    session.restore(&copy, at(3)).expect("it comes back");
    assert_eq!((name(&session, Person::A), likes(session.archive())), ("Marie", 0));
    assert!(!session.undo(at(3)).expect("nothing to take back"), "undo is emptied");
    let pinned = session.backups().expect("listed").into_iter().find(|copy| copy.pinned).expect("pinned");
    assert_eq!(session.look_into(&pinned).expect("it opens").to_string(), "2 names, 1 thing you both like");

    session.restore(&pinned, at(4)).expect("it comes back too");
    assert_eq!((name(&session, Person::A), likes(session.archive())), ("Mara", 1));
    session.restore(&copy, at(5)).expect("and again");
    session.restore(&copy, at(6)).expect("twice is once");
    assert_eq!((name(&session, Person::A), likes(session.archive())), ("Marie", 0));
    let kept = session.archive().clone();
    drop(session);
    assert_eq!(*open(memory).archive(), kept);
}

#[test]
fn a_copy_comes_back_as_a_new_writing() {
    let (_memory, mut session, copy) = renamed();
    let of_mara = |session: &Session| {
        session.archive().couple.records.known().next().map(|record| (record.rev, record.was.clone()))
    };
    let (rev, _) = of_mara(&session).expect("a record");
    session.restore(&copy, at(3)).expect("it comes back");
    let (new, was) = of_mara(&session).expect("a record");
    assert!(new != rev && was.last() == Some(&rev), "another device takes it for the newer one");
}

#[test]
fn what_protects_a_body_is_never_looser_for_it() {
    let (_memory, mut session, copy) = renamed();
    let tags = vec![Tag::HotBath];
    commit(&mut session, Change::Restrict(Restriction { tags, ..Restriction::of(Person::A, evening()) }), 3);
    session.open_turn(Person::A, now()).expect("Mara");
    commit(&mut session, Change::Team(Person::A, TeamSaid::NobodyYet, None), 4);
    session.end_turn();
    let before = session.archive().plan(evening(), now());
    session.restore(&copy, at(5)).expect("it comes back");
    assert_eq!(name(&session, Person::A), "Marie");
    assert_eq!(session.archive().plan(evening(), now()), before);
    assert_eq!(before.restrictions.len(), 1);
    assert!(before.not_said_by_team);
}

#[test]
fn ones_own_limits_come_back_looser_from_tomorrow() {
    let (_memory, mut session, _) = renamed();
    let turn = session.open_turn(Person::A, now()).expect("Mara");
    commit(&mut session, Change::Welcomed(Person::A), 3);
    commit(&mut session, Change::Limits(Person::A, Limits { careful: 3, ..Limits::default() }), 4);
    let copies = session.backups().expect("listed");
    let copy = copies.iter().find(|copy| copy.part == Part::Own(Person::A)).expect("an own copy");
    session.restore(copy, at(5)).expect("it comes back");
    let tomorrow = Evening(evening().0.succ_opt().expect("a day"));
    let limits = session.archive().limits(&turn);
    assert!(limits.on(evening()) == Limits { careful: 3, ..Limits::default() }.thresholds());
    assert!(limits.on(tomorrow) == Limits::default().thresholds());
}

#[test]
fn what_is_one_persons_alone_takes_their_turn() {
    let (memory, mut session, _) = renamed();
    session.open_turn(Person::A, now()).expect("Mara");
    commit(&mut session, Change::Welcomed(Person::A), 3);
    commit(&mut session, Change::Questions(Person::A, Some("breath".into()), None), 4);
    let copies = session.backups().expect("listed");
    let copy = copies.iter().find(|copy| copy.part == Part::Own(Person::A)).expect("an own copy");
    assert_eq!(session.look_into(copy).expect("in her turn").to_string(), "1 first page seen");
    let paths = memory.paths();
    for other in [None, Some(Person::B)] {
        session.end_turn();
        if let Some(other) = other {
            session.open_turn(other, now()).expect("Jo");
        }
        assert!(matches!(session.look_into(copy), Err(NotKept::NotTheirTurn)));
        assert!(matches!(session.restore(copy, at(5)), Err(NotKept::NotTheirTurn)));
    }
    assert_eq!(memory.paths(), paths, "and nothing was written");
}

#[test]
fn what_was_taken_out_for_good_stays_out() {
    let (_memory, mut session, _) = renamed();
    let copy = |session: &Session| session.backups().expect("listed").last().expect("a copy").clone();
    commit(&mut session, Change::Asked("people"), 13);
    let with_like = copy(&session);
    assert_eq!(session.look_into(&with_like).expect("it opens").words().count(), 2);
    commit(&mut session, Change::Liked("near-song".into(), false), 14);
    session.restore(&with_like, at(15)).expect("it comes back");
    assert_eq!(likes(session.archive()), 0);
}

#[test]
fn erased_words_do_not_come_back_with_a_copy_from_elsewhere() {
    let memory = Memory::new();
    let mut session = open(memory.clone());
    let named = [Change::Person(profile(Person::A, "Mara")), Change::Person(profile(Person::B, "Jo"))];
    session.commit(&named, at(0)).expect("two names");
    for (person, words) in [(Person::A, "the light at four"), (Person::B, "soup")] {
        session.open_turn(person, now()).expect("they are set up");
        commit(&mut session, Change::CheckIn(Box::new(finished(person, words))), 1);
        session.end_turn();
    }
    commit(&mut session, Change::Look(evening()), 2);
    let holding = memory.bytes(&root().join("months/2026-11.json")).expect("the month");
    let next = Now { wall: now().wall + TimeDelta::days(1), mono: Duration::from_secs(86_400) };
    session.tick(next);
    session.open_turn(Person::A, now()).expect("Mara");
    session.commit(&[Change::Cover(Person::A, evening())], next).expect("covered");
    session.end_turn();

    // Somebody puts an old copy of the folder's file among the backups by hand.
    let by_hand = "2026-11.2026-11-20.90.json";
    memory.put(&root().join("backups").join(by_hand), &holding);
    let copies = session.backups().expect("listed");
    let copy = copies.iter().find(|copy| copy.name == by_hand).expect("it is a copy");
    session.restore(copy, next).expect("the rest comes back");
    let Some(Slot::Here(month)) = session.archive().months.get(&november()) else { panic!("the month") };
    let text = serde_json::to_string(&**month).expect("text");
    assert!(text.contains("soup") && !text.contains("the light at four"), "{text}");
    let main = memory.bytes(&root().join("months/2026-11.json")).expect("the month");
    assert!(!String::from_utf8(main).expect("text").contains("the light at four"));
}

#[test]
fn what_does_not_open_is_refused_with_a_sentence() {
    let (memory, mut session, copy) = renamed();
    let path = root().join("backups").join(&copy.name);
    let whole = memory.bytes(&path).expect("a copy");
    let newer = String::from_utf8(whole.clone()).expect("text").replace("\"schema\": 1", "\"schema\": 2");
    let cases: [(&[u8], Unopened); 5] = [
        (&whole[..whole.len() / 2], Unopened::Damaged),
        (b"", Unopened::Damaged),
        (b"{}", Unopened::Damaged),
        (b"age-encryption.org/v1\n-> X25519 abc", Unopened::Locked),
        (newer.as_bytes(), Unopened::Newer),
    ];
    for (bytes, why) in cases {
        memory.put(&path, bytes);
        let paths = memory.paths();
        let looked = session.look_into(&copy).expect_err("it does not open");
        assert!(matches!(looked, NotKept::Unopened(told) if told == why), "{why:?}");
        let error = session.restore(&copy, at(3)).expect_err("it does not open");
        assert_eq!(error.to_string(), why.to_string());
        assert_eq!(name(&session, Person::A), "Mara");
        assert_eq!(memory.paths(), paths, "nothing was written");
    }
    memory.clear(|one| one == path);
    let gone = session.restore(&copy, at(3)).expect_err("it is gone");
    assert_eq!(gone.to_string(), Unopened::Gone.to_string());
    let elsewhere = EarlierCopy { name: "../couple.json".into(), ..copy };
    assert!(session.restore(&elsewhere, at(3)).is_err(), "only names of copies lead anywhere");
}

#[test]
fn an_older_month_that_turns_out_damaged_can_come_back_too() {
    let (memory, mut session, _) = renamed();
    let september = |text: &str| {
        let at = format!("{text}T21:00:00+02:00").parse().expect("a moment");
        Now { wall: at, mono: Duration::from_secs(60 * 60) }
    };
    for day in ["2026-09-05", "2026-09-06"] {
        let evening = Evening(day.parse().expect("a day"));
        session.commit(&[Change::Here(evening)], september(day)).expect("kept");
    }
    drop(session);
    let path = root().join("months/2026-09.json");
    for bad in [Some(b"half".as_slice()), Some(b""), None] {
        match bad {
            Some(bad) => memory.put(&path, bad),
            None => memory.clear(|one| one == path),
        }
        let mut session =
            Session::open(root(), memory.clone(), Box::new(Seeded(44)), now()).expect("it opens");
        assert_eq!(session.looking_only(), None, "nothing that an evening needs");
        assert_eq!(session.reach_all(now()).is_err(), bad.is_some());
        let copies = session.backups().expect("listed");
        let copy = copies.iter().find(|copy| matches!(copy.part, Part::Month(_))).expect("a copy");
        session.restore(copy, at(1)).expect("it comes back");
        session.reach_all(now()).expect("it is whole");
        let month = evenfall::domain::time::YearMonth::parse("2026-09").expect("a month");
        let kept = session.archive().month(month).expect("it is read");
        assert_eq!(kept.records.len(), 1, "as it was before the second evening");
    }
    let aside = memory.paths().into_iter().filter(|path| path.starts_with(root().join("damaged"))).count();
    assert_eq!(aside, 1, "what stood there is put aside");
}

#[test]
fn where_there_is_only_looking_nothing_comes_back() {
    let (memory, _session, copy) = renamed();
    let mut second = open(memory);
    assert!(second.looking_only().is_some());
    assert_eq!(second.backups().expect("listed").len(), 1);
    assert_eq!(second.look_into(&copy).expect("it opens").to_string(), "2 names");
    assert!(matches!(second.restore(&copy, at(3)), Err(NotKept::LookingOnly(_))));
}

/// How many operations bringing it back takes when nothing goes wrong.
fn operations(memory: &Memory, copy: &EarlierCopy) -> usize {
    let disk = Watched::new(memory.copy());
    let mut session = open(disk.clone());
    disk.begin(None);
    session.restore(copy, at(3)).expect("it comes back");
    disk.log().len()
}

#[test]
fn a_fault_at_any_operation_is_told_truly_and_it_can_be_tried_again() {
    let (memory, session, copy) = renamed();
    drop(session);
    let mut cases = 0;
    for at_operation in 0..operations(&memory, &copy) {
        for errno in [2, 4, 5, 13, 24, 28, 30, 122] {
            let told = format!("operation {at_operation}, errno {errno}");
            let here = memory.copy();
            let disk = Watched::new(here.clone());
            let mut session = open(disk.clone());
            disk.begin(Some(Fault::Once(at_operation, errno)));
            let done = session.restore(&copy, at(3));
            disk.begin(None);
            let expected = if done.is_ok() { "Marie" } else { "Mara" };
            assert_eq!(name(&session, Person::A), expected, "{told}: {done:?}");
            assert_eq!(name(&open(here.copy()), Person::A), expected, "{told}: on the disk");
            session.restore(&copy, at(3)).expect(&told);
            assert_eq!(name(&open(here.copy()), Person::A), "Marie", "{told}");
            cases += 1;
        }
    }
    assert!(cases >= 100, "{cases}");
}

#[test]
fn a_cut_at_any_operation_leaves_one_or_the_other_and_a_way_back() {
    let (memory, session, copy) = renamed();
    drop(session);
    let mut states = 0;
    for at_operation in 0..=operations(&memory, &copy) {
        let here = memory.copy();
        let disk = Watched::new(here.clone());
        let mut session = open(disk.clone());
        disk.begin(Some(Fault::Cut(at_operation)));
        let done = session.restore(&copy, at(3)).is_ok() && session.take_news().is_empty();
        drop(session);
        for left in disks_left_by(&here, 40) {
            let told = format!("operation {at_operation}");
            let mut again = open(left);
            assert_eq!(again.looking_only(), None, "{told}");
            assert!(!done || name(&again, Person::A) == "Marie", "{told}: what was confirmed is there");
            if name(&again, Person::A) == "Marie" {
                let pinned = again.backups().expect("listed").into_iter().find(|copy| copy.pinned);
                again.restore(&pinned.expect("a way back"), at(3)).expect(&told);
            }
            assert_eq!((name(&again, Person::A), likes(again.archive())), ("Mara", 1), "{told}");
            again.restore(&copy, at(4)).expect(&told);
            assert_eq!(name(&again, Person::A), "Marie", "{told}");
            states += 1;
        }
    }
    assert!(states > 20, "{states}");
}
