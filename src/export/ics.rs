//! The calendar as other programs read it: iCalendar, RFC 5545.
//!
//! Titles say nothing of the two unless they asked for their own words, and time for us is never
//! called anything else. Every time is written without a zone: what is kept is what a clock on the
//! wall shows, and a zone would be an invention. Nothing that is kept has a length, so nothing but
//! days in a row has an end.

use std::fmt;
use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveTime};
use clap::ValueEnum;

use crate::domain::archive::Archive;
use crate::domain::calendar::entry::{Appointment, Entry, What};
use crate::domain::calendar::incoming::OURS;
use crate::domain::record::Id;
use crate::domain::restriction::Restriction;
use crate::domain::time::{Now, YearMonth};

mod lines;
pub mod read;
mod repeats;

use lines::{Lines, text_value};

/// What things are called outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Titles {
    /// Plain words that say nothing of the two.
    #[default]
    Neutral,
    /// Their own words, and places; time for us stays "Time for us".
    Full,
}

/// Why there is no calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCalendar {
    /// This month was not read.
    Unread(YearMonth),
    /// The last day would come before the first.
    EndsBeforeItBegins,
}

impl fmt::Display for NoCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(month) => write!(f, "{month} is not read, so nothing was exported."),
            Self::EndsBeforeItBegins => f.write_str(
                "Those days would end before they begin, so nothing was exported. A later --to would do.",
            ),
        }
    }
}

impl std::error::Error for NoCalendar {}

/// Everything on the calendar that is on some day of `days`, but what is in the bin: series whole,
/// with what was skipped or moved in them. Questions, plans and what to have ready stay here, and
/// what is to be minded does too, but for its dates where the titles are full. The same archive at
/// the same moment gives the same text.
///
/// # Errors
/// Where a month is not read yet: part of it is never given for the whole.
pub fn ics(
    archive: &Archive,
    days: &RangeInclusive<NaiveDate>,
    titles: Titles,
    now: Now,
) -> Result<String, NoCalendar> {
    if let Some(month) = archive.unread_months().next() {
        return Err(NoCalendar::Unread(month));
    }
    if days.is_empty() {
        return Err(NoCalendar::EndsBeforeItBegins);
    }
    let writer = Writer { titles, now };
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Evenfall//Evenfall//EN");
    lines.put("CALSCALE", "GREGORIAN");
    let mut entries: Vec<(Id, &Entry)> = archive
        .entries()
        .filter(|(_, entry)| entry.binned.is_none() && is_within(entry, days))
        .map(|(at, entry)| (entry.known_as(&at.id), entry))
        .collect();
    entries.sort_by(|(one, some), (other, more)| (some.start, one).cmp(&(more.start, other)));
    for (id, entry) in &entries {
        writer.entry(id, entry, &mut lines);
    }
    if titles == Titles::Full {
        for (id, restriction) in archive.restrictions(archive.settings.evening(now)) {
            writer.dates(id, restriction, days, &mut lines);
        }
    }
    lines.put("END", "VCALENDAR");
    Ok(lines.text())
}

/// Whether it is on some day of `days`.
fn is_within(entry: &Entry, days: &RangeInclusive<NaiveDate>) -> bool {
    match &entry.repeat {
        Some(repeat) => {
            let usual = repeat.next(entry.start, *days.start()).is_some_and(|date| date <= *days.end());
            usual || repeat.except.iter().filter_map(|except| except.to).any(|to| days.contains(&to.date))
        }
        None => entry.start <= *days.end() && entry.last.unwrap_or(entry.start) >= *days.start(),
    }
}

/// A day, and the time on it where it has one; a whole day otherwise.
#[derive(Clone, Copy)]
struct When {
    date: NaiveDate,
    time: Option<NaiveTime>,
}

impl When {
    /// As a value: a date, or a local time without a zone.
    fn value(self) -> String {
        let date = self.date.format("%Y%m%d").to_string();
        self.time.map_or_else(|| date.clone(), |time| format!("{date}T{}", time.format("%H%M%S")))
    }

