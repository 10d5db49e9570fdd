//! Looking back: a week as it was shown and done, and when a longer look is due.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{Days, Months, NaiveDate, TimeDelta};
use evenfall::domain::archive::{Archive, Slot};
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Entry, What, Window, WindowPlan};
use evenfall::domain::calendar::repeat::{Every, Repeat};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::check_in::{Answers, Finished, Numbers, Score, Shows};
use evenfall::domain::measure::Measure;
use evenfall::domain::note::{EntryKind, NewNote, NoteChange};
use evenfall::domain::pacing::Band;
use evenfall::domain::people::{Each, Person};
use evenfall::domain::plan::SmallStep;
use evenfall::domain::plan::change::{PlanChange, StepWords};
use evenfall::domain::review::again::{Looked, OFFERED_DAYS, PLAN_DAYS, Revisit, revisit_due};
use evenfall::domain::review::{ORDER, Shift, Week, trend};
use evenfall::domain::safety::{Part, SafetyChange};
use evenfall::domain::settings::{Settings, WeekStart};
use evenfall::domain::time::{Evening, Now, YearMonth};
use proptest::prelude::*;

use super::evening::{friday_evening, mara_and_jo, named, numbers};
use super::moment::{Seeded, at};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Nine in the evening of that day.
fn nine(date: NaiveDate) -> Now {
    at(&format!("{date}T21:00:00+01:00"))
}

fn on(archive: &Archive, date: NaiveDate, changes: &[Change]) -> Archive {
    static SEED: AtomicU64 = AtomicU64::new(1 << 20);
    let mut mint = Seeded(SEED.fetch_add(1 << 32, Ordering::Relaxed));
    changes.iter().fold(archive.clone(), |archive, change| {
        archive.apply(change, nine(date), &mut mint).expect("a change that is allowed")
    })
}

fn score(value: u8) -> Option<Score> {
    Score::new(value)
}

/// Both check in and look together; what each shows of these numbers is all of them.
fn evening(archive: &Archive, date: NaiveDate, each: Each<Numbers>) -> Archive {
    let turn = |person: Person| {
        let answers = Answers { numbers: each[person], ..Answers::default() };
        let (evening, shows) = (Evening(date), Shows::usual());
        Change::CheckIn(Box::new(Finished { person, evening, answers, shows, word: None }))
    };
    let evening = Evening(date);
    on(
        archive,
        date,
        &[Change::EveningOver(evening), turn(Person::A), turn(Person::B), Change::Look(evening)],
    )
}

/// An evening of which each shows their energy, or not.
fn energies(archive: &Archive, date: NaiveDate, each: [Option<u8>; 2]) -> Archive {
    let of = |energy: Option<u8>| Numbers { energy: energy.and_then(score), ..Numbers::default() };
    evening(archive, date, Each { a: of(each[0]), b: of(each[1]) })
}

fn week(archive: &Archive, date: NaiveDate) -> Week {
    archive.week(date, friday_evening()).unwrap_or_else(|month| panic!("{month:?} is not read"))
}

fn trend_of(week: &Week, measure: Measure, person: Person) -> Option<&'static str> {
    week.rows_of(measure).find(|row| row.person == person).and_then(|row| row.trend)
}

#[test]
fn a_week_goes_by_its_own_first_day() {
    let friday = friday_evening().0;
    let first = |start| {
        let settings = Settings { week_start: start, ..Settings::default() };
        let archive = on(&mara_and_jo(), friday, &[Change::Settings(settings)]);
        week(&archive, friday).named(friday_evening().0)
    };
    assert_eq!(first(WeekStart::Monday), "Mon 16 to Sun 22 November");
    assert_eq!(first(WeekStart::Sunday), "Sun 15 to Sat 21 November");
    let over = |date| week(&mara_and_jo(), day(date)).named(friday_evening().0);
    assert_eq!(over("2026-12-01"), "Mon 30 November to Sun 6 December");
    assert_eq!(over("2027-01-01"), "Mon 28 December 2026 to Sun 3 January 2027");
}

