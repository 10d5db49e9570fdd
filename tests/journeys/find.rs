//! Entries found again: by whom, where, and what stays of it.

use std::sync::Arc;

use chrono::{Days, TimeDelta};
use evenfall::domain::archive::Slot;
use evenfall::domain::change::Change;
use evenfall::domain::content::Content;
use evenfall::domain::flow::{Answer, Ask, Extra, FindAsk, View};
use evenfall::domain::note::{Drawer, EntryKind, NewNote, NoteAt, NoteChange};
use evenfall::domain::people::Person;
use evenfall::domain::time::Evening;
use evenfall::session::Session;
use evenfall::session::guide::{Guide, Outcome, Route, Stage};
use evenfall::store::RealDisk;

use super::house::{House, extra, secret};
use super::moment::Seeded;
use super::notes::two;

const MARAS: &str = "the lamp at nine";

impl House {
    fn ask(&self) -> FindAsk {
        match self.prompt().map(|prompt| prompt.ask) {
            Some(Ask::Find(ask)) => *ask,
            _ => panic!("nothing is looked for on this page: {}", self.question()),
        }
    }

    /// What is found for these words, by its own.
    fn finds(&self, words: &str) -> Vec<String> {
        self.ask().found(words).hits.into_iter().map(|hit| hit.words).collect()
    }

    /// Opens what is found first.
    fn opens_the_first(&mut self, words: &str) {
        let at = self.ask().found(words).hits.remove(0).at;
        self.answers([Answer::Find { words: words.into(), at: Some(at) }]);
    }

    /// The page that finds, outside a turn or in that of one of the two.
    fn looks_for(&mut self, turn: Option<Person>) {
        match turn {
            Some(person) => self.turn_of(person),
            None => self.begin(Route::Notes),
        }
        self.choose("Find something");
    }

    fn turn_of(&mut self, person: Person) {
        self.begin(Route::Notes);
        if self.session.turn().is_none() {
            self.answers([Answer::Pick(1), Answer::Pick(usize::from(person == Person::B))]);
        }
        if self.prompt().is_some_and(|prompt| prompt.ask == Ask::Secret) {
            self.answers([secret(MARAS)]);
        }
    }

    /// One of the two does this, at once.
    fn has_done(&mut self, person: Person, change: NoteChange) {
        self.turn_of(person);
        self.session.commit(&[Change::Note(person, change)], self.now).expect("it is kept");
        self.leave();
    }

    fn has_written(&mut self, person: Person, note: NewNote) {
        self.has_done(person, NoteChange::Write(note));
    }

    fn entry(&self, ago: u64, words: &str) -> NewNote {
        NewNote::free(false, Evening(self.session.evening(self.now).0 - Days::new(ago)), words)
    }

    fn unread(&self) -> usize {
        self.session.archive().months.values().filter(|slot| matches!(slot, Slot::Unread)).count()
    }
}

/// Mara, who has a passphrase, and Jo, with something of each drawer.
fn each_with_their_own() -> House {
    let mut house = two();
    house.begin(Route::Lock);
    house.answers([Answer::Pick(0)]);
    house.locks_with(MARAS);
    let mine = NewNote { only_mine: true, ..house.entry(1, "a heron of mine") };
    let for_jo = NewNote { kind: EntryKind::ForYou, ..house.entry(2, "a heron for you") };
    let ours = house.entry(3, "a heron by the lake");
    for note in [mine, for_jo, ours] {
        house.has_written(Person::A, note);
    }
    house
}

#[test]
fn each_finds_what_is_in_their_sight_and_nothing_else() {
    let mut house = each_with_their_own();
    house.looks_for(None);
    assert_eq!(house.finds("heron"), ["a heron by the lake"], "side by side no letter is read");
    house.leave();
    house.looks_for(Some(Person::B));
    assert_eq!(house.finds("heron"), ["a heron by the lake"], "it waits folded");
    house.leave();
    house.looks_for(Some(Person::A));
    assert_eq!(house.finds("heron"), ["a heron of mine", "a heron for you", "a heron by the lake"]);
    assert_eq!(house.finds("heron \"only mine\""), ["a heron of mine"]);
    house.leave();

    let month = house.session.evening(house.now).month();
    let notes = house.session.archive().shared_notes(month).expect("a month that is here");
    let letter = notes.into_iter().find(|(_, note)| note.kind == EntryKind::ForYou).expect("a letter").0;
    house.has_done(Person::B, NoteChange::Fold(letter, false));
    house.looks_for(Some(Person::B));
    assert_eq!(house.finds("heron"), ["a heron for you", "a heron by the lake"]);
    house.opens_the_first("lake");
    house.choose("Fold it out of my sight");
    assert_eq!(house.finds("heron"), ["a heron for you"]);
    house.leave();
    house.looks_for(None);
    assert_eq!(house.finds("heron"), ["a heron by the lake"], "nobody else learns of it");
}

#[test]
fn everything_is_read_when_the_page_opens_and_not_before() {
    let mut house = two();
    for at in 0..5 {
        let note = house.entry(0, &format!("entry {at}"));
        house.has_written(Person::A, note);
        house.pass(TimeDelta::days(31));
    }
    house.cut_and_start_again();
    house.begin(Route::Notes);
    assert!(house.unread() > 2);
    house.choose("Find something");
    assert_eq!((house.unread(), house.finds("entry").len()), (0, 5));
    assert_eq!(house.finds("november 2026"), ["entry 0"]);
}

