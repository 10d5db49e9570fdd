//! What is welcome: two marks and nothing else, each alone, and shown is only what both marked.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use chrono::TimeDelta;
use evenfall::domain::archive::{Access, Archive, Tonight};
use evenfall::domain::body::Spot;
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::check_in::{Answers, Shows};
use evenfall::domain::content::{Area, Content, Kind};
use evenfall::domain::harder_patch::Gentler;
use evenfall::domain::offers::eligible;
use evenfall::domain::pacing::{Band, Word};
use evenfall::domain::people::{Person, Turn};
use evenfall::domain::record::Mint as _;
use evenfall::domain::restriction::Restriction;
use evenfall::domain::time::Now;
use evenfall::domain::welcome::change::WelcomeChange;
use evenfall::domain::welcome::joint::Joint;
use evenfall::domain::welcome::{DAYS, How};
use evenfall::session::Session;
use evenfall::store::RealDisk;
use serde_json::{Value, json};

use super::evening::{after, finished, friday_evening, mara_and_jo, numbers, wish};
use super::moment::{Seeded, friday};

mod unseen;

pub(super) static CONTENT: LazyLock<Content> = LazyLock::new(Content::embedded);

/// An evening with much to give, on which both would like any touch, looked at together.
pub(super) static FULL: LazyLock<Archive> = LazyLock::new(|| {
    let answers = Answers {
        numbers: numbers(9, 0, 9),
        like: vec![wish("closeness", Band::Close, &Kind::TOUCH.map(|(kind, _)| kind))],
        ..Answers::default()
    };
    let word = Some(Word { up_to: Band::Close, gently: false });
    let turn = |person| finished(person, answers.clone(), Shows::usual(), word);
    after(&mara_and_jo(), &[turn(Person::A), turn(Person::B), Change::Look(friday_evening())])
});

/// A turn of each, as a session opens it.
pub(super) static TURNS: LazyLock<[Turn; 2]> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session =
        Session::open(folder.path(), Arc::new(RealDisk), Box::new(Seeded(1)), friday()).expect("a session");
    let named = mara_and_jo();
    let profile = |person| Change::Person(named.profile(person).expect("a profile").clone());
    session.commit(&Person::BOTH.map(profile), friday()).expect("it is kept");
    Person::BOTH.map(|person| session.open_turn(person, friday()).expect("a turn"))
});

pub(super) fn days(days: i64) -> Now {
    Now { wall: friday().wall + TimeDelta::days(days), ..friday() }
}

pub(super) fn on(archive: &Archive, now: Now, changes: &[Change]) -> Archive {
    changes.iter().fold(archive.clone(), |archive, change| {
        archive.apply(change, now, &mut Seeded(9)).expect("a change that is allowed")
    })
}

pub(super) fn mark(person: Person, area: Area, kind: Kind, how: Option<How>) -> Change {
    Change::Welcome(person, WelcomeChange::Mark(Spot::Area(area), kind, how))
}

fn welcome(person: Person, area: Area, kind: Kind) -> Change {
    mark(person, area, kind, Some(How::Welcome))
}

fn both(area: Area, kind: Kind) -> [Change; 2] {
    Person::BOTH.map(|person| welcome(person, area, kind))
}

pub(super) fn under(most: usize, chance: &mut Seeded) -> usize {
    usize::try_from(chance.bits() % most as u64).expect("a small number")
}

/// What the file of one person's evening says.
fn kept(archive: &Archive, person: Person) -> Value {
    json!(*archive.drawers().1[person])["welcome"].clone()
}

fn joint(archive: &Archive) -> Joint {
    archive.both_welcome(friday_evening())
}

fn is_nothing(archive: &Archive) -> bool {
    joint(archive) == Joint::default()
}

fn eligible_now(archive: &Archive) -> BTreeSet<&'static str> {
    let fit = archive.round(friday_evening()).fit(friday());
    let touches = CONTENT.touch.instructions.iter().filter(|card| fit.allows_touch(card));
    let touches = touches.map(|card| card.id.as_str());
    eligible(&CONTENT, &fit).into_iter().map(|activity| activity.id.as_str()).chain(touches).collect()
}

