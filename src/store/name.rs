//! The files there are, by name, and the names of their temporary copies.

use std::path::PathBuf;

use super::backup::Backup;
use crate::domain::earlier::Part;
use crate::domain::people::Person;
use crate::domain::time::YearMonth;

/// The folder that holds the months.
pub(super) const MONTHS: &str = "months";
/// The folder that holds copies of what could not be read as it stood.
pub(super) const DAMAGED: &str = "damaged";
/// The folder that holds earlier copies.
pub(super) const BACKUPS: &str = "backups";
/// The folder that holds each one's key, locked with their passphrase.
pub(super) const KEYS: &str = "keys";
/// The file that says how to read the others without this program.
pub(super) const README: &str = "README.txt";
/// The file that says what Syncthing leaves where it is.
pub(super) const IGNORED: &str = ".stignore";

/// One file of the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileName {
    /// This machine's settings.
    Settings,
    /// What is locked, and for whom.
    Vault,
    /// What both keep together.
    Couple,
    /// What happened in one month.
    Month(YearMonth),
    /// What one person keeps alone.
    Own(Person),
    /// One person's current evening.
    Tonight(Person),
}

impl FileName {
    /// What the name of every file of records ends with.
    pub(super) const ENDING: &'static str = ".json";
    /// What it ends with after that where the file is locked.
    pub(super) const LOCKED: &'static str = ".age";

    /// Where it lies inside the data folder while it is not locked.
    #[must_use]
    pub fn path(self) -> PathBuf {
        PathBuf::from(format!("{}{}", self.name(), Self::ENDING))
    }

    /// Its name without folder and ending, with which the names of its copies begin.
    pub(super) fn stem(self) -> String {
        match self {
            Self::Month(month) => month.to_string(),
            other => other.name(),
        }
    }

    /// The file whose copies have names that begin with `stem`.
    pub(super) fn of_stem(stem: &str) -> Option<Self> {
        Some(match stem {
            "settings" => Self::Settings,
            "vault" => Self::Vault,
            "couple" => Self::Couple,
            "a" => Self::Own(Person::A),
            "b" => Self::Own(Person::B),
            "now-a" => Self::Tonight(Person::A),
            "now-b" => Self::Tonight(Person::B),
            month => Self::Month(YearMonth::parse(month)?),
        })
    }

    /// The part of what is kept that is in it; `None` where no earlier copies of it are.
    #[must_use]
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Couple => Some(Part::Couple),
            Self::Month(month) => Some(Part::Month(month)),
            Self::Own(person) => Some(Part::Own(person)),
            Self::Settings | Self::Vault | Self::Tonight(_) => None,
        }
    }

    /// Whether earlier copies of it are kept: never of an evening's answers, which are to be gone
    /// when it ends, nor of what is this machine's own.
    #[must_use]
    pub fn has_backups(self) -> bool {
        self.part().is_some()
    }

    /// Where it lies while it is locked.
    #[must_use]
    pub fn locked_path(self) -> PathBuf {
        PathBuf::from(format!("{}{}{}", self.name(), Self::ENDING, Self::LOCKED))
    }

    /// The path without its ending: the name under which other files remember it.
    pub(super) fn name(self) -> String {
        match self {
            Self::Settings => "settings".into(),
            Self::Vault => "vault".into(),
            Self::Couple => "couple".into(),
            Self::Month(month) => format!("{MONTHS}/{month}"),
            Self::Own(person) => person.letter().into(),
            Self::Tonight(person) => format!("now-{}", person.letter()),
        }
    }

    /// The file of that name, without its ending, in that folder.
    fn named(folder: &str, name: &str) -> Option<Self> {
        if folder == MONTHS {
            return YearMonth::parse(name).map(Self::Month);
        }
        let all = [Self::Settings, Self::Vault, Self::Couple].into_iter();
        let theirs = Person::BOTH.into_iter().flat_map(|person| [Self::Own(person), Self::Tonight(person)]);
        all.chain(theirs).find(|file| file.name() == name)
    }

    /// The month whose file is remembered under `name`.
    pub(super) fn remembered_month(name: &str) -> Option<YearMonth> {
        YearMonth::parse(name.strip_prefix(MONTHS)?.strip_prefix('/')?)
    }

    /// The month whose file has this name inside the months' folder.
    pub(super) fn listed_month(name: &str) -> Option<YearMonth> {
        YearMonth::parse(name.strip_suffix(Self::LOCKED).unwrap_or(name).strip_suffix(Self::ENDING)?)
    }

    /// Whether both share it, so that other files remember how new it was.
    pub(super) fn is_shared(self) -> bool {
        matches!(self, Self::Couple | Self::Month(_))
    }
}

