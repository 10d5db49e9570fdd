//! The whole front end but the terminal itself: events in, frames out.

mod perform;
mod sitting;

use std::time::Duration;

use ratatui::Frame;
use ratatui::crossterm::event::{Event, KeyCode, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::asking::Msg;
use super::canvas::Canvas;
use super::context::Context;
use super::effect::{Effect, Leaving};
use super::frame::{self, Parts};
use super::hits::{Hits, Target};
use super::key::Key;
use super::keymap::{self, Action, Hint, Scope};
use super::overlay::Overlay;
use super::overlay::book::Book;
use super::overlay::closing::Closing;
use super::page::Page;
use super::page::tonight::Tonight;
use super::theme::{Look, Surroundings};
use crate::domain::flow::Extra;
use crate::domain::settings::Theme;
use crate::domain::signal_keys::SignalKeys;
use crate::domain::time::{Evening, Now};
use crate::session::Session;
use crate::session::guide::{Bookmark, Route, Stage};

/// What the front end is told at its start.
pub struct Setting<'a> {
    /// What a flow may look at.
    pub stage: Stage<'a>,
    /// Where to begin, if not at Tonight.
    pub begin: Option<Route>,
    /// A word to begin with.
    pub notice: Option<&'static str>,
    /// A theme asked for on the command line.
    pub theme: Option<Theme>,
    /// What fits the terminal's background.
    pub detected: Theme,
    /// What the environment says.
    pub surroundings: Surroundings,
}

/// The front end.
pub struct App<'a> {
    session: &'a mut Session,
    setting: Setting<'a>,
    page: Page,
    overlays: Vec<Overlay>,
    notice: Option<String>,
    hits: Hits,
    area: Rect,
    /// When what was drawn last looks different by itself.
    changes_at: Option<Duration>,
    stale: bool,
    scrub: bool,
    /// The screen is to be covered before anything is kept.
    covering: bool,
    /// The evening that was drawn last.
    evening: Option<Evening>,
    leaving: Option<Leaving>,
    /// Whether the terminal has shown that it tells of focus, or a key has come.
    focus_known: bool,
    /// What takes a while, and is done once the frame that says so is drawn.
    waiting: Option<Effect>,
    /// Whether keys that were typed meanwhile are to be thrown away.
    drain: bool,
    /// Where somebody was when the screen was locked.
    left_at: Option<LeftAt>,
    /// When a key came last, or a quiet while ran.
    last_key: Duration,
    /// When the clock was looked at last.
    looked: Duration,
}

/// A place to come back to, with nothing of what was said there.
enum LeftAt {
    Guided(Bookmark),
    Settings,
}

impl<'a> App<'a> {
    /// Begins at Tonight, or at set-up where nobody is set up yet.
    #[must_use]
    pub fn new(session: &'a mut Session, setting: Setting<'a>, now: Now) -> Self {
        let locked = session.is_locked();
        let empty = session.archive().people().next().is_none() && session.looking_only().is_none();
        let mut app = Self {
            session,
            page: Page::Tonight(Tonight::first()),
            overlays: Vec::new(),
            notice: None,
            hits: Hits::default(),
            area: Rect::default(),
            changes_at: None,
            stale: true,
            scrub: false,
            covering: false,
            evening: None,
            leaving: None,
            focus_known: false,
            waiting: None,
            drain: false,
            left_at: None,
            last_key: now.mono,
            looked: now.mono,
            setting,
        };
        if locked {
            app.overlays.push(Overlay::Locked(Box::default()));
        } else {
            app.begin(empty, now);
        }
        app
    }

    fn begin(&mut self, empty: bool, now: Now) {
        let begin = match self.setting.begin {
            _ if empty => Some(Route::SetUp),
            _ if self.session.needs_choice() => Some(Route::Recovery),
            _ if self.session.other_key().is_some() => Some(Route::OtherKey),
            begin => begin,
        };
        if let Some(route) = begin {
            self.set_out(route, now);
        }
    }

