//! Finding entries of the journal again: everything that may be read is folded once, and each key
//! looks through all of it.

use std::ops::Range;

use super::note::{Author, Drawer, EntryKind, Note, NoteAt};
use super::private::unprinted;
use super::time::Evening;

mod fold;
mod query;
mod snippet;

pub use query::Query;

use fold::Folder;
use query::Looked;
use snippet::Waymark;

/// The most entries that are listed.
pub const MOST: usize = 200;
/// An entry of one's own drawer, in words.
const ONLY_MINE: &str = "only mine";
/// An entry of both, in words that may be typed for it.
const OF_BOTH: &str = "both together";

/// Every entry that those at the keyboard may find, the newest first. It lasts as long as the page
/// that looks through it, and is never written down.
#[derive(Clone, PartialEq, Default)]
pub struct Shelf {
    entries: Vec<Entry>,
}

/// An entry, and all of it that may be looked for.
#[derive(Clone, PartialEq)]
struct Entry {
    at: NoteAt,
    evening: Evening,
    /// Whose it is and what about.
    whose: String,
    words: String,
    /// Its words, its tags, and what else it is known by: parted by line ends, which nobody types,
    /// and with a space before each word of the last.
    folded: String,
    /// Where its words end in that.
    words_end: usize,
    /// Where its tags end.
    tags_end: usize,
    /// Places in its words, to find the way back from what is folded.
    waymarks: Vec<Waymark>,
}

/// What was found.
#[derive(Clone, PartialEq, Default)]
pub struct Found {
    /// The newest first, at most [`MOST`].
    pub hits: Vec<Hit>,
    /// Whether there is more.
    pub more: bool,
}

/// An entry that was found.
#[derive(Clone, PartialEq)]
pub struct Hit {
    /// Where it is.
    pub at: NoteAt,
    /// When it is from.
    pub evening: Evening,
    /// Whose it is and what about.
    pub whose: String,
    /// Some of its words in one line: those around the first place where something was found.
    pub words: String,
    /// That place among them.
    pub place: Option<Range<usize>>,
}

impl Hit {
    /// When it is from, whose it is and what about.
    #[must_use]
    pub fn about(&self) -> String {
        format!("{}, {}", self.evening.0.format("%-d %B %Y"), self.whose)
    }
}

impl Shelf {
    /// Entries with the names of who wrote them, the oldest first.
    #[must_use]
    pub fn of<'a>(entries: impl IntoIterator<Item = (NoteAt, &'a Note, String)>) -> Self {
        let mut entries: Vec<Entry> =
            entries.into_iter().map(|(at, note, writer)| Entry::of(at, note, &writer)).collect();
        entries.sort_by_key(|entry| entry.evening);
        entries.reverse();
        Self { entries }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What has everything that is looked for; where that is nothing, everything.
    #[must_use]
    pub fn found(&self, query: &Query) -> Found {
        let mut found = self.entries.iter().filter(|entry| entry.has(query));
        let hits = found.by_ref().take(MOST).map(|entry| entry.hit(query)).collect();
        Found { hits, more: found.next().is_some() }
    }
}

impl Entry {
    fn of(at: NoteAt, note: &Note, writer: &str) -> Self {
        let whose = if at.drawer == Drawer::Own { ONLY_MINE } else { writer };
        let kind = match note.kind {
            EntryKind::Free => "",
            kind => kind.label(),
        };
        let (words, waymarks) = snippet::folded_with_waymarks(&note.words);
        let words_end = words.len();
        let mut all = Folder { words, blank: false };
        let put = |all: &mut Folder, words: &str, blank: bool| {
            all.words.push('\n');
            all.blank = blank;
            words.chars().for_each(|c| all.push(c));
        };
        note.tags.iter().for_each(|tag| put(&mut all, tag, false));
        let tags_end = all.words.len();
        let of_both = if note.by == Author::Both { OF_BOTH } else { "" };
        let day = note.evening.0.format("%A %-d %B %Y\n%Y-%m-%d").to_string();
        let known = [kind, writer, whose, of_both].into_iter().chain(day.lines());
        known.filter(|known| !known.is_empty()).for_each(|known| put(&mut all, known, true));
        Self {
            at,
            evening: note.evening,
            whose: if kind.is_empty() { whose.to_owned() } else { format!("{whose}, {kind}") },
            words: note.words.clone(),
            folded: all.words,
            words_end,
            tags_end,
            waymarks,
        }
    }

    fn has(&self, query: &Query) -> bool {
        let (written, known) = self.folded.split_at(self.tags_end);
        let tags = &written[self.words_end..];
        query.times.iter().all(|span| span.holds(self.evening.0))
            && query.tags.iter().all(|tag| tags.contains(tag.as_str()))
            && query
                .words
                .iter()
                .all(|words| written.contains(words.anywhere()) || known.contains(words.at_a_beginning()))
    }

    fn hit(&self, query: &Query) -> Hit {
        let words = &self.folded[..self.words_end];
        let place = |looked_for: &Looked| {
            let looked_for = looked_for.anywhere();
            words.find(looked_for).map(|at| at..at + looked_for.len())
        };
        let first = query.words.iter().filter_map(place).min_by_key(|place| place.start);
        let place = first.map(|place| snippet::unfolded(&self.words, &self.waymarks, place));
        let (words, place) = snippet::around(&self.words, place);
        Hit { at: self.at.clone(), evening: self.evening, whose: self.whose.clone(), words, place }
    }
}

unprinted!(Shelf, Entry, Found, Hit);

#[cfg(test)]
impl Shelf {
    /// One entry for each of these words, the last of them the newest.
    pub(crate) fn of_words(words: &[&str]) -> Self {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a date");
        let notes: Vec<Note> = (1..)
            .zip(words)
            .map(|(at, words)| Note {
                by: Author::Both,
                evening: Evening(day),
                kind: EntryKind::Free,
                tags: Vec::new(),
                words: (*words).to_owned(),
                binned: None,
                from: super::record::Id::from_bits(0, at),
            })
            .collect();
        let at = |note: &Note| NoteAt { drawer: Drawer::Own, id: note.from.clone() };
        Self::of(notes.iter().map(|note| (at(note), note, "Mara and Jo".to_owned())))
    }
}
