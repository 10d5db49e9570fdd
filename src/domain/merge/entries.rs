//! How two writings of one thing on the calendar become one.

use crate::domain::calendar::entry::Entry;
use crate::domain::calendar::repeat::{Except, Repeat};

/// One entry of which only the bin differs, or which single ones of many are skipped or moved:
/// outside the bin on either side it stays outside, and what either side skipped or moved is. What
/// protects an evening is skipped only where both say so. Two that say different things stand side
/// by side.
pub(super) fn careful_entry(one: &Entry, two: &Entry) -> Option<Entry> {
    let binned = one.binned.zip(two.binned).map(|(one, two)| one.max(two));
    let (some, more) = (one.repeat.as_ref(), two.repeat.as_ref());
    let mut except = both(some, more)?;
    if one.protects() {
        let on_both =
            |except: &Except| [some, more].into_iter().flatten().all(|one| one.except.contains(except));
        except.retain(on_both);
    }
    let with = |entry: &Entry| {
        let repeat = entry.repeat.clone().map(|repeat| Repeat { except: except.clone(), ..repeat });
        Entry { repeat, binned, ..entry.clone() }
    };
    Some(with(one)).filter(|entry| *entry == with(two) && !never_is(entry))
}

/// Every one that is skipped or moved on either side; `None` where one went to two places.
fn both(one: Option<&Repeat>, two: Option<&Repeat>) -> Option<Vec<Except>> {
    let excepts = one.into_iter().chain(two).flat_map(|repeat| &repeat.except);
    let mut except: Vec<Except> = excepts.cloned().collect();
    except.sort_by_key(|except| except.on);
    except.dedup();
    except.windows(2).all(|pair| pair[0].on != pair[1].on).then_some(except)
}

/// Skipped on both sides together, nothing of it may be left.
fn never_is(entry: &Entry) -> bool {
    entry.repeat.as_ref().is_some_and(|repeat| repeat.never_is(entry.start))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::calendar::entry::What;
    use crate::domain::calendar::repeat::{Every, Moved};
    use crate::domain::time::Evening;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn daily(except: &[(u32, Option<u32>)]) -> Entry {
        let except = except
            .iter()
            .map(|(on, to)| Except { on: day(*on), to: to.map(|to| Moved { date: day(to), time: None }) });
        let repeat = Repeat { except: except.collect(), ..Repeat::on(Every::Days(1)) };
        Entry { repeat: Some(repeat), ..Entry::once(What::Note { words: "tea".into() }, day(1)) }
    }

    fn merged(one: &Entry, two: &Entry) -> Option<Entry> {
        let merged = careful_entry(one, two);
        assert!(merged == careful_entry(two, one), "whichever is called mine");
        merged
    }

    #[test]
    fn what_either_side_skipped_or_moved_is() {
        let both = merged(&daily(&[(3, None)]), &daily(&[(2, Some(9)), (3, None)]));
        assert!(both == Some(daily(&[(2, Some(9)), (3, None)])));
    }

    #[test]
    fn what_protects_is_skipped_only_where_both_say_so() {
        let rest = |except: &[(u32, Option<u32>)]| Entry { what: What::RestDay, ..daily(except) };
        let both = merged(&rest(&[(2, None), (3, None)]), &rest(&[(3, None)]));
        assert!(both == Some(rest(&[(3, None)])));
    }

    #[test]
    fn one_that_went_to_two_places_stands_side_by_side() {
        assert!(merged(&daily(&[(2, Some(9))]), &daily(&[(2, Some(8))])).is_none());
        assert!(merged(&daily(&[(2, Some(9))]), &daily(&[(2, None)])).is_none());
    }

    #[test]
    fn outside_the_bin_on_either_side_it_stays_outside() {
        let away = |on| Entry { binned: Some(Evening(day(on))), ..daily(&[]) };
        assert!(merged(&away(4), &daily(&[])) == Some(daily(&[])));
        assert!(merged(&away(4), &away(6)) == Some(away(6)));
    }
}
