//! Tonight and the settings, as choices in words.

use std::io::{self, BufRead, Write};

use crate::domain::change::Change;
use crate::domain::flow::{Answer, Ask, Choice, OneOf, Prompt};
use crate::domain::settings::{Setting, Settings};
use crate::domain::time::Now;
use crate::session::Session;
use crate::session::places::{Place, greeting};

use super::{LeftAt, Lines, Next, Page, Typed};

/// What Settings leads to here; the rest is about the screen.
#[derive(Clone, Copy)]
enum Item {
    Set(Setting),
    Go(Place),
    Undo,
}

impl Item {
    /// The settings that have a meaning here.
    const SET: [Setting; 8] = [
        Setting::Lines,
        Setting::EveningBoundary,
        Setting::CheckInHours,
        Setting::WeekStart,
        Setting::IdleMinutes,
        Setting::StepDays,
        Setting::Theme,
        Setting::DesktopIcon,
    ];

    /// What it says, and how it stands.
    fn choice(self, settings: &Settings, session: &Session, now: Now) -> Choice {
        match self {
            Self::Set(setting) => {
                Choice::noted(setting.label(), setting.words(settings).unwrap_or_else(|| "not chosen".into()))
            }
            Self::Go(place) => Choice::noted(place.label(), place.note(session, now)),
            Self::Undo => Choice::plain("Take back the last change"),
        }
    }
}

impl<R: BufRead, W: Write> Lines<'_, R, W> {
    /// Tonight: what there is, in words.
    pub(super) fn tonight(&mut self) -> io::Result<Next> {
        self.session.tick(self.now());
        let now = self.now();
        let places = Place::tonight(self.session, now);
        let noted = |place: &Place| Choice::noted(place.label(), place.note(self.session, now));
        let choices = places.iter().map(noted).chain([Choice::plain("Close")]).collect();
        let prompt = Prompt::new("Tonight", greeting(self.session), one_of(choices, 0))
            .line(format!("{}.", self.session.evening(now)))
            .line("Nothing here is urgent. Pick whatever feels easy.");
        Ok(match self.pick(prompt)? {
            Picked::Place(at) => match places.get(at) {
                Some(place) => go(*place),
                None => Next::Close,
            },
            Picked::Undone => Next::Tonight,
            Picked::Back => {
                self.talk.say("This is Tonight. q closes.")?;
                Next::Tonight
            }
            Picked::Close => Next::Close,
            Picked::Locked => Next::Locked(None),
        })
    }

    /// The settings that have a meaning line by line.
    pub(super) fn settings(&mut self) -> io::Result<Next> {
        let now = self.now();
        let settings = &self.session.archive().settings;
        let items = self.items();
        let choices = items
            .iter()
            .map(|item| item.choice(settings, self.session, now))
            .chain([Choice::plain("Back to Tonight")])
            .collect();
        let prompt = Prompt::new("Settings", "What would you like to change?", one_of(choices, items.len()))
            .line("Everything about colours, mouse and movement is in the settings of the screen.");
        let at = match self.pick(prompt)? {
            Picked::Place(at) => at,
            Picked::Undone => return Ok(Next::Settings),
            Picked::Back => return Ok(Next::Tonight),
            Picked::Close => return Ok(Next::Close),
            Picked::Locked => return Ok(Next::Locked(Some(LeftAt::Settings))),
        };
        match items.get(at) {
            None => Ok(Next::Tonight),
            Some(Item::Undo) => {
                self.undo()?;
                Ok(Next::Settings)
            }
            Some(Item::Go(place)) => Ok(go(*place)),
            Some(Item::Set(setting)) => self.set(*setting),
        }
    }

    /// What there is to set; an icon only where there is a desktop.
    fn items(&self) -> Vec<Item> {
        let there = |setting: &Setting| self.stage.desktop || *setting != Setting::DesktopIcon;
        let set = Item::SET.into_iter().filter(there).map(Item::Set);
        let places = Place::in_settings(self.session, self.now()).into_iter().map(Item::Go);
        set.chain(places).chain([Item::Undo]).collect()
    }

    /// Asks for the value of one setting, and keeps it.
    fn set(&mut self, setting: Setting) -> io::Result<Next> {
        let values = setting.values(&self.session.archive().settings);
        let stands = setting.chosen(&self.session.archive().settings);
        let choices = values.iter().map(|(words, _)| Choice::plain(words)).collect();
        let prompt =
            Prompt::new("Settings", format!("{} ...", setting.label()), one_of(choices, stands.unwrap_or(0)));
        let value = match self.pick(prompt)? {
            Picked::Place(at) => &values[at].1,
            Picked::Back | Picked::Undone => return Ok(Next::Settings),
            Picked::Close => return Ok(Next::Close),
            Picked::Locked => return Ok(Next::Locked(Some(LeftAt::Settings))),
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
        Ok(match self.ask(&mut page, None)? {
            Typed::Answers(answers) => match answers.first() {
                Some(Answer::Pick(at)) => Picked::Place(*at),
                _ => Picked::Back,
            },
            Typed::Undone => Picked::Undone,
            Typed::Back | Typed::Home | Typed::Stopped => Picked::Back,
            Typed::Close => Picked::Close,
            Typed::Locked => Picked::Locked,
        })
    }
}

/// What came of a page that is no flow.
enum Picked {
    Place(usize),
    Undone,
    Back,
    Close,
    Locked,
}

fn go(place: Place) -> Next {
    match place {
        Place::Flow(route) => Next::Flow(route),
        Place::Settings => Next::Settings,
    }
}

fn one_of(choices: Vec<Choice>, first: usize) -> Ask {
    Ask::OneOf(OneOf { choices, first, quick: false })
}
