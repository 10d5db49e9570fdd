//! The embedded lists keep their promises.

use std::collections::{BTreeMap, BTreeSet};

use evenfall::domain::content::{Activity, Area, Content, Kind, When};
use evenfall::domain::pacing::Band;

mod ids;
mod reframe;
mod safety;
mod says;
mod talk;
mod touch;

fn content() -> Content {
    Content::embedded()
}

#[test]
fn there_is_enough_of_everything() {
    let content = content();
    let count =
        |wanted: &dyn Fn(&Activity) -> bool| content.activities.iter().filter(|one| wanted(one)).count();
    assert!(content.activities.len() >= 120);
    assert!(count(&|one| one.band == Band::Rest) >= 30);
    assert!(count(&|one| one.band == Band::Near) >= 30);
    assert!(count(&|one| one.band == Band::Near && one.kinds.contains(&Kind::StillTouch)) >= 5);
    assert!(count(&|one| one.band == Band::Touch && one.areas == [Area::Hands]) >= 12);
    assert!(count(&|one| one.apart) >= 10);
    assert!(count(&|one| one.playful) >= 8);
    assert!(content.wishes.len() >= 24);
    assert!(content.questions.len() >= 150);
    assert!(content.questions.iter().filter(|one| one.theme == "wanting").count() >= 12);
    assert!(content.sensations.len() >= 24);
    assert!(content.rituals.len() >= 5);
    assert_eq!(content.wishes.iter().filter(|one| one.short).count(), 6);
}

#[test]
fn every_gentler_twin_is_there_and_is_no_harder() {
    let content = content();
    let by_id: BTreeMap<&str, &Activity> =
        content.activities.iter().map(|one| (one.id.as_str(), one)).collect();
    for activity in content.activities.iter() {
        let mut steps = 0;
        let mut current = activity;
        while let Some(id) = &current.gentler {
            let twin = by_id.get(id.as_str()).unwrap_or_else(|| panic!("{id} is not there"));
            assert!(
                twin.band <= current.band && twin.effort <= current.effort,
                "{} is harder than {}",
                twin.id,
                current.id
            );
            assert!(twin.minutes <= current.minutes, "{} is longer than {}", twin.id, current.id);
            current = twin;
            steps += 1;
            assert!(steps <= content.activities.len(), "{} leads round in a circle", activity.id);
        }
        assert!(
            activity.band == Band::Rest || activity.gentler.is_some(),
            "{} has no gentler twin",
            activity.id
        );
    }
}

#[test]
fn kinds_and_areas_fit_their_band() {
    for activity in content().activities.iter() {
        let touches = activity.kinds.iter().any(|kind| kind.is_touch());
        assert!(!activity.kinds.is_empty(), "{}", activity.id);
        assert!(activity.band > Band::Rest || !touches, "{} touches at rest", activity.id);
        assert!(activity.band < Band::Touch || touches, "{} is touch without a kind of touch", activity.id);
        let moving = [Kind::Stroking, Kind::Massage, Kind::MovingTogether];
        let close = [Kind::Kissing, Kind::SkinToSkin, Kind::IntimateTouch];
        assert!(
            activity.band >= Band::Touch || !activity.kinds.iter().any(|kind| moving.contains(kind)),
            "{}",
            activity.id
        );
        assert!(
            activity.band == Band::Close || !activity.kinds.iter().any(|kind| close.contains(kind)),
            "{}",
            activity.id
        );
        assert!(
            activity.band == Band::Close || !touches || !activity.areas.is_empty(),
            "{} names no area",
            activity.id
        );
        assert!(activity.band == Band::Close || !activity.areas.contains(&Area::Intimate), "{}", activity.id);
        assert!(!activity.apart || activity.band == Band::Rest, "{}", activity.id);
        assert!((2..=30).contains(&activity.minutes), "{}", activity.id);
    }
}

