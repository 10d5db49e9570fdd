//! Every kind of file, cut short anywhere, with any byte missing or zero and any bit flipped: what is not as it was kept
//! is told, or it does no harm; and nothing is written over.

use std::path::Path;
use std::sync::Arc;

use evenfall::domain::archive::{Archive, Draft, DraftOf};
use evenfall::domain::change::Change;
use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint as _;
use evenfall::store::{FileName, Notice, Opened, Why};

use crate::checks::filled;
use crate::scene::{open, opened, part, root};
use crate::support::memory::Memory;
use crate::support::now;
use crate::support::{Seeded, applied, evening, everything, finished, november, profile};

/// One kind of file, and what its owner is told where it does not read.
struct Kind {
    file: FileName,
    told: fn(&Notice) -> bool,
}

const KINDS: &[Kind] = &[
    Kind { file: FileName::Couple, told: |_| false },
    Kind { file: FileName::Own(Person::A), told: |_| false },
    Kind { file: FileName::Own(Person::B), told: |_| false },
    Kind { file: FileName::Tonight(Person::A), told: |notice| *notice == Notice::TonightUnreadable },
    Kind { file: FileName::Tonight(Person::B), told: |notice| *notice == Notice::TonightUnreadable },
    Kind { file: FileName::Vault, told: |_| false },
    Kind { file: FileName::Settings, told: |notice| *notice == Notice::SettingsUnreadable },
];

fn kinds() -> impl Iterator<Item = (FileName, fn(&Notice) -> bool)> {
    let month: fn(&Notice) -> bool = |_| false;
    KINDS.iter().map(|kind| (kind.file, kind.told)).chain([(FileName::Month(november()), month)])
}

#[derive(Debug, PartialEq)]
enum Fate {
    Told,
    Same,
    /// Not told, but for people to see and to change: a setting is another.
    Another,
    Lost,
}

/// What becomes of a folder in which one file is not as it was kept.
fn fate(memory: &Memory, kept: &Archive, file: FileName, told: fn(&Notice) -> bool, bytes: &[u8]) -> Fate {
    let memory = memory.copy();
    let path = root().join(file.path());
    memory.put(&path, bytes);
    let fate = match opened(memory.clone()) {
        Opened::Look { why: Why::NeedsChoice(_) | Why::NewerVersion, .. } => Fate::Told,
        Opened::Look { .. } | Opened::Locked { .. } => Fate::Lost,
        Opened::Write { archive, notices, .. } => {
            let by_hand =
                |notice: &Notice| matches!(notice, Notice::ChangedByHand { file: one, .. } if *one == file);
            let older = |notice: &Notice| matches!(notice, Notice::Older(_) | Notice::MonthMissing(_));
            if notices.iter().any(|notice| by_hand(notice) || told(notice) || older(notice)) {
                Fate::Told
            } else if part(&archive, file) == part(kept, file) {
                Fate::Same
            } else if file == FileName::Settings {
                Fate::Another
            } else {
                Fate::Lost
            }
        }
    };
    assert_eq!(memory.bytes(&path).as_deref(), Some(bytes), "opening writes over nothing");
    fate
}

/// Files as small as they get, so that every one of their bits can be tried.
fn small() -> (Arc<Memory>, Archive) {
    let memory = Memory::new();
    let mut mint = Seeded(8);
    let (mut store, empty) = open(memory.clone());
    let answers = vec![Answer::Number(4)];
    let draft = Draft { of: DraftOf::CheckIn, evening: evening(), answers, typing: None };
    let changes = [
        Change::Person(profile(Person::A, "Mara")),
        Change::Here(evening()),
        Change::Welcomed(Person::A),
        Change::Welcomed(Person::B),
        Change::CheckIn(Box::new(finished(Person::A, "the light"))),
        Change::Draft(Person::B, Some(draft)),
    ];
    let kept = changes
        .iter()
        .fold(empty.clone(), |kept, change| kept.apply(change, now(), &mut mint).unwrap_or(kept));
    store.save(&empty, &kept, now(), &mut mint).expect("it saves");
    let settings = evenfall::domain::settings::Settings { neutral_word: "lamp".into(), ..Default::default() };
    let with_settings = applied(&kept, &Change::Settings(settings), &mut mint);
    store.save(&kept, &with_settings, now(), &mut mint).expect("it saves");
    drop(store);
    (memory.copy(), with_settings)
}

/// Every `share`-th case, from a place that differs from file to file, of a folder. Gives how
/// many there were, and how many were told.
fn damaged(memory: &Memory, kept: &Archive, share: usize, seed: u64) -> (usize, usize) {
    let (mut cases, mut told) = (0, 0);
    let mut chance = Seeded(seed);
    for (file, tells) in kinds() {
        let Some(whole) = memory.bytes(&root().join(file.path())) else { panic!("{file:?} is there") };
        let begin = usize::try_from(chance.bits() % share as u64).expect("a small number");
        for case in (begin..whole.len() * 11).step_by(share) {
            let mut bytes = whole.clone();
            let at = case % whole.len();
            match case / whole.len() {
                0 => bytes.truncate(at),
                1 => drop(bytes.remove(at)),
                2 => bytes[at] = 0,
                bit => bytes[at] ^= 1 << (bit - 3),
            }
            let fate = fate(memory, kept, file, tells, &bytes);
            assert_ne!(fate, Fate::Lost, "{file:?}, case {case} was lost without a word");
            if case + 1 < whole.len() && file != FileName::Settings {
                assert_eq!(fate, Fate::Told, "{file:?}, cut to {case}");
            }
            cases += 1;
            told += usize::from(fate == Fate::Told);
        }
    }
    (cases, told)
}

#[test]
fn a_share_of_all_prefixes_and_flipped_bits_is_told_or_does_no_harm() {
    let (memory, kept) = small();
    let (cases, told) = damaged(&memory, &kept, 7, 1);
    println!("{cases} cases, {told} told");
    assert!(cases >= 4_000 && told * 10 > cases * 8, "{told} of {cases}");
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn every_prefix_and_every_flipped_bit_is_told_or_does_no_harm() {
    let (memory, kept) = small();
    let (cases, told) = damaged(&memory, &kept, 1, 1);
    let full = everything(&mut Seeded(5));
    let (more, of_them) = damaged(&filled(), &full, 1, 2);
    println!("{} cases, {} told", cases + more, told + of_them);
    assert!(cases + more >= 100_000, "{cases} and {more}");
}

/// Whatever stands in a file's place, it opens or says why.
#[test]
fn what_is_no_file_of_ours_is_told() {
    let (memory, kept) = small();
    let others: [&[u8]; 9] = [
        b"",
        b"\0",
        b"null",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b"age-encryption.org/v1",
        b"{\"schema\":1}",
        &[b'['; 4096],
    ];
    for (file, tells) in kinds() {
        for bytes in others {
            let fate = fate(&memory, &kept, file, tells, bytes);
            // Empty settings are the usual ones.
            let harmless = file == FileName::Settings && fate == Fate::Another;
            assert!(fate == Fate::Told || harmless, "{file:?} as {bytes:?}: {fate:?}");
        }
    }
    assert!(memory.bytes(Path::new("/evenfall/couple.json")).is_some());
}
