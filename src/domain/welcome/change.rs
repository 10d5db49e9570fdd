//! What its owner can do with a list.

use super::{How, Noted, Place, WelcomeList, cleaned};
use crate::domain::body::Spot;
use crate::domain::change::Refusal;
use crate::domain::content::{Area, Kind};
use crate::domain::private::unprinted;
use crate::domain::time::Evening;

/// What its owner can do with a list, in their own turn. None of it can be taken back by a key:
/// that would bring a mark back.
#[derive(Clone, PartialEq)]
pub enum WelcomeChange {
    /// A kind of touch at a place is marked; `None` takes the mark away.
    Mark(Spot, Kind, Option<How>),
    /// Every mark of a place is taken away.
    TakeAway(Spot),
    /// Of marks that ran out these still hold, as they were, from this evening on; no other does.
    Again(Vec<(Spot, Kind)>),
    /// An area has this name on one's own list; none is its usual word.
    Name(Area, Option<String>),
    /// An area is off one's own list, with whatever was marked there, or on it again.
    Hide(Area, bool),
    /// A place of one's own is on it too.
    Add(String),
    /// A place of one's own is off it, with whatever was marked there.
    Drop(String),
}

impl WelcomeList {
    /// The list after `change` on `evening`. `holds` says whether its marks hold now: those that
    /// ran out never hold again because another one is made.
    ///
    /// # Errors
    /// A [`Refusal`] where there is no such place, or one has that name already.
    pub(in crate::domain) fn changed(
        &self,
        change: &WelcomeChange,
        evening: Evening,
        holds: bool,
        noted: Vec<Noted>,
    ) -> Result<Self, Refusal> {
        let mut list = self.clone();
        match change {
            WelcomeChange::Mark(spot, kind, how) => {
                if !kind.is_touch() || !list.spots().contains(spot) {
                    return Err(Refusal::NotThere);
                }
                match how {
                    Some(how) => {
                        if !holds {
                            list = list.anew(evening, noted);
                        }
                        list.place_mut(spot).kinds.insert(*kind, *how);
                    }
                    None => drop(list.place_mut(spot).kinds.remove(kind)),
                }
            }
            WelcomeChange::TakeAway(spot) => {
                for place in list.places.iter_mut().filter(|place| place.spot == *spot) {
                    place.kinds.clear();
                }
            }
            WelcomeChange::Again(kept) => {
                list = list.anew(evening, noted);
                for (spot, kind, how) in self.marks() {
                    if kept.contains(&(spot.clone(), kind)) {
                        list.place_mut(&spot).kinds.insert(kind, how);
                    }
                }
            }
            WelcomeChange::Name(area, name) => {
                let spot = Spot::Area(*area);
                let name = name.as_deref().and_then(cleaned).filter(|name| name != area.words());
                if name.as_deref().is_some_and(|name| list.calls(name, Some(&spot))) {
                    return Err(Refusal::NamedAlready);
                }
                list.place_mut(&spot).name = name;
            }
            WelcomeChange::Hide(area, hidden) => {
                let place = list.place_mut(&Spot::Area(*area));
                place.hidden = *hidden;
                place.kinds.clear();
            }
            WelcomeChange::Add(name) => {
                let name = cleaned(name).ok_or(Refusal::NoWords)?;
                if list.calls(&name, None) {
                    return Err(Refusal::NamedAlready);
                }
                list.place_mut(&Spot::Other(name));
            }
            WelcomeChange::Drop(name) => {
                let dropped = |place: &Place| matches!(&place.spot, Spot::Other(own) if own == name);
                if !list.places.iter().any(dropped) {
                    return Err(Refusal::NotThere);
                }
                list.places.retain(|place| !dropped(place));
            }
        }
        list.tidy();
        Ok(list)
    }

    /// The same places, on which marks begin anew.
    fn anew(&self, evening: Evening, noted: Vec<Noted>) -> Self {
        Self { since: Some(evening), knew: noted, ..self.without_marks() }
    }
}

unprinted!(WelcomeChange);
