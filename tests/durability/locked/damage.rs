//! Key files and vault.json in every state, disks that are full or know less than others, and a
//! clock that is wrong: nothing is lost, nothing opens that should not, and nothing is written
//! plain that was locked.

use std::path::PathBuf;
use std::sync::Arc;

use evenfall::domain::change::Change;
use evenfall::domain::people::{Each, Person};
use evenfall::domain::secret::Secret;
use evenfall::domain::time::Now;
use evenfall::session::Session;
use evenfall::store::{self, StoreError, Work};

use super::rows::{BOTH, ROWS, both_locked, plain};
use super::scene::{Class, JOS, LOCKED, MARAS, Row, secret, session, unlocked};
use crate::scene::{root, sound};
use crate::support::memory::Memory;
use crate::support::watched::{Fault, Watched};
use crate::support::{Seeded, november, now, profile};

fn key(letter: &str) -> PathBuf {
    root().join(format!("keys/{letter}.age"))
}

/// Two people with little to read, and Mara's key for paper.
fn small() -> (Arc<Memory>, Secret) {
    let memory = Memory::new();
    let mut here = session(memory.clone(), 3);
    let people = [Change::Person(profile(Person::A, "Mara")), Change::Person(profile(Person::B, "Jo"))];
    here.commit(&people, now()).expect("kept");
    let papers = [(Person::A, MARAS), (Person::B, JOS)].map(|(person, words)| {
        here.open_turn(person, now()).expect("a turn");
        let paper = here.lock_for(person, &secret(words), now()).expect("locked");
        here.end_turn();
        paper
    });
    drop(here);
    // Each knows the other's key by now.
    unlocked(&mut session(memory.clone(), 4), &BOTH);
    let [paper, _] = papers;
    (memory.copy(), paper)
}

/// Every state of some bytes: cut short anywhere, and any bit flipped.
fn damaged(bytes: &[u8], share: usize) -> impl Iterator<Item = Vec<u8>> + '_ {
    (0..bytes.len() * 9).step_by(share).map(|case| {
        let (at, mut bytes) = (case % bytes.len(), bytes.to_vec());
        match case / bytes.len() {
            0 => bytes.truncate(at),
            bit => bytes[at] ^= 1 << (bit - 1),
        }
        bytes
    })
}

fn key_files(share: usize) -> usize {
    let (begun, paper) = small();
    let whole = begun.bytes(&key("a")).expect("a key");
    let mut cases = 0;
    for bytes in damaged(&whole, share) {
        let memory = begun.copy();
        memory.put(&key("a"), &bytes);
        let mut here = session(memory.clone(), 5);
        match here.unlock(&secret(MARAS), now()) {
            // Another byte at the end of a line may mean the same.
            Ok(person) => assert_eq!(person, Person::A),
            Err(error) => {
                assert!(here.is_locked() && error.to_string().ends_with('.'), "{error}");
                assert_eq!(here.unlock(&paper, now()).expect("paper still opens it"), Person::A);
            }
        }
        assert_eq!(here.looking_only(), None);
        drop(here);
        let mut here = session(memory.clone(), 6);
        assert_eq!(here.unlock(&secret(JOS), now()).expect("it is nothing to Jo"), Person::B);
        cases += 1;
    }
    cases
}

/// vault.json in any state: whoever could open the folder before can now, and what is kept then is
/// as locked as before, for both.
fn vaults(share: usize) -> usize {
    let (begun, _) = small();
    let vault = root().join("vault.json");
    let whole = begun.bytes(&vault).expect("it is there");
    let mut cases = 0;
    for bytes in damaged(&whole, share) {
        let told = String::from_utf8_lossy(&bytes).into_owned();
        let memory = begun.copy();
        memory.put(&vault, &bytes);
        cases += 1;
        let mut here = session(memory.clone(), 5);
        if let Some(why) = here.looking_only() {
            // Only a newer version may say something else about these files.
            assert!(why.contains("newer"), "{why}: {told}");
            continue;
        }
        assert!(here.is_locked(), "{told}");
        assert_eq!(here.unlock(&secret(MARAS), now()).expect(&told), Person::A);
        assert_eq!(here.archive().name(Person::B), "Jo", "{told}");
        if here.looking_only().is_none() {
            here.open_turn(Person::A, now()).expect(&told);
            let changes = [Change::Liked("near-song".into(), true), Change::Welcomed(Person::A)];
            here.commit(&changes, now()).expect(&told);
        }
        drop(here);
        for path in memory.paths().into_iter().filter(|path| Class::of(path).is_some()) {
            assert!(
                memory.bytes(&path).is_some_and(|bytes| bytes.starts_with(LOCKED)),
                "{told}: {}",
                path.display()
            );
        }
        let mut here = session(memory.copy(), 6);
        assert_eq!(here.unlock(&secret(JOS), now()).expect(&told), Person::B);
        assert_eq!(here.archive().name(Person::A), "Mara", "{told}");
    }
    cases
}

