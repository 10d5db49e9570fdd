//! When a backup is taken, what is in it, and which are kept.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{Days, NaiveDate, TimeDelta};
use evenfall::domain::archive::Archive;
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint as _;
use evenfall::domain::time::{Now, YearMonth};
use evenfall::store::backup::{Backup, kept};
use evenfall::store::{self, Disk, FileName, Opened, SaveErrorKind, Store};

use crate::support::cut::disks_left_by;
use crate::support::memory::Memory;
use crate::support::watched::{Fault, Op, Watched};
use crate::support::{Place, Seeded, applied, everything, november, now, profile};

fn root() -> &'static Path {
    Path::new("/evenfall")
}

fn open(disk: Arc<dyn Disk>) -> (Store, Archive) {
    match store::open(disk, root(), november()).expect("it opens") {
        Opened::Write { store, archive, .. } => (store, archive),
        Opened::Look { why, .. } => panic!("only looking: {why}"),
        Opened::Locked { .. } => panic!("locked"),
    }
}

/// This many minutes later, in the same run.
fn later(minutes: u32) -> Now {
    let passed = Duration::from_secs(60 * u64::from(minutes));
    Now { wall: now().wall + passed, mono: passed }
}

/// Saves another name for Mara.
fn rename(store: &mut Store, kept: &Archive, name: &str, now: Now) -> Archive {
    let next = applied(kept, &Change::Person(profile(Person::A, name)), &mut Seeded(name.len() as u64));
    store.save(kept, &next, now, &mut Seeded(70)).expect("it saves");
    next
}

/// The names of the backups there are.
fn backups(memory: &Memory) -> Vec<String> {
    let inside = |path: &PathBuf| path.parent() == Some(&root().join("backups"));
    let name = |path: PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    memory.paths().into_iter().filter(inside).map(name).collect()
}

#[test]
fn what_stood_there_is_kept_before_it_is_replaced() {
    let memory = Memory::new();
    let (mut store, empty) = open(memory.clone());
    let first = rename(&mut store, &empty, "Mara", later(0));
    assert_eq!(backups(&memory), [] as [&str; 0], "there was nothing to keep");
    let stood = memory.bytes(&root().join("couple.json"));

    let second = rename(&mut store, &first, "Marie", later(1));
    assert_eq!(backups(&memory), ["couple.2026-11-20.1.json"]);
    assert_eq!(memory.bytes(&root().join("backups/couple.2026-11-20.1.json")), stood);

    let third = rename(&mut store, &second, "Maria", later(10));
    assert_eq!(backups(&memory).len(), 1, "ten minutes have not passed");
    let stood = memory.bytes(&root().join("couple.json"));
    let fourth = rename(&mut store, &third, "Mara", later(11));
    assert_eq!(backups(&memory), ["couple.2026-11-20.1.json", "couple.2026-11-20.2.json"]);
    assert_eq!(memory.bytes(&root().join("backups/couple.2026-11-20.2.json")), stood);

    let next_evening = Now { wall: now().wall + TimeDelta::days(1), mono: Duration::from_secs(700) };
    rename(&mut store, &fourth, "Marie", next_evening);
    assert_eq!(backups(&memory).last().map(String::as_str), Some("couple.2026-11-21.3.json"));
}

#[test]
fn a_new_run_takes_one_unless_the_newest_is_what_stands_there() {
    let memory = Memory::new();
    let (mut store, empty) = open(memory.clone());
    let first = rename(&mut store, &empty, "Mara", later(0));
    let second = rename(&mut store, &first, "Marie", later(1));
    drop(store);
    let (mut store, _) = open(memory.clone());
    let disk = Watched::new(memory.clone());
    let third = rename(&mut store, &second, "Maria", later(0));
    drop(store);
    assert_eq!(backups(&memory).len(), 2, "another run, on the same evening");

    // A save that took its backup and then failed leaves it: the next one does not take it twice.
    let (mut store, _) = open(disk.clone());
    let next = applied(&third, &Change::Person(profile(Person::A, "M")), &mut Seeded(1));
    let linked = link_of(&Watched::new(memory.copy()), &third);
    // The link, its folder's sync, and then the rename that does not come to pass.
    disk.begin(Some(Fault::Cut(linked + 2)));
    store.save(&third, &next, later(0), &mut Seeded(71)).expect_err("it is cut before the rename");
    drop(store);
    assert_eq!(backups(&memory).len(), 3);
    disk.begin(None);
    let (mut store, _) = open(disk);
    store.save(&third, &next, later(0), &mut Seeded(72)).expect("it saves");
    assert_eq!(backups(&memory).len(), 3, "the newest was what stood there");
}

