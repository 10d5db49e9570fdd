//! Twilight, the default ending: lamp low, one kind sentence each, a quiet moment.

use super::{Answer, Ask, Extra, Flow, Prompt, Step, Then, World};
use crate::domain::change::Change;
use crate::domain::content::shuffle;
use crate::domain::people::Person;
use crate::domain::time::Evening;

/// Where in the ending one is.
#[derive(Clone, PartialEq)]
pub struct Twilight {
    evening: Evening,
    /// Whether one person is there alone.
    one: bool,
    page: Page,
    card: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    Sentence(Person),
    Quiet,
    Embrace,
}

/// How long the quiet moment lasts, in seconds.
const QUIET: u32 = 60;

impl Twilight {
    /// Notes the evening, and dims the lamp.
    #[must_use]
    pub fn step(evening: Evening, one: bool) -> Step {
        let changes = vec![Change::Here(evening)];
        let page = if one { Page::Quiet } else { Page::Sentence(Person::A) };
        let first = Self { evening, one, page, card: 0 };
        Step::On { changes, then: Then::Onward(Flow::Twilight(first)) }
    }

    fn sentence<'a>(&self, person: Person, world: World<'a>) -> &'a str {
        let mut cards: Vec<_> = world.content.closings.iter().collect();
        cards.sort_by_cached_key(|card| shuffle(self.evening, &card.id));
        let at = 2 * self.card + usize::from(person == Person::B);
        cards.get(at % cards.len().max(1)).map_or("I am glad you are here.", |card| card.text.as_str())
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let title = "The quiet ending";
        match self.page {
            Page::Sentence(person) => {
                let name = world.archive.name(person);
                Prompt::new(title, format!("{name}, you could say one kind sentence."), Ask::Go)
                    .line("If words are far away, this one may help:")
                    .line(format!("\"{}\"", self.sentence(person, world)))
                    .extra(Extra::Others)
            }
            Page::Quiet => Prompt::new(title, "A quiet moment.", Ask::While { seconds: QUIET })
                .line("Nothing to do, nothing to say."),
            Page::Embrace if self.one => {
                Prompt::new(title, "That was your evening.", Ask::Go).line("Good night, when you like.")
            }
            Page::Embrace => Prompt::new(title, "An embrace, if both of you like.", Ask::Go)
                .line("A hand, a look, or just good night are as good."),
        }
        .extra(Extra::Skip)
    }

    pub(super) fn answer(&self, answer: Answer) -> Step {
        let next = |page, card| Step::page(Flow::Twilight(Self { page, card, ..*self }));
        match (self.page, answer) {
            (_, Answer::Extra(Extra::Skip, _)) | (Page::Embrace, Answer::Go) => {
                Step::on(Then::Home(Some("Good night.".into())))
            }
            (page @ Page::Sentence(_), Answer::Extra(Extra::Others, _)) => next(page, self.card + 1),
            (Page::Sentence(Person::A), Answer::Go) => next(Page::Sentence(Person::B), self.card),
            (Page::Sentence(_), Answer::Go) => next(Page::Quiet, self.card),
            (Page::Quiet, Answer::Go) => next(Page::Embrace, self.card),
            _ => Step::not_asked(),
        }
    }
}
