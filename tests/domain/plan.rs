//! Plans: a step moves only where both, each alone, would like it, and never soon.

use chrono::Days;
use evenfall::domain::archive::{Archive, OwnKind};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::check_in::{Answers, Shows};
use evenfall::domain::harder_patch::Gentler;
use evenfall::domain::people::Person;
use evenfall::domain::plan::change::{PlanChange, StepWords};
use evenfall::domain::plan::{SmallStep, StepState};
use evenfall::domain::record::{Id, Mint as _};
use evenfall::domain::restriction::Restriction;
use evenfall::domain::time::{Evening, Now};

use super::evening::{after, finished, friday_evening, mara_and_jo};
use super::moment::{Seeded, friday};

mod copies;

fn words(words: &str) -> StepWords {
    StepWords { words: words.to_owned(), sizes: Vec::new(), waits_for: None }
}

fn plan(change: PlanChange) -> Change {
    Change::Plan(change)
}

/// The same hour, this many days later.
fn later(days: u64) -> Now {
    Now { wall: friday().wall.checked_add_days(Days::new(days)).expect("a day"), ..friday() }
}

fn evening(days: u64) -> Evening {
    Evening(friday_evening().0 + Days::new(days))
}

fn on(archive: &Archive, days: u64, change: &Change, mint: &mut Seeded) -> Archive {
    archive.apply(change, later(days), mint).expect("a change that is allowed")
}

fn checked_in(person: Person, days: u64) -> Change {
    let Change::CheckIn(mut finished) = finished(person, Answers::default(), Shows::nothing(), None) else {
        panic!("a check-in")
    };
    finished.evening = evening(days);
    Change::CheckIn(finished)
}

fn only(archive: &Archive) -> (Id, SmallStep) {
    let (id, step) = archive.steps().next().expect("a step");
    (id.clone(), step.clone())
}

/// The step that `person` may be asked about, told by saying more of each: only the due one is taken.
fn may_say_more(archive: &Archive, person: Person, days: u64, id: &Id) -> bool {
    let more = plan(PlanChange::More(person, id.clone()));
    let here = on(archive, days, &checked_in(person, days), &mut Seeded(days));
    here.apply(&more, later(days), &mut Seeded(1)).is_ok()
}

/// Both check in, say this of the step, and look together.
fn round(archive: &Archive, days: u64, more: [bool; 2], mint: &mut Seeded) -> Archive {
    let mut archive = archive.clone();
    for (person, more) in Person::BOTH.into_iter().zip(more) {
        archive = on(&archive, days, &checked_in(person, days), mint);
        let due = archive.steps().map(|(id, _)| id.clone()).collect::<Vec<_>>();
        for id in due {
            if more
                && let Ok(next) =
                    archive.apply(&plan(PlanChange::More(person, id.clone())), later(days), mint)
            {
                archive = on(&next, days, &plan(PlanChange::Asked(person, id)), mint);
            }
        }
    }
    on(&archive, days, &Change::Look(evening(days)), mint)
}

#[test]
fn a_step_begins_goes_back_rests_and_is_put_away() {
    let archive = after(&mara_and_jo(), &[plan(PlanChange::AddStep(words(" a  hand held "), 5))]);
    let (id, step) = only(&archive);
    assert_eq!((step.at, step.size().as_str(), step.since), (5, "10 minutes", friday_evening()));
    assert!(!step.stepped_on && step.goes_on());

    let back = after(&archive, &[plan(PlanChange::StepBack(id.clone()))]);
    assert_eq!(only(&back).1.size(), "7 minutes");
    let aside = after(&back, &[plan(PlanChange::Aside(id.clone(), true))]);
    assert!(!only(&aside).1.goes_on());
    let on = after(&aside, &[plan(PlanChange::Aside(id.clone(), false))]);
    assert!(only(&on).1.goes_on());
    let place = after(&on, &[plan(PlanChange::OurPlace(id.clone(), true))]);
    assert_eq!(only(&place).1.state, StepState::OurPlace(friday_evening()));
    let not_yet = after(&place, &[plan(PlanChange::OurPlace(id.clone(), false))]);
    assert!(only(&not_yet).1.goes_on());

    let binned = after(&not_yet, &[plan(PlanChange::Bin(id.clone()))]);
    assert!(!only(&binned).1.goes_on());
    assert_eq!(
        not_yet.apply(&plan(PlanChange::Erase(id.clone())), friday(), &mut Seeded(1)),
        Err(Refusal::NotThere)
    );
    assert!(only(&after(&binned, &[plan(PlanChange::Restore(id.clone()))])).1.goes_on());
    let gone = after(&binned, &[plan(PlanChange::Erase(id.clone()))]);
    assert!(gone.steps().next().is_none() && gone.couple.purge.contains(&id));
}

