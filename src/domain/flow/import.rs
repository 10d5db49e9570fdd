//! Appointments from another calendar: a look first, then which of them, then all of those at once.
//! What is here already is never changed by what is there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, Tick, World};
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::{Entry, What};
use crate::domain::calendar::incoming::{Beside, Found, Why};
use crate::domain::calendar::words::{clock, day, what_it_is};
use crate::domain::change::Change;
use crate::domain::note::beginning;
use crate::domain::people::Person;
use crate::domain::restriction::in_words;
use crate::domain::time::YearMonth;

/// What was found in a file, and how far the two are with it.
#[derive(Clone, PartialEq)]
pub struct Import {
    found: Arc<Found>,
    page: Page,
    /// The zones whose times are left out.
    without: Vec<String>,
    /// Those that are not here yet, by their place among what was found.
    new: Vec<usize>,
    /// Those of them that are left out by hand.
    not: Vec<usize>,
    /// Whether each of them is looked at before it is taken.
    each: bool,
    whose: Option<Person>,
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    /// What there is.
    Look,
    /// A zone that nobody knows, by its place.
    Zone(usize),
    Whose,
    /// Some of them, from this one on.
    Which(usize),
    Sure,
}

const TITLE: &str = "From another calendar";
/// Ticks on one page.
const PAGE: usize = 12;
/// Lines about what is another way there.
const ROWS: usize = 3;
/// How much of a title stands in a list, in graphemes.
const BEGINNING: usize = 24;
/// The most that come at once; the same file leads to more.
const MOST: usize = 500;

impl Import {
    /// A look at what was found.
    #[must_use]
    pub fn begin(found: Arc<Found>) -> Flow {
        let (without, new, not) = (Vec::new(), Vec::new(), Vec::new());
        Flow::Import(Box::new(Self { found, page: Page::Look, without, new, not, each: true, whose: None }))
    }

