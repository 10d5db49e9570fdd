//! A page as rows: they wrap, close up where there is little room, and scroll to the focus.

mod long;

use std::ops::Range;
use std::sync::Arc;

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::hits::Target;
use super::theme::{Look, Token};
use super::words::{width, wrap};
pub use long::Long;

/// The mark of the row that has the focus.
pub const FOCUS: &str = "► ";

/// From here on every note has room under its words; below, only that of the focus does.
const ROOMY: u16 = 52;

/// A blank row, by how soon it goes where there is little room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Goes first.
    Air,
    /// Stands between choices.
    Between,
    /// Goes last.
    Part,
}

#[derive(Clone, Default)]
struct Row {
    line: Line<'static>,
    gap: Option<Gap>,
    focused: bool,
    cursor: Option<u16>,
    targets: Vec<(Range<u16>, Target)>,
    /// A text in the place of its line, with as many rows as it has.
    long: Option<(Arc<Long>, Style)>,
}

/// Rows of one page, from the top.
#[derive(Clone)]
pub struct Rows {
    list: Vec<Row>,
    width: u16,
    look: Look,
}

/// Where a page that is longer than its room has been scrolled to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scroll {
    top: usize,
    /// Whether the focus stays in sight.
    follows: bool,
    above: bool,
    below: bool,
    room: usize,
    focus_hidden: bool,
}

impl Scroll {
    /// Keeps the focus in sight from now on.
    pub fn follow(&mut self) {
        self.follows = true;
    }

    /// Whether the focus was out of sight when the page was last drawn.
    #[must_use]
    pub fn focus_hidden(&self) -> bool {
        self.focus_hidden
    }

    /// Whether the first row was in sight when the page was last drawn.
    #[must_use]
    pub fn is_at_top(&self) -> bool {
        !self.above
    }

    /// Moves towards the end by a little less than what fits; `false` at the end.
    pub fn down(&mut self) -> bool {
        if self.below {
            self.follows = false;
            self.top += self.room.saturating_sub(2).max(1);
        }
        self.below
    }

    /// Moves towards the beginning; `false` there.
    pub fn up(&mut self) -> bool {
        if self.above {
            self.follows = false;
            self.top = self.top.saturating_sub(self.room.saturating_sub(2).max(1));
        }
        self.above
    }
}

impl Rows {
    /// What stands between things beside each other.
    pub const BETWEEN: &str = "   ";

    /// No rows yet, `width` cells wide.
    #[must_use]
    pub fn new(width: u16, look: Look) -> Self {
        Self { list: Vec::new(), width, look }
    }

    /// How wide a row may be.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// The look of it.
    #[must_use]
    pub fn look(&self) -> Look {
        self.look
    }

    /// A blank row.
    pub fn gap(&mut self, gap: Gap) {
        self.list.push(Row { gap: Some(gap), ..Row::default() });
    }

    /// A line as it is.
    pub fn line(&mut self, line: impl Into<Line<'static>>) {
        self.list.push(Row { line: line.into(), ..Row::default() });
    }

    /// All of `other` after these.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Words that wrap.
    pub fn text(&mut self, text: &str, style: Style) {
        for line in wrap(text, self.width) {
            self.line(Span::styled(line, style));
        }
    }

    /// A text of any length, of which only the rows in sight are drawn.
    pub fn long(&mut self, text: Arc<Long>, style: Style) {
        self.list.push(Row { long: Some((text, style)), ..Row::default() });
    }

    /// Short things one after another with room between, on as many rows as they take.
    pub fn beside(&mut self, things: impl IntoIterator<Item = Line<'static>>) {
        let mut row = Line::default();
        for thing in things {
            if row.width() > 0 {
                if row.width() + Self::BETWEEN.len() + thing.width() > usize::from(self.width) {
                    self.line(std::mem::take(&mut row));
                } else {
                    row.spans.push(Span::raw(Self::BETWEEN));
                }
            }
            row.spans.extend(thing.spans);
        }
        self.line(row);
    }

