//! The built program, killed at random instants of an evening: nothing that a screen said was
//! kept is lost, and starting again goes on where it was.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint;
use evenfall::session::guide::Route;
use evenfall::store::RealDisk;
use tempfile::TempDir;

use super::house::House;
use super::moment::Seeded;

/// Mara's turn: what the screen says, and what she types there. A question that is on the screen
/// says that everything before it is kept.
pub const TURN: [(&str, &str); 9] = [
    ("How much energy is there right now?", "3"),
    ("How hard is the body right now?", "6"),
    ("How calm, or uneasy?", "5"),
    ("Tonight I would like ...", "like 5\n"),
    ("Is there one small thing that would help tonight?", "ten minutes"),
    ("One thing you noticed or liked today?", "the soup"),
    ("What may be seen when you look together?", ""),
    ("How far may your own evening go?", ""),
    ("Thank you, Mara.", "2"),
];
/// The question once the turn is finished and its answers wait.
const WAITING: &str = "Your check-in of this evening is kept for you.";

/// The question where a turn was cut off.
const UNFINISHED: &str = "A turn of yours is not finished yet.";

/// Mara and Jo set up, the pages before a first check-in behind them.
pub fn template() -> TempDir {
    let mut house = House::set_up(&["Mara", "Jo"]);
    for person in [0, 1] {
        house.begin(Route::Evening);
        house.answers([Answer::Pick(person)]);
        house.past_the_first_pages();
        house.leave();
    }
    house.close()
}

/// Whoever types is told apart by this, where it is locked.
pub const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";

/// The same, with a passphrase each.
pub fn locked_template() -> TempDir {
    let mut house = House::at(template(), Arc::new(RealDisk));
    for (person, words) in [MARAS, JOS].into_iter().enumerate() {
        house.begin(Route::Lock);
        house.answers([Answer::Pick(person)]);
        house.locks_with(words);
        house.leave();
    }
    assert!(house.session.archive().shared_locked);
    house.close()
}

pub fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}

fn start(folder: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_evenfall"))
        .env_clear()
        .args(["--lines", "--now", "2026-11-20T21:00:00+01:00", "--data-dir"])
        .arg(folder)
        .arg("check-in")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program")
}

/// Types the evening up to some question and kills the program while it is at work on that
/// answer; says how far a screen had got.
fn killed_evening(folder: &Path, mint: &mut Seeded, passphrase: Option<&str>) -> Option<usize> {
    let mut child = start(folder);
    let mut stdin = child.stdin.take().expect("its input");
    let mut stdout = child.stdout.take().expect("its output");
    let mut said = String::new();
    let last = usize::try_from(mint.bits() % TURN.len() as u64).expect("a small number");
    let more = usize::try_from(mint.bits() % 120).expect("a small number");
    let mut byte = [0];
    let mut read_one = |said: &mut String| match stdout.read(&mut byte) {
        Ok(1) => said.push(char::from(byte[0])),
        _ => panic!("it ended early: {said}"),
    };
    if let Some(words) = passphrase {
        writeln!(stdin, "{words}").expect("typed");
    }
    writeln!(stdin, "1").expect("typed");
    for (question, typed) in &TURN[..=last] {
        while !said.contains(question) {
            read_one(&mut said);
        }
        // From here to the next question the program saves, and then draws.
        writeln!(stdin, "{typed}").expect("typed");
    }
    if let Some((next, _)) = TURN.get(last + 1) {
        let enough = said.len() + more;
        while said.len() < enough && !said.contains(next) {
            read_one(&mut said);
        }
    }
    child.kill().expect("killed");
    child.wait().expect("its end");
    let reached = reached(&said);
    assert!(reached.is_some(), "a question");
    reached
}

/// How far a screen had got, by what was said.
pub fn reached(said: &str) -> Option<usize> {
    TURN.iter().rposition(|(question, _)| said.contains(question))
}

/// Starts again on that folder, with a passphrase where it is locked: nothing is to be told, and it goes on where a screen had got to.
pub fn goes_on(folder: TempDir, reached: Option<usize>, told: &str, passphrase: Option<&str>) {
    let mut house = House::at(folder, Arc::new(RealDisk));
    assert_eq!(house.session.is_locked(), passphrase.is_some(), "{told}");
    if let Some(words) = passphrase {
        assert_eq!(house.unlock(words), Ok(Person::A), "{told}");
        assert_eq!(house.session.take_news(), [""; 0], "{told}");
    }
    assert_eq!(house.session.notices(), [""; 0], "{told}");
    assert!(house.session.looking_only().is_none(), "{told}");
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0)]);
    if house.question() == UNFINISHED {
        house.answers([Answer::Pick(0)]);
    }
    let question = house.question();
    let now = match TURN.iter().position(|(one, _)| *one == question) {
        Some(at) => at,
        None if question == WAITING => TURN.len() - 1,
        None => panic!("{told}: {question}"),
    };
    assert!(Some(now) >= reached, "{told}: a screen had come to {reached:?}, and it went on at {now}");
    assert!(!house.back(), "{told}: something leads back to earlier answers");
}

/// Whatever a kill left behind, no word of the two can be read in it.
fn shows_nothing(folder: &Path, told: &str) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            shows_nothing(&path, told);
            continue;
        }
        let bytes = fs::read(&path).expect("bytes");
        for words in ["Mara", "ten minutes", "the soup", "\"records\""] {
            let held = bytes.windows(words.len()).any(|part| part == words.as_bytes());
            assert!(!held, "{told}: {words} in {}", path.display());
        }
    }
}

fn killed_and_resumed(times: usize, passphrase: Option<&str>) {
    let template = if passphrase.is_some() { locked_template() } else { template() };
    let mut mint = Seeded(20);
    for round in 0..times {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(template.path(), folder.path());
        let reached = killed_evening(folder.path(), &mut mint, passphrase);
        if passphrase.is_some() {
            shows_nothing(folder.path(), &format!("round {round}"));
        }
        goes_on(folder, reached, &format!("round {round}"), passphrase);
    }
}

#[test]
fn nothing_that_was_kept_is_lost_two_hundred_times() {
    killed_and_resumed(200, None);
}

#[test]
fn nothing_that_was_kept_is_lost_where_it_is_locked() {
    killed_and_resumed(40, Some(MARAS));
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn nothing_that_was_kept_is_lost_five_hundred_times_where_it_is_locked() {
    killed_and_resumed(500, Some(MARAS));
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn nothing_that_was_kept_is_lost_a_thousand_times() {
    killed_and_resumed(1_000, None);
}
