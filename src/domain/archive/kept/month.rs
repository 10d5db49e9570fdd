//! What a month's file can hold.

use serde::{Deserialize, Serialize};

use crate::domain::after_effect::ShownAfter;
use crate::domain::calendar::entry::Entry;
use crate::domain::check_in::Numbers;
use crate::domain::jar::NoticedAt;
use crate::domain::note::Note;
use crate::domain::people::Person;
use crate::domain::private::unprinted;
use crate::domain::record::{Id, RecordKind};
use crate::domain::time::Evening;

/// What a month can hold.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum MonthKind {
    /// An evening here: one mark, whether one or two came.
    Evening {
        /// Which evening.
        evening: Evening,
        /// The check-ins that were looked at together, by name.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        round: Vec<Id>,
        /// What came back out of the jar then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        came_back: Option<NoticedAt>,
    },
    /// What one person showed.
    Shown(Shown),
    /// A note that both may read, once it is not in the bin.
    Note(Note),
    /// Something on the calendar that is on one day.
    Entry(Entry),
    /// A ritual was kept.
    Kept {
        /// The ritual's record.
        ritual: Id,
        /// The evening.
        evening: Evening,
    },
    /// How one person's body was after an evening, as far as they show it.
    After(ShownAfter),
    /// A reader thanks for being told. It goes with what was told.
    Thanks {
        /// Who thanks.
        person: Person,
        /// The note.
        entry: Id,
    },
}

impl MonthKind {
    /// Whether it protects an evening, or somebody's choice to keep a line out of the jar: then no
    /// earlier copy takes its place.
    #[must_use]
    pub fn protects(&self) -> bool {
        match self {
            Self::Entry(entry) => entry.protects(),
            Self::Shown(shown) => shown.out_of_jar,
            _ => false,
        }
    }

    /// Whether it is what `person` showed on `evening`.
    #[must_use]
    pub fn is_shown_by(&self, person: Person, evening: Evening) -> bool {
        matches!(self, Self::Shown(shown) if shown.person == person && shown.evening == evening)
    }

    /// Whether it is how `person` was after `evening`.
    #[must_use]
    pub fn is_after_of(&self, person: Person, evening: Evening) -> bool {
        matches!(self, Self::After(shown) if shown.person == person && shown.evening == evening)
    }
}

impl RecordKind for MonthKind {
    fn fields(kind: &str) -> Option<&'static [&'static str]> {
        Some(match kind {
            "evening" => &["evening", "round", "came_back"],
            "shown" => &[
                "person",
                "evening",
                "check_in",
                "energy",
                "body",
                "calm",
                "noticed",
                "words",
                "sensations",
                "out_of_jar",
            ],
            "note" => Note::FIELDS,
            "entry" => Entry::FIELDS,
            "kept" => &["ritual", "evening"],
            "after" => ShownAfter::FIELDS,
            "thanks" => &["person", "entry"],
            _ => return None,
        })
    }

    fn words(&self) -> [&'static str; 2] {
        match self {
            Self::Evening { .. } => ["evening here", "evenings here"],
            Self::Shown(_) => ["check-in that was shown", "check-ins that were shown"],
            Self::Note(_) => ["note", "notes"],
            Self::Entry(_) => ["thing on the calendar", "things on the calendar"],
            Self::Kept { .. } => ["ritual that was kept", "rituals that were kept"],
            Self::After(_) => ["word on how it was afterwards", "words on how it was afterwards"],
            Self::Thanks { .. } => ["thank you", "times of thanks"],
        }
    }
}

/// What one person showed on one evening. Wishes are never in it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Whose it is.
    pub person: Person,
    /// The evening it belongs to.
    pub evening: Evening,
    /// The check-in it was shown from.
    pub check_in: Id,
    /// The numbers shown.
    #[serde(flatten)]
    pub numbers: Numbers,
    /// The noticed line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<String>,
    /// A few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Body words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sensations: Vec<String>,
    /// Whether the noticed line is not in the jar.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub out_of_jar: bool,
}

unprinted!(Shown);
