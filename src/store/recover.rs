//! What could stand in the place of a damaged file, and putting there what a person chose.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::json;

use super::backup;
use super::error::{SaveError, SaveErrorKind, StoreError};
use super::folder::Folder;
use super::format::{self, Header, SCHEMA};
use super::load::Shelf;
use super::name::{self, BACKUPS, DAMAGED, FileName, MONTHS};
use super::notice::{Damage, Notice};
use super::{Held, Opened, Reader, Store};
use crate::domain::archive::{Couple, Month, Own};
use crate::domain::earlier::{Candidate, DamagedFile, Instead, Origin, Part};
use crate::domain::other_key::OtherKey;
use crate::domain::record::Mint;
use crate::domain::time::YearMonth;

/// A candidate with what orders it among the others.
struct Found {
    generation: u64,
    candidate: Candidate,
}

impl Reader {
    /// What could stand in the place of each damaged file, the newest state first. Days are told
    /// as `zone` counts them. Nothing is written.
    #[must_use]
    pub fn damaged(&self, damages: &[Damage], zone: FixedOffset) -> Vec<DamagedFile> {
        damages.iter().map(|damage| damaged(&self.shelf, *damage, zone)).collect()
    }
}

impl Store {
    /// Puts an earlier copy in the place of a file that turned out damaged while everything else
    /// is open. What stands there now is in `damaged` first. The file is then to be read.
    ///
    /// # Errors
    /// Where the copy does not open, or the disk refuses.
    pub fn replace_damaged(
        &mut self,
        damage: Damage,
        backup: &str,
        mint: &mut dyn Mint,
    ) -> Result<(), SaveError> {
        let file = damage.file();
        let path = Path::new(BACKUPS).join(backup).display().to_string();
        let bytes = bytes_of(&self.shelf, file, &Instead::Copy(path))?;
        set_aside(&self.shelf, file)?;
        let mut saved = Vec::new();
        let placed = place(&self.shelf, file, &bytes, &mut saved, mint);
        placed.map_err(|error| error.after(saved))
    }
}

fn damaged(shelf: &Shelf, damage: Damage, zone: FixedOffset) -> DamagedFile {
    let file = damage.file();
    let mut found = if file.has_backups() { candidates(shelf, file, zone) } else { Vec::new() };
    found.sort_by_key(|found| std::cmp::Reverse(found.generation));
    DamagedFile {
        name: file.path().display().to_string(),
        says: damage.to_string(),
        part: file.part(),
        candidates: found.into_iter().map(|found| found.candidate).collect(),
        may_begin_empty: file != FileName::Vault || !anything_locked(&shelf.folder),
    }
}

/// Whatever opens as a copy of `file`, each state once.
fn candidates(shelf: &Shelf, file: FileName, zone: FixedOffset) -> Vec<Found> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, origin, taken) in places(shelf, file) {
        let Ok(Some((bytes, stat))) = shelf.folder.read(&path) else { continue };
        let Ok((generation, copied)) = shelf.copied(file, &bytes) else { continue };
        if !seen.insert(format::hash(&bytes)) {
            continue;
        }
        let written =
            || DateTime::from_timestamp(stat.mtime.0, 0).map(|at| at.with_timezone(&zone).date_naive());
        let Some(day) = taken.or_else(written) else { continue };
        // What is one person's alone is told to nobody here: no turn is open.
        let things = file.part().and_then(Part::owner).is_none().then(|| copied.things());
        let path = path.display().to_string();
        found.push(Found { generation, candidate: Candidate { path, origin, day, things } });
    }
    found
}

/// Where copies of `file` can be, with the day of those whose name tells it.
fn places(shelf: &Shelf, file: FileName) -> Vec<(PathBuf, Origin, Option<NaiveDate>)> {
    let (mut places, folder) = (Vec::new(), &shelf.folder);
    let path = shelf.place(file);
    let inside = path.parent().and_then(Path::to_str).unwrap_or_default();
    let main = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    for backup in backup::list_of(folder, file).unwrap_or_default() {
        places.push((backup.path(), Origin::Backup, Some(backup.day)));
    }
    for name in folder.names(inside).unwrap_or_default() {
        if name::temp_of(&name) == Some(main) {
            places.push((Path::new(inside).join(name), Origin::Unfinished, None));
        }
    }
    let elsewhere = folder.copies_of_others(file).unwrap_or_default();
    places.extend(elsewhere.into_iter().map(|path| (path, Origin::Elsewhere, None)));
    for name in folder.names(DAMAGED).unwrap_or_default() {
        if name::damaged(&name) == Some(file) {
            places.push((Path::new(DAMAGED).join(name), Origin::SetAside, None));
        }
    }
    places
}

/// Whether a file is there that only a vault tells how to open.
fn anything_locked(folder: &Folder) -> bool {
    let locked = |name: &String| Path::new(name).extension().is_some_and(|end| end == "age");
    let inside = |folder_of: &&str| folder.names(folder_of).is_ok_and(|names| names.iter().any(locked));
    ["", MONTHS, BACKUPS, "keys"].iter().any(inside)
}

