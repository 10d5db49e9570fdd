//! What comes again, against a walk from day to day; and months as whole weeks.

use std::collections::BTreeMap;

use chrono::{
    Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Timelike as _, Utc, Weekday,
};
use chrono_tz::Tz;
use evenfall::domain::calendar::grid::weeks;
use evenfall::domain::calendar::repeat::{Every, Except, Moved, Occurrence, Repeat};
use evenfall::domain::record::Mint as _;
use evenfall::domain::time::YearMonth;

use super::moment::Seeded;

/// Fifty years.
const DAYS: u64 = 18_262;

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn under(many: u64, chance: &mut Seeded) -> u64 {
    chance.bits() % many
}

/// How often, as people have it: mostly a few, now and then the most there may be, or more than that.
fn any_each(chance: &mut Seeded) -> u16 {
    let each = match under(20, chance) {
        0 => 0,
        1 => u64::from(Repeat::MOST),
        2 => 10_000,
        3..6 => under(u64::from(Repeat::MOST), chance),
        _ => 1 + under(5, chance),
    };
    u16::try_from(each).expect("a small number")
}

fn any_every(chance: &mut Seeded) -> Every {
    if chance.bits().is_multiple_of(3) {
        return Every::Days(any_each(chance));
    }
    let some = chance.bits();
    let on = WEEK.into_iter().enumerate().filter(|(at, _)| some >> at & 1 == 1).map(|(_, day)| day);
    let mut on: Vec<Weekday> = on.collect();
    on.reverse();
    Every::Weeks { each: any_each(chance), on }
}

/// A day, mostly near that one.
fn any_day(from: NaiveDate, chance: &mut Seeded) -> NaiveDate {
    let far = if chance.bits().is_multiple_of(4) { DAYS } else { 60 };
    from + Days::new(under(far, chance))
}

fn any_moved(chance: &mut Seeded, near: NaiveDate) -> Option<Moved> {
    let time = NaiveTime::from_num_seconds_from_midnight_opt(3_600 * 14, 0);
    let date = any_day(near, chance) - Days::new(20);
    chance.bits().is_multiple_of(2).then_some(Moved { date, time: time.filter(|_| date.day() < 15) })
}

/// A rule with its start: skipped and moved ones among its days and beside them, in any order.
fn any_rule(chance: &mut Seeded) -> (NaiveDate, Repeat) {
    let start = day("1999-12-27") + Days::new(under(2_000, chance));
    let mut repeat = Repeat::on(any_every(chance));
    repeat.until = chance.bits().is_multiple_of(3).then(|| any_day(start, chance));
    let all = chance.bits().is_multiple_of(8);
    let near: Vec<NaiveDate> = start.iter_days().take(60).collect();
    let some = near.into_iter().filter(|on| repeat.rules(start, *on) && (all || on.day() % 4 == 0));
    let mut on: Vec<NaiveDate> = some.collect();
    on.extend((0..under(6, chance)).map(|_| any_day(start, chance)));
    on.sort_unstable();
    on.dedup();
    on.reverse();
    let only_skipped = chance.bits().is_multiple_of(2);
    let to = |on, chance: &mut Seeded| any_moved(chance, on).filter(|_| !only_skipped);
    repeat.except = on.into_iter().map(|on| Except { on, to: to(on, chance) }).collect();
    (start, repeat)
}

/// The days of a rule, found by walking from its start, the first of `dates`, from day to day.
struct Walk {
    usual: BTreeMap<NaiveDate, Occurrence>,
    moved: BTreeMap<NaiveDate, Vec<Occurrence>>,
}

impl Walk {
    fn of(repeat: &Repeat, dates: impl Iterator<Item = NaiveDate>) -> Self {
        let mut walk = Self { usual: BTreeMap::new(), moved: BTreeMap::new() };
        let (mut days, mut weeks) = (0_u16, 0_u16);
        let after = |passed: u16, each: u16| if passed + 1 >= each { 0 } else { passed + 1 };
        for (at, date) in dates.enumerate() {
            if repeat.until.is_some_and(|until| until < date) {
                break;
            }
            let has = match &repeat.every {
                Every::Days(each) => {
                    days = if at == 0 { 0 } else { after(days, *each) };
                    days == 0
                }
                Every::Weeks { each, on } => {
                    if at > 0 && date.weekday() == Weekday::Mon {
                        weeks = after(weeks, *each);
                    }
                    weeks == 0 && on.contains(&date.weekday())
                }
            };
            if has {
                walk.take(date, repeat);
            }
        }
        walk
    }