/// Marks of one person on many places, drawn from `chance`.
fn many(person: Person, chance: &mut Seeded) -> Vec<Change> {
    let mut changes = Vec::new();
    for (area, _) in Area::WORDS {
        for (kind, _) in Kind::TOUCH {
            match under(8, chance) {
                0 => {}
                1 => changes.push(mark(person, area, kind, Some(How::AskFirst))),
                _ => changes.push(welcome(person, area, kind)),
            }
        }
    }
    changes
}

#[test]
fn there_are_two_marks_and_one_value() {
    let mara = |how| mark(Person::A, Area::Back, Kind::Stroking, how);
    let archive = on(&FULL, friday(), &[mara(Some(How::Welcome))]);
    let place = json!({ "spot": { "area": "back" }, "kinds": { "stroking": "welcome" } });
    assert_eq!(kept(&archive, Person::A), json!({ "since": "2026-11-20", "places": [place] }));
    let archive = on(&archive, friday(), &[mara(Some(How::AskFirst))]);
    assert!(!kept(&archive, Person::A).to_string().contains("\"welcome\""));
    let archive = on(&archive, friday(), &[mara(None)]);
    assert!(archive == *FULL, "a list without marks leaves nothing behind");
    for no in ["\"no\"", "never", "\"not"] {
        let word =
            format!("{{\"places\":[{{\"spot\":{{\"area\":\"back\"}},\"kinds\":{{\"stroking\":{no}}}}}]}}");
        let file = format!("{{\"welcome\":{word}}}");
        assert!(serde_json::from_str::<Tonight>(&file).is_err(), "{no} has no form");
    }
    let words = mark(Person::A, Area::Back, Kind::Words, Some(How::Welcome));
    assert!(matches!(FULL.apply(&words, friday(), &mut Seeded(1)), Err(Refusal::NotThere)));
    let mut locked = FULL.clone();
    locked.access.a = Access::Closed;
    assert!(matches!(locked.apply(&mara(None), friday(), &mut Seeded(1)), Err(Refusal::Closed)));
}

#[test]
fn it_is_marked_in_ones_own_turn_and_no_key_brings_it_back() {
    let change = welcome(Person::B, Area::Back, Kind::Stroking);
    assert_eq!(change.takes_turn_of(), Some(Person::B));
    assert!(!change.can_be_undone() && change.ends_undo());
    assert_eq!(format!("{change:?}"), "Welcome");
}

#[test]
fn it_stays_when_the_evening_ends_and_runs_out_after_thirty_days_all_of_it() {
    let first = on(&FULL, days(-10), &both(Area::Back, Kind::Stroking));
    let archive = on(&first, friday(), &both(Area::Feet, Kind::Massage));
    let over = on(&archive, days(1), &[Change::EveningOver(archive.settings.evening(days(1)))]);
    assert_eq!(kept(&over, Person::A), kept(&archive, Person::A));
    for (day, holds) in
        [(-11, false), (-10, true), (0, true), (DAYS - 11, true), (DAYS - 10, false), (400, false)]
    {
        let evening = over.settings.evening(days(day));
        assert_eq!(over.both_welcome(evening) != Joint::default(), holds, "{day}");
        for turn in &*TURNS {
            assert_eq!(over.welcome_ran_out(turn, evening), !holds, "{day}");
        }
    }
}

#[test]
fn marks_that_ran_out_hold_again_only_where_their_owner_says_so() {
    let old =
        on(&FULL, days(-40), &[both(Area::Back, Kind::Stroking), both(Area::Feet, Kind::Massage)].concat());
    assert!(is_nothing(&old));
    let marked = on(&old, friday(), &both(Area::Hair, Kind::Stroking));
    assert_eq!(joint(&marked).touch(), BTreeSet::from([(Area::Hair, Kind::Stroking)]));
    assert!(!kept(&marked, Person::A).to_string().contains("feet"), "what ran out is gone then");
    let again = |person| {
        let feet = (Spot::Area(Area::Feet), Kind::Massage);
        let face = (Spot::Area(Area::Face), Kind::Kissing);
        Change::Welcome(person, WelcomeChange::Again(vec![feet, face]))
    };
    let renewed = on(&old, friday(), &Person::BOTH.map(again));
    assert_eq!(
        joint(&renewed).touch(),
        BTreeSet::from([(Area::Feet, Kind::Massage)]),
        "and nothing that was not there"
    );
    assert!(!kept(&renewed, Person::A).to_string().contains("back"));
    let none = |person| Change::Welcome(person, WelcomeChange::Again(Vec::new()));
    assert!(on(&old, friday(), &Person::BOTH.map(none)) == *FULL);
}

