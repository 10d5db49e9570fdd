//! How it was afterwards, on the screen.

use evenfall::demo;
use evenfall::domain::content::Content;
use evenfall::session::Session;
use evenfall::session::guide::Route;
use evenfall::store::RealDisk;

use crate::moment::{Seeded, friday};
use crate::screen::Screen;

fn mara_and_jo(folder: &std::path::Path) -> Session {
    Session::open(folder, std::sync::Arc::new(RealDisk), Box::new(Seeded(7)), friday()).expect("a session")
}

/// Mara's check-in the short way, up to what follows it.
const CHECK_IN: &str = "<Enter> <Enter> k 2 1 <Enter> <Enter>";

#[test]
fn it_is_said_with_one_key_and_shown_by_its_owner() {
    let folder = demo::begin(&Content::embedded(), friday()).expect("a demo");
    let mut session = mara_and_jo(folder.path());
    let mut screen = Screen::new(&mut session);
    screen.keys(CHECK_IN).shows("How has your body been since Wednesday?").shows("► 5  Nothing to say");
    screen.shows("Mara is answering").keys("4").shows("About how long was what you did together?");
    screen.keys("s").shows("Thank you, Mara.");
    assert!(!screen.everything_held().contains("body been"), "it left with the turn");
    screen.keys("<Esc> y <Enter>").click("How it was afterwards").keys("<Enter>");
    screen.shows("Wednesday 18 November").shows("worse").keys("<Enter>").shows("► Back");
    screen.shows("Worse holds a small step back, and nobody is told.");
    screen.keys("<Down> <Down> <Enter>").shows("Show it to Jo?").shows("► Only on my own pages");
    screen.keys("<Down> <Enter>").shows("It is shown.").shows("► Back").keys("<Down> <Down> <Enter>");
    screen
        .shows("It is covered.")
        .shows("► Back")
        .keys("<Down> <Down> <Enter>")
        .shows("► Only on my own pages");
}

#[test]
fn nothing_is_said_by_enter_alone() {
    let folder = demo::begin(&Content::embedded(), friday()).expect("a demo");
    let mut session = mara_and_jo(folder.path());
    let mut screen = Screen::new(&mut session);
    screen
        .keys(CHECK_IN)
        .shows("How has your body been")
        .keys("<Enter>")
        .shows("Any of these is a good answer.");
    screen.keys("s").shows("Thank you, Mara.");
    screen.keys("<Esc> y <Enter>").click("How it was afterwards").keys("<Enter>");
    screen.shows("Nothing is noted here.").shows("► Being asked, or not");
}

#[test]
fn every_size_has_room_for_it() {
    for size in [(80, 24), (60, 20), (40, 12)] {
        let folder = demo::begin(&Content::embedded(), friday()).expect("a demo");
        let mut session = mara_and_jo(folder.path());
        let mut screen = Screen::of(&mut session, size, None, &[], Some(Route::Evening));
        screen.keys("<Enter> k 2 1 <Enter> <Enter>").shows("How has your body been since");
        screen.keys("3").shows("About how long").keys("2").shows("how much did it ask");
        screen.keys("1").shows("Thank you, Mara.");
    }
}
