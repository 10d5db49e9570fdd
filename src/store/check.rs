//! Looking at every file of a folder, one after the other, and saying how each is. Nothing is
//! written, made or locked.
//!
//! Each file is read by the code that opens it, so what is found here is what the next start
//! finds.

use std::path::Path;
use std::sync::Arc;

use super::disk::Disk;
use super::error::StoreError;
use super::folder::Folder;
use super::load::Shelf;
use super::locked::Key;
use super::name;
use super::unlock::NotUnlocked;
use crate::domain::people::{Each, Person};
use crate::domain::secret::Secret;
use look::Look;

mod look;

/// How often a folder that is being saved into is looked at before what was seen last holds.
const TRIES: usize = 3;

/// How one file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// As it was kept.
    Whole,
    /// Locked, whole as far as that shows from outside, and not looked into.
    Locked,
    /// Empty, torn or changed, so that it does not open.
    NotWhole,
    /// The disk does not give it out, or it is a link to a place that is not there.
    Unreadable,
    /// It was there, and is not.
    Missing,
    /// Something remembers a newer state of it.
    Older,
    /// Whole, but not as this program wrote it.
    Changed,
    /// A newer version wrote it.
    Newer,
    /// A sync put it beside the file it is a copy of.
    Copy,
    /// It has, or names, a key that is not the one known here.
    OtherKey,
    /// What a save left that did not come to its end.
    Unfinished,
    /// A plain file beside its locked one, or the other way round, or a key that opens nothing.
    LeftOver,
    /// A copy of what did not read as it was written.
    SetAside,
    /// No file of this program.
    Foreign,
}

/// How much a condition matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing needs doing.
    Fine,
    /// Somebody decides what is to be done.
    Person,
    /// Something is damaged.
    Damaged,
}

impl Condition {
    /// How much it matters.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::NotWhole | Self::Unreadable | Self::Missing => Severity::Damaged,
            Self::Older | Self::Changed | Self::Newer | Self::Copy | Self::OtherKey => Severity::Person,
            Self::Whole
            | Self::Locked
            | Self::Unfinished
            | Self::LeftOver
            | Self::SetAside
            | Self::Foreign => Severity::Fine,
        }
    }
}

/// How the file at `path`, inside the folder, is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its path, which may hold anything where the file is not ours.
    pub path: String,
    /// How it is.
    pub condition: Condition,
}

impl Finding {
    /// Whether it is an earlier copy: what counts is in another file.
    #[must_use]
    pub fn is_earlier_copy(&self) -> bool {
        Path::new(&self.path).starts_with(name::BACKUPS)
    }
}

/// A folder that is looked at, with the keys that were opened for that.
pub struct Check {
    folder: Folder,
    keys: Each<Option<Key>>,
}

impl Check {
    /// Begins with the folder at `root`; `None` where there is none.
    ///
    /// # Errors
    /// Where it is not a folder, or somebody else's.
    pub fn begin(disk: Arc<dyn Disk>, root: &Path) -> Result<Option<Self>, StoreError> {
        if disk.stat(root).map_err(StoreError::of_folder)?.is_none() {
            return Ok(None);
        }
        Ok(Some(Self { folder: Folder::open(disk, root)?, keys: Each::default() }))
    }

    /// Whose key is here, locked with their passphrase.
    #[must_use]
    pub fn have_keys(&self) -> Vec<Person> {
        let has = |one: &Person| self.folder.holds(&name::key_path(*one)).unwrap_or_default();
        Person::BOTH.into_iter().filter(has).collect()
    }

    /// Opens the key of `person`, so that what it locks is looked into as well.
    ///
    /// # Errors
    /// [`NotUnlocked`] says why; it then stays locked.
    pub fn open(&mut self, person: Person, secret: &Secret) -> Result<(), NotUnlocked> {
        let mut shelf = Shelf::new(self.folder.clone(), false);
        shelf.look_at_vault(&mut Vec::new()).map_err(NotUnlocked::NotRead)?;
        self.keys[person] = Some(shelf.key_of(person, secret)?);
        Ok(())
    }

    /// How every file is, those that count first. A folder that another window saves into
    /// meanwhile is looked at again.
    ///
    /// # Errors
    /// Where the folder is gone or cannot be listed.
    pub fn findings(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        for _ in 0..TRIES {
            let look = Look::at(&self.folder, &self.keys)?;
            let still = look.stands_still();
            findings = look.findings;
            if still || findings.iter().all(|one| one.condition.severity() == Severity::Fine) {
                break;
            }
        }
        Ok(findings)
    }
}
