//! The whole folder as one file: verified before anything is placed, and placed whole or not at all.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::export::copy;
use evenfall::store::RealDisk;
use evenfall::store::whole::{NoCopy, Whole};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::support::watched::{Fault, Op, Watched};
use crate::support::{Place, Seeded, applied, now, profile};

/// A folder with something of everything in it, and what a copy leaves out.
fn full() -> Place {
    let place = Place::new();
    let kept = place.fill();
    let (mut store, _, _) = place.writing();
    let next = applied(&kept, &Change::Person(profile(Person::A, "Marie")), &mut Seeded(2));
    store.save(&kept, &next, now(), &mut Seeded(3)).expect("it saves");
    drop(store);
    place.put("a.json.age", b"age-encryption.org/v1\n\xff\xfe not text");
    place.put("keys/a.age", b"age-encryption.org/v1\n\x00\x80");
    place.put("damaged/couple.0011223344556677.json", b"half");
    place.put(".couple.json.0011223344556677.tmp", b"half");
    place.put("letter.txt", b"somebody else's");
    place
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(inside).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("a file");
                files.push((path.strip_prefix(folder).expect("inside").to_owned(), bytes));
            }
        }
    }
    files.sort();
    files
}

/// The copy of a folder in a file beside it, with what was said.
fn copied(place: &Place) -> (PathBuf, String) {
    let into = place.beside("copy.json");
    let said = copy::write(&RealDisk, &place.root(), &into).expect("a copy");
    (into, said)
}

fn restore(from: &Path, root: &Path) -> Result<String, NoCopy> {
    copy::restore(&RealDisk, from, root, &mut Seeded(8))
}

#[test]
fn a_copy_comes_back_byte_for_byte_and_says_what_it_left_out() {
    let place = full();
    let (file, said) = copied(&place);
    assert_eq!(file.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    let out = [
        ".couple.json.0011223344556677.tmp",
        "damaged",
        "letter.txt",
        "lock",
        "now-a.json",
        "now-b.json",
        "a.json.age",
    ];
    assert!(said.ends_with(&format!("Left out: {}.\n", out.join(", "))), "{said}");

    let root = place.beside("elsewhere/evenfall");
    assert_eq!(restore(&file, &root).expect("it comes back"), "Everything is back. evenfall opens it.\n");
    let belongs = |path: &Path| !out.iter().any(|name| path.starts_with(name));
    let expected: Vec<_> = files(&place.root()).into_iter().filter(|(path, _)| belongs(path)).collect();
    assert_eq!(files(&root), expected);
    assert!(expected.iter().any(|(path, _)| path.starts_with("backups")));
    assert!(expected.iter().any(|(path, _)| path == Path::new("keys/a.age")));
    for (path, _) in files(&root) {
        let mode = |path: &Path| path.metadata().expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&root.join(&path)), 0o600, "{}", path.display());
        assert_eq!(mode(root.join(&path).parent().expect("a folder")), 0o700);
    }
}

#[test]
fn what_is_there_stays_and_the_copy_goes_beside_it() {
    let place = full();
    let (file, _) = copied(&place);
    let before = files(&place.root());
    for name in ["evenfall-restored", "evenfall-restored-2"] {
        let said = restore(&file, &place.root()).expect("it comes back");
        assert!(said.contains(&format!("{}\n", place.beside(name).display())), "{said}");
        assert!(place.beside(name).join("couple.json").exists());
    }
    assert_eq!(files(&place.root()), before);
    let empty = place.beside("empty");
    fs::create_dir(&empty).expect("a folder");
    restore(&file, &empty).expect("into an empty folder");
    assert!(empty.join("couple.json").exists());
}

#[test]
fn a_copy_is_never_written_over_anything() {
    let place = full();
    let (file, _) = copied(&place);
    let bytes = fs::read(&file).expect("bytes");
    let error = copy::write(&RealDisk, &place.root(), &file).expect_err("it is there");
    assert!(error.to_string().starts_with("There is a file of that name already"), "{error}");
    assert_eq!(fs::read(&file).expect("bytes"), bytes);
    let nothing = copy::write(&RealDisk, &place.beside("nowhere"), &place.beside("other.json"));
    assert!(matches!(nothing, Err(NoCopy::Nothing)));
    assert!(!place.beside("other.json").exists());
}

/// A copy of one file at this path, with a sound hash.
fn one(path: &str, text: &str) -> Value {
    let hash = Sha256::digest(text).iter().fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
    json!({ "path": path, "sha256": hash, "text": text })
}

