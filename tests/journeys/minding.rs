//! What there is to mind: added by anyone, changed, cleared and taken back by one alone; and
//! notes of one's own body.

use std::fs;

use chrono::TimeDelta;
use evenfall::domain::archive::TeamSaid;
use evenfall::domain::content::Tag;
use evenfall::domain::flow::{Answer, Ask, Prompt};
use evenfall::domain::pacing::Band;
use evenfall::domain::people::Person;
use evenfall::session::guide::{Outcome, Route};

use super::house::{House, text};

impl House {
    fn ledger(&mut self) -> Vec<String> {
        self.leave();
        self.begin(Route::Minding);
        self.rows()
    }

    /// Labels and notes of what can be chosen, as they are read.
    fn rows(&self) -> Vec<String> {
        let Some(Ask::OneOf(ask)) = self.prompt().map(|prompt| prompt.ask) else { return Vec::new() };
        let row = |choice: &evenfall::domain::flow::Choice| format!("{}: {}", choice.label, choice.note);
        ask.choices.iter().map(row).collect()
    }

    /// The ticks as they stand.
    fn ticked(&self) -> Vec<Tag> {
        let Some(Ask::AnyOf(ticks)) = self.prompt().map(|prompt| prompt.ask) else { panic!("no ticks here") };
        let on = Tag::WORDS.iter().zip(ticks).filter(|(_, tick)| tick.on);
        on.map(|((tag, _), _)| *tag).collect()
    }

    /// Goes on with the ticks as they stand.
    fn as_ticked(&mut self) {
        let on = self.ticked();
        self.answers([Answer::Ticks(Tag::WORDS.iter().map(|(tag, _)| on.contains(tag)).collect())]);
    }

    /// Adds this for the first or the second of two, until this day.
    fn minds(&mut self, person: usize, words: &str, by: &str, until: &str) {
        self.ledger();
        self.choose("Add something");
        self.answers([Answer::Pick(person), text(words)]);
        self.as_ticked();
        if self.question().starts_with("How near") {
            self.answers([Answer::Pick(1)]);
        }
        self.answers([text(by), text(until), Answer::Pick(0)]);
    }

    /// Past the page that tells what went from earlier copies, where something did.
    fn past_what_went(&mut self) {
        if self.question().starts_with("It is gone") {
            self.answers([Answer::Go]);
        }
    }

    fn of_mara(&mut self) {
        self.ledger();
        self.choose("This is mine");
        self.answers([Answer::Pick(0)]);
    }

    fn holding(&self) -> Vec<String> {
        let evening = self.session.evening(self.now);
        let plan = self.session.archive().plan(evening, self.now);
        plan.restrictions.into_iter().map(|one| one.text).collect()
    }
}

fn two() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.leave();
    house
}

fn first(prompt: Option<Prompt>) -> usize {
    match prompt.map(|prompt| prompt.ask) {
        Some(Ask::OneOf(ask)) => ask.first,
        _ => usize::MAX,
    }
}

#[test]
fn anyone_adds_and_it_holds_at_once() {
    let mut house = two();
    assert_eq!(house.ledger()[0], "Add something to mind: it holds at once");
    assert_eq!(house.question(), "Nothing is noted here.");
    house.choose("Add something");
    assert_eq!(house.question(), "Whose body does it protect?");
    house.answers([Answer::Pick(0), text("no lifting until 20 December")]);
    assert_eq!(house.ticked(), [Tag::Lifting], "the words tick what they name");
    house.as_ticked();
    assert_eq!(house.question(), "Who said so, and when?", "the tick says it all");
    house.answers([text("Dr K.")]);
    assert_eq!(house.typed().as_deref(), Some("20 December"), "the day is found in the words");
    house.answers([text("20 December")]);
    let ends = house.choices().iter().position(|label| label == "The day it ends").expect("a choice");
    house.answers([Answer::Pick(ends)]);
    assert!(house.lines().contains(&"It is kept, and it holds at once.".to_owned()));
    assert_eq!(house.rows()[0], "no lifting: Mara, Dr K., until 20 December");
    assert_eq!(house.holding(), ["Dr K.: no lifting until 20 December."]);
    house.choose("no lifting");
    assert_eq!(house.question(), "Dr K.: no lifting until 20 December.");
    assert_eq!(house.lines(), ["It protects the body of Mara.", "To ask again: 20 December."]);
    assert!(!house.undo().is_ok_and(|undone| undone), "what protects is not taken back by a key");
}

