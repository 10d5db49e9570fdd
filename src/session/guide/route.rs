//! Where a front end can send two people, and where one of them was.

use crate::domain::flow::Purpose;
use crate::domain::flow::sitting::Sitting;
use crate::domain::people::Person;

/// Where a front end can send two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// First run, from the first step not asked yet.
    SetUp,
    /// Checking in together: whatever comes next this evening.
    Evening,
    /// What tonight could hold.
    Offers,
    /// The quiet ending.
    Twilight,
    /// Breathing together.
    Breathe,
    /// Time for touch, and what belongs to it.
    Touch,
    /// One's own questions and limits.
    Ways,
    /// Covering something shown.
    Cover,
    /// One's own passphrase.
    Lock,
    /// Notes: what both may read, or a turn of one's own.
    Notes,
    /// The plan that is shared.
    Plan,
    /// Looking back at a week.
    LookingBack,
    /// What is to be minded for now.
    Minding,
    /// What a sync left beside the files.
    Copies,
    /// Earlier copies.
    Earlier,
    /// What to put in the place of damaged files.
    Recovery,
    /// A key that is not the one known here.
    OtherKey,
    /// Appointments from the file of another calendar.
    Import,
    /// The calendar.
    Calendar,
    /// What was put away from the calendar.
    CalendarBin,
    /// Time for us, on its evening.
    Window,
}

/// Where somebody was when the screen was locked: nothing of what was said there, but a sitting
/// that is open.
#[derive(Clone, PartialEq)]
pub struct Bookmark {
    pub(super) route: Route,
    pub(super) turn: Option<(Person, Purpose)>,
    pub(super) sitting: Option<Box<Sitting>>,
}

impl Bookmark {
    /// Ends the sitting, where one is open.
    pub fn stop_sitting(&mut self) {
        if let Some(sitting) = &mut self.sitting {
            **sitting = Sitting::stopped();
        }
    }
}
