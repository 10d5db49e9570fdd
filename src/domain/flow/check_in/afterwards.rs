//! Once a check-in is kept: how the body was after the last evening here, with one key; and where
//! something was said, minutes and effort, a key each.

use super::{CheckInFlow, Page};
use crate::domain::after_effect::{AfterChange, AfterEffect, Asking};
use crate::domain::calendar::words::capital;
use crate::domain::change::Change;
use crate::domain::flow::afterwards::{Question, TITLE};
use crate::domain::flow::{Answer, Ask, Choice, Extra, Flow, Prompt, Step, Then, World};
use crate::domain::time::Evening;

/// What is asked, and about which evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    about: Evening,
    question: Question,
}

impl CheckInFlow {
    /// Keeps the check-in. How it was afterwards is asked where that is due, and that it was asked
    /// is noted with the check-in: whoever leaves the page has said nothing, and is not asked again.
    pub(super) fn kept(&self, check_in: Change, world: World<'_>) -> Step {
        match world.archive.after_due(&self.turn, self.evening) {
            Some((about, asking)) => {
                let asked = Change::After(self.turn.person(), AfterChange::Asked(about));
                let page = self.asking(Asked { about, question: Question::How(asking) });
                Step::On { changes: vec![check_in, asked], then: Then::Onward(page) }
            }
            None => self.small_step(vec![check_in], world),
        }
    }

    fn asking(&self, asked: Asked) -> Flow {
        Flow::CheckIn(Box::new(Self { page: Page::After(asked), ..self.clone() }))
    }

    fn said_of(&self, about: Evening, world: World<'_>) -> AfterEffect {
        world.archive.after_effect(&self.turn, about).cloned().unwrap_or_else(|| AfterEffect::of(about))
    }

    pub(super) fn after_screen(&self, asked: Asked, world: World<'_>) -> Prompt {
        let alone = world.archive.alone();
        let said = self.said_of(asked.about, world);
        let Question::How(asking) = asked.question else { return asked.question.detail(&said, alone) };
        let weekday = asked.about.0.format("%A");
        let since = match (asking, self.evening.days_since(asked.about)) {
            (Asking::Next, _) => format!("How has your body been since {weekday}?"),
            (Asking::Later, 3) => "And now, three days on?".to_owned(),
            (Asking::Later, _) => "And now, two days on?".to_owned(),
        };
        let mut one_of = asked.question.ask(&said);
        one_of.choices.push(Choice::plain(capital(NOTHING)));
        // Whoever only goes on with the arrows begins with it.
        one_of.first = one_of.choices.len() - 1;
        let mut prompt = Prompt::new(TITLE, since, Ask::OneOf(one_of));
        if asking == Asking::Later {
            prompt = prompt.line(format!("After the evening here, on {weekday}."));
        }
        let only = if alone { "Only you see it." } else { "Only you see it, unless you show it." };
        prompt.line(only).note("Your check-in is kept already.").extra(Extra::RatherNotSay)
    }

    pub(super) fn after_answer(&self, asked: Asked, answer: &Answer, world: World<'_>) -> Step {
        if self.evening < world.evening() {
            return Step::on(Then::Home(None));
        }
        let Asked { about, question } = asked;
        let said = self.said_of(about, world);
        let nothing = question.ask(&said).choices.len();
        match (question, answer) {
            (Question::How(asking), Answer::Extra(Extra::RatherNotSay, _)) => {
                self.said_nothing(&said, asking, world)
            }
            (Question::How(asking), Answer::Pick(at)) if *at == nothing => {
                self.said_nothing(&said, asking, world)
            }
            _ => match question.take(&said, answer) {
                Some((now, next)) => {
                    // What it took is asked once, with the first asking.
                    let next = next.filter(|_| question != Question::How(Asking::Later));
                    self.go_on(&said, now, next.map(|question| Asked { about, question }), world)
                }
                None => Step::not_asked(),
            },
        }
    }

    /// Nothing is kept of it; what was said just before, and gone back from, is taken back.
    fn said_nothing(&self, said: &AfterEffect, asking: Asking, world: World<'_>) -> Step {
        let without = said.without(asking);
        let change = match (said.at(asking), without.hardest()) {
            (None, _) => None,
            (Some(_), None) => Some(AfterChange::Forget(said.evening)),
            (Some(_), Some(_)) => Some(AfterChange::Keep(without)),
        };
        let person = self.turn.person();
        self.small_step(change.into_iter().map(|change| Change::After(person, change)).collect(), world)
    }

    fn go_on(&self, before: &AfterEffect, said: AfterEffect, next: Option<Asked>, world: World<'_>) -> Step {
        let worse = said.is_worse();
        let keep = |said| Change::After(self.turn.person(), AfterChange::Keep(said));
        let changes: Vec<Change> = (*before != said).then(|| keep(said)).into_iter().collect();
        match next {
            Some(next) => Step::On { changes, then: Then::Page(self.asking(next)) },
            // A body that is worse for it is not asked for a little more the moment it says so.
            None if worse => Step::On { changes, then: self.after(world) },
            None => self.small_step(changes, world),
        }
    }
}

/// A whole answer: the same as leaving it open.
const NOTHING: &str = "nothing to say";
