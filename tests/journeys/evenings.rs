//! Each path an evening can take.

use chrono::TimeDelta;
use evenfall::domain::check_in::Score;
use evenfall::domain::flow::{Answer, Ask, Extra, Mark, SideBySide, View};
use evenfall::domain::people::Person;
use evenfall::session::guide::{Outcome, Route};

use super::house::{House, extra, text};

const HELD: &str = "to be held, nobody moving";
const STROKES: &str = "slow strokes, going nowhere";

fn both_at_home() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.leave();
    house
}

impl House {
    /// Mara's turn, from its first question.
    fn mara_begins(&mut self) {
        self.begin(Route::Evening);
        self.answers([Answer::Pick(0)]);
        self.past_the_first_pages();
    }

    /// Mara's whole turn, which begins the evening.
    fn mara_checks_in(&mut self, numbers: [u8; 3], liked: &[&str], noticed: &str) {
        self.begin(Route::Evening);
        self.answers([Answer::Pick(0)]);
        self.check_in(numbers, liked, noticed);
    }

    /// Jo's whole turn, straight after Mara's.
    fn jo_checks_in(&mut self, numbers: [u8; 3], liked: &[&str], noticed: &str) {
        self.answers([Answer::Pick(0)]);
        self.check_in(numbers, liked, noticed);
    }

    /// What stands side by side now.
    #[track_caller]
    fn side_by_side(&self) -> Box<SideBySide> {
        match self.prompt().and_then(|prompt| prompt.view) {
            Some(View::SideBySide(view)) => view,
            _ => panic!("side by side"),
        }
    }
}

fn to_side_by_side(house: &mut House) {
    house.mara_checks_in([3, 4, 6], &[HELD], "you made the soup");
    assert_eq!(house.question(), "Thank you, Mara.");
    house.jo_checks_in([7, 2, 8], &[HELD, STROKES], "the light at four");
    assert_eq!(house.question(), "When both of you like, look together.");
    house.answers([Answer::Key(Person::B), Answer::Key(Person::A)]);
}

#[test]
fn the_whole_evening() {
    let mut house = both_at_home();
    to_side_by_side(&mut house);
    let view = house.side_by_side();
    assert_eq!(view.both, [HELD]);
    assert_eq!(view.seen.a.numbers.energy.map(Score::value), Some(3));
    assert_eq!(view.seen.b.noticed.as_deref(), Some("the light at four"));
    assert!(view.seen.b.wishes.is_empty(), "a one-sided wish stays with its owner");

    house.answers([Answer::Go, Answer::Pick(1)]);
    for _ in 0..2 {
        assert!(matches!(house.prompt().map(|prompt| prompt.ask), Some(Ask::While { seconds: 120 })));
        house.answers([Answer::Go, Answer::Go, extra(Extra::Others), Answer::Go]);
    }
    let prompt = house.prompt().expect("the offers");
    assert_eq!(prompt.title, "What tonight could hold");
    assert_eq!(prompt.lines, ["A body asks for quiet tonight. Company, words, a hand if it is welcome."]);
    house.answers([Answer::Pick(0), Answer::Pick(0), Answer::Go, Answer::Go, Answer::Go, Answer::Go]);
    assert_eq!(house.said.last().map(String::as_str), Some("Good night."));
}

#[test]
fn a_few_breaths_come_before_what_tonight_could_hold() {
    let mut house = both_at_home();
    to_side_by_side(&mut house);
    house.answers([Answer::Go, Answer::Pick(2), Answer::Pick(0)]);
    assert!(matches!(house.prompt().map(|prompt| prompt.ask), Some(Ask::Breathe { seconds: 60 })));
    house.answers([Answer::Go]);
    assert_eq!(house.prompt().map(|prompt| prompt.title), Some("What tonight could hold"));
}

#[test]
fn breathing_is_a_while_of_which_nothing_is_kept() {
    let mut house = both_at_home();
    let before = house.session.archive().clone();
    house.begin(Route::Breathe);
    assert_eq!(house.question(), "A few quiet breaths, side by side.");
    for (at, seconds) in [60, 120, 180].into_iter().enumerate() {
        house.begin(Route::Breathe);
        house.answers([Answer::Pick(at)]);
        let prompt = house.prompt().expect("breathing");
        assert!(matches!(prompt.ask, Ask::Breathe { seconds: here } if here == seconds));
        assert_eq!(prompt.quiet, ["If it feels wrong, stopping is right."]);
        house.answers([Answer::Go]);
        assert!(house.prompt().is_none(), "back at Tonight");
    }
    assert!(house.session.archive() == &before);
}

