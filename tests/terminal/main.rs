//! The real program in a real terminal: what it writes, and how it leaves.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use evenfall::domain::flow::Answer;
use evenfall::session::guide::Route;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

mod sitting;

#[expect(dead_code, reason = "shared with the journeys, which use the rest")]
#[path = "../support/house.rs"]
mod house;
#[path = "../support/moment.rs"]
mod moment;

use house::House;

const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";

/// The longest that anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program, its terminal, and everything it has written.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    raw: Vec<u8>,
    before: String,
    _folder: TempDir,
}

impl Terminal {
    /// Starts the program in an empty folder with these arguments and variables.
    fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let kept = folder.path().join("kept");
        Self::start_in(folder, &kept, arguments, variables)
    }

    /// The same where something is kept already.
    fn start_in(folder: TempDir, kept: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let before = modes(&*pair.master);
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_evenfall"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        for (name, value) in variables {
            command.env(name, value);
        }
        command.args(["--now", "2026-11-20T21:00", "--data-dir"]);
        command.arg(kept);
        command.args(arguments);
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
        let screen = vt100::Parser::new(24, 80, 0);
        Self {
            child,
            master: pair.master,
            keyboard,
            output,
            screen,
            raw: Vec::new(),
            before,
            _folder: folder,
        }
    }

    fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("a key");
        self.keyboard.flush().expect("a key");
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Reads until `words` are on the screen.
    #[track_caller]
    fn until(&mut self, words: &str) {
        while !self.text().contains(words) {
            let Ok(bytes) = self.output.recv_timeout(PATIENCE) else {
                panic!("{words:?} never came:\n{}", self.text())
            };
            self.take(&bytes);
        }
    }

    /// Waits until what is typed shows by itself, or not.
    #[track_caller]
    fn until_typing_shows(&mut self, shows: bool) {
        for _ in 0..1_000 {
            if (modes(&*self.master) == self.before) == shows {
                return;
            }
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.take(&bytes);
            }
        }
        panic!("typing never came to show: {shows}");
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.raw.extend_from_slice(bytes);
    }

    fn process(&self) -> Pid {
        let number = self.child.process_id().and_then(|number| i32::try_from(number).ok());
        number.and_then(Pid::from_raw).expect("a process")
    }

    /// Waits until the program has ended and everything it wrote is read; its exit code.
    fn ended(&mut self) -> u32 {
        let code = self.child.wait().expect("an end").exit_code();
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.take(&bytes);
        }
        code
    }

    /// The terminal is as it was, and nothing of the program's stays in it.
    #[track_caller]
    fn is_given_back(&mut self) {
        assert_eq!(modes(&*self.master), self.before, "the terminal's own modes");
        let raw = String::from_utf8_lossy(&self.raw).into_owned();
        let leaving = raw.rfind("\x1b[?1049l").expect("the other screen is left");
        let erased = raw[..leaving].matches("\x1b[2K").count();
        assert!(erased >= 24, "every row is erased before, not {erased}");
        for undone in ["\x1b[?2004l", "\x1b[?1004l", "\x1b[?1000l", "\x1b[?25h", "\x1b[23;0t"] {
            assert!(raw.contains(undone), "{undone:?} is missing");
        }
    }
}

/// What the terminal does by itself with keys and signals.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

#[test]
fn closing_gives_the_terminal_back() {
    let mut terminal = Terminal::start(&["--theme", "dusk"], &[]);
    terminal.until("First, let us make this comfortable");
    terminal.types("q");
    terminal.until("Close for tonight?");
    terminal.types("\x03");
    assert_eq!(terminal.ended(), 0);
    terminal.is_given_back();
    assert!(!terminal.text().contains("Close for tonight?"));
}

#[test]
fn a_given_theme_asks_the_terminal_nothing() {
    let mut terminal = Terminal::start(&["--theme", "linen"], &[]);
    terminal.until("First, let us make this comfortable");
    let raw = String::from_utf8_lossy(&terminal.raw).into_owned();
    for question in ["\x1b]11;?", "\x1b]10;?", "\x1b[c", "\x1b[6n", "\x1b[?u"] {
        assert!(!raw.contains(question), "{question:?}");
    }
}

#[test]
fn a_light_terminal_gets_the_light_theme() {
    let mut terminal = Terminal::start(&[], &[]);
    while !terminal.raw.windows(3).any(|bytes| bytes == b"\x1b[c") {
        let bytes = terminal.output.recv_timeout(PATIENCE).expect("a question");
        terminal.take(&bytes);
    }
    terminal.types("\x1b]10;rgb:0000/0000/0000\x1b\\\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c");
    terminal.until("First, let us make this comfortable");
    let cell = terminal.screen.screen().cell(0, 0).expect("a cell");
    assert_eq!(cell.bgcolor(), vt100::Color::Rgb(0xFA, 0xF6, 0xEF));
}

