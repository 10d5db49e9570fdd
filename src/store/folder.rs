//! The data folder: found or made, ours, and still the same one.

use std::any::Any;
use std::cell::Cell;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use super::disk::{Disk, Stat};
use super::error::StoreError;
use super::format::{Hash, hex};
use super::name::{self, DAMAGED, FileName};

/// The folder that everything is in.
#[derive(Clone)]
pub(super) struct Folder {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    stat: Stat,
    /// Whether the disk has confirmed, since the folder was opened, which folders are in it. An
    /// earlier run may have made one and met an error before it was confirmed.
    confirmed: Cell<bool>,
}

/// A file that stands in its place, and whether the disk has confirmed it.
pub(super) struct Placed {
    pub stat: Stat,
    pub confirmed: io::Result<()>,
}

impl Folder {
    /// Opens the folder at `root`; makes it where nothing is there.
    pub fn open(disk: Arc<dyn Disk>, root: &Path) -> Result<Self, StoreError> {
        let stat = match disk.stat(root).map_err(StoreError::of_folder)? {
            Some(stat) => stat,
            None => make(&*disk, root)?,
        };
        if !stat.folder {
            return Err(StoreError::NotAFolder);
        }
        if stat.uid != rustix::process::geteuid().as_raw() {
            return Err(StoreError::NotOurs);
        }
        Ok(Self { disk, root: root.to_owned(), stat, confirmed: Cell::new(false) })
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Takes the lock, if no other window has it. Who has it makes the folder private.
    pub fn lock(&self) -> Result<Option<Rc<dyn Any>>, StoreError> {
        let lock = self.disk.lock(&self.root.join("lock")).map_err(StoreError::of_folder)?;
        if lock.is_some() {
            self.disk.make_folder(&self.root).map_err(StoreError::of_folder)?;
        }
        Ok(lock.map(Rc::from))
    }

    /// Whether the folder is still the one that was opened. A disk that went away may leave an
    /// empty folder in its place, and nothing may ever be written there.
    pub fn is_there(&self) -> bool {
        let now = self.disk.stat(&self.root);
        now.is_ok_and(|now| now.is_some_and(|now| now.folder && now.is_same_place(&self.stat)))
    }

    pub fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        self.disk.stat(&self.root.join(path))
    }

    pub fn holds(&self, path: &Path) -> io::Result<bool> {
        Ok(self.stat(path)?.is_some())
    }

    /// Whether anything has that name, a link to nowhere too.
    pub fn is_taken(&self, path: &Path) -> io::Result<bool> {
        Ok(self.holds(path)? || self.disk.is_link(&self.root.join(path))?)
    }

    pub fn read(&self, path: &Path) -> io::Result<Option<(Vec<u8>, Stat)>> {
        self.disk.read(&self.root.join(path))
    }

    /// A file that is there itself, not by a link to another place.
    pub fn read_own(&self, path: &Path) -> io::Result<Option<(Vec<u8>, Stat)>> {
        if self.disk.is_link(&self.root.join(path))? {
            return Err(ErrorKind::InvalidInput.into());
        }
        self.read(path)
    }

    /// Removes a file if it is still the one that was read.
    pub fn remove_read(&self, path: &Path, read: Stat) -> io::Result<()> {
        let path = self.root.join(path);
        if self.disk.stat(&path)? == Some(read) { self.disk.remove(&path) } else { Ok(()) }
    }

