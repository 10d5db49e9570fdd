//! Dates and times as a tired person types them, and a date as it is said back.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::YEARS;
use super::grid::week_of;
use crate::domain::time::YearMonth;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// The end of something, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing was typed: there is none.
    Open,
    /// On this day.
    On(NaiveDate),
    /// So far ahead that a day of this year is meant more likely, which is over: to be asked about.
    WithoutYear(NaiveDate),
    /// It cannot be read as a day.
    NoDay,
}

/// How many days ahead a day without its year is taken for what was meant.
const SURE: i64 = 300;

/// The end that is typed. A day without its year is the next one, which may lie nearly a year ahead
/// where somebody meant one that is just over: those are named, so that nobody gets a year of
/// something by mistake.
#[must_use]
pub fn end(typed: &str, today: NaiveDate) -> End {
    let typed = typed.trim();
    if typed.is_empty() {
        return End::Open;
    }
    let Some(date) = date(typed, today) else { return End::NoDay };
    let digits = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let has_year = typed.split(|c: char| !c.is_ascii_digit()).any(digits);
    let counted = typed.starts_with('+') || typed.to_lowercase().starts_with("in ");
    let far = (date - today).num_days() > SURE;
    if far && !has_year && !counted { End::WithoutYear(date) } else { End::On(date) }
}

/// Words that say nothing about which day it is.
const FILLERS: [&str; 3] = ["on", "the", "of"];

/// The date that is meant by what was typed on `today`; `None` where no one date is, or one
/// beyond [`YEARS`]. Points, commas and slashes part words as spaces do, two dashes too.
///
/// - `24 Nov`, `November 24th`, `24.11.`, `24/11`: the first such day from today on. `5/6` is 5 June.
/// - `24 Nov 2027`, `24.11.2027`, `2027-11-24`: that day. Years have four digits.
/// - `24`: the first such day of a month from today on.
/// - `Tue 24`, `Tue 24 Nov`: that day, where it is a Tuesday.
/// - `today`, `tonight`, `tomorrow`, `yesterday`, `day after tomorrow`.
/// - `+3`, `-2`, `in 3 days`, `in a week`, `in 2 weeks`.
/// - `friday`, `on Fri`, `this friday`: the first Friday from today on.
/// - `next friday`: the Friday of the week after this one. Weeks begin on Monday.
#[must_use]
pub fn date(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let typed = typed.trim().to_lowercase();
    let found = if let Some(days) = typed.strip_prefix('+') {
        away(today, number(days.trim())?)
    } else if let Some(days) = typed.strip_prefix('-') {
        away(today, -number(days.trim())?)
    } else {
        let words = typed.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '/'));
        let words = words.flat_map(without_dashes);
        let words: Vec<&str> = words.filter(|word| !word.is_empty() && !FILLERS.contains(word)).collect();
        in_words(&words, today)
    };
    found.filter(|date| YEARS.contains(&date.year()))
}

/// Reads a month: `2026-03`, `March 2026`, `3/2026`, or a month alone, which is the latest one of
/// that name that has begun by `today`.
#[must_use]
pub fn month(typed: &str, today: NaiveDate) -> Option<YearMonth> {
    let typed = typed.trim().to_lowercase();
    if let Some(month) = YearMonth::parse(&typed) {
        return Some(month);
    }
    let words = typed.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '/' | '-'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty() && !FILLERS.contains(word)).collect();
    let of = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1);
    let named = |word: &str| month_named(word).or_else(|| two_digits(word));
    let first = match words[..] {
        [one] => {
            let month = month_named(one)?;
            of(today.year(), month).filter(|first| *first <= today).or_else(|| of(today.year() - 1, month))
        }
        [one, two] => match year(two) {
            Some(year) => of(year, named(one)?),
            None => of(year(one)?, named(two)?),
        },
        _ => None,
    };
    first.filter(|first| YEARS.contains(&first.year())).map(YearMonth::of)
}

/// How far back the day may lie that is meant by a weekday, a number, a month's day and a leap day.
const BACK: [i64; 6] = [7, 31, 62, 366, 1462, 2923];

/// The day behind `today` that is meant: the last one, where [`date`] would take the next.
#[must_use]
pub fn last(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let next = date(typed, today)?;
    // What is counted from today moves along with it, and is still to come.
    if next <= today || date(typed, away(today, 1)?) != Some(next) {
        return Some(next).filter(|date| *date <= today);
    }
    BACK.iter().find_map(|back| date(typed, away(today, -back)?).filter(|date| *date <= today))
}

/// The three parts of a whole date. Two with a dash could be a day and a month, or the first and
/// the last of some days, so they stay one word, which means nothing.
fn without_dashes(word: &str) -> Vec<&str> {
    let parts: Vec<&str> = word.split('-').collect();
    if parts.len() == 3 { parts } else { vec![word] }
}

