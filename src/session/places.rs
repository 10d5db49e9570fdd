//! Tonight, as both front ends show it: whom it greets, and where it leads.

use std::borrow::Cow;

use super::Session;
use super::guide::Route;
use crate::domain::note::beginning;
use crate::domain::text::both_names;
use crate::domain::time::Now;

/// A place that Tonight leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A guided thing.
    Flow(Route),
    /// The settings of this machine.
    Settings,
}

impl Place {
    /// What Tonight may show, in its order.
    const TONIGHT: [Self; 17] = [
        Self::Flow(Route::Recovery),
        Self::Flow(Route::OtherKey),
        Self::Flow(Route::SetUp),
        Self::Flow(Route::Window),
        Self::Flow(Route::Evening),
        Self::Flow(Route::Offers),
        Self::Flow(Route::Breathe),
        Self::Flow(Route::Touch),
        Self::Flow(Route::Twilight),
        Self::Flow(Route::Calendar),
        Self::Flow(Route::Plan),
        Self::Flow(Route::LookingBack),
        Self::Flow(Route::Minding),
        Self::Flow(Route::Notes),
        Self::Flow(Route::Ways),
        Self::Settings,
        Self::Flow(Route::Copies),
    ];

    /// What is needed seldom, and found through the settings.
    const SELDOM: [Self; 5] = [
        Self::Flow(Route::Lock),
        Self::Flow(Route::Cover),
        Self::Flow(Route::SetUp),
        Self::Flow(Route::Earlier),
        Self::Flow(Route::CalendarBin),
    ];

    /// What Tonight shows now: names first where there are none, and later only seldom.
    #[must_use]
    pub fn tonight(session: &Session, now: Now) -> Vec<Self> {
        Self::leading(&Self::TONIGHT, session, now, !is_named(session))
    }

    /// What the settings lead to now.
    #[must_use]
    pub fn in_settings(session: &Session, now: Now) -> Vec<Self> {
        Self::leading(&Self::SELDOM, session, now, is_named(session))
    }

