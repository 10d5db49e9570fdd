//! Looking back at a week: ten minutes, three questions, only the page, and enough after any of it.

use std::sync::Arc;

use evenfall::demo;
use evenfall::domain::archive::{Archive, Slot};
use evenfall::domain::change::Change;
use evenfall::domain::content::Content;
use evenfall::domain::flow::{Answer, Ask, Extra, View};
use evenfall::domain::note::{Author, EntryKind, Note};
use evenfall::domain::our_words::{About, OurWordsChange, SEASON};
use evenfall::domain::people::Person;
use evenfall::domain::plan::{Rhythm, StepState};
use evenfall::domain::restriction::Restriction;
use evenfall::domain::review::Week;
use evenfall::domain::review::again::{Looked, PLAN_DAYS};
use evenfall::domain::safety::{Part, SafetyChange};
use evenfall::domain::time::Evening;
use evenfall::session::guide::{Outcome, Route};
use evenfall::store::RealDisk;

use super::house::{House, extra, files, text};
use super::moment::friday;
use super::notes::two;

/// The six weeks of the demo, on their last evening.
fn six_weeks() -> House {
    let folder = demo::begin(&Content::embedded(), friday()).expect("a demo");
    House::at(folder, Arc::new(RealDisk))
}

impl House {
    fn looks_back(&mut self, row: &str) {
        self.begin(Route::LookingBack);
        self.choose(row);
    }

    fn week(&self) -> Week {
        match self.prompt().and_then(|prompt| prompt.view) {
            Some(View::Week(week)) => *week,
            _ => panic!("no week here"),
        }
    }

    fn entries(&self) -> Vec<Note> {
        let archive = self.session.archive();
        let months = archive.note_months(None);
        let notes = months.into_iter().filter_map(|month| archive.shared_notes(month)).flatten();
        notes.map(|(_, note)| note).collect()
    }

    fn keepsakes(&self) -> Vec<Note> {
        self.entries().into_iter().filter(|note| note.kind == EntryKind::Keepsake).collect()
    }

    fn commits(&mut self, change: Change) {
        self.session.commit(&[change], self.now).expect("it is kept");
    }
}

fn walk(archive: &Archive) -> (String, StepState) {
    let (_, step) = archive.steps().find(|(_, step)| step.words == "a walk together").expect("a step");
    (step.size(), step.state)
}

#[test]
fn ten_minutes_with_a_step_back_and_a_keepsake_that_is_read_in_the_journal() {
    let mut house = six_weeks();
    house.looks_back("Ten minutes");
    assert_eq!(house.prompt().expect("a page").place, Some((1, 7)));
    let card = house.question();
    house.answers([extra(Extra::Others)]);
    assert!(house.question() != card && house.question().ends_with("..."), "another card");
    house.answers([Answer::Go]);
    assert_eq!(house.question(), "Mon 16 to Sun 22 November");
    assert_eq!(house.lines()[0], "This week you met here.");
    house.answers([Answer::Go, text("the bridge"), text("the stairs")]);
    assert_eq!(house.question(), "a walk together");
    assert_eq!(house.choices(), ["Keep it as it is", "A step back", "Set it aside for now"]);
    house.choose("A step back");
    assert_eq!(walk(house.session.archive()).0, "to the corner");
    house.choose("two tender touches");
    assert_eq!(house.session.archive().week_size().get(), 2);
    assert_eq!(house.question(), "A line to keep of this week?");
    assert_eq!(house.lines()[..2], ["Felt good: the bridge", "Was hard: the stairs"]);
    house.answers([text("heron")]);
    assert!(matches!(house.prompt().expect("keys").ask, Ask::BothKeys));
    house.answers([Answer::Key(Person::B)]);
    assert!(house.keepsakes().is_empty(), "one key keeps nothing");
    house.answers([Answer::Key(Person::B)]);
    assert!(house.keepsakes().is_empty(), "and the same key twice is one");
    house.answers([Answer::Key(Person::A)]);
    assert_eq!(house.said, ["It is in the journal. Thank you both."]);
    let kept = house.keepsakes();
    assert_eq!(kept[0].words, "Felt good: the bridge\nWas hard: the stairs\nheron");
    assert!(kept.len() == 1 && kept[0].by == Author::Both);
    assert_eq!(house.session.archive().looked(Looked::Back), None, "a week leaves no mark");
    house.begin(Route::Notes);
    house.choose("Read");
    house.choose("Fri 20  Felt good: the bridge");
    assert_eq!(house.the_entry().0, kept[0].words);
}

