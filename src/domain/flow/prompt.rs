//! What is said and asked on one page, for any front end to show.

use std::sync::Arc;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::find::FindAsk;
use crate::domain::answer::{Answer, Extra, Mark};
use crate::domain::calendar::sign::Sign;
use crate::domain::calendar::typed;
use crate::domain::chart::Picture;
use crate::domain::check_in::{Numbers, Seen};
use crate::domain::people::{Each, Person};
use crate::domain::review::Week;
use crate::domain::sitting::Live;
use crate::domain::time::YearMonth;

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
    /// Whether its answer belongs to one thing that is being put together: it is there again until
    /// that is kept, and never for the next.
    pub of_one_thing: bool,
    /// Whether nothing locks by itself while it is on the screen.
    pub waits: bool,
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
            of_one_thing: false,
            waits: false,
        }
    }

    /// The same, in the turn of `who`.
    #[must_use]
    pub fn of(mut self, who: Person) -> Self {
        self.who = Some(who);
        self
    }

    /// The same, as a page about one thing that is being put together.
    #[must_use]
    pub fn of_one_thing(mut self) -> Self {
        self.of_one_thing = true;
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
    /// A text in parts, to be read in their order.
    Parts(Vec<TextPart>),
    /// A text for each of the choices, from the first on: where there is room, the one in focus
    /// stands beside them.
    Beside(Vec<TextPart>),
    /// Weeks of one person, or of each apart.
    Weeks(Box<Picture>),
    /// A week to look back at.
    Week(Box<Week>),
    /// An entry of the journal, which may be long.
    Entry(AsWritten),
}

/// Words to be read line by line as they were written.
#[derive(Clone, PartialEq)]
pub struct AsWritten {
    /// The words with their line ends.
    pub words: Arc<str>,
    /// What the one who read them said to it.
    pub thanks: Option<String>,
}

/// A part of a text.
#[derive(Clone, PartialEq)]
pub struct TextPart {
    /// What it is about.
    pub heading: String,
    /// What it says, line by line.
    pub lines: Vec<String>,
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
    /// A page of words with its line ends, perhaps none: [`Answer::Text`].
    Write {
        /// What stands on it at first.
        start: String,
        /// The most graphemes.
        most: usize,
    },
    /// Words to be looked for while they are typed, and what is found: [`Answer::Find`].
    Find(Box<FindAsk>),
    /// A passphrase or a code, which does not show while it is typed: [`Answer::Secret`].
    Secret,
    /// Days to move among: [`Answer::Day`] opens one, [`Answer::Turn`] leads to one that is not
    /// among them.
    Days(Box<DaysAsk>),
    /// A key from each, never saying whose came first: [`Answer::Key`].
    BothKeys,
    /// Nothing but going on: [`Answer::Go`].
    Go,
    /// A quiet while that may be cut short at any moment: [`Answer::Go`].
    While {
        /// How long, in seconds.
        seconds: u32,
    },
    /// Breathing along, which may be cut short at any moment: [`Answer::Go`].
    Breathe {
        /// How long, in seconds.
        seconds: u32,
    },
    /// The signals, from a pause on, in which the extras lead aside: [`Answer::Over`] comes where
    /// it ended.
    Signals(Box<Live>),
    /// One key that types one character: [`Answer::Text`].
    OneKey,
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

/// Whole weeks of days, or one week of them.
#[derive(Clone, PartialEq)]
pub struct DaysAsk {
    /// How they are laid out.
    pub layout: Layout,
    /// The month that is looked at; in a week, the one of the focus.
    pub month: YearMonth,
    /// The present day.
    pub today: NaiveDate,
    /// The day that has the focus; one of `days`.
    pub focus: NaiveDate,
    /// The days, in their order; whole weeks.
    pub days: Vec<DayOf>,
    /// Whose numbers are laid over the days, where they are; each with a name.
    pub bars: Vec<(Person, String)>,
    /// What comes next, in words, the soonest first.
    pub coming: Vec<(Sign, String)>,
}

/// How days are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// As the weeks of a month.
    Month,
    /// One under the other, with what is on each.
    Week,
}

/// One day among others.
#[derive(Clone, PartialEq)]
pub struct DayOf {
    /// The day.
    pub date: NaiveDate,
    /// What is on it, sign by sign; each sign once.
    pub signs: Vec<Sign>,
    /// The same in words.
    pub words: Vec<String>,
    /// What each person showed of their energy and body on its evening.
    pub shown: Each<Numbers>,
}

impl DaysAsk {
    /// The place of `date` among the days.
    #[must_use]
    pub fn place(&self, date: NaiveDate) -> Option<usize> {
        self.days.iter().position(|day| day.date == date)
    }

    /// The day one month or week after `date`; `None` at the end of the calendar.
    #[must_use]
    pub fn after(&self, date: NaiveDate) -> Option<NaiveDate> {
        match self.layout {
            Layout::Month => date.checked_add_months(Months::new(1)),
            Layout::Week => date.checked_add_days(Days::new(7)),
        }
    }

    /// The same, one month or week earlier.
    #[must_use]
    pub fn before(&self, date: NaiveDate) -> Option<NaiveDate> {
        match self.layout {
            Layout::Month => date.checked_sub_months(Months::new(1)),
            Layout::Week => date.checked_sub_days(Days::new(7)),
        }
    }

    /// The day that is typed; a number alone is one of the month that is looked at.
    #[must_use]
    pub fn typed(&self, typed: &str) -> Option<NaiveDate> {
        let of_month = || self.month.first()?.with_day(typed.trim().parse().ok()?);
        of_month().or_else(|| typed::date(typed, self.today))
    }

    /// Whether `date` belongs to what is looked at, and not to the weeks around it.
    #[must_use]
    pub fn is_inside(&self, date: NaiveDate) -> bool {
        self.layout == Layout::Week || YearMonth::of(date) == self.month
    }
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
            (Self::Line { start, .. } | Self::Write { start, .. }, Answer::Text(words)) => {
                start.clone_from(words);
            }
            (Self::Days(ask), Answer::Day(date)) if ask.place(*date).is_some() => ask.focus = *date,
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
