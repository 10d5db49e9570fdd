//! From a key to the frame that says *Paused*, in a terminal of 80x24, through the real program.
//!
//! `cargo bench --bench pause`, with `-- 500` for as many pauses; each takes a little over a
//! second, since a pause has to be seen before both can go again.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench that cannot go on fails")]

use std::env;
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use evenfall::clock;
use evenfall::demo;
use evenfall::domain::content::Content;
use evenfall::domain::time::Now;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// How many pauses are measured where nobody says.
const USUAL: usize = 200;
/// A little more than a pause has to be seen.
const A_MOMENT: Duration = Duration::from_millis(1_050);
/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the program writes, as it comes.
struct Screen {
    output: Receiver<Vec<u8>>,
    seen: Vec<u8>,
}

impl Screen {
    /// Waits until `word` was written since the last wait.
    fn until(&mut self, word: &str) {
        while !self.seen.windows(word.len()).any(|part| part == word.as_bytes()) {
            self.seen.extend(self.output.recv_timeout(PATIENCE).expect("what it draws"));
        }
        self.seen.clear();
    }

    /// Takes in what still comes for as long.
    fn rest(&mut self, long: Duration) {
        let end = clock::running() + long;
        while self.output.recv_timeout(end.saturating_sub(clock::running())).is_ok() {}
        self.seen.clear();
    }
}

fn main() {
    let count = env::args().find_map(|argument| argument.parse().ok()).unwrap_or(USUAL);
    let moment = chrono::DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment");
    let folder = demo::begin(&Content::embedded(), Now::at(moment)).expect("a demo");
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_evenfall"));
    command.args(["--theme", "dusk", "--data-dir"]);
    command.arg(folder.path());
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).expect("the program");
    drop(pair.slave);
    let mut keyboard = pair.master.take_writer().expect("a keyboard");
    let mut reader = pair.master.try_clone_reader().expect("a screen");
    let (send, output) = channel();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            if send.send(bytes[..count].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut screen = Screen { output, seen: Vec::new() };
    let mut press = |keys: &str| keyboard.write_all(keys.as_bytes()).expect("a key");

    screen.until("Good evening");
    press("g");
    screen.until("signals alone");
    press("\x1b[B\r");
    screen.until("Paused.");
    let mut took = Vec::with_capacity(count);
    while took.len() < count {
        screen.rest(A_MOMENT);
        press("18");
        screen.until("SPACE");
        let pressed = clock::running();
        press(if took.len().is_multiple_of(2) { " " } else { "x" });
        screen.until("Paused.");
        took.push(clock::running().saturating_sub(pressed));
    }
    child.kill().expect("its end");
    child.wait().expect("its end");

    took.sort_unstable();
    let at = |percent: usize| took[(took.len() - 1) * percent / 100];
    println!(
        "{count} pauses: median {:.2?}, 99th percentile {:.2?}, slowest {:.2?}",
        at(50),
        at(99),
        at(100)
    );
}
