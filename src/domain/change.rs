//! Everything that can happen, and the one place that lets it happen.

use std::fmt;

use super::after_effect::AfterChange;
use super::archive::{Draft, HowItIs, Plainness, Recovering, Scale, TeamSaid};
use super::body::{BodyNote, Spot};
use super::calendar::change::CalendarChange;
use super::check_in::Finished;
use super::harder_patch::Gentler;
use super::jar::JarChange;
use super::limits::Limits;
use super::note::{EntryKind, NoteChange};
use super::our_words::OurWordsChange;
use super::people::{Person, Profile};
use super::plan::change::PlanChange;
use super::record::Id;
use super::restriction::Restriction;
use super::review::again::Looked;
use super::safety::SafetyChange;
use super::settings::Settings;
use super::time::{Evening, YearMonth};
use super::vocabulary::SignalWords;
use super::welcome::change::WelcomeChange;

mod apply;

/// Everything that can happen; the only verb that reaches the disk.
#[derive(Clone, PartialEq)]
pub enum Change {
    /// This machine's settings are these.
    Settings(Settings),
    /// A person is called this.
    Person(Profile),
    /// Who is recovering, and from what.
    Recovery(Recovering, Vec<String>),
    /// What somebody's team has said; who and when, in words.
    Team(Person, TeamSaid, Option<String>),
    /// Something to mind for now, noted this evening.
    Restrict(Restriction),
    /// What protects this person is said another way: this one holds at once, and the one of that
    /// name through this evening.
    Reword(Person, Id, Restriction),
    /// What protects this person is no longer to be minded, from tomorrow: they took it back.
    TakeBack(Person, Id),
    /// The same by a word of their team: who said it and when, in words.
    Clear(Person, Id, String),
    /// An operation, a hospital stay or a new treatment: what this person's team says is asked anew.
    Treatment(Person),
    /// A harder patch, from this evening on, for so many evenings. What runs already is never cut
    /// short by it.
    HarderPatch(Gentler),
    /// A note about a part of this person's own body, and whether the other sees it.
    BodyNote(Person, BodyNote, bool),
    /// What this person noted of that place goes for good.
    ForgetBodyNote(Person, Spot),
    /// Something on the calendar.
    Calendar(CalendarChange),
    /// Something of the plan.
    Plan(PlanChange),
    /// A word or a gesture of the couple's own for a signal; without words it is taken back.
    Sign(SignalWords),
    /// Something of the safety plan.
    Safety(SafetyChange),
    /// What a person does with what they noticed, and the jar.
    Jar(Person, JarChange),
    /// Something of the page that both write together.
    OurWords(OurWordsChange),
    /// That was looked at together, this evening.
    Looked(Looked),
    /// How texts speak and scales are answered.
    Ways(Plainness, Scale),
    /// A step of set-up was answered or passed over.
    Asked(&'static str),
    /// How it is for one person now.
    How(Person, HowItIs),
    /// How one's own questions are put.
    Questions(Person, Option<String>, Option<Scale>),
    /// One's own limits: tighter at once, looser from tomorrow.
    Limits(Person, Limits),
    /// The page before one's first turn was seen.
    Welcomed(Person),
    /// The other's public key, as one person knows it, or none any more.
    Knows(Person, Option<String>),
    /// An unfinished turn, or none any more.
    Draft(Person, Option<Draft>),
    /// A finished check-in, put in place of a waiting one.
    CheckIn(Box<Finished>),
    /// Both looked together at the round of this evening.
    Look(Evening),
    /// There was an evening here.
    Here(Evening),
    /// Something shown on this evening is taken out again.
    Cover(Person, Evening),
    /// These were offered this evening.
    Offered(Vec<String>, Evening),
    /// Both like this, or no longer.
    Liked(String, bool),
    /// Evenings before this one are over: what was not shown is gone, or its owner's alone.
    EveningOver(Evening),
    /// Words of both, written together outside anybody's turn.
    WriteTogether {
        /// The evening on which they were written.
        evening: Evening,
        /// What they are about.
        kind: EntryKind,
        /// The words.
        words: String,
    },
    /// What an author does with their notes.
    Note(Person, NoteChange),
    /// What a person does with how their own body was after an evening.
    After(Person, AfterChange),
    /// What is welcome to this person.
    Welcome(Person, WelcomeChange),
    /// Whether this person's calm is drawn beside their energy and body.
    DrawCalm(Person, bool),
    /// Words for their team were offered to this person.
    WordsForTeam(Person),
    /// Whether notes of the other wait for this person.
    NotesForMe(Person, bool),
    /// Nothing of this person is to stay: [`Archive::settled`](super::archive::Archive::settled)
    /// takes it out.
    EraseMine(Person),
}

impl fmt::Debug for Change {
    /// Names the change, never its content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Settings(_) => "Settings",
            Self::Person(_) => "Person",
            Self::Recovery(..) => "Recovery",
            Self::Team(..) => "Team",
            Self::Restrict(_) => "Restrict",
            Self::Reword(..) => "Reword",
            Self::TakeBack(..) => "TakeBack",
            Self::Clear(..) => "Clear",
            Self::Treatment(_) => "Treatment",
            Self::HarderPatch(_) => "HarderPatch",
            Self::BodyNote(..) => "BodyNote",
            Self::ForgetBodyNote(..) => "ForgetBodyNote",
            Self::Calendar(_) => "Calendar",
            Self::Plan(_) => "Plan",
            Self::Sign(_) => "Sign",
            Self::Safety(_) => "Safety",
            Self::OurWords(_) => "OurWords",
            Self::Jar(..) => "Jar",
            Self::Looked(_) => "Looked",
            Self::Ways(..) => "Ways",
            Self::Asked(_) => "Asked",
            Self::How(..) => "How",
            Self::Questions(..) => "Questions",
            Self::Limits(..) => "Limits",
            Self::Welcomed(_) => "Welcomed",
            Self::Knows(..) => "Knows",
            Self::Draft(..) => "Draft",
            Self::CheckIn(_) => "CheckIn",
            Self::Look(_) => "Look",
            Self::Here(_) => "Here",
            Self::Cover(..) => "Cover",
            Self::Offered(..) => "Offered",
            Self::Liked(..) => "Liked",
            Self::EveningOver(_) => "EveningOver",
            Self::WriteTogether { .. } => "WriteTogether",
            Self::Note(..) => "Note",
            Self::After(..) => "After",
            Self::Welcome(..) => "Welcome",
            Self::DrawCalm(..) => "DrawCalm",
            Self::WordsForTeam(_) => "WordsForTeam",
            Self::NotesForMe(..) => "NotesForMe",
            Self::EraseMine(_) => "EraseMine",
        })
    }
}

