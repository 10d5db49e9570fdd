//! The lock on the screen: what it shows, what it takes, and what is found again after it.

use std::sync::Arc;
use std::time::Duration;

use evenfall::domain::flow::Answer;
use evenfall::domain::people::Person;
use evenfall::session::guide::Route;
use evenfall::store::RealDisk;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::{Color, Modifier};

use crate::house::House;
use crate::screen::Screen;
use crate::watched::{Fault, Watched};

const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";
/// The word that the lock screen says, and nothing else of its own.
const WORD: &str = "Notes";

fn sets(house: &mut House, person: Person, passphrase: &str) {
    house.begin(Route::Lock);
    house.answers([Answer::Pick(usize::from(person == Person::B))]);
    house.locks_with(passphrase);
}

/// Mara and Jo, each with a passphrase.
fn both(mut house: House) -> House {
    sets(&mut house, Person::A, MARAS);
    sets(&mut house, Person::B, JOS);
    house
}

fn mara_and_jo() -> House {
    House::set_up(&["Mara", "Jo"])
}

/// The same once the program was started again.
fn locked() -> House {
    let mut house = both(mara_and_jo());
    house.cut_and_start_again();
    house
}

/// Types a passphrase where it is locked, and lets it be opened.
fn unlock(screen: &mut Screen<'_>, passphrase: &str) {
    screen.types(passphrase).keys("<Enter>").shows("Opening.");
    screen.draw();
}

/// Types a passphrase at a page that asks for it.
fn prove(screen: &mut Screen<'_>, passphrase: &str) {
    screen.types(passphrase).keys("<Enter>").shows("One moment.");
    screen.draw();
}

/// At the open field of a note in the turn of this person, who has shown that it is them.
fn at_the_field(screen: &mut Screen<'_>, person: Person, passphrase: &str) {
    screen.keys("w <Down> <Enter>");
    screen.keys(if person == Person::A { "<Enter>" } else { "<Down> <Enter>" });
    if screen.has("your passphrase") {
        prove(screen, passphrase);
    }
    screen.shows("Write something").keys("<Enter>").shows("What is it about?");
    screen.keys("<Enter>").shows("What would you like to write?");
}

fn says_nothing(screen: &Screen<'_>) {
    let text = screen.text();
    for word in ["Evenfall", "evenfall", "Mara", "Jo", "Tonight", "Good evening", "check"] {
        assert!(!text.contains(word), "{word}:\n{text}");
    }
}

#[test]
fn it_says_one_word_and_takes_a_passphrase_in_any_window() {
    for size in [(80, 24), (60, 20), (40, 12), (39, 11), (30, 8), (24, 9)] {
        let mut house = locked();
        let mut screen = Screen::of(&mut house.session, size, None, &[("COLORTERM", "truecolor")], None);
        screen.shows(WORD).shows("Passphrase");
        says_nothing(&screen);
        let cursor = screen.cursor().expect("a cursor");
        assert!(screen.lines()[usize::from(cursor.y)].contains('│'), "in the field: {cursor:?} at {size:?}");
        screen.types("the");
        assert_eq!(screen.cursor().map(|there| there.x), Some(cursor.x + 3), "{size:?}");
        screen.shows("•••").keys("<Esc>");
        assert!(!screen.has("•"), "Esc clears");
        unlock(&mut screen, MARAS);
        assert!(!screen.app.session().is_locked(), "{size:?}");
    }
    for size in [(1, 1), (2, 2), (5, 5), (1, 40), (200, 1)] {
        let mut house = locked();
        let mut screen = Screen::of(&mut house.session, size, None, &[], None);
        screen.keys("<F1> <Esc> <C-r>").types(MARAS).keys("<Enter>");
        screen.draw();
        assert!(!screen.app.session().is_locked(), "{size:?}");
    }
}

