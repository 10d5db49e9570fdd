//! A month of small wins, read together and alone.

use evenfall::domain::change::Change;
use evenfall::domain::flow::{Answer, TextPart, View};
use evenfall::domain::note::{EntryKind, NewNote, NoteChange};
use evenfall::domain::people::Person;
use evenfall::domain::time::Evening;
use evenfall::session::guide::Route;

use super::house::House;
use super::notes::two;

impl House {
    /// What stands on the page, part by part.
    fn wins(&self) -> Vec<(String, Vec<String>)> {
        let told = |part: TextPart| (part.heading, part.lines);
        match self.prompt().and_then(|prompt| prompt.view) {
            Some(View::Parts(parts)) => parts.into_iter().map(told).collect(),
            _ => Vec::new(),
        }
    }

    fn has_a_win(&mut self, person: Person, days: u64, words: &str) {
        let evening = Evening(self.session.evening(self.now).0 - chrono::Days::new(days));
        let one = NewNote { kind: EntryKind::Win, ..NewNote::free(false, evening, words) };
        self.session.open_turn(person, self.now).expect("a turn");
        self.session.commit(&[Change::Note(person, NoteChange::Write(one))], self.now).expect("it is kept");
        self.session.end_turn();
    }
}

#[test]
fn month_by_month_from_the_journal_and_back() {
    let mut house = two();
    house.has_a_win(Person::A, 0, "the stairs");
    house.has_a_win(Person::B, 70, "the first walk");
    house.cut_and_start_again();
    house.begin(Route::Notes);
    house.choose("A month of small wins");
    assert_eq!(house.question(), "November 2026");
    assert_eq!(house.wins(), [("Wins and kindnesses".to_owned(), vec!["the stairs".to_owned()])]);
    assert_eq!(house.choices(), ["Back", "An earlier month"]);
    house.choose("An earlier month");
    assert_eq!(house.question(), "September 2026");
    assert_eq!(house.wins()[0].1, ["the first walk"], "a month that was not read yet is read");
    assert_eq!(house.choices(), ["Back", "A later month"]);
    house.choose("A later month");
    assert_eq!(house.question(), "November 2026");
    house.choose("Back");
    assert_eq!(house.question(), "What would you like?");
    house.choose("A month of small wins");
    assert!(house.back());
    assert_eq!(house.question(), "What would you like?");
}

#[test]
fn a_quiet_month_names_nothing() {
    let mut house = two();
    house.begin(Route::Notes);
    house.choose("A month of small wins");
    assert!(house.wins().is_empty());
    assert_eq!(
        house.prompt().map(|prompt| prompt.lines),
        Some(vec!["A quiet month. It can stay as it is.".into()])
    );
    assert_eq!(house.choices(), ["Back"]);
}

#[test]
fn one_person_alone_finds_it_in_their_own_turn() {
    let mut house = House::set_up(&["Mara"]);
    house.leave();
    house.begin(Route::Evening);
    house.check_in([4, 4, 4], &[], "");
    house.answers([Answer::Go]);
    house.leave();
    house.begin(Route::Notes);
    house.choose("A month of small wins");
    assert_eq!(house.wins(), [("Evenings".to_owned(), vec!["you were here".to_owned()])]);
    house.choose("Back");
    assert!(house.choices().iter().any(|choice| choice == "My weeks, drawn"));
}
