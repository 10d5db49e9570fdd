//! Notes: who may do what with them, where they are, and what an evening kept to itself.

use std::collections::BTreeSet;

use evenfall::domain::archive::{Access, Archive, Draft, DraftOf, MonthKind, OwnKind, Slot, Tonight};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::check_in::{Answers, Shows};
use evenfall::domain::note::{Author, Drawer, NewNote, Note, NoteAt, NoteChange};
use evenfall::domain::people::Person;
use evenfall::domain::record::{Id, Mint};
use evenfall::domain::time::{Evening, Now, YearMonth};

use super::evening::{after, finished, friday_evening, mara_and_jo};
use super::moment::{Seeded, at, friday};

fn with_passphrases() -> Archive {
    let mut archive = mara_and_jo();
    archive.access.a = Access::Open;
    archive.access.b = Access::Open;
    archive
}

fn write(person: Person, only_mine: bool, words: &str) -> Change {
    let words = words.to_owned();
    Change::Note(person, NoteChange::Write(NewNote::free(only_mine, friday_evening(), words)))
}

fn november() -> YearMonth {
    friday_evening().month()
}

fn refused(archive: &Archive, change: &Change) -> Option<Refusal> {
    archive.apply(change, friday(), &mut Seeded(77)).err()
}

/// The notes in one's own file, in the bin or not, with their names.
fn own(archive: &Archive, person: Person) -> Vec<(Id, Note)> {
    let note = |what: &OwnKind| match what {
        OwnKind::Note(note) => Some(note.clone()),
        _ => None,
    };
    let records = archive.drawers().0[person].records.known();
    records.filter_map(|record| Some((record.id.clone(), note(&record.what)?))).collect()
}

/// The notes in the month, in the bin or not, with their names.
fn shared(archive: &Archive) -> Vec<(Id, Note)> {
    let note = |what: &MonthKind| match what {
        MonthKind::Note(note) => Some(note.clone()),
        _ => None,
    };
    let month = archive.month(november()).expect("a month that is here");
    month.records.known().filter_map(|record| Some((record.id.clone(), note(&record.what)?))).collect()
}

fn in_own(archive: &Archive, person: Person) -> NoteAt {
    NoteAt { drawer: Drawer::Own, id: own(archive, person)[0].0.clone() }
}

fn in_month(archive: &Archive) -> NoteAt {
    NoteAt { drawer: Drawer::Shared(november()), id: shared(archive)[0].0.clone() }
}

fn done(archive: &Archive, change: NoteChange) -> Archive {
    after(archive, &[Change::Note(Person::A, change)])
}

fn read_by_both(archive: &Archive) -> Vec<String> {
    let notes = archive.shared_notes(november()).expect("a month that is here");
    notes.into_iter().map(|(_, note)| note.words).collect()
}

#[test]
fn only_mine_takes_a_passphrase() {
    let plain = mara_and_jo();
    assert_eq!(refused(&plain, &write(Person::A, true, "mine")), Some(Refusal::NoPassphrase));
    let kept = after(&with_passphrases(), &[write(Person::A, true, "mine")]);
    assert_eq!(own(&kept, Person::A)[0].1.words, "mine");
    assert!(read_by_both(&kept).is_empty() && !kept.months.contains_key(&november()));
    let shared = after(&plain, &[write(Person::A, false, "ours\u{1b}[2J")]);
    assert_eq!(read_by_both(&shared), ["ours[2J"]);
    let NoteAt { id, .. } = in_month(&shared);
    let back = Change::Note(Person::A, NoteChange::TakeBack(november(), id));
    assert_eq!(refused(&shared, &back), Some(Refusal::NoPassphrase), "nor is taking back a way round");
    assert_eq!(refused(&plain, &write(Person::A, false, " \n ")), Some(Refusal::NoWords));
    let mut closed = with_passphrases();
    closed.access.a = Access::Closed;
    assert_eq!(refused(&closed, &write(Person::A, false, "ours")), Some(Refusal::Closed));
}

