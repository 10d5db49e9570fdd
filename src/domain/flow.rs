//! Every guided thing is a flow: a small pure state machine that asks and takes answers.
//!
//! A flow never advances by itself. An answer gives a [`Step`]; whoever drives the flow commits
//! the step's changes first and only then puts what comes [`Then`] in the flow's place. So when a
//! save fails the question and the words are still there, and the terminal and line-by-line
//! front ends run the very same program.

pub use super::answer::{Answer, Extra, Mark};
pub use find::FindAsk;
pub use prompt::{
    AsWritten, Ask, Choice, DayOf, DaysAsk, Layout, Marked, OneOf, Prompt, ScaleAsk, SideBySide, TextPart,
    Tick, View,
};
pub use step::{Purpose, Step, Then, WrittenDown};

use chrono::NaiveDate;

use super::archive::Archive;
use super::change::Change;
use super::content::Content;
use super::time::{Evening, Now, YearMonth};

pub mod afterwards;
pub mod body_notes;
pub mod breathe;
pub mod calendar;
pub mod check_in;
pub mod cleared;
pub mod copies;
pub mod cover;
pub mod deed;
pub mod earlier;
pub mod entry;
pub mod find;
pub mod first_turn;
pub mod guided_entry;
pub mod hand_over;
pub mod import;
pub mod listening;
mod listing;
pub mod look_together;
pub mod looking_back;
pub mod minding;
pub mod mine;
pub mod my_jar;
pub mod my_lock;
pub mod my_ways;
pub mod notes;
pub mod offers;
pub mod other_key;
pub mod plan;
mod prompt;
pub mod recovery;
pub mod rehearsal;
pub mod rules;
pub mod safety_plan;
pub mod set_up;
pub mod shared_notes;
pub mod signs;
pub mod sitting;
pub mod small_wins;
mod step;
pub mod together;
pub mod touch;
pub mod twilight;
pub mod unlock;
pub mod weeks;
pub mod welcome;
pub mod who;
mod whom_to_call;
pub mod window;

/// What a flow may look at when it asks and answers.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// Everything kept.
    pub archive: &'a Archive,
    /// The embedded content.
    pub content: &'a Content,
    /// The moment.
    pub now: Now,
    /// Whether this machine has a desktop that shows icons.
    pub desktop: bool,
    /// Whether changes can be kept; otherwise there is only looking.
    pub keeps: bool,
}

impl World<'_> {
    /// The evening of this moment.
    #[must_use]
    pub fn evening(&self) -> Evening {
        self.archive.settings.evening(self.now)
    }

    /// What is to be minded on `evening`, as it stands beside what could be done.
    fn minded(&self, evening: Evening) -> impl Iterator<Item = String> {
        let minded = self.archive.plan(evening, self.now).restrictions;
        minded.into_iter().map(|one| format!("Also remember. {}", one.text))
    }

    /// The day of this moment, as the calendar has it.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.wall.date_naive()
    }
}

