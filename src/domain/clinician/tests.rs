//! When words for one's team are offered, and that nobody else learns of it.

use chrono::{DateTime, Days};

use super::{FORTNIGHT, is_offered};
use crate::domain::archive::{Access, Archive};
use crate::domain::change::Change;
use crate::domain::check_in::{Answers, Finished, Numbers, Score, Shows};
use crate::domain::limits::Limits;
use crate::domain::people::{Person, Profile, Turn};
use crate::domain::record::Counting;
use crate::domain::time::{Evening, Now};

/// How many lives are lived.
const LIVES: u64 = 300;

fn day(days: u64) -> Now {
    let wall = DateTime::parse_from_rfc3339("2026-11-24T21:00:00+01:00").expect("a moment");
    Now::at(wall.checked_add_days(Days::new(days)).expect("a day"))
}

fn evening(days: u64) -> Evening {
    Archive::default().settings.evening(day(days))
}

fn score(value: u64) -> Score {
    u8::try_from(value).ok().and_then(Score::new).expect("from 0 to 10")
}

/// Two people with passphrases, who are there while days pass.
#[derive(Clone)]
struct Passing(Archive, u64);

impl Passing {
    fn two() -> Self {
        let mut days = Self(Archive::default(), 0);
        for person in Person::BOTH {
            let name = person.letter().to_string();
            days.on(0, &Change::Person(Profile { person, name, pronouns: None }));
            days.0.access[person] = Access::Open;
        }
        days
    }

    fn on(&mut self, at: u64, change: &Change) {
        let mut mint = Counting(self.1);
        self.0 = self.0.apply(change, day(at), &mut mint).expect("a change that is allowed");
        self.1 = mint.0;
    }

    fn usual(&mut self, value: u64) {
        let limits = Limits { usual_body: Some(score(value)), ..Limits::default() };
        self.on(0, &Change::Limits(Person::A, limits));
    }

    /// A check-in with this body number, shown or not, looked at by both or by nobody.
    fn answers(&mut self, at: u64, person: Person, body: Option<u64>, shown: bool, look: bool) {
        let numbers = Numbers { body: body.map(score), energy: Some(score(5)), calm: None };
        let shows = if shown { Shows::usual() } else { Shows::nothing() };
        let answers = Answers { numbers, ..Answers::default() };
        let evening = evening(at);
        self.on(at, &Change::EveningOver(evening));
        self.on(at, &Change::CheckIn(Box::new(Finished { person, evening, answers, shows, word: None })));
        if look {
            let (answers, shows) = (Answers::default(), Shows::nothing());
            let other = Finished { person: person.other(), evening, answers, shows, word: None };
            self.on(at, &Change::CheckIn(Box::new(other)));
            self.on(at, &Change::Look(evening));
        }
    }

    fn offered(&self, at: u64, is_new: bool) -> bool {
        self.0.offers_words_for_team(&Turn::open(Person::A), is_new, evening(at))
    }
}

#[test]
fn three_answers_well_above_what_is_usual_are_enough_and_two_are_not() {
    let body = |values: &[u64]| values.iter().map(|value| score(*value)).collect::<Vec<_>>();
    let usual = Some(score(4));
    for (values, offered) in [
        (&[6, 6, 6][..], true),
        (&[1, 2, 7, 6, 9], true),
        (&[6, 6], false),
        (&[6, 5, 6], false),
        (&[9, 9, 9, 5], false),
        (&[], false),
    ] {
        assert_eq!(is_offered(false, usual, &body(values), None, evening(0)), offered, "{values:?}");
        assert!(!is_offered(false, None, &body(values), None, evening(0)), "nothing usual is set");
        assert!(is_offered(true, None, &body(values), None, evening(0)), "it is new");
    }
    assert!(!is_offered(false, Some(score(9)), &body(&[10, 10, 10]), None, evening(0)));
}

#[test]
fn a_day_without_an_answer_neither_counts_nor_breaks() {
    let mut days = Passing::two();
    days.usual(3);
    days.answers(1, Person::A, Some(6), true, true);
    days.answers(2, Person::A, None, true, true);
    days.answers(4, Person::A, Some(5), false, false);
    assert!(!days.offered(4, false));
    days.answers(9, Person::A, None, true, true);
    days.answers(12, Person::A, Some(7), false, false);
    assert!(days.offered(12, false), "shown, kept to oneself, and waiting, in two months");
    days.answers(13, Person::A, Some(4), true, true);
    assert!(!days.offered(13, false));
}

#[test]
fn what_the_other_answers_changes_nothing() {
    let mut days = Passing::two();
    days.usual(3);
    for at in [1, 2, 3] {
        days.answers(at, Person::B, Some(9), true, true);
    }
    assert!(!days.offered(3, false));
}

#[test]
fn what_was_answered_on_a_day_to_come_is_not_known_yet() {
    let mut days = Passing::two();
    days.usual(3);
    for at in [1, 2, 3] {
        days.answers(at, Person::A, Some(9), true, true);
    }
    assert!(days.offered(3, false) && !days.offered(2, false));
}

#[test]
fn it_is_offered_at_most_once_a_fortnight_in_any_history() {
    let mut offers = 0;
    for life in 0..LIVES {
        let mut bits = life;
        let mut one_of = |most: u64| {
            bits = bits.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            (bits >> 33) % most
        };
        let mut days = Passing::two();
        days.usual(3);
        let (mut at, mut last) = (20_u64, None::<i64>);
        for _ in 0..30 {
            // A clock may go back, too.
            at = (at + one_of(9)).saturating_sub(one_of(4));
            if one_of(2) == 0 {
                days.answers(at, Person::A, Some(one_of(11)), one_of(2) == 0, one_of(2) == 0);
            }
            if days.offered(at, one_of(3) == 0) {
                days.on(at, &Change::WordsForTeam(Person::A));
                let today = i64::try_from(at).expect("a day");
                assert!(last.is_none_or(|last| today - last >= FORTNIGHT), "life {life}");
                (last, offers) = (Some(today), offers + 1);
            }
        }
    }
    assert!(offers > LIVES, "{offers} offers");
}

#[test]
fn nothing_that_is_shared_or_the_others_tells_of_it() {
    let mut days = Passing::two();
    days.answers(1, Person::A, Some(9), true, true);
    let mut offered = days.clone();
    offered.on(1, &Change::WordsForTeam(Person::A));
    let form = |days: &Passing| {
        let (own, tonight) = days.0.drawers();
        let shared = serde_json::to_string(&*days.0.couple).expect("a form");
        let months = format!("{:?}", days.0.months.keys());
        let here = days.0.month(evening(1).month()).expect("a month");
        let here = serde_json::to_string(&*here).expect("a form");
        let theirs = serde_json::to_string(&*own.b).expect("a form");
        (shared, months, here, theirs, serde_json::to_string(&*tonight.b).expect("a form"))
    };
    assert_eq!(form(&offered), form(&days));
    assert_ne!(*offered.0.drawers().0.a, *days.0.drawers().0.a, "only its owner's own file does");
    let change = Change::WordsForTeam(Person::A);
    assert!(change.takes_turn_of() == Some(Person::A) && !change.can_be_undone());
}
