//! The folder as one file, and back: what `evenfall backup` and `evenfall restore` do and say.

use std::io;
use std::path::Path;

use super::write_new_bytes;
use crate::domain::archive::Archive;
use crate::domain::earlier::{Unopened, day};
use crate::domain::record::Mint;
use crate::domain::text;
use crate::store::disk::read_within;
use crate::store::whole::{LARGEST, NoCopy, Whole};
use crate::store::{Disk, InBackup};

/// Writes the whole folder at `root` to the new file `into`. Gives what is said of it.
///
/// # Errors
/// Where it cannot be read whole, or the file is there already or cannot be written.
pub fn write(disk: &dyn Disk, root: &Path, into: &Path) -> Result<String, NoCopy> {
    let (whole, left_out) = Whole::take(disk, root)?;
    let json = whole.json().map_err(|_| NoCopy::Damaged)?;
    drop(whole);
    write_new_bytes(disk, into, &json)?;
    let above = into.parent().filter(|above| !above.as_os_str().is_empty());
    disk.sync_folder(above.unwrap_or(Path::new("."))).map_err(|_| NoCopy::NotConfirmed)?;
    let names: Vec<String> = left_out.iter().map(|name| text::clean(name)).collect();
    let made = "The copy is made. What is locked is locked in it; the rest anybody can read who has it.\n";
    let left_out =
        if names.is_empty() { String::new() } else { format!("Left out: {}.\n", names.join(", ")) };
    Ok(format!("{made}{left_out}"))
}

/// Makes a folder from the copy in the file `from`, at `root` or beside it. Gives what is said.
///
/// # Errors
/// Where it is no whole copy, or the disk refuses.
pub fn restore(disk: &dyn Disk, from: &Path, root: &Path, mint: &mut dyn Mint) -> Result<String, NoCopy> {
    let bytes = read_within(from, 2 * LARGEST)?.ok_or(io::Error::from(io::ErrorKind::NotFound))?;
    let whole = Whole::read(&bytes)?;
    drop(bytes);
    let place = whole.place(disk, root, mint)?;
    Ok(if place == root {
        "Everything is back. evenfall opens it.\n".into()
    } else {
        let place = text::clean(&place.display().to_string());
        format!(
            "The folder that is there stays as it is. The copy is beside it, in\n{place}\n\
             evenfall --data-dir with that folder opens it.\n"
        )
    })
}

/// The earlier copies there are, a line each: what they are called, what of, and what is in them.
#[must_use]
pub fn list(copies: &[InBackup], archive: &Archive) -> String {
    if copies.is_empty() {
        return "There is no earlier copy yet. The first is kept once something is saved over.\n".into();
    }
    let line = |InBackup { copy, inside }: &InBackup| {
        let inside = match inside {
            None => String::new(),
            Some(Ok(things)) => format!(": {things}"),
            Some(Err(Unopened::Locked)) => ": locked".into(),
            Some(Err(_)) => ": does not open here".into(),
        };
        let part = text::clean(&copy.part.words(archive));
        format!("{}  {part}, {}{inside}\n", copy.name, day(copy.day))
    };
    copies.iter().map(line).collect()
}
