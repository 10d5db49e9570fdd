//! The terminal front end, driven by keys, without a terminal.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod afterwards;
mod calendar;
mod copies;
mod editor;
mod find;
mod keys;
mod lock;
mod minding;
mod notes;
mod other_key;
mod pages;
mod random;
mod safety;
mod signals;
mod together;
mod weeks;
mod welcome;
mod writing;

#[expect(dead_code, reason = "shared with the journeys, which use the rest")]
#[path = "../support/house.rs"]
mod house;
#[path = "../support/lines.rs"]
mod lines;
#[path = "../support/moment.rs"]
mod moment;
#[path = "../support/screen.rs"]
mod screen;
#[expect(dead_code, reason = "shared with the store's suites, which use the rest")]
#[path = "../support/watched.rs"]
mod watched;
