//! One's own turn with notes: writing, what one may read, the bin, and what evenings kept to
//! themselves.

use super::calendar::Calendar;
use super::find::Find;
use super::listing::{Chosen, Listing};
use super::{Answer, Extra, Flow, Step, Then, World};
use crate::domain::archive::{Draft, DraftOf};
use crate::domain::change::Change;
use crate::domain::note::{Author, Drawer, NewNote, Note, NoteAt, NoteChange};
use crate::domain::people::Turn;
use crate::domain::text;
use crate::domain::time::{Evening, YearMonth};

mod ask;
mod menu;
mod put_away;
mod tags;

pub(super) use ask::{ERASED, for_good, places, with_the_way};
use tags::Tags;

/// Said where words wait for their writer.
pub(super) const WAITS: &str = "It waits here, half written.";

/// Where in one's notes one is.
#[derive(Clone, PartialEq)]
pub struct Notes {
    turn: Turn,
    page: Page,
    /// What was done just before.
    said: Option<&'static str>,
    /// Where it was found, to go back there.
    found: Option<Box<Find>>,
}

#[derive(Clone, PartialEq)]
enum Page {
    Menu,
    /// A new note, or another writing of one; begun on this evening.
    Write(Option<NoteAt>, Evening),
    /// Where these words are to be kept.
    Where(String, Evening),
    Shelf(Shelf),
    /// Which month to go to.
    Month,
    One(NoteAt, Shelf),
    Tags(Tags),
    Sure(NoteAt, Shelf, Act),
    ClearBin,
    Unshown(usize),
    OneUnshown(NoteAt, bool),
}

/// Where notes stand in a list.
#[derive(Clone, Copy, PartialEq)]
enum Shelf {
    Read(Listing),
    /// What one folded out of sight, from this one on.
    Folded(usize),
    /// The bin, from this one on.
    Bin(usize),
}

/// What can be done with a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Back,
    Edit,
    Tag,
    Day,
    /// Thank for being told, the one answer to what is missed.
    Thank,
    /// Take that back.
    Unthank,
    Share,
    TakeBack,
    Fold,
    Unfold,
    Bin,
    Restore,
    Erase,
}

/// Where words that are written go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Where only their author reads them.
    Mine,
    /// Where both can read them.
    Shared,
    /// The same, as words of both.
    Both,
    /// Nowhere yet: they stay a draft.
    Wait,
}

