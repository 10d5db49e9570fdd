//! Whose week it is to invite, by the calendar; and an invitation, of which nothing is kept.

use super::{TITLE, back_to, choices, kept, line, to};
use crate::domain::change::Change;
use crate::domain::content::Activity;
use crate::domain::flow::{Answer, Ask, Choice, Prompt, Step, World};
use crate::domain::offers::offers;
use crate::domain::pacing::Band;
use crate::domain::people::Person;
use crate::domain::plan::change::PlanChange;
use crate::domain::text;

/// Where in inviting one is.
#[derive(Clone, PartialEq)]
pub(super) enum Page {
    Weeks,
    /// What to invite to.
    To,
    Words,
    /// The invitation, with its gentler twin.
    Shown(String, String),
}

/// What can be chosen about the weeks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Invite,
    Begins(Person),
    Off,
    Back,
}

/// How many offers an invitation chooses from.
const MOST: usize = 6;
/// What is gentler than anything that has no twin of its own.
const GENTLER: &str = "a cup of tea, sitting near";

impl Page {
    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let archive = world.archive;
        match self {
            Self::Weeks => {
                let rows = acts(world).into_iter().map(|act| Choice::plain(act.label(world))).collect();
                let weeks = archive.inviting_weeks();
                let whose = weeks.and_then(|weeks| weeks.inviting(world.evening().0));
                let question = match whose {
                    Some(person) => format!("This week it is {}'s to invite.", archive.name(person)),
                    None => "Would you like to take turns to invite?".to_owned(),
                };
                Prompt::new(TITLE, question, choices(rows))
                    .line("The weeks take turns by the calendar, whatever happens.")
                    .line("Either of you can switch it off.")
            }
            Self::To => {
                let offered = offered(world).into_iter().map(|one| Choice::plain(one.title.clone()));
                let rows = offered.chain(["In our own words", "Back"].map(Choice::plain)).collect();
                Prompt::new(TITLE, "To what?", choices(rows)).line("Tea is an invitation, too.")
            }
            Self::Words => Prompt::new(TITLE, "Would you like ...", line("", text::LINE))
                .line("Nothing of these words is kept."),
            Self::Shown(what, gentler) => Prompt::new(TITLE, "Would you like ...", Ask::Go)
                .line(what)
                .line(format!("Or, gentler: {gentler}"))
                .line("Or another day.")
                .note("Every answer is a good one. Nothing of this is kept."),
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let page = |page| to(super::Page::Inviting(page));
        let weeks = |first, said| {
            let change = Change::Plan(PlanChange::Inviting(first));
            kept(change, super::Page::Inviting(Self::Weeks), said)
        };
        match (self, answer) {
            (Self::Weeks, Answer::Pick(at)) => match acts(world).get(at) {
                Some(Act::Invite) => page(Self::To),
                Some(Act::Begins(person)) => weeks(Some(*person), "It is switched on."),
                Some(Act::Off) => weeks(None, "It is switched off."),
                Some(Act::Back) => back_to(super::Page::Menu),
                None => Step::not_asked(),
            },
            (Self::To, Answer::Pick(at)) => {
                let offered = offered(world);
                match (offered.get(at), at.checked_sub(offered.len())) {
                    (Some(activity), _) => {
                        page(Self::Shown(activity.title.clone(), gentler(activity, world)))
                    }
                    (None, Some(0)) => page(Self::Words),
                    (None, Some(1)) => back_to(super::Page::Inviting(Self::Weeks)),
                    (None, _) => Step::not_asked(),
                }
            }
            (Self::Words, Answer::Text(words)) => match text::line(&words, text::LINE) {
                Some(words) => page(Self::Shown(words, GENTLER.to_owned())),
                None => Step::Again("A word or two is enough. Nothing is lost.".into()),
            },
            (Self::Shown(..), Answer::Go) => back_to(super::Page::Inviting(Self::Weeks)),
            _ => Step::not_asked(),
        }
    }
}

impl Act {
    fn label(self, world: World<'_>) -> String {
        match self {
            Self::Invite => "Make an invitation".into(),
            Self::Begins(person) => format!("Yes, {} begins, this week", world.archive.name(person)),
            Self::Off => "Switch it off".into(),
            Self::Back => "Back".into(),
        }
    }
}

fn acts(world: World<'_>) -> Vec<Act> {
    let mut acts = vec![Act::Invite];
    match world.archive.inviting_weeks() {
        Some(_) => acts.push(Act::Off),
        None => acts.extend(world.archive.people().map(Act::Begins)),
    }
    acts.push(Act::Back);
    acts
}

/// What of tonight's offers rests or is near. That it was looked at here is not noted.
fn offered(world: World<'_>) -> Vec<&Activity> {
    let evening = world.evening();
    let fit = world.archive.round(evening).fit(world.now);
    let mut offered: Vec<&Activity> = Vec::new();
    for activity in offers(world.content, &fit, &world.archive.memory(), evening).into_iter().flatten() {
        let new = !offered.iter().any(|one| one.id == activity.id);
        if activity.band <= Band::Near && !activity.apart && new && offered.len() < MOST {
            offered.push(activity);
        }
    }
    offered
}

fn gentler(activity: &Activity, world: World<'_>) -> String {
    let fit = world.archive.round(world.evening()).fit(world.now);
    let twin = activity.gentler.as_deref().and_then(|id| world.content.activity(id));
    twin.filter(|twin| fit.allows(twin)).map_or_else(|| GENTLER.to_owned(), |twin| twin.title.clone())
}
