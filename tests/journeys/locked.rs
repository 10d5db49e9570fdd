//! Passphrases: set, lost, changed, given up, and what each opens.

use std::fs;
use std::path::{Path, PathBuf};

use evenfall::domain::archive::Access;
use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::session::guide::{Outcome, Route};

use super::house::{House, files, secret, text};

const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";

/// Puts a file there as any other program would.
#[expect(clippy::disallowed_methods, reason = "another program need not be careful")]
fn put(path: PathBuf, bytes: impl AsRef<[u8]>) {
    fs::write(path, bytes).expect("a place to write");
}

fn names(root: &Path) -> Vec<String> {
    files(root).into_iter().map(|(name, _)| name).collect()
}

fn holds(root: &Path, words: &str) -> bool {
    files(root).iter().any(|(_, bytes)| bytes.windows(words.len()).any(|part| part == words.as_bytes()))
}

/// The turn of this person opens for their passphrase, with the one they have.
fn own_lock(house: &mut House, person: Person, passphrase: Option<&str>) {
    house.begin(Route::Lock);
    house.answers([Answer::Pick(usize::from(person == Person::B))]);
    if let Some(passphrase) = passphrase {
        house.answers([secret(passphrase)]);
    }
}

/// Mara and Jo, each with a passphrase, after an evening together. Their keys for paper.
fn locked() -> (House, String, String) {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0)]);
    house.check_in([4, 6, 5], &[], "the light at four");
    house.leave();
    own_lock(&mut house, Person::A, None);
    let maras = house.locks_with(MARAS);
    own_lock(&mut house, Person::B, None);
    let jos = house.locks_with(JOS);
    (house, maras, jos)
}

#[test]
fn one_may_have_a_passphrase_before_the_other() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    own_lock(&mut house, Person::A, None);
    assert!(house.prompt().expect("a page").lines[0].starts_with("Without a passphrase it is out of sight"));
    house.locks_with(MARAS);
    assert_eq!(house.said, ["Locked from now on."]);
    let there = names(house.root());
    for name in ["a.json.age", "now-a.json.age", "keys/a.age", "couple.json"] {
        assert!(there.iter().any(|one| one == name), "{name} in {there:?}");
    }
    assert!(!there.iter().any(|name| name == "a.json" || name == "now-a.json" || name == "couple.json.age"));
    house.cut_and_start_again();
    assert!(!house.session.is_locked(), "what is shared is not locked yet");
    assert_eq!(house.session.archive().access[Person::A], Access::Closed);

    house.begin(Route::Ways);
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.question(), "Mara, your passphrase.");
    assert!(matches!(house.answer(secret("something else")), Outcome::NotKept(_)));
    assert_eq!(house.session.turn(), None);
    house.answers([secret(MARAS)]);
    assert_eq!(house.session.turn(), Some(Person::A));
}

#[test]
fn once_both_have_one_everything_is_locked_and_either_opens_it() {
    let (mut house, ..) = locked();
    assert!(house.session.archive().shared_locked);
    for words in ["Mara", "the light at four", "surgery"] {
        assert!(!holds(house.root(), words), "{words}");
    }
    let there = names(house.root());
    let open = ["settings.json", "vault.json"];
    let plain = there.iter().filter(|name| name.contains(".json") && !name.contains(".json.age"));
    assert!(plain.clone().all(|name| open.contains(&name.as_str())), "{there:?}");
    for (name, bytes) in files(house.root()).iter().filter(|(name, _)| name.contains(".json.age")) {
        assert!((bytes.len() / 4096) >= 1 && bytes.len() % 4096 < 1024, "{name}: {}", bytes.len());
    }
    for (passphrase, person) in [(MARAS, Person::A), (JOS, Person::B)] {
        house.cut_and_start_again();
        assert!(house.session.is_locked());
        assert_eq!(house.session.archive().people().count(), 0, "not even a name");
        assert!(house.unlock("the lamp at ten").is_err());
        assert_eq!(house.unlock(passphrase), Ok(person));
        assert_eq!(house.session.archive().name(Person::B), "Jo");
        assert_eq!(house.session.archive().access[person], Access::Open);
        assert_eq!(house.session.archive().access[person.other()], Access::Closed);
    }
}

#[test]
fn a_check_in_that_waits_is_opened_by_its_owner_alone_and_both_are_looked_at_together() {
    let (mut house, ..) = locked();
    house.cut_and_start_again();
    house.unlock(JOS).expect("it opens");
    let evening = house.session.evening(house.now);
    assert!(
        !house.session.archive().round(evening).has(Person::A),
        "Mara's is closed, so it counts as not there"
    );
    house.begin(Route::Evening);
    house.answers([Answer::Pick(1)]);
    house.check_in([7, 2, 8], &[], "soup");
    assert!(house.question().starts_with("Thank you"), "{}", house.question());
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.question(), "Mara, your passphrase.");
    house.answers([secret(MARAS)]);
    assert!(house.session.archive().round(evening).has(Person::A), "it is still there");
}

