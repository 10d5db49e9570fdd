//! From one to the other: the answers leave the screen, and the laptop changes hands.

use super::offers::OffersFlow;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Purpose, Step, Then, World};
use crate::domain::people::Person;
use crate::domain::time::Evening;

/// Leaving it stands first: the Enter that ended one turn never opens the other's.
const LEAVE: usize = 1;

/// What stands on the screen while the laptop is passed.
#[derive(Clone, PartialEq)]
pub struct HandOver {
    from: Person,
    evening: Evening,
    /// What the other's turn would be for.
    purpose: Purpose,
}

impl HandOver {
    /// The page after `from` finished, before a turn of the other for `purpose`.
    #[must_use]
    pub fn begin(from: Person, evening: Evening, purpose: Purpose) -> Flow {
        Flow::HandOver(Self { from, evening, purpose })
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let (from, to) = (world.archive.name(self.from), world.archive.name(self.from.other()));
        let choices = vec![
            Choice::plain(format!("I am {to}, and I am ready")),
            Choice::plain("Leave it for now"),
            Choice::noted("Only one of us tonight", "quiet things for one evening"),
        ];
        Prompt::new(
            "Thank you",
            format!("Thank you, {from}."),
            Ask::OneOf(OneOf { choices, first: LEAVE, quick: false }),
        )
        .line(if world.archive.has_passphrase(self.from) {
            "Your answers are out of sight, and locked: only you can open them."
        } else {
            "Your answers are out of sight, kept for you."
        })
        .line(format!("Now the laptop could go to {to}, who chooses alone what to show."))
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match answer {
            Answer::Pick(0) => Step::on(Then::Turn(self.from.other(), self.purpose)),
            Answer::Pick(LEAVE) => {
                Step::on(Then::Home(Some("A good place to stop. It is kept for you.".into())))
            }
            Answer::Pick(2) => OffersFlow::for_one(self.evening, world),
            _ => Step::not_asked(),
        }
    }
}
