//! Keys, words, clicks and resizes as they come.

use std::time::Duration;

use evenfall::domain::record::Mint;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::house::House;
use crate::moment::Seeded;
use crate::screen::Screen;

const KEYS: [KeyCode; 16] = [
    KeyCode::Enter,
    KeyCode::Enter,
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageDown,
    KeyCode::F(1),
];
const WORDS: [char; 14] =
    ['1', '0', '8', 'c', 'n', 'm', '?', ' ', 'x', 'é', '本', '\u{301}', '\u{202e}', 'o'];
const CONTROLS: [char; 7] = ['l', 'z', 'y', 's', 'j', 'w', 'h'];
const PASTES: [&str; 4] = ["one\rtwo", "\u{1b}[31m", "👩‍🦽 נועה", ""];

fn one_of<T: Copy>(all: &[T], at: u16) -> T {
    all[usize::from(at) % all.len()]
}

/// One event out of everything a terminal can tell.
fn event(bits: &mut Seeded) -> Event {
    let mut small = |most: u16| u16::try_from(bits.bits() % u64::from(most)).expect("a small number");
    let plain = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
    match small(20) {
        0..=8 => plain(one_of(&KEYS, small(99))),
        9..=13 => plain(KeyCode::Char(one_of(&WORDS, small(99)))),
        14 => Event::Key(KeyEvent::new(KeyCode::Char(one_of(&CONTROLS, small(99))), KeyModifiers::CONTROL)),
        15 => Event::Paste(one_of(&PASTES, small(99)).into()),
        16 | 17 => {
            let kinds = [
                MouseEventKind::Down(MouseButton::Left),
                MouseEventKind::ScrollDown,
                MouseEventKind::ScrollUp,
                MouseEventKind::Moved,
            ];
            let (column, row) = (small(120), small(40));
            Event::Mouse(MouseEvent {
                kind: one_of(&kinds, small(99)),
                column,
                row,
                modifiers: KeyModifiers::NONE,
            })
        }
        18 => Event::Resize(small(130) + 1, small(45) + 1),
        _ if small(2) == 0 => Event::FocusLost,
        _ => Event::FocusGained,
    }
}

/// Plays `events` events; a program that was left is started again.
fn play(seed: u64, events: usize) {
    let mut bits = Seeded(seed);
    let mut house = House::set_up(&["Mara", "Jo"]);
    let mut left = events;
    while left > 0 {
        let mut screen = Screen::new(&mut house.session);
        while left > 0 && screen.app.leaving().is_none() {
            screen.event(event(&mut bits));
            if bits.bits().is_multiple_of(50) {
                screen.pass(Duration::from_millis(bits.bits() % 200_000));
            }
            left -= 1;
        }
    }
}

#[test]
fn whatever_comes_it_goes_on() {
    for seed in 0..4 {
        play(seed, 250);
    }
}

#[test]
#[ignore = "fifty thousand events take about a minute"]
fn whatever_comes_it_goes_on_for_long() {
    for seed in 100..150 {
        play(seed, 1_000);
    }
}
