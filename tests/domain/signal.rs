//! The signals of time for touch, against what was said word for word.

use std::time::Duration;

use evenfall::domain::people::{Each, Person};
use evenfall::domain::record::Mint;
use evenfall::domain::signal::{A_MOMENT, Event, FADES, Shown, Signal, Signals, WAITS};

use super::moment::Seeded;

const A: Person = Person::A;
const B: Person = Person::B;

const fn go(person: Person) -> Event {
    Event::Signal(person, Signal::Go)
}

fn slower(person: Person) -> Event {
    Event::Signal(person, Signal::Slower)
}

/// Signals after these events, each with its time in milliseconds.
fn after(events: &[(u64, Event)]) -> Signals {
    let mut signals = Signals::default();
    for (at, event) in events {
        signals.take(*event, Duration::from_millis(*at));
    }
    signals
}

fn is_going(events: &[(u64, Event)]) -> bool {
    let last = events.last().map_or(0, |(at, _)| *at);
    matches!(after(events).shown(Duration::from_millis(last)), Shown::Going { .. })
}

const BEGUN: [(u64, Event); 3] = [(0, Event::Drawn), (1_000, go(A)), (1_200, go(B))];

fn begun_and(more: &[(u64, Event)]) -> Vec<(u64, Event)> {
    BEGUN.iter().chain(more).copied().collect()
}

#[test]
fn it_goes_while_each_has_said_so() {
    assert!(is_going(&BEGUN));
    assert!(!is_going(&BEGUN[1..]), "nobody has seen that it is paused");
    assert!(!is_going(&[(0, Event::Drawn), (999, go(A)), (1_200, go(B))]), "sooner than a moment");
    assert!(!is_going(&[(0, Event::Drawn), (1_000, go(A)), (1_500, go(A)), (3_000, go(A))]), "one alone");
}

#[test]
fn a_go_waits_a_little_and_not_longer() {
    assert!(is_going(&[(0, Event::Drawn), (1_000, go(A)), (15_999, go(B))]));
    assert!(!is_going(&[(0, Event::Drawn), (1_000, go(A)), (16_000, go(B))]));
    assert!(is_going(&[(0, Event::Drawn), (1_000, go(A)), (16_000, go(B)), (17_000, go(A))]), "said again");
}

#[test]
fn whatever_else_happens_pauses_and_takes_every_go_back() {
    let paused = [(2_000, Event::Other), (2_010, Event::Drawn)];
    assert!(!is_going(&begun_and(&paused)));
    assert!(!is_going(&begun_and(&[&paused[..], &[(3_000, go(A)), (3_010, go(B))]].concat())), "too soon");
    assert!(is_going(&begun_and(&[&paused[..], &[(3_010, go(A)), (3_010, go(B))]].concat())));
    let between = [(3_010, go(A)), (3_020, Event::Other), (3_030, Event::Drawn), (4_100, go(B))];
    assert!(!is_going(&begun_and(&[&paused[..], &between].concat())), "a go from before a pause");
}

#[test]
fn slower_needs_one_key_and_is_lifted_by_who_asked() {
    let asked = begun_and(&[(3_000, slower(A)), (5_000, go(B))]);
    let shown = |events: &[(u64, Event)]| after(events).shown(Duration::from_secs(20));
    let of_a = Each { a: true, b: false };
    let nobody = Each::default();
    assert_eq!(shown(&asked), Shown::Going { slower: of_a, faded: nobody });
    let at_once = begun_and(&[(3_000, slower(A)), (3_500, go(A))]);
    assert_eq!(shown(&at_once), Shown::Going { slower: of_a, faded: nobody }, "sooner than a moment");
    let lifted = [&asked[..], &[(6_000, go(A))]].concat();
    assert_eq!(shown(&lifted), Shown::Going { slower: nobody, faded: nobody });
    let through_a_pause = begun_and(&[
        (3_000, slower(A)),
        (4_000, Event::Other),
        (4_000, Event::Drawn),
        (6_000, go(A)),
        (6_000, go(B)),
    ]);
    assert_eq!(shown(&through_a_pause), Shown::Going { slower: of_a, faded: nobody }, "it outlasts a pause");
}

