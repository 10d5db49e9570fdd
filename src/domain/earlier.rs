//! Earlier copies of what is kept, as a person sees them: what each is of, from which day, and
//! what is in it in plain words.

use std::fmt;

use chrono::NaiveDate;

use super::archive::{Archive, Couple, Month, Own};
use super::people::Person;
use super::private::unprinted;
use super::time::YearMonth;

/// One part of what is kept, which has copies of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What both keep together.
    Couple,
    /// What happened in one month.
    Month(YearMonth),
    /// What one person keeps alone.
    Own(Person),
}

impl Part {
    /// Whose alone it is: only they look into its copies.
    #[must_use]
    pub fn owner(self) -> Option<Person> {
        match self {
            Self::Own(person) => Some(person),
            Self::Couple | Self::Month(_) => None,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn words(self, archive: &Archive) -> String {
        match self {
            Self::Couple => "What you keep together".into(),
            Self::Month(month) => month.words(),
            Self::Own(person) => format!("Only for {}", archive.name(person)),
        }
    }
}

/// An earlier copy of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierCopy {
    /// Its name among the copies.
    pub name: String,
    /// What it is a copy of.
    pub part: Part,
    /// The evening on which it was taken.
    pub day: NaiveDate,
    /// Whether it was taken because another one was brought back.
    pub pinned: bool,
}

/// What a copy holds, opened.
#[derive(Clone, PartialEq)]
pub enum Copied {
    /// What both keep together.
    Couple(Couple),
    /// One month.
    Month(YearMonth, Month),
    /// What one person keeps alone.
    Own(Person, Own),
}

impl Copied {
    /// How much is in it, kind by kind.
    #[must_use]
    pub fn things(&self) -> Things {
        match self {
            Self::Couple(body) => body.things(),
            Self::Month(_, body) => body.things(),
            Self::Own(_, body) => body.things(),
        }
    }
}

unprinted!(Copied);

/// How many things of each kind there are, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Things(Vec<(usize, [&'static str; 2])>);

impl Things {
    /// One more thing of the kind that has these words for one and for many.
    pub fn add(&mut self, words: [&'static str; 2]) {
        match self.0.iter_mut().find(|(_, known)| *known == words) {
            Some((count, _)) => *count += 1,
            None => self.0.push((1, words)),
        }
    }

    /// Each kind with its number: "2 names".
    pub fn words(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(count, [one, many])| format!("{count} {}", if *count == 1 { one } else { many }))
    }
}

impl fmt::Display for Things {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("nothing yet");
        }
        f.write_str(&self.words().collect::<Vec<_>>().join(", "))
    }
}

/// A file that cannot be taken as it is, and what could stand in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedFile {
    /// Its name inside the folder.
    pub name: String,
    /// What is wrong with it, in a sentence.
    pub says: String,
    /// What is in it; `None` where that is nothing of the two.
    pub part: Option<Part>,
    /// What could stand in its place, the newest state first.
    pub candidates: Vec<Candidate>,
    /// Whether it may begin empty.
    pub may_begin_empty: bool,
}

/// A copy that could stand in the place of a damaged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where it lies inside the folder.
    pub path: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The day it is from.
    pub day: NaiveDate,
    /// What is in it; not told where it is one person's alone.
    pub things: Option<Things>,
}

/// Where a copy comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Kept before something was saved over it.
    Backup,
    /// A save that was cut short after it was written.
    Unfinished,
    /// Put aside since it did not read as it was written.
    SetAside,
    /// Left there by another program, as a sync does.
    Elsewhere,
}

impl Origin {
    /// What it is called.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Backup => "an earlier copy",
            Self::Unfinished => "a save that was cut short",
            Self::SetAside => "put aside as it stood",
            Self::Elsewhere => "another program's copy",
        }
    }
}

/// What is to stand in the place of a damaged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// The copy at this place.
    Copy(String),
    /// An empty beginning.
    Empty,
}

/// Why a copy does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unopened {
    /// It is not there any more.
    Gone,
    /// It is locked, and nobody here has what opens it.
    Locked,
    /// A newer version wrote it.
    Newer,
    /// It is not whole.
    Damaged,
}

impl fmt::Display for Unopened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => "That copy is not there any more. Everything stays as it is. Another may do.",
            Self::Locked => {
                "That copy is locked. Everything stays as it is. Its owner's passphrase opens it."
            }
            Self::Newer => {
                "A newer Evenfall wrote that copy. Everything stays as it is. A newer version opens it."
            }
            Self::Damaged => "That copy is not whole. Everything stays as it is. Another may do.",
        })
    }
}

/// A day as it is said of a copy.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_told_kind_by_kind() {
        let mut things = Things::default();
        assert_eq!(things.to_string(), "nothing yet");
        for words in [["name", "names"], ["evening here", "evenings here"], ["name", "names"]] {
            things.add(words);
        }
        assert_eq!(things.to_string(), "2 names, 1 evening here");
    }

    #[test]
    fn what_does_not_open_says_so_calmly() {
        for why in [Unopened::Gone, Unopened::Locked, Unopened::Newer, Unopened::Damaged] {
            let said = why.to_string();
            assert!(said.contains("Everything stays as it is.") && said.ends_with('.'), "{said}");
        }
    }
}
