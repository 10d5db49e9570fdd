//! The screen while everything is locked: one neutral word, and a field.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::ui::asking::Msg;
use crate::ui::canvas::Canvas;
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::rows::{Gap, Rows, Scroll};
use crate::ui::theme::Token;
use crate::ui::widget::secret::SecretField;
use crate::ui::words::width;

/// What helps, in words that say nothing of what this is.
const HELP: [&str; 4] = [
    "A passphrase opens this. Capital letters count.",
    "A key from paper can be typed here instead.",
    "Ctrl+R shows what is typed.",
    "Without either, it stays locked.",
];

/// The screen.
#[derive(Default)]
pub struct Lock {
    field: SecretField,
    /// What came of the last try.
    said: Option<String>,
    help: bool,
}

impl Lock {
    /// Says what came of a try. What was typed stays, so that one letter can be put right.
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
        let wide = area.width.min(56);
        let inside = Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area };
        let mut rows = Rows::new(wide, look);
        for _ in 0..area.height / 4 {
            rows.gap(Gap::Air);
        }
        let middle = |text: &str| " ".repeat(usize::from(wide.saturating_sub(width(text)) / 2));
        rows.line(Line::from(vec![
            Span::raw(middle(word)),
            Span::styled(word.to_owned(), look.strong(Token::Text)),
        ]));
        rows.gap(Gap::Part);
        rows.line(Span::styled("Passphrase", look.style(Token::Text)));
        self.field.draw(true, &mut rows);
        rows.text("Press Enter to open.", look.style(Token::Muted));
        if let Some(said) = &self.said {
            rows.gap(Gap::Air);
            rows.text(said, look.style(Token::Accent));
        }
        if self.help {
            rows.gap(Gap::Air);
            for line in HELP {
                rows.text(line, look.style(Token::Text));
            }
        }
        rows.draw(inside, &mut Scroll::default(), canvas);
    }
}