#[test]
fn one_key_alone_shows_nothing_and_is_not_drawn() {
    let mut house = both_at_home();
    house.mara_checks_in([3, 4, 6], &[], "");
    house.jo_checks_in([7, 2, 8], &[], "");
    let before = house.prompt();
    house.answers([Answer::Key(Person::A), Answer::Key(Person::A)]);
    assert!(before == house.prompt(), "the page does not say who pressed");
    assert!(!house.session.archive().round(house.session.evening(house.now)).looked());
}

#[test]
fn the_short_way_is_a_whole_check_in() {
    let mut house = both_at_home();
    house.mara_begins();
    house.answers([extra(Extra::ShortWay), Answer::Pick(1), Answer::Pick(0)]);
    house.end_of_turn();
    assert_eq!(house.question(), "Thank you, Mara.");
}

#[test]
fn leaving_it_for_now_keeps_it_for_the_evening() {
    let mut house = both_at_home();
    house.mara_checks_in([3, 4, 6], &[], "");
    house.answers([Answer::Pick(1)]);
    assert_eq!(house.said, ["A good place to stop. It is kept for you."]);
    house.cut_and_start_again();
    house.begin(Route::Evening);
    house.answers([Answer::Pick(1)]);
    house.check_in([7, 2, 8], &[], "");
    assert_eq!(house.question(), "When both of you like, look together.");
}

#[test]
fn only_one_of_them_tonight() {
    let mut house = both_at_home();
    house.mara_checks_in([9, 0, 9], &[STROKES], "");
    house.answers([Answer::Pick(2)]);
    let prompt = house.prompt().expect("the offers");
    assert_eq!(prompt.title, "What tonight could hold");
    assert_eq!(prompt.lines, ["Company and rest, until you both looked at a check-in."]);
    assert!(!prompt.extras.contains(&Extra::BothLike));
    house.answers([Answer::Pick(3)]);
    assert_eq!(house.question(), "A quiet moment.", "nobody who is not there is asked for words");
}

#[test]
fn a_turn_that_was_cut_off_goes_on_at_the_open_question_and_shows_nothing_back() {
    let mut house = both_at_home();
    house.mara_begins();
    house.answers([Answer::Number(2), Answer::Number(9), Answer::Number(1)]);
    let marks = house.marks(&[HELD]);
    house.answers([marks]);
    house.typing("ten minutes al");
    house.cut_and_start_again();
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.question(), "A turn of yours is not finished yet.");
    assert_eq!(house.typed(), None, "nothing of it stands there before somebody goes on");
    house.answers([Answer::Pick(0)]);
    assert!(house.question().starts_with("Is there one small thing"), "{}", house.question());
    assert_eq!(house.typed().as_deref(), Some("ten minutes al"));
    assert!(!house.back(), "nothing leads back to what was answered before");
    house.answers([text("ten minutes alone"), text("the light")]);
    let Some(Ask::AnyOf(ticks)) = house.prompt().map(|prompt| prompt.ask) else { panic!("what to show") };
    assert!(ticks.iter().all(|tick| !tick.label.contains(HELD)), "an earlier wish is not named again");
    house.end_of_turn();
    assert_eq!(house.question(), "Thank you, Mara.");
}

#[test]
fn starting_again_is_a_blank_page_and_replaces_only_once_finished() {
    let mut house = both_at_home();
    house.mara_checks_in([3, 4, 6], &[HELD], "first");
    let waiting = house.session.archive().drawers().1.a.clone();
    house.answers([Answer::Pick(1)]);
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.question(), "Your check-in of this evening is kept for you.");
    house.answers([Answer::Pick(1), Answer::Number(8)]);
    house.leave();
    let round = house.session.archive().round(house.session.evening(house.now));
    assert!(round.has(Person::A), "the first one still waits");
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0), Answer::Pick(0), Answer::Number(1), Answer::Number(8)]);
    let marks = house.no_marks();
    house.answers([marks, text(""), text("second")]);
    house.end_of_turn();
    assert!(*waiting != *house.session.archive().drawers().1.a);
}

