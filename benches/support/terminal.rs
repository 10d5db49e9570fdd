//! The built program in a terminal of 80x24, and a folder with years in it.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use evenfall::clock;
use portable_pty::{Child, CommandBuilder, PtyPair, PtySize, native_pty_system};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal of 80x24.
pub fn pair() -> PtyPair {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    native_pty_system().openpty(size).expect("a terminal")
}

/// The program, on this folder.
pub fn evenfall(folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_evenfall"));
    command.args(["--theme", "dusk", "--now", "2026-11-20T21:00:00+01:00", "--data-dir"]);
    command.arg(folder);
    command.env("TERM", "xterm-256color");
    command
}

/// A folder with ten years in it.
pub fn with_ten_years() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let made = Command::new(env!("CARGO_BIN_EXE_evenfall"))
        .args(["demo", "--years", "10", "--now", "2026-11-20T21:00:00+01:00", "--into"])
        .arg(folder.path())
        .status()
        .expect("ten years");
    assert!(made.success());
    folder
}

/// A running program: its keyboard, and what it writes, as it comes.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    seen: Vec<u8>,
}

impl Terminal {
    /// Runs `command` in one.
    pub fn run(command: CommandBuilder) -> Self {
        let pair = pair();
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let keyboard = pair.master.take_writer().expect("a keyboard");
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
        Self { child, keyboard, output, seen: Vec::new() }
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("a key");
    }

    /// Waits until `word` was written since the last wait.
    pub fn until(&mut self, word: &str) {
        while !self.seen.windows(word.len()).any(|part| part == word.as_bytes()) {
            self.seen.extend(self.output.recv_timeout(PATIENCE).expect("what it draws"));
        }
        self.seen.clear();
    }

    /// Takes in what still comes for as long.
    pub fn rest(&mut self, long: Duration) {
        let end = clock::running() + long;
        while self.output.recv_timeout(end.saturating_sub(clock::running())).is_ok() {}
        self.seen.clear();
    }

    /// How long `keys` take from the keyboard to `word` on the screen.
    pub fn time(&mut self, keys: &str, word: &str) -> Duration {
        let pressed = clock::running();
        self.press(keys);
        self.until(word);
        clock::running().saturating_sub(pressed)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.child.kill().expect("its end");
        self.child.wait().expect("its end");
    }
}

/// Half of them took no longer, 99 of 100 took no longer, and the slowest.
pub fn told(mut took: Vec<Duration>) -> String {
    took.sort_unstable();
    let at = |percent: usize| took[(took.len() - 1) * percent / 100];
    format!("median {:.2?}, 99th percentile {:.2?}, slowest {:.2?}", at(50), at(99), at(100))
}
