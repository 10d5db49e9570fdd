//! How a file is written: a header, and a body whose bytes the header vouches for.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::name::FileName;
use crate::domain::archive::{RecordFile, Tonight};
use crate::domain::record::RecordKind;
use crate::domain::text;

/// The format this program writes.
pub(super) const SCHEMA: u64 = 1;

/// The newest generation known of each shared file, by name.
pub(super) type Seen = BTreeMap<String, u64>;

/// What tells the bytes of one file from any others.
pub(super) type Hash = [u8; 32];

/// The body of a file that has a header.
pub(super) trait Body: Serialize + DeserializeOwned + PartialEq + Default {
    /// How many records of unknown kinds it carries.
    fn carried(&self) -> usize;
}

impl<K: RecordKind> Body for RecordFile<K> {
    fn carried(&self) -> usize {
        self.records.len() - self.records.known().count()
    }
}

impl Body for Tonight {
    fn carried(&self) -> usize {
        0
    }
}

/// What a header says beyond the name of its file.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Header {
    /// One more at each save.
    pub generation: u64,
    /// The other shared files as they were known at the time.
    pub seen: Seen,
    /// Fields from another version.
    pub rest: Map<String, Value>,
}

/// What a file's bytes turned out to be.
pub(super) enum Decoded<B> {
    /// A whole file of this format.
    Whole {
        /// Its header.
        header: Header,
        /// Its body.
        body: B,
        /// Whether the body is not the one that the header vouches for.
        edited: bool,
    },
    /// A file of a newer format, with its body as far as it makes sense here.
    Newer(Option<B>),
    /// Nothing at all.
    Empty,
    /// Not a whole file of its kind.
    Torn,
}

#[derive(Serialize)]
struct Written<'a> {
    schema: u64,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    generation: u64,
    seen: &'a Seen,
    sha256: String,
    #[serde(flatten)]
    rest: &'a Map<String, Value>,
    body: &'a RawValue,
}

#[derive(Deserialize)]
struct Standing<'a> {
    schema: u64,
    kind: String,
    of: Option<String>,
    generation: u64,
    seen: Seen,
    sha256: String,
    #[serde(borrow)]
    body: &'a RawValue,
}

#[derive(Deserialize)]
struct Schema {
    schema: u64,
}

/// The fields of a header that this program knows.
const KNOWN: [&str; 7] = ["schema", "kind", "of", "generation", "seen", "sha256", "body"];

/// The bytes of `file`.
pub(super) fn encode<B: Body>(file: FileName, header: &Header, body: &B) -> serde_json::Result<Vec<u8>> {
    // No string holds a bare newline in JSON, so this indents lines and nothing else.
    let body = serde_json::to_string_pretty(body)?.replace('\n', "\n  ");
    let written = Written {
        schema: SCHEMA,
        kind: kind(file),
        of: of(file),
        generation: header.generation,
        seen: &header.seen,
        sha256: hex(&hash(body.as_bytes())),
        rest: &header.rest,
        body: &RawValue::from_string(body)?,
    };
    plain(&written)
}

/// Something without a header, for people to read: pretty, and one newline at the end.
pub(super) fn plain<T: Serialize>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What the bytes found as `file` are.
pub(super) fn decode<B: Body>(file: FileName, bytes: &[u8]) -> Decoded<B> {
    if bytes.is_empty() {
        return Decoded::Empty;
    }
    if let Some(whole) = str::from_utf8(bytes).ok().and_then(|text| whole(file, text, SCHEMA)) {
        return whole;
    }
    match serde_json::from_slice(bytes) {
        Ok(Schema { schema }) if schema > SCHEMA => {
            Decoded::Newer(match str::from_utf8(bytes).ok().and_then(|text| whole(file, text, schema)) {
                Some(Decoded::Whole { body, .. }) => Some(body),
                _ => None,
            })
        }
        _ => Decoded::Torn,
    }
}

/// A file of that schema, if it is whole.
fn whole<B: Body>(file: FileName, text: &str, schema: u64) -> Option<Decoded<B>> {
    let standing: Standing<'_> = serde_json::from_str(text).ok()?;
    if standing.schema != schema || standing.kind != kind(file) || standing.of != of(file) {
        return None;
    }
    let body = standing.body.get();
    let edited = standing.sha256 != hex(&hash(body.as_bytes()));
    let header = Header {
        generation: standing.generation,
        seen: standing.seen,
        rest: from_other_versions(text, body)?,
    };
    let body = if edited { cleaned(body)? } else { serde_json::from_str(body).ok()? };
    Some(Decoded::Whole { header, body, edited })
}

/// How often `file` had been saved when these bytes were written; `None` where they are not of it.
pub(super) fn generation(file: FileName, bytes: &[u8]) -> Option<u64> {
    let standing: Standing<'_> = serde_json::from_slice(bytes).ok()?;
    (standing.kind == kind(file) && standing.of == of(file)).then_some(standing.generation)
}

/// The fields of the header that nobody here knows. The body, which is most of a file, stands
/// aside for that: a folder opens before the first frame.
fn from_other_versions(text: &str, body: &str) -> Option<Map<String, Value>> {
    let begins = body.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    let header = format!("{}null{}", text.get(..begins)?, text.get(begins + body.len()..)?);
    let mut fields: Map<String, Value> = serde_json::from_str(&header).ok()?;
    fields.retain(|name, _| !KNOWN.contains(&name.as_str()));
    Some(fields)
}

/// The body of a copy that came from elsewhere: its text enters here, whatever its header says.
pub(super) fn entering<B: Body>(body: &B) -> Option<B> {
    cleaned(&serde_json::to_string(body).ok()?)
}

/// A body that this program did not write as it stands: its text enters here, so it is
/// cleaned here.
fn cleaned<B: Body>(body: &str) -> Option<B> {
    fn clean(value: &mut Value) {
        match value {
            Value::String(words) => *words = text::clean(words),
            Value::Array(values) => values.iter_mut().for_each(clean),
            Value::Object(fields) => fields.values_mut().for_each(clean),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    // Read as itself first: fields that stand twice are damage, and a value would hide them.
    serde_json::from_str::<B>(body).ok()?;
    let mut value = serde_json::from_str(body).ok()?;
    clean(&mut value);
    serde_json::from_str(&value.to_string()).ok()
}

/// The hash of some bytes.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// Bytes in lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What sort of file it is. A file says so itself: names change by accident.
fn kind(file: FileName) -> &'static str {
    match file {
        FileName::Settings => "settings",
        FileName::Vault => "vault",
        FileName::Couple => "couple",
        FileName::Month(_) => "month",
        FileName::Own(_) => "own",
        FileName::Tonight(_) => "tonight",
    }
}

/// Which of its sort: whose, or of which month. One person's file under the other's name
/// must never open as the other's.
fn of(file: FileName) -> Option<String> {
    match file {
        FileName::Month(month) => Some(month.to_string()),
        FileName::Own(person) | FileName::Tonight(person) => Some(person.letter().into()),
        FileName::Settings | FileName::Vault | FileName::Couple => None,
    }
}