#[test]
fn sizes_in_words_begin_at_the_smallest_when_they_change() {
    let lamp = StepWords { sizes: vec!["in the dark".into(), "lamp on".into()], ..words("near") };
    let archive = after(&mara_and_jo(), &[plan(PlanChange::AddStep(lamp.clone(), 9))]);
    let (id, step) = only(&archive);
    assert_eq!(step.size(), "lamp on", "no size beyond the largest");
    let named = StepWords { words: "nearer".into(), ..lamp.clone() };
    let edited = after(&archive, &[plan(PlanChange::EditStep(id.clone(), named))]);
    assert_eq!((only(&edited).1.words, only(&edited).1.at), ("nearer".into(), 1));
    let edited = after(&edited, &[plan(PlanChange::EditStep(id.clone(), words("nearer")))]);
    assert_eq!(only(&edited).1.size(), "2 minutes");
    let refused = edited.apply(&plan(PlanChange::StepBack(id.clone())), friday(), &mut Seeded(1));
    assert_eq!(refused, Err(Refusal::Smallest));
    let empty = edited.apply(&plan(PlanChange::EditStep(id, words("  "))), friday(), &mut Seeded(1));
    assert_eq!(empty, Err(Refusal::NoWords));
}

#[test]
fn nobody_is_asked_while_what_it_waits_for_binds() {
    let mint = &mut Seeded(9);
    let mind =
        Change::Restrict(Restriction { what: Some("arm".into()), ..Restriction::of(Person::A, evening(0)) });
    let archive = on(&mara_and_jo(), 0, &mind, mint);
    let minded = archive.restrictions(evening(0)).next().expect("it binds").0.clone();
    let waits = StepWords { waits_for: Some(minded.clone()), ..words("a hand held") };
    let archive = on(&archive, 0, &plan(PlanChange::AddStep(waits, 0)), mint);
    let (id, _) = only(&archive);
    assert!(!may_say_more(&archive, Person::B, 40, &id));
    let cleared = on(&archive, 40, &Change::Clear(Person::A, minded, "Dr K.".into()), mint);
    assert!(!may_say_more(&cleared, Person::B, 40, &id), "it holds through that evening");
    assert!(may_say_more(&cleared, Person::B, 41, &id));
}

#[test]
fn a_treatment_of_either_and_a_harder_patch_begin_the_days_anew() {
    let mint = &mut Seeded(10);
    let archive = on(&mara_and_jo(), 0, &plan(PlanChange::AddStep(words("a hand held"), 0)), mint);
    let (id, _) = only(&archive);
    assert!(!may_say_more(&archive, Person::A, 6, &id) && may_say_more(&archive, Person::A, 7, &id));
    for change in
        [Change::Treatment(Person::A), Change::Treatment(Person::B), Change::HarderPatch(Gentler::Three)]
    {
        let held = on(&archive, 5, &change, mint);
        for (day, may) in [(7, false), (11, false), (12, true)] {
            for person in Person::BOTH {
                assert_eq!(may_say_more(&held, person, day, &id), may, "{change:?} on day {day}");
            }
        }
    }
}