#[test]
fn help_says_what_can_be_typed_and_nothing_of_what_this_is() {
    for size in [(80, 24), (60, 20), (40, 12)] {
        let mut house = locked();
        let mut screen = Screen::of(&mut house.session, size, None, &[], None);
        screen.keys("<F1>").shows("A key from paper can be typed here").shows("Ctrl+R shows");
        says_nothing(&screen);
        screen.keys("<F1>");
        assert!(!screen.has("paper"));
        screen.keys("<C-s> <Tab> <Up> <Down> <C-z> <C-y>").types("?mq");
        assert!(screen.app.session().is_locked() && screen.app.leaving().is_none());
        screen.keys("<C-r>").shows("?mq").keys("<Bksp>").shows("?m");
        says_nothing(&screen);
    }
}

#[test]
fn a_click_on_the_hint_helps_and_one_anywhere_else_opens_nothing() {
    let mut house = locked();
    let mut screen = Screen::new(&mut house.session);
    screen.types(MARAS).click("I cannot get in").shows("Without either, it stays locked.");
    screen.click("Passphrase").click(WORD).click("•");
    assert!(screen.app.session().is_locked());
    screen.click("Enter open").shows("Opening.");
    screen.draw();
    screen.shows("Good evening, Mara and Jo.");
}

#[test]
fn a_pasted_line_end_opens_nothing() {
    let mut house = locked();
    let mut screen = Screen::new(&mut house.session);
    screen.event(Event::Paste(format!("{MARAS}\r\n")));
    screen.draw();
    assert!(screen.app.session().is_locked());
    assert!(!screen.has("Opening."));
    screen.keys("<Enter>").draw();
    assert!(!screen.app.session().is_locked(), "the blank at its end is none of it");
}

