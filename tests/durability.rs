//! Whatever goes wrong, and whenever: every file is whole, old or new, and what is said is true.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use evenfall::domain::archive::{Archive, HowItIs, Slot};
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::store::{self, Disk, FileName, Notice, Opened, SaveError, SaveErrorKind, Store, Why};
use support::memory::{Breaks, Memory};
use support::watched::{Fault, Op, Watched};
use support::{Seeded, applied, evening, everything, november, now, profile};

mod support;

/// The eight errors that disks are known for: their numbers on Linux.
const ENOENT: i32 = 2;
const EINTR: i32 = 4;
const EIO: i32 = 5;
const EACCES: i32 = 13;
const EMFILE: i32 = 24;
const ENOSPC: i32 = 28;
const EROFS: i32 = 30;
const EDQUOT: i32 = 122;
const ERRNOS: [i32; 8] = [ENOSPC, EIO, EDQUOT, EROFS, EACCES, EMFILE, ENOENT, EINTR];

/// Saves that differ in which files they write.
#[derive(Debug, Clone, Copy)]
enum Saving {
    First,
    OneFile,
    ManyFiles,
}

impl Saving {
    /// A folder before the save, with what is to be saved.
    fn begin(self) -> Begun {
        let memory = Memory::new();
        let disk = Watched::new(memory.clone());
        let mut mint = Seeded(5);
        let (mut store, empty) = open(disk.clone());
        let full = everything(&mut mint);
        let (before, after) = match self {
            Self::First => (empty, full),
            Self::OneFile => {
                store.save(&empty, &full, now(), &mut mint).expect("it saves");
                let after = applied(&full, &Change::Liked("near-song".into(), true), &mut mint);
                (full, after)
            }
            Self::ManyFiles => {
                store.save(&empty, &full, now(), &mut mint).expect("it saves");
                let changes = [
                    Change::Person(profile(Person::A, "Marie")),
                    Change::Cover(Person::B, evening()),
                    Change::How(Person::A, HowItIs::Easier),
                    Change::Draft(Person::A, None),
                ];
                (full.clone(), changes.iter().fold(full, |kept, change| applied(&kept, change, &mut mint)))
            }
        };
        Begun { memory, disk, store, before, after }
    }

    /// How many operations the save takes when nothing goes wrong.
    fn operations(self) -> usize {
        let mut begun = self.begin();
        begun.save(None).expect("it saves");
        begun.disk.log().len()
    }
}

/// A folder just before a save.
struct Begun {
    memory: Arc<Memory>,
    disk: Arc<Watched>,
    store: Store,
    before: Archive,
    after: Archive,
}

impl Begun {
    /// The same folder again, before its save.
    fn again(&self) -> Self {
        let memory = self.memory.copy();
        let disk = Watched::new(memory.clone());
        let (store, _) = open(disk.clone());
        Self { memory, disk, store, before: self.before.clone(), after: self.after.clone() }
    }

    fn save(&mut self, fault: Option<Fault>) -> Result<(), SaveError> {
        self.disk.begin(fault);
        self.store.save(&self.before, &self.after, now(), &mut Seeded(6))
    }
}

fn root() -> &'static Path {
    Path::new("/evenfall")
}

fn opened(disk: Arc<dyn Disk>) -> Opened {
    store::open(disk, root(), november()).expect("it opens")
}

fn open(disk: Arc<dyn Disk>) -> (Store, Archive) {
    let (store, archive, _) = support::writing(opened(disk));
    (store, archive)
}

fn temps(memory: &Memory) -> usize {
    memory.paths().iter().filter(|path| path.extension().is_some_and(|end| end == "tmp")).count()
}

/// The parts of an archive, by the file that holds each.
fn part(archive: &Archive, file: FileName) -> String {
    let text = |value: serde_json::Result<String>| value.expect("it serializes");
    match file {
        FileName::Settings => text(serde_json::to_string(&*archive.settings)),
        FileName::Couple => text(serde_json::to_string(&*archive.couple)),
        FileName::Own(person) => text(serde_json::to_string(&*archive.drawers().0[person])),
        FileName::Tonight(person) => text(serde_json::to_string(&*archive.drawers().1[person])),
        FileName::Month(month) => match archive.months.get(&month) {
            Some(Slot::Here(here)) => text(serde_json::to_string(&**here)),
            Some(Slot::Unread) => "unread".into(),
            None => "none".into(),
        },
        FileName::Vault => String::new(),
    }
}

fn files() -> [FileName; 7] {
    [
        FileName::Couple,
        FileName::Month(november()),
        FileName::Own(Person::A),
        FileName::Own(Person::B),
        FileName::Tonight(Person::A),
        FileName::Tonight(Person::B),
        FileName::Settings,
    ]
}

