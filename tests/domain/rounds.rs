//! Rounds: what is kept, what may be seen, and when it is let go.

use std::sync::Arc;

use evenfall::domain::archive::{Access, Archive, CoupleKind, MonthKind, Slot, TeamSaid};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::check_in::{Answers, Seen, Shows};
use evenfall::domain::content::{Kind, Tag};
use evenfall::domain::pacing::{Band, Word};
use evenfall::domain::people::Person;
use evenfall::domain::record::Id;
use evenfall::domain::restriction::Restriction;
use evenfall::domain::time::Evening;

use super::evening::{after, finished, friday_evening, mara_and_jo, named, numbers, wish};
use super::moment::{Seeded, at, friday};

const WIDE: Word = Word { up_to: Band::Close, gently: false };

fn full() -> Answers {
    Answers {
        numbers: numbers(8, 2, 8),
        like: vec![wish("slow strokes", Band::Touch, &[Kind::Stroking])],
        helps: Some("an early night".into()),
        noticed: Some("the soup".into()),
        ..Answers::default()
    }
}

fn both_in(shows: &Shows) -> Archive {
    after(
        &mara_and_jo(),
        &[
            finished(Person::A, full(), shows.clone(), Some(WIDE)),
            finished(Person::B, full(), shows.clone(), Some(WIDE)),
        ],
    )
}

fn month_marks(archive: &Archive) -> usize {
    let month = archive.month(friday_evening().month()).expect("a month that is here");
    month.records.known().filter(|record| matches!(record.what, MonthKind::Evening { .. })).count()
}

fn shown_by(archive: &Archive, person: Person) -> usize {
    let month = archive.month(friday_evening().month()).expect("a month that is here");
    month
        .records
        .known()
        .filter(|record| matches!(&record.what, MonthKind::Shown(shown) if shown.person == person))
        .count()
}

#[test]
fn nothing_is_seen_before_both_looked() {
    let archive = both_in(&Shows::usual());
    let round = archive.round(friday_evening());
    assert!(round.complete() && !round.looked());
    assert!(round.seen(Person::A) == Seen::default());
    assert!(round.both_ticked().is_empty());
    assert_eq!(round.ceiling(friday()).word, Word::UNSAID, "a waiting word sizes nothing");
}

#[test]
fn looking_shows_the_ticked_fields_and_keeps_them_in_the_month() {
    let archive = after(&both_in(&Shows::usual()), &[Change::Look(friday_evening())]);
    let round = archive.round(friday_evening());
    let seen = round.seen(Person::A);
    assert!(seen.numbers == numbers(8, 2, 8));
    assert_eq!(seen.noticed.as_deref(), Some("the soup"));
    assert_eq!(seen.helps, None, "not said anyway");
    assert_eq!(round.both_ticked(), ["slow strokes"]);
    assert_eq!(round.ceiling(friday()).word, WIDE);
    assert_eq!((month_marks(&archive), shown_by(&archive, Person::A)), (1, 1));
    let month =
        serde_json::to_string(&*archive.month(friday_evening().month()).expect("here")).expect("json");
    assert!(!month.contains("strokes") && !month.contains("early night"), "no wish is ever in a month");
}

#[test]
fn showing_nothing_leaves_nothing_in_the_month_but_the_evening() {
    let archive = after(&both_in(&Shows::nothing()), &[Change::Look(friday_evening())]);
    assert_eq!((month_marks(&archive), shown_by(&archive, Person::A)), (1, 0));
    assert!(archive.round(friday_evening()).seen(Person::A) == Seen::default());
}

#[test]
fn one_check_in_is_not_looked_at_and_sizes_nothing() {
    let archive = after(&mara_and_jo(), &[finished(Person::A, full(), Shows::usual(), Some(WIDE))]);
    let refused = archive.apply(&Change::Look(friday_evening()), friday(), &mut Seeded(1));
    assert_eq!(refused.err(), Some(Refusal::NothingToLookAt));
    assert_eq!(archive.round(friday_evening()).ceiling(friday()).word, Word::UNSAID);
}

/// Only this one of the two is left.
fn left(person: Person) -> Archive {
    let mut archive = mara_and_jo();
    let other = |kind: &CoupleKind| matches!(kind, CoupleKind::Person(one) if one.person != person);
    assert!(Arc::make_mut(&mut archive.couple).take_out(other));
    archive
}

