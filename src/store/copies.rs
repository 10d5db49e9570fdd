//! The copies that a sync tool leaves where both sides wrote a file: found, read, and removed once
//! what is in them is kept.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::Stat;
use super::error::StoreError;
use super::format::{self, Body, Decoded, Hash, Header};
use super::load::Shelf;
use super::name::{self, FileName, MONTHS};
use super::{SaveError, Store};
use crate::domain::archive::{Couple, Month, Own, Tonight};
use crate::domain::merge::{Aside, LeftAlone, Tally};
use crate::domain::people::Person;
use crate::domain::text;
use crate::domain::time::YearMonth;

/// The copies in a folder.
#[derive(Default)]
pub struct Copies {
    /// Those that can be read.
    pub whole: Vec<Copy>,
    /// Those that cannot, or are not to be put together with anything.
    pub left: Vec<LeftAlone>,
    /// Tells these copies from any others.
    pub print: u64,
}

/// One copy, or several of the same bytes.
pub struct Copy {
    /// What is in it.
    pub held: Held,
    /// The file that it is a copy of.
    pub of: FileName,
    header: Header,
    hash: Hash,
    places: Vec<(PathBuf, Stat)>,
}

/// What is in a copy.
pub enum Held {
    /// What both keep together.
    Couple(Couple),
    /// What happened in one month.
    Month(YearMonth, Month),
    /// What one person keeps alone.
    Own(Person, Own),
    /// One person's current evening.
    Tonight(Person, Box<Tonight>),
}

impl Copy {
    /// How many copies these are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// These copies as ones that stay as they are.
    #[must_use]
    pub fn left_alone(self, why: Aside) -> Vec<LeftAlone> {
        self.places.iter().map(|(path, _)| left(path, why)).collect()
    }
}

impl Held {
    /// Whether something of `other` would come into this.
    fn lacks(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Couple(here), Self::Couple(other)) => here.merged(other).tally != Tally::default(),
            (Self::Month(_, here), Self::Month(_, other)) => here.merged(other).tally != Tally::default(),
            (Self::Own(_, here), Self::Own(_, other)) => here.merged(other).tally != Tally::default(),
            (Self::Tonight(_, here), Self::Tonight(_, other)) => here.merged(other) != **here,
            _ => false,
        }
    }
}

impl Shelf {
    /// What is in a copy of `of`, read as the file itself would be.
    fn read_copy(&self, of: FileName, bytes: &[u8]) -> Result<(Header, Held), Aside> {
        let bytes = &*self.opened(bytes).map_err(|_| Aside::Locked)?;
        match of {
            FileName::Settings | FileName::Vault => Err(Aside::Machine),
            FileName::Couple => body(of, bytes, Held::Couple),
            FileName::Month(month) => body(of, bytes, |body| Held::Month(month, body)),
            FileName::Own(person) => body(of, bytes, |body| Held::Own(person, body)),
            FileName::Tonight(person) => body(of, bytes, |body| Held::Tonight(person, Box::new(body))),
        }
    }

    /// Why the bytes of a copy of `of` cannot be put together with it, if they cannot.
    pub(super) fn judge_copy(&self, of: FileName, bytes: &[u8]) -> Option<Aside> {
        self.read_copy(of, bytes).err()
    }

    /// Whether there are copies, by their names, or plain files that a sync brought back.
    pub(super) fn has_copies(&self) -> io::Result<bool> {
        Ok(!self.copy_names()?.is_empty() || !self.brought_back()?.is_empty())
    }

    /// Plain files of what is locked here, where they hold more than the locked ones: a computer
    /// on which nothing was locked yet went on with them, and a sync brought them back.
    pub(super) fn brought_back(&self) -> io::Result<Vec<(PathBuf, FileName)>> {
        let mut found = Vec::new();
        if !self.vault.locks_anything() {
            return Ok(found);
        }
        for (path, of) in self.other_forms()? {
            if self.holds_more(&path, of)? {
                found.push((path, of));
            }
        }
        Ok(found)
    }

    /// Whether the plain file at `path` holds something that the locked one of `of` has not. A
    /// locked one beside a plain one is what a cut left of unlocking, and holds nothing more.
    pub(super) fn holds_more(&self, path: &Path, of: FileName) -> io::Result<bool> {
        if !self.vault.locks_file(of) {
            return Ok(false);
        }
        let Some((here, _)) = self.folder.read(&self.place(of))? else { return Ok(false) };
        let other = match self.folder.read_own(path) {
            Ok(Some((bytes, _))) => bytes,
            Ok(None) => return Ok(false),
            Err(error) if error.kind() == ErrorKind::InvalidInput => return Ok(false),
            Err(error) => return Err(error),
        };
        Ok(match (self.read_copy(of, &here), self.read_copy(of, &other)) {
            (Ok(_), Err(Aside::Newer)) => true,
            (Ok((_, here)), Ok((_, other))) => here.lacks(&other),
            _ => false,
        })
    }

