//! What the cards to say out loud, to finish and to laugh about keep to.

use std::collections::BTreeSet;

use evenfall::domain::content::SaidFor;

use super::content;

/// The words of a text, in small letters.
fn words(text: &str) -> Vec<String> {
    let letters = |c: char| !c.is_alphanumeric() && c != '\'';
    text.to_lowercase().split(letters).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn there_are_enough_for_many_evenings() {
    let content = content();
    let of = |wanted: SaidFor| content.talk.iter().filter(|card| card.said_for == wanted).count();
    let repair: usize = SaidFor::REPAIR.into_iter().map(of).sum();
    assert!(content.appreciation.len() >= 40);
    assert!(content.talk.len() >= 30 && repair >= 16 && of(SaidFor::Play) >= 14);
    assert!(SaidFor::REPAIR.into_iter().all(|step| of(step) >= 4), "each step has other cards");
    assert_eq!(content.aloud.len(), 5, "as many as a check-in asks");
}

#[test]
fn they_are_short_whole_and_none_says_what_another_says() {
    let content = content();
    let texts = content.appreciation.iter().map(|card| &card.text);
    let texts = texts.chain(content.talk.iter().map(|card| &card.text));
    let texts: Vec<&String> = texts.chain(content.aloud.iter().map(|card| &card.text)).collect();
    assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), texts.len());
    for text in texts {
        assert!(text.chars().count() < 90, "{text}");
        assert!(text.ends_with(['.', '?']), "{text}");
    }
    for card in content.aloud.iter() {
        assert!(card.text.ends_with('?'), "{}", card.id);
    }
}

#[test]
fn nobody_is_blamed_and_nobody_is_right() {
    for card in content().talk.iter() {
        let words = words(&card.text);
        for blame in ["always", "never", "fault", "blame", "right", "wrong", "why"] {
            // Right now is a time, and a wrong ending a joke.
            let fine = card.text.contains("right now") || card.said_for == SaidFor::Play;
            assert!(fine || !words.iter().any(|word| word == blame), "{}: {blame}", card.id);
        }
    }
}

#[test]
fn a_thank_you_is_to_be_finished_and_is_about_no_looks() {
    for card in content().appreciation.iter() {
        assert!(card.text.ends_with("..."), "{}", card.id);
        let words = words(&card.text);
        for looks in
            ["look", "looks", "looked", "beautiful", "pretty", "handsome", "lovely", "perfect", "best"]
        {
            let fine = card.text.contains("look forward");
            assert!(fine || !words.iter().any(|word| word == looks), "{}: {looks}", card.id);
        }
    }
}

#[test]
fn what_is_silly_asks_for_no_touch_and_can_be_done_lying_down() {
    for card in content().talk.iter().filter(|card| card.said_for == SaidFor::Play) {
        let words = words(&card.text);
        for body in
            ["touch", "kiss", "hold", "hug", "tickle", "stand", "walk", "dance", "jump", "run", "lift"]
        {
            assert!(!words.iter().any(|word| word == body), "{}: {body}", card.id);
        }
    }
}
