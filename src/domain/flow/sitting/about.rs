//! What holds for a sitting: who touches first, where, how long, and where touch ends.

use super::turn::Next;
use super::{Prompt, Sitting, TITLE, World};
use crate::domain::body::Spot;
use crate::domain::content::{Area, TouchCard, shuffle};
use crate::domain::flow::welcome::together::COMPANY;
use crate::domain::flow::{Ask, Choice, Extra, OneOf};
use crate::domain::offers::Fit;
use crate::domain::people::Person;
use crate::domain::sitting::Live;
use crate::domain::text;
use crate::domain::welcome::joint::Joint;

/// What may be chosen as minutes of a turn.
const MINUTES: [u32; 5] = [2, 3, 5, 10, 15];
/// The longest turn where either would rather it were gentle.
const GENTLY: u32 = 10;

/// What holds, as far as it was said.
#[derive(Clone, PartialEq)]
pub(super) struct About {
    /// Whether there are turns; the signals alone have none.
    turns: bool,
    /// Who touches, and who receives; `None` where both do whatever comes.
    touches: Option<Person>,
    place: Place,
    minutes: u32,
    lying: Option<String>,
    stays_on: Option<String>,
    ends_at: Option<String>,
    /// Only hands, and nobody moves.
    gentler: bool,
    /// Which of the touches that fit stands there.
    card: usize,
}

/// Where the touch is.
#[derive(Clone, PartialEq)]
enum Place {
    /// Nowhere: being in each other's company.
    Company,
    /// As it comes, within what fits.
    Open,
    Area(Area),
    Words(String),
}

/// One thing that holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Item {
    First,
    Where,
    Minutes,
    Lying,
    StaysOn,
    EndsAt,
}

impl Item {
    pub(super) const ALL: [Self; 6] =
        [Self::First, Self::Where, Self::Minutes, Self::Lying, Self::StaysOn, Self::EndsAt];

    /// Whether own words may stand for it.
    pub(super) fn takes_words(self) -> bool {
        !matches!(self, Self::First | Self::Minutes)
    }

    fn label(self) -> &'static str {
        match self {
            Self::First => "Who touches first",
            Self::Where => "Where",
            Self::Minutes => "How long each",
            Self::Lying => "How to lie or sit",
            Self::StaysOn => "What stays on",
            Self::EndsAt => "Where touch ends",
        }
    }

    fn question(self) -> &'static str {
        match self {
            Self::First => "Who touches first?",
            Self::Where => "Where would touch be good?",
            Self::Minutes => "How long is one turn?",
            Self::Lying => "How would you like to lie or sit?",
            Self::StaysOn => "What stays on?",
            Self::EndsAt => "Where does touch end, for sure?",
        }
    }
}

impl Default for About {
    /// The careful end of everything.
    fn default() -> Self {
        Self {
            turns: true,
            touches: None,
            place: Place::Area(Area::Hands),
            minutes: 5,
            lying: None,
            stays_on: None,
            ends_at: None,
            gentler: false,
            card: 0,
        }
    }
}

impl About {
    /// Nothing but signals.
    pub(super) fn nothing() -> Self {
        Self { turns: false, place: Place::Open, ..Self::default() }
    }

    pub(super) fn has_turns(&self) -> bool {
        self.turns
    }

    fn fit(world: World<'_>) -> Fit {
        world.archive.round(world.evening()).fit(world.now)
    }

