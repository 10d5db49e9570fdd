//! Something else in the place of a damaged file, where files are locked: what is put there is as
//! locked as what stood there, for both, whatever it was chosen from.

use std::sync::Arc;

use evenfall::domain::archive::CoupleKind;
use evenfall::domain::earlier::{Candidate, Instead};
use evenfall::domain::people::Person;
use evenfall::session::Session;

use super::rows::{BOTH, both_locked, plain};
use super::scene::{JOS, LOCKED, MARAS, secret, session, unlocked};
use crate::scene::root;
use crate::support::cut::after_each;
use crate::support::memory::Memory;
use crate::support::{Seeded, now};

const PLAIN_COPY: &str = "couple.sync-conflict-20261120-230000-ABCDEFG.json";

/// A folder whose couple.json.age is torn, with a copy of it from before it was locked.
fn torn() -> Arc<Memory> {
    let (memory, _) = both_locked();
    let place = root().join("couple.json.age");
    let bytes = memory.bytes(&place).expect("it is there");
    memory.put(&place, &bytes[..bytes.len() - 100]);
    let (before, _) = plain();
    let copy = before.bytes(&root().join("couple.json")).expect("it is there");
    memory.put(&root().join(PLAIN_COPY), &copy);
    memory.copy()
}

fn opened(memory: &Arc<Memory>, words: &str) -> Session {
    let mut session = session(memory.clone(), 12);
    session.unlock(&secret(words), now()).expect("it opens");
    session
}

/// What could stand there, and nothing at all.
fn choices(memory: &Memory) -> Vec<Instead> {
    let session = opened(&memory.copy(), MARAS);
    let files = session.damaged(now());
    assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["couple.json"]);
    let copy = |one: &Candidate| Instead::Copy(one.path.clone());
    files[0].candidates.iter().map(copy).chain([Instead::Empty]).collect()
}

#[test]
fn whatever_is_chosen_stands_there_locked_for_both() {
    let torn = torn();
    let choices = choices(&torn);
    let from_before = |one: &Instead| matches!(one, Instead::Copy(path) if path.ends_with(PLAIN_COPY));
    assert!(choices.len() >= 3 && choices.iter().any(from_before), "{choices:?}");
    for instead in &choices {
        let memory = torn.copy();
        let mut session = opened(&memory, JOS);
        session.recover(&[("couple.json".into(), instead.clone())], now()).expect("it is put there");
        assert_eq!(session.looking_only(), None, "{instead:?}");
        drop(session);
        let stands = memory.bytes(&root().join("couple.json.age")).expect("it is there");
        assert!(stands.starts_with(LOCKED), "{instead:?}");
        for words in [MARAS, JOS] {
            let session = opened(&memory, words);
            assert_eq!(session.looking_only(), None, "{instead:?} for {words}");
            let named = |kind: &CoupleKind| matches!(kind, CoupleKind::Person(_));
            let names = session.archive().couple.records.known().filter(|one| named(&one.what)).count();
            assert_eq!(names, if *instead == Instead::Empty { 0 } else { 2 }, "{instead:?} for {words}");
        }
    }
}

#[test]
fn a_cut_leaves_the_damaged_file_or_what_was_chosen() {
    let torn = torn();
    let mut states = 0;
    for instead in choices(&torn) {
        let memory = torn.copy();
        let begin = memory.begin();
        let mut session = opened(&memory, MARAS);
        session.recover(&[("couple.json".into(), instead.clone())], now()).expect("it is put there");
        drop(session);
        after_each(begin, &memory.log(), 2, &mut Seeded(3), |at, _, left| {
            states += 1;
            let told = format!("{instead:?}, cut after {at}");
            if let Some(stands) = left.bytes(&root().join("couple.json.age")) {
                assert!(stands.starts_with(LOCKED), "{told}");
            }
            let mut session = opened(&left, MARAS);
            assert!(session.needs_choice() || session.looking_only().is_none(), "{told}");
            if !session.needs_choice() {
                session.prove(Person::B, &secret(JOS), now()).expect("Jo's opens too");
            }
        });
    }
    println!("{states} states of putting something in the place of a damaged file");
    assert!(states >= 40, "{states}");
}

/// The same keys, with vault.json damaged as well: what is written is still for both.
#[test]
fn with_vault_json_gone_too_it_is_still_for_both() {
    let memory = torn();
    // Each has noted the key of the other, which happens when both are open.
    let mut session = session(memory.clone(), 13);
    unlocked(&mut session, &evenfall::domain::people::Each { a: BOTH.a, b: None });
    drop(session);
    evenfall::store::Disk::remove(&*memory, &root().join("vault.json")).expect("it is gone");
    let mut session = opened(&memory, MARAS);
    let instead = choices(&memory).swap_remove(0);
    session.recover(&[("couple.json".into(), instead)], now()).expect("it is put there");
    assert_eq!(session.looking_only(), None);
    drop(session);
    for words in [MARAS, JOS] {
        assert_eq!(opened(&memory, words).looking_only(), None, "{words}");
    }
}
