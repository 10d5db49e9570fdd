//! What is in a file is looked at first, and then all that was chosen comes at once.

use std::sync::Arc;

use chrono::Datelike;
use evenfall::domain::content::Content;
use evenfall::domain::flow::{Answer, Ask, Prompt};
use evenfall::domain::people::Person;
use evenfall::session::guide::{Guide, Outcome, Route, Stage};

use super::house::House;
use super::*;

/// Answers to the pages about a file; the pages, and how it ended.
fn import(house: &mut House, text: &str, answers: &[Answer]) -> (Vec<Prompt>, Outcome) {
    let (found, content) = (Arc::new(found(text).expect("a calendar")), Content::embedded());
    let stage = Stage { content: &content, desktop: false, incoming: Some(&found) };
    let (mut guide, mut outcome) = Guide::begin(Route::Import, &mut house.session, stage, house.now);
    let mut pages: Vec<Prompt> = guide.prompt(&house.session, stage, house.now).into_iter().collect();
    for answer in answers {
        outcome = guide.answer(answer.clone(), &mut house.session, stage, house.now);
        pages.extend(guide.prompt(&house.session, stage, house.now));
    }
    (pages, outcome)
}

fn events(many: usize) -> String {
    let one = |at: usize| {
        let date = day("2026-11-21") + chrono::TimeDelta::days(at.try_into().expect("few"));
        let date = date.format("%Y%m%d");
        format!("BEGIN:VEVENT\nUID:{at}\nSUMMARY:Visit {at}\nDTSTART:{date}T090000Z\nEND:VEVENT\n")
    };
    calendar(&(0..many).map(one).collect::<String>())
}

/// The titles on the calendar, whose they are and when.
fn kept(house: &House) -> Vec<String> {
    let mut kept: Vec<String> = house
        .session
        .archive()
        .entries()
        .filter_map(|(_, entry)| match &entry.what {
            What::Appointment(one) => Some(format!("{} {} {:?}", entry.start, one.words, one.whose)),
            _ => None,
        })
        .collect();
    kept.sort();
    kept
}

fn all_ticked(page: &Prompt) -> Answer {
    let Ask::AnyOf(ticks) = &page.ask else { panic!("no ticks here") };
    assert!(ticks.iter().all(|tick| tick.on));
    Answer::Ticks(vec![true; ticks.len()])
}

fn said(outcome: &Outcome) -> &str {
    let Outcome::Home(Some(said)) = outcome else { panic!("{outcome:?}") };
    said
}

#[test]
fn those_that_are_ticked_come_at_once() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let (pages, _) = import(&mut house, &events(14), &[Answer::Pick(0), Answer::Pick(1)]);
    assert_eq!(pages[0].question, "14 new appointments are in that file.");
    assert_eq!(pages[1].question, "Whose are they?");
    let first = all_ticked(&pages[2]);
    let Answer::Ticks(mut some) = first else { panic!("ticks") };
    assert_eq!(some.len(), 12);
    some[1] = false;
    let answers = [
        Answer::Pick(0),
        Answer::Pick(1),
        Answer::Ticks(some),
        Answer::Ticks(vec![true, false]),
        Answer::Pick(0),
    ];
    let (pages, outcome) = import(&mut house, &events(14), &answers);
    assert_eq!(pages[4].question, "Put 12 appointments on the calendar?");
    assert_eq!(said(&outcome), "12 appointments are on the calendar.");
    let there = kept(&house);
    assert_eq!(there.len(), 12);
    assert_eq!(there[0], "2026-11-21 Visit 0 Some(B)");
    assert!(!there.iter().any(|one| one.contains("Visit 1 ") || one.contains("Visit 13 ")));
    assert_eq!(house.undo().ok(), Some(true), "all of them were one thing");
    assert!(kept(&house).is_empty());
}

#[test]
fn reading_it_again_adds_only_what_is_new() {
    let mut house = House::set_up(&["Mara"]);
    let take_all = [Answer::Pick(1), Answer::Pick(0)];
    let (_, outcome) = import(&mut house, &events(2), &take_all);
    assert_eq!(said(&outcome), "2 appointments are on the calendar.");
    house.cut_and_start_again();
    let changed = events(3).replace("Visit 0", "Visit nought");
    let changed = changed.replace("SUMMARY:Visit 1", "STATUS:CANCELLED\r\nSUMMARY:Visit 1");
    let (pages, outcome) = import(&mut house, &changed, &take_all);
    assert_eq!(pages[0].question, "One new appointment is in that file.");
    let expected = [
        "Looked at: 1 November to 30 April 2028.",
        "Another way there now:",
        "Visit nought, Saturday 21 November, 10:00",
        "Cancelled there, and still here:",
        "Visit 1, Sunday 22 November, 10:00",
    ];
    assert_eq!(pages[0].lines, expected);
    assert_eq!(said(&outcome), "One appointment is on the calendar.");
    assert_eq!(
        kept(&house),
        ["2026-11-21 Visit 0 None", "2026-11-22 Visit 1 None", "2026-11-23 Visit 2 None"],
        "what is here stays as it is"
    );
    let (pages, outcome) = import(&mut house, &events(3), &[Answer::Go]);
    assert_eq!(pages[0].question, "Nothing new is in that file.");
    assert_eq!(pages[0].lines[1], "3 are here already.");
    assert_eq!(outcome, Outcome::Home(None));
}

