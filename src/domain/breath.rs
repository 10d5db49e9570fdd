//! Breathing at a quiet pace: a little longer out than in, and nothing held.
//!
//! Where in a breath one is comes from the time since it began and from nothing that is
//! added up from picture to picture, so the pace stays exact however late a picture comes.

use std::time::Duration;

/// How long a breath takes in and out, both in whole seconds. The way out is the longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace(usize);

impl Pace {
    /// In and out, the fastest first.
    ///
    /// Around six breaths a minute did people good in one experiment
    /// (doi:10.3389/fpubh.2017.00222), and the best pace is each one's own
    /// (doi:10.3389/fnins.2020.570400). Nobody who is short of breath is held to six, so it
    /// goes up to twelve.
    const ALL: [(u8, u8); 6] = [(2, 3), (2, 4), (3, 5), (4, 6), (5, 7), (6, 8)];

    /// Seconds of breathing in.
    #[must_use]
    pub fn inward(self) -> u8 {
        Self::ALL[self.0].0
    }

    /// Seconds of breathing out.
    #[must_use]
    pub fn outward(self) -> u8 {
        Self::ALL[self.0].1
    }

    /// The next slower one; the slowest stays.
    #[must_use]
    pub fn slower(self) -> Self {
        Self((self.0 + 1).min(Self::ALL.len() - 1))
    }

    /// The next faster one; the fastest stays.
    #[must_use]
    pub fn faster(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    fn of(self, way: Way) -> Duration {
        Duration::from_secs(match way {
            Way::In => self.inward().into(),
            Way::Out => self.outward().into(),
        })
    }
}

impl Default for Pace {
    /// Six breaths a minute: in 4, out 6.
    fn default() -> Self {
        Self(3)
    }
}

/// Which way the breath goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// In.
    In,
    /// Out.
    Out,
}

/// One moment of a breath.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breath {
    /// Which way it goes.
    pub way: Way,
    /// Seconds of that way that are left, begun ones as whole: 1 at the least.
    pub left: u8,
    /// How full the breath is, from 0 to 1000; it turns gently at both ends.
    pub full: u16,
}

/// How long one picture stands, where it moves: an eighth of a second.
pub const FRAME: Duration = Duration::from_millis(125);

/// A second, in nanoseconds.
const SECOND: u128 = 1_000_000_000;

/// Some minutes of breathing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breathing {
    pace: Pace,
    lasts: Duration,
    /// How long it had gone at `since`.
    gone: Duration,
    /// How far into a breath it was at `since`.
    within: Duration,
    /// Since when it goes; `None` while it is paused.
    since: Option<Duration>,
}

impl Breathing {
    /// Begins at `now`, with a breath in; a time that never goes back.
    #[must_use]
    pub fn begin(lasts: Duration, now: Duration) -> Self {
        Self { pace: Pace::default(), lasts, gone: Duration::ZERO, within: Duration::ZERO, since: Some(now) }
    }

    /// The pace as it is.
    #[must_use]
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// Goes on at another pace from where in the breath it is.
    pub fn turn_to(&mut self, pace: Pace, now: Duration) {
        self.settle(now);
        let (way, into) = self.place(now);
        let scaled = scale(into, pace.of(way), self.pace.of(way));
        self.within = match way {
            Way::In => scaled,
            Way::Out => pace.of(Way::In) + scaled,
        };
        self.pace = pace;
    }

    /// Whether it is paused.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.since.is_none()
    }

    /// Pauses it.
    pub fn pause(&mut self, now: Duration) {
        self.settle(now);
        self.since = None;
    }

    /// Goes on after a pause, with a breath in.
    pub fn go_on(&mut self, now: Duration) {
        if self.is_paused() {
            self.within = Duration::ZERO;
            self.since = Some(now);
        }
    }

    /// Counts from `now`.
    fn settle(&mut self, now: Duration) {
        (self.gone, self.within) = (self.gone(now), self.within(now));
        self.since = self.since.map(|since| since.max(now));
    }

    fn running(&self, now: Duration) -> Duration {
        self.since.map_or(Duration::ZERO, |since| now.saturating_sub(since))
    }

    /// How long it has gone, pauses left out.
    fn gone(&self, now: Duration) -> Duration {
        self.gone + self.running(now)
    }

    fn within(&self, now: Duration) -> Duration {
        let cycle = (self.pace.of(Way::In) + self.pace.of(Way::Out)).as_nanos();
        nanos((self.within + self.running(now)).as_nanos() % cycle)
    }

    /// Which way it goes, and for how long it has.
    fn place(&self, now: Duration) -> (Way, Duration) {
        let (into, inward) = (self.within(now), self.pace.of(Way::In));
        match into.checked_sub(inward) {
            None => (Way::In, into),
            Some(into) => (Way::Out, into),
        }
    }

    /// The breath as it is at `now`.
    #[must_use]
    pub fn breath(&self, now: Duration) -> Breath {
        let (way, into) = self.place(now);
        let whole = self.pace.of(way);
        let left = whole.saturating_sub(into).as_nanos().div_ceil(SECOND);
        let part = 1000 * into.as_nanos() / whole.as_nanos();
        // The smooth step 3x^2 - 2x^3, in thousandths.
        let eased = part * part * (3000 - 2 * part) / 1_000_000;
        let full = u16::try_from(eased.min(1000)).unwrap_or(1000);
        Breath {
            way,
            left: u8::try_from(left).unwrap_or(u8::MAX),
            full: match way {
                Way::In => full,
                Way::Out => 1000 - full,
            },
        }
    }

    /// Whether its time is over; the last breath is breathed out.
    #[must_use]
    pub fn is_over(&self, now: Duration) -> bool {
        self.gone(now).saturating_sub(self.within(now)) >= self.lasts
    }

    /// Which minute it is of how many, from 1.
    #[must_use]
    pub fn minute(&self, now: Duration) -> (u64, u64) {
        let all = self.lasts.as_secs().div_ceil(60);
        ((self.gone(now).as_secs() / 60 + 1).min(all), all)
    }

    /// When it looks different next: at the next picture, or the next second of the words
    /// where nothing is to move. `None` while it is paused, and when it is over.
    #[must_use]
    pub fn next_change(&self, now: Duration, moves: bool) -> Option<Duration> {
        let since = self.since.filter(|_| !self.is_over(now))?;
        let (way, into) = self.place(now);
        let turns = self.pace.of(way).saturating_sub(into);
        if !moves {
            return Some(now + nanos((turns.as_nanos() - 1) % SECOND + 1));
        }
        let pictures = self.running(now).as_nanos() / FRAME.as_nanos() + 1;
        Some((since + nanos(pictures * FRAME.as_nanos())).min(now + turns))
    }
}

/// `part` of `whole`, told in parts of `other`.
fn scale(part: Duration, other: Duration, whole: Duration) -> Duration {
    nanos(part.as_nanos() * other.as_nanos() / whole.as_nanos().max(1))
}

fn nanos(nanos: u128) -> Duration {
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}
