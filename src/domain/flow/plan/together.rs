//! The size of a week, who takes which care, one small thing each way, and how often.

use super::{TITLE, back_to, choices, kept, labels, line, missing, named, to};
use crate::domain::archive::Archive;
use crate::domain::change::Change;
use crate::domain::flow::{Answer, Ask, Choice, OneOf, Prompt, Step, World};
use crate::domain::people::Person;
use crate::domain::plan::change::PlanChange;
use crate::domain::plan::kept::days_to_look_back;
use crate::domain::plan::{Rhythm, Role, WeekSize};
use crate::domain::record::Id;
use crate::domain::text;

/// Which of these is open.
#[derive(Clone, PartialEq)]
pub(super) enum Page {
    Week,
    Roles,
    Role(Id),
    NewRole,
    /// Who takes it.
    Whose(String),
    ForTheOther,
    From(Person),
    Rhythm,
}

/// What can be done with a part of the care.
const OF_A_ROLE: usize = 4;

impl Page {
    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let archive = world.archive;
        match self {
            Self::Week => Prompt::new(TITLE, "How large is a week meant to be?", week_sizes(archive))
                .line("0 is a size too: rest kept.")
                .line("Nothing is held against it, whatever a week brings."),
            Self::Roles => {
                let row = |(_, role): &(Id, &Role)| {
                    Choice::noted(named(&role.words), archive.name(role.whose).to_owned())
                };
                let mut rows: Vec<Choice> = roles(world).iter().map(row).collect();
                rows.extend([Choice::plain("Another part of the care"), Choice::plain("Back")]);
                Prompt::new(TITLE, "Who takes which care, for now.", choices(rows))
                    .line("Either can hand one over, or take it back, with a word.")
            }
            Self::Role(id) => {
                let Some(role) = archive.role(id).filter(|role| role.binned.is_none()) else {
                    return missing();
                };
                let (whose, other) = (archive.name(role.whose), archive.name(role.whose.other()));
                let rows: [String; OF_A_ROLE] = [
                    "Back".into(),
                    format!("{other}: I need this back"),
                    format!("{whose}: please take this"),
                    "Put it in the bin".into(),
                ];
                Prompt::new(TITLE, role.words.clone(), labels(rows.iter().map(String::as_str)))
                    .line(format!("{whose} takes it for now."))
            }
            Self::NewRole => Prompt::new(TITLE, "What is it?", line("", text::LINE))
                .line("The pills on Sunday, the laundry, the phone calls."),
            Self::Whose(words) => {
                let names = archive.people().map(|person| archive.name(person));
                Prompt::new(TITLE, "Who takes it, for now?", labels(names)).line(words)
            }
            Self::ForTheOther => {
                let mut rows: Vec<Choice> = archive
                    .people()
                    .map(|from| {
                        let said = archive.for_the_other(from, world.evening().0).map(named);
                        Choice::noted(way(from, world), said.unwrap_or_else(|| "open".into()))
                    })
                    .collect();
                rows.push(Choice::plain("Back"));
                Prompt::new(TITLE, "This week, one small thing each way.", choices(rows))
                    .line("Tea in bed, a call made, a song. Open is fine.")
            }
            Self::From(from) => {
                let said = archive.for_the_other(*from, world.evening().0).unwrap_or_default();
                Prompt::new(TITLE, format!("{}, this week:", way(*from, world)), line(said, text::LINE))
                    .line("Empty leaves it open.")
            }
            Self::Rhythm => rhythm(world),
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let here = |page| super::Page::Together(page);
        let plan = |change, page, said| kept(Change::Plan(change), page, said);
        match (self, answer) {
            (Self::Week, Answer::Pick(at)) => match week_size(at) {
                Some(size) => plan(PlanChange::WeekSize(size), super::Page::Menu, "It is kept."),
                None => Step::not_asked(),
            },
            (Self::Roles, Answer::Pick(at)) => {
                let roles = roles(world);
                match at.checked_sub(roles.len()) {
                    None => to(here(Self::Role(roles[at].0.clone()))),
                    Some(0) => to(here(Self::NewRole)),
                    Some(1) => back_to(super::Page::Menu),
                    Some(_) => Step::not_asked(),
                }
            }
            (Self::Role(id), Answer::Pick(at)) => match (world.archive.role(id), at) {
                (None, _) | (_, 0) => back_to(here(Self::Roles)),
                (Some(role), 1 | 2) => {
                    let change = PlanChange::HandRole(id.clone(), role.whose.other());
                    plan(change, here(Self::Roles), "It has changed hands.")
                }
                (Some(_), 3) => plan(PlanChange::Bin(id.clone()), here(Self::Roles), "It is in the bin."),
                (Some(_), OF_A_ROLE..) => Step::not_asked(),
            },
            (Self::NewRole, Answer::Text(words)) => match text::line(&words, text::LINE) {
                Some(words) => to(here(Self::Whose(words))),
                None => Step::Again("A word or two is enough. Nothing is lost.".into()),
            },
            (Self::Whose(words), Answer::Pick(at)) => match world.archive.people().nth(at) {
                Some(whose) => {
                    plan(PlanChange::AddRole(words.clone(), whose), here(Self::Roles), "It is kept.")
                }
                None => Step::not_asked(),
            },
            (Self::ForTheOther, Answer::Pick(at)) => {
                let people: Vec<Person> = world.archive.people().collect();
                match people.get(at) {
                    Some(from) => to(here(Self::From(*from))),
                    None if at == people.len() => back_to(super::Page::Menu),
                    None => Step::not_asked(),
                }
            }
            (Self::From(from), Answer::Text(words)) => {
                plan(PlanChange::ForTheOther(*from, words), here(Self::ForTheOther), "It is kept.")
            }
            (Self::Rhythm, Answer::Pick(at)) => match how_often(at) {
                Some(change) => plan(change, super::Page::Menu, "It is kept."),
                None => Step::not_asked(),
            },
            _ => Step::not_asked(),
        }
    }
}

