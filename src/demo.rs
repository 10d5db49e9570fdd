//! A look round with two invented people, and years of them for measuring.

pub mod history;
pub mod years;
