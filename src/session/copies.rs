//! Putting the copies that a sync left together with what is here: seen first, saved then, and
//! only after that are the copies removed. A cut anywhere leaves the copies, to be put together
//! once more, which changes nothing further.

use std::sync::Arc;

use super::undo::History;
use super::{NotKept, Open, Session, State};
use crate::domain::archive::{Access, Archive, RecordFile, Slot};
use crate::domain::merge::{Aside, Mergeable, Merged, Preview, Tally};
use crate::domain::people::Person;
use crate::domain::record::Mint;
use crate::domain::time::{Evening, Now};
use crate::store::copies::{Copies, Copy, Held};
use crate::store::{FileName, SaveErrorKind};

/// What putting copies together came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PutTogether {
    /// It is kept. `removed`: the copies are gone from the folder.
    Kept {
        /// Whether they are.
        removed: bool,
    },
    /// The copies are not the ones that were seen. Nothing is changed; this is what there is now.
    Changed(Preview),
}

/// What is about to be kept.
struct Plan {
    next: Archive,
    changed: Vec<FileName>,
    copies: Copies,
    preview: Preview,
}

impl Session {
    /// Whether a sync left copies beside the files.
    #[must_use]
    pub fn has_copies(&self) -> bool {
        matches!(&self.state, State::Open(open) if open.copies)
    }

    /// What the copies that a sync left would do. Nothing is changed.
    ///
    /// # Errors
    /// [`NotKept`] where the folder or a month cannot be read.
    pub fn conflicts(&mut self, now: Now) -> Result<Preview, NotKept> {
        match &mut self.state {
            State::Locked(_) => Err(NotKept::Closed),
            State::Looking(looking) => Err(NotKept::LookingOnly(looking.why.clone())),
            State::Open(open) => Ok(open.plan(now)?.preview),
        }
    }

    /// Puts the copies that were `seen` together with what is here, saves that, and removes them.
    /// Nothing can be undone afterwards.
    ///
    /// # Errors
    /// [`NotKept`] where it could not be saved: every copy is still there.
    pub fn merge(&mut self, seen: &Preview, now: Now) -> Result<PutTogether, NotKept> {
        match &mut self.state {
            State::Locked(_) => Err(NotKept::Closed),
            State::Looking(looking) => Err(NotKept::LookingOnly(looking.why.clone())),
            State::Open(open) => open.merge(seen, now, &mut *self.mint),
        }
    }
}

impl Open {
    fn merge(&mut self, seen: &Preview, now: Now, mint: &mut dyn Mint) -> Result<PutTogether, NotKept> {
        let mut plan = self.plan(now)?;
        let mut confirmed = false;
        for last in [false, true] {
            if plan.preview.print != seen.print {
                return Ok(PutTogether::Changed(plan.preview));
            }
            self.history = History::default();
            self.store.outdate(&plan.copies, &plan.changed);
            match self.save_and_confirm(plan.next.clone(), now, mint) {
                Ok(saved) if self.store.stands_beside(&plan.copies).map_err(NotKept::NotRead)? => {
                    confirmed = saved;
                    break;
                }
                Err(NotKept::NotSaved(error)) if error.kind != SaveErrorKind::ChangedOutside => {
                    return Err(NotKept::NotSaved(error));
                }
                Err(error) if last => return Err(error),
                // A file is not the one that this was planned for, perhaps one that it left as it was.
                _ => {
                    self.reload(now, mint)?;
                    plan = self.plan(now)?;
                }
            }
        }
        // What one side had deleted for good goes from earlier copies here too.
        self.purge(now, mint);
        // What is in them is only surely kept once the disk says so.
        let removed = confirmed && self.store.remove_copies(&plan.copies).is_ok();
        self.copies = self.store.has_copies().unwrap_or(true);
        Ok(PutTogether::Kept { removed })
    }

