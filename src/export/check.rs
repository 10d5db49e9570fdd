//! How every file of a folder is, in words or as JSON. Nothing that is in a file is told.

use std::fmt::Write as _;

use serde::Serialize;

use super::without_controls;
use crate::domain::text;
use crate::store::check::{Condition, Finding, Severity};

/// The format of the JSON.
const SCHEMA: u64 = 1;

/// Every file with its condition.
pub struct Checked(Vec<Finding>);

#[derive(Serialize)]
struct Written<'a> {
    schema: u64,
    findings: Vec<One<'a>>,
    exit: u8,
}

#[derive(Serialize)]
struct One<'a> {
    path: &'a str,
    state: &'static str,
    words: &'static str,
}

impl Checked {
    /// What was found, in the order in which it is said.
    #[must_use]
    pub fn new(findings: Vec<Finding>) -> Self {
        Self(findings)
    }

    /// How the program ends with it: 0 where nothing needs doing, 1 where something is damaged,
    /// 3 where somebody decides what is to be done.
    #[must_use]
    pub fn exit(&self) -> u8 {
        match self.0.iter().map(|one| one.condition.severity()).max() {
            None | Some(Severity::Fine) => 0,
            Some(Severity::Damaged) => 1,
            Some(Severity::Person) => 3,
        }
    }

    /// A line for each file, and then what it comes to.
    #[must_use]
    pub fn words(&self) -> String {
        let name = |one: &Finding| text::line(&one.path, text::LINE).unwrap_or_else(|| "?".into());
        let names: Vec<String> = self.0.iter().map(name).collect();
        let longest = names.iter().map(|name| name.chars().count()).filter(|length| *length <= 48).max();
        let width = longest.unwrap_or_default();
        let mut said = String::new();
        for (name, one) in names.iter().zip(&self.0) {
            // Writing into a String cannot fail.
            let _ = writeln!(said, "{name:width$}  {}", words_of(one.condition).1);
        }
        if !self.0.is_empty() {
            said.push('\n');
        }
        said.push_str(self.sum());
        said.push('\n');
        said
    }

    /// The same for other programs.
    ///
    /// # Errors
    /// None that can happen: everything in it has a form in JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        let findings = self.0.iter().map(|found| {
            let (state, words) = words_of(found.condition);
            One { path: &found.path, state, words }
        });
        let written = Written { schema: SCHEMA, findings: findings.collect(), exit: self.exit() };
        Ok(without_controls(&serde_json::to_string_pretty(&written)?) + "\n")
    }

    /// One sentence, and one next step.
    fn sum(&self) -> &'static str {
        let has = |condition: Condition| self.0.iter().any(|one| one.condition == condition);
        let mut damaged =
            self.0.iter().filter(|one| one.condition.severity() == Severity::Damaged).peekable();
        if self.0.is_empty() {
            return "There is nothing here yet. evenfall alone begins.";
        }
        if damaged.peek().is_some() {
            return if damaged.all(Finding::is_earlier_copy) {
                "What counts is whole; an earlier copy is not. evenfall backup FILE copies everything anew."
            } else {
                "Not everything is whole, and nothing was changed. evenfall alone shows what could help."
            };
        }
        let steps = [
            (Condition::Newer, "A newer Evenfall wrote some of this. A newer version can go on with it."),
            (
                Condition::OtherKey,
                "There is a key that is not the one known here. evenfall alone explains it, and asks.",
            ),
            (
                Condition::Older,
                "Something is older than it was. evenfall backups lists copies that may be newer.",
            ),
            (
                Condition::Copy,
                "A sync left copies. \"Copies from a sync\" in evenfall shows what is in them.",
            ),
            (
                Condition::Changed,
                "Something was changed outside Evenfall. evenfall backups lists what there was before.",
            ),
            (
                Condition::Locked,
                "Everything is whole as far as it shows. evenfall check --open looks into what is locked.",
            ),
        ];
        let step = steps.into_iter().find(|(condition, _)| has(*condition));
        step.map_or("Everything is whole. Nothing needs doing.", |(_, step)| step)
    }
}

/// What a condition is called by other programs, and by people.
fn words_of(condition: Condition) -> (&'static str, &'static str) {
    match condition {
        Condition::Whole => ("whole", "whole"),
        Condition::Locked => ("locked", "locked, not looked into"),
        Condition::NotWhole => ("not-whole", "not whole"),
        Condition::Unreadable => ("unreadable", "cannot be read"),
        Condition::Missing => ("missing", "missing: another file remembers it"),
        Condition::Older => ("older", "older than the one last kept"),
        Condition::Changed => ("changed", "changed outside"),
        Condition::Newer => ("newer", "from a newer version"),
        Condition::Copy => ("copy", "a copy from a sync"),
        Condition::OtherKey => ("other-key", "another key than the one known here"),
        Condition::Unfinished => ("unfinished", "unfinished save: swept at the next start"),
        Condition::LeftOver => ("left-over", "left over: removed once what counts is open"),
        Condition::SetAside => ("set-aside", "set aside, as it stood"),
        Condition::Foreign => ("foreign", "not one of Evenfall's, left alone"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Condition; 14] = [
        Condition::Whole,
        Condition::Locked,
        Condition::NotWhole,
        Condition::Unreadable,
        Condition::Missing,
        Condition::Older,
        Condition::Changed,
        Condition::Newer,
        Condition::Copy,
        Condition::OtherKey,
        Condition::Unfinished,
        Condition::LeftOver,
        Condition::SetAside,
        Condition::Foreign,
    ];

    fn checked(conditions: &[Condition]) -> Checked {
        let found = |condition: &Condition| Finding { path: "couple.json".into(), condition: *condition };
        Checked::new(conditions.iter().map(found).collect())
    }

    #[test]
    fn whatever_is_found_ends_in_one_sentence_and_one_step() {
        for condition in ALL {
            let said = checked(&[condition, Condition::Whole]).words();
            let sum = said.lines().last().expect("a line");
            assert!(sum.ends_with('.') && sum.matches(". ").count() == 1 && !sum.contains('!'), "{sum}");
            assert!(sum.len() <= 100, "{sum}");
        }
        assert_eq!(checked(&[]).words(), "There is nothing here yet. evenfall alone begins.\n");
    }

    #[test]
    fn damage_comes_before_what_needs_a_person() {
        assert_eq!(checked(&[]).exit(), 0);
        assert_eq!(checked(&[Condition::Whole, Condition::Unfinished, Condition::Locked]).exit(), 0);
        assert_eq!(checked(&[Condition::Whole, Condition::Copy]).exit(), 3);
        assert_eq!(checked(&[Condition::Copy, Condition::NotWhole, Condition::Whole]).exit(), 1);
    }

    #[test]
    fn each_condition_has_a_name_and_words_of_its_own() {
        let names: std::collections::BTreeSet<_> = ALL.map(|one| words_of(one).0).into();
        let words: std::collections::BTreeSet<_> = ALL.map(|one| words_of(one).1).into();
        assert_eq!((names.len(), words.len()), (ALL.len(), ALL.len()));
    }
}
