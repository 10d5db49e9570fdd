//! What a flow leads to beyond changes, done by the session; and what comes then.

use super::super::copies::PutTogether;
use super::super::{NotKept, Session};
use super::{Stage, world};
use crate::domain::flow::Then;
use crate::domain::flow::copies::Copies;
use crate::domain::flow::deed::Deed;
use crate::domain::flow::my_lock::MyLock;
use crate::domain::flow::other_key::{AnotherKey, Asked};
use crate::domain::other_key::OtherKey;
use crate::domain::time::Now;
use crate::store::NotUnlocked;

/// Does it, and says what comes then.
///
/// # Errors
/// [`NotKept`] where it could not be done; everything is then as it was.
pub(super) fn done(deed: Deed, session: &mut Session, stage: Stage<'_>, now: Now) -> Result<Then, NotKept> {
    let home = |word: &str| Then::Home(Some(word.to_owned()));
    Ok(match deed {
        Deed::Prove(person, purpose, secret) => prove(session, Asked { person, purpose, secret }, None, now)?,
        Deed::SixWords(_, after) => {
            let words = session.six_words();
            let turn = session.turn_here()?;
            Then::Page(MyLock::six(&turn, words, after, world(session, stage, now)))
        }
        Deed::Lock(person, secret, after) => {
            let paper = session.lock_for(person, &secret, now)?;
            Then::Onward(MyLock::paper(&session.turn_here()?, paper, after))
        }
        Deed::ChangePassphrase(person, secret) => {
            session.change_passphrase(person, &secret)?;
            home("From now on the new passphrase opens it, and so does the key on paper.")
        }
        Deed::UnlockForGood(person) => {
            session.unlock_for_good(person)?;
            home("It is not locked any more.")
        }
        Deed::Code(person, code) => {
            session.set_code(person, code, now)?;
            home("The code opens your turn this evening.")
        }
        Deed::EraseMine(person) => {
            session.erase_mine(person, now)?;
            home("Everything of yours is erased.")
        }
        Deed::PutTogether(seen) => match session.merge(&seen, now)? {
            PutTogether::Changed(preview) => Then::Onward(Copies::changed(preview)),
            PutTogether::Kept { removed: true } => home("It is put together and kept."),
            PutTogether::Kept { removed: false } => {
                home("It is put together and kept. The copy could not be removed yet; it does no harm.")
            }
        },
        Deed::LookInto(list, copy) => {
            let found = match session.look_into(&copy) {
                Ok(things) => Ok(things),
                Err(NotKept::Unopened(why)) => Err(why),
                Err(error) => return Err(error),
            };
            Then::Page(list.inside(copy, found))
        }
        Deed::TakeKey(found, Some(asked)) => prove(session, *asked, Some(&found), now)?,
        Deed::TakeKey(found, None) => {
            session.take_key(&found, now)?;
            match session.looking_only() {
                None => home("It is noted, and everything is open."),
                Some(why) => home(why),
            }
        }
        Deed::Recover(chosen) => {
            session.recover(&chosen, now)?;
            match session.looking_only() {
                None => home("Everything is open again."),
                Some(why) => home(why),
            }
        }
        Deed::Restore(copy) => {
            session.restore(&copy, now)?;
            home("That copy is back. What stood there is a copy now.")
        }
    })
}

/// Somebody shows that it is them. A key that is not the one known here is explained first.
fn prove(session: &mut Session, asked: Asked, taken: Option<&OtherKey>, now: Now) -> Result<Then, NotKept> {
    match session.prove_with(asked.person, &asked.secret, taken, now) {
        Ok(()) => Ok(Then::Turn(asked.person, asked.purpose)),
        Err(NotKept::Locked(NotUnlocked::OtherKey(found))) => {
            Ok(Then::Page(AnotherKey::before(found, asked)))
        }
        Err(error) => Err(error),
    }
}
