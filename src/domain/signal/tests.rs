//! Every state that can be reached, and every event in it.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use super::{A_MOMENT, Event, FADES, Shown, Signal, Signals, State, WAITS};
use crate::domain::people::{Each, Person};

// It cannot be kept.
static_assertions::assert_not_impl_any!(Signals: serde::Serialize, serde::de::DeserializeOwned);
static_assertions::assert_not_impl_any!(Event: serde::Serialize, serde::de::DeserializeOwned);
static_assertions::assert_not_impl_any!(Shown: serde::Serialize, serde::de::DeserializeOwned);
static_assertions::assert_not_impl_any!(Signal: serde::Serialize, serde::de::DeserializeOwned);

/// Every state is told as if it were this late; nothing looks further back than this.
const NOW: Duration = FADES;

/// How much later the next event comes: at once, while a key is held, when one may go
/// again, and when a go has been forgotten.
const STEPS: [Duration; 4] = [Duration::ZERO, Duration::from_millis(500), A_MOMENT, WAITS];

fn go(person: Person) -> Event {
    Event::Signal(person, Signal::Go)
}

fn events() -> Vec<Event> {
    let keys = Person::BOTH.into_iter().flat_map(|person| {
        [Signal::Go, Signal::Slower, Signal::Stop].map(|signal| Event::Signal(person, signal))
    });
    keys.chain([Event::End, Event::Other, Event::Drawn]).collect()
}

/// The same state told at [`NOW`], later by `step`; ages beyond what can matter are as good
/// as any other. That a go fades is another test's.
fn later(mut state: Signals, step: Duration) -> Signals {
    let aged = |then: &mut Duration, most: Duration| {
        *then = NOW.saturating_sub((NOW.saturating_sub(*then) + step).min(most));
    };
    for person in Person::BOTH {
        for then in [&mut state.heard[person], &mut state.slower[person]].into_iter().flatten() {
            aged(then, A_MOMENT);
        }
        match &mut state.state {
            State::Paused { given, .. } => {
                if let Some(then) = &mut given[person] {
                    aged(then, WAITS);
                }
            }
            State::Going { given } => given[person] = NOW,
            State::Ended => {}
        }
    }
    if let State::Paused { seen: Some(then), .. } = &mut state.state {
        aged(then, A_MOMENT);
    }
    state
}

fn taken(state: &Signals, event: Event) -> Signals {
    let mut next = state.clone();
    next.take(event, NOW);
    next
}

/// Everything that comes of `begin`, by `events` after `steps`; `look` sees each change.
fn walk(
    begin: impl IntoIterator<Item = Signals>,
    events: &[Event],
    steps: &[Duration],
    mut look: impl FnMut(&Signals, Event, &Signals),
) -> HashSet<Signals> {
    let mut queue: VecDeque<Signals> = begin.into_iter().collect();
    let mut known: HashSet<Signals> = queue.iter().cloned().collect();
    while let Some(state) = queue.pop_front() {
        for step in steps {
            let state = later(state.clone(), *step);
            for event in events {
                let next = taken(&state, *event);
                look(&state, *event, &next);
                let next = later(next, Duration::ZERO);
                if known.insert(next.clone()) {
                    queue.push_back(next);
                }
            }
        }
    }
    known
}

fn reachable() -> HashSet<Signals> {
    walk([Signals::default()], &events(), &STEPS, |_, _, _| {})
}

fn is_going(state: &Signals) -> bool {
    matches!(state.shown(NOW), Shown::Going { .. })
}

/// Who has asked for slower, where it can be seen.
fn slower(state: &Signals) -> Option<Each<bool>> {
    match state.shown(NOW) {
        Shown::Paused { slower } | Shown::Going { slower, .. } => Some(slower),
        Shown::Ended => None,
    }
}

