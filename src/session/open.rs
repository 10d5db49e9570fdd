//! A session that can keep changes: applied to a copy, saved, and only then shown.

use std::sync::Arc;

use super::NotKept;
use super::lock::{Code, Proven};
use super::undo::{self, History};
use crate::domain::archive::{Access, Archive, OwnKind};
use crate::domain::change::{Change, Refusal};
use crate::domain::people::{Each, Person, Turn};
use crate::domain::record::Mint;
use crate::domain::time::{Evening, Now};
use crate::store::{Cleared, FileName, SaveErrorKind, Store};

/// A session that can keep changes.
pub(super) struct Open {
    pub store: Store,
    pub archive: Archive,
    pub history: History,
    pub turn: Option<Turn>,
    /// Who has just shown that it is them, and until when that opens a turn.
    pub proven: Option<Proven>,
    /// What reopens one's turn within an evening.
    pub codes: Each<Option<Code>>,
    /// The evening whose end could not be kept.
    failed_to_let_go: Option<Evening>,
    /// Whether a sync left copies beside the files, as far as somebody looked.
    pub copies: bool,
    pub notices: Vec<String>,
    /// What came to be told since.
    pub news: Vec<String>,
    /// What went from other copies with what was deleted for good.
    pub cleared: Vec<Cleared>,
}

impl Open {
    pub fn new(store: Store, archive: Archive, notices: Vec<String>, copies: bool) -> Self {
        Self {
            store,
            archive,
            history: History::default(),
            turn: None,
            proven: None,
            codes: Each::default(),
            failed_to_let_go: None,
            copies,
            notices,
            news: Vec::new(),
            cleared: Vec::new(),
        }
    }

    pub fn open_turn(&mut self, person: Person) -> Turn {
        let turn = Turn::open(person);
        self.turn = Some(turn.clone());
        self.history = History::default();
        self.proven = None;
        turn
    }

    pub fn commit(&mut self, changes: &[Change], now: Now, mint: &mut dyn Mint) -> Result<(), NotKept> {
        let open = self.turn.as_ref().map(Turn::person);
        if changes.iter().filter_map(Change::takes_turn_of).any(|whose| open != Some(whose)) {
            return Err(NotKept::NotTheirTurn);
        }
        self.failed_to_let_go = None;
        let next = self.applied(changes, now, mint)?;
        let mut before = self.archive.clone();
        match self.save(next, now, mint) {
            Err(NotKept::NotSaved(error)) if error.kind == SaveErrorKind::ChangedOutside => {
                self.reload(now, mint)?;
                let next = self.applied(changes, now, mint)?;
                before = self.archive.clone();
                self.save(next, now, mint)?;
            }
            saved => saved?,
        }
        // Cleaning the copies writes the files once more, and what is undone is that writing.
        self.purge(now, mint);
        if changes.iter().all(Change::can_be_undone) {
            self.history.remember(&before, &self.archive);
        } else if changes.iter().any(Change::ends_undo) {
            self.history = History::default();
        }
        Ok(())
    }

    /// Reads again what changed outside. What could be undone is about files that are no more.
    pub fn reload(&mut self, now: Now, mint: &mut dyn Mint) -> Result<(), NotKept> {
        self.history = History::default();
        let reloaded = self.store.reload(&self.archive);
        self.tell();
        self.archive = reloaded.map_err(NotKept::NotRead)?;
        self.finish(now, mint);
        Ok(())
    }

    /// Saves `next` and takes it, or those of its files that reached the disk. A file in its place
    /// whose folder was not confirmed is in its place all the same: the others follow it, and it
    /// is confirmed at the end.
    pub fn save(&mut self, next: Archive, now: Now, mint: &mut dyn Mint) -> Result<(), NotKept> {
        if !self.save_and_confirm(next, now, mint)? {
            self.news.push("The disk has not confirmed the last thing yet. It is kept as it stands.".into());
        }
        Ok(())
    }

    /// The same; says whether the disk has confirmed all of it.
    pub fn save_and_confirm(
        &mut self,
        next: Archive,
        now: Now,
        mint: &mut dyn Mint,
    ) -> Result<bool, NotKept> {
        let mut unconfirmed = false;
        loop {
            let saved = self.store.save(&self.archive, &next, now, mint);
            match saved {
                Err(error) if error.kind == SaveErrorKind::NotConfirmed && !error.saved.is_empty() => {
                    self.absorb(&error.saved, &next);
                    unconfirmed = true;
                }
                Err(error) => {
                    self.absorb(&error.saved, &next);
                    return Err(NotKept::NotSaved(error));
                }
                Ok(()) => {
                    self.archive = next;
                    break;
                }
            }
        }
        Ok(!unconfirmed || self.store.confirm().is_ok())
    }

