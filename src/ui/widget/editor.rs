//! A page to write on: words with line ends, in which what is typed is never a command.

mod count;
mod draw;
mod motion;
mod text;
mod undo;
pub(super) mod wrap;

use std::ops::Range;
use std::time::Duration;

use super::field::PASTE;
use crate::domain::text as cleaning;
use crate::ui::keymap::Action;
pub use draw::More;
pub use text::{Place, Text};
use undo::{Caret, History, Kind, Step};

/// What stands for a tab, which no terminal draws in cells of its own.
const TAB: &str = "    ";

/// Said where no more fits.
const FULL: &str = "The page is full, and some of that was left out.";

/// A page of words being written.
pub struct Editor {
    text: Text,
    caret: Caret,
    /// The column that going up and down keeps to.
    column: Option<usize>,
    history: History,
    most: usize,
    /// The place at which the first row in sight begins.
    top: Place,
    /// How many rows were in sight when it was drawn.
    high: usize,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// The cursor moved, or nothing did.
    Moved,
    /// The words are others now.
    Wrote,
    /// As many words as fit are in.
    Cut,
}

impl Did {
    /// A sentence for what did not go in.
    #[must_use]
    pub fn notice(self) -> Option<&'static str> {
        (self == Self::Cut).then_some(FULL)
    }
}

impl Editor {
    /// A page that holds `start`, the cursor behind it, and to which no more is added than makes
    /// `most` graphemes.
    #[must_use]
    pub fn new(start: &str, most: usize) -> Self {
        let text = Text::new(&clean(start));
        let caret = Caret { at: text.end(), anchor: None };
        let top = Place::default();
        Self { text, caret, column: None, history: History::default(), most, top, high: 1 }
    }

    /// All of the words.
    #[must_use]
    pub fn words(&self) -> String {
        self.text.words()
    }

    /// How many words there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.text.count()
    }

    /// How many characters there are, as people see them.
    #[must_use]
    pub fn graphemes(&self) -> usize {
        self.text.graphemes()
    }

    /// Where the cursor is.
    #[must_use]
    pub fn cursor(&self) -> Place {
        self.caret.at
    }

    /// What is selected, where anything is.
    #[must_use]
    pub fn selected(&self) -> Option<Range<Place>> {
        let Caret { at, anchor } = self.caret;
        let anchor = anchor.filter(|anchor| *anchor != at)?;
        Some(anchor.min(at)..anchor.max(at))
    }

    /// Types a character in the place of what is selected.
    pub fn type_char(&mut self, c: char, now: Duration) -> Did {
        self.insert(c.encode_utf8(&mut [0; 4]), Kind::Typed, now)
    }

    /// Puts words in the place of what is selected: cleaned, as many as fit.
    pub fn paste(&mut self, words: &str, now: Duration) -> Did {
        let end = (0..=words.len().min(PASTE)).rev().find(|end| words.is_char_boundary(*end)).unwrap_or(0);
        match self.insert(&words[..end], Kind::Whole, now) {
            Did::Wrote if end < words.len() => Did::Cut,
            did => did,
        }
    }

    fn insert(&mut self, words: &str, kind: Kind, now: Duration) -> Did {
        let at = self.caret.at;
        let (range, kind) = match self.selected() {
            // What is nothing once it is cleaned takes nothing away.
            Some(_) if clean(words).is_empty() => return Did::Moved,
            Some(selected) => (selected, Kind::Whole),
            None => (at..at, kind),
        };
        self.put(range, words, kind, now)
    }

    /// Puts cleaned words in the place of what stands in `range`. What comes together with a
    /// letter or a mark beside them is cleaned with it: marks that pile up one by one are still a
    /// tower.
    fn put(&mut self, range: Range<Place>, words: &str, kind: Kind, now: Duration) -> Did {
        let wider = self.text.joining(&range);
        let before = self.text.slice(&(wider.start..range.start));
        let behind = self.text.slice(&(range.end..wider.end));
        let joined = clean(&format!("{before}{words}{behind}"));
        let middle = joined.strip_prefix(&before).and_then(|rest| rest.strip_suffix(&behind));
        match middle {
            Some(middle) => self.replace(range, middle, false, kind, now),
            None => self.replace(wider, &joined, true, kind, now),
        }
    }

    /// Puts words in the place of what stands in `range`, as many as fit; where they came together
    /// with what was there, all of them or none.
    fn replace(&mut self, range: Range<Place>, words: &str, joined: bool, kind: Kind, now: Duration) -> Did {
        if words.is_empty() && range.is_empty() {
            return Did::Moved;
        }
        let removed = self.text.slice(&range);
        let left = self.text.graphemes().saturating_sub(count::graphemes(&removed));
        let room = self.most.saturating_sub(left);
        let end = count::end_of(words, room);
        let before = self.caret;
        let mut fitting = words;
        let mut after = self.text.replace(range.clone(), words);
        // Beside what is there, marks take no room of their own.
        let full = self.text.graphemes() > self.most.max(left) && end < words.len();
        if full {
            fitting = if joined { &removed } else { &words[..end] };
            after = self.text.replace(range.start..after, fitting);
        }
        self.caret = Caret { at: self.text.settled(after), anchor: None };
        self.column = None;
        let did = if full { Did::Cut } else { Did::Wrote };
        if fitting != removed {
            let inserted = fitting.to_owned();
            let step = Step::new(range.start, removed, inserted, before, self.caret);
            self.history.note(step, kind, now);
        }
        did
    }

    /// Does what a key of the table says; `None` where it means nothing here.
    pub fn act(&mut self, action: Action, now: Duration) -> Option<Did> {
        let at = self.caret.at;
        Some(match action {
            Action::Go(motion) => self.go(motion, false),
            Action::Select(motion) => self.go(motion, true),
            Action::SelectAll => {
                self.history.rest();
                self.caret = Caret { at: self.text.end(), anchor: Some(Place::default()) };
                Did::Moved
            }
            Action::NewLine => self.insert("\n", Kind::Typed, now),
            Action::Erase => self.erase(self.text.previous(at)..at, Kind::Erased, now),
            Action::EraseNext => self.erase(at..self.text.next(at), Kind::Erased, now),
            Action::EraseWord => self.erase(self.text.previous_word(at)..at, Kind::Whole, now),
            Action::EraseNextWord => self.erase(at..self.text.next_word(at), Kind::Whole, now),
            Action::UndoWords => {
                let caret = self.history.back(&mut self.text);
                self.turned(caret)
            }
            Action::RedoWords => {
                let caret = self.history.forth(&mut self.text);
                self.turned(caret)
            }
            _ => return None,
        })
    }

    fn erase(&mut self, range: Range<Place>, kind: Kind, now: Duration) -> Did {
        match self.selected() {
            Some(selected) => self.put(selected, "", Kind::Whole, now),
            None => self.put(range, "", kind, now),
        }
    }

    fn turned(&mut self, caret: Option<Caret>) -> Did {
        let Some(caret) = caret else { return Did::Moved };
        self.caret = caret;
        self.column = None;
        Did::Wrote
    }
}

fn clean(words: &str) -> String {
    cleaning::clean(words).replace('\t', TAB)
}

#[cfg(test)]
mod tests;
