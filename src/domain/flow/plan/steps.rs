//! Small steps: what the two come nearer to, in sizes of their own.

use super::{TITLE, back_to, choices, kept, labels, line, missing, named, to};
use crate::domain::change::Change;
use crate::domain::flow::{Answer, Choice, Extra, Prompt, Step, World};
use crate::domain::plan::change::{PlanChange, StepWords};
use crate::domain::plan::{SmallStep, StepState, sizes};
use crate::domain::record::Id;
use crate::domain::restriction::Restriction;
use crate::domain::text;

/// Where among small steps one is.
#[derive(Clone, PartialEq)]
pub(super) enum Page {
    List,
    One(Id),
    /// What it is called.
    Words(Draft),
    /// In minutes, or in words?
    Sizes(Draft),
    /// One size after the other, in words.
    OwnSizes(Draft),
    /// Does it wait for something?
    Waits(Draft),
    /// Where a new one begins.
    Begins(Draft),
}

/// A step in the making: a new one, or one that is put in another way.
#[derive(Clone, PartialEq)]
pub(super) struct Draft {
    id: Option<Id>,
    words: StepWords,
}

/// What can be done with a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Back,
    OurPlace(bool),
    Aside(bool),
    Words,
    Sizes,
    Waits,
    Bin,
}

impl Act {
    fn label(self) -> &'static str {
        match self {
            Self::Back => "Back",
            Self::OurPlace(true) => "This is our place",
            Self::OurPlace(false) => "It goes on after all",
            Self::Aside(true) => "Set it aside for now",
            Self::Aside(false) => "Go on with it",
            Self::Words => "Other words for it",
            Self::Sizes => "Other sizes",
            Self::Waits => "What it waits for",
            Self::Bin => "Put it in the bin",
        }
    }

    fn of(step: &SmallStep, world: World<'_>) -> Vec<Self> {
        let mut acts = vec![Self::Back];
        acts.extend(match step.state {
            StepState::Going => vec![Self::OurPlace(true), Self::Aside(true)],
            StepState::OurPlace(_) => vec![Self::OurPlace(false)],
            StepState::Aside => vec![Self::Aside(false)],
        });
        acts.extend([Self::Words, Self::Sizes]);
        acts.extend((!minded(world).is_empty() || step.waits_for.is_some()).then_some(Self::Waits));
        acts.push(Self::Bin);
        acts
    }
}

