//! vault.json: what is locked, and with whose keys. Not secret, and not trusted: it says where to
//! look, never what is true.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::format::{SCHEMA, hash, hex};
use super::locked::Public;
use super::name::FileName;
use crate::domain::people::{Each, Person};

/// How many key files of each are remembered.
const KEY_FILES: usize = 8;

/// Files that are locked together, for the same keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Class {
    /// What both keep.
    Shared,
    /// What person a keeps alone.
    A,
    /// What person b keeps alone.
    B,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Shared, Self::A, Self::B];

    /// The class of one person's own files.
    pub fn of(person: Person) -> Self {
        match person {
            Person::A => Self::A,
            Person::B => Self::B,
        }
    }

    /// The class that `file` belongs to; the settings and the vault itself are never locked.
    pub fn of_file(file: FileName) -> Option<Self> {
        match file {
            FileName::Couple | FileName::Month(_) => Some(Self::Shared),
            FileName::Own(person) | FileName::Tonight(person) => Some(Self::of(person)),
            FileName::Settings | FileName::Vault => None,
        }
    }
}

/// What vault.json says.
#[derive(Clone, PartialEq)]
pub(super) struct Vault {
    locked: Vec<Class>,
    keys: Each<Option<Public>>,
    /// The hashes of each one's key files, the newest first, so that an older one that is put
    /// back is known.
    key_files: Each<Vec<String>>,
    rest: Map<String, Value>,
}

/// As it stands in the file.
#[derive(Serialize, Deserialize)]
struct Written {
    schema: u64,
    locked: Vec<Class>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    keys: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    key_files: Map<String, Value>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// What the bytes of a vault.json turned out to be.
pub(super) enum Read {
    /// A vault of this format.
    Ours(Vault),
    /// A newer version wrote it.
    Newer,
    /// It is not whole.
    Torn,
}

impl Default for Vault {
    fn default() -> Self {
        Self { locked: Vec::new(), keys: Each::default(), key_files: Each::default(), rest: Map::new() }
    }
}

impl Vault {
    /// What the bytes of the file say.
    pub fn read(bytes: &[u8]) -> Read {
        #[derive(Deserialize)]
        struct Schema {
            schema: u64,
        }
        match serde_json::from_slice(bytes) {
            Ok(Schema { schema }) if schema > SCHEMA => return Read::Newer,
            Ok(Schema { schema: SCHEMA }) => {}
            _ => return Read::Torn,
        }
        let Ok(written) = serde_json::from_slice::<Written>(bytes) else { return Read::Torn };
        let key = |person: Person| {
            let text = written.keys.get(&String::from(person.letter()))?.as_str()?;
            Public::parse(text)
        };
        let keys = Each::from_fn(key);
        let key_files = Each::from_fn(|person: Person| {
            let files = written.key_files.get(&String::from(person.letter())).and_then(Value::as_array);
            let hashes = files.into_iter().flatten().filter_map(Value::as_str);
            hashes.map(str::to_owned).take(KEY_FILES).collect()
        });
        Read::Ours(Self { locked: written.locked, keys, key_files, rest: written.rest })
    }

    /// The same with `class` locked, or not.
    pub fn locking(&self, class: Class, locked: bool) -> Self {
        let mut next = self.clone();
        next.locked.retain(|one| *one != class);
        if locked {
            next.locked.push(class);
            next.locked.sort();
        }
        next
    }

    /// The same with this as the key of `person`.
    pub fn for_key(&self, person: Person, key: Public) -> Self {
        let mut next = self.clone();
        next.keys[person] = Some(key);
        next
    }

    /// The file that says so.
    pub fn write(&self) -> serde_json::Result<Vec<u8>> {
        let keys = self.keys.iter().filter_map(|(person, key)| {
            Some((person.letter().to_string(), Value::from(key.as_ref()?.as_str())))
        });
        let files = self.key_files.iter().filter(|(_, files)| !files.is_empty());
        let files = files.map(|(person, files)| (person.letter().to_string(), Value::from(files.clone())));
        let written = Written {
            schema: SCHEMA,
            locked: self.locked.clone(),
            keys: keys.collect(),
            key_files: files.collect(),
            rest: self.rest.clone(),
        };
        super::format::plain(&written)
    }

