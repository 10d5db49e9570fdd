//! What goes in and out, line by line.

use std::cell::Cell;
use std::io::{self, BufRead, Read, Write};
use std::rc::Rc;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::domain::text;

/// The longest line that is read; the rest of a longer one is left out.
const LONGEST: u64 = 1 << 20;

/// Clears the screen and what was scrolled off it, where the terminal can.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Someone who types and something that answers.
pub struct Talk<R, W> {
    /// Where typed lines come from.
    pub input: R,
    /// Where everything that is said goes.
    pub output: W,
    /// Whether typing shows by itself, so that its Enter ends the line on the screen too.
    pub typing_shows: bool,
    /// Whether what was said can be cleared.
    pub clears: bool,
    /// Lets what is typed show on the terminal, or not.
    pub echo: fn(bool),
    /// Lets keys come one by one, without Enter, or not; says whether they do.
    pub single: fn(bool) -> bool,
    /// What was typed of a line before the wait for its end was given up.
    pub begun: Zeroizing<Vec<u8>>,
    /// How long `input` waits for a line before it gives up with [`io::ErrorKind::TimedOut`];
    /// for ever where there is nothing. Whoever reads for us looks here.
    pub patience: Rc<Cell<Option<Duration>>>,
}

impl<R: BufRead, W: Write> Talk<R, W> {
    /// Says one thing, cleaned, on a line of its own.
    pub fn say(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.output, "{}", text::clean(words))
    }

    /// Says several things, a line each.
    pub fn say_all<'a>(&mut self, lines: impl IntoIterator<Item = &'a String>) -> io::Result<()> {
        lines.into_iter().try_for_each(|line| self.say(line))
    }

    /// Asks for a line; `None` where nothing more will be typed.
    pub fn ask(&mut self, invitation: &str) -> io::Result<Option<String>> {
        self.show_typing();
        write!(self.output, "{}", text::clean(invitation))?;
        self.output.flush()?;
        let typed = self.typed()?;
        if typed.is_empty() || !self.typing_shows {
            writeln!(self.output)?;
        }
        Ok((!typed.is_empty()).then(|| String::from_utf8_lossy(&typed).into_owned()))
    }

    /// Asks for a line that does not show while it is typed. Nothing shows before it is asked
    /// either, nor after it until something else is asked: whoever types on meanwhile types a
    /// passphrase.
    pub fn ask_unseen(&mut self, invitation: &str) -> io::Result<Option<Zeroizing<String>>> {
        (self.echo)(false);
        write!(self.output, "{}", text::clean(invitation))?;
        self.output.flush()?;
        let typed = self.typed()?;
        writeln!(self.output)?;
        Ok((!typed.is_empty()).then(|| Zeroizing::new(String::from_utf8_lossy(&typed).into_owned())))
    }

    /// Lets everything that was said be seen.
    pub fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }

    /// Whatever keys come next; `None` where nothing more will be typed.
    pub fn keys(&mut self) -> io::Result<Option<Vec<u8>>> {
        let typed = self.input.fill_buf()?.to_vec();
        self.input.consume(typed.len());
        Ok((!typed.is_empty()).then_some(typed))
    }

    /// From here on what is typed shows again.
    pub fn show_typing(&self) {
        (self.echo)(true);
    }

    /// One line with its end; nothing where nothing more will be typed.
    fn typed(&mut self) -> io::Result<Zeroizing<Vec<u8>>> {
        let mut typed = std::mem::take(&mut self.begun);
        typed.reserve(1 << 10);
        let room = LONGEST.saturating_sub(typed.len() as u64);
        if let Err(error) = self.input.by_ref().take(room).read_until(b'\n', &mut typed) {
            self.begun = typed;
            return Err(error);
        }
        if typed.len() as u64 == LONGEST && !typed.ends_with(b"\n") {
            self.input.skip_until(b'\n')?;
        }
        Ok(typed)
    }

    /// Shows nothing but `word` until Enter; gives what was typed before it, `None` where nothing
    /// more will be typed.
    pub fn hide(&mut self, word: &str) -> io::Result<Option<String>> {
        let clear = if self.clears { CLEAR } else { "" };
        write!(self.output, "{clear}")?;
        self.say(word)?;
        let typed = self.ask("")?;
        write!(self.output, "{clear}")?;
        Ok(typed)
    }

    /// Clears the screen, where that is possible, without a word.
    pub fn wipe(&mut self) -> io::Result<()> {
        write!(self.output, "{}", if self.clears { CLEAR } else { "" })
    }

    /// Takes what was said out of sight as far as that is possible, and says how far that is.
    pub fn clear(&mut self) -> io::Result<()> {
        if self.clears {
            write!(self.output, "{CLEAR}")?;
            self.say("The lines before this are cleared.")?;
            self.say("Some terminals still keep them, a little further up.")
        } else {
            self.say("Whoever scrolls up here can still read what was answered.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(input: &[u8]) -> Talk<&[u8], Vec<u8>> {
        with(input)
    }

    fn with<R>(input: R) -> Talk<R, Vec<u8>> {
        Talk {
            input,
            output: Vec::new(),
            typing_shows: true,
            clears: false,
            echo: |_| {},
            single: |_| false,
            begun: Zeroizing::default(),
            patience: Rc::default(),
        }
    }

    #[test]
    fn what_is_said_moves_no_cursor() {
        let mut talk = talk(b"");
        talk.say("a\x1b[2Jb\u{202e}c").expect("said");
        talk.ask("d\u{7}: ").expect("asked");
        assert_eq!(talk.output, b"a[2Jbc\nd: \n");
    }

    #[test]
    fn lines_end_and_so_does_the_input() {
        let mut talk = talk(b"one\r\n\nthree");
        let mut typed = Vec::new();
        while let Some(line) = talk.ask("").expect("asked") {
            typed.push(line);
        }
        assert_eq!(typed, ["one\r\n", "\n", "three"]);
    }

    #[test]
    fn a_line_without_end_is_one_line() {
        let mut long = vec![b'x'; 2 << 20];
        long.extend(b"\nnext\n");
        let mut talk = talk(&long);
        assert_eq!(talk.ask("").expect("asked").map(|line| line.len() as u64), Some(LONGEST));
        assert_eq!(talk.ask("").expect("asked").as_deref(), Some("next\n"));
    }

    /// Gives one piece at a time, and no more for a while between them.
    struct Slow(Vec<&'static [u8]>, bool);

    impl Read for Slow {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let read = self.fill_buf()?.read(into)?;
            self.consume(read);
            Ok(read)
        }
    }

    impl BufRead for Slow {
        fn fill_buf(&mut self) -> io::Result<&[u8]> {
            self.1 = !self.1;
            if self.1 { Ok(self.0[0]) } else { Err(io::ErrorKind::TimedOut.into()) }
        }

        fn consume(&mut self, read: usize) {
            if read > 0 {
                self.0.remove(0);
            }
        }
    }

    #[test]
    fn half_a_line_waits_for_the_rest_of_it() {
        let mut talk = with(Slow(vec![b"3", b"0", b"\n"], false));
        for _ in 0..2 {
            assert_eq!(talk.ask("").expect_err("a while").kind(), io::ErrorKind::TimedOut);
        }
        assert_eq!(talk.ask("").expect("asked").as_deref(), Some("30\n"));
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        assert_eq!(talk(b"\xff\xfe\n").ask("").expect("asked").as_deref(), Some("\u{fffd}\u{fffd}\n"));
    }

    #[test]
    fn hidden_there_is_one_word() {
        let mut screen = Talk { clears: true, ..talk(b"\n") };
        assert_eq!(screen.hide("Notes").expect("hidden").as_deref(), Some("\n"));
        assert_eq!(screen.output, b"\x1b[2J\x1b[3J\x1b[HNotes\n\x1b[2J\x1b[3J\x1b[H");
        assert_eq!(screen.hide("Notes").expect("hidden"), None);
    }

    #[test]
    fn only_a_terminal_is_cleared() {
        let mut paper = talk(b"");
        paper.clear().expect("said");
        assert_eq!(paper.output, b"Whoever scrolls up here can still read what was answered.\n");
        let mut screen = Talk { clears: true, ..talk(b"") };
        screen.clear().expect("said");
        assert!(screen.output.starts_with(b"\x1b[2J\x1b[3J\x1b[HThe lines before this are cleared.\n"));
    }
}
