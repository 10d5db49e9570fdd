//! The words in which something on the calendar is asked about.

use chrono::{Datelike, NaiveDate};

use super::often::Often;
use super::{Ends, EntryFlow, Field, Leads, RESTS, RULE_BANDS, WINDOW_BANDS};
use crate::domain::calendar::entry::{What, Window};
use crate::domain::calendar::repeat::Every;
use crate::domain::calendar::sign::Sign;
use crate::domain::calendar::words::{WEEKDAYS, clock, day, often, up_to, what_it_is};
use crate::domain::flow::{Ask, Choice, OneOf, Prompt, Tick, World};
use crate::domain::pacing::Band;
use crate::domain::people::Person;
use crate::domain::text;

/// What can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Appointment,
    RestDay,
    Window,
    Ritual,
    OwnRule,
    Note,
}

/// The kinds in the order in which they are offered, each with a few words.
pub(super) const KINDS: [(Kind, &str, &str); 6] = [
    (Kind::Appointment, "An appointment", "with somebody who helps"),
    (Kind::RestDay, "A rest day", "nothing to do, company is enough"),
    (Kind::Window, "Time for us", "with its gentler twin, and rest"),
    (Kind::Ritual, "A ritual", "small and reliable"),
    (Kind::OwnRule, "A rule of our own", "days kept apart, fasting, a vow"),
    (Kind::Note, "A note for the day", "a few words"),
];

/// What is often good to have ready.
const READY: [&str; 9] = [
    "pillows",
    "pain relief as prescribed",
    "pouch or pump seen to",
    "warmth",
    "lubricant",
    "sugar or spray at hand",
    "water",
    "the door closed",
    "the phone away",
];

/// What is offered to have ready: what is known, and what was added in own words.
pub(super) fn ready_offered(window: &Window) -> Vec<String> {
    let own = window.ready.iter().filter(|words| !READY.contains(&words.as_str()));
    READY.iter().map(|words| (*words).to_owned()).chain(own.cloned()).collect()
}

/// How near the gentler twin may come: no nearer than what was planned.
pub(super) fn twin_bands(window: &Window) -> Vec<Band> {
    let bands = [Band::Rest].into_iter().chain(WINDOW_BANDS);
    bands.filter(|band| *band <= window.a.band).collect()
}

impl EntryFlow {
    pub(super) fn screen(&self, world: World<'_>) -> Prompt {
        let today = world.today();
        let title = self.title();
        let labels = |labels: &[&str]| Ask::OneOf(OneOf::labels(labels.iter().copied()));
        let line = |start: &str| Ask::Line { start: start.to_owned(), most: text::LINE };
        let date = "For example 24 Nov, tomorrow, +3, next friday.";
        let named = |date: NaiveDate| date.format("%-d %B %Y").to_string();
        match self.asks {
            Field::Kind => {
                let choices = KINDS.iter().map(|(_, label, note)| Choice::noted(*label, *note)).collect();
                Prompt::new(
                    title,
                    format!("{}: what is it?", day(self.date, today)),
                    Ask::OneOf(OneOf::new(choices)),
                )
                .note("Something your team said to mind has a page of its own at Tonight.")
            }
            Field::List => self.list(world),
            Field::Suggested => {
                let cards = world.content.rituals.iter();
                let cards = cards.map(|card| Choice::noted(card.name.clone(), card.text.clone()));
                let choices = cards.chain([Choice::plain("Something of our own")]).collect();
                Prompt::new(title, "Which one?", Ask::OneOf(OneOf::new(choices)))
            }
            Field::Words => self.words(line(what_it_is(&self.entry.what))),
            Field::Whose => {
                let names = Self::names(world);
                let ask = OneOf::labels([names[0].as_str(), names[1].as_str(), "Both of us"]);
                Prompt::new(title, "Whose is it?", Ask::OneOf(ask))
            }
            Field::By => {
                let names = Self::names(world);
                Prompt::new(title, "Who sets it?", labels(&[&names[0], &names[1]]))
                    .line("Whoever sets it can end it, in a turn of their own.")
            }
            Field::Day => {
                let ritual = self.leads == Leads::Rituals;
                let question = if ritual { "From which day on?" } else { "On which day?" };
                let stands = format!("Empty leaves it on {}.", day(self.entry.start, today));
                Prompt::new(title, question, line("")).line(date).line(stands)
            }
            Field::Time => {
                let stands = match self.entry.time {
                    Some(time) => format!("Empty leaves it at {}; none takes it away.", clock(time)),
                    None => "Empty is fine.".into(),
                };
                Prompt::new(title, "At what time?", line("")).line("For example 14:00.").line(stands)
            }
            Field::Place => {
                let What::Appointment(appointment) = &self.entry.what else { return self.list(world) };
                Prompt::new(title, "Where is it?", line(appointment.place.as_deref().unwrap_or_default()))
                    .line("Empty is fine.")
            }
            Field::Questions => {
                let What::Appointment(appointment) = &self.entry.what else { return self.list(world) };
                let start = appointment.questions.as_deref().unwrap_or_default();
                Prompt::new(title, "What would you like to ask there?", line(start)).line("Empty is fine.")
            }
            Field::Ceiling => {
                let choices = RULE_BANDS.map(up_to);
                Prompt::new(title, "How near may an evening come then?", labels(&choices))
                    .line("Nothing past it is offered on these days.")
            }
            Field::Often => {
                let choices = self.oftens().into_iter().map(|often| Choice::plain(self.how_often(often)));
                let first = self.stands_at();
                Prompt::new(
                    title,
                    "How often is it?",
                    Ask::OneOf(OneOf { first, ..OneOf::new(choices.collect()) }),
                )
            }
            Field::Weekdays => {
                let on = match self.entry.repeat.as_ref().map(|repeat| &repeat.every) {
                    Some(Every::Weeks { on, .. }) => on.clone(),
                    _ => vec![self.entry.start.weekday()],
                };
                let ticked = |at: usize| on.iter().any(|day| day.num_days_from_monday() as usize == at);
                let ticks = WEEKDAYS.iter().enumerate();
                let ticks = ticks.map(|(at, name)| Tick { label: (*name).to_owned(), on: ticked(at) });
                Prompt::new(title, "On which days of the week?", Ask::AnyOf(ticks.collect()))
            }
            Field::Last => {
                let start = self.entry.last.map(named).unwrap_or_default();
                Prompt::new(title, "Which is the last day?", line(&start)).line(date)
            }
            Field::Until => {
                let until = self.entry.repeat.as_ref().and_then(|repeat| repeat.until);
                Prompt::new(title, "Until when?", line(&until.map(named).unwrap_or_default()))
                    .line("Empty has no end. For example +30, for 30 days from today.")
            }
            _ => self.window(world),
        }
    }

