//! Moving about in the words, by characters, words, rows and paragraphs.

use super::wrap::{cells, grapheme_at};
use super::{Caret, Did, Editor, Place};
use crate::ui::keymap::Motion;

/// A row as it stands on the screen: the paragraph, and which of its rows.
pub type Row = (usize, usize);

impl Editor {
    /// Moves the cursor; `selects`: what it passes over is selected.
    pub(super) fn go(&mut self, motion: Motion, selects: bool) -> Did {
        self.history.rest();
        let Caret { at, anchor } = self.caret;
        let selected = self.selected();
        let vertical = matches!(motion, Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown);
        let column = self.column.filter(|_| vertical);
        let here = self.row_of(at);
        let page = self.high.saturating_sub(1).max(1);
        let to = match (motion, selected.filter(|_| !selects)) {
            // Without Shift what is selected is left at its edge.
            (Motion::Left, Some(selected)) => selected.start,
            (Motion::Right, Some(selected)) => selected.end,
            (Motion::Left, None) => self.text.previous(at),
            (Motion::Right, None) => self.text.next(at),
            (Motion::Up, _) => self.rows_up(at, 1, column),
            (Motion::Down, _) => self.rows_down(at, 1, column),
            (Motion::PageUp, _) => self.rows_up(at, page, column),
            (Motion::PageDown, _) => self.rows_down(at, page, column),
            (Motion::RowStart, _) => self.at_column(here, 0),
            (Motion::RowEnd, _) => self.at_column(here, usize::MAX),
            (Motion::WordLeft, _) => self.text.previous_word(at),
            (Motion::WordRight, _) => self.text.next_word(at),
            (Motion::ParagraphUp, _) => self.text.paragraph_back(at),
            (Motion::ParagraphDown, _) => self.text.paragraph_on(at),
            (Motion::Start, _) => Place::default(),
            (Motion::End, _) => self.text.end(),
        };
        self.column = vertical.then(|| column.unwrap_or_else(|| self.column_of(at)));
        let anchor = if selects { anchor.or(Some(at)) } else { None };
        self.caret = Caret { at: to, anchor };
        Did::Moved
    }

    /// The row on which a place stands.
    pub(super) fn row_of(&mut self, place: Place) -> Row {
        (place.paragraph, self.text.rows(place.paragraph).0.row_of(place.byte))
    }

    /// The cells before a place on its row.
    pub(super) fn column_of(&mut self, place: Place) -> usize {
        let (paragraph, row) = self.row_of(place);
        let (rows, words) = self.text.rows(paragraph);
        let mut at = rows.bytes(row, words).start;
        let mut column = 0;
        while at < place.byte {
            let grapheme = grapheme_at(words, at);
            column += cells(grapheme);
            at += grapheme.len();
        }
        column
    }

    /// The place on a row with at most `column` cells before it.
    pub(super) fn at_column(&mut self, (paragraph, row): Row, column: usize) -> Place {
        let (rows, words) = self.text.rows(paragraph);
        let bytes = rows.bytes(row, words);
        let last = row + 1 == rows.count();
        let (mut at, mut before) = (bytes.start, 0);
        while at < bytes.end {
            let grapheme = grapheme_at(words, at);
            // What comes after the last character of a row stands on the next one.
            let ends = at + grapheme.len() >= bytes.end && !last;
            before += cells(grapheme);
            if before > column || ends {
                break;
            }
            at += grapheme.len();
        }
        Place { paragraph, byte: at }
    }

    /// As many rows up as there are, at most `by`; how many those were.
    pub(super) fn up(&mut self, (mut paragraph, mut row): Row, by: usize) -> (Row, usize) {
        let mut left = by;
        while left > row && paragraph > 0 {
            left -= row + 1;
            paragraph -= 1;
            row = self.text.rows(paragraph).0.count() - 1;
        }
        let more = left.min(row);
        row -= more;
        ((paragraph, row), by - (left - more))
    }

    /// The same down.
    pub(super) fn down(&mut self, (mut paragraph, mut row): Row, by: usize) -> (Row, usize) {
        let mut left = by;
        let mut below = self.text.rows(paragraph).0.count() - 1 - row;
        while left > below && paragraph + 1 < self.text.paragraphs() {
            left -= below + 1;
            paragraph += 1;
            row = 0;
            below = self.text.rows(paragraph).0.count() - 1;
        }
        let more = left.min(below);
        row += more;
        ((paragraph, row), by - (left - more))
    }

    fn rows_up(&mut self, at: Place, by: usize, column: Option<usize>) -> Place {
        let column = column.unwrap_or_else(|| self.column_of(at));
        let here = self.row_of(at);
        match self.up(here, by) {
            (_, 0) => Place::default(),
            (row, _) => self.at_column(row, column),
        }
    }

    fn rows_down(&mut self, at: Place, by: usize, column: Option<usize>) -> Place {
        let column = column.unwrap_or_else(|| self.column_of(at));
        let here = self.row_of(at);
        match self.down(here, by) {
            (_, 0) => self.text.end(),
            (row, _) => self.at_column(row, column),
        }
    }

    /// Puts the cursor where somebody clicked, `x` and `y` cells from where the words begin.
    pub fn click(&mut self, x: u16, y: u16) {
        self.history.rest();
        let top = self.row_of(self.text.within(self.top));
        let (row, _) = self.down(top, usize::from(y));
        let at = self.at_column(row, usize::from(x));
        self.caret = Caret { at, anchor: None };
        self.column = None;
    }
}
