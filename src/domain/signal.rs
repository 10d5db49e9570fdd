//! The signals of time for touch: go, slower, pause and stop, as one small machine.
//!
//! It begins paused. It goes only while each of the two has said so, and whatever else
//! happens pauses it. It knows no time but what it is given, and it has no form in which
//! it could be kept: what was signalled is gone with it.

#[cfg(test)]
mod tests;

use std::time::Duration;

use super::people::{Each, Person};
use super::private::unprinted;

/// How long a pause has to be seen, and a key has to be silent, before a go counts.
///
/// Nobody says yes within a second of a pause by choice, and a key that is held down comes
/// again sooner than this.
pub const A_MOMENT: Duration = Duration::from_secs(1);

/// How long a go waits for the other's.
///
/// It is not shown, so it may not outlast what its owner still has in mind.
pub const WAITS: Duration = Duration::from_secs(15);

/// After how long a go has faded, and words are better.
pub const FADES: Duration = Duration::from_secs(10 * 60);

/// What every signal is, wherever there are signals.
pub const NO_PROMISE: &str = "A signal, not a promise. Words come first.";

/// What a pause says.
pub const PAUSED: &str = "Paused. Hands still. Nobody needs to explain.";

/// What one of the two can signal with a key of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signal {
    /// This is good.
    Go,
    /// Gentler.
    Slower,
    /// That is enough.
    Stop,
}

/// What can happen while the signals are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// Somebody's own key.
    Signal(Person, Signal),
    /// It was ended another way, by either.
    End,
    /// Anything else at all: any other key, the mouse, a window that changes, a lid.
    Other,
    /// What [`Signals::shown`] says has reached the screen.
    Drawn,
}

/// What may be seen. A go that waits for the other's is no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Hands still.
    Paused {
        /// Who has asked for slower.
        slower: Each<bool>,
    },
    /// Each of the two has said go.
    Going {
        /// Who has asked for slower.
        slower: Each<bool>,
        /// Whose go is [long ago](FADES).
        faded: Each<bool>,
    },
    /// It is over. Nothing leads back.
    Ended,
}

/// The signals, from the first pause to the end.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Signals {
    state: State,
    /// When each one last asked for slower, unless they have lifted it.
    slower: Each<Option<Duration>>,
    /// When each one's go last came, counting or not.
    heard: Each<Option<Duration>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum State {
    /// `seen`: since when it is on the screen. `given`: gos that wait for the other's.
    Paused {
        seen: Option<Duration>,
        given: Each<Option<Duration>>,
    },
    Going {
        given: Each<Duration>,
    },
    Ended,
}

impl State {
    /// A pause that nobody has seen yet, and in which nobody has said anything.
    fn paused() -> Self {
        Self::Paused { seen: None, given: Each::default() }
    }
}

impl Default for Signals {
    /// Paused, before anybody has said anything.
    fn default() -> Self {
        Self { state: State::paused(), slower: Each::default(), heard: Each::default() }
    }
}

impl Signals {
    /// Takes in what happened at `at`, a time that never goes back.
    pub fn take(&mut self, event: Event, at: Duration) {
        match (event, &mut self.state) {
            (_, State::Ended) => {}
            (Event::End | Event::Signal(_, Signal::Stop), _) => self.state = State::Ended,
            (Event::Signal(person, Signal::Go), _) => self.go(person, at),
            (Event::Signal(person, Signal::Slower), state) => {
                self.slower[person] = Some(at);
                if let State::Paused { .. } = state {
                    *state = State::paused();
                }
            }
            (Event::Other, state) => *state = State::paused(),
            (Event::Drawn, State::Paused { seen, .. }) => {
                seen.get_or_insert(at);
            }
            (Event::Drawn, State::Going { .. }) => {}
        }
    }

    /// One's go. It counts only where that key has been silent, and where a pause has been
    /// seen; a key that got stuck says nothing.
    fn go(&mut self, person: Person, at: Duration) {
        let long_ago = |then: Duration| at.saturating_sub(then) >= A_MOMENT;
        if !self.heard[person].replace(at).is_none_or(long_ago) {
            return;
        }
        match &mut self.state {
            State::Paused { seen, given } => {
                if !seen.is_some_and(long_ago) {
                    return;
                }
                given[person] = Some(at);
                let waiting = given[person.other()].filter(|then| at.saturating_sub(*then) < WAITS);
                if let Some(then) = waiting {
                    self.state =
                        State::Going { given: Each::from_fn(|one| if one == person { at } else { then }) };
                }
            }
            State::Going { given } => {
                given[person] = at;
                if self.slower[person].is_some_and(long_ago) {
                    self.slower[person] = None;
                }
            }
            State::Ended => {}
        }
    }

    /// What may be seen at `at`.
    #[must_use]
    pub fn shown(&self, at: Duration) -> Shown {
        let slower = Each::from_fn(|person| self.slower[person].is_some());
        match &self.state {
            State::Paused { .. } => Shown::Paused { slower },
            State::Going { given } => Shown::Going {
                slower,
                faded: Each::from_fn(|person| at.saturating_sub(given[person]) >= FADES),
            },
            State::Ended => Shown::Ended,
        }
    }

    /// Whether each of the two has said go.
    #[must_use]
    pub fn goes(&self) -> bool {
        matches!(self.state, State::Going { .. })
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.state == State::Ended
    }

    /// When what may be seen changes next by itself, if ever.
    #[must_use]
    pub fn fades_at(&self, at: Duration) -> Option<Duration> {
        let State::Going { given } = &self.state else { return None };
        given.iter().map(|(_, then)| *then + FADES).filter(|then| *then > at).min()
    }
}

unprinted!(Signals);
