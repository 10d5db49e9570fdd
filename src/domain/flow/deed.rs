//! What is more than a change: it moves files, so a session does it and not the archive.

use crate::domain::merge::Preview;

/// Something that a flow leads to and a session does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// The copies that were seen are put together with what is here.
    PutTogether(Preview),
}
