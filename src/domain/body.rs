//! Body notes: where touch is good lately, where it takes care, and what is left alone. Each is
//! about its owner's own body.

use serde::{Deserialize, Serialize};

use super::content::Area;
use super::people::Person;
use super::private::unprinted;

/// A note about a part of one's own body, or about a sense.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct BodyNote {
    /// Whose body it is.
    pub person: Person,
    /// Where.
    pub spot: Spot,
    /// How it is there.
    pub how: Lately,
    /// Why, if wanted: a port, a scar, a numb side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Where a body note is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spot {
    /// A part of the body.
    Area(Area),
    /// A sense, or a place in one's own words.
    Other(String),
}

/// How it is lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lately {
    /// Good lately.
    Good,
    /// Careful here.
    Careful,
    /// Leave alone.
    LeaveAlone,
}

impl Lately {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Good, Self::Careful, Self::LeaveAlone];

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Good => "good lately",
            Self::Careful => "careful here",
            Self::LeaveAlone => "leave alone",
        }
    }
}

impl BodyNote {
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] = &["person", "spot", "how", "why"];

    /// Two notes about one place as one: the more careful of them.
    #[must_use]
    pub fn careful(&self, other: &Self) -> Self {
        let key = |note: &Self| (Lately::ALL.iter().position(|known| *known == note.how), note.why.clone());
        if key(self) >= key(other) { self.clone() } else { other.clone() }
    }

    /// Whether both are about the same place of the same body.
    #[must_use]
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        self.person == other.person && self.spot == other.spot
    }
}

unprinted!(BodyNote, Spot);
