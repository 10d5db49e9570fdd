//! What typed lines are taken for.

use super::*;
use crate::domain::flow::{Choice, FindAsk, ScaleAsk};
use crate::domain::search::Shelf;

fn prompt(ask: Ask) -> Prompt {
    Prompt::new("Check-in", "How is it?", ask)
        .extra(Extra::RatherNotSay)
        .extra(Extra::Gentler)
        .extra(Extra::ShowNothing)
}

fn scale() -> Ask {
    let mut words = [""; 11];
    words[4] = "mild";
    Ask::Scale(ScaleAsk { low: "none", middle: "some", high: "the most", words, chosen: None })
}

fn answers(typed: &str, ask: Ask) -> Vec<Answer> {
    let mut field = Field::new(&ask);
    match hear(typed, &prompt(ask), &mut field) {
        Heard::Answers(answers, _) => answers,
        _ => Vec::new(),
    }
}

fn ticks() -> Ask {
    Ask::AnyOf(vec![Tick { label: "energy".into(), on: true }, Tick { label: "body".into(), on: true }])
}

fn wishes() -> Ask {
    let wish = |at| Marked { label: format!("wish {at}"), mark: Mark::Open };
    Ask::Marks((1..=30).map(wish).collect())
}

#[test]
fn a_scale_takes_its_eleven_numbers() {
    assert_eq!(answers("0", scale()), [Answer::Number(0)]);
    assert_eq!(answers(" 10 ", scale()), [Answer::Number(10)]);
    for wrong in ["11", "-1", "4.5", "", "four", "400"] {
        assert!(answers(wrong, scale()).is_empty(), "{wrong}");
    }
}

#[test]
fn a_number_is_said_back_in_words() {
    let mut field = Field::Whole;
    let heard = hear("4", &prompt(scale()), &mut field);
    assert!(heard == Heard::Answers(vec![Answer::Number(4)], Some("4, mild.".into())));
    let heard = hear("5", &prompt(scale()), &mut field);
    assert!(heard == Heard::Answers(vec![Answer::Number(5)], Some("5.".into())));
}

#[test]
fn letters_stand_beside_every_answer() {
    assert_eq!(answers("s", scale()), [Answer::Extra(Extra::RatherNotSay, None)]);
    assert_eq!(answers(":S", scale()), [Answer::Extra(Extra::RatherNotSay, None)]);
    let mut field = Field::Whole;
    assert!(hear("b", &prompt(scale()), &mut field) == Heard::Back);
    assert!(hear("?", &prompt(scale()), &mut field) == Heard::Help);
    assert!(hear("q", &prompt(scale()), &mut field) == Heard::Close);
    assert!(hear("hide", &prompt(scale()), &mut field) == Heard::Hide);
    assert!(hear("undo", &prompt(scale()), &mut field) == Heard::Undo);
}

#[test]
fn a_choice_is_a_number_or_the_first_one() {
    let ask = || Ask::OneOf(OneOf { first: 1, ..OneOf::labels(["stay", "go"]) });
    assert_eq!(answers("1", ask()), [Answer::Pick(0)]);
    assert_eq!(answers("", ask()), [Answer::Pick(1)]);
    assert!(answers("3", ask()).is_empty());
    assert!(answers("1, 2", ask()).is_empty());
    assert_eq!(answers("0", ask()), [Answer::Extra(Extra::ShowNothing, None)]);
    let words = || Ask::OneOf(OneOf { quick: true, ..OneOf::labels(["easy", "too much"]) });
    assert_eq!(answers("2", words()), [Answer::Pick(1)]);
    assert!(answers("", words()).is_empty());
}

#[test]
fn an_extra_about_a_choice_may_take_its_number() {
    let ask = || Ask::OneOf(OneOf::new(vec![Choice::plain("a walk"), Choice::plain("a song")]));
    assert_eq!(answers("e 2", ask()), [Answer::Extra(Extra::Gentler, Some(1))]);
    assert_eq!(answers("e2", ask()), [Answer::Extra(Extra::Gentler, Some(1))]);
    assert_eq!(answers("e", ask()), [Answer::Extra(Extra::Gentler, Some(0))]);
    assert!(answers("e 3", ask()).is_empty());
}

#[test]
fn numbers_tick_and_untick() {
    let ask = ticks();
    let mut field = Field::new(&ask);
    let prompt = prompt(ask);
    let heard = hear("2", &prompt, &mut field);
    assert!(heard == Heard::Stay(vec!["body: not ticked.".into()]));
    assert!(hear("3", &prompt, &mut field) != Heard::Back);
    let heard = hear("", &prompt, &mut field);
    assert!(heard == Heard::Answers(vec![Answer::Ticks(vec![true, false])], None));
}

