//! The model itself: what a cut may leave of a few operations, written out.

use std::collections::BTreeSet;
use std::path::Path;

use evenfall::store::Disk as _;

use crate::support::Seeded;
use crate::support::cut::left_by;
use crate::support::memory::Memory;

/// Every state that a cut now may leave: each file's name with its bytes.
fn left(memory: &Memory) -> BTreeSet<Vec<(String, Vec<u8>)>> {
    let file =
        |left: &Memory, path: &Path| (path.display().to_string(), left.bytes(path).expect("it is there"));
    let files = |left: &Memory| left.paths().iter().map(|path| file(left, path)).collect();
    left_by(&memory.state(), 10_000, &mut Seeded(1))
        .into_iter()
        .map(|state| files(&Memory::holding(state)))
        .collect()
}

fn states(states: &[&[(&str, &str)]]) -> BTreeSet<Vec<(String, Vec<u8>)>> {
    let file = |(name, bytes): &(&str, &str)| ((*name).to_owned(), bytes.as_bytes().to_vec());
    states.iter().map(|files| files.iter().map(file).collect()).collect()
}

#[test]
fn a_new_file_is_there_for_sure_only_when_both_were_waited_for() {
    let memory = Memory::new();
    let file = memory.write_new(Path::new("/a"), b"12345678").expect("made");
    let parts = ["", "1", "1234", "1234567"];
    let zeros = ["\0\0\0\0\0\0\0\0", "1\0\0\0\0\0\0\0", "1234\0\0\0\0", "1234567\0"];
    let torn = parts.iter().chain(&zeros).chain(&["12345678"]);
    let mut expected: BTreeSet<_> =
        torn.map(|bytes| vec![("/a".into(), bytes.as_bytes().to_vec())]).collect();
    expected.insert(Vec::new());
    assert_eq!(left(&memory), expected);

    file.sync().expect("synced");
    assert_eq!(left(&memory), states(&[&[], &[("/a", "12345678")]]));
    memory.sync_folder(Path::new("/")).expect("synced");
    assert_eq!(left(&memory), states(&[&[("/a", "12345678")]]));
}

#[test]
fn a_rename_is_two_things_that_may_each_be_lost() {
    let memory = Memory::new();
    memory.put(Path::new("/a"), b"old");
    memory.put(Path::new("/b"), b"new");
    memory.rename(Path::new("/b"), Path::new("/a")).expect("renamed");
    let expected: [&[_]; 4] = [
        &[("/a", "old"), ("/b", "new")],
        &[("/a", "old")],
        &[("/a", "new"), ("/b", "new")],
        &[("/a", "new")],
    ];
    assert_eq!(left(&memory), states(&expected));
}

#[test]
fn a_link_is_a_second_name_that_may_be_lost() {
    let memory = Memory::new();
    memory.put(Path::new("/a"), b"old");
    memory.link(Path::new("/a"), Path::new("/b")).expect("linked");
    assert!(memory.link(Path::new("/a"), Path::new("/b")).is_err(), "a name that is taken");
    assert_eq!(left(&memory), states(&[&[("/a", "old")], &[("/a", "old"), ("/b", "old")]]));
    memory.sync_folder(Path::new("/")).expect("synced");
    memory.remove(Path::new("/a")).expect("removed");
    assert_eq!(left(&memory), states(&[&[("/b", "old")], &[("/a", "old"), ("/b", "old")]]));
}

#[test]
fn what_lies_in_a_folder_that_is_lost_is_lost_with_it() {
    let memory = Memory::new();
    memory.make_folder(Path::new("/in")).expect("made");
    memory.write_new(Path::new("/in/a"), b"x").expect("made").sync().expect("synced");
    memory.sync_folder(Path::new("/in")).expect("synced");
    assert_eq!(left(&memory), states(&[&[], &[("/in/a", "x")]]));
    memory.sync_folder(Path::new("/")).expect("synced");
    assert_eq!(left(&memory), states(&[&[("/in/a", "x")]]));
}
