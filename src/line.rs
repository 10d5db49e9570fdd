//! Line mode: the same flows, one question at a time, as plain lines of text.

use std::io::{self, BufRead, Write};
use std::time::Duration;

use zeroize::Zeroizing;

use crate::domain::flow::{Answer, Ask, Prompt};
use crate::domain::people::{Each, Person};
use crate::domain::time::Now;
use crate::export;
use crate::session::Session;
use crate::session::guide::{Bookmark, Guide, Outcome, Route, Stage};
use crate::store::RealDisk;

mod home;
mod locked;
mod page;
pub mod read;
pub mod show;
mod signals;
pub mod talk;
mod week;
mod weeks;
mod write;

use page::Page;
use read::{Heard, hear};
use talk::Talk;

/// What line mode runs with.
pub struct Opening<'a> {
    /// What flows may look at.
    pub stage: Stage<'a>,
    /// Where time is read.
    pub clock: &'a dyn Fn() -> Now,
    /// What to begin with, where it is not Tonight.
    pub begin: Option<Route>,
    /// Said first, where there is something to say about this run.
    pub notice: Option<&'a str>,
}

/// Where the conversation goes on.
#[derive(Clone, PartialEq)]
enum Next {
    Tonight,
    Settings,
    Flow(Route),
    /// Everything is locked; where to go on once it is open.
    Locked(Option<LeftAt>),
    Close,
}

/// A place to come back to, with nothing of what was said there.
#[derive(Clone, PartialEq)]
enum LeftAt {
    Guided(Bookmark),
    Settings,
}

/// Reads and answers until somebody closes or nothing more is typed.
///
/// # Errors
/// Where what is said cannot be written, or what is typed cannot be read.
pub fn run<R: BufRead, W: Write>(
    session: &mut Session,
    opening: Opening<'_>,
    talk: Talk<R, W>,
) -> io::Result<()> {
    let mut lines = Lines { session, stage: opening.stage, clock: opening.clock, talk };
    let ended = lines.run(&opening);
    lines.talk.show_typing();
    ended
}

/// A line that is not help and not a word about the line itself.
enum Typed {
    Answers(Vec<Answer>),
    Back,
    /// The last change was taken back, or could not be.
    Undone,
    Close,
    /// To Tonight, at once.
    Home,
    /// Everything is locked.
    Locked,
    /// Time for touch is over.
    Stopped,
}

/// What came of hiding.
enum Hidden {
    /// Everything is locked.
    Locked,
    /// Nothing more will be typed.
    Ended,
    /// Somebody is back; whether a turn ended with it, and what was typed.
    Back { turn: bool, typed: String },
}

/// What came of asking at a page.
enum Answered {
    Came(Outcome),
    Close,
    Locked,
}

struct Lines<'a, R, W> {
    session: &'a mut Session,
    stage: Stage<'a>,
    clock: &'a dyn Fn() -> Now,
    talk: Talk<R, W>,
}

