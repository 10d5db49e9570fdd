//! Words in cells: how wide they are, cut short, wrapped.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The width of `text` in cells.
#[must_use]
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// `text` in at most `cells`, with `…` where it was cut.
#[must_use]
pub fn fit(text: &str, cells: u16) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let mut short = String::new();
    for grapheme in text.graphemes(true) {
        if width(&short) + width(grapheme) + 1 > cells {
            break;
        }
        short.push_str(grapheme);
    }
    short.push('…');
    Cow::Owned(short)
}

/// `text` in lines of at most `cells`.
#[must_use]
pub fn wrap(text: &str, cells: u16) -> Vec<String> {
    textwrap::wrap(text, usize::from(cells.max(1))).into_iter().map(Cow::into_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_are_cut_by_cells() {
        assert_eq!(fit("美玲美玲", 5), "美玲…");
        assert_eq!(fit("Mara", 4), "Mara");
        assert_eq!(wrap("美玲美玲", 4), ["美玲", "美玲"]);
    }
}
