//! What a pause can lead to, and a few pages before it: breathing, what calms, what to watch for.

use super::{Extra, Prompt, TITLE, World};
use crate::domain::content::shuffle;
use crate::domain::flow::{Ask, breathe, safety_plan, whom_to_call};

/// How many steps stand on one page.
const AT_ONCE: usize = 4;
/// How long the breathing out of a pause is, in seconds.
const BREATHS: u32 = 120;

/// Something else for a while.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Aside {
    Breathe,
    /// Steps that calm, from this one on.
    Calming(usize),
    Watch,
    Plan,
}

impl Aside {
    pub(super) fn of(extra: Extra) -> Option<Self> {
        Some(match extra {
            Extra::Breathe => Self::Breathe,
            Extra::Calming => Self::Calming(0),
            Extra::Watch => Self::Watch,
            Extra::OurPlan => Self::Plan,
            _ => return None,
        })
    }

    /// The next ones of its kind.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Calming(from) => Self::Calming(from + AT_ONCE),
            other => other,
        }
    }

    pub(super) fn prompt(self, world: World<'_>) -> Prompt {
        match self {
            Self::Breathe => breathe::along(TITLE, BREATHS),
            Self::Calming(from) => {
                let mut steps: Vec<_> = world.content.touch.calming.iter().collect();
                steps.sort_by_cached_key(|step| shuffle(world.evening(), &step.id));
                let steps =
                    steps.iter().cycle().skip(from % steps.len().max(1)).take(AT_ONCE.min(steps.len()));
                let mut prompt = Prompt::new(TITLE, "Something that may calm, if you like.", Ask::Go);
                prompt.lines.extend(steps.map(|step| step.text.clone()));
                prompt.note("One is enough. None is fine.").extra(Extra::Others)
            }
            Self::Watch => whom_to_call::page(world),
            Self::Plan => safety_plan::whole(Ask::Go, world),
        }
    }
}
