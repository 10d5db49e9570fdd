//! When it is asked how it was afterwards, what is kept of it, and what that holds back.

use chrono::{DateTime, Days};

use super::{AfterChange, AfterEffect, Afterwards, Asking, Minutes, ShownAfter};
use crate::domain::archive::{Access, Archive, MonthKind, OwnKind, Slot};
use crate::domain::change::{Change, Refusal};
use crate::domain::check_in::{Answers, Finished, Shows};
use crate::domain::earlier::Copied;
use crate::domain::harder_patch::Gentler;
use crate::domain::people::{Person, Profile, Turn};
use crate::domain::plan::change::{PlanChange, StepWords};
use crate::domain::plan::due::due_step;
use crate::domain::record::{Counting, Id};
use crate::domain::time::{Evening, Now};

/// The last days of a month, so that an evening and what is asked about it lie in two files.
fn day(days: u64) -> Now {
    let wall = DateTime::parse_from_rfc3339("2026-11-28T21:00:00+01:00").expect("a moment");
    Now::at(wall.checked_add_days(Days::new(days)).expect("a day"))
}

fn evening(days: u64) -> Evening {
    Archive::default().settings.evening(day(days))
}

/// An archive whose days pass, change by change.
#[derive(Clone)]
struct Passing {
    archive: Archive,
    mint: u64,
}

impl Passing {
    fn of(people: &[Person]) -> Self {
        let mut days = Self { archive: Archive::default(), mint: 0 };
        for person in people {
            days.set_up(*person);
        }
        days
    }

    fn two() -> Self {
        Self::of(&Person::BOTH)
    }

    fn set_up(&mut self, person: Person) {
        let name = person.letter().to_string();
        self.on(0, &Change::Person(Profile { person, name, pronouns: None }));
    }

    fn tries(&mut self, at: u64, change: &Change) -> Result<(), Refusal> {
        let mut mint = Counting(self.mint);
        self.archive = self.archive.apply(change, day(at), &mut mint)?;
        self.mint = mint.0;
        Ok(())
    }

    fn on(&mut self, at: u64, change: &Change) {
        self.tries(at, change).expect("a change that is allowed");
    }

    fn checks_in(&mut self, at: u64, person: Person) {
        let (answers, shows) = (Answers::default(), Shows::nothing());
        let finished = Finished { person, evening: evening(at), answers, shows, word: None };
        self.on(at, &Change::CheckIn(Box::new(finished)));
    }

    /// Everyone who is set up checks in, and they look.
    fn is_here(&mut self, at: u64) {
        let people: Vec<Person> = self.archive.people().collect();
        for person in people {
            self.checks_in(at, person);
        }
        self.on(at, &Change::Look(evening(at)));
    }

    fn due(&self, at: u64, person: Person) -> Option<(Evening, Asking)> {
        self.archive.after_due(&Turn::open(person), evening(at))
    }

    /// The end of person a's turn, as a check-in goes through it: what is asked, and this said.
    fn turn(&mut self, at: u64, says: Option<Afterwards>) -> Option<(Evening, Asking)> {
        self.checks_in(at, Person::A);
        let (about, asking) = self.due(at, Person::A)?;
        self.on(at, &Change::After(Person::A, AfterChange::Asked(about)));
        if let Some(how) = says {
            let before = self.said(about).unwrap_or_else(|| AfterEffect::of(about));
            self.keeps(at, before.saying(asking, how));
        }
        Some((about, asking))
    }

    fn keeps(&mut self, at: u64, said: AfterEffect) {
        self.on(at, &Change::After(Person::A, AfterChange::Keep(said)));
    }

    /// Says this of an evening here, whenever it was.
    fn says(&mut self, at: u64, about: u64, how: Afterwards) {
        let said = AfterEffect::of(evening(about)).saying(Asking::Next, how);
        self.keeps(at, said);
    }

    fn said(&self, about: Evening) -> Option<AfterEffect> {
        self.archive.after_effect(&Turn::open(Person::A), about).cloned()
    }

    fn shown(&self, about: u64) -> Vec<ShownAfter> {
        let month = self.archive.month(evening(about).month()).expect("a month");
        let shown = month.records.known().filter_map(|record| match &record.what {
            MonthKind::After(shown) => Some(shown.clone()),
            _ => None,
        });
        shown.collect()
    }

