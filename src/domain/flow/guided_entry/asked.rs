//! What is asked for each kind of entry, in which order, and how the answers become its words.

use crate::domain::answer::Answer;
use crate::domain::content::{Content, Reframe};
use crate::domain::harder_patch::Gentler;
use crate::domain::note::EntryKind;
use crate::domain::text;

/// One page about an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Asked {
    /// How closeness was, or what stayed of it a day later.
    Which,
    /// What a harder patch is about.
    About,
    /// Whether it is new for the body.
    New,
    /// For how many evenings it may be gentler.
    HowLong,
    /// What is gentler now.
    Gentle,
    /// A thought.
    Thought,
    /// One of three ways to be with it.
    Way,
    /// A line that lets it be.
    Stay,
    /// Words of one's own.
    Words(&'static Part),
}

/// A part of what is written.
#[derive(Debug, PartialEq)]
pub(super) struct Part {
    /// What stands before it; nothing where it is all there is.
    pub heading: &'static str,
    /// What is asked.
    pub question: &'static str,
    /// What is said under that.
    pub lines: &'static [&'static str],
}

impl Part {
    /// Whether it is one of several, and so a line as far as its words fit one.
    pub(super) fn is_a_line(&self) -> bool {
        !self.heading.is_empty()
    }
}

const fn part(heading: &'static str, question: &'static str, lines: &'static [&'static str]) -> Part {
    Part { heading, question, lines }
}

const EMPTY: &str = "Empty is fine.";
const HOW_IT_WAS: [Part; 3] = [
    part("Felt good", "What felt good?", &["A word is plenty.", EMPTY]),
    part("Did not", "What did not?", &["As far as you like to say.", EMPTY]),
    part("A surprise", "What was a surprise?", &[EMPTY]),
];
const WHAT_STAYED: [Part; 4] = [
    part("Stayed", "Which sensation stayed?", &["Warmth, weight, a sound, or none.", EMPTY]),
    part("To keep", "One thing to keep?", &[EMPTY]),
    part("To change", "One thing to change?", &[EMPTY]),
    part("To leave out", "One thing to leave out?", &[EMPTY]),
];
const KINDNESS: Part = part("", "A kindness: what was it?", &["Done, said or noticed. A line is plenty."]);
const WIN: Part = part("", "A win, however small?", &["A bath, a laugh, a good sleep. A line is plenty."]);
const MISSING: Part = part("", "What do you miss?", &["It asks for nothing."]);
const FOR_YOU: Part =
    part("", "What would you like to say?", &["It waits folded: opened, or not.", "Nobody is told which."]);
const PATCH: Part = part("", "Would you like to add some words?", &[EMPTY]);
pub(super) const KINDER: Part =
    part("A kinder sentence", "A kinder sentence:", &["You could change it until it sounds like you."]);
pub(super) const COMFORT: Part =
    part("To ask for comfort", "Words to ask for comfort:", &["To say them, or only to have them."]);

/// What a harder patch can be about; the body first.
pub(super) const ABOUT: [&str; 5] =
    ["The body", "Mood or heart", "The two of us", "Something around us", "Rather not say"];
/// The same for one person alone.
pub(super) const ABOUT_ALONE: [&str; 5] =
    ["The body", "Mood or heart", "Somebody close", "Something around me", "Rather not say"];
/// Where the body stands among them.
pub(super) const BODY: usize = 0;
/// Where *rather not say* stands.
const NOT_SAID: usize = 4;
/// Whether it is new.
pub(super) const NEWNESS: [&str; 3] = ["It is new, or sudden", "It is known to me", "Rather not say"];
/// Where *new* stands among them.
const NEW: usize = 0;
/// How many ways there are to be with a thought.
const WAYS: usize = 3;

/// Every page about an entry of this kind, as far as the answers so far tell.
pub(super) fn path(kind: EntryKind, given: &[Answer]) -> Vec<Asked> {
    let words = |parts: &'static [Part]| parts.iter().map(Asked::Words);
    match (kind, given.first(), given.get(1)) {
        (EntryKind::AfterCloseness, None, _) => vec![Asked::Which],
        (EntryKind::AfterCloseness, Some(Answer::Pick(0)), _) => {
            [Asked::Which].into_iter().chain(words(&HOW_IT_WAS)).collect()
        }
        (EntryKind::AfterCloseness, ..) => [Asked::Which].into_iter().chain(words(&WHAT_STAYED)).collect(),
        (EntryKind::HarderPatch, None, _) => vec![Asked::About],
        (EntryKind::HarderPatch, Some(Answer::Pick(BODY)), _) => {
            vec![Asked::About, Asked::New, Asked::Gentle, Asked::Words(&PATCH)]
        }
        (EntryKind::HarderPatch, ..) => {
            vec![Asked::About, Asked::HowLong, Asked::Gentle, Asked::Words(&PATCH)]
        }
        (EntryKind::Reframe, None, _) => vec![Asked::Thought],
        (EntryKind::Reframe, Some(_), None) => vec![Asked::Thought, Asked::Way],
        (EntryKind::Reframe, Some(_), Some(Answer::Pick(0))) => {
            vec![Asked::Thought, Asked::Way, Asked::Stay]
        }
        (EntryKind::Reframe, Some(_), Some(Answer::Pick(1))) => {
            vec![Asked::Thought, Asked::Way, Asked::Words(&KINDER)]
        }
        (EntryKind::Reframe, ..) => vec![Asked::Thought, Asked::Way, Asked::Words(&COMFORT)],
        (EntryKind::Win, ..) => vec![Asked::Words(&WIN)],
        (EntryKind::Missing, ..) => vec![Asked::Words(&MISSING)],
        (EntryKind::ForYou, ..) => vec![Asked::Words(&FOR_YOU)],
        _ => vec![Asked::Words(&KINDNESS)],
    }
}

