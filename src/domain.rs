//! The subject itself: people, check-ins, pacing, flows.
//!
//! Everything here is pure. Time, randomness and content are arguments; nothing
//! reads a file, a clock, the environment or a terminal.

pub mod people;
pub mod record;
pub mod settings;
pub mod text;
pub mod time;
