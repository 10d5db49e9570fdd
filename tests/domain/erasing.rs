//! Somebody leaves: nothing of theirs stays, and whoever stays keeps everything of their own.

use evenfall::domain::archive::{Access, Archive, Recovering, Slot, TeamSaid};
use evenfall::domain::archive::{Draft, DraftOf, HowItIs};
use evenfall::domain::body::Spot;
use evenfall::domain::change::Change;
use evenfall::domain::check_in::{Answers, Shows};
use evenfall::domain::content::{Area, Kind, Tag};
use evenfall::domain::flow::Answer;
use evenfall::domain::note::{NewNote, NoteChange};
use evenfall::domain::people::{Person, Profile};
use evenfall::domain::restriction::Restriction;
use evenfall::domain::vocabulary::{Meaning, SignalWords, Way};
use evenfall::domain::welcome::How;
use evenfall::domain::welcome::change::WelcomeChange;
use serde_json::json;

use super::evening::{after, finished, friday_evening};

const NAMES: [&str; 2] = ["Mara", "Jo"];

/// Everything that one person can leave anywhere, with words that name them.
fn all_of(person: Person) -> Vec<Change> {
    let name = NAMES[usize::from(person == Person::B)];
    let said = |words: &str| format!("{name} said {words}");
    let note = |only_mine, words| {
        Change::Note(person, NoteChange::Write(NewNote::free(only_mine, friday_evening(), said(words))))
    };
    let answers = Answers { noticed: Some(said("soup")), words: Some(said("tired")), ..Answers::default() };
    let shows = Shows { words: true, ..Shows::usual() };
    let draft = |of, answers| Draft { of, evening: friday_evening(), answers, typing: Some(said("half")) };
    vec![
        Change::Person(Profile { person, name: name.into(), pronouns: Some(said("they")) }),
        Change::Team(person, TeamSaid::SomethingToMind, Some(said("in October"))),
        Change::Restrict(Restriction {
            tags: vec![Tag::Lifting],
            what: Some(said("no lifting")),
            ..Restriction::of(person, friday_evening())
        }),
        Change::Sign(SignalWords { meaning: Meaning::Stop, way: Way::GestureOf(person), words: said("hum") }),
        Change::How(person, HowItIs::Stays),
        Change::Questions(person, Some(said("ache")), None),
        Change::Welcomed(person),
        note(false, "shared"),
        note(true, "mine"),
        finished(person, answers, shows, None),
        Change::Draft(person, Some(draft(DraftOf::CheckIn, vec![Answer::Text(said("so far"))]))),
        Change::Draft(person, Some(draft(DraftOf::NewNote, Vec::new()))),
        Change::Welcome(person, WelcomeChange::Name(Area::Neck, Some(said("the nape")))),
        Change::Welcome(person, WelcomeChange::Add(said("the scar"))),
        Change::Welcome(
            person,
            WelcomeChange::Mark(Spot::Other(said("the scar")), Kind::Stroking, Some(How::Welcome)),
        ),
    ]
}

fn two() -> Archive {
    let mut archive = Archive::default();
    archive.access.a = Access::Open;
    archive.access.b = Access::Open;
    let mut changes = all_of(Person::A);
    changes.extend(all_of(Person::B));
    changes.extend([
        Change::Recovery(Recovering::Both, vec!["surgery".into()]),
        Change::Liked("rest-tea".into(), true),
        Change::Look(friday_evening()),
    ]);
    after(&archive, &changes)
}

/// Everything that is kept, as text.
fn text(archive: &Archive) -> String {
    let months: Vec<_> = archive
        .months
        .values()
        .map(|slot| match slot {
            Slot::Here(here) => json!(**here),
            Slot::Unread => json!("unread"),
        })
        .collect();
    let (own, tonight) = archive.drawers();
    json!([*archive.couple, months, *own.a, *own.b, *tonight.a, *tonight.b]).to_string()
}

#[test]
fn nothing_of_whoever_leaves_stays_and_everything_of_the_other_does() {
    for person in Person::BOTH {
        let before = two();
        let other = person.other();
        let left = after(&before, &[Change::EraseMine(person)]);
        assert_eq!(left.leaving(), Some(person));
        let left = left.settled();
        let (gone, stays) = (NAMES[usize::from(person == Person::B)], NAMES[usize::from(other == Person::B)]);
        let kept = text(&left);
        assert!(text(&before).matches(gone).count() >= 12);
        assert!(!kept.contains(gone) && !kept.contains("leaving"), "{gone}: {kept}");
        let letter = format!("\"person\":\"{}\"", person.letter());
        assert!(!kept.contains(&letter) && !kept.contains(&format!("\"by\":\"{}\"", person.letter())));
        assert_eq!(kept.matches(stays).count(), text(&before).matches(stays).count());
        assert!(left.drawers().0[other] == before.drawers().0[other]);
        assert!(left.drawers().1[other] == before.drawers().1[other]);

        assert!(left.alone() && left.first() == other && left.leaving().is_none());
        assert_eq!(left.recovery(), Some((Recovering::one(other), &["surgery".to_owned()][..])));
        assert!(kept.contains("rest-tea"), "what both like stays");
        assert!(left.round(friday_evening()).looked(), "the other's evening goes on");
        for purge in [left.couple.purge.len(), left.drawers().0[person].purge.len()] {
            assert!(purge >= 3, "backups are to be cleaned of it: {purge}");
        }
        assert!(left.settled() == left);
    }
}

#[test]
fn the_last_one_leaves_nothing() {
    let left =
        after(&after(&two(), &[Change::EraseMine(Person::A)]).settled(), &[Change::EraseMine(Person::B)]);
    let left = left.settled();
    assert_eq!(left.people().count(), 0);
    assert!(!text(&left).contains("\"kind\""), "{}", text(&left));
}

#[test]
fn a_month_that_is_not_read_keeps_it_from_being_called_done() {
    let mut before = after(&two(), &[Change::EraseMine(Person::A)]);
    let month = friday_evening().month();
    before.months.insert(month, Slot::Unread);
    assert!(before.settled() == before);
    assert_eq!(before.settled().leaving(), Some(Person::A));
}

#[test]
fn records_of_another_version_go_where_they_say_whose_they_are() {
    let mut archive = two();
    let mut couple = json!(*archive.couple);
    let records = couple["records"].as_array_mut().expect("records");
    for person in ["a", "b"] {
        let id = format!("0123456789ABCDE{}", person.to_uppercase());
        records.push(
            json!({ "kind": "letter", "id": id, "person": person, "words": format!("letter of {person}") }),
        );
    }
    archive.couple = serde_json::from_str::<evenfall::domain::archive::Couple>(&couple.to_string())
        .expect("it reads")
        .into();
    let left = text(&after(&archive, &[Change::EraseMine(Person::A)]).settled());
    assert!(!left.contains("letter of a") && left.contains("letter of b"));
    assert!(left.contains("0123456789ABCDEA"), "its name stays, so that no other copy brings it back");
}