    fn plan(&mut self, now: Now) -> Result<Plan, NotKept> {
        let mut copies = self.store.copies().map_err(NotKept::NotRead)?;
        self.set_aside(&mut copies);
        for copy in &copies.whole {
            if let Held::Month(month, _) = &copy.held
                && matches!(self.archive.months.get(month), Some(Slot::Unread))
            {
                self.read(*month).map_err(NotKept::NotRead)?;
            }
        }
        let Together { next, changed, tally, .. } = Together::of(&self.archive, &copies, now);
        let own = changed.iter().any(|file| matches!(file, FileName::Own(_) | FileName::Tonight(_)));
        let preview = Preview {
            copies: copies.whole.iter().map(Copy::count).sum(),
            tally,
            own,
            left: copies.left.clone(),
            print: copies.print,
        };
        self.copies = preview.copies > 0 || !preview.left.is_empty();
        Ok(Plan { next, changed, copies, preview })
    }

    /// Leaves alone what cannot be put together with anything here: copies of what is closed now,
    /// and everything where something comes from the folder of another couple.
    fn set_aside(&self, copies: &mut Copies) {
        let others = copies.whole.iter().any(|copy| match &copy.held {
            Held::Couple(theirs) => self.archive.couple.is_of_others(theirs),
            Held::Month(..) | Held::Own(..) | Held::Tonight(..) => false,
        });
        let closed = |person: Person| self.archive.access[person] == Access::Closed;
        for copy in std::mem::take(&mut copies.whole) {
            match &copy.held {
                _ if others => copies.left.extend(copy.left_alone(Aside::Others)),
                Held::Own(person, _) | Held::Tonight(person, _) if closed(*person) => {
                    copies.left.extend(copy.left_alone(Aside::Locked));
                }
                _ => copies.whole.push(copy),
            }
        }
    }
}

/// Everything here, with copies put together with it one by one.
struct Together {
    next: Archive,
    today: Evening,
    /// The files that are not as they were.
    changed: Vec<FileName>,
    /// What it did to what both share.
    tally: Tally,
}

impl Together {
    fn of(archive: &Archive, copies: &Copies, now: Now) -> Self {
        let next = archive.clone();
        let today = archive.settings.evening(now);
        let mut together = Self { next, today, changed: Vec::new(), tally: Tally::default() };
        for copy in &copies.whole {
            if together.add(copy) && !together.changed.contains(&copy.of) {
                together.changed.push(copy.of);
            }
        }
        together
    }

    /// Says whether anything is not as it was.
    fn add(&mut self, copy: &Copy) -> bool {
        let (changed, tally) = match &copy.held {
            Held::Couple(theirs) => merged(&mut self.next.couple, theirs),
            Held::Month(month, theirs) => {
                let mut here = self.next.month(*month).unwrap_or_default();
                let came = merged(&mut here, theirs);
                if came.0 {
                    self.next.months.insert(*month, Slot::Here(here));
                }
                came
            }
            Held::Own(person, theirs) => {
                (merged(&mut self.next.drawers_mut().0[*person], theirs).0, Tally::default())
            }
            Held::Tonight(person, theirs) => {
                let here = &mut self.next.drawers_mut().1[*person];
                // What an evening that is over left is let go, not brought back.
                let both = here.merged(&theirs.since(self.today));
                let changed = both != **here;
                if changed {
                    *here = Arc::new(both);
                }
                (changed, Tally::default())
            }
        };
        self.tally = self.tally.and(tally);
        changed
    }
}

/// Puts `theirs` into `mine`. Where that changes nothing but the order, mine stays as it is.
fn merged<K: Mergeable>(mine: &mut Arc<RecordFile<K>>, theirs: &RecordFile<K>) -> (bool, Tally) {
    let Merged { body, tally } = mine.merged(theirs);
    let changed = body != mine.merged(mine).body;
    if changed {
        *mine = Arc::new(body);
    }
    (changed, tally)
}
