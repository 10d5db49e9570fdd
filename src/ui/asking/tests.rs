//! Prompts answered by keys and clicks, without a screen.

use ratatui::crossterm::event::KeyCode;

use super::*;
use crate::domain::flow::{FindAsk, Mark, ScaleAsk};
use crate::domain::search::Shelf;
use crate::domain::sitting::Live;
use crate::ui::keymap;

const EXTRAS: [Extra; 3] = [Extra::RatherNotSay, Extra::AddWords, Extra::Watch];

fn found(words: &[&str]) -> FindAsk {
    FindAsk::new(String::new(), None, Shelf::of_words(words))
}

fn every_ask() -> Vec<Ask> {
    let tick = || Tick { label: "energy".into(), on: true };
    let wish = || Marked { label: "a hug".into(), mark: Mark::Open };
    vec![
        Ask::Scale(ScaleAsk { low: "", middle: "", high: "", words: [""; 11], chosen: None }),
        Ask::OneOf(OneOf::labels(["one", "two", "three"])),
        Ask::AnyOf(vec![tick(), tick()]),
        Ask::Marks((0..30).map(|_| wish()).collect()),
        Ask::Line { start: String::new(), most: 40 },
        Ask::Find(Box::new(found(&["one", "two", "three"]))),
        Ask::BothKeys,
        Ask::Go,
        Ask::While { seconds: 60 },
        Ask::Breathe { seconds: 60 },
    ]
}

fn asking(ask: Ask) -> Asking {
    let prompt = EXTRAS.into_iter().fold(Prompt::new("Title", "Question", ask), Prompt::extra);
    Asking::new(prompt, Duration::ZERO)
}

fn press(asking: &mut Asking, code: KeyCode) -> Reply {
    let key = Key::of(code);
    let binding = keymap::lookup(&[asking.scope(), Scope::Move], asking.is_text(), key);
    asking.update(Msg::Do(binding.expect("a key of the table").action, key), Duration::ZERO)
}

#[test]
fn arrows_and_enter_give_every_answer_there_is() {
    for ask in every_ask() {
        let mut asking = asking(ask);
        let mut given = Vec::new();
        for _ in 0..40 {
            if let Reply::Answer(Answer::Extra(extra, _)) = press(&mut asking, KeyCode::Enter) {
                given.push(extra);
            }
            press(&mut asking, KeyCode::Down);
        }
        given.dedup();
        assert_eq!(given, EXTRAS);
        for _ in 0..40 {
            press(&mut asking, KeyCode::Up);
        }
        press(&mut asking, KeyCode::Right);
        let answer = press(&mut asking, KeyCode::Enter);
        assert!(matches!(answer, Reply::Answer(answer) if !matches!(answer, Answer::Extra(..))));
    }
}

#[test]
fn every_answer_fits_what_was_asked() {
    for ask in every_ask() {
        let mut asking = asking(ask.clone());
        press(&mut asking, if ask == Ask::BothKeys { KeyCode::Down } else { KeyCode::Right });
        let Reply::Answer(answer) = press(&mut asking, KeyCode::Enter) else { panic!("an answer") };
        let fits = match (&ask, &answer) {
            (Ask::Scale(_), Answer::Number(number)) => *number <= 10,
            (Ask::OneOf(ask), Answer::Pick(at)) => *at < ask.choices.len(),
            (Ask::AnyOf(ticks), Answer::Ticks(on)) => ticks.len() == on.len(),
            (Ask::Marks(wishes), Answer::Marks(marks)) => wishes.len() == marks.len(),
            (Ask::Line { .. } | Ask::Write { .. }, Answer::Text(_)) | (Ask::BothKeys, Answer::Key(_)) => true,
            (Ask::Find(_), Answer::Find { at, .. }) => at.is_some(),
            (Ask::Go | Ask::While { .. } | Ask::Breathe { .. }, Answer::Go) => true,
            _ => false,
        };
        assert!(fits, "{answer:?}");
    }
}

#[test]
fn tab_goes_to_the_extras_and_comes_back() {
    let mut asking = asking(Ask::OneOf(OneOf::labels(["one", "two"])));
    press(&mut asking, KeyCode::Down);
    press(&mut asking, KeyCode::Tab);
    let extra = Answer::Extra(EXTRAS[0], Some(1));
    assert!(matches!(press(&mut asking, KeyCode::Enter), Reply::Answer(answer) if answer == extra));
    press(&mut asking, KeyCode::BackTab);
    assert!(matches!(press(&mut asking, KeyCode::Enter), Reply::Answer(Answer::Pick(1))));
}

