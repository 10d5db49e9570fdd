//! Two copies put together: the same from both sides, once is enough, nothing lost, nothing back.

use std::collections::BTreeSet;

use chrono::Days;
use evenfall::domain::archive::{Couple, CoupleKind, Plainness, Recovering, Scale, TeamSaid};
use evenfall::domain::merge::Tally;
use evenfall::domain::people::{Person, Profile};
use evenfall::domain::record::{Id, Mint as _, Record};
use evenfall::domain::restriction::Restriction;
use evenfall::domain::time::Evening;

use crate::evening::friday_evening;
use crate::moment::Seeded;

mod examples;

/// The cases of each property; the long run has [`MANY`].
const CASES: u64 = 600;

/// The cases of each property in the long run.
const MANY: u64 = 10_000;

fn under(most: usize, chance: &mut Seeded) -> usize {
    usize::try_from(chance.bits() % most as u64).expect("a small number")
}

fn words(chance: &mut Seeded) -> String {
    format!("{:016x}", chance.bits())
}

fn person(chance: &mut Seeded) -> Person {
    Person::BOTH[under(2, chance)]
}

/// Something to mind that no other record says.
fn to_mind(chance: &mut Seeded) -> CoupleKind {
    let of = Restriction::of(person(chance), friday_evening());
    CoupleKind::Restriction(Restriction { what: Some(words(chance)), ..of })
}

fn some_evening(chance: &mut Seeded) -> Evening {
    Evening(friday_evening().0 + Days::new(under(30, chance) as u64))
}

/// Something of which there is only one.
fn only_one(chance: &mut Seeded) -> CoupleKind {
    match under(8, chance) {
        0 => CoupleKind::Person(Profile { person: person(chance), name: words(chance), pronouns: None }),
        1 => CoupleKind::Recovery {
            who: [Recovering::A, Recovering::B, Recovering::NotSaid][under(3, chance)],
            situations: vec![words(chance)],
        },
        2 => CoupleKind::Team {
            person: person(chance),
            said: [TeamSaid::NobodyYet, TeamSaid::MineToJudge, TeamSaid::NothingOffLimits][under(3, chance)],
            by: Some(words(chance)),
            noted: friday_evening(),
            holds_until: (under(2, chance) == 0).then(friday_evening),
        },
        3 => CoupleKind::Ways {
            plainness: [Plainness::Reserved, Plainness::Gentle, Plainness::Plain][under(3, chance)],
            scale: [Scale::Numbers, Scale::Words][under(2, chance)],
        },
        4 => CoupleKind::SetUp { asked: vec![words(chance)] },
        5 => CoupleKind::LookedBack { evening: some_evening(chance) },
        6 => CoupleKind::SafetyLooked { evening: some_evening(chance) },
        _ => CoupleKind::Liked { activity: format!("rest-{}", under(3, chance)) },
    }
}

fn is_same_one(one: &CoupleKind, other: &CoupleKind) -> bool {
    let kind = |kind: &CoupleKind| {
        let value = serde_json::to_value(kind).expect("it serializes");
        [&value["kind"], &value["person"], &value["activity"]].map(serde_json::Value::clone)
    };
    kind(one) == kind(other)
}

/// Several things that happen on one side. `chain`: how often one record may be written in a row.
fn lived(couple: &Couple, chain: usize, chance: &mut Seeded) -> Couple {
    let mut couple = couple.clone();
    for _ in 0..under(6, chance) {
        let restrictions: Vec<Id> = restrictions(&couple).into_iter().map(|record| record.id).collect();
        let any = (!restrictions.is_empty()).then(|| restrictions[under(restrictions.len(), chance)].clone());
        match (under(6, chance), any) {
            (0, _) | (_, None) => drop(couple.records.add(&mut Seeded(chance.bits()), to_mind(chance))),
            (1 | 2, Some(id)) => {
                for _ in 0..=under(chain, chance) {
                    couple.records.rewrite(&mut Seeded(chance.bits()), &id, to_mind(chance));
                }
            }
            (3, Some(id)) => {
                let named = couple.records.known().find(|record| record.id == id).expect("it is there");
                let what = named.what.clone();
                couple.erase(|kind| *kind == what);
            }
            _ => {
                let what = only_one(chance);
                let kind = what.clone();
                couple.records.put(&mut Seeded(chance.bits()), |one| is_same_one(one, &kind), what);
            }
        }
    }
    couple
}

fn restrictions(couple: &Couple) -> Vec<Record<CoupleKind>> {
    let of_kind = |record: &&Record<CoupleKind>| matches!(record.what, CoupleKind::Restriction(_));
    couple.records.known().filter(of_kind).cloned().collect()
}

fn text<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("it serializes")
}

/// What is said, without names and revisions.
fn said(couple: &Couple) -> BTreeSet<String> {
    couple.records.known().map(|record| text(&record.what)).collect()
}

/// A couple that both sides had before they went apart.
fn shared(chance: &mut Seeded) -> Couple {
    let mut couple = Couple::default();
    for person in Person::BOTH {
        let name = Profile { person, name: words(chance), pronouns: None };
        couple.records.add(chance, CoupleKind::Person(name));
    }
    for _ in 0..4 {
        let what = to_mind(chance);
        couple.records.add(chance, what);
    }
    couple
}

/// For each seed, three sides that went apart.
fn sides(cases: u64, chain: usize) -> impl Iterator<Item = (u64, [Couple; 3])> {
    (0..cases).map(move |seed| {
        let mut chance = Seeded(seed << 20);
        let before = shared(&mut chance);
        (seed, std::array::from_fn(|_| lived(&before, chain, &mut chance)))
    })
}

