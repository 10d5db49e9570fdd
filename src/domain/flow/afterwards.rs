//! How it was afterwards: what one said of one's own body after evenings here, and what tends to go
//! with what. Each is shown only where its owner shows it.

use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::after_effect::tendency::{self, tendencies};
use crate::domain::after_effect::{AfterChange, AfterEffect, Afterwards, Asking, EFFORTS, Minutes};
use crate::domain::calendar::words::{capital, day};
use crate::domain::change::Change;
use crate::domain::people::Turn;
use crate::domain::time::{Evening, YearMonth};

/// What its pages are called.
pub(super) const TITLE: &str = "How it was afterwards";
/// Evenings on one page of the list.
const PAGE: usize = 10;

/// One of the questions about one evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    How(Asking),
    Minutes,
    Effort,
}

impl Question {
    /// How it is answered, standing at what was said.
    pub(super) fn ask(self, said: &AfterEffect) -> OneOf {
        let (words, chosen): (Vec<&str>, _) = match self {
            Self::How(asking) => (
                Afterwards::ALL.map(Afterwards::words).to_vec(),
                Afterwards::ALL.iter().position(|how| Some(*how) == said.at(asking)),
            ),
            Self::Minutes => (
                Minutes::ALL.map(Minutes::words).to_vec(),
                Minutes::ALL.iter().position(|one| Some(*one) == said.minutes),
            ),
            Self::Effort => (
                EFFORTS.map(|(_, words)| words).to_vec(),
                EFFORTS.iter().position(|(one, _)| Some(*one) == said.effort),
            ),
        };
        let choices = words.into_iter().map(|words| Choice::plain(capital(words))).collect();
        OneOf { choices, first: chosen.unwrap_or_default(), quick: true }
    }

    /// What is said with this answer, and what is asked next; `None` where it is no answer. What
    /// its owner would rather not say is left open, and what would come after it.
    pub(super) fn take(self, said: &AfterEffect, answer: &Answer) -> Option<(AfterEffect, Option<Self>)> {
        let said = said.clone();
        match (self, answer) {
            (Self::How(asking), Answer::Pick(at)) => {
                Some((said.saying(asking, *Afterwards::ALL.get(*at)?), Some(Self::Minutes)))
            }
            (Self::Minutes, Answer::Pick(at)) => {
                let minutes = *Minutes::ALL.get(*at)?;
                // Where there was nothing to speak of, it asked nothing.
                let effort = said.effort.filter(|_| minutes != Minutes::None);
                let next = (minutes != Minutes::None).then_some(Self::Effort);
                Some((AfterEffect { minutes: Some(minutes), effort, ..said }, next))
            }
            (Self::Effort, Answer::Pick(at)) => {
                let (effort, _) = *EFFORTS.get(*at)?;
                Some((AfterEffect { effort: Some(effort), ..said }, None))
            }
            (Self::Minutes, Answer::Extra(Extra::RatherNotSay, _)) => {
                Some((AfterEffect { minutes: None, effort: None, ..said }, None))
            }
            (Self::Effort, Answer::Extra(Extra::RatherNotSay, _)) => {
                Some((AfterEffect { effort: None, ..said }, None))
            }
            _ => None,
        }
    }

    /// The page of minutes or of effort.
    pub(super) fn detail(self, said: &AfterEffect, alone: bool) -> Prompt {
        let ask = Ask::OneOf(self.ask(said));
        let prompt = match (self, alone) {
            (Self::Effort, _) => Prompt::new(TITLE, "And how much did it ask of your body?", ask),
            (_, true) => Prompt::new(TITLE, "About how long was what you did?", ask)
                .line("That evening: a meal, a film, anything at all."),
            (_, false) => Prompt::new(TITLE, "About how long was what you did together?", ask)
                .line("That evening: a talk, a meal, a film, anything at all."),
        };
        prompt.line("Only if you like, and only for you.").extra(Extra::RatherNotSay)
    }
}

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub struct AfterEffects {
    turn: Turn,
    page: Page,
    /// What was done just before.
    said: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    /// The evenings, from this one of them on.
    List(usize),
    One(Evening),
    Ask(Evening, Question),
    Show(Evening),
    Forget(Evening),
    Tendencies,
    Asked,
}

/// What stands on the list.
#[derive(Clone, Copy, PartialEq)]
enum Item {
    One(Evening),
    Earlier,
    Tendencies,
    Asked,
    Leave,
}

/// What can be done with what was said of one evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Back,
    Change(Asking),
    Show,
    Cover,
    Forget,
}

