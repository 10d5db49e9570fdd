//! A harder patch: for some evenings everything that is offered is one step gentler. Nothing of it
//! says what it is about, or whose it is.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::time::Evening;

/// For how many evenings a harder patch makes them gentler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gentler {
    /// Tonight.
    Tonight,
    /// Three evenings; where it is about a body, it is these.
    Three,
    /// A week.
    Week,
}

impl Gentler {
    /// Every one of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Tonight, Self::Three, Self::Week];

    /// How many evenings.
    #[must_use]
    pub const fn evenings(self) -> u8 {
        match self {
            Self::Tonight => 1,
            Self::Three => 3,
            Self::Week => 7,
        }
    }

    /// The same in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Tonight => "Tonight",
            Self::Three => "Three evenings",
            Self::Week => "A week",
        }
    }
}

/// The harder patch that was noted last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HarderPatch {
    /// The evening on which it was noted.
    pub since: Evening,
    /// For how many evenings from then on; where nobody said how many there are three.
    #[serde(default = "three", skip_serializing_if = "is_three")]
    evenings: u8,
}

fn three() -> u8 {
    Gentler::Three.evenings()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_three(evenings: &u8) -> bool {
    *evenings == three()
}

impl HarderPatch {
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] = &["since", "evenings"];

    /// One that is noted on `evening`. What `runs` already is never cut short by it: the later end
    /// holds. One that a clock that ran ahead has noted runs from now on, for as many evenings.
    #[must_use]
    pub fn noted(evening: Evening, gentler: Gentler, runs: Option<Self>) -> Self {
        let new = Self { since: evening, evenings: gentler.evenings() };
        match runs {
            Some(runs) if runs.since > evening => Self { evenings: new.evenings.max(runs.evenings), ..new },
            Some(runs) => new.together(runs),
            None => new,
        }
    }

    /// One out of two: it was noted when the later one was, and ends when the later end is.
    #[must_use]
    pub fn together(self, other: Self) -> Self {
        let (later, earlier) = if self.since >= other.since { (self, other) } else { (other, self) };
        let passed = later.since.days_since(earlier.since);
        let left = u8::try_from(i64::from(earlier.evenings).saturating_sub(passed)).unwrap_or(0);
        Self { since: later.since, evenings: later.evenings.max(left) }
    }

    /// Whether it makes the evening of that day gentler. A clock that went back ends nothing.
    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        Evening(day).days_since(self.since) < i64::from(self.evenings)
    }

    /// The last evening that it makes gentler.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        let days = Days::new(u64::from(self.evenings.saturating_sub(1)));
        self.since.0.checked_add_days(days).unwrap_or(self.since.0)
    }
}
