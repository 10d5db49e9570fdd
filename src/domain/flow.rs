//! Every guided thing is a flow: a small pure state machine that asks and takes answers.
//!
//! A flow never advances by itself. An answer gives a [`Step`]; whoever drives the flow commits
//! the step's changes first and only then puts what comes [`Then`] in the flow's place. So when a
//! save fails the question and the words are still there, and the terminal and line-by-line
//! front ends run the very same program.

pub use super::answer::{Answer, Extra, Mark};
use super::archive::Archive;
use super::change::Change;
use super::check_in::Seen;
use super::content::Content;
use super::people::{Each, Person, Turn};
use super::time::{Evening, Now, YearMonth};

pub mod check_in;
pub mod cleared;
pub mod copies;
pub mod cover;
pub mod deed;
pub mod earlier;
pub mod first_turn;
pub mod hand_over;
pub mod listening;
pub mod look_together;
pub mod mine;
pub mod my_lock;
pub mod my_ways;
pub mod notes;
pub mod offers;
pub mod recovery;
pub mod set_up;
pub mod shared_notes;
pub mod twilight;
pub mod unlock;
pub mod who;

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
}

impl World<'_> {
    /// The evening of this moment.
    #[must_use]
    pub fn evening(&self) -> Evening {
        self.archive.settings.evening(self.now)
    }
}

/// One screenful: what is said and what is asked.
#[derive(Clone, PartialEq)]
pub struct Prompt {
    /// The title line.
    pub title: &'static str,
    /// Whose turn it is; nobody's where the two sit there together.
    pub who: Option<Person>,
    /// Which question of how many, from 1.
    pub place: Option<(usize, usize)>,
    /// The question, or the first sentence.
    pub question: String,
    /// What is said under it.
    pub lines: Vec<String>,
    /// A picture of words between the lines and the answer.
    pub view: Option<View>,
    /// How it is answered.
    pub ask: Ask,
    /// A quiet note under the answer.
    pub quiet: Vec<String>,
    /// Other ways to answer, each one key.
    pub extras: Vec<Extra>,
    /// Whether it begins empty each time, even within one turn.
    pub begins_empty: bool,
}

impl Prompt {
    /// A screen with a question and a way to answer it; the rest is empty.
    #[must_use]
    pub fn new(title: &'static str, question: impl Into<String>, ask: Ask) -> Self {
        Self {
            title,
            who: None,
            place: None,
            question: question.into(),
            lines: Vec::new(),
            view: None,
            ask,
            quiet: Vec::new(),
            extras: Vec::new(),
            begins_empty: false,
        }
    }

    /// The same, in the turn of `who`.
    #[must_use]
    pub fn of(mut self, who: Person) -> Self {
        self.who = Some(who);
        self
    }

    /// The same, as question `at` of `all`.
    #[must_use]
    pub fn at(mut self, at: usize, all: usize) -> Self {
        self.place = Some((at, all));
        self
    }

    /// The same with a line under the question.
    #[must_use]
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    /// The same with a quiet note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.quiet.push(note.into());
        self
    }

    /// The same with one more way to answer.
    #[must_use]
    pub fn extra(mut self, extra: Extra) -> Self {
        self.extras.push(extra);
        self
    }
}

/// Something to look at that is more than lines.
#[derive(Clone, PartialEq)]
pub enum View {
    /// Both check-ins as far as shown.
    SideBySide(Box<SideBySide>),
    /// Themes as they look: the front end shows each while it is chosen.
    Themes,
}

/// What two people see when they look together; one person alone sees their own.
#[derive(Clone, PartialEq)]
pub struct SideBySide {
    /// Who is there, a first.
    pub people: Vec<Person>,
    /// Their names.
    pub names: Each<String>,
    /// What each shows.
    pub seen: Each<Seen>,
    /// What both ticked, in words.
    pub both: Vec<String>,
    /// Whether the scales are told in words, as they were answered.
    pub in_words: bool,
}

