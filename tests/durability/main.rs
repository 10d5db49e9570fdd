//! Whatever goes wrong, and whenever: every file is whole, old or new, and what is said is true.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod checks;
mod cuts;
mod damage;
mod faults;
mod locked;
mod model;
mod mutants;
mod order;
mod rows;
mod scene;

#[path = "../support/mod.rs"]
mod support;