#[test]
fn a_damaged_key_file_or_vault_locks_nobody_out_who_can_be_let_in() {
    let (keys, vaults) = (key_files(47), vaults(43));
    println!("{keys} key files and {vaults} vaults");
    assert!(keys >= 40 && vaults >= 40, "{keys} and {vaults}");
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn every_damaged_key_file_and_vault() {
    let (keys, vaults) = (key_files(1), vaults(1));
    println!("{keys} key files and {vaults} vaults");
    assert!(keys >= 2_000 && vaults >= 2_000, "{keys} and {vaults}");
}

#[test]
fn a_key_file_that_is_gone_swapped_or_asks_for_hours_is_told_at_once() {
    let (begun, paper) = small();
    let (a, b) = (begun.bytes(&key("a")).expect("a key"), begun.bytes(&key("b")).expect("a key"));
    let unlock = |memory: &Arc<Memory>, words: &Secret| {
        session(memory.clone(), 5).unlock(words, now()).map_err(|error| error.to_string())
    };
    let gone = begun.copy();
    store::Disk::remove(&*gone, &key("a")).expect("gone");
    store::Disk::remove(&*gone, &key("b")).expect("gone");
    assert!(unlock(&gone, &secret(MARAS)).expect_err("no key").contains("key on paper"));
    assert_eq!(unlock(&gone, &paper), Ok(Person::A));
    let swapped = begun.copy();
    swapped.put(&key("a"), &b);
    swapped.put(&key("b"), &a);
    assert_eq!(unlock(&swapped, &secret(MARAS)), Ok(Person::A), "the key says whose it is");
    let heavy = begun.copy();
    for (letter, file) in [("a", &a), ("b", &b)] {
        let line = file.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).expect("a line").0;
        assert_eq!(&file[line - 2..line], b" 1");
        heavy.put(&key(letter), &[&file[..line - 1], b"30", &file[line..]].concat());
    }
    assert!(unlock(&heavy, &secret(MARAS)).expect_err("hours").contains("was changed"));
}

#[test]
fn any_keyboard_opens_it_and_nothing_else_does() {
    let memory = Memory::new();
    let mut here = session(memory.clone(), 3);
    here.commit(&[Change::Person(profile(Person::A, "Mara"))], now()).expect("kept");
    here.open_turn(Person::A, now()).expect("a turn");
    here.lock_for(Person::A, &secret("caf\u{e9} \u{212b}"), now()).expect("locked");
    drop(here);
    for words in ["cafe\u{301} A\u{30a}", " caf\u{e9} \u{c5}\n"] {
        assert_eq!(session(memory.clone(), 4).unlock(&secret(words), now()).expect(words), Person::A);
    }
    for words in ["cafe A", "caf\u{e9}  \u{c5}", "Caf\u{e9} \u{c5}", &"x".repeat(1_000)] {
        assert!(session(memory.clone(), 4).unlock(&secret(words), now()).is_err(), "{words}");
    }
    assert!(Secret::new("").is_none() && Secret::new(&"x".repeat(10_000)).is_none());
}

