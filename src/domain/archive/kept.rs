//! What the files hold: their bodies, and the kinds of record in them.

use serde::{Deserialize, Serialize};

use super::RecordFile;
use crate::domain::people::Person;
use crate::domain::private::unprinted;

mod couple;
mod month;
mod own;

pub use couple::CoupleKind;
pub use month::{MonthKind, Shown};
pub use own::OwnKind;

/// The body of couple.json.
pub type Couple = RecordFile<CoupleKind>;

/// The body of a month's file.
pub type Month = RecordFile<MonthKind>;

/// The body of a.json and b.json.
pub type Own = RecordFile<OwnKind>;

/// Who is recovering, as far as they like to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recovering {
    /// Person a.
    A,
    /// Person b.
    B,
    /// Each in their own way.
    Both,
    /// Rather not say.
    NotSaid,
}

impl Recovering {
    /// This person, and not the other.
    #[must_use]
    pub fn one(person: Person) -> Self {
        match person {
            Person::A => Self::A,
            Person::B => Self::B,
        }
    }

    /// Whether `person` is named.
    #[must_use]
    pub fn names(self, person: Person) -> bool {
        matches!((self, person), (Self::Both, _) | (Self::A, Person::A) | (Self::B, Person::B))
    }
}

/// What somebody's care team has said about things to mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TeamSaid {
    /// There is something to mind; it is kept as a restriction.
    SomethingToMind,
    /// Nothing is off limits.
    NothingOffLimits,
    /// Long ago; mine to judge.
    MineToJudge,
    /// Nobody has said yet.
    NobodyYet,
}

/// How plainly texts about the body may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plainness {
    /// Very reserved.
    Reserved,
    /// Gentle.
    #[default]
    Gentle,
    /// Plain.
    Plain,
}

/// How the three scales are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// A number from 0 to 10.
    #[default]
    Numbers,
    /// One of four words.
    Words,
}

/// How it is for one person now; never shown to the other.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HowItIs {
    /// Getting easier.
    Easier,
    /// Up and down.
    UpAndDown,
    /// It stays.
    Stays,
    /// It may get harder.
    MayGetHarder,
}

unprinted!(Couple, Month, Own, HowItIs);
