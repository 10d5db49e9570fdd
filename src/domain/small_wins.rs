//! What was good in a month, as it was kept: nothing is counted, and nothing is named that was not.

use chrono::NaiveDate;

use super::archive::{Archive, MonthKind};
use super::note::EntryKind;
use super::plan::{SmallStep, StepState};
use super::private::unprinted;
use super::time::YearMonth;

/// How much of an entry stands here, in graphemes.
const BEGINNING: usize = 90;
/// The most entries that stand here.
const MOST: usize = 30;

/// What was good in a month, each kind in its own order.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct SmallWins {
    /// Whether there was an evening here.
    pub met: bool,
    /// What was kept: rituals by their words, time for us once.
    pub kept: Vec<String>,
    /// Small steps that moved, or came to their place, with the size they have.
    pub steps: Vec<String>,
    /// How wins and kindnesses begin, the newest first.
    pub written: Vec<String>,
    /// Whether there are more of them than stand here.
    pub more: bool,
}

impl Archive {
    /// What was good in `month`, as far as both may see it.
    ///
    /// # Errors
    /// Names the month where it has to be read to know.
    pub fn small_wins(&self, month: YearMonth) -> Result<SmallWins, YearMonth> {
        let here = self.month(month).ok_or(month)?;
        let notes = self.read_together(month).ok_or(month)?;
        let is_good = |kind| matches!(kind, EntryKind::Win | EntryKind::Kindness);
        let good = notes.iter().rev().filter(|(_, note)| is_good(note.kind));
        let mut written: Vec<String> = good.map(|(_, note)| note.beginning(BEGINNING)).collect();
        let more = written.len() > MOST;
        written.truncate(MOST);
        let records = || here.records.known().map(|record| &record.what);
        Ok(SmallWins {
            met: records().any(|kind| matches!(kind, MonthKind::Evening { .. })),
            kept: self.kept_in(month)?,
            steps: self.steps().filter_map(|(_, step)| told(step, month)).collect(),
            written,
            more,
        })
    }

    /// What was kept in `month`, each once.
    fn kept_in(&self, month: YearMonth) -> Result<Vec<String>, YearMonth> {
        let first = month.first().into_iter().flat_map(|day| day.iter_days());
        let days: Vec<NaiveDate> = first.take_while(|day| YearMonth::of(*day) == month).collect();
        let mut kept: Vec<String> = Vec::new();
        for (words, _) in self.kept_on(&days)? {
            if !kept.contains(&words) {
                kept.push(words);
            }
        }
        Ok(kept)
    }

    /// The nearest months before and after `month` that there is anything of, none of them later
    /// than `today`'s.
    #[must_use]
    pub fn months_beside(
        &self,
        month: YearMonth,
        today: YearMonth,
    ) -> (Option<YearMonth>, Option<YearMonth>) {
        let known = || self.months.keys().copied().chain([today]).filter(|one| *one <= today);
        (known().filter(|one| *one < month).max(), known().filter(|one| *one > month).min())
    }
}

/// A step that moved in `month`, or came to its place then.
fn told(step: &SmallStep, month: YearMonth) -> Option<String> {
    let moved = step.stepped_on && step.at > 0 && step.since.month() == month;
    match step.state {
        _ if step.binned.is_some() => None,
        StepState::OurPlace(since) if since.month() == month => {
            Some(format!("{}, {}: this is our place", step.words, step.size()))
        }
        StepState::Going if moved => Some(format!("{}, {}", step.words, step.size())),
        StepState::Going | StepState::OurPlace(_) | StepState::Aside => None,
    }
}

unprinted!(SmallWins);
