//! Something in the folder is damaged: what is to stand in its place, one file after another.
//! Nothing is written before the last of them is chosen.

use super::deed::Deed;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::earlier::{Candidate, DamagedFile, Instead, day};

/// The damaged files, and what was chosen for the first of them.
#[derive(Clone, PartialEq)]
pub struct Recovery {
    files: Vec<DamagedFile>,
    /// `None` leaves a file as it is.
    chosen: Vec<Option<Instead>>,
}

impl Recovery {
    /// The first file. Where there is none, nothing is to be chosen.
    #[must_use]
    pub fn begin(files: Vec<DamagedFile>) -> Then {
        if files.is_empty() {
            return Then::Home(None);
        }
        Then::Onward(Flow::Recovery(Self { files, chosen: Vec::new() }))
    }

    fn file(&self) -> Option<&DamagedFile> {
        self.files.get(self.chosen.len())
    }

    /// What can be chosen for one file, the safe choice first.
    fn choices(file: &DamagedFile) -> Vec<(Choice, Option<Instead>)> {
        let mut choices = vec![(Choice::noted("Leave it as it is", "only looking, as now"), None)];
        let copies = file.candidates.iter();
        choices.extend(copies.map(|one| (choice(one), Some(Instead::Copy(one.path.clone())))));
        if file.may_begin_empty {
            let label = if file.part.is_some() { "Begin it empty" } else { "Write it anew" };
            let note =
                if file.part.is_some() { "what was in it is not shown then" } else { "nothing is locked" };
            choices.push((Choice::noted(label, note), Some(Instead::Empty)));
        }
        choices
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let title = "Something did not open";
        let Some(file) = self.file() else { return Prompt::new(title, "That is all.", Ask::Go) };
        let choices = Self::choices(file).into_iter().map(|(choice, _)| choice).collect();
        let mut prompt = Prompt::new(title, file.says.clone(), Ask::OneOf(OneOf::new(choices)))
            .at(self.chosen.len() + 1, self.files.len());
        if let Some(part) = file.part {
            prompt.lines.push(format!("{}: what could stand there instead?", part.words(world.archive)));
        }
        if file.candidates.is_empty() && file.part.is_some() {
            prompt.lines.push("No copy of it was found here.".into());
        }
        prompt
            .note("Nothing is written before you have chosen.")
            .note("What stands there now is kept in the folder damaged.")
    }

    pub(super) fn answer(&self, answer: Answer) -> Step {
        let (Answer::Pick(at), Some(file)) = (answer, self.file()) else { return Step::not_asked() };
        let Some((_, instead)) = Self::choices(file).into_iter().nth(at) else { return Step::not_asked() };
        let mut next = self.clone();
        next.chosen.push(instead);
        if next.file().is_some() {
            return Step::page(Flow::Recovery(next));
        }
        let names = next.files.iter().map(|file| file.name.clone());
        let chosen: Vec<(String, Instead)> =
            names.zip(next.chosen).filter_map(|(name, instead)| Some((name, instead?))).collect();
        if chosen.is_empty() {
            return Step::on(Then::Home(Some("Nothing is changed. It can be chosen at any time.".into())));
        }
        Step::on(Then::Deed(Deed::Recover(chosen)))
    }
}

fn choice(one: &Candidate) -> Choice {
    let note = match &one.things {
        Some(things) => format!("{}: {things}", one.origin.words()),
        None => one.origin.words().to_owned(),
    };
    Choice::noted(day(one.day), note)
}
