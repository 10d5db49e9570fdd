//! The words around the place where something was found.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::fold::Folder;

/// The most graphemes of a snippet, and how many of them may stand before the place.
const LONGEST: usize = 72;
const BEFORE: usize = 20;
/// The most bytes of either part: a single grapheme can have any number of them.
const BYTES: usize = 1 << 10;
/// How many bytes lie between two waymarks.
const APART: usize = 1 << 10;
/// Says that there is more of the words.
const MORE: &str = "...";

/// A place in words, and the same place in what they are folded to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Waymark {
    written: usize,
    folded: usize,
}

/// Words folded, with a waymark now and then, so that a place in a long entry is found as soon as
/// one in a short one.
pub(super) fn folded_with_waymarks(words: &str) -> (String, Vec<Waymark>) {
    let mut folder = Folder { words: String::with_capacity(words.len() + 64), blank: false };
    let mut waymarks = Vec::new();
    let mut next = APART;
    for (at, c) in words.char_indices() {
        if at >= next && !folder.blank {
            waymarks.push(Waymark { written: at, folded: folder.words.len() });
            next = at + APART;
        }
        folder.push(c);
    }
    (folder.words, waymarks)
}

/// The bytes of `words` that a place in what they are folded to came from.
pub(super) fn unfolded(words: &str, waymarks: &[Waymark], place: Range<usize>) -> Range<usize> {
    let known = waymarks.partition_point(|mark| mark.folded <= place.start);
    let from = known.checked_sub(1).map_or(Waymark { written: 0, folded: 0 }, |at| waymarks[at]);
    // What stood before it is told by its length alone; a letter there takes a blank as it did.
    let mut folder = Folder::default();
    folder.words.extend((from.folded > 0).then_some('x'));
    let before = from.folded - folder.words.len();
    let mut start = None;
    for (at, c) in words[from.written..].char_indices() {
        let end = before + folder.words.len();
        if start.is_some() && end >= place.end {
            return start.unwrap_or(0)..from.written + at;
        }
        folder.push(c);
        if start.is_none() && before + folder.words.len() > place.start {
            start = Some(from.written + at);
        }
    }
    start.unwrap_or(words.len())..words.len()
}

/// Some of the words in one line, cut between graphemes, and where among them the place is; the
/// beginning where there is none.
pub(super) fn around(words: &str, place: Option<Range<usize>>) -> (String, Option<Range<usize>>) {
    let hit = place.map_or(0..0, |place| whole_graphemes(words, place));
    let first = back(words, hit.start);
    let last = onward(words, first);
    let mut line = String::new();
    let shown = words[first..last].trim_end();
    let mut from = None;
    let mut to = None;
    if !words[..first].trim_start().is_empty() {
        line.push_str(MORE);
        line.push(' ');
    }
    let mut blank = true;
    for (at, c) in shown.char_indices() {
        if c.is_whitespace() {
            if !std::mem::replace(&mut blank, true) {
                line.push(' ');
            }
            continue;
        }
        blank = false;
        let at = first + at;
        if hit.contains(&at) {
            from.get_or_insert(line.len());
            line.push(c);
            to = Some(line.len());
        } else {
            line.push(c);
        }
    }
    if !words[first + shown.len()..].trim_end().is_empty() {
        line.push(' ');
        line.push_str(MORE);
    }
    (line, from.zip(to).map(|(from, to)| from..to))
}

/// The place with all of the graphemes at both of its ends.
fn whole_graphemes(words: &str, place: Range<usize>) -> Range<usize> {
    let cursor = |at: usize| GraphemeCursor::new(at, words.len(), true);
    let inside = |at: usize| cursor(at).is_boundary(words, 0) == Ok(false);
    let Range { mut start, mut end } = place;
    if inside(start) {
        start = cursor(start).prev_boundary(words, 0).ok().flatten().unwrap_or(0);
    }
    if inside(end) {
        end = cursor(end).next_boundary(words, 0).ok().flatten().unwrap_or(words.len());
    }
    start..end
}

/// A few graphemes back, to the beginning of a word where there is one.
fn back(words: &str, start: usize) -> usize {
    let mut cursor = GraphemeCursor::new(start, words.len(), true);
    let mut first = start;
    for _ in 0..BEFORE {
        match cursor.prev_boundary(words, 0) {
            Ok(Some(at)) if start - at <= BYTES => first = at,
            _ => break,
        }
    }
    if first == 0 {
        return 0;
    }
    // A word that is cut is left out, unless it is the one that was found.
    words[first..start].find(char::is_whitespace).map_or(first, |at| first + at)
}

/// As many graphemes on as a snippet has.
fn onward(words: &str, first: usize) -> usize {
    let mut cursor = GraphemeCursor::new(first, words.len(), true);
    let mut last = first;
    for _ in 0..LONGEST {
        match cursor.next_boundary(words, 0) {
            Ok(Some(at)) if at - first <= BYTES => last = at,
            _ => break,
        }
    }
    last
}
