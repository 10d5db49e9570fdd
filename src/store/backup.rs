//! Earlier copies of a file: when one is due, how it is taken, and which are kept.

pub(super) mod open;
pub(super) mod purge;

pub(super) use open::is_behind;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;

use super::folder::Folder;
use super::name::{BACKUPS, FileName};
use crate::domain::earlier::EarlierCopy;
use crate::domain::time::{Evening, YearMonth};

/// How long a backup stands before the next save of the same evening takes another.
const APART: Duration = Duration::from_secs(10 * 60);
/// How many of the newest are kept.
const NEWEST: usize = 5;
/// Of how many days the first is kept.
const DAYS: usize = 7;
/// Of how many months the first is kept.
const MONTHS: usize = 12;

/// An earlier copy of one file, by its name: `couple.2026-11-20.1.json`.
///
/// The number goes on from day to day, so which copy is newer never depends on a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backup {
    /// Of which file.
    pub file: FileName,
    /// Which one; a later one has a larger number.
    pub number: u64,
    /// The evening on which it was taken.
    pub day: NaiveDate,
    /// Whether it was taken before something that asked for it, and is thinned out apart.
    pub pinned: bool,
    /// Whether it has the ending of a locked file, as the file had that it is a copy of.
    pub locked: bool,
}

impl Backup {
    /// The backup of that name; `None` where the name is no backup's.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let plain = name.strip_suffix(FileName::LOCKED);
        let (plain, locked) = (plain.unwrap_or(name), plain.is_some());
        let mut parts = plain.strip_suffix(FileName::ENDING)?.split('.');
        let file = FileName::of_stem(parts.next()?).filter(|file| file.has_backups())?;
        let day = parts.next().filter(|day| day.len() == 10)?.parse().ok()?;
        let number = parts.next()?.parse().ok()?;
        let pinned = match parts.next() {
            None => false,
            Some(word) => word == "pinned" && parts.next().is_none(),
        };
        let backup = Self { file, number, day, pinned, locked };
        // One name for one backup: no signs, no leading zeros.
        (backup.name() == name).then_some(backup)
    }

    /// Its name in the folder of backups.
    #[must_use]
    pub fn name(self) -> String {
        let pinned = if self.pinned { ".pinned" } else { "" };
        let locked = if self.locked { FileName::LOCKED } else { "" };
        format!("{}.{}.{}{pinned}{}{locked}", self.file.stem(), self.day, self.number, FileName::ENDING)
    }

    /// Where it lies inside the data folder.
    #[must_use]
    pub fn path(self) -> PathBuf {
        PathBuf::from(BACKUPS).join(self.name())
    }
}

impl Backup {
    /// As a person sees it.
    #[must_use]
    pub fn as_copy(self) -> Option<EarlierCopy> {
        let part = self.file.part()?;
        Some(EarlierCopy { name: self.name(), part, day: self.day, pinned: self.pinned })
    }
}

/// When a save happens, as far as backups ask.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    pub evening: Evening,
    pub mono: Duration,
}

/// When this run took the newest backup of each file.
#[derive(Default)]
pub(super) struct Taken(BTreeMap<FileName, Moment>);

impl Taken {
    /// Whether a save of `file` takes one first. A new run does not know when the last one was
    /// taken, so its first save takes one: what stood when it began can then be had back.
    pub fn is_due(&self, file: FileName, moment: Moment) -> bool {
        let recent = |taken: &Moment| {
            taken.evening == moment.evening && moment.mono.saturating_sub(taken.mono) < APART
        };
        file.has_backups() && !self.0.get(&file).is_some_and(recent)
    }

    /// Notes that one was taken.
    pub fn note(&mut self, file: FileName, moment: Moment) {
        self.0.insert(file, moment);
    }
}

/// The backups there are, in the order of their files, each file's oldest first.
pub(super) fn list(folder: &Folder) -> io::Result<Vec<Backup>> {
    let names = folder.names(BACKUPS)?;
    let mut backups: Vec<Backup> = names.iter().filter_map(|name| Backup::named(name)).collect();
    backups.sort_unstable();
    Ok(backups)
}

/// Those of one file, oldest first.
pub(super) fn list_of(folder: &Folder, file: FileName) -> io::Result<Vec<Backup>> {
    let mut backups = list(folder)?;
    backups.retain(|backup| backup.file == file);
    Ok(backups)
}

/// Keeps the file as it stands at `main` under a second name, on the disk once this went well; gives every
/// backup of it there is then. One that is there already is not taken twice.
pub(super) fn take(
    folder: &Folder,
    (file, main): (FileName, &Path),
    evening: Evening,
    pinned: bool,
    tag: u64,
) -> io::Result<Vec<Backup>> {
    folder.make_folder(BACKUPS)?;
    let mut backups = list_of(folder, file)?;
    let newest = backups.last().copied();
    if let Some(newest) = newest.filter(|newest| newest.pinned == pinned)
        && let Some(there) = folder.stat(&newest.path())?
        && folder.stat(main)?.is_some_and(|stands| stands.is_same_place(&there))
    {
        // It was taken, and nothing was saved since; perhaps the disk did not confirm it.
        folder.sync(BACKUPS.as_ref())?;
        return Ok(backups);
    }
    let number = newest.map_or(0, |newest| newest.number).saturating_add(1);
    let locked = main.as_os_str().as_encoded_bytes().ends_with(FileName::LOCKED.as_bytes());
    let backup = Backup { file, number, day: evening.0, pinned, locked };
    folder.link_or_copy(main, &backup.path(), tag)?;
    backups.push(backup);
    Ok(backups)
}

