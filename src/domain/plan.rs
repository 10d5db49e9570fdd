//! What two people plan: small steps, the size of a week, who takes which care, and rhythms.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::calendar::grid;
use super::people::Person;
use super::private::unprinted;
use super::record::Id;
use super::time::Evening;

pub mod change;
pub mod due;
pub mod kept;

/// A small step: something the two come nearer to, in sizes of their own.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SmallStep {
    /// The couple's words.
    pub words: String,
    /// The restriction it waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<Id>,
    /// Its sizes in words, the smallest first; where there are none, they are [`SmallStep::MINUTES`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<String>,
    /// Which size it has now, from 0.
    pub at: u8,
    /// The evening on which it began, was gone on with, or its size was changed last.
    pub since: Evening,
    /// Whether that was a step on, or came while one still rested: then it rests for a month.
    #[serde(default)]
    pub stepped_on: bool,
    /// How it stands.
    #[serde(default)]
    pub state: StepState,
    /// Since which evening it is in the bin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binned: Option<Evening>,
}

/// How a small step stands.
///
/// In the order in which it is asked about less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    /// It goes on.
    #[default]
    Going,
    /// "This is our place": it is where both like it, since this evening.
    OurPlace(Evening),
    /// Set aside for now.
    Aside,
}

impl SmallStep {
    /// The minutes of a step that has no words for its sizes.
    pub const MINUTES: [u8; 9] = [2, 3, 4, 5, 7, 10, 12, 15, 20];
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] =
        &["words", "waits_for", "sizes", "at", "since", "stepped_on", "state", "binned"];
    /// The most sizes in words.
    pub const MOST_SIZES: usize = 9;

    /// Its largest size, from 0.
    #[must_use]
    pub fn largest(&self) -> u8 {
        largest(&self.sizes)
    }

    /// The size it has now, in words.
    #[must_use]
    pub fn size(&self) -> String {
        self.size_at(self.at)
    }

    /// The size at this place, in words; the largest beyond the end.
    #[must_use]
    pub fn size_at(&self, at: u8) -> String {
        let sizes = sizes(&self.sizes);
        sizes.get(usize::from(at.min(self.largest()))).cloned().unwrap_or_default()
    }

    /// Whether it goes on, and is not in the bin.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.state == StepState::Going && self.binned.is_none()
    }

    /// The two as one, where both are sizes of the same step: the smaller size, and whatever lets
    /// more time pass. `None` where their words differ, or what they wait for.
    pub(super) fn careful(&self, other: &Self) -> Option<Self> {
        let waits = |one: &Self| one.waits_for.clone();
        // Of two things that it waits for, neither is more careful than the other.
        let differ = waits(self).zip(waits(other)).is_some_and(|(one, two)| one != two);
        if differ || (&self.words, &self.sizes) != (&other.words, &other.sizes) {
            return None;
        }
        Some(Self {
            words: self.words.clone(),
            waits_for: waits(self).or(waits(other)),
            sizes: self.sizes.clone(),
            at: self.at.min(other.at),
            since: self.since.max(other.since),
            stepped_on: self.stepped_on || other.stepped_on,
            state: self.state.max(other.state),
            binned: self.binned.zip(other.binned).map(|(one, two)| one.max(two)),
        })
    }
}

/// Every size in words, the smallest first: these, or minutes where there are none.
#[must_use]
pub fn sizes(own: &[String]) -> Vec<String> {
    if own.is_empty() {
        SmallStep::MINUTES.map(|minutes| format!("{minutes} minutes")).to_vec()
    } else {
        own.to_vec()
    }
}

fn largest(own: &[String]) -> u8 {
    let sizes = if own.is_empty() { SmallStep::MINUTES.len() } else { own.len() };
    u8::try_from(sizes.saturating_sub(1)).unwrap_or(u8::MAX)
}

/// How large a week is meant to be: 0, rest kept, to 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct WeekSize(u8);

impl WeekSize {
    /// The largest.
    pub const MOST: u8 = 3;

    /// A size from 0 to 3.
    #[must_use]
    pub fn new(size: u8) -> Option<Self> {
        (size <= Self::MOST).then_some(Self(size))
    }

    /// How many tender touches or honest talks.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }

    /// In words. 0 is a size like any other.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self.0 {
            0 => "rest kept",
            1 => "one tender touch or one honest talk",
            2 => "two tender touches or honest talks",
            _ => "three tender touches or honest talks",
        }
    }
}

impl Default for WeekSize {
    fn default() -> Self {
        Self(1)
    }
}

impl TryFrom<u8> for WeekSize {
    type Error = &'static str;

    fn try_from(size: u8) -> Result<Self, Self::Error> {
        Self::new(size).ok_or("a week has a size from 0 to 3")
    }
}

impl From<WeekSize> for u8 {
    fn from(size: WeekSize) -> Self {
        size.0
    }
}

/// A part of the care, and who takes it now.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// What it is.
    pub words: String,
    /// Who takes it.
    pub whose: Person,
    /// Since which evening it is in the bin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binned: Option<Evening>,
}

impl Role {
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] = &["words", "whose", "binned"];
}

/// One small thing that somebody does for the other in one week.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ForTheOther {
    /// Who does it.
    pub from: Person,
    /// The Monday of the week.
    pub week: NaiveDate,
    /// What it is.
    pub words: String,
}

/// Whose week it is to invite, by the calendar, whatever happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitingWeeks {
    /// Whose the first week is.
    pub first: Person,
    /// The Monday of that week.
    pub since: NaiveDate,
}

/// The Monday of the week that `date` lies in.
#[must_use]
pub fn week_of(date: NaiveDate) -> NaiveDate {
    grid::week_of(date, Weekday::Mon)
}

impl InvitingWeeks {
    /// Whose week it is on `date`; nobody's before the first one.
    #[must_use]
    pub fn inviting(self, date: NaiveDate) -> Option<Person> {
        let weeks = (date - self.since).num_days().div_euclid(7);
        match (weeks < 0, weeks % 2) {
            (true, _) => None,
            (false, 0) => Some(self.first),
            (false, _) => Some(self.first.other()),
        }
    }
}

/// How often the two would like to come together; all of them are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rhythm {
    /// Most evenings.
    MostEvenings,
    /// Some evenings.
    SomeEvenings,
    /// One care date a week.
    OnceAWeek,
    /// When we need it.
    WhenNeeded,
}

impl Rhythm {
    /// All of them, none before the others.
    pub const ALL: [Self; 4] = [Self::MostEvenings, Self::SomeEvenings, Self::OnceAWeek, Self::WhenNeeded];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::MostEvenings => "most evenings",
            Self::SomeEvenings => "some evenings",
            Self::OnceAWeek => "one care date a week",
            Self::WhenNeeded => "when we need it",
        }
    }
}

/// Where somebody stands with a small step: asked alone, and in their own file only.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct AskedStep {
    /// The step.
    pub step: Id,
    /// When they were asked last.
    pub asked: Evening,
}

unprinted!(SmallStep, Role, ForTheOther, AskedStep);
