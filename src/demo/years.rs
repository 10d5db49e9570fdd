//! Years of what later versions will keep, so that size and speed can be measured on them.

use serde_json::{Map, Value, json};

use crate::domain::archive::{Archive, Month, MonthKind, Slot};
use crate::domain::record::{Mint, RecordKind};

use super::history::Seeded;

/// About as much as somebody writes in an evening: 800 bytes.
const ENTRY: &str = "We walked to the bakery and back. I was slow and Jo did not mind. The sun came out on \
the bridge and we stood there until it went behind the mill again. Going before lunch helped, and having no \
plan for after. In the afternoon I slept, longer than I meant to, and woke without knowing the day. Jo read \
me the page with the heron twice. We ate early. I was cross about the stairs and then I was not. It is odd \
what stays of a day: the smell of the paper bag, somebody's dog, the way the light came in low and made the \
kitchen look like a place in a film. I would like to remember that nothing was asked of me. Tomorrow is \
physio, and the letter, and I do not want to think of either of them tonight. The lamp is warm. That is \
enough to write, and more than I thought there was.";

/// Every month with a journal entry for each evening and a date for each week, as records of
/// kinds that this version only carries.
///
/// # Errors
/// Where a month has no form in JSON.
pub fn with_entries(archive: &Archive, seeded: &mut Seeded) -> serde_json::Result<Archive> {
    let mut fuller = archive.clone();
    for slot in fuller.months.values_mut() {
        if let Slot::Here(month) = slot {
            *slot = Slot::Here(carrying(month, seeded)?.into());
        }
    }
    Ok(fuller)
}

fn carrying(month: &Month, seeded: &mut Seeded) -> serde_json::Result<Month> {
    let mut body = serde_json::to_value(month)?;
    let evenings = month.records.known().filter_map(|record| match &record.what {
        MonthKind::Evening { evening, .. } => Some(*evening),
        MonthKind::Shown(_) | MonthKind::Note(_) => None,
    });
    let mut more = Vec::new();
    for (at, evening) in evenings.enumerate() {
        more.push(record("journal", json!({ "by": "a", "evening": evening, "text": ENTRY }), seeded)?);
        if at % 7 == 0 {
            more.push(record("date", json!({ "on": evening, "text": "physio" }), seeded)?);
        }
    }
    if let Some(Value::Array(records)) = body.get_mut("records") {
        records.extend(more);
    }
    serde_json::from_str(&body.to_string())
}

fn record(kind: &'static str, fields: Value, seeded: &mut Seeded) -> serde_json::Result<Value> {
    debug_assert!(MonthKind::fields(kind).is_none(), "a kind that this version writes itself");
    let mut record = Map::new();
    record.insert("id".into(), serde_json::to_value(seeded.id())?);
    record.insert("rev".into(), serde_json::to_value(seeded.rev())?);
    record.insert("kind".into(), kind.into());
    if let Value::Object(fields) = fields {
        record.extend(fields);
    }
    Ok(Value::Object(record))
}