#[test]
fn what_each_shows_stands_on_its_day() {
    let monday = day("2026-11-16");
    let archive = evening(&mara_and_jo(), monday, Each { a: numbers(3, 6, 5), b: Numbers::default() });
    let week = week(&archive, monday);
    assert_eq!(week.measures().collect::<Vec<_>>(), ORDER);
    let energy = week.rows_of(Measure::Energy).next().expect("a row");
    assert_eq!((energy.name.as_str(), energy.days[0], energy.word(0)), ("Mara", score(3), Some("low")));
    assert!(energy.days[1..].iter().all(Option::is_none));
    // One who shows nothing has a row as open as the days without anybody.
    assert!(week.rows_of(Measure::Energy).nth(1).is_some_and(|row| row.days.iter().all(Option::is_none)));
}

#[test]
fn calm_is_there_as_far_as_it_was_shown() {
    let archive = energies(&mara_and_jo(), day("2026-11-16"), [Some(4), Some(6)]);
    assert_eq!(week(&archive, day("2026-11-16")).measures().collect::<Vec<_>>(), [Measure::Energy]);
}

#[test]
fn a_trend_takes_three_values_in_each_week_and_a_difference_of_one() {
    let days = |values: &[u8]| values.iter().map(|value| score(*value)).collect::<Vec<_>>();
    let of = |before: &[u8], now: &[u8]| trend(&days(before), &days(now));
    assert_eq!(of(&[3, 3], &[9, 9, 9]), None);
    assert_eq!(of(&[3, 3, 3], &[9, 9]), None);
    assert_eq!(of(&[3, 3, 3], &[4, 4, 4]), Some(Shift::Higher));
    assert_eq!(of(&[3, 3, 3], &[4, 4, 3]), Some(Shift::Same));
    assert_eq!(of(&[4, 4, 4], &[3, 3, 3, 3]), Some(Shift::Lower));
    // 5/3 against 8/3 is one exactly; in floating point it would not be.
    assert_eq!(of(&[1, 2, 2], &[2, 3, 3]), Some(Shift::Higher));
    assert_eq!(of(&[1, 2, 2, 2, 2, 2, 2], &[2, 3, 3, 3, 3, 3, 2]), Some(Shift::Same));
}

#[test]
fn a_trend_is_in_words_and_each_has_their_own() {
    let mut archive = mara_and_jo();
    for (at, date) in day("2026-11-09").iter_days().take(10).enumerate() {
        let (energy, body) = if at < 7 { (2, 7) } else { (5, 4) };
        archive = evening(&archive, date, Each { a: numbers(energy, body, 5), b: numbers(6, 2, 6) });
    }
    let week = week(&archive, day("2026-11-16"));
    assert_eq!(trend_of(&week, Measure::Body, Person::A), Some("gently easing"));
    assert_eq!(trend_of(&week, Measure::Energy, Person::A), Some("a little more"));
    assert_eq!(trend_of(&week, Measure::Calm, Person::A), Some("about the same"));
    assert_eq!(trend_of(&week, Measure::Energy, Person::B), Some("about the same"));
}

#[test]
fn what_was_done_is_one_sentence_and_never_a_number() {
    let (wednesday, sunday) = (day("2026-11-11"), day("2026-11-15"));
    let ritual = |words: &str| {
        let every = Every::Weeks { each: 1, on: vec![chrono::Weekday::Sun] };
        let what = What::Ritual { words: words.into() };
        Entry { repeat: Some(Repeat::on(every)), ..Entry::once(what, day("2026-11-01")) }
    };
    let add = |entry| Change::Calendar(CalendarChange::Add(entry));
    let archive =
        on(&mara_and_jo(), wednesday, &[add(ritual("care date")), Change::Here(Evening(wednesday))]);
    assert_eq!(week(&archive, wednesday).done.as_deref(), Some("That week you met here."));
    let (at, _) = archive.rituals().next().expect("a ritual");
    let kept = Change::Calendar(CalendarChange::KeptRitual(at.id, Evening(sunday), true));
    let archive = on(&archive, sunday, &[kept]);
    let told = week(&archive, wednesday).done.expect("a sentence");
    assert_eq!(told, "That week you met here and kept Sunday's care date.");
    let window = Window {
        a: WindowPlan { words: "a dance".into(), band: Band::Touch },
        b: WindowPlan { words: "a song".into(), band: Band::Near },
        rest: "sleep".into(),
        ready: Vec::new(),
        rest_before: 0,
        rest_after: 0,
        kept: false,
    };
    let archive = on(&archive, sunday, &[add(Entry::once(What::Window(window), sunday))]);
    let (at, window) = archive.windows(Evening(sunday)).next().expect("a time for us");
    assert_eq!(week(&archive, wednesday).done.as_deref(), Some(told.as_str()), "planned is not kept");
    let entry = Entry::once(What::Window(Window { kept: true, ..window }), sunday);
    let archive = on(&archive, sunday, &[Change::Calendar(CalendarChange::Edit(at, entry))]);
    let told = week(&archive, wednesday).done.expect("a sentence");
    assert_eq!(told, "That week you met here and kept Sunday's care date and Sunday's time for us.");
}

