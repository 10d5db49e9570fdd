//! Records of kinds that only another version knows: kept as they stand.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Tally, written};
use crate::domain::record::{Id, Rev};

/// What is known of any record, whatever its kind.
struct Head {
    id: Option<Id>,
    rev: Option<Rev>,
    was: Vec<Rev>,
}

impl Head {
    fn of(map: &Map<String, Value>) -> Self {
        fn read<T: serde::de::DeserializeOwned>(map: &Map<String, Value>, name: &str) -> Option<T> {
            serde_json::from_value(map.get(name)?.clone()).ok()
        }
        Self { id: read(map, "id"), rev: read(map, "rev"), was: read(map, "was").unwrap_or_default() }
    }

    /// Whether `later` is a later writing of the same.
    fn is_before(&self, later: &Self) -> bool {
        let passed = |one: &Self, two: &Self| one.rev.is_some_and(|rev| two.was.contains(&rev));
        self.id.is_some() && self.id == later.id && passed(self, later) && !passed(later, self)
    }
}

/// Those of both sides, each as it stands. One of which both sides have another writing stays
/// twice under one name, for the version that knows what it is.
pub(super) fn settled(
    mine: Vec<&Map<String, Value>>,
    theirs: Vec<&Map<String, Value>>,
    gone: &BTreeSet<Id>,
    tally: &mut Tally,
) -> Vec<Map<String, Value>> {
    let before: BTreeSet<String> = mine.iter().map(written).collect();
    let mut all: Vec<(String, Head, &Map<String, Value>)> =
        mine.iter().chain(&theirs).map(|map| (written(map), Head::of(map), *map)).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all.dedup_by(|one, other| one.0 == other.0);
    let is_gone = |head: &Head| head.id.as_ref().is_some_and(|id| gone.contains(id));
    let mut left = Vec::new();
    for (words, head, map) in &all {
        let here = before.contains(words);
        if is_gone(head) {
            tally.taken_out += usize::from(here);
        } else if !all.iter().any(|(_, other, _)| head.is_before(other)) {
            let known = all.iter().any(|(words, other, _)| before.contains(words) && other.id == head.id);
            if !here && known && head.id.is_some() {
                tally.renewed += 1;
            } else if !here {
                tally.came_in += 1;
            }
            left.push((*map).clone());
        }
    }
    left
}
