//! A quiet while: a lamp that dims, and no number anywhere.

use std::time::Duration;

use ratatui::text::{Line, Span};

use super::light;
use crate::domain::lamp::Lamp;
use crate::ui::hits::Target;
use crate::ui::rows::{Gap, Rows};
use crate::ui::theme::Token;

/// Draws the light of `lamp` alone.
pub fn draw_light(lamp: &Lamp, now: Duration, motion: bool, rows: &mut Rows) {
    let step = if motion { 1 } else { 60 };
    let lasts = lamp.lasts().as_secs().max(1);
    let seen = if lamp.is_out(now) { lasts } else { lamp.burnt(now).as_secs() / step * step };
    let left = usize::try_from(lasts - seen.min(lasts)).unwrap_or(0);
    light::draw(light::half_at_most(rows) * left / usize::try_from(lasts).unwrap_or(usize::MAX), rows);
}

/// Draws `lamp`, with a word about it and the way on.
pub fn draw(lamp: &Lamp, now: Duration, motion: bool, focused: bool, rows: &mut Rows) {
    let look = rows.look();
    rows.gap(Gap::Air);
    draw_light(lamp, now, motion, rows);
    rows.gap(Gap::Part);
    let words = if lamp.is_out(now) {
        "The lamp has dimmed."
    } else if lamp.is_paused() {
        "Paused. It waits for you."
    } else {
        "The lamp dims by itself. Going on early is fine."
    };
    rows.text(words, look.style(Token::Muted));
    rows.gap(Gap::Part);
    let words = Span::styled("Go on", look.style(Token::Text));
    rows.item(focused, Target::Item(0), Line::from(words), "whenever you like", 12);
}
