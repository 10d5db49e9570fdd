//! Somebody leaves: the files that are only theirs go, copies of them too, and with them the key.

use std::sync::Arc;

use super::Store;
use super::error::SaveError;
use super::name::{self, BACKUPS, DAMAGED, FileName, KEYS};
use super::vault::Class;
use crate::domain::archive::Archive;
use crate::domain::people::Person;
use crate::domain::record::Mint;

impl Store {
    /// Removes every file that is only `person`'s, whether or not it can be opened, and their key.
    /// What was shared stays locked, for the other alone, where they have a key. Repeating it is
    /// harmless. Gives the archive with that noted.
    ///
    /// # Errors
    /// Says why; what is left is removed the next time.
    pub fn remove_own(
        &mut self,
        person: Person,
        archive: &Archive,
        mint: &mut dyn Mint,
    ) -> Result<Archive, SaveError> {
        self.still_there()?;
        let files = [FileName::Own(person), FileName::Tonight(person)];
        for file in files {
            self.shelf.folder.remove(&file.path())?;
            self.shelf.folder.remove(&file.locked_path())?;
        }
        for (path, _) in self.shelf.copies()?.into_iter().filter(|(_, file)| files.contains(file)) {
            self.shelf.folder.remove(&path)?;
        }
        for folder in [BACKUPS, DAMAGED] {
            self.shelf.folder.confirm(folder)?;
        }
        self.shelf.forget_own(person);
        let mut next = archive.clone();
        next.drawers_mut().0[person] = Arc::default();
        next.drawers_mut().1[person] = Arc::default();
        if self.shelf.vault.key(person).is_some() || self.shelf.vault.locks(Class::of(person)) {
            let other = self.shelf.vault.key(person.other()).is_some();
            let shared = self.shelf.vault.locks(Class::Shared) && other;
            let target = self.shelf.vault.with(person, None).locking(Class::Shared, shared);
            if shared {
                // File by file only the other opens what is shared, so from here on nobody comes
                // in halfway with this key. The other finishes what a cut leaves.
                self.remove_key(person)?;
            }
            next = self.rekey(target, &next, mint)?;
            self.shelf.keys[person] = None;
            self.remove_key(person)?;
        }
        Ok(next)
    }

    fn remove_key(&self, person: Person) -> Result<(), SaveError> {
        self.shelf.folder.remove(&name::key_path(person))?;
        Ok(self.shelf.folder.confirm(KEYS)?)
    }
}
