//! A page as rows: they wrap, close up where there is little room, and scroll to the focus.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::hits::Target;
use super::theme::{Look, Token};
use super::words::{width, wrap};

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

#[derive(Debug, Clone, Default)]
struct Row {
    line: Line<'static>,
    gap: Option<Gap>,
    focused: bool,
    cursor: Option<u16>,
    targets: Vec<(Range<u16>, Target)>,
}

/// Rows of one page, from the top.
#[derive(Debug, Clone)]
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
                gap: None,
            });
        }
    }

    /// How many rows there are with every gap.
    #[must_use]
    pub fn height(&self) -> u16 {
        u16::try_from(self.list.len()).unwrap_or(u16::MAX)
    }

    /// How many of them are not blank.
    #[must_use]
    pub fn full_height(&self) -> u16 {
        let full = self.list.iter().filter(|row| row.gap.is_none()).count();
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
        let last = self.list.len().min(top + room);
        for (y, row) in (area.y..area.bottom()).zip(&self.list[top.min(last)..last]) {
            row.draw(Rect { y, height: 1, ..area }, canvas);
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
            let surplus = self.list.len().saturating_sub(room);
            if surplus == 0 {
                return;
            }
            // Choices stand evenly or not at all.
            let mut left = if kind == Gap::Between { usize::MAX } else { surplus };
            for at in (0..self.list.len()).rev() {
                if left > 0 && self.list[at].gap == Some(kind) {
                    self.list.remove(at);
                    left -= 1;
                }
            }
        }
    }

    fn settle(&self, room: usize, scroll: &mut Scroll) -> usize {
        let total = self.list.len();
        let furthest = total.saturating_sub(room);
        let focused = || self.list.iter().enumerate().filter(|(_, row)| row.cursor.is_some() || row.focused);
        let first = focused().map(|(at, _)| at).next();
        let last = focused().map(|(at, _)| at).next_back();
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
    fn draw(&self, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.line(area.x, area.y, &self.line, area.width);
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
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::domain::settings::Theme;
    use crate::ui::hits::Hits;
    use crate::ui::theme::Depth;

    fn look() -> Look {
        Look::new(Theme::Dusk, Depth::Rgb)
    }

    fn drawn(rows: Rows, width: u16, height: u16, scroll: &mut Scroll) -> Vec<String> {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        let mut hits = Hits::default();
        let mut canvas = Canvas::new(&mut buffer, look(), &mut hits);
        rows.draw(area, scroll, &mut canvas);
        let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(row).collect()
    }

    fn choices(focused: usize) -> Rows {
        let mut rows = Rows::new(20, look());
        rows.text("A question", look().ground());
        rows.gap(Gap::Part);
        for (at, word) in ["one", "two", "three"].into_iter().enumerate() {
            if at > 0 {
                rows.gap(Gap::Between);
            }
            rows.item(at == focused, Target::Item(at), Line::raw(word), "", 0);
        }
        rows
    }

    #[test]
    fn gaps_go_before_anything_is_cut() {
        let mut scroll = Scroll::default();
        assert_eq!(
            drawn(choices(0), 20, 7, &mut scroll),
            ["A question", "", "► one", "", "  two", "", "  three"]
        );
        assert_eq!(drawn(choices(0), 20, 5, &mut scroll), ["A question", "", "► one", "  two", "  three"]);
        assert_eq!(drawn(choices(0), 20, 4, &mut scroll), ["A question", "► one", "  two", "  three"]);
    }

    #[test]
    fn a_page_begins_at_its_top_and_follows_the_focus_once_moved() {
        let mut scroll = Scroll::default();
        assert_eq!(drawn(choices(2), 20, 3, &mut scroll), ["A question", "  one", "              ↓ more"]);
        assert!(scroll.focus_hidden());
        scroll.follow();
        assert_eq!(drawn(choices(2), 20, 3, &mut scroll), ["              ↑ more", "  two", "► three"]);
        assert!(!scroll.focus_hidden());
        assert!(scroll.up());
        assert_eq!(drawn(choices(2), 20, 3, &mut scroll)[0], "A question");
    }

    #[test]
    fn a_line_that_wraps_keeps_its_styles() {
        let bold = look().strong(Token::Accent);
        let line = Line::from(vec![Span::styled("c  ", bold), Span::raw("one two three")]);
        let lines = wrapped(line, 10);
        let words: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(words, ["c  one two", "three"]);
        assert_eq!(lines[0].spans[0].style, bold);
        assert_eq!(lines[1].spans[0].style, Style::default());
    }

    #[test]
    fn no_room_at_all_is_no_trouble() {
        for (width, height) in [(0, 0), (1, 1), (1, 0), (0, 1)] {
            drawn(choices(1), width, height, &mut Scroll::default());
        }
    }
}
