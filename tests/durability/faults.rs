//! A fault at any operation, of eight kinds: what is said is true, and the next try goes through.

use std::path::PathBuf;
use std::sync::Arc;

use evenfall::domain::archive::{Archive, Slot};
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::domain::settings::Settings;
use evenfall::domain::time::Evening;
use evenfall::store::{self, Notice, Opened, SaveError, SaveErrorKind, Store};

use crate::rows::ROWS;
use crate::scene::{Row, Scene, files, open, opened, parts, root, sound, temps};
use crate::support::memory::Memory;
use crate::support::now;
use crate::support::watched::{Fault, Op, Watched};
use crate::support::{Seeded, applied, evening, everything, november, profile};

/// The eight errors that disks are known for: their numbers on Linux.
const ENOENT: i32 = 2;
const EINTR: i32 = 4;
const EIO: i32 = 5;
const EACCES: i32 = 13;
const EMFILE: i32 = 24;
const ENOSPC: i32 = 28;
const EROFS: i32 = 30;
const EDQUOT: i32 = 122;
/// What is placed beside the files, and is not what was to be kept.
const README: &str = "README.txt";
const IGNORED: &str = ".stignore";
const ERRNOS: [i32; 8] = [ENOSPC, EIO, EDQUOT, EROFS, EACCES, EMFILE, ENOENT, EINTR];

fn kind_of(errno: i32) -> SaveErrorKind {
    match errno {
        ENOENT => SaveErrorKind::Gone,
        ENOSPC | EDQUOT => SaveErrorKind::Full,
        EROFS | EACCES => SaveErrorKind::NotWritable,
        errno => SaveErrorKind::Io(std::io::Error::from_raw_os_error(errno).kind()),
    }
}

/// Whether this operation is part of keeping the earlier file, which comes between writing the
/// new one and putting it in place.
fn takes_a_backup(log: &[(Op, PathBuf)], at: usize) -> bool {
    let file = |(op, _): &&(Op, PathBuf)| matches!(op, Op::WriteNew | Op::Sync | Op::Rename);
    !file(&&log[at]) && log[..at].iter().rfind(file).is_some_and(|(op, _)| *op == Op::Sync)
}

/// After a refused save: the error is the right one, what is said to be saved is, nothing else
/// changed, nothing is left over.
fn told_truly(scene: &Scene, before: &Memory, error: &SaveError) {
    let log = scene.disk.log();
    let Some(Fault::Once(at, errno)) = scene.disk.fault() else {
        panic!("nothing was in the way: {error:?}")
    };
    let (op, path) = &log[at];
    let told = format!("operation {at}, errno {errno}, {op:?} {}", path.display());
    let in_its_place = at > 0 && *op == Op::SyncFolder && log[at - 1].0 == Op::Rename;
    let expected = if *op == Op::Stat && path == root() {
        // A folder that cannot be looked at counts as gone: nothing is written on a guess.
        SaveErrorKind::Gone
    } else if in_its_place && ![README, IGNORED].iter().any(|name| log[at - 1].1.ends_with(name)) {
        SaveErrorKind::NotConfirmed
    } else if takes_a_backup(&log, at) && kind_of(errno) != SaveErrorKind::Full {
        SaveErrorKind::NoBackup
    } else {
        kind_of(errno)
    };
    assert_eq!(error.kind, expected, "{told}");
    for file in files() {
        let path = root().join(file.path());
        let as_it_was = scene.memory.bytes(&path) == before.bytes(&path);
        assert_eq!(as_it_was, !error.saved.contains(&file), "{told}: {file:?}");
    }
    assert_eq!(temps(&scene.memory), 0, "{told}");
}

/// Every row with a fault at any of its operations: of the eight kinds every `share`-th, another
/// at the next operation. Gives how many cases there were.
fn every_row(share: usize) -> usize {
    let mut cases = 0;
    for row in ROWS {
        let begun = row.begun();
        for at in 0..row.operations(&begun).len() {
            for errno in ERRNOS.into_iter().skip(at % share).step_by(share) {
                let told = format!("{}, operation {at}, errno {errno}", row.name);
                let mut scene = Row::scene(&begun, sound);
                scene.refused = told_truly;
                scene.disk.begin(Some(Fault::Once(at, errno)));
                (row.act)(&mut scene);
                assert!(scene.failed.is_empty(), "{told}: {:?}", scene.failed);
                let (_, found) = open(scene.memory.copy());
                let latest = scene.versions.last().expect("what was kept");
                assert_eq!(parts(&found), parts(latest), "{told}");
                cases += 1;
            }
        }
    }
    cases
}

