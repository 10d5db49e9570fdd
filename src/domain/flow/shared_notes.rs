//! The journal as it is read outside anybody's turn: what both may read, month by month.

use super::calendar::Calendar;
use super::find::Find;
use super::listing::{Chosen, Listing, TITLE, heading, with_words};
use super::small_wins::SmallWinsFlow;
use super::together::Together;
use super::weeks::WeeksFlow;
use super::who::Who;
use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, Purpose, Step, Then, World};
use crate::domain::note::{Drawer, Note, NoteAt};
use crate::domain::time::{Evening, YearMonth};

/// Where in reading one is.
#[derive(Clone, PartialEq)]
pub struct SharedNotes {
    page: Page,
    /// Where it was found, to go back there.
    found: Option<Box<Find>>,
}

#[derive(Clone, PartialEq)]
enum Page {
    Door,
    List(Listing),
    /// Which month to go to.
    Month,
    One(NoteAt, Listing),
}

/// Where the first page leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Read,
    Turn,
    Find,
    Together,
    Weeks,
    Wins,
    Leave,
}

impl Way {
    /// What leads anywhere now, in its order.
    fn all(world: World<'_>) -> Vec<Self> {
        let mut ways = vec![Self::Read, Self::Turn, Self::Find, Self::Together];
        ways.extend((!world.archive.alone()).then_some(Self::Weeks));
        ways.extend([Self::Wins, Self::Leave]);
        ways
    }

    fn choice(self) -> Choice {
        match self {
            Self::Read => Choice::noted("Read", "what is shared"),
            Self::Turn => Choice::noted("Write, or look at mine", "a turn of one's own"),
            Self::Find => Choice::noted("Find something", "among what is shared"),
            Self::Together => Choice::noted("Something together", "our words, the jar, a talk"),
            Self::Weeks => Choice::noted("Our weeks, drawn side by side", "where you both ask for it"),
            Self::Wins => Choice::noted("A month of small wins", "what was good in it"),
            Self::Leave => Choice::plain("Leave it for now"),
        }
    }

    fn step(self, world: World<'_>) -> Step {
        match self {
            Self::Read => Step::page(SharedNotes::at(Page::List(Listing::default()))),
            Self::Turn => Step::on(Who::turn(Purpose::Notes, world)),
            Self::Find => Step::page(Find::begin(None)),
            Self::Together => Step::page(Together::begin()),
            Self::Weeks => Step::page(WeeksFlow::ours()),
            Self::Wins => Step::page(SmallWinsFlow::of(world.evening().month(), SharedNotes::begin())),
            Self::Leave => Step::on(Then::Home(None)),
        }
    }
}

impl SharedNotes {
    /// To read what both may read, or to a turn of one's own.
    #[must_use]
    pub fn begin() -> Flow {
        Self::at(Page::Door)
    }

    /// What is written of one day.
    #[must_use]
    pub fn of(day: Evening) -> Flow {
        Self::at(Page::List(Listing::of(day)))
    }

    fn at(page: Page) -> Flow {
        Flow::SharedNotes(Self { page, found: None })
    }

    /// An entry that was found, with the way back to where it was.
    pub(super) fn found(at: NoteAt, found: Find) -> Flow {
        let page = Page::One(at, Listing::default());
        Flow::SharedNotes(Self { page, found: Some(Box::new(found)) })
    }

    /// From any page to the first one, or to where an entry was found.
    pub(super) fn above(&self) -> Option<Flow> {
        match &self.found {
            Some(found) => Some(found.again(None)),
            None => (self.page != Page::Door).then(Self::begin),
        }
    }

    /// Whether it was found by looking for it.
    pub(super) fn was_found(&self) -> bool {
        self.found.is_some()
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match self.page {
            Page::List(listing) => listing.look(None, world).err(),
            Page::Door | Page::Month | Page::One(..) => None,
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        match &self.page {
            Page::Door => {
                let choices = Way::all(world).into_iter().map(Way::choice).collect();
                Prompt::new(TITLE, "What would you like?", Ask::OneOf(OneOf::new(choices)))
                    .line("A line is plenty. It is kept for as long as you like.")
            }
            Page::List(listing) => {
                listing.prompt(None, if listing.day().is_some() { "Back" } else { "Back to Tonight" }, world)
            }
            Page::Month => Listing::which_month(),
            Page::One(at, _) => match shared(at, world) {
                Some(note) => with_words(Prompt::new(TITLE, heading(note, world), Ask::Go), note, None),
                None => Prompt::new(TITLE, "That is not there any more.", Ask::Go),
            },
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (&self.page, answer) {
            (Page::Door, Answer::Pick(at)) => {
                Way::all(world).get(at).map_or_else(Step::not_asked, |way| way.step(world))
            }
            (Page::List(listing), Answer::Pick(at)) => match listing.choose(at, None, world) {
                Some(Chosen::Entry(at)) => Step::page(Self::at(Page::One(at, *listing))),
                Some(Chosen::Earlier(earlier)) => Step::page(Self::at(Page::List(earlier))),
                Some(Chosen::Back) => {
                    Step::back_to(listing.day().map(|day| Calendar::day(day.0, None)).as_ref())
                }
                None => Step::not_asked(),
            },
            (Page::List(_), Answer::Extra(Extra::GoToMonth, _)) => Step::page(Self::at(Page::Month)),
            (Page::Month, Answer::Text(words)) => match Listing::typed(&words, world) {
                Ok(listing) => Step::on(Then::Onward(Self::at(Page::List(listing)))),
                Err(why) => Step::Again(why.into()),
            },
            (Page::One(_, listing), Answer::Go) => {
                let list = || Self::at(Page::List(*listing));
                Step::on(Then::Onward(self.found.as_ref().map_or_else(list, |found| found.again(None))))
            }
            _ => Step::not_asked(),
        }
    }
}

fn shared<'a>(at: &NoteAt, world: World<'a>) -> Option<&'a Note> {
    let Drawer::Shared(month) = at.drawer else { return None };
    let notes = world.archive.read_together(month)?;
    notes.into_iter().find(|(one, _)| one == at).map(|(_, note)| note)
}
