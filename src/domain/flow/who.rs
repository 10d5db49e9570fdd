//! Who is at the keyboard: where every turn begins.

use super::look_together::LookTogether;
use super::offers::OffersFlow;
use super::twilight::Twilight;
use super::{Answer, Ask, Flow, OneOf, Prompt, Purpose, Step, Then, World};

/// Asks who takes a turn, or what comes next once both looked.
#[derive(Clone, PartialEq)]
pub enum Who {
    /// Who is it?
    Here(Purpose),
    /// They looked together already; what now?
    AfterLooking,
}

impl Who {
    /// Where an evening goes on: a turn, looking together, or what comes after.
    #[must_use]
    pub fn evening(world: World<'_>) -> Then {
        let round = world.archive.round(world.evening());
        if round.looked() {
            Then::Page(Flow::Who(Self::AfterLooking))
        } else if round.complete() {
            Then::Page(LookTogether::begin(world))
        } else {
            Self::turn(Purpose::CheckIn, world)
        }
    }

    /// Opens a turn; asks whose where there are two.
    #[must_use]
    pub fn turn(purpose: Purpose, world: World<'_>) -> Then {
        if world.archive.alone() {
            Then::Turn(world.archive.first(), purpose)
        } else {
            Then::Page(Flow::Who(Self::Here(purpose)))
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        match self {
            Self::Here(purpose) => {
                let names = world.archive.people().map(|person| world.archive.name(person));
                let question = match purpose {
                    Purpose::CheckIn | Purpose::TwoKeys => "Who takes a turn now?",
                    _ => "Who is it?",
                };
                Prompt::new(purpose.title(), question, Ask::OneOf(OneOf::labels(names)))
                    .line("This part is for one of you alone.")
                    .line("The other could look away, or make some tea.")
            }
            Self::AfterLooking => {
                let alone = world.archive.alone();
                let (question, again) = if alone {
                    ("You checked in this evening.", "Check in again")
                } else {
                    ("You looked together this evening.", "One of us checks in again")
                };
                let labels = ["What tonight could hold", "The quiet ending", again, "Leave it for now"];
                Prompt::new("Tonight", question, Ask::OneOf(OneOf::labels(labels)))
                    .line("Nothing more is needed. Here is what there could be.")
            }
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let Answer::Pick(at) = answer else { return Step::not_asked() };
        match (self, at) {
            (Self::Here(purpose), at) => match world.archive.people().nth(at) {
                Some(person) => Step::on(Then::Turn(person, *purpose)),
                None => Step::not_asked(),
            },
            (Self::AfterLooking, 0) => OffersFlow::step(world.evening(), world),
            (Self::AfterLooking, 1) => Twilight::step(world.evening(), world.archive.alone()),
            (Self::AfterLooking, 2) => Step::on(Self::turn(Purpose::CheckIn, world)),
            (Self::AfterLooking, 3) => Step::on(Then::Home(None)),
            (Self::AfterLooking, _) => Step::not_asked(),
        }
    }
}