/// After a failed save: what is said to be saved is, nothing else changed, nothing is left over.
fn assert_true(begun: &Begun, begin: &Begun, error: &SaveError, told: &str) {
    for file in files() {
        let path = root().join(file.path());
        let as_it_was = begun.memory.bytes(&path) == begin.memory.bytes(&path);
        assert_eq!(as_it_was, !error.saved.contains(&file), "{told}: {file:?}");
    }
    assert_eq!(temps(&begun.memory), 0, "{told}");
}

fn kind_of(errno: i32) -> SaveErrorKind {
    match errno {
        ENOENT => SaveErrorKind::Gone,
        ENOSPC | EDQUOT => SaveErrorKind::Full,
        EROFS | EACCES => SaveErrorKind::NotWritable,
        errno => SaveErrorKind::Io(std::io::Error::from_raw_os_error(errno).kind()),
    }
}

/// Whether the operation at this place belongs to a backup: those come between a temporary file's
/// sync and its rename.
fn takes_a_backup(log: &[(Op, PathBuf)], at: usize) -> bool {
    let file = |(op, _): &&(Op, PathBuf)| matches!(op, Op::WriteNew | Op::Sync | Op::Rename);
    !file(&&log[at]) && log[..at].iter().rfind(file).is_some_and(|(op, _)| *op == Op::Sync)
}

#[test]
fn a_fault_at_any_operation_is_told_truly_and_can_be_gone_over() {
    let mut cases = 0;
    for saving in [Saving::First, Saving::OneFile, Saving::ManyFiles] {
        let begin = saving.begin();
        for at in 0..saving.operations() {
            for errno in ERRNOS {
                let told = format!("{saving:?}, operation {at}, errno {errno}");
                let mut begun = begin.again();
                let saved = begun.save(Some(Fault::Once(at, errno)));
                let log = begun.disk.log();
                let (op, path) = &log[at];
                if (*op, errno) == (Op::Link, EACCES) {
                    // A disk that gives no second names: the backup is a copy, and the save goes on.
                    saved.expect(&told);
                    continue;
                }
                let error = saved.expect_err(&told);
                let after_rename = *op == Op::SyncFolder && log[at - 1].0 == Op::Rename;
                let expected = if *op == Op::Stat && path == root() {
                    // A folder that cannot be looked at counts as gone: nothing is written on a guess.
                    SaveErrorKind::Gone
                } else if after_rename && !log[at - 1].1.ends_with("README.txt") {
                    SaveErrorKind::NotConfirmed
                } else if takes_a_backup(&log, at) && kind_of(errno) != SaveErrorKind::Full {
                    SaveErrorKind::NoBackup
                } else {
                    kind_of(errno)
                };
                assert_eq!(error.kind, expected, "{told}, {op:?} {path:?}");
                assert_true(&begun, &begin, &error, &told);

                begun.save(None).expect("the next save goes through");
                let (_, found) = open(begun.memory.copy());
                assert_eq!(found, begun.after, "{told}");
                cases += 1;
            }
        }
    }
    assert!(cases >= 700, "{cases}");
}

/// Every state that a cut may leave holds each file whole, and whatever was confirmed.
/// Gives the number of states, and of those where that is not so.
fn cuts(saving: Saving, breaks: Breaks) -> (usize, usize) {
    let (mut states, mut violations) = (0, 0);
    let begin = saving.begin();
    for at in 0..=saving.operations() {
        let mut begun = begin.again();
        begun.memory.breaks(breaks);
        let confirmed = match begun.save(Some(Fault::Cut(at))) {
            Ok(()) => files().to_vec(),
            Err(mut error) => {
                if error.kind == SaveErrorKind::NotConfirmed {
                    error.saved.pop();
                }
                error.saved
            }
        };
        for memory in begun.memory.after_a_cut() {
            states += 1;
            let whole = match opened(memory.clone()) {
                Opened::Look { .. } => false,
                Opened::Write { archive, notices, .. } => {
                    let new = |file: &FileName| part(&archive, *file) == part(&begun.after, *file);
                    let old = |file: &FileName| part(&archive, *file) == part(&begun.before, *file);
                    let told = |notice: &Notice| !matches!(notice, Notice::Carried(_));
                    files().iter().all(|file| new(file) || (old(file) && !confirmed.contains(file)))
                        && !notices.iter().any(told)
                }
            };
            violations += usize::from(!whole || temps(&memory) > 0);
        }
    }
    (states, violations)
}

#[test]
fn a_cut_at_any_operation_leaves_every_file_whole() {
    let mut states = 0;
    for saving in [Saving::First, Saving::OneFile, Saving::ManyFiles] {
        let (found, violations) = cuts(saving, Breaks::Nothing);
        assert_eq!(violations, 0, "{saving:?}: of {found}");
        states += found;
    }
    assert!(states > 200, "{states}");
}

