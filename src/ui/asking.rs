//! A prompt being answered: what is said, how it is answered, and where the focus is.

mod click;
mod draw;
mod focus;
mod running;
mod typing;
mod weeks;
mod write;

use std::borrow::Cow;
use std::time::Duration;

use super::hits::Target;
use super::key::Key;
use super::keymap::{Action, Scope};
use super::rows::Scroll;
use super::widget::breath::Breaths;
use super::widget::editor::Editor;
use super::widget::entry::Wrapped;
use super::widget::field::Field;
use super::widget::find::FindPage;
use super::widget::scale::Scale;
use super::widget::secret::SecretField;
use super::widget::signals::SignalPage;
use super::widget::{Reply, choices, days};
use crate::domain::flow::{Answer, Ask, DaysAsk, Extra, Layout, Marked, OneOf, Prompt, Tick, View};
use crate::domain::lamp::Lamp;
use crate::domain::people::Person;
use crate::domain::settings::Theme;
use running::Running;
use write::Pieces;

/// What a key or click means to the page.
pub enum Msg {
    /// A binding's action, and the key that gave it.
    Do(Action, Key),
    /// Another way to answer.
    Extra(Extra),
    /// A character, where words are typed.
    Type(char),
    /// Pasted words.
    Paste(String),
    /// A click.
    Click(Target),
}

enum Widget {
    Scale(Scale),
    Choices(OneOf),
    Ticks(Vec<Tick>),
    Marks(Vec<Marked>),
    Field(Box<Field>),
    Write(Box<Editor>),
    Find(Box<FindPage>),
    Secret(SecretField),
    Days(Box<DaysAsk>),
    BothKeys,
    OneKey,
    Running(Running),
    Signals(Box<SignalPage>),
    Go,
}

/// A prompt on the screen.
pub struct Asking {
    prompt: Prompt,
    widget: Widget,
    /// Which thing has the focus: those of the widget first, then the extras.
    focus: usize,
    /// The thing of the widget that had it last.
    chosen: usize,
    /// Extras stand in this many columns, as last drawn.
    columns: usize,
    scroll: Scroll,
    /// Whether the focus was moved.
    tried: bool,
    /// What of an arrow key came in pieces so far.
    pieces: Pieces,
    /// The rows of the entry that is on the page, where one is.
    entry: Wrapped,
}

impl Asking {
    /// `prompt`, before anything is pressed.
    #[must_use]
    pub fn new(prompt: Prompt, now: Duration) -> Self {
        let mut first = 0;
        let widget = match &prompt.ask {
            Ask::Scale(ask) => Widget::Scale(Scale::new(ask.clone())),
            Ask::OneOf(ask) => {
                first = ask.first.min(ask.choices.len().saturating_sub(1));
                Widget::Choices(ask.clone())
            }
            Ask::AnyOf(ticks) => Widget::Ticks(ticks.clone()),
            Ask::Marks(wishes) => Widget::Marks(wishes.clone()),
            Ask::Line { start, most } => Widget::Field(Box::new(Field::new(start, *most))),
            Ask::Write { start, most } => Widget::Write(Box::new(Editor::new(start, *most))),
            Ask::Find(ask) => {
                let page = FindPage::new(ask.clone());
                first = page.first();
                Widget::Find(Box::new(page))
            }
            Ask::Secret => Widget::Secret(SecretField::default()),
            Ask::Days(ask) => {
                first = ask.place(ask.focus).unwrap_or(0);
                Widget::Days(ask.clone())
            }
            Ask::BothKeys => Widget::BothKeys,
            Ask::OneKey => Widget::OneKey,
            Ask::While { seconds } => Widget::Running(Running::While(Lamp::lit(*seconds, now))),
            Ask::Breathe { seconds } => Widget::Running(Running::Breaths(Breaths::begin(*seconds, now))),
            Ask::Signals(live) => Widget::Signals(Box::new(SignalPage::new((**live).clone(), now))),
            Ask::Go => Widget::Go,
        };
        let mut scroll = Scroll::default();
        if matches!(widget, Widget::Days(_)) {
            // Where one is among the days is what the page is about.
            scroll.follow();
        }
        Self {
            prompt,
            widget,
            focus: first,
            chosen: first,
            columns: 1,
            scroll,
            tried: false,
            pieces: Pieces::default(),
            entry: Wrapped::default(),
        }
    }