    fn passes_into(&mut self, at: u64) {
        self.on(at, &Change::EveningOver(evening(at)));
    }
}

#[test]
fn one_evening_is_asked_about_within_three_days_and_never_twice_the_same() {
    let mut histories = 0;
    // Every choice of days on which a turn is opened, and of those on which something is said.
    for opened in 0..1_u32 << 10 {
        for says in 0..1_u32 << 3 {
            let mut days = Passing::two();
            days.is_here(0);
            let mut first: Option<(u64, bool)> = None;
            let mut later = false;
            for at in 1..=10 {
                days.passes_into(at);
                if opened & (1 << (at - 1)) == 0 {
                    continue;
                }
                let speaks = at <= 3 && says & (1 << (at - 1)) != 0;
                let wanted = match first {
                    None if at <= 3 => Some((evening(0), Asking::Next)),
                    Some((1, true)) if (2..=3).contains(&at) && !later => Some((evening(0), Asking::Later)),
                    _ => None,
                };
                let asked = days.turn(at, speaks.then_some(Afterwards::Same));
                assert_eq!(asked, wanted, "opened {opened:b}, says {says:b}, day {at}");
                match asked {
                    Some((_, Asking::Next)) => first = Some((at, speaks)),
                    Some((_, Asking::Later)) => later = true,
                    None => {}
                }
                assert_eq!(days.turn(at, None), None, "another check-in of the same evening asks nothing");
                histories += 1;
            }
        }
    }
    assert!(histories > 10_000, "{histories}");
}

#[test]
fn of_several_evenings_only_the_last_one_is_asked_about() {
    const DAYS: u32 = 7;
    // On each day nothing, a check-in that is not looked at, or an evening here.
    for history in 0..3_u32.pow(DAYS) {
        let mut days = Passing::two();
        let mut here: Option<u64> = None;
        let mut asked_on: Vec<(u64, u64)> = Vec::new();
        for at in 0..u64::from(DAYS) {
            days.passes_into(at);
            let kind = history / 3_u32.pow(u32::try_from(at).expect("small")) % 3;
            if kind == 0 {
                continue;
            }
            let of = |about: u64| asked_on.iter().filter(|(one, _)| *one == about).collect::<Vec<_>>();
            let wanted = here.filter(|about| at - about <= 3).and_then(|about| match of(about).as_slice() {
                [] => Some((evening(about), Asking::Next)),
                [(_, on)] if *on == about + 1 && at >= about + 2 => Some((evening(about), Asking::Later)),
                _ => None,
            });
            let asked = days.turn(at, Some(Afterwards::BitWorse));
            assert_eq!(asked, wanted, "history {history}, day {at}");
            if let (Some(_), Some(about)) = (asked, here) {
                asked_on.push((about, at));
            }
            if kind == 2 {
                days.is_here(at);
                here = Some(at);
            }
        }
    }
}

#[test]
fn only_who_took_part_is_asked_and_only_about_an_evening_that_was_looked_at() {
    let mut days = Passing::two();
    days.on(0, &Change::Here(evening(0)));
    assert_eq!(days.due(1, Person::A), None, "nobody checked in");
    days.checks_in(1, Person::A);
    days.on(1, &Change::Here(evening(1)));
    assert_eq!(days.due(2, Person::A), None, "nobody looked");

    let mut alone = Passing::of(&[Person::A]);
    alone.is_here(0);
    assert_eq!(alone.due(1, Person::A), Some((evening(0), Asking::Next)));
    alone.set_up(Person::B);
    for person in Person::BOTH {
        assert_eq!(alone.due(1, person), None, "one of the two was not there, and nothing says which");
    }
    alone.is_here(1);
    for person in Person::BOTH {
        assert_eq!(alone.due(2, person), Some((evening(1), Asking::Next)));
        assert_eq!(alone.due(1, person), None, "not on the evening itself");
    }
    alone.archive.months.insert(evening(1).month(), Slot::Unread);
    assert_eq!(alone.due(2, Person::A), None, "a month that is not read says nothing");
}

