//! What is kept, as files in one folder: found, read, saved, and never half of it.
//!
//! [`open`] takes the folder's lock and gives a [`Store`], which can save, or, where that could
//! do harm, a [`Reader`], which cannot. A save goes file by file, each beside the old one and
//! then in its place, so a cut at any moment leaves every file whole, old or new.

use std::any::Any;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use crate::domain::archive::{Archive, Month};
use crate::domain::other_key::OtherKey;
use crate::domain::settings::Settings;
use crate::domain::time::YearMonth;

pub mod backup;
pub mod check;
pub mod copies;
pub mod disk;
mod error;
mod folder;
mod format;
mod leave;
mod load;
mod locked;
mod look;
mod name;
mod notice;
mod recover;
mod rekey;
mod save;
mod unlock;
mod vault;
pub mod whole;

pub use backup::open::{InBackup, earlier_copies};
pub use backup::purge::{Cleared, Went};
pub use disk::{Disk, RealDisk};
pub use error::{SaveError, SaveErrorKind, StoreError};
pub use locked::Work;
pub use look::{look, look_with};
pub use name::FileName;
pub use notice::{Damage, Notice, Why};
pub use unlock::{Closed, NotUnlocked};

use backup::Taken;

use folder::Folder;
use load::Shelf;
use name::{BACKUPS, DAMAGED};
use vault::Class;

/// A folder that is open.
pub enum Opened {
    /// To look and to keep; no other window can.
    Write {
        /// What saves.
        store: Store,
        /// What is kept there.
        archive: Archive,
        /// Things to tell once.
        notices: Vec<Notice>,
    },
    /// To look only.
    Look {
        /// What reads.
        reader: Reader,
        /// What is kept there, as far as it can be read.
        archive: Archive,
        /// Why there is only looking.
        why: Why,
        /// Things to tell once.
        notices: Vec<Notice>,
    },
    /// Locked: nothing of it can be read, or changed, without a passphrase.
    Locked {
        /// What opens it.
        closed: Closed,
        /// This machine's settings, which are never locked.
        settings: Arc<Settings>,
    },
}

/// The folder with its lock held. While it lives no other window saves there.
pub struct Store {
    shelf: Shelf,
    taken: Taken,
    /// Held, never looked at.
    lock: Held,
}

/// The folder's lock; no other window can save while one lives.
type Held = Rc<dyn Any>;

/// The folder for looking: there is no way to save from here.
pub struct Reader {
    shelf: Shelf,
}

/// Opens the folder at `root`, made where nothing is there, and reads what is needed around
/// one month: every other month is [`Slot::Unread`](crate::domain::archive::Slot::Unread).
///
/// # Errors
/// A [`StoreError`] where the folder is not ours to use or a file cannot be read at all.
/// Files that are damaged, or too new, open for looking.
pub fn open(disk: Arc<dyn Disk>, root: &Path, around: YearMonth) -> Result<Opened, StoreError> {
    let folder = Folder::open(disk, root)?;
    let lock = folder.lock()?;
    if lock.is_some() {
        folder.sweep(DAMAGED);
    }
    let mut shelf = Shelf::new(folder, lock.is_some());
    let mut damages = Vec::new();
    shelf.look_at_vault(&mut damages)?;
    if shelf.is_closed(Class::Shared) && !shelf.newer {
        let settings = Arc::new(shelf.settings());
        return Ok(Opened::Locked { closed: Closed::new(shelf, lock), settings });
    }
    opened(shelf, lock, around, damages, None)
}

/// Reads what is open, and decides what can be done with it. A key that is not the one known here
/// leaves it for looking, unless it is `taken`.
fn opened(
    mut shelf: Shelf,
    lock: Option<Held>,
    around: YearMonth,
    mut damages: Vec<Damage>,
    taken: Option<&OtherKey>,
) -> Result<Opened, StoreError> {
    let archive = shelf.load(around, &mut damages)?;
    let mut notices = std::mem::take(&mut shelf.notices);
    let other_key = shelf.other_key_but(&archive, taken);
    let why = match (lock, other_key) {
        (Some(_), Some(other_key)) => Why::OtherKey(other_key),
        (Some(_), None) if !damages.is_empty() && !shelf.newer => Why::NeedsChoice(damages),
        (Some(lock), None) if !shelf.newer => {
            // Where there is damage these stay: they may be what is left of a file.
            shelf.remove_other_forms();
            shelf.folder.sweep(BACKUPS);
            if shelf.has_copies().map_err(StoreError::Io)? {
                notices.push(Notice::Copies);
            }
            let store = Store { shelf, taken: Taken::default(), lock };
            return Ok(Opened::Write { store, archive, notices });
        }
        (lock, _) => {
            notices.extend(damages.into_iter().map(Notice::Damaged));
            if lock.is_some() { Why::NewerVersion } else { Why::SecondWindow }
        }
    };
    Ok(Opened::Look { reader: Reader { shelf }, archive, why, notices })
}

impl Store {
    /// Reads again what was changed from outside; everything else keeps its pointer.
    ///
    /// # Errors
    /// Where something does not load any more. Nothing then counts as read again, so whatever
    /// changed is still not saved over.
    pub fn reload(&mut self, archive: &Archive) -> Result<Archive, StoreError> {
        let fresh = self.shelf.reload(archive)?;
        if self.shelf.newer {
            return Err(StoreError::NewerVersion);
        }
        Ok(fresh.unwrap_or_else(|| archive.clone()))
    }

    /// Reads a month that was not read yet.
    ///
    /// # Errors
    /// Where it is missing, damaged or too new. It stays as it is.
    pub fn read_month(&mut self, month: YearMonth) -> Result<Arc<Month>, StoreError> {
        let here = self.shelf.read_month(month)?;
        if self.shelf.newer { Err(StoreError::NewerVersion) } else { Ok(here) }
    }

    /// What there is to tell since the folder was opened, once.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.shelf.notices)
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.shelf.folder.root()
    }
}

impl Reader {
    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.shelf.folder.root()
    }

    /// Reads again what has changed; `None` where nothing has.
    ///
    /// # Errors
    /// Where something does not load.
    pub fn reload(&mut self, archive: &Archive) -> Result<Option<Archive>, StoreError> {
        self.shelf.reload(archive)
    }

    /// Reads a month that was not read yet.
    ///
    /// # Errors
    /// Where it is missing or damaged.
    pub fn read_month(&mut self, month: YearMonth) -> Result<Arc<Month>, StoreError> {
        self.shelf.read_month(month)
    }

    /// What there is to tell since the folder was opened, once.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.shelf.notices)
    }
}
