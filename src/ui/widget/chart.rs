//! Weeks as columns, each as high as what was shown; where there is little room, words and a row of
//! marks. A place without a value has a dot, and nothing leads across it.

use chrono::Datelike;
use ratatui::text::{Line, Span};

use super::days::{OPEN, bar};
use crate::domain::chart::{Picture, Point, Row, Span as Reach, Weeks};
use crate::domain::check_in::Score;
use crate::domain::measure::Measure;
use crate::ui::rows::{Gap, Rows};
use crate::ui::theme::{Look, Token};
use crate::ui::words::{fit, width, wrap};

/// Where the columns begin, beside the words of their scale.
const AXIS: u16 = 10;
/// What stands between the columns of one person and those of the other.
const BETWEEN: u16 = 3;
/// The rows of a column. With three heights in each, every number from 0 to 10 has its own.
const HEIGHT: u8 = 4;

/// What a row of columns is, and what stands in it.
struct Drawn<'a> {
    weeks: &'a Weeks,
    /// The cells from one place to the next.
    step: u16,
    /// The cells that are theirs.
    wide: u16,
}

/// Draws it.
pub fn draw(picture: &Picture, small: bool, rows: &mut Rows) {
    if small {
        return in_words(picture, rows);
    }
    let places = u16::try_from(picture.dates.len()).unwrap_or(u16::MAX);
    let people = u16::try_from(picture.of.len()).unwrap_or(1).max(1);
    let beside = AXIS + people * (places + BETWEEN) - BETWEEN <= rows.width();
    for (at, group) in picture.of.chunks(if beside { picture.of.len().max(1) } else { 1 }).enumerate() {
        if at > 0 {
            rows.gap(Gap::Part);
        }
        let each = u16::try_from(group.len()).unwrap_or(1).max(1);
        let room = (rows.width().saturating_sub(AXIS) + BETWEEN) / each;
        let step = (room.saturating_sub(BETWEEN) / places.max(1)).clamp(1, 2);
        let wide = room.saturating_sub(BETWEEN);
        let of: Vec<_> = group.iter().map(|weeks| Drawn { weeks, step, wide }).collect();
        columns(picture, &of, rows);
    }
    legend(picture.span, rows);
}

/// What a column and the dot mean.
fn legend(span: Reach, rows: &mut Rows) {
    let quiet = rows.look().style(Token::Muted);
    rows.gap(Gap::Between);
    if span == Reach::SixMonths {
        rows.text("A week stands at the middle of its days.", quiet);
    }
    rows.text(&format!("{OPEN} is open, and stays out of the words."), quiet);
}

/// Everyone of `of` beside each other, each measure under the last.
fn columns(picture: &Picture, of: &[Drawn<'_>], rows: &mut Rows) {
    let look = rows.look();
    if picture.of.len() > 1 {
        let names = of.iter().map(|one| vec![name(one.weeks, one.wide, look)]);
        rows.line(beside("", names.collect(), of, look));
    }
    let drawn = |one: &Drawn<'_>, measure| one.weeks.rows.iter().find(|row| row.measure == measure).cloned();
    let there = |measure: &Measure| of.iter().any(|one| drawn(one, *measure).is_some());
    for (at, measure) in Measure::ALL.into_iter().filter(there).enumerate() {
        if at > 0 {
            rows.gap(Gap::Between);
        }
        let each: Vec<Option<Row>> = of.iter().map(|one| drawn(one, measure)).collect();
        told(measure, &each, of, rows);
        let [low, .., high] = measure.words().words();
        for up in (0..HEIGHT).rev() {
            let axis = match up {
                0 => low,
                up if up == HEIGHT - 1 => high,
                _ => "",
            };
            let cells = of.iter().zip(&each).map(|(one, row)| match row {
                Some(row) => row.points.iter().map(|point| cell(*point, up, one, look)).collect(),
                None => Vec::new(),
            });
            rows.line(beside(axis, cells.collect(), of, look));
        }
    }
    let dates = of.iter().map(|one| vec![Span::styled(under(picture, one.step), look.style(Token::Muted))]);
    rows.line(beside("", dates.collect(), of, look));
}

/// What a measure comes to in words, over its columns.
fn told(measure: Measure, each: &[Option<Row>], of: &[Drawn<'_>], rows: &mut Rows) {
    let look = rows.look();
    let words: Vec<Vec<String>> = of
        .iter()
        .zip(each)
        .map(|(one, row)| row.as_ref().map_or(Vec::new(), |row| wrap(&row.words, one.wide)))
        .collect();
    for line in 0..words.iter().map(Vec::len).max().unwrap_or(0) {
        let cells = words.iter().map(|words| {
            let words = words.get(line).cloned().unwrap_or_default();
            vec![Span::styled(words, look.style(Token::Text))]
        });
        let label = if line == 0 { measure.label() } else { "" };
        let mut whole = beside(label, cells.collect(), of, look);
        if let Some(name) = whole.spans.first_mut() {
            name.style = look.strong(Token::Text);
        }
        rows.line(whole);
    }
}

/// One line: a word of the scale, and what stands in it of each.
fn beside(axis: &str, each: Vec<Vec<Span<'static>>>, of: &[Drawn<'_>], look: Look) -> Line<'static> {
    let blank = |cells: u16| Span::raw(" ".repeat(usize::from(cells)));
    let mut line =
        Line::from(vec![Span::styled(axis.to_owned(), look.style(Token::Muted)), blank(AXIS - width(axis))]);
    for (at, (spans, one)) in each.into_iter().zip(of).enumerate() {
        if at > 0 {
            line.spans.push(blank(BETWEEN));
        }
        let used: u16 = spans.iter().map(|span| width(&span.content)).sum();
        line.spans.extend(spans);
        line.spans.push(blank(one.wide.saturating_sub(used)));
    }
    line
}

