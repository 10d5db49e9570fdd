//! Things that come again: on which days, and which single one of them is skipped or moved.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

/// How something comes again, from the day on which it starts.
///
/// Days are local calendar days, so a change of the clocks moves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// On which days.
    pub every: Every,
    /// The last day on which it may fall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Single ones that are skipped or moved, the earliest first, each day once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Except>,
}

/// On which days something comes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Each so many days, from 1.
    Days(u16),
    /// On some days of the week.
    Weeks {
        /// Each so many weeks, from 1. A week begins on Monday here, whatever the calendar shows.
        each: u16,
        /// The days of the week; at least one.
        on: Vec<Weekday>,
    },
}

/// A single one of many that is not where the rule would have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Except {
    /// The day on which the rule would have it.
    pub on: NaiveDate,
    /// Where it is instead; nowhere where it is skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Moved>,
}

/// Where a single one of many was moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The day.
    pub date: NaiveDate,
    /// The time of that day, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<NaiveTime>,
}

/// One of the days on which something falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The day on which it is.
    pub date: NaiveDate,
    /// The day on which the rule would have it: what names this one among the others.
    pub on: NaiveDate,
    /// Where it was moved to; `None` where it is as usual.
    pub moved: Option<Moved>,
}

impl Repeat {
    /// The most days or weeks between two of them.
    pub const MOST: u16 = 366;

    /// On every day of the rule, without an end.
    #[must_use]
    pub fn on(every: Every) -> Self {
        Self { every, until: None, except: Vec::new() }
    }

    /// Whether the rule alone, without what is skipped or moved, falls on `date`.
    #[must_use]
    pub fn rules(&self, start: NaiveDate, date: NaiveDate) -> bool {
        if date < start || self.until.is_some_and(|until| date > until) {
            return false;
        }
        match &self.every {
            Every::Days(each) => (date - start).num_days() % i64::from((*each).max(1)) == 0,
            Every::Weeks { each, on } => {
                let weeks = (monday(date) - monday(start)).num_weeks();
                on.contains(&date.weekday()) && weeks % i64::from((*each).max(1)) == 0
            }
        }
    }

    /// Those that are on `date`, whether the rule or a move brought them there.
    #[must_use]
    pub fn on_day(&self, start: NaiveDate, date: NaiveDate) -> Vec<Occurrence> {
        let excepted = self.except.iter().any(|except| except.on == date);
        let usual =
            (self.rules(start, date) && !excepted).then_some(Occurrence { date, on: date, moved: None });
        let moved = self.except.iter().filter_map(|except| {
            let to = except.to.filter(|to| to.date == date)?;
            Some(Occurrence { date, on: except.on, moved: Some(to) })
        });
        usual.into_iter().chain(moved).collect()
    }

    /// The first day on which the rule falls, on or after `from`, skipped and moved ones left out.
    #[must_use]
    pub fn next(&self, start: NaiveDate, from: NaiveDate) -> Option<NaiveDate> {
        let mut date = start.max(from);
        // Each of the skipped ones can put it off by one round of the rule.
        let round = match &self.every {
            Every::Days(each) => u64::from((*each).max(1)),
            Every::Weeks { each, .. } => 7 * u64::from((*each).max(1)),
        };
        let rounds = u64::try_from(self.except.len()).unwrap_or(u64::MAX).saturating_add(2);
        for _ in 0..round.saturating_mul(rounds).saturating_add(7) {
            if self.until.is_some_and(|until| date > until) {
                return None;
            }
            if self.rules(start, date) && !self.except.iter().any(|except| except.on == date) {
                return Some(date);
            }
            date = date.checked_add_days(Days::new(1))?;
        }
        None
    }

    /// Whether there is no day at all on which it is.
    #[must_use]
    pub fn never_is(&self, start: NaiveDate) -> bool {
        self.next(start, start).is_none() && self.except.iter().all(|except| except.to.is_none())
    }

    /// The same with the one of `on` skipped, or moved.
    #[must_use]
    pub fn but(&self, on: NaiveDate, to: Option<Moved>) -> Self {
        let mut next = self.clone();
        next.except.retain(|except| except.on != on);
        next.except.push(Except { on, to });
        next.except.sort_by_key(|except| except.on);
        next
    }

    /// The same up to the day before `date`, and what of it is still to come from `date` on: the
    /// second keeps its own skipped and moved ones. `None` where nothing comes before `date`.
    #[must_use]
    pub fn split(&self, date: NaiveDate) -> Option<(Self, Self)> {
        let last = date.checked_sub_days(Days::new(1))?;
        let (before, after) = self.except.iter().cloned().partition(|except| except.on < date);
        let until = self.until.map_or(last, |until| until.min(last));
        let first = Self { every: self.every.clone(), until: Some(until), except: before };
        let second = Self { every: self.every.clone(), until: self.until, except: after };
        Some((first, second))
    }
}

/// The Monday of the week that `date` lies in.
fn monday(date: NaiveDate) -> NaiveDate {
    let back = TimeDelta::days(i64::from(date.weekday().num_days_from_monday()));
    date.checked_sub_signed(back).unwrap_or(date)
}
