//! Records: what a file's body is made of, and how they survive other programs and other versions.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::value::MapDeserializer;
use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::merge::is_gone;

/// Where ids and revisions come from; the edge brings the randomness.
pub trait Mint {
    /// 64 random bits.
    fn bits(&mut self) -> u64;

    /// A new record id.
    fn id(&mut self) -> Id {
        Id::from_bits(self.bits(), self.bits())
    }

    /// A new revision.
    fn rev(&mut self) -> Rev {
        Rev(self.bits())
    }
}

/// Counts, where a test wants no randomness.
#[cfg(test)]
pub(crate) struct Counting(pub u64);

#[cfg(test)]
impl Mint for Counting {
    fn bits(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

/// A record's name for life: 16 characters of Crockford base32 (80 random bits).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    const ALPHABET: &'static [u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const LENGTH: usize = 16;

    pub(in crate::domain) fn from_bits(high: u64, low: u64) -> Self {
        let bits = (u128::from(high) << 64) | u128::from(low);
        let letter = |at: usize| char::from(Self::ALPHABET[(bits >> (5 * at)) as usize & 31]);
        Self((0..Self::LENGTH).map(letter).collect())
    }

    /// The sixteen characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let sound = text.len() == Self::LENGTH && text.bytes().all(|b| Self::ALPHABET.contains(&b));
        if sound { Ok(Self(text)) } else { Err(D::Error::custom("a record id is 16 letters and digits")) }
    }
}

/// One writing of a record: 64 random bits, as 16 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rev(pub(in crate::domain) u64);

impl Serialize for Rev {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl<'de> Deserialize<'de> for Rev {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let sound = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        sound
            .then(|| u64::from_str_radix(&text, 16).ok())
            .flatten()
            .map(Self)
            .ok_or_else(|| D::Error::custom("a revision is 16 hex digits"))
    }
}

/// What a record can be, in one kind of file. Written with `#[serde(tag = "kind")]`.
pub trait RecordKind: Serialize + DeserializeOwned + Clone + PartialEq {
    /// The fields of a kind that this program knows, apart from those of every record; a field it
    /// does not name is kept as it stands. `None` for a kind that is kept as it stands itself.
    fn fields(kind: &str) -> Option<&'static [&'static str]>;

    /// What a record of this kind is called where there is one, and where there are many.
    fn words(&self) -> [&'static str; 2];
}

/// A record of a known kind, with whatever fields a newer program added to it.
#[derive(Clone, PartialEq)]
pub struct Record<K> {
    /// Its name for life.
    pub id: Id,
    /// This writing of it.
    pub rev: Rev,
    /// Earlier writings, newest last, at most [`Record::REMEMBERED`].
    pub was: Vec<Rev>,
    /// Other names of it: of the record that it was kept beside when two copies differed, or of
    /// those that became one with it.
    pub also: Vec<Id>,
    /// What it says.
    pub what: K,
    pub(in crate::domain) rest: Map<String, Value>,
}

impl<K> Record<K> {
    /// How many earlier revisions a record names.
    pub const REMEMBERED: usize = 16;

    /// A first writing.
    pub fn new(id: Id, rev: Rev, what: K) -> Self {
        Self { id, rev, was: Vec::new(), also: Vec::new(), what, rest: Map::new() }
    }

    /// The same record saying something else.
    #[must_use]
    pub fn rewritten(&self, rev: Rev, what: K) -> Self {
        let mut was = self.was.clone();
        was.push(self.rev);
        let surplus = was.len().saturating_sub(Self::REMEMBERED);
        was.drain(..surplus);
        Self { id: self.id.clone(), rev, was, also: self.also.clone(), what, rest: self.rest.clone() }
    }

    /// Every name of it, the one for life first.
    pub fn names(&self) -> impl Iterator<Item = &Id> + Clone {
        std::iter::once(&self.id).chain(&self.also)
    }
}

/// One entry of a body: a record this program knows, or one it only carries.
#[derive(Clone, PartialEq)]
pub enum Entry<K> {
    /// A kind this program knows.
    Known(Record<K>),
    /// A kind from another version, kept as it stands.
    Unknown(Map<String, Value>),
}

impl<K> fmt::Debug for Entry<K> {
    /// Names no content: records hold private words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(record) => write!(f, "Known({})", record.id.as_str()),
            Self::Unknown(_) => f.write_str("Unknown"),
        }
    }
}

