//! The couple's own words and gestures for the signals. One vocabulary, which is shared; a gesture
//! can be another one where a body needs that. With none of it, the plain words stand by themselves.

use serde::{Deserialize, Serialize};

use super::people::Person;
use super::private::unprinted;
use super::signal::Signal;

/// The longest word or gesture, in graphemes: it stands beside a key on a narrow screen.
pub const MOST: usize = 18;

/// What holds without any word or gesture, and stands wherever signs are spoken of.
pub const PAUSE_TOO: &str = "Going quiet, going still, moving away: those mean pause too.";

/// What a sign says, the more careful the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// This is good.
    Go,
    /// Gentler.
    Slower,
    /// Hands still.
    Pause,
    /// That is enough.
    Stop,
}

/// How it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// With a word.
    Word,
    /// With a gesture.
    Gesture,
    /// With a gesture of this person's own, in place of the one for both.
    GestureOf(Person),
}

/// One word or gesture, and what it says.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SignalWords {
    /// What it says.
    pub meaning: Meaning,
    /// How.
    pub way: Way,
    /// The word, or the gesture in words.
    pub words: String,
}

/// Every word and gesture, none of which says two things.
#[derive(Clone, PartialEq, Default)]
pub struct Signs(Vec<SignalWords>);

impl Meaning {
    /// All of them, the most careful last.
    pub const ALL: [Self; 4] = [Self::Go, Self::Slower, Self::Pause, Self::Stop];

    /// The plain word, which holds whatever else is chosen.
    #[must_use]
    pub fn plain(self) -> &'static str {
        match self {
            Self::Go => "keep going",
            Self::Slower => "slower",
            Self::Pause => "pause",
            Self::Stop => "stop",
        }
    }
}

impl From<Signal> for Meaning {
    fn from(signal: Signal) -> Self {
        match signal {
            Signal::Go => Self::Go,
            Signal::Slower => Self::Slower,
            Signal::Stop => Self::Stop,
        }
    }
}

impl SignalWords {
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] = &["meaning", "way", "words"];

    /// Whether it says what `other` says of something else, so that one could be taken for the other.
    fn is_taken_by(&self, other: &Self) -> bool {
        let spoken = |way| way == Way::Word;
        self.meaning != other.meaning
            && spoken(self.way) == spoken(other.way)
            && same(&self.words, &other.words)
    }

    /// Whether it is the plain word for something else.
    fn is_plain_for_another(&self) -> bool {
        let plain = |meaning: &Meaning| *meaning != self.meaning && same(meaning.plain(), &self.words);
        self.way == Way::Word && Meaning::ALL.iter().any(plain)
    }
}

impl Signs {
    /// These, but for what says something more careful too: of two meanings the careful one holds.
    pub(super) fn of<'a>(all: impl Iterator<Item = &'a SignalWords>) -> Self {
        let all: Vec<&SignalWords> = all.collect();
        let clear = |one: &&&SignalWords| {
            let careful = |other: &&SignalWords| other.meaning > one.meaning && one.is_taken_by(other);
            !one.is_plain_for_another() && !all.iter().any(careful)
        };
        Self(all.iter().filter(clear).copied().cloned().collect())
    }

    /// Whether `words` could be taken for something else that is here, or for its plain word.
    #[must_use]
    pub fn says_another(&self, words: &SignalWords) -> bool {
        words.is_plain_for_another() || self.0.iter().any(|other| words.is_taken_by(other))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The couple's own word, which stands beside the plain one.
    #[must_use]
    pub fn word(&self, meaning: Meaning) -> Option<&str> {
        self.said(meaning, Way::Word)
    }

    /// The gesture with which `person` says it: one of their own, or the one for both.
    #[must_use]
    pub fn gesture(&self, meaning: Meaning, person: Person) -> Option<&str> {
        self.said(meaning, Way::GestureOf(person)).or_else(|| self.said(meaning, Way::Gesture))
    }

    /// How `person` says it beside the plain word: the own word and the gesture, as far as there are.
    #[must_use]
    pub fn told(&self, meaning: Meaning, person: Person) -> Option<String> {
        let said = [self.word(meaning), self.gesture(meaning, person)];
        let said: Vec<&str> = said.into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// What is kept for this way of saying it.
    #[must_use]
    pub fn said(&self, meaning: Meaning, way: Way) -> Option<&str> {
        let found = self.0.iter().find(|one| (one.meaning, one.way) == (meaning, way));
        found.map(|one| one.words.as_str())
    }
}

/// Whether two of them sound alike, whatever stands around the letters.
fn same(one: &str, other: &str) -> bool {
    let heard =
        |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    match (heard(one), heard(other)) {
        (heard, _) if heard.is_empty() => one == other,
        (one, other) => one == other,
    }
}

unprinted!(SignalWords, Signs);
