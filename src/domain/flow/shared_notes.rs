//! The notes that both may read, as they are read outside anybody's turn, month by month.

use super::who::Who;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Purpose, Step, Then, World};
use crate::domain::note::{Author, Drawer, EntryKind, Note, NoteAt};
use crate::domain::people::{Person, Turn};
use crate::domain::text;
use crate::domain::time::YearMonth;

/// What the pages of the journal are called.
pub(super) const TITLE: &str = "Journal";
/// Notes on one page of a list.
pub(super) const PAGE: usize = 8;
/// How much of a note stands in a list, in graphemes.
const BEGINNING: usize = 24;

/// Which notes stand in a list: a month of them, or a part of one.
#[derive(Clone, Copy, PartialEq, Default)]
pub(super) struct Listing {
    /// The latest month to be looked at; all of them where there is none.
    upto: Option<YearMonth>,
    /// How many of the month were listed before.
    skip: usize,
}

/// A part of a month that has notes.
pub(super) struct Found {
    pub month: YearMonth,
    /// Newest first.
    pub notes: Vec<(NoteAt, Note)>,
    /// Where there may be more.
    pub earlier: Option<Listing>,
}

impl Listing {
    /// The newest month with notes for those who are at the keyboard; `None` where there is none.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn look(self, turn: Option<&Turn>, world: World<'_>) -> Result<Option<Found>, YearMonth> {
        let archive = world.archive;
        let months = archive.note_months(turn);
        let known = |month: &&YearMonth| self.upto.is_none_or(|upto| **month <= upto);
        for month in months.iter().rev().filter(known) {
            let notes = match turn {
                Some(turn) => archive.notes_of(turn, *month),
                None => archive.shared_notes(*month),
            };
            let notes = notes.ok_or(*month)?;
            // What was listed before belongs to the month that was asked for.
            let skip = if self.upto == Some(*month) { self.skip } else { 0 };
            if notes.len() > skip {
                let more = notes.len() > skip + PAGE;
                let before = months.range(..*month).next_back();
                let earlier = if more {
                    Some(Self { upto: Some(*month), skip: skip + PAGE })
                } else {
                    before.map(|before| Self { upto: Some(*before), skip: 0 })
                };
                let notes = notes.into_iter().rev().skip(skip).take(PAGE).collect();
                return Ok(Some(Found { month: *month, notes, earlier }));
            }
        }
        Ok(None)
    }

    /// The page of the list, with `back` as its last choice.
    pub fn prompt(self, turn: Option<&Turn>, back: &str, world: World<'_>) -> Prompt {
        let Ok(Some(found)) = self.look(turn, world) else {
            let question = if self.upto.is_some() { "Nothing earlier." } else { "No notes yet." };
            return Prompt::new(TITLE, question, Ask::OneOf(OneOf::labels([back])));
        };
        let row =
            |(at, note): &(NoteAt, Note)| Choice::noted(note.beginning(BEGINNING), about(at, note, world));
        let mut choices: Vec<Choice> = found.notes.iter().map(row).collect();
        choices.extend(found.earlier.map(|_| Choice::plain("Earlier")));
        choices.push(Choice::plain(back));
        Prompt::new(TITLE, found.month.words(), Ask::OneOf(OneOf::new(choices)))
    }

    /// What the choice at this place of the list leads to.
    pub fn choose(self, at: usize, turn: Option<&Turn>, world: World<'_>) -> Option<Chosen> {
        let (notes, earlier) = match self.look(turn, world) {
            Ok(Some(found)) => (found.notes, found.earlier),
            _ => (Vec::new(), None),
        };
        let rest = at.checked_sub(notes.len());
        match (rest, earlier) {
            (None, _) => notes.into_iter().nth(at).map(|(at, _)| Chosen::Note(at)),
            (Some(0), Some(earlier)) => Some(Chosen::Earlier(earlier)),
            (Some(0), None) | (Some(1), Some(_)) => Some(Chosen::Back),
            _ => None,
        }
    }
}

