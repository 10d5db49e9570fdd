//! Adding something to mind: the same pages for anyone, for the one whose body it protects, and
//! before a first check-in.

use chrono::{Days, Months, NaiveDate};

use super::mine::MyMinding;
use super::until::dated;
use super::{Minding, TITLE};
use crate::domain::archive::TeamSaid;
use crate::domain::calendar::typed::{self, End};
use crate::domain::change::Change;
use crate::domain::content::Tag;
use crate::domain::flow::calendar::{NO_DAY, without_year};
use crate::domain::flow::first_turn::FirstTurn;
use crate::domain::flow::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, Tick, World};
use crate::domain::note::beginning;
use crate::domain::pacing::Band;
use crate::domain::people::{Person, Turn};
use crate::domain::record::Id;
use crate::domain::restriction::{Restriction, in_words};
use crate::domain::text;

/// How far the adding is.
#[derive(Clone, PartialEq)]
pub struct Adding {
    whence: Whence,
    /// As far as it was said.
    so_far: Restriction,
    page: Page,
}

/// Where it was begun, and where it leads back to.
#[derive(Clone, PartialEq)]
enum Whence {
    /// The page that both may look at.
    Ledger,
    /// One's own turn; perhaps another writing of this one.
    Mine(Turn, Option<Id>),
    /// What one is asked about one's team.
    Team(FirstTurn),
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    Whose,
    What,
    Tags,
    HowNear,
    By,
    Until,
    AskAgain,
    AskOn,
}

/// How near an evening may come, in the order in which it is offered.
const NEAR: [(Band, &str); 3] =
    [(Band::Close, "As near as you both wish"), (Band::Touch, "Gentle touch"), (Band::Near, "Company only")];

/// When a review is, apart from days that are named.
#[derive(Clone, Copy, PartialEq)]
enum Again {
    On(Option<NaiveDate>),
    AnotherDay,
}

/// How much of it stands on the pages that follow, in graphemes.
const BEGINNING: usize = 52;
const OVER: &str = "That day is over already. Nothing is lost. A later one would do.";

impl Adding {
    /// For either body: anyone may add what protects one.
    pub(super) fn by_anyone(world: World<'_>) -> Flow {
        let page = if world.archive.alone() { Page::What } else { Page::Whose };
        let so_far = Restriction::of(world.archive.first(), world.evening());
        Self { whence: Whence::Ledger, so_far, page }.flow()
    }

    /// For one's own body.
    pub(super) fn mine(turn: &Turn, world: World<'_>) -> Flow {
        let so_far = Restriction::of(turn.person(), world.evening());
        Self { whence: Whence::Mine(turn.clone(), None), so_far, page: Page::What }.flow()
    }

    /// Another writing of what protects one's own body.
    pub(super) fn another(turn: &Turn, id: &Id, before: &Restriction) -> Flow {
        let whence = Whence::Mine(turn.clone(), Some(id.clone()));
        Self { whence, so_far: before.clone(), page: Page::What }.flow()
    }

    /// What one's team has said, told where they were asked about.
    pub(in crate::domain::flow) fn from_team(person: Person, asked: FirstTurn, world: World<'_>) -> Flow {
        let so_far = Restriction::of(person, world.evening());
        Self { whence: Whence::Team(asked), so_far, page: Page::What }.flow()
    }

    fn flow(self) -> Flow {
        Flow::Adding(Box::new(self))
    }

