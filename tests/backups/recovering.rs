//! A damaged file: what could stand in its place is listed, a person chooses, and only then is
//! anything written.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use evenfall::domain::change::Change;
use evenfall::domain::earlier::{Instead, Origin};
use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::domain::time::Now;
use evenfall::session::guide::{Outcome, Route};
use evenfall::session::{NotKept, Session};
use evenfall::store::{self, Disk, RealDisk, SaveErrorKind};

use crate::house::House;
use crate::pages::line_by_line;
use crate::screen::Screen;
use crate::support::cut::disks_left_by;
use crate::support::memory::Memory;
use crate::support::watched::{Fault, Watched};
use crate::support::{Seeded, november, now, profile, writing};

fn root() -> &'static Path {
    Path::new("/evenfall")
}

fn couple() -> PathBuf {
    root().join("couple.json")
}

fn open(disk: Arc<dyn Disk>) -> Session {
    open_with(disk, 9)
}

fn open_with(disk: Arc<dyn Disk>, seed: u64) -> Session {
    Session::open(root(), disk, Box::new(Seeded(seed)), now()).expect("a folder that opens")
}

fn later(minutes: u64) -> Now {
    let passed = Duration::from_secs(60 * minutes);
    Now { wall: now().wall + passed, mono: passed }
}

const BAD: &[u8] = b"{\"schema\": 1, \"kind\": \"couple\", \"gener";

/// A folder whose couple.json is torn. Marie stands in a backup, Maria in a temporary copy of a
/// save that was cut short, Mia in a copy of a sync.
fn torn() -> Arc<Memory> {
    let memory = Memory::new();
    let mut session = open(memory.clone());
    let mut name = |name: &str, minutes| {
        let named = [Change::Person(profile(Person::A, name)), Change::Person(profile(Person::B, "Jo"))];
        session.commit(&named, later(minutes)).expect("kept");
        memory.bytes(&couple()).expect("couple.json")
    };
    name("Marie", 0);
    let conflict = name("Mia", 1);
    let unfinished = name("Maria", 2);
    name("Mara", 3);
    drop(session);
    memory.put(&root().join("couple.sync-conflict-20261120-210100-AAAAAAA.json"), &conflict);
    memory.put(&root().join(".couple.json.00000000000000aa.tmp"), &unfinished);
    memory.put(&root().join("couples.json"), &conflict);
    memory.put(&root().join("couple.txt"), b"a letter");
    memory.put(&couple(), BAD);
    memory
}

fn everything(memory: &Memory) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    memory.paths().into_iter().map(|path| (path.clone(), memory.bytes(&path))).collect()
}

fn in_damaged(memory: &Memory, bytes: &[u8]) -> bool {
    let there = |path: &&PathBuf| path.starts_with(root().join("damaged"));
    memory.paths().iter().filter(there).any(|path| memory.bytes(path).as_deref() == Some(bytes))
}

fn chosen(session: &Session, at: usize) -> Vec<(String, Instead)> {
    let file = session.damaged(now()).swap_remove(0);
    vec![(file.name.clone(), Instead::Copy(file.candidates[at].path.clone()))]
}

#[test]
fn everything_that_could_stand_there_is_listed_newest_first() {
    let memory = torn();
    let session = open(memory.clone());
    assert!(session.needs_choice());
    let before = everything(&memory);
    let files = session.damaged(now());
    assert_eq!(files.len(), 1);
    assert_eq!(
        (files[0].name.as_str(), files[0].says.as_str()),
        ("couple.json", "couple.json is not whole.")
    );
    let listed: Vec<(Origin, String)> = files[0]
        .candidates
        .iter()
        .map(|one| (one.origin, one.things.as_ref().expect("shared").to_string()))
        .collect();
    let things = "2 names".to_owned();
    let origins = [Origin::Unfinished, Origin::Elsewhere, Origin::Backup];
    assert_eq!(listed, origins.map(|origin| (origin, things.clone())));
    assert_eq!(files[0].candidates[2].day, crate::support::evening().0);
    assert!(in_damaged(&memory, BAD), "the bad bytes are put aside when it opens");
    assert_eq!(everything(&memory), before, "listing writes nothing");
}

#[test]
fn what_is_chosen_stands_there_and_the_session_opens() {
    for (at, name) in ["Maria", "Mia", "Marie"].into_iter().enumerate() {
        let memory = torn();
        let mut session = open(memory.clone());
        let choice = chosen(&session, at);
        session.recover(&choice, now()).expect("it is put there");
        assert_eq!(session.looking_only(), None);
        assert!(!session.needs_choice() && session.damaged(now()).is_empty());
        assert_eq!(session.archive().name(Person::A), name);
        assert!(in_damaged(&memory, BAD));
        session.commit(&[Change::Liked("near-song".into(), true)], now()).expect("it keeps");
        drop(session);
        assert_eq!(open(memory).archive().name(Person::A), name);
    }
}