impl Change {
    /// Whether Ctrl+Z may take it back. Answers, showing, covering, limits that protect and
    /// what the program notes by itself stay as they are.
    #[must_use]
    pub fn can_be_undone(&self) -> bool {
        match self {
            Self::Note(_, change) => change.can_be_undone(),
            Self::Calendar(change) => change.can_be_undone(),
            Self::Plan(change) => change.can_be_undone(),
            Self::Settings(_)
            | Self::Person(_)
            | Self::Recovery(..)
            | Self::Sign(_)
            | Self::Safety(_)
            | Self::OurWords(_)
            | Self::Looked(_)
            | Self::Ways(..)
            | Self::Asked(_)
            | Self::WriteTogether { .. }
            | Self::Liked(..) => true,
            _ => false,
        }
    }

    /// Whether nothing before it may be undone any more.
    #[must_use]
    pub fn ends_undo(&self) -> bool {
        match self {
            Self::Note(_, change) => change.ends_undo(),
            Self::Calendar(change) => !change.can_be_undone(),
            Self::Plan(change) => change.ends_undo(),
            Self::Look(_)
            | Self::Cover(..)
            | Self::Restrict(_)
            | Self::Reword(..)
            | Self::TakeBack(..)
            | Self::Clear(..)
            | Self::Treatment(_)
            | Self::HarderPatch(_)
            | Self::BodyNote(..)
            | Self::ForgetBodyNote(..)
            | Self::Team(..)
            | Self::Jar(..)
            | Self::After(..)
            | Self::Welcome(..)
            | Self::EraseMine(_) => true,
            _ => false,
        }
    }

    /// Whether it is told from which copies something went: nobody asked for that who only moved a
    /// date, and of a time for us that is lifted out nothing tells.
    #[must_use]
    pub fn tells_of_copies(&self) -> bool {
        !matches!(self, Self::Calendar(change) if !matches!(change, CalendarChange::Erase(_)))
    }

    /// Whether it takes nothing away: what it is about is in another place afterwards.
    #[must_use]
    pub fn only_moves(&self) -> bool {
        matches!(self, Self::Note(_, NoteChange::Share(_) | NoteChange::TakeBack(..)))
    }

