//! For each kind of record, how two writings of it become one.

use std::collections::BTreeSet;

use super::entries::careful_entry;
use super::{Mergeable, written};
use crate::domain::archive::{
    CoupleKind, HowItIs, MonthKind, OwnKind, Plainness, Recovering, Scale, Shown, TeamSaid,
};
use crate::domain::people::Person;
use crate::domain::plan::Role;
use crate::domain::restriction::Restriction;
use crate::domain::time::Evening;

impl Mergeable for CoupleKind {
    fn only(&self) -> Option<String> {
        Some(match self {
            Self::Person(profile) => format!("person {}", profile.person.letter()),
            Self::Recovery { .. } => "recovery".into(),
            Self::Team { person, .. } => format!("team {}", person.letter()),
            Self::Ways { .. } => "ways".into(),
            Self::SetUp { .. } => "set-up".into(),
            Self::Liked { activity } => format!("liked {activity}"),
            Self::Offered { activity, .. } => format!("offered {activity}"),
            Self::Leaving { person } => format!("leaving {}", person.letter()),
            Self::Treatment { person, .. } => format!("treatment {}", person.letter()),
            Self::HarderPatch(_) => "harder patch".into(),
            Self::BodyNote(note) => format!("body note {}", written(&(note.person, &note.spot))),
            Self::WeekSize { .. } => "week size".into(),
            Self::ForTheOther(one) => format!("for the other {}", one.from.letter()),
            Self::InvitingWeeks(_) => "inviting weeks".into(),
            Self::Rhythm { .. } => "rhythm".into(),
            Self::SignalWords(one) => format!("signal words {}", written(&(one.meaning, one.way))),
            Self::Safety(one) => format!("safety {}", written(&one.part)),
            Self::SafetyLooked { .. } => "safety looked".into(),
            Self::LookedBack { .. } => "looked back".into(),
            Self::OurWordsLooked { .. } => "our words looked".into(),
            Self::Restriction(_) | Self::Entry(_) | Self::Step(_) | Self::Role(_) | Self::OurLine(_) => {
                return None;
            }
        })
    }

    fn together(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (
                Self::Recovery { who: one, situations: some },
                Self::Recovery { who: two, situations: more },
            ) => Self::Recovery { who: either(*one, *two), situations: union(some, more) },
            (Self::Team { .. }, Self::Team { .. }) => {
                let order = |kind: &Self| (care(kind), written(kind));
                let mut team = if order(self) >= order(other) { self.clone() } else { other.clone() };
                if let Self::Team { holds_until, .. } = &mut team {
                    *holds_until = held(self).max(held(other));
                }
                team
            }
            (Self::Ways { plainness: one, scale: some }, Self::Ways { plainness: two, scale: more }) => {
                Self::Ways {
                    plainness: *[one, two].into_iter().min_by_key(|one| reserve(**one))?,
                    scale: if [some, more].contains(&&Scale::Words) { Scale::Words } else { Scale::Numbers },
                }
            }
            (Self::SetUp { asked: one }, Self::SetUp { asked: two }) => {
                Self::SetUp { asked: union(one, two) }
            }
            (
                Self::Offered { activity, evening: one, before: some },
                Self::Offered { evening: two, before: more, .. },
            ) => {
                let evenings = [Some(*one), *some, Some(*two), *more].into_iter().flatten();
                let mut evenings = evenings.collect::<BTreeSet<Evening>>().into_iter().rev();
                let evening = evenings.next()?;
                Self::Offered { activity: activity.clone(), evening, before: evenings.next() }
            }
            (Self::Restriction(one), Self::Restriction(two)) => {
                // What binds longer; ended on neither side, it binds on.
                let holds_until = one.holds_until.zip(two.holds_until).map(|(one, two)| one.max(two));
                let cleared_by = holds_until.and(one.cleared_by.clone().max(two.cleared_by.clone()));
                let until = |one: &Restriction| {
                    let (holds_until, cleared_by) = (holds_until, cleared_by.clone());
                    Self::Restriction(Restriction { holds_until, cleared_by, ..one.clone() })
                };
                return Some(until(one)).filter(|restriction| *restriction == until(two));
            }
            (Self::Treatment { person, noted: one }, Self::Treatment { noted: two, .. }) => {
                Self::Treatment { person: *person, noted: *one.max(two) }
            }
            (Self::HarderPatch(one), Self::HarderPatch(two)) => Self::HarderPatch(one.together(*two)),
            (Self::SafetyLooked { evening: one }, Self::SafetyLooked { evening: two }) => {
                Self::SafetyLooked { evening: *one.max(two) }
            }
            (Self::LookedBack { evening: one }, Self::LookedBack { evening: two }) => {
                Self::LookedBack { evening: *one.max(two) }
            }
            (Self::BodyNote(one), Self::BodyNote(two)) => Self::BodyNote(one.careful(two)),
            (Self::WeekSize { size: one }, Self::WeekSize { size: two }) => {
                Self::WeekSize { size: if one.get() <= two.get() { *one } else { *two } }
            }
            (Self::ForTheOther(one), Self::ForTheOther(two)) if one.week != two.week => {
                Self::ForTheOther(if one.week > two.week { one.clone() } else { two.clone() })
            }
            (Self::ForTheOther(_), Self::ForTheOther(_))
            | (Self::InvitingWeeks(_), Self::InvitingWeeks(_))
            | (Self::SignalWords(_), Self::SignalWords(_))
            | (Self::Rhythm { .. }, Self::Rhythm { .. }) => one_of(self, other),
            (Self::Safety(one), Self::Safety(two)) => Self::Safety(one.together(two)),
            (Self::Entry(one), Self::Entry(two)) => return careful_entry(one, two).map(Self::Entry),
            (Self::Step(one), Self::Step(two)) => return one.careful(two).map(Self::Step),
            (Self::Role(one), Self::Role(two)) => {
                let binned = one.binned.zip(two.binned).map(|(one, two)| one.max(two));
                let with = |role: &Role| Self::Role(Role { binned, ..role.clone() });
                return Some(with(one)).filter(|role| *role == with(two));
            }
            (Self::OurWordsLooked { evening: one }, Self::OurWordsLooked { evening: two }) => {
                Self::OurWordsLooked { evening: *one.max(two) }
            }
            (Self::Person(_), Self::Person(_)) | (Self::Liked { .. }, Self::Liked { .. }) => {
                one_of(self, other)
            }
            _ => return (self == other).then(|| self.clone()),
        })
    }

    fn evening(&self) -> Option<Evening> {
        match self {
            Self::Restriction(restriction) => Some(restriction.noted),
            Self::Entry(entry) => Some(Evening(entry.start)),
            _ => None,
        }
    }
}

