//! A prompt as lines of plain text.

use crate::domain::breath::Pace;
use crate::domain::check_in::{Numbers, Score};
use crate::domain::flow::{Ask, DaysAsk, Extra, Layout, Prompt, SideBySide, View};
use crate::domain::people::{Each, Person};
use crate::domain::scale::FourWords;
use crate::domain::signal::{NO_PROMISE, Signal};
use crate::domain::signal_keys::SignalKeys;

use super::read::{Field, concerns_a_choice, page_of_found, page_of_wishes, ticked};
use super::{week, weeks, write};
use crate::domain::text::sentence;
use crate::domain::vocabulary::{Meaning, PAUSE_TOO, Signs};

/// Where a prompt stands: what it is, whose turn, which question of how many.
#[must_use]
pub fn head(prompt: &Prompt, names: &Each<String>) -> String {
    let who = prompt.who.map(|who| format!(" {} is answering.", names[who]));
    let what = if prompt.who.is_some() { "Question" } else { "Step" };
    let place = prompt.place.map(|(at, all)| format!(" {what} {at} of {all}."));
    format!("{}{}{}", sentence(prompt.title), who.unwrap_or_default(), place.unwrap_or_default())
}

/// The whole of a prompt but its head and [`invitation`].
#[must_use]
pub fn body(prompt: &Prompt, field: &Field) -> Vec<String> {
    let mut lines = vec![prompt.question.clone()];
    lines.extend(prompt.lines.iter().cloned());
    if let Some(View::SideBySide(view)) = &prompt.view {
        lines.extend(side_by_side(view));
    }
    if let Some(View::Parts(parts)) = &prompt.view {
        let said = |lines: &[String]| lines.iter().map(|line| sentence(line)).collect::<Vec<_>>().join(" ");
        lines.extend(parts.iter().map(|part| format!("{}: {}", part.heading, said(&part.lines))));
    }
    if let Some(View::Weeks(picture)) = &prompt.view {
        lines.extend(weeks::lines(picture));
    }
    if let Some(View::Week(view)) = &prompt.view {
        lines.extend(week::told(view));
    }
    if let Some(View::Entry(entry)) = &prompt.view {
        lines.extend(entry.words.lines().map(str::to_owned));
        lines.extend(entry.thanks.clone());
    }
    lines.extend(choices(&prompt.ask, field));
    lines.extend(prompt.quiet.iter().cloned());
    let colon = colon(&prompt.ask);
    lines.into_iter().map(|line| line.replace("Ctrl+Z takes", &format!("{colon}undo takes"))).collect()
}

fn choices(ask: &Ask, field: &Field) -> Vec<String> {
    match (ask, field) {
        (Ask::Scale(scale), _) => {
            let range = format!("0 is {}, 5 is {}, 10 is {}.", scale.low, scale.middle, scale.high);
            let before = scale.chosen.map(|value| format!("Before you said {value}."));
            [range].into_iter().chain(before).collect()
        }
        (Ask::OneOf(ask), _) => ask
            .choices
            .iter()
            .enumerate()
            .map(|(at, choice)| match choice.note.as_str() {
                "" => format!("{}. {}", at + 1, choice.label),
                note => format!("{}. {}: {note}", at + 1, choice.label),
            })
            .collect(),
        (Ask::AnyOf(ticks), Field::Ticks(on)) => ticks
            .iter()
            .zip(on)
            .enumerate()
            .map(|(at, (tick, on))| match on {
                true => format!("{}. {}: {}", at + 1, tick.label, ticked(true)),
                false => format!("{}. {}", at + 1, tick.label),
            })
            .collect(),
        (Ask::Marks(wishes), Field::Marks { marks, page }) => page_of_wishes(wishes, marks, *page),
        (Ask::Days(ask), _) => days(ask),
        (Ask::Find(ask), Field::Found { words, page }) => {
            let looked_for = (!words.is_empty()).then(|| format!("Looked for: {words}"));
            looked_for.into_iter().chain(page_of_found(ask, words, *page)).collect()
        }
        (Ask::Line { start, .. }, _) if !start.is_empty() => vec![format!("Now: {start}")],
        (_, Field::Lines(lines)) => lines.read_out(),
        _ => Vec::new(),
    }
}

