//! What every page has around it: a title line, a hairline, a notice and a footer.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::hits::Target;
use super::keymap::{Action, Hint};
use super::rows::{Rows, Scroll};
use super::theme::Token;
use super::words::{fit, width, wrap};
use crate::domain::people::Person;

/// The smallest window in which everything can be done.
pub const SMALLEST: (u16, u16) = (40, 12);
/// The widest that a column of text becomes.
const COLUMN: u16 = 76;
/// Hints in a footer, besides the one that hides the screen.
const HINTS: usize = 5;

/// The parts of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The title line.
    pub title: Rect,
    /// Everything between title and footer.
    pub body: Rect,
    /// The hairline.
    pub rule: Rect,
    /// The footer.
    pub footer: Rect,
}

impl Parts {
    /// The parts of a page in a window.
    #[must_use]
    pub fn of(area: Rect) -> Self {
        let roomy = area.width >= 72 && area.height >= 22;
        let margin = if roomy { 3 } else { 1 };
        let column = area.width.saturating_sub(2 * margin).min(COLUMN);
        let x = area.x + (area.width.saturating_sub(column)) / 2;
        let top = area.y + if area.height >= 28 { 2 } else { u16::from(roomy) };
        let under_title = match area.height {
            28.. => 3,
            22.. => 2,
            _ => 1,
        };
        let line = |y: u16, height: u16| Rect { x, y, width: column, height }.intersection(area);
        let footer_up = if area.height >= 28 { 2 } else { 1 };
        let footer = area.bottom().saturating_sub(footer_up);
        let rule = footer.saturating_sub(1);
        let body = top + 1 + under_title;
        // A small window has no row to spare for a notice: one takes it from the body.
        let notice = rule.saturating_sub(1);
        let end = if area.height >= 18 { notice } else { rule };
        Self {
            title: line(top, 1),
            body: line(body, end.saturating_sub(body)),
            rule: line(rule, 1),
            footer: line(footer, 1),
        }
    }
}

/// Whether a window is too small for a page.
#[must_use]
pub fn too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

/// Paints the ground of the whole window.
pub fn ground(area: Rect, canvas: &mut Canvas<'_>) {
    canvas.wipe(area, canvas.look.ground());
}

/// The title line: bold on the left, a quiet note on the right, tinted where it names somebody.
pub fn title(parts: Parts, left: &str, right: &str, whose: Option<Person>, canvas: &mut Canvas<'_>) {
    let area = parts.title;
    if area.is_empty() {
        return;
    }
    let bold = canvas.look.strong(Token::Text);
    let quiet = canvas.look.style(whose.map_or(Token::Muted, Token::Of));
    canvas.words(area.x, area.y, left, area.width, bold);
    let room = area.width.saturating_sub(width(left) + 2);
    let right = fit(right, room);
    let x = area.right().saturating_sub(width(&right));
    if room > 0 {
        canvas.words(x, area.y, &right, room, quiet);
    }
}

/// The hairline, and the notice above it if there is one. Gives the parts with a body that ends
/// above the notice, so that it never lies over the focus.
#[must_use]
pub fn rule(parts: Parts, notice: Option<&str>, canvas: &mut Canvas<'_>) -> Parts {
    let Rect { x, y, width, .. } = parts.rule;
    canvas.words(x, y, &"─".repeat(usize::from(width)), width, canvas.look.style(Token::Hairline));
    let lines = notice.map(|notice| wrap(notice, width)).unwrap_or_default();
    let mut top = y;
    for line in lines.iter().rev() {
        let Some(above) = top.checked_sub(1).filter(|above| *above > parts.title.y) else { break };
        canvas.words(x, above, line, width, canvas.look.strong(Token::Accent));
        top = above;
    }
    let room = top.saturating_sub(parts.body.y);
    Parts { body: Rect { height: parts.body.height.min(room), ..parts.body }, ..parts }
}

