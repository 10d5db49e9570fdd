//! The page to write on, against a text that knows nothing but how to be cut.

use std::time::Duration;

use evenfall::domain::record::Mint;
use evenfall::domain::settings::Theme;
use evenfall::domain::text;
use evenfall::ui::canvas::Canvas;
use evenfall::ui::hits::Hits;
use evenfall::ui::keymap::{Action, Motion};
use evenfall::ui::theme::{Depth, Look};
use evenfall::ui::widget::editor::{Did, Editor, Place};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use crate::moment::Seeded;

/// What is typed and pasted: plain, wide, combining, pictures of several pieces, flags, syllables
/// in pieces, from right to left, blanks, and what is cleaned away.
const PIECES: [&str; 30] = [
    "a",
    "Z",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "bakery ",
    "the light at four",
    "本",
    "美玲",
    "。",
    "é",
    "e",
    "\u{301}",
    "\u{323}\u{301}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{200d}",
    "👩‍🦽",
    "👍🏽",
    "🇳🇴",
    "🇸",
    "ᄒ",
    "ᅡ",
    "ᆫ",
    "שלום",
    "لَيْلَى",
    "नमस्ते",
    "\u{ad}",
];

const MOTIONS: [Motion; 14] = [
    Motion::Left,
    Motion::Right,
    Motion::Up,
    Motion::Down,
    Motion::RowStart,
    Motion::RowEnd,
    Motion::PageUp,
    Motion::PageDown,
    Motion::WordLeft,
    Motion::WordRight,
    Motion::ParagraphUp,
    Motion::ParagraphDown,
    Motion::Start,
    Motion::End,
];

const ERASING: [Action; 4] = [Action::Erase, Action::EraseNext, Action::EraseWord, Action::EraseNextWord];

fn pick<T: Copy>(all: &[T], bits: &mut Seeded) -> T {
    all[usize::try_from(bits.bits() % all.len() as u64).expect("a place")]
}

fn clean(words: &str) -> String {
    text::clean(words).replace('\t', "    ")
}

/// The byte of the whole text at a place.
fn offset(words: &str, place: Place) -> usize {
    let before: usize = words.split('\n').take(place.paragraph).map(|line| line.len() + 1).sum();
    before + place.byte
}

/// The first place from a byte on that lies between two characters.
fn settled(words: &str, from: usize) -> usize {
    let ends = words.grapheme_indices(true).map(|(at, _)| at).chain([words.len()]);
    ends.into_iter().find(|at| *at >= from).unwrap_or(words.len())
}

/// What a page is by its words alone.
fn count(words: &str) -> usize {
    let alone = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let mut last = ' ';
    words
        .chars()
        .filter(|c| {
            let last = std::mem::replace(&mut last, *c);
            !c.is_whitespace() && (last.is_whitespace() || alone(*c))
        })
        .count()
}

/// Everything that has to be so after any key.
fn holds(editor: &mut Editor, told: &str) -> String {
    let words = editor.words();
    assert_eq!(words, clean(&words), "{told}: clean words stay clean");
    assert_eq!(editor.graphemes(), words.graphemes(true).count(), "{told}: {words:?}");
    assert_eq!(editor.count(), count(&words), "{told}: {words:?}");
    let at = offset(&words, editor.cursor());
    assert_eq!(settled(&words, at), at, "{told}: the cursor is in the middle of {words:?}");
    words
}

fn draw(editor: &mut Editor, width: u16, height: u16, told: &str) {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let mut hits = Hits::default();
    let mut canvas = Canvas::new(&mut buffer, Look::new(Theme::Dusk, Depth::Rgb), &mut hits);
    editor.draw(area, true, &mut canvas);
    if area.is_empty() {
        return;
    }
    let cursor = canvas.cursor.expect("a cursor");
    assert!(area.contains(cursor), "{told}: {cursor} in {area}");
    let whole = (0..buffer.area.area()).all(|at| {
        let (x, y) = (u16::try_from(at).expect("a cell") % width, u16::try_from(at).expect("a cell") / width);
        !buffer[(x, y)].symbol().contains(char::is_control)
    });
    assert!(whole, "{told}");
}

