//! What there is to mind for one's own body: only its owner changes, ends or takes back.

use super::adding::Adding;
use super::{TITLE, about, choice_of, missing, whole};
use crate::domain::change::Change;
use crate::domain::flow::body_notes::BodyNotes;
use crate::domain::flow::first_turn::FirstTurn;
use crate::domain::flow::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::people::Turn;
use crate::domain::record::Id;
use crate::domain::restriction::Restriction;
use crate::domain::text;

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub struct MyMinding {
    turn: Turn,
    page: Page,
    /// What was done just before.
    said: Option<&'static str>,
}

#[derive(Clone, PartialEq)]
enum Page {
    List,
    One(Id),
    /// A word of one's team that ends it.
    Clear(Id),
    TakeBack(Id),
    Treatment,
}

/// A row of the list.
enum Row {
    One(Id, Restriction),
    Add,
    Team,
    Treatment,
    Body,
    Leave,
}

/// What can be done with one of one's own.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    Back,
    Change,
    Clear,
    TakeBack,
}

impl MyMinding {
    /// What there is to mind for one's own body, and what can be done with it.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Self { turn: turn.clone(), page: Page::List, said: None }.flow()
    }

    /// The same, once something was done.
    pub(in crate::domain::flow) fn saying(turn: &Turn, said: &'static str) -> Flow {
        Self { turn: turn.clone(), page: Page::List, said: Some(said) }.flow()
    }

    fn flow(self) -> Flow {
        Flow::MyMinding(Box::new(self))
    }

    fn rows(&self, world: World<'_>) -> Vec<Row> {
        let own = world.archive.to_mind(world.evening(), world.now).into_iter();
        let own = own.filter(|(_, one)| one.person == self.turn.person());
        let mut rows: Vec<Row> = own.map(|(id, one)| Row::One(id, one)).collect();
        rows.extend([Row::Add, Row::Team, Row::Treatment, Row::Body, Row::Leave]);
        rows
    }

    /// Something of one's own; nobody else's is looked at here.
    fn one<'a>(&self, id: &Id, world: World<'a>) -> Option<&'a Restriction> {
        world.archive.restriction(id).filter(|one| one.person == self.turn.person())
    }

    fn acts(one: &Restriction) -> Vec<(Act, &'static str)> {
        let back = (Act::Back, "Back");
        let clear = (Act::Clear, "My team has said that it is over");
        match (one.holds_until, &one.cleared_by) {
            (None, _) => vec![back, (Act::Change, "Change it"), clear, (Act::TakeBack, "Take it back")],
            (Some(_), None) => vec![back, clear],
            (Some(_), Some(_)) => vec![back],
        }
    }

    pub(in crate::domain::flow) fn prompt(&self, world: World<'_>) -> Prompt {
        match &self.page {
            Page::List => {
                let today = world.now.wall.date_naive();
                let choice = |row: &Row| match row {
                    Row::One(_, one) => Choice::noted(choice_of(one), about(one, None, today)),
                    Row::Add => Choice::noted("Add something to mind", "it holds at once"),
                    Row::Team => Choice::plain("What my team has said"),
                    Row::Treatment => Choice::plain("An operation, a hospital stay, a new treatment"),
                    Row::Body => Choice::plain("My body notes"),
                    Row::Leave => Choice::plain("That is all"),
                };
                let choices = self.rows(world).iter().map(choice).collect();
                let question = "What is there to mind for your body?";
                let mut prompt = Prompt::new(TITLE, question, Ask::OneOf(OneOf::new(choices)));
                prompt.lines.extend(self.said.map(str::to_owned));
                prompt.line("Gentler holds at once. Wider holds from tomorrow.")
            }
            Page::One(id) => match self.one(id, world) {
                Some(one) => {
                    let choices = Self::acts(one).into_iter().map(|(_, label)| Choice::plain(label));
                    whole(one, choices.collect(), world)
                }
                None => missing(),
            },
            Page::Clear(_) => {
                let line = Ask::Line { start: String::new(), most: text::LINE };
                Prompt::new(TITLE, "Who said so, and when?", line)
                    .line("For example: Dr K., 12 November.")
                    .line("It still holds tonight, and no longer from tomorrow.")
                    .of_one_thing()
            }
            Page::TakeBack(_) => {
                let ask = Ask::OneOf(OneOf::labels(["Leave it as it is", "Take it back"]));
                Prompt::new(TITLE, "Take this back?", ask)
                    .line("It still holds tonight, and no longer from tomorrow.")
                    .note("Where you are not sure, your own team decides.")
            }
            Page::Treatment => {
                let ask = Ask::OneOf(OneOf::labels(["Yes, lately", "Leave it as it is"]));
                let question = "Was there an operation, a hospital stay or a new treatment?";
                Prompt::new(TITLE, question, ask)
                    .line("Then what to mind is asked anew, and evenings stay")
                    .line("with gentle touch until somebody has said.")
            }
        }
        .of(self.turn.person())
    }

    pub(in crate::domain::flow) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let person = self.turn.person();
        match (&self.page, answer) {
            (Page::List, Answer::Pick(at)) => match self.rows(world).into_iter().nth(at) {
                Some(Row::One(id, _)) => self.to(Page::One(id)),
                Some(Row::Add) => Step::page(Adding::mine(&self.turn, world)),
                Some(Row::Team) => Step::page(FirstTurn::team(&self.turn)),
                Some(Row::Treatment) => self.to(Page::Treatment),
                Some(Row::Body) => Step::page(BodyNotes::begin(&self.turn)),
                Some(Row::Leave) => Step::on(Then::Home(None)),
                None => Step::not_asked(),
            },
            (Page::One(id), Answer::Pick(at)) => {
                let Some(one) = self.one(id, world) else { return self.home() };
                match Self::acts(one).get(at) {
                    Some((Act::Back, _)) => self.home(),
                    Some((Act::Change, _)) => Step::page(Adding::another(&self.turn, id, one)),
                    Some((Act::Clear, _)) => self.to(Page::Clear(id.clone())),
                    Some((Act::TakeBack, _)) => self.to(Page::TakeBack(id.clone())),
                    None => Step::not_asked(),
                }
            }
            (Page::Clear(_), Answer::Text(words)) if text::line(&words, 1).is_none() => {
                Step::Again("A name or a day would help to remember it. Nothing is lost.".into())
            }
            (Page::Clear(id), Answer::Text(words)) => self.done(
                Change::Clear(person, id.clone(), words),
                "It holds through tonight, and then it ends.",
            ),
            (Page::TakeBack(_), Answer::Pick(0)) | (Page::Treatment, Answer::Pick(1)) => self.home(),
            (Page::TakeBack(id), Answer::Pick(1)) => {
                let said = "It is taken back. It still holds tonight.";
                self.done(Change::TakeBack(person, id.clone()), said)
            }
            (Page::Treatment, Answer::Pick(0)) => {
                let changes = vec![Change::Treatment(person)];
                Step::On { changes, then: Then::Onward(FirstTurn::team(&self.turn)) }
            }
            _ => Step::not_asked(),
        }
    }

    fn to(&self, page: Page) -> Step {
        Step::page(Self { turn: self.turn.clone(), page, said: None }.flow())
    }

    fn home(&self) -> Step {
        Step::on(Then::Onward(Self::begin(&self.turn)))
    }

    fn done(&self, change: Change, said: &'static str) -> Step {
        Step::On { changes: vec![change], then: Then::Onward(Self::saying(&self.turn, said)) }
    }
}
