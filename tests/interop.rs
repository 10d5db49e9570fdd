//! The ordinary age program opens everything that its owner may open, by the two commands in
//! README.txt, and nothing else; and what it locks opens here.
//!
//! Where it is not installed these tests say so and prove nothing.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;

use evenfall::domain::archive::Archive;
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::domain::secret::Secret;
use evenfall::session::Session;
use evenfall::store::{RealDisk, Work};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use support::{Place, Seeded, everything, note, now, with_notes};

mod support;

const MARAS: &str = "the lamp at nine";
const JOS: &str = "gr\u{fc}ne Suppe, caf\u{e9}";
const PATH: &str = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin";

fn secret(words: &str) -> Secret {
    Secret::new(words).expect("a passphrase")
}

fn session(root: &Path) -> Session {
    let mint = Box::new(Seeded(8 << 40));
    Session::open(root, Arc::new(RealDisk), mint, now()).expect("a session").working(Work::of(4))
}

#[expect(clippy::print_stdout, reason = "who runs this wants to know")]
fn is_installed() -> bool {
    let found = Command::new("age").env_clear().env("PATH", PATH).arg("--version").output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        println!("age is not installed here, so nothing is proved");
    }
    found
}

/// Runs age in this folder; what it wrote, or nothing where it refused.
fn age(folder: &Path, args: &[&str]) -> Option<Vec<u8>> {
    let mut command = Command::new("age");
    command.env_clear().env("PATH", PATH).current_dir(folder).args(args);
    let output = command.stdin(Stdio::null()).output().expect("age runs");
    output.status.success().then_some(output.stdout)
}

/// Runs age on a terminal, where it asks for the passphrase; whether it went through.
fn age_asks(folder: &Path, args: &[&str], passphrase: &str) -> bool {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new("age");
    command.env_clear();
    command.env("PATH", PATH);
    command.cwd(folder);
    command.args(args);
    let mut child = pair.slave.spawn_command(command).expect("age runs");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("its output");
    let mut writer = pair.master.take_writer().expect("its input");
    let (asked, asks) = std::sync::mpsc::channel();
    let reading = thread::spawn(move || {
        let (mut said, mut chunk) = (Vec::new(), [0; 256]);
        while let Ok(read @ 1..) = reader.read(&mut chunk) {
            said.extend_from_slice(&chunk[..read]);
            if said.windows(10).any(|words| words.eq_ignore_ascii_case(b"passphrase")) {
                // Whoever waits may be gone already.
                let _ = asked.send(());
            }
        }
    });
    if asks.recv().is_ok() {
        writer.write_all(format!("{passphrase}\r").as_bytes()).expect("typed");
    }
    let ended = child.wait().expect("its end").success();
    drop((writer, pair.master));
    reading.join().expect("its output is read");
    ended
}

/// Everything below the folder that ends like this, by its path in it.
fn files(root: &Path, ending: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let inside = path.strip_prefix(root).expect("inside").to_owned();
                files.insert(inside, fs::read(&path).expect("bytes"));
            }
        }
    }
    files
}

/// Mara and Jo, with one of everything, earlier copies, and a passphrase each.
fn locked() -> Place {
    let place = Place::new();
    let mut mint = Seeded(1);
    let full = with_notes(&everything(&mut mint), "the rain", &mut mint);
    let (mut store, empty, _) = place.writing();
    store.save(&empty, &full, now(), &mut mint).expect("it saves");
    drop(store);
    let mut session = session(&place.root());
    session.commit(&[Change::Liked("near-song".into(), true)], now()).expect("kept");
    for (person, words) in [(Person::A, MARAS), (Person::B, JOS)] {
        session.open_turn(person, now()).expect("a turn");
        session.lock_for(person, &secret(words), now()).expect("locked");
        session.commit(&[note(person, true, "mine alone, and locked")], now()).expect("kept");
        session.end_turn();
    }
    drop(session);
    // Each knows the other's key by now.
    opened(&place, MARAS);
    place
}

/// The two commands of the README.txt in this folder.
fn commands(root: &Path) -> [Vec<String>; 2] {
    let text = fs::read_to_string(root.join("README.txt")).expect("it is there");
    let lines = text.lines().filter_map(|line| line.strip_prefix("    age "));
    let commands: Vec<Vec<String>> =
        lines.map(|line| line.split_whitespace().map(str::to_owned).collect()).collect();
    commands.try_into().expect("two commands")
}

fn with<'a>(command: &'a [String], word: &str, instead: &'a str) -> Vec<&'a str> {
    assert!(command.iter().any(|one| one == word), "{word} in {command:?}");
    command.iter().map(|one| if one == word { instead } else { one }).collect()
}