    fn leading(places: &[Self], session: &Session, now: Now, set_up: bool) -> Vec<Self> {
        let here = |place: &Self| set_up || *place != Self::Flow(Route::SetUp);
        places.iter().copied().filter(|place| here(place) && place.leads(session, now)).collect()
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Flow(Route::Evening) => "Check in",
            Self::Flow(Route::Offers) => "What tonight could hold",
            Self::Flow(Route::Breathe) => "Breathe",
            Self::Flow(Route::Touch) => "Time for touch",
            Self::Flow(Route::Twilight) => "The quiet ending",
            Self::Flow(Route::Plan) => "The plan",
            Self::Flow(Route::LookingBack) => "Look back at the week",
            Self::Flow(Route::Notes) => "Journal",
            Self::Flow(Route::Minding) => "To mind for now",
            Self::Flow(Route::Ways) => "My own ways",
            Self::Flow(Route::Cover) => "Cover something shown",
            Self::Flow(Route::Lock) => "My passphrase",
            Self::Flow(Route::SetUp) => "Names and set-up",
            Self::Flow(Route::Copies) => "Copies from a sync",
            Self::Flow(Route::Earlier) => "Earlier copies",
            Self::Flow(Route::Recovery) => "What did not open",
            Self::Flow(Route::OtherKey) => "Another key",
            Self::Flow(Route::Import) => "From another calendar",
            Self::Flow(Route::Calendar) => "Our calendar",
            Self::Flow(Route::CalendarBin) => "Put away from the calendar",
            Self::Flow(Route::Window) => "Time for us",
            Self::Settings => "Settings",
        }
    }

    /// A few quiet words beside it. They never tell who has answered already.
    #[must_use]
    pub fn note(self, session: &Session, now: Now) -> Cow<'static, str> {
        match self {
            Self::Flow(Route::Calendar) => next(session, now).into(),
            _ => self.fixed_note(session, now).into(),
        }
    }

    fn fixed_note(self, session: &Session, now: Now) -> &'static str {
        match self {
            Self::Flow(Route::Evening) if session.archive().round(session.evening(now)).looked() => {
                "done for this evening"
            }
            Self::Flow(Route::Evening) => "about a minute each",
            Self::Flow(Route::Offers) if session.archive().plan(session.evening(now), now).setback => {
                "three small things, gentler for now"
            }
            Self::Flow(Route::Offers) => "three small things, or none",
            Self::Flow(Route::Breathe) => "a few minutes, side by side",
            Self::Flow(Route::Touch) => "when you both like",
            Self::Flow(Route::Twilight) => "lamp low, three minutes",
            Self::Flow(Route::Plan) if session.archive().asks_how_often(session.evening(now)) => {
                "small steps, and a quiet question"
            }
            Self::Flow(Route::Plan) => "small steps, and who does what",
            Self::Flow(Route::LookingBack) => "ready when you are",
            Self::Flow(Route::Notes) => "to write, or to read",
            Self::Flow(Route::Minding) if asks_again(session, now) => "something to ask about again",
            Self::Flow(Route::Minding) => "what holds now, and why",
            Self::Flow(Route::Ways) => "what only you set",
            Self::Flow(Route::Cover) => "takes it out again",
            Self::Flow(Route::Lock) => "locks what is only yours",
            Self::Flow(Route::SetUp) => "who you are, and more",
            Self::Flow(Route::Copies) => "a look before anything changes",
            Self::Flow(Route::Recovery) => "choose what stands there instead",
            Self::Flow(Route::OtherKey | Route::Import) => "look, then choose",
            Self::Flow(Route::Earlier) => "look, or bring one back",
            Self::Flow(Route::Calendar) => NOTHING_NEXT,
            Self::Flow(Route::CalendarBin) => "bring back, or clear",
            Self::Flow(Route::Window) => "planned for this evening",
            Self::Settings => "passphrase, copies, colours",
        }
    }

    /// Whether it leads anywhere now: nothing that needs a name does before there is one, and
    /// nothing that keeps something does where there is only looking; copies where there are some.
    #[must_use]
    pub fn leads(self, session: &Session, now: Now) -> bool {
        let named = is_named(session);
        let keeps = session.looking_only().is_none();
        match self {
            Self::Flow(
                Route::Offers
                | Route::Breathe
                | Route::Notes
                | Route::Minding
                | Route::Calendar
                | Route::LookingBack,
            ) => named,
            // It takes two, and it keeps nothing: looking is enough for it.
            Self::Flow(Route::Touch) => named && !session.archive().alone(),
            Self::Flow(Route::Copies) => keeps && session.has_copies(),
            Self::Settings | Self::Flow(Route::SetUp | Route::Earlier) => keeps,
            Self::Flow(Route::Recovery) => session.needs_choice(),
            Self::Flow(Route::OtherKey) => session.other_key().is_some(),
            Self::Flow(Route::Window) => {
                named && keeps && session.archive().windows(session.evening(now)).next().is_some()
            }
            Self::Flow(_) => named && keeps,
        }
    }
}

/// What the calendar is for, where nothing is to come on it.
const NOTHING_NEXT: &str = "rest days, dates, time for us";
/// How far ahead Tonight tells what comes next, in days, and in how many graphemes.
const AHEAD: (u16, usize) = (28, 36);

/// What comes next on the calendar.
fn next(session: &Session, now: Now) -> String {
    let (days, most) = AHEAD;
    let coming = session.archive().coming(now.wall.date_naive(), days, 1);
    coming
        .first()
        .map_or_else(|| NOTHING_NEXT.to_owned(), |(_, words)| beginning(&format!("next {words}"), most))
}

/// Whether something to mind is past a date of its own.
fn asks_again(session: &Session, now: Now) -> bool {
    let today = now.wall.date_naive();
    session.archive().restrictions(session.evening(now)).any(|(_, one)| one.asks_again(today))
}

/// Whether anybody is set up.
fn is_named(session: &Session) -> bool {
    session.archive().people().next().is_some()
}

/// "Good evening", to whoever is set up.
#[must_use]
pub fn greeting(session: &Session) -> String {
    let archive = session.archive();
    let mut names = archive.people().map(|person| archive.name(person));
    match names.next() {
        Some(name) => format!("Good evening, {}.", both_names(name, names.next())),
        None => "Good evening.".into(),
    }
}