impl<R: BufRead, W: Write> Lines<'_, R, W> {
    fn run(&mut self, opening: &Opening<'_>) -> io::Result<()> {
        if self.session.is_locked() && self.unlock(None)?.is_none() {
            return self.talk.say("Closed.");
        }
        self.open(opening.notice)?;
        let nobody = self.session.archive().people().next().is_none();
        let mut next = match opening.begin {
            _ if nobody && self.session.looking_only().is_none() => Next::Flow(Route::SetUp),
            begin => self.first(begin),
        };
        loop {
            next = match next {
                Next::Tonight => self.tonight()?,
                Next::Settings => self.settings()?,
                Next::Flow(route) => self.flow(route)?,
                Next::Locked(left_at) => self.come_back(left_at)?,
                Next::Close => break,
            };
        }
        self.talk.say("Closed for tonight.")
    }

    /// What comes first once it is open: whatever a person has to decide, then what was asked for.
    fn first(&self, begin: Option<Route>) -> Next {
        match begin {
            _ if self.session.needs_choice() => Next::Flow(Route::Recovery),
            _ if self.session.other_key().is_some() => Next::Flow(Route::OtherKey),
            Some(route) => Next::Flow(route),
            None => Next::Tonight,
        }
    }

    fn open(&mut self, notice: Option<&str>) -> io::Result<()> {
        self.talk.say("Evenfall, line by line.")?;
        self.talk.say("? and Enter says what can be typed, q and Enter closes.")?;
        self.talk.say("Where words are typed these are :? and :q, on a page of many lines .? and .q.")?;
        if let Some(notice) = notice {
            self.talk.say(notice)?;
        }
        let notices = self.session.notices().to_vec();
        self.talk.say_all(&notices)?;
        let why = self.session.looking_only().map(str::to_owned);
        self.talk.say_all(&why)
    }

    fn now(&self) -> Now {
        (self.clock)()
    }

    fn names(&self) -> Each<String> {
        Each::from_fn(|person| self.session.archive().name(person).to_owned())
    }

    /// Says a page whole, after an empty line.
    fn show(&mut self, page: &Page) -> io::Result<()> {
        let names = self.names();
        self.talk.say("")?;
        self.talk.say(&show::head(&page.prompt, &names))?;
        self.talk.say_all(&show::body(&page.prompt, &page.field))
    }

    /// Asks at `page` until there is an answer, or a wish to leave it.
    /// Where a `guide` is being followed a sitting may be open, which a word ends, lines of a text
    /// are kept with its draft, and what was looked for goes when all is hidden.
    fn ask(&mut self, page: &mut Page, mut guide: Option<&mut Guide>) -> io::Result<Typed> {
        let sits = guide.as_ref().is_some_and(|guide| guide.sits());
        let names = self.names();
        let mut invitation = show::invitation(&page.prompt, &names, sits);
        loop {
            let typed = match self.typed(&invitation, &page.prompt) {
                // Nothing was typed for a while, and something is locked: the same as hiding.
                Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                    Zeroizing::new(show::hide(&page.prompt.ask))
                }
                typed => match typed? {
                    Some(typed) => typed,
                    None => return Ok(Typed::Close),
                },
            };
            if sits && show::is_stop(&typed, &page.prompt.ask) {
                return Ok(Typed::Stopped);
            }
            let hides = page.prompt.ask == Ask::Secret && typed.trim() == ":hide";
            let before = page.field.clone();
            let heard = if hides { Heard::Hide } else { hear(&typed, &page.prompt, &mut page.field) };
            match heard {
                Heard::Help => self.talk.say_all(&show::help(&page.prompt, &names))?,
                Heard::Stay(lines) => {
                    self.talk.say_all(&lines)?;
                    if page.field != before {
                        show::invitation_again(&page.prompt.ask).clone_into(&mut invitation);
                        if let (Some(text), Some(guide)) = (page.field.text(), &mut guide) {
                            self.keep(guide, text)?;
                        }
                    }
                }
                Heard::Hide => match self.hide()? {
                    Hidden::Locked => return Ok(Typed::Locked),
                    Hidden::Ended => return Ok(Typed::Close),
                    Hidden::Back { typed, .. } if sits && show::is_stop(&typed, &page.prompt.ask) => {
                        return Ok(Typed::Stopped);
                    }
                    Hidden::Back { turn: true, .. } => return Ok(Typed::Home),
                    // What is looked for is nobody's to find who comes back.
                    Hidden::Back { .. } if guide.as_ref().is_some_and(|guide| guide.searches()) => {
                        return Ok(Typed::Home);
                    }
                    Hidden::Back { turn: false, .. } => self.show(page)?,
                },
                Heard::Undo => {
                    self.undo()?;
                    return Ok(Typed::Undone);
                }
                Heard::Back => return Ok(Typed::Back),
                Heard::Close => return Ok(Typed::Close),
                Heard::Answers(answers, said) => {
                    self.talk.say_all(&said)?;
                    if page.prompt.ask == Ask::Secret {
                        self.talk.say("One moment.")?;
                    }
                    return Ok(Typed::Answers(answers));
                }
            }
        }
    }

    /// Keeps a text that is being written.
    fn keep(&mut self, guide: &mut Guide, text: &str) -> io::Result<()> {
        let now = self.now();
        match guide.typing(text, self.session, now) {
            Ok(()) => Ok(()),
            Err(why) => self.talk.say(&why.to_string()),
        }
    }

    /// Nothing but one word until somebody is back.
    fn hide(&mut self) -> io::Result<Hidden> {
        let word = self.session.archive().settings.neutral_word.clone();
        // A turn ends here: whoever comes back names themselves again.
        let turn = self.session.turn().is_some();
        self.session.hide();
        if self.session.is_locked() {
            return Ok(Hidden::Locked);
        }
        // Whoever hid it comes back when they like.
        self.talk.patience.set(None);
        Ok(match self.talk.hide(&word)? {
            Some(typed) => Hidden::Back { turn, typed },
            None => Hidden::Ended,
        })
    }

    /// Takes back the last change, and says so.
    fn undo(&mut self) -> io::Result<()> {
        let now = self.now();
        let said = match self.session.undo(now) {
            Ok(true) => "Taken back.".to_owned(),
            Ok(false) => "There is nothing to take back.".to_owned(),
            Err(why) => why.to_string(),
        };
        self.talk.say(&said)
    }

    /// Waits for a line, and where something could be locked no longer than that.
    fn typed(&mut self, invitation: &str, prompt: &Prompt) -> io::Result<Option<Zeroizing<String>>> {
        let minutes = u64::from(self.session.archive().settings.idle_minutes);
        let waits = prompt.waits || matches!(prompt.ask, Ask::While { .. } | Ask::Breathe { .. });
        let patience = self.session.locks() && !waits;
        self.talk.patience.set(patience.then(|| Duration::from_secs(60 * minutes)));
        let typed = match prompt.ask {
            Ask::Secret => self.talk.ask_unseen(invitation),
            _ => self.talk.ask(invitation).map(|typed| typed.map(Zeroizing::new)),
        };
        self.talk.patience.set(None);
        typed
    }

    /// One flow after another until it leads to Tonight.
    fn flow(&mut self, route: Route) -> io::Result<Next> {
        let now = self.now();
        let (guide, outcome) = Guide::begin(route, self.session, self.stage, now);
        self.follow_on(guide, outcome)
    }

    fn follow_on(&mut self, mut guide: Guide, mut outcome: Outcome) -> io::Result<Next> {
        let mut page = None;
        loop {
            if let Some(next) = self.follow(outcome, &guide, &mut page)? {
                guide.leave(self.session);
                return Ok(next);
            }
            let whose = self.session.turn();
            let next = match self.answer(&mut guide, page.as_mut())? {
                Answered::Came(next) => next,
                Answered::Close => {
                    guide.leave(self.session);
                    self.hide_turn(whose)?;
                    return Ok(Next::Close);
                }
                Answered::Locked => return Ok(Next::Locked(Some(LeftAt::Guided(guide.bookmark())))),
            };
            if !matches!(next, Outcome::Moved { .. }) {
                self.hide_turn(whose)?;
            }
            outcome = next;
        }
    }

    /// Whichever way a turn ended, what was said in it goes out of sight.
    fn hide_turn(&mut self, whose: Option<Person>) -> io::Result<()> {
        if whose.is_some() && self.session.turn() != whose { self.talk.clear() } else { Ok(()) }
    }

    /// Does what an outcome asks for; where it leads out of the flow, says where to.
    fn follow(
        &mut self,
        outcome: Outcome,
        guide: &Guide,
        page: &mut Option<Page>,
    ) -> io::Result<Option<Next>> {
        match outcome {
            Outcome::Again(why) | Outcome::NotKept(why) => {
                self.talk.say(&why)?;
                return Ok(page.is_none().then_some(Next::Tonight));
            }
            Outcome::Moved { scrub } => {
                if scrub && page.is_some() {
                    self.talk.clear()?;
                }
                return self.turn_to(guide, page);
            }
            Outcome::Home(word) => self.talk.say_all(&word)?,
            Outcome::WriteDown(what) => {
                let (archive, place) = (self.session.archive(), self.session.place());
                let today = self.session.evening(self.now());
                self.talk.say(&export::written(archive, &what, place, today, &RealDisk))?;
            }
            Outcome::Lines => self.talk.say("From now on it begins line by line.")?,
        }
        // Whoever opened it may just have left, and the other has it locked.
        Ok(Some(if self.session.is_locked() { Next::Locked(None) } else { Next::Tonight }))
    }

    /// Shows what is asked now. A page that asks the same again is not said again: so a key
    /// from one of two changes nothing that could be read.
    fn turn_to(&mut self, guide: &Guide, page: &mut Option<Page>) -> io::Result<Option<Next>> {
        let Some(prompt) = guide.prompt(self.session, self.stage, self.now()) else {
            return Ok(Some(Next::Tonight));
        };
        if page.as_ref().is_none_or(|page| page.prompt != prompt) {
            self.show(page.insert(Page::new(prompt)))?;
        }
        Ok(None)
    }

    /// One page back, or to Tonight.
    fn step_back(&mut self, guide: &mut Guide) -> Outcome {
        if guide.back() {
            return Outcome::Moved { scrub: false };
        }
        guide.leave(self.session);
        Outcome::Home(None)
    }

    /// Asks at a page and gives the guide what was answered.
    fn answer(&mut self, guide: &mut Guide, page: Option<&mut Page>) -> io::Result<Answered> {
        let Some(page) = page else { return Ok(Answered::Came(Outcome::Home(None))) };
        if let Ask::Signals(live) = &page.prompt.ask {
            return self.signals(guide, live, &page.prompt.extras);
        }
        let typed = self.ask(page, Some(guide))?;
        if let Some(standing) = page.standing() {
            guide.stands_at(&page.prompt, &standing);
        }
        let answers = match typed {
            Typed::Answers(answers) => answers,
            Typed::Back => return Ok(Answered::Came(self.step_back(guide))),
            Typed::Stopped => {
                guide.stop_sitting();
                return Ok(Answered::Came(Outcome::Moved { scrub: false }));
            }
            Typed::Undone => {
                guide.quiet();
                return Ok(Answered::Came(Outcome::Moved { scrub: false }));
            }
            Typed::Home => {
                guide.leave(self.session);
                return Ok(Answered::Came(Outcome::Home(None)));
            }
            Typed::Locked => return Ok(Answered::Locked),
            Typed::Close => return Ok(Answered::Close),
        };
        let mut outcome = Outcome::Moved { scrub: false };
        for answer in answers {
            guide.stands_at(&page.prompt, &answer);
            outcome = guide.answer(answer, self.session, self.stage, self.now());
            if !matches!(outcome, Outcome::Moved { .. }) {
                break;
            }
        }
        let news = self.session.take_news();
        self.talk.say_all(&news)?;
        Ok(Answered::Came(outcome))
    }
}
