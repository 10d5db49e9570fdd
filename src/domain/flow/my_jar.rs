//! What one noticed and showed: whether it goes into the jar, and taking a line out, in one's own
//! turn. The other sees no more of it than that a line is not there.

use super::my_ways::MyWays;
use super::together::{BEGINNING, PAGE};
use super::{Answer, Choice, Flow, OneOf, Prompt, Step, Then, World};
use super::{Ask, Extra};
use crate::domain::change::Change;
use crate::domain::jar::{JarChange, Noticed};
use crate::domain::note::beginning;
use crate::domain::people::Turn;
use crate::domain::time::YearMonth;

/// What the page is called.
pub const TITLE: &str = "What I noticed, and the jar";

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub struct MyJar {
    turn: Turn,
    page: Page,
    /// What was done just before.
    said: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    /// The lines, from this one on.
    List(usize),
    /// Nothing more of it?
    Off,
}

impl MyJar {
    /// What one noticed and showed, newest first.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Self { turn: turn.clone(), page: Page::List(0), said: None }.flow()
    }

    fn flow(self) -> Flow {
        Flow::MyJar(self)
    }

    pub(super) fn quiet(&mut self) {
        self.said = None;
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match self.page {
            Page::List(skip) => world.archive.noticed_by(&self.turn, skip, PAGE).err(),
            Page::Off => None,
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let goes_in = world.archive.goes_into_the_jar(&self.turn);
        let mut prompt = match self.page {
            Page::List(skip) => {
                let (lines, more) = self.listed(skip, world);
                let on = if goes_in { "it goes in" } else { "it stays out" };
                let mut rows = vec![Choice::noted("What I show from now on", on)];
                rows.extend(lines.iter().map(row));
                rows.extend(more.then(|| Choice::plain("Earlier")));
                rows.push(Choice::plain("Back"));
                let prompt = Prompt::new(TITLE, "Which of it is in the jar?", Ask::OneOf(OneOf::new(rows)))
                    .line("A line that is chosen goes out of the jar, or in again.")
                    .line("It holds at once, and nobody is told.");
                let any = lines.iter().any(|line| line.in_jar);
                if any { prompt.extra(Extra::TakeAway) } else { prompt }
            }
            Page::Off => Prompt::new(
                TITLE,
                "Nothing more of what you notice goes in?",
                Ask::OneOf(OneOf::labels([
                    "Leave it as it is",
                    "Nothing more goes in",
                    "Nothing more, and all of mine comes out",
                ])),
            )
            .line("What you show in a check-in is shown as before."),
        };
        prompt.lines.splice(0..0, self.said.map(str::to_owned));
        prompt.of(self.turn.person())
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (self.page, answer) {
            (Page::List(_), Answer::Pick(0)) if world.archive.goes_into_the_jar(&self.turn) => {
                Step::page(self.at(Page::Off, None))
            }
            (Page::List(skip), Answer::Pick(0)) => {
                self.kept(vec![JarChange::GoesIn(true)], skip, "It goes in from now on.")
            }
            (Page::List(skip), Answer::Pick(at)) => {
                let (lines, more) = self.listed(skip, world);
                match (lines.get(at - 1), (at - 1).checked_sub(lines.len())) {
                    (Some(line), _) => {
                        let said = if line.in_jar { OUT } else { "It is in the jar." };
                        self.kept(vec![JarChange::Put(line.at.clone(), !line.in_jar)], skip, said)
                    }
                    (None, Some(0)) if more => Step::page(self.at(Page::List(skip + PAGE), None)),
                    (None, Some(rest)) if rest == usize::from(more) => {
                        Step::on(Then::Onward(MyWays::begin(&self.turn)))
                    }
                    (None, _) => Step::not_asked(),
                }
            }
            (Page::List(skip), Answer::Extra(Extra::TakeAway, at)) => {
                let (lines, _) = self.listed(skip, world);
                match at.and_then(|at| lines.get(at.checked_sub(1)?)).filter(|line| line.in_jar) {
                    Some(line) => self.kept(vec![JarChange::Put(line.at.clone(), false)], skip, OUT),
                    None => Step::Again("Nothing of that row is in the jar. Nothing changed.".into()),
                }
            }
            (Page::Off, Answer::Pick(0)) => Step::on(Then::Onward(Self::begin(&self.turn))),
            (Page::Off, Answer::Pick(1)) => {
                self.kept(vec![JarChange::GoesIn(false)], 0, "It stays out from now on.")
            }
            (Page::Off, Answer::Pick(2)) => {
                let all = vec![JarChange::GoesIn(false), JarChange::AllOut];
                self.kept(all, 0, "Nothing of yours is in the jar.")
            }
            _ => Step::not_asked(),
        }
    }

    fn listed(&self, skip: usize, world: World<'_>) -> (Vec<Noticed>, bool) {
        world.archive.noticed_by(&self.turn, skip, PAGE).unwrap_or_default()
    }

    fn at(&self, page: Page, said: Option<&'static str>) -> Flow {
        Self { turn: self.turn.clone(), page, said }.flow()
    }

    fn kept(&self, changes: Vec<JarChange>, skip: usize, said: &'static str) -> Step {
        let changes = changes.into_iter().map(|change| Change::Jar(self.turn.person(), change)).collect();
        Step::On { changes, then: Then::Onward(self.at(Page::List(skip), Some(said))) }
    }
}

const OUT: &str = "It is out of the jar.";

fn row(line: &Noticed) -> Choice {
    let day = line.at.evening.0.format("%-d %B");
    let note = if line.in_jar { day.to_string() } else { format!("{day}, out of the jar") };
    Choice::noted(beginning(&line.words, BEGINNING), note)
}
