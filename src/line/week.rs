//! A week to look back at, read aloud: how it was first, and then day by day.

use crate::domain::people::Person;
use crate::domain::review::Week;
use crate::domain::text::sentence;

/// The whole of it, a line each. A day without an answer is left out, and where there is one that
/// is said once.
pub fn told(week: &Week) -> Vec<String> {
    let mut lines = Vec::new();
    for measure in week.measures() {
        let told = week.rows_of(measure).filter_map(|row| Some(format!("{}, {}", row.name, row.trend?)));
        let told: Vec<String> = told.collect();
        if !told.is_empty() {
            lines.push(sentence(&format!("{}: {}", measure.label(), told.join("; "))));
        }
    }
    if !week.rows.is_empty() {
        let days = week.days.iter().enumerate();
        let told = days.filter_map(|(at, day)| {
            let said = on_day(week, at);
            (!said.is_empty()).then(|| sentence(&format!("{}: {said}", day.format("%A %-d"))))
        });
        let told: Vec<String> = told.collect();
        let open = told.len() < week.days.len();
        lines.extend(told);
        lines.extend(open.then(|| "The other days are open.".to_owned()));
    }
    let on = |what: &str, (day, words): &(chrono::NaiveDate, String)| {
        sentence(&format!("{what}, {}: {words}", day.format("%A %-d")))
    };
    lines.extend(week.steps.iter().map(|step| on("A small step, as it is now", step)));
    lines.extend(week.warm.iter().map(|warm| on("A small win or a kindness", warm)));
    lines
}

/// What was shown on the day at this place, person by person, in words.
fn on_day(week: &Week, at: usize) -> String {
    let of = |person: Person| {
        let rows = week.rows.iter().filter(|row| row.person == person);
        let said =
            rows.filter_map(|row| Some(format!("{} {}", row.measure.label().to_lowercase(), row.word(at)?)));
        let said = said.collect::<Vec<_>>().join(", ");
        let name = week.rows.iter().find(|row| row.person == person).map(|row| row.name.as_str())?;
        (!said.is_empty()).then(|| format!("{name} {said}"))
    };
    Person::BOTH.into_iter().filter_map(of).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::check_in::Score;
    use crate::domain::measure::Measure;
    use crate::domain::review::Row;

    /// What is read of a week in which Mara showed her energy on every day but these.
    fn told_but(open: &[usize]) -> Vec<String> {
        let monday = NaiveDate::from_ymd_opt(2026, 11, 16).expect("a day");
        let score = |at: usize| Score::new(4).filter(|_| !open.contains(&at));
        let row = Row {
            measure: Measure::Energy,
            person: Person::A,
            name: "Mara".into(),
            days: (0..7).map(score).collect(),
            trend: None,
        };
        let days = monday.iter_days().take(7).collect();
        told(&Week { days, rows: vec![row], done: None, steps: Vec::new(), warm: Vec::new() })
    }

    #[test]
    fn days_are_open_only_where_one_is() {
        let open = "The other days are open.".to_owned();
        assert_eq!((told_but(&[]).len(), told_but(&[]).contains(&open)), (7, false));
        assert_eq!((told_but(&[6]).len(), told_but(&[6]).last()), (7, Some(&open)));
        assert_eq!((told_but(&[0, 3]).len(), told_but(&[0, 3]).last()), (6, Some(&open)));
    }
}
