//! Body notes: where touch is good lately, where it takes care, and what is left alone. Each is
//! about its owner's own body.

use serde::{Deserialize, Serialize};

use super::content::{Activity, Area, Tag};
use super::people::Person;
use super::private::unprinted;
use super::text;

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

impl Spot {
    /// The senses, with what an activity asks of each.
    pub const SENSES: [(&'static str, Tag); 3] =
        [("sound", Tag::LoudSound), ("light", Tag::BrightLight), ("smell", Tag::Scent)];

    /// What an activity asks of it, where it is a sense.
    #[must_use]
    pub fn sense(&self) -> Option<Tag> {
        match self {
            Self::Area(_) => None,
            Self::Other(words) => {
                let named = |(name, _): &&(&str, Tag)| words.to_lowercase() == *name;
                Self::SENSES.iter().find(named).map(|(_, tag)| *tag)
            }
        }
    }

    /// The words for it.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Area(area) => area.words(),
            Self::Other(words) => words,
        }
    }

    /// The same with its words cleaned; `None` where none are left. A word that every list knows
    /// is the place of that word.
    #[must_use]
    pub fn cleaned(&self) -> Option<Self> {
        let Self::Other(words) = self else { return Some(self.clone()) };
        let words = text::line(words, text::NAME)?;
        let known = Area::WORDS.iter().find(|(_, word)| words.to_lowercase() == *word);
        let sense = Self::SENSES.iter().find(|(name, _)| words.to_lowercase() == *name);
        Some(match (known, sense) {
            (Some((area, _)), _) => Self::Area(*area),
            (None, Some((name, _))) => Self::Other((*name).to_owned()),
            (None, None) => Self::Other(words),
        })
    }
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

    /// What stands beside an activity, said of the one who is called `name`.
    #[must_use]
    pub fn sentence(&self, name: &str) -> String {
        format!("{name}: {}.", self.said())
    }

    /// The note itself, in words.
    #[must_use]
    pub fn said(&self) -> String {
        let parts = [Some(self.spot.words()), Some(self.how.words()), self.why.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Whether it stands beside `activity`: where that names the place or asks something of the
    /// sense, and a place in one's own words beside every touch.
    #[must_use]
    pub fn is_beside(&self, activity: &Activity) -> bool {
        match (&self.spot, self.spot.sense()) {
            (Spot::Area(area), _) => activity.areas.contains(area),
            (Spot::Other(_), Some(tag)) => activity.tags.contains(&tag),
            (Spot::Other(_), None) => activity.touches(),
        }
    }

    /// Whether both are about the same place of the same body.
    #[must_use]
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        self.person == other.person && self.spot == other.spot
    }
}

unprinted!(BodyNote, Spot);
