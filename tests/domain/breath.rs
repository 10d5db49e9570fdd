//! Breathing keeps its pace, whatever the pictures do.

use std::time::Duration;

use evenfall::domain::breath::{Breath, Breathing, FRAME, Pace, Way};
use evenfall::domain::record::Mint;

use super::moment::Seeded;

const MINUTE: Duration = Duration::from_secs(60);

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn paces() -> Vec<Pace> {
    let mut pace = Pace::default();
    while pace != pace.faster() {
        pace = pace.faster();
    }
    let mut all = vec![pace];
    while pace != pace.slower() {
        pace = pace.slower();
        all.push(pace);
    }
    all
}

#[test]
fn the_way_out_is_always_the_longer_one() {
    let all = paces();
    assert!(all.len() > 2 && all.contains(&Pace::default()));
    assert!(all.iter().all(|pace| pace.outward() > pace.inward()));
    let breath = |pace: &Pace| pace.inward() + pace.outward();
    assert!(all.is_sorted_by_key(breath));
    assert_eq!((Pace::default().inward(), Pace::default().outward()), (4, 6));
}

#[test]
fn a_breath_goes_in_and_out() {
    let breathing = Breathing::begin(MINUTE, millis(700));
    let at = |from_begin: u64| breathing.breath(millis(700 + from_begin));
    assert_eq!(at(0), Breath { way: Way::In, left: 4, full: 0 });
    assert_eq!(at(1_000), Breath { way: Way::In, left: 3, full: 156 });
    assert_eq!(at(2_000), Breath { way: Way::In, left: 2, full: 500 });
    assert_eq!(at(4_000), Breath { way: Way::Out, left: 6, full: 1000 });
    assert_eq!(at(9_999), Breath { way: Way::Out, left: 1, full: 1 });
    assert_eq!(at(10_000), Breath { way: Way::In, left: 4, full: 0 });
}

#[test]
fn after_three_minutes_it_is_where_a_clock_has_it_however_late_the_pictures_come() {
    for pace in paces() {
        let mut dice = Seeded(3);
        let begin = millis(12_345);
        let mut breathing = Breathing::begin(3 * MINUTE, begin);
        breathing.turn_to(pace, begin);
        let (inward, outward) = (u64::from(pace.inward()) * 1000, u64::from(pace.outward()) * 1000);
        let mut now = begin;
        let mut turns = 0_u64;
        let mut last = Way::In;
        let mut pictures = 0;
        while let Some(next) = breathing.next_change(now, true) {
            assert!(next > now && next.saturating_sub(now) <= FRAME);
            let late = millis(dice.bits() % 40);
            now = next + late;
            pictures += 1;
            let way = breathing.breath(now).way;
            if way != last {
                turns += 1;
                let (whole, half) = (turns / 2, turns % 2);
                let due = begin + millis(whole * (inward + outward) + half * inward);
                assert!(
                    now.saturating_sub(due) < millis(50),
                    "{pace:?}: turn {turns} at {now:?}, due {due:?}"
                );
                last = way;
            }
        }
        assert!(breathing.is_over(now));
        assert!(now >= begin + 3 * MINUTE && last == Way::In, "it ends with a breath out");
        assert!(now < begin + 3 * MINUTE + millis(inward + outward + 50));
        println!("{pace:?}: {pictures} pictures, {turns} turns");
    }
}

#[test]
fn words_alone_change_once_a_second() {
    let mut breathing = Breathing::begin(MINUTE, Duration::ZERO);
    assert_eq!(breathing.next_change(Duration::ZERO, false), Some(millis(1_000)));
    assert_eq!(breathing.next_change(millis(1_300), false), Some(millis(2_000)));
    assert_eq!(breathing.next_change(millis(3_999), false), Some(millis(4_000)));
    breathing.turn_to(Pace::default().slower(), millis(2_000));
    let next = breathing.next_change(millis(2_000), false).expect("it goes on");
    let (before, after) = (breathing.breath(next.saturating_sub(millis(1))), breathing.breath(next));
    assert_eq!(before.left, after.left + 1, "also where a pace was taken in the middle of a second");
}

#[test]
fn a_pause_is_no_part_of_it_and_ends_with_a_breath_in() {
    let mut breathing = Breathing::begin(MINUTE, Duration::ZERO);
    breathing.pause(millis(5_000));
    assert!(breathing.is_paused());
    assert_eq!(breathing.breath(millis(90_000)), breathing.breath(millis(5_000)));
    assert_eq!(breathing.next_change(millis(90_000), true), None);
    assert!(!breathing.is_over(millis(900_000)));
    breathing.go_on(millis(900_000));
    assert_eq!(breathing.breath(millis(900_000)), Breath { way: Way::In, left: 4, full: 0 });
    assert_eq!(breathing.minute(millis(900_000)), (1, 1));
    assert!(!breathing.is_over(millis(954_999)), "five seconds were before");
    assert!(breathing.is_over(millis(960_000)));
    breathing.go_on(millis(961_000));
    assert!(breathing.is_over(millis(961_000)), "going on where it goes on changes nothing");
}

#[test]
fn minutes_are_counted_as_they_begin() {
    let breathing = Breathing::begin(2 * MINUTE, Duration::ZERO);
    assert_eq!(breathing.minute(Duration::ZERO), (1, 2));
    assert_eq!(breathing.minute(millis(59_999)), (1, 2));
    assert_eq!(breathing.minute(MINUTE), (2, 2));
    assert_eq!(breathing.minute(5 * MINUTE), (2, 2));
}

/// Whatever is pressed, the picture never leaps: only a new breath after a pause may.
#[test]
fn another_pace_goes_on_from_where_it_is() {
    let mut dice = Seeded(7);
    let mut turned = 0;
    for _ in 0..200 {
        let mut breathing = Breathing::begin(3 * MINUTE, Duration::ZERO);
        let mut now = Duration::ZERO;
        let mut full = breathing.breath(now).full;
        while !breathing.is_over(now) {
            now += millis(dice.bits() % 125);
            let here = breathing.breath(now);
            // The steepest it gets: one and a half times 1000 in two seconds.
            assert!(here.full.abs_diff(full) <= 96, "{full} {here:?}");
            if dice.bits().is_multiple_of(20) {
                let pace = if dice.bits().is_multiple_of(2) {
                    breathing.pace().slower()
                } else {
                    breathing.pace().faster()
                };
                breathing.turn_to(pace, now);
                let after = breathing.breath(now);
                assert_eq!(after.way, here.way);
                assert!(after.full.abs_diff(here.full) <= 2, "{here:?} {after:?}");
                turned += 1;
            }
            full = breathing.breath(now).full;
        }
    }
    assert!(turned > 1_000, "{turned}");
}