/// Every guided thing there is.
#[derive(Clone, PartialEq)]
pub enum Flow {
    /// First run.
    SetUp(set_up::SetUp),
    /// Who begins, or who is here.
    Who(who::Who),
    /// One person's questions.
    CheckIn(Box<check_in::CheckInFlow>),
    /// From one to the other.
    HandOver(hand_over::HandOver),
    /// Looking together.
    LookTogether(look_together::LookTogether),
    /// Listening turns and other things that may follow.
    Listening(listening::Listening),
    /// What tonight could hold.
    Offers(offers::OffersFlow),
    /// The quiet ending.
    Twilight(twilight::Twilight),
    /// Breathing together.
    Breathe(breathe::Breathe),
    /// One's own questions and limits.
    MyWays(my_ways::MyWays),
    /// Covering something shown.
    Cover(cover::Cover),
    /// What one noticed, and the jar.
    MyJar(my_jar::MyJar),
    /// One's own passphrase.
    MyLock(my_lock::MyLock),
    /// Showing that a turn is one's own.
    Unlock(unlock::Unlock),
    /// What a sync left beside the files.
    Copies(Box<copies::Copies>),
    /// Earlier copies.
    Earlier(earlier::Earlier),
    /// What to put in the place of damaged files.
    Recovery(recovery::Recovery),
    /// A key that is not the one known here.
    AnotherKey(other_key::AnotherKey),
    /// What a person is asked once, alone, before their first check-in.
    FirstTurn(first_turn::FirstTurn),
    /// The notes that both may read.
    SharedNotes(shared_notes::SharedNotes),
    /// One's own turn with notes.
    Notes(Box<notes::Notes>),
    /// An entry that is asked for part by part.
    GuidedEntry(Box<guided_entry::GuidedEntry>),
    /// Taking out or erasing what is one's own.
    Mine(mine::Mine),
    /// The plan that is shared.
    Plan(Box<plan::PlanFlow>),
    /// What went from earlier copies.
    Cleared(Box<cleared::ClearedCopies>),
    /// Everything that is to be minded.
    Minding(minding::Minding),
    /// Adding something to mind.
    Adding(Box<minding::adding::Adding>),
    /// What there is to mind for one's own body.
    MyMinding(Box<minding::mine::MyMinding>),
    /// How parts of one's own body are lately.
    BodyNotes(Box<body_notes::BodyNotes>),
    /// The calendar.
    Calendar(Box<calendar::Calendar>),
    /// What was put away from the calendar.
    CalendarBin(calendar::Bin),
    /// Something on the calendar in the making.
    Entry(Box<entry::EntryFlow>),
    /// Rules of the couple's own that end.
    EndRules(rules::EndRules),
    /// Time for us.
    Window(window::WindowFlow),
    /// Appointments from another calendar.
    Import(Box<import::Import>),
    /// What belongs to time for touch.
    Touch(touch::Touch),
    /// Time for touch itself.
    Sitting(Box<sitting::Sitting>),
    /// How one's own body was after evenings here.
    AfterEffects(Box<afterwards::AfterEffects>),
    /// What is welcome to one person.
    Welcome(Box<welcome::MyWelcome>),
    /// What both find welcome.
    BothWelcome(welcome::together::BothWelcome),
    /// The couple's own words and gestures.
    Signs(Box<signs::SignsFlow>),
    /// What is done if it gets hard.
    SafetyPlan(Box<safety_plan::SafetyPlan>),
    /// The same, tried once.
    Rehearsal(rehearsal::Rehearsal),
    /// What the two do together, in nobody's turn.
    Together(Box<together::Together>),
    /// Finding an entry of the journal again.
    Find(Box<find::Find>),
    /// Weeks as pictures.
    Weeks(weeks::WeeksFlow),
    /// What was good in a month.
    SmallWins(small_wins::SmallWinsFlow),
    /// Looking back at a week.
    LookingBack(Box<looking_back::LookingBack>),
}

impl Flow {
    /// What is asked now.
    #[must_use]
    pub fn prompt(&self, world: World<'_>) -> Prompt {
        match self {
            Self::SetUp(flow) => flow.prompt(world),
            Self::Who(flow) => flow.prompt(world),
            Self::CheckIn(flow) => flow.prompt(world),
            Self::HandOver(flow) => flow.prompt(world),
            Self::LookTogether(flow) => flow.prompt(world),
            Self::Listening(flow) => flow.prompt(world),
            Self::Offers(flow) => flow.prompt(world),
            Self::Twilight(flow) => flow.prompt(world),
            Self::Breathe(flow) => flow.prompt(),
            Self::MyWays(flow) => flow.prompt(world),
            Self::Cover(flow) => flow.prompt(world),
            Self::MyJar(flow) => flow.prompt(world),
            Self::MyLock(flow) => flow.prompt(world),
            Self::Unlock(flow) => flow.prompt(world),
            Self::Copies(flow) => flow.prompt(),
            Self::Earlier(flow) => flow.prompt(world),
            Self::Recovery(flow) => flow.prompt(world),
            Self::AnotherKey(flow) => flow.prompt(world),
            Self::FirstTurn(flow) => flow.prompt(world),
            Self::SharedNotes(flow) => flow.prompt(world),
            Self::Notes(flow) => flow.prompt(world),
            Self::GuidedEntry(flow) => flow.prompt(world),
            Self::Mine(flow) => flow.prompt(world),
            Self::Plan(flow) => flow.prompt(world),
            Self::Cleared(flow) => flow.prompt(world),
            Self::Minding(flow) => flow.prompt(world),
            Self::Adding(flow) => flow.prompt(world),
            Self::MyMinding(flow) => flow.prompt(world),
            Self::BodyNotes(flow) => flow.prompt(world),
            Self::Calendar(flow) => flow.prompt(world),
            Self::CalendarBin(flow) => flow.prompt(world),
            Self::Entry(flow) => flow.prompt(world),
            Self::EndRules(flow) => flow.prompt(world),
            Self::Window(flow) => flow.prompt(world),
            Self::Import(flow) => flow.prompt(world),
            Self::Touch(flow) => flow.prompt(world),
            Self::Sitting(flow) => flow.prompt(world),
            Self::AfterEffects(flow) => flow.prompt(world),
            Self::Welcome(flow) => flow.prompt(world),
            Self::BothWelcome(_) => welcome::together::BothWelcome::prompt(world),
            Self::Signs(flow) => flow.prompt(world),
            Self::SafetyPlan(flow) => flow.prompt(world),
            Self::Rehearsal(flow) => flow.prompt(world),
            Self::Together(flow) => flow.prompt(world),
            Self::Find(flow) => flow.prompt(world),
            Self::Weeks(flow) => flow.prompt(world),
            Self::SmallWins(flow) => flow.prompt(world),
            Self::LookingBack(flow) => flow.prompt(world),
        }
    }

