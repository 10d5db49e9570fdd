//! The calendar on the screen: moving among days, adding with keys alone, and the mouse.

use evenfall::domain::flow::Answer;
use evenfall::session::guide::Route;
use ratatui::crossterm::event::Event;

use crate::house::House;
use crate::screen::Screen;

fn two() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.leave();
    house
}

#[test]
fn arrows_lead_over_the_ends_of_a_month_and_back() {
    let mut house = two();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("d");
    assert!(screen.has("►[20]"), "{}", screen.text());
    screen.keys("<Right> <Down>");
    assert!(screen.has("► 28") && screen.has("Sat 28 Nov"), "{}", screen.text());
    screen.keys("<Down>");
    assert!(screen.has("December 2026") && screen.has("►  5"), "{}", screen.text());
    screen.keys("<Up>");
    assert!(screen.has("November 2026") && screen.has("► 28"), "{}", screen.text());
    screen.keys("<PgUp>");
    assert!(screen.has("October 2026") && screen.has("► 28"), "{}", screen.text());
    screen.keys("<Home>");
    assert!(screen.has("►  1"), "{}", screen.text());
    screen.keys("<Left>");
    assert!(screen.has("September 2026") && screen.has("► 30"), "{}", screen.text());
    screen.keys("t");
    assert!(screen.has("November 2026") && screen.has("►[20]"), "{}", screen.text());
    screen.keys("<End>");
    assert!(screen.has("► 30"), "{}", screen.text());
}

#[test]
fn a_month_has_the_last_of_its_days_where_the_next_is_shorter() {
    let mut house = two();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("d d").types("31 Jan 2028").keys("<Enter>");
    assert!(screen.has("January 2028") && screen.has("► 31"), "{}", screen.text());
    screen.keys("<PgDn>");
    assert!(screen.has("February 2028") && screen.has("► 29"), "{}", screen.text());
}

#[test]
fn everything_beside_the_days_is_reached_by_tab_and_arrows() {
    let mut house = two();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("d <Right> <Tab>");
    assert!(screen.has("► a  add something"), "{}", screen.text());
    screen.keys("<Up>");
    assert!(screen.has("► 21"), "back to the day it was: {}", screen.text());
    screen.keys("<Tab> <Enter>");
    assert!(screen.has("Saturday 21 November: what is it?"), "{}", screen.text());
    screen.keys("<Esc>");
    assert!(screen.has("► 21"), "{}", screen.text());
    screen.keys("<Tab> <Right> <Right> <Right> <Enter>");
    assert!(screen.has("16 November to 22 November 2026"), "{}", screen.text());
    screen.keys("<Right>");
    assert!(screen.has("23 November to 29 November 2026"), "{}", screen.text());
}

#[test]
fn a_click_chooses_a_day_and_a_second_one_opens_it() {
    let mut house = two();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("d");
    screen.click("24");
    assert!(screen.has("► 24"), "{}", screen.text());
    screen.click("► 24");
    assert!(screen.has("Tuesday 24 November") && screen.has("This day is open."), "{}", screen.text());
    screen.keys("<Esc>");
    assert!(screen.has("► 24"), "{}", screen.text());
}

#[test]
fn the_focus_is_in_sight_in_the_smallest_window_and_survives_a_resize() {
    let mut house = two();
    let mut screen =
        Screen::of(&mut house.session, (40, 12), None, &[("COLORTERM", "truecolor")], Some(Route::Calendar));
    assert!(screen.has("►20]"), "{}", screen.text());
    screen.keys("<Down>");
    assert!(screen.has("►27"), "{}", screen.text());
    screen.event(Event::Resize(80, 24));
    assert!(screen.has("► 27"), "{}", screen.text());
    screen.event(Event::Resize(40, 12));
    assert!(screen.has("►27"), "{}", screen.text());
}

#[test]
fn weeks_begin_where_the_settings_say() {
    for (place, first) in [(0, "Mo"), (1, "Su"), (2, "Sa")] {
        let mut house = House::new();
        house.begin(Route::SetUp);
        house.answers([Answer::Pick(0), Answer::Go, crate::house::text("Mara")]);
        house.answers([crate::house::text(""), crate::house::text(""), Answer::Pick(1)]);
        house.answers([Answer::Pick(0), Answer::Pick(1), Answer::Pick(4), Answer::Pick(place)]);
        house.leave();
        let mut screen = Screen::new(&mut house.session);
        screen.keys("d");
        let names =
            screen.text().lines().find(|line| line.contains("Mo") && line.contains("Su")).map(str::to_owned);
        let names = names.expect("a row of names");
        assert!(names.trim_start().starts_with(first), "{names}");
    }
}

#[test]
fn tonight_tells_quietly_what_comes_next() {
    let mut house = two();
    let mut screen = Screen::new(&mut house.session);
    assert!(screen.has("rest days, dates, time for us"), "{}", screen.text());
    screen.keys("d <Right> a <Enter>").types("physio").keys("<Enter> <Enter>").types("14:00");
    screen.keys("<Enter> <Enter> <Esc> <Esc>");
    assert!(screen.has("next Sat 21, 14:00 physio, Mara"), "{}", screen.text());
}
