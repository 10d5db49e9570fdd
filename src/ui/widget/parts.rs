//! A text in parts: each with what it is about beside it, or over it where it is narrow.

use ratatui::text::{Line, Span};

use crate::domain::flow::TextPart;
use crate::ui::rows::{Gap, Rows};
use crate::ui::theme::Token;
use crate::ui::words::{width, wrap};

/// Where the text begins beside its heading.
const COLUMN: u16 = 26;
/// From here on there is room for both.
const WIDE: u16 = 56;

/// Draws it.
pub fn draw(parts: &[TextPart], rows: &mut Rows) {
    let wide = rows.width() >= WIDE;
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            rows.gap(Gap::Air);
        }
        if wide { beside(part, rows) } else { under(part, rows) }
    }
}

fn beside(part: &TextPart, rows: &mut Rows) {
    let look = rows.look();
    let room = rows.width() - COLUMN;
    let heading = wrap(&part.heading, COLUMN - 2);
    let lines: Vec<String> = part.lines.iter().flat_map(|line| wrap(line, room)).collect();
    for at in 0..heading.len().max(lines.len()) {
        let of = |words: &[String]| words.get(at).cloned().unwrap_or_default();
        let (heading, line) = (of(&heading), of(&lines));
        let blank = " ".repeat(usize::from(COLUMN.saturating_sub(width(&heading))));
        rows.line(Line::from(vec![
            Span::styled(heading, look.style(Token::Muted)),
            Span::raw(blank),
            Span::styled(line, look.style(Token::Text)),
        ]));
    }
}

fn under(part: &TextPart, rows: &mut Rows) {
    let look = rows.look();
    rows.text(&part.heading, look.style(Token::Muted));
    for line in &part.lines {
        for words in wrap(line, rows.width().saturating_sub(2)) {
            rows.line(Span::styled(format!("  {words}"), look.style(Token::Text)));
        }
    }
}
