//! Cards to say to each other, one at a time. Nothing is typed and nothing is kept.

use super::Go;
use crate::domain::content::{SaidFor, shuffle};
use crate::domain::flow::{Answer, Ask, Extra, Prompt, World};

/// Which card is looked at.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Page {
    /// One of the five questions, in their order.
    Question(usize),
    /// A thank-you to finish.
    Thanks(usize),
    /// Something silly.
    Playful(usize),
}

impl Page {
    pub(super) fn prompt(self, world: World<'_>) -> Prompt {
        let content = world.content;
        match self {
            Self::Question(at) => {
                let card = content.aloud.get(at).map_or("", |card| &card.text);
                Prompt::new("Out loud", card, Ask::Go)
                    .at(at + 1, content.aloud.len())
                    .line("One asks, one answers, and then the other way round.")
                    .line("Not answering is an answer too.")
            }
            Self::Thanks(at) => Prompt::new("Out loud", thanks(at, world), Ask::Go)
                .line("Whoever likes could finish it, and then the other."),
            Self::Playful(at) => {
                let cards = content.talk.iter().filter(|card| card.said_for == SaidFor::Play);
                let cards = cards.map(|card| (&card.id, &card.text));
                Prompt::new("Something playful", some(cards, at, world), Ask::Go)
                    .line("A minute or five, lying down if that is kinder.")
            }
        }
        .note("Nothing is written down.")
        .extra(Extra::Others)
    }

    pub(super) fn answer(self, answer: &Answer, world: World<'_>) -> Go {
        let to = |page| Go::To(super::Page::Aloud(page));
        match (self, answer) {
            (Self::Question(at), Answer::Go) if at + 1 < world.content.aloud.len() => {
                to(Self::Question(at + 1))
            }
            (_, Answer::Go) => Go::Onward(super::Page::Door),
            (Self::Question(_), Answer::Extra(Extra::Others, _)) => to(Self::Thanks(0)),
            (Self::Thanks(at), Answer::Extra(Extra::Others, _)) => to(Self::Thanks(at + 1)),
            (Self::Playful(at), Answer::Extra(Extra::Others, _)) => to(Self::Playful(at + 1)),
            _ => Go::not_asked(),
        }
    }
}

/// A thank-you to finish, of those of this evening.
pub(in crate::domain::flow) fn thanks(at: usize, world: World<'_>) -> &str {
    some(world.content.appreciation.iter().map(|card| (&card.id, &card.text)), at, world)
}

/// One of some cards, in the order of this evening and round.
pub(super) fn some<'a>(
    cards: impl Iterator<Item = (&'a String, &'a String)>,
    at: usize,
    world: World<'_>,
) -> &'a str {
    let mut cards: Vec<_> = cards.collect();
    cards.sort_by_cached_key(|(id, _)| shuffle(world.evening(), id));
    cards.get(at % cards.len().max(1)).map_or("", |(_, text)| text.as_str())
}