/// The main file that a copy of this name, in a folder of copies, is of.
pub(super) fn earlier_of(name: &str) -> Option<FileName> {
    Backup::named(name).map(|backup| backup.file).or_else(|| damaged(name))
}

/// Where the key of `person` lies.
pub(super) fn key_path(person: Person) -> PathBuf {
    PathBuf::from(format!("{KEYS}/{}{}", person.letter(), FileName::LOCKED))
}

/// The file that a sync tool put this one beside because both sides had written it. Syncthing,
/// Dropbox and Nextcloud each have their own names.
pub(super) fn copy_of(folder: &str, name: &str) -> Option<FileName> {
    let locked = name.strip_suffix(".age");
    let stem = locked.map(|stem| stem.strip_suffix(".json").unwrap_or(stem));
    let stem = stem.or_else(|| name.strip_suffix(".json"))?;
    let noted = |(_, note): &(&str, &str)| note.ends_with(')') && note.contains("conflicted copy");
    let (file, _) = stem.split_once(".sync-conflict-").or_else(|| stem.split_once(" (").filter(noted))?;
    // Some put their mark before the last ending alone.
    let file = locked.and_then(|_| file.strip_suffix(".json")).unwrap_or(file);
    FileName::named(folder, file)
}

impl From<Part> for FileName {
    fn from(part: Part) -> Self {
        match part {
            Part::Couple => Self::Couple,
            Part::Month(month) => Self::Month(month),
            Part::Own(person) => Self::Own(person),
        }
    }
}

/// The name of the temporary copy of `file`, told from others by `tag`.
pub(super) fn temp(file: &str, tag: u64) -> String {
    format!(".{file}.{tag:016x}.tmp")
}

/// The file whose temporary copy this is, if this program could have made it. Temporary
/// files of editors and sync tools have other names and are left alone.
pub(super) fn temp_of(name: &str) -> Option<&str> {
    let (file, tag) = name.strip_prefix('.')?.strip_suffix(".tmp")?.rsplit_once('.')?;
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (tag.len() == 16 && tag.bytes().all(hex) && is_ours(file)).then_some(file)
}

/// Whether this program writes files of this name, in any of its folders.
fn is_ours(file: &str) -> bool {
    if Backup::named(file).is_some() || matches!(file, README | IGNORED | "a.age" | "b.age") {
        return true;
    }
    // What a sync left is written anew when it is locked, or cleared of what was deleted.
    if copy_of("", file).is_some() || copy_of(MONTHS, file).is_some() {
        return true;
    }
    let open = file.strip_suffix(FileName::LOCKED).unwrap_or(file);
    let Some(stem) = open.strip_suffix(FileName::ENDING) else { return false };
    FileName::of_stem(stem).is_some() || damaged(file).is_some()
}

