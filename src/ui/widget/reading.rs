//! A list with the text of what is in focus beside it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::flow::{OneOf, TextPart};
use crate::ui::canvas::Canvas;
use crate::ui::hits::Target;
use crate::ui::rows::Rows;
use crate::ui::theme::Token;
use crate::ui::words::{fit, wrap};

/// From here on there is room for both.
const WIDE: u16 = 70;
/// The fewest rows in which a text is worth reading.
const HIGH: u16 = 8;
/// How wide the list is.
const LIST: u16 = 28;
/// What stands between the two.
const BETWEEN: u16 = 2;

/// Where the list goes and where the text goes; `None` where one of them is all there is room for.
#[must_use]
pub fn split(area: Rect) -> Option<(Rect, Rect)> {
    let (list, used) = (Rect { width: LIST, ..area }, LIST + BETWEEN);
    let text = Rect { x: area.x + used.min(area.width), width: area.width.saturating_sub(used), ..area };
    (area.width >= WIDE && area.height >= HIGH).then_some((list, text))
}

/// Draws the list: under each thing its quiet note.
pub fn draw_list(ask: &OneOf, focus: Option<usize>, rows: &mut Rows) {
    let look = rows.look();
    for (at, choice) in ask.choices.iter().enumerate() {
        let room = rows.width().saturating_sub(2);
        let label = fit(&choice.label, room).into_owned();
        let words = Line::from(Span::styled(label, look.style(Token::Text)));
        rows.item(focus == Some(at), Target::Item(at), words, "", 0);
        if !choice.note.is_empty() {
            let note = fit(&choice.note, room.saturating_sub(2)).into_owned();
            rows.line(Span::styled(format!("    {note}"), look.style(Token::Muted)));
            rows.click(0..rows.width(), Target::Item(at));
        }
    }
}

/// Draws the text in a frame with its heading, as much of it as fits.
pub fn draw_text(text: &TextPart, area: Rect, canvas: &mut Canvas<'_>) {
    if area.width < 6 || area.height < 3 {
        return;
    }
    let (line, style) = (canvas.look.style(Token::Hairline), canvas.look.style(Token::Text));
    let inside = Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
    let room = usize::from(inside.height);
    let lines: Vec<String> =
        text.lines.iter().flat_map(|line| wrap(line, inside.width)).take(room + 1).collect();
    let heading = format!(" {} ", fit(&text.heading, inside.width.saturating_sub(4)));
    let foot = if lines.len() > room { " Enter reads on " } else { "" };
    for (y, [left, right], words) in
        [(area.y, ["┌", "┐"], heading.as_str()), (area.bottom() - 1, ["└", "┘"], foot)]
    {
        let bar = "─".repeat(usize::from(area.width) - 2);
        canvas.words(area.x, y, &format!("{left}{bar}{right}"), area.width, line);
        canvas.words(area.x + 2, y, words, inside.width, canvas.look.style(Token::Muted));
    }
    for y in inside.top()..inside.bottom() {
        canvas.words(area.x, y, "│", 1, line);
        canvas.words(area.right() - 1, y, "│", 1, line);
    }
    for (y, words) in (inside.top()..inside.bottom()).zip(&lines) {
        canvas.words(inside.x, y, words, inside.width, style);
    }
}
