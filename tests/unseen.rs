//! Whatever one person keeps to themselves, the other sees the same: notes of one's own, notes in
//! the bin, notes of a body and answers that were not shown, and words half written.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;

use evenfall::domain::after_effect::{AfterChange, AfterEffect, Afterwards, Asking, EFFORTS, Minutes};
use evenfall::domain::archive::{Access, Archive, Draft, DraftOf, MonthKind};
use evenfall::domain::body::{BodyNote, Lately, Spot};
use evenfall::domain::change::Change;
use evenfall::domain::check_in::{Answers, Finished, Numbers, Score, Shows};
use evenfall::domain::content::{Area, Content};
use evenfall::domain::flow::calendar::Calendar;
use evenfall::domain::flow::minding::Minding;
use evenfall::domain::flow::plan::PlanFlow;
use evenfall::domain::flow::shared_notes::SharedNotes;
use evenfall::domain::flow::who::Who;
use evenfall::domain::flow::{Answer, Ask, Flow, Prompt, Step, Then, World};
use evenfall::domain::jar::JarChange;
use evenfall::domain::note::{Drawer, EntryKind, NoteAt, NoteChange};
use evenfall::domain::people::{Each, Person};
use evenfall::domain::plan::change::{PlanChange, StepWords};
use evenfall::domain::record::{Id, Mint};
use evenfall::domain::search::Hit;
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
    for kind in [EntryKind::HarderPatch, EntryKind::ForYou, EntryKind::Reframe] {
        let typing = (roll(2) == 0).then(|| format!("begun {}", roll(1000)));
        let (of, answers) = (DraftOf::Entry(kind), Vec::new());
        let draft = Draft { of, evening: evening(), answers, typing };
        kept = applied(&kept, &Change::Draft(Person::A, Some(draft)), &mut mint);
    }
    if roll(2) == 0 {
        kept = applied(&kept, &Change::WordsForTeam(Person::A), &mut mint);
        kept = applied(&kept, &Change::NotesForMe(Person::A, roll(2) == 0), &mut mint);
    }
    for _ in 0..roll(3) {
        let spot = Spot::Area(Area::WORDS[usize::try_from(roll(13)).expect("small")].0);
        let how = Lately::ALL[usize::try_from(roll(3)).expect("small")];
        let note = BodyNote { person: Person::A, spot, how, why: Some(format!("why {}", roll(1000))) };
        kept = applied(&kept, &Change::BodyNote(Person::A, note, false), &mut mint);
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
    if roll(2) == 0 {
        let goes_in = JarChange::GoesIn(roll(2) == 0);
        kept = applied(&kept, &Change::Jar(Person::A, goes_in), &mut mint);
    }
    kept
}

/// Every page of the shared notes, and of what there is to mind, that can be reached, in order.
fn pages(archive: &Archive, content: &Content, now: Now) -> Vec<Prompt> {
    pages_from(SharedNotes::begin(), archive, content, now)
}

