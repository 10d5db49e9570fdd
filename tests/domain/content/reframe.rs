//! Thoughts, and three ways to be with each.

use std::collections::BTreeSet;

use evenfall::domain::content::{Reframe, ReframeTheme};
use evenfall::domain::text;

use super::content;

/// The four sentences of a card, the thought first.
fn sentences(card: &Reframe) -> [&str; 4] {
    [&card.thought, &card.stay, &card.kinder, &card.ask]
}

/// The words of a sentence, without what stands between them.
fn words(text: &str) -> Vec<String> {
    let letters = |c: char| !c.is_alphabetic() && c != '\'';
    text.to_lowercase().split(letters).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn there_are_thoughts_for_whoever_is_ill_and_whoever_cares() {
    let content = content();
    let about = |theme| content.reframes.iter().filter(|card| card.theme == theme).count();
    assert!(content.reframes.len() >= 40);
    assert!(about(ReframeTheme::Touch) >= 12);
    assert!(about(ReframeTheme::Body) >= 8);
    assert!(about(ReframeTheme::Caring) >= 8);
    assert!(about(ReframeTheme::Us) >= 4);
    let once: BTreeSet<&str> = content.reframes.iter().flat_map(sentences).collect();
    assert_eq!(once.len(), 4 * content.reframes.len(), "no sentence stands twice");
}

#[test]
fn its_sentences_are_short_and_plain() {
    for card in content().reframes.iter() {
        for said in sentences(card) {
            assert_eq!(text::line(said, 59).as_deref(), Some(said), "{}", card.id);
            assert!(said.split(' ').count() <= 14, "{}: {said}", card.id);
            assert!(words(said).iter().all(|word| word.chars().count() <= 10), "{}: {said}", card.id);
        }
        // It stands in a list.
        assert!(card.thought.chars().count() < 48, "{}", card.id);
    }
}

#[test]
fn a_thought_is_somebodys_own_and_comfort_is_asked_of_the_other() {
    let first = ["i", "me", "my", "we", "us", "our"];
    for card in content().reframes.iter() {
        let thought = words(&card.thought);
        assert!(thought.iter().any(|word| first.contains(&word.as_str())), "{}", card.id);
        assert!(!thought.contains(&"you".to_owned()), "{} blames nobody", card.id);
        assert!(
            card.ask.ends_with('?') && (card.ask.starts_with("Could ") || card.ask.starts_with("May ")),
            "{}",
            card.id
        );
        for said in [&card.thought, &card.stay, &card.kinder] {
            assert!(said.ends_with('.'), "{}: {said}", card.id);
        }
    }
}

#[test]
fn nothing_promises_argues_or_makes_it_small() {
    let promises = [
        "will", "heal", "heals", "healed", "cure", "cured", "better", "soon", "recover", "always", "never",
        "strength",
    ];
    let argues = ["but", "wrong", "only", "really", "actually", "just", "simply", "should", "try", "instead"];
    for card in content().reframes.iter() {
        for said in [&card.stay, &card.kinder] {
            let said_words = words(said);
            for word in promises.iter().chain(&argues) {
                assert!(!said_words.contains(&(*word).to_owned()), "{}: {said}", card.id);
            }
            for phrase in
                ["at least", "not true", "i am not", "you are not", "no need", "bright side", "one day"]
            {
                assert!(!said.to_lowercase().contains(phrase), "{}: {said}", card.id);
            }
        }
    }
}
