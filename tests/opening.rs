//! Opening a folder: a first run is one, and everything that is not as it should be is said.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::Arc;

use evenfall::domain::archive::Archive;
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::domain::settings::Settings;
use evenfall::store::{self, Damage, FileName, Notice, Opened, RealDisk, StoreError, Why};
use rustix::fs::{FileType, Mode, mknodat};
use support::memory::Memory;
use support::now;
use support::watched::{Fault, Op, Watched};
use support::{Place, Seeded, applied, evening, month, november};

mod support;

const EACCES: i32 = 13;
const EROFS: i32 = 30;

fn refused(place: &Place) -> StoreError {
    match store::open(Arc::new(RealDisk), &place.root(), november()) {
        Err(error) => error,
        Ok(Opened::Look { why, .. }) => panic!("looking: {why}"),
        Ok(Opened::Write { .. } | Opened::Locked { .. }) => panic!("it opened"),
    }
}

fn text(place: &Place, name: &str) -> String {
    String::from_utf8(place.bytes(name)).expect("text")
}

/// A whole file of the right kind, as a temporary copy of couple.json.
fn temp(place: &Place, generation: u64) -> String {
    let name = ".couple.json.00000000000000ff.tmp";
    let couple = text(place, "couple.json");
    place.put(
        name,
        couple.replacen("\"generation\": 1", &format!("\"generation\": {generation}"), 1).as_bytes(),
    );
    name.into()
}

fn keep_only(place: &Place, kept: &[&str]) {
    for (path, _) in place.files() {
        if !kept.iter().any(|kept| path.as_os_str() == *kept) {
            fs::remove_file(place.root().join(path)).expect("removed");
        }
    }
}

#[test]
fn a_first_run_makes_the_folder_and_nothing_else() {
    let place = Place::new();
    let (store, archive, notices) = place.writing();
    assert_eq!((archive, notices), (Archive::default(), Vec::new()));
    assert_eq!(place.files().into_iter().map(|(path, _)| path).collect::<Vec<_>>(), [OsStr::new("lock")]);
    drop(store);
    let deep = place.root().join("not/there/yet");
    assert!(matches!(store::open(Arc::new(RealDisk), &deep, november()), Ok(Opened::Write { .. })));
}

#[test]
fn the_first_save_begins_with_couple_whatever_changed() {
    let mut mint = Seeded(1);
    for change in [Change::Here(evening()), Change::Settings(Settings { lines: true, ..Settings::default() })]
    {
        let place = Place::new();
        let (mut store, empty, _) = place.writing();
        store.save(&empty, &empty.clone(), now(), &mut mint).expect("there is nothing to save");
        assert_eq!(place.files().len(), 1, "the lock alone");
        let next = applied(&empty, &change, &mut mint);
        store.save(&empty, &next, now(), &mut mint).expect("it saves");
        drop(store);
        assert!(place.file("couple.json").exists() && place.file("vault.json").exists());
        let (_store, found, notices) = place.writing();
        assert_eq!((found, notices), (next, Vec::new()));
    }
}

#[test]
fn a_missing_couple_is_a_first_run_only_where_nothing_was_kept() {
    for kept in [&["vault.json"][..], &["months/2026-11.json"], &["vault.json", "a.json"]] {
        let place = Place::new();
        place.fill();
        keep_only(&place, kept);
        assert_eq!(place.looking().1, Why::NeedsChoice(vec![Damage::Missing(FileName::Couple)]), "{kept:?}");
    }
    let place = Place::new();
    place.put("backups/couple.2026-11-20.1.json", b"{}");
    assert_eq!(place.looking().1, Why::NeedsChoice(vec![Damage::Missing(FileName::Couple)]));
    for (generation, first) in [(1, true), (2, false)] {
        let place = Place::new();
        place.fill();
        let temp = temp(&place, generation);
        keep_only(&place, &[&temp]);
        assert_eq!(matches!(place.open(), Opened::Write { .. }), first, "{generation}");
        assert_eq!(place.file(&temp).exists(), !first, "{generation}");
    }
}

