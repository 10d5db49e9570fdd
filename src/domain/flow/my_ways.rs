//! One's own questions and limits, set alone: tighter at once, looser from tomorrow.

use super::afterwards::{self, AfterEffects};
use super::body_notes::BodyNotes;
use super::minding::mine::MyMinding;
use super::mine::Mine;
use super::my_jar::{self, MyJar};
use super::welcome::MyWelcome;
use super::{Answer, Ask, Choice, Extra, Flow, OneOf, Prompt, ScaleAsk, Step, Then, Tick, World};
use crate::domain::archive::Scale;
use crate::domain::change::Change;
use crate::domain::check_in::Score;
use crate::domain::limits::{Limits, Question};
use crate::domain::people::Turn;
use crate::domain::plan::change::PlanChange;
use crate::domain::text;

/// Which of one's own ways is open.
#[derive(Clone, PartialEq)]
pub struct MyWays {
    turn: Turn,
    page: Page,
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    List,
    Energy,
    Body,
    Careful,
    BodyWord,
    OwnBodyWord,
    Scale,
    LeftOut,
    Steps,
    NotesForMe,
}

/// The list, in its order.
const PAGES: [(Page, &str); 8] = [
    (Page::Energy, "My usual energy"),
    (Page::Body, "How hard my body usually is"),
    (Page::Careful, "How early my evenings turn gentle"),
    (Page::BodyWord, "My word for a hard body"),
    (Page::Scale, "Numbers or words"),
    (Page::LeftOut, "Questions to leave out"),
    (Page::Steps, "Small steps, asked about or not"),
    (Page::NotesForMe, "Notes for me"),
];
/// For its owner alone, in their own turn: marks that ran out wait here, and nowhere else.
const RAN_OUT: &str = "What was welcome has run out. You could mark it again.";
const BODY_WORDS: [&str; 6] = ["Pain", "Breath", "Dizziness", "Nausea", "Tiredness", "Tightness"];
const PLAIN: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

/// What a turn goes on with.
type Begin = fn(&Turn) -> Flow;

/// What else there is of one's own, on pages of its own.
const ELSEWHERE: [(&str, Begin); 6] = [
    ("What there is to mind for my body", MyMinding::begin),
    ("My body notes", BodyNotes::begin),
    (afterwards::TITLE, AfterEffects::begin),
    (my_jar::TITLE, MyJar::begin),
    ("What is welcome", MyWelcome::begin),
    ("What is mine: take it out, or erase it", Mine::begin),
];

impl MyWays {
    /// The list of what can be set.
    #[must_use]
    pub fn begin(turn: &Turn) -> Flow {
        Flow::MyWays(Self { turn: turn.clone(), page: Page::List })
    }

