//! The words of one's own pages about notes.

use super::{Act, Notes, Page, Place, Shelf, draft_of};
use crate::domain::flow::listing::{Listing, TITLE, heading, with_words};
use crate::domain::flow::{Ask, Choice, OneOf, Prompt, World};
use crate::domain::note::{Author, Drawer, Note, NoteAt};
use crate::domain::people::Turn;
use crate::domain::text;

/// Said once something was deleted for good.
pub(in crate::domain::flow) const ERASED: &str = "It is deleted for good.";
/// How much of a note stands in a list, in graphemes.
pub(super) const BEGINNING: usize = 24;

impl Notes {
    pub(in crate::domain::flow) fn prompt(&self, world: World<'_>) -> Prompt {
        let mut prompt = self.screen(world).of(self.turn.person());
        if let Some(said) = self.said {
            prompt.lines.insert(0, said.to_owned());
        }
        // What stood there belongs to another note, or to words that are a note by now.
        prompt.begins_empty = true;
        prompt
    }

    fn screen(&self, world: World<'_>) -> Prompt {
        let choices = |choices: Vec<Choice>| Ask::OneOf(OneOf::new(choices));
        match &self.page {
            Page::Menu => {
                let items = self.menu(world).into_iter().map(|item| self.item(item, world));
                with_the_way(
                    &self.turn,
                    Prompt::new(TITLE, "What would you like?", choices(items.collect())),
                    world,
                )
            }
            Page::Write(at, _) => self.field(at.as_ref(), world),
            Page::Where(..) => self.place(world),
            Page::Shelf(Shelf::Read(listing)) => listing.prompt(Some(&self.turn), "Back", world),
            Page::Month => Listing::which_month(),
            Page::Tags(tags) => tags.prompt(self, world),
            Page::Shelf(Shelf::Folded(skip)) => self.folded(*skip, world),
            Page::Shelf(Shelf::Bin(skip)) => self.bin(*skip, world),
            Page::One(at, _) => self.one(at, world),
            Page::Sure(at, _, act) => self.sure(at, *act, world),
            Page::ClearBin => self.clear_bin(world),
            Page::Unshown(skip) => self.unshown(*skip, world),
            Page::OneUnshown(at, sure) => self.one_unshown(at, *sure, world),
        }
    }

    fn field(&self, at: Option<&NoteAt>, world: World<'_>) -> Prompt {
        let draft = world.archive.note_draft(&self.turn, &draft_of(at));
        let begun = draft.and_then(|draft| draft.typing.clone());
        let kept = || at.and_then(|at| world.archive.note(&self.turn, at)).map(|note| note.words.clone());
        let start = begun.or_else(kept).unwrap_or_default();
        let question = if at.is_some() { "In other words:" } else { "What would you like to write?" };
        Prompt::new(TITLE, question, Ask::Write { start, most: text::ENTRY })
            .note("Everything is kept as you type it.")
    }

    fn place(&self, world: World<'_>) -> Prompt {
        let choices = places(&self.turn, world).into_iter().map(|(_, choice)| choice).collect();
        let prompt = Prompt::new(TITLE, "Where would you like to keep it?", Ask::OneOf(OneOf::new(choices)))
            .note("Until you choose, it waits half written.");
        let prompt = if world.archive.alone() {
            prompt
        } else {
            prompt.line("From both of us is for what you wrote side by side.")
        };
        with_the_way(&self.turn, prompt, world)
    }

    fn one(&self, at: &NoteAt, world: World<'_>) -> Prompt {
        let Some(note) = world.archive.note(&self.turn, at) else { return missing() };
        let acts = self.acts(at, note, world);
        let ask = OneOf::labels(acts.into_iter().map(|act| self.label(act, at, world)));
        let prompt = Prompt::new(TITLE, heading(note, world), Ask::OneOf(ask));
        let thanks = match note.by {
            Author::One(writer) if world.archive.is_thanked(writer.other(), at) => {
                let reader = world.archive.name(writer.other());
                Some(format!("{reader}: thank you for telling me."))
            }
            _ => None,
        };
        let prompt = with_words(prompt, note, thanks);
        let prompt = match note.binned {
            Some(since) => prompt.note(format!("In the bin since {since}.")),
            None => prompt,
        };
        match at.drawer {
            Drawer::Own => prompt.note("Only yours."),
            Drawer::Shared(_) if note.by.includes(self.turn.person()) && note.binned.is_none() => {
                with_the_way(&self.turn, prompt, world)
            }
            Drawer::Shared(_) => prompt,
        }
    }