#[test]
fn words_that_no_tick_says_ask_how_near_and_stand_beside_offers() {
    let mut house = two();
    house.ledger();
    house.choose("Add something");
    house.answers([Answer::Pick(1), text("the left hand is numb")]);
    assert_eq!(house.ticked(), []);
    house.as_ticked();
    assert_eq!(house.question(), "How near may an evening come with it?");
    assert_eq!(first(house.prompt()), 1, "gentle touch, unless it is said");
    house.answers([Answer::Pick(2), text(""), text("")]);
    house.answers([Answer::Pick(1)]);
    assert_eq!(house.holding(), ["To mind for now: the left hand is numb."]);
    let archive = house.session.archive();
    let ceiling = archive.restrictions(house.session.evening(house.now)).next().expect("one").1.ceiling();
    assert_eq!(ceiling, Some(Band::Near));
}

#[test]
fn without_words_and_ticks_there_is_nothing_to_keep_and_past_days_are_asked_again() {
    let mut house = two();
    house.ledger();
    house.choose("Add something");
    house.answers([Answer::Pick(0), text(" ")]);
    let none = Answer::Ticks(vec![false; Tag::WORDS.len()]);
    assert!(matches!(house.answer(none), Outcome::Again(_)));
    let heat = Answer::Ticks(Tag::WORDS.iter().map(|(tag, _)| *tag == Tag::Heat).collect());
    house.answers([heat, text("")]);
    for day in ["2026-11-19", "someday", "\u{202e}"] {
        assert!(matches!(house.answer(text(day)), Outcome::Again(_)) || day == "\u{202e}", "{day}");
    }
    assert!(house.question().starts_with("When would you like"), "nothing that shows is no day");
    house.choose("Another day");
    assert!(matches!(house.answer(text("2026-11-19")), Outcome::Again(_)));
    house.answers([text("2026-12-04")]);
    assert_eq!(house.rows()[0], "no heat: Mara, until it is cleared");
}

#[test]
fn past_its_date_it_stands_first_holds_and_asks_again() {
    let mut house = two();
    house.minds(0, "no lifting", "Dr K.", "25 November");
    house.minds(1, "no alcohol", "", "");
    house.minds(1, "no heat", "", "24 November");
    let order = |house: &mut House| -> Vec<String> { house.ledger().into_iter().take(3).collect() };
    assert!(order(&mut house)[0].starts_with("no heat"), "what runs out first");
    assert!(!house.lines().concat().contains("Ask again"));
    house.pass(TimeDelta::days(6));
    let rows = order(&mut house);
    assert_eq!(rows[0], "no heat: Jo, ask again");
    assert_eq!(rows[1], "no lifting: Mara, Dr K., ask again");
    assert_eq!(rows[2], "no alcohol: Jo, until it is cleared");
    assert!(house.lines().contains(&"Past its date; it still holds. Ask again.".to_owned()));
    assert!(house.holding().contains(&"Dr K.: no lifting until 25 November. Ask again.".to_owned()));
    house.choose("no lifting");
    let page = house.prompt().expect("the page");
    let said = [page.lines, page.quiet, vec![page.question]].concat().join(" ");
    for no in ["allowed", "resume", "may now", "over now"] {
        assert!(!said.contains(no), "{no}: {said}");
    }
}