/// A month that cannot be read is told, and nothing is looked through without it.
#[test]
#[expect(clippy::disallowed_methods, reason = "another program need not be careful")]
fn a_month_that_does_not_open_is_told() {
    let mut house = two();
    for at in 0..4 {
        let note = house.entry(0, &format!("entry {at}"));
        house.has_written(Person::A, note);
        house.pass(TimeDelta::days(31));
    }
    house.cut_and_start_again();
    house.begin(Route::Notes);
    let unread = house.session.archive().unread_months().next().expect("a month");
    std::fs::write(house.root().join(format!("months/{unread}.json")), "{").expect("written");
    assert!(matches!(house.answer(Answer::Pick(2)), Outcome::NotKept(_)));
    assert_eq!(house.question(), "What would you like?");
}

#[test]
fn an_entry_leads_back_to_the_search_as_it_stood() {
    let mut house = two();
    for (ago, words) in [(1, "soup"), (2, "lake, again"), (3, "the lake")] {
        let note = house.entry(ago, words);
        house.has_written(Person::A, note);
    }
    let stands = |house: &House| {
        let ask = house.ask();
        let at = ask.at.clone();
        let hit = ask.found(&ask.start).hits.into_iter().find(|hit| Some(&hit.at) == at.as_ref());
        (ask.start, hit.map(|hit| hit.words))
    };
    house.looks_for(Some(Person::A));
    assert_eq!(stands(&house), (String::new(), None));
    house.opens_the_first("the lake");
    assert_eq!(house.choices(), ["Back", "Change it", "Tags", "Open its day", "Put it in the bin"]);
    assert!(house.back(), "Esc leads there");
    assert_eq!(stands(&house), ("the lake".into(), Some("the lake".into())));
    house.opens_the_first("again");
    house.choose("Back");
    assert_eq!(stands(&house), ("again".into(), Some("lake, again".into())));
    house.answers([extra(Extra::WhatToType)]);
    assert_eq!(house.question(), "What can be typed.");
    house.answers([Answer::Go]);
    assert_eq!(stands(&house), ("again".into(), Some("lake, again".into())));
    house.opens_the_first("lake");
    house.choose("Put it in the bin");
    assert_eq!(stands(&house), ("lake".into(), None), "what had the focus is not there any more");
    assert_eq!(house.finds("lake"), ["the lake"]);
    assert!(house.back());
    assert_eq!(house.question(), "What would you like?");
    house.choose("Find something");
    assert_eq!(stands(&house), (String::new(), None), "another search begins anew");
    house.leave();
    house.looks_for(None);
    assert_eq!(stands(&house), (String::new(), None));
    house.opens_the_first("soup");
    house.answers([Answer::Go]);
    assert_eq!(stands(&house), ("soup".into(), Some("soup".into())));
}

#[test]
fn nothing_of_a_search_is_kept_or_led_back_to() {
    let mut house = each_with_their_own();
    house.looks_for(Some(Person::A));
    let words = "heron zzyzx";
    house.stands_at(&Answer::Find { words: words.into(), at: None });
    house.typing(words);
    house.leave();
    house.session.hide();
    for (name, bytes) in super::house::files(house.root()) {
        assert!(!bytes.windows(5).any(|part| part == b"zzyzx"), "{name}");
    }
    for turn in [Some(Person::A), Some(Person::B), None] {
        house.looks_for(turn);
        assert_eq!(house.ask().start, "");
        house.leave();
    }
}

#[test]
fn answers_that_do_not_fit_do_nothing() {
    let mut house = two();
    let note = house.entry(1, "soup");
    house.has_written(Person::A, note);
    house.looks_for(None);
    for answer in [Answer::Go, Answer::Pick(0), Answer::Find { words: "soup".into(), at: None }] {
        assert!(matches!(house.answer(answer), Outcome::Again(_)));
    }
    let at = house.ask().found("soup").hits.remove(0).at;
    let elsewhere = NoteAt { drawer: Drawer::Own, ..at };
    house.answers([Answer::Find { words: "soup".into(), at: Some(elsewhere) }]);
    assert_eq!(house.question(), "That is not there any more.");
    house.answers([Answer::Go]);
    assert_eq!(house.ask().start, "soup");
}

#[test]
fn a_second_window_finds_what_is_shared() {
    let mut house = two();
    let note = house.entry(1, "the lake");
    house.has_written(Person::A, note);
    let (content, now) = (Content::embedded(), house.now);
    let stage = Stage { content: &content, desktop: false, incoming: None };
    let mint = Box::new(Seeded(5 << 50));
    let mut second = Session::open(house.root(), Arc::new(RealDisk), mint, now).expect("it opens");
    assert!(second.looking_only().is_some());
    let (mut guide, _) = Guide::begin(Route::Notes, &mut second, stage, now);
    guide.answer(Answer::Pick(2), &mut second, stage, now);
    let prompt = guide.prompt(&second, stage, now).expect("the page");
    assert!(matches!(prompt.ask, Ask::Find(ask) if ask.found("LAKE").hits.len() == 1));
}

#[test]
fn one_person_alone_finds_what_is_theirs_and_reads_of_nobody_else() {
    let mut house = House::set_up(&["Mara"]);
    house.leave();
    let note = house.entry(1, "the lake");
    house.has_written(Person::A, note);
    house.begin(Route::Notes);
    house.choose("Find something");
    assert_eq!(house.finds("mara lake"), ["the lake"]);
    house.answers([extra(Extra::WhatToType)]);
    let prompt = house.prompt().expect("what can be typed");
    let Some(View::Parts(parts)) = prompt.view else { panic!("a text") };
    assert!(parts.len() > 4);
    assert!(
        parts.iter().all(|part| !part.heading.contains("together") && !part.lines[0].contains("together"))
    );
}
