//! A page while it is answered.

use crate::domain::flow::{Answer, Prompt};

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

    /// The answer it stands at, where it is one of several parts.
    pub fn standing(&self) -> Option<Answer> {
        match &self.field {
            Field::Whole => None,
            Field::Lines(lines) => Some(Answer::Text(lines.text().to_owned())),
            Field::Ticks(on) => Some(Answer::Ticks(on.clone())),
            Field::Marks { marks, .. } => Some(Answer::Marks(marks.clone())),
            Field::Found { words, .. } => Some(Answer::Find { words: words.clone(), at: None }),
        }
    }
}