#[test]
fn a_note_that_moves_is_in_one_place_and_gone_for_good_from_the_other() {
    let written = after(&with_passphrases(), &[write(Person::A, true, "mine")]);
    let first = in_own(&written, Person::A).id;
    let shown = done(&written, NoteChange::Share(first.clone()));
    assert_eq!((own(&shown, Person::A).len(), read_by_both(&shown)), (0, vec!["mine".to_owned()]));
    let left = &shown.drawers().0.a;
    assert_eq!((&left.gone, &left.purge), (&vec![first.clone()], &vec![first]));

    let second = in_month(&shown).id;
    let back = done(&shown, NoteChange::TakeBack(november(), second.clone()));
    assert_eq!((own(&back, Person::A)[0].1.words.as_str(), read_by_both(&back).len()), ("mine", 0));
    let month = back.month(november()).expect("a month");
    assert_eq!((&month.gone, &month.purge), (&vec![second.clone()], &vec![second]), "no backup keeps it");
    let again = done(&back, NoteChange::Share(in_own(&back, Person::A).id));
    assert_eq!(read_by_both(&again), ["mine"]);
    let names: BTreeSet<Id> = [&written, &shown, &back, &again]
        .iter()
        .flat_map(|archive| own(archive, Person::A).into_iter().chain(shared(archive)))
        .map(|(id, _)| id)
        .collect();
    assert_eq!(names.len(), 4, "a name that is gone never comes back");
}

#[test]
fn only_its_author_changes_a_note() {
    let kept = after(&with_passphrases(), &[write(Person::B, false, "Jo's"), write(Person::B, true, "own")]);
    let NoteAt { id, .. } = in_month(&kept);
    let changes = [
        NoteChange::Edit(in_month(&kept), "other words".into()),
        NoteChange::TakeBack(november(), id),
        NoteChange::Bin(in_month(&kept)),
        NoteChange::Restore(in_month(&kept)),
        NoteChange::Erase(in_month(&kept)),
    ];
    for change in changes {
        assert_eq!(refused(&kept, &Change::Note(Person::A, change)), Some(Refusal::TakesItsAuthor));
    }
    let own = in_own(&kept, Person::B);
    for change in [NoteChange::Share(own.id.clone()), NoteChange::Erase(own)] {
        let refused = refused(&kept, &Change::Note(Person::A, change));
        assert_eq!(refused, Some(Refusal::NotThere), "nothing tells of it");
    }
    let binned = after(&kept, &[Change::Note(Person::B, NoteChange::Bin(in_month(&kept)))]);
    let edit = Change::Note(Person::A, NoteChange::Edit(in_month(&kept), "other words".into()));
    assert_eq!(refused(&binned, &edit), Some(Refusal::NotThere), "nor of what is in the other's bin");
}

#[test]
fn a_new_writing_keeps_its_name_and_what_it_was() {
    let kept = after(&mara_and_jo(), &[write(Person::A, false, "one")]);
    let edited = done(&kept, NoteChange::Edit(in_month(&kept), "two".into()));
    assert_eq!(read_by_both(&edited), ["two"]);
    assert_eq!(in_month(&edited), in_month(&kept));
    let record = edited.month(november()).expect("a month");
    let record = record.records.known().next().expect("a record");
    assert_eq!(record.was.len(), 1);
}

#[test]
fn what_is_in_the_bin_is_its_authors_until_cleared() {
    let kept = after(
        &with_passphrases(),
        &[write(Person::A, false, "ours"), write(Person::A, true, "mine"), write(Person::B, false, "Jo's")],
    );
    let binned = done(&kept, NoteChange::Bin(in_own(&kept, Person::A)));
    let binned = done(&binned, NoteChange::Bin(in_month(&binned)));
    assert_eq!(read_by_both(&binned), ["Jo's"]);
    let restored = done(&binned, NoteChange::Restore(in_month(&binned)));
    assert_eq!(read_by_both(&restored), ["ours", "Jo's"]);

    let cleared = |archive: &Archive, text: &str| {
        let change = Change::Note(Person::A, NoteChange::ClearBin);
        archive.apply(&change, at(text), &mut Seeded(3)).expect("a change that is allowed")
    };
    let left = |archive: &Archive| own(archive, Person::A).len() + shared(archive).len();
    assert_eq!(left(&cleared(&binned, "2026-12-20T21:00:00+01:00")), 3, "thirty days are not over");
    assert_eq!(left(&cleared(&binned, "2026-11-01T21:00:00+01:00")), 3, "a clock that went back");
    let after_a_month = cleared(&binned, "2026-12-21T21:00:00+01:00");
    assert_eq!(left(&after_a_month), 1);
    assert_eq!(after_a_month.drawers().0.a.purge.len(), 1);
    assert_eq!(after_a_month.month(november()).map(|month| month.purge.len()), Some(1));
    let later = after(&binned, &[Change::EveningOver(Evening(friday_evening().0 + chrono::Days::new(900)))]);
    assert_eq!(left(&later), 3, "nothing goes by a clock alone");
}

