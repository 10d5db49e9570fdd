//! The two people, and whose turn it is at the keyboard.

use std::fmt;
use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// One of the two; fixed at set-up for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Person {
    /// The first person named at set-up.
    A,
    /// The second person, where there is one.
    B,
}

impl Person {
    /// Both, in their fixed order.
    pub const BOTH: [Self; 2] = [Self::A, Self::B];

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// The lower-case letter used in file names.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::A => 'a',
            Self::B => 'b',
        }
    }
}

/// One value for each of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Each<T> {
    /// What belongs to person a.
    pub a: T,
    /// What belongs to person b.
    pub b: T,
}

impl<T> Each<T> {
    /// Makes a value for each of the two.
    pub fn from_fn(mut make: impl FnMut(Person) -> T) -> Self {
        Self { a: make(Person::A), b: make(Person::B) }
    }

    /// Both values with whose they are, a first.
    pub fn iter(&self) -> impl Iterator<Item = (Person, &T)> {
        [(Person::A, &self.a), (Person::B, &self.b)].into_iter()
    }
}

impl<T> Index<Person> for Each<T> {
    type Output = T;

    fn index(&self, person: Person) -> &T {
        match person {
            Person::A => &self.a,
            Person::B => &self.b,
        }
    }
}

impl<T> IndexMut<Person> for Each<T> {
    fn index_mut(&mut self, person: Person) -> &mut T {
        match person {
            Person::A => &mut self.a,
            Person::B => &mut self.b,
        }
    }
}

/// Proof that one person is at the keyboard, alone.
///
/// Only opening one's own turn in a session makes one. What belongs to one person alone
/// asks for it, so code outside a turn cannot reach it.
#[derive(Clone, PartialEq, Eq)]
pub struct Turn {
    person: Person,
}

impl Turn {
    pub(crate) fn open(person: Person) -> Self {
        Self { person }
    }

    /// Whose turn it is.
    #[must_use]
    pub fn person(&self) -> Person {
        self.person
    }
}

impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Turn({})", self.person.letter())
    }
}

/// How a person is called.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Which of the two.
    pub person: Person,
    /// The name, cleaned, 1 to 40 graphemes.
    pub name: String,
    /// Pronouns in the person's own words, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pronouns: Option<String>,
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Profile({})", self.person.letter())
    }
}

#[cfg(test)]
mod tests {
    use super::Turn;

    // A turn is given by opening it, and by nothing that was kept.
    static_assertions::assert_not_impl_any!(Turn: serde::Serialize, serde::de::DeserializeOwned, Default);
}
