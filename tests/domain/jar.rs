//! The jar: what is in it, which line of it comes back, and whose word it is that takes one out.

use std::collections::BTreeSet;

use chrono::{Days, TimeDelta};
use evenfall::domain::archive::{Archive, Month, MonthKind, Slot};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::check_in::{Answers, Finished, Shows};
use evenfall::domain::earlier::Copied;
use evenfall::domain::jar::{FRESH, JarChange, Noticed, NoticedAt};
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint as _;
use evenfall::domain::time::{Evening, Now};

use super::evening::{after, friday_evening, mara_and_jo, named};
use super::moment::{Seeded, friday};

/// Some days after that Friday, at nine.
fn day(days: u32) -> (Now, Evening) {
    let now = Now { wall: friday().wall + TimeDelta::days(days.into()), ..friday() };
    (now, Evening(friday_evening().0 + Days::new(days.into())))
}

fn applied(archive: &Archive, change: &Change, days: u32) -> Archive {
    let mut mint = Seeded(u64::from(days) << 20 ^ archive.couple.records.len() as u64);
    archive.apply(change, day(days).0, &mut mint).expect("a change that is allowed")
}

/// Both look together, and each says what they noticed.
fn looked(archive: &Archive, days: u32, noticed: [&str; 2]) -> Archive {
    let mut archive = applied(archive, &Change::EveningOver(day(days).1), days);
    for (person, line) in archive.people().collect::<Vec<_>>().into_iter().zip(noticed) {
        let noticed = Some(line.to_owned()).filter(|line| !line.is_empty());
        let answers = Answers { noticed, ..Answers::default() };
        let shows = Shows::usual();
        let finished = Finished { person, evening: day(days).1, answers, shows, word: None };
        let mut mint = Seeded(u64::from(days) << 20 ^ u64::from(person == Person::A));
        archive =
            archive.apply(&Change::CheckIn(Box::new(finished)), day(days).0, &mut mint).expect("a check-in");
    }
    applied(&archive, &Change::Look(day(days).1), days)
}

/// The words of what stands in the jar, newest first.
fn jar(archive: &Archive) -> Vec<String> {
    archive.jar(0, 1000).expect("months that are read").0.into_iter().map(|line| line.words).collect()
}

/// Whose line that is, and where it is found.
fn at(archive: &Archive, words: &str) -> (Person, NoticedAt) {
    let months = archive.months.keys().filter_map(|month| archive.month(*month));
    let at = |kind: &MonthKind| match kind {
        MonthKind::Shown(shown) if shown.noticed.as_deref() == Some(words) => {
            let (evening, check_in) = (shown.evening, shown.check_in.clone());
            Some((shown.person, NoticedAt { evening, check_in }))
        }
        _ => None,
    };
    months.into_iter().find_map(|month| month.records.find(at)).expect("a line")
}

fn put(archive: &Archive, words: &str, in_jar: bool) -> Change {
    let (person, at) = at(archive, words);
    Change::Jar(person, JarChange::Put(at, in_jar))
}

/// Some weeks of evenings, not every one of them, with a line or two each.
fn weeks(seed: u64, days: u32) -> (Archive, Vec<(u32, Option<Noticed>)>) {
    let mut dice = Seeded(seed << 30);
    let (mut archive, mut came) = (mara_and_jo(), Vec::new());
    for at in 0..days {
        if dice.bits().is_multiple_of(3) {
            continue;
        }
        let mut line = |name: &str| {
            if dice.bits().is_multiple_of(2) { String::new() } else { format!("{name} on day {at}") }
        };
        let (mara, jo) = (line("Mara"), line("Jo"));
        archive = looked(&archive, at, [&mara, &jo]);
        came.push((at, archive.out_of_the_jar(day(at).1)));
    }
    (archive, came)
}

#[test]
fn every_shown_line_goes_in_and_they_are_read_newest_first() {
    let archive = looked(&mara_and_jo(), 0, ["the soup", "the light at four"]);
    let archive = looked(&archive, 12, ["the bridge", ""]);
    assert_eq!(jar(&archive), ["the bridge", "the soup", "the light at four"]);
    let (first, more) = archive.jar(0, 2).expect("read");
    assert_eq!((first.len(), more), (2, true));
    let (rest, more) = archive.jar(2, 2).expect("read");
    assert_eq!((rest[0].words.as_str(), more), ("the light at four", false));
}

