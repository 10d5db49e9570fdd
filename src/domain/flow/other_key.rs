//! vault.json names a key that is not the one known here. Nothing is saved for it before the two
//! have said that it was them.

use super::deed::Deed;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Purpose, Step, Then, World};
use crate::domain::other_key::OtherKey;
use crate::domain::people::Person;
use crate::domain::private::unprinted;
use crate::domain::secret::Secret;

/// The key, and what it stood in the way of.
#[derive(Clone, PartialEq)]
pub struct AnotherKey {
    found: OtherKey,
    turn: Option<Asked>,
}

/// A turn that was to open, and what was typed for that.
#[derive(Clone, PartialEq)]
pub struct Asked {
    /// Whose turn.
    pub person: Person,
    /// For what.
    pub purpose: Purpose,
    /// Their passphrase; it is wiped with the page.
    pub secret: Secret,
}

unprinted!(AnotherKey, Asked);

impl AnotherKey {
    /// The page. Where there is no such key, nothing is to be chosen.
    #[must_use]
    pub fn begin(found: Option<OtherKey>) -> Then {
        found.map_or(Then::Home(None), |found| Then::Onward(Flow::AnotherKey(Self { found, turn: None })))
    }

    /// The same, in the way of a turn.
    #[must_use]
    pub fn before(found: OtherKey, asked: Asked) -> Flow {
        Flow::AnotherKey(Self { found, turn: Some(asked) })
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let archive = world.archive;
        let (whose, other) = (archive.name(self.found.whose), archive.name(self.found.whose.other()));
        let stay = match &self.turn {
            None => Choice::noted("Keep looking only", "as now"),
            Some(asked) => Choice::noted(
                "Leave it locked",
                format!("{}'s turn stays closed", archive.name(asked.person)),
            ),
        };
        let go_on = if self.found.own {
            Choice::noted("It was us: go on with the key that opened", "vault.json is made anew with it")
        } else {
            Choice::noted("It was us: go on with the new key", format!("it is noted as {whose}'s"))
        };
        let ask = Ask::OneOf(OneOf::new(vec![stay, go_on]));
        let prompt = if self.found.own {
            Prompt::new("Another key", format!("vault.json names another key for {whose}."), ask)
                .line("It is not the one that has just opened this.")
                .line("It may be an older copy of that file, put back.")
                .line("Or somebody changed it, to read along.")
        } else {
            Prompt::new("Another key", format!("vault.json names another key for {whose}."), ask)
                .line(format!("{other}'s own file remembers a different one."))
                .line(format!("{whose} may have set a passphrase from scratch."))
                .line("Or somebody changed that file, to read along.")
                .line(format!("Asking {whose} first is a good idea."))
        };
        prompt.note("Nothing is saved for that key before you choose.").note("Everything is still there.")
    }

    pub(super) fn answer(&self, answer: Answer) -> Step {
        match answer {
            Answer::Pick(0) => {
                Step::on(Then::Home(Some("Nothing is changed. It can be chosen at any time.".into())))
            }
            Answer::Pick(1) => {
                Step::on(Then::Deed(Deed::TakeKey(self.found.clone(), self.turn.clone().map(Box::new))))
            }
            _ => Step::not_asked(),
        }
    }
}
