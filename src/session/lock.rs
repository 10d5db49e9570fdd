//! Passphrases: what they open, what proves whose turn it is, and what is forgotten when the
//! screen is left.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::undo::History;
use super::{NotKept, Session, State, around};
use zeroize::Zeroizing;

use crate::domain::archive::{Access, Archive, Draft};
use crate::domain::change::Change;
use crate::domain::other_key::OtherKey;
use crate::domain::people::{Each, Person, Turn};
use crate::domain::secret::Secret;
use crate::domain::settings::Settings;
use crate::domain::time::{Evening, Now};
use crate::store::{Closed, NotUnlocked, SaveError};

/// How long a passphrase that was just typed also opens its owner's turn.
const FRESH: Duration = Duration::from_secs(120);
/// How often a short code may be tried before the passphrase is asked for.
const CODE_TRIES: u8 = 5;
/// Failures after which trying again waits a little.
const FREE_TRIES: u32 = 2;
/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// A session of which nothing is open but this machine's settings.
pub(super) struct Locked {
    closed: Closed,
    /// It holds the settings and nothing else.
    pub archive: Archive,
}

impl Locked {
    pub fn new(closed: Closed, settings: Arc<Settings>) -> Self {
        let mut archive = Archive::default();
        archive.settings = settings;
        Self { closed, archive }
    }

    pub fn root(&self) -> &Path {
        self.closed.root()
    }
}

/// Somebody has just typed their passphrase.
#[derive(Clone, Copy)]
pub(super) struct Proven {
    person: Person,
    until: Duration,
}

/// A short code that reopens one's turn within an evening. It is a door, not a safe: the key is
/// in memory all the while.
pub(super) struct Code {
    secret: Secret,
    evening: Evening,
    tries: u8,
}

/// Words of an unfinished turn that could not be saved.
pub(super) enum Held {
    /// Locked for their owner.
    Locked(Vec<u8>),
    /// As they are: their owner has no passphrase.
    Plain(Zeroizing<Vec<u8>>),
}

/// Failed tries, so that the next one can be slowed. Nobody is shown how many there were.
#[derive(Default)]
pub(super) struct Tries {
    failed: u32,
    not_before: Duration,
}

impl Tries {
    fn failed(&mut self, now: Now) {
        self.failed = self.failed.saturating_add(1);
        let over = self.failed.saturating_sub(FREE_TRIES);
        let wait = if over == 0 { 0 } else { 1_u64 << (over - 1).min(6) };
        self.not_before = now.mono + Duration::from_secs(wait).min(LONGEST_WAIT);
    }
}

