//! What a page wants to happen; [`super::app::App`] lets it happen, in order.

use super::keymap::Action;
use super::overlay::Overlay;
use crate::domain::change::Change;
use crate::domain::flow::{Answer, Extra};
use crate::domain::secret::Secret;
use crate::session::places::Place;

/// How the terminal front end was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// Somebody closed it.
    Closed,
    /// The system asked it to stop.
    Stopped,
    /// It goes on line by line.
    Lines,
}

/// Something to be done outside the page.
pub enum Effect {
    /// Go somewhere from Tonight.
    Go(Place),
    /// Back to Tonight.
    Home,
    /// Give the guide an answer.
    Answer(Answer),
    /// One page back in what is being guided.
    StepBack,
    /// Keep a change.
    Commit(Box<Change>),
    /// Take back the last change.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Put a panel over the page.
    Open(Overlay),
    /// Take the top panel away.
    CloseTop,
    /// Do what a row of the menu or of help says, on the page under it.
    Run(Action),
    /// Give one of the page's own extra answers.
    RunExtra(Extra),
    /// Open what is locked with this.
    Unlock(Secret),
    /// Cover everything at once.
    Hide,
    /// A sentence above the footer.
    Say(String),
    /// Leave.
    Leave(Leaving),
}
