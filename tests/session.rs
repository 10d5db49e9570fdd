//! The one write path: whose turn it takes, what a disk that falters leaves, and what undo takes
//! back.

#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use evenfall::domain::archive::{Draft, DraftOf};
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Entry, What};
use evenfall::domain::change::Change;
use evenfall::domain::content::Tag;
use evenfall::domain::limits::Limits;
use evenfall::domain::people::Person;
use evenfall::domain::restriction::Restriction;
use evenfall::domain::secret::Secret;
use evenfall::domain::settings::{Setting, Settings};
use evenfall::domain::time::BoundaryHour;
use evenfall::session::{NotKept, Session};
use evenfall::store::{Disk, RealDisk, Work};
use support::watched::{Fault, Op, Watched};
use support::{Place, Seeded, evening, finished, now, profile};

mod support;

const ENOSPC: i32 = 28;
const EIO: i32 = 5;

fn open(place: &Place, disk: Arc<dyn Disk>) -> Session {
    Session::open(&place.root(), disk, Box::new(Seeded(9)), now()).expect("a folder that opens")
}

/// Mara and Jo set up on a disk that can be told to falter.
fn mara_and_jo() -> (Place, Arc<Watched>, Session) {
    let place = Place::new();
    let disk = Watched::new(Arc::new(RealDisk));
    let mut session = open(&place, disk.clone());
    let named = [Person::A, Person::B]
        .map(|one| Change::Person(profile(one, if one == Person::A { "Mara" } else { "Jo" })));
    session.commit(&named, now()).expect("two names");
    // The second save takes the backup of the evening; those after it do not.
    session.commit(&[Change::Asked("people")], now()).expect("a step");
    (place, disk, session)
}

fn like(id: &str) -> Change {
    Change::Liked(id.to_owned(), true)
}

fn restriction() -> Change {
    Change::Restrict(Restriction { tags: vec![Tag::HotBath], ..Restriction::of(Person::A, evening()) })
}

/// A note on the calendar of that day.
fn noted(day: chrono::NaiveDate) -> Entry {
    Entry::once(What::Note { words: "the letter".into() }, day)
}

#[test]
fn a_date_whose_move_came_half_way_is_moved_once_when_it_is_tried_again() {
    let (_place, disk, mut session) = mara_and_jo();
    let today = evening().0;
    session.commit(&[Change::Calendar(CalendarChange::Add(noted(today)))], now()).expect("kept");
    let at = session.archive().entries().next().expect("it is there").0;
    let later = today.checked_add_months(chrono::Months::new(1)).expect("a day");
    let move_it = Change::Calendar(CalendarChange::Edit(at, noted(later)));
    let renames = {
        let (_place, disk, mut session) = mara_and_jo();
        session.commit(&[Change::Calendar(CalendarChange::Add(noted(today)))], now()).expect("kept");
        let at = session.archive().entries().next().expect("it is there").0;
        disk.begin(None);
        session.commit(&[Change::Calendar(CalendarChange::Edit(at, noted(later)))], now()).expect("kept");
        let log = disk.log();
        (0..log.len()).filter(|place| log[*place].0 == Op::Rename).collect::<Vec<_>>()
    };
    // The month that gains it is in its place, and the one that loses it is not.
    disk.begin(Some(Fault::Once(renames[1], EIO)));
    session.commit(std::slice::from_ref(&move_it), now()).expect_err("the disk does not take it");
    disk.begin(None);
    session.commit(&[move_it], now()).expect("it does now");
    let days: Vec<_> = session.archive().entries().map(|(_, entry)| entry.start).collect();
    assert_eq!(days, [later]);
}

/// The place of the last operation of that sort in one commit of `change`.
fn last(disk: &Watched, session: &mut Session, change: &Change, sort: Op) -> usize {
    disk.begin(None);
    session.commit(std::slice::from_ref(change), now()).expect("a change that is kept");
    disk.log().iter().rposition(|(op, _)| *op == sort).expect("an operation of that sort")
}

