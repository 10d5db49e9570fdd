//! What was found in the file of another calendar, and how it stands to what is here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::entry::{Appointment, Entry, What};
use crate::domain::archive::Archive;
use crate::domain::private::unprinted;

/// What stands behind the name of a record in a calendar that was written here.
pub const OURS: &str = "@evenfall";

/// What was found in the file of another calendar.
#[derive(Clone, PartialEq)]
pub struct Found {
    /// The days that were looked at.
    pub days: (NaiveDate, NaiveDate),
    /// What is on them, the earliest first, each name once.
    pub events: Vec<Incoming>,
    /// What is not among them, by its title, and why.
    pub left_out: Vec<(String, Why)>,
    /// The time zones that nobody knows here, each once.
    pub unknown_zones: Vec<String>,
}

/// An appointment as another calendar has it; of what comes again, one of many.
#[derive(Clone, PartialEq)]
pub struct Incoming {
    /// The appointment, once, with the name it has there.
    pub entry: Entry,
    /// Whether it was cancelled there.
    pub cancelled: bool,
    /// The zone of its time where nobody knows it here: the time is then as it is written there.
    pub zone: Option<String>,
}

/// Why something in the file of another calendar is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is on other days than those that were looked at.
    OtherDays,
    /// It comes again more often than one would tick; the first of them are there.
    MoreOften,
    /// How it comes again is not known here.
    Repeats,
    /// It has no day that could be read.
    NoDay,
    /// The file ends in the middle of it.
    CutOff,
    /// It is a task or something else that is not on a day.
    NoAppointment,
    /// There was too much before it.
    TooMuch,
}

impl Why {
    /// The same in words, after how many there are.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::OtherDays => "on other days",
            Self::MoreOften => "after the first 200 days",
            Self::Repeats => "coming again in unknown ways",
            Self::NoDay => "without a readable day",
            Self::CutOff => "cut off by the end of the file",
            Self::NoAppointment => "not appointments",
            Self::TooMuch => "beyond what can be looked at",
        }
    }
}

/// How what was found stands to what is here, by its place among [`Found::events`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beside {
    /// Not here yet.
    pub new: Vec<usize>,
    /// Here just like that, or taken from here.
    pub same: Vec<usize>,
    /// Here, and another way there now.
    pub changed: Vec<usize>,
    /// Here, and cancelled there.
    pub cancelled: Vec<usize>,
    /// Not here, and cancelled there.
    pub gone: Vec<usize>,
}

impl Incoming {
    /// The appointment in it.
    #[must_use]
    pub fn appointment(&self) -> Option<&Appointment> {
        match &self.entry.what {
            What::Appointment(appointment) => Some(appointment),
            _ => None,
        }
    }

    fn name(&self) -> &str {
        self.appointment().and_then(|one| one.taken_from.as_deref()).unwrap_or_default()
    }
}

impl Found {
    /// How each stands to what is on the calendar here, in the bin or not. What is here is never
    /// changed by what is there.
    #[must_use]
    pub fn beside(&self, archive: &Archive) -> Beside {
        let mut here: BTreeMap<&str, &Entry> = BTreeMap::new();
        let mut written_here: BTreeSet<String> = BTreeSet::new();
        for (at, entry) in archive.entries() {
            written_here.insert(entry.known_as(&at.id).as_str().to_owned());
            if let What::Appointment(Appointment { taken_from: Some(name), .. }) = &entry.what {
                here.insert(name, entry);
            }
        }
        let mut beside = Beside::default();
        for (at, incoming) in self.events.iter().enumerate() {
            let ours = incoming.name().split(' ').next().and_then(|name| name.strip_suffix(OURS));
            let is_ours = ours.is_some_and(|id| written_here.contains(id));
            // One that came alone once may be the first of many by now.
            let alone = || incoming.name().split(' ').next().and_then(|name| here.get(name));
            let first = || alone().filter(|entry| entry.start == incoming.entry.start);
            let list = match (here.get(incoming.name()).or_else(first), incoming.cancelled) {
                (None, true) => &mut beside.gone,
                (None, false) if is_ours => &mut beside.same,
                (None, false) => &mut beside.new,
                (Some(_), true) => &mut beside.cancelled,
                (Some(entry), false) if is_like(entry, &incoming.entry) => &mut beside.same,
                (Some(_), false) => &mut beside.changed,
            };
            list.push(at);
        }
        beside
    }
}

/// Whether both say the same to whoever looks at a calendar.
fn is_like(here: &Entry, there: &Entry) -> bool {
    let words = |entry: &Entry| match &entry.what {
        What::Appointment(appointment) => Some(appointment.words.clone()),
        _ => None,
    };
    (here.start, here.last, here.time) == (there.start, there.last, there.time) && words(here) == words(there)
}

unprinted!(Found, Incoming);
