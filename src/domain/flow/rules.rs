//! A rule of the couple's own ends by the one who set it, in their own turn.

use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::archive::Archive;
use crate::domain::calendar::change::CalendarChange;
use crate::domain::calendar::entry::What;
use crate::domain::change::Change;
use crate::domain::people::Turn;
use crate::domain::record::Id;

/// The rules that one person set.
#[derive(Clone, PartialEq)]
pub struct EndRules {
    turn: Turn,
}

impl EndRules {
    /// The rules that can end.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Flow::EndRules(Self { turn: turn.clone() })
    }

    fn rules(&self, archive: &Archive) -> Vec<(Id, String)> {
        let person = self.turn.person();
        let own = archive.couple.entries().filter_map(|(id, entry)| match &entry.what {
            What::OwnRule { by, words, .. } if *by == person && entry.binned.is_none() => {
                Some((id.clone(), words.clone()))
            }
            _ => None,
        });
        own.collect()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let rules = self.rules(world.archive);
        let question = if rules.is_empty() { "No rule of yours holds now." } else { "Which rule ends?" };
        let choices = rules.into_iter().map(|(_, words)| Choice::plain(words));
        let choices = choices.chain([Choice::plain("Leave it all as it is")]).collect();
        Prompt::new("Our rules", question, Ask::OneOf(OneOf::new(choices)))
            .line("It still holds this evening, and no longer from tomorrow.")
            .of(self.turn.person())
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let Answer::Pick(at) = answer else { return Step::not_asked() };
        let rules = self.rules(world.archive);
        match rules.get(at) {
            Some((id, _)) => {
                let change = Change::Calendar(CalendarChange::EndRule(self.turn.person(), id.clone()));
                let said = "It ends. It still holds this evening.";
                Step::On { changes: vec![change], then: Then::Home(Some(said.into())) }
            }
            None if at == rules.len() => Step::on(Then::Home(None)),
            None => Step::not_asked(),
        }
    }
}
