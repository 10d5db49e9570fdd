//! Notes: written, read, changed, put away, brought back, deleted for good.

use std::fs;
use std::sync::Arc;

use chrono::TimeDelta;
use evenfall::domain::archive::Slot;
use evenfall::domain::content::Content;
use evenfall::domain::flow::{Answer, Ask, Prompt, View};
use evenfall::session::Session;
use evenfall::session::guide::{Guide, Outcome, Route, Stage};
use evenfall::store::RealDisk;

use super::house::{House, text};
use super::moment::Seeded;

impl House {
    /// The turn of the first or the second of two, at the menu of notes.
    pub fn notes_of(&mut self, person: usize) {
        self.begin(Route::Notes);
        self.answers([Answer::Pick(1), Answer::Pick(person)]);
        assert_eq!(self.question(), "What would you like?");
    }

    pub fn choices(&self) -> Vec<String> {
        match self.prompt().map(|prompt| prompt.ask) {
            Some(Ask::OneOf(ask)) => ask.choices.into_iter().map(|choice| choice.label).collect(),
            _ => Vec::new(),
        }
    }

    /// The entry that is on the page, and what was said to it.
    #[track_caller]
    pub fn the_entry(&self) -> (String, Option<String>) {
        match self.prompt().and_then(|prompt| prompt.view) {
            Some(View::Entry(entry)) => (entry.words.to_string(), entry.thanks),
            _ => panic!("an entry is on the page"),
        }
    }

    /// The choice of that name.
    #[track_caller]
    pub fn choose(&mut self, label: &str) {
        let choices = self.choices();
        let at =
            choices.iter().position(|choice| choice.starts_with(label) || after_its_day(choice) == label);
        let at = at.unwrap_or_else(|| panic!("{label:?} is not among {choices:?}"));
        self.answers([Answer::Pick(at)]);
    }

    pub fn writes(&mut self, person: usize, words: &str) {
        self.notes_of(person);
        self.answers([Answer::Pick(0), Answer::Pick(0), text(words)]);
        self.choose("Share it");
        self.leave();
    }

    fn shared(&mut self) -> Vec<String> {
        self.begin(Route::Notes);
        self.answers([Answer::Pick(0)]);
        self.choices()
    }
}

pub fn two() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.leave();
    house
}

/// The words of an entry in a list, without the day before them.
fn after_its_day(choice: &str) -> &str {
    choice.split_once("  ").map_or(choice, |(_, words)| words)
}

fn first(prompt: &Prompt) -> usize {
    match &prompt.ask {
        Ask::OneOf(ask) => ask.first,
        _ => usize::MAX,
    }
}

#[test]
fn a_note_is_written_and_read_by_both() {
    let mut house = two();
    house.notes_of(0);
    house.answers([Answer::Pick(0), Answer::Pick(0), text("the lake, next summer")]);
    assert_eq!(house.choices(), ["Leave it half written for now", "Share it with Jo", "From both of us"]);
    let prompt = house.prompt().expect("where it goes");
    assert_eq!(first(&prompt), 0, "an Enter too many shares nothing");
    assert_eq!(
        prompt.quiet,
        [
            "Until you choose, it waits half written.",
            "Only mine comes with a passphrase. Settings has the way to one."
        ]
    );
    house.choose("Share it");
    assert!(house.prompt().is_some_and(|prompt| prompt.lines[0] == "It is kept."));
    house.leave();
    assert_eq!(house.shared(), ["Fri 20  the lake, next summer", "Back to Tonight"]);
    house.answers([Answer::Pick(0)]);
    let prompt = house.prompt().expect("the note");
    assert_eq!(
        (prompt.question.as_str(), house.the_entry().0.as_str()),
        ("Mara, Friday 20 November 2026.", "the lake, next summer")
    );
    house.answers([Answer::Go]);
    house.choose("Back to Tonight");
    assert!(house.prompt().is_none());
}

