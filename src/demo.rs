//! A look round with two invented people, and years of them for measuring.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use tempfile::{Builder, TempDir};

use crate::domain::content::Content;
use crate::domain::time::{Now, YearMonth};
use crate::store::{self, Disk, Opened, RealDisk};

mod calendar;
pub mod history;
mod journal;
mod plan;

use history::{Seeded, Span, invent};

/// What is said before anything else.
pub const NOTICE: &str = "This is a demo. Mara and Jo are invented, and nothing here is kept.";

/// A folder with Mara and Jo in it, six weeks before `now`; it is gone once it is dropped.
///
/// # Errors
/// Where it cannot be made or filled.
pub fn begin(content: &Content, now: Now) -> Result<TempDir> {
    let folder = Builder::new().prefix("evenfall-demo-").tempdir();
    let folder = folder
        .context("There is no room for the demo among the temporary folders. Nothing else is touched.")?;
    write(folder.path(), content, now, Span { days: 42, blank_days: true, notes: false })?;
    Ok(folder)
}

/// Invents `years` years before `now` and leaves them in `folder`, which has to be empty.
///
/// # Errors
/// Where something is in the folder already, or it cannot be written.
pub fn fill(folder: &Path, years: u16, content: &Content, now: Now) -> Result<()> {
    let there = RealDisk.list(folder).context("That folder cannot be looked into. Nothing was written.")?;
    if !there.is_empty() {
        bail!("There is something in that folder already, so nothing was written. An empty one would do.");
    }
    let days = u64::from(years) * 365 + u64::from(years) / 4;
    write(folder, content, now, Span { days, blank_days: false, notes: true })
}

fn write(folder: &Path, content: &Content, now: Now, span: Span) -> Result<()> {
    let around = YearMonth::of(now.wall.date_naive());
    let Opened::Write { mut store, archive, .. } = store::open(Arc::new(RealDisk), folder, around)? else {
        bail!("That folder is in use, so nothing was written.");
    };
    let invented = invent(&archive, content, now, span)
        .context("The invented evenings do not fit. Nothing was written.")?;
    Ok(store.save(&archive, &invented, now, &mut Seeded::new(span.days))?)
}
