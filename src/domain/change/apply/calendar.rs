//! The rules about the calendar: what fits on it, what moves between files, and what holds on.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use crate::domain::archive::{Archive, CoupleKind, MonthKind};
use crate::domain::calendar::YEARS;
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::{Entry, EntryAt, Shelf, What};
use crate::domain::calendar::repeat::{Every, Moved, Repeat};
use crate::domain::change::Refusal;
use crate::domain::people::Person;
use crate::domain::record::{Id, Mint};
use crate::domain::time::{Evening, YearMonth};

impl Archive {
    pub(super) fn calendar_changed(
        &mut self,
        change: &CalendarChange,
        evening: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        match change {
            CalendarChange::Add(entry) => {
                let entry = sound(entry)?;
                self.put_entry(Entry { follows: None, from: None, name: None, ..entry }, mint)
            }
            CalendarChange::Edit(at, entry) => self.edit_entry(at, &sound(entry)?, evening, mint),
            CalendarChange::Skip(id, on) => self.except(id, *on, None, mint),
            CalendarChange::Move(id, on, to) => self.except(id, *on, Some(*to), mint),
            CalendarChange::FromHere(id, date, entry) => {
                self.change_from(id, *date, &sound(entry)?, evening, mint)
            }
            CalendarChange::Bin(at) => match self.known_entry(at)? {
                Entry { what: What::OwnRule { .. }, .. } => Err(Refusal::TakesItsOwner),
                entry => self.rewrite_entry(at, Entry { binned: Some(evening), ..entry }, mint),
            },
            CalendarChange::Restore(at) => {
                let entry = self.known_entry(at)?;
                self.rewrite_entry(at, Entry { binned: None, ..entry }, mint)
            }
            CalendarChange::Erase(at) => {
                let entry = self.known_entry(at)?;
                if entry.binned.is_some() { self.erase_entry(at) } else { Err(Refusal::NotThere) }
            }
            CalendarChange::EndRule(person, id) => self.end_rule(*person, id, evening, mint),
            CalendarChange::LiftOut(at) => match self.known_entry(at)?.what {
                What::Window(_) => self.erase_entry(at),
                _ => Err(Refusal::NotThere),
            },
            CalendarChange::KeptWindow(at) => {
                let mut entry = self.known_entry(at)?;
                let What::Window(window) = &mut entry.what else { return Err(Refusal::NotThere) };
                window.kept = true;
                self.rewrite_entry(at, entry, mint)
            }
            CalendarChange::KeptRitual(ritual, evening, on) => {
                let month = self.month_mut(evening.month())?;
                let kept = MonthKind::Kept { ritual: ritual.clone(), evening: *evening };
                if *on {
                    month.records.put(mint, |kind| *kind == kept, kept.clone());
                } else {
                    month.take_out(|kind| *kind == kept);
                }
                Ok(())
            }
        }
    }

    /// The entry of that name, where its month is read.
    fn known_entry(&self, at: &EntryAt) -> Result<Entry, Refusal> {
        if let Shelf::Month(month) = at.shelf
            && self.month(month).is_none()
        {
            return Err(Refusal::Needs(month));
        }
        self.entry(at).ok_or(Refusal::NotThere)
    }

    fn put_entry(&mut self, entry: Entry, mint: &mut dyn Mint) -> Result<(), Refusal> {
        match entry.shelf() {
            Shelf::Couple => {
                Arc::make_mut(&mut self.couple).records.add(mint, CoupleKind::Entry(entry));
            }
            Shelf::Month(month) => {
                self.month_mut(month)?.records.add(mint, MonthKind::Entry(entry));
            }
        }
        Ok(())
    }

    fn rewrite_entry(&mut self, at: &EntryAt, entry: Entry, mint: &mut dyn Mint) -> Result<(), Refusal> {
        match at.shelf {
            Shelf::Couple => {
                let couple = Arc::make_mut(&mut self.couple);
                couple.records.rewrite(mint, &at.id, CoupleKind::Entry(entry));
            }
            Shelf::Month(month) => {
                self.month_mut(month)?.records.rewrite(mint, &at.id, MonthKind::Entry(entry));
            }
        }
        Ok(())
    }

    fn erase_entry(&mut self, at: &EntryAt) -> Result<(), Refusal> {
        match at.shelf {
            Shelf::Couple => Arc::make_mut(&mut self.couple).erase_named(|id| *id == at.id),
            Shelf::Month(month) => self.month_mut(month)?.erase_named(|id| *id == at.id),
        };
        Ok(())
    }

    /// Writes an entry anew where it is, or in the file that it belongs into now: the new one is
    /// written first and names the old one, so that a cut between the two loses nothing. What
    /// protects an evening goes into the bin instead, where it holds through this one.
    fn edit_entry(
        &mut self,
        at: &EntryAt,
        entry: &Entry,
        evening: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let before = self.known_entry(at)?;
        let name = before.name.clone().or_else(|| Some(at.id.clone()));
        let entry = Entry { follows: before.follows.clone(), ..entry.clone() };
        if matches!(before.what, What::OwnRule { .. }) {
            return Err(Refusal::TakesItsOwner);
        }
        if before.protects() {
            self.rewrite_entry(at, Entry { binned: Some(evening), ..before }, mint)?;
            return self.put_entry(Entry { from: None, name, binned: None, ..entry }, mint);
        }
        if entry.shelf() == at.shelf {
            return self.rewrite_entry(at, Entry { from: before.from, name: before.name, ..entry }, mint);
        }
        let entry = Entry { from: Some(at.id.clone()), name, ..entry };
        // Where the last try came half way, it has arrived already.
        match self.arrived(&at.id, entry.shelf()) {
            Some(there) => self.rewrite_entry(&there, entry, mint)?,
            None => self.put_entry(entry, mint)?,
        }
        self.erase_entry(at)
    }