#[test]
fn what_the_evening_held_changes_nothing_of_it() {
    let mut plain = Passing::two();
    plain.is_here(0);
    let mut full = plain.clone();
    let offered = ["near-song", "rest-window", "touch-hands"].map(str::to_owned).to_vec();
    full.on(0, &Change::Offered(offered, evening(0)));
    full.on(0, &Change::Liked("near-song".into(), true));
    full.on(0, &Change::Here(evening(0)));
    for at in 1..=4 {
        assert_eq!(plain.turn(at, Some(Afterwards::Same)), full.turn(at, Some(Afterwards::Same)));
        assert!(plain.said(evening(0)) == full.said(evening(0)));
    }
}

#[test]
fn whoever_turns_it_off_is_not_asked_and_the_other_is() {
    let mut days = Passing::two();
    days.is_here(0);
    days.on(1, &Change::After(Person::A, AfterChange::Ask(false)));
    assert_eq!(days.due(1, Person::A), None);
    assert!(days.due(1, Person::B).is_some());
    days.on(1, &Change::After(Person::A, AfterChange::Ask(true)));
    assert!(days.due(1, Person::A).is_some());
}

#[test]
fn nothing_to_say_leaves_one_trace_whatever_it_was_and_that_is_gone_in_days() {
    let mut asked = Passing::two();
    asked.is_here(0);
    asked.passes_into(1);
    let before = asked.archive.clone();
    asked.turn(1, None);
    assert!(asked.archive.own == before.own && asked.archive.couple == before.couple);
    assert!(asked.archive.months == before.months && asked.archive.tonight.b == before.tonight.b);
    for at in [2, 3] {
        asked.passes_into(at);
        let kept = serde_json::to_string(&*asked.archive.tonight.a).expect("text");
        assert!(kept.contains("asked_after") && asked.due(at, Person::A).is_none(), "{kept}");
    }
    asked.passes_into(4);
    let kept = serde_json::to_string(&*asked.archive.tonight.a).expect("text");
    assert!(!kept.contains("asked_after"), "{kept}");
    let mut said = asked.clone();
    said.says(4, 0, Afterwards::Worse);
    assert!(said.archive.tonight == asked.archive.tonight);
}

#[test]
fn only_what_was_is_said_and_only_ones_own() {
    let mut days = Passing::two();
    days.is_here(0);
    let keep = |said: AfterEffect| Change::After(Person::A, AfterChange::Keep(said));
    let of = |about: u64| AfterEffect::of(evening(about)).saying(Asking::Next, Afterwards::Same);
    assert_eq!(days.tries(0, &keep(of(0))), Err(Refusal::NotThere), "it is not over");
    assert_eq!(days.tries(2, &keep(of(1))), Err(Refusal::NotThere), "there was none");
    let empty = AfterEffect { minutes: Some(Minutes::About15), ..AfterEffect::of(evening(0)) };
    assert_eq!(days.tries(1, &keep(empty)), Err(Refusal::NotThere), "nothing is said");
    assert_eq!(
        days.tries(1, &Change::After(Person::A, AfterChange::Asked(evening(1)))),
        Err(Refusal::NotThere)
    );
    days.on(1, &keep(of(0)));
    let theirs = Change::After(Person::B, AfterChange::Show(evening(0)));
    assert_eq!(days.tries(1, &theirs), Err(Refusal::NotThere));
    assert_eq!(keep(of(0)).takes_turn_of(), Some(Person::A));
    assert!(!keep(of(0)).can_be_undone());
    days.archive.access.a = Access::Closed;
    assert_eq!(days.tries(1, &keep(of(0))), Err(Refusal::Closed));
    days.archive.access.a = Access::Open;
    days.archive.months.insert(evening(0).month(), Slot::Unread);
    assert_eq!(days.tries(1, &keep(of(0))), Err(Refusal::Needs(evening(0).month())));
}

