//! Where the focus goes.

use super::{Asking, Widget};
use crate::ui::keymap::Action;
use crate::ui::widget::choices;

impl Asking {
    /// Moves the focus as `action` says; `false` where it moves nothing.
    pub(super) fn move_focus(&mut self, action: Action) -> bool {
        let items = self.items();
        let last = items + self.prompt.extras.len() - 1;
        let page = if matches!(self.widget, Widget::Marks(_)) { choices::PAGE } else { 5 };
        let (columns, focus) = (self.columns, self.focus);
        let among_extras = focus >= items;
        let to = match action {
            Action::Up if among_extras && focus < items + columns => match self.widget {
                Widget::Days(_) => self.chosen,
                _ => items - 1,
            },
            Action::Up if among_extras => focus - columns,
            Action::Up => focus.saturating_sub(1),
            Action::Down if among_extras => (focus + columns).min(last),
            Action::Down => (focus + 1).min(last),
            Action::Left if among_extras => (focus - 1).max(items),
            Action::Right if among_extras => (focus + 1).min(last),
            Action::PageUp => focus.saturating_sub(page),
            Action::PageDown if among_extras => last,
            Action::PageDown => (focus + page).min(items - 1),
            Action::First => 0,
            Action::Last => items - 1,
            // From the field to what is found, and only then on.
            Action::Next if focus == 0 && items > 1 && matches!(self.widget, Widget::Find(_)) => 1,
            Action::Previous if focus > 0 && !among_extras && matches!(self.widget, Widget::Find(_)) => 0,
            Action::Next if focus < items && last >= items => items,
            Action::Next if focus < last => focus + 1,
            Action::Next => self.chosen,
            Action::Previous if focus == items => self.chosen,
            Action::Previous if among_extras => focus - 1,
            Action::Previous => last,
            _ => return false,
        };
        let downwards = matches!(action, Action::Down | Action::PageDown | Action::Last);
        let hidden = self.scroll.focus_hidden();
        let further = downwards && (hidden || to == focus) && self.scroll.down();
        if further || (to == focus && !downwards && self.scroll.up()) {
            return true;
        }
        self.set_focus(to);
        true
    }

    pub(super) fn set_focus(&mut self, to: usize) {
        self.focus = to;
        self.tried = true;
        if to < self.items() {
            self.chosen = to;
        }
        self.scroll.follow();
    }
}
