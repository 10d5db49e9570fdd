//! The rules about a plan: how a step begins, goes back, rests and moves, and what either hands over.

use std::sync::Arc;

use crate::domain::archive::{Archive, CoupleKind, OwnKind};
use crate::domain::change::Refusal;
use crate::domain::check_in::CheckIn;
use crate::domain::people::Person;
use crate::domain::plan::change::{PlanChange, StepWords};
use crate::domain::plan::{AskedStep, ForTheOther, InvitingWeeks, Role, SmallStep, StepState, week_of};
use crate::domain::record::{Id, Mint};
use crate::domain::text;
use crate::domain::time::Evening;

impl Archive {
    /// Whatever waited for one thing to mind waits for another: the same, said another way.
    pub(super) fn wait_for_instead(&mut self, before: &Id, anew: &Id, mint: &mut dyn Mint) {
        let waiting: Vec<(Id, SmallStep)> = self
            .steps()
            .filter(|(_, step)| step.waits_for.as_ref() == Some(before))
            .map(|(id, step)| (id.clone(), SmallStep { waits_for: Some(anew.clone()), ..step.clone() }))
            .collect();
        for (id, step) in waiting {
            self.put_step(&id, step, mint);
        }
    }

    pub(super) fn plan_changed(
        &mut self,
        change: &PlanChange,
        evening: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        match change {
            PlanChange::AddStep(words, at) => {
                let mut step = begun(sound(words)?, evening);
                step.at = (*at).min(step.largest());
                self.put_couple(mint, |_| false, CoupleKind::Step(step));
            }
            PlanChange::EditStep(id, words) => {
                let StepWords { words, sizes, waits_for } = sound(words)?;
                let step = self.known_step(id)?;
                let same = sizes == step.sizes;
                let step = if same { step.clone() } else { SmallStep { at: 0, sizes, ..step.anew(evening) } };
                self.put_step(id, SmallStep { words, waits_for, ..step }, mint);
            }
            PlanChange::StepBack(id) => {
                let step = self.known_step(id)?;
                let at = step.at.min(step.largest()).checked_sub(1).ok_or(Refusal::Smallest)?;
                let step = SmallStep { at, ..step.anew(evening) };
                self.put_step(id, step, mint);
            }
            PlanChange::StepOn(id) => {
                if self.step_that_moves(evening) != Some(id) {
                    return Err(Refusal::NotThere);
                }
                self.step_on(evening, mint);
            }
            PlanChange::Aside(id, true) => self.put_state(id, StepState::Aside, evening, mint)?,
            PlanChange::OurPlace(id, true) => {
                self.put_state(id, StepState::OurPlace(evening), evening, mint)?;
            }
            PlanChange::Aside(id, false) | PlanChange::OurPlace(id, false) => {
                self.put_state(id, StepState::Going, evening, mint)?;
            }
            PlanChange::WeekSize(size) => {
                let same = |kind: &CoupleKind| matches!(kind, CoupleKind::WeekSize { .. });
                self.put_couple(mint, same, CoupleKind::WeekSize { size: *size });
            }
            PlanChange::AddRole(words, whose) => {
                let words = text::line(words, text::LINE).ok_or(Refusal::NoWords)?;
                let role = Role { words, whose: *whose, binned: None };
                self.put_couple(mint, |_| false, CoupleKind::Role(role));
            }
            PlanChange::HandRole(id, whose) => {
                let role = Role { whose: *whose, ..self.role(id).ok_or(Refusal::NotThere)?.clone() };
                self.rewrite_couple(id, CoupleKind::Role(role), mint);
            }
            PlanChange::Bin(id) => self.bin_planned(id, Some(evening), mint)?,
            PlanChange::Restore(id) => self.bin_planned(id, None, mint)?,
            PlanChange::Erase(id) => {
                let steps = self.steps().map(|(one, step)| (one, step.binned));
                let roles = self.roles().map(|(one, role)| (one, role.binned));
                if !steps.chain(roles).any(|(one, binned)| one == id && binned.is_some()) {
                    return Err(Refusal::NotThere);
                }
                Arc::make_mut(&mut self.couple).erase_named(|one| one == id);
            }
            PlanChange::ForTheOther(from, words) => {
                let same =
                    |kind: &CoupleKind| matches!(kind, CoupleKind::ForTheOther(one) if one.from == *from);
                match text::line(words, text::LINE) {
                    Some(words) => {
                        let one = ForTheOther { from: *from, week: week_of(evening.0), words };
                        self.put_couple(mint, same, CoupleKind::ForTheOther(one));
                    }
                    None => drop(Arc::make_mut(&mut self.couple).take_out(same)),
                }
            }
            PlanChange::Inviting(first) => {
                let same = |kind: &CoupleKind| matches!(kind, CoupleKind::InvitingWeeks(_));
                match first {
                    Some(first) => {
                        let weeks = InvitingWeeks { first: *first, since: week_of(evening.0) };
                        self.put_couple(mint, same, CoupleKind::InvitingWeeks(weeks));
                    }
                    None => drop(Arc::make_mut(&mut self.couple).take_out(same)),
                }
            }
            PlanChange::Rhythm(often) => {
                let same = |kind: &CoupleKind| matches!(kind, CoupleKind::Rhythm { .. });
                self.put_couple(mint, same, CoupleKind::Rhythm { often: *often });
            }
            PlanChange::Asked(person, id) => {
                let same = |kind: &OwnKind| matches!(kind, OwnKind::AskedStep(one) if one.step == *id);
                let asked = AskedStep { step: id.clone(), asked: evening };
                self.put_own(*person, mint, same, OwnKind::AskedStep(asked));
            }
            PlanChange::More(person, id) => self.say_more(*person, id, evening)?,
            PlanChange::AskSteps(person, on) => {
                let same = |kind: &OwnKind| matches!(kind, OwnKind::Steps { .. });
                self.put_own(*person, mint, same, OwnKind::Steps { on: *on });
                if !on && !self.tonight[*person].more.is_empty() {
                    Arc::make_mut(&mut self.tonight[*person]).more.clear();
                }
            }
        }
        Ok(())
    }

