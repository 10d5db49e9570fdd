//! `evenfall check`: every file is looked at as opening looks at it, and nothing changes.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use evenfall::domain::archive::Archive;
use evenfall::domain::change::Change;
use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::domain::secret::Secret;
use evenfall::export::check::Checked;
use evenfall::session::guide::Route;
use evenfall::store::check::{Check, Condition};
use evenfall::store::{Disk, RealDisk, Store, StoreError};
use house::{House, text};
use support::moment;
use support::watched::{Op, Watched};
use support::{Place, Seeded, applied, evening, note, now};

#[expect(dead_code, reason = "other tests drive it further")]
#[path = "support/house.rs"]
mod house;
mod support;

const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";

/// Puts a file there as any other program would.
#[expect(clippy::disallowed_methods, reason = "another program need not be careful")]
fn put(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
    fs::remove_file(&path).ok();
    fs::write(path, bytes).expect("a place to write");
}

/// What was found, by path, and how the program would end. The disk is only looked at.
fn check_with(root: &Path, passphrases: &[(Person, &str)]) -> (BTreeMap<String, Condition>, u8) {
    let disk = Watched::of(rustix::process::geteuid().as_raw());
    let before = snapshot(root);
    let check = Check::begin(disk.clone(), root).expect("a folder of ours");
    let findings = check.map_or(Vec::new(), |mut check| {
        for (person, words) in passphrases {
            check.open(*person, &Secret::new(words).expect("a passphrase")).expect("it opens");
        }
        check.findings().expect("it is listed")
    });
    let only_looks = |op: &Op| matches!(op, Op::Stat | Op::Read | Op::List);
    assert!(disk.log().iter().all(|(op, _)| only_looks(op)), "{:?}", disk.log());
    assert_eq!(snapshot(root), before, "nothing changes");
    let found = findings.iter().map(|one| (one.path.clone(), one.condition)).collect();
    (found, Checked::new(findings).exit())
}

fn check(root: &Path) -> (BTreeMap<String, Condition>, u8) {
    check_with(root, &[])
}

/// Every name below `root` with its bytes and its last change.
fn snapshot(root: &Path) -> BTreeMap<std::path::PathBuf, (Vec<u8>, Option<std::time::SystemTime>)> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(root).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let changed = fs::symlink_metadata(&path).and_then(|meta| meta.modified()).ok();
        all.insert(path.clone(), (fs::read(&path).unwrap_or_default(), changed));
        if path.is_dir() && !path.is_symlink() {
            all.extend(snapshot(&path));
        }
    }
    all
}

/// Those that are not as they should be.
fn faults(found: &BTreeMap<String, Condition>) -> Vec<(&str, Condition)> {
    let fine = [Condition::Whole, Condition::Locked];
    found.iter().filter(|(_, how)| !fine.contains(how)).map(|(path, how)| (&**path, *how)).collect()
}

/// A folder with one of everything, and backups.
fn filled() -> Place {
    let place = Place::new();
    place.fill();
    let (mut store, archive, _) = place.writing();
    save(&mut store, &archive, &[Change::Liked("near-song".into(), true), Change::Here(evening())], 1);
    place
}

/// Saves some changes, `minutes` later than the last.
fn save(store: &mut Store, archive: &Archive, changes: &[Change], minutes: u64) -> Archive {
    let mut mint = Seeded(minutes << 20);
    let mut now = now();
    now.mono += Duration::from_secs(60 * minutes);
    let next = changes.iter().fold(archive.clone(), |next, change| applied(&next, change, &mut mint));
    store.save(archive, &next, now, &mut mint).expect("it saves");
    next
}

/// Mara and Jo, each with a passphrase, after an evening together.
fn locked() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0)]);
    house.check_in([4, 6, 5], &[], "the light at four");
    house.leave();
    for (at, words) in [(0, MARAS), (1, JOS)] {
        house.begin(Route::Lock);
        house.answers([Answer::Pick(at)]);
        house.locks_with(words);
    }
    house.cut_and_start_again();
    house
}

#[test]
fn no_folder_and_an_empty_one_are_fine_and_stay_as_they_are() {
    let place = Place::new();
    assert_eq!(check(&place.root()), (BTreeMap::new(), 0));
    assert!(!place.root().exists(), "no folder is made");
    fs::create_dir(place.root()).expect("a folder");
    assert_eq!(check(&place.root()), (BTreeMap::new(), 0));
}

