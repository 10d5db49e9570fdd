//! What is kept comes back as it was, and what is strange is said.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use evenfall::domain::archive::{Archive, Draft, DraftOf, HowItIs, Slot, TeamSaid};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::people::{Person, Profile};
use evenfall::domain::record::{RecordKind, Records};
use evenfall::domain::settings::Settings;
use evenfall::store::{self, Damage, FileName, Notice, RealDisk, SaveErrorKind, StoreError};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use support::memory::Memory;
use support::{
    Place, Seeded, applied, evening, everything, finished, first_released, month, november, now, profile,
    with_notes,
};

mod support;

/// The folder of schema 1 as its first release wrote it. It never changes.
fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1")
}

const FIXTURES: [&str; 8] = [
    "README.txt",
    "a.json",
    "b.json",
    "couple.json",
    "months/2026-11.json",
    "now-a.json",
    "now-b.json",
    "vault.json",
];

fn from_fixture() -> Place {
    let place = Place::new();
    for name in FIXTURES {
        place.put(name, &fs::read(fixture().join(name)).expect("a fixture"));
    }
    place
}

/// Every pointer made new, so that every file counts as changed.
fn touched(archive: &Archive) -> Archive {
    let mut touched = archive.clone();
    touched.couple = Arc::new((*archive.couple).clone());
    for slot in touched.months.values_mut() {
        if let Slot::Here(here) = slot {
            *here = Arc::new((**here).clone());
        }
    }
    for person in Person::BOTH {
        touched.drawers_mut().0[person] = Arc::new((*archive.drawers().0[person]).clone());
        touched.drawers_mut().1[person] = Arc::new((*archive.drawers().1[person]).clone());
    }
    touched.settings = Arc::new((*archive.settings).clone());
    touched
}

#[test]
#[ignore = "writes the fixtures; they were committed with the first release and never change"]
fn write_the_fixtures_of_schema_1() {
    let place = Place::new();
    let kept = place.fill();
    let (mut store, _, _) = place.writing();
    store.save(&kept, &touched(&kept), now(), &mut Seeded(3)).expect("it saves");
    fs::create_dir_all(fixture().join("months")).expect("a folder");
    for name in FIXTURES {
        let text = String::from_utf8(place.bytes(name)).expect("text");
        let text = match name {
            "couple.json" => text.replacen("  \"body\"", "  \"device\": \"a newer one\",\n  \"body\"", 1),
            _ => text,
        };
        assert!(!fixture().join(name).exists(), "a fixture never changes");
        io::Write::write_all(&mut fs::File::create(fixture().join(name)).expect("a file"), text.as_bytes())
            .expect("written");
    }
}

#[test]
fn fixtures_open_and_come_out_byte_for_byte() {
    let place = from_fixture();
    let (mut store, archive, notices) = place.writing();
    let carried = [FileName::Couple, FileName::Month(november())];
    assert_eq!(notices, carried.map(Notice::Carried));
    let mut usual = first_released(&mut Seeded(1));
    usual.settings = Arc::default();
    assert_eq!(archive, usual);

    store.save(&archive, &touched(&archive), now(), &mut Seeded(2)).expect("it saves");
    for name in FIXTURES {
        let before = fs::read_to_string(fixture().join(name)).expect("a fixture");
        let expected = before.replace("\"generation\": 2", "\"generation\": 3");
        let after = String::from_utf8(place.bytes(name)).expect("text");
        // The others were saved once more, too.
        let unseen = |text: &str| match text.split_once("\"seen\"") {
            Some((header, rest)) => {
                (header.to_owned(), rest.split_once("\"sha256\"").map(|(_, rest)| rest.to_owned()))
            }
            None => (text.to_owned(), None),
        };
        assert_eq!(unseen(&after), unseen(&expected), "{name}");
    }
}

#[test]
fn everything_comes_back() {
    let place = Place::new();
    let kept = place.fill();
    let (_store, archive, notices) = place.writing();
    assert_eq!(archive, kept);
    assert_eq!(notices.len(), 2, "what a newer version added: {notices:?}");
}

/// Anything JSON can say.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            any_fields(inner).prop_map(Value::from),
        ]
    })
}

fn any_fields(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec((any::<String>(), value), 0..4)
        .prop_map(|fields| fields.into_iter().map(|(name, value)| (format!("x-{name}"), value)).collect())
}

