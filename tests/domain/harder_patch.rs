//! A harder patch makes evenings gentler, for as long as was said, and nothing cuts that short.

use evenfall::domain::archive::{Archive, Couple, CoupleKind};
use evenfall::domain::change::Change;
use evenfall::domain::harder_patch::{Gentler, HarderPatch};
use evenfall::domain::pacing::{Band, ReasonFrom, Word};
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint as _;
use evenfall::domain::time::{Evening, Now};

use super::evening::{after, finished, friday_evening, mara_and_jo, numbers, wish};
use super::moment::{Seeded, at, friday};

/// How many lives of a couple with harder patches are lived.
const LIVES: u64 = 300;
/// How many evenings each is looked at.
const DAYS: usize = 40;

/// Nine in the evening, so many days after that Friday.
fn on(day: usize) -> Now {
    let date = friday_evening().0 + chrono::Days::new(day as u64);
    at(&format!("{date}T21:00:00+01:00"))
}

fn noted(archive: &Archive, day: usize, gentler: Gentler) -> Archive {
    archive.apply(&Change::HarderPatch(gentler), on(day), &mut Seeded(day as u64)).expect("it is noted")
}

/// On which of the evenings it is gentler.
fn gentle(archive: &Archive) -> Vec<bool> {
    (0..DAYS).map(|day| archive.plan(archive.settings.evening(on(day)), on(day)).setback).collect()
}

fn one_of(most: usize, bits: &mut Seeded) -> usize {
    usize::try_from(bits.bits() % most as u64).expect("a small number")
}

/// Whatever is gentle in `before` is so in `now`.
fn holds(now: &[bool], before: &[bool]) -> bool {
    now.iter().zip(before).all(|(now, before)| *now || !before)
}

#[test]
fn it_lasts_as_many_evenings_as_were_said() {
    for (gentler, evenings) in [(Gentler::Tonight, 1), (Gentler::Three, 3), (Gentler::Week, 7)] {
        let archive = noted(&mara_and_jo(), 2, gentler);
        let all: Vec<bool> = (0..DAYS).map(|day| day < 2 + evenings).collect();
        assert_eq!(gentle(&archive)[2..], all[2..], "{gentler:?}");
        let last = archive.harder_patch().expect("a harder patch").last();
        assert_eq!(
            Evening(last).days_since(friday_evening()),
            1 + i64::from(gentler.evenings()),
            "{gentler:?}"
        );
    }
}

#[test]
fn it_never_loosens_and_never_shortens_what_runs_in_any_history() {
    for life in 0..LIVES {
        let mut bits = Seeded(life);
        let (mut archive, mut day) = (mara_and_jo(), 0);
        for _ in 0..6 {
            day += one_of(6, &mut bits);
            let gentler = Gentler::ALL[one_of(3, &mut bits)];
            let next = noted(&archive, day, gentler);
            assert!(holds(&gentle(&next)[day..], &gentle(&archive)[day..]), "life {life}, day {day}");
            let length = usize::from(gentler.evenings());
            assert!(gentle(&next)[day..day + length].iter().all(|gentle| *gentle), "life {life}, day {day}");
            archive = next;
        }
    }
}

#[test]
fn of_two_copies_the_later_end_holds_in_any_order() {
    let couple = |bits: &mut Seeded| {
        let mut archive = mara_and_jo();
        let mut day = 0;
        for _ in 0..=one_of(3, bits) {
            day += one_of(5, bits);
            let patch = Change::HarderPatch(Gentler::ALL[one_of(3, bits)]);
            archive = archive.apply(&patch, on(day), bits).expect("it is noted");
        }
        archive
    };
    let merged = |one: &Couple, two: &Couple| one.merged(two).body;
    let patch = |couple: &Couple| {
        couple.records.find(|kind| match kind {
            CoupleKind::HarderPatch(patch) => Some(*patch),
            _ => None,
        })
    };
    for life in 0..LIVES {
        let mut bits = Seeded(life);
        let sides = [couple(&mut bits), couple(&mut bits), couple(&mut bits)];
        let [one, two, three] = [&sides[0].couple, &sides[1].couple, &sides[2].couple];
        let all = patch(&merged(&merged(one, two), three)).expect("one stands");
        assert_eq!(patch(&merged(&merged(three, one), two)), Some(all), "life {life}");
        assert_eq!(patch(&merged(one, &merged(two, three))), Some(all), "life {life}");
        let last = sides.iter().filter_map(Archive::harder_patch).map(HarderPatch::last).max();
        assert_eq!(Some(all.last()), last, "life {life}");
    }
}

#[test]
fn a_file_without_a_number_means_three_and_three_are_written_without_one() {
    let old: HarderPatch = serde_json::from_str(r#"{"since":"2026-11-20"}"#).expect("an older file");
    assert_eq!(old, HarderPatch::noted(friday_evening(), Gentler::Three, None));
    assert_eq!(serde_json::to_string(&old).expect("JSON"), r#"{"since":"2026-11-20"}"#);
    let week = HarderPatch::noted(friday_evening(), Gentler::Week, None);
    let written = serde_json::to_string(&week).expect("JSON");
    assert_eq!(written, r#"{"since":"2026-11-20","evenings":7}"#);
    assert_eq!(serde_json::from_str::<HarderPatch>(&written).expect("JSON"), week);
}

#[test]
fn tonight_is_one_step_gentler_and_its_reason_names_nobody() {
    let open = [Person::A, Person::B].map(|person| {
        let answers = evenfall::domain::check_in::Answers {
            numbers: numbers(9, 0, 9),
            like: vec![wish("all of it", Band::Close, &[])],
            ..Default::default()
        };
        let word = Some(Word { up_to: Band::Close, gently: false });
        finished(person, answers, evenfall::domain::check_in::Shows::usual(), word)
    });
    let looked = after(&mara_and_jo(), &[open[0].clone(), open[1].clone(), Change::Look(friday_evening())]);
    let ceiling = |archive: &Archive| archive.round(friday_evening()).ceiling(friday());
    assert_eq!(ceiling(&looked).word.up_to, Band::Close);
    for gentler in Gentler::ALL {
        let patch = after(&looked, &[Change::HarderPatch(gentler)]);
        assert_eq!(ceiling(&patch).word.up_to, Band::Touch, "{gentler:?}");
        let reasons = ceiling(&patch).reasons;
        let reason = reasons.iter().find(|one| one.from == ReasonFrom::Setback).expect("a reason");
        assert_eq!(reason.text, "A harder patch: gentler for now.");
    }
}
