//! What is written is iCalendar as RFC 5545 has it, and says no more than was asked for.

use std::io::Write as _;
use std::process::{Command, Stdio};

use chrono::{NaiveTime, Weekday};
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Entry, EntryAt, Shelf, What, Window, WindowPlan};
use evenfall::domain::calendar::repeat::{Every, Moved, Repeat};
use evenfall::domain::change::Change;
use evenfall::domain::content::Tag;
use evenfall::domain::pacing::Band;
use evenfall::domain::people::Person;
use evenfall::domain::record::Id;
use evenfall::domain::restriction::Restriction;
use evenfall::domain::time::YearMonth;
use evenfall::export::ics::{NoCalendar, Titles, ics};
use icalendar::Component as _;
use proptest::prelude::*;

use super::evening::friday_evening;
use super::*;

fn weekly(on: &[Weekday]) -> Every {
    Every::Weeks { each: 2, on: on.to_vec() }
}

/// One of everything there can be, with words of their own in it.
fn everything() -> Archive {
    let plan = |words: &str| WindowPlan { words: words.into(), band: Band::Touch };
    let window = Window {
        a: plan("secret plan"),
        b: plan("secret twin"),
        rest: "secret rest".into(),
        ready: vec!["secret lamp".into()],
        rest_before: 30,
        rest_after: 0,
        kept: false,
    };
    let mut physio = Entry { time: Some(time("10:30")), ..appointment("Physio", "2026-11-24") };
    if let What::Appointment(appointment) = &mut physio.what {
        appointment.place = Some("Lindenweg 4, 2. Stock".into());
        appointment.questions = Some("secret question".into());
    }
    let rule =
        What::OwnRule { by: Person::A, words: "mourning; quiet, \\ please".into(), ceiling: Band::Near };
    let entries = [
        physio,
        again(
            Entry { time: Some(time("09:00")), ..appointment("Wound clinic", "2026-11-23") },
            weekly(&[Weekday::Thu, Weekday::Tue]),
        ),
        Entry { last: Some(day("2026-12-03")), ..appointment("Hospital", "2026-12-01") },
        Entry::once(What::RestDay, day("2026-11-28")),
        Entry { last: Some(day("2026-11-30")), ..Entry::once(rule, day("2026-11-21")) },
        again(
            Entry::once(What::Ritual { words: "tea at the window".into() }, day("2026-11-20")),
            Every::Days(3),
        ),
        Entry { time: Some(time("20:00")), ..Entry::once(What::Window(window), day("2026-11-27")) },
        Entry::once(What::Note { words: "the first snow".into() }, day("2026-11-29")),
    ];
    let restriction = Restriction {
        tags: vec![Tag::Lifting],
        until: Some(day("2026-12-15")),
        review: Some(day("2026-12-10")),
        ..Restriction::of(Person::A, friday_evening())
    };
    after(&with(entries), &[Change::Restrict(restriction)])
}

fn id_of(archive: &Archive, words: &str) -> Id {
    let is_it = |entry: &Entry| matches!(&entry.what, What::Appointment(one) if one.words == words);
    archive.entries().find(|(_, entry)| is_it(entry)).expect("an appointment").0.id
}

#[test]
fn neutral_titles_say_nothing_of_the_two() {
    let text = all(&everything(), Titles::Neutral);
    let mut titles: Vec<_> =
        unfolded(&text).into_iter().filter(|line| line.starts_with("SUMMARY:")).collect();
    titles.sort();
    titles.dedup();
    assert_eq!(
        titles,
        ["SUMMARY:Appointment", "SUMMARY:Quiet day", "SUMMARY:Reminder", "SUMMARY:Time for us"]
    );
    for own in ["Physio", "Linden", "LOCATION", "secret", "tea", "snow", "mourning", "lifting", "20261215"] {
        assert!(!text.contains(own), "{own}: {text}");
    }
    let events = text.matches("BEGIN:VEVENT\r\n").count();
    assert_eq!((events, text.matches("CLASS:PRIVATE\r\n").count()), (8, 8));
    assert_eq!(text.matches("DTSTAMP:20261120T200000Z\r\n").count(), 8);
    assert_eq!(text.matches("TRANSP:TRANSPARENT\r\n").count(), 2, "a quiet day and a rule take no time");
}

