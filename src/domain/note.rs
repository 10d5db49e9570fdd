//! Notes, as the files call the entries of the journal: words of one person, only theirs or shared,
//! or of both; and what an evening kept to itself.

use serde::{Deserialize, Serialize};

use super::archive::DraftOf;
use super::check_in::Numbers;
use super::people::Person;
use super::private::unprinted;
use super::record::Id;
use super::text;
use super::time::{Evening, YearMonth};

mod author;
mod entry_kind;

pub use author::Author;
pub use entry_kind::EntryKind;

/// How long something lies in the bin before clearing it is offered, in days.
pub const BIN_DAYS: i64 = 30;

/// A note, in its author's own file or in the month of its evening.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Who wrote it.
    pub by: Author,
    /// The evening it belongs to.
    pub evening: Evening,
    /// What it is about. Where records lie *kind* says which record it is.
    #[serde(default, rename = "entry", skip_serializing_if = "EntryKind::is_free")]
    pub kind: EntryKind,
    /// What it can be found by, each cleaned, none twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The words, cleaned, with their line ends.
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
    pub(super) const FIELDS: &[&str] = &["by", "evening", "entry", "tags", "words", "binned", "from"];

    /// Its first words, at most `graphemes` of them.
    #[must_use]
    pub fn beginning(&self, graphemes: usize) -> String {
        beginning(&self.words, graphemes)
    }

    /// Whether it is for one reader alone, and so never read side by side.
    #[must_use]
    pub fn is_for_one(&self) -> bool {
        self.kind == EntryKind::ForYou
    }

    /// Whether it waits folded for `person`, until they say otherwise: it is for them.
    #[must_use]
    pub(in crate::domain) fn waits_for(&self, person: Person) -> bool {
        self.is_for_one() && !self.by.includes(person)
    }

    /// Whether `person` may thank for being told.
    #[must_use]
    pub fn is_answered_by(&self, person: Person) -> bool {
        self.kind == EntryKind::Missing && self.binned.is_none() && !self.by.includes(person)
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

/// What is written.
#[derive(Clone, PartialEq)]
pub struct NewNote {
    /// Whether nobody else is to read it.
    pub only_mine: bool,
    /// Whether it is both of theirs: only where both can read it.
    pub both: bool,
    /// The evening on which it was begun.
    pub evening: Evening,
    /// What it is about.
    pub kind: EntryKind,
    /// What it can be found by.
    pub tags: Vec<String>,
    /// The words.
    pub words: String,
    /// Which draft is whole by it, and so none any more. What it is about does not tell: a letter
    /// may come of a thought while another letter is half written.
    pub ends: DraftOf,
}

impl NewNote {
    /// Words about anything, only one's own or for both to read.
    #[must_use]
    pub fn free(only_mine: bool, evening: Evening, words: impl Into<String>) -> Self {
        let (kind, tags, words) = (EntryKind::Free, Vec::new(), words.into());
        Self { only_mine, both: false, evening, kind, tags, words, ends: DraftOf::NewNote }
    }
}

/// What an author can do with notes, in their own turn.
#[derive(Clone, PartialEq)]
pub enum NoteChange {
    /// Write one.
    Write(NewNote),
    /// Write it anew.
    Edit(NoteAt, String),
    /// Let the other read it.
    Share(Id),
    /// Keep it to oneself again: it goes from the month of that name, and from every backup of it.
    TakeBack(YearMonth, Id),
    /// Give it these tags.
    Tag(NoteAt, Vec<String>),
    /// Call a tag something else wherever one sees it, in what both may read and in what is only
    /// one's own.
    RenameTag(String, String),
    /// Fold it out of one's own sight, or unfold it. Nobody else learns of that.
    Fold(NoteAt, bool),
    /// Thank the one who wrote that they miss something for telling, or take that back.
    Thank(NoteAt, bool),
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
            Self::Edit(at, _) | Self::Tag(at, _) | Self::Bin(at) | Self::Restore(at) => shared(at),
            Self::Write(_)
            | Self::RenameTag(..)
            | Self::Fold(..)
            | Self::Thank(..)
            | Self::Share(_)
            | Self::TakeBack(..)
            | Self::Erase(_)
            | Self::ClearBin => false,
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

unprinted!(Note, NewNote, NoteChange, Unshown);
