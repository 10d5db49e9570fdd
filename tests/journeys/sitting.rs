//! Time for touch from its first page to its last, and what is left of it: nothing.

use std::collections::BTreeSet;
use std::time::Duration;

use evenfall::domain::body::{BodyNote, Lately, Spot};
use evenfall::domain::change::Change;
use evenfall::domain::content::{Area, Kind, Tag, TouchCard};
use evenfall::domain::flow::{Answer, Ask, Extra, Prompt};
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint;
use evenfall::domain::restriction::Restriction;
use evenfall::session::guide::{Outcome, Route};

use super::house::{House, extra, files, text};
use super::moment::Seeded;

const HELD: &str = "to be held, nobody moving";
const STROKES: &str = "slow strokes, going nowhere";

/// Everything that a page says and offers.
fn words(prompt: &Prompt) -> String {
    let mut words = vec![prompt.question.clone()];
    words.extend(prompt.lines.iter().chain(&prompt.quiet).cloned());
    if let Ask::OneOf(ask) = &prompt.ask {
        words.extend(ask.choices.iter().flat_map(|choice| [choice.label.clone(), choice.note.clone()]));
    }
    words.join("\n")
}

/// An evening on which both ticked touch, with plenty to give.
fn a_wide_evening() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0)]);
    house.check_in([9, 1, 9], &[HELD, STROKES], "");
    house.answers([Answer::Pick(0)]);
    house.check_in([9, 1, 9], &[HELD, STROKES], "");
    house.answers([Answer::Key(Person::B), Answer::Key(Person::A)]);
    house.leave();
    house
}

/// At the page that asks where touch would be good.
fn to_where(house: &mut House) {
    house.begin(Route::Touch);
    house.answers([Answer::Pick(0), Answer::Pick(0), Answer::Pick(3), Answer::Pick(0)]);
    assert_eq!(house.question(), "Where would touch be good?");
}

/// Any answer that fits a page. Nothing leads to the keys of the signals: those are a setting.
fn any_answer(prompt: &Prompt, bits: &mut Seeded) -> Answer {
    let mut small = |most: usize| usize::try_from(bits.bits()).unwrap_or(0) % most.max(1);
    if !prompt.extras.is_empty() && small(3) == 0 {
        return extra(prompt.extras[small(prompt.extras.len())]);
    }
    match &prompt.ask {
        Ask::OneOf(_) if prompt.question.starts_with("When you both like") => Answer::Pick(small(2)),
        Ask::OneOf(ask) => Answer::Pick(small(ask.choices.len())),
        Ask::Line { .. } => text(["behind the knee", "", "the left side", "🫖"][small(4)]),
        Ask::Signals(_) if small(4) == 0 => Answer::Over,
        Ask::Signals(_) => extra(prompt.extras[small(prompt.extras.len())]),
        _ => Answer::Go,
    }
}

#[test]
fn five_hundred_sittings_leave_nothing_behind() {
    let mut house = a_wide_evening();
    let before = files(house.root());
    assert!(before.iter().any(|(name, _)| name.contains("backups")));
    let mut bits = Seeded(11);
    let mut pages = BTreeSet::new();
    for _ in 0..500 {
        house.begin(Route::Touch);
        let mut left = 60;
        while let Some(prompt) = house.prompt() {
            pages.insert(prompt.question.clone());
            let answer = any_answer(&prompt, &mut bits);
            house.answer(answer);
            house.now.mono += Duration::from_secs(bits.bits() % 90);
            left -= 1;
            if left == 0 {
                house.leave();
            }
        }
    }
    assert!(pages.len() > 20, "they led far: {pages:?}");
    assert!(files(house.root()) == before, "a file changed");
    assert!(matches!(house.undo(), Ok(false)), "and there is nothing to take back");
}