#[test]
fn what_takes_a_month_that_is_not_read_waits_for_it() {
    let kept = after(&with_passphrases(), &[write(Person::A, true, "mine"), write(Person::A, false, "ours")]);
    let (mine, ours) = (in_own(&kept, Person::A), in_month(&kept));
    let mut unread = kept.clone();
    unread.months.insert(november(), Slot::Unread);
    let changes = [
        NoteChange::Write(NewNote::free(false, friday_evening(), "more")),
        NoteChange::Share(mine.id.clone()),
        NoteChange::Edit(mine.clone(), "words".into()),
        NoteChange::Erase(mine),
        NoteChange::TakeBack(november(), ours.id.clone()),
        NoteChange::Bin(ours.clone()),
        NoteChange::Erase(ours),
        NoteChange::ClearBin,
    ];
    for change in changes {
        assert_eq!(
            refused(&unread, &Change::Note(Person::A, change.clone())),
            Some(Refusal::Needs(november()))
        );
        done(&kept, change);
    }
}

#[test]
fn words_not_finished_go_with_what_they_belong_to_and_with_nothing_else() {
    let draft = |of: DraftOf, words: &str| {
        let typing = Some(words.to_owned());
        Change::Draft(Person::A, Some(Draft { of, evening: friday_evening(), answers: Vec::new(), typing }))
    };
    let drafts = |archive: &Archive| {
        serde_json::to_string(&*archive.drawers().1.a).expect("it serializes").matches("typing").count()
    };
    let kept = after(&with_passphrases(), &[write(Person::A, true, "mine")]);
    let of_note = |archive: &Archive| DraftOf::Note(in_own(archive, Person::A));
    let typed = after(
        &kept,
        &[
            draft(DraftOf::CheckIn, "check"),
            draft(DraftOf::NewNote, "first"),
            draft(DraftOf::NewNote, "new"),
            draft(of_note(&kept), "next"),
        ],
    );
    assert_eq!(drafts(&typed), 3, "one of each");
    let tomorrow = Evening(friday_evening().0 + chrono::Days::new(1));
    assert_eq!(drafts(&after(&typed, &[Change::EveningOver(tomorrow)])), 2, "a note has no evening's end");
    assert_eq!(drafts(&after(&typed, &[draft(DraftOf::NewNote, "")])), 2);
    assert_eq!(drafts(&after(&typed, &[write(Person::A, false, "new")])), 2);
    assert_eq!(drafts(&done(&typed, NoteChange::Edit(in_own(&typed, Person::A), "next".into()))), 2);
    assert_eq!(drafts(&done(&typed, NoteChange::Erase(in_own(&typed, Person::A)))), 2);
    let moved = done(&typed, NoteChange::Share(in_own(&typed, Person::A).id));
    let followed = done(&moved, NoteChange::Edit(in_month(&moved), "next".into()));
    assert_eq!((drafts(&moved), drafts(&followed)), (3, 2), "they follow a note that moves");
}

/// What a cut between the two halves of a move leaves.
fn half(gained: &Archive, before: &Archive, own_gains: bool) -> Archive {
    let mut half = before.clone();
    if own_gains {
        *half.drawers_mut().0 = gained.drawers().0.clone();
    } else {
        half.months.clone_from(&gained.months);
    }
    half
}