impl Asked {
    /// Whether `answer` answers it.
    pub(super) fn takes(self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::Which, Answer::Pick(at)) => *at < 2,
            (Self::About, Answer::Pick(at)) => *at < ABOUT.len(),
            (Self::New, Answer::Pick(at)) => *at < NEWNESS.len(),
            (Self::HowLong, Answer::Pick(at)) => *at <= Gentler::ALL.len(),
            (Self::Way, Answer::Pick(at)) => *at < WAYS,
            (Self::Thought, Answer::Text(words)) => !words.is_empty(),
            (Self::Gentle | Self::Stay, Answer::Go) | (Self::Words(_), Answer::Text(_)) => true,
            _ => false,
        }
    }

    /// Whether what comes after it goes by its answer.
    pub(super) fn leads_apart(self) -> bool {
        matches!(self, Self::Which | Self::About | Self::Thought | Self::Way)
    }

    /// For how many evenings `answer` makes it gentler.
    pub(super) fn gentler(self, answer: &Answer) -> Option<Gentler> {
        match (self, answer) {
            (Self::New, _) => Some(Gentler::Three),
            (Self::HowLong, Answer::Pick(at)) => Gentler::ALL.get(at.checked_sub(1)?).copied(),
            _ => None,
        }
    }
}

/// Whether it is a harder patch of the body, and whether that is new.
pub(super) fn of_the_body(kind: EntryKind, given: &[Answer]) -> Option<bool> {
    let body = kind == EntryKind::HarderPatch && given.first() == Some(&Answer::Pick(BODY));
    body.then(|| given.get(1) == Some(&Answer::Pick(NEW)))
}

/// The card of the thought that was chosen, where it is one.
pub(super) fn card<'a>(given: &[Answer], content: &'a Content) -> Option<&'a Reframe> {
    let Some(Answer::Text(thought)) = given.first() else { return None };
    content.reframes.iter().find(|card| card.thought == *thought)
}

/// The line that lets a thought be.
pub(super) fn stay<'a>(given: &[Answer], content: &'a Content) -> &'a str {
    card(given, content).map_or("It is here, and it may be here.", |card| card.stay.as_str())
}

/// What stands in the field of a part before anybody types.
pub(super) fn offered<'a>(part: &Part, given: &[Answer], content: &'a Content) -> Option<&'a str> {
    let card = card(given, content)?;
    match part.heading {
        heading if heading == KINDER.heading => Some(&card.kinder),
        heading if heading == COMFORT.heading => Some(&card.ask),
        _ => None,
    }
}

/// Whether there is nothing of one's own in these answers.
pub(super) fn says_nothing(kind: EntryKind, given: &[Answer]) -> bool {
    let says = |(asked, answer): (Asked, &Answer)| match (asked, answer) {
        (Asked::About, Answer::Pick(at)) => *at != NOT_SAID,
        (Asked::Thought | Asked::Words(_), Answer::Text(words)) => !words.is_empty(),
        _ => false,
    };
    !path(kind, given).into_iter().zip(given).any(says)
}

/// The entry in words: a part under the other, each with its heading; empty ones leave nothing.
pub(super) fn in_words(kind: EntryKind, given: &[Answer], alone: bool, content: &Content) -> Option<String> {
    let about = if alone { ABOUT_ALONE } else { ABOUT };
    let said = path(kind, given).into_iter().zip(given).filter_map(|(asked, answer)| {
        let (heading, words) = match (asked, answer) {
            (Asked::About, Answer::Pick(at)) if *at != NOT_SAID => ("About", about.get(*at)?.to_lowercase()),
            (Asked::Thought, Answer::Text(words)) => ("A thought", words.clone()),
            (Asked::Stay, _) => ("Staying with it", stay(given, content).to_owned()),
            (Asked::Words(part), Answer::Text(words)) => (part.heading, words.clone()),
            _ => return None,
        };
        let words = text::prose(&words, text::ENTRY)?;
        Some(if heading.is_empty() { words } else { format!("{heading}: {words}") })
    });
    Some(said.collect::<Vec<_>>().join("\n")).filter(|words| !words.is_empty())
}

/// The words to ask for comfort, where that way was taken.
pub(super) fn comfort(kind: EntryKind, given: &[Answer]) -> Option<&str> {
    match (path(kind, given).get(2), given.get(2)) {
        (Some(Asked::Words(part)), Some(Answer::Text(words))) if **part == COMFORT && !words.is_empty() => {
            Some(words)
        }
        _ => None,
    }
}
