//! Looking only: another window has the lock, or a command just reads.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::sync::Arc;

use evenfall::domain::archive::{Archive, Slot};
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::domain::settings::Settings;
use evenfall::store::{self, Damage, FileName, Notice, Opened, Reader, StoreError, Why};
use support::watched::{Op, Watched};
use support::{Place, Seeded, applied, evening, month, november, now};

mod support;

#[test]
fn a_second_window_looks_and_leaves_everything_alone() {
    let place = Place::new();
    let kept = place.fill();
    let (mut first, archive, _) = place.writing();
    let stale = ".couple.json.00000000000000ff.tmp";
    place.put(stale, b"half");
    let Opened::Look { mut reader, archive: seen, why, .. } = place.open() else { panic!("it writes") };
    assert_eq!((&seen, why), (&kept, Why::SecondWindow));
    assert!(place.file(stale).exists(), "it sweeps nothing");
    assert_eq!(reader.reload(&seen).expect("it reads"), None);

    let mut mint = Seeded(2);
    let next = applied(&archive, &Change::Liked("near-song".into(), true), &mut mint);
    let next = applied(&next, &Change::Settings(Settings { lines: true, ..Settings::default() }), &mut mint);
    first.save(&archive, &next, now(), &mut mint).expect("it saves");
    let found = reader.reload(&seen).expect("it reads").expect("it changed");
    assert_eq!(found, next);
    assert!(Arc::ptr_eq(&found.drawers().0.a, &seen.drawers().0.a));
    place.put("b.json", b"torn");
    let Opened::Look { why, notices, .. } = place.open() else { panic!("it writes") };
    assert_eq!(why, Why::SecondWindow);
    assert!(notices.contains(&Notice::Damaged(Damage::Torn(FileName::Own(Person::B)))), "{notices:?}");
    assert_eq!(place.copies(), Vec::<Vec<u8>>::new());
    fs::remove_file(place.file("b.json")).expect("removed");
    drop(first);
    assert!(matches!(place.open(), Opened::Write { .. }));
    assert!(!place.file(stale).exists(), "under the lock it is swept");
}

#[test]
fn a_new_month_of_another_window_is_found() {
    let place = Place::new();
    let (mut first, archive, _) = place.writing();
    let Opened::Look { mut reader, archive: seen, .. } = place.open() else { panic!("it writes") };
    let mut mint = Seeded(2);
    let next = applied(&archive, &Change::Here(evening()), &mut mint);
    first.save(&archive, &next, now(), &mut mint).expect("it saves");
    let mut found = reader.reload(&seen).expect("it reads").expect("it changed");
    assert!(found.months.contains_key(&november()));
    found.months.insert(november(), Slot::Here(reader.read_month(november()).expect("it reads")));
    assert_eq!(found.months, next.months);
}

fn look(place: &Place) -> Result<Option<(Reader, Archive)>, StoreError> {
    let disk = Watched::hasty();
    let looked = store::look(disk.clone(), &place.root(), november());
    let only_read = |op: &Op| matches!(op, Op::Stat | Op::Read | Op::List);
    assert!(disk.log().iter().all(|(op, _)| only_read(op)), "{:?}", disk.log());
    looked
}

#[test]
fn a_command_that_reads_makes_nothing_and_takes_no_lock() {
    let place = Place::new();
    assert!(look(&place).expect("it looks").is_none());
    assert!(!place.root().exists());
    fs::create_dir(place.root()).expect("a folder");
    let (_, archive) = look(&place).expect("it looks").expect("a folder is there");
    assert_eq!(archive, Archive::default());
    assert_eq!(place.files(), []);

    let kept = place.fill();
    let (_store, _, _) = place.writing();
    let (mut reader, archive) = look(&place).expect("it looks").expect("a folder is there");
    assert_eq!(archive, kept);
    assert!(reader.read_month(month("2026-01")).is_err());
}

#[test]
fn a_command_that_reads_takes_nothing_damaged_or_newer_for_empty() {
    let couple = FileName::Couple;
    for (name, bytes) in [("couple.json", &b"torn"[..]), ("b.json", b""), ("months/2026-11.json", b"[]")] {
        let place = Place::new();
        place.fill();
        place.put(name, bytes);
        assert!(matches!(look(&place), Err(StoreError::Damaged(_))), "{name}");
    }
    let place = Place::new();
    place.fill();
    fs::remove_file(place.file("couple.json")).expect("removed");
    assert!(matches!(look(&place), Err(StoreError::Damaged(Damage::Missing(file))) if file == couple));
    // Where no file says otherwise, vault.json does.
    place.put("vault.json", b"{ \"schema\": 1, \"locked\": [\"shared\"] }");
    assert!(matches!(look(&place), Err(StoreError::Locked)));
}
