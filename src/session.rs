//! The one write path: everything that changes goes through [`Session::commit`].
//!
//! A change is applied to a cheap copy, saved, and only then put in the copy's place: what is on
//! the screen is what is on the disk.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::domain::archive::{Archive, Slot};
use crate::domain::change::{Change, Refusal};
use crate::domain::earlier::Unopened;
use crate::domain::people::{Person, Turn};
use crate::domain::record::Mint;
use crate::domain::time::{Evening, Now, YearMonth};
use crate::store::{
    self, Cleared, Damage, Disk, FileName, Opened, Reader, SaveError, SaveErrorKind, Store, StoreError, Why,
};

mod earlier;
pub mod guide;
pub mod places;
mod undo;

use undo::History;

/// An opened folder: to change, or only to look at.
pub enum Session {
    /// The lock is held; changes can be kept.
    Open(Box<Open>),
    /// For looking only: this one has nothing that could save.
    Looking(Box<Looking>),
}

/// A session that can keep changes.
pub struct Open {
    store: Store,
    archive: Archive,
    mint: Box<dyn Mint>,
    history: History,
    turn: Option<Turn>,
    /// The evening whose end could not be kept.
    failed_to_let_go: Option<Evening>,
    notices: Vec<String>,
    /// What came to be told since.
    news: Vec<String>,
    /// What went from other copies with what was deleted for good.
    cleared: Vec<Cleared>,
}

/// A session that can only look.
pub struct Looking {
    reader: Reader,
    archive: Archive,
    why: String,
    /// What a person could choose something else for.
    damages: Vec<Damage>,
    mint: Option<Box<dyn Mint>>,
    notices: Vec<String>,
}

/// Why something is not kept. Its words are the sentence shown.
#[derive(Debug)]
pub enum NotKept {
    /// A rule does not let it happen.
    Refused(Refusal),
    /// It could not be saved.
    NotSaved(SaveError),
    /// A month that it needs could not be read.
    NotRead(StoreError),
    /// This session is for looking only; why.
    LookingOnly(String),
    /// It takes the turn of somebody whose turn is not open.
    NotTheirTurn,
    /// What would be undone has changed since.
    MovedOn,
    /// An earlier copy does not open.
    Unopened(Unopened),
}

impl fmt::Display for NotKept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::NotSaved(error) => error.fmt(f),
            Self::NotRead(error) => error.fmt(f),
            Self::LookingOnly(why) => f.write_str(why),
            Self::NotTheirTurn => {
                f.write_str("That takes a turn of one's own. Nothing is lost. Tonight leads to one.")
            }
            Self::Unopened(why) => why.fmt(f),
            Self::MovedOn => f.write_str("That has changed since, so it stays as it is. Nothing is lost."),
        }
    }
}

impl std::error::Error for NotKept {}

impl Session {
    /// Opens the folder at `root`, reading what an evening needs.
    ///
    /// # Errors
    /// A [`StoreError`] where the folder cannot be opened at all; its words are the sentence shown.
    pub fn open(root: &Path, disk: Arc<dyn Disk>, mint: Box<dyn Mint>, now: Now) -> Result<Self, StoreError> {
        let around = YearMonth::of(now.wall.date_naive());
        let words = |notices: Vec<store::Notice>| notices.iter().map(ToString::to_string).collect();
        Ok(match store::open(disk, root, around)? {
            Opened::Write { store, archive, notices } => {
                let mut open = Open {
                    store,
                    archive,
                    mint,
                    history: History::default(),
                    turn: None,
                    failed_to_let_go: None,
                    notices: words(notices),
                    news: Vec::new(),
                    cleared: Vec::new(),
                };
                // What a cut left of deleting for good is finished first.
                open.purge(now);
                open.notices.append(&mut open.news);
                Self::Open(Box::new(open))
            }
            Opened::Look { reader, archive, why, notices } => Self::Looking(Box::new(Looking {
                reader,
                archive,
                why: why.to_string(),
                damages: if let Why::NeedsChoice(damages) = why { damages } else { Vec::new() },
                mint: Some(mint),
                notices: words(notices),
            })),
        })
    }

    /// Everything kept, as it is on the disk.
    #[must_use]
    pub fn archive(&self) -> &Archive {
        match self {
            Self::Open(open) => &open.archive,
            Self::Looking(looking) => &looking.archive,
        }
    }

