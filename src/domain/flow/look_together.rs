//! Looking together: a key from each, side by side, and what may follow.

use super::breathe::Breathe;
use super::listening::Listening;
use super::offers::OffersFlow;
use super::twilight::Twilight;
use super::who::Who;
use super::window::WindowFlow;
use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, Purpose, SideBySide, Step, Then, View, World};
use crate::domain::archive::Scale;
use crate::domain::change::Change;
use crate::domain::jar::when;
use crate::domain::people::{Each, Person};
use crate::domain::plan::change::PlanChange;
use crate::domain::record::Id;
use crate::domain::time::{Evening, YearMonth};

/// Where in looking together one is.
#[derive(Clone, PartialEq)]
pub struct LookTogether {
    evening: Evening,
    page: Page,
}

#[derive(Clone, PartialEq)]
enum Page {
    /// Waiting for a key from each. Whose came is never drawn.
    Ready(Each<bool>),
    /// With the small step that is a little longer since just now.
    SideBySide(Option<Id>),
    After,
}

impl LookTogether {
    /// Before looking.
    #[must_use]
    pub fn begin(world: World<'_>) -> Flow {
        Self::at(world.evening(), Page::Ready(Each { a: false, b: world.archive.alone() }))
    }

    fn at(evening: Evening, page: Page) -> Flow {
        Flow::LookTogether(Self { evening, page })
    }

    /// The month that what comes back out of the jar is looked for in.
    pub(super) fn likes(&self, world: World<'_>) -> Option<YearMonth> {
        world.archive.jar_reads(self.evening)
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let alone = world.archive.alone();
        match &self.page {
            Page::Ready(_) if alone => Prompt::new("This evening", "Your check-in is kept for you.", Ask::Go)
                .line("Enter keeps what you ticked, and shows it.")
                .extra(Extra::Leave),
            Page::Ready(_) => {
                let key = |person, key| format!("{} presses {key}", world.archive.name(person));
                Prompt::new("Look together", "When both of you like, look together.", Ask::BothKeys)
                    .line(format!("{}, {}.", key(Person::A, 1), key(Person::B, 8)))
                    .line("It shows what each of you ticked, nothing else.")
                    .line("There is no hurry, and another evening is fine.")
                    .extra(Extra::Again)
                    .extra(Extra::Leave)
            }
            Page::SideBySide(step) => {
                let round = world.archive.round(self.evening);
                let view = SideBySide {
                    people: world.archive.people().collect(),
                    names: Each::from_fn(|person| world.archive.name(person).to_owned()),
                    seen: Each::from_fn(|person| round.seen(person)),
                    both: round.both_ticked(),
                    in_words: world.archive.ways().1 == Scale::Words,
                };
                let (title, question) = if alone {
                    ("This evening", "Knowing is already kind.")
                } else {
                    ("Side by side", "You do not have to match. Knowing is already kind.")
                };
                let mut prompt = Prompt::new(title, question, Ask::Go);
                prompt.view = Some(View::SideBySide(Box::new(view)));
                let prompt = prompt.note("What one showed, one can cover later, from Tonight.");
                let Some(step) = step.as_ref().and_then(|id| world.archive.step(id)) else { return prompt };
                let like = if alone { "as you like" } else { "as you both like" };
                let now = format!("{}, {}", step.words, step.size());
                prompt
                    .note(format!("A small step is a little longer now, {like}: {now}."))
                    .note("A step back is one key.")
                    .extra(Extra::StepBack)
            }
            Page::After => {
                let on = match world.archive.windows(self.evening).next() {
                    Some(_) => Choice::noted("On to time for us", "as you planned it"),
                    None => Choice::noted("On to tonight", "what it could hold"),
                };
                let mut choices = vec![on];
                if !alone {
                    choices
                        .push(Choice::noted("Listening turns", "two minutes each, one speaks, one listens"));
                }
                choices.push(Choice::noted("Breathe", "a few minutes, before you go on"));
                choices.push(Choice::noted("The quiet ending", "three minutes, lamp low"));
                let mut prompt = Prompt::new(
                    "Before you go on",
                    "Something small first, if you like.",
                    Ask::OneOf(OneOf::new(choices)),
                );
                prompt.lines.extend(out_of_the_jar(self.evening, world));
                prompt.line("Enter goes on.")
            }
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let alone = world.archive.alone();
        match (&self.page, answer) {
            (Page::Ready(_), Answer::Extra(Extra::Leave, _)) => {
                Step::on(Then::Home(Some("A good place to stop. It is kept for you.".into())))
            }
            (Page::Ready(_), Answer::Extra(Extra::Again, _)) if !alone => {
                Step::on(Who::turn(Purpose::CheckIn, world))
            }
            (Page::Ready(_), _) if !world.archive.round(self.evening).complete() => {
                let word = "A new evening has begun. Nothing to catch up on.";
                Step::on(Then::Home(Some(word.into())))
            }
            (Page::Ready(_), Answer::Go) if alone => self.look(world),
            (Page::Ready(pressed), Answer::Key(person)) if !alone => {
                let mut pressed = *pressed;
                pressed[person] = true;
                if pressed.a && pressed.b {
                    self.look(world)
                } else {
                    Step::on(Then::Onward(Self::at(self.evening, Page::Ready(pressed))))
                }
            }
            (Page::SideBySide(Some(id)), Answer::Extra(Extra::StepBack, _)) => {
                let changes = vec![Change::Plan(PlanChange::StepBack(id.clone()))];
                Step::On { changes, then: Then::Onward(Self::at(self.evening, Page::SideBySide(None))) }
            }
            (Page::SideBySide(_), Answer::Go) => Step::page(Self::at(self.evening, Page::After)),
            (Page::After, Answer::Pick(0)) if world.archive.windows(self.evening).next().is_some() => {
                Step::on(WindowFlow::begin(self.evening, world))
            }
            (Page::After, Answer::Pick(0)) => OffersFlow::step(self.evening, world),
            (Page::After, Answer::Pick(1)) if !alone => Step::page(Listening::begin(self.evening)),
            // One person alone has nobody to listen to.
            (Page::After, Answer::Pick(at)) => match at + usize::from(alone) {
                2 => Step::page(Breathe::before_offers(self.evening)),
                3 => Twilight::step(self.evening, alone),
                _ => Step::not_asked(),
            },
            _ => Step::not_asked(),
        }
    }

    /// A step that both would like a little more of moves with looking, and is told this once.
    fn look(&self, world: World<'_>) -> Step {
        let moves = world.archive.step_that_moves(self.evening).cloned();
        let changes = vec![Change::Look(self.evening)];
        Step::On { changes, then: Then::Onward(Self::at(self.evening, Page::SideBySide(moves))) }
    }
}

/// The line that comes back this evening, with when it was and whose it is.
fn out_of_the_jar(evening: Evening, world: World<'_>) -> Option<String> {
    let line = world.archive.out_of_the_jar(evening)?;
    let when = when(line.at.evening, evening);
    let who =
        if world.archive.alone() { when } else { format!("{when}, {}", world.archive.name(line.person)) };
    Some(format!("Out of the jar. {who}: {}", line.words))
}
