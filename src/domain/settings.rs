//! What this machine does, apart from the two people: the only configuration there is.

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, Weekday};
use serde::{Deserialize, Serialize};

use super::signal_keys::SignalKeys;
use super::text;
use super::time::{BoundaryHour, Evening, Now};

/// How the screen looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Soft and dark, for evenings.
    #[default]
    Dusk,
    /// Soft and light, for daytime.
    Linen,
    /// White and yellow on black, most contrast.
    StrongDark,
    /// Black on white, most contrast.
    StrongLight,
    /// The terminal's own colours, nothing added.
    Plain,
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Dusk, Self::Linen, Self::StrongDark, Self::StrongLight, Self::Plain];

    /// The word for it on screen and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dusk => "dusk",
            Self::Linen => "linen",
            Self::StrongDark => "strong-dark",
            Self::StrongLight => "strong-light",
            Self::Plain => "plain",
        }
    }

    /// Its name on a page.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Dusk => "Dusk",
            Self::Linen => "Linen",
            Self::StrongDark => "Strong dark",
            Self::StrongLight => "Strong light",
            Self::Plain => "Plain",
        }
    }

    /// A few words about it.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Dusk => "soft and dark, for evenings",
            Self::Linen => "soft and light, for daytime",
            Self::StrongDark => "white and yellow on black, most contrast",
            Self::StrongLight => "black on white, most contrast",
            Self::Plain => "your own terminal colours, nothing added",
        }
    }
}

/// The first day of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WeekStart {
    /// Weeks begin on Monday.
    #[default]
    Monday,
    /// Weeks begin on Sunday.
    Sunday,
    /// Weeks begin on Saturday.
    Saturday,
}

impl WeekStart {
    /// Every choice, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Monday, Self::Sunday, Self::Saturday];

    /// The day itself.
    #[must_use]
    pub fn day(self) -> Weekday {
        match self {
            Self::Monday => Weekday::Mon,
            Self::Sunday => Weekday::Sun,
            Self::Saturday => Weekday::Sat,
        }
    }

    /// The day's name on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Sunday => "Sunday",
            Self::Saturday => "Saturday",
        }
    }
}

/// settings.json: this machine's own, plain for ever, nothing of the two in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The theme, once somebody chose one; before that the terminal's background decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// Whether anything on screen may move by itself.
    pub motion: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether to begin line by line.
    pub lines: bool,
    /// Whether losing the window's focus hides the screen.
    pub hide_on_blur: bool,
    /// The word on the screen that hides everything, at most 24 graphemes.
    pub neutral_word: String,
    /// The hour of the night at which a new evening begins.
    pub evening_boundary: BoundaryHour,
    /// How long a check-in sizes the evening, in hours, 1 to 12.
    pub check_in_hours: u8,
    /// The first day of the week.
    pub week_start: WeekStart,
    /// After how many minutes without a key what is locked is closed, 1 to 60.
    pub idle_minutes: u8,
    /// After how many days a small step may be asked about again, 3 to 60.
    pub step_days: u8,
    /// Whether a desktop icon with the neutral word is wanted.
    pub desktop_icon: bool,
    /// The keys of the signals.
    #[serde(skip_serializing_if = "SignalKeys::is_usual")]
    pub signal_keys: SignalKeys,
    /// The boundary that still holds for the evening on which another one was chosen: changing
    /// it re-dates nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_boundary: Option<HeldBoundary>,
}

/// A boundary until the evening it was changed on is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBoundary {
    boundary: BoundaryHour,
    until: NaiveDateTime,
}

impl Settings {
    /// The longest that a check-in can size an evening, in hours.
    pub const MOST_HOURS: u8 = 12;
    /// The longest that what is locked stays open without a key, in minutes.
    pub const MOST_IDLE: u8 = 60;
    /// The fewest days until a small step may be asked about again.
    pub const FEWEST_STEP_DAYS: u8 = 3;
    /// The most days until a small step may be asked about again.
    pub const MOST_STEP_DAYS: u8 = 60;
    /// The longest word on the screen that hides everything, in graphemes.
    pub const WORD: usize = 24;

