//! Breathing along: a light that widens and narrows, or words alone.

use std::time::Duration;

use ratatui::text::{Line, Span};

use super::{Reply, light};
use crate::domain::breath::{Breathing, Way};
use crate::domain::flow::Answer;
use crate::ui::hits::Target;
use crate::ui::keymap::Action;
use crate::ui::rows::{Gap, Rows};
use crate::ui::theme::Token;

/// Some minutes of breathing on the screen.
pub struct Breaths {
    breathing: Breathing,
    words_only: bool,
}

impl Breaths {
    /// Begins at `now`.
    #[must_use]
    pub fn begin(seconds: u32, now: Duration) -> Self {
        let lasts = Duration::from_secs(seconds.into());
        Self { breathing: Breathing::begin(lasts, now), words_only: false }
    }

    /// Whether they go on at `now`.
    #[must_use]
    pub fn goes(&self, now: Duration) -> bool {
        !self.breathing.is_paused() && !self.breathing.is_over(now)
    }

    /// Pauses them.
    pub fn pause(&mut self, now: Duration) {
        self.breathing.pause(now);
    }

    /// When they next look different.
    #[must_use]
    pub fn next_change(&self, now: Duration, motion: bool) -> Option<Duration> {
        self.breathing.next_change(now, motion && !self.words_only)
    }

    /// Does what a key says.
    pub fn act(&mut self, action: Action, now: Duration) -> Reply {
        let pace = self.breathing.pace();
        match action {
            Action::Choose => return Reply::Answer(Answer::Go),
            Action::PauseLamp if self.breathing.is_paused() => self.breathing.go_on(now),
            Action::PauseLamp => self.breathing.pause(now),
            Action::Left => self.breathing.turn_to(pace.slower(), now),
            Action::Right => self.breathing.turn_to(pace.faster(), now),
            Action::WordsOnly => self.words_only = !self.words_only,
            _ => return Reply::NotMine,
        }
        Reply::Done
    }

    /// Draws them; where it is `small`, words and a number on one line.
    pub fn draw(&self, now: Duration, motion: bool, small: bool, focused: bool, rows: &mut Rows) {
        let look = rows.look();
        let over = self.breathing.is_over(now);
        let breath = self.breathing.breath(now);
        let stands = match (over, self.breathing.is_paused()) {
            (true, _) => Some("The light is still. Stay as long as you like."),
            (_, true) => Some("Paused. It waits for you."),
            _ => None,
        };
        let way = match breath.way {
            Way::In => format!("breathe in   {}", breath.left),
            Way::Out => format!("breathe out  {}", breath.left),
        };
        let indent = " ".repeat(usize::from(rows.width()).saturating_sub(way.chars().count()) / 2);
        rows.gap(Gap::Part);
        match stands {
            Some(words) => rows.text(words, look.strong(Token::Text)),
            None => {
                rows.line(Line::from(vec![Span::raw(indent), Span::styled(way, look.strong(Token::Text))]));
            }
        }
        if motion && !self.words_only && !small {
            let full = if over { 0 } else { breath.full };
            rows.gap(Gap::Part);
            light::draw(1 + (light::half_at_most(rows) - 1) * usize::from(full) / 1000, rows);
        }
        let pace = self.breathing.pace();
        let (at, of) = self.breathing.minute(now);
        let words = format!("in {}, out {}. Minute {at} of {of}.", pace.inward(), pace.outward());
        rows.gap(Gap::Part);
        rows.text(&words, look.style(Token::Muted));
        let words = Span::styled("Go on", look.style(Token::Text));
        rows.gap(Gap::Air);
        rows.item(focused, Target::Item(0), Line::from(words), "whenever you like", 12);
    }
}
