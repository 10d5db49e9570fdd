//! What can go wrong, each kind as the sentence a tired person reads.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

use super::name::FileName;
use super::notice::Damage;

/// Why the folder, or a file in it, does not open. Nothing was changed.
#[derive(Debug)]
pub enum StoreError {
    /// The folder is not there and could not be made.
    NotThere(io::Error),
    /// The folder is a link, and what it names is not there.
    LinkToNowhere,
    /// There is a file where the folder is meant to be.
    NotAFolder,
    /// The folder belongs to another user of this machine.
    NotOurs,
    /// Nothing can be written in the folder.
    NotWritable(io::Error),
    /// The folder was taken away, or another stands in its place.
    Gone,
    /// A file could not be read at all.
    NotReadable(FileName, io::Error),
    /// A file is missing or not whole.
    Damaged(Damage),
    /// A newer version wrote one of the files.
    NewerVersion,
    /// It is locked, and no passphrase was asked for.
    Locked,
    /// Anything else that the disk said.
    Io(io::Error),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotThere(_) => f.write_str(
                "The folder is not there, and it cannot be made. Nothing is changed. \
                 If it is on another disk, connecting that disk brings it back.",
            ),
            Self::LinkToNowhere => f.write_str(
                "The folder is a link to a place that is not there. Nothing is changed. \
                 If that place is on another disk, connecting it brings it back.",
            ),
            Self::NotAFolder => f.write_str(
                "There is a file where the folder would be. Nothing is changed. \
                 Another folder can be named with --data-dir.",
            ),
            Self::NotOurs => f.write_str(
                "The folder belongs to another user of this machine. Nothing is changed. \
                 Another folder can be named with --data-dir.",
            ),
            Self::NotWritable(_) => f.write_str(
                "Nothing can be written in the folder. Nothing is changed. \
                 Its permissions, or another folder with --data-dir, may help.",
            ),
            Self::Gone => f.write_str(
                "The folder is not there any more. Nothing was put in its place. \
                 Once its disk is back, starting again opens it.",
            ),
            Self::NotReadable(file, _) => write!(
                f,
                "{} could not be read from the disk. Nothing is changed. \
                 Its permissions may be worth a look, then starting again.",
                file.path().display()
            ),
            Self::Damaged(damage) => write!(
                f,
                "{damage} Nothing is changed and nothing is overwritten. An earlier copy may be in a backup."
            ),
            Self::NewerVersion => f.write_str(
                "A newer Evenfall wrote these files. Nothing is changed. A newer version can go on with them.",
            ),
            Self::Locked => f.write_str(
                "This is locked. Nothing is changed. evenfall alone asks for the passphrase and opens it.",
            ),
            Self::Io(_) => f.write_str(
                "The disk did not do what was asked. Nothing is changed. Starting again may help.",
            ),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotThere(error)
            | Self::NotWritable(error)
            | Self::NotReadable(_, error)
            | Self::Io(error) => Some(error),
            Self::LinkToNowhere
            | Self::NotAFolder
            | Self::NotOurs
            | Self::Gone
            | Self::Damaged(_)
            | Self::NewerVersion
            | Self::Locked => None,
        }
    }
}

impl StoreError {
    /// Why the folder itself does not open, from what the disk said.
    pub(super) fn of_folder(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotADirectory => Self::NotAFolder,
            _ if is_refusal(&error) => Self::NotWritable(error),
            _ => Self::Io(error),
        }
    }
}

/// Why something is not kept, or not surely.
#[derive(Debug)]
pub struct SaveError {
    /// What sort of trouble it is; front ends and the session branch on it.
    pub kind: SaveErrorKind,
    /// Files that already stand in their new state, in the order of saving.
    pub saved: Vec<FileName>,
    source: Option<io::Error>,
}

/// The sorts of trouble there are with saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveErrorKind {
    /// A file is not the one last read or saved: reload, then apply the change again.
    ChangedOutside,
    /// The disk, or one's share of it, is full.
    Full,
    /// The disk or folder takes no writing.
    NotWritable,
    /// The folder was taken away, or another stands in its place.
    Gone,
    /// The copy that is kept of a file before it is replaced could not be made.
    NoBackup,
    /// Another window has the folder open.
    InUse,
    /// What was deleted for good is not out of every copy yet.
    NotPurged,
    /// The file stands in its new state, but the disk did not confirm it: save again.
    NotConfirmed,
    /// What would have been written does not read back as the same.
    DidNotReadBack,
    /// Anything else that the disk said.
    Io(ErrorKind),
}

impl SaveError {
    pub(super) fn new(kind: SaveErrorKind) -> Self {
        Self { kind, saved: Vec::new(), source: None }
    }

