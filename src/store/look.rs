//! Looking into a folder without its lock: nothing is made and nothing is written.

use std::path::Path;
use std::sync::Arc;

use super::disk::Disk;
use super::error::StoreError;
use super::folder::Folder;
use super::load::Shelf;
use super::unlock::NotUnlocked;
use super::vault::Class;
use super::{Damage, Reader};
use crate::domain::archive::{Access, Archive};
use crate::domain::people::Person;
use crate::domain::secret::Secret;
use crate::domain::time::YearMonth;

/// Looks into the folder at `root`; `None` where there is no folder.
///
/// # Errors
/// As [`open`](super::open), and where a file is damaged or too new: what is read here is passed
/// on, so it has to be all there is.
pub fn look(
    disk: Arc<dyn Disk>,
    root: &Path,
    around: YearMonth,
) -> Result<Option<(Reader, Archive)>, StoreError> {
    if disk.stat(root).map_err(StoreError::of_folder)?.is_none() {
        return Ok(None);
    }
    let (shelf, damages) = begin(disk, root)?;
    if shelf.is_closed(Class::Shared) {
        return Err(StoreError::Locked);
    }
    looked(shelf, around, damages).map(Some)
}

/// Looks into a folder that is locked, with the passphrase of either, or their key from paper.
///
/// # Errors
/// [`NotUnlocked`] says why; it is then as locked as before.
pub fn look_with(
    disk: Arc<dyn Disk>,
    root: &Path,
    around: YearMonth,
    secret: &Secret,
) -> Result<(Reader, Archive), NotUnlocked> {
    let (mut shelf, damages) = begin(disk, root).map_err(NotUnlocked::NotRead)?;
    let (person, key) = shelf.key_of_anyone(secret)?;
    shelf.take_key(person, key);
    looked(shelf, around, damages).map_err(NotUnlocked::NotRead)
}

fn begin(disk: Arc<dyn Disk>, root: &Path) -> Result<(Shelf, Vec<Damage>), StoreError> {
    let mut shelf = Shelf::new(Folder::open(disk, root)?, false);
    let mut damages = Vec::new();
    shelf.look_at_vault(&mut damages)?;
    Ok((shelf, damages))
}

fn looked(
    mut shelf: Shelf,
    around: YearMonth,
    mut damages: Vec<Damage>,
) -> Result<(Reader, Archive), StoreError> {
    let archive = shelf.load(around, &mut damages)?;
    match damages.first() {
        _ if shelf.newer => Err(StoreError::NewerVersion),
        Some(damage) => Err(StoreError::Damaged(*damage)),
        None => Ok((Reader { shelf }, archive)),
    }
}

impl Reader {
    /// Opens what `person` keeps alone with their passphrase, and gives the archive with it.
    ///
    /// # Errors
    /// [`NotUnlocked`] says why; it is then as locked as before.
    pub fn open_own(
        &mut self,
        person: Person,
        secret: &Secret,
        archive: &Archive,
    ) -> Result<Archive, NotUnlocked> {
        let key = self.shelf.key_of(person, secret)?;
        if archive.access[person] == Access::Open {
            return Ok(archive.clone());
        }
        self.shelf.take_key(person, key);
        let (mut next, mut damages) = (archive.clone(), Vec::new());
        self.shelf.load_own(person, &mut next, &mut damages).map_err(NotUnlocked::NotRead)?;
        match damages.first() {
            Some(damage) => Err(NotUnlocked::NotRead(StoreError::Damaged(*damage))),
            None => Ok(next),
        }
    }
}