/// The days that hold something, one a line; a day without is left out, and that is said once.
fn days(ask: &DaysAsk) -> Vec<String> {
    let mut lines = Vec::new();
    for day in ask.days.iter().filter(|day| ask.is_inside(day.date)) {
        let mut words = day.words.clone();
        for (person, name) in &ask.bars {
            let Numbers { energy, body, .. } = day.shown[*person];
            words.extend(energy.map(|energy| format!("{name} energy {}", energy.value())));
            words.extend(body.map(|body| format!("{name} body {}", body.value())));
        }
        if !words.is_empty() {
            let today = if day.date == ask.today { ", today" } else { "" };
            lines.push(sentence(&format!("{}{today}: {}", day.date.format("%A %-d"), words.join("; "))));
        }
    }
    let open = if lines.is_empty() { "Every day here is open." } else { "The other days are open." };
    lines.push(open.to_owned());
    if !ask.coming.is_empty() {
        let coming = ask.coming.iter().map(|(_, words)| words.as_str());
        lines.push(sentence(&format!("Coming up: {}", coming.collect::<Vec<_>>().join("; "))));
    }
    lines
}

/// Both check-ins, field by field. What is not shown reads *open*, whatever the reason.
fn side_by_side(view: &SideBySide) -> Vec<String> {
    let people = |say: &dyn Fn(Person) -> String| {
        view.people
            .iter()
            .map(|person| format!("{} {}", view.names[*person], say(*person)))
            .collect::<Vec<_>>()
    };
    let number = |name: &str, words: FourWords, pick: fn(&Numbers) -> Option<Score>| {
        let said = |score: Score| {
            if view.in_words { words.word(score).to_owned() } else { score.value().to_string() }
        };
        let each = people(&|person| pick(&view.seen[person].numbers).map_or_else(|| "open".into(), said));
        format!("{name}: {}.", each.join(", "))
    };
    let mut lines = vec![
        number("Energy", FourWords::ENERGY, |numbers| numbers.energy),
        number("Body", FourWords::BODY, |numbers| numbers.body),
        number("Calm", FourWords::CALM, |numbers| numbers.calm),
    ];
    if !view.both.is_empty() {
        lines.push(format!("Tonight, both of you: {}.", view.both.join(", ")));
    }
    for person in &view.people {
        let (name, seen) = (&view.names[*person], &view.seen[*person]);
        let mut say = |what: &str, words: &str| lines.push(sentence(&format!("{name}, {what}: {words}")));
        if let Some(noticed) = &seen.noticed {
            say("noticed today", noticed);
        }
        if !seen.sensations.is_empty() {
            say("in the body", &seen.sensations.join(", "));
        }
        if let Some(words) = &seen.words {
            say("in words", words);
        }
        if let Some(helps) = &seen.helps {
            say("what would help", helps);
        }
        if !seen.wishes.is_empty() {
            say("would like", &seen.wishes.join(", "));
        }
    }
    lines
}

/// After a line of several, all that needs to be said again.
#[must_use]
pub fn invitation_again(ask: &Ask) -> &'static str {
    match ask {
        // Nothing stands between the lines of a text.
        Ask::Write { .. } => "",
        Ask::Find(_) => "Other words, a number, more, or Enter alone to go back: ",
        _ => "More of these, or Enter alone to go on: ",
    }
}

/// What can be typed, on one line that ends where the answer begins. `sits`: a sitting is open.
#[must_use]
pub fn invitation(prompt: &Prompt, names: &Each<String>, sits: bool) -> String {
    let mut ways = vec![answer(&prompt.ask, names)];
    if prompt.ask == Ask::Secret {
        return format!("{}: ", ways.concat());
    }
    ways.extend(prompt.extras.iter().map(|extra| way(prompt, *extra)));
    if sits {
        ways.push(format!("{}stop to end it", colon(&prompt.ask)));
    }
    ways.push(format!("{}b to go back", colon(&prompt.ask)));
    ways.push(format!("{}? for help", colon(&prompt.ask)));
    // The first line of a text begins where the others do.
    let after = if matches!(prompt.ask, Ask::Write { .. }) { ":\n" } else { ": " };
    format!("{}{after}", ways.join(", "))
}

