//! Where the rows of a paragraph begin: words stay whole where they fit into a row, and a wide
//! character is never split. After a change only the rows around it are worked out again.

use std::ops::Range;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

/// The cells that a character takes, as ratatui draws it.
pub fn cells(grapheme: &str) -> usize {
    usize::from(grapheme.cell_width())
}

/// The character that begins at byte `at`; nothing at the end.
pub fn grapheme_at(words: &str, at: usize) -> &str {
    let bytes = words.as_bytes();
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(one), None) if one.is_ascii() => &words[at..],
        (Some(one), Some(next)) if one.is_ascii() && next.is_ascii() => &words[at..=at],
        _ => words[at..].graphemes(true).next().unwrap_or_default(),
    }
}

/// Where the row that begins at `start` ends, `width` cells being there and one more for a blank
/// or the cursor.
fn row_end(words: &str, start: usize, width: usize) -> usize {
    let (mut at, mut column) = (start, 0);
    // The last place after which a word may stand on the next row.
    let mut fits = start;
    while at < words.len() {
        let grapheme = grapheme_at(words, at);
        let wide = cells(grapheme);
        let blank = grapheme.starts_with(char::is_whitespace);
        if wide > 1 && !blank {
            fits = at;
        }
        if column + wide > width {
            return match fits {
                _ if blank && column == width && wide == 1 => at + grapheme.len(),
                _ if fits > start => fits,
                // One character wider than the row is a row.
                _ if at == start => at + grapheme.len(),
                _ => at,
            };
        }
        column += wide;
        at += grapheme.len();
        if blank || wide > 1 {
            fits = at;
        }
    }
    at
}

/// The rows of one paragraph, by where they begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    starts: Vec<usize>,
    width: usize,
}

impl Rows {
    /// The rows of `words` in `width` cells.
    pub fn of(words: &str, width: usize) -> Self {
        let mut rows = Self { starts: vec![0], width };
        rows.go_on(words, 0, &[], 0);
        rows
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// How wide they are.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The row in which byte `at` stands.
    pub fn row_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The bytes of a row of `words`.
    pub fn bytes(&self, row: usize, words: &str) -> Range<usize> {
        let start = self.starts.get(row).copied().unwrap_or(words.len());
        start..self.starts.get(row + 1).copied().unwrap_or(words.len())
    }

    /// `change` is replaced, and these are the `words` now: only rows that it touched, and those
    /// into which it moved words, are worked out again.
    pub fn changed(&mut self, words: &str, change: &Range<usize>, inserted: usize) {
        // A shorter word may fit into the row before, and what comes first in a row may join it.
        let row = self.row_of(change.start).saturating_sub(2);
        let old = self.starts.split_off(row + 1);
        let further = old.partition_point(|start| *start <= change.end);
        let later: Vec<usize> = old[further..].iter().map(|start| start - change.len() + inserted).collect();
        self.go_on(words, change.start + inserted, &later, row);
    }

    /// Adds the rows after `row` until they fall, beyond byte `past`, on those in `later`.
    fn go_on(&mut self, words: &str, past: usize, later: &[usize], row: usize) {
        let mut start = self.starts[row];
        loop {
            start = row_end(words, start, self.width);
            if start >= words.len() {
                return;
            }
            if start > past
                && let Ok(at) = later.binary_search(&start)
            {
                self.starts.extend(&later[at..]);
                return;
            }
            self.starts.push(start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(words: &str, width: usize) -> Vec<&str> {
        let rows = Rows::of(words, width);
        (0..rows.count()).map(|row| &words[rows.bytes(row, words)]).collect()
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(rows("we walked to the bakery", 10), ["we walked ", "to the ", "bakery"]);
        assert_eq!(rows("", 10), [""]);
        assert_eq!(rows("bakery", 4), ["bake", "ry"]);
        assert_eq!(rows("to bakeries", 4), ["to ", "bake", "ries"]);
    }

    #[test]
    fn one_blank_may_stand_behind_a_full_row_and_no_more() {
        assert_eq!(rows("four five", 4), ["four ", "five"]);
        assert_eq!(rows("four  five", 4), ["four ", " ", "five"]);
        assert_eq!(rows("      ", 4), ["     ", " "]);
    }

    #[test]
    fn wide_and_combined_characters_are_never_split() {
        assert_eq!(rows("美玲美玲美", 5), ["美玲", "美玲", "美"]);
        assert_eq!(rows("ab美玲", 3), ["ab", "美", "玲"]);
        assert_eq!(rows("👩‍🦽👩‍🦽", 3), ["👩‍🦽", "👩‍🦽"]);
        assert_eq!(rows("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(rows("美玲", 1), ["美", "玲"], "one that is wider than the row is a row");
        assert_eq!(rows("שלום לך", 5), ["שלום ", "לך"]);
    }

    #[test]
    fn rows_after_a_change_are_those_of_the_words_as_they_are() {
        let whole = "the light at four, 美玲 and a-very-long-word-that-breaks 👩‍🦽 שלום e\u{301}nd ".repeat(6);
        let ends: Vec<usize> = whole.grapheme_indices(true).map(|(at, _)| at).chain([whole.len()]).collect();
        for width in [1, 2, 5, 9, 20, 500] {
            for (step, at) in ends.iter().enumerate().step_by(7) {
                let to = ends[(step + step % 7).min(ends.len() - 1)];
                for new in ["", "x", " ", "玲", "two words ", &whole[..to]] {
                    let mut words = whole.clone();
                    let mut rows = Rows::of(&words, width);
                    words.replace_range(*at..to, new);
                    rows.changed(&words, &(*at..to), new.len());
                    assert_eq!(rows, Rows::of(&words, width), "{width}: {at}..{to} {new:?}");
                }
            }
        }
    }
}
