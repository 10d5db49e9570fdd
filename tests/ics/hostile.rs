//! Whatever a file says, reading it ends soon and nothing of it moves a cursor.

use evenfall::domain::calendar::incoming::Why;
use evenfall::export::ics::read::{MOST, MOST_BYTES};
use proptest::prelude::*;

use super::*;

fn bytes(bytes: &[u8]) -> Result<Found, NotRead> {
    read_ics(bytes, &(day("2026-11-01")..=day("2028-04-30")), &clock(Tz::Europe__Berlin))
}

#[test]
fn what_is_no_calendar_is_a_sentence() {
    let big = vec![b'x'; MOST_BYTES + 1];
    for (file, why) in [
        (&b""[..], NotRead::NoCalendar),
        (b"\xff\xfe\x00\x01", NotRead::NoCalendar),
        (b"{\"program\": \"evenfall\"}", NotRead::NoCalendar),
        (b"BEGIN:VCARD\nEND:VCARD\n", NotRead::NoCalendar),
        (&big, NotRead::TooBig),
    ] {
        assert_eq!(bytes(file).err(), Some(why));
        assert!(why.to_string().contains("Nothing was changed."));
    }
    let backwards = read_ics(b"", &(day("2026-11-02")..=day("2026-11-01")), &clock(Tz::UTC));
    assert_eq!(backwards.err(), Some(NotRead::EndsBeforeItBegins));
}

#[test]
fn a_file_that_ends_early_says_what_it_had() {
    let text = calendar("BEGIN:VEVENT\nUID:a\nSUMMARY:Tea\nDTSTART:20261124\nEND:VEVENT\n");
    for end in 0..text.len() {
        if let Ok(found) = bytes(&text.as_bytes()[..end]) {
            assert!(found.events.len() + found.left_out.len() <= 1);
        }
    }
    let cut = text.find("END:VEVENT").expect("its end");
    let found = bytes(&text.as_bytes()[..cut]).expect("a calendar");
    assert_eq!(found.left_out, [("Tea".to_owned(), Why::CutOff)]);
}

#[test]
fn what_is_not_utf_8_is_read_as_far_as_it_is() {
    let mut text = event("DTSTART:20261124").into_bytes();
    let at = text.windows(6).position(|part| part == b"Physio").expect("the title");
    text[at] = 0xff;
    assert_eq!(told(&bytes(&text).expect("a calendar").events[0]), "one@there: \u{fffd}hysio, 2026-11-24");
    let marked = ["\u{feff}".as_bytes(), event("DTSTART:20261124").as_bytes()].concat();
    assert_eq!(bytes(&marked).expect("a calendar").events.len(), 1);
}

#[test]
fn ten_thousand_appointments_and_no_more() {
    let one = |at: usize| {
        format!(
            "BEGIN:VEVENT\r\nUID:{at}\r\nDTSTART;TZID=Europe/Helsinki:20261124T{:02}0000\r\nSUMMARY:{}\r\nEND:VEVENT\r\n",
            at % 24,
            "long words ".repeat(45)
        )
    };
    let text = calendar(&(0..MOST + 5).map(one).collect::<String>());
    assert!(text.len() > 5 << 20);
    let found = bytes(text.as_bytes()).expect("a calendar");
    assert_eq!(found.events.len(), MOST);
    assert_eq!(found.left_out.iter().map(|(_, why)| *why).collect::<Vec<_>>(), [Why::TooMuch; 5]);
}

#[test]
fn ten_thousand_rules_end() {
    for rule in [
        "FREQ=DAILY;COUNT=4000000000",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU,53MO,-53SU;BYSETPOS=-366",
        "FREQ=MONTHLY;COUNT=4000000000;BYDAY=5MO,5TU,5WE;BYMONTH=2",
        "FREQ=WEEKLY;INTERVAL=10000",
    ] {
        let one = |at: usize| {
            format!("BEGIN:VEVENT\r\nUID:{at}\r\nDTSTART:19000101T090000\r\nRRULE:{rule}\r\nEND:VEVENT\r\n")
        };
        let text = calendar(&(0..10_000).map(one).collect::<String>());
        let found = bytes(text.as_bytes()).expect("a calendar");
        assert!(found.events.len() <= MOST, "{rule}");
        assert!(found.events.len() + found.left_out.len() >= 10_000, "{rule}");
    }
}

