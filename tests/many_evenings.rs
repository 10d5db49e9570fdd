//! Many evenings of two people, in which everything happens in any order: saves, cuts of the power,
//! refusals, other windows and other programs. What is there is always what a plain archive in
//! memory says: whatever was confirmed, and of what was not, each file old or new.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::Months;
use evenfall::domain::archive::{Archive, Draft, DraftOf, HowItIs, Slot};
use evenfall::domain::body::Spot;
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::check_in::Finished;
use evenfall::domain::content::{Area, Kind};
use evenfall::domain::flow::Answer;
use evenfall::domain::limits::Limits;
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint as _;
use evenfall::domain::settings::Settings;
use evenfall::domain::time::Evening;
use evenfall::domain::welcome::How;
use evenfall::domain::welcome::change::WelcomeChange;
use evenfall::store::{self, Opened, SaveErrorKind, Store, Why};
use support::cut::any_left_by;
use support::memory::Memory;
use support::watched::{Fault, Watched};
use support::{Seeded, evening, finished, november, now, profile};

mod support;

/// How many things happen in each life.
const ACTIONS: usize = 12;

/// A number under `most`.
fn under(most: usize, chance: &mut Seeded) -> usize {
    usize::try_from(chance.bits() % most as u64).expect("a small number")
}

fn any_evening(chance: &mut Seeded) -> Evening {
    let evening = evening().0;
    Evening(match under(6, chance) {
        0 => evening - Months::new(5),
        1 => evening - Months::new(1),
        2 => evening + Months::new(1),
        _ => evening,
    })
}

fn any_change(chance: &mut Seeded) -> Change {
    let person = Person::BOTH[under(2, chance)];
    let words = format!("{:x}", chance.bits());
    let evening = any_evening(chance);
    match under(16, chance) {
        0 => Change::Person(profile(person, &words)),
        1 | 2 => Change::CheckIn(Box::new(Finished { evening, ..finished(person, &words) })),
        3 | 4 => Change::Look(evening),
        5 => Change::Here(evening),
        6 => Change::Cover(person, evening),
        7 => Change::Liked(words, true),
        8 => Change::How(person, HowItIs::Stays),
        9 => Change::Settings(Settings { neutral_word: words, ..Settings::default() }),
        10 => Change::Limits(person, Limits { careful: 2, ..Limits::default() }),
        11 => Change::Draft(
            person,
            Some(Draft {
                of: DraftOf::CheckIn,
                evening,
                answers: vec![Answer::Number(3)],
                typing: Some(words),
            }),
        ),
        12 => Change::Draft(person, None),
        13 => Change::Welcome(person, WelcomeChange::Add(words)),
        14 => {
            let how = [None, Some(How::Welcome), Some(How::AskFirst)][under(3, chance)];
            let mark = WelcomeChange::Mark(Spot::Area(Area::Back), Kind::Stroking, how);
            Change::Welcome(person, mark)
        }
        _ => Change::EveningOver(evening),
    }
}

/// What each file holds, by its name; a month that was not read is read for that.
fn parts(archive: &Archive, store: Option<&mut Store>) -> BTreeMap<String, String> {
    let text = |value: serde_json::Result<String>| value.expect("it serializes");
    let mut parts = BTreeMap::from([
        ("couple".into(), text(serde_json::to_string(&*archive.couple))),
        ("settings".into(), text(serde_json::to_string(&*archive.settings))),
    ]);
    for person in Person::BOTH {
        let (own, tonight) = archive.drawers();
        parts.insert(person.letter().into(), text(serde_json::to_string(&*own[person])));
        parts.insert(format!("now-{}", person.letter()), text(serde_json::to_string(&*tonight[person])));
    }
    let mut store = store;
    for (month, slot) in &archive.months {
        let here = match (slot, &mut store) {
            (Slot::Here(here), _) => Arc::clone(here),
            (Slot::Unread, Some(store)) => store.read_month(*month).expect("it reads"),
            (Slot::Unread, None) => continue,
        };
        parts.insert(month.to_string(), text(serde_json::to_string(&*here)));
    }
    parts
}

/// Two people's folder, and what the archive in memory says is in it.
struct Life {
    memory: Arc<Memory>,
    disk: Arc<Watched>,
    store: Store,
    kept: Archive,
    chance: Seeded,
    told: String,
    cuts: usize,
}

impl Life {
    fn new(seed: u64) -> Self {
        let memory = Memory::new();
        let disk = Watched::new(memory.clone());
        let (store, kept) = open(&disk, "at first");
        Self { memory, disk, store, kept, chance: Seeded(seed), told: String::new(), cuts: 0 }
    }

    /// Applies a change, if the rules let it happen; the month that it needs is read.
    fn apply(&mut self, archive: Archive, change: &Change) -> Archive {
        match archive.apply(change, now(), &mut self.chance) {
            Err(Refusal::Needs(month)) => {
                let here = Slot::Here(self.store.read_month(month).expect(&self.told));
                self.kept.months.insert(month, here.clone());
                let mut read = archive;
                read.months.insert(month, here);
                let applied = read.apply(change, now(), &mut self.chance);
                applied.unwrap_or(read)
            }
            applied => applied.unwrap_or(archive),
        }
    }

    /// Several changes at once, as far as the rules let them happen.
    fn changed(&mut self) -> Archive {
        (0..=under(4, &mut self.chance)).fold(self.kept.clone(), |archive, _| {
            let change = any_change(&mut self.chance);
            self.apply(archive, &change)
        })
    }

