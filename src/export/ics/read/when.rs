//! Days and times as another calendar writes them, and what the clock on the wall here shows then.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::lines::Property;
use crate::domain::text;

/// How far local time is from the world's at a moment of the world's.
pub type Local<'a> = &'a dyn Fn(NaiveDateTime) -> FixedOffset;

/// A day, or a moment, as it is written.
#[derive(Clone, PartialEq)]
pub(super) struct Stamp {
    pub(super) date: NaiveDate,
    pub(super) time: Option<NaiveTime>,
    pub(super) zone: Zone,
}

/// Which clock a time is read off.
#[derive(Clone, PartialEq)]
pub(super) enum Zone {
    /// Whichever hangs on the wall.
    Floating,
    /// The world's.
    World,
    /// The one of a place.
    Named(Tz),
    /// One of which only the name is known.
    Unknown(String),
}

impl Zone {
    /// The zone of that name. Some programs write a path before it.
    fn named(name: &str) -> Self {
        let name = name.trim();
        let starts = std::iter::once(0).chain(name.match_indices('/').map(|(at, _)| at + 1));
        let known = starts.take(8).find_map(|at| name[at..].parse::<Tz>().ok());
        match (known, text::line(name, text::NAME)) {
            (Some(known), _) => Self::Named(known),
            (None, Some(name)) => Self::Unknown(name),
            (None, None) => Self::Floating,
        }
    }

    /// Its name, where that is all that is known.
    pub(super) fn unknown(&self) -> Option<&str> {
        match self {
            Self::Unknown(name) => Some(name),
            _ => None,
        }
    }
}

impl Stamp {
    /// The value of a property; `None` where it is no day.
    pub(super) fn of(property: &Property<'_>) -> Option<Self> {
        Self::all(property).next().flatten()
    }

    /// Each of the values of a property, as far as they are days.
    pub(super) fn all(property: &Property<'_>) -> impl Iterator<Item = Option<Self>> {
        let zone = property.parameter("TZID").map_or(Zone::Floating, Zone::named);
        property.value.split(',').map(move |value| Self::read(value, &zone))
    }

    fn read(value: &str, zone: &Zone) -> Option<Self> {
        // Of a span of time the beginning counts.
        let value = value.split('/').next()?.trim();
        let (date, time) =
            value.split_once(['T', 't']).map_or((value, None), |(date, time)| (date, Some(time)));
        let date = digits::<8>(date)?;
        let date = NaiveDate::from_ymd_opt(i32::try_from(date / 10_000).ok()?, date / 100 % 100, date % 100)?;
        let Some(time) = time else { return Some(Self { date, time: None, zone: Zone::Floating }) };
        let (time, world) = time.strip_suffix(['Z', 'z']).map_or((time, false), |time| (time, true));
        let time = digits::<6>(time)?;
        // A leap second is the one before it.
        let time = NaiveTime::from_hms_opt(time / 10_000, time / 100 % 100, (time % 100).min(59))?;
        let zone = if world { Zone::World } else { zone.clone() };
        Some(Self { date, time: Some(time), zone })
    }

    /// What the clock on the wall here shows then; midnight on a whole day.
    pub(super) fn wall(&self, local: Local<'_>) -> NaiveDateTime {
        let written = self.written();
        let world = match (&self.zone, self.time) {
            (_, None) | (Zone::Floating | Zone::Unknown(_), _) => return written,
            (Zone::World, _) => written,
            (Zone::Named(zone), _) => to_world(*zone, written),
        };
        world.checked_add_offset(local(world)).unwrap_or(written)
    }

    /// The same moment off the clock that `other` is read off, as far as both are known.
    pub(super) fn read_like(&self, other: &Self, local: Local<'_>) -> NaiveDateTime {
        if self.time.is_none() {
            return self.date.and_time(other.time.unwrap_or_default());
        }
        let written = self.written();
        let world = match &self.zone {
            Zone::World => written,
            Zone::Named(zone) => to_world(*zone, written),
            Zone::Floating | Zone::Unknown(_) => return written,
        };
        let there = match &other.zone {
            Zone::World => Some(world),
            Zone::Named(zone) => Some(zone.from_utc_datetime(&world).naive_local()),
            Zone::Floating | Zone::Unknown(_) => world.checked_add_offset(local(world)),
        };
        there.unwrap_or(written)
    }

    fn written(&self) -> NaiveDateTime {
        self.date.and_time(self.time.unwrap_or_default())
    }
}

/// A time that comes twice is its first; one that a clock change skips is as much later as the
/// clock jumps.
fn to_world(zone: Tz, written: NaiveDateTime) -> NaiveDateTime {
    let here = |written: NaiveDateTime| Some(zone.from_local_datetime(&written).earliest()?.naive_utc());
    let before = |hours: i64| {
        let by = TimeDelta::hours(hours);
        here(written.checked_sub_signed(by)?)?.checked_add_signed(by)
    };
    // Whole days were skipped where the date line moved.
    here(written).or_else(|| [1, 3, 25].into_iter().find_map(before)).unwrap_or(written)
}

/// So many digits and nothing else, as a number.
fn digits<const MANY: usize>(text: &str) -> Option<u32> {
    let sound = text.len() == MANY && text.bytes().all(|byte| byte.is_ascii_digit());
    if sound { text.parse().ok() } else { None }
}

/// A length of time as it is written, like `P1DT2H`; `None` where it is none or goes back.
pub(super) fn length(text: &str) -> Option<TimeDelta> {
    let text = text.trim().trim_start_matches('+').strip_prefix(['P', 'p'])?;
    let (mut seconds, mut number) = (0_i64, None::<i64>);
    for c in text.chars() {
        let unit = match c.to_ascii_uppercase() {
            'T' => continue,
            'W' => 7 * 86_400,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            c => {
                let digit = i64::from(c.to_digit(10)?);
                number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
                continue;
            }
        };
        seconds = seconds.checked_add(number.take()?.checked_mul(unit)?)?;
    }
    TimeDelta::try_seconds(seconds)
}
