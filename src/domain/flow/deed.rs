//! What a flow leads to that is no change of the archive: only a session can do it.

use super::Purpose;
use super::earlier::Earlier;
use super::other_key::Asked;
use crate::domain::earlier::{EarlierCopy, Instead};
use crate::domain::merge::Preview;
use crate::domain::other_key::OtherKey;
use crate::domain::people::Person;
use crate::domain::private::unprinted;
use crate::domain::secret::Secret;

/// Something to be done outside the archive. Nothing of it is kept in a draft or undone.
pub enum Deed {
    /// Open the turn of this person, who shows with this that it is them.
    Prove(Person, Purpose, Secret),
    /// Make a passphrase of six words for this person.
    SixWords(Person, After),
    /// Lock what is only theirs.
    Lock(Person, Secret, After),
    /// Give it another passphrase.
    ChangePassphrase(Person, Secret),
    /// Unlock it for good.
    UnlockForGood(Person),
    /// Let a short code reopen their turn for the rest of the evening.
    Code(Person, Secret),
    /// Let everything of this person go for good.
    EraseMine(Person),
    /// Put the copies that were seen together with what is here.
    PutTogether(Preview),
    /// Look into an earlier copy, and go on from this list.
    LookInto(Box<Earlier>, EarlierCopy),
    /// Bring an earlier copy back.
    Restore(EarlierCopy),
    /// Go on with a key that was not the one known here, and open the turn it stood in the way of.
    TakeKey(OtherKey, Option<Box<Asked>>),
    /// Put these in the place of damaged files, by their names.
    Recover(Vec<(String, Instead)>),
}

/// Where one goes on after setting a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Back to Tonight.
    Home,
    /// On with the first turn.
    FirstTurn {
        /// Whether two keys follow it, and not a whole check-in.
        two_keys: bool,
    },
}

unprinted!(Deed);
