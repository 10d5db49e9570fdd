//! vault.json names a key that is not the one known here: explained, and gone on with only once
//! somebody chose that.

use std::fs;
use std::path::{Path, PathBuf};

use evenfall::domain::archive::OwnKind;
use evenfall::domain::flow::{Answer, Ask};
use evenfall::domain::people::Person;
use evenfall::session::guide::{Outcome, Route};
use evenfall::session::places::Place;

use super::house::{House, secret};
use super::watched::{Fault, Watched};

const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";
const JOS_ANEW: &str = "tea in the garden";
const STAY: Answer = Answer::Pick(0);
const GO_ON: Answer = Answer::Pick(1);

#[expect(clippy::disallowed_methods, reason = "another program need not be careful")]
fn put(path: PathBuf, bytes: impl AsRef<[u8]>) {
    fs::remove_file(&path).ok();
    fs::write(path, bytes).expect("a place to write");
}

/// Every file but the lock, with its bytes.
fn files(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            let bytes = fs::read(&path).expect("bytes");
            files.push((path, bytes));
        }
    }
    files.sort();
    files
}

fn lock(house: &mut House, at: usize, words: &str) {
    house.begin(Route::Lock);
    house.answers([Answer::Pick(at)]);
    house.locks_with(words);
}

/// Mara and Jo, each with a passphrase, and everything closed.
fn locked() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    lock(&mut house, 0, MARAS);
    lock(&mut house, 1, JOS);
    house.cut_and_start_again();
    house
}

/// Jo gives the passphrase up and sets another from scratch, while what is Mara's stays closed.
fn jo_begins_anew(house: &mut House) {
    house.unlock(JOS).expect("it opens");
    house.begin(Route::Lock);
    house.answers([Answer::Pick(1), Answer::Pick(4), Answer::Pick(1)]);
    lock(house, 1, JOS_ANEW);
}

fn keys(house: &House) -> [String; 2] {
    let text = fs::read_to_string(house.root().join("vault.json")).expect("a vault");
    let vault: serde_json::Value = serde_json::from_str(&text).expect("json");
    ["a", "b"].map(|person| vault["keys"][person].as_str().expect("a key").to_owned())
}

/// Somebody writes another key into vault.json.
fn tamper(house: &House, person: usize) -> String {
    let other = age::x25519::Identity::generate().to_public().to_string();
    let vault = house.root().join("vault.json");
    let text = fs::read_to_string(&vault).expect("a vault");
    put(vault, text.replace(&keys(house)[person], &other));
    other
}

fn known_to(house: &House, person: Person) -> Option<String> {
    house.session.archive().drawers().0[person].records.find(OwnKind::known_key).map(str::to_owned)
}

fn asks(house: &House) -> bool {
    Place::Flow(Route::OtherKey).leads(&house.session, house.now)
}

#[test]
fn a_new_passphrase_from_scratch_is_noted_once_the_other_says_so() {
    let mut house = locked();
    jo_begins_anew(&mut house);
    let new = keys(&house)[1].clone();
    house.cut_and_start_again();
    house.unlock(MARAS).expect("it opens");
    assert!(asks(&house) && house.session.looking_only().is_some());
    let before = files(house.root());

    house.begin(Route::OtherKey);
    let prompt = house.prompt().expect("a page");
    assert_eq!(prompt.question, "vault.json names another key for Jo.");
    assert!(prompt.lines.iter().all(|line| line.chars().count() < 60), "{:?}", prompt.lines);
    let Ask::OneOf(one_of) = &prompt.ask else { panic!("a choice") };
    assert_eq!((one_of.first, &*one_of.choices[0].label), (0, "Keep looking only"));
    house.answers([STAY]);
    assert!(asks(&house) && house.session.looking_only().is_some());
    assert_eq!(files(house.root()), before, "nothing is written before it is chosen");
    assert_ne!(known_to(&house, Person::A).as_ref(), Some(&new));

    house.begin(Route::OtherKey);
    house.answers([GO_ON]);
    assert_eq!(house.said.last().expect("a word"), "It is noted, and everything is open.");
    assert!(!asks(&house) && house.session.looking_only().is_none());
    assert_eq!(known_to(&house, Person::A), Some(new));
    for (words, person) in [(MARAS, Person::A), (JOS_ANEW, Person::B)] {
        house.cut_and_start_again();
        assert_eq!(house.unlock(words), Ok(person));
        assert!(!asks(&house) && house.session.looking_only().is_none(), "it is not asked again");
    }
}

#[test]
fn a_vault_that_names_another_key_for_who_opened_it_is_made_anew_with_theirs() {
    for (person, words) in [(Person::A, MARAS), (Person::B, JOS)] {
        let mut house = locked();
        let right = keys(&house);
        let wrong = tamper(&house, usize::from(person == Person::B));
        house.cut_and_start_again();
        assert_eq!(house.unlock(words), Ok(person));
        assert!(asks(&house));
        house.begin(Route::OtherKey);
        assert!(
            house.prompt().expect("a page").lines[0].starts_with("It is not the one that has just opened")
        );
        house.answers([GO_ON]);
        assert_eq!(house.session.looking_only(), None);
        assert_eq!(keys(&house), right);
        assert!(
            files(house.root())
                .iter()
                .all(|(_, bytes)| !bytes.windows(wrong.len()).any(|part| part == wrong.as_bytes()))
        );
        for words in [MARAS, JOS] {
            house.cut_and_start_again();
            house.unlock(words).expect("it opens");
            assert_eq!(house.session.looking_only(), None);
        }
    }
}

