//! Notes as they may be read, and where a note is that was on its way when the power went.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Archive, Draft, DraftOf, Month, MonthKind, Own, OwnKind, Slot};
use crate::domain::note::{Author, Drawer, EntryKind, Note, NoteAt, Unshown};
use crate::domain::people::{Person, Turn};
use crate::domain::record::{Id, Record};
use crate::domain::time::YearMonth;

impl Month {
    /// The notes in it with their names, in the bin or not.
    pub(in crate::domain) fn notes(&self) -> impl Iterator<Item = (&Id, &Note)> {
        self.records.known().filter_map(|record| match &record.what {
            MonthKind::Note(note) => Some((&record.id, note)),
            _ => None,
        })
    }
}

impl Own {
    /// The notes in it with their names, in the bin or not.
    pub(in crate::domain) fn notes(&self) -> impl Iterator<Item = (&Id, &Note)> {
        self.records.known().filter_map(|record| match &record.what {
            OwnKind::Note(note) => Some((&record.id, note)),
            _ => None,
        })
    }
}

impl Archive {
    pub(super) fn months_here(&self) -> impl Iterator<Item = (YearMonth, &Month)> {
        self.months.iter().filter_map(|(month, slot)| match slot {
            Slot::Here(here) => Some((*month, &**here)),
            Slot::Unread => None,
        })
    }

    /// The notes of `month` that both may read, oldest first. One in the bin is its author's alone.
    /// `None` where the month is not read yet.
    #[must_use]
    pub fn shared_notes(&self, month: YearMonth) -> Option<Vec<(NoteAt, Note)>> {
        Some(self.shared_in(month)?.map(|(at, note)| (at, note.clone())).collect())
    }

    /// The same, only to be looked at.
    pub(super) fn shared_in(&self, month: YearMonth) -> Option<impl Iterator<Item = (NoteAt, &Note)>> {
        let here = match self.months.get(&month) {
            Some(Slot::Here(here)) => Some(here),
            Some(Slot::Unread) => return None,
            None => None,
        };
        let notes = here.into_iter().flat_map(|here| here.notes());
        let shared = notes.filter(|(_, note)| note.binned.is_none());
        Some(shared.map(move |(id, note)| (at(Drawer::Shared(month), id), note)))
    }

    /// The notes of `month` that the two read side by side, oldest first: what one of them wrote
    /// for the other waits for a turn of their own. `None` where the month is not read yet.
    #[must_use]
    pub fn read_together(&self, month: YearMonth) -> Option<Vec<(NoteAt, &Note)>> {
        let together = self.shared_in(month)?.filter(|(_, note)| !note.is_for_one());
        let mut notes: Vec<_> = together.collect();
        notes.sort_by_key(|(_, note)| note.evening);
        Some(notes)
    }

    /// The months in which the person whose turn it is, or both where it is nobody's, may have
    /// notes.
    #[must_use]
    pub fn note_months(&self, turn: Option<&Turn>) -> BTreeSet<YearMonth> {
        let own = turn.into_iter().flat_map(|turn| self.own_notes(turn));
        self.months.keys().copied().chain(own.map(|(_, note)| note.evening.month())).collect()
    }

    /// What lies in the bin of the person whose turn it is, what went in last first. Months that
    /// are not read yet are left out.
    #[must_use]
    pub fn bin(&self, turn: &Turn) -> Vec<(NoteAt, &Note)> {
        self.bin_of(turn.person())
    }

    pub(in crate::domain) fn bin_of(&self, person: Person) -> Vec<(NoteAt, &Note)> {
        let own = self.own[person].notes().map(|(id, note)| (at(Drawer::Own, id), note));
        let shared = self.months_here().flat_map(|(month, here)| {
            let theirs = here.notes().filter(|(_, note)| note.by.includes(person));
            theirs.map(move |(id, note)| (at(Drawer::Shared(month), id), note))
        });
        let mut bin: Vec<_> = own.chain(shared).filter(|(_, note)| note.binned.is_some()).collect();
        bin.sort_by_key(|(_, note)| std::cmp::Reverse(note.binned));
        bin
    }

