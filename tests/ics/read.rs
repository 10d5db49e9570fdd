//! What other calendars say is read as they mean it, at times that the clock here shows.

use chrono::{Datelike, Weekday};
use evenfall::domain::calendar::incoming::Why;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rrule::{RRule, RRuleSet, Unvalidated};

use super::*;

fn days_of(text: &str) -> Vec<String> {
    let found = found(text).expect("a calendar");
    found.events.iter().map(|one| one.entry.start.to_string()).collect()
}

fn left_out(text: &str) -> Vec<(String, Why)> {
    found(text).expect("a calendar").left_out
}

#[test]
fn times_are_what_the_clock_on_this_wall_shows() {
    for (start, shown) in [
        ("DTSTART:20261124T090000Z", "2026-11-24 10:00"),
        ("DTSTART:20270624T230000Z", "2027-06-25 01:00"),
        ("DTSTART;TZID=America/New_York:20261124T200000", "2026-11-25 02:00"),
        ("DTSTART;TZID=\"/mozilla.org/20050126_1/Europe/Helsinki\":20261124T100000", "2026-11-24 09:00"),
        ("DTSTART:20261124T100000", "2026-11-24 10:00"),
        ("DTSTART;VALUE=DATE:20261124", "2026-11-24"),
        ("DTSTART:20261124", "2026-11-24"),
        // The clock goes from two to three there.
        ("DTSTART;TZID=Europe/Berlin:20270328T023000", "2027-03-28 03:30"),
        // It shows half past two twice.
        ("DTSTART;TZID=Europe/Berlin:20271031T023000", "2027-10-31 02:30"),
        ("dtstart;tzid=Europe/Berlin:20261231T235960", "2026-12-31 23:59"),
    ] {
        assert_eq!(told_all(&event(start)), [format!("one@there: Physio, {shown}")], "{start}");
    }
}

#[test]
fn days_in_a_row_have_a_last_one() {
    for (lines, days) in [
        ("DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261202", "2026-12-01"),
        ("DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261204", "2026-12-01..2026-12-03"),
        ("DTSTART;VALUE=DATE:20261201\nDURATION:P1W", "2026-12-01..2026-12-07"),
        ("DTSTART:20261201T220000\nDTEND:20261202T010000", "2026-12-01 22:00"),
        ("DTSTART:20261201T100000\nDTEND:20261203T150000", "2026-12-01..2026-12-03 10:00"),
        ("DTSTART:20261201T100000\nDURATION:PT48H", "2026-12-01..2026-12-03 10:00"),
        ("DTSTART:20261201T100000\nDTEND:20261204T000000", "2026-12-01..2026-12-03 10:00"),
        ("DTSTART:20261201T100000\nDTEND:20200101T100000", "2026-12-01 10:00"),
        ("DTSTART;VALUE=DATE:20261028\nDTEND;VALUE=DATE:20261103", "2026-10-28..2026-11-02"),
    ] {
        assert_eq!(told_all(&event(lines)), [format!("one@there: Physio, {days}")], "{lines}");
    }
}

