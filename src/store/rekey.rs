//! Turning locking on and off, and changing what it is done with.
//!
//! Everything is written anew beside what stands there, on the disk and read back, before
//! vault.json is put in its place: that is the one moment from which the new files count. A cut
//! before it leaves the old folder whole, a cut after it the new one; what is superfluous is
//! removed at the next start.

use std::path::{Path, PathBuf};

use super::Store;
use super::error::SaveError;
use super::folder::Placed;
use super::format::{self, Body, Header};
use super::load::{Known, Shelf};
use super::locked::{Key, Work};
use super::name::{self, BACKUPS, DAMAGED, FileName, KEYS, MONTHS, README};
use super::save::{ABOUT, ABOUT_LOCKED, unsound};
use super::vault::{Class, Vault};
use crate::domain::archive::{Access, Archive};
use crate::domain::people::Person;
use crate::domain::record::Mint;
use crate::domain::secret::Secret;

/// A file that is to stand in another form.
struct Moving {
    /// Which main file it is; `None` for a copy of one.
    file: Option<FileName>,
    to: PathBuf,
    bytes: Vec<u8>,
}

impl Store {
    /// Locks what `person` keeps alone with a new key that `secret` opens, and what both share
    /// once everyone has one. Gives the archive with that noted, and the key for paper, which is
    /// never shown again.
    ///
    /// # Errors
    /// Says why; everything is then as it was.
    pub fn lock_for(
        &mut self,
        person: Person,
        secret: &Secret,
        work: Work,
        archive: &Archive,
        mint: &mut dyn Mint,
    ) -> Result<(Archive, Secret), SaveError> {
        let key = Key::generate();
        let file = key.wrapped(secret, work).ok_or_else(unsound)?;
        let paper = key.on_paper().ok_or_else(unsound)?;
        if !Key::unwrapped(&file, secret).is_ok_and(|back| back.public() == key.public()) {
            return Err(unsound());
        }
        let everyone = archive.people().all(|one| one == person || archive.has_passphrase(one));
        let shared = everyone || self.shelf.vault.locks(Class::Shared);
        let target = self.shelf.vault.with(person, Some(key.public())).locking(Class::Shared, shared);
        let target = target.with_key_file(person, &file);
        self.shelf.folder.make_folder(KEYS)?;
        let path = name::key_path(person);
        self.shelf.folder.put(&path, &file, mint.bits())?.confirmed?;
        let before = self.shelf.keys[person].replace(key);
        match self.rekey(target, archive, mint) {
            Ok(next) => Ok((next, paper)),
            Err(error) => {
                self.shelf.keys[person] = before;
                // One that stays opens nothing, and is removed at the next start.
                let _ = self.shelf.folder.remove(&path);
                Err(error)
            }
        }
    }

    /// Unlocks for good what `person` keeps alone, and with it what both share.
    ///
    /// # Errors
    /// Says why; everything is then as it was, and as locked.
    pub fn unlock_for_good(
        &mut self,
        person: Person,
        archive: &Archive,
        mint: &mut dyn Mint,
    ) -> Result<Archive, SaveError> {
        let target = self.shelf.vault.with(person, None).locking(Class::Shared, false);
        let next = self.rekey(target, archive, mint)?;
        self.shelf.keys[person] = None;
        Ok(next)
    }

    /// Lets `secret` open the key of `person` from now on, instead of what opened it before.
    ///
    /// # Errors
    /// Says why; the earlier passphrase then still holds.
    pub fn change_passphrase(
        &mut self,
        person: Person,
        secret: &Secret,
        work: Work,
        mint: &mut dyn Mint,
    ) -> Result<(), SaveError> {
        self.still_there()?;
        let key = self.shelf.keys[person].as_ref().ok_or_else(unsound)?;
        let file = key.wrapped(secret, work).ok_or_else(unsound)?;
        if !Key::unwrapped(&file, secret).is_ok_and(|back| back.public() == key.public()) {
            return Err(unsound());
        }
        self.shelf.folder.make_folder(KEYS)?;
        let path = name::key_path(person);
        let before = self.shelf.folder.read(&path).ok().flatten();
        let placed = self.shelf.folder.put(&path, &file, mint.bits())?;
        placed.confirmed.map_err(SaveError::not_confirmed)?;
        let known = before.map(|(bytes, _)| self.shelf.vault.with_key_file(person, &bytes));
        let known = known.as_ref().unwrap_or(&self.shelf.vault);
        self.shelf.vault = known.with_key_file(person, &file);
        self.shelf.has_vault = false;
        // The new passphrase holds already. Where this is not written now, the next save does it.
        let _ = self.write_vault(mint);
        Ok(())
    }

