//! A power cut after any operation, where files are locked or about to be.

use super::rows::ROWS;
use crate::scene::sound;

/// Every row, cut off everywhere. Gives how many states there were.
fn every_row(share: usize, most: usize) -> usize {
    let (mut states, mut wrong) = (0, Vec::new());
    for (at, row) in ROWS.iter().enumerate() {
        let (begun, opens) = (row.before)();
        let recording = row.recorded(&begun, opens, None, sound);
        let verdict = recording.judged(share, most, at as u64 + 1);
        let failed = recording.failed.into_iter().chain(verdict.violation);
        wrong.extend(failed.map(|wrong| format!("{}: {wrong}", row.name)));
        states += verdict.states;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    states
}

#[test]
fn a_cut_leaves_what_is_locked_whole_and_locked() {
    let states = every_row(21, 3);
    println!("{states} states");
    assert!(states >= 120, "{states}");
}

/// Every row cut off, opened again, and cut off in that too.
fn every_row_cut_twice(share: usize, most: usize) -> usize {
    let mut states = 0;
    for row in ROWS {
        let (begun, opens) = (row.before)();
        let recording = row.recorded(&begun, opens, None, sound);
        let verdict = recording.judged_twice(share, most);
        assert_eq!(verdict.violation, None, "{}", row.name);
        states += verdict.states;
    }
    states
}

#[test]
fn a_cut_while_what_is_locked_is_opened_again_leaves_it_whole() {
    let states = every_row_cut_twice(100, 1);
    println!("{states} states");
    assert!(states >= 25, "{states}");
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn a_cut_leaves_what_is_locked_whole_in_every_state() {
    let states = every_row(1, 12);
    println!("{states} states where files are locked");
    let twice = every_row_cut_twice(20, 4);
    println!("{twice} states after two cuts");
    assert!(states >= 5_000 && twice >= 2_000, "{states} and {twice}");
}