#[test]
fn what_comes_again_is_there_once_for_each_day() {
    for (lines, days) in [
        (
            "DTSTART:20261124T090000\nRRULE:FREQ=DAILY;COUNT=3;INTERVAL=2",
            &["2026-11-24", "2026-11-26", "2026-11-28"][..],
        ),
        (
            "DTSTART:20261124T090000\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261201T090000",
            &["2026-11-24", "2026-11-26", "2026-12-01"],
        ),
        (
            "DTSTART:20261124T090000\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261201T085959",
            &["2026-11-24", "2026-11-26"],
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20261124T003000\nRRULE:FREQ=DAILY;UNTIL=20261125T233000Z",
            &["2026-11-24", "2026-11-25", "2026-11-26"],
        ),
        (
            "DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=MONTHLY;BYDAY=-1TU;COUNT=3",
            &["2026-11-24", "2026-12-29", "2027-01-26"],
        ),
        (
            "DTSTART;VALUE=DATE:20261231\nRRULE:FREQ=MONTHLY;UNTIL=20270601",
            &["2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31"],
        ),
        ("DTSTART;VALUE=DATE:19780229\nRRULE:FREQ=YEARLY", &[]),
        ("DTSTART;VALUE=DATE:19760229\nRRULE:FREQ=YEARLY", &["2028-02-29"]),
        ("DTSTART;VALUE=DATE:16040301\nRRULE:FREQ=YEARLY", &["2027-03-01", "2028-03-01"]),
        (
            "DTSTART:20261124T090000\nRDATE:20261126T090000,20261203T110000",
            &["2026-11-24", "2026-11-26", "2026-12-03"],
        ),
        (
            "DTSTART:20261124T090000\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20261125T090000\nEXDATE:20261126T090000",
            &["2026-11-24", "2026-11-27"],
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20261124T090000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261125T080000Z",
            &["2026-11-24", "2026-11-26"],
        ),
        (
            "DTSTART:20261124T090000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20261124",
            &["2026-11-25", "2026-11-26"],
        ),
        (
            "DTSTART:20261124T090000\nRRULE:FREQ=WEEKLY;COUNT=2;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
            &["2026-11-24", "2026-12-01"],
        ),
        // The wall clock there stays the same over a change of the clocks.
        (
            "DTSTART;TZID=America/New_York:20270309T200000\nRRULE:FREQ=WEEKLY;COUNT=2",
            &["2027-03-10", "2027-03-17"],
        ),
    ] {
        assert_eq!(days_of(&event(lines)), days, "{lines}");
    }
}

#[test]
fn each_of_many_has_a_name_that_lasts() {
    let text = event("DTSTART;TZID=America/New_York:20261124T200000\nRRULE:FREQ=WEEKLY;COUNT=2");
    assert_eq!(
        told_all(&text),
        ["one@there 20261124: Physio, 2026-11-25 02:00", "one@there 20261201: Physio, 2026-12-02 02:00",]
    );
}

#[test]
fn single_ones_can_be_another_way() {
    let series = "BEGIN:VEVENT\nUID:s\nSUMMARY:Physio\nLOCATION:Lindenweg\nDTSTART;TZID=Europe/Berlin:20261124T090000\nRRULE:FREQ=WEEKLY;COUNT=4\nEND:VEVENT\n";
    let one = |lines: &str| format!("BEGIN:VEVENT\nUID:s\n{lines}\nEND:VEVENT\n");
    let moved = one(
        "RECURRENCE-ID:20261201T080000Z\nDTSTART;TZID=Europe/Berlin:20261202T140000\nSUMMARY:Physio, later",
    );
    let off = one(
        "RECURRENCE-ID;TZID=Europe/Berlin:20261208T090000\nDTSTART;TZID=Europe/Berlin:20261208T090000\nSTATUS:CANCELLED",
    );
    let expected = [
        "s 20261124: Physio, 2026-11-24 09:00",
        "s 20261201: Physio, later, 2026-12-02 14:00",
        "s 20261208: Physio, 2026-12-08 09:00 cancelled",
        "s 20261215: Physio, 2026-12-15 09:00",
    ];
    assert_eq!(told_all(&calendar(&format!("{series}{moved}{off}"))), expected);
    assert_eq!(told_all(&calendar(&format!("{off}{moved}{series}"))), expected, "in any order");
    let alone = told_all(&calendar(&moved));
    assert_eq!(alone, ["s 20261201: Physio, later, 2026-12-02 14:00"]);
    let later =
        one("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261208T090000\nDTSTART:20261208T100000");
    let text = calendar(&format!("{series}{later}"));
    assert_eq!(told_all(&text).len(), 2, "what is not known is not guessed");
    assert_eq!(left_out(&text), [("Physio".to_owned(), Why::Repeats)]);
}

#[test]
fn what_is_cancelled_is_told_as_that() {
    let cancelled = event("DTSTART:20261124T090000\nSTATUS:CANCELLED");
    assert_eq!(told_all(&cancelled), ["one@there: Physio, 2026-11-24 09:00 cancelled"]);
    let all = event("DTSTART:20261124T090000").replace("VERSION:2.0", "METHOD:CANCEL");
    assert_eq!(told_all(&all), ["one@there: Physio, 2026-11-24 09:00 cancelled"]);
}