/// What the program itself holds: the folder, unlocked for good, by each of them what they may.
fn held(place: &Place) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut held = BTreeMap::new();
    for (person, words) in [(Person::A, MARAS), (Person::B, JOS)] {
        let copy = tempfile::tempdir().expect("a folder");
        for (path, bytes) in place.files() {
            let to = copy.path().join(path);
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            put(&to, &bytes);
        }
        let mut session = session(copy.path());
        assert_eq!(session.unlock(&secret(words), now()).expect("it opens"), person);
        session.open_turn(person, now()).expect("a turn");
        session.unlock_for_good(person).expect("unlocked");
        drop(session);
        held.extend(files(copy.path(), ".json"));
    }
    held
}

#[expect(clippy::disallowed_methods, reason = "another program need not be careful")]
fn put(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("a place to write");
}

/// Whose alone a file is, by its name.
fn owner(path: &Path) -> Option<Person> {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let name = name.strip_prefix("now-").unwrap_or(&name);
    match name.split('.').next() {
        Some("a") => Some(Person::A),
        Some("b") => Some(Person::B),
        _ => None,
    }
}

#[test]
fn age_opens_what_its_owner_may_open_and_nothing_else() {
    if !is_installed() {
        return;
    }
    let place = locked();
    let root = place.root();
    let held = held(&place);
    let [unwrap, open] = commands(&root);
    let mut opened = 0;
    for (person, words) in [(Person::A, MARAS), (Person::B, JOS)] {
        let key = format!("keys/{}.age", person.letter());
        let unwrap = with(&unwrap, "keys/a.age", &key);
        assert!(!age_asks(&root, &unwrap, "another passphrase"), "{person:?}");
        assert!(age_asks(&root, &unwrap, words), "{person:?}");
        for path in files(&root, ".json.age").into_keys() {
            let name = path.to_str().expect("text");
            let plain = age(&root, &with(&open, "couple.json.age", name));
            if owner(&path).is_some_and(|owner| owner != person) {
                assert_eq!(plain, None, "{name} is not for {person:?}");
                continue;
            }
            let mut plain = plain.unwrap_or_else(|| panic!("{name} is for {person:?}"));
            assert!(plain.len().is_multiple_of(4096), "{name}");
            plain.truncate(plain.trim_ascii_end().len());
            plain.push(b'\n');
            assert!(plain == held[&path.with_extension("")], "{name} is what the program holds");
            opened += 1;
        }
        fs::remove_file(root.join("key.txt")).expect("it was written");
    }
    let kinds = ["couple", "months/2026-11", "a", "b", "now-a", "now-b", "backups/couple.2026-11-20.1"];
    for kind in kinds {
        assert!(held.contains_key(Path::new(&format!("{kind}.json"))), "{kind} in {:?}", held.keys());
    }
    println!("{opened} files opened with age");
    assert!(opened >= 12, "{opened}");
}

fn opened(place: &Place, words: &str) -> Archive {
    let mut session = session(&place.root());
    let person = session.unlock(&secret(words), now()).expect("it opens");
    session
        .prove(person.other(), &secret(if words == MARAS { JOS } else { MARAS }), now())
        .expect("it opens");
    assert_eq!(session.looking_only(), None);
    let known = |told: &String| told.contains("from a newer version");
    assert!(session.notices().iter().all(known), "{:?}", session.notices());
    session.archive().clone()
}

#[test]
fn what_age_locked_opens_here() {
    if !is_installed() {
        return;
    }
    let place = locked();
    let root = place.root();
    let before = opened(&place, MARAS);
    let held = held(&place);
    let vault: serde_json::Value = serde_json::from_slice(&place.bytes("vault.json")).expect("json");
    let key = |person: Person| vault["keys"][String::from(person.letter())].as_str().expect("a key");
    for path in files(&root, ".json.age").into_keys().filter(|path| !path.starts_with("backups")) {
        let plain = place.beside("plain");
        put(&plain, &held[&path.with_extension("")]);
        let out = root.join(&path);
        fs::remove_file(&out).expect("it is there");
        let mut args = vec!["-o", out.to_str().expect("text")];
        for person in Person::BOTH.into_iter().filter(|one| owner(&path).is_none_or(|owner| owner == *one)) {
            args.extend(["-r", key(person)]);
        }
        args.push(plain.to_str().expect("text"));
        age(&root, &args).expect("age locks it");
    }
    for words in [MARAS, JOS] {
        let after = opened(&place, words);
        assert!(after.couple == before.couple && after.months == before.months, "{words}");
        assert!(after.drawers() == before.drawers(), "{words}");
    }
}
