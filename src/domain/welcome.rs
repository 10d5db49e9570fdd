//! What is welcome: one person's marks on kinds of touch and closeness, place by place. A signal,
//! never a promise.
//!
//! There are two marks and no third: what is not marked is open, and nothing says no. There is the
//! current value only, without a history, and it runs out by itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::body::Spot;
use super::content::{Area, Kind};
use super::private::unprinted;
use super::record::Id;
use super::text;
use super::time::Evening;

pub mod change;
pub mod joint;

/// For how many days marks hold.
pub const DAYS: i64 = 30;

/// How somebody marked a kind of touch at a place; the later is the more careful.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Welcome.
    Welcome,
    /// Ask me first.
    AskFirst,
}

impl How {
    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::AskFirst => "ask me first",
        }
    }
}

/// A place on somebody's list that is not as every list has it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::domain) struct Place {
    pub spot: Spot,
    /// What its owner calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is not on the list at all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// What is marked there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<Kind, How>,
}

impl Place {
    fn of(spot: Spot) -> Self {
        Self { spot, name: None, hidden: false, kinds: BTreeMap::new() }
    }

    /// Whether something is said here: a place of one's own is there by being added.
    fn says_something(&self) -> bool {
        let own = matches!(self.spot, Spot::Other(_));
        own || self.name.is_some() || self.hidden || !self.kinds.is_empty()
    }

    /// What is marked here and there, each mark the more careful of the two.
    fn with<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (Kind, How)> + 'a {
        self.kinds.iter().filter_map(|(kind, how)| Some((*kind, *other.kinds.get(kind)?.max(how))))
    }

    /// What it is called on its owner's list.
    pub(in crate::domain) fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(self.spot.words())
    }
}

/// Something that was noted about the health of a body, and on which evening.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Noted {
    /// The name of its record.
    pub id: Id,
    /// The evening.
    pub on: Evening,
}

/// One person's list.
///
/// The fields are private: only its owner, in their own turn, is given one, and the other sees
/// [`joint::Joint`] alone.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WelcomeList {
    /// The evening of the first of its marks; none where there are no marks. Marks that are added
    /// later run out with the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<Evening>,
    /// What was noted about this body when it was marked: whatever else is noted ends the marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    knew: Vec<Noted>,
    /// In the order of their spots, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<Place>,
}

impl WelcomeList {
    /// What it calls a place.
    #[must_use]
    pub fn name<'a>(&'a self, spot: &'a Spot) -> &'a str {
        self.place(spot).map_or(spot.words(), Place::called)
    }

    /// Whether a place is not on it.
    #[must_use]
    pub fn hides(&self, spot: &Spot) -> bool {
        self.place(spot).is_some_and(|place| place.hidden)
    }

    /// Every place there could be, hidden or not: the areas that all lists know, then those of
    /// one's own.
    #[must_use]
    pub fn every_spot(&self) -> Vec<Spot> {
        let own = self.places.iter().map(|place| &place.spot).filter(|spot| matches!(spot, Spot::Other(_)));
        Area::WORDS.iter().map(|(area, _)| Spot::Area(*area)).chain(own.cloned()).collect()
    }

    /// The places on it.
    #[must_use]
    pub fn spots(&self) -> Vec<Spot> {
        self.every_spot().into_iter().filter(|spot| !self.hides(spot)).collect()
    }

    /// The places with marks, whether these still hold or not.
    #[must_use]
    pub fn marked_spots(&self) -> Vec<Spot> {
        self.spots().into_iter().filter(|spot| !self.at(spot).is_empty()).collect()
    }

    /// What is marked at a place, in the order of the kinds.
    #[must_use]
    pub fn at(&self, spot: &Spot) -> Vec<(Kind, How)> {
        let kinds = self.place(spot).filter(|place| !place.hidden).map(|place| &place.kinds);
        kinds.into_iter().flatten().map(|(kind, how)| (*kind, *how)).collect()
    }