#[test]
fn it_is_shown_covered_and_forgotten_by_its_owner() {
    let mut days = Passing::two();
    days.is_here(0);
    let after = |change| Change::After(Person::A, change);
    let minutes = Some(Minutes::From20);
    days.keeps(
        1,
        AfterEffect { minutes, ..AfterEffect::of(evening(0)) }.saying(Asking::Next, Afterwards::BitWorse),
    );
    assert!(days.shown(0).is_empty());
    days.on(1, &after(AfterChange::Show(evening(0))));
    assert_eq!(days.shown(0)[0].sentence("Mara"), "Mara, afterwards: a bit worse");
    let told = days.archive.days(&[evening(0).0], evening(1), evening(1).0).expect("a month that is read");
    assert_eq!(told[0].words, ["an evening here", "a, afterwards: a bit worse"]);
    let text =
        serde_json::to_string(&*days.archive.month(evening(0).month()).expect("a month")).expect("text");
    assert!(!text.contains("from20") && !text.contains("minutes"), "{text}");

    let later = days.said(evening(0)).expect("it is said").saying(Asking::Later, Afterwards::Same);
    days.keeps(3, later.clone());
    assert_eq!(days.shown(0).len(), 1, "what is read is still so");
    assert!(!days.shown(0)[0].sentence("Mara").contains("same"), "and no more of it is");
    days.on(3, &after(AfterChange::Show(evening(0))));
    assert_eq!(days.shown(0)[0].sentence("Mara"), "Mara, afterwards: a bit worse, and days later the same");
    days.keeps(3, later.saying(Asking::Next, Afterwards::Better));
    assert!(days.shown(0).is_empty(), "said another way, it is covered");

    days.on(3, &after(AfterChange::Show(evening(0))));
    let mut covered = days.clone();
    covered.on(3, &Change::Cover(Person::A, evening(0)));
    assert!(covered.shown(0).is_empty() && covered.said(evening(0)).is_some());
    assert_eq!(covered.tries(3, &after(AfterChange::Cover(evening(0)))), Err(Refusal::NothingShown));

    days.on(3, &after(AfterChange::Forget(evening(0))));
    assert!(days.shown(0).is_empty() && days.said(evening(0)).is_none());
    assert_eq!(days.archive.own.a.purge.len(), 1, "it goes from backups");
    let month = days.archive.month(evening(0).month()).expect("a month");
    assert_eq!(month.purge.len(), 2, "and so does all that was shown");
    assert_eq!(days.tries(3, &after(AfterChange::Forget(evening(0)))), Err(Refusal::NotThere));
}

#[test]
fn a_cut_between_two_files_leaves_nothing_shown_that_is_not_said() {
    let mut days = Passing::two();
    days.is_here(0);
    days.says(1, 0, Afterwards::Same);
    days.on(1, &Change::After(Person::A, AfterChange::Show(evening(0))));
    let mut anew = days.clone();
    anew.says(1, 0, Afterwards::Worse);
    let mut cut = days.clone();
    cut.archive.own = anew.archive.own.clone();
    assert!(cut.shown(0).len() == 1 && cut.archive.settled() != cut.archive);
    cut.archive = cut.archive.settled();
    assert!(cut.shown(0).is_empty());
    assert!(days.archive.settled() == days.archive && anew.archive.settled() == anew.archive);
    let mut closed = days.clone();
    closed.archive.own = Archive::default().own;
    assert!(closed.archive.settled() == closed.archive, "what is not open takes nothing back");
}

fn with_a_step() -> (Passing, Id) {
    let mut days = Passing::two();
    let words = StepWords { words: "a hand held".into(), sizes: Vec::new(), waits_for: None };
    days.on(0, &Change::Plan(PlanChange::AddStep(words, 3)));
    let id = days.archive.steps().next().expect("a step").0.clone();
    (days, id)
}

fn asked_of(days: &Passing, at: u64, person: Person) -> bool {
    due_step(&days.archive, &Turn::open(person), evening(at), 7).is_some()
}

#[test]
fn worse_holds_a_step_back_for_one_and_nobody_else_is_told() {
    let (mut days, id) = with_a_step();
    days.is_here(8);
    for (how, held) in Afterwards::ALL.into_iter().zip([false, false, false, true]) {
        let mut said = days.clone();
        said.says(9, 8, how);
        assert_eq!(asked_of(&said, 9, Person::A), !held, "{}", how.words());
        assert!(asked_of(&said, 9, Person::B), "the other is asked as ever");
        assert!(said.archive.couple == days.archive.couple && said.archive.months == days.archive.months);
        said.checks_in(9, Person::A);
        let more = said.tries(9, &Change::Plan(PlanChange::More(Person::A, id.clone())));
        assert_eq!(more.is_err(), held);
    }
    let mut later = days.clone();
    later.says(9, 8, Afterwards::Better);
    later.keeps(10, later.said(evening(8)).expect("it is said").saying(Asking::Later, Afterwards::Worse));
    assert!(!asked_of(&later, 10, Person::A), "days later counts as well");
    let mut anew = later.clone();
    anew.on(11, &Change::Plan(PlanChange::StepBack(id.clone())));
    assert!(asked_of(&anew, 18, Person::A), "a step back begins anew");
    let mut patch = later.clone();
    patch.on(11, &Change::HarderPatch(Gentler::Three));
    assert!(!asked_of(&patch, 17, Person::A) && asked_of(&patch, 18, Person::A), "so does a harder patch");
    later.on(11, &Change::After(Person::A, AfterChange::Forget(evening(8))));
    assert!(asked_of(&later, 11, Person::A), "what is forgotten holds nothing");
}