#[test]
fn a_key_is_one_key_and_signals_ask_for_nothing() {
    let mut one_key = asking(Ask::OneKey);
    assert!(one_key.is_text());
    let answer = one_key.update(Msg::Type('é'), Duration::ZERO);
    assert!(answer == Reply::Answer(Answer::Text("é".into())), "{answer:?}");

    let mut signals = asking(Ask::Signals(Box::default()));
    assert_eq!(press(&mut signals, KeyCode::Enter), Reply::Done, "staying paused is what it does");
    press(&mut signals, KeyCode::Down);
    let answer = press(&mut signals, KeyCode::Enter);
    assert!(answer == Reply::Answer(Answer::Extra(EXTRAS[0], None)), "{answer:?}");
    assert_eq!(signals.signals().map(SignalPage::live), Some(&Live::default()));
}

#[test]
fn a_page_is_ended_from_under_it_and_nothing_else_leaves_it() {
    let mut page = asking(Ask::Write { start: "the lake".into(), most: 1_000 });
    assert_eq!(press(&mut page, KeyCode::Enter), Reply::Typed, "a line of its own");
    assert_eq!(page.update(Msg::Type('x'), Duration::ZERO), Reply::Typed);
    for code in [KeyCode::Up, KeyCode::Down, KeyCode::Home, KeyCode::PageDown, KeyCode::End] {
        assert_eq!(press(&mut page, code), Reply::Done);
    }
    assert_eq!(press(&mut page, KeyCode::Esc), Reply::Done, "it stops the writing and leads nowhere");
    assert_eq!(press(&mut page, KeyCode::Esc), Reply::NotMine, "now it leads back");
    let answer = press(&mut page, KeyCode::Enter);
    assert!(answer == Reply::Answer(Answer::Text("the lake\nx".into())), "{answer:?}");
}

#[test]
fn tab_goes_round_a_page_and_a_letter_leads_back_into_it() {
    let mut page = asking(Ask::Write { start: String::new(), most: 1_000 });
    for extra in EXTRAS {
        press(&mut page, KeyCode::Tab);
        press(&mut page, KeyCode::Tab);
        let answer = press(&mut page, KeyCode::Enter);
        assert!(answer == Reply::Answer(Answer::Extra(EXTRAS[0], None)), "{answer:?}");
        assert_eq!(page.update(Msg::Type(extra.key()), Duration::ZERO), Reply::Typed);
    }
    let keys: String = EXTRAS.iter().map(|extra| extra.key()).collect();
    assert_eq!(page.words().as_deref(), Some(keys.as_str()), "no letter is a command here");
    for _ in 0..EXTRAS.len() + 2 {
        press(&mut page, KeyCode::Tab);
    }
    assert_eq!(page.scope(), Scope::Write);
    press(&mut page, KeyCode::BackTab);
    let answer = press(&mut page, KeyCode::Enter);
    assert!(answer == Reply::Answer(Answer::Extra(EXTRAS[2], None)), "{answer:?}");
    assert_eq!(page.update(Msg::Paste("!".into()), Duration::ZERO), Reply::Typed);
    assert_eq!(press(&mut page, KeyCode::Tab), Reply::Done);
    press(&mut page, KeyCode::Up);
    assert_eq!(page.scope(), Scope::Write);
}

#[test]
fn what_is_found_follows_what_is_typed_and_esc_leads_back_to_it() {
    let mut asking = asking(Ask::Find(Box::new(found(&["the lake", "soup", "a lake and soup"]))));
    let opened = |reply: Reply| match reply {
        Reply::Answer(Answer::Find { words, at: Some(at) }) => (words, at.id.as_str().to_owned()),
        reply => panic!("{reply:?}"),
    };
    for c in "lake".chars() {
        assert!(asking.is_text());
        assert_eq!(asking.update(Msg::Type(c), Duration::ZERO), Reply::Typed);
    }
    assert_eq!(asking.scope(), Scope::Find);
    let (words, newest) = opened(press(&mut asking, KeyCode::Enter));
    assert_eq!(words, "lake");
    press(&mut asking, KeyCode::Down);
    assert!(!asking.is_text() && asking.scope() == Scope::Found);
    press(&mut asking, KeyCode::Down);
    let (_, second) = opened(press(&mut asking, KeyCode::Enter));
    assert_ne!(newest, second);
    assert_eq!(press(&mut asking, KeyCode::Esc), Reply::Done);
    assert!(asking.is_text());
    assert_eq!(asking.update(Msg::Paste("s everywhere".into()), Duration::ZERO), Reply::Typed);
    assert!(matches!(press(&mut asking, KeyCode::Enter), Reply::Say(said) if said.contains("Fewer words")));
    assert_eq!(press(&mut asking, KeyCode::Esc), Reply::NotMine, "and from there back");
    assert!(asking.words().is_none(), "what is looked for is no draft");
}