#[test]
fn wishes_are_marked_by_word_and_number() {
    let ask = wishes();
    let mut field = Field::new(&ask);
    let prompt = prompt(ask);
    for typed in ["like 3, 5", "not 7", "SHOULD 5", "like 30 1", "clear 1"] {
        assert!(matches!(hear(typed, &prompt, &mut field), Heard::Stay(_)), "{typed}");
    }
    let Field::Marks { marks, .. } = &field else { panic!("marks") };
    assert_eq!((marks[2], marks[4], marks[6]), (Mark::Like, Mark::Should, Mark::NotTonight));
    assert_eq!((marks[0], marks[29]), (Mark::Open, Mark::Like));
    let unchanged = field.clone();
    for typed in ["like 31", "like", "like x", "love 3", "3"] {
        assert!(matches!(hear(typed, &prompt, &mut field), Heard::Stay(_)), "{typed}");
    }
    assert!(field == unchanged);
}

#[test]
fn more_wishes_come_in_twelves_and_begin_again() {
    let ask = wishes();
    let mut field = Field::new(&ask);
    let prompt = prompt(ask);
    let mut pages = Vec::new();
    for _ in 0..3 {
        let Heard::Stay(lines) = hear("more", &prompt, &mut field) else { panic!("a page") };
        pages.push((lines.len(), lines[0].clone()));
    }
    assert_eq!(
        pages,
        [(12, "13. wish 13".to_owned()), (6, "25. wish 25".to_owned()), (12, "1. wish 1".to_owned())]
    );
}

#[test]
fn a_line_may_begin_with_any_letter() {
    let line = |start: &str| Ask::Line { start: start.into(), most: 12 };
    assert_eq!(answers("b", line("")), [Answer::Text("b".into())]);
    assert_eq!(answers("s", line("")), [Answer::Text("s".into())]);
    assert_eq!(answers(":)", line("")), [Answer::Text(":)".into())]);
    assert_eq!(answers(":s", line("")), [Answer::Extra(Extra::RatherNotSay, None)]);
    assert_eq!(answers("", line("")), [Answer::Text(String::new())]);
    assert_eq!(answers("", line("Mara")), [Answer::Text("Mara".into())]);
    assert_eq!(answers(":none", line("Mara")), [Answer::Text(String::new())]);
    assert!(hear(":b", &prompt(line("")), &mut Field::Whole) == Heard::Back);
}

#[test]
fn a_long_line_says_what_was_kept() {
    let ask = Ask::Line { start: String::new(), most: 3 };
    let Heard::Answers(answers, said) = hear("abcdef", &prompt(ask), &mut Field::Whole) else {
        panic!("an answer")
    };
    assert_eq!(answers, [Answer::Text("abc".into())]);
    assert_eq!(said.as_deref(), Some("The first 3 characters are kept: abc"));
}

#[test]
fn both_keys_come_in_any_order() {
    assert_eq!(answers("1", Ask::BothKeys), [Answer::Key(Person::A)]);
    assert_eq!(answers("81", Ask::BothKeys), [Answer::Key(Person::B), Answer::Key(Person::A)]);
    assert_eq!(answers("1 8", Ask::BothKeys), [Answer::Key(Person::A), Answer::Key(Person::B)]);
    assert_eq!(answers("118", Ask::BothKeys), [Answer::Key(Person::A), Answer::Key(Person::B)]);
    assert!(answers("", Ask::BothKeys).is_empty());
    assert!(answers("2", Ask::BothKeys).is_empty());
}

#[test]
fn controls_in_what_is_typed_are_left_out() {
    let ask = Ask::Line { start: String::new(), most: 40 };
    assert_eq!(answers("a\u{1b}[2Jb\u{7}", ask), [Answer::Text("a[2Jb".into())]);
}

#[test]
fn words_are_looked_for_and_a_number_opens() {
    let words: Vec<String> = (1..=30).map(|at| format!("entry {at}")).collect();
    let shelf = Shelf::of_words(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let ask = Ask::Find(Box::new(FindAsk::new(String::new(), None, shelf)));
    let mut field = Field::new(&ask);
    let prompt = prompt(ask);
    let mut told = |typed: &str| match hear(typed, &prompt, &mut field) {
        Heard::Stay(lines) => lines,
        Heard::Answers(answers, said) => match answers.as_slice() {
            [Answer::Find { words, at: Some(_) }] => vec![words.clone(), said.expect("said back")],
            _ => vec!["another answer".into()],
        },
        Heard::Back => vec!["back".into()],
        _ => vec!["something else".into()],
    };
    assert_eq!(told("3"), ["", "20 November 2026, only mine."]);
    assert_eq!(told("entry").len(), PAGE);
    assert!(told("more")[0].starts_with("13. "));
    assert_eq!((told("MORE").len(), told("more").len()), (6, PAGE));
    assert_eq!(told("\"entry 7\""), ["1. 20 November 2026, only mine: entry 7"]);
    assert_eq!(told("2").len(), PAGE, "there is no second one, so it is looked for");
    assert_eq!(told("1")[0], "2");
    assert_eq!(told("\"1\"").len(), PAGE, "what would open one is looked for");
    assert_eq!(told("more more"), ["Nothing here has all of that. Fewer words find more."]);
    assert_eq!(told("more"), ["Nothing here has all of that. Fewer words find more."]);
    assert_eq!((told(""), told(":b")), (vec!["back".to_owned()], vec!["back".to_owned()]));
}
