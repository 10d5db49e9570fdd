//! Every zone's gaps and folds, and clocks that jump: an evening is what the wall says, and what
//! was said on it is let go of only once a later one has come.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;

use chrono::{DateTime, Days, NaiveDateTime, Offset as _, TimeDelta, TimeZone as _, Timelike as _, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use evenfall::clock::moment;
use evenfall::domain::archive::{Archive, Draft, DraftOf};
use evenfall::domain::change::Change;
use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint as _;
use evenfall::domain::settings::Settings;
use evenfall::domain::time::{BoundaryHour, Evening, Now};
use evenfall::session::Session;
use evenfall::store;
use support::memory::Memory;
use support::now;
use support::{Seeded, applied, evening, november, profile};

mod support;

/// A change of the clocks: the first second that has the new offset.
#[derive(Debug, Clone, Copy)]
struct Turn {
    zone: Tz,
    at: DateTime<Utc>,
    before: i32,
    after: i32,
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

/// Every change of the clocks, in every zone there is, from 2024 to 2028: a leap year at each end.
fn turns() -> Vec<Turn> {
    let begin = Utc.with_ymd_and_hms(2024, 1, 1, 0, 0, 0).single().expect("a moment");
    let mut turns = Vec::new();
    for zone in TZ_VARIANTS {
        let mut from = begin;
        let mut before = offset(zone, from);
        // Morocco's clocks turn twice within five weeks; none turn twice within one.
        for _ in 0..5 * 53 {
            let to = from + TimeDelta::weeks(1);
            let after = offset(zone, to);
            if after != before {
                let (mut old, mut new) = (from, to);
                while new - old > TimeDelta::seconds(1) {
                    let middle = old + TimeDelta::seconds((new - old).num_seconds() / 2);
                    if offset(zone, middle) == before { old = middle } else { new = middle }
                }
                turns.push(Turn { zone, at: new, before, after });
            }
            (from, before) = (to, after);
        }
    }
    turns
}

fn written(local: NaiveDateTime) -> String {
    local.format("%Y-%m-%dT%H:%M:%S").to_string()
}

fn in_zone(zone: Tz, at: DateTime<Utc>) -> Now {
    Now::at(at.with_timezone(&zone).fixed_offset())
}

#[test]
fn a_moment_in_a_gap_is_none_and_of_two_it_is_the_first() {
    let (mut gaps, mut folds) = (0, 0);
    for turn in turns() {
        let shift = i64::from(turn.after - turn.before);
        // The wall, as it would go on without the change.
        let wall = turn.at.naive_utc() + TimeDelta::seconds(i64::from(turn.before));
        for part in [0, 1, shift.abs() / 2, shift.abs() - 1] {
            let told = format!("{turn:?}, {part} seconds on");
            if shift > 0 {
                assert_eq!(moment(&written(wall + TimeDelta::seconds(part)), &turn.zone), None, "{told}");
                gaps += 1;
            } else {
                let twice = wall - TimeDelta::seconds(part + 1);
                let first = turn.at - TimeDelta::seconds(part + 1);
                let found = moment(&written(twice), &turn.zone).expect(&told);
                assert_eq!(
                    (found.to_utc(), found.offset().local_minus_utc()),
                    (first, turn.before),
                    "{told}"
                );
                folds += 1;
            }
        }
        // Just before it there is one, and its own text leads back to it.
        for away in [-4 * 3_600, -1, shift.abs(), 4 * 3_600] {
            let at = turn.at + TimeDelta::seconds(away);
            let local = at.with_timezone(&turn.zone).fixed_offset();
            assert_eq!(moment(&local.to_rfc3339(), &turn.zone), Some(local), "{turn:?}, {away}");
        }
    }
    println!("{gaps} moments in gaps, {folds} in folds");
    assert!(gaps >= 1_000 && folds >= 1_000, "{gaps} and {folds}");
}

#[test]
fn an_evening_is_what_the_wall_says() {
    let mut cases = 0;
    for turn in turns() {
        for hour in 0..=BoundaryHour::LATEST {
            let boundary = BoundaryHour::new(hour).expect("an hour");
            for minutes in [-1_440, -61, -1, 0, 1, 59, 61, 1_440] {
                let now = in_zone(turn.zone, turn.at + TimeDelta::minutes(minutes));
                let local = now.wall.naive_local();
                let night = u64::from(local.hour() < u32::from(hour));
                let evening = now.evening(boundary);
                assert_eq!(evening.0, local.date() - Days::new(night), "{turn:?}, {hour}, {minutes}");
                assert!(evening.end(boundary).is_some_and(|end| local < end), "{turn:?}, {hour}, {minutes}");
                cases += 1;
            }
        }
    }
    println!("{cases} evenings");
    assert!(cases >= 2_000, "{cases}");
}

/// Another boundary re-dates nothing, whatever the clocks do: this evening stays this evening, and
/// while the wall goes on, evenings do.
#[test]
fn a_changed_boundary_moves_no_evening_back() {
    let mut cases = 0;
    for (at, turn) in turns().into_iter().enumerate() {
        let mut chance = Seeded(at as u64);
        let mut hour =
            || BoundaryHour::new(u8::try_from(chance.bits() % 7).expect("an hour")).expect("an hour");
        let from = Settings { evening_boundary: hour(), ..Settings::default() };
        let to = Settings { evening_boundary: hour(), ..Settings::default() };
        let begin = turn.at - TimeDelta::minutes(i64::try_from(chance.bits() % 1_440).expect("minutes"));
        let now = in_zone(turn.zone, begin);
        let changed = Settings::changed(&from, to, now);
        assert_eq!(changed.evening(now), from.evening(now), "{turn:?}");
        let mut last = (now.wall.naive_local(), changed.evening(now));
        for minutes in (0..2_880).step_by(20) {
            let now = in_zone(turn.zone, begin + TimeDelta::minutes(minutes));
            let (local, evening) = (now.wall.naive_local(), changed.evening(now));
            // Where the wall goes back an hour, so may the evening that it says.
            assert!(local < last.0 || evening >= last.1, "{turn:?}, {minutes} minutes on");
            last = (local, evening);
            cases += 1;
        }
    }
    assert!(cases >= 2_000, "{cases}");
}

/// Both are set up; Mara's turn of that evening is not finished.
fn begun() -> Archive {
    let draft = Draft {
        of: DraftOf::CheckIn,
        evening: evening(),
        answers: vec![Answer::Number(4)],
        typing: Some("soup".into()),
    };
    let changes = [
        Change::Person(profile(Person::A, "Mara")),
        Change::Person(profile(Person::B, "Jo")),
        Change::Draft(Person::A, Some(draft)),
    ];
    let mut mint = Seeded(1);
    changes.iter().fold(Archive::default(), |archive, change| applied(&archive, change, &mut mint))
}

fn holds(archive: &Archive) -> bool {
    let tonight = serde_json::to_string(&*archive.drawers().1.a).expect("it serializes");
    tonight.contains("soup")
}

/// A moment up to two years from that evening, either way.
fn any_moment(chance: &mut Seeded) -> Now {
    let minutes = i64::try_from(chance.bits() % (4 * 365 * 1_440)).expect("minutes") - 2 * 365 * 1_440;
    // As often as not within three days, where the boundary is.
    let minutes = if chance.bits().is_multiple_of(2) { minutes % 4_320 } else { minutes };
    let zone = TZ_VARIANTS[usize::try_from(chance.bits() % TZ_VARIANTS.len() as u64).expect("one of them")];
    in_zone(zone, now().wall.to_utc() + TimeDelta::minutes(minutes))
}

#[test]
fn what_was_said_goes_once_a_later_evening_came_and_never_comes_back() {
    let mut let_go = 0;
    for seed in 0..100 {
        let memory = Memory::new();
        let open = store::open(memory.clone(), Path::new("/evenfall"), november()).expect("it opens");
        let (mut store, empty, _) = support::writing(open);
        store.save(&empty, &begun(), now(), &mut Seeded(2)).expect("it saves");
        drop(store);
        let mut chance = Seeded(seed);
        let mint = Box::new(Seeded(seed));
        let mut session =
            Session::open(Path::new("/evenfall"), memory.clone(), mint, now()).expect("it opens");
        let mut later = false;
        for _ in 0..20 {
            let now = any_moment(&mut chance);
            let today = session.evening(now);
            session.tick(now);
            later |= today > evening();
            assert_eq!(holds(session.archive()), !later, "seed {seed}, {today:?}");
        }
        let_go += usize::from(later);
        // What is on the disk is the same.
        drop(session);
        let open = store::open(memory.copy(), Path::new("/evenfall"), november()).expect("it opens");
        assert_eq!(holds(&support::writing(open).1), !later, "seed {seed}");
    }
    assert!(let_go > 50, "{let_go}");
}

#[test]
fn leap_days_are_days() {
    let at = |text: &str| moment(text, &Utc).map(Now::at);
    let four = BoundaryHour::default();
    assert_eq!(at("2027-02-29T21:00"), None);
    let leap = at("2028-02-29T21:00").expect("a leap day").evening(four);
    let after = at("2028-03-01T03:00").expect("a night").evening(four);
    assert_eq!((leap, after.days_since(leap)), (after, 0));
    assert_eq!(at("2028-03-01T04:00").expect("a morning").evening(four).days_since(leap), 1);
    assert_eq!(leap.month(), Evening(leap.0).month());
}

#[test]
fn the_ends_of_the_calendar_are_no_cliff() {
    for date in [chrono::NaiveDate::MIN, chrono::NaiveDate::MAX] {
        let local = date.and_hms_opt(1, 0, 0).expect("a time");
        let now = Now::at(Utc.from_utc_datetime(&local).fixed_offset());
        let evening = Settings::default().evening(now);
        assert!(
            evening.days_since(evening) == 0
                && evening.end(BoundaryHour::default()).is_none_or(|end| end > local)
        );
    }
}
