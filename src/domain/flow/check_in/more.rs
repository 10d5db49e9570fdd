//! How a turn ends: with a small step where one is due, stay here or a little more, and the
//! hand-over.

use super::{CheckInFlow, Page};
use crate::domain::change::Change;
use crate::domain::flow::hand_over::HandOver;
use crate::domain::flow::look_together::LookTogether;
use crate::domain::flow::{Answer, Ask, Extra, Flow, OneOf, Prompt, Purpose, Step, Then, World};
use crate::domain::plan::change::PlanChange;
use crate::domain::plan::due::due_step;

/// Where *a little more* stands; staying is before it.
const MORE: usize = 1;

impl CheckInFlow {
    /// A step is asked about where one is due, and that it was asked is noted with whatever is
    /// kept before: whoever leaves this page stays where they are, and is not asked again.
    pub(super) fn small_step(&self, mut changes: Vec<Change>, world: World<'_>) -> Step {
        let due = due_step(world.archive, &self.turn, self.evening, world.archive.settings.step_days);
        let Some(id) = due else {
            return Step::On { changes, then: self.after(world) };
        };
        let asked = Change::Plan(PlanChange::Asked(self.turn.person(), id.clone()));
        let next = Self { page: Page::More, step: Some(id.clone()), ..self.clone() };
        changes.push(asked);
        Step::On { changes, then: Then::Onward(Flow::CheckIn(Box::new(next))) }
    }

    /// What comes once this person has a waiting check-in.
    pub(super) fn after(&self, world: World<'_>) -> Then {
        let other = self.turn.person().other();
        let round = world.archive.round(self.evening);
        Then::HandOver(if world.archive.alone() || round.has(other) {
            LookTogether::begin(world)
        } else {
            let two_keys = matches!(self.given.first(), Some(Answer::Extra(Extra::TwoKeys, _)));
            let purpose = if two_keys { Purpose::TwoKeys } else { Purpose::CheckIn };
            HandOver::begin(self.turn.person(), self.evening, purpose)
        })
    }

    pub(super) fn more_screen(&self, world: World<'_>) -> Prompt {
        let ask = Ask::OneOf(OneOf::labels(["Stay here", "A little more"]));
        let prompt = Prompt::new("Just for you", "Stay here, or a little more?", ask);
        let Some(step) = self.step.as_ref().and_then(|id| world.archive.step(id)) else { return prompt };
        let prompt = prompt
            .line(format!("{}, {} now.", step.words, step.size()))
            .line(format!("A little more would be: {}.", step.size_at(step.at.saturating_add(1))));
        if world.archive.alone() {
            prompt.note("Both are good answers.")
        } else {
            prompt
                .line("Nobody is told what you say here.")
                .note("It changes only where you both, each alone, like it.")
        }
    }

    /// Staying is the same as not having been asked: nothing is kept of it.
    pub(super) fn more(&self, answer: &Answer, world: World<'_>) -> Step {
        if self.evening < world.evening() {
            return Step::on(Then::Home(None));
        }
        let person = self.turn.person();
        match (answer, &self.step) {
            (Answer::Pick(0), _) => Step::on(self.after(world)),
            (Answer::Pick(MORE), Some(id)) => Step::On {
                changes: vec![Change::Plan(PlanChange::More(person, id.clone()))],
                then: self.after(world),
            },
            _ => Step::not_asked(),
        }
    }
}
