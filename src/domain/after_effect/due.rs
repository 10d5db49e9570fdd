//! When somebody is asked how it was afterwards: what is kept anyway decides, that there was an
//! evening here, and never what it held.

use chrono::Days;

use super::{AfterEffect, Asking};
use crate::domain::archive::{Archive, MonthKind, OwnKind};
use crate::domain::people::{Person, Turn};
use crate::domain::plan::SmallStep;
use crate::domain::time::Evening;

/// The last day after an evening here on which it is asked about; later ones ask nothing of it.
pub const LAST_DAY: i64 = 3;
/// The first day on which it is asked about once more.
const LATER_FROM: i64 = 2;

impl Archive {
    /// About which evening, and for which time, the person whose turn it is is asked on `today`.
    ///
    /// It is the last evening here before this one, and only where they took part. Whoever said
    /// nothing of it is not asked again; whoever was asked first when two days had passed already
    /// has said how it is by then.
    #[must_use]
    pub fn after_due(&self, turn: &Turn, today: Evening) -> Option<(Evening, Asking)> {
        let person = turn.person();
        let about = self.last_here(today).filter(|_| self.asks_after(turn))?;
        let asked = self.tonight[person].asked_after.filter(|asked| asked.about == about);
        match (self.after_effect_of(person, about), asked) {
            (None, None) => Some((about, Asking::Next)),
            (Some(said), Some(asked)) => {
                let once = said.later.is_none() && asked.on.days_since(about) < LATER_FROM;
                (once && today.days_since(about) >= LATER_FROM).then_some((about, Asking::Later))
            }
            (None, Some(_)) | (Some(_), None) => None,
        }
    }

    /// The last evening here before `today` that is not past asking, where everyone who is set up
    /// took part. A month that is not read has none.
    fn last_here(&self, today: Evening) -> Option<Evening> {
        let before = |days: i64| today.0.checked_sub_days(Days::new(days.unsigned_abs())).map(Evening);
        let evening = (1..=LAST_DAY).filter_map(before).find(|evening| self.took_part(*evening) > 0)?;
        (self.took_part(evening) >= self.people().count()).then_some(evening)
    }

    /// How many checked in and looked on `evening`. The names of their check-ins say how many, not
    /// who, so where one alone did before the other came nobody is asked.
    fn took_part(&self, evening: Evening) -> usize {
        let month = self.month(evening.month()).unwrap_or_default();
        let round = |kind: &MonthKind| match kind {
            MonthKind::Evening { evening: one, round, .. } if *one == evening => Some(round.len()),
            _ => None,
        };
        month.records.find(round).unwrap_or_default()
    }

    /// Whether there was an evening here that was looked at.
    pub(in crate::domain) fn was_here(&self, evening: Evening) -> bool {
        self.took_part(evening) > 0
    }

    /// Whether the person whose turn it is is asked how it was afterwards.
    #[must_use]
    pub fn asks_after(&self, turn: &Turn) -> bool {
        let on = |kind: &OwnKind| match kind {
            OwnKind::AskAfter { on } => Some(*on),
            _ => None,
        };
        self.own[turn.person()].records.find(on).unwrap_or(true)
    }

    /// What the person whose turn it is said of evenings, the newest first.
    #[must_use]
    pub fn after_effects(&self, turn: &Turn) -> Vec<AfterEffect> {
        let mut all: Vec<AfterEffect> = self.after_effects_of(turn.person()).cloned().collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.evening));
        all
    }

    /// What the person whose turn it is said of `evening`.
    #[must_use]
    pub fn after_effect(&self, turn: &Turn, evening: Evening) -> Option<&AfterEffect> {
        self.after_effect_of(turn.person(), evening)
    }

    /// Whether the person whose turn it is shows what they said of `evening`. `None` where that
    /// month is not read yet.
    #[must_use]
    pub fn shows_after(&self, turn: &Turn, evening: Evening) -> Option<bool> {
        let month = self.month(evening.month())?;
        Some(month.records.known().any(|record| record.what.is_after_of(turn.person(), evening)))
    }

    pub(in crate::domain) fn after_effect_of(
        &self,
        person: Person,
        evening: Evening,
    ) -> Option<&AfterEffect> {
        self.after_effects_of(person).find(|one| one.evening == evening)
    }

    /// Whether `person` was worse after an evening since the step has its size, or since a
    /// treatment or a harder patch began its days anew.
    pub(in crate::domain) fn holds_back(&self, person: Person, step: &SmallStep) -> bool {
        let since = self.held_up().chain([step.since]).max().unwrap_or(step.since);
        self.after_effects_of(person).any(|one| one.is_worse() && one.evening >= since)
    }

    pub(in crate::domain) fn after_effects_of(&self, person: Person) -> impl Iterator<Item = &AfterEffect> {
        self.own[person].records.known().filter_map(|record| match &record.what {
            OwnKind::After(one) => Some(one),
            _ => None,
        })
    }
}
