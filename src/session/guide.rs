//! Drives a flow for a front end: commits first, advances after, and knows whose turn it is.

mod deed;
mod stood;

use super::places::Place;
use super::{NotKept, Session};
use crate::domain::change::Refusal;
use crate::domain::content::Content;
use crate::domain::flow::cover::Cover;
use crate::domain::flow::earlier::Earlier;
use crate::domain::flow::first_turn::FirstTurn;
use crate::domain::flow::my_ways::MyWays;
use crate::domain::flow::offers::OffersFlow;
use crate::domain::flow::recovery::Recovery;
use crate::domain::flow::set_up::SetUp;
use crate::domain::flow::twilight::Twilight;
use crate::domain::flow::who::Who;
use crate::domain::flow::{Answer, Flow, Prompt, Purpose, Step, Then, World};
use crate::domain::people::Person;
use crate::domain::time::Now;

use stood::Stood;

/// What a flow may look at apart from the archive; the same for a whole run.
#[derive(Clone, Copy)]
pub struct Stage<'a> {
    /// The embedded content.
    pub content: &'a Content,
    /// Whether this machine has a desktop that shows icons.
    pub desktop: bool,
}

/// Where a front end can send two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// First run, from the first step not asked yet.
    SetUp,
    /// Checking in together: whatever comes next this evening.
    Evening,
    /// What tonight could hold.
    Offers,
    /// The quiet ending.
    Twilight,
    /// One's own questions and limits.
    Ways,
    /// Covering something shown.
    Cover,
    /// Earlier copies.
    Earlier,
    /// What to put in the place of damaged files.
    Recovery,
}

/// What an answer came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The answer does not fit; the sentence says why, and the question stays.
    Again(String),
    /// It fits and could not be kept; the sentence says why, and the words stay.
    NotKept(String),
    /// Another page. `scrub`: a turn ended or began, so nothing of the last page may stay
    /// anywhere on the screen.
    Moved {
        /// Whether the last page is to be wiped, not only replaced.
        scrub: bool,
    },
    /// Back to Tonight, perhaps with a word about what was done.
    Home(Option<String>),
    /// The program goes on line by line.
    Lines,
}

/// A flow on its way, with the pages that Esc leads back to.
pub struct Guide {
    flow: Option<Flow>,
    trail: Vec<Flow>,
    stood: Stood,
}

impl Guide {
    /// Sets out on `route`. The outcome is `Moved` where there is a first page, and otherwise
    /// what a front end does instead.
    pub fn begin(route: Route, session: &mut Session, stage: Stage<'_>, now: Now) -> (Self, Outcome) {
        session.refresh();
        session.tick(now);
        let looking = session.looking_only().filter(|_| !Place::Flow(route).leads(session));
        if let Some(why) = looking.map(str::to_owned) {
            let guide = Self { flow: None, trail: Vec::new(), stood: Stood::default() };
            return (guide, Outcome::NotKept(why));
        }
        let mut guide = Self { flow: None, trail: Vec::new(), stood: Stood::default() };
        let world = world(session, stage, now);
        let step = match route {
            Route::SetUp => Step::on(Then::Onward(SetUp::begin(world))),
            Route::Evening => Step::on(Who::evening(world)),
            Route::Offers => OffersFlow::step(world.evening(), world),
            Route::Twilight => Twilight::step(world.evening(), world.archive.alone()),
            Route::Ways => Step::on(Who::turn(Purpose::Ways, world)),
            Route::Cover => Step::on(Who::turn(Purpose::Cover, world)),
            Route::Recovery => Step::on(Recovery::begin(session.damaged(now))),
            Route::Earlier => match session.backups() {
                Ok(copies) => Step::on(Then::Onward(Earlier::shared(copies))),
                Err(error) => return (guide, Outcome::NotKept(error.to_string())),
            },
        };
        let outcome = guide.take(step, session, stage, now);
        (guide, outcome)
    }

    /// What is asked now; `None` once the guide has led home.
    #[must_use]
    pub fn prompt(&self, session: &Session, stage: Stage<'_>, now: Now) -> Option<Prompt> {
        let mut prompt = self.flow.as_ref()?.prompt(world(session, stage, now));
        self.stood.put_back(&mut prompt);
        Some(prompt)
    }

    /// Notes that a page stands at `answer` when it is answered or left, so that it stands there
    /// should one come back to it in the same turn.
    pub fn stands_at(&mut self, prompt: &Prompt, answer: &Answer) {
        self.stood.note(prompt, answer);
    }

