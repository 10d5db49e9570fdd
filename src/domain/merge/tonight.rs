//! This evening of one person, as two copies have it: whatever asks for less.

use std::cmp::Reverse;

use super::{together, written};
use crate::domain::after_effect::due::LAST_DAY;
use crate::domain::archive::{Draft, Tonight};
use crate::domain::time::Evening;
use crate::domain::welcome::WelcomeList;

impl Tonight {
    /// This evening and another copy of it as one: the more careful check-in, the draft with more
    /// in it, a little more only of the steps that both copies name, and as welcome only what both
    /// copies mark. A later evening comes before both; whoever was asked on either was asked.
    #[must_use]
    pub fn merged(&self, theirs: &Self) -> Self {
        let check_in = match (self.check_in.clone(), theirs.check_in.clone()) {
            (Some(one), Some(two)) => Some(one.more_careful(two)),
            (one, two) => one.or(two),
        };
        let draft = [&self.draft, &theirs.draft].into_iter().flatten().max_by_key(|draft| much(draft));
        let mut drafts: Vec<Draft> = Vec::new();
        for draft in self.drafts.iter().chain(&theirs.drafts) {
            match drafts.iter_mut().find(|one| one.of == draft.of) {
                Some(one) if much(one) < much(draft) => one.clone_from(draft),
                Some(_) => {}
                None => drafts.push(draft.clone()),
            }
        }
        drafts.sort_by_key(written);
        let mut more = self.more.clone();
        more.retain(|step| theirs.more.contains(step));
        more.sort();
        let welcome = match (&self.welcome, &theirs.welcome) {
            (None, None) => None,
            // A copy without a list has nothing marked.
            (one, two) => {
                let [one, two] = [one, two].map(|list| list.clone().unwrap_or_default());
                Some(one.careful(&two)).filter(|list| *list != WelcomeList::default())
            }
        };
        let asked_after = self.asked_after.max(theirs.asked_after);
        let rest = together(&self.rest, &theirs.rest);
        Self { check_in, draft: draft.cloned(), drafts, more, asked_after, welcome, rest }
    }

    /// The same without what belongs to evenings before `today`; words of a note that is not
    /// finished and what is welcome belong to no evening.
    #[must_use]
    pub fn since(&self, today: Evening) -> Self {
        let mut left = self.clone();
        left.check_in.take_if(|check_in| check_in.evening() < today);
        if left.check_in.is_none() {
            left.more.clear();
        }
        left.draft.take_if(|draft| draft.evening < today);
        left.asked_after.take_if(|asked| today.days_since(asked.about) > LAST_DAY);
        left
    }
}

/// How much there is in a draft.
fn much(draft: &Draft) -> impl Ord + use<> {
    let typed = draft.typing.as_deref().map(str::len);
    (draft.evening, draft.answers.len(), typed, Reverse(written(draft)))
}
