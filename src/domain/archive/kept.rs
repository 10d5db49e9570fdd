//! What the files hold: their bodies, and the kinds of record in them.

use serde::{Deserialize, Serialize};

use super::RecordFile;
use crate::domain::after_effect::{AfterEffect, ShownAfter};
use crate::domain::body::BodyNote;
use crate::domain::calendar::entry::Entry;
use crate::domain::check_in::Numbers;
use crate::domain::limits::OwnLimits;
use crate::domain::note::{Note, Unshown};
use crate::domain::people::{Person, Profile};
use crate::domain::plan::{AskedStep, ForTheOther, InvitingWeeks, Rhythm, Role, SmallStep, WeekSize};
use crate::domain::private::unprinted;
use crate::domain::record::{Id, RecordKind};
use crate::domain::restriction::Restriction;
use crate::domain::safety::SafetyPart;
use crate::domain::time::Evening;
use crate::domain::vocabulary::SignalWords;

/// The body of couple.json.
pub type Couple = RecordFile<CoupleKind>;

/// The body of a month's file.
pub type Month = RecordFile<MonthKind>;

/// The body of a.json and b.json.
pub type Own = RecordFile<OwnKind>;

/// Who is recovering, as far as they like to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recovering {
    /// Person a.
    A,
    /// Person b.
    B,
    /// Each in their own way.
    Both,
    /// Rather not say.
    NotSaid,
}

impl Recovering {
    /// This person, and not the other.
    #[must_use]
    pub fn one(person: Person) -> Self {
        match person {
            Person::A => Self::A,
            Person::B => Self::B,
        }
    }

    /// Whether `person` is named.
    #[must_use]
    pub fn names(self, person: Person) -> bool {
        matches!((self, person), (Self::Both, _) | (Self::A, Person::A) | (Self::B, Person::B))
    }
}

/// What somebody's care team has said about things to mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TeamSaid {
    /// There is something to mind; it is kept as a restriction.
    SomethingToMind,
    /// Nothing is off limits.
    NothingOffLimits,
    /// Long ago; mine to judge.
    MineToJudge,
    /// Nobody has said yet.
    NobodyYet,
}

/// How plainly texts about the body may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plainness {
    /// Very reserved.
    Reserved,
    /// Gentle.
    #[default]
    Gentle,
    /// Plain.
    Plain,
}

/// How the three scales are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// A number from 0 to 10.
    #[default]
    Numbers,
    /// One of four words.
    Words,
}

/// How it is for one person now; never shown to the other.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HowItIs {
    /// Getting easier.
    Easier,
    /// Up and down.
    UpAndDown,
    /// It stays.
    Stays,
    /// It may get harder.
    MayGetHarder,
}

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
    /// A harder patch of the body, from an evening on.
    HarderPatch {
        /// The first evening.
        since: Evening,
    },
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
            | Self::HarderPatch { .. }
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
            "harder-patch" => &["since"],
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
            "ways" => &["plainness", "scale"],
            "set-up" => &["asked"],
            "liked" => &["activity"],
            "leaving" => &["person"],
            "offered" => &["activity", "evening", "before"],
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
            Self::HarderPatch { .. } => ["harder patch", "harder patches"],
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
            Self::Ways { .. } => ["way of asking", "ways of asking"],
            Self::SetUp { .. } => ["list of steps of set-up", "lists of steps of set-up"],
            Self::Liked { .. } => ["thing you both like", "things you both like"],
            Self::Offered { .. } => ["thing that was offered", "things that were offered"],
            Self::Leaving { .. } => ["word on who leaves", "words on who leaves"],
        }
    }
}

/// What a month can hold.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum MonthKind {
    /// An evening here: one mark, whether one or two came.
    Evening {
        /// Which evening.
        evening: Evening,
        /// The check-ins that were looked at together, by name.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        round: Vec<Id>,
    },
    /// What one person showed.
    Shown(Shown),
    /// A note that both may read, once it is not in the bin.
    Note(Note),
    /// Something on the calendar that is on one day.
    Entry(Entry),
    /// A ritual was kept.
    Kept {
        /// The ritual's record.
        ritual: Id,
        /// The evening.
        evening: Evening,
    },
    /// How one person's body was after an evening, as far as they show it.
    After(ShownAfter),
}

impl MonthKind {
    /// Whether it protects an evening: then no earlier copy takes its place.
    #[must_use]
    pub fn protects(&self) -> bool {
        matches!(self, Self::Entry(entry) if entry.protects())
    }

    /// Whether it is what `person` showed on `evening`.
    #[must_use]
    pub fn is_shown_by(&self, person: Person, evening: Evening) -> bool {
        matches!(self, Self::Shown(shown) if shown.person == person && shown.evening == evening)
    }

    /// Whether it is how `person` was after `evening`.
    #[must_use]
    pub fn is_after_of(&self, person: Person, evening: Evening) -> bool {
        matches!(self, Self::After(shown) if shown.person == person && shown.evening == evening)
    }
}

