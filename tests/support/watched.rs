//! A disk that writes down what is asked of it, and fails as it is told.

use std::any::Any;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use evenfall::store::disk::{Stat, Written};
use evenfall::store::{Disk, RealDisk};

/// One thing asked of a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    WriteNew,
    Sync,
    Rename,
    Link,
    Remove,
    SyncFolder,
    Stat,
    Read,
    List,
    MakeFolder,
    Lock,
}

/// How a disk fails.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// The operation at this place fails with this errno; those after it do not.
    Once(usize, i32),
    /// From this place on nothing goes through, as when the power goes.
    Cut(usize),
    /// From this place on the disk is full.
    Full(usize),
    /// The disk knows no second names.
    NoLinks,
    /// The disk knows no locks.
    NoLocks,
}

/// Another disk, watched.
pub struct Watched {
    disk: Arc<dyn Disk>,
    state: Arc<Mutex<State>>,
    owner: Option<u32>,
    waits: bool,
}

#[derive(Default)]
struct State {
    log: Vec<(Op, PathBuf)>,
    fault: Option<Fault>,
}

impl State {
    fn ask(&mut self, op: Op, path: &Path) -> io::Result<()> {
        self.log.push((op, path.to_owned()));
        let place = self.log.len() - 1;
        match self.fault {
            Some(Fault::Once(at, errno)) if at == place => Err(io::Error::from_raw_os_error(errno)),
            Some(Fault::Cut(at)) if at <= place => Err(io::Error::from_raw_os_error(5)),
            Some(Fault::Full(at))
                if at <= place && matches!(op, Op::WriteNew | Op::MakeFolder | Op::Link) =>
            {
                Err(io::Error::from_raw_os_error(28))
            }
            Some(Fault::NoLinks) if op == Op::Link => Err(io::Error::from_raw_os_error(95)),
            Some(Fault::NoLocks) if op == Op::Lock => Err(io::Error::from_raw_os_error(37)),
            _ => Ok(()),
        }
    }
}

impl Watched {
    pub fn new(disk: Arc<dyn Disk>) -> Arc<Self> {
        Arc::new(Self { disk, state: Arc::default(), owner: None, waits: true })
    }

    /// The real disk, on which everything belongs to this user.
    pub fn of(owner: u32) -> Arc<Self> {
        Arc::new(Self { disk: Arc::new(RealDisk), state: Arc::default(), owner: Some(owner), waits: true })
    }

    /// The real disk without waiting for it, where only what stands there is in question.
    pub fn hasty() -> Arc<Self> {
        Arc::new(Self { disk: Arc::new(RealDisk), state: Arc::default(), owner: None, waits: false })
    }

    /// Forgets the log, and fails like this from now on.
    pub fn begin(&self, fault: Option<Fault>) {
        *self.state.lock().expect("one thread") = State { log: Vec::new(), fault };
    }

    pub fn log(&self) -> Vec<(Op, PathBuf)> {
        self.state.lock().expect("one thread").log.clone()
    }

    pub fn fault(&self) -> Option<Fault> {
        self.state.lock().expect("one thread").fault
    }

    fn ask(&self, op: Op, path: &Path) -> io::Result<()> {
        self.state.lock().expect("one thread").ask(op, path)
    }
}

/// A written file of a watched disk.
struct WatchedFile {
    file: Box<dyn Written>,
    path: PathBuf,
    state: Arc<Mutex<State>>,
    waits: bool,
}

impl Written for WatchedFile {
    fn sync(&self) -> io::Result<Stat> {
        self.state.lock().expect("one thread").ask(Op::Sync, &self.path)?;
        if self.waits {
            return self.file.sync();
        }
        RealDisk.stat(&self.path)?.ok_or(io::ErrorKind::NotFound.into())
    }
}

impl Disk for Watched {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn Written>> {
        if let Err(error) = self.ask(Op::WriteNew, path) {
            // The worst that a failing write leaves: half of it.
            self.disk.write_new(path, &bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        let file = self.disk.write_new(path, bytes)?;
        Ok(Box::new(WatchedFile {
            file,
            path: path.to_owned(),
            state: Arc::clone(&self.state),
            waits: self.waits,
        }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask(Op::Rename, to)?;
        self.disk.rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask(Op::Link, to)?;
        self.disk.link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.ask(Op::Remove, path)?;
        self.disk.remove(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.ask(Op::SyncFolder, path)?;
        if self.waits { self.disk.sync_folder(path) } else { Ok(()) }
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        self.ask(Op::Stat, path)?;
        let stat = self.disk.stat(path)?;
        Ok(stat.map(|stat| Stat { uid: self.owner.unwrap_or(stat.uid), ..stat }))
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        self.disk.is_link(path)
    }

    fn read(&self, path: &Path) -> io::Result<Option<(Vec<u8>, Stat)>> {
        self.ask(Op::Read, path)?;
        self.disk.read(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.ask(Op::List, path)?;
        self.disk.list(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.ask(Op::MakeFolder, path)?;
        self.disk.make_folder(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.ask(Op::Remove, path)?;
        self.disk.remove_folder(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Any>>> {
        self.ask(Op::Lock, path)?;
        self.disk.lock(path)
    }
}
