//! A month of small wins: what was good in it, to read together.

use super::{Answer, Ask, Flow, OneOf, Prompt, Step, TextPart, Then, View, World};
use crate::domain::small_wins::SmallWins;
use crate::domain::time::YearMonth;

/// What its pages are called.
pub(super) const TITLE: &str = "A month of small wins";

/// The month that is looked at, and where it was come from.
#[derive(Clone, PartialEq)]
pub struct SmallWinsFlow {
    month: YearMonth,
    back: Box<Flow>,
}

/// Where a choice leads.
enum Way {
    Month(YearMonth, &'static str),
    Back,
}

impl SmallWinsFlow {
    /// What was good in `month`; `back` is where one comes to from it.
    #[must_use]
    pub fn of(month: YearMonth, back: Flow) -> Flow {
        Flow::SmallWins(Self { month, back: Box::new(back) })
    }

    /// Where this page was come from.
    pub(super) fn above(&self) -> Flow {
        (*self.back).clone()
    }

    /// The month that has to be read before this page can be shown.
    pub(super) fn needs(&self, world: World<'_>) -> Option<YearMonth> {
        world.archive.small_wins(self.month).err()
    }

    fn ways(&self, world: World<'_>) -> Vec<Way> {
        let (before, after) = world.archive.months_beside(self.month, world.evening().month());
        let before = before.map(|month| Way::Month(month, "An earlier month"));
        let after = after.map(|month| Way::Month(month, "A later month"));
        [Some(Way::Back), before, after].into_iter().flatten().collect()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let labels = self.ways(world).into_iter().map(|way| match way {
            Way::Month(_, label) => label,
            Way::Back => "Back",
        });
        let mut prompt = Prompt::new(TITLE, self.month.words(), Ask::OneOf(OneOf::labels(labels)));
        let parts = world.archive.small_wins(self.month).map(|wins| parts(wins, world)).unwrap_or_default();
        if parts.is_empty() {
            return prompt.line("A quiet month. It can stay as it is.");
        }
        prompt.view = Some(View::Parts(parts));
        prompt
    }

    pub(super) fn answer(&self, answer: &Answer, world: World<'_>) -> Step {
        let Answer::Pick(at) = answer else { return Step::not_asked() };
        match self.ways(world).get(*at) {
            Some(Way::Month(month, _)) => Step::on(Then::Onward(Self::of(*month, self.above()))),
            Some(Way::Back) => Step::on(Then::Onward(self.above())),
            None => Step::not_asked(),
        }
    }
}

/// What there is, kind by kind; what there is not has no place here.
fn parts(wins: SmallWins, world: World<'_>) -> Vec<TextPart> {
    let met = if world.archive.alone() { "you were here" } else { "you met here" };
    let met: Vec<String> = wins.met.then(|| met.to_owned()).into_iter().collect();
    let mut written = wins.written;
    written.extend(wins.more.then(|| "and more, in the journal".to_owned()));
    let parts = [
        ("Evenings", met),
        ("Kept", wins.kept),
        ("Small steps", wins.steps),
        ("Wins and kindnesses", written),
    ];
    let parts = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
    parts.map(|(heading, lines)| TextPart { heading: heading.into(), lines }).collect()
}