impl<K: RecordKind> Serialize for Entry<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error as _;
        match self {
            Self::Unknown(map) => map.serialize(serializer),
            Self::Known(record) => {
                let mut map = Map::new();
                let json = |value: serde_json::Result<Value>| value.map_err(S::Error::custom);
                map.insert("id".into(), json(serde_json::to_value(&record.id))?);
                map.insert("rev".into(), json(serde_json::to_value(record.rev))?);
                if !record.was.is_empty() {
                    map.insert("was".into(), json(serde_json::to_value(&record.was))?);
                }
                if !record.also.is_empty() {
                    map.insert("also".into(), json(serde_json::to_value(&record.also))?);
                }
                if let Value::Object(fields) = json(serde_json::to_value(&record.what))? {
                    map.extend(fields);
                }
                for (key, value) in &record.rest {
                    map.entry(key.clone()).or_insert_with(|| value.clone());
                }
                map.serialize(serializer)
            }
        }
    }
}

/// The fields of a record as they stand in the text, none of them read yet: a folder opens with
/// two months of records before the first frame, and copies of each would take longer than it.
struct Fields<'de>(Vec<(Cow<'de, str>, &'de RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Collect)
    }
}

struct Collect;

impl<'de> Visitor<'de> for Collect {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields: Vec<(Cow<'de, str>, &'de RawValue)> = Vec::with_capacity(12);
        while let Some((name, value)) = map.next_entry::<Cow<'de, str>, _>()? {
            if fields.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom("a field stands twice"));
            }
            fields.push((name, value));
        }
        Ok(Fields(fields))
    }
}

impl Fields<'_> {
    fn read<T: DeserializeOwned>(&self, name: &str) -> serde_json::Result<T> {
        let found = self.0.iter().find(|(known, _)| known == name);
        serde_json::from_str(found.map_or("null", |(_, value)| value.get()))
    }

    /// The fields that are not among `known`.
    fn but(&self, known: &[&[&str]]) -> serde_json::Result<Map<String, Value>> {
        let other = self.0.iter().filter(|(name, _)| !known.iter().any(|names| names.contains(&&**name)));
        other.map(|(name, value)| Ok((name.to_string(), serde_json::from_str(value.get())?))).collect()
    }

    fn entry<K: RecordKind>(&self) -> serde_json::Result<Entry<K>> {
        let kind: Option<String> = self.read("kind").ok();
        let Some(fields) = kind.and_then(|kind| K::fields(&kind)) else {
            return self.but(&[]).map(Entry::Unknown);
        };
        let own = self.0.iter().filter(|(name, _)| !HEAD.contains(&&**name));
        let what = K::deserialize(MapDeserializer::new(own.map(|(name, value)| (&**name, *value))))?;
        let rest = self.but(&[&HEAD, &["kind"], fields])?;
        let was: Option<Vec<Rev>> = self.read("was")?;
        let also: Option<Vec<Id>> = self.read("also")?;
        let (id, rev) = (self.read("id")?, self.read("rev")?);
        let (was, also) = (was.unwrap_or_default(), also.unwrap_or_default());
        Ok(Entry::Known(Record { id, rev, was, also, what, rest }))
    }
}

/// The fields of every record.
const HEAD: [&str; 4] = ["id", "rev", "was", "also"];

impl<'de, K: RecordKind> Deserialize<'de> for Entry<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Fields::deserialize(deserializer)?.entry().map_err(D::Error::custom)
    }
}

/// The records of one file, in the order in which they were added; those of a file that was put
/// together from copies come first, in an order that both copies give.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent, bound = "K: RecordKind")]
pub struct Records<K>(Vec<Entry<K>>);

impl<K> Default for Records<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K> fmt::Debug for Records<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Records({})", self.0.len())
    }
}

impl<K> Records<K> {
    /// These entries, in this order.
    pub(in crate::domain) fn of(entries: Vec<Entry<K>>) -> Self {
        Self(entries)
    }

    /// Everything in its order, unknown kinds too.
    pub(in crate::domain) fn entries(&self) -> impl Iterator<Item = &Entry<K>> {
        self.0.iter()
    }

    /// The records of known kinds.
    pub fn known(&self) -> impl DoubleEndedIterator<Item = &Record<K>> {
        self.0.iter().filter_map(|entry| match entry {
            Entry::Known(record) => Some(record),
            Entry::Unknown(_) => None,
        })
    }

    /// How many entries there are, unknown ones too.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing here at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first thing said that `pick` takes.
    pub fn find<'a, T>(&'a self, pick: impl Fn(&'a K) -> Option<T>) -> Option<T> {
        self.known().find_map(|record| pick(&record.what))
    }

