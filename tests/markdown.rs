//! The journal as a document to read, by the built program: what is shared, what is only theirs
//! who type their passphrase, and where it goes.

#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use evenfall::domain::change::Change;
use evenfall::domain::note::{EntryKind, NewNote, NoteChange};
use evenfall::domain::people::{Person, Profile};
use evenfall::domain::secret::Secret;
use evenfall::domain::time::Evening;
use evenfall::session::Session;
use evenfall::store::{RealDisk, Work};

#[path = "support/moment.rs"]
mod moment;

use moment::{Seeded, friday};

const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";

fn session(folder: &Path) -> Session {
    let root = folder.join("data");
    let session = Session::open(&root, Arc::new(RealDisk), Box::new(Seeded(7)), friday()).expect("a session");
    session.working(Work::of(2))
}

fn secret(words: &str) -> Secret {
    Secret::new(words).expect("a passphrase")
}

fn writes(session: &mut Session, person: Person, only_mine: bool, kind: EntryKind, days: i64, words: &str) {
    let evening = Evening(session.evening(friday()).0 - chrono::TimeDelta::days(days));
    let one = NewNote { kind, ..NewNote::free(only_mine, evening, words) };
    session.commit(&[Change::Note(person, NoteChange::Write(one))], friday()).expect("it is kept");
}

/// Two people with a journal; these of them have a passphrase, and with it a drawer.
fn two(folder: &Path, locked: &[Person]) {
    let mut session = session(folder);
    for (person, name) in [(Person::A, "Mara"), (Person::B, "Jo")] {
        let profile = Profile { person, name: name.into(), pronouns: None };
        session.commit(&[Change::Person(profile)], friday()).expect("it is kept");
    }
    for person in Person::BOTH {
        session.open_turn(person, friday()).expect("a turn");
        let words = |what: &str| format!("{what} of {}", person.letter());
        if locked.contains(&person) {
            let secret = secret(if person == Person::A { MARAS } else { JOS });
            session.lock_for(person, &secret, friday()).expect("it locks");
            writes(&mut session, person, true, EntryKind::Free, 0, &words("mine"));
        }
        writes(&mut session, person, false, EntryKind::Kindness, 40, &words("# long ago"));
        writes(&mut session, person, false, EntryKind::Free, 0, &words("ours"));
        writes(&mut session, person, false, EntryKind::ForYou, 0, &words("letter"));
        session.end_turn();
    }
}

fn export(folder: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evenfall"));
    command
        .env_clear()
        .arg("--data-dir")
        .arg(folder.join("data"))
        .args(["--now", "2026-11-20T21:00:00+01:00"]);
    command.args(["export", "--format", "markdown"]).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("its input");
    // It may have closed before all is typed, and that is fine.
    let _ = stdin.write_all(typed.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("its end")
}

/// Into a file that is not there yet: what is in it, or what was said instead, and how it ended.
fn into_a_file(folder: &Path, arguments: &[&str], typed: &str) -> (Option<i32>, String) {
    let file = folder.join("journal.md");
    let into = file.display().to_string();
    let output = export(folder, &[arguments, &["--into", &into]].concat(), typed);
    assert!(output.stdout.is_empty(), "nothing of it is printed");
    let Ok(document) = fs::read_to_string(&file) else {
        return (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned());
    };
    let mode = fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "its owner's alone");
    fs::remove_file(&file).expect("removed");
    (output.status.code(), document)
}

/// Which words of the two are in it.
fn held(document: &str) -> Vec<&'static str> {
    let all = [
        "long ago of a",
        "long ago of b",
        "ours of a",
        "ours of b",
        "letter of a",
        "letter of b",
        "mine of a",
        "mine of b",
    ];
    all.into_iter().filter(|words| document.contains(words)).collect()
}

/// Every file of the folder with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let (mut folders, mut files) = (vec![folder.join("data")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.clone(), fs::read(path).expect("bytes")));
            }
        }
    }
    files.sort();
    files
}

const SHARED: [&str; 4] = ["long ago of a", "long ago of b", "ours of a", "ours of b"];

