//! What is locked: age over the very same bytes, so that the ordinary age program opens it too.
//!
//! A passphrase locks nothing but one person's key, in a file of its own; the key opens the
//! files. So changing a passphrase rewrites one small file.

use std::fmt;
use std::io::{Read as _, Write as _};

use age::secrecy::{ExposeSecret as _, SecretString};
use age::{DecryptError, Decryptor, Encryptor, scrypt, x25519};
use zeroize::Zeroizing;

use super::name::FileName;
use crate::domain::secret::Secret;

/// How every locked file begins.
const BEGINS: &[u8] = b"age-encryption.org/v1\n";
/// A locked file is filled up with blanks to a multiple of this many bytes, so its size tells
/// next to nothing of what is in it.
const STEP: usize = 4 << 10;
/// The same for an evening's answers, which all fit into one such step.
const EVENING_STEP: usize = 16 << 10;
/// The most work that a key file may ask for: 2 to the power of this. Somebody who swaps the file
/// could otherwise have us compute for hours.
const MOST_WORK: u8 = 20;

/// How hard a passphrase is to guess from its key file: one try takes 2 to the power of this many
/// steps of scrypt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work(u8);

impl Work {
    /// What everybody gets: about 0.7 seconds and 256 MiB a try.
    pub const USUAL: Self = Self(18);

    /// Another amount, 1 to 20; only tests have a reason for one.
    #[must_use]
    pub fn of(power: u8) -> Self {
        Self(power.clamp(1, MOST_WORK))
    }
}

/// One person's key. It is wiped from memory when it is dropped.
#[derive(Clone)]
pub(super) struct Key(x25519::Identity);

/// The public half of a key: it locks, and opens nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Public(String);

/// Why something locked stays locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unopened {
    /// The passphrase is another one.
    Wrong,
    /// The key file asks for more work than any of ours does.
    TooMuchWork,
    /// It is for another key.
    OtherKey,
    /// It has been changed, or is none of ours.
    NotOurs,
}

impl Public {
    /// The public key written as `text`, if it is one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        text.parse::<x25519::Recipient>().ok().map(|_| Self(text.to_owned()))
    }

    /// As the age program writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Public {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Public")
    }
}

impl Key {
    /// A new key, from the system's randomness.
    pub fn generate() -> Self {
        Self(x25519::Identity::generate())
    }

    /// The half that locks.
    pub fn public(&self) -> Public {
        Public(self.0.to_public().to_string())
    }

    /// The key written out, as it goes onto paper.
    pub fn on_paper(&self) -> Option<Secret> {
        Secret::new(self.0.to_string().expose_secret())
    }

    /// A key read from paper, however it was spaced.
    pub fn from_paper(typed: &Secret) -> Option<Self> {
        typed.as_key()?.parse().ok().map(Self)
    }

    /// The bytes of a key file that `secret` opens.
    pub fn wrapped(&self, secret: &Secret, work: Work) -> Option<Vec<u8>> {
        let mut recipient = scrypt::Recipient::new(passphrase(secret));
        recipient.set_work_factor(work.0);
        let text = self.0.to_string();
        let mut plain = Zeroizing::new(Vec::with_capacity(text.expose_secret().len() + 1));
        plain.extend_from_slice(text.expose_secret().as_bytes());
        plain.push(b'\n');
        encrypted(&plain, std::iter::once(&recipient as &dyn age::Recipient))
    }

    /// The key in a key file.
    pub fn unwrapped(file: &[u8], secret: &Secret) -> Result<Self, Unopened> {
        let mut identity = scrypt::Identity::new(passphrase(secret));
        identity.set_max_work_factor(MOST_WORK);
        let text = decrypted(file, std::iter::once(&identity as &dyn age::Identity))?;
        let text = str::from_utf8(&text).map_err(|_| Unopened::NotOurs)?;
        text.trim().parse().map(Self).map_err(|_| Unopened::NotOurs)
    }
}

/// Whether these are the bytes of a locked file; its name says nothing about that.
pub(super) fn is_locked(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGINS)
}

/// How many bytes a locked file is filled up to a multiple of.
fn step(file: FileName) -> usize {
    if matches!(file, FileName::Tonight(_)) { EVENING_STEP } else { STEP }
}

