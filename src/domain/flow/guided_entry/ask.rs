//! The words of the pages about an entry.

use super::asked::{self, Asked, Part, in_words, of_the_body, stay};
use super::{At, Begun, GuidedEntry, PAGE, Page};
use crate::domain::archive::DraftOf;
use crate::domain::content::{Content, Reframe, shuffle};
use crate::domain::flow::listing::TITLE;
use crate::domain::flow::notes::with_the_way;
use crate::domain::flow::{Answer, Ask, Choice, Extra, OneOf, Prompt, World, whom_to_call};
use crate::domain::harder_patch::Gentler;
use crate::domain::note::{EntryKind, beginning};
use crate::domain::people::Person;
use crate::domain::restriction::in_words as day_in_words;
use crate::domain::text;
use crate::domain::time::Evening;

/// The longest line of a part, in graphemes.
const LINE: usize = 1000;

/// How many lines of an entry stand where it is asked where it goes.
const SHOWN: usize = 8;

/// Every thought, in an order of its own each evening.
pub(super) fn thoughts(evening: Evening, content: &Content) -> Vec<&Reframe> {
    let mut cards: Vec<&Reframe> = content.reframes.iter().collect();
    cards.sort_by_cached_key(|card| shuffle(evening, &card.id));
    cards
}

impl GuidedEntry {
    pub(in crate::domain::flow) fn prompt(&self, world: World<'_>) -> Prompt {
        let mut prompt = match &self.page {
            Page::Kinds => self.menu(world),
            Page::One(begun, At::Asked(at)) => Self::one(begun, *at, world),
            Page::One(begun, At::Thoughts(from)) => thought(begun, *from, world),
            Page::One(begun, At::OwnThought) => {
                let start = begun.own_thought(world).unwrap_or_default().to_owned();
                Prompt::new(TITLE, "The thought, in your own words:", Ask::Line { start, most: text::LINE })
                    .line("One sentence is plenty.")
            }
            Page::One(begun, At::Where) => self.place(begun, world),
            Page::ForTeam(_) => for_team(),
            Page::Watch(_) => whom_to_call::page(world),
        };
        if self.watches() {
            prompt = prompt.extra(Extra::Watch);
        }
        // What stood there belongs to another entry, or is in the draft of this one.
        prompt.begins_empty = true;
        prompt.of(self.turn.person())
    }

    fn menu(&self, world: World<'_>) -> Prompt {
        let choice = |kind: EntryKind| {
            let of = if kind == EntryKind::Free { DraftOf::NewNote } else { DraftOf::Entry(kind) };
            let begun = world.archive.note_draft(&self.turn, &of).is_some();
            Choice::noted(
                row(&label(kind, self.turn.person(), world)),
                if begun { "begun" } else { note(kind) },
            )
        };
        let rows = Self::kinds(world).into_iter().map(choice).chain([Choice::plain("Back")]).collect();
        Prompt::new(TITLE, "What is it about?", Ask::OneOf(OneOf::new(rows)))
            .line("Any of it can be short, or stay empty.")
    }

    fn one(begun: &Begun, at: usize, world: World<'_>) -> Prompt {
        let archive = world.archive;
        let before = match begun.given.get(at) {
            Some(Answer::Pick(before)) => *before,
            _ => 0,
        };
        let choices = |choices: Vec<Choice>| {
            let first = before.min(choices.len().saturating_sub(1));
            Ask::OneOf(OneOf { first, ..OneOf::new(choices) })
        };
        let plain = |labels: &[&str]| labels.iter().map(|label| Choice::plain(*label)).collect::<Vec<_>>();
        match begun.asked(at) {
            Some(Asked::Which) => {
                let rows = vec![
                    Choice::noted("How it was", "what felt good, what did not"),
                    Choice::noted("What stayed of it", "a day later"),
                ];
                Prompt::new(TITLE, "What would you like to look at?", choices(rows))
                    .line("Every part of it can stay empty.")
            }
            Some(Asked::About) => {
                let about = if archive.alone() { asked::ABOUT_ALONE } else { asked::ABOUT };
                let mut rows = plain(&about);
                rows[asked::BODY] = Choice::noted(about[asked::BODY], "gentler for three evenings");
                Prompt::new(TITLE, "A harder patch. What is it about?", choices(rows))
                    .line("It stands at the top of what you write.")
                    .line("You choose later who reads that.")
            }
            Some(Asked::New) => {
                Prompt::new(TITLE, "Is this new, or sudden?", choices(plain(&asked::NEWNESS)))
                    .line("From here on it is gentler for three evenings.")
            }
            Some(Asked::HowLong) => {
                let rows = ["No"].into_iter().chain(Gentler::ALL.map(Gentler::words));
                Prompt::new(
                    TITLE,
                    "Gentler evenings for a while?",
                    choices(rows.map(Choice::plain).collect()),
                )
                .line("They end by themselves, and nobody is asked why.")
            }
            Some(Asked::Gentle) => {
                let ask = choices(plain(&["Go on", "Our plan, if it gets hard"]));
                gentle(ask, begun, world)
            }
            Some(Asked::Way) => {
                let rows = vec![
                    Choice::noted("Stay with it", "it may be here"),
                    Choice::noted("A kinder sentence", "beside it, not against it"),
                    Choice::noted("Ask for comfort", "words to say, or to have"),
                ];
                let thought = begun.words_at(0).unwrap_or_default();
                Prompt::new(TITLE, thought, choices(rows)).line("Three ways to be with it. Any is enough.")
            }
            Some(Asked::Stay) => Prompt::new(TITLE, stay(&begun.given, world.content), Ask::Go)
                .line(begun.words_at(0).unwrap_or_default())
                .note("Nothing has to change by it."),
            Some(Asked::Words(part)) => Self::words(begun, at, part, world),
            Some(Asked::Thought) | None => thought(begun, 0, world),
        }
    }

