//! Mara and Jo: invented, and the same every time.

use chrono::{DateTime, Days, FixedOffset, NaiveTime};

use super::{calendar, journal, plan};
use crate::domain::archive::{Archive, Recovering, TeamSaid};
use crate::domain::change::{Change, Refusal};
use crate::domain::check_in::{Answers, Finished, Numbers, Score, Shows, Wish};
use crate::domain::content::{Content, Tag, WishCard};
use crate::domain::flow::set_up;
use crate::domain::limits::Limits;
use crate::domain::note::{NewNote, NoteChange};
use crate::domain::offers::{may_be_remembered, offers};
use crate::domain::pacing::own_word;
use crate::domain::people::{Person, Profile};
use crate::domain::record::Mint;
use crate::domain::restriction::Restriction;
use crate::domain::time::{Evening, Now};

/// Randomness that is the same every time: `SplitMix64`, as published by Steele, Lea and Flood.
pub struct Seeded(u64);

impl Seeded {
    /// The same numbers for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number under `end`.
    fn under(&mut self, end: usize) -> usize {
        usize::try_from(self.bits() % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.under(many) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.under(from.len()))
    }
}

impl Mint for Seeded {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

const NOTICED: [&str; 24] = [
    "you made the soup",
    "the light at four",
    "the neighbour's cat on our step",
    "you did not hurry me",
    "I slept until six",
    "the song in the kitchen",
    "you laughed at the radio",
    "warm socks",
    "the bridge, and back again",
    "your hand on the door",
    "rain on the roof",
    "a letter from Ana",
    "the good chair",
    "you asked before you helped",
    "bread still warm",
    "no pain on the stairs",
    "the first cold air",
    "how quiet it was",
    "you remembered the pills so I did not have to",
    "a joke from the nurse",
    "the blackbird",
    "your note in my coat",
    "we sat outside for ten minutes",
    "tea, and nothing else",
];

/// About as much as somebody writes in an evening: 800 bytes.
const NOTE: &str = "We walked to the bakery and back. I was slow and Jo did not mind. The sun came out on \
the bridge and we stood there until it went behind the mill again. Going before lunch helped, and having no \
plan for after. In the afternoon I slept, longer than I meant to, and woke without knowing the day. Jo read \
me the page with the heron twice. We ate early. I was cross about the stairs and then I was not. It is odd \
what stays of a day: the smell of the paper bag, somebody's dog, the way the light came in low and made the \
kitchen look like a place in a film. I would like to remember that nothing was asked of me. Tomorrow is \
physio, and the letter, and I do not want to think of either of them tonight. The lamp is warm. That is \
enough to write, and more than I thought there was.";

/// How many days at the end are blank on the last of them alone.
const LAST_DAYS: u64 = 6;

/// Which evenings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// How many days back the first one lies.
    pub days: u64,
    /// Whether some days stay blank, as they would.
    pub blank_days: bool,
    /// Whether every evening has a note that both may read.
    pub notes: bool,
}

/// `archive` with Mara and Jo in it, and their evenings up to yesterday.
///
/// # Errors
/// A [`Refusal`] where a rule does not let it happen.
pub fn invent(archive: &Archive, content: &Content, now: Now, span: Span) -> Result<Archive, Refusal> {
    let mut seeded = Seeded::new(span.days);
    let first = evening_of(now, span.days);
    let mut archive = set_up(archive, first, &mut seeded)?;
    for ago in (1..=span.days).rev() {
        // Of the last days enough is there to look back at.
        if span.blank_days && (if ago < LAST_DAYS { ago == 1 } else { seeded.one_in(4) }) {
            continue;
        }
        let done = span.days - ago;
        let at = evening_of(now, ago);
        archive = evening(&archive, content, at, recovered(done, span.days), &mut seeded)?;
        if span.notes {
            let evening = archive.settings.evening(at);
            let write = NoteChange::Write(NewNote::free(false, evening, NOTE));
            archive = archive.apply(&Change::Note(Person::A, write), at, &mut seeded)?;
        }
    }
    let archive = calendar::invent(&archive, first.wall.date_naive(), now, span.days)?;
    let archive = plan::invent(&archive, now, span.days)?;
    // Whoever writes every evening needs no more of it.
    let archive = if span.notes { archive } else { journal::invent(&archive, now, span.days)? };
    let today = archive.settings.evening(now);
    archive.apply(&Change::EveningOver(today), now, &mut seeded)
}

/// Nine in the evening, some days before `now`.
pub(super) fn evening_of(now: Now, days: u64) -> Now {
    let nine = NaiveTime::from_hms_opt(21, 0, 0);
    let local = now.wall.naive_local();
    let then = local.date().checked_sub_days(Days::new(days)).zip(nine).map(|(day, nine)| day.and_time(nine));
    let wall: Option<DateTime<FixedOffset>> =
        then.and_then(|then| then.and_local_timezone(*now.wall.offset()).single());
    Now { wall: wall.unwrap_or(now.wall), mono: now.mono }
}

/// How far the recovery has come, 0 to 3 points on a scale. It stops there; a body may.
fn recovered(done: u64, of: u64) -> i64 {
    i64::try_from((done * 4) / of.max(1)).unwrap_or(3).min(3)
}

