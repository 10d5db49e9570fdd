//! Somebody takes out what is theirs, or erases all of it; the other goes on alone.

use evenfall::domain::flow::{Answer, WrittenDown};
use evenfall::domain::people::Person;
use evenfall::session::guide::{Outcome, Route};
use evenfall::session::places::{Place, greeting};

use super::house::{House, text};

/// The row of one's own ways that leads there.
const MINE: &str = "What is mine";

fn two() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.leave();
    house
}

impl House {
    fn what_is_mine(&mut self, person: usize) {
        self.begin(Route::Ways);
        self.answers([Answer::Pick(person)]);
        self.choose(MINE);
        assert_eq!(self.prompt().map(|prompt| prompt.title), Some("What is mine"));
    }

    fn everything_kept(&self) -> String {
        let files = ["couple", "a", "b", "now-a", "now-b", "months/2026-11"];
        let read = |name| std::fs::read_to_string(self.root().join(format!("{name}.json")));
        files.into_iter().filter_map(|name| read(name).ok()).collect()
    }
}

#[test]
fn either_can_leave_and_the_other_goes_on_alone() {
    for (who, leaves, name, stays) in [(0, Person::A, "Mara", "Jo"), (1, Person::B, "Jo", "Mara")] {
        let mut house = two();
        house.begin(Route::Evening);
        house.answers([Answer::Pick(who)]);
        house.check_in([3, 4, 6], &[], &format!("{name} noticed"));
        house.leave();
        house.what_is_mine(who);
        house.answers([Answer::Pick(2), Answer::Pick(0)]);
        assert!(house.everything_kept().contains(name), "the safe choice leaves everything");
        house.choose(MINE);
        house.answers([Answer::Pick(2), Answer::Pick(1)]);
        assert!(house.everything_kept().contains(name), "asked twice");
        let outcome = house.answer(Answer::Pick(1));
        assert_eq!(outcome, Outcome::Home(Some("Everything of yours is erased.".into())));
        assert!(!house.everything_kept().contains(name));
        assert_eq!(house.session.turn(), None);
        assert!(house.undo().is_ok_and(|undone| !undone), "for good is for good");

        house.cut_and_start_again();
        assert_eq!(greeting(&house.session), format!("Good evening, {stays}."));
        assert!(house.session.archive().profile(leaves).is_none());
        assert!(Place::Flow(Route::Evening).leads(&house.session, house.now));
        house.begin(Route::Evening);
        assert!(
            house.question().starts_with("Would you like to lock"),
            "what is asked once was not asked yet"
        );
        house.check_in([5, 4, 6], &[], "the light");
        assert_eq!(house.question(), "Your check-in is kept for you.");
        house.answers([Answer::Go, Answer::Go, Answer::Pick(0)]);
        assert_eq!(house.prompt().map(|prompt| prompt.title), Some("What tonight could hold"));
        house.leave();
        house.begin(Route::Notes);
        assert_eq!(house.session.turn(), Some(leaves.other()));
        house.leave();

        // Somebody may join under the letter that is free.
        house.begin(Route::SetUp);
        assert_eq!(house.typed().as_deref(), Some(stays));
        house.answers([text(stays), text(""), text("Ann"), text("she")]);
        assert_eq!(house.session.archive().name(leaves), "Ann");
        let pronouns = |person| house.session.archive().profile(person).and_then(|one| one.pronouns.clone());
        assert_eq!((pronouns(leaves).as_deref(), pronouns(leaves.other())), (Some("she"), None));
        assert!(!house.session.archive().alone());
    }
}

#[test]
fn the_last_one_leaves_an_empty_house() {
    let mut house = House::set_up(&["Mara"]);
    house.leave();
    house.begin(Route::Ways);
    house.choose(MINE);
    house.answers([Answer::Pick(2), Answer::Pick(1), Answer::Pick(1)]);
    assert!(!house.everything_kept().contains("Mara"));
    assert_eq!(house.question(), "It is gone from the copies here, too.");
    assert_eq!(house.session.turn(), None, "whoever is erased has no turn");
    house.answers([Answer::Go]);
    assert_eq!(greeting(&house.session), "Good evening.");
    house.begin(Route::SetUp);
    house.answers([Answer::Pick(0), Answer::Go, text("Ann")]);
    assert_eq!(house.session.archive().name(Person::A), "Ann");
}

#[test]
fn writing_it_down_ends_the_turn_and_leaves_everything() {
    let mut house = two();
    house.what_is_mine(0);
    house.answers([Answer::Pick(1)]);
    let before = house.everything_kept();
    let outcome = house.answer(Answer::Pick(1));
    assert!(matches!(outcome, Outcome::WriteDown(WrittenDown::Mine(turn)) if turn.person() == Person::A));
    assert_eq!(house.session.turn(), None);
    assert_eq!(house.everything_kept(), before);
}
