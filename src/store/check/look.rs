//! One look at a folder, file by file.

use std::collections::BTreeSet;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Condition, Finding};
use crate::domain::archive::{Archive, Couple, Month, Own, Tonight};
use crate::domain::earlier::Unopened as NotCopied;
use crate::domain::merge::Aside;
use crate::domain::people::{Each, Person};
use crate::domain::settings::Settings;
use crate::store::backup::{self, Backup};
use crate::store::disk::Stat;
use crate::store::error::StoreError;
use crate::store::folder::Folder;
use crate::store::format::Body;
use crate::store::load::Shelf;
use crate::store::locked::{self, Key, Unopened};
use crate::store::name::{self, BACKUPS, DAMAGED, FileName, IGNORED, KEYS, MONTHS, README};
use crate::store::notice::{Damage, Notice};
use crate::store::vault::{self, Class, Vault};

/// The folders there are inside, and the folder itself.
const INSIDE: [&str; 5] = ["", MONTHS, KEYS, BACKUPS, DAMAGED];

/// What was found so far.
pub(super) struct Look {
    shelf: Shelf,
    pub findings: Vec<Finding>,
    said: BTreeSet<PathBuf>,
    /// What was read, as it stood then.
    stood: Vec<(PathBuf, Option<Stat>)>,
    /// What the drawers hold of the other's key, as far as they are open.
    archive: Archive,
}

impl Look {
    /// Looks at every file in `folder`, into those that `keys` open.
    pub fn at(folder: &Folder, keys: &Each<Option<Key>>) -> Result<Self, StoreError> {
        if !folder.is_there() {
            return Err(StoreError::Gone);
        }
        let mut shelf = Shelf::new(folder.clone(), false);
        shelf.look_at_vault(&mut Vec::new())?;
        for (person, key) in keys.iter() {
            if let Some(key) = key {
                shelf.take_key(person, key.clone());
            }
        }
        let (said, stood) = (BTreeSet::new(), Vec::new());
        let mut look = Self { shelf, findings: Vec::new(), said, stood, archive: Archive::default() };
        look.machine();
        look.keys();
        look.records()?;
        look.vault();
        look.earlier()?;
        look.rest()?;
        Ok(look)
    }

    /// Whether everything that was read is still as it was then.
    pub fn stands_still(&self) -> bool {
        self.stood.iter().all(|(path, then)| self.shelf.folder.stat(path).is_ok_and(|now| now == *then))
    }

    fn say(&mut self, path: &Path, condition: Condition) {
        if self.said.insert(path.to_owned()) {
            let path = path.to_string_lossy().into_owned();
            self.findings.push(Finding { path, condition });
        }
    }

    /// The bytes at `path`; where nothing can be read there, that is said.
    fn bytes(&mut self, path: &Path) -> Option<Vec<u8>> {
        self.stood.push((path.to_owned(), self.shelf.folder.stat(path).ok().flatten()));
        match self.shelf.folder.read(path) {
            Ok(Some((bytes, _))) => Some(bytes),
            Ok(None) if !self.shelf.folder.is_taken(path).unwrap_or(true) => None,
            Ok(None) | Err(_) => {
                self.say(path, Condition::Unreadable);
                None
            }
        }
    }

    /// What is this machine's own, or only for people to read.
    fn machine(&mut self) {
        let path = FileName::Settings.path();
        if let Some(bytes) = self.bytes(&path) {
            let read = serde_json::from_slice::<Settings>(&bytes).is_ok();
            self.say(&path, if read { Condition::Whole } else { Condition::NotWhole });
        }
        // Whatever is in them was perhaps put there by a person.
        for name in [README, IGNORED] {
            if self.bytes(name.as_ref()).is_some() {
                self.say(name.as_ref(), Condition::Whole);
            }
        }
    }

    fn keys(&mut self) {
        for person in Person::BOTH {
            let path = name::key_path(person);
            let needed = self.shelf.vault.key(person).is_some() || self.shelf.vault.locks(Class::of(person));
            let Some(bytes) = self.bytes(&path) else {
                if needed {
                    self.say(&path, Condition::Missing);
                }
                continue;
            };
            let opened = self.shelf.keys[person].as_ref().map(Key::public);
            let condition = match opened {
                _ if !locked::looks_like_a_key(&bytes) => Condition::NotWhole,
                _ if !needed => Condition::LeftOver,
                _ if self.shelf.vault.had_key_file(person, &bytes) => Condition::Older,
                Some(key) if Some(&key) != self.shelf.vault.key(person) => Condition::OtherKey,
                Some(_) => Condition::Whole,
                None => Condition::Locked,
            };
            self.say(&path, condition);
        }
    }

