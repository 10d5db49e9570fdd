//! Entries of the journal: what is kept with the words, who may change them, and what is folded.

use std::cell::Cell;
use std::sync::Arc;

use evenfall::domain::archive::{Access, Archive, Draft, DraftOf, MonthKind, OwnKind, Slot};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::note::{Author, Drawer, EntryKind, NewNote, Note, NoteAt, NoteChange};
use evenfall::domain::people::Person;
use evenfall::domain::record::{Record, Records};
use evenfall::domain::tag;
use evenfall::domain::time::Evening;

use super::evening::{after, friday_evening, mara_and_jo};
use super::moment::{Seeded, friday};

fn written(person: Person, note: NewNote) -> Change {
    Change::Note(person, NoteChange::Write(note))
}

fn free(words: &str) -> NewNote {
    NewNote::free(false, friday_evening(), words)
}

fn together(words: &str) -> Change {
    Change::WriteTogether { evening: friday_evening(), kind: EntryKind::Keepsake, words: words.into() }
}

fn shared(archive: &Archive) -> Vec<(NoteAt, Note)> {
    archive.shared_notes(friday_evening().month()).expect("a month that is here")
}

fn refused(archive: &Archive, person: Person, change: NoteChange) -> Option<Refusal> {
    archive.apply(&Change::Note(person, change), friday(), &mut Seeded(7)).err()
}

#[test]
fn lines_stay_lines_and_blank_ones_around_them_go() {
    let kept = after(&mara_and_jo(), &[written(Person::A, free(" \n\n  - one\r\n\r- two \u{1b}[1m\n \n"))]);
    assert_eq!(shared(&kept)[0].1.words, "  - one\n\n- two [1m");
    assert_eq!(refused(&kept, Person::A, NoteChange::Write(free("\n \t\n"))), Some(Refusal::NoWords));
    let long = "a".repeat(1_000_001);
    assert_eq!(
        shared(&after(&mara_and_jo(), &[written(Person::A, free(&long))]))[0].1.words.len(),
        1_000_000
    );
}

#[test]
fn an_entry_keeps_what_it_is_about_and_an_older_one_is_about_anything() {
    let win = NewNote { kind: EntryKind::Win, tags: vec!["walk".into()], ..free("to the bakery") };
    let kept = after(&mara_and_jo(), &[written(Person::A, win)]);
    let (_, note) = &shared(&kept)[0];
    let form = serde_json::to_value(note).expect("a form");
    assert_eq!((&form["entry"], &form["tags"][0], &form["by"]), (&"win".into(), &"walk".into(), &"a".into()));
    let older = serde_json::json!({
        "by": "b", "evening": "2026-11-20", "words": "soup", "from": form["from"],
    });
    let older: Note = serde_json::from_value(older).expect("a note of an older version");
    assert!(older.kind == EntryKind::Free && older.tags.is_empty() && older.by == Author::One(Person::B));
    let plain = serde_json::to_value(&older).expect("a form");
    assert!(plain.get("entry").is_none() && plain.get("tags").is_none());
}

#[test]
fn what_is_written_lets_go_of_the_draft_it_came_from_and_of_no_other() {
    let draft = |of| {
        let typing = Some("half".to_owned());
        let evening = friday_evening();
        Change::Draft(Person::A, Some(Draft { of, evening, answers: Vec::new(), typing }))
    };
    let begun = after(&mara_and_jo(), &[draft(DraftOf::NewNote), draft(DraftOf::Entry(EntryKind::Win))]);
    let win = NewNote { kind: EntryKind::Win, ends: DraftOf::Entry(EntryKind::Win), ..free("whole") };
    let left = after(&begun, &[written(Person::A, win)]);
    let text = serde_json::to_string(&*left.drawers().1.a).expect("it serializes");
    assert!(text.contains("new-note") && !text.contains("win"), "{text}");

    let kinds = [EntryKind::Reframe, EntryKind::ForYou].map(DraftOf::Entry);
    let begun = after(&mara_and_jo(), &kinds.clone().map(draft));
    let [thought, _] = kinds;
    let letter = NewNote { kind: EntryKind::ForYou, ends: thought, ..free("could you wait with me") };
    let left = after(&begun, &[written(Person::A, letter)]);
    let text = serde_json::to_string(&*left.drawers().1.a).expect("it serializes");
    assert!(text.contains("for-you") && !text.contains("reframe"), "{text}");
}

