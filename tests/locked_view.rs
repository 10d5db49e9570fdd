//! What is locked shows nothing: no word of the two in any byte that was ever written, no size
//! beyond a step, no name of a file; and for the one who opens it with their own passphrase, the
//! same screens, lines and exports whatever the other keeps to themselves.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use evenfall::domain::archive::{Draft, DraftOf, HowItIs};
use evenfall::domain::body::Spot;
use evenfall::domain::change::Change;
use evenfall::domain::check_in::{Finished, Score};
use evenfall::domain::content::{Area, Content, Kind};
use evenfall::domain::limits::Limits;
use evenfall::domain::note::{Drawer, NoteAt, NoteChange};
use evenfall::domain::people::Person;
use evenfall::domain::plan::change::PlanChange;
use evenfall::domain::record::Mint as _;
use evenfall::domain::secret::Secret;
use evenfall::domain::time::Now;
use evenfall::domain::welcome::How;
use evenfall::domain::welcome::change::WelcomeChange;
use evenfall::export::everything::everything;
use evenfall::export::tonight::Tonight;
use evenfall::line;
use evenfall::session::Session;
use evenfall::session::guide::{Route, Stage};
use evenfall::store::Work;
use screen::Screen;
use support::memory::Memory;
use support::state::Done;
use support::{Seeded, evening, finished, moment, note, november, now, profile};

#[path = "support/lines.rs"]
mod lines;
#[path = "support/screen.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod screen;
mod support;

const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";
const STEP: usize = 4096;

fn root() -> &'static Path {
    Path::new("/evenfall")
}

fn secret(words: &str) -> Secret {
    Secret::new(words).expect("a passphrase")
}

fn session(memory: &Arc<Memory>, seed: u64, now: Now) -> Session {
    let mint = Box::new(Seeded(seed << 40));
    Session::open(root(), memory.clone(), mint, now).expect("a session").working(Work::of(1))
}

fn turn(session: &mut Session, person: Person, words: &str, now: Now) {
    session.end_turn();
    if session.asks_for_passphrase(person, now) {
        session.prove(person, &secret(words), now).expect("it is theirs");
    }
    session.open_turn(person, now).expect("a turn");
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|part| part == words.as_bytes())
}

/// Every file but the plain ones, with its size.
fn sizes(memory: &Memory) -> Vec<(String, usize)> {
    let size =
        |path: std::path::PathBuf| (path.display().to_string(), memory.bytes(&path).expect("there").len());
    memory.paths().into_iter().map(size).filter(|(name, _)| name.contains(".json.age")).collect()
}

/// Two people who are told apart by nothing that is written: both names are canaries.
fn locked(names: [&str; 2], passphrases: [&str; 2], memory: &Arc<Memory>) -> Session {
    let mut session = session(memory, 1, now());
    let people = [Change::Person(profile(Person::A, names[0])), Change::Person(profile(Person::B, names[1]))];
    session.commit(&people, now()).expect("kept");
    for (person, words) in Person::BOTH.into_iter().zip(passphrases) {
        turn(&mut session, person, words, now());
        session.lock_for(person, &secret(words), now()).expect("locked");
    }
    session.end_turn();
    session
}

const CANARIES: [&str; 10] = [
    "Quillfeather",
    "Zephyrine",
    "marzipanlight",
    "tangerinesoup",
    "hollyhockwish",
    "umbrellanote",
    "pelicandraft",
    "larkspurteam",
    "cinnamonmerge",
    "foxgloveplace",
];

