//! Entries of the journal in a list: month by month, newest first, each with its words beside it.

use super::guided_entry::label;
use super::{AsWritten, Ask, Choice, Extra, OneOf, Prompt, TextPart, View, World};
use crate::domain::archive::Listed;
use crate::domain::calendar::typed;
use crate::domain::calendar::words::capital;
use crate::domain::note::{Author, Drawer, EntryKind, Note, NoteAt};
use crate::domain::people::{Person, Turn};
use crate::domain::text;
use crate::domain::time::{Evening, YearMonth};

/// What the pages of the journal are called.
pub(super) const TITLE: &str = "Journal";
/// Entries on one page of a list.
pub(super) const PAGE: usize = 20;
/// How much of an entry stands in a list, in graphemes.
const BEGINNING: usize = 24;
/// How much of an entry stands beside the list, in bytes: more than any window holds.
const BESIDE: usize = 6000;

/// Which entries stand in a list: a month of them, or a part of one; or those of one evening.
#[derive(Clone, Copy, PartialEq, Default)]
pub(super) struct Listing {
    /// The latest month to be looked at; all of them where there is none.
    upto: Option<YearMonth>,
    /// How many of the month were listed before.
    skip: usize,
    /// The only evening to be looked at.
    of: Option<Evening>,
}

/// A part of a month that has entries.
pub(super) struct Found<'a> {
    month: YearMonth,
    /// Newest first.
    entries: Vec<Listed<'a>>,
    /// Where there may be more.
    earlier: Option<Listing>,
}

/// What was chosen in a list.
pub(super) enum Chosen {
    Entry(NoteAt),
    Earlier(Listing),
    Back,
}

impl Listing {
    /// From this month backwards.
    pub fn upto(month: YearMonth) -> Self {
        Self { upto: Some(month), ..Self::default() }
    }

    /// From the month that was typed backwards.
    ///
    /// # Errors
    /// A sentence where no month was typed.
    pub fn typed(words: &str, world: World<'_>) -> Result<Self, &'static str> {
        let month = typed::month(words, world.today());
        month.map(Self::upto).ok_or("There is no such month. Nothing is lost. March 2026 would do.")
    }

    /// Which month to go to.
    pub fn which_month() -> Prompt {
        let ask = Ask::Line { start: String::new(), most: text::NAME };
        Prompt::new(TITLE, "Which month would you like to see?", ask).line("For example March, or 2026-03.")
    }

    /// Of this evening alone.
    pub fn of(evening: Evening) -> Self {
        Self { of: Some(evening), ..Self::upto(evening.month()) }
    }

    /// The evening it is about alone.
    pub fn day(self) -> Option<Evening> {
        self.of
    }

    /// The newest month with entries for those who are at the keyboard; `None` where there is none.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn look<'a>(self, turn: Option<&Turn>, world: World<'a>) -> Result<Option<Found<'a>>, YearMonth> {
        let archive = world.archive;
        let months = archive.note_months(turn);
        let known = |month: &&YearMonth| {
            self.upto.is_none_or(|upto| **month <= upto) && self.of.is_none_or(|of| of.month() == **month)
        };
        for month in months.iter().rev().filter(known) {
            let mut entries = archive.listed(turn, *month).ok_or(*month)?;
            entries.retain(|one| self.of.is_none_or(|of| one.note.evening == of));
            // What was listed before belongs to the month that was asked for.
            let skip = if self.upto == Some(*month) { self.skip } else { 0 };
            if entries.len() > skip {
                let more = entries.len() > skip + PAGE;
                let before = months.range(..*month).next_back().filter(|_| self.of.is_none());
                let earlier = if more {
                    Some(Self { upto: Some(*month), skip: skip + PAGE, ..self })
                } else {
                    before.map(|before| Self::upto(*before))
                };
                let entries = entries.into_iter().rev().skip(skip).take(PAGE).collect();
                return Ok(Some(Found { month: *month, entries, earlier }));
            }
        }
        Ok(None)
    }

