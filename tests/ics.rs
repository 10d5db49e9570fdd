//! The calendar as other programs write and read it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "support/evening.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod evening;
#[path = "support/moment.rs"]
mod moment;

#[path = "ics/written.rs"]
mod written;

use chrono::{NaiveDate, NaiveTime};
use evenfall::domain::archive::Archive;
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Appointment, Entry, What};
use evenfall::domain::calendar::repeat::{Every, Repeat};
use evenfall::domain::change::Change;
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