#[test]
fn only_what_is_to_be_had_back_has_backups() {
    let memory = Memory::new();
    let (mut store, empty) = open(memory.clone());
    let mut mint = Seeded(3);
    let full = everything(&mut mint);
    store.save(&empty, &full, now(), &mut mint).expect("it saves");
    drop(store);
    for round in 0..3_u64 {
        let (mut store, kept) = open(memory.clone());
        let changes = [
            Change::Person(profile(Person::A, &format!("Mara {round}"))),
            Change::Here(crate::support::evening()),
            Change::Questions(Person::B, Some(format!("ache {round}")), None),
            Change::Draft(Person::B, None),
            Change::Settings(evenfall::domain::settings::Settings {
                neutral_word: format!("Notes {round}"),
                ..evenfall::domain::settings::Settings::default()
            }),
        ];
        let next = changes.iter().fold(kept.clone(), |next, change| applied(&next, change, &mut mint));
        store.save(&kept, &next, now(), &mut mint).expect("it saves");
    }
    let stems: BTreeSet<String> =
        backups(&memory).iter().map(|name| name.split('.').next().expect("a stem").to_owned()).collect();
    assert_eq!(stems, BTreeSet::from(["2026-11", "b", "couple"].map(str::to_owned)));
}

#[test]
fn where_links_are_refused_a_backup_is_a_copy() {
    // EPERM, EOPNOTSUPP, EXDEV and EMLINK, as disks without second names say it.
    for errno in [1, 95, 18, 31] {
        let memory = Memory::new();
        let disk = Watched::new(memory.clone());
        let (mut store, empty) = open(disk.clone());
        let first = rename(&mut store, &empty, "Mara", later(0));
        let stood = memory.bytes(&root().join("couple.json"));
        let at = link_of(&Watched::new(memory.copy()), &first);
        disk.begin(Some(Fault::Once(at, errno)));
        rename(&mut store, &first, "Marie", later(1));
        assert_eq!(backups(&memory), ["couple.2026-11-20.1.json"], "errno {errno}");
        assert_eq!(memory.bytes(&root().join("backups/couple.2026-11-20.1.json")), stood, "errno {errno}");
        let renamed = |op: &&(Op, PathBuf)| op.0 == Op::Rename && op.1.starts_with(root().join("backups"));
        assert_eq!(disk.log().iter().filter(renamed).count(), 1, "a copy is written beside and renamed");
    }
}

/// At which operation the first save of a new run links.
fn link_of(disk: &Arc<Watched>, kept: &Archive) -> usize {
    let (mut store, _) = open(disk.clone());
    disk.begin(None);
    rename(&mut store, kept, "Marie", later(1));
    disk.log().iter().position(|(op, _)| *op == Op::Link).expect("it links")
}

#[test]
fn a_save_whose_backup_fails_is_refused_and_says_so() {
    let memory = Memory::new();
    let (mut store, empty) = open(memory.clone());
    let first = rename(&mut store, &empty, "Mara", later(0));
    drop(store);
    let at = link_of(&Watched::new(memory.copy()), &first);
    let disk = Watched::new(memory.clone());
    let (mut store, _) = open(disk.clone());
    let stood = memory.bytes(&root().join("couple.json"));
    let next = applied(&first, &Change::Person(profile(Person::A, "Marie")), &mut Seeded(1));
    disk.begin(Some(Fault::Once(at, 5)));
    let error = store.save(&first, &next, later(1), &mut Seeded(2)).expect_err("no backup, no save");
    assert_eq!(error.kind, SaveErrorKind::NoBackup);
    assert!(error.to_string().contains("could not be made first"), "{error}");
    assert_eq!(memory.bytes(&root().join("couple.json")), stood, "it stands as it stood");
    assert!(backups(&memory).is_empty());
    store.save(&first, &next, later(1), &mut Seeded(3)).expect("it saves");
    assert_eq!(backups(&memory).len(), 1, "it was still due");
}