#[test]
fn every_wish_has_activities_and_every_kind_a_wish() {
    let content = content();
    let mut wished = BTreeSet::new();
    for wish in content.wishes.iter() {
        assert!(!wish.kinds.is_empty(), "{}", wish.id);
        for kind in &wish.kinds {
            wished.insert(*kind);
            let has = content.activities.iter().any(|one| one.band <= wish.band && one.kinds.contains(kind));
            assert!(has, "nothing for {}", wish.id);
        }
    }
    let had: BTreeSet<Kind> = content.activities.iter().flat_map(|one| one.kinds.iter().copied()).collect();
    assert_eq!(had, wished);
}

#[test]
fn a_gentle_evening_without_touch_has_plenty_of_each_sort() {
    let content = content();
    let quiet = |one: &&Activity| one.is_gentle() && !one.kinds.iter().any(|kind| kind.is_touch());
    let gentle: Vec<_> = content.activities.iter().filter(quiet).collect();
    assert!(gentle.iter().filter(|one| one.band == Band::Rest && !one.playful).count() >= 10);
    assert!(gentle.iter().filter(|one| one.band == Band::Near && !one.playful).count() >= 10);
    assert!(gentle.iter().filter(|one| one.playful).count() >= 10);
}

#[test]
fn health_sentences_rest_on_no_weak_source() {
    let content = content();
    assert!(content.situation(Content::ANYONE).is_some());
    assert!(content.situations.len() > 15);
    for situation in content.situations.iter() {
        assert!(!situation.call.is_empty(), "{}", situation.id);
        for watch in &situation.watch {
            assert!(["A", "A*", "B"].contains(&watch.grade.as_str()), "{}", watch.text);
            assert!(watch.source.split(" ; ").all(|source| source.starts_with("http")), "{}", watch.text);
        }
    }
}

#[test]
fn a_sign_is_as_urgent_wherever_it_stands_and_the_gravest_are_for_everybody() {
    let content = content();
    let mut when: BTreeMap<&str, When> = BTreeMap::new();
    for watch in content.situations.iter().flat_map(|one| &one.watch) {
        assert_eq!(*when.entry(&watch.text).or_insert(watch.when), watch.when, "{}", watch.text);
    }
    for (text, when) in &when {
        let urgent = ["emergency", "urgent help", "care now", "at once", "hotline now"];
        assert!(*when == When::Now || !urgent.iter().any(|word| text.contains(word)), "{text}");
    }
    let anyone = content.situation(Content::ANYONE).expect("everybody's signs");
    for (sign, urgent) in [
        ("Chest pain", When::Now),
        ("drooping face", When::Now),
        ("Sudden breathlessness", When::Now),
        ("Heavy bleeding", When::Now),
        ("cancer treatment: 37.5 C", When::Now),
        ("shock from a heart device", When::Now),
        ("numbness between the legs", When::Now),
        ("harming yourself", When::Now),
        ("swollen leg", When::Now),
        ("After an operation: a red wound, fever", When::Today),
    ] {
        let watch = anyone.watch.iter().find(|watch| watch.text.contains(sign)).expect(sign);
        assert_eq!(watch.when, urgent, "{sign}");
    }
}

#[test]
fn texts_are_short() {
    let content = content();
    for activity in content.activities.iter() {
        assert!(
            activity.title.chars().count() < 48 && activity.text.chars().count() < 140,
            "{}",
            activity.id
        );
    }
    for wish in content.wishes.iter() {
        assert!(wish.text.chars().count() < 44, "{}", wish.id);
    }
    for card in content.questions.iter() {
        assert!(card.text.ends_with('?') && card.text.chars().count() < 110, "{}", card.id);
    }
    for card in content.closings.iter() {
        assert!(card.text.chars().count() < 70, "{}", card.id);
    }
    for ritual in content.rituals.iter() {
        assert!(ritual.name.chars().count() < 24 && ritual.text.chars().count() < 80, "{}", ritual.id);
    }
}
