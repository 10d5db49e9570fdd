//! From a key to its letter on the page that is being written, in a terminal of 80x24, through
//! the real program: with ten years of journal in the folder, and with nothing in it.
//!
//! `cargo bench --bench typing`, with `-- 500` for as many keys; the drafts are kept meanwhile, as
//! they always are. Both write at the same time, key by key in turn, so that a busy machine is as
//! busy for one as for the other.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench that cannot go on fails"
)]

use std::env;
use std::path::Path;
use std::time::Duration;

#[path = "support/terminal.rs"]
mod terminal;

#[expect(dead_code, reason = "shared with the journeys, which use the rest")]
#[path = "../tests/support/house.rs"]
mod house;
#[path = "../tests/support/moment.rs"]
mod moment;

use terminal::{Terminal, evenfall, told, with_ten_years};

/// How many keys are measured where nobody says.
const USUAL: usize = 1_000;
/// Somebody who types fast.
const BETWEEN: Duration = Duration::from_millis(25);
/// Longer than a page takes.
const PAGE: Duration = Duration::from_millis(700);
/// Letters that stand in nothing else that is written to a terminal.
const LETTERS: [&str; 4] = ["Q", "W", "X", "Z"];

/// Mara's page, empty.
fn page(folder: &Path) -> Terminal {
    let mut screen = Terminal::run(evenfall(folder));
    screen.until("Good evening");
    // Of a page that comes after another only what differs is written.
    // The journal, a turn, Mara, writing something, anything.
    for keys in ["w", "\x1b[B\r", "\r", "\r", "\r"] {
        screen.press(keys);
        screen.rest(PAGE);
    }
    screen
}

fn main() {
    let count = env::args().find_map(|argument| argument.parse().ok()).unwrap_or(USUAL);
    let mut house = house::House::set_up(&["Mara", "Jo"]);
    house.leave();
    let (empty, years) = (house.close(), with_ten_years());
    let mut pages = [page(empty.path()), page(years.path())];
    let mut took = [Vec::with_capacity(count), Vec::with_capacity(count)];
    for at in 0..count {
        for (page, took) in pages.iter_mut().zip(&mut took) {
            // Words of seven letters; and no more of them than leave each letter a cell that was
            // empty, since a letter that stands there already is not written again.
            match at % 64 {
                63 => page.press("\x01\x7f"),
                last if last % 8 == 7 => page.press(" "),
                _ => {}
            }
            page.rest(BETWEEN);
            let letter = LETTERS[at % LETTERS.len()];
            took.push(page.time(letter, letter));
        }
    }
    let [empty, years] = took.map(told);
    println!("{count} keys in an empty folder: {empty}");
    println!("{count} keys beside ten years:   {years}");
}
