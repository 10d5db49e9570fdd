//! First run: comfort first, then who the two are. Every step is kept at once and can be
//! passed over; coming back goes on at the first step not asked yet.

use super::who::Who;
use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, Purpose, Step, Then, Tick, View, World};
use crate::domain::archive::{Plainness, Recovering, Scale};
use crate::domain::change::Change;
use crate::domain::content::{Content, Situation};
use crate::domain::people::{Person, Profile};
use crate::domain::settings::{Setting, Settings, Theme};
use crate::domain::text;

/// The step of set-up that is open.
#[derive(Clone, Copy, PartialEq)]
pub struct SetUp {
    step: SetUpStep,
    /// Who is asked first: the one who is there alone, or else person a.
    you: Person,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SetUpStep {
    Comfort,
    BothWant,
    Name,
    Pronouns,
    OtherName,
    OtherPronouns,
    Recovering,
    FromWhat,
    Scale,
    Plainness,
    Boundary,
    WeekStart,
    Icon,
    Done,
}

/// Every step with the name under which it is kept as asked.
const STEPS: [(SetUpStep, &str); 14] = [
    (SetUpStep::Comfort, "comfort"),
    (SetUpStep::BothWant, "both-want"),
    (SetUpStep::Name, "name-a"),
    (SetUpStep::Pronouns, "pronouns-a"),
    (SetUpStep::OtherName, "name-b"),
    (SetUpStep::OtherPronouns, "pronouns-b"),
    (SetUpStep::Recovering, "recovering"),
    (SetUpStep::FromWhat, "from-what"),
    (SetUpStep::Scale, "scale"),
    (SetUpStep::Plainness, "plainness"),
    (SetUpStep::Boundary, "boundary"),
    (SetUpStep::WeekStart, "week-start"),
    (SetUpStep::Icon, "icon"),
    (SetUpStep::Done, "done"),
];

/// The name of every step, as it is kept once it was asked.
pub fn step_names() -> impl Iterator<Item = &'static str> {
    STEPS.iter().map(|(_, name)| *name)
}

const PLAINNESS: [(Plainness, &str); 3] =
    [(Plainness::Reserved, "Very reserved"), (Plainness::Gentle, "Gentle"), (Plainness::Plain, "Plain")];

impl SetUp {
    /// The first step that was not asked yet; once all were, the names, and everything after them
    /// as it stands.
    #[must_use]
    pub fn begin(world: World<'_>) -> Flow {
        let open = STEPS.iter().find(|(step, name)| !world.archive.asked(name) && step.applies(world));
        let step = open.map_or(SetUpStep::Name, |(step, _)| *step);
        Flow::SetUp(Self { step, you: world.archive.first() })
    }

