//! The rules about notes: who may do what, and what moves from one file to another.

use std::sync::Arc;

use crate::domain::archive::{Archive, Draft, DraftOf, MonthKind, OwnKind};
use crate::domain::change::Refusal;
use crate::domain::note::{Drawer, Note, NoteAt, NoteChange};
use crate::domain::people::Person;
use crate::domain::record::{Id, Mint, Record};
use crate::domain::text;
use crate::domain::time::Evening;

impl Archive {
    pub(super) fn note_changed(
        &mut self,
        person: Person,
        change: &NoteChange,
        today: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        match change {
            NoteChange::Write { only_mine, evening, words } => {
                let words = cleaned(words)?;
                let note = Note { by: person, evening: *evening, words, binned: None, from: mint.id() };
                self.add_note(*only_mine, note, mint)?;
                self.drop_draft(person, &DraftOf::NewNote);
            }
            NoteChange::Edit(at, words) => {
                let note = Note { words: cleaned(words)?, ..self.note_by(person, at)? };
                self.rewrite_note(at, note, mint)?;
                self.drop_draft(person, &DraftOf::Note(at.clone()));
            }
            NoteChange::Share(id) => {
                self.move_note(person, &NoteAt { drawer: Drawer::Own, id: id.clone() }, mint)?;
            }
            NoteChange::TakeBack(month, id) => {
                self.move_note(person, &NoteAt { drawer: Drawer::Shared(*month), id: id.clone() }, mint)?;
            }
            NoteChange::Bin(at) => {
                let note = Note { binned: Some(today), ..self.note_by(person, at)? };
                self.rewrite_note(at, note, mint)?;
            }
            NoteChange::Restore(at) => {
                let note = Note { binned: None, ..self.note_by(person, at)? };
                self.rewrite_note(at, note, mint)?;
            }
            NoteChange::Erase(at) => self.erase_note(person, at)?,
            NoteChange::ClearBin => self.clear_bin(person, today)?,
        }
        Ok(())
    }

    /// Only its author changes a note. One of their own file is looked at only beside the month
    /// that it may have moved to.
    fn note_by(&self, person: Person, at: &NoteAt) -> Result<Note, Refusal> {
        let note = match at.drawer {
            Drawer::Own => {
                self.own[person].notes().find(|(id, _)| **id == at.id).map(|(_, note)| note.clone())
            }
            Drawer::Shared(month) => {
                let here = self.month(month).ok_or(Refusal::Needs(month))?;
                let mut theirs = here.notes().filter(|(_, note)| note.by == person);
                theirs.find(|(id, _)| **id == at.id).map(|(_, note)| note.clone())
            }
        };
        let note = note.ok_or(Refusal::NotThere)?;
        let month = note.evening.month();
        if self.month(month).is_none() { Err(Refusal::Needs(month)) } else { Ok(note) }
    }

    fn add_note(&mut self, own: bool, note: Note, mint: &mut dyn Mint) -> Result<Id, Refusal> {
        if !own {
            let month = self.month_mut(note.evening.month())?;
            return Ok(month.records.add(mint, MonthKind::Note(note)));
        }
        if !self.has_passphrase(note.by) {
            return Err(Refusal::NoPassphrase);
        }
        Ok(Arc::make_mut(&mut self.own[note.by]).records.add(mint, OwnKind::Note(note)))
    }

    fn rewrite_note(&mut self, at: &NoteAt, note: Note, mint: &mut dyn Mint) -> Result<(), Refusal> {
        match at.drawer {
            Drawer::Own => {
                Arc::make_mut(&mut self.own[note.by]).records.rewrite(mint, &at.id, OwnKind::Note(note));
            }
            Drawer::Shared(month) => {
                self.month_mut(month)?.records.rewrite(mint, &at.id, MonthKind::Note(note));
            }
        }
        Ok(())
    }

    /// From one file to the other. There it gets another name and remembers this one, so that a
    /// move that is cut off between the two can be finished; where it was it is erased.
    fn move_note(&mut self, person: Person, at: &NoteAt, mint: &mut dyn Mint) -> Result<(), Refusal> {
        let note = Note { from: at.id.clone(), ..self.note_by(person, at)? };
        let drawer = match at.drawer {
            Drawer::Own => Drawer::Shared(note.evening.month()),
            Drawer::Shared(_) => Drawer::Own,
        };
        let moved = NoteAt { drawer, id: self.add_note(drawer == Drawer::Own, note, mint)? };
        if let Some(draft) = self.tonight[person].draft_of(&DraftOf::Note(at.clone())) {
            let draft = Draft { of: DraftOf::Note(moved), ..draft.clone() };
            Arc::make_mut(&mut self.tonight[person]).put_draft(draft);
        }
        self.erase_note(person, at)
    }

    /// Takes a note, or what an evening kept to itself, out of its file, of every backup of that,
    /// and out of the drafts.
    fn erase_note(&mut self, person: Person, at: &NoteAt) -> Result<(), Refusal> {
        let named = |id: &Id| *id == at.id;
        let unshown =
            |record: &Record<OwnKind>| record.id == at.id && matches!(record.what, OwnKind::Unshown(_));
        if at.drawer != Drawer::Own || !self.own[person].records.known().any(unshown) {
            self.note_by(person, at)?;
        }
        match at.drawer {
            Drawer::Own => Arc::make_mut(&mut self.own[person]).erase_named(named),
            Drawer::Shared(month) => self.month_mut(month)?.erase_named(named),
        };
        self.drop_draft(person, &DraftOf::Note(at.clone()));
        Ok(())
    }

    fn clear_bin(&mut self, person: Person, today: Evening) -> Result<(), Refusal> {
        if let Some(month) = self.unread_months().next() {
            return Err(Refusal::Needs(month));
        }
        for (at, note) in self.bin_of(person) {
            if note.may_be_cleared(today) {
                self.erase_note(person, &at)?;
            }
        }
        Ok(())
    }
}

fn cleaned(words: &str) -> Result<String, Refusal> {
    text::line(words, text::NOTE).ok_or(Refusal::NoWords)
}
