//! First run.

use evenfall::domain::archive::{HowItIs, Recovering, TeamSaid};
use evenfall::domain::flow::{Answer, Ask, Extra};
use evenfall::domain::people::Person;
use evenfall::domain::settings::Theme;
use evenfall::session::guide::{Outcome, Route};

use super::house::{House, extra, text};

#[test]
fn two_people_set_up_and_begin() {
    let mut house = House::new();
    house.begin(Route::SetUp);
    house.answers([Answer::Pick(1), Answer::Go, text("美玲"), text("she"), text("Jo"), text("")]);
    house.answers([Answer::Pick(2)]);
    let Some(Ask::AnyOf(ticks)) = house.prompt().map(|prompt| prompt.ask) else { panic!("from what") };
    let stroke =
        ticks.iter().position(|tick| tick.label.contains("stroke")).expect("a stroke is on the list");
    house.answers([Answer::Ticks((0..ticks.len()).map(|at| at == stroke).collect())]);
    house.answers([Answer::Pick(1), Answer::Pick(0), Answer::Pick(6), Answer::Pick(1)]);
    assert_eq!(house.question(), "That is all.");
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.question(), "Who takes a turn now?");

    let archive = house.session.archive();
    assert_eq!(archive.settings.theme, Some(Theme::Linen));
    assert_eq!(archive.name(Person::A), "美玲");
    assert_eq!(archive.profile(Person::A).and_then(|one| one.pronouns.as_deref()), Some("she"));
    assert_eq!(archive.recovery(), Some((Recovering::Both, &["stroke".to_owned()][..])));
    assert_eq!(u8::from(archive.settings.evening_boundary), 6);
    house.begin(Route::SetUp);
    assert_eq!(house.question(), "What may Evenfall call you?", "later it begins with the names");
    assert!(matches!(house.prompt().map(|one| one.ask), Some(Ask::Line { start, .. }) if start == "美玲"));
    house.answers([text("Mei"), text("she")]);
    let archive = house.session.archive();
    assert_eq!(archive.profile(Person::A).map(|one| one.name.as_str()), Some("Mei"));
    assert_eq!(archive.profile(Person::A).and_then(|one| one.pronouns.as_deref()), Some("she"));
}

#[test]
fn a_set_up_that_was_cut_goes_on_where_it_was() {
    let mut house = House::new();
    house.begin(Route::SetUp);
    house.answers([Answer::Pick(0), Answer::Go, text("Mara"), text("")]);
    house.cut_and_start_again();
    house.begin(Route::SetUp);
    assert_eq!(house.question(), "And the other one of you?");
    assert_eq!(house.session.archive().name(Person::A), "Mara");
}

#[test]
fn going_back_keeps_what_was_entered_and_lets_it_change() {
    let mut house = House::new();
    house.begin(Route::SetUp);
    house.answers([Answer::Pick(0), Answer::Go, text("Marra")]);
    assert!(house.back());
    assert!(matches!(house.prompt().map(|one| one.ask), Some(Ask::Line { start, .. }) if start == "Marra"));
    house.answers([text("Mara")]);
    assert_eq!(house.session.archive().name(Person::A), "Mara");
}

#[test]
fn the_first_name_is_the_only_thing_that_cannot_stay_empty() {
    let mut house = House::new();
    house.begin(Route::SetUp);
    house.answers([Answer::Pick(0), Answer::Go]);
    assert!(matches!(house.answer(text(" \u{202e} ")), Outcome::Again(_)));
    house.answers([text("M")]);
}

#[test]
fn movement_and_line_mode_are_offered_first() {
    let mut house = House::new();
    house.begin(Route::SetUp);
    house.answers([extra(Extra::Movement)]);
    assert!(!house.session.archive().settings.motion);
    assert_eq!(house.answer(extra(Extra::LineByLine)), Outcome::Lines);
    assert!(house.session.archive().settings.lines);
}

#[test]
fn alone_nothing_mentions_another() {
    let mut house = House::set_up(&["Mara"]);
    house.begin(Route::Evening);
    house.past_the_first_pages();
    while let Some(prompt) = house.prompt() {
        let words =
            [vec![prompt.question.clone()], prompt.lines.clone(), prompt.quiet.clone()].concat().join(" ");
        for other in ["both", "each of you", "together", "the other", "Jo"] {
            assert!(!words.contains(other), "{other} in {words}");
        }
        let answer = match prompt.ask {
            Ask::Scale(_) => Answer::Number(5),
            Ask::OneOf(one_of) => Answer::Pick(one_of.first),
            Ask::AnyOf(ticks) => Answer::Ticks(ticks.iter().map(|tick| tick.on).collect()),
            Ask::Marks(_) => house.no_marks(),
            Ask::Line { .. } if prompt.question == "What is there to mind?" => text("the port"),
            Ask::Line { .. } | Ask::Write { .. } => text(""),
            Ask::BothKeys | Ask::OneKey | Ask::Secret | Ask::Signals(_) | Ask::Days(_) | Ask::Find(_) => {
                panic!("not asked here")
            }
            Ask::Go | Ask::While { .. } | Ask::Breathe { .. } => Answer::Go,
        };
        house.answers([answer]);
    }
    assert_eq!(house.said, ["Good night."]);
}

#[test]
fn the_person_in_recovery_is_asked_alone_what_to_mind() {
    let mut house = House::new();
    house.begin(Route::SetUp);
    house.answers([
        Answer::Pick(0),
        Answer::Go,
        text("Mara"),
        text(""),
        text("Jo"),
        text(""),
        Answer::Pick(0),
    ]);
    let Some(Ask::AnyOf(ticks)) = house.prompt().map(|prompt| prompt.ask) else { panic!("from what") };
    house.answers([
        Answer::Ticks(vec![false; ticks.len()]),
        Answer::Pick(0),
        Answer::Pick(1),
        Answer::Pick(4),
    ]);
    house.answers([Answer::Pick(0), Answer::Pick(0)]);
    assert!(
        house.session.archive().plan(house.session.evening(house.now), house.now).not_said_by_team,
        "careful until asked"
    );

    house.answers([Answer::Pick(1), Answer::Go, Answer::Pick(2), Answer::Pick(0)]);
    assert!(house.question().starts_with("How much energy"), "Jo is not asked: {}", house.question());
    house.leave();
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0), Answer::Go, Answer::Pick(2), Answer::Pick(1)]);
    assert!(house.question().starts_with("Has your team said"));
    house.answers([Answer::Pick(0), text("")]);
    let Some(Ask::AnyOf(tags)) = house.prompt().map(|prompt| prompt.ask) else { panic!("what to mind") };
    let first_only = (0..tags.len()).map(|at| at == 0).collect();
    house.answers([Answer::Ticks(first_only), text("Dr K., 12 November"), text(""), Answer::Pick(0)]);
    let archive = house.session.archive();
    let plan = archive.plan(house.session.evening(house.now), house.now);
    assert!(!plan.not_said_by_team);
    assert_eq!(plan.restrictions[0].text, "Dr K., 12 November: no weight on the arms.");
    assert_eq!(archive.team_said(Person::A), Some(TeamSaid::SomethingToMind));
    let own = serde_json::to_string(&*archive.drawers().0.a).expect("json");
    assert!(own.contains(&serde_json::to_string(&HowItIs::UpAndDown).expect("json")));
    assert!(!serde_json::to_string(&*archive.couple).expect("json").contains("up-and-down"));
}
