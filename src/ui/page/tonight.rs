//! Tonight: where everything begins, and where Esc leads back to.

use ratatui::text::{Line, Span};

use crate::domain::flow::World;
use crate::domain::flow::set_up::SetUp;
use crate::domain::people::Person;
use crate::domain::text::both_names;
use crate::session::guide::Stage;
use crate::ui::asking::Msg;
use crate::ui::context::Context;
use crate::ui::effect::Effect;
use crate::ui::frame::{self, Parts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, BINDINGS, Place, Scope};
use crate::ui::rows::{Canvas, Gap, Rows, Scroll};
use crate::ui::theme::Token;

/// The page.
#[derive(Default)]
pub struct Tonight {
    focus: usize,
    scroll: Scroll,
}

/// Whether it leads there now: to set-up while something of it is open, and to nothing that
/// needs a name before there is one.
#[must_use]
pub fn leads(place: Place, ctx: &Context<'_>) -> bool {
    let archive = ctx.session.archive();
    let Stage { content, desktop } = ctx.stage;
    match place {
        Place::Settings => true,
        Place::SetUp => SetUp::begin(World { archive, content, now: ctx.now, desktop }).is_some(),
        _ => archive.profile(Person::A).is_some(),
    }
}

/// Where it leads, in the order of the key table.
fn rows<'c>(ctx: &'c Context<'_>) -> impl Iterator<Item = (Place, &'static str)> + use<'c> {
    BINDINGS.iter().filter(|one| one.scope == Scope::Tonight).filter_map(|one| match one.action {
        Action::Open(place) if leads(place, ctx) => Some((place, one.label)),
        _ => None,
    })
}

fn note(place: Place, ctx: &Context<'_>) -> &'static str {
    let archive = ctx.session.archive();
    let round = archive.round(ctx.session.evening(ctx.now));
    match place {
        Place::Evening if round.looked() => "you looked together",
        Place::Evening if round.complete() => "it is kept for you both",
        Place::Evening => "about 4 minutes, gentle",
        Place::Offers => "three small things, or none",
        Place::Twilight => "lamp low, three minutes",
        Place::Ways => "one of you alone",
        Place::Cover => "takes it out again",
        Place::Settings => "colours, mouse, movement",
        Place::SetUp => "names, and how you like it",
    }
}

impl Tonight {
    fn places(ctx: &Context<'_>) -> Vec<(Place, &'static str)> {
        let mut places: Vec<_> = rows(ctx).collect();
        if ctx.session.archive().alone() {
            for (place, label) in &mut places {
                if *place == Place::Evening {
                    *label = "Check in";
                }
            }
        }
        places
    }

    /// Takes a key or a click.
    pub fn update(&mut self, msg: &Msg, ctx: &Context<'_>) -> Vec<Effect> {
        let places = Self::places(ctx);
        let last = places.len().saturating_sub(1);
        let go = |at: usize| places.get(at).map(|(place, _)| Effect::Go(*place)).into_iter().collect();
        match *msg {
            Msg::Do(Action::Open(place), _) if leads(place, ctx) => return vec![Effect::Go(place)],
            Msg::Do(Action::Choose, _) => return go(self.focus),
            Msg::Click(Target::Item(at)) => {
                self.focus = at.min(last);
                return go(at);
            }
            Msg::Do(Action::Back, _) => {
                return vec![Effect::Say("You are at the beginning. q closes.".into())];
            }
            Msg::Do(Action::Up | Action::Previous, _) => self.focus = self.focus.saturating_sub(1),
            Msg::Do(Action::Down | Action::Next, _) => self.focus = (self.focus + 1).min(last),
            Msg::Do(Action::First | Action::PageUp, _) => self.focus = 0,
            Msg::Do(Action::Last | Action::PageDown, _) => self.focus = last,
            _ => return Vec::new(),
        }
        self.scroll.follow();
        Vec::new()
    }

    /// Draws it.
    pub fn draw(&mut self, parts: Parts, ctx: &Context<'_>, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let archive = ctx.session.archive();
        frame::title(parts, "Tonight", &ctx.session.evening(ctx.now).to_string(), None, canvas);
        let mut rows = Rows::new(parts.body.width, look);
        let other = archive.profile(Person::B).map(|profile| profile.name.as_str());
        let greeting = match archive.profile(Person::A) {
            Some(profile) => format!("Good evening, {}.", both_names(&profile.name, other)),
            None => "Good evening.".into(),
        };
        rows.text(&greeting, look.strong(Token::Text));
        rows.text("Nothing here is urgent. Pick whatever feels easy.", look.style(Token::Text));
        for words in
            ctx.session.looking_only().into_iter().chain(ctx.session.notices().iter().map(String::as_str))
        {
            rows.gap(Gap::Air);
            rows.text(words, look.style(Token::Accent));
        }
        rows.gap(Gap::Air);
        rows.gap(Gap::Part);
        let places = Self::places(ctx);
        self.focus = self.focus.min(places.len().saturating_sub(1));
        let column = if parts.body.width >= 70 { 30 } else { 27 };
        for (at, (place, label)) in places.into_iter().enumerate() {
            if at > 0 {
                rows.gap(Gap::Between);
            }
            let words = Line::from(Span::styled(label, look.style(Token::Text)));
            let note = if parts.body.width >= 52 { note(place, ctx) } else { "" };
            rows.item(at == self.focus, Target::Item(at), words, note, column);
        }
        rows.draw(parts.body, &mut self.scroll, canvas);
    }
}
