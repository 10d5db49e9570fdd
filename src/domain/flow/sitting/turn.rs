//! After a turn: a rest, how the body is, and whether to swap, to stay or to stop.

use super::about::About;
use super::{Prompt, TITLE, World};
use crate::domain::flow::{Answer, Ask, Choice, OneOf};

/// How long a rest between turns is, in seconds.
const REST: u32 = 60;

/// Where after a turn one is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Rested {
    Rest,
    /// How the body is, of whoever has it harder.
    Body,
    /// It is a good deal harder: finishing or something gentler come first.
    Harder,
    /// Swap, stay, or stop.
    Next,
}

/// What comes next.
pub(super) enum Going {
    To(Rested),
    On(Next),
    Finish,
}

/// How it goes on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Next {
    Swap,
    Stay,
    /// Hands alone, and nobody moves.
    Gentler,
}

impl Rested {
    pub(super) fn prompt(self, about: &About, world: World<'_>) -> Prompt {
        let one_of = |labels: &[&str]| Ask::OneOf(OneOf::labels(labels.iter().copied()));
        match self {
            Self::Rest => Prompt::new(TITLE, "Rest, side by side.", Ask::While { seconds: REST })
                .line("Nothing to do, nothing to say."),
            Self::Body => {
                let labels = [
                    "As before, or easier",
                    "A little harder",
                    "Harder by two steps or more",
                    "Rather not say",
                ];
                // One Enter too many never says how a body is.
                let ask = Ask::OneOf(OneOf { quick: true, ..OneOf::labels(labels) });
                Prompt::new(TITLE, "How is the body, compared with before?", ask)
                    .line("Whoever has it harder could answer for both.")
                    .note("It is kept nowhere.")
            }
            Self::Harder => {
                let labels = [
                    "Pause, and rest a little",
                    "Finish for tonight",
                    "Something gentler",
                    "Go on as it was",
                ];
                Prompt::new(TITLE, "Then a pause first.", one_of(&labels))
                    .line("After that: finish, or something gentler.")
                    .line("Your own team decides what a body may do.")
            }
            Self::Next => {
                let choices = vec![
                    Choice::plain("Rest a little longer"),
                    Choice::noted("Swap", about.said_of_turn(true, world)),
                    Choice::noted("Stay", about.said_of_turn(false, world)),
                    Choice::plain("Stop for tonight"),
                ];
                Prompt::new(TITLE, "Swap, stay, or stop.", Ask::OneOf(OneOf::new(choices)))
                    .line("All three are whole.")
            }
        }
    }

    pub(super) fn answer(self, answer: &Answer) -> Option<Going> {
        Some(match (self, answer) {
            (Self::Rest, Answer::Go) => Going::To(Self::Body),
            (Self::Body, Answer::Pick(2)) => Going::To(Self::Harder),
            (Self::Body, Answer::Pick(0 | 1 | 3)) => Going::To(Self::Next),
            (Self::Harder | Self::Next, Answer::Pick(0)) => Going::To(Self::Rest),
            (Self::Harder, Answer::Pick(1)) | (Self::Next, Answer::Pick(3)) => Going::Finish,
            (Self::Harder, Answer::Pick(2)) => Going::On(Next::Gentler),
            (Self::Next, Answer::Pick(1)) => Going::On(Next::Swap),
            (Self::Harder, Answer::Pick(3)) | (Self::Next, Answer::Pick(2)) => Going::On(Next::Stay),
            _ => return None,
        })
    }
}
