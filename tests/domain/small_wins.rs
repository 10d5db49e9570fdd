//! A month of small wins: what was good stands there once, and nothing else does.

use chrono::{Days, NaiveTime};
use evenfall::domain::archive::{Archive, Slot};
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Entry, EntryAt, What, Window, WindowPlan};
use evenfall::domain::calendar::repeat::{Every, Repeat};
use evenfall::domain::change::Change;
use evenfall::domain::check_in::{Answers, Finished, Shows};
use evenfall::domain::note::{EntryKind, NewNote, NoteChange};
use evenfall::domain::pacing::Band;
use evenfall::domain::people::Person;
use evenfall::domain::plan::change::{PlanChange, StepWords};
use evenfall::domain::small_wins::SmallWins;
use evenfall::domain::time::{Evening, Now, YearMonth};

use super::evening::{after, finished, friday_evening, mara_and_jo};
use super::moment::{Seeded, friday};

fn november() -> YearMonth {
    friday_evening().month()
}

fn wins(archive: &Archive) -> SmallWins {
    archive.small_wins(november()).expect("a month that is read")
}

fn writes(person: Person, kind: EntryKind, words: &str) -> Change {
    let one = NewNote { kind, ..NewNote::free(false, friday_evening(), words) };
    Change::Note(person, NoteChange::Write(one))
}

fn planned(what: What) -> Change {
    Change::Calendar(CalendarChange::Add(Entry::once(what, friday_evening().0)))
}

fn window(at: u32) -> Change {
    let plan = |words: &str| WindowPlan { words: words.into(), band: Band::Near };
    let window = Window {
        a: plan("a bath"),
        b: plan("the sofa"),
        rest: "rest".into(),
        ready: Vec::new(),
        rest_before: 0,
        rest_after: 0,
        kept: false,
    };
    let entry = Entry::once(What::Window(window), friday_evening().0);
    Change::Calendar(CalendarChange::Add(Entry { time: NaiveTime::from_hms_opt(at, 0, 0), ..entry }))
}

fn here() -> [Change; 3] {
    let turn = |person| finished(person, Answers::default(), Shows::usual(), None);
    [turn(Person::A), turn(Person::B), Change::Look(friday_evening())]
}

#[test]
fn wins_and_kindnesses_stand_there_by_their_beginnings_and_no_other_words() {
    let mut archive = mara_and_jo();
    for kind in EntryKind::ALL {
        archive = after(&archive, &[writes(Person::A, kind, &format!("{} of Mara", kind.label()))]);
    }
    let long =
        "the stairs, all of them, and the first cold air of the year on the bridge, and tea after it, warm";
    archive = after(&archive, &[writes(Person::B, EntryKind::Win, long)]);
    let written = wins(&archive).written;
    assert_eq!(written.len(), 3, "{written:?}");
    assert!(written[0].starts_with("the stairs, all of them") && written[0].ends_with("..."), "{written:?}");
    assert_eq!(written[1..], ["a win of Mara", "a kindness of Mara"], "the newest first");
    let notes = archive.shared_notes(november()).expect("a month");
    let (at, _) = notes.into_iter().find(|(_, note)| note.kind == EntryKind::Win).expect("a win");
    let away = after(&archive, &[Change::Note(Person::A, NoteChange::Bin(at))]);
    assert!(!wins(&away).written.iter().any(|words| words == "a win of Mara"), "what is put away is away");
}

#[test]
fn many_entries_are_cut_and_not_counted() {
    let mut archive = mara_and_jo();
    for at in 0..40 {
        archive = after(&archive, &[writes(Person::A, EntryKind::Win, &format!("win {at}"))]);
    }
    let wins = wins(&archive);
    assert_eq!((wins.written.len(), wins.more, wins.written[0].as_str()), (30, true, "win 39"));
}

