//! The calendar as a flow: a month, a week, a day, and one thing of a day.

use chrono::NaiveDate;

use super::entry::EntryFlow;
use super::shared_notes::SharedNotes;
use super::who::Who;
use super::{Answer, Extra, Flow, Layout, Prompt, Purpose, Step, Then, World};
use crate::domain::calendar::OnDay;
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::{EntryAt, What};
use crate::domain::calendar::grid::{week_of, weeks};
use crate::domain::calendar::repeat::Moved;
use crate::domain::calendar::typed;
use crate::domain::calendar::words::day;
use crate::domain::change::Change;
use crate::domain::time::{Evening, YearMonth};

mod ask;
mod bin;

pub use bin::Bin;

/// Said where a day that was typed is none.
pub(in crate::domain::flow) const NO_DAY: &str =
    "There is no such day, or it reads another way. Nothing is lost. 24 Nov would do.";
/// Said where a time that was typed is none.
pub(super) const NO_TIME: &str =
    "There is no such time, or it reads another way. Nothing is lost. 14:00 would do.";
/// Asked where a day without its year lies nearly a year ahead.
pub(in crate::domain::flow) fn without_year(date: NaiveDate, today: NaiveDate) -> String {
    format!("That would be {}. Typed with its year, it is taken.", day(date, today))
}

/// Things on one page of a day.
const PAGE: usize = 10;

/// Where on the calendar one is.
#[derive(Clone, PartialEq)]
pub struct Calendar {
    page: Page,
    /// How days are laid out, here and on coming back.
    layout: Layout,
    /// Whether the numbers that were shown are laid over the days.
    bars: bool,
    /// What was done just before.
    said: Option<&'static str>,
}

#[derive(Clone, PartialEq)]
enum Page {
    /// The days around this one.
    Days(NaiveDate),
    /// Which day to go to, coming from this one.
    GoTo(NaiveDate),
    /// One day, from this thing of it on.
    Day(NaiveDate, usize),
    /// One thing of a day.
    One(Chosen),
    /// To which day this one of many goes.
    MoveDay(Chosen),
    /// To which time of that day.
    MoveTime(Chosen, NaiveDate),
    /// Whether it is lifted out.
    LiftOut(Chosen),
}

/// One thing of one day.
#[derive(Clone, PartialEq)]
struct Chosen {
    date: NaiveDate,
    at: EntryAt,
    /// Which one of many.
    one: Option<NaiveDate>,
}

/// What can be done with one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Back,
    Change,
    MoveOne,
    SkipOne,
    FromHere,
    Bin,
    LiftOut,
    EndRule,
    Kept,
}

/// What a row of a day leads to.
enum Row {
    One(Chosen),
    More(usize),
    /// What is written of it.
    Written,
    Add,
    Back,
}

impl Calendar {
    /// The month of the present day.
    #[must_use]
    pub fn begin(world: World<'_>) -> Flow {
        Self::around(world.today())
    }

    /// One day of it, after something was done there.
    #[must_use]
    pub fn day(date: NaiveDate, said: Option<&'static str>) -> Flow {
        let day = Self { page: Page::Day(date, 0), layout: Layout::Month, bars: false, said };
        Flow::Calendar(Box::new(day))
    }

    /// From a day to the days around it, with the focus there.
    pub(super) fn above(&self) -> Option<Flow> {
        match self.page {
            Page::Day(date, _) | Page::GoTo(date) => Some(self.flow(Page::Days(date))),
            _ => None,
        }
    }

    /// The same without what was said of the last thing done.
    pub(super) fn quiet(&mut self) {
        self.said = None;
    }

    /// The month of `date`, with the focus there.
    #[must_use]
    pub fn around(date: NaiveDate) -> Flow {
        let page = Page::Days(date);
        Flow::Calendar(Box::new(Self { page, layout: Layout::Month, bars: false, said: None }))
    }

    /// The week of `date`, day by day.
    #[must_use]
    pub fn week(date: NaiveDate) -> Flow {
        let page = Page::Days(date);
        Flow::Calendar(Box::new(Self { page, layout: Layout::Week, bars: false, said: None }))
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        let dates = match &self.page {
            Page::Days(date) => self.dates(*date, world),
            Page::Day(date, _) => vec![*date],
            Page::One(chosen) | Page::MoveDay(chosen) | Page::MoveTime(chosen, _) | Page::LiftOut(chosen) => {
                vec![chosen.date]
            }
            Page::GoTo(_) => Vec::new(),
        };
        dates.into_iter().map(YearMonth::of).find(|month| world.archive.month(*month).is_none())
    }

    /// The days that are looked at around `date`: those of its month, or of its week.
    fn dates(&self, date: NaiveDate, world: World<'_>) -> Vec<NaiveDate> {
        let first = world.archive.settings.week_start.day();
        match self.layout {
            Layout::Month => {
                let month = YearMonth::of(date);
                weeks(month, first).into_iter().filter(|date| YearMonth::of(*date) == month).collect()
            }
            Layout::Week => week_of(date, first).iter_days().take(7).collect(),
        }
    }

