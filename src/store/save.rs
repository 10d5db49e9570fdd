//! Saving: exactly the files that changed, each all or nothing.

use std::sync::Arc;

use super::Store;
use super::backup::{self, Moment};
use super::error::{SaveError, SaveErrorKind};
use super::format::{self, Body, Decoded, Header, Seen};
use super::load::{Known, Shelf};
use super::name::{FileName, IGNORED, MONTHS, README};
use crate::domain::archive::{Archive, Couple, Month, Own, Slot, Tonight};
use crate::domain::people::Person;
use crate::domain::record::Mint;
use crate::domain::settings::Settings;
use crate::domain::time::Now;

/// What README.txt says where nothing is locked.
pub(super) const ABOUT: &str = include_str!("about.txt");
/// What it says where something is.
pub(super) const ABOUT_LOCKED: &str = include_str!("about_locked.txt");

/// What `.stignore` says.
const LEFT_BY_SYNCS: &str = include_str!("ignored.txt");

/// A file's bytes, read back and found to be the same.
struct Ready {
    file: FileName,
    header: Header,
    bytes: Vec<u8>,
}

/// A file whose body is not the one that was kept.
struct Changed<'a> {
    file: FileName,
    /// Whether something that was in it is there no more.
    loses: bool,
    body: Kind<'a>,
}

/// A body, by the file it belongs to.
enum Kind<'a> {
    Couple(&'a Couple),
    Month(&'a Month),
    Own(&'a Own),
    Tonight(&'a Tonight),
}

/// The files that differ between two archives: couple, months, own, and this evening's, which
/// only ever lose something to the others.
fn changed<'a>(before: &Archive, after: &'a Archive) -> Vec<Changed<'a>> {
    let mut changed = Vec::new();
    if !Arc::ptr_eq(&before.couple, &after.couple) {
        let loses = after.couple.has_lost(&before.couple);
        changed.push(Changed { file: FileName::Couple, loses, body: Kind::Couple(&after.couple) });
    }
    for (month, slot) in &after.months {
        let Slot::Here(here) = slot else { continue };
        let loses = match before.months.get(month) {
            Some(Slot::Here(was)) if Arc::ptr_eq(was, here) => continue,
            Some(Slot::Here(was)) => here.has_lost(was),
            Some(Slot::Unread) | None => here.has_lost(&Month::default()),
        };
        changed.push(Changed { file: FileName::Month(*month), loses, body: Kind::Month(here) });
    }
    for person in Person::BOTH {
        let (was, own) = (&before.drawers().0[person], &after.drawers().0[person]);
        if !Arc::ptr_eq(was, own) {
            let loses = own.has_lost(was);
            changed.push(Changed { file: FileName::Own(person), loses, body: Kind::Own(own) });
        }
    }
    for person in Person::BOTH {
        let (was, tonight) = (&before.drawers().1[person], &after.drawers().1[person]);
        if !Arc::ptr_eq(was, tonight) {
            let body = Kind::Tonight(tonight);
            changed.push(Changed { file: FileName::Tonight(person), loses: true, body });
        }
    }
    changed
}

/// What one save writes, in its order.
struct Batch<'a> {
    shelf: &'a Shelf,
    /// As it will be once those before are saved.
    newest: Seen,
    ready: Vec<Ready>,
}