#[test]
fn what_both_may_read_is_told_and_a_letter_is_not() {
    let friday = friday_evening();
    let writes = |archive: &Archive, kind, words: &str| {
        let note = NewNote { kind, ..NewNote::free(false, friday, words) };
        on(archive, friday.0, &[Change::Note(Person::A, NoteChange::Write(note))])
    };
    let letter = writes(&mara_and_jo(), EntryKind::ForYou, "the heron");
    assert!(week(&letter, friday.0).is_quiet(), "a letter is opened by the one it is for");
    let free = writes(&letter, EntryKind::Free, "the lake");
    let told = week(&free, friday.0);
    assert_eq!(told.done.as_deref(), Some("This week you wrote a little."));
    assert!(told.warm.is_empty(), "and its words are the journal's");
    let glad = writes(&writes(&free, EntryKind::Win, "the stairs"), EntryKind::Kindness, "the soup");
    let words = |archive: &Archive| -> Vec<String> {
        week(archive, friday.0).warm.into_iter().map(|(_, words)| words).collect()
    };
    assert_eq!(words(&glad), ["the soup", "the stairs"]);
    let notes = glad.shared_notes(friday.month()).expect("a month that is read");
    let (at, _) = notes.into_iter().find(|(_, note)| note.kind == EntryKind::Win).expect("a win");
    let binned = on(&glad, friday.0, &[Change::Note(Person::A, NoteChange::Bin(at))]);
    assert_eq!(words(&binned), ["the soup"]);
}

#[test]
fn one_alone_was_here() {
    let mara = on(&Archive::default(), friday_evening().0, &[named(Person::A, "Mara")]);
    let archive = on(&mara, friday_evening().0, &[Change::Here(friday_evening())]);
    assert_eq!(week(&archive, friday_evening().0).done.as_deref(), Some("This week you were here."));
}

#[test]
fn small_steps_that_moved_stand_as_they_are_now() {
    let monday = day("2026-11-16");
    let words = StepWords { words: "a hand held".into(), sizes: Vec::new(), waits_for: None };
    let add = Change::Plan(PlanChange::AddStep(words, 2));
    let archive = on(&mara_and_jo(), monday, &[add]);
    let (id, _) = archive.steps().next().map(|(id, step)| (id.clone(), step)).expect("a step");
    let moved = |archive: &Archive| week(archive, monday).steps;
    assert_eq!(moved(&archive), [(monday, "a hand held, now 4 minutes".to_owned())]);
    let place = on(&archive, monday, &[Change::Plan(PlanChange::OurPlace(id.clone(), true))]);
    assert_eq!(moved(&place), [(monday, "a hand held: this is our place".to_owned())]);
    let aside = on(&archive, monday, &[Change::Plan(PlanChange::Aside(id.clone(), true))]);
    assert_eq!(moved(&aside), []);
    assert_eq!(moved(&on(&archive, monday, &[Change::Plan(PlanChange::Bin(id))])), []);
    assert!(week(&archive, day("2026-11-09")).steps.is_empty(), "and in their own week alone");
}

