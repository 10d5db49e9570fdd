//! Time for touch with the real program: bytes in, and a process that is stopped or killed.

use std::path::PathBuf;
use std::time::Duration;

use evenfall::domain::record::Mint;
use rustix::process::{Signal, kill_process};

use super::Terminal;
use super::house::{House, files};
use super::moment::Seeded;

/// What only stands there while both go.
const GOES: &str = "or any other key";
/// A little more than a pause has to be seen.
const A_MOMENT: Duration = Duration::from_millis(1_200);

impl Terminal {
    /// Reads on until nothing came for this long.
    fn rest(&mut self, long: Duration) {
        while let Ok(bytes) = self.output.recv_timeout(long) {
            self.take(&bytes);
        }
    }

    /// Both press their own key until both go: a go that came too soon does not count.
    fn both_go(&mut self) {
        for _ in 0..15 {
            self.rest(A_MOMENT);
            self.types("1");
            self.types("8");
            self.rest(Duration::from_millis(200));
            if self.text().contains(GOES) {
                return;
            }
        }
        panic!("it never went:\n{}", self.text());
    }
}

/// At the signals alone, paused, in a folder of two; gives where it is kept.
fn at_the_signals() -> (Terminal, PathBuf) {
    let folder = House::set_up(&["Mara", "Jo"]).close();
    let kept = folder.path().to_owned();
    let mut terminal = Terminal::start_in(folder, &kept, &["--theme", "dusk"], &[]);
    terminal.until("Good evening, Mara and Jo.");
    terminal.types("g");
    terminal.until("The signals alone");
    terminal.types("\x1b[B\r");
    terminal.until("Paused. Hands still.");
    (terminal, kept)
}

#[test]
fn a_program_that_was_stopped_for_a_while_pauses() {
    let (mut terminal, _) = at_the_signals();
    terminal.both_go();
    kill_process(terminal.process(), Signal::STOP).expect("a signal");
    terminal.rest(Duration::from_millis(2_500));
    assert!(terminal.text().contains(GOES));
    kill_process(terminal.process(), Signal::CONT).expect("a signal");
    terminal.until("Paused. Hands still.");
}

#[test]
fn what_a_terminal_answers_late_pauses_too_and_swallows_no_stop() {
    let (mut terminal, _) = at_the_signals();
    terminal.both_go();
    terminal.types("\x1b]");
    terminal.until("Paused. Hands still.");
    terminal.both_go();
    terminal.types("\x1b]10");
    terminal.until("It is over for tonight.");
}

#[test]
fn whichever_way_it_ends_nothing_on_the_disk_tells_of_it() {
    for end in ["kill", "stop"] {
        let (mut terminal, kept) = at_the_signals();
        let before = files(&kept);
        terminal.both_go();
        terminal.types("9");
        terminal.until("▲ Jo");
        if end == "kill" {
            kill_process(terminal.process(), Signal::KILL).expect("a signal");
            terminal.child.wait().expect("an end");
        } else {
            terminal.types("0");
            terminal.until("It is over for tonight.");
            terminal.types("\r");
            terminal.until("Good evening, Mara and Jo.");
            kill_process(terminal.process(), Signal::TERM).expect("a signal");
            assert_eq!(terminal.ended(), 0);
        }
        assert!(files(&kept) == before, "a file changed");
    }
}

/// Bytes as a broken cable would bring them, none of which could be a key that leads elsewhere,
/// and never Jo's key for go. Escape sequences come whole, split and unfinished.
fn noise(bits: &mut Seeded) -> Vec<u8> {
    const PIECES: [&[u8]; 20] = [
        b"1",
        b"1",
        b"2",
        b"9",
        b" ",
        b"\x1b[A",
        b"\x1b[",
        b"\x1b",
        b"\x1b[200~1\x1b[201~",
        b"\x1b[<0;40;12M",
        b"\x1b[<35;4;9m",
        b"\x1b[1;5C",
        b"\xff\xfe",
        b"\x1b[18~",
        b"\x1b[8~",
        b"\x1b[19;5~",
        b"\x1b]",
        b"\x1b]11;rgb:1",
        b"\x1b[1;8A",
        "本é".as_bytes(),
    ];
    let piece = |bits: &mut Seeded| PIECES[usize::try_from(bits.bits() % 20).unwrap_or(0)];
    (0..bits.bits() % 12).flat_map(|_| piece(bits)).copied().collect()
}

#[test]
fn bytes_without_the_others_key_never_go() {
    let (mut terminal, _) = at_the_signals();
    let mut bits = Seeded(3);
    for _ in 0..120 {
        terminal.keyboard.write_all(&noise(&mut bits)).expect("bytes");
        terminal.rest(Duration::from_millis(bits.bits() % 30));
        assert!(!terminal.text().contains(GOES), "{}", terminal.text());
        if terminal.text().contains("It is over for tonight.") {
            // A piece of a sequence was somebody's key for stop.
            terminal.types("\r");
            terminal.until("Good evening");
            terminal.types("g");
            terminal.until("The signals alone");
            terminal.types("\x1b[B\r");
            terminal.until("Paused. Hands still.");
        }
    }
    assert!(!String::from_utf8_lossy(&terminal.raw).contains(GOES), "not for one frame");
}

#[test]
fn line_by_line_keys_need_no_enter_and_the_terminal_gets_its_lines_back() {
    let folder = House::set_up(&["Mara", "Jo"]).close();
    let kept = folder.path().to_owned();
    let mut terminal = Terminal::start_in(folder, &kept, &["--lines"], &[]);
    terminal.until("Type a number from 1 to 13");
    terminal.types("4\n");
    terminal.until("What is welcome");
    terminal.types("2\n");
    terminal.until("No Enter is needed.");
    terminal.until("Paused. Hands still.");
    terminal.until_typing_shows(false);
    for _ in 0..15 {
        terminal.rest(A_MOMENT);
        terminal.types("1");
        terminal.types("8");
        terminal.rest(Duration::from_millis(200));
        if terminal.text().contains("Going, as each of you said.") {
            break;
        }
    }
    terminal.until("Going, as each of you said.");
    terminal.types("x");
    terminal.rest(Duration::from_millis(300));
    let text = terminal.text();
    let went = text.rfind("Going, as each").expect("it went");
    assert!(text[went..].contains("Paused. Hands still."), "{text}");
    terminal.types("\x0c");
    terminal.until("Notes");
    terminal.rest(A_MOMENT);
    terminal.types("\n");
    terminal.until("Ctrl+X stops");
    terminal.types("stop");
    terminal.until("It is over for tonight.");
    terminal.until_typing_shows(true);
    terminal.types("q\n");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(super::modes(&*terminal.master), terminal.before);
}
