//! What was typed on one line, as an answer to a prompt.

use unicode_segmentation::UnicodeSegmentation;

use super::write::Lines;
use crate::domain::flow::{Answer, Ask, DaysAsk, Extra, Mark, Marked, OneOf, Prompt, Tick};
use crate::domain::people::Person;
use crate::domain::secret::Secret;
use crate::domain::text::{self, sentence};

mod find;

pub use find::page_of_found;

/// How many wishes, or entries that were found, are read out at a time.
pub const PAGE: usize = 12;

/// Answers in the making, for the prompts that take more than one line.
#[derive(Clone, PartialEq)]
pub enum Field {
    /// One line is the whole answer.
    Whole,
    /// What is ticked so far.
    Ticks(Vec<bool>),
    /// What is marked so far, and which page is being read.
    Marks {
        /// The mark on each wish.
        marks: Vec<Mark>,
        /// The page, from 0.
        page: usize,
    },
    /// The lines so far.
    Lines(Lines),
    /// What is looked for, and which page of what was found is being read.
    Found {
        /// What was typed.
        words: String,
        /// The page, from 0.
        page: usize,
    },
}

impl Field {
    /// How `ask` stands before anything is typed.
    #[must_use]
    pub fn new(ask: &Ask) -> Self {
        match ask {
            Ask::AnyOf(ticks) => Self::Ticks(ticks.iter().map(|tick| tick.on).collect()),
            Ask::Write { start, .. } => Self::Lines(Lines::new(start)),
            Ask::Marks(marked) => Self::Marks { marks: marked.iter().map(|one| one.mark).collect(), page: 0 },
            Ask::Find(ask) => Self::Found { words: ask.start.clone(), page: 0 },
            _ => Self::Whole,
        }
    }

    /// The text that is being written, where one is.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Lines(lines) => Some(lines.text()),
            _ => None,
        }
    }
}

/// What a typed line comes to.
#[derive(PartialEq)]
pub enum Heard {
    /// Answers, in order, and how they are said back.
    Answers(Vec<Answer>, Option<String>),
    /// The question stays; these lines are said.
    Stay(Vec<String>),
    /// One step back.
    Back,
    /// What can be typed here.
    Help,
    /// Out of sight until Enter.
    Hide,
    /// Take back the last change.
    Undo,
    /// Close for tonight.
    Close,
}

impl Heard {
    fn answer(answer: Answer) -> Self {
        Self::Answers(vec![answer], None)
    }

    fn said(answer: Answer, words: String) -> Self {
        Self::Answers(vec![answer], Some(words))
    }

    fn stay(sentence: impl Into<String>) -> Self {
        Self::Stay(vec![sentence.into()])
    }
}

/// Whether `extra` is about one of the choices, and so may take a number after its letter.
#[must_use]
pub fn concerns_a_choice(extra: Extra, ask: &Ask) -> bool {
    matches!(ask, Ask::OneOf(_))
        && matches!(extra, Extra::Gentler | Extra::BothLike | Extra::StepBack | Extra::Kept | Extra::TakeAway)
}

