//! What can happen to a plan.

use super::{Rhythm, WeekSize};
use crate::domain::people::Person;
use crate::domain::private::unprinted;
use crate::domain::record::Id;

/// A small step as the two put it.
#[derive(Clone, PartialEq)]
pub struct StepWords {
    /// What it is.
    pub words: String,
    /// Its sizes in words, the smallest first; none where they are minutes.
    pub sizes: Vec<String>,
    /// The restriction it waits for.
    pub waits_for: Option<Id>,
}

/// What can happen to a plan.
#[derive(Clone, PartialEq)]
pub enum PlanChange {
    /// A new small step, at this of its sizes.
    AddStep(StepWords, u8),
    /// A small step is put in another way. With other sizes it begins at the smallest.
    EditStep(Id, StepWords),
    /// It has its next smaller size again, at once.
    StepBack(Id),
    /// It has its next size: only where both, each alone, said so this evening.
    StepOn(Id),
    /// It is set aside, or gone on with.
    Aside(Id, bool),
    /// "This is our place", or it goes on after all.
    OurPlace(Id, bool),
    /// How large a week is meant to be.
    WeekSize(WeekSize),
    /// A part of the care, and who takes it.
    AddRole(String, Person),
    /// This person takes that part of the care from now on.
    HandRole(Id, Person),
    /// A small step or a part of the care goes into the bin.
    Bin(Id),
    /// It comes back from the bin.
    Restore(Id),
    /// It goes from the bin for good.
    Erase(Id),
    /// What this person does for the other this week; nothing where there are no words.
    ForTheOther(Person, String),
    /// Weeks to invite, this one first for that person; none any more.
    Inviting(Option<Person>),
    /// How often the two would like to come together; `None` where they would rather not say.
    Rhythm(Option<Rhythm>),
    /// This person was asked about a small step, alone. What they said is not in it.
    Asked(Person, Id),
    /// This person would like a little more of a small step, as far as tonight.
    More(Person, Id),
    /// Whether this person is asked about small steps.
    AskSteps(Person, bool),
}

impl PlanChange {
    /// Whether Ctrl+Z may take it back: not what one says alone, nor what goes for good.
    #[must_use]
    pub fn can_be_undone(&self) -> bool {
        !matches!(self, Self::Erase(_)) && self.takes_turn_of().is_none()
    }

    /// Whether nothing before it may be undone any more.
    #[must_use]
    pub fn ends_undo(&self) -> bool {
        matches!(self, Self::Erase(_))
    }

    /// Whose open turn it takes. What is shared is either person's at any time.
    #[must_use]
    pub fn takes_turn_of(&self) -> Option<Person> {
        match self {
            Self::Asked(person, _) | Self::More(person, _) | Self::AskSteps(person, _) => Some(*person),
            _ => None,
        }
    }
}

unprinted!(StepWords, PlanChange);
