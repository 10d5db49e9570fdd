//! From exec to the first frame, in a terminal of 80x24: beside a program that draws one word,
//! in an empty folder, with ten years in it, and with these locked.
//!
//! `cargo bench --bench start`

#![expect(clippy::expect_used, reason = "a bench that cannot go on fails")]

use std::env;
use std::io::Read;

use evenfall::store::Work;
use portable_pty::{Child, CommandBuilder};

#[path = "support/locked.rs"]
mod locked;
#[expect(dead_code, reason = "shared with other benches, which use the rest")]
#[path = "support/terminal.rs"]
mod terminal;

use terminal::{evenfall, with_ten_years};

/// Tells this very program to be the one that draws a word.
const ONE_WORD: &str = "EVENFALL_BENCH_ONE_WORD";

fn main() {
    if env::var_os(ONE_WORD).is_some() {
        one_word_on_screen();
    } else {
        divan::main();
    }
}

fn one_word_on_screen() {
    let mut terminal = ratatui::init();
    terminal.draw(|frame| frame.render_widget("Tonight", frame.area())).expect("a frame");
    let mut byte = [0];
    // Whoever measures ends this program; until then it stays on the screen.
    let _ = std::io::stdin().read(&mut byte);
    ratatui::restore();
}

/// Runs `command` until `word` is on its screen.
fn until_first_frame(command: CommandBuilder, word: &str) -> Running {
    let pair = terminal::pair();
    let mut reader = pair.master.try_clone_reader().expect("its output");
    let child = pair.slave.spawn_command(command).expect("the program");
    let mut said = Vec::new();
    let mut chunk = [0; 4096];
    while !said.windows(word.len()).any(|part| part == word.as_bytes()) {
        let read = reader.read(&mut chunk).expect("what it drew");
        assert!(read > 0, "it ended early");
        said.extend_from_slice(&chunk[..read]);
    }
    Running(child)
}

/// A program on its screen; ending it is not part of what is measured.
struct Running(Box<dyn Child + Send + Sync>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().expect("its end");
        self.0.wait().expect("its end");
    }
}

#[divan::bench]
fn one_word(bencher: divan::Bencher<'_, '_>) {
    let program = env::current_exe().expect("this program");
    bencher.bench_local(|| {
        let mut command = CommandBuilder::new(&program);
        command.env(ONE_WORD, "1");
        until_first_frame(command, "Tonight")
    });
}

#[divan::bench]
fn empty_folder(bencher: divan::Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    bencher.bench_local(|| until_first_frame(evenfall(folder.path()), "Welcome"));
}

#[divan::bench]
fn ten_years(bencher: divan::Bencher<'_, '_>) {
    let folder = with_ten_years();
    bencher.bench_local(|| until_first_frame(evenfall(folder.path()), "Tonight"));
}

#[divan::bench]
fn ten_years_locked(bencher: divan::Bencher<'_, '_>) {
    let folder = with_ten_years();
    locked::lock(folder.path(), Work::of(2));
    bencher.bench_local(|| until_first_frame(evenfall(folder.path()), "Passphrase"));
}
