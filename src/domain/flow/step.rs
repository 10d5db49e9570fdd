//! What an answer leads to.

use super::{Flow, deed, welcome};
use crate::domain::change::Change;
use crate::domain::people::{Person, Turn};

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
    /// This is written into a file of its own, and then comes Tonight.
    WriteDown(WrittenDown),
    /// The session does this, and it says what comes then.
    Deed(deed::Deed),
    /// The program goes on line by line.
    Lines,
}

/// What is written into a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrittenDown {
    /// Everything of the person whose turn it is.
    Mine(Turn),
    /// What is in the jar.
    Jar,
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
    /// To change what there is to mind for one's own body.
    Minding,
    /// To note how parts of one's own body are lately.
    Body,
    /// To end a rule that one set.
    Rules,
    /// To say with two keys how one is, before time for us.
    TwoKeys,
    /// To mark what is welcome.
    Welcome,
}

impl Purpose {
    /// What the pages of such a turn are called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::CheckIn | Self::TwoKeys => "Check-in",
            Self::Ways => "My own ways",
            Self::Cover => "Cover something shown",
            Self::Lock => "My passphrase",
            Self::Notes => "Journal",
            Self::Earlier => "Earlier copies",
            Self::Minding => "To mind for now",
            Self::Body => "My body notes",
            Self::Rules => "Our rules",
            Self::Welcome => welcome::TITLE,
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

    /// On to where a page leads back to: Tonight where that is nowhere else.
    pub(super) fn back_to(flow: Option<&Flow>) -> Self {
        Self::on(flow.map_or(Then::Home(None), |flow| Then::Onward(flow.clone())))
    }

    /// The answer to something that was not asked here.
    #[must_use]
    pub fn not_asked() -> Self {
        Self::Again("That is not one of the answers here. Nothing is lost.".into())
    }
}