#[test]
fn a_cut_leaves_every_backup_whole() {
    let memory = Memory::new();
    let (mut store, empty) = open(memory.clone());
    let mut mint = Seeded(4);
    let full = everything(&mut mint);
    store.save(&empty, &full, now(), &mut mint).expect("it saves");
    drop(store);
    let stood = |name: &str| memory.bytes(&root().join(name));
    let before = [stood("couple.json"), stood("a.json")];
    let next = applied(&full, &Change::Person(profile(Person::A, "Marie")), &mut mint);
    let next = applied(&next, &Change::Questions(Person::A, Some("breath".into()), None), &mut mint);
    let mut states = 0;
    for at in 0.. {
        let here = memory.copy();
        let disk = Watched::new(here.clone());
        let (mut store, _) = open(disk.clone());
        disk.begin(Some(Fault::Cut(at)));
        let saved = store.save(&full, &next, later(0), &mut Seeded(5));
        for left in disks_left_by(&here, 40) {
            for name in backups(&left).iter().filter(|name| Backup::named(name).is_some()) {
                let bytes = left.bytes(&root().join("backups").join(name));
                assert!(before.contains(&bytes), "operation {at}: {name} is not what stood there");
            }
            let replaced = |name: &str, at: usize| left.bytes(&root().join(name)) != before[at];
            let has = |stem: &str| backups(&left).iter().any(|name| name.starts_with(stem));
            assert!(!replaced("couple.json", 0) || has("couple."), "operation {at}: nothing leads back");
            assert!(!replaced("a.json", 1) || has("a."), "operation {at}: nothing leads back");
            states += 1;
        }
        if saved.is_ok() {
            break;
        }
    }
    assert!(states > 60, "{states}");
}

#[test]
fn backups_are_their_owners_alone_on_a_real_disk_and_a_link_is_copied() {
    use std::os::unix::fs::{MetadataExt as _, symlink};
    let place = Place::new();
    let mut kept = place.fill();
    let mode = |name: &str| place.file(name).metadata().expect("it is there").mode() & 0o7777;
    let (mut store, _, _) = place.writing();
    kept = rename(&mut store, &kept, "Marie", later(0));
    drop(store);
    let backup = "backups/couple.2026-11-20.1.json";
    assert_eq!((mode("backups"), mode(backup)), (0o700, 0o600));
    let linked = place.file(backup).metadata().expect("it is there");
    assert_eq!(linked.nlink(), 1, "the file it was a second name of is replaced");

    let elsewhere = place.beside("elsewhere.json");
    std::fs::rename(place.file("couple.json"), &elsewhere).expect("moved");
    symlink(&elsewhere, place.file("couple.json")).expect("a link");
    let stood = place.bytes("couple.json");
    let (mut store, _, _) = place.writing();
    rename(&mut store, &kept, "Maria", later(0));
    let copied = place.file("backups/couple.2026-11-20.2.json");
    assert!(copied.symlink_metadata().expect("it is there").is_file());
    assert_eq!(std::fs::read(copied).expect("bytes"), stood);
    assert_eq!(std::fs::read(elsewhere).expect("bytes"), stood, "nothing is written elsewhere");
}

/// Backups of couple.json as years of evenings take them, thinned out after each; a clock that
/// sometimes lies.
fn history(seed: u64) -> (Vec<Backup>, Vec<Backup>) {
    let mut chance = Seeded(seed);
    let mut day = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    let (mut all, mut there) = (Vec::new(), Vec::new());
    for number in 1..=400 {
        day = day.checked_add_days(Days::new([0, 0, 1, 1, 2, 9][under(6, &mut chance)])).expect("a day");
        let lies = under(40, &mut chance) == 0;
        let told = if lies { day.checked_add_days(Days::new(4_000)).expect("a day") } else { day };
        let pinned = under(15, &mut chance) == 0;
        let backup = Backup { file: FileName::Couple, number, day: told, pinned, locked: false };
        all.push(backup);
        there.push(backup);
        let kept = kept(&there);
        there.retain(|backup| kept.contains(backup));
    }
    (all, there)
}

