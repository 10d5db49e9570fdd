//! While signals are on the screen no other keys are asked: whatever comes pauses first.

use std::time::Duration;

use ratatui::crossterm::event::{Event, KeyEventKind};

use super::{App, LeftAt};
use crate::domain::flow::Answer;
use crate::domain::signal::A_MOMENT;
use crate::domain::time::Now;
use crate::ui::effect::Effect;
use crate::ui::key::Key;
use crate::ui::keymap::{self, Scope};
use crate::ui::overlay::Overlay;
use crate::ui::page::Page;
use crate::ui::widget::signals::SignalPage;

/// A sleep between two looks at the clock that was no sleep of ours: a lid that was closed, or a
/// program that was stopped. The loop sleeps a third of it. It is shorter than a pause has to be
/// seen, so that no key pressed in it counts as pressed after it.
const GAP: Duration = Duration::from_millis(750);
const _: () = assert!(GAP.as_millis() < A_MOMENT.as_millis());

impl App<'_> {
    fn signals(&mut self) -> Option<&mut SignalPage> {
        match &mut self.page {
            Page::Guided(page) => page.asking_mut().signals_mut(),
            Page::Tonight(_) | Page::Settings(_) => None,
        }
    }

    /// What was drawn last has reached the screen by `now`. A pause that nobody could see is none.
    pub fn drawn(&mut self, now: Now) {
        self.notice_gap(now);
        if self.overlays.is_empty()
            && !self.is_out_of_sight()
            && !self.stale
            && let Page::Guided(page) = &mut self.page
        {
            page.asking_mut().drawn(now.mono);
        }
    }

    /// Pauses where more time went by than the program was asleep for.
    pub(super) fn notice_gap(&mut self, now: Now) {
        let last = std::mem::replace(&mut self.looked, now.mono);
        if now.mono.saturating_sub(last) >= GAP
            && let Some(signals) = self.signals()
        {
            signals.was_away(now.mono);
            self.stale = true;
        }
    }

    /// Lets the signals take an event before anything else does. Says whether that was all.
    pub(super) fn signal(&mut self, event: &Event, now: Now) -> bool {
        let covered = !self.overlays.is_empty();
        let keys = self.session.archive().settings.signal_keys;
        let Some(signals) = self.signals() else { return false };
        let key = match event {
            // Letting go of a key is the end of what it was pressed for.
            Event::Key(event) if event.kind == KeyEventKind::Release => return true,
            Event::Key(event) => Key::from_event(*event),
            _ => None,
        };
        let own = key.filter(|_| !covered).and_then(Key::text).and_then(|key| keys.signal(key));
        let went = signals.live().goes();
        match own {
            Some((person, signal)) => signals.signal(person, signal, now.mono),
            None => signals.disturb(now.mono),
        }
        let over = signals.live().is_over();
        let begins_a_pause = went && !signals.live().goes();
        self.stale = true;
        if let (true, Page::Guided(page)) = (begins_a_pause, &mut self.page) {
            page.asking_mut().from_the_top();
        }
        if over {
            self.notice = None;
            self.run(vec![Effect::Answer(Answer::Over)], now);
        }
        // What pauses does nothing else, unless it hides, closes, helps or stops.
        let always = key.is_some_and(|key| keymap::lookup(&[Scope::Always], false, key).is_some());
        let of_the_window = matches!(event, Event::Resize(..) | Event::FocusGained | Event::FocusLost);
        own.is_some() || (went && !always && !of_the_window)
    }

    /// Ends a sitting from wherever one is in it, covered or locked too.
    pub(super) fn stop_sitting(&mut self, now: Now) {
        if let Some(LeftAt::Guided(bookmark)) = &mut self.left_at {
            bookmark.stop_sitting();
        }
        let Page::Guided(page) = &mut self.page else { return };
        if !page.guide().sits() {
            return;
        }
        page.guide_mut().stop_sitting();
        self.overlays.retain(Overlay::covers);
        self.scrub = true;
        self.stale = true;
        self.notice = None;
        self.show(now);
    }

    /// Whether signals are on the screen: then every event there is goes to them.
    #[must_use]
    pub fn shows_signals(&self) -> bool {
        matches!(&self.page, Page::Guided(page) if page.asking().signals().is_some())
    }

    /// An event came that was to be thrown away. Stopping is never thrown away.
    pub fn threw_away(&mut self, event: &Event, now: Now) {
        let stop = matches!(event, Event::Key(event) if Key::from_event(*event) == Some(Key::ctrl('x')));
        if stop {
            self.stop_sitting(now);
        }
    }

    /// Whether a sitting is open.
    pub(super) fn sits(&self) -> bool {
        matches!(&self.page, Page::Guided(page) if page.guide().sits())
    }
}