fn in_words(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    match words {
        ["today" | "tonight"] => Some(today),
        ["tomorrow"] => away(today, 1),
        ["day", "after", "tomorrow"] => away(today, 2),
        ["yesterday"] => away(today, -1),
        ["in", many, "day" | "days"] => away(today, count(many)?),
        ["in", many, "week" | "weeks"] => away(today, 7 * count(many)?),
        ["next", day] => on_or_after(away(week_of(today, Weekday::Mon), 7)?, weekday(day)?),
        ["this", day] => on_or_after(today, weekday(day)?),
        [one, rest @ ..] => match (weekday(one), rest) {
            (Some(weekday), []) => on_or_after(today, weekday),
            (Some(weekday), _) => of_a_month(rest, today).filter(|date| date.weekday() == weekday),
            (None, _) => of_a_month(words, today),
        },
        [] => None,
    }
}

/// A day, its month where there is one, and its year where there is one, at the end or before.
fn of_a_month(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    match words {
        [one] => day_of_a_month(day(one)?, today),
        [one, two] => {
            let (day, month) = day_and_month(one, two)?;
            // Leap days are up to eight years apart.
            let years = today.year()..=today.year() + 8;
            let mut such = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
            such.find(|date| *date >= today)
        }
        [one, two, three] => {
            let (year, (day, month)) = match year(one) {
                Some(year) => (year, day_and_month(three, two)?),
                None => (year(three)?, day_and_month(one, two)?),
            };
            NaiveDate::from_ymd_opt(year, month, day)
        }
        _ => None,
    }
}

/// The first day of that number on or after `today`; a month that is too short has none.
fn day_of_a_month(number: u32, today: NaiveDate) -> Option<NaiveDate> {
    let months = std::iter::successors(Some(YearMonth::of(today)), |month| Some(month.after()));
    // No two months that follow each other are short of the same day.
    months.take(3).filter_map(|month| month.first()?.with_day(number)).find(|date| *date >= today)
}

fn on_or_after(date: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    date.checked_add_days(Days::new(weekday.days_since(date.weekday()).into()))
}

fn away(from: NaiveDate, days: i64) -> Option<NaiveDate> {
    from.checked_add_signed(TimeDelta::days(days))
}

/// The day comes first, where the month is not a name.
fn day_and_month(one: &str, two: &str) -> Option<(u32, u32)> {
    match month_named(one) {
        Some(month) => Some((day(two)?, month)),
        None => Some((day(one)?, month_named(two).or_else(|| two_digits(two))?)),
    }
}

/// The number of the month of that name, or of one that begins so.
pub(in crate::domain) fn month_named(word: &str) -> Option<u32> {
    let name = MONTHS.iter().position(|name| is_name(name, word))?;
    u32::try_from(name + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.into_iter().find(|(name, _)| is_name(name, word)).map(|(_, weekday)| weekday)
}

/// Whether it is the name, or its beginning. Three letters tell each one from the others.
fn is_name(name: &str, word: &str) -> bool {
    word.len() >= 3 && name.starts_with(word)
}

fn day(word: &str) -> Option<u32> {
    let ordinal = ["st", "nd", "rd", "th"].into_iter().find_map(|end| word.strip_suffix(end));
    two_digits(ordinal.unwrap_or(word))
}

fn year(word: &str) -> Option<i32> {
    (word.len() == 4).then(|| number(word)).flatten().and_then(|year| i32::try_from(year).ok())
}

fn count(word: &str) -> Option<i64> {
    if word == "a" { Some(1) } else { number(word) }
}

fn two_digits(word: &str) -> Option<u32> {
    (word.len() <= 2).then(|| number(word)).flatten().and_then(|number| u32::try_from(number).ok())
}

/// One to four digits and nothing else.
fn number(word: &str) -> Option<i64> {
    let digits = (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten()
}

/// The time of day that is meant: `14:00`, `14.30`, `9`, `14 h`, `2 pm`, `2:30pm`, `noon`,
/// `midnight`. Hours without am or pm are those of a day, 0 to 23; minutes have two digits.
#[must_use]
pub fn time(typed: &str) -> Option<NaiveTime> {
    let typed = typed.trim().to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let typed = typed.strip_prefix("at ").unwrap_or(&typed).trim_start();
    match typed {
        "noon" => return NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" => return Some(NaiveTime::MIN),
        _ => {}
    }
    let halves = [("am", 0), ("pm", 12)];
    let half = halves.into_iter().find_map(|(end, later)| Some((typed.strip_suffix(end)?, later)));
    let Some((typed, later)) = half else {
        let (hour, minute) = on_a_clock(typed.strip_suffix('h').unwrap_or(typed))?;
        return NaiveTime::from_hms_opt(hour, minute, 0);
    };
    let (hour, minute) = on_a_clock(typed)?;
    let hour = (1..=12).contains(&hour).then_some(hour % 12 + later)?;
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// An hour, with or without minutes.
fn on_a_clock(typed: &str) -> Option<(u32, u32)> {
    match typed.split_once([':', '.']) {
        Some((hour, minute)) => {
            let minute = minute.trim();
            Some((two_digits(hour.trim())?, two_digits(minute).filter(|_| minute.len() == 2)?))
        }
        None => Some((two_digits(typed.trim())?, 0)),
    }
}
