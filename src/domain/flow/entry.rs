//! Adding something to the calendar, and changing it, one question at a time.

use chrono::{NaiveDate, Weekday};

use super::calendar::{Calendar, NO_DAY, NO_TIME, without_year};
use super::plan::PlanFlow;
use super::{Answer, Flow, Prompt, Step, Then, World};
use crate::domain::calendar::OnDay;
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::{Appointment, Entry, EntryAt, What, Window, WindowPlan};
use crate::domain::calendar::repeat::Every;
use crate::domain::calendar::typed::{self, End};
use crate::domain::change::Change;
use crate::domain::pacing::Band;
use crate::domain::people::Person;
use crate::domain::record::Id;
use crate::domain::text;

mod ask;
mod often;

/// Something on the calendar in the making, and what is asked about it now.
#[derive(Clone, PartialEq)]
pub struct EntryFlow {
    entry: Entry,
    ends_in: Ends,
    asks: Field,
    /// The day that it is about, and to come back to.
    date: NaiveDate,
    leads: Leads,
}

/// Where it leads once it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leads {
    /// To its day on the calendar.
    Day,
    /// To the rituals of the plan.
    Rituals,
}

/// What becomes of it.
#[derive(Clone, PartialEq)]
enum Ends {
    /// Something new.
    Adding,
    /// Another writing of this one.
    Changing(EntryAt),
    /// Another way of this one from a day on.
    FromHere(Id, NaiveDate),
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Kind,
    /// What can be changed about it.
    List,
    /// A ritual that is suggested.
    Suggested,
    Words,
    Whose,
    Day,
    Time,
    Place,
    Questions,
    By,
    Ceiling,
    Often,
    Weekdays,
    Last,
    Until,
    PlanA,
    BandA,
    PlanB,
    BandB,
    Rest,
    Ready,
    OwnReady,
    RestBefore,
    RestAfter,
}

/// Minutes of rest, as they are offered.
const RESTS: [u16; 5] = [0, 15, 30, 60, 120];
/// How near a window may be planned, the gentlest first.
const WINDOW_BANDS: [Band; 3] = [Band::Near, Band::Touch, Band::Close];
/// How near a rule of one's own lets an evening come.
const RULE_BANDS: [Band; 3] = [Band::Rest, Band::Near, Band::Touch];

impl EntryFlow {
    /// Something new on `date`.
    #[must_use]
    pub fn add(date: NaiveDate) -> Flow {
        let what = What::Note { words: String::new() };
        Self::at(Entry::once(what, date), Ends::Adding, Field::Kind, date)
    }

    /// Another writing of what is there; afterwards `date` comes back.
    #[must_use]
    pub fn change(at: EntryAt, entry: Entry, date: NaiveDate) -> Flow {
        Self::at(entry, Ends::Changing(at), Field::List, date)
    }

    /// Another way of one that comes again, from `on`.
    #[must_use]
    pub fn from_here(id: Id, on: NaiveDate, entry: Entry, date: NaiveDate) -> Flow {
        let mut entry = entry;
        entry.start = on;
        if let Some(repeat) = &mut entry.repeat {
            repeat.except.retain(|except| except.on >= on);
        }
        Self::at(entry, Ends::FromHere(id, on), Field::List, date)
    }

    /// From its first question to the days around its day.
    pub(super) fn above(&self) -> Option<Flow> {
        (self.asks == Field::Kind).then(|| Calendar::around(self.date))
    }

    /// A new ritual, from `today` on or later; afterwards the rituals of the plan come back.
    #[must_use]
    pub fn ritual(today: NaiveDate) -> Flow {
        let entry = Entry::once(What::Ritual { words: String::new() }, today);
        let (ends_in, asks) = (Ends::Adding, Field::Suggested);
        Flow::Entry(Box::new(Self { entry, ends_in, asks, date: today, leads: Leads::Rituals }))
    }

    /// Another writing of a ritual; afterwards the rituals of the plan come back.
    #[must_use]
    pub fn change_ritual(at: EntryAt, entry: Entry) -> Flow {
        let (ends_in, asks, date) = (Ends::Changing(at), Field::List, entry.start);
        Flow::Entry(Box::new(Self { entry, ends_in, asks, date, leads: Leads::Rituals }))
    }

