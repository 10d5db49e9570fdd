//! What is welcome, marked alone: shown only to its owner, taken away with one key, run out by
//! itself, and kept as one value without a past.

use chrono::TimeDelta;
use evenfall::domain::flow::{Answer, Ask, Choice, Extra, Prompt};
use evenfall::domain::welcome::joint::Joint;
use evenfall::session::guide::{Outcome, Route};
use evenfall::session::places::Place;

use super::house::{House, extra, files, secret, text};

impl House {
    /// The list of the first or the second of two, in their own turn.
    pub(super) fn welcomes(&mut self, person: usize) {
        self.leave();
        self.begin(Route::Ways);
        self.answers([Answer::Pick(person)]);
        self.choose("What is welcome");
    }

    /// Labels and notes of what can be chosen.
    fn noted(&self) -> Vec<String> {
        let Some(Ask::OneOf(ask)) = self.prompt().map(|prompt| prompt.ask) else { return Vec::new() };
        let row = |choice: &Choice| format!("{}: {}", choice.label, choice.note);
        ask.choices.iter().map(row).collect()
    }

    /// Goes to a place and turns this kind there, so many times.
    pub(super) fn turns(&mut self, place: &str, kind: &str, times: usize) {
        let empty = !self.noted().iter().any(|row| row.starts_with("Mark something more"));
        self.choose(if empty { "Mark something" } else { "Mark something more" });
        self.choose(place);
        for _ in 0..times {
            self.choose(kind);
        }
        self.choose("Back");
    }

    /// One key away, wherever the focus is put first.
    fn takes_away(&mut self, at: usize) {
        self.answers([Answer::Extra(Extra::TakeAway, Some(at))]);
    }

    fn both(&self) -> Joint {
        self.session.archive().both_welcome(self.session.evening(self.now))
    }
}

fn two() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.leave();
    house
}

fn said(prompt: Prompt) -> String {
    [prompt.lines, prompt.quiet].concat().join(" ")
}

#[test]
fn a_mark_goes_round_and_goes_with_one_key() {
    let mut house = two();
    house.welcomes(0);
    assert_eq!(house.noted(), ["Mark something: ", "The places: rename, hide, add", "That is all: "]);
    let first = said(house.prompt().expect("the list"));
    for honest in
        ["For you alone.", "after 30 days", "A signal, not a promise. Words come first.", "not locked"]
    {
        assert!(first.contains(honest), "{honest}: {first}");
    }
    house.choose("Mark something");
    house.choose("back");
    assert_eq!(house.question(), "What is welcome: back?");
    for note in ["welcome", "ask me first", ""] {
        house.choose("stroking");
        assert_eq!(house.noted()[1], format!("stroking: {note}"));
        assert_eq!(house.question(), "What is welcome: back?", "without a word");
    }
    house.choose("stroking");
    house.takes_away(1);
    assert_eq!(house.noted()[1], "stroking: ");
    house.choose("Back");
    house.turns("back", "stroking", 1);
    house.turns("back", "kissing", 2);
    house.turns("feet", "massage", 1);
    let rows = house.noted();
    assert_eq!(rows[..2], ["back: stroking; ask me first: kissing", "feet: massage"]);
    house.takes_away(0);
    assert_eq!(house.noted()[0], "feet: massage");
    assert!(!house.lines().concat().contains("aken"), "silent");
    assert!(house.back() || house.prompt().is_some());
    let outcome = house.answer(extra(Extra::TakeAway));
    assert!(matches!(outcome, Outcome::Again(_)), "a key with nothing under it");
}

#[test]
fn no_page_has_a_way_to_refuse() {
    let mut house = two();
    house.welcomes(0);
    house.turns("back", "stroking", 1);
    let mut pages = vec![house.prompt().expect("the list")];
    for rows in
        [&["Mark something"][..], &["Mark something", "back"], &["The places"], &["The places", "back"]]
    {
        house.welcomes(0);
        for row in rows {
            house.choose(row);
        }
        pages.push(house.prompt().expect("a page"));
    }
    for page in pages {
        let Ask::OneOf(ask) = &page.ask else { panic!("choices") };
        let labels: Vec<String> =
            ask.choices.iter().map(|choice| format!("{} {}", choice.label, choice.note)).collect();
        let words = format!("{} {} {}", page.question, labels.join(" "), said(page.clone())).to_lowercase();
        for word in
            ["welcome list", " no ", "never", "not welcome", "agreed", "consent", "verified", "refuse"]
        {
            assert!(!words.contains(word), "{word}: {words}");
        }
    }
}

