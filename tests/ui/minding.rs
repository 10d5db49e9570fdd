//! What there is to mind, on the screen.

use crate::house::House;
use crate::screen::Screen;

#[test]
fn it_is_added_read_and_ended() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = Screen::new(&mut house.session);
    screen.keys("f").shows("Nothing is noted here.").shows("► Add something to mind").keys("<Enter> <Enter>");
    screen.types("no lifting until 20 December").keys("<Enter>").shows("■  no lifting").keys("<Enter>");
    screen.types("Dr K.").keys("<Enter>").shows("20 December").keys("<Enter>");
    screen.shows("When would you like to ask again?").keys("<Enter>");
    screen.shows("This holds now.").shows("no lifting").shows("Mara, Dr K., until 20 December");
    screen.keys("<Enter>").shows("Dr K.: no lifting until 20 December.").keys("<Down> <Enter>");
    screen.shows("Mara is answering").shows("What is there to mind for your body?").keys("<Enter>");
    screen.keys("<Down> <Down> <Down> <Enter>").shows("Take this back?").keys("<Down> <Enter>");
    screen.shows("It is taken back. It still holds tonight.").shows("ended, holds tonight");
    screen.keys("<Esc>").shows("Good evening, Mara and Jo.");
}

#[test]
fn a_place_is_noted_and_shown() {
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut screen = Screen::new(&mut house.session);
    screen.keys("f <Down> <Down> <Down> <Enter> <Enter>").shows("How is your body lately?");
    screen.keys("<Enter>").shows("Which place is it about?").keys("<Enter>").shows("How is it there? hands.");
    screen.keys("<Down> <Enter>").shows("Why, if you like?").types("numb").keys("<Enter>");
    screen.shows("Show it to Jo?").keys("<Down> <Enter>").shows("hands, careful here, numb").shows("shown");
}
