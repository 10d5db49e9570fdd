//! On which days something comes again by the rule of another calendar.
//!
//! Own code, and little of it: whatever the rule says, the work is counted, and no more is done
//! than is allowed.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Timelike, Weekday};

use crate::domain::calendar::grid::week_of;
use crate::domain::time::YearMonth;

/// A rule whose parts are all known here.
pub(super) struct Rule {
    every: Every,
    interval: i64,
    count: Option<u32>,
    /// The end, as it is written.
    pub(super) until: Option<String>,
    days: Vec<(i64, Weekday)>,
    month_days: Vec<i64>,
    months: Vec<i64>,
    places: Vec<i64>,
    week: Weekday,
}

#[derive(Clone, Copy, PartialEq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// How much may still be done with rules.
pub(super) struct Work(pub(super) u32);

impl Work {
    fn take(&mut self, much: usize) -> bool {
        let left = u32::try_from(much).ok().and_then(|much| self.0.checked_sub(much));
        self.0 = left.unwrap_or(0);
        left.is_some()
    }
}

/// The days of a rule.
pub(super) struct Fallen {
    pub(super) dates: BTreeSet<NaiveDate>,
    /// Whether the work ended before the days did.
    pub(super) cut: bool,
}

impl Rule {
    /// The rule of something that begins at `time`; `None` where a part of it is not known here.
    pub(super) fn read(text: &str, time: Option<NaiveTime>) -> Option<Self> {
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            count: None,
            until: None,
            days: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            places: Vec::new(),
            week: Weekday::Mon,
        };
        let mut every = None;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let (key, value) = part.split_once('=')?;
            let value = value.trim();
            match &*key.trim().to_ascii_uppercase() {
                "FREQ" => {
                    every = Some(match &*value.to_ascii_uppercase() {
                        "DAILY" => Every::Day,
                        "WEEKLY" => Every::Week,
                        "MONTHLY" => Every::Month,
                        "YEARLY" => Every::Year,
                        _ => return None,
                    });
                }
                "INTERVAL" => {
                    rule.interval = value.parse().ok().filter(|each| (1..=10_000).contains(each))?;
                }
                "COUNT" => rule.count = Some(value.parse().ok().filter(|count| *count > 0)?),
                "UNTIL" => rule.until = Some(value.to_owned()),
                "WKST" => rule.week = weekday(value)?,
                "BYDAY" => {
                    rule.days = value.split(',').map(place_and_day).collect::<Option<_>>()?;
                    rule.days.sort_by_key(|(place, day)| (*place, day.num_days_from_monday()));
                    rule.days.dedup();
                }
                "BYMONTHDAY" => rule.month_days = numbers(value, 31)?,
                "BYMONTH" => rule.months = numbers(value, 12)?,
                "BYSETPOS" => rule.places = numbers(value, 366)?,
                // Some programs say again what the start has said.
                "BYHOUR" if numbers(value, 23)? == [i64::from(time?.hour())] => {}
                "BYMINUTE" if numbers(value, 59)? == [i64::from(time?.minute())] => {}
                "BYSECOND" if numbers(value, 59)? == [i64::from(time?.second())] => {}
                _ => return None,
            }
        }
        rule.every = every?;
        let placed = rule.days.iter().any(|(place, _)| *place != 0);
        let known = match rule.every {
            Every::Day => !placed,
            Every::Week => !placed && rule.month_days.is_empty(),
            Every::Month | Every::Year => !placed || rule.month_days.is_empty(),
        };
        known.then_some(rule)
    }

    /// The days of the rule in `days`, from `start` on and up to `last`, at most `most` of them.
    /// The start is one of them, whatever the rule says.
    pub(super) fn fall(
        &self,
        start: NaiveDate,
        last: Option<NaiveDate>,
        days: &RangeInclusive<NaiveDate>,
        most: usize,
        work: &mut Work,
    ) -> Fallen {
        let mut fallen = Fallen { dates: BTreeSet::new(), cut: false };
        let end = last.map_or(*days.end(), |last| last.min(*days.end()));
        // The start counts as the first, whether the rule falls on it or not.
        let mut count = self.count.map(|count| count - 1);
        if days.contains(&start) && last.is_none_or(|last| start <= last) {
            fallen.dates.insert(start);
        }
        let mut at = if count.is_none() { self.rounds_before(start, *days.start()) } else { 0 };
        while let Some(first) = self.round(start, at).filter(|first| *first <= end) {
            if !work.take(self.effort()) {
                fallen.cut = true;
                break;
            }
            for date in self.placed(self.candidates(start, first)).into_iter().filter(|date| *date > start) {
                if date > end || count == Some(0) || fallen.dates.len() >= most {
                    return fallen;
                }
                count = count.map(|count| count - 1);
                if date >= *days.start() {
                    fallen.dates.insert(date);
                }
            }
            at += 1;
        }
        fallen
    }

    /// How many days one round looks at.
    fn effort(&self) -> usize {
        let days = match self.every {
            Every::Day => 1 + self.month_days.len(),
            Every::Week => 7,
            Every::Month => 31,
            Every::Year => 366,
        };
        days * self.days.len().max(1)
    }

    /// How many rounds of the rule are over before `from`, so that they need not be gone through.
    fn rounds_before(&self, start: NaiveDate, from: NaiveDate) -> i64 {
        let apart = match self.every {
            Every::Day => (from - start).num_days(),
            Every::Week => (week_of(from, self.week) - week_of(start, self.week)).num_weeks(),
            Every::Month => month_number(from) - month_number(start),
            Every::Year => i64::from(from.year()) - i64::from(start.year()),
        };
        (apart / self.interval).max(0)
    }

    /// The first day of a round; `None` at the end of the calendar.
    fn round(&self, start: NaiveDate, at: i64) -> Option<NaiveDate> {
        let on = at.checked_mul(self.interval)?;
        let days = |from: NaiveDate, days: i64| from.checked_add_days(Days::new(u64::try_from(days).ok()?));
        match self.every {
            Every::Day => days(start, on),
            Every::Week => days(week_of(start, self.week), on.checked_mul(7)?),
            Every::Month => month_first(month_number(start).checked_add(on)?),
            Every::Year => {
                NaiveDate::from_ymd_opt(i32::try_from(i64::from(start.year()).checked_add(on)?).ok()?, 1, 1)
            }
        }
    }

    /// The days of one round that the rule allows, the earliest first.
    fn candidates(&self, start: NaiveDate, first: NaiveDate) -> BTreeSet<NaiveDate> {
        let is_day = |date: &NaiveDate| {
            self.days.is_empty() || self.days.iter().any(|(_, day)| *day == date.weekday())
        };
        let is_month =
            |date: &NaiveDate| self.months.is_empty() || self.months.contains(&i64::from(date.month()));
        let dates: Vec<NaiveDate> = match self.every {
            Every::Day => {
                let month_days = self.of_month(first);
                let sound = self.month_days.is_empty() || month_days.contains(&first);
                [first].into_iter().filter(|date| sound && is_day(date)).collect()
            }
            Every::Week => {
                let week = first.iter_days().take(7);
                let usual = |date: &NaiveDate| date.weekday() == start.weekday();
                week.filter(|date| if self.days.is_empty() { usual(date) } else { is_day(date) }).collect()
            }
            Every::Month => self.in_month(start, first),
            Every::Year => {
                let year = i64::from(first.year()) * 12;
                let all: Vec<i64> = (1..=12).collect();
                let months = match (&self.months[..], self.days.is_empty(), self.month_days.is_empty()) {
                    ([], true, true) => vec![i64::from(start.month())],
                    ([], _, _) => all,
                    (months, _, _) => months.to_vec(),
                };
                let placed = self.months.is_empty() && self.month_days.is_empty() && !self.days.is_empty();
                let last = NaiveDate::from_ymd_opt(first.year(), 12, 31).unwrap_or(first);
                if placed {
                    self.weekdays(first, last)
                } else {
                    let firsts = months.into_iter().filter_map(|month| month_first(year + month - 1));
                    firsts.flat_map(|first| self.in_month(start, first)).collect()
                }
            }
        };
        dates.into_iter().filter(is_month).collect()
    }

    /// The days of one month that the rule allows.
    fn in_month(&self, start: NaiveDate, first: NaiveDate) -> Vec<NaiveDate> {
        let last = YearMonth::of(first).last().unwrap_or(first);
        match (self.month_days.is_empty(), self.days.is_empty()) {
            (true, true) => first.with_day(start.day()).into_iter().collect(),
            (true, false) => self.weekdays(first, last),
            (false, true) => self.of_month(first),
            (false, false) => {
                let weekdays = self.weekdays(first, last);
                self.of_month(first).into_iter().filter(|date| weekdays.contains(date)).collect()
            }
        }
    }

    /// The days by their numbers in the month of `date`; from its end where they are below zero.
    fn of_month(&self, date: NaiveDate) -> Vec<NaiveDate> {
        let last = YearMonth::of(date).last().map_or(31, |last| i64::from(last.day()));
        let day = |number: &i64| {
            let number = if *number < 0 { last + 1 + number } else { *number };
            date.with_day(u32::try_from(number).ok()?)
        };
        self.month_days.iter().filter_map(day).collect()
    }

    /// The days of the week between two days, all of one or the one at its place.
    fn weekdays(&self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let mut dates = Vec::new();
        for (place, day) in &self.days {
            let on = first.iter_days().take_while(|date| *date <= last).filter(|date| date.weekday() == *day);
            let on: Vec<NaiveDate> = on.collect();
            if *place == 0 {
                dates.extend(on);
            } else {
                dates.extend(pick(&on, *place));
            }
        }
        dates
    }

    /// Of the days of one round those at their places, where the rule names places.
    fn placed(&self, dates: BTreeSet<NaiveDate>) -> BTreeSet<NaiveDate> {
        if self.places.is_empty() {
            return dates;
        }
        let dates: Vec<NaiveDate> = dates.into_iter().collect();
        self.places.iter().filter_map(|place| pick(&dates, *place)).collect()
    }
}