    fn name(self) -> &'static str {
        STEPS.iter().find(|(step, _)| *step == self.step).map_or("", |(_, name)| name)
    }

    pub(super) fn prompt(self, world: World<'_>) -> Prompt {
        let shown: Vec<SetUpStep> =
            STEPS.iter().map(|(step, _)| *step).filter(|step| step.applies(world)).collect();
        let at = shown.iter().position(|step| *step == self.step).map_or(1, |at| at + 1);
        self.screen(world).at(at, shown.len())
    }

    fn screen(self, world: World<'_>) -> Prompt {
        let archive = world.archive;
        let one_of = |choices: Vec<Choice>, first| Ask::OneOf(OneOf { choices, first, quick: false });
        let name = |person| archive.profile(person).map(|profile| profile.name.clone()).unwrap_or_default();
        let line = |start, most| Ask::Line { start, most };
        let title = "Welcome";
        match self.step {
            SetUpStep::Comfort => {
                let choices = Theme::ALL.map(|theme| Choice::noted(theme.label(), theme.about())).to_vec();
                let chosen = archive.settings.theme.unwrap_or_default();
                let first = Theme::ALL.iter().position(|theme| *theme == chosen).unwrap_or(0);
                let mut prompt = Prompt::new(title, "First, let us make this comfortable to read.", one_of(choices, first))
                        .note("Text too small? Ctrl and + makes it bigger. On a Mac: Cmd and +.")
                    .extra(Extra::Movement)
                    .extra(Extra::LineByLine);
                prompt.view = Some(View::Themes);
                prompt
            }
            SetUpStep::BothWant => Prompt::new(title, "Evenfall is for two people who both want it.", Ask::Go)
                .line("One alone can use all of it, too.")
                .line("If writing something here could be used against you, do not write it here.")
                .line("Nothing leaves this machine. There is no network in it.")
                .note("Out of sight, not locked: someone who knows computers could find what is written on this laptop.")
                .note("A passphrase that locks it is offered in each one's own first turn."),
            SetUpStep::Name => Prompt::new(title, "What may Evenfall call you?", line(name(self.you), text::NAME))
                .line("Any name, in any script. A letter will do."),
            SetUpStep::OtherName => {
                let prompt = Prompt::new(title, "And the other one of you?", line(name(self.you.other()), text::NAME));
                if archive.alone() { prompt.line("Leave it empty to use Evenfall alone.") } else { prompt }
            }
            SetUpStep::Pronouns => Self::pronouns(title, self.you, world),
            SetUpStep::OtherPronouns => Self::pronouns(title, self.you.other(), world),
            SetUpStep::Recovering => {
                let who = Self::recovering(world);
                let said = archive.recovery().and_then(|(said, _)| who.iter().position(|(one, _)| *one == said));
                let choices = who.into_iter().map(|(_, label)| Choice::plain(label)).collect();
                let ask = one_of(choices, said.unwrap_or(0));
                Prompt::new(title, "Who is recovering, or living with an illness?", ask)
            }
            SetUpStep::FromWhat => {
                let said = archive.recovery().map_or(&[][..], |(_, said)| said);
                let tick = |one: &Situation| Tick { label: one.name.clone(), on: said.contains(&one.id) };
                let ticks = situations(world.content).map(tick).collect();
                Prompt::new(title, "From what, if you like to say?", Ask::AnyOf(ticks))
                    .line("It chooses what to watch for. Nothing ticked is fine.")
            }
            SetUpStep::Scale => {
                let choices = vec![
                    Choice::noted("Numbers", "0 to 10"),
                    Choice::noted("Words", "four to choose from, one key"),
                ];
                let first = usize::from(archive.ways().1 == Scale::Words);
                Prompt::new(title, "How would you like to answer?", one_of(choices, first))
                    .line("Each of you can change this alone, later.")
            }
            SetUpStep::Plainness => {
                let labels = PLAINNESS.map(|(_, label)| Choice::plain(label)).to_vec();
                let first = PLAINNESS.iter().position(|(one, _)| *one == archive.ways().0).unwrap_or(1);
                Prompt::new(title, "How plainly may texts speak about bodies?", one_of(labels, first))
            }
            SetUpStep::Boundary => {
                let (question, ask) = (
                    "Nights can run late. When does a new day begin?",
                    of_setting(Setting::EveningBoundary, &archive.settings),
                );
                Prompt::new(title, question, ask).line("Until then it is still the same evening.")
            }
            SetUpStep::WeekStart => {
                Prompt::new(title, "Your weeks begin on", of_setting(Setting::WeekStart, &archive.settings))
            }
            SetUpStep::Icon => {
                let called = format!("Yes, called \"{}\"", archive.settings.neutral_word);
                Prompt::new(title, "A small icon on the desktop?", one_of(vec![Choice::plain("No"), Choice::plain(called)], 0))
                    .line("Its name says nothing of what it is.")
            }
            SetUpStep::Done => {
                let choices = vec![Choice::plain("Begin a check-in"), Choice::plain("Look round first")];
                Prompt::new(title, "That is all.", one_of(choices, 0))
                    .line("All of it can be changed later, from Tonight.")
            }
        }
    }

    fn pronouns(title: &'static str, person: Person, world: World<'_>) -> Prompt {
        let profile = world.archive.profile(person);
        let start = profile.and_then(|profile| profile.pronouns.clone()).unwrap_or_default();
        let ask = Ask::Line { start, most: text::NAME };
        let question = format!("Pronouns for {}, if you like.", world.archive.name(person));
        Prompt::new(title, question, ask).line("Leave it empty to go on.")
    }

    fn recovering(world: World<'_>) -> Vec<(Recovering, String)> {
        let named = |person| (Recovering::one(person), world.archive.name(person).to_owned());
        let mut who: Vec<_> = world.archive.people().map(named).collect();
        if !world.archive.alone() {
            who.push((Recovering::Both, "Each of us, in our own way".into()));
        }
        who.push((Recovering::NotSaid, "Rather not say".into()));
        who
    }

    pub(super) fn answer(self, answer: Answer, world: World<'_>) -> Step {
        let archive = world.archive;
        let settings = |change: &dyn Fn(&mut Settings)| {
            let mut settings = (*archive.settings).clone();
            change(&mut settings);
            Change::Settings(settings)
        };
        let (plainness, scale) = archive.ways();
        let changes = match (self.step, answer) {
            (SetUpStep::Comfort, Answer::Extra(Extra::Movement, _)) => {
                let change = settings(&|settings| settings.motion = !settings.motion);
                return Step::On { changes: vec![change], then: Then::Onward(Flow::SetUp(self)) };
            }
            (SetUpStep::Comfort, Answer::Extra(Extra::LineByLine, _)) => {
                return Step::On {
                    changes: vec![settings(&|settings| settings.lines = true)],
                    then: Then::Lines,
                };
            }
            (SetUpStep::Comfort, Answer::Pick(at)) if at < Theme::ALL.len() => {
                vec![settings(&|settings| settings.theme = Some(Theme::ALL[at]))]
            }
            (SetUpStep::BothWant, Answer::Go) => Vec::new(),
            (SetUpStep::Name, Answer::Text(words)) => match text::line(&words, text::NAME) {
                Some(name) => vec![named(self.you, name, world)],
                None => return Step::Again("Any word will do: a name, a nickname, one letter.".into()),
            },
            (SetUpStep::OtherName, Answer::Text(words)) => match text::line(&words, text::NAME) {
                Some(name) => vec![named(self.you.other(), name, world)],
                None if archive.alone() => Vec::new(),
                None => {
                    return Step::Again(
                        "Two of you are set up. Another name is fine, a letter will do.".into(),
                    );
                }
            },
            (SetUpStep::Pronouns, Answer::Text(words)) => with_pronouns(self.you, &words, world),
            (SetUpStep::OtherPronouns, Answer::Text(words)) => with_pronouns(self.you.other(), &words, world),
            (SetUpStep::Recovering, Answer::Pick(at)) => match Self::recovering(world).get(at) {
                Some((Recovering::NotSaid, _)) => vec![Change::Recovery(Recovering::NotSaid, Vec::new())],
                Some((who, _)) => {
                    vec![Change::Recovery(
                        *who,
                        archive.recovery().map_or(Vec::new(), |(_, said)| said.to_vec()),
                    )]
                }
                None => return Step::not_asked(),
            },
            (SetUpStep::FromWhat, Answer::Ticks(ticks))
                if ticks.len() == situations(world.content).count() =>
            {
                let who = archive.recovery().map_or(Recovering::NotSaid, |(who, _)| who);
                let ticked = situations(world.content).zip(ticks).filter(|(_, on)| *on);
                vec![Change::Recovery(who, ticked.map(|(one, _)| one.id.clone()).collect())]
            }
            (SetUpStep::Scale, Answer::Pick(0)) => vec![Change::Ways(plainness, Scale::Numbers)],
            (SetUpStep::Scale, Answer::Pick(1)) => vec![Change::Ways(plainness, Scale::Words)],
            (SetUpStep::Plainness, Answer::Pick(at @ 0..=2)) => {
                vec![Change::Ways(PLAINNESS[at].0, scale)]
            }
            (SetUpStep::Boundary | SetUpStep::WeekStart, Answer::Pick(at)) => {
                let setting = if self.step == SetUpStep::Boundary {
                    Setting::EveningBoundary
                } else {
                    Setting::WeekStart
                };
                match setting.values(&archive.settings).into_iter().nth(at) {
                    Some((_, settings)) => vec![Change::Settings(settings)],
                    None => return Step::not_asked(),
                }
            }
            (SetUpStep::Icon, Answer::Pick(at @ (0 | 1))) => {
                vec![settings(&|settings| settings.desktop_icon = at == 1)]
            }
            (SetUpStep::Done, Answer::Pick(at @ (0 | 1))) => {
                let changes = vec![Change::Asked(self.name())];
                let then = if at == 0 { Who::turn(Purpose::CheckIn, world) } else { Then::Home(None) };
                return Step::On { changes, then };
            }
            _ => return Step::not_asked(),
        };
        self.next(changes, world)
    }

    /// Keeps the answer and that it was asked; the next step is the one that applies after that.
    fn next(self, mut changes: Vec<Change>, world: World<'_>) -> Step {
        let second = changes
            .iter()
            .any(|change| matches!(change, Change::Person(one) if one.person == self.you.other()));
        let not_said =
            changes.iter().any(|change| matches!(change, Change::Recovery(Recovering::NotSaid, _)));
        changes.push(Change::Asked(self.name()));
        let here = STEPS.iter().position(|(step, _)| *step == self.step).unwrap_or(0);
        let next = STEPS[here + 1..].iter().map(|(step, _)| *step).find(|step| match step {
            SetUpStep::OtherPronouns if self.step == SetUpStep::OtherName => second,
            SetUpStep::FromWhat if self.step == SetUpStep::Recovering => !not_said,
            step => step.applies(world),
        });
        let then = next.map_or(Then::Home(None), |step| Then::Page(Flow::SetUp(Self { step, ..self })));
        Step::On { changes, then }
    }
}

