//! A field for what is looked for, and under it what is found while it is typed.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::text::{Line, Span};

use super::Reply;
use super::field::{Field, Typed};
use crate::domain::flow::{Answer, FindAsk};
use crate::domain::search::{Found, Hit};
use crate::ui::hits::Target;
use crate::ui::keymap::Action;
use crate::ui::rows::{FOCUS, Gap, Rows};
use crate::ui::theme::{Look, Token};
use crate::ui::words::{fit, width};

/// From here on all of an entry that was found stands on one row.
const WIDE: u16 = 52;
/// From here on whose it is has more room.
const ROOMY: u16 = 72;
/// Rows that the field takes.
const FIELD: u16 = 3;

/// The field, and what is found.
pub struct FindPage {
    ask: Box<FindAsk>,
    field: Field,
    found: Found,
}

impl FindPage {
    /// A page that begins with what is found for its first words.
    #[must_use]
    pub fn new(ask: Box<FindAsk>) -> Self {
        let field = Field::new(&ask.start, FindAsk::LONGEST);
        let found = ask.found(field.words());
        Self { ask, field, found }
    }

    /// The field and what is found, each a thing that can have the focus.
    #[must_use]
    pub fn items(&self) -> usize {
        1 + self.found.hits.len()
    }

    /// What has the focus at first.
    #[must_use]
    pub fn first(&self) -> usize {
        let at = self.found.hits.iter().position(|hit| Some(&hit.at) == self.ask.at.as_ref());
        at.map_or(0, |at| at + 1)
    }

    /// What is typed, and the entry in focus.
    #[must_use]
    pub fn standing(&self, focus: usize) -> Answer {
        let hit = focus.checked_sub(1).and_then(|at| self.found.hits.get(at));
        Answer::Find { words: self.field.words().to_owned(), at: hit.map(|hit| hit.at.clone()) }
    }

    /// Puts words in, and looks for what is typed then.
    pub fn typed(&mut self, put: impl FnOnce(&mut Field) -> Typed) -> Typed {
        let typed = put(&mut self.field);
        self.look();
        typed
    }

    fn look(&mut self) {
        self.found = self.ask.found(self.field.words());
    }

    /// Takes a key.
    pub fn act(&mut self, action: Action, focus: usize) -> Reply {
        match action {
            // From the field it opens what was found first.
            Action::Choose => match self.standing(focus.max(1)) {
                answer @ Answer::Find { at: Some(_), .. } => Reply::Answer(answer),
                _ => Reply::Say(self.ask.nothing().into()),
            },
            _ if focus > 0 => Reply::NotMine,
            _ if self.field.act(action) => {
                self.look();
                Reply::Typed
            }
            _ => Reply::NotMine,
        }
    }

    /// Draws the field, and as much of what was found as fits into `height` rows with `under`
    /// rows below it: the part that `focus` is in.
    pub fn draw(&mut self, focus: Option<usize>, chosen: usize, height: u16, under: u16, rows: &mut Rows) {
        let look = rows.look();
        // Blank rows go before anything that was found does.
        let free = |used: u16| usize::from(height.saturating_sub(used + FIELD + under));
        let roomy = free(rows.height() + 1);
        let room = roomy.max(free(rows.full_height()).min(4)).max(1);
        self.field.draw_high(1, focus == Some(0), rows);
        let hits = &self.found.hits;
        if hits.is_empty() {
            rows.gap(Gap::Air);
            return rows.text(self.ask.nothing(), look.style(Token::Muted));
        }
        rows.gap(Gap::Air);
        let wide = rows.width() >= WIDE;
        // What says that there is more takes a row, and so does what stands under the focus.
        let fits = if hits.len() > room || !wide { room.saturating_sub(1).max(1) } else { room };
        let top = chosen.saturating_sub(1 + fits / 2).min(hits.len().saturating_sub(fits));
        let shown = &hits[top..hits.len().min(top + fits)];
        let most = rows.width() / if rows.width() < ROOMY { 4 } else { 3 };
        let names = shown.iter().map(|hit| width(&hit.whose)).max().unwrap_or(0).min(most);
        for (at, hit) in (top + 1..).zip(shown) {
            let focused = focus == Some(at);
            if wide {
                let line = in_one_row(hit, names, rows.width() - width(FOCUS), look);
                rows.item(focused, Target::Item(at), line, "", 0);
            } else {
                let line = Line::from(words(hit, rows.width() - width(FOCUS), look));
                rows.item(focused, Target::Item(at), line, &hit.about(), 0);
            }
        }
        if top + fits < hits.len() {
            rows.text("↓ more", look.style(Token::Muted));
        } else if self.found.more {
            rows.text(FindAsk::MORE, look.style(Token::Muted));
        }
    }
}

/// The day, whose it is, and the words.
fn in_one_row(hit: &Hit, names: u16, room: u16, look: Look) -> Line<'static> {
    let day = hit.evening.0.format("%e %b %Y").to_string();
    let whose = fit(&hit.whose, names).into_owned();
    let blank = " ".repeat(usize::from(names.saturating_sub(width(&whose))));
    let before = format!("{day}  {whose}{blank}  ");
    let left = room.saturating_sub(width(&before));
    let mut spans = vec![Span::styled(before, look.style(Token::Muted))];
    spans.extend(words(hit, left, look));
    Line::from(spans)
}

/// The words, with the place where something was found.
fn words(hit: &Hit, room: u16, look: Look) -> Vec<Span<'static>> {
    let short = fit(&hit.words, room);
    // What stands for all that was cut is no part of the words.
    let cut = if matches!(short, Cow::Borrowed(_)) { 0 } else { '…'.len_utf8() };
    let whole = short.len() - cut;
    let place = hit.place.clone().unwrap_or(0..0);
    let (start, end) = (place.start.min(whole), place.end.min(whole));
    let parts = [(0..start, false), (start..end, true), (end..short.len(), false)];
    let span = |(part, found): (Range<usize>, bool)| {
        let style = if found { look.strong(Token::Accent) } else { look.style(Token::Text) };
        (!part.is_empty()).then(|| Span::styled(short[part].to_owned(), style))
    };
    parts.into_iter().filter_map(span).collect()
}
