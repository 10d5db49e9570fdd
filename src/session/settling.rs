//! What takes more than one file: read as far as needed, and finished where a cut came between.

use super::{NotKept, Open, Session, State};
use crate::domain::archive::Slot;
use crate::domain::change::Change;
use crate::domain::people::Person;
use crate::domain::record::Mint;
use crate::domain::time::{Now, YearMonth};
use crate::store::StoreError;

impl Session {
    /// Reads one month, if it was not read yet.
    ///
    /// # Errors
    /// A [`StoreError`] where it cannot be read.
    pub fn reach(&mut self, month: YearMonth, now: Now) -> Result<(), StoreError> {
        if !matches!(self.archive().months.get(&month), Some(Slot::Unread)) {
            return Ok(());
        }
        self.read_months(&[month], now)
    }

    /// Reads months, and finishes once what a cut left half done in any of them.
    pub(super) fn read_months(&mut self, months: &[YearMonth], now: Now) -> Result<(), StoreError> {
        match &mut self.state {
            State::Locked(_) => Err(StoreError::Locked),
            State::Open(open) => {
                let read = months.iter().try_for_each(|month| open.read(*month));
                open.finish(now, &mut *self.mint);
                read
            }
            State::Looking(looking) => {
                let read = months.iter().try_for_each(|month| {
                    let read = looking.reader.read_month(*month)?;
                    looking.archive.months.insert(*month, Slot::Here(read));
                    Ok(())
                });
                looking.archive = looking.archive.settled();
                read
            }
        }
    }

    /// Takes out everything of the person whose turn is open, for good, and ends the turn.
    ///
    /// # Errors
    /// [`NotKept`] where it could not begin, or not all of it went yet. What is left then goes at
    /// the next start.
    pub fn erase_mine(&mut self, person: Person, now: Now) -> Result<(), NotKept> {
        self.reach_all(now).map_err(NotKept::NotRead)?;
        self.commit(&[Change::EraseMine(person)], now)?;
        if let State::Open(open) = &mut self.state {
            open.settle(now, &mut *self.mint).map_err(|_| NotKept::NotAllErased)?;
            // What settling took out goes from earlier copies now, not with whatever is kept next.
            open.purge(now, &mut *self.mint);
        }
        self.end_turn();
        self.close_behind();
        Ok(())
    }

    /// Where whoever opened this has left, and the other keeps it locked, it is the other's to open.
    pub(super) fn close_behind(&mut self) {
        if matches!(&self.state, State::Open(open) if open.store.is_closed()) {
            self.hide();
        }
    }
}

impl Open {
    /// Reads one month.
    pub(super) fn read(&mut self, month: YearMonth) -> Result<(), StoreError> {
        let read = self.store.read_month(month);
        self.tell();
        self.archive.months.insert(month, Slot::Here(read?));
        Ok(())
    }

    /// Finishes what a cut left half done, on the disk too. Where it cannot be kept it counts as
    /// done all the same, and is tried again at the next start; but that somebody leaves stays
    /// noted until all of it is done, or the next start would not know.
    pub(super) fn finish(&mut self, now: Now, mint: &mut dyn Mint) {
        if self.archive.leaving().is_some() {
            let months: Vec<YearMonth> = self.archive.unread_months().collect();
            if months.into_iter().any(|month| self.read(month).is_err()) {
                return;
            }
        }
        if self.settle(now, mint).is_err() && self.archive.leaving().is_none() {
            self.archive = self.archive.settled();
        }
    }

    /// Saves the archive as it is once everything is finished: whatever else belongs to somebody
    /// who leaves goes here too, before the couple's file forgets that they do.
    fn settle(&mut self, now: Now, mint: &mut dyn Mint) -> Result<(), NotKept> {
        if let Some(leaver) = self.archive.leaving() {
            let removed = self.store.remove_own(leaver, &self.archive, mint);
            self.archive = removed.map_err(NotKept::NotSaved)?;
        }
        let settled = self.archive.settled();
        self.save(settled, now, mint)
    }
}
