//! The safety plan: what two people do if it gets hard, thought of on a calm day. Every part may
//! stay empty.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::private::unprinted;
use super::text;

/// The longest line, in graphemes.
pub const LINE: usize = 120;
/// The most lines of one part.
pub const MOST_LINES: usize = 6;
/// The most parts of the couple's own.
pub const MOST_OWN: usize = 12;

/// A part of the plan, in the order in which it is read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// How it stops.
    Stop,
    /// How the room is left.
    Leave,
    /// What is done if there is pain.
    Pain,
    /// If panic comes.
    Panic,
    /// If there are tears.
    Tears,
    /// If something interrupts.
    Interruption,
    /// If an alarm, a tube, a pouch or a pump needs care.
    Device,
    /// If this happens, in the couple's own words.
    Own(String),
    /// Gentler steps.
    Gentler,
    /// Whom to call, and when.
    Call,
}

/// One part with what it says, which is never nothing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SafetyPart {
    /// Which part.
    pub part: Part,
    /// What is done, line by line.
    pub lines: Vec<String>,
}

/// What can happen to the plan. It is shared: either changes any of it.
#[derive(Clone, PartialEq)]
pub enum SafetyChange {
    /// One line more for a part.
    Add(Part, String),
    /// A line of a part is put in another way; without words it is taken back.
    Change(Part, String, String),
    /// A part is taken back.
    TakeBack(Part),
    /// What one of the couple's own is about is put in another way.
    Rename(Part, String),
}

impl Part {
    /// The parts that everyone may fill, in their order.
    pub const FIXED: [Self; 9] = [
        Self::Stop,
        Self::Leave,
        Self::Pain,
        Self::Panic,
        Self::Tears,
        Self::Interruption,
        Self::Device,
        Self::Gentler,
        Self::Call,
    ];

    /// What stands over it.
    #[must_use]
    pub fn heading(&self) -> Cow<'static, str> {
        match self {
            Self::Stop => "How it stops".into(),
            Self::Leave => "How to leave the room".into(),
            Self::Pain => "If there is pain".into(),
            Self::Panic => "If panic comes".into(),
            Self::Tears => "If there are tears".into(),
            Self::Interruption => "If something interrupts".into(),
            Self::Device => "If a device needs care".into(),
            Self::Own(when) => format!("If {when}").into(),
            Self::Gentler => "Gentler steps".into(),
            Self::Call => "Whom to call, and when".into(),
        }
    }

    /// Whether it says what is done if something happens.
    #[must_use]
    pub fn is_if_then(&self) -> bool {
        !matches!(self, Self::Stop | Self::Leave | Self::Gentler | Self::Call)
    }

    /// The same with its words cleaned, and without an *if*, which stands over it anyway; `None`
    /// where no words are left.
    #[must_use]
    pub fn cleaned(&self) -> Option<Self> {
        let Self::Own(words) = self else { return Some(self.clone()) };
        let line = text::line(words, text::NAME)?;
        let mut words = line.as_str();
        while let Some(rest) = without_if(words) {
            words = rest;
        }
        (!words.is_empty()).then(|| Self::Own(words.to_owned()))
    }
}

impl SafetyPart {
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] = &["part", "lines"];

    /// Two writings of one part as one: whatever either says, in an order that both give.
    #[must_use]
    pub fn together(&self, other: &Self) -> Self {
        if self == other {
            return self.clone();
        }
        let lines: BTreeSet<&String> = self.lines.iter().chain(&other.lines).collect();
        Self { part: self.part.clone(), lines: lines.into_iter().cloned().collect() }
    }
}

/// What comes after an *if* that stands first.
fn without_if(words: &str) -> Option<&str> {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    first.eq_ignore_ascii_case("if").then(|| rest.trim_start())
}

unprinted!(Part, SafetyPart, SafetyChange);
