//! What protects an evening goes on doing so until that evening is over, whatever happens to the
//! calendar meanwhile, and after midnight on both of its days.

use chrono::{Days, NaiveDate, Weekday};
use evenfall::domain::archive::Archive;
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Entry, EntryAt, What};
use evenfall::domain::calendar::repeat::{Every, Moved, Repeat};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::content::Tag;
use evenfall::domain::harder_patch::Gentler;
use evenfall::domain::pacing::Band;
use evenfall::domain::people::Person;
use evenfall::domain::plan::change::{PlanChange, StepWords};
use evenfall::domain::record::Mint;
use evenfall::domain::restriction::Restriction;
use evenfall::domain::time::Now;

use super::evening::{after, friday_evening, mara_and_jo};
use super::moment::{Seeded, at, friday};

/// Histories that are tried, and how long each is.
const HISTORIES: u64 = 1_500;
const STEPS: usize = 12;

fn under(end: usize, bits: &mut Seeded) -> usize {
    usize::try_from(bits.bits() % end as u64).expect("small")
}

/// A day within a week of the evening.
fn day(bits: &mut Seeded) -> NaiveDate {
    friday_evening().0 - Days::new(7) + Days::new(under(15, bits) as u64)
}

fn what(bits: &mut Seeded) -> What {
    let ceiling = [Band::Rest, Band::Near, Band::Touch][under(3, bits)];
    match under(4, bits) {
        0 | 1 => What::RestDay,
        2 => What::OwnRule {
            by: Person::BOTH[under(2, bits)],
            words: format!("rule {}", bits.bits()),
            ceiling,
        },
        _ => What::Note { words: "the letter".into() },
    }
}

fn entry(bits: &mut Seeded) -> Entry {
    let entry = Entry::once(what(bits), day(bits));
    let weekday = Weekday::try_from(u8::try_from(under(7, bits)).expect("small")).expect("a weekday");
    match under(4, bits) {
        0 => Entry { last: entry.start.checked_add_days(Days::new(under(5, bits) as u64)), ..entry },
        1 => Entry {
            repeat: Some(Repeat::on(Every::Days(1 + u16::try_from(under(3, bits)).expect("small")))),
            ..entry
        },
        2 => Entry { repeat: Some(Repeat::on(Every::Weeks { each: 1, on: vec![weekday] })), ..entry },
        _ => entry,
    }
}

/// Something that may happen to the calendar, by these bits.
fn change(archive: &Archive, bits: &mut Seeded) -> CalendarChange {
    let here: Vec<(EntryAt, &Entry)> = archive.entries().collect();
    let Some((at, there)) = here.get(under(here.len().max(1), bits)) else {
        return CalendarChange::Add(entry(bits));
    };
    let (at, id, on) = (at.clone(), at.id.clone(), day(bits));
    match under(10, bits) {
        0 | 1 => CalendarChange::Add(entry(bits)),
        2 => CalendarChange::Edit(at, Entry { what: there.what.clone(), ..entry(bits) }),
        3 => CalendarChange::Skip(id, on),
        4 | 5 => CalendarChange::Move(id, on, Moved { date: day(bits), time: None }),
        6 => CalendarChange::FromHere(id, on, Entry { start: on, ..entry(bits) }),
        7 => CalendarChange::Bin(at),
        8 => CalendarChange::Restore(at),
        _ => CalendarChange::Erase(at),
    }
}

#[test]
fn nothing_that_happens_to_the_calendar_loosens_the_evening() {
    let moments: [Now; 2] = [friday(), at("2026-11-21T01:30:00+01:00")];
    let (mut held, mut changed) = (0, 0);
    for history in 0..HISTORIES {
        let mut bits = Seeded(history);
        let now = moments[under(2, &mut bits)];
        let mut archive = mara_and_jo();
        let evening = archive.settings.evening(now);
        assert_eq!(evening, friday_evening(), "after midnight it is the same evening");
        for _ in 0..STEPS {
            let change = Change::Calendar(change(&archive, &mut bits));
            match archive.apply(&change, now, &mut bits) {
                Ok(next) => {
                    let (before, after) = (archive.plan(evening, now), next.plan(evening, now));
                    assert!(after.holds_all_of(&before), "history {history}");
                    changed += 1;
                    archive = next;
                }
                Err(Refusal::HoldsTonight) => held += 1,
                Err(_) => {}
            }
        }
    }
    assert!(held > 20 && changed > 5_000, "{held} were held back, {changed} happened");
}

