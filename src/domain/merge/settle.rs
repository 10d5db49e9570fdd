//! All writings of one record, or of the one thing that there may be one of, made to agree.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Mergeable, Tally, beside, derived, is_gone, origin, together, written};
use crate::domain::record::{Id, Record, Rev};

/// One writing, and whether my side has it.
pub(super) struct Version<K> {
    pub record: Record<K>,
    pub mine: bool,
}

/// Writings that are to be one; the revisions are in order.
type Class<K> = (Record<K>, Vec<Record<K>>);

/// What stands in the end, and in `tally` and `purge` what came of it.
pub(super) fn settled<K: Mergeable>(
    versions: Vec<Version<K>>,
    gone: &BTreeSet<Id>,
    purge: &mut BTreeSet<Id>,
    tally: &mut Tally,
) -> Vec<Record<K>> {
    let was_mine = versions.iter().any(|version| version.mine);
    let mut left = newest(told_apart(versions));
    left.retain(|version| {
        let out = is_gone(&version.record, gone);
        if out {
            // A backup on this side may hold it still.
            let names = version.record.names();
            let writings = names.clone().map(|name| beside(name, version.record.rev));
            purge.extend(names.cloned().chain(writings).filter(|name| gone.contains(name)));
            tally.taken_out += usize::from(version.mine);
        }
        !out
    });
    let news = left.iter().any(|version| !version.mine);
    let classes = classes(left);
    let alike = |(first, more): &Class<K>| more.iter().all(|one| says_the_same(one, first));
    match classes.len() {
        _ if !news => {}
        all if !was_mine => tally.came_in += all,
        _ if !classes.iter().all(alike) => tally.careful += 1,
        1 if !classes[0].1.is_empty() => {}
        1 => tally.renewed += 1,
        _ => tally.twice += 1,
    }
    named(classes.into_iter().map(made_one).collect())
}

/// Each writing once. Where the same one does not say the same, somebody changed a file by hand:
/// then what it says makes it a writing of its own.
fn told_apart<K: Mergeable>(versions: Vec<Version<K>>) -> Vec<Version<K>> {
    let mut least: HashMap<Rev, &Record<K>> = HashMap::new();
    for Version { record, .. } in &versions {
        let kept = least.entry(record.rev).or_insert(record);
        if !says_the_same(record, kept) && said(record) < said(kept) {
            *kept = record;
        }
    }
    let by_hand = |version: &Version<K>| {
        let record = &version.record;
        least.get(&record.rev).is_some_and(|least| !says_the_same(record, least))
    };
    let by_hand: Vec<bool> = versions.iter().map(by_hand).collect();
    let mut apart: BTreeMap<Rev, Version<K>> = BTreeMap::new();
    for (mut version, by_hand) in versions.into_iter().zip(by_hand) {
        if by_hand {
            let (what, rest) = said(&version.record);
            let parts = [&version.record.rev.0.to_be_bytes()[..], what.as_bytes(), rest.as_bytes()];
            version.record.rev = Rev(derived(b"by hand", &parts)[0]);
        }
        match apart.get_mut(&version.record.rev) {
            None => {
                apart.insert(version.record.rev, version);
            }
            Some(kept) => {
                kept.mine |= version.mine;
                if kept.record.was != version.record.was {
                    kept.record.was = remembered([&kept.record, &version.record].into_iter(), &[]);
                }
                if kept.record.what.only().is_some() {
                    let names = kept.record.names().chain(version.record.names());
                    let (id, also) = one_name(names.cloned().collect(), &kept.record.id);
                    (kept.record.id, kept.record.also) = (id, also);
                }
            }
        }
    }
    apart.into_values().collect()
}

fn says_the_same<K: Mergeable>(one: &Record<K>, other: &Record<K>) -> bool {
    one.what == other.what && one.rest == other.rest
}

fn said<K: Mergeable>(record: &Record<K>) -> (String, String) {
    (written(&record.what), written(&record.rest))
}

