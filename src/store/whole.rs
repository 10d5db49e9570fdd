//! The whole folder as one file, and a folder made from such a file.
//!
//! The file is JSON: each file with its place, its hash, and its bytes as text where they are
//! text. What is locked stays locked in it. Only files that this program writes go in and come
//! out, so no copy can lead a file anywhere else.

mod place;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::backup::Backup;
use super::disk::{Disk, Stat};
use super::error::StoreError;
use super::format::{self, SCHEMA, hash, hex};
use super::name::{BACKUPS, FileName, IGNORED, MONTHS, README};
use super::vault::{self, Vault};

/// The largest copy that is made or read, in bytes. Ten years with all their backups are a third.
pub const LARGEST: u64 = 256 << 20;
/// What a copy says that it is.
const KIND: &str = "copy";
/// The folder of keys, and what is in it.
const KEYS: (&str, [&str; 2]) = ("keys", ["a.age", "b.age"]);

/// Every file that belongs to a folder, with its bytes.
pub struct Whole {
    files: Vec<Held>,
}

/// A file's path inside the folder, and its bytes.
type Held = (String, Vec<u8>);

/// Why there is no copy, or why one is not taken.
#[derive(Debug)]
pub enum NoCopy {
    /// There is nothing to copy.
    Nothing,
    /// The folder changed each time it was read.
    Moving,
    /// It is larger than any copy may be.
    TooLarge,
    /// It is not a copy at all.
    NotACopy,
    /// A newer version made it.
    Newer,
    /// It names a file that no copy holds.
    Stray,
    /// It is not whole.
    Damaged,
    /// The folder does not open.
    Folder(StoreError),
    /// It stands in its place, but the disk did not confirm it.
    NotConfirmed,
    /// The disk refused.
    Disk(io::Error),
}

impl fmt::Display for NoCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "There is nothing here yet to copy. evenfall alone begins.",
            Self::Moving => "Something is being saved just now, so no copy was made. Trying again may do.",
            Self::TooLarge => {
                "It is larger than a copy can be. Nothing was written. The folder itself can be copied."
            }
            Self::NotACopy => {
                "That file is no copy that Evenfall made. Nothing was written. Another file may do."
            }
            Self::Newer => {
                "A newer Evenfall made that copy. Nothing was written. A newer version can take it back."
            }
            Self::Stray => {
                "That copy names a file that does not belong in it. Nothing was written. Another copy may do."
            }
            Self::Damaged => "That copy is not whole. Nothing was written. Another copy may do.",
            Self::Folder(error) => return error.fmt(f),
            Self::NotConfirmed => {
                "It is there, but the disk has not confirmed it yet. Nothing else was changed."
            }
            Self::Disk(error) => match error.kind() {
                io::ErrorKind::AlreadyExists => {
                    "There is a file of that name already, and it stays as it is. Another name would do."
                }
                io::ErrorKind::StorageFull => "The disk is full. Nothing was changed. Another place may do.",
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "Nothing can be written there. Nothing was changed. Another place may do."
                }
                io::ErrorKind::NotFound => "There is no such file or folder. Nothing was changed.",
                _ => "The disk did not do what was asked. Nothing was changed. Another place may do.",
            },
        })
    }
}

impl std::error::Error for NoCopy {}

impl From<io::Error> for NoCopy {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::FileTooLarge { Self::TooLarge } else { Self::Disk(error) }
    }
}

#[derive(Serialize, Deserialize)]
struct Written<'a> {
    schema: u64,
    kind: Cow<'a, str>,
    #[serde(borrow)]
    files: Vec<One<'a>>,
}

#[derive(Serialize, Deserialize)]
struct One<'a> {
    path: Cow<'a, str>,
    sha256: Cow<'a, str>,
    #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, str>>,
    #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
    base64: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Head<'a> {
    schema: u64,
    #[serde(default, borrow)]
    kind: Option<Cow<'a, str>>,
}

impl Whole {
    /// Reads the folder at `root` without its lock, with the names of what is left out of it.
    ///
    /// # Errors
    /// Where there is nothing, or it cannot be read whole.
    pub fn take(disk: &dyn Disk, root: &Path) -> Result<(Self, Vec<String>), NoCopy> {
        // A save may come in between; then it is read again.
        for _ in 0..3 {
            let (names, left_out) = names(disk, root)?;
            if let Some(files) = read_all(disk, root, &names)? {
                let whole = Self { files };
                return if whole.holds_something() { Ok((whole, left_out)) } else { Err(NoCopy::Nothing) };
            }
        }
        Err(NoCopy::Moving)
    }

