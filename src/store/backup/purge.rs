//! Deleting for good: what was taken out of a file goes from every other copy of it in the folder.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::{Backup, list_of};
use crate::domain::archive::{Archive, RecordFile, Slot};
use crate::domain::earlier::Part;
use crate::domain::people::Person;
use crate::domain::record::{Id, Mint, RecordKind};
use crate::store::Store;
use crate::store::error::SaveError;
use crate::store::format::{self, Decoded, Header};
use crate::store::load::Shelf;
use crate::store::name::{self, BACKUPS, DAMAGED, FileName, MONTHS};

/// A copy that held something deleted for good, or could have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleared {
    /// Where it lies inside the data folder.
    pub path: PathBuf,
    /// What became of it.
    pub went: Went,
}

/// What became of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// Only what was deleted went from it.
    Cleaned,
    /// It held what was deleted, so it went.
    Removed,
    /// Nobody here can open it, so it went: it may have held what was deleted.
    RemovedUnopened,
}

impl Cleared {
    /// What it was a copy of, where its name says so.
    #[must_use]
    pub fn part(&self) -> Option<Part> {
        let name = self.path.file_name()?.to_str()?;
        let folder = self.path.parent().and_then(Path::to_str).unwrap_or_default();
        let file = match folder {
            BACKUPS | DAMAGED => name::earlier_of(name),
            _ => name::copy_of(folder, name),
        };
        file?.part()
    }
}

impl fmt::Display for Cleared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.went {
            Went::Cleaned => write!(f, "It is gone from the copy {path} too."),
            Went::Removed => write!(f, "The copy {path} held it, and is removed."),
            Went::RemovedUnopened => {
                write!(f, "The copy {path} could not be opened to look for it, so it is removed.")
            }
        }
    }
}

impl Store {
    /// Takes what the bodies of `archive` name in `purge` out of every backup, and removes every
    /// other copy that holds it. Gives the archive without those names, to be saved: until it is,
    /// this is done again whenever the folder opens. `None` where no body names anything. What
    /// became of each copy is added to `cleared`, also where not all of them could be reached.
    ///
    /// # Errors
    /// Where a copy could not be read, rewritten or removed.
    pub fn purge(
        &self,
        archive: &Archive,
        mint: &mut dyn Mint,
        cleared: &mut Vec<Cleared>,
    ) -> Result<Option<Archive>, SaveError> {
        let mut sweep = Sweep { shelf: &self.shelf, mint, cleared, any: false };
        sweep.all(archive).map_err(SaveError::not_purged)?;
        Ok(sweep.any.then(|| archive.purged()))
    }
}

/// One going through all copies.
struct Sweep<'a> {
    shelf: &'a Shelf,
    mint: &'a mut dyn Mint,
    cleared: &'a mut Vec<Cleared>,
    any: bool,
}

