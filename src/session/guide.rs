//! Drives a flow for a front end: commits first, advances after, and knows whose turn it is.

mod deed;
mod route;
mod stood;

pub use route::{Bookmark, Route};

use std::sync::Arc;

use super::places::Place;
use super::{NotKept, Session};
use crate::domain::calendar::incoming::Found;
use crate::domain::change::{Change, Refusal};
use crate::domain::content::Content;
use crate::domain::flow::body_notes::BodyNotes;
use crate::domain::flow::breathe::Breathe;
use crate::domain::flow::calendar::{Bin, Calendar};
use crate::domain::flow::check_in::CheckInFlow;
use crate::domain::flow::cleared::{ClearedCopies, Gone};
use crate::domain::flow::copies::Copies;
use crate::domain::flow::cover::Cover;
use crate::domain::flow::deed::After;
use crate::domain::flow::earlier::Earlier;
use crate::domain::flow::first_turn::FirstTurn;
use crate::domain::flow::import::Import;
use crate::domain::flow::looking_back::LookingBack;
use crate::domain::flow::minding::Minding;
use crate::domain::flow::minding::mine::MyMinding;
use crate::domain::flow::my_lock::MyLock;
use crate::domain::flow::my_ways::MyWays;
use crate::domain::flow::notes::Notes;
use crate::domain::flow::offers::OffersFlow;
use crate::domain::flow::other_key::AnotherKey;
use crate::domain::flow::plan::PlanFlow;
use crate::domain::flow::recovery::Recovery;
use crate::domain::flow::rules::EndRules;
use crate::domain::flow::set_up::SetUp;
use crate::domain::flow::shared_notes::SharedNotes;
use crate::domain::flow::sitting::Sitting;
use crate::domain::flow::touch::Touch;
use crate::domain::flow::twilight::Twilight;
use crate::domain::flow::unlock::Unlock;
use crate::domain::flow::welcome::MyWelcome;
use crate::domain::flow::who::Who;
use crate::domain::flow::window::WindowFlow;
use crate::domain::flow::{Answer, Flow, Prompt, Purpose, Step, Then, World, WrittenDown};
use crate::domain::merge::Preview;
use crate::domain::people::Person;
use crate::domain::sitting::Live;
use crate::domain::time::Now;
use crate::store::{Cleared, StoreError, Went};

use stood::Stood;

/// What a flow may look at apart from the archive; the same for a whole run.
#[derive(Clone, Copy)]
pub struct Stage<'a> {
    /// The embedded content.
    pub content: &'a Content,
    /// Whether this machine has a desktop that shows icons.
    pub desktop: bool,
    /// What was found in the file of another calendar.
    pub incoming: Option<&'a Arc<Found>>,
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
    /// This is to be written into a file of its own; where it was a turn, that is over.
    WriteDown(WrittenDown),
    /// The program goes on line by line.
    Lines,
}

