//! Doing what a flow leads to that is more than a change.

use crate::domain::flow::Then;
use crate::domain::flow::deed::Deed;
use crate::domain::time::Now;
use crate::session::{NotKept, Session};

/// Does it, and says what comes then.
///
/// # Errors
/// [`NotKept`] where it could not be done, or not all of it; the page stays.
pub(super) fn done(deed: Deed, session: &mut Session, now: Now) -> Result<Then, NotKept> {
    match deed {
        Deed::EraseMine(person) => {
            session.erase_mine(person, now)?;
            Ok(Then::Home(Some("Everything of yours is erased.".into())))
        }
    }
}