fn under(most: usize, chance: &mut Seeded) -> usize {
    usize::try_from(chance.bits() % most as u64).expect("a small number")
}

#[test]
fn of_any_history_the_newest_and_the_first_of_days_and_months_stay() {
    histories(0..100);
}

/// `cargo test --test backups -- --ignored histories`, 22 seconds on one core.
#[test]
#[ignore = "the long count: 22 seconds"]
fn two_thousand_histories() {
    histories(1_000..3_000);
}

fn histories(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let (all, there) = history(seed);
        let usual: Vec<Backup> = all.iter().filter(|backup| !backup.pinned).copied().collect();
        for newest in usual.iter().rev().take(5) {
            assert!(there.contains(newest), "seed {seed}: one of the five newest");
        }
        for newest in all.iter().filter(|backup| backup.pinned).rev().take(5) {
            assert!(there.contains(newest), "seed {seed}: one of the five newest that are pinned");
        }
        let mut days: Vec<NaiveDate> = usual.iter().map(|backup| backup.day).collect();
        days.sort_unstable();
        days.dedup();
        for day in days.iter().rev().take(7) {
            let first = usual.iter().find(|backup| backup.day == *day).expect("a backup");
            assert!(there.contains(first), "seed {seed}: the first of {day}");
        }
        let mut months: Vec<YearMonth> = days.iter().map(|day| YearMonth::of(*day)).collect();
        months.dedup();
        for month in months.iter().rev().take(12) {
            let first = usual.iter().find(|backup| YearMonth::of(backup.day) == *month).expect("a backup");
            assert!(there.contains(first), "seed {seed}: the first of {month}");
        }
        assert!(there.len() <= 5 + 7 + 12 + 5, "seed {seed}: {}", there.len());
        assert_eq!(kept(&there).len(), there.len(), "seed {seed}: thinning out twice is once");
    }
}

#[test]
fn what_is_kept_depends_on_no_order() {
    let (_, mut there) = history(7);
    let whole = kept(&there);
    there.reverse();
    assert_eq!(kept(&there), whole);
}

#[test]
fn thinning_out_follows_a_save_that_the_disk_confirmed() {
    let memory = Memory::new();
    let (mut store, empty) = open(memory.clone());
    let mut kept = rename(&mut store, &empty, "Mara", later(0));
    for minutes in 1..8 {
        kept = rename(&mut store, &kept, &"x".repeat(minutes as usize), later(minutes * 20));
    }
    assert_eq!(backups(&memory).len(), 6, "five newest and the first of the day");
    let before = backups(&memory);
    let disk = Watched::new(memory.clone());
    drop(store);
    let (mut store, _) = open(disk.clone());
    let next = applied(&kept, &Change::Person(profile(Person::A, "Jo")), &mut Seeded(1));
    let trial = Watched::new(memory.copy());
    let (mut other, _) = open(trial.clone());
    trial.begin(None);
    other.save(&kept, &next, later(0), &mut Seeded(2)).expect("it saves");
    let log = trial.log();
    let renamed = log.iter().rposition(|(op, _)| *op == Op::Rename).expect("a rename");
    let removed = log.iter().position(|(op, _)| *op == Op::Remove).expect("one is thinned out");
    assert!(removed > renamed + 1, "after the rename and its folder's sync: {log:?}");

    disk.begin(Some(Fault::Once(renamed + 1, 5)));
    let error = store.save(&kept, &next, later(0), &mut Seeded(2)).expect_err("not confirmed");
    assert_eq!(error.kind, SaveErrorKind::NotConfirmed);
    assert!(before.iter().all(|name| backups(&memory).contains(name)), "nothing went");
}
