//! A light in the middle of the page, as wide as it is told, and dots where it is dark.

use ratatui::text::{Line, Span};

use crate::ui::rows::Rows;
use crate::ui::theme::Token;

/// The widest light, in cells.
const WIDE: u16 = 44;

/// Half of the widest light there is room for, in cells.
#[must_use]
pub fn half_at_most(rows: &Rows) -> usize {
    usize::from(WIDE.min(rows.width().saturating_sub(4)) / 2)
}

/// Draws a light that reaches `half` cells to each side, [`half_at_most`] at the most.
pub fn draw(half: usize, rows: &mut Rows) {
    let look = rows.look();
    let most = half_at_most(rows);
    let edge = half.min(2);
    let core = half - edge;
    let glow = |sign: &str, count: usize| Span::styled(sign.repeat(count), look.style(Token::Slow));
    let dots = || Span::styled("·".repeat(most - half), look.style(Token::Hairline));
    rows.line(Line::from(vec![
        Span::raw(" ".repeat(usize::from(rows.width()) / 2 - most)),
        dots(),
        glow("▒", edge),
        glow("▓", core.min(2)),
        glow("█", core.saturating_sub(2) * 2),
        glow("▓", core.min(2)),
        glow("▒", edge),
        dots(),
    ]));
}
