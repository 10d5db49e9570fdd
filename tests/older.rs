//! An older copy of one file is put back in its place: that is noticed, whatever the clock says.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use evenfall::domain::flow::{Answer, Ask};
use evenfall::domain::people::Person;
use evenfall::domain::secret::Secret;
use evenfall::session::guide::Route;
use evenfall::store::RealDisk;
use evenfall::store::check::{Check, Condition};
use house::{House, secret, text};
use support::moment;

#[expect(dead_code, reason = "other tests drive it further")]
#[path = "support/house.rs"]
mod house;
mod support;

const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";
const TEN_YEARS: TimeDelta = TimeDelta::days(3652);

#[expect(clippy::disallowed_methods, reason = "another program need not be careful")]
fn put_back(root: &Path, name: &str, bytes: &[u8]) {
    fs::remove_file(root.join(name)).expect("it was there");
    fs::write(root.join(name), bytes).expect("a place to write");
}

fn read(house: &House, name: &str) -> Vec<u8> {
    fs::read(house.root().join(name)).expect("a file")
}

/// Mara and Jo after an evening together, with passphrases or without.
fn two(locked: bool) -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    if locked {
        for (at, words) in [(0, MARAS), (1, JOS)] {
            house.begin(Route::Lock);
            house.answers([Answer::Pick(at)]);
            house.locks_with(words);
        }
    }
    share_a_note(&mut house, "the light at four");
    house.cut_and_start_again();
    house
}

/// Mara shares a note, and nothing else happens: no other file remembers that the month was saved.
fn share_a_note(house: &mut House, words: &str) {
    house.begin(Route::Notes);
    choose(house, "Write, or look at mine");
    house.answers([Answer::Pick(0)]);
    if house.question() == "Mara, your passphrase." {
        house.answers([secret(MARAS)]);
    }
    house.answers([Answer::Pick(0), Answer::Pick(0), text(words)]);
    choose(house, "Share it");
    house.leave();
}

fn choose(house: &mut House, label: &str) {
    let Some(Ask::OneOf(one_of)) = house.prompt().map(|prompt| prompt.ask) else {
        panic!("{}", house.question())
    };
    let labels: Vec<&str> = one_of.choices.iter().map(|choice| &*choice.label).collect();
    let at = labels.iter().position(|one| one.starts_with(label));
    house.answers([Answer::Pick(at.unwrap_or_else(|| panic!("{label} in {labels:?}")))]);
}

fn months_file(locked: bool) -> &'static str {
    if locked { "months/2026-11.json.age" } else { "months/2026-11.json" }
}

/// Opens the folder anew; what is told of older files at once, and after a passphrase.
fn told(house: &mut House, passphrase: Option<&str>) -> Vec<String> {
    house.cut_and_start_again();
    if let Some(passphrase) = passphrase {
        house.unlock(passphrase).expect("it opens");
    }
    let mut told = house.session.notices().to_vec();
    told.extend(house.session.take_news());
    told.retain(|said| said.contains("older copy"));
    told
}

fn condition(house: &House, name: &str, open: bool) -> Option<Condition> {
    let mut check = Check::begin(Arc::new(RealDisk), house.root()).expect("ours").expect("a folder");
    if open {
        for (person, words) in [(Person::A, MARAS), (Person::B, JOS)] {
            check.open(person, &Secret::new(words).expect("a passphrase")).expect("it opens");
        }
    }
    let findings = check.findings().expect("findings");
    findings.into_iter().find(|one| one.path == name).map(|one| one.condition)
}

#[test]
fn the_month_of_yesterday_put_back_is_told_in_plain_and_locked_folders() {
    for (locked, back) in
        [(false, TimeDelta::zero()), (true, TimeDelta::zero()), (false, TEN_YEARS), (true, TEN_YEARS)]
    {
        let mut house = two(locked);
        let passphrase = locked.then_some(MARAS);
        let name = months_file(locked);
        let yesterday = read(&house, name);
        assert_eq!(told(&mut house, passphrase), Vec::<String>::new());
        house.pass(TimeDelta::days(1));
        told(&mut house, passphrase);
        share_a_note(&mut house, "soup on the stairs");
        assert_ne!(read(&house, name), yesterday);
        assert_eq!(told(&mut house, passphrase), Vec::<String>::new());
        assert_eq!(condition(&house, name, locked), Some(Condition::Whole));

        put_back(house.root(), name, &yesterday);
        house.pass(-back);
        assert_eq!(condition(&house, name, locked), Some(Condition::Older), "{locked}");
        let said = told(&mut house, passphrase);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("months/2026-11.json is an older copy"), "{said:?}");
    }
}

