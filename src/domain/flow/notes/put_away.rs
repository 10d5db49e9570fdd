//! What was put away: what one folded, the bin, and evenings that were not shown. Each is a list
//! that is looked through a page at a time.

use super::ask::{BEGINNING, ERASED, for_good, is_of_both, labels, missing};
use super::{Notes, Page, Shelf, kept};
use crate::domain::check_in::Numbers;
use crate::domain::flow::listing::{PAGE, TITLE, writer};
use crate::domain::flow::{Ask, Choice, OneOf, Prompt, Step, World};
use crate::domain::note::{BIN_DAYS, Drawer, Note, NoteAt, NoteChange, Unshown};

/// What stands on a page of such a list.
enum Row<T> {
    One(T),
    Earlier,
    /// What has been in the bin for long.
    Clear,
    Back,
}

/// A page of `all`, from `skip` on.
fn paged<T>(all: Vec<T>, skip: usize) -> Vec<Row<T>> {
    let more = all.len() > skip + PAGE;
    let mut rows: Vec<_> = all.into_iter().skip(skip).take(PAGE).map(Row::One).collect();
    rows.extend(more.then_some(Row::Earlier));
    rows.push(Row::Back);
    rows
}

fn ask<T>(rows: Vec<Row<T>>, one: impl Fn(T) -> Choice) -> Ask {
    let choice = |row| match row {
        Row::One(row) => one(row),
        Row::Earlier => Choice::plain("Earlier"),
        Row::Clear => Choice::plain(format!("Clear what is older than {BIN_DAYS} days")),
        Row::Back => Choice::plain("Back"),
    };
    Ask::OneOf(OneOf::new(rows.into_iter().map(choice).collect()))
}

impl Notes {
    /// What the choice at this place on such a page leads to.
    fn leads<T>(&self, rows: Vec<Row<T>>, at: usize, one: impl Fn(T) -> Page, earlier: Page) -> Step {
        match rows.into_iter().nth(at) {
            Some(Row::One(row)) => self.to(one(row)),
            Some(Row::Earlier) => self.to(earlier),
            Some(Row::Clear) => self.to(Page::ClearBin),
            Some(Row::Back) => self.home(None),
            None => Step::not_asked(),
        }
    }

    pub(super) fn folded(&self, skip: usize, world: World<'_>) -> Prompt {
        let row = |(_, note): (NoteAt, &Note)| {
            let date = note.evening.0.format("%-d %B");
            Choice::noted(note.beginning(BEGINNING), format!("{date}, {}", writer(note, world)))
        };
        let rows = paged(world.archive.folded(&self.turn), skip);
        Prompt::new(TITLE, "Folded out of your sight.", ask(rows, row)).line("Only you know of it.")
    }

    pub(super) fn choose_folded(&self, skip: usize, at: usize, world: World<'_>) -> Step {
        let rows = paged(world.archive.folded(&self.turn), skip);
        let earlier = Page::Shelf(Shelf::Folded(skip + PAGE));
        self.leads(rows, at, |(at, _)| Page::One(at, Shelf::Folded(skip)), earlier)
    }

