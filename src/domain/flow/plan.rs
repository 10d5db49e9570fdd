//! The plan that is shared: small steps, the size of a week, rituals, and who does what, told in
//! words. It belongs to nobody's turn.

use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::calendar::entry::{Entry, What};
use crate::domain::change::Change;
use crate::domain::note::beginning;
use crate::domain::time::YearMonth;

mod away;
mod inviting;
mod rituals;
mod steps;
mod together;

pub(super) use steps::{how_it_moves, waiting};
pub(super) use together::{how_often, rhythms, week_size, week_sizes};

/// What the pages of the plan are called.
const TITLE: &str = "The plan";
/// How much of somebody's words stands in a list, in graphemes.
const BEGINNING: usize = 28;

/// Where in the plan one is.
#[derive(Clone, PartialEq)]
pub struct PlanFlow {
    page: Page,
    /// What was done just before.
    said: Option<&'static str>,
}

#[derive(Clone, PartialEq)]
enum Page {
    Menu,
    Steps(steps::Page),
    Rituals(rituals::Page),
    Together(together::Page),
    Inviting(inviting::Page),
    Away(away::Page),
}

/// What stands on the menu.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Steps,
    Week,
    Rituals,
    Roles,
    ForTheOther,
    Inviting,
    Rhythm,
    Away,
    Leave,
}

impl Row {
    const ALL: [Self; 9] = [
        Self::Steps,
        Self::Week,
        Self::Rituals,
        Self::Roles,
        Self::ForTheOther,
        Self::Inviting,
        Self::Rhythm,
        Self::Away,
        Self::Leave,
    ];

    /// What is there now; nothing that takes two where there is one.
    fn here(world: World<'_>) -> Vec<Self> {
        let two = !world.archive.alone();
        let here = |row: &Self| two || !matches!(row, Self::Roles | Self::ForTheOther | Self::Inviting);
        Self::ALL.into_iter().filter(here).collect()
    }

    fn choice(self, world: World<'_>) -> Choice {
        let archive = world.archive;
        let today = world.evening().0;
        match self {
            Self::Steps => {
                let first = archive.steps().find(|(_, step)| step.goes_on());
                let note = first.map(|(_, step)| format!("{}, {}", named(&step.words), step.size()));
                Choice::noted("Small steps", note.unwrap_or_else(|| "in sizes of your own".into()))
            }
            Self::Week => Choice::noted("The size of a week", archive.week_size().words()),
            Self::Rituals => {
                let tonight = archive.rituals_on(world.evening()).unwrap_or_default();
                let names: Vec<String> = tonight.iter().map(|(one, _)| ritual_words(&one.entry)).collect();
                let note = if names.is_empty() { "small and reliable".into() } else { names.join(", ") };
                Choice::noted("Rituals", note)
            }
            Self::Roles => Choice::noted("Who takes which care", "handed over with a word"),
            Self::ForTheOther => Choice::noted("For each other, this week", "one small thing each way"),
            Self::Inviting => {
                let whose = archive.inviting_weeks().and_then(|weeks| weeks.inviting(today));
                let note = whose.map(|person| format!("{}'s week", archive.name(person)));
                Choice::noted("Whose week it is to invite", note.unwrap_or_else(|| "if you like".into()))
            }
            Self::Rhythm => {
                let note = match archive.rhythm() {
                    Some(often) => often.words(),
                    None if archive.asks_how_often(world.evening()) => "a quiet question",
                    None => "if you like to say",
                };
                Choice::noted("How often", note)
            }
            Self::Away => Choice::noted("Put away from the plan", "bring back, or clear"),
            Self::Leave => Choice::plain("Back to Tonight"),
        }
    }

