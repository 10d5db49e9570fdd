//! From locked to open and back: what a passphrase opens, and what is forgotten again.

use std::fmt;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use super::load::Shelf;
use zeroize::Zeroizing;

use super::locked::{self, Key, Public, Unopened};
use super::name::{self, FileName};
use super::notice::{Notice, OTHER_KEY};
use super::vault::Class;
use super::{Held, Opened, Reader, Store, StoreError};
use crate::domain::archive::{Access, Archive};
use crate::domain::other_key::OtherKey;
use crate::domain::people::{Each, Person};
use crate::domain::secret::Secret;
use crate::domain::time::YearMonth;

/// A folder of which nothing is open. There is no way to read or to save from here.
pub struct Closed {
    shelf: Shelf,
    lock: Option<Held>,
}

/// Why it stays locked.
#[derive(Debug)]
pub enum NotUnlocked {
    /// The passphrase is another one.
    Wrong,
    /// A key file is missing, changed, or somebody else's; whose, where that is known.
    NoKey(Option<Person>),
    /// vault.json names a key that is not the one known here.
    OtherKey(OtherKey),
    /// What it opened could not be read.
    NotRead(StoreError),
}

impl fmt::Display for NotUnlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong => f.write_str("That did not open it. Nothing is lost. It can be tried again."),
            Self::NoKey(_) => f.write_str(
                "The file with the key is missing or was changed, so a passphrase cannot open it. \
                 Nothing is lost. The key on paper still opens it, and so does a copy of keys from a backup.",
            ),
            Self::OtherKey(_) => f.write_str(OTHER_KEY),
            Self::NotRead(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NotUnlocked {}

impl Closed {
    pub(super) fn new(shelf: Shelf, lock: Option<Held>) -> Self {
        Self { shelf, lock }
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.shelf.folder.root()
    }

    /// Opens what is shared, and what belongs to whoever's passphrase this is.
    ///
    /// # Errors
    /// [`NotUnlocked`] says why; it is then as locked as before.
    pub fn unlock(&mut self, secret: &Secret, around: YearMonth) -> Result<(Person, Opened), NotUnlocked> {
        let (person, key) = self.shelf.key_of_anyone(secret)?;
        let mut shelf = Shelf::new(self.shelf.folder.clone(), self.lock.is_some());
        let mut damages = Vec::new();
        shelf.look_at_vault(&mut damages).map_err(NotUnlocked::NotRead)?;
        shelf.take_key(person, key);
        shelf.notice_older_key(person);
        // Another window may have let go of it since.
        let lock = match self.lock.take() {
            None => self.shelf.folder.lock().map_err(NotUnlocked::NotRead)?,
            held => held,
        };
        super::opened(shelf, lock, around, damages, None)
            .map(|opened| (person, opened))
            .map_err(NotUnlocked::NotRead)
    }
}

impl Store {
    /// Opens what `person` keeps alone; where it is open already, only makes sure that this is
    /// their passphrase. A key that is not the one known here is in the way, unless it is `taken`.
    ///
    /// # Errors
    /// [`NotUnlocked`] says why; nothing is open then that was not before.
    pub fn unlock(
        &mut self,
        person: Person,
        secret: &Secret,
        archive: &Archive,
        taken: Option<&OtherKey>,
    ) -> Result<Archive, NotUnlocked> {
        let key = self.shelf.key_of(person, secret)?;
        if self.shelf.keys[person].is_some() {
            return Ok(archive.clone());
        }
        self.shelf.take_key(person, key);
        let missed = self.shelf.missed(archive);
        let mut next = archive.clone();
        let mut damages = Vec::new();
        let loaded = self.shelf.load_own(person, &mut next, &mut damages);
        let damaged = damages.first().map(|damage| NotUnlocked::NotRead(StoreError::Damaged(*damage)));
        let vault = self.shelf.vault.clone();
        let other_key = self.shelf.other_key_but(&next, taken).map(NotUnlocked::OtherKey);
        match loaded.err().map(NotUnlocked::NotRead).or(damaged).or(other_key) {
            None => {
                // What was locked until now remembers too.
                let news = self.shelf.missed(&next).into_iter().filter(|notice| !missed.contains(notice));
                self.shelf.notices.extend(news);
                self.shelf.notice_older_key(person);
                self.shelf.remove_other_forms();
                Ok(next)
            }
            Some(error) => {
                self.shelf.keys[person] = None;
                self.shelf.vault = vault;
                self.shelf.forget_own(person);
                Err(error)
            }
        }
    }

    /// Forgets every key, and with them what they opened; `archive` forgets it too. Where all of
    /// it is locked then, what opens it again; it takes the place of this.
    pub fn forget(&mut self, archive: &mut Archive) -> Option<Closed> {
        let shelf = self.shelf.forget(archive)?;
        Some(Closed { shelf, lock: Some(Rc::clone(&self.lock)) })
    }

    /// Whether what both share is locked and no key here opens it: its last owner here has left.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.shelf.is_closed(Class::Shared)
    }

    /// The public key of `person`, where what is theirs is locked.
    #[must_use]
    pub fn key_of(&self, person: Person) -> Option<&str> {
        let locked = self.shelf.vault.locks(Class::of(person));
        self.shelf.vault.key(person).filter(|_| locked).map(Public::as_str)
    }
}

