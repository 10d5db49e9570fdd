//! To mind for now: everything that protects a body today and why, as both may look at it.

use chrono::NaiveDate;

use super::who::Who;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Purpose, Step, Then, World};
use crate::domain::archive::TeamSaid;
use crate::domain::change::Change;
use crate::domain::harder_patch::Gentler;
use crate::domain::note::beginning;
use crate::domain::pacing::Band;
use crate::domain::people::Person;
use crate::domain::record::Id;
use crate::domain::restriction::{Restriction, Standing, in_words};

use adding::Adding;

pub mod adding;
pub mod mine;
mod until;

/// What these pages are called.
const TITLE: &str = "To mind for now";
/// How much of what is to be minded stands in a list, in graphemes.
const BEGINNING: usize = 32;
/// How much of who said it stands beside it, in graphemes.
const BY: usize = 16;
/// What is said of something whose date is over.
const ASK_AGAIN: &str = "Past its date; it still holds. Ask again.";
/// What anybody may take to a visit.
const QUESTION: &str = "For closeness: what is there to mind, and until when?";

/// Where on these pages the two are.
#[derive(Clone, PartialEq)]
pub struct Minding {
    page: Page,
    /// What was done just before.
    said: Option<&'static str>,
}

#[derive(Clone, PartialEq)]
enum Page {
    List,
    One(Id),
    /// Nobody has said yet what this person is to mind.
    NotSaid(Person),
    HarderPatch,
}

/// A row of the list.
enum Row {
    One(Id, Restriction),
    NotSaid(Person),
    Add,
    HarderPatch,
    Mine,
    Body,
    Leave,
}

impl Minding {
    /// Everything that is to be minded.
    #[must_use]
    pub fn begin() -> Flow {
        Flow::Minding(Self { page: Page::List, said: None })
    }

    /// The same, once something was done.
    fn saying(said: &'static str) -> Flow {
        Flow::Minding(Self { page: Page::List, said: Some(said) })
    }

    fn rows(world: World<'_>) -> Vec<Row> {
        let archive = world.archive;
        let mut rows: Vec<Row> = archive
            .to_mind(world.evening(), world.now)
            .into_iter()
            .map(|(id, one)| Row::One(id, one))
            .collect();
        let not_said = archive.people().filter(|person| archive.nobody_has_said(*person, world.evening()));
        rows.extend(not_said.map(Row::NotSaid));
        if world.keeps {
            rows.extend([Row::Add, Row::HarderPatch, Row::Mine, Row::Body]);
        }
        rows.push(Row::Leave);
        rows
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        match &self.page {
            Page::List => self.list(world),
            Page::One(id) => match world.archive.restriction(id) {
                Some(one) => {
                    let name = world.archive.name(one.person);
                    let choices = vec![Choice::plain("Back"), Choice::noted("This is mine to change", name)];
                    whole(one, choices, world)
                }
                None => missing(),
            },
            Page::NotSaid(person) => {
                let name = world.archive.name(*person);
                let question = if world.archive.alone() {
                    "Nobody has said yet what to mind for now.".to_owned()
                } else {
                    format!("{name}: nobody has said yet what to mind for now.")
                };
                let choices = vec![Choice::plain("Back"), Choice::noted("My team has said something", name)];
                Prompt::new(TITLE, question, Ask::OneOf(OneOf::new(choices)))
                    .line("Until then evenings stay with gentle touch.")
                    .line("A question for the next visit:")
                    .line(QUESTION)
            }
            Page::HarderPatch => {
                let ask = Ask::OneOf(OneOf::labels(["Gentler for three evenings", "Leave it for now"]));
                Prompt::new(TITLE, "A harder patch of the body?", ask)
                    .line("Evenings are one step gentler, from tonight on.")
                    .line("It ends by itself, and nobody is asked why.")
            }
        }
    }