    /// Writes everything as `target` has it.
    pub(super) fn rekey(
        &mut self,
        target: Vault,
        archive: &Archive,
        mint: &mut dyn Mint,
    ) -> Result<Archive, SaveError> {
        self.still_there()?;
        let known: Vec<FileName> = self.shelf.known.keys().copied().collect();
        for file in known {
            self.as_last_known(file)?;
        }
        let mut next = self.shelf.under(target.clone());
        let moving = self.moving(&next)?;
        let mut placed = Vec::new();
        let written = self
            .write_all(&moving, mint, &mut placed)
            .and_then(|()| self.write_missing(&next, archive, mint, &mut placed));
        let committed = written.and_then(|()| {
            let vault = target.write().map_err(|_| unsound())?;
            Ok(self.shelf.folder.put(&FileName::Vault.path(), &vault, mint.bits())?)
        });
        let confirmed = match committed {
            Ok(placed) => placed.confirmed,
            Err(error) => {
                for (_, path, _) in placed.iter().filter(|(file, path, _)| !self.stands(*file, path)) {
                    // One that stays is removed at the next start.
                    let _ = self.shelf.folder.remove(path);
                }
                return Err(error);
            }
        };
        next.has_vault = true;
        for (file, _, known) in placed {
            if let (Some(file), Some(known)) = (file, known) {
                next.known.insert(file, known);
            }
        }
        self.shelf = next;
        // Only a vault that the disk has confirmed lets the old files go: a cut could still bring
        // back the one that points to them.
        if confirmed.is_ok() || self.shelf.folder.confirm(MONTHS).is_ok() {
            self.shelf.remove_other_forms();
            self.place_about_anew(mint);
        }
        let mut archive = archive.clone();
        archive.shared_locked = self.shelf.vault.locks(Class::Shared);
        for person in Person::BOTH {
            archive.access[person] = self.shelf.access(person);
        }
        Ok(archive)
    }

    /// Whether `path` is where `file` stands already, so that it is not to be removed.
    fn stands(&self, file: Option<FileName>, path: &Path) -> bool {
        file.is_some_and(|file| self.shelf.place(file) == path)
    }

    /// Every file whose form is another one under `next`: as it is now, and as it will be.
    fn moving(&self, next: &Shelf) -> Result<Vec<Moving>, SaveError> {
        let mut moving = Vec::new();
        for file in self.shelf.files()? {
            let (from, to) = (self.shelf.place(file), next.place(file));
            let same = self.shelf.vault.locks_file(file) == next.vault.locks_file(file)
                && self.shelf.locks_for(file) == next.locks_for(file);
            if !same && let Some(bytes) = self.moved(&from, file, next)? {
                moving.push(Moving { file: Some(file), to, bytes });
            }
        }
        for folder in [BACKUPS, DAMAGED] {
            for name in self.shelf.folder.names(folder)? {
                let Some(file) = name::earlier_of(&name) else { continue };
                let from = Path::new(folder).join(&name);
                let to = next.place_of_copy(folder, &name, file);
                let same = from == to && self.shelf.locks_for(file) == next.locks_for(file);
                // What nobody here can open stays as it is.
                if !same && let Ok(Some(bytes)) = self.moved(&from, file, next) {
                    moving.push(Moving { file: None, to, bytes });
                }
            }
        }
        Ok(moving)
    }

    /// The bytes of the file at `from` as they are under `next`; `None` where it is not there.
    fn moved(&self, from: &Path, file: FileName, next: &Shelf) -> Result<Option<Vec<u8>>, SaveError> {
        let Some((bytes, _)) = self.shelf.folder.read(from)? else { return Ok(None) };
        let plain = self.shelf.opened(&bytes).map_err(|_| unsound())?;
        let mut plain = plain.trim_ascii_end().to_vec();
        plain.push(b'\n');
        next.locked(file, plain).map(Some).ok_or_else(unsound)
    }

    fn write_all(
        &self,
        moving: &[Moving],
        mint: &mut dyn Mint,
        placed: &mut Vec<(Option<FileName>, PathBuf, Option<Known>)>,
    ) -> Result<(), SaveError> {
        for one in moving {
            let Placed { stat, confirmed } = self.shelf.folder.put(&one.to, &one.bytes, mint.bits())?;
            let header =
                one.file.and_then(|file| self.shelf.known.get(&file)).map(|known| known.header.clone());
            let known = header.map(|header| Known { stat, hash: format::hash(&one.bytes), header });
            placed.push((one.file, one.to.clone(), known));
            confirmed?;
            self.reads_back(&one.to, &one.bytes)?;
        }
        Ok(())
    }

    fn reads_back(&self, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
        match self.shelf.folder.read(path)? {
            Some((back, _)) if back == bytes => Ok(()),
            _ => Err(unsound()),
        }
    }

    /// Locked files of one's own exist from the first day on, so that their being there says
    /// nothing.
    fn write_missing(
        &self,
        next: &Shelf,
        archive: &Archive,
        mint: &mut dyn Mint,
        placed: &mut Vec<(Option<FileName>, PathBuf, Option<Known>)>,
    ) -> Result<(), SaveError> {
        for person in Person::BOTH.into_iter().filter(|person| next.access(*person) == Access::Open) {
            let (own, tonight) = archive.drawers();
            self.write_empty(FileName::Own(person), &*own[person], next, mint, placed)?;
            self.write_empty(FileName::Tonight(person), &*tonight[person], next, mint, placed)?;
        }
        Ok(())
    }

