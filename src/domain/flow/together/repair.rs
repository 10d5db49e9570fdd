//! A repair talk, turn by turn: one says what hurt, the other says back what was heard. Nothing of
//! it is kept but one line at its end, where both like.

use super::aloud::some;
use super::{Go, choices};
use crate::domain::change::Change;
use crate::domain::content::SaidFor;
use crate::domain::flow::{Answer, Ask, Choice, Extra, Prompt, Step, Then, World, breathe};
use crate::domain::note::EntryKind;
use crate::domain::people::{Each, Person};
use crate::domain::text;

pub(super) const TITLE: &str = "A repair talk";
/// How long the breathing in a pause is, in seconds.
const BREATHS: u32 = 120;
/// Shown to everybody alike, before it begins.
const AFRAID: &str = "If you are afraid of someone, or feel made to do things: exercises for two are \
                      not for that. Use a phone or computer they cannot reach.";

/// Where in the talk one is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Page {
    /// Waiting for a key from each. Whose came is never drawn.
    Ready(Each<bool>),
    /// Who speaks first.
    First,
    At(Talk),
    Pause(Talk),
    Breathing(Talk),
    /// One line to keep.
    Line(Talk),
}

/// How far the talk has come.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Talk {
    stage: Stage,
    /// Who speaks now.
    speaks: Person,
    /// Whether the other has spoken before.
    swapped: bool,
    /// Which card is looked at.
    card: usize,
}

/// What is done; the first three once by each.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Say,
    Heard,
    More,
    Own,
    Help,
    End,
}

impl Talk {
    fn to(self, stage: Stage) -> Self {
        Self { stage, card: 0, ..self }
    }

    /// What comes once whoever speaks has said all of it.
    fn said(self) -> Self {
        if self.swapped {
            return self.to(Stage::Own);
        }
        Self { speaks: self.speaks.other(), swapped: true, ..self }.to(Stage::Say)
    }

    /// The step before; none before the first.
    fn before(self) -> Option<Self> {
        Some(match self.stage {
            Stage::Say if self.swapped => {
                Self { speaks: self.speaks.other(), swapped: false, ..self }.to(Stage::More)
            }
            Stage::Say => return None,
            Stage::Heard => self.to(Stage::Say),
            Stage::More => self.to(Stage::Heard),
            Stage::Own => self.to(Stage::More),
            Stage::Help => self.to(Stage::Own),
            Stage::End => self.to(Stage::Help),
        })
    }

    fn prompt(self, world: World<'_>) -> Prompt {
        let speaks = world.archive.name(self.speaks);
        let listens = world.archive.name(self.speaks.other());
        let card = |said_for| card(said_for, self.card, world);
        let prompt = match self.stage {
            Stage::Say => Prompt::new(TITLE, format!("{speaks} speaks, {listens} listens."), Ask::Go)
                .line(card(SaidFor::Say))
                .line("That is one way to begin. One thing is enough."),
            Stage::Heard => {
                Prompt::new(TITLE, format!("{listens}, you could say back what you heard."), Ask::Go)
                    .line(card(SaidFor::Heard))
                    .line(format!("{speaks} can add what was left out."))
            }
            Stage::More => {
                let rows = ["That was it, for now", "A little more"].map(Choice::plain).to_vec();
                Prompt::new(TITLE, format!("{speaks}, is there more?"), choices(rows))
            }
            Stage::Own => Prompt::new(TITLE, "A part of one's own, if there is one.", Ask::Go)
                .line(card(SaidFor::Own))
                .line("Each, in either order. A part is not all of it."),
            Stage::Help => Prompt::new(TITLE, "One small thing each.", Ask::Go)
                .line(card(SaidFor::Help))
                .line("Something to ask for, or something to give."),
            Stage::End => {
                let keep = world.keeps.then_some("Keep one line of it");
                let rows = ["Leave it at that"].into_iter().chain(keep).map(Choice::plain).collect();
                Prompt::new(TITLE, "That is a good place to end.", choices(rows))
                    .line(card(SaidFor::End))
                    .line("Nothing of it is written down so far.")
            }
        };
        let prompt = if self.stage == Stage::More { prompt } else { prompt.extra(Extra::Others) };
        if self.stage == Stage::End { prompt } else { prompt.extra(Extra::Pause) }
    }