#[test]
fn a_whole_sitting_goes_from_page_to_page() {
    let mut house = a_wide_evening();
    to_where(&mut house);
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.question(), "This is how it stands, if you both like.");
    let prompt = house.prompt().expect("all that holds");
    for said in ["Who touches first", "Mara", "5 minutes", "everything", "Touch ends at: hands."] {
        assert!(words(&prompt).contains(said), "{said} in {}", words(&prompt));
    }
    house.answers([
        Answer::Pick(3),
        Answer::Pick(3),
        Answer::Pick(6),
        Answer::Pick(2),
        text("the wrist"),
        Answer::Pick(7),
    ]);
    assert_eq!(house.question(), "Whom is it for?");
    house.answers([Answer::Go]);
    assert!(words(&house.prompt().expect("a page")).contains("10 minutes"));
    assert!(words(&house.prompt().expect("a page")).contains("Touch ends at: the wrist."));
    house.answers([Answer::Pick(0)]);
    assert!(matches!(house.prompt().expect("signals").ask, Ask::Signals(_)));
    assert_eq!(house.question(), "Mara touches, Jo receives: hands.");
    house.answers([extra(Extra::Rest), Answer::Go, Answer::Pick(0), Answer::Pick(1)]);
    assert_eq!(house.question(), "This is how it stands, if you both like.");
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.question(), "Jo touches, Mara receives: hands.");
    house.answers([extra(Extra::Finish)]);
    assert_eq!(house.question(), "Time to rest, if you like.");
    assert!(words(&house.prompt().expect("a rest")).contains("Talking about it can wait for another day."));
    house.answers([Answer::Go]);
    assert!(house.prompt().is_none());
}

#[test]
fn whatever_ends_it_nothing_leads_back() {
    let mut house = a_wide_evening();
    to_where(&mut house);
    house.answers([Answer::Pick(0), Answer::Pick(0), Answer::Over]);
    assert_eq!(house.question(), "It is over for tonight.");
    assert!(!house.back(), "back leads to Tonight");
    assert!(matches!(house.answer(Answer::Over), Outcome::Again(_)));
    house.answers([Answer::Go]);
    assert!(house.prompt().is_none());
}

#[test]
fn going_back_out_of_anything_leads_to_a_pause() {
    let mut house = a_wide_evening();
    for aside in [Extra::Breathe, Extra::Calming, Extra::Watch, Extra::Rest, Extra::Finish] {
        to_where(&mut house);
        house.answers([Answer::Pick(0), Answer::Pick(0), extra(aside)]);
        assert!(!matches!(house.prompt().expect("a page").ask, Ask::Signals(_)));
        assert!(house.back(), "{aside:?}");
        assert!(matches!(house.prompt().expect("a page").ask, Ask::Signals(_)), "{aside:?}");
        house.leave();
    }
}

#[test]
fn without_two_lists_it_is_hands_and_one_sentence() {
    let one_sentence = "For now: company, rest, and hands if they are welcome.";
    for mut house in [a_wide_evening(), House::set_up(&["Mara", "Jo"])] {
        to_where(&mut house);
        let prompt = house.prompt().expect("a page");
        assert!(prompt.lines.iter().any(|line| line == one_sentence));
        let words = words(&prompt);
        for (area, name) in Area::WORDS.iter().filter(|(area, _)| *area != Area::Hands) {
            assert!(!words.contains(name), "{area:?} in {words}");
        }
    }
}