    fn opens(self) -> Option<Page> {
        Some(match self {
            Self::Steps => Page::Steps(steps::Page::List),
            Self::Week => Page::Together(together::Page::Week),
            Self::Rituals => Page::Rituals(rituals::Page::List),
            Self::Roles => Page::Together(together::Page::Roles),
            Self::ForTheOther => Page::Together(together::Page::ForTheOther),
            Self::Inviting => Page::Inviting(inviting::Page::Weeks),
            Self::Rhythm => Page::Together(together::Page::Rhythm),
            Self::Away => Page::Away(away::Page::List),
            Self::Leave => return None,
        })
    }
}

impl PlanFlow {
    /// The plan, row by row.
    #[must_use]
    pub fn begin() -> Flow {
        flow(Page::Menu, None)
    }

    /// The same without what was said of the last thing done.
    pub(super) fn quiet(&mut self) {
        self.said = None;
    }

    /// The rituals, after something was done there.
    #[must_use]
    pub fn rituals(said: Option<&'static str>) -> Flow {
        flow(Page::Rituals(rituals::Page::List), said)
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match &self.page {
            Page::Menu | Page::Rituals(_) => world.archive.rituals_on(world.evening()).err(),
            Page::Together(together::Page::Rhythm) => world.archive.first_evening().err(),
            _ => None,
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let mut prompt = match &self.page {
            Page::Menu => {
                let rows = Row::here(world).into_iter().map(|row| row.choice(world)).collect();
                Prompt::new(TITLE, "What would you like to look at?", Ask::OneOf(OneOf::new(rows)))
                    .line("All of it can change, and none of it has to.")
            }
            Page::Steps(page) => page.prompt(world),
            Page::Rituals(page) => page.prompt(world),
            Page::Together(page) => page.prompt(world),
            Page::Inviting(page) => page.prompt(world),
            Page::Away(page) => page.prompt(world),
        };
        if let Some(said) = self.said {
            prompt.lines.insert(0, said.to_owned());
        }
        // The same words ask again and again here, each time for something else.
        prompt.begins_empty = true;
        prompt
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (&self.page, answer) {
            (Page::Menu, Answer::Pick(at)) => match Row::here(world).get(at).map(|row| row.opens()) {
                Some(Some(page)) => to(page),
                Some(None) => Step::on(Then::Home(None)),
                None => Step::not_asked(),
            },
            (Page::Menu, _) => Step::not_asked(),
            (Page::Steps(page), answer) => page.answer(answer, world),
            (Page::Rituals(page), answer) => page.answer(answer, world),
            (Page::Together(page), answer) => page.answer(answer, world),
            (Page::Inviting(page), answer) => page.answer(answer, world),
            (Page::Away(page), answer) => page.answer(answer, world),
        }
    }
}

fn flow(page: Page, said: Option<&'static str>) -> Flow {
    Flow::Plan(Box::new(PlanFlow { page, said }))
}

/// On to another page of the plan; one can come back.
fn to(page: Page) -> Step {
    Step::page(flow(page, None))
}

/// On to a page that nothing leads back from.
fn back_to(page: Page) -> Step {
    Step::on(Then::Onward(flow(page, None)))
}

/// Keeps this, says so, and goes on with `page`.
fn kept(change: Change, page: Page, said: &'static str) -> Step {
    Step::On { changes: vec![change], then: Then::Onward(flow(page, Some(said))) }
}

fn choices(choices: Vec<Choice>) -> Ask {
    Ask::OneOf(OneOf::new(choices))
}

fn labels<'a>(labels: impl IntoIterator<Item = &'a str>) -> Ask {
    Ask::OneOf(OneOf::labels(labels))
}

fn line(start: &str, most: usize) -> Ask {
    Ask::Line { start: start.to_owned(), most }
}

fn missing() -> Prompt {
    Prompt::new(TITLE, "That is not there any more.", labels(["Back"]))
}

/// The first of somebody's words, for a list.
fn named(words: &str) -> String {
    beginning(words, BEGINNING)
}

fn ritual_words(entry: &Entry) -> String {
    match &entry.what {
        What::Ritual { words } => named(words),
        _ => String::new(),
    }
}
