//! What a power cut may leave of a disk. Weaker than any file system that is in use: of the
//! names that changed since their folder was synced any may have reached the disk, each for
//! itself, and a file that was not synced may hold nothing, zeros, a part, or all of it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use evenfall::domain::record::Mint as _;

use super::memory::Memory;
use super::moment::Seeded;
use super::state::{Bytes, Content, Done, Names, Node, State};

/// What may stand in a file that was not synced.
#[derive(Clone, Copy)]
enum Left {
    /// What was sure before; nothing, where nothing was.
    Before,
    Whole,
    Zeros,
    /// So many eighths of it.
    Short(usize),
    /// So many eighths of it, and zeros for the rest.
    ShortAndZeros(usize),
}

const LEFT: [Left; 9] = [
    Left::Before,
    Left::Whole,
    Left::Zeros,
    Left::Short(1),
    Left::Short(4),
    Left::Short(7),
    Left::ShortAndZeros(1),
    Left::ShortAndZeros(4),
    Left::ShortAndZeros(7),
];

impl Left {
    fn of(self, content: &Content) -> Bytes {
        let eighths = |eighths: usize| content.now.len() * eighths / 8;
        match self {
            Self::Before => content.sure.clone().unwrap_or_default(),
            Self::Whole => Arc::clone(&content.now),
            Self::Zeros => vec![0; content.now.len()].into(),
            Self::Short(part) => content.now[..eighths(part)].into(),
            Self::ShortAndZeros(part) => {
                let mut bytes = content.now.to_vec();
                bytes[eighths(part)..].fill(0);
                bytes.into()
            }
        }
    }
}

/// Every state, each once, that a cut now may leave; where there are more than `most`, so many
/// of them at random.
pub fn left_by(state: &State, most: usize, chance: &mut Seeded) -> Vec<State> {
    let mut found = Found::default();
    let subsets = 1_u64.checked_shl(u32::try_from(state.steps.len()).expect("few steps")).unwrap_or(u64::MAX);
    let few = u64::try_from(most).expect("a number");
    if subsets > few {
        for _ in 0..most {
            let names = names_of(state, chance.bits());
            let mut open =
                |_: u64| usize::try_from(chance.bits() % LEFT.len() as u64).expect("a small number");
            found.add(one(state, names, &mut open));
        }
        return found.states;
    }
    for subset in 0..subsets {
        let names = names_of(state, subset);
        let unsure: Vec<u64> = unsure(state, &names).collect();
        let ways = LEFT.len().saturating_pow(u32::try_from(unsure.len()).expect("few files"));
        for way in 0..ways.min(most) {
            let place = |number| unsure.iter().position(|one| *one == number).expect("one of them");
            let digit = |place: usize| way / LEFT.len().pow(u32::try_from(place).expect("few")) % LEFT.len();
            let mut open = |number: u64| {
                if ways <= most {
                    digit(place(number))
                } else {
                    usize::try_from(chance.bits() % LEFT.len() as u64).expect("a small number")
                }
            };
            found.add(one(state, names.clone(), &mut open));
        }
    }
    // Too many after all: a share of them, in a fixed order.
    while found.states.len() > most {
        let at = usize::try_from(chance.bits() % found.states.len() as u64).expect("a small number");
        found.states.swap_remove(at);
    }
    found.states
}

/// Disks that a cut now may leave, at most so many.
pub fn disks_left_by(memory: &Memory, most: usize) -> Vec<Arc<Memory>> {
    left_by(&memory.state(), most, &mut Seeded(3)).into_iter().map(Memory::holding).collect()
}

/// One disk that a cut now may leave, at random.
pub fn any_left_by(memory: &Memory, chance: &mut Seeded) -> Arc<Memory> {
    let left = left_by(&memory.state(), 1, chance).swap_remove(0);
    Memory::holding(left)
}

/// Every state after every beginning of a log, with what had been said by then.
pub fn after_each(
    begin: State,
    log: &[Done],
    most: usize,
    chance: &mut Seeded,
    mut judge: impl FnMut(usize, usize, Arc<Memory>),
) {
    let mut state = begin;
    let mut said = 0;
    for at in 0..=log.len() {
        for left in left_by(&state, most, chance) {
            judge(at, said, Memory::holding(left));
        }
        match log.get(at) {
            Some(Done::Said(kept)) => said = *kept,
            Some(done) => state.apply(done),
            None => {}
        }
    }
}

#[derive(Default)]
struct Found {
    seen: HashSet<u64>,
    states: Vec<State>,
}

impl Found {
    fn add(&mut self, state: State) {
        let mut hasher = DefaultHasher::new();
        for (path, node) in &state.sure {
            path.hash(&mut hasher);
            if let Node::File(number) = node {
                state.contents[number].now.hash(&mut hasher);
            }
        }
        if self.seen.insert(hasher.finish()) {
            self.states.push(state);
        }
    }
}

/// The names that are there if these of the steps reached the disk.
fn names_of(state: &State, subset: u64) -> Names {
    let mut names = state.sure.clone();
    for (at, step) in state.steps.iter().enumerate() {
        if subset & (1 << (at % 64)) != 0 {
            step.done(&mut names);
        }
    }
    // What lies in a folder that is not there is not there either.
    let folder = |path: &std::path::Path, names: &Names| {
        path.ancestors().skip(1).all(|above| matches!(names.get(above), Some(Node::Folder(_))))
    };
    let orphans: Vec<_> = names.keys().filter(|path| !folder(path, &names)).cloned().collect();
    for path in orphans {
        names.remove(&path);
    }
    names
}

fn unsure<'a>(state: &'a State, names: &'a Names) -> impl Iterator<Item = u64> {
    let number = |node: &Node| match node {
        Node::File(number) if !state.contents[number].is_sure() => Some(*number),
        Node::File(_) | Node::Folder(_) => None,
    };
    let numbers: std::collections::BTreeSet<u64> = names.values().filter_map(number).collect();
    numbers.into_iter()
}

fn one(state: &State, names: Names, open: &mut dyn FnMut(u64) -> usize) -> State {
    state.at_rest(names, |number, content| {
        if content.is_sure() { Arc::clone(&content.now) } else { LEFT[open(number)].of(content) }
    })
}
