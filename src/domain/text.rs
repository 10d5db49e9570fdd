//! Text is cleaned once, where it enters, and again wherever it leaves other than by ratatui.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The longest name, in graphemes.
pub const NAME: usize = 40;
/// The longest single line, in graphemes.
pub const LINE: usize = 240;
/// The longest entry of the journal, in graphemes.
pub const ENTRY: usize = 1_000_000;
/// The most combining marks that may follow one character.
const MARKS: usize = 8;

/// Text without anything that could move a cursor, reorder a line or hide: control
/// characters but newline, bidirectional controls and tag characters go; line ends become
/// `\n`; at most eight combining marks stay on a character; the rest is in form C.
#[must_use]
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut marks = 0;
    // What goes may stand between a letter and its mark, so it goes before these come together.
    text.chars()
        .filter(|&c| !is_unwelcome(c))
        .nfc()
        .filter(|&c| {
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            marks <= MARKS
        })
        .collect()
}

/// One line of cleaned text, trimmed, at most `graphemes` long; `None` where nothing is left.
#[must_use]
pub fn line(text: &str, graphemes: usize) -> Option<String> {
    let joined = clean(text).replace(['\n', '\t'], " ");
    let short: String = joined.trim().graphemes(true).take(graphemes).collect();
    let short = short.trim_end();
    (!short.is_empty()).then(|| short.to_owned())
}

/// Cleaned text with its line ends, without blank lines before it or blanks after it, at most
/// `graphemes` long; `None` where nothing is left.
#[must_use]
pub fn prose(text: &str, graphemes: usize) -> Option<String> {
    let clean = clean(text).replace('\t', " ");
    let blank = clean.find(|c: char| !c.is_whitespace())?;
    let from = clean[..blank].rfind('\n').map_or(0, |end| end + 1);
    let short: String = clean[from..].graphemes(true).take(graphemes).collect();
    Some(short.trim_end().to_owned()).filter(|words| !words.is_empty())
}

/// Characters that never enter and never leave.
fn is_unwelcome(c: char) -> bool {
    let control = c.is_control() && c != '\n' && c != '\t';
    let bidi =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let tag = matches!(c, '\u{e0000}'..='\u{e007f}');
    let line_separator = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    control || bidi || tag || line_separator
}

/// Two names as they are said: "Mara and Jo", or the one.
#[must_use]
pub fn both_names(a: &str, b: Option<&str>) -> String {
    b.map_or_else(|| a.to_owned(), |b| format!("{a} and {b}"))
}

/// Several things as they are said: "one, another and a third".
#[must_use]
pub fn listed(things: &[String]) -> String {
    match things {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => things.concat(),
    }
}

/// Words with one full stop at their end.
#[must_use]
pub fn sentence(words: &str) -> String {
    if words.ends_with(['.', '?', ':']) { words.to_owned() } else { format!("{words}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_direction_marks_go() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\u{200f}\u{9b}d\u{7f}\u{e0041}"), "a[31mbcd");
        assert_eq!(clean("one\rtwo\r\nthree\n"), "one\ntwo\nthree\n");
    }

    #[test]
    fn names_in_any_script_stay() {
        for name in ["Mara", "美玲", "נועה", "ليلى", "Zoë", "👩‍🦽", "Nguyễn"] {
            assert_eq!(line(name, NAME).as_deref(), Some(name));
        }
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        let tower = format!("e{}", "\u{301}".repeat(100));
        assert!(clean(&tower).chars().count() <= 1 + MARKS);
    }

    #[test]
    fn cleaned_once_is_cleaned_for_good() {
        let clean_once = clean("l\u{200f}\u{301}");
        assert_eq!(clean_once, "\u{13a}");
        assert_eq!(clean(&clean_once), clean_once);
    }

    #[test]
    fn several_things_are_said_one_after_another() {
        let said = |things: &[&str]| listed(&things.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(said(&[]), "");
        assert_eq!(said(&["tea"]), "tea");
        assert_eq!(said(&["tea", "a song", "the lamp"]), "tea, a song and the lamp");
    }

    #[test]
    fn a_line_is_one_short_line() {
        assert_eq!(line("  a\nb\tc  ", LINE).as_deref(), Some("a b c"));
        assert_eq!(line(" \u{200f}\n ", LINE), None);
        assert_eq!(line(&"x".repeat(10_000), NAME).map(|name| name.len()), Some(NAME));
    }
}
