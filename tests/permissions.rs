//! Whatever the umask and whatever was there: folders are 0700, files 0600, and a link leads
//! no writing elsewhere. In a suite of its own, since the umask belongs to the whole process.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;

use evenfall::domain::archive::HowItIs;
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::store::{self, Opened, StoreError};
use rustix::fs::Mode;
use rustix::process::umask;
use support::watched::Watched;
use support::{Place, Seeded, applied, everything, november, now};

mod support;

const UMASKS: [u32; 6] = [0o000, 0o002, 0o022, 0o077, 0o277, 0o777];
const MODES: [u32; 5] = [0o600, 0o644, 0o666, 0o400, 0o000];

#[derive(Debug, Clone, Copy)]
enum Before {
    File,
    Link,
    Missing,
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").mode() & 0o7777
}

/// Does something under another umask.
fn under<T>(mask: u32, act: impl FnOnce() -> T) -> T {
    let before = umask(Mode::from_raw_mode(mask));
    let done = act();
    umask(before);
    done
}

fn case(mask: u32, before_mode: u32, before: Before) {
    let told = format!("umask {mask:03o}, mode {before_mode:03o}, {before:?}");
    let place = Place::new();
    let mut mint = Seeded(4);
    let full = everything(&mut mint);
    under(mask, || {
        let (mut store, empty, _) = support::writing(place.open_on(Watched::hasty()));
        store.save(&empty, &full, now(), &mut mint).expect(&told);
    });
    let (own, elsewhere) = (place.file("a.json"), place.beside("elsewhere.json"));
    let bytes = place.bytes("a.json");
    match before {
        Before::File => fs::set_permissions(&own, Permissions::from_mode(before_mode)).expect(&told),
        Before::Link => {
            fs::rename(&own, &elsewhere).expect(&told);
            fs::set_permissions(&elsewhere, Permissions::from_mode(before_mode)).expect(&told);
            symlink(&elsewhere, &own).expect(&told);
        }
        Before::Missing => fs::remove_file(&own).expect(&told),
    }
    fs::set_permissions(place.root(), Permissions::from_mode(0o755)).expect(&told);
    let opened = under(mask, || store::open(Watched::hasty(), &place.root(), november()));
    let (mut store, archive) = match opened {
        Ok(Opened::Write { store, archive, .. }) => (store, archive),
        Ok(Opened::Look { why, .. }) => panic!("{told}: {why}"),
        Ok(Opened::Locked { .. }) => panic!("{told}: locked"),
        // Who is not root cannot read such a file; then nothing opens, and nothing changes.
        Err(StoreError::NotReadable(..)) => return assert_eq!(before_mode, 0, "{told}"),
        Err(error) => panic!("{told}: {error}"),
    };
    let next = applied(&archive, &Change::How(Person::A, HowItIs::Easier), &mut mint);
    under(mask, || store.save(&archive, &next, now(), &mut mint)).expect(&told);

    assert!(fs::symlink_metadata(&own).expect(&told).is_file(), "{told}");
    for file in ["a.json", "couple.json", "lock", "README.txt", "vault.json", "months/2026-11.json"] {
        assert_eq!(mode(&place.file(file)), 0o600, "{told}: {file}");
    }
    for folder in ["", "months"] {
        assert_eq!(mode(&place.file(folder)), 0o700, "{told}: {folder}");
    }
    if !matches!(before, Before::Missing) {
        assert_eq!(mode(&place.file("backups/a.2026-11-20.1.json")), 0o600, "{told}");
        assert_eq!(mode(&place.file("backups")), 0o700, "{told}");
    }
    if let Before::Link = before {
        assert_eq!(mode(&elsewhere), before_mode, "{told}");
        fs::set_permissions(&elsewhere, Permissions::from_mode(0o600)).expect(&told);
        assert_eq!(fs::read(&elsewhere).expect(&told), bytes, "{told}");
    }
}

#[test]
fn ninety_cases_of_umask_mode_and_what_was_there() {
    for mask in UMASKS {
        for mode in MODES {
            for before in [Before::File, Before::Link, Before::Missing] {
                case(mask, mode, before);
            }
        }
    }
}
