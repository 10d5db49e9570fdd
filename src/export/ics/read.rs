//! What is in the file of another calendar program, as appointments on single days.
//!
//! Whatever the file says, the work is bounded: lines are read one after the other, nothing in
//! them nests here, and rules are followed only within the days asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::ops::RangeInclusive;
use std::path::Path;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::domain::calendar::YEARS;
use crate::domain::calendar::entry::{Appointment, Entry, What};
use crate::domain::calendar::incoming::{Found, Incoming, Why};

mod event;
mod lines;
mod rule;
mod when;

use event::{Event, Kind};
use lines::{Property, unfolded};
use rule::Work;
pub use when::Local;
use when::Stamp;

/// The most bytes of a file.
pub const MOST_BYTES: usize = 16 << 20;
/// The most appointments that are taken from a file.
pub const MOST: usize = 10_000;
/// The most days of one appointment that comes again.
pub const MOST_OF_ONE: usize = 200;
/// How many days of rules are looked at for one file.
const WORK: u32 = 4_000_000;

/// Why nothing was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    /// There is no such file, or it cannot be read.
    NoFile,
    /// It is too big.
    TooBig,
    /// It is not the file of a calendar.
    NoCalendar,
    /// The last day would come before the first.
    EndsBeforeItBegins,
}

impl fmt::Display for NotRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoFile => {
                "That file could not be read. Nothing was changed. The name of one that is there would do."
            }
            Self::TooBig => {
                "That file is bigger than 16 MiB. Nothing was changed. A shorter span from that calendar would do."
            }
            Self::NoCalendar => {
                "That is not the file of a calendar. Nothing was changed. Such a file often ends in .ics."
            }
            Self::EndsBeforeItBegins => {
                "Those days would end before they begin. Nothing was changed. A later --to would do."
            }
        })
    }
}

impl std::error::Error for NotRead {}

/// The bytes of the file at `path`, no more than one too many of them.
///
/// # Errors
/// [`NotRead::NoFile`] where it cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, NotRead> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX) + 1;
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|_| NotRead::NoFile)
}

/// The appointments of `days`, at times that the clock on the wall here shows. What is not UTF-8
/// is read as far as it is. What repeats is there once for each day, and what ends later than a
/// day after it began is there through its last day.
///
/// # Errors
/// [`NotRead`] where it is not the file of a calendar at all.
pub fn read(bytes: &[u8], days: &RangeInclusive<NaiveDate>, local: Local<'_>) -> Result<Found, NotRead> {
    if bytes.len() > MOST_BYTES {
        return Err(NotRead::TooBig);
    }
    let first = NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1).unwrap_or(*days.start());
    let last = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31).unwrap_or(*days.end());
    let days = *days.start().max(&first)..=*days.end().min(&last);
    if days.is_empty() {
        return Err(NotRead::EndsBeforeItBegins);
    }
    let text = String::from_utf8_lossy(bytes);
    let mut reading = Reading::new(days.clone(), local);
    reading.collect(&text)?;
    Ok(reading.found(&days))
}

/// What was read so far.
struct Reading<'a> {
    days: RangeInclusive<NaiveDate>,
    local: Local<'a>,
    /// What each name is about; the newest writing of it.
    series: BTreeMap<String, Event>,
    /// Single ones of what comes again, by its name.
    single: BTreeMap<String, Vec<Event>>,
    /// Whether the whole file says that what is in it is cancelled.
    cancels: bool,
    work: Work,
    events: Vec<Incoming>,
    names: BTreeSet<String>,
    left_out: Vec<(String, Why)>,
}

impl<'a> Reading<'a> {
    fn new(days: RangeInclusive<NaiveDate>, local: Local<'a>) -> Self {
        Self {
            days,
            local,
            series: BTreeMap::new(),
            single: BTreeMap::new(),
            cancels: false,
            work: Work(WORK),
            events: Vec::new(),
            names: BTreeSet::new(),
            left_out: Vec::new(),
        }
    }

    /// Reads the lines.
    fn collect(&mut self, text: &str) -> Result<(), NotRead> {
        let (mut calendar, mut event, mut inside) = (false, None::<Event>, 0_usize);
        for line in unfolded(text.trim_start_matches('\u{feff}')) {
            let Some(property) = Property::of(&line) else { continue };
            let kind = property.value.trim().to_ascii_uppercase();
            match (&*property.name, &mut event) {
                ("BEGIN", None) => {
                    calendar |= kind == "VCALENDAR";
                    event = Kind::named(&kind).map(Event::of);
                }
                ("BEGIN", Some(_)) => inside += 1,
                ("END", Some(_)) if inside > 0 => inside -= 1,
                ("END", Some(_)) => event.take().into_iter().for_each(|event| self.keep(event)),
                ("METHOD", None) => self.cancels |= kind == "CANCEL",
                // What is inside an event, as an alarm, says nothing about it.
                (_, Some(event)) if inside == 0 => event.take(&property),
                _ => {}
            }
        }
        if let Some(event) = event.filter(|event| event.kind == Kind::Event) {
            self.leave(&event.title(), Why::CutOff);
        }
        if calendar { Ok(()) } else { Err(NotRead::NoCalendar) }
    }