/// Without those that another writing took the place of.
fn newest<K>(versions: Vec<Version<K>>) -> Vec<Version<K>> {
    let mut after: HashMap<Rev, Vec<Rev>> = HashMap::new();
    for Version { record, .. } in &versions {
        for rev in &record.was {
            after.entry(*rev).or_default().push(record.rev);
        }
    }
    // Two that each claim to come after the other come after neither.
    let passed = |record: &Record<K>| {
        let later = after.get(&record.rev).into_iter().flatten();
        later.into_iter().any(|rev| *rev != record.rev && !record.was.contains(rev))
    };
    versions.into_iter().filter(|version| !passed(&version.record)).collect()
}

/// Writings that can be one, each lot for itself.
fn classes<K: Mergeable>(versions: Vec<Version<K>>) -> Vec<Class<K>> {
    let mut classes: Vec<Class<K>> = Vec::new();
    for Version { record, .. } in versions {
        let like = |class: &&mut Class<K>| class.0.what.together(&record.what).is_some();
        match classes.iter_mut().find(like) {
            Some(class) => class.1.push(record),
            None => classes.push((record, Vec::new())),
        }
    }
    classes
}

/// One record that comes after each of these.
fn made_one<K: Mergeable>((first, more): Class<K>) -> Record<K> {
    if more.is_empty() {
        return first;
    }
    let all = || std::iter::once(&first).chain(&more);
    let revs: Vec<Rev> = all().map(|record| record.rev).collect();
    let bytes: Vec<[u8; 8]> = revs.iter().map(|rev| rev.0.to_be_bytes()).collect();
    let parts: Vec<&[u8]> = bytes.iter().map(<[u8; 8]>::as_slice).collect();
    let rev = Rev(derived(b"made one", &parts)[0]);
    let was = remembered(all(), &revs);
    let (id, also) = match first.what.only() {
        Some(_) => one_name(all().flat_map(Record::names).cloned().collect(), &first.id),
        None => (first.id.clone(), first.also.clone()),
    };
    let mut what = first.what.clone();
    let mut rest = first.rest.clone();
    for other in &more {
        what = what.together(&other.what).unwrap_or(what);
        rest = together(&rest, &other.rest);
    }
    Record { id, rev, was, also, what, rest }
}

/// The first of these names, and the others after it.
fn one_name(mut names: BTreeSet<Id>, own: &Id) -> (Id, Vec<Id>) {
    let id = names.pop_first().unwrap_or_else(|| own.clone());
    (id, names.into_iter().collect())
}

/// What these writings and `newest` remember together: the newest last, as much as fits.
fn remembered<'a, K: 'a>(records: impl Iterator<Item = &'a Record<K>>, newest: &[Rev]) -> Vec<Rev> {
    let mut deep: BTreeMap<Rev, usize> = BTreeMap::new();
    for record in records {
        for (depth, rev) in record.was.iter().rev().enumerate() {
            let least = deep.entry(*rev).or_insert(depth);
            *least = depth.min(*least);
        }
    }
    let mut was: Vec<(usize, Rev)> = deep.into_iter().map(|(rev, depth)| (depth, rev)).collect();
    was.retain(|(_, rev)| !newest.contains(rev));
    was.sort_unstable_by(|one, other| other.cmp(one));
    let mut was: Vec<Rev> = was.into_iter().map(|(_, rev)| rev).chain(newest.iter().copied()).collect();
    let surplus = was.len().saturating_sub(Record::<K>::REMEMBERED);
    was.drain(..surplus);
    was
}

/// Of records that stand side by side the first keeps their name, and each other gets one that
/// follows from that and from its writing, so every device gives the same.
fn named<K: Mergeable>(mut records: Vec<Record<K>>) -> Vec<Record<K>> {
    records.sort_by_key(|record| record.rev);
    for (at, record) in records.iter_mut().enumerate() {
        if record.what.only().is_none() {
            let name = origin(record).clone();
            if at == 0 {
                (record.id, record.also) = (name, Vec::new());
            } else {
                (record.id, record.also) = (beside(&name, record.rev), vec![name]);
            }
        }
    }
    records
}
