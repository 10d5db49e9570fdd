//! How the pages of a turn stood when they were left: going back, adding a wish of one's own or
//! reading what to watch for takes nothing away. It is gone with the turn.

use crate::domain::flow::{Answer, Ask, Prompt};

/// Each page, by its words, with the answer it stood at.
#[derive(Default)]
pub(super) struct Stood(Vec<Standing>);

/// How one page stood.
struct Standing {
    title: &'static str,
    question: String,
    lines: Vec<String>,
    ask: Ask,
    /// Whether it is gone once the one thing it belongs to is kept.
    of_one_thing: bool,
}

impl Standing {
    fn is_of(&self, prompt: &Prompt) -> bool {
        self.title == prompt.title && self.question == prompt.question && self.lines == prompt.lines
    }
}

impl Stood {
    /// Notes that `prompt` stands at `answer`.
    pub(super) fn note(&mut self, prompt: &Prompt, answer: &Answer) {
        let mut ask = prompt.ask.clone();
        if !prompt.begins_empty && ask.stand_at(answer) {
            let Prompt { title, question, lines, of_one_thing, .. } = prompt.clone();
            self.0.retain(|one| !one.is_of(prompt));
            self.0.push(Standing { title, question, lines, ask, of_one_thing });
        }
    }

    /// Nothing leads back any more: what belonged to one thing is not there for the next.
    pub(super) fn is_past(&mut self) {
        self.0.retain(|one| !one.of_one_thing);
    }

    /// Puts what was noted of the same page back into it, each tick and mark by its own words.
    pub(super) fn put_back(&self, prompt: &mut Prompt) {
        let noted = self.0.iter().find(|one| one.is_of(prompt));
        match (noted.map(|one| &one.ask), &mut prompt.ask) {
            (Some(Ask::Scale(noted)), Ask::Scale(ask)) => ask.chosen = noted.chosen,
            (Some(Ask::OneOf(noted)), Ask::OneOf(ask)) if noted.choices.len() == ask.choices.len() => {
                ask.first = noted.first;
            }
            (Some(Ask::AnyOf(noted)), Ask::AnyOf(ticks)) => {
                for tick in ticks {
                    tick.on = noted.iter().find(|one| one.label == tick.label).map_or(tick.on, |one| one.on);
                }
            }
            (Some(Ask::Marks(noted)), Ask::Marks(wishes)) => {
                for wish in wishes {
                    wish.mark =
                        noted.iter().find(|one| one.label == wish.label).map_or(wish.mark, |one| one.mark);
                }
            }
            (Some(Ask::Line { start: noted, .. }), Ask::Line { start, .. }) => start.clone_from(noted),
            _ => {}
        }
    }
}
