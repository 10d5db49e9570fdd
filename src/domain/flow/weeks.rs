//! Weeks as pictures: one's own in a turn of one's own, and each one's beside the other's only
//! where both ask for it.

use super::notes::Notes;
use super::shared_notes::SharedNotes;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, View, World};
use crate::domain::change::Change;
use crate::domain::chart::{Picture, Span};
use crate::domain::people::{Each, Person, Turn};
use crate::domain::time::{Evening, YearMonth};

/// What the pages of one person are called.
pub(super) const MINE: &str = "My weeks";
/// What those of both are called.
pub(super) const OURS: &str = "Our weeks";

/// The choices of how far to look, in their order.
const SPANS: [(Span, &str, &str); 2] =
    [(Span::FourWeeks, "Four weeks", "day by day"), (Span::SixMonths, "Six months", "week by week")];

/// Where in looking at weeks one is.
#[derive(Clone, PartialEq)]
pub struct WeeksFlow {
    /// Whose turn it is; nobody's where both look.
    turn: Option<Turn>,
    page: Page,
}

#[derive(Clone, PartialEq)]
enum Page {
    /// Waiting for a key from each. Whose came is never drawn.
    Ready(Each<bool>),
    /// How far to look, with this place in focus.
    Choose(usize),
    Drawn(Span, Evening),
}

impl WeeksFlow {
    /// One's own weeks.
    #[must_use]
    pub fn mine(turn: &Turn) -> Flow {
        Self { turn: Some(turn.clone()), page: Page::Choose(0) }.flow()
    }

    /// The weeks of both, once each has asked for them.
    #[must_use]
    pub fn ours() -> Flow {
        Self { turn: None, page: Page::Ready(Each { a: false, b: false }) }.flow()
    }

    fn flow(self) -> Flow {
        Flow::Weeks(self)
    }

    fn at(&self, page: Page) -> Flow {
        Self { turn: self.turn.clone(), page }.flow()
    }

    /// Where these pages were come from.
    pub(super) fn above(&self) -> Flow {
        match (&self.turn, &self.page) {
            (_, Page::Drawn(..)) => self.at(Page::Choose(0)),
            (Some(turn), _) => Notes::begin(turn),
            (None, _) => SharedNotes::begin(),
        }
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match self.page {
            Page::Drawn(span, until) => self.picture(span, until, world).err(),
            Page::Ready(_) | Page::Choose(_) => None,
        }
    }

    fn picture(&self, span: Span, until: Evening, world: World<'_>) -> Result<Picture, YearMonth> {
        match &self.turn {
            Some(turn) => world.archive.weeks_of(turn, span, until),
            None => world.archive.weeks_of_each(span, until),
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let mut prompt = self.screen(world);
        prompt.who = self.turn.as_ref().map(Turn::person);
        prompt
    }

    fn title(&self) -> &'static str {
        if self.turn.is_some() { MINE } else { OURS }
    }

    fn screen(&self, world: World<'_>) -> Prompt {
        match &self.page {
            Page::Ready(_) => {
                let key = |person, key| format!("{} presses {key}", world.archive.name(person));
                Prompt::new(OURS, "When both of you like, look at your weeks.", Ask::BothKeys)
                    .line(format!("{}, {}.", key(Person::A, 1), key(Person::B, 8)))
                    .line("Each one's stand apart, as far as they were shown.")
                    .line("There is no hurry, and another evening is fine.")
            }
            Page::Choose(first) => {
                let spans = SPANS.iter().map(|(_, label, note)| Choice::noted(*label, *note));
                let mut choices: Vec<Choice> = spans.collect();
                choices.extend(self.calm(world));
                choices.push(Choice::plain("Back"));
                let ask = OneOf { first: *first, ..OneOf::new(choices) };
                let prompt =
                    Prompt::new(self.title(), "How far back would you like to look?", Ask::OneOf(ask))
                        .line("Only what was shown is drawn. Open days stay open.");
                match &self.turn {
                    Some(_) => prompt.note("What you cover later goes from here, too."),
                    None => prompt,
                }
            }
            Page::Drawn(span, until) => {
                let Ok(picture) = self.picture(*span, *until, world) else {
                    return Prompt::new(self.title(), "That month is not open yet.", Ask::Go);
                };
                let first = picture.dates.first().copied().unwrap_or(until.0);
                let question = format!("{} to {}", first.format("%-d %B"), until.0.format("%-d %B %Y"));
                let mut prompt = Prompt::new(self.title(), question, Ask::Go);
                prompt.view = Some(View::Weeks(Box::new(picture)));
                prompt
            }
        }
    }

    /// Whether one's own calm is drawn: a choice of its owner alone.
    fn calm(&self, world: World<'_>) -> Option<Choice> {
        let turn = self.turn.as_ref().filter(|_| world.keeps)?;
        let now = if world.archive.draws_calm(turn) { "ticked" } else { "left out" };
        let note =
            if world.archive.alone() { now.to_owned() } else { format!("{now}; where both look, too") };
        Some(Choice::noted("Draw my calm, or leave it out", note))
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (&self.page, answer) {
            (Page::Ready(pressed), Answer::Key(person)) => {
                let mut pressed = *pressed;
                pressed[person] = true;
                let page = if pressed.a && pressed.b { Page::Choose(0) } else { Page::Ready(pressed) };
                Step::on(Then::Onward(self.at(page)))
            }
            (Page::Choose(_), Answer::Pick(at)) => match (SPANS.get(at), self.calm(world)) {
                (Some((span, ..)), _) => Step::page(self.at(Page::Drawn(*span, world.evening()))),
                (None, Some(_)) if at == SPANS.len() => self.tick(at, world),
                (None, calm) if at == SPANS.len() + usize::from(calm.is_some()) => {
                    Step::on(Then::Onward(self.above()))
                }
                _ => Step::not_asked(),
            },
            (Page::Drawn(..), Answer::Go) => Step::on(Then::Onward(self.at(Page::Choose(0)))),
            _ => Step::not_asked(),
        }
    }

    fn tick(&self, at: usize, world: World<'_>) -> Step {
        let Some(turn) = &self.turn else { return Step::not_asked() };
        let changes = vec![Change::DrawCalm(turn.person(), !world.archive.draws_calm(turn))];
        Step::On { changes, then: Then::Onward(self.at(Page::Choose(at))) }
    }
}
