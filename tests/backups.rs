//! Earlier copies: taken before a file is replaced, thinned out after, and never a danger to what
//! they are copies of.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "backups/deleting.rs"]
mod deleting;
#[path = "backups/guarded.rs"]
mod guarded;
#[path = "backups/pages.rs"]
mod pages;
#[path = "backups/recovering.rs"]
mod recovering;
#[path = "backups/restoring.rs"]
mod restoring;
#[path = "backups/taking.rs"]
mod taking;
#[path = "backups/whole.rs"]
mod whole;

#[path = "support/house.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod house;
#[path = "support/lines.rs"]
mod lines;
#[path = "support/screen.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod screen;
mod support;

use support::moment;
