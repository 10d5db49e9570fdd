//! Tonight and the settings, as choices in words.

use std::io::{self, BufRead, Write};

use crate::domain::change::Change;
use crate::domain::flow::set_up::SetUp;
use crate::domain::flow::{Answer, Ask, Choice, OneOf, Prompt, World};
use crate::domain::people::Person;
use crate::domain::settings::{Settings, Theme, WeekStart};
use crate::domain::text::both_names;
use crate::domain::time::BoundaryHour;
use crate::session::guide::{Route, Stage};

use super::{Lines, Next, Page, Typed};

/// What Tonight leads to, in its order.
const PLACES: [(&str, &str, Place); 7] = [
    ("Check in together", "about 4 minutes, 5 gentle questions", Place::Flow(Route::Evening)),
    ("What tonight could hold", "three small things, or none", Place::Flow(Route::Offers)),
    ("Twilight", "lamp low, three minutes", Place::Flow(Route::Twilight)),
    ("My own questions", "one of you alone", Place::Flow(Route::Ways)),
    ("Cover something shown", "takes it out again", Place::Flow(Route::Cover)),
    ("Settings", "", Place::Settings),
    ("Close", "", Place::Close),
];

#[derive(Clone, Copy)]
enum Place {
    Flow(Route),
    Settings,
    Close,
}

/// What can be set here; the rest is about the screen.
#[derive(Clone, Copy)]
enum Item {
    Lines,
    EveningBoundary,
    CheckInHours,
    WeekStart,
    Theme,
    Undo,
    SetUp,
}

impl Item {
    const ALL: [Self; 7] = [
        Self::Lines,
        Self::EveningBoundary,
        Self::CheckInHours,
        Self::WeekStart,
        Self::Theme,
        Self::Undo,
        Self::SetUp,
    ];

    fn label(self) -> &'static str {
        match self {
            Self::Lines => "Begin line by line",
            Self::EveningBoundary => "A new evening begins",
            Self::CheckInHours => "A check-in holds for",
            Self::WeekStart => "The week begins on",
            Self::Theme => "The screen's look, where it is used",
            Self::Undo => "Take back the last change",
            Self::SetUp => "Go on with set-up",
        }
    }

    /// How it stands.
    fn note(self, settings: &Settings) -> String {
        match self {
            Self::Lines => if settings.lines { "always" } else { "when asked" }.into(),
            Self::EveningBoundary => at_night(settings.evening_boundary.hours()),
            Self::CheckInHours => hours(settings.check_in_hours),
            Self::WeekStart => settings.week_start.name().into(),
            Self::Theme => settings.theme.map_or("not chosen", Theme::name).into(),
            Self::Undo | Self::SetUp => String::new(),
        }
    }

    /// Every value it could have, each with its words; none for what is done and not set.
    fn values(self, settings: &Settings) -> Vec<(String, Settings)> {
        let with = |words: String, set: &dyn Fn(&mut Settings)| {
            let mut changed = settings.clone();
            set(&mut changed);
            (words, changed)
        };
        match self {
            Self::Lines => [true, false]
                .map(|on| {
                    let words = if on { "always" } else { "when asked" };
                    with(words.into(), &|settings| settings.lines = on)
                })
                .into(),
            Self::EveningBoundary => (0..=BoundaryHour::LATEST)
                .filter_map(BoundaryHour::new)
                .map(|hour| with(at_night(hour.hours()), &|settings| settings.evening_boundary = hour))
                .collect(),
            Self::CheckInHours => {
                (1..=12).map(|most| with(hours(most), &|settings| settings.check_in_hours = most)).collect()
            }
            Self::WeekStart => WeekStart::ALL
                .map(|day| with(day.name().into(), &|settings| settings.week_start = day))
                .into(),
            Self::Theme => Theme::ALL
                .map(|theme| {
                    let words = format!("{}, {}", theme.name(), theme.about());
                    with(words, &|settings| settings.theme = Some(theme))
                })
                .into(),
            Self::Undo | Self::SetUp => Vec::new(),
        }
    }
}

fn at_night(hour: i64) -> String {
    if hour == 0 { "at midnight".into() } else { format!("at {hour} at night") }
}

fn hours(most: u8) -> String {
    if most == 1 { "1 hour".into() } else { format!("{most} hours") }
}

