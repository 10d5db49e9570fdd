//! Listening turns: one speaks, the other says back what was heard, then one open question.

use super::offers::OffersFlow;
use super::{Answer, Ask, Extra, Flow, Prompt, Step, World};
use crate::domain::archive::Plainness;
use crate::domain::content::{QuestionCard, shuffle};
use crate::domain::pacing::Band;
use crate::domain::people::Person;
use crate::domain::time::Evening;

/// Where in the two turns one is.
#[derive(Clone, PartialEq)]
pub struct Listening {
    evening: Evening,
    turn: usize,
    page: Page,
    card: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    Speak,
    SayBack,
    Question,
}

/// How long one speaks, in seconds.
const TURN: u32 = 120;
/// Themes left out where texts are to be very reserved, and on evenings of company and rest.
const NOT_RESERVED: [&str; 2] = ["body", "wanting"];

impl Listening {
    /// The first turn; who speaks first changes from evening to evening.
    #[must_use]
    pub fn begin(evening: Evening) -> Flow {
        Flow::Listening(Self { evening, turn: 0, page: Page::Speak, card: 0 })
    }

    fn speaker(&self) -> Person {
        let a_first = shuffle(self.evening, "listening").is_multiple_of(2);
        if a_first == (self.turn == 0) { Person::A } else { Person::B }
    }

    fn card<'a>(&self, world: World<'a>) -> Option<&'a QuestionCard> {
        let quiet = world.archive.round(self.evening).ceiling(world.now).word.up_to == Band::Near;
        let reserved = quiet || world.archive.ways().0 == Plainness::Reserved;
        let mut cards: Vec<_> = world
            .content
            .questions
            .iter()
            .filter(|card| !reserved || !NOT_RESERVED.contains(&card.theme.as_str()))
            .collect();
        cards.sort_by_cached_key(|card| shuffle(self.evening, &card.id));
        let at = (self.card + self.turn) % cards.len().max(1);
        cards.get(at).copied()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let (speaker, listener) = (self.speaker(), self.speaker().other());
        let (speaks, listens) = (world.archive.name(speaker), world.archive.name(listener));
        match self.page {
            Page::Speak => Prompt::new(
                "Listening",
                format!("{speaks} speaks, {listens} listens."),
                Ask::While { seconds: TURN },
            )
            .line("Anything at all: the day, the body, a small thing.")
            .line("Silence counts too."),
            Page::SayBack => {
                Prompt::new("Listening", format!("{listens}, you could say back what you heard."), Ask::Go)
                    .line("In your own words, without mending anything.")
                    .line(format!("{speaks} can add what was missing."))
            }
            Page::Question => {
                let card =
                    self.card(world).map_or("What would you like me to know?", |card| card.text.as_str());
                Prompt::new("Listening", card, Ask::Go)
                    .line(format!("{listens} could ask this. {speaks} answers as far as feels right."))
                    .line("Not answering is an answer too.")
                    .extra(Extra::Others)
            }
        }
        .at(self.turn + 1, 2)
        .extra(Extra::Skip)
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let next =
            |turn, page, card| Step::page(Flow::Listening(Self { evening: self.evening, turn, page, card }));
        match (self.page, answer) {
            (_, Answer::Extra(Extra::Skip, _)) => OffersFlow::step(self.evening, world),
            (Page::Speak, Answer::Go) => next(self.turn, Page::SayBack, self.card),
            (Page::SayBack, Answer::Go) => next(self.turn, Page::Question, self.card),
            (Page::Question, Answer::Extra(Extra::Others, _)) => {
                next(self.turn, Page::Question, self.card + 2)
            }
            (Page::Question, Answer::Go) if self.turn == 0 => next(1, Page::Speak, self.card),
            (Page::Question, Answer::Go) => OffersFlow::step(self.evening, world),
            _ => Step::not_asked(),
        }
    }
}