/// Where words are typed, letters alone are words too; among the lines of a text a colon is too.
fn colon(ask: &Ask) -> &'static str {
    match ask {
        Ask::Write { .. } => write::STOP,
        Ask::Line { .. } | Ask::Find(_) | Ask::OneKey => ":",
        _ => "",
    }
}

/// The word that hides everything, as it is typed at `ask`.
#[must_use]
pub fn hide(ask: &Ask) -> String {
    let before = if matches!(ask, Ask::Write { .. }) { write::STOP } else { ":" };
    format!("{before}hide")
}

fn way(prompt: &Prompt, extra: Extra) -> String {
    let key = extra.key();
    let number = if concerns_a_choice(extra, &prompt.ask) { format!(" or {key} 2") } else { String::new() };
    format!("{}{key}{number} {}", colon(&prompt.ask), extra.label())
}

fn answer(ask: &Ask, names: &Each<String>) -> String {
    match ask {
        Ask::Scale(_) => "Type a number from 0 to 10".into(),
        Ask::OneOf(ask) if ask.quick => format!("Type a number from 1 to {}", ask.choices.len()),
        Ask::OneOf(ask) if ask.choices.len() == 1 => "Enter to go on".into(),
        Ask::OneOf(ask) => {
            format!("Type a number from 1 to {}, Enter alone for {}", ask.choices.len(), ask.first + 1)
        }
        Ask::AnyOf(_) => "Type numbers to tick or untick, Enter alone to go on".into(),
        Ask::Marks(_) => {
            "Type like 3, not 7, should 2 or clear 5, more for others, Enter alone to go on".into()
        }
        Ask::Line { start, .. } if start.is_empty() => "Type a line, Enter alone for none".into(),
        Ask::Line { .. } => "Type a line, Enter alone keeps it, :none for none".into(),
        Ask::Write { .. } => write::WAYS.into(),
        Ask::Find(_) => {
            "Type words to look for, a number to open one, more for others, Enter alone to go back".into()
        }
        Ask::Secret => "Type it, it does not show; Enter alone goes back".into(),
        Ask::Days(ask) => format!(
            "Type a day, as 24, 24 Nov or next friday, next or before for another {}, Enter alone for {}",
            match ask.layout {
                Layout::Month => "month",
                Layout::Week => "week",
            },
            ask.focus.format("%-d %B")
        ),
        Ask::OneKey => "Type the key alone".into(),
        Ask::Signals(_) => "A signal, or anything else to pause".into(),
        Ask::BothKeys => format!("1 from {}, 8 from {}, in any order", names.a, names.b),
        Ask::Go => "Enter to go on".into(),
        Ask::Breathe { seconds } => {
            let pace = Pace::default();
            let (inward, outward) = (pace.inward(), pace.outward());
            format!(
                "In for {inward}, out for {outward}, or as it comes. {} Enter when you like",
                about(*seconds)
            )
        }
        Ask::While { seconds } => format!("{} Enter when you like", about(*seconds)),
    }
}

/// A while in words; nothing counts it.
fn about(seconds: u32) -> String {
    match (seconds + 30) / 60 {
        0 => "Less than a minute.".into(),
        1 => "About a minute.".into(),
        2 => "About two minutes.".into(),
        3 => "About three minutes.".into(),
        minutes => format!("About {minutes} minutes."),
    }
}

/// Whether a line ends a sitting from any page of it; where words are typed it has a colon.
#[must_use]
pub fn is_stop(typed: &str, ask: &Ask) -> bool {
    let typed = typed.trim().to_lowercase();
    let words = matches!(ask, Ask::Secret) || !colon(ask).is_empty();
    let own = typed.strip_prefix(colon(ask)) == Some("stop") && !colon(ask).is_empty();
    own || matches!(typed.as_str(), ":stop" | "\u{18}") || (!words && typed == "stop")
}

