//! What both find welcome: what both marked, and nothing of either's own. Where there is nothing
//! it is one and the same page, whyever that is.

use super::{TITLE, said};
use crate::domain::flow::offers::OffersFlow;
use crate::domain::flow::who::Who;
use crate::domain::flow::{Answer, Ask, Flow, OneOf, Prompt, Purpose, Step, Then, World};
use crate::domain::signal::NO_PROMISE;
use crate::domain::welcome::joint::{Joint, JointPlace};

/// What there is where both marked nothing, for whatever reason.
pub(in crate::domain::flow) const COMPANY: &str = "For now: company, rest, and hands if they are welcome.";

/// What both find welcome.
#[derive(Clone, PartialEq)]
pub struct BothWelcome;

impl BothWelcome {
    /// What both find welcome; one person alone comes to their own list at once.
    #[must_use]
    pub fn begin(world: World<'_>) -> Then {
        if world.archive.alone() {
            Who::turn(Purpose::Welcome, world)
        } else {
            Then::Page(Flow::BothWelcome(Self))
        }
    }

    pub(in crate::domain::flow) fn prompt(world: World<'_>) -> Prompt {
        let joint = world.archive.both_welcome(world.evening());
        let rows = ["One of us marks what is welcome", "What tonight could hold", "Back to Tonight"];
        let question = if joint == Joint::default() { COMPANY } else { "What you both find welcome." };
        let mut prompt = Prompt::new(TITLE, question, Ask::OneOf(OneOf::labels(rows))).note(NO_PROMISE);
        let line = |place: &JointPlace| format!("{}: {}.", place.name, said(&place.kinds, "ask first"));
        prompt.lines.extend(joint.places().iter().map(line));
        prompt
    }

    pub(in crate::domain::flow) fn answer(answer: &Answer, world: World<'_>) -> Step {
        match answer {
            Answer::Pick(0) => Step::on(Who::turn(Purpose::Welcome, world)),
            Answer::Pick(1) => OffersFlow::step(world.evening(), world),
            Answer::Pick(2) => Step::on(Then::Home(None)),
            _ => Step::not_asked(),
        }
    }
}
