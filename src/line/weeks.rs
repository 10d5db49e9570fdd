//! Weeks of one person, or of each apart: in words first, then day by day.

use crate::domain::calendar::words::capital;
use crate::domain::chart::{Picture, Span, Weeks};
use crate::domain::text::sentence;

/// The lines of it. A day or a week without a value is left out, and that is said once.
pub(super) fn lines(picture: &Picture) -> Vec<String> {
    picture.of.iter().flat_map(|weeks| of_one(weeks, picture)).collect()
}

fn of_one(weeks: &Weeks, picture: &Picture) -> Vec<String> {
    let whose = if picture.of.len() > 1 { format!("{}, ", weeks.name) } else { String::new() };
    let told = weeks.rows.iter().map(|row| {
        let name = if whose.is_empty() {
            row.measure.label().to_owned()
        } else {
            row.measure.label().to_lowercase()
        };
        format!("{whose}{name}: {}.", row.words)
    });
    let mut lines: Vec<String> = told.collect();
    let mut open = 0;
    for (at, date) in picture.dates.iter().enumerate() {
        let values = weeks.rows.iter().filter_map(|row| {
            let point = row.points.get(at).copied().flatten()?;
            Some(format!("{} {}", row.measure.label().to_lowercase(), point.words(row.measure)))
        });
        let values = values.collect::<Vec<_>>().join(", ");
        if values.is_empty() {
            open += 1;
            continue;
        }
        let when = match picture.span {
            Span::FourWeeks => date.format("%A %-d %B").to_string(),
            Span::SixMonths => format!("week of {}", date.format("%-d %B")),
        };
        lines.push(sentence(&format!("{}: {values}", capital(&format!("{whose}{when}")))));
    }
    let what = match picture.span {
        Span::FourWeeks => "day",
        Span::SixMonths => "week",
    };
    if open == picture.dates.len() {
        lines.push(capital(&format!("{whose}every {what} here is open.")));
    } else if open > 0 {
        lines.push(capital(&format!("{whose}the other {what}s are open.")));
    }
    lines
}