#[test]
fn without_either_sync_a_cut_does_harm() {
    for breaks in [Breaks::FileSync, Breaks::FolderSync] {
        let (states, violations) = cuts(Saving::OneFile, breaks);
        assert!(violations > 0, "{breaks:?}: none of {states}");
    }
}

#[test]
fn a_file_is_synced_before_it_is_renamed_and_its_folder_after() {
    let mut begun = Saving::ManyFiles.begin();
    begun.save(None).expect("it saves");
    let writing = |op: &Op| !matches!(op, Op::Stat | Op::Read);
    let ops: Vec<Op> = begun.disk.log().into_iter().map(|(op, _)| op).filter(writing).collect();
    let backup = [Op::List, Op::Link, Op::SyncFolder];
    let with = |between: &[Op]| [&[Op::WriteNew, Op::Sync], between, &[Op::Rename, Op::SyncFolder]].concat();
    let first = with(&[&[Op::MakeFolder, Op::SyncFolder], backup.as_slice()].concat());
    assert_eq!(ops, [first, with(&backup), with(&backup), with(&[])].concat());
}

#[test]
fn a_new_folder_is_synced_into_the_one_above_before_it_is_used() {
    let mut begun = Saving::First.begin();
    begun.save(None).expect("it saves");
    let log = begun.disk.log();
    let made = log.iter().position(|(op, _)| *op == Op::MakeFolder).expect("it is made");
    assert_eq!(log[made], (Op::MakeFolder, root().join("months")));
    assert_eq!(log[made + 1], (Op::SyncFolder, root().to_owned()));
}

#[test]
fn a_save_costs_the_files_that_changed() {
    let mut begun = Saving::OneFile.begin();
    begun.save(None).expect("it saves, and takes a backup");
    std::mem::swap(&mut begun.before, &mut begun.after);
    begun.save(None).expect("it saves");
    let log = begun.disk.log();
    let renamed: Vec<&PathBuf> = log.iter().filter(|(op, _)| *op == Op::Rename).map(|(_, to)| to).collect();
    assert_eq!(renamed, [&root().join("couple.json")]);
    assert!(!log.iter().any(|(op, _)| *op == Op::Read), "a save reads nothing");
    assert_eq!(log.len(), 8, "{log:?}");

    begun.before = begun.after.clone();
    begun.save(None).expect("there is nothing to save");
    assert_eq!(begun.disk.log(), []);
}

/// What became of a couple.json that is not as it was kept.
fn fate(memory: &Arc<Memory>, kept: &Archive, bytes: &[u8]) -> Fate {
    let couple = root().join("couple.json");
    memory.clear(|path| path.starts_with(root().join("damaged")));
    memory.put(&couple, bytes);
    let fate = match opened(memory.clone()) {
        Opened::Look { why: Why::NeedsChoice(_) | Why::NewerVersion, .. } => Fate::Told,
        Opened::Write { notices, .. }
            if notices.contains(&Notice::ChangedByHand { file: FileName::Couple, copied: true }) =>
        {
            Fate::Told
        }
        Opened::Write { archive, .. } if archive.couple == kept.couple => Fate::Same,
        Opened::Write { .. } | Opened::Look { .. } => Fate::Lost,
    };
    assert_eq!(memory.bytes(&couple).as_deref(), Some(bytes), "opening writes over nothing");
    fate
}

#[derive(Debug, PartialEq)]
enum Fate {
    Told,
    Same,
    Lost,
}

#[test]
fn every_prefix_and_every_flipped_bit_is_told_or_does_no_harm() {
    let memory = Memory::new();
    let mut mint = Seeded(8);
    let (mut store, empty) = open(memory.clone());
    let kept = applied(&empty, &Change::Person(profile(Person::A, "Mara")), &mut mint);
    store.save(&empty, &kept, now(), &mut mint).expect("it saves");
    drop(store);
    let whole = memory.bytes(&root().join("couple.json")).expect("it is there");
    let mut told = 0;
    for length in 0..whole.len() {
        let fate = fate(&memory, &kept, &whole[..length]);
        // Without the newline at its end it is still all there.
        assert_eq!(fate, if length + 1 == whole.len() { Fate::Same } else { Fate::Told }, "{length}");
    }
    for bit in 0..whole.len() * 8 {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        match fate(&memory, &kept, &flipped) {
            Fate::Told => told += 1,
            Fate::Same => {}
            Fate::Lost => panic!("bit {bit} was lost without a word"),
        }
    }
    assert!(told > whole.len() * 4, "{told} of {}", whole.len() * 8);
}