#[test]
fn a_clean_folder_has_a_line_for_every_file() {
    let place = filled();
    let (found, exit) = check(&place.root());
    assert_eq!((faults(&found), exit), (vec![], 0));
    for (path, _) in place.files() {
        let path = path.display().to_string();
        assert!(path == "lock" || found.contains_key(&path), "{path} in {found:?}");
    }
}

#[test]
fn what_is_locked_is_looked_into_with_a_passphrase_and_only_as_far_as_it_opens() {
    let house = locked();
    let (found, exit) = check(house.root());
    assert_eq!((faults(&found), exit), (vec![], 0));
    for path in ["couple.json.age", "a.json.age", "b.json.age", "now-a.json.age", "keys/a.age", "keys/b.age"]
    {
        assert_eq!(found.get(path), Some(&Condition::Locked), "{path}");
    }
    assert_eq!(found.get("vault.json"), Some(&Condition::Whole));
    let (found, exit) = check_with(house.root(), &[(Person::A, MARAS)]);
    assert_eq!((faults(&found), exit), (vec![], 0));
    for (path, how) in [
        ("couple.json.age", Condition::Whole),
        ("a.json.age", Condition::Whole),
        ("keys/a.age", Condition::Whole),
        ("b.json.age", Condition::Locked),
        ("now-b.json.age", Condition::Locked),
        ("keys/b.age", Condition::Locked),
    ] {
        assert_eq!(found.get(path), Some(&how), "{path}");
    }
    let (found, exit) = check_with(house.root(), &[(Person::A, MARAS), (Person::B, JOS)]);
    assert!(found.values().all(|how| *how == Condition::Whole), "{found:?}");
    assert_eq!(exit, 0);
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    let house = locked();
    let mut check = Check::begin(Arc::new(RealDisk), house.root()).expect("ours").expect("a folder");
    assert_eq!(check.have_keys(), Person::BOTH);
    let wrong = Secret::new("the lamp at ten").expect("a passphrase");
    check.open(Person::A, &wrong).expect_err("another passphrase");
    let found = check.findings().expect("findings");
    assert!(found.iter().all(|one| one.path != "couple.json.age" || one.condition == Condition::Locked));
}

#[test]
fn each_file_that_is_torn_empty_or_gone_is_found() {
    let files = [
        "settings.json",
        "vault.json",
        "couple.json",
        "months/2026-11.json",
        "a.json",
        "b.json",
        "now-a.json",
    ];
    for file in files {
        for bytes in [&b"torn"[..], b""] {
            let place = filled();
            place.put("settings.json", b"{}\n");
            place.put(file, bytes);
            let (found, exit) = check(&place.root());
            assert_eq!((found.get(file), exit), (Some(&Condition::NotWhole), 1), "{file}");
        }
    }
    for file in ["couple.json", "months/2026-11.json"] {
        let place = filled();
        fs::remove_file(place.file(file)).expect("gone");
        let (found, exit) = check(&place.root());
        assert_eq!((found.get(file), exit), (Some(&Condition::Missing), 1), "{file}");
    }
}

#[test]
fn each_locked_file_that_is_cut_or_gone_is_found_without_a_passphrase() {
    let files = ["couple.json.age", "a.json.age", "b.json.age", "now-b.json.age", "keys/a.age"];
    for file in files {
        let house = locked();
        let path = house.root().join(file);
        let bytes = fs::read(&path).expect("a file");
        for end in [0, 40, bytes.len() - 1] {
            put(&path, &bytes[..end]);
            let (found, exit) = check(house.root());
            assert_eq!((found.get(file), exit), (Some(&Condition::NotWhole), 1), "{file} at {end}");
        }
        fs::remove_file(&path).expect("gone");
        if file != "now-b.json.age" {
            let (found, exit) = check(house.root());
            assert_eq!((found.get(file), exit), (Some(&Condition::Missing), 1), "{file}");
        }
    }
}

#[test]
fn a_changed_bit_shows_where_a_passphrase_opens_it() {
    for file in ["couple.json.age", "a.json.age", "now-a.json.age"] {
        let house = locked();
        let path = house.root().join(file);
        let mut bytes = fs::read(&path).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        put(&path, &bytes);
        assert_eq!(check(house.root()).0.get(file), Some(&Condition::Locked), "nothing shows from outside");
        let (found, exit) = check_with(house.root(), &[(Person::A, MARAS)]);
        assert_eq!((found.get(file), exit), (Some(&Condition::NotWhole), 1), "{file}");
    }
}