    /// The power goes somewhere in a save.
    fn cut(&mut self) {
        let next = self.changed();
        self.disk.begin(Some(Fault::Cut(under(30, &mut self.chance))));
        if self.store.save(&self.kept, &next, now(), &mut self.chance).is_ok() {
            self.disk.begin(None);
            self.kept = next;
            return;
        }
        self.cuts += 1;
        let left = any_left_by(&self.memory, &mut self.chance);
        let old = parts(&self.kept, None);
        let new = parts(&next, None);
        self.start_on(left);
        let found = parts(&self.kept, Some(&mut self.store));
        for (file, found) in &found {
            let unread = !old.contains_key(file) && !new.contains_key(file);
            let one = |parts: &BTreeMap<_, _>| parts.get(file) == Some(found);
            assert!(unread || one(&old) || one(&new), "{}: {file}", self.told);
        }
        for file in old.keys() {
            assert!(found.contains_key(file), "{}: {file} is gone", self.told);
        }
    }

    /// The program starts again on what is there.
    fn start_on(&mut self, memory: Arc<Memory>) {
        // The folder is another one from here on, so nothing has to be let go of first.
        self.disk = Watched::new(memory.clone());
        self.memory = memory;
        (self.store, self.kept) = open(&self.disk, &self.told);
    }

    /// The disk refuses once, and the same is tried again.
    fn refused(&mut self) {
        let next = self.changed();
        let errno = [28, 5, 13][under(3, &mut self.chance)];
        self.disk.begin(Some(Fault::Once(under(20, &mut self.chance), errno)));
        if self.store.save(&self.kept, &next, now(), &mut self.chance).is_err() {
            self.store.save(&self.kept, &next, now(), &mut self.chance).expect(&self.told);
        }
        self.disk.begin(None);
        self.kept = next;
    }

    fn saved(&mut self) {
        let next = self.changed();
        self.store.save(&self.kept, &next, now(), &mut self.chance).expect(&self.told);
        self.kept = next;
    }

    /// The program is closed and starts again.
    fn closed(&mut self) {
        let kept = parts(&self.kept, Some(&mut self.store));
        self.start_on(self.memory.copy());
        let found = parts(&self.kept, Some(&mut self.store));
        assert_eq!(found, kept, "{}", self.told);
    }

    /// Another window sees what is kept, and cannot save.
    fn looked_at(&mut self) {
        match store::open(self.disk.clone(), root(), november()).expect(&self.told) {
            Opened::Look { archive, why: Why::SecondWindow, .. } => {
                let mut kept = parts(&self.kept, Some(&mut self.store));
                let seen = parts(&archive, None);
                kept.retain(|file, _| seen.contains_key(file));
                assert_eq!(seen, kept, "{}", self.told);
            }
            _ => panic!("{}: two windows may save", self.told),
        }
    }

    /// Another program puts a newer couple.json there: what is kept next is kept after it.
    fn changed_outside(&mut self) {
        let elsewhere = self.memory.copy();
        let couple = root().join("couple.json");
        let (mut store, theirs) = open(&Watched::new(elsewhere.clone()), &self.told);
        let words = format!("{:x}", self.chance.bits());
        let next = theirs
            .apply(&Change::Liked(words, true), now(), &mut self.chance)
            .expect("the rules let it happen");
        store.save(&theirs, &next, now(), &mut self.chance).expect(&self.told);
        self.memory.put(&couple, &elsewhere.bytes(&couple).expect("it is there"));

        let mine = self.apply(self.kept.clone(), &Change::Here(evening()));
        match self.store.save(&self.kept, &mine, now(), &mut self.chance) {
            Ok(()) => self.kept = mine,
            Err(error) => assert_eq!(error.kind, SaveErrorKind::ChangedOutside, "{}", self.told),
        }
        self.kept = self.store.reload(&self.kept).expect(&self.told);
        assert_eq!(self.kept.couple, next.couple, "{}", self.told);
    }
}

fn root() -> &'static Path {
    Path::new("/evenfall")
}

fn open(disk: &Arc<Watched>, told: &str) -> (Store, Archive) {
    match store::open(disk.clone(), root(), november()).expect(told) {
        Opened::Write { store, archive, notices } => {
            assert_eq!(notices, [], "{told}");
            (store, archive)
        }
        Opened::Look { why, .. } => panic!("{told}: {why}"),
        Opened::Locked { .. } => panic!("{told}: locked"),
    }
}

/// One life of a folder. Gives how often it was cut.
fn live(seed: u64) -> usize {
    let mut life = Life::new(seed);
    for action in 0..ACTIONS {
        life.told = format!("seed {seed}, action {action}");
        match under(10, &mut life.chance) {
            0..=4 => life.cut(),
            5 => life.refused(),
            6 => life.saved(),
            7 => life.closed(),
            8 => life.looked_at(),
            _ => life.changed_outside(),
        }
    }
    life.told = format!("seed {seed}, at last");
    life.closed();
    life.cuts
}

#[test]
fn three_hundred_lives() {
    let cuts: usize = (0..300).map(live).sum();
    assert!(cuts > 600, "{cuts}");
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn ten_thousand_lives() {
    let cuts: usize = (1_000..11_000).map(live).sum();
    println!("10000 lives, cut {cuts} times");
    assert!(cuts > 20_000, "{cuts}");
}