/// How a prompt is answered.
#[derive(Clone, PartialEq)]
pub enum Ask {
    /// A number from 0 to 10: [`Answer::Number`].
    Scale(ScaleAsk),
    /// One of some: [`Answer::Pick`].
    OneOf(OneOf),
    /// Any of some: [`Answer::Ticks`].
    AnyOf(Vec<Tick>),
    /// *I would like*, *not tonight* or nothing on each of many: [`Answer::Marks`].
    Marks(Vec<Marked>),
    /// A line of words, perhaps none: [`Answer::Text`].
    Line {
        /// What stands in the field at first.
        start: String,
        /// The most graphemes.
        most: usize,
    },
    /// A passphrase or a code, which does not show while it is typed: [`Answer::Secret`].
    Secret,
    /// A key from each, never saying whose came first: [`Answer::Key`].
    BothKeys,
    /// Nothing but going on: [`Answer::Go`].
    Go,
    /// A quiet while that may be cut short at any moment: [`Answer::Go`].
    While {
        /// How long, in seconds.
        seconds: u32,
    },
}

/// A scale from 0 to 10.
#[derive(Clone, PartialEq)]
pub struct ScaleAsk {
    /// What 0 is called.
    pub low: &'static str,
    /// What the middle is called.
    pub middle: &'static str,
    /// What 10 is called.
    pub high: &'static str,
    /// Each number in words.
    pub words: [&'static str; 11],
    /// What was chosen before, where one came back to it in the same turn.
    pub chosen: Option<u8>,
}

impl Ask {
    /// Lets it stand at `answer` before anything is pressed; `false` where that is no answer to it.
    pub fn stand_at(&mut self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::Scale(scale), Answer::Number(value)) => scale.chosen = Some(*value),
            (Self::OneOf(one_of), Answer::Pick(at)) if *at < one_of.choices.len() => one_of.first = *at,
            (Self::AnyOf(ticks), Answer::Ticks(on)) if on.len() == ticks.len() => {
                ticks.iter_mut().zip(on).for_each(|(tick, on)| tick.on = *on);
            }
            (Self::Marks(wishes), Answer::Marks(marks)) if marks.len() == wishes.len() => {
                wishes.iter_mut().zip(marks).for_each(|(wish, mark)| wish.mark = *mark);
            }
            (Self::Line { start, .. }, Answer::Text(words)) => start.clone_from(words),
            _ => return false,
        }
        true
    }
}

/// A choice of one.
#[derive(Clone, PartialEq)]
pub struct OneOf {
    /// What can be chosen; at least one.
    pub choices: Vec<Choice>,
    /// Which has the focus at first.
    pub first: usize,
    /// Whether its number, from 1, chooses at once.
    pub quick: bool,
}

/// One thing that can be chosen.
#[derive(Clone, PartialEq)]
pub struct Choice {
    /// The words for it.
    pub label: String,
    /// A quiet word beside it.
    pub note: String,
}

impl Choice {
    /// A choice without a note.
    #[must_use]
    pub fn plain(label: impl Into<String>) -> Self {
        Self { label: label.into(), note: String::new() }
    }

    /// A choice with a note.
    #[must_use]
    pub fn noted(label: impl Into<String>, note: impl Into<String>) -> Self {
        Self { label: label.into(), note: note.into() }
    }
}

impl OneOf {
    /// A choice with the first one focused.
    #[must_use]
    pub fn new(choices: Vec<Choice>) -> Self {
        Self { choices, first: 0, quick: false }
    }

    /// A choice of plain labels.
    #[must_use]
    pub fn labels<'a>(labels: impl IntoIterator<Item = &'a str>) -> Self {
        Self::new(labels.into_iter().map(Choice::plain).collect())
    }
}

/// One thing that can be ticked.
#[derive(Clone, PartialEq)]
pub struct Tick {
    /// The words for it.
    pub label: String,
    /// Whether it is ticked at first.
    pub on: bool,
}

/// One wish that can be marked.
#[derive(Clone, PartialEq)]
pub struct Marked {
    /// The words for it.
    pub label: String,
    /// How it is marked at first.
    pub mark: Mark,
}

/// What an answer leads to.
pub enum Step {
    /// The answer does not fit; a sentence says why, and the question stays.
    Again(String),
    /// It fits. Once `changes` are kept, `then` comes.
    On {
        /// What is to be kept first, all of it as one.
        changes: Vec<Change>,
        /// What comes after.
        then: Then,
    },
}

/// What comes after an answer.
pub enum Then {
    /// Another page of the same turn; one can come back.
    Page(Flow),
    /// A page that nothing leads back from.
    Onward(Flow),
    /// Somebody's own turn opens, for this.
    Turn(Person, Purpose),
    /// The turn ends: its answers leave the screen, and this page comes.
    HandOver(Flow),
    /// Tonight, with a word about what was done where there is one.
    Home(Option<String>),
    /// What is theirs is written into a file, and then comes Tonight.
    WriteDown(Turn),
    /// The session does this, and it says what comes then.
    Deed(deed::Deed),
    /// The program goes on line by line.
    Lines,
}