#[test]
fn one_comes_back_after_looking_never_a_fresh_one_and_never_twice_in_a_row() {
    let mut lines = BTreeSet::new();
    for seed in 0..12 {
        let (archive, came) = weeks(seed, 90);
        let mut last: Option<NoticedAt> = None;
        for (on, line) in &came {
            if let Some(line) = line {
                assert!(day(*on).1.days_since(line.at.evening) > FRESH, "{seed} {on}");
                assert!(last.as_ref() != Some(&line.at), "{seed} {on}: twice in a row");
                last = Some(line.at.clone());
                lines.insert(line.words.clone());
            }
        }
        let late = came.iter().filter(|(on, _)| *on > 40);
        assert!(late.clone().all(|(_, line)| line.is_some()), "{seed}: one is there by then");
        assert!(came == weeks(seed, 90).1, "{seed}: the same evenings bring the same lines");
        let again = applied(&archive, &Change::Look(day(came[came.len() - 1].0).1), 90);
        assert!(again == archive, "looking once more brings no other one");
    }
    assert!(lines.len() > 60, "{} lines came back", lines.len());
}

#[test]
fn with_one_line_alone_it_comes_every_other_time() {
    let mut archive = looked(&mara_and_jo(), 0, ["the soup", ""]);
    let mut came = Vec::new();
    for at in 15..21 {
        archive = looked(&archive, at, ["", ""]);
        came.push(archive.out_of_the_jar(day(at).1).is_some());
    }
    assert_eq!(came, [true, false, true, false, true, false]);
}

#[test]
fn what_is_covered_or_taken_out_does_not_come_back() {
    let (archive, came) = weeks(3, 60);
    let (on, line) = came.into_iter().rev().find_map(|(on, line)| Some((on, line?))).expect("one came");
    let tonight = day(on).1;
    let archive = if archive.out_of_the_jar(tonight).is_some() { archive } else { weeks(3, on + 1).0 };
    let person = line.person;
    for change in [
        Change::Cover(person, line.at.evening),
        Change::Jar(person, JarChange::Put(line.at.clone(), false)),
        Change::Jar(person, JarChange::AllOut),
    ] {
        let without = applied(&archive, &change, on);
        assert!(without.out_of_the_jar(tonight).is_none(), "at once");
        assert!(!jar(&without).contains(&line.words));
        let mut later = without;
        for at in on + 1..on + 30 {
            later = looked(&later, at, ["", ""]);
            let came = later.out_of_the_jar(day(at).1);
            assert!(came.is_none_or(|came| came.words != line.words), "{at}");
        }
    }
}

#[test]
fn a_line_is_taken_out_and_put_back_by_its_owner_alone() {
    let archive = looked(&mara_and_jo(), 0, ["the soup", "the light"]);
    let out = after(&archive, &[put(&archive, "the soup", false)]);
    assert_eq!(jar(&out), ["the light"]);
    let line = out.noticed_at(&at(&out, "the soup").1).expect("a line");
    assert!(line.words == "the soup" && !line.in_jar, "it is shown as before");
    assert_eq!(jar(&after(&out, &[put(&out, "the soup", true)])).len(), 2);
    let (_, at) = at(&archive, "the soup");
    let others = Change::Jar(Person::B, JarChange::Put(at, false));
    assert_eq!(archive.apply(&others, friday(), &mut Seeded(1)).err(), Some(Refusal::NotThere));
    let mine = put(&archive, "the soup", false);
    assert_eq!(mine.takes_turn_of(), Some(Person::A));
    assert!(mine.ends_undo() && !mine.can_be_undone());
    assert!(!format!("{mine:?}").contains("soup"));
}

#[test]
fn nothing_more_goes_in_where_its_owner_says_so_and_what_was_out_stays_out() {
    let off = Change::Jar(Person::A, JarChange::GoesIn(false));
    let archive = looked(&mara_and_jo(), 0, ["the soup", "the light"]);
    let archive = looked(&applied(&archive, &off, 1), 1, ["the bridge", "the rain"]);
    assert_eq!(jar(&archive), ["the rain", "the soup", "the light"]);
    let seen = archive.round(day(1).1).seen(Person::A).noticed;
    assert_eq!(seen.as_deref(), Some("the bridge"), "it is shown as before");
    let all = applied(&archive, &Change::Jar(Person::A, JarChange::AllOut), 1);
    assert_eq!(jar(&all), ["the rain", "the light"]);
    let on = applied(&all, &Change::Jar(Person::A, JarChange::GoesIn(true)), 2);
    assert_eq!(jar(&looked(&on, 2, ["a letter", ""])), ["a letter", "the rain", "the light"]);
    // Answers that are given anew do not put a line back that was taken out this evening.
    let out = after(&on, &[put(&on, "the soup", false)]);
    let again = looked(&out, 0, ["the soup", "the light"]);
    assert!(!jar(&again).contains(&"the soup".to_owned()));
}

