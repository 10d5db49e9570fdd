//! Both check-ins of one evening, what of them may be seen, and how far the evening goes.

use super::archive::{Archive, CoupleKind, MonthKind, Shown};
use super::check_in::{CheckIn, Seen};
use super::offers::{Fit, Memory, Ticks};
use super::pacing::{Ceiling, Part, ceiling};
use super::people::{Each, Person};
use super::time::{Evening, Now};

/// One evening's check-ins.
pub struct Round<'a> {
    archive: &'a Archive,
    evening: Evening,
    check_ins: Each<Option<&'a CheckIn>>,
    looked: bool,
}

impl Archive {
    /// The round of `evening`.
    #[must_use]
    pub fn round(&self, evening: Evening) -> Round<'_> {
        let check_ins = Each::from_fn(|person| {
            self.tonight[person].check_in.as_ref().filter(|check_in| check_in.evening() == evening)
        });
        let mut round = Round { archive: self, evening, check_ins, looked: false };
        round.looked = round.is_looked();
        round
    }

    /// What the couple's file remembers for the order of offers.
    #[must_use]
    pub fn memory(&self) -> Memory {
        let mut memory = Memory::default();
        for record in self.couple.records.known() {
            match &record.what {
                CoupleKind::Liked { activity } => {
                    memory.liked.insert(activity.clone());
                }
                CoupleKind::Offered { activity, evening } => {
                    memory.offered.push((activity.clone(), *evening));
                }
                _ => {}
            }
        }
        memory
    }
}

impl Round<'_> {
    /// The evening this round belongs to.
    #[must_use]
    pub fn evening(&self) -> Evening {
        self.evening
    }

    /// Whether `person` has finished a check-in this evening.
    #[must_use]
    pub fn has(&self, person: Person) -> bool {
        self.check_ins[person].is_some()
    }

    /// Whether everyone who is set up has checked in.
    #[must_use]
    pub fn complete(&self) -> bool {
        let mut people = self.archive.people().peekable();
        people.peek().is_some() && people.all(|person| self.has(person))
    }

    /// Whether this very round was looked at together.
    #[must_use]
    pub fn looked(&self) -> bool {
        self.looked
    }

    fn is_looked(&self) -> bool {
        let Some(month) = self.archive.month(self.evening.month()) else { return false };
        let names: Vec<_> =
            self.check_ins.iter().filter_map(|(_, check_in)| check_in.map(CheckIn::id)).collect();
        self.complete()
            && month.records.known().any(|record| match &record.what {
                MonthKind::Evening { evening, round } => {
                    *evening == self.evening && names.iter().all(|name| round.contains(name))
                }
                MonthKind::Shown(_) => false,
            })
    }

    /// What both see of `person` tonight: what was shown and not covered since; nothing before
    /// they looked together.
    #[must_use]
    pub fn seen(&self, person: Person) -> Seen {
        let Some(check_in) = self.check_ins[person].filter(|_| self.looked) else { return Seen::default() };
        let Some(month) = self.archive.month(self.evening.month()) else { return Seen::default() };
        let shown = month.records.known().any(
            |record| matches!(&record.what, MonthKind::Shown(shown) if shown.check_in == *check_in.id()),
        );
        if shown { check_in.seen_by_both() } else { Seen::default() }
    }

    /// What looking together would put into the month for `person`, if they show anything.
    pub(in crate::domain) fn shown(&self, person: Person) -> Option<Shown> {
        let check_in = self.check_ins[person]?;
        let seen = check_in.seen_by_both();
        if seen == Seen::default() {
            return None;
        }
        let Seen { numbers, noticed, words, sensations, .. } = seen;
        let check_in = check_in.id().clone();
        Some(Shown { person, evening: self.evening, check_in, numbers, noticed, words, sensations })
    }

    pub(in crate::domain) fn names(&self) -> Vec<super::record::Id> {
        self.check_ins.iter().filter_map(|(_, check_in)| check_in.map(|one| one.id().clone())).collect()
    }

    /// What both ticked, in the words of person a's list; empty before they looked together.
    #[must_use]
    pub fn both_ticked(&self) -> Vec<String> {
        let Each { a: Some(a), b: Some(b) } = self.check_ins else { return Vec::new() };
        if !self.looked {
            return Vec::new();
        }
        let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
        let ticked = |text: &str| b.like().iter().any(|wish| same(&wish.text, text));
        a.like().iter().filter(|wish| ticked(&wish.text)).map(|wish| wish.text.clone()).collect()
    }

    fn part(&self, person: Person, now: Now) -> Part {
        let hours = self.archive.settings.check_in_hours;
        let word = self.check_ins[person].filter(|_| self.looked).and_then(|one| one.word_at(now, hours));
        word.map_or_else(Part::unsaid, |word| {
            let thresholds = self.archive.limits_of(person).on(self.evening);
            Part { word, shown: Some((self.seen(person), thresholds)) }
        })
    }

    /// How far the evening goes. A word that was not looked at together, was kept out or has run
    /// out counts as not given.
    #[must_use]
    pub fn ceiling(&self, now: Now) -> Ceiling {
        let alone = self.archive.alone();
        let people: &[Person] = if alone { &[Person::A] } else { &Person::BOTH };
        let parts: Vec<Part> = people.iter().map(|person| self.part(*person, now)).collect();
        ceiling(&parts, alone, &self.archive.plan(self.evening))
    }

    /// Everything that decides what is offered. `alone` leaves the ticks of both empty.
    #[must_use]
    pub fn fit(&self, now: Now) -> Fit {
        let seen = |person| self.check_ins[person].filter(|_| self.looked);
        let ticks = Ticks::of([seen(Person::A), seen(Person::B)]);
        Fit::new(self.ceiling(now).word, ticks, &self.archive.plan(self.evening), None)
    }
}
