//! How something comes again, as a rule that other programs read.

use chrono::{Days, NaiveDate, NaiveTime, Weekday};

use super::When;
use crate::domain::calendar::repeat::{Every, Repeat};

/// The first day on which the rule falls, skipped or not: other programs count the day on which a
/// series starts as one of it, whatever the rule says.
pub(super) fn first(repeat: &Repeat, start: NaiveDate) -> Option<NaiveDate> {
    let days = match &repeat.every {
        Every::Days(_) => 1,
        Every::Weeks { each, .. } => 7 * (u64::from((*each).max(1)) + 1),
    };
    let dates = (0..days).map_while(|day| start.checked_add_days(Days::new(day)));
    dates.into_iter().find(|date| repeat.rules(start, *date))
}

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
