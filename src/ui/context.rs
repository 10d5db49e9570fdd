//! What a page may look at when it takes a key or draws itself.

use crate::domain::time::Now;
use crate::session::Session;
use crate::session::guide::Stage;

/// Everything that is not the page's own. It can look, and change nothing.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What is kept, and whose turn it is.
    pub session: &'a Session,
    /// What a flow may look at.
    pub stage: Stage<'a>,
    /// The moment.
    pub now: Now,
    /// Whether anything on screen may move by itself.
    pub motion: bool,
    /// What is true of this whole run and has to be said, as that it is a demo.
    pub standing: Option<&'a str>,
}
