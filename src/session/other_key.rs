//! A key that is not the one known here: told, and gone on with only once somebody chose that.

use super::{NotKept, Session, State, around};
use crate::domain::archive::Access;
use crate::domain::other_key::OtherKey;
use crate::domain::time::Now;

impl Session {
    /// A key that is not the one known here, while that leaves this session for looking only.
    #[must_use]
    pub fn other_key(&self) -> Option<&OtherKey> {
        match &self.state {
            State::Looking(looking) => looking.other_key.as_ref(),
            State::Locked(_) | State::Open(_) => None,
        }
    }

    /// Goes on with the key that was `found`, and opens the folder anew: to keep changes, if
    /// nothing else is in the way.
    ///
    /// # Errors
    /// Where that cannot be kept: it is then for looking only, as before.
    pub fn take_key(&mut self, found: &OtherKey, now: Now) -> Result<(), NotKept> {
        let State::Looking(looking) = &mut self.state else { return Ok(()) };
        let opened = looking.reader.reopen_with(around(now), found).map_err(NotKept::NotRead)?;
        let mut next = State::of(opened);
        if let State::Open(open) = &mut next {
            open.store.write_vault(&mut *self.mint).map_err(NotKept::NotSaved)?;
            let knows = found.whose.other();
            let noted = (!found.own && open.archive.access[knows] != Access::Closed)
                .then(|| open.news_of_key(knows))
                .flatten();
            if let Some(noted) = noted {
                open.commit(&[noted], now, &mut *self.mint)?;
            }
            open.news.extend(open.notices.iter().cloned());
        }
        self.state = next;
        self.finish(now);
        self.know_each_other(now);
        Ok(())
    }
}