#[test]
fn without_colours_it_is_as_plain_as_everything() {
    let mut house = locked();
    let mut screen = Screen::of(&mut house.session, (80, 24), None, &[("NO_COLOR", "1")], None);
    screen.types("the").keys("<F1>");
    let cells = &screen.buffer().content;
    assert!(cells.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    assert!(cells.iter().any(|cell| cell.symbol() == "N" && cell.modifier.contains(Modifier::BOLD)));
}

#[test]
fn closing_is_always_possible_and_names_nobody() {
    let mut house = locked();
    let mut screen = Screen::new(&mut house.session);
    screen.types("half a pass").keys("<C-c>").shows("Close for tonight?");
    says_nothing(&screen);
    screen.keys("<Esc>").shows("Passphrase").keys("<C-c> <C-c>");
    assert!(screen.app.leaving().is_some());
}

#[test]
fn what_takes_a_moment_is_said_before_it_begins() {
    let mut house = locked();
    let mut screen = Screen::new(&mut house.session);
    screen.types("not this one").keys("<Enter>").shows("Opening.");
    assert!(screen.app.take_drain(), "keys typed meanwhile are thrown away");
    assert!(!screen.app.take_drain(), "once");
    screen.draw();
    screen.shows("That did not open it. Nothing is lost.").shows("••••••••••••");
    screen.keys("<Enter>").draw();
    screen.keys("<Esc>");
    assert!(!screen.has("did not open"), "Esc clears that, too");
    screen.pass(Duration::from_secs(5));
    unlock(&mut screen, JOS);
    screen.shows("Good evening, Mara and Jo.");
    screen.keys("p <Enter>").shows("Mara, your passphrase.").types(MARAS);
    let enter = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
    screen.app.handle(Event::Key(enter), screen.now);
    assert!(screen.app.is_stale() && screen.app.session().turn().is_none(), "said before the work");
    screen.draw();
    screen.shows("One moment.");
    assert!(screen.app.take_drain());
    screen.draw();
    assert!(!screen.has("One moment."));
    screen.shows("What is only yours is locked, Mara.");
}

#[test]
fn tries_one_after_another_wait_a_little() {
    let mut house = locked();
    let mut screen = Screen::new(&mut house.session);
    screen.types("no");
    for _ in 0..4 {
        screen.keys("<Enter>").draw();
    }
    screen.shows("A short pause first. Nothing is lost.");
}

#[test]
fn hiding_locks_within_the_next_frame_and_leaves_no_cell() {
    let mut house = both(mara_and_jo());
    let mut screen = Screen::new(&mut house.session);
    at_the_field(&mut screen, Person::A, MARAS);
    screen.types("the lake").keys("<C-l>");
    assert!(screen.app.session().is_locked(), "with the frame that covers it");
    assert!(!screen.everything_held().contains("the lake"));
    screen.draw();
    screen.shows(WORD).shows("Passphrase");
    says_nothing(&screen);
    let held = screen.everything_held();
    assert!(!held.contains("lake") && !held.contains("Mara"), "{held}");
    screen.keys("m ? <Esc> <C-z> <C-l>");
    screen.draw();
    says_nothing(&screen);
}

#[test]
fn words_in_the_open_field_are_found_again_by_the_same_person_alone() {
    for (who, finds) in [(MARAS, true), (JOS, false)] {
        let mut house = both(mara_and_jo());
        let mut screen = Screen::new(&mut house.session);
        at_the_field(&mut screen, Person::A, MARAS);
        screen.types("the lake").keys("<C-l>").draw();
        unlock(&mut screen, who);
        if finds {
            screen.shows("Mara is answering").shows("Go on with the note you began");
            screen.keys("<Enter>").shows("the lake");
        } else {
            screen.shows("Good evening, Mara and Jo.");
            assert!(!screen.everything_held().contains("lake"));
            screen.keys("w <Down> <Enter> <Down> <Enter>").shows("Jo is answering").shows("Write something");
            assert!(!screen.has("Go on with"));
        }
    }
}

#[test]
fn words_that_the_disk_did_not_take_are_held_locked_and_kept_afterwards() {
    let disk = Watched::new(Arc::new(RealDisk));
    let mut house = both(House::set_up_on(disk.clone(), &["Mara", "Jo"]));
    let mut screen = Screen::new(&mut house.session);
    at_the_field(&mut screen, Person::A, MARAS);
    screen.types("the lake");
    disk.begin(Some(Fault::Cut(0)));
    screen.keys("<C-l>").draw();
    assert!(screen.app.session().is_locked(), "a disk that fails keeps nothing open");
    assert!(!screen.everything_held().contains("lake"));
    disk.begin(None);
    unlock(&mut screen, MARAS);
    screen.shows("Go on with the note you began").keys("<Enter>").shows("the lake");
    drop(screen);
    house.cut_and_start_again();
    let mut screen = Screen::new(&mut house.session);
    unlock(&mut screen, MARAS);
    screen.keys("w <Down> <Enter> <Enter>").shows("Go on with the note you began").keys("<Enter>");
    screen.shows("the lake");
}

#[test]
fn it_locks_after_a_while_without_a_key() {
    let mut house = both(mara_and_jo());
    let mut screen = Screen::new(&mut house.session);
    let minutes = |count: u64| Duration::from_secs(60 * count);
    screen.pass(minutes(4));
    screen.keys("<Down>").pass(minutes(4));
    assert!(!screen.app.session().is_locked(), "a key counts");
    screen.pass(minutes(1));
    assert!(screen.app.session().is_locked());
    screen.draw();
    says_nothing(&screen);
    unlock(&mut screen, JOS);
    screen.shows("Good evening");
    // The clock on the wall may say anything: only the one that runs on counts.
    screen.now.wall += chrono::TimeDelta::hours(30);
    screen.app.wake(screen.now);
    assert!(!screen.app.session().is_locked());
    screen.now.wall -= chrono::TimeDelta::days(30);
    screen.app.wake(screen.now);
    assert!(!screen.app.session().is_locked());
    screen.pass(minutes(300));
    assert!(screen.app.session().is_locked(), "a lid that was shut counts as time");
}

#[test]
fn another_while_to_lock_after_holds_at_once() {
    let mut house = both(mara_and_jo());
    let mut screen = Screen::new(&mut house.session);
    screen.keys(", <Down> <Down> <Down> <Down> <Down> <Down> <Down> <Down>").shows("◄ 5 minutes ►");
    screen.keys("<Left>").shows("◄ 2 minutes ►").pass(Duration::from_secs(119));
    assert!(!screen.app.session().is_locked());
    screen.pass(Duration::from_secs(1));
    assert!(screen.app.session().is_locked());
    screen.draw();
    unlock(&mut screen, MARAS);
    screen.shows("Settings").shows("2 minutes");
}

#[test]
fn nothing_locks_where_there_is_no_passphrase() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.pass(Duration::from_secs(60 * 60 * 9));
    screen.shows("Good evening, Mara and Jo.");
}

