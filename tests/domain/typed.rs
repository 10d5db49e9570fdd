//! Dates and times as they are typed, and a date as it is said back.

use chrono::{Datelike as _, NaiveDate, Timelike as _};
use evenfall::domain::calendar::YEARS;
use evenfall::domain::calendar::typed::{date, last, month, time};
use evenfall::domain::calendar::words::said;
use evenfall::domain::time::YearMonth;
use proptest::prelude::*;

fn day_of(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// What is meant on Friday 20 November 2026.
fn meant(typed: &str) -> Option<String> {
    date(typed, day_of("2026-11-20")).map(|date| date.to_string())
}

#[test]
fn a_day_and_a_month_are_the_next_such_day() {
    let forms = [
        "24 Nov",
        "24 november",
        "Nov 24",
        "24.11.",
        "24. 11.",
        "24/11",
        "24. Nov",
        "NOV. 24",
        "24th nov",
        "the 24th of November",
        "  24   NOV ",
        "tue 24",
        "tue 24 nov",
        "Tuesday, 24 November",
        "24.11.2026",
        "2026-11-24",
        "2026/11/24",
        "24 Nov 2026",
        "Nov 24, 2026",
        "24-Nov-2026",
    ];
    for typed in forms {
        assert_eq!(meant(typed).as_deref(), Some("2026-11-24"), "{typed}");
    }
    assert_eq!(meant("20 nov").as_deref(), Some("2026-11-20"), "today is one");
    assert_eq!(meant("19 nov").as_deref(), Some("2027-11-19"), "yesterday's is over");
    assert_eq!(meant("19 nov 2026").as_deref(), Some("2026-11-19"));
    assert_eq!(meant("5/6").as_deref(), Some("2027-06-05"), "the day is first");
    assert_eq!(meant("1 sept").as_deref(), Some("2027-09-01"));
    assert_eq!(meant("wed 24"), None, "that is a Tuesday");
    assert_eq!(meant("wed 24 nov"), None, "and so is that");
    assert_eq!(meant("wed 24 nov 2027").as_deref(), Some("2027-11-24"));
}

#[test]
fn a_leap_day_is_the_next_one_there_is() {
    assert_eq!(meant("29 feb").as_deref(), Some("2028-02-29"));
    assert_eq!(meant("29.2.2027"), None);
    let before_a_century = date("29 feb", day_of("2096-03-01"));
    assert_eq!(before_a_century, Some(day_of("2104-02-29")));
    assert_eq!(date("29 feb", day_of("2028-02-29")), Some(day_of("2028-02-29")));
}

#[test]
fn days_are_counted_from_today() {
    let typed = [
        ("today", "2026-11-20"),
        ("Tonight", "2026-11-20"),
        ("tomorrow", "2026-11-21"),
        ("yesterday", "2026-11-19"),
        ("day after tomorrow", "2026-11-22"),
        ("the day  after tomorrow", "2026-11-22"),
        ("+3", "2026-11-23"),
        ("+ 3", "2026-11-23"),
        ("-2", "2026-11-18"),
        ("+0", "2026-11-20"),
        ("in 3 days", "2026-11-23"),
        ("in 1 day", "2026-11-21"),
        ("in a week", "2026-11-27"),
        ("In 2 weeks", "2026-12-04"),
    ];
    for (typed, date) in typed {
        assert_eq!(meant(typed).as_deref(), Some(date), "{typed}");
    }
}

#[test]
fn a_day_of_the_week_is_the_coming_one_and_next_is_in_the_week_after_this() {
    let typed = [
        ("friday", "2026-11-20"),
        ("on Fri", "2026-11-20"),
        ("this friday", "2026-11-20"),
        ("thurs", "2026-11-26"),
        ("sunday", "2026-11-22"),
        ("next friday", "2026-11-27"),
        ("next monday", "2026-11-23"),
        ("next sun", "2026-11-29"),
    ];
    for (typed, date) in typed {
        assert_eq!(meant(typed).as_deref(), Some(date), "{typed}");
    }
    let sunday = day_of("2026-11-22");
    assert_eq!(date("next friday", sunday), Some(day_of("2026-11-27")));
    assert_eq!(date("next sunday", sunday), Some(day_of("2026-11-29")));
}

#[test]
fn a_number_is_the_next_day_of_a_month_that_has_it() {
    let on = |typed, today| date(typed, day_of(today)).map(|date| date.to_string());
    assert_eq!(on("24", "2026-11-20").as_deref(), Some("2026-11-24"));
    assert_eq!(on("20.", "2026-11-20").as_deref(), Some("2026-11-20"));
    assert_eq!(on("the 19th", "2026-11-20").as_deref(), Some("2026-12-19"));
    assert_eq!(on("31", "2026-11-20").as_deref(), Some("2026-12-31"));
    assert_eq!(on("30", "2027-01-31").as_deref(), Some("2027-03-30"));
    assert_eq!(on("29", "2028-01-30").as_deref(), Some("2028-02-29"));
    assert_eq!(on("1", "2026-12-31").as_deref(), Some("2027-01-01"));
}

#[test]
fn what_is_no_day_is_none() {
    let none = [
        "",
        " ",
        ".",
        "on",
        "0",
        "32",
        "024",
        "2026",
        "30 February",
        "31 April",
        "31.4.2027",
        "0.5.",
        "24.13.",
        "24.0.",
        "24.11.26",
        "24.11.1899",
        "24.11.2200",
        "2026-24-11",
        "2026-11",
        "nov",
        "nov 2027",
        "no 24",
        "24 novembre",
        "24 24 nov",
        "24 nov nov",
        "fri sat",
        "fri fri 20 nov",
        "next week",
        "next",
        "in days",
        "in -2 days",
        "24-26 nov",
        "24-26",
        "24.-26.11.",
        "24 - 11",
        "in 3 months",
        "+",
        "-",
        "--2",
        "+-2",
        "+99999",
        "-9999999999999999999999",
        "۲۴ nov",
        "14:00",
        "when it suits",
    ];
    for typed in none {
        assert_eq!(meant(typed), None, "{typed:?}");
    }
    assert_eq!(date("tomorrow", day_of("2199-12-31")), None);
    assert_eq!(date("-1", day_of("1900-01-01")), None);
}

#[test]
fn looking_back_it_is_the_last_such_day() {
    let last = |typed| last(typed, day_of("2026-11-20")).map(|date| date.to_string());
    for (typed, day) in [
        ("24 Nov", "2025-11-24"),
        ("19 Nov", "2026-11-19"),
        ("20 Nov", "2026-11-20"),
        ("24", "2026-10-24"),
        ("31", "2026-10-31"),
        ("friday", "2026-11-20"),
        ("saturday", "2026-11-14"),
        ("29 Feb", "2024-02-29"),
        ("yesterday", "2026-11-19"),
        ("-14", "2026-11-06"),
        ("24 Nov 2001", "2001-11-24"),
    ] {
        assert_eq!(last(typed).as_deref(), Some(day), "{typed}");
    }
    for typed in ["tomorrow", "+3", "in a week", "24 Nov 2027", "someday", ""] {
        assert_eq!(last(typed), None, "{typed}");
    }
}

#[test]
fn every_day_of_the_year_gone_by_needs_no_year() {
    let today = day_of("2026-11-20");
    for date in day_of("2025-11-21").iter_days().take_while(|date| *date <= today) {
        assert_eq!(last(&date.format("%-d %B").to_string(), today), Some(date));
    }
}

#[test]
fn the_ends_of_the_calendar_are_no_cliff() {
    for today in [NaiveDate::MIN, NaiveDate::MAX] {
        for typed in ["today", "+1", "-1", "friday", "next sunday", "31", "29 feb", "in 9999 weeks"] {
            assert_eq!(date(typed, today), None, "{typed}");
        }
    }
}

#[test]
fn times_are_read_as_they_are_written() {
    let typed = [
        ("14:00", "14:00"),
        ("14.30", "14:30"),
        ("9", "09:00"),
        ("09:05", "09:05"),
        ("at 9", "09:00"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("14 h", "14:00"),
        ("14h", "14:00"),
        ("2 pm", "14:00"),
        ("2   PM", "14:00"),
        ("2:30pm", "14:30"),
        ("2.30 p.m.", "14:30"),
        ("9 a.m.", "09:00"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("12:30 am", "00:30"),
        (" Noon ", "12:00"),
        ("midnight", "00:00"),
    ];
    for (typed, expected) in typed {
        let found = time(typed).map(|time| time.format("%H:%M").to_string());
        assert_eq!(found.as_deref(), Some(expected), "{typed}");
    }
}

#[test]
fn what_is_no_time_is_none() {
    let none = [
        "",
        "24:00",
        "24",
        "14:60",
        "9:5",
        "9:",
        ":30",
        "9:050",
        "14:00:00",
        "0 pm",
        "13 pm",
        "pm",
        "h",
        "half past 2",
        "-1",
        "+9",
        "1430",
        "24 Nov",
    ];
    for typed in none {
        assert_eq!(time(typed), None, "{typed:?}");
    }
}

#[test]
fn a_date_is_said_with_its_year_only_where_that_is_another() {
    let on = |date, today| said(day_of(date), day_of(today));
    assert_eq!(on("2026-11-20", "2026-11-20"), "today, Friday 20 November");
    assert_eq!(on("2026-11-21", "2026-11-20"), "tomorrow, Saturday 21 November");
    assert_eq!(on("2026-11-19", "2026-11-20"), "yesterday, Thursday 19 November");
    assert_eq!(on("2026-11-24", "2026-11-20"), "Tuesday 24 November");
    assert_eq!(on("2027-11-24", "2026-11-20"), "Wednesday 24 November 2027");
    assert_eq!(on("2027-01-01", "2026-12-31"), "tomorrow, Friday 1 January 2027");
}

#[test]
fn every_date_written_in_full_is_that_date() {
    let today = day_of("2026-11-20");
    let end = day_of("2100-01-01");
    for day in day_of("1990-01-01").iter_days().take_while(|day| *day < end) {
        for form in ["%-d %b %Y", "%Y-%m-%d", "%-d.%-m.%Y", "%A, %B %-d, %Y", "%d/%m/%Y"] {
            let typed = day.format(form).to_string();
            assert_eq!(date(&typed, today), Some(day), "{typed}");
        }
    }
}

#[test]
fn every_day_of_the_coming_year_needs_no_year() {
    for today in day_of("2026-11-20").iter_days().step_by(29).take(60) {
        let next_year = today.with_year(today.year() + 1).expect("a date");
        for day in today.iter_days().take_while(|day| *day < next_year) {
            for form in ["%-d %b", "%B %-d", "%-d.%-m.", "%A %-d %B"] {
                let typed = day.format(form).to_string();
                assert_eq!(date(&typed, today), Some(day), "{typed} on {today}");
            }
        }
        for day in today.iter_days().take(28) {
            assert_eq!(date(&day.format("%-d").to_string(), today), Some(day), "{day} on {today}");
        }
        for day in today.iter_days().take(7) {
            assert_eq!(date(&day.format("%A").to_string(), today), Some(day), "{day} on {today}");
        }
    }
}

#[test]
fn every_minute_is_read_both_ways() {
    let midnight = chrono::NaiveTime::MIN;
    for minutes in 0..1_440 {
        let minute = midnight + chrono::TimeDelta::minutes(minutes);
        for form in ["%H:%M", "%-H.%M", "%-I:%M %P", "%I.%M%p", "%H:%M h"] {
            let typed = minute.format(form).to_string();
            assert_eq!(time(&typed), Some(minute), "{typed}");
        }
    }
}

/// What is nearly a date or a time.
fn nearly() -> impl Strategy<Value = String> {
    let pieces = [
        "24", "11", "2026", "0", "31", "99999", "nov", "Feb", "friday", "next", "in", "days", "weeks", "a",
        "day", "after", "tomorrow", "on", "th", "+", "-", ".", "/", ":", ",", " ", "  ", "pm", "am", "h",
        "noon", "\u{130}", "\u{661}", "e\u{301}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..9).prop_map(|all| all.concat())
}

fn anything() -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<char>(), 0..40).prop_map(|all| all.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_is_a_date_within_reach_or_none(
        typed in prop_oneof![nearly(), anything()],
        ahead in 0..109_000_i64,
    ) {
        let today = day_of("1900-01-01") + chrono::TimeDelta::days(ahead);
        let found = date(&typed, today);
        prop_assert!(found.is_none_or(|date| YEARS.contains(&date.year())));
        let loud = format!("  {} ", typed.to_ascii_uppercase());
        prop_assert_eq!((date(&loud, today), time(&loud)), (found, time(&typed)));
        // Said in full, it is the same day again.
        let full = found.map(|found| found.format("%A %-d %B %Y").to_string());
        prop_assert_eq!(full.and_then(|full| date(&full, today)), found);
        prop_assert!(time(&typed).is_none_or(|time| time.second() == 0));
    }
}

#[test]
fn a_month_can_be_typed() {
    let today = day_of("2026-11-20");
    for (typed, found) in [
        ("2026-03", "2026-03"),
        (" March 2026 ", "2026-03"),
        ("2026 mar", "2026-03"),
        ("3/2025", "2025-03"),
        ("march", "2026-03"),
        ("November", "2026-11"),
        ("december", "2025-12"),
    ] {
        assert_eq!(month(typed, today), YearMonth::parse(found), "{typed}");
    }
    for none in ["", "march 5 2026", "13/2026", "2026-13", "heron", "1/0000", "99999999999999999999-01"] {
        assert_eq!(month(none, today), None, "{none}");
    }
}
