//! How often something is: once, on some days in a row, or again and again.

use chrono::Datelike;

use super::{Ends, EntryFlow, Field};
use crate::domain::calendar::entry::What;
use crate::domain::calendar::repeat::{Every, Repeat};
use crate::domain::flow::{Step, World};

/// How often something is, as it is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Often {
    Once,
    InARow,
    EveryDay,
    EveryWeek,
    SomeWeekdays,
    EveryWeeks(u16),
}

impl EntryFlow {
    /// How often it can be: what protects may go on for some days in a row.
    pub(super) fn oftens(&self) -> Vec<Often> {
        let again = [
            Often::EveryDay,
            Often::EveryWeek,
            Often::SomeWeekdays,
            Often::EveryWeeks(2),
            Often::EveryWeeks(3),
            Often::EveryWeeks(4),
        ];
        match &self.entry.what {
            // From a day on it can only come again, or it is a new thing; and so does a ritual.
            What::Ritual { .. } => again.to_vec(),
            _ if matches!(self.ends_in, Ends::FromHere(..)) => again.to_vec(),
            _ => [Often::Once, Often::InARow].into_iter().chain(again).collect(),
        }
    }

    /// The place among them of how often it is now.
    pub(super) fn stands_at(&self) -> usize {
        let weekday = self.entry.start.weekday();
        let now = match (self.entry.last, self.entry.repeat.as_ref().map(|repeat| &repeat.every)) {
            (Some(_), _) => Often::InARow,
            (None, None) => Often::Once,
            (None, Some(Every::Days(_))) => Often::EveryDay,
            (None, Some(Every::Weeks { each: 1, on })) if on.as_slice() == [weekday] => Often::EveryWeek,
            (None, Some(Every::Weeks { each, on })) if *each > 1 && on.as_slice() == [weekday] => {
                Often::EveryWeeks(*each)
            }
            (None, Some(Every::Weeks { .. })) => Often::SomeWeekdays,
        };
        self.oftens().iter().position(|often| *often == now).unwrap_or(0)
    }

    pub(super) fn often(&self, at: usize, world: World<'_>) -> Step {
        let Some(often) = self.oftens().get(at).copied() else { return Step::not_asked() };
        let mut next = self.clone();
        let weekday = next.entry.start.weekday();
        next.entry.last = None;
        match often {
            Often::Once => {
                next.entry.repeat = None;
                return next.answered(Field::Often, world);
            }
            Often::InARow => {
                next.entry.repeat = None;
                return next.to(Field::Last);
            }
            Often::EveryDay => next.set_repeat(Every::Days(1)),
            Often::EveryWeek => next.set_repeat(Every::Weeks { each: 1, on: vec![weekday] }),
            Often::EveryWeeks(each) => next.set_repeat(Every::Weeks { each, on: vec![weekday] }),
            Often::SomeWeekdays => return next.to(Field::Weekdays),
        }
        next.to(Field::Until)
    }

    pub(super) fn set_repeat(&mut self, every: Every) {
        let until = self.entry.repeat.as_ref().and_then(|repeat| repeat.until);
        self.entry.last = None;
        self.entry.repeat = Some(Repeat { until, ..Repeat::on(every) });
    }
}
