//! The jar: everything either noticed and showed, newest first, and a page of it for paper.

use super::{Go, choices};
use crate::domain::flow::{Answer, Ask, Choice, Prompt, Step, Then, World, WrittenDown};
use crate::domain::jar::{Noticed, NoticedAt};
use crate::domain::note::beginning;
use crate::domain::time::YearMonth;

pub(super) const TITLE: &str = "The jar";
/// Lines on one page of the list.
pub(in crate::domain::flow) const PAGE: usize = 8;
/// How much of a line stands in a list, in graphemes.
pub(in crate::domain::flow) const BEGINNING: usize = 32;

/// Where in the jar one is.
#[derive(Clone, PartialEq)]
pub(super) enum Page {
    /// The list, from this line on.
    List(usize),
    /// One line, and from where in the list.
    One(NoticedAt, usize),
    /// Whether to write it down in a file.
    WriteDown,
}

impl Page {
    /// Where going back leads within the jar.
    pub(super) fn above(&self) -> Option<Self> {
        match self {
            Self::List(0) => None,
            Self::List(skip) => Some(Self::List(skip.saturating_sub(PAGE))),
            Self::One(_, skip) => Some(Self::List(*skip)),
            Self::WriteDown => Some(Self::List(0)),
        }
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match self {
            Self::List(skip) => world.archive.jar(*skip, PAGE).err(),
            Self::One(..) => None,
            Self::WriteDown => world.archive.unread_months().next(),
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        match self {
            Self::List(skip) => {
                let (lines, more) = listed(*skip, world);
                let question = if lines.is_empty() {
                    "The jar is empty still."
                } else {
                    "What you noticed, newest first."
                };
                let mut rows: Vec<Choice> = lines.iter().map(|line| row(line, world)).collect();
                rows.extend(more.then(|| Choice::plain("Earlier")));
                rows.extend((!lines.is_empty()).then(|| Choice::noted("Write it down", "a file, for paper")));
                rows.push(Choice::plain("Back"));
                Prompt::new(TITLE, question, choices(rows))
                    .line("What a check-in shows as noticed goes in by itself.")
                    .note(if world.archive.alone() {
                        "You could take a line out, in My own ways."
                    } else {
                        "Each can take out what is theirs, in My own ways."
                    })
            }
            Self::One(at, _) => match world.archive.noticed_at(at).filter(|line| line.in_jar) {
                Some(line) => Prompt::new(
                    TITLE,
                    format!("{}.", whose(&line, line.at.evening.in_full(), world)),
                    Ask::Go,
                )
                .line(line.words),
                None => Prompt::new(TITLE, "That line is not there any more.", Ask::Go),
            },
            Self::WriteDown => Prompt::new(
                TITLE,
                "Write it down in a file?",
                choices(["Leave it", "Write it down"].map(Choice::plain).to_vec()),
            )
            .line("The whole jar as a text, for paper or for keeps.")
            .line("It is not locked: whoever has the file can read it.")
            .note("It lies beside Evenfall's own folder, and never takes the place of a file."),
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Go {
        match (self, answer) {
            (Self::List(skip), Answer::Pick(at)) => {
                let (lines, more) = listed(*skip, world);
                if let Some(line) = lines.get(at) {
                    return to(Self::One(line.at.clone(), *skip));
                }
                match (at - lines.len() + usize::from(!more), lines.is_empty()) {
                    (0, _) => to(Self::List(skip + PAGE)),
                    (1, false) => to(Self::WriteDown),
                    (1, true) | (2, false) => Go::Onward(super::Page::Door),
                    _ => Go::not_asked(),
                }
            }
            (Self::One(_, skip), Answer::Go) => Go::Onward(super::Page::Jar(Self::List(*skip))),
            (Self::WriteDown, Answer::Pick(0)) => Go::Onward(super::Page::Jar(Self::List(0))),
            (Self::WriteDown, Answer::Pick(1)) => Go::Step(Step::on(Then::WriteDown(WrittenDown::Jar))),
            _ => Go::not_asked(),
        }
    }
}

fn to(page: Page) -> Go {
    Go::To(super::Page::Jar(page))
}

fn listed(skip: usize, world: World<'_>) -> (Vec<Noticed>, bool) {
    world.archive.jar(skip, PAGE).unwrap_or_default()
}

/// The newest lines of the jar, each with whose it is and when, as far as the months are read.
pub(in crate::domain::flow) fn newest(most: usize, world: World<'_>) -> Vec<String> {
    let (lines, _) = world.archive.jar(0, most).unwrap_or_default();
    let told = |line: Noticed| {
        let whose = whose(&line, line.at.evening.0.format("%-d %B").to_string(), world);
        format!("{whose}: {}", line.words)
    };
    lines.into_iter().map(told).collect()
}

fn row(line: &Noticed, world: World<'_>) -> Choice {
    let day = line.at.evening.0.format("%-d %B").to_string();
    Choice::noted(beginning(&line.words, BEGINNING), whose(line, day, world))
}

/// Who noticed it, where that could be either, and when.
fn whose(line: &Noticed, when: String, world: World<'_>) -> String {
    if world.archive.alone() { when } else { format!("{}, {when}", world.archive.name(line.person)) }
}