#[test]
fn only_what_was_listed_and_still_opens_can_be_chosen() {
    let memory = torn();
    let mut session = open(memory.clone());
    let before = everything(&memory);
    for path in ["couple.txt", "couples.json", "/etc/passwd", "../couple.json", "couple.json", "README.txt"] {
        let choice = [("couple.json".to_owned(), Instead::Copy(path.to_owned()))];
        let error = session.recover(&choice, now()).expect_err(path);
        assert!(matches!(&error, NotKept::NotSaved(error) if error.kind == SaveErrorKind::DidNotReadBack));
        let sound = [("a.json".to_owned(), Instead::Empty)];
        assert!(session.recover(&sound, now()).is_err(), "a file that is not damaged");
        assert!(session.recover(&[("settings.json".into(), Instead::Empty)], now()).is_err());
    }
    let choice = chosen(&session, 2);
    let Instead::Copy(path) = &choice[0].1 else { panic!("a copy") };
    memory.put(&root().join(path), b"half");
    assert!(session.recover(&choice, now()).is_err());
    let changed = everything(&memory).into_iter().filter(|one| !before.contains(one)).count();
    assert_eq!(changed, 1, "only the copy that this test broke");
    assert!(session.needs_choice(), "it can be chosen again");
}

#[test]
fn a_file_without_any_copy_can_begin_empty() {
    for file in ["couple.json", "a.json", "months/2026-11.json", "vault.json"] {
        let memory = Memory::new();
        let mut mint = Seeded(1);
        let opened = store::open(memory.clone(), root(), november()).expect("it opens");
        let (mut store, empty, _) = writing(opened);
        let full = crate::support::everything(&mut mint);
        store.save(&empty, &full, now(), &mut mint).expect("it saves");
        drop(store);
        memory.put(&root().join(file), BAD);
        let mut session = open(memory.clone());
        let files = session.damaged(now());
        assert_eq!((files.len(), files[0].name.as_str()), (1, file));
        assert!(files[0].candidates.is_empty() && files[0].may_begin_empty, "{file}");
        session.recover(&[(file.to_owned(), Instead::Empty)], now()).expect("it begins empty");
        assert_eq!(session.looking_only(), None, "{file}");
        assert!(in_damaged(&memory, BAD), "{file}");
        let others = session.archive().name(Person::A) == "Mara";
        assert_eq!(others, file != "couple.json", "{file}");
        let news = session.take_news();
        assert!(!news.iter().any(|one| one.contains("older copy")), "{file}: {news:?}");
    }
}

#[test]
fn a_missing_file_and_one_persons_own_are_told_as_far_as_may_be() {
    let memory = torn();
    memory.clear(|path| path == couple());
    let files = open(memory).damaged(now());
    assert_eq!((files[0].says.as_str(), files[0].candidates.len()), ("couple.json is missing.", 3));

    let memory = Memory::new();
    let mut session = open(memory.clone());
    session.commit(&[Change::Person(profile(Person::A, "Mara"))], now()).expect("kept");
    session.open_turn(Person::A, now()).expect("Mara");
    for word in ["breath", "ache"] {
        session.commit(&[Change::Questions(Person::A, Some(word.into()), None)], now()).expect("kept");
    }
    drop(session);
    memory.put(&root().join("a.json"), b"");
    let files = open(memory).damaged(now());
    assert_eq!(files[0].says, "a.json is empty.");
    assert_eq!(files[0].candidates.len(), 1);
    assert_eq!(files[0].candidates[0].things, None, "what is in it is hers");
}

#[test]
fn where_something_is_locked_no_vault_is_made_up() {
    let memory = torn();
    memory.put(&root().join("vault.json"), BAD);
    memory.put(&root().join("keys/a.age"), b"age-encryption.org/v1\n");
    let mut session = open(memory.clone());
    let vault = session.damaged(now()).into_iter().find(|file| file.name == "vault.json").expect("the vault");
    assert!(!vault.may_begin_empty);
    assert!(session.recover(&[("vault.json".into(), Instead::Empty)], now()).is_err());
    assert_eq!(memory.bytes(&root().join("vault.json")).as_deref(), Some(BAD));
}

#[test]
fn another_window_comes_first() {
    let memory = torn();
    let mut session = open(memory.clone());
    let held = memory.lock(&root().join("lock")).expect("a lock").expect("it is free");
    let choice = chosen(&session, 0);
    let error = session.recover(&choice, now()).expect_err("it is open elsewhere");
    assert!(error.to_string().starts_with("Evenfall is open in another window."), "{error}");
    assert_eq!(memory.bytes(&couple()).as_deref(), Some(BAD));
    drop(held);
    session.recover(&choice, now()).expect("now it is");
    assert_eq!(session.archive().name(Person::A), "Maria");
}

/// How many operations recovering takes when nothing goes wrong.
fn operations() -> usize {
    let disk = Watched::new(torn());
    let mut session = open(disk.clone());
    let choice = chosen(&session, 0);
    disk.begin(None);
    session.recover(&choice, now()).expect("it is put there");
    disk.log().len()
}

