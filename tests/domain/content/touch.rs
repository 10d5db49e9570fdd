//! What time for touch is made of.

use evenfall::domain::content::{Area, Card, Kind, Tag, Touch, TouchCard};

use super::content;

/// The inside of a screen of 40 columns, which has a margin of three on each side.
const NARROW: usize = 34;

fn texts(cards: &[Card]) -> Vec<&str> {
    cards.iter().map(|card| card.text.as_str()).collect()
}

/// Every sentence or line of it, with what it is called.
fn sentences(touch: &Touch) -> Vec<(String, &str)> {
    let mut said: Vec<(String, &str)> = Vec::new();
    for card in &touch.instructions {
        said.extend(card.lines.iter().map(|line| (card.id.clone(), line.as_str())));
    }
    for card in
        [&touch.ready, &touch.careful, &touch.who_is_it_for.ways, &touch.stays_on].into_iter().flatten()
    {
        said.push((card.id.clone(), &card.text));
    }
    said.extend(touch.calming.iter().map(|step| (step.id.clone(), step.text.as_str())));
    said.extend(touch.lying.iter().map(|way| (way.id.clone(), way.text.as_str())));
    let after = &touch.after_a_stop;
    let lines = after.offers.iter().chain(&after.closings).chain(&touch.who_is_it_for.asks);
    said.extend(lines.chain([&after.says, &touch.in_words]).map(|line| ("a line".to_owned(), line.as_str())));
    said
}

#[test]
fn there_is_enough_for_many_evenings() {
    let content = content();
    let touch = &content.touch;
    let count = |fits: fn(&TouchCard) -> bool| touch.instructions.iter().filter(|card| fits(card)).count();
    assert!(touch.instructions.len() >= 24);
    assert!(count(TouchCard::is_hands_only) >= 8);
    assert!(count(TouchCard::is_still) >= 8);
    assert!(count(|card| card.is_hands_only() && card.is_still()) >= 3);
    assert!(count(|card| card.is_hands_only() && card.tags.is_empty()) >= 6);
    assert!(touch.ready.len() >= 8);
    assert!(touch.careful.len() >= 10);
    assert!(touch.calming.iter().filter(|step| !step.together).count() >= 10);
    assert!(touch.calming.iter().any(|step| step.together));
    assert!(touch.lying.len() >= 10);
    assert!(touch.lying.iter().filter(|way| way.tags.is_empty()).count() >= 5);
    assert!(touch.stays_on.len() >= 8);
}

#[test]
fn a_touch_is_small_and_aims_nowhere() {
    for card in &content().touch.instructions {
        let id = &card.id;
        assert!((1..=3).contains(&card.lines.len()), "{id}");
        let rows: usize = card.lines.iter().map(|line| textwrap::wrap(line, NARROW).len()).sum();
        assert!(rows <= 4, "{id} takes {rows} rows");
        assert!(!card.areas.is_empty() && !card.areas.contains(&Area::Intimate), "{id}");
        let gentle = [Kind::StillTouch, Kind::Stroking, Kind::Massage, Kind::MovingTogether];
        assert!(!card.kinds.is_empty() && card.kinds.iter().all(|kind| gentle.contains(kind)), "{id}");
        assert!(!card.tags.contains(&Tag::Inside) && !card.tags.contains(&Tag::Mouth), "{id}");
        let able = [Tag::Standing, Tag::Walking, Tag::Kneeling, Tag::Lifting, Tag::Exertion, Tag::LyingFlat];
        assert!(!card.tags.iter().any(|tag| able.contains(tag)), "{id} asks much of a body");
        // A touch that rests is of that kind alone: it fits where nothing else does.
        assert!(card.is_still() || !card.kinds.contains(&Kind::StillTouch), "{id}");
    }
}

#[test]
fn its_sentences_are_short_and_plain() {
    let content = content();
    for (id, text) in sentences(&content.touch) {
        assert!(text.chars().count() < 60, "{id}: {text}");
        assert!(textwrap::wrap(text, NARROW).len() <= 2, "{id}: {text}");
        assert!(text.split(' ').count() <= 14, "{id}: {text}");
        let long = text.split(|c: char| !c.is_alphabetic()).find(|word| word.chars().count() > 10);
        assert_eq!(long, None, "{id}: {text}");
    }
}

#[test]
fn a_cue_is_never_read_for_somebody() {
    let content = content();
    let touch = &content.touch;
    for text in texts(&touch.ready).into_iter().chain(texts(&touch.careful)) {
        assert!(text.contains("could mean"), "{text}");
        for sure in ["means", "always", "is a sign", "wants", "you are", "they are"] {
            assert!(!text.contains(sure), "{text}");
        }
    }
    for text in texts(&touch.careful) {
        let less =
            ["slower", "pause", "wait", "not now"].iter().any(|less| text.to_lowercase().contains(less));
        assert!(less, "{text} could mean less");
    }
    assert!(touch.in_words.contains("ask in words"));
}

#[test]
fn a_calming_step_needs_nobody_and_offers_the_other_only_if_wanted() {
    for step in &content().touch.calming {
        assert_eq!(step.together, step.text.contains("if wanted"), "{}", step.text);
        assert!(!step.together || step.id.ends_with("-if-wanted"), "{}", step.id);
    }
}

#[test]
fn nothing_asks_why_after_a_stop() {
    let content = content();
    let after = &content.touch.after_a_stop;
    assert_eq!(after.says, "It is over for tonight.");
    assert_eq!(
        after.offers,
        ["A blanket, some water", "A hand, if wanted", "A little space", "Is the body all right?"]
    );
    assert!((2..=3).contains(&after.closings.len()));
    let asked = after.closings.iter().chain([&after.says]).chain(&after.offers[..3]);
    assert!(asked.clone().all(|line| !line.contains('?')));
    for line in asked.chain(&after.offers) {
        for word in ["why", "what happened", "talk", "next time"] {
            assert!(!line.to_lowercase().contains(word), "{line}");
        }
    }
}

#[test]
fn whom_a_touch_is_for_is_asked_in_four_small_ways() {
    let content = content();
    let who = &content.touch.who_is_it_for;
    assert!(who.asks.len() == 2 && who.asks.iter().all(|ask| ask.ends_with('?')));
    assert_eq!(
        who.ways.iter().map(|way| way.id.as_str()).collect::<Vec<_>>(),
        ["i-give", "i-take", "i-receive", "i-allow"]
    );
    // Two of the four are for the one who speaks, two for the other.
    let ending = |end: &str| who.ways.iter().filter(|way| way.text.ends_with(end)).count();
    assert_eq!((ending("It is for me."), ending("It is for you.")), (2, 2));
}

#[test]
fn where_a_body_says_no_to_much_a_turn_still_has_something() {
    let content = content();
    let touch = &content.touch;
    // The tags of a breastbone that heals, of a back, and of lymph arms, all together.
    let minded: Vec<Tag> = Tag::WORDS.into_iter().map(|(tag, _)| tag).collect();
    let cards = touch.instructions.iter().filter(|card| !card.tags.iter().any(|tag| minded.contains(tag)));
    assert!(cards.clone().count() >= 8);
    assert!(cards.clone().any(TouchCard::is_still));
    assert!(touch.lying.iter().any(|way| !way.tags.iter().any(|tag| minded.contains(tag))));
}

#[test]
fn company_is_enough_where_somebody_is_not_quite_here() {
    assert_eq!(
        content().touch.not_quite_here,
        "If one of you is confused, very drowsy, newly on strong medicine, or not quite here: keep to company tonight."
    );
}