#[test]
fn three_questions_are_three_and_keep_only_the_size() {
    let mut house = six_weeks();
    let (before, entries) = (house.session.archive().clone(), house.entries().len());
    house.looks_back("Three questions");
    house.answers([Answer::Go, Answer::Go]);
    assert_eq!(house.prompt().expect("a page").place, Some((3, 3)));
    house.choose("one tender touch");
    assert_eq!(house.said, ["That was the week. Thank you both."]);
    assert!(Arc::ptr_eq(&before.couple, &house.session.archive().couple), "the same size is no change");
    assert_eq!(house.entries().len(), entries);
    house.looks_back("Three questions");
    house.answers([Answer::Go, Answer::Go]);
    house.choose("rest kept");
    assert_eq!(house.session.archive().week_size().get(), 0);
}

#[test]
fn enough_after_any_question_leaves_what_was_kept_and_nothing_else() {
    // What each question is answered with, and what is kept once it was.
    let answers = || {
        vec![
            Answer::Go,
            Answer::Go,
            text("the bridge"),
            text("the stairs"),
            Answer::Pick(1),
            Answer::Pick(3),
            text("heron"),
        ]
    };
    for answered in 0..=answers().len() {
        let mut house = six_weeks();
        let before = house.session.archive().clone();
        house.looks_back("Ten minutes");
        house.answers(answers().into_iter().take(answered));
        if answered == answers().len() {
            house.answers([Answer::Key(Person::A)]);
        }
        house.answers([extra(Extra::Enough)]);
        assert_eq!(house.said, ["That was enough. Thank you both."], "{answered}");
        let after = house.session.archive();
        assert!(house.keepsakes().is_empty(), "{answered}");
        assert_eq!(walk(after).0, if answered > 4 { "to the corner" } else { "to the bakery" });
        assert_eq!(after.week_size().get(), if answered > 5 { 3 } else { 1 });
        assert_eq!(Arc::ptr_eq(&before.couple, &after.couple), answered <= 4, "{answered}");
        let same = |(month, slot): (_, &Slot)| match (slot, after.months.get(month)) {
            (Slot::Here(one), Some(Slot::Here(other))) => one == other,
            _ => true,
        };
        assert!(before.months.iter().all(same), "{answered}");
    }
}

#[test]
fn a_step_can_be_kept_or_set_aside_and_ctrl_z_takes_it_back() {
    let mut house = six_weeks();
    let before = walk(house.session.archive());
    for (row, state) in [("Keep it", StepState::Going), ("Set it aside", StepState::Aside)] {
        house.looks_back("Ten minutes");
        house.answers([Answer::Go, Answer::Go, text(""), text("")]);
        house.choose(row);
        assert_eq!(walk(house.session.archive()).1, state);
        assert_eq!(house.question(), "How large is next week meant to be?");
        house.leave();
    }
    assert_eq!(house.undo().ok(), Some(true));
    assert!(walk(house.session.archive()) == before);
}

#[test]
fn a_step_goes_on_only_where_both_said_so_alone_this_evening() {
    let mut house = two();
    house.new_step("a hand held", 2);
    house.days(8);
    let rows = |house: &mut House| {
        house.looks_back("Ten minutes");
        house.answers([Answer::Go, Answer::Go, text(""), text("")]);
        house.choices()
    };
    assert!(!rows(&mut house).contains(&"A little more".to_owned()));
    for person in [0, 1] {
        house.leave();
        house.short_turn(person);
        assert!(house.asks_for_more());
        house.answers([Answer::Pick(1)]);
        house.leave();
        let both = person == 1;
        assert_eq!(rows(&mut house).contains(&"A little more".to_owned()), both, "{person}");
    }
    house.choose("A little more");
    let size = |house: &House| house.session.archive().steps().next().map(|(_, step)| step.size());
    assert_eq!(size(&house), Some("5 minutes".into()));
    assert!(!rows(&mut house).contains(&"A little more".to_owned()), "once");
}

