//! The words of the calendar's pages.

use chrono::NaiveDate;

use super::{Act, Calendar, Chosen, Page, Row};
use crate::domain::calendar::OnDay;
use crate::domain::calendar::entry::{Entry, What, Window};
use crate::domain::calendar::grid::weeks;
use crate::domain::calendar::sign::Sign;
use crate::domain::calendar::words::{capital, clock, day, often, said, up_to, what_it_is};
use crate::domain::flow::{Ask, Choice, DayOf, DaysAsk, Extra, Layout, OneOf, Prompt, World};
use crate::domain::people::Person;
use crate::domain::text;
use crate::domain::time::YearMonth;

/// What its pages are called.
pub(super) const TITLE: &str = "Our calendar";
/// How far ahead what comes is told, in days, and how much of it.
const AHEAD: (u16, usize) = (28, 4);

impl Calendar {
    pub(super) fn screen(&self, world: World<'_>) -> Prompt {
        let today = world.today();
        match &self.page {
            Page::Days(date) => self.days(*date, world),
            Page::GoTo(_) => {
                let ask = Ask::Line { start: String::new(), most: text::NAME };
                Prompt::new(TITLE, "Which day would you like to see?", ask)
                    .line("For example 24 Nov, tomorrow, +3, next friday.")
            }
            Page::Day(date, skip) => {
                let rows = Self::rows(*date, *skip, world);
                let choices = rows.into_iter().map(|(row, one)| choice(&row, one.as_ref(), world)).collect();
                let mut prompt =
                    Prompt::new(TITLE, capital(&said(*date, today)), Ask::OneOf(OneOf::new(choices)));
                prompt.lines.extend(Self::beside(*date, world));
                prompt
            }
            Page::One(chosen) => Self::one(chosen, world),
            Page::MoveDay(chosen) => {
                let ask = Ask::Line { start: String::new(), most: text::NAME };
                Prompt::new(TITLE, "Which day would suit better?", ask)
                    .line("Only this one moves; the others stay.")
                    .line(format!("Empty leaves it on {}.", day(chosen.date, today)))
                    .line("For example 24 Nov, tomorrow, +3, next friday.")
            }
            Page::MoveTime(chosen, date) => {
                let time = Self::find(chosen, world).and_then(|one| one.time);
                let usual = time.map_or_else(
                    || "Empty is fine.".into(),
                    |time| format!("Empty leaves it at {}.", clock(time)),
                );
                let ask = Ask::Line { start: String::new(), most: text::NAME };
                Prompt::new(TITLE, format!("At what time on {}?", day(*date, today)), ask)
                    .line("For example 14:00.")
                    .line(usual)
            }
            Page::LiftOut(_) => {
                let labels = ["Leave it", "Take it off the calendar"];
                Prompt::new(TITLE, "Take this time off the calendar?", Ask::OneOf(OneOf::labels(labels)))
                    .line("Nothing will tell that it was there.")
                    .line("It cannot be brought back. Another evening is as good.")
            }
        }
    }

    fn days(&self, date: NaiveDate, world: World<'_>) -> Prompt {
        let archive = world.archive;
        let dates = self.dates(date, world);
        let held = archive.days(&dates, world.evening(), world.today()).unwrap_or_default();
        let days = match self.layout {
            Layout::Week => held,
            // The weeks are whole; what is around the month is looked at in its own.
            Layout::Month => {
                let mut held = held.into_iter().peekable();
                weeks(YearMonth::of(date), archive.settings.week_start.day())
                    .into_iter()
                    .map(|date| {
                        let inside = held.next_if(|day| day.date == date);
                        inside.unwrap_or(DayOf { date, ..DayOf::default() })
                    })
                    .collect()
            }
        };
        let people: Vec<Person> = archive.people().collect();
        let named = |person: &Person| (*person, archive.name(*person).to_owned());
        let (ahead, most) = AHEAD;
        let ask = DaysAsk {
            layout: self.layout,
            month: YearMonth::of(date),
            today: world.today(),
            focus: date,
            days,
            bars: if self.bars { people.iter().map(named).collect() } else { Vec::new() },
            coming: archive.coming(world.today(), ahead, most),
        };
        let question = match (self.layout, dates.first(), dates.last()) {
            (Layout::Week, Some(first), Some(last)) => {
                format!("{} to {}", first.format("%-d %B"), last.format("%-d %B %Y"))
            }
            _ => YearMonth::of(date).words(),
        };
        let mut prompt = Prompt::new(TITLE, question, Ask::Days(Box::new(ask)));
        prompt.extras.extend(world.keeps.then_some(Extra::AddHere));
        prompt = prompt.extra(Extra::Today).extra(Extra::GoTo).extra(Extra::WeekOrMonth).extra(Extra::Bars);
        prompt.extras.extend(world.keeps.then_some(Extra::PutAway));
        prompt
    }