#[test]
fn the_newest_writing_counts_and_each_name_once() {
    let event = |sequence: u8, title: &str| {
        format!("BEGIN:VEVENT\nUID:a\nSEQUENCE:{sequence}\nDTSTART:20261124\nSUMMARY:{title}\nEND:VEVENT\n")
    };
    let text = calendar(&[event(1, "one"), event(3, "three"), event(2, "two")].concat());
    assert_eq!(told_all(&text), ["a: three, 2026-11-24"]);
    let nameless = "BEGIN:VEVENT\nDTSTART:20261124\nSUMMARY:Tea\nEND:VEVENT\n";
    assert_eq!(told_all(&calendar(&nameless.repeat(2))), ["20261124 Tea: Tea, 2026-11-24"]);
}

#[test]
fn words_are_unfolded_unescaped_and_cleaned() {
    let text = event("LOCATION:Linden\n weg\\, 4\\nsecond\n\t floor \u{1b}[2J\u{202e}\nDTSTART:20261124");
    let text =
        text.replace("SUMMARY:Physio", "SUMMARY;LANGUAGE=\"de:x\":Arzt \\; Ü\u{9b}ber\r\n  \\\\ alles");
    let found = found(&text).expect("a calendar");
    let one = found.events[0].appointment().expect("an appointment");
    assert_eq!(one.words, "Arzt ; Über \\ alles");
    assert_eq!(one.place.as_deref(), Some("Lindenweg, 4 second floor [2J"));
    assert_eq!(
        told_all(&event("DTSTART:20261124").replace("SUMMARY:Physio\r\n", ""))[0],
        "one@there: Appointment, 2026-11-24"
    );
}

#[test]
fn a_zone_that_nobody_knows_is_asked_about() {
    let text = event("DTSTART;TZID=W. Europe Standard Time:20261124T090000\nRRULE:FREQ=DAILY;COUNT=2");
    let found = found(&text).expect("a calendar");
    assert_eq!(found.unknown_zones, ["W. Europe Standard Time"]);
    assert!(found.events.iter().all(|one| one.zone.as_deref() == Some("W. Europe Standard Time")));
    assert_eq!(found.events[0].entry.time, Some(time("09:00")), "as it is written");
}

#[test]
fn what_is_left_out_is_told_with_why() {
    for (lines, why) in [
        ("DTSTART:20200101T090000", Why::OtherDays),
        ("DTSTART:29990101T090000", Why::OtherDays),
        ("DTSTART:20200101T090000\nRRULE:FREQ=DAILY;COUNT=5", Why::OtherDays),
        ("DTSTART:20261124T090000\nRRULE:FREQ=HOURLY", Why::Repeats),
        ("DTSTART:20261124T090000\nRRULE:FREQ=YEARLY;BYWEEKNO=3", Why::Repeats),
        ("DTSTART:20261124T090000\nRRULE:FREQ=DAILY;INTERVAL=0", Why::Repeats),
        ("DTSTART:20261124T090000\nRRULE:FREQ=DAILY;UNTIL=soon", Why::Repeats),
        ("DTSTART:20261124T090000\nRRULE:", Why::Repeats),
        ("DTSTART:20261124T090000\nRRULE:FREQ=DAILY\nEXRULE:FREQ=WEEKLY", Why::Repeats),
        ("DTSTART:20261301T090000", Why::NoDay),
        ("DTSTART:tomorrow", Why::NoDay),
        ("", Why::NoDay),
    ] {
        assert_eq!(left_out(&event(lines)), [("Physio".to_owned(), why)], "{lines}");
        assert!(told_all(&event(lines)).is_empty(), "{lines}");
    }
    let task = event("DTSTART:20261124").replace("VEVENT", "VTODO");
    assert_eq!(left_out(&task), [("Physio".to_owned(), Why::NoAppointment)]);
    let alarm =
        event("DTSTART:20261124\nBEGIN:VALARM\nSUMMARY:Wake\nDTSTART:20200101\nEND:VALARM\nLOCATION:here");
    assert_eq!(told_all(&alarm), ["one@there: Physio, 2026-11-24"]);
}

