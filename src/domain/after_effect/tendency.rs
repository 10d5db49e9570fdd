//! What tends to go with what, in what one person said of their own body: in words, and only where
//! it is clear.

use super::{AfterEffect, Afterwards, Minutes};
use crate::domain::content::Effort;

/// From how many evenings on there is something to tell.
pub const FROM: usize = 5;
/// The fewest evenings on either side of what is compared.
const LEAST: usize = 3;

/// Something that tends to go together, as lines to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tendency {
    /// After what.
    pub after: &'static str,
    /// What else there is to say of it.
    pub beside: &'static str,
}

/// What was more often a bit worse, or worse.
pub const MORE_OFTEN: &str = "your body was more often a bit worse, or worse.";
/// Where nothing is clear.
pub const NONE: &str = "No pattern to speak of. That is an answer too.";

/// Beside the longer ones.
const SHORTER: &str = "Shorter may be kinder; your own team decides.";
/// Beside everything else: it says no more than what was noted.
const TEAM: &str = "What it means, your own team decides.";

/// Where what was said is parted in two, by minutes: from which on, and the words for either side.
const BY_MINUTES: [(Minutes, &str, &str); 2] = [
    (Minutes::From20, "After evenings of 20 minutes or more,", "After evenings under 20 minutes,"),
    (
        Minutes::About15,
        "After evenings of about 15 minutes or more,",
        "After evenings of 10 minutes or less,",
    ),
];
/// The same by effort.
const BY_EFFORT: [(Effort, &str, &str); 2] = [
    (Effort::More, "After evenings that asked more of it,", "After evenings that were still or light,"),
    (Effort::Light, "After evenings that were light or more,", "After evenings that were mostly still,"),
];

/// What tends to go with what; nothing before [`FROM`] evenings, and nothing that is not clear.
#[must_use]
pub fn tendencies(said: &[AfterEffect]) -> Vec<Tendency> {
    if said.len() < FROM {
        return Vec::new();
    }
    let minutes = BY_MINUTES.iter().find_map(|(from, longer, shorter)| {
        let harder = clear(said, |one| one.minutes.map(|minutes| minutes >= *from))?;
        let tendency = if harder { (*longer, SHORTER) } else { (*shorter, TEAM) };
        Some(tendency)
    });
    let effort = BY_EFFORT.iter().find_map(|(from, harder, lighter)| {
        let more = clear(said, |one| one.effort.map(|effort| effort >= *from))?;
        Some((if more { *harder } else { *lighter }, TEAM))
    });
    minutes.into_iter().chain(effort).map(|(after, beside)| Tendency { after, beside }).collect()
}

/// On which side a body was clearly more often worse afterwards: at least [`LEAST`] evenings on
/// each, and half of them more. What its owner left open stands on neither.
fn clear(said: &[AfterEffect], side: impl Fn(&AfterEffect) -> Option<bool>) -> Option<bool> {
    let of = |wanted: bool| -> (usize, usize) {
        let there = said.iter().filter(|one| side(one) == Some(wanted));
        let harder = |one: &AfterEffect| one.hardest().is_some_and(|how| how >= Afterwards::BitWorse);
        there.fold((0, 0), |(all, worse), one| (all + 1, worse + usize::from(harder(one))))
    };
    let ((there, harder), (elsewhere, other)) = (of(true), of(false));
    if there.min(elsewhere) < LEAST {
        return None;
    }
    let (one, two) = (harder * elsewhere, other * there);
    (one.abs_diff(two) * 2 >= there * elsewhere).then_some(one > two)
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};

    use super::super::{Asking, EFFORTS};
    use super::*;
    use crate::domain::record::{Counting, Mint};
    use crate::domain::time::Evening;

    fn evening(at: usize) -> Evening {
        let days = Days::new(u64::try_from(at).expect("small"));
        Evening(NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date") + days)
    }

    /// What one person said of `count` evenings, at random.
    fn histories(count: usize, dice: &mut Counting) -> Vec<AfterEffect> {
        // Bits that are not only counted.
        let mut roll = |most: u64| {
            let bits = dice.bits().wrapping_mul(0x9e37_79b9_7f4a_7c15);
            usize::try_from((bits ^ (bits >> 31)) % most).expect("small")
        };
        let one = |at: usize| AfterEffect {
            next: Some(Afterwards::ALL[roll(4)]),
            later: Afterwards::ALL.get(roll(8)).copied(),
            minutes: Minutes::ALL.get(roll(5)).copied(),
            effort: EFFORTS.get(roll(4)).map(|(effort, _)| *effort),
            ..AfterEffect::of(evening(at))
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn it_is_told_in_words_from_five_on_and_only_where_it_is_clear() {
        let mut dice = Counting(7);
        let (mut clear, mut unclear) = (0, 0);
        for count in 0..30 {
            for _ in 0..200 {
                let said = histories(count, &mut dice);
                let found = tendencies(&said);
                assert!(count >= FROM || found.is_empty());
                assert!(found.len() <= 2);
                let mut turned = said.clone();
                turned.reverse();
                assert_eq!(tendencies(&turned), found, "no matter in which order");
                for one in &found {
                    let words = format!("{} {}", one.after, one.beside).to_lowercase();
                    for never in ["close", "touch", "intimate", "%", "should", "must", "safe", "you can"] {
                        assert!(!words.contains(never), "{words}");
                    }
                    assert!(one.after.len() < 60 && one.beside.len() < 60);
                }
                clear += usize::from(!found.is_empty());
                unclear += usize::from(found.is_empty());
            }
        }
        assert!(clear > 50 && unclear > 3_000, "{clear} and {unclear}");
    }

    #[test]
    fn three_on_either_side_and_half_of_them_more() {
        let one = |minutes: Minutes, how: Afterwards| AfterEffect {
            minutes: Some(minutes),
            ..AfterEffect::of(evening(0)).saying(Asking::Next, how)
        };
        let of = |long: &[Afterwards], short: &[Afterwards]| {
            let long = long.iter().map(|how| one(Minutes::From20, *how));
            let said: Vec<AfterEffect> =
                long.chain(short.iter().map(|how| one(Minutes::UpTo10, *how))).collect();
            tendencies(&said).first().map(|found| (found.after, found.beside))
        };
        let (same, bit) = (Afterwards::Same, Afterwards::BitWorse);
        let longer =
            Some(("After evenings of 20 minutes or more,", "Shorter may be kinder; your own team decides."));
        assert_eq!(of(&[bit, bit, bit], &[same, same, same]), longer);
        assert_eq!(of(&[bit, bit, same], &[same, same, same]), longer);
        assert_eq!(of(&[bit, same, same], &[same, same, same]), None, "not clear");
        assert_eq!(of(&[bit, bit], &[same, same, same, same]), None, "too few on one side");
        assert_eq!(
            of(&[same, same, same], &[bit, bit, bit]).map(|(_, beside)| beside),
            Some("What it means, your own team decides."),
            "it never offers more"
        );
    }
}
