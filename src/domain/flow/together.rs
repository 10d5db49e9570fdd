//! What the two do together, beside each other and in nobody's turn; what of it makes sense alone,
//! in one's own.

use super::notes::Notes;
use super::shared_notes::SharedNotes;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::change::Change;
use crate::domain::people::Turn;
use crate::domain::time::YearMonth;

mod aloud;
mod jar;
mod problem;
mod repair;
mod words;

pub(super) use aloud::thanks;
pub(super) use jar::{BEGINNING, PAGE, newest};
pub(super) use words::read as our_words;

/// What the door is called, and what where one person is here alone.
const TITLE: &str = "Something together";
pub(super) const ALONE: &str = "My words, and the jar";
/// Said once something of it is an entry.
const IN_THE_JOURNAL: &str = "It is in the journal, from both of you.";

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub struct Together {
    page: Page,
    /// Whose turn it is, where one person is here alone.
    turn: Option<Turn>,
    /// What was done just before.
    said: Option<&'static str>,
}

#[derive(Clone, PartialEq)]
enum Page {
    Door,
    Words(words::Page),
    Jar(jar::Page),
    Repair(repair::Page),
    Problem(problem::Page),
    Aloud(aloud::Page),
}

/// What an answer on one of these pages leads to.
enum Go {
    /// Another page; one can come back.
    To(Page),
    /// A page that nothing leads back from but [`Page::above`].
    Onward(Page),
    /// A page once this is kept, with a word about it.
    Kept(Box<Change>, Page, &'static str),
    /// Anything else.
    Step(Step),
}

/// What stands at the door.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Words,
    Jar,
    Repair,
    Problem,
    Aloud,
    Playful,
    Back,
}

impl Row {
    const ALL: [Self; 7] =
        [Self::Words, Self::Jar, Self::Repair, Self::Problem, Self::Aloud, Self::Playful, Self::Back];

    /// What is there now: nothing that takes two where there is one, and nothing that would only
    /// be kept where there is only looking.
    fn here(world: World<'_>) -> Vec<Self> {
        let two = !world.archive.alone();
        let here = |row: &Self| match row {
            Self::Words | Self::Jar | Self::Back => true,
            Self::Repair | Self::Aloud | Self::Playful => two,
            Self::Problem => two && world.keeps,
        };
        Self::ALL.into_iter().filter(here).collect()
    }

    fn choice(self, world: World<'_>) -> Choice {
        match self {
            Self::Words => Choice::noted(words::title(world), "one page, ten lines at most"),
            Self::Jar => Choice::noted(jar::TITLE, "what you noticed, kept"),
            Self::Repair => Choice::noted(repair::TITLE, "after a hurt, turn by turn"),
            Self::Problem => Choice::noted(problem::TITLE, "a line each, and one thing to try"),
            Self::Aloud => Choice::noted("Say it out loud", "five questions, or a thank-you"),
            Self::Playful => Choice::noted("Something playful", "a minute or five"),
            Self::Back => Choice::plain("Back"),
        }
    }

    fn opens(self) -> Option<Page> {
        Some(match self {
            Self::Words => Page::Words(words::Page::Whole),
            Self::Jar => Page::Jar(jar::Page::List(0)),
            Self::Repair => Page::Repair(repair::Page::begin()),
            Self::Problem => Page::Problem(problem::Page::begin()),
            Self::Aloud => Page::Aloud(aloud::Page::Question(0)),
            Self::Playful => Page::Aloud(aloud::Page::Playful(0)),
            Self::Back => return None,
        })
    }
}

impl Page {
    /// Where going back leads; nowhere from the door.
    fn above(&self) -> Option<Self> {
        match self {
            Self::Door => None,
            Self::Words(page) => Some(page.above().map_or(Self::Door, Self::Words)),
            Self::Jar(page) => Some(page.above().map_or(Self::Door, Self::Jar)),
            Self::Repair(page) => Some(page.above().map_or(Self::Door, Self::Repair)),
            Self::Problem(page) => Some(page.above().map_or(Self::Door, Self::Problem)),
            Self::Aloud(_) => Some(Self::Door),
        }
    }
}

impl Together {
    /// What the two could do now.
    #[must_use]
    pub fn begin() -> Flow {
        Self::at(Page::Door, None)
    }

    /// What one person alone could do, in their own turn.
    #[must_use]
    pub fn alone(turn: &Turn) -> Flow {
        Self::at(Page::Door, Some(turn.clone()))
    }

    fn at(page: Page, turn: Option<Turn>) -> Flow {
        Flow::Together(Box::new(Self { page, turn, said: None }))
    }

    /// The same without what was said of the last thing done.
    pub(super) fn quiet(&mut self) {
        self.said = None;
    }

    /// Where going back leads from a page that nothing came before.
    pub(super) fn above(&self) -> Flow {
        match self.page.above() {
            Some(page) => self.flow(page, None),
            None => self.turn.as_ref().map_or_else(SharedNotes::begin, Notes::begin),
        }
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match &self.page {
            Page::Jar(page) => page.needs(world),
            _ => None,
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let mut prompt = match &self.page {
            Page::Door => {
                let rows = Row::here(world).into_iter().map(|row| row.choice(world)).collect();
                let line = if world.archive.alone() {
                    "As much of it as you like."
                } else {
                    "Side by side, as much of it as you both like."
                };
                Prompt::new(door(world), "What would you like to do?", choices(rows)).line(line)
            }
            Page::Words(page) => page.prompt(world),
            Page::Jar(page) => page.prompt(world),
            Page::Repair(page) => page.prompt(world),
            Page::Problem(page) => page.prompt(world).of_one_thing(),
            Page::Aloud(page) => page.prompt(world),
        };
        prompt.lines.splice(0..0, self.said.map(str::to_owned));
        prompt.who = self.turn.as_ref().map(Turn::person);
        // The same words ask again and again here, each time for something else.
        prompt.begins_empty = !prompt.of_one_thing;
        prompt
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let go = match (&self.page, answer) {
            (Page::Door, Answer::Pick(at)) => match Row::here(world).get(at).map(|row| row.opens()) {
                Some(Some(page)) => Go::To(page),
                Some(None) => Go::Step(Step::on(Then::Onward(self.above()))),
                None => Go::not_asked(),
            },
            (Page::Door, _) => Go::not_asked(),
            (Page::Words(page), answer) => page.answer(answer, world),
            (Page::Jar(page), answer) => page.answer(answer, world),
            (Page::Repair(page), answer) => page.answer(answer, world),
            (Page::Problem(page), answer) => page.answer(answer, world),
            (Page::Aloud(page), answer) => page.answer(&answer, world),
        };
        match go {
            Go::To(page) => Step::page(self.flow(page, None)),
            Go::Onward(page) => Step::on(Then::Onward(self.flow(page, None))),
            Go::Kept(change, page, said) => {
                Step::On { changes: vec![*change], then: Then::Onward(self.flow(page, Some(said))) }
            }
            Go::Step(step) => step,
        }
    }

    fn flow(&self, page: Page, said: Option<&'static str>) -> Flow {
        Flow::Together(Box::new(Self { page, turn: self.turn.clone(), said }))
    }
}

impl Go {
    fn not_asked() -> Self {
        Self::Step(Step::not_asked())
    }

    fn again(why: &str) -> Self {
        Self::Step(Step::Again(why.to_owned()))
    }
}

/// What the door is called, where there are two or one alone.
fn door(world: World<'_>) -> &'static str {
    if world.archive.alone() { ALONE } else { TITLE }
}

fn choices(choices: Vec<Choice>) -> Ask {
    Ask::OneOf(OneOf::new(choices))
}
