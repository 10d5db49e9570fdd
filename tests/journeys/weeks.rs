//! Weeks as pictures: each one's own, those of both where both ask, and what takes a value out.

use chrono::TimeDelta;
use evenfall::domain::chart::Picture;
use evenfall::domain::flow::{Answer, Extra, View};
use evenfall::domain::measure::Measure;
use evenfall::domain::people::Person;
use evenfall::session::guide::Route;

use super::house::{House, extra, secret};
use super::notes::two;

impl House {
    fn picture(&self) -> Picture {
        match self.prompt().and_then(|prompt| prompt.view) {
            Some(View::Weeks(picture)) => *picture,
            _ => panic!("no picture: {:?}", self.prompt().map(|prompt| prompt.question)),
        }
    }

    /// One person's four weeks, in a turn of their own.
    fn weeks_of(&mut self, person: usize) -> Picture {
        self.begin(Route::Notes);
        self.answers([Answer::Pick(1), Answer::Pick(person)]);
        self.choose("My weeks, drawn");
        self.choose("Four weeks");
        let picture = self.picture();
        self.leave();
        picture
    }

    /// The four weeks of both.
    fn weeks_of_both(&mut self) -> Picture {
        self.begin(Route::Notes);
        self.choose("Our weeks, drawn side by side");
        self.answers([Answer::Key(Person::A), Answer::Key(Person::B)]);
        self.choose("Four weeks");
        let picture = self.picture();
        self.leave();
        picture
    }

    /// Both check in and look together; Jo shows nothing.
    fn evening_of_both(&mut self) {
        self.begin(Route::Evening);
        self.answers([Answer::Pick(0)]);
        self.check_in([3, 6, 8], &[], "");
        self.answers([Answer::Pick(0)]);
        self.past_the_first_pages();
        self.answers([9, 1, 9].map(Answer::Number));
        let marks = self.no_marks();
        self.answers([marks, super::house::text(""), super::house::text(""), extra(Extra::ShowNothing)]);
        self.answers([Answer::Pick(0), Answer::Key(Person::B), Answer::Key(Person::A)]);
        self.leave();
    }
}

/// What stands on the last day.
fn tonight(picture: &Picture, at: usize) -> Vec<(Measure, Option<u8>)> {
    let last = |row: &evenfall::domain::chart::Row| row.points.last().copied().flatten();
    picture.of[at].rows.iter().map(|row| (row.measure, last(row).map(|point| point.middle.value()))).collect()
}

#[test]
fn ones_own_turn_shows_ones_own_and_both_ask_for_both() {
    let mut house = two();
    house.evening_of_both();
    let shown = vec![(Measure::Energy, Some(3)), (Measure::Body, Some(6))];
    let open = vec![(Measure::Energy, None), (Measure::Body, None)];
    let mine = house.weeks_of(0);
    assert_eq!((mine.of.len(), tonight(&mine, 0)), (1, shown.clone()));
    assert_eq!(tonight(&house.weeks_of(1), 0), open, "what was not shown is not drawn, to its owner neither");
    let both = house.weeks_of_both();
    assert_eq!(both.of.iter().map(|weeks| weeks.name.as_str()).collect::<Vec<_>>(), ["Mara", "Jo"]);
    assert_eq!((tonight(&both, 0), tonight(&both, 1)), (shown, open));
}

#[test]
fn it_takes_a_key_from_each() {
    let mut house = two();
    house.begin(Route::Notes);
    house.choose("Our weeks, drawn side by side");
    let asked = house.prompt();
    for person in [Person::B, Person::B] {
        house.answers([Answer::Key(person)]);
        assert!(house.prompt() == asked, "nothing says who is waited for");
    }
    house.answers([Answer::Key(Person::A)]);
    assert_eq!(house.choices(), ["Four weeks", "Six months", "Back"]);
    house.choose("Back");
    assert_eq!(house.question(), "What would you like?");
    let mut alone = House::set_up(&["Mara"]);
    alone.leave();
    alone.begin(Route::Notes);
    assert!(!alone.choices().iter().any(|choice| choice.starts_with("Our weeks")));
}

#[test]
fn calm_is_ticked_in_ones_own_turn_and_stays_so_after_a_cut() {
    let mut house = two();
    house.evening_of_both();
    house.begin(Route::Notes);
    house.answers([Answer::Pick(1), Answer::Pick(0)]);
    house.choose("My weeks, drawn");
    house.choose("Draw my calm");
    house.choose("Four weeks");
    assert_eq!(tonight(&house.picture(), 0)[2], (Measure::Calm, Some(8)));
    house.leave();
    house.cut_and_start_again();
    let rows = |picture: &Picture| picture.of.iter().map(|weeks| weeks.rows.len()).collect::<Vec<_>>();
    assert_eq!(rows(&house.weeks_of_both()), [3, 2]);
    house.begin(Route::Notes);
    house.answers([Answer::Pick(1), Answer::Pick(0)]);
    house.choose("My weeks, drawn");
    house.choose("Draw my calm");
    house.leave();
    assert_eq!(rows(&house.weeks_of_both()), [2, 2]);
}

#[test]
fn covering_takes_it_out_and_what_is_locked_draws_no_calm() {
    let mut house = two();
    house.evening_of_both();
    house.begin(Route::Notes);
    house.answers([Answer::Pick(1), Answer::Pick(0)]);
    house.choose("My weeks, drawn");
    house.choose("Draw my calm");
    house.leave();
    house.begin(Route::Lock);
    house.answers([Answer::Pick(0)]);
    house.locks_with("the lamp at nine");
    house.leave();
    assert_eq!(house.weeks_of_both().of[0].rows.len(), 3, "open as long as this session lasts");
    house.cut_and_start_again();
    assert_eq!(house.weeks_of_both().of[0].rows.len(), 2);
    house.begin(Route::Cover);
    house.answers([Answer::Pick(0), secret("the lamp at nine")]);
    house.answers([Answer::Pick(0), Answer::Pick(1)]);
    house.leave();
    house.pass(TimeDelta::hours(1));
    let covered = house.weeks_of_both();
    assert!(
        covered.of[0].rows.iter().all(|row| row.points.iter().all(Option::is_none) && row.words == "open")
    );
}