#[test]
fn a_damaged_backup_is_found_and_is_the_only_fault() {
    let place = filled();
    let name = "backups/couple.2026-11-20.1.json";
    place.put(name, &place.bytes(name)[..100]);
    let (found, exit) = check(&place.root());
    assert_eq!((faults(&found), exit), (vec![(name, Condition::NotWhole)], 1));
    let findings = Check::begin(Arc::new(RealDisk), &place.root()).expect("ours").expect("there");
    let said = Checked::new(findings.findings().expect("findings")).words();
    assert!(said.contains("What counts is whole"), "{said}");

    let house = locked();
    let backups = fs::read_dir(house.root().join("backups")).expect("backups");
    let couples = |path: &std::path::PathBuf| path.display().to_string().contains("/couple.");
    let path = backups.map(|entry| entry.expect("an entry").path()).find(couples).expect("one of the couple");
    let bytes = fs::read(&path).expect("a file");
    put(&path, &bytes[..bytes.len() - 7]);
    assert_eq!(check(house.root()).1, 1);
    let mut changed = bytes.clone();
    *changed.last_mut().expect("a byte") ^= 1;
    put(&path, changed);
    assert_eq!(check(house.root()).1, 0);
    assert_eq!(check_with(house.root(), &[(Person::B, JOS)]).1, 1);
}

#[test]
fn a_copy_of_a_sync_a_change_by_hand_and_a_newer_version_need_a_person() {
    let place = filled();
    let copy = "couple.sync-conflict-20261120-210000-ABCDEFG.json";
    place.put(copy, &place.bytes("couple.json"));
    let (found, exit) = check(&place.root());
    assert_eq!((faults(&found), exit), (vec![(copy, Condition::Copy)], 3));
    place.put(copy, b"torn");
    assert_eq!(check(&place.root()).1, 1);

    let place = filled();
    let by_hand = String::from_utf8(place.bytes("couple.json")).expect("text").replace("Mara", "Marta");
    place.put("couple.json", by_hand.as_bytes());
    assert_eq!(faults(&check(&place.root()).0), [("couple.json", Condition::Changed)]);
    let newer = by_hand.replacen("\"schema\": 1", "\"schema\": 2", 1);
    place.put("couple.json", newer.as_bytes());
    let (found, exit) = check(&place.root());
    assert_eq!((faults(&found), exit), (vec![("couple.json", Condition::Newer)], 3));
}

#[test]
fn what_a_cut_left_is_said_and_is_no_fault() {
    let house = locked();
    for (name, how) in [
        ("couple.json", Condition::LeftOver),
        ("now-a.json", Condition::LeftOver),
        (".couple.json.age.00000000000000ff.tmp", Condition::Unfinished),
        ("keys/.a.age.00000000000000ff.tmp", Condition::Unfinished),
        ("backups/.b.2026-11-20.4.json.age.00000000000000ff.tmp", Condition::Unfinished),
        ("letter.odt", Condition::Foreign),
    ] {
        put(house.root().join(name), b"{}");
        let (found, exit) = check(house.root());
        assert_eq!((found.get(name), exit), (Some(&how), 0), "{name}");
    }
    let place = filled();
    place.put("keys/a.age", &fs::read(house.root().join("keys/a.age")).expect("a key"));
    fs::create_dir(place.file("damaged")).expect("a folder");
    place.put("damaged/couple.0123456789abcdef.json", b"torn");
    let (found, exit) = check(&place.root());
    let left =
        [("damaged/couple.0123456789abcdef.json", Condition::SetAside), ("keys/a.age", Condition::LeftOver)];
    assert_eq!((faults(&found), exit), (left.to_vec(), 0));
}

#[test]
fn another_users_folder_and_a_file_in_its_place_are_refused() {
    let place = filled();
    let other = Watched::of(rustix::process::geteuid().as_raw() + 1);
    assert!(matches!(Check::begin(other, &place.root()), Err(StoreError::NotOurs)));
    let file = place.file("couple.json");
    assert!(matches!(Check::begin(Arc::new(RealDisk), &file), Err(StoreError::NotAFolder)));
}

