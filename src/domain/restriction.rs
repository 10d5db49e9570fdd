//! What is to be minded for now: who said it, whose body it protects, and how long it binds.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::content::Tag;
use super::pacing::Band;
use super::people::Person;
use super::private::unprinted;
use super::time::Evening;

/// Something to mind for now. Past its dates it still binds, until its owner ends it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Restriction {
    /// Whose body it protects.
    pub person: Person,
    /// What it rules out, for both.
    #[serde(default)]
    pub tags: Vec<Tag>,
    /// The person's words for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// The widest band that it leaves; where nobody said, [`Restriction::ceiling`] goes by the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Band>,
    /// Who said it and when, in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The last day for which it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The day on which to ask about it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<NaiveDate>,
    /// The evening on which it was noted.
    pub noted: Evening,
    /// The last evening on which it holds, once its person ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_until: Option<Evening>,
    /// Who gave the word that ended it, and when; none where its person took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared_by: Option<String>,
}

/// How a restriction stands with its dates. In every one of these it binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A date of it is over: it is to be asked about again.
    AskAgain,
    /// The last day for which it was said is near.
    RunsOutSoon,
    /// It binds, and its last day is not near.
    Binds,
}

impl Restriction {
    /// The fields of its record.
    pub(super) const FIELDS: &[&str] =
        &["person", "tags", "what", "up_to", "by", "until", "review", "noted", "holds_until", "cleared_by"];
    /// How many days before its last day it is said to run out soon.
    pub const SOON: i64 = 7;

    /// One of this person, noted on `evening`, in which nothing is said yet.
    #[must_use]
    pub fn of(person: Person, evening: Evening) -> Self {
        Self {
            person,
            tags: Vec::new(),
            what: None,
            up_to: None,
            by: None,
            until: None,
            review: None,
            noted: evening,
            holds_until: None,
            cleared_by: None,
        }
    }

    /// Whether it binds on `evening`: until its person ended it, and through the evening on which
    /// they did. No date of its own ends it.
    #[must_use]
    pub fn binds(&self, evening: Evening) -> bool {
        self.holds_until.is_none_or(|last| evening <= last)
    }

    /// How it stands with its dates on `day`.
    #[must_use]
    pub fn standing(&self, day: NaiveDate) -> Standing {
        let ask = self.until.is_some_and(|until| until < day) || self.review.is_some_and(|on| on <= day);
        if ask {
            Standing::AskAgain
        } else if self.until.is_some_and(|until| (until - day).num_days() <= Self::SOON) {
            Standing::RunsOutSoon
        } else {
            Standing::Binds
        }
    }

    /// Whether it is to be asked about again on `day`. What was ended is not.
    #[must_use]
    pub fn asks_again(&self, day: NaiveDate) -> bool {
        self.holds_until.is_none() && self.standing(day) == Standing::AskAgain
    }

    /// Where it stands among others on `day`: what is to be asked about first, then what runs out
    /// soon, then the rest, and what was ended last; the earlier date first in each.
    #[must_use]
    pub fn order(&self, day: NaiveDate) -> impl Ord + use<> {
        let dates = [self.until, self.review].into_iter().flatten();
        let next = dates.min().unwrap_or(NaiveDate::MAX);
        (self.holds_until.is_some(), self.standing(day), next)
    }

    /// The widest band that it leaves, if it names one. Words that name nothing the activities know
    /// rule nothing out by themselves, so unless its person said how far, the evening stays at
    /// *touch*.
    #[must_use]
    pub fn ceiling(&self) -> Option<Band> {
        self.up_to.or((self.what.is_some() || self.tags.is_empty()).then_some(Band::Touch))
    }

    /// What is to be minded, in words; a tag that one's own words name is not named twice.
    #[must_use]
    pub fn named(&self) -> String {
        let said = self.what.as_deref().map(Tag::named_in).unwrap_or_default();
        let tags = self.tags.iter().filter(|tag| !said.contains(tag));
        let named = tags.map(|tag| tag.words()).chain(self.what.as_deref());
        let named = named.collect::<Vec<_>>().join(", ");
        if named.is_empty() { "something, not named here".to_owned() } else { named }
    }

    /// The sentence for it on `day`: who said it, what, until when, and whether to ask again.
    #[must_use]
    pub fn sentence(&self, day: NaiveDate) -> String {
        let until = self.until.map(|until| format!(" until {}", in_words(until, day))).unwrap_or_default();
        let named = self.named();
        let text = match &self.by {
            Some(by) => format!("{by}: {named}{until}."),
            None => format!("To mind for now: {named}{until}."),
        };
        if self.asks_again(day) { format!("{text} Ask again.") } else { text }
    }
}

/// A date as it is said: with its year only where that is another one.
#[must_use]
pub fn in_words(date: NaiveDate, today: NaiveDate) -> String {
    let form = if date.year() == today.year() { "%-d %B" } else { "%-d %B %Y" };
    date.format(form).to_string()
}

unprinted!(Restriction);
