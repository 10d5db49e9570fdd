//! What couple.json can hold.

use serde::{Deserialize, Serialize};

use super::{Plainness, Recovering, Scale, TeamSaid};
use crate::domain::body::BodyNote;
use crate::domain::calendar::entry::Entry;
use crate::domain::harder_patch::HarderPatch;
use crate::domain::our_words::OurLine;
use crate::domain::people::{Person, Profile};
use crate::domain::plan::{ForTheOther, InvitingWeeks, Rhythm, Role, SmallStep, WeekSize};
use crate::domain::record::RecordKind;
use crate::domain::restriction::Restriction;
use crate::domain::safety::SafetyPart;
use crate::domain::time::Evening;
use crate::domain::vocabulary::SignalWords;

/// What couple.json can hold.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum CoupleKind {
    /// How a person is called.
    Person(Profile),
    /// Who is recovering, and from what.
    Recovery {
        /// Who.
        who: Recovering,
        /// Ids of situations.
        #[serde(default)]
        situations: Vec<String>,
    },
    /// What somebody's team has said.
    Team {
        /// Whose team.
        person: Person,
        /// What they said.
        said: TeamSaid,
        /// Who said it and when, in the person's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        /// The evening on which it was noted.
        noted: Evening,
        /// The last evening on which *nobody has said yet* still holds: looser is from tomorrow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        holds_until: Option<Evening>,
    },
    /// Something to mind for now.
    Restriction(Restriction),
    /// An operation, a hospital stay or a new treatment: the last one of this person.
    Treatment {
        /// Whose.
        person: Person,
        /// The evening on which it was noted.
        noted: Evening,
    },
    /// A harder patch, from an evening on.
    HarderPatch(HarderPatch),
    /// Something on the calendar that is on more than one day.
    Entry(Entry),
    /// What a person shows of a part of their body.
    BodyNote(BodyNote),
    /// A small step.
    Step(SmallStep),
    /// How large a week is meant to be.
    WeekSize {
        /// From 0 to 3.
        size: WeekSize,
    },
    /// A part of the care.
    Role(Role),
    /// One small thing that somebody does for the other this week.
    ForTheOther(ForTheOther),
    /// Whose weeks are to invite.
    InvitingWeeks(InvitingWeeks),
    /// How often the two would like to come together.
    Rhythm {
        /// How often; `None` where they were asked and would rather not say.
        often: Option<Rhythm>,
    },
    /// A word or a gesture of the couple's own for a signal.
    SignalWords(SignalWords),
    /// A part of the safety plan.
    Safety(SafetyPart),
    /// When the plan for hard moments was looked at or changed last.
    SafetyLooked {
        /// The evening.
        evening: Evening,
    },
    /// When the two took their longer look back last.
    LookedBack {
        /// The evening.
        evening: Evening,
    },
    /// How texts speak and scales are answered.
    Ways {
        /// How plainly texts may speak.
        plainness: Plainness,
        /// How scales are answered.
        scale: Scale,
    },
    /// Steps of set-up that were answered or passed over.
    SetUp {
        /// The names of the steps.
        asked: Vec<String>,
    },
    /// An activity both like, marked without a date.
    Liked {
        /// Its id.
        activity: String,
    },
    /// Somebody of whom nothing is to stay. It goes last, so that whatever a cut left is taken out
    /// at the next start.
    Leaving {
        /// Who.
        person: Person,
    },
    /// When a resting or near activity was last offered.
    Offered {
        /// Its id.
        activity: String,
        /// The last evening.
        evening: Evening,
        /// The evening before that one: what was offered tonight changes nothing tonight.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Evening>,
    },
    /// A line of the page that both write together.
    OurLine(OurLine),
    /// When that page was last written or looked at together.
    OurWordsLooked {
        /// The evening.
        evening: Evening,
    },
}

impl CoupleKind {
    /// Whether it is something to mind for the body of `person`.
    #[must_use]
    pub fn restricts(&self, person: Person) -> bool {
        matches!(self, Self::Restriction(restriction) if restriction.person == person)
    }