    /// What is on `date` and counts, as it stands there.
    fn on_day(date: NaiveDate, world: World<'_>) -> Vec<OnDay> {
        let mut found = world.archive.on_day(date).unwrap_or_default();
        found.retain(|one| one.entry.stands_on(date, world.evening(), world.today()));
        found
    }

    fn rows(date: NaiveDate, skip: usize, world: World<'_>) -> Vec<(Row, Option<OnDay>)> {
        let found = Self::on_day(date, world);
        let more = found.len() > skip + PAGE;
        let chosen = |one: OnDay| {
            let row = Row::One(Chosen { date, at: one.at.clone(), one: one.one });
            (row, Some(one))
        };
        let mut rows: Vec<_> = found.into_iter().skip(skip).take(PAGE).map(chosen).collect();
        rows.extend(more.then_some((Row::More(skip + PAGE), None)));
        rows.extend(Self::is_written_of(date, world).then_some((Row::Written, None)));
        rows.extend(world.keeps.then_some((Row::Add, None)));
        rows.push((Row::Back, None));
        rows
    }

    /// Whether the journal that both read has something of `date`.
    fn is_written_of(date: NaiveDate, world: World<'_>) -> bool {
        let written = world.archive.read_together(YearMonth::of(date)).unwrap_or_default();
        written.iter().any(|(_, note)| note.evening.0 == date)
    }

    fn find(chosen: &Chosen, world: World<'_>) -> Option<OnDay> {
        let same = |one: &OnDay| one.at == chosen.at && one.one == chosen.one;
        Self::on_day(chosen.date, world).into_iter().find(same)
    }

    fn acts(date: NaiveDate, one: &OnDay, world: World<'_>) -> Vec<Act> {
        let mut acts = vec![Act::Back];
        if !world.keeps {
            return acts;
        }
        match &one.entry.what {
            What::OwnRule { .. } if one.entry.binned.is_some() => {}
            What::OwnRule { .. } => acts.push(Act::EndRule),
            // Put away this evening, it only still holds.
            _ if one.entry.binned.is_some() => {}
            What::Window(_) => acts.extend([Act::Change, Act::LiftOut]),
            what if one.one.is_some() => {
                let ritual = matches!(what, What::Ritual { .. }) && date == world.evening().0;
                acts.extend(ritual.then_some(Act::Kept));
                acts.extend([Act::MoveOne, Act::SkipOne, Act::FromHere, Act::Change, Act::Bin]);
            }
            _ => acts.extend([Act::Change, Act::Bin]),
        }
        acts
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let mut prompt = self.screen(world).of_one_thing();
        if let Some(said) = self.said {
            prompt.lines.insert(0, said.to_owned());
        }
        prompt
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (&self.page, answer) {
            (Page::Days(_), Answer::Day(date)) => self.onward(Page::Day(date, 0)),
            (Page::Days(_), Answer::Turn(date)) => self.onward(Page::Days(date)),
            (Page::Days(date), Answer::Extra(extra, at)) => self.aside(*date, extra, at, world),
            (Page::GoTo(_), Answer::Text(words)) => match typed::date(&words, world.today()) {
                Some(date) => self.onward(Page::Days(date)),
                None => Step::Again(NO_DAY.into()),
            },
            (Page::Day(date, skip), Answer::Pick(at)) => {
                match Self::rows(*date, *skip, world).into_iter().nth(at) {
                    Some((Row::One(chosen), _)) => self.to(Page::One(chosen)),
                    Some((Row::More(skip), _)) => self.to(Page::Day(*date, skip)),
                    Some((Row::Written, _)) => Step::page(SharedNotes::of(Evening(*date))),
                    Some((Row::Add, _)) => Step::page(EntryFlow::add(*date)),
                    Some((Row::Back, _)) => self.onward(Page::Days(*date)),
                    None => Step::not_asked(),
                }
            }
            (Page::One(chosen), Answer::Pick(at)) => {
                let Some(one) = Self::find(chosen, world) else {
                    return self.onward(Page::Day(chosen.date, 0));
                };
                match Self::acts(chosen.date, &one, world).get(at) {
                    Some(act) => self.act(*act, chosen, &one, world),
                    None => Step::not_asked(),
                }
            }
            (Page::MoveDay(chosen), Answer::Text(words)) if words.trim().is_empty() => {
                self.to(Page::MoveTime(chosen.clone(), chosen.date))
            }
            (Page::MoveDay(chosen), Answer::Text(words)) => match typed::date(&words, world.today()) {
                Some(date) => self.to(Page::MoveTime(chosen.clone(), date)),
                None => Step::Again(NO_DAY.into()),
            },
            (Page::MoveTime(chosen, date), Answer::Text(words)) => Self::moved(chosen, *date, &words, world),
            (Page::LiftOut(chosen), Answer::Pick(0)) => self.to(Page::One(chosen.clone())),
            (Page::LiftOut(chosen), Answer::Pick(1)) => {
                kept(CalendarChange::LiftOut(chosen.at.clone()), chosen.date, "It is off the calendar.")
            }
            _ => Step::not_asked(),
        }
    }

