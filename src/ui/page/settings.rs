//! Settings of this machine: each is changed where it stands, and kept at once.

use ratatui::text::{Line, Span};

use crate::domain::change::Change;
use crate::domain::settings::{Setting, Settings};
use crate::domain::text;
use crate::session::places::Place;
use crate::ui::asking::Msg;
use crate::ui::canvas::Canvas;
use crate::ui::context::Context;
use crate::ui::effect::Effect;
use crate::ui::frame::{self, Parts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Scope};
use crate::ui::rows::{Gap, Rows, Scroll};
use crate::ui::theme::Token;
use crate::ui::widget::field::Field;
use crate::ui::words::width;

/// The page.
#[derive(Default)]
pub struct SettingsPage {
    focus: usize,
    scroll: Scroll,
    /// The field of the word that hides everything, while it is being written.
    word: Option<Box<Field>>,
}

/// A row of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Set(Setting),
    /// The word on the screen that hides everything: typed, not chosen.
    Word,
    /// Somewhere else, which is found here.
    Go(Place),
}

/// The rows there are; an icon only where there is a desktop.
fn items(ctx: &Context<'_>) -> Vec<Item> {
    let there = |setting: &Setting| *setting != Setting::DesktopIcon || ctx.stage.desktop;
    let mut items: Vec<Item> = Setting::ALL.into_iter().filter(there).map(Item::Set).collect();
    items.insert(4, Item::Word);
    items.extend(Place::in_settings(ctx.session, ctx.now).into_iter().map(Item::Go));
    items
}

impl Item {
    fn label(self) -> &'static str {
        match self {
            Self::Set(setting) => setting.label(),
            Self::Word => "Word on the hiding screen",
            Self::Go(place) => place.label(),
        }
    }

    fn note(self) -> &'static str {
        match self {
            Self::Set(Setting::Theme) => "← and → try each at once.",
            Self::Set(Setting::Motion) => "Off: a lamp dims once a minute, nothing else moves.",
            Self::Set(Setting::Mouse) => "On: hold Shift to select text. On a Mac: Option.",
            Self::Set(Setting::HideOnBlur) => "Needs a terminal that tells. Ctrl+L always hides.",
            Self::Set(Setting::EveningBoundary) => "Until then it is still the same evening.",
            Self::Set(Setting::CheckInHours) => "It sizes the evening for that long.",
            Self::Set(Setting::WeekStart) => "For the calendar.",
            Self::Set(Setting::IdleMinutes) => "Without a key for that long, what is locked closes.",
            Self::Set(Setting::StepDays) => "Before a little more of one is asked about.",
            Self::Set(Setting::DesktopIcon) => "Its name says nothing of what it is.",
            Self::Set(Setting::Lines) => "For screen readers. From the next start.",
            Self::Word => "Enter to write another. It says nothing of what this is.",
            Self::Go(_) => "Enter leads there.",
        }
    }

    fn value(self, ctx: &Context<'_>) -> String {
        let settings = &ctx.session.archive().settings;
        match self {
            Self::Set(setting) => setting.words(settings).unwrap_or_else(|| "as your terminal is".into()),
            Self::Word => settings.neutral_word.clone(),
            Self::Go(place) => place.note(ctx.session, ctx.now).into_owned(),
        }
    }

    /// One value further, or one back; round at both ends.
    fn turned(self, settings: &Settings, on: bool) -> Settings {
        let Self::Set(setting) = self else { return settings.clone() };
        let mut values = setting.values(settings);
        let next = match setting.chosen(settings) {
            None => 0,
            Some(at) if on => (at + 1) % values.len(),
            Some(at) => (at + values.len() - 1) % values.len(),
        };
        values.swap_remove(next).1
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
        let items = items(ctx);
        let last = items.len() - 1;
        self.focus = self.focus.min(last);
        match msg {
            Msg::Click(Target::Item(at)) if at != self.focus => self.focus = at.min(last),
            Msg::Do(Action::Choose, _) | Msg::Click(Target::Item(_)) if items[self.focus] == Item::Word => {
                self.word = Some(Box::new(Field::new(&settings.neutral_word, Settings::WORD)));
            }
            Msg::Do(Action::Choose | Action::Right, _) | Msg::Click(Target::Item(_)) => {
                return Self::turn(items[self.focus], settings, true);
            }
            Msg::Do(Action::Left, _) => return Self::turn(items[self.focus], settings, false),
            Msg::Do(Action::Back, _) => return vec![Effect::Home],
            Msg::Do(action, _) => {
                // A page is all of it: there are few rows.
                let Some(to) = action.step(self.focus, last, last) else { return Vec::new() };
                self.focus = to;
            }
            _ => return Vec::new(),
        }
        self.scroll.follow();
        Vec::new()
    }

    fn turn(item: Item, settings: &Settings, on: bool) -> Vec<Effect> {
        if let Item::Go(place) = item {
            return if on { vec![Effect::Go(place)] } else { Vec::new() };
        }
        let next = item.turned(settings, on);
        if next == *settings { Vec::new() } else { vec![Effect::Commit(Box::new(Change::Settings(next)))] }
    }

    fn write(&mut self, msg: Msg, ctx: &Context<'_>) -> Vec<Effect> {
        let Some(field) = &mut self.word else { return Vec::new() };
        let typed = match msg {
            Msg::Type(c) => field.type_char(c),
            Msg::Paste(words) => field.insert(&words),
            Msg::Do(Action::Choose | Action::Back, _) => {
                let mut next = (*ctx.session.archive().settings).clone();
                let word = text::line(field.words(), Settings::WORD);
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
        frame::title(parts, "Settings", "kept at once", None, canvas);
        let mut rows = Rows::new(parts.body.width, look);
        let items = items(ctx);
        self.focus = self.focus.min(items.len() - 1);
        let longest = items.iter().map(|item| width(item.label())).max().unwrap_or(0);
        for (at, &item) in items.iter().enumerate() {
            if at > 0 {
                rows.gap(Gap::Between);
            }
            let focused = at == self.focus;
            let value = item.value(ctx);
            let value =
                if focused && matches!(item, Item::Set(_)) { format!("◄ {value} ►") } else { value };
            let column = if rows.width() >= 56 { longest + 3 } else { width(item.label()) + 2 };
            let pad = usize::from(column - width(item.label()));
            let line = Line::from(vec![
                Span::styled(item.label(), look.style(Token::Text)),
                Span::raw(" ".repeat(pad)),
                Span::styled(value, look.style(Token::Accent)),
            ]);
            rows.item(focused && self.word.is_none(), Target::Item(at), line, "", 0);
            if let Some(field) = self.word.as_mut().filter(|_| item == Item::Word) {
                field.draw(true, &mut rows);
            }
        }
        rows.gap(Gap::Part);
        rows.text(items[self.focus].note(), look.style(Token::Muted));
        rows.draw(parts.body, &mut self.scroll, canvas);
    }
}