    /// The evening of this moment.
    #[must_use]
    pub fn evening(&self, now: Now) -> Evening {
        let held = self.held_boundary.filter(|held| now.wall.naive_local() < held.until);
        now.evening(held.map_or(self.evening_boundary, |held| held.boundary))
    }

    /// `to` in the place of `from`. A new boundary waits until this evening is over.
    #[must_use]
    pub fn changed(from: &Self, to: Self, now: Now) -> Self {
        let held = from.held_boundary.filter(|held| now.wall.naive_local() < held.until);
        let boundary = held.map_or(from.evening_boundary, |held| held.boundary);
        let until = from.evening(now).end(boundary);
        let waits = to.evening_boundary != boundary;
        let held_boundary = until.filter(|_| waits).map(|until| HeldBoundary { boundary, until });
        Self { held_boundary, ..to }
    }

    /// The same within bounds, whoever edited the file by hand.
    #[must_use]
    pub fn sound(mut self) -> Self {
        self.check_in_hours = self.check_in_hours.clamp(1, Self::MOST_HOURS);
        self.idle_minutes = self.idle_minutes.clamp(1, Self::MOST_IDLE);
        self.step_days = self.step_days.clamp(Self::FEWEST_STEP_DAYS, Self::MOST_STEP_DAYS);
        self.neutral_word =
            text::line(&self.neutral_word, Self::WORD).unwrap_or(Self::default().neutral_word);
        self
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: None,
            motion: true,
            mouse: true,
            lines: false,
            hide_on_blur: false,
            neutral_word: "Notes".into(),
            evening_boundary: BoundaryHour::default(),
            check_in_hours: 4,
            week_start: WeekStart::default(),
            idle_minutes: 5,
            step_days: 7,
            desktop_icon: false,
            signal_keys: SignalKeys::default(),
            held_boundary: None,
        }
    }
}

/// One thing that can be set by choosing a value; the neutral word is typed instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// How the screen looks.
    Theme,
    /// Whether anything may move by itself.
    Motion,
    /// Whether the mouse is listened to.
    Mouse,
    /// Whether losing the focus hides the screen.
    HideOnBlur,
    /// When a new evening begins.
    EveningBoundary,
    /// How long a check-in sizes the evening.
    CheckInHours,
    /// The first day of the week.
    WeekStart,
    /// After how long without a key what is locked is closed.
    IdleMinutes,
    /// After how many days a small step may be asked about again.
    StepDays,
    /// Whether there is an icon on the desktop.
    DesktopIcon,
    /// Whether to begin line by line.
    Lines,
}

