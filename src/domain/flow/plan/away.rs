//! What of the plan was put into the bin.

use super::{TITLE, back_to, choices, kept, labels, missing, named, ritual_words, to};
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::EntryAt;
use crate::domain::change::Change;
use crate::domain::flow::notes::{ERASED, for_good};
use crate::domain::flow::{Answer, Choice, Prompt, Step, World};
use crate::domain::plan::change::PlanChange;
use crate::domain::record::Id;

/// Where in the bin one is.
#[derive(Clone, PartialEq)]
pub(super) enum Page {
    List,
    One(Lying),
    /// Delete it for good?
    Sure(Lying),
}

/// Something that lies in the bin.
#[derive(Clone, PartialEq)]
pub(super) enum Lying {
    /// A small step, or a part of the care.
    Planned(Id),
    Ritual(EntryAt),
}

impl Lying {
    fn restored(&self) -> Change {
        match self {
            Self::Planned(id) => Change::Plan(PlanChange::Restore(id.clone())),
            Self::Ritual(at) => Change::Calendar(CalendarChange::Restore(at.clone())),
        }
    }

    fn erased(&self) -> Change {
        match self {
            Self::Planned(id) => Change::Plan(PlanChange::Erase(id.clone())),
            Self::Ritual(at) => Change::Calendar(CalendarChange::Erase(at.clone())),
        }
    }
}

impl Page {
    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let words = |lying: &Lying| {
            lying_here(world).into_iter().find(|(one, _, _)| one == lying).map(|(_, words, _)| words)
        };
        match self {
            Self::List => {
                let lying = lying_here(world);
                let question = if lying.is_empty() {
                    "Nothing is put away from the plan."
                } else {
                    "Put away from the plan."
                };
                let mut rows: Vec<Choice> =
                    lying.into_iter().map(|(_, words, what)| Choice::noted(words, what)).collect();
                rows.push(Choice::plain("Back"));
                Prompt::new(TITLE, question, choices(rows)).line("Nothing goes from here by itself.")
            }
            Self::One(lying) => match words(lying) {
                Some(words) => {
                    Prompt::new(TITLE, words, labels(["Back", "Bring it back", "Delete it for good"]))
                }
                None => missing(),
            },
            Self::Sure(lying) => match words(lying) {
                Some(words) => {
                    let ask = labels(["Leave it in the bin", "Delete it for good"]);
                    for_good(Prompt::new(TITLE, "Delete this for good?", ask).line(words))
                }
                None => missing(),
            },
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let list = || super::Page::Away(Self::List);
        match (self, answer) {
            (Self::List, Answer::Pick(at)) => {
                let lying = lying_here(world);
                match lying.get(at) {
                    Some((one, _, _)) => to(super::Page::Away(Self::One(one.clone()))),
                    None if at == lying.len() => back_to(super::Page::Menu),
                    None => Step::not_asked(),
                }
            }
            (Self::One(_) | Self::Sure(_), Answer::Pick(0)) => back_to(list()),
            (Self::One(lying), Answer::Pick(1)) => kept(lying.restored(), list(), "It is back."),
            (Self::One(lying), Answer::Pick(2)) => to(super::Page::Away(Self::Sure(lying.clone()))),
            (Self::Sure(lying), Answer::Pick(1)) => kept(lying.erased(), list(), ERASED),
            _ => Step::not_asked(),
        }
    }
}

/// What lies there, in words, and what it was.
fn lying_here(world: World<'_>) -> Vec<(Lying, String, &'static str)> {
    let archive = world.archive;
    let steps = archive.steps().filter(|(_, step)| step.binned.is_some());
    let steps = steps.map(|(id, step)| (Lying::Planned(id.clone()), named(&step.words), "a small step"));
    let two = !archive.alone();
    let roles = archive.roles().filter(|(_, role)| two && role.binned.is_some());
    let roles =
        roles.map(|(id, role)| (Lying::Planned(id.clone()), named(&role.words), "a part of the care"));
    let rituals = archive.rituals().filter(|(_, entry)| entry.binned.is_some());
    let rituals = rituals.map(|(at, entry)| (Lying::Ritual(at), ritual_words(entry), "a ritual"));
    steps.chain(roles).chain(rituals).collect()
}
