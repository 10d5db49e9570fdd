//! Settings of this machine: each is changed where it stands, and kept at once.

use ratatui::text::{Line, Span};

use crate::domain::change::Change;
use crate::domain::settings::{Settings, Theme, WeekStart};
use crate::domain::text;
use crate::domain::time::BoundaryHour;
use crate::ui::asking::Msg;
use crate::ui::context::Context;
use crate::ui::effect::Effect;
use crate::ui::frame::{self, Parts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Scope};
use crate::ui::rows::{Canvas, Gap, Rows, Scroll, width};
use crate::ui::theme::Token;
use crate::ui::widget::field::Field;

/// The longest word on the screen that hides everything, in graphemes.
const WORD: usize = 24;
/// The longest that a check-in can hold, in hours.
const HOURS: u8 = 12;

/// The page.
#[derive(Default)]
pub struct SettingsPage {
    focus: usize,
    scroll: Scroll,
    /// The field of the word that hides everything, while it is being written.
    word: Option<Box<Field>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Setting {
    Theme,
    Motion,
    Mouse,
    HideOnBlur,
    Word,
    Boundary,
    Hours,
    Week,
    Lines,
}

impl Setting {
    const ALL: [Self; 9] = [
        Self::Theme,
        Self::Motion,
        Self::Mouse,
        Self::HideOnBlur,
        Self::Word,
        Self::Boundary,
        Self::Hours,
        Self::Week,
        Self::Lines,
    ];

    fn label(self) -> &'static str {
        match self {
            Self::Theme => "Colours",
            Self::Motion => "Movement",
            Self::Mouse => "Mouse",
            Self::HideOnBlur => "Hide when the window is left",
            Self::Word => "Word on the hiding screen",
            Self::Boundary => "A new day begins at",
            Self::Hours => "A check-in holds for",
            Self::Week => "Weeks begin on",
            Self::Lines => "Start line by line",
        }
    }

    fn note(self) -> &'static str {
        match self {
            Self::Theme => "← and → try each at once.",
            Self::Motion => "Off: a lamp dims once a minute, nothing else moves.",
            Self::Mouse => "On: hold Shift to select text. On a Mac: Option.",
            Self::HideOnBlur => "Needs a terminal that tells. Ctrl+L always hides.",
            Self::Word => "Enter to write another. It says nothing of what this is.",
            Self::Boundary => "Until then it is still the same evening.",
            Self::Hours => "It sizes the evening for that long.",
            Self::Week => "For the calendar.",
            Self::Lines => "For screen readers. From the next start.",
        }
    }

    fn value(self, settings: &Settings) -> String {
        let switch = |on| if on { "on" } else { "off" }.to_owned();
        match self {
            Self::Theme => settings.theme.map_or("as your terminal is", Theme::label).to_owned(),
            Self::Motion => switch(settings.motion),
            Self::Mouse => switch(settings.mouse),
            Self::HideOnBlur => switch(settings.hide_on_blur),
            Self::Word => settings.neutral_word.clone(),
            Self::Boundary => match u8::from(settings.evening_boundary) {
                0 => "midnight".into(),
                hour => format!("{hour} at night"),
            },
            Self::Hours if settings.check_in_hours == 1 => "1 hour".into(),
            Self::Hours => format!("{} hours", settings.check_in_hours),
            Self::Week => settings.week_start.name().into(),
            Self::Lines => switch(settings.lines),
        }
    }

    /// One further, or one back.
    fn turned(self, settings: &Settings, on: bool) -> Settings {
        let mut next = settings.clone();
        match self {
            Self::Theme => next.theme = Some(turned(&Theme::ALL, settings.theme, on)),
            Self::Motion => next.motion = !settings.motion,
            Self::Mouse => next.mouse = !settings.mouse,
            Self::HideOnBlur => next.hide_on_blur = !settings.hide_on_blur,
            Self::Lines => next.lines = !settings.lines,
            Self::Week => next.week_start = turned(&WeekStart::ALL, Some(settings.week_start), on),
            Self::Hours => next.check_in_hours = step(settings.check_in_hours, 1, HOURS, on),
            Self::Boundary => {
                let hour = step(settings.evening_boundary.into(), 0, BoundaryHour::LATEST, on);
                next.evening_boundary = BoundaryHour::new(hour).unwrap_or_default();
            }
            Self::Word => {}
        }
        next
    }
}

fn turned<T: Copy + PartialEq>(all: &[T], now: Option<T>, on: bool) -> T {
    let place = now.and_then(|now| all.iter().position(|one| *one == now));
    let next = match place {
        None => 0,
        Some(at) if on => (at + 1) % all.len(),
        Some(at) => (at + all.len() - 1) % all.len(),
    };
    all[next]
}

fn step(value: u8, least: u8, most: u8, on: bool) -> u8 {
    match on {
        true if value >= most => least,
        true => value + 1,
        false if value <= least => most,
        false => value - 1,
    }
}

