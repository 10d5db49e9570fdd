//! What the program looks at before it writes: each with a disk on which it matters.

use std::path::Path;
use std::sync::Arc;

use evenfall::domain::change::Change;
use evenfall::domain::record::Mint as _;
use evenfall::store::{self, Disk, Opened, SaveErrorKind, Why};

use crate::scene::{open, root, sound, temps};
use crate::support::memory::Memory;
use crate::support::now;
use crate::support::{Seeded, applied, everything, november};

/// Makes a disk of a disk in memory.
pub type Make<'a> = &'a dyn Fn(Arc<Memory>) -> Arc<dyn Disk>;

/// Something that the program looks at. An error says what went wrong.
pub struct Check {
    pub name: &'static str,
    pub run: fn(Make) -> Result<(), String>,
}

pub const CHECKS: &[Check] = &[
    Check { name: "a second window only looks", run: second_window },
    Check { name: "a name that is taken is somebody else's", run: taken_name },
    Check { name: "another folder in its place is never written to", run: swapped_folder },
    Check { name: "what another program changed is never saved over", run: changed_outside },
    Check { name: "temporary copies of an earlier run are removed, others stay", run: swept },
    Check { name: "a save goes through on a sound disk", run: goes_through },
];

/// A folder with one of everything.
pub fn filled() -> Arc<Memory> {
    let memory = Memory::new();
    let mut mint = Seeded(5);
    let (mut store, empty) = open(memory.clone());
    store.save(&empty, &everything(&mut mint), now(), &mut mint).expect("it saves");
    drop(store);
    memory.copy()
}

fn is(what: bool, wrong: &str) -> Result<(), String> {
    if what { Ok(()) } else { Err(wrong.into()) }
}

fn liked() -> Change {
    Change::Liked("near-song".into(), true)
}

fn second_window(make: Make) -> Result<(), String> {
    let disk = make(filled());
    let _first = open(disk.clone());
    match store::open(disk, root(), november()) {
        Ok(Opened::Look { why: Why::SecondWindow, .. }) => Ok(()),
        _ => Err("two windows may save".into()),
    }
}

fn taken_name(make: Make) -> Result<(), String> {
    let memory = filled();
    let (mut store, kept) = open(make(memory.clone()));
    let next = applied(&kept, &liked(), &mut Seeded(6));
    let mut mint = Seeded(7);
    let tag = Seeded(7).bits();
    let taken = root().join(format!(".couple.json.{tag:016x}.tmp"));
    memory.put(&taken, b"theirs");
    is(store.save(&kept, &next, now(), &mut mint).is_err(), "a name that is taken was used")?;
    is(memory.bytes(&taken).as_deref() == Some(b"theirs"), "somebody else's file is harmed")?;
    is(store.save(&kept, &next, now(), &mut mint).is_ok(), "another name does not help")
}

fn swapped_folder(make: Make) -> Result<(), String> {
    let memory = filled();
    let (mut store, kept) = open(make(memory.clone()));
    let next = applied(&kept, &liked(), &mut Seeded(6));
    memory.swap(root());
    let refused = store.save(&kept, &next, now(), &mut Seeded(7)).map_err(|error| error.kind);
    is(memory.paths().is_empty(), "something was written into another folder")?;
    is(refused == Err(SaveErrorKind::Gone), "a folder that is gone is not told")
}

fn changed_outside(make: Make) -> Result<(), String> {
    let couple = root().join("couple.json");
    for in_place in [false, true] {
        let memory = filled();
        let (mut store, kept) = open(make(memory.clone()));
        let next = applied(&kept, &liked(), &mut Seeded(6));
        // As long as it was: its length says nothing.
        let mut theirs = memory.bytes(&couple).expect("it is there");
        let name = theirs.windows(4).position(|word| word == b"Mara").expect("a name");
        theirs[name] = b'L';
        if in_place {
            memory.overwrite(&couple, &theirs).expect("it is there");
        } else {
            memory.put(&couple, &theirs);
        }
        let refused = store.save(&kept, &next, now(), &mut Seeded(7)).map_err(|error| error.kind);
        is(memory.bytes(&couple) == Some(theirs), "what another program wrote is saved over")?;
        is(refused == Err(SaveErrorKind::ChangedOutside), "a change from outside is not told")?;
    }
    Ok(())
}

fn swept(make: Make) -> Result<(), String> {
    let memory = filled();
    let theirs = root().join(".couple.json.swp");
    memory.put(&theirs, b"an editor's");
    for ours in [".couple.json.0123456789abcdef.tmp", "months/.2026-11.json.0123456789abcdef.tmp"] {
        memory.put(&root().join(ours), b"half");
    }
    drop(open(make(memory.clone())));
    is(temps(&memory) == 0, "a temporary copy stays")?;
    is(memory.bytes(&theirs).is_some(), "another program's file is gone")
}

fn goes_through(make: Make) -> Result<(), String> {
    let (mut store, kept) = open(make(filled()));
    let next = applied(&kept, &liked(), &mut Seeded(6));
    store.save(&kept, &next, now(), &mut Seeded(7)).map_err(|error| format!("it does not save: {error}"))
}

#[test]
fn the_program_looks_before_it_writes() {
    for check in CHECKS {
        assert_eq!((check.run)(&|memory| sound(memory)), Ok(()), "{}", check.name);
    }
}

/// What does not read back as it was is never written: the read-back check is in the program.
#[test]
fn what_does_not_read_back_is_not_written() {
    let memory = filled();
    let (mut store, kept) = open(memory.clone());
    let before = memory.paths().into_iter().map(|path| memory.bytes(&path)).collect::<Vec<_>>();
    let mut twice = kept.clone();
    let own = &mut twice.drawers_mut().0.a;
    // A field of another version that has the name of one of ours: it would stand there twice.
    Arc::make_mut(own).rest.insert("records".into(), serde_json::json!([]));
    let refused = store.save(&kept, &twice, now(), &mut Seeded(7)).map_err(|error| error.kind);
    assert_eq!(refused, Err(SaveErrorKind::DidNotReadBack));
    let after = memory.paths().into_iter().map(|path| memory.bytes(&path)).collect::<Vec<_>>();
    assert_eq!(before, after);
    assert!(memory.stat(Path::new("/evenfall/a.json")).expect("a disk").is_some());
}
