//! The places of one's own list: another name, off the list, or one of one's own.

use super::{MyWelcome, TITLE};
use crate::domain::body::Spot;
use crate::domain::flow::{Answer, Ask, Choice, OneOf, Prompt, Step, Then};
use crate::domain::text;
use crate::domain::welcome::WelcomeList;
use crate::domain::welcome::change::WelcomeChange;

/// Which of these is open.
#[derive(Clone, PartialEq)]
pub(super) enum Page {
    All,
    One(Spot),
    Rename(Spot),
    Add,
}

impl Page {
    pub(super) fn prompt(&self, list: &WelcomeList, first: usize) -> Prompt {
        let line = |start: &str| Ask::Line { start: start.to_owned(), most: text::NAME };
        match self {
            Self::All => {
                let row = |spot: &Spot| Choice::noted(list.name(spot), note(list, spot));
                let mut rows: Vec<Choice> = list.every_spot().iter().map(row).collect();
                rows.extend([Choice::plain("Add a place"), Choice::plain("Back")]);
                let ask = Ask::OneOf(OneOf { first, ..OneOf::new(rows) });
                Prompt::new(TITLE, "The places on your list.", ask)
                    .line("Each can have a name of your own, or be hidden.")
            }
            Self::One(spot) => {
                let prompt =
                    Prompt::new(TITLE, format!("The place: {}.", list.name(spot)), choices(spot, list));
                if list.hides(spot) { prompt } else { prompt.line("Off the list, its marks go too.") }
            }
            Self::Rename(spot) => Prompt::new(TITLE, "What would you call it?", line(list.name(spot)))
                .line("Where you both mark it, both of you read this name.")
                .line("Empty brings the usual word back.")
                .of_one_thing(),
            Self::Add => Prompt::new(TITLE, "Which place, in your own words?", line(""))
                .line("Where you both add and mark it, both of you see it.")
                .of_one_thing(),
        }
    }

    pub(super) fn answer(&self, answer: Answer, list: &WelcomeList, flow: &MyWelcome) -> Step {
        let all = |first| Step::on(Then::Onward(flow.at(super::Page::Areas(Self::All), first)));
        let to = |page| flow.to(super::Page::Areas(page));
        let kept = |change, first| flow.kept(change, super::Page::Areas(Self::All), first);
        let spots = list.every_spot();
        let place = |spot: &Spot| spots.iter().position(|one| one == spot).unwrap_or(0);
        match (self, answer) {
            (Self::All, Answer::Pick(at)) => match (spots.get(at), at.saturating_sub(spots.len())) {
                (Some(spot), _) => to(Self::One(spot.clone())),
                (None, 0) => to(Self::Add),
                (None, 1) => flow.home(),
                (None, _) => Step::not_asked(),
            },
            (Self::One(spot), Answer::Pick(0)) => all(place(spot)),
            (Self::One(spot @ Spot::Area(_)), Answer::Pick(1)) => to(Self::Rename(spot.clone())),
            (Self::One(spot @ Spot::Area(area)), Answer::Pick(2)) => {
                kept(WelcomeChange::Hide(*area, !list.hides(spot)), place(spot))
            }
            (Self::One(Spot::Other(own)), Answer::Pick(1)) => kept(WelcomeChange::Drop(own.clone()), 0),
            (Self::Rename(spot @ Spot::Area(area)), Answer::Text(words)) => {
                kept(WelcomeChange::Name(*area, Some(words)), place(spot))
            }
            (Self::Add, Answer::Text(words)) => match text::line(&words, text::NAME) {
                Some(words) => kept(WelcomeChange::Add(words), spots.len()),
                None => Step::Again("A word or two for the place would help. Nothing is lost.".into()),
            },
            _ => Step::not_asked(),
        }
    }
}

fn choices(spot: &Spot, list: &WelcomeList) -> Ask {
    let hide = if list.hides(spot) { "Put it on the list again" } else { "Hide it" };
    Ask::OneOf(match spot {
        Spot::Area(_) => OneOf::labels(["Back", "Call it something else", hide]),
        Spot::Other(_) => OneOf::labels(["Back", "Take it off the list"]),
    })
}

/// What is to be known of a place beside its name.
fn note(list: &WelcomeList, spot: &Spot) -> String {
    match (list.hides(spot), list.name(spot) == spot.words()) {
        (true, _) => "hidden".into(),
        (false, true) => String::new(),
        (false, false) => spot.words().to_owned(),
    }
}
