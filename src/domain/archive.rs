//! Everything the two keep, as one cheap value: every rule about it meets in [`Archive::apply`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::limits::OwnLimits;
use super::people::{Each, Person, Profile, Turn};
use super::settings::Settings;
use super::time::{Evening, YearMonth};

mod body;
mod in_sight;
mod jar;
mod kept;
mod kept_on;
mod leaving;
mod notes;
mod our_words;
mod planned;
mod records;
mod restored;
mod safety;
mod tonight;
mod welcome;

pub(in crate::domain) use in_sight::Folds;
pub use in_sight::Listed;
pub use kept::{
    Couple, CoupleKind, HowItIs, Month, MonthKind, Own, OwnKind, Plainness, Recovering, Scale, Shown,
    TeamSaid,
};
pub use records::RecordFile;
pub use tonight::{Draft, DraftOf, Tonight};

/// Everything kept. Cloning copies a few pointers.
#[derive(Debug, Clone, PartialEq)]
pub struct Archive {
    /// This machine's settings.
    pub settings: Arc<Settings>,
    /// What both keep together.
    pub couple: Arc<Couple>,
    /// What happened, month by month; an absent key is a month without a file.
    pub months: BTreeMap<YearMonth, Slot>,
    /// How what belongs to each alone is kept.
    pub access: Each<Access>,
    /// Whether what both share is locked.
    pub shared_locked: bool,
    /// What each keeps alone.
    pub(in crate::domain) own: Each<Arc<Own>>,
    /// This evening's answers and drafts, each their owner's.
    pub(in crate::domain) tonight: Each<Arc<Tonight>>,
}

/// How what belongs to one person alone is kept, and whether it is open now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// As plain files: there is no passphrase.
    #[default]
    Plain,
    /// Locked, and open while this session lasts.
    Open,
    /// Locked. What is in it is not known here, so it counts as not answered, and nothing of it
    /// can change.
    Closed,
}

/// A month that is known to exist.
#[derive(Debug, Clone, PartialEq)]
pub enum Slot {
    /// Not read yet.
    Unread,
    /// Read.
    Here(Arc<Month>),
}

impl Default for Archive {
    fn default() -> Self {
        Self {
            settings: Arc::default(),
            couple: Arc::default(),
            months: BTreeMap::new(),
            access: Each::default(),
            shared_locked: false,
            own: Each { a: Arc::default(), b: Arc::default() },
            tonight: Each { a: Arc::default(), b: Arc::default() },
        }
    }
}

impl Archive {
    /// What belongs to each alone, as the store reads and writes it whole; nobody else asks for it.
    #[must_use]
    pub fn drawers(&self) -> (&Each<Arc<Own>>, &Each<Arc<Tonight>>) {
        (&self.own, &self.tonight)
    }

    /// The same, to put there what was read.
    #[must_use]
    pub fn drawers_mut(&mut self) -> (&mut Each<Arc<Own>>, &mut Each<Arc<Tonight>>) {
        (&mut self.own, &mut self.tonight)
    }

    /// The months of which nothing was read yet, the earliest first.
    pub fn unread_months(&self) -> impl Iterator<Item = YearMonth> {
        let unread = |(month, slot): (&YearMonth, &Slot)| matches!(slot, Slot::Unread).then_some(*month);
        self.months.iter().filter_map(unread)
    }

    /// The same without the notes of what backups may still hold, once every backup is clean.
    #[must_use]
    pub fn purged(&self) -> Self {
        fn clean<K: Clone>(file: &mut Arc<RecordFile<K>>) {
            if !file.purge.is_empty() {
                Arc::make_mut(file).purge.clear();
            }
        }
        let mut next = self.clone();
        clean(&mut next.couple);
        for slot in next.months.values_mut() {
            if let Slot::Here(month) = slot {
                clean(month);
            }
        }
        for person in Person::BOTH {
            clean(&mut next.own[person]);
        }
        next
    }

    /// How `person` is called, once set up.
    #[must_use]
    pub fn profile(&self, person: Person) -> Option<&Profile> {
        self.couple.records.find(|kind| match kind {
            CoupleKind::Person(profile) if profile.person == person => Some(profile),
            _ => None,
        })
    }

    /// The name of `person`, or a word that stands for it.
    #[must_use]
    pub fn name(&self, person: Person) -> &str {
        self.profile(person).map_or("you", |profile| profile.name.as_str())
    }

