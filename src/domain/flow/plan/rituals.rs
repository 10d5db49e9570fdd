//! Rituals: small and reliable, marked only when they were kept.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{TITLE, back_to, choices, kept, labels, line, missing, ritual_words, to};
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::{Entry, EntryAt, What};
use crate::domain::calendar::repeat::{Every, Repeat};
use crate::domain::change::Change;
use crate::domain::flow::{Answer, Ask, Choice, Extra, Prompt, Step, Tick, World};
use crate::domain::text;

/// Where among rituals one is.
#[derive(Clone, PartialEq)]
pub(super) enum Page {
    List,
    One(EntryAt),
    /// One that is suggested, or one of their own.
    New,
    Words,
    HowOften(String),
    Weekdays(String),
    From(String, Pace),
}

/// How often a new one comes.
#[derive(Clone, PartialEq)]
pub(super) enum Pace {
    EveryEvening,
    On(Vec<Weekday>),
    /// Each so many weeks, on the weekday on which it begins.
    Weeks(u16),
}

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "Monday"),
    (Weekday::Tue, "Tuesday"),
    (Weekday::Wed, "Wednesday"),
    (Weekday::Thu, "Thursday"),
    (Weekday::Fri, "Friday"),
    (Weekday::Sat, "Saturday"),
    (Weekday::Sun, "Sunday"),
];

/// Each so many weeks, from every week on.
const WEEKS: [(u16, &str); 4] =
    [(1, "Once a week"), (2, "Every other week"), (3, "Every third week"), (4, "Every fourth week")];

/// For how many days on from today it can begin.
const AHEAD: u64 = 8;

/// A ritual in the list.
struct Listed {
    at: EntryAt,
    words: String,
    /// Whether it is on this evening, and was kept.
    tonight: Option<bool>,
}

impl Page {
    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        match self {
            Self::List => {
                let listed = listed(world);
                let row = |one: &Listed| {
                    let note = match one.tonight {
                        Some(true) => "kept tonight",
                        Some(false) => "tonight",
                        None => "another evening",
                    };
                    Choice::noted(one.words.clone(), note)
                };
                let mut rows: Vec<Choice> = listed.iter().map(row).collect();
                rows.extend([Choice::plain("A new ritual"), Choice::plain("Back")]);
                let prompt = Prompt::new(TITLE, "Something small that comes again.", choices(rows))
                    .line("It is marked only where it was kept.");
                let tonight = listed.iter().any(|one| one.tonight.is_some());
                if tonight { prompt.extra(Extra::Kept) } else { prompt }
            }
            Self::One(at) => {
                let Some(one) = found(at, world) else { return missing() };
                let rows = one.acts().into_iter().map(Act::label);
                Prompt::new(TITLE, one.words.clone(), labels(rows))
            }
            Self::New => {
                let cards = world.content.rituals.iter();
                let mut rows: Vec<Choice> =
                    cards.map(|card| Choice::noted(card.name.clone(), card.text.clone())).collect();
                rows.extend([Choice::plain("Something of our own"), Choice::plain("Back")]);
                Prompt::new(TITLE, "Which one?", choices(rows))
            }
            Self::Words => Prompt::new(TITLE, "What is it called?", line("", text::LINE)),
            Self::HowOften(words) => {
                let rows = ["Every evening", "On some days of the week"];
                let rows = rows.into_iter().chain(WEEKS.map(|(_, label)| label));
                Prompt::new(TITLE, "How often?", labels(rows)).line(words)
            }
            Self::Weekdays(words) => {
                let ticks = WEEKDAYS.map(|(_, label)| Tick { label: label.to_owned(), on: false });
                Prompt::new(TITLE, "On which days?", Ask::AnyOf(ticks.to_vec())).line(words)
            }
            Self::From(words, _) => {
                let rows = starts(world).into_iter().map(|(label, _)| Choice::plain(label)).collect();
                Prompt::new(TITLE, "From when on?", choices(rows)).line(words)
            }
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let page = |page| to(super::Page::Rituals(page));
        match (self, answer) {
            (Self::List, Answer::Pick(at)) => {
                let listed = listed(world);
                match at.checked_sub(listed.len()) {
                    None => page(Self::One(listed[at].at.clone())),
                    Some(0) => page(Self::New),
                    Some(1) => back_to(super::Page::Menu),
                    Some(_) => Step::not_asked(),
                }
            }
            (Self::List, Answer::Extra(Extra::Kept, Some(at))) => match listed(world).get(at) {
                Some(Listed { at, tonight: Some(kept), .. }) => mark(at, !kept, world),
                Some(_) => Step::Again("That one is on another evening. Nothing changed.".into()),
                None => Step::not_asked(),
            },
            (Self::One(at), Answer::Pick(choice)) => {
                let acts = found(at, world).map_or(vec![Act::Back], |one| one.acts());
                match acts.get(choice) {
                    Some(Act::Back) => back_to(super::Page::Rituals(Self::List)),
                    Some(Act::Kept(on)) => mark(at, *on, world),
                    Some(Act::Bin) => {
                        let change = Change::Calendar(CalendarChange::Bin(at.clone()));
                        kept(change, super::Page::Rituals(Self::List), "It is in the bin.")
                    }
                    None => Step::not_asked(),
                }
            }
            (Self::New, Answer::Pick(at)) => {
                let cards = world.content.rituals.len();
                match at.checked_sub(cards) {
                    None => page(Self::HowOften(world.content.rituals[at].name.clone())),
                    Some(0) => page(Self::Words),
                    Some(1) => back_to(super::Page::Rituals(Self::List)),
                    Some(_) => Step::not_asked(),
                }
            }
            (Self::Words, Answer::Text(words)) => match text::line(&words, text::LINE) {
                Some(words) => page(Self::HowOften(words)),
                None => Step::Again("A word or two is enough. Nothing is lost.".into()),
            },
            (Self::HowOften(words), Answer::Pick(0)) => page(Self::From(words.clone(), Pace::EveryEvening)),
            (Self::HowOften(words), Answer::Pick(1)) => page(Self::Weekdays(words.clone())),
            (Self::HowOften(words), Answer::Pick(at)) => match at.checked_sub(2).and_then(|at| WEEKS.get(at))
            {
                Some((weeks, _)) => page(Self::From(words.clone(), Pace::Weeks(*weeks))),
                None => Step::not_asked(),
            },
            (Self::Weekdays(words), Answer::Ticks(ticks)) if ticks.len() == WEEKDAYS.len() => {
                let on = WEEKDAYS.into_iter().zip(ticks).filter(|(_, on)| *on).map(|((day, _), _)| day);
                let on: Vec<Weekday> = on.collect();
                if on.is_empty() {
                    return Step::Again("One day is enough. Nothing is lost.".into());
                }
                page(Self::From(words.clone(), Pace::On(on)))
            }
            (Self::From(words, pace), Answer::Pick(at)) => match starts(world).get(at) {
                Some((_, start)) => {
                    let what = What::Ritual { words: words.clone() };
                    let entry =
                        Entry { repeat: Some(Repeat::on(pace.every(*start))), ..Entry::once(what, *start) };
                    let change = Change::Calendar(CalendarChange::Add(entry));
                    kept(change, super::Page::Rituals(Self::List), "It is kept.")
                }
                None => Step::not_asked(),
            },
            _ => Step::not_asked(),
        }
    }
}