#[test]
fn a_quiet_while_is_not_cut_short_and_counts_from_its_end() {
    let mut house = both(mara_and_jo());
    let mut screen = Screen::new(&mut house.session);
    screen.keys("t");
    for _ in 0..8 {
        if screen.has("Space pause") || screen.has("pause") {
            break;
        }
        screen.keys("<Enter>");
    }
    screen.shows("A quiet moment.").shows("Space pause");
    screen.pass(Duration::from_secs(59));
    screen.pass(Duration::from_secs(299));
    assert!(!screen.app.session().is_locked(), "not yet five minutes since the lamp burnt");
    screen.pass(Duration::from_secs(1));
    assert!(screen.app.session().is_locked());
}

#[test]
fn undo_never_crosses_a_person_or_a_lock() {
    let mut house = both(mara_and_jo());
    let mut screen = Screen::new(&mut house.session);
    at_the_field(&mut screen, Person::A, MARAS);
    screen.types("one").keys("<Esc> <Enter>").shows("Where would you like to keep it?");
    screen.click("Share it with Jo").keys("<Enter>").shows("It is kept.");
    screen.keys("<Enter>").click("Put it in the bin").keys("<Enter>").shows("It is in the bin.");
    screen.keys("<C-l>").draw();
    unlock(&mut screen, MARAS);
    screen.keys("<C-z>").shows("There is nothing to take back here.");
    screen.keys("<Esc> <Esc> w <Down> <Enter> <Down> <Enter>");
    prove(&mut screen, JOS);
    screen.keys("<C-z>").shows("There is nothing to take back here.");
    assert!(!screen.has("one"));
}

#[test]
fn nothing_on_any_page_of_the_other_shows_what_is_only_ones_own() {
    let mut house = both(mara_and_jo());
    let mut screen = Screen::new(&mut house.session);
    at_the_field(&mut screen, Person::A, MARAS);
    screen.types("zebra").keys("<Esc> <Enter>").shows("► Only mine").keys("<Enter>").shows("It is kept.");
    screen.shows("zebra").keys("<Esc> <Esc>").shows("Good evening");
    let unseen = |screen: &mut Screen<'_>| assert!(!screen.everything_held().contains("zebra"));
    unseen(&mut screen);
    for keys in ["m", "<Esc> ?", "<Esc> w <Enter>", "<Esc> <Esc> ,", "<End> <Enter>", "<Esc> <Esc>"] {
        screen.keys(keys);
        unseen(&mut screen);
    }
    screen.keys("w <Down> <Enter> <Down> <Enter>");
    prove(&mut screen, JOS);
    for keys in ["<Down> <Enter>", "<Esc>", "<Down> <Down> <Enter>", "m", "<Esc> ?"] {
        screen.keys(keys);
        unseen(&mut screen);
    }
}

#[test]
fn only_mine_comes_with_a_passphrase_and_says_so_without() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    at_the_field(&mut screen, Person::A, "");
    screen.types("one").keys("<Esc> <Enter>").shows("Only mine comes with a passphrase.");
    assert!(!screen.has("► Only mine") && !screen.has("  Only mine  "));
    screen
        .keys("<Esc> <Esc> <Esc> <Esc> <Esc> ,")
        .shows("My passphrase")
        .click("My passphrase")
        .keys("<Enter>");
    screen.shows("Who is it?").keys("<Enter>").shows("Would you like to lock what is only yours?");
    screen.shows("► Not now");
}

#[test]
fn the_first_turn_offers_a_passphrase_once() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    screen.keys("c <Enter> <Enter>").shows("Would you like to lock what is only yours?").shows("► Not now");
    screen.keys("<Enter>").shows("How is it for you now?").keys("<End> <Enter>");
    for _ in 0..4 {
        if screen.has(" of 5") {
            break;
        }
        screen.keys("<End> <Enter>");
    }
    screen.shows("1 of 5").keys("<Esc>").shows("Good evening").keys("c <Enter>");
    assert!(!screen.has("Would you like to lock"), "{}", screen.text());
}

