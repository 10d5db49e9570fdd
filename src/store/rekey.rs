//! Turning locking on and off, and changing what it is done with.
//!
//! Everything is written anew beside what stands there, on the disk and read back, before
//! vault.json is put in its place: that is the one moment from which the new files count. A cut
//! before it leaves the old folder whole, a cut after it the new one; what is superfluous is
//! removed at the next start.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Store;
use super::error::{SaveError, SaveErrorKind};
use super::folder::Placed;
use super::format::{self, Body, Header};
use super::load::{Known, Shelf};
use super::locked::{self, Key, Work};
use super::name::{self, BACKUPS, DAMAGED, FileName, KEYS, MONTHS, README};
use super::notice::Notice;
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
    /// Whether it stands there already, locked for other keys.
    anew: bool,
    bytes: Vec<u8>,
}

/// A file that was written, before vault.json makes it count.
struct Standing {
    path: PathBuf,
    /// Whether it took the place of the same file, which then is nowhere else.
    anew: bool,
    known: Option<(FileName, Known)>,
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
        let keyless = |one: Person| {
            one != person && self.shelf.vault.locks(Class::of(one)) && self.shelf.vault.key(one).is_none()
        };
        // Whoever is locked already would lose the only file with their key, and where vault.json
        // lost somebody's, what is shared would be locked without them.
        if self.shelf.vault.locks(Class::of(person)) || archive.people().any(keyless) {
            return Err(unsound());
        }
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
        if !self.shelf.brought_back()?.is_empty() {
            return Err(SaveError::new(SaveErrorKind::ChangedOutside));
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
                for Standing { path, anew, known } in placed {
                    if !anew {
                        // One that stays is removed at the next start.
                        let _ = self.shelf.folder.remove(&path);
                    } else if let Some((file, known)) = known {
                        self.shelf.known.insert(file, known);
                    }
                }
                return Err(error);
            }
        };
        next.has_vault = true;
        next.known.extend(placed.into_iter().filter_map(|one| one.known));
        self.shelf = next;
        // Only a vault that the disk has confirmed lets the old files go: a cut could still bring
        // back the one that points to them.
        let confirmed = confirmed.is_ok() || self.shelf.folder.confirm(MONTHS).is_ok();
        // Once more where the disk did not take it at first: somebody is about to be told that it
        // is done.
        let gone = confirmed && (self.shelf.remove_other_forms() || self.shelf.remove_other_forms());
        if confirmed {
            self.place_about_anew(mint);
        }
        if !gone {
            self.shelf.notices.push(Notice::OtherFormsStay);
        }
        let mut archive = archive.clone();
        archive.shared_locked = self.shelf.vault.locks(Class::Shared);
        for person in Person::BOTH {
            archive.access[person] = self.shelf.access(person);
        }
        Ok(archive)
    }

    /// Every file whose form is another one under `next`: as it is now, and as it will be.
    fn moving(&self, next: &Shelf) -> Result<Vec<Moving>, SaveError> {
        let mut moving = Vec::new();
        for file in self.shelf.files()? {
            let (from, to) = (self.shelf.place(file), next.place(file));
            let same = self.shelf.vault.locks_file(file) == next.vault.locks_file(file)
                && self.shelf.locks_for(file) == next.locks_for(file);
            if !same && let Some(found) = self.as_it_stands(&from)? {
                match self.shelf.in_form_of(next, file, &found) {
                    Some(bytes) => moving.push(Moving { file: Some(file), anew: from == to, to, bytes }),
                    // An earlier try came as far as this one.
                    None if next.is_for_others(file) && locked::is_locked(&found) => {}
                    None => return Err(unsound()),
                }
            }
        }
        for (from, file) in self.shelf.copies()? {
            let to = next.place_of_copy(&from, file);
            let same = from == to && self.shelf.locks_for(file) == next.locks_for(file);
            // What nobody here can open stays as it is.
            if !same
                && let Some(found) = self.as_it_stands(&from)?
                && let Some(bytes) = self.shelf.in_form_of(next, file, &found)
            {
                moving.push(Moving { file: None, anew: from == to, to, bytes });
            }
        }
        Ok(moving)
    }

    /// The bytes of the file at `from`; `None` where there is none, or a link to another place.
    fn as_it_stands(&self, from: &Path) -> Result<Option<Vec<u8>>, SaveError> {
        match self.shelf.folder.read_own(from) {
            Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(None),
            read => Ok(read?.map(|(bytes, _)| bytes)),
        }
    }

    fn write_all(
        &self,
        moving: &[Moving],
        mint: &mut dyn Mint,
        placed: &mut Vec<Standing>,
    ) -> Result<(), SaveError> {
        for one in moving {
            let Placed { stat, confirmed } = self.shelf.folder.put(&one.to, &one.bytes, mint.bits())?;
            let header =
                one.file.and_then(|file| self.shelf.known.get(&file)).map(|known| known.header.clone());
            let known = header.map(|header| Known { stat, hash: format::hash(&one.bytes), header });
            let known = one.file.zip(known);
            placed.push(Standing { path: one.to.clone(), anew: one.anew, known });
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
        placed: &mut Vec<Standing>,
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
        placed: &mut Vec<Standing>,
    ) -> Result<(), SaveError> {
        if self.shelf.folder.holds(&self.shelf.place(file))? {
            return Ok(());
        }
        let header = Header { generation: 1, ..Header::default() };
        let bytes = format::encode(file, &header, body).map_err(|_| unsound())?;
        // While vault.json does not say so yet, a locked file that stands alone would.
        let before = self.shelf.place(file);
        if before != next.place(file) {
            let Placed { confirmed, .. } = self.shelf.folder.put(&before, &bytes, mint.bits())?;
            placed.push(Standing { path: before, anew: false, known: None });
            confirmed?;
        }
        let bytes = next.locked(file, bytes).ok_or_else(unsound)?;
        let Placed { stat, confirmed } = self.shelf.folder.put(&next.place(file), &bytes, mint.bits())?;
        let known = Known { stat, hash: format::hash(&bytes), header };
        placed.push(Standing { path: next.place(file), anew: false, known: Some((file, known)) });
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
    fn files(&self) -> io::Result<Vec<FileName>> {
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
    /// that counts is there and can be opened, and a plain one holds nothing more than it. Says whether all of it is gone; what is not goes at
    /// the next start.
    pub(super) fn remove_other_forms(&self) -> bool {
        self.folder.sweep("");
        self.folder.sweep(MONTHS);
        self.removed_other_forms().is_ok()
    }

    fn removed_other_forms(&self) -> io::Result<()> {
        let keys = self.folder.names(KEYS)?;
        if keys.is_empty() && !self.vault.locks_anything() {
            return Ok(());
        }
        for folder in [BACKUPS, DAMAGED, KEYS] {
            self.folder.sweep(folder);
        }
        let mut gone = Ok(());
        for (other, file) in self.other_forms()? {
            if self.opens(&self.place(file))? && !self.holds_more(&other, file)? {
                gone = gone.and(self.folder.remove(&other));
            }
        }
        for (path, file) in self.copies()? {
            let right = self.place_of_copy(&path, file);
            // A copy goes where it stands in the form that counts as well.
            if path != right && self.folder.holds(&right)? {
                gone = gone.and(self.folder.remove(&path));
            }
        }
        // A key goes last: while it is there, what a cut brought back is looked for.
        gone.and_then(|()| self.confirm_all())?;
        for person in Person::BOTH {
            if self.vault.key(person).is_none() && !self.vault.locks(Class::of(person)) {
                self.folder.remove(&name::key_path(person))?;
            }
        }
        self.folder.confirm(KEYS)
    }

    /// Every main file that stands in the form that does not count, too, with its place there.
    pub(super) fn other_forms(&self) -> io::Result<Vec<(PathBuf, FileName)>> {
        let mut forms = Vec::new();
        for file in self.files()? {
            let other = if self.vault.locks_file(file) { file.path() } else { file.locked_path() };
            if self.folder.holds(&other)? {
                forms.push((other, file));
            }
        }
        Ok(forms)
    }

    /// Has the disk confirm what is in each folder of files and copies.
    fn confirm_all(&self) -> io::Result<()> {
        for folder in [BACKUPS, DAMAGED] {
            if self.folder.holds(folder.as_ref())? {
                self.folder.sync(folder.as_ref())?;
            }
        }
        self.folder.confirm(MONTHS)
    }

    /// Every copy of a file that can be locked, ours or a sync's, by its place.
    pub(super) fn copies(&self) -> io::Result<Vec<(PathBuf, FileName)>> {
        let mut copies = self.copy_names()?;
        for folder in [BACKUPS, DAMAGED] {
            let names = self.folder.names(folder)?;
            let ours = |name: String| Some((Path::new(folder).join(&name), name::earlier_of(&name)?));
            copies.extend(names.into_iter().filter_map(ours));
        }
        Ok(copies)
    }

    /// Where the copy of `file` at `path` belongs: its name ends as that of the file does.
    fn place_of_copy(&self, path: &Path, file: FileName) -> PathBuf {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        path.with_file_name(match (name.strip_suffix(FileName::LOCKED), self.vault.locks_file(file)) {
            (None, true) => format!("{name}{}", FileName::LOCKED),
            (Some(open), false) if open.ends_with(FileName::ENDING) => open.to_owned(),
            // A sync put its mark between the two endings.
            (Some(open), false) => format!("{}{}", open.replacen(FileName::ENDING, "", 1), FileName::ENDING),
            (None, false) | (Some(_), true) => name.to_owned(),
        })
    }

    /// Whether the file at `path` is there and can be opened with the keys that are here.
    fn opens(&self, path: &Path) -> io::Result<bool> {
        let found = self.folder.read(path)?;
        Ok(found.is_some_and(|(bytes, _)| {
            self.opened(&bytes)
                .is_ok_and(|plain| serde_json::from_slice::<serde::de::IgnoredAny>(&plain).is_ok())
        }))
    }
}