#[test]
fn a_move_that_was_cut_off_is_finished() {
    let written =
        after(&with_passphrases(), &[write(Person::A, true, "mine"), write(Person::B, false, "Jo's")]);
    let shown = done(&written, NoteChange::Share(in_own(&written, Person::A).id));
    let cut = half(&shown, &written, false);
    assert_eq!((own(&cut, Person::A).len(), shared(&cut).len()), (1, 2));
    assert!(cut.settled() == shown);

    let by_mara =
        shared(&shown).into_iter().find(|(_, note)| note.by == Author::One(Person::A)).expect("hers").0;
    let back = done(&shown, NoteChange::TakeBack(november(), by_mara));
    let cut = half(&back, &shown, true);
    assert_eq!((own(&cut, Person::A).len(), shared(&cut).len()), (1, 2));
    assert!(cut.settled() == back);
    for whole in [&written, &shown, &back] {
        assert!(whole.settled() == *whole);
    }
}

/// Mara's evening, and whether it was looked at, as it stands the day after.
fn day_after(access: Access, looked: bool) -> Archive {
    let mut archive = mara_and_jo();
    let answers = |noticed: &str| Answers {
        noticed: Some(noticed.into()),
        words: Some("so tired".into()),
        helps: Some("an early night".into()),
        numbers: super::evening::numbers(3, 6, 4),
        ..Answers::default()
    };
    let check_in = |person, line| finished(person, answers(line), Shows::nothing(), None);
    archive = after(&archive, &[check_in(Person::A, "the light"), check_in(Person::B, "soup")]);
    if looked {
        archive = after(&archive, &[Change::Look(friday_evening())]);
    }
    archive.access.a = access;
    archive
}

fn over(archive: &Archive, now: Now, mint: &mut dyn Mint) -> Archive {
    let evening = archive.settings.evening(now);
    archive.apply(&Change::EveningOver(evening), now, mint).expect("an evening's end")
}

fn unshown(archive: &Archive) -> Vec<String> {
    let of = |what: &OwnKind| match what {
        OwnKind::Unshown(_) => Some(serde_json::to_string(what).expect("it serializes")),
        _ => None,
    };
    archive.drawers().0.a.records.known().filter_map(|record| of(&record.what)).collect()
}

#[test]
fn what_was_not_shown_is_its_owners_where_that_is_locked_and_open() {
    let tomorrow = at("2026-11-21T21:00:00+01:00");
    let kept = over(&day_after(Access::Open, false), tomorrow, &mut Seeded(5));
    let all = unshown(&kept);
    assert_eq!(all.len(), 1);
    for said in ["the light", "\"energy\":3", "\"body\":6", "\"calm\":4", "2026-11-20"] {
        assert!(all[0].contains(said), "{said}: {}", all[0]);
    }
    for unsaid in ["so tired", "an early night", "word"] {
        assert!(!all[0].contains(unsaid), "{unsaid}");
    }
    assert!(kept.drawers().0.b.records.is_empty(), "Jo has no passphrase");
    for person in Person::BOTH {
        assert!(*kept.drawers().1[person] == Tonight::default(), "the evening itself is gone");
    }
    for (access, looked) in [(Access::Plain, false), (Access::Closed, false), (Access::Open, true)] {
        assert!(unshown(&over(&day_after(access, looked), tomorrow, &mut Seeded(5))).is_empty());
    }
    assert!(unshown(&over(&day_after(Access::Open, false), friday(), &mut Seeded(5))).is_empty());
}

#[test]
fn an_evenings_end_that_was_cut_off_is_repeated_as_one() {
    let before = day_after(Access::Open, false);
    let tomorrow = at("2026-11-21T21:00:00+01:00");
    let whole = over(&before, tomorrow, &mut Seeded(5));
    let mut cut = before.clone();
    *cut.drawers_mut().0 = whole.drawers().0.clone();
    assert!(over(&cut, tomorrow, &mut Seeded(6)) == whole, "the same record, once");

    let mut unread = before;
    unread.months.insert(november(), Slot::Unread);
    let evening = unread.settings.evening(tomorrow);
    let refused = unread.apply(&Change::EveningOver(evening), tomorrow, &mut Seeded(5)).err();
    assert_eq!(refused, Some(Refusal::Needs(november())));
}
