//! What the two do together in the journal: our words, the jar, a talk, a problem, cards out loud.

use evenfall::domain::flow::{Answer, Ask, Extra, WrittenDown};
use evenfall::domain::people::Person;
use evenfall::export::jar;
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

impl House {
    /// Both check in, each with what they noticed, and look together: the page after it.
    fn looks(&mut self, noticed: [&str; 2]) {
        self.begin(Route::Evening);
        for line in noticed {
            self.answers([Answer::Pick(0)]);
            self.check_in([5, 3, 8], &[], line);
        }
        self.answers([Answer::Key(Person::A), Answer::Key(Person::B), Answer::Go]);
        assert_eq!(self.question(), "Something small first, if you like.");
    }

    fn my_jar(&mut self, person: usize) {
        self.begin(Route::Ways);
        self.answers([Answer::Pick(person)]);
        self.choose("What I noticed, and the jar");
    }
}

#[test]
fn a_line_comes_back_out_of_the_jar_after_looking_together() {
    let mut house = two();
    house.looks(["the soup", "the light at four"]);
    assert_eq!(house.lines(), ["Enter goes on."], "nothing is so soon");
    house.leave();
    house.pass(chrono::TimeDelta::days(40));
    house.looks(["", ""]);
    let line = house.lines()[0].clone();
    assert!(line.starts_with("Out of the jar. In November, "), "{line}");
    house.leave();
    let tonight = |house: &House| house.session.archive().out_of_the_jar(house.session.evening(house.now));
    assert!(tonight(&house).is_some_and(|tonight| line.ends_with(&tonight.words)));
    house.my_jar(if line.contains("Mara") { 0 } else { 1 });
    house.answers([Answer::Extra(Extra::TakeAway, Some(1))]);
    assert_eq!(house.lines()[0], "It is out of the jar.");
    assert!(tonight(&house).is_none(), "gone at once");
}

#[test]
fn the_jar_is_read_newest_first_page_by_page() {
    let mut house = two();
    house.together();
    house.choose("The jar");
    assert_eq!((house.question().as_str(), house.choices().len()), ("The jar is empty still.", 1));
    house.choose("Back");
    house.leave();
    for at in 0..5 {
        house.looks([&format!("Mara on day {at}"), &format!("Jo on day {at}")]);
        house.leave();
        house.pass(chrono::TimeDelta::days(9));
    }
    house.cut_and_start_again();
    house.together();
    house.choose("The jar");
    assert_eq!(house.choices().len(), 8 + 3, "{:?}", house.choices());
    assert!(house.choices()[0].ends_with("on day 4"));
    house.choose("Earlier");
    assert_eq!(house.choices()[2..], ["Write it down", "Back"]);
    house.choose("Mara on day 0");
    assert_eq!(house.question(), "Mara, Friday 20 November 2026.");
    assert_eq!(house.lines(), ["Mara on day 0"]);
    house.answers([Answer::Go]);
    assert!(house.back() && house.choices().len() == 11, "one page back");
    assert!(house.back() && house.question() == "What would you like to do?");
}

#[test]
fn the_jar_is_written_into_a_file_once_that_was_asked() {
    let mut house = two();
    house.looks(["the soup", "the light at four"]);
    house.leave();
    house.together();
    house.choose("The jar");
    house.choose("Write it down");
    assert!(house.lines().contains(&"It is not locked: whoever has the file can read it.".to_owned()));
    house.choose("Leave it");
    house.choose("Write it down");
    let outcome = house.answer(Answer::Pick(1));
    assert_eq!(outcome, Outcome::WriteDown(WrittenDown::Jar));
    let text = jar::jar(house.session.archive()).expect("a page");
    assert_eq!(
        text,
        "Out of the jar\n\nNovember 2026\n  20 November, Mara: the soup\n  20 November, Jo: the light at four\n"
    );
}

#[test]
fn ones_own_lines_go_out_of_the_jar_and_in_again() {
    let mut house = two();
    house.looks(["the soup", "the light"]);
    house.leave();
    house.my_jar(0);
    assert_eq!(house.choices(), ["What I show from now on", "the soup", "Back"], "only one's own");
    assert!(house.prompt().is_some_and(|prompt| prompt.who == Some(Person::A)));
    house.choose("the soup");
    assert_eq!(house.lines()[0], "It is out of the jar.");
    house.choose("the soup");
    assert_eq!(house.lines()[0], "It is in the jar.");
    assert!(matches!(house.answer(Answer::Extra(Extra::TakeAway, Some(0))), Outcome::Again(_)));
    house.choose("What I show from now on");
    house.choose("Nothing more, and all of mine comes out");
    assert_eq!(house.lines()[0], "Nothing of yours is in the jar.");
    assert!(house.undo().is_ok_and(|undone| !undone), "it stays so");
    house.leave();
    house.together();
    house.choose("The jar");
    assert_eq!(house.choices()[0], "the light");
    house.leave();
    house.my_jar(0);
    house.choose("What I show from now on");
    assert_eq!(house.lines()[0], "It goes in from now on.");
    house.choose("Back");
    assert!(house.choices().contains(&"What I noticed, and the jar".to_owned()));
}