#[test]
fn it_ends_when_something_about_the_body_is_noted_and_only_that_body() {
    let minded = |person| Change::Restrict(Restriction::of(person, friday_evening()));
    let marked = both(Area::Back, Kind::Stroking);
    let rows: [(Change, [bool; 2]); 5] = [
        (Change::Treatment(Person::A), [true, false]),
        (Change::Treatment(Person::B), [false, true]),
        (minded(Person::A), [true, false]),
        (minded(Person::B), [false, true]),
        (Change::HarderPatch(Gentler::Three), [true, true]),
    ];
    for (change, ends) in rows {
        for noted in [friday(), days(3)] {
            let archive = on(&on(&FULL, friday(), &marked), noted, std::slice::from_ref(&change));
            let evening = archive.settings.evening(noted);
            assert_eq!(
                TURNS.each_ref().map(|turn| archive.welcome_ran_out(turn, evening)),
                ends,
                "{change:?}"
            );
            assert!(archive.both_welcome(evening) == Joint::default());
            // Marked with it in mind, on the very same evening.
            let again = on(&archive, noted, &[Change::EveningOver(evening)]);
            let again = on(&again, noted, &marked);
            assert!(again.both_welcome(evening) != Joint::default(), "{change:?}");
            assert!(again.both_welcome(again.settings.evening(days(6))) != Joint::default());
        }
    }
    let held = on(&FULL, friday(), &[minded(Person::A)]);
    let held = on(&held, friday(), &marked);
    let id = held.restrictions(friday_evening()).next().expect("one").0.clone();
    let cleared = on(&held, friday(), &[Change::Clear(Person::A, id, "Dr K.".into())]);
    assert!(!is_nothing(&cleared), "what ends asks for nothing");
}

#[test]
fn shown_is_what_both_marked_and_whoever_asks_first_is_not_told() {
    let place = |archive: &Archive| joint(archive).places().to_vec();
    let (asks, says) = (Some(How::AskFirst), Some(How::Welcome));
    let mut seen = Vec::new();
    for [a, b] in [[asks, says], [says, asks], [asks, asks]] {
        let marks =
            [mark(Person::A, Area::Hair, Kind::Kissing, a), mark(Person::B, Area::Hair, Kind::Kissing, b)];
        seen.push(place(&on(&FULL, friday(), &marks)));
    }
    assert!(seen[0][0].kinds == [(Kind::Kissing, How::AskFirst)]);
    assert!(seen.iter().all(|one| *one == seen[0]));

    let archive = on(
        &FULL,
        friday(),
        &[both(Area::Feet, Kind::Massage), both(Area::Arms, Kind::Kissing), both(Area::Arms, Kind::Stroking)]
            .concat(),
    );
    let archive = on(&archive, friday(), &[welcome(Person::A, Area::Belly, Kind::Stroking)]);
    let names: Vec<String> = place(&archive).into_iter().map(|place| place.name).collect();
    assert_eq!(names, ["arms", "feet"], "in the order of the lists, whatever was marked first");
    assert!(place(&archive)[0].kinds == [(Kind::Stroking, How::Welcome), (Kind::Kissing, How::Welcome)]);
}