/// Whether these bytes are, as far as can be told without a key, all of a locked `file`: the
/// header is whole, and filling up gives such a size.
pub(super) fn looks_whole(file: FileName, bytes: &[u8]) -> bool {
    length_inside(bytes).is_some_and(|length| length > 0 && length.is_multiple_of(step(file)))
}

/// Whether these bytes are, as far as can be told without a passphrase, all of a key file.
pub(super) fn looks_like_a_key(bytes: &[u8]) -> bool {
    // "AGE-SECRET-KEY-1", 58 letters, and the end of the line.
    let passphrase = Decryptor::new(bytes).is_ok_and(|file| file.is_scrypt());
    passphrase && length_inside(bytes).is_some_and(|length| length >= 75)
}

/// How long what is locked in there is: after the header come 16 bytes, and then chunks of up to
/// 64 KiB, each with 16 bytes more.
fn length_inside(bytes: &[u8]) -> Option<usize> {
    const TAG: usize = 16;
    const CHUNK: usize = (64 << 10) + TAG;
    Decryptor::new(bytes).ok()?;
    let last_line = bytes.windows(5).position(|part| part == b"\n--- ")? + 1;
    let ends = bytes.get(last_line..)?.iter().position(|byte| *byte == b'\n')?;
    let chunks = bytes.len().checked_sub(last_line + ends + 1 + TAG)?;
    let last = chunks % CHUNK;
    (chunks > TAG && (last == 0 || last > TAG)).then(|| chunks - chunks.div_ceil(CHUNK) * TAG)
}

/// The bytes of `file`, filled up and locked for these keys.
pub(super) fn lock(file: FileName, bytes: &[u8], to: &[Public]) -> Option<Vec<u8>> {
    let step = step(file);
    let mut padded = Zeroizing::new(Vec::with_capacity(bytes.len().next_multiple_of(step)));
    padded.extend_from_slice(bytes);
    padded.resize(bytes.len().next_multiple_of(step), b' ');
    let to: Vec<x25519::Recipient> = to.iter().filter_map(|public| public.0.parse().ok()).collect();
    encrypted(&padded, to.iter().map(|one| one as &dyn age::Recipient))
}

/// The bytes in a locked file, blanks at the end and all, opened with any of these keys.
pub(super) fn open<'a>(
    bytes: &[u8],
    keys: impl IntoIterator<Item = &'a Key>,
) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    decrypted(bytes, keys.into_iter().map(|key| &key.0 as &dyn age::Identity))
}

fn passphrase(secret: &Secret) -> SecretString {
    SecretString::from(secret.expose().to_owned())
}

fn encrypted<'a>(bytes: &[u8], to: impl Iterator<Item = &'a dyn age::Recipient>) -> Option<Vec<u8>> {
    // Header and tags take far less than this, so nothing is moved while it grows.
    let mut locked = Vec::with_capacity(bytes.len() + (1 << 10) + bytes.len() / (1 << 10));
    let mut writer = Encryptor::with_recipients(to).ok()?.wrap_output(&mut locked).ok()?;
    writer.write_all(bytes).ok()?;
    writer.finish().ok()?;
    Some(locked)
}

