//! A fixed moment and bits that are the same every time.

use chrono::DateTime;
use evenfall::domain::record::Mint;
use evenfall::domain::time::Now;

/// Bits that are the same every time: `SplitMix64` by Sebastiano Vigna.
pub struct Seeded(pub u64);

impl Mint for Seeded {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}

/// A moment.
pub fn at(text: &str) -> Now {
    Now::at(DateTime::parse_from_rfc3339(text).expect("a test moment"))
}

/// Friday 20 November 2026, nine in the evening.
pub fn friday() -> Now {
    at("2026-11-20T21:00:00+01:00")
}