#[test]
fn places_have_names_of_ones_own_are_hidden_or_added() {
    let of = |person, change| Change::Welcome(person, change);
    let name = |person, words: &str| of(person, WelcomeChange::Name(Area::Chest, Some(words.into())));
    let chest = on(&FULL, friday(), &both(Area::Chest, Kind::StillTouch));
    let called = |archive: &Archive| joint(archive).places()[0].name.clone();
    assert_eq!(called(&chest), "chest");
    let renamed = on(&chest, friday(), &[name(Person::A, " the front\u{202e}\n")]);
    assert_eq!(called(&renamed), "the front");
    assert_eq!(called(&on(&renamed, friday(), &[name(Person::B, "the middle")])), "the front / the middle");
    assert_eq!(called(&on(&renamed, friday(), &[name(Person::A, " ")])), "chest");
    let hidden = on(&renamed, friday(), &[of(Person::A, WelcomeChange::Hide(Area::Chest, true))]);
    assert!(is_nothing(&hidden));
    let marked = hidden.apply(&welcome(Person::A, Area::Chest, Kind::Stroking), friday(), &mut Seeded(1));
    assert!(matches!(marked, Err(Refusal::NotThere)), "it is not on the list");
    let shown = on(&hidden, friday(), &[of(Person::A, WelcomeChange::Hide(Area::Chest, false))]);
    assert!(is_nothing(&shown), "its marks went with it");

    let own = |words: &str| Spot::Other(words.into());
    let add = |person, words: &str| of(person, WelcomeChange::Add(words.into()));
    let mark =
        |person, words: &str| of(person, WelcomeChange::Mark(own(words), Kind::Stroking, Some(How::Welcome)));
    let scar = [
        add(Person::A, "the Scar"),
        mark(Person::A, "the Scar"),
        add(Person::B, "the scar"),
        mark(Person::B, "the scar"),
    ];
    let scar = on(&renamed, friday(), &scar);
    assert_eq!(joint(&scar).places().len(), 2);
    assert!(joint(&scar).touch() == joint(&renamed).touch(), "no activity names a place of one's own");
    for taken in ["Hands", "the front", "CHEST", "The scar"] {
        let refused = scar.apply(&add(Person::A, taken), friday(), &mut Seeded(1));
        assert!(matches!(refused, Err(Refusal::NamedAlready)), "{taken}");
    }
    let dropped = on(&scar, friday(), &[of(Person::A, WelcomeChange::Drop("the Scar".into()))]);
    assert_eq!(joint(&dropped).places().len(), 1);
    assert!(!kept(&dropped, Person::A).to_string().contains("Scar"));
    let away = on(&scar, friday(), &[of(Person::A, WelcomeChange::TakeAway(own("nowhere")))]);
    assert!(away == scar, "nothing is added by taking away");
}

#[test]
fn one_mark_fewer_never_adds_an_offer_and_neither_does_running_out() {
    let mut opened = 0;
    for case in 0..60 {
        let mut chance = Seeded(case);
        let marks = [many(Person::A, &mut chance), many(Person::B, &mut chance)].concat();
        let before = on(&FULL, days(-20), &marks);
        let held = eligible_now(&before);
        opened += usize::from(held.len() > eligible_now(&FULL).len());
        let person = Person::BOTH[under(2, &mut chance)];
        let area = Area::WORDS[under(13, &mut chance)].0;
        let kind = Kind::TOUCH[under(7, &mut chance)].0;
        let of = |change| Change::Welcome(person, change);
        let fewer = [
            mark(person, area, kind, None),
            of(WelcomeChange::TakeAway(Spot::Area(area))),
            of(WelcomeChange::Hide(area, true)),
            of(WelcomeChange::Again(Vec::new())),
            // It names nothing and holds nothing back but by ending the list.
            Change::Restrict(Restriction {
                up_to: Some(Band::Close),
                ..Restriction::of(person, friday_evening())
            }),
            Change::Treatment(person),
            Change::HarderPatch(Gentler::Three),
        ];
        let mut less: Vec<Archive> =
            fewer.iter().map(|change| after(&before, std::slice::from_ref(change))).collect();
        less.push(on(&FULL, days(-DAYS), &marks));
        let mut closed = before.clone();
        closed.access[person] = Access::Closed;
        less.push(closed);
        for (at, less) in less.iter().enumerate() {
            let fits = eligible_now(less);
            assert!(
                fits.is_subset(&held),
                "{at} in case {case}: {:?}",
                fits.difference(&held).collect::<Vec<_>>()
            );
            assert!(eligible_now(&FULL).is_subset(&fits) || at > 3, "no list at all is the least");
        }
        // Down to nothing, one at a time.
        let mut left = before.clone();
        for (area, _) in Area::WORDS {
            let next = on(&left, friday(), &[of(WelcomeChange::TakeAway(Spot::Area(area)))]);
            assert!(eligible_now(&next).is_subset(&eligible_now(&left)), "{area:?} in case {case}");
            left = next;
        }
        assert_eq!(eligible_now(&left), eligible_now(&FULL));
    }
    assert!(opened > 50, "{opened}");
}