#[test]
fn any_past_week_can_be_opened_from_its_neighbour_or_by_a_day() {
    let mut house = six_weeks();
    house.looks_back("Only the week");
    let extras = |house: &House| house.prompt().map(|prompt| prompt.extras).unwrap_or_default();
    assert!(!extras(&house).contains(&Extra::LaterWeek), "what is to come is not looked back at");
    house.answers([extra(Extra::EarlierWeek)]);
    assert_eq!(house.question(), "Mon 9 to Sun 15 November");
    assert_eq!(house.lines(), ["That week you met here and kept Sunday's care date."]);
    house.answers([extra(Extra::EarlierWeek), extra(Extra::EarlierWeek), extra(Extra::LaterWeek)]);
    assert_eq!(house.question(), "Mon 2 to Sun 8 November");
    house.answers([extra(Extra::GoTo)]);
    assert!(matches!(house.answer(text("tomorrow")), Outcome::Again(_)));
    house.answers([text("29 October")]);
    assert_eq!(house.question(), "Mon 26 October to Sun 1 November");
    assert!(house.back(), "a week leads back to the door");
    assert!(house.choices().contains(&"Ten minutes".to_owned()));
    house.choose("Another week");
    house.answers([text("29 Oct 2001")]);
    assert_eq!(house.question(), "Mon 29 October to Sun 4 November 2001");
    assert!(house.week().is_quiet());
    assert_eq!(house.lines()[0], "A quiet week here. That is a week too.");
    house.answers([extra(Extra::InCalendar)]);
    assert_eq!(house.question(), "29 October to 4 November 2001");
    assert!(house.back(), "and back to the week");
    assert!(house.week().is_quiet());
}

#[test]
fn on_the_first_days_of_a_week_the_one_before_is_looked_at() {
    let mut house = six_weeks();
    for (days, week) in [(2, "Mon 16"), (1, "Mon 16"), (1, "Mon 16"), (1, "Mon 23")] {
        house.days(days);
        house.looks_back("Only the week");
        assert!(house.question().starts_with(week), "{}: {}", house.now.wall, house.question());
    }
}

#[test]
fn a_first_week_without_anything_is_kind_and_keeps_nothing() {
    let mut house = two();
    house.begin(Route::LookingBack);
    assert_eq!(house.choices()[0], "Ten minutes");
    house.choose("Ten minutes");
    house.answers([Answer::Go]);
    assert_eq!(house.lines()[0], "A quiet week here. That is a week too.");
    house.answers([Answer::Go, text(""), text("")]);
    house.choose("one tender touch");
    house.answers([text("")]);
    assert_eq!(house.said, ["That was the week. Thank you both."]);
    assert!(house.entries().is_empty());
}

#[test]
fn one_alone_looks_back_and_nobody_else_is_named() {
    let mut house = House::set_up(&["Mara"]);
    house.leave();
    house.commits(Change::Here(Evening(house.now.wall.date_naive())));
    house.looks_back("Ten minutes");
    let mut said = Vec::new();
    for answer in [Answer::Go, Answer::Go, text("the light"), text(""), Answer::Pick(1), text("")] {
        let prompt = house.prompt().expect("a page");
        said.push(prompt.question);
        said.extend(prompt.lines);
        said.extend(prompt.quiet);
        house.answers([answer]);
    }
    assert!(said.contains(&"This week you were here.".to_owned()));
    let of_two = ["both", "each", "together", "Jo", "you did", "two"];
    let words = |line: &String| {
        of_two.iter().any(|word| line.split(|c: char| !c.is_alphabetic()).any(|one| one == *word))
    };
    let two: Vec<&String> = said.iter().filter(|line| words(line) && !line.contains("tender")).collect();
    assert!(two.is_empty() || two.iter().all(|line| !line.contains("both")), "{two:?}");
    assert_eq!(house.choices(), ["Keep it in the journal", "Leave it unwritten"]);
    house.choose("Keep it");
    assert_eq!(house.said, ["It is in the journal. Thank you."]);
    assert_eq!(house.keepsakes()[0].by, Author::One(Person::A));
}

#[test]
fn what_is_due_is_told_and_the_plan_leads_there_and_back() {
    let mut house = two();
    house.commits(Change::Safety(SafetyChange::Add(Part::Pain, "a pillow".into())));
    let today = house.now.wall.date_naive();
    let until = Some(today);
    let lifting =
        Restriction { what: Some("lifting".into()), until, ..Restriction::of(Person::A, Evening(today)) };
    house.commits(Change::Restrict(lifting));
    house.days(PLAN_DAYS - 1);
    let to_what_is_due = |house: &mut House| {
        house.looks_back("Ten minutes");
        house.answers([Answer::Go, Answer::Go, text(""), text(""), Answer::Pick(1)]);
    };
    to_what_is_due(&mut house);
    assert_eq!(house.choices(), ["Go on"], "the plan is not due yet");
    assert!(house.lines().iter().any(|line| line.contains("lifting") && line.ends_with("Ask again.")));
    house.days(1);
    to_what_is_due(&mut house);
    house.choose("Look at the plan");
    assert_eq!(
        house.session.archive().looked(Looked::SafetyPlan),
        Some(Evening(house.now.wall.date_naive()))
    );
    house.choose("Back");
    assert_eq!(house.choices(), ["Go on"]);
    house.choose("Go on");
    assert_eq!(house.question(), "A line to keep of this week?");
    house.days(PLAN_DAYS);
    to_what_is_due(&mut house);
    house.choose("The plan still fits");
    assert_eq!(
        house.session.archive().looked(Looked::SafetyPlan),
        Some(Evening(house.now.wall.date_naive()))
    );
}

