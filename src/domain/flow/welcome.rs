//! What is welcome to one person, marked alone: the few things one marks oneself, with one key to
//! take a mark away. Nobody is led through a whole list, and there is nothing to refuse with.

use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, Step, Then, Tick, World};
use crate::domain::body::Spot;
use crate::domain::change::Change;
use crate::domain::content::Kind;
use crate::domain::people::Turn;
use crate::domain::signal::NO_PROMISE;
use crate::domain::welcome::change::WelcomeChange;
use crate::domain::welcome::{How, WelcomeList};

mod areas;
pub mod together;

/// What the pages are called.
pub const TITLE: &str = "What is welcome";

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub struct MyWelcome {
    turn: Turn,
    page: Page,
    /// The row that has the focus.
    first: usize,
}

#[derive(Clone, PartialEq)]
enum Page {
    /// One's own marks; those that ran out, where they did.
    List,
    /// Where something more is welcome.
    Where,
    At(Spot),
    Areas(areas::Page),
}

impl MyWelcome {
    /// The few things one marks oneself.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Self { turn: turn.clone(), page: Page::List, first: 0 }.flow()
    }

    fn flow(self) -> Flow {
        Flow::Welcome(Box::new(self))
    }

    fn at(&self, page: Page, first: usize) -> Flow {
        Self { turn: self.turn.clone(), page, first }.flow()
    }

    /// On to another page; one can come back.
    fn to(&self, page: Page) -> Step {
        Step::page(self.at(page, 0))
    }

    /// Keeps this without a word and goes on with `page`.
    fn kept(&self, change: WelcomeChange, page: Page, first: usize) -> Step {
        let changes = vec![Change::Welcome(self.turn.person(), change)];
        Step::On { changes, then: Then::Onward(self.at(page, first)) }
    }

    /// Where one comes to by going back from a page that nothing came before.
    pub(super) fn above(&self) -> Option<Flow> {
        let page = match &self.page {
            Page::List => return None,
            Page::Where | Page::At(_) | Page::Areas(areas::Page::All) => Page::List,
            Page::Areas(_) => Page::Areas(areas::Page::All),
        };
        Some(self.at(page, 0))
    }

    /// The list with the marks that hold.
    fn list(&self, world: World<'_>) -> WelcomeList {
        let list = world.archive.welcome_list(&self.turn);
        if self.ran_out(world) { list.without_marks() } else { list }
    }

    fn ran_out(&self, world: World<'_>) -> bool {
        world.archive.welcome_ran_out(&self.turn, world.evening())
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let list = self.list(world);
        match &self.page {
            Page::List if self.ran_out(world) => again(&world.archive.welcome_list(&self.turn)),
            Page::List => self.marked(&list, world),
            Page::Where => {
                let row =
                    |spot: &Spot| Choice::noted(list.name(spot), said(&list.at(spot), How::AskFirst.words()));
                let rows = list.spots().iter().map(row).chain([Choice::plain("Back")]).collect();
                Prompt::new(TITLE, "Where is something welcome?", self.choices(rows))
                    .line("What you leave out stays open.")
            }
            Page::At(spot) => {
                let row = |(kind, words): &(Kind, &str)| {
                    Choice::noted(*words, list.mark(spot, *kind).map_or("", How::words))
                };
                let rows = Kind::TOUCH.iter().map(row).chain([Choice::plain("Back")]).collect();
                let prompt =
                    Prompt::new(TITLE, format!("What is welcome: {}?", list.name(spot)), self.choices(rows))
                        .line("Each goes round: welcome, ask me first, open.");
                if list.at(spot).is_empty() { prompt } else { prompt.extra(Extra::TakeAway) }
            }
            Page::Areas(page) => page.prompt(&list, self.first),
        }
        .of(self.turn.person())
    }

    fn choices(&self, rows: Vec<Choice>) -> Ask {
        let first = self.first.min(rows.len().saturating_sub(1));
        Ask::OneOf(OneOf { first, ..OneOf::new(rows) })
    }

    fn marked(&self, list: &WelcomeList, world: World<'_>) -> Prompt {
        let spots = list.marked_spots();
        let row = |spot: &Spot| Choice::noted(list.name(spot), said(&list.at(spot), How::AskFirst.words()));
        let mut rows: Vec<Choice> = spots.iter().map(row).collect();
        let mark = if rows.is_empty() { "Mark something" } else { "Mark something more" };
        rows.extend([
            Choice::plain(mark),
            Choice::noted("The places", "rename, hide, add"),
            Choice::plain("That is all"),
        ]);
        let only_one = world.archive.alone();
        let shown =
            if only_one { "For you alone." } else { "For you alone. Only what you both mark is shown." };
        let prompt = Prompt::new(TITLE, "What is welcome to you?", self.choices(rows))
            .line(shown)
            .line("It runs out by itself after 30 days.")
            .note(NO_PROMISE);
        let prompt = if only_one {
            prompt
        } else {
            prompt.note("Whoever marks everything sees all that the other marked.")
        };
        let locked = world.archive.has_passphrase(self.turn.person());
        let prompt = if locked { prompt } else { prompt.note("It is out of sight here, not locked.") };
        if spots.is_empty() { prompt } else { prompt.extra(Extra::TakeAway) }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let list = self.list(world);
        match (&self.page, answer) {
            (Page::List, Answer::Ticks(ticks)) if self.ran_out(world) => {
                self.hold_still(&world.archive.welcome_list(&self.turn), &ticks)
            }
            (Page::List, answer) if !self.ran_out(world) => self.in_list(&list, &answer),
            (Page::Where, Answer::Pick(at)) => match list.spots().into_iter().nth(at) {
                Some(spot) => self.to(Page::At(spot)),
                None if at == list.spots().len() => self.home(),
                None => Step::not_asked(),
            },
            (Page::At(spot), Answer::Pick(at)) => match Kind::TOUCH.get(at) {
                Some((kind, _)) => self.kept(turned(&list, spot, *kind), self.page.clone(), at),
                None if at == Kind::TOUCH.len() => self.home(),
                None => Step::not_asked(),
            },
            (Page::At(spot), Answer::Extra(Extra::TakeAway, Some(at))) => match Kind::TOUCH.get(at) {
                Some((kind, _)) => {
                    self.kept(WelcomeChange::Mark(spot.clone(), *kind, None), self.page.clone(), at)
                }
                None => Step::not_asked(),
            },
            (Page::Areas(page), answer) => page.answer(answer, &list, self),
            _ => Step::not_asked(),
        }
    }

    fn home(&self) -> Step {
        Step::on(Then::Onward(self.at(Page::List, 0)))
    }

    fn in_list(&self, list: &WelcomeList, answer: &Answer) -> Step {
        let mut spots = list.marked_spots();
        let here = |at: usize| at < spots.len();
        match *answer {
            Answer::Pick(at) if here(at) => self.to(Page::At(spots.swap_remove(at))),
            Answer::Extra(Extra::TakeAway, Some(at)) if here(at) => {
                self.kept(WelcomeChange::TakeAway(spots.swap_remove(at)), Page::List, at)
            }
            Answer::Pick(at) => match at - spots.len() {
                0 => self.to(Page::Where),
                1 => self.to(Page::Areas(areas::Page::All)),
                2 => Step::on(Then::Home(None)),
                _ => Step::not_asked(),
            },
            _ => Step::not_asked(),
        }
    }

    /// Of what ran out, what is ticked holds from now on; the rest is gone.
    fn hold_still(&self, list: &WelcomeList, ticks: &[bool]) -> Step {
        let marks = list.marks();
        if ticks.len() != marks.len() {
            return Step::not_asked();
        }
        let kept = marks.into_iter().zip(ticks).filter(|(_, on)| **on);
        let kept = kept.map(|((spot, kind, _), _)| (spot, kind)).collect();
        self.kept(WelcomeChange::Again(kept), Page::List, 0)
    }
}