/// Reads one typed line as an answer to `prompt`.
#[must_use]
pub fn hear(typed: &str, prompt: &Prompt, field: &mut Field) -> Heard {
    if prompt.ask == Ask::Secret {
        // Whatever is typed here is a passphrase, even a letter that means something elsewhere.
        return Secret::new(typed).map_or(Heard::Back, |secret| Heard::answer(Answer::Secret(secret)));
    }
    if let (Ask::Write { most, .. }, Field::Lines(lines)) = (&prompt.ask, &mut *field) {
        return lines.hear(typed, prompt, *most);
    }
    let typed = text::clean(typed);
    let typed = typed.trim();
    if prompt.ask == Ask::OneKey {
        let said = typed.strip_prefix(':').and_then(|typed| command(typed, prompt));
        return said.unwrap_or_else(|| Heard::answer(Answer::Text(typed.to_owned())));
    }
    if let Ask::Line { start, most } = &prompt.ask {
        return command(typed.strip_prefix(':').unwrap_or_default(), prompt)
            .unwrap_or_else(|| words(typed, start, *most));
    }
    if let (Ask::Find(ask), Field::Found { words, page }) = (&prompt.ask, &mut *field) {
        return command(typed.strip_prefix(':').unwrap_or_default(), prompt)
            .unwrap_or_else(|| find::hear(typed, ask, words, page));
    }
    let answer = match (&prompt.ask, field) {
        (Ask::Scale(ask), _) => typed
            .parse()
            .ok()
            .and_then(|number: u8| Some((number, ask.words.get(usize::from(number))?)))
            .map(|(number, words)| Heard::said(Answer::Number(number), said_back(number, words))),
        (Ask::OneOf(ask), _) => one_of(typed, ask),
        (Ask::AnyOf(ticks), Field::Ticks(on)) => any_of(typed, ticks, on),
        (Ask::Marks(marked), Field::Marks { marks, page }) => mark(typed, marked, marks, page),
        (Ask::BothKeys, _) => both_keys(typed),
        (Ask::Days(ask), _) => days(typed, ask),
        (Ask::Go | Ask::While { .. } | Ask::Breathe { .. }, _) => {
            typed.is_empty().then(|| Heard::answer(Answer::Go))
        }
        _ => None,
    };
    answer
        .or_else(|| command(typed.strip_prefix(':').unwrap_or(typed), prompt))
        .unwrap_or_else(|| Heard::stay("That is not one of the answers here. Nothing is lost."))
}

fn said_back(number: u8, words: &str) -> String {
    let number = number.to_string();
    if words.is_empty() || words == number { sentence(&number) } else { format!("{number}, {words}.") }
}

/// The letters that stand beside every answer.
pub(super) fn command(typed: &str, prompt: &Prompt) -> Option<Heard> {
    match typed.to_lowercase().as_str() {
        "b" | "back" => return Some(Heard::Back),
        "?" | "help" => return Some(Heard::Help),
        "q" | "close" => return Some(Heard::Close),
        "hide" => return Some(Heard::Hide),
        "undo" => return Some(Heard::Undo),
        _ => {}
    }
    let mut characters = typed.chars();
    let letter = characters.next()?.to_ascii_lowercase();
    let extra = prompt.extras.iter().copied().find(|extra| extra.key() == letter)?;
    let after = characters.as_str().trim();
    if let Ask::Days(ask) = &prompt.ask {
        return after.is_empty().then(|| Heard::answer(Answer::Extra(extra, ask.place(ask.focus))));
    }
    if !concerns_a_choice(extra, &prompt.ask) {
        return after.is_empty().then(|| Heard::answer(Answer::Extra(extra, None)));
    }
    let Ask::OneOf(ask) = &prompt.ask else { return None };
    if after.is_empty() {
        return Some(Heard::answer(Answer::Extra(extra, Some(ask.first))));
    }
    match places(after, ask.choices.len())?.as_slice() {
        [place] => Some(Heard::answer(Answer::Extra(extra, Some(*place)))),
        _ => None,
    }
}

/// Places from 0 for numbers from 1 to `most`, with commas or spaces between; at least one.
fn places(typed: &str, most: usize) -> Option<Vec<usize>> {
    let numbers = typed.split([',', ' ']).filter(|part| !part.is_empty());
    let places: Option<Vec<usize>> = numbers
        .map(|part| part.parse::<usize>().ok().filter(|number| (1..=most).contains(number)))
        .map(|number| number.map(|number| number - 1))
        .collect();
    places.filter(|places| !places.is_empty())
}

fn words(typed: &str, start: &str, most: usize) -> Heard {
    if typed == ":none" {
        return Heard::answer(Answer::Text(String::new()));
    }
    if typed.is_empty() {
        return Heard::answer(Answer::Text(start.to_owned()));
    }
    let kept = text::line(typed, most).unwrap_or_default();
    let cut = typed.graphemes(true).count() > most;
    let said = cut.then(|| format!("The first {most} characters are kept: {kept}"));
    Heard::Answers(vec![Answer::Text(kept)], said)
}

