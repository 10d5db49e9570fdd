//! The entries of the journal that are in somebody's sight.

use std::collections::BTreeMap;

use super::{Archive, OwnKind, Slot};
use crate::domain::note::{Drawer, EntryKind, Note, NoteAt};
use crate::domain::people::{Person, Turn};
use crate::domain::record::Id;
use crate::domain::time::YearMonth;

/// An entry in a list.
pub struct Listed<'a> {
    /// Where it is.
    pub at: NoteAt,
    /// The entry.
    pub note: &'a Note,
    /// Whether its words do not show: it waits folded for its reader.
    pub closed: bool,
}

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

    /// The entries of `month` in a list, oldest first, none of them in the bin: what the person
    /// whose turn it is may read and has not folded, and what waits for them; where it is nobody's
    /// turn, what the two read side by side. `None` where the month is not read yet.
    #[must_use]
    pub fn listed(&self, turn: Option<&Turn>, month: YearMonth) -> Option<Vec<Listed<'_>>> {
        let Some(turn) = turn else {
            let together = self.read_together(month)?.into_iter();
            return Some(together.map(|(at, note)| Listed { at, note, closed: false }).collect());
        };
        let (folds, takes_notes) = (self.said_of_folding(turn.person()), self.takes_notes(turn));
        let of_month = |note: &&Note| note.binned.is_none() && note.evening.month() == month;
        let own = self.own[turn.person()].notes().filter(|(_, note)| of_month(note));
        let own = own.map(|(id, note)| (NoteAt { drawer: Drawer::Own, id: id.clone() }, note));
        let listed = self.shared_in(month)?.chain(own).filter_map(|(at, note)| {
            let waits = note.waits_for(turn.person());
            let folded = folds.get(&at.id).copied().unwrap_or(waits);
            let seen = !folded || (waits && takes_notes);
            seen.then_some(Listed { at, note, closed: folded })
        });
        let mut listed: Vec<_> = listed.collect();
        listed.sort_by_key(|one| one.note.evening);
        Some(listed)
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