    fn lying<'a>(&self, skip: usize, world: World<'a>) -> Vec<Row<(NoteAt, &'a Note)>> {
        let bin = world.archive.bin(&self.turn);
        let clear = bin.iter().any(|(_, note)| note.may_be_cleared(world.evening()));
        let mut rows = paged(bin, skip);
        let back = rows.pop();
        rows.extend(clear.then_some(Row::Clear));
        rows.extend(back);
        rows
    }

    /// Whether something of that in the bin is from both of them, and so lies there for both.
    fn bin_is_of_both(&self, world: World<'_>, which: impl Fn(&Note) -> bool) -> bool {
        let bin = world.archive.bin(&self.turn);
        bin.iter().any(|(_, note)| which(note) && is_of_both(note, world))
    }

    pub(super) fn bin(&self, skip: usize, world: World<'_>) -> Prompt {
        let row = |(at, note): (NoteAt, &Note)| {
            let date = note.evening.0.format("%-d %B");
            let whose = match at.drawer {
                Drawer::Own => "only mine",
                Drawer::Shared(_) if is_of_both(note, world) => "from both of you",
                Drawer::Shared(_) => "was shared",
            };
            Choice::noted(note.beginning(BEGINNING), format!("{date}, {whose}"))
        };
        let rows = self.lying(skip, world);
        let of_both = self.bin_is_of_both(world, |_| true);
        let question = match (rows.len(), of_both) {
            (1, _) => "The bin is empty.",
            (_, false) => "In the bin, yours alone.",
            (_, true) => "In the bin.",
        };
        let mut prompt = Prompt::new(TITLE, question, ask(rows, row));
        if of_both {
            prompt = prompt.line("What is from both of you lies here for both.");
        }
        prompt.line("Nothing goes from here by itself.")
    }

    pub(super) fn choose_in_bin(&self, skip: usize, at: usize, world: World<'_>) -> Step {
        let earlier = Page::Shelf(Shelf::Bin(skip + PAGE));
        self.leads(self.lying(skip, world), at, |(at, _)| Page::One(at, Shelf::Bin(skip)), earlier)
    }

    pub(super) fn clear_bin(&self, world: World<'_>) -> Prompt {
        let question = format!("Clear what has been here longer than {BIN_DAYS} days?");
        let ask = labels(["Leave it all in the bin", "Clear it for good"]);
        let mut prompt = Prompt::new(TITLE, question, ask);
        let today = world.evening();
        if self.bin_is_of_both(world, |note| note.may_be_cleared(today)) {
            let other = world.archive.name(self.turn.person().other());
            prompt = prompt.line(format!("{other} wrote some of it too, and loses that as well."));
        }
        for_good(prompt)
    }

    pub(super) fn unshown(&self, skip: usize, world: World<'_>) -> Prompt {
        let row = |(_, one): (_, Unshown)| Choice::noted(one.evening.in_full(), numbers(one.numbers));
        let rows = paged(world.archive.unshown(&self.turn), skip);
        Prompt::new(TITLE, "From evenings that were not shown.", ask(rows, row)).line("Only you see this.")
    }

    pub(super) fn choose_unshown(&self, skip: usize, at: usize, world: World<'_>) -> Step {
        let rows = paged(world.archive.unshown(&self.turn), skip);
        self.leads(rows, at, |(at, _)| Page::OneUnshown(at, false), Page::Unshown(skip + PAGE))
    }

    /// One such evening, or whether to delete it for good.
    pub(super) fn one_unshown(&self, at: &NoteAt, sure: bool, world: World<'_>) -> Prompt {
        if sure {
            let ask = labels(["Leave it as it is", "Delete it for good"]);
            return for_good(Prompt::new(TITLE, "Delete this for good?", ask));
        }
        let all = world.archive.unshown(&self.turn);
        let Some((_, one)) = all.into_iter().find(|(one, _)| one == at) else { return missing() };
        let ask = labels(["Back", "Delete it for good"]);
        let mut prompt = Prompt::new(TITLE, format!("{}.", one.evening.in_full()), ask);
        let numbers = numbers(one.numbers);
        prompt.lines.extend(Some(numbers).filter(|numbers| !numbers.is_empty()));
        prompt.lines.extend(one.noticed);
        prompt.note("Only you see this.")
    }

    pub(super) fn done_with_unshown(&self, at: &NoteAt, sure: bool, choice: usize) -> Step {
        match (choice, sure) {
            (0, _) => self.onward(Page::Unshown(0), None),
            (1, false) => self.to(Page::OneUnshown(at.clone(), true)),
            (1, true) => {
                let change = self.change(NoteChange::Erase(at.clone()));
                kept(vec![change], self.flow(Page::Unshown(0), Some(ERASED)))
            }
            _ => Step::not_asked(),
        }
    }
}

/// The numbers that were said, in one line.
fn numbers(numbers: Numbers) -> String {
    let said = [("energy", numbers.energy), ("body", numbers.body), ("calm", numbers.calm)];
    let said = said.into_iter().filter_map(|(name, score)| Some(format!("{name} {}", score?.value())));
    said.collect::<Vec<_>>().join(", ")
}
