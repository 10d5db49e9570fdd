//! Body notes as they may be read.

use std::collections::BTreeSet;

use super::{Archive, CoupleKind, OwnKind};
use crate::domain::body::{BodyNote, Lately, Spot};
use crate::domain::content::Area;
use crate::domain::people::{Person, Turn};

impl Archive {
    /// The body notes that both may read, person a's first.
    pub fn shown_body_notes(&self) -> impl Iterator<Item = &BodyNote> {
        Person::BOTH.into_iter().flat_map(|person| self.body_notes_shown_by(person))
    }

    /// The body notes of the person whose turn it is, each with whether it is shown.
    #[must_use]
    pub fn body_notes(&self, turn: &Turn) -> Vec<(BodyNote, bool)> {
        let shown = self.body_notes_shown_by(turn.person()).map(|note| (note.clone(), true));
        let own = self.own[turn.person()].records.known().filter_map(|record| match &record.what {
            OwnKind::BodyNote(note) => Some((note.clone(), false)),
            _ => None,
        });
        let mut notes: Vec<_> = shown.chain(own).collect();
        notes.sort_by(|(one, _), (other, _)| one.spot.cmp(&other.spot));
        notes
    }

    /// The areas that everyone who is set up shows as *good lately*.
    pub(in crate::domain) fn good_lately(&self) -> BTreeSet<Area> {
        let good = |person| -> BTreeSet<Area> {
            let notes = self.body_notes_shown_by(person).filter(|note| note.how == Lately::Good);
            let area = |note: &BodyNote| match note.spot {
                Spot::Area(area) => Some(area),
                Spot::Other(_) => None,
            };
            notes.filter_map(area).collect()
        };
        self.people().map(good).reduce(|one, other| &one & &other).unwrap_or_default()
    }

    fn body_notes_shown_by(&self, person: Person) -> impl Iterator<Item = &BodyNote> {
        self.couple.records.known().filter_map(move |record| match &record.what {
            CoupleKind::BodyNote(note) if note.person == person => Some(note),
            _ => None,
        })
    }
}