    fn take(&mut self, on: NaiveDate, repeat: &Repeat) {
        match repeat.except.iter().find(|except| except.on == on) {
            None => {
                self.usual.insert(on, Occurrence { date: on, on, moved: None });
            }
            Some(Except { to: Some(to), .. }) => {
                let one = Occurrence { date: to.date, on, moved: Some(*to) };
                self.moved.entry(to.date).or_default().push(one);
            }
            Some(Except { to: None, .. }) => {}
        }
    }

    fn on_day(&self, date: NaiveDate) -> Vec<Occurrence> {
        let moved = self.moved.get(&date).into_iter().flatten();
        in_order(self.usual.get(&date).into_iter().chain(moved).copied().collect())
    }
}

fn in_order(mut all: Vec<Occurrence>) -> Vec<Occurrence> {
    all.sort_unstable_by_key(|one| one.on);
    all
}

fn on_day(repeat: &Repeat, start: NaiveDate, date: NaiveDate) -> Vec<Occurrence> {
    in_order(repeat.on_day(start, date))
}

fn up_to(end: NaiveDate, start: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    start.iter_days().take_while(move |date| *date < end)
}

fn days_hold(start: NaiveDate, repeat: &Repeat) {
    let end = start + Days::new(DAYS);
    let walk = Walk::of(repeat, up_to(end, start));
    for (at, date) in up_to(end, start - Days::new(40)).enumerate() {
        assert_eq!(on_day(repeat, start, date), walk.on_day(date), "{date} of {repeat:?} from {start}");
        // Eleven days on is another weekday each time.
        if at < 200 || at % 11 == 0 {
            let next = walk.usual.range(date..).next().map(|(next, _)| *next);
            let found = repeat.next(start, date).filter(|found| *found < end);
            assert_eq!(found, next, "after {date} of {repeat:?} from {start}");
        }
    }
    if repeat.until.is_some() {
        let none = walk.usual.is_empty() && walk.moved.is_empty();
        assert_eq!(repeat.never_is(start), none, "{repeat:?} from {start}");
    } else if !walk.usual.is_empty() {
        assert!(!repeat.never_is(start), "{repeat:?} from {start}");
    }
}

/// Where something may differ once a day is another way: around it, and where its moves go.
fn around(date: NaiveDate, repeat: &Repeat) -> Vec<NaiveDate> {
    let excepted = repeat.except.iter().flat_map(|one| [Some(one.on), one.to.map(|to| to.date)]);
    let near = (date - Days::new(400)).iter_days().take(800);
    near.chain(excepted.flatten()).collect()
}

fn but_changes_one_alone(start: NaiveDate, repeat: &Repeat, chance: &mut Seeded) {
    let on = repeat.next(start, any_day(start, chance)).unwrap_or_else(|| any_day(start, chance));
    let to = any_moved(chance, on);
    let changed = repeat.but(on, to);
    assert!(changed.except.is_sorted_by_key(|except| except.on));
    for date in around(on, &changed) {
        let mut before = on_day(repeat, start, date);
        before.retain(|one| one.on != on);
        if let Some(to) = to.filter(|to| to.date == date && repeat.rules(start, on)) {
            before.push(Occurrence { date, on, moved: Some(to) });
        }
        assert_eq!(on_day(&changed, start, date), in_order(before), "{date} of {changed:?} from {start}");
    }
}

fn halves_are_the_whole(start: NaiveDate, repeat: &Repeat, chance: &mut Seeded) {
    let date = any_day(start, chance);
    let days = around(date, repeat);
    let Some((first, second)) = repeat.split(start, date) else {
        let whole = days.into_iter().flat_map(|date| on_day(repeat, start, date));
        assert!(whole.into_iter().all(|one| one.on >= date), "before {date} of {repeat:?} from {start}");
        return;
    };
    let from = second.first(start, date);
    for day in days {
        let before = on_day(&first, start, day);
        let after = from.map_or(Vec::new(), |from| on_day(&second, from, day));
        assert!(before.iter().all(|one| one.on < date) && after.iter().all(|one| one.on >= date));
        let both = in_order([before, after].concat());
        assert_eq!(both, on_day(repeat, start, day), "{day}, at {date}, of {repeat:?} from {start}");
    }
}

/// Says how many there were.
fn rules_hold(many: u64) -> String {
    let (mut never, mut ends) = (0, 0);
    for seed in 0..many {
        let mut chance = Seeded(seed);
        let (start, repeat) = any_rule(&mut chance);
        days_hold(start, &repeat);
        but_changes_one_alone(start, &repeat, &mut chance);
        halves_are_the_whole(start, &repeat, &mut chance);
        never += u64::from(repeat.never_is(start));
        ends += u64::from(repeat.until.is_some());
    }
    let told = format!("{many} rules, {ends} with an end, {never} that never are");
    assert!(never > many / 50 && ends > many / 4, "{told}");
    told
}