    /// What `answer` leads to. Nothing changes here: the caller commits, then advances.
    #[must_use]
    pub fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match self {
            Self::SetUp(flow) => flow.answer(answer, world),
            Self::Who(flow) => flow.answer(answer, world),
            Self::CheckIn(flow) => flow.answer(answer, world),
            Self::HandOver(flow) => flow.answer(answer, world),
            Self::LookTogether(flow) => flow.answer(answer, world),
            Self::Listening(flow) => flow.answer(answer, world),
            Self::Offers(flow) => flow.answer(answer, world),
            Self::Twilight(flow) => flow.answer(answer),
            Self::Breathe(flow) => flow.answer(answer, world),
            Self::MyWays(flow) => flow.answer(answer, world),
            Self::Cover(flow) => flow.answer(answer, world),
            Self::MyJar(flow) => flow.answer(answer, world),
            Self::MyLock(flow) => flow.answer(answer),
            Self::Unlock(flow) => flow.answer(answer),
            Self::Copies(flow) => flow.answer(&answer),
            Self::Earlier(flow) => flow.answer(answer, world),
            Self::Recovery(flow) => flow.answer(answer),
            Self::AnotherKey(flow) => flow.answer(answer),
            Self::FirstTurn(flow) => flow.answer(answer, world),
            Self::SharedNotes(flow) => flow.answer(answer, world),
            Self::Notes(flow) => flow.answer(answer, world),
            Self::GuidedEntry(flow) => flow.answer(answer, world),
            Self::Mine(flow) => flow.answer(answer),
            Self::Plan(flow) => flow.answer(answer, world),
            Self::Cleared(flow) => flow.answer(&answer),
            Self::Minding(flow) => flow.answer(answer, world),
            Self::Adding(flow) => flow.answer(answer, world),
            Self::MyMinding(flow) => flow.answer(answer, world),
            Self::BodyNotes(flow) => flow.answer(answer, world),
            Self::Calendar(flow) => flow.answer(answer, world),
            Self::CalendarBin(flow) => flow.answer(answer, world),
            Self::Entry(flow) => flow.answer(answer, world),
            Self::EndRules(flow) => flow.answer(answer, world),
            Self::Window(flow) => flow.answer(answer, world),
            Self::Import(flow) => flow.answer(answer, world),
            Self::Touch(flow) => flow.answer(answer, world),
            Self::Sitting(flow) => flow.answer(answer, world),
            Self::AfterEffects(flow) => flow.answer(answer, world),
            Self::Welcome(flow) => flow.answer(answer, world),
            Self::BothWelcome(_) => welcome::together::BothWelcome::answer(&answer, world),
            Self::Signs(flow) => flow.answer(answer, world),
            Self::SafetyPlan(flow) => flow.answer(answer, world),
            Self::Rehearsal(flow) => flow.answer(&answer, world),
            Self::Together(flow) => flow.answer(answer, world),
            Self::Find(flow) => flow.answer(answer),
            Self::Weeks(flow) => flow.answer(answer, world),
            Self::SmallWins(flow) => flow.answer(&answer, world),
            Self::LookingBack(flow) => flow.answer(answer, world),
        }
    }

    /// The month that has to be read before this page can be shown.
    #[must_use]
    pub fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match self {
            Self::SharedNotes(flow) => flow.needs(world),
            Self::Notes(flow) => flow.needs(world),
            Self::GuidedEntry(flow) => flow.needs(world),
            Self::Mine(flow) => flow.needs(world),
            Self::Calendar(flow) => flow.needs(world),
            Self::CalendarBin(flow) => flow.needs(world),
            Self::Plan(flow) => flow.needs(world),
            Self::Import(_) => import::Import::needs(world),
            Self::AfterEffects(flow) => flow.needs(world),
            Self::LookingBack(flow) => flow.needs(world),
            Self::MyJar(flow) => flow.needs(world),
            Self::Together(flow) => flow.needs(world),
            Self::Find(_) => find::Find::needs(world),
            Self::Weeks(flow) => flow.needs(world),
            Self::SmallWins(flow) => flow.needs(world),
            _ => None,
        }
    }

    /// A month that this page would like to have read, and does without where it does not open.
    #[must_use]
    pub fn likes(&self, world: World<'_>) -> Option<YearMonth> {
        match self {
            Self::LookTogether(flow) => flow.likes(world),
            _ => None,
        }
    }

    /// Where one comes to by going back from a page that nothing came before.
    #[must_use]
    pub fn above(&self) -> Option<Self> {
        match self {
            Self::SharedNotes(flow) => flow.above(),
            Self::Notes(flow) => flow.above(),
            Self::Calendar(flow) => flow.above(),
            Self::Entry(flow) => flow.above(),
            Self::Sitting(flow) => flow.above(),
            Self::Welcome(flow) => flow.above(),
            Self::Signs(flow) => flow.above(),
            Self::SafetyPlan(flow) => flow.above(),
            Self::Rehearsal(flow) => Some(flow.above()),
            Self::Together(flow) => Some(flow.above()),
            Self::Find(flow) => Some(flow.above()),
            Self::Weeks(flow) => Some(flow.above()),
            Self::SmallWins(flow) => Some(flow.above()),
            Self::LookingBack(flow) => flow.above(),
            Self::GuidedEntry(flow) => Some(flow.above()),
            _ => None,
        }
    }

    /// Takes back what it says of the last thing done: that is undone.
    pub fn quiet(&mut self) {
        match self {
            Self::Calendar(flow) => flow.quiet(),
            Self::Plan(flow) => flow.quiet(),
            Self::Notes(flow) => flow.quiet(),
            Self::Signs(flow) => flow.quiet(),
            Self::SafetyPlan(flow) => flow.quiet(),
            Self::Together(flow) => flow.quiet(),
            Self::MyJar(flow) => flow.quiet(),
            Self::Find(flow) => flow.quiet(),
            _ => {}
        }
    }

    /// The sitting that this is a page of, unless it is over.
    #[must_use]
    pub fn open_sitting(&self) -> Option<&sitting::Sitting> {
        match self {
            Self::Sitting(sitting) if !sitting.is_over() => Some(sitting),
            _ => None,
        }
    }

    /// Whether it holds what somebody looked for.
    #[must_use]
    pub fn is_of_a_search(&self) -> bool {
        match self {
            Self::Find(_) => true,
            Self::Notes(flow) => flow.was_found(),
            Self::SharedNotes(flow) => flow.was_found(),
            _ => false,
        }
    }

    /// Whether it only asks whether to go on with an unfinished turn; the first answer does.
    #[must_use]
    pub fn asks_whether_to_go_on(&self) -> bool {
        matches!(self, Self::CheckIn(flow) if flow.is_unfinished())
    }

    /// The page stands at `answer` when it is left. Where one goes back through it page by page
    /// it knows by itself what stood on the others.
    pub fn stands_at(&mut self, answer: &Answer) {
        match self {
            Self::GuidedEntry(flow) => flow.stands_at(answer),
            Self::Find(flow) => flow.stands_at(answer),
            _ => {}
        }
    }

    /// Whether [`Flow::draft`] has anything to keep, without putting it together.
    #[must_use]
    pub fn keeps_words(&self) -> bool {
        match self {
            Self::CheckIn(_) => true,
            Self::Notes(flow) => flow.keeps_words(),
            Self::GuidedEntry(flow) => flow.keeps_words(),
            _ => false,
        }
    }

    /// The draft of the turn so far, with the words in the open field.
    #[must_use]
    pub fn draft(&self, typing: &str) -> Option<Change> {
        match self {
            Self::CheckIn(flow) => Some(flow.draft(Some(typing.to_owned()))),
            Self::Notes(flow) => flow.draft(typing),
            Self::GuidedEntry(flow) => flow.draft(typing),
            _ => None,
        }
    }
}
