//! Words that are typed into a field, and the way back to them.

use super::{Asking, Widget};
use crate::ui::keymap::Action;
use crate::ui::widget::Reply;
use crate::ui::widget::field::{Field, Typed};

impl Asking {
    pub(super) fn typed(&mut self, put: impl FnOnce(&mut Field) -> Typed) -> Reply {
        let typed = match &mut self.widget {
            Widget::Field(field) => put(field),
            // What is pasted is looked for, wherever the focus is.
            Widget::Find(page) => {
                (self.focus, self.chosen) = (0, 0);
                page.typed(put)
            }
            _ => return Reply::NotMine,
        };
        self.scroll.follow();
        match typed.notice() {
            None => Reply::Typed,
            Some(notice) => Reply::Say(notice.into()),
        }
    }

    /// From what was found Esc leads to what is looked for.
    pub(super) fn back_to_the_words(&mut self, action: Action) -> Option<Reply> {
        let found = matches!(self.widget, Widget::Find(_)) && self.focus > 0;
        (action == Action::Back && found).then(|| {
            self.set_focus(0);
            Reply::Done
        })
    }
}
