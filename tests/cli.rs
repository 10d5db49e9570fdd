//! The built program, run as a person would run it, without a terminal.

#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const NINE: &str = "2026-11-20T21:00:00+01:00";

/// Set-up for two from the first page to Tonight, nothing chosen but the names.
const SET_UP: &str = "\n\nMara\n\nJo\n\n4\n\n\n\n\n2\n";

fn evenfall(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evenfall"));
    command.env_clear().arg("--data-dir").arg(folder.join("data")).args(["--now", NINE]).args(arguments);
    command.env("TMPDIR", folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(folder: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut child = evenfall(folder, arguments).stdin(Stdio::piped()).spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("its input");
    // It may have closed before all is typed, and that is fine.
    let _ = stdin.write_all(typed.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("its end")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn set_up(folder: &Path) {
    let output = run(folder, &[], SET_UP);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).contains("Good evening, Mara and Jo."), "{}", out(&output));
}

/// Every file under `folder` with its bytes.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(bytes(&path));
        } else {
            all.push((path.display().to_string(), fs::read(&path).expect("a file")));
        }
    }
    all.sort();
    all
}

#[test]
fn earlier_copies_are_listed_without_a_trace_and_one_comes_back() {
    let folder = folder();
    let none = run(folder.path(), &["backups"], "");
    assert!(out(&none).starts_with("There is no earlier copy yet."), "{}", out(&none));
    assert!(!folder.path().join("data").exists(), "listing makes no folder");
    set_up(folder.path());
    let before = bytes(folder.path());
    let listed = run(folder.path(), &["backups", "list"], "");
    assert_eq!(bytes(folder.path()), before, "listing changes nothing");
    let first = "couple.2026-11-20.1.json  What you keep together, Friday 20 November 2026: ";
    assert!(out(&listed).starts_with(first), "{}", out(&listed));

    let back = run(folder.path(), &["backups", "restore", "couple.2026-11-20.1.json"], "");
    assert_eq!(back.status.code(), Some(0), "{}", err(&back));
    assert!(out(&back).starts_with("That copy is back."), "{}", out(&back));
    assert!(out(&run(folder.path(), &["backups"], "")).contains(".pinned.json"));
    for name in ["couple.2026-11-20.99.json", "../couple.json", "couple.json"] {
        let none = run(folder.path(), &["backups", "restore", name], "");
        assert_eq!(none.status.code(), Some(1));
        assert!(err(&none).starts_with("There is no earlier copy of that name."), "{}", err(&none));
    }
}

#[test]
fn every_file_is_checked_without_a_trace() {
    let folder = folder();
    let none = run(folder.path(), &["check"], "");
    assert_eq!(
        (none.status.code(), &*out(&none)),
        (Some(0), "There is nothing here yet. evenfall alone begins.\n")
    );
    assert!(!folder.path().join("data").exists(), "checking makes no folder");
    set_up(folder.path());
    let before = bytes(folder.path());
    let whole = run(folder.path(), &["check", "--open"], "");
    assert_eq!(whole.status.code(), Some(0), "{}", out(&whole));
    assert!(out(&whole).ends_with("\nEverything is whole. Nothing needs doing.\n"), "{}", out(&whole));
    assert!(err(&whole).is_empty(), "there is no key to open: {}", err(&whole));
    assert!(out(&whole).lines().any(|line| line.starts_with("couple.json ") && line.ends_with("  whole")));
    assert_eq!(bytes(folder.path()), before, "checking changes nothing");

    fs::copy(folder.path().join("data/README.txt"), folder.path().join("data/a.json"))
        .expect("a damaged file");
    let damaged = run(folder.path(), &["check", "--json"], "");
    let json: Value = serde_json::from_str(&out(&damaged)).expect("json");
    assert_eq!((damaged.status.code(), &json["exit"], &json["schema"]), (Some(1), &1.into(), &1.into()));
    let findings = json["findings"].as_array().expect("findings");
    let own = findings.iter().find(|one| one["path"] == "a.json").expect("a line for it");
    assert_eq!((&own["state"], &own["words"]), (&"not-whole".into(), &"not whole".into()));
    fs::remove_file(folder.path().join("data/a.json")).expect("removed");
    let copy = "data/couple.sync-conflict-20261120-210000-ABCDEFG.json";
    fs::copy(folder.path().join("data/couple.json"), folder.path().join(copy)).expect("a copy");
    let copies = run(folder.path(), &["check"], "");
    assert_eq!(copies.status.code(), Some(3));
    assert!(out(&copies).contains("  a copy from a sync\n"), "{}", out(&copies));
}