#[test]
fn yesterdays_round_is_gone_without_a_word() {
    let mut house = both_at_home();
    house.mara_checks_in([3, 4, 6], &[HELD], "you made the soup");
    house.answers([Answer::Pick(1)]);
    house.pass(TimeDelta::hours(20));
    house.cut_and_start_again();
    house.said.clear();
    house.begin(Route::Evening);
    assert_eq!(house.question(), "Who takes a turn now?");
    assert!(house.said.is_empty());
    let bytes = std::fs::read_to_string(house.root().join("now-a.json")).expect("Mara's file");
    assert!(!bytes.contains("soup") && !bytes.contains("held"), "nothing of it stays on the disk");
}

#[test]
fn the_evening_ending_in_the_middle_of_a_turn_is_said_kindly() {
    let mut house = both_at_home();
    house.pass(TimeDelta::hours(6));
    house.mara_begins();
    house.answers([3, 4, 6].map(Answer::Number));
    house.pass(TimeDelta::hours(2));
    let marks = house.no_marks();
    house.answers([marks, text(""), text("late")]);
    house.end_of_turn();
    assert_eq!(
        house.said.last().map(String::as_str),
        Some("A new evening began while you wrote. Nothing to catch up on.")
    );
    house.begin(Route::Evening);
    assert_eq!(house.question(), "Who takes a turn now?");
}

#[test]
fn the_evening_ending_at_the_hand_over_lets_it_go() {
    let mut house = both_at_home();
    house.pass(TimeDelta::hours(6));
    house.mara_checks_in([3, 4, 6], &[], "");
    house.jo_checks_in([3, 4, 6], &[], "");
    house.pass(TimeDelta::hours(2));
    house.answers([Answer::Key(Person::A)]);
    assert_eq!(
        house.said.last().map(String::as_str),
        Some("A new evening has begun. Nothing to catch up on.")
    );
}

#[test]
fn covering_later_takes_it_out() {
    let mut house = both_at_home();
    to_side_by_side(&mut house);
    house.leave();
    house.pass(TimeDelta::days(2));
    house.begin(Route::Cover);
    house.answers([Answer::Pick(0)]);
    let Some(Ask::OneOf(one_of)) = house.prompt().map(|prompt| prompt.ask) else {
        panic!("a list of evenings")
    };
    assert_eq!(one_of.choices[0].label, "Friday 20 November");
    house.answers([Answer::Pick(0), Answer::Pick(1)]);
    assert_eq!(house.question(), "It is gone from the copies here, too.");
    house.answers([Answer::Go]);
    assert_eq!(house.said.last().map(String::as_str), Some("It is covered."));
    let month = std::fs::read_to_string(house.root().join("months/2026-11.json")).expect("the month");
    assert!(!month.contains("soup") && month.contains("the light at four"));
}

#[test]
fn a_should_is_asked_once_and_can_be_taken_back() {
    let mut house = both_at_home();
    house.mara_begins();
    house.answers([9, 0, 9].map(Answer::Number));
    let Some(Ask::Marks(wishes)) = house.prompt().map(|prompt| prompt.ask) else { panic!("wishes") };
    let at = |label: &str| wishes.iter().position(|wish| wish.label == label).expect("a wish");
    let mut marks = vec![Mark::Open; wishes.len()];
    marks[at(HELD)] = Mark::Should;
    marks[at(STROKES)] = Mark::Should;
    house.answers([Answer::Marks(marks)]);
    let prompt = house.prompt().expect("the question about a should");
    assert_eq!(
        (prompt.question.as_str(), prompt.lines[0].as_str()),
        ("Would you still like it if nobody minded either way?", HELD)
    );
    assert!(matches!(&prompt.ask, Ask::OneOf(one_of) if one_of.first == 0), "leaving it out comes first");
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.prompt().expect("the second").lines[0], STROKES);
    house.answers([Answer::Pick(1), text(""), text("")]);
    let Some(Ask::AnyOf(ticks)) = house.prompt().map(|prompt| prompt.ask) else { panic!("what to show") };
    let said: Vec<_> =
        ticks.iter().map(|tick| tick.label.as_str()).filter(|label| label.contains("Say it")).collect();
    assert_eq!(said, [format!("Say it anyway: {STROKES}")]);
}

