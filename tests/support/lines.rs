//! Line mode, where everything is typed beforehand.

use std::rc::Rc;

use evenfall::line::{self, Opening, talk::Talk};
use evenfall::session::Session;

/// What is said when this is typed.
pub fn line_by_line(session: &mut Session, opening: Opening<'_>, typed: &str) -> String {
    let mut said = Vec::new();
    let talk = Talk {
        input: typed.as_bytes(),
        output: &mut said,
        typing_shows: true,
        clears: false,
        echo: |_| {},
        single: |_| false,
        begun: zeroize::Zeroizing::default(),
        patience: Rc::default(),
    };
    line::run(session, opening, talk).expect("an evening");
    String::from_utf8(said).expect("text")
}