#[test]
fn what_is_shared_is_written_down_without_a_trace() {
    let folder = tempfile::tempdir().expect("a folder");
    two(folder.path(), &[]);
    let before = files(folder.path());
    let (code, document) = into_a_file(folder.path(), &[], "");
    assert_eq!((code, held(&document)), (Some(0), SHARED.to_vec()), "{document}");
    assert!(document.starts_with("# The journal of Mara and Jo\n"), "{document}");
    assert!(document.contains("\n*A kindness.*\n\n\\# long ago of a\n"), "{document}");
    let printed = export(folder.path(), &["--drawer", "shared"], "");
    assert_eq!(String::from_utf8_lossy(&printed.stdout), document);
    let (_, some) = into_a_file(folder.path(), &["--from", "2026-11-01", "--to", "2026-11-20"], "");
    assert_eq!(held(&some), SHARED[2..]);
    let (_, none) = into_a_file(folder.path(), &["--to", "2020-01-01"], "");
    assert!(none.ends_with("Nothing is written here.\n"), "{none}");
    assert_eq!(files(folder.path()), before, "nothing else is written");
}

#[test]
fn what_cannot_be_written_down_is_one_kind_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    two(folder.path(), &[Person::A]);
    let inside = folder.path().join("data/mine.md").display().to_string();
    let mine = ["--drawer", "mara"];
    for (arguments, said) in [
        (&["--from", "2026-11-30", "--to", "2026-11-01"][..], "Those days would end before they begin"),
        (&["--titles", "full"], "--titles belongs to --format ics."),
        (&["--drawer", "anna", "--into", "/dev/null"], "Nobody here is called that"),
        (&["--drawer", "Jo", "--into", "/dev/null"], "Jo has no passphrase"),
        (&mine, "What is only one person's is not printed"),
        (&["--into", &inside], "That is where Evenfall keeps its own files"),
    ] {
        let output = export(folder.path(), arguments, &format!("{MARAS}\n"));
        let said_there = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said_there}");
        assert!(said_there.starts_with(said) && said_there.lines().count() == 1, "{said_there}");
        assert!(output.stdout.is_empty());
    }
    let empty = tempfile::tempdir().expect("a folder");
    let nothing = export(empty.path(), &[], "");
    assert_eq!(String::from_utf8_lossy(&nothing.stdout), "# A journal\n\nNothing is written here.\n");
    assert!(!empty.path().join("data").exists(), "and no folder is made");
}

#[test]
fn ones_own_drawer_takes_ones_own_passphrase() {
    let folder = tempfile::tempdir().expect("a folder");
    two(folder.path(), &[Person::A]);
    assert_eq!(held(&into_a_file(folder.path(), &[], "").1), SHARED, "what is shared is not locked yet");
    let (code, document) = into_a_file(folder.path(), &["--drawer", "MARA"], &format!("not it\n{MARAS}\n"));
    assert_eq!((code, held(&document)), (Some(0), vec!["letter of a", "mine of a"]), "{document}");
    assert!(document.starts_with("# What is only Mara's\n"), "{document}");
    let (code, said) = into_a_file(folder.path(), &["--drawer", "mara"], "\n");
    assert_eq!(code, Some(3));
    assert!(said.contains("Passphrase for Mara, or Enter") && said.contains("stays locked"), "{said}");
}

#[test]
fn where_everything_is_locked_one_passphrase_opens_what_is_shared() {
    let folder = tempfile::tempdir().expect("a folder");
    two(folder.path(), &[Person::A, Person::B]);
    let before = files(folder.path());
    let (code, said) = into_a_file(folder.path(), &[], "\n");
    assert_eq!(code, Some(3));
    assert!(said.contains("Passphrase for either of you") && said.contains("This is locked."), "{said}");
    for words in [MARAS, JOS] {
        assert_eq!(held(&into_a_file(folder.path(), &[], &format!("{words}\n")).1), SHARED);
    }
    let mine = ["--drawer", "mara"];
    let own = vec!["letter of a", "mine of a"];
    assert_eq!(held(&into_a_file(folder.path(), &mine, &format!("{MARAS}\n")).1), own);
    let both = format!("{JOS}\n{JOS}\n{MARAS}\n");
    assert_eq!(held(&into_a_file(folder.path(), &mine, &both).1), own);
    let (code, said) = into_a_file(folder.path(), &mine, &format!("{JOS}\n{JOS}\n\n"));
    assert_eq!(code, Some(3), "the other's passphrase opens nothing of hers: {said}");
    assert_eq!(files(folder.path()), before);
}
