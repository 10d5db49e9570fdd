//! What a flow leads to that is no change: it is done to the files, by the session.

use super::earlier::Earlier;
use crate::domain::earlier::{EarlierCopy, Instead};

/// Something to be done before the next page comes.
pub enum Deed {
    /// Look into an earlier copy, and go on from this list.
    LookInto(Box<Earlier>, EarlierCopy),
    /// Bring an earlier copy back.
    Restore(EarlierCopy),
    /// Put these in the place of damaged files, by their names.
    Recover(Vec<(String, Instead)>),
}
