//! What a text says it touches and asks for stands in its areas and tags too, so that what is not
//! welcome, a restriction and a body note find it.

use std::collections::BTreeSet;

use evenfall::domain::content::{Area, Kind, Tag};

use super::content;

/// The words that name a part of the body.
const PARTS: [(Area, &[&str]); 12] = [
    (
        Area::Hands,
        &[
            "hand",
            "hands",
            "palm",
            "palms",
            "finger",
            "fingers",
            "fingertip",
            "fingertips",
            "thumb",
            "thumbs",
        ],
    ),
    (Area::Arms, &["arm", "arms", "forearm", "forearms", "elbow", "elbows"]),
    (Area::Shoulders, &["shoulder", "shoulders"]),
    (Area::Neck, &["neck", "nape"]),
    (Area::Back, &["back", "spine"]),
    (
        Area::Face,
        &[
            "face",
            "faces",
            "cheek",
            "cheeks",
            "forehead",
            "foreheads",
            "brow",
            "temple",
            "chin",
            "jaw",
            "nose",
        ],
    ),
    (Area::Hair, &["hair", "head", "scalp"]),
    (Area::Feet, &["foot", "feet", "sole", "soles", "toe", "toes", "heel", "heels"]),
    (Area::Legs, &["leg", "legs", "knee", "knees", "thigh", "calf", "calves", "shin", "lap"]),
    (Area::Belly, &["belly", "tummy", "waist"]),
    (Area::Chest, &["chest", "heart", "ribs"]),
    (Area::Hips, &["hip", "hips"]),
];

/// Phrases in which such a word names no part that is touched.
const NO_PART: [&str; 5] =
    ["face to face", "front to back", "back of the neck", "backs of the fingers", "feet hardly moving"];

/// The words that name what a body is asked for; a phrase of two counts as it stands.
const ASKED: [(&[Tag], &[&str]); 19] = [
    (&[Tag::HotBath], &["bath", "tub", "sauna"]),
    (
        &[Tag::Heat],
        &[
            "hot",
            "heat",
            "warm water",
            "warm cloth",
            "warm cup",
            "warm drink",
            "warm spoon",
            "something warm",
        ],
    ),
    (&[Tag::Cold], &["cold", "ice", "cool one"]),
    (&[Tag::Lifting], &["lift", "lifted", "lifting", "carry", "basin", "tray", "box"]),
    (&[Tag::Kneeling, Tag::GettingDownLow], &["kneel", "kneeling"]),
    (&[Tag::GettingDownLow], &["floor", "crouch"]),
    (&[Tag::OilOrCream], &["oil", "cream", "lotion"]),
    (&[Tag::Scent], &["candle", "candles", "scent", "smell", "perfume", "cream", "soap"]),
    (&[Tag::Walking], &["walk", "walking", "stroll"]),
    (&[Tag::Standing], &["stand", "standing"]),
    (&[Tag::Alcohol], &["wine", "beer", "alcohol"]),
    (&[Tag::Food], &["tea", "eat", "meal", "supper", "toast", "soup", "sip", "taste", "drink", "snack"]),
    (&[Tag::LoudSound], &["loud", "music", "song", "songs", "radio", "record", "singing", "playlist"]),
    (&[Tag::BrightLight], &["bright", "sunlight", "screen"]),
    (&[Tag::Mouth], &["kiss", "kissed", "kisses", "taste"]),
    (&[Tag::MassagePressure], &["massage", "firm", "knead", "kneading", "rub"]),
    (&[Tag::LyingFlat, Tag::LyingOnSide, Tag::LyingOnFront], &["lie", "lying"]),
    (&[Tag::LyingOnFront], &["on the front", "face down"]),
    (&[Tag::LyingOnSide], &["on the side"]),
];

/// What a text touches or asks for.
struct Said<'a> {
    id: &'a str,
    text: String,
    kinds: &'a [Kind],
    areas: &'a [Area],
    tags: &'a [Tag],
}

/// Words that name a thing without asking for it: an id, the word, and why.
const NOT_ASKED: [(&str, &str, &str); 3] = [
    ("rest-at-the-same-time", "lying", "sitting does as well"),
    ("one-good-thing", "tea", "it is only spoken of"),
    ("made-up-radio", "radio", "nothing is switched on"),
];

/// The text in lower case as ` word word `, without what is no letter.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

fn has(words: &str, phrase: &str) -> bool {
    words.contains(&format!(" {phrase} "))
}