impl AfterEffects {
    /// What one said, and what can be done with it.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Self { turn: turn.clone(), page: Page::List(0), said: None }.flow()
    }

    fn flow(self) -> Flow {
        Flow::AfterEffects(Box::new(self))
    }

    /// The month that has to be read before this page can be shown: it says what is shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        match self.page {
            Page::One(evening) | Page::Ask(evening, _) | Page::Show(evening) => Some(evening.month()),
            _ => None,
        }
        .filter(|month| world.archive.month(*month).is_none())
    }

    fn items(&self, skip: usize, world: World<'_>) -> Vec<Item> {
        let all = world.archive.after_effects(&self.turn);
        let listed = all.iter().skip(skip).take(PAGE).map(|one| Item::One(one.evening));
        let mut items: Vec<Item> = listed.collect();
        items.extend((all.len() > skip + PAGE).then_some(Item::Earlier));
        items.extend((all.len() >= tendency::FROM).then_some(Item::Tendencies));
        items.extend([Item::Asked, Item::Leave]);
        items
    }

    fn acts(&self, said: &AfterEffect, world: World<'_>) -> Vec<Act> {
        let mut acts = vec![Act::Back];
        for asking in [Asking::Next, Asking::Later] {
            acts.extend(said.at(asking).map(|_| Act::Change(asking)));
        }
        let shown = self.shows(said.evening, world);
        if shown {
            acts.push(Act::Cover);
        } else if !world.archive.alone() {
            acts.push(Act::Show);
        }
        acts.push(Act::Forget);
        acts
    }

    fn shows(&self, evening: Evening, world: World<'_>) -> bool {
        world.archive.shows_after(&self.turn, evening).unwrap_or_default()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let today = world.today();
        let of = |evening: Evening| world.archive.after_effect(&self.turn, evening);
        let gone = || Prompt::new(TITLE, "That is not there any more.", labels(["Back"]));
        let mut prompt = match self.page {
            Page::List(skip) => self.list(skip, world),
            Page::One(evening) => of(evening).map_or_else(gone, |said| self.one(said, world)),
            Page::Ask(evening, question) => {
                of(evening).map_or_else(gone, |said| self.asked(said, question, world))
            }
            Page::Show(evening) => of(evening).map_or_else(gone, |said| {
                let other = world.archive.name(self.turn.person().other());
                let own = world.archive.name(self.turn.person());
                let show = format!("Show it to {other}");
                let ask = labels(["Only on my own pages", show.as_str()]);
                Prompt::new(TITLE, format!("Show it to {other}?"), ask)
                    .line(format!("On {}, in our calendar:", day(evening.0, today)))
                    .line(format!("{}.", said.shown_by(self.turn.person()).sentence(own)))
                    .line("Minutes and effort are never shown.")
                    .note("It can be covered again. What was read stays read.")
            }),
            Page::Forget(_) => {
                Prompt::new(TITLE, "Forget what you said?", labels(["Leave it as it is", "Forget it"]))
                    .line("It goes from here, from the calendar and from backups.")
                    .line("It cannot be brought back.")
            }
            Page::Tendencies => {
                let found = tendencies(&world.archive.after_effects(&self.turn));
                let mut prompt = Prompt::new(TITLE, "What tends to go with what", labels(["Back"]));
                for one in &found {
                    prompt.lines.extend([one.after, tendency::MORE_OFTEN, one.beside].map(str::to_owned));
                }
                if found.is_empty() { prompt.line(tendency::NONE) } else { prompt }
            }
            Page::Asked => {
                let first = usize::from(!world.archive.asks_after(&self.turn));
                let ask = OneOf { first, ..OneOf::labels(["Ask me after an evening here", "Leave it out"]) };
                Prompt::new(TITLE, "Asked how it was afterwards, or not?", Ask::OneOf(ask))
                    .line("After a check-in, with one key, of you alone.")
                    .line("Once, and once more two or three days on.")
            }
        };
        prompt.lines.splice(0..0, self.said.map(str::to_owned));
        // Showing and forgetting are never what two Enters lead to.
        prompt.begins_empty = matches!(self.page, Page::One(_) | Page::Show(_) | Page::Forget(_));
        prompt.of(self.turn.person())
    }

    fn list(&self, skip: usize, world: World<'_>) -> Prompt {
        let items = self.items(skip, world);
        let choice = |item: &Item| match item {
            Item::One(evening) => {
                let said = world.archive.after_effect(&self.turn, *evening);
                let said = said.map(AfterEffect::said).unwrap_or_default();
                Choice::noted(day(evening.0, world.today()), said)
            }
            Item::Earlier => Choice::plain("Earlier evenings"),
            Item::Tendencies => Choice::plain("What tends to go with what"),
            Item::Asked => Choice::plain("Being asked, or not"),
            Item::Leave => Choice::plain("That is all"),
        };
        let question = if items.iter().any(|item| matches!(item, Item::One(_))) {
            "What you said of evenings here."
        } else {
            "Nothing is noted here."
        };
        let ask = Ask::OneOf(OneOf::new(items.iter().map(choice).collect()));
        let only = if world.archive.alone() {
            "About your own body, and only for you."
        } else {
            "About your own body. Only you see it, unless you show it."
        };
        Prompt::new(TITLE, question, ask).line(only)
    }

    fn one(&self, said: &AfterEffect, world: World<'_>) -> Prompt {
        let other = world.archive.name(self.turn.person().other());
        let label = |act: &Act| match act {
            Act::Back => "Back".to_owned(),
            Act::Change(Asking::Next) => "Change it".to_owned(),
            Act::Change(Asking::Later) => "Change what you said days later".to_owned(),
            Act::Show => format!("Show it to {other}"),
            Act::Cover => "Cover it again".to_owned(),
            Act::Forget => "Forget it".to_owned(),
        };
        let choices = self.acts(said, world).iter().map(|act| Choice::plain(label(act))).collect();
        let about = day(said.evening.0, world.today());
        let mut prompt =
            Prompt::new(TITLE, format!("{about}: {}.", said.said()), Ask::OneOf(OneOf::new(choices)));
        let effort = EFFORTS.iter().find(|(effort, _)| Some(*effort) == said.effort);
        let details = [said.minutes.map(Minutes::words), effort.map(|(_, words)| *words)];
        let details: Vec<&str> = details.into_iter().flatten().collect();
        if !details.is_empty() {
            prompt = prompt.line(format!("{}.", capital(&details.join(", "))));
        }
        if self.shows(said.evening, world) {
            prompt = prompt.line(format!("{other} can read how it was, on that day of our calendar."));
        } else if !world.archive.alone() {
            prompt = prompt.line("Only you see it.");
        }
        if said.is_worse() {
            prompt = prompt.note("Worse holds a small step back, and nobody is told.");
        }
        prompt
    }

    fn asked(&self, said: &AfterEffect, question: Question, world: World<'_>) -> Prompt {
        let Question::How(asking) = question else { return question.detail(said, world.archive.alone()) };
        let when = match asking {
            Asking::Next => "since",
            Asking::Later => "days after",
        };
        let about = day(said.evening.0, world.today());
        let prompt =
            Prompt::new(TITLE, format!("How was your body {when} {about}?"), Ask::OneOf(question.ask(said)));
        if self.shows(said.evening, world) {
            prompt.line("It is shown. Said another way, it is covered.")
        } else {
            prompt
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let said = |evening: Evening| world.archive.after_effect(&self.turn, evening);
        match (self.page, answer) {
            (Page::List(skip), Answer::Pick(at)) => match self.items(skip, world).get(at) {
                Some(Item::One(evening)) => self.to(Page::One(*evening)),
                Some(Item::Earlier) => self.to(Page::List(skip + PAGE)),
                Some(Item::Tendencies) => self.to(Page::Tendencies),
                Some(Item::Asked) => self.to(Page::Asked),
                Some(Item::Leave) => Step::on(Then::Home(None)),
                None => Step::not_asked(),
            },
            (Page::One(evening), Answer::Pick(at)) => {
                let acts = said(evening).map_or(vec![Act::Back], |said| self.acts(said, world));
                match acts.get(at) {
                    Some(Act::Back) => self.on(Page::List(0)),
                    Some(Act::Change(asking)) => self.to(Page::Ask(evening, Question::How(*asking))),
                    Some(Act::Show) => self.to(Page::Show(evening)),
                    Some(Act::Cover) => {
                        self.done(AfterChange::Cover(evening), Page::One(evening), "It is covered.")
                    }
                    Some(Act::Forget) => self.to(Page::Forget(evening)),
                    None => Step::not_asked(),
                }
            }
            (Page::Ask(evening, question), answer) => {
                let Some(before) = said(evening) else { return self.on(Page::List(0)) };
                let Some((after, next)) = question.take(before, &answer) else { return Step::not_asked() };
                let keep = AfterChange::Keep(after);
                match next {
                    Some(next) => Step::On {
                        changes: vec![self.change(keep)],
                        then: Then::Page(self.page(Page::Ask(evening, next), None)),
                    },
                    None => self.done(keep, Page::One(evening), "It is kept."),
                }
            }
            (Page::Show(evening) | Page::Forget(evening), Answer::Pick(0)) => self.on(Page::One(evening)),
            (Page::Show(evening), Answer::Pick(1)) => {
                self.done(AfterChange::Show(evening), Page::One(evening), "It is shown.")
            }
            (Page::Forget(evening), Answer::Pick(1)) => {
                self.done(AfterChange::Forget(evening), Page::List(0), "It is forgotten.")
            }
            (Page::Tendencies, Answer::Pick(0)) => self.on(Page::List(0)),
            (Page::Asked, Answer::Pick(at @ (0 | 1))) => {
                self.done(AfterChange::Ask(at == 0), Page::List(0), "It is kept.")
            }
            _ => Step::not_asked(),
        }
    }

    fn change(&self, change: AfterChange) -> Change {
        Change::After(self.turn.person(), change)
    }

    fn page(&self, page: Page, said: Option<&'static str>) -> Flow {
        Self { turn: self.turn.clone(), page, said }.flow()
    }

    fn to(&self, page: Page) -> Step {
        Step::page(self.page(page, None))
    }

    fn on(&self, page: Page) -> Step {
        Step::on(Then::Onward(self.page(page, None)))
    }

    fn done(&self, change: AfterChange, page: Page, said: &'static str) -> Step {
        Step::On { changes: vec![self.change(change)], then: Then::Onward(self.page(page, Some(said))) }
    }
}

fn labels<'a>(labels: impl IntoIterator<Item = &'a str>) -> Ask {
    Ask::OneOf(OneOf::labels(labels))
}
