//! The rules about how it was afterwards: said by each of their own body, in their own file, and in
//! the month only as far as they show it.

use std::sync::Arc;

use crate::domain::after_effect::{AfterChange, AfterEffect, AskedAfter};
use crate::domain::archive::{Archive, MonthKind, OwnKind, Slot};
use crate::domain::change::Refusal;
use crate::domain::people::Person;
use crate::domain::record::Mint;
use crate::domain::time::Evening;

impl Archive {
    pub(super) fn after_changed(
        &mut self,
        person: Person,
        change: &AfterChange,
        today: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        match change {
            AfterChange::Asked(about) if *about < today => {
                let asked = AskedAfter { about: *about, on: today };
                Arc::make_mut(&mut self.tonight[person]).asked_after = Some(asked);
            }
            AfterChange::Asked(_) => return Err(Refusal::NotThere),
            AfterChange::Keep(said) => self.keep_after(person, said, today, mint)?,
            AfterChange::Show(evening) => {
                let said = self.after_effect_of(person, *evening).ok_or(Refusal::NotThere)?;
                let shown = MonthKind::After(said.shown_by(person));
                let same = |kind: &MonthKind| kind.is_after_of(person, *evening);
                self.month_mut(evening.month())?.records.put(mint, same, shown);
            }
            AfterChange::Cover(evening) => {
                if !self.cover_after(person, *evening)? {
                    return Err(Refusal::NothingShown);
                }
            }
            AfterChange::Forget(evening) => self.forget_after(person, *evening)?,
            AfterChange::Ask(on) => {
                let same = |kind: &OwnKind| matches!(kind, OwnKind::AskAfter { .. });
                self.put_own(person, mint, same, OwnKind::AskAfter { on: *on });
            }
        }
        Ok(())
    }

    /// Keeps what was said of an evening here that is over. What was shown of it and is no longer
    /// so is covered: what the other reads is what its owner says.
    fn keep_after(
        &mut self,
        person: Person,
        said: &AfterEffect,
        today: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let evening = said.evening;
        if self.month(evening.month()).is_none() {
            return Err(Refusal::Needs(evening.month()));
        }
        let known = self.after_effect_of(person, evening).is_some();
        let over = evening < today && (known || self.was_here(evening));
        if !over || said.hardest().is_none() {
            return Err(Refusal::NotThere);
        }
        self.put_own(person, mint, |kind| kind.is_after(evening), OwnKind::After(said.clone()));
        self.after_effects_settled(person);
        Ok(())
    }

    /// Takes what this person said of an evening out of their file and of the month, and of every
    /// backup of them.
    fn forget_after(&mut self, person: Person, evening: Evening) -> Result<(), Refusal> {
        self.after_effect_of(person, evening).ok_or(Refusal::NotThere)?;
        self.cover_after(person, evening)?;
        Arc::make_mut(&mut self.own[person]).erase(|kind| kind.is_after(evening));
        Ok(())
    }

    /// Says whether there was something to cover. A month that says nothing of it stays as it is.
    fn cover_after(&mut self, person: Person, evening: Evening) -> Result<bool, Refusal> {
        let month = evening.month();
        let here = self.month(month).ok_or(Refusal::Needs(month))?;
        let same = |kind: &MonthKind| kind.is_after_of(person, evening);
        Ok(here.records.known().any(|record| same(&record.what)) && self.month_mut(month)?.erase(same))
    }

    /// Covers whatever `person` shows and would not say any more: a cut may have come between the
    /// two files, and only its owner shows anything.
    pub(in crate::domain) fn after_effects_settled(&mut self, person: Person) {
        let said: Vec<AfterEffect> = self.after_effects_of(person).cloned().collect();
        let past = |kind: &MonthKind| match kind {
            MonthKind::After(shown) if shown.person == person => {
                said.iter().any(|one| one.evening == shown.evening && !shown.still_is(one))
            }
            _ => false,
        };
        for slot in self.months.values_mut() {
            if let Slot::Here(month) = slot
                && month.records.known().any(|record| past(&record.what))
            {
                Arc::make_mut(month).erase(past);
            }
        }
    }
}

impl OwnKind {
    fn is_after(&self, evening: Evening) -> bool {
        matches!(self, Self::After(one) if one.evening == evening)
    }
}
