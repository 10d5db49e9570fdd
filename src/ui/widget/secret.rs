//! A field for a passphrase: what is typed does not show, unless somebody asks for that.

use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use zeroize::{Zeroize, Zeroizing};

use crate::domain::secret::Secret;
use crate::domain::text;
use crate::ui::hits::Target;
use crate::ui::keymap::Action;
use crate::ui::rows::Rows;
use crate::ui::theme::Token;
use crate::ui::words::width;

/// Room for the longest passphrase from the start: growing would leave pieces of it in memory.
const ROOM: usize = Secret::LONGEST * 4;
/// The widest that the field becomes: six long words fit into it.
pub const WIDEST: u16 = 62;

/// The field. Its words are wiped when it goes.
pub struct SecretField {
    words: Zeroizing<String>,
    shown: bool,
    /// Whether it was tried as it stands: the next letter begins anew, a key puts it right.
    tried: bool,
}

impl Default for SecretField {
    fn default() -> Self {
        Self { words: Zeroizing::new(String::with_capacity(ROOM)), shown: false, tried: false }
    }
}

impl SecretField {
    /// Puts words in at the end, as far as they fit; says whether all of them did.
    pub fn insert(&mut self, words: &str) -> bool {
        if std::mem::take(&mut self.tried) {
            self.words.zeroize();
        }
        let clean = Zeroizing::new(text::clean(words));
        let mut letters = clean.chars().filter(|letter| !letter.is_control());
        let full = |words: &str| words.chars().count() >= Secret::LONGEST;
        loop {
            match letters.next() {
                None => return true,
                Some(_) if full(&self.words) => return false,
                Some(letter) => self.words.push(letter),
            }
        }
    }

    /// Does what a key of the table says; `false` where it means nothing here.
    pub fn act(&mut self, action: Action) -> bool {
        self.tried = false;
        match action {
            Action::Erase => {
                let last = self.words.graphemes(true).next_back().map_or(0, str::len);
                let rest = self.words.len() - last;
                self.words.truncate(rest);
            }
            Action::Clear => self.clear(),
            Action::ShowTyped => self.shown = !self.shown,
            _ => return false,
        }
        true
    }

    /// Wipes it.
    pub fn clear(&mut self) {
        self.words.zeroize();
        self.shown = false;
    }

    /// What was typed, to be tried; `None` where there is nothing that could be a passphrase.
    #[must_use]
    pub fn secret(&mut self) -> Option<Secret> {
        self.tried = true;
        Secret::new(&self.words)
    }

    /// The words, or a dot for each, as far as they fit at their end.
    #[must_use]
    pub fn picture(&self, wide: u16) -> String {
        let letters: Vec<&str> = self.words.graphemes(true).collect();
        let mut picture = Vec::new();
        let mut used = 0;
        for letter in letters.into_iter().rev() {
            let sign = if self.shown { letter } else { "•" };
            used += width(sign);
            if used > wide {
                break;
            }
            picture.push(sign);
        }
        picture.into_iter().rev().collect()
    }

    /// Draws the field; the real cursor goes to its end where it has the focus.
    pub fn draw(&self, focused: bool, rows: &mut Rows) {
        let look = rows.look();
        let wide = rows.width().saturating_sub(4).clamp(1, WIDEST);
        let picture = self.picture(wide - 1);
        let used = width(&picture);
        let line = look.style(if focused { Token::Accent } else { Token::Hairline });
        let bar = "─".repeat(usize::from(wide) + 2);
        rows.line(Span::styled(format!("┌{bar}┐"), line));
        rows.line(Line::from(vec![
            Span::styled("│ ", line),
            Span::styled(picture, look.style(Token::Text)),
            Span::raw(" ".repeat(usize::from(wide - used))),
            Span::styled(" │", line),
        ]));
        rows.click(0..rows.width(), Target::Item(0));
        if focused {
            rows.focus(2 + used, false);
        }
        rows.line(Span::styled(format!("└{bar}┘"), line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_try_a_letter_begins_anew_and_a_key_puts_right() {
        let mut field = SecretField::default();
        let said = |field: &mut SecretField| field.secret().map(|secret| secret.expose().to_owned());
        field.insert("lamp at ten");
        assert_eq!(said(&mut field).as_deref(), Some("lamp at ten"));
        field.act(Action::Erase);
        field.insert("d");
        assert_eq!(said(&mut field).as_deref(), Some("lamp at ted"));
        field.insert("soup");
        field.insert(" today");
        assert_eq!(said(&mut field).as_deref(), Some("soup today"));
    }

    #[test]
    fn what_is_typed_shows_only_when_asked() {
        let mut field = SecretField::default();
        assert!(field.insert("quiet\r\nl\u{e4}mp\u{202e}"));
        assert_eq!(field.picture(40), "•".repeat(9));
        field.act(Action::ShowTyped);
        assert_eq!(field.picture(40), "quietl\u{e4}mp");
        assert_eq!(field.picture(3), "\u{e4}mp");
        field.act(Action::Erase);
        assert_eq!(field.secret().map(|secret| secret.expose().to_owned()).as_deref(), Some("quietl\u{e4}m"));
        field.act(Action::Clear);
        assert!(field.secret().is_none() && field.picture(40).is_empty());
    }

    #[test]
    fn far_too_much_is_said_and_moves_nothing_in_memory() {
        let mut field = SecretField::default();
        let before = field.words.as_ptr();
        assert!(!field.insert(&"\u{1F372}".repeat(10_000)));
        assert_eq!(field.words.chars().count(), Secret::LONGEST);
        assert_eq!(field.words.as_ptr(), before);
    }
}