/// The one at a place from 1, or from the end where it is below zero.
fn pick(dates: &[NaiveDate], place: i64) -> Option<NaiveDate> {
    let long = i64::try_from(dates.len()).ok()?;
    let at = if place < 0 { long + place } else { place - 1 };
    dates.get(usize::try_from(at).ok()?).copied()
}

/// Months counted through all years.
fn month_number(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

fn month_first(number: i64) -> Option<NaiveDate> {
    let month = u32::try_from(number.rem_euclid(12)).ok()? + 1;
    NaiveDate::from_ymd_opt(i32::try_from(number.div_euclid(12)).ok()?, month, 1)
}

/// Numbers from `-most` to `most`, at least one of them, each once.
fn numbers(text: &str, most: i64) -> Option<Vec<i64>> {
    let numbers = text
        .split(',')
        .map(|number| i64::from_str(number.trim()).ok().filter(|number| (-most..=most).contains(number)));
    let numbers: BTreeSet<i64> = numbers.collect::<Option<_>>()?;
    Some(numbers.into_iter().collect())
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match &*text.to_ascii_uppercase() {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

/// A day of the week with its place before it, 0 where there is none.
fn place_and_day(text: &str) -> Option<(i64, Weekday)> {
    let text = text.trim();
    let at = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at))?;
    let (place, day) = text.split_at(at);
    let place = if place.is_empty() { 0 } else { i64::from_str(place).ok().filter(|place| *place != 0)? };
    (-53..=53).contains(&place).then_some((place, weekday(day)?))
}