    fn leave(&mut self, title: &str, why: Why) {
        self.left_out.push((title.to_owned(), why));
    }

    fn keep(&mut self, event: Event) {
        if event.kind == Kind::Other {
            return self.leave(&event.title(), Why::NoAppointment);
        }
        let Some(start) = &event.start else { return self.leave(&event.title(), Why::NoDay) };
        let name = event.uid.clone().unwrap_or_else(|| {
            // Without a name of its own it is known by what it says.
            let time = start.time.map(|time| time.format("T%H%M%S").to_string()).unwrap_or_default();
            format!("{}{time} {}", start.date.format("%Y%m%d"), event.title())
        });
        if event.single.is_some() {
            self.single.entry(name).or_default().push(event);
            return;
        }
        let older = self.series.get(&name).is_some_and(|known| known.sequence > event.sequence);
        if !older {
            self.series.insert(name, event);
        }
    }

    /// What there is on the days asked for.
    fn found(mut self, days: &RangeInclusive<NaiveDate>) -> Found {
        let mut single = std::mem::take(&mut self.single);
        for (name, event) in std::mem::take(&mut self.series) {
            let single = single.remove(&name).unwrap_or_default();
            if let Some(start) = event.start.clone() {
                self.all_of(&Series { name, event, start }, single);
            }
        }
        // Of some only single ones are in the file.
        for (name, single) in single {
            for event in single {
                if let (Some(on), Some(start)) = (&event.single, &event.start) {
                    let on = named(on.date.and_time(on.time.unwrap_or_default()), false);
                    self.keep_one(One::of(format!("{name} {on}"), &event, start.clone(), self.local));
                }
            }
        }
        self.events.sort_by_key(|one| (one.entry.start, one.entry.time));
        let zones: BTreeSet<String> = self.events.iter().filter_map(|one| one.zone.clone()).collect();
        Found {
            days: (*days.start(), *days.end()),
            events: self.events,
            left_out: self.left_out,
            unknown_zones: zones.into_iter().collect(),
        }
    }

    /// One appointment, or all of one that comes again, with the single ones that are another way.
    fn all_of(&mut self, series: &Series, single: Vec<Event>) {
        let (start, event) = (&series.start, &series.event);
        let usual = One::of(series.name.clone(), event, start.clone(), self.local);
        if !event.repeats() && single.is_empty() {
            return self.keep_one(usual);
        }
        let mut before = None::<NaiveDateTime>;
        let mut other: BTreeMap<NaiveDateTime, Event> = BTreeMap::new();
        for one in single {
            let Some(on) = one.single.as_ref().map(|on| on.read_like(start, self.local)) else { continue };
            if one.and_later {
                // This one and all after it are another way, which is not known here.
                before = Some(before.map_or(on, |before| before.min(on)));
                self.leave(&one.title_or(event), Why::Repeats);
            } else if other.get(&on).is_none_or(|known| known.sequence <= one.sequence) {
                other.insert(on, one);
            }
        }
        let Some(mut dates) = self.dates(series, other.len()) else { return };
        let (days, moments): (Vec<&Stamp>, Vec<&Stamp>) =
            event.without.iter().partition(|one| one.time.is_none());
        let days: BTreeSet<NaiveDate> = days.into_iter().map(|one| one.date).collect();
        let moments: BTreeSet<NaiveDateTime> =
            moments.into_iter().map(|one| one.read_like(start, self.local)).collect();
        let at = |on: &NaiveDateTime| Stamp {
            date: on.date(),
            time: start.time.map(|_| on.time()),
            ..start.clone()
        };
        dates.retain(|on| {
            let out = moments.contains(on) || days.contains(&on.date()) || other.contains_key(on);
            !out && before.is_none_or(|before| *on < before) && self.on_days(&at(on), usual.later).is_some()
        });
        if dates.is_empty() && other.is_empty() {
            return self.leave(&event.title(), Why::OtherDays);
        }
        if dates.len() > MOST_OF_ONE {
            self.leave(&event.title(), Why::MoreOften);
        }
        let all: BTreeSet<NaiveDateTime> = dates.iter().chain(other.keys()).copied().collect();
        let name = |on: &NaiveDateTime| {
            let second = all.range(on.date().and_time(NaiveTime::MIN)..*on).next().is_some();
            format!("{} {}", series.name, named(*on, second))
        };
        for on in dates.iter().take(MOST_OF_ONE) {
            self.keep_one(One { name: name(on), start: at(on), of_many: true, ..usual.clone() });
        }
        for (on, one) in other {
            let Some(begins) = one.start.clone() else { continue };
            let own = One::of(name(&on), &one, begins, self.local);
            self.keep_one(One {
                words: one.title_or(event),
                place: own.place.or_else(|| event.place.clone()),
                cancelled: own.cancelled || event.cancelled,
                of_many: true,
                ..own
            });
        }
    }

