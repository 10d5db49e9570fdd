//! Saving: exactly the files that changed, each all or nothing.

use std::sync::Arc;

use super::Store;
use super::backup::{self, Moment};
use super::error::{SaveError, SaveErrorKind};
use super::format::{self, Body, Decoded, Header, Seen};
use super::load::{Known, Shelf};
use super::name::{FileName, MONTHS, README};
use super::recover;
use crate::domain::archive::{Archive, Slot};
use crate::domain::people::Person;
use crate::domain::record::Mint;
use crate::domain::settings::Settings;
use crate::domain::time::Now;

/// What README.txt says.
const ABOUT: &str = include_str!("about.txt");

/// A file's bytes, read back and found to be the same.
struct Ready {
    file: FileName,
    header: Header,
    bytes: Vec<u8>,
}

/// What one save writes, in its order.
struct Batch<'a> {
    shelf: &'a Shelf,
    /// As it will be once those before are saved.
    newest: Seen,
    ready: Vec<Ready>,
}

impl Store {
    /// Saves what differs between two archives: the files whose pointers are not the same, in
    /// one fixed order. A month that `after` does not name stays as it is on the disk. A backup
    /// that is due is taken before its file is replaced.
    ///
    /// # Errors
    /// Says why, and which files already stand in their new state. The others are untouched.
    pub fn save(
        &mut self,
        before: &Archive,
        after: &Archive,
        now: Now,
        mint: &mut dyn Mint,
    ) -> Result<(), SaveError> {
        let mut saved = Vec::new();
        let moment = Moment { evening: after.settings.evening(now), mono: now.mono };
        let done = self.save_changed(before, after, moment, mint, &mut saved);
        done.map_err(|error| error.after(saved))
    }

    /// Has the disk confirm what stands in its place but was not confirmed when it was saved.
    ///
    /// # Errors
    /// Where it does not: a power cut now might still bring back what stood there before.
    pub fn confirm(&self) -> Result<(), SaveError> {
        Ok(self.shelf.folder.confirm(MONTHS)?)
    }

    fn save_changed(
        &mut self,
        before: &Archive,
        after: &Archive,
        moment: Moment,
        mint: &mut dyn Mint,
        saved: &mut Vec<FileName>,
    ) -> Result<(), SaveError> {
        // Everything is made ready and looked at first, so that whatever can be refused is
        // refused while all files are still as they were.
        let ready = self.make_ready(before, after)?;
        if ready.is_empty() {
            return Ok(());
        }
        self.still_there()?;
        for one in &ready {
            self.as_last_known(one.file)?;
        }
        if !self.shelf.vault {
            self.place_about(mint)?;
        }
        for one in ready {
            self.still_there()?;
            self.as_last_known(one.file)?;
            self.place(one, moment, mint, saved)?;
        }
        // The vault says that something was kept here once, so it comes last.
        if !self.shelf.vault {
            self.place_vault(mint, saved)?;
        }
        Ok(())
    }

    fn make_ready(&self, before: &Archive, after: &Archive) -> Result<Vec<Ready>, SaveError> {
        let mut batch = Batch { shelf: &self.shelf, newest: self.shelf.newest.clone(), ready: Vec::new() };
        // The first save of all begins with couple.json, changed or not: what is kept without
        // it would be damage.
        let known = self.shelf.known.get(&FileName::Couple);
        let first = known.is_none_or(|known| known.header.generation == 0);
        let changed = !Arc::ptr_eq(&before.couple, &after.couple);
        if first || changed {
            batch.add(FileName::Couple, &*after.couple)?;
        }
        for (month, slot) in &after.months {
            let Slot::Here(here) = slot else { continue };
            let same = matches!(before.months.get(month), Some(Slot::Here(was)) if Arc::ptr_eq(was, here));
            if !same {
                batch.add(FileName::Month(*month), &**here)?;
            }
        }
        for person in Person::BOTH {
            if !Arc::ptr_eq(&before.drawers().0[person], &after.drawers().0[person]) {
                batch.add(FileName::Own(person), &*after.drawers().0[person])?;
            }
        }
        for person in Person::BOTH {
            if !Arc::ptr_eq(&before.drawers().1[person], &after.drawers().1[person]) {
                batch.add(FileName::Tonight(person), &*after.drawers().1[person])?;
            }
        }
        if !Arc::ptr_eq(&before.settings, &after.settings) {
            batch.add_settings(&after.settings)?;
        }
        let only_first = first && !changed && batch.ready.len() == 1;
        Ok(if only_first { Vec::new() } else { batch.ready })
    }

