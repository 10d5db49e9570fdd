//! What is fuzzed: the same functions under `cargo fuzz` and, with strings of our own making, in
//! `tests/fuzz.rs`. Each panics where something is not as it has to be.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use evenfall::domain::archive::Archive;
use evenfall::domain::change::Change;
use evenfall::domain::content::Content;
use evenfall::domain::text;
use evenfall::line::{self, talk::Talk};
use evenfall::session::Session;
use evenfall::session::guide::Stage;
use evenfall::store::{self, Opened, Store};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::support::memory::Memory;
use crate::support::{Seeded, applied, everything, november, now};

fn root() -> &'static Path {
    Path::new("/evenfall")
}

/// A folder with one of everything.
fn filled() -> Arc<Memory> {
    let memory = Memory::new();
    let mut mint = Seeded(5);
    let Some((mut store, empty)) = writing(&memory) else { panic!("it writes") };
    store.save(&empty, &everything(&mut mint), now(), &mut mint).expect("it saves");
    drop(store);
    memory.copy()
}

fn writing(memory: &Arc<Memory>) -> Option<(Store, Archive)> {
    match store::open(memory.clone(), root(), november()).expect("it opens") {
        Opened::Write { store, archive, .. } => Some((store, archive)),
        Opened::Locked { .. } => None,
        Opened::Look { .. } => None,
    }
}

/// Opens a folder in which one file holds these bytes: nothing of them is written over, and where
/// something can be kept, it is there the next time.
fn opens(memory: &Arc<Memory>, path: &Path, bytes: &[u8]) {
    memory.put(path, bytes);
    let opened = writing(memory);
    assert_eq!(memory.bytes(path).as_deref(), Some(bytes), "opening wrote over it");
    let Some((mut store, archive)) = opened else { return };
    let mut mint = Seeded(6);
    let next = applied(&archive, &Change::Liked("near-song".into(), true), &mut mint);
    let kept = store.save(&archive, &next, now(), &mut mint);
    drop(store);
    let Some((_, found)) = writing(memory) else { panic!("what was kept does not open") };
    assert!(found == if kept.is_ok() { next } else { archive }, "what was kept is another");
}

/// Any bytes as any file.
pub fn load(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let memory = filled();
    let files: Vec<PathBuf> =
        memory.paths().into_iter().filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    let path = &files[usize::from(*which) % files.len()];
    opens(&memory, path, bytes);
}

/// Any text as the body of a copy of couple.json, with a header that fits: as an editor or another
/// program would write it.
pub fn copy(body: &str) {
    let header = r#""schema": 1, "kind": "couple", "generation": 3, "seen": {}, "sha256": "" "#;
    opens(&filled(), &root().join("couple.json"), format!("{{ {header}, \"body\": {body} }}\n").as_bytes());
}

/// Any words: cleaned once is cleaned for good, and a line is one, and no longer than it may be.
pub fn clean(words: &str) {
    let clean = text::clean(words);
    assert_eq!(text::clean(&clean), clean, "cleaned twice is another");
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    let direction =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    assert!(!clean.contains(control) && !clean.contains(direction), "{clean:?}");
    for most in [1, 8, text::NAME, text::LINE] {
        let Some(line) = text::line(words, most) else { continue };
        assert!(line.graphemes(true).count() <= most && !line.contains(['\n', '\t']), "{line:?}");
        assert_eq!(text::line(&line, most).as_deref(), Some(line.as_str()), "a line twice is another");
    }
}

/// Anything typed in line mode, on an evening of two: it ends, and everything opens afterwards.
pub fn typed(bytes: &[u8]) {
    let memory = filled();
    let content = Content::embedded();
    let mut session = Session::open(root(), memory.clone(), Box::new(Seeded(7)), now()).expect("it opens");
    let stage = Stage { content: &content, desktop: false, incoming: None };
    let opening = line::Opening { stage, clock: &now, begin: None, notice: None };
    let mut said = Vec::new();
    let talk = Talk {
        input: bytes,
        output: &mut said,
        typing_shows: false,
        clears: false,
        echo: |_| {},
        single: |_| false,
        begun: zeroize::Zeroizing::default(),
        patience: std::rc::Rc::default(),
    };
    line::run(&mut session, opening, talk).expect("it ends");
    assert!(!said.contains(&0x1b), "an escape is said");
    drop(session);
    assert!(writing(&memory).is_some(), "it does not open");
}