#[test]
fn a_hundred_years_are_followed_only_as_far_as_asked() {
    let text = event("DTSTART:19700101T090000\nRRULE:FREQ=DAILY;UNTIL=20700101T090000");
    let found = found(&text).expect("a calendar");
    assert_eq!(found.events.len(), 200);
    assert_eq!(found.events[0].entry.start, day("2026-11-01"));
    assert_eq!(found.left_out, [("Physio".to_owned(), Why::MoreOften)]);
}

#[test]
fn what_is_written_here_is_read_as_the_same() {
    let timed = |entry: Entry, text: &str| Entry { time: Some(time(text)), ..entry };
    let mut physio = timed(appointment("Physio; and, \\ more", "2026-11-24"), "10:30");
    if let What::Appointment(one) = &mut physio.what {
        one.place = Some("Lindenweg, 4".into());
    }
    let repeat = Repeat {
        until: Some(day("2027-01-31")),
        ..Repeat::on(Every::Weeks { each: 2, on: vec![Weekday::Tue, Weekday::Fri] })
    };
    let repeat = repeat.but(day("2026-12-08"), None);
    let clinic = Entry { repeat: Some(repeat), ..timed(appointment("Clinic", "2026-11-23"), "09:00") };
    let entries = [
        physio,
        clinic,
        Entry { last: Some(day("2026-12-03")), ..appointment("Hospital", "2026-12-01") },
        Entry { last: Some(day("2026-12-13")), ..timed(appointment("Rehab", "2026-12-10"), "14:00") },
        again(appointment("Bandage", "2027-03-01"), Every::Days(30)),
    ];
    let archive = with(entries.clone());
    let read = found(&all(&archive, Titles::Full)).expect("a calendar");
    assert!(read.left_out.is_empty() && read.unknown_zones.is_empty());
    let mut there: Vec<_> = read
        .events
        .iter()
        .map(|one| {
            let appointment = one.appointment().expect("an appointment");
            (
                one.entry.start,
                one.entry.last,
                one.entry.time,
                appointment.words.clone(),
                appointment.place.clone(),
            )
        })
        .collect();
    let mut here = Vec::new();
    for date in day("2026-11-01").iter_days().take_while(|date| *date <= day("2028-04-30")) {
        for entry in entries
            .iter()
            .filter(|entry| entry.is_on(date) && (entry.repeat.is_some() || entry.start == date))
        {
            let What::Appointment(one) = &entry.what else { unreachable!("all are") };
            here.push((date, entry.last, entry.time, one.words.clone(), one.place.clone()));
        }
    }
    there.sort();
    here.sort();
    assert_eq!(there, here);
    let beside = read.beside(&archive);
    assert_eq!((beside.same.len(), beside.new.len()), (there.len(), 0), "it is known as its own");
    assert_eq!(read.beside(&mara_and_jo()).new.len(), there.len());
}

#[test]
fn what_is_here_already_is_recognised() {
    let text =
        |title: &str, more: &str| event(&format!("DTSTART:20261124T090000\n{more}")).replace("Physio", title);
    let archive = with([found(&text("Physio", "")).expect("a calendar").events[0].entry.clone()]);
    let beside = |text: &str| {
        let beside = found(text).expect("a calendar").beside(&archive);
        [beside.new, beside.same, beside.changed, beside.cancelled, beside.gone].map(|list| list.len())
    };
    assert_eq!(beside(&text("Physio", "")), [0, 1, 0, 0, 0]);
    assert_eq!(beside(&text("Physio", "DESCRIPTION:more")), [0, 1, 0, 0, 0]);
    assert_eq!(beside(&text("Therapy", "")), [0, 0, 1, 0, 0]);
    assert_eq!(beside(&text("Physio", "STATUS:CANCELLED")), [0, 0, 0, 1, 0]);
    assert_eq!(beside(&text("Physio", "").replace("090000", "100000")), [0, 0, 1, 0, 0]);
    assert_eq!(beside(&text("Physio", "").replace("one@there", "two@there")), [1, 0, 0, 0, 0]);
    assert_eq!(beside(&text("Physio", "STATUS:CANCELLED").replace("one@", "two@")), [0, 0, 0, 0, 1]);
}

