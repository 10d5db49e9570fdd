//! Our words: one page written together, ten lines at most. Each line is kept by itself.

use super::{Go, choices};
use crate::domain::change::Change;
use crate::domain::flow::{Answer, Ask, Choice, Extra, Prompt, TextPart, View, World};
use crate::domain::note::beginning;
use crate::domain::our_words::{About, LINE, MOST_LINES, OurLine, OurWordsChange};
use crate::domain::record::Id;
use crate::domain::text;

/// How much of a line stands in a list, in graphemes.
const BEGINNING: usize = 36;

/// Where on the page one is.
#[derive(Clone, PartialEq)]
pub(super) enum Page {
    /// All of it, with what can be done with it.
    Whole,
    /// What another line is about.
    About,
    /// One line more.
    Another(About),
    /// Its lines, to be changed or taken away.
    Lines,
    /// A line in other words.
    Line(Id),
}

/// What may be done with the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Add,
    Change,
    Looked,
    Back,
}

/// What the page is called.
pub(super) fn title(world: World<'_>) -> &'static str {
    if world.archive.alone() { "My words" } else { "Our words" }
}

impl Act {
    fn here(world: World<'_>) -> Vec<Self> {
        let lines = world.archive.our_words().len();
        let read = world.archive.our_words_looked_at() == Some(world.evening());
        let kept = |act: Self, here: bool| (here && world.keeps).then_some(act);
        let acts = [
            kept(Self::Add, lines < MOST_LINES),
            kept(Self::Change, lines > 0),
            kept(Self::Looked, lines > 0 && !read),
            Some(Self::Back),
        ];
        acts.into_iter().flatten().collect()
    }

    fn choice(self, world: World<'_>) -> Choice {
        match self {
            Self::Add => Choice::plain("Add a line"),
            Self::Change => Choice::noted("Change a line", "or take one away"),
            Self::Looked if world.archive.alone() => Choice::plain("I read it, and it still fits"),
            Self::Looked => Choice::plain("We read it, and it still fits"),
            Self::Back => Choice::plain("Back"),
        }
    }
}

impl Page {
    /// Where going back leads within the page.
    pub(super) fn above(&self) -> Option<Self> {
        match self {
            Self::Whole => None,
            Self::About | Self::Lines => Some(Self::Whole),
            Self::Another(_) => Some(Self::About),
            Self::Line(_) => Some(Self::Lines),
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let alone = world.archive.alone();
        let title = title(world);
        match self {
            Self::Whole => whole(world),
            Self::About => {
                let rows = About::ALL.map(|about| Choice::plain(about.heading(alone)));
                let rows = rows.into_iter().chain([Choice::plain("Back")]).collect();
                Prompt::new(title, "What is the line about?", choices(rows))
            }
            Self::Another(about) => {
                let ask = Ask::Line { start: String::new(), most: LINE };
                Prompt::new(title, format!("{}:", about.heading(alone)), ask)
                    .line("One thing in a line. Empty is fine.")
            }
            Self::Lines => {
                let lines = world.archive.our_words();
                let row = |(_, line): &(&Id, &OurLine)| {
                    Choice::noted(beginning(&line.words, BEGINNING), short(line.about))
                };
                let rows = lines.iter().map(row).chain([Choice::plain("Back")]).collect();
                let question = if lines.is_empty() { "There are no lines now." } else { "Which line?" };
                let prompt = Prompt::new(title, question, choices(rows));
                if lines.is_empty() { prompt } else { prompt.extra(Extra::TakeAway) }
            }
            Self::Line(id) => {
                let line = world.archive.our_words().into_iter().find(|(one, _)| *one == id);
                let Some((_, line)) = line else {
                    return Prompt::new(title, "That line is not there any more.", Ask::Go);
                };
                let ask = Ask::Line { start: line.words.clone(), most: LINE };
                Prompt::new(title, format!("{}:", line.about.heading(alone)), ask)
                    .line("In other words. Empty takes it away.")
            }
        }
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Go {
        match (self, answer) {
            (Self::Whole, Answer::Pick(at)) => match Act::here(world).get(at) {
                Some(Act::Add) => to(Self::About),
                Some(Act::Change) => to(Self::Lines),
                Some(Act::Looked) => kept(OurWordsChange::Looked, Self::Whole, "It stays as it is."),
                Some(Act::Back) => Go::Onward(super::Page::Door),
                None => Go::not_asked(),
            },
            (Self::About, Answer::Pick(at)) => match About::ALL.get(at) {
                Some(about) => to(Self::Another(*about)),
                None if at == About::ALL.len() => onward(Self::Whole),
                None => Go::not_asked(),
            },
            (Self::Another(_), Answer::Text(words)) if is_empty(&words) => onward(Self::Whole),
            (Self::Another(about), Answer::Text(words)) => {
                kept(OurWordsChange::Add(*about, words), Self::Whole, "It is on the page.")
            }
            (Self::Lines, Answer::Pick(at)) => {
                let lines = world.archive.our_words();
                match lines.get(at) {
                    Some((id, _)) => to(Self::Line((*id).clone())),
                    None if at == lines.len() => onward(Self::Whole),
                    None => Go::not_asked(),
                }
            }
            (Self::Lines, Answer::Extra(Extra::TakeAway, at)) => {
                let lines = world.archive.our_words();
                match at.and_then(|at| lines.get(at)) {
                    Some((id, _)) => change(id, String::new()),
                    None => Go::again("There is nothing to take away in that row. Nothing changed."),
                }
            }
            (Self::Line(id), Answer::Text(words)) => change(id, words),
            (Self::Line(_), Answer::Go) => onward(Self::Whole),
            _ => Go::not_asked(),
        }
    }
}

/// The page as it is read, and what can be done with it.
fn whole(world: World<'_>) -> Prompt {
    let alone = world.archive.alone();
    let lines = world.archive.our_words();
    let question = match (lines.is_empty(), alone) {
        (true, _) => "The page is still open, and that is fine.",
        (false, true) => "This is my page.",
        (false, false) => "This is our page.",
    };
    let acts = Act::here(world).into_iter().map(|act| act.choice(world)).collect();
    let mut prompt = Prompt::new(title(world), question, choices(acts));
    prompt.view = Some(read(world));
    if world.archive.our_words_due(world.evening()) {
        prompt = prompt.note("You could read it again, a season later.");
    }
    if alone { prompt.note("Whoever joins you here can read it.") } else { prompt }
}

/// The whole page, heading by heading.
pub(in crate::domain::flow) fn read(world: World<'_>) -> View {
    let lines = world.archive.our_words();
    let part = |about: About| {
        let words = lines.iter().filter(|(_, line)| line.about == about);
        let lines: Vec<String> = words.map(|(_, line)| line.words.clone()).collect();
        let lines = if lines.is_empty() { vec!["open".to_owned()] } else { lines };
        TextPart { heading: about.heading(world.archive.alone()).to_owned(), lines }
    };
    View::Parts(About::ALL.map(part).to_vec())
}

fn short(about: About) -> &'static str {
    match about {
        About::Closeness => "closeness",
        About::Missed => "missing",
        About::More => "more",
    }
}

fn is_empty(words: &str) -> bool {
    text::line(words, LINE).is_none()
}

fn change(id: &Id, words: String) -> Go {
    let said = if is_empty(&words) { "It is taken away." } else { "It is on the page." };
    kept(OurWordsChange::Change(id.clone(), words), Page::Whole, said)
}

fn to(page: Page) -> Go {
    Go::To(super::Page::Words(page))
}

fn onward(page: Page) -> Go {
    Go::Onward(super::Page::Words(page))
}

fn kept(change: OurWordsChange, page: Page, said: &'static str) -> Go {
    Go::Kept(Box::new(Change::OurWords(change)), super::Page::Words(page), said)
}