    fn list(&self, world: World<'_>) -> Prompt {
        let today = world.now.wall.date_naive();
        let rows = Self::rows(world);
        let choices = rows.iter().map(|row| choice(row, world)).collect();
        let holds = rows.iter().any(|row| matches!(row, Row::One(..) | Row::NotSaid(_)));
        let question = if holds { "This holds now." } else { "Nothing is noted here." };
        let mut prompt = Prompt::new(TITLE, question, Ask::OneOf(OneOf::new(choices)));
        prompt.lines.extend(self.said.map(str::to_owned));
        let asks = |row: &Row| matches!(row, Row::One(_, one) if one.asks_again(today));
        if rows.iter().any(asks) {
            prompt = prompt.line(ASK_AGAIN);
        }
        let plan = world.archive.plan(world.evening(), world.now);
        if plan.rest_day {
            prompt = prompt.line("A rest day: nothing to do.");
        }
        prompt.lines.extend(plan.own_rules.iter().map(|rule| beginning(&rule.text, 2 * BEGINNING)));
        if let Some(patch) = world.archive.harder_patch().filter(|_| plan.setback) {
            prompt =
                prompt.line(format!("A harder patch: gentler through {}.", in_words(patch.last(), today)));
        }
        prompt.note("Anyone may add. Your own team decides.")
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let to = |page| Step::page(Flow::Minding(Self { page, said: None }));
        let Answer::Pick(at) = answer else { return Step::not_asked() };
        match (&self.page, at) {
            (Page::List, at) => match Self::rows(world).into_iter().nth(at) {
                Some(Row::One(id, _)) => to(Page::One(id)),
                Some(Row::NotSaid(person)) => to(Page::NotSaid(person)),
                Some(Row::Add) => Step::page(Adding::by_anyone(world)),
                Some(Row::HarderPatch) => to(Page::HarderPatch),
                Some(Row::Mine) => Step::on(Who::turn(Purpose::Minding, world)),
                Some(Row::Body) => Step::on(Who::turn(Purpose::Body, world)),
                Some(Row::Leave) => Step::on(Then::Home(None)),
                None => Step::not_asked(),
            },
            (Page::HarderPatch, 0) => {
                let changes = vec![Change::HarderPatch(Gentler::Three)];
                Step::On { changes, then: Then::Onward(Self::saying("It is gentler from now on.")) }
            }
            (Page::One(_) | Page::NotSaid(_), 0) | (Page::HarderPatch, 1) => {
                Step::on(Then::Onward(Self::begin()))
            }
            (Page::One(id), 1) => match world.archive.restriction(id) {
                Some(one) => Step::on(Then::Turn(one.person, Purpose::Minding)),
                None => Step::not_asked(),
            },
            (Page::NotSaid(person), 1) => Step::on(Then::Turn(*person, Purpose::Minding)),
            _ => Step::not_asked(),
        }
    }
}

fn choice(row: &Row, world: World<'_>) -> Choice {
    let today = world.now.wall.date_naive();
    match row {
        Row::One(_, one) => {
            let whose = (!world.archive.alone()).then(|| world.archive.name(one.person));
            Choice::noted(choice_of(one), about(one, whose, today))
        }
        Row::NotSaid(person) => {
            let said = world.archive.team_said(*person).is_some_and(|said| said != TeamSaid::NobodyYet);
            let note = if said { "holds until tomorrow" } else { "a question for the next visit" };
            let label = "Nobody has said yet";
            if world.archive.alone() {
                Choice::noted(label, note)
            } else {
                Choice::noted(label, format!("{}, {note}", world.archive.name(*person)))
            }
        }
        Row::Add => Choice::noted("Add something to mind", "it holds at once"),
        Row::HarderPatch => Choice::noted("A harder patch of the body", "gentler for three evenings"),
        Row::Mine => Choice::noted("This is mine to change", "a turn of one's own"),
        Row::Body => Choice::noted("My body notes", "a turn of one's own"),
        Row::Leave => Choice::plain("Back to Tonight"),
    }
}

/// What is to be minded, as it stands in a list.
fn choice_of(one: &Restriction) -> String {
    beginning(&one.named(), BEGINNING)
}

/// Whose it is, who said it, and how it stands, in a few words.
fn about(one: &Restriction, whose: Option<&str>, today: NaiveDate) -> String {
    let stands = match one.until {
        _ if one.holds_until.is_some() => "ended, holds tonight".to_owned(),
        _ if one.asks_again(today) => "ask again".to_owned(),
        Some(day) => format!("until {}", in_words(day, today)),
        None => "until it is cleared".to_owned(),
    };
    let by = one.by.as_deref().map(|by| beginning(by, BY));
    let parts = [whose.map(str::to_owned), by, Some(stands)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// One thing to mind, with everything that is known of it.
fn whole(one: &Restriction, choices: Vec<Choice>, world: World<'_>) -> Prompt {
    let today = world.now.wall.date_naive();
    let mut prompt = Prompt::new(TITLE, one.sentence(today), Ask::OneOf(OneOf::new(choices)));
    if !world.archive.alone() {
        prompt = prompt.line(format!("It protects the body of {}.", world.archive.name(one.person)));
    }
    let (ended, cleared) = (one.holds_until.is_some(), one.cleared_by.as_deref());
    match one.standing(today) {
        _ if ended => {}
        Standing::AskAgain => prompt = prompt.line(ASK_AGAIN),
        Standing::RunsOutSoon => {
            prompt = prompt.line("Its last day is near. It holds on until your team ends it.");
        }
        Standing::Binds => {}
    }
    if let Some(review) = one.review.filter(|review| !ended && *review > today) {
        prompt = prompt.line(format!("To ask again: {}.", in_words(review, today)));
    }
    if one.until.is_none() && !ended {
        prompt = prompt.line("It holds until it is cleared.");
    }
    match one.ceiling() {
        Some(Band::Rest | Band::Near) => prompt = prompt.line("Evenings stay with company."),
        Some(Band::Touch) => prompt = prompt.line("Evenings go no further than gentle touch."),
        Some(Band::Close) | None => {}
    }
    if let Some(cleared) = cleared {
        prompt = prompt.line(format!("Ended by a word: {cleared}."));
    }
    if ended {
        prompt = prompt.line("It still holds tonight, and no longer from tomorrow.");
    }
    prompt.note(format!("Noted on {}.", in_words(one.noted.0, today)))
}

fn missing() -> Prompt {
    Prompt::new(TITLE, "That is not there any more.", Ask::OneOf(OneOf::labels(["Back"])))
}