    /// The touches that fit tonight, in the order of this evening.
    fn touches_that_fit<'a>(&self, world: World<'a>) -> Vec<&'a TouchCard> {
        let fit = Self::fit(world);
        let fits = |card: &&TouchCard| {
            fit.allows_touch(card) && (!self.gentler || (card.is_still() && card.is_hands_only()))
        };
        let mut cards: Vec<&TouchCard> = world.content.touch.instructions.iter().filter(fits).collect();
        // They begin where touch is good for both lately.
        let good = world.archive.memory().good;
        cards.sort_by_cached_key(|card| {
            (!card.areas.iter().all(|area| good.contains(area)), shuffle(world.evening(), &card.id))
        });
        cards
    }

    /// The areas in which some touch fits tonight.
    fn areas(&self, world: World<'_>) -> Vec<Area> {
        let cards = self.touches_that_fit(world);
        let in_one = |area: &Area| cards.iter().any(|card| card.areas == [*area]);
        Area::WORDS.iter().map(|(area, _)| *area).filter(in_one).collect()
    }

    /// Where it is, as far as that still fits.
    fn place(&self, world: World<'_>) -> Place {
        match &self.place {
            Place::Area(area) => match self.areas(world) {
                areas if areas.contains(area) => Place::Area(*area),
                // What does not fit any more becomes hands, and never more.
                areas if areas.contains(&Area::Hands) => Place::Area(Area::Hands),
                _ => Place::Company,
            },
            place => place.clone(),
        }
    }

    fn place_words(&self, world: World<'_>) -> String {
        match self.place(world) {
            // As it comes, within what fits.
            Place::Open => match self.areas(world).as_slice() {
                [] => COMPANY_ALONE.into(),
                areas => areas.iter().map(|area| area.words()).collect::<Vec<_>>().join(", "),
            },
            Place::Company => COMPANY_ALONE.into(),
            Place::Area(area) => area.words().into(),
            Place::Words(words) => words,
        }
    }

    fn minutes(&self, world: World<'_>) -> u32 {
        let most = if Self::fit(world).word.gently { GENTLY } else { u32::MAX };
        self.minutes.min(most)
    }

    /// How long a turn is, in seconds.
    pub(super) fn seconds(&self, world: World<'_>) -> u32 {
        60 * self.minutes(world)
    }

    fn said(&self, item: Item, world: World<'_>) -> String {
        let or = |words: &Option<String>, otherwise: &str| words.clone().unwrap_or_else(|| otherwise.into());
        match item {
            Item::First => match self.touches {
                Some(person) => world.archive.name(person).to_owned(),
                None => "both, or neither".into(),
            },
            Item::Where => self.place_words(world),
            Item::Minutes => minutes(self.minutes(world)),
            Item::Lying => or(&self.lying.clone().filter(|way| !self.is_ruled_out(way, world)), "as you are"),
            Item::StaysOn => or(&self.stays_on, "everything"),
            Item::EndsAt => self.ends_at.clone().unwrap_or_else(|| self.place_words(world)),
        }
    }

    /// Whether this way to lie was offered, and is ruled out since.
    fn is_ruled_out(&self, way: &str, world: World<'_>) -> bool {
        let known = world.content.touch.lying.iter().any(|one| one.text == way);
        known && !self.offered(Item::Lying, world).iter().any(|one| one == way)
    }

    /// The lengths of a turn that fit tonight.
    fn lengths(world: World<'_>) -> impl Iterator<Item = u32> {
        let gently = Self::fit(world).word.gently;
        MINUTES.into_iter().filter(move |one| !gently || *one <= GENTLY)
    }

    /// What is offered for one thing, in words.
    pub(super) fn offered(&self, item: Item, world: World<'_>) -> Vec<String> {
        let touch = &world.content.touch;
        match item {
            Item::First => {
                let names = Person::BOTH.map(|person| world.archive.name(person).to_owned());
                names.into_iter().chain(["Both, or neither: being close".to_owned()]).collect()
            }
            Item::Where | Item::EndsAt => {
                let areas = self.areas(world).into_iter().map(|area| area.words().to_owned());
                let open = if item == Item::Where { "As it comes" } else { "Where it is now" };
                areas.chain([open.to_owned()]).collect()
            }
            Item::Minutes => Self::lengths(world).map(minutes).collect(),
            Item::Lying => {
                let fit = Self::fit(world);
                let fits =
                    touch.lying.iter().filter(|way| !way.tags.iter().any(|tag| fit.ruled_out.contains(tag)));
                fits.map(|way| way.text.clone()).collect()
            }
            Item::StaysOn => touch.stays_on.iter().map(|card| card.text.clone()).collect(),
        }
    }

    pub(super) fn ask(&self, item: Item, world: World<'_>) -> Prompt {
        let offered = self.offered(item, world);
        let said = self.said(item, world);
        let first = offered.iter().position(|words| *words == said).unwrap_or(0);
        let own = item.takes_words().then(|| "In our own words".to_owned());
        let choices = offered.into_iter().chain(own).map(Choice::plain).collect();
        let prompt = Prompt::new(TITLE, item.question(), Ask::OneOf(OneOf { first, ..OneOf::new(choices) }));
        match item {
            Item::First => prompt.line("Whoever receives decides where and how."),
            Item::Where => {
                let prompt = prompt.line("Aiming nowhere. Warm or cool, light or firm, smooth or rough.");
                let none = world.archive.both_welcome(world.evening()) == Joint::default();
                if none { prompt.line(COMPANY) } else { prompt }
            }
            Item::EndsAt => prompt.line("Neither will ask for more."),
            _ => prompt,
        }
    }

    /// One of what is offered.
    pub(super) fn chosen(&self, item: Item, at: usize, world: World<'_>) -> Option<Self> {
        let words = self.offered(item, world).into_iter().nth(at)?;
        let mut next = self.clone();
        match item {
            Item::First => next.touches = Person::BOTH.get(at).copied(),
            Item::Where => {
                next.place = self.areas(world).get(at).map_or(Place::Open, |area| Place::Area(*area));
                next.card = 0;
            }
            Item::Minutes => next.minutes = Self::lengths(world).nth(at)?,
            Item::Lying => next.lying = Some(words),
            Item::StaysOn => next.stays_on = Some(words),
            Item::EndsAt => next.ends_at = self.areas(world).get(at).map(|area| area.words().to_owned()),
        }
        Some(next)
    }

    /// The field for own words.
    pub(super) fn words(&self, item: Item) -> Prompt {
        let start = match (item, &self.place) {
            (Item::Where, Place::Words(words)) => words.clone(),
            (Item::Lying, _) => self.lying.clone().unwrap_or_default(),
            (Item::StaysOn, _) => self.stays_on.clone().unwrap_or_default(),
            (Item::EndsAt, _) => self.ends_at.clone().unwrap_or_default(),
            _ => String::new(),
        };
        Prompt::new(TITLE, item.question(), Ask::Line { start, most: text::NAME }).line("It is kept nowhere.")
    }

    /// Own words for one thing; `None` where there are none.
    pub(super) fn worded(&self, item: Item, words: &str) -> Option<Self> {
        let words = text::line(words, text::NAME)?;
        let mut next = self.clone();
        match item {
            Item::Where => next.place = Place::Words(words),
            Item::Lying => next.lying = Some(words),
            Item::StaysOn => next.stays_on = Some(words),
            Item::EndsAt => next.ends_at = Some(words),
            Item::First | Item::Minutes => return None,
        }
        Some(next)
    }

    /// All that holds, to be begun with or changed.
    pub(super) fn stands(&self, world: World<'_>) -> Prompt {
        let begin = Choice::noted("Begin", "paused, until each says go");
        let items = Item::ALL.map(|item| Choice::noted(item.label(), self.said(item, world)));
        let card = Choice::noted("Whom it is for", "a card, for each of you");
        let choices = [begin].into_iter().chain(items).chain([card]).collect();
        let ends = self.said(Item::EndsAt, world);
        let mut prompt =
            Prompt::new(TITLE, "This is how it stands, if you both like.", Ask::OneOf(OneOf::new(choices)))
                .line(format!("Touch ends at: {ends}. Neither will ask for more."))
                .note("Saying it aloud to each other is worth more.");
        prompt.quiet.extend(self.notes(world));
        prompt.quiet.extend(world.minded(world.evening()));
        prompt
    }

    /// What either shows of their body that belongs beside this place.
    fn notes(&self, world: World<'_>) -> Vec<String> {
        let near = world.archive.shown_body_notes().filter(|note| self.is_near(&note.spot, world));
        near.map(|note| note.sentence(world.archive.name(note.person))).collect()
    }

    /// Whether a note about `spot` belongs beside the place chosen. One in own words belongs
    /// beside every place, since nobody can tell.
    fn is_near(&self, spot: &Spot, world: World<'_>) -> bool {
        match (spot, self.place(world)) {
            (Spot::Area(spot), Place::Area(area)) => *spot == area,
            (Spot::Area(_), Place::Company) => false,
            (Spot::Area(_), Place::Open | Place::Words(_)) | (Spot::Other(_), _) => true,
        }
    }

    /// Whose turn it is and where, in one line; after a swap where `swapped`.
    pub(super) fn said_of_turn(&self, swapped: bool, world: World<'_>) -> String {
        let touches = if swapped { self.touches.map(Person::other) } else { self.touches };
        let place = self.place_words(world);
        match touches {
            Some(person) => {
                let (one, other) = (world.archive.name(person), world.archive.name(person.other()));
                format!("{one} touches, {other} receives: {place}.")
            }
            None => format!("Close to each other: {place}."),
        }
    }

    /// The page of the signals.
    pub(super) fn signals(&self, live: &Live, world: World<'_>) -> Prompt {
        let ask = Ask::Signals(Box::new(live.clone()));
        let cards = self.cards_here(world);
        let question =
            if self.turns { self.said_of_turn(false, world) } else { "The signals, for tonight.".to_owned() };
        let mut prompt = Prompt::new(TITLE, question, ask);
        if let Some(card) = cards.get(self.card % cards.len().max(1)) {
            if world.archive.both_welcome(world.evening()).asks_first(&card.areas, &card.kinds) {
                prompt.lines.push(ASK_FIRST.into());
            }
            prompt.lines.extend(card.lines.iter().cloned());
        }
        if self.turns {
            prompt.lines.extend(self.notes(world));
        }
        let leads = |extra: &Extra| match extra {
            Extra::Rest => self.turns,
            Extra::Others => cards.len() > 1,
            _ => true,
        };
        prompt.extras.extend(Sitting::OUT_OF_A_PAUSE.into_iter().filter(leads));
        prompt
    }

    /// The touches that fit where it is; none for a place in own words, or without turns.
    fn cards_here<'a>(&self, world: World<'a>) -> Vec<&'a TouchCard> {
        if !self.turns {
            return Vec::new();
        }
        let cards = self.touches_that_fit(world);
        match self.place(world) {
            Place::Open => cards,
            Place::Area(area) => cards.into_iter().filter(|card| card.areas == [area]).collect(),
            Place::Company | Place::Words(_) => Vec::new(),
        }
    }

    pub(super) fn with_another_touch(&self) -> Self {
        Self { card: self.card + 1, ..self.clone() }
    }

    /// The same for the turn that comes next.
    pub(super) fn for_the_next(&self, next: Next) -> Self {
        match next {
            Next::Stay => self.clone(),
            Next::Swap => {
                Self { touches: self.touches.map(Person::other), card: self.card + 1, ..self.clone() }
            }
            Next::Gentler => Self {
                gentler: true,
                place: Place::Area(Area::Hands),
                ends_at: None,
                card: 0,
                ..self.clone()
            },
        }
    }
}

const COMPANY_ALONE: &str = "company";

/// What stands by a touch that either would like to be asked about, never saying who.
const ASK_FIRST: &str = "Ask first.";

fn minutes(count: u32) -> String {
    format!("{count} minutes")
}

/// The card about whom a touch is for.
pub(super) fn who_for(world: World<'_>) -> Prompt {
    let card = &world.content.touch.who_is_it_for;
    let mut prompt = Prompt::new(TITLE, "Whom is it for?", Ask::Go);
    prompt.lines.extend(card.asks.iter().cloned());
    prompt.quiet.extend(card.ways.iter().map(|way| way.text.clone()));
    prompt
}