#[test]
fn ones_own_copy_is_brought_back_only_in_ones_own_turn() {
    let folder = folder();
    set_up(folder.path());
    let own = folder.path().join("data/backups/a.2026-11-20.1.json");
    fs::copy(folder.path().join("data/couple.json"), own).expect("a file of that name");
    let refused = run(folder.path(), &["backups", "restore", "a.2026-11-20.1.json"], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).starts_with("That copy belongs to Mara alone."), "{}", err(&refused));
    let listed = out(&run(folder.path(), &["backups"], ""));
    assert!(listed.contains("a.2026-11-20.1.json  Only for Mara, Friday 20 November 2026\n"), "{listed}");
}

#[test]
fn everything_goes_into_one_file_and_comes_back() {
    let folder = folder();
    let copy = folder.path().join("all.json");
    let name = copy.to_str().expect("text");
    let nothing = run(folder.path(), &["backup", name], "");
    assert_eq!((nothing.status.code(), copy.exists()), (Some(1), false));
    set_up(folder.path());
    let before = bytes(folder.path());
    let made = run(folder.path(), &["backup", name], "");
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    assert!(out(&made).contains("Left out: lock.\n"), "{}", out(&made));
    assert_eq!(bytes(folder.path()).len(), before.len() + 1, "nothing else is written");
    assert_eq!(run(folder.path(), &["backup", name], "").status.code(), Some(1), "never over another");

    let beside = run(folder.path(), &["restore", name], "");
    assert!(out(&beside).contains("data-restored"), "{}", out(&beside));
    let elsewhere = tempfile::tempdir().expect("a folder");
    let back = run(elsewhere.path(), &["restore", name], "");
    assert_eq!(out(&back), "Everything is back. evenfall opens it.\n", "{}", err(&back));
    let tonight = run(elsewhere.path(), &["--lines"], "q\n");
    assert!(out(&tonight).contains("Good evening, Mara and Jo."), "{}", out(&tonight));
    let damaged = run(elsewhere.path(), &["restore", "/dev/null"], "");
    assert_eq!(damaged.status.code(), Some(1));
    assert!(err(&damaged).contains("Nothing was"), "{}", err(&damaged));
}

#[test]
fn what_makes_no_sense_is_a_usage_error() {
    let folder = folder();
    for arguments in
        [&["--now", "soon"][..], &["--theme", "red"], &["dance"], &["export"], &["demo", "--years", "3"]]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_evenfall"))
            .env_clear()
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .expect("the program");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    assert!(bytes(folder.path()).is_empty());
}

#[test]
fn before_anybody_is_set_up_tonight_needs_a_person_and_makes_nothing() {
    let folder = folder();
    let output = run(folder.path(), &["tonight", "--json"], "");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(err(&output), "Nobody is set up here yet. evenfall alone begins with that.\n");
    assert!(out(&output).is_empty());
    assert!(!folder.path().join("data").exists());
}

#[test]
fn tonight_is_json_for_other_programs() {
    let folder = folder();
    set_up(folder.path());
    let before = bytes(folder.path());
    let output = run(folder.path(), &["tonight", "--json"], "");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let json: Value = serde_json::from_slice(&output.stdout).expect("json");
    assert_eq!(json["evening"], "2026-11-20");
    assert_eq!(json["ceiling"], "near");
    assert_eq!(json["offers"].as_array().map(Vec::len), Some(3));
    let words = run(folder.path(), &["tonight"], "");
    assert!(out(&words).starts_with("Friday 20 November.\n"), "{}", out(&words));
    assert_eq!(bytes(folder.path()), before);
}

