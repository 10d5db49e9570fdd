//! The calendar: each kind added, changed, put away, brought back, undone.

use chrono::{NaiveDate, TimeDelta};
use evenfall::domain::archive::Archive;
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Entry, What};
use evenfall::domain::change::Change;
use evenfall::domain::content::Content;
use evenfall::domain::flow::{Answer, Ask, DaysAsk, Extra};
use evenfall::domain::pacing::{Band, ReasonFrom};
use evenfall::domain::people::Person;
use evenfall::session::guide::{Outcome, Route};

use super::house::{House, extra, files, text};

/// The kinds in the order of the page that asks.
const APPOINTMENT: usize = 0;
const REST_DAY: usize = 1;
const WINDOW: usize = 2;
const RITUAL: usize = 3;
const OWN_RULE: usize = 4;
const NOTE: usize = 5;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

impl House {
    /// The calendar of a month, at the day of today.
    fn calendar(&mut self) {
        self.leave();
        self.begin(Route::Calendar);
    }

    fn days_asked(&self) -> DaysAsk {
        match self.prompt().map(|prompt| prompt.ask) {
            Some(Ask::Days(ask)) => *ask,
            _ => panic!("no days here: {}", self.question()),
        }
    }

    /// What a day holds, in words.
    pub fn holds(&mut self, date: NaiveDate) -> Vec<String> {
        self.calendar();
        self.answers([Answer::Turn(date)]);
        let ask = self.days_asked();
        ask.days.into_iter().find(|day| day.date == date).map(|day| day.words).unwrap_or_default()
    }

    /// Something of this kind is added to a day, as far as these answers.
    pub fn adds(&mut self, date: NaiveDate, kind: usize, answers: impl IntoIterator<Item = Answer>) {
        self.calendar();
        self.answers([Answer::Day(date)]);
        self.choose("Add something");
        self.answers([Answer::Pick(kind)]);
        self.answers(answers);
    }

    /// Opens the thing of that day whose row begins so.
    fn opens(&mut self, date: NaiveDate, label: &str) {
        self.calendar();
        self.answers([Answer::Day(date)]);
        self.choose(label);
    }

    fn said_first(&self) -> String {
        self.prompt().and_then(|prompt| prompt.lines.first().cloned()).unwrap_or_default()
    }

    fn reasons(&self) -> Vec<ReasonFrom> {
        let round = self.session.archive().round(self.session.evening(self.now));
        round.ceiling(self.now).reasons.into_iter().map(|reason| reason.from).collect()
    }
}

fn two() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.leave();
    house
}

/// Mara's physio, each Tuesday at two.
fn physio(house: &mut House) {
    let each_week = Answer::Pick(3);
    house.adds(
        day(11, 24),
        APPOINTMENT,
        [text("physio"), Answer::Pick(0), text("14:00"), each_week, text("")],
    );
    assert_eq!(house.said_first(), "It is on the calendar.");
}

fn kinds(archive: &Archive, date: NaiveDate) -> usize {
    archive.on_day(date).expect("a month that is read").len()
}

#[test]
fn a_month_opens_at_today_and_moves_from_month_to_month() {
    let mut house = two();
    house.calendar();
    let ask = house.days_asked();
    assert_eq!((ask.today, ask.focus, ask.days.len() % 7), (day(11, 20), day(11, 20), 0));
    assert_eq!(house.question(), "November 2026");
    house.answers([Answer::Turn(day(12, 1))]);
    assert_eq!(house.question(), "December 2026");
    house.answers([extra(Extra::Today)]);
    assert_eq!(house.days_asked().focus, day(11, 20));
    house.answers([extra(Extra::WeekOrMonth)]);
    assert_eq!(
        (house.question().as_str(), house.days_asked().days.len()),
        ("16 November to 22 November 2026", 7)
    );
    house.answers([extra(Extra::GoTo)]);
    assert!(matches!(house.answer(text("2026-02-30")), Outcome::Again(_)));
    house.answers([text("2028-02-29")]);
    assert_eq!(house.question(), "28 February to 5 March 2028");
}