#[test]
fn what_both_wrote_either_may_change_and_neither_takes_for_themselves() {
    let mut archive = mara_and_jo();
    archive.access.a = Access::Open;
    let kept =
        after(&archive, &[together("soup"), written(Person::B, NewNote { both: true, ..free("tea") })]);
    for (at, note) in shared(&kept) {
        assert_eq!(note.by, Author::Both);
        for person in Person::BOTH {
            let edited =
                after(&kept, &[Change::Note(person, NoteChange::Edit(at.clone(), "more soup".into()))]);
            assert!(
                shared(&edited).iter().any(|(_, note)| note.words == "more soup" && note.by == Author::Both)
            );
        }
        let Drawer::Shared(month) = at.drawer else { panic!("it is shared") };
        assert_eq!(refused(&kept, Person::A, NoteChange::TakeBack(month, at.id)), Some(Refusal::OfBoth));
    }
    for person in Person::BOTH {
        let signed = written(person, NewNote { both: true, ..free("tea") });
        let alone = after(&mara_and_jo(), &[Change::EraseMine(person.other())]).settled();
        let alone = after(&alone, &[together("soup"), signed]);
        let by: Vec<_> = shared(&alone).into_iter().map(|(_, note)| note.by).collect();
        assert_eq!(by, [Author::One(person); 2], "nobody else is there");
    }
    let only_mine = NewNote { both: true, only_mine: true, ..free("mine") };
    let own = after(&archive, &[written(Person::A, only_mine)]);
    let by = |kind: &OwnKind| if let OwnKind::Note(note) = kind { Some(note.by) } else { None };
    assert_eq!(own.drawers().0.a.records.find(by), Some(Author::One(Person::A)));
}

#[test]
fn what_both_wrote_stays_with_the_one_who_stays() {
    let kept = after(&mara_and_jo(), &[together("ours"), written(Person::A, free("hers"))]);
    let left = after(&kept, &[Change::EraseMine(Person::A)]).settled();
    let words: Vec<_> = shared(&left).into_iter().map(|(_, note)| note.words).collect();
    assert_eq!(words, ["ours"]);
}

#[test]
fn only_the_writer_puts_it_away_and_the_other_can_fold_it() {
    let kept = after(&mara_and_jo(), &[written(Person::A, free("hers"))]);
    let at = shared(&kept)[0].0.clone();
    for change in [
        NoteChange::Bin(at.clone()),
        NoteChange::Edit(at.clone(), "mine".into()),
        NoteChange::Erase(at.clone()),
    ] {
        assert_eq!(refused(&kept, Person::B, change), Some(Refusal::TakesItsAuthor));
    }
    let folded = after(&kept, &[Change::Note(Person::B, NoteChange::Fold(at.clone(), true))]);
    assert!(folded.months == kept.months && folded.couple == kept.couple, "nobody else learns of it");
    assert_eq!(*folded.drawers().0.a, *kept.drawers().0.a);
    let again = after(&folded, &[Change::Note(Person::B, NoteChange::Fold(at.clone(), false))]);
    assert_eq!(again.drawers().0.b.records.known().count(), 1, "the current value only");
    let gone = after(&kept, &[Change::Note(Person::A, NoteChange::Bin(at.clone()))]);
    assert_eq!(refused(&gone, Person::B, NoteChange::Fold(at, true)), Some(Refusal::NotThere));
}