impl Reader {
    /// Puts in the place of each damaged file what was chosen for it. What stands there now is in
    /// `damaged` first. Everything is looked at before anything is written.
    ///
    /// # Errors
    /// Where another window has the folder open, a file is not damaged any more, what was chosen
    /// does not open, or the disk refuses. What stands there by then is named in `saved`.
    pub fn recover(
        &self,
        around: YearMonth,
        chosen: &[(String, Instead)],
        mint: &mut dyn Mint,
    ) -> Result<(), SaveError> {
        let gone = |_: StoreError| SaveError::new(SaveErrorKind::Gone);
        let lock = self.shelf.folder.lock().map_err(gone)?;
        let lock = lock.ok_or_else(|| SaveError::new(SaveErrorKind::InUse))?;
        let (shelf, damages) =
            self.shelf.afresh(around).map_err(|_| SaveError::new(SaveErrorKind::ChangedOutside))?;
        if shelf.newer {
            return Err(SaveError::new(SaveErrorKind::ChangedOutside));
        }
        let mut ready = Vec::new();
        for (name, instead) in chosen {
            let damage = damages.iter().find(|damage| damage.file().path().as_os_str() == name.as_str());
            let damage = damage.ok_or_else(|| SaveError::new(SaveErrorKind::ChangedOutside))?;
            ready.push((damage.file(), bytes_of(&shelf, damage.file(), instead)?));
        }
        for (file, _) in &ready {
            set_aside(&shelf, *file)?;
        }
        let mut saved = Vec::new();
        for (file, bytes) in ready {
            let placed = place(&shelf, file, &bytes, &mut saved, mint);
            placed.map_err(|error| error.after(saved.clone()))?;
        }
        drop(lock);
        Ok(())
    }

    /// Opens the folder anew, with the keys that are here. That what was `chosen` is older than
    /// what stood there is no news to whoever chose it.
    ///
    /// # Errors
    /// As [`super::open`].
    pub fn reopen(&self, around: YearMonth, chosen: &[(String, Instead)]) -> Result<Opened, StoreError> {
        let (shelf, lock, damages) = self.anew()?;
        let mut opened = super::opened(shelf, lock, around, damages, None)?;
        if let Opened::Write { notices, .. } | Opened::Look { notices, .. } = &mut opened {
            let is_chosen =
                |file: FileName| chosen.iter().any(|(name, _)| file.path().as_os_str() == name.as_str());
            notices.retain(|notice| !matches!(notice, Notice::Older(file) if is_chosen(*file)));
        }
        Ok(opened)
    }

    /// Opens the folder anew, with the keys that are here, and goes on with the key that was
    /// `taken`. Nothing is written before that is kept.
    ///
    /// # Errors
    /// As [`super::open`].
    pub fn reopen_with(&self, around: YearMonth, taken: &OtherKey) -> Result<Opened, StoreError> {
        let (shelf, lock, damages) = self.anew()?;
        super::opened(shelf, lock, around, damages, Some(taken))
    }

    /// The folder with its lock, if no other window has it, and the keys that are here; nothing
    /// but the vault is read yet.
    fn anew(&self) -> Result<(Shelf, Option<Held>, Vec<Damage>), StoreError> {
        let lock = self.shelf.folder.lock()?;
        let mut shelf = Shelf::new(self.shelf.folder.clone(), lock.is_some());
        let mut damages = Vec::new();
        shelf.look_at_vault(&mut damages)?;
        shelf.take_keys_of(&self.shelf);
        Ok((shelf, lock, damages))
    }
}

/// The bytes of what was chosen, whole as a copy of that file.
fn bytes_of(shelf: &Shelf, file: FileName, instead: &Instead) -> Result<Vec<u8>, SaveError> {
    let unsound = || SaveError::new(SaveErrorKind::DidNotReadBack);
    match instead {
        Instead::Copy(path) => {
            let known = places(shelf, file).into_iter().any(|(one, ..)| one == Path::new(path));
            let read = shelf.folder.read(Path::new(path))?;
            let (bytes, _) = read.filter(|_| known).ok_or_else(unsound)?;
            shelf.copied(file, &bytes).map_err(|_| unsound())?;
            // A copy may be from before it was locked, or from before that ended.
            shelf.in_form_of(shelf, file, &bytes).ok_or_else(unsound)
        }
        Instead::Empty => {
            let header = Header { generation: shelf.newest_of(file) + 1, ..Header::default() };
            let empty = match file {
                FileName::Couple => format::encode(file, &header, &Couple::default()),
                FileName::Month(_) => format::encode(file, &header, &Month::default()),
                FileName::Own(_) => format::encode(file, &header, &Own::default()),
                FileName::Vault if !anything_locked(&shelf.folder) => empty_vault(),
                FileName::Vault | FileName::Settings | FileName::Tonight(_) => return Err(unsound()),
            };
            shelf.locked(file, empty.map_err(|_| unsound())?).ok_or_else(unsound)
        }
    }
}

/// What vault.json says where nothing is locked.
pub(super) fn empty_vault() -> serde_json::Result<Vec<u8>> {
    format::plain(&json!({ "schema": SCHEMA, "locked": [] }))
}

/// What stands there is kept in `damaged`, or nothing is put in its place.
fn set_aside(shelf: &Shelf, file: FileName) -> Result<(), SaveError> {
    let path = shelf.place(file);
    let Some((bytes, _)) = shelf.folder.read(&path)? else { return Ok(()) };
    if bytes.is_empty() || shelf.folder.keep_copy(&path, &bytes, &format::hash(&bytes)) {
        Ok(())
    } else {
        Err(SaveError::new(SaveErrorKind::NoBackup))
    }
}

fn place(
    shelf: &Shelf,
    file: FileName,
    bytes: &[u8],
    saved: &mut Vec<FileName>,
    mint: &mut dyn Mint,
) -> Result<(), SaveError> {
    if matches!(file, FileName::Month(_)) {
        shelf.folder.make_folder(MONTHS)?;
    }
    let placed = shelf.folder.put(&shelf.place(file), bytes, mint.bits())?;
    saved.push(file);
    placed.confirmed.map_err(SaveError::not_confirmed)
}