#[test]
fn an_appointment_each_week_is_added_moved_once_and_undone() {
    let mut house = two();
    physio(&mut house);
    for date in [day(11, 24), day(12, 1), day(12, 29)] {
        assert_eq!(house.holds(date), ["14:00 physio, Mara"], "{date}");
    }
    assert!(house.holds(day(11, 25)).is_empty());
    house.opens(day(12, 1), "14:00 physio");
    house.choose("Move this one only");
    house.answers([text("2026-12-03"), text("9:30")]);
    assert_eq!(house.holds(day(12, 3)), ["09:30 physio, Mara"]);
    assert!(house.holds(day(12, 1)).is_empty());
    assert_eq!(house.holds(day(12, 8)), ["14:00 physio, Mara"], "the others stay");
    assert!(house.undo().expect("it is taken back"));
    assert_eq!(house.holds(day(12, 1)), ["14:00 physio, Mara"]);
    assert!(house.holds(day(12, 3)).is_empty());
    assert!(house.redo().expect("it is done again"));
    assert_eq!(house.holds(day(12, 3)), ["09:30 physio, Mara"]);
    house.cut_and_start_again();
    assert_eq!(house.holds(day(12, 3)), ["09:30 physio, Mara"]);
}

#[test]
fn one_is_skipped_and_the_last_one_left_is_not() {
    let mut house = two();
    house.adds(
        day(11, 24),
        APPOINTMENT,
        [text("physio"), Answer::Pick(2), text(""), Answer::Pick(3), text("2026-12-01")],
    );
    house.opens(day(11, 24), "physio");
    house.choose("Skip this one only");
    assert!(house.holds(day(11, 24)).is_empty());
    house.opens(day(12, 1), "physio");
    let at = house.choices().iter().position(|label| label == "Skip this one only").expect("a row");
    let outcome = house.answer(Answer::Pick(at));
    assert!(matches!(&outcome, Outcome::NotKept(why) if why.contains("never come about")), "{outcome:?}");
    assert_eq!(house.holds(day(12, 1)), ["physio"]);
}

#[test]
fn from_a_day_on_it_is_another_way_and_the_first_is_named() {
    let mut house = two();
    physio(&mut house);
    house.opens(day(12, 8), "14:00 physio");
    house.choose("Change it from this day on");
    house.choose("The time");
    house.answers([text("16:00")]);
    assert_eq!(house.holds(day(12, 1)), ["14:00 physio, Mara"]);
    assert_eq!(house.holds(day(12, 8)), ["16:00 physio, Mara"]);
    assert_eq!(house.holds(day(12, 15)), ["16:00 physio, Mara"]);
    let archive = house.session.archive();
    let first = archive.on_day(day(12, 1)).expect("read").remove(0);
    let second = archive.on_day(day(12, 8)).expect("read").remove(0);
    assert_eq!(second.entry.follows, Some(first.at.id));
    assert!(house.undo().expect("it is taken back"));
    assert_eq!(house.holds(day(12, 8)), ["14:00 physio, Mara"]);
}

#[test]
fn what_moves_to_another_month_is_there_once_and_comes_back_with_one_key() {
    let mut house = two();
    house.adds(day(11, 30), NOTE, [text("the letter")]);
    house.opens(day(11, 30), "the letter");
    house.choose("Change it");
    house.choose("The day");
    house.answers([text("2027-01-04")]);
    let january = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
    assert_eq!(house.holds(january), ["the letter"]);
    assert!(house.holds(day(11, 30)).is_empty());
    assert!(house.undo().expect("it is taken back"));
    assert_eq!(house.holds(day(11, 30)), ["the letter"]);
    assert!(house.holds(january).is_empty());
    assert!(house.redo().expect("it is done again"));
    house.cut_and_start_again();
    assert_eq!(house.holds(january), ["the letter"]);
    assert!(house.holds(day(11, 30)).is_empty());
    // A week of it belongs to every month.
    house.opens(january, "the letter");
    house.choose("Change it");
    assert!(!house.choices().iter().any(|label| label == "How often"), "a note is of one day");
}

#[test]
fn a_stay_of_some_days_ends_after_it_begins() {
    let mut house = two();
    let in_a_row = Answer::Pick(1);
    house.adds(day(11, 28), APPOINTMENT, [text("rehab"), Answer::Pick(0), text(""), in_a_row]);
    let outcome = house.answer(text("2026-11-20"));
    assert!(matches!(&outcome, Outcome::NotKept(why) if why.contains("before it begins")), "{outcome:?}");
    assert_eq!(house.question(), "Which is the last day?", "the question stays");
    house.answers([text("2026-12-02")]);
    for date in [day(11, 28), day(11, 30), day(12, 2)] {
        assert_eq!(house.holds(date), ["rehab, Mara"], "{date}");
    }
    assert!(house.holds(day(12, 3)).is_empty());
    assert!(house.undo().expect("it is taken back"));
    assert!(house.holds(day(11, 30)).is_empty());
}