    /// Whether it protects a body or an evening: then no earlier copy takes its place.
    #[must_use]
    pub fn protects(&self) -> bool {
        match self {
            Self::Restriction(_)
            | Self::Team { .. }
            | Self::Treatment { .. }
            | Self::HarderPatch(_)
            | Self::BodyNote(_) => true,
            Self::Entry(entry) => entry.protects(),
            _ => false,
        }
    }

    /// Whether it is what the team of `person` has said.
    #[must_use]
    pub fn is_team_of(&self, person: Person) -> bool {
        matches!(self, Self::Team { person: whose, .. } if *whose == person)
    }
}

impl RecordKind for CoupleKind {
    fn fields(kind: &str) -> Option<&'static [&'static str]> {
        Some(match kind {
            "person" => &["person", "name", "pronouns"],
            "recovery" => &["who", "situations"],
            "team" => &["person", "said", "by", "noted", "holds_until"],
            "restriction" => Restriction::FIELDS,
            "treatment" => &["person", "noted"],
            "harder-patch" => HarderPatch::FIELDS,
            "entry" => Entry::FIELDS,
            "body-note" => BodyNote::FIELDS,
            "step" => SmallStep::FIELDS,
            "week-size" => &["size"],
            "role" => Role::FIELDS,
            "for-the-other" => &["from", "week", "words"],
            "inviting-weeks" => &["first", "since"],
            "rhythm" => &["often"],
            "signal-words" => SignalWords::FIELDS,
            "safety" => SafetyPart::FIELDS,
            "safety-looked" | "looked-back" => &["evening"],
            "ways" => &["plainness", "scale"],
            "set-up" => &["asked"],
            "liked" => &["activity"],
            "leaving" => &["person"],
            "offered" => &["activity", "evening", "before"],
            "our-line" => OurLine::FIELDS,
            "our-words-looked" => &["evening"],
            _ => return None,
        })
    }

    fn words(&self) -> [&'static str; 2] {
        match self {
            Self::Person(_) => ["name", "names"],
            Self::Recovery { .. } => ["word on who is recovering", "words on who is recovering"],
            Self::Team { .. } => ["word of a care team", "words of care teams"],
            Self::Restriction(_) => ["thing to mind", "things to mind"],
            Self::Treatment { .. } => ["word of a treatment", "words of treatments"],
            Self::HarderPatch(_) => ["harder patch", "harder patches"],
            Self::Entry(_) => ["thing that comes again", "things that come again"],
            Self::BodyNote(_) => ["body note", "body notes"],
            Self::Step(_) => ["small step", "small steps"],
            Self::WeekSize { .. } => ["size of a week", "sizes of weeks"],
            Self::Role(_) => ["part of the care", "parts of the care"],
            Self::ForTheOther(_) => ["thing for the other", "things for the other"],
            Self::InvitingWeeks(_) => ["order of inviting weeks", "orders of inviting weeks"],
            Self::Rhythm { .. } => ["rhythm", "rhythms"],
            Self::SignalWords(_) => ["sign of your own", "signs of your own"],
            Self::Safety(_) => ["part of the plan for hard moments", "parts of the plan for hard moments"],
            Self::SafetyLooked { .. } => {
                ["look at the plan for hard moments", "looks at the plan for hard moments"]
            }
            Self::LookedBack { .. } => ["longer look back", "longer looks back"],
            Self::Ways { .. } => ["way of asking", "ways of asking"],
            Self::SetUp { .. } => ["list of steps of set-up", "lists of steps of set-up"],
            Self::Liked { .. } => ["thing you both like", "things you both like"],
            Self::Offered { .. } => ["thing that was offered", "things that were offered"],
            Self::Leaving { .. } => ["word on who leaves", "words on who leaves"],
            Self::OurLine(_) => ["line of your words", "lines of your words"],
            Self::OurWordsLooked { .. } => {
                ["word on when your words were read", "words on when your words were read"]
            }
        }
    }
}
