//! From key to frame while something is looked for, with ten years in the folder; and what the page
//! costs when it opens.
//!
//! `cargo bench --bench search`

#![expect(clippy::expect_used, clippy::panic, reason = "a bench that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;

use evenfall::demo;
use evenfall::domain::content::Content;
use evenfall::domain::note::{Note, NoteAt};
use evenfall::domain::search::{Query, Shelf};
use evenfall::session::Session;
use evenfall::session::guide::Route;
use evenfall::store::RealDisk;

#[path = "../tests/support/moment.rs"]
mod moment;
#[path = "../tests/support/screen.rs"]
#[expect(dead_code, reason = "shared with the tests")]
mod screen;

use moment::{Seeded, friday};
use screen::Screen;

fn main() {
    divan::main();
}

/// Ten years of evenings, each with an entry.
fn ten_years() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    demo::fill(folder.path(), 10, &Content::embedded(), friday()).expect("it is filled");
    folder
}

fn open(folder: &Path) -> Session {
    Session::open(folder, Arc::new(RealDisk), Box::new(Seeded(7)), friday()).expect("it opens")
}

fn screen(session: &mut Session) -> Screen<'_> {
    let variables = [("COLORTERM", "truecolor")];
    Screen::of(session, (80, 24), None, &variables, Some(Route::Notes))
}

/// Every entry there is, in these words if they are given.
fn entries(words: Option<&str>) -> Vec<(NoteAt, Note)> {
    let folder = ten_years();
    let mut session = open(folder.path());
    session.reach_all(friday()).expect("all of it is read");
    let mut entries: Vec<(NoteAt, Note)> =
        session.archive().in_sight(None).into_iter().map(|(at, note)| (at, note.clone())).collect();
    for (_, note) in &mut entries {
        note.words = words.map_or_else(|| note.words.clone(), |words| words.repeat(800 / words.len()));
    }
    assert!(entries.len() > 3600, "ten years: {}", entries.len());
    entries
}

fn shelf(entries: &[(NoteAt, Note)]) -> Shelf {
    Shelf::of(entries.iter().map(|(at, note)| (at.clone(), note, "Mara".to_owned())))
}

/// From the door of the journal to the page, with every month on the disk.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn the_page_opens(bencher: divan::Bencher<'_, '_>) {
    let folder = ten_years();
    bencher.with_inputs(|| open(folder.path())).bench_local_refs(|session| {
        screen(session).click("Find something").keys("<Enter>").shows("What would you like to find?");
    });
}

/// A key, what is found for it, and the frame.
#[divan::bench(args = ["lake", "heron 2019", "nothing of this"])]
fn a_key(bencher: divan::Bencher<'_, '_>, words: &str) {
    let folder = ten_years();
    let mut session = open(folder.path());
    let mut screen = screen(&mut session);
    screen.click("Find something").keys("<Enter>").types(words);
    let mut on = false;
    bencher.bench_local(|| {
        on = !on;
        screen.keys(if on { "r" } else { "<Bksp>" });
    });
}

/// What is folded once: plain letters, letters with accents, letters of another script.
#[divan::bench(args = [None, Some("Crème brûlée, très doucement. "), Some("ערב טוב ואור רך בחלון ")])]
fn everything_is_folded(bencher: divan::Bencher<'_, '_>, words: Option<&str>) {
    let entries = entries(words);
    bencher.bench_local(|| shelf(&entries));
}

/// What is looked through at each key.
#[divan::bench(args = ["", "e", "heron", "no such word", "march..may heron \"the bridge\""])]
fn everything_is_looked_through(bencher: divan::Bencher<'_, '_>, typed: &str) {
    let shelf = shelf(&entries(None));
    bencher.bench_local(|| shelf.found(&Query::typed(typed)));
}