#[test]
fn a_tag_is_called_something_else_in_every_month_at_once() {
    let tagged = |evening, words: &str| {
        let tags = vec!["Walk".into(), "sea".into(), "walk".into()];
        written(Person::A, NewNote { tags, ..NewNote::free(false, evening, words) })
    };
    let earlier = Evening(friday_evening().0 - chrono::Days::new(400));
    let kept = after(&mara_and_jo(), &[tagged(earlier, "then"), tagged(friday_evening(), "now")]);
    assert_eq!(shared(&kept)[0].1.tags, ["Walk", "sea"]);
    let rename = NoteChange::RenameTag("walk".into(), "SEA, ".into());
    let renamed = after(&kept, &[Change::Note(Person::B, rename.clone())]);
    for month in [earlier.month(), friday_evening().month()] {
        let notes = renamed.shared_notes(month).expect("a month that is here");
        assert_eq!(notes[0].1.tags, ["SEA"]);
    }
    assert_eq!(
        refused(&kept, Person::A, NoteChange::RenameTag("walk".into(), " ,#".into())),
        Some(Refusal::NoWords)
    );
    let mut unread = kept.clone();
    unread.months.insert(earlier.month(), Slot::Unread);
    assert_eq!(refused(&unread, Person::A, rename), Some(Refusal::Needs(earlier.month())));
    let at = shared(&kept)[0].0.clone();
    let none = after(&kept, &[Change::Note(Person::A, NoteChange::Tag(at, Vec::new()))]);
    assert!(shared(&none)[0].1.tags.is_empty());
}

#[test]
fn what_is_said_in_many_records_is_rewritten_in_one_pass() {
    let note = shared(&after(&mara_and_jo(), &[written(Person::A, free("soup"))])).remove(0).1;
    let (mut records, mut mint) = (Records::default(), Seeded(3));
    for at in 0..20_000 {
        records.add(&mut mint, MonthKind::Note(Note { tags: vec![format!("tag {at}")], ..note.clone() }));
    }
    let looks = Cell::new(0);
    let renamed = |kind: &MonthKind| {
        looks.set(looks.get() + 1);
        let MonthKind::Note(note) = kind else { return None };
        let tags = tag::renamed(&note.tags, "TAG 7", "seven")?;
        Some(MonthKind::Note(Note { tags, ..note.clone() }))
    };
    records.rewrite_each(&mut mint, |record| renamed(&record.what));
    assert_eq!(looks.get(), 20_000);
    let tags = |record: &Record<MonthKind>| match &record.what {
        MonthKind::Note(note) => note.tags[0].clone(),
        _ => String::new(),
    };
    let all: Vec<String> = records.known().map(tags).collect();
    assert!(all[7] == "seven" && all.iter().filter(|tag| tag.starts_with("tag ")).count() == 19_999);
}

#[test]
fn a_month_without_the_tag_is_not_written_again() {
    let earlier = Evening(friday_evening().0 - chrono::Days::new(400));
    let tagged = NewNote { tags: vec!["walk".into()], ..free("now") };
    let other = NewNote { tags: vec!["sea".into()], ..NewNote::free(false, earlier, "then") };
    let kept = after(&mara_and_jo(), &[written(Person::A, tagged), written(Person::A, other)]);
    let renamed =
        after(&kept, &[Change::Note(Person::B, NoteChange::RenameTag("walk".into(), "out".into()))]);
    let same = |month| match (&kept.months[&month], &renamed.months[&month]) {
        (Slot::Here(before), Slot::Here(after)) => Arc::ptr_eq(before, after),
        _ => false,
    };
    assert!(same(earlier.month()) && !same(friday_evening().month()));
}

/// What is missed, as person a wrote it for both to read, and where it is.
fn missed(archive: &Archive) -> (Archive, NoteAt) {
    let missing = NewNote { kind: EntryKind::Missing, ..free("the lake") };
    let kept = after(archive, &[written(Person::A, missing)]);
    let at = shared(&kept).pop().expect("it is there").0;
    (kept, at)
}

fn thanks(archive: &Archive, person: Person, at: &NoteAt, on: bool) -> Archive {
    after(archive, &[Change::Note(person, NoteChange::Thank(at.clone(), on))])
}

