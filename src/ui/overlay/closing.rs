//! "Close for tonight?", with staying preselected.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::ui::asking::Msg;
use crate::ui::canvas::Canvas;
use crate::ui::context::Context;
use crate::ui::effect::{Effect, Leaving};
use crate::ui::frame;
use crate::ui::hits::Target;
use crate::ui::keymap::Action;
use crate::ui::rows::{Gap, Rows, Scroll};
use crate::ui::theme::Token;

/// The question whether to close.
pub struct Closing {
    close: bool,
    /// Whether a sitting is open under it.
    sits: bool,
}

impl Closing {
    /// The question, over a sitting or over anything else.
    #[must_use]
    pub fn over(sits: bool) -> Self {
        Self { close: false, sits }
    }

    /// Takes a key or a click.
    pub fn update(&mut self, msg: &Msg) -> Vec<Effect> {
        let close = || vec![Effect::Leave(Leaving::Closed)];
        match msg {
            Msg::Do(Action::Close, _) | Msg::Click(Target::Item(1)) => return close(),
            Msg::Do(Action::Choose, _) if self.close => return close(),
            Msg::Do(Action::Choose | Action::Back | Action::Stay, _) | Msg::Click(Target::Item(0)) => {
                return vec![Effect::CloseTop];
            }
            Msg::Do(Action::Up | Action::Left | Action::First | Action::Previous, _) => self.close = false,
            Msg::Do(Action::Down | Action::Right | Action::Last | Action::Next, _) => self.close = true,
            _ => {}
        }
        Vec::new()
    }

    /// Draws it in the middle of `area`.
    pub fn draw(&mut self, area: Rect, ctx: &Context<'_>, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let inside = frame::panel(area, 46, 10, canvas);
        let mut rows = Rows::new(inside.width, look);
        rows.gap(Gap::Air);
        rows.text("Close for tonight?", look.strong(Token::Text));
        let kept = match (ctx.session.looking_only(), ctx.session.turn()) {
            _ if ctx.standing.is_some() => "Nothing here is kept.",
            (Some(_), _) => "This window only looked. Nothing changed.",
            _ if self.sits => "Of this time nothing is kept.",
            (None, Some(_)) => "What was answered so far is kept.",
            (None, None) => "Everything is kept.",
        };
        rows.text(kept, look.style(Token::Text));
        rows.gap(Gap::Part);
        let words = |text: &'static str| Line::from(Span::styled(text, look.style(Token::Text)));
        rows.item(!self.close, Target::Item(0), words("Stay here"), "Esc", 20);
        rows.gap(Gap::Between);
        rows.item(self.close, Target::Item(1), words("Close"), "Ctrl+C", 20);
        rows.draw_on(inside, &mut Scroll::default(), look.panel(), canvas);
    }
}
