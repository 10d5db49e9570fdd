//! Tags: given to one entry, or called something else everywhere.

use super::{Notes, Page, Shelf, kept};
use crate::domain::flow::listing::TITLE;
use crate::domain::flow::{Answer, Ask, Choice, Extra, OneOf, Prompt, Step, Tick, World};
use crate::domain::note::{NoteAt, NoteChange};
use crate::domain::tag;
use crate::domain::text;

/// Tags that can be ticked on one page, and those on one page of all.
const TICKS: usize = 15;

/// Where in tags one is.
#[derive(Clone, PartialEq)]
pub(super) enum Tags {
    /// Those of one entry.
    Of(NoteAt, Shelf),
    /// Some more for it, typed.
    Typed(NoteAt, Shelf),
    /// All there are, from this one on.
    All(usize),
    /// What one of them is to be called.
    Rename(String),
}

impl Tags {
    /// Those that can be ticked: the entry's own, then others that are known.
    fn ticks(notes: &Notes, at: &NoteAt, world: World<'_>) -> Vec<Tick> {
        let own = world.archive.note(&notes.turn, at).map(|note| note.tags.clone()).unwrap_or_default();
        let others = world.archive.tags(&notes.turn).into_iter();
        let others = others.filter(|tag| !own.iter().any(|one| tag::is_same(one, tag)));
        let others: Vec<String> = others.take(TICKS.saturating_sub(own.len())).collect();
        let tick = |on: bool| move |label: String| Tick { label, on };
        own.into_iter().map(tick(true)).chain(others.into_iter().map(tick(false))).collect()
    }

    /// Whether there are any to be ticked.
    pub fn has_some(notes: &Notes, world: World<'_>) -> bool {
        !world.archive.tags(&notes.turn).is_empty()
    }

    pub fn prompt(&self, notes: &Notes, world: World<'_>) -> Prompt {
        match self {
            Self::Of(at, _) => {
                let ticks = Self::ticks(notes, at, world);
                Prompt::new(TITLE, "What could it be found by?", Ask::AnyOf(ticks)).extra(Extra::OwnWish)
            }
            Self::Typed(..) => {
                let ask = Ask::Line { start: String::new(), most: text::LINE };
                Prompt::new(TITLE, "Which words could it be found by?", ask)
                    .line("For example: walk, first snow. A comma stands between two.")
            }
            Self::All(skip) => {
                let all = world.archive.tags(&notes.turn);
                let question = if all.is_empty() { "No tags yet." } else { "What things are found by." };
                let mut choices: Vec<_> =
                    all.iter().skip(*skip).take(TICKS).map(|tag| Choice::plain(format!("#{tag}"))).collect();
                choices.extend((all.len() > skip + TICKS).then(|| Choice::plain("More")));
                choices.push(Choice::plain("Back"));
                Prompt::new(TITLE, question, Ask::OneOf(OneOf::new(choices)))
                    .note("Choosing one lets you call it something else.")
            }
            Self::Rename(tag) => {
                let ask = Ask::Line { start: tag.clone(), most: tag::LONGEST };
                Prompt::new(TITLE, format!("What could #{tag} be called?"), ask)
                    .line("It changes wherever you see it, and stays so.")
                    .line("A name that is there already becomes one with it.")
            }
        }
    }

    pub fn answer(&self, answer: Answer, notes: &Notes, world: World<'_>) -> Step {
        let to = |tags| notes.to(Page::Tags(tags));
        match (self, answer) {
            (Self::Of(at, shelf), Answer::Ticks(on)) => {
                let ticks = Self::ticks(notes, at, world);
                let on = ticks.into_iter().zip(on).filter(|(_, on)| *on).map(|(tick, _)| tick.label);
                given(at, *shelf, on.collect(), notes)
            }
            (Self::Of(at, shelf), Answer::Extra(Extra::OwnWish, _)) => to(Self::Typed(at.clone(), *shelf)),
            (Self::Typed(at, shelf), Answer::Text(words)) => {
                let before = world.archive.note(&notes.turn, at).map(|note| note.tags.clone());
                let known = world.archive.tags(&notes.turn);
                // What is there under other capitals keeps its own.
                let typed = tag::typed(&words)
                    .into_iter()
                    .map(|tag| known.iter().find(|one| tag::is_same(one, &tag)).cloned().unwrap_or(tag));
                given(at, *shelf, before.unwrap_or_default().into_iter().chain(typed).collect(), notes)
            }
            (Self::All(skip), Answer::Pick(at)) => {
                let all = world.archive.tags(&notes.turn);
                let listed = all.len().saturating_sub(*skip).min(TICKS);
                let more = all.len() > skip + TICKS;
                match at.checked_sub(listed) {
                    None => to(Self::Rename(all[skip + at].clone())),
                    Some(0) if more => to(Self::All(skip + TICKS)),
                    Some(rest) if rest == usize::from(more) => notes.home(None),
                    Some(_) => Step::not_asked(),
                }
            }
            (Self::Rename(from), Answer::Text(to)) => {
                let then = |said| notes.flow(Page::Tags(Self::All(0)), Some(said));
                if tag::typed(&to).is_empty() || to == *from {
                    return kept(Vec::new(), then("It is called as before."));
                }
                let change = NoteChange::RenameTag(from.clone(), to);
                kept(vec![notes.change(change)], then("It is called that everywhere now."))
            }
            _ => Step::not_asked(),
        }
    }
}

/// Its tags from now on. Where they are more, or longer, than are kept, that is said and the page
/// stays: none goes without a word.
fn given(at: &NoteAt, shelf: Shelf, tags: Vec<String>, notes: &Notes) -> Step {
    let tags = tag::each_once(tags);
    if !tag::fit(&tags) {
        let (most, longest) = (tag::MOST, tag::LONGEST);
        let why = if tags.len() > most {
            format!("An entry keeps {most} tags at most. Nothing is lost: you could leave some out.")
        } else {
            format!("A tag has {longest} letters at most. Nothing is lost: you could make it shorter.")
        };
        return Step::Again(why);
    }
    let then = notes.flow(Page::One(at.clone(), shelf), None);
    kept(vec![notes.change(NoteChange::Tag(at.clone(), tags))], then)
}
