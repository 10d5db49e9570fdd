//! One's own passphrase: set, changed, given up, each alone and only for oneself.

use super::deed::{After, Deed};
use super::first_turn::FirstTurn;
use super::{Answer, Ask, Choice, Flow, OneOf, Prompt, Step, Then, World};
use crate::domain::people::Turn;
use crate::domain::secret::Secret;

/// Where in it one is.
#[derive(Clone, PartialEq)]
pub struct MyLock {
    turn: Turn,
    page: Page,
    after: After,
    /// Whether there is a passphrase, which a new one takes the place of.
    has: bool,
}

#[derive(Clone, PartialEq)]
enum Page {
    /// What a passphrase does and does not, before anything is typed.
    About,
    /// There is one; what now?
    Has,
    /// Six words that were made.
    Six(Secret),
    /// Words of one's own.
    Own,
    /// The same once more.
    Again(Secret),
    /// The key for paper.
    Paper(Secret),
    /// A short code for this evening.
    Code,
    /// Unlock for good?
    GiveUp,
}

/// The fewest characters of a passphrase in one's own words.
const FEWEST: usize = 8;

impl MyLock {
    /// What there is to do about one's own passphrase.
    #[must_use]
    pub fn begin(turn: &Turn, after: After, world: World<'_>) -> Flow {
        let has = world.archive.has_passphrase(turn.person());
        let page = if has { Page::Has } else { Page::About };
        Flow::MyLock(Self { turn: turn.clone(), page, after, has })
    }

    /// Six words to choose or to pass over.
    #[must_use]
    pub fn six(turn: &Turn, words: Secret, after: After, world: World<'_>) -> Flow {
        let has = world.archive.has_passphrase(turn.person());
        Flow::MyLock(Self { turn: turn.clone(), page: Page::Six(words), after, has })
    }

    /// The key for paper, which is shown this once.
    #[must_use]
    pub fn paper(turn: &Turn, key: Secret, after: After) -> Flow {
        Flow::MyLock(Self { turn: turn.clone(), page: Page::Paper(key), after, has: true })
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        let title = "My passphrase";
        let one_of = |choices: Vec<Choice>, first| Ask::OneOf(OneOf { choices, first, quick: false });
        let (name, other) =
            (world.archive.name(self.turn.person()), world.archive.name(self.turn.person().other()));
        match &self.page {
            Page::About => {
                let choices = vec![
                    Choice::noted("Six words, made for me", "easy to read, very hard to guess"),
                    Choice::plain("Words of my own"),
                    Choice::plain("Not now"),
                ];
                let prompt = Prompt::new(title, "Would you like to lock what is only yours?", one_of(choices, 2))
                    .line("Without a passphrase it is out of sight, not locked: someone who knows computers could find it on this laptop.")
                    .line("With one, nobody else opens what you have not shown.");
                let prompt = if world.archive.alone() {
                    prompt
                } else {
                    prompt.line("What you both share is locked once each of you has one.")
                };
                prompt
                    .note("It does not hide that Evenfall is used, or when.")
                    .note("Forgotten, only a key on paper opens it. There is no other way in.")
            }
            Page::Has => {
                let choices = vec![
                    Choice::plain("Leave it as it is"),
                    Choice::noted("A short code for this evening", "reopens my turn"),
                    Choice::noted("Another passphrase, made for me", "six words"),
                    Choice::plain("Another passphrase, words of my own"),
                    Choice::noted("Unlock for good", "no passphrase any more"),
                ];
                Prompt::new(title, format!("What is only yours is locked, {name}."), one_of(choices, 0))
                    .line(Self::about_shared(world))
            }
            Page::Six(words) => {
                let choices = vec![Choice::plain("These six"), Choice::plain("Six others"), Choice::plain("Not now")];
                Prompt::new(title, words.expose(), one_of(choices, 0))
                    .line("Six of more than 7,000 words: nobody guesses these.")
                    .line("You could write them down, and keep the paper away from this laptop.")
            }
            Page::Own => Prompt::new(title, "Your passphrase, in your own words.", Ask::Secret)
                .line("A short sentence is good. Eight letters or more.")
                .note("Nobody else can set it, or see it."),
            Page::Again(_) => Prompt::new(title, "The same once more, as a try.", Ask::Secret)
                .line("So that it opens again tomorrow."),
            Page::Paper(key) => {
                let mut prompt = Prompt::new(title, "It is locked. Here is a key for paper.", Ask::Go);
                // Copying it by hand takes a while, and it is not shown again.
                prompt.waits = true;
                let prompt = in_groups(key.expose()).into_iter().fold(prompt, Prompt::line);
                prompt
                    .line("It opens everything of yours if the passphrase is forgotten. It is shown this once, and kept nowhere.")
                    .line("Copied by hand, small letters are fine.")
                    .note(Self::about_shared(world))
                    .note("What was kept before, not locked, may leave traces on this disk.")
            }
            Page::Code => Prompt::new(title, "Four digits or more, for this evening.", Ask::Secret)
                .line("They reopen your turn until the screen is hidden.")
                .note("It is a door, not a safe: whoever knows computers well could pass it tonight."),
            Page::GiveUp => {
                let choices = vec![Choice::plain("Stay locked"), Choice::plain("Unlock for good")];
                let prompt = Prompt::new(title, "Unlock what is only yours, for good?", one_of(choices, 0))
                    .line("It is then out of sight, not locked.");
                if world.archive.alone() {
                    prompt
                } else {
                    prompt.line(format!("What you share is then not locked either. What is only {other}'s stays as it is."))
                }
            }
        }
        .of(self.turn.person())
    }

