//! What went from earlier copies with what was deleted for good, told once, in plain words.

use super::{Answer, Ask, Flow, Prompt, Step, Then, World};
use crate::domain::earlier::Part;
use crate::domain::people::Person;

/// Parts that are named one by one.
const NAMED: usize = 8;

/// A copy that held what was deleted, or could have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// What it was a copy of, where that is known.
    pub part: Option<Part>,
    /// Whether the whole copy went.
    pub whole: bool,
}

/// The page that tells it, before what comes next.
#[derive(Clone, PartialEq)]
pub struct ClearedCopies {
    whose: Option<Person>,
    gone: Vec<Gone>,
    /// Whether it is still there, in another place.
    moved: bool,
    next: Next,
}

#[derive(Clone, PartialEq)]
enum Next {
    Flow(Flow),
    Home(Option<String>),
}

impl ClearedCopies {
    /// Tells what went before `then`, where that is a page or Tonight and anything went; otherwise
    /// it gives `then` as it is. `whose` turn it is, if anybody's; `moved` where it is only in
    /// another place now.
    #[must_use]
    pub fn before(then: Then, gone: Vec<Gone>, whose: Option<Person>, moved: bool) -> Then {
        let next = match then {
            then if gone.is_empty() => return then,
            Then::Page(flow) | Then::Onward(flow) => Next::Flow(flow),
            Then::Home(word) => Next::Home(word),
            other => return other,
        };
        Then::Onward(Flow::Cleared(Box::new(Self { whose, gone, moved, next })))
    }

    /// Each part once, in the order of their kinds, with how many copies were cleared and removed.
    fn counts(&self) -> Vec<(Option<Part>, usize, usize)> {
        let mut parts: Vec<Option<Part>> = self.gone.iter().map(|gone| gone.part).collect();
        parts.sort_unstable();
        parts.dedup();
        let count = |part: Option<Part>| {
            let of = || self.gone.iter().filter(move |gone| gone.part == part);
            let whole = of().filter(|gone| gone.whole).count();
            (part, of().count() - whole, whole)
        };
        parts.into_iter().map(count).collect()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let (title, question) = if self.moved {
            ("Out of the copies", "It is in its new place. It went from copies of the old one.")
        } else {
            ("Gone for good", "It is gone from the copies here, too.")
        };
        let mut prompt = Prompt::new(title, question, Ask::Go);
        let counts = self.counts();
        for (part, cleaned, whole) in counts.iter().take(NAMED) {
            let name = part.map_or("Other copies".to_owned(), |part| part.words(world.archive));
            let cleaned = (*cleaned > 0).then(|| format!("taken out of {}", copies(*cleaned)));
            let whole = (*whole > 0).then(|| format!("{} removed", copies(*whole)));
            let said: Vec<String> = cleaned.into_iter().chain(whole).collect();
            prompt.lines.push(format!("{name}: {}.", said.join(", ")));
        }
        if counts.len() > NAMED {
            prompt.lines.push(format!("And of {} more.", counts.len() - NAMED));
        }
        let prompt = prompt
            .note("A disk that remembers by itself, as an SSD, may keep traces.")
            .note("Copies made elsewhere are beyond this.");
        match self.whose {
            Some(person) => prompt.of(person),
            None => prompt,
        }
    }

    pub(super) fn answer(&self, answer: &Answer) -> Step {
        match (answer, &self.next) {
            (Answer::Go, Next::Flow(flow)) => Step::on(Then::Onward(flow.clone())),
            (Answer::Go, Next::Home(word)) => Step::on(Then::Home(word.clone())),
            _ => Step::not_asked(),
        }
    }
}

fn copies(count: usize) -> String {
    if count == 1 { "1 copy".to_owned() } else { format!("{count} copies") }
}
