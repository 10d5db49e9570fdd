//! The one place where randomness comes from.

use std::hash::{BuildHasher, RandomState};

use crate::domain::record::Mint;

/// The system's randomness.
pub struct Random;

impl Mint for Random {
    fn bits(&mut self) -> u64 {
        // A name only has to be like no other; where the system is slow to give randomness,
        // what it gave for hash tables is enough for that.
        getrandom::u64().unwrap_or_else(|_| RandomState::new().hash_one(0_u8))
    }
}
