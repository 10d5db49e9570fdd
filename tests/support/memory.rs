//! A disk in memory that writes down what was done to it, operation by operation.
//!
//! What it holds follows from that log alone, so the same log, cut off anywhere, says what a
//! power cut there may leave: [`super::cut`] works that out.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use evenfall::store::Disk;
use evenfall::store::disk::{Stat, Written};

/// The bytes of a file, cheap to copy.
pub type Bytes = Arc<[u8]>;

/// What a name stands for, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    File(u64),
    Folder(u64),
}

/// Names, each with what it stands for.
pub type Names = BTreeMap<PathBuf, Node>;

/// One thing that was done to a disk.
#[derive(Debug, Clone)]
pub enum Done {
    /// A new file.
    Made(PathBuf, Bytes),
    /// A file that is there got other bytes.
    Overwritten(PathBuf, Bytes),
    /// A new folder.
    Folder(PathBuf),
    /// A file that another program put there, for good.
    Put(PathBuf, Bytes),
    /// A second name for a file.
    Linked(PathBuf, PathBuf),
    Renamed(PathBuf, PathBuf),
    Removed(PathBuf),
    /// A file's bytes are sure from here on.
    Synced(u64),
    /// A folder's names are sure from here on.
    SyncedFolder(PathBuf),
    /// Nothing on the disk: here somebody was told that this state of things is kept.
    Said(usize),
}

/// What one file holds, and what of it is sure.
#[derive(Clone)]
pub struct Content {
    pub now: Bytes,
    /// What is sure; `None` where nothing ever was.
    pub sure: Option<Bytes>,
    /// A clock of its own: it moves when the bytes do.
    stamp: u64,
}

impl Content {
    pub fn is_sure(&self) -> bool {
        self.sure.as_ref().is_some_and(|sure| Arc::ptr_eq(sure, &self.now))
    }
}

/// A change of one name that is not sure yet.
#[derive(Clone)]
pub enum Step {
    Named(PathBuf, Node),
    Gone(PathBuf),
}

impl Step {
    pub fn done(&self, names: &mut Names) {
        match self {
            Self::Named(path, node) => names.insert(path.clone(), *node),
            Self::Gone(path) => names.remove(path),
        };
    }

    fn path(&self) -> &Path {
        match self {
            Self::Named(path, _) | Self::Gone(path) => path,
        }
    }
}

/// What a disk holds after some operations, and what of it a cut may take.
#[derive(Clone, Default)]
pub struct State {
    pub contents: BTreeMap<u64, Content>,
    /// As programs see them.
    names: Names,
    /// Those that are sure.
    pub sure: Names,
    /// What the names went through since, in order.
    pub steps: Vec<Step>,
    next: u64,
}

impl State {
    fn empty() -> Self {
        let names = Names::from([(PathBuf::from("/"), Node::Folder(0))]);
        Self { names: names.clone(), sure: names, ..Self::default() }
    }

    /// A disk at rest: these names, each file with these bytes.
    pub fn at_rest(&self, names: Names, mut bytes: impl FnMut(u64, &Content) -> Bytes) -> Self {
        let content = |number: &u64, content: &Content| {
            let now = bytes(*number, content);
            Content { now: Arc::clone(&now), sure: Some(now), stamp: content.stamp }
        };
        let mut content = content;
        let contents = names
            .values()
            .filter_map(|node| match node {
                Node::File(number) => Some((*number, content(number, &self.contents[number]))),
                Node::Folder(_) => None,
            })
            .collect();
        Self { contents, names: names.clone(), sure: names, steps: Vec::new(), next: self.next }
    }