    fn label(&self, act: Act, at: &NoteAt, world: World<'_>) -> &'static str {
        let begun = || world.archive.note_draft(&self.turn, &draft_of(Some(at))).is_some();
        match act {
            Act::Back => "Back",
            Act::Thank => "Thank you for telling me",
            Act::Unthank => "Take the thank you back",
            Act::Edit if begun() => "Go on changing it",
            Act::Edit => "Change it",
            Act::Tag => "Tags",
            Act::Day => "Open its day",
            Act::Fold => "Fold it out of my sight",
            Act::Unfold => "Unfold it",
            Act::Share => "Share it",
            Act::TakeBack => "Keep it to myself again",
            Act::Bin => "Put it in the bin",
            Act::Restore => "Bring it back",
            Act::Erase => "Delete it for good",
        }
    }

    fn sure(&self, at: &NoteAt, act: Act, world: World<'_>) -> Prompt {
        let other = world.archive.name(self.turn.person().other());
        match act {
            Act::Share => {
                let ask = labels(["Leave it only mine", "Share it"]);
                Prompt::new(TITLE, format!("Share this with {other}?"), ask)
                    .line("Taken back later, what was read stays read.")
            }
            Act::TakeBack => {
                let ask = labels(["Leave it shared", "Keep it to myself again"]);
                Prompt::new(TITLE, "Keep this to yourself again?", ask)
                    .line("It goes from the shared notes and their backups.")
                    .line("What was read stays read.")
            }
            _ => {
                let ask = labels(["Leave it in the bin", "Delete it for good"]);
                let prompt = Prompt::new(TITLE, "Delete this for good?", ask);
                let note = world.archive.note(&self.turn, at);
                for_good(if note.is_some_and(|note| is_of_both(note, world)) {
                    prompt.line(format!("{other} wrote it too, and loses it as well."))
                } else {
                    prompt
                })
            }
        }
    }
}

/// Only a passphrase keeps something for one person alone, and that is said where one would
/// look for it.
pub(in crate::domain::flow) fn with_the_way(turn: &Turn, prompt: Prompt, world: World<'_>) -> Prompt {
    if world.archive.has_passphrase(turn.person()) {
        return prompt;
    }
    prompt.note("Only mine comes with a passphrase. Settings has the way to one.")
}

/// Where words that are written can go, in words; to leave them a draft comes first where the
/// other would read them.
pub(in crate::domain::flow) fn places(turn: &Turn, world: World<'_>) -> Vec<(Place, Choice)> {
    let archive = world.archive;
    let passphrase = archive.has_passphrase(turn.person());
    let wait = (Place::Wait, Choice::plain("Leave it half written for now"));
    let mine = passphrase.then(|| (Place::Mine, Choice::noted("Only mine", "locked with your passphrase")));
    if archive.alone() {
        let label = if passphrase { "With everything else" } else { "Keep it" };
        return mine.into_iter().chain([(Place::Shared, Choice::plain(label)), wait]).collect();
    }
    let other = archive.name(turn.person().other());
    let shared = (Place::Shared, Choice::noted(format!("Share it with {other}"), "both can read it"));
    let both = (Place::Both, Choice::noted("From both of us", "signed here for both of you"));
    if passphrase { mine.into_iter().chain([shared, both, wait]).collect() } else { vec![wait, shared, both] }
}

/// Whether the other wrote it as well. One of the two may have left since.
pub(super) fn is_of_both(note: &Note, world: World<'_>) -> bool {
    note.by == Author::Both && !world.archive.alone()
}

pub(super) fn labels<const N: usize>(labels: [&str; N]) -> Ask {
    Ask::OneOf(OneOf::labels(labels))
}

/// What deleting clears, and what it cannot reach.
pub(in crate::domain::flow) fn for_good(prompt: Prompt) -> Prompt {
    prompt
        .line("It goes from here, from backups and from drafts.")
        .line("It cannot be brought back.")
        .note("SSDs and copies elsewhere may keep traces.")
}

pub(super) fn missing() -> Prompt {
    Prompt::new(TITLE, "That is not there any more.", labels(["Back"]))
}