    /// Every file that counts.
    fn records(&mut self) -> Result<(), StoreError> {
        let months = self.shelf.months()?;
        let at = self.findings.len();
        let couple = self.record::<Couple>(FileName::Couple).1;
        for month in &months {
            self.record::<Month>(FileName::Month(*month));
        }
        for person in Person::BOTH {
            if let Some(own) = self.record::<Own>(FileName::Own(person)).0 {
                self.archive.drawers_mut().0[person] = Arc::new(own);
            }
        }
        for person in Person::BOTH {
            self.record::<Tonight>(FileName::Tonight(person));
        }
        self.judge_couple(couple, !months.is_empty())?;
        let listed = |file: FileName| matches!(file, FileName::Month(month) if months.contains(&month));
        let remembered: Vec<FileName> = self
            .shelf
            .newest
            .keys()
            .filter_map(|name| FileName::remembered_month(name))
            .map(FileName::Month)
            .collect();
        let copied = backup::list(&self.shelf.folder).map_err(StoreError::Io)?;
        for file in remembered.into_iter().chain(copied.into_iter().map(|copy| copy.file)) {
            let path = self.shelf.place(file);
            if !listed(file) && !self.said.contains(&path) {
                self.say(&path, Condition::Missing);
            }
        }
        self.say_what_is_older();
        // Those that count stand before their copies, in the order of their names.
        self.findings[at..].sort_by_key(|one| {
            let part = Path::new(&one.path);
            (!one.path.starts_with("couple"), !part.starts_with(MONTHS), one.path.clone())
        });
        Ok(())
    }

    /// Reads one file as opening does. `None` for its condition where it is not there.
    fn record<B: Body>(&mut self, file: FileName) -> (Option<B>, Option<Condition>) {
        let path = self.shelf.place(file);
        let Some(bytes) = self.bytes(&path) else {
            let locked_own = matches!(file, FileName::Own(_)) && self.shelf.vault.locks_file(file);
            if locked_own {
                self.say(&path, Condition::Missing);
            }
            return (None, self.said.contains(&path).then_some(Condition::Missing));
        };
        let class = Class::of_file(file);
        if class.is_some_and(|class| self.shelf.is_closed(class)) && locked::is_locked(&bytes) {
            let whole = locked::looks_whole(file, &bytes);
            let condition = if whole { Condition::Locked } else { Condition::NotWhole };
            self.say(&path, condition);
            return (None, Some(condition));
        }
        let before = mem::take(&mut self.shelf.newer);
        let read = self.shelf.read::<B>(file);
        let newer = mem::replace(&mut self.shelf.newer, before);
        let told = mem::take(&mut self.shelf.notices);
        let condition = match &read {
            _ if newer => Condition::Newer,
            Err(StoreError::Damaged(_)) => Condition::NotWhole,
            Err(_) => Condition::Unreadable,
            Ok(_) if told.contains(&Notice::TonightUnreadable) => Condition::NotWhole,
            Ok(_) if told.iter().any(|one| matches!(one, Notice::ChangedByHand { .. })) => Condition::Changed,
            Ok(_) => Condition::Whole,
        };
        // An empty couple.json may be one that was never written yet.
        if !(file == FileName::Couple && bytes.is_empty()) {
            self.say(&path, condition);
        }
        (read.ok().flatten(), Some(condition))
    }

    /// Whether couple.json is missed, or was never there.
    fn judge_couple(&mut self, found: Option<Condition>, months: bool) -> Result<(), StoreError> {
        let file = FileName::Couple;
        let path = self.shelf.place(file);
        if self.said.contains(&path) {
            return Ok(());
        }
        if self.shelf.is_closed(Class::Shared) {
            self.say(&path, if found.is_some() { Condition::NotWhole } else { Condition::Missing });
            return Ok(());
        }
        let mut damages = Vec::new();
        if found.is_some() {
            damages.push(Damage::Empty(file));
        }
        self.shelf.judge_couple(months, &mut damages)?;
        if let Some(damage) = damages.first() {
            let missing = matches!(damage, Damage::Missing(_));
            self.say(&path, if missing { Condition::Missing } else { Condition::NotWhole });
        } else if found.is_some() {
            self.say(&path, Condition::Whole);
        }
        Ok(())
    }

