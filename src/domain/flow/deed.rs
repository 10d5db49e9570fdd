//! What a flow leads to that is more than a change.

use crate::domain::people::Person;

/// Something that the session does as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Everything of this person goes for good.
    EraseMine(Person),
}
