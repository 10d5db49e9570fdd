//! What the two do together in the journal: our words, the jar, a talk, a problem, cards out loud.

use evenfall::domain::flow::{Answer, Ask, Extra};
use evenfall::session::guide::{Outcome, Route};

use super::house::{House, text};
use super::notes::two;

impl House {
    fn together(&mut self) {
        self.begin(Route::Notes);
        self.choose("Something together");
    }

    fn add_line(&mut self, about: &str, words: &str) {
        self.choose("Add a line");
        self.choose(about);
        self.answers([text(words)]);
    }
}

#[test]
fn our_words_are_written_line_by_line_changed_and_taken_away() {
    let mut house = two();
    house.together();
    house.choose("Our words");
    assert_eq!(house.question(), "The page is still open, and that is fine.");
    assert_eq!(house.choices(), ["Add a line", "Back"]);
    house.add_line("What closeness means to us now", "a hand, and no hurry");
    assert_eq!(house.lines()[0], "It is on the page.");
    house.add_line("What we miss", "the lake");
    house.cut_and_start_again();
    house.together();
    house.choose("Our words");
    assert_eq!(
        house.parts(),
        [
            "What closeness means to us now: a hand, and no hurry",
            "What we miss: the lake",
            "What we would like more of: open",
        ]
    );
    assert_eq!(house.choices(), ["Add a line", "Change a line", "Back"], "whoever writes has read it");
    house.choose("Change a line");
    house.choose("the lake");
    assert_eq!(house.typed().as_deref(), Some("the lake"));
    house.answers([text("the lake, in June")]);
    assert_eq!(house.parts()[1], "What we miss: the lake, in June");
    house.choose("Change a line");
    house.answers([Answer::Extra(Extra::TakeAway, Some(1))]);
    assert_eq!(
        (house.lines()[0].as_str(), house.parts()[1].as_str()),
        ("It is taken away.", "What we miss: open")
    );
    assert_eq!(house.undo().ok(), Some(true));
    assert_eq!(house.parts()[1], "What we miss: the lake, in June");
    house.choose("Change a line");
    assert!(matches!(house.answer(Answer::Extra(Extra::TakeAway, Some(2))), Outcome::Again(_)));
    house.choose("a hand, and no hurry");
    house.answers([text(" ")]);
    assert_eq!(house.parts()[0], "What closeness means to us now: open");
}

#[test]
fn nothing_typed_leaves_the_page_as_it_is_and_esc_leads_up_to_the_journal() {
    let mut house = two();
    house.together();
    house.choose("Our words");
    house.add_line("What we would like more of", "  ");
    assert!(house.session.archive().our_words().is_empty());
    house.add_line("What we would like more of", "tea");
    assert!(house.back() && house.question() == "What would you like to do?");
    assert!(house.back() && house.choices().contains(&"Something together".to_owned()));
    house.together();
    house.choose("Our words");
    house.choose("Back");
    house.choose("Back");
    assert!(house.choices().contains(&"Something together".to_owned()));
}

#[test]
fn a_full_page_offers_no_more_and_a_season_later_it_can_be_read_again() {
    let mut house = two();
    house.together();
    house.choose("Our words");
    for at in 0..10 {
        house.add_line("What we miss", &format!("line {at}"));
    }
    assert_eq!(house.choices(), ["Change a line", "Back"]);
    house.leave();
    house.pass(chrono::TimeDelta::days(90));
    house.together();
    house.choose("Our words");
    let quiet = |house: &House| house.prompt().map(|prompt| prompt.quiet).unwrap_or_default();
    assert_eq!(quiet(&house), ["You could read it again, a season later."]);
    house.choose("We read it, and it still fits");
    assert!(quiet(&house).is_empty());
    assert_eq!(house.choices(), ["Change a line", "Back"]);
    assert!(matches!(house.prompt().map(|prompt| prompt.ask), Some(Ask::OneOf(_))));
}