#[test]
fn a_hard_body_puts_warning_signs_one_key_away_and_leads_back() {
    let mut house = both_at_home();
    house.mara_begins();
    house.answers([Answer::Number(2), Answer::Number(8)]);
    let calm = house.prompt().expect("the next question");
    assert!(calm.extras.contains(&Extra::Watch) && calm.quiet[0] == "New or sudden?");
    house.answers([extra(Extra::Watch)]);
    let signs = house.prompt().expect("the signs").lines;
    let at = |begins: &str| signs.iter().position(|line| line.starts_with(begins)).expect(begins);
    let order = [
        at("In an emergency: the emergency number"),
        at("Stop, and call the emergency number"),
        at("A drooping face"),
        at("Call your team today"),
        at("After an operation: a red wound"),
    ];
    assert!(order.is_sorted(), "what is urgent comes first: {order:?}");
    let once: std::collections::BTreeSet<_> = signs.iter().collect();
    assert_eq!(once.len(), signs.len(), "nothing is said twice");
    house.answers([Answer::Go]);
    assert!(house.prompt().expect("the question again").question == calm.question);
    assert!(matches!(house.answer(Answer::Pick(9)), Outcome::Again(_)));
}

#[test]
fn own_words_come_first_and_name_no_kind() {
    let mut house = both_at_home();
    house.mara_begins();
    house.answers([9, 0, 9].map(Answer::Number));
    house.answers([extra(Extra::OwnWish), text("the blue blanket")]);
    let Some(Ask::Marks(wishes)) = house.prompt().map(|prompt| prompt.ask) else { panic!("wishes") };
    assert!(wishes[0].label == "the blue blanket" && wishes[0].mark == Mark::Like);
}

#[test]
fn liking_an_offer_can_be_undone_and_done_again() {
    let mut house = both_at_home();
    house.begin(Route::Offers);
    let liked = |house: &House| house.session.archive().memory().liked.len();
    house.answers([Answer::Extra(Extra::BothLike, Some(0)), Answer::Extra(Extra::BothLike, Some(1))]);
    assert_eq!(liked(&house), 2);
    assert!(house.session.undo(house.now).expect("undo"));
    assert!(house.session.undo(house.now).expect("undo"));
    assert_eq!(liked(&house), 0);
    assert!(house.session.redo(house.now).expect("redo"));
    assert!(house.session.redo(house.now).expect("redo"));
    assert_eq!(liked(&house), 2);
    assert!(!house.session.redo(house.now).expect("redo"));
    house.cut_and_start_again();
    assert_eq!(liked(&house), 2);
    assert!(!house.session.undo(house.now).expect("undo"), "undo ends with the program");
}

#[test]
fn going_back_and_pages_on_the_side_take_nothing_away() {
    let mut house = both_at_home();
    house.mara_begins();
    house.answers([Answer::Number(3), Answer::Number(8)]);
    assert!(house.back());
    assert!(matches!(house.prompt().map(|one| one.ask), Some(Ask::Scale(scale)) if scale.chosen == Some(8)));
    house.answers([Answer::Number(9), Answer::Number(6)]);
    let marks = house.marks(&[HELD]);
    house.stands_at(&marks);
    house.answers([extra(Extra::OwnWish), text("the blue blanket")]);
    let liked = |house: &House| {
        let Some(Ask::Marks(wishes)) = house.prompt().map(|prompt| prompt.ask) else { panic!("wishes") };
        let liked = wishes.into_iter().filter(|wish| wish.mark == Mark::Like);
        liked.map(|wish| wish.label).collect::<Vec<_>>()
    };
    assert_eq!(liked(&house), ["the blue blanket", HELD]);
    let marks = house.marks(&["the blue blanket", HELD]);
    house.answers([marks, text("an early night")]);
    assert!(house.back());
    assert!(
        matches!(house.prompt().map(|one| one.ask), Some(Ask::Line { start, .. }) if start == "an early night")
    );
    assert!(house.back());
    assert_eq!(liked(&house), ["the blue blanket", HELD]);
}

#[test]
fn a_should_that_was_cut_off_is_taken_back_unseen_and_own_words_stay_hidden() {
    let mut house = both_at_home();
    house.mara_begins();
    house.answers([9, 0, 9].map(Answer::Number));
    house.answers([extra(Extra::OwnWish), text("the blue blanket")]);
    house.cut_and_start_again();
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    let Some(Ask::Marks(wishes)) = house.prompt().map(|prompt| prompt.ask) else { panic!("wishes") };
    assert!(wishes.iter().all(|wish| wish.label != "the blue blanket" && wish.mark == Mark::Open));
    let at = wishes.iter().position(|wish| wish.label == HELD).expect("a wish");
    let mut marks = vec![Mark::Open; wishes.len()];
    marks[at] = Mark::Should;
    house.answers([Answer::Marks(marks)]);
    assert!(house.question().starts_with("Would you still like it"));
    house.cut_and_start_again();
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    assert!(house.question().starts_with("Is there one small thing"), "{}", house.question());
    house.answers([text("rest")]);
    house.cut_and_start_again();
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    assert!(house.question().starts_with("One thing you noticed"), "{}", house.question());
    house.answers([text("")]);
    house.end_of_turn();
    let now = std::fs::read_to_string(house.root().join("now-a.json")).expect("Mara's file");
    assert!(now.contains("the blue blanket") && !now.contains(HELD), "{now}");
}

