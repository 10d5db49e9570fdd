//! A page of the jar, for paper: what either noticed, the earliest first.

use std::fmt::Write as _;

use super::everything::NotWhole;
use crate::domain::archive::Archive;
use crate::domain::text;

/// Every line in the jar, with who noticed it and when, month by month.
///
/// # Errors
/// Where a month is not read yet: part of it is never given for the whole.
pub fn jar(archive: &Archive) -> Result<String, NotWhole> {
    let (mut lines, _) = archive.jar(0, usize::MAX - 1).map_err(NotWhole::Unread)?;
    lines.sort_by_key(|line| line.at.evening);
    let mut page = String::from("Out of the jar\n");
    let mut month = None;
    for line in lines {
        let of = line.at.evening.month();
        if month != Some(of) {
            // Writing to a string never fails.
            let _ = write!(page, "\n{}\n", of.words());
            month = Some(of);
        }
        let who = if archive.alone() { String::new() } else { format!("{}: ", archive.name(line.person)) };
        let _ = writeln!(page, "  {}, {who}{}", line.at.evening.0.format("%-d %B"), line.words);
    }
    Ok(text::clean(&page))
}
