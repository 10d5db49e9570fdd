//! How a prompt is answered, one part each.

pub mod big;
pub mod breath;
pub mod chart;
pub mod choices;
pub mod days;
pub mod editor;
pub mod entry;
pub mod field;
pub mod find;
pub mod lamp;
pub mod light;
pub mod parts;
pub mod reading;
pub mod scale;
pub mod secret;
pub mod side_by_side;
pub mod signals;
pub mod week;

use crate::domain::flow::Answer;

/// What a key came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// It means nothing here.
    NotMine,
    /// Something looks different now.
    Done,
    /// Words were typed.
    Typed,
    /// A sentence.
    Say(String),
    /// The answer.
    Answer(Answer),
}
