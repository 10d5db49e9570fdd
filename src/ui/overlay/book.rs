//! The menu and help: one list from the key table, narrowed by typing, whose rows do what they say.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::flow::Extra;
use crate::ui::asking::Msg;
use crate::ui::canvas::Canvas;
use crate::ui::effect::Effect;
use crate::ui::frame;
use crate::ui::hits::Target;
use crate::ui::keymap::{self, Action, Hint};
use crate::ui::rows::{Gap, Rows, Scroll};
use crate::ui::theme::Token;
use crate::ui::widget::field::Field;
use crate::ui::words::{fit, width};

/// The title of help.
const HELP: &str = "Help";
/// The longest word looked for.
const LONGEST: usize = 30;
/// How many rows a page down goes.
const PAGE: usize = 8;

/// A list of everything that can be done.
pub struct Book {
    title: &'static str,
    entries: Vec<Entry>,
    filter: Field,
    focus: usize,
    /// Whether anything but Enter came.
    touched: bool,
    scroll: Scroll,
}

/// One thing that can be done.
struct Entry {
    part: &'static str,
    keys: String,
    label: String,
    does: Does,
}

#[derive(Clone, Copy)]
enum Does {
    Action(Action),
    Extra(Extra),
}

/// With a capital, as a row of its own begins.
fn sentence(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

impl Book {
    /// What can be done here.
    #[must_use]
    pub fn menu(hints: Vec<Hint>, extras: &[Extra]) -> Self {
        Self::new("What would you like to do?", hints, extras, |_| "")
    }

    /// Every key that means something here, what is particular to the page first.
    #[must_use]
    pub fn help(hints: Vec<Hint>, extras: &[Extra]) -> Self {
        let part = |hint: &Hint| {
            if keymap::is_everywhere(hint.scope) { "Everywhere" } else { "On this screen" }
        };
        Self::new(HELP, hints, extras, part)
    }

    fn new(
        title: &'static str,
        hints: Vec<Hint>,
        extras: &[Extra],
        part: impl Fn(&Hint) -> &'static str,
    ) -> Self {
        let entry = |hint: Hint| Entry {
            part: part(&hint),
            keys: hint.keys,
            label: sentence(hint.label),
            does: Does::Action(hint.action),
        };
        let mut entries: Vec<Entry> = hints.into_iter().map(entry).collect();
        let first_part = entries.first().map_or("", |entry| entry.part);
        let extras = extras.iter().map(|extra| Entry {
            part: first_part,
            keys: extra.key().to_string(),
            label: sentence(extra.label()),
            does: Does::Extra(*extra),
        });
        entries.splice(0..0, extras);
        Self {
            title,
            entries,
            filter: Field::new("", LONGEST),
            focus: 0,
            touched: false,
            scroll: Scroll::default(),
        }
    }

    fn found(&self) -> Vec<&Entry> {
        let wanted = self.filter.words().trim().to_lowercase();
        let fits = |entry: &&Entry| {
            entry.label.to_lowercase().contains(&wanted) || entry.keys.to_lowercase() == wanted
        };
        self.entries.iter().filter(fits).collect()
    }

    /// Takes a key or a click.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let last = self.found().len().saturating_sub(1);
        self.touched |= !matches!(msg, Msg::Do(Action::Choose, _));
        match msg {
            Msg::Type(c) => {
                self.filter.type_char(c);
                self.focus = 0;
            }
            Msg::Paste(words) => {
                self.filter.insert(&words);
                self.focus = 0;
            }
            Msg::Do(Action::Erase, _) => {
                self.filter.act(Action::Erase);
                self.focus = 0;
            }
            Msg::Do(Action::Choose, _) => return self.run(self.focus),
            Msg::Click(Target::Item(at)) => {
                self.touched = true;
                return self.run(at);
            }
            Msg::Do(Action::Back, _) => return vec![Effect::CloseTop],
            Msg::Do(action, _) => {
                let Some(to) = action.step(self.focus, last, PAGE) else { return Vec::new() };
                self.focus = to;
            }
            _ => return Vec::new(),
        }
        self.scroll.follow();
        Vec::new()
    }

    fn run(&self, at: usize) -> Vec<Effect> {
        match self.found().get(at).map(|entry| entry.does) {
            // A person's own key is pressed, never chosen from a list.
            Some(Does::Action(Action::KeyOf(_))) => vec![Effect::CloseTop],
            Some(Does::Action(action)) => vec![Effect::CloseTop, Effect::Run(action)],
            // One Enter too many answers nothing.
            Some(Does::Extra(_)) if !self.touched => vec![Effect::CloseTop],
            Some(Does::Extra(extra)) => vec![Effect::CloseTop, Effect::RunExtra(extra)],
            None => Vec::new(),
        }
    }

    /// Draws it in the middle of `area`.
    pub fn draw(&mut self, area: Rect, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let help = self.title == HELP;
        let around = if help { 8 } else { 6 };
        let high = u16::try_from(self.entries.len()).unwrap_or(u16::MAX).saturating_add(around);
        let inside =
            frame::panel(area, 66, high.min(area.height.saturating_sub(2)).max(area.height.min(10)), canvas);
        let mut rows = Rows::new(inside.width, look);
        let wanted = self.filter.words();
        let search =
            if wanted.is_empty() { "type to search".to_owned() } else { format!("search: {wanted}") };
        let search = fit(&search, inside.width.saturating_sub(width(self.title) + 2)).into_owned();
        let blank = inside.width.saturating_sub(width(self.title) + width(&search));
        let title = Line::from(vec![
            Span::styled(self.title, look.strong(Token::Text)),
            Span::raw(" ".repeat(usize::from(blank))),
            Span::styled(search, look.style(Token::Muted)),
        ]);
        if inside.height == 0 {
            return;
        }
        canvas.line(inside.x, inside.y, &title, inside.width);
        let found = self.found();
        if found.is_empty() {
            rows.text("Nothing of that name here. Backspace takes letters away.", look.style(Token::Text));
            rows.focus(0, false);
        }
        let keys_at = found.iter().map(|entry| width(&entry.keys)).max().unwrap_or(0).min(inside.width / 3);
        let mut part = "";
        for (at, entry) in found.iter().enumerate() {
            if entry.part != part {
                part = entry.part;
                if at > 0 {
                    rows.gap(Gap::Part);
                }
                rows.text(part, look.style(Token::Muted));
            }
            let key = Span::styled(entry.keys.clone(), look.key());
            let label = Span::styled(entry.label.clone(), look.style(Token::Text));
            let line = if help {
                let pad = (keys_at + 3).saturating_sub(width(&entry.keys)).max(1);
                vec![key, Span::raw(" ".repeat(usize::from(pad))), label]
            } else {
                let used = 2 + width(&entry.label) + width(&entry.keys);
                let pad = inside.width.saturating_sub(used).max(1);
                vec![label, Span::raw(" ".repeat(usize::from(pad))), key]
            };
            rows.item(at == self.focus, Target::Item(at), Line::from(line), "", 0);
        }
        let list = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        let list = if inside.height < 8 {
            Rect { y: inside.y + 1, height: inside.height - 1, ..inside }
        } else {
            list
        };
        let mut scroll = self.scroll;
        rows.draw_on(list, &mut scroll, look.panel(), canvas);
        self.scroll = scroll;
    }
}