    /// Makes the last row what a click on it does.
    pub fn click(&mut self, cells: Range<u16>, target: Target) {
        if let Some(row) = self.list.last_mut() {
            row.targets.push((cells, target));
        }
    }

    /// Gives the last row the real cursor, and the look of the focus where `row` says so.
    pub fn focus(&mut self, cursor: u16, row: bool) {
        if let Some(last) = self.list.last_mut() {
            last.cursor = Some(cursor);
            last.focused = row;
        }
    }

    /// One thing among several: its words, and a quiet note that begins at `column` where it fits.
    pub fn item(&mut self, focused: bool, target: Target, words: Line<'static>, note: &str, column: u16) {
        let look = self.look;
        let quiet = look.style(Token::Muted);
        let mark = if focused { FOCUS } else { "  " };
        let mut words = words;
        if focused {
            words.spans = words.spans.into_iter().map(|span| look.focused(span)).collect();
        }
        let beside = !note.is_empty()
            && words.width() + 4 <= usize::from(column)
            && column + width(note) <= self.width;
        let mut lines = wrapped(words, self.width.saturating_sub(2));
        if beside && let Some(first) = lines.first_mut() {
            let blank = usize::from(column).saturating_sub(first.width() + 2);
            first.spans.push(Span::raw(" ".repeat(blank)));
            first.spans.push(Span::styled(note.to_owned(), quiet));
        } else if !note.is_empty() && (focused || self.width >= ROOMY) {
            let under = wrap(note, self.width.saturating_sub(4)).into_iter();
            lines.extend(under.map(|line| Line::from(Span::styled(format!("  {line}"), quiet))));
        }
        for (at, mut line) in lines.into_iter().enumerate() {
            let before = if at == 0 { mark } else { "  " };
            line.spans.insert(0, Span::styled(before, look.strong(Token::Accent)));
            self.list.push(Row {
                line,
                focused,
                cursor: (focused && at == 0).then_some(0),
                targets: vec![(0..self.width, target)],
                ..Row::default()
            });
        }
    }

    /// How many rows there are with every gap.
    #[must_use]
    pub fn height(&self) -> u16 {
        u16::try_from(self.total()).unwrap_or(u16::MAX)
    }

    fn total(&self) -> usize {
        self.list.iter().map(Row::height).sum()
    }

    /// Each of them with how many rows stand above it.
    fn placed(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.list.iter().scan(0, |next, row| {
            let at = *next;
            *next += row.height();
            Some((at, row))
        })
    }

    /// How many of them are not blank.
    #[must_use]
    pub fn full_height(&self) -> u16 {
        let full: usize = self.list.iter().filter(|row| row.gap.is_none()).map(Row::height).sum();
        u16::try_from(full).unwrap_or(u16::MAX)
    }

    /// Draws as many rows of a page as `area` has room for.
    pub fn draw(self, area: Rect, scroll: &mut Scroll, canvas: &mut Canvas<'_>) {
        let ground = self.look.ground();
        self.draw_on(area, scroll, ground, canvas);
    }

    /// Draws as many rows as `area` has room for, on `ground`.
    pub fn draw_on(mut self, area: Rect, scroll: &mut Scroll, ground: Style, canvas: &mut Canvas<'_>) {
        let room = usize::from(area.height);
        self.close_up(room);
        let top = self.settle(room, scroll);
        for (at, row) in self.placed() {
            for seen in at.max(top)..(at + row.height()).min(top + room) {
                let y = area.y + u16::try_from(seen - top).unwrap_or(u16::MAX);
                row.draw(seen - at, Rect { y, height: 1, ..area }, canvas);
            }
        }
        if scroll.focus_hidden && !area.is_empty() {
            // Until the focus comes into sight, reading begins at the top.
            canvas.cursor = Some(Position { x: area.x, y: area.y });
        }
        let quiet = self.look.style(Token::Muted);
        let mut mark = |y: u16, text: &str| {
            canvas.wipe(Rect { y, height: 1, ..area }, ground);
            let x = area.right().saturating_sub(width(text)).max(area.x);
            canvas.words(x, y, text, area.width, quiet);
        };
        if scroll.above && room > 2 {
            mark(area.y, "↑ more");
        }
        if scroll.below && room > 2 {
            mark(area.bottom() - 1, "↓ more");
        }
    }