#[test]
fn links_are_followed_as_opening_follows_them() {
    let place = filled();
    for name in ["couple.json", "a.json", "vault.json"] {
        let elsewhere = place.beside(name);
        fs::rename(place.file(name), &elsewhere).expect("moved");
        symlink(elsewhere, place.file(name)).expect("a link");
    }
    let link = place.beside("link");
    symlink(place.root(), &link).expect("a link");
    assert_eq!((faults(&check(&place.root()).0), check(&link).1), (vec![], 0));
    fs::remove_file(place.beside("a.json")).expect("gone");
    let (found, exit) = check(&link);
    assert_eq!((faults(&found), exit), (vec![("a.json", Condition::Unreadable)], 1));
}

#[test]
fn names_that_could_move_a_cursor_come_out_clean() {
    let place = filled();
    let hostile = ["a\u{1b}[2Jb.json", "\u{202e}evil", "two\nlines", "\u{9b}31m"];
    for name in hostile {
        place.put(name, b"x");
    }
    place.put("plain", b"x");
    let raw = place.root().join(OsStr::from_bytes(b"\xff\x1b.json"));
    put(raw, b"x");
    let (found, exit) = check(&place.root());
    assert_eq!((found.values().filter(|how| **how == Condition::Foreign).count(), exit), (6, 0));
    let check = Check::begin(Arc::new(RealDisk), &place.root()).expect("ours").expect("there");
    let checked = Checked::new(check.findings().expect("findings"));
    let outputs = [checked.words(), checked.json().expect("json")];
    for said in &outputs {
        assert!(said.chars().all(|c| c == '\n' || !c.is_control()), "{said:?}");
        assert!(!said.contains('\u{202e}'), "{said:?}");
    }
    assert_eq!(outputs[0].lines().count(), found.len() + 2, "a line each");
}

#[test]
fn a_thousand_backups_are_a_thousand_lines() {
    let place = filled();
    let bytes = place.bytes("backups/couple.2026-11-20.1.json");
    for number in 2..1002 {
        place.put(&format!("backups/couple.2026-11-19.{number}.json"), &bytes);
    }
    let (found, exit) = check(&place.root());
    let copies = found.iter().filter(|(path, how)| path.starts_with("backups/") && **how == Condition::Whole);
    assert!(copies.count() > 1000);
    assert_eq!(exit, 0);
}

#[test]
fn another_window_may_save_meanwhile() {
    let place = filled();
    let (mut store, mut archive, _) = place.writing();
    for minutes in 2..40 {
        archive = save(&mut store, &archive, &[Change::Liked("near-song".into(), minutes % 2 == 0)], minutes);
        let (found, exit) = check(&place.root());
        assert_eq!((faults(&found), exit), (vec![], 0), "{minutes}");
    }
}

