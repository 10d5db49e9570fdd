//! Every promise of a save, broken one at a time: each is found out by the same rows and checks
//! that a sound disk passes. A promise that could be dropped unseen would be one that no test holds.

use std::sync::Arc;

use evenfall::domain::change::Change;
use evenfall::store::{Disk, Notice, Opened, Why};

use crate::checks::{CHECKS, filled};
use crate::rows::ROWS;
use crate::scene::{open, opened};
use crate::support::broken::{Break, Broken};
use crate::support::memory::Memory;
use crate::support::now;
use crate::support::{Seeded, applied};

/// What is dropped or moved, and where that is found out.
const MUTANTS: &[(Break, &str)] = &[
    (Break::NoFileSync, "one file"),
    (Break::NoFolderSync, "one file"),
    (Break::NoMonthsSync, "looking together"),
    (Break::NoSyncOfANewFolder, "the first month's folder"),
    (Break::SyncAfterRename, "one file"),
    (Break::FolderSyncBeforeRename, "one file"),
    (Break::RemoveThenRename, "one file"),
    (Break::MoveAwayThenRename, "one file"),
    (Break::WriteInPlace, "one file"),
    (Break::TempRemovedFirst, "a save goes through on a sound disk"),
    (Break::NotExclusive, "a name that is taken is somebody else's"),
    (Break::LockIgnored, "a second window only looks"),
    (Break::FolderNotCheckedAgain, "another folder in its place is never written to"),
    (Break::FileNotCheckedAgain, "what another program changed is never saved over"),
    (Break::VaultFirst, "the first save of all"),
    (Break::NotSwept, "temporary copies of an earlier run are removed, others stay"),
];

/// Whether the row or check of this name finds this mutant out.
fn is_found(breaks: Break, by: &str) -> bool {
    let make = |memory: Arc<Memory>| Broken::new(memory, breaks) as Arc<dyn Disk>;
    if let Some(row) = ROWS.iter().find(|row| row.name == by) {
        let recording = row.recorded(&row.begun(), None, make);
        return !recording.failed.is_empty() || recording.judged(100, 1).violation.is_some();
    }
    let check = CHECKS.iter().find(|check| check.name == by).expect("a row or a check of that name");
    (check.run)(&make).is_err()
}

#[test]
fn every_mutant_is_found_out() {
    let missed: Vec<_> = MUTANTS.iter().filter(|(breaks, by)| !is_found(*breaks, by)).collect();
    println!("{} mutants, {} missed", MUTANTS.len(), missed.len());
    assert!(missed.is_empty(), "{missed:?}");
    assert!(MUTANTS.len() >= 12);
}

/// A disk that writes another byte than it was given: the checksum tells, at the next opening.
#[test]
fn a_byte_that_the_disk_got_wrong_is_told() {
    let (mut told, mut cases) = (0, 0);
    for at in (0..4_000).step_by(7) {
        let memory = filled();
        let (mut store, kept) = open(Broken::new(memory.clone(), Break::WrongByte(at)));
        let next = applied(&kept, &Change::Liked("near-song".into(), true), &mut Seeded(6));
        store.save(&kept, &next, now(), &mut Seeded(7)).expect("the disk says that it went through");
        drop(store);
        let same = match opened(memory.clone()) {
            Opened::Look { why: Why::NeedsChoice(_) | Why::NewerVersion, .. } => false,
            Opened::Look { why, .. } => panic!("{why}"),
            Opened::Locked { .. } => panic!("locked"),
            Opened::Write { archive, notices, .. } => {
                let tells = notices.iter().any(|notice| !matches!(notice, Notice::Carried(_)));
                assert!(tells || archive == next, "byte {at} is lost without a word");
                !tells
            }
        };
        cases += 1;
        told += usize::from(!same);
    }
    assert!(told * 2 > cases, "{told} of {cases}");
}
