//! What a click lands on: every drawing notes where it put things.

use ratatui::layout::{Position, Rect};

use super::keymap::Action;
use crate::domain::flow::Extra;

/// Something that can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A row of the page or panel, by its place.
    Item(usize),
    /// A number on a scale.
    Value(u8),
    /// A place among words that are written: so many cells from where they begin, across and down.
    Cell(u16, u16),
    /// Another way to answer.
    Extra(Extra),
    /// A hint, or anything else that does one thing.
    Do(Action),
}

/// Where things are, as last drawn.
#[derive(Debug, Default)]
pub struct Hits(Vec<(Rect, Target)>);

impl Hits {
    /// Forgets all of it.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Notes that `target` is at `area`.
    pub fn add(&mut self, area: Rect, target: Target) {
        self.0.push((area, target));
    }

    /// What is at a cell; the last one drawn there.
    #[must_use]
    pub fn at(&self, position: Position) -> Option<Target> {
        let (area, target) = self.0.iter().rev().find(|(area, _)| area.contains(position))?;
        Some(match target {
            Target::Cell(..) => Target::Cell(position.x - area.x, position.y - area.y),
            other => *other,
        })
    }
}
