//! Ids are unique, and for life.

use std::collections::BTreeSet;
use std::path::Path;

use evenfall::domain::content::Content;

use super::content;

/// Every list with its ids.
fn lists(content: &Content) -> Vec<(&'static str, Vec<&str>)> {
    let touch = &content.touch;
    vec![
        ("activity", content.activities.iter().map(|one| one.id.as_str()).collect()),
        ("wish", content.wishes.iter().map(|one| one.id.as_str()).collect()),
        ("question", content.questions.iter().map(|one| one.id.as_str()).collect()),
        ("sensation", content.sensations.iter().map(|one| one.id.as_str()).collect()),
        ("closing", content.closings.iter().map(|one| one.id.as_str()).collect()),
        ("ritual", content.rituals.iter().map(|one| one.id.as_str()).collect()),
        ("situation", content.situations.iter().map(|one| one.id.as_str()).collect()),
        ("touch", touch.instructions.iter().map(|one| one.id.as_str()).collect()),
        ("ready", touch.ready.iter().map(|one| one.id.as_str()).collect()),
        ("careful", touch.careful.iter().map(|one| one.id.as_str()).collect()),
        ("calming", touch.calming.iter().map(|one| one.id.as_str()).collect()),
        ("who-for", touch.who_is_it_for.ways.iter().map(|one| one.id.as_str()).collect()),
        ("lying", touch.lying.iter().map(|one| one.id.as_str()).collect()),
        ("stays-on", touch.stays_on.iter().map(|one| one.id.as_str()).collect()),
        ("sign", content.signs.iter().map(|one| one.id.as_str()).collect()),
        ("safety", content.safety.iter().map(|one| one.id.as_str()).collect()),
        ("appreciation", content.appreciation.iter().map(|one| one.id.as_str()).collect()),
        ("talk", content.talk.iter().map(|one| one.id.as_str()).collect()),
        ("aloud", content.aloud.iter().map(|one| one.id.as_str()).collect()),
        ("reframe", content.reframes.iter().map(|one| one.id.as_str()).collect()),
    ]
}

#[test]
fn ids_are_unique_in_each_list() {
    for (name, list) in lists(&content()) {
        assert_eq!(list.iter().collect::<BTreeSet<_>>().len(), list.len(), "{name}");
        let plain = |id: &&str| id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(!list.is_empty() && list.iter().all(plain), "{name}");
    }
}

/// What an older file, a note or a couple's own mark may name is in `tests/fixtures/ids.txt`, one
/// on a line. `EVENFALL_BLESS=1 cargo test --test domain ids` adds what is there for the first
/// time; nothing is ever taken away.
#[test]
fn ids_are_for_life() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ids.txt");
    let content = content();
    let named = |(list, ids): (&str, Vec<&str>)| {
        ids.into_iter().map(move |id| format!("{list} {id}")).collect::<Vec<_>>()
    };
    let ids: BTreeSet<String> = lists(&content).into_iter().flat_map(named).collect();
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let mut known: BTreeSet<String> = known.lines().map(str::to_owned).collect();
    if std::env::var_os("EVENFALL_BLESS").is_some() {
        known.extend(ids.clone());
        let all = known.iter().flat_map(|id| [id.as_str(), "\n"]).collect::<String>();
        #[expect(clippy::disallowed_methods, reason = "a list of the tests, not of a couple")]
        std::fs::write(&path, all).expect("write the list");
    }
    let gone: Vec<_> = known.difference(&ids).collect();
    assert!(gone.is_empty(), "taken away: {gone:?}");
    let unknown: Vec<_> = ids.difference(&known).collect();
    assert!(unknown.is_empty(), "not in the list yet: {unknown:?}");
}
