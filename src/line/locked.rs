//! Opening what is locked, line by line.

use std::io::{self, BufRead, Write};

use super::{LeftAt, Lines, Next, show};
use crate::domain::flow::Ask;
use crate::domain::people::Person;
use crate::domain::secret::Secret;
use crate::session::guide::Guide;

impl<R: BufRead, W: Write> Lines<'_, R, W> {
    /// One neutral word until a passphrase opens what is locked; whose it was, or `None` where
    /// nothing more will be typed. A sitting that was left there can be stopped meanwhile.
    pub(super) fn unlock(&mut self, mut left_at: Option<&mut LeftAt>) -> io::Result<Option<Person>> {
        let word = self.session.archive().settings.neutral_word.clone();
        self.talk.say(&word)?;
        loop {
            let Some(typed) = self.talk.ask_unseen("Passphrase, ? for help: ")? else { return Ok(None) };
            let typed = match typed.trim() {
                "" => continue,
                "?" => {
                    self.talk.say("A passphrase opens this. Capital letters count.")?;
                    self.talk.say("A key from paper can be typed here instead. :q closes.")?;
                    continue;
                }
                ":q" => return Ok(None),
                typed if show::is_stop(typed, &Ask::Secret) => {
                    if let Some(LeftAt::Guided(bookmark)) = &mut left_at {
                        bookmark.stop_sitting();
                    }
                    continue;
                }
                typed => typed,
            };
            let Some(secret) = Secret::new(typed) else {
                self.talk.say("That is longer than any passphrase here.")?;
                continue;
            };
            self.talk.say("Opening.")?;
            match self.session.unlock(&secret, self.now()) {
                Ok(person) => return Ok(Some(person)),
                Err(error) => self.talk.say(&error.to_string())?,
            }
        }
    }

    /// Unlocks, and goes on where somebody was, if it is them.
    pub(super) fn come_back(&mut self, mut left_at: Option<LeftAt>) -> io::Result<Next> {
        self.talk.wipe()?;
        let Some(person) = self.unlock(left_at.as_mut())? else { return Ok(Next::Close) };
        let news = self.session.take_news();
        self.talk.say_all(&news)?;
        match left_at {
            Some(LeftAt::Settings) => Ok(Next::Settings),
            Some(LeftAt::Guided(bookmark)) => {
                match Guide::resume(bookmark, person, self.session, self.stage, self.now()) {
                    Some((guide, outcome)) => self.follow_on(guide, outcome),
                    None => Ok(Next::Tonight),
                }
            }
            None => Ok(self.first(None)),
        }
    }
}
