//! A folder in which something is kept, on a disk that writes everything down; and what has to
//! be true of it after a power cut.

use std::path::Path;
use std::sync::Arc;

use evenfall::domain::archive::{Archive, Slot};
use evenfall::domain::change::Change;
use evenfall::domain::people::Person;
use evenfall::store::{self, Disk, FileName, Notice, Opened, SaveError, Store};

use crate::support::cut::after_each;
use crate::support::memory::Memory;
use crate::support::now;
use crate::support::state::{Done, State};
use crate::support::watched::{Fault, Op, Watched};
use crate::support::{self, Seeded, applied, november};

pub fn root() -> &'static Path {
    Path::new("/evenfall")
}

/// The files of which each is whole, old or new.
pub const FILES: [FileName; 6] = [
    FileName::Couple,
    FileName::Own(Person::A),
    FileName::Own(Person::B),
    FileName::Tonight(Person::A),
    FileName::Tonight(Person::B),
    FileName::Settings,
];

/// Every file there may be in these suites.
pub fn files() -> Vec<FileName> {
    let months = [november().before(), november(), november().after()];
    FILES.into_iter().chain(months.map(FileName::Month)).collect()
}

/// The part of an archive that one file holds.
pub fn part(archive: &Archive, file: FileName) -> String {
    let text = match file {
        FileName::Settings => serde_json::to_string(&*archive.settings),
        FileName::Couple => serde_json::to_string(&*archive.couple),
        FileName::Own(person) => serde_json::to_string(&*archive.drawers().0[person]),
        FileName::Tonight(person) => serde_json::to_string(&*archive.drawers().1[person]),
        FileName::Month(month) => match archive.months.get(&month) {
            Some(Slot::Here(here)) => serde_json::to_string(&**here),
            Some(Slot::Unread) => Ok("unread".into()),
            None => Ok("none".into()),
        },
        FileName::Vault => Ok(String::new()),
    };
    text.expect("it serializes")
}

pub fn parts(archive: &Archive) -> Vec<String> {
    files().into_iter().map(|file| part(archive, file)).collect()
}

pub fn opened(disk: Arc<dyn Disk>) -> Opened {
    store::open(disk, root(), november()).expect("it opens")
}

pub fn open(disk: Arc<dyn Disk>) -> (Store, Archive) {
    let (store, archive, _) = support::writing(opened(disk));
    (store, archive)
}

pub fn temps(memory: &Memory) -> usize {
    memory.paths().iter().filter(|path| path.extension().is_some_and(|end| end == "tmp")).count()
}

/// A folder that is open, with everything that was ever to be kept there.
pub struct Scene {
    pub memory: Arc<Memory>,
    pub disk: Arc<Watched>,
    pub store: Store,
    pub kept: Archive,
    /// Every state of things so far; a [`Done::Said`] in the log names its place here.
    pub versions: Vec<Archive>,
    pub mint: Seeded,
    /// What did not go through, even tried again.
    pub failed: Vec<SaveError>,
    /// What has to be true where something does not go through at first.
    pub refused: fn(&Self, &Memory, &SaveError),
}

impl Scene {
    /// Applies these as one change, and keeps them.
    pub fn changes(&mut self, changes: &[Change]) {
        let mint = &mut self.mint;
        let next = changes.iter().fold(self.kept.clone(), |kept, change| applied(&kept, change, mint));
        self.keeps(next);
    }

    /// Keeps `next`.
    pub fn keeps(&mut self, next: Archive) {
        self.does(next, |store, kept, next, mint| store.save(kept, next, now(), mint));
    }

    /// Does what leads to `next`; where it does not go through, once more, as a person would.
    pub fn does(
        &mut self,
        next: Archive,
        mut act: impl FnMut(&mut Store, &Archive, &Archive, &mut Seeded) -> Result<(), SaveError>,
    ) {
        self.versions.push(next.clone());
        let before = self.memory.copy();
        let mut done = act(&mut self.store, &self.kept, &next, &mut self.mint);
        if let Err(error) = &done {
            (self.refused)(self, &before, error);
            done = act(&mut self.store, &self.kept, &next, &mut self.mint);
        }
        match done {
            Ok(()) => {
                self.kept = next;
                self.memory.say(self.versions.len() - 1);
            }
            Err(error) => self.failed.push(error),
        }
    }
}

/// Something that happens to a folder, and is looked at after a cut anywhere in it.
pub struct Row {
    pub name: &'static str,
    /// What is kept before.
    pub before: fn(&mut Seeded) -> Archive,
    pub act: fn(&mut Scene),
}

/// Everything that a row did, as its disk wrote it down.
pub struct Recording {
    begin: State,
    log: Vec<Done>,
    parts: Vec<Vec<String>>,
    pub failed: Vec<SaveError>,
}

impl Row {
    /// A sound disk on which everything from before is kept.
    pub fn begun(&self) -> Arc<Memory> {
        let memory = Memory::new();
        let mut mint = Seeded(5);
        let before = (self.before)(&mut mint);
        if before != Archive::default() {
            let (mut store, empty) = open(memory.clone());
            store.save(&empty, &before, now(), &mut mint).expect("it saves");
        }
        memory.copy()
    }