    /// The same trouble, met once these files had been saved.
    pub(super) fn after(self, saved: Vec<FileName>) -> Self {
        Self { saved, ..self }
    }

    /// What stood there before could not be copied. A full disk is told as such: that can be helped.
    pub(super) fn no_backup(error: io::Error) -> Self {
        match Self::from(error) {
            full if full.kind == SaveErrorKind::Full => full,
            other => Self { kind: SaveErrorKind::NoBackup, ..other },
        }
    }

    /// A copy could not be cleared of what was deleted for good.
    pub(super) fn not_purged(error: io::Error) -> Self {
        Self { source: Some(error), ..Self::new(SaveErrorKind::NotPurged) }
    }

    /// A folder's names were not confirmed after a rename.
    pub(super) fn not_confirmed(error: io::Error) -> Self {
        Self { source: Some(error), ..Self::new(SaveErrorKind::NotConfirmed) }
    }
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => SaveErrorKind::Full,
            ErrorKind::NotFound | ErrorKind::StaleNetworkFileHandle => SaveErrorKind::Gone,
            _ if is_refusal(&error) => SaveErrorKind::NotWritable,
            other => SaveErrorKind::Io(other),
        };
        Self { source: Some(error), ..Self::new(kind) }
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            SaveErrorKind::ChangedOutside => {
                "Not kept yet: a file was changed from outside. Your words are still here. \
                 Enter reads it again and keeps them."
            }
            SaveErrorKind::Full => {
                "Not kept yet: the disk is full. Your words are still here. \
                 Once there is some space, Enter keeps them."
            }
            SaveErrorKind::NotWritable => {
                "Not kept yet: nothing can be written in the folder. Your words are still here. \
                 Once it can be written, Enter keeps them."
            }
            SaveErrorKind::Gone => {
                "Not kept yet: the folder is not there any more. Your words are still here. \
                 Once its disk is back, Enter keeps them."
            }
            SaveErrorKind::NoBackup => {
                "Not kept yet: a copy of what stood there before could not be made first. \
                 Your words are still here. Enter tries again."
            }
            SaveErrorKind::InUse => {
                "Evenfall is open in another window. Nothing is changed. \
                 Once that one is closed, Enter tries again."
            }
            SaveErrorKind::NotPurged => {
                "It is deleted, but an earlier copy may still hold it: the disk did not let it be cleared. \
                 Starting again clears it."
            }
            SaveErrorKind::NotConfirmed => {
                "Kept, not yet confirmed by the disk. Nothing is lost. Enter keeps it once more."
            }
            SaveErrorKind::DidNotReadBack => {
                "Not kept yet: it would not read back as it is. Your words are still here. \
                 Nothing on the disk has changed. Other words may go through."
            }
            SaveErrorKind::Io(_) => {
                "Not kept yet: the disk did not take it. Your words are still here. Enter tries again."
            }
        })
    }
}

impl Error for SaveError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|error| error as &(dyn Error + 'static))
    }
}

fn is_refusal(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken() -> io::Error {
        io::Error::from(ErrorKind::TimedOut)
    }

    #[test]
    fn every_error_is_a_few_calm_sentences() {
        let opening = [
            StoreError::NotThere(broken()),
            StoreError::LinkToNowhere,
            StoreError::NotAFolder,
            StoreError::NotOurs,
            StoreError::NotWritable(broken()),
            StoreError::Gone,
            StoreError::NotReadable(FileName::Couple, broken()),
            StoreError::Damaged(Damage::Torn(FileName::Couple)),
            StoreError::NewerVersion,
            StoreError::Locked,
            StoreError::Io(broken()),
        ];
        let saving = [
            SaveErrorKind::ChangedOutside,
            SaveErrorKind::Full,
            SaveErrorKind::NotWritable,
            SaveErrorKind::Gone,
            SaveErrorKind::NoBackup,
            SaveErrorKind::InUse,
            SaveErrorKind::NotPurged,
            SaveErrorKind::NotConfirmed,
            SaveErrorKind::DidNotReadBack,
            SaveErrorKind::Io(ErrorKind::TimedOut),
        ];
        let opening = opening.iter().map(ToString::to_string);
        for said in opening.chain(saving.map(|kind| SaveError::new(kind).to_string())) {
            assert!(said.ends_with('.') && said.matches(". ").count() >= 1, "{said}");
            assert!(!said.contains('!') && !said.contains("  "), "{said}");
        }
    }

    #[test]
    fn what_the_disk_said_is_kept() {
        let error = SaveError::from(io::Error::from_raw_os_error(28));
        assert_eq!(error.kind, SaveErrorKind::Full);
        let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
        assert_eq!(source.and_then(io::Error::raw_os_error), Some(28));
    }
}
