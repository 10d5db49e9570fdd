//! Both check-ins of one evening, what of them may be seen, and how far the evening goes.

use super::archive::{Archive, CoupleKind, MonthKind, Shown};
use super::check_in::{CheckIn, Numbers, Seen};
use super::note::Unshown;
use super::offers::{Fit, Memory, Ticks};
use super::pacing::{Ceiling, Part, Word, ceiling};
use super::people::{Each, Person};
use super::record::Id;
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
        let of_evening = |check_in: &&CheckIn| check_in.evening() == evening;
        let check_ins = Each::from_fn(|person| self.tonight[person].check_in.as_ref().filter(of_evening));
        let mut round = Round { archive: self, evening, check_ins, looked: false };
        round.looked = round.complete() && self.people().all(|person| round.was_looked_at(person));
        round
    }

    /// What the couple's file remembers for the order of offers.
    #[must_use]
    pub fn memory(&self) -> Memory {
        let mut memory = Memory { good: self.good_lately(), ..Memory::default() };
        for record in self.couple.records.known() {
            match &record.what {
                CoupleKind::Liked { activity } => {
                    memory.liked.insert(activity.clone());
                }
                CoupleKind::Offered { activity, evening, before } => {
                    let evenings = [Some(*evening), *before].into_iter().flatten();
                    memory.offered.extend(evenings.map(|evening| (activity.clone(), evening)));
                }
                _ => {}
            }
        }
        memory
    }
}

impl<'a> Round<'a> {
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

    /// What both see of `person` tonight: what was shown and not covered since; nothing before
    /// they looked together.
    #[must_use]
    pub fn seen(&self, person: Person) -> Seen {
        let looked = self.check_ins[person].filter(|_| self.looked);
        looked.filter(|check_in| self.is_shown(check_in)).map(CheckIn::seen_by_both).unwrap_or_default()
    }

    /// What both ticked, in the words of person a's list; empty before they looked together, and
    /// where either would rather not have it named.
    #[must_use]
    pub fn both_ticked(&self) -> Vec<String> {
        let Each { a: Some(a), b: Some(b) } = self.check_ins else { return Vec::new() };
        if !self.looked || !a.names_both() || !b.names_both() {
            return Vec::new();
        }
        let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
        let ticked = |text: &str| b.like().iter().any(|wish| same(&wish.text, text));
        a.like().iter().filter(|wish| ticked(&wish.text)).map(|wish| wish.text.clone()).collect()
    }

    /// How far the evening goes. A word that was not looked at together, was kept out or has run
    /// out counts as not given.
    #[must_use]
    pub fn ceiling(&self, now: Now) -> Ceiling {
        let alone = self.archive.alone();
        let first = self.archive.first();
        let people = if alone { vec![first] } else { vec![first, first.other()] };
        let parts: Vec<Part> = people.into_iter().map(|person| self.part(person, now)).collect();
        ceiling(&parts, alone, &self.archive.plan(self.evening, now))
    }

    /// Everything that decides what is offered. What both would like holds as long as their
    /// words; what either marked *not tonight* holds all evening.
    #[must_use]
    pub fn fit(&self, now: Now) -> Fit {
        let seen = |person| self.check_ins[person].filter(|_| self.looked);
        let ticks = Ticks {
            both_like: Ticks::of([self.sizing(Person::A, now), self.sizing(Person::B, now)]).both_like,
            not_tonight: Ticks::of([seen(Person::A), seen(Person::B)]).not_tonight,
        };
        let welcome = self.archive.both_welcome(self.archive.settings.evening(now)).touch();
        let fit = Fit::new(self.ceiling(now).word, ticks, &self.archive.plan(self.evening, now), welcome);
        let fit = fit.leaving_alone(self.archive.shown_body_notes());
        if self.archive.alone() { fit.alone() } else { fit }
    }

    /// What looking together would put into the month for `person`, if they show anything. What
    /// was looked at before and covered since stays covered.
    pub(in crate::domain) fn shown(&self, person: Person) -> Option<Shown> {
        let check_in = self.check_ins[person]?;
        let covered = self.was_looked_at(person) && !self.is_shown(check_in);
        let seen = check_in.seen_by_both();
        if covered || seen == Seen::default() {
            return None;
        }
        let Seen { numbers, noticed, words, sensations, .. } = seen;
        let check_in = check_in.id().clone();
        let out_of_jar = noticed.is_some()
            && (!self.archive.fills_jar(person) || self.was_out_of_jar(person, noticed.as_deref()));
        let evening = self.evening;
        Some(Shown { person, evening, check_in, numbers, noticed, words, sensations, out_of_jar })
    }

    /// Whether the same line was shown before on this evening, and taken out of the jar since.
    fn was_out_of_jar(&self, person: Person, line: Option<&str>) -> bool {
        self.month_has(|kind| {
            kind.is_shown_by(person, self.evening)
                && matches!(kind, MonthKind::Shown(shown) if shown.out_of_jar && shown.noticed.as_deref() == line)
        })
    }

    /// What nobody but `person` has seen of their check-in, once the evening is over.
    pub(in crate::domain) fn unshown(&self, person: Person) -> Option<Unshown> {
        let check_in = self.check_ins[person].filter(|_| !self.was_looked_at(person))?;
        let (numbers, noticed) = check_in.kept_to_oneself();
        let said = numbers != Numbers::default() || noticed.is_some();
        said.then(|| Unshown { check_in: check_in.id().clone(), evening: self.evening, numbers, noticed })
    }

    /// The names of the check-ins there are.
    pub(in crate::domain) fn names(&self) -> Vec<Id> {
        self.check_ins.iter().filter_map(|(_, check_in)| check_in.map(|one| one.id().clone())).collect()
    }

    /// Whether this check-in of `person` was looked at, perhaps beside another one of the other.
    fn was_looked_at(&self, person: Person) -> bool {
        let looked_at = |kind: &MonthKind, name: &Id| match kind {
            MonthKind::Evening { evening, round, .. } => *evening == self.evening && round.contains(name),
            _ => false,
        };
        self.check_ins[person].is_some_and(|check_in| self.month_has(|kind| looked_at(kind, check_in.id())))
    }

    fn is_shown(&self, check_in: &CheckIn) -> bool {
        self.month_has(|kind| matches!(kind, MonthKind::Shown(shown) if shown.check_in == *check_in.id()))
    }

    fn month_has(&self, wanted: impl Fn(&MonthKind) -> bool) -> bool {
        let month = self.archive.month(self.evening.month());
        month.is_some_and(|month| month.records.known().any(|record| wanted(&record.what)))
    }

    /// The check-in of `person` while it sizes the evening: looked at together, and not run out.
    fn sizing(&self, person: Person, now: Now) -> Option<&'a CheckIn> {
        let hours = self.archive.settings.check_in_hours;
        self.check_ins[person].filter(|check_in| self.looked && check_in.holds(now, hours))
    }

    fn part(&self, person: Person, now: Now) -> Part {
        let sizing = self.sizing(person, now);
        let seen = sizing.map(|_| self.seen(person)).unwrap_or_default();
        Part { word: sizing.map_or(Word::UNSAID, CheckIn::word), seen, given: sizing.is_some() }
    }
}
