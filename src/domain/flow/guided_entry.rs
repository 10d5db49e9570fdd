//! Entries of the journal that are asked for part by part, in one's own turn. Every part may stay
//! empty, and half of one waits for its writer.

use super::notes::{Notes, Place, WAITS, places};
use super::safety_plan::SafetyPlan;
use super::{Answer, Choice, Extra, Flow, Step, Then, World};
use crate::domain::archive::{Archive, DraftOf};
use crate::domain::change::Change;
use crate::domain::note::{EntryKind, NewNote, NoteChange};
use crate::domain::people::Turn;
use crate::domain::text;
use crate::domain::time::YearMonth;

use asked::{Asked, in_words, of_the_body, path};
use begun::Begun;

mod ask;
mod asked;
mod begun;

pub(super) use ask::label;

/// Thoughts on one page.
const PAGE: usize = 8;

/// Where among such entries one is.
#[derive(Clone, PartialEq)]
pub struct GuidedEntry {
    turn: Turn,
    page: Page,
}

#[derive(Clone, PartialEq)]
enum Page {
    /// What there is to write.
    Kinds,
    /// A page of one entry.
    One(Begun, At),
    /// Words for one's own team; what is said after it.
    ForTeam(&'static str),
    /// What to watch for and whom to call, and the page from which that was asked.
    Watch(Box<Page>),
}

/// Where in one entry one is.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// The page of that place on the way.
    Asked(usize),
    /// Thoughts from this one on.
    Thoughts(usize),
    /// A thought in one's own words.
    OwnThought,
    /// Where it is to be kept.
    Where,
}

/// What may be done with an entry once all is said.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// Words of one's own go there.
    To(Place),
    /// Leave the words that ask for comfort to the other, folded.
    ForTheOther,
    LetGo,
}