#[test]
fn a_fault_at_any_operation_is_told_truly_and_can_be_gone_over() {
    let cases = every_row(2);
    println!("{cases} cases of saving");
    assert!(cases >= 1_500, "{cases}");
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn every_fault_at_any_operation_is_told_truly_and_can_be_gone_over() {
    let cases = every_row(1);
    println!("{cases} cases of saving");
    assert!(cases >= 3_000, "{cases}");
}

/// One of everything, and a month of the summer, which opening does not read.
fn with_a_summer() -> (Arc<Memory>, Archive) {
    let memory = Memory::new();
    let mut mint = Seeded(1);
    let (mut store, empty) = open(memory.clone());
    let full = applied(&everything(&mut mint), &Change::Here(summer()), &mut mint);
    store.save(&empty, &full, now(), &mut mint).expect("it saves");
    drop(store);
    (memory.copy(), full)
}

fn summer() -> Evening {
    Evening(evening().0 - chrono::Months::new(4))
}

/// Every fault there is in what `act` asks of a disk, which it says. Gives how many there were.
fn every_fault(memory: &Memory, act: impl Fn(&str, Arc<Memory>, Option<Fault>) -> usize) -> usize {
    let operations = act("without a fault", memory.copy(), None);
    for at in 0..operations {
        for errno in ERRNOS {
            act(&format!("operation {at}, errno {errno}"), memory.copy(), Some(Fault::Once(at, errno)));
        }
    }
    operations * ERRNOS.len()
}

/// A disk that fails like this.
fn failing(memory: Arc<Memory>, fault: Option<Fault>) -> Arc<Watched> {
    let disk = Watched::new(memory);
    disk.begin(fault);
    disk
}

fn wrote_nothing(disk: &Watched) -> bool {
    !disk.log().iter().any(|(op, _)| matches!(op, Op::WriteNew | Op::Rename | Op::Remove))
}

#[test]
fn a_fault_while_opening_is_said_or_does_no_harm() {
    let (memory, full) = with_a_summer();
    let full = parts(&full);
    let cases = every_fault(&memory, |told, memory, fault| {
        let disk = failing(memory, fault);
        match store::open(disk.clone(), root(), november()) {
            Err(error) => assert!(error.to_string().ends_with('.'), "{told}"),
            Ok(Opened::Look { why, .. }) => panic!("{told}: {why}"),
            Ok(Opened::Locked { .. }) => panic!("{told}: locked"),
            Ok(Opened::Write { archive, notices, .. }) => {
                let mut found = parts(&archive);
                if notices.contains(&Notice::SettingsUnreadable) {
                    // The usual ones hold meanwhile.
                    found[5].clone_from(&full[5]);
                }
                assert_eq!(found, full, "{told}");
            }
        }
        assert!(wrote_nothing(&disk), "{told}");
        disk.log().len()
    });
    let first = every_fault(&Memory::new(), |told, memory, fault| {
        let disk = failing(memory, fault);
        match store::open(disk.clone(), root(), november()) {
            Err(error) => assert!(error.to_string().ends_with('.'), "{told}"),
            Ok(Opened::Look { why, .. }) => panic!("{told}: {why}"),
            Ok(Opened::Locked { .. }) => panic!("{told}: locked"),
            Ok(Opened::Write { archive, .. }) => assert_eq!(archive, Archive::default(), "{told}"),
        }
        let asked = disk.log().len();
        // What is left is a first run still.
        disk.begin(None);
        assert!(matches!(opened(disk), Opened::Write { .. }), "{told}");
        asked
    });
    println!("{} cases of opening", cases + first);
    assert!(cases + first >= 200, "{cases} and {first}");
}

#[test]
fn a_fault_while_looking_is_said_or_does_no_harm() {
    let (memory, full) = with_a_summer();
    let full = parts(&full);
    let cases = every_fault(&memory, |told, memory, fault| {
        let disk = failing(memory, fault);
        match store::look(disk.clone(), root(), november()) {
            Err(error) => assert!(error.to_string().ends_with('.'), "{told}"),
            Ok(None) => panic!("{told}: there is a folder"),
            Ok(Some((_, archive))) => {
                let found = parts(&archive);
                assert_eq!(found[..5], full[..5], "{told}");
            }
        }
        let changes = |op: &Op| !matches!(op, Op::Stat | Op::Read | Op::List);
        assert!(!disk.log().iter().any(|(op, _)| changes(op)), "{told}");
        disk.log().len()
    });
    println!("{cases} cases of looking");
    assert!(cases >= 80, "{cases}");
}

#[test]
fn a_month_that_could_not_be_read_can_be_read_again() {
    let (memory, full) = with_a_summer();
    let month = summer().month();
    let Some(Slot::Here(expected)) = full.months.get(&month) else { panic!("a summer") };
    let cases = every_fault(&memory, |told, memory, fault| {
        let disk = Watched::new(memory);
        let (mut store, _) = open(disk.clone());
        disk.begin(fault);
        match store.read_month(month) {
            Ok(here) => {
                // That its earlier copies cannot be looked at keeps no month from being read.
                let missed = |fault| {
                    matches!(fault, Fault::Once(at, _)
                        if disk.log()[at].1.to_string_lossy().contains("backups"))
                };
                assert!(fault.is_none_or(missed) && here == *expected, "{told}");
            }
            Err(error) => assert!(fault.is_some() && error.to_string().ends_with('.'), "{told}"),
        }
        let asked = disk.log().len();
        assert!(store.read_month(month).is_ok_and(|here| here == *expected), "{told}");
        asked
    });
    println!("{cases} cases of reading a month");
    assert!(cases >= 16, "{cases}");
}

/// What another program made of the folder meanwhile.
fn changed_meanwhile(memory: &Memory) -> Archive {
    let elsewhere = memory.copy();
    let (mut store, kept) = open(elsewhere.clone());
    let mut mint = Seeded(3);
    let settings = Settings { neutral_word: "lamp".into(), ..Settings::default() };
    let changes = [
        Change::Person(profile(Person::A, "Marie")),
        Change::Here(evening()),
        Change::Cover(Person::B, evening()),
        Change::Welcomed(Person::B),
        Change::Draft(Person::A, None),
        Change::Settings(settings),
    ];
    let next = changes.iter().fold(kept.clone(), |kept, change| applied(&kept, change, &mut mint));
    store.save(&kept, &next, now(), &mut mint).expect("it saves");
    for path in elsewhere.paths() {
        let bytes = elsewhere.bytes(&path).expect("it is there");
        if memory.bytes(&path).as_ref() != Some(&bytes) {
            memory.put(&path, &bytes);
        }
    }
    next
}

/// What was read on the way to a fault is not known: nothing is saved over it.
fn saves_over_nothing(store: &mut Store, kept: &Archive, memory: &Memory, told: &str) {
    let before: Vec<_> = memory.paths().iter().map(|path| memory.bytes(path)).collect();
    let mine = applied(kept, &Change::Liked("near-song".into(), true), &mut Seeded(4));
    let refused = store.save(kept, &mine, now(), &mut Seeded(4)).map_err(|error| error.kind);
    assert_eq!(refused, Err(SaveErrorKind::ChangedOutside), "{told}");
    let after: Vec<_> = memory.paths().iter().map(|path| memory.bytes(path)).collect();
    assert_eq!(before, after, "{told}");
}

#[test]
fn a_fault_while_reading_again_counts_nothing_as_read() {
    let (begun, _) = with_a_summer();
    let cases = every_fault(&begun, |told, memory, fault| {
        let disk = Watched::new(memory.clone());
        let (mut store, kept) = open(disk.clone());
        let theirs = changed_meanwhile(&memory);
        disk.begin(fault);
        let reloaded = store.reload(&kept);
        let asked = disk.log().len();
        disk.begin(None);
        let found = match reloaded {
            Ok(found) => found,
            Err(error) => {
                assert!(error.to_string().ends_with('.'), "{told}");
                saves_over_nothing(&mut store, &kept, &memory, told);
                store.reload(&kept).expect("the next time it is read")
            }
        };
        let (mut found, mut theirs) = (parts(&found), parts(&theirs));
        if store.take_notices().contains(&Notice::SettingsUnreadable) {
            (found[5], theirs[5]) = (String::new(), String::new());
        }
        assert_eq!(found, theirs, "{told}");
        asked
    });
    println!("{cases} cases of reading again");
    assert!(cases >= 80, "{cases}");
}
