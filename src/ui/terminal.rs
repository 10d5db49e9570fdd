//! The terminal, taken over and given back as it was, by whichever door one leaves.

use std::io::{self, Stdout, Write};

use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::crossterm::cursor::{MoveTo, SetCursorStyle, Show};
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableFocusChange,
};
use ratatui::crossterm::style::{Print, ResetColor};
use ratatui::crossterm::terminal::{
    self, BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    SetTitle,
};
use ratatui::crossterm::{execute, queue};

use super::app::App;
use crate::domain::time::Now;

/// Clicks and the wheel alone: every movement of a mouse would wake the program.
const CLICKS: &str = "\x1b[?1000h\x1b[?1006h";
/// Keeps the window's title, to be put back afterwards.
const KEEP_TITLE: &str = "\x1b[22;0t";
/// Puts the window's title back.
const PUT_TITLE_BACK: &str = "\x1b[23;0t";

/// The terminal in our hands; dropping it gives it back.
pub struct Guard {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    mouse: bool,
}

impl Guard {
    /// Takes the terminal over, titled `title`.
    ///
    /// # Errors
    /// Where there is no terminal, or it cannot be written to.
    pub fn take(title: &str) -> io::Result<Self> {
        terminal::enable_raw_mode()?;
        let mut out = io::stdout();
        let begun = execute!(
            out,
            Print(KEEP_TITLE),
            SetTitle(title),
            EnterAlternateScreen,
            EnableBracketedPaste,
            EnableFocusChange,
            SetCursorStyle::SteadyBar,
        );
        match begun.and_then(|()| Terminal::new(CrosstermBackend::new(out))) {
            Ok(terminal) => Ok(Self { terminal, mouse: false }),
            Err(error) => {
                give_back(0);
                Err(error)
            }
        }
    }

    /// Listens to the mouse, or no longer.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        if self.mouse == on {
            return Ok(());
        }
        self.mouse = on;
        if on { execute!(io::stdout(), Print(CLICKS)) } else { execute!(io::stdout(), DisableMouseCapture) }
    }

    /// Draws one frame, all of it at once. Where the last one has to be wiped, it is drawn
    /// twice, so that neither of the two buffers holds anything of it.
    pub fn draw(&mut self, app: &mut App<'_>, now: Now) -> io::Result<()> {
        let scrub = app.take_scrub();
        queue!(io::stdout(), BeginSynchronizedUpdate)?;
        if scrub {
            wipe(&mut self.terminal)?;
            self.terminal.draw(|frame| app.draw(frame, now))?;
        }
        self.terminal.draw(|frame| app.draw(frame, now))?;
        execute!(io::stdout(), EndSynchronizedUpdate)
    }
}

/// Wipes the screen and both buffers. `Terminal::clear` would first ask where the cursor is,
/// and a terminal that does not answer would end the program.
///
/// # Errors
/// Where the terminal cannot be written to.
pub fn wipe<B: Backend>(terminal: &mut Terminal<B>) -> Result<(), B::Error> {
    terminal.backend_mut().clear()?;
    terminal.current_buffer_mut().reset();
    terminal.swap_buffers();
    Ok(())
}

impl Drop for Guard {
    fn drop(&mut self) {
        let height = self.terminal.size().map_or(0, |size| size.height);
        give_back(height);
    }
}

/// Leaves the terminal as it was. Nothing that was shown stays on the other screen: some
/// terminals keep it. Each step is tried whatever became of the one before.
fn give_back(height: u16) {
    let mut out = io::stdout();
    let _ = queue!(out, ResetColor);
    for row in 0..height {
        let _ = queue!(out, MoveTo(0, row), Print("\x1b[2K"));
    }
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        SetCursorStyle::DefaultUserShape,
        LeaveAlternateScreen,
        Show,
        Print(PUT_TITLE_BACK),
    );
    let _ = terminal::disable_raw_mode();
    let _ = out.flush();
}
