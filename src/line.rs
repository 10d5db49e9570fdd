//! Line mode: the same flows, one question at a time, as plain lines of text.

pub mod read;
pub mod show;
pub mod talk;
