//! What the two do together in the journal, on the screen, in four sizes.

use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::session::guide::Route;

use crate::house::House;
use crate::pages::sizes;
use crate::screen::Screen;

fn at_the_door(house: &mut House) -> Screen<'_> {
    let colours = &[("COLORTERM", "truecolor")];
    let mut screen = Screen::of(&mut house.session, (80, 24), None, colours, Some(Route::Notes));
    screen.click("Something together").keys("<Enter>").shows("What would you like to do?");
    screen
}

/// Both check in with a line each, and look together.
fn with_a_jar() -> House {
    let mut house = House::set_up(&["Mara", "Jo"]);
    house.leave();
    house.begin(Route::Evening);
    for line in ["the soup", "the light at four"] {
        house.answers([Answer::Pick(0)]);
        house.check_in([5, 3, 8], &[], line);
    }
    house.answers([Answer::Key(Person::A), Answer::Key(Person::B)]);
    house.leave();
    house
}

#[test]
fn our_words_as_they_look() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = at_the_door(&mut house);
    insta::assert_snapshot!("together", sizes(&mut screen));
    screen.keys("<Enter>");
    insta::assert_snapshot!("our_words_open", sizes(&mut screen));
    screen.keys("<Enter> <Enter>").types("a hand, and no hurry").keys("<Enter>").shows("It is on the page.");
    screen.keys("<Enter> <Down> <Enter>").types("the lake, and being asked to come along");
    insta::assert_snapshot!("a_line_of_our_words", sizes(&mut screen));
    screen.keys("<Enter>");
    insta::assert_snapshot!("our_words", sizes(&mut screen));
    screen.keys("<C-z>").shows("What we miss").shows("open");
}

#[test]
fn the_jar_as_it_looks() {
    let mut house = with_a_jar();
    let mut screen = at_the_door(&mut house);
    screen.keys("<Down> <Enter>");
    insta::assert_snapshot!("the_jar", sizes(&mut screen));
    screen.keys("<End> <Up> <Enter>").shows("Write it down in a file?").shows("► Leave it");
    drop(screen);
    let mut screen = Screen::of(&mut house.session, (80, 24), None, &[], Some(Route::Ways));
    screen.keys("<Enter>").click("What I noticed, and the jar").keys("<Enter>");
    insta::assert_snapshot!("my_jar", sizes(&mut screen));
}

#[test]
fn a_repair_talk_as_it_looks() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = at_the_door(&mut house);
    screen.keys("<Down> <Down> <Enter>");
    insta::assert_snapshot!("before_a_repair_talk", sizes(&mut screen));
    let before = screen.text();
    assert_eq!(screen.keys("8").text(), before, "whose key came is not drawn");
    screen.keys("1 <Enter>");
    insta::assert_snapshot!("a_repair_talk", sizes(&mut screen));
    screen.keys("p");
    insta::assert_snapshot!("a_pause_in_a_repair_talk", sizes(&mut screen));
    screen.keys("<Esc> <Enter> <Enter>").shows("is there more?");
}

#[test]
fn a_problem_and_a_card_as_they_look() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = at_the_door(&mut house);
    screen.keys("<Down> <Down> <Down> <Enter>").types("the stairs at night").keys("<Enter>");
    screen.types("I worry at the top").keys("<Enter>").types("a lamp").keys("<Enter> <Enter>");
    insta::assert_snapshot!("a_problem", sizes(&mut screen));
    screen.keys("<Enter>").shows("It is in the journal").keys("<Down> <Down> <Down> <Down> <Enter>");
    insta::assert_snapshot!("a_card_out_loud", sizes(&mut screen));
}
