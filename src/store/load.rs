//! Reading: what stands in the folder, and what is known of it from then on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::disk::Stat;
use super::error::StoreError;
use super::folder::Folder;
use super::format::{self, Body, Decoded, Hash, Header, Seen};
use super::locked::Key;
use super::name::{self, BACKUPS, FileName, IGNORED, MONTHS};
use super::notice::{Damage, Notice};
use super::vault::{Class, Vault};
use crate::domain::archive::{Access, Archive, Couple, Month, Slot};
use crate::domain::people::{Each, Person};
use crate::domain::settings::Settings;
use crate::domain::time::YearMonth;

mod keys;
mod memory;

/// What is known of one file, as it was last read or saved.
#[derive(Clone)]
pub(super) struct Known {
    pub stat: Stat,
    pub hash: Hash,
    pub header: Header,
}

/// The folder, with what is known of the files in it.
pub(super) struct Shelf {
    pub folder: Folder,
    pub known: BTreeMap<FileName, Known>,
    /// The newest generation that any file names, or has.
    pub newest: Seen,
    /// Not told yet.
    pub notices: Vec<Notice>,
    /// Whether a newer version wrote one of the files that were read.
    pub newer: bool,
    /// What is locked, and for whom.
    pub vault: Vault,
    /// Whether vault.json is there and says that.
    pub has_vault: bool,
    /// The keys that were opened.
    pub keys: Each<Option<Key>>,
    /// Whether there is a `.stignore`, of ours or of anybody.
    pub ignored: bool,
    /// Whether copies may be kept: only under the lock.
    pub copies: bool,
}

impl Shelf {
    pub fn new(folder: Folder, copies: bool) -> Self {
        Self {
            folder,
            known: BTreeMap::new(),
            newest: Seen::new(),
            notices: Vec::new(),
            newer: false,
            vault: Vault::default(),
            has_vault: false,
            keys: Each::default(),
            ignored: false,
            copies,
        }
    }

    /// Reads what is needed around one month, and lists the rest; the vault was looked at before.
    /// Damage is gathered, so that everything sound is there to be looked at.
    pub fn load(&mut self, around: YearMonth, damages: &mut Vec<Damage>) -> Result<Archive, StoreError> {
        let mut archive = Archive::default();
        archive.settings = Arc::new(self.settings());
        archive.shared_locked = self.vault.locks(Class::Shared);
        self.ignored = self.folder.is_taken(IGNORED.as_ref()).map_err(StoreError::Io)?;
        let months = self.months()?;
        if let Some(couple) = self.sound(FileName::Couple, damages)? {
            archive.couple = Arc::new(couple);
        }
        self.judge_couple(!months.is_empty(), damages)?;
        for person in Person::BOTH {
            self.load_own(person, &mut archive, damages)?;
        }
        let newest = months.last().copied();
        let near = [around.before(), around, around.after()];
        for month in months {
            let mut here = None;
            if near.contains(&month) {
                here = self.sound::<Month>(FileName::Month(month), damages)?;
            }
            archive.months.insert(month, here.map_or(Slot::Unread, |here| Slot::Here(Arc::new(here))));
        }
        let mut missed = self.missed(&archive);
        // Where a clock was set back, this is still the one that was saved last.
        if let Some(file) = newest.filter(|month| !near.contains(month)).map(FileName::Month) {
            missed.extend(
                self.glance(file).filter(|known| self.is_behind(file, known)).map(|_| Notice::Older(file)),
            );
        }
        self.notices.extend(missed);
        Ok(archive)
    }

    /// Reads what `person` keeps alone, as far as it is open.
    pub fn load_own(
        &mut self,
        person: Person,
        archive: &mut Archive,
        damages: &mut Vec<Damage>,
    ) -> Result<(), StoreError> {
        archive.access[person] = self.access(person);
        if archive.access[person] == Access::Closed {
            return Ok(());
        }
        if let Some(own) = self.sound(FileName::Own(person), damages)? {
            archive.drawers_mut().0[person] = Arc::new(own);
        }
        if let Some(tonight) = self.sound(FileName::Tonight(person), damages)? {
            archive.drawers_mut().1[person] = Arc::new(tonight);
        }
        Ok(())
    }