#[test]
fn what_the_other_reads_is_the_same_whyever_a_line_is_not_there() {
    let before = looked(&mara_and_jo(), 0, ["the lamp", "the light"]);
    let off = applied(&before, &Change::Jar(Person::A, JarChange::GoesIn(false)), 1);
    let never = looked(&off, 1, ["the bridge", "the rain"]);
    let there = looked(&before, 1, ["the bridge", "the rain"]);
    let taken = applied(&there, &put(&there, "the bridge", false), 1);
    assert_eq!(jar(&never), jar(&taken));
    let text = |archive: &Archive| {
        let month = archive.month(friday_evening().month()).expect("a month");
        month
            .records
            .known()
            .map(|one| serde_json::to_string(&one.what).expect("text"))
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(text(&never), text(&taken), "and so are the files that both share");
    let hidden = looked(&before, 1, ["", "the rain"]);
    assert_eq!(jar(&hidden), jar(&taken));
}

#[test]
fn only_the_month_that_is_meant_has_to_be_read_and_the_line_is_the_same() {
    let (archive, came) = weeks(7, 130);
    let (on, _) = came[came.len() - 1];
    let (next, full) = (on + 1, looked(&archive, on + 1, ["", ""]));
    let mut unread = archive.clone();
    let months: Vec<_> = archive.months.keys().copied().collect();
    for month in months.iter().filter(|month| **month < day(next).1.month()) {
        unread.months.insert(*month, Slot::Unread);
    }
    assert!(months.len() > 3 && unread.jar(0, 1000).is_err());
    let mut read = 0;
    while let Some(month) = unread.jar_reads(day(next).1) {
        unread.months.insert(month, archive.months[&month].clone());
        read += 1;
    }
    assert!(read <= 2, "{read} months were read");
    // Looking needs nothing that does not open: what is read is enough.
    let looked = looked(&unread, next, ["", ""]);
    assert!(looked.out_of_the_jar(day(next).1) == full.out_of_the_jar(day(next).1));
    let change = Change::Jar(Person::A, JarChange::AllOut);
    let needs = unread.apply(&change, day(next).0, &mut Seeded(1)).err();
    assert!(matches!(needs, Some(Refusal::Needs(_))));
}

#[test]
fn copies_keep_out_what_either_took_out_and_the_later_of_what_came_back() {
    let before = looked(&mara_and_jo(), 0, ["the soup", "the light"]);
    let here = after(&before, &[put(&before, "the soup", false), put(&before, "the light", false)]);
    let there = after(&before, &[put(&before, "the soup", false)]);
    let there = after(&there, &[put(&there, "the soup", true)]);
    let november = friday_evening().month();
    let month = |archive: &Archive| (*archive.month(november).expect("a month")).clone();
    let with = |month: Month| {
        let mut with = before.clone();
        with.months.insert(november, Slot::Here(month.into()));
        with
    };
    for merged in [month(&here).merged(&month(&there)), month(&there).merged(&month(&here))] {
        assert!(jar(&with(merged.body)).is_empty(), "a word to keep it out holds");
    }
}

#[test]
fn two_copies_of_an_evening_tell_of_one_line_that_came_back() {
    let before = looked(&mara_and_jo(), 0, ["the soup", "the light"]);
    let out = after(&before, &[put(&before, "the soup", false)]);
    let (here, there) = (looked(&before, 15, ["", ""]), looked(&out, 15, ["", ""]));
    let december = day(15).1.month();
    let month = |archive: &Archive| (*archive.month(december).expect("a month")).clone();
    let came = |merged: Month| {
        let mut with = before.clone();
        with.months.insert(december, Slot::Here(merged.into()));
        with.out_of_the_jar(day(15).1).expect("one of them").words
    };
    let one = came(month(&here).merged(&month(&there)).body);
    assert_eq!(one, came(month(&there).merged(&month(&here)).body));
}

#[test]
fn an_earlier_copy_puts_nothing_back_that_was_taken_out() {
    let before = looked(&mara_and_jo(), 0, ["the soup", "the light"]);
    let out = after(&before, &[put(&before, "the soup", false)]);
    let november = friday_evening().month();
    let copy = Copied::Month(november, (*before.month(november).expect("a month")).clone());
    let restored = out.restored(copy, friday(), &mut Seeded(5)).expect("it is brought back");
    assert_eq!(jar(&restored), ["the light"]);
}

#[test]
fn who_leaves_takes_their_lines_along_and_alone_the_jar_is_ones_own() {
    let archive = looked(&mara_and_jo(), 0, ["the soup", "the light"]);
    let left = after(&archive, &[Change::EraseMine(Person::A)]).settled();
    assert_eq!(jar(&left), ["the light"]);
    let mara = after(&Archive::default(), &[named(Person::A, "Mara")]);
    let mara = looked(&looked(&mara, 0, ["the soup", ""]), 20, ["", ""]);
    assert_eq!(mara.out_of_the_jar(day(20).1).map(|line| line.words).as_deref(), Some("the soup"));
}
