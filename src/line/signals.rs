//! The signals of a sitting, line by line: single keys where the terminal gives them, and lines
//! everywhere else. Whatever is no go pauses.

use std::io::{self, BufRead, Write};
use std::time::Duration;

use super::page::Page;
use super::show;
use super::{Answered, Hidden, Lines};
use crate::domain::flow::{Answer, Ask, Extra};
use crate::domain::people::{Each, Person};
use crate::domain::signal::{Event, Shown, Signal};
use crate::domain::signal_keys::SignalKeys;
use crate::domain::sitting::Live;
use crate::session::guide::Guide;

/// How long one look at the clock lets pass before the next.
const GLANCE: Duration = Duration::from_secs(1);
/// What no glance takes: a lid was closed, or the program was stopped.
const GAP: Duration = Duration::from_secs(3);
/// How long nothing locks by itself after the last thing that happened.
const EXEMPT: Duration = Duration::from_secs(60 * 60);

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

/// What one line says. `keys`: those that are set. `extras`: what a pause leads to.
fn line(typed: &str, keys: SignalKeys, extras: &[Extra]) -> Typed {
    let typed = typed.strip_suffix('\n').unwrap_or(typed);
    let typed = typed.strip_suffix('\r').unwrap_or(typed);
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

/// What came at once, key by key. What begins with Escape is one key, whatever follows it.
fn keys_in(bytes: &[u8], keys: SignalKeys, extras: &[Extra]) -> Vec<Typed> {
    let text = String::from_utf8_lossy(bytes);
    let mut typed = Vec::new();
    for letter in text.chars() {
        if letter == '\u{1b}' {
            typed.push(Typed::Other);
            break;
        }
        typed.push(key(letter, keys, extras));
    }
    typed
}

/// Gives the terminal its lines back, whichever way this is left.
struct GivenBack(fn(bool) -> bool);

impl Drop for GivenBack {
    fn drop(&mut self) {
        (self.0)(false);
    }
}

impl<R: BufRead, W: Write> Lines<'_, R, W> {
    /// Lets two people signal until it ends, or leads somewhere else.
    pub(super) fn signals(&mut self, guide: &mut Guide, page: &Page) -> io::Result<Answered> {
        let Ask::Signals(live) = &page.prompt.ask else { return Ok(Answered::Close) };
        let mut live = (**live).clone();
        live.take(Event::Other, self.now().mono);
        let given_back = GivenBack(self.talk.single);
        let single = (self.talk.single)(true);
        let told = self.tell_signals(page, single);
        let came = told.and_then(|()| self.signal_on(guide, page, &mut live, single));
        drop(given_back);
        self.talk.patience.set(None);
        came
    }

    /// Says what can be signalled, and how.
    fn tell_signals(&mut self, page: &Page, single: bool) -> io::Result<()> {
        let archive = self.session.archive();
        let (keys, signs) = (archive.settings.signal_keys, archive.signs());
        self.talk.say_all(&show::signals(&self.names(), keys, &signs, &page.prompt.extras, single))
    }

    fn signal_on(
        &mut self,
        guide: &mut Guide,
        page: &Page,
        live: &mut Live,
        single: bool,
    ) -> io::Result<Answered> {
        let keys = self.session.archive().settings.signal_keys;
        let mut touched = self.now().mono;
        let mut said = String::new();
        loop {
            let now = self.now().mono;
            guide.signals_stand_at(live);
            if live.is_over(now) {
                return Ok(Answered::Came(guide.answer(Answer::Over, self.session, self.stage, self.now())));
            }
            let words = stands(live, &self.names(), now);
            if words != said {
                self.talk.say(&words)?;
                said = words;
            }
            live.take(Event::Drawn, now);
            self.talk.patience.set(Some(GLANCE));
            let typed = if single {
                self.talk.keys().map(|bytes| bytes.map(|bytes| keys_in(&bytes, keys, &page.prompt.extras)))
            } else {
                self.talk
                    .ask("")
                    .map(|typed| typed.map(|typed| vec![line(&typed, keys, &page.prompt.extras)]))
            };
            let after = self.now().mono;
            if after.saturating_sub(now) >= GAP && single {
                live.take(Event::Other, after);
            }
            let typed = match typed {
                Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                    if self.session.locks() && after.saturating_sub(touched) >= EXEMPT {
                        vec![Typed::Hide]
                    } else {
                        continue;
                    }
                }
                typed => match typed? {
                    Some(typed) => typed,
                    // Nothing more will be typed: that pauses, and then it closes.
                    None => return Ok(Answered::Close),
                },
            };
            touched = after;
            for one in typed {
                let went = live.goes(after);
                match one {
                    Typed::Signal(person, signal) => {
                        if signal == Signal::Slower && !single {
                            live.take(Event::Other, after);
                        }
                        live.take(Event::Signal(person, signal), after);
                        continue;
                    }
                    Typed::Stop => {
                        live.take(Event::End, after);
                        continue;
                    }
                    _ => live.take(Event::Other, after),
                }
                if let Some(answered) = self.aside(guide, live, one, went, page, single)? {
                    return Ok(answered);
                }
            }
            // In a pause every line is answered alike, so that none tells whose go it was.
            if !live.goes(after) && !single {
                said.clear();
            }
        }
    }

    /// What a line or key does once it has paused. What pauses a going does nothing more, unless
    /// it hides, helps or closes.
    fn aside(
        &mut self,
        guide: &mut Guide,
        live: &Live,
        typed: Typed,
        went: bool,
        page: &Page,
        single: bool,
    ) -> io::Result<Option<Answered>> {
        guide.signals_stand_at(live);
        Ok(match typed {
            Typed::Help => {
                self.tell_signals(page, single)?;
                None
            }
            Typed::Close => Some(Answered::Close),
            Typed::Hide => {
                (self.talk.single)(false);
                let hidden = self.hide()?;
                (self.talk.single)(single);
                match hidden {
                    Hidden::Locked => Some(Answered::Locked),
                    Hidden::Ended => Some(Answered::Close),
                    Hidden::Back { .. } => None,
                }
            }
            Typed::Extra(extra) if !went => {
                let answer = Answer::Extra(extra, None);
                Some(Answered::Came(guide.answer(answer, self.session, self.stage, self.now())))
            }
            Typed::Back if !went => Some(Answered::Came(self.step_back(guide))),
            _ => None,
        })
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
            said.insert(0, "Paused. Hands still. Nobody needs to explain.".into());
        }
        Shown::Going { slower, faded } => {
            slowed(slower);
            said.insert(0, "Going, as each of you said.".into());
            for (person, _) in faded.iter().filter(|(_, faded)| **faded) {
                said.push(format!("{}: still good? Ask in words.", names[person]));
            }
            if live.is_dim(now) {
                said.push("The lamp has dimmed. Swap, stay, or stop.".into());
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
        assert_eq!(of_line("3\n"), Typed::Signal(Person::A, Signal::Stop));
        assert_eq!(of_line("0\n"), Typed::Signal(Person::B, Signal::Stop));
        for stop in ["stop\n", " STOP \n", ":stop\n", "\u{18}\n"] {
            assert_eq!(of_line(stop), Typed::Stop, "{stop:?}");
        }
    }

    #[test]
    fn an_escape_is_one_key_whatever_follows() {
        let keys = |bytes: &[u8]| keys_in(bytes, SignalKeys::default(), &EXTRAS);
        assert_eq!(keys(b"\x1b[1~8"), [Typed::Other]);
        assert_eq!(keys(b"18"), [Typed::Signal(Person::A, Signal::Go), Typed::Signal(Person::B, Signal::Go)]);
        assert_eq!(keys(b"1\x1b8"), [Typed::Signal(Person::A, Signal::Go), Typed::Other]);
        assert_eq!(keys(b"\xff"), [Typed::Other]);
        assert_eq!(keys(b"bf"), [Typed::Extra(Extra::Breathe), Typed::Extra(Extra::Finish)]);
    }
}
