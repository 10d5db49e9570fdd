//! The terminal front end.
//!
//! An event becomes a [`key::Key`], is looked up in the one table of [`keymap`], and reaches the
//! top panel or the page as a message. Those answer with effects, which [`app::App`] lets happen
//! one by one; then one frame is drawn. Nothing here writes to the disk or reads a clock.

pub mod app;
pub mod asking;
pub mod canvas;
pub mod context;
pub mod effect;
pub mod frame;
pub mod hits;
pub mod key;
pub mod keymap;
pub mod late_answer;
pub mod overlay;
pub mod page;
pub mod rows;
pub mod run;
pub mod terminal;
pub mod theme;
pub mod widget;
pub mod words;

pub use effect::Leaving;
pub use run::{Options, run};
