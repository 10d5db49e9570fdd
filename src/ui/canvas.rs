//! What a frame is drawn on.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use super::hits::Hits;
use super::theme::Look;

/// What a frame is drawn on, and what the drawing leaves behind.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// The look of it.
    pub look: Look,
    /// What a click will land on.
    pub hits: &'a mut Hits,
    /// Where the real cursor goes: magnifiers, braille and input methods follow it.
    pub cursor: Option<Position>,
}

impl<'a> Canvas<'a> {
    /// An empty canvas on `buffer`.
    pub fn new(buffer: &'a mut Buffer, look: Look, hits: &'a mut Hits) -> Self {
        Self { buffer, look, hits, cursor: None }
    }

    /// Writes words in at most `cells`; what lies outside the window is left out.
    pub fn words(&mut self, x: u16, y: u16, words: &str, cells: u16, style: Style) {
        if self.buffer.area.contains(Position { x, y }) {
            self.buffer.set_stringn(x, y, words, usize::from(cells), style);
        }
    }

    /// Writes a line in at most `cells`.
    pub fn line(&mut self, x: u16, y: u16, line: &Line<'_>, cells: u16) {
        if self.buffer.area.contains(Position { x, y }) {
            self.buffer.set_line(x, y, line, cells);
        }
    }

    /// Wipes an area and gives it this style alone.
    pub fn wipe(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Adds to the style of an area.
    pub fn tint(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area.intersection(self.buffer.area), style);
    }
}
