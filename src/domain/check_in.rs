//! One person's check-in, and what of it the other may ever see.

use std::cmp::Reverse;
use std::fmt;

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};

use super::content::Kind;
use super::pacing::{Band, Word};
use super::people::Person;
use super::private::unprinted;
use super::record::{Id, Rev};
use super::time::{Evening, Now};

/// A number from 0 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Score(u8);

impl Score {
    /// The highest number.
    pub const MOST: u8 = 10;

    /// A number from 0 to 10.
    #[must_use]
    pub fn new(value: u8) -> Option<Self> {
        (value <= Self::MOST).then_some(Self(value))
    }

    /// The number itself.
    #[must_use]
    pub fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Score {
    type Error = &'static str;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        Self::new(value).ok_or("a number from 0 to 10")
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> Self {
        score.0
    }
}

/// The three numbers of a check-in. `None` is *not said*, for whatever reason.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Numbers {
    /// Energy right now; 10 is plenty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub energy: Option<Score>,
    /// How hard the body is right now; 0 is easy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Score>,
    /// How calm; 10 is calm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calm: Option<Score>,
}

/// One thing wished for, or not, tonight.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The words, as the person saw or typed them.
    pub text: String,
    /// The widest band it names; a wish in one's own words is *near*.
    pub band: Band,
    /// What it is made of; one's own words name none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Kind>,
}

/// What one person wrote and marked in one turn, before choosing what to show.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answers {
    /// The three numbers.
    #[serde(flatten)]
    pub numbers: Numbers,
    /// Tonight I would like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub like: Vec<Wish>,
    /// Not tonight.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_tonight: Vec<Wish>,
    /// One small thing that would help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helps: Option<String>,
    /// One thing noticed, or a reason for thanks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<String>,
    /// A few words about the numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Body words chosen from the list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sensations: Vec<String>,
}

impl Answers {
    /// The widest band wished for: at least *near*, and *near* where nothing is ticked.
    #[must_use]
    pub fn wished_band(&self) -> Band {
        self.like.iter().map(|wish| wish.band).max().unwrap_or(Band::Near).max(Band::Near)
    }
}

/// What its owner ticked to show, field by field.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shows {
    /// Show the energy number.
    pub energy: bool,
    /// Show the body number.
    pub body: bool,
    /// Show the calm number.
    pub calm: bool,
    /// Show the noticed line.
    pub noticed: bool,
    /// Show the few words and body words.
    pub words: bool,
    /// Name a wish that both ticked.
    #[serde(default)]
    pub both: bool,
    /// "Say this anyway" about the small thing that would help.
    pub helps: bool,
    /// "Say this anyway" for each wish in `like`, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<bool>,
}

impl Shows {
    /// Nothing of mine.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            energy: false,
            body: false,
            calm: false,
            noticed: false,
            words: false,
            both: false,
            helps: false,
            wishes: Vec::new(),
        }
    }

    /// What is ticked before anyone changes it: the three numbers, the noticed line, and a wish
    /// that both have.
    #[must_use]
    pub fn usual() -> Self {
        Self { energy: true, body: true, calm: true, noticed: true, both: true, ..Self::nothing() }
    }
}

/// A finished check-in, waiting or looked at.
///
/// The fields are private: the other person's eyes get [`CheckIn::seen_by_both`] alone, and
/// the pacing rules, inside the domain, get the word and the ticks.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    id: Id,
    rev: Rev,
    person: Person,
    evening: Evening,
    at: DateTime<FixedOffset>,
    answers: Answers,
    shows: Shows,
    /// `None` is *kept out*.
    word: Option<Word>,
}

impl fmt::Debug for CheckIn {
    /// Names no answer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CheckIn({}, {})", self.person.letter(), self.id.as_str())
    }
}

/// What both may see of one person's check-in.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// The numbers their owner ticked.
    pub numbers: Numbers,
    /// The noticed line, if ticked.
    pub noticed: Option<String>,
    /// The few words, if ticked.
    pub words: Option<String>,
    /// Body words, if ticked.
    pub sensations: Vec<String>,
    /// The small thing that would help, if said anyway.
    pub helps: Option<String>,
    /// One-sided wishes their owner said anyway.
    pub wishes: Vec<String>,
}