#[test]
fn only_its_owner_changes_it_and_as_it_was_it_holds_tonight() {
    let mut house = two();
    house.minds(0, "no lifting", "Dr K.", "25 November");
    house.minds(1, "no alcohol", "", "");
    house.of_mara();
    assert!(house.rows().iter().all(|row| !row.starts_with("no alcohol")), "nothing of Jo's");
    house.choose("no lifting");
    house.choose("Change it");
    assert_eq!(house.typed().as_deref(), Some("no lifting"));
    house.answers([text("no lifting, no heat")]);
    assert_eq!(house.ticked(), [Tag::Lifting, Tag::Heat]);
    house.as_ticked();
    house.answers([text("Dr K., today"), text("30 November"), Answer::Pick(0)]);
    let new = "Dr K., today: no lifting, no heat until 30 November.".to_owned();
    assert_eq!(house.holding().len(), 3, "both hold tonight: {:?}", house.holding());
    assert!(house.holding().contains(&new));
    let ended = house.ledger().into_iter().find(|row| row.contains("ended, holds tonight"));
    assert_eq!(ended.as_deref(), Some("no lifting: Mara, Dr K., ended, holds tonight"));
    house.pass(TimeDelta::days(1));
    assert_eq!(house.holding(), ["To mind for now: no alcohol.".to_owned(), new]);

    house.of_mara();
    house.choose("no lifting");
    house.choose("Change it");
    house.answers([text("no lifting, no heat")]);
    house.as_ticked();
    house.answers([text("Dr K., today"), text("30 November"), Answer::Pick(0)]);
    assert!(house.lines().contains(&"It stays as it is.".to_owned()), "nothing changed: {:?}", house.lines());
    assert_eq!(house.holding().len(), 2);
}

#[test]
fn a_word_of_the_team_or_taking_it_back_ends_it_from_tomorrow() {
    let mut house = two();
    house.minds(0, "no lifting", "Dr K.", "");
    house.minds(0, "no heat", "", "");
    house.of_mara();
    house.choose("no lifting");
    house.choose("My team has said");
    assert!(matches!(house.answer(text(" ")), Outcome::Again(_)), "who said so");
    house.answers([text("Dr K., by phone")]);
    house.choose("no heat");
    house.choose("Take it back");
    assert_eq!(first(house.prompt()), 0, "an Enter too many leaves it");
    house.choose("Take it back");
    assert_eq!(house.holding().len(), 2, "both hold tonight");
    house.choose("no lifting");
    assert!(house.lines().contains(&"Ended by a word: Dr K., by phone.".to_owned()));
    assert!(house.lines().contains(&"It still holds tonight, and no longer from tomorrow.".to_owned()));
    assert_eq!(house.choices(), ["Back"]);
    house.pass(TimeDelta::days(1));
    assert_eq!(house.holding(), Vec::<String>::new());
}

#[test]
fn a_treatment_asks_anew_and_nobody_has_said_yet_stands_there() {
    let mut house = two();
    house.of_mara();
    house.choose("An operation");
    house.choose("Yes, lately");
    assert_eq!(house.question(), "Has your team said what to mind for now?");
    let not_said = |house: &House| {
        let evening = house.session.evening(house.now);
        house.session.archive().plan(evening, house.now).not_said_by_team
    };
    assert!(not_said(&house), "careful before any answer");
    assert_eq!(house.ledger()[0], "Nobody has said yet: Mara, a question for the next visit");
    house.choose("Nobody has said");
    assert!(house.lines().iter().any(|line| line.starts_with("For closeness: what is there to mind")));
    house.choose("My team has said");
    house.choose("What my team");
    house.choose("Yes, I will add it");
    house.answers([text("no hot bath")]);
    house.as_ticked();
    house.answers([text("Nurse P."), text(""), Answer::Pick(0)]);
    assert_eq!(house.session.archive().team_said(Person::A), Some(TeamSaid::SomethingToMind));
    assert_eq!(house.holding(), ["Nurse P.: no hot bath."]);
    assert_eq!(house.ledger()[1], "Nobody has said yet: Mara, holds until tomorrow");
    assert!(not_said(&house));
    house.pass(TimeDelta::days(1));
    assert!(!not_said(&house));
}

