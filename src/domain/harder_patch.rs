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
    /// One that seemed to lie ahead when this one was noted, since a clock had run ahead or went
    /// back: it makes its own evenings gentler, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ahead: Option<Ahead>,
}

/// Evenings that a harder patch makes gentler, and none before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Ahead {
    since: Evening,
    evenings: u8,
}

impl Ahead {
    fn holds(self, day: NaiveDate) -> bool {
        (0..i64::from(self.evenings)).contains(&Evening(day).days_since(self.since))
    }
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
    pub(super) const FIELDS: &[&str] = &["since", "evenings", "ahead"];

    /// One that is noted on `evening`. What `runs` already is never cut short by it: the later end
    /// holds. One that a clock that ran ahead has noted runs from now on, for as many evenings.
    #[must_use]
    pub fn noted(evening: Evening, gentler: Gentler, runs: Option<Self>) -> Self {
        let new = Self { since: evening, evenings: gentler.evenings(), ahead: None };
        match runs {
            Some(runs) if runs.since > evening => {
                let ahead = Some(Ahead { since: runs.since, evenings: runs.evenings }).max(runs.ahead);
                Self { evenings: new.evenings.max(runs.evenings), ahead, ..new }
            }
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
        Self { since: later.since, evenings: later.evenings.max(left), ahead: self.ahead.max(other.ahead) }
    }

    /// Whether it makes the evening of that day gentler. A clock that went back ends nothing.
    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        let holds = Evening(day).days_since(self.since) < i64::from(self.evenings);
        holds || self.ahead.is_some_and(|ahead| ahead.holds(day))
    }

    /// The last evening that it makes gentler.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        let days = Days::new(u64::from(self.evenings.saturating_sub(1)));
        self.since.0.checked_add_days(days).unwrap_or(self.since.0)
    }
}
