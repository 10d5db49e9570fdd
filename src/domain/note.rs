//! Notes: a few words of one person, only theirs or shared; and what an evening kept to itself.

use serde::{Deserialize, Serialize};

use super::check_in::Numbers;
use super::people::Person;
use super::private::unprinted;
use super::record::Id;
use super::text;
use super::time::{Evening, YearMonth};

/// How long something lies in the bin before clearing it is offered, in days.
pub const BIN_DAYS: i64 = 30;

/// A note, in its author's own file or in the month of its evening.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Who wrote it.
    pub by: Person,
    /// The evening it belongs to.
    pub evening: Evening,
    /// The words, cleaned.
    pub words: String,
    /// Since which evening it is in the bin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binned: Option<Evening>,
    /// The name it had in the file that it came from. One that was written where it is has a name
    /// here that nothing ever had, so that nobody can tell which were private first.
    pub from: Id,
}

impl Note {
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] = &["by", "evening", "words", "binned", "from"];

    /// Its first words, at most `graphemes` of them.
    #[must_use]
    pub fn beginning(&self, graphemes: usize) -> String {
        beginning(&self.words, graphemes)
    }

    /// Whether it has been in the bin for so long that clearing it is offered. A clock that went
    /// back makes nothing older.
    #[must_use]
    pub fn may_be_cleared(&self, today: Evening) -> bool {
        self.binned.is_some_and(|since| today.days_since(since) > BIN_DAYS)
    }
}

/// The first of some words, at most `graphemes` of them, in one line.
#[must_use]
pub fn beginning(words: &str, graphemes: usize) -> String {
    let whole = text::line(words, usize::MAX).unwrap_or_default();
    match text::line(&whole, graphemes) {
        Some(cut) if cut != whole => format!("{cut} ..."),
        _ => whole,
    }
}

/// Which of two files a note is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Drawer {
    /// Its author's own.
    Own,
    /// This month's, which both share.
    Shared(YearMonth),
}

/// Where a note is, and its name there. It gets another name wherever it is moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAt {
    /// The file it is in.
    pub drawer: Drawer,
    /// The name of its record.
    pub id: Id,
}

/// What an author can do with notes, in their own turn.
#[derive(Clone, PartialEq)]
pub enum NoteChange {
    /// Write one.
    Write {
        /// Whether nobody else is to read it.
        only_mine: bool,
        /// The evening on which it was begun.
        evening: Evening,
        /// The words.
        words: String,
    },
    /// Write it anew.
    Edit(NoteAt, String),
    /// Let the other read it.
    Share(Id),
    /// Keep it to oneself again: it goes from the month of that name, and from every backup of it.
    TakeBack(YearMonth, Id),
    /// Put it in the bin, where only its author sees it.
    Bin(NoteAt),
    /// Take it out of the bin.
    Restore(NoteAt),
    /// Take it out for good; what an evening kept to itself, too.
    Erase(NoteAt),
    /// Take out for good what has been in the bin for longer than [`BIN_DAYS`].
    ClearBin,
}

impl NoteChange {
    /// Whether Ctrl+Z may take it back. Like all answers, sharing and what is gone for good stay.
    #[must_use]
    pub fn can_be_undone(&self) -> bool {
        let shared = |at: &NoteAt| matches!(at.drawer, Drawer::Shared(_));
        match self {
            Self::Edit(at, _) | Self::Bin(at) | Self::Restore(at) => shared(at),
            Self::Write { .. } | Self::Share(_) | Self::TakeBack(..) | Self::Erase(_) | Self::ClearBin => {
                false
            }
        }
    }

    /// Whether nothing before it may be undone any more.
    #[must_use]
    pub fn ends_undo(&self) -> bool {
        matches!(self, Self::Share(_) | Self::TakeBack(..) | Self::Erase(_) | Self::ClearBin)
    }
}

/// What of a check-in was never shown: its numbers and the noticed line. Wishes, words and how far
/// the evening could go are never in it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Unshown {
    /// The check-in it is from.
    pub check_in: Id,
    /// The evening it belongs to.
    pub evening: Evening,
    /// The numbers.
    #[serde(flatten)]
    pub numbers: Numbers,
    /// The noticed line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<String>,
}

unprinted!(Note, NoteChange, Unshown);