    /// What is asked.
    #[must_use]
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// The answer it stands at, where it stands at one.
    #[must_use]
    pub fn standing(&self) -> Option<Answer> {
        match &self.widget {
            Widget::Scale(scale) => scale.value().map(Answer::Number),
            Widget::Choices(_) => Some(Answer::Pick(self.chosen)),
            Widget::Ticks(ticks) => Some(Answer::Ticks(ticks.iter().map(|tick| tick.on).collect())),
            Widget::Marks(wishes) => Some(Answer::Marks(wishes.iter().map(|wish| wish.mark).collect())),
            Widget::Field(field) => Some(Answer::Text(field.words().to_owned())),
            Widget::Write(editor) => Some(Answer::Text(editor.words())),
            Widget::Find(page) => Some(page.standing(self.chosen)),
            Widget::Days(ask) => ask.days.get(self.chosen).map(|day| Answer::Day(day.date)),
            // A passphrase is never what a page stands at.
            Widget::Secret(_)
            | Widget::BothKeys
            | Widget::OneKey
            | Widget::Running(_)
            | Widget::Signals(_)
            | Widget::Go => None,
        }
    }

    /// The words in its field, or on its page, where it has one.
    #[must_use]
    pub fn words(&self) -> Option<Cow<'_, str>> {
        match &self.widget {
            Widget::Field(field) => Some(Cow::Borrowed(field.words())),
            Widget::Write(editor) => Some(Cow::Owned(editor.words())),
            _ => None,
        }
    }

    /// Whether words can be written here.
    #[must_use]
    pub fn has_words(&self) -> bool {
        matches!(self.widget, Widget::Field(_) | Widget::Write(_))
    }

    /// Whether it is a page to write on.
    #[must_use]
    pub fn is_a_page(&self) -> bool {
        matches!(self.widget, Widget::Write(_))
    }

    /// Whether characters are words now.
    #[must_use]
    pub fn is_text(&self) -> bool {
        match self.widget {
            Widget::Field(_) | Widget::Find(_) | Widget::Secret(_) | Widget::OneKey => self.focus == 0,
            // A letter is never lost: under the page it leads back into it.
            Widget::Write(_) => true,
            _ => false,
        }
    }

    fn is_about_themes(&self) -> bool {
        matches!(self.prompt.view, Some(View::Themes))
    }

    /// The theme being tried, once the focus was moved where themes are chosen.
    #[must_use]
    pub fn previewed(&self) -> Option<Theme> {
        Theme::ALL.get(self.chosen).copied().filter(|_| self.is_about_themes() && self.tried)
    }

    /// Gives the focus to the theme that is on the screen, where themes are chosen.
    pub fn begin_with(&mut self, theme: Theme) {
        if let (true, Some(at)) = (self.is_about_themes(), Theme::ALL.iter().position(|one| *one == theme)) {
            self.focus = at;
            self.chosen = at;
        }
    }

    /// Where its keys are looked up.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match &self.widget {
            Widget::Scale(_) => Scope::Scale,
            Widget::Choices(_) if self.is_about_themes() => Scope::Themes,
            Widget::Choices(_) if self.is_among_weeks() => Scope::Weeks,
            Widget::Choices(_) => Scope::Choices,
            Widget::Ticks(_) => Scope::Ticks,
            Widget::Marks(_) => Scope::Marks,
            Widget::Field(_) => Scope::Field,
            Widget::Write(_) if self.focus == 0 => Scope::Write,
            Widget::Write(_) => Scope::Written,
            Widget::Find(_) if self.focus == 0 => Scope::Find,
            Widget::Find(_) => Scope::Found,
            Widget::Secret(_) => Scope::Secret,
            Widget::Days(ask) => match ask.layout {
                Layout::Month => Scope::Month,
                Layout::Week => Scope::Week,
            },
            Widget::BothKeys => Scope::BothKeys,
            Widget::OneKey => Scope::OneKey,
            Widget::Running(running) => running.scope(),
            Widget::Signals(_) => Scope::Signals,
            Widget::Go => Scope::Go,
        }
    }

    /// The next moment at which something looks different by itself.
    #[must_use]
    pub fn next_change(&self, now: Duration, motion: bool) -> Option<Duration> {
        match &self.widget {
            Widget::Running(running) => running.next_change(now, motion),
            Widget::Signals(page) => page.live().next_change(now, motion),
            _ => None,
        }
    }

    /// Whether nobody is meant to press anything: a quiet while runs, or something is copied by hand.
    #[must_use]
    pub fn waits(&self, now: Duration) -> bool {
        self.prompt.waits
            || match &self.widget {
                Widget::Running(running) => running.waits(now),
                Widget::Signals(page) => page.waits(now),
                _ => false,
            }
    }

    /// Stops whatever runs; it goes on when somebody says so.
    pub fn pause(&mut self, now: Duration) {
        match &mut self.widget {
            Widget::Running(running) => running.pause(now),
            Widget::Signals(page) => page.disturb(now),
            _ => {}
        }
    }

    /// Pauses what any key but its own pauses; whether it did.
    pub fn disturbed(&mut self, by: Option<Key>, now: Duration) -> bool {
        let Widget::Running(running) = &mut self.widget else { return false };
        running.disturb(by, now)
    }

    /// The signals, where they are on the page.
    #[must_use]
    pub fn signals(&self) -> Option<&SignalPage> {
        match &self.widget {
            Widget::Signals(page) => Some(page),
            _ => None,
        }
    }

    /// The last frame has reached the screen. A pause that was scrolled out of sight was not seen.
    pub fn drawn(&mut self, now: Duration) {
        if let Widget::Signals(page) = &mut self.widget
            && self.scroll.is_at_top()
        {
            page.drawn(now);
        }
    }

    /// Puts the focus where it was at first, with the beginning of the page in sight.
    pub fn from_the_top(&mut self) {
        self.focus = 0;
        self.chosen = 0;
        self.scroll = Scroll::default();
    }

    /// The signals, to tell them what happened.
    pub fn signals_mut(&mut self) -> Option<&mut SignalPage> {
        match &mut self.widget {
            Widget::Signals(page) => Some(page),
            _ => None,
        }
    }

    fn items(&self) -> usize {
        match &self.widget {
            Widget::Choices(ask) => ask.choices.len(),
            Widget::Ticks(ticks) => ticks.len(),
            Widget::Marks(wishes) => wishes.len(),
            Widget::Days(ask) => ask.days.len(),
            Widget::Find(page) => page.items(),
            // The page, and what ends it.
            Widget::BothKeys | Widget::Write(_) => 2,
            Widget::Scale(_)
            | Widget::Field(_)
            | Widget::Secret(_)
            | Widget::OneKey
            | Widget::Running(_)
            | Widget::Signals(_)
            | Widget::Go => 1,
        }
    }

    fn extra_in_focus(&self) -> Option<Extra> {
        self.focus.checked_sub(self.items()).and_then(|at| self.prompt.extras.get(at)).copied()
    }

    fn extra(&self, extra: Extra) -> Reply {
        let at = matches!(self.widget, Widget::Choices(_) | Widget::Days(_)).then_some(self.chosen);
        Reply::Answer(Answer::Extra(extra, at))
    }

    /// Takes a key or a click.
    pub fn update(&mut self, msg: Msg, now: Duration) -> Reply {
        let Some(msg) = self.put_together(msg, now) else { return Reply::Done };
        match msg {
            Msg::Do(action, key) => self.act(action, key, now),
            Msg::Extra(extra) => self.extra(extra),
            Msg::Type(c) => match &mut self.widget {
                Widget::Secret(field) => {
                    self.scroll.follow();
                    fits(field.insert(c.encode_utf8(&mut [0; 4])))
                }
                Widget::OneKey => Reply::Answer(Answer::Text(c.into())),
                Widget::Write(_) => self.writes(|editor| Some(editor.type_char(c, now))),
                _ => self.typed(|field| field.type_char(c)),
            },
            Msg::Paste(words) => match &mut self.widget {
                Widget::Secret(field) => {
                    self.scroll.follow();
                    fits(field.insert(&words))
                }
                Widget::Write(_) => self.writes(|editor| Some(editor.paste(&words, now))),
                _ => self.typed(|field| field.insert(&words)),
            },
            Msg::Click(target) => self.click(target, now),
        }
    }

    fn act(&mut self, action: Action, key: Key, now: Duration) -> Reply {
        if action == Action::Choose && self.scroll.focus_hidden() && self.scroll.down() {
            // What Enter would choose has not been seen yet.
            return Reply::Done;
        }
        let untouched = matches!(&self.widget, Widget::Choices(ask) if ask.quick) && !self.tried;
        if action == Action::Choose && untouched {
            // One Enter too many never says how a body is.
            return Reply::Say("Any of these is a good answer. Its number chooses it.".into());
        }
        let page = self.act_on_page(action, now).or_else(|| self.back_to_the_words(action));
        if let Some(reply) = page.or_else(|| self.week(action)) {
            return reply;
        }
        if let Some(extra) = self.extra_in_focus() {
            if action == Action::Choose {
                return self.extra(extra);
            }
        } else {
            if let Widget::Days(ask) = &self.widget
                && let Some(step) = days::step(ask, self.focus, action)
            {
                return match step {
                    days::Step::To(place) => {
                        self.set_focus(place);
                        Reply::Done
                    }
                    days::Step::Away(date) => Reply::Answer(Answer::Turn(date)),
                };
            }
            let reply = self.widget_act(action, key, now);
            if reply != Reply::NotMine {
                return reply;
            }
        }
        if self.move_focus(action) { Reply::Done } else { Reply::NotMine }
    }

    fn widget_act(&mut self, action: Action, key: Key, now: Duration) -> Reply {
        let at = self.focus;
        match &mut self.widget {
            Widget::Scale(scale) => scale.act(action, key),
            Widget::Choices(ask) => choices::choose(ask, at, action, key),
            Widget::Ticks(ticks) => choices::tick(ticks, at, action),
            Widget::Marks(wishes) => choices::mark(wishes, at, action),
            Widget::Field(field) => match action {
                Action::Choose => Reply::Answer(Answer::Text(field.words().to_owned())),
                _ if field.act(action) => Reply::Typed,
                _ => Reply::NotMine,
            },
            Widget::Find(page) => page.act(action, at),
            Widget::Secret(field) => match action {
                Action::Choose => match field.secret() {
                    Some(secret) => Reply::Answer(Answer::Secret(secret)),
                    None => Reply::Say("Nothing is typed yet. Esc goes back.".into()),
                },
                _ if field.act(action) => Reply::Done,
                _ => Reply::NotMine,
            },
            Widget::BothKeys => match action {
                Action::KeyOf(person) => Reply::Answer(Answer::Key(person)),
                // The Enter that ended a turn is nobody's key.
                Action::Choose if !self.tried => Reply::Say("Each presses their own: 1, and 8.".into()),
                Action::Choose if at == 0 => Reply::Answer(Answer::Key(Person::A)),
                Action::Choose => Reply::Answer(Answer::Key(Person::B)),
                _ => Reply::NotMine,
            },
            Widget::Running(running) => running.act(action, now),
            // Staying paused is what it does already.
            Widget::Signals(_) if action == Action::Choose => Reply::Done,
            Widget::Signals(_) | Widget::OneKey | Widget::Write(_) => Reply::NotMine,
            Widget::Days(ask) => match (action, ask.days.get(at)) {
                (Action::Choose, Some(day)) => Reply::Answer(Answer::Day(day.date)),
                _ => Reply::NotMine,
            },
            Widget::Go if action == Action::Choose => Reply::Answer(Answer::Go),
            Widget::Go => Reply::NotMine,
        }
    }
}

fn fits(all: bool) -> Reply {
    if all {
        Reply::Done
    } else {
        Reply::Say("No more fits here. What was there before is all still there.".into())
    }
}

#[cfg(test)]
mod tests;
