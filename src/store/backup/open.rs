//! Looking into earlier copies, and keeping one before another is brought back.

use std::path::Path;
use std::sync::Arc;

use super::{Backup, Moment, list, list_of, take};
use crate::domain::archive::RecordFile;
use crate::domain::earlier::{Copied, EarlierCopy, Things, Unopened};
use crate::domain::record::{Mint, RecordKind};
use crate::domain::time::{Evening, Now};
use crate::store::disk::Disk;
use crate::store::error::{SaveError, StoreError};
use crate::store::folder::Folder;
use crate::store::format::{self, Decoded};
use crate::store::load::{Known, Shelf};
use crate::store::name::FileName;
use crate::store::{Reader, Store};

impl Store {
    /// The earlier copies there are, of each part the oldest first.
    ///
    /// # Errors
    /// Where their folder cannot be looked into.
    pub fn backups(&self) -> Result<Vec<EarlierCopy>, StoreError> {
        copies(&self.shelf.folder)
    }

    /// Opens the earlier copy of that name.
    ///
    /// # Errors
    /// Why it does not open.
    pub fn read_backup(&self, name: &str) -> Result<Copied, Unopened> {
        self.shelf.backup(name)
    }

    /// Keeps a file as it stands among its earlier copies, apart from those that are thinned out
    /// by day, before something takes its place.
    ///
    /// # Errors
    /// Where that cannot be done, or the file is not the one last read or saved.
    pub fn pin(
        &mut self,
        file: FileName,
        evening: Evening,
        now: Now,
        mint: &mut dyn Mint,
    ) -> Result<(), SaveError> {
        self.as_last_known(file)?;
        if self.shelf.has(file) {
            take(&self.shelf.folder, (file, &self.shelf.place(file)), evening, true, mint.bits())
                .map_err(SaveError::no_backup)?;
            self.taken.note(file, Moment { evening, mono: now.mono });
        }
        Ok(())
    }
}

impl Reader {
    /// The earlier copies there are, of each part the oldest first.
    ///
    /// # Errors
    /// Where their folder cannot be looked into.
    pub fn backups(&self) -> Result<Vec<EarlierCopy>, StoreError> {
        copies(&self.shelf.folder)
    }

    /// Opens the earlier copy of that name.
    ///
    /// # Errors
    /// Why it does not open.
    pub fn read_backup(&self, name: &str) -> Result<Copied, Unopened> {
        self.shelf.backup(name)
    }
}

/// An earlier copy, with what is in it where that is for both to see.
pub struct InBackup {
    /// Which.
    pub copy: EarlierCopy,
    /// What is in it; `None` where it is one person's alone.
    pub inside: Option<Result<Things, Unopened>>,
}

/// The earlier copies in the folder at `root`, read without its lock; none where there is no
/// folder.
///
/// # Errors
/// Where the folder does not open.
pub fn earlier_copies(disk: Arc<dyn Disk>, root: &Path) -> Result<Vec<InBackup>, StoreError> {
    if disk.stat(root).map_err(StoreError::of_folder)?.is_none() {
        return Ok(Vec::new());
    }
    let shelf = Shelf::new(Folder::open(disk, root)?, false);
    let with_inside = |copy: EarlierCopy| {
        let shared = copy.part.owner().is_none();
        let inside = shared.then(|| shelf.backup(&copy.name).map(|copied| copied.things()));
        InBackup { copy, inside }
    };
    Ok(copies(&shelf.folder)?.into_iter().map(with_inside).collect())
}

/// Whether the newest earlier copy of `file`, taken before something newer was saved, is newer than
/// what stands there, or the very same: then somebody put an older one in its place. A copy that is
/// still the file itself was taken by a save that did not come to its end; the first save of all
/// writes the same couple.json once more where it has to.
pub(in crate::store) fn is_behind(shelf: &Shelf, file: FileName, known: &Known) -> bool {
    let backups = list_of(&shelf.folder, file).unwrap_or_default();
    let Some(newest) = backups.last() else { return false };
    let Ok(Some((bytes, stat))) = shelf.folder.read(&newest.path()) else { return false };
    let copied = shelf.opened(&bytes).ok().and_then(|plain| format::generation(file, &plain));
    let here = known.header.generation;
    let again = file == FileName::Couple && here == 1;
    let same = || !again && !stat.is_same_place(&known.stat) && format::hash(&bytes) == known.hash;
    copied.is_some_and(|copied| here < copied) || same()
}

fn copies(folder: &Folder) -> Result<Vec<EarlierCopy>, StoreError> {
    let backups = list(folder).map_err(StoreError::Io)?;
    Ok(backups.into_iter().filter_map(Backup::as_copy).collect())
}

impl Shelf {
    fn backup(&self, name: &str) -> Result<Copied, Unopened> {
        let backup = Backup::named(name).ok_or(Unopened::Gone)?;
        match self.folder.read(&backup.path()) {
            Ok(Some((bytes, _))) => self.copied(backup.file, &bytes).map(|(_, copied)| copied),
            Ok(None) => Err(Unopened::Gone),
            Err(_) => Err(Unopened::Damaged),
        }
    }

    /// What these bytes hold as a copy of `file`, and how often that file had been saved by then.
    pub(in crate::store) fn copied(&self, file: FileName, bytes: &[u8]) -> Result<(u64, Copied), Unopened> {
        let bytes = &*self.opened(bytes).map_err(|_| Unopened::Locked)?;
        match file {
            FileName::Couple => body(file, bytes, Copied::Couple),
            FileName::Month(month) => body(file, bytes, |body| Copied::Month(month, body)),
            FileName::Own(person) => body(file, bytes, |body| Copied::Own(person, body)),
            FileName::Settings | FileName::Vault | FileName::Tonight(_) => Err(Unopened::Gone),
        }
    }
}

fn body<K: RecordKind>(
    file: FileName,
    bytes: &[u8],
    copied: impl FnOnce(RecordFile<K>) -> Copied,
) -> Result<(u64, Copied), Unopened> {
    match format::decode(file, bytes) {
        Decoded::Whole { header, body, .. } => Ok((header.generation, copied(body))),
        Decoded::Newer(_) => Err(Unopened::Newer),
        Decoded::Empty | Decoded::Torn => Err(Unopened::Damaged),
    }
}