#[test]
fn a_harder_patch_is_gentler_for_three_evenings() {
    let mut house = two();
    house.ledger();
    house.choose("A harder patch");
    house.answers([Answer::Pick(1)]);
    assert!(house.session.archive().harder_patch().is_none());
    house.choose("A harder patch");
    house.answers([Answer::Pick(0)]);
    assert!(house.lines().contains(&"A harder patch: gentler through 22 November.".to_owned()));
    let gentler = |house: &House| {
        let evening = house.session.evening(house.now);
        house.session.archive().plan(evening, house.now).setback
    };
    for evening in 0..5 {
        assert_eq!(gentler(&house), evening < 3, "evening {evening}");
        house.pass(TimeDelta::days(1));
    }
}

#[test]
fn one_person_alone_is_not_asked_whose_body_it_is() {
    let mut house = House::set_up(&["Mara"]);
    house.ledger();
    house.choose("Add something");
    house.answers([text("the port")]);
    house.as_ticked();
    assert_eq!(house.choices()[0], "As near as you wish");
    house.answers([Answer::Pick(1), text(""), text(""), Answer::Pick(0)]);
    assert_eq!(house.rows()[0], "the port: until it is cleared");
}

#[test]
fn a_body_note_is_shown_hidden_again_and_forgotten() {
    let mut house = two();
    let kept = |house: &House, file: &str| fs::read_to_string(house.root().join(file)).unwrap_or_default();
    house.ledger();
    house.choose("My body notes");
    house.answers([Answer::Pick(0)]);
    house.choose("Add a place");
    house.choose("shoulders");
    house.choose("careful here");
    house.answers([text("a port")]);
    assert_eq!(first(house.prompt()), 0, "an Enter too many shows nothing");
    house.choose("Only on my own pages");
    assert_eq!(house.rows()[0], "shoulders, careful here, a port: only here");
    assert!(kept(&house, "a.json").contains("a port") && !kept(&house, "couple.json").contains("a port"));
    house.choose("shoulders");
    house.choose("Show it, or not");
    house.choose("Show it to Jo");
    house.past_what_went();
    assert_eq!(house.rows()[0], "shoulders, careful here, a port: shown");
    assert!(!kept(&house, "a.json").contains("a port") && kept(&house, "couple.json").contains("a port"));
    house.choose("shoulders");
    house.choose("Show it, or not");
    house.choose("Only on my own pages");
    house.past_what_went();
    assert!(!kept(&house, "couple.json").contains("a port"));
    house.choose("shoulders");
    house.choose("Forget it");
    house.choose("Forget it");
    house.past_what_went();
    assert_eq!(house.rows().len(), 2);
    for file in ["a.json", "couple.json"] {
        assert!(!kept(&house, file).contains("a port"), "{file}");
    }
}

#[test]
fn what_either_leaves_alone_is_not_offered_and_care_stands_beside_it() {
    let mut house = two();
    house.ledger();
    house.choose("My body notes");
    house.answers([Answer::Pick(1)]);
    house.choose("Add a place");
    house.choose("In my own words");
    assert!(matches!(house.answer(text(" ")), Outcome::Again(_)));
    house.answers([text("Hands"), Answer::Pick(2), text("sore"), Answer::Pick(1)]);
    assert_eq!(house.rows()[0], "hands, leave alone, sore: shown", "a word from the list is that place");
    let shown: Vec<String> =
        house.session.archive().shown_body_notes().map(|note| note.sentence("Jo")).collect();
    assert_eq!(shown, ["Jo: hands, leave alone, sore."]);
}

#[test]
fn the_next_one_begins_empty_and_one_page_back_nothing_is_lost() {
    let mut house = two();
    house.ledger();
    house.choose("Add something");
    house.answers([Answer::Pick(0), text("no lifting")]);
    assert!(house.back());
    assert_eq!(house.typed().as_deref(), Some("no lifting"));
    house.answers([text("no lifting")]);
    house.as_ticked();
    house.answers([text("Dr K."), text(""), Answer::Pick(0)]);
    house.choose("Add something");
    house.answers([Answer::Pick(1)]);
    assert_eq!(house.typed().as_deref(), Some(""));
    house.answers([text("no heat")]);
    assert_eq!(house.ticked(), [Tag::Heat]);
    house.as_ticked();
    assert_eq!(house.typed().as_deref(), Some(""), "nor does who said it stay");
}
