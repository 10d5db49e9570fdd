//! What a click does.

use std::time::Duration;

use ratatui::crossterm::event::KeyCode;

use super::{Asking, Widget};
use crate::ui::hits::Target;
use crate::ui::key::Key;
use crate::ui::keymap::Action;
use crate::ui::widget::Reply;

impl Asking {
    pub(super) fn click(&mut self, target: Target, now: Duration) -> Reply {
        match target {
            Target::Extra(extra) => self.extra(extra),
            Target::Cell(x, y) => {
                self.set_focus(0);
                if let Widget::Write(editor) = &mut self.widget {
                    editor.click(x, y);
                }
                Reply::Done
            }
            Target::Value(value) => {
                if let Widget::Scale(scale) = &mut self.widget {
                    scale.set(value);
                }
                self.set_focus(0);
                Reply::Done
            }
            Target::Item(at) if at < self.items() => {
                let again = self.focus == at;
                self.set_focus(at);
                let enter = Key::of(KeyCode::Enter);
                match self.widget {
                    Widget::Ticks(_) | Widget::Marks(_) => self.act(Action::Toggle, enter, now),
                    Widget::Field(_) | Widget::Secret(_) | Widget::Scale(_) => Reply::Done,
                    Widget::BothKeys
                    | Widget::Write(_)
                    | Widget::Go
                    | Widget::Running(_)
                    | Widget::Signals(_)
                    | Widget::OneKey => self.act(Action::Choose, enter, now),
                    Widget::Find(_) if at == 0 => Reply::Done,
                    Widget::Choices(_) | Widget::Days(_) | Widget::Find(_) if again => {
                        self.act(Action::Choose, enter, now)
                    }
                    Widget::Choices(_) | Widget::Days(_) | Widget::Find(_) => Reply::Done,
                }
            }
            Target::Item(_) | Target::Do(_) => Reply::NotMine,
        }
    }
}
