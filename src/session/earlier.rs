//! Earlier copies: listed, looked into, brought back, and cleared of what is deleted for good.

use std::sync::Arc;

use super::{NotKept, Open, Session, undo::History};
use crate::domain::earlier::{DamagedFile, EarlierCopy, Instead, Part, Things};
use crate::domain::people::{Person, Turn};
use crate::domain::time::{Now, YearMonth};
use crate::store::{self, SaveErrorKind, StoreError, Went};

impl Session {
    /// The earlier copies there are, of each part the oldest first.
    ///
    /// # Errors
    /// Where their folder cannot be looked into.
    pub fn backups(&self) -> Result<Vec<EarlierCopy>, StoreError> {
        match self {
            Self::Open(open) => open.store.backups(),
            Self::Looking(looking) => looking.reader.backups(),
        }
    }

    /// What is in an earlier copy.
    ///
    /// # Errors
    /// Where it does not open, or is one person's alone and their turn is not open.
    pub fn look_into(&self, copy: &EarlierCopy) -> Result<Things, NotKept> {
        theirs(copy.part, self.turn())?;
        let copied = match self {
            Self::Open(open) => open.store.read_backup(&copy.name),
            Self::Looking(looking) => looking.reader.read_backup(&copy.name),
        };
        copied.map(|copied| copied.things()).map_err(NotKept::Unopened)
    }

    /// Whether something is damaged and a person chooses what is to be done.
    #[must_use]
    pub fn needs_choice(&self) -> bool {
        matches!(self, Self::Looking(looking) if !looking.damages.is_empty())
    }

    /// What is damaged, and what could stand in its place.
    #[must_use]
    pub fn damaged(&self, now: Now) -> Vec<DamagedFile> {
        match self {
            Self::Looking(looking) => looking.reader.damaged(&looking.damages, *now.wall.offset()),
            Self::Open(_) => Vec::new(),
        }
    }

    /// Puts what was chosen in the place of damaged files, by their names, and opens the folder
    /// anew: to keep changes, if nothing is damaged any more.
    ///
    /// # Errors
    /// Where it cannot be put there. A file is then damaged as it was, or as it was chosen.
    pub fn recover(&mut self, chosen: &[(String, Instead)], now: Now) -> Result<(), NotKept> {
        let Self::Looking(looking) = self else { return Ok(()) };
        let why = || NotKept::LookingOnly(looking.why.clone());
        let (disk, root) = looking.reader.place();
        let around = YearMonth::of(now.wall.date_naive());
        let mut mint = looking.mint.take().ok_or_else(why)?;
        if let Err(error) = store::recover(Arc::clone(&disk), &root, around, chosen, &mut *mint) {
            looking.mint = Some(mint);
            return Err(NotKept::NotSaved(error));
        }
        *self = Self::open(&root, disk, mint, now).map_err(NotKept::NotRead)?;
        if let Self::Open(open) = self {
            open.news.extend(open.notices.iter().cloned());
        }
        Ok(())
    }

    /// Brings an earlier copy back. What stands there now is kept as a copy first, so this can be
    /// taken back in the same way; Ctrl+Z cannot.
    ///
    /// # Errors
    /// Where it does not open or cannot be kept. Everything is then as it was.
    pub fn restore(&mut self, copy: &EarlierCopy, now: Now) -> Result<(), NotKept> {
        match self {
            Self::Looking(looking) => Err(NotKept::LookingOnly(looking.why.clone())),
            Self::Open(open) => open.restore(copy, now),
        }
    }
}

/// What is one person's alone takes their turn.
fn theirs(part: Part, turn: Option<Person>) -> Result<(), NotKept> {
    let taken = part.owner().is_none_or(|owner| turn == Some(owner));
    if taken { Ok(()) } else { Err(NotKept::NotTheirTurn) }
}

impl Open {
    fn restore(&mut self, copy: &EarlierCopy, now: Now) -> Result<(), NotKept> {
        theirs(copy.part, self.turn.as_ref().map(Turn::person))?;
        match self.bring_back(copy, now) {
            Err(NotKept::NotSaved(error)) if error.kind == SaveErrorKind::ChangedOutside => {
                self.reload()?;
                self.bring_back(copy, now)?;
            }
            done => done?,
        }
        self.history = History::default();
        self.purge(now);
        Ok(())
    }

    fn bring_back(&mut self, copy: &EarlierCopy, now: Now) -> Result<(), NotKept> {
        let copied = self.store.read_backup(&copy.name).map_err(NotKept::Unopened)?;
        let mut before = self.archive.clone();
        let next = self.reaching(&mut before, |archive, mint| archive.restored(copied.clone(), now, mint));
        let next = match next {
            // There is nothing that stands there to write over.
            Err(NotKept::NotRead(StoreError::Damaged(damage))) if damage.file() == copy.part.into() => {
                return self
                    .store
                    .replace_damaged(damage, &copy.name, &mut *self.mint)
                    .map_err(NotKept::NotSaved);
            }
            next => next?,
        };
        let evening = self.archive.settings.evening(now);
        let pinned = self.store.pin(copy.part.into(), evening, now, &mut *self.mint);
        pinned.map_err(NotKept::NotSaved)?;
        self.save(next, now)
    }

    /// Clears every other copy of what was deleted for good. Where that fails, what is deleted
    /// stays so, the file remembers what is left to do, and it is done when it opens again.
    pub(super) fn purge(&mut self, now: Now) {
        let told = self.cleared.len();
        let purged = self.store.purge(&self.archive, &mut *self.mint, &mut self.cleared);
        let unopened = self.cleared[told..].iter().filter(|one| one.went == Went::RemovedUnopened);
        self.news.extend(unopened.map(ToString::to_string));
        match purged {
            Ok(None) => {}
            Ok(Some(next)) => {
                // What is not kept of this is only that the copies are clean: they are looked at
                // once more when it opens again.
                let _ = self.save(next, now);
            }
            Err(error) => self.news.push(error.to_string()),
        }
    }
}
