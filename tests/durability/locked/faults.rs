//! A fault at any operation where files are locked: what is said is so, and the next try goes
//! through.

use std::path::PathBuf;

use evenfall::domain::change::Change;
use evenfall::domain::people::Person;

use super::rows::ROWS;
use super::scene::{JOS, secret, session, unlocked};
use crate::scene::{root, sound};
use crate::support::memory::Memory;
use crate::support::watched::{Fault, Watched};
use crate::support::{now, profile};

const ERRNOS: [i32; 4] = [28, 5, 13, 30];

/// Every row with a fault at every `share`-th of its operations. Gives how many cases there were.
fn every_row(share: usize) -> usize {
    let (mut cases, mut wrong) = (0, Vec::new());
    for (number, row) in ROWS.iter().enumerate() {
        let (begun, opens) = (row.before)();
        let operations = row.operations(&begun, opens).len();
        for at in (0..operations).filter(|at| (at + number) % share == 0) {
            let errno = ERRNOS[at % ERRNOS.len()];
            let told = format!("{}, operation {at} of {operations}, errno {errno}", row.name);
            let recording = row.recorded(&begun, opens, Some(Fault::Once(at, errno)), sound);
            let judged = recording.judged_at_the_end().err();
            wrong.extend(recording.failed.into_iter().chain(judged).map(|wrong| format!("{told}: {wrong}")));
            cases += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    cases
}

#[test]
fn a_fault_where_files_are_locked_is_told_truly_and_can_be_gone_over() {
    let cases = every_row(40);
    println!("{cases} cases");
    assert!(cases >= 40, "{cases}");
}

/// The earlier copies in a folder, by name.
fn earlier(memory: &Memory) -> Vec<PathBuf> {
    let backups = root().join("backups");
    memory.paths().into_iter().filter(|path| path.parent() == Some(&backups)).collect()
}

#[test]
fn a_try_that_fails_takes_no_earlier_copy_with_it() {
    let row = ROWS.iter().find(|row| row.name == "another joins where it is locked").expect("a row");
    let (begun, opens) = (row.before)();
    let before = earlier(&begun);
    assert!(!before.is_empty());
    for at in (0..row.operations(&begun, opens).len()).step_by(4) {
        let memory = begun.copy();
        let disk = Watched::new(memory.clone());
        let mut session = session(disk.clone(), 9);
        unlocked(&mut session, &opens);
        session.commit(&[Change::Person(profile(Person::B, "Jo"))], now()).expect("kept");
        session.open_turn(Person::B, now()).expect("a turn");
        disk.begin(Some(Fault::Once(at, 28)));
        let _ = session.lock_for(Person::B, &secret(JOS), now());
        let left = earlier(&memory);
        assert!(before.iter().all(|copy| left.contains(copy)), "operation {at}: {left:?}");
    }
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn every_fault_where_files_are_locked_is_told_truly() {
    let cases = every_row(1);
    println!("{cases} cases where files are locked");
    assert!(cases >= 1_000, "{cases}");
}
