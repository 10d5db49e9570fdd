//! What a person's own file can hold.

use serde::{Deserialize, Serialize};

use super::{HowItIs, Scale};
use crate::domain::after_effect::AfterEffect;
use crate::domain::body::BodyNote;
use crate::domain::limits::OwnLimits;
use crate::domain::note::{Note, Unshown};
use crate::domain::plan::AskedStep;
use crate::domain::record::{Id, RecordKind};
use crate::domain::time::Evening;

/// What a person's own file can hold.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum OwnKind {
    /// One's own limits.
    Limits(OwnLimits),
    /// How it is now.
    How {
        /// How.
        is: HowItIs,
    },
    /// How one's own questions are put.
    Questions {
        /// The word for what makes the body hard.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body_word: Option<String>,
        /// How one's own scales are answered, where it differs from what was set up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scale: Option<Scale>,
    },
    /// The page before one's first turn was seen.
    Welcomed,
    /// The other's public key, as it was when one's own things were first open beside it.
    Knows {
        /// The key, as the age program writes it.
        key: String,
    },
    /// A note of one's own, for nobody else.
    Note(Note),
    /// Whether a note of the month files is out of one's own sight.
    Fold {
        /// Its name.
        entry: Id,
        /// Whether it is.
        folded: bool,
    },
    /// What waited on an evening and was not shown before it was over.
    Unshown(Unshown),
    /// A part of one's own body, for nobody else.
    BodyNote(BodyNote),
    /// When one was asked about a small step.
    AskedStep(AskedStep),
    /// Whether small steps are asked about; where one never said, it goes by how it is.
    Steps {
        /// Whether they are.
        on: bool,
    },
    /// How one's own body was after an evening.
    After(AfterEffect),
    /// Whether what one notices and shows goes into the jar.
    Jar {
        /// Whether it does.
        goes_in: bool,
    },
    /// Whether one is asked how it was afterwards.
    AskAfter {
        /// Whether one is.
        on: bool,
    },
    /// Whether one's own calm is drawn beside energy and body.
    CalmDrawn {
        /// Whether it is.
        on: bool,
    },
    /// When words for one's team were offered last. Whether they were wanted is nowhere.
    WordsForTeam {
        /// On which evening.
        offered: Evening,
    },
    /// Whether notes of the other wait here.
    NotesForMe {
        /// Whether they do.
        on: bool,
    },
}

impl OwnKind {
    /// The other's public key, where this is it.
    #[must_use]
    pub fn known_key(&self) -> Option<&str> {
        match self {
            Self::Knows { key } => Some(key),
            _ => None,
        }
    }

    /// Whether an earlier copy never takes its place: the other's key is the one of now, what
    /// holds a step back goes on holding it, nothing is offered anew for it, what was kept out of
    /// sight, out of the jar or out of a picture stays out, and nobody is asked again who would
    /// rather not be.
    #[must_use]
    pub fn stays(&self) -> bool {
        match self {
            Self::Knows { .. } | Self::WordsForTeam { .. } | Self::Fold { .. } => true,
            Self::After(one) => one.is_worse(),
            Self::Jar { goes_in: on }
            | Self::Steps { on }
            | Self::AskAfter { on }
            | Self::NotesForMe { on }
            | Self::CalmDrawn { on } => !on,
            Self::Limits(_)
            | Self::How { .. }
            | Self::Questions { .. }
            | Self::Welcomed
            | Self::Note(_)
            | Self::Unshown(_)
            | Self::BodyNote(_)
            | Self::AskedStep(_) => false,
        }
    }
}

impl RecordKind for OwnKind {
    fn fields(kind: &str) -> Option<&'static [&'static str]> {
        Some(match kind {
            "limits" => &["usual_energy", "usual_body", "careful", "left_out", "held"],
            "how" => &["is"],
            "questions" => &["body_word", "scale"],
            "welcomed" => &[],
            "knows" => &["key"],
            "note" => Note::FIELDS,
            "fold" => &["entry", "folded"],
            "unshown" => &["check_in", "evening", "energy", "body", "calm", "noticed"],
            "body-note" => BodyNote::FIELDS,
            "asked-step" => &["step", "asked"],
            "steps" => &["on"],
            "after" => AfterEffect::FIELDS,
            "jar" => &["goes_in"],
            "ask-after" | "notes-for-me" | "calm-drawn" => &["on"],
            "words-for-team" => &["offered"],
            _ => return None,
        })
    }

    fn words(&self) -> [&'static str; 2] {
        match self {
            Self::Limits(_) => ["set of limits", "sets of limits"],
            Self::How { .. } => ["word on how it is", "words on how it is"],
            Self::Questions { .. } => ["way of asking", "ways of asking"],
            Self::Welcomed => ["first page seen", "first pages seen"],
            Self::Knows { .. } => ["key of the other", "keys of the other"],
            Self::Note(_) => ["note of one's own", "notes of one's own"],
            Self::Fold { .. } => ["word on what is folded", "words on what is folded"],
            Self::Unshown(_) => ["check-in that was not shown", "check-ins that were not shown"],
            Self::BodyNote(_) => ["body note of one's own", "body notes of one's own"],
            Self::AskedStep(_) => ["time of being asked", "times of being asked"],
            Self::Steps { .. } => ["word on small steps", "words on small steps"],
            Self::After(_) => ["word on how it was afterwards", "words on how it was afterwards"],
            Self::Jar { .. } => ["word on the jar", "words on the jar"],
            Self::AskAfter { .. } => ["word on being asked", "words on being asked"],
            Self::CalmDrawn { .. } => ["word on pictures of calm", "words on pictures of calm"],
            Self::WordsForTeam { .. } => ["time of an offer", "times of offers"],
            Self::NotesForMe { .. } => ["word on notes that wait", "words on notes that wait"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_would_rather_not_stays_whatever_an_earlier_copy_says() {
        let settings: [fn(bool) -> OwnKind; 5] = [
            |on| OwnKind::Jar { goes_in: on },
            |on| OwnKind::Steps { on },
            |on| OwnKind::AskAfter { on },
            |on| OwnKind::NotesForMe { on },
            |on| OwnKind::CalmDrawn { on },
        ];
        for setting in settings {
            assert!(setting(false).stays() && !setting(true).stays(), "{:?}", setting(true).words());
        }
    }
}
