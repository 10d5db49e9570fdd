//! The entries of the journal that are in somebody's sight.

use std::collections::BTreeMap;

use super::{Archive, Own, OwnKind};
use crate::domain::note::{Drawer, Note, NoteAt};
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

/// What one person said of folding, read once for however many entries are asked about.
pub(in crate::domain) struct Folds<'a> {
    said: BTreeMap<&'a Id, bool>,
    person: Person,
}

impl<'a> Folds<'a> {
    /// What stands in the own file of `person`.
    pub fn of(own: &'a Own, person: Person) -> Self {
        let fold = |kind: &'a OwnKind| match kind {
            OwnKind::Fold { entry, folded } => Some((entry, *folded)),
            _ => None,
        };
        let said = own.records.known().rev().filter_map(|record| fold(&record.what)).collect();
        Self { said, person }
    }

    /// Whether `note` of that name is out of their sight: they folded it, or it is for them and they
    /// have not opened it.
    pub fn hides(&self, id: &Id, note: &Note) -> bool {
        self.said(id).unwrap_or_else(|| note.waits_for(self.person))
    }

    /// Whether they folded what is called that; `None` where they said nothing of it.
    pub fn said(&self, id: &Id) -> Option<bool> {
        self.said.get(id).copied()
    }

    /// Whether they folded anything.
    pub fn any(&self) -> bool {
        self.said.values().any(|folded| *folded)
    }
}

impl Archive {
    /// What the person whose turn it is may read, neither in the bin nor folded out of their
    /// sight. Where it is nobody's turn, what both may read at any time: a note for one of them is
    /// not among it, for whether it was opened is theirs alone. Months that are not read yet are
    /// left out.
    #[must_use]
    pub fn in_sight(&self, turn: Option<&Turn>) -> Vec<(NoteAt, &Note)> {
        let shared = self
            .months_here()
            .flat_map(|(month, here)| here.notes().map(move |(id, note)| (Drawer::Shared(month), id, note)));
        let own = turn.into_iter().flat_map(|turn| self.own[turn.person()].notes());
        let own = own.map(|(id, note)| (Drawer::Own, id, note));
        let folds = turn.map(|turn| self.folds(turn.person()));
        let folded = |id: &Id, note: &Note| match &folds {
            Some(folds) => folds.hides(id, note),
            None => note.is_for_one(),
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
        let (folds, takes_notes) = (self.folds(turn.person()), self.takes_notes(turn));
        let of_month = |note: &&Note| note.binned.is_none() && note.evening.month() == month;
        let own = self.own[turn.person()].notes().filter(|(_, note)| of_month(note));
        let own = own.map(|(id, note)| (NoteAt { drawer: Drawer::Own, id: id.clone() }, note));
        let listed = self.shared_in(month)?.chain(own).filter_map(|(at, note)| {
            let folded = folds.hides(&at.id, note);
            let seen = !folded || (note.waits_for(turn.person()) && takes_notes);
            seen.then_some(Listed { at, note, closed: folded })
        });
        let mut listed: Vec<_> = listed.collect();
        listed.sort_by_key(|one| one.note.evening);
        Some(listed)
    }

    /// What this person said of folding.
    pub(super) fn folds(&self, person: Person) -> Folds<'_> {
        Folds::of(&self.own[person], person)
    }
}