    /// Every copy that a sync left, by its name.
    pub(super) fn copy_names(&self) -> io::Result<Vec<(PathBuf, FileName)>> {
        let mut found = Vec::new();
        for folder in ["", MONTHS] {
            for name in self.folder.names(folder)? {
                if let Some(of) = name::copy_of(folder, &name) {
                    found.push((Path::new(folder).join(name), of));
                }
            }
        }
        Ok(found)
    }
}

impl Store {
    /// Whether a sync left copies, by their names.
    ///
    /// # Errors
    /// Where the folder cannot be looked at.
    pub fn has_copies(&self) -> Result<bool, StoreError> {
        self.shelf.has_copies().map_err(StoreError::Io)
    }

    /// Reads every copy that a sync left. Nothing is changed.
    ///
    /// # Errors
    /// Where the folder is gone or cannot be looked at. A copy that cannot be read is no error.
    pub fn copies(&self) -> Result<Copies, StoreError> {
        if !self.shelf.folder.is_there() {
            return Err(StoreError::Gone);
        }
        let mut copies = Copies::default();
        let mut prints = Vec::new();
        let mut names = self.shelf.copy_names().map_err(StoreError::Io)?;
        names.extend(self.shelf.brought_back().map_err(StoreError::Io)?);
        for (path, of) in names {
            prints.extend(path.as_os_str().as_encoded_bytes());
            let why = match self.shelf.folder.read_own(&path) {
                // It went away in the meantime.
                Ok(None) => continue,
                Ok(Some((bytes, stat))) => {
                    let hash = format::hash(&bytes);
                    prints.extend(hash);
                    let same = |copy: &&mut Copy| copy.of == of && copy.hash == hash;
                    if let Some(copy) = copies.whole.iter_mut().find(same) {
                        copy.places.push((path, stat));
                        continue;
                    }
                    match self.shelf.read_copy(of, &bytes) {
                        Ok((header, held)) => {
                            let places = vec![(path, stat)];
                            copies.whole.push(Copy { held, of, header, hash, places });
                            continue;
                        }
                        Err(why) => why,
                    }
                }
                Err(_) => Aside::Unreadable,
            };
            copies.left.push(left(&path, why));
        }
        let hash = format::hash(&prints);
        copies.print = u64::from_be_bytes(hash.first_chunk().copied().unwrap_or_default());
        Ok(copies)
    }

    /// Lets what is saved next in place of `changed` be newer than these copies of it too.
    pub fn outdate(&mut self, copies: &Copies, changed: &[FileName]) {
        for copy in copies.whole.iter().filter(|copy| changed.contains(&copy.of)) {
            self.shelf.remember(copy.of, &copy.header);
        }
    }

    /// Whether the files that these are copies of still stand as they were last read or saved:
    /// otherwise what is in a copy may be nowhere else.
    ///
    /// # Errors
    /// Where one cannot be looked at.
    pub fn stands_beside(&mut self, copies: &Copies) -> Result<bool, StoreError> {
        for copy in &copies.whole {
            if self.shelf.has_moved(copy.of).map_err(|error| StoreError::NotReadable(copy.of, error))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Removes the copies that were read, as far as nobody wrote them since.
    ///
    /// # Errors
    /// Where one cannot be removed: what is in it is kept, and it may be tried again.
    pub fn remove_copies(&self, copies: &Copies) -> Result<(), SaveError> {
        let folder = &self.shelf.folder;
        folder.confirm(MONTHS)?;
        for (path, stat) in copies.whole.iter().flat_map(|copy| &copy.places) {
            folder.remove_read(path, *stat)?;
        }
        Ok(folder.confirm(MONTHS)?)
    }
}

fn left(path: &Path, why: Aside) -> LeftAlone {
    LeftAlone { name: text::line(&path.to_string_lossy(), text::LINE).unwrap_or_default(), why }
}

fn body<B: Body>(of: FileName, bytes: &[u8], held: impl FnOnce(B) -> Held) -> Result<(Header, Held), Aside> {
    match format::decode::<B>(of, bytes) {
        Decoded::Whole { header, body, .. } => {
            let body = format::entering(&body).ok_or(Aside::Unreadable)?;
            Ok((header, held(body)))
        }
        Decoded::Newer(_) => Err(Aside::Newer),
        Decoded::Empty | Decoded::Torn => Err(Aside::Unreadable),
    }
}
