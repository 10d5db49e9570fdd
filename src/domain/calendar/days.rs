//! What each day holds, in signs and words, as the calendar and line mode tell it.

use chrono::{Datelike, NaiveDate};

use super::OnDay;
use super::entry::{Entry, What};
use super::repeat::Every;
use super::sign::Sign;
use super::words::{clock, what_it_is};
use crate::domain::archive::{Archive, CoupleKind, MonthKind};
use crate::domain::check_in::Numbers;
use crate::domain::flow::DayOf;
use crate::domain::people::{Each, Person};
use crate::domain::restriction::Restriction;
use crate::domain::time::{Evening, YearMonth};

impl Archive {
    /// What each of `dates` holds, as it stands on `evening` and the day of `today`.
    ///
    /// # Errors
    /// Names the first month that has to be read to know.
    pub fn days(
        &self,
        dates: &[NaiveDate],
        evening: Evening,
        today: NaiveDate,
    ) -> Result<Vec<DayOf>, YearMonth> {
        let on_days = self.on_days(dates)?;
        let mut days: Vec<DayOf> =
            dates.iter().map(|date| DayOf { date: *date, ..DayOf::default() }).collect();
        let mut months: Vec<YearMonth> = dates.iter().map(|date| YearMonth::of(*date)).collect();
        months.sort_unstable();
        months.dedup();
        for month in months {
            let here = self.month(month).ok_or(month)?;
            for record in here.records.known() {
                self.note_evening(&record.what, &mut days);
            }
        }
        for (day, on_day) in days.iter_mut().zip(on_days) {
            for one in on_day.iter().filter(|one| one.entry.stands_on(day.date, evening, today)) {
                day.signs.push(Sign::of(&one.entry.what));
                day.words.push(self.told(one));
            }
            for (_, restriction) in self.restrictions(evening) {
                for words in dated(restriction, day.date) {
                    day.signs.push(Sign::ToMind);
                    day.words.push(words);
                }
            }
            for record in self.couple.records.known() {
                if let CoupleKind::Step(step) = &record.what
                    && step.binned.is_none()
                    && step.since.0 == day.date
                {
                    day.signs.push(Sign::Step);
                    day.words.push(format!("{}, now {}", step.words, step.size()));
                }
            }
            day.signs.sort_unstable();
            day.signs.dedup();
        }
        Ok(days)
    }

    /// Marks what happened on an evening, where it is one of `days`.
    fn note_evening(&self, what: &MonthKind, days: &mut [DayOf]) {
        let evening = match what {
            MonthKind::Evening { evening, .. } | MonthKind::Kept { evening, .. } => *evening,
            MonthKind::Shown(shown) => shown.evening,
            MonthKind::After(shown) => shown.evening,
            MonthKind::Entry(_) | MonthKind::Note(_) | MonthKind::Thanks { .. } => return,
        };
        let Some(day) = days.iter_mut().find(|day| day.date == evening.0) else { return };
        match what {
            MonthKind::Evening { .. } => {
                day.signs.push(Sign::Evening);
                day.words.insert(0, Sign::Evening.words().to_owned());
            }
            MonthKind::Shown(shown) => day.shown[shown.person] = shown.numbers,
            MonthKind::After(shown) => day.words.push(shown.sentence(self.name(shown.person))),
            MonthKind::Kept { ritual, .. } => {
                let entry = self.couple.entries().find(|(id, _)| *id == ritual);
                day.words.extend(entry.map(|(_, entry)| format!("{}, kept", what_it_is(&entry.what))));
            }
            MonthKind::Entry(_) | MonthKind::Note(_) | MonthKind::Thanks { .. } => {}
        }
    }

    /// Something of one day in a line: its time, what it is, whose.
    #[must_use]
    pub fn told(&self, one: &OnDay) -> String {
        let what = what_it_is(&one.entry.what);
        let time = one.time.map(|time| format!("{} ", clock(time))).unwrap_or_default();
        let whose = match &one.entry.what {
            What::Appointment(appointment) if !self.alone() => {
                appointment.whose.map(|person| format!(", {}", self.name(person)))
            }
            _ => None,
        };
        format!("{time}{what}{}", whose.unwrap_or_default())
    }

    /// What comes on the days after `today`, in words with its day, the soonest first; at most
    /// `most` of them. A month that is not read is passed over.
    #[must_use]
    pub fn coming(&self, today: NaiveDate, days: u16, most: usize) -> Vec<(Sign, String)> {
        let (mut coming, mut told) = (Vec::new(), Vec::new());
        for date in today.iter_days().skip(1).take(usize::from(days)) {
            let found = self.on_day(date).unwrap_or_default();
            for one in found.iter().filter(|one| one.entry.binned.is_none() && is_told_ahead(&one.entry)) {
                // Of many, the next one is enough.
                if told.contains(&one.at) {
                    continue;
                }
                told.push(one.at.clone());
                let form = if date.month() == today.month() { "%a %-d" } else { "%a %-d %b" };
                let words = format!("{}, {}", date.format(form), self.told(one));
                coming.push((Sign::of(&one.entry.what), words));
                if coming.len() == most {
                    return coming;
                }
            }
        }
        coming
    }
}

impl Default for DayOf {
    fn default() -> Self {
        let shown = Each::from_fn(|_: Person| Numbers::default());
        Self { date: NaiveDate::default(), signs: Vec::new(), words: Vec::new(), shown }
    }
}

/// What comes every day is no news.
fn is_told_ahead(entry: &Entry) -> bool {
    !matches!(&entry.repeat, Some(repeat) if repeat.every == Every::Days(1))
}

/// The dates of a restriction that fall on `date`, in words.
fn dated(restriction: &Restriction, date: NaiveDate) -> Vec<String> {
    let until = restriction.until.filter(|until| *until == date);
    let review = restriction.review.filter(|review| *review == date);
    let until = until.map(|_| format!("{}: until today, then ask", restriction.named()));
    let review = review.map(|_| format!("{}: a day to ask again", restriction.named()));
    until.into_iter().chain(review).collect()
}
