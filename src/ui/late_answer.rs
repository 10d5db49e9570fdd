//! What a terminal answers when nobody waits for it any more.

use ratatui::crossterm::event::{Event, KeyCode, KeyModifiers};

/// Room for a colour: up to four groups of four digits, and what parts them.
const COLOUR: usize = 4 * 4 + 3;

/// Takes an answer about colours out of what is typed. Where a terminal is slow, it comes after
/// the wait for it, and reads as if somebody had pressed Alt+], its letters one by one, and Alt+\
/// or Ctrl+G: in a field for a passphrase nobody would see that.
#[derive(Debug, Default)]
pub struct LateAnswer {
    letters: Option<usize>,
}

impl LateAnswer {
    /// Whether an event is a piece of such an answer, and nothing that somebody typed.
    pub fn takes(&mut self, event: &Event) -> bool {
        let Event::Key(key) = event else { return false };
        let letters = self.letters.take();
        match (letters, key.code, key.modifiers) {
            (_, KeyCode::Char(']'), KeyModifiers::ALT) => self.letters = Some(0),
            (Some(_), KeyCode::Char('\\'), KeyModifiers::ALT)
            | (Some(_), KeyCode::Char('g'), KeyModifiers::CONTROL) => {}
            (Some(at), KeyCode::Char(letter), KeyModifiers::NONE | KeyModifiers::SHIFT)
                if belongs(letter, at) =>
            {
                self.letters = Some(at + 1);
            }
            _ => return false,
        }
        true
    }
}

/// Whether `letter` may stand at this place of `11;rgb:1b1b/1a1a/2424`, the form of xterm's
/// answers to "OSC 10" and "OSC 11"; with `rgba:` there is one group more.
fn belongs(letter: char, at: usize) -> bool {
    const FORM: [&[char]; 6] = [&['1'], &['0', '1'], &[';'], &['r'], &['g'], &['b']];
    match FORM.get(at) {
        Some(may) => may.contains(&letter),
        None => at <= FORM.len() + 2 + COLOUR && (letter.is_ascii_hexdigit() || matches!(letter, '/' | ':')),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::crossterm::event::KeyEvent;

    use super::*;

    const ALT: KeyModifiers = KeyModifiers::ALT;

    fn key(letter: char, with: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(letter), with))
    }

    fn answer(words: &str) -> Vec<Event> {
        let letters = words.chars().map(|letter| key(letter, KeyModifiers::NONE));
        [key(']', ALT)].into_iter().chain(letters).chain([key('\\', ALT)]).collect()
    }

    /// What is left of some events, as letters.
    fn left(events: &[Event]) -> String {
        let mut late = LateAnswer::default();
        let left = events.iter().filter(|event| !late.takes(event));
        left.filter_map(|event| event.as_key_event().and_then(|key| key.code.as_char())).collect()
    }

    #[test]
    fn answers_are_taken_out_and_what_is_typed_round_them_stays() {
        for words in [
            "11;rgb:1b1b/1a1a/2424",
            "10;rgb:ffff/ffff/ffff",
            "11;rgba:0000/0000/0000/ffff",
            "11;rgb:1b/1a/24",
        ] {
            let typed = |word: &str| word.chars().map(|c| key(c, KeyModifiers::NONE)).collect::<Vec<_>>();
            let events = [typed("face"), answer(words), answer(words), typed("bead")].concat();
            assert_eq!(left(&events), "facebead", "{words}");
        }
    }

    #[test]
    fn an_answer_may_end_with_a_bell() {
        let mut events = answer("11;rgb:1b1b/1a1a/2424");
        events.pop();
        events.extend([key('g', KeyModifiers::CONTROL), key('g', KeyModifiers::NONE)]);
        assert_eq!(left(&events), "g");
    }

    #[test]
    fn what_cannot_be_an_answer_is_handed_on() {
        assert_eq!(left(&answer("soup")), "soup\\");
        let longer = answer(&format!("11;rgb:{}", "a".repeat(60)));
        assert!(left(&longer).starts_with("aaa"), "it does not go on for ever");
        assert_eq!(left(&[key('g', KeyModifiers::CONTROL), key('1', KeyModifiers::NONE)]), "g1");
    }
}
