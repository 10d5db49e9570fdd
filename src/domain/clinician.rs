//! Words for one's own team: offered to a person alone where something is new, or where their body
//! was harder than usual for a while. Nothing is read out of numbers for anybody, and nobody else
//! learns whether it was offered.

use std::collections::BTreeMap;

use super::archive::{Archive, Month, MonthKind, OwnKind};
use super::check_in::Score;
use super::people::{Person, Turn};
use super::time::{Evening, YearMonth};

/// It is offered no sooner than so many days after the last time.
pub const FORTNIGHT: i64 = 14;
/// How many answered days are looked at.
const LAST_DAYS: usize = 3;
/// How far above what is usual each of them is.
const ABOVE_USUAL: u8 = 2;

/// Whether words for one's team are offered on `today`, where `body` is what was answered, the
/// latest last. A clock that went back makes nothing longer ago.
#[must_use]
pub fn is_offered(
    is_new: bool,
    usual: Option<Score>,
    body: &[Score],
    offered: Option<Evening>,
    today: Evening,
) -> bool {
    let long_ago = offered.is_none_or(|last| today.days_since(last) >= FORTNIGHT);
    long_ago && (is_new || usual.is_some_and(|usual| is_harder(usual, body)))
}

/// Whether each of the last answers is well above what is usual.
fn is_harder(usual: Score, body: &[Score]) -> bool {
    let last = &body[body.len().saturating_sub(LAST_DAYS)..];
    last.len() == LAST_DAYS && last.iter().all(|one| one.value() >= usual.value() + ABOVE_USUAL)
}

impl Archive {
    /// Whether words for their team are offered to the person whose turn it is, at the end of a
    /// harder patch of the body; `is_new` where they said so.
    #[must_use]
    pub fn offers_words_for_team(&self, turn: &Turn, is_new: bool, today: Evening) -> bool {
        let person = turn.person();
        let usual = self.limits_of(person).set.usual_body;
        is_offered(is_new, usual, &self.body_lately(person, today), self.offered_for_team(person), today)
    }

    /// The months that have to be read to know what was answered lately.
    #[must_use]
    pub fn lately(today: Evening) -> [YearMonth; 2] {
        [today.month().before(), today.month()]
    }

    /// When it was offered last.
    pub(in crate::domain) fn offered_for_team(&self, person: Person) -> Option<Evening> {
        self.own[person].records.find(|kind| match kind {
            OwnKind::WordsForTeam { offered } => Some(*offered),
            _ => None,
        })
    }

    /// What this person answered about their own body, shown or not, in this month and the one
    /// before it, up to `today`, the latest last; one answer a day.
    fn body_lately(&self, person: Person, today: Evening) -> Vec<Score> {
        let mut days: BTreeMap<Evening, Score> = BTreeMap::new();
        let months = Self::lately(today);
        let mut note = |evening: Evening, body: Option<Score>| {
            if let Some(body) = body.filter(|_| evening <= today && months.contains(&evening.month())) {
                let day = days.entry(evening).or_insert(body);
                *day = body.max(*day);
            }
        };
        for here in months.iter().filter_map(|month| self.month(*month)) {
            shown_by(&here, person).for_each(|(evening, body)| note(evening, body));
        }
        for record in self.own[person].records.known() {
            if let OwnKind::Unshown(one) = &record.what {
                note(one.evening, one.numbers.body);
            }
        }
        if let Some(waiting) = &self.tonight[person].check_in {
            note(waiting.evening(), waiting.kept_to_oneself().0.body);
        }
        days.into_values().collect()
    }
}

fn shown_by(month: &Month, person: Person) -> impl Iterator<Item = (Evening, Option<Score>)> {
    month.records.known().filter_map(move |record| match &record.what {
        MonthKind::Shown(shown) if shown.person == person => Some((shown.evening, shown.numbers.body)),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
