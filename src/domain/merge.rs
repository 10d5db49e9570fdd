//! Two copies of one file put together, record by record: as a sync leaves them when both sides
//! were written.
//!
//! The result is the same whichever copy is called mine, and the same again when it is put
//! together once more. Nothing that is not gone is lost, and nothing that is gone comes back. A
//! record remembers a limited number of its earlier writings; an older copy than that counts as
//! another writing, so it is kept beside the newer one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::archive::{Couple, RecordFile};
use super::record::{Entry, Id, Record, RecordKind, Records, Rev};
use super::time::Evening;

mod entries;
mod kinds;
mod preview;
mod settle;
mod tonight;
mod unknown;

pub use preview::{Aside, LeftAlone, Preview};

use settle::Version;

/// A kind of record that says how two writings of it, neither of which knew the other, become one.
pub trait Mergeable: RecordKind {
    /// What it is the only one of, where there may be only one: a person's name, one evening's mark.
    fn only(&self) -> Option<String>;

    /// The two as one, always the careful part of each where it protects somebody. `None` where
    /// they are to stand side by side, which those of [`Mergeable::only`] never do.
    #[must_use]
    fn together(&self, other: &Self) -> Option<Self>;

    /// The evening by which it is put in order.
    fn evening(&self) -> Option<Evening>;
}

/// A body that was put together, and what that did to mine.
#[derive(Clone, PartialEq)]
pub struct Merged<B> {
    /// The body.
    pub body: B,
    /// What came of it.
    pub tally: Tally,
}

/// What putting two copies together does to mine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Things that only the other copy has.
    pub came_in: usize,
    /// Things that the other copy wrote after mine.
    pub renewed: usize,
    /// Things that were written on both sides and now stand side by side.
    pub twice: usize,
    /// Things of which there is only one, written on both sides: the careful part of each holds.
    pub careful: usize,
    /// Things of mine that the other side had taken out.
    pub taken_out: usize,
}

impl Tally {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            came_in: self.came_in + other.came_in,
            renewed: self.renewed + other.renewed,
            twice: self.twice + other.twice,
            careful: self.careful + other.careful,
            taken_out: self.taken_out + other.taken_out,
        }
    }
}

impl<K: Mergeable> RecordFile<K> {
    /// This body and another copy of it as one.
    #[must_use]
    pub fn merged(&self, theirs: &Self) -> Merged<Self> {
        let gone: BTreeSet<Id> = self.gone.iter().chain(&theirs.gone).cloned().collect();
        let mut purge: BTreeSet<Id> = self.purge.iter().chain(&theirs.purge).cloned().collect();
        let mut tally = Tally::default();
        let mut groups: BTreeMap<String, Vec<Version<K>>> = BTreeMap::new();
        for (body, mine) in [(self, true), (theirs, false)] {
            for record in body.records.known() {
                let named = record.what.only().map(|only| format!("only {only}"));
                let group = named.unwrap_or_else(|| format!("record {}", origin(record).as_str()));
                groups.entry(group).or_default().push(Version { record: record.clone(), mine });
            }
        }
        let mut records: Vec<Record<K>> = Vec::new();
        for versions in groups.into_values() {
            records.extend(settle::settled(versions, &gone, &mut purge, &mut tally));
        }
        records.sort_by_cached_key(|record| (record.what.evening(), record.id.clone(), record.rev));
        let mut entries: Vec<Entry<K>> = records.into_iter().map(Entry::Known).collect();
        let unknown = unknown::settled(carried(self), carried(theirs), &gone, &mut tally);
        entries.extend(unknown.into_iter().map(Entry::Unknown));
        let body = Self {
            records: Records::of(entries),
            gone: gone.into_iter().collect(),
            purge: purge.into_iter().collect(),
            rest: together(&self.rest, &theirs.rest),
        };
        Merged { body, tally }
    }
}

impl Couple {
    /// Whether `theirs` was never the same file as this one: both hold something, and nothing in
    /// them has the same name. It is the folder of another couple then.
    #[must_use]
    pub fn is_of_others(&self, theirs: &Self) -> bool {
        let names = |couple: &Self| {
            let there = couple.records.known().flat_map(Record::names);
            there.chain(&couple.gone).cloned().collect::<BTreeSet<Id>>()
        };
        let (mine, theirs) = (names(self), names(theirs));
        !mine.is_empty() && !theirs.is_empty() && mine.is_disjoint(&theirs)
    }
}

/// The names under which `leave` are gone for good where `stay` remain. While another record
/// stands under the same name, because both sides of a sync had written it, only these writings
/// of it are gone.
pub(super) fn tombstones<K>(leave: &[&Record<K>], stay: &[&Record<K>]) -> Vec<Id> {
    let held: BTreeSet<&Id> = stay.iter().flat_map(|record| record.names()).collect();
    let mut gone = BTreeSet::new();
    for record in leave {
        for name in record.names() {
            if held.contains(name) {
                gone.extend(record.was.iter().chain([&record.rev]).map(|rev| beside(name, *rev)));
            } else {
                gone.insert(name.clone());
            }
        }
    }
    gone.into_iter().collect()
}

/// Whether `gone` names this record, or this very writing of it.
pub(super) fn is_gone<K>(record: &Record<K>, gone: &BTreeSet<Id>) -> bool {
    let named = |name: &Id| gone.contains(name) || gone.contains(&beside(name, record.rev));
    !gone.is_empty() && record.names().any(named)
}

/// The name under which every writing of a record goes that stands side by side with others.
fn origin<K>(record: &Record<K>) -> &Id {
    record.also.first().unwrap_or(&record.id)
}

/// The name of the writing `rev` of `origin`, where it stands beside another one.
fn beside(origin: &Id, rev: Rev) -> Id {
    let bits = derived(b"beside", &[origin.as_str().as_bytes(), &rev.0.to_be_bytes()]);
    Id::from_bits(bits[0], bits[1])
}

/// Bits that follow from these parts, and are random to anything else.
fn derived(what: &[u8], parts: &[&[u8]]) -> [u64; 2] {
    let mut hash = Sha256::new();
    for part in [what].iter().chain(parts) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let bytes: [u8; 32] = hash.finalize().into();
    let bits = |at: usize| bytes[at..at + 8].iter().fold(0, |bits, byte| (bits << 8) | u64::from(*byte));
    [bits(0), bits(8)]
}

/// The fields of both; where one differs, the same one of the two whichever is called mine.
fn together(one: &Map<String, Value>, other: &Map<String, Value>) -> Map<String, Value> {
    let mut fields: BTreeMap<&String, &Value> = one.iter().collect();
    for (name, value) in other {
        let kept = fields.entry(name).or_insert(value);
        if written(value) > written(*kept) {
            *kept = value;
        }
    }
    fields.into_iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// How it is written: the order that two things have without a clock.
fn written<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn carried<K>(body: &RecordFile<K>) -> Vec<&Map<String, Value>> {
    let unknown = body.records.entries().filter_map(|entry| match entry {
        Entry::Unknown(map) => Some(map),
        Entry::Known(_) => None,
    });
    unknown.collect()
}