    /// How it was left, once it was.
    #[must_use]
    pub fn leaving(&self) -> Option<Leaving> {
        self.leaving
    }

    /// What is kept.
    #[must_use]
    pub fn session(&self) -> &Session {
        self.session
    }

    /// Whether something looks different since the last frame.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Whether nothing of the last frame may stay anywhere: asked once before each frame.
    pub fn take_scrub(&mut self) -> bool {
        std::mem::take(&mut self.scrub)
    }

    /// Whether whatever was typed meanwhile is to be thrown away: asked once after each frame.
    pub fn take_drain(&mut self) -> bool {
        std::mem::take(&mut self.drain)
    }

    /// Whether the mouse is listened to.
    #[must_use]
    pub fn wants_mouse(&self) -> bool {
        self.session.archive().settings.mouse
    }

    /// Everything that a page may look at.
    fn context<'c>(session: &'c Session, setting: &Setting<'c>, now: Now) -> Context<'c> {
        let motion = session.archive().settings.motion && !setting.surroundings.reduce_motion();
        Context { session, stage: setting.stage, now, motion, standing: setting.notice }
    }

    /// The look of the next frame.
    #[must_use]
    pub fn look(&self) -> Look {
        let chosen = self.session.archive().settings.theme;
        let Setting { theme, detected, ref surroundings, .. } = self.setting;
        surroundings.look(self.page.previewed().or(theme), chosen, detected)
    }

    /// The next moment at which there is something to do without a key.
    #[must_use]
    pub fn next_wake(&self) -> Option<Duration> {
        self.changes_at.into_iter().chain(self.page.keep_at()).min()
    }

    /// Does what the passing of time brings.
    pub fn wake(&mut self, now: Now) {
        self.notice_gap(now);
        let due = |at: Option<Duration>| at.is_some_and(|at| at <= now.mono);
        let evening = self.session.evening(now);
        if self.session.tick(now) || due(self.changes_at) || self.evening != Some(evening) {
            self.stale = true;
        }
        if due(self.page.keep_at()) {
            self.keep_draft(now);
        }
        self.lock_when_idle(now);
    }

    /// What is locked is closed after a while without a key, counted from the end of whatever
    /// runs on the screen.
    fn lock_when_idle(&mut self, now: Now) {
        if self.page.waits(now.mono) && !self.is_hidden() {
            self.last_key = now.mono;
        }
        let minutes = u64::from(self.session.archive().settings.idle_minutes);
        let idle = now.mono.saturating_sub(self.last_key) >= Duration::from_secs(60 * minutes);
        if idle && self.session.locks() && !self.session.is_locked() {
            self.last_key = now.mono;
            self.run(vec![Effect::Hide], now);
        }
    }

    /// Keeps words that are still in an open field. Every way of leaving comes by here. Says
    /// whether none wait any more.
    pub fn keep_draft(&mut self, now: Now) -> bool {
        let Page::Guided(page) = &mut self.page else { return true };
        let Some((guide, words)) = page.unkept() else { return true };
        let kept = guide.typing(words, self.session, now);
        page.kept(kept.is_ok(), now.mono);
        match kept {
            Ok(()) => true,
            Err(error) => {
                self.say(error.to_string());
                false
            }
        }
    }

    /// What waits until the screen is covered: the words are kept and a turn ends, so that
    /// whoever uncovers it names themselves. Words that could not be kept stay on the page.
    pub fn settle(&mut self, now: Now) {
        if let Some(effect) = self.waiting.take() {
            self.drain = true;
            self.perform_at_once(effect, now);
            return;
        }
        if !std::mem::take(&mut self.covering) {
            return;
        }
        if self.session.locks() {
            return self.lock(now);
        }
        if !self.keep_draft(now) {
            return;
        }
        let turn = self.session.turn().is_some();
        if let Page::Guided(page) = &mut self.page {
            page.asking_mut().pause(now.mono);
            if turn {
                page.guide_mut().leave(self.session);
                self.home(None);
            }
        }
        self.session.hide();
    }

