//! The signs of the calendar, each with its words: never a colour alone.

use super::entry::What;

/// What a day holds, in one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// The two met here.
    Evening,
    /// Time for us.
    Window,
    /// An appointment.
    Appointment,
    /// A rest day.
    RestDay,
    /// A rule of the couple's own, or a date of something to mind.
    ToMind,
    /// A ritual.
    Ritual,
    /// A small step.
    Step,
    /// A note.
    Note,
}

impl Sign {
    /// All of them, in the order in which they stand in a day.
    pub const ALL: [Self; 8] = [
        Self::Evening,
        Self::Window,
        Self::Appointment,
        Self::RestDay,
        Self::ToMind,
        Self::Ritual,
        Self::Step,
        Self::Note,
    ];

    /// The sign of something on the calendar.
    #[must_use]
    pub fn of(what: &What) -> Self {
        match what {
            What::Appointment(_) => Self::Appointment,
            What::RestDay => Self::RestDay,
            What::OwnRule { .. } => Self::ToMind,
            What::Ritual { .. } => Self::Ritual,
            What::Window(_) => Self::Window,
            What::Note { .. } => Self::Note,
        }
    }

    /// As it is drawn: one cell, in the fonts that every terminal has.
    #[must_use]
    pub fn drawn(self) -> char {
        match self {
            Self::Evening => '●',
            Self::Window => '═',
            Self::Appointment => '▲',
            Self::RestDay => '─',
            Self::ToMind => '▒',
            Self::Ritual => '○',
            Self::Step => '■',
            Self::Note => '□',
        }
    }

    /// What it means.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Evening => "an evening here",
            Self::Window => "time for us",
            Self::Appointment => "appointment",
            Self::RestDay => "rest day",
            Self::ToMind => "to mind",
            Self::Ritual => "ritual",
            Self::Step => "small step",
            Self::Note => "note",
        }
    }
}
