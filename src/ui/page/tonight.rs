//! Tonight: where everything begins, and where Esc leads back to.

use ratatui::text::{Line, Span};

use crate::session::places::{Place, greeting};
use crate::ui::asking::Msg;
use crate::ui::canvas::Canvas;
use crate::ui::context::Context;
use crate::ui::effect::Effect;
use crate::ui::frame::{self, Parts};
use crate::ui::hits::Target;
use crate::ui::keymap::Action;
use crate::ui::rows::{Gap, Rows, Scroll};
use crate::ui::theme::Token;

/// The page.
#[derive(Default)]
pub struct Tonight {
    focus: usize,
    scroll: Scroll,
    /// What is told once, at the start.
    tells: bool,
}

impl Tonight {
    /// The one that a run begins with: it tells what there is to be told.
    #[must_use]
    pub fn first() -> Self {
        Self { tells: true, ..Self::default() }
    }

    /// Takes a key or a click.
    pub fn update(&mut self, msg: &Msg, ctx: &Context<'_>) -> Vec<Effect> {
        let places = Place::tonight(ctx.session, ctx.now);
        let last = places.len().saturating_sub(1);
        let go = |at: usize| places.get(at).map(|place| Effect::Go(*place)).into_iter().collect();
        match *msg {
            // What is found through the settings has its key here all the same.
            Msg::Do(Action::Open(place), _) if place.leads(ctx.session, ctx.now) => {
                return vec![Effect::Go(place)];
            }
            Msg::Do(Action::Choose, _) => return go(self.focus),
            Msg::Click(Target::Item(at)) => {
                self.focus = at.min(last);
                return go(at);
            }
            Msg::Do(Action::Back, _) => {
                return vec![Effect::Say("You are at the beginning. q closes.".into())];
            }
            Msg::Do(action, _) => {
                // A page is all of it: there are few rows.
                let Some(to) = action.step(self.focus, last, last) else { return Vec::new() };
                self.focus = to;
            }
            _ => return Vec::new(),
        }
        self.scroll.follow();
        Vec::new()
    }

    /// Draws it.
    pub fn draw(&mut self, parts: Parts, ctx: &Context<'_>, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        frame::title(parts, "Tonight", &ctx.session.evening(ctx.now).to_string(), None, canvas);
        let mut rows = Rows::new(parts.body.width, look);
        rows.text(&greeting(ctx.session), look.strong(Token::Text));
        rows.text("Nothing here is urgent. Pick whatever feels easy.", look.style(Token::Text));
        let notices = ctx.session.notices().iter().filter(|_| self.tells).map(String::as_str);
        for words in ctx.session.looking_only().into_iter().chain(notices) {
            rows.gap(Gap::Air);
            rows.text(words, look.style(Token::Accent));
        }
        rows.gap(Gap::Air);
        rows.gap(Gap::Part);
        let places = Place::tonight(ctx.session, ctx.now);
        self.focus = self.focus.min(places.len().saturating_sub(1));
        let column = if parts.body.width >= 70 { 30 } else { 27 };
        for (at, place) in places.into_iter().enumerate() {
            if at > 0 {
                rows.gap(Gap::Between);
            }
            let words = Line::from(Span::styled(place.label(), look.style(Token::Text)));
            let note = place.note(ctx.session, ctx.now);
            let note = if parts.body.width >= 52 { &note } else { "" };
            rows.item(at == self.focus, Target::Item(at), words, note, column);
        }
        rows.draw(parts.body, &mut self.scroll, canvas);
    }
}