#[test]
fn going_back_leads_through_the_pages_to_tonight() {
    let mut house = two();
    house.welcomes(0);
    house.choose("The places");
    house.choose("chest");
    house.choose("Call it something else");
    house.answers([text("the front")]);
    assert!(house.noted().contains(&"the front: chest".to_owned()));
    assert!(house.back());
    assert_eq!(house.question(), "What is welcome to you?");
    house.turns("the front", "resting touch", 1);
    house.choose("The places");
    house.choose("Add a place");
    assert!(matches!(house.answer(text(" ")), Outcome::Again(_)));
    assert!(matches!(house.answer(text("The Front")), Outcome::NotKept(_)), "one of that name is there");
    house.answers([text("the scar")]);
    house.choose("the scar");
    house.choose("Take it off the list");
    house.choose("the front");
    house.choose("Hide it");
    assert!(house.noted().contains(&"the front: hidden".to_owned()));
    house.choose("the front");
    house.choose("Put it on the list again");
    house.choose("Back");
    assert_eq!(house.noted()[0], "Mark something: ", "its marks went with it");
    assert!(!house.back(), "and then there is Tonight");
}

#[test]
fn no_key_brings_a_mark_back() {
    let mut house = two();
    house.begin(Route::Plan);
    house.choose("The size of a week");
    house.answers([Answer::Pick(3)]);
    house.welcomes(0);
    house.turns("back", "stroking", 1);
    assert!(!house.undo().expect("it is told"), "there is nothing to take back here");
    assert_eq!(house.noted()[0], "back: stroking");
    house.takes_away(0);
    for _ in 0..3 {
        assert!(!house.undo().expect("it is told") && !house.redo().expect("it is told"));
        assert_eq!(house.noted()[0], "Mark something: ");
    }
    assert_eq!(house.session.archive().week_size().get(), 3);
}

#[test]
fn after_fifty_changes_of_mind_the_disk_holds_one_value() {
    let mut house = two();
    house.welcomes(1);
    house.choose("The places");
    house.choose("Add a place");
    house.answers([text("quillfeather")]);
    house.choose("Back");
    house.turns("quillfeather", "kissing", 2);
    house.turns("intimate places", "massage", 1);
    for at in 0..50 {
        // Backups come due meanwhile, and other things are kept too.
        house.pass(TimeDelta::minutes(11));
        house.now.mono += std::time::Duration::from_secs(660);
        house.welcomes(1);
        house.turns(["belly", "hips", "legs"][at % 3], "skin to skin", at % 4);
        house.leave();
        house.begin(Route::Plan);
        house.choose("The size of a week");
        house.answers([Answer::Pick(at % 4)]);
    }
    house.welcomes(1);
    while house.noted().len() > 3 {
        house.takes_away(0);
    }
    house.choose("The places");
    house.choose("quillfeather");
    house.choose("Take it off the list");
    house.choose("Back");
    house.turns("hair", "stroking", 1);
    house.leave();
    let mut backups = 0;
    for (name, bytes) in files(house.root()) {
        let kept = String::from_utf8_lossy(&bytes).into_owned();
        backups += usize::from(name.starts_with("backups"));
        assert!(!(name.starts_with("backups") && name.contains("now")), "{name}");
        for gone in
            ["quillfeather", "skin-to-skin", "kissing", "intimate", "belly", "hips", "legs", "ask-first"]
        {
            assert!(!kept.contains(gone), "{gone} in {name}");
        }
        assert_eq!(kept.contains("stroking"), name == "now-b.json", "{name}");
        assert_eq!(kept.contains("\"welcome\""), name == "now-b.json", "{name}");
    }
    assert!(backups > 3, "there are copies of other files: {backups}");
}