impl Session {
    /// Whether nothing can be read or kept before a passphrase was typed.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(self.state, State::Locked(_))
    }

    /// Whether leaving the screen locks anything.
    #[must_use]
    pub fn locks(&self) -> bool {
        self.is_locked() || Person::BOTH.into_iter().any(|one| self.archive().access[one] == Access::Open)
    }

    /// Opens what is shared, and what is only theirs, with the passphrase of either, or their key
    /// from paper. Gives whose it was.
    ///
    /// # Errors
    /// [`NotKept::Locked`] or [`NotKept::TooSoon`]; it is then as locked as before.
    pub fn unlock(&mut self, secret: &Secret, now: Now) -> Result<Person, NotKept> {
        let State::Locked(locked) = &mut self.state else { return Err(NotKept::Closed) };
        let opened = self.tries.try_at(now, || locked.closed.unlock(secret, around(now)))?;
        let (person, opened) = opened;
        self.state = State::of(opened);
        if let State::Open(open) = &mut self.state {
            open.proven = Some(Proven { person, until: now.mono + FRESH });
            open.news.extend(about_paper(secret));
        }
        self.finish(now);
        self.know_each_other(now);
        self.keep_held(now);
        Ok(person)
    }

    /// Whether `person` has to show that it is them before their turn opens.
    #[must_use]
    pub fn asks_for_passphrase(&self, person: Person, now: Now) -> bool {
        let State::Open(open) = &self.state else { return false };
        let proven = open.proven.is_some_and(|proven| proven.person == person && now.mono <= proven.until);
        open.archive.has_passphrase(person) && !(proven && open.archive.access[person] == Access::Open)
    }

    /// Takes the passphrase of `person`, their key from paper, or their short code of this
    /// evening, so that their turn can open.
    ///
    /// # Errors
    /// [`NotKept::Locked`] or [`NotKept::TooSoon`].
    pub fn prove(&mut self, person: Person, secret: &Secret, now: Now) -> Result<(), NotKept> {
        self.prove_with(person, secret, None, now)
    }

    /// The same, with a key that was not the one known here and was `taken`.
    pub(super) fn prove_with(
        &mut self,
        person: Person,
        secret: &Secret,
        taken: Option<&OtherKey>,
        now: Now,
    ) -> Result<(), NotKept> {
        let evening = self.evening(now);
        let State::Open(open) = &mut self.state else { return Err(NotKept::Closed) };
        let proven = Proven { person, until: now.mono + FRESH };
        if open.codes[person].as_mut().is_some_and(|code| code.opens(secret, evening)) {
            open.proven = Some(proven);
            return Ok(());
        }
        let next = self.tries.try_at(now, || open.store.unlock(person, secret, &open.archive, taken))?;
        open.archive = next;
        open.proven = Some(proven);
        open.tell();
        open.news.extend(about_paper(secret));
        if taken.is_some() {
            // Where it is not written now, the next save does it.
            let _ = open.store.write_vault(&mut *self.mint);
        }
        self.finish(now);
        self.know_each_other(now);
        self.keep_held(now);
        Ok(())
    }

    /// Opens the turn of `person`, if they are set up, have shown that it is them where they have
    /// a passphrase, and this session can keep what they say.
    pub fn open_turn(&mut self, person: Person, now: Now) -> Option<Turn> {
        if self.asks_for_passphrase(person, now) {
            // Somebody else sits here now, perhaps.
            if let State::Open(open) = &mut self.state {
                open.proven = None;
            }
            return None;
        }
        self.keep_held(now);
        match &mut self.state {
            State::Open(open) if open.archive.profile(person).is_some() => Some(open.open_turn(person)),
            State::Locked(_) | State::Open(_) | State::Looking(_) => None,
        }
    }

    /// The turn that is open now.
    pub(super) fn turn_here(&self) -> Result<Turn, NotKept> {
        match &self.state {
            State::Open(open) => open.turn.clone().ok_or(NotKept::NotTheirTurn),
            State::Locked(_) | State::Looking(_) => Err(NotKept::Closed),
        }
    }

    /// Locks what is only `person`'s, in their own turn, with `secret`; gives the key for paper.
    ///
    /// # Errors
    /// [`NotKept`] where it is not their turn, or it could not be saved; nothing is locked then.
    pub fn lock_for(&mut self, person: Person, secret: &Secret, now: Now) -> Result<Secret, NotKept> {
        let work = self.work;
        let paper = self.in_own_turn(person, |open, mint| {
            let (next, paper) = open.store.lock_for(person, secret, work, &open.archive, mint)?;
            open.archive = next;
            Ok(paper)
        })?;
        self.know_each_other(now);
        Ok(paper)
    }

    /// Unlocks for good what is only `person`'s, and with it what both share, in their own turn.
    ///
    /// # Errors
    /// As [`Session::lock_for`]; everything is then as locked as before.
    pub fn unlock_for_good(&mut self, person: Person) -> Result<(), NotKept> {
        self.in_own_turn(person, |open, mint| {
            open.archive = open.store.unlock_for_good(person, &open.archive, mint)?;
            Ok(())
        })
    }

    /// Gives what is only `person`'s another passphrase, in their own turn.
    ///
    /// # Errors
    /// As [`Session::lock_for`]; the earlier passphrase then still holds.
    pub fn change_passphrase(&mut self, person: Person, secret: &Secret) -> Result<(), NotKept> {
        let work = self.work;
        self.in_own_turn(person, |open, mint| open.store.change_passphrase(person, secret, work, mint))
    }

    /// Lets a short code reopen the turn of `person`, whose turn it is, for the rest of the
    /// evening.
    ///
    /// # Errors
    /// [`NotKept::NotTheirTurn`].
    pub fn set_code(&mut self, person: Person, secret: Secret, now: Now) -> Result<(), NotKept> {
        let evening = self.evening(now);
        self.in_own_turn(person, |open, _| {
            open.codes[person] = Some(Code { secret, evening, tries: CODE_TRIES });
            Ok(())
        })
    }

    /// A new passphrase of six words.
    #[must_use]
    pub fn six_words(&mut self) -> Secret {
        Secret::six_words(&mut *self.mint)
    }

    /// The screen is hidden: whoever's turn is open ends, nothing can be undone any more, and
    /// whatever is locked is forgotten.
    pub fn hide(&mut self) {
        self.end_turn();
        let locked = match &mut self.state {
            State::Locked(_) => None,
            State::Looking(looking) => looking.reader.forget(&mut looking.archive),
            State::Open(open) => {
                open.history = History::default();
                open.proven = None;
                open.codes = Each::default();
                open.store.forget(&mut open.archive)
            }
        };
        if let Some(closed) = locked {
            let settings = Arc::clone(&self.archive().settings);
            self.state = State::Locked(Box::new(Locked::new(closed, settings)));
        }
    }

    /// Holds an unfinished turn that could not be saved, locked where its owner has a passphrase,
    /// until they are back.
    pub fn hold(&mut self, draft: &Change) {
        let (State::Open(open), Change::Draft(person, Some(draft))) = (&self.state, draft) else { return };
        let Ok(bytes) = serde_json::to_vec(draft).map(Zeroizing::new) else { return };
        let held = match open.archive.access[*person] {
            Access::Plain => Some(Held::Plain(bytes)),
            Access::Open | Access::Closed => open.store.lock_words(*person, &bytes).map(Held::Locked),
        };
        if held.is_some() {
            self.held[*person] = held;
        }
    }

    /// Keeps what was held, as far as its owner is back.
    fn keep_held(&mut self, now: Now) {
        let State::Open(open) = &mut self.state else { return };
        for person in Person::BOTH {
            let words = match &self.held[person] {
                Some(Held::Locked(bytes)) => open.store.open_words(bytes),
                Some(Held::Plain(bytes)) => Some(bytes.clone()),
                None => None,
            };
            let draft = words.and_then(|words| serde_json::from_slice::<Draft>(&words).ok());
            if let Some(draft) = draft {
                let turn = open.turn.replace(Turn::open(person));
                let kept = open.commit(&[Change::Draft(person, Some(draft))], now, &mut *self.mint);
                open.turn = turn;
                match kept {
                    Ok(()) => self.held[person] = None,
                    Err(error) => open.news.push(error.to_string()),
                }
            }
        }
    }

    fn in_own_turn<T>(
        &mut self,
        person: Person,
        act: impl FnOnce(&mut super::Open, &mut dyn crate::domain::record::Mint) -> Result<T, SaveError>,
    ) -> Result<T, NotKept> {
        let State::Open(open) = &mut self.state else { return Err(NotKept::Closed) };
        if open.turn.as_ref().map(Turn::person) != Some(person) {
            return Err(NotKept::NotTheirTurn);
        }
        open.history = History::default();
        let done = act(open, &mut *self.mint).map_err(NotKept::NotSaved);
        open.tell();
        done
    }

    /// Notes the other's public key where one's own things are open and it is not noted yet. From
    /// then on another one in its place is told, and nothing is saved for it.
    pub(super) fn know_each_other(&mut self, now: Now) {
        let State::Open(open) = &mut self.state else { return };
        let changes: Vec<_> =
            Person::BOTH.into_iter().filter_map(|one| open.news_of_other_key(one)).collect();
        if !changes.is_empty() && open.commit(&changes, now, &mut *self.mint).is_err() {
            open.news.push(
                "One small thing could not be kept yet. Nothing is lost. It is tried again next time.".into(),
            );
        }
    }
}