#[test]
fn a_week_over_the_end_of_a_month_asks_for_both() {
    let mut archive = mara_and_jo();
    let (november, december) = (YearMonth::of(day("2026-11-30")), YearMonth::of(day("2026-12-01")));
    for month in [november, december] {
        archive.months.insert(month, Slot::Unread);
    }
    assert_eq!(archive.week(day("2026-12-01"), friday_evening()).err(), Some(november));
    archive.months.remove(&november);
    assert_eq!(archive.week(day("2026-12-01"), friday_evening()).err(), Some(december));
}

#[test]
fn a_week_of_which_nothing_is_noted_is_quiet() {
    assert!(week(&mara_and_jo(), friday_evening().0).is_quiet());
}

#[test]
fn a_longer_look_is_due_at_its_dates_until_done_and_not_for_long() {
    let first = Evening(day("2026-01-10"));
    let on = |date: NaiveDate, last: Option<NaiveDate>| revisit_due(first, last.map(Evening), Evening(date));
    let weeks = first.0 + Days::new(42);
    let months = |many| first.0 + Months::new(many);
    let dated = [
        (weeks, Revisit::SixWeeks),
        (months(3), Revisit::ThreeMonths),
        (months(6), Revisit::SixMonths),
        (months(9), Revisit::Season),
        (months(24), Revisit::Season),
    ];
    for (date, revisit) in dated {
        assert_eq!(on(date - Days::new(1), None), None, "{date}");
        for days in 0..OFFERED_DAYS {
            assert_eq!(on(date + TimeDelta::days(days), None), Some(revisit), "{date} and {days} days");
        }
        assert_eq!(on(date + TimeDelta::days(OFFERED_DAYS), None), None, "it lets go after {date}");
        assert_eq!(on(date + Days::new(3), Some(date)), None, "done");
        assert_eq!(on(date + Days::new(3), Some(date - Days::new(1))), Some(revisit), "the one before");
    }
    assert_eq!(on(months(5), None), None);
    assert_eq!(revisit_due(first, None, Evening(NaiveDate::MIN)), None);
    assert_eq!(revisit_due(Evening(NaiveDate::MAX), None, Evening(NaiveDate::MAX)), None);
}

#[test]
fn a_plan_for_hard_moments_is_due_for_another_look_after_a_season() {
    let began = friday_evening().0;
    let empty = mara_and_jo();
    let later = |days: i64| Evening(began + TimeDelta::days(days));
    assert!(!empty.safety_plan_due(later(1000)), "there is none");
    let add = Change::Safety(SafetyChange::Add(Part::Pain, "a pillow".into()));
    let written = on(&empty, began, &[add]);
    assert!(!written.safety_plan_due(later(PLAN_DAYS - 1)));
    assert!(written.safety_plan_due(later(PLAN_DAYS)));
    assert!(written.safety_plan_due(later(-1)), "a clock that went back");
    let looked = on(&written, later(PLAN_DAYS).0, &[Change::Looked(Looked::SafetyPlan)]);
    assert!(!looked.safety_plan_due(later(PLAN_DAYS + 1)));
    let gone = on(&written, began, &[Change::Safety(SafetyChange::TakeBack(Part::Pain))]);
    assert!(gone.looked(Looked::SafetyPlan).is_none(), "of no plan no evening is kept");
}

#[test]
fn two_copies_of_a_look_come_to_the_later_one() {
    let day = friday_evening().0;
    let looked = |days: u64, what| on(&mara_and_jo(), day + Days::new(days), &[Change::Looked(what)]);
    let (one, other) = (looked(0, Looked::Back), looked(3, Looked::Back));
    for merged in [one.couple.merged(&other.couple), other.couple.merged(&one.couple)] {
        let mut both = one.clone();
        both.couple = Arc::new(merged.body);
        assert_eq!(both.looked(Looked::Back), Some(Evening(day + Days::new(3))));
        assert_eq!(both.looked(Looked::SafetyPlan), None);
    }
}

