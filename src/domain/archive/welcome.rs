//! What is welcome, as it may be read: all of it by its owner, and by both what both marked.

use super::{Access, Archive, CoupleKind};
use crate::domain::people::{Person, Turn};
use crate::domain::record::Record;
use crate::domain::time::Evening;
use crate::domain::welcome::joint::Joint;
use crate::domain::welcome::{Noted, WelcomeList};

impl Archive {
    /// The list of the person whose turn it is, whether its marks still hold or not.
    #[must_use]
    pub fn welcome_list(&self, turn: &Turn) -> WelcomeList {
        self.tonight[turn.person()].welcome.clone().unwrap_or_default()
    }

    /// Whether marks of the person whose turn it is have run out: by their time, or because
    /// something was noted about the health of their body.
    #[must_use]
    pub fn welcome_ran_out(&self, turn: &Turn, evening: Evening) -> bool {
        !self.welcome_list(turn).is_blank() && !self.welcome_holds(turn.person(), evening)
    }

    /// What both find welcome on `evening`. Whatever makes it nothing, it is the same nothing: one
    /// person alone, a list that is missing, blank, locked or run out, or nothing in common.
    #[must_use]
    pub fn both_welcome(&self, evening: Evening) -> Joint {
        let list = |person| {
            let open = self.access[person] != Access::Closed && self.welcome_holds(person, evening);
            self.tonight[person].welcome.as_ref().filter(|_| open)
        };
        match (self.alone(), list(Person::A), list(Person::B)) {
            (false, Some(a), Some(b)) => Joint::of(a, b),
            _ => Joint::default(),
        }
    }

    pub(in crate::domain) fn welcome_holds(&self, person: Person, evening: Evening) -> bool {
        let known: Vec<Vec<Noted>> = self
            .noted_of(person, evening)
            .map(|(record, on)| record.names().map(|id| Noted { id: id.clone(), on }).collect())
            .collect();
        self.tonight[person].welcome.as_ref().is_some_and(|list| list.holds(evening, &known))
    }

    /// What is noted now about the health of this body.
    pub(in crate::domain) fn noted(&self, person: Person, evening: Evening) -> Vec<Noted> {
        self.noted_of(person, evening).map(|(record, on)| Noted { id: record.id.clone(), on }).collect()
    }

    /// A treatment of theirs, whatever there is to mind for their body, and a harder patch, of which
    /// nobody says whose body it is.
    fn noted_of(
        &self,
        person: Person,
        evening: Evening,
    ) -> impl Iterator<Item = (&Record<CoupleKind>, Evening)> {
        self.couple.records.known().filter_map(move |record| {
            let on = match &record.what {
                CoupleKind::Treatment { person: whose, noted } if *whose == person => *noted,
                CoupleKind::HarderPatch(patch) => patch.since,
                CoupleKind::Restriction(one) if one.person == person && one.binds(evening) => one.noted,
                _ => return None,
            };
            Some((record, on))
        })
    }
}
