//! What the two do together in the journal: our words, the jar, a talk, a problem, cards out loud.

use std::collections::BTreeSet;

use evenfall::domain::flow::{Answer, Ask, Extra, WrittenDown};
use evenfall::domain::note::{Author, EntryKind};
use evenfall::domain::people::Person;
use evenfall::export::jar;
use evenfall::session::guide::{Outcome, Route};

use super::house::{House, extra, files, text};
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
    house.my_jar(usize::from(line.contains("Jo:")));
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

/// The journal of both: what stands in it, by whom and what about.
fn entries(house: &House) -> Vec<(EntryKind, Author, String)> {
    let month = house.session.evening(house.now).month();
    let notes = house.session.archive().shared_notes(month).expect("a month that is read");
    notes.into_iter().map(|(_, note)| (note.kind, note.by, note.words)).collect()
}

#[test]
fn a_repair_talk_begins_only_with_a_key_from_each_and_goes_turn_by_turn() {
    let mut house = two();
    house.together();
    house.choose("A repair talk");
    let ready = house.prompt().expect("a page");
    assert!(ready.quiet[0].starts_with("If you are afraid of someone"), "for everybody alike");
    house.answers([Answer::Key(Person::B)]);
    assert!(house.prompt().is_some_and(|prompt| prompt == ready), "whose key came is not drawn");
    house.answers([Answer::Key(Person::B), Answer::Key(Person::A)]);
    house.choose("Jo");
    let mut asked = Vec::new();
    for answers in [
        vec![Answer::Go, Answer::Go, Answer::Pick(1)],
        vec![Answer::Go, Answer::Go, Answer::Pick(0)],
        vec![Answer::Go, Answer::Go, Answer::Pick(0)],
        vec![Answer::Go, Answer::Go],
    ] {
        for answer in answers {
            asked.push(house.question());
            house.answers([answer]);
        }
    }
    let (jo, mara) = ("Jo speaks, Mara listens.", "Mara speaks, Jo listens.");
    let (back_jo, back_mara) =
        ("Mara, you could say back what you heard.", "Jo, you could say back what you heard.");
    let once = [jo, back_jo, "Jo, is there more?"];
    let order = [&once[..], &once, &[mara, back_mara, "Mara, is there more?"]].concat();
    assert_eq!(asked[..9], order);
    assert_eq!(asked[9..], ["A part of one's own, if there is one.", "One small thing each."]);
    assert_eq!(house.choices(), ["Leave it at that", "Keep one line of it"]);
    assert!(entries(&house).is_empty(), "nothing is written down by itself");
    house.choose("Keep one line of it");
    house.answers([text(" we start again\nwith tea ")]);
    assert_eq!(house.lines()[0], "It is in the journal, from both of you.");
    assert_eq!(entries(&house), [(EntryKind::Repair, Author::Both, "we start again with tea".to_owned())]);
    assert_eq!(house.undo().ok(), Some(true));
    assert!(entries(&house).is_empty());
}

#[test]
fn at_any_step_of_a_talk_a_pause_breathes_goes_on_or_stops_and_keeps_nothing() {
    let mut house = two();
    let before = files(house.root());
    let steps =
        [Answer::Go, Answer::Go, Answer::Pick(0), Answer::Go, Answer::Go, Answer::Pick(0), Answer::Go];
    for upto in 0..=steps.len() {
        house.together();
        house.choose("A repair talk");
        house.answers([Answer::Key(Person::A), Answer::Key(Person::B), Answer::Pick(0)]);
        house.answers(steps[..upto].to_vec());
        let step = house.question();
        house.answers([extra(Extra::Pause)]);
        assert_eq!(house.question(), "A pause. Nobody needs to explain.");
        house.choose("Breathe together");
        assert!(matches!(house.prompt().map(|prompt| prompt.ask), Some(Ask::Breathe { .. })));
        house.answers([Answer::Go]);
        house.choose("Go on where you were");
        assert_eq!(house.question(), step);
        assert!(house.back(), "and a step back is there from {step}");
        house.leave();
        house.together();
        house.choose("A repair talk");
        house.answers([Answer::Key(Person::A), Answer::Key(Person::B), Answer::Pick(0)]);
        house.answers([extra(Extra::Pause)]);
        let outcome = house.answer(Answer::Pick(2));
        assert_eq!(outcome, Outcome::Home(Some("Stopping is good. It can wait.".into())));
    }
    assert!(files(house.root()) == before, "the same bytes before and after");
}

#[test]
fn a_talk_is_left_before_it_begins_and_its_cards_are_many() {
    let mut house = two();
    house.together();
    house.choose("A repair talk");
    house.answers([extra(Extra::Leave)]);
    assert_eq!(house.question(), "What would you like to do?");
    house.choose("A repair talk");
    house.answers([Answer::Key(Person::A), Answer::Key(Person::B), Answer::Pick(0)]);
    let mut cards = BTreeSet::new();
    for _ in 0..6 {
        cards.insert(house.lines()[0].clone());
        house.answers([extra(Extra::Others)]);
    }
    assert_eq!(cards.len(), 6);
    assert!(house.back() && house.question() == "Who would like to speak first?");
}

