//! The longer looks back: after six weeks, three months, six months, and then each season.

use chrono::{Days, Months, NaiveDate};

use super::trend::{ORDER, trend};
use crate::domain::archive::{Archive, CoupleKind};
use crate::domain::check_in::Numbers;
use crate::domain::people::Each;
use crate::domain::plan::kept::days_to_look_back;
use crate::domain::time::{Evening, YearMonth};

/// For how many days a longer look is offered; then it lets go.
pub const OFFERED_DAYS: i64 = 14;
/// After how many days the plan for hard moments is due for another look.
pub const PLAN_DAYS: i64 = 90;
/// How many days at either end are held beside each other.
const SPAN: u64 = 14;

/// What is looked at now and then, and of which the last evening is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
    /// The longer look back.
    Back,
    /// The plan for hard moments.
    SafetyPlan,
}

/// A longer look back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revisit {
    /// After six weeks.
    SixWeeks,
    /// After three months.
    ThreeMonths,
    /// After six months.
    SixMonths,
    /// Three months after the one before.
    Season,
}

impl Revisit {
    /// The three that have dates of their own, in their order.
    const DATED: [Self; 3] = [Self::SixWeeks, Self::ThreeMonths, Self::SixMonths];

    /// How long it is since then.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::SixWeeks => "six weeks",
            Self::ThreeMonths => "three months",
            Self::SixMonths => "six months",
            Self::Season => "another season",
        }
    }
}

/// The longer look that is due on `evening`, counted from the `first` evening here, where the last
/// one was on `last`. It is due until it is done, and not for long.
#[must_use]
pub fn revisit_due(first: Evening, last: Option<Evening>, evening: Evening) -> Option<Revisit> {
    let dated = days_to_look_back(first).into_iter().map(|(_, day)| day).zip(Revisit::DATED);
    let season = |many: u32| first.0.checked_add_months(Months::new(3 * many));
    let seasons =
        (3..).map_while(season).take_while(|day| *day <= evening.0).map(|day| (day, Revisit::Season));
    let begun = |(day, _): &(NaiveDate, Revisit)| *day <= evening.0;
    let (day, revisit) = dated.filter(begun).chain(seasons).last()?;
    let offered = evening.days_since(Evening(day)) < OFFERED_DAYS;
    (offered && last.is_none_or(|last| last.0 < day)).then_some(revisit)
}

impl Archive {
    /// The longer look that is due on `evening`.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn revisit_due(&self, evening: Evening) -> Result<Option<Revisit>, YearMonth> {
        let last = self.looked(Looked::Back);
        Ok(self.first_evening()?.and_then(|first| revisit_due(first, last, evening)))
    }

    /// The evening on which that was looked at last.
    #[must_use]
    pub fn looked(&self, what: Looked) -> Option<Evening> {
        self.couple.records.find(|kind| match (kind, what) {
            (CoupleKind::LookedBack { evening }, Looked::Back)
            | (CoupleKind::SafetyLooked { evening }, Looked::SafetyPlan) => Some(*evening),
            _ => None,
        })
    }

    /// Whether the plan for hard moments is due for another look on `evening`. Where there is none
    /// there is nothing to look at; where a clock went back it is looked at once more.
    #[must_use]
    pub fn safety_plan_due(&self, evening: Evening) -> bool {
        let recent = |last: Evening| (0..PLAN_DAYS).contains(&evening.days_since(last));
        !self.safety_plan().is_empty() && !self.looked(Looked::SafetyPlan).is_some_and(recent)
    }

    /// How the last days are beside the first ones here, in words, person by person, as far as there
    /// is a difference; nothing where there are too few of either, or they lie too close.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn since_the_beginning(&self, evening: Evening) -> Result<Vec<String>, YearMonth> {
        let Some(first) = self.first_evening()? else { return Ok(Vec::new()) };
        let since = evening.0.checked_sub_days(Days::new(SPAN - 1));
        let ended = first.0.checked_add_days(Days::new(SPAN));
        let Some(since) = since.filter(|since| ended.is_some_and(|ended| ended <= *since)) else {
            return Ok(Vec::new());
        };
        let span = |from: NaiveDate| from.iter_days().take(14).collect::<Vec<_>>();
        let (then, now) = (self.shown_on(&span(first.0))?, self.shown_on(&span(since))?);
        let mut told = Vec::new();
        for person in self.people() {
            for measure in ORDER {
                let of = |days: &[Each<Numbers>]| {
                    days.iter().map(|day| measure.of(day[person])).collect::<Vec<_>>()
                };
                let Some(shift) = trend(&of(&then), &of(&now)) else { continue };
                if let Some(since) = measure.since(shift) {
                    told.push(format!("{}, {}: {since}", self.name(person), measure.label().to_lowercase()));
                }
            }
        }
        Ok(told)
    }
}
