//! One small problem, side by side: each says it in a line, a few ideas, and one of them to try
//! until the end of the week. All of it is one entry of both.

use chrono::{Days, NaiveDate};

use super::{Go, choices};
use crate::domain::calendar::grid::week_of;
use crate::domain::change::Change;
use crate::domain::flow::{Answer, Ask, Choice, Prompt, World};
use crate::domain::note::EntryKind;
use crate::domain::people::{Each, Person};
use crate::domain::text;

pub(super) const TITLE: &str = "One small problem";
/// The longest line, in graphemes.
const LINE: usize = 120;
/// The most ideas.
const IDEAS: usize = 3;

/// Where in it one is, with what was said so far.
#[derive(Clone, PartialEq)]
pub(super) enum Page {
    Says(Person, Problem),
    Idea(Problem),
    Choose(Problem),
}

/// What was said so far.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Problem {
    says: Each<Option<String>>,
    ideas: Vec<String>,
}

impl Problem {
    fn is_empty(&self) -> bool {
        self.says.a.is_none() && self.says.b.is_none() && self.ideas.is_empty()
    }

    /// What was said, line by line, with the idea that is to be tried until some day.
    fn lines(&self, tries: Option<(&str, NaiveDate)>, world: World<'_>) -> Vec<String> {
        let said = Person::BOTH.into_iter().filter_map(|person| {
            let words = self.says[person].as_ref()?;
            Some(format!("{}: {words}", world.archive.name(person)))
        });
        let ideas = self.ideas.iter().map(|idea| format!("- {idea}"));
        let tries = tries.map(|(idea, until)| format!("To try until {}: {idea}", until.format("%A %-d %B")));
        said.chain(ideas).chain(tries).collect()
    }

    fn kept(&self, tries: Option<&str>, world: World<'_>) -> Go {
        let words = self.lines(tries.map(|idea| (idea, until(world))), world).join("\n");
        let (evening, kind) = (world.evening(), EntryKind::Problem);
        let change = Change::WriteTogether { evening, kind, words };
        Go::Kept(Box::new(change), super::Page::Door, super::IN_THE_JOURNAL)
    }
}

impl Page {
    pub(super) fn begin() -> Self {
        Self::Says(Person::A, Problem::default())
    }

    /// Where going back leads within it.
    pub(super) fn above(&self) -> Option<Self> {
        match self {
            Self::Says(Person::A, _) => None,
            Self::Says(Person::B, problem) => Some(Self::Says(Person::A, problem.clone())),
            Self::Idea(problem) => Some(Self::Says(Person::B, problem.clone())),
            Self::Choose(problem) => Some(Self::Idea(problem.clone())),
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let line =
            |start: Option<&String>| Ask::Line { start: start.cloned().unwrap_or_default(), most: LINE };
        match self {
            Self::Says(person, problem) => {
                let question = format!("{}, how would you say it?", world.archive.name(*person));
                let mut prompt = Prompt::new(TITLE, question, line(problem.says[*person].as_ref()));
                if *person == Person::B {
                    prompt.lines = problem.lines(None, world);
                }
                prompt.line("One line, about something small. Empty is fine.")
            }
            Self::Idea(problem) => {
                let mut prompt = Prompt::new(TITLE, "An idea, whatever comes:", line(None));
                prompt.lines = problem.lines(None, world);
                prompt.line("Up to three, odd ones too. Empty goes on.")
            }
            Self::Choose(problem) => {
                let ideas = problem.ideas.iter().map(Choice::plain);
                let rows = ideas.chain([OPEN, NOTHING].map(Choice::plain)).collect();
                let question = if problem.ideas.is_empty() {
                    "No idea yet, and that is fine.".to_owned()
                } else {
                    format!("Which one would you try until {}?", until(world).format("%A"))
                };
                let mut prompt = Prompt::new(TITLE, question, choices(rows));
                let said = Problem { ideas: Vec::new(), ..problem.clone() };
                prompt.lines = said.lines(None, world);
                prompt.note("Nobody asks later how it went.")
            }
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Go {
        let to = |page| Go::To(super::Page::Problem(page));
        match (self, answer) {
            (Self::Says(person, problem), Answer::Text(words)) => {
                let mut problem = problem.clone();
                problem.says[*person] = text::line(&words, LINE);
                match person {
                    Person::A => to(Self::Says(Person::B, problem)),
                    Person::B => to(Self::Idea(problem)),
                }
            }
            (Self::Idea(problem), Answer::Text(words)) => {
                let mut problem = problem.clone();
                match text::line(&words, LINE).filter(|idea| !problem.ideas.contains(idea)) {
                    Some(idea) => problem.ideas.push(idea),
                    None if problem.is_empty() => return Go::Onward(super::Page::Door),
                    None => return to(Self::Choose(problem)),
                }
                if problem.ideas.len() < IDEAS { to(Self::Idea(problem)) } else { to(Self::Choose(problem)) }
            }
            (Self::Choose(problem), Answer::Pick(at)) => match (problem.ideas.get(at), at) {
                (Some(idea), _) => problem.kept(Some(idea), world),
                (None, at) if at == problem.ideas.len() => problem.kept(None, world),
                (None, at) if at == problem.ideas.len() + 1 => Go::Onward(super::Page::Door),
                (None, _) => Go::not_asked(),
            },
            _ => Go::not_asked(),
        }
    }
}

const OPEN: &str = "Keep it, and leave it open";
const NOTHING: &str = "Keep nothing of it";

/// The last day of this week; on that day, of the next one.
fn until(world: World<'_>) -> NaiveDate {
    let today = world.evening().0;
    let next = week_of(today, world.archive.settings.week_start.day()) + Days::new(7);
    let last = next - Days::new(1);
    if last > today { last } else { last + Days::new(7) }
}