    fn at(entry: Entry, ends_in: Ends, asks: Field, date: NaiveDate) -> Flow {
        Flow::Entry(Box::new(Self { entry, ends_in, asks, date, leads: Leads::Day }))
    }

    /// What can be changed about it, in the order in which it is asked.
    fn fields(&self, world: World<'_>) -> Vec<Field> {
        let two = !world.archive.alone();
        let whose = two.then_some(Field::Whose);
        let mut fields = match &self.entry.what {
            What::Appointment(_) => {
                let mut fields = vec![Field::Words];
                fields.extend(whose);
                fields.extend([Field::Day, Field::Time, Field::Often, Field::Place, Field::Questions]);
                fields
            }
            What::RestDay => vec![Field::Day, Field::Often],
            What::OwnRule { .. } => vec![Field::By, Field::Words, Field::Ceiling, Field::Often],
            What::Ritual { .. } => {
                vec![Field::Suggested, Field::Words, Field::Day, Field::Time, Field::Often]
            }
            What::Window(_) => vec![
                Field::Day,
                Field::Time,
                Field::PlanA,
                Field::BandA,
                Field::PlanB,
                Field::BandB,
                Field::Rest,
                Field::Ready,
                Field::RestBefore,
                Field::RestAfter,
            ],
            What::Note { .. } => vec![Field::Words, Field::Day],
        };
        if !two {
            fields.retain(|field| *field != Field::By);
        }
        if self.ends_in == Ends::Adding {
            // Details can be added by opening it, and on the calendar the day is chosen already.
            let ritual = matches!(self.entry.what, What::Ritual { .. });
            fields.retain(|field| match field {
                Field::Place | Field::Questions => false,
                Field::Time => !ritual,
                Field::Day => self.leads == Leads::Rituals,
                _ => true,
            });
        } else {
            fields.retain(|field| *field != Field::Suggested);
        }
        fields
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        self.screen(world).of_one_thing()
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (self.asks, answer) {
            (Field::Kind, Answer::Pick(at)) => self.kind(at, world),
            (Field::List, Answer::Pick(at)) => match self.fields(world).get(at) {
                Some(field) => self.to(*field),
                None if at == self.fields(world).len() => {
                    Step::on(Then::Onward(self.comes_back(self.date, None)))
                }
                None => Step::not_asked(),
            },
            (field, Answer::Text(words)) => self.typed(field, &words, world),
            (field, Answer::Pick(at)) => self.picked(field, at, world),
            (Field::Weekdays, Answer::Ticks(on)) if on.len() == 7 => {
                let days: Vec<Weekday> =
                    (0..7_u8).filter(|day| on[usize::from(*day)]).filter_map(weekday).collect();
                if days.is_empty() {
                    return Step::Again("One day of the week is enough. Esc goes back.".into());
                }
                let mut next = self.clone();
                next.set_repeat(Every::Weeks { each: 1, on: days });
                next.to(Field::Until)
            }
            (Field::Ready, Answer::Ticks(on)) => self.ready(&on, world),
            _ => Step::not_asked(),
        }
    }

    /// What it is to be.
    fn kind(&self, at: usize, world: World<'_>) -> Step {
        let words = String::new;
        let plan = || WindowPlan { words: words(), band: Band::Near };
        let what = match ask::KINDS.get(at) {
            Some((ask::Kind::Appointment, ..)) => What::Appointment(Appointment {
                words: words(),
                whose: None,
                place: None,
                questions: None,
                taken_from: None,
            }),
            Some((ask::Kind::RestDay, ..)) => What::RestDay,
            Some((ask::Kind::Window, ..)) => What::Window(Window {
                a: plan(),
                b: plan(),
                rest: words(),
                ready: Vec::new(),
                rest_before: 0,
                rest_after: 0,
                kept: false,
            }),
            Some((ask::Kind::Ritual, ..)) => What::Ritual { words: words() },
            Some((ask::Kind::OwnRule, ..)) => {
                What::OwnRule { by: world.archive.first(), words: words(), ceiling: Band::Near }
            }
            Some((ask::Kind::Note, ..)) => What::Note { words: words() },
            None => return Step::not_asked(),
        };
        let next = Self { entry: Entry { what, ..self.entry.clone() }, ..self.clone() };
        match next.fields(world).first() {
            Some(first) => next.to(*first),
            None => Step::not_asked(),
        }
    }

