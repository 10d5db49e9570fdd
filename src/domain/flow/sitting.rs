//! A sitting: getting ready, breathing, what holds for it, turns with rests between, and the end.
//!
//! All of it is in memory and gone with it. What it offers is worked out anew on every page, so
//! that whatever comes to protect somebody in the middle of it holds from the next page on.

mod about;
mod aside;
mod turn;

use about::{About, Item};
use aside::Aside;
use turn::{Going, Next, Rested};

use super::breathe::{self, FIRST, LONGER_OUT, MINUTES};
use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::sitting::Live;
use crate::domain::text::sentence;

const TITLE: &str = "Time for touch";
/// How long the rest at the end is, in seconds.
const LAST_REST: u32 = 180;

/// A sitting, and where in it one is.
#[derive(Clone, PartialEq)]
pub struct Sitting {
    page: Page,
    about: About,
    live: Live,
}

#[derive(Clone, PartialEq)]
enum Page {
    /// What is good to have at hand.
    Ready,
    /// Whether to breathe first.
    Breaths,
    Breathing(u32),
    /// What holds for it, one thing after another at first.
    Asks(Item),
    /// All that holds, to be changed or begun with.
    Stands,
    /// One thing of it, changed from there.
    Change(Item),
    /// The same in own words; whether it came from the first asking.
    Words(Item, bool),
    WhoFor,
    /// The signals; with turns, or alone.
    Signals,
    /// Something else, out of a pause or beside another page.
    Aside(Aside, Box<Page>),
    /// After a turn.
    Rested(Rested),
    /// The rest at the end.
    LastRest,
    /// After a stop.
    Stopped,
}

impl Page {
    /// Whether it comes after a stop, however many pages are beside it.
    fn is_over(&self) -> bool {
        match self {
            Self::Stopped => true,
            Self::Aside(_, from) => from.is_over(),
            _ => false,
        }
    }
}

impl Sitting {
    /// What a pause may lead to.
    pub const OUT_OF_A_PAUSE: [Extra; 8] = [
        Extra::Breathe,
        Extra::Calming,
        Extra::Cues,
        Extra::Watch,
        Extra::OurPlan,
        Extra::Rest,
        Extra::Others,
        Extra::Finish,
    ];

    /// Before it begins.
    #[must_use]
    pub fn begin() -> Flow {
        Self::at(Page::Ready).flow()
    }

    /// Nothing but the signals.
    #[must_use]
    pub fn signals_alone() -> Flow {
        Self { about: About::nothing(), ..Self::at(Page::Signals) }.flow()
    }

    /// After a stop, with nothing of what was before.
    #[must_use]
    pub fn stopped() -> Self {
        Self::at(Page::Stopped)
    }

    fn at(page: Page) -> Self {
        Self { page, about: About::default(), live: Live::default() }
    }

    fn flow(self) -> Flow {
        Flow::Sitting(Box::new(self))
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.page.is_over()
    }

    /// Notes how the signals stand when their page is left.
    pub fn signals_stand_at(&mut self, live: &Live) {
        self.live = live.clone();
    }

    /// Where going back leads from a page that nothing came before: out of anything into the
    /// pause it came from.
    #[must_use]
    pub fn above(&self) -> Option<Flow> {
        let page = match &self.page {
            Page::Aside(_, from) => (**from).clone(),
            Page::Breaths => Page::Ready,
            Page::Breathing(_) | Page::Asks(Item::First) => Page::Breaths,
            Page::Asks(_) => Page::Asks(Item::First),
            Page::Words(item, true) => Page::Asks(*item),
            Page::Stands => Page::Asks(Item::Where),
            Page::Words(_, false) | Page::Change(_) | Page::WhoFor => Page::Stands,
            Page::Signals if self.about.has_turns() => Page::Stands,
            Page::Rested(_) | Page::LastRest => Page::Signals,
            Page::Ready | Page::Signals | Page::Stopped => return None,
        };
        Some(Self { page, ..self.clone() }.flow())
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let mut prompt = self.asked(world);
        // What to watch for is one key away on every page, and so is the plan.
        if !matches!(self.page, Page::Signals | Page::Aside(..)) {
            prompt.extras.extend([Extra::Watch, Extra::OurPlan]);
        }
        prompt
    }

