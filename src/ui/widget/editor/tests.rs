//! A page of words, key by key, without a screen.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::domain::settings::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::hits::Hits;
use crate::ui::keymap::Motion;
use crate::ui::theme::{Depth, Look};

const NOW: Duration = Duration::ZERO;

fn page(words: &str) -> Editor {
    Editor::new(words, 1_000_000)
}

fn types(editor: &mut Editor, words: &str) {
    for (at, c) in words.chars().enumerate() {
        editor.type_char(c, Duration::from_millis(100 * at as u64));
    }
}

fn go(editor: &mut Editor, motions: &[Motion]) -> (usize, usize) {
    for motion in motions {
        editor.act(Action::Go(*motion), NOW);
    }
    (editor.cursor().paragraph, editor.cursor().byte)
}

fn undo(editor: &mut Editor) -> String {
    editor.act(Action::UndoWords, NOW);
    editor.words()
}

/// The rows as drawn, and the cells of the cursor.
fn drawn(editor: &mut Editor, width: u16, height: u16, look: Look) -> (Buffer, (u16, u16)) {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let mut hits = Hits::default();
    let mut canvas = Canvas::new(&mut buffer, look, &mut hits);
    editor.draw(area, true, &mut canvas);
    let cursor = canvas.cursor.expect("a cursor");
    (buffer, (cursor.x, cursor.y))
}

fn dusk() -> Look {
    Look::new(Theme::Dusk, Depth::Rgb)
}

fn row(buffer: &Buffer, y: u16) -> String {
    let words: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
    words.trim_end().to_owned()
}

#[test]
fn a_paste_keeps_its_line_ends_and_nothing_that_moves_a_cursor() {
    let mut editor = page("");
    assert_eq!(editor.paste("line one\rline two\r\nthree\u{1b}[31m\u{202e}\tx", NOW), Did::Wrote);
    assert_eq!(editor.words(), "line one\nline two\nthree[31m    x");
    assert_eq!(editor.count(), 6);
}

#[test]
fn letters_and_their_marks_come_together_and_towers_are_cut() {
    let mut editor = page("");
    types(&mut editor, "cafe\u{301}");
    assert_eq!(editor.words(), "caf\u{e9}");
    types(&mut editor, &"\u{301}".repeat(100));
    assert_eq!(editor.words().chars().count(), 4 + 8);
    assert_eq!(editor.graphemes(), 4);
    types(&mut editor, "\u{1112}\u{1161}\u{11ab}");
    assert!(editor.words().ends_with('한'));
    let mut editor = page("e\n\u{301}x");
    go(&mut editor, &[Motion::Start, Motion::ParagraphDown]);
    editor.act(Action::Erase, NOW);
    assert_eq!(editor.words(), "\u{e9}x");
    assert_eq!(undo(&mut editor), "e\n\u{301}x");
}

#[test]
fn erasing_takes_whole_characters_as_people_see_them() {
    let mut editor = page("ab👩‍🦽e\u{323}\u{301}");
    editor.act(Action::Erase, NOW);
    editor.act(Action::Erase, NOW);
    assert_eq!(editor.words(), "ab");
    let mut editor = page("one two  three\nfour");
    editor.act(Action::EraseWord, NOW);
    assert_eq!(editor.words(), "one two  three\n");
    editor.act(Action::EraseWord, NOW);
    editor.act(Action::EraseWord, NOW);
    assert_eq!(editor.words(), "one two  ");
    go(&mut editor, &[Motion::Start]);
    editor.act(Action::EraseNextWord, NOW);
    assert_eq!(editor.words(), "two  ");
}

#[test]
fn a_word_is_taken_back_at_a_time() {
    let mut editor = page("");
    types(&mut editor, "we walked to ");
    assert_eq!(undo(&mut editor), "we walked ");
    assert_eq!(undo(&mut editor), "we ");
    editor.act(Action::RedoWords, NOW);
    assert_eq!(editor.words(), "we walked ");
    types(&mut editor, "home");
    editor.act(Action::RedoWords, NOW);
    assert_eq!(editor.words(), "we walked home", "what was taken back is gone once one writes on");
    assert_eq!([undo(&mut editor), undo(&mut editor), undo(&mut editor)], ["we walked ", "we ", ""]);
    assert_eq!(undo(&mut editor), "");
}