#[test]
fn it_moves_one_size_where_both_said_so_and_then_rests_a_month() {
    let mint = &mut Seeded(11);
    let archive = on(&mara_and_jo(), 0, &plan(PlanChange::AddStep(words("a hand held"), 0)), mint);
    for more in [[true, false], [false, true], [false, false]] {
        assert_eq!(only(&round(&archive, 7, more, mint)).1.at, 0);
    }
    assert_eq!(only(&round(&archive, 6, [true, true], mint)).1.at, 0, "too soon");
    let moved = round(&archive, 7, [true, true], mint);
    let (id, step) = only(&moved);
    assert_eq!((step.at, step.since, step.stepped_on), (1, evening(7), true));
    let again = on(&moved, 7, &checked_in(Person::A, 7), mint);
    let again = on(&again, 7, &Change::Look(evening(7)), mint);
    assert_eq!(only(&again).1.at, 1, "it appears once");
    assert_eq!(only(&round(&moved, 36, [true, true], mint)).1.at, 1, "it rests");
    assert_eq!(only(&round(&moved, 37, [true, true], mint)).1.at, 2);

    let back = on(&moved, 10, &plan(PlanChange::StepBack(id)), mint);
    assert_eq!(only(&round(&back, 37, [true, true], mint)).1.at, 0, "a step back is no shorter way");
    assert_eq!(only(&round(&back, 40, [true, true], mint)).1.at, 1);
}

#[test]
fn one_step_moves_at_a_time_the_one_that_waited_longest() {
    let mint = &mut Seeded(12);
    let archive = on(&mara_and_jo(), 0, &plan(PlanChange::AddStep(words("first"), 0)), mint);
    let archive = on(&archive, 1, &plan(PlanChange::AddStep(words("second"), 0)), mint);
    let sizes = |archive: &Archive| archive.steps().map(|(_, step)| step.at).collect::<Vec<_>>();
    let moved = round(&archive, 10, [true, true], mint);
    assert_eq!(sizes(&moved), [1, 0]);
    assert_eq!(sizes(&round(&moved, 16, [true, true], mint)), [1, 0], "the other waits its days too");
    assert_eq!(sizes(&round(&moved, 17, [true, true], mint)), [1, 1]);
}

#[test]
fn one_person_alone_decides_for_themselves() {
    let mint = &mut Seeded(13);
    let alone = after(&Archive::default(), &[super::evening::named(Person::A, "Mara")]);
    let archive = on(&alone, 0, &plan(PlanChange::AddStep(words("the stairs"), 0)), mint);
    let (id, _) = only(&archive);
    let here = on(&archive, 7, &checked_in(Person::A, 7), mint);
    let said = on(&here, 7, &plan(PlanChange::More(Person::A, id)), mint);
    assert_eq!(only(&on(&said, 7, &Change::Look(evening(7)), mint)).1.at, 1);
    assert_eq!(only(&on(&here, 7, &Change::Look(evening(7)), mint)).1.at, 0);
}

#[test]
fn a_little_more_is_gone_with_the_evening_or_another_check_in() {
    let mint = &mut Seeded(14);
    let archive = on(&mara_and_jo(), 0, &plan(PlanChange::AddStep(words("a hand held"), 0)), mint);
    let (id, _) = only(&archive);
    let more = plan(PlanChange::More(Person::A, id.clone()));
    let nothing = archive.apply(&more, later(7), mint);
    assert_eq!(nothing, Err(Refusal::NotThere), "it belongs to a check-in");
    let said = on(&on(&archive, 7, &checked_in(Person::A, 7), mint), 7, &more, mint);
    let kept = serde_json::to_string(&*said.drawers().1[Person::A]).expect("text");
    assert!(kept.contains("\"more\""));
    for gone in [
        on(&said, 8, &Change::EveningOver(evening(8)), mint),
        on(&said, 7, &checked_in(Person::A, 7), mint),
        on(&said, 7, &plan(PlanChange::AskSteps(Person::A, false)), mint),
    ] {
        let kept = serde_json::to_string(&*gone.drawers().1[Person::A]).expect("text");
        assert!(!kept.contains("\"more\""), "{kept}");
    }
    let here = on(&on(&archive, 7, &checked_in(Person::A, 7), mint), 7, &checked_in(Person::B, 7), mint);
    assert!(
        said.drawers().1[Person::A].merged(&here.drawers().1[Person::A])
            == here.drawers().1[Person::A].merged(&said.drawers().1[Person::A])
    );
}