#[test]
fn either_of_two_can_be_the_one_who_is_there() {
    let evening = friday_evening();
    let looked = |person| {
        let changes = [finished(person, full(), Shows::usual(), Some(WIDE)), Change::Look(evening)];
        let archive = after(&left(person), &changes);
        assert!(archive.alone());
        assert_eq!(archive.first(), person);
        let round = archive.round(evening);
        assert!(round.looked());
        let ceiling = round.ceiling(friday());
        (ceiling.word, ceiling.reasons.into_iter().map(|reason| reason.text).collect::<Vec<_>>())
    };
    assert_eq!(looked(Person::B), looked(Person::A));
    let named = after(&left(Person::B), &[named(Person::A, "Ann"), named(Person::B, "Jo")]);
    assert_eq!((named.alone(), named.first(), named.name(Person::A)), (false, Person::A, "Ann"));
}

#[test]
fn one_person_alone_looks_alone_and_company_is_as_wide_as_it_gets() {
    let alone = after(&Archive::default(), &[named(Person::A, "Mara")]);
    let archive = after(
        &alone,
        &[finished(Person::A, full(), Shows::usual(), Some(WIDE)), Change::Look(friday_evening())],
    );
    let round = archive.round(friday_evening());
    assert!(round.looked());
    assert_eq!(round.ceiling(friday()).word, Word { up_to: Band::Near, gently: false });
}

#[test]
fn starting_again_puts_a_new_round_that_was_not_looked_at() {
    let looked = after(&both_in(&Shows::usual()), &[Change::Look(friday_evening())]);
    let again = after(&looked, &[finished(Person::A, full(), Shows::nothing(), Some(WIDE))]);
    assert!(!again.round(friday_evening()).looked());
    assert!(again.round(friday_evening()).seen(Person::B) == Seen::default());
    let second = after(&again, &[Change::Look(friday_evening())]);
    assert_eq!((month_marks(&second), shown_by(&second, Person::A), shown_by(&second, Person::B)), (1, 0, 1));
}

#[test]
fn a_word_holds_for_its_hours_and_not_before_it_was_given() {
    let archive = after(&both_in(&Shows::usual()), &[Change::Look(friday_evening())]);
    let word = |text| archive.round(friday_evening()).ceiling(at(text)).word;
    assert_eq!(word("2026-11-21T01:00:00+01:00"), WIDE);
    assert_eq!(word("2026-11-21T01:00:01+01:00"), Word::UNSAID);
    assert_eq!(word("2026-11-20T20:59:59+01:00"), Word::UNSAID, "a clock that went back reads careful");
    assert_eq!(word("2026-11-20T20:30:00+00:00"), WIDE, "another offset is the same moment");
}

#[test]
fn kept_out_is_the_same_as_not_said() {
    let archive = after(
        &mara_and_jo(),
        &[
            finished(Person::A, full(), Shows::usual(), None),
            finished(Person::B, full(), Shows::usual(), Some(WIDE)),
            Change::Look(friday_evening()),
        ],
    );
    assert_eq!(archive.round(friday_evening()).ceiling(friday()).word, Word::UNSAID);
}

#[test]
fn covering_takes_it_out_of_the_month_and_off_the_page() {
    let looked = after(&both_in(&Shows::usual()), &[Change::Look(friday_evening())]);
    let covered = after(&looked, &[Change::Cover(Person::A, friday_evening())]);
    assert_eq!((shown_by(&covered, Person::A), shown_by(&covered, Person::B)), (0, 1));
    assert!(covered.round(friday_evening()).seen(Person::A) == Seen::default());
    assert!(covered.round(friday_evening()).seen(Person::B) != Seen::default());
    assert_eq!(month_marks(&covered), 1, "the evening stays an evening");
    let twice = covered.apply(&Change::Cover(Person::A, friday_evening()), friday(), &mut Seeded(1));
    assert_eq!(twice.err(), Some(Refusal::NothingShown));
}

#[test]
fn when_the_evening_is_over_what_was_not_shown_is_gone() {
    let tomorrow = Evening(friday_evening().0.succ_opt().expect("a date"));
    let over = after(&both_in(&Shows::usual()), &[Change::EveningOver(tomorrow)]);
    assert!(!over.round(friday_evening()).has(Person::A));
    let json = serde_json::to_string(&*over.drawers().1.a).expect("json");
    assert_eq!(json, "{}");
    let same = after(&both_in(&Shows::usual()), &[Change::EveningOver(friday_evening())]);
    assert!(same.round(friday_evening()).has(Person::A));
    let yesterday = Evening(friday_evening().0.pred_opt().expect("a date"));
    let back = after(&both_in(&Shows::usual()), &[Change::EveningOver(yesterday)]);
    assert!(back.round(friday_evening()).has(Person::A), "a clock that goes back drops nothing");
}

