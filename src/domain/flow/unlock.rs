//! Whoever has a passphrase shows with it that their turn is theirs.

use super::deed::Deed;
use super::{Answer, Ask, Flow, Prompt, Purpose, Step, Then, World};
use crate::domain::people::Person;

/// Asks one person for their passphrase, before their turn opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unlock {
    person: Person,
    purpose: Purpose,
}

impl Unlock {
    /// The page before the turn of `person`.
    #[must_use]
    pub fn begin(person: Person, purpose: Purpose) -> Flow {
        Flow::Unlock(Self { person, purpose })
    }

    pub(super) fn prompt(self, world: World<'_>) -> Prompt {
        let name = world.archive.name(self.person);
        Prompt::new(self.purpose.title(), format!("{name}, your passphrase."), Ask::Secret)
            .note("The key on paper does it too.")
            .note("So does a short code, where you set one this evening.")
            .of(self.person)
    }

    pub(super) fn answer(self, answer: Answer) -> Step {
        match answer {
            Answer::Secret(secret) => Step::on(Then::Deed(Deed::Prove(self.person, self.purpose, secret))),
            _ => Step::not_asked(),
        }
    }
}