#[test]
fn hiding_locks_and_the_same_person_comes_back_to_the_same_place() {
    let (mut house, ..) = locked();
    house.cut_and_start_again();
    house.unlock(MARAS).expect("it opens");
    house.session.hide();
    assert!(house.session.is_locked());
    assert_eq!(house.session.archive().people().count(), 0);
    assert!(!house.undo().is_ok_and(|undone| undone));
    house.unlock(JOS).expect("it opens");
    assert!(house.session.asks_for_passphrase(Person::A, house.now));
    assert!(!house.session.asks_for_passphrase(Person::B, house.now), "Jo has just typed it");
    house.now.mono += std::time::Duration::from_secs(121);
    assert!(house.session.asks_for_passphrase(Person::B, house.now), "and that was a while ago");
}

#[test]
fn a_key_on_paper_opens_what_a_forgotten_passphrase_does_not() {
    let (mut house, maras, jos) = locked();
    house.cut_and_start_again();
    assert_eq!(house.unlock(&maras.to_lowercase()), Ok(Person::A));
    assert!(house.session.take_news().iter().any(|news| news.contains("leads to a new passphrase")));
    house.cut_and_start_again();
    assert_eq!(house.unlock(&jos), Ok(Person::B));
    house.begin(Route::Ways);
    house.answers([Answer::Pick(0)]);
    assert!(matches!(house.answer(secret(&jos)), Outcome::NotKept(_)), "Jo's does not open Mara's");
}

#[test]
fn a_passphrase_can_be_changed_and_only_the_new_one_opens_then() {
    let (mut house, ..) = locked();
    own_lock(&mut house, Person::A, Some(MARAS));
    house.answers([Answer::Pick(3), secret("quite another lamp"), secret("quite another lamp")]);
    assert!(house.said.last().expect("a word").contains("new passphrase"));
    house.cut_and_start_again();
    house.unlock(MARAS).expect_err("the old one");
    assert_eq!(house.unlock("quite another lamp"), Ok(Person::A));
}

#[test]
fn giving_it_up_leaves_everything_readable_and_the_other_locked() {
    let (mut house, ..) = locked();
    own_lock(&mut house, Person::A, Some(MARAS));
    house.answers([Answer::Pick(4), Answer::Pick(1)]);
    let there = names(house.root());
    for name in ["a.json", "couple.json", "b.json.age", "now-b.json.age"] {
        assert!(there.iter().any(|one| one == name), "{name} in {there:?}");
    }
    assert!(!there.iter().any(|name| name == "a.json.age" || name == "keys/a.age"), "{there:?}");
    house.cut_and_start_again();
    assert!(!house.session.is_locked());
    assert_eq!(house.session.archive().access[Person::A], Access::Plain);
    assert_eq!(house.session.archive().access[Person::B], Access::Closed);
    assert!(house.session.notices().is_empty(), "{:?}", house.session.notices());
}

#[test]
fn a_short_code_reopens_a_turn_five_tries_long_and_never_the_lock() {
    let (mut house, ..) = locked();
    own_lock(&mut house, Person::A, Some(MARAS));
    house.answers([Answer::Pick(1)]);
    assert!(matches!(house.answer(secret("12a4")), Outcome::Again(_)));
    house.answers([secret("4711")]);
    own_lock(&mut house, Person::A, Some("4711"));
    assert_eq!(house.session.turn(), Some(Person::A));
    house.leave();
    house.begin(Route::Lock);
    house.answers([Answer::Pick(0)]);
    for _ in 0..5 {
        assert!(matches!(house.answer(secret("1234")), Outcome::NotKept(_)));
        house.now.mono += std::time::Duration::from_secs(70);
    }
    assert!(matches!(house.answer(secret("4711")), Outcome::NotKept(_)), "the passphrase is asked for");
    house.now.mono += std::time::Duration::from_secs(70);
    house.answers([secret(MARAS)]);
    house.leave();
    house.session.hide();
    assert!(house.unlock("4711").is_err(), "it is a door, not the lock");
}