/// Everything that the text names and its areas and tags do not.
fn left_out(said: &Said) -> Vec<String> {
    let words = words(&said.text);
    let touched = NO_PART.iter().fold(words.clone(), |words, phrase| words.replace(phrase, ""));
    let mut left = Vec::new();
    let touches = said.kinds.iter().any(|kind| kind.is_touch());
    for (area, names) in PARTS.iter().filter(|_| touches) {
        // A hand that touches another part is not what is touched.
        let touching = *area == Area::Hands && !said.areas.is_empty();
        if let Some(name) = names.iter().find(|name| has(&touched, name))
            && !said.areas.contains(area)
            && !touching
        {
            left.push(format!("{}: {name} is no area", said.id));
        }
    }
    for (tags, names) in &ASKED {
        for name in names.iter().filter(|name| has(&words, name)) {
            let known = NOT_ASKED.iter().any(|(id, word, _)| *id == said.id && word == name);
            if !known && !tags.iter().any(|tag| said.tags.contains(tag)) {
                left.push(format!("{}: {name} is no tag", said.id));
            }
        }
    }
    let asks = [
        (said.areas.contains(&Area::Chest), Tag::ChestPressure),
        (said.areas.contains(&Area::Belly), Tag::BellyPressure),
        (said.areas.contains(&Area::Intimate), Tag::Pressure),
        (said.kinds.contains(&Kind::Massage), Tag::MassagePressure),
        (said.kinds.contains(&Kind::Massage), Tag::Pressure),
        (said.kinds.contains(&Kind::Kissing), Tag::Mouth),
    ];
    for (asked, tag) in asks {
        if asked && !said.tags.contains(&tag) {
            left.push(format!("{}: no {}", said.id, tag.words()));
        }
    }
    let once: BTreeSet<_> = said.tags.iter().collect();
    if once.len() != said.tags.len() {
        left.push(format!("{}: a tag twice", said.id));
    }
    left
}

#[test]
fn what_an_activity_says_stands_in_its_areas_and_tags() {
    let content = content();
    let left: Vec<_> = content
        .activities
        .iter()
        .flat_map(|one| {
            left_out(&Said {
                id: &one.id,
                text: format!("{}. {}", one.title, one.text),
                kinds: &one.kinds,
                areas: &one.areas,
                tags: &one.tags,
            })
        })
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn what_a_touch_says_stands_in_its_areas_and_tags() {
    let content = content();
    let cards = content.touch.instructions.iter().map(|one| Said {
        id: &one.id,
        text: one.lines.join(" "),
        kinds: &one.kinds,
        areas: &one.areas,
        tags: &one.tags,
    });
    // A way to lie touches nothing by itself; what it asks for is all it has.
    let lying = content.touch.lying.iter().map(|one| Said {
        id: &one.id,
        text: one.text.clone(),
        kinds: &[],
        areas: &[],
        tags: &one.tags,
    });
    let left: Vec<_> = cards.chain(lying).flat_map(|said| left_out(&said)).collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn what_is_named_without_being_asked_for_is_still_named() {
    let content = content();
    for (id, word, _) in NOT_ASKED {
        let one = content.activity(id).expect(id);
        assert!(has(&words(&format!("{}. {}", one.title, one.text)), word), "{id}: {word}");
    }
}

const STILL: &[Kind] = &[Kind::StillTouch];

#[test]
fn what_is_left_out_is_found() {
    let said = |text: &str, kinds: &'static [Kind], areas: &'static [Area], tags: &'static [Tag]| {
        left_out(&Said { id: "one", text: text.to_owned(), kinds, areas, tags })
    };
    assert_eq!(said("A hand on a shoulder.", STILL, &[Area::Shoulders], &[]), [""; 0]);
    assert_eq!(said("A hand on a shoulder.", STILL, &[Area::Back], &[]), ["one: shoulder is no area"]);
    assert_eq!(said("A hand.", STILL, &[], &[]), ["one: hand is no area"]);
    assert_eq!(said("Two serious faces.", &[Kind::EyeContact], &[], &[]), [""; 0]);
    assert_eq!(said("A bath.", &[], &[], &[Tag::Heat]), ["one: bath is no tag"]);
    assert_eq!(said("Lying down.", &[], &[], &[]), ["one: lying is no tag"]);
    assert_eq!(said("Lying on the front.", &[], &[], &[Tag::LyingFlat]), ["one: on the front is no tag"]);
    assert_eq!(
        said("Slow circles.", &[Kind::Massage], &[Area::Chest], &[Tag::Pressure]),
        ["one: no no pressure on the chest", "one: no no firm massage"]
    );
}