#[test]
fn without_something_in_common_it_is_hands_only_and_nothing_close_that_names_a_place() {
    let fits = eligible_now(&FULL);
    let touch: Vec<_> =
        fits.iter().filter_map(|id| CONTENT.activity(id)).filter(|one| one.band >= Band::Touch).collect();
    assert!(touch.iter().any(|one| one.areas == [Area::Hands]));
    for one in touch {
        let most: &[Area] = if one.band == Band::Close { &[] } else { &[Area::Hands] };
        assert!(one.areas.iter().all(|area| most.contains(area)), "{}", one.id);
    }
    let back = eligible_now(&on(&FULL, friday(), &both(Area::Back, Kind::Stroking)));
    let more: Vec<_> = back.difference(&fits).copied().collect();
    assert_eq!(
        more,
        ["down-the-back", "drawing-on-the-back", "lines-on-the-back", "long-strokes-back"],
        "that kind at that place, and nothing else"
    );
}

#[test]
fn two_copies_come_to_what_both_of_them_mark() {
    let mut chance = Seeded(8);
    let mut any = || {
        let mut archive = on(
            &FULL,
            days(-i64::try_from(under(40, &mut chance)).expect("small")),
            &many(Person::A, &mut chance),
        );
        let of = |change| Change::Welcome(Person::A, change);
        for _ in 0..under(3, &mut chance) {
            let area = Area::WORDS[under(13, &mut chance)].0;
            let name = format!("name {}", under(3, &mut chance));
            let changes = [
                WelcomeChange::Hide(area, true),
                WelcomeChange::Name(area, Some(name.clone())),
                WelcomeChange::Add(name),
            ];
            let change = changes[under(3, &mut chance)].clone();
            archive = archive.apply(&of(change), friday(), &mut Seeded(1)).unwrap_or(archive);
        }
        if under(6, &mut chance) == 0 { FULL.clone() } else { archive }
    };
    let file = |archive: &Archive| Tonight::clone(&archive.drawers().1[Person::A]);
    let marks = |file: &Tonight| -> BTreeSet<(String, String, String)> {
        let file = json!(file);
        let places = file["welcome"]["places"].as_array().cloned().unwrap_or_default();
        let of = |place: &Value| {
            let spot = place["spot"].to_string();
            let kinds = place["kinds"].as_object().cloned().unwrap_or_default();
            kinds
                .into_iter()
                .map(move |(kind, how)| (spot.clone(), kind, how.to_string()))
                .collect::<Vec<_>>()
        };
        places.iter().flat_map(of).collect()
    };
    for case in 0..80 {
        let (one, two, three) = (file(&any()), file(&any()), file(&any()));
        let both = one.merged(&two);
        assert!(both == two.merged(&one) && both.merged(&one) == both && one.merged(&one) == one, "{case}");
        assert!(both.merged(&three) == one.merged(&two.merged(&three)), "{case}");
        let copies = [marks(&one), marks(&two)];
        for (spot, kind, how) in marks(&both) {
            let in_copies = |how: &str| {
                let mark = (spot.clone(), kind.clone(), how.to_owned());
                copies.iter().filter(|copy| copy.contains(&mark)).count()
            };
            let (says, asks) = (in_copies("\"welcome\""), in_copies("\"ask-first\""));
            assert_eq!((says + asks, asks > 0), (2, how == "\"ask-first\""), "the more careful of the two");
        }
        let since = |copy: &Tonight| json!(copy)["welcome"]["since"].as_str().map(str::to_owned);
        if let Some(both) = since(&both) {
            assert!(
                [since(&one), since(&two)].iter().all(|copy| copy.as_ref().is_some_and(|copy| both <= *copy))
            );
        }
    }
}
