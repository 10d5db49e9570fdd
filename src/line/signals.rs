//! The signals of a sitting, line by line: single keys where the terminal gives them, and lines
//! everywhere else. Whatever is no go pauses.

use std::io::{self, BufRead, Write};
use std::time::Duration;

use super::show;
use super::{Answered, Hidden, Lines};
use crate::domain::flow::{Answer, Extra};
use crate::domain::people::{Each, Person};
use crate::domain::signal::{A_MOMENT, Event, PAUSED, Shown, Signal};
use crate::domain::signal_keys::SignalKeys;
use crate::domain::sitting::{DIMMED, EXEMPT, Live};
use crate::session::guide::Guide;

/// How long one look at the clock lets pass before the next.
const GLANCE: Duration = Duration::from_millis(250);
/// What no glance takes: a lid was closed, or the program was stopped. It is shorter than a pause
/// has to be seen, so that no key typed in it counts as typed after it.
const GAP: Duration = Duration::from_millis(750);
const _: () = assert!(GAP.as_millis() < A_MOMENT.as_millis());

/// What was typed, by key or by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Typed {
    Signal(Person, Signal),
    /// A stop that is nobody's key.
    Stop,
    Extra(Extra),
    Help,
    Hide,
    Back,
    Close,
    /// Anything else at all.
    Other,
}

impl Typed {
    /// Whether it ends everything.
    fn stops(self) -> bool {
        matches!(self, Self::Stop | Self::Signal(_, Signal::Stop))
    }
}

/// What one line says. `keys`: those that are set. `extras`: what a pause leads to. A go is
/// exactly its key; a stop is taken however carelessly it is typed.
fn line(typed: &str, keys: SignalKeys, extras: &[Extra]) -> Typed {
    let typed = typed.strip_suffix('\n').unwrap_or(typed);
    let typed = typed.strip_suffix('\r').unwrap_or(typed);
    let is_stop = |key: char| matches!(keys.signal(key), Some((_, Signal::Stop)));
    if !typed.trim().is_empty() && typed.trim().chars().all(is_stop) {
        return Typed::Stop;
    }
    let mut letters = typed.chars();
    if let (Some(one), None) = (letters.next(), letters.next()) {
        return key(one, keys, extras);
    }
    match typed.trim().trim_start_matches(':').to_lowercase().as_str() {
        "stop" => Typed::Stop,
        "help" => Typed::Help,
        "hide" => Typed::Hide,
        "back" => Typed::Back,
        "close" => Typed::Close,
        _ => Typed::Other,
    }
}

/// What one key says.
fn key(typed: char, keys: SignalKeys, extras: &[Extra]) -> Typed {
    if let Some((person, signal)) = keys.signal(typed) {
        return Typed::Signal(person, signal);
    }
    let extra = extras.iter().copied().find(|extra| extra.key() == typed);
    match typed {
        '\u{18}' => Typed::Stop,
        '\u{c}' => Typed::Hide,
        '?' => Typed::Help,
        'q' => Typed::Close,
        _ => extra.map_or(Typed::Other, Typed::Extra),
    }
}

/// The word that ends it, where its letters come one by one.
#[derive(Default)]
struct Spelling(String);

impl Spelling {
    const STOP: &str = "stop";

    /// Takes one letter more; what it says instead, where it goes on with the word.
    fn take(&mut self, letter: char) -> Option<Typed> {
        self.0.extend(letter.to_lowercase());
        if !Self::STOP.starts_with(&self.0) {
            self.0.clear();
            self.0.extend(letter.to_lowercase().filter(|letter| Self::STOP.starts_with(*letter)));
            return None;
        }
        let begun = self.0.len() > 1;
        let whole = self.0 == Self::STOP;
        (begun || whole).then_some(if whole { Typed::Stop } else { Typed::Other })
    }
}

/// What came at once, key by key. What begins with Escape is one key, whatever follows it; only a
/// stop is looked for behind it. Escape alone leads back.
fn keys_in(bytes: &[u8], keys: SignalKeys, extras: &[Extra], word: &mut Spelling) -> Vec<Typed> {
    let text = String::from_utf8_lossy(bytes);
    if text == "\u{1b}" {
        return vec![Typed::Back];
    }
    let (plain, escaped) = text.split_once('\u{1b}').map_or((&*text, None), |(one, two)| (one, Some(two)));
    let of = |letter| key(letter, keys, extras);
    let mut typed: Vec<Typed> =
        plain.chars().map(|letter| word.take(letter).unwrap_or_else(|| of(letter))).collect();
    if let Some(escaped) = escaped {
        typed.push(Typed::Other);
        typed.extend(after_sequence(escaped).chars().map(of).filter(|one| one.stops()));
    }
    typed
}

