//! What there is to do with one's own journal.

use super::ask::BEGINNING;
use super::tags::Tags;
use super::{Notes, Page, Shelf, draft_of};
use crate::domain::archive::DraftOf;
use crate::domain::flow::find::Find;
use crate::domain::flow::guided_entry::{GuidedEntry, label};
use crate::domain::flow::listing::Listing;
use crate::domain::flow::small_wins::SmallWinsFlow;
use crate::domain::flow::together::{self, Together};
use crate::domain::flow::weeks::WeeksFlow;
use crate::domain::flow::{Choice, Step, Then, World};
use crate::domain::note::{EntryKind, NoteAt, beginning};

/// What stands on the menu.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// Words about anything, begun and not finished.
    GoOnWriting,
    Write,
    /// An entry that is asked for part by part, begun and not finished.
    GoOnWith(EntryKind),
    /// A note of the other that waits to be opened.
    Waits(NoteAt),
    /// Another writing of a note, begun and not finished.
    GoOn(NoteAt),
    Read,
    Tags,
    Folded,
    Bin,
    Unshown,
    /// What the two do together elsewhere, as far as it makes sense alone.
    Alone,
    Find,
    Weeks,
    Wins,
    Leave,
}

impl Notes {
    pub(super) fn menu(&self, world: World<'_>) -> Vec<Item> {
        let archive = world.archive;
        let unshown = !archive.unshown(&self.turn).is_empty();
        let begun = archive.note_draft(&self.turn, &DraftOf::NewNote).is_some();
        let mut items: Vec<Item> = begun.then_some(Item::GoOnWriting).into_iter().collect();
        items.push(Item::Write);
        items.extend(archive.begun_entries(&self.turn).map(Item::GoOnWith));
        items.extend(archive.note_waits(&self.turn).map(Item::Waits));
        items.extend(archive.begun_anew(&self.turn).cloned().map(Item::GoOn));
        items.extend([Item::Read, Item::Find, Item::Tags]);
        items.extend(archive.folds_anything(&self.turn).then_some(Item::Folded));
        items.push(Item::Bin);
        items.extend(unshown.then_some(Item::Unshown));
        items.extend(world.archive.alone().then_some(Item::Alone));
        items.push(Item::Weeks);
        // Two find it where they read together.
        items.extend(world.archive.alone().then_some(Item::Wins));
        items.push(Item::Leave);
        items
    }

    /// What the choice at this place leads to.
    pub(super) fn choose(&self, at: usize, world: World<'_>) -> Step {
        match self.menu(world).get(at) {
            Some(Item::GoOnWriting) => Step::page(Self::write(&self.turn, world)),
            Some(Item::Write) => Step::page(GuidedEntry::begin(&self.turn)),
            // It knows the way back by itself, through every page of it.
            Some(Item::GoOnWith(kind)) => {
                Step::on(Then::Onward(GuidedEntry::go_on(&self.turn, *kind, world)))
            }
            Some(Item::Waits(at)) => self.open(at.clone(), Listing::default(), world),
            Some(Item::GoOn(at)) => self.edit(at, world),
            Some(Item::Read) => self.to(Page::Shelf(Shelf::Read(Listing::default()))),
            Some(Item::Alone) => Step::page(Together::alone(&self.turn)),
            Some(Item::Tags) => self.to(Page::Tags(Tags::All(0))),
            Some(Item::Folded) => self.to(Page::Shelf(Shelf::Folded(0))),
            Some(Item::Bin) => self.to(Page::Shelf(Shelf::Bin(0))),
            Some(Item::Unshown) => self.to(Page::Unshown(0)),
            Some(Item::Find) => Step::page(Find::begin(Some(&self.turn))),
            Some(Item::Weeks) => Step::page(WeeksFlow::mine(&self.turn)),
            Some(Item::Wins) => {
                let back = Self::begin(&self.turn);
                Step::page(SmallWinsFlow::of(world.evening().month(), back))
            }
            Some(Item::Leave) => Step::on(Then::Home(None)),
            None => Step::not_asked(),
        }
    }

    pub(super) fn item(&self, item: Item, world: World<'_>) -> Choice {
        let begun = world.archive.note_draft(&self.turn, &DraftOf::NewNote).is_some();
        match item {
            Item::GoOnWriting => Choice::plain("Go on with the note you began"),
            Item::Write if begun => Choice::plain("Write something else"),
            Item::Write => Choice::noted("Write something", "a line is plenty"),
            Item::GoOnWith(kind) => {
                let label = label(kind, self.turn.person(), world);
                Choice::plain(format!("Go on with {label}"))
            }
            Item::Waits(_) => Choice::plain("A note waits, folded"),
            Item::GoOn(at) => {
                let draft = world.archive.note_draft(&self.turn, &draft_of(Some(&at)));
                let words = draft.and_then(|draft| draft.typing.as_deref()).unwrap_or_default();
                Choice::noted("Go on changing a note", beginning(words, BEGINNING))
            }
            Item::Read => Choice::noted("Read", "what you may see, newest first"),
            Item::Alone => Choice::noted(together::ALONE, "what you noticed, and more"),
            Item::Tags => Choice::noted("Tags", "what things are found by"),
            Item::Folded => Choice::noted("What I folded", "only you see this"),
            Item::Bin => Choice::noted("The bin", "what you put away"),
            Item::Unshown => Choice::noted("Evenings that were not shown", "only yours"),
            Item::Find => Choice::noted("Find something", "by its words, or when it was"),
            Item::Weeks => Choice::noted("My weeks, drawn", "what I showed of energy and body"),
            Item::Wins => Choice::noted("A month of small wins", "what was good in it"),
            Item::Leave => Choice::plain("Leave it for now"),
        }
    }
}
