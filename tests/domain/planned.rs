//! What calendar and plan say of an evening: whatever is added protects, at once and until it is
//! ended by the one whose body it is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use evenfall::domain::archive::{Archive, CoupleKind, OwnKind};
use evenfall::domain::body::{BodyNote, Lately, Spot};
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Entry, What, Window, WindowPlan};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::check_in::{Answers, Shows};
use evenfall::domain::content::{Area, Content, Kind, Tag};
use evenfall::domain::harder_patch::Gentler;
use evenfall::domain::offers::{Fit, Memory, Ticks, eligible, offers};
use evenfall::domain::pacing::{Band, Plan, Word};
use evenfall::domain::people::Person;
use evenfall::domain::record::{Id, Mint};
use evenfall::domain::restriction::{Restriction, Standing};
use evenfall::domain::time::Evening;

use super::evening::{after, finished, friday_evening, mara_and_jo, numbers, wish};
use super::moment::{Seeded, at, friday};

/// Additions that are tried, each to an evening of its own.
const CASES: u64 = 10_000;
const WIDE: Word = Word { up_to: Band::Close, gently: false };

static CONTENT: LazyLock<Content> = LazyLock::new(Content::embedded);

/// Both looked together at an evening on which there is a lot to give.
static FULL: LazyLock<Archive> = LazyLock::new(|| {
    let kinds = [Kind::StillTouch, Kind::Stroking, Kind::Massage, Kind::MovingTogether, Kind::SkinToSkin];
    let answers = Answers {
        numbers: numbers(9, 0, 9),
        like: vec![wish("closeness", Band::Close, &kinds)],
        ..Answers::default()
    };
    let turn = |person| finished(person, answers.clone(), Shows::usual(), Some(WIDE));
    let changes = [turn(Person::A), turn(Person::B), Change::Look(friday_evening())];
    after(&mara_and_jo(), &changes)
});

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn on_friday(what: What) -> Change {
    Change::Calendar(CalendarChange::Add(Entry::once(what, friday_evening().0)))
}

fn about_mara(tags: &[Tag]) -> Restriction {
    Restriction { tags: tags.to_vec(), ..Restriction::of(Person::A, friday_evening()) }
}

fn eligible_now(archive: &Archive) -> BTreeSet<&'static str> {
    let fit = archive.round(friday_evening()).fit(friday());
    eligible(&CONTENT, &fit).into_iter().map(|activity| activity.id.as_str()).collect()
}

fn word(archive: &Archive) -> Word {
    archive.round(friday_evening()).ceiling(friday()).word
}

/// One of the things that anybody may add to protect a body, by these bits.
fn protecting(bits: &mut Seeded) -> Change {
    let mut one_of = |most: u64| usize::try_from(bits.bits() % most).expect("a small number");
    let bands = [None, Some(Band::Near), Some(Band::Touch), Some(Band::Close)];
    let person = Person::BOTH[one_of(2)];
    match one_of(6) {
        0 | 1 => {
            let mut tags: Vec<Tag> = (0..one_of(4)).map(|_| Tag::WORDS[one_of(29)].0).collect();
            tags.dedup();
            let what = (one_of(2) == 0).then(|| "the left hand is numb".to_owned());
            let day = |days: usize| day("2026-11-01") + Days::new(days as u64);
            let until = (one_of(2) == 0).then(|| day(one_of(60)));
            let review = (one_of(2) == 0).then(|| day(one_of(60)));
            let up_to = bands[one_of(4)];
            Change::Restrict(Restriction {
                tags,
                what,
                up_to,
                until,
                review,
                ..Restriction::of(person, friday_evening())
            })
        }
        2 => {
            let ceiling = [Band::Rest, Band::Near, Band::Touch, Band::Close][one_of(4)];
            on_friday(What::OwnRule { by: person, words: "days apart".into(), ceiling })
        }
        3 => on_friday(What::RestDay),
        4 => {
            let spot = Spot::Area(Area::WORDS[one_of(13)].0);
            let note = BodyNote { person, spot, how: Lately::LeaveAlone, why: None };
            Change::BodyNote(person, note, true)
        }
        _ => [Change::HarderPatch(Gentler::Three), Change::Treatment(person)][one_of(2)].clone(),
    }
}