impl Mergeable for MonthKind {
    fn only(&self) -> Option<String> {
        match self {
            Self::Evening { evening, .. } => Some(format!("evening {}", evening.0)),
            Self::Kept { ritual, evening } => Some(format!("kept {} {}", ritual.as_str(), evening.0)),
            Self::Thanks { person, entry } => Some(format!("thanks {} {}", person.letter(), entry.as_str())),
            Self::Shown(_) | Self::Note(_) | Self::Entry(_) | Self::After(_) => None,
        }
    }

    fn together(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (
                Self::Evening { evening, round: one, came_back: some },
                Self::Evening { round: two, came_back: more, .. },
            ) => {
                let came_back = some.max(more).clone();
                Some(Self::Evening { evening: *evening, round: union(one, two), came_back })
            }
            (Self::Entry(one), Self::Entry(two)) => careful_entry(one, two).map(Self::Entry),
            (Self::Shown(one), Self::Shown(two)) => {
                // Whoever took a line out of the jar on one device has it out on each.
                let out_of_jar = one.out_of_jar || two.out_of_jar;
                let with = |shown: &Shown| Self::Shown(Shown { out_of_jar, ..shown.clone() });
                Some(with(one)).filter(|shown| *shown == with(two))
            }
            _ => (self == other).then(|| self.clone()),
        }
    }

    fn evening(&self) -> Option<Evening> {
        match self {
            Self::Evening { evening, .. } => Some(*evening),
            Self::Shown(shown) => Some(shown.evening),
            Self::Note(note) => Some(note.evening),
            Self::Entry(entry) => Some(Evening(entry.start)),
            Self::Kept { evening, .. } => Some(*evening),
            Self::After(shown) => Some(shown.evening),
            Self::Thanks { .. } => None,
        }
    }
}

