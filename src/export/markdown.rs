//! The journal as one document to read: Markdown in which every word stays as it was written.

use std::fmt;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::domain::archive::{Access, Archive, OwnKind};
use crate::domain::calendar::words::capital;
use crate::domain::note::{Author, EntryKind, Note};
use crate::domain::people::Person;
use crate::domain::text;
use crate::domain::time::YearMonth;

/// Whose part of the journal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// What both may read. A note for the other is not in it: it waits for one reader alone.
    Shared,
    /// What this person keeps alone, and their notes for the other.
    Own(Person),
}

/// Why there is no document.
#[derive(Debug, PartialEq, Eq)]
pub enum NoJournal {
    /// This month was not read.
    Unread(YearMonth),
    /// The last day is before the first.
    Backwards,
    /// Nobody is called that.
    Nobody,
    /// Both are.
    Both,
    /// They have no passphrase, and so nothing that is only theirs; their name.
    NoDrawer(String),
    /// It is locked; their name.
    Locked(String),
}

impl fmt::Display for NoJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(month) => write!(f, "{month} is not read, so nothing was exported."),
            Self::Backwards => f.write_str(
                "Those days would end before they begin, so nothing was exported. A later --to would do.",
            ),
            Self::Nobody => f.write_str(
                "Nobody here is called that, so nothing was exported. --drawer takes a name, or shared.",
            ),
            Self::Both => {
                f.write_str("Both of you are called that, so nothing was exported. Set-up can change a name.")
            }
            Self::NoDrawer(name) => write!(
                f,
                "{name} has no passphrase, so there is nothing that is only theirs. Nothing was exported. \
                 Without --drawer there is what you share."
            ),
            Self::Locked(name) => {
                write!(
                    f,
                    "What is only {name}'s stays locked. Nothing was exported. Their passphrase opens it."
                )
            }
        }
    }
}

impl std::error::Error for NoJournal {}

/// Whether this names what both may read.
#[must_use]
pub fn is_shared(drawer: &str) -> bool {
    drawer.trim().eq_ignore_ascii_case("shared")
}

/// Whose drawer is meant: `shared`, or a name as it was set up, in any case of its letters.
///
/// # Errors
/// Where nobody, or more than one, is called that, or they have nothing that is only theirs.
pub fn whose(archive: &Archive, drawer: Option<&str>) -> Result<Whose, NoJournal> {
    let alike = |name: &str| text::line(name, text::NAME).map(|name| name.to_lowercase());
    let Some(wanted) = drawer.filter(|drawer| !is_shared(drawer)).map(alike) else {
        return Ok(Whose::Shared);
    };
    let mut called = archive.people().filter(|person| alike(archive.name(*person)) == wanted);
    match (called.next(), called.next()) {
        (None, _) => Err(NoJournal::Nobody),
        (Some(_), Some(_)) => Err(NoJournal::Both),
        (Some(person), None) if archive.has_passphrase(person) => Ok(Whose::Own(person)),
        (Some(person), None) => Err(NoJournal::NoDrawer(shown(archive.name(person)))),
    }
}

/// The entries of these days, oldest first, month by month. Nothing of any bin is in it.
///
/// # Errors
/// Where a month is not read yet, or it is somebody's own and locked: part of it is never given for
/// the whole.
pub fn journal(
    archive: &Archive,
    whose: Whose,
    days: &RangeInclusive<NaiveDate>,
) -> Result<String, NoJournal> {
    if days.is_empty() {
        return Err(NoJournal::Backwards);
    }
    let mut entries = match whose {
        Whose::Shared => shared(archive, |note| !note.is_for_one())?,
        Whose::Own(person) => {
            if archive.access[person] != Access::Open {
                return Err(NoJournal::Locked(shown(archive.name(person))));
            }
            let for_the_other = |note: &Note| note.is_for_one() && note.by.includes(person);
            let mut entries = shared(archive, for_the_other)?;
            entries.extend(own(archive, person));
            entries
        }
    };
    entries.retain(|note| days.contains(&note.evening.0));
    entries.sort_by_key(|note| note.evening);
    let mut out = format!("# {}\n\n", title(archive, whose));
    if entries.is_empty() {
        out.push_str("Nothing is written here.\n");
        return Ok(out);
    }
    out.push_str("Oldest first, as it was written.\n");
    let mut month = None;
    for note in &entries {
        if month.replace(note.evening.month()) != Some(note.evening.month()) {
            out.extend(["\n## ", &note.evening.month().words(), "\n"]);
        }
        out.push_str(&entry(archive, note));
    }
    Ok(out)
}

