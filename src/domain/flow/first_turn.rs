//! What a person is asked once, alone, before their first check-in.

use super::check_in::CheckInFlow;
use super::{Answer, Ask, Extra, Flow, OneOf, Prompt, Step, Then, Tick, World};
use crate::domain::archive::{HowItIs, Recovering, TeamSaid};
use crate::domain::change::Change;
use crate::domain::content::Tag;
use crate::domain::people::Turn;
use crate::domain::text;

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub struct FirstTurn {
    turn: Turn,
    page: Page,
    /// Whether a check-in follows; otherwise it goes back to where it was asked from.
    then_check_in: bool,
}

#[derive(Clone, PartialEq)]
enum Page {
    Welcome,
    How,
    Team,
    /// What to mind, in words that are known.
    Tags,
    /// What to mind, in one's own words.
    What(Vec<Tag>),
    /// Who said so, and when.
    Mind(Vec<Tag>, Option<String>),
    /// Who said that nothing is off limits, and when.
    Nothing,
}

const HOW: [(HowItIs, &str); 4] = [
    (HowItIs::Easier, "Getting easier"),
    (HowItIs::UpAndDown, "Up and down"),
    (HowItIs::Stays, "It stays as it is"),
    (HowItIs::MayGetHarder, "It may get harder"),
];

impl FirstTurn {
    /// The questions before a first check-in, or the check-in itself where they were asked.
    #[must_use]
    pub fn begin(turn: &Turn, world: World<'_>) -> Flow {
        if world.archive.welcomed(turn) {
            return CheckInFlow::begin(turn, world);
        }
        Flow::FirstTurn(Self { turn: turn.clone(), page: Page::Welcome, then_check_in: true })
    }

    /// What the team has said, asked again.
    #[must_use]
    pub fn team(turn: &Turn) -> Flow {
        Flow::FirstTurn(Self { turn: turn.clone(), page: Page::Team, then_check_in: false })
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let line = Ask::Line { start: String::new(), most: text::LINE };
        match &self.page {
            Page::Welcome => {
                let prompt = Prompt::new("Just for you", "You did not have to set this up.", Ask::Go)
                    .line("Look round, join, or leave it.")
                    .line("All three look the same from outside.")
                    .line("If writing something here could be used against you, do not write it here.")
                    .note("Out of sight, not locked: someone who knows computers could find what is written on this laptop.")
                    .extra(Extra::Leave);
                if world.archive.alone() { prompt } else { prompt.note("Each of you answers alone.") }
            }
            Page::How => {
                let labels = HOW.iter().map(|(_, label)| *label).chain(["Rather not say"]);
                Prompt::new("Just for you", "How is it for you now?", Ask::OneOf(OneOf::labels(labels)))
                    .line("Nobody else sees this.")
            }
            Page::Team => {
                let labels = [
                    "Yes, I will add it",
                    "They said nothing is off limits",
                    "That was long ago, and mine to judge",
                    "Nobody has said yet",
                    "Rather not say",
                ];
                Prompt::new("Just for you", "Has your team said what to mind for now?", Ask::OneOf(OneOf::labels(labels)))
                    .line("Doctors, nurses, therapists: whoever looks after you.")
                    .line("What you add is kept for both of you, so that nothing past it is offered.")
            }
            Page::Tags => {
                let ticks = Tag::WORDS.iter().map(|(_, words)| Tick { label: (*words).to_owned(), on: false });
                Prompt::new("To mind for now", "What is there to mind?", Ask::AnyOf(ticks.collect()))
                    .line("Whatever asks for one of these is not offered.")
            }
            Page::What(_) => Prompt::new("To mind for now", "Anything else, in your own words?", line)
                .line("Own words stand beside every offer.")
                .line("With them, evenings go as far as gentle touch."),
            Page::Mind(..) => Prompt::new("To mind for now", "Who said so, and when?", line)
                .line("For example: Dr K., 12 November. Empty is fine."),
            Page::Nothing => Prompt::new("Nothing off limits", "Who said so, and when?", line)
                .line("For example: Dr K., 12 November. Empty is fine."),
        }
        .of(self.turn.person())
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let person = self.turn.person();
        match (&self.page, answer) {
            (Page::Welcome, Answer::Extra(Extra::Leave, _)) => Step::on(Then::Home(None)),
            (Page::Welcome, Answer::Go) => self.to(Page::How),
            (Page::How, Answer::Pick(at)) if at <= HOW.len() => {
                let changes: Vec<_> =
                    HOW.get(at).map(|(how, _)| Change::How(person, *how)).into_iter().collect();
                if self.asks_team(world) {
                    Step::On { changes, then: Then::Page(self.page(Page::Team)) }
                } else {
                    self.done(changes, world)
                }
            }
            (Page::Team, Answer::Pick(0)) => self.to(Page::Tags),
            (Page::Team, Answer::Pick(1)) => self.to(Page::Nothing),
            (Page::Team, Answer::Pick(2)) => {
                self.done(vec![Change::Team(person, TeamSaid::MineToJudge, None)], world)
            }
            (Page::Team, Answer::Pick(3)) => {
                self.done(vec![Change::Team(person, TeamSaid::NobodyYet, None)], world)
            }
            (Page::Team, Answer::Pick(4)) => self.done(Vec::new(), world),
            (Page::Tags, Answer::Ticks(ticks)) if ticks.len() == Tag::WORDS.len() => {
                let ticked = Tag::WORDS.iter().zip(ticks).filter(|(_, on)| *on).map(|((tag, _), _)| *tag);
                self.to(Page::What(ticked.collect()))
            }
            (Page::What(tags), Answer::Text(words)) => {
                self.to(Page::Mind(tags.clone(), text::line(&words, text::LINE)))
            }
            (Page::Mind(tags, what), Answer::Text(words)) => {
                let by = text::line(&words, text::LINE);
                let restrict =
                    Change::Restrict { person, tags: tags.clone(), what: what.clone(), by: by.clone() };
                self.done(vec![restrict, Change::Team(person, TeamSaid::SomethingToMind, by)], world)
            }
            (Page::Nothing, Answer::Text(words)) => {
                let by = text::line(&words, text::LINE);
                self.done(vec![Change::Team(person, TeamSaid::NothingOffLimits, by)], world)
            }
            _ => Step::not_asked(),
        }
    }

    fn asks_team(&self, world: World<'_>) -> bool {
        let recovering = world.archive.recovery().map_or(Recovering::NotSaid, |(who, _)| who);
        recovering == Recovering::NotSaid || recovering.names(self.turn.person())
    }

    fn page(&self, page: Page) -> Flow {
        Flow::FirstTurn(Self { page, ..self.clone() })
    }

    fn to(&self, page: Page) -> Step {
        Step::page(self.page(page))
    }

    fn done(&self, mut changes: Vec<Change>, world: World<'_>) -> Step {
        let person = self.turn.person();
        if !self.then_check_in {
            return Step::On {
                changes,
                then: Then::Home(Some("Kept. The evening follows it from now on.".into())),
            };
        }
        changes.push(Change::Welcomed(person));
        Step::On { changes, then: Then::Onward(CheckInFlow::begin(&self.turn, world)) }
    }
}