impl Page {
    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        match self {
            Self::List => list(world),
            Self::One(id) => one(id, world),
            Self::Words(draft) => {
                let question = if draft.id.is_some() { "In other words:" } else { "What is the small step?" };
                Prompt::new(TITLE, question, line(&draft.words.words, text::LINE))
                    .line("A hand held, a walk to the corner. Anything is fine.")
            }
            Self::Sizes(_) => {
                let ask = labels(["In minutes, from 2 to 20", "In words of our own"]);
                Prompt::new(TITLE, "What sizes does it have?", ask)
            }
            Self::OwnSizes(draft) => {
                let question = if draft.words.sizes.is_empty() {
                    "The smallest size, in your words:"
                } else {
                    "The next one, or nothing more?"
                };
                let prompt = Prompt::new(TITLE, question, line("", text::LINE));
                let mut prompt = prompt.line("\"With the lamp on\" is a size, too. Empty goes on.");
                prompt.lines.extend(draft.words.sizes.iter().cloned());
                prompt
            }
            Self::Waits(_) => {
                let minded = minded(world).into_iter().map(|(_, words)| Choice::plain(words));
                let rows = std::iter::once(Choice::plain("It waits for nothing")).chain(minded).collect();
                Prompt::new(TITLE, "Does it wait for something to mind?", choices(rows))
                    .line("While that holds, nobody is asked about it.")
            }
            Self::Begins(draft) => {
                let sizes = sizes(&draft.words.sizes);
                let ask = labels(sizes.iter().map(String::as_str));
                Prompt::new(TITLE, "In what size does it begin?", ask).line("Smaller is a good beginning.")
            }
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (self, answer) {
            (Self::List, Answer::Pick(at)) => {
                let steps = listed(world);
                match at.checked_sub(steps.len()) {
                    None => to(super::Page::Steps(Self::One(steps[at].0.clone()))),
                    Some(0) => Draft::new().to(Self::Words),
                    Some(1) => back_to(super::Page::Menu),
                    Some(_) => Step::not_asked(),
                }
            }
            (Self::List, Answer::Extra(Extra::StepBack, Some(at))) => match listed(world).get(at) {
                Some((id, _)) => step_back(id, Self::List),
                None => Step::not_asked(),
            },
            (Self::One(id), Answer::Extra(Extra::StepBack, _)) => step_back(id, self.clone()),
            (Self::One(id), Answer::Pick(at)) => match world.archive.step(id) {
                Some(step) => match Act::of(step, world).get(at) {
                    Some(act) => self.act(*act, id, step),
                    None => Step::not_asked(),
                },
                None => back_to(super::Page::Steps(Self::List)),
            },
            (Self::Words(draft), Answer::Text(words)) => match text::line(&words, text::LINE) {
                Some(words) => {
                    let next = Draft { words: StepWords { words, ..draft.words.clone() }, ..draft.clone() };
                    if next.id.is_some() { next.done() } else { next.to(Self::Sizes) }
                }
                None => Step::Again("A word or two is enough. Nothing is lost.".into()),
            },
            (Self::Sizes(draft), Answer::Pick(0)) => draft.with_sizes(Vec::new()).sized(world),
            (Self::Sizes(draft), Answer::Pick(1)) => draft.with_sizes(Vec::new()).to(Self::OwnSizes),
            (Self::OwnSizes(draft), Answer::Text(words)) => {
                let mut own = draft.words.sizes.clone();
                let size = text::line(&words, text::LINE);
                let more = size.is_some() && own.len() + 1 < SmallStep::MOST_SIZES;
                own.extend(size);
                match (own.is_empty(), more) {
                    (true, _) => Step::Again("One size is enough. Nothing is lost.".into()),
                    (false, true) => draft.with_sizes(own).to(Self::OwnSizes),
                    (false, false) => draft.with_sizes(own).sized(world),
                }
            }
            (Self::Waits(draft), Answer::Pick(at)) => {
                let minded = minded(world);
                let waits_for = at.checked_sub(1).and_then(|at| minded.get(at)).map(|(id, _)| id.clone());
                if at > minded.len() {
                    return Step::not_asked();
                }
                let words = StepWords { waits_for, ..draft.words.clone() };
                let next = Draft { words, ..draft.clone() };
                if next.id.is_some() { next.done() } else { next.to(Self::Begins) }
            }
            (Self::Begins(draft), Answer::Pick(at)) if at < sizes(&draft.words.sizes).len() => {
                let at = u8::try_from(at).unwrap_or_default();
                let change = PlanChange::AddStep(draft.words.clone(), at);
                kept(Change::Plan(change), super::Page::Steps(Self::List), "It is kept.")
            }
            _ => Step::not_asked(),
        }
    }

    fn act(&self, act: Act, id: &Id, step: &SmallStep) -> Step {
        let here = |change, said| kept(Change::Plan(change), super::Page::Steps(self.clone()), said);
        let draft = || Draft::of(id, step);
        match act {
            Act::Back => back_to(super::Page::Steps(Self::List)),
            Act::OurPlace(true) => here(PlanChange::OurPlace(id.clone(), true), "It is your place now."),
            Act::OurPlace(false) => here(PlanChange::OurPlace(id.clone(), false), "It goes on."),
            Act::Aside(true) => here(PlanChange::Aside(id.clone(), true), "It is set aside."),
            Act::Aside(false) => here(PlanChange::Aside(id.clone(), false), "It goes on."),
            Act::Words => draft().to(Self::Words),
            Act::Sizes => draft().to(Self::Sizes),
            Act::Waits => draft().to(Self::Waits),
            Act::Bin => {
                let change = Change::Plan(PlanChange::Bin(id.clone()));
                kept(change, super::Page::Steps(Self::List), "It is in the bin.")
            }
        }
    }
}

impl Draft {
    fn new() -> Self {
        Self { id: None, words: StepWords { words: String::new(), sizes: Vec::new(), waits_for: None } }
    }

    fn of(id: &Id, step: &SmallStep) -> Self {
        let SmallStep { words, sizes, waits_for, .. } = step.clone();
        Self { id: Some(id.clone()), words: StepWords { words, sizes, waits_for } }
    }

