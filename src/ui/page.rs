//! The pages: one struct each.

pub mod guided;
pub mod settings;
pub mod tonight;

use std::time::Duration;

use super::asking::Msg;
use super::canvas::Canvas;
use super::context::Context;
use super::effect::Effect;
use super::frame::Parts;
use super::keymap::Scope;
use crate::domain::flow::Extra;
use crate::domain::settings::Theme;
use guided::Guided;
use settings::SettingsPage;
use tonight::Tonight;

/// What stands on the screen, under any panel.
pub enum Page {
    /// Where everything begins.
    Tonight(Tonight),
    /// Any flow.
    Guided(Box<Guided>),
    /// This machine's settings.
    Settings(SettingsPage),
}

impl Page {
    /// Takes a key or a click.
    pub fn update(&mut self, msg: Msg, ctx: &Context<'_>) -> Vec<Effect> {
        match self {
            Self::Tonight(page) => page.update(&msg, ctx),
            Self::Guided(page) => page.update(msg, ctx),
            Self::Settings(page) => page.update(msg, ctx),
        }
    }

    /// Draws the title line and the body.
    pub fn draw(&mut self, parts: Parts, ctx: &Context<'_>, canvas: &mut Canvas<'_>) {
        match self {
            Self::Tonight(page) => page.draw(parts, ctx, canvas),
            Self::Guided(page) => page.draw(parts, ctx, canvas),
            Self::Settings(page) => page.draw(parts, ctx, canvas),
        }
    }

    /// Where its keys are looked up.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let own = match self {
            Self::Tonight(_) => Scope::Tonight,
            Self::Guided(page) => page.asking().scope(),
            Self::Settings(page) => page.scope(),
        };
        let signals = match self {
            Self::Guided(page) => page.asking().signals().map(|signals| signals.live().goes()),
            Self::Tonight(_) | Self::Settings(_) => None,
        };
        match signals {
            // While both go, nothing else is asked.
            Some(true) => vec![own],
            Some(false) => vec![Scope::Paused, own, Scope::Move, Scope::Letters, Scope::Global],
            None if own == Scope::Find => vec![own, Scope::Field, Scope::Move, Scope::Letters, Scope::Global],
            None => vec![own, Scope::Move, Scope::Letters, Scope::Global],
        }
    }

    /// Whether characters are words now.
    #[must_use]
    pub fn is_text(&self) -> bool {
        match self {
            Self::Tonight(_) => false,
            Self::Guided(page) => page.asking().is_text(),
            Self::Settings(page) => page.is_text(),
        }
    }

    /// Other ways to answer, with keys of their own.
    #[must_use]
    pub fn extras(&self) -> &[Extra] {
        match self {
            Self::Guided(page) => &page.asking().prompt().extras,
            Self::Tonight(_) | Self::Settings(_) => &[],
        }
    }

    /// The theme to be shown while it is only being looked at.
    #[must_use]
    pub fn previewed(&self) -> Option<Theme> {
        match self {
            Self::Guided(page) => page.asking().previewed(),
            Self::Tonight(_) | Self::Settings(_) => None,
        }
    }

    /// The next moment at which the page looks different by itself.
    #[must_use]
    pub fn next_change(&self, now: Duration, motion: bool) -> Option<Duration> {
        match self {
            Self::Guided(page) => page.asking().next_change(now, motion),
            Self::Tonight(_) | Self::Settings(_) => None,
        }
    }

    /// Whether a quiet while runs on it.
    #[must_use]
    pub fn waits(&self, now: Duration) -> bool {
        matches!(self, Self::Guided(page) if page.asking().waits(now))
    }

    /// When the words in its field are to be kept.
    #[must_use]
    pub fn keep_at(&self) -> Option<Duration> {
        match self {
            Self::Guided(page) => page.keep_at(),
            Self::Tonight(_) | Self::Settings(_) => None,
        }
    }
}
