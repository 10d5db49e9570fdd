//! The words of looking back.

use chrono::NaiveDate;

use super::{Act, Item, JAR_LINES, Row, Talk, due};
use crate::domain::flow::plan::{how_it_moves, rhythms, waiting, week_sizes};
use crate::domain::flow::{Ask, Choice, Extra, OneOf, Prompt, View, World, together};
use crate::domain::people::Person;
use crate::domain::plan::StepState;
use crate::domain::record::Id;
use crate::domain::review::again::Revisit;
use crate::domain::text;

/// What these pages are called.
const TITLE: &str = "Looking back";
/// Where a sentence begins that one person alone finishes.
const ALONE: [&str; 3] = [
    "One thing I did this week that was kind to me was ...",
    "Something small that was good this week was ...",
    "I am glad that this week I ...",
];

pub(super) fn door(rows: &[Row]) -> Prompt {
    let choices = rows.iter().map(|row| match row {
        Row::Longer(revisit) => {
            Choice::noted(format!("A longer look: {}", revisit.words()), "how it began, and how it is now")
        }
        Row::TenMinutes => Choice::noted("Ten minutes", "thanks, the week, small steps"),
        Row::ThreeQuestions => Choice::noted("Three questions", "thanks, the week, the next one"),
        Row::OnlyTheWeek => Choice::noted("Only the week's page", "to look at, nothing asked"),
        Row::AnotherWeek => Choice::noted("Another week", "any day of it will do"),
        Row::Leave => Choice::plain("Leave it for now"),
    });
    let ask = Ask::OneOf(OneOf::new(choices.collect()));
    Prompt::new(TITLE, "How much looking back would be good?", ask)
        .line("You can say \"enough for tonight\" after any of it.")
}

/// A week alone, with the ones before and after it.
pub(super) fn weeks(day: NaiveDate, world: World<'_>) -> Prompt {
    let prompt = week(day, Ask::OneOf(OneOf::labels(["Back to Tonight"])), world);
    let mut prompt = prompt.extra(Extra::EarlierWeek);
    let last = world.archive.week_days(day).last().copied();
    prompt.extras.extend(last.is_some_and(|last| last < world.evening().0).then_some(Extra::LaterWeek));
    prompt.extra(Extra::GoTo).extra(Extra::InCalendar)
}

fn week(day: NaiveDate, ask: Ask, world: World<'_>) -> Prompt {
    let Ok(week) = world.archive.week(day, world.evening()) else {
        return Prompt::new(TITLE, "That week is not open yet. Nothing is lost.", ask);
    };
    let mut prompt = Prompt::new(TITLE, week.named(world.today()), ask);
    if week.is_quiet() {
        prompt = prompt
            .line("A quiet week here. That is a week too.")
            .line("You could tell how it was, or only sit a while.");
    }
    prompt.lines.extend(week.done.clone());
    prompt.view = Some(View::Week(Box::new(week)));
    prompt
}

pub(super) fn go_to() -> Prompt {
    let ask = Ask::Line { start: String::new(), most: text::NAME };
    Prompt::new(TITLE, "Which week would you like to see?", ask)
        .line("Any day of it will do: 24 Oct, friday, -14, yesterday.")
}

impl Talk {
    pub(super) fn prompt(&self, day: NaiveDate, world: World<'_>) -> Prompt {
        let prompt = match (&self.keys, self.item()) {
            (Some(_), _) => self.keep(world),
            (None, Some(Item::Beginning(revisit))) => beginning(*revisit, world),
            (None, Some(Item::OurWords)) => our_words(world),
            (None, Some(Item::Jar)) => jar(world),
            (None, Some(Item::Thanks(card))) => thanks(*card, world),
            (None, Some(Item::Week)) => week(day, Ask::Go, world),
            (None, Some(Item::Good)) => {
                line(format!("What felt good in {}?", self.course.of()), self.good.as_ref(), world)
            }
            (None, Some(Item::Hard)) => {
                line("What was hard?".into(), self.hard.as_ref(), world).line("Nothing has to be solved now.")
            }
            (None, Some(Item::Step(id))) => step(id, world),
            (None, Some(Item::Size)) => size(world),
            (None, Some(Item::Rhythm)) => rhythm(world),
            (None, Some(Item::Due)) => what_is_due(world),
            (None, Some(Item::Keepsake)) => self.keepsake_line(world),
            (None, None) => Prompt::new(TITLE, self.course.over(), Ask::Go),
        };
        prompt.at(self.at + 1, self.items.len()).extra(Extra::Enough).of_one_thing()
    }

    fn keepsake_line(&self, world: World<'_>) -> Prompt {
        let ask = Ask::Line { start: self.own.clone().unwrap_or_default(), most: text::LINE };
        let mut prompt = Prompt::new(TITLE, format!("A line to keep of {}?", self.course.of()), ask);
        let kept = self.keepsake_of_the_others();
        prompt.lines.extend(kept);
        prompt.line(keeps_only(world)).line("Empty is fine.")
    }

    /// What was typed before, as it would stand beside a line of its own.
    fn keepsake_of_the_others(&self) -> Vec<String> {
        let without = Self { own: None, ..self.clone() };
        without.keepsake().map(|words| words.lines().map(str::to_owned).collect()).unwrap_or_default()
    }