impl Notes {
    /// What there is to do with notes.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Self::saying(turn, None)
    }

    /// The same, once something was done.
    pub(super) fn saying(turn: &Turn, said: Option<&'static str>) -> Flow {
        Flow::Notes(Box::new(Self { turn: turn.clone(), page: Page::Menu, said, found: None }))
    }

    /// A page for words about anything: those that wait, or new ones.
    pub(super) fn write(turn: &Turn, world: World<'_>) -> Flow {
        let begun = world.archive.note_draft(turn, &DraftOf::NewNote);
        let evening = begun.map_or(world.evening(), |draft| draft.evening);
        let page = Page::Write(None, evening);
        Flow::Notes(Box::new(Self { turn: turn.clone(), page, said: None, found: None }))
    }

    /// An entry that was found, with the way back to where it was.
    pub(super) fn found(turn: &Turn, at: NoteAt, found: Find) -> Flow {
        let page = Page::One(at, Shelf::Read(Listing::default()));
        Flow::Notes(Box::new(Self { turn: turn.clone(), page, said: None, found: Some(Box::new(found)) }))
    }

    /// Whether it was found by looking for it.
    pub(super) fn was_found(&self) -> bool {
        self.found.is_some()
    }

    /// From any page to what there is to do, or to where an entry was found.
    pub(super) fn above(&self) -> Option<Flow> {
        match &self.found {
            Some(found) => Some(found.again(None)),
            None => (self.page != Page::Menu).then(|| Self::begin(&self.turn)),
        }
    }

    /// The same without what was said of the last thing done.
    pub(super) fn quiet(&mut self) {
        self.said = None;
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match self.page {
            Page::Shelf(Shelf::Read(listing)) => listing.look(Some(&self.turn), world).err(),
            Page::Shelf(Shelf::Bin(_) | Shelf::Folded(_)) | Page::ClearBin | Page::Tags(_) => {
                world.archive.unread_months().next()
            }
            Page::Write(Some(NoteAt { drawer: Drawer::Shared(month), .. }), _) => {
                Some(month).filter(|month| world.archive.month(*month).is_none())
            }
            _ => None,
        }
    }

    /// Whether there is a field for words that are kept.
    pub(super) fn keeps_words(&self) -> bool {
        matches!(self.page, Page::Write(..))
    }

    /// The words in the open field, as they are kept until they are a note.
    pub(super) fn draft(&self, typing: &str) -> Option<Change> {
        match &self.page {
            Page::Write(at, evening) => Some(self.drafted(draft_of(at.as_ref()), *evening, typing)),
            _ => None,
        }
    }

    fn drafted(&self, of: DraftOf, evening: Evening, typing: &str) -> Change {
        let typing = Some(typing.to_owned()).filter(|words| !words.is_empty());
        Change::Draft(self.turn.person(), Some(Draft { of, evening, answers: Vec::new(), typing }))
    }

    fn acts(&self, at: &NoteAt, note: &Note, world: World<'_>) -> Vec<Act> {
        let archive = world.archive;
        let passphrase = archive.has_passphrase(self.turn.person());
        let other = match at.drawer {
            Drawer::Own => (!archive.alone()).then_some(Act::Share),
            Drawer::Shared(_) => (passphrase && note.by != Author::Both).then_some(Act::TakeBack),
        };
        let mut acts = vec![Act::Back];
        if note.binned.is_some() {
            acts.extend([Act::Restore, Act::Erase]);
        } else if note.by.includes(self.turn.person()) {
            acts.extend([Act::Edit, Act::Tag, Act::Day]);
            acts.extend(other);
            acts.push(Act::Bin);
        } else {
            let folded = archive.is_folded(&self.turn, at, note);
            let thanked = archive.is_thanked(self.turn.person(), at);
            let thanks = note.is_answered_by(self.turn.person());
            acts.extend(thanks.then_some(if thanked { Act::Unthank } else { Act::Thank }));
            acts.extend([Act::Day, if folded { Act::Unfold } else { Act::Fold }]);
        }
        acts
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (&self.page, answer) {
            (Page::Menu, Answer::Pick(at)) => self.choose(at, world),
            (Page::Write(at, evening), Answer::Text(words)) => {
                self.written(at.as_ref(), *evening, &words, world)
            }
            (Page::Where(words, evening), Answer::Pick(at)) => self.kept(words, *evening, at, world),
            (Page::Shelf(Shelf::Read(listing)), Answer::Pick(at)) => {
                match listing.choose(at, Some(&self.turn), world) {
                    Some(Chosen::Entry(at)) => self.open(at, *listing, world),
                    Some(Chosen::Earlier(earlier)) => self.to(Page::Shelf(Shelf::Read(earlier))),
                    Some(Chosen::Back) => self.home(None),
                    None => Step::not_asked(),
                }
            }
            (Page::Shelf(Shelf::Read(_)), Answer::Extra(Extra::GoToMonth, _)) => self.to(Page::Month),
            (Page::Month, Answer::Text(words)) => match Listing::typed(&words, world) {
                Ok(listing) => self.onward(Page::Shelf(Shelf::Read(listing)), None),
                Err(why) => Step::Again(why.into()),
            },
            (Page::Tags(tags), answer) => tags.answer(answer, self, world),
            (Page::Shelf(Shelf::Folded(skip)), Answer::Pick(at)) => self.choose_folded(*skip, at, world),
            (Page::Shelf(Shelf::Bin(skip)), Answer::Pick(at)) => self.choose_in_bin(*skip, at, world),
            (Page::One(at, shelf), Answer::Pick(choice)) => {
                let note = world.archive.note(&self.turn, at);
                let acts = note.map_or(vec![Act::Back], |note| self.acts(at, note, world));
                acts.get(choice).map_or_else(Step::not_asked, |act| self.act(at, *shelf, *act, world))
            }
            (Page::Sure(_, shelf, _), Answer::Pick(0)) => self.back_to(*shelf, None),
            (Page::Sure(at, shelf, act), Answer::Pick(1)) => self.done(at, *shelf, *act),
            (Page::ClearBin, Answer::Pick(0)) => self.back_to(Shelf::Bin(0), None),
            (Page::ClearBin, Answer::Pick(1)) => {
                self.changed(NoteChange::ClearBin, Shelf::Bin(0), "It is cleared.")
            }
            (Page::Unshown(skip), Answer::Pick(at)) => self.choose_unshown(*skip, at, world),
            (Page::OneUnshown(at, sure), Answer::Pick(choice)) => self.done_with_unshown(at, *sure, choice),
            _ => Step::not_asked(),
        }
    }

    /// Words from the field. Those of a new note stay a draft until it is said where they go.
    fn written(&self, at: Option<&NoteAt>, evening: Evening, words: &str, world: World<'_>) -> Step {
        let words = text::prose(words, text::ENTRY);
        let begun = world.archive.note_draft(&self.turn, &DraftOf::NewNote).is_some();
        let there = |at: &NoteAt| world.archive.note(&self.turn, at).is_some();
        match (at, words) {
            // The note itself went some other way; its words are still good for a new one.
            (Some(at), Some(_)) if !there(at) && begun => Step::Again(
                "That note is not there any more. Your words wait here. \
                 The new note that you began comes first."
                    .into(),
            ),
            (Some(at), Some(words)) if !there(at) => {
                let changes = vec![
                    self.drafted(DraftOf::NewNote, evening, &words),
                    self.drafted(draft_of(Some(at)), evening, ""),
                ];
                Step::On { changes, then: Then::Onward(self.flow(Page::Where(words, evening), None)) }
            }
            (Some(at), Some(words)) => {
                let shelf = Shelf::Read(Listing::default());
                self.changed(NoteChange::Edit(at.clone(), words), shelf, "It is kept as it is now.")
            }
            (None, Some(words)) => {
                let changes = vec![self.drafted(DraftOf::NewNote, evening, &words)];
                Step::On { changes, then: Then::Page(self.flow(Page::Where(words, evening), None)) }
            }
            (at, None) => {
                let changes = vec![self.drafted(draft_of(at), evening, "")];
                let said = "Nothing was written, so nothing changed.";
                Step::On { changes, then: Then::Onward(self.flow(Page::Menu, Some(said))) }
            }
        }
    }

    fn kept(&self, words: &str, evening: Evening, at: usize, world: World<'_>) -> Step {
        let Some((place, _)) = places(&self.turn, world).into_iter().nth(at) else {
            return Step::not_asked();
        };
        if place == Place::Wait {
            return self.home(Some(WAITS));
        }
        let free = NewNote::free(place == Place::Mine, evening, words);
        let note = NewNote { both: place == Place::Both, ..free };
        self.changed(NoteChange::Write(note), Shelf::Read(Listing::default()), "It is kept.")
    }

    fn act(&self, at: &NoteAt, shelf: Shelf, act: Act, world: World<'_>) -> Step {
        match act {
            Act::Back => self.back_to(shelf, None),
            Act::Edit => self.edit(at, world),
            Act::Tag if Tags::has_some(self, world) => self.to(Page::Tags(Tags::Of(at.clone(), shelf))),
            Act::Tag => self.to(Page::Tags(Tags::Typed(at.clone(), shelf))),
            Act::Day => match world.archive.note(&self.turn, at) {
                Some(note) => Step::page(Calendar::day(note.evening.0, None)),
                None => Step::not_asked(),
            },
            Act::Fold => {
                self.changed(NoteChange::Fold(at.clone(), true), shelf, "It is out of sight in your turns.")
            }
            Act::Unfold => self.changed(NoteChange::Fold(at.clone(), false), shelf, "It is unfolded."),
            Act::Share | Act::TakeBack | Act::Erase => self.to(Page::Sure(at.clone(), shelf, act)),
            Act::Thank | Act::Unthank => {
                let change = self.change(NoteChange::Thank(at.clone(), act == Act::Thank));
                kept(vec![change], self.flow(Page::One(at.clone(), shelf), None))
            }
            Act::Bin => self.changed(NoteChange::Bin(at.clone()), shelf, "It is in the bin."),
            Act::Restore => self.changed(NoteChange::Restore(at.clone()), shelf, "It is back."),
        }
    }

    /// Opens an entry of the list: what waited folded for this person is unfolded by that.
    fn open(&self, at: NoteAt, listing: Listing, world: World<'_>) -> Step {
        let note = world.archive.note(&self.turn, &at);
        let folded = note.is_some_and(|note| world.archive.is_folded(&self.turn, &at, note));
        let change = folded.then(|| self.change(NoteChange::Fold(at.clone(), false)));
        let then = Then::Page(self.flow(Page::One(at, Shelf::Read(listing)), None));
        Step::On { changes: change.into_iter().collect(), then }
    }

    fn edit(&self, at: &NoteAt, world: World<'_>) -> Step {
        let draft = world.archive.note_draft(&self.turn, &draft_of(Some(at)));
        let evening = draft.map_or(world.evening(), |draft| draft.evening);
        self.to(Page::Write(Some(at.clone()), evening))
    }

    fn done(&self, at: &NoteAt, shelf: Shelf, act: Act) -> Step {
        match (act, at.drawer) {
            (Act::Share, Drawer::Own) => {
                self.changed(NoteChange::Share(at.id.clone()), shelf, "It is shared.")
            }
            (Act::TakeBack, Drawer::Shared(month)) => {
                self.changed(NoteChange::TakeBack(month, at.id.clone()), shelf, "It is only yours again.")
            }
            (Act::Erase, _) => self.changed(NoteChange::Erase(at.clone()), shelf, ERASED),
            _ => Step::not_asked(),
        }
    }

    fn flow(&self, page: Page, said: Option<&'static str>) -> Flow {
        let found = self.found.clone().filter(|_| page != Page::Menu);
        Flow::Notes(Box::new(Self { turn: self.turn.clone(), page, said, found }))
    }

    fn to(&self, page: Page) -> Step {
        Step::page(self.flow(page, None))
    }

    fn onward(&self, page: Page, said: Option<&'static str>) -> Step {
        Step::on(Then::Onward(self.flow(page, said)))
    }

    fn home(&self, said: Option<&'static str>) -> Step {
        self.onward(Page::Menu, said)
    }

    fn back_to(&self, shelf: Shelf, said: Option<&'static str>) -> Step {
        Step::on(Then::Onward(self.list(shelf, said)))
    }

    /// The list that a note stands in, or what was found with it.
    fn list(&self, shelf: Shelf, said: Option<&'static str>) -> Flow {
        match &self.found {
            Some(found) => found.again(said),
            None => self.flow(Page::Shelf(shelf), said),
        }
    }

    fn change(&self, change: NoteChange) -> Change {
        Change::Note(self.turn.person(), change)
    }

    fn changed(&self, change: NoteChange, shelf: Shelf, said: &'static str) -> Step {
        kept(vec![self.change(change)], self.list(shelf, Some(said)))
    }
}

/// Once these are kept, on to that page; nothing leads back.
fn kept(changes: Vec<Change>, flow: Flow) -> Step {
    Step::On { changes, then: Then::Onward(flow) }
}

fn draft_of(at: Option<&NoteAt>) -> DraftOf {
    at.map_or(DraftOf::NewNote, |at| DraftOf::Note(at.clone()))
}

#[cfg(test)]
mod tests;