#[test]
fn with_two_lists_it_is_where_both_welcome_it_and_asks_first_where_either_would() {
    let mut house = a_wide_evening();
    for person in [0, 1] {
        house.welcomes(person);
        house.turns("back", "stroking", 1 + person);
        house.turns("feet", "stroking", person);
    }
    house.leave();
    for (person, spot) in [(Person::A, Area::Back), (Person::B, Area::Back)] {
        house.session.open_turn(person, house.now).expect("a turn");
        let good = BodyNote { person, spot: Spot::Area(spot), how: Lately::Good, why: None };
        house.session.commit(&[Change::BodyNote(person, good, true)], house.now).expect("kept");
        house.session.end_turn();
    }
    to_where(&mut house);
    house.choose("As it comes");
    house.answers([Answer::Pick(0)]);
    let lines = house.prompt().expect("signals").lines;
    let begins = |card: &&TouchCard| lines.contains(&card.lines[0]);
    let card = house.content.touch.instructions.iter().find(begins).expect("a card");
    assert_eq!(card.areas, [Area::Back], "it begins where touch is good for both");
    house.leave();
    let note = BodyNote {
        person: Person::A,
        spot: Spot::Area(Area::Back),
        how: Lately::Careful,
        why: Some("the scar".into()),
    };
    house.session.open_turn(Person::A, house.now).expect("her turn");
    house.session.commit(&[Change::BodyNote(Person::A, note, true)], house.now).expect("kept");
    house.session.end_turn();
    to_where(&mut house);
    let Some(Ask::OneOf(ask)) = house.prompt().map(|prompt| prompt.ask) else { panic!("places") };
    let places: Vec<&str> = ask.choices.iter().map(|choice| choice.label.as_str()).collect();
    assert_eq!(places, ["hands", "back", "As it comes", "In our own words"], "feet are Jo's alone");
    house.answers([Answer::Pick(1)]);
    let evening = house.session.evening(house.now);
    let said = words(&house.prompt().expect("all that holds"));
    assert!(said.contains("the scar"), "{said}");
    house.answers([Answer::Pick(0)]);
    let prompt = house.prompt().expect("signals");
    assert_eq!(prompt.question, "Mara touches, Jo receives: back.");
    assert_eq!(prompt.lines.first().map(String::as_str), Some("Ask first."));
    assert!(prompt.lines.len() > 1, "and a touch for the back");

    // Something new to mind for her body ends her list, in the middle of it.
    let restriction =
        Restriction { what: Some("the left side".into()), ..Restriction::of(Person::A, evening) };
    house.session.commit(&[Change::Restrict(restriction)], house.now).expect("kept");
    assert_eq!(house.question(), "Mara touches, Jo receives: hands.");
    assert!(house.back());
    let said = words(&house.prompt().expect("all that holds"));
    assert!(said.contains("Also remember.") && said.contains("Touch ends at: hands."), "{said}");
}

#[test]
fn every_touch_that_stands_there_fits_the_evening() {
    let mut house = a_wide_evening();
    to_where(&mut house);
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    let mut seen = BTreeSet::new();
    for _ in 0..20 {
        let prompt = house.prompt().expect("signals");
        seen.insert(prompt.lines.clone());
        house.answers([extra(Extra::Others)]);
    }
    assert!(seen.len() > 3, "{seen:?}");
    let cards = &house.content.touch.instructions;
    for lines in seen {
        let card = cards.iter().find(|card| card.lines == lines).expect("one of the cards");
        assert!(
            card.is_hands_only()
                && card.kinds.iter().all(|kind| [Kind::StillTouch, Kind::Stroking].contains(kind))
        );
    }
}

#[test]
fn something_to_mind_that_comes_in_the_middle_holds_from_the_next_page_on() {
    let mut house = a_wide_evening();
    to_where(&mut house);
    house.answers([Answer::Pick(0), Answer::Pick(4)]);
    let offered = |house: &House| match house.prompt().expect("a page").ask {
        Ask::OneOf(ask) => ask.choices.into_iter().map(|choice| choice.label).collect::<BTreeSet<_>>(),
        _ => panic!("ways to lie"),
    };
    let before = offered(&house);
    let evening = house.session.evening(house.now);
    let tags = vec![Tag::LyingFlat, Tag::LyingOnSide, Tag::LyingOnFront];
    let up_to = Some(evenfall::domain::pacing::Band::Rest);
    let restriction = Restriction { tags: tags.clone(), up_to, ..Restriction::of(Person::A, evening) };
    house.session.commit(&[Change::Restrict(restriction)], house.now).expect("kept");
    let after = offered(&house);
    assert!(after.is_subset(&before) && after.len() < before.len(), "{after:?}");
    let lying = &house.content.touch.lying;
    for way in lying.iter().filter(|way| way.tags.iter().any(|tag| tags.contains(tag))) {
        assert!(!after.contains(&way.text), "{}", way.text);
    }
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    let prompt = house.prompt().expect("signals");
    assert!(prompt.lines.is_empty(), "no touch stands there: {:?}", prompt.lines);
}

#[test]
fn a_gentle_evening_has_short_turns() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    to_where(&mut house);
    house.answers([Answer::Pick(0), Answer::Pick(3)]);
    let prompt = house.prompt().expect("a page");
    assert!(words(&prompt).contains("10 minutes") && !words(&prompt).contains("15 minutes"));
}

#[test]
fn one_person_alone_has_nobody_to_signal_to() {
    let mut house = House::set_up(&["Mara"]);
    house.begin(Route::Touch);
    assert!(house.prompt().is_none());
    assert_eq!(house.said, ["This part is for two. Nothing is lost."]);
}
