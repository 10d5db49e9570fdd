//! What tonight could hold: which activities fit, and the few that are shown.

use std::collections::BTreeSet;

use super::body::{BodyNote, Lately, Spot};
use super::check_in::CheckIn;
use super::content::{Activity, Area, Content, Effort, Kind, Tag, TouchCard, shuffle};
use super::pacing::{Band, Plan, Word};
use super::time::Evening;

/// What both marked tonight, as the rules need it. Never written anywhere.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Ticks {
    /// Kinds that both would like.
    pub both_like: BTreeSet<Kind>,
    /// Kinds that either marked *not tonight*.
    pub not_tonight: BTreeSet<Kind>,
}

impl Ticks {
    /// What the check-ins of one round come to. With one check-in alone nothing is ticked by both.
    #[must_use]
    pub fn of(check_ins: [Option<&CheckIn>; 2]) -> Self {
        let liked = |check_in: &CheckIn| -> BTreeSet<Kind> {
            check_in.like().iter().flat_map(|wish| wish.kinds.iter().copied()).collect()
        };
        let both_like = match check_ins {
            [Some(a), Some(b)] => liked(a).intersection(&liked(b)).copied().collect(),
            _ => BTreeSet::new(),
        };
        let not_tonight = check_ins
            .into_iter()
            .flatten()
            .flat_map(CheckIn::not_tonight)
            .flat_map(|wish| wish.kinds.iter().copied())
            .collect();
        Self { both_like, not_tonight }
    }
}

/// Everything that decides which activities fit an evening.
#[derive(Clone, PartialEq, Eq)]
pub struct Fit {
    /// The ceiling, with its gentleness.
    pub word: Word,
    /// What both marked.
    pub ticks: Ticks,
    /// What the restrictions rule out, for both.
    pub ruled_out: BTreeSet<Tag>,
    /// Areas that either shows as *leave alone*.
    pub left_alone: BTreeSet<Area>,
    /// Kinds of touch that both find welcome, with the area where each is.
    pub welcome: BTreeSet<(Area, Kind)>,
    /// Whether there is one person, for whom nothing may name another.
    pub alone: bool,
}

impl Fit {
    /// Puts the evening together.
    #[must_use]
    pub fn new(word: Word, ticks: Ticks, plan: &Plan, welcome: BTreeSet<(Area, Kind)>) -> Self {
        let ruled_out = plan.restrictions.iter().flat_map(|one| one.tags.iter().copied()).collect();
        Self { word, ticks, ruled_out, left_alone: BTreeSet::new(), welcome, alone: false }
    }

    /// The same with what these notes leave alone: a place, or what asks something of a sense.
    #[must_use]
    pub fn leaving_alone<'a>(mut self, notes: impl IntoIterator<Item = &'a BodyNote>) -> Self {
        for note in notes.into_iter().filter(|note| note.how == Lately::LeaveAlone) {
            self.ruled_out.extend(note.spot.sense());
            if let Spot::Area(area) = note.spot {
                self.left_alone.insert(area);
            }
        }
        self
    }

    /// The same for one person alone.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// Whether `activity` fits: every rule must allow it.
    #[must_use]
    pub fn allows(&self, activity: &Activity) -> bool {
        activity.band <= self.word.up_to
            && (!self.alone || activity.solo)
            && (!self.word.gently || activity.is_gentle())
            && self.spares(&activity.areas, &activity.kinds, &activity.tags)
            && self.ticked_by_both(activity)
            && self.is_welcome(activity)
    }

    /// Whether a touch fits in a sitting. A hand that rests is there for whoever likes it; all
    /// else has to be what both ticked, and where it is welcome.
    #[must_use]
    pub fn allows_touch(&self, card: &TouchCard) -> bool {
        let resting = card.is_still() && card.is_hands_only();
        let near_enough = if card.is_still() { Band::Near } else { Band::Touch };
        near_enough <= self.word.up_to
            && self.spares(&card.areas, &card.kinds, &card.tags)
            && (resting || card.kinds.iter().all(|kind| self.ticks.both_like.contains(kind)))
            && self.are_welcome(&card.areas, &card.kinds)
    }

    /// Whether nothing of it is ruled out, left alone, or not for tonight.
    fn spares(&self, areas: &[Area], kinds: &[Kind], tags: &[Tag]) -> bool {
        !tags.iter().any(|tag| self.ruled_out.contains(tag))
            && !areas.iter().any(|area| self.left_alone.contains(area))
            && !kinds.iter().any(|kind| self.ticks.not_tonight.contains(kind))
    }

    /// Touch of any sort, resting touch too, is only what both ticked tonight: every kind of it.
    fn ticked_by_both(&self, activity: &Activity) -> bool {
        let mut touch = activity.kinds.iter().filter(|kind| kind.is_touch()).peekable();
        let asked = activity.band < Band::Touch || touch.peek().is_some();
        asked && touch.all(|kind| self.ticks.both_like.contains(kind))
    }

    /// Moving touch and closeness are only what both find welcome.
    fn is_welcome(&self, activity: &Activity) -> bool {
        match activity.band {
            Band::Rest | Band::Near => true,
            Band::Touch => self.are_welcome(&activity.areas, &activity.kinds),
            Band::Close => self.both_welcome(&activity.areas, &activity.kinds),
        }
    }

    /// Touch of the hands needs no list: so a mark fewer, a list that runs out and one that never
    /// was never open anything.
    fn are_welcome(&self, areas: &[Area], kinds: &[Kind]) -> bool {
        areas.iter().all(|area| *area == Area::Hands || self.both_welcome(&[*area], kinds))
    }

    /// Whether both marked each of these kinds of touch at each of these places.
    fn both_welcome(&self, areas: &[Area], kinds: &[Kind]) -> bool {
        let mut touch = kinds.iter().filter(|kind| kind.is_touch());
        touch.all(|kind| areas.iter().all(|area| self.welcome.contains(&(*area, *kind))))
    }
}

