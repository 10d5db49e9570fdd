//! What is said about the files when they open: things to know, and reasons only to look.

use std::fmt;

use super::name::{FileName, key_path};
use crate::domain::other_key::OtherKey;
use crate::domain::people::Person;
use crate::domain::time::YearMonth;

/// Something to tell once. Everything opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// A file is whole, but not as this program wrote it.
    ChangedByHand {
        /// Which.
        file: FileName,
        /// Whether a copy of it as it stood is in `damaged`.
        copied: bool,
    },
    /// vault.json does not say what is locked; that was found out without it.
    VaultMissing,
    /// The settings could not be read, so the usual ones hold.
    SettingsUnreadable,
    /// One of the files with this evening's answers could not be read.
    TonightUnreadable,
    /// Another file remembers this month, and it is not there.
    MonthMissing(YearMonth),
    /// Another file remembers a newer state of this one.
    Older(FileName),
    /// The file with the key of this person is one that another had taken the place of.
    OlderKey(Person),
    /// A file cannot be shown, where that is not the reason only to look.
    Damaged(Damage),
    /// Locking or unlocking is done, and files as they stood before it could not be removed yet.
    OtherFormsStay,
    /// A sync left copies of files that were written on both sides.
    Copies,
    /// A file holds records of kinds that this version does not know.
    Carried(FileName),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChangedByHand { file, copied } => {
                let file = file.path();
                let file = file.display();
                let copy = if *copied { " A copy as it stood is in damaged." } else { "" };
                write!(f, "{file} was changed outside this program, by hand or by a sync. It is open.{copy}")
            }
            Self::VaultMissing => f.write_str(
                "vault.json is not as it was kept. What is locked says so itself, and all of it is there. \
                 The next save makes vault.json anew.",
            ),
            Self::SettingsUnreadable => f.write_str(
                "settings.json could not be read, so the usual settings hold. Nothing else is touched.",
            ),
            Self::TonightUnreadable => f.write_str(
                "Some answers of this evening could not be read. Everything else is there. \
                 A new check-in begins on a blank page.",
            ),
            Self::MonthMissing(month) => write!(
                f,
                "The file of {month} is missing. It was there before. \
                 A backup or another device may still have it."
            ),
            Self::Older(file) => write!(
                f,
                "{} is an older copy than the one last kept. It is open. \
                 A backup or another device may have the newer one.",
                file.path().display()
            ),
            Self::OlderKey(person) => write!(
                f,
                "{} is an older copy than the one last kept, so an earlier passphrase opens it. \
                 \"My passphrase\" sets a new one.",
                key_path(*person).display()
            ),
            Self::Damaged(damage) => {
                write!(f, "{damage} What it holds is not shown here. Nothing is changed.")
            }
            Self::OtherFormsStay => f.write_str(
                "Some files are still there as they were before this, because the disk did not let \
                 them go. Nothing is lost. The next start removes them.",
            ),
            Self::Copies => f.write_str(
                "There is another copy of some things here, from a sync. \
                 \"Copies from a sync\" shows what is in it. Nothing is changed.",
            ),
            Self::Carried(file) => write!(
                f,
                "{} holds things from a newer version. They are kept as they are.",
                file.path().display()
            ),
        }
    }
}

/// A file that cannot be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// It was there, and is not.
    Missing(FileName),
    /// There is nothing in it.
    Empty(FileName),
    /// It does not read as a whole file of its kind.
    Torn(FileName),
}

impl Damage {
    /// The file it is about.
    #[must_use]
    pub fn file(self) -> FileName {
        match self {
            Self::Missing(file) | Self::Empty(file) | Self::Torn(file) => file,
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(file) => write!(f, "{} is missing.", file.path().display()),
            Self::Empty(file) => write!(f, "{} is empty.", file.path().display()),
            Self::Torn(file) => write!(f, "{} is not whole.", file.path().display()),
        }
    }
}

/// What is said of a key that is not the one known here.
pub(super) const OTHER_KEY: &str = "vault.json names a key that is not the one known here, so nothing is saved for it. \
     Everything is here to look at. \"Another key\" explains it and lets you choose.";

/// Why there is only looking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Another window has it open.
    SecondWindow,
    /// A newer version wrote one of the files.
    NewerVersion,
    /// vault.json names a key that is not the one known here.
    OtherKey(OtherKey),
    /// Something is damaged, and a person chooses what is to be done.
    NeedsChoice(Vec<Damage>),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecondWindow => f.write_str(
                "Evenfall is open in another window. Here is everything to look at; keeping is done there.",
            ),
            Self::NewerVersion => f.write_str(
                "A newer Evenfall wrote these files. Here is everything to look at. \
                 A newer version can go on with them.",
            ),
            Self::OtherKey(_) => f.write_str(OTHER_KEY),
            Self::NeedsChoice(damages) => {
                for damage in damages {
                    write!(f, "{damage} ")?;
                }
                f.write_str(
                    "The rest is here to look at. Nothing on the disk is changed. \
                     An earlier copy in its place opens everything again.",
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_said_is_a_few_calm_sentences() {
        let file = FileName::Couple;
        let month = YearMonth::parse("2026-11").expect("a month");
        let notices = [
            Notice::ChangedByHand { file, copied: true },
            Notice::ChangedByHand { file, copied: false },
            Notice::VaultMissing,
            Notice::SettingsUnreadable,
            Notice::TonightUnreadable,
            Notice::MonthMissing(month),
            Notice::Older(file),
            Notice::OlderKey(Person::B),
            Notice::Damaged(Damage::Empty(file)),
            Notice::Carried(file),
            Notice::Copies,
            Notice::OtherFormsStay,
        ];
        let whys = [
            Why::SecondWindow,
            Why::NewerVersion,
            Why::OtherKey(OtherKey { whose: Person::A, own: true, named: None }),
            Why::NeedsChoice(vec![Damage::Missing(file), Damage::Torn(FileName::Month(month))]),
        ];
        let notices = notices.iter().map(ToString::to_string);
        for said in notices.chain(whys.iter().map(ToString::to_string)) {
            assert!(said.ends_with('.') && !said.contains('!') && !said.contains("  "), "{said}");
        }
    }
}
