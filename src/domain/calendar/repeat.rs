//! Things that come again: on which days, and which single one of them is skipped or moved.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use super::grid::week_of;

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

    /// The first day of the rule alone on or after `from`, whatever is skipped or moved.
    #[must_use]
    pub fn first(&self, start: NaiveDate, from: NaiveDate) -> Option<NaiveDate> {
        let from = start.max(from);
        let (begin, since, round) = match &self.every {
            Every::Days(each) => (from, from - start, i64::from((*each).max(1))),
            Every::Weeks { each, .. } => {
                (monday(from), monday(from) - monday(start), 7 * i64::from((*each).max(1)))
            }
        };
        // It is within these seven days, or within the seven with which the next round begins.
        let next = begin.checked_add_signed(TimeDelta::days(round - since.num_days() % round));
        let days = |from: NaiveDate| from.iter_days().take(7);
        days(from).chain(next.into_iter().flat_map(days)).find(|date| self.rules(start, *date))
    }

    /// Those that are on `date`, whether the rule or a move brought them there.
    #[must_use]
    pub fn on_day(&self, start: NaiveDate, date: NaiveDate) -> Vec<Occurrence> {
        let usual = (self.rules(start, date) && !self.except.iter().any(|except| except.on == date))
            .then_some(Occurrence { date, on: date, moved: None });
        let moved = self.moved(start).filter(|one| one.date == date);
        usual.into_iter().chain(moved).collect()
    }

    /// Those that were moved. What the rule never had is not, wherever it says it went.
    fn moved(&self, start: NaiveDate) -> impl Iterator<Item = Occurrence> {
        self.except.iter().filter(move |except| self.rules(start, except.on)).filter_map(|except| {
            let to = except.to?;
            Some(Occurrence { date: to.date, on: except.on, moved: Some(to) })
        })
    }

    /// The first day on which the rule falls, on or after `from`, skipped and moved ones left out.
    #[must_use]
    pub fn next(&self, start: NaiveDate, from: NaiveDate) -> Option<NaiveDate> {
        let excepted: BTreeSet<NaiveDate> = self.except.iter().map(|except| except.on).collect();
        let mut date = self.first(start, from)?;
        while excepted.contains(&date) {
            date = self.first(start, date.succ_opt()?)?;
        }
        Some(date)
    }

    /// Whether there is no day at all on which it is.
    #[must_use]
    pub fn never_is(&self, start: NaiveDate) -> bool {
        self.moved(start).next().is_none() && self.next(start, start).is_none()
    }

    /// The same with the one of `on` where the rule has it.
    #[must_use]
    pub fn as_ruled(&self, on: NaiveDate) -> Self {
        let mut next = self.clone();
        next.except.retain(|except| except.on != on);
        next
    }

    /// The same with the one of `on` skipped, or moved.
    #[must_use]
    pub fn but(&self, on: NaiveDate, to: Option<Moved>) -> Self {
        let mut next = self.as_ruled(on);
        next.except.push(Except { on, to });
        next.except.sort_by_key(|except| except.on);
        next
    }

    /// Those that the rule has before `date`, and those that it has from then on, each with its own
    /// skipped and moved ones, wherever they went. The second starts on the [`Repeat::first`] day
    /// from `date` on. `None` where nothing comes before `date`.
    #[must_use]
    pub fn split(&self, start: NaiveDate, date: NaiveDate) -> Option<(Self, Self)> {
        let last = date.pred_opt()?;
        let (before, after) = self.except.iter().cloned().partition(|except| except.on < date);
        let until = self.until.map_or(last, |until| until.min(last));
        let first = Self { every: self.every.clone(), until: Some(until), except: before };
        let second = Self { every: self.every.clone(), until: self.until, except: after };
        (!first.never_is(start)).then_some((first, second))
    }
}

