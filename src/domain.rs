//! The subject itself: people, check-ins, pacing, flows.
//!
//! Everything here is pure. Time, randomness and content are arguments; nothing
//! reads a file, a clock, the environment or a terminal.

pub mod after_effect;
pub mod answer;
pub mod archive;
pub mod body;
pub mod breath;
pub mod calendar;
pub mod change;
pub mod chart;
pub mod check_in;
pub mod clinician;
pub mod content;
pub mod earlier;
pub mod flow;
pub mod harder_patch;
pub mod jar;
pub mod lamp;
pub mod limits;
pub mod measure;
pub mod merge;
pub mod note;
pub mod offers;
pub mod other_key;
pub mod our_words;
pub mod pacing;
pub mod people;
pub mod plan;
mod private;
pub mod record;
pub mod restriction;
pub mod review;
pub mod round;
pub mod safety;
pub mod scale;
pub mod search;
pub mod secret;
pub mod settings;
pub mod signal;
pub mod signal_keys;
pub mod sitting;
pub mod small_wins;
pub mod tag;
pub mod text;
pub mod time;
pub mod vocabulary;
pub mod welcome;
