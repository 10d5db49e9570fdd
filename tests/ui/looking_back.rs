//! Looking back, on the screen.

use std::fmt::Write as _;
use std::sync::Arc;

use evenfall::demo;
use evenfall::domain::content::Content;
use evenfall::domain::settings::Theme;
use evenfall::session::Session;
use evenfall::session::guide::Route;
use evenfall::store::RealDisk;
use tempfile::TempDir;

use crate::moment::{Seeded, friday};
use crate::screen::{Screen, styles};

/// The six weeks of the demo.
fn six_weeks() -> (TempDir, Session) {
    let folder = demo::begin(&Content::embedded(), friday()).expect("a demo");
    let session = Session::open(folder.path(), Arc::new(RealDisk), Box::new(Seeded(7)), friday());
    (folder, session.expect("a session"))
}

/// From the door to the week's page.
const ONLY_THE_WEEK: &str = "<Down> <Down> <Down> <Enter>";

#[test]
fn the_week_in_every_size() {
    for (width, height) in [(80, 24), (60, 20), (40, 12)] {
        let (_folder, mut session) = six_weeks();
        let begin = Some(Route::LookingBack);
        let mut screen = Screen::of(&mut session, (width, height), None, &[], begin);
        let mut page = screen.text();
        screen.keys(ONLY_THE_WEEK);
        let _ = write!(page, "\n{}", screen.text());
        screen.keys("<Left>");
        let _ = write!(page, "\n{}", screen.text());
        insta::assert_snapshot!(format!("looking_back_{width}x{height}"), page);
    }
}

#[test]
fn the_week_without_a_colour_and_its_styles() {
    for theme in [Theme::Plain, Theme::Dusk] {
        let (_folder, mut session) = six_weeks();
        let begin = Some(Route::LookingBack);
        let mut screen = Screen::of(&mut session, (80, 24), Some(theme), &[], begin);
        screen.keys(ONLY_THE_WEEK);
        insta::assert_snapshot!(format!("looking_back_{theme:?}"), styles(screen.buffer()));
    }
}

#[test]
fn arrows_lead_from_week_to_week_and_the_week_to_come_is_not_there() {
    let (_folder, mut session) = six_weeks();
    let mut screen = Screen::new(&mut session);
    screen.keys("r").keys(ONLY_THE_WEEK).shows("Mon 16 to Sun 22 November").shows("← → week");
    screen.keys("<Right>").shows("That week is still to come.").shows("Mon 16 to Sun 22 November");
    screen.keys("<Left> <Left>").shows("Mon 2 to Sun 8 November");
    screen.keys("<Right>").shows("Mon 9 to Sun 15 November").shows("the week after");
    // On the keys beside it an arrow moves among them, and their letters lead there too.
    screen.keys("<Tab> <Right>").shows("Mon 9 to Sun 15 November").shows("► n  the week after");
    screen.keys("e").shows("Mon 2 to Sun 8 November");
    screen.keys("d").types("28 Oct").keys("<Enter>").shows("Mon 26 October to Sun 1 November");
    screen.keys("c").shows("26 October to 1 November 2026").keys("<Esc>");
    screen.shows("Mon 26 October to Sun 1 November").keys("<Esc>").shows("How much looking back");
}

#[test]
fn three_questions_with_keys_alone() {
    let (_folder, mut session) = six_weeks();
    let mut screen = Screen::new(&mut session);
    screen.keys("r <Down> <Down> <Enter>").shows("step 1 of 3").shows("f  enough for tonight");
    screen.keys("o <Enter>").shows("Mon 16 to Sun 22 November").shows("step 2 of 3");
    screen.keys("<Right>").shows("Mon 16 to Sun 22 November");
    screen.keys("<Enter>").shows("How large is next week meant to be?").keys("<Enter>");
    screen.shows("That was the week. Thank you both.");
    screen.keys("r <Down> <Down> <Enter> f").shows("That was enough. Thank you both.");
}

#[test]
fn what_was_typed_leaves_the_screen_with_the_page() {
    let (_folder, mut session) = six_weeks();
    let mut screen = Screen::new(&mut session);
    screen.keys("r <Down> <Enter> <Enter> <Enter>").types("the xylophone").keys("<Enter>");
    screen.shows("What was hard?").keys("<Enter> <Enter> <Enter>").shows("Felt good: the xylophone");
    screen.keys("<Enter> 8").shows("Keep this in the journal?").keys("f").shows("That was enough.");
    assert!(!screen.everything_held().contains("xylophone"));
}

#[test]
fn where_there_is_only_looking_the_weeks_are_still_there() {
    let (folder, _first) = six_weeks();
    let second = Session::open(folder.path(), Arc::new(RealDisk), Box::new(Seeded(8)), friday());
    let mut second = second.expect("a session");
    let mut screen = Screen::new(&mut second);
    screen.keys("r").shows("► Only the week's page");
    assert!(!screen.has("Ten minutes") && !screen.has("A longer look"));
    screen.keys("<Enter>").shows("This week you met here").keys("<Left>").shows("Mon 9 to Sun 15 November");
}
