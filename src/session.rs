//! The one write path: everything that changes goes through [`Session::commit`].
//!
//! A change is applied to a cheap copy, saved, and only then put in the copy's place: what is on
//! the screen is what is on the disk.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::domain::archive::Archive;
use crate::domain::change::{Change, Refusal};
use crate::domain::earlier::Unopened;
use crate::domain::other_key::OtherKey;
use crate::domain::people::{Each, Person, Turn};
use crate::domain::record::Mint;
use crate::domain::time::{Evening, Now, YearMonth};
use crate::store::{
    self, Cleared, Damage, Disk, NotUnlocked, Opened, Reader, SaveError, StoreError, Why, Work,
};

pub mod copies;
mod earlier;
pub mod guide;
mod lock;
mod open;
mod other_key;
pub mod places;
mod settling;
mod undo;

use lock::{Held, Locked, Tries};
use open::Open;
use undo::History;

/// A folder that two people use: locked, open for changes, or only to look at.
pub struct Session {
    state: State,
    mint: Box<dyn Mint>,
    /// How hard a passphrase that is set from now on is to guess.
    work: Work,
    tries: Tries,
    /// Words that the disk did not take before the screen was locked: locked, and whose.
    held: Each<Option<Held>>,
}

enum State {
    /// Nothing can be read or kept: this one holds nothing that could.
    Locked(Box<Locked>),
    /// For looking only: this one has nothing that could save.
    Looking(Box<Looking>),
    /// The folder's lock is held; changes can be kept.
    Open(Box<Open>),
}

impl State {
    /// What was opened, as a session holds it.
    fn of(opened: Opened) -> Self {
        let words = |notices: Vec<store::Notice>| notices.iter().map(ToString::to_string).collect();
        match opened {
            Opened::Locked { closed, settings } => Self::Locked(Box::new(Locked::new(closed, settings))),
            Opened::Write { store, archive, notices } => {
                let copies = notices.contains(&store::Notice::Copies);
                Self::Open(Box::new(Open::new(store, archive, words(notices), copies)))
            }
            Opened::Look { reader, archive, why, notices } => Self::Looking(Box::new(Looking {
                reader,
                archive: archive.settled(),
                why: why.to_string(),
                other_key: if let Why::OtherKey(found) = &why { Some(found.clone()) } else { None },
                damages: if let Why::NeedsChoice(damages) = why { damages } else { Vec::new() },
                notices: words(notices),
            })),
        }
    }
}

