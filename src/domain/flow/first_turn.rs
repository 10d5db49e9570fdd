//! What a person is asked once, alone, before their first check-in.

use super::check_in::CheckInFlow;
use super::deed::After;
use super::minding::adding::Adding;
use super::minding::mine::MyMinding;
use super::my_lock::MyLock;
use super::{Answer, Ask, Extra, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::archive::{HowItIs, Recovering, TeamSaid};
use crate::domain::change::Change;
use crate::domain::people::Turn;
use crate::domain::text;

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub struct FirstTurn {
    turn: Turn,
    page: Page,
    next: Next,
}

/// What follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    CheckIn,
    /// Only energy and body, before time for us.
    TwoKeys,
    /// The page of one's own from which it was asked.
    Mine,
}

#[derive(Clone, PartialEq)]
enum Page {
    Welcome,
    How,
    Team,
    /// Who said that nothing is off limits, and when.
    Nothing,
}

const HOW: [(HowItIs, &str); 4] = [
    (HowItIs::Easier, "Getting easier"),
    (HowItIs::UpAndDown, "Up and down"),
    (HowItIs::Stays, "It stays as it is"),
    (HowItIs::MayGetHarder, "It may get harder"),
];

const TEAM: [&str; 5] = [
    "Yes, I will add it",
    "They said nothing is off limits",
    "That was long ago, and mine to judge",
    "Nobody has said yet",
    "Rather not say",
];
/// Where something was added already, by whomever.
const HERE_ALREADY: &str = "Yes, and it is here already";

impl FirstTurn {
    /// The questions before a first check-in, or the check-in itself where they were asked.
    #[must_use]
    pub fn begin(turn: &Turn, world: World<'_>) -> Flow {
        if world.archive.welcomed(turn) {
            return CheckInFlow::begin(turn, world);
        }
        // Whoever sets it up alone knows that they need not have.
        if world.archive.alone() {
            return Self::lock_first(turn, Next::CheckIn, world);
        }
        Flow::FirstTurn(Self { turn: turn.clone(), page: Page::Welcome, next: Next::CheckIn })
    }

    /// The same, before two keys.
    #[must_use]
    pub fn before_two_keys(turn: &Turn, world: World<'_>) -> Flow {
        if world.archive.alone() {
            return Self::lock_first(turn, Next::TwoKeys, world);
        }
        Flow::FirstTurn(Self { turn: turn.clone(), page: Page::Welcome, next: Next::TwoKeys })
    }

    /// A passphrase is offered before anything of one's own is typed.
    fn lock_first(turn: &Turn, next: Next, world: World<'_>) -> Flow {
        let two_keys = next == Next::TwoKeys;
        if world.archive.has_passphrase(turn.person()) {
            Self::after_lock(turn, two_keys)
        } else {
            MyLock::begin(turn, After::FirstTurn { two_keys }, world)
        }
    }

    /// The first turn, once a passphrase was set or passed over.
    #[must_use]
    pub fn after_lock(turn: &Turn, two_keys: bool) -> Flow {
        let next = if two_keys { Next::TwoKeys } else { Next::CheckIn };
        Flow::FirstTurn(Self { turn: turn.clone(), page: Page::How, next })
    }