#[test]
fn a_second_window_looks_only_and_tonight_needs_no_lock() {
    let folder = folder();
    set_up(folder.path());
    let mut first = evenfall(folder.path(), &[]).stdin(Stdio::piped()).spawn().expect("the program");
    let mut said = BufReader::new(first.stdout.take().expect("its output"));
    let mut line = String::new();
    while !line.contains("Good evening") {
        line.clear();
        assert!(said.read_line(&mut line).expect("a line") > 0, "it closed");
    }
    let tonight = run(folder.path(), &["tonight"], "");
    assert_eq!(tonight.status.code(), Some(0), "{}", err(&tonight));
    let second = run(folder.path(), &["check-in"], "1\nq\n");
    assert_eq!(second.status.code(), Some(0), "{}", err(&second));
    assert!(out(&second).contains("open in another window"), "{}", out(&second));
    drop(first.stdin.take());
    said.read_to_string(&mut line).expect("the rest");
    assert!(line.ends_with("Closed for tonight.\n"), "{line}");
    assert_eq!(first.wait().expect("its end").code(), Some(0));
}

#[test]
fn an_export_is_a_new_file_of_its_owners_alone() {
    let folder = folder();
    set_up(folder.path());
    let printed = run(folder.path(), &["export", "--format", "json"], "");
    let json: Value = serde_json::from_slice(&printed.stdout).expect("json");
    assert_eq!(json["program"], "evenfall");
    let file = folder.path().join("all.json");
    let into = file.display().to_string();
    let written = run(folder.path(), &["export", "--format", "json", "--into", &into], "");
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    assert_eq!(fs::read(&file).expect("the export"), printed.stdout);
    assert_eq!(fs::metadata(&file).expect("the export").permissions().mode() & 0o777, 0o600);
    let again = run(folder.path(), &["export", "--format", "json", "--into", &into], "");
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(
        err(&again),
        "There is a file of that name already, and it stays as it is. Another name would do.\n"
    );
}

#[test]
fn an_export_that_cannot_be_made_says_why() {
    let folder = folder();
    let into = folder.path().join("nowhere/all.json").display().to_string();
    let output = run(folder.path(), &["export", "--format", "json", "--into", &into], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("there is no such folder"), "{}", err(&output));
}

#[test]
fn the_calendar_is_exported_for_calendar_programs_without_a_trace() {
    let folder = folder();
    set_up(folder.path());
    let before = bytes(folder.path());
    let printed = run(folder.path(), &["export", "--format", "ics"], "");
    assert_eq!(printed.status.code(), Some(0), "{}", err(&printed));
    assert!(out(&printed).starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{}", out(&printed));
    assert!(out(&printed).ends_with("END:VCALENDAR\r\n"), "{}", out(&printed));
    assert_eq!(bytes(folder.path()), before);
    let mixed = run(folder.path(), &["export", "--format", "json", "--titles", "full"], "");
    assert_eq!(mixed.status.code(), Some(1));
    assert!(
        err(&mixed).starts_with("--from, --to, --titles and --drawer belong to other formats."),
        "{}",
        err(&mixed)
    );
    let days = ["--from", "2026-11-30", "--to", "2026-11-01"];
    let backwards = run(folder.path(), &[&["export", "--format", "ics"], &days[..]].concat(), "");
    assert_eq!(backwards.status.code(), Some(1));
    assert!(err(&backwards).contains("nothing was exported"), "{}", err(&backwards));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "another program need not be careful")]
