//! What tonight could hold: a few offers that fit, chosen or not.

use super::twilight::Twilight;
use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::change::Change;
use crate::domain::content::Activity;
use crate::domain::offers::{Fit, may_be_remembered, offers};
use crate::domain::pacing::Band;
use crate::domain::time::Evening;

/// Which offers are on the page, and whether one is being read.
#[derive(Clone, PartialEq)]
pub struct OffersFlow {
    evening: Evening,
    /// Whether one of two is there alone tonight.
    one: bool,
    row: usize,
    /// Ids on the page, each perhaps already its gentler twin.
    ids: Vec<String>,
    reading: Option<usize>,
}

impl OffersFlow {
    /// Notes the evening and its first offers, and shows them.
    #[must_use]
    pub fn step(evening: Evening, world: World<'_>) -> Step {
        let start = Self { evening, one: world.archive.alone(), row: 0, ids: Vec::new(), reading: None };
        start.with_row(0, vec![Change::Here(evening)], world)
    }

    /// The same for one of two, while the other is not there tonight.
    #[must_use]
    pub fn for_one(evening: Evening, world: World<'_>) -> Step {
        let start = Self { evening, one: true, row: 0, ids: Vec::new(), reading: None };
        start.with_row(0, vec![Change::Here(evening)], world)
    }

    fn with_row(&self, row: usize, mut changes: Vec<Change>, world: World<'_>) -> Step {
        let rows = self.rows(world);
        let row = if rows.is_empty() { 0 } else { row % rows.len() };
        let activities = rows.get(row).cloned().unwrap_or_default();
        let remembered: Vec<String> =
            activities.iter().filter(|one| may_be_remembered(one)).map(|one| one.id.clone()).collect();
        if !remembered.is_empty() {
            changes.push(Change::Offered(remembered, self.evening));
        }
        let ids = activities.iter().map(|one| one.id.clone()).collect();
        let next = Flow::Offers(Self { row, ids, reading: None, ..*self });
        Step::On { changes, then: Then::Onward(next) }
    }

    fn rows<'a>(&self, world: World<'a>) -> Vec<Vec<&'a Activity>> {
        offers(world.content, &self.fit(world), &world.archive.memory(), self.evening)
    }

    /// What is on the page and still fits: words run out while it stands there.
    fn activities<'a>(&self, world: World<'a>) -> Vec<&'a Activity> {
        let fit = self.fit(world);
        let known = self.ids.iter().filter_map(|id| world.content.activity(id));
        known.filter(|activity| fit.allows(activity)).collect()
    }

    fn fit(&self, world: World<'_>) -> Fit {
        let fit = world.archive.round(self.evening).fit(world.now);
        if self.one { fit.alone() } else { fit }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let activities = self.activities(world);
        match self.reading.and_then(|at| activities.get(at)) {
            Some(activity) => self.reading(activity, world),
            None => self.list(&activities, world),
        }
    }

    fn list(&self, activities: &[&Activity], world: World<'_>) -> Prompt {
        let liked = world.archive.memory().liked;
        let welcome = world.archive.both_welcome(world.evening());
        let choice = |activity: &&Activity| {
            let ask = if welcome.asks_first(&activity.areas, &activity.kinds) { ", ask first" } else { "" };
            let both = if liked.contains(&activity.id) { ", you both like it" } else { "" };
            Choice::noted(&activity.title, format!("{}{ask}{both}", minutes(activity)))
        };
        let mut choices: Vec<Choice> = activities.iter().map(choice).collect();
        choices.push(Choice::noted("Nothing, and that is fine", "on to the quiet ending"));
        let ceiling = world.archive.round(self.evening).ceiling(world.now);
        let mut prompt = Prompt::new(
            "What tonight could hold",
            "These would fit this evening.",
            Ask::OneOf(OneOf::new(choices)),
        );
        // One reason before the offers; the others after them, so that they are in sight.
        let mut reasons = ceiling.reasons.into_iter().map(|reason| reason.text);
        prompt.lines.extend(reasons.next());
        prompt.quiet.extend(reasons);
        if ceiling.word.up_to < Band::Close && !self.one {
            prompt = prompt.note("You could say one true thing, and one thing you are sure of.");
        }
        prompt = prompt.extra(Extra::Others).extra(Extra::Gentler);
        if self.one { prompt } else { prompt.extra(Extra::BothLike) }
    }

    fn reading(&self, activity: &Activity, world: World<'_>) -> Prompt {
        let labels = ["On to the quiet ending, when you like", "Back to the others"];
        let mut prompt =
            Prompt::new("What tonight could hold", &activity.title, Ask::OneOf(OneOf::labels(labels)))
                .line(&activity.text)
                .line(format!(
                    "It takes {}. Shorter is fine, and stopping is always right.",
                    minutes(activity)
                ));
        if world.archive.both_welcome(world.evening()).asks_first(&activity.areas, &activity.kinds) {
            prompt = prompt.note("Ask first: a word before is part of this one.");
        }
        for note in world.archive.shown_body_notes().filter(|note| note.is_beside(activity)) {
            prompt = prompt.note(note.sentence(world.archive.name(note.person)));
        }
        prompt.quiet.extend(world.minded(self.evening));
        prompt.extra(Extra::Gentler)
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let reading = |reading| Step::page(Flow::Offers(Self { reading, ..self.clone() }));
        match (self.reading, answer) {
            (None, Answer::Pick(at)) if at < self.activities(world).len() => reading(Some(at)),
            (None, Answer::Pick(at)) if at == self.activities(world).len() => {
                Twilight::step(self.evening, self.one)
            }
            (None, Answer::Extra(Extra::Others, _)) => self.with_row(self.row + 1, Vec::new(), world),
            (None, Answer::Extra(Extra::Gentler, Some(at))) => self.gentler(at, world),
            (None, Answer::Extra(Extra::BothLike, Some(at))) => self.both_like(at, world),
            (Some(_), Answer::Pick(0)) => Twilight::step(self.evening, self.one),
            (Some(_), Answer::Pick(1)) => reading(None),
            (Some(at), Answer::Extra(Extra::Gentler, _)) => self.gentler(at, world),
            _ => Step::not_asked(),
        }
    }

    /// Puts the gentler twin in an offer's place, if there is one that fits tonight.
    fn gentler(&self, at: usize, world: World<'_>) -> Step {
        let fit = self.fit(world);
        let activities = self.activities(world);
        let twin = activities
            .get(at)
            .and_then(|activity| activity.gentler.as_deref())
            .and_then(|id| world.content.activity(id))
            .filter(|twin| fit.allows(twin));
        let Some(twin) = twin else {
            return Step::Again("This is the gentlest of its kind that fits tonight.".into());
        };
        let mut ids: Vec<String> = activities.iter().map(|activity| activity.id.clone()).collect();
        ids[at].clone_from(&twin.id);
        Step::on(Then::Onward(Flow::Offers(Self { ids, ..self.clone() })))
    }

    fn both_like(&self, at: usize, world: World<'_>) -> Step {
        let Some(id) = self.activities(world).get(at).map(|activity| &activity.id) else {
            return Step::not_asked();
        };
        let on = !world.archive.memory().liked.contains(id);
        let changes = vec![Change::Liked(id.clone(), on)];
        Step::On { changes, then: Then::Onward(Flow::Offers(self.clone())) }
    }
}

fn minutes(activity: &Activity) -> String {
    format!("about {} minutes", activity.minutes)
}
