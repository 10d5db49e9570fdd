//! What is looked for, out of what was typed.

use chrono::{Datelike, NaiveDate};

use super::fold::folded;
use crate::domain::calendar::typed::month_named;
use crate::domain::private::unprinted;
use crate::domain::time::YearMonth;

/// What begins and ends words that belong together.
const QUOTES: [char; 6] = ['"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}'];
/// What stands between the two ends of a time.
const TO: &str = "..";

/// What is looked for: an entry is found where it has all of it.
#[derive(Clone, PartialEq)]
pub struct Query {
    /// Times that its day lies in.
    pub(super) times: Vec<Span>,
    /// What is looked for among its tags, folded.
    pub(super) tags: Vec<String>,
    /// What is looked for in all of it.
    pub(super) words: Vec<Looked>,
}

/// Words that are looked for, folded: anywhere in what was written, and where a word begins in
/// what an entry is known by. So *day* is not in every Friday.
#[derive(Clone, PartialEq)]
pub(super) struct Looked(String);

impl Looked {
    /// Words with something in them; whatever is left of a mark alone is in everything.
    fn of(folded: &str) -> Option<Self> {
        (!folded.is_empty()).then(|| Self(format!(" {folded}")))
    }

    /// As they are looked for anywhere.
    pub fn anywhere(&self) -> &str {
        &self.0[1..]
    }

    /// As they are looked for where a word begins.
    pub fn at_a_beginning(&self) -> &str {
        &self.0
    }
}

/// A time with both of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// From one day to another.
    Days(NaiveDate, NaiveDate),
    /// From one month of any year to another, over the new year where it comes first.
    Months(u32, u32),
}

/// One end of a time.
enum End {
    Open,
    Day { first: NaiveDate, last: NaiveDate },
    Month(u32),
}

impl Query {
    /// What is looked for where this is typed: each of its words. Those between quotation marks are
    /// as they stand, one after `#` is among the tags alone, and two dates or months with two points between
    /// them are a time. Nothing else means anything but itself.
    #[must_use]
    pub fn typed(typed: &str) -> Self {
        let mut query = Self { times: Vec::new(), tags: Vec::new(), words: Vec::new() };
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix(QUOTES) {
                let (phrase, after) = inside.split_once(QUOTES).unwrap_or((inside, ""));
                query.words.extend(Looked::of(&folded(phrase)));
                rest = after.trim_start();
            } else {
                let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                query.word(&folded(word));
                rest = after.trim_start();
            }
        }
        query
    }

    fn word(&mut self, word: &str) {
        if let Some(span) = Span::typed(word) {
            self.times.push(span);
        } else if let Some(tag) = word.strip_prefix('#') {
            self.tags.extend(Some(tag.to_owned()).filter(|tag| !tag.is_empty()));
        } else {
            self.words.extend(Looked::of(word));
        }
    }
}

impl Span {
    fn typed(word: &str) -> Option<Self> {
        let (from, to) = word.split_once(TO)?;
        match (End::typed(from)?, End::typed(to.trim_start_matches('.'))?) {
            (End::Month(from), End::Month(to)) => Some(Self::Months(from, to)),
            (End::Day { first, .. }, End::Open) => Some(Self::Days(first, NaiveDate::MAX)),
            (End::Open, End::Day { last, .. }) => Some(Self::Days(NaiveDate::MIN, last)),
            (End::Day { first: one, last: end }, End::Day { first: other, last }) => {
                Some(Self::Days(one.min(other), end.max(last)))
            }
            _ => None,
        }
    }

    pub(super) fn holds(self, day: NaiveDate) -> bool {
        match self {
            Self::Days(from, to) => (from..=to).contains(&day),
            Self::Months(from, to) if from <= to => (from..=to).contains(&day.month()),
            Self::Months(from, to) => day.month() >= from || day.month() <= to,
        }
    }
}

impl End {
    /// A date that is only begun leaves its end open, so that something is found meanwhile.
    fn typed(word: &str) -> Option<Self> {
        if let Some(month) = month_named(word) {
            return Some(Self::Month(month));
        }
        let day = |first: NaiveDate, last: NaiveDate| Some(Self::Day { first, last });
        match word.len() {
            4 if word.bytes().all(|byte| byte.is_ascii_digit()) => {
                let year = word.parse().ok()?;
                day(NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)
            }
            7 => {
                let month = YearMonth::parse(word)?;
                day(month.first()?, month.last()?)
            }
            10 => {
                let date: NaiveDate = word.parse().ok()?;
                day(date, date)
            }
            _ => word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-').then_some(Self::Open),
        }
    }
}

unprinted!(Query, Looked);
