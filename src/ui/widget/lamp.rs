//! A quiet while: a lamp that dims, and no number anywhere.

use std::time::Duration;

use ratatui::text::{Line, Span};

use super::light;
use crate::ui::hits::Target;
use crate::ui::rows::{Gap, Rows};
use crate::ui::theme::Token;

/// A lamp that burns for a while.
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
        Self { lasts: Duration::from_secs(seconds.into()), burnt: Duration::ZERO, since: Some(now) }
    }

    fn burnt(&self, now: Duration) -> Duration {
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

    /// Pauses it, or lets it burn on.
    pub fn turn(&mut self, now: Duration) {
        if self.since.is_some() {
            self.pause(now);
        } else {
            self.since = Some(now);
        }
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

    /// Draws it.
    pub fn draw(&self, now: Duration, motion: bool, focused: bool, rows: &mut Rows) {
        let look = rows.look();
        let step = if motion { 1 } else { 60 };
        let lasts = self.lasts.as_secs().max(1);
        let seen = if self.is_out(now) { lasts } else { self.burnt(now).as_secs() / step * step };
        let left = usize::try_from(lasts - seen.min(lasts)).unwrap_or(0);
        let half = light::half_at_most(rows) * left / usize::try_from(lasts).unwrap_or(usize::MAX);
        rows.gap(Gap::Air);
        light::draw(half, rows);
        rows.gap(Gap::Part);
        let words = if self.is_out(now) {
            "The lamp has dimmed."
        } else if self.since.is_none() {
            "Paused. It waits for you."
        } else {
            "The lamp dims by itself. Going on early is fine."
        };
        rows.text(words, look.style(Token::Muted));
        rows.gap(Gap::Part);
        let words = Span::styled("Go on", look.style(Token::Text));
        rows.item(focused, Target::Item(0), Line::from(words), "whenever you like", 12);
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
