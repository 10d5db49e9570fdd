//! When a small step may become a little longer: after enough days, where both, each alone, would
//! like it. Nothing here looks at how many evenings there were.

use super::SmallStep;
use crate::domain::archive::{Archive, CoupleKind, HowItIs, OwnKind};
use crate::domain::people::{Person, Turn};
use crate::domain::record::Id;
use crate::domain::time::Evening;

/// For how many days a step rests after a step on.
pub const REST_DAYS: i64 = 30;

impl SmallStep {
    /// Whether it still rests after a step on.
    #[must_use]
    pub fn rests(&self, evening: Evening) -> bool {
        self.stepped_on && evening.days_since(self.since) < REST_DAYS
    }

    /// The same from `evening` on, in another size or state. A rest that is not over begins anew:
    /// a step back and on again is no shorter way.
    pub(in crate::domain) fn anew(&self, evening: Evening) -> Self {
        Self { since: evening, stepped_on: self.rests(evening), ..self.clone() }
    }
}

/// The small step that the person whose turn it is may be asked about on `evening`, where steps
/// are asked about after so many days.
///
/// Both are asked in the same stretch of days, counted from what both know, and once in each.
/// Whoever begins the same evening anew is asked anew.
#[must_use]
pub fn due_step<'a>(archive: &'a Archive, turn: &Turn, evening: Evening, waiting_days: u8) -> Option<&'a Id> {
    let person = turn.person();
    let (id, over) = archive.step_due(evening, waiting_days).filter(|_| archive.asks_steps_of(person))?;
    if archive.is_held(person, id) {
        return None;
    }
    let Some(asked) = archive.asked_of(person, id) else { return Some(id) };
    let (waiting, since) = (i64::from(waiting_days.max(1)), evening.days_since(asked));
    // Two who missed each other in one stretch come together in the next: days since somebody was
    // asked alone would keep them apart for ever.
    let stretch = |over: i64| over.div_euclid(waiting);
    let again = since == 0 || (since * 2 >= waiting && stretch(over) > stretch(over - since));
    again.then_some(id)
}

impl Archive {
    /// The one small step that could move on `evening`, and for how many days it could have: what
    /// both know decides, and nothing else. Of several it is the one that changed longest ago.
    fn step_due(&self, evening: Evening, waiting_days: u8) -> Option<(&Id, i64)> {
        let waiting = i64::from(waiting_days);
        let just_moved =
            |(_, step): (_, &SmallStep)| step.stepped_on && evening.days_since(step.since) < waiting;
        if self.steps().any(just_moved) {
            return None;
        }
        let quiet = self.held_up().map(|since| evening.days_since(since) - waiting).min().unwrap_or(i64::MAX);
        let over = |step: &SmallStep| {
            let rest = if step.stepped_on { waiting.max(REST_DAYS) } else { waiting };
            quiet.min(evening.days_since(step.since) - rest)
        };
        let can = |step: &SmallStep| {
            step.goes_on() && step.at < step.largest() && !self.waits(step, evening) && over(step) >= 0
        };
        let due = self.steps().filter(|(_, step)| can(step));
        due.min_by_key(|(id, step)| (step.since, *id)).map(|(id, step)| (id, over(step)))
    }

    /// When a treatment or a harder patch began the days of every step anew.
    pub(in crate::domain) fn held_up(&self) -> impl Iterator<Item = Evening> {
        self.couple.records.known().filter_map(|record| match &record.what {
            CoupleKind::Treatment { noted, .. } => Some(*noted),
            CoupleKind::HarderPatch(patch) => Some(patch.since),
            _ => None,
        })
    }

    /// Whether `person` was worse since that step has its size: then it is not asked of them. For
    /// the other that is the same as staying.
    fn is_held(&self, person: Person, id: &Id) -> bool {
        self.step(id).is_some_and(|step| self.holds_back(person, step))
    }

    /// Whether what this step waits for still binds, under any name it has.
    #[must_use]
    pub fn waits(&self, step: &SmallStep, evening: Evening) -> bool {
        step.waits_for.as_ref().is_some_and(|id| {
            self.couple.records.known().any(|record| match &record.what {
                CoupleKind::Restriction(one) => one.binds(evening) && record.names().any(|name| name == id),
                _ => false,
            })
        })
    }

    /// The step that is a little longer once both look together: the one that may move, where each
    /// of them, alone, said so in this very round.
    pub(in crate::domain) fn step_that_moves(&self, evening: Evening) -> Option<&Id> {
        let round = self.round(evening);
        if !round.complete() || round.looked() {
            return None;
        }
        let (id, _) = self.step_due(evening, self.settings.step_days)?;
        let says_more = |person| self.tonight[person].more.contains(id) && !self.is_held(person, id);
        self.people().all(says_more).then_some(id)
    }

    /// Whether `person` can say a little more of `id` on `evening`.
    pub(in crate::domain) fn may_say_more(&self, person: Person, id: &Id, evening: Evening) -> bool {
        let due = self.step_due(evening, self.settings.step_days);
        due.is_some_and(|(due, _)| due == id) && !self.is_held(person, id)
    }

    /// Whether the person whose turn it is is asked about small steps.
    #[must_use]
    pub fn asks_steps(&self, turn: &Turn) -> bool {
        self.asks_steps_of(turn.person())
    }

    fn asks_steps_of(&self, person: Person) -> bool {
        let own = &self.own[person].records;
        let said = own.find(|kind| match kind {
            OwnKind::Steps { on } => Some(*on),
            _ => None,
        });
        let still = |kind: &OwnKind| match kind {
            OwnKind::How { is } => Some(matches!(is, HowItIs::Stays | HowItIs::MayGetHarder)),
            _ => None,
        };
        said.unwrap_or_else(|| !own.find(still).unwrap_or(false))
    }

    fn asked_of(&self, person: Person, id: &Id) -> Option<Evening> {
        self.own[person].records.find(|kind| match kind {
            OwnKind::AskedStep(asked) if asked.step == *id => Some(asked.asked),
            _ => None,
        })
    }
}