    /// Adds a new record at the end, and gives its name.
    pub fn add(&mut self, mint: &mut dyn Mint, what: K) -> Id {
        let record = Record::new(mint.id(), mint.rev(), what);
        let id = record.id.clone();
        self.0.push(Entry::Known(record));
        id
    }

    /// Rewrites the first record that `same` accepts, or adds a new one.
    /// A record that would say the same again is left as it is.
    pub fn put(&mut self, mint: &mut dyn Mint, same: impl Fn(&K) -> bool, what: K)
    where
        K: PartialEq,
    {
        for entry in &mut self.0 {
            if let Entry::Known(record) = entry
                && same(&record.what)
            {
                if record.what != what {
                    *record = record.rewritten(mint.rev(), what);
                }
                return;
            }
        }
        self.add(mint, what);
    }

    /// Makes these older records a new writing over `current`: what differs gets a new revision
    /// that remembers the one it takes the place of. What is `gone` gets a new name.
    pub(in crate::domain) fn restored_over(&mut self, current: &Self, gone: &[Id], mint: &mut dyn Mint)
    where
        K: Clone + PartialEq,
    {
        for entry in &mut self.0 {
            let Entry::Known(record) = entry else { continue };
            if gone.contains(&record.id) {
                let (id, rev) = (mint.id(), mint.rev());
                *record = Record { id, rev, was: Vec::new(), also: Vec::new(), ..record.clone() };
                continue;
            }
            let now = current.known().find(|one| one.id == record.id && one.rev != record.rev);
            if let Some(now) = now {
                *record = now.rewritten(mint.rev(), record.what.clone());
            }
        }
    }

    /// Puts every record of `current` that `stays` accepts here as it stands there.
    pub(in crate::domain) fn stand_as_in(&mut self, current: &Self, stays: impl Fn(&K) -> bool)
    where
        K: Clone,
    {
        for record in current.known().filter(|record| stays(&record.what)) {
            let same = |entry: &&mut Entry<K>| matches!(entry, Entry::Known(one) if one.id == record.id);
            match self.0.iter_mut().find(same) {
                Some(entry) => *entry = Entry::Known(record.clone()),
                None => self.0.push(Entry::Known(record.clone())),
            }
        }
    }

    /// Rewrites the record of that name; one that is not here stays away.
    pub fn rewrite(&mut self, mint: &mut dyn Mint, id: &Id, what: K) {
        let named = self.0.iter_mut().find_map(|entry| match entry {
            Entry::Known(record) if record.id == *id => Some(record),
            Entry::Known(_) | Entry::Unknown(_) => None,
        });
        if let Some(record) = named {
            *record = record.rewritten(mint.rev(), what);
        }
    }

    /// Rewrites, in one pass, every record of which `with` says what it says from now on.
    pub fn rewrite_each(&mut self, mint: &mut dyn Mint, with: impl Fn(&Record<K>) -> Option<K>) {
        for entry in &mut self.0 {
            if let Entry::Known(record) = entry
                && let Some(what) = with(record)
            {
                *record = record.rewritten(mint.rev(), what);
            }
        }
    }

    /// Takes out every record that `gone` accepts.
    pub fn remove(&mut self, gone: impl Fn(&Record<K>) -> bool) {
        self.0.retain(|entry| !matches!(entry, Entry::Known(record) if gone(record)));
    }

    /// Takes out every record that `gone` names, of unknown kinds too; says whether there was one.
    pub(in crate::domain) fn remove_gone(&mut self, gone: &[Id]) -> bool {
        let before = self.0.len();
        let gone: BTreeSet<Id> = gone.iter().cloned().collect();
        self.0.retain(|entry| match entry {
            Entry::Known(record) => !is_gone(record, &gone),
            Entry::Unknown(fields) => {
                let id = fields.get("id").and_then(Value::as_str);
                !gone.iter().any(|gone| id == Some(gone.as_str()))
            }
        });
        self.0.len() != before
    }

    /// Takes out every entry of another version that `gone` accepts, and gives the name of each
    /// that has one.
    pub(in crate::domain) fn remove_carried(
        &mut self,
        gone: impl Fn(&Map<String, Value>) -> bool,
    ) -> Vec<Option<Id>> {
        let mut names = Vec::new();
        self.0.retain(|entry| match entry {
            Entry::Unknown(fields) if gone(fields) => {
                let id = fields.get("id").cloned();
                names.push(id.and_then(|id| serde_json::from_value(id).ok()));
                false
            }
            Entry::Known(_) | Entry::Unknown(_) => true,
        });
        names
    }
}