/// What a turn is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To check in.
    CheckIn,
    /// To set how one's own questions and limits are.
    Ways,
    /// To cover something shown.
    Cover,
    /// To set, change or give up one's own passphrase.
    Lock,
    /// To write and read notes.
    Notes,
    /// To look into earlier copies of what is one's own.
    Earlier,
}

impl Purpose {
    /// What the pages of such a turn are called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::CheckIn => "Check-in",
            Self::Ways => "My own ways",
            Self::Cover => "Cover something shown",
            Self::Lock => "My passphrase",
            Self::Notes => "Notes",
            Self::Earlier => "Earlier copies",
        }
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
    /// One's own questions and limits.
    MyWays(my_ways::MyWays),
    /// Covering something shown.
    Cover(cover::Cover),
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
    /// What a person is asked once, alone, before their first check-in.
    FirstTurn(first_turn::FirstTurn),
    /// The notes that both may read.
    SharedNotes(shared_notes::SharedNotes),
    /// One's own turn with notes.
    Notes(Box<notes::Notes>),
    /// Taking out or erasing what is one's own.
    Mine(mine::Mine),
    /// What went from earlier copies.
    Cleared(Box<cleared::ClearedCopies>),
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
            Self::MyWays(flow) => flow.prompt(world),
            Self::Cover(flow) => flow.prompt(world),
            Self::MyLock(flow) => flow.prompt(world),
            Self::Unlock(flow) => flow.prompt(world),
            Self::Copies(flow) => flow.prompt(),
            Self::Earlier(flow) => flow.prompt(world),
            Self::Recovery(flow) => flow.prompt(world),
            Self::FirstTurn(flow) => flow.prompt(world),
            Self::SharedNotes(flow) => flow.prompt(world),
            Self::Notes(flow) => flow.prompt(world),
            Self::Mine(flow) => flow.prompt(world),
            Self::Cleared(flow) => flow.prompt(world),
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
            Self::MyWays(flow) => flow.answer(answer, world),
            Self::Cover(flow) => flow.answer(answer, world),
            Self::MyLock(flow) => flow.answer(answer),
            Self::Unlock(flow) => flow.answer(answer),
            Self::Copies(flow) => flow.answer(&answer),
            Self::Earlier(flow) => flow.answer(answer, world),
            Self::Recovery(flow) => flow.answer(answer),
            Self::FirstTurn(flow) => flow.answer(answer, world),
            Self::SharedNotes(flow) => flow.answer(answer, world),
            Self::Notes(flow) => flow.answer(answer, world),
            Self::Mine(flow) => flow.answer(answer),
            Self::Cleared(flow) => flow.answer(&answer),
        }
    }

    /// The month that has to be read before this page can be shown.
    #[must_use]
    pub fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match self {
            Self::SharedNotes(flow) => flow.needs(world),
            Self::Notes(flow) => flow.needs(world),
            Self::Mine(flow) => flow.needs(world),
            _ => None,
        }
    }

    /// Whether it only asks whether to go on with an unfinished turn; the first answer does.
    #[must_use]
    pub fn asks_whether_to_go_on(&self) -> bool {
        matches!(self, Self::CheckIn(flow) if flow.is_unfinished())
    }

    /// The draft of the turn so far, with the words in the open field.
    #[must_use]
    pub fn draft(&self, typing: &str) -> Option<Change> {
        match self {
            Self::CheckIn(flow) => Some(flow.draft(Some(typing.to_owned()))),
            Self::Notes(flow) => flow.draft(typing),
            _ => None,
        }
    }
}

impl Step {
    /// On to what comes after, with nothing to keep.
    #[must_use]
    pub fn on(then: Then) -> Self {
        Self::On { changes: Vec::new(), then }
    }

    /// On to another page of the same flow, with nothing to keep.
    #[must_use]
    pub fn page(flow: Flow) -> Self {
        Self::on(Then::Page(flow))
    }

    /// The answer to something that was not asked here.
    #[must_use]
    pub fn not_asked() -> Self {
        Self::Again("That is not one of the answers here. Nothing is lost.".into())
    }
}
