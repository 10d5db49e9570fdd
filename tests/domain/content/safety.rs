//! What signs and a safety plan may start from.

use std::collections::BTreeSet;

use evenfall::domain::safety::{self, Part};
use evenfall::domain::text;
use evenfall::domain::vocabulary::{self, Meaning, Way};

use super::content;

#[test]
fn every_signal_has_words_and_gestures_to_start_from_and_none_is_for_two() {
    let content = content();
    for way in [Way::Word, Way::Gesture] {
        let of_way = || content.signs.iter().filter(move |card| card.way == way);
        for meaning in Meaning::ALL {
            assert_eq!(of_way().filter(|card| card.meaning == meaning).count(), 3, "{meaning:?} {way:?}");
        }
        let once: BTreeSet<&str> = of_way().map(|card| card.text.as_str()).collect();
        assert_eq!(once.len(), 12);
        assert!(Meaning::ALL.iter().all(|meaning| !once.contains(meaning.plain())));
    }
    for card in content.signs.iter() {
        assert_eq!(text::line(&card.text, vocabulary::MOST).as_ref(), Some(&card.text), "{}", card.id);
        assert!(card.way == Way::Word || card.way == Way::Gesture, "{}", card.id);
    }
}

#[test]
fn every_part_of_a_safety_plan_has_sentences_to_start_from() {
    let content = content();
    for part in Part::FIXED {
        let few = content.safety.iter().filter(|card| card.part == part).count();
        assert!((2..=4).contains(&few), "{}: {few}", part.heading());
    }
    let sources: BTreeSet<&String> =
        content.situations.iter().flat_map(|situation| &situation.watch).map(|watch| &watch.source).collect();
    for card in content.safety.iter() {
        assert!(Part::FIXED.contains(&card.part), "{}", card.id);
        assert_eq!(text::line(&card.text, safety::LINE).as_ref(), Some(&card.text), "{}", card.id);
        assert!(card.text.chars().count() < 90 && card.text.ends_with('.'), "{}", card.id);
        // Who helps with everything else is nothing that a source could say.
        let states_a_fact = card.part == Part::Call && card.id != "call-team";
        assert_eq!(
            (card.source.is_some(), card.grade.is_some()),
            (states_a_fact, states_a_fact),
            "{}",
            card.id
        );
        assert!(
            card.source.iter().all(|source| sources.contains(source)),
            "{} is sourced elsewhere",
            card.id
        );
        assert!(card.grade.iter().all(|grade| ["A", "A*", "B"].contains(&grade.as_str())), "{}", card.id);
    }
}
