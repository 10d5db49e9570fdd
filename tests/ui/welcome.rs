//! What is welcome, on the screen.

use crate::house::House;
use crate::screen::Screen;

const TO_MARAS: &str = "y <Enter> <End> <Up> <Up> <Enter>";

#[test]
fn it_is_marked_with_a_few_keys_and_leaves_nothing_on_the_screen() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = Screen::new(&mut house.session);
    screen.keys(TO_MARAS).shows("Mara is answering").shows("What is welcome to you?");
    screen.shows("Only what you both mark is shown").shows("A signal, not a promise. Words come first.");
    screen.keys("<Enter>").shows("Where is something welcome?").keys("<Down> <Down> <Enter>");
    screen.shows("What is welcome: shoulders?").keys("<Down> <Down> <Enter> <Enter>").shows("ask me first");
    screen.keys("<Down> <Down> <Enter>").shows("kissing").shows("d").shows("take it away");
    screen.keys("<C-z>").shows("There is nothing to take back here.").shows("ask me first");
    screen.keys("<Esc>").shows("kissing; ask me first: massage");
    screen.keys("<Home> d");
    assert!(!screen.has("shoulders") && !screen.has("take it away"), "{}", screen.text());
    screen.keys("<C-z>").shows("There is nothing to take back here.");
    assert!(!screen.has("shoulders"), "{}", screen.text());
    screen.keys("<Home> <Enter> <Home> <Enter> <Enter> <Esc>").shows("hands").shows("resting touch");
    screen.keys("<Esc>").shows("Good evening, Mara and Jo.");
    assert!(!screen.everything_held().contains("resting touch"));
}

#[test]
fn it_can_be_read_in_any_size() {
    for size in [(80, 24), (60, 20), (40, 12)] {
        let mut house = House::set_up(&["Mara", "Jo"]);
        let mut screen = Screen::of(&mut house.session, size, None, &[], None);
        screen.keys(TO_MARAS).shows("What is welcome").keys("<Home> <Enter> <Home> <Enter>");
        screen.shows("hands").keys("<Enter>");
        for _ in 0..7 {
            screen.keys("<Enter> <Down>");
        }
        screen.keys("<Esc>").shows("hands").keys("<Home>");
        let mut seen = screen.text();
        for _ in 0..6 {
            screen.keys("<Down>");
            seen.push_str(&screen.text());
        }
        for wanted in ["stroking", "That is all", "not a promise", "take it away"] {
            assert!(seen.contains(wanted), "{wanted} in {size:?}:\n{seen}");
        }
    }
}