    /// This one of many goes to that day; at the usual time where none is typed.
    fn moved(chosen: &Chosen, date: NaiveDate, words: &str, world: World<'_>) -> Step {
        let (Some(on), Some(one)) = (chosen.one, Self::find(chosen, world)) else { return Step::not_asked() };
        let time = match words.trim() {
            "" => one.time,
            words => match typed::time(words) {
                Some(time) => Some(time),
                None => return Step::Again(NO_TIME.into()),
            },
        };
        if (date, time) == (chosen.date, one.time) {
            return Step::on(Then::Onward(Self::day(date, Some("It stays where it is."))));
        }
        let change = CalendarChange::Move(chosen.at.id.clone(), on, Moved { date, time });
        kept(change, date, "This one is moved. Ctrl+Z takes it back.")
    }

    /// The keys beside the days.
    fn aside(&self, date: NaiveDate, extra: Extra, at: Option<usize>, world: World<'_>) -> Step {
        let days = |date| match self.layout {
            Layout::Month => weeks(YearMonth::of(date), world.archive.settings.week_start.day()),
            Layout::Week => self.dates(date, world),
        };
        let focus = at.and_then(|at| days(date).get(at).copied()).unwrap_or(date);
        match extra {
            Extra::Today => self.onward(Page::Days(world.today())),
            Extra::GoTo => self.onward(Page::GoTo(focus)),
            Extra::WeekOrMonth => {
                let layout = match self.layout {
                    Layout::Month => Layout::Week,
                    Layout::Week => Layout::Month,
                };
                Self { layout, ..self.clone() }.onward(Page::Days(focus))
            }
            Extra::Bars => Self { bars: !self.bars, ..self.clone() }.onward(Page::Days(focus)),
            Extra::PutAway if world.keeps => Step::on(Then::Onward(Bin::begin())),
            Extra::AddHere if world.keeps => Step::on(Then::Onward(EntryFlow::add(focus))),
            _ => Step::not_asked(),
        }
    }

    fn act(&self, act: Act, chosen: &Chosen, one: &OnDay, world: World<'_>) -> Step {
        let (id, date) = (&chosen.at.id, chosen.date);
        match (act, chosen.one) {
            (Act::Back, _) => self.onward(Page::Day(date, 0)),
            (Act::Change, _) => Step::page(EntryFlow::change(chosen.at.clone(), one.entry.clone(), date)),
            (Act::FromHere, Some(on)) => {
                Step::page(EntryFlow::from_here(id.clone(), on, one.entry.clone(), date))
            }
            (Act::MoveOne, Some(_)) => self.to(Page::MoveDay(chosen.clone())),
            (Act::SkipOne, Some(on)) => {
                let said = "This one is skipped. Ctrl+Z takes it back.";
                kept(CalendarChange::Skip(id.clone(), on), date, said)
            }
            (Act::Kept, Some(_)) => kept(
                CalendarChange::KeptRitual(id.clone(), world.evening(), true),
                date,
                "It is marked as kept.",
            ),
            (Act::Bin, _) => {
                let tonight = one.entry.is_on(world.evening().0) || one.entry.is_on(world.today());
                let holds = one.entry.protects() && tonight;
                let said = if holds {
                    "It is in the bin. It still holds this evening."
                } else {
                    "It is in the bin. Ctrl+Z takes it back."
                };
                kept(CalendarChange::Bin(chosen.at.clone()), date, said)
            }
            (Act::LiftOut, _) => self.to(Page::LiftOut(chosen.clone())),
            (Act::EndRule, _) => match one.entry.what {
                What::OwnRule { .. } => Step::on(Who::turn(Purpose::Rules, world)),
                _ => Step::not_asked(),
            },
            (Act::FromHere | Act::MoveOne | Act::SkipOne | Act::Kept, None) => Step::not_asked(),
        }
    }

    fn flow(&self, page: Page) -> Flow {
        Flow::Calendar(Box::new(Self { page, said: None, ..self.clone() }))
    }

    fn to(&self, page: Page) -> Step {
        Step::page(self.flow(page))
    }

    fn onward(&self, page: Page) -> Step {
        Step::on(Then::Onward(self.flow(page)))
    }
}

/// Something on the calendar was kept, and its day comes back.
pub(super) fn kept(change: CalendarChange, date: NaiveDate, said: &'static str) -> Step {
    let then = Then::Onward(Calendar::day(date, Some(said)));
    Step::On { changes: vec![Change::Calendar(change)], then }
}
