//! What is being written is kept as it is written: a program that ends at any instant of it has
//! all of it but the last two seconds, and one that is left by any door has all of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint;
use evenfall::session::guide::Route;
use evenfall::store::RealDisk;
use ratatui::crossterm::event::Event;

use super::house::{House, files};
use super::kill::{MARAS, copy, locked_template, template};
use super::moment::Seeded;
use super::screen::Screen;

/// The longest that anything typed is not kept yet.
const LATEST: Duration = Duration::from_secs(2);
/// The longest sleep of the program.
const NAP: Duration = Duration::from_millis(250);

/// What is on the disk, as it is found once the program starts again.
struct Disk {
    root: PathBuf,
    locked: bool,
    /// The file that a draft is in, and what was found there.
    seen: Vec<(String, Vec<u8>)>,
    draft: String,
}

impl Disk {
    fn of(house: &House, locked: bool) -> Self {
        Self { root: house.root().to_owned(), locked, seen: Vec::new(), draft: String::new() }
    }

    fn draft(&mut self) -> String {
        let mut now = files(&self.root);
        now.retain(|(name, _)| name.starts_with("now-a"));
        if self.seen.is_empty() || self.seen != now {
            self.draft = found(&self.root, self.locked);
            self.seen = now;
        }
        self.draft.clone()
    }
}

/// What Mara finds on her page where the program was killed with this folder.
fn found(root: &Path, locked: bool) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(root, folder.path());
    let mut house = House::at(folder, Arc::new(RealDisk));
    if locked {
        assert_eq!(house.unlock(MARAS), Ok(Person::A));
    }
    assert_eq!(house.session.notices(), [""; 0], "nothing is to be told");
    house.begin(Route::Notes);
    house.answers([Answer::Pick(1), Answer::Pick(0), Answer::Pick(0)]);
    if house.question() == "What is it about?" {
        house.answers([Answer::Pick(0)]);
    }
    house.typed().expect("the page")
}

/// Mara's page, empty.
fn at_the_page(house: &mut House, locked: bool) -> Screen<'_> {
    let mut screen = Screen::new(&mut house.session);
    if locked {
        screen.types(MARAS).keys("<Enter>").draw();
    }
    screen.keys("w <Down> <Enter> <Enter>");
    if screen.has("your passphrase") {
        screen.types(MARAS).keys("<Enter>").draw();
    }
    screen.keys("<Enter> <Enter>").shows("What would you like to write?");
    screen
}

fn house(locked: bool) -> House {
    let folder = if locked { locked_template() } else { template() };
    House::at(folder, Arc::new(RealDisk))
}

/// A journal entry key by key: most are letters, in words; some erase, go elsewhere or take back.
fn key(bits: &mut Seeded, screen: &mut Screen<'_>) {
    const LETTERS: [&str; 12] = ["a", "e", "n", "t", "w", "美", "ש", "é", "\u{301}", ".", " ", " "];
    const KEYS: [&str; 8] = ["<Enter>", "<Bksp>", "<C-w>", "<C-z>", "<C-y>", "<Left>", "<C-Up>", "<End>"];
    let mut small = |most: u64| usize::try_from(bits.bits() % most).expect("a small number");
    match small(10) {
        0 | 1 => screen.keys(KEYS[small(8)]),
        2 => screen.keys("<S-Left>"),
        _ => screen.types(LETTERS[small(12)]),
    };
}

/// Everything that was written, and since when.
struct Written(Vec<(Duration, String)>);

impl Written {
    fn note(&mut self, screen: &Screen<'_>) {
        let words = screen.app.written().unwrap_or_default();
        if self.0.last().is_none_or(|(_, last)| *last != words) {
            self.0.push((screen.now.mono, words));
        }
    }

    /// What stood there at a moment.
    fn at(&self, moment: Duration) -> usize {
        self.0.partition_point(|(since, _)| *since <= moment).saturating_sub(1)
    }

    /// The latest moment at which these words stood there, by its place.
    fn last(&self, words: &str) -> Option<usize> {
        self.0.iter().rposition(|(_, written)| written == words)
    }
}