/// What ran out, in words beside empty boxes.
fn again(list: &WelcomeList) -> Prompt {
    let tick = |(spot, kind, how): &(Spot, Kind, How)| Tick {
        label: format!("{}: {}, {}", list.name(spot), words(*kind), how.words()),
        on: false,
    };
    let ticks = list.marks().iter().map(tick).collect();
    Prompt::new(TITLE, "This has run out. What of it still holds?", Ask::AnyOf(ticks))
        .line("30 days went by, or something about your health was noted.")
        .line("Nothing of it counts until you mark it again.")
        .line("Nothing ticked is fine too.")
        .note("Only you see this.")
}

/// The mark that comes after the one that is there.
fn turned(list: &WelcomeList, spot: &Spot, kind: Kind) -> WelcomeChange {
    let next = match list.mark(spot, kind) {
        None => Some(How::Welcome),
        Some(How::Welcome) => Some(How::AskFirst),
        Some(How::AskFirst) => None,
    };
    WelcomeChange::Mark(spot.clone(), kind, next)
}

/// What is marked at one place, in a few words; `asks` stands before what is to be asked about.
fn said(marks: &[(Kind, How)], asks: &str) -> String {
    let of = |how: How| -> Vec<&str> {
        marks.iter().filter(|(_, one)| *one == how).map(|(kind, _)| words(*kind)).collect()
    };
    let (welcome, ask) = (of(How::Welcome).join(", "), of(How::AskFirst).join(", "));
    match (welcome.is_empty(), ask.is_empty()) {
        (_, true) => welcome,
        (true, false) => format!("{asks}: {ask}"),
        (false, false) => format!("{welcome}; {asks}: {ask}"),
    }
}

fn words(kind: Kind) -> &'static str {
    Kind::TOUCH.iter().find(|(one, _)| *one == kind).map_or("", |(_, words)| words)
}
