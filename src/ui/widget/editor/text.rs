//! Words in paragraphs, and the places between their characters.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::count;
use super::wrap::{Rows, grapheme_at};

/// A place between two characters, as people see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Which paragraph, from 0.
    pub paragraph: usize,
    /// Which byte of it.
    pub byte: usize,
}

impl Place {
    /// Where `words` end that begin here.
    #[must_use]
    pub fn after(self, words: &str) -> Self {
        match words.rfind('\n') {
            None => Self { byte: self.byte + words.len(), ..self },
            Some(at) => Self {
                paragraph: self.paragraph + words.bytes().filter(|byte| *byte == b'\n').count(),
                byte: words.len() - at - 1,
            },
        }
    }
}

/// One paragraph, with what is known of it.
struct Paragraph {
    words: String,
    graphemes: usize,
    count: usize,
    rows: Option<Rows>,
}

impl Paragraph {
    fn new(words: String) -> Self {
        let (graphemes, count) = (count::graphemes(&words), count::words(None, &words));
        Self { words, graphemes, count, rows: None }
    }

    fn replace(&mut self, change: Range<usize>, new: &str) {
        let around = count::around(&self.words, &change);
        let before = self.words[..change.start].chars().next_back();
        let next = self.words[change.end..].chars().next().map_or(0, char::len_utf8);
        self.graphemes -= count::graphemes(&self.words[around.clone()]);
        self.count -= count::words(before, &self.words[change.start..change.end + next]);
        self.words.replace_range(change.clone(), new);
        let end = around.end - change.len() + new.len();
        self.graphemes += count::graphemes(&self.words[around.start..end]);
        self.count += count::words(before, &self.words[change.start..change.start + new.len() + next]);
        if let Some(rows) = &mut self.rows {
            rows.changed(&self.words, &change, new.len());
        }
    }
}

/// Words in paragraphs; at least one, perhaps empty.
pub struct Text {
    paragraphs: Vec<Paragraph>,
    graphemes: usize,
    count: usize,
    width: usize,
}

/// How wide rows are before anything is drawn.
const WIDTH: usize = 60;

impl Text {
    /// These words, in paragraphs where their lines end.
    #[must_use]
    pub fn new(words: &str) -> Self {
        let empty = Paragraph::new(String::new());
        let mut text = Self { paragraphs: vec![empty], graphemes: 0, count: 0, width: WIDTH };
        text.replace(Place::default()..Place::default(), words);
        text
    }

