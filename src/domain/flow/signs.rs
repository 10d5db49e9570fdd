//! Our signs: a word and a gesture for each signal, as far as the two like to have their own. It
//! belongs to nobody's turn.

use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::change::Change;
use crate::domain::people::Person;
use crate::domain::signal::NO_PROMISE;
use crate::domain::vocabulary::{MOST, Meaning, PAUSE_TOO, SignalWords, Way};

/// Where among the signs one is.
#[derive(Clone, PartialEq)]
pub struct SignsFlow {
    page: Page,
    /// Where it leads back to; Tonight where that is nothing.
    back: Option<Box<Flow>>,
    /// What was done just before.
    said: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    List,
    One(Meaning),
    /// What is suggested for a way of saying it.
    Offered(Meaning, Way),
    OwnWords(Meaning, Way),
}

impl SignsFlow {
    /// Every signal and how it is said. It leads back to `back`, or to Tonight.
    #[must_use]
    pub fn begin(back: Option<Flow>) -> Flow {
        Flow::Signs(Box::new(Self { page: Page::List, back: back.map(Box::new), said: None }))
    }

    pub(super) fn quiet(&mut self) {
        self.said = None;
    }

    pub(super) fn above(&self) -> Option<Flow> {
        match self.page {
            Page::List => self.back.as_deref().cloned(),
            Page::One(_) => Some(self.flow(Page::List, None)),
            Page::Offered(meaning, _) | Page::OwnWords(meaning, _) => {
                Some(self.flow(Page::One(meaning), None))
            }
        }
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let title = if world.archive.alone() { "Signs" } else { "Our signs" };
        let new = |question: String, ask| Prompt::new(title, question, ask);
        let mut prompt = match self.page {
            Page::List => {
                let rows = Meaning::ALL.map(|meaning| {
                    let told = told(meaning, world).unwrap_or_else(|| "the plain word".into());
                    Choice::noted(meaning.plain(), told)
                });
                let rows = rows.into_iter().chain([Choice::plain("That is all")]).collect();
                new("A word and a gesture for each, if you like.".into(), choices(rows))
                    .line("The plain words hold, whatever else you choose.")
                    .note(NO_PROMISE)
            }
            Page::One(meaning) => {
                let ways = ways(meaning, world);
                let rows = ways.iter().map(|way| row(meaning, *way, world));
                let rows = rows.chain([Choice::plain("Back")]).collect();
                let mut prompt = new(format!("How else do you say: {}?", meaning.plain()), choices(rows));
                // Where there is only looking, no row tells it.
                prompt.lines.extend(told(meaning, world).filter(|_| ways.is_empty()));
                let set = ways.iter().any(|way| world.archive.signs().said(meaning, *way).is_some());
                if set { prompt.extra(Extra::TakeAway) } else { prompt }
            }
            Page::Offered(meaning, way) => {
                let rows = offered(meaning, way, world).into_iter().chain(["In your own words", "Back"]);
                let rows = OneOf::labels(rows);
                // One Enter too many takes the place of nothing that stands there.
                let set = world.archive.signs().said(meaning, way).is_some();
                let first = if set { rows.choices.len() - 1 } else { 0 };
                new(asked(meaning, way, world), Ask::OneOf(OneOf { first, ..rows }))
                    .line("Anything goes that is easy to say or do, even when tired.")
            }
            Page::OwnWords(meaning, way) => {
                let start = world.archive.signs().said(meaning, way).unwrap_or_default().to_owned();
                new(asked(meaning, way, world), Ask::Line { start, most: MOST })
                    .line("Short is good. Empty is fine.")
            }
        };
        prompt.lines.splice(0..0, self.said.map(str::to_owned));
        prompt.begins_empty = true;
        prompt.note(PAUSE_TOO)
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        match (self.page, answer) {
            (Page::List, Answer::Pick(at)) => match Meaning::ALL.get(at) {
                Some(meaning) => self.to(Page::One(*meaning)),
                None if at == Meaning::ALL.len() => Step::back_to(self.back.as_deref()),
                None => Step::not_asked(),
            },
            (Page::One(meaning), Answer::Pick(at)) => {
                let ways = ways(meaning, world);
                match ways.get(at) {
                    Some(way) => self.to(Page::Offered(meaning, *way)),
                    None if at == ways.len() => self.onward(Page::List),
                    None => Step::not_asked(),
                }
            }
            (Page::One(meaning), Answer::Extra(Extra::TakeAway, Some(at))) => {
                match ways(meaning, world).get(at) {
                    Some(way) if world.archive.signs().said(meaning, *way).is_some() => {
                        self.kept(meaning, *way, String::new())
                    }
                    _ => Step::Again("There is nothing to take away in that row. Nothing changed.".into()),
                }
            }
            (Page::Offered(meaning, way), Answer::Pick(at)) => {
                let offered = offered(meaning, way, world);
                match (offered.get(at), at.saturating_sub(offered.len())) {
                    (Some(words), _) => self.kept(meaning, way, (*words).to_owned()),
                    (None, 0) => self.to(Page::OwnWords(meaning, way)),
                    (None, 1) => self.onward(Page::One(meaning)),
                    (None, _) => Step::not_asked(),
                }
            }
            (Page::OwnWords(meaning, way), Answer::Text(words)) => self.kept(meaning, way, words),
            _ => Step::not_asked(),
        }
    }

