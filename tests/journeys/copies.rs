//! One evening on two machines, carried together by a sync, and covered on both.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use evenfall::domain::archive::MonthKind;
use evenfall::domain::flow::{Answer, Ask};
use evenfall::domain::people::Person;
use evenfall::session::guide::Route;

use crate::house::House;

fn put(path: &Path, bytes: &[u8]) {
    fs::File::create(path).and_then(|mut file| file.write_all(bytes)).expect("a file");
}

/// Mara alone checks in and looks.
fn checks_in(house: &mut House, noticed: &str) {
    house.begin(Route::Evening);
    if house.question() == "How is it for you now?" {
        house.answers([Answer::Pick(4)]);
    }
    house.check_in([3, 4, 6], &[], noticed);
    while !looked(house) {
        house.answers([Answer::Go]);
    }
    house.leave();
}

fn looked(house: &House) -> bool {
    house.session.archive().round(house.session.evening(house.now)).looked()
}

fn shown(house: &House) -> usize {
    let month = house.session.archive().month(house.session.evening(house.now).month()).expect("it is here");
    let shown = |kind: &MonthKind| matches!(kind, MonthKind::Shown(shown) if shown.person == Person::A);
    month.records.known().filter(|record| shown(&record.what)).count()
}

#[test]
fn what_two_machines_show_of_one_evening_is_covered_at_once() {
    let mut house = House::set_up(&["Mara"]);
    let files = ["months/2026-11.json", "now-a.json"].map(|file| house.root().join(file));
    let before = fs::read(&files[1]).ok();
    checks_in(&mut house, "the light at four");
    assert!(looked(&house));
    let theirs = fs::read(&files[0]).expect("a month");
    // The other machine: the same folder, where that evening was not yet.
    fs::remove_file(&files[0]).expect("removed");
    match before {
        Some(before) => put(&files[1], &before),
        None => fs::remove_file(&files[1]).expect("removed"),
    }
    house.cut_and_start_again();
    checks_in(&mut house, "you made the soup");
    assert_eq!(shown(&house), 1);
    put(&house.root().join("months/2026-11.sync-conflict-20261120-210000-ABCDEFG.json"), &theirs);
    house.cut_and_start_again();

    house.begin(Route::Copies);
    house.answers([Answer::Pick(1)]);
    assert_eq!(house.said.last().map(String::as_str), Some("It is put together and kept."));
    assert_eq!(shown(&house), 2, "neither is lost");

    house.begin(Route::Cover);
    let Some(Ask::OneOf(list)) = house.prompt().map(|prompt| prompt.ask) else { panic!("a list") };
    assert_eq!(list.choices.len(), 2, "the evening once, and leaving it");
    house.answers([Answer::Pick(0), Answer::Pick(1)]);
    assert_eq!(shown(&house), 0);

    put(&house.root().join("months/2026-11 (conflicted copy 2026-11-20).json"), &theirs);
    house.cut_and_start_again();
    house.begin(Route::Copies);
    house.answers([Answer::Pick(1)]);
    assert_eq!(shown(&house), 0, "what is covered stays covered");
}