/// One random history, day by day; how often a step moved. `swapped`: whose are whose; `marks`:
/// evenings on which nothing is answered leave a mark.
fn lived(seed: u64, swapped: bool, marks: bool) -> (Archive, usize) {
    let mut dice = Seeded(seed);
    let mut mint = Seeded(seed << 20);
    let whose = |person: Person| if swapped { person.other() } else { person };
    let mut archive = mara_and_jo_named(swapped);
    let waiting = 3 + (dice.bits() % 8) as u8;
    let settings = evenfall::domain::settings::Settings { step_days: waiting, ..(*archive.settings).clone() };
    archive = on(&archive, 0, &Change::Settings(settings), &mut mint);
    for name in ["one", "two"] {
        archive = on(&archive, 0, &plan(PlanChange::AddStep(words(name), 0)), &mut mint);
    }
    let (mut moved, mut stepped): (usize, Vec<(Id, u64)>) = (0, Vec::new());
    let mut quiet_since = 0;
    for day in 1..120_u64 {
        archive = on(&archive, day, &Change::EveningOver(evening(day)), &mut mint);
        let steps: Vec<Id> = archive.steps().map(|(id, _)| id.clone()).collect();
        let some = steps[(dice.bits() % 2) as usize].clone();
        let alone = archive.apply(&plan(PlanChange::StepOn(some.clone())), later(day), &mut Seeded(day));
        assert!(alone.is_err(), "nobody said so this evening");
        match dice.bits() % 40 {
            0 => {
                archive = on(&archive, day, &Change::Treatment(whose(Person::A)), &mut mint);
                quiet_since = day;
            }
            1 => {
                archive = on(&archive, day, &Change::HarderPatch(Gentler::Three), &mut mint);
                quiet_since = day;
            }
            2 => {
                if let Ok(next) = archive.apply(&plan(PlanChange::StepBack(some)), later(day), &mut mint) {
                    archive = next;
                }
            }
            3 => {
                let aside = plan(PlanChange::Aside(some, dice.bits().is_multiple_of(2)));
                archive = on(&archive, day, &aside, &mut mint);
            }
            4..=19 => {
                if marks {
                    archive = on(&archive, day, &Change::Here(evening(day)), &mut mint);
                }
            }
            _ => {
                let before: Vec<(Id, SmallStep)> =
                    archive.steps().map(|(id, step)| (id.clone(), step.clone())).collect();
                let more = [!dice.bits().is_multiple_of(3), !dice.bits().is_multiple_of(3)];
                let said = if swapped { [more[1], more[0]] } else { more };
                archive = round(&archive, day, said, &mut mint);
                let grown: Vec<&(Id, SmallStep)> = before
                    .iter()
                    .filter(|(id, was)| archive.step(id).expect("it stays").at != was.at)
                    .collect();
                assert!(grown.len() <= 1, "one at a time");
                for (id, was) in grown {
                    assert_eq!(more, [true, true], "never without both");
                    let now = archive.step(id).expect("it stays");
                    assert_eq!(now.at, was.at + 1, "one size");
                    assert!(evening(day).days_since(was.since) >= i64::from(waiting));
                    assert!(day - quiet_since >= u64::from(waiting) || quiet_since == 0);
                    for (other, on) in &stepped {
                        let least = if other == id { 30 } else { u64::from(waiting) };
                        assert!(day - on >= least, "sooner than it may");
                    }
                    stepped.push((id.clone(), day));
                    moved += 1;
                }
            }
        }
    }
    (archive, moved)
}

