//! The rules about body notes: each is in one file, and what is not shown is in no other.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::archive::{Archive, CoupleKind, OwnKind};
use crate::domain::body::{BodyNote, Spot};
use crate::domain::change::Refusal;
use crate::domain::people::Person;
use crate::domain::record::Mint;
use crate::domain::text;

impl Archive {
    /// Keeps a note of this person in the one file and erases what the other says of the place.
    /// The file that gains is written first, so a cut leaves the note in at least one.
    pub(super) fn put_body_note(
        &mut self,
        person: Person,
        note: &BodyNote,
        shown: bool,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let spot = note.spot.cleaned().ok_or(Refusal::NoWords)?;
        let why = note.why.as_deref().and_then(|why| text::line(why, text::LINE));
        let note = BodyNote { person, spot, why, how: note.how };
        let spots = BTreeSet::from([note.spot.clone()]);
        if shown {
            self.put_couple(mint, |kind| kind.is_body_note(person, &spots), CoupleKind::BodyNote(note));
            self.erase_own_body_notes(person, &spots);
        } else {
            let same = |kind: &OwnKind| kind.is_body_note(&spots);
            self.put_own(person, mint, same, OwnKind::BodyNote(note));
            self.erase_shown_body_notes(person, &spots);
        }
        Ok(())
    }

    /// Takes what this person noted of a place out of both files and every backup of them.
    pub(super) fn forget_body_note(&mut self, person: Person, spot: &Spot) -> Result<(), Refusal> {
        let spots = BTreeSet::from([spot.clone()]);
        let shown = self.erase_shown_body_notes(person, &spots);
        let own = self.erase_own_body_notes(person, &spots);
        if shown || own { Ok(()) } else { Err(Refusal::NotThere) }
    }

    /// Finishes what was on its way when the power went: a place that stands in both files is
    /// shown no more, since only its owner shows anything.
    pub(in crate::domain) fn body_notes_settled(&mut self, person: Person) {
        let spot = |kind: &OwnKind| match kind {
            OwnKind::BodyNote(note) => Some(note.spot.clone()),
            _ => None,
        };
        let own = self.own[person].records.known().filter_map(|record| spot(&record.what));
        let spots: BTreeSet<Spot> = own.collect();
        self.erase_shown_body_notes(person, &spots);
    }

    fn erase_shown_body_notes(&mut self, person: Person, spots: &BTreeSet<Spot>) -> bool {
        let same = |kind: &CoupleKind| kind.is_body_note(person, spots);
        self.couple.records.known().any(|record| same(&record.what))
            && Arc::make_mut(&mut self.couple).erase(same)
    }

    fn erase_own_body_notes(&mut self, person: Person, spots: &BTreeSet<Spot>) -> bool {
        let same = |kind: &OwnKind| kind.is_body_note(spots);
        self.own[person].records.known().any(|record| same(&record.what))
            && Arc::make_mut(&mut self.own[person]).erase(same)
    }
}

impl CoupleKind {
    fn is_body_note(&self, person: Person, spots: &BTreeSet<Spot>) -> bool {
        matches!(self, Self::BodyNote(note) if note.person == person && spots.contains(&note.spot))
    }
}

impl OwnKind {
    fn is_body_note(&self, spots: &BTreeSet<Spot>) -> bool {
        matches!(self, Self::BodyNote(note) if spots.contains(&note.spot))
    }
}
