//! Taking one's own out, as a file, and erasing it.

use super::deed::Deed;
use super::my_ways::MyWays;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World, WrittenDown};
use crate::domain::people::Turn;
use crate::domain::time::YearMonth;

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub struct Mine {
    turn: Turn,
    page: Page,
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    List,
    WriteDown,
    Erase,
    Certain,
}

impl Mine {
    /// What can be done with all of it.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Flow::Mine(Self { turn: turn.clone(), page: Page::List })
    }

    /// The month that has to be read before this page can be shown: what is written down is whole.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        if self.page == Page::List { None } else { world.archive.unread_months().next() }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let labels = |labels: [&str; 2]| Ask::OneOf(OneOf::labels(labels));
        let title = "What is mine";
        let alone = world.archive.alone();
        match self.page {
            Page::List => {
                let choices = vec![
                    Choice::plain("Leave it all as it is"),
                    Choice::noted("Write down what is mine", "a file of its own"),
                    Choice::noted("Erase everything of mine", "asked twice"),
                ];
                let mut prompt = Prompt::new(
                    title,
                    "Everything that is yours alone, or that you showed.",
                    Ask::OneOf(OneOf::new(choices)),
                );
                // Erasing is never what two Enters lead to.
                prompt.begins_empty = true;
                prompt
            }
            Page::WriteDown => {
                Prompt::new(title, "Write it down in a file?", labels(["Leave it", "Write it down"]))
                    .line("Your notes, your ways, and what you showed.")
                    .line("It is not locked: whoever has the file can read it.")
                    .note("It lies beside Evenfall's own folder, and never takes the place of a file.")
            }
            Page::Erase => {
                let prompt = Prompt::new(
                    title,
                    "Erase everything of yours?",
                    labels(["Leave it all as it is", "Go on"]),
                )
                .line("Your name, answers, notes, limits, what to mind, and what you showed.")
                .line("From here, from backups and from drafts.");
                let prompt = if alone {
                    prompt
                } else {
                    prompt
                        .line("What you both like stays, and so do the other's own words.")
                        .line("What you wrote together stays too: one small problem,")
                        .line("our words, keepsakes, what is from both of you.")
                };
                prompt.note("SSDs, files that were written down and copies elsewhere may keep traces.")
            }
            Page::Certain => {
                let prompt = Prompt::new(
                    title,
                    "It cannot be brought back.",
                    labels(["Leave it all as it is", "Erase everything of mine"]),
                );
                if alone {
                    prompt
                } else {
                    let other = world.archive.name(self.turn.person().other());
                    prompt.line(format!("{other} can go on alone with Evenfall."))
                }
            }
        }
        .of(self.turn.person())
    }

    pub(super) fn answer(&self, answer: Answer) -> Step {
        let to = |page| Step::page(Flow::Mine(Self { turn: self.turn.clone(), page }));
        match (self.page, answer) {
            (_, Answer::Pick(0)) => Step::on(Then::Onward(MyWays::begin(&self.turn))),
            (Page::List, Answer::Pick(1)) => to(Page::WriteDown),
            (Page::List, Answer::Pick(2)) => to(Page::Erase),
            (Page::WriteDown, Answer::Pick(1)) => {
                Step::on(Then::WriteDown(WrittenDown::Mine(self.turn.clone())))
            }
            (Page::Erase, Answer::Pick(1)) => to(Page::Certain),
            (Page::Certain, Answer::Pick(1)) => Step::on(Then::Deed(Deed::EraseMine(self.turn.person()))),
            _ => Step::not_asked(),
        }
    }
}