    fn asked(&self, world: World<'_>) -> Prompt {
        match &self.page {
            Page::Ready => {
                Prompt::new(TITLE, "Is everything at hand?", Ask::OneOf(OneOf::labels(READY_OR_NOT)))
                    .line(&world.content.touch.not_quite_here)
                    .line("Pillows, warmth, water. Pain relief as prescribed.")
                    .line("A pouch or pump seen to. Sugar or spray at hand.")
                    .line("The door closed, the phone away.")
            }
            Page::Breaths => {
                let breaths = MINUTES.map(|(words, _)| Choice::plain(words));
                let choices = breaths.into_iter().chain([Choice::plain("Go on without")]).collect();
                Prompt::new(
                    TITLE,
                    "A few quiet breaths first?",
                    Ask::OneOf(OneOf { first: FIRST, ..OneOf::new(choices) }),
                )
                .line(LONGER_OUT)
            }
            Page::Breathing(seconds) => breathe::along(TITLE, *seconds),
            Page::Asks(item) | Page::Change(item) => self.about.ask(*item, world),
            Page::Words(item, _) => self.about.words(*item),
            Page::Stands => self.about.stands(world),
            Page::WhoFor => about::who_for(world),
            Page::Signals => self.about.signals(&self.live, world),
            Page::Aside(aside, _) => aside.prompt(world),
            Page::Rested(rested) => rested.prompt(&self.about, world),
            Page::LastRest => {
                Prompt::new(TITLE, "Time to rest, if you like.", Ask::While { seconds: LAST_REST })
                    .line("Close, or a little apart: both are good.")
                    .line("Water, a blanket, the lamp low.")
                    .note("Talking about it can wait for another day.")
            }
            Page::Stopped => {
                let after = &world.content.touch.after_a_stop;
                let mut prompt = Prompt::new(TITLE, &after.says, Ask::Go);
                prompt.lines.extend(after.offers.iter().map(|offer| sentence(offer)));
                prompt.quiet.extend(after.closings.iter().cloned());
                prompt.extra(Extra::Calming)
            }
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (&self.page, answer) {
            (Page::Ready, Answer::Pick(0)) => self.page(Page::Breaths),
            (Page::Ready, Answer::Pick(1)) => Step::on(Then::Home(None)),
            (Page::Breaths, Answer::Pick(at)) => match MINUTES.get(at) {
                Some((_, seconds)) => self.page(Page::Breathing(*seconds)),
                None if at == MINUTES.len() => self.page(Page::Asks(Item::First)),
                None => Step::not_asked(),
            },
            (Page::Breathing(_), Answer::Go) => self.page(Page::Asks(Item::First)),
            (Page::Asks(item) | Page::Change(item), Answer::Pick(at)) => self.choose(*item, at, world),
            (Page::Words(item, first), Answer::Text(words)) => match self.about.worded(*item, &words) {
                Some(about) if *first => Self { about, ..self.clone() }.after(*item),
                Some(about) => Self { about, ..self.clone() }.onward(Page::Stands),
                None => Step::Again("A word or two would do. Nothing is lost.".into()),
            },
            (Page::Stands, Answer::Pick(0)) => {
                let live = self.live.clone().relit(self.about.seconds(world));
                Self { live, ..self.clone() }.onward(Page::Signals)
            }
            (Page::Stands, Answer::Pick(at)) => match Item::ALL.get(at - 1) {
                Some(item) => self.page(Page::Change(*item)),
                None if at == Item::ALL.len() + 1 => self.page(Page::WhoFor),
                None => Step::not_asked(),
            },
            (Page::WhoFor, Answer::Go) => self.onward(Page::Stands),
            (Page::Aside(_, from), Answer::Go) => self.onward((**from).clone()),
            (Page::Aside(aside, from), Answer::Extra(Extra::Others, _)) => {
                self.onward(Page::Aside(aside.next(), from.clone()))
            }
            (Page::Signals, Answer::Extra(extra, _)) => self.leave_signals(extra),
            (Page::LastRest | Page::Stopped, Answer::Go) => Step::on(Then::Home(None)),
            (page, Answer::Extra(extra, _)) if self.offers(extra, world) => match Aside::of(extra) {
                Some(aside) => self.onward(Page::Aside(aside, Box::new(page.clone()))),
                None => Step::not_asked(),
            },
            (Page::Rested(rested), answer) => self.rested(*rested, &answer, world),
            _ => Step::not_asked(),
        }
    }

    fn offers(&self, extra: Extra, world: World<'_>) -> bool {
        self.prompt(world).extras.contains(&extra)
    }

    /// One of the offered ways for one thing, or own words for it.
    fn choose(&self, item: Item, at: usize, world: World<'_>) -> Step {
        let first = matches!(self.page, Page::Asks(_));
        let offered = self.about.offered(item, world);
        if at == offered.len() && item.takes_words() {
            return self.page(Page::Words(item, first));
        }
        let Some(about) = self.about.chosen(item, at, world) else { return Step::not_asked() };
        let next = Self { about, ..self.clone() };
        if first { next.after(item) } else { next.onward(Page::Stands) }
    }

    /// What is asked after `item` at first; the rest stands there to be changed.
    fn after(self, item: Item) -> Step {
        match item {
            Item::First => self.page(Page::Asks(Item::Where)),
            _ => self.page(Page::Stands),
        }
    }

    /// Out of a pause to something else; the signals stay as they are.
    fn leave_signals(&self, extra: Extra) -> Step {
        match extra {
            Extra::Finish => self.onward(Page::LastRest),
            Extra::Rest if self.about.has_turns() => self.onward(Page::Rested(Rested::Rest)),
            Extra::Others => {
                let about = self.about.with_another_touch();
                Self { about, ..self.clone() }.onward(Page::Signals)
            }
            _ => match Aside::of(extra) {
                Some(aside) => self.onward(Page::Aside(aside, Box::new(Page::Signals))),
                None => Step::not_asked(),
            },
        }
    }

    fn rested(&self, rested: Rested, answer: &Answer, world: World<'_>) -> Step {
        match rested.answer(answer) {
            None => Step::not_asked(),
            Some(Going::To(rested)) => self.onward(Page::Rested(rested)),
            Some(Going::Finish) => self.onward(Page::LastRest),
            Some(Going::On(how)) => {
                let about = self.about.for_the_next(how);
                let live = self.live.clone().relit(about.seconds(world));
                // Whoever receives now decides where and how.
                let page = if how == Next::Swap { Page::Stands } else { Page::Signals };
                Self { about, live, ..self.clone() }.onward(page)
            }
        }
    }

    fn page(&self, page: Page) -> Step {
        Step::page(Self { page, ..self.clone() }.flow())
    }

    /// To a page from which going back leads to where [`Self::above`] says.
    fn onward(&self, page: Page) -> Step {
        Step::on(Then::Onward(Self { page, ..self.clone() }.flow()))
    }
}

const READY_OR_NOT: [&str; 2] = ["Go on", "Leave it for now"];
