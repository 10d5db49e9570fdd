//! A week to look back at: a strip of days for each person, and words. Where it is narrow the words
//! come first.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::days::bar;
use crate::domain::calendar::sign::Sign;
use crate::domain::measure::Measure;
use crate::domain::review::{Row, Week};
use crate::ui::rows::{Gap, Rows};
use crate::ui::theme::{Look, Token};
use crate::ui::words::{fit, width};

/// From here on the words stand beside their days.
const BESIDE: u16 = 68;
/// How wide a day is beside its words, and where it is narrow.
const CELLS: [u16; 2] = [5, 3];
/// How wide the name of a measure is beside its days.
const MEASURE: u16 = 9;
/// The most of a name.
const NAME: u16 = 10;
/// A day without an answer.
const OPEN: &str = "·";

/// Draws it.
pub fn draw(week: &Week, rows: &mut Rows) {
    let look = rows.look();
    let beside = rows.width() >= BESIDE;
    if !week.rows.is_empty() {
        let named = week.rows.iter().map(|row| width(&row.name)).max().unwrap_or(0).min(NAME) + 2;
        if beside {
            draw_beside(week, named, rows);
        } else {
            draw_stacked(week, named, rows);
        }
        rows.gap(Gap::Air);
        rows.text("· is a day without an answer. It is left out of the words.", look.style(Token::Muted));
        if beside {
            rows.text("Taller is more energy, more calm, a harder body.", look.style(Token::Muted));
        }
    }
    let heading = match (week.steps.is_empty(), week.warm.is_empty()) {
        (true, true) => return,
        (false, true) => "Small steps, as they are now",
        (true, false) => "Small wins and kindnesses",
        (false, false) => "Small steps, wins and kindnesses",
    };
    rows.gap(Gap::Part);
    rows.line(Span::styled(heading, look.style(Token::Muted)));
    let steps = week.steps.iter().map(|step| (Sign::Step, step));
    for (sign, (day, words)) in steps.chain(week.warm.iter().map(|warm| (Sign::Note, warm))) {
        rows.text(&format!("{} {}  {words}", sign.drawn(), day.format("%a %-d")), look.style(Token::Text));
    }
}

fn draw_beside(week: &Week, named: u16, rows: &mut Rows) {
    let look = rows.look();
    let mut head = vec![blank(MEASURE + named)];
    head.extend(days(&week.days, CELLS[0], look));
    rows.line(Line::from(head));
    for (at, measure) in week.measures().enumerate() {
        if at > 0 {
            rows.gap(Gap::Between);
        }
        for (at, row) in week.rows_of(measure).enumerate() {
            let label = if at == 0 { measure.label() } else { "" };
            let mut line = vec![padded(label, MEASURE, look.style(Token::Muted))];
            line.extend(strip(row, named, CELLS[0], look));
            line.extend(row.trend.map(|words| Span::styled(words, look.style(Token::Text))));
            rows.line(Line::from(line));
        }
    }
}

fn draw_stacked(week: &Week, named: u16, rows: &mut Rows) {
    let look = rows.look();
    for (at, measure) in week.measures().enumerate() {
        if at > 0 {
            rows.gap(Gap::Between);
        }
        rows.text(&in_words(week, measure), look.style(Token::Text));
        if at == 0 {
            let mut head = vec![blank(named)];
            head.extend(days(&week.days, CELLS[1], look));
            rows.line(Line::from(head));
        }
        for row in week.rows_of(measure) {
            rows.line(Line::from(strip(row, named, CELLS[1], look)));
        }
    }
}

/// A measure, and how it was for whom of whom there is enough to say.
fn in_words(week: &Week, measure: Measure) -> String {
    let told = week.rows_of(measure).filter_map(|row| Some(format!("{}, {}", row.name, row.trend?)));
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return measure.label().to_owned();
    }
    format!("{}: {}", measure.label(), told.join("; "))
}

/// A name, and a mark for each day.
fn strip(row: &Row, named: u16, cell: u16, look: Look) -> Vec<Span<'static>> {
    let own = look.style(Token::Of(row.person));
    let mut spans = vec![padded(&fit(&row.name, named - 1), named, own)];
    spans.extend(row.days.iter().map(|day| match day {
        Some(score) => padded(bar(*score), cell, own),
        None => padded(OPEN, cell, look.style(Token::Muted)),
    }));
    spans
}

/// The first letters of each day.
fn days(days: &[NaiveDate], cell: u16, look: Look) -> Vec<Span<'static>> {
    let name = |day: &NaiveDate| day.format("%a").to_string();
    days.iter().map(|day| padded(&name(day)[..2], cell, look.style(Token::Muted))).collect()
}

fn blank(cells: u16) -> Span<'static> {
    Span::raw(" ".repeat(usize::from(cells)))
}

fn padded(words: &str, cells: u16, style: ratatui::style::Style) -> Span<'static> {
    let blank = usize::from(cells.saturating_sub(width(words)));
    Span::styled(format!("{words}{}", " ".repeat(blank)), style)
}