#[test]
fn an_older_couple_file_and_an_older_drawer_are_told() {
    for (name, of) in [("couple.json", None), ("a.json", Some(Person::A))] {
        for locked in [false, true] {
            let mut house = two(locked);
            let passphrase = locked.then_some(if of.is_some() { JOS } else { MARAS });
            let path = if locked { format!("{name}.age") } else { name.to_owned() };
            // Set-up and a way of one's own, each changed twice.
            let change = |house: &mut House, times: usize| {
                told(house, locked.then_some(MARAS));
                if of.is_some() {
                    house.begin(Route::Ways);
                    house.answers([Answer::Pick(0)]);
                    if house.question() == "Mara, your passphrase." {
                        house.answers([secret(MARAS)]);
                    }
                    house.answers([Answer::Pick(0), Answer::Number([0, 6, 7][times])]);
                } else {
                    house.begin(Route::SetUp);
                    house.answers([text(["Mara", "Marta", "Mara Lou"][times]), text("")]);
                }
                house.leave();
            };
            change(&mut house, 1);
            let before = read(&house, &path);
            change(&mut house, 2);
            assert_ne!(read(&house, &path), before, "{path}");
            put_back(house.root(), &path, &before);
            assert_eq!(condition(&house, &path, locked), Some(Condition::Older), "{path}");
            let mut said = told(&mut house, passphrase);
            if locked && of.is_some() {
                assert_eq!(said, Vec::<String>::new(), "Mara's drawer is closed");
                house.begin(Route::Ways);
                house.answers([Answer::Pick(0), secret(MARAS)]);
                said = house.session.take_news();
            }
            assert_eq!(said.len(), 1, "{path}: {said:?}");
            assert!(said[0].starts_with(&format!("{name} is an older copy")), "{said:?}");
        }
    }
}

#[test]
fn a_vault_from_before_something_was_locked_is_told_and_not_believed() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let plain = read(&house, "vault.json");
    house.begin(Route::Lock);
    house.answers([Answer::Pick(0)]);
    house.locks_with(MARAS);
    let half = read(&house, "vault.json");
    house.begin(Route::Lock);
    house.answers([Answer::Pick(1)]);
    house.locks_with(JOS);
    for older in [plain, half] {
        put_back(house.root(), "vault.json", &older);
        assert_eq!(condition(&house, "vault.json", false), Some(Condition::Older));
        house.cut_and_start_again();
        assert!(house.session.is_locked(), "the files are believed");
        house.unlock(MARAS).expect("it opens");
        assert_eq!(house.session.looking_only(), None);
        let notices = house.session.notices().to_vec();
        assert!(
            notices.iter().any(|said| said.starts_with("vault.json is not as it was kept")),
            "{notices:?}"
        );
    }
}

#[test]
fn a_key_file_from_before_the_passphrase_was_changed_is_told() {
    const ANEW: &str = "quite another lamp";
    let mut house = two(true);
    let before = read(&house, "keys/a.age");
    house.unlock(MARAS).expect("it opens");
    house.begin(Route::Lock);
    house.answers([Answer::Pick(0), Answer::Pick(3), secret(ANEW), secret(ANEW)]);
    assert_eq!(told(&mut house, Some(ANEW)), Vec::<String>::new());
    assert_eq!(condition(&house, "keys/a.age", false), Some(Condition::Locked));

    put_back(house.root(), "keys/a.age", &before);
    assert_eq!(condition(&house, "keys/a.age", false), Some(Condition::Older));
    let said = told(&mut house, Some(MARAS));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("keys/a.age is an older copy"), "{said:?}");
    // In the hand-over too, and a new passphrase puts it right.
    house.cut_and_start_again();
    house.unlock(JOS).expect("it opens");
    house.begin(Route::Lock);
    house.answers([Answer::Pick(0), secret(MARAS)]);
    assert!(house.session.take_news().iter().any(|said| said.starts_with("keys/a.age is an older copy")));
    house.answers([Answer::Pick(3), secret(ANEW), secret(ANEW)]);
    assert_eq!(told(&mut house, Some(ANEW)), Vec::<String>::new());
    assert_eq!(condition(&house, "keys/a.age", false), Some(Condition::Locked));
}