impl Store {
    /// Saves what differs between two archives: the files whose pointers are not the same, those
    /// that gain before those that lose. A month that `after` does not name stays as it is on the
    /// disk. A backup that is due is taken before its file is replaced.
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
    pub fn confirm(&mut self) -> Result<(), SaveError> {
        self.shelf.folder.confirm(MONTHS)?;
        for (file, known) in self.shelf.known.iter().filter(|(file, _)| file.is_shared()) {
            self.shelf.newest.insert(file.name(), known.header.generation);
        }
        Ok(())
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
        if !self.shelf.has_vault {
            self.place_about(mint)?;
        }
        if !self.shelf.ignored {
            let placed = self.shelf.folder.put(IGNORED.as_ref(), LEFT_BY_SYNCS.as_bytes(), mint.bits())?;
            placed.confirmed?;
            self.shelf.ignored = true;
        }
        for one in ready {
            self.still_there()?;
            self.as_last_known(one.file)?;
            self.place(one, moment, mint, saved)?;
        }
        // The vault says that something was kept here once, so it comes last.
        if !self.shelf.has_vault {
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
        let mut changed = changed(before, after);
        let only_first = first && changed.is_empty() && Arc::ptr_eq(&before.settings, &after.settings);
        if first && !changed.iter().any(|one| one.file == FileName::Couple) {
            changed.push(Changed { file: FileName::Couple, loses: false, body: Kind::Couple(&after.couple) });
        }
        // What moves from one file to another is never in neither: the file that gains it comes
        // before the one that loses it. The couple's file says last that somebody has left.
        changed.sort_by_key(|one| {
            let couple = one.file == FileName::Couple;
            (!(first && couple), one.loses, one.loses && couple)
        });
        for one in changed {
            match one.body {
                Kind::Couple(body) => batch.add(one.file, body)?,
                Kind::Month(body) => batch.add(one.file, body)?,
                Kind::Own(body) => batch.add(one.file, body)?,
                Kind::Tonight(body) => batch.add(one.file, body)?,
            }
        }
        if !Arc::ptr_eq(&before.settings, &after.settings) {
            batch.add_settings(&after.settings)?;
        }
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
        let (folder, path) = (&self.shelf.folder, self.shelf.place(file));
        let due = self.shelf.has(file) && self.taken.is_due(file, moment);
        let (tag, mut backups) = (mint.bits(), Vec::new());
        let placed = folder.put_after(&path, &bytes, tag, || {
            if due {
                backups = backup::take(folder, (file, &path), moment.evening, false, tag)
                    .map_err(SaveError::no_backup)?;
                self.taken.note(file, moment);
            }
            Ok::<_, SaveError>(())
        })?;
        saved.push(file);
        // Others remember only what the disk has confirmed: what a cut may take was not there.
        if file.is_shared() && placed.confirmed.is_ok() {
            self.shelf.newest.insert(file.name(), header.generation);
        }
        self.shelf.known.insert(file, Known { stat: placed.stat, hash: format::hash(&bytes), header });
        placed.confirmed.map_err(SaveError::not_confirmed)?;
        backup::thin_out(&self.shelf.folder, &backups);
        Ok(())
    }

    fn place_about(&mut self, mint: &mut dyn Mint) -> Result<(), SaveError> {
        if !self.shelf.folder.holds(README.as_ref())? {
            let placed =
                self.shelf.folder.put(README.as_ref(), self.shelf.about().as_bytes(), mint.bits())?;
            placed.confirmed?;
        }
        Ok(())
    }

    /// Writes vault.json where it does not say yet what holds now.
    ///
    /// # Errors
    /// Says why. The next save does it then.
    pub fn write_vault(&mut self, mint: &mut dyn Mint) -> Result<(), SaveError> {
        if self.shelf.has_vault {
            return Ok(());
        }
        self.still_there()?;
        self.place_vault(mint, &mut Vec::new())
    }

    fn place_vault(&mut self, mint: &mut dyn Mint, saved: &mut Vec<FileName>) -> Result<(), SaveError> {
        let vault = self.shelf.vault.write().map_err(|_| unsound())?;
        let placed = self.shelf.folder.put(&FileName::Vault.path(), &vault, mint.bits())?;
        saved.push(FileName::Vault);
        placed.confirmed.map_err(SaveError::not_confirmed)?;
        self.shelf.has_vault = true;
        Ok(())
    }

    pub(super) fn still_there(&self) -> Result<(), SaveError> {
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
        let bytes = self.shelf.locked(file, bytes).ok_or_else(unsound)?;
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
        let last = known.generation.max(remembered);
        // Until the vault says that the first save went through, couple.json stays the first one: a
        // temporary copy of a second, left by a cut, would say that there had been one before it.
        let first = file == FileName::Couple && !self.shelf.has_vault && last <= 1;
        let generation = if first { 1 } else { last.saturating_add(1) };
        Header { generation, seen, rest: known.rest }
    }
}

/// What would be written does not come out as it should.
pub(super) fn unsound() -> SaveError {
    SaveError::new(SaveErrorKind::DidNotReadBack)
}