#[test]
fn every_event_in_every_state_leads_where_it_may() {
    let mut changes = 0_u64;
    let states = walk([Signals::default()], &events(), &STEPS, |before, event, after| {
        changes += 1;
        let (seen, then) = (before.shown(NOW), after.shown(NOW));
        match (seen, event) {
            (Shown::Ended, _) => assert_eq!(then, Shown::Ended, "what is over stays over: {event:?}"),
            (_, Event::End | Event::Signal(_, Signal::Stop)) => {
                assert_eq!(then, Shown::Ended, "one key ends it: {before:?}");
            }
            (_, Event::Other) => {
                assert!(matches!(then, Shown::Paused { .. }), "whatever else happens pauses: {before:?}");
            }
            (Shown::Going { .. }, _) => assert!(is_going(after), "{before:?} {event:?}"),
            (Shown::Paused { .. }, Event::Signal(_, Signal::Go)) => {
                if !is_going(after) {
                    assert_eq!(then, seen, "a go that waits for the other's is not shown");
                }
            }
            (Shown::Paused { .. }, _) => {
                assert!(matches!(then, Shown::Paused { .. }), "only a go goes on: {before:?} {event:?}");
            }
        }
        let (Some(asked), Some(still)) = (slower(before), slower(after)) else { return };
        for person in Person::BOTH {
            if event == Event::Signal(person, Signal::Slower) {
                assert!(still[person], "one key asks for slower: {before:?}");
            } else if asked[person] && !still[person] {
                assert!(event == go(person) && is_going(before), "only by who asked: {before:?} {event:?}");
            } else {
                assert_eq!(asked[person], still[person], "nobody asks for another: {before:?} {event:?}");
            }
        }
    });
    println!("{} states, {changes} changes", states.len());
    assert!(
        states.iter().any(is_going)
            && states.contains(&Signals { state: State::Ended, ..Signals::default() })
    );
}

#[test]
fn one_persons_keys_never_stand_for_the_others() {
    let paused: HashSet<Signals> = reachable().iter().map(|state| taken(state, Event::Other)).collect();
    for person in Person::BOTH {
        let mine: Vec<Event> = events()
            .into_iter()
            .filter(|event| !matches!(event, Event::Signal(one, _) if *one != person))
            .collect();
        let alone = walk(paused.iter().cloned(), &mine, &STEPS, |_, _, _| {});
        println!("{person:?}: {} states", alone.len());
        assert!(!alone.iter().any(is_going));
    }
}

#[test]
fn keys_that_are_held_down_through_a_pause_never_go_on() {
    let held = [Duration::ZERO, Duration::from_millis(500)];
    let mut begin = Vec::new();
    for state in reachable().into_iter().filter(is_going) {
        let pressed = Person::BOTH.into_iter().fold(state, |state, person| taken(&state, go(person)));
        begin.push(taken(&pressed, Event::Other));
    }
    assert!(!begin.is_empty());
    let mut queue = VecDeque::from(begin);
    let mut known: HashSet<Signals> = queue.iter().cloned().collect();
    while let Some(state) = queue.pop_front() {
        for step in held {
            for order in [Person::BOTH, [Person::B, Person::A]] {
                for extra in [None, Some(Event::Drawn), Some(Event::Other)] {
                    let state = later(state.clone(), step);
                    let state = order.into_iter().fold(state, |state, person| taken(&state, go(person)));
                    assert!(!is_going(&state), "{state:?}");
                    let state = extra.map_or(state.clone(), |event| taken(&state, event));
                    if known.insert(state.clone()) {
                        queue.push_back(state);
                    }
                }
            }
        }
    }
    println!("{} states", known.len());
}

#[test]
fn a_pause_that_nobody_has_seen_is_not_gone_on_from() {
    let unseen: Vec<Event> = events().into_iter().filter(|event| *event != Event::Drawn).collect();
    let paused: HashSet<Signals> = reachable().iter().map(|state| taken(state, Event::Other)).collect();
    let blind = walk(paused, &unseen, &STEPS, |_, _, _| {});
    assert!(!blind.iter().any(is_going));
}
