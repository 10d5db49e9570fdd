//! The entries of the journal that are in somebody's sight.

use std::collections::BTreeMap;

use super::{Archive, OwnKind, Slot};
use crate::domain::note::{Drawer, EntryKind, Note, NoteAt};
use crate::domain::people::{Person, Turn};
use crate::domain::record::Id;

impl Archive {
    /// What the person whose turn it is may read, neither in the bin nor folded out of their
    /// sight. Where it is nobody's turn, what both may read at any time: a note for one of them is
    /// not among it, for whether it was opened is theirs alone. Months that are not read yet are
    /// left out.
    #[must_use]
    pub fn in_sight(&self, turn: Option<&Turn>) -> Vec<(NoteAt, &Note)> {
        let shared = self.months.iter().flat_map(|(month, slot)| {
            let here = match slot {
                Slot::Here(here) => Some(here),
                Slot::Unread => None,
            };
            let notes = here.into_iter().flat_map(|here| here.notes());
            notes.map(|(id, note)| (Drawer::Shared(*month), id, note))
        });
        let own = turn.into_iter().flat_map(|turn| self.own[turn.person()].notes());
        let own = own.map(|(id, note)| (Drawer::Own, id, note));
        let folds: BTreeMap<&Id, bool> =
            turn.map(|turn| self.said_of_folding(turn.person())).unwrap_or_default();
        let folded = |id: &Id, note: &Note| match turn {
            Some(turn) => folds.get(id).copied().unwrap_or_else(|| note.waits_for(turn.person())),
            None => note.kind == EntryKind::ForYou,
        };
        shared
            .chain(own)
            .filter(|(_, id, note)| note.binned.is_none() && !folded(id, note))
            .map(|(drawer, id, note)| (NoteAt { drawer, id: id.clone() }, note))
            .collect()
    }

    /// What this person has folded, or unfolded, by its name.
    pub(in crate::domain) fn said_of_folding(&self, person: Person) -> BTreeMap<&Id, bool> {
        let fold = |kind| match kind {
            &OwnKind::Fold { ref entry, folded } => Some((entry, folded)),
            _ => None,
        };
        self.own[person].records.known().rev().filter_map(|record| fold(&record.what)).collect()
    }
}