    /// When something that comes again is, off the clock it is written by; `None` where that is
    /// not known, which is told.
    fn dates(&mut self, series: &Series, more: usize) -> Option<BTreeSet<NaiveDateTime>> {
        let (start, event) = (&series.start, &series.event);
        // Days apart, since a clock elsewhere shows another day, and what began before may go on.
        let by = |date: NaiveDate, days: i64| date.checked_add_signed(TimeDelta::days(days)).unwrap_or(date);
        let long = event.later_days(start, self.local);
        let days = by(*self.days.start(), -1 - long)..=by(*self.days.end(), 1);
        // Two days at each end may turn out to be other ones.
        let most = MOST_OF_ONE + 5 + more + event.without.len();
        let mut fallen = BTreeSet::new();
        if event.rules.is_empty() {
            fallen.insert(start.date);
        }
        for rule in &event.rules {
            let Some((rule, last)) = event.rule(rule, start, self.local) else {
                self.leave(&event.title(), Why::Repeats);
                return None;
            };
            let found = rule.fall(start.date, last, &days, most, &mut self.work);
            if found.cut {
                self.leave(&event.title(), Why::TooMuch);
            }
            fallen.extend(found.dates);
        }
        let time = start.time.unwrap_or_default();
        let mut dates: BTreeSet<_> = fallen.into_iter().map(|date| date.and_time(time)).collect();
        dates.extend(event.also.iter().map(|one| one.read_like(start, self.local)));
        dates.retain(|on| days.contains(&on.date()));
        Some(dates)
    }

    /// When it begins here and on which day it ends; `None` where those are not days asked for.
    fn on_days(&self, start: &Stamp, later: i64) -> Option<(NaiveDateTime, NaiveDate)> {
        let begins = start.wall(self.local);
        let last = begins.date().checked_add_signed(TimeDelta::days(later))?;
        let known = YEARS.contains(&begins.year()) && YEARS.contains(&last.year());
        let asked = begins.date() <= *self.days.end() && last >= *self.days.start();
        (known && asked).then_some((begins, last))
    }

    /// One appointment on its days, where those are asked for.
    fn keep_one(&mut self, one: One) {
        let Some((begins, last)) = self.on_days(&one.start, one.later) else {
            // Of what comes again other days go without saying.
            if !one.of_many {
                self.leave(&one.words, Why::OtherDays);
            }
            return;
        };
        if self.events.len() >= MOST {
            return self.leave(&one.words, Why::TooMuch);
        }
        if !self.names.insert(one.name.clone()) {
            return;
        }
        let appointment = Appointment {
            words: one.words,
            whose: None,
            place: one.place,
            questions: None,
            taken_from: Some(one.name),
        };
        let entry = Entry {
            last: Some(last).filter(|last| *last > begins.date()),
            time: one.start.time.map(|_| begins.time()),
            ..Entry::once(What::Appointment(appointment), begins.date())
        };
        let zone = one.start.zone.unknown().map(str::to_owned);
        self.events.push(Incoming { entry, cancelled: one.cancelled || self.cancels, zone });
    }
}

/// Something that perhaps comes again, and when it begins.
struct Series {
    name: String,
    event: Event,
    start: Stamp,
}

/// One appointment on its way in.
#[derive(Clone)]
struct One {
    name: String,
    words: String,
    place: Option<String>,
    start: Stamp,
    /// How many days after its first its last one is.
    later: i64,
    cancelled: bool,
    /// Whether it is one of many.
    of_many: bool,
}

impl One {
    fn of(name: String, event: &Event, start: Stamp, local: Local<'_>) -> Self {
        Self {
            name,
            words: event.title(),
            place: event.place.clone(),
            later: event.later_days(&start, local),
            start,
            cancelled: event.cancelled,
            of_many: false,
        }
    }
}

/// What names one of many: the day on which it would be. Its time may change and it stays the same
/// one; where two are on one day, the second needs it.
fn named(on: NaiveDateTime, second: bool) -> String {
    on.format(if second { "%Y%m%dT%H%M%S" } else { "%Y%m%d" }).to_string()
}