    fn with_sizes(&self, sizes: Vec<String>) -> Self {
        Self { words: StepWords { sizes, ..self.words.clone() }, ..self.clone() }
    }

    fn to(self, page: impl Fn(Self) -> Page) -> Step {
        to(super::Page::Steps(page(self)))
    }

    /// What comes once its sizes are known.
    fn sized(self, world: World<'_>) -> Step {
        match (&self.id, minded(world).is_empty()) {
            (Some(_), _) => self.done(),
            (None, true) => self.to(Page::Begins),
            (None, false) => self.to(Page::Waits),
        }
    }

    fn done(self) -> Step {
        let Some(id) = self.id else { return Step::not_asked() };
        let page = super::Page::Steps(Page::One(id.clone()));
        kept(Change::Plan(PlanChange::EditStep(id, self.words)), page, "It is kept.")
    }
}

fn step_back(id: &Id, page: Page) -> Step {
    let change = Change::Plan(PlanChange::StepBack(id.clone()));
    kept(change, super::Page::Steps(page), "It is a little smaller now. That can be taken back.")
}

/// The steps that are not in the bin.
fn listed(world: World<'_>) -> Vec<(Id, &SmallStep)> {
    let here = world.archive.steps().filter(|(_, step)| step.binned.is_none());
    here.map(|(id, step)| (id.clone(), step)).collect()
}

/// What there is to mind now, by name.
fn minded(world: World<'_>) -> Vec<(Id, String)> {
    let minded = world.archive.restrictions(world.evening());
    minded.map(|(id, restriction)| (id.clone(), restriction.named())).collect()
}

/// What a step waits for, in words, while it does.
pub(in crate::domain::flow) fn waiting(step: &SmallStep, world: World<'_>) -> Option<String> {
    let waits = world.archive.waits(step, world.evening());
    let named = step.waits_for.as_ref().and_then(|id| world.archive.restriction(id));
    waits.then(|| named.map_or_else(|| "something to mind".to_owned(), Restriction::named))
}

fn list(world: World<'_>) -> Prompt {
    let steps = listed(world);
    let row = |(_, step): &(Id, &SmallStep)| {
        let stands = match (step.state, waiting(step, world)) {
            (StepState::OurPlace(_), _) => ", our place".to_owned(),
            (StepState::Aside, _) => ", set aside".to_owned(),
            (StepState::Going, Some(what)) => format!(", waits for: {what}"),
            (StepState::Going, None) => String::new(),
        };
        Choice::noted(named(&step.words), format!("{}{stands}", step.size()))
    };
    let mut rows: Vec<Choice> = steps.iter().map(row).collect();
    rows.extend([Choice::plain("A new small step"), Choice::plain("Back")]);
    let question = if steps.is_empty() {
        "A small step is something to come nearer to."
    } else {
        "Small steps, and their sizes now."
    };
    let prompt = Prompt::new(TITLE, question, choices(rows)).note(how_it_moves(world));
    if steps.iter().any(|(_, step)| step.at > 0) { prompt.extra(Extra::StepBack) } else { prompt }
}

/// How a step comes to be a little longer, and no other way.
pub(in crate::domain::flow) fn how_it_moves(world: World<'_>) -> &'static str {
    if world.archive.alone() {
        "A little more comes only where you say so in a check-in."
    } else {
        "A little more comes only where each of you, alone, says so."
    }
}

fn one(id: &Id, world: World<'_>) -> Prompt {
    let Some(step) = world.archive.step(id).filter(|step| step.binned.is_none()) else { return missing() };
    let acts = Act::of(step, world);
    let prompt = Prompt::new(TITLE, step.words.clone(), labels(acts.into_iter().map(Act::label)));
    let mut prompt = prompt.line(format!("Its size now: {}.", step.size()));
    prompt.lines.extend(waiting(step, world).map(|what| format!("It waits for: {what}.")));
    prompt.lines.extend(match step.state {
        StepState::Going => None,
        StepState::OurPlace(_) => Some("This is our place.".to_owned()),
        StepState::Aside => Some("Set aside for now.".to_owned()),
    });
    let prompt = prompt.note(how_it_moves(world));
    if step.at > 0 { prompt.extra(Extra::StepBack) } else { prompt }
}
