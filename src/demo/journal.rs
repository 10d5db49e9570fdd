//! What Mara and Jo wrote.

use super::history::{Seeded, apply, evening_of};
use crate::domain::archive::Archive;
use crate::domain::change::{Change, Refusal};
use crate::domain::note::{EntryKind, NewNote, NoteChange};
use crate::domain::people::Person;
use crate::domain::time::Now;

/// How many days ago each entry was written, by whom, what about, and what it is found by.
const ENTRIES: [(u64, Person, EntryKind, &[&str], &str); 5] = [
    (
        38,
        Person::A,
        EntryKind::Free,
        &["walk"],
        "We walked to the bridge and back. I was slow and Jo did not mind.\n\n\
         What helped:\n - going before lunch\n - no plan for after",
    ),
    (36, Person::B, EntryKind::Kindness, &[], "You asked before you helped me with the dishes."),
    (31, Person::A, EntryKind::Missing, &[], "Falling asleep without thinking of it."),
    (29, Person::B, EntryKind::Win, &["walk", "stairs"], "Up the stairs without a rest, and tea at the top."),
    (26, Person::A, EntryKind::Kindness, &[], "Your note in my coat. I read it twice, on the bus."),
];

/// Adds them, as far as they lie within `days`.
///
/// # Errors
/// A [`Refusal`] where a rule does not let it happen.
pub(super) fn invent(archive: &Archive, now: Now, days: u64) -> Result<Archive, Refusal> {
    // Bits of its own: what the evenings hold stays as it is.
    let mut seeded = Seeded::new(days ^ 0x3c17);
    let mut archive = archive.clone();
    for (ago, person, kind, tags, words) in ENTRIES.into_iter().filter(|(ago, ..)| *ago < days) {
        let at = evening_of(now, ago);
        let evening = archive.settings.evening(at);
        let tags = tags.iter().map(ToString::to_string).collect();
        let note = NewNote { kind, tags, ..NewNote::free(false, evening, words) };
        let write = Change::Note(person, NoteChange::Write(note));
        archive = apply(&archive, &[write], at, &mut seeded)?;
    }
    Ok(archive)
}
