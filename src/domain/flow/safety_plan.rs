//! If it gets hard: what the two do then, written on a calm day. It belongs to nobody's turn, and
//! all of it may stay empty.

use super::rehearsal::Rehearsal;
use super::signs::{SignsFlow, told};
use super::whom_to_call;
use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, Step, TextPart, Then, View, World};
use crate::domain::change::Change;
use crate::domain::note::beginning;
use crate::domain::safety::{LINE, MOST_LINES, MOST_OWN, Part, SafetyChange};
use crate::domain::text;
use crate::domain::vocabulary::{Meaning, PAUSE_TOO};

const TITLE: &str = "If it gets hard";
/// How much of a part stands in a list, in graphemes.
const BEGINNING: usize = 24;

/// Where in the plan one is.
#[derive(Clone, PartialEq)]
pub struct SafetyPlan {
    page: Page,
    /// Where it leads back to; Tonight where that is nothing.
    back: Option<Box<Flow>>,
    /// What was done just before.
    said: Option<&'static str>,
}

#[derive(Clone, PartialEq)]
enum Page {
    /// All of it on one page, with what can be done with it.
    Whole,
    /// What to watch for and whom to call, and the page from which that was asked.
    Watch(Box<Page>),
    Parts,
    One(Part),
    /// A line of a part: one that stands there, or another one.
    Words(Part, Option<String>),
    /// What one of the couple's own is about: of this one, or of another one.
    When(Option<Part>),
}

/// What may be done with the whole plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Change,
    Try,
    Leave,
}

/// A row of the list of parts.
enum Row {
    Signs,
    Part(Part),
    Own,
    Leave,
}

/// A row of one part.
enum PartRow {
    /// A line that stands there.
    Line(String),
    /// A sentence that could.
    Offered(String),
    OwnWords,
    When,
    Back,
}

impl Act {
    fn here(world: World<'_>) -> Vec<Self> {
        [world.keeps.then_some(Self::Change), Some(Self::Try), Some(Self::Leave)]
            .into_iter()
            .flatten()
            .collect()
    }

    fn choice(self) -> Choice {
        match self {
            Self::Change => Choice::noted("Add or change something", "part by part"),
            Self::Try => Choice::noted("Try it once", "when nothing is at stake"),
            Self::Leave => Choice::plain("Back"),
        }
    }
}

impl Row {
    fn all(world: World<'_>) -> Vec<Self> {
        let own = world.archive.safety_plan().into_iter().map(|one| one.part.clone());
        let own: Vec<Part> = own.filter(|part| matches!(part, Part::Own(_))).collect();
        let room = own.len() < MOST_OWN;
        let mut parts: Vec<Part> = Part::FIXED.into_iter().chain(own).collect();
        parts.sort();
        let parts = parts.into_iter().map(Self::Part);
        let last = room.then_some(Self::Own).into_iter().chain([Self::Leave]);
        [Self::Signs].into_iter().chain(parts).chain(last).collect()
    }

    fn choice(&self, world: World<'_>) -> Choice {
        match self {
            Self::Signs => Choice::noted("The signs", "a word and a gesture for each"),
            Self::Part(part) => {
                let first = world.archive.safety_lines(part).first();
                let note = first.map_or_else(|| "open".into(), |first| beginning(first, BEGINNING));
                Choice::noted(part.heading(), note)
            }
            Self::Own => Choice::noted("If something else happens", "in your own words"),
            Self::Leave => Choice::plain("That is all"),
        }
    }
}

impl SafetyPlan {
    /// The plan on one page, and what can be done with it. It leads back to `back`, or to Tonight.
    #[must_use]
    pub fn begin(back: Option<Flow>) -> Flow {
        Flow::SafetyPlan(Box::new(Self { page: Page::Whole, back: back.map(Box::new), said: None }))
    }

    pub(super) fn quiet(&mut self) {
        self.said = None;
    }