fn merged(mine: &Couple, theirs: &Couple) -> Couple {
    mine.merged(theirs).body
}

fn both_sides_give_the_same_and_once_is_enough(cases: u64) {
    for (seed, [a, b, c]) in sides(cases, 40) {
        let ab = merged(&a, &b);
        assert!(ab == merged(&b, &a), "{seed}");
        assert!(text(&ab) == text(&merged(&b, &a)), "{seed}: in the same order");
        for again in [&a, &b, &ab] {
            assert!(merged(&ab, again) == ab, "{seed}");
            assert!(ab.merged(again).tally == Tally::default(), "{seed}: {:?}", ab.merged(again).tally);
        }
        let abc = merged(&ab, &c);
        assert!(merged(&merged(&abc, &b), &a) == abc, "{seed}");
    }
}

fn three_copies_come_to_the_same_in_any_order(cases: u64) {
    // Up to seven writings in a row: all that a record remembers.
    for (seed, [a, b, c]) in sides(cases, 7) {
        let one = merged(&merged(&a, &b), &c);
        for other in [merged(&a, &merged(&b, &c)), merged(&merged(&c, &a), &b)] {
            assert_eq!(said(&one), said(&other), "{seed}");
            assert!(one.gone == other.gone, "{seed}");
            assert!(restrictions(&one) == restrictions(&other), "{seed}");
        }
    }
}

fn nothing_is_lost_and_nothing_comes_back(cases: u64) {
    let (mut kept_twice, mut taken_out) = (0, 0);
    for (seed, [a, b, _]) in sides(cases, 40) {
        let ab = a.merged(&b);
        kept_twice += ab.tally.twice;
        taken_out += ab.tally.taken_out;
        let gone: BTreeSet<&Id> = a.gone.iter().chain(&b.gone).collect();
        assert!(ab.body.gone.iter().collect::<BTreeSet<_>>() == gone, "{seed}");
        assert!(ab.body.records.known().all(|record| record.names().all(|id| !gone.contains(id))), "{seed}");
        let after = said(&ab.body);
        for (here, there) in [(&a, &b), (&b, &a)] {
            let newer: BTreeSet<_> = there.records.known().flat_map(|one| one.was.clone()).collect();
            for record in restrictions(here) {
                let passed = newer.contains(&record.rev) || gone.contains(&record.id);
                assert!(passed || after.contains(&text(&record.what)), "{seed}");
            }
        }
        let names: Vec<&Id> = ab.body.records.known().map(|record| &record.id).collect();
        assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len(), "{seed}: a name stands twice");
        let ones = ab.body.records.known().filter(|one| !matches!(one.what, CoupleKind::Restriction(_)));
        let ones: Vec<&CoupleKind> = ones.map(|record| &record.what).collect();
        for (at, one) in ones.iter().enumerate() {
            assert!(!ones[at + 1..].iter().any(|other| is_same_one(one, other)), "{seed}: there is only one");
        }
    }
    let few = usize::try_from(cases / 20).expect("a number");
    assert!(kept_twice > few && taken_out > few, "{kept_twice} {taken_out}");
}

fn what_was_kept_twice_can_be_taken_out_on_its_own_and_stays_out(cases: u64) {
    let mut both = 0;
    for (seed, [a, b, _]) in sides(cases, 7) {
        let ab = merged(&a, &b);
        let Some(twin) = restrictions(&ab).into_iter().find(|record| !record.also.is_empty()) else {
            continue;
        };
        both += 1;
        let name = twin.also[0].clone();
        let of_it = |couple: &Couple| {
            let same = |record: &Record<CoupleKind>| record.names().any(|id| *id == name);
            restrictions(couple).into_iter().filter(same).map(|one| text(&one.what)).collect::<BTreeSet<_>>()
        };
        let together = of_it(&ab);
        for out in restrictions(&ab).into_iter().filter(|record| record.names().any(|id| *id == name)) {
            let mut less = ab.clone();
            assert!(less.erase(|kind| *kind == out.what));
            let again = merged(&merged(&less, &a), &b);
            let left: BTreeSet<_> =
                together.iter().filter(|words| **words != text(&out.what)).cloned().collect();
            assert_eq!(of_it(&again), left, "{seed}: the other one stays, and this one stays out");
            assert!(merged(&again, &ab).records == again.records, "{seed}");

            assert!(less.erase(|kind| left.contains(&text(kind))));
            assert_eq!(of_it(&merged(&merged(&less, &a), &b)), BTreeSet::new(), "{seed}: both stay out");
            assert!(less.gone.contains(&name), "{seed}");
        }
    }
    assert!(both > cases / 20, "{both}");
}

#[test]
fn both_sides_give_the_same() {
    both_sides_give_the_same_and_once_is_enough(CASES);
}

#[test]
fn three_copies_come_to_the_same() {
    three_copies_come_to_the_same_in_any_order(CASES);
}

#[test]
fn nothing_is_lost() {
    nothing_is_lost_and_nothing_comes_back(CASES);
}

#[test]
fn what_was_kept_twice_can_be_taken_out() {
    what_was_kept_twice_can_be_taken_out_on_its_own_and_stays_out(CASES);
}

/// 40,000 cases: `cargo test --test domain merge -- --ignored`, about half a minute.
#[test]
#[ignore = "takes long"]
fn for_a_long_while() {
    both_sides_give_the_same_and_once_is_enough(MANY);
    three_copies_come_to_the_same_in_any_order(MANY);
    nothing_is_lost_and_nothing_comes_back(MANY);
    what_was_kept_twice_can_be_taken_out_on_its_own_and_stays_out(MANY);
}
