//! What was put away from the calendar: brought back, or deleted for good.

use super::Calendar;
use super::ask::TITLE;
use crate::domain::archive::Archive;
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::{Entry, EntryAt};
use crate::domain::calendar::words::{day, what_it_is};
use crate::domain::change::Change;
use crate::domain::flow::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::note::BIN_DAYS;
use crate::domain::time::YearMonth;

/// The bin of the calendar, or one thing in it.
#[derive(Clone, PartialEq)]
pub struct Bin {
    page: Page,
    said: Option<&'static str>,
}

#[derive(Clone, PartialEq)]
enum Page {
    /// What lies in it, from this one on.
    List(usize),
    One(EntryAt),
    /// Whether it is deleted for good.
    Sure(EntryAt),
    /// Whether what is old goes for good.
    Clear,
}

/// Things on one page of the list.
const PAGE: usize = 10;

enum Row {
    One(EntryAt),
    More,
    Clear,
    Back,
}

impl Bin {
    /// What lies in it.
    #[must_use]
    pub fn begin() -> Flow {
        Self::at(Page::List(0), None)
    }

    fn at(page: Page, said: Option<&'static str>) -> Flow {
        Flow::CalendarBin(Self { page, said })
    }

    /// The month that has to be read before this page can be shown.
    pub(in crate::domain::flow) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match self.page {
            Page::List(_) | Page::Clear => world.archive.unread_months().next(),
            Page::One(_) | Page::Sure(_) => None,
        }
    }

    fn rows(skip: usize, world: World<'_>) -> Vec<(Row, Choice)> {
        let all = binned(world.archive);
        let more = all.len() > skip + PAGE;
        let old = all.iter().any(|(_, entry)| may_be_cleared(entry, world));
        let today = world.today();
        let row = |(at, entry): (EntryAt, Entry)| {
            let choice = Choice::noted(what_it_is(&entry.what), day(entry.start, today));
            (Row::One(at), choice)
        };
        let mut rows: Vec<_> = all.into_iter().skip(skip).take(PAGE).map(row).collect();
        rows.extend(more.then(|| (Row::More, Choice::plain("More of them"))));
        let clear = format!("Clear what is older than {BIN_DAYS} days");
        rows.extend(old.then(|| (Row::Clear, Choice::plain(clear))));
        rows.push((Row::Back, Choice::plain("To the calendar")));
        rows
    }

    pub(in crate::domain::flow) fn prompt(&self, world: World<'_>) -> Prompt {
        let labels = |labels: [&'static str; 2]| Ask::OneOf(OneOf::labels(labels));
        let mut prompt = match &self.page {
            Page::List(skip) => {
                let rows = Self::rows(*skip, world);
                let empty = rows.len() == 1;
                let ask = Ask::OneOf(OneOf::new(rows.into_iter().map(|(_, choice)| choice).collect()));
                let question = if empty {
                    "Nothing is put away from the calendar."
                } else {
                    "Put away from the calendar."
                };
                Prompt::new(TITLE, question, ask).line("Nothing goes from here by itself.")
            }
            Page::One(at) => match world.archive.entry(at) {
                Some(entry) => {
                    let ask = OneOf::labels(["Back", "Bring it back", "Delete it for good"]);
                    let mut prompt = Prompt::new(TITLE, what_it_is(&entry.what), Ask::OneOf(ask));
                    prompt.lines.push(format!("{}.", day(entry.start, world.today())));
                    prompt.lines.extend(super::ask::details(&entry, world.today(), world));
                    prompt
                }
                None => {
                    Prompt::new(TITLE, "That is not there any more.", Ask::OneOf(OneOf::labels(["Back"])))
                }
            },
            Page::Sure(_) => Prompt::new(
                TITLE,
                "Delete this for good?",
                labels(["Leave it in the bin", "Delete it for good"]),
            )
            .line("It goes from here and from backups.")
            .line("It cannot be brought back.")
            .note("SSDs and copies elsewhere may keep traces."),
            Page::Clear => {
                let question = format!("Clear what has been here longer than {BIN_DAYS} days?");
                Prompt::new(TITLE, question, labels(["Leave it all in the bin", "Clear it for good"]))
                    .line("It goes from here and from backups.")
                    .line("It cannot be brought back.")
            }
        };
        if let Some(said) = self.said {
            prompt.lines.insert(0, said.to_owned());
        }
        prompt.of_one_thing()
    }

    pub(in crate::domain::flow) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let Answer::Pick(pick) = answer else { return Step::not_asked() };
        let list = |changes: Vec<CalendarChange>, said| {
            let changes = changes.into_iter().map(Change::Calendar).collect();
            Step::On { changes, then: Then::Onward(Self::at(Page::List(0), said)) }
        };
        match (&self.page, pick) {
            (Page::List(skip), _) => match Self::rows(*skip, world).into_iter().nth(pick) {
                Some((Row::One(at), _)) => Step::page(Self::at(Page::One(at), None)),
                Some((Row::More, _)) => Step::page(Self::at(Page::List(skip + PAGE), None)),
                Some((Row::Clear, _)) => Step::page(Self::at(Page::Clear, None)),
                Some((Row::Back, _)) => Step::on(Then::Onward(Calendar::around(world.today()))),
                None => Step::not_asked(),
            },
            (Page::One(_) | Page::Sure(_) | Page::Clear, 0) => list(Vec::new(), None),
            (Page::One(at), 1) => list(vec![CalendarChange::Restore(at.clone())], Some("It is back.")),
            (Page::One(at), 2) => Step::page(Self::at(Page::Sure(at.clone()), None)),
            (Page::Sure(at), 1) => {
                list(vec![CalendarChange::Erase(at.clone())], Some("It is deleted for good."))
            }
            (Page::Clear, 1) => {
                let old = binned(world.archive).into_iter().filter(|(_, entry)| may_be_cleared(entry, world));
                list(old.map(|(at, _)| CalendarChange::Erase(at)).collect(), Some("It is cleared."))
            }
            _ => Step::not_asked(),
        }
    }
}

/// What lies in the bin of the calendar, what went in last first. Months that are not read yet are
/// left out.
fn binned(archive: &Archive) -> Vec<(EntryAt, Entry)> {
    let mut all: Vec<(EntryAt, Entry)> = archive.entries().map(|(at, entry)| (at, entry.clone())).collect();
    all.retain(|(_, entry)| entry.binned.is_some());
    all.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.binned));
    all
}

/// A clock that went back makes nothing older.
fn may_be_cleared(entry: &Entry, world: World<'_>) -> bool {
    entry.binned.is_some_and(|since| world.evening().days_since(since) > BIN_DAYS)
}
