//! The rules about notes: who may do what, and what moves from one file to another.

use std::sync::Arc;

use crate::domain::archive::{Archive, Draft, DraftOf, Folds, MonthKind, OwnKind, Slot};
use crate::domain::change::Refusal;
use crate::domain::note::{Author, Drawer, EntryKind, Note, NoteAt, NoteChange};
use crate::domain::people::Person;
use crate::domain::record::{Id, Mint, Record};
use crate::domain::tag;
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
            NoteChange::Write(one) => {
                let by = if one.both { Author::Both } else { Author::One(person) };
                let note = Note {
                    by,
                    evening: one.evening,
                    kind: one.kind,
                    tags: tag::set(one.tags.iter().cloned()),
                    words: cleaned(&one.words)?,
                    binned: None,
                    from: mint.id(),
                };
                self.add_note(one.only_mine.then_some(person), note, mint)?;
                self.drop_draft(person, &one.ends);
            }
            NoteChange::Edit(at, words) => {
                let note = Note { words: cleaned(words)?, ..self.note_by(person, at)? };
                self.rewrite_note(person, at, note, mint)?;
                self.drop_draft(person, &DraftOf::Note(at.clone()));
            }
            NoteChange::Share(id) => {
                self.move_note(person, &NoteAt { drawer: Drawer::Own, id: id.clone() }, mint)?;
            }
            NoteChange::TakeBack(month, id) => {
                self.move_note(person, &NoteAt { drawer: Drawer::Shared(*month), id: id.clone() }, mint)?;
            }
            NoteChange::Tag(at, tags) => {
                let note = Note { tags: tag::set(tags.iter().cloned()), ..self.note_by(person, at)? };
                self.rewrite_note(person, at, note, mint)?;
            }
            NoteChange::RenameTag(from, to) => self.rename_tag(person, from, to, mint)?,
            NoteChange::Fold(at, folded) => self.fold(person, at, *folded, mint)?,
            NoteChange::Thank(at, thanks) => self.thank(person, at, *thanks, mint)?,
            NoteChange::Bin(at) => {
                let note = Note { binned: Some(today), ..self.note_by(person, at)? };
                self.rewrite_note(person, at, note, mint)?;
            }
            NoteChange::Restore(at) => {
                let note = Note { binned: None, ..self.note_by(person, at)? };
                self.rewrite_note(person, at, note, mint)?;
            }
            NoteChange::Erase(at) => self.erase_note(person, at)?,
            NoteChange::ClearBin => self.clear_bin(person, today)?,
        }
        Ok(())
    }

    /// Words of both, written while nobody's turn was open.
    pub(super) fn write_together(
        &mut self,
        evening: Evening,
        kind: EntryKind,
        words: &str,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let words = cleaned(words)?;
        let by = Author::Both;
        let note = Note { by, evening, kind, tags: Vec::new(), words, binned: None, from: mint.id() };
        self.add_note(None, note, mint)?;
        Ok(())
    }

    /// In every month, and in this person's own file. A cut between two files leaves the rest under
    /// the name of before, and doing it again finishes it.
    fn rename_tag(
        &mut self,
        person: Person,
        from: &str,
        to: &str,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        if let Some(month) = self.unread_months().next() {
            return Err(Refusal::Needs(month));
        }
        let to = tag::set([to.to_owned()]).pop().ok_or(Refusal::NoWords)?;
        let renamed =
            |note: &Note| tag::renamed(&note.tags, from, &to).map(|tags| Note { tags, ..note.clone() });
        let own = Arc::clone(&self.own[person]);
        let folds = Folds::of(&own, person);
        // What the other put away, and what was never opened, is not seen. One's own is, wherever.
        let seen = |id: &Id, note: &Note| {
            note.by.includes(person) || (note.binned.is_none() && !folds.hides(id, note))
        };
        let has = |(id, note): (&Id, &Note)| renamed(note).is_some() && seen(id, note);
        for slot in self.months.values_mut() {
            // A file without the tag stays as it is.
            if let Slot::Here(here) = slot
                && here.notes().any(has)
            {
                Arc::make_mut(here).records.rewrite_each(mint, |record| match &record.what {
                    MonthKind::Note(note) if seen(&record.id, note) => renamed(note).map(MonthKind::Note),
                    _ => None,
                });
            }
        }
        let own = &mut self.own[person];
        if own.notes().any(has) {
            Arc::make_mut(own).records.rewrite_each(mint, |record| match &record.what {
                OwnKind::Note(note) => renamed(note).map(OwnKind::Note),
                _ => None,
            });
        }
        Ok(())
    }

    /// Anything that both may read can be out of one's own sight.
    fn fold(
        &mut self,
        person: Person,
        at: &NoteAt,
        folded: bool,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let Drawer::Shared(month) = at.drawer else { return Err(Refusal::NotThere) };
        let here = self.month(month).ok_or(Refusal::Needs(month))?;
        let mut shared = here.notes().filter(|(_, note)| note.binned.is_none());
        shared.find(|(id, _)| **id == at.id).ok_or(Refusal::NotThere)?;
        let same = |kind: &OwnKind| matches!(kind, OwnKind::Fold { entry, .. } if *entry == at.id);
        self.put_own(person, mint, same, OwnKind::Fold { entry: at.id.clone(), folded });
        Ok(())
    }

    /// What somebody misses is answered in one way only, by the one who reads it.
    fn thank(
        &mut self,
        person: Person,
        at: &NoteAt,
        thanks: bool,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let Drawer::Shared(month) = at.drawer else { return Err(Refusal::NotThere) };
        let here = self.month(month).ok_or(Refusal::Needs(month))?;
        let told = |(id, note): (&Id, &Note)| *id == at.id && note.is_answered_by(person);
        if !here.notes().any(told) {
            return Err(Refusal::NotThere);
        }
        let what = MonthKind::Thanks { person, entry: at.id.clone() };
        let file = self.month_mut(month)?;
        if thanks {
            file.records.put(mint, |kind| *kind == what, what.clone());
        } else {
            file.take_out(|kind| *kind == what);
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
                let found = here.notes().find(|(id, _)| **id == at.id).map(|(_, note)| note.clone());
                if found.as_ref().is_some_and(|note| note.binned.is_none() && !note.by.includes(person)) {
                    return Err(Refusal::TakesItsAuthor);
                }
                found.filter(|note| note.by.includes(person))
            }
        };
        let note = note.ok_or(Refusal::NotThere)?;
        let month = note.evening.month();
        if self.month(month).is_none() { Err(Refusal::Needs(month)) } else { Ok(note) }
    }

    /// Adds it to the file of its month, or to the own file of the one who alone is to read it.
    /// From both is only what both can read, where there are two.
    fn add_note(&mut self, own: Option<Person>, note: Note, mint: &mut dyn Mint) -> Result<Id, Refusal> {
        let one = own.or_else(|| self.alone().then(|| self.first()));
        let by = one.filter(|_| note.by == Author::Both).map_or(note.by, Author::One);
        let note = Note { by, ..note };
        let Some(person) = own else {
            let month = self.month_mut(note.evening.month())?;
            return Ok(month.records.add(mint, MonthKind::Note(note)));
        };
        if !self.has_passphrase(person) {
            return Err(Refusal::NoPassphrase);
        }
        Ok(Arc::make_mut(&mut self.own[person]).records.add(mint, OwnKind::Note(note)))
    }

    fn rewrite_note(
        &mut self,
        person: Person,
        at: &NoteAt,
        note: Note,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        match at.drawer {
            Drawer::Own => {
                Arc::make_mut(&mut self.own[person]).records.rewrite(mint, &at.id, OwnKind::Note(note));
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
        if drawer == Drawer::Own && note.by == Author::Both {
            return Err(Refusal::OfBoth);
        }
        let own = (drawer == Drawer::Own).then_some(person);
        let moved = NoteAt { drawer, id: self.add_note(own, note, mint)? };
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
            Drawer::Shared(month) => {
                let file = self.month_mut(month)?;
                file.erase(|kind| matches!(kind, MonthKind::Thanks { entry, .. } if *entry == at.id));
                file.erase_named(named)
            }
        };
        self.drop_draft(person, &DraftOf::Note(at.clone()));
        Ok(())
    }

    fn clear_bin(&mut self, person: Person, today: Evening) -> Result<(), Refusal> {
        if let Some(month) = self.unread_months().next() {
            return Err(Refusal::Needs(month));
        }
        let lying = self.bin_of(person).into_iter();
        let cleared: Vec<NoteAt> =
            lying.filter(|(_, note)| note.may_be_cleared(today)).map(|(at, _)| at).collect();
        for at in cleared {
            self.erase_note(person, &at)?;
        }
        Ok(())
    }
}

fn cleaned(words: &str) -> Result<String, Refusal> {
    text::prose(words, text::ENTRY).ok_or(Refusal::NoWords)
}