#[test]
fn a_terminal_that_never_answers_gets_the_dark_one() {
    let mut terminal = Terminal::start(&[], &[]);
    terminal.until("First, let us make this comfortable");
    let cell = terminal.screen.screen().cell(0, 0).expect("a cell");
    assert_eq!(cell.bgcolor(), vt100::Color::Rgb(0x1B, 0x1A, 0x24));
}

#[test]
fn an_answer_that_comes_late_is_not_taken_for_a_passphrase() {
    let mut terminal = locked(&[]);
    terminal.until("Press Enter to open.");
    terminal.types("\x1b]10;rgb:dada/dada/dada\x1b\\\x1b]11;rgb:1b1b/1a1a/2424\x07");
    terminal.types(&format!("{MARAS}\r"));
    terminal.until("Good evening, Mara and Jo.");
}

#[test]
fn hiding_needs_no_answer_from_the_terminal() {
    let mut terminal = Terminal::start(&["--theme", "dusk"], &[]);
    terminal.until("First, let us make this comfortable");
    terminal.types("\x0c");
    terminal.until("Press Enter to open.");
    assert_eq!(terminal.text().split_whitespace().next(), Some("Notes"));
    terminal.types("\r");
    terminal.until("First, let us make this comfortable");
    assert!(!String::from_utf8_lossy(&terminal.raw).contains("\x1b[6n"));
}

#[test]
fn being_stopped_gives_the_terminal_back() {
    let mut terminal = Terminal::start(&["--theme", "dusk"], &[]);
    terminal.until("First, let us make this comfortable");
    kill_process(terminal.process(), Signal::TERM).expect("a signal");
    assert_eq!(terminal.ended(), 0);
    terminal.is_given_back();
}

#[test]
fn breaking_says_one_sentence_and_nothing_of_what_was_written() {
    let mut terminal = Terminal::start(&["--theme", "dusk", "--panic-on-key", "ß"], &[]);
    terminal.until("First, let us make this comfortable");
    terminal.types("\r\r");
    terminal.until("What may Evenfall call you?");
    terminal.types("Ophelia");
    terminal.until("Ophelia");
    terminal.types("ß");
    assert_eq!(terminal.ended(), 1);
    terminal.is_given_back();
    let raw = String::from_utf8_lossy(&terminal.raw).into_owned();
    let after = raw.rsplit("\x1b[23;0t").next().expect("an end");
    assert!(after.contains("Something went wrong, and Evenfall closed."), "{after}");
    assert!(!after.contains("Ophelia") && !after.contains("panicked"), "{after}");
}

#[test]
fn a_bracketed_paste_is_words_and_never_enter() {
    let mut terminal = Terminal::start(&["--theme", "dusk"], &[]);
    terminal.until("First, let us make this comfortable");
    terminal.types("\r\r");
    terminal.until("What may Evenfall call you?");
    terminal.types("\x1b[200~Ma\rra\x1b[201~");
    terminal.until("Ma ra");
    assert!(terminal.text().contains("What may Evenfall call you?"));
}

#[test]
fn without_colours_bold_is_still_there() {
    let mut terminal = Terminal::start(&[], &[("NO_COLOR", "1")]);
    terminal.until("First, let us make this comfortable");
    let screen = terminal.screen.screen();
    let title =
        (0..80).filter_map(|x| screen.cell(1, x)).find(|cell| cell.contents() == "W").expect("a title");
    assert!(title.bold());
    assert_eq!(title.fgcolor(), vt100::Color::Default);
    assert!(!terminal.raw.windows(4).any(|bytes| bytes == b"\x1b[;m"));
}

#[test]
fn a_resize_is_drawn_anew() {
    let mut terminal = Terminal::start(&["--theme", "dusk"], &[]);
    terminal.until("First, let us make this comfortable");
    let size = PtySize { rows: 8, cols: 39, pixel_width: 0, pixel_height: 0 };
    terminal.screen.screen_mut().set_size(8, 39);
    terminal.master.resize(size).expect("a smaller window");
    terminal.until("This window is a little small.");
}

/// Mara and Jo, each with a passphrase, and the program in their folder.
fn locked(arguments: &[&str]) -> Terminal {
    let mut house = House::set_up(&["Mara", "Jo"]);
    for (at, passphrase) in [MARAS, JOS].into_iter().enumerate() {
        house.begin(Route::Lock);
        house.answers([Answer::Pick(at)]);
        house.locks_with(passphrase);
    }
    let folder = house.close();
    let kept = folder.path().to_owned();
    Terminal::start_in(folder, &kept, arguments, &[])
}