    /// The copy as it is written.
    ///
    /// # Errors
    /// Where it has no form in JSON, which no copy is without.
    pub fn json(&self) -> serde_json::Result<Vec<u8>> {
        let one = |(path, bytes): &Held| {
            let text = str::from_utf8(bytes).ok();
            One {
                path: Cow::Owned(path.clone()),
                sha256: hex(&hash(bytes)).into(),
                base64: text.is_none().then(|| STANDARD.encode(bytes).into()),
                text: text.map(|text| Cow::Owned(text.to_owned())),
            }
        };
        let files = self.files.iter().map(one).collect();
        format::plain(&Written { schema: SCHEMA, kind: KIND.into(), files })
    }

    /// Reads a copy. All of it is verified here: nothing of it is written anywhere before.
    ///
    /// # Errors
    /// Where it is not a whole copy of this version, or names what does not belong in one.
    pub fn read(bytes: &[u8]) -> Result<Self, NoCopy> {
        if bytes.len() as u64 > 2 * LARGEST {
            return Err(NoCopy::TooLarge);
        }
        let head: Head<'_> = serde_json::from_slice(bytes).map_err(|_| NoCopy::NotACopy)?;
        if head.kind.as_deref() != Some(KIND) {
            return Err(NoCopy::NotACopy);
        }
        if head.schema > SCHEMA {
            return Err(NoCopy::Newer);
        }
        let written: Written<'_> = serde_json::from_slice(bytes).map_err(|_| NoCopy::Damaged)?;
        let (mut files, mut paths, mut size) = (Vec::new(), BTreeSet::new(), 0);
        for one in written.files {
            let path = one.path.into_owned();
            if !belongs(&path) {
                return Err(NoCopy::Stray);
            }
            let bytes = match (one.text, one.base64) {
                (Some(text), None) => text.into_owned().into_bytes(),
                (None, Some(code)) => STANDARD.decode(code.as_bytes()).map_err(|_| NoCopy::Damaged)?,
                _ => return Err(NoCopy::Damaged),
            };
            size += bytes.len() as u64;
            if size > LARGEST {
                return Err(NoCopy::TooLarge);
            }
            if !paths.insert(path.clone()) || hex(&hash(&bytes)) != one.sha256 {
                return Err(NoCopy::Damaged);
            }
            if is_newer(&bytes) {
                return Err(NoCopy::Newer);
            }
            files.push((path, bytes));
        }
        let whole = Self { files };
        if whole.holds_something() { Ok(whole) } else { Err(NoCopy::Damaged) }
    }

    fn holds_something(&self) -> bool {
        let main = |path: &str| record_file(path).is_some();
        self.files.iter().any(|(path, _)| main(path))
    }
}

/// The names of what belongs to a copy, and of what is left out.
fn names(disk: &dyn Disk, root: &Path) -> Result<(Vec<String>, Vec<String>), NoCopy> {
    let (mut belonging, mut left_out) = (Vec::new(), Vec::new());
    let inside = ["", MONTHS, KEYS.0, BACKUPS];
    for folder in inside {
        for name in disk.list(&root.join(folder))? {
            let name = name.to_string_lossy();
            let path = if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") };
            if belongs(&path) {
                belonging.push(path);
            } else if !inside.contains(&path.as_str()) {
                left_out.push(path);
            }
        }
    }
    // A cut may leave a plain file beside the locked one that counts: nobody expects it in a copy.
    if let Some((bytes, _)) = disk.read(&root.join(FileName::Vault.path()))?
        && let vault::Read::Ours(vault) = Vault::read(&bytes)
    {
        let there: BTreeSet<String> = belonging.iter().cloned().collect();
        let superfluous = |path: &String| other_form(path, &vault).is_some_and(|that| there.contains(&that));
        left_out.extend(belonging.extract_if(.., |path| superfluous(path)));
    }
    Ok((belonging, left_out))
}

/// The place of the file that counts, where the one at `path` is in the form that does not.
fn other_form(path: &str, vault: &Vault) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let file = record_file(path).or_else(|| Some(Backup::named(name)?.file))?;
    match (path.strip_suffix(FileName::LOCKED), vault.locks_file(file)) {
        (None, true) => Some(format!("{path}{}", FileName::LOCKED)),
        (Some(plain), false) => Some(plain.to_owned()),
        (None, false) | (Some(_), true) => None,
    }
}