    fn write_empty<B: Body>(
        &self,
        file: FileName,
        body: &B,
        next: &Shelf,
        mint: &mut dyn Mint,
        placed: &mut Vec<(Option<FileName>, PathBuf, Option<Known>)>,
    ) -> Result<(), SaveError> {
        if self.shelf.folder.holds(&self.shelf.place(file))? {
            return Ok(());
        }
        let header = Header { generation: 1, ..Header::default() };
        let bytes = format::encode(file, &header, body).map_err(|_| unsound())?;
        let bytes = next.locked(file, bytes).ok_or_else(unsound)?;
        let Placed { stat, confirmed } = self.shelf.folder.put(&next.place(file), &bytes, mint.bits())?;
        let known = Known { stat, hash: format::hash(&bytes), header };
        placed.push((Some(file), next.place(file), Some(known)));
        confirmed?;
        Ok(())
    }

    /// The text that says how to read everything, where nobody wrote another one.
    fn place_about_anew(&self, mint: &mut dyn Mint) {
        let ours = |bytes: &[u8]| bytes == ABOUT.as_bytes() || bytes == ABOUT_LOCKED.as_bytes();
        let text = self.shelf.about();
        let found = self.shelf.folder.read(README.as_ref());
        if found.is_ok_and(|found| found.is_none_or(|(bytes, _)| ours(&bytes) && bytes != text.as_bytes())) {
            // Without it everything is there all the same.
            let _ = self.shelf.folder.put(README.as_ref(), text.as_bytes(), mint.bits());
        }
    }
}

impl Shelf {
    /// The same shelf as it would be under another vault.
    fn under(&self, vault: Vault) -> Self {
        let mut next = Self::new(self.folder.clone(), self.copies);
        next.vault = vault;
        next.keys = self.keys.clone();
        next.known = self.known.clone();
        next.newest = self.newest.clone();
        next
    }

    /// Every main file that can be locked, there or not; months as they are listed.
    fn files(&self) -> Result<Vec<FileName>, SaveError> {
        let names = self.folder.names(MONTHS)?;
        let mut files = vec![FileName::Couple];
        for person in Person::BOTH {
            files.extend([FileName::Own(person), FileName::Tonight(person)]);
        }
        files.extend(names.iter().filter_map(|name| FileName::listed_month(name)).map(FileName::Month));
        files.dedup();
        Ok(files)
    }

    /// Removes what turning the lock on or off left behind, or a cut did: plain files of what is
    /// locked, locked ones of what is not, and keys that open nothing. Only ever where the file
    /// that counts is there and can be opened.
    pub(super) fn remove_other_forms(&self) {
        self.folder.sweep("");
        self.folder.sweep(MONTHS);
        let keys = self.folder.names(KEYS).unwrap_or_default();
        if keys.is_empty() && !self.vault.locks_anything() {
            return;
        }
        for file in self.files().unwrap_or_default() {
            let here = self.place(file);
            let other = if here == file.path() { file.locked_path() } else { file.path() };
            let there = self.folder.holds(&other).unwrap_or_default();
            if there && self.opens(&here) {
                // One that stays is tried again at the next start.
                let _ = self.folder.remove(&other);
            }
        }
        for folder in [BACKUPS, DAMAGED] {
            for name in self.folder.names(folder).unwrap_or_default() {
                self.remove_other_copy(folder, &name);
            }
        }
        for person in Person::BOTH {
            if self.vault.key(person).is_none() && !self.vault.locks(Class::of(person)) {
                let _ = self.folder.remove(&name::key_path(person));
            }
        }
        for folder in [BACKUPS, DAMAGED, KEYS] {
            self.folder.sweep(folder);
        }
        let _ = self.folder.confirm(MONTHS);
    }

    /// Where the copy of `file` named `name` belongs: its name ends as that of the file does.
    fn place_of_copy(&self, folder: &str, name: &str, file: FileName) -> PathBuf {
        let open = name.strip_suffix(FileName::LOCKED).unwrap_or(name);
        let ending = if self.vault.locks_file(file) { FileName::LOCKED } else { "" };
        Path::new(folder).join(format!("{open}{ending}"))
    }

    /// A copy goes where it stands in the form that counts as well.
    fn remove_other_copy(&self, folder: &str, name: &str) {
        let Some(file) = name::earlier_of(name) else { return };
        let (path, right) = (Path::new(folder).join(name), self.place_of_copy(folder, name, file));
        if path != right && self.folder.holds(&right).unwrap_or_default() {
            let _ = self.folder.remove(&path);
        }
    }

    /// Whether the file at `path` is there and can be opened with the keys that are here.
    fn opens(&self, path: &Path) -> bool {
        let found = self.folder.read(path).ok().flatten();
        found.is_some_and(|(bytes, _)| {
            self.opened(&bytes)
                .is_ok_and(|plain| serde_json::from_slice::<serde::de::IgnoredAny>(&plain).is_ok())
        })
    }
}