#[test]
fn other_questions_let_an_unfinished_turn_go() {
    let mut house = both_at_home();
    house.mara_begins();
    house.answers([4, 7].map(Answer::Number));
    house.leave();
    house.begin(Route::Ways);
    house.answers([Answer::Pick(0), Answer::Pick(5)]);
    house.answers([Answer::Ticks(vec![true, false, false, false, false])]);
    house.leave();
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.question(), "How hard is the body right now?", "nothing is read as another answer");
    assert_eq!(house.prompt().and_then(|prompt| prompt.place), Some((1, 4)));
}

#[test]
fn an_unfinished_turn_can_begin_again() {
    let mut house = both_at_home();
    house.mara_begins();
    house.answers([4, 9].map(Answer::Number));
    assert!(house.back());
    house.cut_and_start_again();
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0), Answer::Pick(1)]);
    assert_eq!(house.question(), "How much energy is there right now?");
    house.leave();
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.question(), "How much energy is there right now?", "and nothing is left of it");
}

#[test]
fn offers_that_no_longer_fit_leave_the_page() {
    let mut house = both_at_home();
    house.mara_checks_in([9, 0, 9], &[STROKES], "");
    house.jo_checks_in([9, 0, 9], &[STROKES], "");
    house.answers([Answer::Key(Person::B), Answer::Key(Person::A), Answer::Go, Answer::Pick(0)]);
    let titles = |house: &House| match house.prompt().map(|prompt| prompt.ask) {
        Some(Ask::OneOf(one_of)) => one_of.choices.len(),
        _ => 0,
    };
    let before = titles(&house);
    house.pass(TimeDelta::hours(5));
    assert!(titles(&house) < before, "touch is gone from the page");
    house.answers([Answer::Pick(titles(&house) - 1)]);
    assert_eq!(house.prompt().map(|prompt| prompt.title), Some("The quiet ending"));
}

#[test]
fn what_was_covered_stays_covered_when_they_look_again() {
    let mut house = both_at_home();
    to_side_by_side(&mut house);
    house.leave();
    house.begin(Route::Cover);
    house.answers([Answer::Pick(0), Answer::Pick(0), Answer::Pick(1)]);
    house.begin(Route::Evening);
    house.answers([Answer::Pick(2), Answer::Pick(1), Answer::Pick(1)]);
    house.check_in([5, 5, 5], &[], "later");
    house.answers([Answer::Key(Person::A), Answer::Key(Person::B)]);
    let view = house.side_by_side();
    assert_eq!(view.seen.a.numbers.energy, None);
    assert_eq!(view.seen.b.noticed.as_deref(), Some("later"));
    let month = std::fs::read_to_string(house.root().join("months/2026-11.json")).expect("the month");
    assert!(!month.contains("soup"));
}

#[test]
fn one_who_shows_nothing_is_named_in_nothing() {
    let mut house = both_at_home();
    house.mara_begins();
    house.answers([3, 4, 6].map(Answer::Number));
    let marks = house.marks(&[HELD]);
    house.answers([marks, text(""), text(""), extra(Extra::ShowNothing)]);
    house.end_of_turn();
    house.jo_checks_in([7, 2, 8], &[HELD], "");
    house.answers([Answer::Key(Person::B), Answer::Key(Person::A)]);
    let view = house.side_by_side();
    assert!(view.both.is_empty());
}

#[test]
fn answers_can_be_changed_before_looking() {
    let mut house = both_at_home();
    house.mara_checks_in([3, 4, 6], &[], "");
    house.jo_checks_in([7, 2, 8], &[], "");
    house.answers([extra(Extra::Again), Answer::Pick(0), Answer::Pick(1)]);
    house.check_in([9, 1, 9], &[], "");
    house.answers([Answer::Key(Person::B), Answer::Key(Person::A)]);
    let view = house.side_by_side();
    assert_eq!(view.seen.a.numbers.energy.map(Score::value), Some(9));
}