#[test]
fn full_titles_are_their_own_words_but_for_time_for_us() {
    let text = all(&everything(), Titles::Full);
    let lines = unfolded(&text);
    for line in [
        "SUMMARY:Physio",
        "LOCATION:Lindenweg 4\\, 2. Stock",
        "SUMMARY:mourning\\; quiet\\, \\\\ please",
        "SUMMARY:tea at the window",
        "SUMMARY:the first snow",
        "SUMMARY:Time for us",
        "SUMMARY:Until today: no lifting",
        "SUMMARY:To ask about again: no lifting",
        "DTSTART;VALUE=DATE:20261215",
        "DTSTART;VALUE=DATE:20261210",
    ] {
        assert!(lines.iter().any(|one| one == line), "{line}: {text}");
    }
    assert!(!text.contains("secret"), "{text}");
}

#[test]
fn days_times_and_rules_are_as_kept() {
    let text = all(&everything(), Titles::Neutral);
    for lines in [
        "DTSTART:20261124T103000\r\n",
        "DTEND;VALUE=DATE:20261204\r\n",
        "DTSTART;VALUE=DATE:20261201\r\n",
        // A series begins on the first of its days, which other programs count as one of it.
        "DTSTART:20261124T090000\r\nSUMMARY:Appointment\r\n",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=MO\r\n",
        "RRULE:FREQ=DAILY;INTERVAL=3\r\n",
    ] {
        assert!(text.contains(lines), "{lines}: {text}");
    }
    assert_eq!(text.matches("DTEND").count(), 2, "only days in a row have an end");
    assert!(!text.contains("DURATION") && !text.contains("TZID"), "{text}");
}

#[test]
fn skipped_moved_and_followed_ones_are_told_apart() {
    let archive = everything();
    let clinic = id_of(&archive, "Wound clinic");
    let to = Moved { date: day("2026-11-27"), time: Some(time("14:00")) };
    let whole_day = Moved { date: day("2026-12-11"), time: None };
    let calendar = Change::Calendar;
    let until = |repeat: Repeat| Some(Repeat { until: Some(day("2027-02-28")), ..repeat });
    let on = Entry { time: Some(time("11:00")), ..appointment("Wound clinic", "2027-01-05") };
    let on = Entry { repeat: until(Repeat::on(weekly(&[Weekday::Tue]))), ..on };
    let archive = after(
        &archive,
        &[
            calendar(CalendarChange::Skip(clinic.clone(), day("2026-11-24"))),
            calendar(CalendarChange::Move(clinic.clone(), day("2026-11-26"), to)),
            calendar(CalendarChange::Move(clinic.clone(), day("2026-12-10"), whole_day)),
            calendar(CalendarChange::FromHere(clinic.clone(), day("2027-01-05"), on)),
        ],
    );
    let text = all(&archive, Titles::Full);
    let uid = format!("UID:{}@evenfall\r\n", clinic.as_str());
    assert_eq!(text.matches(&uid).count(), 3, "{text}");
    for lines in [
        "EXDATE:20261124T090000\r\n",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=MO;UNTIL=20270104T090000\r\n",
        "CLASS:PRIVATE\r\nRECURRENCE-ID:20261126T090000\r\n",
        "DTSTART:20261127T140000\r\n",
        "DTSTART;VALUE=DATE:20261211\r\n",
        "RECURRENCE-ID:20261210T090000\r\n",
        "UNTIL=20270228T110000\r\n",
    ] {
        assert!(unfolded(&text).join("\r\n").contains(lines.trim_end()), "{lines}: {text}");
    }
    assert_eq!(all(&archive, Titles::Full), text, "the same again is the same text");
}

