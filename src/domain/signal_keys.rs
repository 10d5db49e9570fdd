//! The six keys of the signals, three for each person, on whatever keyboard there is.

use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthChar as _;

use super::people::{Each, Person};
use super::signal::Signal;
use super::text;

/// One key for each signal of each person: one character, all six different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[char; 6]", into = "[char; 6]")]
pub struct SignalKeys(Each<[char; 3]>);

impl SignalKeys {
    /// The keys in the order in which they are set: go, slower and stop of each person.
    pub const ORDER: [(Person, Signal); 6] = [
        (Person::A, Signal::Go),
        (Person::A, Signal::Slower),
        (Person::A, Signal::Stop),
        (Person::B, Signal::Go),
        (Person::B, Signal::Slower),
        (Person::B, Signal::Stop),
    ];

    /// These keys in [`Self::ORDER`]; `None` where two are the same or one
    /// [cannot be one](Self::can_be).
    #[must_use]
    pub fn new(keys: [char; 6]) -> Option<Self> {
        let keys = keys.map(same);
        let differs = |at: usize| !keys[..at].contains(&keys[at]);
        let sound = (0..keys.len()).all(|at| Self::can_be(keys[at]) && differs(at));
        let [a @ .., _, _, _] = keys;
        let [_, _, _, b @ ..] = keys;
        sound.then_some(Self(Each { a, b }))
    }

    /// Whether a key can stand for a signal: one that shows, and not the one that everybody
    /// pauses with.
    #[must_use]
    pub fn can_be(key: char) -> bool {
        let shown = text::line(&key.to_string(), 1);
        key.width().is_some_and(|cells| cells > 0) && shown.is_some_and(|shown| shown.chars().eq([key]))
    }

    /// The key for what `person` signals.
    #[must_use]
    pub fn of(&self, person: Person, signal: Signal) -> char {
        self.0[person][signal as usize]
    }

    /// What `key` signals, and for whom.
    #[must_use]
    pub fn signal(&self, key: char) -> Option<(Person, Signal)> {
        let key = same(key);
        Self::ORDER.into_iter().find(|(person, signal)| self.of(*person, *signal) == key)
    }

    /// Whether they are what they are before anybody sets them.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// The same key whether or not capitals are locked.
fn same(key: char) -> char {
    key.to_lowercase().next().unwrap_or(key)
}

impl Default for SignalKeys {
    /// The digits at either end of their row.
    fn default() -> Self {
        Self(Each { a: ['1', '2', '3'], b: ['8', '9', '0'] })
    }
}

impl From<[char; 6]> for SignalKeys {
    /// Keys that a hand edited so that they cannot be told apart become the usual ones.
    fn from(keys: [char; 6]) -> Self {
        Self::new(keys).unwrap_or_default()
    }
}

impl From<SignalKeys> for [char; 6] {
    fn from(keys: SignalKeys) -> Self {
        SignalKeys::ORDER.map(|(person, signal)| keys.of(person, signal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_one_signal_of_one_person() {
        let keys = SignalKeys::new(['&', 'é', '"', '_', 'ç', 'À']).expect("six keys");
        for (person, signal) in SignalKeys::ORDER {
            assert_eq!(keys.signal(keys.of(person, signal)), Some((person, signal)));
        }
        assert_eq!(keys.signal('à'), Some((Person::B, Signal::Stop)));
        assert_eq!(keys.signal('É'), Some((Person::A, Signal::Slower)), "capitals are locked");
        assert_eq!(keys.signal('1'), None);
    }

    #[test]
    fn keys_that_cannot_be_told_apart_are_none() {
        for wrong in [
            ['1', '2', '3', '8', '9', '1'],
            ['1', '2', ' ', '8', '9', '0'],
            ['a'; 6],
            ['1', '2', '\u{202e}', '8', '9', '0'],
            ['1', '2', '\u{301}', '8', '9', '0'],
        ] {
            assert_eq!(SignalKeys::new(wrong), None);
            assert!(SignalKeys::from(wrong).is_usual());
        }
        assert_eq!(SignalKeys::new(['a', 'A', '3', '8', '9', '0']), None);
    }

    #[test]
    fn they_are_kept_as_six_characters() {
        let keys = SignalKeys::new(['a', 's', 'd', 'j', 'k', 'l']).expect("six keys");
        let kept = serde_json::to_string(&keys).expect("it serializes");
        assert_eq!(kept, r#"["a","s","d","j","k","l"]"#);
        assert_eq!(serde_json::from_str::<SignalKeys>(&kept).expect("it reads"), keys);
    }
}
