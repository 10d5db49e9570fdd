//! What can be on a day, and in which file it is kept.

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::repeat::{Every, Repeat};
use crate::domain::pacing::Band;
use crate::domain::people::Person;
use crate::domain::private::unprinted;
use crate::domain::record::Id;
use crate::domain::text;
use crate::domain::time::{Evening, YearMonth};

/// Something on the calendar: once, on some days in a row, or again and again.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is.
    pub what: What,
    /// The day, or the first one.
    pub start: NaiveDate,
    /// The last of some days in a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<NaiveDate>,
    /// The local time at which it begins, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<NaiveTime>,
    /// How it comes again; never together with `last`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// The repeating one that this one goes on from, where one of them was changed from a day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Id>,
    /// Since which evening it is in the bin. What protects an evening still holds on that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binned: Option<Evening>,
    /// The name under which other programs know it, where it is not the one it has now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Id>,
    /// The name it had in the file that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Id>,
}

/// What something on the calendar is.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// An appointment with somebody who helps.
    Appointment(Appointment),
    /// A day on which nothing is to be done.
    RestDay,
    /// A rule of the couple's own.
    OwnRule {
        /// Who set it, and alone ends it.
        by: Person,
        /// The couple's words; no reason is asked.
        words: String,
        /// The widest band that it leaves.
        ceiling: Band,
    },
    /// Something small and reliable, marked only when it was kept.
    Ritual {
        /// What it is called.
        words: String,
    },
    /// Time for us.
    Window(Window),
    /// A few words for a day.
    Note {
        /// The words.
        words: String,
    },
}

/// An appointment with somebody who helps.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Appointment {
    /// What it is called, 1 to 240 graphemes.
    pub words: String,
    /// Whose it is; nobody's where it is for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whose: Option<Person>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What there is to ask there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questions: Option<String>,
    /// The name it has in the calendar that it was taken from, and there the day of the one among
    /// many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_from: Option<String>,
}

/// Time for us, planned: three ways to spend it, all of them whole.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// What was planned.
    pub a: WindowPlan,
    /// Its gentler twin, never wider.
    pub b: WindowPlan,
    /// How rest would look.
    pub rest: String,
    /// What to have ready before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ready: Vec<String>,
    /// Minutes of rest before, 0 to [`Window::MOST_REST`].
    #[serde(default)]
    pub rest_before: u16,
    /// Minutes of rest after, 0 to [`Window::MOST_REST`].
    #[serde(default)]
    pub rest_after: u16,
    /// Whether it was kept, whichever way.
    #[serde(default)]
    pub kept: bool,
}

impl Window {
    /// The most minutes of rest before or after.
    pub const MOST_REST: u16 = 240;
}

/// One way to spend time for us.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct WindowPlan {
    /// The couple's words.
    pub words: String,
    /// The widest band that it names.
    pub band: Band,
}

/// The file in which something on the calendar is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shelf {
    /// What is on one day only, with everything else of its month.
    Month(YearMonth),
    /// What is on more than one, with what every month needs.
    Couple,
}

/// Where something on the calendar is kept, by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryAt {
    /// Its file.
    pub shelf: Shelf,
    /// Its name.
    pub id: Id,
}

impl Entry {
    /// The fields of its record.
    pub(in crate::domain) const FIELDS: &[&str] =
        &["what", "start", "last", "time", "repeat", "follows", "binned", "name", "from"];

    /// Something on one day.
    #[must_use]
    pub fn once(what: What, start: NaiveDate) -> Self {
        Self {
            what,
            start,
            last: None,
            time: None,
            repeat: None,
            follows: None,
            binned: None,
            name: None,
            from: None,
        }
    }

    /// The same with every word of it cleaned; `None` where it has none and needs some.
    #[must_use]
    pub fn cleaned(mut self) -> Option<Self> {
        let line = |words: &str| text::line(words, text::LINE);
        match &mut self.what {
            What::RestDay => {}
            What::OwnRule { words, .. } | What::Ritual { words } | What::Note { words } => {
                *words = line(words)?;
            }
            What::Appointment(appointment) => {
                appointment.words = line(&appointment.words)?;
                appointment.place = appointment.place.as_deref().and_then(line);
                appointment.questions = appointment.questions.as_deref().and_then(line);
            }
            What::Window(window) => {
                for words in [&mut window.a.words, &mut window.b.words, &mut window.rest] {
                    *words = line(words)?;
                }
                window.ready = window.ready.iter().filter_map(|words| line(words)).collect();
                window.b.band = window.b.band.min(window.a.band);
                window.rest_before = window.rest_before.min(Window::MOST_REST);
                window.rest_after = window.rest_after.min(Window::MOST_REST);
            }
        }
        Some(self)
    }

    /// The file it belongs into.
    #[must_use]
    pub fn shelf(&self) -> Shelf {
        // A rule is looked at on every evening, whichever months are read.
        let rule = matches!(self.what, What::OwnRule { .. });
        if rule || self.last.is_some() || self.repeat.is_some() {
            Shelf::Couple
        } else {
            Shelf::Month(YearMonth::of(self.start))
        }
    }

    /// Puts it on another day, all of its days with it. What comes again on the one weekday on which
    /// it starts comes on the new one from then on.
    pub fn move_to(&mut self, start: NaiveDate) {
        let by = start - self.start;
        self.last = self.last.and_then(|last| last.checked_add_signed(by));
        let before = self.start.weekday();
        if let Some(Repeat { every: Every::Weeks { on, .. }, .. }) = &mut self.repeat
            && on.as_slice() == [before]
        {
            *on = vec![start.weekday()];
        }
        self.start = start;
    }

    /// The name under which other programs know it, `id` being the one it has here.
    #[must_use]
    pub fn known_as(&self, id: &Id) -> Id {
        self.name.as_ref().unwrap_or(id).clone()
    }

    /// Whether it is about `person` alone.
    #[must_use]
    pub fn is_of(&self, person: Person) -> bool {
        match &self.what {
            What::Appointment(appointment) => appointment.whose == Some(person),
            What::OwnRule { by, .. } => *by == person,
            What::RestDay | What::Ritual { .. } | What::Window(_) | What::Note { .. } => false,
        }
    }

    /// Whether it holds an evening back, so that it never loosens at once.
    #[must_use]
    pub fn protects(&self) -> bool {
        matches!(self.what, What::RestDay | What::OwnRule { .. })
    }

    /// Whether it is on this day at all, whatever its time.
    #[must_use]
    pub fn is_on(&self, date: NaiveDate) -> bool {
        match (&self.repeat, self.last) {
            (Some(repeat), _) => !repeat.on_day(self.start, date).is_empty(),
            (None, Some(last)) => (self.start..=last).contains(&date),
            (None, None) => self.start == date,
        }
    }

    /// Whether it stands on `date`, as it is on `evening` and the day of `today`: what was put away
    /// this evening and protects it stands on it, and on no other day.
    #[must_use]
    pub fn stands_on(&self, date: NaiveDate, evening: Evening, today: NaiveDate) -> bool {
        self.binned.is_none() || (self.counts(evening) && (date == evening.0 || date == today))
    }

    /// Whether it still counts on `evening`: not in the bin, or put there on that very evening
    /// where it protects one.
    #[must_use]
    pub fn counts(&self, evening: Evening) -> bool {
        self.binned.is_none_or(|since| self.protects() && evening <= since)
    }
}

unprinted!(Entry, What, Appointment, Window, WindowPlan);
