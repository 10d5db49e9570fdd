//! A folder of two people, and how it is locked.

use std::path::Path;
use std::sync::Arc;

use chrono::DateTime;
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint;
use evenfall::domain::secret::Secret;
use evenfall::domain::time::Now;
use evenfall::session::Session;
use evenfall::store::{RealDisk, Work};

/// Numbers that are another each time.
struct Counting(u64);

impl Mint for Counting {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 ^ (self.0 >> 29)
    }
}

pub fn now() -> Now {
    Now::at(DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment"))
}

pub fn secret() -> Secret {
    Secret::new("six quiet words on a lamp").expect("a passphrase")
}

pub fn open(folder: &Path) -> Session {
    Session::open(folder, Arc::new(RealDisk), Box::new(Counting(7)), now()).expect("a folder that opens")
}

/// Locks everything in it, with the same passphrase for both.
pub fn lock(folder: &Path, work: Work) {
    let mut session = open(folder).working(work);
    for person in Person::BOTH {
        session.open_turn(person, now()).expect("a turn");
        session.lock_for(person, &secret(), now()).expect("it is locked");
        session.end_turn();
    }
}
