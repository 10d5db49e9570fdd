//! Everything of one person, as a file that they take with them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::everything::NotWhole;
use super::without_controls;
use crate::domain::archive::{Archive, CoupleKind, MonthKind, OwnKind, Slot};
use crate::domain::people::{Profile, Turn};
use crate::domain::time::YearMonth;

#[derive(Serialize)]
struct Mine<'a> {
    program: &'static str,
    version: &'static str,
    /// What only they see.
    own: Vec<&'a OwnKind>,
    /// What the couple's file says about them.
    couple: Vec<&'a CoupleKind>,
    /// What they showed and shared.
    months: BTreeMap<YearMonth, Vec<&'a MonthKind>>,
}

/// What is theirs whose turn it is: their own file, what is said about them, what they showed and
/// their notes, those in the bin too. This evening's answers are not in it, and nothing of the
/// other's.
///
/// # Errors
/// Where a month is not read yet: part of it is never given for the whole.
pub fn mine(archive: &Archive, turn: &Turn) -> Result<String, NotWhole> {
    let person = turn.person();
    let mut months = BTreeMap::new();
    for (month, slot) in &archive.months {
        let Slot::Here(here) = slot else { return Err(NotWhole::Unread(*month)) };
        let theirs: Vec<_> =
            here.records.known().map(|record| &record.what).filter(|kind| kind.is_of(person)).collect();
        if !theirs.is_empty() {
            months.insert(*month, theirs);
        }
    }
    let (own, _) = archive.drawers();
    let couple = archive.couple.records.known().map(|record| &record.what);
    let mine = Mine {
        program: "evenfall",
        version: env!("CARGO_PKG_VERSION"),
        own: own[person].records.known().map(|record| &record.what).collect(),
        couple: couple.filter(|kind| kind.is_about(person)).collect(),
        months,
    };
    let text = serde_json::to_string_pretty(&mine).map_err(NotWhole::Form)?;
    Ok(without_controls(&text) + "\n")
}

/// Their name as far as every file system takes it, or their letter.
pub(super) fn file_name(profile: Option<&Profile>, turn: &Turn) -> String {
    let name = profile.map_or("", |profile| profile.name.as_str());
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).take(20).collect();
    if name.is_empty() { turn.person().letter().to_string() } else { name }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use chrono::DateTime;

    use super::*;
    use crate::domain::archive::{Access, HowItIs, TeamSaid};
    use crate::domain::change::Change;
    use crate::domain::check_in::{Answers, Finished, Shows};
    use crate::domain::flow::WrittenDown;
    use crate::domain::note::{NewNote, NoteChange};
    use crate::domain::people::Person;
    use crate::domain::record::Counting;
    use crate::domain::time::Now;
    use crate::export::written;
    use crate::store::RealDisk;

    fn today() -> Now {
        Now::at(DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment"))
    }

    /// Two people who left words everywhere, each with their name in them.
    fn two() -> Archive {
        let evening = Archive::default().settings.evening(today());
        let mut archive = Archive::default();
        let mut mint = Counting(0);
        for (person, name) in [(Person::A, "M a/r\u{1b}a"), (Person::B, "Jo")] {
            archive.access[person] = Access::Open;
            let words = |what: &str| format!("{what} of {name}");
            let note = |only_mine, what: &str| {
                Change::Note(person, NoteChange::Write(NewNote::free(only_mine, evening, words(what))))
            };
            let answers =
                Answers { noticed: Some(words("seen")), helps: Some(words("helps")), ..Answers::default() };
            let finished = Finished { person, evening, answers, shows: Shows::usual(), word: None };
            let changes = [
                Change::Person(Profile { person, name: name.into(), pronouns: None }),
                Change::Team(person, TeamSaid::NobodyYet, Some(words("team"))),
                Change::How(person, HowItIs::Stays),
                note(true, "mine"),
                note(false, "ours"),
                Change::CheckIn(Box::new(finished)),
            ];
            for change in &changes {
                archive = archive.apply(change, today(), &mut mint).expect("a change that fits");
            }
        }
        archive.apply(&Change::Look(evening), today(), &mut mint).expect("a change that fits")
    }

    #[test]
    fn all_of_ones_own_is_there_and_nothing_of_the_others() {
        let text = mine(&two(), &Turn::open(Person::B)).expect("an export");
        for own in ["mine of Jo", "ours of Jo", "seen of Jo", "team of Jo", "stays", "\"name\": \"Jo\""] {
            assert!(text.contains(own), "{own}: {text}");
        }
        assert!(!text.contains(" of M") && !text.contains("helps of"), "{text}");
        let mut unread = two();
        unread.months.insert(YearMonth::parse("2020-01").expect("a month"), Slot::Unread);
        assert!(matches!(mine(&unread, &Turn::open(Person::B)), Err(NotWhole::Unread(_))));
    }

    #[test]
    fn it_is_written_beside_the_folder_and_over_nothing() {
        let temp = tempfile::tempdir().expect("a folder");
        let place = temp.path().join("evenfall");
        fs::create_dir(&place).expect("a folder");
        let evening = Archive::default().settings.evening(today());
        let write = |place: &Path| {
            written(&two(), &WrittenDown::Mine(Turn::open(Person::A)), place, evening, &RealDisk)
        };
        for name in ["evenfall-Mara-2026-11-20.json", "evenfall-Mara-2026-11-20-2.json"] {
            let said = write(&place);
            assert!(said.ends_with(name), "{said}");
            let text = fs::read_to_string(temp.path().join(name)).expect("a file");
            assert!(text.contains("mine of M"));
        }
        assert_eq!(fs::read_dir(&place).expect("a folder").count(), 0);
        let said = write(Path::new("/no/such/evenfall"));
        assert!(said.starts_with("It was not written down: there is no such folder."), "{said}");
    }
}
