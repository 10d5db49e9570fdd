//! The rules about the jar: only whoever noticed a line puts it in or takes it out.

use crate::domain::archive::{Archive, MonthKind, OwnKind, Shown};
use crate::domain::change::Refusal;
use crate::domain::jar::JarChange;
use crate::domain::people::Person;
use crate::domain::record::{Id, Mint};
use crate::domain::time::YearMonth;

impl Archive {
    pub(super) fn jar_changed(
        &mut self,
        person: Person,
        change: &JarChange,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        match change {
            JarChange::GoesIn(goes_in) => {
                let what = OwnKind::Jar { goes_in: *goes_in };
                self.put_own(person, mint, |kind| matches!(kind, OwnKind::Jar { .. }), what);
            }
            JarChange::Put(at, in_jar) => {
                let here = |shown: &Shown| (shown.evening, &shown.check_in) == (at.evening, &at.check_in);
                let month = at.evening.month();
                if !self.put_in(person, month, *in_jar, here, mint)? {
                    return Err(Refusal::NotThere);
                }
            }
            JarChange::AllOut => {
                if let Some(month) = self.unread_months().next() {
                    return Err(Refusal::Needs(month));
                }
                let months: Vec<YearMonth> = self.months.keys().copied().collect();
                for month in months {
                    self.put_in(person, month, false, |_| true, mint)?;
                }
            }
        }
        Ok(())
    }

    /// Puts what `person` showed in a month into the jar or takes it out, as far as `meant` says;
    /// whether there was anything.
    fn put_in(
        &mut self,
        person: Person,
        month: YearMonth,
        in_jar: bool,
        meant: impl Fn(&Shown) -> bool,
        mint: &mut dyn Mint,
    ) -> Result<bool, Refusal> {
        let here = self.month(month).ok_or(Refusal::Needs(month))?;
        let theirs = here.records.known().filter_map(|record| match &record.what {
            MonthKind::Shown(shown) if shown.person == person && shown.noticed.is_some() && meant(shown) => {
                Some((record.id.clone(), Shown { out_of_jar: !in_jar, ..shown.clone() }, shown.out_of_jar))
            }
            _ => None,
        });
        let theirs: Vec<(Id, Shown, bool)> = theirs.collect();
        for (id, shown, before) in &theirs {
            if shown.out_of_jar != *before {
                self.month_mut(month)?.records.rewrite(mint, id, MonthKind::Shown(shown.clone()));
            }
        }
        Ok(!theirs.is_empty())
    }
}
