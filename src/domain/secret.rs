//! A passphrase while it is on its way from the keys to the lock, and nowhere else.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::record::Mint;
use super::text;

/// How every age key begins: the prefix and the separator of its Bech32 form (BIP 173).
const KEY_BEGINS: &str = "AGE-SECRET-KEY-1";
/// How many letters follow: 32 bytes in groups of five bits, and six of a checksum.
const KEY_LETTERS: usize = 58;

/// The long list of the Electronic Frontier Foundation, CC BY 3.0 US; the file says where from.
const WORDS: &str = include_str!("../../assets/words.txt");
/// More than the longest of them, and the blank before it.
const LONGEST_WORD: usize = 16;

/// A passphrase, a short code, or a key from paper. It is wiped when it is dropped, never
/// printed, and has no form in which it could be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The most characters that are taken.
    pub const LONGEST: usize = 1_000;

    /// What was typed, cleaned and composed (NFC), so that every keyboard and both front ends give
    /// the same, and without the blanks at its ends, which nobody sees. `None` where nothing is
    /// left, or far too much.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        if typed.chars().count() > 2 * Self::LONGEST {
            return None;
        }
        let mut clean = Zeroizing::new(text::clean(typed));
        clean.retain(|letter| !letter.is_control());
        let typed = clean.trim();
        if typed.is_empty() || typed.chars().count() > Self::LONGEST {
            return None;
        }
        // Composing can lengthen a character to three times its bytes; room for all of it from
        // the start leaves no piece of it behind in memory.
        let mut composed = Zeroizing::new(String::with_capacity(typed.len() * 3));
        composed.extend(typed.nfc());
        Some(Self(composed))
    }

    /// Six words of the list, each one of 7,374: 77 bits, which nobody guesses.
    #[must_use]
    pub fn six_words(mint: &mut dyn Mint) -> Self {
        let words: Vec<&str> = WORDS.lines().filter(|line| !line.starts_with('#')).collect();
        let count = words.len() as u64;
        let mut six = Zeroizing::new(String::with_capacity(6 * LONGEST_WORD));
        for at in 0..6 {
            // A draw beyond the last whole round of the list would favour its first words.
            let draw = loop {
                let bits = mint.bits();
                if bits < u64::MAX - u64::MAX % count {
                    break bits % count;
                }
            };
            if at > 0 {
                six.push(' ');
            }
            six.push_str(words.get(usize::try_from(draw).unwrap_or(0)).copied().unwrap_or_default());
        }
        Self(six)
    }

    /// Whether it is a short code: four digits or more, and nothing else.
    #[must_use]
    pub fn is_a_code(&self) -> bool {
        (4..=12).contains(&self.0.len()) && self.0.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether it reads like a key from paper, however it was spaced.
    #[must_use]
    pub fn is_like_a_key(&self) -> bool {
        self.as_key().is_some()
    }

    /// The letters of a key from paper, if these are like one: however they are spaced, large or
    /// small, and with or without the first line, which every key begins with. No key has an O
    /// after it, so that one is a nought.
    #[must_use]
    pub fn as_key(&self) -> Option<Zeroizing<String>> {
        let letters = || self.0.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase());
        let whole = letters().take(KEY_BEGINS.len()).eq(KEY_BEGINS.chars());
        let rest = if whole { KEY_BEGINS.len() } else { 0 };
        let rows = letters().count() == KEY_LETTERS && letters().all(|c| c.is_ascii_alphanumeric());
        if !whole && !rows {
            return None;
        }
        let mut key = Zeroizing::new(String::with_capacity(KEY_BEGINS.len() + self.0.len()));
        key.push_str(KEY_BEGINS);
        key.extend(letters().skip(rest).map(|c| if c == 'O' { '0' } else { c }));
        Some(key)
    }

    /// What it says.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // It never enters a change, a draft or a file.
    static_assertions::assert_not_impl_any!(Secret: serde::Serialize, serde::de::DeserializeOwned);

    #[test]
    fn every_keyboard_gives_the_same() {
        let composed = Secret::new("caf\u{e9}  noir").expect("a secret");
        let decomposed = Secret::new(" cafe\u{301}  noir\n").expect("a secret");
        assert_eq!(composed, decomposed);
        assert_eq!(composed.expose(), "caf\u{e9}  noir");
        assert_eq!(format!("{composed:?}"), "Secret");
    }

    struct Mixing(u64);

    impl Mint for Mixing {
        fn bits(&mut self) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.0 ^ (self.0 >> 31)
        }
    }

    #[test]
    fn six_words_are_six_of_seven_thousand() {
        let words: Vec<&str> = WORDS.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(words.len(), 7_374);
        assert!(words.is_sorted() && words.iter().all(|word| (3..LONGEST_WORD).contains(&word.len())));
        let mut mint = Mixing(1);
        let drawn: std::collections::BTreeSet<String> = (0..2_000)
            .flat_map(|_| {
                let six = Secret::six_words(&mut mint);
                six.expose().split(' ').map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        assert!(drawn.iter().all(|word| words.contains(&word.as_str())));
        // 12,000 draws leave about a fifth of the list undrawn.
        assert!((5_600..6_300).contains(&drawn.len()), "{}", drawn.len());
    }

    #[test]
    fn a_code_is_four_digits_or_more() {
        let is_a_code = |typed: &str| Secret::new(typed).is_some_and(|secret| secret.is_a_code());
        assert!(is_a_code("4711") && is_a_code("123456"));
        assert!(
            !is_a_code("471") && !is_a_code("47 11") && !is_a_code("abcd") && !is_a_code("1234567890123")
        );
    }

    #[test]
    fn a_key_from_paper_is_known_however_it_was_spaced() {
        let like = |typed: &str| Secret::new(typed).is_some_and(|secret| secret.is_like_a_key());
        assert!(like("age-s ecret -key-1abc") && like("AGE-SECRET-KEY-1"));
        assert!(!like("AGE-SECRET") && !like("the lamp at nine"));
    }

    #[test]
    fn nothing_and_far_too_much_are_no_secret() {
        assert!(Secret::new("").is_none() && Secret::new(" \t\n").is_none());
        assert!(Secret::new(&"x".repeat(Secret::LONGEST)).is_some());
        assert!(Secret::new(&"x".repeat(10_000)).is_none());
    }
}
