//! A disk in memory that promises no more than a real one: after a power cut, what was not
//! synced may be there, half there or gone, in any combination.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use evenfall::store::Disk;
use evenfall::store::disk::{Stat, Written};

/// Names, each with the number of its file.
type Names = BTreeMap<PathBuf, u64>;

/// What a folder's names went through since it was last synced.
#[derive(Clone)]
enum Step {
    Made(PathBuf, u64),
    Renamed(PathBuf, PathBuf, u64),
    Removed(PathBuf),
}

#[derive(Clone, Default)]
struct State {
    files: BTreeMap<u64, (Vec<u8>, bool)>,
    folders: BTreeSet<PathBuf>,
    names: Names,
    on_disk: Names,
    steps: Vec<Step>,
    next: u64,
    locked: bool,
    /// Promises that this disk breaks: what a mutant without that sync would do.
    breaks: Breaks,
}

/// What a disk says it did and did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Breaks {
    #[default]
    Nothing,
    FileSync,
    FolderSync,
}

/// The disk.
#[derive(Clone, Default)]
pub struct Memory {
    state: Arc<Mutex<State>>,
}

impl Memory {
    pub fn new() -> Arc<Self> {
        Self::from(State { folders: BTreeSet::from(["/".into()]), ..State::default() })
    }

    /// Breaks this promise from now on.
    pub fn breaks(&self, breaks: Breaks) {
        self.with(|state| state.breaks = breaks);
    }

    fn from(state: State) -> Arc<Self> {
        Arc::new(Self { state: Arc::new(Mutex::new(state)) })
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().expect("one thread"))
    }

    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        self.with(|state| state.names.get(path).map(|file| state.files[file].0.clone()))
    }

    /// Puts a file there as any other program would, and takes every lock away.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        self.with(|state| {
            let file = state.make(bytes);
            state.names.insert(path.to_owned(), file);
            state.on_disk = state.names.clone();
        });
    }

    /// Removes every file whose path `gone` accepts.
    pub fn clear(&self, gone: impl Fn(&Path) -> bool) {
        self.with(|state| state.names.retain(|path, _| !gone(path)));
    }

    pub fn paths(&self) -> Vec<PathBuf> {
        self.with(|state| state.names.keys().cloned().collect())
    }

    /// A copy of this disk as it is now.
    pub fn copy(&self) -> Arc<Self> {
        Self::from(State { locked: false, ..self.with(|state| state.clone()) })
    }

    /// Every disk that a power cut now may leave.
    pub fn after_a_cut(&self) -> Vec<Arc<Self>> {
        let state = self.with(|state| state.clone());
        let mut disks = Vec::new();
        for kept in 0..1_u32 << state.steps.len() {
            let mut names = state.on_disk.clone();
            for (at, step) in state.steps.iter().enumerate() {
                if kept & (1 << at) != 0 {
                    step.done(&mut names);
                }
            }
            for written in [Half::All, Half::Some, Half::None] {
                let mut files = state.files.clone();
                let mut unsure = false;
                for file in names.values() {
                    let (bytes, synced) = files.get_mut(file).expect("a file");
                    if !*synced {
                        unsure = true;
                        written.cut(bytes);
                    }
                    *synced = true;
                }
                if unsure || matches!(written, Half::All) {
                    let state = State {
                        files,
                        names: names.clone(),
                        on_disk: names.clone(),
                        steps: Vec::new(),
                        locked: false,
                        ..state.clone()
                    };
                    disks.push(Self::from(state));
                }
            }
        }
        disks
    }
}

/// How much of a file that was not synced is there after a cut.
#[derive(Clone, Copy)]
enum Half {
    All,
    Some,
    None,
}

impl Half {
    fn cut(self, bytes: &mut Vec<u8>) {
        match self {
            Self::All => {}
            Self::Some => bytes.truncate(bytes.len() / 2),
            Self::None => bytes.clear(),
        }
    }
}

impl Step {
    fn done(&self, names: &mut Names) {
        match self {
            Self::Made(path, file) => {
                names.insert(path.clone(), *file);
            }
            Self::Renamed(from, to, file) => {
                names.remove(from);
                names.insert(to.clone(), *file);
            }
            Self::Removed(path) => {
                names.remove(path);
            }
        }
    }