#[test]
fn what_belongs_to_one_person_takes_their_open_turn() {
    let (_place, _disk, mut session) = mara_and_jo();
    let own = [
        Change::Limits(Person::A, Limits::default()),
        Change::CheckIn(Box::new(finished(Person::A, "the soup"))),
        Change::Cover(Person::A, evening()),
        Change::Draft(Person::A, None),
        Change::Welcomed(Person::A),
    ];
    for open in [None, Some(Person::B)] {
        if let Some(person) = open {
            assert!(session.open_turn(person, now()).is_some());
        }
        for change in &own {
            let kept = session.commit(std::slice::from_ref(change), now());
            assert!(matches!(kept, Err(NotKept::NotTheirTurn)), "{change:?}");
        }
    }
    session.end_turn();
    assert!(session.open_turn(Person::A, now()).is_some());
    session.commit(&own[..1], now()).expect("in one's own turn");
    session.hide();
    assert_eq!(session.turn(), None, "hiding ends a turn");
}

#[test]
fn a_folder_that_is_not_confirmed_is_confirmed_again_and_nothing_is_kept_twice() {
    let (place, disk, mut session) = mara_and_jo();
    let at = last(&disk, &mut session, &restriction(), Op::SyncFolder);
    let before = session.archive().plan(evening(), now()).restrictions.len();
    disk.begin(Some(Fault::Once(at, EIO)));
    session.commit(&[restriction()], now()).expect("it stands in its place");
    let confirmed = disk.log().iter().skip(at + 1).filter(|(op, _)| *op == Op::SyncFolder).count();
    assert!(confirmed > 0, "asked again");
    assert_eq!(session.archive().plan(evening(), now()).restrictions.len(), before + 1);
    drop(session);
    let again = open(&place, Arc::new(RealDisk));
    assert_eq!(again.archive().plan(evening(), now()).restrictions.len(), before + 1);
}

#[test]
fn a_full_disk_keeps_the_old_and_the_next_try_keeps_the_new() {
    let (_place, disk, mut session) = mara_and_jo();
    disk.begin(Some(Fault::Once(last(&disk, &mut session, &like("a"), Op::Sync), ENOSPC)));
    let sentence = session.commit(&[like("b")], now()).expect_err("a full disk").to_string();
    assert!(sentence.starts_with("Not kept yet"), "{sentence}");
    assert_eq!(session.archive().memory().liked.len(), 1);
    disk.begin(None);
    session.commit(&[like("b")], now()).expect("room again");
    assert_eq!(session.archive().memory().liked.len(), 2);
}

#[test]
fn an_undo_that_could_not_be_kept_can_be_tried_again() {
    let (_place, disk, mut session) = mara_and_jo();
    let at = last(&disk, &mut session, &like("a"), Op::Rename);
    disk.begin(Some(Fault::Once(at, EIO)));
    assert!(session.undo(now()).is_err());
    assert_eq!(session.archive().memory().liked.len(), 1);
    disk.begin(None);
    assert!(session.undo(now()).expect("the disk is back"));
    assert_eq!(session.archive().memory().liked.len(), 0);
}

#[test]
fn undo_never_takes_back_what_came_from_outside() {
    let (place, _disk, mut session) = mara_and_jo();
    session.commit(&[like("a")], now()).expect("kept");
    let elsewhere = Place::new();
    copy(&place.root(), &elsewhere.root());
    let mut other = open(&elsewhere, Arc::new(RealDisk));
    other.commit(&[restriction()], now()).expect("kept elsewhere");
    drop(other);
    fs::copy(elsewhere.file("couple.json"), place.file("couple.json")).expect("a sync");

    session.commit(&[like("b")], now()).expect("kept beside it");
    assert!(session.undo(now()).expect("only the last change"));
    assert_eq!(session.archive().plan(evening(), now()).restrictions.len(), 1, "what to mind is still there");
    assert_eq!(session.archive().memory().liked.len(), 1);
    assert!(!session.undo(now()).expect("nothing before the reload"));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("a copy");
        }
    }
}

