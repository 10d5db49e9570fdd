//! Breathing together: one to three minutes at a quiet pace, of which nothing is kept.

use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then};

/// Where in it one is.
#[derive(Clone, Copy, PartialEq)]
pub enum Breathe {
    /// Choosing how long.
    Minutes,
    /// Breathing, for as many seconds.
    Breathing(u32),
}

/// What may be chosen, in words and in seconds.
const MINUTES: [(&str, u32); 3] = [("One minute", 60), ("Two minutes", 120), ("Three minutes", 180)];
/// The one that stands there first.
const FIRST: usize = 1;

impl Breathe {
    pub(super) fn prompt(self) -> Prompt {
        match self {
            Self::Minutes => {
                let choices = MINUTES.map(|(words, _)| Choice::plain(words)).to_vec();
                let ask = Ask::OneOf(OneOf { first: FIRST, ..OneOf::new(choices) });
                Prompt::new("Breathe", "A few quiet breaths, side by side.", ask)
                    .line("A little longer out than in, and nothing held.")
            }
            Self::Breathing(seconds) => {
                Prompt::new("Breathe", "Breathe along, or just be here.", Ask::Breathe { seconds })
            }
        }
        .note("If it feels wrong, stopping is right.")
    }

    pub(super) fn answer(self, answer: Answer) -> Step {
        match (self, answer) {
            (Self::Minutes, Answer::Pick(at)) => match MINUTES.get(at) {
                Some((_, seconds)) => Step::page(Flow::Breathe(Self::Breathing(*seconds))),
                None => Step::not_asked(),
            },
            (Self::Breathing(_), Answer::Go) => Step::on(Then::Home(None)),
            _ => Step::not_asked(),
        }
    }
}
