//! Making a folder from a copy: whole, or not at all.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::{NoCopy, Whole};
use crate::domain::record::Mint;
use crate::store::disk::Disk;
use crate::store::folder;

impl Whole {
    /// Makes a folder from this copy: at `root` where nothing is there or an empty folder, and
    /// otherwise beside it. It stands there whole or not at all. Gives where.
    ///
    /// # Errors
    /// Where the disk refuses; what was begun is then taken away again.
    pub fn place(&self, disk: &dyn Disk, root: &Path, mint: &mut dyn Mint) -> Result<PathBuf, NoCopy> {
        let parent = root.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        folder::make_missing(disk, parent).map_err(NoCopy::Folder)?;
        let name = root.file_name().and_then(|name| name.to_str()).unwrap_or("evenfall").to_owned();
        let begun = parent.join(format!(".{name}.{:016x}.tmp", mint.bits()));
        if disk.stat(&begun)?.is_some() {
            return Err(NoCopy::Disk(io::ErrorKind::AlreadyExists.into()));
        }
        let placed = self.write(disk, &begun).and_then(|()| {
            let place = free_place(disk, root, parent, &name)?;
            disk.rename(&begun, &place)?;
            Ok(place)
        });
        match placed {
            Ok(place) => disk.sync_folder(parent).map(|()| place).map_err(|_| NoCopy::NotConfirmed),
            Err(error) => {
                self.take_away(disk, &begun);
                Err(error.into())
            }
        }
    }

    fn write(&self, disk: &dyn Disk, begun: &Path) -> io::Result<()> {
        disk.make_folder(begun)?;
        let inside = self.folders();
        for folder in &inside {
            disk.make_folder(&begun.join(folder))?;
        }
        for (path, bytes) in &self.files {
            disk.write_new(&begun.join(path), bytes)?.sync()?;
        }
        for folder in &inside {
            disk.sync_folder(&begun.join(folder))?;
        }
        disk.sync_folder(begun)
    }

    fn folders(&self) -> BTreeSet<&str> {
        self.files.iter().filter_map(|(path, _)| Some(path.split_once('/')?.0)).collect()
    }

    /// What could not be finished goes; what cannot be removed either does no harm there.
    fn take_away(&self, disk: &dyn Disk, begun: &Path) {
        for (path, _) in &self.files {
            let _ = disk.remove(&begun.join(path));
        }
        for folder in self.folders() {
            let _ = disk.remove_folder(&begun.join(folder));
        }
        let _ = disk.remove_folder(begun);
    }
}

/// The first name beside `root` that is free, or `root` itself.
fn free_place(disk: &dyn Disk, root: &Path, parent: &Path, name: &str) -> io::Result<PathBuf> {
    let free = |place: &Path| -> io::Result<bool> {
        Ok(match disk.stat(place)? {
            None => true,
            Some(stat) => stat.folder && place == root && disk.list(place)?.is_empty(),
        })
    };
    if free(root)? {
        return Ok(root.to_owned());
    }
    for number in 1..1_000 {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        let place = parent.join(format!("{name}-restored{number}"));
        if free(&place)? {
            return Ok(place);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