/// One long life in a locked folder; everything that was ever written to its disk.
fn life(seed: u64, actions: usize) -> (Arc<Memory>, usize) {
    let memory = Memory::new();
    let mut dice = Seeded(seed);
    drop(locked([CANARIES[0], CANARIES[1]], [MARAS, JOS], &memory));
    // Before it was locked the names stood there plain, on a disk that cannot take that back.
    let memory = memory.copy();
    let mut kept = 0;
    let mut at = now();
    let mut here = session(&memory, 2, at);
    here.unlock(&secret(MARAS), at).expect("it opens");
    for action in 0..actions {
        at.mono += Duration::from_secs(660);
        at.wall += TimeDelta::minutes(11);
        let (person, words) =
            [(Person::A, MARAS), (Person::B, JOS)][usize::from(dice.bits().is_multiple_of(2))];
        let evening = here.evening(at);
        turn(&mut here, person, words, at);
        let draft =
            Draft { of: DraftOf::CheckIn, evening, answers: Vec::new(), typing: Some(CANARIES[6].into()) };
        let does = match dice.bits() % 11 {
            0 => vec![Change::CheckIn(Box::new(Finished { evening, ..finished(person, CANARIES[2]) }))],
            1 => vec![
                Change::CheckIn(Box::new(Finished { evening, ..finished(person.other(), CANARIES[3]) })),
                Change::Look(evening),
            ],
            2 => vec![Change::Draft(person, Some(draft))],
            3 => vec![note(person, true, CANARIES[5])],
            4 => vec![note(person, false, CANARIES[4])],
            5 => vec![Change::Team(
                person,
                evenfall::domain::archive::TeamSaid::SomethingToMind,
                Some(CANARIES[7].into()),
            )],
            6 => vec![Change::Cover(person, evening)],
            7 => vec![Change::How(person, HowItIs::UpAndDown), Change::Draft(person, None)],
            8 => vec![Change::Look(evening)],
            9 => vec![Change::Welcome(person, WelcomeChange::Name(Area::Back, Some(CANARIES[9].into())))],
            _ => vec![Change::Liked(CANARIES[4].into(), dice.bits().is_multiple_of(2))],
        };
        kept += usize::from(here.commit(&does, at).is_ok());
        match action % 9 {
            3 => drop(here.undo(at)),
            5 => {
                here.hide();
                assert!(here.is_locked());
                here.unlock(&secret(words), at).expect("it opens");
            }
            7 => merged(&memory, &mut here, at, action as u64),
            _ => {}
        }
    }
    (memory, kept)
}

/// A sync brings a copy that was written elsewhere, and it is put together.
fn merged(memory: &Arc<Memory>, here: &mut Session, at: Now, seed: u64) {
    let elsewhere = memory.copy();
    let mut there = session(&elsewhere, 100 + seed, at);
    there.unlock(&secret(JOS), at).expect("it opens");
    there.commit(&[Change::Liked(CANARIES[8].into(), true)], at).expect("kept");
    drop(there);
    let bytes = elsewhere.bytes(&root().join("couple.json.age")).expect("it is there");
    memory.put(&root().join("couple.sync-conflict-20261120-210000-ABCDEFG.json.age"), &bytes);
    let seen = here.conflicts(at).expect("a preview");
    here.merge(&seen, at).expect("it is kept");
}

fn shows_nothing(lives: u64, actions: usize) -> (usize, usize) {
    let (mut written, mut kept) = (0, 0);
    for seed in 0..lives {
        let (memory, done) = life(seed + 1, actions);
        kept += done;
        for done in memory.log() {
            let (Done::Made(path, bytes) | Done::Put(path, bytes) | Done::Overwritten(path, bytes)) = done
            else {
                continue;
            };
            written += 1;
            for words in CANARIES.into_iter().chain([MARAS, JOS, "2026-11-20", "\"person\"", "\"body\""]) {
                assert!(!holds(&bytes, words), "{words} in {}", path.display());
            }
        }
        for (name, size) in sizes(&memory) {
            assert!(size >= STEP && size % STEP < 1024, "{name}: {size}");
            if name.contains("now-") {
                assert_eq!(size / STEP, 4, "{name}: {size}");
            }
        }
    }
    (written, kept)
}