    /// How a kind is marked at a place.
    #[must_use]
    pub fn mark(&self, spot: &Spot, kind: Kind) -> Option<How> {
        self.at(spot).into_iter().find(|(one, _)| *one == kind).map(|(_, how)| how)
    }

    /// Every mark, in the order of places and kinds.
    #[must_use]
    pub fn marks(&self) -> Vec<(Spot, Kind, How)> {
        let all = self.spots().into_iter();
        all.flat_map(|spot| self.at(&spot).into_iter().map(move |(kind, how)| (spot.clone(), kind, how)))
            .collect()
    }

    /// Whether there is nothing marked.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.marks().is_empty()
    }

    /// The same places, with nothing marked.
    #[must_use]
    pub fn without_marks(&self) -> Self {
        let mut list = self.clone();
        for place in &mut list.places {
            place.kinds.clear();
        }
        list.tidy();
        list
    }

    /// Whether its marks hold on `evening`, where this is what `known` says of the body: each thing
    /// by all of its names. A clock that went back reads on the careful side.
    #[must_use]
    pub fn holds(&self, evening: Evening, known: &[Vec<Noted>]) -> bool {
        let age = self.since.map(|since| evening.days_since(since));
        let knew = |names: &Vec<Noted>| names.iter().any(|noted| self.knew.contains(noted));
        age.is_some_and(|age| (0..DAYS).contains(&age)) && known.iter().all(knew)
    }

    /// This list and another copy of it as one: what both mark, each mark the more careful of the
    /// two, from the earlier evening on and with what both knew.
    #[must_use]
    pub fn careful(&self, other: &Self) -> Self {
        let spots: BTreeSet<&Spot> = self.places.iter().chain(&other.places).map(|one| &one.spot).collect();
        let places = spots.into_iter().map(|spot| {
            let nothing = Place::of(spot.clone());
            let [one, two] = [self, other].map(|list| list.place(spot).unwrap_or(&nothing));
            let hidden = one.hidden || two.hidden;
            Place {
                spot: spot.clone(),
                name: [&one.name, &two.name].into_iter().flatten().min().cloned(),
                hidden,
                kinds: if hidden { BTreeMap::new() } else { one.with(two).collect() },
            }
        });
        let places = places.collect();
        let mut knew = self.knew.clone();
        knew.retain(|noted| other.knew.contains(noted));
        let since = [self.since, other.since].into_iter().flatten().min();
        let mut list = Self { since, knew, places };
        list.tidy();
        list
    }

    fn place(&self, spot: &Spot) -> Option<&Place> {
        self.places.iter().find(|place| place.spot == *spot)
    }

    fn place_mut(&mut self, spot: &Spot) -> &mut Place {
        let at = self.places.iter().position(|place| place.spot >= *spot).unwrap_or(self.places.len());
        if self.places.get(at).is_none_or(|place| place.spot != *spot) {
            self.places.insert(at, Place::of(spot.clone()));
        }
        &mut self.places[at]
    }

    /// Leaves nothing behind of what is not said any more.
    fn tidy(&mut self) {
        self.places.retain(Place::says_something);
        if self.places.iter().all(|place| place.kinds.is_empty()) {
            self.since = None;
            self.knew.clear();
        } else {
            self.knew.sort();
        }
    }

    /// Whether a place on it is called that already, another one than `but`.
    fn calls(&self, name: &str, but: Option<&Spot>) -> bool {
        let name = name.to_lowercase();
        let mut spots = self.every_spot().into_iter().filter(|spot| Some(spot) != but);
        spots.any(|spot| [self.name(&spot), spot.words()].iter().any(|known| known.to_lowercase() == name))
    }
}

/// A name, cleaned; `None` where nothing is left of it.
fn cleaned(name: &str) -> Option<String> {
    text::line(name, text::NAME)
}

unprinted!(How, Place, Noted, WelcomeList);