fn shared(archive: &Archive, wanted: impl Fn(&Note) -> bool) -> Result<Vec<Note>, NoJournal> {
    let mut entries = Vec::new();
    for month in archive.months.keys() {
        let notes = archive.shared_notes(*month).ok_or(NoJournal::Unread(*month))?;
        entries.extend(notes.into_iter().map(|(_, note)| note).filter(&wanted));
    }
    Ok(entries)
}

fn own(archive: &Archive, person: Person) -> impl Iterator<Item = Note> {
    let (own, _) = archive.drawers();
    own[person].records.known().filter_map(|record| match &record.what {
        OwnKind::Note(note) if note.binned.is_none() => Some(note.clone()),
        _ => None,
    })
}

fn title(archive: &Archive, whose: Whose) -> String {
    let name = |person| inline(archive.name(person));
    match whose {
        Whose::Own(person) => format!("What is only {}'s", name(person)),
        Whose::Shared => {
            let mut people = archive.people().map(name);
            match people.next() {
                Some(first) => {
                    format!("The journal of {}", text::both_names(&first, people.next().as_deref()))
                }
                None => "A journal".into(),
            }
        }
    }
}

/// One entry: when, by whom, what it is about, and its words.
fn entry(archive: &Archive, note: &Note) -> String {
    let name = |person| inline(archive.name(person));
    let by = match note.by {
        Author::One(person) => name(person),
        Author::Both if archive.alone() => name(archive.first()),
        Author::Both => text::both_names(&name(Person::A), Some(&name(Person::B))),
    };
    let kind = Some(note.kind).filter(|kind| *kind != EntryKind::Free);
    let tags: Vec<String> = note.tags.iter().map(|tag| inline(tag)).filter(|tag| !tag.is_empty()).collect();
    let about = kind.map(|kind| capital(kind.label()));
    let tags = (!tags.is_empty()).then(|| format!("Tags: {}", tags.join(", ")));
    let about: Vec<String> = about.into_iter().chain(tags).collect();
    let about = if about.is_empty() { String::new() } else { format!("*{}.*\n\n", about.join(". ")) };
    format!("\n### {}, {by}\n\n{about}{}\n", note.evening.in_full(), prose(&note.words))
}

/// A name as it may be said outside.
fn shown(name: &str) -> String {
    text::line(name, text::NAME).unwrap_or_default()
}

/// What means something in Markdown wherever it stands, in one dialect or another.
const SIGNS: [char; 16] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '~', '|', '$', '^', '#', '{', '}'];

/// Words in a line of their own, as they are.
fn inline(words: &str) -> String {
    text::line(words, usize::MAX).map_or_else(String::new, |line| escaped(&line))
}

/// Words as they were written, line by line. Blank lines part what they parted.
fn prose(words: &str) -> String {
    let words = text::clean(words).replace('\t', " ");
    let mut out = String::new();
    let mut lines = words.lines().map(str::trim_end).peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
            continue;
        }
        // Two blanks at its end keep a line a line of its own.
        let end = if lines.peek().is_some_and(|next| !next.is_empty()) { "  \n" } else { "\n" };
        out.push_str(&line_of(line));
        out.push_str(end);
    }
    out.trim_end_matches('\n').to_owned()
}

/// One line of several. Blanks before it are told as such, since four would make it code.
fn line_of(line: &str) -> String {
    let words = line.trim_start_matches(' ');
    let blanks = line.len() - words.len();
    let blanks = if blanks > 0 { format!("&#32;{}", " ".repeat(blanks - 1)) } else { String::new() };
    // What would begin a list, a heading's underline, a rule or a definition.
    let number = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = words.split_at(number);
    let sign = rest.chars().next();
    let begins = match sign {
        Some('.' | ')') => !number.is_empty(),
        Some('-' | '+' | '=' | ':') => number.is_empty(),
        _ => false,
    };
    let guard = if begins { "\\" } else { "" };
    format!("{blanks}{number}{guard}{}", escaped(rest))
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if SIGNS.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests;
