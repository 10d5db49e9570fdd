//! A scale from 0 to 10: digits or arrows, and nothing chosen before a key is.

use ratatui::text::{Line, Span};

use super::Reply;
use super::big::digits;
use crate::domain::check_in::Score;
use crate::domain::flow::{Answer, ScaleAsk};
use crate::ui::hits::Target;
use crate::ui::key::Key;
use crate::ui::keymap::Action;
use crate::ui::rows::{Gap, Rows};
use crate::ui::theme::Token;
use crate::ui::words::{fit, width};

/// A scale being answered.
pub struct Scale {
    ask: ScaleAsk,
    value: Option<u8>,
    /// The last key was a 1, which a 0 makes ten, however much later.
    one: bool,
}

impl Scale {
    /// Nothing chosen, but for what was chosen before in the same turn.
    #[must_use]
    pub fn new(ask: ScaleAsk) -> Self {
        let value = ask.chosen;
        Self { ask, value, one: false }
    }

    /// Does what a key says.
    pub fn act(&mut self, action: Action, key: Key) -> Reply {
        match action {
            Action::Digit => self.digit(key),
            Action::Left => self.set(self.value.map_or(Score::MOST, |value| value.saturating_sub(1))),
            Action::Right => self.set(self.value.map_or(0, |value| (value + 1).min(Score::MOST))),
            Action::First => self.set(0),
            Action::Last => self.set(Score::MOST),
            Action::Clear => {
                self.value = None;
                self.one = false;
            }
            Action::Choose => {
                return match self.value {
                    Some(value) => Reply::Answer(Answer::Number(value)),
                    None => Reply::Say("Any number is a good answer. Press one, or use ← and →.".into()),
                };
            }
            _ => return Reply::NotMine,
        }
        Reply::Done
    }

    fn digit(&mut self, key: Key) {
        let digit = key.text().and_then(|c| c.to_digit(10)).and_then(|digit| u8::try_from(digit).ok());
        if let Some(digit) = digit {
            let ten = self.one && digit == 0;
            self.set(if ten { Score::MOST } else { digit });
            self.one = digit == 1;
        }
    }

    /// What is chosen.
    #[must_use]
    pub fn value(&self) -> Option<u8> {
        self.value
    }

    /// Chooses a number.
    pub fn set(&mut self, value: u8) {
        self.value = Some(value);
        self.one = false;
    }

