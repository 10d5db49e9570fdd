//! The signs and the safety plan, as both look at them.

use super::{Archive, CoupleKind};
use crate::domain::safety::{Part, SafetyPart};
use crate::domain::vocabulary::Signs;

impl Archive {
    /// The couple's own words and gestures for the signals.
    #[must_use]
    pub fn signs(&self) -> Signs {
        Signs::of(self.couple.records.known().filter_map(|record| match &record.what {
            CoupleKind::SignalWords(words) => Some(words),
            _ => None,
        }))
    }

    /// Every part of the safety plan that says something, in the order in which it is read.
    #[must_use]
    pub fn safety_plan(&self) -> Vec<&SafetyPart> {
        let parts = self.couple.records.known().filter_map(|record| match &record.what {
            CoupleKind::Safety(part) if !part.lines.is_empty() => Some(part),
            _ => None,
        });
        let mut parts: Vec<&SafetyPart> = parts.collect();
        parts.sort_by(|one, other| one.part.cmp(&other.part));
        parts
    }

    /// What the plan says of one part; nothing where it is empty.
    #[must_use]
    pub fn safety_lines(&self, part: &Part) -> &[String] {
        let lines = self.couple.records.find(|kind| match kind {
            CoupleKind::Safety(one) if one.part == *part => Some(one.lines.as_slice()),
            _ => None,
        });
        lines.unwrap_or_default()
    }
}