#[test]
fn what_comes_again_is_where_a_walk_finds_it() {
    println!("{}", rules_hold(60));
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn what_comes_again_is_where_a_walk_finds_it_for_long() {
    println!("{}", rules_hold(2_000));
}

/// Places whose clocks turn at night, at midnight, forwards into a day and back out of one, and by
/// half an hour.
const ZONES: [Tz; 8] = [
    Tz::Europe__Berlin,
    Tz::America__New_York,
    Tz::America__Sao_Paulo,
    Tz::America__Santiago,
    Tz::Asia__Beirut,
    Tz::Atlantic__Azores,
    Tz::Africa__Casablanca,
    Tz::Australia__Lord_Howe,
];

/// A day as a clock on the wall shows it: how often each of its half hours comes.
struct OnTheWall {
    date: NaiveDate,
    half_hours: [u8; 48],
}

/// The days of four years, found by looking at the clock each half hour.
fn days_on_the_wall(zone: Tz) -> Vec<OnTheWall> {
    let mut days: Vec<OnTheWall> = Vec::new();
    let mut at = Utc.with_ymd_and_hms(2016, 1, 1, 12, 0, 0).single().expect("a moment");
    while at.year() < 2020 {
        let wall = at.with_timezone(&zone).naive_local();
        // A clock that goes back at midnight shows the day before once more.
        let before = days.iter().rev().take(2).position(|day| day.date == wall.date());
        if before.is_none() {
            days.push(OnTheWall { date: wall.date(), half_hours: [0; 48] });
        }
        let day = days.len() - 1 - before.unwrap_or(0);
        let half_hour = usize::try_from(wall.num_seconds_from_midnight() / 1_800).expect("small");
        days[day].half_hours[half_hour] += 1;
        at += TimeDelta::minutes(30);
    }
    // The first and the last were not seen whole.
    days.pop();
    days.remove(0);
    days
}

#[test]
fn a_change_of_the_clocks_moves_no_day_and_no_time() {
    let (mut gaps, mut folds, mut times) = (0, 0, 0);
    for (at, zone) in ZONES.into_iter().enumerate() {
        let days = days_on_the_wall(zone);
        for seed in 0..40 {
            let mut chance = Seeded(1_000 * at as u64 + seed);
            let from = usize::try_from(under(30, &mut chance)).expect("small");
            let half_hour = under(if seed < 30 { 8 } else { 48 }, &mut chance);
            let time = NaiveTime::MIN + TimeDelta::minutes(30 * i64::try_from(half_hour).expect("small"));
            let repeat = Repeat::on(match any_every(&mut chance) {
                Every::Days(each) => Every::Days(each % 9),
                Every::Weeks { each, on } => Every::Weeks { each: each % 4, on },
            });
            let start = days[from].date;
            let walk = Walk::of(&repeat, days[from..].iter().map(|day| day.date));
            for day in &days[from..] {
                let on = on_day(&repeat, start, day.date);
                assert_eq!(on, walk.on_day(day.date), "{} of {repeat:?} from {start} in {zone}", day.date);
                if on.is_empty() {
                    continue;
                }
                let wall = day.date.and_time(time);
                let shown = day.half_hours[usize::try_from(half_hour).expect("small")];
                let found = zone.from_local_datetime(&wall);
                assert_eq!(found.earliest().is_some(), shown > 0, "{wall} in {zone}");
                assert!(found.earliest().is_none_or(|at| at.naive_local() == wall), "{wall} in {zone}");
                (gaps, folds) = (gaps + u32::from(shown == 0), folds + u32::from(shown == 2));
                times += 1;
            }
        }
    }
    println!("{times} times of day, {gaps} in gaps, {folds} in folds");
    assert!(gaps > 50 && folds > 50, "{gaps} and {folds}");
}

#[test]
fn a_month_is_whole_weeks_that_hold_each_of_its_days_once() {
    let mut months = 0;
    for first in WEEK {
        let mut month = YearMonth::of(day("1900-01-01"));
        while month <= YearMonth::of(day("2299-12-01")) {
            let days = weeks(month, first);
            let rows: Vec<&[NaiveDate]> = days.chunks(7).collect();
            assert!(days.len().is_multiple_of(7) && (4..=6).contains(&rows.len()), "{month} from {first}");
            assert_eq!(days[0].weekday(), first, "{month}");
            assert!(days.windows(2).all(|two| two[0].succ_opt() == Some(two[1])), "{month} from {first}");
            let (begin, end) = month.first().zip(month.last()).expect("a month");
            assert!(rows[0].contains(&begin), "{month} from {first}");
            assert!(rows[rows.len() - 1].contains(&end), "{month} from {first}");
            months += 1;
            month = month.after();
        }
    }
    assert_eq!(months, 7 * 400 * 12);
}