impl SetUpStep {
    /// Whether this step is asked at all here.
    fn applies(self, world: World<'_>) -> bool {
        match self {
            Self::OtherPronouns => !world.archive.alone(),
            Self::FromWhat => world.archive.recovery().is_none_or(|(who, _)| who != Recovering::NotSaid),
            Self::Icon => world.desktop,
            _ => true,
        }
    }
}

/// The values of a setting as a choice, the one it has first in focus.
fn of_setting(setting: Setting, settings: &Settings) -> Ask {
    let choices = setting.values(settings).into_iter().map(|(words, _)| Choice::plain(words)).collect();
    Ask::OneOf(OneOf { choices, first: setting.chosen(settings).unwrap_or(0), quick: false })
}

fn situations(content: &Content) -> impl Iterator<Item = &Situation> {
    content.situations.iter().filter(|one| one.id != Content::ANYONE)
}

/// A person by that name, with the pronouns they have.
fn named(person: Person, name: String, world: World<'_>) -> Change {
    let pronouns = world.archive.profile(person).and_then(|profile| profile.pronouns.clone());
    Change::Person(Profile { person, name, pronouns })
}

fn with_pronouns(person: Person, words: &str, world: World<'_>) -> Vec<Change> {
    let pronouns = text::line(words, text::NAME);
    let profile = world.archive.profile(person).filter(|profile| profile.pronouns != pronouns);
    profile.map(|profile| Change::Person(Profile { pronouns, ..profile.clone() })).into_iter().collect()
}
