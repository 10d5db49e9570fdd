//! Rows on a small canvas.

use ratatui::buffer::Buffer;

use super::*;
use crate::domain::settings::Theme;
use crate::ui::hits::Hits;
use crate::ui::theme::Depth;

fn look() -> Look {
    Look::new(Theme::Dusk, Depth::Rgb)
}

fn drawn(rows: Rows, width: u16, height: u16, scroll: &mut Scroll) -> Vec<String> {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let mut hits = Hits::default();
    let mut canvas = Canvas::new(&mut buffer, look(), &mut hits);
    rows.draw(area, scroll, &mut canvas);
    let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..height).map(row).collect()
}

fn choices(focused: usize) -> Rows {
    let mut rows = Rows::new(20, look());
    rows.text("A question", look().ground());
    rows.gap(Gap::Part);
    for (at, word) in ["one", "two", "three"].into_iter().enumerate() {
        if at > 0 {
            rows.gap(Gap::Between);
        }
        rows.item(at == focused, Target::Item(at), Line::raw(word), "", 0);
    }
    rows
}

#[test]
fn gaps_go_before_anything_is_cut() {
    let mut scroll = Scroll::default();
    assert_eq!(
        drawn(choices(0), 20, 7, &mut scroll),
        ["A question", "", "► one", "", "  two", "", "  three"]
    );
    assert_eq!(drawn(choices(0), 20, 5, &mut scroll), ["A question", "", "► one", "  two", "  three"]);
    assert_eq!(drawn(choices(0), 20, 4, &mut scroll), ["A question", "► one", "  two", "  three"]);
}

fn under_a_long_text(focused: usize) -> Rows {
    let words = (0..20_000).map(|at| format!("line {at}")).collect::<Vec<_>>().join("\n") + "\n";
    let ends: Vec<usize> = words.match_indices('\n').map(|(at, _)| at).collect();
    let starts = std::iter::once(0).chain(ends.iter().map(|end| end + 1));
    let rows = starts.zip(&ends).map(|(start, end)| start..*end).collect();
    let mut all = Rows::new(20, look());
    all.long(Arc::new(Long::new(words.as_str().into(), rows)), look().ground());
    all.gap(Gap::Part);
    all.append(choices(focused));
    all
}

#[test]
fn a_text_of_any_length_is_one_thing_of_which_some_rows_are_drawn() {
    let rows = under_a_long_text(0);
    assert_eq!((rows.list.len(), rows.total()), (9, 20_008));
    let mut scroll = Scroll::default();
    assert_eq!(
        drawn(rows.clone(), 20, 4, &mut scroll),
        ["line 0", "line 1", "line 2", "              ↓ more"]
    );
    assert!(scroll.focus_hidden() && scroll.down());
    assert_eq!(drawn(rows, 20, 4, &mut scroll)[1..3], ["line 3", "line 4"]);
    scroll.follow();
    let end = ["              ↑ more", "  one", "  two", "► three"];
    assert_eq!(drawn(under_a_long_text(2), 20, 4, &mut scroll), end);
    assert!(!scroll.down() && scroll.up());
    let above = ["              ↑ more", "line 19999", "A question", "              ↓ more"];
    assert_eq!(drawn(under_a_long_text(2), 20, 4, &mut scroll), above);
}

#[test]
fn very_many_gaps_go_from_the_end() {
    let mut rows = Rows::new(20, look());
    for at in 0..100_000 {
        rows.gap(Gap::Air);
        rows.line(Line::raw(at.to_string()));
    }
    rows.close_up(100_010);
    assert_eq!(rows.list.len(), 100_010);
    assert!(rows.list[..20].iter().step_by(2).all(|row| row.gap.is_some()), "the first ten stay");
    assert!(rows.list[20..].iter().all(|row| row.gap.is_none()));
}

#[test]
fn a_page_begins_at_its_top_and_follows_the_focus_once_moved() {
    let mut scroll = Scroll::default();
    assert_eq!(drawn(choices(2), 20, 3, &mut scroll), ["A question", "  one", "              ↓ more"]);
    assert!(scroll.focus_hidden());
    scroll.follow();
    assert_eq!(drawn(choices(2), 20, 3, &mut scroll), ["              ↑ more", "  two", "► three"]);
    assert!(!scroll.focus_hidden());
    assert!(scroll.up());
    assert_eq!(drawn(choices(2), 20, 3, &mut scroll)[0], "A question");
}

#[test]
fn a_line_that_wraps_keeps_its_styles() {
    let bold = look().strong(Token::Accent);
    let line = Line::from(vec![Span::styled("c  ", bold), Span::raw("one two three")]);
    let lines = wrapped(line, 10);
    let words: Vec<String> = lines.iter().map(ToString::to_string).collect();
    assert_eq!(words, ["c  one two", "three"]);
    assert_eq!(lines[0].spans[0].style, bold);
    assert_eq!(lines[1].spans[0].style, Style::default());
}

#[test]
fn no_room_at_all_is_no_trouble() {
    for (width, height) in [(0, 0), (1, 1), (1, 0), (0, 1)] {
        drawn(choices(1), width, height, &mut Scroll::default());
    }
}
