//! How far an evening may go: each one's own word, and the ceiling that the two make.
//!
//! The one who has less to give sets the size of the evening; nothing is averaged.

use serde::{Deserialize, Serialize};

use super::check_in::{Answers, Numbers, Seen};
use super::content::Tag;
use super::limits::{Limits, Thresholds};
use super::private::unprinted;

/// How near two people come: a spectrum, not a ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Band {
    /// Apart, or quietly in one room.
    Rest,
    /// Company, words, music, laughing; touch that rests.
    Near,
    /// Gentle, moving, aiming nowhere.
    Touch,
    /// Whatever both wish within their limits.
    Close,
}

impl Band {
    /// The word in code, files and `tonight --json`; never on a page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Near => "near",
            Self::Touch => "touch",
            Self::Close => "close",
        }
    }

    /// One step gentler, never under *near*.
    #[must_use]
    pub fn lower(self) -> Self {
        match self {
            Self::Close => Self::Touch,
            Self::Touch | Self::Near | Self::Rest => Self::Near,
        }
    }
}

/// How far an evening may go, perhaps gently. One's own word is never under *near*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// The widest band; *rest* only where a rule of the couple's own says so.
    pub up_to: Band,
    /// Only still or light things, at most ten minutes.
    pub gently: bool,
}

impl Word {
    /// What no answer comes to.
    pub const UNSAID: Self = Self { up_to: Band::Near, gently: true };

    /// Whether this word allows nothing that `other` does not.
    #[must_use]
    pub fn within(self, other: Self) -> bool {
        self.up_to <= other.up_to && (self.gently || !other.gently)
    }

    /// The careful part of each.
    #[must_use]
    pub fn meet(self, other: Self) -> Self {
        Self { up_to: self.up_to.min(other.up_to), gently: self.gently || other.gently }
    }

    /// Every word within this one, the gentlest first and this one last.
    #[must_use]
    pub fn gentler(self) -> Vec<Self> {
        [Band::Near, Band::Touch, Band::Close]
            .into_iter()
            .flat_map(|up_to| [Self { up_to, gently: true }, Self { up_to, gently: false }])
            .filter(|word| word.within(self))
            .collect()
    }
}

/// The own word: the lowest of what energy, body, calm and wishes allow.
#[must_use]
pub fn own_word(answers: &Answers, limits: Thresholds) -> Word {
    let said = &answers.numbers;
    let rising = |value: u8, touch: u8, close: u8| {
        if value >= close.max(touch) {
            Band::Close
        } else if value >= touch {
            Band::Touch
        } else {
            Band::Near
        }
    };
    let energy = match said.energy {
        _ if !limits.energy_applies => Band::Close,
        Some(energy) => rising(energy.value(), limits.energy_touch, limits.energy_close),
        None => Band::Near,
    };
    let body = match said.body {
        _ if !limits.body_applies => Band::Close,
        Some(body) if body.value() <= limits.body_close.min(limits.body_touch) => Band::Close,
        Some(body) if body.value() <= limits.body_touch => Band::Touch,
        Some(_) | None => Band::Near,
    };
    let calm = match said.calm {
        _ if !limits.calm_applies => Band::Close,
        Some(calm) => rising(calm.value(), limits.calm_touch, limits.calm_close),
        None => Band::Near,
    };
    let wish = if limits.wishes_apply { answers.wished_band() } else { Band::Close };
    let tired = said.energy.is_none_or(|energy| energy.value() < limits.gently_under);
    Word { up_to: energy.min(body).min(calm).min(wish), gently: limits.energy_applies && tired }
}

/// A restriction as it bears on one evening.
#[derive(Clone, PartialEq, Eq)]
pub struct Minded {
    /// The sentence shown: who said it, what, until when.
    pub text: String,
    /// The widest band it leaves, if it names one.
    pub ceiling: Option<Band>,
    /// What it rules out.
    pub tags: Vec<Tag>,
}

/// A rule of the couple's own as it stands tonight.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnRule {
    /// The couple's words.
    pub text: String,
    /// The widest band it leaves.
    pub ceiling: Band,
}

/// Everything from calendar and plan that bears on an evening.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// A rest day.
    pub rest_day: bool,
    /// The couple's own rules that hold.
    pub own_rules: Vec<OwnRule>,
    /// Restrictions that hold, those past their date too.
    pub restrictions: Vec<Minded>,
    /// In the days after a setback of the body.
    pub setback: bool,
    /// Nobody has said yet what to mind for now.
    pub not_said_by_team: bool,
    /// The widest band that tonight's window names, if there is one.
    pub window: Option<Band>,
}

impl Plan {
    /// Whether everything that protects somebody in `before` does so here too. Time for us is a
    /// plan and protects nobody.
    #[must_use]
    pub fn holds_all_of(&self, before: &Self) -> bool {
        (self.rest_day || !before.rest_day)
            && (self.setback || !before.setback)
            && (self.not_said_by_team || !before.not_said_by_team)
            && before.own_rules.iter().all(|rule| self.own_rules.contains(rule))
            && before.restrictions.iter().all(|minded| self.restrictions.contains(minded))
    }
}