    fn flow(&self, page: Page, said: Option<&'static str>) -> Flow {
        Flow::Signs(Box::new(Self { page, back: self.back.clone(), said }))
    }

    fn to(&self, page: Page) -> Step {
        Step::page(self.flow(page, None))
    }

    fn onward(&self, page: Page) -> Step {
        Step::on(Then::Onward(self.flow(page, None)))
    }

    fn kept(&self, meaning: Meaning, way: Way, words: String) -> Step {
        let said = if words.trim().is_empty() { "It is taken away." } else { "It is kept." };
        let changes = vec![Change::Sign(SignalWords { meaning, way, words })];
        Step::On { changes, then: Then::Onward(self.flow(Page::One(meaning), Some(said))) }
    }
}

fn choices(choices: Vec<Choice>) -> Ask {
    Ask::OneOf(OneOf::new(choices))
}

/// How `meaning` can be said. A gesture for one of the two is there where there are two, and
/// wherever there is one already.
fn ways(meaning: Meaning, world: World<'_>) -> Vec<Way> {
    if !world.keeps {
        return Vec::new();
    }
    let archive = world.archive;
    let here = |way: &Way| !archive.alone() || archive.signs().said(meaning, *way).is_some();
    let own = archive.people().map(Way::GestureOf).filter(here);
    [Way::Word, Way::Gesture].into_iter().chain(own).collect()
}

fn row(meaning: Meaning, way: Way, world: World<'_>) -> Choice {
    let signs = world.archive.signs();
    let label = match way {
        Way::Word => "A word".to_owned(),
        Way::Gesture => "A gesture".to_owned(),
        Way::GestureOf(person) => format!("Another gesture for {}", world.archive.name(person)),
    };
    Choice::noted(label, signs.said(meaning, way).unwrap_or("open"))
}

fn asked(meaning: Meaning, way: Way, world: World<'_>) -> String {
    let plain = meaning.plain();
    match way {
        Way::Word => format!("Which word says: {plain}?"),
        Way::Gesture => format!("Which gesture says: {plain}?"),
        Way::GestureOf(person) => format!("Which one fits {} for: {plain}?", world.archive.name(person)),
    }
}

/// What is suggested, without what would say something else here.
fn offered(meaning: Meaning, way: Way, world: World<'_>) -> Vec<&str> {
    let signs = world.archive.signs();
    let sort = if way == Way::Word { Way::Word } else { Way::Gesture };
    let cards = world.content.signs.iter().filter(|card| (card.meaning, card.way) == (meaning, sort));
    let free = |words: &&str| {
        let taken = signs.says_another(&SignalWords { meaning, way, words: (*words).to_owned() });
        !taken && signs.said(meaning, way) != Some(*words)
    };
    cards.map(|card| card.text.as_str()).filter(free).collect()
}

/// How a signal is said, beside its plain word: "kettle, a hand flat".
pub(super) fn told(meaning: Meaning, world: World<'_>) -> Option<String> {
    let signs = world.archive.signs();
    let gesture = |person: Person| signs.gesture(meaning, person);
    let gestures: Vec<(Person, &str)> =
        world.archive.people().filter_map(|person| Some((person, gesture(person)?))).collect();
    let mut said: Vec<String> = signs.word(meaning).map(str::to_owned).into_iter().collect();
    match gestures.as_slice() {
        [(_, one), (_, other)] if one == other => said.push((*one).to_owned()),
        [(_, one)] if world.archive.alone() => said.push((*one).to_owned()),
        some => {
            let named = |(person, one): &(Person, &str)| format!("{}: {one}", world.archive.name(*person));
            said.extend(some.iter().map(named));
        }
    }
    (!said.is_empty()).then(|| said.join(", "))
}
