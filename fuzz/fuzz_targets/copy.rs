#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code, reason = "each target calls one of them")]
mod bodies;
#[path = "../../tests/support/mod.rs"]
mod support;

libfuzzer_sys::fuzz_target!(|text: &str| bodies::copy(text));