    /// Whether the screen is about to be covered: nothing else comes before that.
    #[must_use]
    pub fn is_covering(&self) -> bool {
        self.covering
    }

    /// Ends without being asked any further.
    pub fn stop(&mut self, now: Now) {
        self.keep_draft(now);
        self.session.end_turn();
        self.leaving = Some(Leaving::Stopped);
    }

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
            page.asking_mut().disturbed(by, now.mono);
        }
    }

    fn scopes(&self) -> (Vec<Scope>, bool) {
        match self.overlays.last() {
            Some(overlay) => (overlay.scopes().to_vec(), overlay.is_text()),
            None => (self.page.scopes(self.looked), self.page.is_text()),
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
    fn is_hidden(&self) -> bool {
        self.overlays.iter().any(Overlay::covers)
    }

    /// Whether the window is too small to show the page.
    fn is_out_of_sight(&self) -> bool {
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
    fn act(&mut self, action: Action, key: Key, now: Now) {
        let hidden = self.is_hidden();
        let closing = matches!(self.overlays.last(), Some(Overlay::Closing(_)));
        let effect = match action {
            Action::Hide => Effect::Hide,
            Action::AskToClose if closing => Effect::Leave(Leaving::Closed),
            Action::AskToClose => Effect::Open(Overlay::Closing(Closing::default())),
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
            Action::StopSitting => return self.stop_sitting(now),
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
        let mut scopes = self.page.scopes(self.looked);
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
    fn send(&mut self, msg: Msg, now: Now) {
        self.stale = true;
        self.notice = None;
        let ctx = Self::context(self.session, &self.setting, now);
        let effects = match self.overlays.last_mut() {
            Some(overlay) => overlay.update(msg),
            None => self.page.update(msg, &ctx),
        };
        self.run(effects, now);
    }

    fn say(&mut self, words: impl Into<String>) {
        self.notice = Some(words.into());
        self.stale = true;
    }

    /// Draws one frame.
    pub fn draw(&mut self, frame: &mut Frame<'_>, now: Now) {
        let area = frame.area();
        self.area = area;
        self.evening = Some(self.session.evening(now));
        self.stale = false;
        let look = self.look();
        let hidden = self.is_hidden();
        let parts = Parts::of(area);
        let mut hits = Hits::default();
        let ctx = Self::context(self.session, &self.setting, now);
        let mut canvas = Canvas::new(frame.buffer_mut(), look, &mut hits);
        frame::ground(area, &mut canvas);
        let keys = self.session.archive().settings.signal_keys;
        let footer = || keymap::footer(&self.page.scopes(now.mono), self.page.is_text(), keys);
        let footer = self.overlays.is_empty().then(footer);
        if footer.is_some() && frame::too_small(area) {
            frame::small(area, self.notice.as_deref().or(self.setting.notice), &mut canvas);
        } else if !hidden {
            let parts = frame::rule(parts, self.notice.as_deref().or(self.setting.notice), &mut canvas);
            self.page.draw(parts, &ctx, &mut canvas);
            frame::footer(parts, &footer.unwrap_or_default(), &mut canvas);
        }
        if let Some(overlay) = self.overlays.last_mut() {
            canvas.cursor = None;
            canvas.hits.clear();
            let over = if hidden { area } else { frame::clear_for_panel(area, parts, &mut canvas) };
            overlay.draw(over, &ctx, &mut canvas);
            if let Some(hints) = overlay.footer(keys) {
                canvas.wipe(parts.footer, look.ground());
                frame::footer(parts, &hints, &mut canvas);
            }
        }
        self.changes_at = self.page.next_change(now.mono, ctx.motion).filter(|_| !hidden);
        if let Some(cursor) = canvas.cursor.filter(|cursor| area.contains(*cursor)) {
            frame.set_cursor_position(cursor);
        }
        self.hits = hits;
    }
}
