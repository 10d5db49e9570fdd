//! Our words: one page that two people write together, of what closeness means to them now, what
//! they miss and what they would like more of.

use serde::{Deserialize, Serialize};

use super::private::unprinted;
use super::record::Id;
use super::time::Evening;

/// The longest line, in graphemes.
pub const LINE: usize = 120;
/// The most lines on the page. Copies that are put together may bring more, and all of them stay.
pub const MOST_LINES: usize = 10;
/// How long a season is, in days: then the page could be looked at again.
pub const SEASON: i64 = 90;

/// What a line is about, in the order in which the page is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// What closeness means now.
    Closeness,
    /// What is missed.
    Missed,
    /// What there could be more of.
    More,
}

impl About {
    /// Each of them, in their order.
    pub const ALL: [Self; 3] = [Self::Closeness, Self::Missed, Self::More];

    /// What stands over its lines, where two write them or one person `alone`.
    #[must_use]
    pub fn heading(self, alone: bool) -> &'static str {
        match (self, alone) {
            (Self::Closeness, false) => "What closeness means to us now",
            (Self::Missed, false) => "What we miss",
            (Self::More, false) => "What we would like more of",
            (Self::Closeness, true) => "What closeness means to me now",
            (Self::Missed, true) => "What I miss",
            (Self::More, true) => "What I would like more of",
        }
    }
}

/// One line of the page. It has no author: the page is written together.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct OurLine {
    /// What it is about.
    pub about: About,
    /// The words, cleaned.
    pub words: String,
}

impl OurLine {
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] = &["about", "words"];
}

/// What can happen to the page. It is shared: either changes any of it.
#[derive(Clone, PartialEq)]
pub enum OurWordsChange {
    /// One line more.
    Add(About, String),
    /// A line is put in another way; without words it is taken away.
    Change(Id, String),
    /// It was looked at together, and stays as it is.
    Looked,
}

/// Whether a page that was looked at on `looked` could be looked at again. A clock that went back
/// makes nothing due.
#[must_use]
pub fn is_a_season_ago(looked: Option<Evening>, today: Evening) -> bool {
    looked.is_none_or(|looked| today.days_since(looked) >= SEASON)
}

unprinted!(OurLine, OurWordsChange);