fn decrypted<'a>(
    bytes: &[u8],
    keys: impl Iterator<Item = &'a dyn age::Identity>,
) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    let why = |error: DecryptError| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => Unopened::Wrong,
        DecryptError::ExcessiveWork { .. } => Unopened::TooMuchWork,
        DecryptError::NoMatchingKeys => Unopened::OtherKey,
        _ => Unopened::NotOurs,
    };
    let mut reader = Decryptor::new(bytes).map_err(why)?.decrypt(keys).map_err(why)?;
    let mut plain = Zeroizing::new(Vec::with_capacity(bytes.len()));
    reader.read_to_end(&mut plain).map_err(|_| Unopened::NotOurs)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Person;

    fn secret(words: &str) -> Secret {
        Secret::new(words).expect("a secret")
    }

    #[test]
    fn a_key_comes_back_with_its_passphrase_and_with_no_other() {
        let key = Key::generate();
        let file = key.wrapped(&secret("six quiet words"), Work::of(2)).expect("it is wrapped");
        assert!(is_locked(&file));
        let back = Key::unwrapped(&file, &secret("six quiet words")).map(|key| key.public());
        assert_eq!(back, Ok(key.public()));
        assert_eq!(Key::unwrapped(&file, &secret("six quiet word")).err(), Some(Unopened::Wrong));
        for end in 0..file.len() {
            assert!(Key::unwrapped(&file[..end], &secret("six quiet words")).is_err(), "{end}");
        }
    }

    #[test]
    fn a_key_file_that_asks_for_hours_of_work_is_refused_at_once() {
        let file = Key::generate().wrapped(&secret("words"), Work::of(9)).expect("it is wrapped");
        let head = file.iter().position(|byte| *byte == b'\n').expect("a line");
        let line = file[head + 1..].iter().position(|byte| *byte == b'\n').expect("a line") + head + 1;
        assert_eq!(file[line - 2..line], *b" 9");
        let heavy = [&file[..line - 1], b"30", &file[line..]].concat();
        assert_eq!(Key::unwrapped(&heavy, &secret("words")).err(), Some(Unopened::TooMuchWork));
    }

    #[test]
    fn a_key_goes_onto_paper_and_comes_back() {
        let key = Key::generate();
        let paper = key.on_paper().expect("letters");
        let spaced: String = paper.expose().to_lowercase().chars().flat_map(|letter| [letter, ' ']).collect();
        assert_eq!(Key::from_paper(&secret(&spaced)).map(|key| key.public()), Some(key.public()));
        let (_, rows) = paper.expose().split_at("AGE-SECRET-KEY-1".len());
        for typed in [rows.to_owned(), rows.to_lowercase().replace('0', "o")] {
            assert_eq!(Key::from_paper(&secret(&typed)).map(|key| key.public()), Some(key.public()));
        }
        assert!(Key::from_paper(&secret(&paper.expose()[1..])).is_none());
        assert!(Key::from_paper(&secret("not a key")).is_none());
    }

    #[test]
    fn what_is_locked_opens_for_each_it_is_for_and_for_nobody_else() {
        let (mara, jo, other) = (Key::generate(), Key::generate(), Key::generate());
        let locked = lock(FileName::Couple, b"{}\n", &[mara.public(), jo.public()]).expect("it is locked");
        for key in [&mara, &jo] {
            let plain = open(&locked, [key]).expect("it opens");
            assert_eq!((plain.len(), plain.trim_ascii()), (STEP, &b"{}"[..]));
        }
        assert_eq!(open(&locked, [&other]).err(), Some(Unopened::OtherKey));
        assert_eq!(open(&locked, []).err(), Some(Unopened::OtherKey));
        assert!(lock(FileName::Couple, b"{}\n", &[]).is_none(), "never for nobody");
        let mut changed = locked.clone();
        *changed.last_mut().expect("a byte") ^= 1;
        assert_eq!(open(&changed, [&mara]).err(), Some(Unopened::NotOurs));
    }

    #[test]
    fn what_was_cut_off_shows_without_any_key() {
        let key = Key::generate();
        for (file, size) in
            [(FileName::Couple, 1), (FileName::Couple, 200_000), (FileName::Tonight(Person::A), 9)]
        {
            let locked = lock(file, &vec![b'x'; size], &[key.public()]).expect("it is locked");
            assert!(looks_whole(file, &locked));
            for end in [0, 9, 22, 150, locked.len() / 2, locked.len() - 1] {
                assert!(!looks_whole(file, &locked[..end]), "{end} of {}", locked.len());
            }
            let longer = [&locked[..], b"x"].concat();
            assert!(!looks_whole(file, &longer));
        }
        let wrapped = key.wrapped(&secret("words"), Work::of(2)).expect("it is wrapped");
        assert!(looks_like_a_key(&wrapped) && !looks_whole(FileName::Couple, &wrapped));
        for end in 0..wrapped.len() {
            assert!(!looks_like_a_key(&wrapped[..end]), "{end}");
        }
    }

    #[test]
    fn sizes_tell_a_step_and_no_more() {
        let key = Key::generate().public();
        let size = |file: FileName, bytes: usize| {
            lock(file, &vec![b'x'; bytes], std::slice::from_ref(&key)).expect("it is locked").len() / STEP
        };
        let couple = FileName::Couple;
        assert_eq!(size(couple, 1), size(couple, STEP));
        assert_eq!(size(couple, STEP + 1), size(couple, STEP) + 1);
        let evening = FileName::Tonight(Person::A);
        assert_eq!(size(evening, 1), size(evening, EVENING_STEP));
    }
}
