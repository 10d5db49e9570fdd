//! What is locked in this folder, and what of it is open now.

use std::ops::Deref;
use std::path::PathBuf;

use zeroize::Zeroizing;

use super::Shelf;
use crate::domain::archive::{Access, Archive, OwnKind};
use crate::domain::other_key::OtherKey;
use crate::domain::people::Person;
use crate::domain::time::YearMonth;
use crate::store::error::StoreError;
use crate::store::format;
use crate::store::locked::{self, Key, Public, Unopened};
use crate::store::name::FileName;
use crate::store::notice::{Damage, Notice};
use crate::store::save::{ABOUT, ABOUT_LOCKED};
use crate::store::vault::{self, Class, Vault};

/// The bytes of a file as they were before it was locked.
pub(in crate::store) enum Plain<'a> {
    /// It is not locked.
    Standing(&'a [u8]),
    /// It was opened, and is wiped after use.
    Opened(Zeroizing<Vec<u8>>),
}

impl Deref for Plain<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Standing(bytes) => bytes,
            Self::Opened(bytes) => bytes,
        }
    }
}

impl Shelf {
    /// Where `file` lies now.
    pub fn place(&self, file: FileName) -> PathBuf {
        if self.vault.locks_file(file) { file.locked_path() } else { file.path() }
    }