    /// The pages there are: one person alone gets no notes.
    fn pages(world: World<'_>) -> Vec<(Page, &'static str)> {
        let fits = |(page, _): &(Page, _)| *page != Page::NotesForMe || !world.archive.alone();
        PAGES.into_iter().filter(fits).collect()
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let title = "My own ways";
        let set = world.archive.limits(&self.turn).set;
        let usual =
            |low, high| Ask::Scale(ScaleAsk { low, middle: "in between", high, words: PLAIN, chosen: None });
        let named = |score: Option<Score>| {
            score
                .map_or_else(|| "Left empty now.".to_owned(), |score| format!("It is {} now.", score.value()))
        };
        match self.page {
            Page::List => {
                let pages = Self::pages(world).into_iter().map(|(_, label)| label);
                let labels = pages.chain(ELSEWHERE.iter().map(|(label, _)| *label)).chain(["That is all"]);
                let prompt =
                    Prompt::new(title, "What would you like to change?", Ask::OneOf(OneOf::labels(labels)))
                        .line("Only you see this, but for what there is to mind.")
                        .line("Gentler holds at once. Wider holds from tomorrow.");
                let ran_out = world.archive.welcome_ran_out(&self.turn, world.evening());
                if ran_out { prompt.note(RAN_OUT) } else { prompt }
            }
            Page::Energy => {
                Prompt::new(title, "On a usual day, how much energy is there?", usual("empty", "plenty"))
                    .line(named(set.usual_energy))
                    .extra(Extra::RatherNotSay)
            }
            Page::Body => Prompt::new(
                title,
                "On a usual day, how hard is the body?",
                usual("easy", "as hard as it gets"),
            )
            .line(named(set.usual_body))
            .extra(Extra::RatherNotSay),
            Page::Careful => {
                let labels =
                    ["As suggested", "One point earlier", "Two points earlier", "Three points earlier"];
                let first = usize::from(set.careful.min(Limits::MOST_CAREFUL));
                let choices = labels.map(Choice::plain).to_vec();
                Prompt::new(
                    title,
                    "How early may your evenings turn gentle?",
                    Ask::OneOf(OneOf { choices, first, quick: false }),
                )
                .line("Earlier means: gentler on more evenings.")
            }
            Page::BodyWord => {
                let labels = BODY_WORDS.iter().copied().chain(["Another word", "No word of my own"]);
                let set = world.archive.own_questions(&self.turn).0;
                let known = set
                    .map(|set| BODY_WORDS.iter().position(|word| *word == set).unwrap_or(BODY_WORDS.len()));
                let first = known.unwrap_or(BODY_WORDS.len() + 1);
                let ask = Ask::OneOf(OneOf { first, ..OneOf::labels(labels) });
                Prompt::new(title, "What makes the body hard, most of the time?", ask)
            }
            Page::OwnBodyWord => {
                Prompt::new(title, "Your word for it:", Ask::Line { start: String::new(), most: text::NAME })
            }
            Page::Scale => {
                let labels = ["Numbers, 0 to 10", "Words, four to choose from"];
                let first = usize::from(world.archive.own_questions(&self.turn).1 == Scale::Words);
                let ask = Ask::OneOf(OneOf { first, ..OneOf::labels(labels) });
                Prompt::new(title, "How do you like to answer?", ask)
            }
            Page::LeftOut => {
                let ticks = Question::ALL.iter().map(|question| Tick {
                    label: question.about().to_owned(),
                    on: set.left_out.contains(question),
                });
                Prompt::new(title, "Which questions would you rather leave out?", Ask::AnyOf(ticks.collect()))
                    .line("What is left out is not asked, and from tomorrow it does not count.")
            }
            Page::Steps => {
                let labels = ["Ask me now and then", "Leave them out"];
                let first = usize::from(!world.archive.asks_steps(&self.turn));
                let ask = Ask::OneOf(OneOf { first, ..OneOf::labels(labels) });
                Prompt::new(title, "A little more of a small step, or not?", ask)
                    .line("Asked at the end of a check-in, of you alone.")
                    .line("Left out, nothing of the plan changes by it.")
            }
            Page::NotesForMe => {
                let labels = ["They may wait here, folded", "Rather none"];
                let first = usize::from(!world.archive.takes_notes(&self.turn));
                let ask = Ask::OneOf(OneOf { first, ..OneOf::labels(labels) });
                Prompt::new(title, "Notes that are left for you?", ask)
                    .line("Nobody is told what you choose here.")
                    .line("Either way, none has to be opened.")
            }
        }
        .of(self.turn.person())
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        let person = self.turn.person();
        let set = world.archive.limits(&self.turn).set;
        let limits = |limits| self.kept(Change::Limits(person, limits));
        let scale = Some(world.archive.own_questions(&self.turn).1);
        let word = world.archive.own_questions(&self.turn).0.map(str::to_owned);
        let score = |answer: &Answer| match answer {
            Answer::Number(value) => Some(Score::new(*value)?),
            _ => None,
        };
        match (self.page, answer) {
            (Page::List, Answer::Pick(at)) => {
                let pages = Self::pages(world);
                match (pages.get(at), ELSEWHERE.get(at.saturating_sub(pages.len()))) {
                    (Some((page, _)), _) => self.to(*page),
                    (None, Some((_, begin))) => Step::page(begin(&self.turn)),
                    (None, None) if at == pages.len() + ELSEWHERE.len() => Step::on(Then::Home(None)),
                    (None, None) => Step::not_asked(),
                }
            }
            (Page::Energy, Answer::Extra(Extra::RatherNotSay, _)) => {
                limits(Limits { usual_energy: None, ..set })
            }
            (Page::Body, Answer::Extra(Extra::RatherNotSay, _)) => limits(Limits { usual_body: None, ..set }),
            (Page::Energy, answer @ Answer::Number(_)) if score(&answer).is_some() => {
                limits(Limits { usual_energy: score(&answer), ..set })
            }
            (Page::Body, answer @ Answer::Number(_)) if score(&answer).is_some() => {
                limits(Limits { usual_body: score(&answer), ..set })
            }
            (Page::Careful, Answer::Pick(at @ 0..=3)) => {
                let careful = u8::try_from(at).unwrap_or(Limits::MOST_CAREFUL);
                limits(Limits { careful, ..set })
            }
            (Page::BodyWord, Answer::Pick(at)) if at < BODY_WORDS.len() => {
                self.kept(Change::Questions(person, Some(BODY_WORDS[at].to_owned()), scale))
            }
            (Page::BodyWord, Answer::Pick(at)) if at == BODY_WORDS.len() => self.to(Page::OwnBodyWord),
            (Page::BodyWord, Answer::Pick(at)) if at == BODY_WORDS.len() + 1 => {
                self.kept(Change::Questions(person, None, scale))
            }
            (Page::OwnBodyWord, Answer::Text(words)) => {
                self.kept(Change::Questions(person, text::line(&words, text::NAME), scale))
            }
            (Page::Scale, Answer::Pick(0)) => {
                self.kept(Change::Questions(person, word, Some(Scale::Numbers)))
            }
            (Page::Scale, Answer::Pick(1)) => self.kept(Change::Questions(person, word, Some(Scale::Words))),
            (Page::LeftOut, Answer::Ticks(ticks)) if ticks.len() == Question::ALL.len() => {
                let left_out = Question::ALL.into_iter().zip(ticks).filter(|(_, on)| *on).map(|(one, _)| one);
                limits(Limits { left_out: left_out.collect(), ..set })
            }
            (Page::Steps, Answer::Pick(at @ (0 | 1))) => {
                self.kept(Change::Plan(PlanChange::AskSteps(person, at == 0)))
            }
            (Page::NotesForMe, Answer::Pick(at @ (0 | 1))) => self.kept(Change::NotesForMe(person, at == 0)),
            _ => Step::not_asked(),
        }
    }

    fn to(&self, page: Page) -> Step {
        Step::page(Flow::MyWays(Self { page, ..self.clone() }))
    }

    fn kept(&self, change: Change) -> Step {
        Step::On { changes: vec![change], then: Then::Onward(Self::begin(&self.turn)) }
    }
}
