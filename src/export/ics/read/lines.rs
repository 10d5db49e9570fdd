//! The lines of iCalendar, put together again and taken apart into what they say.

use crate::domain::text;

/// The most characters of a value that are looked at where it is words.
const WORDS: usize = 4_000;

/// The lines of `text`, each put together from its parts. None is ever longer than what was read.
pub(super) fn unfolded(text: &str) -> impl Iterator<Item = String> {
    let mut parts = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).peekable();
    std::iter::from_fn(move || {
        let mut line = parts.next()?.to_owned();
        while let Some(more) = parts.next_if(|part| part.starts_with([' ', '\t'])) {
            line.push_str(&more[1..]);
        }
        Some(line)
    })
}

/// What one line says: its name, what is said about its value, and the value.
pub(super) struct Property<'a> {
    pub(super) name: String,
    parameters: Vec<(String, &'a str)>,
    pub(super) value: &'a str,
}

impl<'a> Property<'a> {
    /// `None` where the line says nothing.
    pub(super) fn of(line: &'a str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.char_indices().find_map(|(at, c)| {
            quoted ^= c == '"';
            (c == ':' && !quoted).then_some(at)
        })?;
        let (head, value) = (&line[..colon], &line[colon + 1..]);
        let mut quoted = false;
        let mut parts = head.split(|c| {
            quoted ^= c == '"';
            c == ';' && !quoted
        });
        let name = parts.next()?.trim().to_ascii_uppercase();
        let parameters = parts.filter_map(|part| part.split_once('='));
        let parameters =
            parameters.map(|(key, value)| (key.to_ascii_uppercase(), value.trim_matches('"'))).collect();
        Some(Self { name, parameters, value })
    }

    /// What is said about the value under this key.
    pub(super) fn parameter(&self, key: &str) -> Option<&'a str> {
        self.parameters.iter().find(|(known, _)| known == key).map(|(_, value)| *value)
    }

    /// The value as one line of words; `None` where it has none.
    pub(super) fn words(&self) -> Option<String> {
        let mut plain = String::new();
        let mut chars = self.value.chars().take(WORDS);
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => plain.push('\n'),
                    other => plain.extend(other),
                },
                _ => plain.push(c),
            }
        }
        text::line(&plain, text::LINE)
    }
}
