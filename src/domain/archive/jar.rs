//! What is in the jar, and which line of it comes back on an evening.

use std::cmp::Reverse;

use super::{Archive, Month, MonthKind, OwnKind};
use crate::domain::content::shuffle;
use crate::domain::jar::{FRESH, Noticed, NoticedAt};
use crate::domain::people::{Person, Turn};
use crate::domain::time::{Evening, YearMonth};

impl Month {
    /// Every line that was noticed and shown, in the jar or not.
    fn noticed(&self) -> impl Iterator<Item = Noticed> {
        self.records.known().filter_map(|record| match &record.what {
            MonthKind::Shown(shown) => Some(Noticed {
                at: NoticedAt { evening: shown.evening, check_in: shown.check_in.clone() },
                person: shown.person,
                words: shown.noticed.clone()?,
                in_jar: !shown.out_of_jar,
            }),
            _ => None,
        })
    }
}

impl Archive {
    /// What is in the jar, newest first: at most `most` lines after the first `skip`, and whether
    /// there are more.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn jar(&self, skip: usize, most: usize) -> Result<(Vec<Noticed>, bool), YearMonth> {
        self.newest(skip, most, |line| line.in_jar)
    }

    /// The same of what the person whose turn it is noticed and showed, in the jar or not.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn noticed_by(
        &self,
        turn: &Turn,
        skip: usize,
        most: usize,
    ) -> Result<(Vec<Noticed>, bool), YearMonth> {
        self.newest(skip, most, |line| line.person == turn.person())
    }

    fn newest(
        &self,
        skip: usize,
        most: usize,
        wanted: impl Fn(&Noticed) -> bool,
    ) -> Result<(Vec<Noticed>, bool), YearMonth> {
        let mut found: Vec<Noticed> = Vec::new();
        for month in self.months.keys().rev() {
            if found.len() > skip + most {
                break;
            }
            let here = self.month(*month).ok_or(*month)?;
            let mut lines: Vec<Noticed> = here.noticed().filter(&wanted).collect();
            lines.sort_by_key(|line| Reverse(line.at.evening));
            found.extend(lines);
        }
        let more = found.len() > skip + most;
        Ok((found.into_iter().skip(skip).take(most).collect(), more))
    }

    /// The line at that place, where it still stands and its month is read.
    #[must_use]
    pub fn noticed_at(&self, at: &NoticedAt) -> Option<Noticed> {
        let here = self.month(at.evening.month())?;
        here.noticed().find(|line| line.at == *at)
    }

    /// Whether what `person` shows goes into the jar.
    pub(in crate::domain) fn fills_jar(&self, person: Person) -> bool {
        let set = |kind: &OwnKind| match kind {
            OwnKind::Jar { goes_in } => Some(*goes_in),
            _ => None,
        };
        self.own[person].records.find(set).unwrap_or(true)
    }

    /// The same for the person whose turn it is.
    #[must_use]
    pub fn goes_into_the_jar(&self, turn: &Turn) -> bool {
        self.fills_jar(turn.person())
    }

    /// Where the line is found that came back on `evening`.
    pub(in crate::domain) fn came_back(&self, evening: Evening) -> Option<NoticedAt> {
        self.month(evening.month())?.records.find(|kind| match kind {
            MonthKind::Evening { evening: one, came_back, .. } if *one == evening => came_back.clone(),
            _ => None,
        })
    }

    /// The line that came back on `evening`, while it is in the jar.
    #[must_use]
    pub fn out_of_the_jar(&self, evening: Evening) -> Option<Noticed> {
        self.noticed_at(&self.came_back(evening)?).filter(|line| line.in_jar)
    }

    /// The line that comes back on `evening`: none of the last days, and not the one of the time
    /// before. The month comes first, so that only that one has to be read; what is not read is
    /// done without.
    pub(in crate::domain) fn comes_back(&self, evening: Evening) -> Option<NoticedAt> {
        let before = self.came_back_before(evening).unwrap_or_default();
        let mut months = self.shuffled_months(evening);
        months.find_map(|month| self.best_of(month, evening, before.as_ref()).ok().flatten())
    }

    /// The month that has to be read before what comes back on `evening` is known.
    #[must_use]
    pub fn jar_reads(&self, evening: Evening) -> Option<YearMonth> {
        if let Some(line) = self.came_back(evening) {
            return Some(line.evening.month()).filter(|month| self.month(*month).is_none());
        }
        let before = match self.came_back_before(evening) {
            Ok(before) => before,
            Err(month) => return Some(month),
        };
        let mut found =
            self.shuffled_months(evening).map(|month| self.best_of(month, evening, before.as_ref()));
        found.find(|found| !matches!(found, Ok(None))).and_then(Result::err)
    }

    /// What came back the last time that the two looked together before `evening`.
    fn came_back_before(&self, evening: Evening) -> Result<Option<NoticedAt>, YearMonth> {
        for month in self.months.range(..=evening.month()).map(|(month, _)| *month).rev() {
            let here = self.month(month).ok_or(month)?;
            let looked = here.records.known().filter_map(|record| match &record.what {
                MonthKind::Evening { evening: one, round, came_back } if *one < evening => {
                    (!round.is_empty()).then_some((*one, came_back))
                }
                _ => None,
            });
            if let Some((_, came_back)) = looked.max_by_key(|(one, _)| *one) {
                return Ok(came_back.clone());
            }
        }
        Ok(None)
    }

    /// The months that may have something old enough, in the order of this evening.
    fn shuffled_months(&self, evening: Evening) -> impl Iterator<Item = YearMonth> {
        let mut months: Vec<YearMonth> =
            self.months.keys().copied().filter(|month| *month <= evening.month()).collect();
        months.sort_by_cached_key(|month| shuffle(evening, &month.to_string()));
        months.into_iter()
    }

    /// The first line of a month in the order of this evening, but for the one that came before.
    ///
    /// # Errors
    /// Names the month where it is not read yet.
    fn best_of(
        &self,
        month: YearMonth,
        evening: Evening,
        before: Option<&NoticedAt>,
    ) -> Result<Option<NoticedAt>, YearMonth> {
        let here = self.month(month).ok_or(month)?;
        let old = |line: &Noticed| line.in_jar && evening.days_since(line.at.evening) > FRESH;
        let lines = here.noticed().filter(old).map(|line| line.at).filter(|at| before != Some(at));
        let order = |at: &NoticedAt| shuffle(evening, at.check_in.as_str());
        Ok(lines.min_by(|one, other| order(one).cmp(&order(other)).then_with(|| one.cmp(other))))
    }
}