    /// Whether files of this class are locked.
    pub fn locks(&self, class: Class) -> bool {
        self.locked.contains(&class)
    }

    /// Whether `file` is locked.
    pub fn locks_file(&self, file: FileName) -> bool {
        Class::of_file(file).is_some_and(|class| self.locks(class))
    }

    /// Whether any file is locked.
    pub fn locks_anything(&self) -> bool {
        !self.locked.is_empty()
    }

    /// The key that locks for `person`.
    pub fn key(&self, person: Person) -> Option<&Public> {
        self.keys[person].as_ref()
    }

    /// The same with `person`'s own files locked for `key`, or not locked any more.
    pub fn with(&self, person: Person, key: Option<Public>) -> Self {
        let mut next = self.locking(Class::of(person), key.is_some());
        if key.is_none() {
            next.key_files[person].clear();
        }
        next.keys[person] = key;
        next
    }

    /// The same with these bytes as the newest key file of `person`.
    pub fn with_key_file(&self, person: Person, bytes: &[u8]) -> Self {
        let (mut next, hash) = (self.clone(), hex(&hash(bytes)));
        next.key_files[person].retain(|one| *one != hash);
        next.key_files[person].insert(0, hash);
        next.key_files[person].truncate(KEY_FILES);
        next
    }

    /// Whether these bytes are a key file of `person` that another took the place of. One that is
    /// not known at all is none: a cut may have come before it was noted.
    pub fn had_key_file(&self, person: Person, bytes: &[u8]) -> bool {
        let hash = hex(&hash(bytes));
        self.key_files[person].iter().skip(1).any(|one| *one == hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vault {
        match Vault::read(bytes) {
            Read::Ours(vault) => vault,
            Read::Newer | Read::Torn => panic!("a vault of this format"),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let key = super::super::locked::Key::generate().public();
        let vault = Vault::default().with(Person::B, Some(key.clone())).locking(Class::Shared, true);
        let back = read(&vault.write().expect("it is written"));
        assert!(back == vault && back.key(Person::B) == Some(&key) && back.key(Person::A).is_none());
        assert!(back.locks_file(FileName::Couple) && back.locks_file(FileName::Tonight(Person::B)));
        assert!(!back.locks_file(FileName::Own(Person::A)) && !back.locks_file(FileName::Settings));
        assert!(back.with(Person::B, None).locking(Class::Shared, false) == Vault::default());
    }

    #[test]
    fn an_older_key_file_is_known_and_a_stranger_is_none() {
        let (first, second) = (&b"first"[..], &b"second"[..]);
        let vault = Vault::default().with_key_file(Person::A, first).with_key_file(Person::A, second);
        let vault = read(&vault.write().expect("it is written"));
        assert!(vault.had_key_file(Person::A, first) && !vault.had_key_file(Person::B, first));
        assert!(!vault.had_key_file(Person::A, second) && !vault.had_key_file(Person::A, b"third"));
        assert!(vault.with_key_file(Person::A, first).had_key_file(Person::A, second));
        let many = (0..40_u8).fold(vault, |vault, byte| vault.with_key_file(Person::A, &[byte]));
        assert_eq!(many.key_files.a.len(), KEY_FILES);
        assert!(many.with(Person::A, None) == Vault::default());
    }

    #[test]
    fn the_first_vault_of_all_still_opens_and_is_written_the_same() {
        let bytes = b"{\n  \"schema\": 1,\n  \"locked\": []\n}\n";
        assert!(read(bytes) == Vault::default());
        assert_eq!(Vault::default().write().expect("it is written"), bytes);
    }

    #[test]
    fn what_is_no_vault_is_told_from_a_newer_one() {
        assert!(matches!(Vault::read(br#"{"schema": 2, "locked": "all"}"#), Read::Newer));
        for bytes in [&b""[..], b"{", b"[]", br#"{"schema": 1}"#, br#"{"schema": 1, "locked": ["c"]}"#] {
            assert!(matches!(Vault::read(bytes), Read::Torn), "{}", String::from_utf8_lossy(bytes));
        }
        let other =
            read(br#"{"schema": 1, "locked": [], "keys": {"a": "age1other", "c": 4}, "more": {"x": 1}}"#);
        assert!(other.key(Person::A).is_none());
        assert!(String::from_utf8_lossy(&other.write().expect("written")).contains("\"more\""));
    }
}