    fn is_in(&self, folder: &Path) -> bool {
        match self {
            Self::Made(path, _) | Self::Renamed(_, path, _) | Self::Removed(path) => {
                path.parent() == Some(folder)
            }
        }
    }
}

impl State {
    fn make(&mut self, bytes: &[u8]) -> u64 {
        self.next += 1;
        self.files.insert(self.next, (bytes.to_vec(), false));
        self.next
    }

    fn step(&mut self, step: Step) {
        step.done(&mut self.names);
        self.steps.push(step);
    }

    fn stat(&self, path: &Path) -> Option<Stat> {
        let uid = rustix::process::geteuid().as_raw();
        let stat = Stat { dev: 1, ino: 0, size: 0, mtime: (0, 0), uid, folder: true };
        if self.folders.contains(path) {
            return Some(stat);
        }
        let ino = *self.names.get(path)?;
        Some(self.stat_of(ino, stat))
    }

    fn stat_of(&self, ino: u64, stat: Stat) -> Stat {
        Stat { ino, size: self.files[&ino].0.len() as u64, folder: false, ..stat }
    }
}

/// A written file of a disk in memory.
struct MemoryFile {
    state: Arc<Mutex<State>>,
    path: PathBuf,
    file: u64,
}

impl Written for MemoryFile {
    fn sync(&self) -> io::Result<Stat> {
        let mut state = self.state.lock().expect("one thread");
        if state.breaks != Breaks::FileSync {
            state.files.get_mut(&self.file).expect("a file").1 = true;
        }
        state.stat(&self.path).ok_or(ErrorKind::NotFound.into())
    }
}

/// The lock of a disk in memory.
struct Held(Arc<Mutex<State>>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.lock().expect("one thread").locked = false;
    }
}

impl Disk for Memory {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn Written>> {
        let file = self.with(|state| {
            let folder = path.parent().expect("inside a folder");
            if !state.folders.contains(folder) {
                return Err(ErrorKind::NotFound);
            }
            if state.names.contains_key(path) {
                return Err(ErrorKind::AlreadyExists);
            }
            let file = state.make(bytes);
            state.step(Step::Made(path.to_owned(), file));
            Ok(file)
        })?;
        Ok(Box::new(MemoryFile { state: Arc::clone(&self.state), path: path.to_owned(), file }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.with(|state| {
            let file = *state.names.get(from).ok_or(ErrorKind::NotFound)?;
            state.step(Step::Renamed(from.to_owned(), to.to_owned(), file));
            Ok(())
        })
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.with(|state| {
            let file = *state.names.get(from).ok_or(ErrorKind::NotFound)?;
            if state.names.contains_key(to) {
                return Err(ErrorKind::AlreadyExists.into());
            }
            state.step(Step::Made(to.to_owned(), file));
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.with(|state| {
            state.names.get(path).ok_or(ErrorKind::NotFound)?;
            state.step(Step::Removed(path.to_owned()));
            Ok(())
        })
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.with(|state| {
            if state.breaks == Breaks::FolderSync {
                return Ok(());
            }
            let (done, left) =
                std::mem::take(&mut state.steps).into_iter().partition(|step| step.is_in(path));
            state.steps = left;
            for step in done {
                step.done(&mut state.on_disk);
            }
            Ok(())
        })
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        Ok(self.with(|state| state.stat(path)))
    }

    fn read(&self, path: &Path) -> io::Result<Option<(Vec<u8>, Stat)>> {
        Ok(self.with(|state| {
            let file = *state.names.get(path)?;
            Some((state.files[&file].0.clone(), state.stat(path)?))
        }))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let inside = |name: &&PathBuf| name.parent() == Some(path);
        let name = |path: &PathBuf| path.file_name().expect("a name").to_owned();
        Ok(self.with(|state| state.names.keys().filter(inside).map(name).collect()))
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        // Folders are made once and for good: what becomes of them is not in question here.
        self.with(|state| state.folders.insert(path.to_owned()));
        Ok(())
    }

    fn lock(&self, _: &Path) -> io::Result<Option<Box<dyn Any>>> {
        let free = self.with(|state| !std::mem::replace(&mut state.locked, true));
        Ok(free.then(|| Box::new(Held(Arc::clone(&self.state))) as Box<dyn Any>))
    }
}
