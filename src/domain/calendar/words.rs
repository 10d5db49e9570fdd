//! Things on the calendar in words.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::entry::{Entry, What};
use super::repeat::{Every, Repeat};
use super::sign::Sign;
use crate::domain::pacing::Band;
use crate::domain::restriction::in_words;

/// What something on the calendar is, in the couple's words. Time for us says no more than that.
#[must_use]
pub fn what_it_is(what: &What) -> &str {
    match what {
        What::Appointment(appointment) => &appointment.words,
        What::RestDay => Sign::RestDay.words(),
        What::OwnRule { words, .. } | What::Ritual { words } | What::Note { words } => words,
        What::Window(_) => Sign::Window.words(),
    }
}

/// A time of day as it stands on the calendar.
#[must_use]
pub fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// How often something is, in words; `None` where it is once.
#[must_use]
pub fn often(entry: &Entry, today: NaiveDate) -> Option<String> {
    if let Some(last) = entry.last {
        return Some(format!("until {}", in_words(last, today)));
    }
    let repeat = entry.repeat.as_ref()?;
    let until = repeat.until.map(|until| format!(", until {}", in_words(until, today)));
    Some(format!("{}{}", every(repeat), until.unwrap_or_default()))
}

fn every(repeat: &Repeat) -> String {
    match &repeat.every {
        Every::Days(1) => "every day".into(),
        Every::Days(each) => format!("every {each} days"),
        Every::Weeks { each: 1, on } => format!("every {}", weekdays(on)),
        Every::Weeks { each, on } => format!("every {each} weeks, on {}", weekdays(on)),
    }
}

/// Days of the week, as they are said one after the other.
#[must_use]
pub fn weekdays(on: &[Weekday]) -> String {
    let names: Vec<&str> = on.iter().map(|day| WEEKDAYS[day.num_days_from_monday() as usize]).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [more @ .., last] => format!("{} and {last}", more.join(", ")),
    }
}

/// The days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A day as it is said: its name, and the year only where it is another one.
#[must_use]
pub fn day(date: NaiveDate, today: NaiveDate) -> String {
    let form = if date.year() == today.year() { "%A %-d %B" } else { "%A %-d %B %Y" };
    date.format(form).to_string()
}

/// The same, and whether it is today, or the day before or after.
#[must_use]
pub fn said(date: NaiveDate, today: NaiveDate) -> String {
    let near = match (date - today).num_days() {
        -1 => "yesterday, ",
        0 => "today, ",
        1 => "tomorrow, ",
        _ => "",
    };
    format!("{near}{}", day(date, today))
}

/// How near an evening may come, in the words of every page.
#[must_use]
pub fn up_to(band: Band) -> &'static str {
    match band {
        Band::Rest => "rest, side by side",
        Band::Near => "company, words, resting touch",
        Band::Touch => "gentle touch",
        Band::Close => "whatever you both wish",
    }
}

/// Words as they begin a line.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
