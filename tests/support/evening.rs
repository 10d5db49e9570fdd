//! Small archives for tests of the domain: the example couple, and evenings of theirs.

use std::sync::atomic::{AtomicU64, Ordering};

use evenfall::domain::archive::Archive;
use evenfall::domain::change::Change;
use evenfall::domain::check_in::{Answers, Finished, Numbers, Score, Shows, Wish};
use evenfall::domain::content::Kind;
use evenfall::domain::pacing::{Band, Word};
use evenfall::domain::people::{Person, Profile};
use evenfall::domain::time::Evening;

use super::moment::{Seeded, friday};

/// The evening of [`friday`].
pub fn friday_evening() -> Evening {
    friday().evening(evenfall::domain::time::BoundaryHour::default())
}

/// An archive in which these changes happened on that Friday, with ids of its own each time.
pub fn after(archive: &Archive, changes: &[Change]) -> Archive {
    static SEED: AtomicU64 = AtomicU64::new(0);
    let mut mint = Seeded(SEED.fetch_add(1 << 32, Ordering::Relaxed));
    changes.iter().fold(archive.clone(), |archive, change| {
        archive.apply(change, friday(), &mut mint).expect("a change that is allowed")
    })
}

/// One of the two, named.
pub fn named(person: Person, name: &str) -> Change {
    Change::Person(Profile { person, name: name.to_owned(), pronouns: None })
}

/// Mara and Jo, set up, with nothing else said.
pub fn mara_and_jo() -> Archive {
    after(&Archive::default(), &[named(Person::A, "Mara"), named(Person::B, "Jo")])
}

/// A wish of that band and those kinds.
pub fn wish(text: &str, band: Band, kinds: &[Kind]) -> Wish {
    Wish { text: text.to_owned(), band, kinds: kinds.to_vec() }
}

/// Three numbers, all said.
pub fn numbers(energy: u8, body: u8, calm: u8) -> Numbers {
    Numbers { energy: Score::new(energy), body: Score::new(body), calm: Score::new(calm) }
}

/// A finished turn on that Friday.
pub fn finished(person: Person, answers: Answers, shows: Shows, word: Option<Word>) -> Change {
    Change::CheckIn(Box::new(Finished { person, evening: friday_evening(), answers, shows, word }))
}