#[test]
fn a_longer_look_is_offered_first_and_once() {
    let mut house = six_weeks();
    house.looks_back("A longer look: six weeks");
    assert_eq!(house.question(), "It is six weeks since you began here.");
    assert!(house.lines()[0].starts_with("It began on "), "{:?}", house.lines());
    assert!(
        house.lines().iter().any(|line| line == "Mara, body: gentler than at first."),
        "{:?}",
        house.lines()
    );
    assert!(
        house
            .lines()
            .iter()
            .all(|line| line.contains("began") || !line.contains(|c: char| c.is_ascii_digit()))
    );
    house.leave();
    house.looks_back("A longer look");
    house.answers([Answer::Go]);
    assert_eq!(house.question(), "Out of the jar, the newest first.");
    assert!(house.lines()[0].contains("18 November: "), "{:?}", house.lines());
    house.answers([Answer::Go, Answer::Go, text(""), text(""), Answer::Pick(0), Answer::Pick(1)]);
    assert_eq!(house.question(), "How often would you like to meet here, from now on?");
    house.choose("some evenings");
    assert_eq!(house.session.archive().rhythm(), Some(Rhythm::SomeEvenings));
    house.answers([text("")]);
    assert_eq!(house.said, ["That was a longer look. Thank you both."]);
    house.begin(Route::LookingBack);
    assert_eq!(house.choices()[0], "Ten minutes");
    // Enough is enough here, too.
    let mut house = six_weeks();
    house.looks_back("A longer look");
    house.answers([extra(Extra::Enough)]);
    house.begin(Route::LookingBack);
    assert_eq!(house.choices()[0], "Ten minutes");
    // And left alone it lets go by itself.
    let mut house = six_weeks();
    house.days(14);
    house.begin(Route::LookingBack);
    assert_eq!(house.choices()[0], "Ten minutes");
}

#[test]
fn our_words_are_read_again_in_a_longer_look_and_a_season_later() {
    let mut house = six_weeks();
    house.commits(Change::OurWords(OurWordsChange::Add(About::Missed, "the lake".into())));
    house.looks_back("A longer look");
    house.answers([Answer::Go]);
    assert_eq!(house.question(), "Our words. Do they still fit?");
    assert!(
        matches!(house.prompt().and_then(|prompt| prompt.view), Some(View::Parts(parts)) if parts.len() == 3)
    );
    house.choose("Not quite");
    assert_eq!(house.question(), "Out of the jar, the newest first.");
    house.days(SEASON);
    house.looks_back("Ten minutes");
    house.answers([Answer::Go, Answer::Go, text(""), text(""), Answer::Pick(0), Answer::Pick(1)]);
    house.choose("They still fit");
    let today = Evening(house.now.wall.date_naive());
    assert_eq!(house.session.archive().our_words_looked_at(), Some(today));
    assert_eq!(house.question(), "A line to keep of this week?");
}

#[test]
fn what_was_typed_is_nowhere_until_both_keep_it() {
    let mut house = six_weeks();
    house.looks_back("Ten minutes");
    house.answers([Answer::Go, Answer::Go, text("the xylophone"), text("")]);
    let held = |house: &House| {
        files(house.root()).iter().any(|(_, bytes)| bytes.windows(9).any(|part| part == b"xylophone"))
    };
    assert!(!held(&house));
    house.cut_and_start_again();
    assert!(!held(&house));
    assert!(house.keepsakes().is_empty());
}

#[test]
fn where_it_is_locked_one_comes_back_to_the_door() {
    let mut house = two();
    for (person, words) in ["the lamp at nine", "soup on the stairs"].into_iter().enumerate() {
        house.begin(Route::Lock);
        house.answers([Answer::Pick(person)]);
        house.locks_with(words);
    }
    house.looks_back("Ten minutes");
    house.answers([Answer::Go, Answer::Go, text("the light")]);
    let bookmark = house.bookmark();
    house.leave();
    house.session.hide();
    assert!(house.session.is_locked());
    assert_eq!(house.unlock("soup on the stairs"), Ok(Person::B));
    assert!(house.resume(bookmark, Person::B));
    assert_eq!(house.question(), "How much looking back would be good?");
}
