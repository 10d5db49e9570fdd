//! What calendar and plan hold, day by day, and what of it bears on an evening.

use chrono::NaiveDate;

use super::{Archive, CoupleKind, MonthKind, Slot, TeamSaid};
use crate::domain::calendar::entry::{Entry, EntryAt, Shelf, What, Window};
use crate::domain::calendar::{OnDay, repeat};
use crate::domain::harder_patch::HarderPatch;
use crate::domain::pacing::{Minded, OwnRule, Plan};
use crate::domain::people::Person;
use crate::domain::record::{Id, Record};
use crate::domain::restriction::Restriction;
use crate::domain::time::{Evening, Now, YearMonth};

impl Archive {
    /// What binds on `evening`, in the order in which it was noted.
    pub fn restrictions(&self, evening: Evening) -> impl Iterator<Item = (&Id, &Restriction)> {
        self.couple.records.known().filter_map(move |record| match &record.what {
            CoupleKind::Restriction(restriction) if restriction.binds(evening) => {
                Some((&record.id, restriction))
            }
            _ => None,
        })
    }

    /// The same, as it is read on the day of `now`: what is to be asked about first.
    #[must_use]
    pub fn to_mind(&self, evening: Evening, now: Now) -> Vec<(Id, Restriction)> {
        let today = now.wall.date_naive();
        let mut all: Vec<_> = self.restrictions(evening).map(|(id, one)| (id.clone(), one.clone())).collect();
        all.sort_by_key(|(_, one)| one.order(today));
        all
    }

    /// The restriction of that name, whether it still binds or not.
    #[must_use]
    pub fn restriction(&self, id: &Id) -> Option<&Restriction> {
        self.couple.records.known().find(|record| record.id == *id).and_then(|record| match &record.what {
            CoupleKind::Restriction(restriction) => Some(restriction),
            _ => None,
        })
    }

    /// Whether somebody who may have something to mind was not told what, as it stands on
    /// `evening`.
    #[must_use]
    pub fn nobody_has_said(&self, person: Person, evening: Evening) -> bool {
        let team = self.couple.records.find(|kind| match kind {
            CoupleKind::Team { person: whose, said, holds_until, .. } if *whose == person => {
                Some((*said, *holds_until))
            }
            _ => None,
        });
        match team {
            Some((said, holds_until)) => {
                said == TeamSaid::NobodyYet || holds_until.is_some_and(|last| evening <= last)
            }
            None => self.recovery().is_some_and(|(who, _)| who.names(person)),
        }
    }

    /// What calendar and plan say about an evening. What protects holds where it holds on the
    /// evening or on the day of `now`, which after midnight is the next one.
    #[must_use]
    pub fn plan(&self, evening: Evening, now: Now) -> Plan {
        let today = now.wall.date_naive();
        let mut plan = Plan {
            not_said_by_team: self.people().any(|person| self.nobody_has_said(person, evening)),
            setback: self.harder_patch().is_some_and(|patch| patch.holds(evening.0.min(today))),
            ..Plan::default()
        };
        plan.restrictions.extend(self.restrictions(evening).map(|(_, restriction)| Minded {
            text: restriction.sentence(today),
            ceiling: restriction.ceiling(),
            tags: restriction.tags.clone(),
        }));
        let mut days = vec![evening.0];
        days.extend(Some(today).filter(|today| *today != evening.0));
        for day in days {
            for entry in self.protecting_on(day, evening) {
                match &entry.what {
                    What::RestDay => plan.rest_day = true,
                    What::OwnRule { words, ceiling, .. } => {
                        let rule = OwnRule { text: words.clone(), ceiling: *ceiling };
                        if !plan.own_rules.contains(&rule) {
                            plan.own_rules.push(rule);
                        }
                    }
                    _ => {}
                }
            }
        }
        plan.window = self.windows(evening).map(|(_, window)| window.a.band.max(window.b.band)).max();
        plan
    }

    /// The harder patch that was noted last, over or not.
    #[must_use]
    pub fn harder_patch(&self) -> Option<HarderPatch> {
        self.couple.records.find(|kind| match kind {
            CoupleKind::HarderPatch(patch) => Some(*patch),
            _ => None,
        })
    }

    /// The times for us of `evening` that were not lifted out.
    pub fn windows(&self, evening: Evening) -> impl Iterator<Item = (EntryAt, Window)> {
        let here = self.month(evening.month());
        let at = |record: &Record<MonthKind>| match &record.what {
            MonthKind::Entry(Entry { what: What::Window(window), start, binned: None, .. })
                if *start == evening.0 =>
            {
                let shelf = Shelf::Month(evening.month());
                Some((EntryAt { shelf, id: record.id.clone() }, window.clone()))
            }
            _ => None,
        };
        let windows: Vec<_> = here.iter().flat_map(|here| here.records.known().filter_map(at)).collect();
        windows.into_iter()
    }

