//! Looking back at a week: what each person showed of it, and what was done, in words. A day
//! without an answer counts for nothing, and nobody is measured against anybody.

use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate};

use super::archive::{Archive, Month, MonthKind};
use super::calendar::grid;
use super::check_in::{Numbers, Score};
use super::measure::Measure;
use super::note::{EntryKind, Note, beginning};
use super::people::{Each, Person};
use super::plan::StepState;
use super::private::unprinted;
use super::text::listed;
use super::time::{Evening, YearMonth};

pub mod again;
mod trend;

pub use trend::{FEWEST, ORDER, Shift, trend};

/// How much of somebody's words stands in a line, in graphemes.
const BEGINNING: usize = 28;
/// How many things that were kept a sentence names.
const NAMED: usize = 3;

/// A week as the two look back at it.
#[derive(Clone, PartialEq)]
pub struct Week {
    /// Its seven days.
    pub days: Vec<NaiveDate>,
    /// What was shown: each measure of which somebody showed anything, person by person.
    pub rows: Vec<Row>,
    /// What was done, in a sentence; none where nothing is noted.
    pub done: Option<String>,
    /// Small steps of which something moved, each on its day, as they stand now.
    pub steps: Vec<(NaiveDate, String)>,
    /// Small wins and kindnesses that both may read, each on its day, by their first words.
    pub warm: Vec<(NaiveDate, String)>,
}

/// What one person showed of one thing, day by day.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// Of what.
    pub measure: Measure,
    /// Whose.
    pub person: Person,
    /// Their name.
    pub name: String,
    /// The seven days; a day without an answer is open.
    pub days: Vec<Option<Score>>,
    /// How it was beside the week before, where both weeks say enough.
    pub trend: Option<&'static str>,
}

impl Row {
    /// What was shown on the day at this place, in a word.
    #[must_use]
    pub fn word(&self, at: usize) -> Option<&'static str> {
        let score = self.days.get(at).copied().flatten()?;
        Some(self.measure.words().word(score))
    }
}

impl Week {
    /// Whether nothing of it is told.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.rows.is_empty() && self.done.is_none() && self.steps.is_empty() && self.warm.is_empty()
    }

    /// Its first and last day: "Mon 16 to Sun 22 November", with the year where that is another one
    /// than that of `today`.
    #[must_use]
    pub fn named(&self, today: NaiveDate) -> String {
        let (Some(first), Some(last)) = (self.days.first(), self.days.last()) else { return String::new() };
        let to = if last.year() == today.year() { "%a %-d %B" } else { "%a %-d %B %Y" };
        let from = if first.year() != last.year() {
            "%a %-d %B %Y"
        } else if first.month() == last.month() {
            "%a %-d"
        } else {
            "%a %-d %B"
        };
        format!("{} to {}", first.format(from), last.format(to))
    }

    /// The measures of which something was shown, in their order.
    pub fn measures(&self) -> impl Iterator<Item = Measure> {
        let shown = |measure: &Measure| self.rows.iter().any(|row| row.measure == *measure);
        ORDER.into_iter().filter(shown)
    }

    /// The rows of one measure.
    pub fn rows_of(&self, measure: Measure) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.measure == measure)
    }
}

impl Archive {
    /// The seven days of the week that `date` lies in, by the day on which weeks begin here; fewer
    /// at the end of the calendar.
    #[must_use]
    pub fn week_days(&self, date: NaiveDate) -> Vec<NaiveDate> {
        grid::week_of(date, self.settings.week_start.day()).iter_days().take(7).collect()
    }

    /// The week of `date` to look back at, on `evening`.
    ///
    /// # Errors
    /// Names the first month that has to be read to know.
    pub fn week(&self, date: NaiveDate, evening: Evening) -> Result<Week, YearMonth> {
        let days = self.week_days(date);
        let before = days.first().and_then(|first| first.checked_sub_days(Days::new(7)));
        let before: Vec<NaiveDate> =
            before.map(|first| first.iter_days().take(7).collect()).unwrap_or_default();
        let (shown, earlier) = (self.shown_on(&days)?, self.shown_on(&before)?);
        let mut rows = Vec::new();
        for measure in ORDER {
            if !self.people().any(|person| shown.iter().any(|day| measure.of(day[person]).is_some())) {
                continue;
            }
            rows.extend(self.people().map(|person| {
                let of = |days: &[Each<Numbers>]| -> Vec<Option<Score>> {
                    days.iter().map(|day| measure.of(day[person])).collect()
                };
                let days = of(&shown);
                let trend = trend(&of(&earlier), &days).map(|shift| measure.told(shift));
                Row { measure, person, name: self.name(person).to_owned(), days, trend }
            }));
        }
        let done = self.done(&days, evening)?;
        let (steps, warm) = (self.moved(&days), self.warm(&days)?);
        Ok(Week { days, rows, done, steps, warm })
    }