    fn typed(&self, field: Field, words: &str, world: World<'_>) -> Step {
        let mut next = self.clone();
        let line = text::line(words, text::LINE);
        match (field, &mut next.entry.what) {
            (Field::Words | Field::PlanA | Field::PlanB | Field::Rest, what) => {
                match (line, words_of(what, field)) {
                    (Some(line), Some(words)) => *words = line,
                    (None, Some(_)) => {
                        return Step::Again("A word or two would help. Esc goes back.".into());
                    }
                    (_, None) => return Step::not_asked(),
                }
            }
            (Field::Place, What::Appointment(appointment)) => appointment.place = line,
            (Field::Questions, What::Appointment(appointment)) => appointment.questions = line,
            (Field::OwnReady, What::Window(window)) => window.ready.extend(line),
            (Field::Time, _) => match (line.as_deref(), typed::time(words)) {
                (_, Some(time)) => next.entry.time = Some(time),
                (None, None) => {}
                (Some("none"), None) => next.entry.time = None,
                (Some(_), None) => return Step::Again(NO_TIME.into()),
            },
            (Field::Day, _) if line.is_none() => {}
            (Field::Day, _) => match typed::date(words, world.today()) {
                Some(date) => next.entry.move_to(date),
                None => return Step::Again(NO_DAY.into()),
            },
            (Field::Last | Field::Until, _) => {
                match typed::end(line.as_deref().unwrap_or_default(), world.today()) {
                    End::On(date) => next.ends_on(field, Some(date)),
                    End::Open if field == Field::Until => next.ends_on(field, None),
                    End::WithoutYear(date) => return Step::Again(without_year(date, world.today())),
                    End::Open | End::NoDay => return Step::Again(NO_DAY.into()),
                }
            }
            _ => return Step::not_asked(),
        }
        next.answered(field, world)
    }

    /// Its last day, or the last on which it may come again.
    fn ends_on(&mut self, field: Field, date: Option<NaiveDate>) {
        match (field, &mut self.entry.repeat) {
            (Field::Last, _) => self.entry.last = date,
            (_, Some(repeat)) => repeat.until = date,
            (_, None) => {}
        }
    }

    fn picked(&self, field: Field, at: usize, world: World<'_>) -> Step {
        let mut next = self.clone();
        match (field, &mut next.entry.what) {
            (Field::Whose, What::Appointment(appointment)) if at <= Person::BOTH.len() => {
                appointment.whose = Person::BOTH.get(at).copied();
            }
            (Field::By, What::OwnRule { by, .. }) if at < Person::BOTH.len() => *by = Person::BOTH[at],
            (Field::Ceiling, What::OwnRule { ceiling, .. }) if at < RULE_BANDS.len() => {
                *ceiling = RULE_BANDS[at];
            }
            (Field::BandA, What::Window(window)) if at < WINDOW_BANDS.len() => {
                window.a.band = WINDOW_BANDS[at];
                window.b.band = window.b.band.min(window.a.band);
            }
            (Field::BandB, What::Window(window)) if at < ask::twin_bands(window).len() => {
                window.b.band = ask::twin_bands(window)[at];
            }
            (Field::RestBefore, What::Window(window)) if at < RESTS.len() => window.rest_before = RESTS[at],
            (Field::RestAfter, What::Window(window)) if at < RESTS.len() => window.rest_after = RESTS[at],
            (Field::Often, _) => return self.often(at, world),
            (Field::Suggested, What::Ritual { words }) => match world.content.rituals.get(at) {
                Some(card) => {
                    words.clone_from(&card.name);
                    return next.answered(Field::Words, world);
                }
                None if at == world.content.rituals.len() => {}
                None => return Step::not_asked(),
            },
            _ => return Step::not_asked(),
        }
        next.answered(field, world)
    }