    fn title(&self) -> &'static str {
        match (&self.ends_in, self.asks) {
            (Ends::Adding, Field::Kind) => "Our calendar",
            _ => match Sign::of(&self.entry.what) {
                Sign::Appointment => "Appointment",
                Sign::RestDay => "Rest day",
                Sign::Window => "Time for us",
                Sign::Ritual => "Ritual",
                Sign::ToMind => "A rule of our own",
                _ => "Note",
            },
        }
    }

    fn names(world: World<'_>) -> [String; 2] {
        Person::BOTH.map(|person| world.archive.name(person).to_owned())
    }

    fn words(&self, ask: Ask) -> Prompt {
        let (question, line) = match &self.entry.what {
            What::Appointment(_) => ("What is it called?", "For example physio, Dr K., blood test."),
            What::OwnRule { .. } => {
                ("What would you like to call it?", "In your own words. No reason is needed.")
            }
            What::Ritual { .. } => ("What is the ritual?", "For example care date, a song, tea at four."),
            _ => ("What would you like to note?", "A few words."),
        };
        Prompt::new(self.title(), question, ask).line(line)
    }

    fn list(&self, world: World<'_>) -> Prompt {
        let fields = self.fields(world);
        let choice = |field: &Field| {
            let (label, now) = self.stands(*field, world);
            Choice::noted(label, now)
        };
        let choices = fields.iter().map(choice).chain([Choice::plain("Leave it as it is")]).collect();
        let question = match &self.ends_in {
            Ends::FromHere(_, on) => format!("From {} on, what is another way?", day(*on, world.today())),
            _ => "What would you like to change?".to_owned(),
        };
        let prompt = Prompt::new(self.title(), question, Ask::OneOf(OneOf::new(choices)));
        match (&self.ends_in, &self.entry.repeat) {
            (Ends::Changing(_), Some(_)) => prompt.line("This changes all of them."),
            (Ends::FromHere(..), _) => prompt.line("What was before stays as it was."),
            _ => prompt,
        }
    }

    /// What a field is called, and how it stands now.
    fn stands(&self, field: Field, world: World<'_>) -> (&'static str, String) {
        let today = world.today();
        let own = |words: &Option<String>| words.clone().unwrap_or_else(|| "not said".into());
        let (appointment, window) = match &self.entry.what {
            What::Appointment(appointment) => (Some(appointment), None),
            What::Window(window) => (None, Some(window)),
            _ => (None, None),
        };
        let of_window = |pick: &dyn Fn(&Window) -> String| window.map(pick).unwrap_or_default();
        let minutes = |minutes: u16| if minutes == 0 { "none".into() } else { format!("{minutes} minutes") };
        match field {
            Field::Words => ("What it is", what_it_is(&self.entry.what).to_owned()),
            Field::Whose => {
                let whose = appointment.and_then(|one| one.whose);
                let name = whose.map_or("both of you", |person| world.archive.name(person));
                ("Whose it is", name.to_owned())
            }
            Field::Day if self.entry.repeat.is_some() => ("The first day", day(self.entry.start, today)),
            Field::Day => ("The day", day(self.entry.start, today)),
            Field::Time => ("The time", self.entry.time.map_or_else(|| "not said".into(), clock)),
            Field::Place => ("Where it is", appointment.map(|one| own(&one.place)).unwrap_or_default()),
            Field::Questions => {
                ("What to ask there", appointment.map(|one| own(&one.questions)).unwrap_or_default())
            }
            Field::Often => ("How often", often(&self.entry, today).unwrap_or_else(|| "once".into())),
            Field::PlanA => ("One way", of_window(&|window| window.a.words.clone())),
            Field::BandA => ("How near", of_window(&|window| up_to(window.a.band).to_owned())),
            Field::PlanB => ("Its gentler twin", of_window(&|window| window.b.words.clone())),
            Field::BandB => ("How near the twin", of_window(&|window| up_to(window.b.band).to_owned())),
            Field::Rest => ("Rest", of_window(&|window| window.rest.clone())),
            Field::Ready => ("To have ready", of_window(&|window| window.ready.join(", "))),
            Field::RestBefore => ("Rest before", of_window(&|window| minutes(window.rest_before))),
            Field::RestAfter => ("Rest after", of_window(&|window| minutes(window.rest_after))),
            _ => ("", String::new()),
        }
    }

    fn how_often(&self, often: Often) -> String {
        let weekday = self.entry.start.format("%A");
        match often {
            Often::Once => "Only this day".into(),
            Often::InARow => "Some days in a row".into(),
            Often::EveryDay => "Every day".into(),
            Often::EveryWeek => format!("Every {weekday}"),
            Often::SomeWeekdays => "On some days of the week".into(),
            Often::EveryWeeks(each) => format!("Every {each} weeks, on {weekday}"),
        }
    }

    fn window(&self, world: World<'_>) -> Prompt {
        let What::Window(window) = &self.entry.what else { return self.list(world) };
        let title = self.title();
        let line = |start: &str| Ask::Line { start: start.to_owned(), most: text::LINE };
        let bands = |bands: &[Band], now: Band| {
            let first = bands.iter().position(|band| *band == now).unwrap_or(0);
            let choices = bands.iter().map(|band| Choice::plain(up_to(*band))).collect();
            Ask::OneOf(OneOf { first, ..OneOf::new(choices) })
        };
        let rests = |now: u16| {
            let first = RESTS.iter().position(|one| *one == now).unwrap_or(0);
            let words =
                |minutes: &u16| if *minutes == 0 { "None".into() } else { format!("{minutes} minutes") };
            Ask::OneOf(OneOf { first, ..OneOf::new(RESTS.iter().map(words).map(Choice::plain).collect()) })
        };
        match self.asks {
            Field::PlanA => Prompt::new(title, "What would be good?", line(&window.a.words))
                .line("One way to spend it, in your own words.")
                .line("It is a plan, not a promise."),
            Field::BandA => {
                Prompt::new(title, "How near could that come?", bands(&WINDOW_BANDS, window.a.band))
                    .line("The evening itself may always ask for less.")
            }
            Field::PlanB => Prompt::new(title, "And its gentler twin?", line(&window.b.words))
                .line("Smaller, quieter, and as good."),
            Field::BandB => {
                Prompt::new(title, "How near could the twin come?", bands(&twin_bands(window), window.b.band))
            }
            Field::Rest => Prompt::new(title, "And how would rest look?", line(&window.rest))
                .line("For example the sofa, a film, an early night."),
            Field::Ready => {
                let ticks = ready_offered(window).into_iter();
                let ticks = ticks.map(|label| Tick { on: window.ready.contains(&label), label });
                let own = Tick { label: "something else, in own words".into(), on: false };
                Prompt::new(title, "What is good to have ready?", Ask::AnyOf(ticks.chain([own]).collect()))
            }
            Field::OwnReady => Prompt::new(title, "What else is good to have ready?", line("")),
            Field::RestBefore => Prompt::new(title, "Some rest before?", rests(window.rest_before)),
            _ => Prompt::new(title, "Some rest after?", rests(window.rest_after)),
        }
    }
}