impl Pace {
    fn every(&self, start: NaiveDate) -> Every {
        match self {
            Self::EveryEvening => Every::Days(1),
            Self::On(days) => Every::Weeks { each: 1, on: days.clone() },
            Self::Weeks(each) => Every::Weeks { each: *each, on: vec![start.weekday()] },
        }
    }
}

/// What can be done with a ritual.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Back,
    Kept(bool),
    Bin,
}

impl Act {
    fn label(self) -> &'static str {
        match self {
            Self::Back => "Back",
            Self::Kept(true) => "We kept it tonight",
            Self::Kept(false) => "Not tonight after all",
            Self::Bin => "Put it in the bin",
        }
    }
}

impl Listed {
    fn acts(&self) -> Vec<Act> {
        let mark = self.tonight.map(|kept| Act::Kept(!kept));
        [Some(Act::Back), mark, Some(Act::Bin)].into_iter().flatten().collect()
    }
}

fn mark(at: &EntryAt, on: bool, world: World<'_>) -> Step {
    let change = CalendarChange::KeptRitual(at.id.clone(), world.evening(), on);
    let said = if on { "Kept tonight." } else { "The mark is gone." };
    kept(Change::Calendar(change), super::Page::Rituals(Page::List), said)
}

/// Tonight's first, then those of other evenings.
fn listed(world: World<'_>) -> Vec<Listed> {
    let tonight = world.archive.rituals_on(world.evening()).unwrap_or_default();
    let mut listed: Vec<Listed> = tonight
        .into_iter()
        .map(|(one, kept)| Listed { at: one.at, words: ritual_words(&one.entry), tonight: Some(kept) })
        .collect();
    let today = world.evening().0;
    for (at, entry) in world.archive.rituals() {
        let over = entry.repeat.as_ref().is_some_and(|repeat| repeat.next(entry.start, today).is_none());
        if entry.binned.is_none() && !over && !listed.iter().any(|one| one.at == at) {
            listed.push(Listed { at, words: ritual_words(entry), tonight: None });
        }
    }
    listed
}

fn found(at: &EntryAt, world: World<'_>) -> Option<Listed> {
    listed(world).into_iter().find(|one| one.at == *at)
}

/// The days on which a new one can begin.
fn starts(world: World<'_>) -> Vec<(String, NaiveDate)> {
    let today = world.evening().0;
    let label = |ahead: u64, day: NaiveDate| match ahead {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        _ => day.format("%A %-d %B").to_string(),
    };
    let days = (0..AHEAD).filter_map(|ahead| Some((ahead, today.checked_add_days(Days::new(ahead))?)));
    days.map(|(ahead, day)| (label(ahead, day), day)).collect()
}
