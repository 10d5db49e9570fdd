//! A day within somebody's words: "no lifting until 20 December".

use chrono::NaiveDate;

use crate::domain::calendar::typed;

/// Words with the day that they end with, where they name one.
#[derive(Clone, PartialEq)]
pub(super) struct Dated {
    /// The words without it; empty where it is all they say.
    pub words: String,
    /// The day, as it was typed.
    pub until: Option<String>,
}

/// Finds the last "until" that a day follows.
pub(super) fn dated(words: &str, today: NaiveDate) -> Dated {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let is_until = |word: &&str| ["until", "till", "til"].contains(&word.to_lowercase().as_str());
    for at in (0..parts.len()).rev().filter(|at| is_until(&parts[*at])) {
        for end in (at + 2..=parts.len().min(at + 5)).rev() {
            let day = parts[at + 1..end].join(" ");
            let day = day.trim_end_matches(['.', ',', ';', ':', ')']);
            if typed::date(day, today).is_some() {
                let words = [&parts[..at], &parts[end..]].concat().join(" ");
                let words = words.trim_end_matches([',', ';', ':', ' ']).to_owned();
                return Dated { words, until: Some(day.to_owned()) };
            }
        }
    }
    Dated { words: words.to_owned(), until: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> (String, Option<String>) {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let Dated { words, until } = dated(words, today);
        (words, until)
    }

    #[test]
    fn a_day_after_until_is_found_and_nothing_else() {
        let day = || Some("20 December".to_owned());
        assert_eq!(found("no lifting until 20 December"), ("no lifting".into(), day()));
        assert_eq!(found("no lifting, until 20 December."), ("no lifting".into(), day()));
        assert_eq!(found("until 20 December no lifting"), ("no lifting".into(), day()));
        assert_eq!(found("no lifting until it heals"), ("no lifting until it heals".into(), None));
        assert_eq!(found("no lifting until"), ("no lifting until".into(), None));
        assert_eq!(found("until 20 December"), (String::new(), day()));
        assert_eq!(found(""), (String::new(), None));
    }
}
