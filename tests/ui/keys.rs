//! What keys do.

use crate::house::House;
use crate::screen::Screen;

#[test]
fn tour() {
    let mut house = House::new();
    let mut screen = Screen::new(&mut house.session);
    let mut out = String::new();
    let mut shot = |screen: &Screen| out.push_str(&format!("{}\n=====\n", screen.text()));
    shot(&screen);
    for keys in ["<Enter>", "<Enter>"] {
        screen.keys(keys);
        shot(&screen);
    }
    screen.types("Mara").keys("<Enter>");
    shot(&screen);
    println!("{out}");
}
