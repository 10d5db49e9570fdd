//! One key press, the same on every terminal.

use std::fmt;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key with the modifiers that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The key itself; letters with Ctrl are lower case.
    pub code: KeyCode,
    /// Ctrl or Alt, and Shift with an arrow or what moves as far; elsewhere Shift is folded into
    /// the character.
    pub with: KeyModifiers,
}

impl Key {
    /// A key alone.
    #[must_use]
    pub const fn of(code: KeyCode) -> Self {
        Self { code, with: KeyModifiers::NONE }
    }

    /// A character alone.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::of(KeyCode::Char(c))
    }

    /// Ctrl with a letter.
    #[must_use]
    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), with: KeyModifiers::CONTROL }
    }

    /// Alt with a key.
    #[must_use]
    pub const fn alt(code: KeyCode) -> Self {
        Self { code, with: KeyModifiers::ALT }
    }

    /// The same key with Shift as well.
    #[must_use]
    pub const fn shift(self) -> Self {
        Self { with: self.with.union(KeyModifiers::SHIFT), ..self }
    }

    /// Ctrl with a key that types nothing.
    #[must_use]
    pub const fn ctrl_of(code: KeyCode) -> Self {
        Self { code, with: KeyModifiers::CONTROL }
    }

    /// The same key without Shift, where it has it.
    #[must_use]
    pub fn unshifted(self) -> Option<Self> {
        let with = self.with - KeyModifiers::SHIFT;
        (with != self.with).then_some(Self { with, ..self })
    }

    /// A key from the terminal; `None` for a release, or a key held that should not repeat.
    #[must_use]
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let with = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        let moves = matches!(
            event.code,
            KeyCode::Left
                | KeyCode::Right
                | KeyCode::Up
                | KeyCode::Down
                | KeyCode::Home
                | KeyCode::End
                | KeyCode::PageUp
                | KeyCode::PageDown
        );
        if moves && event.modifiers.contains(KeyModifiers::SHIFT) {
            return Some(Self { code: event.code, with }.shift());
        }
        Some(match event.code {
            // The Backspace of some terminals.
            KeyCode::Char('h') if with == KeyModifiers::CONTROL => Self::of(KeyCode::Backspace),
            // AltGr arrives as Ctrl with Alt: it is how `@` or `[` is typed on many layouts.
            KeyCode::Char(c) if with == KeyModifiers::CONTROL | KeyModifiers::ALT => Self::char(c),
            KeyCode::Char(c) if with == KeyModifiers::CONTROL => Self::ctrl(c.to_ascii_lowercase()),
            code => Self { code, with },
        })
    }

    /// The character that it types, if it types one.
    #[must_use]
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.with.is_empty() => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    /// As it is written on the screen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.with.contains(KeyModifiers::CONTROL) {
            f.write_str("Ctrl+")?;
        }
        if self.with.contains(KeyModifiers::ALT) {
            f.write_str("Alt+")?;
        }
        if self.with.contains(KeyModifiers::SHIFT) {
            f.write_str("Shift+")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.with.is_empty() => write!(f, "{c}"),
            KeyCode::Char(c) => write!(f, "{}", c.to_ascii_uppercase()),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::BackTab => f.write_str("Shift+Tab"),
            KeyCode::F(number) => write!(f, "F{number}"),
            code => write!(f, "{code:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(code: KeyCode, with: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, with)
    }

    #[test]
    fn a_release_is_nothing_and_a_repeat_is_a_key() {
        let mut one = event(KeyCode::Down, KeyModifiers::NONE);
        one.kind = KeyEventKind::Release;
        assert_eq!(Key::from_event(one), None);
        one.kind = KeyEventKind::Repeat;
        assert_eq!(Key::from_event(one), Some(Key::of(KeyCode::Down)));
    }

    #[test]
    fn modifiers_are_folded() {
        let key = |code, with| Key::from_event(event(code, with)).expect("a key");
        assert_eq!(key(KeyCode::Char('h'), KeyModifiers::CONTROL), Key::of(KeyCode::Backspace));
        assert_eq!(key(KeyCode::Char('L'), KeyModifiers::CONTROL), Key::ctrl('l'));
        assert_eq!(key(KeyCode::Char('G'), KeyModifiers::SHIFT), Key::char('G'));
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::SHIFT), Key::of(KeyCode::BackTab));
        let arrow = key(KeyCode::Left, KeyModifiers::SHIFT);
        assert_eq!(
            (arrow, arrow.unshifted()),
            (Key::of(KeyCode::Left).shift(), Some(Key::of(KeyCode::Left)))
        );
        assert_eq!((arrow.to_string(), Key::char('G').unshifted()), ("Shift+←".to_owned(), None));
        let altgr = key(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT);
        assert_eq!(altgr.text(), Some('@'));
        assert_eq!(key(KeyCode::Char('x'), KeyModifiers::ALT).text(), None);
    }
}