#[test]
fn words_half_written_are_found_again() {
    let mut house = two();
    house.notes_of(0);
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    house.typing("the la");
    house.leave();
    house.cut_and_start_again();
    house.notes_of(1);
    assert_eq!(house.choices()[0], "Write something", "the other's page is the same");
    house.leave();
    house.pass(TimeDelta::days(3));
    house.session.tick(house.now);
    house.notes_of(0);
    house.choose("Go on with the note you began");
    assert_eq!(house.typed().as_deref(), Some("the la"));
    house.answers([text("the lake")]);
    assert!(house.back());
    assert_eq!(house.typed().as_deref(), Some("the lake"), "one page back the words are there");
    house.answers([text("the lake"), Answer::Pick(0)]);
    house.choose("Go on with the note you began");
    house.answers([text("the lake")]);
    house.choose("Share it");
    assert_eq!(after_its_day(&house.choices()[0]), "the lake");
    house.choose("Back");
    house.choose("Write something");
    house.choose("Anything");
    assert_eq!(house.typed().as_deref(), Some(""), "what is a note is no draft");
    house.answers([text("  ")]);
    assert_eq!(house.question(), "What would you like?");
    house.leave();
    assert_eq!(house.shared().len(), 2);
}

#[test]
fn only_its_author_can_change_it_and_nobody_sees_the_bin_of_another() {
    let mut house = two();
    house.writes(0, "one");
    house.notes_of(1);
    house.choose("Read");
    house.choose("one");
    assert_eq!(house.choices(), ["Back", "Open its day", "Fold it out of my sight"]);
    house.leave();

    house.notes_of(0);
    house.choose("Read");
    house.choose("one");
    assert_eq!(house.choices(), ["Back", "Change it", "Tags", "Open its day", "Put it in the bin"]);
    house.choose("Change it");
    assert_eq!(house.typed().as_deref(), Some("one"));
    house.typing("one and a ha");
    assert!(house.back());
    house.choose("Go on changing it");
    assert_eq!(house.typed().as_deref(), Some("one and a ha"));
    house.answers([text("two")]);
    house.choose("two");
    house.choose("Put it in the bin");
    house.leave();
    assert_eq!(house.shared(), ["Back to Tonight"]);
    assert_eq!(house.question(), "Nothing here yet, and that is fine.");
    house.notes_of(1);
    house.choose("The bin");
    assert_eq!((house.question().as_str(), house.choices()), ("The bin is empty.", vec!["Back".to_owned()]));
    house.leave();

    house.notes_of(0);
    house.choose("The bin");
    house.choose("two");
    assert_eq!(house.choices(), ["Back", "Bring it back", "Delete it for good"]);
    house.choose("Bring it back");
    house.leave();
    assert_eq!(house.shared().len(), 2);
}

#[test]
fn deleting_for_good_is_asked_and_says_what_it_cannot_reach() {
    let mut house = two();
    house.writes(0, "to be forgotten");
    house.notes_of(0);
    house.choose("Read");
    house.choose("to be forgotten");
    house.choose("Put it in the bin");
    assert!(house.undo().is_ok_and(|undone| undone), "that much can be taken back");
    assert!(house.redo().is_ok_and(|again| again));
    house.begin(Route::Evening);
    house.notes_of(0);
    assert!(house.undo().is_ok_and(|undone| !undone), "in another turn it cannot");
    house.choose("The bin");
    house.choose("to be forgotten");
    house.choose("Delete it for good");
    let prompt = house.prompt().expect("asked");
    assert_eq!(first(&prompt), 0);
    assert!(prompt.quiet.iter().any(|line| line == "SSDs and copies elsewhere may keep traces."));
    house.choose("Delete it for good");
    let told = house.prompt().expect("what went");
    assert_eq!(told.question, "It is gone from the copies here, too.");
    assert!(told.lines.iter().all(|line| line.starts_with("November 2026: ")), "{:?}", told.lines);
    assert_eq!(told.lines.len(), 1);
    house.answers([Answer::Go]);
    assert_eq!(house.question(), "The bin is empty.");
    assert!(house.undo().is_ok_and(|undone| !undone), "for good is for good");
    house.leave();
    let files = ["couple.json", "months/2026-11.json", "now-a.json"];
    for file in files {
        let kept = fs::read_to_string(house.root().join(file)).unwrap_or_default();
        assert!(!kept.contains("forgotten"), "{file}");
    }
}

