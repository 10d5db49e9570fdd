//! The body of a file of records, and how a record leaves it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::earlier::Things;
use crate::domain::merge::tombstones;
use crate::domain::record::{Id, Mint, Record, RecordKind, Records};

/// The body of a file that holds records of one family of kinds.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "K: RecordKind")]
pub struct RecordFile<K> {
    /// Its records.
    #[serde(default)]
    pub records: Records<K>,
    /// Records that were taken out for good: wherever another copy still has one, it goes too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<Id>,
    /// Those of them that a backup may still hold; empty once every backup is clean.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purge: Vec<Id>,
    /// Fields from another version.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl<K> Default for RecordFile<K> {
    fn default() -> Self {
        Self { records: Records::default(), gone: Vec::new(), purge: Vec::new(), rest: Map::new() }
    }
}

impl<K> RecordFile<K> {
    /// Takes out every record that `out` accepts, so that no other copy brings it back. Backups may
    /// keep it. Says whether there was one.
    pub fn take_out(&mut self, out: impl Fn(&K) -> bool) -> bool {
        !self.taken_out(|record| out(&record.what)).is_empty()
    }

    /// Takes out every record that `out` accepts, from here and from every other copy, backups
    /// too. Says whether there was one.
    pub fn erase(&mut self, out: impl Fn(&K) -> bool) -> bool {
        let taken = self.taken_out(|record| out(&record.what));
        self.purge.extend(taken.iter().cloned());
        !taken.is_empty()
    }

    /// Takes out of this earlier copy what was deleted for good since, so that no other copy brings
    /// it back either. Says whether anything was there.
    pub fn forget(&mut self, ids: &[Id]) -> bool {
        let held = self.records.remove_gone(ids);
        if held {
            let new = ids.iter().filter(|id| !self.gone.contains(id)).cloned().collect::<Vec<_>>();
            self.gone.extend(new);
        }
        held
    }

    /// Takes out every record whose name `out` accepts, as [`RecordFile::erase`] does.
    pub fn erase_named(&mut self, out: impl Fn(&Id) -> bool) -> bool {
        let taken = self.taken_out(|record| out(&record.id));
        self.purge.extend(taken.iter().cloned());
        !taken.is_empty()
    }

    /// Takes out every record of a kind that is not known here and that `out` accepts, as
    /// [`RecordFile::erase`] does.
    pub(in crate::domain) fn erase_carried(&mut self, out: impl Fn(&Map<String, Value>) -> bool) -> bool {
        let taken = self.records.remove_carried(out);
        for id in taken.iter().flatten() {
            self.gone.push(id.clone());
            self.purge.push(id.clone());
        }
        !taken.is_empty()
    }

    fn taken_out(&mut self, out: impl Fn(&Record<K>) -> bool) -> Vec<Id> {
        let (leave, stay): (Vec<_>, Vec<_>) = self.records.known().partition(|record| out(record));
        let taken = tombstones(&leave, &stay);
        if !taken.is_empty() {
            self.records.remove(out);
            self.gone.extend(taken.iter().cloned());
        }
        taken
    }

    /// Whether something that stood in `before` was taken out of it, for good or by going back to
    /// an earlier state.
    #[must_use]
    pub fn has_lost(&self, before: &Self) -> bool {
        let names: BTreeSet<&Id> = self.records.known().map(|record| &record.id).collect();
        self.gone.len() > before.gone.len()
            || before.records.known().any(|record| !names.contains(&record.id))
    }

    /// How much is in it, kind by kind.
    pub fn things(&self) -> Things
    where
        K: RecordKind,
    {
        let mut things = Things::default();
        self.records.known().for_each(|record| things.add(record.what.words()));
        for _ in self.records.known().count()..self.records.len() {
            things.add(["thing from a newer version", "things from a newer version"]);
        }
        things
    }

    /// Makes this older state a new writing over `current`: what differs gets a new revision that
    /// remembers the one it takes the place of, and what was taken out since comes back under a
    /// new name, since its old one is gone for good.
    pub fn restored_over(&mut self, current: &Self, mint: &mut dyn Mint)
    where
        K: Clone + PartialEq,
    {
        self.records.restored_over(&current.records, &current.gone, mint);
        self.gone.clone_from(&current.gone);
        self.purge.clone_from(&current.purge);
    }
}