impl SettingsPage {
    /// Where its keys are looked up.
    #[must_use]
    pub fn scope(&self) -> Scope {
        if self.word.is_some() { Scope::Field } else { Scope::Settings }
    }

    /// Whether characters are words now.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.word.is_some()
    }

    /// Takes a key or a click.
    pub fn update(&mut self, msg: Msg, ctx: &Context<'_>) -> Vec<Effect> {
        if self.word.is_some() {
            return self.write(msg, ctx);
        }
        let settings = &ctx.session.archive().settings;
        let last = Setting::ALL.len() - 1;
        match msg {
            Msg::Click(Target::Item(at)) if at != self.focus => self.focus = at.min(last),
            Msg::Do(Action::Choose, _) | Msg::Click(Target::Item(_))
                if Setting::ALL[self.focus] == Setting::Word =>
            {
                self.word = Some(Box::new(Field::new(&settings.neutral_word, WORD)));
            }
            Msg::Do(Action::Choose | Action::Right, _) | Msg::Click(Target::Item(_)) => {
                return self.turn(settings, true);
            }
            Msg::Do(Action::Left, _) => return self.turn(settings, false),
            Msg::Do(Action::Back, _) => return vec![Effect::Home],
            Msg::Do(Action::Up | Action::Previous, _) => self.focus = self.focus.saturating_sub(1),
            Msg::Do(Action::Down | Action::Next, _) => self.focus = (self.focus + 1).min(last),
            Msg::Do(Action::First | Action::PageUp, _) => self.focus = 0,
            Msg::Do(Action::Last | Action::PageDown, _) => self.focus = last,
            _ => return Vec::new(),
        }
        self.scroll.follow();
        Vec::new()
    }

    fn turn(&self, settings: &Settings, on: bool) -> Vec<Effect> {
        let next = Setting::ALL[self.focus].turned(settings, on);
        if next == *settings { Vec::new() } else { vec![Effect::Commit(Box::new(Change::Settings(next)))] }
    }

    fn write(&mut self, msg: Msg, ctx: &Context<'_>) -> Vec<Effect> {
        let Some(field) = &mut self.word else { return Vec::new() };
        let typed = match msg {
            Msg::Type(c) => field.type_char(c),
            Msg::Paste(words) => field.insert(&words),
            Msg::Do(Action::Choose | Action::Back, _) => {
                let mut next = (*ctx.session.archive().settings).clone();
                let word = text::line(field.words(), WORD);
                self.word = None;
                // An empty field leaves the word as it was.
                let Some(word) = word.filter(|word| *word != next.neutral_word) else { return Vec::new() };
                next.neutral_word = word;
                return vec![Effect::Commit(Box::new(Change::Settings(next)))];
            }
            Msg::Do(action, _) => {
                field.act(action);
                return Vec::new();
            }
            Msg::Extra(_) | Msg::Click(_) => return Vec::new(),
        };
        typed.notice().map(|words| Effect::Say(words.into())).into_iter().collect()
    }

    /// Draws it.
    pub fn draw(&mut self, parts: Parts, ctx: &Context<'_>, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        frame::title(parts, "Settings", "of this machine alone", None, canvas);
        let mut rows = Rows::new(parts.body.width, look);
        let settings = &ctx.session.archive().settings;
        let longest = Setting::ALL.iter().map(|setting| width(setting.label())).max().unwrap_or(0);
        for (at, setting) in Setting::ALL.into_iter().enumerate() {
            if at > 0 {
                rows.gap(Gap::Between);
            }
            let focused = at == self.focus;
            let value = setting.value(settings);
            let value = if focused && setting != Setting::Word { format!("◄ {value} ►") } else { value };
            let column = if rows.width() >= 56 { longest + 3 } else { width(setting.label()) + 2 };
            let pad = usize::from(column - width(setting.label()));
            let line = Line::from(vec![
                Span::styled(setting.label(), look.style(Token::Text)),
                Span::raw(" ".repeat(pad)),
                Span::styled(value, look.style(Token::Accent)),
            ]);
            rows.item(focused && self.word.is_none(), Target::Item(at), line, "", 0);
            if let Some(field) = self.word.as_mut().filter(|_| setting == Setting::Word) {
                field.draw(true, &mut rows);
            }
        }
        rows.gap(Gap::Part);
        rows.text(Setting::ALL[self.focus].note(), look.style(Token::Muted));
        rows.draw(parts.body, &mut self.scroll, canvas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_comes_back_to_where_it_was() {
        let mut settings = Settings { theme: Some(Theme::Dusk), ..Settings::default() };
        let start = settings.clone();
        for setting in Setting::ALL {
            for on in [true, false] {
                let mut steps = 0;
                loop {
                    settings = setting.turned(&settings, on);
                    steps += 1;
                    if settings == start {
                        break;
                    }
                    assert!(steps < 20, "{}", setting.label());
                }
            }
        }
    }
}
