//! The page to write on, on the screen.

use std::time::Duration;

use evenfall::ui::key::Key;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Position;

use crate::house::House;
use crate::screen::Screen;

fn mara_and_jo() -> House {
    House::set_up(&["Mara", "Jo"])
}

/// Mara's page, empty.
fn at_the_page(house: &mut House) -> Screen<'_> {
    let mut screen = Screen::new(&mut house.session);
    screen.keys("w <Down> <Enter> <Enter> <Enter> <Enter>").shows("What would you like to write?");
    screen
}

fn cursor(screen: &Screen<'_>) -> (u16, u16) {
    let Position { x, y } = screen.cursor().expect("a cursor");
    (x, y)
}

#[test]
fn enter_is_a_line_of_its_own_and_esc_leads_to_what_ends_it() {
    let mut house = mara_and_jo();
    let mut screen = at_the_page(&mut house);
    screen.types("the lake").keys("<Enter> <Enter>").types("next summer").shows("4 words");
    screen.shows("Esc stop writing   Ctrl+Z undo   Ctrl+Y redo   F1 help         Ctrl+L hide");
    screen.shows("Esc or Tab leads here").keys("<Esc>").shows("► That is all").shows("next summer");
    screen.types("?").shows("next summer?").shows("4 words");
    screen.keys("<Tab>").shows("► That is all").keys("<Up>").shows("  That is all").keys("<Tab> <Tab>");
    screen.shows("Esc stop writing").keys("<S-Tab> <Enter>").shows("Where would you like to keep it?");
    screen.keys("<Down> <Enter> <Enter>").shows("the lake").shows("next summer?");
}

#[test]
fn what_is_kept_is_said_with_its_time() {
    let mut house = mara_and_jo();
    let mut screen = at_the_page(&mut house);
    screen.types("the lake").shows("Mara is answering").pass(Duration::from_millis(299));
    assert!(!screen.has("kept 21:00"));
    screen.pass(Duration::from_millis(1));
    screen.shows("Mara, kept 21:00");
    screen.wait(Duration::from_secs(14 * 60)).types("!").shows("kept 21:00").pass(Duration::from_millis(400));
    screen.shows("kept 21:14");
}

#[test]
fn keys_of_every_terminal_do_what_they_say() {
    let mut house = mara_and_jo();
    let mut screen = at_the_page(&mut house);
    screen.types("one").keys("<C-j>").types("two").keys("<A-Enter>").types("thre").keys("<C-h>").types("ee");
    screen.press(KeyEvent::new(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT));
    screen.shows("threee@".replacen("ee", "e", 1).as_str()).keys("<C-w>").keys("<C-z>").shows("three@");
    screen.keys("<C-a> <Del> <C-z>").shows("three@").shows("3 words");
    screen.event(Event::Paste("four\rfive\r\nsix\u{1b}[2J".into()));
    screen.shows("four").shows("six[2J");
    assert_eq!(Key::ctrl_of(KeyCode::Left).to_string(), "Ctrl+←");
}

#[test]
fn an_arrow_that_comes_in_pieces_is_an_arrow() {
    let mut house = mara_and_jo();
    let mut screen = at_the_page(&mut house);
    screen.types("one").keys("<Enter>").types("two");
    let before = cursor(&screen);
    screen.keys("<Esc> [ A").shows("Esc stop writing");
    assert_eq!(cursor(&screen), (before.0, before.1 - 1));
    screen.keys("<Esc> [ D").types("x").shows("onxe");
    screen.keys("<Esc> [ x").shows("on[xxe".replace("[xxe", "x[xe").as_str());
    screen.keys("<Esc>").pass(Duration::from_millis(400));
    screen.keys("[").shows("onx[x[e");
}

#[test]
fn a_click_places_the_cursor_and_ends_it() {
    let mut house = mara_and_jo();
    let mut screen = at_the_page(&mut house);
    screen
        .types("one two")
        .keys("<Enter>")
        .types("美玲 three")
        .click("two")
        .types("and ")
        .shows("one and two");
    screen.click("玲").types("!").shows("美!玲 three").keys("<Esc>").click("three").types(",");
    screen.shows("美!玲 ,three").click("That is all").shows("Where would you like to keep it?");
}

#[test]
fn nothing_is_lost_by_esc_hiding_or_another_window() {
    let mut house = mara_and_jo();
    let mut screen = at_the_page(&mut house);
    screen.types("the lake").keys("<Enter>").types("next");
    for (width, height) in [(60, 20), (40, 12), (20, 5), (1, 1), (200, 60), (80, 24)] {
        screen.event(Event::Resize(width, height));
        screen.types("x").keys("<Bksp> <Esc>");
    }
    screen.shows("the lake").shows("next");
    screen.keys("<Esc> <Esc>").shows("Go on with the note you began").keys("<Enter>").shows("next");
    screen.types(" summer").keys("<C-l>");
    assert!(!screen.everything_held().contains("summer"));
    screen.keys("<Enter> w <Down> <Enter> <Enter> <Enter>").shows("the lake").shows("next summer");
    screen.types("!").keys("<C-c> <C-c>");
    drop(screen);
    house.cut_and_start_again();
    let mut screen = at_the_page(&mut house);
    screen.shows("next summer!");
}

#[test]
fn a_hundred_thousand_bytes_are_pasted_and_written_in() {
    let mut house = mara_and_jo();
    let mut screen = at_the_page(&mut house);
    let words = "the light at four 美玲 שלום ".repeat(2_600);
    screen.event(Event::Paste(words));
    screen.shows(" 18200 words ").keys("<C-Home>").types("x").shows("xthe light").shows("↓ more");
    screen.keys("<C-End> <PgUp> <PgUp>").shows("↑ more").shows("↓ more");
    screen.keys("<C-z>").shows("  the light").keys("<C-z>").shows("Esc stop writing");
    assert!(!screen.has("words") && !screen.has("more"));
}