#[test]
fn long_lines_and_deep_nests_end() {
    let long = event(&format!("DTSTART:20261124\nLOCATION:{}", "\u{e9}\u{301}".repeat(2_500_000)));
    let found = bytes(long.as_bytes()).expect("a calendar");
    assert!(
        found.events[0]
            .appointment()
            .and_then(|one| one.place.as_ref())
            .is_some_and(|place| place.len() < 10_000)
    );
    let folded = event(&format!("DTSTART:20261124\nLOCATION:{}", "x\n ".repeat(3_000_000)));
    assert_eq!(bytes(folded.as_bytes()).expect("a calendar").events.len(), 1);
    let deep = event(&format!("DTSTART:20261124\n{}", "BEGIN:VALARM\n".repeat(500_000)));
    assert_eq!(bytes(deep.as_bytes()).expect("a calendar").left_out, [("Physio".to_owned(), Why::CutOff)]);
    let nested = calendar(&"BEGIN:VEVENT\n".repeat(500_000));
    assert_eq!(bytes(nested.as_bytes()).expect("a calendar").left_out.len(), 1);
    for list in ["EXDATE:", "RDATE:", "RRULE:FREQ=MONTHLY;BYMONTHDAY=", "RRULE:FREQ=YEARLY;BYDAY="] {
        let item = if list.ends_with("BYDAY=") {
            "MO,"
        } else if list.contains("RRULE") {
            "1,"
        } else {
            "20261125,"
        };
        let text = event(&format!("DTSTART:20261124\nRRULE:FREQ=DAILY\n{list}{}", item.repeat(1_000_000)));
        bytes(text.as_bytes()).expect("a calendar");
    }
}

const PARTS: [&str; 34] = [
    "BEGIN:VCALENDAR\r\n",
    "END:VCALENDAR\r\n",
    "BEGIN:VEVENT\r\n",
    "END:VEVENT\r\n",
    "BEGIN:VTODO\r\n",
    "UID:a\r\n",
    "UID:b\r\n",
    "DTSTART",
    "DTEND",
    "RECURRENCE-ID",
    "EXDATE",
    "RDATE",
    "DURATION:",
    "RRULE:FREQ=",
    ";VALUE=DATE",
    ";TZID=Europe/Berlin",
    ";TZID=\"",
    ";RANGE=THISANDFUTURE",
    ":",
    "20261124",
    "20261124T090000",
    "Z",
    "99991231T235959",
    "00010101T000000Z",
    "DAILY",
    "MONTHLY",
    "YEARLY",
    ";COUNT=2",
    ";BYDAY=-1MO",
    ";BYSETPOS=-400",
    ";INTERVAL=9999",
    ";UNTIL=",
    "P99999999999999W",
    "\r\n ",
];

proptest! {
    #[test]
    fn any_lines_in_any_order_end(parts in prop::collection::vec(0..PARTS.len() + 6, 0..120)) {
        let part = |at: usize| PARTS.get(at).copied().unwrap_or("\r\n");
        let text = format!("BEGIN:VCALENDAR\r\n{}", parts.into_iter().map(part).collect::<String>());
        let found = bytes(text.as_bytes()).expect("a calendar");
        for one in &found.events {
            let last = one.entry.last.unwrap_or(one.entry.start);
            prop_assert!(last >= one.entry.start && last >= found.days.0 && one.entry.start <= found.days.1);
        }
    }

    #[test]
    fn any_bytes_end(bytes_there in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = bytes(&bytes_there);
        let _ = bytes(&[b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", &bytes_there[..]].concat());
    }
}
