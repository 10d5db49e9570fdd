//! What time for touch can be made of: small touches for a turn, cues, steps that calm, ways to lie.
//!
//! Nothing here is chosen for anybody and nothing of it is kept: a sitting picks what is welcome
//! tonight, and only for as long as it is open.

use serde::Deserialize;

use super::{Area, Card, Kind, Tag};

/// All that time for touch is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Touch {
    /// Small touches for one turn: one touches, the other receives, aiming nowhere.
    pub instructions: Vec<TouchCard>,
    /// Cues that often go with feeling at ease.
    pub ready: Vec<Card>,
    /// Cues that could mean slower, or pause.
    pub careful: Vec<Card>,
    /// What stands beside either: a cue is never read for somebody.
    pub in_words: String,
    /// Steps that calm, after a pause or a stop.
    pub calming: Vec<CalmingStep>,
    /// The page after a stop.
    pub after_a_stop: AfterAStop,
    /// The card about whom a touch is for.
    pub who_is_it_for: WhoFor,
    /// Ways to lie or sit for a turn.
    pub lying: Vec<Lying>,
    /// What may stay on.
    pub stays_on: Vec<Card>,
    /// When company is enough for tonight.
    pub not_quite_here: String,
}

/// A small touch for one turn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TouchCard {
    /// Its name for life.
    pub id: String,
    /// One to three short lines.
    pub lines: Vec<String>,
    /// The parts of the body that are touched.
    pub areas: Vec<Area>,
    /// What it is made of.
    pub kinds: Vec<Kind>,
    /// What it asks of a body.
    pub tags: Vec<Tag>,
}

impl TouchCard {
    /// Whether it needs nothing but hands.
    #[must_use]
    pub fn is_hands_only(&self) -> bool {
        self.areas == [Area::Hands]
    }

    /// Whether nobody moves.
    #[must_use]
    pub fn is_still(&self) -> bool {
        self.kinds == [Kind::StillTouch]
    }
}

/// A step that calms.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalmingStep {
    /// Its name for life.
    pub id: String,
    /// The words.
    pub text: String,
    /// Whether the other has a part in it, if wanted.
    pub together: bool,
}

/// What is said after a stop: no question why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AfterAStop {
    /// That it is over.
    pub says: String,
    /// What might be good now; the last asks after the body.
    pub offers: Vec<String>,
    /// Kind sentences to end with.
    pub closings: Vec<String>,
}

/// The card about whom a touch is for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhoFor {
    /// What each could ask oneself.
    pub asks: Vec<String>,
    /// The four ways a touch can be.
    pub ways: Vec<Card>,
}

/// A way to lie or sit for a turn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lying {
    /// Its name for life.
    pub id: String,
    /// The words.
    pub text: String,
    /// What it asks of a body.
    pub tags: Vec<Tag>,
}
