//! Whatever one person keeps to themselves, the other sees the same: notes of one's own, notes in
//! the bin, what was not shown, and words half written.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;

use evenfall::domain::archive::{Access, Archive, Draft, DraftOf, MonthKind};
use evenfall::domain::change::Change;
use evenfall::domain::check_in::{Answers, Finished, Numbers, Score, Shows};
use evenfall::domain::content::Content;
use evenfall::domain::flow::shared_notes::SharedNotes;
use evenfall::domain::flow::{Answer, Ask, Flow, Prompt, Step, Then, World};
use evenfall::domain::note::{Drawer, NoteAt, NoteChange};
use evenfall::domain::people::{Each, Person};
use evenfall::domain::record::Mint;
use evenfall::domain::time::{Evening, Now};
use evenfall::export::everything::everything;
use evenfall::export::tonight::Tonight;
use evenfall::line;
use evenfall::session::Session;
use evenfall::session::guide::Stage;
use evenfall::store;
use support::memory::Memory;
use support::{Seeded, applied, evening, finished, note, november, now, profile};

#[path = "support/lines.rs"]
mod lines;
mod support;

fn day_after() -> Now {
    Now { wall: now().wall + chrono::TimeDelta::days(1), ..now() }
}

/// What both know: names, a shared evening, a note of each.
fn known() -> Archive {
    let mut archive = Archive::default();
    archive.access = Each { a: Access::Open, b: Access::Open };
    let changes = [
        Change::Person(profile(Person::A, "Mara")),
        Change::Person(profile(Person::B, "Jo")),
        note(Person::A, false, "the lake"),
        note(Person::B, false, "the soup"),
        Change::CheckIn(Box::new(finished(Person::B, "the light"))),
    ];
    for change in &changes {
        archive = applied(&archive, change, &mut Seeded(archive.couple.records.len() as u64 * 1000));
    }
    archive
}

/// What Mara keeps to herself, drawn from `dice`.
fn secret(archive: &Archive, dice: &mut Seeded) -> Archive {
    let mut mint = Seeded(dice.bits());
    let mut roll = |most: u64| dice.bits() % most;
    let mut kept = archive.clone();
    for at in 0..roll(5) {
        let words = format!("mine {} {}", at, roll(1000));
        kept = applied(&kept, &note(Person::A, true, &words), &mut mint);
    }
    for _ in 0..roll(3) {
        // Shared once, and put in the bin before anybody looked.
        kept = applied(&kept, &note(Person::A, false, &format!("away {}", roll(1000))), &mut mint);
        let month = kept.month(november()).expect("a month");
        let last = month.records.known().rev().find(|record| matches!(record.what, MonthKind::Note(_)));
        let at = NoteAt { drawer: Drawer::Shared(november()), id: last.expect("a note").id.clone() };
        kept = applied(&kept, &Change::Note(Person::A, NoteChange::Bin(at)), &mut mint);
    }
    for of in [DraftOf::NewNote, DraftOf::CheckIn].into_iter().take(usize::try_from(roll(3)).expect("small"))
    {
        let typing = Some(format!("half {}", roll(1000)));
        let draft = Draft { of, evening: evening(), answers: Vec::new(), typing };
        kept = applied(&kept, &Change::Draft(Person::A, Some(draft)), &mut mint);
    }
    let yesterday = Evening(evening().0 - chrono::Days::new(1));
    if roll(2) == 0 {
        let score = |value: u64| Score::new(u8::try_from(value).expect("small"));
        let numbers = Numbers { energy: score(roll(11)), body: score(roll(11)), calm: None };
        let answers =
            Answers { numbers, noticed: Some(format!("seen {}", roll(1000))), ..Answers::default() };
        let shows = Shows::usual();
        let check_in = Finished { person: Person::A, evening: yesterday, answers, shows, word: None };
        kept = applied(&kept, &Change::CheckIn(Box::new(check_in)), &mut mint);
        kept = applied(&kept, &Change::EveningOver(evening()), &mut mint);
    }
    kept
}

/// Every page of the shared notes that can be reached, in order.
fn pages(archive: &Archive, content: &Content, now: Now) -> Vec<Prompt> {
    let world = World { archive, content, now, desktop: false, keeps: true };
    let (mut open, mut seen) = (vec![SharedNotes::begin()], Vec::new());
    while let Some(flow) = open.pop() {
        assert!(seen.len() < 50, "there is an end to it");
        let prompt = flow.prompt(world);
        if seen.contains(&prompt) {
            continue;
        }
        let answers = match &prompt.ask {
            Ask::OneOf(ask) => (0..ask.choices.len()).map(Answer::Pick).collect(),
            _ => vec![Answer::Go],
        };
        seen.push(prompt);
        open.extend(answers.into_iter().filter_map(|answer| next(&flow, answer, world)));
    }
    seen
}

fn next(flow: &Flow, answer: Answer, world: World<'_>) -> Option<Flow> {
    match flow.answer(answer, world) {
        Step::On { then: Then::Page(flow) | Then::Onward(flow), .. } => Some(flow),
        _ => None,
    }
}

fn told(archive: &Archive, content: &Content, now: Now) -> [String; 3] {
    let tonight = Tonight::of(archive, content, now).expect("an evening");
    [everything(archive).expect("an export"), tonight.json().expect("json"), tonight.words()]
}

#[test]
fn the_others_view_is_the_same_for_any_two_secrets() {
    let content = Content::embedded();
    let (known, mut dice) = (known(), Seeded(2026));
    let mut differ = 0;
    for pair in 0..1000 {
        let (one, other) = (secret(&known, &mut dice), secret(&known, &mut dice));
        differ += usize::from(one != other);
        for now in [now(), day_after()] {
            assert!(pages(&one, &content, now) == pages(&other, &content, now), "pair {pair}");
            assert_eq!(told(&one, &content, now), told(&other, &content, now), "pair {pair}");
        }
    }
    assert!(differ > 950, "{differ}");
    let pages = pages(&known, &content, now());
    assert!(pages.len() >= 4, "both shared notes are read: {}", pages.len());
}

/// What line mode says while Jo looks everywhere there is.
fn jo_looks_round(archive: &Archive, content: &Content) -> String {
    let memory = Memory::new();
    let root = Path::new("/evenfall");
    let opened = store::open(memory.clone(), root, november()).expect("it opens");
    let (mut store, empty, _) = support::writing(opened);
    store.save(&empty, archive, now(), &mut Seeded(4)).expect("it saves");
    drop(store);
    let mut session = Session::open(root, memory, Box::new(Seeded(5)), now()).expect("it opens");
    let stage = Stage { content, desktop: false, incoming: None };
    let clock = now;
    let opening = line::Opening { stage, clock: &clock, begin: None, notice: None };
    // The shared notes; a turn of Jo's: to read, the bin, half a note; and who checks in.
    let typed = "4\n1\n1\n\n3\n4\n2\n2\n2\n1\n1\n3\n3\n1\n1\nhalf\nb\n:b\nb\n1\nb\n2\nq\n";
    lines::line_by_line(&mut session, opening, typed)
}

#[test]
fn line_by_line_it_reads_the_same_too() {
    let content = Content::embedded();
    let (known, mut dice) = (known(), Seeded(7));
    let reads = jo_looks_round(&known, &content);
    for words in ["the lake", "the soup", "The bin is empty.", "Write a note"] {
        assert!(reads.contains(words), "{words}: {reads}");
    }
    for pair in 0..60 {
        assert_eq!(jo_looks_round(&secret(&known, &mut dice), &content), reads, "secret {pair}");
    }
}
