//! Earlier copies: which there are, what is in one, and bringing it back.

use super::deed::Deed;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Purpose, Step, Then, World};
use crate::domain::archive::Archive;
use crate::domain::earlier::{EarlierCopy, Part, Things, Unopened, day};
use crate::domain::people::{Person, Turn};

/// The copies there are, and which of them is looked at.
#[derive(Clone, PartialEq)]
pub struct Earlier {
    /// Oldest first.
    all: Vec<EarlierCopy>,
    /// The turn in which what is one's own is looked at; nobody's for what is shared.
    turn: Option<Turn>,
    page: Page,
}

#[derive(Clone, PartialEq)]
enum Page {
    /// What they are copies of, from this one on.
    Parts(usize),
    /// The copies of one part, newest first, from this one on.
    Days(Part, usize),
    /// One of them, with what is in it.
    Inside(EarlierCopy, Result<Things, Unopened>),
}

/// Where a choice on a list leads.
enum Row {
    Part(Part),
    Copy(EarlierCopy),
    Turn(Person),
    More(usize),
    Leave,
}

/// Rows on one page of a list.
const ROWS: usize = 10;
const TITLE: &str = "Earlier copies";

impl Earlier {
    /// What the two share.
    #[must_use]
    pub fn shared(all: Vec<EarlierCopy>) -> Flow {
        Flow::Earlier(Self { all, turn: None, page: Page::Parts(0) })
    }

    /// What belongs to the person whose turn it is.
    #[must_use]
    pub fn own(all: Vec<EarlierCopy>, turn: &Turn) -> Flow {
        let page = Page::Days(Part::Own(turn.person()), 0);
        Flow::Earlier(Self { all, turn: Some(turn.clone()), page })
    }

    /// The page of one copy, with what was found in it.
    #[must_use]
    pub fn inside(self, copy: EarlierCopy, found: Result<Things, Unopened>) -> Flow {
        self.on(Page::Inside(copy, found))
    }

    fn on(self, page: Page) -> Flow {
        Flow::Earlier(Self { page, ..self })
    }

    /// The shared parts that have copies: what is kept together, then months, newest first.
    fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> =
            self.all.iter().map(|copy| copy.part).filter(|part| part.owner().is_none()).collect();
        parts.sort_unstable_by(|one, other| match (one, other) {
            (Part::Month(one), Part::Month(other)) => other.cmp(one),
            (one, other) => one.cmp(other),
        });
        parts.dedup();
        parts
    }

    /// The copies of one part, newest first.
    fn of(&self, part: Part) -> Vec<&EarlierCopy> {
        self.all.iter().rev().filter(|copy| copy.part == part).collect()
    }

    fn rows(&self, archive: &Archive) -> Vec<(Choice, Row)> {
        let mut rows = match &self.page {
            Page::Parts(from) => {
                let parts = self.parts();
                let choice = |part: &Part| (self.part_choice(*part, archive), Row::Part(*part));
                let mut rows = page(&parts, *from, choice);
                let own = |person| {
                    let note = "takes a turn of one's own";
                    (Choice::noted(Part::Own(person).words(archive), note), Row::Turn(person))
                };
                rows.extend(archive.people().map(own));
                rows
            }
            Page::Days(part, from) => {
                let copies = self.of(*part);
                page(&copies, *from, |copy| (self.copy_choice(copy), Row::Copy((*copy).clone())))
            }
            Page::Inside(..) => Vec::new(),
        };
        rows.push((Choice::plain("Leave everything as it is"), Row::Leave));
        rows
    }

    fn part_choice(&self, part: Part, archive: &Archive) -> Choice {
        let newest = self.of(part).first().map(|copy| format!("newest of {}", day(copy.day)));
        Choice::noted(part.words(archive), newest.unwrap_or_default())
    }

    /// Its day, and which one of that day where there are several.
    fn copy_choice(&self, copy: &EarlierCopy) -> Choice {
        let same: Vec<&EarlierCopy> =
            self.all.iter().filter(|one| one.part == copy.part && one.day == copy.day).collect();
        let at = same.iter().position(|one| *one == copy).map_or(1, |at| at + 1);
        let label =
            if same.len() > 1 { format!("{}, {at} of {}", day(copy.day), same.len()) } else { day(copy.day) };
        let note = if copy.pinned { "from before one was brought back" } else { "" };
        Choice::noted(label, note)
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let archive = world.archive;
        let list = |question: String| {
            let choices = self.rows(archive).into_iter().map(|(choice, _)| choice).collect();
            Prompt::new(TITLE, question, Ask::OneOf(OneOf::new(choices)))
        };
        let prompt = match &self.page {
            Page::Parts(_) if self.parts().is_empty() => {
                list("There is no earlier copy of what you share yet.".into())
                    .line("The first is kept once something is saved over.")
            }
            Page::Parts(_) => list("What would you like to look into?".into())
                .line("Copies are kept by themselves, as you go."),
            Page::Days(part, _) if self.of(*part).is_empty() => {
                list("There is no earlier copy of this yet.".into())
                    .line("The first is kept once something is saved over.")
            }
            Page::Days(part, _) => list(format!("{}: which copy?", part.words(archive)))
                .line("Each is from just before something was kept that day."),
            Page::Inside(_, Err(why)) => {
                Prompt::new(TITLE, why.to_string(), Ask::OneOf(OneOf::labels(["Leave everything as it is"])))
            }
            Page::Inside(copy, Ok(things)) => {
                let labels = ["Leave everything as it is", "Bring this copy back"];
                let question = format!("{}, {}.", copy.part.words(archive), day(copy.day));
                let mut prompt = Prompt::new(TITLE, question, Ask::OneOf(OneOf::labels(labels)));
                prompt.lines.push(format!("In it: {things}."));
                prompt
                    .line("What stands now is kept as a copy first.")
                    .note("What was covered or deleted for good stays gone.")
                    .note("What there is to mind stays as it is now.")
            }
        };
        match &self.turn {
            Some(turn) => prompt.of(turn.person()),
            None => prompt,
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let Answer::Pick(at) = answer else { return Step::not_asked() };
        if let Page::Inside(copy, found) = &self.page {
            return match (found, at) {
                (_, 0) => Step::on(Then::Home(None)),
                (Ok(_), 1) => Step::on(Then::Deed(Deed::Restore(copy.clone()))),
                _ => Step::not_asked(),
            };
        }
        let mut rows = self.rows(world.archive);
        if at >= rows.len() {
            return Step::not_asked();
        }
        let here = self.clone();
        match (rows.swap_remove(at).1, &self.page) {
            (Row::Part(part), _) => Step::page(here.on(Page::Days(part, 0))),
            (Row::Copy(copy), _) => Step::on(Then::Deed(Deed::LookInto(Box::new(here), copy))),
            (Row::Turn(person), _) => Step::on(Then::Turn(person, Purpose::Earlier)),
            (Row::More(from), Page::Days(part, _)) => Step::page(here.on(Page::Days(*part, from))),
            (Row::More(from), _) => Step::page(here.on(Page::Parts(from))),
            (Row::Leave, _) => Step::on(Then::Home(None)),
        }
    }
}

/// One page of a list, and a way on where there is more.
fn page<T>(all: &[T], from: usize, row: impl Fn(&T) -> (Choice, Row)) -> Vec<(Choice, Row)> {
    let mut rows: Vec<(Choice, Row)> = all.iter().skip(from).take(ROWS).map(row).collect();
    if all.len() > from + ROWS {
        rows.push((Choice::plain("Earlier ones"), Row::More(from + ROWS)));
    }
    rows
}