#[test]
fn what_is_in_the_bin_or_on_other_days_stays_out() {
    let archive = everything();
    let at = EntryAt { shelf: Shelf::Month(YearMonth::of(day("2026-11-24"))), id: id_of(&archive, "Physio") };
    let binned = after(&archive, &[Change::Calendar(CalendarChange::Bin(at))]);
    assert!(!all(&binned, Titles::Full).contains("Physio"));

    let days = |from: &str, to: &str| {
        let text = ics(&archive, &(day(from)..=day(to)), Titles::Full, friday()).expect("a calendar");
        let titles =
            unfolded(&text).into_iter().filter_map(|line| Some(line.strip_prefix("SUMMARY:")?.to_owned()));
        let mut titles: Vec<String> = titles.collect();
        titles.sort();
        titles
    };
    assert_eq!(days("2026-12-03", "2026-12-03"), ["Hospital"]);
    assert_eq!(days("2026-12-08", "2026-12-08"), ["Wound clinic", "tea at the window"]);
    assert_eq!(days("2026-12-15", "2026-12-15"), ["Until today: no lifting"]);
    assert!(days("2020-01-01", "2026-11-19").is_empty());
    let backwards = ics(&archive, &(day("2026-12-02")..=day("2026-12-01")), Titles::Full, friday());
    assert_eq!(backwards, Err(NoCalendar::EndsBeforeItBegins));
}

#[test]
fn a_month_not_read_is_not_left_out() {
    let mut archive = everything();
    let month = YearMonth::of(day("2026-10-01"));
    archive.months.insert(month, evenfall::domain::archive::Slot::Unread);
    let days = day("2026-12-01")..=day("2026-12-02");
    assert_eq!(ics(&archive, &days, Titles::Neutral, friday()), Err(NoCalendar::Unread(month)));
}

proptest! {
    #[test]
    fn any_words_come_back_from_lines_that_are_never_too_long(
        words in "\\PC{1,300}", place in "[ -~äß水👩‍🦽;,\\\\\n\u{1b}\u{202e}]{0,300}",
    ) {
        let mut entry = Entry { time: Some(NaiveTime::MIN), ..appointment(&words, "2026-11-24") };
        let What::Appointment(one) = &mut entry.what else { unreachable!("it is one") };
        one.place = Some(place);
        let Some(cleaned) = entry.clone().cleaned() else { return Ok(()) };
        let What::Appointment(kept) = &cleaned.what else { unreachable!("it is one") };
        let text = all(&with([entry]), Titles::Full);
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let unwelcome = text.replace("\r\n", "").contains(['\r', '\n', '\u{1b}', '\u{202e}']);
        prop_assert!(!unwelcome, "{text}");
        let event = &read_by_a_library(&text)[0];
        prop_assert_eq!(event.property_value("SUMMARY"), Some(&*kept.words));
        prop_assert_eq!(event.property_value("LOCATION"), kept.place.as_deref());
    }
}

/// The events as an independent library reads them.
fn read_by_a_library(text: &str) -> Vec<icalendar::Event> {
    let calendar: icalendar::Calendar = text.parse().expect("a calendar");
    calendar.events().cloned().collect()
}

#[test]
fn a_library_reads_the_same() {
    let events = read_by_a_library(&all(&everything(), Titles::Full));
    let mut titles: Vec<&str> = events.iter().filter_map(|event| event.property_value("SUMMARY")).collect();
    titles.sort_unstable();
    assert_eq!(
        titles,
        [
            "Hospital",
            "Physio",
            "Quiet day",
            "Time for us",
            "To ask about again: no lifting",
            "Until today: no lifting",
            "Wound clinic",
            "mourning; quiet, \\ please",
            "tea at the window",
            "the first snow",
        ]
    );
    let clinic = events.iter().find(|event| event.property_value("SUMMARY") == Some("Wound clinic"));
    let start = clinic.and_then(icalendar::Component::get_start).expect("a start");
    let floating = day("2026-11-24").and_time(time("09:00"));
    assert_eq!(start, icalendar::CalendarDateTime::Floating(floating).into());
}

#[test]
fn another_program_reads_the_same() {
    const READS: &str = "import sys, icalendar\n\
        calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())\n\
        print(len(list(calendar.walk('VEVENT'))))";
    let python = |code: &str| {
        let mut command = Command::new("python3");
        command.args(["-c", code]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        command.spawn()
    };
    let there = python("import icalendar").and_then(|mut child| child.wait());
    if !there.is_ok_and(|status| status.success()) {
        println!("Skipped: python3 has no icalendar here, so no other program read it.");
        return;
    }
    let mut child = python(READS).expect("python3");
    child
        .stdin
        .take()
        .expect("its input")
        .write_all(all(&everything(), Titles::Full).as_bytes())
        .expect("read");
    let read = child.wait_with_output().expect("its end");
    assert_eq!(String::from_utf8_lossy(&read.stdout).trim(), "10");
}