impl Setting {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Theme,
        Self::Motion,
        Self::Mouse,
        Self::HideOnBlur,
        Self::EveningBoundary,
        Self::CheckInHours,
        Self::WeekStart,
        Self::IdleMinutes,
        Self::StepDays,
        Self::DesktopIcon,
        Self::Lines,
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Theme => "Colours",
            Self::Motion => "Movement",
            Self::Mouse => "Mouse",
            Self::HideOnBlur => "Hide when the window is left",
            Self::EveningBoundary => "A new day begins at",
            Self::CheckInHours => "A check-in holds for",
            Self::WeekStart => "Weeks begin on",
            Self::IdleMinutes => "Lock after",
            Self::StepDays => "Between small steps, at least",
            Self::DesktopIcon => "Icon on the desktop",
            Self::Lines => "Start line by line",
        }
    }

    /// Every value it can have, in words, each with the settings it would make of these.
    #[must_use]
    pub fn values(self, settings: &Settings) -> Vec<(String, Settings)> {
        let with = |set: &dyn Fn(&mut Settings)| {
            let mut next = settings.clone();
            set(&mut next);
            next
        };
        let switch = |set: fn(&mut Settings, bool)| {
            [true, false]
                .map(|on| (if on { "on" } else { "off" }.to_owned(), with(&|next| set(next, on))))
                .to_vec()
        };
        match self {
            Self::Theme => {
                let value = |theme: Theme| (theme.label().to_owned(), with(&|next| next.theme = Some(theme)));
                Theme::ALL.map(value).to_vec()
            }
            Self::Motion => switch(|next, on| next.motion = on),
            Self::Mouse => switch(|next, on| next.mouse = on),
            Self::HideOnBlur => switch(|next, on| next.hide_on_blur = on),
            Self::EveningBoundary => (0..=BoundaryHour::LATEST)
                .filter_map(BoundaryHour::new)
                .map(|hour| (hour.to_string(), with(&|next| next.evening_boundary = hour)))
                .collect(),
            Self::CheckInHours => (1..=Settings::MOST_HOURS)
                .map(|hours| {
                    let words = if hours == 1 { "1 hour".to_owned() } else { format!("{hours} hours") };
                    (words, with(&|next| next.check_in_hours = hours))
                })
                .collect(),
            Self::WeekStart => {
                let value = |day: WeekStart| (day.name().to_owned(), with(&|next| next.week_start = day));
                WeekStart::ALL.map(value).to_vec()
            }
            Self::IdleMinutes => {
                // What was written by hand stays among them.
                let minutes: BTreeSet<u8> = [1, 2, 5, 10, 20, 60, settings.idle_minutes].into();
                let words = |minutes: u8| {
                    if minutes == 1 { "1 minute".to_owned() } else { format!("{minutes} minutes") }
                };
                minutes.into_iter().map(|one| (words(one), with(&|next| next.idle_minutes = one))).collect()
            }
            Self::StepDays => {
                let days: BTreeSet<u8> = [3, 5, 7, 10, 14, 21, 30, 60, settings.step_days].into();
                let value = |days: u8| (format!("{days} days"), with(&|next| next.step_days = days));
                days.into_iter().map(value).collect()
            }
            Self::DesktopIcon => switch(|next, on| next.desktop_icon = on),
            Self::Lines => switch(|next, on| next.lines = on),
        }
    }

    /// The value it has, in words; `None` where nobody chose one yet.
    #[must_use]
    pub fn words(self, settings: &Settings) -> Option<String> {
        self.values(settings).into_iter().find(|(_, value)| value == settings).map(|(words, _)| words)
    }

    /// The place among its values of the one it has; `None` where nobody chose one yet.
    #[must_use]
    pub fn chosen(self, settings: &Settings) -> Option<usize> {
        self.values(settings).iter().position(|(_, value)| value == settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_changes_its_own_setting_and_comes_back() {
        let start = Settings { theme: Some(Theme::Dusk), ..Settings::default() };
        for setting in Setting::ALL {
            let chosen = setting.chosen(&start).expect("a value");
            let values = setting.values(&start);
            assert!(values.len() > 1, "{}", setting.label());
            for (at, (words, changed)) in values.iter().enumerate() {
                assert_eq!(setting.chosen(changed), Some(at), "{words}");
                assert_eq!(setting.words(changed).as_ref(), Some(words));
                assert_eq!(setting.values(changed)[chosen].1, start, "{words}");
            }
        }
        assert_eq!(Setting::Theme.chosen(&Settings::default()), None);
        assert_eq!(Setting::Theme.words(&Settings::default()), None);
    }

    #[test]
    fn what_was_edited_by_hand_comes_back_within_bounds() {
        let wild = Settings {
            check_in_hours: 255,
            idle_minutes: 255,
            step_days: 255,
            neutral_word: "\u{1b}[2J\u{202e} ".into(),
            ..Settings::default()
        };
        let sound = wild.sound();
        assert_eq!((sound.check_in_hours, sound.neutral_word.as_str()), (Settings::MOST_HOURS, "[2J"));
        assert_eq!(sound.step_days, Settings::MOST_STEP_DAYS);
        let none =
            Settings { check_in_hours: 0, step_days: 0, neutral_word: " ".into(), ..Settings::default() };
        let none = none.sound();
        assert_eq!((none.check_in_hours, none.step_days, none.neutral_word.as_str()), (1, 3, "Notes"));
    }
}