/// What two people and newer versions may bring: any words, any fields, any records.
fn any_archive() -> impl Strategy<Value = Archive> {
    let words = (any::<[String; 4]>(), any::<Option<String>>());
    let newer = (any_fields(any_value()), prop::collection::vec(any_fields(any_value()), 0..3));
    (any::<u64>(), words, newer).prop_map(|(seed, ([mara, jo, noticed, text], typing), (fields, records))| {
        let mut mint = Seeded(seed);
        let changes = [
            Change::Person(profile(Person::A, &mara)),
            Change::Person(Profile { pronouns: Some(noticed.clone()), ..profile(Person::B, &jo) }),
            Change::Team(Person::B, TeamSaid::MineToJudge, typing.clone()),
            Change::Questions(Person::A, Some(text.clone()), None),
            Change::CheckIn(Box::new(finished(Person::A, &noticed))),
            Change::CheckIn(Box::new(finished(Person::B, &text))),
            Change::Look(evening()),
            Change::Draft(
                Person::B,
                Some(Draft { of: DraftOf::CheckIn, evening: evening(), answers: Vec::new(), typing }),
            ),
            Change::Settings(Settings { neutral_word: text, ..Settings::default() }.sound()),
        ];
        let mut archive =
            changes.iter().fold(Archive::default(), |archive, change| applied(&archive, change, &mut mint));
        archive = with_notes(&archive, &noticed, &mut mint);
        let mut couple = serde_json::to_value(&*archive.couple).expect("it serializes");
        let kept = couple["records"].as_array_mut().expect("records");
        kept.extend(records.into_iter().map(Value::from));
        archive.couple = Arc::new(serde_json::from_str(&couple.to_string()).expect("it reads"));
        for person in Person::BOTH {
            Arc::make_mut(&mut archive.drawers_mut().0[person]).rest.clone_from(&fields);
            Arc::make_mut(&mut archive.drawers_mut().1[person]).rest.clone_from(&fields);
        }
        archive
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_kept_comes_back(archive in any_archive(), seed in any::<u64>()) {
        let disk = Memory::new();
        let open = || support::writing(store::open(disk.clone(), Path::new("/evenfall"), november()).expect("it opens"));
        let (mut store, empty, _) = open();
        store.save(&empty, &archive, now(), &mut Seeded(seed)).expect("it saves");
        drop(store);
        let (mut store, found, _) = open();
        prop_assert_eq!(&found, &archive);
        let couple = disk.bytes(Path::new("/evenfall/couple.json")).expect("it is there");
        store.save(&found, &touched(&found), now(), &mut Seeded(seed)).expect("it saves");
        drop(store);
        let again = disk.bytes(Path::new("/evenfall/couple.json")).expect("it is there");
        let body = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text").split_once("sha256").map(|(_, rest)| rest.to_owned());
        prop_assert_eq!(body(couple), body(again));
        prop_assert_eq!(open().1, archive);
    }
}

#[test]
fn files_are_plain_pretty_and_end_in_one_newline() {
    let place = Place::new();
    place.fill();
    for (path, bytes) in place.files() {
        let text = String::from_utf8(bytes).expect("text");
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        assert!(text.ends_with("}\n") && !text.ends_with("\n\n"), "{path:?}");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let indented = serde_json::to_string_pretty(&value).expect("JSON") + "\n";
        assert_eq!(text, indented, "{path:?}");
    }
}

#[test]
fn a_checksum_vouches_for_the_body_as_it_stands() {
    let place = Place::new();
    place.fill();
    let text = String::from_utf8(place.bytes("a.json")).expect("text");
    let (header, body) = text.split_once("\"body\": ").expect("a body");
    let body = body.strip_suffix("\n}\n").expect("an end");
    let sum =
        Sha256::digest(body.as_bytes()).iter().fold(String::new(), |sum, byte| sum + &format!("{byte:02x}"));
    assert!(header.contains(&format!("\"sha256\": \"{sum}\"")));
}

#[test]
fn generations_count_and_remember_each_other() {
    let place = Place::new();
    let mut mint = Seeded(3);
    let kept = place.fill();
    let (mut store, _, _) = place.writing();
    let next = applied(&kept, &Change::Liked("near-song".into(), true), &mut mint);
    store.save(&kept, &next, now(), &mut mint).expect("it saves");
    let last = applied(&next, &Change::Cover(Person::A, evening()), &mut mint);
    store.save(&next, &last, now(), &mut mint).expect("it saves");
    let header = |name: &str| serde_json::from_slice::<Value>(&place.bytes(name)).expect("JSON");
    assert_eq!(header("couple.json")["generation"], 2);
    assert_eq!(header("couple.json")["seen"], json!({ "months/2026-11": 1 }));
    assert_eq!(header("months/2026-11.json")["generation"], 2);
    assert_eq!(header("months/2026-11.json")["seen"], json!({ "couple": 2 }));
    assert_eq!(header("a.json")["generation"], 1);
    assert_eq!(header("now-a.json")["seen"], json!({}));
    assert_eq!(header("vault.json"), json!({ "schema": 1, "locked": [] }));
}

#[test]
fn a_change_from_outside_is_never_saved_over() {
    let place = Place::new();
    let mut mint = Seeded(3);
    place.fill();
    let (mut store, kept, _) = place.writing();
    // Only touched: the same bytes in another file are the same.
    place.put("couple.json", &place.bytes("couple.json"));
    let next = applied(&kept, &Change::Liked("near-song".into(), true), &mut mint);
    store.save(&kept, &next, now(), &mut mint).expect("it saves");

    let text = String::from_utf8(place.bytes("couple.json")).expect("text");
    let theirs = text.replace("Mara", "Marta");
    place.put("couple.json", theirs.as_bytes());
    let mine = applied(&next, &Change::Liked("rest-bath".into(), true), &mut mint);
    let mine = applied(&mine, &Change::How(Person::A, HowItIs::Stays), &mut mint);
    let own = place.bytes("a.json");
    let error = store.save(&next, &mine, now(), &mut mint).expect_err("it changed");
    assert_eq!((error.kind, error.saved), (SaveErrorKind::ChangedOutside, Vec::new()));
    assert_eq!(place.bytes("couple.json"), theirs.as_bytes());
    assert_eq!(place.bytes("a.json"), own, "what comes after it is not saved either");

    let read = store.reload(&next).expect("it reads");
    assert_eq!(read.name(Person::A), "Marta");
    assert!(
        Arc::ptr_eq(&read.drawers().0.a, &next.drawers().0.a) && Arc::ptr_eq(&read.settings, &next.settings)
    );
    assert_eq!(
        store.take_notices(),
        [Notice::ChangedByHand { file: FileName::Couple, copied: true }, Notice::Carried(FileName::Couple),]
    );
    let mine = applied(&read, &Change::Liked("rest-bath".into(), true), &mut mint);
    store.save(&read, &mine, now(), &mut mint).expect("it saves");
    drop(store);
    assert_eq!(place.writing().1, mine);
}

#[test]
fn what_does_not_load_any_more_is_never_saved_over() {
    let place = Place::new();
    let mut mint = Seeded(3);
    let kept = place.fill();
    let (mut store, _, _) = place.writing();
    let next = applied(&kept, &Change::How(Person::A, HowItIs::Stays), &mut mint);
    for (bytes, damage) in [
        (&b"{ torn"[..], Damage::Torn(FileName::Own(Person::A))),
        (b"", Damage::Empty(FileName::Own(Person::A))),
    ] {
        place.put("a.json", bytes);
        for _ in 0..2 {
            let error = store.save(&kept, &next, now(), &mut mint).expect_err("it changed");
            assert_eq!(error.kind, SaveErrorKind::ChangedOutside);
            assert!(matches!(store.reload(&kept), Err(StoreError::Damaged(found)) if found == damage));
        }
        assert_eq!(place.bytes("a.json"), bytes);
    }
    fs::remove_file(place.file("a.json")).expect("removed");
    assert_eq!(
        store.save(&kept, &next, now(), &mut mint).expect_err("it changed").kind,
        SaveErrorKind::ChangedOutside
    );
    assert!(matches!(store.reload(&kept), Err(StoreError::Damaged(Damage::Missing(_)))));
    assert!(!place.file("a.json").exists());
}

#[test]
fn a_reload_that_fails_takes_nothing_for_read() {
    let place = Place::new();
    let mut mint = Seeded(3);
    place.fill();
    let (mut store, kept, _) = place.writing();
    let sound = place.bytes("a.json");
    let theirs = String::from_utf8(place.bytes("couple.json")).expect("text").replace("Mara", "Marta");
    place.put("couple.json", theirs.as_bytes());
    place.put("a.json", b"{ torn");
    assert!(matches!(store.reload(&kept), Err(StoreError::Damaged(_))));
    assert_eq!(store.take_notices(), [], "told once it is taken over");

    let next = applied(&kept, &Change::Liked("near-song".into(), true), &mut mint);
    let error = store.save(&kept, &next, now(), &mut mint).expect_err("it is not what was read");
    assert_eq!(error.kind, SaveErrorKind::ChangedOutside);
    assert_eq!(place.bytes("couple.json"), theirs.as_bytes());

    place.put("a.json", &sound);
    assert_eq!(store.reload(&kept).expect("it reads").name(Person::A), "Marta");
}

#[test]
fn a_newer_version_beside_this_one_ends_saving() {
    let place = Place::new();
    let mut mint = Seeded(3);
    let kept = place.fill();
    let (mut store, _, _) = place.writing();
    let newer = String::from_utf8(place.bytes("couple.json"))
        .expect("text")
        .replace("\"schema\": 1", "\"schema\": 2");
    place.put("couple.json", newer.as_bytes());
    let next = applied(&kept, &Change::Liked("near-song".into(), true), &mut mint);
    for _ in 0..2 {
        assert_eq!(
            store.save(&kept, &next, now(), &mut mint).expect_err("newer").kind,
            SaveErrorKind::ChangedOutside
        );
        assert!(matches!(store.reload(&kept), Err(StoreError::NewerVersion)));
    }
    assert_eq!(place.bytes("couple.json"), newer.as_bytes());
}

#[test]
fn months_are_read_when_they_are_asked_for() {
    let place = Place::new();
    let mut mint = Seeded(3);
    place.fill();
    let open = || store::open(Arc::new(RealDisk), &place.root(), month("2027-06")).expect("it opens");
    let (mut store, archive, _) = support::writing(open());
    assert_eq!(archive.months.get(&november()), Some(&Slot::Unread));
    let refused = archive.apply(&Change::Cover(Person::A, evening()), now(), &mut mint);
    assert!(matches!(refused, Err(Refusal::Needs(needed)) if needed == november()));
    let mut read = archive.clone();
    read.months.insert(november(), Slot::Here(store.read_month(november()).expect("it reads")));
    let next = applied(&read, &Change::Cover(Person::A, evening()), &mut mint);
    store.save(&read, &next, now(), &mut mint).expect("it saves");
    assert!(matches!(store.read_month(month("2026-01")), Err(StoreError::Damaged(Damage::Missing(_)))));

    place.put("months/2026-11.json", b"torn");
    drop(store);
    let (mut store, archive, notices) = support::writing(open());
    assert_eq!(notices, [Notice::Carried(FileName::Couple)]);
    assert!(matches!(store.read_month(november()), Err(StoreError::Damaged(Damage::Torn(_)))));
    let forced = Slot::Here(Arc::default());
    let mut next = archive.clone();
    next.months = [(november(), forced)].into();
    assert_eq!(
        store.save(&archive, &next, now(), &mut mint).expect_err("torn").kind,
        SaveErrorKind::ChangedOutside
    );
    assert_eq!(place.bytes("months/2026-11.json"), b"torn");
}

#[test]
fn a_folder_that_vanished_is_not_made_again() {
    let place = Place::new();
    let mut mint = Seeded(3);
    let kept = place.fill();
    let (mut store, _, _) = place.writing();
    let next = applied(&kept, &Change::Liked("near-song".into(), true), &mut mint);
    fs::rename(place.root(), place.beside("away")).expect("moved");
    assert_eq!(store.save(&kept, &next, now(), &mut mint).expect_err("gone").kind, SaveErrorKind::Gone);
    assert!(matches!(store.reload(&kept), Err(StoreError::Gone)));
    assert!(matches!(store.read_month(november()), Err(StoreError::Gone)));
    assert!(!place.root().exists());

    // Another folder in its place is not it.
    fs::create_dir(place.root()).expect("a folder");
    assert_eq!(store.save(&kept, &next, now(), &mut mint).expect_err("gone").kind, SaveErrorKind::Gone);
    assert_eq!(place.files(), []);

    fs::remove_dir(place.root()).expect("removed");
    fs::rename(place.beside("away"), place.root()).expect("moved");
    store.save(&kept, &next, now(), &mut mint).expect("it is back");
}

#[test]
fn every_field_that_is_written_is_known_by_its_kind() {
    fn check<K: RecordKind>(records: &Records<K>) {
        let json = serde_json::to_value(records).expect("json");
        for record in json.as_array().expect("records") {
            let kind = record["kind"].as_str().expect("a kind");
            let Some(fields) = K::fields(kind) else { continue };
            // `sign` is what the suite adds as a newer version would.
            let head = ["id", "rev", "was", "kind", "sign"];
            for field in record.as_object().expect("a record").keys() {
                assert!(
                    head.contains(&field.as_str()) || fields.contains(&field.as_str()),
                    "{kind}: {field}"
                );
            }
        }
    }
    let mut mint = Seeded(5);
    let archive = with_notes(&everything(&mut mint), "the lake", &mut mint);
    let archive = applied(&archive, &Change::EraseMine(Person::A), &mut mint);
    check(&archive.couple.records);
    for person in Person::BOTH {
        check(&archive.drawers().0[person].records);
    }
    for month in archive.months.keys() {
        check(&archive.month(*month).expect("a month that is read").records);
    }
}
