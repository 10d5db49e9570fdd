//! The built program, where the system refuses one call in its folder: it says so and goes on,
//! every file stays whole, and nothing that a screen said was kept is lost.
//!
//! strace does the refusing. Where it is not installed, or may not trace, these tests say so and
//! prove nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::kill::{MARAS, TURN, copy, goes_on, locked_template, reached, template};

/// Every call by which a program meets a file. Not every machine has all of them.
const CALLS: [&str; 24] = [
    "open",
    "openat",
    "read",
    "write",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "stat",
    "lstat",
    "fstat",
    "newfstatat",
    "statx",
    "flock",
    "getdents64",
    "fchmod",
    "chmod",
    "fchmodat",
    "linkat",
];

const ERRORS: [&str; 4] = ["EIO", "ENOSPC", "EACCES", "EINTR"];

/// Mara's turn under strace, typed line by line.
fn evening(folder: &Path, log: &Path, passphrase: Option<&str>, more: &[String]) -> Option<Output> {
    let calls: Vec<String> = CALLS.iter().map(|call| format!("?{call}")).collect();
    let mut child = Command::new("strace")
        .env_clear()
        .env("PATH", "/usr/bin:/bin:/usr/local/bin")
        .args(["-f", "-y", "-o"])
        .arg(log)
        .arg("-e")
        .arg(format!("trace={}", calls.join(",")))
        .args(more)
        .arg(env!("CARGO_BIN_EXE_evenfall"))
        .args(["--lines", "--now", "2026-11-20T21:00:00+01:00", "--data-dir"])
        .arg(folder)
        .arg("check-in")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let typed = TURN.map(|(_, typed)| typed).join("\n");
    let first = passphrase.map(|words| format!("{words}\n")).unwrap_or_default();
    // It may have ended before all is typed, and that is fine.
    let _ = child.stdin.take().expect("its input").write_all(format!("{first}1\n{typed}\n").as_bytes());
    Some(child.wait_with_output().expect("its end"))
}

/// Each call that touches the folder: its name, and which of its name it is.
fn touching(folder: &Path, log: &str) -> Vec<(&'static str, usize)> {
    let folder = folder.to_str().expect("text");
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for line in log.lines() {
        let Some((process, line)) = line.split_once(' ') else { continue };
        let Some((name, _)) = line.trim_start().split_once('(') else { continue };
        let Some(call) = CALLS.into_iter().find(|call| *call == name) else { continue };
        let count = counts.entry((process, call)).or_default();
        *count += 1;
        if line.contains(folder) {
            found.push((call, *count));
        }
    }
    found
}

/// Refuses every call in the folder with every error, or every `share`-th of these. Gives how many were refused; `None` where
/// nothing can be.
fn refused(share: usize, passphrase: Option<&str>) -> Option<usize> {
    let template = if passphrase.is_some() { locked_template() } else { template() };
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let log = scratch.path().join("log");
    let folder = || {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(template.path(), folder.path());
        folder
    };
    let sound = folder();
    let whole = evening(sound.path(), &log, passphrase, &[])?;
    let said = String::from_utf8_lossy(&whole.stdout).into_owned();
    let calls = touching(sound.path(), &fs::read_to_string(&log).ok()?);
    if calls.is_empty() || reached(&said) != Some(TURN.len() - 1) {
        return None;
    }
    let mut cases = 0;
    let each = calls.into_iter().flat_map(|(call, count)| ERRORS.map(|error| (call, count, error)));
    for (call, count, error) in each.skip(share / 2).step_by(share) {
        let told = format!("{error} at {call} number {count}");
        let folder = folder();
        let inject = ["-e".to_owned(), format!("inject={call}:error={error}:when={count}")];
        let output = evening(folder.path(), &log, passphrase, &inject)?;
        let injected = fs::read_to_string(&log).expect("a log").contains("(INJECTED)");
        assert!(injected, "{told}: it was not refused");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{told}: {:?}, {errors}", output.status);
        assert!(!errors.contains("went wrong inside") && !errors.contains("panicked"), "{told}: {errors}");
        goes_on(folder, reached(&String::from_utf8_lossy(&output.stdout)), &told, passphrase);
        cases += 1;
    }
    Some(cases)
}

/// What there was to prove, in words.
fn told(cases: Option<usize>) -> String {
    cases.map_or("skipped: strace is not installed here, or may not trace".into(), |cases| {
        format!("{cases} calls refused")
    })
}

#[test]
fn a_share_of_all_calls_refused_does_no_harm() {
    let cases = refused(15, None);
    println!("{}", told(cases));
    assert!(cases.is_none_or(|cases| cases >= 25), "{cases:?}");
}

#[test]
fn a_share_of_all_calls_refused_does_no_harm_where_it_is_locked() {
    let cases = refused(40, Some(MARAS));
    println!("{} where it is locked", told(cases));
    assert!(cases.is_none_or(|cases| cases >= 10), "{cases:?}");
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn every_call_refused_does_no_harm_where_it_is_locked() {
    let cases = refused(1, Some(MARAS));
    println!("{} where it is locked", told(cases));
    assert!(cases.is_none_or(|cases| cases >= 400), "{cases:?}");
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn every_call_refused_does_no_harm() {
    let cases = refused(1, None);
    println!("{}", told(cases));
    assert!(cases.is_none_or(|cases| cases >= 400), "{cases:?}");
}