/// What was chosen in a list.
pub(super) enum Chosen {
    Note(NoteAt),
    Earlier(Listing),
    Back,
}

/// When a note is from and whose it is, in a few words.
fn about(at: &NoteAt, note: &Note, world: World<'_>) -> String {
    let whose = if at.drawer == Drawer::Own { "only mine".into() } else { writer(note, world) };
    format!("{}, {whose}", note.evening.0.format("%-d %B"))
}

/// Who wrote it, by name.
pub(super) fn writer(note: &Note, world: World<'_>) -> String {
    let name = |person| world.archive.name(person);
    match note.by {
        Author::One(person) => name(person).to_owned(),
        // One of them may have left since.
        Author::Both if world.archive.alone() => name(world.archive.first()).to_owned(),
        Author::Both => text::both_names(name(Person::A), Some(name(Person::B))),
    }
}

/// Who wrote it, when and what about.
pub(super) fn heading(note: &Note, world: World<'_>) -> String {
    let about = match note.kind {
        EntryKind::Free => String::new(),
        kind => format!(", {}", kind.label()),
    };
    format!("{}, {}{about}.", writer(note, world), note.evening.in_full())
}

/// Words on a page as they were written, line by line.
pub(super) fn with_words(mut prompt: Prompt, words: &str) -> Prompt {
    prompt.lines.extend(words.lines().map(str::to_owned));
    prompt
}

/// Where in reading one is.
#[derive(Clone, PartialEq)]
pub struct SharedNotes {
    page: Page,
}

#[derive(Clone, PartialEq)]
enum Page {
    Door,
    List(Listing),
    One(NoteAt, Listing),
}

impl SharedNotes {
    /// To read what both may read, or to a turn of one's own.
    #[must_use]
    pub fn begin() -> Flow {
        Self::at(Page::Door)
    }

    fn at(page: Page) -> Flow {
        Flow::SharedNotes(Self { page })
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match self.page {
            Page::List(listing) => listing.look(None, world).err(),
            Page::Door | Page::One(..) => None,
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        match &self.page {
            Page::Door => {
                let choices = vec![
                    Choice::noted("Read", "what is shared"),
                    Choice::noted("Write, or look at mine", "a turn of one's own"),
                    Choice::plain("Leave it for now"),
                ];
                Prompt::new(TITLE, "What would you like?", Ask::OneOf(OneOf::new(choices)))
                    .line("A few words, kept for as long as you like.")
            }
            Page::List(listing) => listing.prompt(None, "Back to Tonight", world),
            Page::One(at, _) => match shared(at, world) {
                Some(note) => with_words(Prompt::new(TITLE, heading(&note, world), Ask::Go), &note.words),
                None => Prompt::new(TITLE, "That note is not there any more.", Ask::Go),
            },
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (&self.page, answer) {
            (Page::Door, Answer::Pick(0)) => Step::page(Self::at(Page::List(Listing::default()))),
            (Page::Door, Answer::Pick(1)) => Step::on(Who::turn(Purpose::Notes, world)),
            (Page::Door, Answer::Pick(2)) => Step::on(Then::Home(None)),
            (Page::List(listing), Answer::Pick(at)) => match listing.choose(at, None, world) {
                Some(Chosen::Note(at)) => Step::page(Self::at(Page::One(at, *listing))),
                Some(Chosen::Earlier(earlier)) => Step::page(Self::at(Page::List(earlier))),
                Some(Chosen::Back) => Step::on(Then::Home(None)),
                None => Step::not_asked(),
            },
            (Page::One(_, listing), Answer::Go) => Step::on(Then::Onward(Self::at(Page::List(*listing)))),
            _ => Step::not_asked(),
        }
    }
}

fn shared(at: &NoteAt, world: World<'_>) -> Option<Note> {
    let Drawer::Shared(month) = at.drawer else { return None };
    let notes = world.archive.shared_notes(month)?;
    notes.into_iter().find(|(one, _)| one == at).map(|(_, note)| note)
}