    /// The names in one folder of this one that are text; ours all are.
    pub fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        Ok(self.all_names(folder)?.into_iter().filter_map(|name| name.into_string().ok()).collect())
    }

    /// Every name in one folder of this one, text or not.
    pub fn all_names(&self, folder: &str) -> io::Result<Vec<OsString>> {
        self.disk.list(&self.root.join(folder))
    }

    /// Puts `bytes` in the place of `path`, all or nothing: written beside it, on the disk, and
    /// only then renamed. The file that stands there is never opened, nor moved away.
    pub fn put(&self, path: &Path, bytes: &[u8], tag: u64) -> io::Result<Placed> {
        self.put_after(path, bytes, tag, || Ok(()))
    }

    /// The same, with something between writing and renaming that has to go well first.
    pub fn put_after<E: From<io::Error>>(
        &self,
        path: &Path,
        bytes: &[u8],
        tag: u64,
        first: impl FnOnce() -> Result<(), E>,
    ) -> Result<Placed, E> {
        let path = self.root.join(path);
        let folder = path.parent().unwrap_or(&self.root);
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.ok_or(io::Error::from(ErrorKind::InvalidFilename))?;
        let temp = folder.join(name::temp(name, tag));
        let written = self.disk.write_new(&temp, bytes);
        // A name that was taken is somebody else's file.
        let ours = written.as_ref().map_or_else(|error| error.kind() != ErrorKind::AlreadyExists, |_| true);
        let placed = written.and_then(|file| file.sync()).map_err(E::from).and_then(|stat| {
            first()?;
            self.disk.rename(&temp, &path)?;
            Ok(stat)
        });
        match placed {
            Ok(stat) => Ok(Placed { stat, confirmed: self.sync(folder) }),
            Err(error) => {
                if ours {
                    // What cannot be removed now is swept at the next start.
                    let _ = self.disk.remove(&temp);
                }
                Err(error)
            }
        }
    }

    /// Gives the file at `from` the second name `to`, or a copy of it where the disk knows no
    /// second names. Either is on the disk once this went well.
    pub fn link_or_copy(&self, from: &Path, to: &Path, tag: u64) -> io::Result<()> {
        match self.disk.link(&self.root.join(from), &self.root.join(to)) {
            Err(error) if knows_no_links(&error) => {
                let (bytes, _) = self.read(from)?.ok_or(ErrorKind::NotFound)?;
                self.put(to, &bytes, tag)?.confirmed
            }
            linked => {
                linked?;
                self.sync(to.parent().unwrap_or(Path::new("")))
            }
        }
    }

    /// Has the disk confirm again what was put into this folder and into `inside`, where it is.
    pub fn confirm(&self, inside: &str) -> io::Result<()> {
        if self.holds(inside.as_ref())? {
            self.disk.sync_folder(&self.root.join(inside))?;
        }
        self.sync(&self.root)
    }

    /// Has the disk confirm the names in one folder of this one, or in this one itself.
    pub fn sync(&self, folder: &Path) -> io::Result<()> {
        let folder = self.root.join(folder);
        let synced = self.disk.sync_folder(&folder);
        if folder == self.root {
            self.confirmed.set(synced.is_ok());
        }
        synced
    }

    /// Makes a folder inside this one where it is missing, for good.
    pub fn make_folder(&self, folder: &str) -> io::Result<()> {
        if !self.holds(folder.as_ref())? {
            self.disk.make_folder(&self.root.join(folder))?;
            self.confirmed.set(false);
        }
        // What lies in a folder is kept only once the folder itself is.
        if self.confirmed.get() { Ok(()) } else { self.sync(&self.root) }
    }

    /// Keeps the bytes of the file at `path` that are not as they were written, named by their
    /// hash: the same bytes once, and never one copy over another. Says whether there is such a
    /// copy now.
    pub fn keep_copy(&self, path: &Path, bytes: &[u8], hash: &Hash) -> bool {
        let Some((stem, ending)) = path.file_name().and_then(|name| name.to_str()?.split_once('.')) else {
            return false;
        };
        let tag = u64::from_be_bytes(hash.first_chunk().copied().unwrap_or_default());
        let copy = Path::new(DAMAGED).join(format!("{stem}.{}.{ending}", hex(&tag.to_be_bytes())));
        if self.holds(&copy).is_ok_and(|there| there) {
            return true;
        }
        let put = self.make_folder(DAMAGED).and_then(|()| self.put(&copy, bytes, tag));
        put.is_ok_and(|placed| placed.confirmed.is_ok())
    }

    /// Removes one file; one that is not there is as good as removed.
    pub fn remove(&self, path: &Path) -> io::Result<()> {
        match self.disk.remove(&self.root.join(path)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    /// Files beside `file` that another program could have named after it, as a sync does with its
    /// copies.
    pub fn copies_of_others(&self, file: FileName) -> io::Result<Vec<PathBuf>> {
        let (main, stem) = ([file.path(), file.locked_path()], file.stem());
        let inside = main[0].parent().unwrap_or(Path::new(""));
        let goes_on = |name: &String| {
            name.strip_prefix(&stem).is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
        };
        let mut names = self.names(inside.to_str().unwrap_or_default())?;
        names.retain(goes_on);
        let mut copies: Vec<PathBuf> = names.into_iter().map(|name| inside.join(name)).collect();
        copies.retain(|copy| !main.contains(copy));
        Ok(copies)
    }

    /// Removes temporary copies that an earlier run left behind in one folder. Only under the lock.
    pub fn sweep(&self, folder: &str) {
        for temp in self.temps(folder).unwrap_or_default() {
            // One that stays does no harm.
            let _ = self.remove(&temp);
        }
    }

    /// The temporary copies in one folder.
    pub fn temps(&self, folder: &str) -> io::Result<Vec<PathBuf>> {
        let mut names = self.names(folder)?;
        names.retain(|name| name::temp_of(name).is_some());
        Ok(names.into_iter().map(|name| Path::new(folder).join(name)).collect())
    }
}

/// Whether a disk said that it gives no file a second name: it cannot, or not here, or not again.
fn knows_no_links(error: &io::Error) -> bool {
    use ErrorKind::{CrossesDevices, PermissionDenied, TooManyLinks, Unsupported};
    matches!(error.kind(), PermissionDenied | Unsupported | CrossesDevices | TooManyLinks)
}

/// Makes the folder where it is missing, and those above it.
pub(super) fn make_missing(disk: &dyn Disk, root: &Path) -> Result<(), StoreError> {
    make(disk, root).map(drop)
}

/// Makes the folder, and those above it that are missing.
fn make(disk: &dyn Disk, root: &Path) -> Result<Stat, StoreError> {
    let mut missing = Vec::new();
    for folder in root.ancestors().filter(|folder| !folder.as_os_str().is_empty()) {
        if disk.stat(folder).map_err(StoreError::NotThere)?.is_some() {
            break;
        }
        missing.push(folder);
    }
    for folder in missing.into_iter().rev() {
        disk.make_folder(folder).map_err(|error| match error.kind() {
            // Something has the name, and yet nothing is there.
            ErrorKind::AlreadyExists => StoreError::LinkToNowhere,
            _ => StoreError::NotThere(error),
        })?;
        let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
        disk.sync_folder(above.unwrap_or(Path::new("."))).map_err(StoreError::Io)?;
    }
    disk.stat(root).map_err(StoreError::Io)?.ok_or(StoreError::Gone)
}