    /// The step that both, each alone, would like a little more of is one size longer, and rests.
    pub(super) fn step_on(&mut self, evening: Evening, mint: &mut dyn Mint) {
        let Some(id) = self.step_that_moves(evening).cloned() else { return };
        if let Some(step) = self.step(&id).cloned() {
            let at = (step.at + 1).min(step.largest());
            self.put_step(&id, SmallStep { at, since: evening, stepped_on: true, ..step }, mint);
        }
    }

    /// It belongs to the check-in of this evening, and goes with it.
    fn say_more(&mut self, person: Person, id: &Id, evening: Evening) -> Result<(), Refusal> {
        let here = self.tonight[person].check_in.as_ref().map(CheckIn::evening);
        if here != Some(evening) || !self.may_say_more(person, id, evening) {
            return Err(Refusal::NotThere);
        }
        if !self.tonight[person].more.contains(id) {
            Arc::make_mut(&mut self.tonight[person]).more.push(id.clone());
        }
        Ok(())
    }

    fn known_step(&self, id: &Id) -> Result<&SmallStep, Refusal> {
        self.step(id).ok_or(Refusal::NotThere)
    }

    fn put_step(&mut self, id: &Id, step: SmallStep, mint: &mut dyn Mint) {
        self.rewrite_couple(id, CoupleKind::Step(step), mint);
    }

    fn put_state(
        &mut self,
        id: &Id,
        state: StepState,
        evening: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let step = SmallStep { state, ..self.known_step(id)?.anew(evening) };
        self.put_step(id, step, mint);
        Ok(())
    }

    fn bin_planned(&mut self, id: &Id, binned: Option<Evening>, mint: &mut dyn Mint) -> Result<(), Refusal> {
        let step = self.step(id).map(|step| CoupleKind::Step(SmallStep { binned, ..step.clone() }));
        let role = self.role(id).map(|role| CoupleKind::Role(Role { binned, ..role.clone() }));
        let what = step.or(role).ok_or(Refusal::NotThere)?;
        self.rewrite_couple(id, what, mint);
        Ok(())
    }

    fn rewrite_couple(&mut self, id: &Id, what: CoupleKind, mint: &mut dyn Mint) {
        Arc::make_mut(&mut self.couple).records.rewrite(mint, id, what);
    }
}

/// A step that begins on this evening, at its smallest size.
fn begun(words: StepWords, evening: Evening) -> SmallStep {
    let StepWords { words, sizes, waits_for } = words;
    SmallStep {
        words,
        waits_for,
        sizes,
        at: 0,
        since: evening,
        stepped_on: false,
        state: StepState::Going,
        binned: None,
    }
}

/// The same with every word of it cleaned.
fn sound(words: &StepWords) -> Result<StepWords, Refusal> {
    let line = |words: &String| text::line(words, text::LINE);
    let sizes = words.sizes.iter().filter_map(line).take(SmallStep::MOST_SIZES).collect();
    let waits_for = words.waits_for.clone();
    Ok(StepWords { words: line(&words.words).ok_or(Refusal::NoWords)?, sizes, waits_for })
}