#[test]
fn choosing_when_a_day_begins_drops_nothing_of_this_evening() {
    let (_place, _disk, mut session) = mara_and_jo();
    let mut late = now();
    late.wall += TimeDelta::hours(4);
    assert_eq!(session.evening(late), evening(), "one at night");
    session.open_turn(Person::A, now()).expect("a turn");
    session.commit(&[Change::CheckIn(Box::new(finished(Person::A, "the soup")))], now()).expect("kept");
    session.end_turn();
    let midnight =
        Settings { evening_boundary: BoundaryHour::new(0).expect("midnight"), ..Settings::default() };
    session.commit(&[Change::Settings(midnight)], late).expect("kept");
    assert!(!session.tick(late));
    assert_eq!(session.evening(late), evening());
    assert!(session.archive().round(evening()).has(Person::A));
    late.wall += TimeDelta::hours(24);
    assert_ne!(session.evening(late), evening());
    let chosen = Setting::EveningBoundary.chosen(&session.archive().settings);
    assert_eq!(chosen, Some(0));
}

#[test]
fn nobody_reads_content_in_what_is_printed_for_debugging() {
    let everything = support::everything(&mut Seeded(3));
    let printed = format!("{everything:?}");
    let words = serde_json::to_string(&*everything.couple).expect("json");
    assert!(words.contains("Mara") && !printed.contains("Mara"), "{printed}");
    let text = evenfall::domain::flow::Answer::Text("private words".into());
    assert!(!format!("{text:?}").contains("private"));
    for change in [like("a-secret"), restriction(), Change::Person(profile(Person::A, "Mara"))] {
        let printed = format!("{change:?}");
        assert!(
            !printed.contains("secret") && !printed.contains("Bath") && !printed.contains("Mara"),
            "{printed}"
        );
    }
}

fn passphrase(words: &str) -> Secret {
    Secret::new(words).expect("words")
}

/// Mara has a passphrase and Jo has none.
fn mara_locks() -> (Place, Session) {
    let (place, _, session) = mara_and_jo();
    let mut session = session.working(Work::of(1));
    session.open_turn(Person::A, now()).expect("her turn");
    session.lock_for(Person::A, &passphrase("the lamp at nine"), now()).expect("it is locked");
    (place, session)
}

#[test]
fn words_that_could_not_be_kept_wait_for_whoever_they_are_of() {
    let (_place, mut session) = mara_locks();
    let words = |words: &str| Draft {
        of: DraftOf::NewNote,
        evening: evening(),
        answers: Vec::new(),
        typing: Some(words.into()),
    };
    session.hold(&Change::Draft(Person::A, Some(words("the lake"))));
    session.hold(&Change::Draft(Person::B, Some(words("the mill"))));
    session.hide();
    let jos = session.open_turn(Person::B, now()).expect("his turn");
    let typing = |session: &Session, turn| {
        let draft = session.archive().note_draft(turn, &DraftOf::NewNote);
        draft.and_then(|draft| draft.typing.clone())
    };
    assert_eq!(typing(&session, &jos).as_deref(), Some("the mill"));
    session.end_turn();
    session.prove(Person::A, &passphrase("the lamp at nine"), now()).expect("it opens");
    let maras = session.open_turn(Person::A, now()).expect("her turn");
    assert_eq!(typing(&session, &maras).as_deref(), Some("the lake"));
}

#[test]
fn who_is_locked_already_is_not_locked_over() {
    let (place, mut session) = mara_locks();
    let key = place.bytes("keys/a.age");
    session.lock_for(Person::A, &passphrase("another one"), now()).expect_err("it is locked");
    assert!(place.bytes("keys/a.age") == key);
}

#[test]
fn whoever_asks_for_another_turn_shows_again_who_they_are() {
    let (_place, mut session) = mara_locks();
    session.end_turn();
    session.open_turn(Person::B, now()).expect("his turn");
    session.lock_for(Person::B, &passphrase("soup on the stairs"), now()).expect("it is locked");
    session.hide();
    session.unlock(&passphrase("the lamp at nine"), now()).expect("it opens");
    assert!(!session.asks_for_passphrase(Person::A, now()), "she has just typed it");
    assert!(session.open_turn(Person::B, now()).is_none());
    assert!(session.asks_for_passphrase(Person::A, now()), "somebody else may sit here now");
}