    /// The page of the list, with `back` as its last choice.
    pub fn prompt(self, turn: Option<&Turn>, back: &str, world: World<'_>) -> Prompt {
        let Ok(Some(found)) = self.look(turn, world) else {
            let question = match (self.upto, self.of) {
                (_, Some(_)) => "Nothing is written of that day.",
                (Some(_), None) => "Nothing earlier.",
                (None, None) => "Nothing here yet, and that is fine.",
            };
            let prompt = Prompt::new(TITLE, question, Ask::OneOf(OneOf::labels([back])));
            return match (self.upto, self.of) {
                (None, None) => prompt
                    .line("Some write one line after a check-in. Some write letters.")
                    .line("Some never use this page."),
                _ => prompt,
            };
        };
        let mut choices: Vec<Choice> = found.entries.iter().map(|one| row(turn, one, world)).collect();
        choices.extend(found.earlier.map(|_| Choice::plain("Earlier")));
        choices.push(Choice::plain(back));
        let question = self.of.map_or_else(|| found.month.words(), Evening::in_full);
        let mut prompt = Prompt::new(TITLE, question, Ask::OneOf(OneOf::new(choices)));
        let beside = found.entries.iter().map(|one| beside(turn, one, world));
        prompt.view = Some(View::Beside(beside.collect()));
        if self.of.is_none() { prompt.extra(Extra::GoToMonth) } else { prompt }
    }

    /// What the choice at this place of the list leads to.
    pub fn choose(self, at: usize, turn: Option<&Turn>, world: World<'_>) -> Option<Chosen> {
        let (entries, earlier) = match self.look(turn, world) {
            Ok(Some(found)) => (found.entries, found.earlier),
            _ => (Vec::new(), None),
        };
        let rest = at.checked_sub(entries.len());
        match (rest, earlier) {
            (None, _) => entries.into_iter().nth(at).map(|one| Chosen::Entry(one.at)),
            (Some(0), Some(earlier)) => Some(Chosen::Earlier(earlier)),
            (Some(0), None) | (Some(1), Some(_)) => Some(Chosen::Back),
            _ => None,
        }
    }
}

fn row(turn: Option<&Turn>, one: &Listed<'_>, world: World<'_>) -> Choice {
    let Listed { at, note, closed } = one;
    let day = note.evening.0.format("%a %-d");
    let words = if *closed { "waits, folded".into() } else { note.beginning(BEGINNING) };
    Choice::noted(format!("{day}  {words}"), about(turn, at, note, world))
}

fn beside(turn: Option<&Turn>, one: &Listed<'_>, world: World<'_>) -> TextPart {
    let Listed { at, note, closed } = one;
    let heading = format!("{}, {}", note.evening.in_full(), whose(at, note, world));
    let mut lines = Vec::new();
    if let Some(kind) = kind_in_words(turn, note, world) {
        lines.extend([format!("{}.", capital(&kind)), String::new()]);
    }
    if *closed {
        lines.push("It waits folded. Enter opens it, whenever you like.".into());
    } else {
        let end = (0..=note.words.len().min(BESIDE)).rev().find(|end| note.words.is_char_boundary(*end));
        lines.extend(note.words[..end.unwrap_or(0)].lines().map(str::to_owned));
    }
    if !note.tags.is_empty() && !*closed {
        lines.extend([String::new(), tagged(note)]);
    }
    TextPart { heading, lines }
}

/// Whose an entry is and what it is about, in a few words.
fn about(turn: Option<&Turn>, at: &NoteAt, note: &Note, world: World<'_>) -> String {
    let whose = whose(at, note, world);
    match kind_in_words(turn, note, world) {
        Some(kind) => format!("{whose}, {kind}"),
        None => whose,
    }
}

/// What it is about, where that is something of its own; a note for the other by their name.
fn kind_in_words(turn: Option<&Turn>, note: &Note, world: World<'_>) -> Option<String> {
    match (note.kind, turn.map(Turn::person)) {
        (EntryKind::Free, _) => None,
        (kind, Some(person)) if note.by.includes(person) => Some(label(kind, person, world)),
        (kind, _) => Some(kind.label().to_owned()),
    }
}

/// Who wrote it, or that nobody else reads it.
fn whose(at: &NoteAt, note: &Note, world: World<'_>) -> String {
    if at.drawer == Drawer::Own { "only mine".into() } else { writer(note, world) }
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

/// Its words on a page as they were written, what was said to it, and what it can be found by.
pub(super) fn with_words(mut prompt: Prompt, note: &Note, thanks: Option<String>) -> Prompt {
    prompt.view = Some(View::Entry(AsWritten { words: note.words.as_str().into(), thanks }));
    if note.tags.is_empty() { prompt } else { prompt.note(tagged(note)) }
}

/// What it can be found by, in one line.
fn tagged(note: &Note) -> String {
    note.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join("  ")
}
