//! Time for us, on its evening: three ways at equal rank, and either may lift it out.

use super::twilight::Twilight;
use super::who::Who;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Purpose, Step, Then, World};
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::{EntryAt, Window};
use crate::domain::change::Change;
use crate::domain::time::Evening;

/// One time for us, on its evening.
#[derive(Clone, PartialEq)]
pub struct WindowFlow {
    evening: Evening,
    at: EntryAt,
    page: Page,
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    /// Before it: how each of the two is first, if they like.
    Door,
    /// The ways that fit this evening.
    Ways,
    /// What is good to have ready for this way.
    Ready(Way),
    /// This way; the others are one key away.
    Here(Way),
    /// Whether it is lifted out.
    LiftOut,
}

/// One way to spend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    A,
    B,
    Rest,
}

const TITLE: &str = "Time for us";

impl WindowFlow {
    /// The first one of `evening` that was not lifted out, or Tonight where there is none.
    #[must_use]
    pub fn begin(evening: Evening, world: World<'_>) -> Then {
        let kept = |(_, window): &(EntryAt, Window)| window.kept;
        // Of two that were planned, the one that is still to come.
        let Some((at, _)) = world.archive.windows(evening).min_by_key(kept) else {
            return Then::Home(Some("There is no time for us planned for this evening.".into()));
        };
        let page = if world.archive.round(evening).looked() { Page::Ways } else { Page::Door };
        Then::Onward(Flow::Window(Self { evening, at, page }))
    }

    fn window(&self, world: World<'_>) -> Option<Window> {
        let same = |(at, _): &(EntryAt, Window)| *at == self.at;
        world.archive.windows(self.evening).find(same).map(|(_, window)| window)
    }