#[test]
fn an_empty_couple_is_a_first_run_only_where_nothing_was_kept() {
    let place = Place::new();
    place.put("couple.json", b"");
    let (mut store, empty, _) = place.writing();
    let mut mint = Seeded(1);
    let next = applied(&empty, &Change::Liked("near-song".into(), true), &mut mint);
    store.save(&empty, &next, now(), &mut mint).expect("it saves");
    drop(store);
    assert_eq!(place.writing().1, next);
    place.put("couple.json", b"");
    assert_eq!(place.looking().1, Why::NeedsChoice(vec![Damage::Empty(FileName::Couple)]));
    assert_eq!(place.bytes("couple.json"), b"");
    fs::remove_file(place.file("vault.json")).expect("removed");
    place.put("couple.json", b"{ torn");
    assert_eq!(
        place.looking().1,
        Why::NeedsChoice(vec![Damage::Torn(FileName::Couple)]),
        "torn is never a first run"
    );
}

#[test]
fn damage_is_copied_once_and_the_rest_is_there_to_look_at() {
    let place = Place::new();
    let kept = place.fill();
    let torn = place.bytes("couple.json")[..300].to_vec();
    place.put("couple.json", &torn);
    place.put("b.json", b"\0\0\0\0");
    for _ in 0..2 {
        let (archive, why) = place.looking();
        let damages = [FileName::Couple, FileName::Own(Person::B)].map(Damage::Torn);
        assert_eq!(why, Why::NeedsChoice(damages.to_vec()));
        assert_eq!((&archive.drawers().0.a, &archive.months), (&kept.drawers().0.a, &kept.months));
        assert_eq!(place.copies(), [b"\0\0\0\0".to_vec(), torn.clone()]);
    }
    // Another state of it is another copy.
    place.put("b.json", b"\0\0");
    place.looking();
    assert_eq!(place.copies().len(), 3);
}

#[test]
fn a_change_by_hand_opens_and_is_said() {
    let place = Place::new();
    place.fill();
    let before = place.bytes("couple.json");
    let by_hand = text(&place, "couple.json").replace("Mara", "Mar\\u001b[31ma\\u202e");
    place.put("couple.json", by_hand.as_bytes());
    let (mut store, archive, notices) = place.writing();
    assert_eq!(notices[0], Notice::ChangedByHand { file: FileName::Couple, copied: true });
    assert_eq!(archive.name(Person::A), "Mar[31ma", "what enters is cleaned");
    assert_eq!(place.copies(), [by_hand.into_bytes()]);
    assert_ne!(place.bytes("couple.json"), before);
    let mut mint = Seeded(2);
    let next = applied(&archive, &Change::Liked("near-song".into(), true), &mut mint);
    store.save(&archive, &next, now(), &mut mint).expect("it saves");
    drop(store);
    assert!(!place.writing().2.iter().any(|notice| matches!(notice, Notice::ChangedByHand { .. })));
}

#[test]
fn one_file_never_opens_as_another() {
    for (from, to, file) in [
        ("a.json", "b.json", FileName::Own(Person::B)),
        ("a.json", "couple.json", FileName::Couple),
        ("months/2026-11.json", "months/2026-10.json", FileName::Month(november().before())),
        ("couple.json", "vault.json", FileName::Vault),
    ] {
        let place = Place::new();
        place.fill();
        place.put(to, &place.bytes(from));
        let (_, why) = place.looking();
        assert_eq!(why, Why::NeedsChoice(vec![Damage::Torn(file)]), "{to}");
    }
}

#[test]
fn answers_of_an_evening_that_cannot_be_read_stop_nothing_and_leave_no_copy() {
    for bytes in [&b""[..], b"{ \"torn", b"[]"] {
        let place = Place::new();
        place.fill();
        place.put("now-a.json", bytes);
        match store::open(Arc::new(RealDisk), &place.root(), november()).expect("it opens") {
            Opened::Write { notices, .. } => assert!(notices.contains(&Notice::TonightUnreadable)),
            Opened::Look { why, .. } => panic!("{why}"),
            Opened::Locked { .. } => panic!("locked"),
        }
        assert_eq!(place.copies(), Vec::<Vec<u8>>::new());
    }
    let place = Place::new();
    place.fill();
    let edited = text(&place, "now-a.json").replacen("\"body\": {", "\"body\": { ", 1);
    place.put("now-a.json", edited.as_bytes());
    drop(store::open(Arc::new(RealDisk), &place.root(), november()).expect("it opens"));
    assert_eq!(place.copies(), Vec::<Vec<u8>>::new());
}

