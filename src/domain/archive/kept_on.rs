//! What of the calendar was kept.

use chrono::NaiveDate;

use super::{Archive, Month, MonthKind};
use crate::domain::calendar::entry::{Entry, What};
use crate::domain::record::Id;
use crate::domain::time::YearMonth;

impl Archive {
    /// What was kept on `days`, the days in their order: rituals by their words, and time for us.
    /// What was put away since is not told.
    ///
    /// # Errors
    /// Names the first month that has to be read to know.
    pub fn kept_on(&self, days: &[NaiveDate]) -> Result<Vec<(String, NaiveDate)>, YearMonth> {
        let mut kept = Vec::new();
        for (_, here) in self.months_of(days)? {
            for record in here.records.known() {
                let one =
                    match &record.what {
                        MonthKind::Kept { ritual, evening } => {
                            self.ritual(ritual, &here).map(|words| (words.to_owned(), evening.0))
                        }
                        MonthKind::Entry(Entry {
                            what: What::Window(window), start, binned: None, ..
                        }) if window.kept => Some(("time for us".to_owned(), *start)),
                        _ => None,
                    };
                kept.extend(one.filter(|(_, day)| days.contains(day)));
            }
        }
        kept.sort_by_key(|(_, day)| *day);
        Ok(kept)
    }

    /// The words of the ritual of that name: one that comes again, or of a day in the month `here`.
    fn ritual<'a>(&'a self, id: &Id, here: &'a Month) -> Option<&'a str> {
        let again = self.couple.entries().find(|(one, _)| *one == id).map(|(_, entry)| entry);
        let once = || {
            here.records.known().find_map(|record| match &record.what {
                MonthKind::Entry(entry) if record.id == *id => Some(entry),
                _ => None,
            })
        };
        match &again.or_else(once)?.what {
            What::Ritual { words } => Some(words),
            _ => None,
        }
    }
}
