//! What a disk holds after some operations, and what of it is sure.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use evenfall::store::disk::Stat;

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

    pub fn path(&self) -> &Path {
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
    pub names: Names,
    /// Those that are sure.
    pub sure: Names,
    /// What the names went through since, in order.
    pub steps: Vec<Step>,
    pub next: u64,
}

impl State {
    pub fn empty() -> Self {
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

    pub fn stat(&self, path: &Path) -> Option<Stat> {
        let uid = rustix::process::geteuid().as_raw();
        Some(match *self.names.get(path)? {
            Node::Folder(ino) => Stat { dev: 1, ino, size: 0, mtime: (0, 0), uid, folder: true },
            Node::File(ino) => self.stat_of(ino),
        })
    }

    pub fn stat_of(&self, ino: u64) -> Stat {
        let uid = rustix::process::geteuid().as_raw();
        let content = &self.contents[&ino];
        let mtime = (i64::try_from(content.stamp).expect("a small number"), 0);
        Stat { dev: 1, ino, size: content.now.len() as u64, mtime, uid, folder: false }
    }

    pub fn file(&self, path: &Path) -> Option<&Content> {
        match self.names.get(path)? {
            Node::File(number) => self.contents.get(number),
            Node::Folder(_) => None,
        }
    }
}
