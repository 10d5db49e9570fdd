//! Notes about parts of one's own body: where it is good lately, where it takes care, what is
//! left alone. Each is shown only where its owner shows it.

use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::body::{BodyNote, Lately, Spot};
use crate::domain::change::Change;
use crate::domain::content::Area;
use crate::domain::note::beginning;
use crate::domain::people::Turn;
use crate::domain::text;

const TITLE: &str = "My body notes";
/// How much of a note stands in a list, in graphemes.
const BEGINNING: usize = 36;

/// Where in one's body notes one is.
#[derive(Clone, PartialEq)]
pub struct BodyNotes {
    turn: Turn,
    page: Page,
    /// What was done just before.
    said: Option<&'static str>,
}

#[derive(Clone, PartialEq)]
enum Page {
    List,
    One(Spot),
    Where,
    OwnWords,
    How(Spot),
    Why(Spot, Lately),
    Show(BodyNote),
    Forget(Spot),
}

/// What can be done with a note.
const ACTS: [&str; 4] = ["Back", "Change it", "Show it, or not", "Forget it"];

impl BodyNotes {
    /// What one noted, and what can be done with it.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Self { turn: turn.clone(), page: Page::List, said: None }.flow()
    }

    fn flow(self) -> Flow {
        Flow::BodyNotes(Box::new(self))
    }

    fn of(&self, spot: &Spot, world: World<'_>) -> Option<(BodyNote, bool)> {
        world.archive.body_notes(&self.turn).into_iter().find(|(note, _)| note.spot == *spot)
    }

    /// Every place that can be named without typing.
    fn spots() -> Vec<Spot> {
        let areas = Area::WORDS.iter().map(|(area, _)| Spot::Area(*area));
        areas.chain(Spot::SENSES.iter().map(|(name, _)| Spot::Other((*name).to_owned()))).collect()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let pick = |choices| Ask::OneOf(OneOf::new(choices));
        let alone = world.archive.alone();
        match &self.page {
            Page::List => {
                let notes = world.archive.body_notes(&self.turn);
                let beside = |shown: &bool| match (alone, shown) {
                    (true, true) => "beside offers",
                    (false, true) => "shown",
                    (_, false) => "only here",
                };
                let mut choices: Vec<Choice> = notes
                    .iter()
                    .map(|(note, shown)| Choice::noted(beginning(&note.said(), BEGINNING), beside(shown)))
                    .collect();
                choices.push(Choice::noted("Add a place, or a sense", "good, careful, or left alone"));
                choices.push(Choice::plain("That is all"));
                let mut prompt = Prompt::new(TITLE, "How is your body lately?", pick(choices));
                prompt.lines.extend(self.said.map(str::to_owned));
                prompt
                    .line("About your own body only, and as much as you like.")
                    .note("What you change here holds at once, gentler or wider.")
            }
            Page::One(spot) => match self.of(spot, world) {
                Some((note, _)) => {
                    Prompt::new(TITLE, format!("{}.", note.said()), Ask::OneOf(OneOf::labels(ACTS)))
                }
                None => {
                    Prompt::new(TITLE, "That is not there any more.", Ask::OneOf(OneOf::labels(["Back"])))
                }
            },
            Page::Where => {
                let mut choices: Vec<Choice> =
                    Self::spots().iter().map(|spot| Choice::plain(spot.words())).collect();
                choices.push(Choice::plain("In my own words"));
                Prompt::new(TITLE, "Which place is it about?", pick(choices))
            }
            Page::OwnWords => {
                let line = Ask::Line { start: String::new(), most: text::NAME };
                Prompt::new(TITLE, "Where, in your own words?", line)
                    .line("For example: the left knee.")
                    .of_one_thing()
            }
            Page::How(spot) => {
                let now = self.of(spot, world).map(|(note, _)| note.how);
                let first = Lately::ALL.iter().position(|how| Some(*how) == now).unwrap_or(0);
                let ask = OneOf { first, ..OneOf::labels(Lately::ALL.map(Lately::words)) };
                Prompt::new(TITLE, format!("How is it there? {}.", spot.words()), Ask::OneOf(ask))
                    .of_one_thing()
            }
            Page::Why(spot, how) => {
                let start = self.of(spot, world).and_then(|(note, _)| note.why).unwrap_or_default();
                Prompt::new(TITLE, "Why, if you like?", Ask::Line { start, most: text::LINE })
                    .of_one_thing()
                    .line(format!("{}, {}.", spot.words(), how.words()))
                    .line("A port, a fistula arm, a scar, a numb side,")
                    .line("a stoma, a pump. Empty is fine.")
            }
            Page::Show(note) => self.show(note, world),
            Page::Forget(_) => {
                let ask = Ask::OneOf(OneOf::labels(["Leave it as it is", "Forget it"]));
                Prompt::new(TITLE, "Forget this note?", ask)
                    .line("It goes from here and from backups.")
                    .line("It cannot be brought back.")
            }
        }
        .of(self.turn.person())
    }

    fn show(&self, note: &BodyNote, world: World<'_>) -> Prompt {
        let other = world.archive.name(self.turn.person().other());
        let (question, show) = if world.archive.alone() {
            ("Show it beside what is offered?".to_owned(), "Show it there".to_owned())
        } else {
            (format!("Show it to {other}?"), format!("Show it to {other}"))
        };
        let shown = self.of(&note.spot, world).is_some_and(|(_, shown)| shown);
        let choices = vec![Choice::plain("Only on my own pages"), Choice::plain(show)];
        let ask = Ask::OneOf(OneOf { first: usize::from(shown), ..OneOf::new(choices) });
        let prompt = Prompt::new(TITLE, question, ask).of_one_thing().line(format!("{}.", note.said()));
        let prompt = match (note.how, note.spot.sense(), &note.spot) {
            (Lately::LeaveAlone, None, Spot::Area(_)) | (Lately::LeaveAlone, Some(_), _) => {
                prompt.line("Shown, nothing that asks for it is offered.")
            }
            _ => prompt.line("Shown, it stands beside what asks for it."),
        };
        let prompt = prompt.line("Not shown, it changes no page but yours.");
        if shown { prompt.note("What was read stays read.") } else { prompt }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let person = self.turn.person();
        match (&self.page, answer) {
            (Page::List, Answer::Pick(at)) => {
                let notes = world.archive.body_notes(&self.turn);
                match (notes.get(at), at.saturating_sub(notes.len())) {
                    (Some((note, _)), _) => self.to(Page::One(note.spot.clone())),
                    (None, 0) => self.to(Page::Where),
                    (None, 1) => Step::on(Then::Home(None)),
                    (None, _) => Step::not_asked(),
                }
            }
            (Page::One(spot), Answer::Pick(at)) => match (at, self.of(spot, world)) {
                (0, _) => self.home(None),
                (1, Some(_)) => self.to(Page::How(spot.clone())),
                (2, Some((note, _))) => self.to(Page::Show(note)),
                (3, Some(_)) => self.to(Page::Forget(spot.clone())),
                _ => Step::not_asked(),
            },
            (Page::Where, Answer::Pick(at)) => match Self::spots().into_iter().nth(at) {
                Some(spot) => self.to(Page::How(spot)),
                None if at == Self::spots().len() => self.to(Page::OwnWords),
                None => Step::not_asked(),
            },
            (Page::OwnWords, Answer::Text(words)) => match Spot::Other(words).cleaned() {
                Some(spot) => self.to(Page::How(spot)),
                None => Step::Again("A word or two for the place would help. Nothing is lost.".into()),
            },
            (Page::How(spot), Answer::Pick(at)) if at < Lately::ALL.len() => {
                self.to(Page::Why(spot.clone(), Lately::ALL[at]))
            }
            (Page::Why(spot, how), Answer::Text(words)) => {
                let why = text::line(&words, text::LINE);
                self.to(Page::Show(BodyNote { person, spot: spot.clone(), how: *how, why }))
            }
            (Page::Show(note), Answer::Pick(at @ (0 | 1))) => {
                self.done(Change::BodyNote(person, note.clone(), at == 1), "It is kept.")
            }
            (Page::Forget(_), Answer::Pick(0)) => self.home(None),
            (Page::Forget(spot), Answer::Pick(1)) => {
                self.done(Change::ForgetBodyNote(person, spot.clone()), "It is forgotten.")
            }
            _ => Step::not_asked(),
        }
    }

    fn to(&self, page: Page) -> Step {
        Step::page(Self { turn: self.turn.clone(), page, said: None }.flow())
    }

    fn home(&self, said: Option<&'static str>) -> Step {
        Step::on(Then::Onward(Self { turn: self.turn.clone(), page: Page::List, said }.flow()))
    }

    fn done(&self, change: Change, said: &'static str) -> Step {
        let list = Self { turn: self.turn.clone(), page: Page::List, said: Some(said) };
        Step::On { changes: vec![change], then: Then::Onward(list.flow()) }
    }
}