#[test]
fn a_fault_at_any_operation_leaves_the_bad_bytes_or_what_was_chosen() {
    let mut cases = 0;
    for at in 0..operations() {
        for errno in [2, 5, 13, 28] {
            let told = format!("operation {at}, errno {errno}");
            let memory = torn();
            let disk = Watched::new(memory.clone());
            let mut session = open(disk.clone());
            let choice = chosen(&session, 0);
            disk.begin(Some(Fault::Once(at, errno)));
            let done = session.recover(&choice, now());
            disk.begin(None);
            let stands = memory.bytes(&couple()).expect("couple.json");
            let put = stands != BAD;
            assert!(in_damaged(&memory, BAD), "{told}");
            assert!(done.is_err() || put, "{told}");
            drop(session);
            let mut again = open(disk.clone());
            if again.needs_choice() {
                assert!(!put, "{told}");
                let choice = chosen(&again, 0);
                again.recover(&choice, now()).expect(&told);
            }
            assert_eq!(again.looking_only(), None, "{told}");
            assert_eq!(again.archive().name(Person::A), "Maria", "{told}");
            cases += 1;
        }
    }
    assert!(cases > 100, "{cases}");
}

#[test]
fn a_cut_at_any_operation_leaves_the_choice_or_what_was_chosen() {
    let mut states = 0;
    for at in 0..=operations() {
        let memory = torn();
        let disk = Watched::new(memory.clone());
        let mut session = open(disk.clone());
        // The backup, which alone is surely on the disk.
        let choice = chosen(&session, 2);
        disk.begin(Some(Fault::Cut(at)));
        let done = session.recover(&choice, now()).is_ok();
        drop(session);
        for left in disks_left_by(&memory, 40) {
            // Other bits than before: a temporary file of the cut may still be there.
            let mut again = open_with(left.clone(), 90);
            assert!(in_damaged(&left, BAD), "operation {at}");
            if again.needs_choice() {
                assert!(!done, "operation {at}: what was confirmed is there");
                let last = again.damaged(now())[0].candidates.len() - 1;
                let choice = chosen(&again, last);
                again.recover(&choice, now()).expect("it is put there");
            }
            assert_eq!(again.archive().name(Person::A), "Marie", "operation {at}");
            states += 1;
        }
    }
    assert!(states > 40, "{states}");
}

/// A real folder whose couple.json is torn, with one earlier copy.
fn torn_on_disk() -> tempfile::TempDir {
    let house = House::set_up(&["Mara", "Jo"]);
    let folder = house.close();
    let couple = folder.path().join("couple.json");
    std::fs::remove_file(&couple).expect("removed");
    std::io::Write::write_all(&mut std::fs::File::create(&couple).expect("a file"), BAD).expect("written");
    folder
}

fn open_at(folder: &Path) -> Session {
    Session::open(folder, Arc::new(RealDisk), Box::new(Seeded(5)), now()).expect("a folder that opens")
}

#[test]
fn the_screen_begins_with_the_choice_and_leaving_it_comes_first() {
    let folder = torn_on_disk();
    let mut session = open_at(folder.path());
    let mut screen = Screen::new(&mut session);
    screen.shows("Something did not open").shows("couple.json is not whole.");
    screen.shows("Nothing is written before you have chosen.");
    let first = screen.lines().into_iter().find(|line| line.contains('►')).expect("a focus");
    assert!(first.contains("Leave it as it is"), "{first}");
    screen.keys("<Enter>").shows("Nothing is changed.").shows("What did not open");
    assert_eq!(std::fs::read(folder.path().join("couple.json")).expect("bytes"), BAD);
    screen.keys("e <Down> <Enter>").shows("Everything is open again");
    assert_eq!(screen.app.session().looking_only(), None);
}

#[test]
fn line_mode_begins_with_the_choice() {
    let folder = torn_on_disk();
    let said = line_by_line(&mut open_at(folder.path()), "1\nq\n");
    assert!(said.contains("couple.json is not whole."), "{said}");
    assert!(said.contains("1. Leave it as it is"), "{said}");
    assert!(said.contains("Nothing is changed."), "{said}");
    let said = line_by_line(&mut open_at(folder.path()), "2\nq\n");
    assert!(said.contains("Everything is open again."), "{said}");
    assert_eq!(open_at(folder.path()).looking_only(), None);
}

#[test]
fn a_choice_that_cannot_be_kept_keeps_the_page() {
    let folder = torn_on_disk();
    let mut house = House::at(folder, Arc::new(RealDisk));
    house.begin(Route::Recovery);
    std::fs::remove_dir_all(house.root().join("backups")).expect("removed");
    let outcome = house.answer(Answer::Pick(1));
    assert!(matches!(outcome, Outcome::NotKept(_)), "{outcome:?}");
    assert!(house.prompt().is_some());
    assert!(matches!(house.answer(Answer::Pick(9)), Outcome::Again(_)));
}