#[test]
fn a_disk_that_fills_up_while_it_is_locked_leaves_it_as_it_was() {
    let (begun, opens) = plain();
    let row = ROWS.iter().find(|row| row.name == "one of two locks what is theirs").expect("a row");
    let operations = row.operations(&begun, opens).len();
    let (mut refused, mut done) = (0, 0);
    for at in (0..operations).step_by(5) {
        let mut stage = Row::stage(&begun, opens, sound);
        stage.disk.begin(Some(Fault::Full(at)));
        stage.session.open_turn(Person::A, now()).expect("a turn");
        let locked = stage.session.lock_for(Person::A, &secret(MARAS), now());
        let left = stage.memory.copy();
        let mut again = session(left.clone(), 7);
        if locked.is_err() {
            refused += 1;
            let as_before = Each { a: None, b: None };
            unlocked(&mut again, &as_before);
            assert_eq!(again.looking_only(), None, "full from {at} on");
            assert!(left.bytes(&key("a")).is_none(), "full from {at} on: a key that opens nothing");
            let locked = |path: &PathBuf| left.bytes(path).is_some_and(|bytes| bytes.starts_with(LOCKED));
            assert!(!left.paths().iter().any(locked), "full from {at} on: something is locked");
            stage.disk.begin(None);
            stage.session.lock_for(Person::A, &secret(MARAS), now()).expect("with room again");
        } else {
            done += 1;
            again.prove(Person::A, &secret(MARAS), now()).expect("it opens");
        }
    }
    assert!(refused >= 10 && done >= 5, "{refused} refused, {done} done");
}

#[test]
fn a_disk_without_second_names_or_locks_does_no_harm() {
    for row in ROWS {
        let (begun, opens) = (row.before)();
        let recording = row.recorded(&begun, opens, Some(Fault::NoLinks), sound);
        assert_eq!(recording.failed, [""; 0], "{}", row.name);
        assert_eq!(recording.judged_at_the_end(), Ok(()), "{}", row.name);
    }
    let (begun, _) = both_locked();
    let before: Vec<_> = begun.paths().into_iter().map(|path| begun.bytes(&path)).collect();
    let disk = Watched::new(begun.clone());
    disk.begin(Some(Fault::NoLocks));
    match store::open(disk, root(), november()) {
        Err(error @ StoreError::Io(_)) => assert!(error.to_string().contains("Nothing is changed")),
        _ => panic!("it opens without a lock"),
    }
    let after: Vec<_> = begun.paths().into_iter().map(|path| begun.bytes(&path)).collect();
    assert_eq!(before, after);
}

#[test]
fn a_damaged_earlier_copy_is_refused_and_changes_nothing() {
    let (memory, opens) = both_locked();
    let mut here = session(memory.clone(), 8);
    unlocked(&mut here, &opens);
    let copies = here.backups().expect("copies");
    let copy = copies.iter().find(|copy| copy.part.owner().is_none()).expect("one of what both share");
    let place = root().join("backups").join(&copy.name);
    let whole = memory.bytes(&place).expect("it is there");
    let states: Vec<Vec<u8>> = damaged(&whole, whole.len() * 9 / 40).collect();
    for bytes in &states {
        memory.put(&place, bytes);
        let before: Vec<_> = memory.paths().into_iter().map(|path| memory.bytes(&path)).collect();
        let couple = Arc::clone(&here.archive().couple);
        assert!(here.restore(copy, now()).is_err(), "a damaged copy came back");
        let after: Vec<_> = memory.paths().into_iter().map(|path| memory.bytes(&path)).collect();
        assert!(before == after && Arc::ptr_eq(&couple, &here.archive().couple), "nothing is changed");
    }
    assert!(states.len() >= 40);
}

#[test]
fn a_clock_ten_years_back_opens_it_all_the_same() {
    let (memory, _) = small();
    let then = Now { wall: now().wall - chrono::Months::new(120), ..now() };
    for (person, words) in [(Person::A, MARAS), (Person::B, JOS)] {
        let mint = Box::new(Seeded(9 << 40));
        let here = Session::open(root(), memory.clone(), mint, then).expect("it opens");
        let mut here = here.working(Work::of(1));
        assert_eq!(here.unlock(&secret(words), then).expect("it opens"), person);
        assert_eq!(here.looking_only(), None);
        here.commit(&[Change::Liked(format!("near-{words}"), true)], then).expect("kept");
    }
    let mut here = session(memory, 5);
    here.unlock(&secret(MARAS), now()).expect("it opens");
    assert_eq!(here.archive().name(Person::B), "Jo");
}