fn name(weeks: &Weeks, wide: u16, look: Look) -> Span<'static> {
    Span::styled(fit(&weeks.name, wide).into_owned(), look.strong(Token::Of(weeks.person)))
}

/// The row `up` of a column, counted from the lowest.
fn cell(point: Option<Point>, up: u8, of: &Drawn<'_>, look: Look) -> Span<'static> {
    let shape = match point {
        Some(point) => shape((point.middle.value() + 1).saturating_sub(up * 3).min(3), look),
        None if up == 0 => OPEN,
        None => ' ',
    };
    let token = if point.is_some() { Token::Of(of.weeks.person) } else { Token::Muted };
    Span::styled(format!("{shape:<wide$}", wide = usize::from(of.step)), look.style(token))
}

/// A cell filled to so many thirds. Where there are no colours there may be few signs, too.
fn shape(thirds: u8, look: Look) -> char {
    match (thirds, look.has_colours()) {
        (0, _) => ' ',
        (1, true) => '▂',
        (2, true) => '▅',
        (_, true) => '█',
        (1, false) => '-',
        (2, false) => 'o',
        (_, false) => '#',
    }
}

/// The dates under the columns, each where its day or month begins, as far as they have room.
fn under(picture: &Picture, step: u16) -> String {
    let label = |at: usize| match picture.span {
        Reach::FourWeeks => at.is_multiple_of(7).then(|| picture.dates[at].format("%-d %b").to_string()),
        Reach::SixMonths => {
            let new = at == 0 || picture.dates[at].month() != picture.dates[at - 1].month();
            new.then(|| picture.dates[at].format("%b").to_string())
        }
    };
    let mut places: Vec<(u16, String)> = (0..picture.dates.len())
        .filter_map(|at| Some((u16::try_from(at).unwrap_or(u16::MAX) * step, label(at)?)))
        .collect();
    // The first month may have begun weeks before, and be over at once.
    if places.len() > 1 && places[1].0 <= width(&places[0].1) {
        places.remove(0);
    }
    let mut words = String::new();
    for (at, label) in places {
        words.push_str(&" ".repeat(usize::from(at.saturating_sub(width(&words)))));
        words.push_str(&label);
    }
    words
}

/// Words first, and one mark for each place under them.
fn in_words(picture: &Picture, rows: &mut Rows) {
    let look = rows.look();
    for (at, weeks) in picture.of.iter().enumerate() {
        if at > 0 {
            rows.gap(Gap::Part);
        }
        if picture.of.len() > 1 {
            rows.line(name(weeks, rows.width(), look));
        }
        for row in &weeks.rows {
            rows.text(&format!("{}: {}.", row.measure.label(), row.words), look.style(Token::Text));
            let mark = |point: &Option<Point>| match point {
                Some(point) => Span::styled(mark(point.middle, look), look.style(Token::Of(weeks.person))),
                None => Span::styled(OPEN.to_string(), look.style(Token::Muted)),
            };
            rows.line(Line::from(row.points.iter().map(mark).collect::<Vec<_>>()));
        }
    }
    legend(picture.span, rows);
}

/// A number as one of five signs, each heavier than the last.
fn mark(score: Score, look: Look) -> &'static str {
    if look.has_colours() {
        return bar(score);
    }
    match bar(score) {
        "▁" => "-",
        "▂" => "+",
        "▃" => "o",
        "▅" => "*",
        _ => "#",
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, Weekday};

    use super::*;
    use crate::domain::people::Person;
    use crate::domain::settings::Theme;
    use crate::domain::time::Evening;
    use crate::ui::theme::Depth;

    fn drawn(score: u8, look: Look) -> String {
        let weeks = Weeks { person: Person::A, name: "Mara".into(), rows: Vec::new() };
        let of = Drawn { weeks: &weeks, step: 1, wide: 1 };
        let score = Score::new(score).expect("a score");
        let point = Some(Point { lowest: score, middle: score, highest: score });
        (0..HEIGHT).map(|up| cell(point, up, &of, look).content.into_owned()).collect()
    }

    #[test]
    fn every_number_has_a_shape_of_its_own_with_and_without_colours() {
        for look in [Look::new(Theme::Dusk, Depth::Rgb), Look::mono()] {
            let mut shapes: Vec<String> = (0..=Score::MOST).map(|score| drawn(score, look)).collect();
            assert!(shapes.iter().all(|shape| !shape.trim().is_empty()), "{shapes:?}");
            assert!(look.has_colours() || shapes.iter().all(|shape| shape.is_ascii()), "{shapes:?}");
            shapes.dedup();
            assert_eq!(shapes.len(), 11, "{shapes:?}");
        }
        let mono = (0..=Score::MOST).filter_map(Score::new).map(|score| mark(score, Look::mono()));
        let mut marks: Vec<&str> = mono.collect();
        marks.dedup();
        assert_eq!(marks, ["-", "+", "o", "*", "#"]);
    }

    #[test]
    fn dates_stand_apart_on_whatever_day_it_is() {
        let begin = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date");
        for until in begin.iter_days().take(800).map(Evening) {
            for span in [Reach::FourWeeks, Reach::SixMonths] {
                let dates = span.dates(until, Weekday::Mon);
                let wide = dates.len();
                let picture = Picture { span, dates, of: Vec::new() };
                for step in [1, 2] {
                    let words = under(&picture, step);
                    assert!(words.len() <= wide * usize::from(step) + 2, "{words}");
                    let labels = words.split_whitespace().filter(|word| word.parse::<u8>().is_err());
                    assert!(labels.clone().all(|label| label.len() == 3), "{words}");
                    assert!(labels.count() >= 4, "{words}");
                }
            }
        }
    }
}
