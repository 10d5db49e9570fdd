//! Every promise of locking, broken one at a time: each is found out by the rows that a sound disk
//! passes.

use std::sync::Arc;

use evenfall::domain::people::Person;
use evenfall::store::Disk;

use super::rows::{ROWS, plain};
use super::scene::{LOCKED, MARAS, secret, session};
use crate::scene::root;
use crate::support::broken::{Break, Broken};
use crate::support::memory::Memory;
use crate::support::now;

const FIRST: &str = "one of two locks what is theirs";
const SECOND: &str = "the second locks, and with it what both share";
const LEFT: &str = "somebody leaves in their own turn";

/// What is dropped or moved, and the row that finds it out.
const MUTANTS: &[(Break, &str)] = &[
    (Break::PlainRemovedFirst, FIRST),
    (Break::VaultBeforeLocked, FIRST),
    (Break::VaultBeforeLocked, SECOND),
    (Break::WrongByteUnseen, FIRST),
    (Break::WrongByteUnseen, SECOND),
    (Break::NoSyncOf("keys"), FIRST),
    (Break::NoSyncOf("backups"), SECOND),
    (Break::NoSyncOf("damaged"), SECOND),
    (Break::NoSyncOf("months"), SECOND),
    (Break::NotRemovedFrom("backups"), SECOND),
    (Break::NotRemovedFrom("damaged"), SECOND),
    (Break::NotRemovedFrom("months"), SECOND),
    (Break::NotRemovedFrom("evenfall"), SECOND),
    (Break::NotRemovedFrom("keys"), LEFT),
    (Break::NoFileSync, SECOND),
    (Break::NoFolderSync, SECOND),
];

fn is_found(breaks: Break, by: &str) -> bool {
    let row = ROWS.iter().find(|row| row.name == by).expect("a row of that name");
    let (begun, opens) = (row.before)();
    let make = |memory: Arc<Memory>| Broken::new(memory, breaks) as Arc<dyn Disk>;
    let recording = row.recorded(&begun, opens, None, make);
    !recording.failed.is_empty()
        || recording.judged_at_the_end().is_err()
        || recording.judged(6, 4, 1).violation.is_some()
}

#[test]
fn every_mutant_of_locking_is_found_out() {
    let missed: Vec<_> = MUTANTS.iter().filter(|(breaks, by)| !is_found(*breaks, by)).collect();
    println!("{} mutants of locking, {} missed", MUTANTS.len(), missed.len());
    assert!(missed.is_empty(), "{missed:?}");
}

/// A disk that got a byte wrong: nothing counts as locked, and every plain file stays.
#[test]
fn what_does_not_read_back_is_not_locked() {
    let (begun, _) = plain();
    let memory = begun.copy();
    let before: Vec<_> = memory.paths().into_iter().map(|path| (memory.bytes(&path), path)).collect();
    let mut session = session(Broken::new(memory.clone(), Break::WrongByteLocked), 6);
    session.open_turn(Person::A, now()).expect("a turn");
    assert!(session.lock_for(Person::A, &secret(MARAS), now()).is_err());
    drop(session);
    for (bytes, path) in before {
        assert_eq!(memory.bytes(&path), bytes, "{}", path.display());
    }
    let is_locked =
        |path: &std::path::PathBuf| memory.bytes(path).is_some_and(|bytes| bytes.starts_with(LOCKED));
    assert_eq!(memory.paths().iter().filter(|path| is_locked(path)).count(), 0);
    assert!(memory.stat(&root().join("keys/a.age")).expect("a disk").is_none());
}