    /// What is to be ready: what is ticked of what is known, and what was added in own words.
    fn ready(&self, on: &[bool], world: World<'_>) -> Step {
        let mut next = self.clone();
        let What::Window(window) = &mut next.entry.what else { return Step::not_asked() };
        let offered = ask::ready_offered(window);
        if on.len() != offered.len() + 1 {
            return Step::not_asked();
        }
        window.ready = offered.into_iter().zip(on).filter(|(_, on)| **on).map(|(words, _)| words).collect();
        if on.last() == Some(&true) {
            return next.to(Field::OwnReady);
        }
        next.answered(Field::Ready, world)
    }

    /// On to what is asked after `field`, or to keeping it.
    fn answered(&self, field: Field, world: World<'_>) -> Step {
        let field = match field {
            Field::Last | Field::Until => Field::Often,
            Field::OwnReady => Field::Ready,
            field => field,
        };
        match &self.ends_in {
            Ends::Adding => {
                let fields = self.fields(world);
                let at = fields.iter().position(|one| *one == field);
                match at.and_then(|at| fields.get(at + 1)) {
                    Some(next) => self.to(*next),
                    None => self.keep(CalendarChange::Add(self.entry.clone()), self.added(world)),
                }
            }
            Ends::Changing(at) => {
                let change = CalendarChange::Edit(at.clone(), self.entry.clone());
                self.keep(change, "It is changed. Ctrl+Z takes it back.")
            }
            Ends::FromHere(id, on) => {
                let change = CalendarChange::FromHere(id.clone(), *on, self.entry.clone());
                self.keep(change, "It is changed from this day on.")
            }
        }
    }

    /// What is said of something new: a time for us may lie on a rest day or beside another one.
    fn added(&self, world: World<'_>) -> &'static str {
        if !matches!(self.entry.what, What::Window(_)) {
            return "It is on the calendar.";
        }
        let there = world.archive.on_day(self.entry.start).unwrap_or_default();
        let counts = |one: &&OnDay| one.entry.counts(world.evening());
        let on_it = |is: fn(&What) -> bool| there.iter().filter(counts).any(|one| is(&one.entry.what));
        if on_it(|what| matches!(what, What::RestDay)) {
            "It is on the calendar. It is a rest day too, so company and rest stand."
        } else if on_it(|what| matches!(what, What::Window(_))) {
            "It is on the calendar, beside another time for us."
        } else {
            "It is on the calendar. Nothing has to come of it."
        }
    }

    fn keep(&self, change: CalendarChange, said: &'static str) -> Step {
        let date = match (&self.ends_in, &self.entry.repeat) {
            // What was added or moved is where one looks next.
            (_, None) => self.entry.start,
            (Ends::Adding, Some(repeat)) => {
                repeat.next(self.entry.start, self.entry.start).unwrap_or(self.date)
            }
            (_, Some(_)) => self.date,
        };
        let then = Then::Onward(self.comes_back(date, Some(said)));
        Step::On { changes: vec![Change::Calendar(change)], then }
    }

    fn comes_back(&self, date: NaiveDate, said: Option<&'static str>) -> Flow {
        match self.leads {
            Leads::Day => Calendar::day(date, said),
            Leads::Rituals => PlanFlow::rituals(said),
        }
    }

    fn to(&self, asks: Field) -> Step {
        Step::page(Flow::Entry(Box::new(Self { asks, ..self.clone() })))
    }
}

/// The words that a field is about; it cannot be without them.
fn words_of(what: &mut What, field: Field) -> Option<&mut String> {
    match (what, field) {
        (What::Appointment(appointment), Field::Words) => Some(&mut appointment.words),
        (What::OwnRule { words, .. } | What::Ritual { words } | What::Note { words }, Field::Words) => {
            Some(words)
        }
        (What::Window(window), Field::PlanA) => Some(&mut window.a.words),
        (What::Window(window), Field::PlanB) => Some(&mut window.b.words),
        (What::Window(window), Field::Rest) => Some(&mut window.rest),
        _ => None,
    }
}

/// The day of the week at this place, Monday first.
fn weekday(place: u8) -> Option<Weekday> {
    Weekday::try_from(place).ok()
}
