//! What a calm day may start from: signs that are suggested, and sentences for a safety plan.

use serde::Deserialize;

use crate::domain::safety::Part;
use crate::domain::vocabulary::{Meaning, Way};

/// A word or a gesture that is suggested for a signal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignCard {
    /// Its name for life.
    pub id: String,
    /// What it would say.
    pub meaning: Meaning,
    /// A word or a gesture.
    pub way: Way,
    /// The word, or the gesture in words.
    pub text: String,
}

/// A sentence that a part of the safety plan may start from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyCard {
    /// Its name for life.
    pub id: String,
    /// The part it is for.
    pub part: Part,
    /// The sentence.
    pub text: String,
    /// Where it comes from, where it states a fact about health.
    #[serde(default)]
    pub source: Option<String>,
    /// How well that is founded: A, A* or B.
    #[serde(default)]
    pub grade: Option<String>,
}
