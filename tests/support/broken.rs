//! A disk that breaks one promise: what the program would be without that step of a save.

use std::any::Any;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use evenfall::store::Disk;
use evenfall::store::disk::{Stat, Written};

use super::memory::Memory;

/// The promise that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// A file's bytes are never waited for.
    NoFileSync,
    /// A folder's names are never waited for.
    NoFolderSync,
    /// The names in the months' folder are never waited for.
    NoMonthsSync,
    /// A folder that was just made is not waited for.
    NoSyncOfANewFolder,
    /// The file is put in its place first and waited for then.
    SyncAfterRename,
    /// The folder is waited for before the file is put in its place.
    FolderSyncBeforeRename,
    /// What stands in the place goes before the new file comes.
    RemoveThenRename,
    /// What stands in the place is moved away before the new file comes.
    MoveAwayThenRename,
    /// The file that stands there is written into.
    WriteInPlace,
    /// The temporary copy goes before it was put in its place.
    TempRemovedFirst,
    /// A file is made where there is one already.
    NotExclusive,
    /// Everyone gets the lock.
    LockIgnored,
    /// Whether the folder is still the same one is not looked at.
    FolderNotCheckedAgain,
    /// Whether a file is still the one last known is not looked at.
    FileNotCheckedAgain,
    /// The vault is there before what it stands for.
    VaultFirst,
    /// Temporary copies of an earlier run are not looked for.
    NotSwept,
    /// The names in this folder are never waited for.
    NoSyncOf(&'static str),
    /// Locked files come into their places only once vault.json names them.
    VaultBeforeLocked,
    /// Plain files go before vault.json names the locked ones.
    PlainRemovedFirst,
    /// What is removed from this folder stays.
    NotRemovedFrom(&'static str),
    /// Locked files are written with a wrong byte, and read back at once as if they were right.
    WrongByteUnseen,
    /// Locked files are written with a wrong byte.
    WrongByteLocked,
    /// In the copies of couple.json that are written the byte at this place is another one.
    WrongByte(usize),
}

/// A disk in memory, and what it breaks.
pub struct Broken {
    memory: Arc<Memory>,
    breaks: Break,
    /// What was first, or last, known of a path.
    known: Arc<Mutex<BTreeMap<PathBuf, Option<Stat>>>>,
    /// Names that wait: from, and to.
    waiting: Mutex<Vec<(PathBuf, PathBuf)>>,
    /// What was to be written, where something else was.
    unseen: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
}

impl Broken {
    pub fn new(memory: Arc<Memory>, breaks: Break) -> Arc<Self> {
        let (waiting, unseen) = (Mutex::default(), Mutex::default());
        Arc::new(Self { memory, breaks, known: Arc::default(), waiting, unseen })
    }

    fn is(&self, breaks: Break) -> bool {
        self.breaks == breaks
    }

    /// Where the file that is to stand at `path` lies meanwhile.
    fn meanwhile(&self, path: &Path) -> PathBuf {
        let waiting = self.waiting.lock().expect("one thread");
        let from = waiting.iter().rfind(|(_, to)| to == path).map(|(from, _)| from.clone());
        from.unwrap_or_else(|| path.to_owned())
    }

    fn let_in(&self) -> io::Result<()> {
        for (from, to) in std::mem::take(&mut *self.waiting.lock().expect("one thread")) {
            self.memory.rename(&from, &to)?;
            self.memory.sync_folder(folder(&to))?;
        }
        Ok(())
    }

    /// Removes every plain file that stands beside a locked one.
    fn remove_plain(&self) -> io::Result<()> {
        for path in self.memory.paths() {
            if path.extension().is_some_and(|end| end == "age")
                && self.memory.stat(&path.with_extension(""))?.is_some()
            {
                self.memory.remove(&path.with_extension(""))?;
                self.memory.sync_folder(folder(&path))?;
            }
        }
        Ok(())
    }

    fn know(&self, path: &Path, stat: Option<Stat>) {
        self.known.lock().expect("one thread").insert(path.to_owned(), stat);
    }
}

/// A written file of such a disk.
struct BrokenFile {
    file: Box<dyn Written>,
    memory: Arc<Memory>,
    path: PathBuf,
    waits: bool,
}

impl Written for BrokenFile {
    fn sync(&self) -> io::Result<Stat> {
        if self.waits {
            return self.file.sync();
        }
        self.memory.stat(&self.path)?.ok_or(io::ErrorKind::NotFound.into())
    }
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

fn folder(path: &Path) -> &Path {
    path.parent().expect("inside a folder")
}

impl Disk for Broken {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn Written>> {
        let vault = folder(path).join("vault.json");
        if self.is(Break::VaultFirst) && self.memory.stat(&vault)?.is_none() {
            self.memory.write_new(&vault, b"{ \"schema\": 1, \"locked\": [] }\n")?.sync()?;
            self.memory.sync_folder(folder(path))?;
        }
        if self.is(Break::NotExclusive) && self.memory.stat(path)?.is_some() {
            self.memory.remove(path)?;
        }
        let mut bytes = bytes.to_vec();
        if let Break::WrongByte(at) = self.breaks
            && path.to_string_lossy().contains("couple.json")
        {
            let place = at % bytes.len();
            bytes[place] ^= 1 << (at % 8);
        }
        if self.is(Break::PlainRemovedFirst) && name(path).starts_with(".vault.json") {
            self.remove_plain()?;
        }
        if matches!(self.breaks, Break::WrongByteUnseen | Break::WrongByteLocked)
            && name(path).contains(".json.age")
        {
            let right = bytes.clone();
            *bytes.last_mut().expect("a byte") ^= 1;
            if self.is(Break::WrongByteUnseen) {
                self.unseen.lock().expect("one thread").insert(path.to_owned(), right);
            }
        }
        let waits = !matches!(self.breaks, Break::NoFileSync | Break::SyncAfterRename);
        let file = self.memory.write_new(path, &bytes)?;
        Ok(Box::new(BrokenFile { file, memory: Arc::clone(&self.memory), path: path.to_owned(), waits }))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.memory.link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let there = self.memory.stat(to)?.is_some();
        let mut unseen = self.unseen.lock().expect("one thread");
        if let Some(right) = unseen.remove(from) {
            unseen.insert(to.to_owned(), right);
        }
        drop(unseen);
        match self.breaks {
            Break::VaultBeforeLocked
                if to.extension().is_some_and(|end| end == "age")
                    && !to.parent().is_some_and(|folder| folder.ends_with("keys")) =>
            {
                self.waiting.lock().expect("one thread").push((from.to_owned(), to.to_owned()));
                return Ok(());
            }
            Break::VaultBeforeLocked if name(to) == "vault.json" => {
                self.memory.rename(from, to)?;
                self.memory.sync_folder(folder(to))?;
                self.let_in()
            }
            Break::SyncAfterRename => {
                self.memory.rename(from, to)?;
                self.memory.sync(to).map(drop)
            }
            Break::FolderSyncBeforeRename => {
                self.memory.sync_folder(folder(to))?;
                self.memory.rename(from, to)
            }
            Break::RemoveThenRename if there => {
                self.memory.remove(to)?;
                self.memory.rename(from, to)
            }
            Break::MoveAwayThenRename if there => {
                self.memory.rename(to, &to.with_extension("old"))?;
                self.memory.rename(from, to)
            }
            Break::WriteInPlace if there => {
                let bytes = self.memory.bytes(from).expect("it was written");
                self.memory.overwrite(to, &bytes)?;
                self.memory.sync(to)?;
                self.memory.remove(from)
            }
            Break::TempRemovedFirst => {
                self.memory.remove(from)?;
                self.memory.rename(from, to)
            }
            _ => self.memory.rename(from, to),
        }?;
        self.know(to, self.memory.stat(to)?);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        if let Break::NotRemovedFrom(inside) = self.breaks
            && folder(path).ends_with(inside)
        {
            return Ok(());
        }
        self.memory.remove(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let months = path.ends_with("months");
        match self.breaks {
            Break::NoFolderSync | Break::FolderSyncBeforeRename => Ok(()),
            Break::NoSyncOf(inside) if path.ends_with(inside) => Ok(()),
            Break::NoMonthsSync if months => Ok(()),
            // After a folder was made nothing else is asked before this.
            Break::NoSyncOfANewFolder if self.memory.made_a_folder_last() => Ok(()),
            _ => self.memory.sync_folder(path),
        }
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        let stat = self.memory.stat(&self.meanwhile(path))?;
        let is_folder = path == Path::new("/evenfall");
        let is_file = path.extension().is_some_and(|end| end == "json");
        let blind = (self.is(Break::FolderNotCheckedAgain) && is_folder && stat.is_some())
            || (self.is(Break::FileNotCheckedAgain) && is_file);
        if !blind {
            return Ok(stat);
        }
        Ok(*self.known.lock().expect("one thread").entry(path.to_owned()).or_insert(stat))
    }

    fn read(&self, path: &Path) -> io::Result<Option<(Vec<u8>, Stat)>> {
        let mut read = self.memory.read(&self.meanwhile(path))?;
        // Only the first look is told what was to be there.
        if let Some((bytes, _)) = &mut read
            && let Some(right) = self.unseen.lock().expect("one thread").remove(path)
        {
            *bytes = right;
        }
        self.know(path, read.as_ref().map(|(_, stat)| *stat));
        Ok(read)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let mut names = self.memory.list(path)?;
        if self.is(Break::NotSwept) {
            names.retain(|name| Path::new(name).extension().is_none_or(|end| end != "tmp"));
        }
        Ok(names)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.memory.make_folder(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Any>>> {
        let lock = self.memory.lock(path)?;
        Ok(if self.is(Break::LockIgnored) { lock.or(Some(Box::new(()))) } else { lock })
    }
}
