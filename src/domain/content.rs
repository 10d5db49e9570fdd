//! The embedded content, typed: activities, wishes, questions and the other lists.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::pacing::Band;

mod named;
mod reframe;
mod safety;
mod situation;
mod talk;
mod touch;

pub use reframe::{Reframe, ReframeTheme};
pub use safety::{SafetyCard, SignCard};
pub use situation::{Situation, Watch, When};
pub use talk::{SaidFor, TalkCard};
pub use touch::{AfterAStop, CalmingStep, Lying, Touch, TouchCard, WhoFor};

/// What an activity or a wish is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Being quiet.
    Quiet,
    /// Being in one place together.
    Company,
    /// Talking, reading, writing.
    Words,
    /// Listening or playing.
    Music,
    /// Being silly.
    Laughing,
    /// Looking at each other.
    EyeContact,
    /// Air, garden, window.
    Outdoors,
    /// Making something.
    Making,
    /// Touch that rests: a hand held, leaning, being held, nobody moving.
    StillTouch,
    /// Slow, light, moving touch.
    Stroking,
    /// Touch with some weight.
    Massage,
    /// Moving or swaying together.
    MovingTogether,
    /// Kissing.
    Kissing,
    /// Skin against skin.
    SkinToSkin,
    /// Touch that both would call intimate.
    IntimateTouch,
}

impl Kind {
    /// Every kind of touch with its word, from what rests to what is closest.
    pub const TOUCH: [(Self, &'static str); 7] = [
        (Self::StillTouch, "resting touch"),
        (Self::Stroking, "stroking"),
        (Self::Massage, "massage"),
        (Self::MovingTogether, "moving together"),
        (Self::Kissing, "kissing"),
        (Self::SkinToSkin, "skin to skin"),
        (Self::IntimateTouch, "intimate touch"),
    ];

    /// Touch of any sort: offered only where both ticked it tonight.
    #[must_use]
    pub fn is_touch(self) -> bool {
        match self {
            Self::StillTouch
            | Self::Stroking
            | Self::Massage
            | Self::MovingTogether
            | Self::Kissing
            | Self::SkinToSkin
            | Self::IntimateTouch => true,
            Self::Quiet
            | Self::Company
            | Self::Words
            | Self::Music
            | Self::Laughing
            | Self::EyeContact
            | Self::Outdoors
            | Self::Making => false,
        }
    }
}

/// A part of the body. No list names a sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is its own plain word")]
pub enum Area {
    Hands,
    Arms,
    Shoulders,
    Neck,
    Back,
    Face,
    Hair,
    Feet,
    Legs,
    Belly,
    Chest,
    Hips,
    Intimate,
}

impl Area {
    /// Every area with its word, from where a touch most often begins.
    pub const WORDS: [(Self, &'static str); 13] = [
        (Self::Hands, "hands"),
        (Self::Arms, "arms"),
        (Self::Shoulders, "shoulders"),
        (Self::Neck, "neck"),
        (Self::Back, "back"),
        (Self::Face, "face"),
        (Self::Hair, "hair"),
        (Self::Feet, "feet"),
        (Self::Legs, "legs"),
        (Self::Belly, "belly"),
        (Self::Chest, "chest"),
        (Self::Hips, "hips"),
        (Self::Intimate, "intimate places"),
    ];

    /// The word for this area.
    #[must_use]
    pub fn words(self) -> &'static str {
        Self::WORDS.iter().find(|(area, _)| *area == self).map_or("", |(_, words)| words)
    }
}

/// What an activity asks of a body, so that a restriction can rule it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each says itself in `Tag::words`")]
pub enum Tag {
    ArmWeight,
    Lifting,
    ReachingUp,
    ReachingBehind,
    Bending,
    Twisting,
    Kneeling,
    Standing,
    Walking,
    LyingFlat,
    LyingOnFront,
    LyingOnSide,
    Pressure,
    ChestPressure,
    BellyPressure,
    Heat,
    HotBath,
    Cold,
    MassagePressure,
    Scent,
    OilOrCream,
    Mouth,
    Inside,
    Exertion,
    Alcohol,
    Food,
    BrightLight,
    LoudSound,
    GettingDownLow,
}

impl Tag {
    /// Every tag with the words in which a person would know it as something to mind.
    pub const WORDS: [(Self, &'static str); 29] = [
        (Self::ArmWeight, "no weight on the arms"),
        (Self::Lifting, "no lifting"),
        (Self::ReachingUp, "no reaching up"),
        (Self::ReachingBehind, "no reaching behind"),
        (Self::Bending, "no bending"),
        (Self::Twisting, "no twisting"),
        (Self::GettingDownLow, "no getting down low"),
        (Self::Kneeling, "no kneeling"),
        (Self::Standing, "no standing for long"),
        (Self::Walking, "no walking for long"),
        (Self::Exertion, "nothing that strains"),
        (Self::LyingFlat, "no lying flat"),
        (Self::LyingOnFront, "no lying on the front"),
        (Self::LyingOnSide, "no lying on the side"),
        (Self::Pressure, "no pressure on the skin"),
        (Self::ChestPressure, "no pressure on the chest"),
        (Self::BellyPressure, "no pressure on the belly"),
        (Self::MassagePressure, "no firm massage"),
        (Self::Inside, "nothing inside"),
        (Self::Mouth, "nothing with the mouth"),
        (Self::HotBath, "no hot bath"),
        (Self::Heat, "no heat"),
        (Self::Cold, "no cold"),
        (Self::OilOrCream, "no oil or cream"),
        (Self::Scent, "no scents"),
        (Self::Food, "minding what I eat"),
        (Self::Alcohol, "no alcohol"),
        (Self::BrightLight, "no bright light"),
        (Self::LoudSound, "no loud sound"),
    ];

    /// The words for this tag.
    #[must_use]
    pub fn words(self) -> &'static str {
        Self::WORDS.iter().find(|(tag, _)| *tag == self).map_or("", |(_, words)| words)
    }
}

/// How much an activity asks of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effort {
    /// Nobody moves.
    Still,
    /// A little.
    Light,
    /// More than a little.
    More,
}