/// What stands behind the rest of an escape sequence: the digits in one are nobody's keys.
fn after_sequence(escaped: &str) -> &str {
    let Some(rest) = escaped.strip_prefix(['[', 'O']) else { return escaped };
    rest.find(|letter| ('@'..='~').contains(&letter)).map_or("", |end| &rest[end + 1..])
}

/// Gives the terminal its lines back, whichever way this is left.
struct GivenBack(fn(bool) -> bool);

impl Drop for GivenBack {
    fn drop(&mut self) {
        (self.0)(false);
    }
}

impl<R: BufRead, W: Write> Lines<'_, R, W> {
    /// Lets two people signal, from how it stands in `live`, until it ends or leads to one of
    /// `extras`.
    pub(super) fn signals(
        &mut self,
        guide: &mut Guide,
        live: &Live,
        extras: &[Extra],
    ) -> io::Result<Answered> {
        let mut live = live.clone();
        live.take(Event::Other, self.now().mono);
        let given_back = GivenBack(self.talk.single);
        let single = (self.talk.single)(true);
        let told = self.tell_signals(extras, single);
        let came = told.and_then(|()| self.signal_on(guide, extras, &mut live, single));
        drop(given_back);
        self.talk.patience.set(None);
        came
    }

    /// Says what can be signalled, and how.
    fn tell_signals(&mut self, extras: &[Extra], single: bool) -> io::Result<()> {
        let archive = self.session.archive();
        let (keys, signs) = (archive.settings.signal_keys, archive.signs());
        self.talk.say_all(&show::signals(&self.names(), keys, &signs, extras, single))
    }

    fn signal_on(
        &mut self,
        guide: &mut Guide,
        extras: &[Extra],
        live: &mut Live,
        mut single: bool,
    ) -> io::Result<Answered> {
        let keys = self.session.archive().settings.signal_keys;
        let mut touched = self.now().mono;
        let mut said = String::new();
        let mut word = Spelling::default();
        loop {
            guide.signals_stand_at(live);
            if live.is_over() {
                return Ok(Answered::Came(guide.answer(Answer::Over, self.session, self.stage, self.now())));
            }
            let words = stands(live, &self.names(), self.now().mono);
            if words != said {
                self.talk.say(&words)?;
                said = words;
            }
            self.talk.flush()?;
            let seen = self.now().mono;
            live.take(Event::Drawn, seen);
            self.talk.patience.set(Some(GLANCE));
            let typed = if single {
                self.talk.keys().map(|bytes| bytes.map(|bytes| keys_in(&bytes, keys, extras, &mut word)))
            } else {
                self.talk.ask("").map(|typed| typed.map(|typed| vec![line(&typed, keys, extras)]))
            };
            let now = self.now().mono;
            let gave_up = matches!(&typed, Err(error) if error.kind() == io::ErrorKind::TimedOut);
            if (single || gave_up) && now.saturating_sub(seen) >= GAP {
                live.take(Event::Other, now);
            }
            let typed = match typed {
                Err(_) if gave_up && self.session.locks() && now.saturating_sub(touched) >= EXEMPT => {
                    vec![Typed::Hide]
                }
                Err(_) if gave_up => continue,
                typed => match typed? {
                    Some(typed) => typed,
                    // Nothing more will be typed: that pauses, and then it closes.
                    None => return Ok(Answered::Close),
                },
            };
            touched = now;
            // A stop comes before whatever else came with it.
            if typed.iter().any(|one| one.stops()) {
                live.take(Event::End, now);
                continue;
            }
            for one in typed {
                let went = live.goes();
                if let Typed::Signal(person, signal) = one {
                    if signal == Signal::Slower && !single {
                        live.take(Event::Other, now);
                    }
                    live.take(Event::Signal(person, signal), now);
                    continue;
                }
                live.take(Event::Other, now);
                guide.signals_stand_at(live);
                // What pauses a going does nothing more, unless it hides, helps or closes.
                match one {
                    Typed::Help => self.tell_signals(extras, single)?,
                    Typed::Close => return Ok(Answered::Close),
                    Typed::Hide => {
                        (self.talk.single)(false);
                        match self.hide()? {
                            Hidden::Locked => return Ok(Answered::Locked),
                            Hidden::Ended => return Ok(Answered::Close),
                            Hidden::Back { typed, .. } => {
                                if line(&typed, keys, extras).stops() {
                                    live.take(Event::End, now);
                                }
                            }
                        }
                        single = (self.talk.single)(true);
                        // Nothing of it stands on the screen any more.
                        self.tell_signals(extras, single)?;
                        said.clear();
                    }
                    Typed::Extra(extra) if !went => {
                        let answer = Answer::Extra(extra, None);
                        let came = guide.answer(answer, self.session, self.stage, self.now());
                        return Ok(Answered::Came(came));
                    }
                    Typed::Back if !went => return Ok(Answered::Came(self.step_back(guide))),
                    _ => {}
                }
            }
            // In a pause every line is answered alike, so that none tells whose go it was.
            if !live.goes() && !single {
                said.clear();
            }
        }
    }
}

