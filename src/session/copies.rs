//! Earlier copies: cleared of what is deleted for good.

use super::Open;
use crate::domain::time::Now;
use crate::store::Went;

impl Open {
    /// Clears every other copy of what was deleted for good. Where that fails, what is deleted
    /// stays so, the file remembers what is left to do, and it is done when it opens again.
    pub(super) fn purge(&mut self, now: Now) {
        let told = self.cleared.len();
        let purged = self.store.purge(&self.archive, &mut *self.mint, &mut self.cleared);
        let unopened = self.cleared[told..].iter().filter(|one| one.went == Went::RemovedUnopened);
        self.news.extend(unopened.map(ToString::to_string));
        match purged {
            Ok(None) => {}
            Ok(Some(next)) => {
                // What is not kept of this is only that the copies are clean: they are looked at
                // once more when it opens again.
                let _ = self.save(next, now);
            }
            Err(error) => self.news.push(error.to_string()),
        }
    }
}
