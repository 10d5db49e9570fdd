//! Signs and the safety plan, on a calm day: set, looked at, changed, taken back, tried; and nothing
//! of the trying is kept.

use evenfall::domain::flow::{Answer, Ask, Extra, View};
use evenfall::domain::people::Person;
use evenfall::domain::safety::{MOST_LINES, Part};
use evenfall::domain::vocabulary::{Meaning, PAUSE_TOO, Way};
use evenfall::export::everything::everything;
use evenfall::session::guide::{Outcome, Route};

use super::house::{House, files, text};
use super::notes::two;

impl House {
    fn signs(&mut self) {
        self.begin(Route::Touch);
        self.choose("Our signs");
    }

    fn plan_for_hard_moments(&mut self) {
        self.begin(Route::Touch);
        self.choose("If it gets hard");
    }

    fn row_notes(&self) -> Vec<String> {
        match self.prompt().map(|prompt| prompt.ask) {
            Some(Ask::OneOf(ask)) => ask.choices.into_iter().map(|choice| choice.note).collect(),
            _ => Vec::new(),
        }
    }

    /// What is read in parts.
    pub fn parts(&self) -> Vec<String> {
        match self.prompt().and_then(|prompt| prompt.view) {
            Some(View::Parts(parts)) => {
                parts.iter().map(|part| format!("{}: {}", part.heading, part.lines.join(" / "))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn take_back(&mut self, row: usize) -> Outcome {
        self.answer(Answer::Extra(Extra::TakeAway, Some(row)))
    }

    fn takes_back(&mut self, row: usize) {
        assert!(matches!(self.take_back(row), Outcome::Moved { .. }));
    }

    /// Every page of a try, from the first to the last.
    fn tried(&mut self) -> Vec<(String, Vec<String>)> {
        let mut pages = Vec::new();
        while let Some(prompt) = self.prompt().filter(|prompt| prompt.ask == Ask::Go) {
            pages.push((prompt.question, prompt.lines));
            self.answers([Answer::Go]);
        }
        pages
    }
}

/// The plan with something in nearly every part.
fn full() -> House {
    let mut house = two();
    house.signs();
    for (meaning, ways) in [("keep going", [0, 1]), ("pause", [0, 1]), ("stop", [0, 1])] {
        house.choose(meaning);
        for way in ways {
            house.answers([Answer::Pick(way), Answer::Pick(0)]);
        }
        house.choose("Back");
    }
    house.leave();
    house.plan_for_hard_moments();
    house.choose("Add or change something");
    for part in Part::FIXED {
        house.choose(&part.heading());
        house.answers([Answer::Pick(0), Answer::Pick(1)]);
        house.choose("Back");
    }
    house.choose("If something else happens");
    house.answers([text("the baby wakes")]);
    house.choose("In your own words");
    house.answers([text("the baby comes first")]);
    house.leave();
    house
}

#[test]
fn a_sign_is_chosen_put_in_own_words_and_taken_back() {
    let mut house = two();
    house.signs();
    assert_eq!(house.choices(), ["keep going", "slower", "pause", "stop", "That is all"]);
    assert_eq!(house.row_notes()[..4], ["the plain word"; 4]);
    house.choose("pause");
    assert!(matches!(house.take_back(0), Outcome::Again(_)), "nothing is there yet");
    house.choose("A word");
    house.choose("kettle");
    assert_eq!((house.lines()[0].as_str(), house.row_notes()[0].as_str()), ("It is kept.", "kettle"));
    house.choose("A word");
    assert!(!house.choices().contains(&"kettle".to_owned()), "what stands there is not offered");
    house.choose("In your own words");
    assert_eq!(house.typed().as_deref(), Some("kettle"));
    house.answers([text("  marmalade\n")]);
    house.choose("A gesture");
    house.choose("a hand flat");
    house.choose("Another gesture for Jo");
    house.choose("In your own words");
    house.answers([text("humming low")]);
    house.choose("Back");
    assert_eq!(house.row_notes()[2], "marmalade, Mara: a hand flat, Jo: humming low");

    house.choose("pause");
    house.takes_back(3);
    assert_eq!(house.row_notes()[..4], ["marmalade", "a hand flat", "open", "open"]);
    assert_eq!(house.undo().ok(), Some(true));
    assert_eq!(house.row_notes()[3], "humming low");
    house.takes_back(0);
    assert!(!house.choices().is_empty() && house.row_notes()[0] == "open");
    house.cut_and_start_again();
    let signs = house.session.archive().signs();
    assert_eq!(signs.word(Meaning::Pause), None);
    assert_eq!(signs.gesture(Meaning::Pause, Person::A), Some("a hand flat"));
    assert_eq!(signs.gesture(Meaning::Pause, Person::B), Some("humming low"));
}

#[test]
fn empty_words_take_a_sign_back_and_a_second_meaning_is_kindly_refused() {
    let mut house = two();
    house.signs();
    house.choose("stop");
    house.choose("A word");
    house.choose("red");
    house.choose("Back");
    house.choose("keep going");
    house.choose("A word");
    house.choose("In your own words");
    assert!(
        matches!(house.answer(text("RED")), Outcome::NotKept(why) if why.contains("stands here already"))
    );
    assert!(matches!(house.answer(text("stop")), Outcome::NotKept(_)));
    house.answers([text("honey")]);
    house.choose("A word");
    house.choose("In your own words");
    house.answers([text(" ")]);
    assert_eq!(house.lines()[0], "It is taken away.");
    assert_eq!(house.session.archive().signs().word(Meaning::Go), None);
    assert!(!house.choices().iter().any(|row| row == "honey"));
}

#[test]
fn the_one_sentence_is_on_every_page_of_the_signs_and_esc_leads_up() {
    let mut house = two();
    house.signs();
    let note = |house: &House| house.prompt().is_some_and(|prompt| prompt.quiet.contains(&PAUSE_TOO.into()));
    assert!(note(&house));
    house.choose("stop");
    assert!(note(&house));
    house.choose("A gesture");
    assert!(note(&house));
    house.choose("a hand held up");
    assert!(house.back(), "what was kept leads back to the list all the same");
    assert_eq!(house.choices()[3], "stop");
    assert!(
        house.back() && house.choices().contains(&"Our signs".to_owned()),
        "and the list to what led there"
    );
}

#[test]
fn an_empty_plan_is_a_page_of_its_own() {
    let mut house = two();
    house.plan_for_hard_moments();
    assert_eq!(house.question(), "The plan is still open, and that is fine.");
    assert_eq!(house.parts(), ["The signs: keep going, slower, pause, stop"]);
    let quiet = house.prompt().map(|prompt| prompt.quiet).unwrap_or_default();
    assert_eq!(quiet, [PAUSE_TOO, "Your own team decides."]);
    house.answers([Answer::Extra(Extra::Watch, None)]);
    assert!(house.prompt().is_some_and(|prompt| prompt.title == "Whom to call"));
    house.answers([Answer::Go]);
    house.choose("Try it once");
    assert_eq!(house.tried().len(), 5, "the signals are there in any case");
}

#[test]
fn a_part_is_begun_from_a_sentence_put_in_own_words_and_taken_back() {
    let mut house = two();
    house.plan_for_hard_moments();
    house.choose("Add or change something");
    house.choose("If there is pain");
    house.choose("Add: A pause, then another way to lie.");
    assert_eq!(
        (house.lines()[0].as_str(), house.choices()[0].as_str()),
        ("It is in the plan.", "A pause, then another way to lie.")
    );
    house.choose("In your own words");
    house.answers([text("")]);
    assert_eq!(house.session.archive().safety_lines(&Part::Pain).len(), 1, "nothing is fine");
    house.choose("In your own words");
    house.answers([text("the green pillow")]);
    house.choose("A pause, then another way to lie.");
    assert_eq!(house.typed().as_deref(), Some("A pause, then another way to lie."));
    house.answers([text("a pause, and the other side")]);
    let lines = |house: &House| house.session.archive().safety_lines(&Part::Pain).to_vec();
    assert_eq!(lines(&house), ["a pause, and the other side", "the green pillow"]);
    assert!(matches!(house.take_back(4), Outcome::Again(_)), "that one only could be");
    house.takes_back(1);
    assert_eq!(lines(&house), ["a pause, and the other side"]);
    house.choose("Back");
    assert_eq!(house.row_notes()[3], "a pause, and the other s ...");
    assert!(matches!(house.take_back(0), Outcome::Again(_)));
    house.takes_back(3);
    assert_eq!(house.row_notes()[3], "open");
    assert_eq!(house.undo().ok(), Some(true));
    assert_eq!(house.undo().ok(), Some(true));
    assert_eq!(lines(&house), ["a pause, and the other side", "the green pillow"]);
    assert_eq!(house.redo().ok(), Some(true));
    house.cut_and_start_again();
    assert_eq!(lines(&house), ["a pause, and the other side"]);
}

#[test]
fn something_of_their_own_is_added_named_anew_and_goes_with_its_last_line() {
    let mut house = two();
    house.plan_for_hard_moments();
    house.choose("Add or change something");
    house.choose("If something else happens");
    assert!(matches!(house.answer(text(" if ")), Outcome::Again(_)));
    house.answers([text("if the cat comes")]);
    assert_eq!((house.question().as_str(), house.choices().len()), ("If the cat comes.", 2));
    house.choose("Back");
    assert!(house.session.archive().safety_plan().is_empty(), "nothing is kept without a line");
    house.choose("If something else happens");
    house.answers([text("the cat comes")]);
    house.choose("In your own words");
    house.answers([text("out, cat")]);
    house.choose("Other words for what happens");
    assert_eq!(house.typed().as_deref(), Some("the cat comes"));
    house.answers([text("a cat jumps up")]);
    assert_eq!(house.question(), "If a cat jumps up.");
    house.choose("Back");
    assert!(house.choices().contains(&"If a cat jumps up".to_owned()));
    house.choose("If a cat jumps up");
    house.takes_back(0);
    house.choose("Back");
    assert!(!house.choices().contains(&"If a cat jumps up".to_owned()));
    assert_eq!(house.undo().ok(), Some(true));
    assert!(house.choices().contains(&"If a cat jumps up".to_owned()));
}

#[test]
fn a_full_part_offers_no_more() {
    let mut house = two();
    house.plan_for_hard_moments();
    house.choose("Add or change something");
    house.choose("Gentler steps");
    for at in 0..MOST_LINES {
        house.choose("In your own words");
        house.answers([text(&format!("step {at}"))]);
    }
    assert_eq!(house.choices().len(), MOST_LINES + 1);
    house.takes_back(0);
    assert!(house.choices().contains(&"In your own words".to_owned()));
}

#[test]
fn a_whole_plan_reads_as_one_page_and_is_in_what_is_taken_out() {
    let mut house = full();
    house.plan_for_hard_moments();
    assert_eq!(house.question(), "This is the plan.");
    let lines = house.parts();
    assert_eq!(
        lines[..2],
        [
            "The signs: keep going (honey, a squeeze) / slower / pause (kettle, a hand flat) / \
             stop (pepper, a hand held up)",
            "How it stops: The word or the sign, once, is enough. / Hands still first, then a little room.",
        ]
    );
    let headings: Vec<&str> = lines.iter().filter_map(|line| line.split(':').next()).collect();
    let order = [
        "The signs",
        "How it stops",
        "How to leave the room",
        "If there is pain",
        "If panic comes",
        "If there are tears",
        "If something interrupts",
        "If a device needs care",
        "If the baby wakes",
        "Gentler steps",
        "Whom to call, and when",
    ];
    assert_eq!(headings, order);
    let exported = everything(house.session.archive()).expect("an export");
    for words in ["\"signal-words\"", "kettle", "\"safety\"", "the baby wakes", "the baby comes first"] {
        assert!(exported.contains(words), "{words}");
    }
}

#[test]
fn the_signs_of_a_plan_lead_back_to_it() {
    let mut house = two();
    house.plan_for_hard_moments();
    house.choose("Add or change something");
    house.choose("The signs");
    house.choose("stop");
    house.choose("A word");
    house.choose("red");
    house.choose("Back");
    house.choose("That is all");
    assert_eq!(house.question(), "Which part would you like to look at?");
    house.choose("That is all");
    assert!(house.parts()[0].ends_with("stop (red)"));
}

#[test]
fn time_for_touch_leads_to_both_and_both_lead_back() {
    let mut house = two();
    house.begin(Route::Touch);
    let ways = house.choices();
    house.choose("Our signs");
    house.choose("stop");
    house.choose("A word");
    house.choose("red");
    house.choose("Back");
    house.choose("That is all");
    assert_eq!(house.choices(), ways);
    house.choose("If it gets hard");
    assert!(house.parts()[0].ends_with("stop (red)"));
    house.choose("Back");
    assert_eq!(house.choices(), ways);
}

#[test]
fn a_try_walks_through_the_plan_says_nothing_is_kept_and_keeps_nothing() {
    let mut house = full();
    let gesture = (Meaning::Stop, Way::GestureOf(Person::B));
    house.signs();
    house.choose("stop");
    house.choose("Another gesture for Jo");
    house.choose("In your own words");
    house.answers([text("a long hum")]);
    assert_eq!(house.session.archive().signs().said(gesture.0, gesture.1), Some("a long hum"));
    house.leave();
    house.plan_for_hard_moments();
    let (before, bytes) = (house.session.archive().clone(), files(house.root()));
    house.choose("Try it once");
    assert!(house.lines().contains(&"As far as it is easy. Nothing of it is written down.".to_owned()));
    let pages = house.tried();
    let asked: Vec<&str> = pages.iter().map(|(question, _)| question.as_str()).collect();
    let order = [
        "A quiet try, when nothing is at stake.",
        "The sign for: keep going.",
        "The sign for: slower.",
        "The sign for: pause.",
        "The sign for: stop.",
        "How it stops.",
        "If there is pain.",
        "If panic comes.",
        "If there are tears.",
        "If something interrupts.",
        "If a device needs care.",
        "If the baby wakes.",
        "How to leave the room.",
    ];
    assert_eq!(asked, order);
    assert_eq!(pages[2].1, ["In words: slower."]);
    assert_eq!(pages[3].1, ["In words: kettle, or pause.", "A gesture: a hand flat."]);
    let each = ["Mara, with a gesture: a hand held up.", "Jo, with a gesture: a long hum."];
    assert_eq!(pages[4].1[1..], each);
    assert_eq!(
        pages[5].1,
        ["In words: The word or the sign, once, is enough.", "Hands still first, then a little room."]
    );
    assert_eq!(pages[11].1, ["In words: the baby comes first"]);
    assert_eq!(house.question(), "That was all of it.");
    house.choose("Once more");
    assert_eq!(house.question(), "The sign for: keep going.");
    house.tried();
    house.choose("Look at the plan");
    assert_eq!(house.question(), "This is the plan.");
    assert!(*house.session.archive() == before);
    assert!(files(house.root()) == bytes, "the same bytes before and after");
}

#[test]
fn a_try_can_be_left_at_every_page() {
    let mut house = full();
    for pages in 0..14 {
        house.plan_for_hard_moments();
        house.choose("Try it once");
        for _ in 0..pages.min(13) {
            house.answers([Answer::Go]);
        }
        assert!(house.back(), "after {pages} pages");
        assert_eq!(house.question(), "This is the plan.", "after {pages} pages");
        house.leave();
    }
}
