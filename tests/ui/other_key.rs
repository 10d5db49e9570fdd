//! The page about a key that is not the one known here, on the screen and line by line.

use std::fs;
use std::time::Duration;

use evenfall::domain::content::Content;
use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::line;
use evenfall::session::guide::{Route, Stage};

use crate::house::House;
use crate::moment::friday;
use crate::screen::Screen;

const PASSPHRASE: &str = "quietlampatnine";

/// Mara and Jo, each with a passphrase. Somebody wrote another key of Jo's into vault.json.
#[expect(clippy::disallowed_methods, reason = "another program need not be careful")]
fn with_another_key() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    for (at, words) in [(0, PASSPHRASE), (1, "soup on the stairs")] {
        house.begin(Route::Lock);
        house.answers([Answer::Pick(at)]);
        house.locks_with(words);
    }
    let path = house.root().join("vault.json");
    let text = fs::read_to_string(&path).expect("a vault");
    let vault: serde_json::Value = serde_json::from_str(&text).expect("json");
    let other = age::x25519::Identity::generate().to_public().to_string();
    let text = text.replace(vault["keys"]["b"].as_str().expect("a key"), &other);
    fs::write(path, text).expect("a place to write");
    house.cut_and_start_again();
    house
}

#[test]
fn the_screen_explains_it_and_stays_with_looking_until_it_is_chosen() {
    let mut house = with_another_key();
    let mut screen = Screen::new(&mut house.session);
    screen.types(PASSPHRASE);
    screen.keys("<Enter>").pass(Duration::from_millis(250));
    screen.shows("Another key");
    screen.keys("a").shows("vault.json names another key for Jo.");
    screen.shows("Mara's own file remembers a different one.").shows("Nothing is saved for that key before");
    let first = screen.lines().into_iter().find(|line| line.contains('►')).expect("a focus");
    assert!(first.contains("Keep looking only"), "{first}");
    screen.keys("<Enter>").shows("Nothing is changed.");
    assert!(screen.app.session().looking_only().is_some());
    screen.keys("a <Down> <Enter>").shows("It is noted, and everything is open.");
    assert_eq!(screen.app.session().looking_only(), None);
    assert!(!screen.lines().iter().any(|line| line.contains("Another key")));
}

#[test]
fn a_session_that_is_open_already_begins_with_it() {
    let mut house = with_another_key();
    assert_eq!(house.unlock(PASSPHRASE), Ok(Person::A));
    Screen::new(&mut house.session).shows("vault.json names another key for Jo.");
}

#[test]
fn line_mode_begins_with_it() {
    for (typed, looking) in [("1\nq\n", true), ("2\nq\n", false)] {
        let mut house = with_another_key();
        let content = Content::embedded();
        let stage = Stage { content: &content, desktop: false, incoming: None };
        let opening = line::Opening { stage, clock: &friday, begin: None, notice: None };
        let typed = format!("{PASSPHRASE}\n{typed}");
        let said = crate::lines::line_by_line(&mut house.session, opening, &typed);
        assert!(said.contains("vault.json names another key for Jo."), "{said}");
        assert!(said.contains("1. Keep looking only"), "{said}");
        assert_eq!(house.session.looking_only().is_some(), looking, "{said}");
    }
}
