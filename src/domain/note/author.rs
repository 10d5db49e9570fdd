//! Who wrote something.

use serde::{Deserialize, Serialize};

use crate::domain::people::Person;

/// Who wrote something: one person, or both together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Author {
    /// Both together.
    Both,
    /// One of the two, by their letter.
    #[serde(untagged)]
    One(Person),
}

impl Author {
    /// Whether `person` wrote it, alone or with the other.
    #[must_use]
    pub fn includes(self, person: Person) -> bool {
        match self {
            Self::Both => true,
            Self::One(one) => one == person,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_a_letter_or_a_word() {
        let forms = [
            (Author::One(Person::A), "\"a\""),
            (Author::One(Person::B), "\"b\""),
            (Author::Both, "\"both\""),
        ];
        for (author, form) in forms {
            assert_eq!(serde_json::to_string(&author).expect("a form"), form);
            assert_eq!(serde_json::from_str::<Author>(form).expect("an author"), author);
        }
        assert!(serde_json::from_str::<Author>("\"c\"").is_err());
    }
}
