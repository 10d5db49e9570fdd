//! A power cut after any operation, in every state that it may leave.

use crate::rows::ROWS;
use crate::scene::sound;
use crate::support::watched::{Fault, Op};

const EIO: i32 = 5;

/// Every row, cut off everywhere. Gives how many states there were.
fn every_row(most: usize) -> usize {
    let mut states = 0;
    for row in ROWS {
        let recording = row.recorded(&row.begun(), None, sound);
        assert!(recording.failed.is_empty(), "{}: {:?}", row.name, recording.failed);
        let verdict = recording.judged(most, 1);
        assert_eq!(verdict.violation, None, "{}", row.name);
        states += verdict.states;
    }
    states
}

#[test]
fn a_cut_after_any_operation_leaves_every_file_whole() {
    let states = every_row(100_000);
    println!("{states} states");
    assert!(states >= 900, "{states}");
}

/// Every row in which the disk refuses once, and is asked again; then cut off everywhere. It
/// refuses wherever a folder is waited for, as what stands there then may yet be lost, and at every
/// `share`-th other operation.
fn every_row_with_a_fault(share: usize, most: usize) -> usize {
    let mut states = 0;
    for (at, row) in ROWS.iter().enumerate() {
        let begun = row.begun();
        for (fault, op) in row.operations(&begun).into_iter().enumerate() {
            if op != Op::SyncFolder && (fault + at) % share != 0 {
                continue;
            }
            let recording = row.recorded(&begun, Some(Fault::Once(fault, EIO)), sound);
            let verdict = recording.judged(most, fault as u64);
            assert_eq!(verdict.violation, None, "{}, a fault at {fault}", row.name);
            states += verdict.states;
        }
    }
    states
}

#[test]
fn a_cut_after_a_refusal_leaves_every_file_whole() {
    let states = every_row_with_a_fault(24, 5);
    println!("{states} states");
    assert!(states >= 3_500, "{states}");
}

/// Every row, cut off anywhere, opened again, and cut off anywhere in that too: what sweeps up
/// after a cut is as safe as a save. Gives how many states there were.
fn every_row_cut_twice(share: usize, most: usize) -> usize {
    let mut states = 0;
    for row in ROWS {
        let recording = row.recorded(&row.begun(), None, sound);
        let verdict = recording.judged_twice(share, most);
        assert_eq!(verdict.violation, None, "{}", row.name);
        states += verdict.states;
    }
    states
}

#[test]
fn a_cut_while_opening_after_a_cut_leaves_every_file_whole() {
    let states = every_row_cut_twice(4, 4);
    println!("{states} states");
    assert!(states >= 500, "{states}");
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn a_cut_leaves_every_file_whole_in_every_state_there_is() {
    let states = every_row_cut_twice(1, 40);
    println!("{states} states after two cuts");
    assert!(states >= 2_000, "{states}");
    let states = every_row_with_a_fault(1, 40);
    println!("{states} states after a refusal");
    assert!(states >= 50_000, "{states}");
}