    /// Whether what both share is locked, and if not, why.
    fn about_shared(world: World<'_>) -> String {
        let missing = world.archive.people().find(|one| !world.archive.has_passphrase(*one));
        match (missing, world.archive.shared_locked) {
            (_, true) => "What is shared is locked too.".into(),
            (Some(one), false) => {
                format!("Shared things are not locked yet: {} has no passphrase.", world.archive.name(one))
            }
            (None, false) => "What is shared is not locked.".into(),
        }
    }

    pub(super) fn answer(&self, answer: Answer) -> Step {
        let person = self.turn.person();
        match (&self.page, answer) {
            (Page::About, Answer::Pick(0))
            | (Page::Six(_), Answer::Pick(1))
            | (Page::Has, Answer::Pick(2)) => Step::on(Then::Deed(Deed::SixWords(person, self.after))),
            (Page::About, Answer::Pick(1)) | (Page::Has, Answer::Pick(3)) => self.to(Page::Own),
            (Page::About | Page::Six(_), Answer::Pick(2)) => self.leave(None),
            (Page::Has | Page::GiveUp, Answer::Pick(0)) => self.leave(None),
            (Page::Has, Answer::Pick(1)) => self.to(Page::Code),
            (Page::Has, Answer::Pick(4)) => self.to(Page::GiveUp),
            (Page::Six(words), Answer::Pick(0)) => self.to(Page::Again(words.clone())),
            (Page::Own, Answer::Secret(secret)) if secret.expose().chars().count() < FEWEST => Step::Again(
                "A little longer holds better: eight letters or more. A short sentence is good.".into(),
            ),
            (Page::Own, Answer::Secret(secret)) => self.to(Page::Again(secret)),
            (Page::Again(secret), Answer::Secret(again)) if *secret != again => {
                Step::Again("That was not the same. Nothing is lost. Once more, or back a page.".into())
            }
            (Page::Again(secret), Answer::Secret(_)) if self.has => {
                Step::on(Then::Deed(Deed::ChangePassphrase(person, secret.clone())))
            }
            (Page::Again(secret), Answer::Secret(_)) => {
                Step::on(Then::Deed(Deed::Lock(person, secret.clone(), self.after)))
            }
            (Page::Paper(_), Answer::Go) => self.leave(Some("Locked from now on.")),
            (Page::Code, Answer::Secret(code)) if !code.is_a_code() => {
                Step::Again("Digits only, four to twelve of them. Nothing is lost.".into())
            }
            (Page::Code, Answer::Secret(code)) => Step::on(Then::Deed(Deed::Code(person, code))),
            (Page::GiveUp, Answer::Pick(1)) => Step::on(Then::Deed(Deed::UnlockForGood(person))),
            _ => Step::not_asked(),
        }
    }

    fn to(&self, page: Page) -> Step {
        Step::page(Flow::MyLock(Self { page, ..self.clone() }))
    }

    /// Back to where one came from.
    fn leave(&self, word: Option<&str>) -> Step {
        match self.after {
            After::Home => Step::on(Then::Home(word.map(str::to_owned))),
            After::FirstTurn { two_keys } => {
                Step::on(Then::Onward(FirstTurn::after_lock(&self.turn, two_keys)))
            }
        }
    }
}

/// A key in groups that an eye can follow, a few on a line, after a first line that all keys share.
fn in_groups(key: &str) -> Vec<String> {
    let (kind, rest) = key.find('1').map_or(("", key), |one| key.split_at(one + 1));
    let letters: Vec<char> = rest.chars().collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    let lines = groups.chunks(4).map(|line| line.join(" "));
    std::iter::once(kind.to_owned()).filter(|kind| !kind.is_empty()).chain(lines).collect()
}