    /// What each person showed on the evening of each of `days`.
    ///
    /// # Errors
    /// Names the first month that has to be read to know.
    pub fn shown_on(&self, days: &[NaiveDate]) -> Result<Vec<Each<Numbers>>, YearMonth> {
        let mut shown = vec![Each::from_fn(|_: Person| Numbers::default()); days.len()];
        for (_, here) in self.months_of(days)? {
            for record in here.records.known() {
                if let MonthKind::Shown(one) = &record.what
                    && let Some(at) = days.iter().position(|day| *day == one.evening.0)
                {
                    shown[at][one.person] = one.numbers;
                }
            }
        }
        Ok(shown)
    }

    /// The months that `days` lie in, the earliest first.
    pub(super) fn months_of(&self, days: &[NaiveDate]) -> Result<Vec<(YearMonth, Arc<Month>)>, YearMonth> {
        let mut months: Vec<YearMonth> = days.iter().map(|day| YearMonth::of(*day)).collect();
        months.sort_unstable();
        months.dedup();
        months.into_iter().map(|month| Ok((month, self.month(month).ok_or(month)?))).collect()
    }

    /// What was done on `days`, in a sentence. How often is nobody's question.
    fn done(&self, days: &[NaiveDate], evening: Evening) -> Result<Option<String>, YearMonth> {
        let (mut met, mut wrote) = (false, false);
        for (_, here) in self.months_of(days)? {
            for record in here.records.known() {
                match &record.what {
                    MonthKind::Evening { evening, .. } => met |= days.contains(&evening.0),
                    MonthKind::Note(note) => wrote |= is_told(note, days),
                    _ => {}
                }
            }
        }
        let mut kept: Vec<(String, Vec<NaiveDate>)> = Vec::new();
        for (words, day) in self.kept_on(days)? {
            match kept.iter_mut().find(|(one, _)| *one == words) {
                Some((_, on)) => on.push(day),
                None => kept.push((words, vec![day])),
            }
        }
        let mut parts = Vec::new();
        if met {
            parts.push(if self.alone() { "were here" } else { "met here" }.to_owned());
        }
        parts.extend(wrote.then(|| "wrote a little".to_owned()));
        kept.sort_by_key(|(_, on)| on.first().copied());
        let more = kept.len() > NAMED;
        let mut names: Vec<String> = kept
            .into_iter()
            .take(NAMED)
            .map(|(words, on)| called(beginning(&words, BEGINNING), &on))
            .collect();
        names.extend(more.then(|| "more".to_owned()));
        if !names.is_empty() {
            parts.push(format!("kept {}", listed(&names)));
        }
        let when = if days.contains(&evening.0) { "This week" } else { "That week" };
        Ok((!parts.is_empty()).then(|| format!("{when} you {}.", listed(&parts))))
    }

    /// The wins and kindnesses of `days` that both may read.
    fn warm(&self, days: &[NaiveDate]) -> Result<Vec<(NaiveDate, String)>, YearMonth> {
        let mut warm = Vec::new();
        for (_, here) in self.months_of(days)? {
            let entries = here.notes().map(|(_, note)| note).filter(|note| is_told(note, days));
            let entries = entries.filter(|note| matches!(note.kind, EntryKind::Win | EntryKind::Kindness));
            warm.extend(entries.map(|note| (note.evening.0, note.beginning(2 * BEGINNING))));
        }
        warm.sort();
        Ok(warm)
    }

    /// The small steps of which something moved on `days`, as they stand now.
    fn moved(&self, days: &[NaiveDate]) -> Vec<(NaiveDate, String)> {
        let moved = self.steps().filter_map(|(_, step)| {
            let on = days.contains(&step.since.0) && step.binned.is_none();
            let words = beginning(&step.words, BEGINNING);
            match step.state {
                StepState::Going if on => Some((step.since.0, format!("{words}, now {}", step.size()))),
                StepState::OurPlace(_) if on => Some((step.since.0, format!("{words}: this is our place"))),
                _ => None,
            }
        });
        let mut moved: Vec<_> = moved.collect();
        moved.sort();
        moved
    }
}

/// Whether an entry is both of theirs to read, and of `days`. A letter is opened by the one whom it
/// is for, and nowhere else.
fn is_told(note: &Note, days: &[NaiveDate]) -> bool {
    note.binned.is_none() && !note.is_for_one() && days.contains(&note.evening.0)
}

/// Something that was kept, with its day where that was one.
fn called(words: String, on: &[NaiveDate]) -> String {
    match on {
        [day] => format!("{}'s {words}", day.format("%A")),
        _ => words,
    }
}

unprinted!(Week, Row);