    /// Gives an answer: what it changes is kept first, and only then the next page comes.
    pub fn answer(&mut self, answer: Answer, session: &mut Session, stage: Stage<'_>, now: Now) -> Outcome {
        session.tick(now);
        let Some(flow) = &self.flow else { return Outcome::Home(None) };
        let step = flow.answer(answer, world(session, stage, now));
        self.take(step, session, stage, now)
    }

    /// One page back, with its answer open again; `false` where nothing comes before this page.
    /// What is kept stays kept until another answer takes its place.
    pub fn back(&mut self) -> bool {
        let Some(flow) = self.trail.pop() else { return false };
        self.flow = Some(flow);
        true
    }

    /// Leaves for Tonight. An open turn ends; its draft stays, and is resumed.
    pub fn leave(&mut self, session: &mut Session) {
        self.flow = None;
        self.trail.clear();
        self.stood = Stood::default();
        session.end_turn();
    }

    /// Keeps words that are still in the open field with the draft of the turn, where there is one.
    ///
    /// # Errors
    /// [`NotKept`] where they could not be saved; they stay in the field.
    pub fn typing(&mut self, words: &str, session: &mut Session, now: Now) -> Result<(), NotKept> {
        let Some(change) = self.flow.as_ref().and_then(|flow| flow.draft(words)) else { return Ok(()) };
        session.commit(&[change], now)
    }

    fn take(&mut self, step: Step, session: &mut Session, stage: Stage<'_>, now: Now) -> Outcome {
        let (changes, then) = match step {
            Step::Again(why) => return Outcome::Again(why),
            Step::On { changes, then } => (changes, then),
        };
        if !changes.is_empty()
            && let Err(error) = session.commit(&changes, now)
        {
            return Outcome::NotKept(error.to_string());
        }
        self.follow(then, session, stage, now)
    }

    fn follow(&mut self, then: Then, session: &mut Session, stage: Stage<'_>, now: Now) -> Outcome {
        match then {
            Then::Page(flow) => {
                self.trail.extend(self.flow.replace(flow));
                Outcome::Moved { scrub: false }
            }
            Then::Onward(flow) => self.onward(flow, false),
            Then::Turn(person, purpose) => self.open(person, purpose, session, stage, now),
            Then::HandOver(flow) => {
                session.end_turn();
                session.tick(now);
                self.onward(flow, true)
            }
            Then::Home(word) => {
                self.leave(session);
                Outcome::Home(word)
            }
            Then::Deed(deed) => match deed::done(deed, session, stage, now) {
                Ok(then) => self.follow(then, session, stage, now),
                Err(why) => Outcome::NotKept(why),
            },
            Then::Lines => {
                self.leave(session);
                Outcome::Lines
            }
        }
    }

    fn onward(&mut self, flow: Flow, scrub: bool) -> Outcome {
        self.trail.clear();
        if scrub {
            self.stood = Stood::default();
        }
        self.flow = Some(flow);
        Outcome::Moved { scrub }
    }

    fn open(
        &mut self,
        person: Person,
        purpose: Purpose,
        session: &mut Session,
        stage: Stage<'_>,
        now: Now,
    ) -> Outcome {
        let Some(turn) = session.open_turn(person) else {
            let why = session.looking_only().map(str::to_owned);
            return Outcome::NotKept(why.unwrap_or_else(|| Refusal::NobodyThere.to_string()));
        };
        if purpose == Purpose::Cover
            && let Err(error) = session.reach_all()
        {
            session.end_turn();
            return Outcome::NotKept(error.to_string());
        }
        let copies = if purpose == Purpose::Earlier { session.backups() } else { Ok(Vec::new()) };
        let copies = match copies {
            Ok(copies) => copies,
            Err(error) => {
                session.end_turn();
                return Outcome::NotKept(error.to_string());
            }
        };
        let world = world(session, stage, now);
        let flow = match purpose {
            Purpose::CheckIn => FirstTurn::begin(&turn, world),
            Purpose::Ways => MyWays::begin(&turn),
            Purpose::Cover => Cover::begin(&turn),
            Purpose::Earlier => Earlier::own(copies, &turn),
        };
        self.onward(flow, true)
    }
}

/// What a flow sees at this moment.
fn world<'a>(session: &'a Session, stage: Stage<'a>, now: Now) -> World<'a> {
    World { archive: session.archive(), content: stage.content, now, desktop: stage.desktop }
}