/// The footer: what the keys do here, and always how to hide.
pub fn footer(parts: Parts, hints: &[Hint], canvas: &mut Canvas<'_>) {
    let area = parts.footer;
    let hide = hint_width("Ctrl+L", "hide");
    let end = area.right().saturating_sub(hide);
    let between = if area.width >= 72 { 3 } else { 2 };
    let mut room = end.saturating_sub(area.x);
    let mut fitting = Vec::new();
    // How to answer, to go on and to go back are the last to go.
    let rank = |hint: &Hint| match hint.action {
        Action::Choose
        | Action::Show
        | Action::KeyOf(_)
        | Action::Toggle
        | Action::StopSitting
        | Action::Signal(..) => 0,
        Action::Back => 1,
        _ => 2,
    };
    let mut ranked: Vec<(usize, &Hint)> = hints.iter().enumerate().collect();
    ranked.sort_by_key(|(at, hint)| (rank(hint), *at));
    for (at, hint) in ranked {
        let wide = hint_width(&hint.keys, hint.label) + between;
        if wide <= room && fitting.len() < HINTS {
            room -= wide;
            fitting.push(at);
        }
    }
    let mut x = area.x;
    for (_, hint) in hints.iter().enumerate().filter(|(at, _)| fitting.contains(at)) {
        draw_hint(x, area.y, &hint.keys, hint.label, hint.action, canvas);
        x += hint_width(&hint.keys, hint.label) + between;
    }
    if area.width >= hide {
        draw_hint(end, area.y, "Ctrl+L", "hide", Action::Hide, canvas);
    }
}

fn hint_width(keys: &str, label: &str) -> u16 {
    width(keys) + 1 + width(label)
}

fn draw_hint(x: u16, y: u16, keys: &str, label: &str, action: Action, canvas: &mut Canvas<'_>) {
    let line = Line::from(vec![
        Span::styled(keys.to_owned(), canvas.look.key()),
        Span::styled(format!(" {label}"), canvas.look.style(Token::Muted)),
    ]);
    let wide = hint_width(keys, label);
    canvas.line(x, y, &line, wide);
    // A person's own key is pressed, never clicked by chance.
    if !matches!(action, Action::KeyOf(_)) {
        canvas.hits.add(Rect { x, y, width: wide, height: 1 }, Target::Do(action));
    }
}

/// Clears the page under a panel down to its footer, and leaves its title where there is room
/// for both: words cut off by a panel's edge would only tire the eye. Returns the room.
pub fn clear_for_panel(area: Rect, parts: Parts, canvas: &mut Canvas<'_>) -> Rect {
    let top = if area.height >= 20 { parts.title.bottom() } else { area.y };
    let room = Rect { y: top, height: parts.rule.y.saturating_sub(top), ..area };
    canvas.wipe(room, canvas.look.ground());
    room
}

/// A panel over the page, `width` by `height` at most, in the middle: returns what is inside.
pub fn panel(area: Rect, wide: u16, high: u16, canvas: &mut Canvas<'_>) -> Rect {
    let wide = wide.min(area.width);
    let high = high.min(area.height);
    let x = area.x + (area.width - wide) / 2;
    let y = area.y + (area.height - high) / 2;
    let outer = Rect { x, y, width: wide, height: high };
    if wide < 4 || high < 3 {
        return outer;
    }
    let style = canvas.look.panel();
    let line = style.patch(canvas.look.style(Token::Hairline));
    canvas.wipe(outer, style);
    for row in outer.top()..outer.bottom() {
        canvas.words(outer.x, row, "│", 1, line);
        canvas.words(outer.right() - 1, row, "│", 1, line);
    }
    let bar = "─".repeat(usize::from(wide - 2));
    canvas.words(outer.x, outer.y, &format!("┌{bar}┐"), wide, line);
    canvas.words(outer.x, outer.bottom() - 1, &format!("└{bar}┘"), wide, line);
    let margin = if wide >= 60 { 3 } else { 2 };
    Rect { x: outer.x + margin, y: outer.y + 1, width: wide - 2 * margin, height: high - 2 }
}

/// What stands in a window that is too small.
pub fn small(area: Rect, notice: Option<&str>, canvas: &mut Canvas<'_>) {
    let margin = u16::from(area.width > 20);
    let inside = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let mut rows = Rows::new(inside.width, canvas.look);
    let text = canvas.look.style(Token::Text);
    rows.text("This window is a little small. Nothing is lost.", text);
    rows.text("Make it bigger, or press Ctrl and minus for smaller text.", text);
    rows.text("Ctrl+L hide   q close", canvas.look.style(Token::Muted));
    if let Some(notice) = notice {
        rows.text(notice, canvas.look.strong(Token::Accent));
    }
    rows.draw(inside, &mut Scroll::default(), canvas);
    canvas.cursor = Some(Position { x: inside.x, y: area.y });
}