/// How the signals stand, in words. A go that waits for the other's is no part of it.
fn stands(live: &Live, names: &Each<String>, now: Duration) -> String {
    let mut said = Vec::new();
    let mut slowed = |slower: Each<bool>| {
        for (person, _) in slower.iter().filter(|(_, asked)| **asked) {
            said.push(format!("{} asks for slower.", names[person]));
        }
    };
    match live.shown(now) {
        Shown::Paused { slower } => {
            slowed(slower);
            said.insert(0, PAUSED.into());
        }
        Shown::Going { slower, faded } => {
            slowed(slower);
            said.insert(0, "Going, as each of you said.".into());
            for (person, _) in faded.iter().filter(|(_, faded)| **faded) {
                said.push(format!("{}: still good? Ask in words.", names[person]));
            }
            if live.is_dim(now) {
                said.push(DIMMED.into());
            }
        }
        Shown::Ended => {}
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTRAS: [Extra; 2] = [Extra::Breathe, Extra::Finish];

    fn of_line(typed: &str) -> Typed {
        line(typed, SignalKeys::default(), &EXTRAS)
    }

    #[test]
    fn only_one_key_alone_is_a_go() {
        assert_eq!(of_line("1\n"), Typed::Signal(Person::A, Signal::Go));
        assert_eq!(of_line("8\r\n"), Typed::Signal(Person::B, Signal::Go));
        for other in
            ["", "\n", " 1\n", "1 \n", "11\n", "18\n", "1 8\n", "go\n", "one\n", "１\n", "\u{1b}[1~\n"]
        {
            assert_eq!(of_line(other), Typed::Other, "{other:?}");
        }
    }

    #[test]
    fn stops_are_easy() {
        assert_eq!((of_line("3\n"), of_line("0\n")), (Typed::Stop, Typed::Stop));
        for stop in ["stop\n", " STOP \n", ":stop\n", "\u{18}\n", " 3\n", "3 \n", "33\n", "30\n", "0\r\n"] {
            assert_eq!(of_line(stop), Typed::Stop, "{stop:?}");
        }
    }

    #[test]
    fn the_word_stop_stops_letter_by_letter() {
        let ways = [Extra::Others, Extra::OurPlan];
        let typed = |letters: &str| {
            let mut word = Spelling::default();
            let one = |letter: char| {
                keys_in(letter.to_string().as_bytes(), SignalKeys::default(), &ways, &mut word)
            };
            letters.chars().flat_map(one).collect::<Vec<_>>()
        };
        for letters in ["stop", "STOP", "xstop", "sstop"] {
            let typed = typed(letters);
            assert_eq!(typed.last(), Some(&Typed::Stop), "{letters}");
            assert!(typed.iter().rev().skip(1).all(|one| *one == Typed::Other), "{letters}: {typed:?}");
        }
        assert_eq!(typed("op"), [Typed::Extra(Extra::Others), Typed::Extra(Extra::OurPlan)]);
        assert_eq!(typed("st1"), [Typed::Other, Typed::Other, Typed::Signal(Person::A, Signal::Go)]);
    }

    #[test]
    fn an_escape_is_one_key_whatever_follows() {
        let keys = |bytes: &[u8]| keys_in(bytes, SignalKeys::default(), &EXTRAS, &mut Spelling::default());
        assert_eq!(keys(b"\x1b[1~8"), [Typed::Other]);
        assert_eq!(keys(b"18"), [Typed::Signal(Person::A, Signal::Go), Typed::Signal(Person::B, Signal::Go)]);
        assert_eq!(keys(b"1\x1b8"), [Typed::Signal(Person::A, Signal::Go), Typed::Other]);
        assert_eq!(keys(b"\x1b[3~"), [Typed::Other], "the key that erases what comes next");
        assert_eq!(keys(b"\x1b[3~0"), [Typed::Other, Typed::Signal(Person::B, Signal::Stop)]);
        assert_eq!(keys(b"\x1b"), [Typed::Back]);
        for stop in [&b"3b"[..], b"b3", b"f\x18", b"\x1b3"] {
            assert!(keys(stop).iter().any(|one| one.stops()), "{stop:?}");
        }
        assert_eq!(keys(b"\xff"), [Typed::Other]);
        assert_eq!(keys(b"bf"), [Typed::Extra(Extra::Breathe), Typed::Extra(Extra::Finish)]);
    }
}
