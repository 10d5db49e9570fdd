//! What can be taken back: a word, or what was typed without a rest, is one step.

use std::collections::VecDeque;
use std::ops::Range;
use std::time::Duration;

use super::text::{Place, Text};

/// A rest that ends a step.
const REST: Duration = Duration::from_secs(1);
/// The most bytes that all steps hold together. The last one is kept whatever it holds.
const MOST: usize = 8 << 20;
/// The most bytes of a step that grows letter by letter.
const LONG: usize = 256;
/// What a step takes besides its words.
const STEP: usize = size_of::<Step>();

/// Where the cursor is, and where what is selected begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caret {
    /// The cursor.
    pub at: Place,
    /// The other end of what is selected.
    pub anchor: Option<Place>,
}

/// What a change is, as far as taking it back goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letter by letter.
    Typed,
    /// Character by character.
    Erased,
    /// All at once.
    Whole,
}

/// One change of a text.
pub struct Step {
    start: Place,
    removed: String,
    inserted: String,
    before: Caret,
    after: Caret,
}

impl Step {
    /// `removed` stood at `start`, and `inserted` came into its place.
    pub fn new(start: Place, removed: String, inserted: String, before: Caret, after: Caret) -> Self {
        Self { start, removed, inserted, before, after }
    }

    fn size(&self) -> usize {
        STEP + self.removed.len() + self.inserted.len()
    }

    fn inserted(&self) -> Range<Place> {
        self.start..self.start.after(&self.inserted)
    }

    fn removed(&self) -> Range<Place> {
        self.start..self.start.after(&self.removed)
    }

    /// Takes up a step that goes on with this one; gives it back where it does not.
    fn take_up(&mut self, next: Self, kind: Kind) -> Option<Self> {
        let joins = match kind {
            Kind::Typed => {
                let parts = self.inserted.ends_with(char::is_whitespace)
                    && !next.inserted.starts_with(char::is_whitespace);
                !parts && next.removed().end == self.inserted().end && self.inserted.ends_with(&next.removed)
            }
            Kind::Erased => {
                let back = next.removed().end == self.start;
                let last = if back { self.removed.chars().next() } else { self.removed.chars().next_back() };
                let parts =
                    last.is_some_and(char::is_whitespace) && !next.removed.starts_with(char::is_whitespace);
                let empty = self.inserted.is_empty() && next.inserted.is_empty();
                empty && !parts && (back || next.start == self.start)
            }
            Kind::Whole => false,
        };
        if !joins || self.removed.len() + self.inserted.len() > LONG {
            return Some(next);
        }
        if kind == Kind::Typed {
            self.inserted.truncate(self.inserted.len() - next.removed.len());
            self.inserted.push_str(&next.inserted);
        } else if next.start == self.start {
            self.removed.push_str(&next.removed);
        } else {
            self.removed.insert_str(0, &next.removed);
            self.start = next.start;
        }
        self.after = next.after;
        None
    }
}

/// What was done, and what was taken back.
pub struct History {
    /// The most bytes that all of it holds.
    most: usize,
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// The bytes that all of it holds.
    held: usize,
    /// What the last step is, and when it grew: until a rest it may go on.
    open: Option<(Kind, Duration)>,
}

impl Default for History {
    fn default() -> Self {
        Self::of(MOST)
    }
}

impl History {
    fn of(most: usize) -> Self {
        Self { most, done: VecDeque::new(), undone: Vec::new(), held: 0, open: None }
    }

    /// Nothing after this goes on with the last step.
    pub fn rest(&mut self) {
        self.open = None;
    }

    /// Remembers a step. Whatever was taken back before it is forgotten.
    pub fn note(&mut self, step: Step, kind: Kind, now: Duration) {
        for gone in self.undone.drain(..) {
            self.held -= gone.size();
        }
        let goes_on = self.open.is_some_and(|(open, last)| open == kind && now.saturating_sub(last) < REST);
        self.open = Some((kind, now));
        let mut step = Some(step);
        if goes_on && let Some(last) = self.done.back_mut() {
            self.held -= last.size();
            step = step.and_then(|step| last.take_up(step, kind));
            self.held += last.size();
        }
        if let Some(step) = step {
            self.held += step.size();
            self.done.push_back(step);
        }
        while self.held > self.most && self.done.len() > 1 {
            self.held -= self.done.pop_front().map_or(0, |oldest| oldest.size());
        }
    }

    /// Takes the last step back; where the cursor was before it.
    pub fn back(&mut self, text: &mut Text) -> Option<Caret> {
        self.rest();
        let step = self.done.pop_back()?;
        text.replace(step.inserted(), &step.removed);
        let caret = step.before;
        self.undone.push(step);
        Some(caret)
    }

    /// Does again what was taken back last; where the cursor was after it.
    pub fn forth(&mut self, text: &mut Text) -> Option<Caret> {
        self.rest();
        let step = self.undone.pop()?;
        text.replace(step.removed(), &step.inserted);
        let caret = step.after;
        self.done.push_back(step);
        Some(caret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writes(history: &mut History, text: &mut Text, words: String) {
        let start = text.end();
        text.replace(start..start, &words);
        let step = Step::new(start, String::new(), words, Caret::default(), Caret::default());
        history.note(step, Kind::Whole, Duration::ZERO);
    }

    #[test]
    fn what_can_be_taken_back_is_bounded_and_the_last_step_always_can() {
        let (mut history, mut text) = (History::of(8 << 10), Text::new(""));
        for _ in 0..20 {
            writes(&mut history, &mut text, "x".repeat(1 << 10));
            assert!(history.held <= 8 << 10);
        }
        let mut steps = 0;
        while history.back(&mut text).is_some() {
            steps += 1;
        }
        assert_eq!((steps, text.graphemes()), (7, 13 << 10));
        while history.forth(&mut text).is_some() {
            steps -= 1;
        }
        assert_eq!((steps, text.graphemes()), (0, 20 << 10));
        writes(&mut history, &mut text, "y".repeat(8 << 10));
        assert!(history.held > 8 << 10 && history.done.len() == 1);
        assert!(history.back(&mut text).is_some() && text.graphemes() == 20 << 10);
    }

    #[test]
    fn a_step_is_forgotten_with_all_that_it_holds() {
        let (mut history, mut text) = (History::default(), Text::new(""));
        for _ in 0..3 {
            writes(&mut history, &mut text, "word ".into());
        }
        history.back(&mut text);
        history.back(&mut text);
        writes(&mut history, &mut text, "other".into());
        assert_eq!(history.held, 2 * STEP + 10);
        assert!(history.forth(&mut text).is_none());
    }
}