#[test]
fn a_rest_day_holds_the_evening_and_is_put_away_from_tomorrow_only() {
    let mut house = two();
    house.adds(day(11, 20), REST_DAY, [Answer::Pick(0)]);
    assert!(house.reasons().contains(&ReasonFrom::RestDay));
    assert!(!house.undo().expect("nothing to take back"), "what protects is not undone by a key");
    house.opens(day(11, 20), "rest day");
    house.choose("Put it in the bin");
    assert_eq!(house.said_first(), "It is in the bin. It still holds this evening.");
    assert!(house.reasons().contains(&ReasonFrom::RestDay));
    assert_eq!(house.holds(day(11, 20)), ["rest day"]);
    house.pass(TimeDelta::days(1));
    assert!(!house.reasons().contains(&ReasonFrom::RestDay));
    assert!(house.holds(day(11, 20)).is_empty());
    house.leave();
    house.begin(Route::CalendarBin);
    house.choose("rest day");
    house.choose("Bring it back");
    assert_eq!(house.holds(day(11, 20)), ["rest day"]);
}

#[test]
fn a_rest_day_moved_to_tomorrow_holds_on_both() {
    let mut house = two();
    house.adds(day(11, 20), REST_DAY, [Answer::Pick(0)]);
    house.opens(day(11, 20), "rest day");
    house.choose("Change it");
    house.choose("The day");
    house.answers([text("2026-11-21")]);
    assert!(house.reasons().contains(&ReasonFrom::RestDay));
    house.pass(TimeDelta::days(1));
    assert!(house.reasons().contains(&ReasonFrom::RestDay));
    house.pass(TimeDelta::days(1));
    assert!(!house.reasons().contains(&ReasonFrom::RestDay));
}

#[test]
fn undoing_and_doing_again_never_lift_what_holds_tonight() {
    let mut house = two();
    house.adds(day(11, 28), REST_DAY, [Answer::Pick(3), text("")]);
    assert_eq!(house.holds(day(12, 5)), ["rest day"], "every Saturday");
    house.opens(day(12, 5), "rest day");
    house.choose("Move this one only");
    house.answers([text("today"), text("")]);
    assert!(house.reasons().contains(&ReasonFrom::RestDay));
    let refused = house.undo().expect_err("it holds tonight").to_string();
    assert!(refused.contains("It holds for this evening."), "{refused}");
    assert!(house.reasons().contains(&ReasonFrom::RestDay));
    house.pass(TimeDelta::days(2));
    assert!(!house.reasons().contains(&ReasonFrom::RestDay));
}

#[test]
fn what_was_moved_and_then_deleted_is_in_no_file_any_more() {
    let mut house = two();
    house.adds(day(11, 30), NOTE, [text("the oncology letter")]);
    // Another writing of the month takes a copy of it first.
    house.adds(day(11, 29), NOTE, [text("something else")]);
    house.opens(day(11, 30), "the oncology letter");
    house.choose("Change it");
    house.choose("The day");
    house.answers([text("4 Dec")]);
    house.choose("the oncology letter");
    house.choose("Put it in the bin");
    house.leave();
    house.begin(Route::CalendarBin);
    house.choose("the oncology letter");
    house.choose("Delete it for good");
    house.choose("Delete it for good");
    for (name, bytes) in files(house.root()) {
        assert!(!String::from_utf8_lossy(&bytes).contains("oncology"), "{name}");
    }
}

#[test]
fn what_was_typed_is_there_again_after_esc() {
    let mut house = two();
    house.adds(day(11, 24), APPOINTMENT, [text("physio"), Answer::Pick(0), text("14:00")]);
    assert_eq!(house.question(), "How often is it?");
    assert!(house.back());
    assert_eq!(house.typed().as_deref(), Some("14:00"));
    assert!(house.back() && house.back());
    assert_eq!(house.typed().as_deref(), Some("physio"));
    house.adds(day(11, 24), APPOINTMENT, []);
    assert_eq!(house.typed().as_deref(), Some(""), "and never for the next one");
}

#[test]
fn a_last_day_that_may_be_meant_for_this_year_is_asked_about() {
    let mut house = two();
    house.adds(day(11, 21), REST_DAY, [Answer::Pick(1)]);
    let asked = house.answer(text("19 Nov"));
    assert!(matches!(&asked, Outcome::Again(why) if why.contains("Friday 19 November 2027")), "{asked:?}");
    house.answers([text("24 Nov")]);
    assert_eq!(house.holds(day(11, 24)), ["rest day"]);
    assert!(house.holds(day(11, 25)).is_empty());
}