#[test]
fn what_was_kept_stands_there_once_however_often() {
    let daily = What::Ritual { words: "tea at four".into() };
    let daily = Entry { repeat: Some(Repeat::on(Every::Days(1))), ..Entry::once(daily, friday_evening().0) };
    let once = What::Ritual { words: "a candle".into() };
    let archive = after(
        &mara_and_jo(),
        &[Change::Calendar(CalendarChange::Add(daily)), planned(once), window(20), window(21)],
    );
    assert!(wins(&archive) == SmallWins::default(), "what is only planned is no win, and is not named");
    let at: Vec<EntryAt> =
        archive.on_day(friday_evening().0).expect("a month").into_iter().map(|one| one.at).collect();
    let mut kept = archive.clone();
    for at in at {
        for back in [0, 1] {
            let evening = Evening(friday_evening().0 - Days::new(back));
            let entry =
                archive.on_day(friday_evening().0).expect("a month").into_iter().find(|one| one.at == at);
            let change = match entry.expect("it is there").entry.what {
                What::Window(_) => CalendarChange::KeptWindow(at.clone()),
                _ => CalendarChange::KeptRitual(at.id.clone(), evening, true),
            };
            kept = after(&kept, &[Change::Calendar(change)]);
        }
    }
    let mut words = wins(&kept).kept;
    words.sort();
    assert_eq!(words, ["a candle", "tea at four", "time for us"]);
    let (at, _) = archive.rituals().next().expect("tea");
    let erased = [CalendarChange::Bin(at.clone()), CalendarChange::Erase(at)].map(Change::Calendar);
    assert!(!wins(&after(&kept, &erased)).kept.contains(&"tea at four".to_owned()));
}

#[test]
fn evenings_are_one_word_and_steps_have_the_size_they_came_to() {
    let met = after(&mara_and_jo(), &here());
    assert!(wins(&met) == SmallWins { met: true, ..SmallWins::default() });
    let words = StepWords { words: "a hand on a hand".into(), sizes: Vec::new(), waits_for: None };
    let began = after(&met, &[Change::Plan(PlanChange::AddStep(words, 2))]);
    let id = began.steps().next().map(|(id, _)| id.clone()).expect("a step");
    assert!(wins(&began).steps.is_empty(), "what begins has not moved");
    let back = after(&began, &[Change::Plan(PlanChange::StepBack(id.clone()))]);
    assert!(wins(&back).steps.is_empty());
    let place = after(&began, &[Change::Plan(PlanChange::OurPlace(id.clone(), true))]);
    assert_eq!(wins(&place).steps, ["a hand on a hand, 4 minutes: this is our place"]);
    let away = after(&place, &[Change::Plan(PlanChange::Bin(id))]);
    assert!(wins(&away).steps.is_empty());
}

#[test]
fn a_step_that_moved_stands_there_with_the_size_it_came_to() {
    let words = StepWords { words: "a hand on a hand".into(), sizes: Vec::new(), waits_for: None };
    let began = after(&mara_and_jo(), &[Change::Plan(PlanChange::AddStep(words, 2))]);
    let id = began.steps().next().map(|(id, _)| id.clone()).expect("a step");
    let evening = Evening(friday_evening().0 + Days::new(8));
    let wall = friday().wall.checked_add_days(Days::new(8)).expect("a day");
    let mut moved = began;
    let mut mint = Seeded(8);
    for change in Person::BOTH.into_iter().flat_map(|person| {
        let (answers, shows) = (Answers::default(), Shows::usual());
        let turn = Finished { person, evening, answers, shows, word: None };
        [Change::CheckIn(Box::new(turn)), Change::Plan(PlanChange::More(person, id.clone()))]
    }) {
        moved = moved.apply(&change, Now { wall, ..friday() }, &mut mint).expect("a change that is allowed");
    }
    let look = Change::Look(evening);
    moved = moved.apply(&look, Now { wall, ..friday() }, &mut mint).expect("they look");
    assert_eq!(wins(&moved).steps, ["a hand on a hand, 5 minutes"]);
    let december = moved.small_wins(november().after()).expect("a month");
    assert!(december.steps.is_empty(), "only in the month in which it moved");
}

#[test]
fn other_months_have_their_own_and_lead_to_each_other() {
    let month = |text: &str| YearMonth::parse(text).expect("a month");
    let mut archive = after(&mara_and_jo(), &here());
    assert_eq!(archive.small_wins(month("2026-10")), Ok(SmallWins::default()));
    for unread in ["2026-03", "2026-07", "2026-12"] {
        archive.months.insert(month(unread), Slot::Unread);
    }
    assert_eq!(archive.small_wins(month("2026-07")), Err(month("2026-07")));
    let today = november();
    assert_eq!(archive.months_beside(today, today), (Some(month("2026-07")), None), "nothing lies ahead");
    assert_eq!(archive.months_beside(month("2026-07"), today), (Some(month("2026-03")), Some(today)));
    assert_eq!(archive.months_beside(month("2026-03"), today), (None, Some(month("2026-07"))));
    assert_eq!(mara_and_jo().months_beside(month("2026-01"), today).1, Some(today));
}
