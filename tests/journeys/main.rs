//! Whole evenings, answer by answer, on a real folder.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod afterwards;
mod calendar;
mod copies;
mod drafts;
mod evenings;
mod find;
mod guided;
mod injected;
mod journal;
mod kill;
mod leaving;
mod locked;
mod looking_back;
mod minding;
mod notes;
mod other_key;
mod plan;
mod safety;
mod set_up;
mod sitting;
mod small_wins;
mod together;
mod weeks;
mod welcome;

#[path = "../support/house.rs"]
mod house;
#[path = "../support/moment.rs"]
mod moment;
#[expect(dead_code, reason = "other tests ask more of it")]
#[path = "../support/screen.rs"]
mod screen;
#[expect(dead_code, reason = "other tests ask more of it")]
#[path = "../support/watched.rs"]
mod watched;