#[test]
fn a_stay_moves_as_a_whole_and_a_weekly_one_to_its_new_weekday() {
    let mut house = two();
    house.adds(
        day(11, 28),
        APPOINTMENT,
        [text("rehab"), Answer::Pick(2), text(""), Answer::Pick(1), text("30 Nov")],
    );
    house.opens(day(11, 28), "rehab");
    house.choose("Change it");
    house.choose("The day");
    house.answers([text("5 Dec")]);
    assert_eq!(house.holds(day(12, 7)), ["rehab"]);
    assert!(house.holds(day(11, 30)).is_empty());
    physio(&mut house);
    house.opens(day(11, 24), "14:00 physio");
    house.choose("Change all of them");
    house.choose("The first day");
    house.answers([text("26 Nov")]);
    assert_eq!(house.holds(day(12, 3)), ["14:00 physio, Mara"], "a Thursday");
    assert!(house.holds(day(12, 1)).is_empty());
}

#[test]
fn after_midnight_the_new_day_is_minded_too() {
    let mut house = two();
    house.adds(day(11, 21), REST_DAY, [Answer::Pick(0)]);
    assert!(!house.reasons().contains(&ReasonFrom::RestDay));
    house.pass(TimeDelta::hours(4));
    assert_eq!(house.session.evening(house.now).0, day(11, 20), "still the same evening");
    assert!(house.reasons().contains(&ReasonFrom::RestDay));
}

#[test]
fn a_rule_of_our_own_ends_by_the_one_who_set_it() {
    let mut house = two();
    let (jo, company, every_day) = (Answer::Pick(1), Answer::Pick(1), Answer::Pick(2));
    house.adds(day(11, 20), OWN_RULE, [jo, text("our fast"), company, every_day, text("2026-12-31")]);
    assert!(house.reasons().contains(&ReasonFrom::OwnRule));
    let evening = house.session.evening(house.now);
    let round = house.session.archive().round(evening);
    assert!(round.ceiling(house.now).word.up_to <= Band::Near);
    house.opens(day(11, 20), "our fast");
    assert_eq!(house.choices(), ["Back", "End it, in a turn of one's own"]);
    house.choose("End it");
    house.choose("Jo");
    assert_eq!(house.question(), "Which rule ends?");
    assert_eq!(house.prompt().and_then(|prompt| prompt.who), Some(Person::B));
    house.choose("our fast");
    assert!(house.reasons().contains(&ReasonFrom::OwnRule), "it holds this evening");
    house.pass(TimeDelta::days(1));
    assert!(!house.reasons().contains(&ReasonFrom::OwnRule));
}

#[test]
fn a_ritual_is_marked_only_where_it_was_kept() {
    let mut house = two();
    let own = Answer::Pick(Content::embedded().rituals.len());
    house.adds(day(11, 20), RITUAL, [own, text("tea at four"), Answer::Pick(0), text("")]);
    house.opens(day(11, 20), "tea at four");
    house.choose("It was kept this evening");
    assert_eq!(house.holds(day(11, 20)), ["tea at four, kept", "tea at four"]);
    assert_eq!(house.holds(day(11, 21)), ["tea at four"], "another day has no mark, and no lack of one");
}

#[test]
fn a_window_is_planned_changed_and_lifted_out_without_a_trace() {
    let mut house = two();
    let gentle = Answer::Pick(1);
    house.adds(day(11, 21), WINDOW, [text("20:00"), text("a slow bath for the feet"), gentle]);
    house.answers([text("feet in the lap"), Answer::Pick(1), text("the sofa")]);
    let Some(Ask::AnyOf(ticks)) = house.prompt().map(|prompt| prompt.ask) else { panic!("what is ready") };
    house.answers([Answer::Ticks(ticks.iter().map(|tick| tick.label == "pillows").collect())]);
    house.answers([Answer::Pick(2), Answer::Pick(0)]);
    assert_eq!(house.holds(day(11, 21)), ["20:00 time for us"]);
    let one = house.session.archive().on_day(day(11, 21)).expect("read").remove(0);
    let What::Window(window) = one.entry.what else { panic!("a window") };
    assert_eq!((window.a.band, window.b.band, window.rest_before), (Band::Touch, Band::Near, 30));
    house.opens(day(11, 21), "20:00 time for us");
    house.choose("Change it");
    house.choose("The time");
    house.answers([text("21:00")]);
    assert_eq!(house.holds(day(11, 21)), ["21:00 time for us"]);
    house.opens(day(11, 21), "21:00 time for us");
    house.choose("Take it off the calendar");
    house.choose("Take it off the calendar");
    assert!(house.holds(day(11, 21)).is_empty());
    assert!(!house.undo().expect("nothing to take back"));
    let month = std::fs::read_to_string(house.root().join("months/2026-11.json")).expect("a month");
    assert!(!month.contains("feet"), "{month}");
}