impl<R: BufRead, W: Write> Lines<'_, R, W> {
    /// Tonight: what there is, in words.
    pub(super) fn tonight(&mut self) -> io::Result<Next> {
        self.session.tick(self.now());
        let archive = self.session.archive();
        let other = archive.profile(Person::B).map(|profile| profile.name.as_str());
        let names = both_names(archive.name(Person::A), other);
        let choices = PLACES.iter().map(|(label, note, _)| Choice::noted(*label, *note)).collect();
        let prompt = Prompt::new("Tonight", format!("Good evening, {names}."), one_of(choices, 0))
            .line(format!("{}.", self.session.evening(self.now())))
            .line("Nothing here is urgent. Pick whatever feels easy.");
        Ok(match self.pick(prompt)? {
            Picked::Place(at) => match PLACES[at].2 {
                Place::Flow(route) => Next::Flow(route),
                Place::Settings => Next::Settings,
                Place::Close => Next::Close,
            },
            Picked::Back => {
                self.talk.say("This is Tonight. q closes.")?;
                Next::Tonight
            }
            Picked::Close => Next::Close,
        })
    }

    /// The settings that have a meaning line by line.
    pub(super) fn settings(&mut self) -> io::Result<Next> {
        let settings = &self.session.archive().settings;
        let noted = |item: &Item| Choice::noted(item.label(), item.note(settings));
        let items = self.items();
        let choices = items.iter().map(noted).chain([Choice::plain("Back to Tonight")]).collect();
        let prompt = Prompt::new("Settings", "What would you like to change?", one_of(choices, items.len()))
            .line("Everything about colours, mouse and movement is in the settings of the screen.");
        let at = match self.pick(prompt)? {
            Picked::Place(at) => at,
            Picked::Back => return Ok(Next::Tonight),
            Picked::Close => return Ok(Next::Close),
        };
        match items.get(at) {
            None => Ok(Next::Tonight),
            Some(Item::SetUp) => Ok(Next::Flow(Route::SetUp)),
            Some(Item::Undo) => {
                let said = match self.session.undo() {
                    Ok(true) => "Taken back.".to_owned(),
                    Ok(false) => "There is nothing to take back.".to_owned(),
                    Err(why) => why.to_string(),
                };
                self.talk.say(&said)?;
                Ok(Next::Settings)
            }
            Some(setting) => self.set(*setting),
        }
    }

    /// What there is to set. Set-up is there as long as some of it was not asked.
    fn items(&self) -> Vec<Item> {
        let Stage { content, desktop } = self.stage;
        let world = World { archive: self.session.archive(), content, now: self.now(), desktop };
        let open = SetUp::begin(world).is_some();
        Item::ALL.into_iter().filter(|item| open || !matches!(item, Item::SetUp)).collect()
    }

    /// Asks for the value of one setting, and keeps it.
    fn set(&mut self, setting: Item) -> io::Result<Next> {
        let values = setting.values(&self.session.archive().settings);
        let stands = values.iter().position(|(_, value)| *value == *self.session.archive().settings);
        let choices = values.iter().map(|(words, _)| Choice::plain(words)).collect();
        let prompt =
            Prompt::new("Settings", format!("{} ...", setting.label()), one_of(choices, stands.unwrap_or(0)));
        let value = match self.pick(prompt)? {
            Picked::Place(at) => &values[at].1,
            Picked::Back => return Ok(Next::Settings),
            Picked::Close => return Ok(Next::Close),
        };
        if let Err(why) = self.session.commit(&[Change::Settings(value.clone())], self.now()) {
            self.talk.say(&why.to_string())?;
        }
        Ok(Next::Settings)
    }

    /// Shows a page that is no flow, and asks for one of its choices.
    fn pick(&mut self, prompt: Prompt) -> io::Result<Picked> {
        let mut page = Page::new(prompt);
        self.show(&page)?;
        Ok(match self.ask(&mut page)? {
            Typed::Answers(answers) => match answers.first() {
                Some(Answer::Pick(at)) => Picked::Place(*at),
                _ => Picked::Back,
            },
            Typed::Back => Picked::Back,
            Typed::Close => Picked::Close,
        })
    }
}

/// What came of a page that is no flow.
enum Picked {
    Place(usize),
    Back,
    Close,
}

fn one_of(choices: Vec<Choice>, first: usize) -> Ask {
    Ask::OneOf(OneOf { choices, first, quick: false })
}