fn one_of(typed: &str, ask: &OneOf) -> Option<Heard> {
    let place = if typed.is_empty() {
        // Where a number answers at once, nobody means the first one by a stray Enter.
        if ask.quick {
            return None;
        }
        ask.first
    } else {
        match places(typed, ask.choices.len())?.as_slice() {
            [place] => *place,
            _ => return Some(Heard::stay("One of them is enough here.")),
        }
    };
    let label = ask.choices.get(place)?.label.as_str();
    Some(Heard::said(Answer::Pick(place), sentence(label)))
}

fn any_of(typed: &str, ticks: &[Tick], on: &mut [bool]) -> Option<Heard> {
    if typed.is_empty() {
        return Some(Heard::answer(Answer::Ticks(on.to_vec())));
    }
    let mut said = Vec::new();
    for place in places(typed, ticks.len())? {
        on[place] = !on[place];
        said.push(format!("{}: {}.", ticks[place].label, ticked(on[place])));
    }
    Some(Heard::Stay(said))
}

/// A tick in words.
#[must_use]
pub fn ticked(on: bool) -> &'static str {
    if on { "ticked" } else { "not ticked" }
}

/// A mark in words; a wish left open has none.
#[must_use]
pub fn marked(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Open => None,
        Mark::Like => Some("I would like"),
        Mark::Should => Some("I would like, and it feels like a should"),
        Mark::NotTonight => Some("not tonight"),
    }
}

fn mark(typed: &str, wishes: &[Marked], marks: &mut [Mark], page: &mut usize) -> Option<Heard> {
    if typed.is_empty() {
        return Some(Heard::answer(Answer::Marks(marks.to_vec())));
    }
    let typed = typed.to_lowercase();
    if typed == "more" {
        *page = (*page + 1) % wishes.len().div_ceil(PAGE).max(1);
        return Some(Heard::Stay(page_of_wishes(wishes, marks, *page)));
    }
    let (word, numbers) = typed.split_once(' ')?;
    let mark = match word {
        "like" => Mark::Like,
        "not" => Mark::NotTonight,
        "should" => Mark::Should,
        "clear" => Mark::Open,
        _ => return None,
    };
    let mut said = Vec::new();
    for place in places(numbers, wishes.len())? {
        marks[place] = mark;
        said.push(format!("{}: {}.", wishes[place].label, marked(mark).unwrap_or("left open")));
    }
    Some(Heard::Stay(said))
}

/// Twelve wishes with their numbers and marks.
#[must_use]
pub fn page_of_wishes(wishes: &[Marked], marks: &[Mark], page: usize) -> Vec<String> {
    let all = wishes.iter().zip(marks).enumerate();
    all.skip(page * PAGE)
        .take(PAGE)
        .map(|(at, (wish, mark))| match marked(*mark) {
            Some(words) => format!("{}. {}: {words}", at + 1, wish.label),
            None => format!("{}. {}", at + 1, wish.label),
        })
        .collect()
}

/// A day by its date, or the days before and after those that were told.
fn days(typed: &str, ask: &DaysAsk) -> Option<Heard> {
    let answer = match typed.to_lowercase().as_str() {
        "" => Answer::Day(ask.focus),
        "next" => Answer::Turn(ask.after(ask.focus)?),
        "before" => Answer::Turn(ask.before(ask.focus)?),
        _ => Answer::Day(ask.typed(typed)?),
    };
    Some(Heard::answer(answer))
}

/// Keys typed on one line count one by one, so that two people can share a line and nobody
/// reads from it who was first.
fn both_keys(typed: &str) -> Option<Heard> {
    let mut keys = Vec::new();
    for key in typed.chars().filter(|c| *c != ' ' && *c != ',') {
        let key = match key {
            '1' => Answer::Key(Person::A),
            '8' => Answer::Key(Person::B),
            _ => return None,
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    (!keys.is_empty()).then_some(Heard::Answers(keys, None))
}

#[cfg(test)]
mod tests;
