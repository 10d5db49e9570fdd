//! What a person is asked once, alone, before their first check-in.

use super::check_in::CheckInFlow;
use super::deed::After;
use super::my_lock::MyLock;
use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, Step, Then, Tick, World};
use crate::domain::archive::{HowItIs, Recovering, TeamSaid};
use crate::domain::change::Change;
use crate::domain::content::Tag;
use crate::domain::people::Turn;
use crate::domain::record::Id;
use crate::domain::restriction::Restriction;
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
    /// What was added before, to take back.
    TakeBack,
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

impl FirstTurn {
    /// The questions before a first check-in, or the check-in itself where they were asked.
    #[must_use]
    pub fn begin(turn: &Turn, world: World<'_>) -> Flow {
        if world.archive.welcomed(turn) {
            return CheckInFlow::begin(turn, world);
        }
        // Whoever sets it up alone knows that they need not have.
        if world.archive.alone() {
            return Self::lock_first(turn, world);
        }
        Flow::FirstTurn(Self { turn: turn.clone(), page: Page::Welcome, then_check_in: true })
    }

    /// A passphrase is offered before anything of one's own is typed.
    fn lock_first(turn: &Turn, world: World<'_>) -> Flow {
        if world.archive.has_passphrase(turn.person()) {
            Self::after_lock(turn)
        } else {
            MyLock::begin(turn, After::FirstTurn, world)
        }
    }

    /// The first turn, once a passphrase was set or passed over.
    #[must_use]
    pub fn after_lock(turn: &Turn) -> Flow {
        Flow::FirstTurn(Self { turn: turn.clone(), page: Page::How, then_check_in: true })
    }

    /// What the team has said, asked again.
    #[must_use]
    pub fn team(turn: &Turn) -> Flow {
        Flow::FirstTurn(Self { turn: turn.clone(), page: Page::Team, then_check_in: false })
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
                let mut labels = TEAM.to_vec();
                labels.extend(self.has_added(world).then_some("Take back something I added"));
                let question = "Has your team said what to mind for now?";
                let prompt = Prompt::new("Just for you", question, Ask::OneOf(OneOf::labels(labels)))
                    .line("Doctors, nurses, therapists: whoever looks after you.");
                let prompt = if world.archive.alone() {
                    prompt
                } else {
                    prompt.line("What you add is kept for both of you, so that nothing past it is offered.")
                };
                if self.then_check_in { prompt } else { prompt.line("Wider holds from tomorrow.") }
            }
            Page::TakeBack => {
                let added = self.added(world).into_iter().map(|(_, text)| Choice::plain(text));
                let choices = added.chain([Choice::plain("Leave it all as it is")]).collect();
                Prompt::new(
                    "To mind for now",
                    "What would you like to take back?",
                    Ask::OneOf(OneOf::new(choices)),
                )
                .line("It still holds tonight, and no longer from tomorrow.")
            }
            Page::Tags => {
                let ticks =
                    Tag::WORDS.iter().map(|(_, words)| Tick { label: (*words).to_owned(), on: false });
                Prompt::new("To mind for now", "What is there to mind?", Ask::AnyOf(ticks.collect()))
                    .line("Whatever asks for one of these is not offered.")
            }
            Page::What(_) => Prompt::new("To mind for now", "Anything else, in your own words?", line)
                .line("Your words stand beside every offer.")
                .line("Evenings then go no further than gentle touch."),
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
            (Page::Welcome, Answer::Go) => Step::page(Self::lock_first(&self.turn, world)),
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
            (Page::Team, Answer::Pick(5)) if self.has_added(world) => self.to(Page::TakeBack),
            (Page::TakeBack, Answer::Pick(at)) => match self.added(world).into_iter().nth(at) {
                Some((id, _)) => self.done(vec![Change::TakeBack(person, id)], world),
                None => self.done(Vec::new(), world),
            },
            (Page::Tags, Answer::Ticks(ticks)) if ticks.len() == Tag::WORDS.len() => {
                let ticked = Tag::WORDS.iter().zip(ticks).filter(|(_, on)| *on).map(|((tag, _), _)| *tag);
                self.to(Page::What(ticked.collect()))
            }
            (Page::What(tags), Answer::Text(words)) if tags.is_empty() && text::line(&words, 1).is_none() => {
                Step::Again("A word or two would help, or a tick on the page before. Esc goes back.".into())
            }
            (Page::What(tags), Answer::Text(words)) => {
                self.to(Page::Mind(tags.clone(), text::line(&words, text::LINE)))
            }
            (Page::Mind(tags, what), Answer::Text(words)) => {
                let by = text::line(&words, text::LINE);
                let restriction = Restriction {
                    tags: tags.clone(),
                    what: what.clone(),
                    by: by.clone(),
                    ..Restriction::of(person, world.evening())
                };
                let restrict = Change::Restrict(restriction);
                self.done(vec![restrict, Change::Team(person, TeamSaid::SomethingToMind, by)], world)
            }
            (Page::Nothing, Answer::Text(words)) => {
                let by = text::line(&words, text::LINE);
                self.done(vec![Change::Team(person, TeamSaid::NothingOffLimits, by)], world)
            }
            _ => Step::not_asked(),
        }
    }

    /// What this person added and has not taken back, in words.
    fn added(&self, world: World<'_>) -> Vec<(Id, String)> {
        let today = world.now.wall.date_naive();
        let restrictions = world.archive.restrictions(world.evening());
        let own =
            restrictions.filter(|(_, one)| one.person == self.turn.person() && one.holds_until.is_none());
        own.map(|(id, one)| (id.clone(), one.sentence(today))).collect()
    }

    fn has_added(&self, world: World<'_>) -> bool {
        !self.then_check_in && !self.added(world).is_empty()
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
            let said = if self.has_added(world) {
                "Kept. What was added before stays until it is taken back.".to_owned()
            } else {
                "Kept. Gentler holds at once, wider from tomorrow.".to_owned()
            };
            let said = Some(said).filter(|_| !changes.is_empty());
            return Step::On { changes, then: Then::Home(said) };
        }
        changes.push(Change::Welcomed(person));
        Step::On { changes, then: Then::Onward(CheckInFlow::begin(&self.turn, world)) }
    }
}