    pub(in crate::domain::flow) fn prompt(&self, world: World<'_>) -> Prompt {
        let today = world.now.wall.date_naive();
        let line = |start: Option<String>| Ask::Line { start: start.unwrap_or_default(), most: text::LINE };
        let prompt = match self.page {
            Page::Whose => {
                let names = world.archive.people().map(|person| world.archive.name(person));
                Prompt::new(TITLE, "Whose body does it protect?", Ask::OneOf(OneOf::labels(names)))
                    .line("Either of you may add for both. It holds at once.")
            }
            Page::What => {
                let prompt = Prompt::new(TITLE, "What is there to mind?", line(self.so_far.what.clone()))
                    .line("For example: no lifting until 20 December.")
                    .line("Empty is fine: a list comes next.");
                match self.replaces().and_then(|id| world.archive.restriction(id)) {
                    Some(before) => {
                        prompt.line("As it was, it holds through tonight:").line(before.sentence(today))
                    }
                    None => prompt,
                }
            }
            Page::Tags => {
                let named = Tag::named_in(self.words());
                let on = |tag: &Tag| named.contains(tag) || self.so_far.tags.contains(tag);
                let ticks =
                    Tag::WORDS.iter().map(|(tag, words)| Tick { label: (*words).into(), on: on(tag) });
                let ask = Ask::AnyOf(ticks.collect());
                let mut prompt = Prompt::new(TITLE, "Which of these does it mean?", ask);
                prompt.lines.extend(self.so_far.what.as_deref().map(|words| beginning(words, BEGINNING)));
                prompt.line("Whatever asks for one of these is not offered.")
            }
            Page::HowNear => {
                let alone = world.archive.alone();
                let labels = NEAR.iter().map(|(band, label)| match band {
                    Band::Close if alone => "As near as you wish",
                    _ => *label,
                });
                let set = self.so_far.up_to.unwrap_or(Band::Touch).min(Band::Touch);
                let first = NEAR.iter().position(|(band, _)| *band == set).unwrap_or(1);
                let ask = Ask::OneOf(OneOf { first, ..OneOf::labels(labels) });
                self.about("How near may an evening come with it?", ask)
                    .line("Your words stand beside every offer all the same.")
            }
            Page::By => self
                .about("Who said so, and when?", line(self.so_far.by.clone()))
                .line("For example: Dr K., 12 November. Empty is fine."),
            Page::Until => {
                let set = self.so_far.until.map(|until| until.format("%-d %B %Y").to_string());
                let found = dated(self.words(), today).until;
                self.about("Until when?", line(found.or(set)))
                    .line("For example: 20 December. Empty means until it is cleared.")
                    .line("Past that day it still holds, and reads: ask again.")
            }
            Page::AskAgain => {
                let choices = self.again(today).into_iter().map(|(label, _)| Choice::plain(label));
                let ask = Ask::OneOf(OneOf::new(choices.collect()));
                self.about("When would you like to ask again?", ask)
                    .line("Your own team decides. This only brings it to mind.")
            }
            Page::AskOn => self.about("On which day?", line(None)).line("For example: 4 December."),
        };
        let prompt = match self.turn() {
            Some(person) => prompt.of(person),
            None => prompt,
        };
        prompt.of_one_thing()
    }