    /// What a day holds that cannot be opened: that the two met, what was kept, dates to mind.
    fn beside(date: NaiveDate, world: World<'_>) -> Vec<String> {
        let held = world.archive.days(&[date], world.evening(), world.today()).unwrap_or_default();
        let told: Vec<String> = Self::on_day(date, world).iter().map(|one| world.archive.told(one)).collect();
        let words = held.into_iter().flat_map(|day| day.words);
        let mut lines: Vec<String> = words.filter(|words| !told.contains(words)).collect();
        if lines.is_empty() && told.is_empty() {
            lines.push("This day is open.".into());
        }
        lines
    }

    fn one(chosen: &Chosen, world: World<'_>) -> Prompt {
        let today = world.today();
        let Some(one) = Self::find(chosen, world) else {
            return Prompt::new(TITLE, "That is not there any more.", Ask::OneOf(OneOf::labels(["Back"])));
        };
        let labels = Self::acts(chosen.date, &one, world).into_iter().map(|act| label(act, &one));
        let ask = Ask::OneOf(OneOf::new(labels.map(Choice::plain).collect()));
        let moved = chosen.one.filter(|on| *on != chosen.date);
        let mut prompt = Prompt::new(TITLE, world.archive.told(&one), ask)
            .line(format!("{}.", capital(&said(chosen.date, today))));
        prompt.lines.extend(moved.map(|on| format!("Moved from {}.", day(on, today))));
        prompt.lines.extend(details(&one.entry, today, world));
        if one.entry.binned.is_some() {
            prompt = prompt.note("It was put away this evening, and holds until it is over.");
        }
        prompt
    }
}

/// What there is to know about something, a line each.
pub(in crate::domain::flow) fn details(entry: &Entry, today: NaiveDate, world: World<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let said = |what: &str, words: &Option<String>| words.as_ref().map(|words| format!("{what}: {words}"));
    match &entry.what {
        What::Appointment(appointment) => {
            lines.extend(said("Where", &appointment.place));
            lines.extend(said("To ask there", &appointment.questions));
        }
        What::OwnRule { by, ceiling, .. } => {
            lines.push(format!("Evenings then: up to {}.", up_to(*ceiling)));
            lines.push(format!("{} set it, and can end it.", world.archive.name(*by)));
        }
        What::Window(window) => lines.extend(window_lines(window)),
        What::RestDay => lines.push("Nothing to do. Company is enough.".into()),
        What::Ritual { .. } | What::Note { .. } => {}
    }
    if let Some(often) = often(entry, today) {
        lines.push(format!("{}.", capital(&often)));
    }
    lines
}

fn window_lines(window: &Window) -> Vec<String> {
    let mut lines = vec![
        format!("One way: {}", window.a.words),
        format!("Its gentler twin: {}", window.b.words),
        format!("Or rest: {}", window.rest),
    ];
    if !window.ready.is_empty() {
        lines.push(format!("To have ready: {}", window.ready.join(", ")));
    }
    for (minutes, when) in [(window.rest_before, "before"), (window.rest_after, "after")] {
        if minutes > 0 {
            lines.push(format!("{minutes} minutes of rest {when}."));
        }
    }
    if window.kept {
        lines.push("It was kept.".into());
    }
    lines
}

fn choice(row: &Row, one: Option<&OnDay>, world: World<'_>) -> Choice {
    match (row, one) {
        (Row::One(_), Some(one)) => {
            let sign = Sign::of(&one.entry.what);
            let words = world.archive.told(one);
            let again = if one.one.is_some() { ", comes again" } else { "" };
            let kind = if sign == Sign::ToMind { "a rule of our own" } else { sign.words() };
            let named = what_it_is(&one.entry.what) == sign.words();
            let note =
                if named { again.trim_start_matches(", ").to_owned() } else { format!("{kind}{again}") };
            Choice::noted(words, note)
        }
        (Row::More(_), _) => Choice::plain("More of this day"),
        (Row::Written, _) => Choice::noted("What you wrote", "of this day"),
        (Row::Add, _) => Choice::noted("Add something", "an appointment, a rest day, time for us"),
        _ => Choice::plain("Back to the calendar"),
    }
}

fn label(act: Act, one: &OnDay) -> &'static str {
    match act {
        Act::Back => "Back",
        Act::Change if one.one.is_some() => "Change all of them",
        Act::Change => "Change it",
        Act::MoveOne => "Move this one only",
        Act::SkipOne => "Skip this one only",
        Act::FromHere => "Change it from this day on",
        Act::Bin if one.one.is_some() => "Put all of them in the bin",
        Act::Bin => "Put it in the bin",
        Act::LiftOut => "Take it off the calendar",
        Act::EndRule => "End it, in a turn of one's own",
        Act::Kept => "It was kept this evening",
    }
}
