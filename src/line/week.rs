//! A week to look back at, read aloud: how it was first, and then day by day.

use crate::domain::people::Person;
use crate::domain::review::Week;
use crate::domain::text::sentence;

/// The whole of it, a line each. A day without an answer is left out, and that is said once.
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
        lines.extend(days.filter_map(|(at, day)| {
            let said = on_day(week, at);
            (!said.is_empty()).then(|| sentence(&format!("{}: {said}", day.format("%A %-d"))))
        }));
        lines.push("The other days are open.".to_owned());
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