#[test]
fn a_single_one_that_was_moved_onto_tonight_stays_tonight() {
    let tonight = friday_evening().0;
    let next = tonight + Days::new(8);
    let saturdays = Repeat::on(Every::Weeks { each: 1, on: vec![Weekday::Sat] });
    let rest = Entry { repeat: Some(saturdays), ..Entry::once(What::RestDay, tonight) };
    let archive = after(&mara_and_jo(), &[Change::Calendar(CalendarChange::Add(rest))]);
    let id = archive.entries().next().expect("a rest day").0.id;
    let onto = CalendarChange::Move(id.clone(), next, Moved { date: tonight, time: None });
    let archive = after(&archive, &[Change::Calendar(onto)]);
    assert!(archive.plan(friday_evening(), friday()).rest_day);
    let mut bits = Seeded(1);
    let mut refused = |change| archive.apply(&Change::Calendar(change), friday(), &mut bits).err();
    assert_eq!(refused(CalendarChange::Skip(id.clone(), next)), Some(Refusal::HoldsTonight));
    let away = Moved { date: next, time: None };
    assert_eq!(refused(CalendarChange::Move(id.clone(), next, away)), Some(Refusal::HoldsTonight));
    // One that lies elsewhere is free to go.
    assert_eq!(refused(CalendarChange::Skip(id, next + Days::new(7))), None);
}

#[test]
fn a_step_waits_for_what_is_said_another_way() {
    let minded =
        |tags: &[Tag]| Restriction { tags: tags.to_vec(), ..Restriction::of(Person::A, friday_evening()) };
    let archive = after(&mara_and_jo(), &[Change::Restrict(minded(&[Tag::Lifting]))]);
    let id = archive.restrictions(friday_evening()).next().expect("one").0.clone();
    let words = StepWords { words: "a walk".into(), sizes: Vec::new(), waits_for: Some(id.clone()) };
    let archive = after(&archive, &[Change::Plan(PlanChange::AddStep(words, 0))]);
    let anew = Change::Reword(Person::A, id, minded(&[Tag::Lifting, Tag::Bending]));
    let archive = after(&archive, &[anew]);
    let tomorrow = evenfall::domain::time::Evening(friday_evening().0 + Days::new(1));
    let step = archive.steps().next().expect("the step").1;
    assert!(archive.waits(step, tomorrow), "it waits on");
    assert_eq!(archive.restrictions(tomorrow).count(), 1);
    assert_eq!(archive.restrictions(friday_evening()).count(), 2, "as it was, it holds through tonight");
}

#[test]
fn a_harder_patch_noted_by_a_clock_that_ran_ahead_holds_all_the_same() {
    let ahead = at("2026-12-20T21:00:00+01:00");
    let archive = mara_and_jo()
        .apply(&Change::HarderPatch(Gentler::Three), ahead, &mut Seeded(1))
        .expect("it is noted");
    assert!(archive.plan(friday_evening(), friday()).setback);
    let again =
        archive.apply(&Change::HarderPatch(Gentler::Three), friday(), &mut Seeded(2)).expect("it is noted");
    let later = at("2026-11-23T21:00:00+01:00");
    assert!(
        !again.plan(again.settings.evening(later), later).setback,
        "noted now, it is over in three evenings"
    );
}

#[test]
fn a_harder_patch_noted_while_the_clock_was_back_cuts_nothing_short() {
    let back = at("2020-01-01T21:00:00+01:00");
    let week = after(&mara_and_jo(), &[Change::HarderPatch(Gentler::Week)]);
    let noted =
        week.apply(&Change::HarderPatch(Gentler::Tonight), back, &mut Seeded(1)).expect("it is noted");
    for (day, gentle) in [("21", true), ("26", true), ("27", false)] {
        let then = at(&format!("2026-11-{day}T21:00:00+01:00"));
        assert_eq!(noted.plan(noted.settings.evening(then), then).setback, gentle, "{day}");
    }
    assert!(noted.plan(noted.settings.evening(back), back).setback, "and it holds where it was noted");
}