    /// What is on `date`, in the bin or not, the whole days first and then by time.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn on_day(&self, date: NaiveDate) -> Result<Vec<OnDay>, YearMonth> {
        let mut found = self.on_days(&[date])?;
        Ok(found.pop().unwrap_or_default())
    }

    /// What is on each of `dates`, as [`Archive::on_day`] does for one.
    ///
    /// # Errors
    /// Names the first month that has to be read to know.
    pub fn on_days(&self, dates: &[NaiveDate]) -> Result<Vec<Vec<OnDay>>, YearMonth> {
        let mut days: Vec<Vec<OnDay>> = vec![Vec::new(); dates.len()];
        let mut months: Vec<YearMonth> = dates.iter().map(|date| YearMonth::of(*date)).collect();
        months.sort_unstable();
        months.dedup();
        for month in months {
            let here = self.month(month).ok_or(month)?;
            for (id, entry) in here.entries() {
                let Some(at) = dates.iter().position(|date| entry.start == *date) else { continue };
                days[at].push(once(Shelf::Month(month), id, entry));
            }
        }
        for (id, entry) in self.couple.entries() {
            for (at, date) in dates.iter().enumerate() {
                match &entry.repeat {
                    Some(repeat) => days[at].extend(
                        repeat.on_day(entry.start, *date).into_iter().map(|one| again(id, entry, one)),
                    ),
                    None if entry.is_on(*date) => days[at].push(once(Shelf::Couple, id, entry)),
                    None => {}
                }
            }
        }
        for day in &mut days {
            day.sort_by(|one, other| (one.time, &one.at).cmp(&(other.time, &other.at)));
        }
        Ok(days)
    }

    /// Everything on the calendar with its name, in the bin or not, as far as its month is read.
    pub fn entries(&self) -> impl Iterator<Item = (EntryAt, &Entry)> {
        let at = |shelf| move |(id, entry)| (EntryAt { shelf, id: Id::clone(id) }, entry);
        let months = self.months.iter().filter_map(|(month, slot)| match slot {
            Slot::Here(here) => Some((Shelf::Month(*month), here)),
            Slot::Unread => None,
        });
        let on_days = months.flat_map(move |(shelf, here)| here.entries().map(at(shelf)));
        self.couple.entries().map(at(Shelf::Couple)).chain(on_days)
    }

    /// The entry of that name, in the bin or not.
    #[must_use]
    pub fn entry(&self, at: &EntryAt) -> Option<Entry> {
        match at.shelf {
            Shelf::Couple => self.couple.entries().find(|(id, _)| **id == at.id).map(|(_, one)| one.clone()),
            Shelf::Month(month) => {
                let here = self.month(month)?;
                here.entries().find(|(id, _)| **id == at.id).map(|(_, one)| one.clone())
            }
        }
    }

    /// What holds `evening` back on `day`. A month that is not read says nothing.
    fn protecting_on(&self, day: NaiveDate, evening: Evening) -> Vec<Entry> {
        let here = self.month(YearMonth::of(day)).unwrap_or_default();
        let entries = here.entries().chain(self.couple.entries());
        let holds = |entry: &&Entry| entry.protects() && entry.counts(evening) && entry.is_on(day);
        entries.map(|(_, entry)| entry).filter(holds).cloned().collect()
    }
}

impl super::Month {
    /// What is on the calendar of this month, with its names, in the bin or not.
    pub(in crate::domain) fn entries(&self) -> impl Iterator<Item = (&Id, &Entry)> {
        self.records.known().filter_map(|record| match &record.what {
            MonthKind::Entry(entry) => Some((&record.id, entry)),
            _ => None,
        })
    }
}

impl super::Couple {
    /// What is on more than one day, with its names, in the bin or not.
    pub(in crate::domain) fn entries(&self) -> impl Iterator<Item = (&Id, &Entry)> {
        self.records.known().filter_map(|record| match &record.what {
            CoupleKind::Entry(entry) => Some((&record.id, entry)),
            _ => None,
        })
    }
}

fn once(shelf: Shelf, id: &Id, entry: &Entry) -> OnDay {
    OnDay { at: EntryAt { shelf, id: id.clone() }, entry: entry.clone(), one: None, time: entry.time }
}

fn again(id: &Id, entry: &Entry, one: repeat::Occurrence) -> OnDay {
    let time = one.moved.map_or(entry.time, |moved| moved.time);
    let at = EntryAt { shelf: Shelf::Couple, id: id.clone() };
    OnDay { at, entry: entry.clone(), one: Some(one.on), time }
}