/// Everything that the program set as the window's title.
fn titles(raw: &str) -> Vec<&str> {
    let titles = raw.split("\x1b]0;").skip(1).chain(raw.split("\x1b]2;").skip(1));
    titles.filter_map(|rest| rest.split(['\x07', '\x1b']).next()).collect()
}

#[test]
fn a_passphrase_typed_line_by_line_never_shows_and_typing_shows_again_afterwards() {
    let mut terminal = locked(&["--lines"]);
    terminal.until("Passphrase, ? for help:");
    terminal.until_typing_shows(false);
    terminal.types("a wrong guess\n");
    terminal.until("That did not open it.");
    terminal.types(&format!("{MARAS}\n"));
    terminal.until("Type a number from 1 to 13");
    terminal.until_typing_shows(true);
    terminal.types("q\n");
    assert_eq!(terminal.ended(), 0);
    let raw = String::from_utf8_lossy(&terminal.raw).into_owned();
    for typed in ["wrong guess", MARAS, "lamp at"] {
        assert!(!raw.contains(typed), "{typed}: {raw}");
    }
    assert!(raw.contains("for help: q"), "what is no passphrase shows");
    assert_eq!(modes(&*terminal.master), terminal.before);
}

#[test]
fn ctrl_c_at_a_passphrase_leaves_a_terminal_that_shows_what_is_typed() {
    let mut terminal = locked(&["--lines"]);
    terminal.until("Passphrase, ? for help:");
    terminal.until_typing_shows(false);
    terminal.types("half of it\x03");
    terminal.until("Closed.");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(modes(&*terminal.master), terminal.before);
    assert!(!String::from_utf8_lossy(&terminal.raw).contains("half of it"));
}

#[test]
fn hidden_and_locked_nothing_private_is_on_the_screen_or_in_the_title() {
    let mut terminal = locked(&["--theme", "dusk"]);
    terminal.until("Press Enter to open.");
    for word in ["Evenfall", "Mara", "Jo"] {
        assert!(!terminal.text().contains(word), "{word}");
    }
    terminal.types("the lamp at ten\r");
    terminal.until("That did not open it.");
    terminal.types("\x1b");
    while terminal.text().contains('•') {
        let bytes = terminal.output.recv_timeout(PATIENCE).expect("a frame");
        terminal.take(&bytes);
    }
    terminal.types(&format!("{MARAS}\r"));
    terminal.until("Good evening, Mara and Jo.");
    terminal.types("w");
    terminal.until("Write, or look at mine");
    terminal.types("\x1b[B\r");
    terminal.until("Who is it?");
    terminal.types("\r");
    terminal.until("Write something");
    terminal.types("\r");
    terminal.until("What is it about?");
    terminal.types("\r");
    terminal.until("What would you like to write?");
    terminal.types("zebra crossing");
    terminal.until("zebra crossing");
    terminal.types("\x0c");
    terminal.until("Passphrase");
    let text = terminal.text();
    for word in ["zebra", "Mara", "Jo", "write"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    terminal.types("\x03");
    terminal.until("Close for tonight?");
    terminal.types("\x03");
    assert_eq!(terminal.ended(), 0);
    terminal.is_given_back();
    let raw = String::from_utf8_lossy(&terminal.raw).into_owned();
    assert!(!raw.contains("lamp at"), "no passphrase was ever drawn");
    assert!(titles(&raw).iter().all(|title| *title == "Notes"), "{:?}", titles(&raw));
    assert!(!titles(&raw).is_empty());
}

#[test]
#[ignore = "watches an idle program for ten seconds"]
#[cfg(target_os = "linux")]
fn an_idle_program_writes_nothing_and_hardly_wakes() {
    let mut terminal = Terminal::start(&["--theme", "dusk"], &[]);
    terminal.until("First, let us make this comfortable");
    while let Ok(bytes) = terminal.output.recv_timeout(Duration::from_secs(1)) {
        terminal.take(&bytes);
    }
    let status = format!("/proc/{}/status", terminal.process().as_raw_nonzero());
    let wakes = || -> u32 {
        let text = std::fs::read_to_string(&status).expect("a status");
        let line = text.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.and_then(|count| count.trim().parse().ok()).expect("a count")
    };
    let before = wakes();
    assert!(terminal.output.recv_timeout(Duration::from_secs(10)).is_err(), "it wrote something");
    assert!(wakes() - before < 50, "{} wake-ups", wakes() - before);
}