    /// The entry in this file that came from the one of that name.
    fn arrived(&self, from: &Id, shelf: Shelf) -> Option<EntryAt> {
        let came = |(at, entry): (EntryAt, &Entry)| {
            (at.shelf == shelf && entry.from.as_ref() == Some(from)).then_some(at)
        };
        self.entries().find_map(came)
    }

    /// The repeating entry of that name.
    fn repeating(&self, id: &Id) -> Result<(EntryAt, Entry, Repeat), Refusal> {
        let at = EntryAt { shelf: Shelf::Couple, id: id.clone() };
        let entry = self.known_entry(&at)?;
        let repeat = entry.repeat.clone().ok_or(Refusal::NotThere)?;
        match entry.what {
            What::OwnRule { .. } => Err(Refusal::TakesItsOwner),
            _ => Ok((at, entry, repeat)),
        }
    }

    /// Skips or moves the one that the rule has on that day.
    fn except(
        &mut self,
        id: &Id,
        on: NaiveDate,
        to: Option<Moved>,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let (at, entry, repeat) = self.repeating(id)?;
        if !repeat.rules(entry.start, on) {
            return Err(Refusal::NotThere);
        }
        if to.is_some_and(|to| !YEARS.contains(&to.date.year())) {
            return Err(Refusal::NeverIs);
        }
        // Where the rule would have it anyway, it is no exception.
        let usual = to == Some(Moved { date: on, time: entry.time });
        let repeat = if usual { repeat.as_ruled(on) } else { repeat.but(on, to) };
        if repeat.never_is(entry.start) {
            return Err(Refusal::NeverIs);
        }
        self.rewrite_entry(&at, Entry { repeat: Some(repeat), ..entry }, mint)
    }

    /// Ends the first before that day, and goes on with the second, which names it. Where nothing
    /// of the first is left, the second stands in its place. Both are in one file.
    fn change_from(
        &mut self,
        id: &Id,
        date: NaiveDate,
        entry: &Entry,
        evening: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let (at, before, repeat) = self.repeating(id)?;
        if entry.repeat.is_none() || entry.start < date {
            return Err(Refusal::NeverIs);
        }
        let Some((first, _)) = repeat.split(before.start, date) else {
            return self.edit_entry(&at, entry, evening, mint);
        };
        self.rewrite_entry(&at, Entry { repeat: Some(first), ..before }, mint)?;
        self.put_entry(Entry { follows: Some(id.clone()), from: None, name: None, ..entry.clone() }, mint)
    }

    fn end_rule(
        &mut self,
        person: Person,
        id: &Id,
        evening: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let at = EntryAt { shelf: Shelf::Couple, id: id.clone() };
        let entry = self.known_entry(&at)?;
        match entry.what {
            What::OwnRule { by, .. } if by == person && entry.binned.is_none() => {
                self.rewrite_entry(&at, Entry { binned: Some(evening), ..entry }, mint)
            }
            What::OwnRule { .. } if entry.binned.is_none() => Err(Refusal::TakesItsOwner),
            _ => Err(Refusal::NotThere),
        }
    }
}

/// An entry that can be: it ends after it begins, there is a day on which it is, and its words
/// are there.
fn sound(entry: &Entry) -> Result<Entry, Refusal> {
    let entry = entry.clone().cleaned().ok_or(Refusal::NoWords)?;
    let ends = entry.last.or(entry.repeat.as_ref().and_then(|repeat| repeat.until));
    if ends.is_some_and(|last| last < entry.start) {
        return Err(Refusal::EndsBeforeItBegins);
    }
    let reaches = |date: NaiveDate| YEARS.contains(&date.year());
    let far = !reaches(entry.start) || ends.is_some_and(|last| !reaches(last));
    let never = entry.repeat.as_ref().is_some_and(|repeat| !is_sound(repeat) || repeat.never_is(entry.start));
    if far || never || (entry.last.is_some() && entry.repeat.is_some()) {
        return Err(Refusal::NeverIs);
    }
    Ok(entry)
}

fn is_sound(repeat: &Repeat) -> bool {
    match &repeat.every {
        Every::Days(each) => (1..=Repeat::MOST).contains(each),
        Every::Weeks { each, on } => (1..=Repeat::MOST).contains(each) && !on.is_empty(),
    }
}

impl Archive {
    /// Finishes what was on its way when the power went: where an entry remembers the name that it
    /// had in another file, it is taken out there.
    pub(in crate::domain) fn entries_settled(&mut self) {
        let from: Vec<Id> = self.entries().filter_map(|(_, entry)| entry.from.clone()).collect();
        let left = |id: &Id| from.contains(id);
        if self.couple.entries().any(|(id, _)| left(id)) {
            Arc::make_mut(&mut self.couple).erase_named(left);
        }
        let months: Vec<YearMonth> = self.months.keys().copied().collect();
        for month in months {
            let here = self.month(month).is_some_and(|here| here.entries().any(|(id, _)| left(id)));
            if here && let Ok(here) = self.month_mut(month) {
                here.erase_named(left);
            }
        }
    }
}
