//! Everything the two share, as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::without_controls;
use crate::domain::archive::{Archive, Couple, Month, MonthKind, RecordFile, Slot};
use crate::domain::record::{Id, Record};
use crate::domain::time::YearMonth;

#[derive(Serialize)]
struct Everything {
    program: &'static str,
    version: &'static str,
    couple: Couple,
    months: BTreeMap<YearMonth, Month>,
}

/// Why there is no export.
#[derive(Debug)]
pub enum NotWhole {
    /// This month was not read.
    Unread(YearMonth),
    /// Something kept has no form in JSON.
    Form(serde_json::Error),
}

impl fmt::Display for NotWhole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(month) => write!(f, "{month} is not read, so nothing was exported."),
            Self::Form(_) => f.write_str("Something kept has no form in JSON, so nothing was exported."),
        }
    }
}

impl std::error::Error for NotWhole {}

/// The couple's file and every month, pretty, months in order. What belongs to one person alone,
/// notes in somebody's bin and this evening's answers are not in it, nor what is gone for good.
///
/// # Errors
/// Where a month is not read yet: part of it is never given for the whole.
pub fn everything(archive: &Archive) -> Result<String, NotWhole> {
    let months = archive
        .months
        .iter()
        .map(|(month, slot)| match slot {
            Slot::Here(here) => Ok((*month, without_bin(here))),
            Slot::Unread => Err(NotWhole::Unread(*month)),
        })
        .collect::<Result<_, _>>()?;
    let all = Everything {
        program: "evenfall",
        version: env!("CARGO_PKG_VERSION"),
        couple: without_what_is_gone(&archive.couple),
        months,
    };
    let text = serde_json::to_string_pretty(&all).map_err(NotWhole::Form)?;
    Ok(without_controls(&text) + "\n")
}

/// A file without the names of what was in it once.
fn without_what_is_gone<K: Clone>(file: &RecordFile<K>) -> RecordFile<K> {
    RecordFile { gone: Vec::new(), purge: Vec::new(), ..file.clone() }
}

fn without_bin(month: &Month) -> Month {
    let mut month = without_what_is_gone(month);
    let binned = |kind: &MonthKind| matches!(kind, MonthKind::Note(note) if note.binned.is_some());
    let names = month.records.known().filter(|record| binned(&record.what)).flat_map(Record::names);
    let names: BTreeSet<Id> = names.cloned().collect();
    // Thanks would tell that something is there.
    let told = |kind: &MonthKind| matches!(kind, MonthKind::Thanks { entry, .. } if names.contains(entry));
    month.records.remove(|record| binned(&record.what) || told(&record.what));
    month
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::archive::HowItIs;
    use crate::domain::change::Change;
    use crate::domain::check_in::{Answers, Finished, Score, Shows};
    use crate::domain::people::{Person, Profile};
    use crate::domain::record::Counting;
    use crate::domain::time::Now;

    fn evening_of_two() -> Archive {
        let now = Now::at(DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment"));
        let evening = Archive::default().settings.evening(now);
        let person =
            |person, name: &str| Change::Person(Profile { person, name: name.into(), pronouns: None });
        let check_in = |person, noticed: &str| {
            let mut answers = Answers { noticed: Some(noticed.into()), ..Answers::default() };
            answers.numbers.energy = Score::new(3);
            answers.words = Some("kept to myself".into());
            Change::CheckIn(Box::new(Finished {
                person,
                evening,
                answers,
                shows: Shows::usual(),
                word: None,
            }))
        };
        let changes = [
            person(Person::A, "Mara"),
            person(Person::B, "Jo"),
            Change::How(Person::A, HowItIs::MayGetHarder),
            check_in(Person::A, "the soup"),
            check_in(Person::B, "the light at four"),
            Change::Look(evening),
        ];
        let mut mint = Counting(0);
        changes.iter().fold(Archive::default(), |archive, change| {
            archive.apply(change, now, &mut mint).expect("a change that fits")
        })
    }

    #[test]
    fn what_is_shared_is_there_and_nothing_else() {
        let text = everything(&evening_of_two()).expect("an export");
        for shared in ["\"Mara\"", "\"2026-11\"", "the soup", "the light at four"] {
            assert!(text.contains(shared), "{shared}");
        }
        for own in ["kept to myself", "may-get-harder"] {
            assert!(!text.contains(own), "{own}");
        }
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn the_same_archive_gives_the_same_text() {
        let archive = evening_of_two();
        assert_eq!(everything(&archive).expect("text"), everything(&archive).expect("text"));
    }

    #[test]
    fn a_month_not_read_is_not_left_out() {
        let mut archive = evening_of_two();
        let month = YearMonth::parse("2026-10").expect("a month");
        archive.months.insert(month, Slot::Unread);
        assert!(matches!(everything(&archive), Err(NotWhole::Unread(unread)) if unread == month));
    }
}