    fn words(&self) -> Option<&'static str> {
        self.ask.words.get(usize::from(self.value?)).copied()
    }

    /// Draws it, in few rows where there is little room.
    pub fn draw(&self, focused: bool, small: bool, rows: &mut Rows) {
        if small { self.draw_small(focused, rows) } else { self.draw_wide(focused, rows) }
    }

    fn draw_small(&self, focused: bool, rows: &mut Rows) {
        let look = rows.look();
        let value = self.value.map_or("·".to_owned(), |value| value.to_string());
        let words = self.words().unwrap_or("press a number");
        let used = 8 + width(&value);
        let beside = used + 9 + width(words) <= rows.width();
        let said = if beside { format!("  of 10, {words}") } else { "  of 10".into() };
        rows.line(Line::from(vec![
            Span::styled("◄   ", look.key()),
            Span::styled(value, look.strong(Token::Accent)),
            Span::styled("   ►", look.key()),
            Span::styled(said, look.style(Token::Text)),
        ]));
        rows.click(0..4, Target::Do(Action::Left));
        rows.click(used - 4..used, Target::Do(Action::Right));
        if focused {
            rows.focus(4, false);
        }
        if beside {
            rows.text(&format!("0 {}, 10 {}", self.ask.low, self.ask.high), look.style(Token::Muted));
        } else {
            rows.text(words, look.style(Token::Text));
        }
    }

    fn draw_wide(&self, focused: bool, rows: &mut Rows) {
        let look = rows.look();
        let step = if rows.width() >= 70 { 6 } else { 5 };
        let start = step - 2;
        let big = self.value.map_or_else(|| [" ".into(), " ·  ".into(), " ".into()], digits);
        for (at, row) in big.into_iter().enumerate() {
            let mut line = vec![Span::raw(" ".repeat(10)), Span::styled(row, look.strong(Token::Accent))];
            if at == 1 {
                let words = self.words().unwrap_or("press any number");
                line.push(Span::styled(format!("       {words}"), look.style(Token::Text)));
            }
            rows.line(Line::from(line));
        }
        rows.gap(Gap::Part);
        self.draw_numbers(focused, start, step, rows);
        let long = step * u16::from(Score::MOST) + 2;
        let full = self.value.map_or(0, |value| u16::from(value) * step + width(&value.to_string()));
        let blank = |cells: u16| " ".repeat(usize::from(cells));
        rows.line(Line::from(vec![
            Span::raw(blank(start)),
            Span::styled("■".repeat(usize::from(full)), look.style(Token::Accent)),
            Span::styled("─".repeat(usize::from(long - full)), look.style(Token::Hairline)),
        ]));
        let ScaleAsk { low, middle, high, .. } = self.ask;
        let before = (long / 2).saturating_sub(width(middle) / 2 + width(low)).max(1);
        let after = long.saturating_sub(width(low) + before + width(middle) + width(high)).max(1);
        let ends = format!("{}{low}{}{middle}{}{high}", blank(start), blank(before), blank(after));
        rows.line(Span::styled(fit(&ends, rows.width()).into_owned(), look.style(Token::Muted)));
    }

    fn draw_numbers(&self, focused: bool, start: u16, step: u16, rows: &mut Rows) {
        let look = rows.look();
        let mut spans = vec![Span::raw(" ".repeat(usize::from(start - 2)))];
        for number in 0..=Score::MOST {
            let chosen = self.value == Some(number);
            let words = match (chosen, look.has_colours()) {
                (true, false) => format!("►[{number}]"),
                (true, true) => format!("► {number}"),
                (false, _) => format!("  {number}"),
            };
            let style = if chosen { look.strong(Token::Accent) } else { look.style(Token::Muted) };
            let pad = usize::from(step.saturating_sub(width(&words)));
            spans.push(Span::styled(words, style));
            spans.push(Span::raw(" ".repeat(pad)));
        }
        rows.line(Line::from(spans));
        let column = |number: u8| start + u16::from(number) * step;
        for number in 0..=Score::MOST {
            let left = column(number) - 2;
            rows.click(left..left + step, Target::Value(number));
        }
        if focused {
            rows.focus(self.value.map_or(start, column), false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> Scale {
        Scale::new(ScaleAsk {
            low: "low",
            middle: "middle",
            high: "high",
            words: ["words"; 11],
            chosen: None,
        })
    }

    fn after(keys: &str) -> Option<u8> {
        let mut scale = scale();
        for c in keys.chars() {
            scale.act(if c == 'x' { Action::Clear } else { Action::Digit }, Key::char(c));
        }
        scale.value
    }

    #[test]
    fn one_then_nought_is_ten() {
        assert_eq!(after("1"), Some(1));
        assert_eq!(after("10"), Some(10));
        assert_eq!(after("100"), Some(0));
        assert_eq!(after("11"), Some(1));
        assert_eq!(after("110"), Some(10));
        assert_eq!(after("40"), Some(0));
        assert_eq!(after("1x0"), Some(0));
    }

    #[test]
    fn nothing_is_chosen_before_a_key() {
        let mut scale = scale();
        let key = Key::char(' ');
        assert!(matches!(scale.act(Action::Choose, key), Reply::Say(_)));
        scale.act(Action::Right, key);
        assert!(matches!(scale.act(Action::Choose, key), Reply::Answer(Answer::Number(0))));
        scale.act(Action::Left, key);
        assert_eq!(scale.value, Some(0));
        scale.act(Action::Last, key);
        scale.act(Action::Right, key);
        assert_eq!(scale.value, Some(10));
    }

    #[test]
    fn a_one_reached_with_arrows_is_not_half_a_ten() {
        let mut scale = scale();
        scale.act(Action::Right, Key::char(' '));
        scale.act(Action::Right, Key::char(' '));
        scale.act(Action::Digit, Key::char('0'));
        assert_eq!(scale.value, Some(0));
    }
}
