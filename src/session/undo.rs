//! What Ctrl+Z takes back: the old pointers of the files that one change wrote, refused once any
//! of them moved on.

use std::sync::Arc;

use crate::domain::archive::{Archive, Couple, Month, RecordFile, Slot};
use crate::domain::record::{Mint, RecordKind};
use crate::domain::settings::Settings;
use crate::domain::time::YearMonth;

/// The most changes that can be taken back.
const MOST: usize = 50;

/// The changes of this turn, or of the time in which nobody's turn is open.
#[derive(Default, Clone)]
pub(super) struct History {
    done: Vec<Vec<Turned>>,
    undone: Vec<Vec<Turned>>,
}

/// Going back or forth.
pub(super) type Step = fn(&mut History, &Archive, &mut dyn Mint) -> Moved;

/// What one change did to one file: the pointers before and after it.
#[derive(Clone)]
enum Turned {
    Couple(Arc<Couple>, Arc<Couple>),
    Month(YearMonth, Arc<Month>, Arc<Month>),
    Settings(Arc<Settings>, Arc<Settings>),
}

/// Where going back or forth leads.
pub(super) enum Moved {
    /// There is nothing further that way.
    Nowhere,
    /// The file changed since, so this stays as it is.
    On,
    /// The archive as it would be.
    To(Box<Archive>),
}

impl History {
    /// Remembers what one commit changed. Whatever was undone before it is forgotten.
    pub(super) fn remember(&mut self, before: &Archive, after: &Archive) {
        let mut turned = Vec::new();
        if !Arc::ptr_eq(&before.couple, &after.couple) {
            turned.push(Turned::Couple(Arc::clone(&before.couple), Arc::clone(&after.couple)));
        }
        for (month, slot) in &after.months {
            let Slot::Here(after) = slot else { continue };
            let before = match before.months.get(month) {
                Some(Slot::Here(before)) => Arc::clone(before),
                // The month has no file yet: it was as empty as one.
                None => Arc::default(),
                Some(Slot::Unread) => continue,
            };
            if !Arc::ptr_eq(&before, after) && before != *after {
                turned.push(Turned::Month(*month, before, Arc::clone(after)));
            }
        }
        if !Arc::ptr_eq(&before.settings, &after.settings) {
            turned.push(Turned::Settings(Arc::clone(&before.settings), Arc::clone(&after.settings)));
        }
        if !turned.is_empty() {
            self.done.push(turned);
        }
        let surplus = self.done.len().saturating_sub(MOST);
        self.done.drain(..surplus);
        self.undone.clear();
    }

    /// One change back.
    pub(super) fn back(&mut self, archive: &Archive, mint: &mut dyn Mint) -> Moved {
        Self::shift(&mut self.done, &mut self.undone, archive, mint)
    }

    /// One change forth again.
    pub(super) fn forth(&mut self, archive: &Archive, mint: &mut dyn Mint) -> Moved {
        Self::shift(&mut self.undone, &mut self.done, archive, mint)
    }

    fn shift(
        from: &mut Vec<Vec<Turned>>,
        to: &mut Vec<Vec<Turned>>,
        archive: &Archive,
        mint: &mut dyn Mint,
    ) -> Moved {
        let Some(turned) = from.pop() else { return Moved::Nowhere };
        let mut next = archive.clone();
        let mut back = Vec::new();
        for one in turned {
            match one {
                Turned::Couple(wanted, current) if Arc::ptr_eq(&current, &archive.couple) => {
                    next.couple = restored(&wanted, &current, mint);
                    for step in from.iter_mut().flatten() {
                        if let Turned::Couple(_, after) = step {
                            follow(after, &wanted, &next.couple);
                        }
                    }
                    back.push(Turned::Couple(current, Arc::clone(&next.couple)));
                }
                Turned::Month(month, wanted, current) if is_here(archive, month, &current) => {
                    let here = restored(&wanted, &current, mint);
                    for step in from.iter_mut().flatten() {
                        if let Turned::Month(_, _, after) = step {
                            follow(after, &wanted, &here);
                        }
                    }
                    next.months.insert(month, Slot::Here(Arc::clone(&here)));
                    back.push(Turned::Month(month, current, here));
                }
                Turned::Settings(wanted, current) if Arc::ptr_eq(&current, &archive.settings) => {
                    next.settings = wanted;
                    back.push(Turned::Settings(current, Arc::clone(&next.settings)));
                }
                Turned::Couple(..) | Turned::Month(..) | Turned::Settings(..) => return Moved::On,
            }
        }
        to.push(back);
        Moved::To(Box::new(next))
    }
}

fn is_here(archive: &Archive, month: YearMonth, current: &Arc<Month>) -> bool {
    matches!(archive.months.get(&month), Some(Slot::Here(here)) if Arc::ptr_eq(here, current))
}

/// The older state of a file as a new writing.
fn restored<K: RecordKind>(
    wanted: &RecordFile<K>,
    current: &RecordFile<K>,
    mint: &mut dyn Mint,
) -> Arc<RecordFile<K>> {
    let mut restored = wanted.clone();
    restored.restored_over(current, mint);
    Arc::new(restored)
}

/// A restored file is a new writing: the step before it leads to that one from now on.
fn follow<T>(after: &mut Arc<T>, old: &Arc<T>, new: &Arc<T>) {
    if Arc::ptr_eq(after, old) {
        *after = Arc::clone(new);
    }
}