    /// The note of that name, where the person whose turn it is may read it.
    #[must_use]
    pub fn note(&self, turn: &Turn, at: &NoteAt) -> Option<&Note> {
        match at.drawer {
            Drawer::Own => self.own_notes(turn).find(|(id, _)| **id == at.id).map(|(_, note)| note),
            Drawer::Shared(month) => {
                let Some(Slot::Here(here)) = self.months.get(&month) else { return None };
                let (_, note) = here.notes().find(|(id, _)| **id == at.id)?;
                Some(note).filter(|note| note.binned.is_none() || note.by.includes(turn.person()))
            }
        }
    }

    /// Every tag of what is in the sight of the person whose turn it is, each once, in the order of
    /// the alphabet. Months that are not read yet are left out.
    #[must_use]
    pub fn tags(&self, turn: &Turn) -> Vec<String> {
        let in_sight = self.in_sight(Some(turn));
        let tags = in_sight.iter().flat_map(|(_, note)| &note.tags);
        let by_word: BTreeMap<String, &String> = tags.map(|tag| (tag.to_lowercase(), tag)).collect();
        by_word.into_values().cloned().collect()
    }

    /// What the person whose turn it is folded out of their sight, newest first. Months that are
    /// not read yet are left out.
    #[must_use]
    pub fn folded(&self, turn: &Turn) -> Vec<(NoteAt, &Note)> {
        let folds = self.folds(turn.person());
        let shared = self.months_here().flat_map(|(month, here)| {
            here.notes().map(move |(id, note)| (at(Drawer::Shared(month), id), note))
        });
        let folded = shared.filter(|(at, note)| note.binned.is_none() && folds.said(&at.id) == Some(true));
        let mut folded: Vec<_> = folded.collect();
        folded.sort_by_key(|(_, note)| std::cmp::Reverse(note.evening));
        folded
    }

    /// Whether the person whose turn it is folded anything out of their sight.
    #[must_use]
    pub fn folds_anything(&self, turn: &Turn) -> bool {
        self.folds(turn.person()).any()
    }

    /// Whether the person whose turn it is has it out of their sight: they folded it, or it is for
    /// them and they have not opened it.
    #[must_use]
    pub fn is_folded(&self, turn: &Turn, at: &NoteAt, note: &Note) -> bool {
        self.folds(turn.person()).hides(&at.id, note)
    }

    /// Whether the other thanks for being told it, as its reader and its writer may know.
    #[must_use]
    pub fn is_thanked(&self, by: Person, at: &NoteAt) -> bool {
        let Drawer::Shared(month) = at.drawer else { return false };
        let thanks = MonthKind::Thanks { person: by, entry: at.id.clone() };
        self.month(month).is_some_and(|here| here.records.known().any(|record| record.what == thanks))
    }

    /// Whether notes of the other may wait for the person whose turn it is.
    #[must_use]
    pub fn takes_notes(&self, turn: &Turn) -> bool {
        let on = self.own[turn.person()].records.find(|kind| match kind {
            OwnKind::NotesForMe { on } => Some(*on),
            _ => None,
        });
        on.unwrap_or(true)
    }

    /// A note for the person whose turn it is that was not opened yet, as far as months are read.
    #[must_use]
    pub fn note_waits(&self, turn: &Turn) -> Option<NoteAt> {
        let folds = self.folds(turn.person());
        let waits = |(_, id, note): &(YearMonth, &Id, &Note)| {
            note.waits_for(turn.person()) && note.binned.is_none() && folds.said(id).is_none()
        };
        let all = self
            .months_here()
            .flat_map(|(month, here)| here.notes().map(move |(id, note)| (month, id, note)));
        let mut waiting = all.filter(|_| self.takes_notes(turn)).filter(waits);
        waiting.next().map(|(month, id, _)| at(Drawer::Shared(month), id))
    }