/// Where a reason comes from, for `tonight --json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonFrom {
    /// A shown body or energy answer.
    Body,
    /// A rest day.
    RestDay,
    /// A clinician's restriction.
    Restriction,
    /// A rule of the couple's own.
    OwnRule,
    /// A harder patch.
    Setback,
    /// Nobody has said yet what to mind.
    NotSaidByTeam,
    /// Tonight's time for us.
    Window,
    /// Everything else.
    Meet,
}

/// A sentence about the evening, never about a person or a wish.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The sentence shown.
    pub text: String,
    /// Where it comes from.
    pub from: ReasonFrom,
}

impl Reason {
    fn new(from: ReasonFrom, text: impl Into<String>) -> Self {
        Self { text: text.into(), from }
    }
}

/// How far the evening may go for both, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceiling {
    /// Band and gentleness.
    pub word: Word,
    /// At least one sentence.
    pub reasons: Vec<Reason>,
}

/// One person's part in the ceiling.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// The word they gave; [`Word::UNSAID`] where there is none.
    pub word: Word,
    /// What they show.
    pub seen: Seen,
    /// Whether a check-in of theirs sizes this evening, kept out or not.
    pub given: bool,
}

impl Part {
    /// Whether a shown body or energy answer, read with the steps that everybody knows, is what
    /// holds the evening at `word`. One's own limits are private, so they do not enter.
    fn body_binds(&self, word: Word) -> bool {
        let Numbers { energy, body, .. } = self.seen.numbers;
        let known = Limits::default().thresholds();
        let shown = Thresholds {
            energy_applies: energy.is_some(),
            body_applies: body.is_some(),
            calm_applies: false,
            wishes_apply: false,
            ..known
        };
        let numbers = Numbers { energy, body, calm: None };
        let alone = own_word(&Answers { numbers, ..Answers::default() }, shown);
        (alone.up_to == word.up_to && word.up_to < Band::Close) || (alone.gently && word.gently)
    }
}

/// The ceiling of the evening: the lowest of both words and of everything the plan says.
///
/// `alone` is one person set up by themselves: company is as wide as that gets.
#[must_use]
pub fn ceiling(parts: &[Part], alone: bool, plan: &Plan) -> Ceiling {
    let words = parts.iter().map(|part| part.word).reduce(Word::meet).unwrap_or(Word::UNSAID);
    let mut up_to = words.up_to;
    let mut reasons = Vec::new();
    let mut hold = |at: Band, reason: Option<Reason>| {
        up_to = up_to.min(at);
        reasons.extend(reason.filter(|reason| !reasons.contains(reason)));
    };
    if alone {
        hold(Band::Near, None);
    }
    if plan.rest_day {
        hold(Band::Near, Some(Reason::new(ReasonFrom::RestDay, "A rest day: nothing to do.")));
    }
    for rule in &plan.own_rules {
        hold(rule.ceiling, Some(Reason::new(ReasonFrom::OwnRule, &rule.text)));
    }
    for restriction in &plan.restrictions {
        let reason = Reason::new(ReasonFrom::Restriction, &restriction.text);
        hold(restriction.ceiling.unwrap_or(Band::Close), Some(reason));
    }
    if plan.not_said_by_team {
        let text = if plan.restrictions.is_empty() {
            "Nobody has said yet what to mind for now. A question for the next visit."
        } else {
            "Is there more to mind for now? Nobody has said yet. A question for the next visit."
        };
        hold(Band::Touch, Some(Reason::new(ReasonFrom::NotSaidByTeam, text)));
    }
    if let Some(window) = plan.window {
        hold(window, Some(Reason::new(ReasonFrom::Window, "Time for us, as you planned it.")));
    }
    if plan.setback {
        up_to = up_to.lower().min(up_to);
        reasons.push(Reason::new(ReasonFrom::Setback, "A harder patch: gentler for now."));
    }
    let word = Word { up_to, gently: words.gently };
    if parts.iter().any(|part| part.body_binds(word)) {
        let text = "A body asks for quiet tonight. Company, words, a hand if it is welcome.";
        reasons.insert(0, Reason::new(ReasonFrom::Body, text));
    } else if reasons.is_empty() || words.up_to == word.up_to {
        let text = match (alone, parts.iter().any(|part| part.given)) {
            (true, false) => "Company and rest, until there is a check-in.",
            (false, false) => "Company and rest, until you both looked at a check-in.",
            (true, true) => "This is the size of your evening.",
            (false, true) => "This is where your two evenings meet.",
        };
        reasons.push(Reason::new(ReasonFrom::Meet, text));
    }
    Ceiling { word, reasons }
}

unprinted!(Minded, OwnRule, Reason);