impl GuidedEntry {
    /// What there is to write.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Self::flow(turn, Page::Kinds)
    }

    /// One that waits, where it goes on; a blank one where none does.
    #[must_use]
    pub fn go_on(turn: &Turn, kind: EntryKind, world: World<'_>) -> Flow {
        let begun = Begun::of(kind, turn, world);
        let at = begun.open();
        Self::flow(turn, Page::One(begun, at))
    }

    fn flow(turn: &Turn, page: Page) -> Flow {
        Flow::GuidedEntry(Box::new(Self { turn: turn.clone(), page }))
    }

    /// The kinds of entries, the one about anything first; for one person alone those that make
    /// sense.
    fn kinds(world: World<'_>) -> Vec<EntryKind> {
        let all = [
            EntryKind::Free,
            EntryKind::AfterCloseness,
            EntryKind::Kindness,
            EntryKind::Win,
            EntryKind::HarderPatch,
            EntryKind::Reframe,
            EntryKind::Missing,
            EntryKind::ForYou,
        ];
        let fits = |kind: &EntryKind| *kind != EntryKind::ForYou || !world.archive.alone();
        all.into_iter().filter(fits).collect()
    }

    /// How it may end, in words. It is of one person alone, and a note for the other is nothing
    /// to be kept from them.
    fn ends(&self, begun: &Begun, world: World<'_>) -> Vec<(End, Choice)> {
        let for_you = begun.kind == EntryKind::ForYou;
        let fits =
            |(place, _): &(Place, Choice)| *place != Place::Both && !(for_you && *place == Place::Mine);
        let other = world.archive.name(self.turn.person().other());
        let named = |(place, choice)| match place {
            Place::Shared if for_you => {
                (End::To(place), Choice::noted(format!("Leave it here for {other}"), "folded"))
            }
            _ => (End::To(place), choice),
        };
        let mut ends: Vec<_> = places(&self.turn, world).into_iter().filter(fits).map(named).collect();
        if !world.archive.alone() && asked::comfort(begun.kind, &begun.given).is_some() {
            let note = Choice::noted(format!("A note for {other}"), "only these words, folded");
            ends.push((End::ForTheOther, note));
        }
        ends.push((End::LetGo, Choice::noted("Let it go", "nothing of it is kept")));
        ends
    }

    /// The months that have to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        let unread = |month: &YearMonth| world.archive.month(*month).is_none();
        match &self.page {
            Page::One(begun, _) if begun.kind == EntryKind::HarderPatch => {
                Archive::lately(world.evening()).into_iter().find(unread)
            }
            _ => None,
        }
    }

    pub(super) fn above(&self) -> Flow {
        let page = match &self.page {
            Page::Kinds | Page::ForTeam(_) => return Notes::begin(&self.turn),
            Page::Watch(from) => (**from).clone(),
            Page::One(_, At::Asked(0)) => Page::Kinds,
            Page::One(begun, at) => {
                let before = match at {
                    At::Asked(at) => at.saturating_sub(1),
                    At::Thoughts(_) | At::OwnThought => 0,
                    At::Where => path(begun.kind, &begun.given).len().saturating_sub(1),
                };
                Page::One(begun.clone(), At::Asked(before))
            }
        };
        Self::flow(&self.turn, page)
    }

    /// The page stands at `answer` when it is left.
    pub(super) fn stands_at(&mut self, answer: &Answer) {
        if let (Page::One(begun, at), Answer::Text(words)) = (&mut self.page, answer)
            && let Some(typed) = begun.with_words(*at, words)
        {
            *begun = typed;
        }
    }

    /// Whether there is a field for words that are kept.
    pub(super) fn keeps_words(&self) -> bool {
        matches!(&self.page, Page::One(begun, at) if begun.takes_words(*at))
    }

    /// The answers so far, with the words in the open field.
    pub(super) fn draft(&self, typing: &str) -> Option<Change> {
        match &self.page {
            Page::One(begun, at) => Some(begun.with_words(*at, typing)?.draft(&self.turn)),
            _ => None,
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (&self.page, answer) {
            (Page::Kinds, Answer::Pick(at)) => match Self::kinds(world).get(at) {
                Some(EntryKind::Free) => Step::page(Notes::write(&self.turn, world)),
                Some(kind) => Step::on(Then::Onward(Self::go_on(&self.turn, *kind, world))),
                None if at == Self::kinds(world).len() => self.home(Vec::new(), None),
                None => Step::not_asked(),
            },
            (page, Answer::Extra(Extra::Watch, _)) if self.watches() => {
                self.onward(Vec::new(), Page::Watch(Box::new(page.clone())))
            }
            (Page::Watch(from), Answer::Go) => self.onward(Vec::new(), (**from).clone()),
            (Page::ForTeam(said), Answer::Go) => self.home(Vec::new(), Some(said)),
            (Page::One(begun, At::Where), Answer::Pick(at)) => match self.ends(begun, world).get(at) {
                Some((end, _)) => self.ended(begun, *end, world),
                None => Step::not_asked(),
            },
            (Page::One(begun, At::OwnThought), Answer::Text(words)) => {
                match text::prose(&words, text::LINE) {
                    Some(thought) => self.goes_on(begun, 0, Answer::Text(thought), world),
                    None => Step::Again("A few words for the thought would help. Nothing is lost.".into()),
                }
            }
            (Page::One(begun, At::Asked(at)), answer) => self.asked(begun, *at, answer, world),
            (Page::One(begun, At::Thoughts(from)), Answer::Pick(at)) => self.thought(begun, *from, at, world),
            _ => Step::not_asked(),
        }
    }

    fn asked(&self, begun: &Begun, at: usize, answer: Answer, world: World<'_>) -> Step {
        match (begun.asked(at), answer) {
            (Some(Asked::Thought), Answer::Pick(choice)) => self.thought(begun, 0, choice, world),
            (Some(Asked::Gentle), Answer::Pick(0)) => self.goes_on(begun, at, Answer::Go, world),
            (Some(Asked::Gentle), Answer::Pick(1)) => {
                Step::page(SafetyPlan::begin(Some(Self::flow(&self.turn, self.page.clone()))))
            }
            (Some(Asked::Words(_)), Answer::Text(words)) => {
                let words = text::prose(&words, text::ENTRY).unwrap_or_default();
                self.goes_on(begun, at, Answer::Text(words), world)
            }
            (
                Some(
                    asked @ (Asked::Which
                    | Asked::About
                    | Asked::New
                    | Asked::HowLong
                    | Asked::Way
                    | Asked::Stay),
                ),
                answer,
            ) if asked.takes(&answer) => self.goes_on(begun, at, answer, world),
            _ => Step::not_asked(),
        }
    }

    /// A thought among cards, others, or one's own.
    fn thought(&self, begun: &Begun, from: usize, choice: usize, world: World<'_>) -> Step {
        let cards = ask::thoughts(begun.evening, world.content);
        let listed = cards.len().saturating_sub(from).min(PAGE);
        let to = |at| self.onward(Vec::new(), Page::One(begun.clone(), at));
        match choice.checked_sub(listed) {
            None => self.goes_on(begun, 0, Answer::Text(cards[from + choice].thought.clone()), world),
            Some(0) if from + listed < cards.len() => to(At::Thoughts(from + listed)),
            Some(0) => to(At::Asked(0)),
            Some(1) => to(At::OwnThought),
            Some(_) => Step::not_asked(),
        }
    }

    /// Notes an answer, makes evenings gentler where it says so, and goes on.
    fn goes_on(&self, begun: &Begun, at: usize, answer: Answer, world: World<'_>) -> Step {
        let gentler = begun.asked(at).and_then(|asked| asked.gentler(&answer));
        let begun = begun.answered(at, answer, world);
        let mut changes: Vec<Change> = gentler.map(Change::HarderPatch).into_iter().collect();
        if begun.asked(at + 1).is_some() {
            changes.push(begun.draft(&self.turn));
            return self.onward(changes, Page::One(begun, At::Asked(at + 1)));
        }
        if in_words(begun.kind, &begun.given, world.archive.alone(), world.content).is_none() {
            changes.push(begun.no_draft(&self.turn));
            return self.is_over(&begun, changes, "Nothing was written, so nothing is kept.", world);
        }
        changes.push(begun.draft(&self.turn));
        self.onward(changes, Page::One(begun, At::Where))
    }

    /// Puts it where it is to be, or lets go of it.
    fn ended(&self, begun: &Begun, end: End, world: World<'_>) -> Step {
        let write = |only_mine, kind, words: String| {
            let ends = DraftOf::Entry(begun.kind);
            let new = NewNote { kind, ends, ..NewNote::free(only_mine, begun.evening, words) };
            Change::Note(self.turn.person(), NoteChange::Write(new))
        };
        let words = in_words(begun.kind, &begun.given, world.archive.alone(), world.content);
        let (changes, said) = match (end, words, asked::comfort(begun.kind, &begun.given)) {
            (End::To(Place::Wait), ..) => return self.home(Vec::new(), Some(WAITS)),
            (End::To(place), Some(words), _) => {
                let for_you = begun.kind == EntryKind::ForYou;
                let said = if for_you { "It waits in a turn of theirs, folded." } else { "It is kept." };
                (vec![write(place == Place::Mine, begun.kind, words)], said)
            }
            (End::ForTheOther, _, Some(comfort)) => (
                vec![write(false, EntryKind::ForYou, comfort.to_owned())],
                "It waits in a turn of theirs, folded.",
            ),
            (End::LetGo, ..) => (vec![begun.no_draft(&self.turn)], "It is let go. Nothing of it is kept."),
            _ => return Step::not_asked(),
        };
        self.is_over(begun, changes, said, world)
    }

    /// After a harder patch of the body words for one's own team may be offered: that they were is
    /// noted, and nothing of whether they were wanted.
    fn is_over(&self, begun: &Begun, mut changes: Vec<Change>, said: &'static str, world: World<'_>) -> Step {
        let offered = of_the_body(begun.kind, &begun.given)
            .is_some_and(|new| world.archive.offers_words_for_team(&self.turn, new, world.evening()));
        if !offered {
            return self.home(changes, Some(said));
        }
        changes.push(Change::WordsForTeam(self.turn.person()));
        self.onward(changes, Page::ForTeam(said))
    }

    /// Whether warning signs are one key away: where it is about a body, but while words are typed.
    fn watches(&self) -> bool {
        match &self.page {
            Page::One(begun, At::Asked(at)) => {
                let of_body = of_the_body(begun.kind, &begun.given).is_some();
                of_body && matches!(begun.asked(*at), Some(Asked::New | Asked::Gentle))
            }
            Page::ForTeam(_) => true,
            _ => false,
        }
    }

    fn onward(&self, changes: Vec<Change>, page: Page) -> Step {
        Step::On { changes, then: Then::Onward(Self::flow(&self.turn, page)) }
    }

    fn home(&self, changes: Vec<Change>, said: Option<&'static str>) -> Step {
        Step::On { changes, then: Then::Onward(Notes::saying(&self.turn, said)) }
    }
}
