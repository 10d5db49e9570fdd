//! The three things of which a check-in asks a number.

use super::check_in::{Numbers, Score};
use super::scale::FourWords;

/// One of the three things of which a number may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Energy; 10 is plenty.
    Energy,
    /// How hard the body was; 10 is too much.
    Body,
    /// How calm; 10 is calm.
    Calm,
}

impl Measure {
    /// Each of them, in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Energy, Self::Body, Self::Calm];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Energy => "Energy",
            Self::Body => "Body",
            Self::Calm => "Calm",
        }
    }

    /// Its four words, rising.
    #[must_use]
    pub fn words(self) -> FourWords {
        match self {
            Self::Energy => FourWords::ENERGY,
            Self::Body => FourWords::BODY,
            Self::Calm => FourWords::CALM,
        }
    }

    /// What `numbers` say of it.
    #[must_use]
    pub fn of(self, numbers: Numbers) -> Option<Score> {
        match self {
            Self::Energy => numbers.energy,
            Self::Body => numbers.body,
            Self::Calm => numbers.calm,
        }
    }
}
