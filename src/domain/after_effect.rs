//! How one's own body was after an evening here, as its owner says it: in their own file, and
//! shown only where they show it.
//!
//! Nothing in it says what the evening held. It knows that there was one, and what its owner says of
//! minutes and effort.

use serde::{Deserialize, Serialize};

use super::content::Effort;
use super::people::Person;
use super::private::unprinted;
use super::time::Evening;

pub mod due;
pub mod tendency;

/// How a body was after one evening here. At least one of the two answers is there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterEffect {
    /// The evening.
    pub evening: Evening,
    /// What was said when it was asked first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Afterwards>,
    /// What was said two or three days on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<Afterwards>,
    /// How long what was done took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// How much it asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Effort>,
}

/// How a body was afterwards, from easier to harder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Afterwards {
    /// Better.
    Better,
    /// The same.
    Same,
    /// A bit worse.
    BitWorse,
    /// Worse.
    Worse,
}

/// How long what was done took, as its owner says it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Minutes {
    /// None to speak of.
    None,
    /// Up to 10.
    UpTo10,
    /// About 15.
    About15,
    /// 20 or more.
    From20,
}

/// Which of the two askings about one evening it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// The first, at the next check-in.
    Next,
    /// The other, two or three days on.
    Later,
}

/// What one person shows of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownAfter {
    /// Whose it is.
    pub person: Person,
    /// The evening it is about.
    pub evening: Evening,
    /// What was said when it was asked first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Afterwards>,
    /// What was said two or three days on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<Afterwards>,
}

/// That a person was asked, whatever they said or left open: the current value only, and nothing
/// once that evening is past.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AskedAfter {
    /// About which evening.
    pub about: Evening,
    /// On which evening they were asked last.
    pub on: Evening,
}

/// What a person does with how it was afterwards. Each is about their own body.
#[derive(Clone, PartialEq)]
pub enum AfterChange {
    /// They are asked about this evening: once, whatever they say.
    Asked(Evening),
    /// They say it, or say it another way.
    Keep(AfterEffect),
    /// The other may read what was said of this evening.
    Show(Evening),
    /// They no longer may.
    Cover(Evening),
    /// What was said of this evening goes for good.
    Forget(Evening),
    /// Whether they are asked.
    Ask(bool),
}

impl Afterwards {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Better, Self::Same, Self::BitWorse, Self::Worse];

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Same => "the same",
            Self::BitWorse => "a bit worse",
            Self::Worse => "worse",
        }
    }
}

impl Minutes {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::None, Self::UpTo10, Self::About15, Self::From20];

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::None => "none to speak of",
            Self::UpTo10 => "up to 10 minutes",
            Self::About15 => "about 15 minutes",
            Self::From20 => "20 minutes or more",
        }
    }
}

/// Every effort with the words for it, in the order in which they are offered.
pub const EFFORTS: [(Effort, &str); 3] =
    [(Effort::Still, "mostly still"), (Effort::Light, "light"), (Effort::More, "more than light")];

impl AfterEffect {
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] = &["evening", "next", "later", "minutes", "effort"];

    /// Nothing said yet of this evening.
    #[must_use]
    pub fn of(evening: Evening) -> Self {
        Self { evening, next: None, later: None, minutes: None, effort: None }
    }

    /// What was said at one asking.
    #[must_use]
    pub fn at(&self, asking: Asking) -> Option<Afterwards> {
        match asking {
            Asking::Next => self.next,
            Asking::Later => self.later,
        }
    }

    /// The same with this said at one asking.
    #[must_use]
    pub fn saying(&self, asking: Asking, how: Afterwards) -> Self {
        match asking {
            Asking::Next => Self { next: Some(how), ..self.clone() },
            Asking::Later => Self { later: Some(how), ..self.clone() },
        }
    }

    /// The same with nothing said at one asking.
    #[must_use]
    pub fn without(&self, asking: Asking) -> Self {
        match asking {
            Asking::Next => Self { next: None, ..self.clone() },
            Asking::Later => Self { later: None, ..self.clone() },
        }
    }

    /// The harder of what was said at either asking.
    #[must_use]
    pub fn hardest(&self) -> Option<Afterwards> {
        self.next.max(self.later)
    }

    /// Whether either asking was answered with *worse*.
    #[must_use]
    pub fn is_worse(&self) -> bool {
        self.hardest() == Some(Afterwards::Worse)
    }

    /// Two writings as one: the harder of each answer, and what is said of minutes and effort.
    pub(super) fn careful(&self, other: &Self) -> Self {
        Self {
            evening: self.evening,
            next: self.next.max(other.next),
            later: self.later.max(other.later),
            minutes: self.minutes.max(other.minutes),
            effort: self.effort.max(other.effort),
        }
    }

    /// What was said, in words.
    #[must_use]
    pub fn said(&self) -> String {
        said(self.next, self.later)
    }

    /// What of it the other may read, once it is shown.
    #[must_use]
    pub fn shown_by(&self, person: Person) -> ShownAfter {
        ShownAfter { person, evening: self.evening, next: self.next, later: self.later }
    }
}

impl ShownAfter {
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] = &["person", "evening", "next", "later"];

    /// What both read, said of the one who is called `name`.
    #[must_use]
    pub fn sentence(&self, name: &str) -> String {
        format!("{name}, afterwards: {}", said(self.next, self.later))
    }

    /// Whether its owner would still say so.
    pub(super) fn still_is(&self, said: &AfterEffect) -> bool {
        let same = |shown: Option<Afterwards>, said| shown.is_none() || shown == said;
        same(self.next, said.next) && same(self.later, said.later)
    }
}

fn said(next: Option<Afterwards>, later: Option<Afterwards>) -> String {
    match (next, later) {
        (Some(next), Some(later)) => format!("{}, and days later {}", next.words(), later.words()),
        (None, Some(later)) => format!("days later {}", later.words()),
        (Some(next), None) => next.words().to_owned(),
        (None, None) => String::new(),
    }
}

unprinted!(AfterEffect, Afterwards, Minutes, ShownAfter, AskedAfter, AfterChange);

#[cfg(test)]
mod tests;