/// What can be signalled, and what a pause leads to. `single`: keys need no Enter.
#[must_use]
pub fn signals(
    names: &Each<String>,
    keys: SignalKeys,
    signs: &Signs,
    extras: &[Extra],
    single: bool,
) -> Vec<String> {
    let of = |person: Person| {
        let said = [Signal::Go, Signal::Slower, Signal::Stop].map(|signal| {
            let (key, meaning) = (keys.of(person, signal), Meaning::from(signal));
            match signs.told(meaning, person) {
                Some(own) => format!("{key} {} ({own})", meaning.plain()),
                None => format!("{key} {}", meaning.plain()),
            }
        });
        format!("{}: {}.", names[person], said.join(", "))
    };
    let pauses = if single {
        "Every other key pauses. No Enter is needed. Ctrl+X stops, and in a pause Esc goes back."
    } else {
        "Each on a line of its own, then Enter. Anything else pauses, an empty line too."
    };
    let mut lines = vec![of(Person::A), of(Person::B), pauses.to_owned()];
    let pause = Person::BOTH.map(|person| signs.told(Meaning::Pause, person));
    for (person, own) in Person::BOTH.into_iter().zip(pause) {
        lines.extend(own.map(|own| format!("{} pauses with: {own}.", names[person])));
    }
    let stop = if single { "On the other pages the word" } else { "The word" };
    lines.push(format!("{stop} stop ends it, and :stop where words are typed."));
    let ways: Vec<String> = extras.iter().map(|extra| format!("{} {}", extra.key(), extra.label())).collect();
    lines.push(format!("In a pause: {}.", ways.join(", ")));
    lines.push(PAUSE_TOO.into());
    lines.push(NO_PROMISE.into());
    lines
}

