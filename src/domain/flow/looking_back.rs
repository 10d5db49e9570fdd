//! Looking back at a week: ten minutes, three questions, or only its page, outside anybody's turn.
//! Every question can be the last one, and that it was looked at is kept nowhere.

use chrono::{Days, NaiveDate};

use super::plan::{how_often, week_size};
use super::safety_plan::SafetyPlan;
use super::{Answer, Extra, Flow, Prompt, Step, Then, World};
use crate::domain::calendar::typed;
use crate::domain::change::Change;
use crate::domain::flow::calendar::{Calendar, NO_DAY};
use crate::domain::note::EntryKind;
use crate::domain::our_words::OurWordsChange;
use crate::domain::people::Each;
use crate::domain::plan::change::PlanChange;
use crate::domain::review::again::{Looked, Revisit};
use crate::domain::text;
use crate::domain::time::YearMonth;

mod ask;
mod course;

use course::{Act, Course, Item, JAR_LINES, due};

/// On the first days of a week the one before is looked at.
const FIRST_DAYS: u64 = 2;

/// Where in looking back the two are.
#[derive(Clone, PartialEq)]
pub struct LookingBack {
    /// A day of the week that is looked at.
    day: NaiveDate,
    page: Page,
}

#[derive(Clone, PartialEq)]
enum Page {
    Door,
    /// One week after the other.
    Weeks,
    /// Which day's week to go to.
    GoTo,
    /// A question.
    Asked(Talk),
}

/// Questions on their way, and the lines that were typed: they are kept nowhere unless both like
/// it at the end.
#[derive(Clone, PartialEq)]
struct Talk {
    course: Course,
    /// What is asked, in its order.
    items: Vec<Item>,
    /// The place of what is asked now.
    at: usize,
    good: Option<String>,
    hard: Option<String>,
    own: Option<String>,
    /// Where both are asked for a key: whose came, which is never drawn.
    keys: Option<Each<bool>>,
}

/// What stands at the door.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Longer(Revisit),
    TenMinutes,
    ThreeQuestions,
    OnlyTheWeek,
    AnotherWeek,
    Leave,
}

impl LookingBack {
    /// The door.
    #[must_use]
    pub fn begin(world: World<'_>) -> Flow {
        let today = world.evening().0;
        let day = today.checked_sub_days(Days::new(FIRST_DAYS)).unwrap_or(today);
        Flow::LookingBack(Box::new(Self { day, page: Page::Door }))
    }

    fn rows(world: World<'_>) -> Vec<Row> {
        let mut rows = Vec::new();
        if world.keeps {
            let due = world.archive.revisit_due(world.evening()).unwrap_or_default();
            rows.extend(due.map(Row::Longer));
            rows.extend([Row::TenMinutes, Row::ThreeQuestions]);
        }
        rows.extend([Row::OnlyTheWeek, Row::AnotherWeek, Row::Leave]);
        rows
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        let (archive, evening) = (world.archive, world.evening());
        let week = || archive.week(self.day, evening).err();
        match &self.page {
            Page::Door => match archive.revisit_due(evening) {
                Ok(Some(_)) if !archive.alone() => archive.jar(0, JAR_LINES).err(),
                due => due.err(),
            },
            Page::Weeks => week(),
            Page::GoTo => None,
            Page::Asked(talk) => match talk.item() {
                Some(Item::Week) => week(),
                Some(Item::Beginning(_)) => archive.since_the_beginning(evening).err(),
                _ => None,
            },
        }
    }

