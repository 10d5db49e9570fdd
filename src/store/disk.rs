//! The disk as the store sees it: small enough that a test can bring one that fails.

use std::any::Any;
use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use rustix::fs::OFlags;

/// The largest file that is read. Ten years are a fifth of it.
const LARGEST: u64 = 32 << 20;

/// Everything the store asks of a disk. No method opens a file that is there for writing but
/// [`Disk::lock`], which writes nothing into it.
pub trait Disk: Send + Sync {
    /// Makes a new file (0600) and writes all of `bytes`; fails where anything has that name,
    /// a link too.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn Written>>;
    /// Puts the file `from` in the place of `to`.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives the file at `from` the second name `to` (0600); fails where anything has that name,
    /// where `from` is a link itself, and where the disk knows no second names.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Waits until the names in a folder are on the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// What stands at `path`, links followed; `None` where nothing does.
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>>;
    /// Whether a link has that name itself, wherever it leads. Not every disk has links.
    fn is_link(&self, path: &Path) -> io::Result<bool> {
        let _ = path;
        Ok(false)
    }
    /// A whole file with its stat from before reading; `None` where nothing has that name.
    fn read(&self, path: &Path) -> io::Result<Option<(Vec<u8>, Stat)>>;
    /// The names in a folder; none where there is no such folder.
    fn list(&self, path: &Path) -> io::Result<Vec<OsString>>;
    /// Makes a folder (0700), or makes the one that is there 0700.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with nothing in it. A disk that cannot leaves it there.
    fn remove_folder(&self, _: &Path) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }
    /// Locks the file at `path`, made where it is missing, until what is given is dropped;
    /// `None` where another program holds it.
    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Any>>>;
}

/// A new file that is written, and perhaps not on the disk yet.
pub trait Written {
    /// Waits until all of it is on the disk.
    fn sync(&self) -> io::Result<Stat>;
}

/// What tells one state of a file from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// The disk it is on.
    pub dev: u64,
    /// Its number there.
    pub ino: u64,
    /// How long it is.
    pub size: u64,
    /// When it was last written: seconds and nanoseconds.
    pub mtime: (i64, i64),
    /// Whose it is.
    pub uid: u32,
    /// Whether it is a folder.
    pub folder: bool,
}

impl Stat {
    /// Whether `other` is the same file or folder, whatever is in it by now.
    #[must_use]
    pub fn is_same_place(&self, other: &Self) -> bool {
        (self.dev, self.ino) == (other.dev, other.ino)
    }
}

impl From<&Metadata> for Stat {
    fn from(meta: &Metadata) -> Self {
        Self {
            dev: meta.dev(),
            ino: meta.ino(),
            size: meta.len(),
            mtime: (meta.mtime(), meta.mtime_nsec()),
            uid: meta.uid(),
            folder: meta.is_dir(),
        }
    }
}

/// The disk of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn Written>> {
        let flags = flags(OFlags::NOFOLLOW);
        let mut file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).custom_flags(flags).open(path)?;
        own_mode(&file.metadata()?, 0o600, |mode| file.set_permissions(mode))?;
        file.write_all(bytes)?;
        Ok(Box::new(file))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        // A second name for a link would follow whatever becomes of the place it names.
        if !fs::symlink_metadata(from)?.is_file() {
            return Err(ErrorKind::Unsupported.into());
        }
        fs::hard_link(from, to)?;
        own_mode(&fs::metadata(to)?, 0o600, |mode| fs::set_permissions(to, mode))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        if_there(fs::metadata(path).map(|meta| Stat::from(&meta)))
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        let meta = if_there(fs::symlink_metadata(path))?;
        Ok(meta.is_some_and(|meta| meta.is_symlink()))
    }

    fn read(&self, path: &Path) -> io::Result<Option<(Vec<u8>, Stat)>> {
        read_at_most(path, LARGEST)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let Some(entries) = if_there(fs::read_dir(path))? else { return Ok(Vec::new()) };
        let mut names =
            entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        match DirBuilder::new().mode(0o700).create(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => {}
            made => made?,
        }
        // By its name: under some umasks a new folder cannot be opened yet.
        own_mode(&fs::metadata(path)?, 0o700, |mode| fs::set_permissions(path, mode))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Any>>> {
        let flags = flags(OFlags::NOFOLLOW | OFlags::NONBLOCK);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(flags)
            .open(path)?;
        own_mode(&file.metadata()?, 0o600, |mode| file.set_permissions(mode))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Written for File {
    fn sync(&self) -> io::Result<Stat> {
        self.sync_all()?;
        self.metadata().map(|meta| Stat::from(&meta))
    }
}

/// A whole file that somebody named, of at most that many bytes; `None` where there is none.
///
/// # Errors
/// Where it is larger, no file, or cannot be read.
pub fn read_within(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    Ok(read_at_most(path, most)?.map(|(bytes, _)| bytes))
}

fn read_at_most(path: &Path, most: u64) -> io::Result<Option<(Vec<u8>, Stat)>> {
    // NONBLOCK: a named pipe would otherwise keep us waiting for ever.
    let opened = OpenOptions::new().read(true).custom_flags(flags(OFlags::NONBLOCK)).open(path);
    let Some(file) = if_there(opened)? else { return Ok(None) };
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "not a regular file"));
    }
    if meta.len() > most {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "far larger than anything kept here"));
    }
    // Room for all of it and the end: otherwise it is read in growing pieces.
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or_default() + 1);
    file.take(most).read_to_end(&mut bytes)?;
    Ok(Some((bytes, Stat::from(&meta))))
}

/// Sets the mode whatever the umask was. A disk that knows no modes refuses; then whoever
/// mounted it decides who reads there, and saving goes on.
fn own_mode(meta: &Metadata, mode: u32, set: impl FnOnce(Permissions) -> io::Result<()>) -> io::Result<()> {
    if meta.mode() & 0o7777 == mode {
        return Ok(());
    }
    match set(Permissions::from_mode(mode)) {
        Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::Unsupported) => Ok(()),
        set => set,
    }
}

fn if_there<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

/// Flags as std takes them.
fn flags(flags: OFlags) -> i32 {
    flags.bits().cast_signed()
}