    /// Reads one file. `None` where it is not there, or too new to make sense of.
    pub fn read<B: Body>(&mut self, file: FileName) -> Result<Option<B>, StoreError> {
        let path = self.place(file);
        let found = self.folder.read(&path).map_err(|error| StoreError::NotReadable(file, error))?;
        let Some((bytes, stat)) = found else { return Ok(None) };
        let hash = format::hash(&bytes);
        let decoded = match self.opened(&bytes) {
            Ok(plain) => format::decode::<B>(file, &plain),
            Err(_) => Decoded::Torn,
        };
        let (header, body) = match decoded {
            Decoded::Whole { header, body, edited } => {
                if edited {
                    // Of an evening's answers no copy may outlive the evening.
                    let copies = self.copies && !matches!(file, FileName::Tonight(_));
                    let copied = copies && self.folder.keep_copy(&path, &bytes, &hash);
                    self.notices.push(Notice::ChangedByHand { file, copied });
                }
                if body.carried() > 0 {
                    self.notices.push(Notice::Carried(file));
                }
                self.remember(file, &header);
                (header, Some(body))
            }
            Decoded::Newer(body) => {
                self.newer = true;
                (Header::default(), body)
            }
            // An evening's answers have no other copy anywhere, and the evening goes on without.
            Decoded::Empty | Decoded::Torn if matches!(file, FileName::Tonight(_)) => {
                self.notices.push(Notice::TonightUnreadable);
                (Header::default(), None)
            }
            // What is not whole is not known, so nothing is ever saved over it.
            Decoded::Empty => return Err(StoreError::Damaged(Damage::Empty(file))),
            Decoded::Torn => {
                if self.copies {
                    self.folder.keep_copy(&path, &bytes, &hash);
                }
                return Err(StoreError::Damaged(Damage::Torn(file)));
            }
        };
        self.known.insert(file, Known { stat, hash, header });
        Ok(body)
    }

    /// Reads a month that is known to be there.
    pub fn read_month(&mut self, month: YearMonth) -> Result<Arc<Month>, StoreError> {
        let file = FileName::Month(month);
        if !self.folder.is_there() {
            return Err(StoreError::Gone);
        }
        let here = self.read(file)?;
        self.notice_if_older(file);
        here.map(Arc::new).ok_or(if self.newer {
            StoreError::NewerVersion
        } else {
            StoreError::Damaged(Damage::Missing(file))
        })
    }

    /// The newest generation of a file that anything here knows of.
    pub fn newest_of(&self, file: FileName) -> u64 {
        self.newest.get(&file.name()).copied().unwrap_or_default()
    }

    /// Whether a file stands there that was read or saved.
    pub fn has(&self, file: FileName) -> bool {
        self.known.get(&file).is_some_and(|known| known.header.generation > 0)
    }

    /// Reads again what is not as it was last read or saved; everything else keeps its pointer.
    /// `None` where nothing changed.
    pub fn reload(&mut self, archive: &Archive) -> Result<Option<Archive>, StoreError> {
        if !self.folder.is_there() {
            return Err(StoreError::Gone);
        }
        let (known, told) = (self.known.clone(), self.notices.len());
        let renewed = self.renewed(archive);
        if renewed.is_err() {
            // The caller keeps the archive it has, so what was read on the way counts as unread:
            // taken for known, it would be saved over.
            self.known = known;
            self.notices.truncate(told);
        }
        renewed
    }

    fn renewed(&mut self, archive: &Archive) -> Result<Option<Archive>, StoreError> {
        let mut next = archive.clone();
        let mut changed = self.renew(FileName::Couple, &mut next.couple)?;
        for person in Person::BOTH {
            if self.access(person) == Access::Closed {
                continue;
            }
            changed |= self.renew(FileName::Own(person), &mut next.drawers_mut().0[person])?;
            changed |= self.renew(FileName::Tonight(person), &mut next.drawers_mut().1[person])?;
        }
        changed |= self.renew_months(&mut next)?;
        if self.has_moved(FileName::Settings).map_err(StoreError::Io)? {
            next.settings = Arc::new(self.settings());
            changed = true;
        }
        Ok(changed.then_some(next))
    }

    /// Whether a file is not the one last read or saved: by its stat, and where that differs by
    /// its bytes. A file that was only touched is the same.
    pub fn has_moved(&mut self, file: FileName) -> std::io::Result<bool> {
        let path = self.place(file);
        let stat = self.folder.stat(&path)?;
        let Some(known) = self.known.get_mut(&file) else { return Ok(stat.is_some()) };
        if stat == Some(known.stat) {
            return Ok(false);
        }
        let Some((bytes, stat)) = self.folder.read(&path)? else { return Ok(true) };
        let same = format::hash(&bytes) == known.hash;
        if same {
            known.stat = stat;
        }
        Ok(!same)
    }