/// A rule that both this program and a library know.
fn any_rule() -> impl Strategy<Value = String> {
    let days = prop::sample::subsequence(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"], 0..4);
    let placed = prop::sample::subsequence(vec!["1MO", "-1FR", "2WE", "-2SU", "5TU"], 1..3);
    let month_days = prop::sample::subsequence(vec!["1", "15", "29", "31", "-1", "-3"], 0..3);
    let months = prop::sample::subsequence(vec!["1", "2", "3", "11", "12"], 0..3);
    let part = |key: &str, list: &[&str]| {
        if list.is_empty() { String::new() } else { format!(";{key}={}", list.join(",")) }
    };
    let end = prop_oneof![
        Just(String::new()),
        (1_u32..60).prop_map(|count| format!(";COUNT={count}")),
        Just(";UNTIL=20271020T090000Z".to_owned()),
    ];
    let place = prop_oneof![Just(""), Just(";BYSETPOS=-1"), Just(";BYSETPOS=1,2")];
    (0..5_u8, 1..4_u8, days, placed, month_days, months, end, place).prop_map(
        move |(kind, interval, days, placed, month_days, months, end, place)| {
            let by_days = part("BYDAY", &days);
            let by_month_days = part("BYMONTHDAY", &month_days);
            let months = part("BYMONTH", &months);
            let by = match kind {
                0 => format!("DAILY{by_days}{by_month_days}{months}"),
                1 => format!("WEEKLY;WKST=SU{by_days}{months}"),
                2 => format!("MONTHLY{by_days}{by_month_days}{months}"),
                3 => format!("MONTHLY{}{months}", part("BYDAY", &placed)),
                _ if months.is_empty() => format!("YEARLY{}", part("BYDAY", &placed)),
                _ => format!("YEARLY{by_days}{by_month_days}{months}"),
            };
            // Places are those among some days of one round; of a first week that is not whole,
            // programs read them differently.
            let place = if by.starts_with("WEEKLY") {
                ""
            } else if by.contains("BYDAY") || by.contains("BYMONTHDAY") {
                place
            } else {
                ""
            };
            format!("FREQ={by};INTERVAL={interval}{place}{end}")
        },
    )
}

proptest! {
    // The same rules every time: libraries differ in corners that no calendar writes.
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(20),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn rules_fall_where_a_library_has_them(rule in any_rule(), day in 0_i64..700) {
        let begin = super::day("2025-06-01") + chrono::TimeDelta::days(day);
        let zoned = |date: NaiveDate| {
            rrule::Tz::UTC.with_ymd_and_hms(date.year(), date.month(), date.day(), 9, 0, 0).single().expect("a moment")
        };
        let Ok(known) = rule.parse::<RRule<Unvalidated>>() else { return Ok(()) };
        // Other programs differ where a series starts on a day that its rule does not have.
        let first = |known: RRule<Unvalidated>| {
            let known = known.validate(zoned(begin)).ok()?;
            RRuleSet::new(zoned(begin)).rrule(known).limit().into_iter().next()
        };
        let Some(first) = first(known.clone()) else { return Ok(()) };
        let Ok(known) = known.validate(first) else { return Ok(()) };
        let span = zoned(super::day("2026-11-01"))..=zoned(super::day("2028-04-30"));
        let there: Vec<NaiveDate> = RRuleSet::new(first).rrule(known).limit().into_iter()
            .take_while(|date| date <= span.end()).filter(|date| span.contains(date))
            .map(|date| date.date_naive()).take(200).collect();
        let text = event(&format!("DTSTART:{}T090000Z\nRRULE:{rule}", first.format("%Y%m%d")));
        let here: Vec<NaiveDate> =
            found(&text).expect("a calendar").events.iter().map(|one| one.entry.start).collect();
        prop_assert_eq!(here, there, "{}", text);
    }
}
