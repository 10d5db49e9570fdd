//! How one stretch of days was beside another, in words.

use crate::domain::check_in::Score;
use crate::domain::measure::Measure;

/// The three of them, as a week shows them: the body comes first.
pub const ORDER: [Measure; 3] = [Measure::Body, Measure::Energy, Measure::Calm];
/// From how many shown values on a stretch of days says enough.
pub const FEWEST: usize = 3;

/// How one stretch of days was beside the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// The numbers are lower.
    Lower,
    /// There is no difference to speak of.
    Same,
    /// The numbers are higher.
    Higher,
}

impl Measure {
    /// A shift of it in words.
    #[must_use]
    pub fn told(self, shift: Shift) -> &'static str {
        match (self, shift) {
            (_, Shift::Same) => "about the same",
            (Self::Body, Shift::Lower) => "gently easing",
            (Self::Body, Shift::Higher) => "a heavier week",
            (Self::Energy, Shift::Lower) => "a slower week",
            (Self::Energy, Shift::Higher) => "a little more",
            (Self::Calm, Shift::Lower) => "a restless week",
            (Self::Calm, Shift::Higher) => "a little calmer",
        }
    }

    /// The same beside the first days here; nothing where there is no difference.
    #[must_use]
    pub fn since(self, shift: Shift) -> Option<&'static str> {
        Some(match (self, shift) {
            (_, Shift::Same) => return None,
            (Self::Body, Shift::Lower) => "gentler than at first",
            (Self::Body, Shift::Higher) => "it asks more than at first",
            (Self::Energy, Shift::Lower) => "a slower time than at first",
            (Self::Energy, Shift::Higher) => "a little more than at first",
            (Self::Calm, Shift::Lower) => "more restless than at first",
            (Self::Calm, Shift::Higher) => "calmer than at first",
        })
    }
}

/// How `now` is beside `before`: by the two means, where each has three values or more, and only
/// from a difference of one on. Days without a value count for nothing.
#[must_use]
pub fn trend(before: &[Option<Score>], now: &[Option<Score>]) -> Option<Shift> {
    let sum = |days: &[Option<Score>]| {
        let shown: Vec<i64> = days.iter().flatten().map(|score| i64::from(score.value())).collect();
        (shown.len() >= FEWEST).then(|| (shown.iter().sum::<i64>(), i64::try_from(shown.len()).unwrap_or(1)))
    };
    let ((before, many), (now, days)) = (sum(before)?, sum(now)?);
    // Both means over the product of how many there are: whole numbers all the way.
    let (difference, one) = (now * many - before * days, many * days);
    Some(if difference >= one {
        Shift::Higher
    } else if difference <= -one {
        Shift::Lower
    } else {
        Shift::Same
    })
}
