//! Signs and the safety plan on the screen, in four sizes.

use std::fmt::Write as _;

use evenfall::session::guide::Route;
use ratatui::crossterm::event::Event;

use crate::house::House;
use crate::screen::Screen;

const SIZES: [(u16, u16); 4] = [(80, 24), (60, 20), (100, 30), (40, 12)];

fn at<'a>(house: &'a mut House, row: &str) -> Screen<'a> {
    let colours = &[("COLORTERM", "truecolor")];
    let mut screen = Screen::of(&mut house.session, SIZES[0], None, colours, Some(Route::Touch));
    screen.keys(row);
    screen
}

/// What leads there from time for touch.
const SIGNS: &str = "<End> <Up> <Enter>";
const PLAN: &str = "<End> <Enter>";

fn in_four_sizes(name: &str, screen: &mut Screen<'_>) {
    let mut out = String::new();
    for (width, height) in SIZES {
        screen.event(Event::Resize(width, height));
        writeln!(out, "{width}x{height}\n{}\n", screen.text()).expect("a string");
    }
    screen.event(Event::Resize(SIZES[0].0, SIZES[0].1));
    insta::assert_snapshot!(name.replace([' ', ','], "_"), out);
}

/// The plan with a line from each list, and two signs.
fn written(house: &mut House) {
    let mut screen = at(house, SIGNS);
    screen.keys("<Down> <Down> <Enter> <Enter> <Enter> <Down> <Enter> <Enter>");
    screen.keys("<Esc> <Down> <Down> <Down> <Enter> <Enter> <Down> <Enter>");
    drop(screen);
    let mut screen = at(house, PLAN);
    screen.keys("<Enter>");
    for part in 1..10 {
        screen.keys("<Home>").keys(&"<Down> ".repeat(part)).keys("<Enter> <Enter> <Down> <Enter> <Esc>");
    }
}

/// Reads a long page to its end: there Enter chooses.
fn to_the_choices(screen: &mut Screen<'_>) {
    for _ in 0..40 {
        if screen.has("► Add or change something") {
            return;
        }
        screen.keys("<Enter>").shows("If it gets hard");
    }
    panic!("no choices:\n{}", screen.text());
}

#[test]
fn the_signs_as_they_look() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = at(&mut house, SIGNS);
    in_four_sizes("signs, open", &mut screen);
    screen.keys("<Down> <Down> <Enter> <Enter>");
    in_four_sizes("a word to choose", &mut screen);
    screen.keys("<Enter> <Down> <Enter> <Enter>");
    in_four_sizes("a sign", &mut screen);
    screen.keys("<Down> <Down> <Enter> <End> <Up> <Enter>").types("a long hum");
    in_four_sizes("a gesture in own words", &mut screen);
    screen.keys("<Enter> <Esc>");
    in_four_sizes("signs", &mut screen);
}

#[test]
fn the_plan_as_it_looks() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    in_four_sizes("a plan, open", &mut at(&mut house, PLAN));
    written(&mut house);
    let mut screen = at(&mut house, PLAN);
    in_four_sizes("a plan", &mut screen);
    to_the_choices(&mut screen);
    screen.keys("<Enter>");
    in_four_sizes("parts of a plan", &mut screen);
    screen.keys("<Down> <Down> <Down> <Enter>");
    in_four_sizes("a part of a plan", &mut screen);
}

#[test]
fn a_try_as_it_looks() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    written(&mut house);
    let mut screen = at(&mut house, PLAN);
    to_the_choices(&mut screen);
    screen.keys("<Down> <Enter>");
    in_four_sizes("before a try", &mut screen);
    screen.keys("<Enter> <Enter> <Enter>");
    in_four_sizes("a sign that is tried", &mut screen);
    screen.keys("<Enter> <Enter> <Enter>");
    in_four_sizes("a part that is tried", &mut screen);
    for _ in 0..12 {
        if screen.has("That was all of it.") {
            break;
        }
        screen.keys("<Enter>");
    }
    in_four_sizes("after a try", &mut screen);
}

#[test]
fn one_key_takes_back_what_has_the_focus() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = at(&mut house, SIGNS);
    screen.keys("<Enter> <Enter> <Enter>").shows("It is kept.").shows("honey").keys("d");
    screen.shows("It is taken away.").keys("<C-z>").shows("honey");
    drop(screen);
    let mut screen = at(&mut house, PLAN);
    screen
        .keys("<Enter> <Down> <Enter> <Enter>")
        .shows("► The word or the sign, once")
        .keys("d")
        .shows("It is taken away.");
    screen.keys("<C-z>").shows("► The word or the sign, once").keys("<Esc> d").shows("nothing to take away");
    screen.keys("<Down> d").shows("It is taken away.").keys("<Esc>").shows("The plan is still open");
}

#[test]
fn a_plan_that_is_longer_than_a_window_is_read_to_its_end_with_enter() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    written(&mut house);
    let mut screen = at(&mut house, PLAN);
    screen.event(Event::Resize(40, 12));
    screen.shows("This is the plan.");
    to_the_choices(&mut screen);
    screen.keys("<Enter>");
    screen.shows("Which part would you like to look at?");
}
