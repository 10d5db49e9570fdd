//! What Mara and Jo came nearer to, and what they kept.

use chrono::{Datelike, Weekday};

use super::history::{Seeded, apply, evening_of};
use crate::domain::archive::Archive;
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::sign::Sign;
use crate::domain::change::{Change, Refusal};
use crate::domain::plan::change::{PlanChange, StepWords};
use crate::domain::time::Now;

/// Adds a care date kept on each Sunday on which they met, and two small steps.
///
/// # Errors
/// A [`Refusal`] where a rule does not let it happen.
pub(super) fn invent(archive: &Archive, now: Now, days: u64) -> Result<Archive, Refusal> {
    // Bits of its own: what the evenings hold stays as it is.
    let mut seeded = Seeded::new(days ^ 0x91a4);
    let mut archive = archive.clone();
    for ago in (1..=days).rev() {
        let at = evening_of(now, ago);
        let evening = archive.settings.evening(at);
        let day = archive.days(&[evening.0], evening, evening.0).unwrap_or_default();
        let met = day.iter().any(|day| day.signs.contains(&Sign::Evening));
        let ritual = archive.rituals().next().map(|(at, _)| at.id);
        if let Some(id) = ritual.filter(|_| met && evening.0.weekday() == Weekday::Sun) {
            let kept = CalendarChange::KeptRitual(id, evening, true);
            archive = apply(&archive, &[Change::Calendar(kept)], at, &mut seeded)?;
        }
        let planned = match ago {
            33 => Some(PlanChange::AddStep(step("sitting close on the sofa", &[]), 3)),
            12 => archive.steps().next().map(|(id, _)| PlanChange::OurPlace(id.clone(), true)),
            4 => Some(PlanChange::AddStep(
                step("a walk together", &["to the corner", "to the bakery", "over the bridge"]),
                1,
            )),
            _ => None,
        };
        if let Some(planned) = planned {
            archive = apply(&archive, &[Change::Plan(planned)], at, &mut seeded)?;
        }
    }
    Ok(archive)
}

fn step(words: &str, sizes: &[&str]) -> StepWords {
    StepWords { words: words.into(), sizes: sizes.iter().map(ToString::to_string).collect(), waits_for: None }
}