#[test]
fn nothing_that_is_written_where_it_is_locked_can_be_read() {
    let (written, kept) = shows_nothing(2, 60);
    println!("{written} files written, {kept} changes kept");
    assert!(written >= 80 && kept > 60, "{written} and {kept}");
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn nothing_can_be_read_in_many_lives() {
    let (written, kept) = shows_nothing(40, 150);
    println!("{written} files written, {kept} changes kept");
    assert!(written > 5_000 && kept > 4_000, "{written} and {kept}");
}

/// What Mara keeps to herself, and how long her passphrase is, drawn from `dice`; what Jo keeps
/// and what both share is always the same.
fn folder(dice: &mut Seeded) -> Arc<Memory> {
    let memory = Memory::new();
    let letters = usize::try_from(1 + dice.bits() % 60).expect("small");
    let maras = format!("lamp {}", "x".repeat(letters));
    let mut here = locked(["Mara", "Jo"], [&maras, JOS], &memory);
    turn(&mut here, Person::B, JOS, now());
    let jos =
        [note(Person::B, false, "the soup"), Change::CheckIn(Box::new(finished(Person::B, "the light")))];
    here.commit(&jos, now()).expect("kept");
    turn(&mut here, Person::A, &maras, now());
    here.commit(&[note(Person::A, false, "the lake")], now()).expect("kept");
    let mut roll = |most: u64| dice.bits() % most;
    let careful = u8::try_from(roll(4)).expect("small");
    let limits = Limits {
        careful,
        usual_body: Score::new(u8::try_from(roll(11)).expect("small")),
        ..Limits::default()
    };
    let typing = Some("y".repeat(usize::try_from(roll(2000)).expect("small")));
    let draft = Draft { of: DraftOf::NewNote, evening: evening(), answers: Vec::new(), typing };
    let mut mine = vec![Change::Limits(Person::A, limits), Change::Draft(Person::A, Some(draft))];
    for at in 0..roll(4) {
        mine.push(note(Person::A, true, &format!("mine {at} {}", roll(1000))));
    }
    if roll(2) == 0 {
        mine.push(Change::CheckIn(Box::new(finished(Person::A, &format!("seen {}", roll(1000))))));
    }
    if roll(2) == 0 {
        mine.push(Change::How(Person::A, HowItIs::Stays));
        mine.push(Change::Plan(PlanChange::AskSteps(Person::A, roll(2) == 0)));
    }
    for (area, _) in Area::WORDS.into_iter().take(usize::try_from(roll(14)).expect("small")) {
        let kind = Kind::TOUCH[usize::try_from(roll(7)).expect("small")].0;
        let mark = WelcomeChange::Mark(Spot::Area(area), kind, Some(How::Welcome));
        mine.push(Change::Welcome(Person::A, mark));
    }
    here.commit(&mine, now()).expect("kept");
    if roll(2) == 0 {
        // What was shared once, and put in the bin before anybody looked.
        let words = format!("away {}", roll(1000));
        here.commit(&[note(Person::A, true, &words)], now()).expect("kept");
        let notes = here.archive().drawers().0[Person::A].records.known().last().expect("a note").id.clone();
        let at = NoteAt { drawer: Drawer::Own, id: notes };
        here.commit(&[Change::Note(Person::A, NoteChange::Bin(at))], now()).expect("kept");
    }
    here.end_turn();
    drop(here);
    let hers = memory.bytes(&root().join("a.json.age")).expect("it is there");
    memory.put(&root().join("a.sync-conflict-20261120-210000-ABCDEFG.json.age"), &hers);
    memory.copy()
}

/// What line mode says to Jo, who types this after a passphrase that is wrong and her own.
fn lines(memory: &Arc<Memory>, content: &Content, (begin, typed): &(Option<Route>, String)) -> String {
    let mut here = session(&memory.copy(), 5, now());
    let stage = Stage { content, desktop: false, incoming: None };
    let opening = line::Opening { stage, clock: &now, begin: *begin, notice: None };
    let typed = format!("not this one\n{JOS}\n{typed}");
    lines::line_by_line(&mut here, opening, &typed)
}

const ROUTES: [Route; 10] = [
    Route::Evening,
    Route::Offers,
    Route::Notes,
    Route::Plan,
    Route::Minding,
    Route::Ways,
    Route::Cover,
    Route::Lock,
    Route::Earlier,
    Route::Copies,
];

/// Ways of looking round: each place of Tonight and each route, and what it leads to.
fn ways() -> Vec<(Option<Route>, String)> {
    let then = |next: usize| format!("{next}\n1\n1\n2\nb\nb\n2\nb\nq\n:q\n");
    let places =
        (1..=10).flat_map(|place| (1..=3).map(move |next| (None, format!("{place}\n{}", then(next)))));
    let routes = ROUTES.into_iter().flat_map(|route| (1..=4).map(move |next| (Some(route), then(next))));
    places.chain(routes).collect()
}

/// What there is on the screen, key after key.
fn screens(memory: &Arc<Memory>) -> String {
    let mut here = session(&memory.copy(), 6, now());
    let mut screen = Screen::new(&mut here);
    let mut seen = screen.text();
    for words in ["not this one", JOS] {
        screen.keys("<Esc>").types(words).keys("<Enter>");
        // Once to say that it is opened, once to say what came of it.
        for _ in 0..2 {
            seen.push_str(&screen.text());
            screen.draw();
        }
        seen.push_str(&screen.text());
    }
    for place in 0..10 {
        for _ in 0..place {
            screen.keys("<Down>");
        }
        for key in ["<Enter>", "<Enter>", "?", "<Esc>", "<Esc>", "<Esc>", "<Esc>"] {
            screen.keys(key);
            seen.push_str(&screen.text());
        }
    }
    seen
}

/// What leaves the program, and what the folder shows from outside.
fn told(memory: &Arc<Memory>, content: &Content) -> Vec<String> {
    let mut here = session(&memory.copy(), 7, now());
    let wrong = here.unlock(&secret("not this one"), now()).expect_err("wrong").to_string();
    assert_eq!(here.unlock(&secret(JOS), now()).expect("it opens"), Person::B);
    let news = here.take_news().join("\n");
    let archive = here.archive();
    let tonight = Tonight::of(archive, content, now()).expect("an evening");
    let outside = sizes(memory).into_iter().map(|(name, size)| format!("{name} {}", size / STEP));
    let plain = ["vault.json", "settings.json"].map(|name| {
        let bytes = memory.bytes(&root().join(name)).unwrap_or_default();
        // The keys differ; how long they are does not.
        bytes.len().to_string()
    });
    let copies = here.backups().expect("copies");
    let into = copies.iter().map(|copy| match here.look_into(copy) {
        Ok(things) => format!("{} {things}", copy.name),
        Err(error) => format!("{} {error}", copy.name),
    });
    let mut told = vec![
        wrong,
        news,
        everything(archive).expect("an export"),
        tonight.json().expect("json"),
        tonight.words(),
    ];
    told.extend(outside);
    told.extend(plain);
    told.extend(into);
    told.extend(here.notices().iter().cloned());
    told
}

/// A moment that is new at each writing, and says nothing.
fn differ(one: &[String], other: &[String]) -> Option<String> {
    let first = one.iter().zip(other).find(|(one, other)| one != other);
    first.map(|(one, other)| format!("{one}\n{other}")).or((one.len() != other.len()).then(|| "more".into()))
}

/// Every secret beside the first. Each is looked at in some of the ways there are.
fn pairs(count: usize) {
    let content = Content::embedded();
    let mut dice = Seeded(2026);
    let first = folder(&mut dice);
    let ways = ways();
    let read: Vec<String> = ways.iter().map(|typed| lines(&first, &content, typed)).collect();
    for words in ["the soup", "the lake", "your passphrase", "Only for Mara", "Jo is answering"] {
        assert!(read.iter().any(|read| read.contains(words)), "{words} is looked at");
    }
    let (drawn, said) = (screens(&first), told(&first, &content));
    assert!(drawn.contains("Good evening, Mara and Jo"), "{drawn}");
    assert!(said.iter().any(|said| said.contains("/a.json.age")));
    for pair in 0..count {
        let other = folder(&mut dice);
        assert_eq!(differ(&said, &told(&other, &content)), None, "pair {pair}");
        for way in [pair % ways.len(), (pair * 7 + 3) % ways.len()] {
            assert_eq!(read[way], lines(&other, &content, &ways[way]), "pair {pair}, way {way}");
        }
        if pair % 4 == 0 {
            assert_eq!(drawn, screens(&other), "pair {pair}");
        }
    }
}

#[test]
fn jo_sees_the_same_whatever_mara_keeps_to_herself() {
    pairs(30);
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn jo_sees_the_same_a_thousand_times() {
    pairs(1_000);
    println!("1000 pairs");
}

/// The months these tests live in.
#[test]
fn the_moment_is_the_same_everywhere() {
    assert_eq!(moment::friday().wall, now().wall);
    assert_eq!(evening().month(), november());
}