#[test]
fn whatever_is_added_only_ever_protects() {
    assert!(eligible_now(&FULL).len() > 20, "there is something to hold back");
    let mut bits = Seeded(20);
    let mut before = FULL.clone();
    let mut held = (word(&before), eligible_now(&before));
    for case in 0..CASES {
        if case % 5 == 0 {
            before = FULL.clone();
            held = (word(&before), eligible_now(&before));
        }
        let change = protecting(&mut bits);
        let next = after(&before, std::slice::from_ref(&change));
        let now = (word(&next), eligible_now(&next));
        assert!(now.0.within(held.0), "{change:?} in case {case}: {:?} after {:?}", now.0, held.0);
        assert!(now.1.is_subset(&held.1), "{change:?} in case {case}");
        (before, held) = (next, now);
    }
}

#[test]
fn nothing_past_a_rule_of_their_own_is_offered() {
    for ceiling in [Band::Rest, Band::Near, Band::Touch] {
        let rule = What::OwnRule { by: Person::B, words: "days apart".into(), ceiling };
        let archive = after(&FULL, &[on_friday(rule)]);
        assert_eq!(word(&archive).up_to, ceiling);
        let fits = eligible_now(&archive);
        assert!(!fits.is_empty(), "{ceiling:?}");
        let past = fits.iter().filter_map(|id| CONTENT.activity(id)).find(|one| one.band > ceiling);
        assert!(past.is_none(), "{ceiling:?}: {:?}", past.map(|one| &one.id));
    }
}

#[test]
fn it_binds_past_every_date_and_asks_again() {
    let minded = |until: &str, review: Option<&str>| Restriction {
        what: Some("nothing above the shoulders".into()),
        by: Some("Dr K.".into()),
        until: Some(day(until)),
        review: review.map(day),
        ..about_mara(&[Tag::ReachingUp])
    };
    let one = minded("2026-12-20", None);
    assert_eq!(one.sentence(friday_evening().0), "Dr K.: nothing above the shoulders until 20 December.");
    let archive = after(&FULL, &[Change::Restrict(one)]);
    let reasons = archive.round(friday_evening()).ceiling(friday()).reasons;
    assert_eq!(reasons[0].text, "Dr K.: nothing above the shoulders until 20 December.");
    for (now, standing) in [
        ("2026-12-12", Standing::Binds),
        ("2026-12-13", Standing::RunsOutSoon),
        ("2026-12-20", Standing::RunsOutSoon),
        ("2026-12-21", Standing::AskAgain),
        ("2027-12-21", Standing::AskAgain),
    ] {
        let (_, one) = archive.restrictions(Evening(day(now))).next().expect("it binds");
        assert_eq!(one.standing(day(now)), standing, "{now}");
        assert_eq!(one.sentence(day(now)).ends_with(" Ask again."), standing == Standing::AskAgain, "{now}");
        let plan = archive.plan(Evening(day(now)), at(&format!("{now}T21:00:00+01:00")));
        assert_eq!(plan.restrictions[0].tags, [Tag::ReachingUp], "{now}");
    }
    assert_eq!(minded("2027-05-01", Some("2026-11-20")).standing(friday_evening().0), Standing::AskAgain);
}

#[test]
fn the_other_loosens_nothing_and_its_owner_from_tomorrow() {
    let archive = after(&FULL, &[Change::Restrict(about_mara(&[Tag::HotBath]))]);
    let id: Id = archive.restrictions(friday_evening()).next().expect("it binds").0.clone();
    let tomorrow = Evening(friday_evening().0 + Days::new(1));
    for whose in [Change::TakeBack, |person, id| Change::Clear(person, id, "Dr K.".into())] {
        let others = whose(Person::B, id.clone());
        assert_eq!(others.takes_turn_of(), Some(Person::B));
        assert_eq!(archive.apply(&others, friday(), &mut Seeded(3)).err(), Some(Refusal::NotThere));
        let own = whose(Person::A, id.clone());
        assert!(own.takes_turn_of() == Some(Person::A) && !own.can_be_undone() && own.ends_undo());
        let ended = after(&archive, &[own]);
        assert_eq!(eligible_now(&ended), eligible_now(&archive), "it holds tonight");
        assert_eq!(ended.restrictions(tomorrow).count(), 0);
    }
    let nobody = Change::Clear(Person::A, id, " ".into());
    assert_eq!(archive.apply(&nobody, friday(), &mut Seeded(3)).err(), Some(Refusal::NoWords));
    assert_eq!(Change::Restrict(about_mara(&[])).takes_turn_of(), None, "anyone adds");
    assert_eq!(Change::HarderPatch(Gentler::Three).takes_turn_of(), None);
    for own in [Change::Treatment(Person::A), Change::ForgetBodyNote(Person::A, Spot::Area(Area::Neck))] {
        assert_eq!(own.takes_turn_of(), Some(Person::A), "{own:?}");
    }
}

