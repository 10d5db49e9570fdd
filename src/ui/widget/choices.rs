//! Lists with one focus: one of some, any of some, a mark on each of many.

use ratatui::text::{Line, Span};

use super::Reply;
use crate::domain::flow::{Answer, Mark, Marked, OneOf, Tick};
use crate::ui::hits::Target;
use crate::ui::key::Key;
use crate::ui::keymap::Action;
use crate::ui::rows::{Gap, Rows};
use crate::ui::theme::Token;
use crate::ui::words::{fit, width};

/// Wishes on one page.
pub const PAGE: usize = 12;

/// Answers a choice of one.
pub fn choose(ask: &OneOf, at: usize, action: Action, key: Key) -> Reply {
    match action {
        Action::Choose => Reply::Answer(Answer::Pick(at)),
        Action::Digit if ask.quick => {
            let digit = key.text().and_then(|c| c.to_digit(10)).and_then(|digit| usize::try_from(digit).ok());
            match digit.and_then(|digit| digit.checked_sub(1)).filter(|at| *at < ask.choices.len()) {
                Some(at) => Reply::Answer(Answer::Pick(at)),
                None => Reply::Done,
            }
        }
        _ => Reply::NotMine,
    }
}

/// Draws a choice of one.
pub fn draw_choices(ask: &OneOf, focus: Option<usize>, rows: &mut Rows) {
    let style = rows.look().style(Token::Text);
    let number = |at: usize| if ask.quick && at < 9 { format!("{}  ", at + 1) } else { String::new() };
    let longest = ask.choices.iter().map(|choice| width(&choice.label)).max().unwrap_or(0);
    let column = (longest + width(&number(0)) + 6).min(rows.width() / 2);
    for (at, choice) in ask.choices.iter().enumerate() {
        if at > 0 {
            rows.gap(Gap::Between);
        }
        let words = Line::from(vec![
            Span::styled(number(at), rows.look().key()),
            Span::styled(choice.label.clone(), style),
        ]);
        rows.item(focus == Some(at), Target::Item(at), words, &choice.note, column);
    }
}

/// Answers any of some.
pub fn tick(ticks: &mut [Tick], at: usize, action: Action) -> Reply {
    match action {
        Action::Choose => return Reply::Answer(Answer::Ticks(ticks.iter().map(|tick| tick.on).collect())),
        Action::Toggle | Action::Left | Action::Right => {
            if let Some(tick) = ticks.get_mut(at) {
                tick.on = match action {
                    Action::Left => false,
                    Action::Right => true,
                    _ => !tick.on,
                };
            }
        }
        _ => return Reply::NotMine,
    }
    Reply::Done
}

/// Draws any of some.
pub fn draw_ticks(ticks: &[Tick], focus: Option<usize>, rows: &mut Rows) {
    let look = rows.look();
    for (at, tick) in ticks.iter().enumerate() {
        let (mark, token) = if tick.on { ("■  ", Token::Accent) } else { ("□  ", Token::Muted) };
        let words = Line::from(vec![
            Span::styled(mark, look.style(token)),
            Span::styled(tick.label.clone(), look.style(Token::Text)),
        ]);
        rows.item(focus == Some(at), Target::Item(at), words, "", 0);
    }
}

/// Answers marks on many.
pub fn mark(wishes: &mut [Marked], at: usize, action: Action) -> Reply {
    let turned = |mark: Mark, by: usize| {
        let place = Mark::ALL.iter().position(|one| *one == mark).unwrap_or(0);
        Mark::ALL[(place + by) % Mark::ALL.len()]
    };
    if action == Action::Choose {
        return Reply::Answer(Answer::Marks(wishes.iter().map(|wish| wish.mark).collect()));
    }
    let Some(wish) = wishes.get_mut(at) else { return Reply::NotMine };
    match action {
        Action::Toggle | Action::Right => wish.mark = turned(wish.mark, 1),
        Action::Left => wish.mark = turned(wish.mark, Mark::ALL.len() - 1),
        Action::MarkAs(mark) => wish.mark = mark,
        _ => return Reply::NotMine,
    }
    Reply::Done
}

