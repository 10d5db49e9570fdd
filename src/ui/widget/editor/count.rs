//! How many characters and words there are, counted anew only round about a change.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Characters as people see them.
pub fn graphemes(words: &str) -> usize {
    // No two ASCII characters are ever one but CR and LF, and no CR comes this far.
    if words.is_ascii() { words.len() } else { words.graphemes(true).count() }
}

/// The byte at which the first `most` characters end.
pub fn end_of(words: &str, most: usize) -> usize {
    if words.len() <= most {
        return words.len();
    }
    if words.is_ascii() {
        most
    } else {
        words.grapheme_indices(true).nth(most).map_or(words.len(), |(at, _)| at)
    }
}

/// Words: what blanks part, and each character of the scripts that put none between them.
/// `before` is what stands in front of `words`.
pub fn words(before: Option<char>, words: &str) -> usize {
    let mut last = before;
    words.chars().filter(|c| begins_a_word(last.replace(*c), *c)).count()
}

fn begins_a_word(before: Option<char>, c: char) -> bool {
    !c.is_whitespace() && (before.is_none_or(char::is_whitespace) || is_a_word_alone(c))
}

/// Han and Kana.
fn is_a_word_alone(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The bytes around a change outside which no character can come together or apart by it.
pub fn around(words: &str, change: &Range<usize>) -> Range<usize> {
    let plain_before = words[..change.start].char_indices().rev().find(|(_, c)| stands_alone(*c));
    let plain_after = words[change.end..].char_indices().find(|(_, c)| stands_alone(*c));
    let start = plain_before.map_or(0, |(at, _)| at);
    let end = plain_after.map_or(words.len(), |(at, c)| change.end + at + c.len_utf8());
    start..end
}

/// Whether whatever follows `c` does not look beyond it: neither a mark, nor a piece of a flag, of
/// a syllable or of a picture. These are the usual letters of many scripts; that others are left
/// out costs nothing but a longer look.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{c0}'..='\u{24f}' | '\u{391}'..='\u{3c9}' | '\u{400}'..='\u{481}'
        | '\u{5d0}'..='\u{5ea}' | '\u{621}'..='\u{63f}' | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_blanks_part_and_han_counts_by_character() {
        for (text, count) in [("", 0), ("  ", 0), ("one two", 2), (" can't\tstop ", 2), ("去公园 now", 4)]
        {
            assert_eq!(words(None, text), count, "{text}");
        }
        assert_eq!(words(Some('o'), "ne two"), 1);
    }

    #[test]
    fn a_look_around_ends_at_the_next_plain_letter() {
        let text = "ab👩\u{200d}🦽cd";
        let picture = 2..text.len() - 2;
        assert_eq!(around(text, &picture), 1..text.len() - 1);
        assert_eq!(around("🇳🇴🇳🇴", &(8..8)), 0..16);
    }

    #[test]
    fn characters_are_those_that_people_see() {
        assert_eq!(graphemes("Mara"), 4);
        assert_eq!([0, 2, 4, 5].map(|most| end_of("Mara", most)), [0, 2, 4, 4]);
        assert_eq!([0, 1, 2, 9].map(|most| end_of("e\u{301}本!", most)), [0, 3, 6, 7]);
        assert_eq!(graphemes("👩\u{200d}🦽e\u{301}🇳🇴"), 3);
    }
}