/// A session that can only look.
struct Looking {
    reader: Reader,
    archive: Archive,
    why: String,
    /// What a person could choose something else for.
    damages: Vec<Damage>,
    /// A key that is not the one known here.
    other_key: Option<OtherKey>,
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
    /// It is locked.
    Closed,
    /// It stays locked; why.
    Locked(NotUnlocked),
    /// A passphrase was tried a moment ago.
    TooSoon,
    /// What would be undone has changed since.
    MovedOn,
    /// Somebody leaves, and not everything of theirs could be taken out yet.
    NotAllErased,
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
            Self::Closed => f.write_str("That is locked now. Nothing is lost. A passphrase opens it."),
            Self::Locked(error) => error.fmt(f),
            Self::TooSoon => {
                f.write_str("A short pause first. Nothing is lost. In a moment it can be tried again.")
            }
            Self::NotAllErased => f.write_str(
                "Not all of it is erased yet: the disk did not take it. Enter tries again, \
                 and so does the next start.",
            ),
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
        let state = State::of(store::open(disk, root, around(now))?);
        let mut session =
            Self { state, mint, work: Work::USUAL, tries: Tries::default(), held: Each::default() };
        session.finish(now);
        Ok(session)
    }

    /// The same, with another amount of work for whoever tries passphrases; for tests.
    #[must_use]
    pub fn working(self, work: Work) -> Self {
        Self { work, ..self }
    }

    /// Everything kept, as it is on the disk.
    #[must_use]
    pub fn archive(&self) -> &Archive {
        match &self.state {
            State::Locked(locked) => &locked.archive,
            State::Open(open) => &open.archive,
            State::Looking(looking) => &looking.archive,
        }
    }

    /// What is to be told at the start.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        match &self.state {
            State::Locked(_) => &[],
            State::Open(open) => &open.notices,
            State::Looking(looking) => &looking.notices,
        }
    }

    /// What came to be told since the start, or since this was asked last.
    pub fn take_news(&mut self) -> Vec<String> {
        match &mut self.state {
            State::Open(open) => std::mem::take(&mut open.news),
            State::Locked(_) | State::Looking(_) => Vec::new(),
        }
    }

    /// What went from earlier copies with what was deleted for good, since this was asked last.
    pub fn take_cleared(&mut self) -> Vec<Cleared> {
        match &mut self.state {
            State::Open(open) => std::mem::take(&mut open.cleared),
            State::Locked(_) | State::Looking(_) => Vec::new(),
        }
    }

    /// Why this session is for looking only; `None` where it can keep changes.
    #[must_use]
    pub fn looking_only(&self) -> Option<&str> {
        match &self.state {
            State::Locked(_) | State::Open(_) => None,
            State::Looking(looking) => Some(&looking.why),
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
        match &self.state {
            State::Open(open) => open.turn.as_ref().map(Turn::person),
            State::Locked(_) | State::Looking(_) => None,
        }
    }

    /// Applies `changes` as one, saves, and only then shows them.
    ///
    /// # Errors
    /// [`NotKept`] says why; the archive is then what is on the disk.
    pub fn commit(&mut self, changes: &[Change], now: Now) -> Result<(), NotKept> {
        match &mut self.state {
            State::Locked(_) => Err(NotKept::Closed),
            State::Looking(_) if changes.iter().all(Change::is_a_note) => Ok(()),
            State::Looking(looking) => Err(NotKept::LookingOnly(looking.why.clone())),
            State::Open(open) => open.commit(changes, now, &mut *self.mint),
        }
    }

    /// Forgets what could be taken back.
    pub fn forget_undo(&mut self) {
        if let State::Open(open) = &mut self.state {
            open.history = History::default();
        }
    }

    /// Takes back the last change that can be; says whether there was one.
    ///
    /// # Errors
    /// [`NotKept`] where it cannot be saved, or has changed since.
    pub fn undo(&mut self, now: Now) -> Result<bool, NotKept> {
        self.step_through(History::back, now)
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// As [`Session::undo`].
    pub fn redo(&mut self, now: Now) -> Result<bool, NotKept> {
        self.step_through(History::forth, now)
    }

    fn step_through(&mut self, step: undo::Step, now: Now) -> Result<bool, NotKept> {
        match &mut self.state {
            State::Locked(_) => Err(NotKept::Closed),
            State::Looking(looking) => Err(NotKept::LookingOnly(looking.why.clone())),
            State::Open(open) => open.step_through(step, now, &mut *self.mint),
        }
    }

    /// Looks at what the passing of time brings: once an evening is over, and nobody's turn is
    /// open, what was not shown is let go. Says whether anything changed.
    pub fn tick(&mut self, now: Now) -> bool {
        let evening = self.evening(now);
        // What protects this evening lies in its month, or after midnight in the next one.
        for month in [evening.month(), around(now)] {
            // One that cannot be read now is told once somebody looks at it.
            let _ = self.reach(month, now);
        }
        match &mut self.state {
            State::Open(open) => open.turn.is_none() && open.let_go(evening, now, &mut *self.mint),
            State::Locked(_) | State::Looking(_) => false,
        }
    }

    /// Where this session is for looking only, reads what another window changed since. Says
    /// whether anything did.
    pub fn refresh(&mut self) -> bool {
        let State::Looking(looking) = &mut self.state else { return false };
        let Ok(Some(archive)) = looking.reader.reload(&looking.archive) else { return false };
        looking.archive = archive.settled();
        true
    }

    /// Reads every month that was not read yet.
    ///
    /// # Errors
    /// A [`StoreError`] for the first that cannot be read.
    pub fn reach_all(&mut self, now: Now) -> Result<(), StoreError> {
        let months: Vec<YearMonth> = self.archive().unread_months().collect();
        if months.is_empty() { Ok(()) } else { self.read_months(&months, now) }
    }

    /// The folder that everything is in; nothing that is written beside it is looked at again.
    #[must_use]
    pub fn place(&self) -> &Path {
        match &self.state {
            State::Locked(locked) => locked.root(),
            State::Open(open) => open.store.root(),
            State::Looking(looking) => looking.reader.root(),
        }
    }

    /// Finishes what a cut left half done, as far as it can be read.
    fn finish(&mut self, now: Now) {
        if let State::Open(open) = &mut self.state {
            open.finish(now, &mut *self.mint);
            // What a cut left of deleting for good is finished too.
            open.purge(now, &mut *self.mint);
        }
        self.close_behind();
    }

    /// Ends whoever's turn is open. What it could undo goes with it.
    pub fn end_turn(&mut self) {
        let turn = if let State::Open(open) = &mut self.state { open.turn.take() } else { None };
        if turn.is_some() {
            self.forget_undo();
        }
    }
}

/// The month of this moment.
fn around(now: Now) -> YearMonth {
    YearMonth::of(now.wall.date_naive())
}
