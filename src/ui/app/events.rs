//! What the terminal tells, as a message to the right place.

use ratatui::crossterm::event::{Event, KeyCode, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::App;
use crate::domain::flow::Extra;
use crate::domain::signal::Signal;
use crate::domain::signal_keys::SignalKeys;
use crate::domain::time::Now;
use crate::ui::asking::Msg;
use crate::ui::effect::{Effect, Leaving};
use crate::ui::frame;
use crate::ui::hits::Target;
use crate::ui::key::Key;
use crate::ui::keymap::{self, Action, Hint, Scope};
use crate::ui::overlay::Overlay;
use crate::ui::overlay::book::Book;
use crate::ui::overlay::closing::Closing;
use crate::ui::page::Page;

impl App<'_> {
    /// Takes whatever the terminal tells.
    pub fn handle(&mut self, event: Event, now: Now) {
        self.last_key = now.mono;
        self.notice_gap(now);
        if self.signal(&event, now) {
            return;
        }
        self.disturb(&event, now);
        match event {
            Event::Key(event) => {
                if let Some(key) = Key::from_event(event) {
                    self.focus_known = true;
                    self.key(key, now);
                }
            }
            Event::Paste(words) if !self.is_out_of_sight() => self.send(Msg::Paste(words), now),
            Event::Mouse(event) => self.mouse(event, now),
            Event::FocusGained => self.focus_known = true,
            // In tmux a loss can be the very first thing told; then it means nothing.
            Event::FocusLost if self.focus_known && self.session.archive().settings.hide_on_blur => {
                self.run(vec![Effect::Hide], now);
            }
            Event::Resize(..) => self.stale = true,
            Event::FocusLost | Event::Paste(_) => {}
        }
    }

    /// What any key but its own pauses is paused before that key does anything.
    fn disturb(&mut self, event: &Event, now: Now) {
        let by = match event {
            Event::Key(event) => Key::from_event(*event),
            Event::Mouse(_) | Event::Paste(_) => None,
            Event::FocusGained | Event::FocusLost | Event::Resize(..) => return,
        };
        if let Page::Guided(page) = &mut self.page {
            self.stale |= page.asking_mut().disturbed(by, now.mono);
        }
    }

    fn scopes(&self) -> (Vec<Scope>, bool) {
        match self.overlays.last() {
            Some(overlay) => (overlay.scopes().to_vec(), overlay.is_text()),
            None => (self.page.scopes(), self.page.is_text()),
        }
    }

    fn key(&mut self, key: Key, now: Now) {
        if let Some(binding) = keymap::lookup(&[Scope::Always], false, key) {
            return self.act(binding.action, key, now);
        }
        if self.is_out_of_sight() {
            // What cannot be seen cannot be meant, but closing can.
            if let Some(binding) = keymap::lookup(&[Scope::Global], false, key)
                && binding.action == Action::AskToClose
            {
                self.act(binding.action, key, now);
            }
            return;
        }
        let (scopes, text) = self.scopes();
        if let (true, Some(c)) = (text, key.text()) {
            return self.send(Msg::Type(c), now);
        }
        let extra = || self.page.extras().iter().find(|extra| key == Key::char(extra.key())).copied();
        if let Some(extra) = extra().filter(|_| self.overlays.is_empty()) {
            return self.send(Msg::Extra(extra), now);
        }
        if let Some(binding) = keymap::lookup(&scopes, text, key) {
            self.act(binding.action, key, now);
        }
    }

    /// Whether everything is covered, whatever panel came on top since.
    pub(super) fn is_hidden(&self) -> bool {
        self.overlays.iter().any(Overlay::covers)
    }

    /// Whether the window is too small to show the page.
    pub(super) fn is_out_of_sight(&self) -> bool {
        self.overlays.is_empty() && frame::too_small(self.area)
    }

    fn mouse(&mut self, event: MouseEvent, now: Now) {
        let arrow = |code| Key::of(code);
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let position = Position { x: event.column, y: event.row };
                match self.hits.at(position) {
                    Some(Target::Do(action)) => self.act(action, arrow(KeyCode::Enter), now),
                    Some(target) => self.send(Msg::Click(target), now),
                    None => {}
                }
            }
            MouseEventKind::ScrollUp => self.key(arrow(KeyCode::Up), now),
            MouseEventKind::ScrollDown => self.key(arrow(KeyCode::Down), now),
            _ => {}
        }
    }

    /// Does what a binding says; what is not for all goes to the top panel or the page.
    pub(super) fn act(&mut self, action: Action, key: Key, now: Now) {
        let hidden = self.is_hidden();
        let closing = matches!(self.overlays.last(), Some(Overlay::Closing(_)));
        let effect = match action {
            Action::Hide => Effect::Hide,
            Action::AskToClose if closing => Effect::Leave(Leaving::Closed),
            Action::AskToClose => Effect::Open(Overlay::Closing(Closing::over(self.sits()))),
            // The key for help has another meaning where nothing may say what this is.
            Action::Help if matches!(self.overlays.last(), Some(Overlay::Locked(_))) => {
                return self.send(Msg::Do(Action::CannotGetIn, key), now);
            }
            Action::Help if hidden => return,
            Action::Help => match self.overlays.last() {
                Some(Overlay::Book(_)) => Effect::CloseTop,
                _ => Effect::Open(self.book(keymap::help, Book::help, now)),
            },
            Action::Menu => Effect::Open(self.book(keymap::menu, Book::menu, now)),
            Action::AlreadyKept if hidden => return,
            Action::AlreadyKept => match self.session.looking_only() {
                Some(why) => Effect::Say(why.to_owned()),
                None => Effect::Say("Already kept. Everything is kept as you go.".into()),
            },
            Action::StopSitting | Action::Signal(_, Signal::Stop) => return self.stop_sitting(now),
            Action::Undo => Effect::Undo,
            Action::Redo => Effect::Redo,
            other => return self.send(Msg::Do(other, key), now),
        };
        self.stale = true;
        self.notice = None;
        self.run(vec![effect], now);
    }

    /// The menu or help of the page: what it does not lead to now is left out.
    fn book(
        &self,
        list: fn(&[Scope], bool, SignalKeys) -> Vec<Hint>,
        make: fn(Vec<Hint>, &[Extra]) -> Book,
        now: Now,
    ) -> Overlay {
        let mut scopes = self.page.scopes();
        scopes.push(Scope::Always);
        let ctx = Self::context(self.session, &self.setting, now);
        let mut hints = list(&scopes, self.page.is_text(), self.session.archive().settings.signal_keys);
        hints.retain(|hint| match hint.action {
            Action::Open(place) => place.leads(ctx.session, ctx.now),
            Action::StopSitting => self.sits(),
            _ => true,
        });
        Overlay::Book(Box::new(make(hints, self.page.extras())))
    }

    /// Gives a message to the top panel, or else to the page, and does what comes of it.
    pub(super) fn send(&mut self, msg: Msg, now: Now) {
        self.stale = true;
        self.notice = None;
        let ctx = Self::context(self.session, &self.setting, now);
        let effects = match self.overlays.last_mut() {
            Some(overlay) => overlay.update(msg),
            None => self.page.update(msg, &ctx),
        };
        self.run(effects, now);
    }
}