#[test]
fn a_rest_or_a_way_elsewhere_ends_what_is_taken_back() {
    let mut editor = page("");
    editor.type_char('a', NOW);
    editor.type_char('b', Duration::from_millis(900));
    editor.type_char('c', Duration::from_millis(1_900));
    assert_eq!(undo(&mut editor), "ab");
    let mut editor = page("");
    types(&mut editor, "ab");
    go(&mut editor, &[Motion::Left, Motion::Right]);
    types(&mut editor, "c");
    assert_eq!(undo(&mut editor), "ab");
    types(&mut editor, "lone");
    for _ in 0..4 {
        editor.act(Action::Erase, NOW);
    }
    assert_eq!(undo(&mut editor), "ablone", "letters erased one by one come back together");
    assert_eq!(undo(&mut editor), "ab");
}

#[test]
fn what_does_not_fit_is_said_and_nothing_is_lost() {
    let mut editor = Editor::new("Mara", 6);
    assert_eq!(editor.paste("linda", NOW), Did::Cut);
    assert_eq!(editor.words(), "Marali");
    assert_eq!((editor.type_char('x', NOW), editor.type_char('\n', NOW)), (Did::Cut, Did::Cut));
    assert_eq!(editor.type_char('\u{301}', NOW), Did::Wrote, "a mark on a letter takes no room");
    assert_eq!(editor.words(), "Maral\u{ed}");
    assert_eq!(undo(&mut editor), "Marali");
    assert!(Did::Cut.notice().is_some());
    let over = Editor::new("longer than that", 6);
    assert_eq!(over.words(), "longer than that", "what is there stays");
    let mut editor = Editor::new("", 2 * PASTE);
    assert_eq!(editor.paste(&"x".repeat(PASTE + 1), NOW), Did::Cut);
    assert_eq!(editor.words().len(), PASTE);
}

#[test]
fn what_is_selected_is_written_over_and_comes_back() {
    let mut editor = page("the lake\nnext summer");
    go(&mut editor, &[Motion::Start, Motion::WordRight]);
    for motion in [Motion::Down, Motion::WordRight] {
        editor.act(Action::Select(motion), NOW);
    }
    let selected = editor.selected().expect("something");
    assert_eq!(editor.text.slice(&selected), "lake\nnext ");
    assert_eq!(editor.type_char('\u{1b}', NOW), Did::Moved);
    assert!(editor.selected().is_some(), "what is nothing takes nothing away");
    editor.type_char('a', NOW);
    assert_eq!(editor.words(), "the asummer");
    assert_eq!(undo(&mut editor), "the lake\nnext summer");
    assert_eq!(editor.selected(), Some(selected.clone()));
    assert_eq!(go(&mut editor, &[Motion::Left]), (0, selected.start.byte));
    editor.act(Action::SelectAll, NOW);
    editor.act(Action::EraseNext, NOW);
    assert_eq!(editor.words(), "");
}

#[test]
fn motions_go_by_characters_words_rows_and_paragraphs() {
    let mut editor = page("one twö, three\n\nשלום 美玲 👩‍🦽 end");
    editor.text.set_width(8);
    assert_eq!(go(&mut editor, &[Motion::Start]), (0, 0));
    assert_eq!(go(&mut editor, &[Motion::WordRight, Motion::WordRight]), (0, 10));
    assert_eq!(go(&mut editor, &[Motion::RowEnd]), (0, 15), "the last row of its paragraph");
    assert_eq!(go(&mut editor, &[Motion::Up, Motion::RowEnd]), (0, 9), "before the blank");
    assert_eq!(go(&mut editor, &[Motion::ParagraphDown]), (1, 0));
    assert_eq!(go(&mut editor, &[Motion::Right, Motion::WordRight]), (2, 9));
    assert_eq!(go(&mut editor, &[Motion::WordLeft, Motion::Left]), (1, 0));
    assert_eq!(go(&mut editor, &[Motion::ParagraphDown, Motion::ParagraphUp]), (1, 0));
    assert_eq!(go(&mut editor, &[Motion::End, Motion::WordLeft, Motion::Left, Motion::Left]).1, 16);
    for at in [(2, 6), (1, 0), (0, 13), (0, 3)] {
        assert_eq!(go(&mut editor, &[Motion::PageUp]), at);
    }
    assert_eq!(go(&mut editor, &[Motion::Up, Motion::Up]), (0, 0));
}

