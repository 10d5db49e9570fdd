//! Days to move among: the weeks of a month, or one week with what is on each day.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::text::{Line, Span};

use crate::domain::calendar::sign::Sign;
use crate::domain::check_in::Score;
use crate::domain::flow::{DayOf, DaysAsk, Layout};
use crate::ui::hits::Target;
use crate::ui::keymap::Action;
use crate::ui::rows::{FOCUS, Gap, Rows};
use crate::ui::theme::{Look, Token};
use crate::ui::words::{fit, wrap};

/// From here on the day in focus stands beside the month.
const BESIDE: u16 = 72;
/// How wide what stands beside the month is.
const SIDE: u16 = 21;
/// From here on a day of a month has a row of its own for its signs, where it is high enough.
const TWO_ROWS: u16 = 49;
/// A day with nothing on it.
pub(super) const OPEN: char = '·';

/// Where an arrow leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// To the day at this place.
    To(usize),
    /// To a day that is not among these.
    Away(NaiveDate),
}

/// Where `action` leads from the day at `focus`; `None` where it moves among no days.
#[must_use]
pub fn step(ask: &DaysAsk, focus: usize, action: Action) -> Option<Step> {
    let date = ask.days.get(focus)?.date;
    let inside = || ask.days.iter().map(|day| day.date).filter(|date| ask.is_inside(*date));
    let (one, row) = match ask.layout {
        Layout::Month => (1, 7),
        Layout::Week => (7, 1),
    };
    let to = match action {
        Action::Left => date.checked_sub_days(Days::new(one)),
        Action::Right => date.checked_add_days(Days::new(one)),
        Action::Up => date.checked_sub_days(Days::new(row)),
        Action::Down => date.checked_add_days(Days::new(row)),
        Action::PageUp => ask.before(date),
        Action::PageDown => ask.after(date),
        Action::First => inside().next(),
        Action::Last => inside().next_back(),
        _ => return None,
    };
    // At the ends of the calendar it stays where it is.
    let to = to.unwrap_or(date);
    let place = ask.place(to).filter(|_| ask.is_inside(to));
    Some(place.map_or(Step::Away(to), Step::To))
}

/// Draws the days: `focus` is the one that has it, `chosen` the one that had it last.
pub fn draw(ask: &DaysAsk, focus: Option<usize>, chosen: usize, height: u16, rows: &mut Rows) {
    match ask.layout {
        Layout::Month => draw_month(ask, focus, chosen, height, rows),
        Layout::Week => draw_week(ask, focus, rows),
    }
    draw_legend(ask, rows);
}

fn draw_month(ask: &DaysAsk, focus: Option<usize>, chosen: usize, height: u16, rows: &mut Rows) {
    let look = rows.look();
    let beside = rows.width() >= BESIDE;
    let grid = if beside { rows.width() - SIDE - 4 } else { rows.width() };
    let cell = (grid / 7).min(8);
    let weeks = u16::try_from(ask.days.len() / 7).unwrap_or(6);
    // Above and below the weeks: the month, the names of the days, and a line of signs.
    let tall = grid >= TWO_ROWS && height >= 2 * weeks + 4;
    let mut side = if beside { beside_month(ask, chosen, look) } else { Vec::new() }.into_iter();
    let mut push = |rows: &mut Rows, mut line: Line<'static>| {
        if beside {
            let blank = usize::from(cell * 7 + 1).saturating_sub(line.width());
            line.spans.push(Span::raw(" ".repeat(blank)));
            line.spans.push(Span::styled("│  ", look.style(Token::Hairline)));
            line.spans.extend(side.next().unwrap_or_default().spans);
        }
        rows.line(line);
    };
    let names = ask.days.iter().take(7).map(|day| {
        let name = &day.date.format("%a").to_string()[..2];
        let left = if tall { 2 } else { 1 };
        padded(
            vec![Span::raw(" ".repeat(left)), Span::styled(name.to_owned(), look.style(Token::Muted))],
            cell,
        )
    });
    push(rows, Line::from(names.flatten().collect::<Vec<_>>()));
    for (week, days) in ask.days.chunks(7).enumerate() {
        let at = |day: usize| week * 7 + day;
        let numbers = days.iter().enumerate().flat_map(|(day, one)| {
            let mut spans = number(ask, one, focus == Some(at(day)), tall, look);
            if !tall {
                spans.extend(marks(ask, one, usize::from(cell.saturating_sub(5)).max(1), look));
            }
            padded(spans, cell)
        });
        push(rows, Line::from(numbers.collect::<Vec<_>>()));
        for day in 0..days.len() {
            let left = cell * u16::try_from(day).unwrap_or(0);
            rows.click(left..left + cell, Target::Item(at(day)));
            if focus == Some(at(day)) {
                rows.focus(left, false);
            }
        }
        if tall {
            let signs = days.iter().flat_map(|one| {
                let mut spans = vec![Span::raw("  ")];
                spans.extend(marks(ask, one, 3, look));
                padded(spans, cell)
            });
            push(rows, Line::from(signs.collect::<Vec<_>>()));
        }
    }
    let mut rest: Vec<Line<'static>> = Vec::new();
    if beside {
        rest.extend(side);
        for line in rest {
            let blank = Span::raw(" ".repeat(usize::from(cell * 7 + 1)));
            let mut whole = Line::from(vec![blank, Span::styled("│  ", look.style(Token::Hairline))]);
            whole.spans.extend(line.spans);
            rows.line(whole);
        }
    } else if let Some(day) = ask.days.get(chosen) {
        rows.gap(Gap::Air);
        rows.text(&format!("{}: {}", named(ask, day), told(ask, day).join("; ")), look.style(Token::Text));
    }
}