#[test]
fn a_newer_version_is_only_looked_at() {
    let place = Place::new();
    let kept = place.fill();
    let newer = text(&place, "couple.json").replacen("\"schema\": 1", "\"schema\": 2", 1);
    place.put("couple.json", newer.as_bytes());
    let (archive, why) = place.looking();
    assert_eq!((&archive, why), (&kept, Why::NewerVersion));
    place.put("couple.json", b"{ \"schema\": 9, \"quite\": \"other\" }");
    assert_eq!(place.looking().1, Why::NewerVersion);
    assert_eq!(place.copies(), Vec::<Vec<u8>>::new());
    for vault in ["{ \"schema\": 2, \"locked\": [] }", "{ \"schema\": 2, \"locked\": \"all\" }"] {
        let place = Place::new();
        place.fill();
        place.put("vault.json", vault.as_bytes());
        assert_eq!(place.looking().1, Why::NewerVersion, "{vault}");
    }
}

#[test]
fn a_month_that_is_missing_or_older_is_said() {
    let place = Place::new();
    let mut mint = Seeded(2);
    place.fill();
    let old = place.bytes("months/2026-11.json");
    let (mut store, archive, _) = place.writing();
    let next = applied(&archive, &Change::Cover(Person::A, evening()), &mut mint);
    store.save(&archive, &next, now(), &mut mint).expect("it saves");
    let last = applied(&next, &Change::Liked("near-song".into(), true), &mut mint);
    store.save(&next, &last, now(), &mut mint).expect("it saves");
    drop(store);

    place.put("months/2026-11.json", &old);
    let (mut store, archive, notices) = place.writing();
    assert!(notices.contains(&Notice::Older(FileName::Month(november()))), "{notices:?}");
    // What is saved on top of it is newer than what others remember.
    let next = applied(&archive, &Change::Cover(Person::B, evening()), &mut mint);
    store.save(&archive, &next, now(), &mut mint).expect("it saves");
    drop(store);
    assert!(text(&place, "months/2026-11.json").contains("\"generation\": 3"));
    assert!(!place.writing().2.iter().any(|notice| matches!(notice, Notice::Older(_))));

    fs::remove_file(place.file("months/2026-11.json")).expect("removed");
    assert!(place.writing().2.contains(&Notice::MonthMissing(november())));
    let far = store::open(Arc::new(RealDisk), &place.root(), month("2031-01")).expect("it opens");
    assert!(support::writing(far).2.contains(&Notice::MonthMissing(november())));
}

#[test]
fn settings_never_keep_anything_from_opening() {
    for bytes in [&b"{ torn"[..], b"", b"{ \"theme\": \"neon\" }", b"\xff\xfe"] {
        let place = Place::new();
        place.fill();
        place.put("settings.json", bytes);
        let (mut store, archive, notices) = place.writing();
        assert_eq!(*archive.settings, Settings::default());
        assert!(notices.contains(&Notice::SettingsUnreadable));
        assert_eq!(place.copies(), [bytes]);
        let mut mint = Seeded(1);
        let next =
            applied(&archive, &Change::Settings(Settings { mouse: false, ..Settings::default() }), &mut mint);
        store.save(&archive, &next, now(), &mut mint).expect("it saves");
        drop(store);
        assert!(!place.writing().1.settings.mouse);
    }
}

#[test]
fn a_readme_of_somebody_else_stays() {
    let place = Place::new();
    place.put("README.txt", b"not ours");
    place.fill();
    assert_eq!(place.bytes("README.txt"), b"not ours");
}

#[test]
fn what_a_sync_is_to_leave_alone_is_written_once_and_belongs_to_whoever_changes_it() {
    let place = Place::new();
    let kept = place.fill();
    let written = String::from_utf8(place.bytes(".stignore")).expect("text");
    let patterns: Vec<&str> = written.lines().filter(|line| !line.starts_with("//")).collect();
    assert_eq!(patterns, ["/lock", "/settings.*", "/now-*", "/damaged", ".*.tmp"]);

    let save = || {
        let (mut store, archive, _) = place.writing();
        let mut next = archive.clone();
        next.couple = Arc::new((*archive.couple).clone());
        store.save(&archive, &next, now(), &mut Seeded(3)).expect("it saves");
    };
    for theirs in [&b"/months"[..], b""] {
        place.put(".stignore", theirs);
        save();
        assert_eq!(place.bytes(".stignore"), theirs);
    }
    fs::remove_file(place.file(".stignore")).expect("removed");
    let nowhere = place.beside("nowhere");
    symlink(&nowhere, place.file(".stignore")).expect("a link");
    save();
    assert!(fs::symlink_metadata(place.file(".stignore")).expect("a link").is_symlink() && !nowhere.exists());
    fs::remove_file(place.file(".stignore")).expect("removed");
    assert_eq!(place.writing().1, kept);
    assert!(!place.file(".stignore").exists(), "opening writes nothing");
    save();
    assert_eq!(place.bytes(".stignore"), written.as_bytes());
}

