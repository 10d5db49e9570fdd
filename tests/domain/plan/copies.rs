//! Copies of a plan put together: the smaller size, and the same in any order.

use std::collections::BTreeSet;

use evenfall::domain::archive::{Couple, CoupleKind};
use evenfall::domain::people::Person;
use evenfall::domain::plan::WeekSize;
use evenfall::domain::plan::change::PlanChange;
use evenfall::domain::record::Mint as _;

use super::{evening, on, only, plan, round, words};
use crate::evening::{after, mara_and_jo};
use crate::moment::Seeded;

#[test]
fn two_copies_of_a_step_come_to_the_smaller_size() {
    let archive = after(&mara_and_jo(), &[plan(PlanChange::AddStep(words("a hand held"), 3))]);
    let (id, _) = only(&archive);
    let mint = &mut Seeded(15);
    let here = round(&archive, 7, [true, true], mint);
    let there = on(&archive, 2, &plan(PlanChange::StepBack(id.clone())), mint);
    for merged in [here.couple.merged(&there.couple), there.couple.merged(&here.couple)] {
        let step = merged.body.records.find(|kind| match kind {
            CoupleKind::Step(step) => Some(step.clone()),
            _ => None,
        });
        let step = step.expect("one step");
        assert_eq!((step.at, step.since, step.stepped_on), (2, evening(7), true), "and it rests");
    }
    let binned = on(&archive, 2, &plan(PlanChange::Bin(id)), mint);
    let merged = binned.couple.merged(&there.couple).body;
    assert!(
        merged.records.known().any(|record| matches!(&record.what, CoupleKind::Step(step) if step.goes_on()))
    );
}

#[test]
fn copies_of_a_plan_come_to_the_same_in_any_order() {
    let mut smaller = 0;
    for seed in 0..300 {
        let mut dice = Seeded(seed << 8);
        let before = after(&mara_and_jo(), &[plan(PlanChange::AddStep(words("a hand held"), 4))]);
        let before = after(&before, &[plan(PlanChange::AddRole("soup".into(), Person::A))]);
        let (step, role) = (only(&before).0, before.roles().next().expect("a part").0.clone());
        let mut side = || {
            let mut here = before.clone();
            for _ in 0..=dice.bits() % 3 {
                let day = dice.bits() % 40;
                let binned = [&step, &role][(dice.bits() % 2) as usize].clone();
                let change = match dice.bits() % 6 {
                    0 => PlanChange::StepBack(step.clone()),
                    1 => PlanChange::Aside(step.clone(), dice.bits().is_multiple_of(2)),
                    2 => PlanChange::OurPlace(step.clone(), true),
                    3 => PlanChange::Bin(binned),
                    4 => PlanChange::Restore(binned),
                    _ => PlanChange::WeekSize(WeekSize::new((dice.bits() % 4) as u8).expect("a size")),
                };
                here = on(&here, day, &plan(change), &mut Seeded(dice.bits()));
            }
            here.couple
        };
        let (a, b, c) = (side(), side(), side());
        let planned = |couple: &Couple| {
            let all = couple.records.known().map(|record| serde_json::to_string(&record.what));
            all.map(|text| text.expect("text")).collect::<BTreeSet<_>>()
        };
        let least = |couple: &Couple| {
            couple.records.find(|kind| match kind {
                CoupleKind::Step(step) => Some(step.at),
                _ => None,
            })
        };
        let ab = a.merged(&b).body;
        assert!(ab == b.merged(&a).body, "{seed}");
        assert_eq!(planned(&ab.merged(&c).body), planned(&a.merged(&b.merged(&c).body).body), "{seed}");
        let newer = |one: &Couple, other: &Couple| {
            let revs =
                |couple: &Couple| couple.records.known().map(|record| record.rev).collect::<BTreeSet<_>>();
            let was: BTreeSet<_> = other.records.known().flat_map(|record| record.was.clone()).collect();
            !revs(one).is_disjoint(&was)
        };
        if !newer(&a, &b) && !newer(&b, &a) {
            assert_eq!(least(&ab), least(&a).min(least(&b)), "{seed}");
            smaller += 1;
        }
    }
    assert!(smaller > 20, "{smaller}");
}
