//! Doing what is more than a change, and what comes after it.

use crate::domain::flow::Then;
use crate::domain::flow::copies::Copies;
use crate::domain::flow::deed::Deed;
use crate::domain::time::Now;
use crate::session::copies::PutTogether;
use crate::session::{NotKept, Session};

/// Does it, and says what comes then.
///
/// # Errors
/// [`NotKept`] where it is not done; the page stays.
pub(super) fn done(deed: Deed, session: &mut Session, now: Now) -> Result<Then, NotKept> {
    match deed {
        Deed::PutTogether(seen) => Ok(match session.merge(&seen, now)? {
            PutTogether::Changed(preview) => Then::Onward(Copies::changed(preview)),
            PutTogether::Kept { removed: true } => Then::Home(Some("It is put together and kept.".into())),
            PutTogether::Kept { removed: false } => {
                let word = "It is put together and kept. The copy could not be removed yet; it does no harm.";
                Then::Home(Some(word.into()))
            }
        }),
    }
}