    /// The archive after `changes`, reading months as the rules need them.
    fn applied(&mut self, changes: &[Change], now: Now, mint: &mut dyn Mint) -> Result<Archive, NotKept> {
        loop {
            let mut next = Ok(self.archive.clone());
            for change in changes {
                next = next.and_then(|next| next.apply(change, now, mint));
            }
            match next {
                // Each month is read once, so this comes to an end.
                Err(Refusal::Needs(month)) if self.archive.month(month).is_none() => {
                    self.read(month).map_err(NotKept::NotRead)?;
                    self.finish(now, mint);
                }
                applied => return applied.map_err(NotKept::Refused),
            }
        }
    }

    /// What `person` would note of the other's public key, where that differs from what they know.
    pub fn news_of_other_key(&self, person: Person) -> Option<Change> {
        if self.archive.access[person] == Access::Open { self.news_of_key(person) } else { None }
    }

    /// The same, whether or not what is theirs is locked by now.
    pub fn news_of_key(&self, person: Person) -> Option<Change> {
        let known = self.archive.drawers().0[person].records.find(OwnKind::known_key);
        let named = self.store.key_of(person.other());
        (known != named).then(|| Change::Knows(person, named.map(str::to_owned)))
    }

    /// What reading brought up is told with what there was to tell at the start.
    pub fn tell(&mut self) {
        self.news.extend(self.store.take_notices().iter().map(ToString::to_string));
    }

    /// Takes those files of `next` that reached the disk.
    fn absorb(&mut self, saved: &[FileName], next: &Archive) {
        for file in saved {
            match *file {
                FileName::Settings => self.archive.settings = Arc::clone(&next.settings),
                FileName::Couple => self.archive.couple = Arc::clone(&next.couple),
                FileName::Own(person) => {
                    self.archive.drawers_mut().0[person] = Arc::clone(&next.drawers().0[person]);
                }
                FileName::Tonight(person) => {
                    self.archive.drawers_mut().1[person] = Arc::clone(&next.drawers().1[person]);
                }
                FileName::Month(month) => {
                    if let Some(slot) = next.months.get(&month) {
                        self.archive.months.insert(month, slot.clone());
                    }
                }
                FileName::Vault => {}
            }
        }
    }

    pub fn step_through(&mut self, step: undo::Step, now: Now, mint: &mut dyn Mint) -> Result<bool, NotKept> {
        let mut history = self.history.clone();
        match step(&mut history, &self.archive, mint) {
            undo::Moved::Nowhere => Ok(false),
            undo::Moved::On => {
                self.history = history;
                Err(NotKept::MovedOn)
            }
            undo::Moved::To(next) if next.holds_what(&self.archive, now).is_err() => {
                Err(NotKept::Refused(Refusal::HoldsTonight))
            }
            undo::Moved::To(next) => match self.save(*next, now, mint) {
                Ok(()) => {
                    self.history = history;
                    Ok(true)
                }
                Err(NotKept::NotSaved(error)) if error.kind == SaveErrorKind::ChangedOutside => {
                    self.reload(now, mint)?;
                    Err(NotKept::MovedOn)
                }
                Err(error) => Err(error),
            },
        }
    }

    /// An evening's end that could not be kept is tried again after the next change, not at
    /// every look at the clock.
    pub fn let_go(&mut self, evening: Evening, now: Now, mint: &mut dyn Mint) -> bool {
        let over = Change::EveningOver(evening);
        if self.failed_to_let_go == Some(evening) {
            return false;
        }
        let Ok(next) = self.applied(&[over], now, mint) else {
            self.failed_to_let_go = Some(evening);
            return false;
        };
        let same = |one: Person| Arc::ptr_eq(&next.drawers().1[one], &self.archive.drawers().1[one]);
        if Person::BOTH.into_iter().all(same) {
            return false;
        }
        let kept = self.save(next, now, mint).is_ok();
        self.failed_to_let_go = (!kept).then_some(evening);
        kept
    }
}
