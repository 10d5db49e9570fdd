//! Answers, as any front end gives them and a draft keeps them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::note::NoteAt;
use super::people::Person;
use super::private::unprinted;
use super::secret::Secret;

/// A mark on a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Left open.
    #[default]
    Open,
    /// Tonight I would like.
    Like,
    /// I would like, and it feels like a should.
    Should,
    /// Not tonight.
    NotTonight,
}

impl Mark {
    /// Every mark, in the order in which a key goes through them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Like, Self::NotTonight, Self::Should];
}

/// Another way to answer a prompt, with one key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extra {
    /// I would rather not say.
    RatherNotSay,
    /// Add a few words.
    AddWords,
    /// The short way.
    ShortWay,
    /// Add a wish in one's own words.
    OwnWish,
    /// Show nothing of mine.
    ShowNothing,
    /// Keep my evening out.
    KeepOut,
    /// What to watch for, whom to call.
    Watch,
    /// Leave it for now.
    Leave,
    /// Skip the rest of this page.
    Skip,
    /// Show other offers.
    Others,
    /// Show the gentler twin.
    Gentler,
    /// We both like this one.
    BothLike,
    /// One of the two changes their answers before looking.
    Again,
    /// A small step has its next smaller size again.
    StepBack,
    /// A ritual was kept tonight.
    Kept,
    /// Let nothing on screen move by itself, or let it again.
    Movement,
    /// Ask everything line by line instead.
    LineByLine,
    /// Lead to the present day.
    Today,
    /// Lead to a day that is typed.
    GoTo,
    /// Lead to a month that is typed.
    GoToMonth,
    /// Look at a week instead of a month, or at a month again.
    WeekOrMonth,
    /// Lay the numbers that were shown over the days, or take them away again.
    Bars,
    /// Add something to the day that has the focus.
    AddHere,
    /// Look at what was put away.
    PutAway,
    /// Only energy and body, a key each, before time for us.
    TwoKeys,
    /// Breathe together, out of a pause.
    Breathe,
    /// Finish a sitting for tonight.
    Finish,
    /// Steps that may calm.
    Calming,
    /// Rest after a turn, and then swap, stay or stop.
    Rest,
    /// Take away what has the focus.
    TakeAway,
    /// What helps if it gets hard.
    OurPlan,
    /// What a body could be saying.
    Cues,
    /// A pause in a talk.
    Pause,
    /// What can be typed to find something.
    WhatToType,
    /// That was enough for tonight.
    Enough,
    /// The week before.
    EarlierWeek,
    /// The week after.
    LaterWeek,
    /// The same days in the calendar.
    InCalendar,
}

impl Extra {
    /// Every one of them.
    pub const ALL: [Self; 38] = [
        Self::RatherNotSay,
        Self::AddWords,
        Self::ShortWay,
        Self::OwnWish,
        Self::ShowNothing,
        Self::KeepOut,
        Self::Watch,
        Self::Leave,
        Self::Skip,
        Self::Others,
        Self::Gentler,
        Self::BothLike,
        Self::Again,
        Self::StepBack,
        Self::Kept,
        Self::Movement,
        Self::LineByLine,
        Self::Today,
        Self::GoTo,
        Self::GoToMonth,
        Self::WeekOrMonth,
        Self::Bars,
        Self::AddHere,
        Self::PutAway,
        Self::TwoKeys,
        Self::Breathe,
        Self::Finish,
        Self::Calming,
        Self::Rest,
        Self::TakeAway,
        Self::OurPlan,
        Self::Cues,
        Self::Pause,
        Self::WhatToType,
        Self::Enough,
        Self::EarlierWeek,
        Self::LaterWeek,
        Self::InCalendar,
    ];

    /// The key it has, on screen and line by line.
    #[must_use]
    pub fn key(self) -> char {
        match self {
            Self::RatherNotSay => 's',
            Self::AddWords | Self::LaterWeek => 'n',
            Self::ShortWay | Self::TwoKeys => 'k',
            Self::OwnWish | Self::AddHere => 'a',
            Self::ShowNothing | Self::KeepOut => '0',
            Self::Watch | Self::WeekOrMonth => 'w',
            Self::Leave | Self::LineByLine => 'x',
            Self::Skip | Self::Finish | Self::Enough => 'f',
            Self::Breathe => 'b',
            Self::Calming | Self::InCalendar => 'c',
            Self::Others => 'o',
            Self::Gentler | Self::Bars | Self::EarlierWeek => 'e',
            Self::BothLike | Self::Kept => 'y',
            Self::Again | Self::Rest => 'r',
            Self::StepBack => 'd',
            Self::Movement => 'v',
            Self::Today => 't',
            Self::PutAway | Self::OurPlan | Self::Pause => 'p',
            Self::Cues => 'u',
            Self::GoTo | Self::GoToMonth | Self::TakeAway => 'd',
            Self::WhatToType => 'i',
        }
    }

    /// What it says.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::RatherNotSay => "rather not say",
            Self::AddWords => "add a few words",
            Self::ShortWay => "the short way",
            Self::OwnWish => "add my own words",
            Self::ShowNothing => "nothing of mine",
            Self::KeepOut => "leave my evening out",
            Self::Watch => "what to watch for, whom to call",
            Self::Leave => "leave it for now",
            Self::Skip => "skip this",
            Self::Others => "show others",
            Self::Gentler => "a gentler one",
            Self::BothLike => "we both like this",
            Self::Again => "change my answers first",
            Self::StepBack => "a step back",
            Self::Kept => "kept tonight, or not",
            Self::Movement => "movement on or off",
            Self::LineByLine => "questions one line at a time",
            Self::Today => "today",
            Self::GoTo => "go to a day",
            Self::GoToMonth => "go to a month",
            Self::WeekOrMonth => "week or month",
            Self::Bars => "energy and body",
            Self::AddHere => "add something",
            Self::PutAway => "what is put away",
            Self::TwoKeys => "two keys",
            Self::Breathe => "breathe together",
            Self::Finish => "finish for tonight",
            Self::Calming => "something that calms",
            Self::Rest => "rest, then swap or stop",
            Self::TakeAway => "take it away",
            Self::OurPlan => "our plan",
            Self::Cues => "what a body could be saying",
            Self::Pause => "a pause",
            Self::WhatToType => "what can be typed",
            Self::Enough => "enough for tonight",
            Self::EarlierWeek => "the week before",
            Self::LaterWeek => "the week after",
            Self::InCalendar => "in the calendar",
        }
    }
}

/// An answer, as any front end gives it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A number on a scale.
    Number(u8),
    /// The choice at this place, from 0.
    Pick(usize),
    /// Each thing ticked or not.
    Ticks(Vec<bool>),
    /// Each wish with its mark.
    Marks(Vec<Mark>),
    /// A line of words; empty for none.
    Text(String),
    /// A day that is opened.
    Day(NaiveDate),
    /// A day to be looked at among those around it.
    Turn(NaiveDate),
    /// One person's own key, when both are asked for one.
    Key(Person),
    /// A passphrase, a code, or a key from paper. It has no form in which it could be kept.
    #[serde(skip)]
    Secret(Secret),
    /// Going on.
    Go,
    /// Another way to answer, and the choice that had the focus.
    Extra(Extra, Option<usize>),
    /// A sitting is over.
    #[serde(skip)]
    Over,
    /// What is looked for, and the entry that was found and chosen. It is never kept.
    #[serde(skip)]
    Find {
        /// What was typed.
        words: String,
        /// The entry; none where a page is only left.
        at: Option<NoteAt>,
    },
}

unprinted!(Answer);
