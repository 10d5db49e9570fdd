//! A fault at any operation where files are locked: what is said is so, and the next try goes
//! through.

use super::rows::ROWS;
use crate::scene::sound;
use crate::support::watched::Fault;

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

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn every_fault_where_files_are_locked_is_told_truly() {
    let cases = every_row(1);
    println!("{cases} cases where files are locked");
    assert!(cases >= 1_000, "{cases}");
}