    /// What stands in these bytes. Whether they are locked they say themselves: names change by
    /// accident.
    pub fn opened<'a>(&self, bytes: &'a [u8]) -> Result<Plain<'a>, Unopened> {
        if locked::is_locked(bytes) {
            locked::open(bytes, self.keys()).map(Plain::Opened)
        } else {
            Ok(Plain::Standing(bytes))
        }
    }

    /// The bytes as they go onto the disk: locked where `file` is, and looked at once more with a
    /// key that is here, unless it is for somebody else alone, as when somebody leaves. `None`
    /// where that does not come out the same.
    pub fn locked(&self, file: FileName, bytes: Vec<u8>) -> Option<Vec<u8>> {
        if !self.vault.locks_file(file) {
            return Some(bytes);
        }
        let locked = locked::lock(file, &bytes, &self.locks_for(file))?;
        if self.is_for_others(file) {
            return Some(locked);
        }
        let back = locked::open(&locked, self.keys()).ok()?;
        (back.trim_ascii_end() == bytes.trim_ascii_end()).then_some(locked)
    }

    /// Whether `file` is locked, and for none of the keys that are here.
    pub fn is_for_others(&self, file: FileName) -> bool {
        let to = self.locks_for(file);
        self.vault.locks_file(file) && !self.keys().any(|key| to.contains(&key.public()))
    }

    /// These bytes of `file` as they stand on another shelf, of the same folder; `None` where they
    /// do not open here.
    pub fn in_form_of(&self, other: &Self, file: FileName, bytes: &[u8]) -> Option<Vec<u8>> {
        let plain = self.opened(bytes).ok()?;
        let mut plain = plain.trim_ascii_end().to_vec();
        plain.push(b'\n');
        other.locked(file, plain)
    }

    /// The keys that `file` is locked for. One's own comes from the key itself, never from a file;
    /// the key of somebody who leaves may be here, and is not among them any more.
    pub fn locks_for(&self, file: FileName) -> Vec<Public> {
        let key = |person: Person| {
            let named = self.vault.key(person)?;
            Some(self.keys[person].as_ref().map_or_else(|| named.clone(), Key::public))
        };
        match file {
            FileName::Own(person) | FileName::Tonight(person) => key(person).into_iter().collect(),
            _ => Person::BOTH.into_iter().filter_map(key).collect(),
        }
    }

    /// Takes the key of `person`. Where vault.json does not name it, the key itself knows.
    pub fn take_key(&mut self, person: Person, key: Key) {
        if self.vault.key(person).is_none() {
            self.vault = self.vault.for_key(person, key.public());
            self.has_vault = false;
        }
        self.keys[person] = Some(key);
    }

    /// Takes the keys that are open on another shelf of the same folder.
    pub fn take_keys_of(&mut self, other: &Self) {
        for person in Person::BOTH {
            if let Some(key) = other.keys[person].clone() {
                self.take_key(person, key);
            }
        }
    }

    /// The first person for whom vault.json names another key than their own, or than the one the
    /// other knows them by: somebody may have put it there to read along.
    pub fn other_key(&mut self, archive: &Archive) -> Option<OtherKey> {
        self.other_key_but(archive, None)
    }

    /// The same, but for one that was `taken`. The vault then names the person's own key, where
    /// that is open: it is surely the right one.
    pub fn other_key_but(&mut self, archive: &Archive, taken: Option<&OtherKey>) -> Option<OtherKey> {
        for person in Person::BOTH {
            let own = self.keys[person].as_ref().map(Key::public);
            let named = self.vault.key(person).map(|key| key.as_str().to_owned());
            let found = |own: bool| OtherKey { whose: person, own, named: named.clone() };
            // What was chosen was chosen for that very key.
            if let Some(taken) = taken.filter(|taken| taken.whose == person && taken.named == named) {
                if let Some(key) = own.filter(|_| taken.own) {
                    self.vault = self.vault.for_key(person, key);
                    self.has_vault = false;
                }
                continue;
            }
            if own.is_some() && own.as_ref() != self.vault.key(person) {
                return Some(found(true));
            }
            let Some(known) = archive.drawers().0[person.other()].records.find(OwnKind::known_key) else {
                continue;
            };
            match self.vault.key(person) {
                Some(named) if named.as_str() != known => return Some(found(false)),
                Some(_) => {}
                // A vault that was lost: the other still knows the key.
                None if !self.vault.locks(Class::of(person)) => {}
                None => {
                    if let Some(known) = Public::parse(known) {
                        self.vault = self.vault.for_key(person, known);
                    }
                }
            }
        }
        None
    }

    /// The same folder and vault, with nothing remembered of what is in the files.
    pub fn without_memory(&self) -> Self {
        let (vault, has_vault) = (self.vault.clone(), self.has_vault);
        Self { vault, has_vault, ..Self::new(self.folder.clone(), self.copies) }
    }

    /// The same folder read anew with the keys that are here, and what is damaged in it.
    pub fn afresh(&self, around: YearMonth) -> Result<(Self, Vec<Damage>), StoreError> {
        let mut shelf = Self::new(self.folder.clone(), true);
        let mut damages = Vec::new();
        shelf.look_at_vault(&mut damages)?;
        shelf.take_keys_of(self);
        let archive = shelf.load(around, &mut damages)?;
        // Where vault.json is lost, one of them still knows the key of the other.
        shelf.other_key(&archive);
        Ok((shelf, damages))
    }

    /// Forgets what is known of what `person` keeps alone.
    pub fn forget_own(&mut self, person: Person) {
        self.known.remove(&FileName::Own(person));
        self.known.remove(&FileName::Tonight(person));
    }

    /// The keys that are here.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        [&self.keys.a, &self.keys.b].into_iter().flatten()
    }

    /// Whether files of `class` cannot be read now: they are locked, and no key that opens them
    /// is here.
    pub fn is_closed(&self, class: Class) -> bool {
        let key = match class {
            Class::Shared => self.keys().next(),
            Class::A => self.keys.a.as_ref(),
            Class::B => self.keys.b.as_ref(),
        };
        self.vault.locks(class) && key.is_none()
    }

    /// What README.txt says of this folder.
    pub fn about(&self) -> &'static str {
        if self.vault.locks_anything() { ABOUT_LOCKED } else { ABOUT }
    }

    /// How what `person` keeps alone stands now.
    pub fn access(&self, person: Person) -> Access {
        let class = Class::of(person);
        match (self.vault.locks(class), self.is_closed(class)) {
            (false, _) => Access::Plain,
            (true, false) => Access::Open,
            (true, true) => Access::Closed,
        }
    }

    /// Reads vault.json. Where the files themselves say otherwise, they are believed: whoever
    /// changes or takes away one small file takes nothing else.
    pub fn look_at_vault(&mut self, damages: &mut Vec<Damage>) -> Result<(), StoreError> {
        let file = FileName::Vault;
        let path = file.path();
        let found = self.folder.read(&path).map_err(|error| StoreError::NotReadable(file, error))?;
        let mut torn = false;
        if let Some((bytes, _)) = found {
            self.has_vault = true;
            match Vault::read(&bytes) {
                vault::Read::Ours(vault) => self.vault = vault,
                vault::Read::Newer => {
                    self.newer = true;
                    return Ok(());
                }
                vault::Read::Torn => {
                    torn = true;
                    if self.copies {
                        self.folder.keep_copy(&path, &bytes, &format::hash(&bytes));
                    }
                }
            }
        }
        let mut unsaid = false;
        for class in Class::ALL {
            if let Some(locked) = self.locked_by_its_files(class)?
                && locked != self.vault.locks(class)
            {
                self.vault = self.vault.locking(class, locked);
                unsaid = true;
            }
        }
        if unsaid {
            self.has_vault = false;
            self.notices.push(Notice::VaultMissing);
        } else if torn {
            damages.push(Damage::Torn(file));
        }
        Ok(())
    }

    /// Whether the files of `class` are locked, by which of them are there; `None` where they say
    /// nothing, or both.
    fn locked_by_its_files(&self, class: Class) -> Result<Option<bool>, StoreError> {
        let files = match class {
            Class::Shared => vec![FileName::Couple],
            Class::A => vec![FileName::Own(Person::A), FileName::Tonight(Person::A)],
            Class::B => vec![FileName::Own(Person::B), FileName::Tonight(Person::B)],
        };
        let mut there = (false, false);
        for file in files {
            let holds = |path: PathBuf| self.folder.holds(&path).map_err(StoreError::Io);
            there.0 |= holds(file.path())?;
            there.1 |= holds(file.locked_path())?;
        }
        Ok(match there {
            (true, false) => Some(false),
            (false, true) => Some(true),
            (true, true) | (false, false) => None,
        })
    }
}
