//! What putting copies together would do, to be seen before anything is done.

use super::Tally;

/// What there is, and what would come of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// How many copies can be put together with what is here.
    pub copies: usize,
    /// What that does to what both share.
    pub tally: Tally,
    /// Whether it changes something that belongs to one person alone. What and how much is
    /// nobody's business but theirs.
    pub own: bool,
    /// Copies that stay as they are.
    pub left: Vec<LeftAlone>,
    /// Tells these copies from any others.
    pub print: u64,
}

/// A copy that stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftAlone {
    /// Its name, cleaned.
    pub name: String,
    /// Why.
    pub why: Aside,
}

/// Why a copy stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// It is not whole, or cannot be read.
    Unreadable,
    /// A newer version wrote it.
    Newer,
    /// It is locked.
    Locked,
    /// It is of a file that belongs to one machine.
    Machine,
    /// It comes from the folder of another couple, or lies beside one that does.
    Others,
}