    /// A key from each, or from the one who is there.
    fn keep(&self, world: World<'_>) -> Prompt {
        let ask = if world.archive.alone() {
            Ask::OneOf(OneOf::labels(["Keep it in the journal", "Leave it unwritten"]))
        } else {
            Ask::BothKeys
        };
        let mut prompt = Prompt::new(TITLE, "Keep this in the journal?", ask);
        let words = self.keepsake().unwrap_or_default();
        prompt.lines.extend(words.lines().map(str::to_owned));
        if world.archive.alone() {
            return prompt;
        }
        let key = |person, key| format!("{} presses {key}", world.archive.name(person));
        prompt
            .note(format!("{}, {}.", key(Person::A, 1), key(Person::B, 8)))
            .note("Otherwise nothing of it is kept.")
    }
}

fn keeps_only(world: World<'_>) -> &'static str {
    if world.archive.alone() {
        "It goes into the journal only if you like that."
    } else {
        "It goes into the journal only if you both like that."
    }
}

fn beginning(revisit: Revisit, world: World<'_>) -> Prompt {
    let archive = world.archive;
    let question = match revisit {
        Revisit::Season => "Another season has gone by.".to_owned(),
        other => format!("It is {} since you began here.", other.words()),
    };
    let mut prompt = Prompt::new(TITLE, question, Ask::Go);
    if let Ok(Some(first)) = archive.first_evening() {
        prompt = prompt.line(format!("It began on {}.", first.in_full()));
    }
    let told = archive.since_the_beginning(world.evening()).unwrap_or_default();
    prompt.lines.extend(told.into_iter().map(|line| format!("{line}.")));
    let places = archive.steps().filter(|(_, step)| step.binned.is_none());
    let places = places.filter(|(_, step)| matches!(step.state, StepState::OurPlace(_)));
    prompt.lines.extend(places.map(|(_, step)| format!("A place of {}: {}.", ours(world), step.words)));
    prompt.line("How does it look to you, from here?")
}

fn ours(world: World<'_>) -> &'static str {
    if world.archive.alone() { "yours" } else { "your own, together" }
}

fn our_words(world: World<'_>) -> Prompt {
    let ask = Ask::OneOf(OneOf::labels(["They still fit", "Not quite, another evening"]));
    let mut prompt = Prompt::new(TITLE, "Our words. Do they still fit?", ask);
    prompt.view = Some(together::our_words(world));
    prompt.note("Something together, in the journal, is where they change.")
}

fn jar(world: World<'_>) -> Prompt {
    let mut prompt = Prompt::new(TITLE, "Out of the jar, the newest first.", Ask::Go);
    prompt.lines.extend(together::newest(JAR_LINES, world));
    prompt
}

fn thanks(card: usize, world: World<'_>) -> Prompt {
    let alone = world.archive.alone();
    let words = if alone { ALONE[card % ALONE.len()] } else { together::thanks(card, world) };
    let prompt = Prompt::new(TITLE, words, Ask::Go);
    let prompt = if alone {
        prompt.line("You could finish it aloud, or only think it.")
    } else {
        prompt
            .line("Each of you could finish it, out loud.")
            .line("Hearing it is enough. Nothing is written.")
    };
    prompt.extra(Extra::Others)
}

fn line(question: String, start: Option<&String>, world: World<'_>) -> Prompt {
    let ask = Ask::Line { start: start.cloned().unwrap_or_default(), most: text::LINE };
    let aloud =
        if world.archive.alone() { "Thinking of it is plenty." } else { "Saying it out loud is plenty." };
    Prompt::new(TITLE, question, ask)
        .line(aloud)
        .line("A line here is for a keepsake, at the end, if you like one.")
}

fn step(id: &Id, world: World<'_>) -> Prompt {
    let ask = Ask::OneOf(OneOf::labels(Act::of(id, world).into_iter().map(Act::label)));
    let Some(step) = world.archive.step(id) else {
        return Prompt::new(TITLE, "That is not there any more.", ask);
    };
    let mut prompt = Prompt::new(TITLE, step.words.clone(), ask);
    prompt = prompt.line(match step.state {
        StepState::Going => format!("A small step. Its size now: {}.", step.size()),
        StepState::OurPlace(_) => "This is our place.".to_owned(),
        StepState::Aside => "Set aside for now.".to_owned(),
    });
    prompt.lines.extend(waiting(step, world).map(|what| format!("It waits for: {what}.")));
    prompt.note(how_it_moves(world))
}

fn size(world: World<'_>) -> Prompt {
    Prompt::new(TITLE, "How large is next week meant to be?", week_sizes(world.archive))
        .line("Rest kept is a size, too. It stays until you change it.")
}

fn rhythm(world: World<'_>) -> Prompt {
    let question = if world.archive.alone() {
        "How often would feel right, from here on?"
    } else {
        "How often would you like to meet here, from now on?"
    };
    Prompt::new(TITLE, question, rhythms(world.archive)).line("All of these are equal.")
}

fn what_is_due(world: World<'_>) -> Prompt {
    let plan = world.archive.safety_plan_due(world.evening());
    let mut rows = vec![Choice::plain("Go on")];
    if plan {
        rows.push(Choice::noted("Look at the plan for hard moments", "it leads back here"));
        rows.push(Choice::noted("The plan still fits", "another look in a season"));
    }
    let minded = due(world);
    let question = if plan || !minded.is_empty() {
        "Something could do with another look."
    } else {
        "That was all there was to look at."
    };
    let mut prompt = Prompt::new(TITLE, question, Ask::OneOf(OneOf::new(rows)));
    prompt.lines.extend(minded.iter().map(|one| one.sentence(world.today())));
    if minded.is_empty() {
        return prompt;
    }
    prompt.note("It still holds. To mind for now, on Tonight, is where it changes.")
}
