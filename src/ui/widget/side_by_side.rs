//! Both check-ins as far as shown, side by side, or one under the other where it is narrow.

use ratatui::text::{Line, Span};

use crate::domain::check_in::{Score, Seen};
use crate::domain::flow::SideBySide;
use crate::domain::people::Person;
use crate::domain::scale::FourWords;
use crate::ui::rows::{Gap, Rows};
use crate::ui::theme::Token;
use crate::ui::words::{fit, width, wrap};

/// Where the first person's column begins.
const FIRST: u16 = 17;
/// What is not shown, for whatever reason.
const OPEN: &str = "·";

type Number = (&'static str, FourWords, fn(&Seen) -> Option<Score>);
type Words = (&'static str, fn(&Seen) -> Option<String>);

const NUMBERS: [Number; 3] = [
    ("Energy", FourWords::ENERGY, |seen| seen.numbers.energy),
    ("Body", FourWords::BODY, |seen| seen.numbers.body),
    ("Calm", FourWords::CALM, |seen| seen.numbers.calm),
];

const WORDS: [Words; 5] = [
    ("Noticed", |seen| seen.noticed.clone()),
    ("Words", |seen| seen.words.clone()),
    ("Body words", |seen| listed(&seen.sensations)),
    ("Would help", |seen| seen.helps.clone()),
    ("Would like", |seen| listed(&seen.wishes)),
];

fn listed(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(", "))
}

/// Draws it.
pub fn draw(view: &SideBySide, rows: &mut Rows) {
    if rows.width() < 56 && view.people.len() > 1 {
        stacked(view, rows);
    } else {
        columns(view, rows);
    }
    rows.gap(Gap::Part);
    if view.people.len() > 1 && !view.both.is_empty() {
        let look = rows.look();
        rows.text("Tonight, both of you", look.style(Token::Muted));
        rows.text(&view.both.join(", "), look.strong(Token::Text));
    }
}

/// Rows of words that somebody shows: the rest would only say who shows nothing.
fn said(view: &SideBySide) -> impl Iterator<Item = &'static Words> {
    WORDS.iter().filter(|(_, of)| view.people.iter().any(|person| of(&view.seen[*person]).is_some()))
}

/// The cells of a bar.
const CELLS: u16 = 10;

/// A number as a bar, or as the word that was chosen.
fn bar(score: Option<Score>, words: Option<FourWords>, person: Person, rows: &Rows) -> Vec<Span<'static>> {
    let look = rows.look();
    let Some(score) = score else { return vec![Span::styled(OPEN, look.style(Token::Muted))] };
    if let Some(words) = words {
        return vec![Span::styled(words.word(score), look.style(Token::Of(person)))];
    }
    let full = usize::from(u16::from(score.value()) * CELLS / u16::from(Score::MOST));
    vec![
        Span::styled("■".repeat(full), look.style(Token::Of(person))),
        Span::styled("─".repeat(usize::from(CELLS) - full), look.style(Token::Hairline)),
        Span::styled(format!(" {:>2}", score.value()), look.style(Token::Text)),
    ]
}

fn columns(view: &SideBySide, rows: &mut Rows) {
    let look = rows.look();
    let people = u16::try_from(view.people.len()).unwrap_or(1).max(1);
    let wide = (rows.width().saturating_sub(FIRST) / people).max(4);
    let label = |text: &str| Span::styled(format!("{text:<17}"), look.style(Token::Muted));
    let pad = |used: u16| Span::raw(" ".repeat(usize::from(wide.saturating_sub(used))));
    let mut names = vec![label("")];
    for person in &view.people {
        let name = fit(&view.names[*person], wide - 2).into_owned();
        let used = width(&name);
        names.push(Span::styled(name, look.strong(Token::Of(*person))));
        names.push(pad(used));
    }
    rows.line(Line::from(names));
    rows.gap(Gap::Part);
    for (name, words, of) in NUMBERS {
        let words = view.in_words.then_some(words);
        let mut line = vec![label(name)];
        for person in &view.people {
            let cells = bar(of(&view.seen[*person]), words, *person, rows);
            let used = cells.iter().map(|span| width(&span.content)).sum();
            line.extend(cells);
            line.push(pad(used));
        }
        rows.line(Line::from(line));
    }
    for (name, of) in said(view) {
        rows.gap(Gap::Between);
        let cells: Vec<Vec<String>> = view
            .people
            .iter()
            .map(|person| wrap(&of(&view.seen[*person]).unwrap_or_else(|| OPEN.into()), wide - 2))
            .collect();
        for at in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = vec![label(if at == 0 { name } else { "" })];
            for words in &cells {
                let words = words.get(at).cloned().unwrap_or_default();
                let used = width(&words);
                line.push(Span::styled(words, look.style(Token::Text)));
                line.push(pad(used));
            }
            rows.line(Line::from(line));
        }
    }
}

fn stacked(view: &SideBySide, rows: &mut Rows) {
    let look = rows.look();
    for (at, person) in view.people.iter().enumerate() {
        if at > 0 {
            rows.gap(Gap::Part);
        }
        let seen = &view.seen[*person];
        rows.text(&view.names[*person], look.strong(Token::Of(*person)));
        for (name, words, of) in NUMBERS {
            let words = view.in_words.then_some(words);
            let mut line = vec![Span::styled(format!("{name:<12}"), look.style(Token::Muted))];
            line.extend(bar(of(seen), words, *person, rows));
            rows.line(Line::from(line));
        }
        for (name, of) in said(view) {
            let words = of(seen).unwrap_or_else(|| OPEN.into());
            for (at, words) in wrap(&words, rows.width().saturating_sub(12)).into_iter().enumerate() {
                let name = if at == 0 { *name } else { "" };
                rows.line(Line::from(vec![
                    Span::styled(format!("{name:<12}"), look.style(Token::Muted)),
                    Span::styled(words, look.style(Token::Text)),
                ]));
            }
        }
    }
}
