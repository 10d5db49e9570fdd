//! A page to write on: the words, and under them what ends it.

use std::time::Duration;

use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};

use super::{Asking, Msg, Widget};
use crate::domain::flow::Answer;
use crate::ui::canvas::Canvas;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Motion};
use crate::ui::rows::{Gap, Rows, Scroll};
use crate::ui::theme::Token;
use crate::ui::widget::Reply;
use crate::ui::widget::editor::{Did, Editor, More};
use crate::ui::words::width;

/// What ends it.
const THAT_IS_ALL: &str = "That is all";
/// Where the words are.
const PAGE: usize = 0;
/// Where what ends it is.
const END: usize = 1;

/// How soon the pieces of one key follow each other.
const AT_ONCE: Duration = Duration::from_millis(300);

/// What a slow line made of an arrow key: Esc, then a bracket, then a letter.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Pieces {
    #[default]
    None,
    Esc(Duration),
    Bracket(Duration),
}

/// The way that an arrow key goes, by the last of its pieces.
fn arrow(letter: char) -> Option<Motion> {
    Some(match letter {
        'A' => Motion::Up,
        'B' => Motion::Down,
        'C' => Motion::Right,
        'D' => Motion::Left,
        'H' => Motion::RowStart,
        'F' => Motion::RowEnd,
        _ => return None,
    })
}

impl Asking {
    /// Puts an arrow key together again that came in pieces while one writes: it would stop the
    /// writing, and leave a bracket and a letter in it. What is no such key is given back.
    pub(super) fn put_together(&mut self, msg: Msg, now: Duration) -> Option<Msg> {
        if !self.is_a_page() {
            return Some(msg);
        }
        let soon = |since: Duration| now.saturating_sub(since) < AT_ONCE;
        match (std::mem::take(&mut self.pieces), &msg) {
            (_, Msg::Do(Action::Back, _)) if self.focus == PAGE => self.pieces = Pieces::Esc(now),
            (Pieces::Esc(since), Msg::Type('[')) if soon(since) => {
                self.pieces = Pieces::Bracket(now);
                return None;
            }
            (Pieces::Bracket(since), msg) => match msg {
                Msg::Type(letter) if soon(since) && arrow(*letter).is_some() => {
                    let motion = arrow(*letter)?;
                    self.writes(|editor| editor.act(Action::Go(motion), now));
                    return None;
                }
                _ => {
                    self.writes(|editor| Some(editor.type_char('[', now)));
                }
            },
            _ => {}
        }
        Some(msg)
    }

    /// Lets the page take something, which leads back into it from whatever is under it.
    pub(super) fn writes(&mut self, does: impl FnOnce(&mut Editor) -> Option<Did>) -> Reply {
        let Widget::Write(editor) = &mut self.widget else { return Reply::NotMine };
        let Some(did) = does(editor) else { return Reply::NotMine };
        self.set_focus(PAGE);
        match (did, did.notice()) {
            (_, Some(notice)) => Reply::Say(notice.into()),
            (Did::Moved, None) => Reply::Done,
            (_, None) => Reply::Typed,
        }
    }

    /// What a key does on a page to write on; `None` where it does nothing that is particular to
    /// one. Stopping leads under the page and no further: the words stay where they are.
    pub(super) fn act_on_page(&mut self, action: Action, now: Duration) -> Option<Reply> {
        let Widget::Write(editor) = &self.widget else { return None };
        let last = END + self.prompt.extras.len();
        let to = match (action, self.focus) {
            (Action::Choose, END) => return Some(Reply::Answer(Answer::Text(editor.words()))),
            (Action::Back, PAGE) => END,
            (Action::Next, focus) if focus == last => PAGE,
            (Action::Next, focus) => focus + 1,
            (Action::Previous, PAGE) => last,
            (Action::Previous, focus) => focus - 1,
            (Action::First | Action::PageUp, _) => PAGE,
            _ => {
                let reply = self.writes(|editor| editor.act(action, now));
                return Some(reply).filter(|reply| *reply != Reply::NotMine);
            }
        };
        self.set_focus(to);
        Some(Reply::Done)
    }