    /// Does one thing. Whoever asks has looked whether it can be done.
    pub fn apply(&mut self, done: &Done) {
        match done {
            Done::Made(path, bytes) => {
                let number = self.number();
                self.contents.insert(number, Content { now: Arc::clone(bytes), sure: None, stamp: number });
                self.step(Step::Named(path.clone(), Node::File(number)));
            }
            Done::Put(path, bytes) => {
                let number = self.number();
                let (now, sure) = (Arc::clone(bytes), Some(Arc::clone(bytes)));
                self.contents.insert(number, Content { now, sure, stamp: number });
                self.names.insert(path.clone(), Node::File(number));
                self.sure.insert(path.clone(), Node::File(number));
                self.steps.retain(|step| step.path() != path);
            }
            Done::Overwritten(path, bytes) => {
                let stamp = self.number();
                let Some(Node::File(number)) = self.names.get(path) else {
                    panic!("no file at {}", path.display())
                };
                let content = self.contents.get_mut(number).expect("a file");
                (content.now, content.stamp) = (Arc::clone(bytes), stamp);
            }
            Done::Folder(path) => {
                let number = self.number();
                self.step(Step::Named(path.clone(), Node::Folder(number)));
            }
            Done::Linked(from, to) => {
                let node = self.names[from];
                self.step(Step::Named(to.clone(), node));
            }
            // The new name and the end of the old one reach the disk each for itself.
            Done::Renamed(from, to) => {
                let node = self.names[from];
                self.step(Step::Named(to.clone(), node));
                self.step(Step::Gone(from.clone()));
            }
            Done::Removed(path) => self.step(Step::Gone(path.clone())),
            Done::Synced(number) => {
                let content = self.contents.get_mut(number).expect("a file");
                content.sure = Some(Arc::clone(&content.now));
            }
            Done::SyncedFolder(folder) => {
                let (done, left) = std::mem::take(&mut self.steps)
                    .into_iter()
                    .partition(|step: &Step| step.path().parent() == Some(folder));
                self.steps = left;
                for step in done {
                    step.done(&mut self.sure);
                }
            }
            Done::Said(_) => {}
        }
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn step(&mut self, step: Step) {
        step.done(&mut self.names);
        self.steps.push(step);
    }

    fn stat(&self, path: &Path) -> Option<Stat> {
        let uid = rustix::process::geteuid().as_raw();
        Some(match *self.names.get(path)? {
            Node::Folder(ino) => Stat { dev: 1, ino, size: 0, mtime: (0, 0), uid, folder: true },
            Node::File(ino) => self.stat_of(ino),
        })
    }

    fn stat_of(&self, ino: u64) -> Stat {
        let uid = rustix::process::geteuid().as_raw();
        let content = &self.contents[&ino];
        let mtime = (i64::try_from(content.stamp).expect("a small number"), 0);
        Stat { dev: 1, ino, size: content.now.len() as u64, mtime, uid, folder: false }
    }

    fn file(&self, path: &Path) -> Option<&Content> {
        match self.names.get(path)? {
            Node::File(number) => self.contents.get(number),
            Node::Folder(_) => None,
        }
    }
}

#[derive(Default)]
struct Inside {
    state: State,
    log: Vec<Done>,
    locked: BTreeSet<PathBuf>,
}

impl Inside {
    fn does(&mut self, done: Done) {
        self.state.apply(&done);
        self.log.push(done);
    }

    /// Whether a file may be made at `path`.
    fn room(&self, path: &Path) -> io::Result<()> {
        match path.parent().and_then(|folder| self.state.names.get(folder)) {
            Some(Node::Folder(_)) => Ok(()),
            Some(Node::File(_)) => Err(ErrorKind::NotADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn there(&self, path: &Path) -> io::Result<()> {
        self.state.names.contains_key(path).then_some(()).ok_or(ErrorKind::NotFound.into())
    }
}

/// The disk.
#[derive(Clone, Default)]
pub struct Memory {
    inside: Arc<Mutex<Inside>>,
}

impl Memory {
    pub fn new() -> Arc<Self> {
        Self::holding(State::empty())
    }

    pub fn holding(state: State) -> Arc<Self> {
        Arc::new(Self { inside: Arc::new(Mutex::new(Inside { state, ..Inside::default() })) })
    }

    fn with<T>(&self, act: impl FnOnce(&mut Inside) -> T) -> T {
        act(&mut self.inside.lock().expect("one thread"))
    }

    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        self.with(|inside| inside.state.file(path).map(|content| content.now.to_vec()))
    }

    /// Puts a file there as any other program would, for good.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        self.with(|inside| inside.does(Done::Put(path.to_owned(), bytes.into())));
    }

    /// Another folder, empty, stands in the place of this one.
    pub fn swap(&self, folder: &Path) {
        self.clear(|path| path.starts_with(folder));
        self.make_folder(folder).expect("a folder");
    }

    /// Removes everything whose path `gone` accepts, for good.
    pub fn clear(&self, gone: impl Fn(&Path) -> bool) {
        self.with(|inside| {
            inside.state.names.retain(|path, _| !gone(path));
            inside.state.sure.retain(|path, _| !gone(path));
            inside.state.steps.retain(|step| !gone(step.path()));
        });
    }

    /// Every file.
    pub fn paths(&self) -> Vec<PathBuf> {
        let file = |(path, node): (&PathBuf, &Node)| matches!(node, Node::File(_)).then(|| path.clone());
        self.with(|inside| inside.state.names.iter().filter_map(file).collect())
    }

    /// What it holds, with what is not sure yet.
    pub fn state(&self) -> State {
        self.with(|inside| inside.state.clone())
    }

    /// A copy of this disk as it is now, with nothing locked and nothing in its log.
    pub fn copy(&self) -> Arc<Self> {
        Self::holding(self.state())
    }

    /// Begins a new log, and gives what it begins from.
    pub fn begin(&self) -> State {
        self.with(|inside| {
            inside.log.clear();
            inside.state.clone()
        })
    }

    pub fn log(&self) -> Vec<Done> {
        self.with(|inside| inside.log.clone())
    }

    pub fn made_a_folder_last(&self) -> bool {
        self.with(|inside| matches!(inside.log.last(), Some(Done::Folder(_))))
    }

    /// Notes that somebody was told that this state of things is kept.
    pub fn say(&self, kept: usize) {
        self.with(|inside| inside.does(Done::Said(kept)));
    }

    /// Writes into a file that is there, as the store never does.
    pub fn overwrite(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.with(|inside| {
            inside.there(path)?;
            inside.does(Done::Overwritten(path.to_owned(), bytes.into()));
            Ok(())
        })
    }

    /// A second name for a file.
    pub fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.with(|inside| {
            inside.there(from)?;
            inside.room(to)?;
            if inside.there(to).is_ok() {
                return Err(ErrorKind::AlreadyExists.into());
            }
            inside.does(Done::Linked(from.to_owned(), to.to_owned()));
            Ok(())
        })
    }

