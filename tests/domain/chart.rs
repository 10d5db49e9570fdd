//! Weeks as pictures: only what was shown stands there, each one's apart.

use chrono::Days;
use evenfall::domain::archive::{Access, Archive, Slot};
use evenfall::domain::change::Change;
use evenfall::domain::chart::{Picture, Point, Span, Weeks};
use evenfall::domain::check_in::{Answers, Finished, Numbers, Score, Shows};
use evenfall::domain::measure::Measure;
use evenfall::domain::people::{Person, Turn};
use evenfall::domain::record::Mint;
use evenfall::domain::time::{Evening, YearMonth};

use super::evening::{after, friday_evening, mara_and_jo, numbers};
use super::moment::Seeded;
use super::welcome::TURNS;

/// What one person said on an evening, and which of the three they show.
type Said = (u64, Numbers, [bool; 3]);

fn ago(days: u64) -> Evening {
    Evening(friday_evening().0 - Days::new(days))
}

fn checked_in(person: Person, (days, numbers, [energy, body, calm]): Said) -> Change {
    let answers = Answers { numbers, noticed: Some("the lamp".into()), ..Answers::default() };
    let shows = Shows { energy, body, calm, ..Shows::nothing() };
    Change::CheckIn(Box::new(Finished { person, evening: ago(days), answers, shows, word: None }))
}

/// Two people who looked together on these evenings.
fn looked(mara: &[Said], jo: &[Said]) -> Archive {
    mara.iter().zip(jo).fold(mara_and_jo(), |archive, (one, other)| {
        let both = [checked_in(Person::A, *one), checked_in(Person::B, *other), Change::Look(ago(one.0))];
        after(&archive, &both)
    })
}

fn turn_of(person: Person) -> &'static Turn {
    &TURNS[usize::from(person == Person::B)]
}

fn weeks(archive: &Archive, person: Person, span: Span) -> Weeks {
    let mut picture = archive.weeks_of(turn_of(person), span, friday_evening()).expect("every month is read");
    assert_eq!(picture.of.len(), 1);
    picture.of.remove(0)
}

fn each(archive: &Archive, span: Span) -> Picture {
    archive.weeks_of_each(span, friday_evening()).expect("every month is read")
}

/// What stands at each place of a measure, as numbers.
fn middles(weeks: &Weeks, measure: Measure) -> Vec<Option<u8>> {
    let row = weeks.rows.iter().find(|row| row.measure == measure).expect("a row");
    row.points.iter().map(|point| point.map(|Point { middle, .. }| middle.value())).collect()
}

fn roll(dice: &mut Seeded, most: u64) -> u64 {
    dice.bits() % most
}

fn score(dice: &mut Seeded) -> Option<Score> {
    Score::new(u8::try_from(roll(dice, 12)).expect("small"))
}

fn any_numbers(dice: &mut Seeded) -> Numbers {
    Numbers { energy: score(dice), body: score(dice), calm: score(dice) }
}

fn any_said(days: u64, dice: &mut Seeded) -> Said {
    (days, any_numbers(dice), std::array::from_fn(|_| roll(dice, 2) == 0))
}

#[test]
fn every_shown_value_has_its_day_and_the_others_stay_empty() {
    let all = [true; 3];
    let mara =
        [(0, numbers(3, 6, 8), all), (3, numbers(5, 4, 8), [true, false, true]), (28, numbers(9, 9, 9), all)];
    let archive = looked(&mara, &mara.map(|(days, ..)| (days, numbers(1, 1, 1), [false; 3])));
    let mine = weeks(&archive, Person::A, Span::FourWeeks);
    let mut energy = vec![None; 28];
    (energy[27], energy[24]) = (Some(3), Some(5));
    assert_eq!(middles(&mine, Measure::Energy), energy);
    let mut body = vec![None; 28];
    body[27] = Some(6);
    assert_eq!(middles(&mine, Measure::Body), body, "what is hidden is as if never said");
    assert_eq!(mine.rows.len(), 2, "calm only where its owner likes it");
    let jo = weeks(&archive, Person::B, Span::FourWeeks);
    assert!(jo.rows.iter().all(|row| row.points.iter().all(Option::is_none) && row.words == "open"));
}

#[test]
fn a_week_holds_its_days_and_a_week_without_any_stays_empty() {
    let all = [true; 3];
    // Friday, Thursday and Monday of this week; the Sunday before; ten weeks ago.
    let said = [(0, 9), (1, 3), (4, 5), (5, 7), (70, 1), (26 * 7, 4)];
    let mara = said.map(|(days, energy)| (days, numbers(energy, 5, 5), all));
    let archive = looked(&mara, &mara);
    let mine = weeks(&archive, Person::A, Span::SixMonths);
    let energy = middles(&mine, Measure::Energy);
    assert_eq!((energy[25], energy[24], energy[15]), (Some(5), Some(7), Some(1)));
    assert_eq!(energy.iter().flatten().count(), 3, "and nothing of before");
    let row = &mine.rows[0];
    assert_eq!(row.points[25].expect("a week").words(Measure::Energy), "low to plenty");
    assert_eq!(row.words, "different by the day, from empty to plenty");
}

