//! Standard input that Ctrl+C ends kindly: to whoever reads, it is as if no more were typed.

use std::io::{self, BufRead, Read, Stdin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGINT, SIGTERM};

/// The longest wait: a signal may come just before waiting begins, and would not end it.
const NAP: Timespec = Timespec { tv_sec: 0, tv_nsec: 250_000_000 };

/// What is typed, until it ends or a signal ends it.
pub struct Typing {
    stdin: Stdin,
    stop: Arc<AtomicBool>,
    typed: Vec<u8>,
    read: usize,
}

impl Typing {
    /// Listens for both signals from here on.
    ///
    /// # Errors
    /// Where the system does not let it.
    pub fn listen() -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            signal_hook::flag::register(signal, Arc::clone(&stop))?;
        }
        Ok(Self { stdin: io::stdin(), stop, typed: Vec::new(), read: 0 })
    }

    /// Waits for something to read; `false` where a signal came first.
    fn wait(&self) -> io::Result<bool> {
        while !self.stop.load(Ordering::Relaxed) {
            match poll(&mut [PollFd::new(&self.stdin, PollFlags::IN)], Some(&NAP)) {
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
            // More at once than the standard library keeps for itself, so that it keeps nothing:
            // waiting would not see it there.
            self.typed.resize(1 << 14, 0);
            self.read = 0;
            let read = if self.wait()? { self.stdin.read(&mut self.typed)? } else { 0 };
            self.typed.truncate(read);
        }
        Ok(&self.typed[self.read..])
    }

    fn consume(&mut self, read: usize) {
        self.read = (self.read + read).min(self.typed.len());
    }
}