    /// Whether only one person is set up, or nobody yet.
    #[must_use]
    pub fn alone(&self) -> bool {
        self.people().count() < 2
    }

    /// The one who is there, where there is one alone; else person a, who comes first. Either of
    /// two may have left.
    #[must_use]
    pub fn first(&self) -> Person {
        self.people().next().unwrap_or(Person::A)
    }

    /// Whether `person` has a passphrase: what is theirs alone is locked.
    #[must_use]
    pub fn has_passphrase(&self, person: Person) -> bool {
        self.access[person] != Access::Plain
    }

    /// Whether everyone who is set up has a passphrase: then what both share is locked too.
    #[must_use]
    pub fn all_have_passphrases(&self) -> bool {
        self.people().next().is_some() && self.people().all(|person| self.has_passphrase(person))
    }

    /// The people who are set up, a first.
    pub fn people(&self) -> impl Iterator<Item = Person> {
        Person::BOTH.into_iter().filter(|person| self.profile(*person).is_some())
    }

    /// Whether the step of set-up named `step` was answered or passed over.
    #[must_use]
    pub fn asked(&self, step: &str) -> bool {
        self.couple.records.find(|kind| match kind {
            CoupleKind::SetUp { asked } if asked.iter().any(|name| name == step) => Some(()),
            _ => None,
        }) == Some(())
    }

    /// Who is recovering, and the ids of from what.
    #[must_use]
    pub fn recovery(&self) -> Option<(Recovering, &[String])> {
        self.couple.records.find(|kind| match kind {
            CoupleKind::Recovery { who, situations } => Some((*who, situations.as_slice())),
            _ => None,
        })
    }

    /// How plainly texts may speak, and how scales are answered.
    #[must_use]
    pub fn ways(&self) -> (Plainness, Scale) {
        self.couple
            .records
            .find(|kind| match kind {
                CoupleKind::Ways { plainness, scale } => Some((*plainness, *scale)),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// What `person`'s team has said, if they were asked.
    #[must_use]
    pub fn team_said(&self, person: Person) -> Option<TeamSaid> {
        self.couple.records.find(|kind| match kind {
            CoupleKind::Team { person: whose, said, .. } if *whose == person => Some(*said),
            _ => None,
        })
    }

    /// The limits of the person whose turn it is.
    #[must_use]
    pub fn limits(&self, turn: &Turn) -> OwnLimits {
        self.limits_of(turn.person())
    }

    pub(in crate::domain) fn limits_of(&self, person: Person) -> OwnLimits {
        let limits = |kind: &OwnKind| match kind {
            OwnKind::Limits(limits) => Some(limits.clone()),
            _ => None,
        };
        self.own[person].records.find(limits).unwrap_or_default()
    }

    /// How it is now for the person whose turn it is.
    #[must_use]
    pub fn how_it_is(&self, turn: &Turn) -> Option<HowItIs> {
        self.own[turn.person()].records.find(|kind| match kind {
            OwnKind::How { is } => Some(*is),
            _ => None,
        })
    }

    /// The word for a hard body, and how scales are answered, of the person whose turn it is.
    #[must_use]
    pub fn own_questions(&self, turn: &Turn) -> (Option<&str>, Scale) {
        let (word, scale) = self.own[turn.person()]
            .records
            .find(|kind| match kind {
                OwnKind::Questions { body_word, scale } => Some((body_word.as_deref(), *scale)),
                _ => None,
            })
            .unwrap_or_default();
        (word, scale.unwrap_or(self.ways().1))
    }

    /// Whether the person whose turn it is has seen the page before their first turn.
    #[must_use]
    pub fn welcomed(&self, turn: &Turn) -> bool {
        self.own[turn.person()].records.known().any(|record| matches!(record.what, OwnKind::Welcomed))
    }

    /// The unfinished turn of the person whose turn it is, if it belongs to `evening`.
    #[must_use]
    pub fn draft(&self, turn: &Turn, evening: Evening) -> Option<&Draft> {
        self.tonight[turn.person()].draft.as_ref().filter(|draft| draft.evening == evening)
    }

    /// The records of `month`, empty where there is no file; `None` where it is not read yet.
    #[must_use]
    pub fn month(&self, month: YearMonth) -> Option<Arc<Month>> {
        match self.months.get(&month) {
            None => Some(Arc::default()),
            Some(Slot::Unread) => None,
            Some(Slot::Here(month)) => Some(Arc::clone(month)),
        }
    }
}
