//! What a sync left beside the files: seen first, then put together, or left as it is.

use super::deed::Deed;
use super::{Answer, Ask, Flow, OneOf, Prompt, Step, Then};
use crate::domain::merge::{Aside, LeftAlone, Preview, Tally};

/// How many names of one sort are said.
const NAMED: usize = 3;

/// The copies there are.
#[derive(Clone, PartialEq)]
pub struct Copies {
    preview: Preview,
    /// Whether others were seen before.
    changed: bool,
}

impl Copies {
    /// What there is, and what putting it together would do.
    #[must_use]
    pub fn begin(preview: Preview) -> Flow {
        Flow::Copies(Box::new(Self { preview, changed: false }))
    }

    /// The same, where it is not what was seen before.
    #[must_use]
    pub fn changed(preview: Preview) -> Flow {
        Flow::Copies(Box::new(Self { preview, changed: true }))
    }

    pub(super) fn prompt(&self) -> Prompt {
        let Preview { copies, tally, own, left, .. } = &self.preview;
        let title = "Copies from a sync";
        let some = *copies > 0;
        let mut prompt = if some {
            let labels = ["Leave it as it is", "Put it together"];
            let question = "There is another copy of some things here, from a sync.";
            Prompt::new(title, question, Ask::OneOf(OneOf::labels(labels)))
        } else if left.is_empty() {
            Prompt::new(title, "There is no other copy here.", Ask::Go)
        } else {
            Prompt::new(title, "There is a copy here that stays as it is.", Ask::Go)
        };
        if self.changed {
            prompt = prompt.line("It changed just now. This is how it is.");
        }
        if some {
            prompt.lines.extend(counted(*tally));
            if *own {
                prompt = prompt.line("What each keeps alone is put together too, unseen.");
            }
            if *tally == Tally::default() && !own {
                prompt = prompt.line("Everything there is here already.");
            }
            let goes = if *copies > 1 { "Then the copies go." } else { "Then the copy goes." };
            prompt = prompt.line(format!("{goes} This cannot be taken back."));
        }
        prompt.lines.extend(stays(left));
        prompt
    }

    pub(super) fn answer(&self, answer: &Answer) -> Step {
        match answer {
            Answer::Go if self.preview.copies == 0 => Step::on(Then::Home(None)),
            Answer::Pick(0) if self.preview.copies > 0 => {
                Step::on(Then::Home(Some("It is left as it is. Nothing is changed.".into())))
            }
            Answer::Pick(1) if self.preview.copies > 0 => {
                Step::on(Then::Deed(Deed::PutTogether(self.preview.clone())))
            }
            _ => Step::not_asked(),
        }
    }
}

/// What putting it together does, in words.
fn counted(tally: Tally) -> impl Iterator<Item = String> {
    let things = |count, one: &str, more: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {more}")),
    };
    let Tally { came_in, renewed, twice, careful, taken_out } = tally;
    [
        things(
            came_in,
            "thing is only in the copy, and comes in.",
            "things are only in the copy, and come in.",
        ),
        things(
            renewed,
            "thing is newer in the copy, and comes in.",
            "things are newer in the copy, and come in.",
        ),
        things(
            twice,
            "thing was changed on both sides. Both stay.",
            "things were changed on both sides. All of it stays.",
        ),
        things(
            careful,
            "thing was set on both sides. The careful one holds.",
            "things were set on both sides. The careful ones hold.",
        ),
        things(
            taken_out,
            "thing was taken out, and goes here too.",
            "things were taken out, and go here too.",
        ),
    ]
    .into_iter()
    .flatten()
}

/// Which copies stay, and why.
fn stays(left: &[LeftAlone]) -> Vec<String> {
    let mut sorts: Vec<Aside> = left.iter().map(|one| one.why).collect();
    sorts.sort_unstable();
    sorts.dedup();
    let mut lines = Vec::new();
    for sort in sorts {
        let names: Vec<&str> =
            left.iter().filter(|one| one.why == sort).map(|one| one.name.as_str()).collect();
        lines.push(
            match sort {
                Aside::Unreadable => "This could not be read. It stays as it is:",
                Aside::Newer => "A newer Evenfall wrote this. It stays as it is:",
                Aside::Locked => "This is locked. It stays as it is:",
                Aside::Machine => "This belongs to one machine. It stays as it is:",
                Aside::Others => "This is not from the two of you. It stays as it is:",
            }
            .to_owned(),
        );
        lines.extend(names.iter().take(NAMED).map(|name| format!("  {name}")));
        if names.len() > NAMED {
            lines.push(format!("  and {} more", names.len() - NAMED));
        }
    }
    lines
}
