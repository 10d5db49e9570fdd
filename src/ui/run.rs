//! The loop: it blocks until something happens, and draws only what changed.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use ratatui::crossterm::event::{self, Event, KeyCode};
use signal_hook::consts::{SIGINT, SIGTERM};
use terminal_colorsaurus::{QueryOptions, ThemeMode};

use super::app::{App, Setting};
use super::effect::Leaving;
use super::late_answer::LateAnswer;
use super::terminal::Guard;
use super::theme::Surroundings;
use crate::domain::settings::Theme;
use crate::domain::time::Now;
use crate::session::Session;
use crate::session::guide::{Route, Stage};

/// The longest sleep: a blocked read does not wake for a signal.
const NAP: Duration = Duration::from_millis(250);
/// The longest wait for a terminal to say what its background is.
const ANSWER: Duration = Duration::from_millis(150);
/// Events taken before a frame is drawn, so that a paste of keys is one frame.
const BATCH: usize = 1_000;

/// The rest of a sentence about a broken run.
const GOES_ON: &str = "What was written is kept. Starting it again goes on from there.";

/// What the terminal front end is given.
pub struct Options<'a> {
    /// What a flow may look at.
    pub stage: Stage<'a>,
    /// Reads both clocks.
    pub clock: &'a dyn Fn() -> Now,
    /// Where to begin, if not at Tonight.
    pub begin: Option<Route>,
    /// A word to begin with.
    pub notice: Option<&'static str>,
    /// A theme asked for on the command line.
    pub theme: Option<Theme>,
    /// What the environment says.
    pub surroundings: Surroundings,
    /// A key that breaks the program, for the test that it breaks well.
    pub panic_on: Option<char>,
}

/// Runs the terminal front end until somebody leaves. The terminal is given back as it was.
///
/// # Errors
/// Where the terminal cannot be used, or the program broke; its words are the sentence shown,
/// and name nothing of what was on the screen.
pub fn run(session: &mut Session, options: Options<'_>) -> anyhow::Result<Leaving> {
    let Options { stage, clock, begin, notice, theme, surroundings, panic_on } = options;
    let settings = Arc::clone(&session.archive().settings);
    let detected = if surroundings.worth_asking(theme, settings.theme) { ask_the_terminal() } else { None };
    // crossterm reads NO_COLOR by itself and then drops bold and underline as well; the look
    // already has no colours where none are wanted.
    ratatui::crossterm::style::force_color_output(true);
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGINT] {
        signal_hook::flag::register(signal, Arc::clone(&stop))
            .context("Signals could not be listened for.")?;
    }
    let setting =
        Setting { stage, begin, notice, theme, detected: detected.unwrap_or_default(), surroundings };
    let mut app = App::new(session, setting, clock());
    let mut guard = Guard::take(&settings.neutral_word).context("This terminal could not be used.")?;
    // What a panic says could hold private words, and would stay in the terminal.
    let said = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let ended = panic::catch_unwind(AssertUnwindSafe(|| turns(&mut app, &mut guard, clock, &stop, panic_on)));
    if !matches!(ended, Ok(Ok(_))) {
        // Where keeping the words breaks as well, there is nothing more to be done.
        let _ = panic::catch_unwind(AssertUnwindSafe(|| app.keep_draft(clock())));
    }
    drop(guard);
    panic::set_hook(said);
    match ended {
        Ok(ended) => ended.context("The terminal went away. What was written is kept."),
        Err(_) => Err(anyhow!("Something went wrong, and Evenfall closed. {GOES_ON}")),
    }
}

/// One turn after another until somebody leaves.
fn turns(
    app: &mut App<'_>,
    guard: &mut Guard,
    clock: &dyn Fn() -> Now,
    stop: &AtomicBool,
    panic_on: Option<char>,
) -> io::Result<Leaving> {
    // The first look for events is what begins to listen for a change of the window's size:
    // one that came between the first frame and the first look would be missed.
    event::poll(Duration::ZERO)?;
    let mut late = LateAnswer::default();
    loop {
        let now = clock();
        guard.set_mouse(app.wants_mouse())?;
        if app.is_stale() {
            guard.draw(app, now)?;
            app.drawn(clock());
        }
        app.settle(now);
        if app.take_drain() {
            while event::poll(Duration::ZERO)? {
                app.threw_away(&event::read()?, now);
            }
            continue;
        }
        // What settling changed is drawn at once: the field for a passphrase, where it locked.
        let nap = match app.next_wake() {
            _ if app.is_stale() => Duration::ZERO,
            Some(due) => due.saturating_sub(now.mono).min(NAP),
            None => NAP,
        };
        let mut waiting = event::poll(nap)?;
        let now = clock();
        for _ in 0..BATCH {
            if !waiting {
                break;
            }
            let event = event::read()?;
            break_where_asked(&event, panic_on);
            if app.shows_signals() || !late.takes(&event) {
                app.handle(event, now);
            }
            waiting = app.leaving().is_none() && !app.is_covering() && event::poll(Duration::ZERO)?;
        }
        if stop.load(Ordering::Relaxed) {
            app.stop(now);
        }
        if let Some(leaving) = app.leaving() {
            return Ok(leaving);
        }
        app.wake(now);
    }
}

#[expect(clippy::panic, reason = "only where a test asks for it")]
fn break_where_asked(event: &Event, panic_on: Option<char>) {
    if let (Event::Key(key), Some(wanted)) = (event, panic_on)
        && key.code == KeyCode::Char(wanted)
    {
        panic!("asked to");
    }
}

/// What fits the terminal's background, where it tells.
fn ask_the_terminal() -> Option<Theme> {
    let mut options = QueryOptions::default();
    options.timeout = ANSWER;
    Some(match terminal_colorsaurus::theme_mode(options).ok()? {
        ThemeMode::Dark => Theme::Dusk,
        ThemeMode::Light => Theme::Linen,
    })
}