/// A flow on its way, with the pages that Esc leads back to.
pub struct Guide {
    route: Route,
    /// Whose turn is open, and for what.
    turn: Option<(Person, Purpose)>,
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
        let looking = session.looking_only().filter(|_| !Place::Flow(route).leads(session, now));
        if let Some(why) = looking.map(str::to_owned) {
            return (Self::on(route), Outcome::NotKept(why));
        }
        let mut guide = Self::on(route);
        let copies = if route == Route::Copies { session.conflicts(now) } else { Ok(Preview::default()) };
        let copies = match copies {
            Ok(copies) => copies,
            Err(why) => return (guide, Outcome::NotKept(why.to_string())),
        };
        let world = world(session, stage, now);
        let step = match route {
            Route::SetUp => Step::on(Then::Onward(SetUp::begin(world))),
            Route::Evening => Step::on(Who::evening(world)),
            Route::Offers => OffersFlow::step(world.evening(), world),
            Route::Twilight => Twilight::step(world.evening(), world.archive.alone()),
            Route::Breathe => Step::page(Breathe::begin()),
            Route::Touch => Step::on(Touch::begin(world)),
            Route::Ways => Step::on(Who::turn(Purpose::Ways, world)),
            Route::Cover => Step::on(Who::turn(Purpose::Cover, world)),
            Route::Lock => Step::on(Who::turn(Purpose::Lock, world)),
            // One person alone has nobody to read with.
            Route::Notes if world.archive.alone() && session.looking_only().is_none() => {
                Step::on(Who::turn(Purpose::Notes, world))
            }
            Route::Notes => Step::page(SharedNotes::begin()),
            Route::Plan => Step::page(PlanFlow::begin()),
            Route::LookingBack => Step::page(LookingBack::begin(world)),
            Route::Minding => Step::page(Minding::begin()),
            Route::Copies => Step::on(Then::Onward(Copies::begin(copies))),
            Route::Recovery => Step::on(Recovery::begin(session.damaged(now))),
            Route::Import => match stage.incoming {
                Some(found) => Step::on(Then::Onward(Import::begin(Arc::clone(found)))),
                None => Step::on(Then::Home(None)),
            },
            Route::OtherKey => Step::on(AnotherKey::begin(session.other_key().cloned())),
            Route::Calendar => Step::on(Then::Onward(Calendar::begin(world))),
            Route::CalendarBin => Step::on(Then::Onward(Bin::begin())),
            Route::Window => Step::on(WindowFlow::begin(world.evening(), world)),
            Route::Earlier => match session.backups() {
                Ok(copies) => Step::on(Then::Onward(Earlier::shared(copies))),
                Err(error) => return (guide, Outcome::NotKept(error.to_string())),
            },
        };
        let outcome = guide.take(step, session, stage, now);
        (guide, outcome)
    }

    fn on(route: Route) -> Self {
        Self { route, turn: None, flow: None, trail: Vec::new(), stood: Stood::default() }
    }

    /// Where this is, to come back to.
    #[must_use]
    pub fn bookmark(&self) -> Bookmark {
        let sitting = self.sitting().map(|sitting| Box::new(sitting.clone()));
        Bookmark { route: self.route, turn: self.turn, sitting }
    }

    /// The sitting that is open on this page, or under it.
    fn sitting(&self) -> Option<&Sitting> {
        self.flow.iter().chain(self.trail.iter().rev()).find_map(Flow::open_sitting)
    }

    /// Whether a sitting is open.
    #[must_use]
    pub fn sits(&self) -> bool {
        self.sitting().is_some()
    }

    /// Ends the sitting from any of its pages. Nothing leads back.
    pub fn stop_sitting(&mut self) {
        self.onward(Flow::Sitting(Box::new(Sitting::stopped())), true);
    }

    /// Notes how the signals stand when their page is left.
    pub fn signals_stand_at(&mut self, live: &Live) {
        if let Some(Flow::Sitting(sitting)) = &mut self.flow {
            sitting.signals_stand_at(live);
        }
    }

    /// Goes on where `bookmark` is, if it was `person` who was there: they have just shown that
    /// it is them. `None` where it was the other one's turn.
    pub fn resume(
        bookmark: Bookmark,
        person: Person,
        session: &mut Session,
        stage: Stage<'_>,
        now: Now,
    ) -> Option<(Self, Outcome)> {
        if let Some(sitting) = bookmark.sitting {
            let mut guide = Self::on(bookmark.route);
            let outcome = guide.onward(Flow::Sitting(sitting), true);
            return Some((guide, outcome));
        }
        let Some((whose, purpose)) = bookmark.turn else {
            return Some(Self::begin(bookmark.route, session, stage, now));
        };
        if whose != person {
            return None;
        }
        let mut guide = Self::on(bookmark.route);
        let mut outcome = guide.open(person, purpose, session, stage, now);
        if guide.flow.as_ref().is_some_and(Flow::asks_whether_to_go_on) {
            outcome = guide.answer(Answer::Pick(0), session, stage, now);
        }
        Some((guide, outcome))
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
        self.flow.iter_mut().for_each(|flow| flow.stands_at(answer));
    }

    /// Whether somebody looks for something, here or on a page that leads here.
    #[must_use]
    pub fn searches(&self) -> bool {
        self.flow.iter().chain(&self.trail).any(Flow::is_of_a_search)
    }

    /// Gives an answer: what it changes is kept first, and only then the next page comes.
    pub fn answer(&mut self, answer: Answer, session: &mut Session, stage: Stage<'_>, now: Now) -> Outcome {
        session.tick(now);
        if answer == Answer::Over && self.sits() {
            self.stop_sitting();
            return Outcome::Moved { scrub: true };
        }
        let Some(flow) = &self.flow else { return Outcome::Home(None) };
        let step = flow.answer(answer, world(session, stage, now));
        self.take(step, session, stage, now)
    }

    /// What was done last is undone: the page says no more that it was.
    pub fn quiet(&mut self) {
        self.flow.iter_mut().for_each(Flow::quiet);
    }

    /// One page back, with its answer open again; `false` where nothing comes before this page.
    /// What is kept stays kept until another answer takes its place.
    pub fn back(&mut self) -> bool {
        let above = || self.flow.as_ref().and_then(Flow::above);
        let Some(flow) = self.trail.pop().or_else(above) else { return false };
        self.flow = Some(flow);
        true
    }

    /// Leaves for Tonight. An open turn ends; its draft stays, and is resumed.
    pub fn leave(&mut self, session: &mut Session) {
        self.flow = None;
        self.turn = None;
        self.trail.clear();
        self.stood = Stood::default();
        session.end_turn();
    }

    /// Whether words that are still in the open field are kept anywhere.
    #[must_use]
    pub fn keeps_words(&self) -> bool {
        self.flow.as_ref().is_some_and(Flow::keeps_words)
    }

    /// Keeps words that are still in the open field with the draft of the turn, where there is one.
    ///
    /// # Errors
    /// [`NotKept`] where they could not be saved; they stay in the field.
    pub fn typing(&mut self, words: &str, session: &mut Session, now: Now) -> Result<(), NotKept> {
        let Some(change) = self.flow.as_ref().and_then(|flow| flow.draft(words)) else { return Ok(()) };
        session.commit(&[change], now)
    }

    /// Keeps words that the disk did not take, locked and in memory, while the screen is locked.
    pub fn hold(&mut self, words: &str, session: &mut Session) {
        if let Some(change) = self.flow.as_ref().and_then(|flow| flow.draft(words)) {
            session.hold(&change);
        }
    }

    fn take(&mut self, step: Step, session: &mut Session, stage: Stage<'_>, now: Now) -> Outcome {
        let (changes, then) = match step {
            Step::Again(why) => return Outcome::Again(why),
            Step::On { changes, then } => (changes, then),
        };
        if !changes.is_empty() {
            // What went at the start is nobody's business in this turn.
            session.take_cleared();
        }
        if !changes.is_empty()
            && let Err(error) = session.commit(&changes, now)
        {
            return Outcome::NotKept(error.to_string());
        }
        if let Then::Page(flow) | Then::Onward(flow) = &then
            && let Err(error) = reach(flow, session, stage, now)
        {
            return Outcome::NotKept(error.to_string());
        }
        if let Then::Page(flow) | Then::Onward(flow) = &then
            && flow.open_sitting().is_some()
        {
            // Nothing that was done before it can be turned back in the middle of it.
            session.forget_undo();
        }
        let whose = session.turn();
        let mut gone = gone(session);
        if !changes.iter().all(Change::tells_of_copies) {
            // A copy that went as a whole held more than that.
            gone.retain(|one| one.whole);
        }
        let moved = !changes.is_empty() && changes.iter().all(Change::only_moves);
        match ClearedCopies::before(then, gone, whose, moved) {
            Then::Page(flow) => {
                self.trail.extend(self.flow.replace(flow));
                Outcome::Moved { scrub: false }
            }
            Then::Onward(flow) => {
                // Whoever erased themselves has no turn any more.
                let ended = whose.is_none() && self.turn.take().is_some();
                self.onward(flow, ended)
            }
            Then::Deed(deed) => {
                session.take_cleared();
                match deed::done(deed, session, stage, now) {
                    Ok(then) => self.take(Step::on(then), session, stage, now),
                    Err(error) => Outcome::NotKept(error.to_string()),
                }
            }
            Then::Turn(person, purpose) if session.asks_for_passphrase(person, now) => {
                self.trail.extend(self.flow.replace(Unlock::begin(person, purpose)));
                Outcome::Moved { scrub: false }
            }
            Then::Turn(person, purpose) => self.open(person, purpose, session, stage, now),
            Then::HandOver(flow) => {
                session.end_turn();
                self.turn = None;
                session.tick(now);
                self.onward(flow, true)
            }
            Then::Home(word) => {
                self.leave(session);
                Outcome::Home(word)
            }
            Then::WriteDown(what) => {
                self.leave(session);
                Outcome::WriteDown(what)
            }
            Then::Lines => {
                self.leave(session);
                Outcome::Lines
            }
        }
    }

    fn onward(&mut self, flow: Flow, scrub: bool) -> Outcome {
        self.trail.clear();
        self.stood.is_past();
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
        let Some(turn) = session.open_turn(person, now) else {
            let why = session.looking_only().map(str::to_owned);
            return Outcome::NotKept(why.unwrap_or_else(|| Refusal::NobodyThere.to_string()));
        };
        if purpose == Purpose::Cover
            && let Err(error) = session.reach_all(now)
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
        self.turn = Some((person, purpose));
        let world = world(session, stage, now);
        let flow = match purpose {
            Purpose::CheckIn => FirstTurn::begin(&turn, world),
            Purpose::Ways => MyWays::begin(&turn),
            Purpose::Cover => Cover::begin(&turn),
            Purpose::Lock => MyLock::begin(&turn, After::Home, world),
            Purpose::Notes => Notes::begin(&turn),
            Purpose::Earlier => Earlier::own(copies, &turn),
            Purpose::Minding => MyMinding::begin(&turn),
            Purpose::Body => BodyNotes::begin(&turn),
            Purpose::Rules => EndRules::begin(&turn),
            Purpose::TwoKeys => CheckInFlow::two_keys(&turn, world),
            Purpose::Welcome => MyWelcome::begin(&turn),
        };
        self.onward(flow, true)
    }
}

/// What went from earlier copies with the last step.
fn gone(session: &mut Session) -> Vec<Gone> {
    let gone = |one: &Cleared| Gone { part: one.part(), whole: one.went != Went::Cleaned };
    session.take_cleared().iter().map(gone).collect()
}

/// Reads the months that a page is about.
fn reach(flow: &Flow, session: &mut Session, stage: Stage<'_>, now: Now) -> Result<(), StoreError> {
    while let Some(month) = flow.needs(world(session, stage, now)) {
        match flow {
            Flow::Find(_) => session.reach_all(now)?,
            _ => session.reach(month, now)?,
        }
    }
    // What a page can do without never keeps anybody from it.
    while let Some(month) = flow.likes(world(session, stage, now)) {
        if session.reach(month, now).is_err() {
            break;
        }
    }
    Ok(())
}

/// What a flow sees at this moment.
fn world<'a>(session: &'a Session, stage: Stage<'a>, now: Now) -> World<'a> {
    let keeps = session.looking_only().is_none();
    World { archive: session.archive(), content: stage.content, now, desktop: stage.desktop, keeps }
}
