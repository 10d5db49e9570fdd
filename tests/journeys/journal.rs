//! The journal where there is a lot of it, or where something fails.

use std::sync::Arc;

use chrono::TimeDelta;
use evenfall::domain::archive::{MonthKind, Slot};
use evenfall::domain::flow::{Answer, View};
use evenfall::domain::note::{Author, NewNote, Note};
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint as _;
use evenfall::domain::time::BoundaryHour;
use evenfall::session::guide::{Outcome, Route};
use evenfall::store::{self, Opened, RealDisk};

use super::house::{House, text};
use super::moment::Seeded;
use super::notes::two;
use super::watched::{Fault, Watched};

/// The same house with these shared entries of Mara in its month, written at once.
fn with_entries(house: House, words: impl IntoIterator<Item = String>) -> House {
    let now = house.now;
    let evening = now.evening(BoundaryHour::default());
    let folder = house.close();
    let opened = store::open(Arc::new(RealDisk), folder.path(), evening.month()).expect("it opens");
    let Opened::Write { mut store, archive, .. } = opened else { panic!("it can be written") };
    let mut mint = Seeded(7 << 50);
    let mut month = (*archive.month(evening.month()).expect("a month that is here")).clone();
    for words in words {
        let NewNote { kind, tags, words, .. } = NewNote::free(false, evening, words);
        let (by, from) = (Author::One(Person::A), mint.id());
        let note = Note { by, evening, kind, tags, words, binned: None, from };
        month.records.add(&mut mint, MonthKind::Note(note));
    }
    let mut next = archive.clone();
    next.months.insert(evening.month(), Slot::Here(Arc::new(month)));
    store.save(&archive, &next, now, &mut mint).expect("it is kept");
    drop(store);
    House::at(folder, Arc::new(RealDisk))
}

#[test]
fn an_entry_of_a_megabyte_is_kept_and_read_whole() {
    let mut house = two();
    let line = "We walked to the bakery and back, slowly, and said nothing at all.\n";
    let long = line.repeat(1_000_000 / line.len());
    house.notes_of(0);
    house.answers([Answer::Pick(0), Answer::Pick(0), text(&long)]);
    house.choose("Share it");
    house.leave();
    house.cut_and_start_again();
    house.begin(Route::Notes);
    house.answers([Answer::Pick(0)]);
    let Some(View::Beside(texts)) = house.prompt().and_then(|prompt| prompt.view) else { panic!("a text") };
    let beside: usize = texts[0].lines.iter().map(String::len).sum();
    assert!(beside < 10_000, "beside the list there is as much as any window holds");
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.the_entry().0, long.trim_end());
    house.leave();
    house.notes_of(0);
    house.choose("Read");
    house.answers([Answer::Pick(0)]);
    house.choose("Change it");
    assert_eq!(house.typed().map(|words| words.len()), Some(long.trim_end().len()));
}

#[test]
fn ten_thousand_entries_of_a_month_are_listed_a_page_at_a_time() {
    let mut house = with_entries(two(), (0..10_000).map(|at| format!("entry {at}")));
    house.begin(Route::Notes);
    house.answers([Answer::Pick(0)]);
    let mut seen = 0;
    loop {
        let listed = house.choices();
        seen += listed.iter().filter(|label| label.contains("entry")).count();
        assert!(listed.len() <= 22, "{}", listed.len());
        if !listed.contains(&"Earlier".to_owned()) || seen >= 100 {
            break;
        }
        house.choose("Earlier");
    }
    assert_eq!(seen, 100);
    assert!(house.choices()[0].ends_with("entry 9919"), "{:?}", house.choices()[0]);
}

#[test]
fn words_that_the_disk_does_not_take_wait_until_it_does() {
    let disk = Watched::hasty();
    let mut house = House::set_up_on(disk.clone(), &["Mara", "Jo"]);
    house.leave();
    house.notes_of(0);
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    disk.begin(Some(Fault::Full(0)));
    assert!(matches!(house.answer(text("the lake,\nin June")), Outcome::NotKept(_)));
    disk.begin(None);
    house.answers([text("the lake,\nin June")]);
    disk.begin(Some(Fault::Full(0)));
    assert!(matches!(house.answer(Answer::Pick(1)), Outcome::NotKept(_)), "it is not kept halfway");
    disk.begin(None);
    house.choose("Share it");
    house.leave();
    house.begin(Route::Notes);
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    assert_eq!(house.the_entry().0, "the lake,\nin June");
}

#[test]
fn an_entry_is_told_from_one_of_the_same_words_by_its_day() {
    let mut house = two();
    for _ in 0..3 {
        house.writes(0, "soup");
        house.pass(TimeDelta::days(1));
    }
    house.begin(Route::Notes);
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.choices()[..3], ["Sun 22  soup", "Sat 21  soup", "Fri 20  soup"]);
}
