//! What a pause can lead to, and a few pages before it: breathing, what calms, what to watch for.

use super::{Extra, Prompt, TITLE, World};
use crate::domain::content::{Card, shuffle};
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
    /// What a body could be saying, from this one on.
    Cues(usize),
    Watch,
    Plan,
}

impl Aside {
    pub(super) fn of(extra: Extra) -> Option<Self> {
        Some(match extra {
            Extra::Breathe => Self::Breathe,
            Extra::Calming => Self::Calming(0),
            Extra::Cues => Self::Cues(0),
            Extra::Watch => Self::Watch,
            Extra::OurPlan => Self::Plan,
            _ => return None,
        })
    }

    /// The next ones of its kind.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Calming(from) => Self::Calming(from + AT_ONCE),
            Self::Cues(from) => Self::Cues(from + AT_ONCE),
            other => other,
        }
    }

    pub(super) fn prompt(self, world: World<'_>) -> Prompt {
        match self {
            Self::Breathe => breathe::along(TITLE, BREATHS),
            Self::Calming(from) => {
                let mut prompt = Prompt::new(TITLE, "Something that may calm, if you like.", Ask::Go);
                let steps = world.content.touch.calming.iter().map(|step| (&step.id, &step.text));
                prompt.lines = some(steps, from, AT_ONCE, world);
                prompt.note("One is enough. None is fine.").extra(Extra::Others)
            }
            Self::Cues(from) => {
                let touch = &world.content.touch;
                let cues = |cards: &[Card], many| {
                    some(cards.iter().map(|card| (&card.id, &card.text)), from, many, world)
                };
                let mut prompt = Prompt::new(TITLE, "What a body could be saying.", Ask::Go);
                prompt.lines = [cues(&touch.careful, AT_ONCE), cues(&touch.ready, AT_ONCE / 2)].concat();
                prompt.note(&touch.in_words).extra(Extra::Others)
            }
            Self::Watch => whom_to_call::page(world),
            Self::Plan => safety_plan::whole(Ask::Go, world),
        }
    }
}

/// As many of some texts, from one on and round, in the order of this evening.
fn some<'a>(
    texts: impl Iterator<Item = (&'a String, &'a String)>,
    from: usize,
    many: usize,
    world: World<'_>,
) -> Vec<String> {
    let mut texts: Vec<_> = texts.collect();
    texts.sort_by_cached_key(|(id, _)| shuffle(world.evening(), id));
    let many = many.min(texts.len());
    texts.iter().cycle().skip(from % texts.len().max(1)).take(many).map(|(_, text)| (*text).clone()).collect()
}
