//! What is asked in looking back, in its order, and what can be done with a small step.

use crate::domain::change::Change;
use crate::domain::flow::World;
use crate::domain::flow::together::newest;
use crate::domain::plan::change::PlanChange;
use crate::domain::record::Id;
use crate::domain::restriction::Restriction;
use crate::domain::review::again::Revisit;

/// How many lines of the jar are read in a longer look.
pub(super) const JAR_LINES: usize = 6;

/// How long one looks back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    TenMinutes,
    ThreeQuestions,
    Longer(Revisit),
}

/// One thing that is asked.
#[derive(Clone, PartialEq)]
pub(super) enum Item {
    /// How it began, and how it is now.
    Beginning(Revisit),
    /// The page that both wrote: whether it still fits.
    OurWords,
    /// Some of what was noticed.
    Jar,
    /// A sentence to say, from this card.
    Thanks(usize),
    Week,
    Good,
    Hard,
    /// A small step that goes on.
    Step(Id),
    Size,
    Rhythm,
    /// What is due for another look.
    Due,
    Keepsake,
}

impl Course {
    /// What it is that one looks back at.
    pub fn of(self) -> &'static str {
        if matches!(self, Self::Longer(_)) { "this time" } else { "this week" }
    }

    /// What is said once all of it was asked.
    pub fn over(self) -> &'static str {
        if matches!(self, Self::Longer(_)) { "That was a longer look." } else { "That was the week." }
    }

    /// What is asked; what is due is asked where something is.
    pub fn items(self, world: World<'_>) -> Vec<Item> {
        let open = world.archive.steps().filter(|(_, step)| step.goes_on());
        let steps: Vec<Item> = open.map(|(id, _)| Item::Step(id.clone())).collect();
        let due = is_due(world).then_some(Item::Due);
        // One person alone looks at these in a turn of their own.
        let two = !world.archive.alone();
        let words = |wanted: bool| (two && wanted).then_some(Item::OurWords);
        let mut items = Vec::new();
        match self {
            Self::ThreeQuestions => return vec![Item::Thanks(0), Item::Week, Item::Size],
            Self::TenMinutes => items.extend([Item::Thanks(0), Item::Week]),
            Self::Longer(revisit) => {
                items.push(Item::Beginning(revisit));
                items.extend(words(!world.archive.our_words().is_empty()));
                items.extend((two && !newest(JAR_LINES, world).is_empty()).then_some(Item::Jar));
                items.push(Item::Thanks(0));
            }
        }
        items.extend([Item::Good, Item::Hard]);
        items.extend(steps);
        items.push(Item::Size);
        items.extend(matches!(self, Self::Longer(_)).then_some(Item::Rhythm));
        if self == Self::TenMinutes {
            items.extend(words(world.archive.our_words_due(world.evening())));
        }
        items.extend(due);
        items.push(Item::Keepsake);
        items
    }
}

/// What is past a date of its own: it binds, and is to be asked about again.
pub(super) fn due(world: World<'_>) -> Vec<Restriction> {
    let today = world.today();
    let minded = world.archive.to_mind(world.evening(), world.now);
    minded.into_iter().map(|(_, one)| one).filter(|one| one.asks_again(today)).collect()
}

/// Whether anything is due for another look.
pub(super) fn is_due(world: World<'_>) -> bool {
    world.archive.safety_plan_due(world.evening()) || !due(world).is_empty()
}

/// What can be done with a small step that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Keep,
    /// Only where each of them, alone, said so this evening.
    StepOn,
    StepBack,
    Aside,
}

impl Act {
    /// What can be done with it now, as it stands.
    pub fn of(id: &Id, world: World<'_>) -> Vec<Self> {
        let archive = world.archive;
        let Some(step) = archive.step(id).filter(|step| step.goes_on()) else { return vec![Self::Keep] };
        let mut acts = vec![Self::Keep];
        acts.extend((archive.step_that_moves(world.evening()) == Some(id)).then_some(Self::StepOn));
        acts.extend((step.at > 0).then_some(Self::StepBack));
        acts.push(Self::Aside);
        acts
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Keep => "Keep it as it is",
            Self::StepOn => "A little more",
            Self::StepBack => "A step back",
            Self::Aside => "Set it aside for now",
        }
    }

    pub fn change(self, id: &Id) -> Option<Change> {
        let id = id.clone();
        Some(Change::Plan(match self {
            Self::Keep => return None,
            Self::StepOn => PlanChange::StepOn(id),
            Self::StepBack => PlanChange::StepBack(id),
            Self::Aside => PlanChange::Aside(id, true),
        }))
    }
}