/// The number of a day: in brackets today, with the mark and the look of the focus where it has it.
fn number(ask: &DaysAsk, day: &DayOf, focused: bool, tall: bool, look: Look) -> Vec<Span<'static>> {
    let today = day.date == ask.today;
    let token = if ask.is_inside(day.date) { Token::Text } else { Token::Muted };
    let (open, close) = if today { ("[", "]") } else { (" ", " ") };
    let mark = FOCUS.trim_end();
    let number = Span::styled(format!("{:>2}", day.date.day()), look.style(token));
    let bracket = |words: &'static str| Span::styled(words, look.strong(Token::Accent));
    let mut spans = match (focused, tall) {
        (true, true) => vec![Span::styled(mark, look.strong(Token::Accent)), bracket(open)],
        (true, false) => vec![Span::styled(mark, look.strong(Token::Accent))],
        (false, true) => vec![Span::raw(" "), bracket(open)],
        (false, false) => vec![bracket(open)],
    };
    spans.push(if focused { look.focused(number) } else { number });
    spans.push(bracket(close));
    if focused {
        spans = spans.into_iter().map(|span| span.patch_style(look.focus())).collect();
    }
    spans
}

/// The signs of a day, at most `most` of them, or its bars where they are laid over the days.
fn marks(ask: &DaysAsk, day: &DayOf, most: usize, look: Look) -> Vec<Span<'static>> {
    if !ask.is_inside(day.date) {
        return Vec::new();
    }
    if ask.bars.is_empty() {
        let more = day.signs.len() > most;
        let shown = if more && most > 1 { most - 1 } else { most };
        let mut spans: Vec<_> = day.signs.iter().take(shown).map(|sign| sign_span(*sign, look)).collect();
        if more && most > 1 {
            spans.push(Span::styled("+", look.style(Token::Muted)));
        }
        if spans.is_empty() {
            spans.push(Span::styled(OPEN.to_string(), look.style(Token::Muted)));
        }
        return spans;
    }
    let both = ask.bars.iter().enumerate().flat_map(|(at, (person, _))| {
        let numbers = day.shown[*person];
        let gap = (at > 0 && most > 1).then(|| Span::raw(" "));
        let bars = [numbers.energy, numbers.body].map(|score| match score {
            Some(score) => Span::styled(bar(score), look.style(Token::Of(*person))),
            None => Span::styled(OPEN.to_string(), look.style(Token::Muted)),
        });
        gap.into_iter().chain(bars)
    });
    // Where there is one cell for it, only the first bar has room; the words below have the rest.
    both.take(if most > 1 { usize::MAX } else { 1 }).collect()
}

/// A number from 0 to 10 as one of five heights.
pub(super) fn bar(score: Score) -> &'static str {
    match score.value() {
        0..=1 => "▁",
        2..=3 => "▂",
        4..=5 => "▃",
        6..=7 => "▅",
        _ => "▆",
    }
}