/// A mark as it is drawn: a sign and words, never a colour alone.
fn sign(mark: Mark, short: bool) -> (&'static str, &'static str, Token) {
    match mark {
        Mark::Open => ("·", "", Token::Muted),
        Mark::Like => ("+", "I would like", Token::Go),
        Mark::Should if short => ("?", "a should", Token::Slow),
        Mark::Should => ("?", "feels like a should", Token::Slow),
        Mark::NotTonight => ("-", "not tonight", Token::Accent),
    }
}

/// Draws one page of marks.
pub fn draw_marks(wishes: &[Marked], focus: Option<usize>, page: usize, rows: &mut Rows) {
    let look = rows.look();
    let short = rows.width() < 52;
    let words_at = rows.width().saturating_sub(if short { 14 } else { 22 });
    let pages = wishes.len().div_ceil(PAGE);
    let more = if pages > 1 && rows.width() >= 66 {
        format!("   PgDn more, {} of {pages}", page + 1)
    } else {
        String::new()
    };
    let signs = if short {
        "1 + like  2 - not  3 ? should".to_owned()
    } else {
        format!("1 + would like   2 - not tonight   3 ? a should{more}")
    };
    rows.text(&signs, look.style(Token::Muted));
    rows.gap(Gap::Part);
    for (at, wish) in wishes.iter().enumerate().skip(page * PAGE).take(PAGE) {
        let (sign, said, token) = sign(wish.mark, short);
        let mut spans = vec![Span::styled(format!("{sign}  "), look.strong(token))];
        if said.is_empty() {
            spans.push(Span::styled(wish.label.clone(), look.style(Token::Text)));
        } else {
            let label = fit(&wish.label, words_at.saturating_sub(4));
            let blank = words_at.saturating_sub(3 + width(&label));
            spans.push(Span::styled(label.into_owned(), look.style(Token::Text)));
            spans.push(Span::raw(" ".repeat(usize::from(blank))));
            spans.push(Span::styled(said, look.style(token)));
        }
        rows.item(focus == Some(at), Target::Item(at), Line::from(spans), "", 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::flow::Choice;

    #[test]
    fn a_number_chooses_only_where_numbers_stand() {
        let mut ask = OneOf::labels(["one", "two"]);
        let key = Key::char('2');
        assert!(matches!(choose(&ask, 0, Action::Digit, key), Reply::NotMine));
        ask.quick = true;
        assert!(matches!(choose(&ask, 0, Action::Digit, key), Reply::Answer(Answer::Pick(1))));
        assert!(matches!(choose(&ask, 0, Action::Digit, Key::char('0')), Reply::Done));
        assert!(matches!(choose(&ask, 0, Action::Digit, Key::char('9')), Reply::Done));
        ask.choices.push(Choice::plain("three"));
        assert!(matches!(choose(&ask, 2, Action::Choose, key), Reply::Answer(Answer::Pick(2))));
    }

    #[test]
    fn space_goes_through_every_mark_and_round() {
        let open = |label: &str| Marked { label: label.into(), mark: Mark::Open };
        let mut wishes = [open("a hug"), open("quiet")];
        let mut seen = Vec::new();
        for _ in 0..Mark::ALL.len() {
            mark(&mut wishes, 1, Action::Toggle);
            seen.push(wishes[1].mark);
        }
        assert_eq!(seen, [Mark::Like, Mark::NotTonight, Mark::Should, Mark::Open]);
        mark(&mut wishes, 1, Action::Left);
        mark(&mut wishes, 0, Action::MarkAs(Mark::NotTonight));
        let reply = mark(&mut wishes, 0, Action::Choose);
        assert!(
            matches!(reply, Reply::Answer(Answer::Marks(marks)) if marks == [Mark::NotTonight, Mark::Should])
        );
    }

    #[test]
    fn ticks_can_be_set_with_arrows_alone() {
        let mut ticks = [true, false].map(|on| Tick { label: "energy".into(), on });
        tick(&mut ticks, 0, Action::Left);
        tick(&mut ticks, 1, Action::Right);
        let reply = tick(&mut ticks, 1, Action::Choose);
        assert!(matches!(reply, Reply::Answer(Answer::Ticks(on)) if on == [false, true]));
    }
}