    /// From a week to the door.
    pub(super) fn above(&self) -> Option<Flow> {
        matches!(self.page, Page::Weeks | Page::GoTo).then(|| self.flow(Page::Door))
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        match &self.page {
            Page::Door => ask::door(&Self::rows(world)),
            Page::Weeks => ask::weeks(self.day, world),
            Page::GoTo => ask::go_to(),
            Page::Asked(talk) => talk.prompt(self.day, world),
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (&self.page, answer) {
            (Page::Door, Answer::Pick(at)) => match Self::rows(world).get(at) {
                Some(Row::Longer(revisit)) => self.talk(Course::Longer(*revisit), world),
                Some(Row::TenMinutes) => self.talk(Course::TenMinutes, world),
                Some(Row::ThreeQuestions) => self.talk(Course::ThreeQuestions, world),
                Some(Row::OnlyTheWeek) => Step::page(self.flow(Page::Weeks)),
                Some(Row::AnotherWeek) => Step::page(self.flow(Page::GoTo)),
                Some(Row::Leave) => Step::on(Then::Home(None)),
                None => Step::not_asked(),
            },
            (Page::Weeks, Answer::Pick(0)) => Step::on(Then::Home(None)),
            (Page::Weeks, Answer::Extra(extra, _)) => self.aside(extra, world),
            (Page::GoTo, Answer::Text(words)) => match typed::last(&words, world.evening().0) {
                Some(day) => Self::at(day),
                None => Step::Again(NO_DAY.into()),
            },
            (Page::Asked(talk), answer) => self.asked(talk, answer, world),
            _ => Step::not_asked(),
        }
    }

    /// The keys beside a week.
    fn aside(&self, extra: Extra, world: World<'_>) -> Step {
        let week = Days::new(7);
        let to = match extra {
            Extra::EarlierWeek => self.day.checked_sub_days(week),
            Extra::LaterWeek => self.later(world),
            Extra::GoTo => return Step::page(self.flow(Page::GoTo)),
            Extra::InCalendar => return Step::page(Calendar::week(self.day)),
            _ => None,
        };
        to.map_or_else(Step::not_asked, Self::at)
    }

    /// A day of the week after, where that has begun.
    fn later(&self, world: World<'_>) -> Option<NaiveDate> {
        let last = *world.archive.week_days(self.day).last()?;
        (last < world.evening().0).then(|| last.succ_opt()).flatten()
    }

    fn talk(&self, course: Course, world: World<'_>) -> Step {
        let items = course.items(world);
        let talk = Talk { course, items, at: 0, good: None, hard: None, own: None, keys: None };
        Step::page(self.flow(Page::Asked(talk)))
    }

    fn asked(&self, talk: &Talk, answer: Answer, world: World<'_>) -> Step {
        if matches!(answer, Answer::Extra(Extra::Enough, _)) {
            return talk.over(Vec::new(), "That was enough.", world);
        }
        if let Some(keys) = talk.keys {
            return self.both(talk, keys, &answer, world);
        }
        match (talk.item(), answer) {
            (Some(Item::Thanks(card)), Answer::Extra(Extra::Others, _)) => {
                self.onward(talk.with(Item::Thanks(card + 1)))
            }
            (Some(Item::Beginning(_) | Item::Jar | Item::Thanks(_) | Item::Week), Answer::Go) => {
                self.next(talk.clone(), Vec::new(), world)
            }
            (Some(Item::OurWords), Answer::Pick(at @ (0 | 1))) => {
                let fits = (at == 0).then_some(Change::OurWords(OurWordsChange::Looked));
                self.next(talk.clone(), fits.into_iter().collect(), world)
            }
            (Some(Item::Good), Answer::Text(words)) => {
                self.next(Talk { good: text::line(&words, text::LINE), ..talk.clone() }, Vec::new(), world)
            }
            (Some(Item::Hard), Answer::Text(words)) => {
                self.next(Talk { hard: text::line(&words, text::LINE), ..talk.clone() }, Vec::new(), world)
            }
            (Some(Item::Step(id)), Answer::Pick(at)) => match Act::of(id, world).get(at) {
                Some(act) => self.next(talk.clone(), act.change(id).into_iter().collect(), world),
                None => Step::not_asked(),
            },
            (Some(Item::Size), Answer::Pick(at)) => match week_size(at) {
                Some(size) => {
                    let anew = size != world.archive.week_size();
                    let change = anew.then_some(Change::Plan(PlanChange::WeekSize(size)));
                    self.next(talk.clone(), change.into_iter().collect(), world)
                }
                None => Step::not_asked(),
            },
            (Some(Item::Rhythm), Answer::Pick(at)) => match how_often(at) {
                Some(change) => self.next(talk.clone(), vec![Change::Plan(change)], world),
                None => Step::not_asked(),
            },
            (Some(Item::Due), Answer::Pick(at)) => self.due(talk, at, world),
            (Some(Item::Keepsake), Answer::Text(words)) => {
                let talk = Talk { own: text::line(&words, text::LINE), ..talk.clone() };
                if talk.keepsake().is_none() {
                    return self.next(talk, Vec::new(), world);
                }
                let keys = Some(Each { a: false, b: world.archive.alone() });
                Step::page(self.flow(Page::Asked(Talk { keys, ..talk })))
            }
            _ => Step::not_asked(),
        }
    }

    /// What is due for another look: the plan for hard moments can be opened, and leads back here.
    fn due(&self, talk: &Talk, at: usize, world: World<'_>) -> Step {
        let looked = || vec![Change::Looked(Looked::SafetyPlan)];
        match (at, world.archive.safety_plan_due(world.evening())) {
            (0, _) => self.next(talk.clone(), Vec::new(), world),
            (1, true) => {
                let back = self.flow(Page::Asked(talk.clone()));
                Step::On { changes: looked(), then: Then::Page(SafetyPlan::begin(Some(back))) }
            }
            (2, true) => self.next(talk.clone(), looked(), world),
            _ => Step::not_asked(),
        }
    }

    /// A key from each keeps the lines; anything else keeps nothing.
    fn both(&self, talk: &Talk, mut keys: Each<bool>, answer: &Answer, world: World<'_>) -> Step {
        let alone = world.archive.alone();
        match answer {
            Answer::Key(person) if !alone => {
                keys[*person] = true;
                if !(keys.a && keys.b) {
                    return self.onward(Talk { keys: Some(keys), ..talk.clone() });
                }
            }
            Answer::Pick(0) if alone => {}
            Answer::Pick(1) if alone => return self.next(talk.clone(), Vec::new(), world),
            _ => return Step::not_asked(),
        }
        let Some(words) = talk.keepsake() else { return Step::not_asked() };
        let (evening, kind) = (world.evening(), EntryKind::Keepsake);
        talk.over(vec![Change::WriteTogether { evening, kind, words }], "It is in the journal.", world)
    }

    /// Keeps `changes`, and goes on with what is asked next, or to a good end.
    fn next(&self, talk: Talk, changes: Vec<Change>, world: World<'_>) -> Step {
        let next = Talk { at: talk.at + 1, keys: None, ..talk };
        if next.item().is_none() {
            return next.over(changes, next.course.over(), world);
        }
        Step::On { changes, then: Then::Page(self.flow(Page::Asked(next))) }
    }

    fn at(day: NaiveDate) -> Step {
        Step::on(Then::Onward(Flow::LookingBack(Box::new(Self { day, page: Page::Weeks }))))
    }

    fn onward(&self, talk: Talk) -> Step {
        Step::on(Then::Onward(self.flow(Page::Asked(talk))))
    }

    fn flow(&self, page: Page) -> Flow {
        Flow::LookingBack(Box::new(Self { day: self.day, page }))
    }
}

impl Talk {
    fn item(&self) -> Option<&Item> {
        self.items.get(self.at)
    }

    /// The same with another item in the place of the one that is asked now.
    fn with(&self, item: Item) -> Self {
        let mut talk = self.clone();
        if let Some(place) = talk.items.get_mut(self.at) {
            *place = item;
        }
        talk
    }

    /// What would go into the journal: a line each, as far as something was typed.
    fn keepsake(&self) -> Option<String> {
        let lines = [("Felt good: ", &self.good), ("Was hard: ", &self.hard), ("", &self.own)];
        let said = lines.into_iter().filter_map(|(what, line)| Some(format!("{what}{}", line.as_ref()?)));
        let lines: Vec<String> = said.collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// A good end, wherever it comes. Of a longer look it is kept that there was one.
    fn over(&self, mut changes: Vec<Change>, said: &str, world: World<'_>) -> Step {
        if matches!(self.course, Course::Longer(_)) {
            changes.push(Change::Looked(Looked::Back));
        }
        let thanks = if world.archive.alone() { "Thank you." } else { "Thank you both." };
        Step::On { changes, then: Then::Home(Some(format!("{said} {thanks}"))) }
    }
}
