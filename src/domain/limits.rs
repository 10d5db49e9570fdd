//! A person's own limits, which only they may change: tighter at once, looser from tomorrow.

use serde::{Deserialize, Serialize};

use super::check_in::Score;
use super::private::unprinted;
use super::time::Evening;

/// A question of the check-in that its owner may leave out for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Question {
    /// Energy right now.
    Energy,
    /// How hard the body is.
    Body,
    /// How calm or uneasy.
    Calm,
    /// Tonight I would like.
    Wishes,
    /// One thing noticed.
    Noticed,
}

impl Question {
    /// All five, in the order in which they are asked.
    pub const ALL: [Self; 5] = [Self::Energy, Self::Body, Self::Calm, Self::Wishes, Self::Noticed];

    /// What it is about, in a few words.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Energy => "energy right now",
            Self::Body => "how hard the body is",
            Self::Calm => "how calm or uneasy",
            Self::Wishes => "what I would like tonight",
            Self::Noticed => "one thing I noticed",
        }
    }
}

/// What a person set about their own pace.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Limits {
    /// One's usual energy, if set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_energy: Option<Score>,
    /// How hard the body usually is, if set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_body: Option<Score>,
    /// How many points earlier everything turns gentler, 0 to [`Limits::MOST_CAREFUL`].
    #[serde(default)]
    pub careful: u8,
    /// Questions that are never asked and so never apply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<Question>,
}

/// Where one person's answers turn from *near* to *touch* to *close*, on 0 to 10.
///
/// Energy and calm open upwards, body opens downwards. A question that does not apply opens
/// everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    /// *Touch* from this energy.
    pub energy_touch: u8,
    /// *Close* from this energy.
    pub energy_close: u8,
    /// *Touch* up to this body number.
    pub body_touch: u8,
    /// *Close* up to this body number.
    pub body_close: u8,
    /// *Touch* from this calm.
    pub calm_touch: u8,
    /// *Close* from this calm.
    pub calm_close: u8,
    /// *Gently* under this energy.
    pub gently_under: u8,
    /// Whether energy applies at all.
    pub energy_applies: bool,
    /// Whether the body number applies at all.
    pub body_applies: bool,
    /// Whether calm applies at all.
    pub calm_applies: bool,
    /// Whether wishes apply at all.
    #[serde(default = "applies")]
    pub wishes_apply: bool,
}

/// What is not said applies.
fn applies() -> bool {
    true
}

impl Limits {
    /// The most points by which everything may turn gentler.
    pub const MOST_CAREFUL: u8 = 3;

    /// The tighter of two, each part for itself. What is not set is tightest.
    #[must_use]
    pub fn tightest(&self, other: &Self) -> Self {
        let mut left_out = self.left_out.clone();
        left_out.retain(|question| other.left_out.contains(question));
        left_out.sort_unstable();
        left_out.dedup();
        Self {
            usual_energy: self.usual_energy.zip(other.usual_energy).map(|(one, two)| one.max(two)),
            usual_body: self.usual_body.min(other.usual_body),
            careful: self.careful.max(other.careful),
            left_out,
        }
    }

    /// Where these limits put the steps.
    #[must_use]
    pub fn thresholds(&self) -> Thresholds {
        let careful = self.careful.min(Self::MOST_CAREFUL);
        let up = |step: u8| (step + careful).min(Score::MOST);
        let down = |step: u8| step.saturating_sub(careful);
        let usual_energy = self.usual_energy.map_or(Score::MOST, Score::value);
        let usual_body = self.usual_body.map_or(0, Score::value);
        Thresholds {
            energy_touch: up(usual_energy.saturating_sub(1).clamp(2, 4)),
            energy_close: up(usual_energy.clamp(3, 7)),
            body_touch: down((usual_body + 1).clamp(5, 7)),
            body_close: down(usual_body.clamp(3, 6)),
            calm_touch: up(3),
            calm_close: up(5),
            gently_under: up(7),
            energy_applies: !self.left_out.contains(&Question::Energy),
            body_applies: !self.left_out.contains(&Question::Body),
            calm_applies: !self.left_out.contains(&Question::Calm),
            wishes_apply: !self.left_out.contains(&Question::Wishes),
        }
    }
}

impl Thresholds {
    /// The more careful of two, step by step.
    #[must_use]
    pub fn tightest(self, other: Self) -> Self {
        Self {
            energy_touch: self.energy_touch.max(other.energy_touch),
            energy_close: self.energy_close.max(other.energy_close),
            body_touch: self.body_touch.min(other.body_touch),
            body_close: self.body_close.min(other.body_close),
            calm_touch: self.calm_touch.max(other.calm_touch),
            calm_close: self.calm_close.max(other.calm_close),
            gently_under: self.gently_under.max(other.gently_under),
            energy_applies: self.energy_applies || other.energy_applies,
            body_applies: self.body_applies || other.body_applies,
            calm_applies: self.calm_applies || other.calm_applies,
            wishes_apply: self.wishes_apply || other.wishes_apply,
        }
    }
}

/// The limits as kept: what is set, and what still holds until the evening is over.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OwnLimits {
    /// What is set.
    #[serde(flatten)]
    pub set: Limits,
    /// On this evening, and should the clock go back, nothing is looser than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    held: Option<Held>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Held {
    evening: Evening,
    thresholds: Thresholds,
}

impl OwnLimits {
    /// The same limits changed on `evening`: tighter at once, looser from tomorrow.
    #[must_use]
    pub fn changed(&self, set: Limits, evening: Evening) -> Self {
        let thresholds = self.on(evening);
        Self { set, held: Some(Held { evening, thresholds }) }
    }

    /// The tighter of two, each part for itself.
    #[must_use]
    pub fn tightest(&self, other: &Self) -> Self {
        let held = match (self.held, other.held) {
            (Some(one), Some(two)) => Some(Held {
                evening: one.evening.max(two.evening),
                thresholds: one.thresholds.tightest(two.thresholds),
            }),
            (one, two) => one.or(two),
        };
        Self { set: self.set.tightest(&other.set), held }
    }

    /// What holds on `evening`.
    #[must_use]
    pub fn on(&self, evening: Evening) -> Thresholds {
        let set = self.set.thresholds();
        match self.held {
            Some(held) if evening <= held.evening => set.tightest(held.thresholds),
            _ => set,
        }
    }
}

unprinted!(Limits, Thresholds, OwnLimits, Held);
