//! What two people both marked. It is worked out whenever it is looked at and written nowhere.

use std::collections::BTreeSet;

use super::{How, Place, WelcomeList};
use crate::domain::body::Spot;
use crate::domain::content::{Area, Kind};
use crate::domain::private::unprinted;

/// What both marked: nothing where either has no list that holds, and the same nothing where the
/// two have nothing in common.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Joint {
    places: Vec<JointPlace>,
}

/// A place at which both marked something.
#[derive(Clone, PartialEq, Eq)]
pub struct JointPlace {
    spot: Spot,
    /// What it is called where both read it.
    pub name: String,
    /// What both marked there, in the order of the kinds. *Ask me first* by either, or by both, is
    /// the same.
    pub kinds: Vec<(Kind, How)>,
}

impl Joint {
    /// What both lists mark.
    #[must_use]
    pub fn of(a: &WelcomeList, b: &WelcomeList) -> Self {
        let joint = |one: &Place| {
            let two = b.places.iter().find(|two| is_same(&one.spot, &two.spot) && !two.hidden)?;
            let kinds: Vec<_> = one.with(two).collect();
            let place = JointPlace { spot: one.spot.clone(), name: name(one, two), kinds };
            (!place.kinds.is_empty()).then_some(place)
        };
        Self { places: a.places.iter().filter(|place| !place.hidden).filter_map(joint).collect() }
    }

    /// The places at which both marked something, in the order in which every list has them.
    #[must_use]
    pub fn places(&self) -> &[JointPlace] {
        &self.places
    }

    /// The kinds of touch that both marked, with the area where each is.
    #[must_use]
    pub fn touch(&self) -> BTreeSet<(Area, Kind)> {
        self.marks().map(|(area, kind, _)| (area, kind)).collect()
    }

    /// Whether a touch of one of these kinds at one of these places is to be asked about first.
    #[must_use]
    pub fn asks_first(&self, areas: &[Area], kinds: &[Kind]) -> bool {
        let names = |area, kind| areas.contains(&area) && kinds.contains(&kind);
        self.marks().any(|(area, kind, how)| how == How::AskFirst && names(area, kind))
    }

    fn marks(&self) -> impl Iterator<Item = (Area, Kind, How)> {
        self.places.iter().flat_map(|place| {
            let area = match place.spot {
                Spot::Area(area) => Some(area),
                Spot::Other(_) => None,
            };
            area.into_iter().flat_map(|area| place.kinds.iter().map(move |(kind, how)| (area, *kind, *how)))
        })
    }
}

/// Places of one's own are the same where both gave them one name.
fn is_same(one: &Spot, other: &Spot) -> bool {
    match (one, other) {
        (Spot::Other(one), Spot::Other(other)) => one.to_lowercase() == other.to_lowercase(),
        _ => one == other,
    }
}

/// A name of one's own stands where both read it too: nobody is to meet a word that they put away.
fn name(a: &Place, b: &Place) -> String {
    match (&a.name, &b.name) {
        (Some(one), Some(other)) if one.to_lowercase() != other.to_lowercase() => format!("{one} / {other}"),
        (Some(name), _) | (None, Some(name)) => name.clone(),
        (None, None) => a.spot.words().to_owned(),
    }
}

unprinted!(Joint, JointPlace);