/// A disk on which another window saves once, just after the couple's file was read.
struct Busy {
    disk: RealDisk,
    save: std::sync::Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl Disk for Busy {
    fn write_new(&self, _: &Path, _: &[u8]) -> std::io::Result<Box<dyn evenfall::store::disk::Written>> {
        panic!("nothing is written")
    }
    fn rename(&self, _: &Path, _: &Path) -> std::io::Result<()> {
        panic!("nothing is moved")
    }
    fn link(&self, _: &Path, _: &Path) -> std::io::Result<()> {
        panic!("nothing is linked")
    }
    fn remove(&self, _: &Path) -> std::io::Result<()> {
        panic!("nothing is removed")
    }
    fn sync_folder(&self, _: &Path) -> std::io::Result<()> {
        panic!("nothing is synced")
    }
    fn stat(&self, path: &Path) -> std::io::Result<Option<evenfall::store::disk::Stat>> {
        self.disk.stat(path)
    }
    fn read(&self, path: &Path) -> std::io::Result<Option<(Vec<u8>, evenfall::store::disk::Stat)>> {
        let read = self.disk.read(path);
        if path.ends_with("couple.json")
            && let Some(save) = self.save.lock().expect("one thread").take()
        {
            save();
        }
        read
    }
    fn list(&self, path: &Path) -> std::io::Result<Vec<std::ffi::OsString>> {
        self.disk.list(path)
    }
    fn make_folder(&self, _: &Path) -> std::io::Result<()> {
        panic!("nothing is made")
    }
    fn lock(&self, _: &Path) -> std::io::Result<Option<Box<dyn std::any::Any>>> {
        panic!("nothing is locked")
    }
}

#[test]
fn a_save_between_two_reads_is_not_taken_for_damage() {
    let place = filled();
    let root = place.root();
    let between = move || {
        let opened = evenfall::store::open(Arc::new(RealDisk), &root, support::november()).expect("it opens");
        let (mut store, archive, _) = support::writing(opened);
        let next = save(&mut store, &archive, &[Change::Liked("near-song".into(), false)], 30);
        save(&mut store, &next, &[note(Person::A, false, "soup")], 31);
    };
    let disk = Busy { disk: RealDisk, save: std::sync::Mutex::new(Some(Box::new(between))) };
    let check = Check::begin(Arc::new(disk), &place.root()).expect("ours").expect("there");
    let found = check.findings().expect("findings");
    assert!(found.iter().all(|one| one.condition == Condition::Whole), "{found:?}");
}

#[test]
fn another_key_in_the_vault_needs_a_person() {
    let house = locked();
    let vault = house.root().join("vault.json");
    let words = fs::read_to_string(&vault).expect("a vault");
    let own: serde_json::Value = serde_json::from_str(&words).expect("json");
    let (a, b) = (own["keys"]["a"].as_str().expect("a key"), own["keys"]["b"].as_str().expect("a key"));
    put(&vault, words.replace(b, a));
    let (found, exit) = check_with(house.root(), &[(Person::A, MARAS)]);
    assert_eq!((faults(&found), exit), (vec![("vault.json", Condition::OtherKey)], 3));
}

#[test]
fn the_lines_of_one_do_not_depend_on_what_the_other_keeps() {
    let lines = |drawer: &str| {
        let mut house = locked();
        house.unlock(JOS).expect("it opens");
        house.begin(Route::Notes);
        house.leave();
        house.begin(Route::Evening);
        house.answers([Answer::Pick(1)]);
        house.past_the_first_pages();
        house.answers([7, 2, 8].map(Answer::Number));
        let marks = house.no_marks();
        house.answers([marks, text(""), text(drawer)]);
        house.leave();
        house.cut_and_start_again();
        let (found, exit) = check_with(house.root(), &[(Person::A, MARAS)]);
        (format!("{found:?}"), exit)
    };
    let long = "a long evening ".repeat(14);
    assert_eq!(lines("x"), lines(&long));
}

/// The built program with these lines typed; what it said, and how it ended.
fn program(folder: &Path, arguments: &[&str], typed: &str) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evenfall"));
    command.env_clear().arg("--data-dir").arg(folder).arg("check").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("its input");
    std::io::Write::write_all(&mut stdin, typed.as_bytes()).expect("it reads");
    drop(stdin);
    let ended = child.wait_with_output().expect("its end");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(ended.stdout), text(ended.stderr), ended.status.code())
}

#[test]
fn the_program_asks_each_for_a_passphrase_and_says_nothing_of_what_it_opens() {
    let house = locked();
    let before = snapshot(house.root());
    let state = |said: &str, path: &str| {
        let json: serde_json::Value = serde_json::from_str(said).expect("json");
        let found = json["findings"].as_array().expect("findings").iter().find(|one| one["path"] == path);
        found.expect("a line for it")["state"].as_str().expect("a state").to_owned()
    };
    for (typed, a, b) in [
        (format!("{MARAS}\n{JOS}\n"), "whole", "whole"),
        (format!("{MARAS}\n\n"), "whole", "locked"),
        (format!("\n{JOS}\n"), "locked", "whole"),
        ("something else\n".to_owned(), "locked", "locked"),
        (String::new(), "locked", "locked"),
    ] {
        let (said, asked, ended) = program(house.root(), &["--open", "--json"], &typed);
        assert_eq!(
            (&*state(&said, "a.json.age"), &*state(&said, "b.json.age"), ended),
            (a, b, Some(0)),
            "{asked}"
        );
        assert!(asked.contains("Passphrase for keys/a.age, or Enter to leave it locked: "), "{asked}");
        assert_eq!(asked.contains("That did not open it."), typed.starts_with("something"), "{asked}");
        for private in [MARAS, JOS, "Mara", "the light at four", "surgery", "something else"] {
            assert!(!said.contains(private) && !asked.contains(private), "{private}");
        }
    }
    let (said, asked, ended) = program(house.root(), &[], "");
    assert!(said.ends_with("evenfall check --open looks into what is locked.\n"), "{said}");
    assert_eq!((&*asked, ended), ("", Some(0)), "without --open nothing is asked");
    assert_eq!(snapshot(house.root()), before, "nothing changes");
}
