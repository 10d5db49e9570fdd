//! Keys, words, clicks and resizes as they come.

use std::time::Duration;

use evenfall::domain::record::Mint;
use evenfall::session::guide::Route;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyEventState, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
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
/// What only stands on the page of the signals while both go.
const GOES: &str = "or any other key";
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

/// What the signals were told, as somebody who watches both hands would note it down.
#[derive(Default)]
struct Watcher {
    /// When anything came last that was no go.
    disturbed: Duration,
    /// When each one's key for go came last.
    gos: [Option<Duration>; 2],
}

impl Watcher {
    /// Notes an event; whether it was somebody's key for go.
    fn note(&mut self, event: &Event, now: Duration) -> bool {
        let key = match event {
            _ if is_release(event) => return false,
            Event::Key(key) if key.modifiers.is_empty() => key.code,
            _ => KeyCode::Null,
        };
        let whose = match key {
            KeyCode::Char('1') => 0,
            KeyCode::Char('8') => 1,
            _ => {
                self.disturbed = now;
                return false;
            }
        };
        self.gos[whose] = Some(now);
        true
    }

    /// Whether each of the two has said go since everything else, and a second after it.
    fn both_said_so(&self) -> bool {
        self.gos.iter().all(|go| go.is_some_and(|go| go >= self.disturbed + Duration::from_secs(1)))
    }
}

/// Letting go of a key, which says nothing.
const RELEASE: Event = Event::Key(KeyEvent {
    code: KeyCode::Char('1'),
    modifiers: KeyModifiers::NONE,
    kind: KeyEventKind::Release,
    state: KeyEventState::NONE,
});

fn is_release(event: &Event) -> bool {
    matches!(event, Event::Key(key) if key.kind == KeyEventKind::Release)
}

fn is_slower(event: &Event) -> bool {
    matches!(event, Event::Key(key) if key.modifiers.is_empty() && matches!(key.code, KeyCode::Char('2' | '9')))
}

/// One event, most often a key of the signals.
fn near_the_signals(bits: &mut Seeded) -> Event {
    match bits.bits() % 8 {
        0..=4 => {
            let key = ['1', '8', '1', '8', '2', '9', ' '][usize::try_from(bits.bits() % 7).expect("small")];
            Event::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE))
        }
        5 => {
            let key = KeyCode::Char(if bits.bits().is_multiple_of(2) { '1' } else { '8' });
            let kind =
                if bits.bits().is_multiple_of(2) { KeyEventKind::Repeat } else { KeyEventKind::Release };
            Event::Key(KeyEvent::new_with_kind(key, KeyModifiers::NONE, kind))
        }
        _ => event(bits),
    }
}

/// Two people and a cat at one keyboard: plays `events` events on the page of the signals, and
/// gives how often both went.
fn signal(seed: u64, events: usize) -> usize {
    let mut bits = Seeded(seed);
    let mut house = House::set_up(&["Mara", "Jo"]);
    let (mut left, mut went) = (events, 0);
    while left > 0 {
        let mut screen = Screen::of(&mut house.session, (80, 24), None, &[], Some(Route::Touch));
        screen.keys("<Down> <Enter>").shows("Paused.");
        let mut watcher = Watcher { disturbed: screen.now.mono, gos: [None; 2] };
        let mut goes = false;
        while left > 0 && (screen.has("Paused.") || screen.has(GOES)) {
            // Whether both may go: they went before, or both have said so since.
            let mut may = goes;
            let mut last = None;
            for _ in 0..=(bits.bits() % 8).saturating_sub(5) {
                let event = near_the_signals(&mut bits);
                let go = watcher.note(&event, screen.now.mono);
                may &= go || is_slower(&event) || is_release(&event);
                may |= go && watcher.both_said_so();
                // What comes at once is drawn once.
                screen.app.handle(event.clone(), screen.now);
                last = Some(event);
            }
            screen.event(last.clone().filter(is_release).unwrap_or(RELEASE));
            let now = screen.has(GOES);
            assert!(!now || may, "{last:?} came last, seed {seed}");
            went += usize::from(now && !goes);
            goes = now;
            screen.wait(Duration::from_millis(bits.bits() % 1_900));
            assert!(goes == screen.has(GOES), "nothing begins or pauses by itself, seed {seed}");
            left -= 1;
        }
    }
    went
}

#[test]
fn whatever_comes_it_never_goes_without_the_two_keys() {
    let went: usize = (0..4).map(|seed| signal(seed, 1_000)).sum();
    assert!(went > 50, "{went}");
}

#[test]
#[ignore = "a hundred thousand events take about two minutes"]
fn whatever_comes_it_never_goes_without_the_two_keys_for_long() {
    let went: usize = (100..150).map(|seed| signal(seed, 2_000)).sum();
    println!("100,000 events, and both went {went} times");
    assert!(went > 1_000, "{went}");
}