/// Whoever needed the key from paper may have forgotten the passphrase.
fn about_paper(secret: &Secret) -> Option<String> {
    let words = "The key from paper opened it. \"My passphrase\" leads to a new passphrase, if that helps.";
    secret.is_like_a_key().then(|| words.to_owned())
}

impl Code {
    /// Whether this is the code, and it still opens; each wrong try uses one up.
    fn opens(&mut self, typed: &Secret, evening: Evening) -> bool {
        let open = self.tries > 0 && self.evening == evening;
        let right = self.secret == *typed;
        if open && !right && typed.is_a_code() {
            self.tries -= 1;
        }
        open && right
    }
}

impl Tries {
    /// Tries once, unless the last failures were only just now.
    fn try_at<T>(&mut self, now: Now, open: impl FnOnce() -> Result<T, NotUnlocked>) -> Result<T, NotKept> {
        if now.mono < self.not_before {
            return Err(NotKept::TooSoon);
        }
        match open() {
            Ok(opened) => {
                *self = Self::default();
                Ok(opened)
            }
            Err(error) => {
                // Only a guess is slowed, not a right passphrase that trouble came after.
                if matches!(error, NotUnlocked::Wrong) {
                    self.failed(now);
                }
                Err(NotKept::Locked(error))
            }
        }
    }
}