/// All these files; `None` where one changed meanwhile.
fn read_all(disk: &dyn Disk, root: &Path, names: &[String]) -> Result<Option<Vec<Held>>, NoCopy> {
    let (mut files, mut stats, mut size): (_, Vec<Stat>, u64) = (Vec::new(), Vec::new(), 0);
    for name in names {
        let path = root.join(name);
        // Looked at first, so that what is too large is never read.
        size += disk.stat(&path)?.map_or(0, |stat| stat.size);
        if size > LARGEST {
            return Err(NoCopy::TooLarge);
        }
        let Some((bytes, stat)) = disk.read(&path)? else { return Ok(None) };
        files.push((name.clone(), bytes));
        stats.push(stat);
    }
    for (name, stat) in names.iter().zip(stats) {
        if disk.stat(&root.join(name))? != Some(stat) {
            return Ok(None);
        }
    }
    Ok(Some(files))
}

/// Whether a file of that path belongs to a copy: only names that this program writes do, so
/// nothing absolute, no `..`, and none of what is left out.
fn belongs(path: &str) -> bool {
    match path.split_once('/') {
        None => {
            [README, IGNORED, "settings.json", "vault.json"].contains(&path) || record_file(path).is_some()
        }
        Some((BACKUPS, name)) => Backup::named(name).is_some(),
        Some((folder, name)) if folder == KEYS.0 => KEYS.1.contains(&name),
        Some(_) => record_file(path).is_some(),
    }
}

/// The file of records at that path, locked or not.
fn record_file(path: &str) -> Option<FileName> {
    let plain = path.strip_suffix(FileName::LOCKED).unwrap_or(path);
    let name = plain.strip_prefix(MONTHS).and_then(|name| name.strip_prefix('/')).unwrap_or(plain);
    let file = FileName::of_stem(name.strip_suffix(FileName::ENDING)?)?;
    (file.part().is_some() && file.path().as_os_str() == plain).then_some(file)
}

/// Whether these are the bytes of a file that a newer version wrote.
fn is_newer(bytes: &[u8]) -> bool {
    serde_json::from_slice(bytes).is_ok_and(|head: Head<'_>| head.schema > SCHEMA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_program_writes_belongs_to_a_copy() {
        let belonging = [
            "couple.json",
            "couple.json.age",
            "a.json",
            "b.json.age",
            "months/2026-11.json",
            "months/2026-11.json.age",
            "backups/couple.2026-11-20.1.json",
            "backups/a.2026-11-20.1.pinned.json.age",
            "keys/a.age",
            "settings.json",
            "vault.json",
            "README.txt",
        ];
        for path in belonging {
            assert!(belongs(path), "{path}");
        }
        let others = [
            "",
            "/etc/passwd",
            "/couple.json",
            "../couple.json",
            "months/../couple.json",
            "months/couple.json",
            "2026-11.json",
            "backups/../couple.json",
            "backups/couple.json",
            "keys/c.age",
            "keys/../a.json",
            "now-a.json",
            "lock",
            "damaged/couple.0123456789abcdef.json",
            ".couple.json.0123456789abcdef.tmp",
            "settings.json.age",
            "couple.json/",
            "couple.json\0",
            "months//2026-11.json",
            "./couple.json",
            "C:\\couple.json",
        ];
        for path in others {
            assert!(!belongs(path), "{path}");
        }
    }

    #[test]
    fn every_refusal_is_a_few_calm_sentences() {
        let refusals = [
            NoCopy::Nothing,
            NoCopy::Moving,
            NoCopy::TooLarge,
            NoCopy::NotACopy,
            NoCopy::Newer,
            NoCopy::Stray,
            NoCopy::Damaged,
            NoCopy::NotConfirmed,
            NoCopy::Folder(StoreError::NotOurs),
            NoCopy::Disk(io::ErrorKind::AlreadyExists.into()),
            NoCopy::Disk(io::ErrorKind::StorageFull.into()),
            NoCopy::Disk(io::ErrorKind::PermissionDenied.into()),
            NoCopy::Disk(io::ErrorKind::NotFound.into()),
            NoCopy::Disk(io::ErrorKind::TimedOut.into()),
        ];
        for said in refusals.iter().map(ToString::to_string) {
            assert!(said.ends_with('.') && said.matches(". ").count() >= 1, "{said}");
            assert!(!said.contains('!') && !said.contains("  "), "{said}");
        }
    }
}