fn pages_from(begin: Flow, archive: &Archive, content: &Content, now: Now) -> Vec<Prompt> {
    let world = World { archive, content, now, desktop: false, keeps: true };
    let (mut open, mut seen) = (vec![begin, Minding::begin()], Vec::new());
    while let Some(flow) = open.pop() {
        assert!(seen.len() < 200, "there is an end to it");
        let prompt = flow.prompt(world);
        if seen.contains(&prompt) {
            continue;
        }
        let answers = match &prompt.ask {
            Ask::OneOf(ask) => (0..ask.choices.len()).map(Answer::Pick).collect(),
            Ask::Find(ask) => {
                let opened = |hit: Hit| Answer::Find { words: String::new(), at: Some(hit.at) };
                ask.found("").hits.into_iter().map(opened).collect()
            }
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

/// What line mode says while Jo looks everywhere there is: what is shared, looking for something in
/// it; a turn of Jo's, to read, the bin, looking for something, half a note; and who checks in.
fn jo_looks_round(archive: &Archive, content: &Content) -> String {
    let together = "10\n1\n1\n\n3\n10\n3\nthe\nmine\naway\nhalf\n\nb\n";
    let alone = "10\n2\n2\n2\n1\n1\n3\n5\n1\n3\nthe\nmine\naway\n\n1\n1\nhalf\n.b\nb\nb\n1\nb\n2\nq\n";
    line_by_line(archive, content, &format!("{together}{alone}"))
}

/// What line mode says to whoever types this.
fn line_by_line(archive: &Archive, content: &Content, typed: &str) -> String {
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
    lines::line_by_line(&mut session, opening, typed)
}

#[test]
fn line_by_line_it_reads_the_same_too() {
    let content = Content::embedded();
    let (known, mut dice) = (known(), Seeded(7));
    let reads = jo_looks_round(&known, &content);
    for words in
        ["the lake", "the soup", "The bin is empty.", "Write something", "Nothing here has all of that."]
    {
        assert!(reads.contains(words), "{words}: {reads}");
    }
    for pair in 0..60 {
        assert_eq!(jo_looks_round(&secret(&known, &mut dice), &content), reads, "secret {pair}");
    }
}

/// Evenings here of this November, the last of them so near that it is asked about.
const HERE: [u32; 4] = [5, 9, 17, 18];

fn of_november(day: u32) -> Evening {
    Evening(chrono::NaiveDate::from_ymd_opt(2026, 11, day).expect("a date"))
}

/// Two who were here on some evenings, with a step that is due.
fn were_here() -> Archive {
    let mut mint = Seeded(11);
    let mut archive = Archive::default();
    let week_before = Now { wall: now().wall - chrono::TimeDelta::days(9), ..now() };
    let step = StepWords { words: "a hand held".into(), sizes: Vec::new(), waits_for: None };
    let changes = [
        Change::Person(profile(Person::A, "Mara")),
        Change::Person(profile(Person::B, "Jo")),
        Change::Welcomed(Person::A),
        Change::Welcomed(Person::B),
        Change::Plan(PlanChange::AddStep(step, 3)),
    ];
    for change in &changes {
        archive = archive.apply(change, week_before, &mut mint).expect("it is kept");
    }
    for day in HERE {
        for person in Person::BOTH {
            let check_in = Finished { evening: of_november(day), ..finished(person, "the lamp") };
            archive = applied(&archive, &Change::CheckIn(Box::new(check_in)), &mut mint);
        }
        archive = applied(&archive, &Change::Look(of_november(day)), &mut mint);
    }
    archive
}

/// What Mara says of how she was afterwards, drawn from `dice`, before and after her check-in.
fn afterwards(archive: &Archive, dice: &mut Seeded) -> Archive {
    let mut mint = Seeded(dice.bits());
    let mut roll = |most: u64| usize::try_from(dice.bits() % most).expect("small");
    let mut kept = applied(archive, &Change::EveningOver(evening()), &mut Seeded(12));
    let does = |change| Change::After(Person::A, change);
    let mut changes = Vec::new();
    for day in HERE {
        let mut said = AfterEffect {
            minutes: Minutes::ALL.get(roll(5)).copied(),
            effort: EFFORTS.get(roll(4)).map(|(effort, _)| *effort),
            ..AfterEffect::of(of_november(day))
        };
        for asking in [Asking::Next, Asking::Later] {
            if let Some(how) = Afterwards::ALL.get(roll(5)) {
                said = said.saying(asking, *how);
            }
        }
        changes.extend(said.hardest().map(|_| does(AfterChange::Keep(said))));
        changes.extend((roll(3) == 0).then(|| does(AfterChange::Asked(of_november(day)))));
        if roll(4) == 0 {
            let said = AfterEffect::of(of_november(day)).saying(Asking::Next, Afterwards::Worse);
            changes.extend([does(AfterChange::Keep(said)), does(AfterChange::Forget(of_november(day)))]);
        }
    }
    changes.extend((roll(2) == 0).then(|| does(AfterChange::Ask(roll(2) == 0))));
    for change in &changes {
        kept = applied(&kept, change, &mut mint);
    }
    applied(&kept, &Change::CheckIn(Box::new(finished(Person::A, "the soup"))), &mut Seeded(13))
}

/// What line mode says while Jo checks in, is asked, looks together, and looks at what both plan.
fn jo_checks_in(archive: &Archive, content: &Content) -> String {
    let typed = "1\n2\nk\n2\n1\n\n\ns\n2\n8\n1\n\nb\n6\n\nb\nb\n7\n1\n1\nb\n:q\n";
    line_by_line(archive, content, typed)
}

#[test]
fn how_it_was_afterwards_is_ones_own_whatever_is_said() {
    let content = Content::embedded();
    let (base, mut dice) = (were_here(), Seeded(2027));
    let reads = jo_checks_in(&afterwards(&base, &mut dice), &content);
    for words in ["How has your body been since", "Stay here, or a little more?", "You do not have to match"]
    {
        assert!(reads.contains(words), "{words}: {reads}");
    }
    let seen = |archive: &Archive| {
        let world = World { archive, content: &content, now: now(), desktop: false, keeps: true };
        let mut pages = vec![PlanFlow::begin().prompt(world)];
        pages.extend(HERE.map(|day| Calendar::day(of_november(day).0, None).prompt(world)));
        let Then::Page(evening) = Who::evening(world) else { panic!("a page") };
        pages.push(evening.prompt(world));
        (pages, told(archive, &content, now()))
    };
    let first = afterwards(&base, &mut dice);
    let (seen_first, files) = (seen(&first), files_but_maras(&first));
    let (mut differ, mut said) = (0, 0);
    for pair in 0..1000 {
        let other = afterwards(&base, &mut dice);
        differ += usize::from(first != other);
        said +=
            usize::from(serde_json::to_string(&*other.drawers().0.a).expect("text").contains("\"after\""));
        let (own, tonight) = other.drawers();
        assert!(first.couple == other.couple && first.months == other.months, "pair {pair}");
        assert!(first.drawers().0.b == own.b && first.drawers().1.b == tonight.b, "pair {pair}");
        assert!(seen_first == seen(&other), "pair {pair}");
        if pair % 50 == 0 {
            assert_eq!(jo_checks_in(&other, &content), reads, "pair {pair}");
            assert!(files_but_maras(&other) == files, "pair {pair}");
        }
    }
    assert!(differ > 950 && said > 900, "{differ} and {said}");
}

#[test]
fn a_line_that_is_shown_is_seen() {
    let content = Content::embedded();
    let said = AfterEffect::of(of_november(18)).saying(Asking::Next, Afterwards::Worse);
    let changes = [AfterChange::Keep(said), AfterChange::Show(of_november(18))];
    let shown = changes.into_iter().fold(were_here(), |archive, change| {
        applied(&archive, &Change::After(Person::A, change), &mut Seeded(archive.months.len() as u64))
    });
    let world = World { archive: &shown, content: &content, now: now(), desktop: false, keeps: true };
    let lines = Calendar::day(of_november(18).0, None).prompt(world).lines;
    assert_eq!(lines, ["an evening here", "Mara, afterwards: worse"]);
}

/// An evening on which both are asked about a step, and Jo stays; what Mara says is `secret`.
fn an_evening_with_a_step(secret: impl Fn(Id) -> Vec<Change>) -> Archive {
    let mut archive = Archive::default();
    let week_before = Now { wall: now().wall - chrono::TimeDelta::days(7), ..now() };
    let step = StepWords { words: "a hand held".into(), sizes: Vec::new(), waits_for: None };
    let changes = [
        Change::Person(profile(Person::A, "Mara")),
        Change::Person(profile(Person::B, "Jo")),
        Change::Plan(PlanChange::AddStep(step, 3)),
    ];
    let mut mint = Seeded(1);
    for change in &changes {
        archive = archive.apply(change, week_before, &mut mint).expect("it is kept");
    }
    let id = archive.steps().next().expect("a step").0.clone();
    archive = applied(&archive, &Change::CheckIn(Box::new(finished(Person::A, "the soup"))), &mut Seeded(2));
    for change in secret(id.clone()) {
        archive = applied(&archive, &change, &mut Seeded(3));
    }
    let jos = [
        Change::CheckIn(Box::new(finished(Person::B, "the light"))),
        Change::Plan(PlanChange::Asked(Person::B, id)),
    ];
    jos.iter().fold(archive, |archive, change| applied(&archive, change, &mut Seeded(4)))
}

/// Every file but Mara's own, byte for byte.
fn files_but_maras(archive: &Archive) -> Vec<(std::path::PathBuf, Option<Vec<u8>>)> {
    let memory = Memory::new();
    let opened = store::open(memory.clone(), Path::new("/evenfall"), november()).expect("it opens");
    let (mut store, empty, _) = support::writing(opened);
    store.save(&empty, archive, now(), &mut Seeded(5)).expect("it saves");
    let maras = |path: &Path| path.ends_with("a.json") || path.ends_with("now-a.json");
    let paths = memory.paths().into_iter().filter(|path| !maras(path));
    paths.map(|path| (path.clone(), memory.bytes(&path))).collect()
}

#[test]
fn staying_with_a_step_is_the_same_as_not_being_asked() {
    let content = Content::embedded();
    let asked = |id: Id| Change::Plan(PlanChange::Asked(Person::A, id));
    let archives = [
        an_evening_with_a_step(|_| vec![Change::Plan(PlanChange::AskSteps(Person::A, false))]),
        an_evening_with_a_step(|id| vec![asked(id)]),
        an_evening_with_a_step(|id| vec![asked(id.clone()), Change::Plan(PlanChange::More(Person::A, id))]),
    ];
    let seen = archives.map(|before| {
        let world = World { archive: &before, content: &content, now: now(), desktop: false, keeps: true };
        let (Then::Page(together) | Then::Onward(together)) = Who::evening(world) else { panic!("a page") };
        let mut prompts = vec![together.prompt(world)];
        let first = next(&together, Answer::Key(Person::B), world).expect("the other key");
        let looking = next(&first, Answer::Key(Person::A), world).expect("side by side");
        let files = files_but_maras(&before);
        let after = applied(&before, &Change::Look(evening()), &mut Seeded(6));
        let world = World { archive: &after, ..world };
        prompts.push(looking.prompt(world));
        prompts.extend(pages_from(PlanFlow::begin(), &after, &content, now()));
        (prompts, files, files_but_maras(&after), told(&after, &content, now()))
    });
    assert!(seen[0].2.len() > 3, "there are files");
    for other in &seen[1..] {
        assert!(seen[0].0 == other.0, "some page differs");
        assert!(seen[0].1 == other.1 && seen[0].2 == other.2, "some file differs");
        assert_eq!(seen[0].3, other.3);
    }
}