    pub(super) fn above(&self) -> Option<Flow> {
        let page = match &self.page {
            Page::Whole => return self.back.as_deref().cloned(),
            Page::Watch(from) => (**from).clone(),
            Page::Parts => Page::Whole,
            Page::One(_) | Page::When(None) => Page::Parts,
            Page::Words(part, _) | Page::When(Some(part)) => Page::One(part.clone()),
        };
        Some(self.flow(page, None))
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let mut prompt = match &self.page {
            Page::Whole => {
                let acts = Act::here(world).into_iter().map(Act::choice).collect();
                whole(choices(acts), world)
            }
            Page::Watch(_) => whom_to_call::page(world),
            Page::Parts => {
                let rows: Vec<Row> = Row::all(world);
                let rows = rows.iter().map(|row| row.choice(world)).collect();
                let prompt = Prompt::new(TITLE, "Which part would you like to look at?", choices(rows))
                    .line("As much as you like. Every part can stay empty.");
                let any = !world.archive.safety_plan().is_empty();
                if any { prompt.extra(Extra::TakeAway) } else { prompt }
            }
            Page::One(part) => one(part, world),
            Page::Words(part, before) => {
                let start = before.clone().unwrap_or_default();
                Prompt::new(TITLE, format!("{}:", part.heading()), Ask::Line { start, most: LINE })
                    .line("One thing in a line. Empty is fine.")
            }
            Page::When(part) => {
                let start = match part {
                    Some(Part::Own(words)) => words.clone(),
                    _ => String::new(),
                };
                Prompt::new(TITLE, "If what happens?", Ask::Line { start, most: text::NAME })
                    .line("For example: the baby wakes.")
            }
        };
        prompt.lines.splice(0..0, self.said.map(str::to_owned));
        prompt.begins_empty = true;
        prompt
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (&self.page, answer) {
            (Page::Whole, Answer::Pick(at)) => match Act::here(world).get(at) {
                Some(Act::Change) => self.to(Page::Parts),
                Some(Act::Try) => Step::page(Rehearsal::begin(self.flow(Page::Whole, None))),
                Some(Act::Leave) => Step::back_to(self.back.as_deref()),
                None => Step::not_asked(),
            },
            (Page::Whole | Page::One(Part::Call), Answer::Extra(Extra::Watch, _)) => {
                self.to(Page::Watch(Box::new(self.page.clone())))
            }
            (Page::Watch(from), Answer::Go) => self.onward((**from).clone()),
            (Page::Parts, answer) => self.parts(&answer, world),
            (Page::One(part), answer) => self.part(part, &answer, world),
            (Page::Words(part, before), Answer::Text(words)) => self.words(part, before.as_ref(), words),
            (Page::When(part), Answer::Text(words)) => self.when(part.as_ref(), words),
            _ => Step::not_asked(),
        }
    }

    fn parts(&self, answer: &Answer, world: World<'_>) -> Step {
        let mut rows = Row::all(world).into_iter();
        match answer {
            Answer::Pick(at) => match rows.nth(*at) {
                Some(Row::Signs) => Step::page(SignsFlow::begin(Some(self.flow(Page::Parts, None)))),
                Some(Row::Part(part)) => self.to(Page::One(part)),
                Some(Row::Own) => self.to(Page::When(None)),
                Some(Row::Leave) => self.onward(Page::Whole),
                None => Step::not_asked(),
            },
            Answer::Extra(Extra::TakeAway, Some(at)) => match rows.nth(*at) {
                Some(Row::Part(part)) if !world.archive.safety_lines(&part).is_empty() => {
                    self.kept(SafetyChange::TakeBack(part), Page::Parts, TAKEN_BACK)
                }
                _ => nothing_there(),
            },
            _ => Step::not_asked(),
        }
    }

    fn part(&self, part: &Part, answer: &Answer, world: World<'_>) -> Step {
        let here = || Page::One(part.clone());
        let mut rows = part_rows(part, world).into_iter();
        match answer {
            Answer::Pick(at) => match rows.nth(*at) {
                Some(PartRow::Line(words)) => self.to(Page::Words(part.clone(), Some(words))),
                Some(PartRow::Offered(words)) => {
                    self.kept(SafetyChange::Add(part.clone(), words), here(), KEPT)
                }
                Some(PartRow::OwnWords) => self.to(Page::Words(part.clone(), None)),
                Some(PartRow::When) => self.to(Page::When(Some(part.clone()))),
                Some(PartRow::Back) => self.onward(Page::Parts),
                None => Step::not_asked(),
            },
            Answer::Extra(Extra::TakeAway, Some(at)) => match rows.nth(*at) {
                Some(PartRow::Line(words)) => {
                    let change = SafetyChange::Change(part.clone(), words, String::new());
                    self.kept(change, here(), TAKEN_BACK)
                }
                _ => nothing_there(),
            },
            _ => Step::not_asked(),
        }
    }

    fn words(&self, part: &Part, before: Option<&String>, words: String) -> Step {
        let here = Page::One(part.clone());
        let empty = text::line(&words, LINE).is_none();
        match before {
            None if empty => self.onward(here),
            None => self.kept(SafetyChange::Add(part.clone(), words), here, KEPT),
            Some(before) => {
                let said = if empty { TAKEN_BACK } else { KEPT };
                self.kept(SafetyChange::Change(part.clone(), before.clone(), words), here, said)
            }
        }
    }