#[test]
fn after_midnight_what_protects_on_either_day_holds() {
    let late = at("2026-11-21T01:30:00+01:00");
    let rest = |on: &str| Change::Calendar(CalendarChange::Add(Entry::once(What::RestDay, day(on))));
    for (on, holds) in
        [("2026-11-19", false), ("2026-11-20", true), ("2026-11-21", true), ("2026-11-22", false)]
    {
        assert_eq!(after(&FULL, &[rest(on)]).plan(friday_evening(), late).rest_day, holds, "{on}");
    }
    let saturday = after(&FULL, &[rest("2026-11-21")]);
    assert!(!saturday.plan(friday_evening(), friday()).rest_day, "not before midnight");
    let ends = Restriction { until: Some(friday_evening().0), ..about_mara(&[Tag::Heat]) };
    let ending = after(&FULL, &[Change::Restrict(ends)]);
    assert!(ending.plan(friday_evening(), late).restrictions[0].text.ends_with("Ask again."));
}

#[test]
fn time_for_us_never_raises_an_evening() {
    for (band, expected) in [(Band::Near, Band::Near), (Band::Touch, Band::Touch), (Band::Close, Band::Touch)]
    {
        let plan = |band| WindowPlan { words: "the sofa".into(), band };
        let window = Window {
            a: plan(band),
            b: plan(Band::Near),
            rest: "tea".into(),
            ready: Vec::new(),
            rest_before: 0,
            rest_after: 0,
            kept: false,
        };
        let numb = Restriction { what: Some("the left hand is numb".into()), ..about_mara(&[]) };
        let held = after(&FULL, &[Change::Restrict(numb), on_friday(What::Window(window))]);
        assert_eq!(word(&held).up_to, expected);
    }
}

#[test]
fn a_treatment_means_that_nobody_has_said() {
    let treated = after(&FULL, &[Change::Treatment(Person::B)]);
    assert!(treated.nobody_has_said(Person::B, friday_evening()));
    assert!(!treated.nobody_has_said(Person::A, friday_evening()));
    assert_eq!(word(&treated).up_to, Band::Touch);
}

fn noted(person: Person, area: Area, how: Lately) -> BodyNote {
    BodyNote { person, spot: Spot::Area(area), how, why: None }
}

#[test]
fn what_either_leaves_alone_is_never_eligible_and_only_where_it_is_shown() {
    let lap = |archive: &Archive, area: Area| {
        let fit = archive.round(friday_evening()).fit(friday());
        eligible(&CONTENT, &fit).iter().any(|activity| activity.areas.contains(&area))
    };
    assert!(lap(&FULL, Area::Hands));
    for person in Person::BOTH {
        let note = |how, shown| Change::BodyNote(person, noted(person, Area::Hands, how), shown);
        assert!(!lap(&after(&FULL, &[note(Lately::LeaveAlone, true)]), Area::Hands));
        assert!(
            lap(&after(&FULL, &[note(Lately::LeaveAlone, false)]), Area::Hands),
            "unshown, it is private"
        );
        for how in [Lately::Careful, Lately::Good] {
            let archive = after(&FULL, &[note(how, true)]);
            assert_eq!(eligible_now(&archive), eligible_now(&FULL), "{how:?} changes only words and order");
        }
    }
    let fit = || Fit::new(WIDE, Ticks::default(), &Plan::default(), BTreeSet::new());
    let smell =
        BodyNote { spot: Spot::Other("smell".into()), ..noted(Person::A, Area::Hair, Lately::LeaveAlone) };
    assert!(fit().leaving_alone([&smell]).ruled_out.contains(&Tag::Scent));
}

