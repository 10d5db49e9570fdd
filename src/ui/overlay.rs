//! Panels over a page. The top one alone takes keys.

pub mod book;
pub mod closing;
pub mod lock;

use ratatui::layout::Rect;

use super::asking::Msg;
use super::canvas::Canvas;
use super::context::Context;
use super::effect::Effect;
use super::hits::Target;
use super::keymap::{Action, Hint, Scope};
use super::theme::Token;
use super::words::width;
use crate::domain::signal_keys::SignalKeys;
use book::Book;
use closing::Closing;
use lock::Lock;

/// A panel.
pub enum Overlay {
    /// The menu, or help.
    Book(Box<Book>),
    /// "Close for tonight?"
    Closing(Closing),
    /// A screen that says nothing; the page under it is not drawn at all.
    Hidden,
    /// The same while everything is locked: only a passphrase leads back.
    Locked(Box<Lock>),
}

impl Overlay {
    /// Where its keys are looked up.
    #[must_use]
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Self::Book(_) => &[Scope::Book, Scope::Move],
            Self::Closing(_) => &[Scope::Closing, Scope::Move, Scope::Letters],
            Self::Hidden => &[Scope::Hidden],
            Self::Locked(_) => &[Scope::Locked],
        }
    }

    /// Whether characters narrow its list.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Book(_) | Self::Locked(_))
    }

    /// Whether nothing of what is under it may be seen.
    #[must_use]
    pub fn covers(&self) -> bool {
        matches!(self, Self::Hidden | Self::Locked(_))
    }

    /// Takes a key or a click.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match self {
            Self::Book(book) => book.update(msg),
            Self::Closing(closing) => closing.update(&msg),
            Self::Locked(lock) => lock.update(msg),
            Self::Hidden => match msg {
                Msg::Do(Action::Show, _) | Msg::Click(Target::Do(Action::Show)) => vec![Effect::CloseTop],
                _ => Vec::new(),
            },
        }
    }

    /// Draws it over `area`.
    pub fn draw(&mut self, area: Rect, ctx: &Context<'_>, canvas: &mut Canvas<'_>) {
        match self {
            Self::Book(book) => book.draw(area, canvas),
            Self::Closing(closing) => closing.draw(area, ctx, canvas),
            Self::Locked(lock) => lock.draw(area, &ctx.session.archive().settings.neutral_word, canvas),
            Self::Hidden => hidden(area, &ctx.session.archive().settings.neutral_word, canvas),
        }
    }

    /// What the footer says while it is on top; `None` where it has no footer.
    #[must_use]
    pub fn footer(&self, keys: SignalKeys) -> Option<Vec<Hint>> {
        match self {
            Self::Hidden => None,
            Self::Book(_) | Self::Closing(_) | Self::Locked(_) => {
                Some(super::keymap::footer(self.scopes(), self.is_text(), keys))
            }
        }
    }
}

/// One neutral word and how to come back. A click anywhere else uncovers nothing.
fn hidden(area: Rect, word: &str, canvas: &mut Canvas<'_>) {
    let back = "Press Enter to open.";
    let lines = [(word, canvas.look.strong(Token::Text)), (back, canvas.look.style(Token::Muted))];
    let middle = area.y + area.height / 3;
    for ((words, style), y) in lines.into_iter().zip([middle, middle + 2]) {
        let x = area.x + area.width.saturating_sub(width(words)) / 2;
        canvas.words(x, y, words, area.width, style);
        let place = Rect { x, y, width: width(words), height: 1 }.intersection(area);
        if words == back && !place.is_empty() {
            canvas.hits.add(place, Target::Do(Action::Show));
        }
        if !place.is_empty() {
            canvas.cursor = Some(place.as_position());
        }
    }
}
