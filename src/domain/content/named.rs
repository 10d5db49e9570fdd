//! Which tags somebody's own words name: a help in ticking them, which only ever adds.

use super::Tag;

/// What people say for each tag, in lower case; the longest that fits is the one that is meant.
const SAID: [(Tag, &[&str]); 29] = [
    (
        Tag::ArmWeight,
        &["weight on the arms", "weight on my arms", "weight on arms", "leaning on the arms", "push ups"],
    ),
    (
        Tag::Lifting,
        &["lifting", "lift", "heavy lifting", "carrying", "carry", "nothing heavy", "heavy things"],
    ),
    (
        Tag::ReachingUp,
        &[
            "reaching up",
            "reach up",
            "overhead",
            "arms up",
            "above the shoulders",
            "above the shoulder",
            "above shoulder height",
            "over the head",
            "above the head",
        ],
    ),
    (Tag::ReachingBehind, &["reaching behind", "reach behind", "behind the back", "behind my back"]),
    (Tag::Bending, &["bending", "bend", "bending down", "bending over", "stooping"]),
    (Tag::Twisting, &["twisting", "twist", "turning the trunk", "rotating"]),
    (Tag::GettingDownLow, &["getting down low", "on the floor", "squatting", "squat", "crouching"]),
    (Tag::Kneeling, &["kneeling", "kneel", "on the knees", "on my knees"]),
    (Tag::Standing, &["standing", "stand", "standing for long", "long standing"]),
    (Tag::Walking, &["walking", "walk", "walks", "walking for long", "long walks", "stairs"]),
    (
        Tag::Exertion,
        &["strain", "strains", "straining", "exertion", "exercise", "sport", "sports", "effort", "running"],
    ),
    (Tag::LyingFlat, &["lying flat", "lie flat", "flat on the back", "lying on the back"]),
    (
        Tag::LyingOnFront,
        &["lying on the front", "lie on the front", "lying on the belly", "on my front", "face down"],
    ),
    (Tag::LyingOnSide, &["lying on the side", "lie on the side", "on my side", "side lying"]),
    (Tag::Pressure, &["pressure on the skin", "pressure", "pressing"]),
    (
        Tag::ChestPressure,
        &["pressure on the chest", "pressure on my chest", "chest pressure", "weight on the chest"],
    ),
    (
        Tag::BellyPressure,
        &[
            "pressure on the belly",
            "pressure on my belly",
            "belly pressure",
            "weight on the belly",
            "pressure on the stomach",
            "pressure on the abdomen",
        ],
    ),
    (Tag::MassagePressure, &["firm massage", "massage", "massages", "deep massage", "kneading"]),
    (Tag::Inside, &["inside", "nothing inside", "penetration", "intercourse", "tampons", "tampon"]),
    (Tag::Mouth, &["with the mouth", "mouth", "kissing", "kisses", "kiss"]),
    (Tag::HotBath, &["hot bath", "hot baths", "bath", "baths", "sauna", "hot tub", "soaking"]),
    (Tag::Heat, &["heat", "hot", "heat pad", "heating pad", "hot water bottle"]),
    (Tag::Cold, &["cold", "ice", "ice pack", "cold pack"]),
    (
        Tag::OilOrCream,
        &["oil or cream", "oil", "oils", "cream", "creams", "lotion", "lotions", "ointment", "oil cream"],
    ),
    (Tag::Scent, &["scents", "scent", "perfume", "smells", "fragrance", "scented candles"]),
    (Tag::Food, &["minding what i eat", "what i eat", "eating", "food", "diet", "fasting"]),
    (Tag::Alcohol, &["alcohol", "wine", "beer", "spirits"]),
    (Tag::BrightLight, &["bright light", "bright lights", "sunlight", "sun"]),
    (Tag::LoudSound, &["loud sound", "loud sounds", "loud music", "noise"]),
];

/// What stands around such words and says nothing by itself.
const AROUND: [&str; 27] = [
    "no", "not", "nothing", "none", "avoid", "avoiding", "never", "do", "don't", "dont", "any", "the", "a",
    "an", "my", "that", "for", "now", "long", "and", "or", "nor", "please", "yet", "of", "all", "down",
];

impl Tag {
    /// The tags that these words name, in the order of [`Tag::WORDS`]. What words do not name they
    /// leave open: nobody's words take a tag away.
    #[must_use]
    pub fn named_in(words: &str) -> Vec<Self> {
        let (named, _) = read(words);
        Self::WORDS.iter().map(|(tag, _)| *tag).filter(|tag| named.contains(tag)).collect()
    }

    /// Whether these words say more than `tags` do.
    #[must_use]
    pub fn say_less_than(tags: &[Self], words: &str) -> bool {
        let (named, more) = read(words);
        more || named.iter().any(|tag| !tags.contains(tag))
    }
}

/// The tags that are named, and whether words are left that name none.
fn read(words: &str) -> (Vec<Tag>, bool) {
    let lower = words.to_lowercase().replace('\u{2019}', "'");
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    let (mut named, mut more, mut at) = (Vec::new(), false, 0);
    while at < words.len() {
        let fits = SAID.iter().filter_map(|(tag, said)| Some((longest(said, &words[at..])?, *tag)));
        if let Some((length, tag)) = fits.max_by_key(|(length, _)| *length) {
            named.push(tag);
            at += length;
        } else {
            more |= !AROUND.contains(&words[at]);
            at += 1;
        }
    }
    (named, more)
}

/// How many words the longest of `said` has that `words` begin with.
fn longest(said: &[&str], words: &[&str]) -> Option<usize> {
    let length = |said: &&str| {
        let length = said.split(' ').count();
        (length <= words.len() && said.split(' ').eq(words[..length].iter().copied())).then_some(length)
    };
    said.iter().filter_map(length).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_is_named_by_its_own_words_and_they_say_no_more() {
        for (tag, words) in Tag::WORDS {
            assert_eq!(Tag::named_in(words), [tag], "{words}");
            assert_eq!(Tag::named_in(&words.to_uppercase()), [tag], "{words}");
            assert!(!Tag::say_less_than(&[tag], words), "{words}");
        }
    }

    #[test]
    fn only_whole_words_count() {
        assert_eq!(Tag::named_in("no shoplifting, no bathroom"), []);
        assert_eq!(Tag::named_in("No lifting; kissing, wine."), [Tag::Lifting, Tag::Mouth, Tag::Alcohol]);
        assert_eq!(Tag::named_in("nothing above the shoulders"), [Tag::ReachingUp]);
        assert_eq!(Tag::named_in("keine Last auf dem Arm \u{202e} 👩‍🦽"), []);
    }

    #[test]
    fn what_names_no_tag_is_left() {
        assert!(!Tag::say_less_than(&[Tag::Lifting], "no lifting, please"));
        assert!(Tag::say_less_than(&[], "no lifting"));
        assert!(Tag::say_less_than(&[Tag::Lifting], "no lifting over 2 kg"));
        assert!(Tag::say_less_than(&[Tag::Lifting], "no lifting with the left arm"));
        assert!(!Tag::say_less_than(&[], ""));
    }
}
