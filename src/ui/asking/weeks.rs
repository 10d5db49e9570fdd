//! Arrows that lead from week to week.

use super::{Asking, Reply};
use crate::domain::flow::Extra;
use crate::ui::keymap::Action;

impl Asking {
    /// Whether one week comes after the other here.
    pub(super) fn is_among_weeks(&self) -> bool {
        self.prompt.extras.contains(&Extra::EarlierWeek)
    }

    /// Where an arrow leads among weeks, while the focus is not on one of the extras.
    pub(super) fn week(&self, action: Action) -> Option<Reply> {
        if !self.is_among_weeks() || self.extra_in_focus().is_some() {
            return None;
        }
        let extra = match action {
            Action::Left => Extra::EarlierWeek,
            Action::Right => Extra::LaterWeek,
            _ => return None,
        };
        let there = self.prompt.extras.contains(&extra);
        Some(if there { self.extra(extra) } else { Reply::Say("That week is still to come.".into()) })
    }
}
