//! What an entry of the journal is about.

use serde::{Deserialize, Serialize};

/// What an entry of the journal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// Anything.
    #[default]
    Free,
    /// How closeness was.
    AfterCloseness,
    /// Something kind that was done or said.
    Kindness,
    /// Something that went well.
    Win,
    /// A harder patch.
    HarderPatch,
    /// A thought, said more kindly.
    Reframe,
    /// What a repair talk came to.
    Repair,
    /// Something that is missed.
    Missing,
    /// For the other: it waits folded until they open it.
    ForYou,
    /// One small problem, and what is tried.
    Problem,
    /// What is kept of a week.
    Keepsake,
}

impl EntryKind {
    /// Every one of them, as they are listed.
    pub const ALL: [Self; 11] = [
        Self::Free,
        Self::AfterCloseness,
        Self::Kindness,
        Self::Win,
        Self::HarderPatch,
        Self::Reframe,
        Self::Repair,
        Self::Missing,
        Self::ForYou,
        Self::Problem,
        Self::Keepsake,
    ];

    /// What it is called on screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Free => "anything",
            Self::AfterCloseness => "after closeness",
            Self::Kindness => "a kindness",
            Self::Win => "a win",
            Self::HarderPatch => "a harder patch",
            Self::Reframe => "a kinder thought",
            Self::Repair => "a repair talk",
            Self::Missing => "something I miss",
            Self::ForYou => "a note for you",
            Self::Problem => "one small problem",
            Self::Keepsake => "a keepsake",
        }
    }

    /// Whether it says nothing that words alone do not.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
    pub(in crate::domain) fn is_free(&self) -> bool {
        *self == Self::Free
    }
}