#[test]
fn a_key_that_shows_only_in_the_hand_over_has_the_same_page() {
    for choice in [STAY, GO_ON] {
        let mut house = locked();
        jo_begins_anew(&mut house);
        let new = keys(&house)[1].clone();
        house.begin(Route::Ways);
        house.answers([Answer::Pick(0)]);
        assert!(matches!(house.answer(secret("something else")), Outcome::NotKept(_)));
        house.answers([secret(MARAS)]);
        assert_eq!(house.question(), "vault.json names another key for Jo.");
        assert_eq!(house.session.turn(), None);
        assert_eq!(known_to(&house, Person::A), None, "what is Mara's is still closed");
        let before = files(house.root());
        house.answers([choice.clone()]);
        if choice == STAY {
            assert_eq!((house.session.turn(), house.prompt().is_none()), (None, true));
            assert_eq!(files(house.root()), before);
            assert_eq!(known_to(&house, Person::A), None);
        } else {
            assert_eq!(house.session.turn(), Some(Person::A));
            assert_eq!(house.question(), "What would you like to change?");
            assert_eq!(known_to(&house, Person::A), Some(new));
            house.cut_and_start_again();
            house.unlock(MARAS).expect("it opens");
            assert_eq!(house.session.looking_only(), None);
        }
    }
}

#[test]
fn ones_own_key_in_the_hand_over_makes_the_vault_anew() {
    let mut house = locked();
    let right = keys(&house);
    house.unlock(JOS).expect("it opens");
    house.cut_and_start_again();
    // Before Jo is back, who would notice at once, all that Jo remembers of Mara's key goes too.
    tamper(&house, 0);
    house.unlock(JOS).expect("it opens");
    assert!(asks(&house), "Jo knows Mara's key");
    house.begin(Route::OtherKey);
    house.answers([GO_ON]);
    assert_eq!(house.session.looking_only(), None);
    house.begin(Route::Ways);
    house.answers([Answer::Pick(0), secret(MARAS)]);
    assert_eq!(house.question(), "vault.json names another key for Mara.");
    house.answers([GO_ON]);
    assert_eq!(house.session.turn(), Some(Person::A));
    assert_eq!(keys(&house), right);
    assert_eq!(known_to(&house, Person::B).as_ref(), Some(&right[0]), "Jo knows the right one again");
}

#[test]
fn a_vault_that_changed_since_the_page_is_asked_about_anew() {
    let mut house = locked();
    tamper(&house, 1);
    house.cut_and_start_again();
    house.unlock(MARAS).expect("it opens");
    house.begin(Route::OtherKey);
    let known = known_to(&house, Person::A);
    tamper(&house, 1);
    let before = files(house.root());
    house.answers([GO_ON]);
    assert!(asks(&house) && house.session.looking_only().is_some());
    assert_eq!((files(house.root()), known_to(&house, Person::A)), (before, known));
}

/// A folder with the same files.
fn copy_of(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files(folder) {
        let to = copy.path().join(path.strip_prefix(folder).expect("inside"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        put(to, bytes);
    }
    copy
}

/// Goes on with the key that is asked about, on a disk that fails like this. How many operations
/// that takes; afterwards it is noted, or it is asked again and the next try goes through.
fn goes_on(folder: &Path, own: bool, fault: Fault) -> usize {
    let disk = Watched::hasty();
    let mut house = House::at(copy_of(folder), disk.clone());
    let right = keys(&house);
    let named = tamper(&house, usize::from(!own));
    house.cut_and_start_again();
    house.unlock(MARAS).expect("it opens");
    house.begin(Route::OtherKey);
    disk.begin(Some(fault));
    let outcome = house.answer(GO_ON);
    let asked = disk.log().len();
    disk.begin(None);
    let told = format!("{own} {fault:?}: {outcome:?}");
    if matches!(outcome, Outcome::NotKept(_)) {
        assert!(house.session.looking_only().is_some(), "{told}");
    }
    house.cut_and_start_again();
    house.unlock(MARAS).expect("it opens");
    if house.session.looking_only().is_some() {
        assert!(asks(&house), "{told}");
        house.begin(Route::OtherKey);
        house.answers([GO_ON]);
    }
    assert_eq!(house.session.looking_only(), None, "{told}");
    let [a, b] = right;
    let known = if own { b } else { named };
    assert_eq!((known_to(&house, Person::A), &keys(&house)[0]), (Some(known), &a), "{told}");
    asked
}

#[test]
fn going_on_is_all_or_nothing_whatever_fails() {
    let folder = locked().close();
    let mut cases = 0;
    for own in [false, true] {
        let all = goes_on(folder.path(), own, Fault::Cut(usize::MAX));
        for at in 0..all {
            goes_on(folder.path(), own, Fault::Once(at, 28));
            goes_on(folder.path(), own, Fault::Cut(at));
            cases += 2;
        }
    }
    println!("{cases} cases of going on with another key");
    assert!(cases > 100, "{cases}");
}
