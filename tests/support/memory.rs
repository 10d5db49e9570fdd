//! A disk in memory that writes down what was done to it, operation by operation.
//!
//! What it holds follows from that log alone, so the same log, cut off anywhere, says what a
//! power cut there may leave: [`super::cut`] works that out.

use std::any::Any;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use evenfall::store::Disk;
use evenfall::store::disk::{Stat, Written};

use super::state::{Done, Node, State};

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

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
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
