//! Covering something one showed: it leaves the month, and the same `·` stays as for anything else.

use super::{Answer, Ask, OneOf, Prompt, Step, Then, World};
use super::{Choice, Flow};
use crate::domain::archive::MonthKind;
use crate::domain::change::Change;
use crate::domain::people::Turn;
use crate::domain::time::Evening;

/// Which evening is to be covered.
#[derive(Clone, PartialEq)]
pub struct Cover {
    turn: Turn,
    /// Which page of the list, from 0.
    page: usize,
    chosen: Option<Evening>,
}

/// Evenings on one page of the list.
const PAGE: usize = 12;

impl Cover {
    /// The list of evenings on which this person shows something.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Flow::Cover(Self { turn: turn.clone(), page: 0, chosen: None })
    }

    /// Every evening on which they show something, newest first.
    fn evenings(&self, world: World<'_>) -> Vec<Evening> {
        let mut evenings = Vec::new();
        for month in world.archive.months.keys().filter_map(|month| world.archive.month(*month)) {
            evenings.extend(month.records.known().filter_map(|record| match &record.what {
                MonthKind::Shown(shown) if shown.person == self.turn.person() => Some(shown.evening),
                MonthKind::After(shown) if shown.person == self.turn.person() => Some(shown.evening),
                _ => None,
            }));
        }
        evenings.sort_unstable_by(|one, other| other.cmp(one));
        // Two devices may each have shown something, and both are kept.
        evenings.dedup();
        evenings
    }

    /// The evenings on this page, and whether there are earlier ones.
    fn listed(&self, world: World<'_>) -> (Vec<Evening>, bool) {
        let evenings = self.evenings(world);
        let listed: Vec<Evening> = evenings.iter().skip(self.page * PAGE).take(PAGE).copied().collect();
        (listed, evenings.len() > (self.page + 1) * PAGE)
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let title = "Cover something shown";
        match self.chosen {
            None => {
                let (evenings, earlier) = self.listed(world);
                let question = if evenings.is_empty() {
                    "Nothing of yours is shown."
                } else {
                    "Which evening would you like to cover?"
                };
                let mut choices: Vec<Choice> =
                    evenings.iter().map(|one| Choice::plain(one.to_string())).collect();
                choices.extend(earlier.then(|| Choice::plain("Earlier evenings")));
                choices.push(Choice::plain("Leave it all as it is"));
                Prompt::new(title, question, Ask::OneOf(OneOf::new(choices)))
                    .line("What is covered is taken out, and nobody is told.")
            }
            Some(evening) => Prompt::new(
                title,
                format!("Cover what you showed on {evening}?"),
                Ask::OneOf(OneOf::labels(["Leave it as it is", "Cover it"])),
            )
            .line("It is gone then, and cannot be brought back."),
        }
        .of(self.turn.person())
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let Answer::Pick(at) = answer else { return Step::not_asked() };
        match (self.chosen, at) {
            (None, at) => {
                let (evenings, earlier) = self.listed(world);
                match evenings.get(at) {
                    Some(evening) => Step::page(Flow::Cover(Self { chosen: Some(*evening), ..self.clone() })),
                    None if earlier && at == evenings.len() => {
                        Step::page(Flow::Cover(Self { page: self.page + 1, ..self.clone() }))
                    }
                    None if at == evenings.len() + usize::from(earlier) => Step::on(Then::Home(None)),
                    None => Step::not_asked(),
                }
            }
            (Some(_), 0) => Step::page(Self::begin(&self.turn)),
            (Some(evening), 1) => {
                let changes = vec![Change::Cover(self.turn.person(), evening)];
                Step::On { changes, then: Then::Home(Some("It is covered.".into())) }
            }
            (Some(_), _) => Step::not_asked(),
        }
    }
}
