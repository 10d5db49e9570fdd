//! The one place where time is read.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, Offset, TimeZone};

use rustix::time::{ClockId, clock_gettime};

use crate::domain::time::Now;

/// Both clocks. A frozen wall clock stands still; the other one always runs.
pub struct Clock {
    frozen: Option<DateTime<FixedOffset>>,
    began: Duration,
}

/// A clock that only ever runs on, also while the machine sleeps: whoever comes back to an open
/// lid hours later was away for hours.
#[must_use]
pub fn running() -> Duration {
    // macOS calls the clock that counts sleep by the plain name.
    #[cfg(target_os = "linux")]
    let clock = ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let clock = ClockId::Monotonic;
    let time = clock_gettime(clock);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
}

impl Clock {
    /// A clock that begins now, its wall time frozen at a moment if there is one.
    #[must_use]
    pub fn start(frozen: Option<DateTime<FixedOffset>>) -> Self {
        Self { frozen, began: running() }
    }

    /// This moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the edge")]
    pub fn now(&self) -> Now {
        Now {
            wall: self.frozen.unwrap_or_else(|| Local::now().fixed_offset()),
            mono: running().saturating_sub(self.began),
        }
    }
}

/// How far the clock of this machine is from the world's, at a moment of the world's.
#[must_use]
pub fn offset(world: NaiveDateTime) -> FixedOffset {
    Local.offset_from_utc_datetime(&world).fix()
}

/// A moment written as RFC 3339, or as local time in `zone`. A time that a clock change skips is
/// not one; of a time that comes twice, the first.
#[must_use]
pub fn moment(text: &str, zone: &impl TimeZone) -> Option<DateTime<FixedOffset>> {
    let exact = || DateTime::parse_from_rfc3339(text).ok();
    let local = || {
        let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"];
        let naive = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
        zone.from_local_datetime(&naive).earliest().map(|moment| moment.fixed_offset())
    };
    exact().or_else(local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_exact_or_local() {
        let zone = FixedOffset::east_opt(3600).expect("an offset");
        let nine = DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment");
        for text in ["2026-11-20T21:00", "2026-11-20T21:00:00", "2026-11-20 21:00", "2026-11-20T20:00:00Z"] {
            assert_eq!(moment(text, &zone), Some(nine), "{text}");
        }
    }

    #[test]
    fn nonsense_is_no_moment() {
        for text in ["", "tonight", "2026-11-20", "2026-11-20T25:00", "2026-02-30T21:00", "21:00", "999999"] {
            assert_eq!(moment(text, &chrono::Utc), None, "{text}");
        }
    }
}
