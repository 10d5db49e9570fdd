//! What Mara and Jo have on their calendar.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use super::history::{Seeded, apply};
use crate::domain::archive::Archive;
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::{Appointment, Entry, What, Window, WindowPlan};
use crate::domain::calendar::repeat::{Every, Repeat};
use crate::domain::change::{Change, Refusal};
use crate::domain::pacing::Band;
use crate::domain::people::Person;
use crate::domain::time::Now;

/// Adds what comes again, what was on single days since `first`, and what is planned next.
///
/// # Errors
/// A [`Refusal`] where a rule does not let it happen.
pub(super) fn invent(archive: &Archive, first: NaiveDate, now: Now, days: u64) -> Result<Archive, Refusal> {
    // Bits of its own: what the evenings hold stays as it is.
    let mut seeded = Seeded::new(days ^ 0xca1e);
    let today = now.wall.date_naive();
    let physio = Entry { time: clock(14), ..weekly(appointment("physio"), Weekday::Tue, first) };
    let care_date = weekly(What::Ritual { words: "care date".into() }, Weekday::Sun, first);
    let mut entries = vec![physio, care_date];
    for date in first.iter_days().take_while(|date| *date < today) {
        if date.day() == 3 {
            entries.push(Entry { time: clock(9), ..Entry::once(appointment("blood test"), date) });
        }
        if date.day() % 10 == 5 {
            entries.push(Entry::once(What::RestDay, date));
        }
    }
    let coming = |from: u64, weekday: Weekday| {
        let from = today + Days::new(from);
        from.iter_days().find(|date| date.weekday() == weekday).unwrap_or(from)
    };
    entries.push(Entry { time: clock(20), ..Entry::once(window(), coming(1, Weekday::Sat)) });
    entries.push(Entry::once(What::RestDay, coming(1, Weekday::Mon)));
    entries.push(Entry { time: clock(11), ..Entry::once(appointment("Dr K."), coming(7, Weekday::Wed)) });
    let changes: Vec<Change> =
        entries.into_iter().map(|entry| Change::Calendar(CalendarChange::Add(entry))).collect();
    apply(archive, &changes, now, &mut seeded)
}

fn weekly(what: What, weekday: Weekday, start: NaiveDate) -> Entry {
    let every = Every::Weeks { each: 1, on: vec![weekday] };
    Entry { repeat: Some(Repeat::on(every)), ..Entry::once(what, start) }
}

fn appointment(words: &str) -> What {
    let (whose, place, questions, taken_from) = (Some(Person::A), None, None, None);
    What::Appointment(Appointment { words: words.into(), whose, place, questions, taken_from })
}

fn window() -> What {
    let plan = |words: &str, band| WindowPlan { words: words.into(), band };
    What::Window(Window {
        a: plan("a slow dance in the kitchen", Band::Touch),
        b: plan("one song on the sofa, leaning", Band::Near),
        rest: "an early night".into(),
        ready: vec!["pillows".into(), "the phone away".into()],
        rest_before: 30,
        rest_after: 0,
        kept: false,
    })
}

fn clock(hour: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour, 0, 0)
}
