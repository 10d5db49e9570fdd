//! How a page of words looks: only the rows in sight are laid out and drawn.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::wrap::{cells, grapheme_at};
use super::{Editor, Place};
use crate::ui::canvas::Canvas;
use crate::ui::hits::Target;
use crate::ui::theme::Token;

/// Whether there are words out of sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct More {
    /// Above what is in sight.
    pub above: bool,
    /// Below it.
    pub below: bool,
}

impl Editor {
    /// Draws the words around the cursor into `area`, with the real cursor where they have the
    /// focus. Says whether there are more of them.
    pub fn draw(&mut self, area: Rect, focused: bool, canvas: &mut Canvas<'_>) -> More {
        if area.is_empty() {
            return More { above: false, below: false };
        }
        // One cell is left for the cursor behind a full row.
        self.text.set_width(usize::from(area.width - 1));
        self.high = usize::from(area.height);
        self.follow();
        canvas.hits.add(area, Target::Cell(0, 0));
        let top = self.row_of(self.top);
        let cursor = self.row_of(self.caret.at);
        let mut row = top;
        for y in area.top()..area.bottom() {
            self.draw_row(row, Rect { y, height: 1, ..area }, canvas);
            if focused && row == cursor {
                let column = u16::try_from(self.column_of(self.caret.at)).unwrap_or(u16::MAX);
                canvas.cursor = Some(Position { x: area.x + column.min(area.width - 1), y });
            }
            match self.down(row, 1) {
                (next, 1) => row = next,
                _ => return More { above: top != (0, 0), below: false },
            }
        }
        More { above: top != (0, 0), below: true }
    }

    /// Keeps the cursor in sight, and no room empty that words could fill.
    fn follow(&mut self) {
        let cursor = self.row_of(self.caret.at);
        let fill = self.high - 1;
        let (lowest, _) = self.up(cursor, fill);
        let end = self.row_of(self.text.end());
        let (last, _) = self.up(end, fill);
        self.top = self.text.within(self.top);
        let top = self.row_of(self.top).max(lowest).min(cursor).min(last);
        self.top = self.at_column(top, 0);
    }

    fn draw_row(&mut self, (paragraph, row): (usize, usize), area: Rect, canvas: &mut Canvas<'_>) {
        let selected = self.selected();
        let (rows, words) = self.text.rows(paragraph);
        let bytes = rows.bytes(row, words);
        let plain = canvas.look.style(Token::Text);
        let chosen = canvas.look.selected();
        let is_chosen = |byte: usize| {
            let place = Place { paragraph, byte };
            selected.as_ref().is_some_and(|selected: &Range<Place>| selected.contains(&place))
        };
        let mut pen = Pen { x: area.x, area, run: String::new(), wide: 0, style: plain };
        let mut at = bytes.start;
        while at < bytes.end {
            let grapheme = grapheme_at(words, at);
            pen.write(grapheme, if is_chosen(at) { chosen } else { plain }, canvas);
            at += grapheme.len();
        }
        // The end of a line is selected like anything else, and is seen to be.
        if at == words.len() && is_chosen(at) {
            pen.write(" ", chosen, canvas);
        }
        pen.put(canvas);
    }
}

/// Words of one style on their way to the screen.
struct Pen {
    x: u16,
    area: Rect,
    run: String,
    wide: u16,
    style: Style,
}

impl Pen {
    fn write(&mut self, grapheme: &str, style: Style, canvas: &mut Canvas<'_>) {
        if style != self.style {
            self.put(canvas);
            self.style = style;
        }
        self.run.push_str(grapheme);
        self.wide += u16::try_from(cells(grapheme)).unwrap_or(0);
    }

    fn put(&mut self, canvas: &mut Canvas<'_>) {
        let room = self.area.right().saturating_sub(self.x);
        canvas.words(self.x, self.area.y, &self.run, room, self.style);
        self.x = self.x.saturating_add(self.wide);
        self.wide = 0;
        self.run.clear();
    }
}
