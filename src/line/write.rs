//! A text of many lines, as they are typed one after another.

use unicode_segmentation::UnicodeSegmentation;

use super::read::{Heard, command};
use crate::domain::flow::{Answer, Prompt};
use crate::domain::text;

/// What begins a word that is no line of the text.
pub const STOP: &str = ".";
/// Said where a line does not fit any more.
const FULL: &str = "There is no room for that line. Everything before it is there.";

/// The lines so far.
#[derive(Clone, PartialEq)]
pub struct Lines {
    /// Nothing before the first line, which may be empty.
    text: Option<String>,
    before: Vec<Before>,
}

/// How it was before a step.
#[derive(Clone, PartialEq)]
enum Before {
    /// So long.
    Long(usize),
    /// All of it.
    Whole(Option<String>),
}

impl Lines {
    /// The lines that are there already.
    #[must_use]
    pub fn new(start: &str) -> Self {
        let text = Some(text::clean(start)).filter(|text| !text.is_empty());
        Self { text, before: Vec::new() }
    }

    /// All of it so far.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    /// All of it, to be read out; nothing where there is nothing.
    #[must_use]
    pub fn read_out(&self) -> Vec<String> {
        if self.text().is_empty() {
            return Vec::new();
        }
        let lines = self.text().lines().map(str::to_owned);
        ["This is there so far:".to_owned()].into_iter().chain(lines).collect()
    }

    fn add(&mut self, line: &str, most: usize) -> Heard {
        let longer = match &self.text {
            Some(text) => format!("{text}\n{line}"),
            None => line.to_owned(),
        };
        if longer.len() > most && longer.graphemes(true).count() > most {
            return Heard::Stay(vec![FULL.to_owned()]);
        }
        self.before.push(self.text.as_ref().map_or(Before::Whole(None), |text| Before::Long(text.len())));
        self.text = Some(longer);
        Heard::Stay(Vec::new())
    }

    fn begin_anew(&mut self) -> Heard {
        self.before.push(Before::Whole(self.text.take()));
        Heard::Stay(vec!["It begins anew. .undo brings back what was there.".to_owned()])
    }

    fn take_back(&mut self) -> Heard {
        let said = match self.before.pop() {
            Some(Before::Long(long)) => {
                self.text.iter_mut().for_each(|text| text.truncate(long));
                "The last line is taken away."
            }
            Some(Before::Whole(None)) => {
                self.text = None;
                "The last line is taken away."
            }
            Some(Before::Whole(text)) => {
                self.text = text;
                "What was there is back."
            }
            None => "Nothing was typed here that could be taken away.",
        };
        Heard::Stay(vec![said.to_owned()])
    }

    /// Takes a line as it was typed: one of the words with a full stop before them, or the next
    /// line of the text, which may be empty.
    pub(super) fn hear(&mut self, typed: &str, prompt: &Prompt, most: usize) -> Heard {
        let typed = text::clean(typed);
        let line = typed.strip_suffix('\n').unwrap_or(&typed);
        let Some(word) = line.strip_prefix(STOP) else { return self.add(line, most) };
        match word.trim_end().to_lowercase().as_str() {
            "" => Heard::Answers(vec![Answer::Text(self.text().to_owned())], None),
            "new" => self.begin_anew(),
            "undo" => self.take_back(),
            "read" if self.text().is_empty() => Heard::Stay(vec!["Nothing is there yet.".to_owned()]),
            "read" => Heard::Stay(self.read_out()),
            word => command(word, prompt).unwrap_or_else(|| self.add(line, most)),
        }
    }
}

/// What can be typed, on one line.
pub const WAYS: &str = "Type as many lines as you like, . alone ends it, .new begins it anew";

/// What can be typed, one way a line.
pub const HELP: [&str; 5] = [
    "Each line is a line of the text, an empty one too.",
    "A line with nothing but . ends it.",
    ".read reads out what is there. .new begins it anew.",
    ".undo takes away the last line, or brings back what .new put away.",
    "A line of other words is text, also where it begins with a full stop.",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::flow::{Ask, Extra};

    fn prompt() -> Prompt {
        Prompt::new("Journal", "What would you like to write?", Ask::Go).extra(Extra::Leave)
    }

    fn typed(start: &str, lines: &[&str]) -> Lines {
        let mut text = Lines::new(start);
        for line in lines {
            let heard = text.hear(&format!("{line}\n"), &prompt(), 1_000);
            assert!(matches!(heard, Heard::Stay(_)), "{line}");
        }
        text
    }

    #[test]
    fn every_line_is_a_line_of_the_text() {
        assert_eq!(typed("", &["the lake", "", "  next summer"]).text(), "the lake\n\n  next summer");
        assert_eq!(typed("the lake", &["in June"]).text(), "the lake\nin June");
        assert_eq!(typed("", &["", "b", "?", ":q", "undo"]).text(), "\nb\n?\n:q\nundo");
        let stops = ["...", "..", ".5 of it", ".net", ".b or not", " ."];
        assert_eq!(typed("", &stops).text(), stops.join("\n"));
        assert_eq!(typed("", &["one\rtwo\u{1b}[31m\u{202e}"]).text(), "one\ntwo[31m");
    }

    #[test]
    fn words_with_a_full_stop_lead_on() {
        let mut text = typed("", &["the lake"]);
        let mut heard = |typed: &str| text.hear(typed, &prompt(), 1_000);
        assert!(heard(".\r\n") == Heard::Answers(vec![Answer::Text("the lake".into())], None));
        assert!(heard(".b\n") == Heard::Back && heard(".B \n") == Heard::Back);
        assert!(heard(".?\n") == Heard::Help && heard(".q\n") == Heard::Close);
        assert!(heard(".hide") == Heard::Hide);
        assert!(heard(".x\n") == Heard::Answers(vec![Answer::Extra(Extra::Leave, None)], None));
        let out = ["This is there so far:", "the lake"].map(str::to_owned);
        assert!(heard(".read\n") == Heard::Stay(out.to_vec()));
    }

    #[test]
    fn what_is_taken_away_comes_back() {
        let mut text = typed("the lake", &["in June", "", ".new", "a walk", ".undo", ".undo"]);
        assert_eq!(text.text(), "the lake\nin June\n");
        assert_eq!(typed("the lake", &[".new", "a walk", "home"]).text(), "a walk\nhome");
        assert_eq!(typed("", &["a walk", ".undo", "home"]).text(), "home");
        for left in ["the lake\nin June", "the lake", "the lake"] {
            text.hear(".undo\n", &prompt(), 1_000);
            assert_eq!(text.text(), left);
        }
    }

    #[test]
    fn a_line_that_does_not_fit_is_said_and_the_rest_stays() {
        let mut text = typed("", &["the lake"]);
        assert!(text.hear("in June\n", &prompt(), 15) == Heard::Stay(vec![FULL.to_owned()]));
        assert_eq!(text.text(), "the lake");
        text.hear("e\u{301}e\u{301}e\u{301}\n", &prompt(), 12);
        assert_eq!(text.text(), "the lake\n\u{e9}\u{e9}\u{e9}", "marks take no room of their own");
    }
}
