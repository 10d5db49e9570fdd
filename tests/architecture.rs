//! The house keeps its floors: each file looks only down, the subject knows no machine, one
//! file writes what is kept, and nothing reaches a network.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, from the ground up. Rooms on one floor do not know each other.
const FLOORS: [&[&str]; 6] = [
    &["domain"],
    &["store"],
    &["session", "export", "demo", "desktop"],
    &["ui", "line", "clock", "random", "typing"],
    &["cli"],
    &["main"],
];

/// The files that write files, and which.
const WRITERS: [(&str, &str); 4] = [
    ("store/disk.rs", "what is kept"),
    ("export.rs", "a new file, where somebody asked for one"),
    ("desktop.rs", "the icon that starts the program"),
    ("demo.rs", "its own folder, removed at the end"),
];

/// What the subject may not name.
const MACHINES: [&str; 6] =
    ["ratatui", "crossterm", "Instant::now", "SystemTime::now", "Local::now", "Utc::now"];

/// What opens, moves or removes files.
const WRITING: [&str; 8] = [
    "OpenOptions",
    "File::create",
    "File::options",
    "create_new",
    "fs::write",
    "fs::copy",
    "fs::rename",
    "fs::remove",
];

/// Packages that reach a network, or bring a runtime for it.
const NETWORK: [&str; 12] = [
    "tokio",
    "async-std",
    "smol",
    "hyper",
    "reqwest",
    "ureq",
    "curl",
    "socket2",
    "rustls",
    "native-tls",
    "openssl",
    "quinn",
];

/// One source file.
struct Source {
    /// Its path inside `src`.
    path: PathBuf,
    /// Its code, without comments.
    code: String,
}

impl Source {
    /// The room it belongs to: `domain` for domain.rs and all of domain/.
    fn room(&self) -> String {
        let first = self.path.iter().next().expect("a path");
        first.to_string_lossy().trim_end_matches(".rs").to_owned()
    }

    fn floor(&self) -> Option<usize> {
        floor(&self.room())
    }
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let (mut folders, mut sources) = (vec![root().join("src")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let code = without_comments(&fs::read_to_string(&path).expect("text"));
                let path = path.strip_prefix(root().join("src")).expect("inside").to_owned();
                sources.push(Source { path, code });
            }
        }
    }
    assert!(sources.len() > 20, "the sources are found");
    sources
}

fn without_comments(text: &str) -> String {
    let code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(code).collect::<Vec<_>>().join("\n")
}

/// The names that stand right after `prefix`, each of a group too.
fn named<'a>(code: &'a str, prefix: &str) -> Vec<&'a str> {
    let ident = |text: &'a str| {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        &text[..end]
    };
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push(ident(rest));
            continue;
        };
        let (mut depth, mut begin) = (0, true);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begin = true,
                c if begin && c.is_alphanumeric() => {
                    names.push(ident(&group[at..]));
                    begin = false;
                }
                _ => {}
            }
        }
    }
    names
}

#[test]
fn names_are_found_in_groups_too() {
    let code = "use crate::{domain::{a, store}, session, ui::run};\nlet x = crate::line::show;";
    assert_eq!(named(code, "crate::"), ["domain", "session", "ui", "line"]);
    assert_eq!(without_comments("//! crate::ui\nfn a() {}\n    // crate::ui"), "fn a() {}");
}

#[test]
fn every_file_looks_only_down() {
    for source in sources() {
        let Some(floor_here) = source.floor() else {
            assert_eq!(source.path, Path::new("lib.rs"), "it has no floor");
            continue;
        };
        let room = source.room();
        for prefix in ["crate::", "evenfall::"] {
            for other in named(&source.code, prefix) {
                let down = floor(other).is_none_or(|floor| floor < floor_here);
                assert!(down || other == room, "{} names {other}", source.path.display());
            }
        }
    }
}

#[test]
fn the_subject_knows_no_machine() {
    for source in sources().iter().filter(|source| source.room() == "domain") {
        let path = source.path.display();
        for name in named(&source.code, "std::") {
            assert!(
                !["fs", "io", "env", "net", "process", "thread"].contains(&name),
                "{path} names std::{name}"
            );
        }
        for name in MACHINES {
            assert!(!source.code.contains(name), "{path} names {name}");
        }
    }
}

#[test]
fn only_the_disk_writes_what_is_kept() {
    for source in sources() {
        if WRITERS.iter().any(|(writer, _)| source.path == Path::new(writer)) {
            continue;
        }
        for name in WRITING {
            assert!(!source.code.contains(name), "{} names {name}", source.path.display());
        }
    }
}

#[test]
fn the_disk_makes_files_only_where_none_is() {
    let disk =
        sources().into_iter().find(|source| source.path == Path::new("store/disk.rs")).expect("the disk");
    // New files, reading, and the lock, which is never cut short.
    assert_eq!(disk.code.matches("OpenOptions::new()").count(), 3);
    assert_eq!(disk.code.matches(".create_new(true)").count(), 1);
    assert_eq!(disk.code.matches(".create(true)").count(), disk.code.matches(".truncate(false)").count());
    for name in ["File::create", "fs::write", "fs::copy", ".append(", ".truncate(true)", "set_len"] {
        assert!(!disk.code.contains(name), "{name}");
    }
}

#[test]
fn nothing_reaches_a_network() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    for package in NETWORK {
        assert!(!lock.contains(&format!("name = \"{package}\"\n")), "{package}");
    }
    for source in sources() {
        assert!(!named(&source.code, "std::").contains(&"net"), "{}", source.path.display());
    }
}
