//! What can happen on the calendar.

use chrono::NaiveDate;

use super::entry::{Entry, EntryAt};
use super::repeat::Moved;
use crate::domain::people::Person;
use crate::domain::private::unprinted;
use crate::domain::record::Id;
use crate::domain::time::Evening;

/// What can happen on the calendar.
#[derive(Clone, PartialEq)]
pub enum CalendarChange {
    /// Something new.
    Add(Entry),
    /// Something is another way now, all of it.
    Edit(EntryAt, Entry),
    /// The one of that day is skipped.
    Skip(Id, NaiveDate),
    /// The one of that day is somewhere else.
    Move(Id, NaiveDate, Moved),
    /// From that day on it is another way: the first ends before it, and this one goes on from it.
    FromHere(Id, NaiveDate, Entry),
    /// It goes into the bin.
    Bin(EntryAt),
    /// It comes back from the bin.
    Restore(EntryAt),
    /// It goes from the bin for good.
    Erase(EntryAt),
    /// A rule of the couple's own ends; only the one who set it can.
    EndRule(Person, Id),
    /// A time for us is lifted out, and nothing tells that it was there.
    LiftOut(EntryAt),
    /// A time for us was kept, whichever way.
    KeptWindow(EntryAt),
    /// A ritual was kept on this evening, or was not after all.
    KeptRitual(Id, Evening, bool),
}

impl CalendarChange {
    /// Whether Ctrl+Z may take it back: what protects an evening, and what goes for good, stays.
    #[must_use]
    pub fn can_be_undone(&self) -> bool {
        match self {
            Self::Add(entry) | Self::Edit(_, entry) | Self::FromHere(_, _, entry) => !entry.protects(),
            Self::Skip(..) | Self::Move(..) | Self::Bin(_) | Self::KeptWindow(_) | Self::KeptRitual(..) => {
                true
            }
            Self::Restore(_) | Self::Erase(_) | Self::EndRule(..) | Self::LiftOut(_) => false,
        }
    }
}

unprinted!(CalendarChange);
