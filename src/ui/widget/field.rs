//! A field for words, in which what is typed is never a command.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text;
use crate::ui::hits::Target;
use crate::ui::keymap::Action;
use crate::ui::rows::Rows;
use crate::ui::theme::Token;
use crate::ui::words::width;

/// The most that one paste brings, in bytes.
pub const PASTE: usize = 1 << 20;
/// The most rows that a field takes.
const ROWS: u16 = 3;

/// One line of words.
pub struct Field {
    area: TextArea<'static>,
    most: usize,
}

/// What putting words in came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// They are in.
    In,
    /// As many as fit are in.
    Cut,
}

impl Typed {
    /// A sentence for what did not go in.
    #[must_use]
    pub fn notice(self) -> Option<&'static str> {
        match self {
            Self::In => None,
            Self::Cut => Some("The field is full. What was there before is all still there."),
        }
    }
}

impl Field {
    /// A field that holds `start` and at most `most` graphemes.
    #[must_use]
    pub fn new(start: &str, most: usize) -> Self {
        let mut before = Self { area: TextArea::default(), most };
        before.insert(start);
        // Built from its words, so that nothing can be taken back before them.
        let mut area = TextArea::new(before.area.lines().to_vec());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.move_cursor(CursorMove::End);
        Self { area, most }
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Puts words in at the cursor: cleaned, a line end as a space, as many as fit.
    pub fn insert(&mut self, words: &str) -> Typed {
        let boundary = |end: &usize| words.is_char_boundary(*end);
        let end = (0..=words.len().min(PASTE)).rev().find(boundary).unwrap_or(0);
        let clean = self.cleaned(&words[..end]).replace(['\n', '\t'], " ");
        let room = self.most.saturating_sub(self.words().graphemes(true).count());
        let fits: String = clean.graphemes(true).take(room).collect();
        self.area.insert_str(&fits);
        if fits.len() == clean.len() && end == words.len() { Typed::In } else { Typed::Cut }
    }

    /// Types one character. A mark that joins the character before it always fits.
    pub fn type_char(&mut self, c: char) -> Typed {
        let (before, after) = self.halves();
        let count = |words: &str| words.graphemes(true).count();
        if count(&format!("{before}{c}{after}")) > self.most.max(count(self.words())) {
            return Typed::Cut;
        }
        let clean = self.cleaned(c.encode_utf8(&mut [0; 4]));
        self.area.insert_str(clean);
        Typed::In
    }

    /// What of `words` may stand at the cursor: marks that pile up one by one are still a tower.
    fn cleaned(&self, words: &str) -> String {
        let (before, _) = self.halves();
        let joined = text::clean(&format!("{before}{words}"));
        // Where the first of them melts into what stands before it, they are clean by themselves.
        joined.strip_prefix(&text::clean(before)).map_or_else(|| text::clean(words), str::to_owned)
    }

    fn halves(&self) -> (&str, &str) {
        let column = self.area.cursor().1;
        let words = self.words();
        let at = words.char_indices().nth(column).map_or(words.len(), |(at, _)| at);
        words.split_at(at)
    }

    fn jump(&mut self, chars: usize) {
        self.area.move_cursor(CursorMove::Jump(0, u16::try_from(chars).unwrap_or(u16::MAX)));
    }

    /// Does what a key of the table says; `false` where it means nothing here.
    pub fn act(&mut self, action: Action) -> bool {
        let (before, after) = self.halves();
        let at = before.chars().count();
        let back = before.graphemes(true).next_back().map_or(0, |last| last.chars().count());
        let on = after.graphemes(true).next().map_or(0, |first| first.chars().count());
        match action {
            Action::Left => self.jump(at - back),
            Action::Right => self.jump(at + on),
            Action::First => self.jump(0),
            Action::Last => self.area.move_cursor(CursorMove::End),
            Action::Erase => {
                self.jump(at - back);
                self.area.delete_str(back);
            }
            Action::EraseNext => {
                self.area.delete_str(on);
            }
            Action::EraseWord => {
                self.area.delete_word();
            }
            Action::NewLine => {
                self.insert(" ");
            }
            Action::UndoWords => {
                self.area.undo();
            }
            Action::RedoWords => {
                self.area.redo();
            }
            _ => return false,
        }
        true
    }

    /// Draws the field; the real cursor goes into it where it has the focus.
    pub fn draw(&mut self, focused: bool, rows: &mut Rows) {
        let wide = rows.width().saturating_sub(4).max(1);
        let needed = u16::try_from(self.most).unwrap_or(u16::MAX) / wide + 1;
        self.draw_high(needed.min(if rows.width() < 52 { 2 } else { ROWS }), focused, rows);
    }

    /// Draws it with room for so many rows of words.
    pub fn draw_high(&mut self, high: u16, focused: bool, rows: &mut Rows) {
        let look = rows.look();
        let wide = rows.width().saturating_sub(4).max(1);
        let area = Rect::new(0, 0, wide, high);
        let mut cells = Buffer::empty(area);
        let style = look.style(Token::Text);
        self.area.set_style(style);
        self.area.set_cursor_style(style);
        self.area.set_cursor_line_style(Style::new());
        Widget::render(&self.area, area, &mut cells);
        let line = look.style(if focused { Token::Accent } else { Token::Hairline });
        let bar = "─".repeat(usize::from(wide) + 2);
        rows.line(Span::styled(format!("┌{bar}┐"), line));
        let (top, _) = self.area.scroll_offset();
        let cursor = self.area.screen_cursor();
        for y in 0..high {
            let mut words = String::new();
            let mut behind = 0;
            for x in 0..wide {
                // The cells behind a wide character hold nothing of their own.
                if behind == 0 {
                    words.push_str(cells[(x, y)].symbol());
                    behind = width(cells[(x, y)].symbol()).max(1);
                }
                behind -= 1;
            }
            rows.line(Line::from(vec![
                Span::styled("│ ", line),
                Span::styled(words, style),
                Span::styled(" │", line),
            ]));
            rows.click(0..rows.width(), Target::Item(0));
            if focused && usize::from(top + y) == cursor.row {
                rows.focus(2 + u16::try_from(cursor.col).unwrap_or(0).min(wide), false);
            }
        }
        rows.line(Span::styled(format!("└{bar}┘"), line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_is_one_clean_line() {
        let mut field = Field::new("", 240);
        assert_eq!(field.insert("line one\rline two\r\nthree\u{1b}[31m\u{202e}"), Typed::In);
        assert_eq!(field.words(), "line one line two three[31m");
    }

    #[test]
    fn what_does_not_fit_is_said_and_nothing_is_lost() {
        let mut field = Field::new("Mara", 6);
        assert_eq!(field.insert("linda"), Typed::Cut);
        assert_eq!(field.words(), "Marali");
        assert_eq!(field.type_char('x'), Typed::Cut);
        assert_eq!(field.type_char('\u{301}'), Typed::In);
        let mut field = Field::new("", 4_000_000);
        assert_eq!(field.insert(&"x".repeat(PASTE + 1)), Typed::Cut);
        assert_eq!(field.words().len(), PASTE);
    }

    #[test]
    fn erasing_takes_whole_characters_as_people_see_them() {
        let mut field = Field::new("ab👩‍🦽é", 240);
        field.act(Action::Erase);
        field.act(Action::Erase);
        assert_eq!(field.words(), "ab");
        field.act(Action::Left);
        field.act(Action::EraseNext);
        assert_eq!(field.words(), "a");
    }

    #[test]
    fn shift_enter_is_a_space_and_words_can_be_taken_back() {
        let mut field = Field::new("", 240);
        for c in "one".chars() {
            field.type_char(c);
        }
        field.act(Action::NewLine);
        field.insert("two words");
        assert_eq!(field.words(), "one two words");
        field.act(Action::EraseWord);
        assert_eq!(field.words(), "one two ");
        field.act(Action::UndoWords);
        assert_eq!(field.words(), "one two words");
        field.act(Action::RedoWords);
        assert_eq!(field.words(), "one two ");
    }

    #[test]
    fn control_characters_are_never_typed() {
        let mut field = Field::new("", 240);
        for c in ['\u{1b}', '\u{7f}', '\u{202e}', '\u{9b}'] {
            field.type_char(c);
        }
        assert_eq!(field.words(), "");
    }
}
