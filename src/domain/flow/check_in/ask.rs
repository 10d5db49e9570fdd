//! The words of the check-in, and which fields can be shown.

use super::{CheckInFlow, Page};
use crate::domain::archive::Scale;
use crate::domain::check_in::{Answers, Shows};
use crate::domain::content::{Content, WishCard};
use crate::domain::flow::{
    Ask, Choice, Extra, Mark, Marked, OneOf, Prompt, ScaleAsk, Tick, World, whom_to_call,
};
use crate::domain::limits::Question;
use crate::domain::pacing::{Band, Word};
use crate::domain::scale::FourWords;
use crate::domain::text;

const ENERGY: ScaleAsk = ScaleAsk {
    low: "empty",
    middle: "some",
    high: "plenty",
    words: [
        "empty",
        "nearly empty",
        "very low",
        "low",
        "a little",
        "some",
        "a fair amount",
        "good",
        "plenty",
        "a lot",
        "as much as ever",
    ],
    chosen: None,
};

const BODY: ScaleAsk = ScaleAsk {
    low: "easy",
    middle: "in between",
    high: "as hard as it gets",
    words: [
        "easy",
        "hardly there",
        "very light",
        "light, in the background",
        "mild, easy to forget about",
        "there, and noticed",
        "hard",
        "quite hard",
        "very hard",
        "nearly all there is",
        "as hard as it gets",
    ],
    chosen: None,
};

const CALM: ScaleAsk = ScaleAsk {
    low: "uneasy",
    middle: "in between",
    high: "calm",
    words: [
        "very uneasy",
        "uneasy",
        "rather uneasy",
        "a bit uneasy",
        "a little unsettled",
        "in between",
        "fairly settled",
        "settled",
        "calm",
        "very calm",
        "as calm as can be",
    ],
    chosen: None,
};

/// A field that its owner can show.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Energy,
    Body,
    Calm,
    Noticed,
    Words,
    Both,
    Helps,
    Wish(usize),
}

/// One of four words, which its number chooses at once.
fn one_word(question: &str, words: FourWords) -> Prompt {
    let choices = words.words().map(Choice::plain).to_vec();
    let one_of = OneOf { choices, first: 0, quick: true };
    Prompt::new("The short way", question, Ask::OneOf(one_of)).extra(Extra::RatherNotSay)
}

pub(super) fn one_of_these() -> String {
    "One of the answers here, please. Nothing is lost.".into()
}

pub(super) fn short_wishes(content: &Content) -> impl Iterator<Item = &WishCard> {
    content.wishes.iter().filter(|card| card.short)
}

impl CheckInFlow {
    pub(super) fn screen(&self, world: World<'_>) -> Prompt {
        let mut prompt = match self.page {
            Page::Waiting => Prompt::new(
                "Check-in",
                "Your check-in of this evening is kept for you.",
                Ask::OneOf(OneOf::labels(["Leave it as it is", "Start again, from a blank page"])),
            )
            .line("A new one takes its place only once it is finished."),
            Page::Unfinished => Prompt::new(
                "Check-in",
                "A turn of yours is not finished yet.",
                Ask::OneOf(OneOf::labels(["Go on where it was", "Begin again, from a blank page"])),
            )
            .line("What was answered before is not shown again."),
            Page::Ask(question) => self.question(question, world),
            Page::Words => {
                Prompt::new("A few words", "A few words about right now, if you like.", line(text::LINE))
                    .line("They are shown only if you tick them at the end.")
            }
            Page::Sensations => {
                let ticks = world.content.sensations.iter().map(|card| tick(&card.text, false)).collect();
                Prompt::new("Body words", "Do any of these fit the body right now?", Ask::AnyOf(ticks))
            }
            Page::OwnWish => {
                let mut prompt = Prompt::new("My own words", "Tonight I would like ...", line(text::LINE))
                    .line("These words are for tonight only.");
                prompt.begins_empty = true;
                prompt
            }
            Page::Should(at) => {
                let wish = self.answers.like.get(at).map_or("", |wish| wish.text.as_str());
                Prompt::new(
                    "Just for you",
                    "Would you still like it if nobody minded either way?",
                    Ask::OneOf(OneOf::labels(["No, leave it out", "Yes, I would still like it"])),
                )
                .line(wish)
                .line("Nobody else sees this question or its answer.")
            }
            Page::Helps => {
                Prompt::new("Check-in", "Is there one small thing that would help tonight?", line(text::LINE))
                    .line("A blanket, an early night. Empty is fine.")
            }
            Page::ShortEnergy => one_word("One word for your energy.", FourWords::ENERGY),
            Page::ShortBody => one_word("One word for the body.", FourWords::BODY),
            Page::ShortTonight => {
                let choices = short_wishes(world.content).map(|card| Choice::plain(&card.text)).collect();
                let one_of = OneOf { choices, first: 0, quick: true };
                Prompt::new("The short way", "One thing for tonight.", Ask::OneOf(one_of))
                    .extra(Extra::RatherNotSay)
            }
            Page::Watch => whom_to_call::page(world),
            Page::Show => self.show(world),
            Page::MyEvening => self.my_evening_screen(world),
            Page::After(asked) => self.after_screen(asked, world),
            Page::More => self.more_screen(world),
        };
        if let (Ask::Line { start, .. }, Some(words)) = (&mut prompt.ask, &self.typing) {
            start.clone_from(words);
        }
        let offers_signs = !matches!(
            self.page,
            Page::Watch | Page::Should(_) | Page::Waiting | Page::Unfinished | Page::After(_) | Page::More
        );
        if self.hard && !self.resumed && offers_signs {
            prompt = prompt.note("New or sudden?");
        }
        if (self.hard || self.resumed) && offers_signs {
            prompt.extras.insert(0, Extra::Watch);
        }
        prompt
    }

