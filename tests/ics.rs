//! The calendar as other programs write and read it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "support/evening.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod evening;
#[path = "support/house.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod house;
#[path = "support/moment.rs"]
mod moment;

#[path = "ics/hostile.rs"]
mod hostile;
#[path = "ics/read.rs"]
mod read;
#[path = "ics/taken.rs"]
mod taken;
#[path = "ics/written.rs"]
mod written;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;
use evenfall::domain::archive::Archive;
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Appointment, Entry, What};
use evenfall::domain::calendar::incoming::{Found, Incoming};
use evenfall::domain::calendar::repeat::{Every, Repeat};
use evenfall::domain::change::Change;
use evenfall::export::ics::read::{NotRead, read as read_ics};
use evenfall::export::ics::{Titles, ics};

use evening::{after, mara_and_jo};
use moment::friday;

/// A day, written out.
fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").expect("a time")
}

/// An appointment of both, without a time.
fn appointment(words: &str, start: &str) -> Entry {
    let appointment =
        Appointment { words: words.into(), whose: None, place: None, questions: None, taken_from: None };
    Entry::once(What::Appointment(appointment), day(start))
}

/// The same again and again.
fn again(entry: Entry, every: Every) -> Entry {
    Entry { repeat: Some(Repeat::on(every)), ..entry }
}

fn add(entry: Entry) -> Change {
    Change::Calendar(CalendarChange::Add(entry))
}

/// The archive of two people with these on their calendar.
fn with(entries: impl IntoIterator<Item = Entry>) -> Archive {
    after(&mara_and_jo(), &entries.into_iter().map(add).collect::<Vec<_>>())
}

/// All of it, as written.
fn all(archive: &Archive, titles: Titles) -> String {
    ics(archive, &(NaiveDate::MIN..=NaiveDate::MAX), titles, friday()).expect("a calendar")
}

/// The lines of the text, put together where they were folded.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// How far the wall clock of a place is from the world's.
fn clock(zone: Tz) -> impl Fn(NaiveDateTime) -> FixedOffset {
    move |world| zone.offset_from_utc_datetime(&world).fix()
}

/// What a file says of a year and a half, in Berlin.
fn found(text: &str) -> Result<Found, NotRead> {
    let days = day("2026-11-01")..=day("2028-04-30");
    read_ics(text.as_bytes(), &days, &clock(Tz::Europe__Berlin))
}

/// A calendar with these lines in it.
fn calendar(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{}\nEND:VCALENDAR\n", lines.trim()).replace('\n', "\r\n")
}

/// A calendar with one event of these lines.
fn event(lines: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\nUID:one@there\nSUMMARY:Physio\n{}\nEND:VEVENT", lines.trim()))
}

/// One that was found, in words: name, title, first day, last day, time.
fn told(one: &Incoming) -> String {
    let (name, words) = one
        .appointment()
        .map(|one| (one.taken_from.clone().unwrap_or_default(), one.words.clone()))
        .expect("an appointment");
    let last = one.entry.last.map(|last| format!("..{last}")).unwrap_or_default();
    let time = one.entry.time.map(|time| format!(" {}", time.format("%H:%M"))).unwrap_or_default();
    let cancelled = if one.cancelled { " cancelled" } else { "" };
    format!("{name}: {words}, {}{last}{time}{cancelled}", one.entry.start)
}

/// All that was found, in words.
fn told_all(text: &str) -> Vec<String> {
    found(text).expect("a calendar").events.iter().map(told).collect()
}
