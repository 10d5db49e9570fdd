//! What runs by itself on a page: a lamp, or breathing.

use std::time::Duration;

use crate::domain::flow::Answer;
use crate::domain::lamp::Lamp;
use crate::ui::context::Context;
use crate::ui::key::Key;
use crate::ui::keymap::{self, Action, Scope};
use crate::ui::rows::Rows;
use crate::ui::widget::breath::Breaths;
use crate::ui::widget::{Reply, lamp};

/// Something that runs until it is over, or paused.
pub enum Running {
    /// A quiet while.
    While(Lamp),
    /// Breathing along.
    Breaths(Breaths),
}

impl Running {
    /// Where its keys are looked up.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::While(_) => Scope::While,
            Self::Breaths(_) => Scope::Breathe,
        }
    }

    /// The next moment at which it looks different.
    #[must_use]
    pub fn next_change(&self, now: Duration, motion: bool) -> Option<Duration> {
        match self {
            Self::While(lamp) => lamp.next_change(now, motion),
            Self::Breaths(breaths) => breaths.next_change(now, motion),
        }
    }

    /// Whether nobody is meant to press anything now.
    #[must_use]
    pub fn waits(&self, now: Duration) -> bool {
        match self {
            Self::While(lamp) => lamp.is_burning(now),
            Self::Breaths(breaths) => breaths.goes(now),
        }
    }

    /// Stops it until somebody says so.
    pub fn pause(&mut self, now: Duration) {
        match self {
            Self::While(lamp) => lamp.pause(now),
            Self::Breaths(breaths) => breaths.pause(now),
        }
    }

    /// Stops what any key but its own stops; whether it did.
    pub fn disturb(&mut self, by: Option<Key>, now: Duration) -> bool {
        let own = by.is_some_and(|key| keymap::lookup(&[Scope::Breathe], false, key).is_some());
        let (Self::Breaths(breaths), false) = (self, own) else { return false };
        breaths.pause(now);
        true
    }

    /// Does what a key says.
    pub fn act(&mut self, action: Action, now: Duration) -> Reply {
        match self {
            Self::While(lamp) => match action {
                Action::Choose => Reply::Answer(Answer::Go),
                Action::PauseLamp => {
                    lamp.turn(now);
                    Reply::Done
                }
                _ => Reply::NotMine,
            },
            Self::Breaths(breaths) => breaths.act(action, now),
        }
    }

    /// Draws it; where it is `small`, closer together.
    pub fn draw(&self, ctx: &Context<'_>, small: bool, focused: bool, rows: &mut Rows) {
        let (now, motion) = (ctx.now.mono, ctx.motion);
        match self {
            Self::While(lamp) => lamp::draw(lamp, now, motion, focused, rows),
            Self::Breaths(breaths) => breaths.draw(now, motion, small, focused, rows),
        }
    }
}
