//! The bodies of the fuzz targets, with bytes and words made here: the same as `cargo fuzz` runs,
//! without a compiler of its own.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

#[path = "../fuzz/bodies.rs"]
mod bodies;
mod support;

/// Pieces that files and hostile words are made of.
const PIECES: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\n",
    "null",
    "true",
    "1",
    "-1",
    "1e999",
    "0.1",
    "18446744073709551616",
    "\"records\"",
    "\"id\"",
    "\"rev\"",
    "\"was\"",
    "\"gone\"",
    "\"kind\"",
    "\"person\"",
    "\"liked\"",
    "\"schema\"",
    "\"body\"",
    "{\"records\": []}",
    "\\u001b",
    "\\ud800",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{200f}\u{301}",
    "e\u{301}",
    "\u{344}",
    "\u{1100}",
    "\u{1161}",
    "\u{7f8e}",
    "\r\n",
    "\t",
    "\u{0}",
];

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        vec(proptest::sample::select(&PIECES[..]), 0..24).prop_map(|pieces| pieces.concat()),
        vec(any::<char>(), 0..40).prop_map(|all| all.into_iter().collect()),
        vec(0x300_u32..0x370, 0..40).prop_map(|marks| marks
            .into_iter()
            .filter_map(char::from_u32)
            .fold("a".into(), |all, c| format!("{all}{c}"))),
    ]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 0..200),
        (any::<u8>(), words()).prop_map(|(which, words)| [&[which], words.as_bytes()].concat()),
    ]
}

/// What somebody types: mostly what could be meant.
fn typed() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        6 => (0_u8..13).prop_map(|number| number.to_string()),
        2 => proptest::sample::select(&["", "b", "s", "?", ":?", "like 1", "not 2", "n", "o", "y", "k", "h"][..])
            .prop_map(str::to_owned),
        1 => words(),
    ];
    vec(line, 0..30).prop_map(|lines| lines.join("\n").into_bytes())
}

/// Runs a body on so many inputs, the same every time.
fn runs<S: Strategy>(cases: u32, seed: u8, strategy: S, body: impl Fn(S::Value)) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let ran = TestRunner::new_with_rng(config, rng).run(&strategy, |value| {
        body(value);
        Ok(())
    });
    if let Err(error) = ran {
        panic!("{error}");
    }
}

fn every_body(times: u32) {
    runs(times, 1, bytes(), |bytes| bodies::load(&bytes));
    runs(times, 2, words(), |words| bodies::copy(&words));
    runs(times * 4, 3, words(), |words| bodies::clean(&words));
    runs(times / 8, 4, typed(), |bytes| bodies::typed(&bytes));
}

#[test]
fn every_body_holds() {
    every_body(240);
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn every_body_holds_for_long() {
    every_body(10_000);
}
