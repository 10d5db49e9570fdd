//! From key to frame in the calendar, with ten years in the folder: to a month that was looked at
//! before, to one that never was, and from day to day.
//!
//! `cargo bench --bench calendar`

#![expect(clippy::expect_used, clippy::panic, reason = "a bench that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;

use evenfall::demo;
use evenfall::domain::content::Content;
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

/// Ten years of evenings, notes and dates.
fn ten_years() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    demo::fill(folder.path(), 10, &Content::embedded(), friday()).expect("it is filled");
    folder
}

fn open(folder: &Path) -> Session {
    Session::open(folder, Arc::new(RealDisk), Box::new(Seeded(7)), friday()).expect("it opens")
}

fn calendar(session: &mut Session) -> Screen<'_> {
    let variables = [("COLORTERM", "truecolor")];
    Screen::of(session, (80, 24), None, &variables, Some(Route::Calendar))
}

/// One key and then the other, over and over.
fn to_and_fro(bencher: divan::Bencher<'_, '_>, keys: [&str; 2]) {
    let folder = ten_years();
    let mut session = open(folder.path());
    let mut screen = calendar(&mut session);
    let mut on = false;
    bencher.bench_local(|| {
        on = !on;
        screen.keys(keys[usize::from(!on)]);
    });
}

#[divan::bench]
fn from_day_to_day(bencher: divan::Bencher<'_, '_>) {
    to_and_fro(bencher, ["<Right>", "<Left>"]);
}

#[divan::bench]
fn to_a_month_looked_at_before(bencher: divan::Bencher<'_, '_>) {
    to_and_fro(bencher, ["<PgUp>", "<PgDn>"]);
}

/// Each key leads to a month that was not read yet: there are more of them than samples.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn to_a_month_never_looked_at(bencher: divan::Bencher<'_, '_>) {
    let folder = ten_years();
    let mut session = open(folder.path());
    let mut screen = calendar(&mut session);
    // The two months before are read at the start.
    screen.keys("<PgUp> <PgUp>");
    bencher.bench_local(|| {
        screen.keys("<PgUp>");
    });
}