/// The most minutes of anything offered on a gentle evening.
pub const GENTLE_MINUTES: u8 = 10;

/// Something an evening could hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// Its name for life, kebab-case.
    pub id: String,
    /// Its title, under 48 characters.
    pub title: String,
    /// One or two short sentences.
    pub text: String,
    /// How near it brings two people.
    pub band: Band,
    /// How long it takes, 2 to 30.
    pub minutes: u8,
    /// How much it asks of a body.
    pub effort: Effort,
    /// What it is made of.
    pub kinds: Vec<Kind>,
    /// The parts of the body it names.
    pub areas: Vec<Area>,
    /// What it asks of a body.
    pub tags: Vec<Tag>,
    /// Its gentler twin.
    pub gentler: Option<String>,
    /// Whether it is playful.
    pub playful: bool,
    /// Whether it is done apart.
    pub apart: bool,
    /// Whether its words fit one person alone.
    #[serde(default)]
    pub solo: bool,
}

impl Activity {
    /// Whether it holds touch of any sort.
    #[must_use]
    pub fn touches(&self) -> bool {
        self.kinds.iter().any(|kind| kind.is_touch())
    }

    /// Whether a gentle evening may hold it.
    #[must_use]
    pub fn is_gentle(&self) -> bool {
        self.effort <= Effort::Light && self.minutes <= GENTLE_MINUTES
    }
}

/// Something one could wish for tonight.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WishCard {
    /// Its name for life.
    pub id: String,
    /// Completes "Tonight I would like".
    pub text: String,
    /// The band it names.
    pub band: Band,
    /// What it is made of.
    pub kinds: Vec<Kind>,
    /// Whether it stands on the one page of the short way.
    pub short: bool,
}

/// An open question for listening turns.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionCard {
    /// Its name for life.
    pub id: String,
    /// The question.
    pub text: String,
    /// What it is about.
    pub theme: String,
}

/// A short text from a list: a body word, a closing sentence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Its name for life.
    pub id: String,
    /// The words.
    pub text: String,
}

/// A ritual that is suggested.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RitualCard {
    /// Its name for life.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// One sentence about it.
    pub text: String,
}

/// A list that is read when it is first looked at: most pages need none of them.
pub type List<T> = LazyLock<Vec<T>>;

/// All that is embedded in the program.
pub struct Content {
    /// Everything an evening could hold.
    pub activities: List<Activity>,
    /// Everything on the wishes page.
    pub wishes: List<WishCard>,
    /// Question cards.
    pub questions: List<QuestionCard>,
    /// Body words.
    pub sensations: List<Card>,
    /// Closing sentences.
    pub closings: List<Card>,
    /// Rituals that are suggested.
    pub rituals: List<RitualCard>,
    /// Situations; the one named `anyone` is for everybody.
    pub situations: List<Situation>,
    /// What time for touch is made of.
    pub touch: LazyLock<Touch>,
    /// Words and gestures that are suggested for the signals.
    pub signs: List<SignCard>,
    /// Sentences that a safety plan may start from.
    pub safety: List<SafetyCard>,
    /// Small thank-yous to finish, in writing or out loud.
    pub appreciation: List<Card>,
    /// Cards for talking something over, and for being silly.
    pub talk: List<TalkCard>,
    /// The five questions of a check-in, as they are asked out loud.
    pub aloud: List<Card>,
    /// Thoughts, and three ways to be with each.
    pub reframes: List<Reframe>,
}

/// Reads the one list of an asset. A test reads them all, so a built program has none that is
/// not whole.
fn list<T: DeserializeOwned>(json: &str) -> Vec<T> {
    let lists: serde_json::Result<BTreeMap<String, Vec<T>>> = serde_json::from_str(json);
    lists.unwrap_or_default().into_values().next().unwrap_or_default()
}

impl Content {
    /// The embedded lists.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            activities: List::new(|| list(include_str!("../../assets/activities.json"))),
            wishes: List::new(|| list(include_str!("../../assets/wishes.json"))),
            questions: List::new(|| list(include_str!("../../assets/questions.json"))),
            sensations: List::new(|| list(include_str!("../../assets/sensations.json"))),
            closings: List::new(|| list(include_str!("../../assets/closings.json"))),
            rituals: List::new(|| list(include_str!("../../assets/rituals.json"))),
            situations: List::new(|| list(include_str!("../../assets/situations.json"))),
            touch: LazyLock::new(|| {
                serde_json::from_str(include_str!("../../assets/touch.json")).unwrap_or_default()
            }),
            signs: List::new(|| list(include_str!("../../assets/signs.json"))),
            safety: List::new(|| list(include_str!("../../assets/safety.json"))),
            appreciation: List::new(|| list(include_str!("../../assets/appreciation.json"))),
            talk: List::new(|| list(include_str!("../../assets/repair.json"))),
            aloud: List::new(|| list(include_str!("../../assets/aloud.json"))),
            reframes: List::new(|| list(include_str!("../../assets/reframes.json"))),
        }
    }

    /// The activity of that name.
    #[must_use]
    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == id)
    }
}

/// An order that is the same for the same evening and name, and unlike from one evening to
/// the next: FNV-1a over both, as published by Fowler, Noll and Vo.
#[must_use]
pub fn shuffle(evening: super::time::Evening, id: &str) -> u64 {
    let day = evening.0.to_string();
    day.bytes().chain(id.bytes()).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
