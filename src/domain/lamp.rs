//! A quiet while as a lamp that dims: it burns, it pauses, and it goes out once.

use std::time::Duration;

/// A lamp that burns for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lamp {
    lasts: Duration,
    burnt: Duration,
    /// Since when it burns; `None` while it is paused.
    since: Option<Duration>,
}

impl Lamp {
    /// A lamp lit at `now`.
    #[must_use]
    pub fn lit(seconds: u32, now: Duration) -> Self {
        Self { since: Some(now), ..Self::unlit(seconds) }
    }

    /// A lamp that was not lit yet.
    #[must_use]
    pub fn unlit(seconds: u32) -> Self {
        Self { lasts: Duration::from_secs(seconds.into()), burnt: Duration::ZERO, since: None }
    }

    /// How long it lasts in all.
    #[must_use]
    pub fn lasts(&self) -> Duration {
        self.lasts
    }

    /// How long it has burnt, up to all of it.
    #[must_use]
    pub fn burnt(&self, now: Duration) -> Duration {
        let since = self.since.map_or(Duration::ZERO, |since| now.saturating_sub(since));
        (self.burnt + since).min(self.lasts)
    }

    /// Whether it has dimmed.
    #[must_use]
    pub fn is_out(&self, now: Duration) -> bool {
        self.burnt(now) >= self.lasts
    }

    /// Whether it burns now.
    #[must_use]
    pub fn is_burning(&self, now: Duration) -> bool {
        self.since.is_some() && !self.is_out(now)
    }

    /// Whether it is paused, or was not lit yet.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.since.is_none()
    }

    /// Pauses it, or lets it burn on.
    pub fn turn(&mut self, now: Duration) {
        if self.is_paused() { self.burn(now) } else { self.pause(now) }
    }

    /// Lets it burn; one that burns already burns on.
    pub fn burn(&mut self, now: Duration) {
        self.since.get_or_insert(now);
    }

    /// Pauses it.
    pub fn pause(&mut self, now: Duration) {
        self.burnt = self.burnt(now);
        self.since = None;
    }

    /// When it next looks different: each second, or where nothing should move each minute.
    #[must_use]
    pub fn next_change(&self, now: Duration, motion: bool) -> Option<Duration> {
        let since = self.since.filter(|_| !self.is_out(now))?;
        let step = if motion { 1 } else { 60 };
        let next = Duration::from_secs((self.burnt(now).as_secs() / step + 1) * step).min(self.lasts);
        Some(since + next.saturating_sub(self.burnt))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn it_dims_once_and_a_pause_stops_it() {
        let mut lamp = Lamp::lit(120, at(10));
        assert!(!lamp.is_out(at(129)));
        assert!(lamp.is_out(at(130)));
        lamp.turn(at(40));
        assert!(!lamp.is_out(at(4_000)));
        assert_eq!(lamp.next_change(at(4_000), true), None);
        lamp.turn(at(4_000));
        assert!(!lamp.is_out(at(4_089)));
        assert!(lamp.is_out(at(4_090)));
    }

    #[test]
    fn it_asks_to_be_woken_only_for_what_can_be_seen() {
        let lamp = Lamp::lit(90, at(10));
        assert_eq!(lamp.next_change(at(10), true), Some(at(11)));
        assert_eq!(lamp.next_change(at(10), false), Some(at(70)));
        assert_eq!(lamp.next_change(at(75), false), Some(at(100)));
        assert_eq!(lamp.next_change(at(100), true), None);
    }
}
