//! From a key to the frame that says *Paused*, in a terminal of 80x24, through the real program.
//!
//! `cargo bench --bench pause`, with `-- 500` for as many pauses; each takes a little over a
//! second, since a pause has to be seen before both can go again.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench that cannot go on fails")]

use std::env;
use std::time::Duration;

use evenfall::demo;
use evenfall::domain::content::Content;
use evenfall::domain::time::Now;

#[expect(dead_code, reason = "shared with other benches, which use the rest")]
#[path = "support/terminal.rs"]
mod terminal;

use terminal::{Terminal, evenfall, told};

/// How many pauses are measured where nobody says.
const USUAL: usize = 200;
/// A little more than a pause has to be seen.
const A_MOMENT: Duration = Duration::from_millis(1_050);

fn main() {
    let count = env::args().find_map(|argument| argument.parse().ok()).unwrap_or(USUAL);
    let moment = chrono::DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment");
    let folder = demo::begin(&Content::embedded(), Now::at(moment)).expect("a demo");
    let mut screen = Terminal::run(evenfall(folder.path()));
    screen.until("Good evening");
    screen.press("g");
    screen.until("signals alone");
    screen.press("\x1b[B\r");
    screen.until("Paused.");
    let mut took = Vec::with_capacity(count);
    while took.len() < count {
        screen.rest(A_MOMENT);
        screen.press("18");
        screen.until("SPACE");
        let key = if took.len().is_multiple_of(2) { " " } else { "x" };
        took.push(screen.time(key, "Paused."));
    }
    println!("{count} pauses: {}", told(took));
}
