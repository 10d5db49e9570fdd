//! The jar: what either noticed and showed, of which one comes back after looking together.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::people::Person;
use super::private::unprinted;
use super::record::Id;
use super::time::Evening;

/// For how many days nothing comes back yet.
pub const FRESH: i64 = 14;
/// From how many days on it is no longer a few weeks.
const WEEKS: i64 = 32;

/// A line that somebody noticed and showed.
#[derive(Clone, PartialEq)]
pub struct Noticed {
    /// Where it is found.
    pub at: NoticedAt,
    /// Who noticed it.
    pub person: Person,
    /// The words.
    pub words: String,
    /// Whether it is in the jar.
    pub in_jar: bool,
}

/// Where such a line is found: its evening, and the check-in that it was shown from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NoticedAt {
    /// The evening.
    pub evening: Evening,
    /// The check-in.
    pub check_in: Id,
}

/// What a person can do with what they noticed, in their own turn.
#[derive(Clone, PartialEq)]
pub enum JarChange {
    /// Whether what they show from now on goes in.
    GoesIn(bool),
    /// Put a line of theirs in, or take it out.
    Put(NoticedAt, bool),
    /// Take everything of theirs out.
    AllOut,
}

/// When something was, as one says it some time later; seasons are not the same everywhere.
#[must_use]
pub fn when(then: Evening, today: Evening) -> String {
    let days = today.days_since(then);
    let month = then.0.format("%B");
    let same_month = then.0.month() == today.0.month();
    match today.0.year() - then.0.year() {
        _ if days < WEEKS => "A few weeks ago".into(),
        0 => format!("In {month}"),
        1 if same_month => format!("A year ago, in {month}"),
        1 if then.0.month() > today.0.month() => format!("In {month}"),
        _ => format!("In {}", then.0.format("%B %Y")),
    }
}

unprinted!(Noticed, JarChange);

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn a_time_is_said_as_somebody_would_say_it() {
        let evening = |text: &str| Evening(NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a date"));
        for (then, said) in [
            ("2026-11-05", "A few weeks ago"),
            ("2026-10-20", "A few weeks ago"),
            ("2026-10-19", "In October"),
            ("2026-01-02", "In January"),
            ("2025-12-31", "In December"),
            ("2025-11-30", "A year ago, in November"),
            ("2025-11-01", "A year ago, in November"),
            ("2025-10-31", "In October 2025"),
            ("2024-11-20", "In November 2024"),
        ] {
            assert_eq!(when(evening(then), evening("2026-11-20")), said, "{then}");
        }
    }
}