#[test]
fn strange_names_are_left_alone() {
    let place = Place::new();
    let kept = place.fill();
    let bad = place.root().join("months").join(OsStr::from_bytes(b"2026-\xff.json"));
    fs::copy(place.file("couple.json"), &bad).expect("a copy");
    symlink("/nowhere", place.file("months/.2026-11.json.swp")).expect("a link");
    fs::create_dir(place.file("months/2026-13.json")).expect("a folder");
    fs::create_dir(place.file(".couple.json.00000000000000aa.tmp")).expect("a folder");
    let others = [
        "months/2026-11.sync-conflict-1.json",
        ".couple.json.tmp",
        "notes.txt",
        "months/\u{202e}2026-12.json",
    ];
    for name in others {
        place.put(name, b"not ours");
    }
    let (store, archive, _) = place.writing();
    assert_eq!(archive, kept);
    drop(store);
    for name in others {
        assert_eq!(place.bytes(name), b"not ours");
    }
    assert!(bad.exists() && place.file(".couple.json.00000000000000aa.tmp").is_dir());
}

#[test]
fn what_is_no_file_is_said_and_nobody_waits_for_it() {
    let place = Place::new();
    place.fill();
    fs::remove_file(place.file("couple.json")).expect("removed");
    mknodat(rustix::fs::CWD, place.file("couple.json"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)
        .expect("a pipe");
    assert!(matches!(refused(&place), StoreError::NotReadable(FileName::Couple, _)));
    fs::remove_file(place.file("couple.json")).expect("removed");
    fs::create_dir(place.file("couple.json")).expect("a folder");
    assert!(matches!(refused(&place), StoreError::NotReadable(FileName::Couple, _)));
}

#[test]
fn a_folder_that_is_not_ours_to_use_is_refused() {
    let place = Place::new();
    symlink(place.beside("nowhere"), place.root()).expect("a link");
    assert!(matches!(refused(&place), StoreError::LinkToNowhere));
    assert!(!place.beside("nowhere").exists());

    fs::create_dir(place.beside("nowhere")).expect("a folder");
    assert!(matches!(place.open(), Opened::Write { .. }), "a link to a folder of ours is one");
    fs::remove_file(place.root()).expect("removed");

    place.put_beside("evenfall", b"a file");
    assert!(matches!(refused(&place), StoreError::NotAFolder));
    let inside = store::open(Arc::new(RealDisk), &place.root().join("inside"), november());
    assert!(matches!(inside, Err(StoreError::NotAFolder)));
    assert_eq!(fs::read(place.root()).expect("a file"), b"a file");
    fs::remove_file(place.root()).expect("removed");

    fs::create_dir(place.root()).expect("a folder");
    let other = store::open(Watched::of(12_345), &place.root(), november());
    assert!(matches!(other, Err(StoreError::NotOurs)));
    assert_eq!(place.files(), []);
}

#[test]
fn a_folder_that_takes_no_writing_is_refused() {
    for errno in [EACCES, EROFS] {
        let disk = Watched::new(Memory::new());
        // Where it has to be made: the disk it was on may be away.
        let make = disk_operations(&disk).iter().position(|op| *op == Op::MakeFolder).expect("it is made");
        let disk = Watched::new(Memory::new());
        disk.begin(Some(Fault::Once(make, errno)));
        assert!(matches!(store::open(disk, root(), november()), Err(StoreError::NotThere(_))));

        let disk = Watched::new(Memory::new());
        let lock = disk_operations(&disk).iter().position(|op| *op == Op::Lock).expect("it is locked");
        let disk = Watched::new(Memory::new());
        disk.begin(Some(Fault::Once(lock, errno)));
        assert!(matches!(store::open(disk, root(), november()), Err(StoreError::NotWritable(_))));
    }
}

fn root() -> &'static Path {
    Path::new("/evenfall")
}

/// What opening asks of a disk.
fn disk_operations(disk: &Arc<Watched>) -> Vec<Op> {
    disk.begin(None);
    assert!(matches!(store::open(disk.clone(), root(), november()), Ok(Opened::Write { .. })));
    disk.log().into_iter().map(|(op, _)| op).collect()
}