    /// Whose open turn it takes; `None` where nobody's is needed. Anyone may add what protects a
    /// body.
    #[must_use]
    pub fn takes_turn_of(&self) -> Option<Person> {
        match self {
            Self::Team(person, ..)
            | Self::Reword(person, ..)
            | Self::TakeBack(person, _)
            | Self::Clear(person, ..)
            | Self::Treatment(person)
            | Self::BodyNote(person, ..)
            | Self::ForgetBodyNote(person, _)
            | Self::How(person, _)
            | Self::Questions(person, ..)
            | Self::Limits(person, _)
            | Self::Welcomed(person)
            | Self::Draft(person, _)
            | Self::Cover(person, _)
            | Self::Note(person, _)
            | Self::Jar(person, _)
            | Self::After(person, _)
            | Self::Welcome(person, _)
            | Self::DrawCalm(person, _)
            | Self::WordsForTeam(person)
            | Self::NotesForMe(person, _)
            | Self::EraseMine(person) => Some(*person),
            Self::CheckIn(finished) => Some(finished.person),
            Self::Calendar(CalendarChange::EndRule(person, _)) => Some(*person),
            Self::Plan(change) => change.takes_turn_of(),
            _ => None,
        }
    }

    /// Whether the program notes it by itself: a window for looking only goes on without it.
    #[must_use]
    pub fn is_a_note(&self) -> bool {
        matches!(self, Self::Here(_) | Self::Offered(..))
    }
}

/// Why a change does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// This month has to be read first.
    Needs(YearMonth),
    /// There is nothing to look at together yet.
    NothingToLookAt,
    /// That person is not set up.
    NobodyThere,
    /// There is nothing shown on that evening.
    NothingShown,
    /// What would be taken back is not there.
    NotThere,
    /// It belongs to somebody whose own things are locked now.
    Closed,
    /// Only a passphrase keeps something for one person alone.
    NoPassphrase,
    /// There are no words.
    NoWords,
    /// It would end before it begins.
    EndsBeforeItBegins,
    /// There would be no day on which it is.
    NeverIs,
    /// Only the one who set it ends it, in their own turn.
    TakesItsOwner,
    /// Only the one who wrote it changes it or puts it away.
    TakesItsAuthor,
    /// It was written by both.
    OfBoth,
    /// It protects this evening, and so holds until it is over.
    HoldsTonight,
    /// It has its smallest size already.
    Smallest,
    /// Another place is called that already.
    NamedAlready,
    /// The same stands there already, and could be taken for it.
    StandsAlready,
    /// There is as much as one page holds well.
    NoRoom,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Needs(_) => "That month is not open yet. Nothing is lost. Try once more.",
            Self::NothingToLookAt => {
                "There is nothing to look at yet. Nothing is lost. A check-in comes first."
            }
            Self::NobodyThere => "Nobody of that name is set up. Nothing is lost. Set-up can add them.",
            Self::NotThere => "That is not there any more. Nothing else changed.",
            Self::Closed => "That is locked now. Nothing is lost. Its owner's passphrase opens it.",
            Self::NoPassphrase => {
                "Only mine comes with a passphrase. Nothing is lost. Settings has the way to one."
            }
            Self::NoWords => "There are no words yet. Nothing is lost. One is enough.",
            Self::EndsBeforeItBegins => {
                "It would end before it begins. Nothing is lost. A later end would do."
            }
            Self::NeverIs => {
                "It would never come about. Nothing is lost. Another day or a later end would do."
            }
            Self::Smallest => "It has its smallest size now. Nothing is lost. It can be set aside, too.",
            Self::NamedAlready => "A place here is called that. Nothing is lost. Another word would do.",
            Self::StandsAlready => {
                "That stands here already. Nothing is lost. Other words keep the two apart."
            }
            Self::NoRoom => "This page is full. Nothing is lost. One of its lines could go first.",
            Self::HoldsTonight => "It holds for this evening. Nothing is lost. From tomorrow it can change.",
            Self::TakesItsOwner => {
                "Only the one who set it ends it. Nothing is lost. A turn of their own leads there."
            }
            Self::TakesItsAuthor => {
                "Only the one who wrote it can change it. Nothing is lost. It can be folded out of sight."
            }
            Self::OfBoth => "You wrote that together, so it stays with both of you. Nothing is lost.",
            Self::NothingShown => "Nothing is shown there any more. Nothing else changed.",
        })
    }
}

impl std::error::Error for Refusal {}