    fn when(&self, part: Option<&Part>, words: String) -> Step {
        match (part, Part::Own(words.clone()).cleaned()) {
            (_, None) => Step::Again("A word or two for it would help. Nothing is lost.".into()),
            (None, Some(anew)) => self.to(Page::One(anew)),
            (Some(part), Some(anew)) => {
                self.kept(SafetyChange::Rename(part.clone(), words), Page::One(anew), KEPT)
            }
        }
    }

    fn flow(&self, page: Page, said: Option<&'static str>) -> Flow {
        Flow::SafetyPlan(Box::new(Self { page, back: self.back.clone(), said }))
    }

    fn to(&self, page: Page) -> Step {
        Step::page(self.flow(page, None))
    }

    fn onward(&self, page: Page) -> Step {
        Step::on(Then::Onward(self.flow(page, None)))
    }

    fn kept(&self, change: SafetyChange, page: Page, said: &'static str) -> Step {
        Step::On { changes: vec![Change::Safety(change)], then: Then::Onward(self.flow(page, Some(said))) }
    }
}

const KEPT: &str = "It is in the plan.";
const TAKEN_BACK: &str = "It is taken away.";

fn nothing_there() -> Step {
    Step::Again("There is nothing to take away in that row. Nothing changed.".into())
}

fn choices(choices: Vec<Choice>) -> Ask {
    Ask::OneOf(OneOf::new(choices))
}

/// The plan on one page, answered with `ask`.
pub(super) fn whole(ask: Ask, world: World<'_>) -> Prompt {
    let plan = world.archive.safety_plan();
    let question =
        if plan.is_empty() { "The plan is still open, and that is fine." } else { "This is the plan." };
    let mut prompt = Prompt::new(TITLE, question, ask);
    let parts = plan.iter().map(|one| (one.part.heading().into_owned(), one.lines.clone()));
    let parts = [("The signs".to_owned(), signs(world))].into_iter().chain(parts);
    prompt.view = Some(View::Parts(parts.map(|(heading, lines)| TextPart { heading, lines }).collect()));
    prompt.note(PAUSE_TOO).note("Your own team decides.").extra(Extra::Watch)
}

/// Each signal, with the couple's own word and gesture where there is one.
fn signs(world: World<'_>) -> Vec<String> {
    if world.archive.signs().is_empty() {
        return vec![Meaning::ALL.map(Meaning::plain).join(", ")];
    }
    let said = |meaning: Meaning| match told(meaning, world) {
        Some(told) => format!("{} ({told})", meaning.plain()),
        None => meaning.plain().to_owned(),
    };
    Meaning::ALL.map(said).to_vec()
}

/// One part: what stands there, and what could.
fn one(part: &Part, world: World<'_>) -> Prompt {
    let rows = part_rows(part, world);
    let choice = |row: &PartRow| match row {
        PartRow::Line(words) => Choice::plain(words),
        PartRow::Offered(words) => Choice::plain(format!("Add: {words}")),
        PartRow::OwnWords => Choice::plain("In your own words"),
        PartRow::When => Choice::plain("Other words for what happens"),
        PartRow::Back => Choice::plain("Back"),
    };
    let asks = choices(rows.iter().map(choice).collect());
    let mut prompt = Prompt::new(TITLE, format!("{}.", part.heading()), asks);
    if rows.iter().any(|row| matches!(row, PartRow::Offered(_))) {
        prompt = prompt.line("What begins with Add could be a start.");
    }
    if *part == Part::Call {
        prompt = prompt
            .line("In an emergency: the emergency number of where you live.")
            .note("Your own team decides.")
            .extra(Extra::Watch);
    }
    let set = rows.iter().any(|row| matches!(row, PartRow::Line(_)));
    if set { prompt.extra(Extra::TakeAway) } else { prompt }
}

fn part_rows(part: &Part, world: World<'_>) -> Vec<PartRow> {
    let lines = world.archive.safety_lines(part);
    let room = lines.len() < MOST_LINES;
    let cards = world.content.safety.iter().filter(|card| card.part == *part && room);
    let offered = cards.map(|card| &card.text).filter(|words| !lines.contains(words));
    let when = (!lines.is_empty() && matches!(part, Part::Own(_))).then_some(PartRow::When);
    let standing = lines.iter().cloned().map(PartRow::Line);
    let offered = offered.cloned().map(PartRow::Offered);
    let own = room.then_some(PartRow::OwnWords).into_iter().chain(when).chain([PartRow::Back]);
    standing.chain(offered).chain(own).collect()
}