fn set_up(archive: &Archive, first: Now, seeded: &mut Seeded) -> Result<Archive, Refusal> {
    let person = |person, name: &str| Change::Person(Profile { person, name: name.into(), pronouns: None });
    let evening = archive.settings.evening(first);
    let by = Some(format!("Dr K., {}", evening.0.format("%-d %B")));
    let mut changes = vec![
        person(Person::A, "Mara"),
        person(Person::B, "Jo"),
        Change::Recovery(Recovering::A, vec!["heart-surgery".into()]),
        Change::Restrict(Restriction {
            tags: vec![Tag::ArmWeight, Tag::Lifting, Tag::ReachingUp],
            by: by.clone(),
            ..Restriction::of(Person::A, evening)
        }),
        Change::Team(Person::A, TeamSaid::SomethingToMind, by),
        Change::Welcomed(Person::A),
        Change::Welcomed(Person::B),
        Change::Liked("same-song-two-rooms".into(), true),
    ];
    changes.extend(set_up::step_names().map(Change::Asked));
    apply(archive, &changes, first, seeded)
}

pub(super) fn apply(
    archive: &Archive,
    changes: &[Change],
    now: Now,
    seeded: &mut Seeded,
) -> Result<Archive, Refusal> {
    changes.iter().try_fold(archive.clone(), |archive, change| archive.apply(change, now, seeded))
}

/// One evening: both check in, look together, and see what it could hold.
fn evening(
    archive: &Archive,
    content: &Content,
    now: Now,
    recovered: i64,
    seeded: &mut Seeded,
) -> Result<Archive, Refusal> {
    let evening = archive.settings.evening(now);
    let mara = numbers([3 + recovered, 7 - recovered, 5 + recovered / 2], seeded);
    let jo = numbers([6, 2, 6], seeded);
    let changes = [
        Change::EveningOver(evening),
        check_in(Person::A, mara, content, evening, seeded),
        check_in(Person::B, jo, content, evening, seeded),
        Change::Look(evening),
    ];
    let archive = apply(archive, &changes, now, seeded)?;
    let fit = archive.round(evening).fit(now);
    let row = offers(content, &fit, &archive.memory(), evening).into_iter().next().unwrap_or_default();
    let offered = row.into_iter().filter(|one| may_be_remembered(one)).map(|one| one.id.clone()).collect();
    archive.apply(&Change::Offered(offered, evening), now, seeded)
}

/// Energy, body and calm around these, now and then not said.
fn numbers(around: [i64; 3], seeded: &mut Seeded) -> Numbers {
    let [energy, body, calm] = around.map(|middle| {
        let drift = i64::try_from(seeded.under(3)).unwrap_or(1) - 1;
        let value = u8::try_from((middle + drift).clamp(0, i64::from(Score::MOST))).ok().and_then(Score::new);
        value.filter(|_| !seeded.one_in(12))
    });
    Numbers { energy, body, calm }
}

fn check_in(
    person: Person,
    numbers: Numbers,
    content: &Content,
    evening: Evening,
    seeded: &mut Seeded,
) -> Change {
    let wish = |card: &WishCard| Wish { text: card.text.clone(), band: card.band, kinds: card.kinds.clone() };
    let like = (0..2).filter_map(|_| seeded.pick(&content.wishes).map(wish)).collect();
    let noticed = (!seeded.one_in(3)).then(|| seeded.pick(&NOTICED).map(|line| (*line).to_owned())).flatten();
    let answers = Answers { numbers, like, noticed, ..Answers::default() };
    let shows = if seeded.one_in(10) { Shows::nothing() } else { Shows::usual() };
    let word = Some(own_word(&answers, Limits::default().thresholds()));
    Change::CheckIn(Box::new(Finished { person, evening, answers, shows, word }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::archive::{MonthKind, Slot};

    fn nine() -> Now {
        Now::at(DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment"))
    }

    fn six_weeks() -> Archive {
        let content = Content::embedded();
        let span = Span { days: 42, blank_days: true, notes: false };
        invent(&Archive::default(), &content, nine(), span).expect("an invented couple")
    }

    fn evenings(archive: &Archive) -> Vec<Evening> {
        let months = archive.months.values().filter_map(|slot| match slot {
            Slot::Here(month) => Some(month),
            Slot::Unread => None,
        });
        let mut evenings = Vec::new();
        for month in months {
            evenings.extend(month.records.known().filter_map(|record| match &record.what {
                MonthKind::Evening { evening, .. } => Some(*evening),
                _ => None,
            }));
        }
        evenings
    }

    #[test]
    fn the_same_moment_gives_the_same_couple() {
        assert!(six_weeks() == six_weeks());
    }

    #[test]
    fn six_weeks_lie_behind_them_with_blank_days_between() {
        let archive = six_weeks();
        assert_eq!((archive.name(Person::A), archive.name(Person::B)), ("Mara", "Jo"));
        let evenings = evenings(&archive);
        assert!((20..42).contains(&evenings.len()), "{}", evenings.len());
        let today = archive.settings.evening(nine());
        assert!(evenings.iter().all(|evening| (1..=42).contains(&today.days_since(*evening))));
    }

    #[test]
    fn tonight_is_still_open() {
        let archive = six_weeks();
        let round = archive.round(archive.settings.evening(nine()));
        assert!(!round.has(Person::A) && !round.has(Person::B));
        assert!(set_up::step_names().all(|step| archive.asked(step)));
    }

    #[test]
    fn years_have_every_day_and_a_note_for_it() {
        let content = Content::embedded();
        let span = Span { days: 90, blank_days: false, notes: true };
        let archive = invent(&Archive::default(), &content, nine(), span).expect("an invented couple");
        assert_eq!(evenings(&archive).len(), 90);
        let months = archive.note_months(None);
        let notes = months.into_iter().filter_map(|month| archive.shared_notes(month)).flatten();
        assert_eq!(notes.map(|(_, note)| note.evening).collect::<BTreeSet<_>>().len(), 90);
    }
}
