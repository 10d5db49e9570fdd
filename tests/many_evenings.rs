//! Many evenings of two people on a disk that is cut again and again, at random: whatever was
//! confirmed is there, and every file is whole.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;

use evenfall::domain::archive::{Archive, HowItIs, Slot};
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint as _;
use evenfall::domain::settings::Settings;
use evenfall::store::{self, Opened, Store};
use support::memory::Memory;
use support::watched::{Fault, Watched};
use support::{Seeded, evening, finished, november, now, profile};

mod support;

/// How many saves there are in each life.
const SAVES: usize = 12;

/// A number under `most`.
fn under(most: usize, chance: &mut Seeded) -> usize {
    usize::try_from(chance.bits() % most as u64).expect("a small number")
}

fn any_change(chance: &mut Seeded) -> Change {
    let person = Person::BOTH[under(2, chance)];
    let words = format!("{:x}", chance.bits());
    match under(9, chance) {
        0 => Change::Person(profile(person, &words)),
        1 => Change::CheckIn(Box::new(finished(person, &words))),
        2 => Change::Look(evening()),
        3 => Change::Here(evening()),
        4 => Change::Cover(person, evening()),
        5 => Change::Liked(words, true),
        6 => Change::How(person, HowItIs::Stays),
        7 => Change::Settings(Settings { neutral_word: words, ..Settings::default() }),
        _ => Change::EveningOver(evening()),
    }
}

/// Several changes at once, as far as the rules let them happen.
fn changed(archive: &Archive, chance: &mut Seeded) -> Archive {
    (0..=under(4, chance)).fold(archive.clone(), |archive, _| {
        let change = any_change(chance);
        archive.apply(&change, now(), chance).unwrap_or(archive)
    })
}

/// The parts of an archive, a file each.
fn parts(archive: &Archive) -> [String; 7] {
    let month = match archive.months.get(&november()) {
        Some(Slot::Here(here)) => serde_json::to_string(&**here),
        Some(Slot::Unread) | None => Ok(String::new()),
    };
    [
        serde_json::to_string(&*archive.couple),
        month,
        serde_json::to_string(&*archive.drawers().0.a),
        serde_json::to_string(&*archive.drawers().0.b),
        serde_json::to_string(&*archive.drawers().1.a),
        serde_json::to_string(&*archive.drawers().1.b),
        serde_json::to_string(&*archive.settings),
    ]
    .map(|part| part.expect("it serializes"))
}

fn open(disk: Arc<Watched>, told: &str) -> (Store, Archive) {
    match store::open(disk, Path::new("/evenfall"), november()).expect(told) {
        Opened::Write { store, archive, notices } => {
            assert_eq!(notices, [], "{told}");
            (store, archive)
        }
        Opened::Look { why, .. } => panic!("{told}: {why}"),
    }
}

/// One life of a folder. Gives how often it was cut.
fn live(seed: u64) -> usize {
    let mut chance = Seeded(seed);
    let mut memory = Memory::new();
    let mut disk = Watched::new(memory.clone());
    let (mut store, mut kept) = open(disk.clone(), "at first");
    let mut cuts = 0;
    for save in 0..SAVES {
        let told = format!("seed {seed}, save {save}");
        let next = changed(&kept, &mut chance);
        disk.begin((under(3, &mut chance) > 0).then(|| Fault::Cut(under(30, &mut chance))));
        if store.save(&kept, &next, now(), &mut chance).is_ok() {
            kept = next;
            continue;
        }
        cuts += 1;
        drop(store);
        let mut left = memory.after_a_cut();
        memory = left.swap_remove(under(left.len(), &mut chance));
        disk = Watched::new(memory.clone());
        let found;
        (store, found) = open(disk.clone(), &told);
        for ((found, old), new) in parts(&found).into_iter().zip(parts(&kept)).zip(parts(&next)) {
            assert!(found == old || found == new, "{told}");
        }
        kept = found;
    }
    drop(store);
    let (_, found) = open(Watched::new(memory.copy()), "at last");
    assert_eq!(parts(&found), parts(&kept), "seed {seed}");
    cuts
}

#[test]
fn two_hundred_lives() {
    let cuts: usize = (0..200).map(live).sum();
    assert!(cuts > 500, "{cuts}");
}

#[test]
#[ignore = "the long count: half a minute"]
fn five_thousand_lives() {
    let cuts: usize = (1_000..6_000).map(live).sum();
    assert!(cuts > 10_000, "{cuts}");
}