    /// Draws the page as large as it can be: what it is about over it, what ends it under it.
    pub(super) fn draw_page(&mut self, area: Rect, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let small = area.height < 12 || area.width < 52;
        let mut head = Rows::new(area.width, look);
        head.text(&self.prompt.question, look.strong(Token::Text));
        if !small {
            for line in &self.prompt.lines {
                head.text(line, look.style(Token::Text));
            }
            head.gap(Gap::Part);
        }
        let foot = self.foot(Rows::new(area.width, look), small);
        let writing = self.focus == PAGE;
        // While one writes the words have the room; once one has stopped, what ends it has.
        let spared = match (writing, small) {
            (true, true) => 1,
            (true, false) => area.height / 3,
            (false, _) => area.height.saturating_sub(5).max(1),
        };
        let under = foot.height().min(spared).min(area.height);
        let over = head.height().min(area.height / 4).min(area.height - under);
        let (above, rest) = split(area, over);
        let (page, below) = split(rest, rest.height - under);
        head.draw(above, &mut Scroll::default(), canvas);
        self.draw_words(page, small, canvas);
        foot.draw(below, &mut self.scroll, canvas);
    }

    fn foot(&mut self, mut foot: Rows, small: bool) -> Rows {
        let look = foot.look();
        if !small {
            foot.gap(Gap::Part);
        }
        let words = Line::from(Span::styled(THAT_IS_ALL, look.style(Token::Text)));
        let way = match self.focus {
            PAGE => "Esc or Tab leads here",
            END => "Enter, or a letter to write on",
            _ => "",
        };
        foot.item(self.focus == END, Target::Item(END), words, way, width(THAT_IS_ALL) + 6);
        self.draw_extras(&mut foot);
        if !self.prompt.quiet.is_empty() {
            foot.gap(Gap::Part);
            for note in &self.prompt.quiet {
                foot.text(note, look.style(Token::Muted));
            }
        }
        foot
    }

    /// The words in a frame, or over one line where there is little room, with how many they are.
    fn draw_words(&mut self, area: Rect, small: bool, canvas: &mut Canvas<'_>) {
        let focused = self.focus == PAGE;
        let Widget::Write(editor) = &mut self.widget else { return };
        let framed = !small;
        let inside = if framed {
            area.inner(Margin { horizontal: 3, vertical: 1 })
        } else {
            Rect { height: area.height.saturating_sub(1), ..area }
        };
        let more = editor.draw(inside, focused, canvas);
        if area.height < 2 {
            return;
        }
        let line = canvas.look.style(if focused { Token::Accent } else { Token::Hairline });
        let quiet = canvas.look.style(Token::Muted);
        let bar = "─".repeat(usize::from(area.width.saturating_sub(2)));
        let (left, right) = if framed { ("└", "┘") } else { ("─", "─") };
        let bottom = area.bottom() - 1;
        canvas.words(area.x, bottom, &format!("{left}{bar}{right}"), area.width, line);
        if framed {
            canvas.words(area.x, area.y, &format!("┌{bar}┐"), area.width, line);
            for y in area.top() + 1..bottom {
                canvas.words(area.x, y, "│", 1, line);
                canvas.words(area.right() - 1, y, "│", 1, line);
            }
        }
        canvas.words(area.x + 2, bottom, &counted(editor.count()), area.width.saturating_sub(4), quiet);
        let (above, below) = marks(more, framed);
        for (words, y) in [(above, area.y), (below, bottom)] {
            let wide = width(words);
            canvas.words(area.right().saturating_sub(wide + 2), y, words, wide, quiet);
        }
    }
}

/// How many words there are; nothing where there are none.
fn counted(words: usize) -> String {
    match words {
        0 => String::new(),
        1 => " 1 word ".into(),
        words => format!(" {words} words "),
    }
}

/// What says that there is more, over the words and under them.
fn marks(more: More, framed: bool) -> (&'static str, &'static str) {
    match (more.above, more.below, framed) {
        (true, true, false) => ("", " ↑ ↓ more "),
        (true, false, false) => ("", " ↑ more "),
        (above, below, _) => (if above { " ↑ more " } else { "" }, if below { " ↓ more " } else { "" }),
    }
}

fn split(area: Rect, at: u16) -> (Rect, Rect) {
    let at = at.min(area.height);
    let above = Rect { height: at, ..area };
    (above, Rect { y: area.y + at, height: area.height - at, ..area })
}
