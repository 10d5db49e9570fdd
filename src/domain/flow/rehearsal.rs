//! The safety plan tried once, when nothing is at stake: said and shown by both, page by page.
//! Nothing of it is kept.

use super::sitting::Sitting;
use super::{Answer, Ask, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::people::Person;
use crate::domain::safety::Part;
use crate::domain::vocabulary::{Meaning, PAUSE_TOO};

const TITLE: &str = "Try it once";

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub struct Rehearsal {
    page: Page,
    /// The plan, which every page leads back to.
    plan: Box<Flow>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Door,
    /// What is tried, from 0.
    Try(usize),
    End,
}

/// One thing that is tried.
enum Practice {
    Sign(Meaning),
    Part(Part),
}

/// What may come at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Keys,
    Plan,
    Again,
    Leave,
}

impl End {
    /// What is offered at the end, in its order.
    const ALL: [Self; 4] = [Self::Keys, Self::Plan, Self::Again, Self::Leave];

    fn label(self) -> &'static str {
        match self {
            Self::Keys => "Try the keys, too",
            Self::Plan => "Look at the plan",
            Self::Again => "Once more",
            Self::Leave => "Back to Tonight",
        }
    }
}

impl Rehearsal {
    /// Before the first thing that is tried; leaving it leads back to `plan`.
    #[must_use]
    pub fn begin(plan: Flow) -> Flow {
        Flow::Rehearsal(Self { page: Page::Door, plan: Box::new(plan) })
    }

    /// Esc leaves from every page at once: nobody has to go back through all of it.
    pub(super) fn above(&self) -> Flow {
        (*self.plan).clone()
    }

    /// The signals, and what the plan says of stopping, of what may happen, and of leaving.
    fn practices(world: World<'_>) -> Vec<Practice> {
        let signs = Meaning::ALL.into_iter().map(Practice::Sign);
        let parts: Vec<Part> = world.archive.safety_plan().iter().map(|one| one.part.clone()).collect();
        let of = |wanted: fn(&Part) -> bool| parts.clone().into_iter().filter(wanted).map(Practice::Part);
        let stop = of(|part| *part == Part::Stop);
        let leave = of(|part| *part == Part::Leave);
        signs.chain(stop).chain(of(Part::is_if_then)).chain(leave).collect()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let practices = Self::practices(world);
        match self.page {
            Page::Door => Prompt::new(TITLE, "A quiet try, when nothing is at stake.", Ask::Go)
                .line("You could say each word once, and show each gesture.")
                .line("As far as it is easy. Nothing of it is written down.")
                .note("You can leave at any page."),
            Page::Try(at) => match practices.get(at) {
                Some(Practice::Sign(meaning)) => sign(*meaning, world).at(at + 1, practices.len()),
                Some(Practice::Part(part)) => tried(part, world).at(at + 1, practices.len()),
                None => end(),
            },
            Page::End => end(),
        }
    }

    pub(super) fn answer(&self, answer: &Answer, world: World<'_>) -> Step {
        let last = Self::practices(world).len();
        match (self.page, answer) {
            (Page::Door, Answer::Go) => self.to(Page::Try(0)),
            (Page::Try(at), Answer::Go) if at + 1 < last => self.to(Page::Try(at + 1)),
            (Page::Try(_), Answer::Go) => self.to(Page::End),
            (Page::Try(_) | Page::End, Answer::Pick(at)) => match End::ALL.get(*at) {
                Some(End::Keys) => Step::on(Then::Onward(Sitting::signals_alone())),
                Some(End::Plan) => Step::back_to(Some(&*self.plan)),
                Some(End::Again) => self.to(Page::Try(0)),
                Some(End::Leave) => Step::on(Then::Home(None)),
                None => Step::not_asked(),
            },
            _ => Step::not_asked(),
        }
    }

    fn to(&self, page: Page) -> Step {
        Step::on(Then::Onward(Flow::Rehearsal(Self { page, plan: self.plan.clone() })))
    }
}

/// A signal with its plain word, the couple's own, and a gesture where there is one.
fn sign(meaning: Meaning, world: World<'_>) -> Prompt {
    let (archive, signs) = (world.archive, world.archive.signs());
    let plain = meaning.plain();
    let word = signs.word(meaning).map_or_else(|| plain.to_owned(), |word| format!("{word}, or {plain}"));
    let mut prompt =
        Prompt::new(TITLE, format!("The sign for: {plain}."), Ask::Go).line(format!("In words: {word}."));
    let gesture = |person: Person| Some((person, signs.gesture(meaning, person)?));
    let gestures: Vec<(Person, &str)> = archive.people().filter_map(gesture).collect();
    match gestures.as_slice() {
        [(_, one), (_, other)] if one != other => {
            for (person, gesture) in &gestures {
                prompt = prompt.line(format!("{}, with a gesture: {gesture}.", archive.name(*person)));
            }
        }
        [(_, gesture), ..] => prompt = prompt.line(format!("A gesture: {gesture}.")),
        [] => {}
    }
    if meaning == Meaning::Pause { prompt.note(PAUSE_TOO) } else { prompt }
}

fn tried(part: &Part, world: World<'_>) -> Prompt {
    let mut lines = world.archive.safety_lines(part).iter().cloned();
    let mut prompt = Prompt::new(TITLE, format!("{}.", part.heading()), Ask::Go);
    prompt.lines.extend(lines.next().map(|first| format!("In words: {first}")));
    prompt.lines.extend(lines);
    match part {
        Part::Leave => prompt.note("You could try the way there, or only think of it."),
        _ => prompt,
    }
}

/// The last page: what may follow is [`End::ALL`].
fn end() -> Prompt {
    let ends = Ask::OneOf(OneOf::labels(End::ALL.map(End::label)));
    Prompt::new(TITLE, "That was all of it.", ends)
        .line("Who knows the way out can be there more easily.")
        .line("Thank you for trying it.")
}