/// Removes what is not kept any longer. One that cannot be removed now goes another time.
pub(super) fn thin_out(folder: &Folder, backups: &[Backup]) {
    let kept = kept(backups);
    for backup in backups.iter().filter(|backup| !kept.contains(backup)) {
        let _ = folder.remove(&backup.path());
    }
}

/// Which of one file's backups are kept: the five newest, the first of each of the last seven
/// days and twelve months that have any, and the five newest that are pinned. Only names count,
/// never what a clock says now.
#[must_use]
pub fn kept(backups: &[Backup]) -> BTreeSet<Backup> {
    let (mut pinned, mut usual): (Vec<Backup>, Vec<Backup>) =
        backups.iter().partition(|backup| backup.pinned);
    pinned.sort_unstable();
    usual.sort_unstable();
    let newest = |backups: &[Backup]| backups.iter().rev().take(NEWEST).copied().collect::<BTreeSet<_>>();
    let days = firsts(&usual, DAYS, |backup| backup.day);
    let months = firsts(&usual, MONTHS, |backup| YearMonth::of(backup.day));
    newest(&usual).into_iter().chain(newest(&pinned)).chain(days).chain(months).collect()
}

/// The first backup of each of the `most` last spans that have one.
fn firsts<S: Ord>(backups: &[Backup], most: usize, span: impl Fn(&Backup) -> S) -> Vec<Backup> {
    let mut firsts = BTreeMap::new();
    for backup in backups {
        firsts.entry(Reverse(span(backup))).or_insert(*backup);
    }
    firsts.into_values().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_backup_is_named_by_file_and_day() {
        let month = YearMonth::parse("2026-11").expect("a month");
        let own = FileName::Own(crate::domain::people::Person::B);
        let named = [
            (FileName::Couple, 1, false, false, "couple.2026-11-20.1.json"),
            (FileName::Month(month), 12, false, false, "2026-11.2026-11-20.12.json"),
            (FileName::Month(month), 12, false, true, "2026-11.2026-11-20.12.json.age"),
            (own, 3, true, false, "b.2026-11-20.3.pinned.json"),
            (own, 4, true, true, "b.2026-11-20.4.pinned.json.age"),
        ];
        for (file, number, pinned, locked, name) in named {
            let backup = Backup { file, number, day: day("2026-11-20"), pinned, locked };
            assert_eq!(backup.name(), name);
            assert_eq!(Backup::named(name), Some(backup));
        }
    }

    #[test]
    fn nothing_else_is_a_backup() {
        let names = [
            "couple.json",
            "couple.2026-11-20.json",
            "couple.2026-11-20.01.json",
            "couple.2026-11-20.+1.json",
            "couple.2026-11-31.1.json",
            "couple.2026-11-20.1.kept.json",
            "couple.2026-11-20.1.pinned.pinned.json",
            "now-a.2026-11-20.1.json",
            "settings.2026-11-20.1.json",
            "vault.2026-11-20.1.json",
            "2026-13.2026-11-20.1.json",
            "../couple.2026-11-20.1.json",
            ".couple.2026-11-20.1.json",
            "couple.2026-11-20.1.json.tmp",
            "couple.2026-11-20.1.age",
            "couple.2026-11-20.1.json.age.age",
        ];
        for name in names {
            assert_eq!(Backup::named(name), None, "{name}");
        }
    }

    #[test]
    fn one_is_due_at_first_on_each_evening_and_after_ten_minutes() {
        let at = |day: &str, minutes: u64| Moment {
            evening: Evening(day.parse().expect("a day")),
            mono: Duration::from_secs(60 * minutes),
        };
        let mut taken = Taken::default();
        let first = at("2026-11-20", 3);
        assert!(taken.is_due(FileName::Couple, first));
        taken.note(FileName::Couple, first);
        assert!(!taken.is_due(FileName::Couple, at("2026-11-20", 12)));
        assert!(taken.is_due(FileName::Couple, at("2026-11-20", 13)));
        assert!(taken.is_due(FileName::Couple, at("2026-11-21", 4)), "another evening");
        assert!(taken.is_due(FileName::Couple, at("2026-11-19", 4)), "a clock that went back");
        let own = FileName::Own(crate::domain::people::Person::A);
        assert!(taken.is_due(own, first), "each file has its own");
        for never in
            [FileName::Settings, FileName::Vault, FileName::Tonight(crate::domain::people::Person::A)]
        {
            assert!(!taken.is_due(never, first));
        }
    }
}