    fn answer(self, answer: &Answer, world: World<'_>) -> Go {
        let at = |talk| to(Page::At(talk));
        match (self.stage, answer) {
            (Stage::End, Answer::Extra(Extra::Pause, _)) | (Stage::More, Answer::Extra(Extra::Others, _)) => {
                Go::not_asked()
            }
            (_, Answer::Extra(Extra::Pause, _)) => to(Page::Pause(self)),
            (_, Answer::Extra(Extra::Others, _)) => onward(Page::At(Self { card: self.card + 1, ..self })),
            (Stage::Say, Answer::Go) => at(self.to(Stage::Heard)),
            (Stage::Heard, Answer::Go) => at(self.to(Stage::More)),
            (Stage::More, Answer::Pick(0)) => at(self.said()),
            (Stage::More, Answer::Pick(1)) => at(self.to(Stage::Say)),
            (Stage::Own, Answer::Go) => at(self.to(Stage::Help)),
            (Stage::Help, Answer::Go) => at(self.to(Stage::End)),
            (Stage::End, Answer::Pick(0)) => Go::Onward(super::Page::Door),
            (Stage::End, Answer::Pick(1)) if world.keeps => to(Page::Line(self)),
            _ => Go::not_asked(),
        }
    }
}

impl Page {
    pub(super) fn begin() -> Self {
        Self::Ready(Each::default())
    }

    /// Where going back leads within the talk.
    pub(super) fn above(self) -> Option<Self> {
        match self {
            Self::At(talk) => Some(talk.before().map_or(Self::First, Self::At)),
            Self::Pause(talk) | Self::Line(talk) => Some(Self::At(talk)),
            Self::Breathing(talk) => Some(Self::Pause(talk)),
            Self::Ready(_) | Self::First => None,
        }
    }

    pub(super) fn prompt(self, world: World<'_>) -> Prompt {
        let name = |person| world.archive.name(person);
        match self {
            Self::Ready(_) => {
                Prompt::new(TITLE, "After a hurt, turn by turn, if both would like.", Ask::BothKeys)
                    .line(format!("{} presses 1, {} presses 8.", name(Person::A), name(Person::B)))
                    .line("A pause is always there, and stopping is good.")
                    .line("Another evening is fine.")
                    .note(AFRAID)
                    .extra(Extra::Leave)
            }
            Self::First => {
                let names = Person::BOTH.map(|person| Choice::plain(name(person))).to_vec();
                Prompt::new(TITLE, "Who would like to speak first?", choices(names))
                    .line("The other has as much room after it.")
            }
            Self::At(talk) => talk.prompt(world),
            Self::Pause(_) => {
                let rows = ["Breathe together", "Go on where you were", "Leave it for tonight"];
                Prompt::new(
                    TITLE,
                    "A pause. Nobody needs to explain.",
                    choices(rows.map(Choice::plain).to_vec()),
                )
                .line(card(SaidFor::Pause, 0, world))
                .line("It waits as long as you like.")
            }
            Self::Breathing(_) => breathe::along(TITLE, BREATHS),
            Self::Line(_) => {
                let ask = Ask::Line { start: String::new(), most: text::LINE };
                Prompt::new(TITLE, "One line, in words that both like:", ask)
                    .line("It stands in the journal, from both of you. Empty keeps nothing.")
            }
        }
    }

    pub(super) fn answer(self, answer: Answer, world: World<'_>) -> Go {
        match (self, answer) {
            (Self::Ready(_), Answer::Extra(Extra::Leave, _)) => Go::Onward(super::Page::Door),
            (Self::Ready(mut pressed), Answer::Key(person)) => {
                pressed[person] = true;
                let both = pressed.a && pressed.b;
                onward(if both { Self::First } else { Self::Ready(pressed) })
            }
            (Self::First, Answer::Pick(at @ (0 | 1))) => {
                to(Self::At(Talk { stage: Stage::Say, speaks: Person::BOTH[at], swapped: false, card: 0 }))
            }
            (Self::At(talk), answer) => talk.answer(&answer, world),
            (Self::Pause(talk), Answer::Pick(0)) => to(Self::Breathing(talk)),
            (Self::Pause(talk), Answer::Pick(1)) => onward(Self::At(talk)),
            (Self::Pause(_), Answer::Pick(2)) => {
                Go::Step(Step::on(Then::Home(Some("Stopping is good. It can wait.".into()))))
            }
            (Self::Breathing(talk), Answer::Go) => onward(Self::Pause(talk)),
            (Self::Line(_), Answer::Text(words)) => match text::line(&words, text::LINE) {
                Some(words) => {
                    let (evening, kind) = (world.evening(), EntryKind::Repair);
                    let change = Change::WriteTogether { evening, kind, words };
                    Go::Kept(Box::new(change), super::Page::Door, super::IN_THE_JOURNAL)
                }
                None => Go::Onward(super::Page::Door),
            },
            _ => Go::not_asked(),
        }
    }
}

fn card(said_for: SaidFor, at: usize, world: World<'_>) -> &str {
    let cards = world.content.talk.iter().filter(|card| card.said_for == said_for);
    some(cards.map(|card| (&card.id, &card.text)), at, world)
}

fn to(page: Page) -> Go {
    Go::To(super::Page::Repair(page))
}

fn onward(page: Page) -> Go {
    Go::Onward(super::Page::Repair(page))
}