#[test]
fn where_both_note_good_it_comes_first_among_equals() {
    let good = |person| Change::BodyNote(person, noted(person, Area::Hands, Lately::Good), true);
    let one = after(&FULL, &[good(Person::A)]);
    assert!(one.memory().good.is_empty(), "one of two is not both");
    let both = after(&one, &[good(Person::B)]);
    assert_eq!(both.memory().good, BTreeSet::from([Area::Hands]));
    let fit = both.round(friday_evening()).fit(friday());
    let order = |memory: &Memory| -> Vec<&str> {
        let rows = offers(&CONTENT, &fit, memory, friday_evening()).concat();
        rows.into_iter().map(|activity| activity.id.as_str()).collect()
    };
    let (with, without) = (order(&both.memory()), order(&Memory::default()));
    let sorted = |ids: &[&'static str]| ids.iter().copied().collect::<BTreeSet<_>>();
    assert!(sorted(&with) == sorted(&without), "the same things, in another order");
    let touch = |id: &&&str| {
        CONTENT.activity(id).is_some_and(|one| one.touches() && !one.playful && !one.areas.is_empty())
    };
    let first = with.iter().find(touch).and_then(|id| CONTENT.activity(id)).expect("a touch");
    assert!(first.areas.iter().all(|area| *area == Area::Hands), "{}", first.id);
}

/// What stands in the couple's file and in Mara's own.
fn files(archive: &Archive) -> [usize; 2] {
    let shown =
        archive.couple.records.known().filter(|record| matches!(record.what, CoupleKind::BodyNote(_)));
    let own = archive.drawers().0[Person::A].records.known();
    [shown.count(), own.filter(|record| matches!(record.what, OwnKind::BodyNote(_))).count()]
}

#[test]
fn a_body_note_is_in_one_file_and_hidden_it_goes_from_backups() {
    let note = |how, shown| Change::BodyNote(Person::A, noted(Person::A, Area::Neck, how), shown);
    let shown = after(&FULL, &[note(Lately::Careful, true)]);
    assert_eq!(files(&shown), [1, 0]);
    let hidden = after(&shown, &[note(Lately::Careful, false)]);
    assert_eq!(files(&hidden), [0, 1]);
    assert_eq!(hidden.couple.purge.len(), 1, "backups may still hold it");
    let again = after(&hidden, &[note(Lately::Good, true), note(Lately::Careful, true)]);
    assert_eq!(files(&again), [1, 0]);
    let gone = after(&again, &[Change::ForgetBodyNote(Person::A, Spot::Area(Area::Neck))]);
    assert_eq!(files(&gone), [0, 0]);
    let forget = Change::ForgetBodyNote(Person::A, Spot::Area(Area::Neck));
    assert_eq!(gone.apply(&forget, friday(), &mut Seeded(5)).err(), Some(Refusal::NotThere));
    let none =
        BodyNote { spot: Spot::Other(" \u{202e}".into()), ..noted(Person::A, Area::Neck, Lately::Good) };
    let none = Change::BodyNote(Person::A, none, true);
    assert_eq!(gone.apply(&none, friday(), &mut Seeded(5)).err(), Some(Refusal::NoWords));
}

#[test]
fn where_a_cut_leaves_a_note_in_both_files_its_owners_stands() {
    let note = |shown| Change::BodyNote(Person::A, noted(Person::A, Area::Neck, Lately::Careful), shown);
    let mut cut = after(&FULL, &[note(true)]);
    let other = Change::BodyNote(Person::B, noted(Person::B, Area::Neck, Lately::Good), true);
    cut = after(&cut, &[other]);
    let hidden = after(&cut, &[note(false)]);
    cut.drawers_mut().0[Person::A] = hidden.drawers().0[Person::A].clone();
    assert_eq!(files(&cut), [2, 1], "both, as a cut between them leaves it");
    let settled = cut.settled();
    assert_eq!(files(&settled), [1, 1], "and Jo's is not touched");
    assert_eq!(settled.couple.purge.len(), 1);
    assert_eq!(settled.shown_body_notes().next().map(|note| note.person), Some(Person::B));
    assert!(std::sync::Arc::ptr_eq(&settled.settled().couple, &settled.couple), "nothing more to do");
}