    /// A file that opens, and of which something remembers a newer state.
    fn say_what_is_older(&mut self) {
        let files: Vec<FileName> = self.shelf.known.keys().copied().collect();
        for file in files {
            let path = self.shelf.place(file).to_string_lossy().into_owned();
            if self.shelf.is_older(file)
                && let Some(finding) = self.findings.iter_mut().find(|one| one.path == path)
                && finding.condition.severity() < super::Severity::Damaged
            {
                finding.condition = Condition::Older;
            }
        }
    }

    /// vault.json, once the files have said what is locked.
    fn vault(&mut self) {
        let path = FileName::Vault.path();
        let Some(bytes) = self.bytes(&path) else {
            if self.shelf.vault.locks_anything() {
                self.say(&path, Condition::Missing);
            }
            return;
        };
        let condition = match Vault::read(&bytes) {
            vault::Read::Torn => Condition::NotWhole,
            vault::Read::Newer => Condition::Newer,
            // The files were believed before it.
            vault::Read::Ours(says)
                if Class::ALL.iter().any(|one| says.locks(*one) != self.shelf.vault.locks(*one)) =>
            {
                Condition::Older
            }
            vault::Read::Ours(_) if self.shelf.other_key(&self.archive).is_some() => Condition::OtherKey,
            vault::Read::Ours(_) => Condition::Whole,
        };
        self.say(&path, condition);
    }

    /// Earlier copies, and those that were set aside.
    fn earlier(&mut self) -> Result<(), StoreError> {
        for copy in backup::list(&self.shelf.folder).map_err(StoreError::Io)? {
            let path = copy.path();
            if let Some(bytes) = self.bytes(&path) {
                let condition = self.earlier_copy(copy, &bytes);
                self.say(&path, condition);
            }
        }
        for name in self.shelf.folder.names(DAMAGED).map_err(StoreError::Io)? {
            if name::damaged(&name).is_some() {
                self.say(&Path::new(DAMAGED).join(name), Condition::SetAside);
            }
        }
        Ok(())
    }

    fn earlier_copy(&self, copy: Backup, bytes: &[u8]) -> Condition {
        let right = copy.locked == self.shelf.vault.locks_file(copy.file);
        let other = Backup { locked: !copy.locked, ..copy };
        if !right && self.shelf.folder.holds(&other.path()).unwrap_or_default() {
            return Condition::LeftOver;
        }
        let whole = locked::looks_whole(copy.file, bytes);
        match self.shelf.copied(copy.file, bytes) {
            Ok(_) => Condition::Whole,
            Err(NotCopied::Newer) => Condition::Newer,
            Err(NotCopied::Locked) if whole && self.is_for_another_key(bytes) => Condition::Locked,
            Err(_) => Condition::NotWhole,
        }
    }

    fn is_for_another_key(&self, bytes: &[u8]) -> bool {
        matches!(locked::open(bytes, self.shelf.keys()), Err(Unopened::OtherKey))
    }

    /// What a sync, a cut or anybody else left there.
    fn rest(&mut self) -> Result<(), StoreError> {
        for folder in INSIDE {
            let mut names = self.shelf.folder.all_names(folder).map_err(StoreError::Io)?;
            names.sort_unstable();
            for name in names {
                let path = Path::new(folder).join(&name);
                let inside = folder.is_empty() && INSIDE.contains(&&*name.to_string_lossy());
                if inside || path == Path::new("lock") || self.said.contains(&path) {
                    continue;
                }
                let condition = self.other(folder, &name.to_string_lossy(), &path);
                self.say(&path, condition);
            }
        }
        Ok(())
    }

    fn other(&mut self, folder: &str, name: &str, path: &Path) -> Condition {
        if name::temp_of(name).is_some() {
            return Condition::Unfinished;
        }
        if ["", MONTHS].contains(&folder)
            && let Some(of) = name::copy_of(folder, name)
        {
            return match self.bytes(path).map(|bytes| self.shelf.judge_copy(of, &bytes)) {
                Some(Some(Aside::Unreadable)) | None => Condition::NotWhole,
                Some(Some(Aside::Newer)) => Condition::Newer,
                Some(Some(Aside::Machine)) => Condition::Foreign,
                Some(Some(Aside::Locked | Aside::Others) | None) => Condition::Copy,
            };
        }
        let is = |file: FileName| path == file.path() || path == file.locked_path();
        let months = FileName::listed_month(name).map(FileName::Month);
        let own = Person::BOTH.into_iter().flat_map(|one| [FileName::Own(one), FileName::Tonight(one)]);
        let mut ours = own.chain([FileName::Couple]).chain(months);
        if ours.any(is) { Condition::LeftOver } else { Condition::Foreign }
    }
}