/// One life of a page: random keys, each compared with what it does to a plain text.
fn life(edits: usize, seed: u64) {
    let mut bits = Seeded(seed);
    let mut editor = Editor::new("", 100_000);
    let mut now = Duration::ZERO;
    let mut written = vec![String::new()];
    for edit in 0..edits {
        let told = format!("seed {seed}, edit {edit}");
        now += Duration::from_millis(bits.bits() % 1_500);
        let before = editor.words();
        let at = offset(&before, editor.cursor());
        let selected =
            editor.selected().map(|range| offset(&before, range.start)..offset(&before, range.end));
        let place = selected.clone().unwrap_or(at..at);
        let spliced = |range: std::ops::Range<usize>, new: &str| {
            // A line end is one by itself, whatever comes after it.
            let new = new.replace("\r\n", "\n").replace('\r', "\n");
            let words = clean(&format!("{}{new}{}", &before[..range.start], &before[range.end..]));
            let cursor = clean(&format!("{}{new}", &before[..range.start])).len();
            let cursor = settled(&words, cursor);
            (words, cursor)
        };
        let put = |new: &str| {
            let nothing = selected.is_some() && clean(new).is_empty();
            Some(if nothing { (before.clone(), at) } else { spliced(place.clone(), new) })
        };
        let expected = match bits.bits() % 20 {
            0..=4 => {
                let piece = pick(&PIECES, &mut bits);
                editor.paste(piece, now);
                put(piece)
            }
            5..=8 => {
                let c = pick(&PIECES, &mut bits).chars().next().expect("a character");
                editor.type_char(c, now);
                put(&c.to_string())
            }
            9 => {
                let many: String = (0..bits.bits() % 40).map(|_| pick(&PIECES, &mut bits)).collect();
                editor.paste(&many, now);
                put(&many)
            }
            10..=12 => {
                let action = pick(&ERASING, &mut bits);
                let next = before[at..].graphemes(true).next().map_or(0, str::len);
                let last = before[..at].graphemes(true).next_back().map_or(0, str::len);
                editor.act(action, now);
                match (&selected, action) {
                    (Some(_), _) => Some(spliced(place, "")),
                    (None, Action::Erase) => Some(spliced(at - last..at, "")),
                    (None, Action::EraseNext) => Some(spliced(at..at + next, "")),
                    _ => {
                        assert!(editor.words().len() <= before.len(), "{told}");
                        None
                    }
                }
            }
            13 => {
                editor.act(Action::NewLine, now);
                Some(spliced(place, "\n"))
            }
            14 => {
                editor.act(Action::SelectAll, now);
                Some((before.clone(), before.len()))
            }
            15 | 16 => {
                let motion = pick(&MOTIONS, &mut bits);
                editor.act(Action::Go(motion), now);
                assert_eq!(editor.words(), before, "{told}");
                assert!(editor.selected().is_none(), "{told}");
                None
            }
            17 => {
                editor.act(Action::Select(pick(&MOTIONS, &mut bits)), now);
                assert_eq!(editor.words(), before, "{told}");
                None
            }
            18 => {
                let side = |bits: &mut Seeded, most| u16::try_from(bits.bits() % most).expect("small");
                let (width, height) = (side(&mut bits, 90), side(&mut bits, 30));
                draw(&mut editor, width, height, &told);
                editor.click(side(&mut bits, 90), side(&mut bits, 30));
                None
            }
            _ => {
                let steps = bits.bits() % 6;
                for _ in 0..steps {
                    editor.act(Action::UndoWords, now);
                    holds(&mut editor, &told);
                }
                for _ in 0..steps {
                    editor.act(Action::RedoWords, now);
                }
                assert_eq!(editor.words(), before, "{told}: back and forth");
                None
            }
        };
        let words = holds(&mut editor, &told);
        if let Some((expected, cursor)) = expected {
            assert_eq!(words, expected, "{told}");
            assert_eq!(offset(&words, editor.cursor()), cursor, "{told}: {words:?}");
        }
        if written.last() != Some(&words) {
            written.push(words);
        }
    }
    all_the_way_back_and_forth(&mut editor, &written, seed);
}

fn all_the_way_back_and_forth(editor: &mut Editor, written: &[String], seed: u64) {
    let end = editor.words();
    let mut steps = 0;
    while editor.act(Action::UndoWords, Duration::ZERO) == Some(Did::Wrote) {
        steps += 1;
        let words = holds(editor, &format!("seed {seed}, {steps} back"));
        assert!(written.contains(&words), "seed {seed}: {words:?} never stood there");
    }
    assert_eq!(editor.words(), "", "seed {seed}");
    while editor.act(Action::RedoWords, Duration::ZERO) == Some(Did::Wrote) {
        steps -= 1;
    }
    assert_eq!((editor.words(), steps), (end, 0), "seed {seed}");
}

#[test]
fn it_is_what_a_plain_text_is_whatever_is_typed() {
    for seed in 0..10 {
        life(200, seed);
    }
}

#[test]
#[ignore = "the long count: see CONTRIBUTING.md"]
fn it_is_what_a_plain_text_is_whatever_is_typed_20_000_times() {
    for seed in 0..40 {
        life(500, 1_000 + seed);
    }
    println!("20,000 edits in 40 lives");
}