fn mara_and_jo_named(swapped: bool) -> Archive {
    let named = super::evening::named;
    let (a, b) = if swapped { ("Jo", "Mara") } else { ("Mara", "Jo") };
    let mut mint = Seeded(77);
    let archive = on(&Archive::default(), 0, &Change::Person(profile(named(Person::A, a))), &mut mint);
    on(&archive, 0, &Change::Person(profile(named(Person::B, b))), &mut mint)
}

fn profile(change: Change) -> evenfall::domain::people::Profile {
    match change {
        Change::Person(profile) => profile,
        _ => panic!("a name"),
    }
}

fn sizes(archive: &Archive) -> Vec<(String, u8, Evening)> {
    archive.steps().map(|(_, step)| (step.words.clone(), step.at, step.since)).collect()
}

#[test]
fn a_step_never_moves_by_itself_or_soon_in_any_history() {
    let mut moved = 0;
    for seed in 0..150 {
        let (archive, here) = lived(seed, false, false);
        moved += here;
        assert_eq!(sizes(&archive), sizes(&lived(seed, false, true).0), "blank days change nothing: {seed}");
        assert_eq!(sizes(&archive), sizes(&lived(seed, true, false).0), "whoever is who: {seed}");
    }
    assert!(moved > 150, "{moved}");
}

#[test]
fn what_is_planned_for_two_is_either_persons() {
    let archive = after(&mara_and_jo(), &[plan(PlanChange::AddRole("the washing".into(), Person::B))]);
    let (id, _) = archive.roles().next().expect("a part");
    let id = id.clone();
    let handed = after(&archive, &[plan(PlanChange::HandRole(id.clone(), Person::A))]);
    assert_eq!(handed.role(&id).expect("it stays").whose, Person::A);
    let week = after(&handed, &[plan(PlanChange::ForTheOther(Person::A, "tea in bed".into()))]);
    assert_eq!(week.for_the_other(Person::A, friday_evening().0), Some("tea in bed"));
    assert_eq!(week.for_the_other(Person::B, friday_evening().0), None);
    assert_eq!(week.for_the_other(Person::A, evening(3).0), None, "Monday begins another week");
    let none = after(&week, &[plan(PlanChange::ForTheOther(Person::A, String::new()))]);
    assert_eq!(none.for_the_other(Person::A, friday_evening().0), None);
    let inviting = after(&none, &[plan(PlanChange::Inviting(Some(Person::B)))]);
    let weeks = inviting.inviting_weeks().expect("they are on");
    let whose: Vec<_> = [0, 2, 3, 9, 10].map(|days| weeks.inviting(evening(days).0)).to_vec();
    let (a, b) = (Some(Person::A), Some(Person::B));
    assert_eq!(whose, [b, b, a, a, b]);
    assert!(after(&inviting, &[plan(PlanChange::Inviting(None))]).inviting_weeks().is_none());
}

#[test]
fn what_one_says_of_steps_is_only_ones_own() {
    let mint = &mut Seeded(16);
    let archive = on(&mara_and_jo(), 0, &plan(PlanChange::AddStep(words("a hand held"), 0)), mint);
    let (id, _) = only(&archive);
    let here = on(&archive, 7, &checked_in(Person::A, 7), mint);
    let asked = on(&here, 7, &plan(PlanChange::Asked(Person::A, id.clone())), mint);
    let more = on(&asked, 7, &plan(PlanChange::More(Person::A, id.clone())), mint);
    for said in [&asked, &more] {
        assert!(said.couple == here.couple && said.months == here.months);
        assert!(said.drawers().0[Person::B] == here.drawers().0[Person::B]);
        assert!(said.drawers().1[Person::B] == here.drawers().1[Person::B]);
    }
    assert!(asked.drawers().0[Person::A] == more.drawers().0[Person::A], "the own file says only when");
    let said = |archive: &Archive| {
        archive.drawers().0[Person::A].records.find(|kind| match kind {
            OwnKind::AskedStep(asked) => Some(asked.asked),
            _ => None,
        })
    };
    assert_eq!(said(&more), Some(evening(7)));
}