/// Where the program is killed now, its draft is no older than it says and no older than it may be.
fn holds(disk: &mut Disk, written: &Written, screen: &Screen<'_>, told: &str) {
    let draft = disk.draft();
    let kept = written.last(&draft);
    let kept = kept.unwrap_or_else(|| panic!("{told}: {draft:?} never stood there"));
    let latest = written.at(screen.now.mono.saturating_sub(LATEST));
    assert!(kept >= latest, "{told}: {draft:?} is older than two seconds");
    let text = screen.text();
    let Some((_, said)) = text.split_once("kept 21:") else { return };
    let minute: u64 = said[..2].parse().expect("a minute");
    let by = written.at(Duration::from_secs(60 * minute));
    assert!(kept >= by, "{told}: {draft:?} is older than what was said to be kept");
}

fn killed_at_every_instant(locked: bool) {
    let mut house = house(locked);
    let mut disk = Disk::of(&house, locked);
    let mut screen = at_the_page(&mut house, locked);
    screen.wait(2 * LATEST);
    let mut bits = Seeded(77);
    let mut written = Written(vec![(Duration::ZERO, String::new())]);
    for at in 0..200 {
        key(&mut bits, &mut screen);
        written.note(&screen);
        holds(&mut disk, &written, &screen, &format!("at key {at}"));
        // Mostly one types on; now and then one thinks.
        let most = if bits.bits().is_multiple_of(12) { 9_000 } else { 290 };
        let mut left = Duration::from_millis(20 + bits.bits() % most);
        while !left.is_zero() {
            let due = screen.app.next_wake().map(|due| due.saturating_sub(screen.now.mono));
            let nap = NAP.min(left).min(due.unwrap_or(NAP)).max(Duration::from_millis(1));
            screen.pass(nap);
            left = left.saturating_sub(nap);
            holds(&mut disk, &written, &screen, &format!("after key {at}"));
        }
    }
    assert!(written.0.len() > 100 && screen.has("kept 21:0"), "{}", screen.text());
}

#[test]
fn killed_at_any_instant_a_draft_is_two_seconds_old_at_most() {
    killed_at_every_instant(false);
}

#[test]
fn killed_at_any_instant_a_locked_draft_is_two_seconds_old_at_most() {
    killed_at_every_instant(true);
}

/// A way to leave the page.
type Door = fn(&mut Screen<'_>);

const DOORS: [(&str, Door); 8] = [
    ("going back", |screen| {
        screen.keys("<Esc> <Esc>");
    }),
    ("hiding", |screen| {
        screen.keys("<C-l>").draw();
    }),
    ("closing", |screen| {
        screen.keys("<C-c> <C-c>");
    }),
    ("a signal", |screen| screen.app.stop(screen.now)),
    ("a panic, or a terminal that went away", |screen| {
        screen.app.keep_draft(screen.now);
    }),
    ("a while without a key", |screen| {
        screen.pass(Duration::from_secs(6 * 60));
    }),
    ("a window too small", |screen| {
        screen.event(Event::Resize(9, 2));
        screen.pass(LATEST);
    }),
    ("an answer", |screen| {
        screen.keys("<Esc> <Enter>");
    }),
];

#[test]
fn whatever_door_it_is_left_by_every_word_is_there() {
    for locked in [false, true] {
        let before = if locked { locked_template() } else { template() };
        for (door, leave) in DOORS {
            let folder = tempfile::tempdir().expect("a temporary folder");
            copy(before.path(), folder.path());
            let mut house = House::at(folder, Arc::new(RealDisk));
            let mut disk = Disk::of(&house, locked);
            let mut screen = at_the_page(&mut house, locked);
            screen.types("the lake").keys("<Enter> <Enter>").types("next summer, 美玲");
            leave(&mut screen);
            assert_eq!(disk.draft(), "the lake\n\nnext summer, 美玲", "{door}, locked: {locked}");
        }
    }
}

#[test]
fn a_hundred_thousand_bytes_are_found_again() {
    for locked in [false, true] {
        let mut house = house(locked);
        let mut disk = Disk::of(&house, locked);
        let mut screen = at_the_page(&mut house, locked);
        let words = "the light at four, 美玲 שלום\n".repeat(2_900);
        screen.event(Event::Paste(words.clone()));
        screen.types("!").wait(Duration::from_millis(500)).shows("kept 21:00");
        assert!(disk.draft() == format!("{words}!"), "locked: {locked}");
    }
}