#[test]
fn an_unknown_zone_is_asked_about_before_anything_comes() {
    let lines = |at: u8, zone: &str| {
        format!(
            "BEGIN:VEVENT\nUID:{at}\nSUMMARY:Visit {at}\nDTSTART;TZID={zone}:2026112{at}T090000\nEND:VEVENT\n"
        )
    };
    let text =
        calendar(&[lines(4, "Romance Standard Time"), lines(5, "Moon"), lines(6, "Europe/Berlin")].concat());
    let mut house = House::set_up(&["Mara"]);
    let answers = [Answer::Pick(1), Answer::Pick(1), Answer::Pick(0), Answer::Pick(0)];
    let (pages, outcome) = import(&mut house, &text, &answers);
    assert_eq!(pages[1].question, "This time zone is not known here: Moon");
    assert_eq!(pages[2].question, "This time zone is not known here: Romance Standard Time");
    assert_eq!(said(&outcome), "2 appointments are on the calendar.");
    assert_eq!(kept(&house), ["2026-11-24 Visit 4 None", "2026-11-26 Visit 6 None"]);
    let nothing = [Answer::Pick(1), Answer::Pick(1), Answer::Go];
    let (_, outcome) = import(&mut house, &calendar(&lines(7, "Moon")), &nothing);
    assert_eq!(said(&outcome), "Nothing was added.");
}

#[test]
fn leaving_it_or_taking_nothing_adds_nothing() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    for answers in [
        &[Answer::Pick(2)][..],
        &[Answer::Pick(0), Answer::Pick(2), Answer::Ticks(vec![false, false]), Answer::Go],
        &[Answer::Pick(1), Answer::Pick(2), Answer::Pick(1)],
    ] {
        let (_, outcome) = import(&mut house, &events(2), answers);
        assert_eq!(said(&outcome), "Nothing was added.");
    }
    for answers in [&[Answer::Pick(3)][..], &[Answer::Pick(0), Answer::Pick(2), Answer::Ticks(vec![true])]] {
        let (_, outcome) = import(&mut house, &events(2), answers);
        assert!(matches!(outcome, Outcome::Again(_)));
    }
    assert!(kept(&house).is_empty());
}

#[test]
fn what_was_left_out_is_said_in_few_words() {
    let text = calendar(
        "BEGIN:VEVENT\nSUMMARY:A walk with a title that goes on\nDTSTART:20200101\nEND:VEVENT\n\
         BEGIN:VEVENT\nSUMMARY:Yoga\nUID:1\nDTSTART:20261124\nRRULE:FREQ=HOURLY\nEND:VEVENT\n\
         BEGIN:VTODO\nSUMMARY:Wash\nEND:VTODO\nBEGIN:VTODO\nSUMMARY:Dry\nEND:VTODO",
    );
    let mut house = House::set_up(&["Mara", "Jo"]);
    let (pages, _) = import(&mut house, &text, &[]);
    let expected = [
        "Looked at: 1 November to 30 April 2028.",
        "Left out: A walk with a title that ..., on other days.",
        "Left out: Yoga, coming again in unknown ways.",
        "Left out: 2 not appointments.",
    ];
    assert_eq!(pages[0].lines, expected);
    assert!(pages[0].lines.iter().all(|line| line.chars().count() < 60));
}

#[test]
fn a_very_full_file_comes_in_parts() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let take_all = [Answer::Pick(1), Answer::Pick(0), Answer::Pick(0)];
    let (pages, outcome) = import(&mut house, &events(520), &take_all);
    assert_eq!(pages[0].lines[1], "The first 500 can come now, the others after them.");
    assert_eq!(said(&outcome), "500 appointments are on the calendar.");
    let (_, outcome) = import(&mut house, &events(520), &take_all);
    assert_eq!(said(&outcome), "20 appointments are on the calendar.");
    assert_eq!(kept(&house).len(), 520);
    assert_eq!(house.session.archive().profile(Person::A).map(|one| &*one.name), Some("Mara"));
    assert!(house.session.archive().entries().any(|(_, entry)| entry.start.year() == 2028));
}
