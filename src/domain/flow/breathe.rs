//! Breathing together: one to three minutes at a quiet pace, of which nothing is kept.

use super::offers::OffersFlow;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::time::Evening;

/// Where in it one is.
#[derive(Clone, Copy, PartialEq)]
pub struct Breathe {
    page: Page,
    /// The evening whose offers come after it; Tonight where there is none.
    before_offers: Option<Evening>,
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    /// Choosing how long.
    Minutes,
    /// Breathing, for as many seconds.
    Breathing(u32),
}

/// What may be chosen, in words and in seconds.
pub(super) const MINUTES: [(&str, u32); 3] =
    [("One minute", 60), ("Two minutes", 120), ("Three minutes", 180)];
/// The one that stands there first.
pub(super) const FIRST: usize = 1;
/// How the breath goes, wherever it is asked about.
pub(super) const LONGER_OUT: &str = "A little longer out than in, and nothing held.";

impl Breathe {
    /// How long it could be; Tonight comes after it.
    #[must_use]
    pub fn begin() -> Flow {
        Flow::Breathe(Self { page: Page::Minutes, before_offers: None })
    }

    /// The same before what this evening could hold.
    #[must_use]
    pub fn before_offers(evening: Evening) -> Flow {
        Flow::Breathe(Self { page: Page::Minutes, before_offers: Some(evening) })
    }

    pub(super) fn prompt(self) -> Prompt {
        match self.page {
            Page::Minutes => {
                let choices = MINUTES.map(|(words, _)| Choice::plain(words)).to_vec();
                let ask = Ask::OneOf(OneOf { first: FIRST, ..OneOf::new(choices) });
                Prompt::new("Breathe", "A few quiet breaths, side by side.", ask)
                    .line(LONGER_OUT)
                    .note(IF_WRONG)
            }
            Page::Breathing(seconds) => along("Breathe", seconds),
        }
    }

    pub(super) fn answer(self, answer: Answer, world: World<'_>) -> Step {
        match (self.page, answer) {
            (Page::Minutes, Answer::Pick(at)) => match MINUTES.get(at) {
                Some((_, seconds)) => {
                    Step::page(Flow::Breathe(Self { page: Page::Breathing(*seconds), ..self }))
                }
                None => Step::not_asked(),
            },
            (Page::Breathing(_), Answer::Go) => match self.before_offers {
                Some(evening) => OffersFlow::step(evening, world),
                None => Step::on(Then::Home(None)),
            },
            _ => Step::not_asked(),
        }
    }
}

const IF_WRONG: &str = "If it feels wrong, stopping is right.";

/// Breathing along for as many seconds, on a page of this title.
pub(super) fn along(title: &'static str, seconds: u32) -> Prompt {
    Prompt::new(title, "Breathe along, or just be here.", Ask::Breathe { seconds }).note(IF_WRONG)
}