#[test]
fn the_bin_is_cleared_when_somebody_asks_after_thirty_days() {
    let mut house = two();
    house.writes(0, "old");
    house.notes_of(0);
    house.choose("Read");
    house.choose("old");
    house.choose("Put it in the bin");
    house.choose("Back");
    house.choose("The bin");
    assert_eq!(house.choices(), ["old", "Back"]);
    house.leave();
    house.pass(TimeDelta::days(31));
    house.cut_and_start_again();
    house.notes_of(0);
    house.choose("The bin");
    assert_eq!(house.choices(), ["old", "Clear what is older than 30 days", "Back"]);
    house.choose("Clear what");
    house.answers([Answer::Pick(0)]);
    house.choose("Clear what");
    house.choose("Clear it for good");
    house.answers([Answer::Go]);
    assert_eq!(house.question(), "The bin is empty.");
}

#[test]
fn months_are_read_only_as_they_are_looked_at() {
    let mut house = two();
    for month in 0..5 {
        house.writes(0, &format!("note {month}"));
        house.pass(TimeDelta::days(30));
    }
    house.cut_and_start_again();
    let unread = |house: &House| {
        house.session.archive().months.values().filter(|slot| matches!(slot, Slot::Unread)).count()
    };
    assert_eq!(unread(&house), 4);
    assert_eq!(house.shared(), ["Sat 20  note 4", "Earlier", "Back to Tonight"]);
    assert_eq!(unread(&house), 4);
    house.choose("Earlier");
    assert_eq!((house.question().as_str(), unread(&house)), ("February 2027", 3));
    house.choose("Earlier");
    house.choose("Earlier");
    house.choose("Earlier");
    assert_eq!(house.choices(), ["Fri 20  note 0", "Back to Tonight"]);
    assert_eq!(house.question(), "November 2026");
}

#[test]
fn one_person_alone_has_their_notes_and_nobody_is_mentioned() {
    let mut house = House::set_up(&["Mara"]);
    house.leave();
    house.begin(Route::Notes);
    assert_eq!(house.question(), "What would you like?");
    house.answers([Answer::Pick(0), Answer::Pick(0), text("the lake")]);
    assert_eq!(house.choices(), ["Keep it", "Leave it half written for now"]);
    let outcome = house.answer(Answer::Pick(0));
    assert!(matches!(outcome, Outcome::Moved { .. }));
    house.choose("the lake");
    assert_eq!(house.choices(), ["Back", "Change it", "Tags", "Open its day", "Put it in the bin"]);
}

#[test]
fn a_second_window_reads_what_is_shared_and_writes_nothing() {
    let mut house = two();
    house.writes(0, "the lake");
    house.notes_of(1);
    let (content, now) = (Content::embedded(), house.now);
    let stage = Stage { content: &content, desktop: false, incoming: None };
    let mint = Box::new(Seeded(5 << 50));
    let mut second = Session::open(house.root(), Arc::new(RealDisk), mint, now).expect("it opens");
    assert!(second.looking_only().is_some());
    let (mut guide, _) = Guide::begin(Route::Notes, &mut second, stage, now);
    assert_eq!(guide.answer(Answer::Pick(0), &mut second, stage, now), Outcome::Moved { scrub: false });
    let list = guide.prompt(&second, stage, now).expect("the list");
    assert!(matches!(list.ask, Ask::OneOf(ask) if after_its_day(&ask.choices[0].label) == "the lake"));
    assert!(guide.back());
    guide.answer(Answer::Pick(1), &mut second, stage, now);
    let refused = guide.answer(Answer::Pick(0), &mut second, stage, now);
    assert!(matches!(refused, Outcome::NotKept(_)), "{refused:?}");
}