#[test]
fn up_and_down_keep_to_their_column() {
    let mut editor = page("a long row\nx\nanother row");
    go(&mut editor, &[Motion::Start, Motion::RowEnd]);
    assert_eq!(go(&mut editor, &[Motion::Down]), (1, 1));
    assert_eq!(go(&mut editor, &[Motion::Down]), (2, 10));
    assert_eq!(go(&mut editor, &[Motion::Down]), (2, 11), "and at the end there is the end");
    let mut editor = page("abcdef\n美玲美玲");
    go(&mut editor, &[Motion::Start, Motion::Right, Motion::Right, Motion::Right]);
    assert_eq!(go(&mut editor, &[Motion::Down]), (1, 3), "never into the middle of a wide one");
}

#[test]
fn the_real_cursor_is_in_its_cell_after_any_script() {
    for (words, column) in [("abc", 3), ("美玲", 4), ("e\u{323}\u{301}x", 2), ("שלום", 4), ("👩‍🦽", 2)]
    {
        assert_eq!(drawn(&mut page(words), 20, 4, dusk()).1, (column, 0), "{words}");
    }
    for words in ["हिन्दी", "ﾊﾟ", "👍🏽🇳🇴", "لَيْلَى"] {
        let wide = words.graphemes(true).map(CellWidth::cell_width).sum();
        assert_eq!(drawn(&mut page(words), 20, 4, dusk()).1, (wide, 0), "{words}, as it is drawn");
    }
    let mut full = page("12345678");
    assert_eq!(drawn(&mut full, 9, 3, dusk()).1, (8, 0), "behind a full row there is a cell for it");
    full.type_char(' ', NOW);
    full.type_char('9', NOW);
    assert_eq!(drawn(&mut full, 9, 3, dusk()).1, (1, 1));
}

#[test]
fn the_words_around_the_cursor_are_in_sight() {
    let words: Vec<String> = (0..100).map(|at| format!("row {at}")).collect();
    let mut editor = page(&words.join("\n"));
    let (buffer, cursor) = drawn(&mut editor, 20, 5, dusk());
    assert_eq!((row(&buffer, 0).as_str(), row(&buffer, 4).as_str(), cursor), ("row 95", "row 99", (6, 4)));
    go(&mut editor, &[Motion::PageUp]);
    let (buffer, cursor) = drawn(&mut editor, 20, 5, dusk());
    assert_eq!((row(&buffer, 0).as_str(), cursor), ("row 95", (6, 0)), "it scrolls no sooner than it has to");
    go(&mut editor, &[Motion::Up]);
    let (buffer, _) = drawn(&mut editor, 20, 5, dusk());
    assert_eq!(row(&buffer, 0), "row 94");
    editor.click(2, 3);
    assert_eq!(go(&mut editor, &[]), (97, 2));
    editor.act(Action::SelectAll, NOW);
    editor.act(Action::Erase, NOW);
    assert_eq!(drawn(&mut editor, 20, 5, dusk()).1, (0, 0));
}

#[test]
fn what_is_selected_is_seen_without_colours_too() {
    for look in [dusk(), Look::mono(), Look::new(Theme::StrongLight, Depth::Rgb)] {
        let mut editor = page("one two\n\nthree");
        go(&mut editor, &[Motion::Start, Motion::WordRight]);
        for motion in [Motion::ParagraphDown, Motion::ParagraphDown] {
            editor.act(Action::Select(motion), NOW);
        }
        let (buffer, _) = drawn(&mut editor, 20, 4, look);
        let marked = |x, y| buffer[(x, y)].modifier.contains(Modifier::UNDERLINED);
        assert!(!marked(3, 0) && marked(4, 0) && marked(6, 0) && marked(7, 0) && !marked(8, 0));
        assert!(marked(0, 1) && !marked(1, 1) && !marked(0, 2), "an empty line as well");
    }
}

#[test]
fn a_key_lays_out_one_paragraph_and_of_a_long_one_the_rows_around_it() {
    let mut editor = page(&"a row of words that is not short\n".repeat(10_000));
    drawn(&mut editor, 40, 10, dusk());
    go(&mut editor, &[Motion::Start]);
    drawn(&mut editor, 40, 10, dusk());
    assert!(editor.text.laid_out() < 40, "{}", editor.text.laid_out());
}