    fn words(begun: &Begun, at: usize, part: &Part, world: World<'_>) -> Prompt {
        let start = begun.words_at(at).or_else(|| begun.offered(at, world)).unwrap_or_default();
        // What is all there is has a page to itself; one part of several is a line, but where words
        // of other parts came to it that are longer.
        let whole = text::prose(start, usize::MAX);
        let line = text::line(start, LINE);
        let fits = whole.as_deref().map(str::trim_start) == line.as_deref();
        let ask = if part.is_a_line() && fits {
            Ask::Line { start: line.unwrap_or_default(), most: LINE }
        } else {
            Ask::Write { start: start.to_owned(), most: text::ENTRY }
        };
        let mut prompt = Prompt::new(TITLE, part.question, ask);
        if begun.kind == EntryKind::Reframe {
            prompt.lines.extend(begun.words_at(0).map(str::to_owned));
        }
        prompt.lines.extend(part.lines.iter().map(|line| (*line).to_owned()));
        if begun.kind == EntryKind::Missing && !world.archive.alone() {
            prompt = prompt.line("Shared, its one answer is: thank you for telling me.");
        }
        prompt
    }

    fn place(&self, begun: &Begun, world: World<'_>) -> Prompt {
        let rows = self.ends(begun, world).into_iter().map(|(_, choice)| choice).collect();
        let mut prompt = Prompt::new(TITLE, "Where would you like to keep it?", Ask::OneOf(OneOf::new(rows)));
        let words = in_words(begun.kind, &begun.given, world.archive.alone(), world.content);
        let words = words.unwrap_or_default();
        let mut lines = words.lines();
        prompt.lines.extend(lines.by_ref().take(SHOWN).map(|line| beginning(line, text::LINE)));
        prompt.lines.extend(lines.next().map(|_| "...".to_owned()));
        let prompt = prompt.note("Until you choose, it waits half written.");
        if begun.kind == EntryKind::ForYou { prompt } else { with_the_way(&self.turn, prompt, world) }
    }
}

/// A kind as its writer reads it.
pub(in crate::domain::flow) fn label(kind: EntryKind, writer: Person, world: World<'_>) -> String {
    match kind {
        EntryKind::ForYou => format!("a note for {}", world.archive.name(writer.other())),
        kind => kind.label().to_owned(),
    }
}

/// The same at the beginning of a row.
fn row(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn note(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Free => "in your own words",
        EntryKind::AfterCloseness => "how it was, what stayed",
        EntryKind::Win => "as small as you like",
        EntryKind::HarderPatch => "evenings can turn gentler",
        EntryKind::Reframe => "three ways to be with one",
        EntryKind::Missing => "it asks for nothing",
        EntryKind::ForYou => "waits folded",
        _ => "done, said or noticed",
    }
}

fn thought(begun: &Begun, from: usize, world: World<'_>) -> Prompt {
    let cards = thoughts(begun.evening, world.content);
    let rows = cards.iter().skip(from).take(PAGE).map(|card| card.thought.as_str());
    let rows = rows.chain(["Other thoughts", "In my own words"]).map(Choice::plain).collect();
    Prompt::new(TITLE, "Which thought is here?", Ask::OneOf(OneOf::new(rows)))
        .line("Yours may sound different.")
}

/// What is gentler now, until when, and that it ends by itself.
fn gentle(ask: Ask, begun: &Begun, world: World<'_>) -> Prompt {
    let today = world.today();
    let holds = world.archive.plan(world.evening(), world.now).setback;
    let Some(patch) = world.archive.harder_patch().filter(|_| holds) else {
        return Prompt::new(TITLE, "Evenings stay as they are.", ask)
            .line("What helps when it gets hard is one row away.");
    };
    let until = if patch.last() <= world.evening().0 {
        "Tonight is one step gentler.".to_owned()
    } else {
        format!("Evenings are one step gentler through {}.", day_in_words(patch.last(), today))
    };
    // What runs since before is neither of this patch nor undone by it.
    let asked_for =
        begun.given.get(1).is_some_and(|answer| begun.asked(1).and_then(|one| one.gentler(answer)).is_some());
    let question = if asked_for { "It is gentler now." } else { "Evenings stay as gentle as they were." };
    let sudden = of_the_body(begun.kind, &begun.given) == Some(true);
    let prompt = Prompt::new(TITLE, question, ask).line(until);
    let prompt = if sudden {
        prompt.line("If it is sudden or strong: whom to call is one key away.")
    } else {
        prompt.line("Nothing past that is offered. It ends by itself.")
    };
    prompt.note("Whose it is stands nowhere but in what you write.")
}

/// What one could write down for one's own team; nothing is read out of numbers.
fn for_team() -> Prompt {
    Prompt::new("Just for you", "A few words for your team, if you like?", Ask::Go)
        .line("You could write down what is different, and since when.")
        .line("Also what makes it harder, or easier.")
        .line("If it is sudden or strong: whom to call is one key away.")
        .note("Only you see this page. Your own team decides.")
}