fn sign_span(sign: Sign, look: Look) -> Span<'static> {
    let token = match sign {
        Sign::Evening | Sign::Ritual => Token::Accent,
        Sign::Window | Sign::Step => Token::Go,
        Sign::Appointment | Sign::ToMind => Token::Slow,
        Sign::RestDay | Sign::Note => Token::Text,
    };
    Span::styled(sign.drawn().to_string(), look.style(token))
}

/// What stands beside the month: the day that has the focus, and what comes.
fn beside_month(ask: &DaysAsk, chosen: usize, look: Look) -> Vec<Line<'static>> {
    let Some(day) = ask.days.get(chosen) else { return Vec::new() };
    let text = |words: &str, token: Token| {
        let style = look.style(token);
        wrap(words, SIDE)
            .into_iter()
            .map(move |line| Line::from(Span::styled(line, style)))
            .collect::<Vec<_>>()
    };
    let mut lines =
        vec![Line::from(Span::styled(named(ask, day), look.strong(Token::Text))), Line::default()];
    for words in told(ask, day) {
        lines.extend(text(&words, Token::Text));
    }
    if !ask.coming.is_empty() {
        lines.push(Line::default());
        lines.extend(text("Coming up", Token::Muted));
        for (sign, words) in &ask.coming {
            let words = format!(" {}", fit(words, SIDE - 2));
            lines
                .push(Line::from(vec![sign_span(*sign, look), Span::styled(words, look.style(Token::Text))]));
        }
    }
    lines
}

/// The day by name, and that it is today.
fn named(ask: &DaysAsk, day: &DayOf) -> String {
    let today = if day.date == ask.today { ", today" } else { "" };
    format!("{}{today}", day.date.format("%a %-d %b"))
}

/// What is on a day, and the numbers of its evening where they are laid over the days.
fn told(ask: &DaysAsk, day: &DayOf) -> Vec<String> {
    let mut words = day.words.clone();
    for (person, name) in &ask.bars {
        let numbers = day.shown[*person];
        let said = [("energy", numbers.energy), ("body", numbers.body)];
        let said = said.iter().filter_map(|(what, score)| Some(format!("{what} {}", (*score)?.value())));
        let said = said.collect::<Vec<_>>().join(", ");
        if !said.is_empty() {
            words.push(format!("{name}: {said}"));
        }
    }
    if words.is_empty() { vec!["open".to_owned()] } else { words }
}

fn draw_week(ask: &DaysAsk, focus: Option<usize>, rows: &mut Rows) {
    let look = rows.look();
    for (at, day) in ask.days.iter().enumerate() {
        let today = day.date == ask.today;
        let (open, close) = if today { ("[", "]") } else { (" ", " ") };
        let name =
            format!("{open}{} {:>2}{close}  ", &day.date.format("%a").to_string()[..2], day.date.day());
        let mut spans =
            vec![Span::styled(name, look.strong(if today { Token::Accent } else { Token::Text }))];
        for sign in &day.signs {
            spans.push(sign_span(*sign, look));
            spans.push(Span::raw(" "));
        }
        spans.push(Span::styled(told(ask, day).join("; "), look.style(Token::Text)));
        rows.item(focus == Some(at), Target::Item(at), Line::from(spans), "", 0);
    }
}

/// What the signs that are there mean; of bars, whose they are and in which order.
fn draw_legend(ask: &DaysAsk, rows: &mut Rows) {
    let look = rows.look();
    rows.gap(Gap::Part);
    if !ask.bars.is_empty() {
        let each = ask.bars.iter().map(|(_, name)| format!("{name} energy, {name} body"));
        let words = format!("In each day: {}. · is open.", each.collect::<Vec<_>>().join(", "));
        rows.text(&words, look.style(Token::Muted));
        return;
    }
    let here = |sign: &&Sign| ask.days.iter().any(|day| day.signs.contains(sign));
    let signs = Sign::ALL.iter().filter(here).map(|sign| (sign_span(*sign, look), sign.words()));
    let open = (Span::styled(OPEN.to_string(), look.style(Token::Muted)), "open");
    rows.beside(signs.chain([open]).map(|(sign, words)| {
        Line::from(vec![sign, Span::styled(format!(" {words}"), look.style(Token::Muted))])
    }));
}

/// Spans in exactly `cells`.
fn padded(mut spans: Vec<Span<'static>>, cells: u16) -> Vec<Span<'static>> {
    let used: usize = spans.iter().map(Span::width).sum();
    spans.push(Span::raw(" ".repeat(usize::from(cells).saturating_sub(used))));
    spans
}