    /// The folder of `begun`, opened on a disk that `broken` makes of it.
    pub fn scene(begun: &Memory, broken: impl FnOnce(Arc<Memory>) -> Arc<dyn Disk>) -> Scene {
        let memory = begun.copy();
        let disk = Watched::new(broken(memory.clone()));
        let (store, kept) = open(disk.clone());
        memory.say(0);
        let versions = vec![kept.clone()];
        Scene {
            memory,
            disk,
            store,
            kept,
            versions,
            mint: Seeded(6),
            failed: Vec::new(),
            refused: |_, _, _| {},
        }
    }

    /// The operations that it asks for.
    pub fn operations(&self, begun: &Memory) -> Vec<Op> {
        let mut scene = Self::scene(begun, sound);
        scene.disk.begin(None);
        (self.act)(&mut scene);
        scene.disk.log().into_iter().map(|(op, _)| op).collect()
    }

    /// Opens and acts, with this fault on the way, and gives what the disk wrote down.
    pub fn recorded(
        &self,
        begun: &Memory,
        fault: Option<Fault>,
        broken: impl FnOnce(Arc<Memory>) -> Arc<dyn Disk>,
    ) -> Recording {
        let mut scene = Self::scene(begun, broken);
        scene.disk.begin(fault);
        (self.act)(&mut scene);
        Recording {
            begin: begun.state(),
            log: scene.memory.log(),
            parts: scene.versions.iter().map(parts).collect(),
            failed: scene.failed,
        }
    }
}

/// How many states there were, and what was wrong with the first that was not as it has to be.
#[derive(Default)]
pub struct Verdict {
    pub states: usize,
    pub violation: Option<String>,
}

impl Recording {
    /// Looks at what a cut may leave, at most `most` states at each operation.
    pub fn judged(&self, most: usize, seed: u64) -> Verdict {
        let mut verdict = Verdict::default();
        after_each(self.begin.clone(), &self.log, most, &mut Seeded(seed), |at, said, memory| {
            verdict.states += 1;
            if verdict.violation.is_none()
                && let Err(wrong) = self.judge(said, memory, verdict.states)
            {
                verdict.violation = Some(format!("after {at} of {:?}: {wrong}", self.log));
            }
        });
        verdict
    }

    /// Looks at what a second cut may leave, while every `share`-th state that a first one may
    /// leave is opened.
    pub fn judged_twice(&self, share: usize, most: usize) -> Verdict {
        let mut verdict = Verdict::default();
        let mut firsts = 0;
        after_each(self.begin.clone(), &self.log, usize::MAX, &mut Seeded(1), |at, said, first| {
            firsts += 1;
            if firsts % share != 0 {
                return;
            }
            let begin = first.begin();
            // What it is like to open is judged elsewhere.
            drop(store::open(first.clone(), root(), november()));
            after_each(begin, &first.log(), most, &mut Seeded(2), |then, _, second| {
                verdict.states += 1;
                if verdict.violation.is_none()
                    && let Err(wrong) = self.judge(said, second, verdict.states)
                {
                    verdict.violation =
                        Some(format!("after {at}, then {then} of {:?}: {wrong}", first.log()));
                }
            });
        });
        verdict
    }

    /// Every file is whole, old or new; what was said to be kept is; nothing is told that is not
    /// so; no temporary copy stays; and the folder can be saved in again.
    fn judge(&self, said: usize, memory: Arc<Memory>, state: usize) -> Result<(), String> {
        let (mut store, archive) = match store::open(memory.clone(), root(), november()) {
            Ok(Opened::Write { store, archive, notices }) => {
                let told = notices.iter().find(|notice| !matches!(notice, Notice::Carried(_)));
                told.map_or(Ok((store, archive)), |told| Err(format!("it is told: {told}")))?
            }
            Ok(Opened::Look { why, .. }) => return Err(format!("it opens for looking: {why}")),
            Ok(Opened::Locked { .. }) => return Err("it is locked".into()),
            Err(error) => return Err(format!("it does not open: {error}")),
        };
        for ((at, found), file) in parts(&archive).iter().enumerate().zip(files()) {
            if !self.parts[said..].iter().any(|version| version[at] == *found) {
                return Err(format!("{file:?} is none of the states from {said} on"));
            }
        }
        if temps(&memory) > 0 {
            return Err("a temporary copy stays".into());
        }
        // Dear, so not each time.
        if state.is_multiple_of(16) {
            let mut mint = Seeded(77);
            let next = applied(&archive, &Change::Liked("near-song".into(), true), &mut mint);
            store
                .save(&archive, &next, now(), &mut mint)
                .map_err(|error| format!("no more saving: {error}"))?;
        }
        Ok(())
    }
}

/// A disk as it is.
pub fn sound(memory: Arc<Memory>) -> Arc<dyn Disk> {
    memory
}
