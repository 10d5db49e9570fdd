//! Cards to say out loud: for talking something over after a hurt, and for being silly.

use serde::Deserialize;

/// What a card is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SaidFor {
    /// Saying what hurt.
    Say,
    /// Saying back what was heard.
    Heard,
    /// Asking for a pause.
    Pause,
    /// Owning a part of it.
    Own,
    /// Asking what would help, or offering it.
    Help,
    /// Ending kindly.
    End,
    /// Being silly for a few minutes.
    Play,
}

impl SaidFor {
    /// What a talk after a hurt is made of, in its order.
    pub const REPAIR: [Self; 6] = [Self::Say, Self::Heard, Self::Pause, Self::Own, Self::Help, Self::End];
}

/// A card to say out loud.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TalkCard {
    /// Its name for life.
    pub id: String,
    /// What it is for.
    #[serde(rename = "for")]
    pub said_for: SaidFor,
    /// The words.
    pub text: String,
}