/// Everything that one finished turn gives.
#[derive(Clone, PartialEq, Eq)]
pub struct Finished {
    /// Whose turn it was.
    pub person: Person,
    /// The evening the round belongs to.
    pub evening: Evening,
    /// What was answered.
    pub answers: Answers,
    /// What may be shown.
    pub shows: Shows,
    /// How far one's own evening may go; `None` keeps it out.
    pub word: Option<Word>,
}

impl CheckIn {
    pub(in crate::domain) fn new(id: Id, rev: Rev, at: DateTime<FixedOffset>, finished: Finished) -> Self {
        let Finished { person, evening, answers, shows, word } = finished;
        Self { id, rev, person, evening, at, answers, shows, word }
    }

    /// Its name; says nothing of what is in it.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// The evening it belongs to.
    #[must_use]
    pub fn evening(&self) -> Evening {
        self.evening
    }

    /// What both may see once they look together: the ticked fields, nothing else.
    #[must_use]
    pub fn seen_by_both(&self) -> Seen {
        let Self { answers, shows, .. } = self;
        let said = |show: bool, text: &Option<String>| text.clone().filter(|_| show);
        let number = |show: bool, score: Option<Score>| score.filter(|_| show);
        let ticked = |at: usize| shows.wishes.get(at).copied().unwrap_or(false);
        Seen {
            numbers: Numbers {
                energy: number(shows.energy, answers.numbers.energy),
                body: number(shows.body, answers.numbers.body),
                calm: number(shows.calm, answers.numbers.calm),
            },
            noticed: said(shows.noticed, &answers.noticed),
            words: said(shows.words, &answers.words),
            sensations: if shows.words { answers.sensations.clone() } else { Vec::new() },
            helps: said(shows.helps, &answers.helps),
            wishes: answers
                .like
                .iter()
                .enumerate()
                .filter(|(at, _)| ticked(*at))
                .map(|(_, wish)| wish.text.clone())
                .collect(),
        }
    }

    /// Whether it still sizes the evening: for `hours` from when it was given. A clock that went
    /// back reads on the careful side.
    pub(in crate::domain) fn holds(&self, now: Now, hours: u8) -> bool {
        let age = now.wall.signed_duration_since(self.at);
        age >= TimeDelta::zero() && age <= TimeDelta::hours(i64::from(hours))
    }

    /// Of two check-ins of one person, the later evening's, and of one evening the one that asks for
    /// less: kept out, then the lower word, fewer wishes, more left for another day, less shown.
    pub(in crate::domain) fn more_careful(self, other: Self) -> Self {
        let asks = |one: &Self| {
            let Shows { energy, body, calm, noticed, words, both, helps, ref wishes } = one.shows;
            let shown = [energy, body, calm, noticed, words, both, helps].into_iter();
            let shown = shown.chain(wishes.iter().copied()).filter(|show| *show).count();
            let word = one.word.map(|word| (word.up_to, !word.gently));
            let (like, not) = (one.answers.like.len(), one.answers.not_tonight.len());
            let less = (Reverse(one.evening), word, like, Reverse(not), shown, one.rev);
            (less, serde_json::to_string(one).unwrap_or_default())
        };
        if asks(&other) < asks(&self) { other } else { self }
    }

    /// The own word. *Kept out* is the same as not said.
    pub(in crate::domain) fn word(&self) -> Word {
        self.word.unwrap_or(Word::UNSAID)
    }

    /// Whether a wish that both ticked may be named.
    pub(in crate::domain) fn names_both(&self) -> bool {
        self.shows.both
    }

    /// The numbers and the noticed line, ticked or not: for its owner's own file alone.
    pub(in crate::domain) fn kept_to_oneself(&self) -> (Numbers, Option<String>) {
        (self.answers.numbers, self.answers.noticed.clone())
    }

    pub(in crate::domain) fn like(&self) -> &[Wish] {
        &self.answers.like
    }

    pub(in crate::domain) fn not_tonight(&self) -> &[Wish] {
        &self.answers.not_tonight
    }
}

unprinted!(Wish, Answers, Seen, Finished, Numbers);
