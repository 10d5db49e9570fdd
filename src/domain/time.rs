//! Time as an argument: the moment, the evening it belongs to, and calendar months.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// One reading of both clocks, taken at the edge and handed down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Local wall-clock time with its offset.
    pub wall: DateTime<FixedOffset>,
    /// Time since the program began; never goes back.
    pub mono: Duration,
}

impl Now {
    /// A moment with the monotonic clock at zero.
    #[must_use]
    pub fn at(wall: DateTime<FixedOffset>) -> Self {
        Self { wall, mono: Duration::ZERO }
    }

    /// The evening this moment belongs to: the local date, less `boundary` hours.
    #[must_use]
    pub fn evening(&self, boundary: BoundaryHour) -> Evening {
        let local = self.wall.naive_local();
        let shifted = local.checked_sub_signed(TimeDelta::hours(boundary.hours())).unwrap_or(local);
        Evening(shifted.date())
    }
}

/// The hour of the night at which a new evening begins, 0 to 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct BoundaryHour(u8);

impl BoundaryHour {
    /// The latest hour that may be chosen.
    pub const LATEST: u8 = 6;

    /// An hour from 0 to 6.
    #[must_use]
    pub fn new(hour: u8) -> Option<Self> {
        (hour <= Self::LATEST).then_some(Self(hour))
    }

    /// The hour, as whole hours after midnight.
    #[must_use]
    pub fn hours(self) -> i64 {
        i64::from(self.0)
    }
}

impl Default for BoundaryHour {
    fn default() -> Self {
        Self(4)
    }
}

impl fmt::Display for BoundaryHour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const WORDS: [&str; 7] =
            ["midnight", "one at night", "two at night", "three at night", "four at night", "five", "six"];
        f.write_str(WORDS[usize::from(self.0)])
    }
}

impl TryFrom<u8> for BoundaryHour {
    type Error = &'static str;

    fn try_from(hour: u8) -> Result<Self, Self::Error> {
        Self::new(hour).ok_or("an evening begins between 0 and 6 at night")
    }
}

impl From<BoundaryHour> for u8 {
    fn from(hour: BoundaryHour) -> Self {
        hour.0
    }
}

/// One evening, named by the local date on which it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Evening(pub NaiveDate);

impl Evening {
    /// The calendar month whose file holds this evening.
    #[must_use]
    pub fn month(self) -> YearMonth {
        YearMonth::of(self.0)
    }

    /// The local time at which this evening is over; `None` at the end of the calendar.
    #[must_use]
    pub fn end(self, boundary: BoundaryHour) -> Option<NaiveDateTime> {
        self.0.succ_opt()?.and_hms_opt(u32::from(boundary.0), 0, 0)
    }

    /// The day of the week, the day, the month and the year.
    #[must_use]
    pub fn in_full(self) -> String {
        self.0.format("%A %-d %B %Y").to_string()
    }

    /// Whole days from `earlier` to this evening; negative where `earlier` is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }
}

impl fmt::Display for Evening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%A %-d %B"))
    }
}

/// A calendar month, written `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: i32,
    month: u32,
}

impl YearMonth {
    /// The month that `date` lies in.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// Reads `YYYY-MM`; nothing else is taken.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        if year.len() != 4 || month.len() != 2 {
            return None;
        }
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year) || !digits(month) {
            return None;
        }
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        Some(Self { year: year.parse().ok()?, month })
    }

    /// As it is said: "November 2026".
    #[must_use]
    pub fn words(self) -> String {
        self.first().map_or_else(|| self.to_string(), |first| first.format("%B %Y").to_string())
    }

    /// Its first day; `None` beyond the calendar.
    #[must_use]
    pub fn first(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month, 1)
    }

    /// Its last day; `None` beyond the calendar.
    #[must_use]
    pub fn last(self) -> Option<NaiveDate> {
        self.after().first()?.pred_opt()
    }

    /// The month before this one.
    #[must_use]
    pub fn before(self) -> Self {
        if self.month == 1 {
            Self { year: self.year - 1, month: 12 }
        } else {
            Self { year: self.year, month: self.month - 1 }
        }
    }

    /// The month after this one.
    #[must_use]
    pub fn after(self) -> Self {
        if self.month == 12 {
            Self { year: self.year + 1, month: 1 }
        } else {
            Self { year: self.year, month: self.month + 1 }
        }
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Serialize for YearMonth {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for YearMonth {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a month is written YYYY-MM"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Now {
        Now::at(DateTime::parse_from_rfc3339(text).expect("a test moment"))
    }

    #[test]
    fn an_evening_lasts_until_its_boundary() {
        let four = BoundaryHour::default();
        let friday = Evening(NaiveDate::from_ymd_opt(2026, 11, 20).expect("a date"));
        assert_eq!(at("2026-11-20T21:00:00+01:00").evening(four), friday);
        assert_eq!(at("2026-11-21T03:59:59+01:00").evening(four), friday);
        assert_ne!(at("2026-11-21T04:00:00+01:00").evening(four), friday);
        assert_eq!(at("2026-11-20T04:00:00+01:00").evening(four), friday);
    }

    #[test]
    fn the_boundary_is_midnight_to_six() {
        assert!(BoundaryHour::new(6).is_some());
        assert!(BoundaryHour::new(7).is_none());
        assert!(serde_json::from_str::<BoundaryHour>("7").is_err());
    }

    #[test]
    fn months_are_read_strictly() {
        assert_eq!(YearMonth::parse("2026-11").map(|m| m.to_string()).as_deref(), Some("2026-11"));
        for wrong in ["2026-13", "2026-00", "2026-1", "26-01", "2026-+1", "2026-011", "", "x"] {
            assert_eq!(YearMonth::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_follow_each_other_over_the_year() {
        let december = YearMonth::parse("2026-12").expect("a month");
        assert_eq!(december.after().to_string(), "2027-01");
        assert_eq!(december.after().before(), december);
    }
}