    /// Takes out blank rows, the least needed first, from the end.
    fn close_up(&mut self, room: usize) {
        for kind in [Gap::Air, Gap::Between, Gap::Part] {
            let surplus = self.total().saturating_sub(room);
            if surplus == 0 {
                return;
            }
            let is_one = |row: &Row| row.gap == Some(kind);
            let all = self.list.iter().filter(|row| is_one(row)).count();
            // Choices stand evenly or not at all.
            let mut stay = if kind == Gap::Between { 0 } else { all.saturating_sub(surplus) };
            self.list.retain(|row| {
                let stays = !is_one(row) || stay > 0;
                stay -= usize::from(stays && is_one(row));
                stays
            });
        }
    }

    fn settle(&self, room: usize, scroll: &mut Scroll) -> usize {
        let furthest = self.total().saturating_sub(room);
        let focused = || self.placed().filter(|(_, row)| row.cursor.is_some() || row.focused);
        let first = focused().map(|(at, _)| at).next();
        let last = focused().map(|(at, _)| at).last();
        let mut top = scroll.top.min(furthest);
        if let (true, Some(first), Some(last)) = (scroll.follows, first, last) {
            // One row at either end may be taken by a mark that there is more.
            if last + 2 > top + room {
                top = (last + 2).saturating_sub(room);
            }
            if first < top + 1 {
                top = first.saturating_sub(1);
            }
            top = top.min(furthest);
        }
        scroll.top = top;
        scroll.room = room;
        scroll.above = top > 0;
        scroll.below = top < furthest;
        let seen = |at: usize| {
            at >= top + usize::from(scroll.above && room > 2)
                && at + usize::from(scroll.below && room > 2) < top + room
        };
        scroll.focus_hidden = first.is_some_and(|first| !seen(first));
        top
    }
}

impl Row {
    fn height(&self) -> usize {
        self.long.as_ref().map_or(1, |(text, _)| text.height())
    }

    /// Draws it, or one row of its text.
    fn draw(&self, row: usize, area: Rect, canvas: &mut Canvas<'_>) {
        match &self.long {
            Some((text, style)) => canvas.words(area.x, area.y, text.row(row), area.width, *style),
            None => canvas.line(area.x, area.y, &self.line, area.width),
        }
        if self.focused {
            canvas.tint(area, canvas.look.focus());
        }
        for (cells, target) in &self.targets {
            let x = area.x.saturating_add(cells.start);
            let width = cells.end.min(area.width).saturating_sub(cells.start);
            canvas.hits.add(Rect { x, width, ..area }, *target);
        }
        if let Some(column) = self.cursor {
            canvas.cursor =
                Some(Position { x: area.x + column.min(area.width.saturating_sub(1)), y: area.y });
        }
    }
}

/// A styled line in lines of at most `cells`; every word keeps its style.
fn wrapped(line: Line<'static>, cells: u16) -> Vec<Line<'static>> {
    if line.width() <= usize::from(cells) {
        return vec![line];
    }
    let whole: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
    let mut from = 0;
    let part = |words: String| {
        let start = whole[from..].find(&words).map_or(from, |at| from + at);
        from = start + words.len();
        cut(&line, start..from)
    };
    wrap(&whole, cells).into_iter().map(part).collect()
}

/// The bytes of a line between two places.
fn cut(line: &Line<'static>, bytes: Range<usize>) -> Line<'static> {
    let mut at = 0;
    let mut spans = Vec::new();
    for span in &line.spans {
        let end = at + span.content.len();
        let (first, last) = (bytes.start.max(at), bytes.end.min(end));
        if first < last {
            spans.push(Span::styled(span.content[first - at..last - at].to_owned(), span.style));
        }
        at = end;
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests;