#[test]
fn a_hostile_or_damaged_copy_is_refused_before_anything_is_placed() {
    let place = full();
    let (file, _) = copied(&place);
    let sound: Value = serde_json::from_slice(&fs::read(file).expect("bytes")).expect("json");
    let with = |change: &dyn Fn(&mut Value)| {
        let mut copy = sound.clone();
        change(&mut copy);
        serde_json::to_vec(&copy).expect("json")
    };
    let add = |path: &str| {
        let path = path.to_owned();
        with(&move |copy| copy["files"].as_array_mut().expect("files").push(one(&path, "mine now")))
    };
    let mut refused: Vec<(Vec<u8>, &str)> = Vec::new();
    for path in [
        "/etc/cron.d/x",
        "../../.bashrc",
        "months/../../x.json",
        "months/2026-12.json/../../../x",
        "backups/../../x.json",
        "keys/../../x",
        "now-a.json",
        "lock",
        "couple.json\u{0}",
        "./couple.json",
        "~/.ssh/authorized_keys",
    ] {
        refused.push((add(path), "names a file that does not belong"));
    }
    refused.extend([
        (add("couple.json"), "not whole"),
        (with(&|copy| copy["files"][0]["sha256"] = json!("00")), "not whole"),
        (with(&|copy| copy["files"][0]["base64"] = json!("AAAA")), "not whole"),
        (with(&|copy| copy["files"][0]["text"] = Value::Null), "not whole"),
        (with(&|copy| copy["files"] = json!([])), "not whole"),
        (with(&|copy| copy["files"] = json!("all")), "not whole"),
        (with(&|copy| copy["schema"] = json!(2)), "A newer Evenfall"),
        (with(&|copy| copy["kind"] = json!("couple")), "no copy that Evenfall made"),
        (
            with(&|copy| {
                let newer = one("months/2031-01.json", "{\"schema\": 2, \"kind\": \"month\"}");
                copy["files"].as_array_mut().expect("files").push(newer);
            }),
            "A newer Evenfall",
        ),
        (
            with(&|copy| {
                let code = json!({ "path": "keys/b.age", "sha256": "00", "base64": "not base64" });
                copy["files"].as_array_mut().expect("files").push(code);
            }),
            "not whole",
        ),
        (b"".to_vec(), "no copy that Evenfall made"),
        (b"PK\x03\x04".to_vec(), "no copy that Evenfall made"),
        (vec![b'['; 100_000], "no copy that Evenfall made"),
    ]);
    let whole = serde_json::to_vec(&sound).expect("json");
    refused.push((whole[..whole.len() / 2].to_vec(), "no copy that Evenfall made"));
    for (at, (bytes, why)) in refused.iter().enumerate() {
        let inside = Place::new();
        inside.put_beside("copy.json", bytes);
        let error = restore(&inside.beside("copy.json"), &inside.root()).expect_err("it is refused");
        assert!(
            error.to_string().contains(why) && error.to_string().contains("Nothing was"),
            "{at}: {error}"
        );
        let left: Vec<_> = fs::read_dir(inside.beside("")).expect("a folder").collect();
        assert_eq!(left.len(), 1, "{at}: nothing was placed anywhere");
    }
    assert!(matches!(Whole::read(&refused[0].0), Err(NoCopy::Stray)));
}

#[test]
fn ten_gigabytes_are_refused_without_being_read() {
    let place = Place::new();
    let large = place.beside("large.json");
    fs::File::create(&large).and_then(|file| file.set_len(10 << 30)).expect("a sparse file");
    let error = restore(&large, &place.root()).expect_err("it is too large");
    assert!(matches!(error, NoCopy::TooLarge), "{error}");
    let error = restore(&place.beside("none.json"), &place.root()).expect_err("it is not there");
    assert!(error.to_string().starts_with("There is no such file"), "{error}");
    assert!(restore(&place.beside(""), &place.root()).is_err(), "a folder is no copy");
}

#[test]
fn a_fault_at_any_operation_leaves_all_of_it_or_nothing() {
    let place = full();
    let (file, _) = copied(&place);
    let restored = |disk: &Watched, root: &Path| copy::restore(disk, &file, root, &mut Seeded(8));
    let disk = Watched::hasty();
    disk.begin(None);
    restored(&disk, &Place::new().root()).expect("it comes back");
    let operations = disk.log().len();
    let mut cases = 0;
    for at in 0..operations {
        for errno in [5, 13, 28] {
            let told = format!("operation {at}, errno {errno}");
            let here = Place::new();
            let disk = Watched::hasty();
            disk.begin(Some(Fault::Once(at, errno)));
            let done = restored(&disk, &here.root());
            let confirms = disk.log().iter().rposition(|(op, _)| *op == Op::SyncFolder) == Some(at);
            if done.is_ok() || matches!(done, Err(NoCopy::NotConfirmed)) {
                assert!(done.is_ok() || confirms, "{told}");
                assert!(here.root().join("couple.json").exists(), "{told}");
            } else {
                let left = fs::read_dir(here.beside("")).expect("a folder").count();
                assert_eq!(left, 0, "{told}: what was begun is taken away");
            }
            cases += 1;
        }
    }
    assert!(cases > 60, "{cases}");
}
