//! One event as it is written, line by line.

use chrono::{NaiveDate, TimeDelta};

use super::lines::Property;
use super::rule::Rule;
use super::when::{Local, Stamp, length};
use crate::domain::text;

/// What an event is called that says nothing about itself.
const UNNAMED: &str = "Appointment";
/// The most single days that one event may add or leave out.
const MOST_DAYS: usize = 10_000;

/// What something in a calendar is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something on a day.
    Event,
    /// A task, a diary page or other people's time.
    Other,
}

impl Kind {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "VEVENT" => Some(Self::Event),
            "VTODO" | "VJOURNAL" | "VFREEBUSY" => Some(Self::Other),
            _ => None,
        }
    }
}

/// One event as it is written.
#[derive(Clone)]
pub(super) struct Event {
    pub(super) kind: Kind,
    pub(super) uid: Option<String>,
    words: Option<String>,
    pub(super) place: Option<String>,
    pub(super) start: Option<Stamp>,
    end: Option<Stamp>,
    length: Option<TimeDelta>,
    /// By which rules it comes again.
    pub(super) rules: Vec<String>,
    /// Whether a rule takes days away, which is not known here.
    pub(super) unknown_rule: bool,
    /// Days on which it is too.
    pub(super) also: Vec<Stamp>,
    /// Days on which it is not.
    pub(super) without: Vec<Stamp>,
    /// Which one of many it is about.
    pub(super) single: Option<Stamp>,
    /// Whether it is about that one and all after it.
    pub(super) and_later: bool,
    pub(super) cancelled: bool,
    /// How often it was written before.
    pub(super) sequence: u64,
}

impl Event {
    pub(super) fn of(kind: Kind) -> Self {
        Self {
            kind,
            uid: None,
            words: None,
            place: None,
            start: None,
            end: None,
            length: None,
            rules: Vec::new(),
            unknown_rule: false,
            also: Vec::new(),
            without: Vec::new(),
            single: None,
            and_later: false,
            cancelled: false,
            sequence: 0,
        }
    }

    /// Takes what one line says. What stands twice counts as it stands first.
    pub(super) fn take(&mut self, property: &Property<'_>) {
        let days = |known: &mut Vec<Stamp>| {
            let room = MOST_DAYS.saturating_sub(known.len());
            known.extend(Stamp::all(property).take(room).flatten());
        };
        match &*property.name {
            "UID" => self.uid = self.uid.take().or_else(|| text::line(property.value, text::LINE)),
            "SUMMARY" => self.words = self.words.take().or_else(|| property.words()),
            "LOCATION" => self.place = self.place.take().or_else(|| property.words()),
            "DTSTART" => self.start = self.start.take().or_else(|| Stamp::of(property)),
            "DTEND" => self.end = self.end.take().or_else(|| Stamp::of(property)),
            "DURATION" => self.length = self.length.or_else(|| length(property.value)),
            "RRULE" if self.rules.len() < 8 => self.rules.push(property.value.to_owned()),
            "RRULE" | "EXRULE" => self.unknown_rule = true,
            "RDATE" => days(&mut self.also),
            "EXDATE" => days(&mut self.without),
            "RECURRENCE-ID" => {
                self.single = self.single.take().or_else(|| Stamp::of(property));
                self.and_later = property.parameter("RANGE").is_some();
            }
            "STATUS" => self.cancelled = property.value.trim().eq_ignore_ascii_case("CANCELLED"),
            "SEQUENCE" => self.sequence = property.value.trim().parse().unwrap_or(0),
            _ => {}
        }
    }

    /// What it is called.
    pub(super) fn title(&self) -> String {
        self.words.clone().unwrap_or_else(|| UNNAMED.to_owned())
    }

    /// What it is called, or else what `series` is.
    pub(super) fn title_or(&self, series: &Self) -> String {
        self.words.clone().unwrap_or_else(|| series.title())
    }

    /// Whether it comes again at all.
    pub(super) fn repeats(&self) -> bool {
        self.unknown_rule || !self.rules.is_empty() || !self.also.is_empty()
    }

    /// How many days after its first its last one is. What ends within a day after it began is on
    /// one day only, even over midnight.
    pub(super) fn later_days(&self, start: &Stamp, local: Local<'_>) -> i64 {
        let begins = start.wall(local);
        let ends = match (&self.end, self.length) {
            (Some(end), _) => Some(end.wall(local)),
            (None, Some(length)) => begins.checked_add_signed(length),
            (None, None) => None,
        };
        let Some(ends) = ends.filter(|ends| *ends - begins >= TimeDelta::days(1)) else { return 0 };
        // The end is the first moment after it.
        let last = ends.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(ends);
        (last.date() - begins.date()).num_days().max(0)
    }

    /// One of its rules, with the last day on which that falls; `None` where it is not known here.
    pub(super) fn rule(
        &self,
        rule: &str,
        start: &Stamp,
        local: Local<'_>,
    ) -> Option<(Rule, Option<NaiveDate>)> {
        let rule = Rule::read(rule, start.time).filter(|_| !self.unknown_rule)?;
        let Some(until) = &rule.until else { return Some((rule, None)) };
        let until = Stamp::of(&Property::of(&format!("UNTIL:{until}"))?)?;
        let last = match (start.time, until.time) {
            (Some(time), Some(_)) => {
                let last = until.read_like(start, local);
                if last.time() < time { last.date().pred_opt()? } else { last.date() }
            }
            _ => until.date,
        };
        Some((rule, Some(last)))
    }
}