/// What can be typed, one way a line.
#[must_use]
pub fn help(prompt: &Prompt, names: &Each<String>) -> Vec<String> {
    let mut lines = vec![sentence(&answer(&prompt.ask, names))];
    lines.extend(prompt.extras.iter().map(|extra| sentence(&way(prompt, *extra))));
    let colon = colon(&prompt.ask);
    lines.push(format!("{colon}b goes one step back. Nothing is lost."));
    if matches!(prompt.ask, Ask::Write { .. }) {
        lines.extend(write::HELP.map(str::to_owned));
    } else {
        lines.push(format!("{colon}undo takes back the last change that can be."));
    }
    lines.push(format!("{colon}hide clears the screen until Enter."));
    lines.push(format!("{colon}q closes for tonight. What was kept stays kept."));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check_in::Seen;
    use crate::domain::flow::{AsWritten, Choice, Mark, Marked, OneOf, ScaleAsk, Tick};

    fn names() -> Each<String> {
        Each { a: "Mara".into(), b: "Jo".into() }
    }

    fn shown(prompt: &Prompt) -> String {
        let field = Field::new(&prompt.ask);
        let mut lines = vec![head(prompt, &names())];
        lines.extend(body(prompt, &field));
        lines.push(invitation(prompt, &names(), false));
        lines.join("\n")
    }

    #[test]
    fn a_scale_reads_like_a_question() {
        let ask = ScaleAsk {
            low: "easy",
            middle: "in between",
            high: "as hard as it gets",
            words: [""; 11],
            chosen: None,
        };
        let prompt = Prompt::new("Check-in", "How hard is the body right now?", Ask::Scale(ask))
            .of(Person::A)
            .at(2, 5)
            .line("Any number is a good answer.")
            .extra(Extra::RatherNotSay);
        assert_eq!(
            shown(&prompt),
            "Check-in. Mara is answering. Question 2 of 5.\n\
             How hard is the body right now?\n\
             Any number is a good answer.\n\
             0 is easy, 5 is in between, 10 is as hard as it gets.\n\
             Type a number from 0 to 10, s rather not say, b to go back, ? for help: "
        );
    }

    #[test]
    fn choices_have_numbers_and_notes() {
        let choices = vec![Choice::plain("A walk"), Choice::noted("A song", "4 minutes")];
        let prompt = Prompt::new("Tonight", "What could it be?", Ask::OneOf(OneOf::new(choices)))
            .extra(Extra::Gentler)
            .extra(Extra::Others);
        assert_eq!(
            shown(&prompt),
            "Tonight.\nWhat could it be?\n1. A walk\n2. A song: 4 minutes\n\
             Type a number from 1 to 2, Enter alone for 1, e or e 2 a gentler one, \
             o show others, b to go back, ? for help: "
        );
    }

    #[test]
    fn an_entry_is_read_out_line_by_line_before_what_can_be_done_with_it() {
        let ask = Ask::OneOf(OneOf::labels(["Back"]));
        let mut prompt = Prompt::new("Journal", "Mara, Friday.", ask).line("It is shared.").note("#walk");
        let thanks = Some("Jo: thank you for telling me.".to_owned());
        prompt.view = Some(View::Entry(AsWritten { words: "one,\n\n - two".into(), thanks }));
        let read = "Journal.\nMara, Friday.\nIt is shared.\none,\n\n - two\n\
                    Jo: thank you for telling me.\n1. Back\n#walk\n";
        assert!(shown(&prompt).starts_with(read), "{}", shown(&prompt));
    }

    #[test]
    fn ticks_and_marks_are_words() {
        let ticks = vec![Tick { label: "energy".into(), on: true }, Tick { label: "calm".into(), on: false }];
        let text = shown(&Prompt::new("To show", "What may be shown?", Ask::AnyOf(ticks)));
        assert!(text.contains("1. energy: ticked\n2. calm\n"), "{text}");
        let marked = vec![Marked { label: "quiet".into(), mark: Mark::NotTonight }];
        let text = shown(&Prompt::new("Check-in", "Tonight I would like", Ask::Marks(marked)));
        assert!(text.contains("1. quiet: not tonight\n"), "{text}");
    }

    #[test]
    fn where_words_are_typed_commands_have_a_colon() {
        let ask = Ask::Line { start: String::new(), most: 240 };
        let prompt = Prompt::new("Check-in", "One thing?", ask).extra(Extra::Leave);
        let text = shown(&prompt);
        assert!(text.ends_with(", :x leave it for now, :b to go back, :? for help: "), "{text}");
    }

    #[test]
    fn what_is_not_shown_reads_open() {
        let score = |value| Score::new(value).expect("a score");
        let mara = Seen {
            numbers: Numbers { energy: Some(score(3)), body: None, calm: Some(score(6)) },
            noticed: Some("you made the soup".into()),
            ..Seen::default()
        };
        let view = SideBySide {
            people: Person::BOTH.into(),
            names: names(),
            seen: Each { a: mara, b: Seen::default() },
            both: vec!["to be held".into()],
            in_words: false,
        };
        assert_eq!(
            side_by_side(&view),
            [
                "Energy: Mara 3, Jo open.",
                "Body: Mara open, Jo open.",
                "Calm: Mara 6, Jo open.",
                "Tonight, both of you: to be held.",
                "Mara, noticed today: you made the soup.",
            ]
        );
    }

    #[test]
    fn both_keys_name_both_and_nobody_first() {
        let prompt = Prompt::new("Look together", "When you both like.", Ask::BothKeys);
        assert!(shown(&prompt).contains("1 from Mara, 8 from Jo, in any order"));
    }

    #[test]
    fn stopping_is_a_word_and_where_words_are_typed_it_has_a_colon() {
        let line = Ask::Line { start: String::new(), most: 12 };
        let page = Ask::Write { start: String::new(), most: 12 };
        assert!(is_stop(".stop", &page) && !is_stop("stop", &page) && !is_stop(".stop", &line));
        for typed in [":stop", " :STOP \n", "\u{18}\n"] {
            assert!(
                is_stop(typed, &Ask::Go) && is_stop(typed, &line) && is_stop(typed, &Ask::Secret),
                "{typed}"
            );
        }
        assert!(is_stop("stop", &Ask::Go) && !is_stop("stop", &line) && !is_stop("stop", &Ask::Secret));
        assert!(!is_stop("", &Ask::Go));
    }

    #[test]
    fn a_while_has_no_clock() {
        for (seconds, words) in
            [(20, "Less than a minute."), (120, "About two minutes."), (600, "About 10 minutes.")]
        {
            assert_eq!(about(seconds), words);
        }
    }
}