    /// What the team has said, asked again.
    #[must_use]
    pub fn team(turn: &Turn) -> Flow {
        Flow::FirstTurn(Self { turn: turn.clone(), page: Page::Team, next: Next::Mine })
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let line = Ask::Line { start: String::new(), most: text::LINE };
        match &self.page {
            Page::Welcome => Prompt::new("Just for you", "You did not have to set this up.", Ask::Go)
                .line("Look round, join, or leave it.")
                .line("All three look the same from outside.")
                .line("If writing something here could be used against you, do not write it here.")
                .note("Each of you answers alone.")
                .extra(Extra::Leave),
            Page::How => {
                let labels = HOW.iter().map(|(_, label)| *label).chain(["Rather not say"]);
                Prompt::new("Just for you", "How is it for you now?", Ask::OneOf(OneOf::labels(labels)))
                    .line("Nobody else sees this.")
            }
            Page::Team => {
                let question = "Has your team said what to mind for now?";
                let here = self.has_added(world).then_some(HERE_ALREADY);
                let labels = OneOf::labels(TEAM.into_iter().chain(here));
                let prompt = Prompt::new("Just for you", question, Ask::OneOf(labels))
                    .line("Doctors, nurses, therapists: whoever looks after you.");
                let prompt = if world.archive.alone() {
                    prompt
                } else {
                    prompt.line("What you add is kept for both of you, so that nothing past it is offered.")
                };
                if self.next == Next::Mine { prompt.line("Wider holds from tomorrow.") } else { prompt }
            }
            Page::Nothing => Prompt::new("Nothing off limits", "Who said so, and when?", line)
                .line("For example: Dr K., 12 November. Empty is fine."),
        }
        .of(self.turn.person())
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let person = self.turn.person();
        match (&self.page, answer) {
            (Page::Welcome, Answer::Extra(Extra::Leave, _)) => Step::on(Then::Home(None)),
            (Page::Welcome, Answer::Go) => Step::page(Self::lock_first(&self.turn, self.next, world)),
            (Page::How, Answer::Pick(at)) if at <= HOW.len() => {
                let changes: Vec<_> =
                    HOW.get(at).map(|(how, _)| Change::How(person, *how)).into_iter().collect();
                if self.asks_team(world) {
                    Step::On { changes, then: Then::Page(self.page(Page::Team)) }
                } else {
                    self.told(changes, world)
                }
            }
            (Page::Team, Answer::Pick(0)) => Step::page(Adding::from_team(person, self.clone(), world)),
            (Page::Team, Answer::Pick(1)) => self.to(Page::Nothing),
            (Page::Team, Answer::Pick(2)) => {
                self.told(vec![Change::Team(person, TeamSaid::MineToJudge, None)], world)
            }
            (Page::Team, Answer::Pick(3)) => {
                self.told(vec![Change::Team(person, TeamSaid::NobodyYet, None)], world)
            }
            (Page::Team, Answer::Pick(4)) => self.told(Vec::new(), world),
            (Page::Team, Answer::Pick(5)) if self.has_added(world) => {
                self.told(vec![Change::Team(person, TeamSaid::SomethingToMind, None)], world)
            }
            (Page::Nothing, Answer::Text(words)) => {
                let by = text::line(&words, text::LINE);
                self.told(vec![Change::Team(person, TeamSaid::NothingOffLimits, by)], world)
            }
            _ => Step::not_asked(),
        }
    }

    /// Whether this person added something that they have not ended.
    fn has_added(&self, world: World<'_>) -> bool {
        let mut restrictions = world.archive.restrictions(world.evening());
        restrictions.any(|(_, one)| one.person == self.turn.person() && one.holds_until.is_none())
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

    /// On from what was told, with what that changes.
    pub(super) fn told(&self, mut changes: Vec<Change>, world: World<'_>) -> Step {
        let person = self.turn.person();
        if self.next == Next::Mine {
            let said = match changes.as_slice() {
                [] => return Step::on(Then::Onward(MyMinding::begin(&self.turn))),
                _ if self.has_added(world) => "Kept. What was added before stays until you end it.",
                _ => "Kept. Gentler holds at once, wider from tomorrow.",
            };
            return Step::On { changes, then: Then::Onward(MyMinding::saying(&self.turn, said)) };
        }
        changes.push(Change::Welcomed(person));
        let then = match self.next {
            Next::TwoKeys => CheckInFlow::begin_two_keys(&self.turn, world),
            Next::CheckIn | Next::Mine => CheckInFlow::begin(&self.turn, world),
        };
        Step::On { changes, then: Then::Onward(then) }
    }
}