impl Mergeable for OwnKind {
    fn only(&self) -> Option<String> {
        Some(match self {
            Self::Limits(_) => "limits".into(),
            Self::How { .. } => "how".into(),
            Self::Questions { .. } => "questions".into(),
            Self::Welcomed => "welcomed".into(),
            Self::Knows { .. } => "knows".into(),
            Self::Unshown(unshown) => format!("unshown {}", unshown.check_in.as_str()),
            Self::BodyNote(note) => format!("body note {}", written(&note.spot)),
            Self::AskedStep(asked) => format!("asked step {}", asked.step.as_str()),
            Self::Steps { .. } => "steps".into(),
            Self::After(one) => format!("after {}", one.evening.0),
            Self::AskAfter { .. } => "ask after".into(),
            Self::Jar { .. } => "jar".into(),
            Self::WordsForTeam { .. } => "words for team".into(),
            Self::NotesForMe { .. } => "notes for me".into(),
            Self::Fold { entry, .. } => format!("fold {}", entry.as_str()),
            Self::CalmDrawn { .. } => "calm drawn".into(),
            Self::Note(_) => return None,
        })
    }

    fn together(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Limits(one), Self::Limits(two)) => Self::Limits(one.tightest(two)),
            (Self::How { is: one }, Self::How { is: two }) => {
                Self::How { is: if hardness(*one) >= hardness(*two) { *one } else { *two } }
            }
            (Self::BodyNote(one), Self::BodyNote(two)) => Self::BodyNote(one.careful(two)),
            (Self::AskedStep(one), Self::AskedStep(two)) => {
                Self::AskedStep(if one.asked >= two.asked { one.clone() } else { two.clone() })
            }
            (Self::Steps { on: one }, Self::Steps { on: two }) => Self::Steps { on: *one && *two },
            (Self::After(one), Self::After(two)) => Self::After(one.careful(two)),
            (Self::Fold { entry, folded: one }, Self::Fold { folded: two, .. }) => {
                Self::Fold { entry: entry.clone(), folded: *one || *two }
            }
            (Self::AskAfter { on: one }, Self::AskAfter { on: two }) => Self::AskAfter { on: *one && *two },
            (Self::Jar { goes_in: one }, Self::Jar { goes_in: two }) => Self::Jar { goes_in: *one && *two },
            (Self::CalmDrawn { on: one }, Self::CalmDrawn { on: two }) => {
                Self::CalmDrawn { on: *one && *two }
            }
            (Self::WordsForTeam { offered: one }, Self::WordsForTeam { offered: two }) => {
                Self::WordsForTeam { offered: *one.max(two) }
            }
            (Self::NotesForMe { on: one }, Self::NotesForMe { on: two }) => {
                Self::NotesForMe { on: *one && *two }
            }
            (Self::Questions { .. }, Self::Questions { .. })
            | (Self::Knows { .. }, Self::Knows { .. })
            | (Self::Unshown(_), Self::Unshown(_)) => one_of(self, other),
            _ => return (self == other).then(|| self.clone()),
        })
    }

    fn evening(&self) -> Option<Evening> {
        None
    }
}

/// Where neither is more careful: one of the two, the same on every device.
fn one_of<K: Mergeable>(one: &K, other: &K) -> K {
    if written(one) >= written(other) { one.clone() } else { other.clone() }
}

fn union<T: Ord + Clone>(one: &[T], other: &[T]) -> Vec<T> {
    one.iter().chain(other).cloned().collect::<BTreeSet<T>>().into_iter().collect()
}

/// Whoever is named on either side.
fn either(one: Recovering, other: Recovering) -> Recovering {
    let named = |person| one.names(person) || other.names(person);
    match (named(Person::A), named(Person::B)) {
        (true, true) => Recovering::Both,
        (true, false) => Recovering::A,
        (false, true) => Recovering::B,
        (false, false) => Recovering::NotSaid,
    }
}

fn held(kind: &CoupleKind) -> Option<Evening> {
    match kind {
        CoupleKind::Team { holds_until, .. } => *holds_until,
        _ => None,
    }
}

/// How careful it is to go by this word of a team, and then how late it is.
fn care(kind: &CoupleKind) -> Option<(u8, Evening)> {
    let CoupleKind::Team { said, noted, .. } = kind else { return None };
    let care = match said {
        TeamSaid::NobodyYet => 3,
        TeamSaid::SomethingToMind => 2,
        TeamSaid::MineToJudge => 1,
        TeamSaid::NothingOffLimits => 0,
    };
    Some((care, *noted))
}

fn reserve(plainness: Plainness) -> u8 {
    match plainness {
        Plainness::Reserved => 0,
        Plainness::Gentle => 1,
        Plainness::Plain => 2,
    }
}

fn hardness(how: HowItIs) -> u8 {
    match how {
        HowItIs::Easier => 0,
        HowItIs::UpAndDown => 1,
        HowItIs::Stays => 2,
        HowItIs::MayGetHarder => 3,
    }
}
