//! The calendar: what is on which day, once or again and again.

use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveTime};

use entry::{Entry, EntryAt};

pub mod change;
pub mod days;
pub mod entry;
pub mod grid;
pub mod incoming;
pub mod repeat;
pub mod sign;
pub mod typed;
pub mod words;

/// The years that a calendar of two people reaches.
pub const YEARS: RangeInclusive<i32> = 1900..=2199;

/// Something as it is on one day.
#[derive(Clone, PartialEq)]
pub struct OnDay {
    /// Where it is kept.
    pub at: EntryAt,
    /// What it is.
    pub entry: Entry,
    /// Which one of many it is, by the day on which the rule has it; `None` where there is one.
    pub one: Option<NaiveDate>,
    /// The time on this day.
    pub time: Option<NaiveTime>,
}

super::private::unprinted!(OnDay);