/// The parts of the care that are not in the bin.
fn roles(world: World<'_>) -> Vec<(Id, &Role)> {
    let here = world.archive.roles().filter(|(_, role)| role.binned.is_none());
    here.map(|(id, role)| (id.clone(), role)).collect()
}

fn way(from: Person, world: World<'_>) -> String {
    format!("{} for {}", world.archive.name(from), world.archive.name(from.other()))
}

/// The sizes of a week to choose from, from the one it has.
pub(in crate::domain::flow) fn week_sizes(archive: &Archive) -> Ask {
    let sizes = (0..=WeekSize::MOST).filter_map(WeekSize::new);
    let rows = sizes.map(|size| Choice::plain(size.words())).collect();
    Ask::OneOf(OneOf { first: usize::from(archive.week_size().get()), ..OneOf::new(rows) })
}

/// The size at this place of them.
pub(in crate::domain::flow) fn week_size(at: usize) -> Option<WeekSize> {
    u8::try_from(at).ok().and_then(WeekSize::new)
}

/// How often, to choose from, from what was said.
pub(in crate::domain::flow) fn rhythms(archive: &Archive) -> Ask {
    let rows = Rhythm::ALL.map(Rhythm::words).into_iter().chain(["rather not say"]);
    let unsaid = archive.was_asked_how_often().then_some(Rhythm::ALL.len());
    let said = archive.rhythm().and_then(|often| Rhythm::ALL.iter().position(|one| *one == often));
    Ask::OneOf(OneOf { first: said.or(unsaid).unwrap_or(0), ..OneOf::labels(rows) })
}

/// What the place among them comes to.
pub(in crate::domain::flow) fn how_often(at: usize) -> Option<PlanChange> {
    (at <= Rhythm::ALL.len()).then(|| PlanChange::Rhythm(Rhythm::ALL.get(at).copied()))
}

fn rhythm(world: World<'_>) -> Prompt {
    let archive = world.archive;
    let question = if archive.alone() {
        "How often would feel right?"
    } else {
        "How often would you like to meet here?"
    };
    let mut prompt = Prompt::new(TITLE, question, rhythms(archive)).line("All of these are equal.");
    if let Ok(Some(first)) = archive.first_evening() {
        prompt = prompt.line("Three days to look back, for your own calendar:");
        for (name, day) in days_to_look_back(first) {
            prompt = prompt.line(format!("{name}: {}", day.format("%A %-d %B %Y")));
        }
    }
    prompt
}
