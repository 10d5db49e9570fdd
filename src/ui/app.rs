//! The whole front end but the terminal itself: events in, frames out.

mod events;
mod perform;
mod sitting;

use std::borrow::Cow;
use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::context::Context;
use super::effect::{Effect, Leaving};
use super::frame::{self, Parts};
use super::hits::Hits;
use super::keymap::{self, Scope};
use super::overlay::Overlay;
use super::page::Page;
use super::page::tonight::Tonight;
use super::theme::{Look, Surroundings};
use crate::domain::settings::Theme;
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

    /// The words that are being written, where there are any.
    #[must_use]
    pub fn written(&self) -> Option<String> {
        match &self.page {
            Page::Guided(page) => page.asking().words().map(Cow::into_owned),
            Page::Tonight(_) | Page::Settings(_) => None,
        }
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
        let kept = guide.typing(&words, self.session, now);
        page.kept(kept.is_ok(), now);
        match kept {
            Ok(()) => {
                // It says when that was.
                self.stale |= page.asking().is_a_page();
                true
            }
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
            // Nobody finds there what somebody looked for.
            if turn || page.guide().searches() {
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
        let footer = || {
            let mut scopes = self.page.scopes();
            if self.sits() && !self.shows_signals() {
                scopes.insert(0, Scope::Sitting);
            }
            keymap::footer(&scopes, self.page.is_text(), keys)
        };
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
