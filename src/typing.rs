//! Standard input that Ctrl+C ends kindly: to whoever reads, it is as if no more were typed.

use std::cell::Cell;
use std::io::{self, BufRead, Read, Stdin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{InputModes, LocalModes, OptionalActions, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGINT, SIGTERM};
use zeroize::{Zeroize as _, Zeroizing};

use crate::domain::secret::Secret;

pub mod asking;

/// The longest wait: a signal may come just before waiting begins, and would not end it.
const NAP: Timespec = Timespec { tv_sec: 0, tv_nsec: 250_000_000 };

/// What is typed, until it ends or a signal ends it.
pub struct Typing {
    stdin: Stdin,
    stop: Arc<AtomicBool>,
    typed: Zeroizing<Vec<u8>>,
    read: usize,
    /// How long to wait for anything, where not for ever.
    patience: Rc<Cell<Option<Duration>>>,
    /// A clock that only ever runs on.
    clock: fn() -> Duration,
}

/// Whether it was this program that keeps what is typed from showing.
static UNSEEN: AtomicBool = AtomicBool::new(false);
/// Whether keys come one by one, by this program.
static SINGLE: AtomicBool = AtomicBool::new(false);
/// Whether Ctrl+S stopped the terminal's output before that.
static FLOWS: AtomicBool = AtomicBool::new(false);

/// Lets what is typed show on the terminal again, or not. Where input is no terminal nothing
/// shows anyway, and where nothing showed before it stays so.
pub fn echo(shows: bool) {
    if shows && !UNSEEN.swap(false, Ordering::Relaxed) {
        return;
    }
    let Ok(mut modes) = tcgetattr(io::stdin()) else { return };
    if !shows && modes.local_modes.contains(LocalModes::ECHO) {
        UNSEEN.store(true, Ordering::Relaxed);
    }
    modes.local_modes.set(LocalModes::ECHO, shows);
    // Where the system refuses, what is typed shows, as everywhere else.
    let _ = tcsetattr(io::stdin(), OptionalActions::Now, &modes);
}

/// Lets keys come one by one as they are pressed, without showing, or in lines again. Says whether
/// they come one by one: only a terminal gives them so.
pub fn single_keys(on: bool) -> bool {
    const LINES: LocalModes = LocalModes::ICANON.union(LocalModes::ECHO);
    if !on && !SINGLE.swap(false, Ordering::Relaxed) {
        return false;
    }
    let Ok(mut modes) = tcgetattr(io::stdin()) else { return false };
    if on && !modes.local_modes.contains(LINES) {
        return false;
    }
    modes.local_modes.set(LINES, !on);
    // Ctrl+S would stop what is said, and pause nothing.
    if on {
        FLOWS.store(modes.input_modes.contains(InputModes::IXON), Ordering::Relaxed);
        modes.input_modes.remove(InputModes::IXON);
    } else {
        modes.input_modes.set(InputModes::IXON, FLOWS.load(Ordering::Relaxed));
    }
    let set = tcsetattr(io::stdin(), OptionalActions::Now, &modes).is_ok() && on;
    SINGLE.store(set, Ordering::Relaxed);
    set
}

/// One line of `typed` that does not show while it is typed; nothing of it stays in memory.
/// `None` where it is empty, or ends before it begins.
///
/// # Errors
/// Where it cannot be read.
pub fn unseen(typed: &mut impl BufRead) -> io::Result<Option<Secret>> {
    let mut line = Zeroizing::new(Vec::with_capacity(4 * Secret::LONGEST));
    echo(false);
    let read = typed.take(4 * Secret::LONGEST as u64).read_until(b'\n', &mut line);
    echo(true);
    read?;
    Ok(str::from_utf8(&line).ok().and_then(Secret::new))
}

impl Typing {
    /// Listens for both signals from here on.
    ///
    /// # Errors
    /// Where the system does not let it.
    pub fn listen(patience: Rc<Cell<Option<Duration>>>, clock: fn() -> Duration) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            signal_hook::flag::register(signal, Arc::clone(&stop))?;
        }
        Ok(Self { stdin: io::stdin(), stop, typed: Zeroizing::default(), read: 0, patience, clock })
    }

    /// Waits for something to read; `false` where a signal came first.
    fn wait(&self) -> io::Result<bool> {
        let until = self.patience.get().map(|patience| (self.clock)() + patience);
        while !self.stop.load(Ordering::Relaxed) {
            match poll(&mut [PollFd::new(&self.stdin, PollFlags::IN)], Some(&NAP)) {
                Ok(0) if until.is_some_and(|until| (self.clock)() >= until) => {
                    return Err(io::ErrorKind::TimedOut.into());
                }
                Ok(0) | Err(Errno::INTR) => {}
                Ok(_) => return Ok(true),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(false)
    }
}

impl Read for Typing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Typing {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read == self.typed.len() {
            // Nothing of what was read stays, to be read again where waiting is given up.
            self.typed.zeroize();
            self.read = 0;
            if self.wait()? {
                // More at once than the standard library keeps for itself, so that it keeps
                // nothing: waiting would not see it there.
                self.typed.resize(1 << 14, 0);
                let read = self.stdin.read(&mut self.typed);
                self.typed.truncate(read.as_ref().map_or(0, |read| *read));
                read?;
            }
        }
        Ok(&self.typed[self.read..])
    }

    fn consume(&mut self, read: usize) {
        self.read = (self.read + read).min(self.typed.len());
    }
}
