//! Thoughts that people have after illness or surgery, and three ways to be with each.

use serde::Deserialize;

/// A thought, and three ways to be with it. None of them argues with a feeling.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reframe {
    /// Its name for life.
    pub id: String,
    /// What it is about.
    pub theme: ReframeTheme,
    /// The thought, as it sounds inside.
    pub thought: String,
    /// One line that lets it be.
    pub stay: String,
    /// A kinder sentence beside it.
    pub kinder: String,
    /// What one could say to the other to be comforted.
    pub ask: String,
}

/// What a thought is about; nothing says who has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReframeTheme {
    /// Living in a body that is ill or changed.
    Body,
    /// Touch, desire, being looked at.
    Touch,
    /// Caring for somebody.
    Caring,
    /// The two of them.
    Us,
}
