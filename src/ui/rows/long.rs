//! A text with very many rows.

use std::ops::Range;
use std::sync::Arc;

/// Words, and where each of their rows stands in them.
pub struct Long {
    words: Arc<str>,
    rows: Vec<Range<usize>>,
}

impl Long {
    /// These `rows` of `words`, in bytes.
    #[must_use]
    pub fn new(words: Arc<str>, rows: Vec<Range<usize>>) -> Self {
        Self { words, rows }
    }

    /// How many rows there are.
    #[must_use]
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// What stands in a row; nothing where there is none.
    #[must_use]
    pub fn row(&self, at: usize) -> &str {
        self.rows.get(at).and_then(|bytes| self.words.get(bytes.clone())).unwrap_or_default()
    }
}
