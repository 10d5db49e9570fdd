//! A key in vault.json that is not the one known here: somebody may have put it there to read
//! along, or somebody set a passphrase anew.

use super::people::Person;
use super::private::unprinted;

/// Whose key it is, and how it was noticed.
#[derive(Clone, PartialEq, Eq)]
pub struct OtherKey {
    /// Whose key vault.json is about.
    pub whose: Person,
    /// Whether their own key just opened, so that theirs is surely the right one; otherwise the
    /// other's own file remembers another key of theirs.
    pub own: bool,
    /// The public key that vault.json names.
    pub named: Option<String>,
}

unprinted!(OtherKey);