    /// What evenings kept to themselves, for the person whose turn it is, newest first.
    #[must_use]
    pub fn unshown(&self, turn: &Turn) -> Vec<(NoteAt, Unshown)> {
        let unshown = |record: &Record<OwnKind>| match &record.what {
            OwnKind::Unshown(unshown) => Some((at(Drawer::Own, &record.id), unshown.clone())),
            _ => None,
        };
        let mut all: Vec<_> = self.own[turn.person()].records.known().filter_map(unshown).collect();
        all.sort_by_key(|(_, unshown)| std::cmp::Reverse(unshown.evening));
        all
    }

    /// Words of a note that are not kept as a note yet, of the person whose turn it is.
    #[must_use]
    pub fn note_draft(&self, turn: &Turn, of: &DraftOf) -> Option<&Draft> {
        self.tonight[turn.person()].draft_of(of)
    }

    /// The notes of which the person whose turn it is has begun another writing.
    pub fn begun_anew(&self, turn: &Turn) -> impl Iterator<Item = &NoteAt> {
        self.tonight[turn.person()].drafts.iter().filter_map(|draft| match &draft.of {
            DraftOf::Note(at) => Some(at),
            DraftOf::CheckIn | DraftOf::NewNote | DraftOf::Entry(_) => None,
        })
    }

    /// What the person whose turn it is has begun to write, of the kinds that are asked part by part.
    pub fn begun_entries(&self, turn: &Turn) -> impl Iterator<Item = EntryKind> {
        self.tonight[turn.person()].drafts.iter().filter_map(|draft| match draft.of {
            DraftOf::Entry(kind) => Some(kind),
            _ => None,
        })
    }

    fn own_notes(&self, turn: &Turn) -> impl Iterator<Item = (&Id, &Note)> {
        self.own[turn.person()].notes()
    }

    /// The same archive once every move is over and whoever leaves has left. A note that was on its way when the power went
    /// stands in both files: the one that gained it remembers the name that it had in the other,
    /// and there it is taken out. Where nothing was on its way every pointer stays.
    #[must_use]
    pub fn settled(&self) -> Self {
        let mut next = self.clone();
        next.entries_settled();
        for person in Person::BOTH {
            if self.is_leaving(person) {
                next.take_out(person);
                continue;
            }
            next.body_notes_settled(person);
            next.after_effects_settled(person);
            let own: BTreeSet<&Id> = self.own[person].notes().map(|(_, note)| &note.from).collect();
            let mut shared = BTreeSet::new();
            for (month, here) in self.months_here() {
                let theirs = || here.notes().filter(|(_, note)| note.by == Author::One(person));
                shared.extend(theirs().map(|(_, note)| &note.from));
                if theirs().any(|(id, _)| own.contains(id))
                    && let Some(Slot::Here(here)) = next.months.get_mut(&month)
                {
                    Arc::make_mut(here).erase_named(|id| own.contains(id));
                }
            }
            if self.own[person].notes().any(|(id, _)| shared.contains(id)) {
                Arc::make_mut(&mut next.own[person]).erase_named(|id| shared.contains(id));
            }
        }
        next.thanks_settled();
        next
    }

    /// Thanks for something that is not there any more go with it.
    fn thanks_settled(&mut self) {
        for slot in self.months.values_mut() {
            let Slot::Here(here) = slot else { continue };
            let told = |kind: &MonthKind| match kind {
                MonthKind::Thanks { entry, .. } => here.records.known().any(|record| {
                    matches!(record.what, MonthKind::Note(_)) && record.names().any(|name| name == entry)
                }),
                _ => true,
            };
            if !here.records.known().all(|record| told(&record.what)) {
                let mut without = Month::clone(here);
                without.erase(|kind| !told(kind));
                *here = Arc::new(without);
            }
        }
    }
}

fn at(drawer: Drawer, id: &Id) -> NoteAt {
    NoteAt { drawer, id: id.clone() }
}
