//! What belongs to time for touch: the way into it, and what is talked about on a calm day.

use super::safety_plan::SafetyPlan;
use super::signs::SignsFlow;
use super::sitting::Sitting;
use super::welcome::together::BothWelcome;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::change::Change;
use crate::domain::settings::Settings;
use crate::domain::signal::{NO_PROMISE, Signal};
use crate::domain::signal_keys::SignalKeys;

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub enum Touch {
    /// What there is.
    Ways,
    /// Whether keys that were set before are to be other ones, or the usual ones again.
    OtherKeys,
    /// Setting the keys of the signals, with those pressed so far.
    Keys(Vec<char>),
}

/// What there is, in its order.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Begin,
    Signals,
    Keys,
    Welcome,
    Signs,
    Plan,
}

impl Way {
    const ALL: [Self; 6] = [Self::Begin, Self::Signals, Self::Keys, Self::Welcome, Self::Signs, Self::Plan];

    fn choice(self) -> Choice {
        let (label, note) = match self {
            Self::Begin => ("Begin, when you both like", "it starts paused"),
            Self::Signals => ("The signals alone", "go, slower, pause, stop"),
            Self::Keys => ("Our keys for the signals", "on any keyboard"),
            Self::Welcome => ("What is welcome", "what you both marked"),
            Self::Signs => ("Our signs", "a word and a gesture for each"),
            Self::Plan => ("If it gets hard", "what helps then, for a calm day"),
        };
        Choice::noted(label, note)
    }
}

const TITLE: &str = "Time for touch";

impl Touch {
    /// What there is. One person alone has nobody to signal to.
    #[must_use]
    pub fn begin(world: World<'_>) -> Then {
        if world.archive.alone() {
            return Then::Home(Some("This part is for two. Nothing is lost.".into()));
        }
        Then::Page(Flow::Touch(Self::Ways))
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        match self {
            Self::Ways => {
                let choices = Way::ALL.map(Way::choice).to_vec();
                Prompt::new(
                    TITLE,
                    "When you both like, and as far as you like.",
                    Ask::OneOf(OneOf::new(choices)),
                )
                .line("Of the time itself nothing is kept anywhere.")
                .note(NO_PROMISE)
            }
            Self::OtherKeys => {
                let usual = format!("The usual ones: {}", keys_of(SignalKeys::default()));
                let labels = ["Leave them as they are", "Six other keys", usual.as_str()];
                let now = format!("Your keys are {}.", keys_of(world.archive.settings.signal_keys));
                Prompt::new("Our keys", now, Ask::OneOf(OneOf::labels(labels)))
            }
            Self::Keys(pressed) => {
                let (person, signal) = SignalKeys::ORDER[pressed.len()];
                let word = match signal {
                    Signal::Go => "keep going",
                    Signal::Slower => "slower",
                    Signal::Stop => "stop",
                };
                let question = format!("{}, which key is {word}?", world.archive.name(person));
                Prompt::new("Our keys", question, Ask::OneKey)
                    .at(pressed.len() + 1, SignalKeys::ORDER.len())
                    .line(format!("Now they are {}.", keys_of(world.archive.settings.signal_keys)))
                    .line("Pressing it once is enough: whichever lies well for your hand.")
                    .note("Every other key pauses. That needs no setting.")
            }
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (self, answer) {
            (Self::Ways, Answer::Pick(at)) => match Way::ALL.get(at) {
                Some(Way::Begin) => Step::page(Sitting::begin()),
                Some(Way::Signals) => Step::page(Sitting::signals_alone()),
                Some(Way::Keys) if world.archive.settings.signal_keys.is_usual() => {
                    Step::page(Flow::Touch(Self::Keys(Vec::new())))
                }
                Some(Way::Keys) => Step::page(Flow::Touch(Self::OtherKeys)),
                Some(Way::Welcome) => Step::on(BothWelcome::begin(world)),
                Some(Way::Signs) => Step::page(SignsFlow::begin(Some(Flow::Touch(Self::Ways)))),
                Some(Way::Plan) => Step::page(SafetyPlan::begin(Some(Flow::Touch(Self::Ways)))),
                None => Step::not_asked(),
            },
            (Self::OtherKeys, Answer::Pick(0)) => Step::page(Flow::Touch(Self::Ways)),
            (Self::OtherKeys, Answer::Pick(1)) => Step::page(Flow::Touch(Self::Keys(Vec::new()))),
            (Self::OtherKeys, Answer::Pick(2)) => Self::set(SignalKeys::default(), world),
            (Self::Keys(pressed), Answer::Text(typed)) => Self::press(pressed, &typed, world),
            _ => Step::not_asked(),
        }
    }

    /// One key more; with the sixth all of them are kept.
    fn press(pressed: &[char], typed: &str, world: World<'_>) -> Step {
        let mut typed = typed.chars().flat_map(char::to_lowercase);
        let (Some(key), None) = (typed.next(), typed.next()) else {
            return Step::Again("One key at a time, one that types a single sign. Nothing is lost.".into());
        };
        if !SignalKeys::can_be(key) {
            return Step::Again("That key always pauses. Another one would do.".into());
        }
        if Sitting::OUT_OF_A_PAUSE.iter().any(|extra| extra.key() == key) {
            return Step::Again("That key opens something else in a pause. Another one would do.".into());
        }
        if pressed.contains(&key) {
            return Step::Again("That key says something else already. Another one would do.".into());
        }
        let pressed: Vec<char> = pressed.iter().copied().chain([key]).collect();
        let Ok(six) = <[char; 6]>::try_from(pressed.as_slice()) else {
            return Step::page(Flow::Touch(Self::Keys(pressed)));
        };
        Self::set(SignalKeys::from(six), world)
    }

    fn set(signal_keys: SignalKeys, world: World<'_>) -> Step {
        let settings = Settings { signal_keys, ..(*world.archive.settings).clone() };
        Step::On { changes: vec![Change::Settings(settings)], then: Then::Onward(Flow::Touch(Self::Ways)) }
    }
}

/// Six keys in words, each person's together.
fn keys_of(keys: SignalKeys) -> String {
    let six = SignalKeys::ORDER.map(|(person, signal)| keys.of(person, signal).to_string());
    format!("{} and {}", six[..3].join(" "), six[3..].join(" "))
}
