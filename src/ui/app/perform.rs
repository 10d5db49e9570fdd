//! Letting effects happen, in order.

use ratatui::crossterm::event::KeyCode;

use super::{App, LeftAt, Setting};
use crate::domain::flow::Answer;
use crate::domain::people::Person;
use crate::domain::secret::Secret;
use crate::domain::settings::Theme;
use crate::domain::time::Now;
use crate::export;
use crate::session::guide::{Guide, Outcome, Route};
use crate::session::places::Place;
use crate::store::RealDisk;
use crate::ui::asking::Msg;
use crate::ui::effect::{Effect, Leaving};
use crate::ui::key::Key;
use crate::ui::overlay::Overlay;
use crate::ui::page::Page;
use crate::ui::page::guided::Guided;
use crate::ui::page::settings::SettingsPage;
use crate::ui::page::tonight::Tonight;

impl App<'_> {
    pub(super) fn run(&mut self, effects: Vec<Effect>, now: Now) {
        for effect in effects {
            self.perform(effect, now);
        }
        for words in self.session.take_news() {
            self.say(words);
        }
    }

    fn perform(&mut self, effect: Effect, now: Now) {
        if matches!(effect, Effect::Unlock(_) | Effect::Answer(Answer::Secret(_))) {
            // It takes most of a second: the screen says so before.
            if let Some(Overlay::Locked(lock)) = self.overlays.last_mut() {
                lock.say("Opening.".into());
            } else {
                self.say("One moment.");
            }
            self.stale = true;
            self.waiting = Some(effect);
            return;
        }
        self.perform_at_once(effect, now);
    }

    pub(super) fn perform_at_once(&mut self, effect: Effect, now: Now) {
        self.stale = true;
        match effect {
            Effect::Unlock(secret) => self.unlock(&secret, now),
            Effect::Go(place) => self.go(place, now),
            Effect::Home => self.home(None),
            Effect::Answer(answer) => {
                let stage = self.setting.stage;
                if matches!(answer, Answer::Secret(_)) {
                    self.notice = None;
                }
                let Page::Guided(page) = &mut self.page else { return };
                let outcome = page.guide_mut().answer(answer, self.session, stage, now);
                self.arrive(outcome, now);
            }
            Effect::StepBack => self.step_back(now),
            Effect::Commit(change) => {
                let before = self.session.archive().settings.theme;
                if let Err(error) = self.session.commit(&[*change], now) {
                    self.say(error.to_string());
                }
                self.follow_theme(before);
            }
            Effect::Undo | Effect::Redo => self.turn_back(matches!(effect, Effect::Undo), now),
            Effect::Open(overlay) => self.overlays.push(overlay),
            Effect::CloseTop => {
                self.overlays.pop();
                self.scrub = true;
            }
            Effect::Run(action) => self.act(action, Key::of(KeyCode::Enter), now),
            Effect::RunExtra(extra) => self.send(Msg::Extra(extra), now),
            Effect::Hide => {
                self.covering = true;
                self.overlays.clear();
                self.notice = None;
                self.waiting = None;
                let locked = self.session.is_locked();
                self.overlays.push(if locked { Overlay::Locked(Box::default()) } else { Overlay::Hidden });
                self.scrub = true;
            }
            Effect::Say(words) => self.say(words),
            Effect::Leave(leaving) => {
                self.keep_draft(now);
                self.session.end_turn();
                self.leaving = Some(leaving);
            }
        }
    }

    /// The screen is covered: what was typed is kept, locked where the disk does not take it, and
    /// then everything that is locked is forgotten, the page with it.
    pub(super) fn lock(&mut self, now: Now) {
        if !self.keep_draft(now)
            && let Page::Guided(page) = &mut self.page
            && let Some((guide, words)) = page.unkept()
        {
            guide.hold(&words, self.session);
        }
        self.left_at = match &mut self.page {
            Page::Guided(page) => {
                page.note_signals();
                let bookmark = page.guide().bookmark();
                page.guide_mut().leave(self.session);
                Some(LeftAt::Guided(bookmark))
            }
            Page::Settings(_) => Some(LeftAt::Settings),
            Page::Tonight(_) => None,
        };
        self.home(None);
        self.notice = None;
        self.session.hide();
        if self.session.is_locked() {
            self.overlays.retain(|overlay| !overlay.covers());
            self.overlays.insert(0, Overlay::Locked(Box::default()));
            self.stale = true;
        }
    }

    fn unlock(&mut self, secret: &Secret, now: Now) {
        match self.session.unlock(secret, now) {
            Err(error) => {
                if let Some(Overlay::Locked(lock)) = self.overlays.last_mut() {
                    lock.say(error.to_string());
                }
            }
            Ok(person) => {
                self.overlays.clear();
                self.scrub = true;
                self.notice = None;
                self.come_back(person, now);
                for words in self.session.take_news() {
                    self.say(words);
                }
            }
        }
    }

    /// Back to where somebody was, if they are the one who unlocked it.
    fn come_back(&mut self, person: Person, now: Now) {
        let stage = self.setting.stage;
        match self.left_at.take() {
            Some(LeftAt::Settings) => self.page = Page::Settings(SettingsPage::default()),
            Some(LeftAt::Guided(bookmark)) => {
                if let Some((guide, outcome)) = Guide::resume(bookmark, person, self.session, stage, now) {
                    self.follow(guide, outcome, now);
                }
            }
            None => {
                self.page = Page::Tonight(Tonight::first());
                self.begin(false, now);
            }
        }
    }

    fn go(&mut self, place: Place, now: Now) {
        match place {
            Place::Settings => self.page = Page::Settings(SettingsPage::default()),
            Place::Flow(route) => self.set_out(route, now),
        }
    }

    pub(super) fn set_out(&mut self, route: Route, now: Now) {
        let stage = self.setting.stage;
        let (guide, outcome) = Guide::begin(route, self.session, stage, now);
        self.follow(guide, outcome, now);
    }

    /// Shows what a guide asks first.
    fn follow(&mut self, guide: Guide, outcome: Outcome, now: Now) {
        let stage = self.setting.stage;
        if let Some(prompt) = guide.prompt(self.session, stage, now) {
            self.page = Page::Guided(Box::new(Guided::new(guide, prompt, now.mono)));
            self.begin_with_theme();
        }
        self.arrive(outcome, now);
    }

    /// Shows what an answer came to.
    fn arrive(&mut self, outcome: Outcome, now: Now) {
        match outcome {
            Outcome::Again(words) | Outcome::NotKept(words) => self.say(words),
            Outcome::Moved { scrub } => {
                self.scrub |= scrub;
                self.show(now);
            }
            Outcome::Home(word) => self.home(word),
            Outcome::WriteDown(what) => {
                let (archive, place) = (self.session.archive(), self.session.place());
                let today = self.session.evening(now);
                let said = export::written(archive, &what, place, today, &RealDisk);
                self.home(Some(said));
            }
            Outcome::Lines => self.leaving = Some(Leaving::Lines),
        }
    }

    pub(super) fn show(&mut self, now: Now) {
        let stage = self.setting.stage;
        let Page::Guided(page) = &mut self.page else { return };
        page.note_signals();
        match page.guide().prompt(self.session, stage, now) {
            Some(prompt) => {
                if page.show(prompt, now.mono) {
                    self.begin_with_theme();
                }
            }
            None => self.home(None),
        }
    }

    /// Where themes are chosen, the focus begins on the one that is on the screen.
    fn begin_with_theme(&mut self) {
        let theme = self.theme();
        if let Page::Guided(page) = &mut self.page {
            page.asking_mut().begin_with(theme);
        }
    }

    /// The theme that is on the screen.
    fn theme(&self) -> Theme {
        let Setting { theme, detected, ref surroundings, .. } = self.setting;
        let chosen = self.session.archive().settings.theme;
        let without = !surroundings.look(theme, chosen, detected).has_colours();
        theme.or(chosen).unwrap_or(if without { Theme::Plain } else { detected })
    }

    pub(super) fn home(&mut self, word: Option<String>) {
        if matches!(self.page, Page::Guided(_)) {
            self.scrub = true;
        }
        self.page = Page::Tonight(Tonight::default());
        if let Some(word) = word {
            self.say(word);
        }
        // Whoever opened it may just have left, and the other has it locked.
        if self.session.is_locked() && !self.overlays.iter().any(|one| matches!(one, Overlay::Locked(_))) {
            self.overlays.push(Overlay::Locked(Box::default()));
            self.scrub = true;
        }
    }

    fn step_back(&mut self, now: Now) {
        if !self.keep_draft(now) {
            return;
        }
        let Page::Guided(page) = &mut self.page else { return };
        if page.guide_mut().back() {
            self.show(now);
        } else {
            page.guide_mut().leave(self.session);
            self.home(None);
        }
    }

    fn turn_back(&mut self, back: bool, now: Now) {
        let before = self.session.archive().settings.theme;
        let turned = if back { self.session.undo(now) } else { self.session.redo(now) };
        self.follow_theme(before);
        if let (Page::Guided(page), Ok(true)) = (&mut self.page, &turned) {
            page.note_search();
            page.guide_mut().quiet();
        }
        self.show(now);
        match turned {
            Ok(true) if back => self.say("The last change is taken back. Ctrl+Y does it again."),
            Ok(true) => self.say("Done again. Ctrl+Z takes it back."),
            Ok(false) if back => self.say("There is nothing to take back here."),
            Ok(false) => self.say("There is nothing to do again here."),
            Err(error) => self.say(error.to_string()),
        }
    }

    /// A theme chosen now counts for more than one given at the start.
    fn follow_theme(&mut self, before: Option<Theme>) {
        if self.session.archive().settings.theme != before {
            self.setting.theme = None;
        }
    }
}