#[test]
fn what_is_covered_is_taken_out_of_every_picture() {
    let mut dice = Seeded(5);
    for _ in 0..40 {
        let days = [0, 2, 9, 30, 31];
        let mut mara = days.map(|days| any_said(days, &mut dice));
        let jo = days.map(|days| any_said(days, &mut dice));
        let covered = usize::try_from(roll(&mut dice, 5)).expect("small");
        mara[covered].1.body = Score::new(7);
        mara[covered].2[1] = true;
        let archive = looked(&mara, &jo);
        let mut silent = mara;
        silent[covered].2 = [false; 3];
        let person = Person::A;
        let without = after(&archive, &[Change::Cover(person, ago(days[covered]))]);
        let never = looked(&silent, &jo);
        for span in [Span::FourWeeks, Span::SixMonths] {
            assert!(each(&without, span) == each(&never, span), "as if it had never been shown");
            assert!(weeks(&without, person, span) == weeks(&never, person, span));
        }
    }
}

#[test]
fn what_is_not_shown_changes_no_picture() {
    let mut dice = Seeded(11);
    for pair in 0..1_000 {
        let days = [0, 1, 8, 40];
        let mara = days.map(|days| any_said(days, &mut dice));
        let jo = days.map(|days| any_said(days, &mut dice));
        let other = mara.map(|(days, said, shows)| {
            let hidden = any_numbers(&mut dice);
            let pick = |at: usize, shown: Option<Score>, hidden| if shows[at] { shown } else { hidden };
            let numbers = Numbers {
                energy: pick(0, said.energy, hidden.energy),
                body: pick(1, said.body, hidden.body),
                calm: pick(2, said.calm, hidden.calm),
            };
            (days, numbers, shows)
        });
        let calm = Change::DrawCalm(Person::A, pair % 2 == 0);
        let [one, two] =
            [looked(&mara, &jo), looked(&other, &jo)].map(|one| after(&one, std::slice::from_ref(&calm)));
        for span in [Span::FourWeeks, Span::SixMonths] {
            assert!(each(&one, span) == each(&two, span), "pair {pair}");
            assert!(weeks(&one, Person::B, span) == weeks(&two, Person::B, span), "pair {pair}");
        }
    }
}

#[test]
fn each_ones_weeks_are_the_same_beside_the_other_and_swapping_swaps() {
    let mut dice = Seeded(3);
    for _ in 0..100 {
        let days = [0, 3, 12, 33];
        let mara = days.map(|days| any_said(days, &mut dice));
        let jo = days.map(|days| any_said(days, &mut dice));
        let archive = looked(&mara, &jo);
        let swapped = looked(&jo, &mara);
        for span in [Span::FourWeeks, Span::SixMonths] {
            let both = each(&archive, span);
            for (at, person) in Person::BOTH.into_iter().enumerate() {
                assert!(both.of[at] == weeks(&archive, person, span), "nothing of the other is in it");
                assert!(both.of[at].rows == each(&swapped, span).of[1 - at].rows);
            }
        }
    }
}

#[test]
fn calm_is_drawn_only_where_its_owner_says_so_and_their_file_is_open() {
    let said = [(0, numbers(5, 5, 5), [true; 3])];
    let archive = looked(&said, &said);
    let calm = |archive: &Archive| {
        let drawn = |weeks: &Weeks| weeks.rows.iter().any(|row| row.measure == Measure::Calm);
        each(archive, Span::FourWeeks).of.iter().map(drawn).collect::<Vec<_>>()
    };
    assert_eq!(calm(&archive), [false, false]);
    let ticked = after(&archive, &[Change::DrawCalm(Person::B, true)]);
    assert_eq!(calm(&ticked), [false, true]);
    assert!(ticked.draws_calm(&TURNS[1]) && !ticked.draws_calm(&TURNS[0]));
    let taken_back = after(&ticked, &[Change::DrawCalm(Person::B, false)]);
    assert!(each(&taken_back, Span::FourWeeks) == each(&archive, Span::FourWeeks));
    let left = after(&ticked, &[Change::EraseMine(Person::B)]).settled();
    assert!(!left.draws_calm(&TURNS[1]), "who leaves takes it along");
    let mut locked = ticked;
    locked.access[Person::B] = Access::Closed;
    *locked.drawers_mut().0 = archive.drawers().0.clone();
    assert_eq!(calm(&locked), [false, false], "what is locked says no");
}

#[test]
fn a_month_that_is_not_read_is_asked_for() {
    let said = [(0, numbers(5, 5, 5), [true; 3])];
    let mut archive = looked(&said, &said);
    let month = YearMonth::parse("2026-06").expect("a month");
    archive.months.insert(month, Slot::Unread);
    assert!(archive.weeks_of_each(Span::FourWeeks, friday_evening()).is_ok());
    assert_eq!(archive.weeks_of_each(Span::SixMonths, friday_evening()).err(), Some(month));
}