/// The file of which this is a copy kept because it did not read as it was written.
pub(super) fn damaged(name: &str) -> Option<FileName> {
    let open = name.strip_suffix(FileName::LOCKED).unwrap_or(name);
    let (stem, tag) = open.strip_suffix(FileName::ENDING)?.split_once('.')?;
    let tagged = tag.len() == 16 && tag.bytes().all(|byte| byte.is_ascii_hexdigit());
    FileName::of_stem(stem).filter(|_| tagged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_its_place() {
        let month = YearMonth::parse("2026-11").expect("a month");
        let places = [
            (FileName::Settings, "settings.json"),
            (FileName::Vault, "vault.json"),
            (FileName::Couple, "couple.json"),
            (FileName::Month(month), "months/2026-11.json"),
            (FileName::Own(Person::A), "a.json"),
            (FileName::Tonight(Person::B), "now-b.json"),
        ];
        for (file, place) in places {
            assert_eq!(file.path(), PathBuf::from(place));
        }
        assert_eq!(FileName::remembered_month("months/2026-11"), Some(month));
        assert_eq!(FileName::listed_month("2026-11.json"), Some(month));
    }

    #[test]
    fn a_copy_says_which_file_it_is_of() {
        let month = FileName::Month(YearMonth::parse("2026-11").expect("a month"));
        let copies = [
            ("couple.2026-11-20.1.json", Some(FileName::Couple)),
            ("2026-11.2026-11-20.2.json.age", Some(month)),
            ("b.0123456789abcdef.json", Some(FileName::Own(Person::B))),
            ("letter.2026-11-20.1.json", None),
            ("couple.json", None),
            ("couple.2026-11-20.1.txt", None),
        ];
        for (name, file) in copies {
            assert_eq!(earlier_of(name), file, "{name}");
        }
    }

    #[test]
    fn a_sync_tools_copy_is_known_by_its_name() {
        let month = FileName::Month(YearMonth::parse("2026-11").expect("a month"));
        let copies = [
            ("", "couple.sync-conflict-20261120-210000-ABCDEFG.json", FileName::Couple),
            ("", "a.sync-conflict-20261120-210000-ABCDEFG.json.age", FileName::Own(Person::A)),
            ("", "b.json.sync-conflict-20261120-210000-ABCDEFG.age", FileName::Own(Person::B)),
            ("", "couple.sync-conflict-1-2-A.sync-conflict-3-4-B.json", FileName::Couple),
            ("", "couple (conflicted copy 2026-11-20).json", FileName::Couple),
            ("", "couple (conflicted copy 2026-11-20 210000).json", FileName::Couple),
            ("", "couple (Mara's conflicted copy 2026-11-20).json", FileName::Couple),
            ("", "couple (Mara's conflicted copy 2026-11-20 (1)).json", FileName::Couple),
            ("", "couple.json (Mara's conflicted copy 2026-11-20).age", FileName::Couple),
            ("", "now-b (conflicted copy 2026-11-20).json", FileName::Tonight(Person::B)),
            ("", "settings (conflicted copy 2026-11-20).json", FileName::Settings),
            ("", "vault.sync-conflict-20261120-210000-ABCDEFG.json", FileName::Vault),
            (MONTHS, "2026-11.sync-conflict-20261120-210000-ABCDEFG.json", month),
            (MONTHS, "2026-11 (conflicted copy 2026-11-20).json", month),
        ];
        for (folder, name, file) in copies {
            assert_eq!(copy_of(folder, name), Some(file), "{name}");
            assert_eq!(temp_of(name), None, "{name}");
        }
        let others = [
            ("", "couple.json"),
            ("", "couple (1).json"),
            ("", "couple (conflicted copy 2026-11-20).txt"),
            ("", "letter.sync-conflict-20261120-210000-ABCDEFG.json"),
            ("", "2026-11.sync-conflict-20261120-210000-ABCDEFG.json"),
            ("", ".couple.sync-conflict-20261120-210000-ABCDEFG.json"),
            (MONTHS, "couple.sync-conflict-20261120-210000-ABCDEFG.json"),
            (MONTHS, "2026-13.sync-conflict-20261120-210000-ABCDEFG.json"),
            ("", "(conflicted copy 2026-11-20).json"),
        ];
        for (folder, name) in others {
            assert_eq!(copy_of(folder, name), None, "{name}");
        }
    }

    #[test]
    fn only_our_own_temporary_files_are_ours() {
        let ours = [
            "couple.json.age",
            "2026-11.json.age",
            "a.age",
            "couple.json",
            "2026-11.json",
            "now-a.json",
            README,
            IGNORED,
            "b.0123456789abcdef.json",
            "2026-11.2026-11-20.4.json",
            "a.2026-11-20.12.pinned.json",
            "couple.sync-conflict-20261120-210000-ABCDEFG.json.age",
            "2026-11 (conflicted copy 2026-11-20).json",
        ];
        for file in ours {
            assert_eq!(temp_of(&temp(file, 0xfeed)), Some(file));
        }
        let others = [
            ".couple.json.swp",
            ".couple.json.tmp",
            "couple.json.0123456789abcdef.tmp",
            ".couple.json.0123456789abcde.tmp",
            ".couple.json.0123456789ABCDEF.tmp",
            ".letter.json.0123456789abcdef.tmp",
            ".syncthing.couple.json.tmp",
            ".2026-13.json.0123456789abcdef.tmp",
            ".couple.sync.json.0123456789abcdef.tmp",
            "..0123456789abcdef.tmp",
            ".c.age.0123456789abcdef.tmp",
            ".letter.json.age.0123456789abcdef.tmp",
        ];
        for name in others {
            assert_eq!(temp_of(name), None, "{name}");
        }
    }
}
