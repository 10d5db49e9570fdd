//! A month as whole weeks.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::time::YearMonth;

/// The first day of the week that `date` lies in, where weeks begin on `first`.
#[must_use]
pub fn week_of(date: NaiveDate, first: Weekday) -> NaiveDate {
    let back = date.weekday().days_since(first);
    date.checked_sub_days(Days::new(u64::from(back))).unwrap_or(date)
}

/// The days of the whole weeks that hold `month`, 28 to 42 of them; the days around the month are
/// those of its neighbours. Empty at the ends of the calendar.
#[must_use]
pub fn weeks(month: YearMonth, first: Weekday) -> Vec<NaiveDate> {
    let (Some(start), Some(end)) = (month.first(), month.last()) else { return Vec::new() };
    let last = i64::from(end.weekday().days_since(first));
    let begin = week_of(start, first);
    let many = (end - begin).num_days() + 7 - last;
    begin.iter_days().take(usize::try_from(many).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(month: &str, first: Weekday) -> (usize, String, String) {
        let days = weeks(YearMonth::parse(month).expect("a month"), first);
        let end = |day: Option<&NaiveDate>| day.expect("a day").to_string();
        (days.len() / 7, end(days.first()), end(days.last()))
    }

    #[test]
    fn a_month_takes_as_many_weeks_as_it_touches() {
        let november = |first| rows("2026-11", first);
        assert_eq!(november(Weekday::Mon), (6, "2026-10-26".into(), "2026-12-06".into()));
        assert_eq!(november(Weekday::Sun), (5, "2026-11-01".into(), "2026-12-05".into()));
        assert_eq!(rows("2027-02", Weekday::Mon), (4, "2027-02-01".into(), "2027-02-28".into()));
        assert_eq!(rows("2028-02", Weekday::Sat), (5, "2028-01-29".into(), "2028-03-03".into()));
    }

    #[test]
    fn a_week_holds_its_own_first_day() {
        let sunday = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        assert_eq!(week_of(sunday, Weekday::Sun), sunday);
        assert_eq!((sunday - week_of(sunday, Weekday::Mon)).num_days(), 6);
        assert_eq!((sunday - week_of(sunday, Weekday::Sat)).num_days(), 1);
    }
}
