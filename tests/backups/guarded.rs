//! No main file is ever opened for writing, moved away or removed: only the rename of a finished
//! temporary file reaches one.

use std::any::Any;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use evenfall::domain::change::Change;
use evenfall::domain::earlier::Instead;
use evenfall::domain::people::Person;
use evenfall::export::copy;
use evenfall::session::Session;
use evenfall::store::disk::{Stat, Written};
use evenfall::store::whole::NoCopy;
use evenfall::store::{Disk, RealDisk};

use crate::support::{Place, Seeded, evening, finished, now, profile};

/// Something that is about to happen to a file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Deed<'a> {
    Write(&'a Path),
    Rename(&'a Path, &'a Path),
    Link(&'a Path, &'a Path),
    Remove(&'a Path),
    Read(&'a Path),
}

/// The real disk, with somebody who looks on.
struct Guarded<F>(F);

impl<F: Fn(Deed<'_>) + Send + Sync> Disk for Guarded<F> {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn Written>> {
        self.0(Deed::Write(path));
        RealDisk.write_new(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0(Deed::Rename(from, to));
        RealDisk.rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0(Deed::Link(from, to));
        RealDisk.link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0(Deed::Remove(path));
        RealDisk.remove(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.sync_folder(path)
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        RealDisk.stat(path)
    }

    fn read(&self, path: &Path) -> io::Result<Option<(Vec<u8>, Stat)>> {
        let read = RealDisk.read(path);
        self.0(Deed::Read(path));
        read
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        RealDisk.list(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.make_folder(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Any>>> {
        RealDisk.lock(path)
    }
}

/// Whether this is a file that holds what is kept, not a copy of one.
fn is_main(path: &Path) -> bool {
    let inside = |folder: &str| path.parent().is_some_and(|above| above.ends_with(folder));
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let named =
        ["couple.json", "a.json", "b.json", "now-a.json", "now-b.json", "settings.json", "vault.json"];
    (inside("evenfall") && named.contains(&name)) || (inside("months") && !name.starts_with('.'))
}

fn is_temporary(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with('.'))
}

fn guard(deed: Deed<'_>) {
    match deed {
        Deed::Write(path) | Deed::Remove(path) => assert!(!is_main(path), "{deed:?}"),
        Deed::Rename(from, to) => assert!(!is_main(from) && (!is_main(to) || is_temporary(from)), "{deed:?}"),
        Deed::Link(_, to) => assert!(!is_main(to), "{deed:?}"),
        Deed::Read(_) => {}
    }
}

fn open(place: &Place, seed: u64) -> Session {
    let mint = Box::new(Seeded(seed));
    Session::open(&place.root(), Arc::new(Guarded(guard)), mint, now()).expect("a folder that opens")
}

#[test]
fn nothing_that_happens_opens_moves_or_removes_a_main_file() {
    let place = Place::new();
    let mut session = open(&place, 1);
    let named = [Person::A, Person::B].map(|one| Change::Person(profile(one, "Mara")));
    session.commit(&named, now()).expect("kept");
    for person in Person::BOTH {
        session.open_turn(person, now()).expect("they are set up");
        session.commit(&[Change::CheckIn(Box::new(finished(person, "the soup")))], now()).expect("kept");
        session.commit(&[Change::Questions(person, Some("ache".into()), None)], now()).expect("kept");
        session.commit(&[Change::Questions(person, None, None)], now()).expect("kept");
        session.end_turn();
    }
    session.commit(&[Change::Look(evening())], now()).expect("kept");
    session.open_turn(Person::A, now()).expect("Mara");
    session.commit(&[Change::Cover(Person::A, evening())], now()).expect("covered, and copies cleared");
    session.end_turn();
    session.commit(&[Change::Liked("near-song".into(), true)], now()).expect("kept");
    session.undo(now()).expect("taken back");
    let copies = session.backups().expect("listed");
    let shared = copies.iter().find(|copy| copy.part.owner().is_none()).expect("a shared copy");
    session.restore(shared, now()).expect("brought back");
    drop(session);
    place.put("couple.json", b"half");
    let mut session = open(&place, 2);
    let file = session.damaged(now()).swap_remove(0);
    let chosen = [(file.name, Instead::Copy(file.candidates[0].path.clone()))];
    session.recover(&chosen, now()).expect("recovered");
    assert_eq!(session.looking_only(), None);
    drop(session);
    let whole = place.beside("all.json");
    let disk = Guarded(guard);
    copy::write(&disk, &place.root(), &whole).expect("copied");
}

#[test]
fn the_guard_sees_what_it_is_there_for() {
    let main = Path::new("/x/evenfall/couple.json");
    let month = Path::new("/x/evenfall/months/2026-11.json");
    let copy = Path::new("/x/evenfall/backups/couple.2026-11-20.1.json");
    let temp = Path::new("/x/evenfall/.couple.json.00000000000000aa.tmp");
    for deed in [
        Deed::Write(main),
        Deed::Remove(month),
        Deed::Rename(main, copy),
        Deed::Rename(month, main),
        Deed::Rename(copy, main),
        Deed::Link(copy, month),
    ] {
        assert!(std::panic::catch_unwind(|| guard(deed)).is_err(), "{deed:?}");
    }
    for deed in [Deed::Write(temp), Deed::Rename(temp, main), Deed::Link(main, copy), Deed::Remove(copy)] {
        guard(deed);
    }
}

/// The code of every file of the store and above it, without its own tests.
fn sources() -> Vec<(PathBuf, String)> {
    let (mut folders, mut sources) = (vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("text");
                let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                sources.push((path, code));
            }
        }
    }
    assert!(sources.len() > 20, "the sources are found");
    sources
}

#[test]
fn one_place_renames_onto_a_kept_file_and_none_renames_one_away() {
    let mut renames: Vec<(String, String)> = Vec::new();
    for (path, code) in sources() {
        let path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("inside").display().to_string();
        let calls = code.lines().filter(|line| line.contains(".rename(") || line.contains("fs::rename("));
        renames.extend(calls.map(|line| (path.clone(), line.trim().to_owned())));
    }
    renames.sort();
    let expected = [
        // The call itself.
        ("src/store/disk.rs", "fs::rename(from, to)"),
        // A finished temporary file into its place.
        ("src/store/folder.rs", "self.disk.rename(&temp, &path)?;"),
        // A finished folder into a place where none is.
        ("src/store/whole/place.rs", "disk.rename(&begun, &place)?;"),
    ];
    assert_eq!(renames.len(), expected.len(), "{renames:?}");
    for ((path, line), (in_file, words)) in renames.iter().zip(expected) {
        assert_eq!((path.as_str(), line.as_str()), (in_file, words));
    }
}

#[test]
fn what_is_saved_while_it_is_copied_is_read_again() {
    for (times, comes) in [(1, true), (9, false)] {
        let place = Place::new();
        place.fill();
        let left = std::sync::Mutex::new(times);
        let couple = place.file("couple.json");
        let busy = Guarded(|deed: Deed<'_>| {
            let mut left = left.lock().expect("one thread");
            if deed == Deed::Read(&couple) && *left > 0 {
                *left -= 1;
                let mut bytes = place.bytes("couple.json");
                bytes.push(b'\n');
                place.put("couple.json", &bytes);
            }
        });
        let made = copy::write(&busy, &place.root(), &place.beside("copy.json"));
        assert_eq!(made.is_ok(), comes, "saved {times} times meanwhile");
        assert!(comes || matches!(made, Err(NoCopy::Moving)));
        assert_eq!(place.beside("copy.json").exists(), comes);
    }
}
