//! An entry to be read: its lines as they were written, wrapped once for each width.

use std::sync::Arc;

use super::editor::wrap;
use crate::ui::rows::Long;

/// The rows of an entry, in the width in which it was drawn last.
#[derive(Default)]
pub struct Wrapped(Option<(u16, Arc<Long>)>);

impl Wrapped {
    /// The rows of `words`, which are the same ones each time.
    pub fn rows(&mut self, words: &Arc<str>, width: u16) -> Arc<Long> {
        if let Some((of, rows)) = &self.0
            && *of == width
        {
            return rows.clone();
        }
        let rows = Arc::new(rows_of(words, width));
        self.0 = Some((width, rows.clone()));
        rows
    }
}

/// Words stay whole where they fit, and blanks stay: a list that was set in stays set in.
fn rows_of(words: &Arc<str>, width: u16) -> Long {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in words.split('\n') {
        let wrapped = wrap::Rows::of(line, usize::from(width.max(1)));
        rows.extend((0..wrapped.count()).map(|row| {
            let bytes = wrapped.bytes(row, line);
            start + bytes.start..start + bytes.end
        }));
        start += line.len() + 1;
    }
    Long::new(words.clone(), rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_where_they_were_written() {
        let words: Arc<str> = "What helped:\n - going early\n\n - the radio, low".into();
        let rows = Wrapped::default().rows(&words, 12);
        let rows: Vec<&str> = (0..rows.height()).map(|at| rows.row(at)).collect();
        assert_eq!(rows, ["What helped:", " - going ", "early", "", " - the ", "radio, low"]);
    }

    #[test]
    fn a_long_entry_is_wrapped_once_until_the_window_is_another() {
        let words: Arc<str> = vec!["a line of it"; 20_000].join("\n").into();
        let mut wrapped = Wrapped::default();
        let first = wrapped.rows(&words, 40);
        assert_eq!(first.height(), 20_000);
        assert!(Arc::ptr_eq(&first, &wrapped.rows(&words, 40)), "nothing is wrapped again");
        assert_eq!(wrapped.rows(&words, 6).height(), 40_000);
    }
}