    /// Puts one file in its place and remembers it, confirmed or not.
    fn place(
        &mut self,
        one: Ready,
        moment: Moment,
        mint: &mut dyn Mint,
        saved: &mut Vec<FileName>,
    ) -> Result<(), SaveError> {
        let Ready { file, header, bytes } = one;
        if matches!(file, FileName::Month(_)) {
            self.shelf.folder.make_folder(MONTHS)?;
        }
        let folder = &self.shelf.folder;
        let due = self.shelf.has(file) && self.taken.is_due(file, moment);
        let (tag, mut backups) = (mint.bits(), Vec::new());
        let placed = folder.put_after(&file.path(), &bytes, tag, || {
            if due {
                backups =
                    backup::take(folder, file, moment.evening, false, tag).map_err(SaveError::no_backup)?;
                self.taken.note(file, moment);
            }
            Ok::<_, SaveError>(())
        })?;
        saved.push(file);
        if file.is_shared() {
            self.shelf.newest.insert(file.name(), header.generation);
        }
        self.shelf.known.insert(file, Known { stat: placed.stat, hash: format::hash(&bytes), header });
        placed.confirmed.map_err(SaveError::not_confirmed)?;
        backup::thin_out(&self.shelf.folder, &backups);
        Ok(())
    }

    fn place_about(&mut self, mint: &mut dyn Mint) -> Result<(), SaveError> {
        if !self.shelf.folder.holds(README.as_ref())? {
            let placed = self.shelf.folder.put(README.as_ref(), ABOUT.as_bytes(), mint.bits())?;
            placed.confirmed?;
        }
        Ok(())
    }

    fn place_vault(&mut self, mint: &mut dyn Mint, saved: &mut Vec<FileName>) -> Result<(), SaveError> {
        let vault = recover::empty_vault().map_err(|_| unsound())?;
        let placed = self.shelf.folder.put(&FileName::Vault.path(), &vault, mint.bits())?;
        saved.push(FileName::Vault);
        placed.confirmed.map_err(SaveError::not_confirmed)?;
        self.shelf.vault = true;
        Ok(())
    }

    fn still_there(&self) -> Result<(), SaveError> {
        if self.shelf.folder.is_there() { Ok(()) } else { Err(SaveError::new(SaveErrorKind::Gone)) }
    }

    /// A file that is not the one last read or saved is never saved over, nor is anything once
    /// a newer version has written here.
    pub(super) fn as_last_known(&mut self, file: FileName) -> Result<(), SaveError> {
        if self.shelf.newer || self.shelf.has_moved(file)? {
            Err(SaveError::new(SaveErrorKind::ChangedOutside))
        } else {
            Ok(())
        }
    }
}

impl Batch<'_> {
    /// Makes `file` ready: its bytes, with the next header, are read back by the same code that
    /// loads them.
    fn add<B: Body>(&mut self, file: FileName, body: &B) -> Result<(), SaveError> {
        let header = self.next_header(file);
        let bytes = format::encode(file, &header, body).map_err(|_| unsound())?;
        match format::decode::<B>(file, &bytes) {
            Decoded::Whole { header: read, body: back, edited: false } if read == header && back == *body => {
            }
            _ => return Err(unsound()),
        }
        if file.is_shared() {
            self.newest.insert(file.name(), header.generation);
        }
        self.ready.push(Ready { file, header, bytes });
        Ok(())
    }

    fn add_settings(&mut self, settings: &Settings) -> Result<(), SaveError> {
        let bytes = format::plain(settings).map_err(|_| unsound())?;
        if !serde_json::from_slice::<Settings>(&bytes).is_ok_and(|back| back == *settings) {
            return Err(unsound());
        }
        self.ready.push(Ready { file: FileName::Settings, header: Header::default(), bytes });
        Ok(())
    }

    fn next_header(&self, file: FileName) -> Header {
        let known = self.shelf.known.get(&file).map(|known| known.header.clone()).unwrap_or_default();
        let remembered = self.newest.get(&file.name()).copied().unwrap_or_default();
        let mut seen = Seen::new();
        if !matches!(file, FileName::Tonight(_)) {
            seen.clone_from(&self.newest);
            seen.remove(&file.name());
        }
        Header { generation: known.generation.max(remembered).saturating_add(1), seen, rest: known.rest }
    }
}

fn unsound() -> SaveError {
    SaveError::new(SaveErrorKind::DidNotReadBack)
}