    fn question(&self, question: Question, world: World<'_>) -> Prompt {
        let (body_word, scale) = world.archive.own_questions(&self.turn);
        let any = match scale {
            Scale::Numbers => "Any number is a good answer. There is no target.",
            Scale::Words => "Any word is a good answer. There is no target.",
        };
        let scaled = |numbers: ScaleAsk, words: FourWords| match scale {
            Scale::Numbers => Ask::Scale(numbers),
            Scale::Words => Ask::OneOf(OneOf {
                choices: words.words().map(Choice::plain).to_vec(),
                first: 0,
                quick: true,
            }),
        };
        let left_out = world.archive.limits(&self.turn).set.left_out;
        let asked: Vec<Question> = Question::ALL.into_iter().filter(|one| !left_out.contains(one)).collect();
        let at = asked.iter().position(|one| *one == question).map_or(1, |at| at + 1);
        let prompt = match question {
            Question::Energy => {
                let ask = scaled(ENERGY, FourWords::ENERGY);
                Prompt::new("Check-in", "How much energy is there right now?", ask).line(any)
            }
            Question::Body => {
                let ask = scaled(BODY, FourWords::BODY);
                let what = body_word.unwrap_or("Pain, or whatever it is.");
                Prompt::new("Check-in", "How hard is the body right now?", ask).line(what).line(any)
            }
            Question::Calm => {
                let ask = scaled(CALM, FourWords::CALM);
                Prompt::new("Check-in", "How calm, or uneasy?", ask).line(any)
            }
            Question::Wishes => {
                let marks = self.wish_cards(world).into_iter().enumerate().map(|(at, wish)| Marked {
                    label: wish.text,
                    mark: self.marks.get(at).copied().unwrap_or(Mark::Open),
                });
                Prompt::new("Check-in", "Tonight I would like ...", Ask::Marks(marks.collect()))
                    .line("Anything you leave alone stays open.")
                    .extra(Extra::OwnWish)
            }
            Question::Noticed => {
                Prompt::new("Check-in", "One thing you noticed or liked today?", line(text::LINE))
                    .line("A line is plenty. Empty is fine.")
            }
        };
        let mut prompt = prompt;
        if matches!(question, Question::Energy | Question::Body | Question::Calm) {
            prompt = prompt.extra(Extra::RatherNotSay);
            if self.answers.words.is_none() && self.answers.sensations.is_empty() {
                prompt = prompt.extra(Extra::AddWords);
            }
        }
        let short_asks = [Question::Body, Question::Wishes];
        let nothing_yet = self.answers == Answers { words: self.answers.words.clone(), ..Answers::default() };
        if at == 1 && nothing_yet && !self.resumed && short_asks.iter().all(|one| asked.contains(one)) {
            prompt = prompt.extra(Extra::ShortWay);
        }
        prompt.at(at, asked.len())
    }

