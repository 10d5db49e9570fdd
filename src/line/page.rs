//! A page while it is answered, and how it stood when it was left.

use crate::domain::flow::{Ask, Mark, Prompt};

use super::read::Field;

/// A prompt with what was typed at it so far.
pub(super) struct Page {
    pub prompt: Prompt,
    pub field: Field,
}

impl Page {
    pub fn new(prompt: Prompt) -> Self {
        let field = Field::new(&prompt.ask);
        Self { prompt, field }
    }

    /// What is marked or ticked, by its words: adding a wish of one's own moves its place.
    fn marks(&self) -> Vec<(&str, Mark)> {
        let tick = |on| if on { Mark::Like } else { Mark::Open };
        match (&self.prompt.ask, &self.field) {
            (Ask::Marks(wishes), Field::Marks { marks, .. }) => {
                wishes.iter().map(|wish| wish.label.as_str()).zip(marks.iter().copied()).collect()
            }
            (Ask::AnyOf(ticks), Field::Ticks(on)) => {
                ticks.iter().map(|one| one.label.as_str()).zip(on.iter().copied().map(tick)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// How each page of marks or ticks stood when it was left in this turn. Going back, adding a wish
/// or reading what to watch for takes nothing away.
#[derive(Default)]
pub(super) struct Left(Vec<(String, Vec<(String, Mark)>)>);

impl Left {
    /// Notes how `page` stands.
    pub fn note(&mut self, page: &Page) {
        let marks: Vec<_> = page.marks().into_iter().map(|(label, mark)| (label.to_owned(), mark)).collect();
        if !marks.is_empty() {
            self.0.retain(|(question, _)| *question != page.prompt.question);
            self.0.push((page.prompt.question.clone(), marks));
        }
    }

    /// Puts what was noted back into the same page.
    pub fn put_back(&self, page: &mut Page) {
        let Some((_, left)) = self.0.iter().find(|(question, _)| *question == page.prompt.question) else {
            return;
        };
        let noted = |label: &str| left.iter().find(|(known, _)| known == label).map(|(_, mark)| *mark);
        match (&page.prompt.ask, &mut page.field) {
            (Ask::Marks(wishes), Field::Marks { marks, .. }) => {
                for (wish, mark) in wishes.iter().zip(marks) {
                    *mark = noted(&wish.label).unwrap_or(*mark);
                }
            }
            (Ask::AnyOf(ticks), Field::Ticks(on)) => {
                for (tick, on) in ticks.iter().zip(on) {
                    *on = noted(&tick.label).map_or(*on, |mark| mark == Mark::Like);
                }
            }
            _ => {}
        }
    }
}