    /// What is to be told at the start.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        match self {
            Self::Open(open) => &open.notices,
            Self::Looking(looking) => &looking.notices,
        }
    }

    /// What came to be told since the start, or since this was asked last.
    pub fn take_news(&mut self) -> Vec<String> {
        match self {
            Self::Open(open) => std::mem::take(&mut open.news),
            Self::Looking(_) => Vec::new(),
        }
    }

    /// What went from earlier copies with what was deleted for good, since this was asked last.
    pub fn take_cleared(&mut self) -> Vec<Cleared> {
        match self {
            Self::Open(open) => std::mem::take(&mut open.cleared),
            Self::Looking(_) => Vec::new(),
        }
    }

    /// Why this session is for looking only; `None` where it can keep changes.
    #[must_use]
    pub fn looking_only(&self) -> Option<&str> {
        match self {
            Self::Open(_) => None,
            Self::Looking(looking) => Some(&looking.why),
        }
    }

    /// The evening of this moment.
    #[must_use]
    pub fn evening(&self, now: Now) -> Evening {
        self.archive().settings.evening(now)
    }

    /// Whose turn is open.
    #[must_use]
    pub fn turn(&self) -> Option<Person> {
        match self {
            Self::Open(open) => open.turn.as_ref().map(Turn::person),
            Self::Looking(_) => None,
        }
    }

    /// Applies `changes` as one, saves, and only then shows them.
    ///
    /// # Errors
    /// [`NotKept`] says why; the archive is then what is on the disk.
    pub fn commit(&mut self, changes: &[Change], now: Now) -> Result<(), NotKept> {
        match self {
            Self::Looking(_) if changes.iter().all(Change::is_a_note) => Ok(()),
            Self::Looking(looking) => Err(NotKept::LookingOnly(looking.why.clone())),
            Self::Open(open) => open.commit(changes, now),
        }
    }

    /// Takes back the last change that can be; says whether there was one.
    ///
    /// # Errors
    /// [`NotKept`] where it cannot be saved, or has changed since.
    pub fn undo(&mut self, now: Now) -> Result<bool, NotKept> {
        match self {
            Self::Looking(looking) => Err(NotKept::LookingOnly(looking.why.clone())),
            Self::Open(open) => open.step_through(History::back, now),
        }
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// As [`Session::undo`].
    pub fn redo(&mut self, now: Now) -> Result<bool, NotKept> {
        match self {
            Self::Looking(looking) => Err(NotKept::LookingOnly(looking.why.clone())),
            Self::Open(open) => open.step_through(History::forth, now),
        }
    }

    /// Looks at what the passing of time brings: once an evening is over, and nobody's turn is
    /// open, what was not shown is let go. Says whether anything changed.
    pub fn tick(&mut self, now: Now) -> bool {
        let evening = self.evening(now);
        match self {
            Self::Open(open) => open.turn.is_none() && open.let_go(evening, now),
            Self::Looking(_) => false,
        }
    }

    /// Where this session is for looking only, reads what another window changed since. Says
    /// whether anything did.
    pub fn refresh(&mut self) -> bool {
        let Self::Looking(looking) = self else { return false };
        let Ok(Some(archive)) = looking.reader.reload(&looking.archive) else { return false };
        looking.archive = archive;
        true
    }

    /// Reads every month that was not read yet.
    ///
    /// # Errors
    /// A [`StoreError`] for the first that cannot be read.
    pub fn reach_all(&mut self) -> Result<(), StoreError> {
        let unread = |(month, slot): (&YearMonth, &Slot)| matches!(slot, Slot::Unread).then_some(*month);
        let months: Vec<YearMonth> = self.archive().months.iter().filter_map(unread).collect();
        for month in months {
            let (archive, read) = match self {
                Self::Open(open) => (&mut open.archive, open.store.read_month(month)?),
                Self::Looking(looking) => (&mut looking.archive, looking.reader.read_month(month)?),
            };
            archive.months.insert(month, Slot::Here(read));
        }
        Ok(())
    }

    /// Opens the turn of `person`, if they are set up and this session can keep what they say.
    pub fn open_turn(&mut self, person: Person) -> Option<Turn> {
        match self {
            Self::Open(open) if open.archive.profile(person).is_some() => Some(open.open_turn(person)),
            Self::Open(_) | Self::Looking(_) => None,
        }
    }

    /// Ends whoever's turn is open. What it could undo goes with it.
    pub fn end_turn(&mut self) {
        if let Self::Open(open) = self
            && open.turn.take().is_some()
        {
            open.history = History::default();
        }
    }

    /// The screen is hidden: whoever's turn is open ends, and nothing can be undone any more.
    pub fn hide(&mut self) {
        self.end_turn();
        if let Self::Open(open) = self {
            open.history = History::default();
        }
    }
}

impl Open {
    fn open_turn(&mut self, person: Person) -> Turn {
        let turn = Turn::open(person);
        self.turn = Some(turn.clone());
        self.history = History::default();
        turn
    }

