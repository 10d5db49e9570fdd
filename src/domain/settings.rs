//! What this machine does, apart from the two people: the only configuration there is.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use super::time::BoundaryHour;

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
    /// Whether a desktop icon with the neutral word is wanted.
    pub desktop_icon: bool,
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
            desktop_icon: false,
        }
    }
}
