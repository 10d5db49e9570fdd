//! What is looked for, typed line by line.

use super::{Heard, PAGE};
use crate::domain::flow::{Answer, FindAsk};
use crate::domain::text::{self, sentence};

/// Words are looked for, a number opens one of those that were read out, and an empty line goes
/// back. Whatever else is meant by such a line is found between quotation marks.
pub(super) fn hear(typed: &str, ask: &FindAsk, words: &mut String, page: &mut usize) -> Heard {
    if typed.is_empty() {
        return Heard::Back;
    }
    let found = ask.found(words);
    if let Ok(number) = typed.parse::<usize>()
        && let Some(hit) = number.checked_sub(1).and_then(|at| found.hits.get(at))
    {
        let answer = Answer::Find { words: words.clone(), at: Some(hit.at.clone()) };
        return Heard::said(answer, sentence(&hit.about()));
    }
    if typed.eq_ignore_ascii_case("more") && found.hits.len() > PAGE {
        *page = (*page + 1) % found.hits.len().div_ceil(PAGE);
    } else {
        *words = text::line(typed, FindAsk::LONGEST).unwrap_or_default();
        *page = 0;
    }
    Heard::Stay(page_of_found(ask, words, *page))
}

/// Twelve of what is found, with their numbers.
#[must_use]
pub fn page_of_found(ask: &FindAsk, words: &str, page: usize) -> Vec<String> {
    let found = ask.found(words);
    if found.hits.is_empty() {
        return vec![ask.nothing().to_owned()];
    }
    let all = found.hits.iter().enumerate().skip(page * PAGE).take(PAGE);
    let mut lines: Vec<String> =
        all.map(|(at, hit)| format!("{}. {}: {}", at + 1, hit.about(), hit.words)).collect();
    let last = (page + 1) * PAGE >= found.hits.len();
    if last && found.more {
        lines.push(FindAsk::MORE.to_owned());
    }
    lines
}