#[test]
fn worse_that_is_said_after_a_little_more_holds_it_all_the_same() {
    let (mut days, id) = with_a_step();
    days.is_here(8);
    for person in Person::BOTH {
        days.checks_in(9, person);
        days.on(9, &Change::Plan(PlanChange::More(person, id.clone())));
    }
    let mut worse = days.clone();
    worse.says(9, 8, Afterwards::Worse);
    worse.on(9, &Change::Look(evening(9)));
    days.on(9, &Change::Look(evening(9)));
    let size = |days: &Passing| days.archive.step(&id).expect("a step").at;
    assert_eq!((size(&days), size(&worse)), (4, 3));
}

#[test]
fn an_earlier_copy_takes_no_worse_back() {
    let (mut days, _) = with_a_step();
    days.is_here(8);
    let earlier = (*days.archive.own.a).clone();
    days.says(9, 8, Afterwards::Worse);
    let mut mint = Counting(1 << 32);
    let restored = days.archive.restored(Copied::Own(Person::A, earlier.clone()), day(9), &mut mint);
    days.archive = restored.expect("it is open");
    assert!(!asked_of(&days, 9, Person::A));
    days.says(9, 8, Afterwards::BitWorse);
    let restored = days.archive.restored(Copied::Own(Person::A, earlier), day(9), &mut mint);
    assert!(restored.expect("it is open").after_effects(&Turn::open(Person::A)).is_empty());
}

#[test]
fn two_copies_become_the_harder_of_each_and_asked_on_one_is_asked() {
    let mut before = Passing::two();
    before.is_here(0);
    let (mut one, mut two) = (before.clone(), before.clone());
    (one.mint, two.mint) = (1 << 40, 1 << 41);
    one.turn(1, Some(Afterwards::BitWorse));
    two.turn(1, Some(Afterwards::Same));
    let said = two.said(evening(0)).expect("it is said").saying(Asking::Later, Afterwards::Worse);
    two.keeps(2, AfterEffect { minutes: Some(Minutes::UpTo10), ..said });
    two.on(2, &Change::After(Person::A, AfterChange::Ask(false)));
    one.on(2, &Change::After(Person::A, AfterChange::Ask(true)));
    let own = one.archive.own.a.merged(&two.archive.own.a).body;
    assert!(own == two.archive.own.a.merged(&one.archive.own.a).body);
    let after = own.records.find(|kind| match kind {
        OwnKind::After(one) => Some(one.clone()),
        _ => None,
    });
    let after = after.expect("one of the two");
    assert!(after.next == Some(Afterwards::BitWorse) && after.later == Some(Afterwards::Worse));
    assert!(after.minutes == Some(Minutes::UpTo10));
    assert!(own.records.known().any(|record| record.what == OwnKind::AskAfter { on: false }));
    let tonight = before.archive.tonight.a.merged(&one.archive.tonight.a);
    assert!(tonight.asked_after == one.archive.tonight.a.asked_after && tonight.asked_after.is_some());

    let mut shown = [one, two].map(|mut days| {
        days.on(2, &Change::After(Person::A, AfterChange::Show(evening(0))));
        days.archive
    });
    let month = evening(0).month();
    let months = shown.each_ref().map(|archive| archive.month(month).expect("a month"));
    let both = months[0].merged(&months[1]).body;
    assert!(both == months[1].merged(&months[0]).body);
    shown[0].own.a = own.into();
    shown[0].months.insert(month, Slot::Here(both.into()));
    let settled = shown[0].settled();
    let left = settled.month(month).expect("a month");
    let lines = left.records.known().filter(|record| matches!(record.what, MonthKind::After(_))).count();
    assert_eq!(lines, 1, "what is still so can be read, and nothing else");
}
