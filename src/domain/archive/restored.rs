//! Bringing an earlier copy back: a new writing over what stands now.

use std::sync::Arc;

use super::{Access, Archive, CoupleKind, DraftOf, MonthKind, OwnKind, RecordFile, Slot};
use crate::domain::change::Refusal;
use crate::domain::earlier::Copied;
use crate::domain::limits::OwnLimits;
use crate::domain::people::Person;
use crate::domain::plan::SmallStep;
use crate::domain::record::{Mint, RecordKind};
use crate::domain::time::{Evening, Now};

impl Archive {
    /// The archive with one part as this copy has it. What was taken out for good stays out, and
    /// what protects a body is never looser for it: what is to be minded, what a team said and what
    /// is shown of a body stay as they are now, and one's own limits come back as if they were set now.
    ///
    /// # Errors
    /// A [`Refusal`] where the part is not read or not open now.
    pub fn restored(&self, copy: Copied, now: Now, mint: &mut dyn Mint) -> Result<Self, Refusal> {
        let mut next = self.clone();
        match copy {
            Copied::Couple(earlier) => {
                let mut restored = over(earlier, &self.couple, mint);
                restored.records.stand_as_in(&self.couple.records, CoupleKind::protects);
                for (id, step) in self.steps() {
                    // Nothing moves up by bringing back how it was.
                    let earlier = restored.records.known().find(|record| record.id == *id);
                    if let Some(CoupleKind::Step(earlier)) = earlier.map(|record| record.what.clone())
                        && (step.at < earlier.at || step.since > earlier.since)
                    {
                        let (at, since) = (step.at.min(earlier.at), step.since.max(earlier.since));
                        let what = CoupleKind::Step(SmallStep { at, since, ..earlier });
                        restored.records.rewrite(mint, id, what);
                    }
                }
                next.couple = Arc::new(restored);
            }
            Copied::Month(month, earlier) => {
                let current = self.month(month).ok_or(Refusal::Needs(month))?;
                let mut restored = over(earlier, &current, mint);
                restored.records.stand_as_in(&current.records, MonthKind::protects);
                next.months.insert(month, Slot::Here(Arc::new(restored)));
            }
            Copied::Own(person, earlier) => {
                if self.access[person] == Access::Closed {
                    return Err(Refusal::Closed);
                }
                let mut restored = over(earlier, &self.own[person], mint);
                restored.records.stand_as_in(&self.own[person].records, OwnKind::stays);
                if let Some(limits) = self.limits_with(person, &restored, self.settings.evening(now)) {
                    let same = |kind: &OwnKind| matches!(kind, OwnKind::Limits(_));
                    restored.records.put(mint, same, OwnKind::Limits(limits));
                }
                next.own[person] = Arc::new(restored);
                next.drop_draft(person, &DraftOf::CheckIn);
            }
        }
        Ok(next)
    }

    /// The limits of an earlier copy, set now: tighter at once, looser from tomorrow.
    fn limits_with(&self, person: Person, earlier: &super::Own, evening: Evening) -> Option<OwnLimits> {
        let limits = |own: &super::Own| {
            own.records.find(|kind| match kind {
                OwnKind::Limits(limits) => Some(limits.clone()),
                _ => None,
            })
        };
        let current = limits(&self.own[person])?;
        Some(current.changed(limits(earlier).unwrap_or_default().set, evening))
    }
}

/// An earlier state as a new writing over the current one.
fn over<K: RecordKind>(
    mut earlier: RecordFile<K>,
    current: &RecordFile<K>,
    mint: &mut dyn Mint,
) -> RecordFile<K> {
    earlier.records.remove_gone(&current.gone);
    earlier.restored_over(current, mint);
    earlier
}