impl RecordKind for MonthKind {
    fn fields(kind: &str) -> Option<&'static [&'static str]> {
        Some(match kind {
            "evening" => &["evening", "round"],
            "shown" => {
                &["person", "evening", "check_in", "energy", "body", "calm", "noticed", "words", "sensations"]
            }
            "note" => Note::FIELDS,
            "entry" => Entry::FIELDS,
            "kept" => &["ritual", "evening"],
            "after" => ShownAfter::FIELDS,
            _ => return None,
        })
    }

    fn words(&self) -> [&'static str; 2] {
        match self {
            Self::Evening { .. } => ["evening here", "evenings here"],
            Self::Shown(_) => ["check-in that was shown", "check-ins that were shown"],
            Self::Note(_) => ["note", "notes"],
            Self::Entry(_) => ["thing on the calendar", "things on the calendar"],
            Self::Kept { .. } => ["ritual that was kept", "rituals that were kept"],
            Self::After(_) => ["word on how it was afterwards", "words on how it was afterwards"],
        }
    }
}

/// What one person showed on one evening. Wishes are never in it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Whose it is.
    pub person: Person,
    /// The evening it belongs to.
    pub evening: Evening,
    /// The check-in it was shown from.
    pub check_in: Id,
    /// The numbers shown.
    #[serde(flatten)]
    pub numbers: Numbers,
    /// The noticed line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<String>,
    /// A few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Body words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sensations: Vec<String>,
}

/// What a person's own file can hold.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum OwnKind {
    /// One's own limits.
    Limits(OwnLimits),
    /// How it is now.
    How {
        /// How.
        is: HowItIs,
    },
    /// How one's own questions are put.
    Questions {
        /// The word for what makes the body hard.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body_word: Option<String>,
        /// How one's own scales are answered, where it differs from what was set up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scale: Option<Scale>,
    },
    /// The page before one's first turn was seen.
    Welcomed,
    /// The other's public key, as it was when one's own things were first open beside it.
    Knows {
        /// The key, as the age program writes it.
        key: String,
    },
    /// A note of one's own, for nobody else.
    Note(Note),
    /// What waited on an evening and was not shown before it was over.
    Unshown(Unshown),
    /// A part of one's own body, for nobody else.
    BodyNote(BodyNote),
    /// When one was asked about a small step.
    AskedStep(AskedStep),
    /// Whether small steps are asked about; where one never said, it goes by how it is.
    Steps {
        /// Whether they are.
        on: bool,
    },
    /// How one's own body was after an evening.
    After(AfterEffect),
    /// Whether one is asked how it was afterwards.
    AskAfter {
        /// Whether one is.
        on: bool,
    },
}

impl OwnKind {
    /// The other's public key, where this is it.
    #[must_use]
    pub fn known_key(&self) -> Option<&str> {
        match self {
            Self::Knows { key } => Some(key),
            _ => None,
        }
    }

    /// Whether an earlier copy never takes its place: the other's key is the one of now, and what
    /// holds a step back goes on holding it.
    #[must_use]
    pub fn stays(&self) -> bool {
        self.known_key().is_some() || matches!(self, Self::After(one) if one.is_worse())
    }
}

impl RecordKind for OwnKind {
    fn fields(kind: &str) -> Option<&'static [&'static str]> {
        Some(match kind {
            "limits" => &["usual_energy", "usual_body", "careful", "left_out", "held"],
            "how" => &["is"],
            "questions" => &["body_word", "scale"],
            "welcomed" => &[],
            "knows" => &["key"],
            "note" => Note::FIELDS,
            "unshown" => &["check_in", "evening", "energy", "body", "calm", "noticed"],
            "body-note" => BodyNote::FIELDS,
            "asked-step" => &["step", "asked"],
            "steps" => &["on"],
            "after" => AfterEffect::FIELDS,
            "ask-after" => &["on"],
            _ => return None,
        })
    }

    fn words(&self) -> [&'static str; 2] {
        match self {
            Self::Limits(_) => ["set of limits", "sets of limits"],
            Self::How { .. } => ["word on how it is", "words on how it is"],
            Self::Questions { .. } => ["way of asking", "ways of asking"],
            Self::Welcomed => ["first page seen", "first pages seen"],
            Self::Knows { .. } => ["key of the other", "keys of the other"],
            Self::Note(_) => ["note of one's own", "notes of one's own"],
            Self::Unshown(_) => ["check-in that was not shown", "check-ins that were not shown"],
            Self::BodyNote(_) => ["body note of one's own", "body notes of one's own"],
            Self::AskedStep(_) => ["time of being asked", "times of being asked"],
            Self::Steps { .. } => ["word on small steps", "words on small steps"],
            Self::After(_) => ["word on how it was afterwards", "words on how it was afterwards"],
            Self::AskAfter { .. } => ["word on being asked", "words on being asked"],
        }
    }
}

unprinted!(Couple, Month, Own, HowItIs, Shown);
