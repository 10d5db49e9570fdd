//! A look round with two invented people, and years of them for measuring.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use crate::domain::content::Content;
use crate::domain::record::Mint;
use crate::domain::time::{Now, YearMonth};
use crate::store::{self, Opened, RealDisk};

pub mod history;
pub mod years;

use history::{Seeded, Span, invent};

/// What is said before anything else.
pub const NOTICE: &str = "This is a demo. Mara and Jo are invented, and nothing here is kept.";

/// A folder with Mara and Jo in it, which is gone once this is dropped.
pub struct Demo {
    folder: PathBuf,
}

impl Demo {
    /// Makes the folder among the temporary ones in `temporary`, six weeks before `now` in it.
    ///
    /// # Errors
    /// Where it cannot be made or filled.
    pub fn begin(temporary: &Path, content: &Content, now: Now, mint: &mut dyn Mint) -> Result<Self> {
        let folder = temporary.join(format!("evenfall-demo-{:016x}", mint.bits()));
        DirBuilder::new()
            .mode(0o700)
            .create(&folder)
            .context("There is no room for the demo among the temporary folders. Nothing else is touched.")?;
        let demo = Self { folder };
        write(&demo.folder, content, now, Span { days: 42, blank_days: true }, false)?;
        Ok(demo)
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // What is in it is invented: where it cannot be removed, nothing private stays.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Invents `years` years before `now` and leaves them in `folder`, which has to be empty.
///
/// # Errors
/// Where something is in the folder already, or it cannot be written.
pub fn fill(folder: &Path, years: u16, content: &Content, now: Now) -> Result<()> {
    let taken = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        bail!("There is something in that folder already, so nothing was written. An empty one would do.");
    }
    let days = u64::from(years) * 365 + u64::from(years) / 4;
    write(folder, content, now, Span { days, blank_days: false }, true)
}

fn write(folder: &Path, content: &Content, now: Now, span: Span, entries: bool) -> Result<()> {
    let around = YearMonth::of(now.wall.date_naive());
    let Opened::Write { mut store, archive, .. } = store::open(Arc::new(RealDisk), folder, around)? else {
        bail!("That folder is in use, so nothing was written.");
    };
    let mut seeded = Seeded::new(span.days);
    let mut invented = invent(&archive, content, now, span)
        .context("The invented evenings do not fit. Nothing was written.")?;
    if entries {
        invented = years::with_entries(&invented, &mut seeded).context("The invented entries do not fit.")?;
    }
    Ok(store.save(&archive, &invented, &mut seeded)?)
}
