//! What somebody may be recovering from, what to watch for, and whom to call.

use serde::Deserialize;

use super::Content;

/// How soon a sign is a reason to call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// At once: the emergency number, or the line that a team gave.
    Now,
    /// On the same day.
    Today,
    /// No sign by itself: something to know, or to ask at the next visit.
    Know,
}

impl When {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Now, Self::Today, Self::Know];
}

/// One sourced sentence about what to watch for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// The sentence.
    pub text: String,
    /// How soon it is a reason to call.
    pub when: When,
    /// Where it comes from; several are parted by ` ; `.
    pub source: String,
    /// How well it is founded: A, A* or B.
    pub grade: String,
}

/// What somebody may be recovering from, with what to watch for and whom to call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// Its name for life.
    pub id: String,
    /// Its name on screen.
    pub name: String,
    /// What to watch for.
    pub watch: Vec<Watch>,
    /// Whom to call.
    pub call: String,
}

impl Content {
    /// The situation whose warning signs are for everybody.
    pub const ANYONE: &'static str = "anyone";

    /// The situation of that name.
    #[must_use]
    pub fn situation(&self, id: &str) -> Option<&Situation> {
        self.situations.iter().find(|situation| situation.id == id)
    }

    /// The situations of these names, and the one that is for everybody.
    pub fn watched<'a>(&'a self, ids: &'a [String]) -> impl Iterator<Item = &'a Situation> + Clone {
        ids.iter().filter_map(|id| self.situation(id)).chain(self.situation(Self::ANYONE))
    }
}
