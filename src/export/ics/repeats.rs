//! How something comes again, as a rule that other programs read.

use chrono::{NaiveTime, Weekday};

use super::When;
use crate::domain::calendar::repeat::{Every, Repeat};

/// The rule. Where it ends, it ends as what it is about begins: on a day, or at a time.
pub(super) fn rule(repeat: &Repeat, time: Option<NaiveTime>) -> String {
    let mut rule = match &repeat.every {
        Every::Days(each) => format!("FREQ=DAILY;INTERVAL={}", (*each).max(1)),
        Every::Weeks { each, on } => {
            let week = Weekday::Mon;
            let mut days = on.clone();
            days.sort_by_key(|day| day.days_since(week));
            days.dedup();
            let days: Vec<&str> = days.into_iter().map(letters).collect();
            format!("FREQ=WEEKLY;INTERVAL={};BYDAY={};WKST=MO", (*each).max(1), days.join(","))
        }
    };
    if let Some(date) = repeat.until {
        rule.push_str(";UNTIL=");
        rule.push_str(&When { date, time }.value());
    }
    rule
}

fn letters(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}