impl Sweep<'_> {
    fn all(&mut self, archive: &Archive) -> io::Result<()> {
        self.file(FileName::Couple, &archive.couple)?;
        for (month, slot) in &archive.months {
            if let Slot::Here(here) = slot {
                self.file(FileName::Month(*month), here)?;
            }
        }
        for person in Person::BOTH {
            self.file(FileName::Own(person), &archive.drawers().0[person])?;
        }
        Ok(())
    }

    /// Every copy of one file.
    fn file<K: RecordKind>(&mut self, file: FileName, body: &RecordFile<K>) -> io::Result<()> {
        if body.purge.is_empty() {
            return Ok(());
        }
        if !std::mem::replace(&mut self.any, true) {
            self.temps()?;
        }
        for backup in list_of(&self.shelf.folder, file)? {
            self.backup::<K>(backup, &body.purge)?;
        }
        for name in self.shelf.folder.names(DAMAGED)? {
            if name::damaged(&name) == Some(file) {
                self.damaged::<K>(file, &Path::new(DAMAGED).join(name), &body.purge)?;
            }
        }
        for copy in self.shelf.folder.copies_of_others(file)? {
            self.of_others::<K>(file, copy, &body.purge)?;
        }
        self.confirm(BACKUPS)?;
        self.confirm(DAMAGED)
    }

    /// Under the lock no temporary copy is anybody else's, and none is in use between saves.
    fn temps(&self) -> io::Result<()> {
        for folder in ["", MONTHS, BACKUPS, DAMAGED] {
            for temp in self.shelf.folder.temps(folder)? {
                self.shelf.folder.remove(&temp)?;
            }
            self.confirm(folder)?;
        }
        Ok(())
    }

    /// What went is gone for good once the disk says so, also where an earlier try removed it.
    fn confirm(&self, folder: &str) -> io::Result<()> {
        let there = folder.is_empty() || self.shelf.folder.holds(folder.as_ref())?;
        if there { self.shelf.folder.sync(folder.as_ref()) } else { Ok(()) }
    }

    /// What these bytes are as a copy of `file`; what does not open here is as good as torn.
    fn decoded<K: RecordKind>(&self, file: FileName, bytes: &[u8]) -> Decoded<RecordFile<K>> {
        match self.shelf.opened(bytes) {
            Ok(bytes) => format::decode(file, &bytes),
            Err(_) => Decoded::Torn,
        }
    }

    fn backup<K: RecordKind>(&mut self, backup: Backup, purge: &[Id]) -> io::Result<()> {
        let path = backup.path();
        let Some((bytes, _)) = self.shelf.folder.read(&path)? else { return Ok(()) };
        match self.decoded::<K>(backup.file, &bytes) {
            Decoded::Whole { header, body, .. } => self.clean(backup.file, path, &header, body, purge),
            other => self.other(&other, path, &bytes, purge),
        }
    }

    /// What another program put there is its own: only what was deleted goes from it, and what
    /// does not open as a copy stays.
    fn of_others<K: RecordKind>(&mut self, file: FileName, path: PathBuf, purge: &[Id]) -> io::Result<()> {
        let Ok(Some((bytes, _))) = self.shelf.folder.read(&path) else { return Ok(()) };
        match self.decoded::<K>(file, &bytes) {
            Decoded::Whole { header, body, .. } => self.clean(file, path, &header, body, purge),
            _ => Ok(()),
        }
    }

    /// Writes a copy anew without what was deleted, if it is in it.
    fn clean<K: RecordKind>(
        &mut self,
        file: FileName,
        path: PathBuf,
        header: &Header,
        mut body: RecordFile<K>,
        purge: &[Id],
    ) -> io::Result<()> {
        if body.forget(purge) {
            let clean = format::encode(file, header, &body)?;
            let clean = self.shelf.locked(file, clean).ok_or(io::ErrorKind::InvalidData)?;
            self.shelf.folder.put(&path, &clean, self.mint.bits())?.confirmed?;
            self.cleared.push(Cleared { path, went: Went::Cleaned });
        }
        Ok(())
    }

    /// A copy kept as it stood is not rewritten: it goes as a whole.
    fn damaged<K: RecordKind>(&mut self, file: FileName, path: &Path, purge: &[Id]) -> io::Result<()> {
        let Some((bytes, _)) = self.shelf.folder.read(path)? else { return Ok(()) };
        match self.decoded::<K>(file, &bytes) {
            Decoded::Whole { mut body, .. } => {
                if body.forget(purge) {
                    self.remove(path.to_owned(), Went::Removed)
                } else {
                    Ok(())
                }
            }
            other => self.other(&other, path.to_owned(), &bytes, purge),
        }
    }

    /// A copy that does not open here: one of a newer version still shows its names; of any other
    /// nobody can say what is in it.
    fn other<B>(
        &mut self,
        decoded: &Decoded<B>,
        path: PathBuf,
        bytes: &[u8],
        purge: &[Id],
    ) -> io::Result<()> {
        let names = |id: &Id| bytes.windows(id.as_str().len()).any(|part| part == id.as_str().as_bytes());
        match decoded {
            Decoded::Newer(_) if purge.iter().any(names) => self.remove(path, Went::Removed),
            Decoded::Newer(_) | Decoded::Empty => Ok(()),
            _ => self.remove(path, Went::RemovedUnopened),
        }
    }

    fn remove(&mut self, path: PathBuf, went: Went) -> io::Result<()> {
        self.shelf.folder.remove(&path)?;
        self.cleared.push(Cleared { path, went });
        Ok(())
    }
}
