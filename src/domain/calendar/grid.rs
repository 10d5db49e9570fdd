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