    fn renew<B: Body>(&mut self, file: FileName, held: &mut Arc<B>) -> Result<bool, StoreError> {
        let moved = self.has_moved(file).map_err(|error| StoreError::NotReadable(file, error))?;
        if moved {
            match self.read(file)? {
                Some(body) => *held = Arc::new(body),
                None if self.newer => {}
                None => return Err(StoreError::Damaged(Damage::Missing(file))),
            }
            self.notice_if_older(file);
        }
        Ok(moved)
    }

    fn renew_months(&mut self, next: &mut Archive) -> Result<bool, StoreError> {
        let mut changed = false;
        let listed = self.months()?;
        for month in &listed {
            match next.months.get_mut(month) {
                Some(Slot::Here(here)) => changed |= self.renew(FileName::Month(*month), here)?,
                Some(Slot::Unread) => {}
                None => {
                    next.months.insert(*month, Slot::Unread);
                    changed = true;
                }
            }
        }
        let gone: Vec<YearMonth> =
            next.months.keys().copied().filter(|month| !listed.contains(month)).collect();
        for month in gone {
            if self.known.contains_key(&FileName::Month(month)) {
                return Err(StoreError::Damaged(Damage::Missing(FileName::Month(month))));
            }
            next.months.remove(&month);
            self.notices.push(Notice::MonthMissing(month));
            changed = true;
        }
        Ok(changed)
    }

    /// Reads a file and puts what is wrong with it aside.
    fn sound<B: Body>(&mut self, file: FileName, damages: &mut Vec<Damage>) -> Result<Option<B>, StoreError> {
        match self.read(file) {
            Err(StoreError::Damaged(damage)) => {
                damages.push(damage);
                Ok(None)
            }
            read => read,
        }
    }

    /// A missing or empty couple.json is a first run only where nothing says that there was one.
    pub fn judge_couple(&mut self, months: bool, damages: &mut Vec<Damage>) -> Result<(), StoreError> {
        let file = FileName::Couple;
        let empty = damages.contains(&Damage::Empty(file));
        // A newer version may keep it elsewhere.
        if self.newer || self.known.contains_key(&file) || damages.contains(&Damage::Torn(file)) {
            return Ok(());
        }
        let backups = !self.folder.names(BACKUPS).map_err(StoreError::Io)?.is_empty();
        let copies = self.has_copies().map_err(StoreError::Io)?;
        let kept_before = self.has_vault || months || backups || copies || self.temp_of_a_later_save()?;
        if kept_before && !empty {
            damages.push(Damage::Missing(file));
        }
        if !kept_before && empty {
            damages.retain(|damage| *damage != Damage::Empty(file));
            if let Some(stat) = self.folder.stat(&self.place(file)).map_err(StoreError::Io)? {
                self.known.insert(file, Known { stat, hash: format::hash(&[]), header: Header::default() });
            }
        }
        Ok(())
    }

    /// Whether a whole temporary copy of couple.json is there that was not the first ever: then
    /// there was a file before. A first save that was cut short leaves only one of itself.
    fn temp_of_a_later_save(&self) -> Result<bool, StoreError> {
        let couple = self.place(FileName::Couple);
        for name in self.folder.names("").map_err(StoreError::Io)? {
            if name::temp_of(&name).is_some_and(|file| couple.as_os_str() == file)
                && let Ok(Some((bytes, _))) = self.folder.read(name.as_ref())
                && let Ok(plain) = self.opened(&bytes)
                && let Decoded::Whole { header, .. } = format::decode::<Couple>(FileName::Couple, &plain)
                && header.generation > 1
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// This machine's settings, or the usual ones: they never keep anything from opening.
    pub fn settings(&mut self) -> Settings {
        let file = FileName::Settings;
        let path = file.path();
        let settings = match self.folder.read(&path) {
            Ok(None) => {
                self.known.remove(&file);
                Some(Settings::default())
            }
            Ok(Some((bytes, stat))) => {
                let hash = format::hash(&bytes);
                let settings = serde_json::from_slice(&bytes).ok().map(Settings::sound);
                if settings.is_none() && self.copies {
                    self.folder.keep_copy(&path, &bytes, &hash);
                }
                self.known.insert(file, Known { stat, hash, header: Header::default() });
                settings
            }
            Err(_) => None,
        };
        settings.unwrap_or_else(|| {
            self.notices.push(Notice::SettingsUnreadable);
            Settings::default()
        })
    }

    /// The months that have a file, oldest first.
    pub fn months(&self) -> Result<Vec<YearMonth>, StoreError> {
        let names = self.folder.names(MONTHS).map_err(StoreError::Io)?;
        // A cut while the months were being locked may have left one of them twice.
        let months: BTreeSet<YearMonth> =
            names.iter().filter_map(|name| FileName::listed_month(name)).collect();
        Ok(months.into_iter().collect())
    }
}
