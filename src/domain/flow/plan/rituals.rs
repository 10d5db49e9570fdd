//! Rituals: small and reliable, marked only when they were kept.

use super::{TITLE, back_to, choices, kept, labels, missing, ritual_words, to};
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::EntryAt;
use crate::domain::change::Change;
use crate::domain::flow::entry::EntryFlow;
use crate::domain::flow::{Answer, Choice, Extra, Prompt, Step, World};

/// Where among rituals one is.
#[derive(Clone, PartialEq)]
pub(super) enum Page {
    List,
    One(EntryAt),
}

/// A ritual in the list.
struct Listed {
    at: EntryAt,
    words: String,
    /// Whether it is on this evening, and was kept.
    tonight: Option<bool>,
}

impl Page {
    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        match self {
            Self::List => {
                let listed = listed(world);
                let row = |one: &Listed| {
                    let note = match one.tonight {
                        Some(true) => "kept tonight",
                        Some(false) => "tonight",
                        None => "another evening",
                    };
                    Choice::noted(one.words.clone(), note)
                };
                let mut rows: Vec<Choice> = listed.iter().map(row).collect();
                rows.extend([Choice::plain("A new ritual"), Choice::plain("Back")]);
                let prompt = Prompt::new(TITLE, "Something small that comes again.", choices(rows))
                    .line("It is marked only where it was kept.");
                let tonight = listed.iter().any(|one| one.tonight.is_some());
                if tonight { prompt.extra(Extra::Kept) } else { prompt }
            }
            Self::One(at) => {
                let Some(one) = found(at, world) else { return missing() };
                let rows = one.acts().into_iter().map(Act::label);
                Prompt::new(TITLE, one.words.clone(), labels(rows))
            }
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let page = |page| to(super::Page::Rituals(page));
        match (self, answer) {
            (Self::List, Answer::Pick(at)) => {
                let listed = listed(world);
                match at.checked_sub(listed.len()) {
                    None => page(Self::One(listed[at].at.clone())),
                    Some(0) => Step::page(EntryFlow::ritual(world.evening().0)),
                    Some(1) => back_to(super::Page::Menu),
                    Some(_) => Step::not_asked(),
                }
            }
            (Self::List, Answer::Extra(Extra::Kept, Some(at))) => match listed(world).get(at) {
                Some(Listed { at, tonight: Some(kept), .. }) => mark(at, !kept, world),
                Some(_) => Step::Again("That one is on another evening. Nothing changed.".into()),
                None => Step::not_asked(),
            },
            (Self::One(at), Answer::Pick(choice)) => {
                let acts = found(at, world).map_or(vec![Act::Back], |one| one.acts());
                match acts.get(choice) {
                    Some(Act::Back) => back_to(super::Page::Rituals(Self::List)),
                    Some(Act::Kept(on)) => mark(at, *on, world),
                    Some(Act::Change) => match world.archive.entry(at) {
                        Some(entry) => Step::page(EntryFlow::change_ritual(at.clone(), entry)),
                        None => Step::not_asked(),
                    },
                    Some(Act::Bin) => {
                        let change = Change::Calendar(CalendarChange::Bin(at.clone()));
                        kept(change, super::Page::Rituals(Self::List), "It is in the bin.")
                    }
                    None => Step::not_asked(),
                }
            }
            _ => Step::not_asked(),
        }
    }
}

/// What can be done with a ritual.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Back,
    Kept(bool),
    Change,
    Bin,
}

impl Act {
    fn label(self) -> &'static str {
        match self {
            Self::Back => "Back",
            Self::Kept(true) => "We kept it tonight",
            Self::Kept(false) => "Not tonight after all",
            Self::Change => "Change it",
            Self::Bin => "Put it in the bin",
        }
    }
}

impl Listed {
    fn acts(&self) -> Vec<Act> {
        let mark = self.tonight.map(|kept| Act::Kept(!kept));
        [Some(Act::Back), mark, Some(Act::Change), Some(Act::Bin)].into_iter().flatten().collect()
    }
}

fn mark(at: &EntryAt, on: bool, world: World<'_>) -> Step {
    let change = CalendarChange::KeptRitual(at.id.clone(), world.evening(), on);
    let said = if on { "Kept tonight." } else { "The mark is gone." };
    kept(Change::Calendar(change), super::Page::Rituals(Page::List), said)
}

/// Tonight's first, then those of other evenings.
fn listed(world: World<'_>) -> Vec<Listed> {
    let tonight = world.archive.rituals_on(world.evening()).unwrap_or_default();
    let mut listed: Vec<Listed> = tonight
        .into_iter()
        .map(|(one, kept)| Listed { at: one.at, words: ritual_words(&one.entry), tonight: Some(kept) })
        .collect();
    let today = world.evening().0;
    for (at, entry) in world.archive.rituals() {
        let over = entry.repeat.as_ref().is_some_and(|repeat| repeat.next(entry.start, today).is_none());
        if entry.binned.is_none() && !over && !listed.iter().any(|one| one.at == at) {
            listed.push(Listed { at, words: ritual_words(entry), tonight: None });
        }
    }
    listed
}

fn found(at: &EntryAt, world: World<'_>) -> Option<Listed> {
    listed(world).into_iter().find(|one| one.at == *at)
}
