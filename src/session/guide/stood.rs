//! How the pages of a turn stood when they were left: going back, adding a wish of one's own or
//! reading what to watch for takes nothing away. It is gone with the turn.

use crate::domain::flow::{Answer, Ask, Prompt};

/// Each page, by its words, with the answer it stood at.
#[derive(Default)]
pub(super) struct Stood(Vec<(String, Vec<String>, Ask)>);

impl Stood {
    /// Notes that `prompt` stands at `answer`.
    pub(super) fn note(&mut self, prompt: &Prompt, answer: &Answer) {
        let mut ask = prompt.ask.clone();
        if ask.stand_at(answer) {
            self.0.retain(|(question, lines, _)| *question != prompt.question || *lines != prompt.lines);
            self.0.push((prompt.question.clone(), prompt.lines.clone(), ask));
        }
    }

    /// Puts what was noted of the same page back into it, each tick and mark by its own words.
    pub(super) fn put_back(&self, prompt: &mut Prompt) {
        let noted =
            self.0.iter().find(|(question, lines, _)| *question == prompt.question && *lines == prompt.lines);
        match (noted.map(|(_, _, ask)| ask), &mut prompt.ask) {
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
