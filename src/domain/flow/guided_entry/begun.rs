//! An entry that is begun: the answers so far, and how they wait in its writer's own file.

use super::At;
use super::asked::{self, Asked, path, says_nothing};
use crate::domain::archive::{Draft, DraftOf};
use crate::domain::change::Change;
use crate::domain::flow::{Answer, World};
use crate::domain::note::EntryKind;
use crate::domain::people::Turn;
use crate::domain::text;
use crate::domain::time::Evening;

/// An entry that is not written yet.
#[derive(Clone, PartialEq)]
pub(super) struct Begun {
    pub kind: EntryKind,
    /// The evening on which it was begun.
    pub evening: Evening,
    /// The answers so far, in their order.
    pub given: Vec<Answer>,
    /// Words in the field of the first page without an answer.
    typing: Option<String>,
    /// Another thought, half written, that takes the place of the first only once it is said.
    another: Option<String>,
}

impl Begun {
    /// A blank one, or the one that waits.
    pub(super) fn of(kind: EntryKind, turn: &Turn, world: World<'_>) -> Self {
        let draft = world.archive.note_draft(turn, &DraftOf::Entry(kind));
        let mut begun =
            Self { kind, evening: world.evening(), given: Vec::new(), typing: None, another: None };
        if let Some(draft) = draft {
            begun.evening = draft.evening;
            begun.typing.clone_from(&draft.typing);
            // Of a draft from another version as much is taken as fits, and every word of it.
            for answer in &draft.answers {
                match (begun.asked(begun.given.len()), answer) {
                    (Some(asked), answer) if asked.takes(answer) => begun.given.push(answer.clone()),
                    (Some(Asked::Way), Answer::Text(words)) if begun.another.is_none() => {
                        begun.another = Some(words.clone());
                    }
                    (_, Answer::Text(words)) => begun.typing.get_or_insert_default().push_str(words),
                    _ => {}
                }
            }
        }
        begun
    }

    pub(super) fn asked(&self, at: usize) -> Option<Asked> {
        path(self.kind, &self.given).get(at).copied()
    }

    /// Where it goes on: at the first page without an answer.
    pub(super) fn open(&self) -> At {
        match self.asked(self.given.len()) {
            _ if self.another.is_some() => At::OwnThought,
            Some(Asked::Thought) if self.typing.is_some() => At::OwnThought,
            Some(_) => At::Asked(self.given.len()),
            None => At::Where,
        }
    }

    /// The thought in the field for one of one's own.
    pub(super) fn own_thought(&self, world: World<'_>) -> Option<&str> {
        let own = |words: &&str| world.content.reframes.iter().all(|card| card.thought != **words);
        self.another.as_deref().or_else(|| self.words_at(0).filter(own))
    }

    /// The words at `at`, of which some may be in the field only.
    pub(super) fn words_at(&self, at: usize) -> Option<&str> {
        match self.given.get(at) {
            Some(Answer::Text(words)) => Some(words),
            Some(_) => None,
            None => self.typing.as_deref().filter(|_| at == self.given.len()),
        }
    }

    /// Whether there is a field for words at `at`.
    pub(super) fn takes_words(&self, at: At) -> bool {
        match at {
            At::Asked(at) => matches!(self.asked(at), Some(Asked::Words(_))),
            At::OwnThought => true,
            _ => false,
        }
    }

    /// The same with these words in the open field; `None` where there is none.
    pub(super) fn with_words(&self, at: At, words: &str) -> Option<Self> {
        if !self.takes_words(at) {
            return None;
        }
        let mut begun = self.clone();
        match at {
            At::Asked(at) => match begun.given.get_mut(at) {
                Some(given) => *given = Answer::Text(words.to_owned()),
                None => begun.typing = Some(words.to_owned()),
            },
            // Another thought takes the place of one only once it is said.
            At::OwnThought if !self.given.is_empty() => {
                let another =
                    Some(words).filter(|words| !words.is_empty() && self.words_at(0) != Some(words));
                begun.another = another.map(str::to_owned);
            }
            _ => begun.typing = Some(words.to_owned()),
        }
        Some(begun)
    }

    /// The same with `answer` at `at`. Where it leads another way now, what was answered after it
    /// goes, and words of one's own wait in the next field.
    pub(super) fn answered(&self, at: usize, answer: Answer, world: World<'_>) -> Self {
        let mut begun = self.clone();
        begun.another.take_if(|_| at == 0);
        let changed = self.given.get(at).is_some_and(|before| *before != answer);
        if changed && self.asked(at).is_some_and(Asked::leads_apart) {
            begun.typing = self.own_words_after(at, world);
            begun.given.truncate(at);
            begun.given.push(answer);
        } else if let Some(given) = begun.given.get_mut(at) {
            *given = answer;
        } else {
            begun.typing.take_if(|_| matches!(answer, Answer::Text(_)));
            begun.given.push(answer);
        }
        begun
    }

    /// What was typed after that page, without what stood there before anybody typed.
    fn own_words_after(&self, at: usize, world: World<'_>) -> Option<String> {
        let later = self.given.iter().enumerate().skip(at + 1);
        let own = later.filter_map(|(place, answer)| match answer {
            Answer::Text(words) if self.offered(place, world) != Some(words) => Some(words.as_str()),
            _ => None,
        });
        text::prose(&own.chain(self.typing.as_deref()).collect::<Vec<_>>().join(" "), text::ENTRY)
    }

    /// What stands in the field of that page before anybody types.
    pub(super) fn offered<'a>(&self, at: usize, world: World<'a>) -> Option<&'a str> {
        match self.asked(at) {
            Some(Asked::Words(part)) => asked::offered(part, &self.given, world.content),
            _ => None,
        }
    }

    /// Whether nothing was said in it.
    fn is_blank(&self) -> bool {
        self.typing.as_deref().is_none_or(str::is_empty) && says_nothing(self.kind, &self.given)
    }

    /// It as a draft; one in which nothing is said is none.
    pub(super) fn draft(&self, turn: &Turn) -> Change {
        let begun = if self.is_blank() { self.blank() } else { self.clone() };
        let Self { kind, evening, mut given, typing, another } = begun;
        // The page after a thought takes no words, so what stands there is another one.
        if let Some(another) = another {
            given.insert(given.len().min(1), Answer::Text(another));
        }
        let typing = typing.filter(|words| !words.is_empty());
        Change::Draft(
            turn.person(),
            Some(Draft { of: DraftOf::Entry(kind), evening, answers: given, typing }),
        )
    }

    fn blank(&self) -> Self {
        Self { given: Vec::new(), typing: None, another: None, ..self.clone() }
    }

    /// It as no draft any more.
    pub(super) fn no_draft(&self, turn: &Turn) -> Change {
        self.blank().draft(turn)
    }
}