#[test]
fn what_ran_out_waits_in_its_owners_turn_and_nowhere_else() {
    let line = "What was welcome has run out. You could mark it again.";
    let mut house = two();
    for person in 0..2 {
        house.welcomes(person);
        house.turns("back", "stroking", 1);
        house.turns("feet", "massage", 2);
    }
    assert_eq!(house.both().places().len(), 2);
    let ways = |house: &mut House, person| {
        house.leave();
        house.begin(Route::Ways);
        house.answers([Answer::Pick(person)]);
        house.prompt().expect("a page").quiet.contains(&line.to_owned())
    };
    assert!(!ways(&mut house, 0) && !ways(&mut house, 1));
    house.leave();
    house.begin(Route::Minding);
    house.choose("Add something");
    house.answers([Answer::Pick(0), text("the left hand is numb")]);
    let Some(Ask::AnyOf(ticks)) = house.prompt().map(|prompt| prompt.ask) else { panic!("ticks") };
    house.answers([Answer::Ticks(vec![false; ticks.len()]), Answer::Pick(1), text(""), text("")]);
    house.answers([Answer::Pick(1)]);
    assert!(house.both() == Joint::default(), "her health changed");
    assert!(ways(&mut house, 0) && !ways(&mut house, 1), "and Jo is told nothing");
    house.leave();
    let places: Vec<String> = Place::tonight(&house.session, house.now)
        .into_iter()
        .map(|place| place.note(&house.session, house.now).into_owned())
        .collect();
    assert!(!places.concat().contains("welcome") && house.session.take_news().is_empty());

    house.welcomes(0);
    let page = house.prompt().expect("the page");
    let Ask::AnyOf(ticks) = page.ask else { panic!("boxes") };
    let boxes: Vec<(&str, bool)> = ticks.iter().map(|tick| (tick.label.as_str(), tick.on)).collect();
    assert_eq!(boxes, [("back: stroking, welcome", false), ("feet: massage, ask me first", false)]);
    assert!(!house.back() || house.question().starts_with("What would you like to change"));
    house.welcomes(0);
    house.answers([Answer::Ticks(vec![false, true])]);
    assert_eq!(house.noted()[0], "feet: ask me first: massage");
    assert_eq!(house.both().places().len(), 1);
    assert!(!ways(&mut house, 0));

    house.pass(TimeDelta::days(29));
    assert!(!ways(&mut house, 0) && !ways(&mut house, 1), "evenings end, and it stays");
    house.pass(TimeDelta::days(1));
    assert!(ways(&mut house, 0) && ways(&mut house, 1));
    house.welcomes(1);
    house.answers([Answer::Ticks(vec![false, false])]);
    assert_eq!(house.noted()[0], "Mark something: ", "nothing is fine");
}

#[test]
fn where_it_is_locked_both_have_to_be_open() {
    let mut house = two();
    for person in 0..2 {
        house.welcomes(person);
        house.turns("back", "stroking", 1);
    }
    house.leave();
    house.begin(Route::Lock);
    house.answers([Answer::Pick(0)]);
    house.locks_with("the lamp at nine");
    house.leave();
    assert_eq!(house.both().places().len(), 1, "hers came along");
    assert!(!house.root().join("now-a.json").exists());
    house.cut_and_start_again();
    assert!(house.both() == Joint::default(), "Mara is not open");
    house.begin(Route::Ways);
    house.answers([Answer::Pick(0), secret("the lamp at nine")]);
    assert_eq!(house.both().places().len(), 1);
    house.choose("What is welcome");
    assert_eq!(house.noted()[0], "back: stroking");
    assert!(!said(house.prompt().expect("the list")).contains("not locked"));
}

#[test]
fn one_person_alone_marks_their_own_list() {
    let mut house = House::set_up(&["Mara"]);
    house.leave();
    house.begin(Route::Ways);
    house.choose("What is welcome");
    assert!(!said(house.prompt().expect("the list")).contains("both"));
    house.turns("feet", "massage", 1);
    assert_eq!(house.noted()[0], "feet: massage");
    assert!(house.both() == Joint::default());
}

#[test]
fn both_see_what_both_marked_on_the_way_to_time_for_touch() {
    let mut house = two();
    let together = |house: &mut House| {
        house.leave();
        house.begin(Route::Touch);
        house.choose("What is welcome");
        house.prompt().expect("the page for both")
    };
    let nothing = together(&mut house);
    assert_eq!(nothing.question, "For now: company, rest, and hands if they are welcome.");
    house.choose("One of us marks");
    assert_eq!(house.question(), "Who is it?");
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.question(), "What is welcome to you?");
    house.turns("back", "stroking", 1);
    house.turns("feet", "massage", 1);
    house.turns("face", "kissing", 1);
    assert!(together(&mut house) == nothing, "of one list nothing is told");
    house.welcomes(1);
    house.turns("feet", "massage", 2);
    house.turns("hair", "stroking", 2);
    house.turns("back", "stroking", 1);
    let page = together(&mut house);
    assert_eq!(page.question, "What you both find welcome.");
    assert_eq!(page.lines, ["back: stroking.", "feet: ask first: massage."]);
    assert!(page.who.is_none() && page.quiet == nothing.quiet);
    house.choose("What tonight could hold");
    assert_eq!(house.question(), "These would fit this evening.");
    house.welcomes(0);
    while house.noted().len() > 3 {
        house.takes_away(0);
    }
    assert!(together(&mut house) == nothing);
    assert!(house.back(), "and back to time for touch");
}
