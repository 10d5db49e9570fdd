//! Doing what a flow leads to that is no change.

use super::Stage;
use crate::domain::flow::Then;
use crate::domain::flow::deed::Deed;
use crate::domain::time::Now;
use crate::session::{NotKept, Session};

/// Does `deed`, and gives what comes then; where it cannot be done, the page stays.
pub(super) fn done(deed: Deed, session: &mut Session, _: Stage<'_>, now: Now) -> Result<Then, String> {
    match deed {
        Deed::LookInto(list, copy) => {
            let found = match session.look_into(&copy) {
                Ok(things) => Ok(things),
                Err(NotKept::Unopened(why)) => Err(why),
                Err(error) => return Err(error.to_string()),
            };
            Ok(Then::Page(list.inside(copy, found)))
        }
        Deed::Recover(chosen) => {
            session.recover(&chosen, now).map_err(|error| error.to_string())?;
            Ok(Then::Home(Some(match session.looking_only() {
                None => "Everything is open again.".into(),
                Some(why) => why.to_owned(),
            })))
        }
        Deed::Restore(copy) => {
            session.restore(&copy, now).map_err(|error| error.to_string())?;
            Ok(Then::Home(Some("That copy is back. What stood there is a copy now.".into())))
        }
    }
}