#[test]
fn since_the_beginning_there_are_words_and_no_figures() {
    let mut archive = mara_and_jo();
    for date in day("2026-10-09").iter_days().take(42) {
        let (energy, body) = if date < day("2026-11-01") { (2, 7) } else { (5, 4) };
        archive = evening(&archive, date, Each { a: numbers(energy, body, 5), b: Numbers::default() });
    }
    let told = archive.since_the_beginning(friday_evening()).expect("months that are read");
    assert_eq!(told, ["Mara, body: gentler than at first", "Mara, energy: a little more than at first",]);
    let soon = archive.since_the_beginning(Evening(day("2026-10-30"))).expect("months that are read");
    assert!(soon.is_empty(), "two weeks at either end do not meet");
}

#[test]
fn a_step_goes_on_from_here_only_where_both_said_so_alone() {
    let friday = friday_evening().0;
    let words = StepWords { words: "a hand held".into(), sizes: Vec::new(), waits_for: None };
    let add = Change::Plan(PlanChange::AddStep(words, 2));
    let archive = on(&mara_and_jo(), friday - Days::new(20), &[add]);
    let id = archive.steps().next().map(|(id, _)| id.clone()).expect("a step");
    let turn = |person| {
        let (answers, evening) = (Answers::default(), friday_evening());
        Change::CheckIn(Box::new(Finished { person, evening, answers, shows: Shows::usual(), word: None }))
    };
    let more = |person| Change::Plan(PlanChange::More(person, id.clone()));
    let step_on = Change::Plan(PlanChange::StepOn(id.clone()));
    let tries = |archive: &Archive| archive.apply(&step_on, nine(friday), &mut Seeded(3));
    let both = on(&archive, friday, &[turn(Person::A), turn(Person::B)]);
    let one = on(&both, friday, &[more(Person::A)]);
    for archive in [&archive, &both, &one] {
        assert_eq!(tries(archive).err(), Some(Refusal::NotThere));
    }
    let moved = tries(&on(&one, friday, &[more(Person::B)])).expect("both said so");
    assert_eq!(moved.step(&id).map(SmallStep::size), Some("5 minutes".into()));
    assert_eq!(tries(&moved).err(), Some(Refusal::NotThere), "once");
    let looked = on(&moved, friday, &[Change::Look(friday_evening())]);
    assert_eq!(looked.step(&id).map(SmallStep::size), Some("5 minutes".into()), "and not again with looking");
}

/// Two weeks of what each shows of their energy; a day may be open for either.
fn any_fortnight() -> impl Strategy<Value = Vec<[Option<u8>; 2]>> {
    let value = || prop::option::of(0..=10_u8);
    prop::collection::vec([value(), value()], 14)
}

fn fortnight(first: NaiveDate, values: &[[Option<u8>; 2]]) -> Archive {
    let mut archive = mara_and_jo();
    for (date, each) in first.iter_days().zip(values) {
        if each.iter().any(Option::is_some) {
            archive = energies(&archive, date, *each);
        }
    }
    archive
}