#[test]
fn what_is_missed_is_answered_by_a_thank_you_of_its_reader_and_by_nothing_else() {
    let (kept, at) = missed(&mara_and_jo());
    let refused = |archive: &Archive, person, at: &NoteAt| {
        refused(archive, person, NoteChange::Thank(at.clone(), true))
    };
    assert_eq!(refused(&kept, Person::A, &at), Some(Refusal::NotThere), "nobody thanks themselves");
    let plain = after(&mara_and_jo(), &[written(Person::A, free("soup"))]);
    assert_eq!(refused(&plain, Person::B, &shared(&plain)[0].0), Some(Refusal::NotThere));

    let thanked = thanks(&kept, Person::B, &at, true);
    assert!(thanked.is_thanked(Person::B, &at) && !thanked.is_thanked(Person::A, &at));
    assert!(thanks(&thanked, Person::B, &at, true).months == thanked.months, "once is enough");
    assert_eq!(shared(&thanked)[0].1.words, "the lake", "nobody but its writer rewrites it");
    let back = thanks(&thanked, Person::B, &at, false);
    assert!(!back.is_thanked(Person::B, &at));
    assert!(thanks(&back, Person::B, &at, true).is_thanked(Person::B, &at));
    let change = Change::Note(Person::B, NoteChange::Thank(at.clone(), true));
    assert_eq!(change.takes_turn_of(), Some(Person::B));
    let binned = after(&thanked, &[Change::Note(Person::A, NoteChange::Bin(at.clone()))]);
    assert_eq!(refused(&binned, Person::B, &at), Some(Refusal::NotThere));
}

#[test]
fn a_thank_you_goes_with_what_it_is_for() {
    let of = |archive: &Archive| {
        let here = archive.month(friday_evening().month()).expect("a month that is here");
        here.records.known().filter(|record| matches!(record.what, MonthKind::Thanks { .. })).count()
    };
    let mut archive = mara_and_jo();
    archive.access.a = Access::Open;
    let (kept, at) = missed(&archive);
    let thanked = thanks(&kept, Person::B, &at, true);
    assert_eq!(of(&thanked), 1);
    let month = friday_evening().month();
    for change in [NoteChange::Erase(at.clone()), NoteChange::TakeBack(month, at.id.clone())] {
        assert_eq!(of(&after(&thanked, &[Change::Note(Person::A, change)])), 0);
    }
    for (leaves, left) in [(Person::A, 0), (Person::B, 0)] {
        assert_eq!(of(&after(&thanked, &[Change::EraseMine(leaves)]).settled()), left, "{leaves:?}");
    }
    assert_eq!(of(&thanked.settled()), 1);
    // One device erases what the other one thanks for.
    let erased = after(&kept, &[Change::Note(Person::A, NoteChange::Erase(at))]);
    let mut merged = thanked.clone();
    let here = |archive: &Archive| archive.month(month).expect("a month that is here");
    merged.months.insert(month, Slot::Here(Arc::new(here(&thanked).merged(&here(&erased)).body)));
    assert_eq!(of(&merged.settled()), 0);
}

#[test]
fn a_tag_is_renamed_only_where_one_sees_it() {
    let tagged =
        |words: &str, kind| written(Person::A, NewNote { kind, tags: vec!["walk".into()], ..free(words) });
    let kept = after(
        &mara_and_jo(),
        &[
            tagged("away", EntryKind::Free),
            tagged("a letter", EntryKind::ForYou),
            tagged("ours", EntryKind::Win),
        ],
    );
    let at = |words: &str| shared(&kept).into_iter().find(|(_, note)| note.words == words).expect("it").0;
    let kept = after(&kept, &[Change::Note(Person::A, NoteChange::Bin(at("away")))]);
    let rename = Change::Note(Person::B, NoteChange::RenameTag("walk".into(), "out".into()));
    let tags = |archive: &Archive, words: &str| {
        let month = archive.month(friday_evening().month()).expect("a month");
        let of = |kind: &MonthKind| match kind {
            MonthKind::Note(note) if note.words == words => Some(note.tags.join(" ")),
            _ => None,
        };
        month.records.find(of).expect("it")
    };
    let renamed = after(&kept, std::slice::from_ref(&rename));
    for (words, tag) in [("away", "walk"), ("a letter", "walk"), ("ours", "out")] {
        assert_eq!(tags(&renamed, words), tag, "{words}");
    }
    let opened = after(&kept, &[Change::Note(Person::B, NoteChange::Fold(at("a letter"), false)), rename]);
    assert_eq!(tags(&opened, "a letter"), "out");
}
