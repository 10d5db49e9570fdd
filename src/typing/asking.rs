//! Asking for passphrases, on the terminal or from whatever input is.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::rc::Rc;
use std::time::Duration;

use super::{Typing, unseen};
use crate::domain::secret::Secret;

/// Asks for passphrases. Until it does, nothing is listened to.
pub struct Asking {
    typed: Option<Typing>,
    clock: fn() -> Duration,
}

impl Asking {
    /// Whoever asks goes by this clock.
    #[must_use]
    pub fn by(clock: fn() -> Duration) -> Self {
        Self { typed: None, clock }
    }

    /// Asks until it opens; `None` where an empty line leaves it locked.
    ///
    /// # Errors
    /// Where nothing can be asked or read here.
    pub fn until<T, E: Display>(
        &mut self,
        whose: &str,
        mut open: impl FnMut(&Secret) -> Result<T, E>,
    ) -> io::Result<Option<T>> {
        let typed = match &mut self.typed {
            Some(typed) => typed,
            none => none.insert(Typing::listen(Rc::default(), self.clock)?),
        };
        let mut words = io::stderr();
        loop {
            write!(words, "Passphrase for {whose}, or Enter to leave it locked: ")?;
            words.flush()?;
            let secret = unseen(typed);
            writeln!(words)?;
            match secret?.map(|secret| open(&secret)) {
                None => return Ok(None),
                Some(Ok(opened)) => return Ok(Some(opened)),
                Some(Err(error)) => writeln!(words, "{error}")?,
            }
        }
    }
}