#[test]
fn wrong_passphrases_are_slowed_and_cost_nothing() {
    let (mut house, ..) = locked();
    house.cut_and_start_again();
    let mut waits = 0;
    for _ in 0..12 {
        let said = house.unlock("not this one").expect_err("wrong");
        if said.starts_with("A short pause first") {
            waits += 1;
            house.now.mono += std::time::Duration::from_secs(1);
        } else {
            assert_eq!(said, "That did not open it. Nothing is lost. It can be tried again.");
        }
    }
    assert!(waits > 5, "{waits}");
    house.now.mono += std::time::Duration::from_secs(60);
    assert_eq!(house.unlock(MARAS), Ok(Person::A));
}

#[test]
fn words_typed_before_the_screen_was_locked_are_found_again() {
    let (mut house, ..) = locked();
    house.begin(Route::Evening);
    house.answers([Answer::Pick(1), secret(JOS)]);
    house.past_the_first_pages();
    house.answers([Answer::Number(7)]);
    let bookmark = house.bookmark();
    house.leave();
    house.session.hide();
    house.unlock(JOS).expect("it opens");
    assert!(house.resume(bookmark, Person::B));
    assert!(house.question().starts_with("How hard is the body"), "{}", house.question());
    let bookmark = house.bookmark();
    house.leave();
    house.session.hide();
    house.unlock(MARAS).expect("it opens");
    assert!(!house.resume(bookmark, Person::A), "another lands at Tonight");
}

#[test]
fn six_words_are_made_and_have_to_be_typed_once() {
    let mut house = House::set_up(&["Mara"]);
    house.begin(Route::Lock);
    house.answers([Answer::Pick(0)]);
    let first = house.question();
    assert_eq!(first.split(' ').count(), 6);
    house.answers([Answer::Pick(1)]);
    let words = house.question();
    assert_ne!(first, words);
    house.answers([Answer::Pick(0)]);
    assert!(matches!(house.answer(secret(&first)), Outcome::Again(_)));
    house.answers([secret(&words), Answer::Go]);
    assert!(house.session.archive().shared_locked, "one alone counts as everyone");
    house.cut_and_start_again();
    assert_eq!(house.unlock(&words), Ok(Person::A));
}

#[test]
fn a_second_person_who_joins_later_leaves_it_locked() {
    let mut house = House::set_up(&["Mara"]);
    house.begin(Route::Lock);
    house.locks_with(MARAS);
    house.begin(Route::SetUp);
    house.answers([text("Mara"), text(""), text("Jo")]);
    house.leave();
    assert!(house.session.archive().shared_locked);
    own_lock(&mut house, Person::B, None);
    house.locks_with(JOS);
    house.cut_and_start_again();
    assert_eq!(house.unlock(JOS), Ok(Person::B));
    house.cut_and_start_again();
    assert_eq!(house.unlock(MARAS), Ok(Person::A));
}

#[test]
fn a_key_file_that_is_gone_swapped_or_cut_opens_nothing_and_says_so() {
    let (house, maras, _) = locked();
    let root = house.root().to_owned();
    let keys = |name: &str| root.join("keys").join(name);
    let (a, b) = (fs::read(keys("a.age")).expect("a key"), fs::read(keys("b.age")).expect("a key"));
    let mut house = house;
    put(keys("a.age"), &a[..a.len() - 9]);
    house.cut_and_start_again();
    assert!(house.unlock(MARAS).is_err());
    assert_eq!(house.unlock(&maras), Ok(Person::A), "paper still opens it");
    put(keys("a.age"), &b);
    put(keys("b.age"), &a);
    house.cut_and_start_again();
    assert_eq!(house.unlock(MARAS), Ok(Person::A), "whose key it is the key says");
    house.cut_and_start_again();
    fs::remove_file(keys("a.age")).expect("gone");
    fs::remove_file(keys("b.age")).expect("gone");
    let said = house.unlock(MARAS).expect_err("no key");
    assert!(said.contains("paper"), "{said}");
}

#[test]
fn another_key_in_the_vault_stops_and_is_explained() {
    let (mut house, ..) = locked();
    house.cut_and_start_again();
    house.unlock(MARAS).expect("it opens");
    let vault = house.root().join("vault.json");
    let text = fs::read_to_string(&vault).expect("a vault");
    let own: serde_json::Value = serde_json::from_str(&text).expect("json");
    let (a, b) = (own["keys"]["a"].as_str().expect("a key"), own["keys"]["b"].as_str().expect("a key"));
    put(vault.clone(), text.replace(b, a));
    house.cut_and_start_again();
    house.unlock(MARAS).expect("it opens");
    let why = house.session.looking_only().expect("for looking only");
    assert!(why.contains("another key") || why.contains("names a key"), "{why}");
    fs::remove_file(&vault).expect("gone");
    house.cut_and_start_again();
    assert!(house.session.is_locked(), "what is locked says so itself");
    house.unlock(MARAS).expect("it opens");
    assert_eq!(house.session.looking_only(), None);
}