    fn commit(&mut self, changes: &[Change], now: Now) -> Result<(), NotKept> {
        let open = self.turn.as_ref().map(Turn::person);
        if changes.iter().filter_map(Change::takes_turn_of).any(|whose| open != Some(whose)) {
            return Err(NotKept::NotTheirTurn);
        }
        self.failed_to_let_go = None;
        let mut before = self.archive.clone();
        let next = self.applied(changes, now)?;
        match self.save(next, now) {
            Err(NotKept::NotSaved(error)) if error.kind == SaveErrorKind::ChangedOutside => {
                self.reload()?;
                before = self.archive.clone();
                let next = self.applied(changes, now)?;
                self.save(next, now)?;
            }
            saved => saved?,
        }
        if changes.iter().all(Change::can_be_undone) {
            self.history.remember(&before, &self.archive);
        } else if changes.iter().any(Change::ends_undo) {
            self.history = History::default();
        }
        self.purge(now);
        Ok(())
    }

    /// Reads again what changed outside. What could be undone is about files that are no more.
    fn reload(&mut self) -> Result<(), NotKept> {
        self.history = History::default();
        let reloaded = self.store.reload(&self.archive);
        self.tell();
        self.archive = reloaded.map_err(NotKept::NotRead)?;
        Ok(())
    }

    /// Saves `next` and takes it, or those of its files that reached the disk. A file in its place
    /// whose folder was not confirmed is in its place all the same: the others follow it, and it
    /// is confirmed at the end.
    fn save(&mut self, next: Archive, now: Now) -> Result<(), NotKept> {
        let mut unconfirmed = false;
        loop {
            let saved = self.store.save(&self.archive, &next, now, &mut *self.mint);
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
        if unconfirmed && self.store.confirm().is_err() {
            self.news.push("The disk has not confirmed the last thing yet. It is kept as it stands.".into());
        }
        Ok(())
    }

    /// Does something with the archive, reading a month where it says that it needs one.
    fn reaching(
        &mut self,
        archive: &mut Archive,
        mut act: impl FnMut(&Archive, &mut dyn Mint) -> Result<Archive, Refusal>,
    ) -> Result<Archive, NotKept> {
        let done = match act(archive, &mut *self.mint) {
            Err(Refusal::Needs(month)) => {
                let read = self.store.read_month(month);
                self.tell();
                let slot = Slot::Here(read.map_err(NotKept::NotRead)?);
                self.archive.months.insert(month, slot.clone());
                archive.months.insert(month, slot);
                act(archive, &mut *self.mint)
            }
            done => done,
        };
        done.map_err(NotKept::Refused)
    }

    /// The archive after `changes`, reading months as the rules need them.
    fn applied(&mut self, changes: &[Change], now: Now) -> Result<Archive, NotKept> {
        let mut next = self.archive.clone();
        for change in changes {
            next = self.reaching(&mut next, |archive, mint| archive.apply(change, now, mint))?;
        }
        Ok(next)
    }

    /// What reading brought up is told with what there was to tell at the start.
    fn tell(&mut self) {
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

    fn step_through(
        &mut self,
        step: fn(&mut History, &Archive, &mut dyn Mint) -> undo::Moved,
        now: Now,
    ) -> Result<bool, NotKept> {
        let mut history = self.history.clone();
        match step(&mut history, &self.archive, &mut *self.mint) {
            undo::Moved::Nowhere => Ok(false),
            undo::Moved::On => {
                self.history = history;
                Err(NotKept::MovedOn)
            }
            undo::Moved::To(next) => match self.save(*next, now) {
                Ok(()) => {
                    self.history = history;
                    Ok(true)
                }
                Err(NotKept::NotSaved(error)) if error.kind == SaveErrorKind::ChangedOutside => {
                    self.reload()?;
                    Err(NotKept::MovedOn)
                }
                Err(error) => Err(error),
            },
        }
    }

    /// An evening's end that could not be kept is tried again after the next change, not at
    /// every look at the clock.
    fn let_go(&mut self, evening: Evening, now: Now) -> bool {
        let over = Change::EveningOver(evening);
        let Ok(next) = self.archive.apply(&over, now, &mut *self.mint) else { return false };
        let same = |one: Person| Arc::ptr_eq(&next.drawers().1[one], &self.archive.drawers().1[one]);
        if Person::BOTH.into_iter().all(same) || self.failed_to_let_go == Some(evening) {
            return false;
        }
        let kept = self.save(next, now).is_ok();
        self.failed_to_let_go = (!kept).then_some(evening);
        kept
    }
}