    /// The ways that the evening has room for; rest is always one.
    fn ways(&self, window: &Window, world: World<'_>) -> Vec<Way> {
        let up_to = world.archive.round(self.evening).ceiling(world.now).word.up_to;
        let fits = [(Way::A, window.a.band), (Way::B, window.b.band)];
        let fits = fits.into_iter().filter(|(_, band)| *band <= up_to).map(|(way, _)| way);
        fits.chain([Way::Rest]).collect()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let labels = |labels: &[&str]| Ask::OneOf(OneOf::labels(labels.iter().copied()));
        let Some(window) = self.window(world) else {
            return Prompt::new(TITLE, "There is no time for us planned now.", labels(&["Back to Tonight"]));
        };
        match self.page {
            Page::Door => {
                let alone = world.archive.alone();
                let choices = vec![
                    Choice::noted(
                        "Energy and body first",
                        if alone { "one key for each" } else { "each of you, with two keys" },
                    ),
                    Choice::noted("A whole check-in first", "about a minute each"),
                    Choice::noted("Go on without", "company and rest"),
                    Choice::plain("Take it off the calendar"),
                ];
                Prompt::new(TITLE, "Before it begins: how are you both?", Ask::OneOf(OneOf::new(choices)))
                    .line("What was planned is a plan, not a promise.")
                    .note("For anything nearer than company, a whole check-in comes first.")
            }
            Page::Ways => {
                let ways = self.ways(&window, world);
                let choices = ways.iter().map(|way| Choice::plain(way.words(&window)));
                let choices = choices.chain([Choice::plain("Take it off the calendar")]).collect();
                let mut prompt =
                    Prompt::new(TITLE, "Whichever it is, it is kept.", Ask::OneOf(OneOf::new(choices)))
                        .line("They are all whole. None is more than the others.");
                if ways.len() < 3 {
                    prompt = prompt.line("What is not here would be more than this evening has room for.");
                }
                let reasons = world.archive.round(self.evening).ceiling(world.now).reasons;
                prompt.quiet.extend(reasons.into_iter().map(|reason| reason.text));
                prompt
            }
            Page::Ready(way) => {
                let mut prompt = Prompt::new(TITLE, "Good to have ready:", Ask::Go);
                prompt.lines.push(format!("{}.", window.ready.join(", ")));
                if window.rest_before > 0 {
                    prompt.lines.push(format!("And {} minutes of rest before.", window.rest_before));
                }
                prompt.note(way.words(&window))
            }
            Page::Here(way) => {
                let others = self.ways(&window, world).into_iter().filter(|other| *other != way);
                let choices = ["On to the quiet ending, when you like".to_owned()].into_iter().chain(
                    others.map(|other| match other {
                        Way::Rest => format!("Rather rest: {}", window.rest),
                        other => format!("Rather: {}", other.words(&window)),
                    }),
                );
                let ask = Ask::OneOf(OneOf::new(choices.map(Choice::plain).collect()));
                let mut prompt = Prompt::new(TITLE, way.words(&window), ask)
                    .line("It is kept, whichever way it goes. Stopping is always right.");
                if window.rest_after > 0 {
                    prompt = prompt.line(format!("Afterwards, {} minutes of rest.", window.rest_after));
                }
                prompt.quiet.extend(world.minded(self.evening));
                prompt
            }
            Page::LiftOut => Prompt::new(
                TITLE,
                "Take this time off the calendar?",
                labels(&["Leave it", "Take it off the calendar"]),
            )
            .line("Nothing will tell that it was there.")
            .line("It cannot be brought back. Another evening is as good."),
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let Some(window) = self.window(world) else { return Step::on(Then::Home(None)) };
        let ways = self.ways(&window, world);
        match (self.page, answer) {
            (Page::Door, Answer::Pick(0)) => Step::on(Who::turn(Purpose::TwoKeys, world)),
            (Page::Door, Answer::Pick(1)) => Step::on(Who::evening(world)),
            (Page::Door, Answer::Pick(2)) => self.to(Page::Ways),
            (Page::Door, Answer::Pick(3)) => self.to(Page::LiftOut),
            (Page::Ways, Answer::Pick(at)) if at < ways.len() => {
                if window.ready.is_empty() || ways[at] == Way::Rest {
                    self.kept(ways[at])
                } else {
                    self.to(Page::Ready(ways[at]))
                }
            }
            (Page::Ways, Answer::Pick(at)) if at == ways.len() => self.to(Page::LiftOut),
            (Page::Ready(way), Answer::Go) if ways.contains(&way) => self.kept(way),
            // The evening became gentler meanwhile.
            (Page::Ready(_), Answer::Go) => self.to(Page::Ways),
            (Page::Here(_), Answer::Pick(0)) => Twilight::step(self.evening, world.archive.alone()),
            (Page::Here(way), Answer::Pick(at)) => {
                match ways.into_iter().filter(|other| *other != way).nth(at - 1) {
                    Some(other) => self.kept(other),
                    None => Step::not_asked(),
                }
            }
            (Page::LiftOut, Answer::Pick(0)) => self.to(Page::Ways),
            (Page::LiftOut, Answer::Pick(1)) => {
                let changes = vec![Change::Calendar(CalendarChange::LiftOut(self.at.clone()))];
                Step::On { changes, then: Then::Home(Some("It is off the calendar.".into())) }
            }
            _ => Step::not_asked(),
        }
    }

    /// This way; which one it is stays nowhere, only that it was kept.
    fn kept(&self, way: Way) -> Step {
        let changes =
            vec![Change::Here(self.evening), Change::Calendar(CalendarChange::KeptWindow(self.at.clone()))];
        let then = Then::Onward(Flow::Window(Self { page: Page::Here(way), ..self.clone() }));
        Step::On { changes, then }
    }

    fn to(&self, page: Page) -> Step {
        Step::page(Flow::Window(Self { page, ..self.clone() }))
    }
}

impl Way {
    fn words(self, window: &Window) -> String {
        match self {
            Self::A => window.a.words.clone(),
            Self::B => window.b.words.clone(),
            Self::Rest => format!("Rest: {}", window.rest),
        }
    }
}