#[test]
fn the_second_person_needs_the_first() {
    let refused = Archive::default().apply(&named(Person::B, "Jo"), friday(), &mut Seeded(1));
    assert_eq!(refused.err(), Some(Refusal::NobodyThere));
}

#[test]
fn an_unread_month_is_asked_for() {
    let mut archive = both_in(&Shows::usual());
    archive.months.insert(friday_evening().month(), Slot::Unread);
    let needs = archive.apply(&Change::Look(friday_evening()), friday(), &mut Seeded(1));
    assert_eq!(needs.err(), Some(Refusal::Needs(friday_evening().month())));
}

#[test]
fn nobody_has_said_holds_until_tomorrow() {
    let said = |said| Change::Team(Person::A, said, None);
    let asked = after(&mara_and_jo(), &[said(TeamSaid::NobodyYet)]);
    assert!(asked.plan(friday_evening(), friday()).not_said_by_team);
    let cleared = after(&asked, &[said(TeamSaid::NothingOffLimits)]);
    let tomorrow = Evening(friday_evening().0.succ_opt().expect("a date"));
    assert!(cleared.plan(friday_evening(), friday()).not_said_by_team, "looser is from tomorrow");
    assert!(!cleared.plan(tomorrow, friday()).not_said_by_team);
}

#[test]
fn words_that_name_no_tag_keep_the_evening_at_touch() {
    let restrict = |tags, what: Option<&str>| {
        Change::Restrict(Restriction {
            tags,
            what: what.map(str::to_owned),
            by: Some("Dr K.".into()),
            ..Restriction::of(Person::A, friday_evening())
        })
    };
    let ceiling =
        |change| after(&mara_and_jo(), &[change]).plan(friday_evening(), friday()).restrictions[0].clone();
    assert_eq!(ceiling(restrict(vec![Tag::HotBath], None)).ceiling, None);
    assert_eq!(ceiling(restrict(vec![Tag::HotBath], Some("mind the port"))).ceiling, Some(Band::Touch));
    assert_eq!(ceiling(restrict(Vec::new(), None)).ceiling, Some(Band::Touch));
    assert_eq!(ceiling(restrict(vec![Tag::HotBath], None)).text, "Dr K.: no hot bath.");
}

#[test]
fn what_was_taken_out_comes_back_from_nowhere() {
    let archive = both_in(&Shows::usual());
    let looked = after(&archive, &[Change::Look(friday_evening())]);
    let names = |archive: &Archive| -> Vec<Id> {
        let month = archive.month(friday_evening().month()).expect("it is read");
        month.records.known().map(|record| record.id.clone()).collect()
    };
    let covered = after(&looked, &[Change::Cover(Person::A, friday_evening())]);
    let month = covered.month(friday_evening().month()).expect("it is read");
    let out: Vec<Id> = names(&looked).into_iter().filter(|id| !names(&covered).contains(id)).collect();
    assert_eq!((out.len(), &month.gone, &month.purge), (1, &out, &out));

    let mut restored = (*looked.month(friday_evening().month()).expect("it is read")).clone();
    restored.restored_over(&month, &mut Seeded(42));
    assert!(restored.records.known().all(|record| !out.contains(&record.id)));
    assert_eq!((restored.records.len(), restored.gone), (3, out));
}

#[test]
fn nothing_of_somebody_changes_while_it_is_locked() {
    let mut archive = both_in(&Shows::usual());
    archive.access[Person::A] = Access::Closed;
    let refused = archive.apply(&Change::Welcomed(Person::A), friday(), &mut Seeded(43)).err();
    assert_eq!(refused, Some(Refusal::Closed));
    assert!(archive.apply(&Change::Welcomed(Person::B), friday(), &mut Seeded(43)).is_ok());
    assert!(archive.has_passphrase(Person::A) && !archive.all_have_passphrases());
    archive.access[Person::B] = Access::Open;
    assert!(archive.all_have_passphrases());
}
