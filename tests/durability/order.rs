//! The order of a save, and what it costs.

use evenfall::domain::change::Change;

use crate::rows::ROWS;
use crate::scene::{Row, Scene, root, sound};
use crate::support::watched::Op;

/// What a row asks of the disk, once it is open.
fn asked(name: &str) -> (Scene, Vec<(Op, std::path::PathBuf)>) {
    let row = ROWS.iter().find(|row| row.name == name).expect("a row of that name");
    let mut scene = Row::scene(&row.begun(), sound);
    scene.disk.begin(None);
    (row.act)(&mut scene);
    let log = scene.disk.log();
    (scene, log)
}

#[test]
fn a_file_is_synced_before_it_is_renamed_and_its_folder_after() {
    let writing = |op: &Op| !matches!(op, Op::Stat | Op::Read);
    let (_, log) = asked("many files");
    let ops: Vec<Op> = log.into_iter().map(|(op, _)| op).filter(writing).collect();
    let backup = [Op::List, Op::Link, Op::SyncFolder];
    let with = |between: &[Op]| [&[Op::WriteNew, Op::Sync], between, &[Op::Rename, Op::SyncFolder]].concat();
    let first = with(&[&[Op::MakeFolder, Op::SyncFolder], backup.as_slice()].concat());
    assert_eq!(ops, [first, with(&backup), with(&backup), with(&[])].concat());
}

#[test]
fn a_new_folder_is_synced_into_the_one_above_before_it_is_used() {
    let (_, log) = asked("the first month's folder");
    let made = log.iter().position(|(op, _)| *op == Op::MakeFolder).expect("it is made");
    assert_eq!(log[made], (Op::MakeFolder, root().join("months")));
    assert_eq!(log[made + 1], (Op::SyncFolder, root().to_owned()));
}

#[test]
fn a_save_costs_the_files_that_changed() {
    let (mut scene, _) = asked("one file");
    // The first save of an evening takes a backup; the next one only saves.
    scene.disk.begin(None);
    scene.changes(&[Change::Liked("near-walk".into(), true)]);
    let log = scene.disk.log();
    let renamed: Vec<_> = log.iter().filter(|(op, _)| *op == Op::Rename).map(|(_, to)| to).collect();
    assert_eq!(renamed, [&root().join("couple.json")]);
    assert!(!log.iter().any(|(op, _)| *op == Op::Read), "a save reads nothing");
    assert_eq!(log.len(), 8, "{log:?}");

    scene.disk.begin(None);
    scene.keeps(scene.kept.clone());
    assert_eq!(scene.disk.log(), []);
}