#[test]
fn one_small_problem_becomes_an_entry_of_both_with_what_is_tried() {
    let mut house = two();
    house.together();
    house.choose("One small problem");
    assert_eq!(house.question(), "Mara, how would you say it?");
    house.answers([text("the stairs at night"), text(" I worry at\nthe top ")]);
    assert_eq!(house.lines()[..2], ["Mara: the stairs at night", "Jo: I worry at the top"]);
    house.answers([text("a lamp"), text("a lamp")]);
    assert_eq!(house.choices()[..1], ["a lamp"], "the same idea twice goes on");
    assert_eq!(house.question(), "Which one would you try until Sunday?");
    assert!(house.back(), "what was typed is there again");
    house.answers([text("sleep downstairs"), text("go up together")]);
    assert_eq!(house.choices().len(), 3 + 2, "three are plenty");
    house.choose("sleep downstairs");
    let words = "Mara: the stairs at night\nJo: I worry at the top\n- a lamp\n- sleep downstairs\n\
                 - go up together\nTo try until Sunday 22 November: sleep downstairs";
    assert_eq!(entries(&house), [(EntryKind::Problem, Author::Both, words.to_owned())]);
    house.choose("One small problem");
    assert_eq!(house.typed().as_deref(), Some(""), "the next one begins empty");
}

#[test]
fn a_problem_can_stay_open_and_without_words_there_is_none() {
    let mut house = two();
    house.together();
    house.choose("One small problem");
    house.answers([text(""), text(" "), text("")]);
    assert_eq!(house.question(), "What would you like to do?");
    house.choose("One small problem");
    house.answers([text(""), text("the letter"), text("")]);
    assert_eq!(house.question(), "No idea yet, and that is fine.");
    house.choose("Keep nothing of it");
    assert!(entries(&house).is_empty());
    house.choose("One small problem");
    house.answers([text("the letter")]);
    assert!(house.back());
    assert_eq!(house.typed().as_deref(), Some("the letter"), "Esc takes nothing away");
    house.answers([text("the letter"), text(""), text("")]);
    house.choose("Keep it, and leave it open");
    assert_eq!(entries(&house), [(EntryKind::Problem, Author::Both, "Mara: the letter".to_owned())]);
}

#[test]
fn on_the_last_day_of_a_week_a_problem_has_the_next_one() {
    let mut house = two();
    for (days, until) in [(0, "Sunday 22 November"), (1, "Sunday 22 November"), (1, "Sunday 29 November")] {
        house.pass(chrono::TimeDelta::days(days));
        house.together();
        house.choose("One small problem");
        house.answers([text("the letter"), text(""), text("together"), text("")]);
        house.choose("together");
        let (_, _, words) = entries(&house).pop().expect("an entry");
        assert!(words.ends_with(&format!("To try until {until}: together")), "{words}");
        house.leave();
    }
}

#[test]
fn cards_are_said_out_loud_and_nothing_of_them_is_kept() {
    let mut house = two();
    let before = files(house.root());
    house.together();
    house.choose("Say it out loud");
    let mut said = Vec::new();
    for at in 1..=5 {
        let prompt = house.prompt().expect("a card");
        assert!(prompt.place == Some((at, 5)) && prompt.ask == Ask::Go);
        said.push(prompt.question);
        house.answers([Answer::Go]);
    }
    assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), 5);
    assert_eq!(house.question(), "What would you like to do?");
    house.choose("Say it out loud");
    house.answers([extra(Extra::Others)]);
    assert!(house.question().ends_with("..."), "a thank-you to finish");
    let first = house.question();
    house.answers([extra(Extra::Others)]);
    assert_ne!(house.question(), first);
    house.answers([Answer::Go]);
    house.choose("Something playful");
    let first = house.question();
    house.answers([extra(Extra::Others)]);
    assert_ne!(house.question(), first);
    assert!(house.back() && house.question() == first);
    house.leave();
    assert!(files(house.root()) == before, "the same bytes before and after");
}

#[test]
fn alone_there_are_ones_own_words_and_the_jar_and_nobody_else_is_mentioned() {
    let mut house = House::set_up(&["Mara"]);
    house.leave();
    house.begin(Route::Notes);
    house.choose("My words, and the jar");
    assert_eq!(house.choices(), ["My words", "The jar", "Back"]);
    house.choose("My words");
    let quiet = house.prompt().map(|prompt| prompt.quiet).unwrap_or_default();
    assert_eq!(quiet, ["Whoever joins you here can read it."], "said before anything is typed");
    house.add_line("What I miss", "the lake");
    assert_eq!(house.parts()[1], "What I miss: the lake");
    assert!(house.prompt().is_some_and(|prompt| prompt.who == Some(Person::A)));
    house.choose("Back");
    house.choose("The jar");
    assert_eq!(house.question(), "The jar is empty still.");
    house.choose("Back");
    house.choose("Back");
    assert!(house.choices().contains(&"My words, and the jar".to_owned()), "the journal of one");
}