    /// All of it.
    #[must_use]
    pub fn words(&self) -> String {
        let mut all = String::with_capacity(self.bytes());
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            if at > 0 {
                all.push('\n');
            }
            all.push_str(&paragraph.words);
        }
        all
    }

    fn bytes(&self) -> usize {
        self.paragraphs.iter().map(|paragraph| paragraph.words.len() + 1).sum()
    }

    /// How many characters there are, as people see them; the end of a line is one.
    #[must_use]
    pub fn graphemes(&self) -> usize {
        self.graphemes + self.paragraphs.len() - 1
    }

    /// How many words there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many paragraphs there are.
    #[must_use]
    pub fn paragraphs(&self) -> usize {
        self.paragraphs.len()
    }

    /// The words of a paragraph.
    #[must_use]
    pub fn paragraph(&self, at: usize) -> &str {
        self.paragraphs.get(at).map_or("", |paragraph| &paragraph.words)
    }

    /// Where it ends.
    #[must_use]
    pub fn end(&self) -> Place {
        self.end_of(self.paragraphs.len() - 1)
    }

    /// Where a paragraph ends.
    #[must_use]
    pub fn end_of(&self, paragraph: usize) -> Place {
        Place { paragraph, byte: self.paragraph(paragraph).len() }
    }

    /// The words between two places.
    #[must_use]
    pub fn slice(&self, range: &Range<Place>) -> String {
        let Range { start, end } = *range;
        if start.paragraph == end.paragraph {
            return self.paragraph(start.paragraph)[start.byte..end.byte].to_owned();
        }
        let mut words = self.paragraph(start.paragraph)[start.byte..].to_owned();
        for paragraph in &self.paragraphs[start.paragraph + 1..end.paragraph] {
            words.push('\n');
            words.push_str(&paragraph.words);
        }
        words.push('\n');
        words.push_str(&self.paragraph(end.paragraph)[..end.byte]);
        words
    }

    /// Puts `words` in the place of what stands in `range`; they are taken as they are. Says
    /// where they end.
    pub fn replace(&mut self, range: Range<Place>, words: &str) -> Place {
        let Range { start, end } = range;
        let after = start.after(words);
        let touched = start.paragraph..=end.paragraph;
        for paragraph in &self.paragraphs[touched.clone()] {
            self.graphemes -= paragraph.graphemes;
            self.count -= paragraph.count;
        }
        if start.paragraph == after.paragraph && start.paragraph == end.paragraph {
            self.paragraphs[start.paragraph].replace(start.byte..end.byte, words);
        } else {
            let first = &self.paragraph(start.paragraph)[..start.byte];
            let last = &self.paragraph(end.paragraph)[end.byte..];
            let mut lines = words.split('\n').peekable();
            let mut all = vec![format!("{first}{}", lines.next().unwrap_or_default())];
            all.extend(lines.map(str::to_owned));
            if let Some(end) = all.last_mut() {
                end.push_str(last);
            }
            self.paragraphs.splice(touched, all.into_iter().map(Paragraph::new));
        }
        for paragraph in &self.paragraphs[start.paragraph..=after.paragraph] {
            self.graphemes += paragraph.graphemes;
            self.count += paragraph.count;
        }
        after
    }

    /// What words that come to stand at `range` could join, before and after it: a letter with its
    /// marks, and marks.
    #[must_use]
    pub fn joining(&self, range: &Range<Place>) -> Range<Place> {
        let before = &self.paragraph(range.start.paragraph)[..range.start.byte];
        let letter = before.char_indices().rev().find(|(_, c)| !is_combining_mark(*c));
        let after = &self.paragraph(range.end.paragraph)[range.end.byte..];
        let joins = |c: char| is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11ff}');
        let rest = after.find(|c| !joins(c)).unwrap_or(after.len());
        let start = Place { byte: letter.map_or(0, |(at, _)| at), ..range.start };
        start..Place { byte: range.end.byte + rest, ..range.end }
    }

    /// The nearest place from here on that is one.
    #[must_use]
    pub fn settled(&self, place: Place) -> Place {
        let paragraph = place.paragraph.min(self.paragraphs.len() - 1);
        let words = self.paragraph(paragraph);
        let is_one = |at: &usize| {
            words.is_char_boundary(*at)
                && GraphemeCursor::new(*at, words.len(), true).is_boundary(words, 0) == Ok(true)
        };
        let byte = (place.byte..words.len()).find(is_one).unwrap_or(words.len());
        Place { paragraph, byte }
    }

    /// This place, or where its paragraph ends by now.
    #[must_use]
    pub fn within(&self, place: Place) -> Place {
        let paragraph = place.paragraph.min(self.paragraphs.len() - 1);
        Place { paragraph, byte: place.byte.min(self.paragraph(paragraph).len()) }
    }

    /// One character on.
    #[must_use]
    pub fn next(&self, place: Place) -> Place {
        let words = self.paragraph(place.paragraph);
        if place.byte < words.len() {
            return Place { byte: place.byte + grapheme_at(words, place.byte).len(), ..place };
        }
        self.line_after(place.paragraph).unwrap_or(place)
    }

    /// One character back.
    #[must_use]
    pub fn previous(&self, place: Place) -> Place {
        let before = &self.paragraph(place.paragraph)[..place.byte];
        match before.graphemes(true).next_back() {
            Some(one) => Place { byte: place.byte - one.len(), ..place },
            None if place.paragraph > 0 => self.end_of(place.paragraph - 1),
            None => place,
        }
    }

    fn line_after(&self, paragraph: usize) -> Option<Place> {
        let paragraph = paragraph + 1;
        (paragraph < self.paragraphs.len()).then_some(Place { paragraph, byte: 0 })
    }

    /// The beginning of the next word, or the end of the paragraph.
    #[must_use]
    pub fn next_word(&self, place: Place) -> Place {
        let rest = &self.paragraph(place.paragraph)[place.byte..];
        if rest.is_empty() {
            return self.next(place);
        }
        let mut words = rest.split_word_bound_indices().skip(1).filter(|(_, word)| is_word(word));
        let byte = place.byte + words.next().map_or(rest.len(), |(at, _)| at);
        self.settled(Place { byte, ..place })
    }

    /// The beginning of this word, or of the one before.
    #[must_use]
    pub fn previous_word(&self, place: Place) -> Place {
        let before = &self.paragraph(place.paragraph)[..place.byte];
        if before.is_empty() {
            return self.previous(place);
        }
        let word = before.split_word_bound_indices().rev().find(|(_, word)| is_word(word));
        let there = self.settled(Place { byte: word.map_or(0, |(at, _)| at), ..place });
        if there < place { there } else { self.previous(place) }
    }

    /// The beginning of this paragraph, or of the one before.
    #[must_use]
    pub fn paragraph_back(&self, place: Place) -> Place {
        let back = usize::from(place.byte == 0);
        Place { paragraph: place.paragraph.saturating_sub(back), byte: 0 }
    }

    /// The beginning of the next paragraph, or the end.
    #[must_use]
    pub fn paragraph_on(&self, place: Place) -> Place {
        self.line_after(place.paragraph).unwrap_or_else(|| self.end())
    }

    /// From now on rows are this wide.
    pub fn set_width(&mut self, width: usize) {
        self.width = width.max(1);
    }

    /// The rows of a paragraph.
    pub fn rows(&mut self, paragraph: usize) -> (&Rows, &str) {
        let width = self.width;
        let Paragraph { words, rows, .. } = &mut self.paragraphs[paragraph];
        if rows.as_ref().is_some_and(|rows| rows.width() != width) {
            *rows = None;
        }
        (rows.get_or_insert_with(|| Rows::of(words, width)), words)
    }

    /// How many paragraphs have been laid out.
    #[cfg(test)]
    pub fn laid_out(&self) -> usize {
        self.paragraphs.iter().filter(|paragraph| paragraph.rows.is_some()).count()
    }
}

fn is_word(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric)
}