    /// The name of a property of this value, which says where it is a date.
    fn key(self, key: &str) -> String {
        if self.time.is_none() { format!("{key};VALUE=DATE") } else { key.to_owned() }
    }
}

/// What every event is written with.
struct Writer {
    titles: Titles,
    now: Now,
}

impl Writer {
    /// One entry, and after it each single one of it that was moved.
    fn entry(&self, id: &Id, entry: &Entry, lines: &mut Lines) {
        let usual = |date| When { date, time: entry.time };
        let Some(repeat) = &entry.repeat else {
            // Through the last day, which ends as the next one begins.
            let end = entry.last.and_then(|last| last.succ_opt());
            let end = end.map(|date| When { date, time: entry.time.map(|_| NaiveTime::MIN) });
            return self.event(id, entry, usual(entry.start), lines, |lines| {
                if let Some(end) = end {
                    lines.put(&end.key("DTEND"), &end.value());
                }
            });
        };
        let Some(first) = repeat.first(entry.start, entry.start) else { return };
        let excepted = || repeat.except.iter().filter(|except| repeat.rules(entry.start, except.on));
        self.event(id, entry, usual(first), lines, |lines| {
            lines.put("RRULE", &repeats::rule(repeat, entry.time));
            for skipped in excepted().filter(|except| except.to.is_none()) {
                let on = usual(skipped.on);
                lines.put(&on.key("EXDATE"), &on.value());
            }
        });
        for (except, to) in excepted().filter_map(|except| Some((except, except.to?))) {
            let to = When { date: to.date, time: to.time };
            self.event(id, entry, to, lines, |lines| {
                let on = usual(except.on);
                lines.put(&on.key("RECURRENCE-ID"), &on.value());
            });
        }
    }

    fn event(&self, id: &Id, entry: &Entry, when: When, lines: &mut Lines, more: impl FnOnce(&mut Lines)) {
        let uid = format!("{}{OURS}", id.as_str());
        self.named(&uid, self.title(&entry.what), when, lines, |lines| {
            if entry.protects() {
                lines.put("TRANSP", "TRANSPARENT");
            }
            if let (Titles::Full, What::Appointment(Appointment { place: Some(place), .. })) =
                (self.titles, &entry.what)
            {
                lines.put("LOCATION", &text_value(place));
            }
            more(lines);
        });
    }

    /// An event of that name and title.
    fn named(&self, uid: &str, title: &str, when: When, lines: &mut Lines, more: impl FnOnce(&mut Lines)) {
        lines.put("BEGIN", "VEVENT");
        lines.put("UID", uid);
        lines.put("DTSTAMP", &self.now.wall.to_utc().format("%Y%m%dT%H%M%SZ").to_string());
        lines.put(&when.key("DTSTART"), &when.value());
        lines.put("SUMMARY", &text_value(title));
        lines.put("CLASS", "PRIVATE");
        more(lines);
        lines.put("END", "VEVENT");
    }

    fn title<'a>(&self, what: &'a What) -> &'a str {
        match (what, self.titles) {
            (What::Window(_), _) => "Time for us",
            (What::RestDay, _) => "Quiet day",
            (What::Appointment(_), Titles::Neutral) => "Appointment",
            (What::OwnRule { .. } | What::Ritual { .. } | What::Note { .. }, Titles::Neutral) => "Reminder",
            (
                What::Appointment(Appointment { words, .. })
                | What::OwnRule { words, .. }
                | What::Ritual { words }
                | What::Note { words },
                Titles::Full,
            ) => words,
        }
    }

    /// The dates of something to mind.
    fn dates(&self, id: &Id, restriction: &Restriction, days: &RangeInclusive<NaiveDate>, lines: &mut Lines) {
        let named = restriction.named();
        for (which, title, date) in [
            ("until", format!("Until today: {named}"), restriction.until),
            ("review", format!("To ask about again: {named}"), restriction.review),
        ] {
            let Some(date) = date.filter(|date| days.contains(date)) else { continue };
            let uid = format!("{}-{which}{OURS}", id.as_str());
            self.named(&uid, &title, When { date, time: None }, lines, |lines| {
                lines.put("TRANSP", "TRANSPARENT");
            });
        }
    }
}
