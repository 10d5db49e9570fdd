//! What of a plan is kept, as the plan page tells it.

use chrono::{Days, Months, NaiveDate};

use super::{InvitingWeeks, Rhythm, Role, SmallStep, WeekSize, week_of};
use crate::domain::archive::{Archive, CoupleKind, MonthKind, Slot};
use crate::domain::calendar::OnDay;
use crate::domain::calendar::entry::{Entry, EntryAt, Shelf, What};
use crate::domain::people::Person;
use crate::domain::record::Id;
use crate::domain::time::{Evening, YearMonth};

/// The days after the first evening here in which it is asked how often: the fourth week.
const ASKED: std::ops::Range<i64> = 21..28;

impl Archive {
    /// The small steps with their names, in the bin or not, in the order in which they came.
    pub fn steps(&self) -> impl Iterator<Item = (&Id, &SmallStep)> {
        self.couple.records.known().filter_map(|record| match &record.what {
            CoupleKind::Step(step) => Some((&record.id, step)),
            _ => None,
        })
    }

    /// The small step of that name, in the bin or not.
    #[must_use]
    pub fn step(&self, id: &Id) -> Option<&SmallStep> {
        self.steps().find(|(one, _)| *one == id).map(|(_, step)| step)
    }

    /// The parts of the care with their names, in the bin or not.
    pub fn roles(&self) -> impl Iterator<Item = (&Id, &Role)> {
        self.couple.records.known().filter_map(|record| match &record.what {
            CoupleKind::Role(role) => Some((&record.id, role)),
            _ => None,
        })
    }

    /// The part of the care of that name, in the bin or not.
    #[must_use]
    pub fn role(&self, id: &Id) -> Option<&Role> {
        self.roles().find(|(one, _)| *one == id).map(|(_, role)| role)
    }

    /// How large a week is meant to be.
    #[must_use]
    pub fn week_size(&self) -> WeekSize {
        let size = |kind: &CoupleKind| match kind {
            CoupleKind::WeekSize { size } => Some(*size),
            _ => None,
        };
        self.couple.records.find(size).unwrap_or_default()
    }

    /// What `person` does for the other in the week of `date`.
    #[must_use]
    pub fn for_the_other(&self, person: Person, date: NaiveDate) -> Option<&str> {
        self.couple.records.find(|kind| match kind {
            CoupleKind::ForTheOther(one) if one.from == person && one.week == week_of(date) => {
                Some(one.words.as_str())
            }
            _ => None,
        })
    }

    /// Whose weeks are to invite, where that is switched on.
    #[must_use]
    pub fn inviting_weeks(&self) -> Option<InvitingWeeks> {
        self.couple.records.find(|kind| match kind {
            CoupleKind::InvitingWeeks(weeks) => Some(*weeks),
            _ => None,
        })
    }

    /// Whether the two were asked how often they would like to come together.
    #[must_use]
    pub fn was_asked_how_often(&self) -> bool {
        self.couple.records.known().any(|record| matches!(record.what, CoupleKind::Rhythm { .. }))
    }

    /// How often the two would like to come together, where they said.
    #[must_use]
    pub fn rhythm(&self) -> Option<Rhythm> {
        self.couple.records.find(|kind| match kind {
            CoupleKind::Rhythm { often } => *often,
            _ => None,
        })
    }

    /// The first evening here.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn first_evening(&self) -> Result<Option<Evening>, YearMonth> {
        for (month, slot) in &self.months {
            let Slot::Here(here) = slot else { return Err(*month) };
            let evenings = here.records.known().filter_map(|record| match &record.what {
                MonthKind::Evening { evening, .. } => Some(*evening),
                _ => None,
            });
            if let Some(first) = evenings.min() {
                return Ok(Some(first));
            }
        }
        Ok(None)
    }

    /// Whether it is the week in which it is asked how often, and nobody has answered.
    #[must_use]
    pub fn asks_how_often(&self, evening: Evening) -> bool {
        let first = self.first_evening().ok().flatten();
        let then = first.is_some_and(|first| ASKED.contains(&evening.days_since(first)));
        then && !self.was_asked_how_often()
    }

    /// The rituals of `evening`, each with whether it was kept.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn rituals_on(&self, evening: Evening) -> Result<Vec<(OnDay, bool)>, YearMonth> {
        let here = self.month(evening.month()).ok_or(evening.month())?;
        let is_kept = |id: &Id| {
            let of = MonthKind::Kept { ritual: id.clone(), evening };
            here.records.known().any(|record| record.what == of)
        };
        let mut rituals = self.on_day(evening.0)?;
        rituals.retain(|one| is_ritual(&one.entry) && one.entry.binned.is_none());
        // One that was moved onto a day of its own is kept once all the same.
        rituals.sort_by(|one, other| one.at.cmp(&other.at));
        rituals.dedup_by(|one, other| one.at == other.at);
        rituals.sort_by_key(|one| one.time);
        let with_mark = |one: OnDay| (is_kept(&one.at.id), one);
        Ok(rituals.into_iter().map(with_mark).map(|(kept, one)| (one, kept)).collect())
    }

    /// The rituals that come again, in the bin or not.
    pub fn rituals(&self) -> impl Iterator<Item = (EntryAt, &Entry)> {
        let rituals = self.couple.entries().filter(|(_, entry)| is_ritual(entry));
        rituals.map(|(id, entry)| (EntryAt { shelf: Shelf::Couple, id: id.clone() }, entry))
    }
}

fn is_ritual(entry: &Entry) -> bool {
    matches!(entry.what, What::Ritual { .. })
}

/// Three days on which to look back, counted from the first evening here: week 6, month 3, month 6.
#[must_use]
pub fn days_to_look_back(first: Evening) -> Vec<(&'static str, NaiveDate)> {
    let week = first.0.checked_add_days(Days::new(42));
    let months = |months| first.0.checked_add_months(Months::new(months));
    let days = [("week 6", week), ("month 3", months(3)), ("month 6", months(6))];
    days.into_iter().filter_map(|(name, day)| Some((name, day?))).collect()
}