/// Every activity that fits.
#[must_use]
pub fn eligible<'a>(content: &'a Content, fit: &Fit) -> Vec<&'a Activity> {
    content.activities.iter().filter(|activity| fit.allows(activity)).collect()
}

/// What the couple's file remembers for the order of offers.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Memory {
    /// Activities that both like, marked without a date.
    pub liked: BTreeSet<String>,
    /// Areas that everyone who is set up shows as *good lately*.
    pub good: BTreeSet<Area>,
    /// Resting and near activities with the last evening before this one that offered them.
    pub offered: Vec<(String, Evening)>,
}

impl Memory {
    fn last_offered(&self, id: &str, before: Evening) -> Option<Evening> {
        self.offered
            .iter()
            .filter(|(name, evening)| name == id && *evening < before)
            .map(|(_, evening)| *evening)
            .max()
    }
}

/// The order of offers: what both like first, then what was longest not offered, then what lies
/// where touch is good for both lately, then by hash.
///
/// Touch and closeness are never remembered, so they turn by the hash alone.
fn in_order<'a>(mut activities: Vec<&'a Activity>, memory: &Memory, evening: Evening) -> Vec<&'a Activity> {
    activities.sort_by_cached_key(|activity| {
        let liked = memory.liked.contains(&activity.id);
        let good = !activity.areas.is_empty() && activity.areas.iter().all(|area| memory.good.contains(area));
        (!liked, memory.last_offered(&activity.id, evening), !good, shuffle(evening, &activity.id))
    });
    activities
}

/// The offers of an evening in rows of three, the first row first: one rest, one gentle, one of
/// the couple's own or playful. In the gentle place stands first what both asked for in touch. A
/// row is shorter where nothing is left for a place in it.
#[must_use]
pub fn offers<'a>(
    content: &'a Content,
    fit: &Fit,
    memory: &Memory,
    evening: Evening,
) -> Vec<Vec<&'a Activity>> {
    let mut left = in_order(eligible(content, fit), memory, evening);
    let mut rows = Vec::new();
    while !left.is_empty() {
        let mut row: Vec<&Activity> = Vec::new();
        let mut take = |wanted: &dyn Fn(&Activity) -> bool| {
            let at = left.iter().position(|activity| wanted(activity));
            row.extend(at.map(|at| left.remove(at)));
            at.is_some()
        };
        let gentle = |activity: &Activity| {
            activity.band > Band::Rest && activity.effort <= Effort::Light && !activity.playful
        };
        take(&|activity| activity.band == Band::Rest && !activity.playful);
        if !take(&|activity| gentle(activity) && activity.touches()) {
            take(&gentle);
        }
        take(&|activity| activity.playful);
        if row.is_empty() {
            row.extend(left.drain(..left.len().min(3)));
        }
        rows.push(row);
    }
    rows
}

/// Whether an offer may be remembered: only what every evening could hold, so that the memory
/// tells nothing of what two people wished for.
#[must_use]
pub fn may_be_remembered(activity: &Activity) -> bool {
    activity.band <= Band::Near && !activity.touches()
}
