//! The subject itself, without disk or screen.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod breath;
mod calendar;
mod chart;
mod content;
mod erasing;
mod harder_patch;
mod holding;
mod jar;
mod journal;
mod merge;
mod notes;
mod our_words;
mod pacing;
mod plan;
mod planned;
mod privacy;
mod review;
mod rounds;
mod safety;
mod search;
mod signal;
mod small_wins;
mod typed;
mod welcome;

#[path = "../support/evening.rs"]
mod evening;
#[path = "../support/moment.rs"]
mod moment;
