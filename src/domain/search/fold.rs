//! Letters as they are compared: small or capital, with an accent or without, wide or narrow.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// Words folded from left to right, with one space for any blanks between them.
#[derive(Default)]
pub(super) struct Folder {
    /// What is folded so far.
    pub words: String,
    /// Whether blanks stand behind it.
    pub blank: bool,
}

impl Folder {
    /// Folds one more character.
    pub fn push(&mut self, c: char) {
        if c.is_ascii() {
            return self.put(c.to_ascii_lowercase());
        }
        decompose_compatible(c, |part| {
            if part.is_ascii() {
                return self.put(part.to_ascii_lowercase());
            }
            if is_left_out(part) {
                return;
            }
            if is_caseless(part) {
                return self.put(part);
            }
            // By way of the capital, so that all that share one are the same.
            let small = part.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
            small.filter(|part| !is_left_out(*part)).for_each(|part| self.put(plain(part)));
        });
    }

    fn put(&mut self, c: char) {
        if c.is_whitespace() {
            self.blank = !self.words.is_empty();
        } else {
            if std::mem::take(&mut self.blank) {
                self.words.push(' ');
            }
            self.words.push(c);
        }
    }
}

/// The same without what makes no difference where something is looked for.
pub(super) fn folded(words: &str) -> String {
    let mut folder = Folder { words: String::with_capacity(words.len()), blank: false };
    words.chars().for_each(|c| folder.push(c));
    folder.words
}

/// An accent or a point, and what only joins or parts letters. A sign for a vowel that is a letter
/// of its own stays.
fn is_left_out(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..'\u{200e}' | '\u{2060}' | '\u{fe00}'..'\u{fe10}')
        || canonical_combining_class(c) != 0
}

/// Whether it is of a script without small letters: from Hebrew to Myanmar, Ethiopic, and the
/// scripts of East Asia. Asking each letter for its small one would take most of the time.
fn is_caseless(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{109f}' | '\u{1100}'..='\u{139f}' | '\u{2e80}'..='\u{a63f}')
}

/// What a keyboard has where a text may have something finer.
fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{2010}' | '\u{2013}' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_plainly_is_what_was_written_finely() {
        for (fine, plainly) in [
            ("Zoë", "zoe"),
            ("CRÈME  brûlée\n\tà la ", "creme brulee a la"),
            ("Straße STRASSE ẞ", "strasse strasse ss"),
            ("Ｍａｒａ\u{3000}２", "mara 2"),
            ("ﬁne İstanbul", "fine istanbul"),
            ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
            ("ᾳ α\u{345}", "α α"),
            ("שָׁלוֹם", "שלום"),
            ("مُحَمَّد أحمد", "محمد احمد"),
            ("I’m, don‘t", "i'm, don't"),
            ("so\u{ad}ft ❤\u{fe0f}", "soft ❤"),
            ("  \u{301} ", ""),
        ] {
            assert_eq!(folded(fine), plainly, "{fine}");
        }
    }

    #[test]
    fn letters_that_only_look_like_marks_stay() {
        assert_ne!(folded("कि"), folded("का"));
        assert_ne!(folded("한"), folded("하"));
        assert!(folded("한").starts_with(&folded("하")), "it is found while it is typed");
    }

    #[test]
    fn what_is_taken_for_caseless_is() {
        for c in ('\0'..=char::MAX).filter(|c| is_caseless(*c)) {
            assert!(c.to_lowercase().eq([c]) && c.to_uppercase().eq([c]), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn folded_once_is_folded_for_good() {
        for c in '\0'..=char::MAX {
            let once = folded(&c.to_string());
            assert_eq!(folded(&once), once, "U+{:04X}", u32::from(c));
        }
    }
}