    /// The month that has to be read to know what is here already: any of them may have it.
    pub(super) fn needs(world: World<'_>) -> Option<YearMonth> {
        world.archive.unread_months().next()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let labels = |labels: &[&str]| Ask::OneOf(OneOf::labels(labels.iter().copied()));
        match self.page {
            Page::Look => self.look(world),
            Page::Zone(at) => {
                let zone = self.zones(world).into_iter().nth(at).unwrap_or_default();
                Prompt::new(
                    TITLE,
                    format!("This time zone is not known here: {zone}"),
                    labels(&["Take the times as they are written", "Leave those out"]),
                )
                .line("Written there may be other than the clock here.")
            }
            Page::Whose => {
                let names = Person::BOTH.map(|person| world.archive.name(person));
                Prompt::new(TITLE, "Whose are they?", labels(&[names[0], names[1], "Both of us"]))
                    .line("Each can be changed later, on its day.")
            }
            Page::Which(from) => {
                let ticks = self.new.iter().skip(from).take(PAGE).map(|at| Tick {
                    label: row(&self.found.events[*at].entry, world),
                    on: !self.not.contains(at),
                });
                let ticks: Vec<Tick> = ticks.collect();
                let (first, last, all) = (from + 1, from + ticks.len(), self.new.len());
                let prompt = Prompt::new(TITLE, "Which of these?", Ask::AnyOf(ticks));
                if all > PAGE { prompt.line(format!("{first} to {last} of {all}.")) } else { prompt }
            }
            Page::Sure => {
                let question = match self.chosen().count() {
                    0 => return Prompt::new(TITLE, "None of them, then.", Ask::Go),
                    1 => "Put it on the calendar?".to_owned(),
                    many => format!("Put {many} appointments on the calendar?"),
                };
                Prompt::new(TITLE, question, labels(&["Put them there", "Leave everything as it is"]))
            }
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (self.page, answer) {
            (Page::Look, Answer::Go) if self.offered(world).is_empty() => Step::on(Then::Home(None)),
            (Page::Look, Answer::Pick(at @ (0 | 1))) if !self.offered(world).is_empty() => {
                self.zone(0, Self { each: at == 0, ..self.clone() }, world)
            }
            (Page::Look, Answer::Pick(2)) if !self.offered(world).is_empty() => nothing(),
            (Page::Zone(at), Answer::Pick(0)) => self.zone(at + 1, self.clone(), world),
            (Page::Zone(at), Answer::Pick(1)) => {
                let mut next = self.clone();
                next.without.extend(self.zones(world).into_iter().nth(at));
                self.zone(at + 1, next, world)
            }
            (Page::Whose, Answer::Pick(at)) if at <= Person::BOTH.len() => {
                Self { whose: Person::BOTH.get(at).copied(), ..self.clone() }.first()
            }
            (Page::Which(from), Answer::Ticks(ticks)) => {
                let here: Vec<usize> = self.new.iter().copied().skip(from).take(PAGE).collect();
                if here.len() != ticks.len() {
                    return Step::not_asked();
                }
                let mut not = self.not.clone();
                not.retain(|at| !here.contains(at));
                not.extend(here.into_iter().zip(ticks).filter(|(_, on)| !on).map(|(at, _)| at));
                let next = from + PAGE;
                let page = if next < self.new.len() { Page::Which(next) } else { Page::Sure };
                Self { not, ..self.clone() }.to(page)
            }
            (Page::Sure, Answer::Pick(0)) => self.put(world),
            (Page::Sure, Answer::Pick(1)) => nothing(),
            (Page::Sure, Answer::Go) if self.chosen().count() == 0 => nothing(),
            _ => Step::not_asked(),
        }
    }

    fn to(self, page: Page) -> Step {
        Step::page(Flow::Import(Box::new(Self { page, ..self })))
    }

    /// Those that are not here yet, as many as come at once.
    fn offered(&self, world: World<'_>) -> Vec<usize> {
        let mut new = self.found.beside(world.archive).new;
        new.truncate(MOST);
        new
    }

    /// The zones that are to be asked about.
    fn zones(&self, world: World<'_>) -> Vec<String> {
        let mut zones = self.found.unknown_zones.clone();
        let new = self.offered(world);
        let events = || new.iter().map(|at| &self.found.events[*at]);
        zones.retain(|zone| events().any(|one| one.zone.as_ref() == Some(zone)));
        zones
    }

    /// The next zone to ask about, or what comes after all of them.
    fn zone(&self, at: usize, next: Self, world: World<'_>) -> Step {
        if at < self.zones(world).len() {
            return next.to(Page::Zone(at));
        }
        let mut new = self.offered(world);
        new.retain(|at| self.found.events[*at].zone.as_ref().is_none_or(|zone| !next.without.contains(zone)));
        let next = Self { new, ..next };
        if world.archive.alone() || next.new.is_empty() { next.first() } else { next.to(Page::Whose) }
    }

    /// The first of those to choose among, or the last page where there is nothing to choose.
    fn first(self) -> Step {
        let page = if self.each && !self.new.is_empty() { Page::Which(0) } else { Page::Sure };
        self.to(page)
    }

    fn chosen(&self) -> impl Iterator<Item = (usize, &Entry)> {
        let chosen = self.new.iter().filter(|at| !self.not.contains(at));
        chosen.map(|at| (*at, &self.found.events[*at].entry))
    }

    /// All of those that were chosen, or none.
    fn put(&self, world: World<'_>) -> Step {
        // Where the last try came half way, what has arrived is here already.
        let new = self.offered(world);
        let changes: Vec<Change> = self
            .chosen()
            .filter(|(at, _)| new.contains(at))
            .map(|(_, entry)| entry)
            .map(|entry| {
                let mut entry = entry.clone();
                if let What::Appointment(appointment) = &mut entry.what {
                    appointment.whose = self.whose;
                }
                Change::Calendar(CalendarChange::Add(entry))
            })
            .collect();
        let said = match changes.len() {
            0 => return Step::not_asked(),
            1 => "One appointment is on the calendar.".to_owned(),
            many => format!("{many} appointments are on the calendar."),
        };
        Step::On { changes, then: Then::Home(Some(said)) }
    }

    fn look(&self, world: World<'_>) -> Prompt {
        let beside = self.found.beside(world.archive);
        let question = match beside.new.len() {
            0 => "Nothing new is in that file.".to_owned(),
            1 => "One new appointment is in that file.".to_owned(),
            many => format!("{many} new appointments are in that file."),
        };
        let ask = match beside.new.len() {
            0 => Ask::Go,
            1 => Ask::OneOf(OneOf::labels(["Look at it", "Take it", "Leave everything as it is"])),
            _ => {
                let choices =
                    ["Choose among them", "Take all of them", "Leave everything as it is"].map(Choice::plain);
                Ask::OneOf(OneOf::new(choices.to_vec()))
            }
        };
        let today = world.today();
        let (from, to) = self.found.days;
        let days = format!("Looked at: {} to {}.", in_words(from, today), in_words(to, today));
        let mut prompt = Prompt::new(TITLE, question, ask).line(days);
        if beside.new.len() > MOST {
            prompt = prompt.line(format!("The first {MOST} can come now, the others after them."));
        }
        prompt.lines.extend(self.known(&beside, world));
        prompt.lines.extend(self.left_out());
        prompt.note("What is here already stays as it is.")
    }

    /// What of it is here already.
    fn known(&self, beside: &Beside, world: World<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        match beside.same.len() {
            0 => {}
            1 => lines.push("One is here already.".to_owned()),
            many => lines.push(format!("{many} are here already.")),
        }
        for (list, about) in [
            (&beside.changed, "Another way there now:"),
            (&beside.cancelled, "Cancelled there, and still here:"),
        ] {
            if !list.is_empty() {
                lines.push(about.to_owned());
            }
            lines.extend(list.iter().take(ROWS).map(|at| row(&self.found.events[*at].entry, world)));
            if list.len() > ROWS {
                lines.push(format!("and {} more", list.len() - ROWS));
            }
        }
        if !beside.gone.is_empty() {
            lines.push(format!("Left out: {} cancelled there.", beside.gone.len()));
        }
        lines
    }

    /// What was left out, reason by reason.
    fn left_out(&self) -> Vec<String> {
        let mut left: BTreeMap<Why, Vec<&str>> = BTreeMap::new();
        for (title, why) in &self.found.left_out {
            left.entry(*why).or_default().push(title);
        }
        let line = |(why, titles): (Why, Vec<&str>)| match titles.as_slice() {
            [title] => format!("Left out: {}, {}.", beginning(title, BEGINNING), why.words()),
            titles => format!("Left out: {} {}.", titles.len(), why.words()),
        };
        left.into_iter().map(line).collect()
    }
}

/// What one is called, and when it is.
fn row(entry: &Entry, world: World<'_>) -> String {
    let time = entry.time.map(|time| format!(", {}", clock(time))).unwrap_or_default();
    let words = beginning(what_it_is(&entry.what), BEGINNING);
    format!("{words}, {}{time}", day(entry.start, world.today()))
}

fn nothing() -> Step {
    Step::on(Then::Home(Some("Nothing was added.".into())))
}
