//! Finding an entry of the journal again: among what is shared, or in one's own turn among all that
//! one may read. What is looked for is gone with the page, and never written down.

use std::sync::Arc;

use super::listing::{TITLE, writer};
use super::notes::Notes;
use super::shared_notes::SharedNotes;
use super::{Answer, Ask, Extra, Flow, Prompt, Step, TextPart, Then, View, World};
use crate::domain::note::NoteAt;
use crate::domain::people::Turn;
use crate::domain::private::unprinted;
use crate::domain::search::{Found, Query, Shelf};
use crate::domain::text;
use crate::domain::time::YearMonth;

/// What can be typed for whose an entry is.
const WHOSE: (&str, &str) = ("together", "Whose it is: a name, together, only mine.");
/// What can be typed, with what it finds.
const WAYS: [(&str, &str); 7] = [
    ("lake rain", "Both words are in it, in any order."),
    ("\"by the lake\"", "These words, as they stand."),
    ("#walk", "A word among its tags alone."),
    ("a kindness", "What an entry is about, as it is called here."),
    WHOSE,
    ("march 2026", "When it was. So is 2026-03."),
    ("2026-03..2026-05", "From one month to another. So is march..may."),
];

/// Words to be looked for, and everything they are looked for in.
#[derive(Clone, PartialEq)]
pub struct FindAsk {
    /// What stands in the field at first.
    pub start: String,
    /// What has the focus at first, if it is found.
    pub at: Option<NoteAt>,
    /// What there is to be found.
    shelf: Arc<Shelf>,
}

impl FindAsk {
    /// The most graphemes that are typed.
    pub const LONGEST: usize = text::LINE;
    /// Said where there is more than is listed.
    pub const MORE: &str = "There is more like this. Another word narrows it.";

    /// A page that begins with these words.
    #[must_use]
    pub fn new(start: String, at: Option<NoteAt>, shelf: Shelf) -> Self {
        Self { start, at, shelf: Arc::new(shelf) }
    }

    /// What is found where this is typed.
    #[must_use]
    pub fn found(&self, typed: &str) -> Found {
        self.shelf.found(&Query::typed(&text::clean(typed)))
    }

    /// Said where nothing is found.
    #[must_use]
    pub fn nothing(&self) -> &'static str {
        if self.shelf.is_empty() {
            "There is nothing here to find yet."
        } else {
            "Nothing here has all of that. Fewer words find more."
        }
    }
}

/// Where in finding something one is.
#[derive(Clone, PartialEq)]
pub struct Find {
    /// Whose turn it is; nobody's where only what is shared is looked through.
    turn: Option<Turn>,
    /// What was typed, once the page was left.
    words: String,
    /// What had the focus then.
    at: Option<NoteAt>,
    /// Whether it tells what can be typed.
    explains: bool,
    /// What was done just before.
    said: Option<&'static str>,
}

impl Find {
    /// To look for something in one's own turn, or among what is shared.
    #[must_use]
    pub fn begin(turn: Option<&Turn>) -> Flow {
        let turn = turn.cloned();
        Flow::Find(Box::new(Self { turn, words: String::new(), at: None, explains: false, said: None }))
    }

    /// The same as it stood.
    pub(super) fn again(&self, said: Option<&'static str>) -> Flow {
        Flow::Find(Box::new(Self { explains: false, said, ..self.clone() }))
    }

    /// The same without what was said of the last thing done.
    pub(super) fn quiet(&mut self) {
        self.said = None;
    }

    /// Notes how the page stands when it is answered or left.
    pub fn stands_at(&mut self, answer: &Answer) {
        if let Answer::Find { words, at } = answer {
            self.words.clone_from(words);
            self.at.clone_from(at);
        }
    }

    /// Where one comes to by going back.
    pub(super) fn above(&self) -> Flow {
        match &self.turn {
            _ if self.explains => self.again(None),
            Some(turn) => Notes::begin(turn),
            None => SharedNotes::begin(),
        }
    }

    /// The month that has to be read before this page can be shown: all of them are looked through.
    pub(super) fn needs(world: World<'_>) -> Option<YearMonth> {
        world.archive.unread_months().next()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let mut prompt = if self.explains { explanation(world.archive.alone()) } else { self.page(world) };
        prompt.who = self.turn.as_ref().map(Turn::person);
        prompt
    }

    fn page(&self, world: World<'_>) -> Prompt {
        let entries = world.archive.in_sight(self.turn.as_ref());
        let shelf = Shelf::of(entries.into_iter().map(|(at, note)| (at, note, writer(note, world))));
        let ask = FindAsk::new(self.words.clone(), self.at.clone(), shelf);
        let mut prompt = Prompt::new(TITLE, "What would you like to find?", Ask::Find(Box::new(ask)))
            .extra(Extra::WhatToType);
        prompt.lines.extend(self.said.map(str::to_owned));
        // How it stood goes with it, and is nowhere else.
        prompt.begins_empty = true;
        prompt
    }

    pub(super) fn answer(&self, answer: Answer) -> Step {
        match answer {
            Answer::Go if self.explains => Step::on(Then::Onward(self.again(None))),
            Answer::Extra(Extra::WhatToType, _) if !self.explains => {
                Step::page(Flow::Find(Box::new(Self { explains: true, ..self.clone() })))
            }
            Answer::Find { words, at: Some(at) } if !self.explains => {
                let found = Self { words, at: Some(at.clone()), said: None, ..self.clone() };
                Step::page(match &self.turn {
                    Some(turn) => Notes::found(turn, at, found),
                    None => SharedNotes::found(at, found),
                })
            }
            _ => Step::not_asked(),
        }
    }
}

/// What can be typed. One person alone reads of nobody else.
fn explanation(alone: bool) -> Prompt {
    let part = |(typed, finds): (&str, &str)| TextPart { heading: typed.into(), lines: vec![finds.into()] };
    let ways = WAYS.into_iter().filter(|way| !alone || *way != WHOSE);
    let mut prompt = Prompt::new(TITLE, "What can be typed.", Ask::Go)
        .line("Every word is looked for, in all of an entry.")
        .line("Small or capital letters and accents make no difference.");
    prompt.view = Some(View::Parts(ways.map(part).collect()));
    prompt
}

unprinted!(FindAsk);
