//! What leaves the program: as text for another program, or as a file of its own.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::domain::archive::Archive;
use crate::domain::flow::WrittenDown;
use crate::domain::text;
use crate::domain::time::Evening;
use crate::store::Disk;

pub mod check;
pub mod copy;
pub mod everything;
pub mod ics;
pub mod jar;
pub mod markdown;
pub mod mine;
pub mod tonight;

/// JSON in which whatever could move a cursor or turn a line round is written as an escape: a
/// terminal may be what reads it, and nothing of what was kept is to be lost.
#[must_use]
fn without_controls(json: &str) -> String {
    let harmless = |c: char| c == '\n' || (c.is_ascii() && !c.is_ascii_control());
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if harmless(c) || !text::clean(c.encode_utf8(&mut [0; 4])).is_empty() {
            safe.push(c);
        } else {
            let mut units = [0; 2];
            let escapes = c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}"));
            safe.extend(escapes);
        }
    }
    safe
}

/// Writes `text` to a new file that only its owner can read. A file that is there stays as it is.
///
/// # Errors
/// Where there is such a file already, or it could not be written whole; nothing is left then.
pub fn write_new(disk: &dyn Disk, path: &Path, text: &str) -> io::Result<()> {
    write_new_bytes(disk, path, text.as_bytes())
}

fn write_new_bytes(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let written = disk.write_new(path, bytes).and_then(|file| file.sync());
    if written.as_ref().is_err_and(|error| error.kind() != ErrorKind::AlreadyExists) {
        // Half an export would be taken for a whole one. That it could not be removed either
        // says nothing beyond the first error.
        let _ = disk.remove(path);
    }
    written.map(drop)
}

/// How many files of one name and evening there may be.
const MOST: usize = 99;

/// Writes what is to be written down into a new file beside `place`, never over another, and says
/// where it is, or why there is none.
#[must_use]
pub fn written(
    archive: &Archive,
    what: &WrittenDown,
    place: &Path,
    today: Evening,
    disk: &dyn Disk,
) -> String {
    let (name, ending, text) = match what {
        WrittenDown::Mine(turn) => {
            let name = mine::file_name(archive.profile(turn.person()), turn);
            (name, "json", mine::mine(archive, turn))
        }
        WrittenDown::Jar => ("jar".to_owned(), "txt", jar::jar(archive)),
    };
    let text = match text {
        Ok(text) => text,
        Err(error) => return error.to_string(),
    };
    match beside(place, &format!("evenfall-{name}-{}", today.0), ending, &text, disk) {
        Ok(path) => format!("It is written down in {}", path.display()),
        Err(error) => {
            format!("It was not written down: {}. What was kept is still there.", why(&error))
        }
    }
}

fn beside(place: &Path, name: &str, ending: &str, text: &str, disk: &dyn Disk) -> io::Result<PathBuf> {
    let folder = place.parent().unwrap_or(place);
    for at in 1..=MOST {
        let number = if at == 1 { String::new() } else { format!("-{at}") };
        let path = folder.join(format!("{name}{number}.{ending}"));
        match write_new(disk, &path, text) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            written => return written.map(|()| path),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Why a file was not written, in a few plain words.
#[must_use]
pub fn why(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "there is no such folder",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "nothing can be written there",
        _ => "the disk refused it",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::store::RealDisk;

    #[test]
    fn what_could_move_a_cursor_is_written_as_an_escape() {
        let hostile = "a\u{1b}[2J\u{9b}b\u{202e}\u{7f}\u{e0041} Zo\u{eb}";
        let json = without_controls(&serde_json::to_string_pretty(&[hostile]).expect("json"));
        assert!(json.chars().all(|c| !c.is_control() || c == '\n') && !json.contains('\u{202e}'), "{json}");
        assert!(json.contains("Zo\u{eb}"), "{json}");
        let back: Vec<String> = serde_json::from_str(&json).expect("json");
        assert_eq!(back, [hostile]);
    }

    #[test]
    fn a_new_file_is_its_owners_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("all.json");
        write_new(&RealDisk, &path, "{}\n").expect("written");
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_to_string(&path).expect("text"), "{}\n");
    }

    #[test]
    fn a_file_that_is_there_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("all.json");
        write_new(&RealDisk, &path, "first").expect("written");
        let again = write_new(&RealDisk, &path, "second").expect_err("there already");
        assert_eq!(again.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).expect("text"), "first");
    }
}
