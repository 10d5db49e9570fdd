//! The screen while everything is locked: one neutral word, and a field.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::ui::asking::Msg;
use crate::ui::canvas::Canvas;
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::rows::{Gap, Rows, Scroll};
use crate::ui::theme::Token;
use crate::ui::widget::secret::{self, SecretField};
use crate::ui::words::width;

/// What helps, in words that say nothing of what this is.
const HELP: [&str; 4] = [
    "A passphrase opens this. Capital letters count.",
    "A key from paper can be typed here instead.",
    "Ctrl+R shows what is typed.",
    "Without either, it stays locked.",
];

/// A window lower than this has no room for air.
const LOW: u16 = 16;

/// The screen.
#[derive(Default)]
pub struct Lock {
    field: SecretField,
    /// What came of the last try.
    said: Option<String>,
    help: bool,
}

impl Lock {
    /// Says what came of a try. What was typed stays, so that one letter can be put right;
    /// typing on begins anew.
    pub fn say(&mut self, words: String) {
        self.said = Some(words);
    }

    /// Takes a key or a click.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Type(c) => self.typed(c.encode_utf8(&mut [0; 4])),
            Msg::Paste(words) => self.typed(&words),
            Msg::Do(Action::Choose, _) => {
                self.help = false;
                match self.field.secret() {
                    Some(secret) => return vec![Effect::Unlock(secret)],
                    None => self.said = None,
                }
            }
            Msg::Do(Action::CannotGetIn, _) => self.help = !self.help,
            Msg::Do(Action::Back, _) => {
                self.field.clear();
                self.said = None;
            }
            Msg::Do(action, _) => {
                self.field.act(action);
            }
            Msg::Extra(_) | Msg::Click(_) => {}
        }
        Vec::new()
    }

    fn typed(&mut self, words: &str) {
        self.said = (!self.field.insert(words)).then(|| "No more fits here.".to_owned());
    }

    /// Draws it: nothing else is on the screen.
    pub fn draw(&mut self, area: Rect, word: &str, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let wide = area.width.saturating_sub(2).clamp(1, secret::WIDEST + 4);
        // The last row is the footer's.
        let high = area.height.saturating_sub(1).max(1);
        let inside = Rect { x: area.x + (area.width - wide) / 2, width: wide, height: high, ..area };
        // A low window has no room for air.
        let tight = area.height < LOW;
        let mut rows = Rows::new(wide, look);
        let gap = |rows: &mut Rows, count: u16| {
            for _ in 0..if tight { 0 } else { count } {
                rows.gap(Gap::Air);
            }
        };
        gap(&mut rows, area.height / 4);
        let middle = " ".repeat(usize::from(wide.saturating_sub(width(word)) / 2));
        let word = Span::styled(word.to_owned(), look.strong(Token::Text));
        rows.line(Line::from(vec![Span::raw(middle), word]));
        gap(&mut rows, 2);
        rows.line(Span::styled("Passphrase", look.style(Token::Text)));
        self.field.draw(true, &mut rows);
        match &self.said {
            Some(said) => rows.text(said, look.style(Token::Accent)),
            None if tight && self.help => {}
            None => rows.text("Press Enter to open.", look.style(Token::Muted)),
        }
        if self.help {
            gap(&mut rows, 1);
            for line in HELP {
                rows.text(line, look.style(Token::Text));
            }
        }
        rows.draw(inside, &mut Scroll::default(), canvas);
    }
}
