//! What the file of one person's evening holds: what waits, and what is not finished.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::after_effect::AskedAfter;
use crate::domain::answer::Answer;
use crate::domain::check_in::CheckIn;
use crate::domain::note::{EntryKind, NoteAt};
use crate::domain::private::unprinted;
use crate::domain::record::Id;
use crate::domain::time::Evening;
use crate::domain::welcome::WelcomeList;

/// The body of now-a.json and now-b.json: the current value only.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Tonight {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::domain) check_in: Option<CheckIn>,
    /// The unfinished check-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::domain) draft: Option<Draft>,
    /// Whatever else is not finished; at most one of each thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::domain) drafts: Vec<Draft>,
    /// The small steps that this person, alone, would like a little more of. It belongs to the
    /// check-in and goes with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::domain) more: Vec<Id>,
    /// Which evening this person was asked about last, however they answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::domain) asked_after: Option<AskedAfter>,
    /// What is welcome to this person. It belongs to no evening, and goes by itself no sooner than
    /// something else is marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::domain) welcome: Option<WelcomeList>,
    /// Fields from another version.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A turn that is not finished: its answers so far, and words not yet answered with.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// What it is to become.
    #[serde(default, skip_serializing_if = "DraftOf::is_check_in")]
    pub of: DraftOf,
    /// The evening the turn belongs to.
    pub evening: Evening,
    /// The answers so far, in order.
    pub answers: Vec<Answer>,
    /// Words in the field of the open question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typing: Option<String>,
}

/// What a draft is to become.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DraftOf {
    /// A check-in.
    #[default]
    CheckIn,
    /// A note that is not written yet.
    NewNote,
    /// An entry of this kind that is not written yet; one about anything is a new note.
    Entry(EntryKind),
    /// The next writing of this note.
    Note(NoteAt),
}

impl DraftOf {
    fn is_check_in(&self) -> bool {
        *self == Self::CheckIn
    }
}

impl Draft {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.typing.as_ref().is_none_or(String::is_empty)
    }
}

impl Tonight {
    pub(in crate::domain) fn draft_of(&self, of: &DraftOf) -> Option<&Draft> {
        self.draft.iter().chain(&self.drafts).find(|draft| draft.of == *of)
    }

    /// Puts a draft in the place of the one of the same thing.
    pub(in crate::domain) fn put_draft(&mut self, draft: Draft) {
        if draft.of == DraftOf::CheckIn {
            self.draft = Some(draft);
            return;
        }
        self.let_go_of(&draft.of);
        if !draft.is_empty() {
            self.drafts.push(draft);
        }
    }

    pub(in crate::domain) fn let_go_of(&mut self, of: &DraftOf) {
        self.draft.take_if(|draft| draft.of == *of);
        self.drafts.retain(|draft| draft.of != *of);
    }
}

unprinted!(Tonight, Draft);