#[test]
fn six_words_and_the_key_for_paper_are_whole_in_every_window() {
    for size in [(80, 24), (60, 20), (40, 12)] {
        let mut house = mara_and_jo();
        let mut screen = Screen::of(&mut house.session, size, None, &[], Some(Route::Lock));
        screen.keys("<Enter> <Up> <Up> <Enter>");
        let words: Vec<String> = screen
            .lines()
            .iter()
            .skip_while(|line| !line.contains("My passphrase"))
            .skip(1)
            .take_while(|line| !line.contains("Six of"))
            .flat_map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
            .collect();
        assert_eq!(words.len(), 6, "{}", screen.text());
        let words = words.join(" ");
        screen.keys("<Enter>").shows("The same once more").types(&words).keys("<C-r>");
        if size.0 == 80 {
            screen.shows(&words);
        }
        screen.keys("<Enter>").draw();
        screen.shows("It is locked. Here is a key for paper.").shows("AGE-SECRET-KEY-1");
        let groups = screen.text();
        let groups = groups.split_whitespace().filter(|word| {
            word.len() >= 3 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        });
        assert_eq!(groups.map(str::len).sum::<usize>(), 58, "{}", screen.text());
        screen.pass(Duration::from_secs(60 * 60));
        screen.draw();
        screen.shows("AGE-SECRET-KEY-1");
    }
}

#[test]
fn a_short_code_opens_the_turn_and_not_the_lock() {
    let mut house = both(mara_and_jo());
    let mut screen = Screen::new(&mut house.session);
    screen.keys("p <Enter>");
    if screen.has("your passphrase") {
        prove(&mut screen, MARAS);
    }
    screen.click("A short code").keys("<Enter>").shows("Four digits or more");
    screen.types("4711").keys("<Enter>").draw();
    screen.shows("The code opens your turn this evening.").pass(Duration::from_secs(130));
    screen.keys("p <Enter>").shows("Mara, your passphrase.");
    prove(&mut screen, "4711");
    screen.shows("What is only yours is locked, Mara.").keys("<C-l>").draw();
    screen.types("4711").keys("<Enter>").draw();
    assert!(screen.app.session().is_locked());
}

#[test]
fn a_wrong_try_in_a_low_window_leaves_the_field_and_enter_where_they_are() {
    let mut house = both(mara_and_jo());
    let mut screen = Screen::of(&mut house.session, (40, 12), None, &[], Some(Route::Lock));
    screen.keys("<Enter>");
    if screen.has("your passphrase") {
        prove(&mut screen, "not this one");
        screen.shows("That did not open it.").types("x").shows("│ •  ").keys("<C-w>");
        prove(&mut screen, MARAS);
    }
    screen.click("A short code").keys("<Enter>").shows("Four digits").types("47").keys("<Enter>").draw();
    screen.shows("Digits only").types("4711").shows("••••").keys("<Enter>").draw();
    screen.shows("The code opens your turn this");
}

#[test]
fn what_was_deleted_for_good_is_told_by_its_copies() {
    let mut house = mara_and_jo();
    let mut screen = Screen::new(&mut house.session);
    at_the_field(&mut screen, Person::A, "");
    screen
        .types("zebra")
        .keys("<Esc> <Enter>")
        .click("Share it with Jo")
        .keys("<Enter>")
        .shows("It is kept.");
    screen.pass(Duration::from_secs(11 * 60));
    screen.keys("<Enter>").click("Put it in the bin").keys("<Enter>").shows("It is in the bin.");
    screen.keys("<Esc>");
    screen.keys("w <Down> <Enter> <Enter>").click("The bin").keys("<Enter> <Enter>");
    screen.click("Delete it for good").keys("<Enter>").shows("► Leave it in the bin");
    screen.click("Delete it for good").keys("<Enter>");
    screen.shows("It is gone from the copies here, too.").shows("November 2026: taken out of");
    screen.shows("SSD").shows("Copies made elsewhere are beyond this.");
    assert!(!screen.has("zebra"));
    screen.keys("<Enter>").shows("It is deleted for good.").shows("The bin is empty.");
}
