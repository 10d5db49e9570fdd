//! Earlier copies: listed, looked into, brought back, and cleared of what is deleted for good.

use super::undo::History;
use super::{NotKept, Open, Session, State, around};
use crate::domain::change::Refusal;
use crate::domain::earlier::{DamagedFile, EarlierCopy, Instead, Part, Things};
use crate::domain::people::{Person, Turn};
use crate::domain::record::Mint;
use crate::domain::time::Now;
use crate::store::{SaveErrorKind, StoreError, Went};

impl Session {
    /// The earlier copies there are, of each part the oldest first.
    ///
    /// # Errors
    /// Where their folder cannot be looked into.
    pub fn backups(&self) -> Result<Vec<EarlierCopy>, StoreError> {
        match &self.state {
            State::Locked(_) => Err(StoreError::Locked),
            State::Open(open) => open.store.backups(),
            State::Looking(looking) => looking.reader.backups(),
        }
    }

    /// What is in an earlier copy.
    ///
    /// # Errors
    /// Where it does not open, or is one person's alone and their turn is not open.
    pub fn look_into(&self, copy: &EarlierCopy) -> Result<Things, NotKept> {
        theirs(copy.part, self.turn())?;
        let copied = match &self.state {
            State::Locked(_) => return Err(NotKept::Closed),
            State::Open(open) => open.store.read_backup(&copy.name),
            State::Looking(looking) => looking.reader.read_backup(&copy.name),
        };
        copied.map(|copied| copied.things()).map_err(NotKept::Unopened)
    }

    /// Whether something is damaged and a person chooses what is to be done.
    #[must_use]
    pub fn needs_choice(&self) -> bool {
        matches!(&self.state, State::Looking(looking) if !looking.damages.is_empty())
    }

    /// What is damaged, and what could stand in its place.
    #[must_use]
    pub fn damaged(&self, now: Now) -> Vec<DamagedFile> {
        match &self.state {
            State::Looking(looking) => looking.reader.damaged(&looking.damages, *now.wall.offset()),
            State::Locked(_) | State::Open(_) => Vec::new(),
        }
    }

    /// Puts what was chosen in the place of damaged files, by their names, and opens the folder
    /// anew: to keep changes, if nothing is damaged any more.
    ///
    /// # Errors
    /// Where it cannot be put there. A file is then damaged as it was, or as it was chosen.
    pub fn recover(&mut self, chosen: &[(String, Instead)], now: Now) -> Result<(), NotKept> {
        let State::Looking(looking) = &mut self.state else { return Ok(()) };
        let recovered = looking.reader.recover(around(now), chosen, &mut *self.mint);
        recovered.map_err(NotKept::NotSaved)?;
        let opened = looking.reader.reopen(around(now), chosen).map_err(NotKept::NotRead)?;
        self.state = State::of(opened);
        self.finish(now);
        if let State::Open(open) = &mut self.state {
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
        match &mut self.state {
            State::Locked(_) => Err(NotKept::Closed),
            State::Looking(looking) => Err(NotKept::LookingOnly(looking.why.clone())),
            State::Open(open) => open.restore(copy, now, &mut *self.mint),
        }
    }
}

/// What is one person's alone takes their turn.
fn theirs(part: Part, turn: Option<Person>) -> Result<(), NotKept> {
    let taken = part.owner().is_none_or(|owner| turn == Some(owner));
    if taken { Ok(()) } else { Err(NotKept::NotTheirTurn) }
}

impl Open {
    fn restore(&mut self, copy: &EarlierCopy, now: Now, mint: &mut dyn Mint) -> Result<(), NotKept> {
        theirs(copy.part, self.turn.as_ref().map(Turn::person))?;
        match self.bring_back(copy, now, mint) {
            Err(NotKept::NotSaved(error)) if error.kind == SaveErrorKind::ChangedOutside => {
                self.reload(now, mint)?;
                self.bring_back(copy, now, mint)?;
            }
            done => done?,
        }
        self.history = History::default();
        self.finish(now, mint);
        self.purge(now, mint);
        Ok(())
    }

    fn bring_back(&mut self, copy: &EarlierCopy, now: Now, mint: &mut dyn Mint) -> Result<(), NotKept> {
        let copied = self.store.read_backup(&copy.name).map_err(NotKept::Unopened)?;
        let next = match self.archive.restored(copied.clone(), now, mint) {
            Err(Refusal::Needs(month)) => match self.read(month) {
                // There is nothing that stands there to write over.
                Err(StoreError::Damaged(damage)) if damage.file() == copy.part.into() => {
                    let replaced = self.store.replace_damaged(damage, &copy.name, mint);
                    return replaced.map_err(NotKept::NotSaved);
                }
                read => {
                    read.map_err(NotKept::NotRead)?;
                    self.archive.restored(copied, now, mint)
                }
            },
            restored => restored,
        };
        let next = next.map_err(NotKept::Refused)?;
        let evening = self.archive.settings.evening(now);
        self.store.pin(copy.part.into(), evening, now, mint).map_err(NotKept::NotSaved)?;
        self.save(next, now, mint)
    }

    /// Clears every other copy of what was deleted for good. Where that fails, what is deleted
    /// stays so, the file remembers what is left to do, and it is done when it opens again.
    pub(super) fn purge(&mut self, now: Now, mint: &mut dyn Mint) {
        if self.store.is_closed() {
            // No copy could be looked into, and one that cannot be would go as a whole.
            return;
        }
        let told = self.cleared.len();
        let purged = self.store.purge(&self.archive, mint, &mut self.cleared);
        let unopened = self.cleared[told..].iter().filter(|one| one.went == Went::RemovedUnopened);
        self.news.extend(unopened.map(ToString::to_string));
        match purged {
            Ok(None) => {}
            Ok(Some(next)) => {
                // What is not kept of this is only that the copies are clean: they are looked at
                // once more when it opens again.
                let _ = self.save(next, now, mint);
            }
            Err(error) => self.news.push(error.to_string()),
        }
    }
}