impl Store {
    /// Locks a few words for `person` alone, to be held in memory while their own things are
    /// closed. `None` where their key is not here.
    #[must_use]
    pub fn lock_words(&self, person: Person, words: &[u8]) -> Option<Vec<u8>> {
        let key = self.shelf.keys[person].as_ref()?;
        locked::lock(FileName::Tonight(person), words, &[key.public()])
    }

    /// Opens words that were locked so; `None` where no key here opens them.
    #[must_use]
    pub fn open_words(&self, words: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        locked::open(words, self.shelf.keys()).ok()
    }
}

impl Reader {
    /// Forgets every key, and with them what they opened; `archive` forgets it too. Where all of
    /// it is locked then, what opens it again.
    pub fn forget(&mut self, archive: &mut Archive) -> Option<Closed> {
        Some(Closed { shelf: self.shelf.forget(archive)?, lock: None })
    }
}

impl Shelf {
    /// Forgets every key. What is left is nothing where all of it is locked, and otherwise the
    /// archive without what each keeps alone.
    fn forget(&mut self, archive: &mut Archive) -> Option<Self> {
        self.keys = Each::default();
        if self.is_closed(Class::Shared) {
            return Some(self.without_memory());
        }
        for person in Person::BOTH {
            archive.access[person] = self.access(person);
            if archive.access[person] == Access::Closed {
                self.forget_own(person);
                archive.drawers_mut().0[person] = Arc::default();
                archive.drawers_mut().1[person] = Arc::default();
            }
        }
        None
    }

    /// Says so where another key file had taken the place of the one that is there.
    fn notice_older_key(&mut self, person: Person) {
        if self.key_file(person).ok().flatten().is_some_and(|file| self.vault.had_key_file(person, &file)) {
            self.notices.push(Notice::OlderKey(person));
        }
    }

    /// The key of whoever's passphrase, or key from paper, this is.
    pub(super) fn key_of_anyone(&self, secret: &Secret) -> Result<(Person, Key), NotUnlocked> {
        if let Some(key) = Key::from_paper(secret) {
            let person = self.owner_of(&key).ok_or(NotUnlocked::Wrong)?;
            return Ok((person, key));
        }
        // Each try takes most of a second, and whose passphrase it is nobody has said: both at once.
        let (file_a, file_b) = (self.key_file(Person::A)?, self.key_file(Person::B)?);
        let (a, b) = std::thread::scope(|scope| {
            let b = scope.spawn(|| unwrapped(Person::B, file_b.as_deref(), secret));
            let a = unwrapped(Person::A, file_a.as_deref(), secret);
            (a, b.join().unwrap_or(Err(NotUnlocked::Wrong)))
        });
        match (a, b) {
            (Ok(key), _) => Ok((self.owner_of(&key).unwrap_or(Person::A), key)),
            (_, Ok(key)) => Ok((self.owner_of(&key).unwrap_or(Person::B), key)),
            (Err(NotUnlocked::Wrong), _) | (_, Err(NotUnlocked::Wrong)) => Err(NotUnlocked::Wrong),
            (Err(error), Err(_)) => Err(error),
        }
    }

    /// The key of `person`, whose passphrase, or key from paper, this is.
    pub(super) fn key_of(&self, person: Person, secret: &Secret) -> Result<Key, NotUnlocked> {
        let key = match Key::from_paper(secret) {
            Some(key) => key,
            None => unwrapped(person, self.key_file(person)?.as_deref(), secret)?,
        };
        match self.owner_of(&key) {
            Some(owner) if owner != person => Err(NotUnlocked::NoKey(Some(person))),
            _ => Ok(key),
        }
    }

    fn key_file(&self, person: Person) -> Result<Option<Vec<u8>>, NotUnlocked> {
        let found = self.folder.read(&name::key_path(person));
        let found = found.map_err(|error| NotUnlocked::NotRead(StoreError::Io(error)))?;
        Ok(found.map(|(bytes, _)| bytes))
    }

    /// Whose key this is, as vault.json has it.
    fn owner_of(&self, key: &Key) -> Option<Person> {
        let public = key.public();
        Person::BOTH.into_iter().find(|person| self.vault.key(*person) == Some(&public))
    }
}

/// The key in a key file.
fn unwrapped(person: Person, file: Option<&[u8]>, secret: &Secret) -> Result<Key, NotUnlocked> {
    let file = file.ok_or(NotUnlocked::NoKey(Some(person)))?;
    Key::unwrapped(file, secret).map_err(|why| match why {
        Unopened::Wrong => NotUnlocked::Wrong,
        Unopened::TooMuchWork | Unopened::OtherKey | Unopened::NotOurs => NotUnlocked::NoKey(Some(person)),
    })
}