    /// What there is to show. Wishes marked before the turn was cut off are not named again.
    pub(super) fn showable(&self) -> Vec<(Field, String)> {
        let answers = &self.answers;
        let numbers = [
            (answers.numbers.energy.is_some(), Field::Energy, "Energy"),
            (answers.numbers.body.is_some(), Field::Body, "How hard the body is"),
            (answers.numbers.calm.is_some(), Field::Calm, "How calm"),
            (answers.noticed.is_some(), Field::Noticed, "The line I noticed"),
            (answers.words.is_some() || !answers.sensations.is_empty(), Field::Words, "The few words"),
            (!answers.like.is_empty(), Field::Both, "A wish that we both have"),
            (answers.helps.is_some(), Field::Helps, "Say it anyway: the small thing that would help"),
        ];
        let fields = numbers
            .into_iter()
            .filter(|(there, ..)| *there)
            .map(|(_, field, label)| (field, label.to_owned()));
        let wishes = answers.like.iter().enumerate().filter(|_| !self.resumed);
        let wishes = wishes.map(|(at, wish)| (Field::Wish(at), format!("Say it anyway: {}", wish.text)));
        fields.chain(wishes).collect()
    }

    fn show(&self, world: World<'_>) -> Prompt {
        let ticks =
            self.showable().into_iter().map(|(field, label)| Tick { label, on: self.shown(field) }).collect();
        let ask = Ask::AnyOf(ticks);
        let prompt = if world.archive.alone() {
            Prompt::new("What to keep", "What may be kept of this evening?", ask)
                .line("The rest goes with the evening.")
        } else {
            Prompt::new("What to show", "What may be seen when you look together?", ask)
                .line("Only what is ticked here is ever shown. The rest goes with the evening.")
        };
        prompt.extra(Extra::ShowNothing)
    }

    fn shown(&self, field: Field) -> bool {
        match field {
            Field::Energy => self.shows.energy,
            Field::Body => self.shows.body,
            Field::Calm => self.shows.calm,
            Field::Noticed => self.shows.noticed,
            Field::Words => self.shows.words,
            Field::Both => self.shows.both,
            Field::Helps => self.shows.helps,
            Field::Wish(at) => self.shows.wishes.get(at).copied().unwrap_or(false),
        }
    }

    pub(super) fn take_shows(&mut self, ticks: &[bool]) -> Result<(), String> {
        let mut fields = self.showable();
        if fields.len() != ticks.len() {
            // Shown in a turn that was cut off before: wishes were not named there.
            fields.retain(|(field, _)| !matches!(field, Field::Wish(_)));
        }
        if fields.len() != ticks.len() {
            return Err(one_of_these());
        }
        self.shows = Shows { wishes: vec![false; self.answers.like.len()], ..Shows::nothing() };
        for ((field, _), on) in fields.into_iter().zip(ticks.iter().copied()) {
            match field {
                Field::Energy => self.shows.energy = on,
                Field::Body => self.shows.body = on,
                Field::Calm => self.shows.calm = on,
                Field::Noticed => self.shows.noticed = on,
                Field::Words => self.shows.words = on,
                Field::Both => self.shows.both = on,
                Field::Helps => self.shows.helps = on,
                Field::Wish(at) => self.shows.wishes[at] = on,
            }
        }
        Ok(())
    }

    fn my_evening_screen(&self, world: World<'_>) -> Prompt {
        let words = self.word(world).gentler();
        let first = words.len() - 1;
        let choices = words.into_iter().map(|word| Choice::plain(evening_words(word))).collect();
        let one_of = OneOf { choices, first, quick: false };
        let prompt = Prompt::new("My evening", "How far may your own evening go?", Ask::OneOf(one_of));
        let prompt = if world.archive.alone() {
            prompt.line("This comes from your answers. You could make it gentler.")
        } else {
            prompt
                .line("This comes from your answers. You could make it gentler.")
                .line("The gentler of your two evenings sets the size for both.")
        };
        prompt.extra(Extra::KeepOut)
    }
}

/// A word of one's own, said as a person would.
fn evening_words(word: Word) -> String {
    let far = match word.up_to {
        Band::Rest | Band::Near => "company and rest",
        Band::Touch => "up to gentle touch",
        Band::Close => "up to whatever we both like",
    };
    if word.gently { format!("{far}, gently") } else { far.to_owned() }
}

fn line(most: usize) -> Ask {
    Ask::Line { start: String::new(), most }
}

fn tick(label: &str, on: bool) -> Tick {
    Tick { label: label.to_owned(), on }
}