/// The Monday of the week that `date` lies in.
fn monday(date: NaiveDate) -> NaiveDate {
    week_of(date, Weekday::Mon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn days(repeat: &Repeat, start: &str, many: usize) -> Vec<String> {
        let start = day(start);
        let on = |date: &NaiveDate| !repeat.on_day(start, *date).is_empty();
        start.iter_days().take(2_000).filter(on).take(many).map(|date| date.to_string()).collect()
    }

    fn every_two_weeks(on: &[Weekday]) -> Repeat {
        Repeat::on(Every::Weeks { each: 2, on: on.to_vec() })
    }

    #[test]
    fn days_go_on_over_the_ends_of_months_and_leap_days() {
        let daily = Repeat::on(Every::Days(1));
        assert_eq!(days(&daily, "2028-02-28", 3), ["2028-02-28", "2028-02-29", "2028-03-01"]);
        assert_eq!(days(&daily, "2027-02-28", 2), ["2027-02-28", "2027-03-01"]);
        let third = Repeat::on(Every::Days(3));
        assert_eq!(days(&third, "2026-12-29", 3), ["2026-12-29", "2027-01-01", "2027-01-04"]);
        let year = Repeat::on(Every::Days(366));
        assert_eq!(days(&year, "2028-02-29", 2), ["2028-02-29", "2029-03-01"]);
    }

    #[test]
    fn weeks_are_counted_from_the_monday_before_the_start() {
        let monday_and_friday = every_two_weeks(&[Weekday::Fri, Weekday::Mon]);
        assert_eq!(
            days(&monday_and_friday, "2026-11-18", 4),
            ["2026-11-20", "2026-11-30", "2026-12-04", "2026-12-14"]
        );
        let sunday = every_two_weeks(&[Weekday::Sun]);
        assert_eq!(days(&sunday, "2026-11-22", 2), ["2026-11-22", "2026-12-06"]);
        let monday = every_two_weeks(&[Weekday::Mon]);
        assert_eq!(days(&monday, "2026-11-22", 1), ["2026-11-30"], "the one of its own week is over");
    }

    #[test]
    fn the_last_day_is_one_of_them_and_nothing_ends_before_it_begins() {
        let until = |until: &str| Repeat { until: Some(day(until)), ..Repeat::on(Every::Days(2)) };
        assert_eq!(days(&until("2026-11-22"), "2026-11-20", 9), ["2026-11-20", "2026-11-22"]);
        assert_eq!(days(&until("2026-11-23"), "2026-11-20", 9), ["2026-11-20", "2026-11-22"]);
        assert!(!until("2026-11-20").never_is(day("2026-11-20")));
        assert!(until("2026-11-19").never_is(day("2026-11-20")));
        assert!(every_two_weeks(&[]).never_is(day("2026-11-20")), "on no day of the week");
    }

    #[test]
    fn what_is_always_skipped_never_is_unless_one_of_them_was_moved() {
        let start = day("2026-11-20");
        let twice = Repeat { until: Some(day("2026-11-27")), ..Repeat::on(Every::Days(7)) };
        let once = twice.but(start, None);
        assert_eq!(once.next(start, start), Some(day("2026-11-27")));
        assert!(!once.never_is(start) && once.but(day("2026-11-27"), None).never_is(start));
        let to = Moved { date: day("2026-11-29"), time: None };
        let moved = once.but(day("2026-11-27"), Some(to));
        assert!(!moved.never_is(start));
        assert_eq!(moved.next(start, start), None);
        let there = Occurrence { date: to.date, on: day("2026-11-27"), moved: Some(to) };
        assert_eq!(moved.on_day(start, to.date), [there]);
    }

    #[test]
    fn what_the_rule_never_had_was_not_moved() {
        let start = day("2026-11-20");
        let to = Moved { date: day("2026-11-30"), time: None };
        let weekly = Repeat::on(Every::Days(7)).but(day("2026-11-21"), Some(to));
        assert_eq!(weekly.on_day(start, to.date), []);
        let ended = Repeat { until: Some(day("2026-11-20")), ..weekly.but(day("2026-12-04"), Some(to)) };
        assert_eq!(ended.on_day(start, to.date), [], "it had ended by then");
        assert!(ended.but(start, None).never_is(start));
    }

    #[test]
    fn one_that_changed_twice_is_where_it_went_last() {
        let start = day("2026-11-20");
        let to = |text| Moved { date: day(text), time: None };
        let repeat = Repeat::on(Every::Days(7)).but(start, Some(to("2026-11-21"))).but(start, None);
        assert_eq!(repeat.except, [Except { on: start, to: None }]);
    }

    #[test]
    fn two_halves_keep_the_weeks_that_were_counted() {
        let start = day("2026-11-20");
        let (first, second) =
            every_two_weeks(&[Weekday::Fri]).split(start, day("2026-11-23")).expect("two halves");
        assert_eq!(days(&first, "2026-11-20", 9), ["2026-11-20"]);
        let from = second.first(start, day("2026-11-23")).expect("a day");
        assert_eq!(days(&second, &from.to_string(), 2), ["2026-12-04", "2026-12-18"]);
        assert_eq!(every_two_weeks(&[Weekday::Fri]).split(start, start), None, "nothing is before it");
    }

    /// As a file may hold them: each of the first ten thousand is skipped.
    #[test]
    fn ten_thousand_skipped_ones_are_passed_at_once() {
        let start = day("2026-11-20");
        let rules = [
            Repeat::on(Every::Days(1)),
            Repeat::on(Every::Days(Repeat::MOST)),
            Repeat::on(Every::Weeks { each: Repeat::MOST, on: vec![Weekday::Fri] }),
            Repeat::on(Every::Weeks { each: 1, on: vec![Weekday::Mon, Weekday::Fri] }),
        ];
        for rule in rules {
            let after = |date: NaiveDate| rule.first(start, date.succ_opt()?);
            let all = std::iter::successors(Some(start), |date| after(*date)).take(10_001);
            let mut all: Vec<NaiveDate> = all.collect();
            let left = all.pop();
            let except = all.iter().rev().map(|on| Except { on: *on, to: None }).collect();
            let many = Repeat { except, ..rule.clone() };
            assert_eq!((all.len(), many.next(start, start)), (10_000, left));
            assert!(!many.never_is(start));
            assert!(Repeat { until: all.pop(), ..many }.never_is(start));
        }
    }

    #[test]
    fn the_end_of_the_calendar_ends_it() {
        let far = Repeat::on(Every::Weeks { each: u16::MAX, on: vec![Weekday::Mon] });
        assert_eq!(far.next(NaiveDate::MAX, NaiveDate::MAX), None);
        assert!(far.next(NaiveDate::MIN, NaiveDate::MIN).is_some());
        let daily = Repeat::on(Every::Days(0));
        let last = NaiveDate::MAX.pred_opt().expect("a date");
        assert_eq!(daily.next(NaiveDate::MIN, last), Some(last));
        assert_eq!(daily.but(last, None).next(NaiveDate::MIN, last), None);
        assert_eq!(daily.split(NaiveDate::MIN, NaiveDate::MIN), None);
    }
}