/// A row of the strip and its words, without the dates.
type Told = (Measure, Person, Vec<Option<Score>>, Option<&'static str>);

fn strip(archive: &Archive, date: NaiveDate) -> Vec<Told> {
    let of = |row: &evenfall::domain::review::Row| (row.measure, row.person, row.days.clone(), row.trend);
    week(archive, date).rows.iter().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_evening_without_an_answer_changes_nothing(values in any_fortnight(), blank in 0..14_usize) {
        let first = day("2026-11-09");
        let mut with_blank = values.clone();
        with_blank[blank] = [None, None];
        let without = fortnight(first, &with_blank);
        let date = first + Days::new(blank as u64);
        let there = energies(&without, date, [None, None]);
        let second = day("2026-11-16");
        prop_assert!(strip(&without, second) == strip(&there, second));
        prop_assert!(strip(&without, first) == strip(&there, first));
    }

    #[test]
    fn the_end_of_a_month_changes_nothing(values in any_fortnight()) {
        // 9 November lies within its month; the weeks from 23 November on cross into December.
        let inside = fortnight(day("2026-11-02"), &values);
        let across = fortnight(day("2026-11-23"), &values);
        prop_assert!(strip(&inside, day("2026-11-09")) == strip(&across, day("2026-11-30")));
    }

    #[test]
    fn what_is_hidden_is_as_if_it_were_not(values in any_fortnight(), at in 0..14_usize) {
        let first = day("2026-11-09");
        let archive = fortnight(first, &values);
        let date = first + Days::new(at as u64);
        let mut without = values.clone();
        without[at][0] = None;
        let covered = if values[at][0].is_some() {
            on(&archive, date, &[Change::Cover(Person::A, Evening(date))])
        } else {
            archive
        };
        prop_assert!(strip(&covered, day("2026-11-16")) == strip(&fortnight(first, &without), day("2026-11-16")));
    }

    #[test]
    fn swapping_the_two_swaps_their_rows_alone(values in any_fortnight()) {
        let first = day("2026-11-09");
        let swapped: Vec<_> = values.iter().map(|[a, b]| [*b, *a]).collect();
        let (one, other) = (fortnight(first, &values), fortnight(first, &swapped));
        let mut turned = strip(&other, day("2026-11-16"));
        for row in &mut turned {
            row.1 = row.1.other();
        }
        turned.sort_by_key(|row| row.1);
        prop_assert!(strip(&one, day("2026-11-16")) == turned);
    }

    #[test]
    fn a_trend_is_the_two_means_to_the_point(before in prop::collection::vec(prop::option::of(0..=10_u8), 0..8),
                                             now in prop::collection::vec(prop::option::of(0..=10_u8), 0..8)) {
        let scores = |days: &[Option<u8>]| days.iter().map(|one| one.and_then(score)).collect::<Vec<_>>();
        let told = trend(&scores(&before), &scores(&now));
        let shown = |days: &[Option<u8>]| days.iter().flatten().map(|one| i64::from(*one) * 840).collect::<Vec<_>>();
        // Over any seven or fewer of them, 840 makes every mean a whole number.
        let mean = |days: Vec<i64>| (days.len() >= 3).then(|| days.iter().sum::<i64>() / i64::try_from(days.len()).expect("few"));
        let expected = mean(shown(&before)).zip(mean(shown(&now))).map(|(before, now)| match now - before {
            840.. => Shift::Higher,
            ..=-840 => Shift::Lower,
            _ => Shift::Same,
        });
        prop_assert_eq!(told, expected);
    }
}

/// What somebody keeps to themselves of an evening, in numbers and in words.
fn unseen(archive: &Archive, date: NaiveDate, bits: &mut Seeded) -> Archive {
    use evenfall::domain::record::Mint;
    let any = |bits: &mut Seeded| score(u8::try_from(bits.bits() % 11).expect("a small number"));
    let numbers = Numbers { energy: any(bits), body: any(bits), calm: any(bits) };
    let noticed = Some(format!("the light {}", bits.bits()));
    let turn = |person, shows| {
        let answers = Answers { numbers, noticed: noticed.clone(), ..Answers::default() };
        Change::CheckIn(Box::new(Finished { person, evening: Evening(date), answers, shows, word: None }))
    };
    let turns = [turn(Person::A, Shows::nothing()), turn(Person::B, Shows::nothing())];
    let archive = on(archive, date, &[Change::EveningOver(Evening(date))]);
    on(&on(&archive, date, &turns), date, &[Change::Look(Evening(date))])
}

#[test]
fn what_nobody_showed_never_changes_the_week() {
    let mut bits = Seeded(77);
    let first = day("2026-11-09");
    let base = (0..7_u8).fold(mara_and_jo(), |archive, at| {
        energies(&archive, first + Days::new(u64::from(at)), [Some(at), Some(10 - at)])
    });
    let mut seen = None;
    for _ in 0..1_000 {
        let archive = unseen(&base, day("2026-11-18"), &mut bits);
        let told = week(&archive, day("2026-11-18"));
        assert_eq!(told.done.as_deref(), Some("This week you met here."));
        assert!(told.rows.is_empty() && told.steps.is_empty());
        let since = archive.since_the_beginning(friday_evening()).expect("months that are read");
        let page = (told.named(friday_evening().0), told.done.clone(), since);
        assert_eq!(seen.get_or_insert_with(|| page.clone()), &page);
    }
}
