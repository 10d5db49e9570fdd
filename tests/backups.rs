//! Earlier copies: taken before a file is replaced, thinned out after, and never a danger to what
//! they are copies of.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "backups/deleting.rs"]
mod deleting;
#[path = "backups/restoring.rs"]
mod restoring;
#[path = "backups/taking.rs"]
mod taking;

mod support;
