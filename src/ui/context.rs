//! What a page may look at when it takes a key or draws itself.

use crate::domain::time::Now;
use crate::session::Session;

/// Everything that is not the page's own. It can look, and change nothing.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What is kept, and whose turn it is.
    pub session: &'a Session,
    /// The moment.
    pub now: Now,
    /// Whether anything on screen may move by itself.
    pub motion: bool,
}