fn appointments_come_from_the_file_of_another_calendar() {
    let folder = folder();
    set_up(folder.path());
    let file = folder.path().join("there.ics");
    let event = "BEGIN:VEVENT\nUID:a\nSUMMARY:Physio\nDTSTART:20261124T100000\nEND:VEVENT\n";
    fs::write(&file, format!("BEGIN:VCALENDAR\n{event}END:VCALENDAR\n")).expect("a file");
    let name = file.display().to_string();
    let taken = run(folder.path(), &["import", &name], "2\n3\n1\nq\n");
    assert_eq!(taken.status.code(), Some(0), "{}", err(&taken));
    assert!(out(&taken).contains("One new appointment is in that file."), "{}", out(&taken));
    assert!(out(&taken).contains("One appointment is on the calendar."), "{}", out(&taken));
    let exported = run(folder.path(), &["export", "--format", "ics", "--titles", "full"], "");
    assert!(out(&exported).contains("SUMMARY:Physio\r\n"), "{}", out(&exported));
    let again = run(folder.path(), &["import", &name], "\nq\n");
    assert!(out(&again).contains("One is here already."), "{}", out(&again));

    let before = bytes(folder.path());
    for (name, said) in [
        (folder.path().join("nowhere.ics"), "That file could not be read. Nothing was changed."),
        (folder.path().to_owned(), "That file could not be read. Nothing was changed."),
        (folder.path().join("data/couple.json"), "That is not the file of a calendar. Nothing was changed."),
    ] {
        let output = run(folder.path(), &["import", &name.display().to_string()], "");
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).starts_with(said) && err(&output).lines().count() == 1, "{}", err(&output));
    }
    assert_eq!(bytes(folder.path()), before);
}

#[test]
fn an_empty_variable_is_as_good_as_none() {
    let folder = folder();
    let output = Command::new(env!("CARGO_BIN_EXE_evenfall"))
        .env_clear()
        .env("HOME", folder.path())
        .env("EVENFALL_DIR", "")
        .arg("tonight")
        .output()
        .expect("the program");
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
}

#[test]
fn a_demo_leaves_nothing_behind() {
    let folder = folder();
    let output = run(folder.path(), &["demo"], "2\n4\nf\nq\n");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).contains("This is a demo. Mara and Jo are invented"), "{}", out(&output));
    assert!(out(&output).contains("Good night."), "{}", out(&output));
    assert!(bytes(folder.path()).is_empty());
}

#[test]
fn ctrl_c_closes_kindly() {
    let folder = folder();
    let mut child = evenfall(folder.path(), &["demo"]).stdin(Stdio::piped()).spawn().expect("the program");
    let mut said = BufReader::new(child.stdout.take().expect("its output"));
    let mut line = String::new();
    while !line.contains("Good evening") {
        line.clear();
        assert!(said.read_line(&mut line).expect("a line") > 0, "it closed");
    }
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).expect("a signal");
    said.read_to_string(&mut line).expect("the rest");
    assert!(line.ends_with("Closed for tonight.\n"), "{line}");
    assert_eq!(child.wait().expect("its end").code(), Some(0));
    assert!(bytes(folder.path()).is_empty());
}

#[test]
fn invented_years_go_into_an_empty_folder_only() {
    let folder = folder();
    let into = folder.path().join("data").display().to_string();
    let arguments = ["demo", "--years", "1", "--into", &into];
    let filled = run(folder.path(), &arguments, "");
    assert_eq!(filled.status.code(), Some(0), "{}", err(&filled));
    let printed = run(folder.path(), &["export", "--format", "json"], "");
    let json: Value = serde_json::from_slice(&printed.stdout).expect("json");
    // What is planned may lie in the month after.
    let months = json["months"].as_object().map_or(0, serde_json::Map::len);
    assert!((13..=14).contains(&months), "{months}");
    assert!(out(&printed).contains("\"note\""));
    let before = bytes(folder.path());
    let again = run(folder.path(), &arguments, "");
    assert_eq!(again.status.code(), Some(1));
    assert!(err(&again).contains("An empty one would do."), "{}", err(&again));
    assert_eq!(bytes(folder.path()), before);
}

#[test]
fn a_folder_that_cannot_be_is_one_sentence() {
    let folder = folder();
    fs::File::create(folder.path().join("data")).expect("a file in its place");
    let output = run(folder.path(), &[], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
    assert!(err(&output).contains("There is a file where the folder would be."), "{}", err(&output));
}