#[test]
fn a_go_fades_and_interrupts_nothing() {
    let (given, other) = (Duration::from_secs(1), Duration::from_millis(1_200));
    let mut signals = after(&BEGUN);
    assert_eq!(signals.fades_at(other), Some(given + FADES));
    let nobody = Each::default();
    let before = given + FADES.saturating_sub(Duration::from_millis(1));
    assert_eq!(signals.shown(before), Shown::Going { slower: nobody, faded: nobody });
    let faded = Each { a: true, b: false };
    assert_eq!(signals.shown(given + FADES), Shown::Going { slower: nobody, faded });
    assert_eq!(signals.fades_at(given + FADES), Some(other + FADES));
    signals.take(go(A), given + FADES);
    assert_eq!(signals.shown(given + FADES), Shown::Going { slower: nobody, faded: nobody });
    signals.take(Event::Other, given + FADES);
    assert_eq!(signals.fades_at(given + FADES), None, "a pause does not fade");
}

/// Whether it goes after the last of `events`, worked out from all that was said.
fn goes(events: &[(u64, Event)]) -> bool {
    let Some(((at, last), before)) = events.split_last() else { return false };
    match last {
        Event::Other | Event::End | Event::Signal(_, Signal::Stop) => false,
        Event::Drawn | Event::Signal(_, Signal::Slower) => goes(before),
        Event::Signal(person, Signal::Go) => {
            goes(before)
                || fresh(before, *at, *person)
                    && !over(before)
                    && (0..before.len()).any(|place| {
                        let (then, event) = before[place];
                        event == go(person.other())
                            && at - then < millis(WAITS)
                            && fresh(&before[..place], then, person.other())
                            && before[place..].iter().all(|(_, event)| !pauses(*event))
                    })
        }
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).expect("a short span")
}

fn over(events: &[(u64, Event)]) -> bool {
    events.iter().any(|(_, event)| matches!(event, Event::End | Event::Signal(_, Signal::Stop)))
}

/// Whether an event takes back what was said in a pause.
fn pauses(event: Event) -> bool {
    matches!(event, Event::Other | Event::Signal(_, Signal::Slower))
}

/// Whether a go at `at` counts in a pause, after all of `before`.
fn fresh(before: &[(u64, Event)], at: u64, person: Person) -> bool {
    let silent = before.iter().rev().find(|(_, event)| *event == go(person));
    let since = (0..before.len())
        .rev()
        .find(|place| match before[*place].1 {
            Event::Signal(_, Signal::Slower) => !goes(&before[..*place]),
            event => event == Event::Other,
        })
        .map_or(0, |place| place + 1);
    let seen = before[since..].iter().find(|(_, event)| *event == Event::Drawn);
    silent.is_none_or(|(then, _)| at - then >= millis(A_MOMENT))
        && seen.is_some_and(|(then, _)| at - then >= millis(A_MOMENT))
}

#[test]
fn it_goes_exactly_where_the_words_say_so() {
    let mut dice = Seeded(8);
    let mut went = 0;
    for case in 0..4_000 {
        let mut events: Vec<(u64, Event)> = Vec::new();
        let mut at = 0;
        for _ in 0..24 {
            at += [0, 40, 500, 999, 1_000, 1_001, 30_000, 60_000][(dice.bits() % 8) as usize];
            let event = match dice.bits() % 24 {
                0..=7 => go(A),
                8..=15 => go(B),
                16..=19 => Event::Drawn,
                20 => slower(A),
                21 => slower(B),
                22 => Event::Other,
                _ if dice.bits().is_multiple_of(4) => Event::Signal(A, Signal::Stop),
                _ => Event::Other,
            };
            events.push((at, event));
            let here = is_going(&events);
            assert_eq!(here, goes(&events), "{case}: {events:?}");
            went += u64::from(here);
        }
    }
    println!("4,000 histories of 24 events; {went} times it went");
    assert!(went > 4_000, "{went}");
}