    pub(in crate::domain::flow) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let today = world.now.wall.date_naive();
        let with = |so_far, page| Step::page(Self { so_far, page, ..self.clone() }.flow());
        let so_far = self.so_far.clone();
        match (self.page, answer) {
            (Page::Whose, Answer::Pick(at)) => match world.archive.people().nth(at) {
                Some(person) => with(Restriction { person, ..so_far }, Page::What),
                None => Step::not_asked(),
            },
            (Page::What, Answer::Text(words)) => {
                with(Restriction { what: text::line(&words, text::LINE), ..so_far }, Page::Tags)
            }
            (Page::Tags, Answer::Ticks(ticks)) if ticks.len() == Tag::WORDS.len() => {
                let ticked = Tag::WORDS.iter().zip(ticks).filter(|(_, on)| *on);
                let tags: Vec<Tag> = ticked.map(|((tag, _), _)| *tag).collect();
                if tags.is_empty() && so_far.what.is_none() {
                    return Step::Again(
                        "A tick would help, or a word or two on the page before. Esc goes back.".into(),
                    );
                }
                let more = Tag::say_less_than(&tags, &dated(self.words(), today).words);
                // Words that the ticks say in full hold nothing back beyond them.
                let said_in_full = so_far.what.as_ref().filter(|_| !more && !tags.is_empty());
                let up_to = match said_in_full {
                    // How near it lets an evening come stays as somebody has said it.
                    Some(_) => Some(so_far.up_to.unwrap_or(Band::Close)),
                    None => so_far.up_to.filter(|_| so_far.what.is_some()),
                };
                let asks = so_far.what.is_some() && said_in_full.is_none();
                let page = if asks { Page::HowNear } else { Page::By };
                with(Restriction { tags, up_to, ..so_far }, page)
            }
            (Page::HowNear, Answer::Pick(at)) if at < NEAR.len() => {
                with(Restriction { up_to: Some(NEAR[at].0), ..so_far }, Page::By)
            }
            (Page::By, Answer::Text(words)) => {
                with(Restriction { by: text::line(&words, text::LINE), ..so_far }, Page::Until)
            }
            (Page::Until, Answer::Text(words)) => match end(&words, today) {
                Ok(until) => with(Restriction { until, ..so_far }, Page::AskAgain),
                Err(why) => Step::Again(why),
            },
            (Page::AskAgain, Answer::Pick(at)) => match self.again(today).into_iter().nth(at) {
                Some((_, Again::On(review))) => self.done(review, world),
                Some((_, Again::AnotherDay)) => with(so_far, Page::AskOn),
                None => Step::not_asked(),
            },
            (Page::AskOn, Answer::Text(words)) => match end(&words, today) {
                Ok(review) => self.done(review, world),
                Err(why) => Step::Again(why),
            },
            _ => Step::not_asked(),
        }
    }

    /// A page about what was said so far.
    fn about(&self, question: &str, ask: Ask) -> Prompt {
        Prompt::new(TITLE, question, ask).line(beginning(&self.so_far.named(), BEGINNING))
    }

    /// When it can be asked again, in words.
    fn again(&self, today: NaiveDate) -> Vec<(String, Again)> {
        let set =
            self.so_far.review.map(|day| (format!("As it is now: {}", in_words(day, today)), Some(day)));
        let named = [
            ("Not by a day".to_owned(), None),
            ("In a week".to_owned(), today.checked_add_days(Days::new(7))),
            ("In two weeks".to_owned(), today.checked_add_days(Days::new(14))),
            ("In a month".to_owned(), today.checked_add_months(Months::new(1))),
        ];
        let end = self.so_far.until.map(|until| ("The day it ends".to_owned(), Some(until)));
        let days = set.into_iter().chain(named).chain(end).map(|(label, day)| (label, Again::On(day)));
        days.chain([("Another day".to_owned(), Again::AnotherDay)]).collect()
    }

    /// The day is kept once: what the words say of it goes where it has a place of its own.
    fn done(&self, review: Option<NaiveDate>, world: World<'_>) -> Step {
        let today = world.now.wall.date_naive();
        let short = dated(self.words(), today).words;
        let what = match self.so_far.until {
            Some(_) if !short.is_empty() || !self.so_far.tags.is_empty() => text::line(&short, text::LINE),
            _ => self.so_far.what.clone(),
        };
        let up_to = self.so_far.up_to.filter(|_| what.is_some());
        let restriction = Restriction { what, up_to, review, ..self.so_far.clone() };
        let person = restriction.person;
        let by = restriction.by.clone();
        let same = self.replaces().and_then(|id| world.archive.restriction(id)) == Some(&restriction);
        let added = || vec![Change::Restrict(restriction.clone())];
        match &self.whence {
            Whence::Ledger => Step::On { changes: added(), then: Then::Onward(Minding::saying(ADDED)) },
            Whence::Mine(turn, _) if same => Step::on(Then::Onward(MyMinding::saying(turn, SAME))),
            Whence::Mine(turn, Some(before)) => {
                let changes = vec![Change::Reword(person, before.clone(), restriction)];
                Step::On { changes, then: Then::Onward(MyMinding::saying(turn, CHANGED)) }
            }
            Whence::Mine(turn, None) => {
                Step::On { changes: added(), then: Then::Onward(MyMinding::saying(turn, ADDED)) }
            }
            Whence::Team(asked) => {
                let mut changes = added();
                changes.push(Change::Team(person, TeamSaid::SomethingToMind, by));
                asked.told(changes, world)
            }
        }
    }

    fn words(&self) -> &str {
        self.so_far.what.as_deref().unwrap_or_default()
    }

    fn replaces(&self) -> Option<&Id> {
        match &self.whence {
            Whence::Mine(_, before) => before.as_ref(),
            Whence::Ledger | Whence::Team(_) => None,
        }
    }

    fn turn(&self) -> Option<Person> {
        (self.whence != Whence::Ledger).then_some(self.so_far.person)
    }
}

const ADDED: &str = "It is kept, and it holds at once.";
const CHANGED: &str = "It is kept. As it was, it holds through tonight.";
const SAME: &str = "It stays as it is.";

/// A day from today on; none where nothing was typed.
fn end(words: &str, today: NaiveDate) -> Result<Option<NaiveDate>, String> {
    match typed::end(&text::line(words, text::LINE).unwrap_or_default(), today) {
        End::Open => Ok(None),
        End::On(day) if day < today => Err(OVER.into()),
        End::On(day) => Ok(Some(day)),
        End::WithoutYear(date) => Err(without_year(date, today)),
        End::NoDay => Err(NO_DAY.into()),
    }
}
