//! Somebody leaves, and nothing of theirs stays.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Archive, CoupleKind, Month, MonthKind, Own, Recovering, Slot, Tonight};
use crate::domain::people::Person;
use crate::domain::vocabulary::Way;

impl CoupleKind {
    /// Whether it says who `person` is, or something of their body.
    #[must_use]
    pub fn is_about(&self, person: Person) -> bool {
        match self {
            Self::Person(profile) => profile.person == person,
            Self::Recovery { who, .. } => *who == Recovering::one(person),
            Self::Leaving { person: whose } => *whose == person,
            Self::Team { .. } | Self::Restriction(_) => self.is_team_of(person) || self.restricts(person),
            Self::Treatment { person: whose, .. } => *whose == person,
            Self::BodyNote(note) => note.person == person,
            Self::Entry(entry) => entry.is_of(person),
            Self::Role(role) => role.whose == person,
            Self::ForTheOther(one) => one.from == person,
            Self::SignalWords(one) => one.way == Way::GestureOf(person),
            Self::Safety(_)
            | Self::SafetyLooked { .. }
            | Self::LookedBack { .. }
            | Self::Ways { .. }
            | Self::SetUp { .. }
            | Self::Liked { .. }
            | Self::Offered { .. }
            | Self::HarderPatch(_)
            | Self::Step(_)
            | Self::WeekSize { .. }
            | Self::InvitingWeeks(_)
            | Self::Rhythm { .. }
            | Self::OurLine(_)
            | Self::OurWordsLooked { .. } => false,
        }
    }
}

impl MonthKind {
    /// Whether `person` showed or wrote it, alone or with the other.
    #[must_use]
    pub fn is_of(&self, person: Person) -> bool {
        match self {
            Self::Evening { .. } | Self::Kept { .. } => false,
            Self::Entry(entry) => entry.is_of(person),
            Self::Shown(shown) => shown.person == person,
            Self::Note(note) => note.by.includes(person),
            Self::After(shown) => shown.person == person,
            Self::Thanks { person: whose, .. } => *whose == person,
        }
    }
}

impl Archive {
    /// Whoever is on the way out: everything of theirs is to be taken out, which needs every month.
    #[must_use]
    pub fn leaving(&self) -> Option<Person> {
        Person::BOTH.into_iter().find(|person| self.is_leaving(*person))
    }

    pub(super) fn is_leaving(&self, person: Person) -> bool {
        let leaving = CoupleKind::Leaving { person };
        self.couple.records.known().any(|record| record.what == leaving)
    }

    /// Takes out everything of `person`, once every month is read: until then they are only on
    /// their way. Where nobody else is set up nothing is anybody else's, so all of it goes.
    pub(super) fn take_out(&mut self, person: Person) {
        if self.unread_months().next().is_some() {
            return;
        }
        let last = self.profile(person.other()).is_none();
        let named = |fields: &Map<String, Value>| last || is_carried_of(fields, person);
        for slot in self.months.values_mut() {
            let Slot::Here(here) = slot else { continue };
            let mut without: Month = (**here).clone();
            // What both wrote is the other's as well, and stays with them.
            let theirs = |kind: &MonthKind| kind.is_of(person) && !kind.is_of(person.other());
            let known = without.erase(|kind| last || theirs(kind));
            if without.erase_carried(named) || known {
                *here = Arc::new(without);
            }
        }
        if *self.own[person] != Own::default() {
            let own = Arc::make_mut(&mut self.own[person]);
            own.erase(|_| true);
            own.erase_carried(|_| true);
            own.rest.clear();
        }
        if *self.tonight[person] != Tonight::default() {
            self.tonight[person] = Arc::default();
        }
        let couple = Arc::make_mut(&mut self.couple);
        couple.erase(|kind| last || kind.is_about(person));
        couple.erase_carried(named);
    }
}

/// Whether a record of another version says whose it is, and it is theirs.
fn is_carried_of(fields: &Map<String, Value>, person: Person) -> bool {
    let letter = person.letter().to_string();
    ["person", "by"].iter().any(|name| fields.get(*name).and_then(Value::as_str) == Some(&letter))
}