#[test]
fn a_window_on_a_rest_day_may_be_and_the_gentler_stands() {
    let mut house = two();
    house.adds(day(11, 20), REST_DAY, [Answer::Pick(0)]);
    house.adds(day(11, 20), WINDOW, [text(""), text("a long dance"), Answer::Pick(2)]);
    house.answers([text("a short one"), Answer::Pick(1), text("the sofa")]);
    let Some(Ask::AnyOf(ticks)) = house.prompt().map(|prompt| prompt.ask) else { panic!("what is ready") };
    house.answers([Answer::Ticks(vec![false; ticks.len()]), Answer::Pick(0), Answer::Pick(0)]);
    assert!(house.said_first().contains("It is a rest day too"), "{}", house.said_first());
    let reasons = house.reasons();
    assert!(reasons.contains(&ReasonFrom::RestDay) && reasons.contains(&ReasonFrom::Window), "{reasons:?}");
    house.leave();
    house.begin(Route::Window);
    house.choose("Go on without");
    assert_eq!(
        house.choices(),
        ["a short one", "Rest: the sofa", "Take it off the calendar"],
        "the dance is past it"
    );
    house.choose("Rest: the sofa");
    assert_eq!(house.choices(), ["On to the quiet ending, when you like", "Rather: a short one"]);
    let kept = |house: &House| {
        let one = house.session.archive().windows(house.session.evening(house.now)).next();
        one.is_some_and(|(_, window)| window.kept)
    };
    assert!(kept(&house), "rest is keeping it");
    house.choose("Rather: a short one");
    assert!(kept(&house));
}

#[test]
fn two_keys_each_open_a_window_near_and_no_further() {
    let mut house = two();
    house.adds(day(11, 20), WINDOW, [text(""), text("gentle hands"), Answer::Pick(1)]);
    house.answers([text("side by side"), Answer::Pick(1), text("the sofa")]);
    let Some(Ask::AnyOf(ticks)) = house.prompt().map(|prompt| prompt.ask) else { panic!("what is ready") };
    house.answers([Answer::Ticks(vec![false; ticks.len()]), Answer::Pick(0), Answer::Pick(0)]);
    house.leave();
    for person in Person::BOTH {
        house.session.open_turn(person, house.now).expect("a turn");
        house.session.commit(&[Change::Welcomed(person)], house.now).expect("it is kept");
        house.session.end_turn();
    }
    house.begin(Route::Window);
    house.choose("Energy and body first");
    for person in [0, 1] {
        if person == 0 {
            house.answers([Answer::Pick(0)]);
        } else {
            house.choose("I am Jo");
        }
        assert_eq!(house.question(), "One word for your energy.");
        house.answers([Answer::Pick(3), Answer::Pick(0)]);
        house.end_of_turn();
    }
    house.answers([Answer::Key(Person::A), Answer::Key(Person::B), Answer::Go]);
    house.choose("On to time for us");
    assert_eq!(house.choices(), ["side by side", "Rest: the sofa", "Take it off the calendar"]);
}

#[test]
fn five_hundred_things_on_a_day_stand_in_pages() {
    let mut house = two();
    let note = |at: usize| {
        let what = What::Note { words: format!("note {at}") };
        Change::Calendar(CalendarChange::Add(Entry::once(what, day(11, 20))))
    };
    let changes: Vec<Change> = (0..500).map(note).collect();
    house.session.commit(&changes, house.now).expect("they are kept");
    assert_eq!(kinds(house.session.archive(), day(11, 20)), 500);
    house.calendar();
    house.answers([Answer::Day(day(11, 20))]);
    let mut seen = 0;
    loop {
        seen += house.choices().iter().filter(|label| label.starts_with("note ")).count();
        if !house.choices().iter().any(|label| label == "More of this day") {
            break;
        }
        house.choose("More of this day");
    }
    assert_eq!(seen, 500);
}
