//! A sitting while its page of signals is open. It has no form in which it could be kept.

use std::time::Duration;

use super::lamp::Lamp;
use super::private::unprinted;
use super::signal::{Event, Shown, Signals};

/// How long nothing locks by itself after the last thing that happened to the signals.
pub const EXEMPT: Duration = Duration::from_secs(60 * 60);

/// What is said once the lamp of a turn is out. It interrupts nothing.
pub const DIMMED: &str = "The lamp has dimmed. Swap, stay, or stop.";

/// The signals, and the lamp of a turn where there is one.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Live {
    signals: Signals,
    lamp: Option<Lamp>,
}

impl Live {
    /// The same signals with a new lamp: whoever asked for slower has still asked for it.
    #[must_use]
    pub fn relit(self, seconds: u32) -> Self {
        Self { lamp: Some(Lamp::unlit(seconds)), ..self }
    }

    /// Takes in what happened at `at`. The lamp burns only while both go.
    pub fn take(&mut self, event: Event, at: Duration) {
        self.signals.take(event, at);
        let goes = self.goes();
        if let Some(lamp) = &mut self.lamp {
            if goes { lamp.burn(at) } else { lamp.pause(at) }
        }
    }

    /// What may be seen at `at`.
    #[must_use]
    pub fn shown(&self, at: Duration) -> Shown {
        self.signals.shown(at)
    }

    /// Whether both go.
    #[must_use]
    pub fn goes(&self) -> bool {
        self.signals.goes()
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.signals.is_over()
    }

    /// The lamp, where the turn has one.
    #[must_use]
    pub fn lamp(&self) -> Option<&Lamp> {
        self.lamp.as_ref()
    }

    /// Whether it had a lamp that has dimmed.
    #[must_use]
    pub fn is_dim(&self, at: Duration) -> bool {
        self.lamp.as_ref().is_some_and(|lamp| lamp.is_out(at))
    }

    /// When it looks different by itself next, if ever; `motion`: whether the lamp may move.
    #[must_use]
    pub fn next_change(&self, at: Duration, motion: bool) -> Option<Duration> {
        let lamp = self.lamp.as_ref().and_then(|lamp| lamp.next_change(at, motion));
        lamp.into_iter().chain(self.signals.fades_at(at)).min()
    }
}

unprinted!(Live);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::{Each, Person};
    use crate::domain::signal::{FADES, Signal};

    static_assertions::assert_not_impl_any!(Live: serde::Serialize, serde::de::DeserializeOwned);
    static_assertions::assert_not_impl_any!(Signals: serde::Serialize, serde::de::DeserializeOwned);

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn going(mut live: Live, from: u64) -> Live {
        live.take(Event::Drawn, at(from));
        for person in Person::BOTH {
            live.take(Event::Signal(person, Signal::Go), at(from + 2));
        }
        assert!(live.goes());
        live
    }

    #[test]
    fn the_lamp_burns_only_while_both_go() {
        let mut live = going(Live::default().relit(60), 0);
        live.take(Event::Other, at(32));
        assert!(!live.is_dim(at(4_000)));
        assert_eq!(live.next_change(at(4_000), true), None);
        let live = going(live, 4_000);
        assert!(!live.is_dim(at(4_031)));
        assert!(live.is_dim(at(4_032)));
        assert!(live.goes(), "a lamp that dims interrupts nothing");
    }

    #[test]
    fn another_turn_has_another_lamp_and_the_same_wish_for_slower() {
        let mut live = going(Live::default().relit(60), 0);
        live.take(Event::Signal(Person::B, Signal::Slower), at(3));
        live.take(Event::Other, at(90));
        let live = live.relit(300);
        assert!(!live.is_dim(at(90)));
        assert_eq!(live.shown(at(90)), Shown::Paused { slower: Each { a: false, b: true } });
    }

    #[test]
    fn without_a_lamp_only_a_go_that_fades_changes_by_itself() {
        let live = going(Live::default(), 0);
        assert_eq!(live.next_change(at(3), true), Some(at(2) + FADES));
        assert!(!live.is_dim(at(9_000)));
    }
}
