//! The lines of iCalendar: none longer than 75 octets, none cut inside a character.

use crate::domain::text;

/// The most octets of a line, without its end.
const MOST: usize = 75;

/// Lines as they are written, one after the other.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// One property. What is longer than a line goes on in the next, after a space.
    pub(super) fn put(&mut self, key: &str, value: &str) {
        let mut long = 0;
        for c in key.chars().chain([':']).chain(value.chars()) {
            if long + c.len_utf8() > MOST {
                self.0.push_str("\r\n ");
                long = 1;
            }
            self.0.push(c);
            long += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// All of them.
    pub(super) fn text(self) -> String {
        self.0
    }
}

/// Words as a value: cleaned, and whatever means something in a value escaped.
pub(super) fn text_value(words: &str) -> String {
    let mut value = String::with_capacity(words.len());
    for c in text::clean(words).chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            _ => value.push(c),
        }
    }
    value
}
