//! What locking costs: opening with a passphrase at the work that everybody gets, and a save in a
//! locked folder beside one in a plain one.
//!
//! `cargo bench --bench locked`

#![expect(clippy::expect_used, reason = "a bench that cannot go on fails")]

use evenfall::demo;
use evenfall::domain::change::Change;
use evenfall::domain::content::Content;
use evenfall::session::Session;
use evenfall::store::Work;

#[path = "support/locked.rs"]
mod locked;

use locked::{lock, now, open, secret};

fn main() {
    divan::main();
}

/// Two people with a few evenings behind them.
fn folder() -> tempfile::TempDir {
    demo::begin(&Content::embedded(), now()).expect("a demo")
}

/// Two key files are tried at once, each with a passphrase of the usual work.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn unlocking(bencher: divan::Bencher<'_, '_>) {
    let folder = folder();
    lock(folder.path(), Work::USUAL);
    bencher.bench_local(|| {
        let mut session = open(folder.path());
        session.unlock(&secret(), now()).expect("it opens");
    });
}

/// One change of what both share, there and back.
fn saves(mut session: Session, bencher: divan::Bencher<'_, '_>) {
    let mut liked = false;
    bencher.bench_local(|| {
        liked = !liked;
        session.commit(&[Change::Liked("near-song".into(), liked)], now()).expect("kept");
    });
}

#[divan::bench]
fn saving_plain(bencher: divan::Bencher<'_, '_>) {
    let folder = folder();
    saves(open(folder.path()), bencher);
}

#[divan::bench]
fn saving_locked(bencher: divan::Bencher<'_, '_>) {
    let folder = folder();
    lock(folder.path(), Work::of(2));
    let mut session = open(folder.path());
    session.unlock(&secret(), now()).expect("it opens");
    saves(session, bencher);
}