    /// Waits for the file at `path`.
    pub fn sync(&self, path: &Path) -> io::Result<Stat> {
        let node = self.with(|inside| inside.state.names.get(path).copied());
        match node {
            Some(Node::File(number)) => MemoryFile { disk: self.clone(), number }.sync(),
            _ => Err(ErrorKind::NotFound.into()),
        }
    }
}

/// A written file of a disk in memory.
struct MemoryFile {
    disk: Memory,
    number: u64,
}

impl Written for MemoryFile {
    fn sync(&self) -> io::Result<Stat> {
        self.disk.with(|inside| {
            inside.does(Done::Synced(self.number));
            Ok(inside.state.stat_of(self.number))
        })
    }
}

/// A lock of a disk in memory.
struct Held(Memory, PathBuf);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.with(|inside| inside.locked.remove(&self.1));
    }
}

impl Disk for Memory {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn Written>> {
        self.with(|inside| {
            inside.room(path)?;
            if inside.there(path).is_ok() {
                return Err(ErrorKind::AlreadyExists.into());
            }
            inside.does(Done::Made(path.to_owned(), bytes.into()));
            let file = MemoryFile { disk: self.clone(), number: inside.state.next };
            Ok(Box::new(file) as Box<dyn Written>)
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.with(|inside| {
            inside.there(from)?;
            inside.room(to)?;
            inside.does(Done::Renamed(from.to_owned(), to.to_owned()));
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.with(|inside| {
            inside.there(path)?;
            inside.does(Done::Removed(path.to_owned()));
            Ok(())
        })
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.with(|inside| {
            inside.there(path)?;
            inside.does(Done::SyncedFolder(path.to_owned()));
            Ok(())
        })
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        Ok(self.with(|inside| inside.state.stat(path)))
    }

    fn read(&self, path: &Path) -> io::Result<Option<(Vec<u8>, Stat)>> {
        self.with(|inside| match inside.state.names.get(path) {
            None => Ok(None),
            Some(Node::Folder(_)) => Err(ErrorKind::InvalidInput.into()),
            Some(Node::File(number)) => {
                let state = &inside.state;
                Ok(Some((state.contents[number].now.to_vec(), state.stat_of(*number))))
            }
        })
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let inside = |name: &&PathBuf| name.parent() == Some(path);
        let name = |path: &PathBuf| path.file_name().expect("a name").to_owned();
        Ok(self.with(|held| held.state.names.keys().filter(inside).map(name).collect()))
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.with(|inside| match inside.state.names.get(path) {
            Some(Node::Folder(_)) => Ok(()),
            Some(Node::File(_)) => Err(ErrorKind::AlreadyExists.into()),
            None => {
                inside.room(path)?;
                inside.does(Done::Folder(path.to_owned()));
                Ok(())
            }
        })
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Any>>> {
        self.with(|inside| {
            if inside.there(path).is_err() {
                inside.room(path)?;
                inside.does(Done::Made(path.to_owned(), Arc::default()));
            }
            let free = inside.locked.insert(path.to_owned());
            Ok(free.then(|| Box::new(Held(self.clone(), path.to_owned())) as Box<dyn Any>))
        })
    }
}
